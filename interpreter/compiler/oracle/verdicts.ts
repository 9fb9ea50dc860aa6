import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { parse } from '../parser/parse.js';
import { PySyntaxError } from '../syntax-error.js';
import type { CPython } from './cpython.js';

/** A source with the mode and the flags to compile it with. */
export type Case = [source: string, mode: 'exec' | 'eval' | 'single', flags: number];
/** `null` where the source parses, else [type, msg, lineno, offset, end_lineno, end_offset, text]. */
export type Verdict = null | (string | number | null)[];

const script = fileURLToPath(new URL('errors.py', import.meta.url));

/** Runs `errors.py` and returns the JSON that it writes. */
export function runErrorsScript<T>({ command, env }: CPython, args: string[], input = ''): T {
  const result = spawnSync(command, [script, ...args], { input, encoding: 'utf8', env, maxBuffer: 1 << 30 });
  if (result.status !== 0) throw new Error(result.stderr);
  return JSON.parse(result.stdout) as T;
}

/** What CPython says of each case. */
export function cpythonVerdicts(cpython: CPython, cases: readonly Case[]): Verdict[] {
  return runErrorsScript<Verdict[]>(cpython, [], JSON.stringify(cases));
}

/** What our parser says; every name of `\\N{...}` is known to it. */
export function ourVerdict([source, mode, flags]: Case): Verdict {
  try {
    parse(source, { mode, flags, lookupName: () => 'x' });
    return null;
  } catch (error) {
    if (!(error instanceof PySyntaxError)) return ['crash', String((error as Error).stack)];
    const { type, msg, lineno, offset, end_lineno, end_offset, text } = error;
    return [type, msg, lineno, offset, end_lineno, end_offset, text];
  }
}
