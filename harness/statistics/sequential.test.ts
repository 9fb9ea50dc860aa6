import { describe, expect, it } from 'vitest';
import { seededRandom } from './random.js';
import { look, lookSchedule } from './sequential.js';
import { heavyTailed, logNormal, type Noise } from './simulated-noise.js';

describe('looks', () => {
  it('double up to the most blocks', () => {
    expect(lookSchedule(4, 64)).toEqual([4, 8, 16, 32, 64]);
    expect(lookSchedule(4, 20)).toEqual([4, 8, 16, 20]);
    expect(lookSchedule(4, 3)).toEqual([4]);
  });

  it('tell the side once the interval leaves the threshold out', () => {
    const ratios = [1.2, 1.21, 1.19, 1.2];
    expect(look(ratios, 1.1, 0.01)).toMatchObject({ side: 'above' });
    expect(look(ratios, 1.3, 0.01)).toMatchObject({ side: 'below' });
    const { side, ratio } = look(ratios, 1.2, 0.01);
    expect(side).toBeNull();
    expect(ratio.value).toBeCloseTo(1.2, 3);
    expect(look([1.5], 1.1, 0.01)).toEqual({ side: null, ratio: { value: 1.5, low: null, high: null } });
    // Blocks without any spread, as a clock that is too coarse gives them.
    expect(look([1.2, 1.2], 1.1, 0.01).side).toBe('above');
  });
});

describe('a sequential decision', () => {
  /** The side that it comes to, when blocks of this ratio are looked at on schedule. */
  function decide(trueRatio: number, threshold: number, error: number, noise: Noise, seed: number) {
    const random = seededRandom(seed);
    const schedule = lookSchedule(4, 64);
    const blocks = Array.from({ length: 64 }, () => trueRatio * Math.exp(noise(random, 0.05)));
    for (const count of schedule) {
      const { side } = look(blocks.slice(0, count), threshold, error / schedule.length);
      if (side) return side;
    }
    return null;
  }
  const trials = 1000;
  /** Log ratios of two sides with the same noise. */
  const ratioOf =
    (noise: Noise): Noise =>
    (random, deviation) =>
      (noise(random, deviation) - noise(random, deviation)) / Math.SQRT2;
  const count = (side: 'above' | 'below', ...rest: [number, number, number, Noise]) =>
    Array.from({ length: trials }, (_, seed) => decide(...rest, seed)).filter((found) => found === side).length;

  it.each([
    ['log-normal', logNormal],
    ['heavy-tailed', ratioOf(heavyTailed)],
  ])('is wrong no oftener than it says, at the worst place there is: %s noise', (_, noise) => {
    // At the threshold itself both sides are wrong; 5% and three standard deviations of 1000 trials.
    const most = trials * 0.05 + 3 * Math.sqrt(trials * 0.05 * 0.95);
    expect(count('above', 1.1, 1.1, 0.05, noise)).toBeLessThan(most);
    expect(count('below', 1.1, 1.1, 0.05, noise)).toBeLessThan(most);
  });

  it('finds a side that is four standard errors away in most cases', () => {
    // 64 blocks of 5% give a standard error of 0.6%.
    expect(count('above', 1.13, 1.1, 0.01, logNormal)).toBeGreaterThan(0.8 * trials);
    expect(count('below', 1.07, 1.1, 0.01, logNormal)).toBeGreaterThan(0.8 * trials);
  });
});
