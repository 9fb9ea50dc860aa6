// A small run for tests of the store, the exports and the reports.

import type { Benchmark, Build, Machine, ProcessRecord, Run, Sample } from './records.js';
import type { Store } from './store.js';

export const machine: Machine = {
  fingerprint: 'm1',
  hostname: 'bench',
  platform: 'Linux 6.1',
  architecture: 'x64',
  cpuModel: 'Some CPU',
  cores: 4,
  memoryBytes: 8e9,
  cpuQuota: null,
};

export function build(name: string, gil: Build['gil']): Build {
  return {
    fingerprint: `b-${name}`,
    name,
    command: ['python3'],
    environment: {},
    implementation: 'cpython',
    version: '3.13.0',
    gil,
    parallelism: 'threads',
    revision: null,
    details: {},
  };
}

export function benchmark(kind: Benchmark['kind'], name: string): Benchmark {
  return {
    kind,
    name,
    contentHash: `hash-${name}`,
    title: `The ${name}`,
    description: 'Does\nthings.',
    tags: ['math'],
    scaling: kind === 'single' ? 'none' : 'independent',
  };
}

export const run: Run = {
  key: 'run-1',
  startedAt: '2026-01-02T03:04:05.000Z',
  seed: 7,
  blocks: 2,
  values: 3,
  warmups: 1,
  scale: 1,
  turns: false,
  labVersion: '0.1.0',
  labRevision: null,
  arguments: [],
  environment: {},
};

export function process(variantId: number, block: number, position: number): ProcessRecord {
  return {
    variantId,
    purpose: 'measure',
    block,
    position,
    startedAt: '2026-01-02T03:04:06.000Z',
    wallMs: 900,
    outcome: 'ok',
    exitCode: 0,
    signal: null,
    errorType: null,
    errorMessage: null,
    errorTraceback: null,
    canaryNs: 10_000_000,
    loadAverage: 0.5,
    stealPercent: 0,
    peakRssKb: 12_000,
    facts: { implementation: 'cpython' },
  };
}

/** Samples of the given durations in nanoseconds; the first `warmups` of them are warm-ups. */
export function samples(elapsedNs: readonly number[], warmups: number, loops: number, workers = 1): Sample[] {
  return elapsedNs.map((elapsed, number) => ({
    number,
    warmup: number < warmups,
    loops,
    elapsedNs: elapsed,
    cpuNs: elapsed * workers,
    workerNs: workers === 1 ? null : Array.from({ length: workers }, () => elapsed),
  }));
}

/**
 * Puts a finished run into a store: two builds, a single-threaded and a threaded benchmark, two blocks, calibrations,
 * a process that failed, and something of everything that an analysis comes to. Returns its id.
 */
export function fillStore(store: Store, key: string, startedAt = run.startedAt): number {
  const runId = store.startRun({ ...run, key, startedAt, plan: { some: 'plan' } }, store.machine(machine));
  const builds = [store.build(build('gilpy', 'off')), store.build(build('cpython', 'on'))];
  const single = store.benchmark(benchmark('single', 'nbody'));
  const threads = store.benchmark(benchmark('threads', 'primes'));
  const variants: number[] = [];
  let position = 0;
  for (const [benchmarkId, counts] of [[single, [1]] as const, [threads, [1, 2]] as const]) {
    for (const buildId of builds) {
      for (const workers of counts) {
        const variantId = store.variant({ runId, benchmarkId, buildId, workers });
        variants.push(variantId);
        const calibration = { purpose: 'calibrate', block: null, calibrated: { loops: 8, innerLoops: 5 } } as const;
        if (workers === 1) store.recordProcess({ ...process(variantId, 0, position++), ...calibration }, []);
        for (const block of [0, 1]) {
          const times = [400, 200, 210 + block, 190 + workers];
          store.recordProcess(process(variantId, block, position++), samples(times, 1, 8, workers));
        }
      }
    }
    store.freezeLoops(runId, benchmarkId, 8, 5);
  }
  const failing = store.variant({ runId, benchmarkId: threads, buildId: builds[0], workers: 4 });
  const error = { outcome: 'error', errorType: 'ValueError', errorMessage: 'no', errorTraceback: 'T' } as const;
  const failed = store.recordProcess({ ...process(failing, 0, position), ...error, exitCode: 1, facts: {} }, []);
  const interval = { value: 1.5, low: 1.25, high: null };
  const summary = { processes: 2, samples: 6, madNs: 1, meanNs: 2, sdNs: 3, minNs: 4, maxNs: 5, cpuPerWall: 1.5 };
  store.replaceAnalysis(runId, {
    summaries: [{ variantId: variants[0], ...summary, ...interval, peakRssKb: 7 }],
    comparisons: [
      { variantId: variants[3], baseVariantId: variants[2], relation: 'speedup-own', ...interval, blocks: 2 },
    ],
    fits: [
      {
        runId,
        benchmarkId: threads,
        buildId: builds[0],
        model: 'karp-flatt',
        parameters: { serial: 0.25 },
        points: 1,
        residual: 0,
        intervals: { serial: { low: 0.125, high: 0.5 } },
      },
    ],
    overall: [
      {
        runId,
        family: 'single',
        relation: 'ratio',
        workers: 1,
        buildId: builds[0],
        baseBuildId: builds[1],
        ...interval,
        benchmarks: 1,
      },
    ],
    warnings: [{ runId, variantId: failing, processId: failed, code: 'process-failed', detail: 'no' }],
    steadyStates: new Map([[failed - 1, 'flat']]),
  });
  store.finishRun(runId, 'finished', '2026-01-02T03:05:00.000Z');
  return runId;
}
