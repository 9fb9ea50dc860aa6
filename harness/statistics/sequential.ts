// Which side of a threshold a ratio is on, asked again as blocks come in.

import type { Interval } from '../../results/records.js';
import { studentQuantile } from './distributions.js';
import { mean, standardDeviation } from './summary.js';

/** What one look at the blocks so far came to. */
export interface Look {
  /** null: the blocks so far do not tell. */
  readonly side: 'above' | 'below' | null;
  /** Mean of the logarithms, turned back, with the two ends that were held against the threshold. */
  readonly ratio: Interval;
}

/** Numbers of blocks after which to look: the first, doubled as long as that stays within the most, and the most. */
export function lookSchedule(first: number, most: number): number[] {
  const looks: number[] = [];
  for (let blocks = first; blocks < most; blocks *= 2) looks.push(blocks);
  return [...looks, Math.max(most, first)];
}

/**
 * Decides on which side of a threshold (a ratio) the geometric mean of ratios is, once the interval of Student's t on
 * their logarithms leaves it out. `error` is the probability of deciding for the wrong side at this look; with k looks
 * it is k times that at most over all of them (Bonferroni), however the looks depend on each other.
 */
export function look(ratios: readonly number[], threshold: number, error: number): Look {
  const logs = ratios.map(Math.log);
  const centre = mean(logs);
  if (logs.length < 2) return { side: null, ratio: { value: Math.exp(centre), low: null, high: null } };
  const standardError = standardDeviation(logs) / Math.sqrt(logs.length);
  const half = studentQuantile(1 - error, logs.length - 1) * standardError;
  const [low, high] = [centre - half, centre + half];
  const limit = Math.log(threshold);
  const side = low > limit ? 'above' : high < limit ? 'below' : null;
  return { side, ratio: { value: Math.exp(centre), low: Math.exp(low), high: Math.exp(high) } };
}
