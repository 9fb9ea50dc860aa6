import { describe, expect, it } from 'vitest';
import * as fixture from '../results/fixture.js';
import type { StoredProcess, StoredVariant } from '../results/queries.js';
import { type WarningCode, warningKinds } from '../results/warnings.js';
import { type Circumstances, inspect } from './instability.js';

const circumstances: Circumstances = {
  benchmark: { kind: 'threads', scaling: 'independent' },
  build: { gil: 'off' },
  cores: 4,
  usualCanaryNs: 10_000_000,
};

const calm = [100e6, 101e6, 100e6, 99e6, 100e6, 101e6, 100e6, 99e6];

function process(id: number, overrides: Partial<StoredProcess> = {}): StoredProcess {
  const samples = fixture.samples(calm, 2, 8, 2);
  return { ...fixture.process(1, id, id), id, steadyState: null, samples, facts: { gil: false }, ...overrides };
}

function variant(processes: readonly StoredProcess[], workers = 2): StoredVariant {
  const ids = { id: 1, runId: 1, benchmarkId: 1, buildId: 1 };
  return { ...ids, workers, loops: 8, innerLoops: 1, processes, summary: null };
}

function codes(
  processes: readonly StoredProcess[],
  overrides: Partial<Circumstances> = {},
  workers = 2,
): WarningCode[] {
  return inspect(variant(processes, workers), { ...circumstances, ...overrides }).map((finding) => finding.code);
}

/** Two good processes and one with these durations. */
const withTimes = (times: readonly number[]) => [
  process(0),
  process(1),
  process(2, { samples: fixture.samples(times, 2, 8, 2) }),
];

describe('instability', () => {
  it('finds nothing in a calm run', () => {
    expect(codes([process(0), process(1)])).toEqual([]);
  });

  const cases: [WarningCode, () => WarningCode[]][] = [
    ['few-blocks', () => codes([process(0)])],
    ['no-samples', () => codes([process(0, { outcome: 'crash', samples: [] })])],
    ['process-failed', () => codes([process(0), process(1), process(2, { outcome: 'error', errorType: 'KeyError' })])],
    ['unstable', () => codes(withTimes([...calm.slice(0, 4), 150e6, 150e6, 150e6, 150e6]))],
    ['extremes', () => codes(withTimes([...calm.slice(0, 7), 180e6]))],
    ['outliers', () => codes(withTimes([...calm.slice(0, 7), 180e6]))],
    [
      'short-samples',
      () => codes([process(0), process(1)].map((p) => ({ ...p, samples: fixture.samples([5e5, 5e5, 5e5], 1, 8, 2) }))),
    ],
    ['slow-down', () => codes(withTimes([...calm, ...calm.map((t) => t * 1.2), ...calm.map((t) => t * 1.2)]))],
    ['no-steady-state', () => codes(withTimes([...calm, ...calm, ...calm, ...calm.map((t) => t * 0.7).slice(0, 5)]))],
    ['warmup-in-samples', () => codes(withTimes([...calm.map((t) => t * 2), ...calm, ...calm]))],
    [
      'worker-imbalance',
      () => {
        const samples = fixture.samples(calm, 2, 8, 2).map((s) => ({ ...s, workerNs: [s.elapsedNs, s.elapsedNs / 2] }));
        return codes([process(0), process(1, { samples })]);
      },
    ],
    ['oversubscribed', () => codes([process(0), process(1)], { cores: 1 })],
    ['steal-time', () => codes([process(0), process(1, { stealPercent: 9 })])],
    ['canary-drift', () => codes([process(0), process(1, { canaryNs: 12_000_000 })])],
    ['high-load', () => codes([process(0), process(1, { loadAverage: 9 })])],
    ['gil-mismatch', () => codes([process(0), process(1, { facts: { gil: true } })])],
  ];

  it.each(cases)('finds %s', (code, find) => {
    expect(find()).toContain(code);
  });

  it('has a case for every kind of warning, and a remedy for each', () => {
    expect(cases.map(([code]) => code).sort()).toEqual(Object.keys(warningKinds).sort());
    for (const { title, remedy } of Object.values(warningKinds)) expect(title && remedy).toBeTruthy();
  });

  it('lets workers differ where they wait for each other or for a GIL', () => {
    const samples = fixture.samples(calm, 2, 8, 2).map((s) => ({ ...s, workerNs: [s.elapsedNs, s.elapsedNs / 2] }));
    const uneven = [process(0), process(1, { samples, facts: {} })];
    expect(codes(uneven, { benchmark: { kind: 'threads', scaling: 'contended' } })).not.toContain('worker-imbalance');
    expect(codes(uneven, { build: { gil: 'on' } })).not.toContain('worker-imbalance');
  });
});
