/**
 * Parses every Python file under the given folders (by default all of CPython's library) with our parser and CPython's,
 * and compares the trees with all positions. Prints the differences and the speed; exit status 1 when there are any.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from '../parser/parse.js';
import { findCPython } from './cpython.js';
import { dump } from './dump.js';

const cpython = findCPython();
if (cpython === null) throw new Error('no CPython 3.13 found; name one in GILPY_CPYTHON');
const script = fileURLToPath(new URL('dump.py', import.meta.url));
const folders = process.argv.length > 2 ? process.argv.slice(2) : [cpython.lib];
const paths = folders.flatMap((folder) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.py') && !name.includes('site-packages'))
    .map((name) => join(folder, name))
    .sort(),
);

function oracle(inputs: string[], full: boolean): Map<string, string> {
  const { command, env } = cpython!;
  const args = full ? [script, '--full'] : [script];
  const result = spawnSync(command, args, { input: inputs.join('\n'), encoding: 'utf8', env, maxBuffer: 1 << 30 });
  if (result.status !== 0) throw new Error(result.stderr);
  return new Map(
    result.stdout
      .trim()
      .split('\n')
      .map((line) => line.split('\t') as [string, string]),
  );
}

const names = new Map<string, string | undefined>();
function lookupName(name: string): string | undefined {
  if (!names.has(name)) {
    const { command, env } = cpython!;
    const code = 'import sys, unicodedata; print(unicodedata.lookup(sys.argv[1]), end="")';
    const { status, stdout } = spawnSync(command, ['-X', 'utf8', '-c', code, name], { encoding: 'utf8', env });
    names.set(name, status === 0 ? stdout : undefined);
  }
  return names.get(name);
}

const expected = oracle(paths, false);
let bytes = 0;
let time = 0;
let equal = 0;
const differing: string[] = [];
for (const path of paths) {
  const source = readFileSync(path);
  const want = expected.get(path)!;
  const started = performance.now();
  let got: string;
  try {
    const { tree } = parse(source, { filename: path, lookupName });
    time += performance.now() - started;
    bytes += source.length;
    got = createHash('md5').update(dump(tree)).digest('hex');
  } catch (error) {
    got = `!${(error as Error).message}`;
  }
  if (got === want || (got.startsWith('!') && want.startsWith('!'))) equal++;
  else {
    differing.push(path);
    if (got.startsWith('!') || want.startsWith('!')) console.log(`${path}: ours ${got}, CPython ${want}`);
  }
}
for (const path of differing.slice(0, 10)) {
  const want = oracle([path], true).get(path)!;
  if (want.startsWith('!')) continue;
  let got: string;
  try {
    got = dump(parse(readFileSync(path), { filename: path, lookupName }).tree);
  } catch {
    continue;
  }
  let at = 0;
  while (at < got.length && got[at] === want[at]) at++;
  const from = Math.max(0, at - 150);
  console.log(`${path}\n  ours    ${got.slice(from, at + 100)}\n  CPython ${want.slice(from, at + 100)}`);
}
console.log(`${equal} of ${paths.length} files equal; ${(bytes / 1e6 / (time / 1e3)).toFixed(1)} MB/s`);
process.exitCode = differing.length > 0 ? 1 : 0;
