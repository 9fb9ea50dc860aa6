import { homedir } from 'node:os';
import path from 'node:path';
import { text, type ValueContext, type ValueType } from './value-types.js';

/**
 * A path as an absolute one. `~` at its start is the home folder, `$NAME` and `${NAME}` are environment variables, and
 * what is relative starts from the file's folder. XDG_CACHE_HOME and XDG_DATA_HOME have the defaults of the XDG Base
 * Directory Specification where they are unset.
 */
export const filePath: ValueType<string> = {
  wanted: 'a path in quotes',
  example: '"folder/file"',
  read(value, context) {
    if ('problem' in text.read(value, context)) return { problem: `it must be ${filePath.wanted}` };
    const expanded = expand(value as string, context);
    return 'problem' in expanded ? expanded : { value: path.resolve(context.folder, expanded.value) };
  },
};

/** A URL or an address such as git@host:name as it is; anything else as a path. */
export const repositoryAddress: ValueType<string> = {
  wanted: 'a URL or a path in quotes',
  example: '"https://example.org/project.git"',
  read(value, context) {
    if (typeof value === 'string' && isRemote(value)) return { value };
    const result = filePath.read(value, context);
    return 'problem' in result && typeof value !== 'string'
      ? { problem: `it must be ${repositoryAddress.wanted}` }
      : result;
  },
};

/** Whether a text is the address of a repository elsewhere. One letter before the colon is a drive of Windows. */
export function isRemote(address: string): boolean {
  return /^[a-z][a-z0-9+.-]*:\/\//i.test(address) || /^[\w.-]+@?[\w.-]+:(?!\\)/.test(address);
}

function expand(value: string, { environment }: ValueContext): { value: string } | { problem: string } {
  const home = environment.HOME ?? homedir();
  const defaults: Readonly<Record<string, string>> = {
    XDG_CACHE_HOME: path.join(home, '.cache'),
    XDG_DATA_HOME: path.join(home, '.local', 'share'),
  };
  let unset: string | null = null;
  const replaced = value
    .replace(/^~(?=\/|$)/, () => home)
    .replace(/\$(?:\{(\w+)\}|(\w+))/g, (_, braced?: string, bare?: string) => {
      const name = (braced ?? bare)!;
      const found = environment[name] || defaults[name];
      if (found === undefined) unset ??= name;
      return found ?? '';
    });
  return unset === null ? { value: replaced } : { problem: `the environment variable ${unset} in it is not set` };
}
