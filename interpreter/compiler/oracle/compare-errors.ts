/**
 * Compares what our parser and CPython's say of broken sources: our own collection, the doctests and strings of
 * CPython's tests of syntax errors, and statements of its library with a few tokens changed.
 *
 * Arguments: the seed and the number of changed statements (1 and 4000 by default). Prints the differences by message.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { BROKEN } from './broken-sources.js';
import { findCPython } from './cpython.js';
import { changedStatements } from './mutations.js';
import { type Case, cpythonVerdicts, ourVerdict, runErrorsScript, type Verdict } from './verdicts.js';

const cpython = findCPython();
if (cpython === null) throw new Error('no CPython 3.13 found; name one in GILPY_CPYTHON');

const seed = Number(process.argv[2] ?? 1);
const count = Number(process.argv[3] ?? 4000);
const test = (name: string): string => join(cpython.lib, 'test', name);
const sources = new Set([
  ...BROKEN,
  ...runErrorsScript<string[]>(cpython, ['--doctests', test('test_syntax.py')]),
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
  ].flatMap((name) => runErrorsScript<string[]>(cpython, ['--strings', test(name)])),
  ...changedStatements(readFileSync(test('test_grammar.py'), 'utf8'), seed, count >> 1),
  ...changedStatements(readFileSync(join(cpython.lib, 'typing.py'), 'utf8'), seed, count >> 2),
  ...changedStatements(readFileSync(test('test_fstring.py'), 'utf8'), seed, count >> 2),
]);
const cases: Case[] = [...sources]
  .filter((source) => !/[\ud800-\udfff]/.test(source) && !source.includes('\\N{'))
  .map((source) => [source, 'exec', 0]);
const INTERACTIVE = [
  '',
  '\n',
  '#c',
  'a',
  'a\n',
  'a; b',
  'a\nb',
  'if x: y',
  'if x: y\n',
  'if x:\n  y',
  'if x:\n  y\n',
  'if x:\n  y\n\n',
  'if x:\n  y\nz\n',
  'if x:\n  y\nelse:',
  'class C:\n  def f(self):\n    pass',
  '@a',
  '@a\n',
  'def f(',
  'x = [',
  'x = """',
  "x = '",
  'x = \\',
  'f"{',
  'f"""',
  'for',
  'try:\n  pass\n',
  'match x:',
  'x = 1 +',
  'a b',
  ')',
  '  x',
  'if 1:\n  pass\n x',
  'lambda:',
  '(a',
  '(a b',
  '"a',
  'a.',
  'a,',
  'not',
  'x = (1,\n2',
  '# -*- coding: utf-8',
];
for (const source of [...INTERACTIVE, ...BROKEN]) {
  if (source.includes('\\N{')) continue;
  for (const flags of [0, 0x4000, 0x4200]) cases.push([source, 'single', flags]);
  cases.push([source, 'exec', 0x4000], [source, 'eval', 0]);
}

const expected = cpythonVerdicts(cpython, cases);

let equal = 0;
let sameMessage = 0;
const kinds = new Map<string, string[]>();
cases.forEach((entry, index) => {
  const want = JSON.stringify(expected[index]);
  const verdict = ourVerdict(entry);
  const got = JSON.stringify(verdict);
  if (got === want) {
    equal++;
    return;
  }
  const message = (of: Verdict): string => (of === null ? 'none' : `${of[0]}: ${of[1]}`);
  if (message(verdict) === message(expected[index]!)) sameMessage++;
  const kind = `${message(expected[index]!)} | ${message(verdict)}`.replace(/on line \d+/g, 'on line N');
  kinds.set(kind, [...(kinds.get(kind) ?? []), `${JSON.stringify(entry)}\n     CPython ${want}\n     ours    ${got}`]);
});
for (const [kind, examples] of [...kinds].sort((a, b) => b[1].length - a[1].length).slice(0, 40)) {
  console.log(`${examples.length} x ${kind}\n   ${examples.sort((a, b) => a.length - b.length)[0]!.slice(0, 700)}`);
}
console.log(`${equal} of ${cases.length} equal, ${sameMessage} more with the same message`);
