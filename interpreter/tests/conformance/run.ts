// npm run conformance [-- OPTIONS [test_FILE]...]
//
// Runs CPython 3.13's own test files on gilpy and counts by method. The denominator, baseline.txt, is what CPython 3.13
// passes under the same runner (`--baseline` writes it). Everything in it that does not pass has to stand in
// known-failures.txt with its reason; `--write` brings that file and results.md up to date.

import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { Command } from 'commander';
import { wholeNumber } from '../../tools/option_values.js';
import { FILES } from './files.js';
import { type MethodResult, type RunOptions, runFile } from './process.js';

const root = path.resolve(fileURLToPath(new URL('../../../../', import.meta.url)));
const home = path.join(root, 'interpreter', 'tests', 'conformance');
const BASELINE = path.join(home, 'baseline.txt');
const KNOWN = path.join(home, 'known-failures.txt');
const TABLE = path.join(home, 'results.md');

/** A CPython 3.13 on this machine: GILPY_CPYTHON, python3.13, python3, or pyenv's. Null: none. */
export function findCPython(): string | null {
  const probe =
    'import sys, os; print(sys.executable) if sys.version_info[:2] == (3, 13) and sys.implementation.name == "cpython" else None';
  for (const [command, env] of [
    [process.env.GILPY_CPYTHON, {}],
    ['python3.13', {}],
    ['python3', {}],
    ['python3', { PYENV_VERSION: '3.13.0' }],
  ] as const) {
    if (!command) continue;
    try {
      const found = execFileSync(command, ['-c', probe], {
        env: { ...process.env, ...env },
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'ignore'],
      }).trim();
      if (found && found !== 'None') return found;
    } catch {
      // not there, or another version
    }
  }
  return null;
}

function readBaseline(): Map<string, Set<string>> {
  const baseline = new Map<string, Set<string>>();
  if (!existsSync(BASELINE)) return baseline;
  let file = '';
  for (const line of readFileSync(BASELINE, 'utf8').split('\n')) {
    if (line.startsWith('[')) baseline.set((file = line.slice(1, -1)), new Set());
    else if (line) baseline.get(file)!.add(line);
  }
  return baseline;
}

/** Ids without the package and module in front. */
const short = (file: string, id: string) => id.replace(new RegExp(`\\b(test\\.)?${file}\\.`), '');

/** A reason in one line, without the folders of this machine. */
function told(reason: string): string {
  return reason
    .replace(/\S*cpython-test-\w+\//g, '')
    .replaceAll(root, '.')
    .replace(/\s+/g, ' ')
    .slice(0, 160);
}

/** Text after the id's tab, by file and id. */
function readKnown(): Map<string, string> {
  const known = new Map<string, string>();
  if (!existsSync(KNOWN)) return known;
  for (const line of readFileSync(KNOWN, 'utf8').split('\n')) {
    if (!line || line.startsWith('#')) continue;
    const [id, reason = ''] = line.split('\t');
    known.set(id, reason);
  }
  return known;
}

interface Row {
  readonly file: string;
  readonly wanted: number;
  readonly passed: number;
  readonly failures: Map<string, MethodResult>;
}

function judge(file: string, wanted: ReadonlySet<string>, results: Map<string, MethodResult>): Row {
  const byShort = new Map([...results].map(([id, result]) => [short(file, id), result]));
  const whole = results.get('import') ?? results.get('process');
  const failures = new Map<string, MethodResult>();
  for (const id of wanted) {
    const result = byShort.get(id) ?? whole ?? { status: 'error' as const, reason: 'was not run' };
    if (result.status !== 'pass') failures.set(id, result);
  }
  return { file, wanted: wanted.size, passed: wanted.size - failures.size, failures };
}

function table(rows: readonly Row[]): string {
  const percent = (passed: number, wanted: number) => (wanted === 0 ? '' : `${((100 * passed) / wanted).toFixed(1)}%`);
  const wanted = rows.reduce((sum, row) => sum + row.wanted, 0);
  const passed = rows.reduce((sum, row) => sum + row.passed, 0);
  const lines = rows.map(
    (row) => `| ${row.file} | ${row.wanted} | ${row.passed} | ${percent(row.passed, row.wanted)} |`,
  );
  return [
    '# Conformance',
    '',
    "CPython 3.13's own test files on gilpy, by method; written by `npm run conformance -- --write`.",
    '',
    '| file | CPython passes | gilpy passes | |',
    '|---|---|---|---|',
    ...lines,
    `| **all** | ${wanted} | ${passed} | ${percent(passed, wanted)} |`,
    '',
  ].join('\n');
}

async function inParallel<T, R>(items: readonly T[], jobs: number, work: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = new Array(items.length);
  let next = 0;
  await Promise.all(
    Array.from({ length: jobs }, async () => {
      while (next < items.length) {
        const i = next++;
        results[i] = await work(items[i]);
      }
    }),
  );
  return results;
}

interface Options {
  readonly jobs: number;
  readonly patience: number;
  readonly limit: number;
  readonly baseline?: true;
  readonly write?: true;
  readonly verbose?: true;
}

async function main(named: readonly string[], options: Options): Promise<number> {
  const strange = named.filter((name) => !FILES.includes(name));
  if (strange.length > 0) {
    console.error(`conformance: ${strange.join(', ')}: no file of the list in interpreter/tests/conformance/files.ts`);
    return 2;
  }
  const python = findCPython();
  if (python === null) {
    console.error('conformance: no CPython 3.13 found (set GILPY_CPYTHON to one): nothing is run');
    return 0;
  }
  const files = named.length ? named : FILES;
  const tests = mkdtempSync(path.join(tmpdir(), 'cpython-test-'));
  const folder = execFileSync(python, ['-c', 'import test; print(test.__path__[0])'], { encoding: 'utf8' }).trim();
  symlinkSync(folder, path.join(tests, 'test'));
  const runner = path.join(home, 'run_file.py');
  const { jobs, patience, limit } = options;
  const common = { runner, tests, patience, limit };

  if (options.baseline) {
    const withPython: RunOptions = { ...common, command: [python], pretend: 'gilpy' };
    const all = await inParallel(files, jobs, async (file) => ({ file, results: await runFile(file, withPython) }));
    const baseline = readBaseline();
    for (const { file, results } of all) {
      const passed = [...results].filter(([, result]) => result.status === 'pass').map(([id]) => short(file, id));
      baseline.set(file, new Set(passed.sort()));
      console.log(`${file}: ${passed.length} of ${results.size}`);
    }
    const order = FILES.filter((file) => baseline.has(file));
    writeFileSync(BASELINE, order.map((file) => `[${file}]\n${[...baseline.get(file)!].join('\n')}\n`).join(''));
    return 0;
  }

  const gilpy = [process.execPath, path.join(root, 'dist', 'interpreter', 'host', 'gilpy.js')];
  const withGilpy: RunOptions = { ...common, command: process.env.GILPY_BIN ? [process.env.GILPY_BIN] : gilpy };
  const baseline = readBaseline();
  const known = readKnown();
  const rows = await inParallel(files, jobs, async (file) => {
    const row = judge(file, baseline.get(file) ?? new Set(), await runFile(file, withGilpy));
    console.log(`${file}: ${row.passed} of ${row.wanted}`);
    if (options.verbose)
      for (const [id, { status, reason }] of row.failures) console.log(`  ${id}: ${status} ${reason}`);
    return row;
  });
  if (options.write) {
    const ids = new Set(files.map((file) => `${file}:`));
    const kept = [...known].filter(([id]) => ![...ids].some((prefix) => id.startsWith(prefix)));
    const fresh = rows.flatMap((row) =>
      [...row.failures].map(([id, { status, reason }]): [string, string] => {
        const key = `${row.file}:${id}`;
        return [key, `${status}: ${told(reason)}`];
      }),
    );
    const lines = [...kept, ...fresh].sort(([a], [b]) => (a < b ? -1 : 1)).map(([id, reason]) => `${id}\t${reason}`);
    writeFileSync(
      KNOWN,
      `# Methods that CPython 3.13 passes and gilpy does not: id, tab, reason. The list only shrinks.\n${lines.join('\n')}\n`,
    );
    if (!named.length) writeFileSync(TABLE, table(rows));
  }
  const unknown = rows
    .flatMap((row) => [...row.failures.keys()].map((id) => `${row.file}:${id}`))
    .filter((id) => !known.has(id));
  const mended = rows.flatMap((row) =>
    [...(baseline.get(row.file) ?? [])]
      .filter((id) => !row.failures.has(id) && known.has(`${row.file}:${id}`))
      .map((id) => `${row.file}:${id}`),
  );
  const wanted = rows.reduce((sum, row) => sum + row.wanted, 0);
  const passed = rows.reduce((sum, row) => sum + row.passed, 0);
  console.log(`${passed} of ${wanted} methods (${((100 * passed) / Math.max(1, wanted)).toFixed(1)}%)`);
  if (options.write) return 0;
  for (const id of unknown) console.log(`new failure: ${id}`);
  for (const id of mended) console.log(`passes now, take it from known-failures.txt: ${id}`);
  return unknown.length === 0 ? 0 : 1;
}

const command = new Command('conformance')
  .description("Run CPython 3.13's own test files on gilpy and count the methods that pass.")
  .argument('[files...]', 'test files, such as test_int (default: all)')
  .option('--jobs <n>', 'files at a time', wholeNumber(1), 2)
  .option('--patience <s>', 'longest time without news of a file', wholeNumber(1), 60)
  .option('--limit <s>', 'longest time for one file', wholeNumber(1), 900)
  .option('--verbose', 'name each failure with its reason')
  .option('--write', 'bring known-failures.txt and results.md up to date')
  .option('--baseline', 'write baseline.txt from what CPython 3.13 itself passes')
  .parse();
process.exitCode = await main(command.args, command.opts<Options>());
