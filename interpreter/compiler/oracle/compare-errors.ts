/**
 * Compares what our parser and CPython's say of broken sources: our own collection, the doctests and strings of
 * CPython's tests of syntax errors, and statements of its library with a few tokens changed.
 *
 * Arguments: the seed and the number of changed statements (1 and 4000 by default). Prints the differences by message.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from '../parser/parse.js';
import { PySyntaxError } from '../syntax-error.js';
import { BROKEN } from './broken-sources.js';
import { findCPython } from './cpython.js';
import { changedStatements } from './mutations.js';

type Case = [source: string, mode: 'exec' | 'eval' | 'single', flags: number];
type Verdict = null | (string | number | null)[];

const cpython = findCPython();
if (cpython === null) throw new Error('no CPython 3.13 found; name one in GILPY_CPYTHON');
const script = fileURLToPath(new URL('errors.py', import.meta.url));

function run<T>(args: string[], input = ''): T {
  const { command, env } = cpython!;
  const result = spawnSync(command, [script, ...args], { input, encoding: 'utf8', env, maxBuffer: 1 << 30 });
  if (result.status !== 0) throw new Error(result.stderr);
  return JSON.parse(result.stdout) as T;
}

function ours([source, mode, flags]: Case): Verdict {
  try {
    parse(source, { mode, flags, lookupName: () => 'x' });
    return null;
  } catch (error) {
    if (!(error instanceof PySyntaxError)) return ['crash', String((error as Error).stack)];
    const { type, msg, lineno, offset, end_lineno, end_offset, text } = error;
    return [type, msg, lineno, offset, end_lineno, end_offset, text];
  }
}

const seed = Number(process.argv[2] ?? 1);
const count = Number(process.argv[3] ?? 4000);
const test = (name: string): string => join(cpython.lib, 'test', name);
const sources = new Set([
  ...BROKEN,
  ...run<string[]>(['--doctests', test('test_syntax.py')]),
  ...[
    'test_syntax.py',
    'test_exceptions.py',
    'test_fstring.py',
    'test_string_literals.py',
    'test_grammar.py',
    'test_named_expressions.py',
    'test_eof.py',
    'test_positional_only_arg.py',
    'test_patma.py',
    'test_type_params.py',
    'test_unparse.py',
    'test_codeop.py',
  ].flatMap((name) => run<string[]>(['--strings', test(name)])),
  ...changedStatements(readFileSync(test('test_grammar.py'), 'utf8'), seed, count >> 1),
  ...changedStatements(readFileSync(join(cpython.lib, 'typing.py'), 'utf8'), seed, count >> 2),
  ...changedStatements(readFileSync(test('test_fstring.py'), 'utf8'), seed, count >> 2),
]);
const cases: Case[] = [...sources]
  .filter((source) => !/[\ud800-\udfff]/.test(source) && !source.includes('\\N{'))
  .map((source) => [source, 'exec', 0]);
const expected = run<Verdict[]>([], JSON.stringify(cases));

let equal = 0;
let sameMessage = 0;
const kinds = new Map<string, string[]>();
cases.forEach((entry, index) => {
  const want = JSON.stringify(expected[index]);
  const verdict = ours(entry);
  const got = JSON.stringify(verdict);
  if (got === want) {
    equal++;
    return;
  }
  const message = (of: Verdict): string => (of === null ? 'none' : `${of[0]}: ${of[1]}`);
  if (message(verdict) === message(expected[index]!)) sameMessage++;
  const kind = `${message(expected[index]!)} | ${message(verdict)}`.replace(/on line \d+/g, 'on line N');
  kinds.set(kind, [
    ...(kinds.get(kind) ?? []),
    `${JSON.stringify(entry[0])}\n     CPython ${want}\n     ours    ${got}`,
  ]);
});
for (const [kind, examples] of [...kinds].sort((a, b) => b[1].length - a[1].length).slice(0, 40)) {
  console.log(`${examples.length} x ${kind}\n   ${examples.sort((a, b) => a.length - b.length)[0]!.slice(0, 700)}`);
}
console.log(`${equal} of ${cases.length} equal, ${sameMessage} more with the same message`);
