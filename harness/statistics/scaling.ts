// What a curve of throughput over worker counts says.

import { studentQuantile } from './distributions.js';
import { normal, type Random } from './random.js';
import { mean, sortedQuantile } from './summary.js';

/** One measured point: `workers` workers got `speedup` times the throughput of one. */
export interface ScalingPoint {
  readonly workers: number;
  readonly speedup: number;
}

export interface ScalingFit {
  readonly parameters: Readonly<Record<string, number>>;
  readonly points: number;
  /** Root mean square of (fitted - measured) / measured. */
  readonly residual: number;
}

/** The speed-ups of one worker count, by the numbers of the blocks in which they were measured. */
export interface MeasuredPoint {
  readonly workers: number;
  readonly blocks: ReadonlyMap<number, number>;
}

/** The 95% interval of a parameter. */
export interface Bounds {
  readonly low: number;
  readonly high: number;
}

/** The number of distinct worker counts, 1 among them, that each law needs before a fit means anything. */
export const pointsFor = { amdahl: 4, usl: 6 } as const;

export function efficiency(point: ScalingPoint): number {
  return point.speedup / point.workers;
}

/**
 * The serial fraction that Karp and Flatt read off one point, e = (1/S - 1/N) / (1 - 1/N). 0 is perfect, 1 is no gain,
 * above 1 is a loss, below 0 is more than linear. Needs at least 2 workers.
 */
export function karpFlatt({ workers, speedup }: ScalingPoint): number {
  return (1 / speedup - 1 / workers) / (1 - 1 / workers);
}

/** S(N) = 1 / (serial + (1 - serial) / N). */
export function amdahl(serial: number, workers: number): number {
  return 1 / (serial + (1 - serial) / workers);
}

/** S(N) = lambda N / (1 + sigma (N - 1) + kappa N (N - 1)), Gunther's universal scalability law. */
export function usl(lambda: number, sigma: number, kappa: number, workers: number): number {
  return (lambda * workers) / (1 + sigma * (workers - 1) + kappa * workers * (workers - 1));
}

/**
 * Amdahl's serial fraction, least squares over relative errors of 1/S, in which the law is a straight line. Null with
 * too few points. Points beyond the cores must have been left out by the caller.
 */
export function fitAmdahl(points: readonly ScalingPoint[]): ScalingFit | null {
  if (distinct(points) < pointsFor.amdahl) return null;
  // 1/S = 1/N + serial (1 - 1/N); divided by the measured 1/S: 1 = S/N + serial S (1 - 1/N).
  let top = 0;
  let bottom = 0;
  for (const { workers, speedup } of points) {
    const slope = speedup * (1 - 1 / workers);
    top += slope * (1 - speedup / workers);
    bottom += slope * slope;
  }
  const serial = Math.min(1, Math.max(0, top / bottom));
  return { parameters: { serial }, points: points.length, residual: residual(points, (n) => amdahl(serial, n)) };
}

/**
 * The universal scalability law, least squares over relative errors of N/S, which is linear in 1/lambda, sigma/lambda
 * and kappa/lambda; neither contention nor coherence goes below 0. Null with too few points. `peak` is the number of
 * workers at the law's maximum, where it has one.
 */
export function fitUsl(points: readonly ScalingPoint[]): ScalingFit | null {
  if (distinct(points) < pointsFor.usl) return null;
  const rows = points.map(({ workers: n, speedup }) => {
    const weight = speedup / n;
    return [1, n - 1, n * (n - 1)].map((term) => term * weight);
  });
  // The constraint is met by leaving out terms: the best admissible subset wins.
  const subsets = [[0, 1, 2], [0, 1], [0, 2], [0]];
  const fits = subsets.flatMap((subset) => {
    const solution = leastSquares(rows.map((row) => subset.map((column) => row[column])));
    if (!solution || solution.some((coefficient) => coefficient < 0) || solution[0] <= 0) return [];
    const all = [0, 0, 0];
    for (const [i, column] of subset.entries()) all[column] = solution[i];
    const lambda = 1 / all[0];
    const sigma = all[1] * lambda;
    const kappa = all[2] * lambda;
    const law = (n: number) => usl(lambda, sigma, kappa, n);
    return [{ lambda, sigma, kappa, residual: residual(points, law) }];
  });
  if (!fits.length) return null;
  const best = fits.reduce((a, b) => (b.residual < a.residual - 1e-12 ? b : a));
  const { lambda, sigma, kappa } = best;
  const peak: Record<string, number> = kappa > 0 ? { peak: Math.sqrt(Math.max(0, 1 - sigma) / kappa) } : {};
  return { parameters: { lambda, sigma, kappa, ...peak }, points: points.length, residual: best.residual };
}

const fitResamples = 300;

/**
 * 95% intervals of a law's parameters, from how far the blocks stand apart: the law is fitted again to curves whose
 * points are moved as their blocks' errors, each times a normal number of the block's own, add up to (the wild or
 * multiplier bootstrap, Wu 1986, Mammen 1993). All points of a block move together, because one base belongs to them
 * all, and few blocks are no obstacle, as they are where blocks are drawn. Errors are widened to Student's quantile for
 * their number. Empty where a point has a single block, and without a parameter that some curves do not have. What the
 * law itself misses is not in the interval: the residual tells of that.
 */
export function fitIntervals(
  points: readonly MeasuredPoint[],
  fitLaw: (points: readonly ScalingPoint[]) => ScalingFit | null,
  random: Random,
): Readonly<Record<string, Bounds>> {
  const curves = points.map(({ workers, blocks }) => {
    const logs = [...blocks].map(([block, speedup]) => ({ block, log: Math.log(speedup) }));
    const centre = mean(logs.map(({ log }) => log));
    const n = logs.length;
    const widening = n < 2 ? 0 : Math.sqrt(n / (n - 1)) * (studentQuantile(0.975, n - 1) / 1.959964);
    const errors = logs.map(({ block, log }) => ({ block, error: (widening * (log - centre)) / n }));
    return { workers, centre, errors };
  });
  if (curves.some(({ workers, errors }) => workers > 1 && errors.length < 2)) return {};
  const blocks = [...new Set(curves.flatMap(({ errors }) => errors.map(({ block }) => block)))];
  const values = new Map<string, number[]>();
  for (let i = 0; i < fitResamples; i++) {
    const weights = new Map(blocks.map((block) => [block, normal(random)]));
    const moved = curves.map(({ workers, centre, errors }) => {
      const log = errors.reduce((sum, { block, error }) => sum + weights.get(block)! * error, centre);
      return { workers, speedup: Math.exp(log) };
    });
    for (const [name, value] of Object.entries(fitLaw(moved)?.parameters ?? {})) {
      const all = values.get(name);
      if (all) all.push(value);
      else values.set(name, [value]);
    }
  }
  const whole = [...values].filter(([, all]) => all.length === fitResamples);
  return Object.fromEntries(
    whole.map(([name, all]) => {
      const sorted = Float64Array.from(all).sort();
      return [name, { low: sortedQuantile(sorted, 0.025), high: sortedQuantile(sorted, 0.975) }];
    }),
  );
}

function distinct(points: readonly ScalingPoint[]): number {
  return new Set(points.map((point) => point.workers)).size;
}

function residual(points: readonly ScalingPoint[], law: (workers: number) => number): number {
  const squares = points.map(({ workers, speedup }) => ((law(workers) - speedup) / speedup) ** 2);
  return Math.sqrt(squares.reduce((sum, square) => sum + square, 0) / points.length);
}

/** Least squares of rows . x = 1 through the normal equations; null when they are singular. */
function leastSquares(rows: readonly (readonly number[])[]): number[] | null {
  const size = rows[0].length;
  const matrix = Array.from({ length: size }, (_, i) => [
    ...Array.from({ length: size }, (_, j) => rows.reduce((sum, row) => sum + row[i] * row[j], 0)),
    rows.reduce((sum, row) => sum + row[i], 0),
  ]);
  for (let column = 0; column < size; column++) {
    const pivot = matrix.slice(column).reduce((best, row, i) => {
      return Math.abs(row[column]) > Math.abs(matrix[best][column]) ? column + i : best;
    }, column);
    [matrix[column], matrix[pivot]] = [matrix[pivot], matrix[column]];
    if (Math.abs(matrix[column][column]) < 1e-12) return null;
    for (let i = 0; i < size; i++) {
      if (i === column) continue;
      const factor = matrix[i][column] / matrix[column][column];
      for (let j = column; j <= size; j++) matrix[i][j] -= factor * matrix[column][j];
    }
  }
  return matrix.map((row, i) => row[size] / row[i]);
}
