// How far apart two measurements of one and the same build are, benchmark by benchmark: what a change must exceed.

import { quantile } from '../statistics/summary.js';

/** With fewer A/A pairs than this their quartiles are chance. */
export const pairsForFloor = 10;

/** Of a long history the newest pairs count, so that a machine that was mended is not judged by what it was. */
export const mostPairs = 100;

/**
 * Ratios that stand in for a floor while there are too few A/A pairs. Within a run both sides share the blocks; between
 * runs the machine itself may have changed, so it takes more.
 */
export const defaultFloor = { paired: 1.02, across: 1.05 } as const;

export type Pairing = keyof typeof defaultFloor;

export interface NoiseFloor {
  /** At least 1: ratios between 1 / floor and floor are noise. */
  readonly ratio: number;
  /** A/A pairs that it was taken from; those of a default were too few. */
  readonly pairs: number;
  readonly source: 'history' | 'default';
}

/**
 * The upper fence of the A/A pairs' |log ratio|: third quartile plus three interquartile ranges (Tukey's far-out fence,
 * which rustc-perf takes for the same). `ratios` are newest first, either side of a pair may be the base.
 */
export function noiseFloor(ratios: readonly number[], pairing: Pairing): NoiseFloor {
  const sizes = ratios.slice(0, mostPairs).map((ratio) => Math.abs(Math.log(ratio)));
  if (sizes.length < pairsForFloor) return { ratio: defaultFloor[pairing], pairs: sizes.length, source: 'default' };
  const [lower, upper] = [quantile(sizes, 0.25), quantile(sizes, 0.75)];
  return { ratio: Math.exp(upper + 3 * (upper - lower)), pairs: sizes.length, source: 'history' };
}
