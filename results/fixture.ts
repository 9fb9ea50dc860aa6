// A small run for tests of the store, the exports and the reports.

import type { Benchmark, Build, Machine, ProcessRecord, Run, Sample } from './records.js';

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
