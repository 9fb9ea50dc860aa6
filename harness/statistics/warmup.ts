// How one process settled, from the durations of its iterations in order (after Barrett et al., "Virtual machine
// warmup blows hot and cold", 2017): cut the series where its level changes, then look at the levels.

import type { SteadyState } from '../../results/records.js';
import { madToSigma, mean, median, sortedQuantile } from './summary.js';

/** With fewer iterations a change of level cannot be told from noise. */
export const iterationsToClassify = 8;

/** Levels that differ by less than this share count as one. */
const tolerance = 0.02;

/** A stretch of iterations [start, end) at one level. */
export interface Segment {
  readonly start: number;
  readonly end: number;
  readonly level: number;
}

/**
 * The class of a series of durations, or null when it is too short:
 * flat: one level throughout; warm-up: it ends on its fastest level; slow-down: it ends slower than it has been;
 * no steady state: the level still changes in the last quarter.
 */
export function classify(durations: readonly number[]): SteadyState | null {
  if (durations.length < iterationsToClassify) return null;
  const segments = changePoints(durations);
  const last = segments[segments.length - 1];
  if (segments.length === 1) return 'flat';
  if (durations.length - last.start < durations.length / 4) return 'no steady state';
  const fastest = Math.min(...segments.map((segment) => segment.level));
  return last.level <= fastest * (1 + tolerance) ? 'warm-up' : 'slow-down';
}

/** The first iteration of the last level: what comes before is warm-up. */
export function steadyFrom(durations: readonly number[]): number {
  const segments = changePoints(durations);
  return segments[segments.length - 1].start;
}

/**
 * Optimal partition of the series into levels: least squares around each segment's mean, plus a penalty for each
 * segment of 4 ln(n) noise variances. The noise comes from differences of neighbours, which a change of level hardly
 * touches. Outliers are pulled in first, so that a single slow iteration is no level of its own.
 */
export function changePoints(durations: readonly number[]): Segment[] {
  const n = durations.length;
  const noise = noiseOf(durations);
  const series = winsorised(durations, noise);
  const sums = prefix(series);
  const squares = prefix(series.map((value) => value * value));
  const cost = (from: number, to: number) => squares[to] - squares[from] - (sums[to] - sums[from]) ** 2 / (to - from);
  const penalty = 4 * Math.log(n) * noise ** 2;

  const best = new Float64Array(n + 1);
  const cut = new Int32Array(n + 1);
  best[0] = -penalty;
  for (let to = 1; to <= n; to++) {
    best[to] = Number.POSITIVE_INFINITY;
    for (let from = 0; from < to; from++) {
      const total = best[from] + cost(from, to) + penalty;
      if (total < best[to]) {
        best[to] = total;
        cut[to] = from;
      }
    }
  }
  const segments: Segment[] = [];
  for (let end = n; end > 0; end = cut[end]) {
    segments.unshift({ start: cut[end], end, level: mean(series.slice(cut[end], end)) });
  }
  return joined(segments, series);
}

/** Standard deviation of the noise, never below a thousandth of the level: clocks and caches are no better. */
function noiseOf(durations: readonly number[]): number {
  const steps = durations.slice(1).map((value, i) => Math.abs(value - durations[i]));
  const floor = median(durations) * 1e-3;
  return steps.length ? Math.max(floor, (median(steps) * madToSigma) / Math.SQRT2) : floor;
}

/** Each value is held within 3 noise deviations of the median of its 5 nearest. */
function winsorised(durations: readonly number[], noise: number): number[] {
  return durations.map((value, i) => {
    const start = Math.max(0, Math.min(i - 2, durations.length - 5));
    const near = Float64Array.from(durations.slice(start, start + 5)).sort();
    const centre = sortedQuantile(near, 0.5);
    return Math.min(centre + 3 * noise, Math.max(centre - 3 * noise, value));
  });
}

function prefix(values: readonly number[]): Float64Array {
  const sums = new Float64Array(values.length + 1);
  for (const [i, value] of values.entries()) sums[i + 1] = sums[i] + value;
  return sums;
}

/** Neighbouring segments whose levels are within tolerance become one. */
function joined(segments: readonly Segment[], series: readonly number[]): Segment[] {
  const result: Segment[] = [];
  for (const segment of segments) {
    const previous = result[result.length - 1];
    if (previous && Math.abs(segment.level - previous.level) <= tolerance * previous.level) {
      const level = mean(series.slice(previous.start, segment.end));
      result[result.length - 1] = { start: previous.start, end: segment.end, level };
    } else result.push(segment);
  }
  return result;
}
