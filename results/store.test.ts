import { chmodSync, copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openDatabase, StoreError } from './database.js';
import { toPyperf } from './exchange/pyperf.js';
import * as fixture from './fixture.js';
import { migrations } from './migrations/index.js';
import { listRuns, readRun } from './queries.js';
import { Store } from './store.js';

let folder: string;
let file: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'gil-lab-store-'));
  file = path.join(folder, 'results.sqlite');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A store with one run of one threaded benchmark on one build at 2 workers, one process measured. */
function filled(): { store: Store; runId: number; variantId: number; buildId: number } {
  const store = Store.open(file);
  const runId = store.startRun(fixture.run, store.machine(fixture.machine));
  const benchmarkId = store.benchmark(fixture.benchmark('threads', 'primes'));
  const buildId = store.build(fixture.build('gilpy', 'off'));
  const variantId = store.variant({ runId, benchmarkId, buildId, workers: 2 });
  store.freezeLoops(runId, benchmarkId, 8, 5);
  store.recordProcess(fixture.process(variantId, 0, 0), fixture.samples([400, 200, 200, 240], 1, 8, 2));
  return { store, runId, variantId, buildId };
}

describe('store', () => {
  it('gives back what was put in', () => {
    const { store, runId, variantId } = filled();
    store.finishRun(runId, 'finished', '2026-01-02T03:05:00.000Z');
    const data = readRun(store.connection, runId)!;
    expect(data.run).toMatchObject({ ...fixture.run, state: 'finished', finishedAt: '2026-01-02T03:05:00.000Z' });
    expect(data.machine).toEqual(fixture.machine);
    expect([...data.builds.values()]).toMatchObject([fixture.build('gilpy', 'off')]);
    expect([...data.benchmarks.values()]).toMatchObject([fixture.benchmark('threads', 'primes')]);
    expect(data.variants).toHaveLength(1);
    expect(data.variants[0]).toMatchObject({ workers: 2, loops: 8, innerLoops: 5 });
    expect(data.variants[0].processes[0]).toMatchObject(fixture.process(variantId, 0, 0));
    expect(data.variants[0].processes[0].samples).toEqual(fixture.samples([400, 200, 200, 240], 1, 8, 2));
    expect(listRuns(store.connection)).toMatchObject([{ id: runId, variants: 1, processes: 1 }]);
    store.close();
  });

  it('stores machines, builds and benchmarks once', () => {
    const store = Store.open(file);
    expect(store.machine(fixture.machine)).toBe(store.machine(fixture.machine));
    expect(store.build(fixture.build('a', 'on'))).not.toBe(store.build(fixture.build('b', 'on')));
    expect(store.benchmark(fixture.benchmark('single', 'x'))).toBe(store.benchmark(fixture.benchmark('single', 'x')));
    store.close();
  });

  it('stores a process with its samples or not at all', () => {
    const { store, variantId } = filled();
    const twice = fixture.samples([1, 2], 0, 1).map((sample) => ({ ...sample, number: 0 }));
    expect(() => store.recordProcess(fixture.process(variantId, 1, 1), twice)).toThrow(/UNIQUE/);
    expect(store.connection.prepare('SELECT count(*) FROM process').pluck().get()).toBe(1);
    store.close();
  });

  it('refuses to measure a variant twice in one block', () => {
    const { store, variantId } = filled();
    expect(() => store.recordProcess(fixture.process(variantId, 0, 1), [])).toThrow(/UNIQUE/);
    store.close();
  });

  it('enforces foreign keys', () => {
    const store = Store.open(file);
    expect(() => store.recordProcess(fixture.process(99, 0, 0), [])).toThrow(/FOREIGN KEY/);
    store.close();
  });

  it('replaces the analysis of a run as a whole', () => {
    const { store, runId, variantId } = filled();
    const warning = { runId, variantId, processId: null, code: 'few-blocks', detail: '1 block' } as const;
    const empty = { summaries: [], comparisons: [], fits: [], overall: [], warnings: [], steadyStates: new Map() };
    store.replaceAnalysis(runId, { ...empty, warnings: [warning, warning], steadyStates: new Map([[1, 'flat']]) });
    store.replaceAnalysis(runId, { ...empty, warnings: [warning] });
    const data = readRun(store.connection, runId)!;
    expect(data.warnings).toMatchObject([warning]);
    expect(data.variants[0].processes[0].steadyState).toBe('flat');
    store.close();
  });

  it('lets two connections write to one file', () => {
    const { store, variantId } = filled();
    const other = Store.open(file);
    other.recordProcess(fixture.process(variantId, 1, 1), []);
    store.recordProcess(fixture.process(variantId, 2, 2), []);
    expect(store.connection.prepare('SELECT count(*) FROM process').pluck().get()).toBe(3);
    other.close();
    store.close();
  });
});

describe('a store that cannot be written', () => {
  const processes = (store: Store) => store.connection.prepare('SELECT count(*) FROM process').pluck().get();

  it('says that the disk is full, keeps what it had and goes on when there is room', () => {
    const { store, variantId } = filled();
    const pages = store.connection.pragma('page_count', { simple: true }) as number;
    store.connection.pragma(`max_page_count = ${pages}`);
    const long = fixture.samples(new Array(5000).fill(200), 1, 8, 2);
    expect(() => store.recordProcess(fixture.process(variantId, 1, 1), long)).toThrow(StoreError);
    expect(() => store.recordProcess(fixture.process(variantId, 1, 1), long)).toThrow(
      `The disk is full: ${file} was left as it was before the last transaction.`,
    );
    expect(processes(store)).toBe(1);
    expect(store.connection.pragma('integrity_check', { simple: true })).toBe('ok');
    store.close();
    const later = Store.open(file);
    later.recordProcess(fixture.process(variantId, 1, 1), long);
    expect(processes(later)).toBe(2);
    expect(readRun(later.connection, 1)!.variants[0].processes[1].samples).toEqual(long);
    later.close();
  });

  it('says that it is read-only, for every kind of change', () => {
    const { store, variantId, runId } = filled();
    store.connection.pragma('query_only = ON');
    const changes = [
      () => store.recordProcess(fixture.process(variantId, 1, 1), []),
      () => store.finishRun(runId, 'finished', 't'),
      () => store.freezeLoops(runId, 1, 2, 1),
      () => store.startRun({ ...fixture.run, key: 'other' }, 1),
      () => store.deleteRun(runId),
    ];
    for (const change of changes) expect(change).toThrow(/results\.sqlite cannot be written/);
    expect(processes(store)).toBe(1);
    store.close();
  });

  it('lets two runs write by turns, each seeing the other’s as whole processes', () => {
    const { store, variantId } = filled();
    const other = Store.open(file);
    const runId = other.startRun({ ...fixture.run, key: 'run-2' }, other.machine(fixture.machine));
    const benchmarkId = other.benchmark(fixture.benchmark('threads', 'primes'));
    const second = other.variant({
      runId,
      benchmarkId,
      buildId: other.build(fixture.build('gilpy', 'off')),
      workers: 2,
    });
    for (let block = 1; block < 20; block++) {
      store.recordProcess(fixture.process(variantId, block, block), fixture.samples([1, 2], 0, 1));
      other.recordProcess(fixture.process(second, block, block), fixture.samples([3, 4], 0, 1));
      const halves = other.connection
        .prepare('SELECT count(*) FROM process WHERE (SELECT count(*) FROM sample WHERE process_id = id) < 2')
        .pluck();
      expect(halves.get()).toBe(0);
    }
    expect(listRuns(store.connection).map((run) => run.processes)).toEqual([19, 20]);
    other.close();
    store.close();
  });
});

describe('opening', () => {
  it('refuses a database of another program and leaves it alone', () => {
    const foreign = new Database(file);
    foreign.exec('CREATE TABLE t (x)');
    foreign.close();
    const before = readFileSync(file);
    expect(() => openDatabase(file)).toThrow(/another program/);
    expect(readFileSync(file)).toEqual(before);
  });

  it('leaves alone what another program has not yet carried over from its log', () => {
    const foreign = new Database(file);
    foreign.pragma('journal_mode = WAL');
    foreign.exec('CREATE TABLE t (x)');
    // As a kill would leave it: the file and its log, with nobody who has them open.
    for (const end of ['', '-wal']) copyFileSync(`${file}${end}`, `${file}.killed${end}`);
    foreign.close();
    const killed = `${file}.killed`;
    const before = [readFileSync(killed), readFileSync(`${killed}-wal`)];
    expect(() => openDatabase(killed)).toThrow(/another program/);
    expect([readFileSync(killed), readFileSync(`${killed}-wal`)]).toEqual(before);
  });

  it('goes on with a store whose writer was killed, log and all', () => {
    const { store } = filled();
    for (const end of ['', '-wal']) copyFileSync(`${file}${end}`, `${file}.killed${end}`);
    store.close();
    const connection = openDatabase(`${file}.killed`);
    expect(listRuns(connection)).toMatchObject([{ state: 'running', processes: 1 }]);
    connection.close();
  });

  it('refuses a file that is no database', () => {
    writeFileSync(file, 'hello world, this is a text file and not a database at all\n'.repeat(100));
    expect(() => openDatabase(file)).toThrow(/not a SQLite database/);
  });

  it('refuses a newer schema', () => {
    openDatabase(file).close();
    const raw = new Database(file);
    raw.pragma(`user_version = ${migrations.length + 1}`);
    raw.pragma('journal_mode = DELETE');
    raw.close();
    const before = readFileSync(file);
    expect(() => openDatabase(file)).toThrow(/update gil-lab/);
    expect(readFileSync(file)).toEqual(before);
  });

  it('refuses a damaged file', () => {
    const { store } = filled();
    store.connection.pragma('wal_checkpoint(TRUNCATE)');
    store.close();
    const bytes = readFileSync(file);
    bytes.fill(0x5a, 4096, bytes.length);
    writeFileSync(file, bytes);
    expect(() => openDatabase(file)).toThrow(/damaged/);
  });

  it('names a missing store when reading', () => {
    expect(() => openDatabase(file, { readonly: true })).toThrow(StoreError);
    expect(() => openDatabase(file, { readonly: true })).toThrow(/gil-lab run/);
  });

  it('opens the same store for reading without changing it', () => {
    filled().store.close();
    const connection = openDatabase(file, { readonly: true });
    expect(listRuns(connection)).toHaveLength(1);
    expect(() => connection.exec('DELETE FROM run')).toThrow(/readonly/);
    connection.close();
  });

  // Root may write everything, so permissions prove nothing there.
  it.skipIf(process.getuid?.() === 0)('says so when the file may not be written', () => {
    openDatabase(file).close();
    chmodSync(file, 0o444);
    expect(() => openDatabase(file)).toThrow(StoreError);
  });

  it('applies later migrations to an existing file', () => {
    openDatabase(file).close();
    const next = { number: migrations.length + 1, name: 'next', sql: 'CREATE TABLE later (x)' };
    const connection = openDatabase(file, { migrations: [...migrations, next] });
    expect(connection.pragma('user_version', { simple: true })).toBe(next.number);
    expect(connection.prepare('SELECT count(*) FROM later').pluck().get()).toBe(0);
    connection.close();
  });

  it('leaves the file as it was when a migration fails', () => {
    openDatabase(file).close();
    const bad = { number: migrations.length + 1, name: 'bad', sql: 'CREATE TABLE half (x); CREATE TABLE half (x)' };
    expect(() => openDatabase(file, { migrations: [...migrations, bad] })).toThrow(/half/);
    const connection = openDatabase(file);
    expect(connection.prepare("SELECT count(*) FROM sqlite_schema WHERE name = 'half'").pluck().get()).toBe(0);
    connection.close();
  });

  it('migrates a store with the first schema when it is read, and keeps what it holds', () => {
    openDatabase(file, { migrations: migrations.slice(0, 1) }).close();
    const old = new Database(file);
    old.exec(`
      INSERT INTO machine (id, fingerprint, hostname, platform, architecture, cpu_model, cores, memory_bytes)
        VALUES (1, 'm', 'h', 'p', 'a', 'c', 4, 8);
      INSERT INTO build (id, fingerprint, name, command, environment, implementation, version, gil, details)
        VALUES (1, 'f', 'n', '[]', '{}', 'i', '3', 'off', '{}');
      INSERT INTO benchmark (id, kind, name, content_hash, title, description, tags, scaling)
        VALUES (1, 'threads', 'b', 'h', 't', 'd', '[]', 'independent');
      INSERT INTO run (id, key, state, started_at, machine_id, seed, blocks, "values", warmups, scale, lab_version,
                       arguments, environment)
        VALUES (5, 'k', 'finished', 't', 1, 7, 2, 3, 1, 1.0, '0', '[]', '{}');
      INSERT INTO variant (id, run_id, benchmark_id, build_id, workers) VALUES (3, 5, 1, 1, 1);
      INSERT INTO comparison VALUES (3, 3, 'speedup-own', 1.5, 1.25, 1.75, 2);
      INSERT INTO overall VALUES (5, 'independent', 'speedup-own', 1, 1, 1, 2.5, NULL, NULL, 1);
    `);
    old.close();
    const connection = openDatabase(file, { readonly: true });
    expect(connection.pragma('user_version', { simple: true })).toBe(migrations.length);
    const data = readRun(connection, 5)!;
    expect(data.run).toMatchObject({ key: 'k', seed: 7, turns: false });
    expect(data.comparisons).toEqual([
      { variantId: 3, baseVariantId: 3, relation: 'speedup-own', value: 1.5, low: 1.25, high: 1.75, blocks: 2 },
    ]);
    expect(data.overall).toMatchObject([{ family: 'independent', value: 2.5, low: null, benchmarks: 1 }]);
    expect(() => connection.exec('DELETE FROM run')).toThrow(/readonly/);
    connection.close();
  });

  it('keeps whether a run was taken in turns', () => {
    const store = Store.open(file);
    const runId = store.startRun({ ...fixture.run, turns: true }, store.machine(fixture.machine));
    expect(readRun(store.connection, runId)!.run.turns).toBe(true);
    store.close();
  });

  it('numbers its migrations from 1 without gaps', () => {
    expect(migrations.map((migration) => migration.number)).toEqual(migrations.map((_, index) => index + 1));
  });
});

describe('pyperf export', () => {
  it('gives seconds per unit of work over all workers', () => {
    const { store, runId, buildId } = filled();
    const suite = toPyperf(readRun(store.connection, runId)!, buildId);
    store.close();
    expect(suite.version).toBe('1.0');
    expect(suite.metadata).toMatchObject({ name: 'primes[workers=2]', gil_lab_gil: 'off', cpu_count: 4 });
    expect(suite.benchmarks).toHaveLength(1);
    const [{ metadata, runs }] = suite.benchmarks;
    expect(metadata).toMatchObject({ unit: 'second', inner_loops: 5, description: 'Does things.' });
    expect(runs[0].metadata).toMatchObject({ loops: 16, mem_max_rss: 12_000 * 1024, date: '2026-01-02 03:04:06.000' });
    // 200 ns for 8 loops of 5 inner ones on each of 2 workers.
    expect(runs[0].values![0]).toBeCloseTo(200e-9 / 80, 20);
    expect(runs[0].warmups).toEqual([[16, 400e-9 / 80]]);
  });
});
