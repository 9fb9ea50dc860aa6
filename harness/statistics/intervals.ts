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
  const logs = groups.map((group) => group.map(Math.log));
  const centre = mean(logs.map(mean));
  const fewest = Math.min(...logs.map((group) => group.length));
  if (fewest < 2) return { value: Math.exp(centre), low: null, high: null };
  const [low, high] = fewest < blocksForBootstrap ? studentBounds(logs, centre) : bootstrapBounds(logs, random);
  return { value: Math.exp(centre), low: Math.exp(low), high: Math.exp(high) };
}

/** Welch and Satterthwaite: each group's mean has its own variance and degrees of freedom. */
function studentBounds(logs: readonly (readonly number[])[], centre: number): [number, number] {
  const parts = logs.map((group) => ({ variance: standardDeviation(group) ** 2 / group.length, df: group.length - 1 }));
  const variance = parts.reduce((sum, part) => sum + part.variance, 0);
  if (variance === 0) return [centre, centre];
  const df = variance ** 2 / parts.reduce((sum, part) => sum + part.variance ** 2 / part.df, 0);
  const half = (studentQuantile(1 - (1 - confidence) / 2, df) * Math.sqrt(variance)) / logs.length;
  return [centre - half, centre + half];
}

/**
 * Percentile bootstrap with widened percentiles (Hesterberg 2015): the plain one is too narrow by sqrt(1 - 1/n) and by
 * the normal quantile in the place of Student's.
 */
function bootstrapBounds(logs: readonly (readonly number[])[], random: Random): [number, number] {
  const means = new Float64Array(resamples);
  for (let i = 0; i < resamples; i++) {
    let sum = 0;
    for (const group of logs) {
      let groupSum = 0;
      for (let j = 0; j < group.length; j++) groupSum += group[Math.floor(random() * group.length)];
      sum += groupSum / group.length;
    }
    means[i] = sum / logs.length;
  }
  means.sort();
  const n = Math.min(...logs.map((group) => group.length));
  const df = logs.reduce((total, group) => total + group.length - 1, 0);
  const tail = normalCdf(Math.sqrt(n / (n - 1)) * studentQuantile((1 - confidence) / 2, df));
  return [sortedQuantile(means, tail), sortedQuantile(means, 1 - tail)];
}
