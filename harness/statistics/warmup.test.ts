import { describe, expect, it } from 'vitest';
import { normal, seededRandom } from './random.js';
import { changePoints, classify, iterationsToClassify, steadyFrom } from './warmup.js';

/** A series of durations at the given levels, each for as many iterations, with relative noise. */
function series(levels: readonly (readonly [level: number, iterations: number])[], noise: number, seed: number) {
  const random = seededRandom(seed);
  return levels.flatMap(([level, iterations]) =>
    Array.from({ length: iterations }, () => level * (1 + noise * normal(random))),
  );
}

/** How many of 200 seeded series get the class. */
function share(levels: readonly (readonly [number, number])[], noise: number, wanted: string): number {
  const seeds = Array.from({ length: 200 }, (_, i) => i + 1);
  return seeds.filter((seed) => classify(series(levels, noise, seed)) === wanted).length / 200;
}

describe('warm-up classes', () => {
  it('leaves noise alone', () => {
    expect(share([[100, 12]], 0.01, 'flat')).toBeGreaterThan(0.95);
    expect(share([[100, 40]], 0.03, 'flat')).toBeGreaterThan(0.9);
    expect(share([[100, 40]], 0.005, 'flat')).toBeGreaterThan(0.95);
  });

  it('finds levels that end fastest', () => {
    const levels = [
      [200, 3],
      [130, 4],
      [100, 20],
    ] as const;
    expect(share(levels, 0.01, 'warm-up')).toBeGreaterThan(0.95);
  });

  it('finds a slow-down', () => {
    const levels = [
      [100, 15],
      [120, 20],
    ] as const;
    expect(share(levels, 0.01, 'slow-down')).toBeGreaterThan(0.95);
  });

  it('sees that the level still changes at the end', () => {
    const levels = [
      [100, 16],
      [80, 4],
    ] as const;
    expect(share(levels, 0.01, 'no steady state')).toBeGreaterThan(0.95);
  });

  it('takes one slow iteration for what it is', () => {
    const values = series([[100, 30]], 0.005, 9);
    values[17] = 400;
    expect(classify(values)).toBe('flat');
  });

  it('does not judge a short series', () => {
    expect(classify(new Array(iterationsToClassify - 1).fill(100))).toBeNull();
    expect(classify(new Array(iterationsToClassify).fill(100))).toBe('flat');
  });

  it('says where the steady part begins', () => {
    expect(
      steadyFrom(
        series(
          [
            [200, 5],
            [100, 20],
          ],
          0.005,
          2,
        ),
      ),
    ).toBe(5);
    expect(changePoints([5, 5, 5])).toEqual([{ start: 0, end: 3, level: 5 }]);
  });
});
