import { describe, expect, it } from 'vitest';
import { normal, type Random, seededRandom } from './random.js';
import { heavyTailed, logNormal, type Noise } from './simulated-noise.js';
import { levels, steps } from './steps.js';

/** Values around each [length, level] in turn. */
function series(
  random: Random,
  parts: readonly (readonly [number, number])[],
  noise: Noise,
  deviation: number,
): number[] {
  return parts.flatMap(([length, level]) => Array.from({ length }, () => level * Math.exp(noise(random, deviation))));
}

/** Noise that remembers a third of yesterday's. */
function correlated(): Noise {
  let last = 0;
  return (random, deviation) => {
    last = 0.3 * last + deviation * Math.sqrt(1 - 0.3 ** 2) * normal(random);
    return last;
  };
}

describe('steps', () => {
  it.each([
    ['normal', () => logNormal],
    ['heavy-tailed', () => heavyTailed],
    ['correlated', correlated],
  ] as const)('are found in fewer than one year of nights in twenty where there are none: %s noise', (_, noise) => {
    const random = seededRandom(61);
    let found = 0;
    for (let i = 0; i < 60; i++) {
      // No least ratio: the penalty alone must hold them back.
      if (steps(series(random, [[365, 1e6]], noise(), 0.03), { leastRatio: 1 }).length) found++;
    }
    // None in 60 years is what one in twenty or fewer looks like, with 95% confidence.
    expect(found).toBe(0);
  });

  it.each([logNormal, heavyTailed])('are found where they were planted', (noise) => {
    const random = seededRandom(62);
    let found = 0;
    for (let i = 0; i < 40; i++) {
      const values = series(
        random,
        [
          [60, 1e6],
          [50, 1.05e6],
          [40, 0.9e6],
        ],
        noise,
        0.02,
      );
      const [up, down, ...more] = steps(values);
      if (!up || !down || more.length) continue;
      if (Math.abs(up.index - 60) <= 4 && Math.abs(down.index - 110) <= 2) found++;
      expect(up.ratio).toBeCloseTo(1.05, 1);
    }
    expect(found).toBeGreaterThanOrEqual(34);
  });

  it('are told with their place, levels and ratio', () => {
    const values = [...Array(10).fill(100), ...Array(10).fill(110)];
    expect(steps(values)).toEqual([{ index: 10, before: 100, after: 110, ratio: 1.1 }]);
    expect(levels(values)).toEqual([
      { start: 0, end: 10, level: 100 },
      { start: 10, end: 20, level: 110 },
    ]);
  });

  it.each([-3, -2, 1, 2])('stay at their place with an outlier %i nights from it', (distance) => {
    for (const [before, after] of [
      [100, 110],
      [110, 100],
    ]) {
      const values = Array.from({ length: 14 }, (_, i) => (i < 7 ? before : after) * (1 + 0.001 * (i % 3)));
      values[7 + distance] *= 1.5;
      expect(steps(values)).toMatchObject([{ index: 7 }]);
    }
  });

  it('are none for outliers, at the ends as in the middle', () => {
    const random = seededRandom(63);
    const values = series(random, [[60, 1e6]], logNormal, 0.01);
    for (const index of [0, 20, 40, 41, 59]) values[index] *= 5;
    expect(steps(values)).toEqual([]);
  });

  it('are none below the noise floor', () => {
    const random = seededRandom(64);
    const values = series(
      random,
      [
        [50, 1e6],
        [50, 1.03e6],
      ],
      logNormal,
      0.005,
    );
    expect(steps(values)).toHaveLength(1);
    expect(steps(values, { leastRatio: 1.05 })).toEqual([]);
  });

  it('need a level to last', () => {
    const values = [...Array(20).fill(100), ...Array(4).fill(150), ...Array(20).fill(100)];
    expect(steps(values).map(({ index }) => index)).toEqual([20, 24]);
    expect(steps(values, { leastRuns: 5 })).toEqual([]);
    // In the first runs as in the last ones.
    expect(steps([150, 150, ...Array(20).fill(100), 150, 150])).toEqual([]);
  });

  it('take short series', () => {
    expect(levels([])).toEqual([]);
    expect(levels([5])).toEqual([{ start: 0, end: 1, level: 5 }]);
    expect(steps([1, 2])).toEqual([]);
    expect(steps([1, 1, 1, 2, 2, 2])).toHaveLength(1);
  });
});
