// From a command line to a running process.

import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { CommandLine } from './command_line.js';
import { root } from './kernel.js';
import type { MainConfig } from './main_config.js';
import { memoryLimit, type ProcessOptions } from './python_process.js';
import { builtLibraryFolder, libraryFolder, stdlibPath } from './stdlib.js';

/** The command that starts this interpreter: sys.executable. */
export const executable = path.join(root, 'bin', 'gilpy.mjs');

/** Two secrets of the string hash; 0 is a seed like any other. */
function hashSecrets(seed: number | undefined): [bigint, bigint] {
  const bytes =
    seed === undefined
      ? crypto.getRandomValues(Buffer.alloc(16))
      : createHash('sha256').update(`seed ${seed}`).digest();
  return [bytes.readBigInt64LE(0), bytes.readBigInt64LE(8)];
}

export function processOptions(line: CommandLine): ProcessOptions {
  return {
    variant: process.env.GILPY_VARIANT ?? 'release',
    gil: line.gil === 1,
    optimize: Math.min(2, line.flags.optimize ?? 0),
    debug: (line.flags.debug ?? 0) > 0,
    hashSecrets: hashSecrets(line.hashSeed),
    executable,
    memoryLimit: memoryLimit(),
  };
}

/** The first item of sys.path: where the program lies. */
function programFolder(line: CommandLine): string[] {
  if (line.flags.safe_path) return [];
  if (line.mode === 'module') return [process.cwd()];
  if (line.mode === 'file') return [path.dirname(path.resolve(line.source))];
  return [''];
}

export function mainConfig(line: CommandLine): MainConfig {
  const config: [string, string][] = [];
  const add = (key: string, ...values: string[]) => {
    for (const value of values) config.push([key, value]);
  };
  if (line.mode === 'stdin') {
    add('mode', 'command');
    add('source', readFileSync(0, 'utf8'));
    add('filename', '<stdin>');
  } else {
    add('mode', line.mode);
    add('source', line.source);
  }
  const first = { command: '-c', module: '-m', file: line.source, stdin: line.source, repl: line.source };
  add('argv', first[line.mode as keyof typeof first] ?? '', ...line.rest);
  add('orig_argv', executable, ...process.argv.slice(2));
  add('path', ...programFolder(line), ...line.path, libraryFolder, builtLibraryFolder, stdlibPath());
  for (const [flag, value] of Object.entries(line.flags)) add(`flag.${flag}`, String(value));
  add('xoption', ...line.xoptions);
  add('warnoption', ...line.warnoptions);
  add('executable', executable);
  add('prefix', root);
  add('stdlib', stdlibPath());
  add('platform', process.platform === 'darwin' ? 'darwin' : process.platform);
  if (process.env.GILPY_CONSOLES) add('consoles', '1');
  if (line.unbuffered) add('unbuffered', '1');
  if (line.skipFirstLine) add('skip_first_line', '1');
  return config;
}
