// Noise to simulate measurements with, for tests of the statistics: logarithms of cost factors with median near 0.

import { normal, type Random } from './random.js';

/** Errors of one block's log cost or log ratio, with a standard deviation near the given one. */
export type Noise = (random: Random, deviation: number) => number;

/** Log-normal costs. */
export const logNormal: Noise = (random, deviation) => deviation * normal(random);

/** One block in ten is hit by something else and off by several times the usual, to the slow side two times in three. */
export const heavyTailed: Noise = (random, deviation) => {
  const usual = 0.6 * deviation * normal(random);
  if (random() >= 0.1) return usual;
  return usual + (random() < 2 / 3 ? 1 : -1) * deviation * (1.5 - Math.log(1 - random()));
};

/**
 * Log costs of consecutive blocks on a machine whose speed wanders (a random walk whose steps are as large as the
 * noise) and falls by a tenth in all; each block's two sides share the machine and have errors of their own.
 */
export function driftingPair(random: Random, deviation: number, blocks: number): { own: number[]; base: number[] } {
  let speed = 0;
  const own: number[] = [];
  const base: number[] = [];
  for (let block = 0; block < blocks; block++) {
    speed += deviation * normal(random) + 0.1 / blocks;
    own.push(speed + (deviation / Math.SQRT2) * normal(random));
    base.push(speed + (deviation / Math.SQRT2) * normal(random));
  }
  return { own, base };
}

/** A deviation for one benchmark: benchmarks differ, by a factor of two or so to either side. */
export function deviationNear(random: Random, typical: number): number {
  return typical * Math.exp(0.5 * normal(random));
}
