// Finds reasons to distrust a variant's samples. Thresholds are those of the field where it has any (pyperf for spread,
// extremes and short samples; hyperfine for outliers).

import type { StoredProcess, StoredVariant } from '../results/queries.js';
import type { Benchmark, Build } from '../results/records.js';
import type { WarningCode } from '../results/warnings.js';
import { madToSigma, mean, median, medianAbsoluteDeviation, standardDeviation } from './statistics/summary.js';
import { classify, steadyFrom } from './statistics/warmup.js';

export interface Finding {
  readonly code: WarningCode;
  readonly processId: number | null;
  readonly detail: string;
}

export interface Circumstances {
  readonly benchmark: Pick<Benchmark, 'scaling' | 'kind'>;
  readonly build: Pick<Build, 'gil'>;
  readonly cores: number;
  /** Median over the run's processes. */
  readonly usualCanaryNs: number | null;
}

export const thresholds = {
  spread: 0.1,
  extreme: 0.5,
  modifiedZ: 14.8,
  shortNs: 1e6,
  imbalance: 1.25,
  stealPercent: 2,
  canaryDrift: 0.1,
  fewBlocks: 2,
} as const;

const percent = (share: number) => `${(100 * share).toFixed(share < 0.1 ? 1 : 0)}%`;

/** All findings about one variant, the variant's own first. */
export function inspect(variant: StoredVariant, circumstances: Circumstances): Finding[] {
  const measured = variant.processes.filter((process) => process.purpose === 'measure');
  const good = measured.filter((process) => process.outcome === 'ok');
  const failed = variant.processes.filter((process) => process.outcome !== 'ok');
  const whole = (code: WarningCode, detail: string): Finding => ({ code, processId: null, detail });
  const failures = failed.map(
    (process): Finding => ({
      code: 'process-failed',
      processId: process.id,
      detail: [process.errorType ?? process.outcome, process.errorMessage].filter(Boolean).join(': '),
    }),
  );
  if (!good.length) return [whole('no-samples', `${failed.length} processes failed`), ...failures];
  return [
    ...(good.length < thresholds.fewBlocks ? [whole('few-blocks', `${good.length} block`)] : []),
    ...(variant.workers > circumstances.cores
      ? [whole('oversubscribed', `${variant.workers} workers on ${circumstances.cores} cores`)]
      : []),
    ...spread(good).map(([code, detail]) => whole(code, detail)),
    ...failures,
    ...good.flatMap((process) =>
      ofProcess(process, circumstances).map(([code, detail]) => ({ code, detail, processId: process.id })),
    ),
  ];
}

type Note = readonly [WarningCode, string];

function spread(processes: readonly StoredProcess[]): Note[] {
  const values = processes.flatMap((process) =>
    process.samples.filter((sample) => !sample.warmup).map((sample) => sample.elapsedNs),
  );
  if (values.length < 2) return [];
  const centre = mean(values);
  const notes: Note[] = [];
  const deviation = standardDeviation(values) / centre;
  if (deviation >= thresholds.spread)
    notes.push(['unstable', `standard deviation is ${percent(deviation)} of the mean`]);
  const furthest = Math.max(...values.map((value) => Math.abs(value - centre))) / centre;
  if (furthest >= thresholds.extreme) notes.push(['extremes', `one sample is ${percent(furthest)} off the mean`]);
  const scale = medianAbsoluteDeviation(values) * madToSigma;
  const middle = median(values);
  const outside = scale > 0 ? values.filter((value) => Math.abs(value - middle) / scale > thresholds.modifiedZ) : [];
  if (outside.length) notes.push(['outliers', `${outside.length} of ${values.length} samples`]);
  const shortest = Math.min(...values);
  if (shortest < thresholds.shortNs) notes.push(['short-samples', `${(shortest / 1e3).toFixed(0)} µs`]);
  return notes;
}

function ofProcess(process: StoredProcess, { benchmark, build, cores, usualCanaryNs }: Circumstances): Note[] {
  const notes: Note[] = [];
  const iterations = process.samples.map((sample) => sample.elapsedNs);
  const state = classify(iterations);
  const warmups = process.samples.filter((sample) => sample.warmup).length;
  if (state === 'no steady state') notes.push(['no-steady-state', `over ${iterations.length} iterations`]);
  if (state === 'slow-down') notes.push(['slow-down', `over ${iterations.length} iterations`]);
  if (state === 'warm-up' && steadyFrom(iterations) > warmups) {
    notes.push(['warmup-in-samples', `steady from iteration ${steadyFrom(iterations)}, warm-ups are ${warmups}`]);
  }
  const imbalance = Math.max(1, ...process.samples.filter((s) => !s.warmup).map((s) => unevenness(s.workerNs)));
  if (benchmark.scaling === 'independent' && build.gil === 'off' && imbalance > thresholds.imbalance) {
    notes.push(['worker-imbalance', `the slowest took ${imbalance.toFixed(2)} times the quickest`]);
  }
  if ((process.stealPercent ?? 0) > thresholds.stealPercent) {
    notes.push(['steal-time', `${process.stealPercent!.toFixed(1)}% of the CPU time`]);
  }
  if (usualCanaryNs && process.canaryNs && process.canaryNs > usualCanaryNs * (1 + thresholds.canaryDrift)) {
    notes.push(['canary-drift', `${percent(process.canaryNs / usualCanaryNs - 1)} slower than the run's median`]);
  }
  // The lab's own processes account for up to one process's worth of load.
  if ((process.loadAverage ?? 0) > cores + 1) {
    notes.push(['high-load', `load average ${process.loadAverage!.toFixed(1)} on ${cores} cores`]);
  }
  const enabled = process.facts.gil;
  if (typeof enabled === 'boolean' && build.gil !== 'unknown' && enabled !== (build.gil === 'on')) {
    notes.push(['gil-mismatch', `asked for ${build.gil}, it was ${enabled ? 'on' : 'off'}`]);
  }
  return notes;
}

function unevenness(workerNs: readonly number[] | null): number {
  return workerNs && workerNs.length > 1 ? Math.max(...workerNs) / Math.max(1, Math.min(...workerNs)) : 1;
}
