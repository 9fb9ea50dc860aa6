import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { importRun } from '../../results/import-run.js';
import { readRun } from '../../results/queries.js';
import { Store } from '../../results/store.js';
import { acrossFloors, meanFloors, pairedFloors, readHistory } from './history.js';
import { storeRun } from './stored-runs.js';

let store: Store;
beforeEach(() => {
  store = Store.open(':memory:');
});
afterEach(() => store.close());

const primes = { kind: 'single', benchmark: 'primes', contentHash: 'hash-primes', workers: 1, scale: 1 } as const;

/** Runs in which `b` takes 1%, 2%, ... longer than its twin `a`. */
function twins(runs: number, change: Parameters<typeof storeRun>[1] | object = {}): void {
  for (let i = 0; i < runs; i++) {
    storeRun(store, {
      variants: [
        { build: { name: 'a' }, costs: [1e8, 1e8] },
        { build: { name: 'b' }, costs: [1e8, 1e8].map((cost) => cost * 1.01 ** (i + 1)) },
      ],
      ...change,
    });
  }
}

describe('floors within runs', () => {
  it('come from builds that are the same but for their names', () => {
    twins(11);
    const floor = pairedFloors(store.connection, 'm1', [])(primes);
    expect(floor).toMatchObject({ pairs: 11, source: 'history' });
    expect(Math.log(floor.ratio)).toBeCloseTo(Math.log(1.01) * (8.5 + 3 * 5), 6);
    // Those that are being judged are not their own history.
    expect(pairedFloors(store.connection, 'm1', [1, 2])(primes)).toMatchObject({ pairs: 9, source: 'default' });
  });

  it('are those of geometric means too, over the same benchmarks only', () => {
    twins(11);
    const mean = { family: 'single', workers: 1, scale: 1, contents: ['hash-primes'] };
    const floors = meanFloors(store.connection, 'm1', []);
    expect(floors(mean)).toEqual(pairedFloors(store.connection, 'm1', [])(primes));
    expect(meanFloors(store.connection, 'm1', [1, 2])(mean)).toMatchObject({ pairs: 9, source: 'default' });
    for (const other of [{ contents: ['hash-primes', 'x'] }, { scale: 2 }, { workers: 2 }, { family: 'x' }]) {
      expect(floors({ ...mean, ...other })).toMatchObject({ pairs: 0, source: 'default', ratio: 1.02 });
    }
    expect(meanFloors(store.connection, 'm2', [])(mean)).toMatchObject({ pairs: 0 });
  });

  it('join neither contents, sizes, worker counts nor machines', () => {
    twins(11);
    const floors = pairedFloors(store.connection, 'm1', []);
    for (const other of [{ contentHash: 'x' }, { scale: 2 }, { workers: 2 }, { benchmark: 'x' }]) {
      expect(floors({ ...primes, ...other })).toMatchObject({ pairs: 0, source: 'default' });
    }
    expect(pairedFloors(store.connection, 'm2', [])(primes)).toMatchObject({ pairs: 0 });
  });

  it.each([
    ['another version', { version: '3.14.0' }],
    ['another GIL', { gil: 'off' as const }],
    ['another program', { details: { program: 'other' } }],
    ['another switch', { command: ['python3', '-O'] }],
    ['another environment', { environment: { A: '1' } }],
  ])('leave out builds of %s', (_, difference) => {
    for (let i = 0; i < 11; i++) {
      storeRun(store, {
        variants: [
          { build: { name: 'a' }, costs: [1e8, 1e8] },
          { build: { name: 'b', ...difference }, costs: [2e8, 2e8] },
        ],
      });
    }
    expect(pairedFloors(store.connection, 'm1', [])(primes)).toMatchObject({ pairs: 0 });
  });

  it('count one source in two folders as one build', () => {
    for (let i = 0; i < 11; i++) {
      storeRun(store, {
        variants: [
          { build: { name: 'a', command: ['/x/python'] }, costs: [1e8, 1e8] },
          { build: { name: 'b', command: ['/y/python'] }, costs: [1e8, 1e8] },
        ],
      });
    }
    expect(pairedFloors(store.connection, 'm1', [])(primes)).toMatchObject({ pairs: 11, ratio: 1 });
  });
});

describe('floors between runs', () => {
  it('come from one build in runs that followed each other', () => {
    for (let i = 0; i < 11; i++) {
      const cost = i % 2 ? 1.1e8 : 1e8;
      storeRun(store, { variants: [{ build: { name: 'a' }, costs: [cost, cost] }] });
    }
    const floor = acrossFloors(store.connection, 'm1', [])(primes);
    expect(floor).toMatchObject({ pairs: 10, source: 'history', ratio: expect.closeTo(1.1, 9) });
    expect(acrossFloors(store.connection, 'm1', [11])(primes)).toMatchObject({ pairs: 9, source: 'default' });
  });

  it('do not take two builds for one', () => {
    for (let i = 0; i < 12; i++) {
      const fingerprint = `f${i}`;
      storeRun(store, { variants: [{ build: { name: 'a', fingerprint }, costs: [1e8, 1e8] }] });
    }
    expect(acrossFloors(store.connection, 'm1', [])(primes)).toMatchObject({ pairs: 0 });
  });
});

describe('history', () => {
  it('is a line for each benchmark and name of a build, oldest run first', () => {
    const night = (fingerprint: string, cost: number, startedAt: string) =>
      storeRun(store, {
        startedAt,
        variants: [{ build: { name: 'main', fingerprint, revision: fingerprint }, costs: [cost, cost] }],
      });
    night('r2', 2e8, '2026-02-02T00:00:00.000Z');
    night('r1', 1e8, '2026-02-01T00:00:00.000Z');
    const [line, ...others] = readHistory(store.connection);
    expect(others).toEqual([]);
    expect(line).toMatchObject({ ...primes, machine: 'm1', build: 'main', gil: 'on' });
    expect(line.points.map(({ revision, value, runId }) => [revision, value, runId])).toEqual([
      ['r1', expect.closeTo(1e8, 0), 2],
      ['r2', expect.closeTo(2e8, 0), 1],
    ]);
  });

  it('has the commit that each run asked for, where commits share a build', () => {
    const costs = [1e8, 1e8];
    const ids = ['r1', 'r2'].map((revision) =>
      storeRun(store, { variants: [{ build: { name: 'main', fingerprint: 'same', revision }, costs }] }),
    );
    const [line] = readHistory(store.connection);
    expect(line.points.map(({ revision }) => revision)).toEqual(['r1', 'r2']);
    const revisions = ids.map((id) => [...readRun(store.connection, id)!.builds.values()].map((one) => one.revision));
    expect(revisions).toEqual([['r1'], ['r2']]);
    // A copy in another store keeps them apart, too.
    const copy = Store.open(':memory:');
    for (const id of ids) importRun(copy, readRun(store.connection, id)!, () => false);
    expect(readHistory(copy.connection)[0].points.map(({ revision }) => revision)).toEqual(['r1', 'r2']);
    copy.close();
  });

  it('never joins contents, sizes, worker counts or machines', () => {
    const build = { name: 'main' };
    const costs = [1e8, 1e8];
    storeRun(store, { variants: [{ build, costs }] });
    storeRun(store, { variants: [{ build, costs, benchmark: { contentHash: 'changed' } }] });
    storeRun(store, { variants: [{ build, costs }], scale: 2 });
    storeRun(store, { variants: [{ build, costs }], machine: { fingerprint: 'm2' } });
    storeRun(store, { variants: [{ build, costs, workers: 2 }] });
    expect(readHistory(store.connection)).toHaveLength(5);
    expect(readHistory(store.connection, 'm2')).toHaveLength(1);
    expect(readHistory(store.connection, 'm3')).toEqual([]);
  });
});
