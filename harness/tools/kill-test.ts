// Kills real runs with SIGKILL at random moments, continues each, and looks at the store after every one:
//
//     node dist/harness/tools/kill-test.js --times 50
//
// Exit code 0 when no sample was lost or doubled and the file was intact throughout, else 1.

import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Command } from 'commander';
import { type Connection, openDatabase, StoreError } from '../../results/database.js';
import { wholeNumber } from '../commands/options.js';
import { realPython } from '../real-python.js';
import { inRepository } from '../repository.js';
import { seededRandom } from '../statistics/random.js';
import { writeTinySuite } from '../tiny-suite.js';

interface Options {
  readonly times: number;
  readonly seed: number;
  readonly python: string;
}

/** A run of some seconds: 2 builds x (1 + 2 worker counts) in this many blocks. */
const blocks = 3;
const variants = 6;
const [warmups, values] = [1, 2];

const options = new Command('kill-test')
  .option('--times <n>', 'how often to kill', wholeNumber(1), 10)
  .option('--seed <n>', 'seed of the moments', wholeNumber(0), 1)
  .option('--python <command>', 'the Python that runs the benchmarks', realPython)
  .parse()
  .opts<Options>();

const folder = mkdtempSync(path.join(tmpdir(), 'gil-lab-kill-'));
const db = path.join(folder, 'lab.sqlite');
try {
  writeTinySuite(path.join(folder, 'suites'));
  process.exitCode = await killAndContinue({ ...options, python: executable(options.python) });
} finally {
  rmSync(folder, { recursive: true, force: true });
}

async function killAndContinue({ times, seed, python }: Options): Promise<number> {
  const random = seededRandom(seed);
  const problems: string[] = [];
  const where = { 'before the run was stored': 0, 'while it calibrated': 0, 'while it measured': 0, 'at its end': 0 };
  let before = new Map<string, string>();
  let spanMs: number | null = null;
  let kills = 0;
  let starts = 0;
  while (kills < times || unfinished()) {
    // The first run shows how long one takes, and the last one is left to come to its end.
    const delay = spanMs !== null && kills < times ? random() * spanMs : Number.POSITIVE_INFINITY;
    const began = performance.now();
    const { killed, code, stderr } = await start(unfinished() ? ['--resume'] : newRun(python, ++starts), delay);
    if (killed) {
      const at = place();
      where[at]++;
      process.stderr.write(`${++kills}: killed ${at}\n`);
    } else {
      // Moments are spread over what a whole run takes, so that they fall on all of its parts.
      spanMs ??= performance.now() - began;
      if (code !== 0) problems.push(`a run that was not killed ended with exit code ${code}: ${stderr}`);
    }
    const now = stored();
    for (const [name, row] of before) if (now.get(name) !== row) problems.push(`lost or changed: ${name}`);
    before = now;
    problems.push(...broken());
    if (problems.length) break;
  }
  problems.push(...incomplete());
  for (const [moment, count] of Object.entries(where)) process.stdout.write(`killed ${moment}: ${count}\n`);
  const count = (table: string) =>
    read(0, (connection) => connection.prepare(`SELECT count(*) FROM ${table}`).pluck().get());
  process.stdout.write(
    `${kills} kills, ${count('run')} runs finished, ${count('process')} processes, ${count('sample')} samples\n`,
  );
  for (const problem of problems) process.stdout.write(`${problem}\n`);
  if (!problems.length) process.stdout.write('nothing was lost, nothing was doubled, the file was intact throughout\n');
  return problems.length ? 1 : 0;
}

/** The program behind a command that only finds it, which would cost each process its time. */
function executable(python: string): string {
  const { stdout } = spawnSync(python, ['-c', 'import sys; print(sys.executable)'], { encoding: 'utf8' });
  return stdout?.trim() || python;
}

/** Every other run takes its samples in turns. */
function newRun(python: string, number: number): string[] {
  return [
    ...['--suites', path.join(folder, 'suites'), '--no-own', '--python', `a=${python}`, '--python', `b=${python}`],
    ...['--min-time', '1', '--values', String(values), '--warmups', String(warmups), '--workers', '1,2'],
    ...['--blocks', String(blocks), ...(number % 2 ? [] : ['--turns'])],
  ];
}

async function start(args: readonly string[], killAfterMs: number) {
  const program = inRepository('dist', 'harness', 'main.js');
  const child = spawn(process.execPath, [program, 'run', '--db', db, '--json', ...args], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let stderr = '';
  child.stderr.on('data', (text) => {
    stderr += text;
  });
  const timer = Number.isFinite(killAfterMs) ? setTimeout(() => child.kill('SIGKILL'), killAfterMs) : undefined;
  await once(child, 'close');
  clearTimeout(timer);
  return { killed: child.signalCode === 'SIGKILL', code: child.exitCode, stderr };
}

/** Asks the store, or answers `otherwise` while there is none yet. */
function read<T>(otherwise: T, ask: (connection: Connection) => T): T {
  if (!existsSync(db)) return otherwise;
  let connection: Connection;
  try {
    connection = openDatabase(db);
  } catch (error) {
    if (error instanceof StoreError) process.stdout.write(`${error.message}\n`);
    throw error;
  }
  try {
    return ask(connection);
  } finally {
    connection.close();
  }
}

function unfinished(): boolean {
  return read(false, (connection) => {
    return connection.prepare("SELECT count(*) FROM run WHERE state <> 'finished'").pluck().get() !== 0;
  });
}

/** Where the run stood when it was killed. */
function place(): 'before the run was stored' | 'while it calibrated' | 'while it measured' | 'at its end' {
  return read('before the run was stored', (connection) => {
    const run = connection.prepare('SELECT id, state FROM run ORDER BY id DESC').get() as
      | { id: number; state: string }
      | undefined;
    if (!run) return 'before the run was stored';
    if (run.state === 'finished') return 'at its end';
    const calibrated = connection.prepare('SELECT count(loops) FROM variant WHERE run_id = ?').pluck().get(run.id);
    return calibrated === variants ? 'while it measured' : 'while it calibrated';
  });
}

/** Every process and sample of the store by its name. */
function stored(): Map<string, string> {
  return read(new Map(), (connection) => {
    const rows = (sql: string) => connection.prepare(sql).all() as Record<string, unknown>[];
    const steadyless = rows('SELECT * FROM process').map(({ steady_state: _, ...row }) => row);
    return new Map([
      ...steadyless.map((row) => [`process ${row.id}`, JSON.stringify(row)] as const),
      ...rows('SELECT * FROM sample').map(
        (row) => [`sample ${row.number} of process ${row.process_id}`, JSON.stringify(row)] as const,
      ),
    ]);
  });
}

/** What must hold at any moment. */
function broken(): string[] {
  return read([], (connection) => {
    const verdict = connection.pragma('integrity_check', { simple: true }) as string;
    const foreign = connection.pragma('foreign_key_check') as unknown[];
    const short = connection
      .prepare(
        `SELECT process.id FROM process LEFT JOIN sample ON process_id = process.id
         GROUP BY process.id HAVING count(number) <> iif(purpose = 'measure', ${warmups + values}, 0)`,
      )
      .pluck()
      .all();
    return [
      ...(verdict === 'ok' ? [] : [`integrity_check: ${verdict}`]),
      ...(foreign.length ? [`${foreign.length} rows without the row that they belong to`] : []),
      ...short.map((id) => `process ${id} does not have the samples that it should`),
    ];
  });
}

/** What must hold when all runs are finished. */
function incomplete(): string[] {
  return read(['nothing was stored'], (connection) => {
    const wrong = (what: string, expected: number, sql: string) =>
      (connection.prepare(sql).all() as { run: number; found: number }[])
        .filter(({ found }) => found !== expected)
        .map(({ run, found }) => `run ${run} has ${found} ${what} instead of ${expected}`);
    const from = 'FROM run LEFT JOIN variant ON run_id = run.id LEFT JOIN process ON variant_id = variant.id';
    const each = (purpose: string, columns: string) =>
      `SELECT run.id AS run, count(DISTINCT ${columns}) AS found ${from} AND purpose = '${purpose}' GROUP BY run.id`;
    const all = (purpose: string) =>
      `SELECT run.id AS run, count(process.id) AS found ${from} AND purpose = '${purpose}' GROUP BY run.id`;
    return [
      ...wrong('variants in blocks', variants * blocks, each('measure', "process.variant_id || ' ' || block")),
      ...wrong('processes that measured', variants * blocks, all('measure')),
      ...wrong('variants that were calibrated', 4, each('calibrate', 'process.variant_id')),
      ...wrong('processes that calibrated', 4, all('calibrate')),
    ];
  });
}
