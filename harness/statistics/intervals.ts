// 95% intervals over blocks. All work on logarithms of times or ratios, because those errors multiply.

import type { Interval } from '../../results/records.js';
import { normalCdf, studentQuantile } from './distributions.js';
import type { Random } from './random.js';
import { mean, sortedQuantile, standardDeviation } from './summary.js';

const confidence = 0.95;
const resamples = 2000;

/**
 * Below this many blocks a percentile bootstrap cannot reach its nominal coverage (its interval never leaves the range
 * of the data: with 5 blocks 94% at the very best, with 3 blocks 75%), so Student's t on the logarithms stands in.
 */
const blocksForBootstrap = 8;

/** Two sides that were not measured in the same blocks: one positive value (a cost) for each block of each. */
export interface Unpaired {
  readonly own: readonly number[];
  readonly base: readonly number[];
}

/** Logarithms of one sample, whose mean counts for or against the sum. */
interface Term {
  readonly logs: readonly number[];
  readonly sign: 1 | -1;
}

/**
 * Geometric mean of positive values, one for each block, with its interval: a bootstrap of blocks, or Student's t
 * where the blocks are few. One value gives no interval.
 */
export function blockInterval(values: readonly number[], random: Random): Interval {
  return geometricMeanInterval([values], random);
}

/**
 * Geometric mean over groups (benchmarks) of the geometric mean of each group's values (its blocks), with the interval
 * that the spread between blocks gives it. The set of benchmarks is taken as fixed. Groups must not be empty.
 */
export function geometricMeanInterval(groups: readonly (readonly number[])[], random: Random): Interval {
  return interval(
    groups.map((group) => ({ logs: group.map(Math.log), sign: 1 })),
    groups.length,
    random,
  );
}

/**
 * As `geometricMeanInterval` for groups whose two sides were measured apart, of base over own: the ratio of throughputs
 * where the values are costs. Each side is resampled by itself. Neither side of a group may be empty.
 */
export function unpairedInterval(groups: readonly Unpaired[], random: Random): Interval {
  const terms = groups.flatMap(({ own, base }): Term[] => [
    { logs: base.map(Math.log), sign: 1 },
    { logs: own.map(Math.log), sign: -1 },
  ]);
  return interval(terms, groups.length, random);
}

/** The interval of exp(sum of signed means / divisor). */
function interval(terms: readonly Term[], divisor: number, random: Random): Interval {
  const centre = terms.reduce((sum, { logs, sign }) => sum + sign * mean(logs), 0) / divisor;
  const fewest = Math.min(...terms.map(({ logs }) => logs.length));
  if (fewest < 2) return { value: Math.exp(centre), low: null, high: null };
  const few = fewest < blocksForBootstrap;
  const [low, high] = few ? studentBounds(terms, divisor, centre) : bootstrapBounds(terms, divisor, random);
  return { value: Math.exp(centre), low: Math.exp(low), high: Math.exp(high) };
}

/** Welch and Satterthwaite: each sample's mean has its own variance and degrees of freedom. */
function studentBounds(terms: readonly Term[], divisor: number, centre: number): [number, number] {
  const { variance, df } = errorOfSum(terms.map(({ logs }) => logs));
  if (variance === 0) return [centre, centre];
  const half = (studentQuantile(1 - (1 - confidence) / 2, df) * Math.sqrt(variance)) / divisor;
  return [centre - half, centre + half];
}

/**
 * Variance of a sum (or difference) of the samples' means and its degrees of freedom after Welch and Satterthwaite.
 * Each sample needs two values or more.
 */
export function errorOfSum(samples: readonly (readonly number[])[]): { variance: number; df: number } {
  const parts = samples.map((logs) => ({ variance: standardDeviation(logs) ** 2 / logs.length, df: logs.length - 1 }));
  const variance = parts.reduce((sum, part) => sum + part.variance, 0);
  if (variance === 0) return { variance, df: parts.reduce((sum, part) => sum + part.df, 0) };
  return { variance, df: variance ** 2 / parts.reduce((sum, part) => sum + part.variance ** 2 / part.df, 0) };
}

/**
 * Percentile bootstrap with widened percentiles (Hesterberg 2015): the plain one is too narrow by sqrt(1 - 1/n) and by
 * the normal quantile in the place of Student's.
 */
function bootstrapBounds(terms: readonly Term[], divisor: number, random: Random): [number, number] {
  const means = new Float64Array(resamples);
  for (let i = 0; i < resamples; i++) {
    let sum = 0;
    for (const { logs, sign } of terms) {
      let termSum = 0;
      for (let j = 0; j < logs.length; j++) termSum += logs[Math.floor(random() * logs.length)];
      sum += (sign * termSum) / logs.length;
    }
    means[i] = sum / divisor;
  }
  means.sort();
  const n = Math.min(...terms.map(({ logs }) => logs.length));
  const { df } = errorOfSum(terms.map(({ logs }) => logs));
  const tail = normalCdf(Math.sqrt(n / (n - 1)) * studentQuantile((1 - confidence) / 2, df));
  return [sortedQuantile(means, tail), sortedQuantile(means, 1 - tail)];
}
