import { describe, expect, it } from 'vitest';
import { StoreError } from '../database.js';
import * as fixture from '../fixture.js';
import { importRun } from '../import-run.js';
import { type RunData, readRun } from '../queries.js';
import { Store } from '../store.js';
import { Checked } from './checked.js';
import { toCsv } from './csv.js';
import { fromPyperf, isPyperf } from './from-pyperf.js';
import { fromJson, isRunJson, toJson } from './json.js';
import { type PyperfSuite, toPyperf } from './pyperf.js';

/** A run that holds something of everything. */
function filled(): RunData {
  const store = Store.open(':memory:');
  const data = readRun(store.connection, fixture.fillStore(store, 'whole'))!;
  store.close();
  return data;
}

/** Every row of every table, in order. */
function dump(store: Store): Record<string, unknown[]> {
  const tables = store.connection.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name").pluck();
  return Object.fromEntries(
    (tables.all() as string[]).map((table) => [table, store.connection.prepare(`SELECT * FROM ${table}`).all()]),
  );
}

const written = (value: unknown) => new Checked(JSON.parse(JSON.stringify(value)), 'some.json');
const never = () => false;

/** A file whose value at a place, such as `runs.1.values`, is another one. */
function edited(json: unknown, place: string, value: unknown): Checked {
  const copy = JSON.parse(JSON.stringify(json));
  const names = place.split('.');
  const last = names.pop()!;
  names.reduce((object, name) => object[name], copy)[last] = value;
  return new Checked(copy, 'some.json');
}

const whole = filled();

describe('JSON of a run', () => {
  it('comes back as every column of every table that it was', () => {
    const from = Store.open(':memory:');
    const id = fixture.fillStore(from, 'whole');
    const file = written(toJson(readRun(from.connection, id)!));
    expect(isRunJson(file)).toBe(true);
    expect(isPyperf(file)).toBe(false);
    const to = Store.open(':memory:');
    expect(importRun(to, fromJson(file), never)).toBe('new');
    expect(dump(to)).toEqual(dump(from));
    // Where the ids are others, it reads as the same run.
    const third = Store.open(':memory:');
    fixture.fillStore(third, 'another');
    importRun(third, fromJson(file), never);
    const without = (data: RunData) =>
      JSON.parse(JSON.stringify(toJson(data), (key, value) => (/^id$|Id$/.test(key) ? undefined : value)));
    expect(without(readRun(third.connection, 2)!)).toEqual(without(readRun(from.connection, id)!));
    for (const store of [from, to, third]) {
      expect(store.connection.pragma('foreign_key_check')).toEqual([]);
      store.close();
    }
  });

  it('is stored once, and again only where it has gone on', () => {
    const store = Store.open(':memory:');
    const half: RunData = {
      ...whole,
      run: { ...whole.run, state: 'interrupted' },
      variants: whole.variants.map((variant) => ({ ...variant, processes: variant.processes.slice(0, 1) })),
      warnings: [],
    };
    const count = () => store.connection.prepare('SELECT count(*) FROM process').pluck().get();
    expect(importRun(store, half, never)).toBe('new');
    expect(importRun(store, half, never)).toBe('known');
    const before = count();
    store.connection.prepare('UPDATE run SET writer = ?').run('{"pid":1}');
    expect(importRun(store, whole, () => true)).toBe('known');
    expect(count()).toBe(before);
    expect(importRun(store, whole, never)).toBe('grown');
    expect(importRun(store, half, never)).toBe('known');
    expect(importRun(store, whole, never)).toBe('known');
    expect(count()).toBe(whole.variants.flatMap(({ processes }) => processes).length);
    expect(store.connection.prepare('SELECT count(*) FROM run').pluck().get()).toBe(1);
    store.close();
  });

  it.each<[string, string, unknown, RegExp]>([
    ['a newer form', 'version', 2, /some\.json: version is 2, and this gil-lab reads up to 1/],
    ['no machine', 'machine', undefined, /some\.json: machine must be an object/],
    ['a text for a number', 'run.blocks', '2', /run\.blocks must be a whole number, 1 or more/],
    ['an unknown state', 'run.state', 'done', /run\.state must be one of running, finished/],
    ['a lost build', 'variants.1.buildId', 77, /variants\[1\]\.buildId is 77, which is nowhere else/],
    ['a doubled build', 'builds.1.id', 1, /builds\[1\]\.id is 1, as that of another/],
    [
      'a gap in the samples',
      'variants.0.processes.1.samples.1.number',
      2,
      /processes\[1\]\.samples\[1\]\.number must be 1/,
    ],
    [
      'a negative time',
      'variants.0.processes.1.samples.0.elapsedNs',
      -1,
      /samples\[0\]\.elapsedNs must be a whole number, 0 or/,
    ],
    ['a block of a calibration', 'variants.0.processes.0.block', 3, /processes\[0\]\.block must be null/],
    [
      'an environment of numbers',
      'builds.0.environment',
      { 'A-B': 1 },
      /builds\[0\]\.environment\["A-B"\] must be a text/,
    ],
    ['a list for an object', 'run.environment', [], /run\.environment must be an object/],
  ])('is refused with %s', (_, place, value, message) => {
    const file = edited(toJson(whole), place, value);
    expect(() => fromJson(file)).toThrow(StoreError);
    expect(() => fromJson(file)).toThrow(message);
  });

  it('is refused when it is no JSON', () => {
    expect(() => Checked.parse('{"a": ', 'half.json')).toThrow(/half\.json is not JSON/);
  });
});

describe('CSV', () => {
  it('has a line for each sample, and quotes what needs it', () => {
    const data = whole;
    const [build] = data.builds.values();
    const named: RunData = { ...data, builds: new Map([...data.builds, [build.id, { ...build, name: 'a "b", c' }]]) };
    const lines = toCsv(named).split('\r\n');
    expect(lines[0]).toBe(
      'run,build,gil,kind,benchmark,content_hash,workers,block,position,started_at,number,warmup,loops,inner_loops,elapsed_ns,cpu_ns,ns_per_unit',
    );
    expect(lines[1]).toBe(
      'whole,"a ""b"", c",off,single,nbody,hash-nbody,1,0,1,2026-01-02T03:04:06.000Z,0,1,8,5,400,400,10',
    );
    const samples = data.variants.flatMap(({ processes }) => processes.flatMap((process) => process.samples));
    expect(lines).toHaveLength(1 + samples.length + 1);
    expect(lines.at(-1)).toBe('');
  });
});

describe('files of pyperf', () => {
  const read = (suite: unknown, name = 'theirs') => fromPyperf(written(suite), name, JSON.stringify(suite));

  it('come back from our own export with the same times, workers and benchmarks', () => {
    const data = whole;
    const buildId = [...data.builds.keys()][0];
    const suite = toPyperf(data, buildId);
    expect(isPyperf(written(suite))).toBe(true);
    const back = read(suite);
    expect(back.run).toMatchObject({
      source: 'pyperf',
      state: 'finished',
      values: 3,
      warmups: 1,
      blocks: 2,
      plan: null,
    });
    expect([...back.builds.values()]).toMatchObject([{ name: 'gilpy', gil: 'off', version: '3.13.0' }]);
    expect(back.machine).toMatchObject({ hostname: 'bench', cpuModel: 'Some CPU', cores: 4 });
    expect(back.machine.fingerprint).not.toBe(data.machine.fingerprint);
    const measured = data.variants.filter((v) => v.buildId === buildId && v.workers < 4);
    expect(back.variants.map(({ workers, loops, innerLoops }) => ({ workers, loops, innerLoops }))).toEqual(
      measured.map(({ workers, loops, innerLoops }) => ({ workers, loops, innerLoops })),
    );
    const times = (variants: RunData['variants']) =>
      variants.map(({ processes }) =>
        processes
          .filter(({ purpose }) => purpose === 'measure')
          .map(({ block, samples }) => [
            block,
            samples.map(({ number, warmup, loops, elapsedNs }) => [number, warmup, loops, elapsedNs]),
          ]),
      );
    expect(times(back.variants)).toEqual(times(measured));
    const names = (run: RunData) =>
      [...run.benchmarks.values()].map(({ kind, name, contentHash, scaling }) => [kind, name, contentHash, scaling]);
    expect(names(back)).toEqual(names(data));
    const store = Store.open(':memory:');
    expect(importRun(store, back, never)).toBe('new');
    expect(importRun(store, read(suite), never)).toBe('known');
    expect(readRun(store.connection, 1)!.run.source).toBe('pyperf');
    store.close();
  });

  /** As pyperf writes it: common metadata at the top, a calibration, two processes. */
  const theirs = () => ({
    version: '1.0',
    metadata: {
      name: 'telco',
      loops: 8,
      unit: 'second',
      hostname: 'selma',
      cpu_count: 4,
      platform: 'Linux-4.7',
      python_implementation: 'cpython',
      python_version: '3.5.1 (64-bit) revision 37a07cee5969',
      python_executable: '/usr/bin/python3',
      perf_version: '0.8.2',
      timer: 'clock',
    } as Record<string, unknown>,
    benchmarks: [
      {
        runs: [
          {
            metadata: { date: '2016-10-21 03:14:19.670631', duration: 0.25 },
            warmups: [
              [1, 0.0231],
              [8, 0.0225],
            ],
          },
          {
            metadata: { date: '2016-10-21 03:14:20.170631', mem_max_rss: 14065664 },
            warmups: [[8, 0.022]],
            values: [0.0221, 0.0222],
          },
          {
            metadata: { date: '2016-10-21 03:14:21.170631', load_avg_1min: 0.29 },
            warmups: [[8, 0.022]],
            values: [0.0223, 0.0224],
          },
        ],
      },
    ] as Record<string, unknown>[],
  });

  it('become a run of one build, calibration and warm-ups included', () => {
    const data = read(theirs(), 'python35');
    expect(data.run).toMatchObject({
      labVersion: 'pyperf 0.8.2',
      startedAt: '2016-10-21T03:14:19.670Z',
      finishedAt: '2016-10-21T03:14:21.170Z',
    });
    expect([...data.builds.values()][0]).toMatchObject({
      name: 'python35',
      command: ['/usr/bin/python3'],
      version: '3.5.1',
      revision: '37a07cee5969',
      gil: 'unknown',
      details: { timer: 'clock' },
    });
    expect([...data.benchmarks.values()]).toMatchObject([{ kind: 'single', name: 'telco', scaling: 'none' }]);
    const [variant] = data.variants;
    expect(variant).toMatchObject({ workers: 1, loops: 8, innerLoops: 1 });
    expect(variant.processes.map(({ purpose, block }) => [purpose, block])).toEqual([
      ['calibrate', null],
      ['measure', 0],
      ['measure', 1],
    ]);
    expect(variant.processes.map(({ wallMs }) => Math.round(wallMs))).toEqual([
      250,
      Math.round((22 + 22.1 + 22.2) * 8),
      Math.round((22 + 22.3 + 22.4) * 8),
    ]);
    expect(variant.processes[1]).toMatchObject({ peakRssKb: 13736, loadAverage: null });
    expect(variant.processes[1].samples).toEqual([
      { number: 0, warmup: true, loops: 8, elapsedNs: 176_000_000, cpuNs: null, workerNs: null },
      { number: 1, warmup: false, loops: 8, elapsedNs: 176_800_000, cpuNs: null, workerNs: null },
      { number: 2, warmup: false, loops: 8, elapsedNs: 177_600_000, cpuNs: null, workerNs: null },
    ]);
  });

  it.each<[string, string, unknown, RegExp]>([
    ['another version', 'version', '2.0', /version is 2\.0, and gil-lab reads 1\.0/],
    ['no name', 'metadata.name', undefined, /benchmarks\[0\]\.metadata has no name/],
    ['one name twice', 'benchmarks.1', { runs: [] }, /benchmarks\[1\]\.metadata has the name telco/],
    ['bytes', 'metadata.unit', 'byte', /benchmarks\[0\] is in the unit byte/],
    ['no benchmark', 'benchmarks', [], /benchmarks must not be empty/],
    ['no values', 'benchmarks.0.runs', [{ warmups: [[1, 0.5]] }], /benchmarks must hold values/],
    ['an empty run', 'benchmarks.0.runs.1', {}, /benchmarks\[0\]\.runs\[1\] has neither values nor warm-ups/],
    ['a time of nothing', 'benchmarks.0.runs.1.values.1', 0, /runs\[1\]\.values\[1\] must be above 0/],
    ['a text among the values', 'benchmarks.0.runs.1.values.0', 'x', /runs\[1\]\.values\[0\] must be a number/],
    ['half a warm-up', 'benchmarks.0.runs.1.warmups.0', [8], /runs\[1\]\.warmups\[0\] must be a pair/],
    ['loops of nothing', 'metadata.loops', 0, /metadata\.loops must be a whole number, 1 or more/],
    ['a date that is none', 'benchmarks.0.runs.1.metadata.date', 'today', /runs\[1\]\.metadata\.date must be a date/],
    ['inner loops that differ', 'benchmarks.0.runs.1.metadata.inner_loops', 3, /runs\[1\]\.metadata has 3 inner loops/],
    ['a list of metadata', 'metadata', [], /metadata must be an object/],
    ['a benchmark that is no object', 'benchmarks.0', 5, /benchmarks\[0\] must be an object/],
    ['loops that the workers cannot share', 'metadata.gil_lab_workers', 3, /loops, which 3 workers cannot share/],
  ])('are refused with %s', (_, place, value, message) => {
    const file = edited(theirs(), place, value);
    expect(() => fromPyperf(file, 'theirs', '')).toThrow(StoreError);
    expect(() => fromPyperf(file, 'theirs', '')).toThrow(/^some\.json: /);
    expect(() => fromPyperf(file, 'theirs', '')).toThrow(message);
  });

  it('are told from other JSON', () => {
    const suite: PyperfSuite = { version: '1.0', metadata: {}, benchmarks: [] };
    expect(isPyperf(written(suite))).toBe(true);
    expect(isPyperf(written({ version: 1, benchmarks: [] }))).toBe(false);
    expect(isPyperf(written({}))).toBe(false);
  });
});
