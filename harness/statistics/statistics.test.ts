import { describe, expect, it } from 'vitest';
import { normalCdf, studentCdf, studentQuantile } from './distributions.js';
import { blockInterval, geometricMeanInterval } from './intervals.js';
import { normal, type Random, seededRandom, shuffled } from './random.js';
import { amdahl, efficiency, fitAmdahl, fitUsl, karpFlatt, usl } from './scaling.js';
import { geometricMean, median, medianAbsoluteDeviation, quantile, standardDeviation } from './summary.js';

describe('random', () => {
  it('repeats by its seed and differs between seeds', () => {
    const take = (seed: number) => Array.from({ length: 5 }, seededRandom(seed));
    expect(take(1)).toEqual(take(1));
    expect(take(1)).not.toEqual(take(2));
  });

  it('is uniform and normal where it should be', () => {
    const random = seededRandom(3);
    const uniform = Array.from({ length: 20_000 }, random);
    expect(Math.min(...uniform)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...uniform)).toBeLessThan(1);
    expect(median(uniform)).toBeCloseTo(0.5, 1);
    const normals = Array.from({ length: 20_000 }, () => normal(random));
    expect(standardDeviation(normals)).toBeCloseTo(1, 1);
    expect(medianAbsoluteDeviation(normals)).toBeCloseTo(0.6745, 1);
  });

  it('shuffles every item to every place about equally often', () => {
    const random = seededRandom(4);
    const counts = new Map<string, number>();
    for (let i = 0; i < 6000; i++) {
      const order = shuffled(['a', 'b', 'c'], random).join('');
      counts.set(order, (counts.get(order) ?? 0) + 1);
    }
    expect(counts.size).toBe(6);
    for (const count of counts.values()) expect(Math.abs(count - 1000)).toBeLessThan(120);
  });
});

describe('summary', () => {
  it('agrees with known values', () => {
    expect(median([3, 1, 2])).toBe(2);
    expect(median([4, 1, 2, 3])).toBe(2.5);
    expect(quantile([1, 2, 3, 4], 0.25)).toBe(1.75);
    expect(medianAbsoluteDeviation([1, 1, 2, 2, 4, 6, 9])).toBe(1);
    expect(standardDeviation([2, 4, 4, 4, 5, 5, 7, 9])).toBeCloseTo(2.13809, 5);
    expect(geometricMean([1, 10, 100])).toBeCloseTo(10, 12);
  });
});

describe('distributions', () => {
  it('agree with printed tables', () => {
    expect(studentQuantile(0.975, 1)).toBeCloseTo(12.7062047, 6);
    expect(studentQuantile(0.975, 2)).toBeCloseTo(4.30265273, 7);
    expect(studentQuantile(0.975, 4)).toBeCloseTo(2.77644511, 7);
    expect(studentQuantile(0.975, 30)).toBeCloseTo(2.04227246, 7);
    expect(studentQuantile(0.025, 4)).toBeCloseTo(-2.77644511, 7);
    expect(studentCdf(0, 3)).toBeCloseTo(0.5, 12);
    expect(normalCdf(1.959963985)).toBeCloseTo(0.975, 9);
    expect(normalCdf(-1.644853627)).toBeCloseTo(0.05, 9);
    expect(normalCdf(-6) / 9.865876450377e-10).toBeCloseTo(1, 9);
  });
});

/** How often the 95% interval holds the true value of 1, over simulated sets of blocks. */
function coverage(blocks: number, trials: number, groups: number, error: (random: Random) => number): number {
  const random = seededRandom(11);
  let held = 0;
  for (let i = 0; i < trials; i++) {
    const data = Array.from({ length: groups }, () => Array.from({ length: blocks }, () => Math.exp(error(random))));
    const { low, high } = geometricMeanInterval(data, random);
    if (low! <= 1 && high! >= 1) held++;
  }
  return held / trials;
}

describe('block intervals', () => {
  const gaussian = (random: Random) => 0.03 * normal(random);
  // Mean 0 and a long tail to the slow side, as timings have.
  const skewed = (random: Random) => 0.03 * (-Math.log(1 - random()) - 1);

  it.each([2, 3, 5, 8, 15])('cover the truth as often as they say with %i blocks', (blocks) => {
    const share = coverage(blocks, 1000, 1, gaussian);
    expect(share).toBeGreaterThan(0.93);
    expect(share).toBeLessThan(0.975);
  });

  it('lose little on errors as skewed as an exponential', () => {
    expect(coverage(20, 500, 1, skewed)).toBeGreaterThan(0.88);
  });

  it.each([3, 10])('cover a geometric mean over 12 benchmarks with %i blocks', (blocks) => {
    const share = coverage(blocks, 400, 12, gaussian);
    expect(share).toBeGreaterThan(0.92);
    expect(share).toBeLessThan(0.985);
  });

  it('find a planted change of 3% among 15 blocks', () => {
    const random = seededRandom(12);
    let found = 0;
    for (let i = 0; i < 300; i++) {
      const ratios = Array.from({ length: 15 }, () => Math.exp(Math.log(1.03) + 0.03 * normal(random)));
      if (blockInterval(ratios, random).low! > 1) found++;
    }
    expect(found / 300).toBeGreaterThan(0.9);
  });

  it('have no ends for one block, and meet at the value where nothing varies', () => {
    expect(blockInterval([2], seededRandom(1))).toEqual({ value: 2, low: null, high: null });
    const same = blockInterval([2, 2, 2], seededRandom(1));
    expect([same.value, same.low, same.high]).toEqual([same.value, same.value, same.value]);
  });
});

describe('scaling', () => {
  it('reads the serial fraction off one point', () => {
    expect(karpFlatt({ workers: 8, speedup: amdahl(0.1, 8) })).toBeCloseTo(0.1, 12);
    expect(karpFlatt({ workers: 4, speedup: 4 })).toBe(0);
    expect(karpFlatt({ workers: 2, speedup: 1 })).toBe(1);
    expect(efficiency({ workers: 4, speedup: 3 })).toBe(0.75);
  });

  const counts = [1, 2, 4, 8, 16, 32, 64];

  it('recovers the parameters that made a curve', () => {
    const curve = counts.map((workers) => ({ workers, speedup: amdahl(0.07, workers) }));
    expect(fitAmdahl(curve)!.parameters.serial).toBeCloseTo(0.07, 10);
    expect(fitAmdahl(curve)!.residual).toBeCloseTo(0, 10);
    const gunther = counts.map((workers) => ({ workers, speedup: usl(1.02, 0.04, 0.0007, workers) }));
    const fit = fitUsl(gunther)!;
    expect(fit.parameters.lambda).toBeCloseTo(1.02, 8);
    expect(fit.parameters.sigma).toBeCloseTo(0.04, 8);
    expect(fit.parameters.kappa).toBeCloseTo(0.0007, 8);
    expect(fit.parameters.peak).toBeCloseTo(Math.sqrt(0.96 / 0.0007), 5);
  });

  it('comes near them through noise', () => {
    const random = seededRandom(5);
    const noisy = counts.map((workers) => ({ workers, speedup: amdahl(0.1, workers) * (1 + 0.02 * normal(random)) }));
    expect(fitAmdahl(noisy)!.parameters.serial).toBeCloseTo(0.1, 1);
  });

  it('never reports contention or coherence below zero', () => {
    const superlinear = counts.map((workers) => ({ workers, speedup: workers ** 1.05 }));
    const { sigma, kappa } = fitUsl(superlinear)!.parameters;
    expect(sigma).toBeGreaterThanOrEqual(0);
    expect(kappa).toBeGreaterThanOrEqual(0);
    expect(fitAmdahl(superlinear)!.parameters.serial).toBe(0);
  });

  it('refuses to fit too few worker counts', () => {
    const point = { workers: 2, speedup: 1.9 };
    expect(fitAmdahl([{ workers: 1, speedup: 1 }, point, point, point])).toBeNull();
    expect(fitUsl(counts.slice(0, 5).map((workers) => ({ workers, speedup: workers })))).toBeNull();
  });
});
