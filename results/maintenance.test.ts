import { copyFileSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { backupStore } from './backup.js';
import { checkStore } from './check.js';
import { openDatabase, StoreError } from './database.js';
import { build, fillStore, process as processOf, samples } from './fixture.js';
import { mergeStore } from './merge.js';
import { migrations } from './migrations/index.js';
import { compact, prunable, prune } from './prune.js';
import { listRuns } from './queries.js';
import { Store } from './store.js';

let folder: string;
let file: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'gil-lab-maintenance-'));
  file = path.join(folder, 'results.sqlite');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const never = () => false;

function filled(place: string, ...keys: readonly string[]): void {
  const store = Store.open(place);
  for (const [index, key] of keys.entries()) fillStore(store, key, `2026-01-0${index + 1}T00:00:00.000Z`);
  store.close();
}

/** Changes a store behind its back. */
function meddle(sql: string): void {
  const connection = new Database(file);
  connection.pragma('foreign_keys = OFF');
  connection.exec(sql);
  connection.close();
}

const keys = (place: string) => {
  const connection = openDatabase(place, { readonly: true });
  const found = listRuns(connection).map(({ key }) => key);
  connection.close();
  return found.sort();
};

describe('checking a store', () => {
  it('finds nothing wrong in what the lab writes', () => {
    filled(file, 'a', 'b');
    expect(checkStore(file, never)).toMatchObject({ problems: [], notes: [], runs: 2, processes: 2 * 17 });
  });

  it.each([
    [
      'a lost sample',
      'DELETE FROM sample WHERE process_id = 2 AND number = 1',
      /process 2: its 3 samples are numbered up to 3, with gaps/,
    ],
    [
      'a lost last sample',
      'DELETE FROM sample WHERE process_id = 2 AND number = 3',
      /process 2 of run 1: it has 3 samples instead of 4/,
    ],
    [
      'a late warm-up',
      'UPDATE sample SET warmup = 1 WHERE process_id = 2 AND number = 3',
      /process 2: a warm-up comes after/,
    ],
    [
      'a lost process',
      'DELETE FROM sample WHERE process_id = 2; DELETE FROM process WHERE id = 2',
      /run 1 is finished, and variant 1 was measured in 1 of 2 blocks/,
    ],
    [
      'a block too many',
      'UPDATE process SET block = 7 WHERE id = 2',
      /process 2 of run 1: its block 7 is not among 2 blocks/,
    ],
    ['one place twice', 'UPDATE process SET position = 1 WHERE id = 3', /run 1: 2 processes have the position 1/],
    ['an end without a time', 'UPDATE run SET finished_at = NULL', /run 1 is finished, and has no time of its end/],
    ['a lost build', 'DELETE FROM build WHERE id = 2', /variant 2: the build that it names is not there/],
    [
      'a comparison across runs',
      'UPDATE variant SET run_id = 2 WHERE id = 4; INSERT INTO run SELECT 2, \'c\', state, started_at, finished_at, machine_id, seed, blocks, "values", warmups, scale, lab_version, lab_revision, arguments, environment, turns, plan, writer, source FROM run',
      /variant 4 is compared with one of another run/,
    ],
    [
      'a warning across runs',
      'INSERT INTO run SELECT 2, \'c\', state, started_at, finished_at, machine_id, seed, blocks, "values", warmups, scale, lab_version, lab_revision, arguments, environment, turns, plan, writer, source FROM run; UPDATE warning SET run_id = 2',
      /run 2: warning 1 is about a variant of another run/,
    ],
  ])('finds %s', (_, sql, problem) => {
    filled(file, 'a');
    meddle(sql);
    const { problems } = checkStore(file, never);
    expect(problems.join('\n')).toMatch(problem);
  });

  it('does not miss what a failure explains', () => {
    filled(file, 'a');
    // The failing variant of the fixture has no second block; a variant that works must.
    meddle("UPDATE process SET outcome = 'ok' WHERE outcome = 'error'");
    expect(checkStore(file, never).problems.join('\n')).toMatch(/variant 7 was measured in 1 of 2 blocks/);
  });

  it('tells a damaged file from one that cannot be looked at', () => {
    filled(file, 'a');
    const bytes = readFileSync(file);
    bytes.fill(0x5a, 3 * 4096, 9 * 4096);
    writeFileSync(file, bytes);
    expect(checkStore(file, never).problems[0]).toMatch(/is damaged/);
    expect(() => checkStore(path.join(folder, 'none'), never)).toThrow(/no result store/);
    writeFileSync(file, 'not a database, but long enough to be read as one '.repeat(50));
    expect(() => checkStore(file, never)).toThrow(/not a SQLite database/);
  });

  it('notes which runs can be continued', () => {
    filled(file, 'a', 'b', 'c');
    meddle(`UPDATE run SET state = 'running', writer = '{"hostname":"h","pid":7,"start":"s"}' WHERE id < 3;
            UPDATE run SET state = 'interrupted' WHERE id = 3;
            UPDATE run SET writer = '{"hostname":"h","pid":8,"start":"s"}' WHERE id = 2`);
    const { problems, notes } = checkStore(file, ({ pid }) => pid === 8);
    expect(problems).toEqual([]);
    expect(notes).toEqual([
      'run 1 was killed: continue it with `gil-lab run --resume 1`',
      'run 2 is being measured by process 8 on h',
      'run 3 was interrupted: continue it with `gil-lab run --resume 3`',
    ]);
  });
});

describe('backing a store up', () => {
  const backup = async (target: string) => {
    const connection = openDatabase(file);
    try {
      await backupStore(connection, target);
    } finally {
      connection.close();
    }
  };

  it('copies what is committed, in one file, in the place of an earlier backup', async () => {
    filled(file, 'a');
    const target = path.join(folder, 'backup.sqlite');
    await backup(target);
    const store = Store.open(file);
    fillStore(store, 'b');
    // What stands only in the log belongs to it.
    await backupStore(store.connection, target);
    store.close();
    expect(readdirSync(folder).filter((name) => name.startsWith('backup'))).toEqual(['backup.sqlite']);
    expect(keys(target)).toEqual(['a', 'b']);
    expect(checkStore(target, never).problems).toEqual([]);
  });

  it('leaves alone what is no store, and itself', async () => {
    filled(file, 'a');
    const target = path.join(folder, 'notes.txt');
    writeFileSync(target, 'notes');
    await expect(backup(target)).rejects.toThrow(StoreError);
    expect(readFileSync(target, 'utf8')).toBe('notes');
    await expect(backup(file)).rejects.toThrow(/the store itself/);
    await expect(backup(path.join(folder, 'no', 'folder', 'x'))).rejects.toThrow();
    expect(readdirSync(folder).filter((name) => name.includes('partial'))).toEqual([]);
  });
});

describe('pruning a store', () => {
  it('takes old runs by number, by age or by both, and never one at work', () => {
    filled(file, 'a', 'b', 'c', 'd');
    meddle(`UPDATE run SET state = 'running', writer = '{"hostname":"h","pid":7,"start":"s"}' WHERE key = 'b'`);
    const connection = openDatabase(file);
    const going = (keep: number | null, before: string | null, isRunning = never) =>
      prunable(connection, { keep, before }, isRunning).map(({ key }) => key);
    expect(going(2, null)).toEqual(['a', 'b']);
    expect(going(2, null, () => true)).toEqual(['a']);
    expect(going(null, '2026-01-04T00:00:00.000Z')).toEqual(['a', 'b', 'c']);
    expect(going(3, '2026-01-03T00:00:00.000Z')).toEqual(['a']);
    expect(going(9, null)).toEqual([]);
    connection.close();
  });

  it('removes a run with all that only it had, and makes the file smaller', () => {
    filled(file, 'a', 'b');
    const store = Store.open(file);
    const count = (table: string) => store.connection.prepare(`SELECT count(*) FROM ${table}`).pluck().get();
    const lonely = store.build(build('lonely', 'on'));
    expect(lonely).toBe(3);
    prune(store, [1]);
    expect(['run', 'variant', 'process', 'build', 'benchmark', 'machine', 'warning'].map(count)).toEqual([
      1, 7, 17, 2, 2, 1, 1,
    ]);
    const times = new Array(5000).fill(200);
    store.recordProcess(processOf(8, 3, 99), samples(times, 1, 8));
    const pages = () => store.connection.pragma('page_count', { simple: true }) as number;
    const before = pages();
    prune(store, [2]);
    expect(['run', 'variant', 'process', 'sample', 'build', 'benchmark', 'machine'].map(count)).toEqual(
      new Array(7).fill(0),
    );
    compact(store.connection);
    expect(pages()).toBeLessThan(before);
    store.close();
    expect(checkStore(file, never).problems).toEqual([]);
  });
});

describe('merging stores', () => {
  const merge = async (from: string) => {
    const store = Store.open(file);
    try {
      return await mergeStore(store, from, never);
    } finally {
      store.close();
    }
  };

  it('takes in what is new, once, and leaves the other file as it was', async () => {
    const other = path.join(folder, 'other.sqlite');
    filled(file, 'a', 'b');
    filled(other, 'b', 'c', 'd');
    const before = readFileSync(other);
    expect(await merge(other)).toEqual({ new: 2, known: 1, grown: 0 });
    expect(await merge(other)).toEqual({ new: 0, known: 3, grown: 0 });
    expect(keys(file)).toEqual(['a', 'b', 'c', 'd']);
    expect(readFileSync(other)).toEqual(before);
    expect(existsSync(`${other}-wal`)).toBe(false);
    expect(checkStore(file, never).problems).toEqual([]);
  });

  it('takes what stands in the log of a store that is open elsewhere', async () => {
    const other = path.join(folder, 'other.sqlite');
    const open = Store.open(other);
    fillStore(open, 'fresh');
    expect(await merge(other)).toMatchObject({ new: 1 });
    open.close();
    expect(keys(file)).toEqual(['fresh']);
  });

  it('migrates a copy of an old store, and not the store', async () => {
    const old = path.join(folder, 'old.sqlite');
    const connection = openDatabase(old, { migrations: migrations.slice(0, 1) });
    connection.exec(`
      INSERT INTO machine (id, fingerprint, hostname, platform, architecture, cpu_model, cores, memory_bytes)
        VALUES (1, 'm', 'h', 'p', 'a', 'c', 4, 8);
      INSERT INTO run (id, key, state, started_at, machine_id, seed, blocks, "values", warmups, scale, lab_version,
                       arguments, environment)
        VALUES (5, 'old', 'interrupted', 't', 1, 7, 2, 3, 1, 1.0, '0', '[]', '{}');
    `);
    connection.close();
    const before = readFileSync(old);
    expect(await merge(old)).toMatchObject({ new: 1 });
    expect(readFileSync(old)).toEqual(before);
    expect(keys(file)).toEqual(['old']);
  });

  it('refuses what is no store, a newer one, a missing one and itself', async () => {
    filled(file, 'a');
    const other = path.join(folder, 'other.sqlite');
    await expect(merge(other)).rejects.toThrow(/no result store at/);
    writeFileSync(other, 'text '.repeat(999));
    await expect(merge(other)).rejects.toThrow(/not a SQLite database/);
    copyFileSync(file, other);
    const raw = new Database(other);
    raw.pragma(`user_version = ${migrations.length + 1}`);
    raw.close();
    await expect(merge(other)).rejects.toThrow(/other\.sqlite has schema .* update gil-lab/);
    await expect(merge(file)).rejects.toThrow(/the store itself/);
    expect(keys(file)).toEqual(['a']);
  });
});
