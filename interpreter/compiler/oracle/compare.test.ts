import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { parse } from '../parser/parse.js';
import { BROKEN } from './broken-sources.js';
import { findCPython } from './cpython.js';
import { dump } from './dump.js';
import { cpythonTokens, ourTokens, type TokenList } from './token-lists.js';
import { type Case, cpythonVerdicts, ourVerdict, runErrorsScript } from './verdicts.js';

const cpython = findCPython();
if (cpython === null) console.warn('no CPython 3.13 found (GILPY_CPYTHON names one): trees are not compared');

/** Every n-th module of the library's top folder, and the tests of the grammar itself. */
function sample(lib: string): string[] {
  const modules = readdirSync(lib)
    .filter((name) => name.endsWith('.py'))
    .sort()
    .filter((_, index) => index % 12 === 0);
  const tests = ['test_grammar.py', 'test_patma.py', 'test_fstring.py', 'test_type_params.py', 'test_coroutines.py'];
  return [...modules, ...tests.map((name) => join('test', name))].map((name) => join(lib, name));
}

it.skipIf(cpython === null)('gives the trees that CPython gives', { timeout: 120_000 }, () => {
  const { command, env, lib } = cpython!;
  const script = fileURLToPath(new URL('dump.py', import.meta.url));
  const paths = sample(lib);
  const { stdout } = spawnSync(command, [script], { input: paths.join('\n'), encoding: 'utf8', env });
  const expected = stdout.trim().split('\n');
  const got = paths.map((path) => {
    const { tree } = parse(readFileSync(path), { filename: path, lookupName: lookupName });
    return `${path}\t${createHash('md5').update(dump(tree)).digest('hex')}`;
  });
  expect(got).toEqual(expected);
});

/** CPython lets a UnicodeDecodeError through for an escape in a format specification; ours is a SyntaxError. */
const DEVIATIONS = new Set(['f"{a:\\x1}"']);

it.skipIf(cpython === null)('says of broken sources what CPython says', { timeout: 120_000 }, () => {
  const sources = BROKEN.filter((source) => !DEVIATIONS.has(source));
  const cases: Case[] = sources.flatMap((source): Case[] => [
    [source, 'exec', 0],
    [source, 'single', 0],
    [source, 'eval', 0],
  ]);
  const expected = cpythonVerdicts(cpython!, cases).map((verdict, index) => [cases[index], verdict]);
  expect(cases.map((entry) => [entry, ourVerdict(entry)])).toEqual(expected);
});

const WARNED = [
  'x = "\\d\\q"\ny="\\q"',
  '"\\400"',
  'b"\\d"',
  'b"\\400"',
  'f"\\d"',
  'f"\\{1}"',
  'f"{1}\\q{2}\\w"',
  'r"\\d"',
  '"""a\n\\d\n\\q"""',
  '1or 2',
  '1if 2else 3',
  '[0x1for x in y]',
  '1jand 2 and 1.5or 2',
  'f"{1or 2}"',
  'é = "é\\d" "\\€"',
  'f"{x:\\d}"',
  "f'''\n\\d{1}\\q\n\\w'''",
  'if "\\d": pass\nmatch "\\d":\n  case "\\q": pass',
  'with ("\\d") as x, y: pass',
  'match("\\d")',
  'f"\\d{"\\q"}\\w"',
];

it.skipIf(cpython === null)('warns where CPython warns', () => {
  const cases = WARNED.map((source): Case => [source, 'exec', 0]);
  const expected = runErrorsScript<unknown>(cpython!, ['--warnings'], JSON.stringify(cases));
  const got = WARNED.map((source) =>
    parse(source).warnings.map(({ category, msg, lineno }) => [category, msg, lineno]),
  );
  expect(got).toEqual(expected);
});

const TOKENIZED = [
  "x = 1\r\n# c\r\n\r\ny='''a\r\nb'''; z\r\n",
  'if x:\n  y # c\n  # d\n\n  z\n# e\nw',
  "f'''a\n{x}b\n''' + 1",
  "f'a{{b}}{x!r:>{y}}'",
  '(\n1',
  "x = 'abc\n",
  "'''abc\n",
  'if x:\n   a\n  b\n',
  'if x:\n\ta\n        b\n',
  '\\ a',
  'a\\',
  '',
  '\n',
  'é = ü # ñ',
  'é = "😀" + x',
  'a b',
  '0777 0x 1_a',
  '1a 1.5e3j',
  ')',
  '(]',
  '$?!`',
  '  \\\n  x\n',
  'x\n\x0c y',
  '  \n\t',
  'async def await',
  'x = (1,\n  2) # d\n',
];

it.skipIf(cpython === null)('gives the tokens that CPython gives', () => {
  const expected = cpythonTokens<[TokenList, TokenList]>(cpython!, [], TOKENIZED);
  const got = TOKENIZED.map((source) => [ourTokens(source, true), ourTokens(source, false)]);
  expect(got).toEqual(expected);
});

function lookupName(name: string): string | undefined {
  const { command, env } = cpython!;
  const code = 'import sys, unicodedata; print(unicodedata.lookup(sys.argv[1]), end="")';
  const { status, stdout } = spawnSync(command, ['-X', 'utf8', '-c', code, name], { encoding: 'utf8', env });
  return status === 0 ? stdout : undefined;
}
