/** Compares the token streams of every file of CPython's library with CPython's own. Prints the files that differ. */

import { isUtf8 } from 'node:buffer';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { findCPython } from './cpython.js';
import { cpythonTokens, digest, ourTokens, type TokenList } from './token-lists.js';

const cpython = findCPython();
if (cpython === null) throw new Error('no CPython 3.13 found; name one in GILPY_CPYTHON');
const paths = readdirSync(cpython.lib, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.py') && !name.includes('site-packages'))
  .map((name) => join(cpython.lib, name))
  .sort();
const expected = cpythonTokens<string | null>(cpython, ['--files'], paths);
const differing = paths.filter((path, index) => {
  const bytes = readFileSync(path);
  if (!isUtf8(bytes)) return expected[index] !== null;
  return digest(ourTokens(bytes.toString('utf8'), true)) !== expected[index];
});
for (const path of differing.slice(0, 20)) {
  const source = readFileSync(path, 'utf8');
  const [[want]] = cpythonTokens<[TokenList, TokenList]>(cpython, [], [source]) as [[TokenList, TokenList]];
  const got = ourTokens(source, true);
  const at = got.findIndex((token, index) => JSON.stringify(token) !== JSON.stringify(want[index]));
  console.log(
    `${path}\n  ours    ${JSON.stringify(got[at])}\n  CPython ${JSON.stringify(want[at < 0 ? got.length : at])}`,
  );
}
console.log(`${paths.length - differing.length} of ${paths.length} files equal`);
process.exitCode = differing.length > 0 ? 1 : 0;
