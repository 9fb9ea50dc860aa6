import { describe, expect, it } from 'vitest';
import { digamma, inverseTrigamma, trigamma } from './distributions.js';
import { blockInterval, unpairedInterval } from './intervals.js';
import { normal, seededRandom } from './random.js';
import {
  benjaminiHochberg,
  detectableLog,
  meanEffect,
  moderatedError,
  moderatedP,
  pairedEffect,
  unpairedEffect,
  variancePrior,
} from './significance.js';
import { driftingPair, heavyTailed, logNormal, type Noise } from './simulated-noise.js';

/** What `gil-lab run` measures unless told otherwise. */
const defaultBlocks = 4;

/** Bounds that a share over so many trials keeps to with a chance of 99.9%, if it is what it should be. */
function binomial(share: number, trials: number): [number, number] {
  const half = 3.29 * Math.sqrt((share * (1 - share)) / trials);
  return [share - half, share + half];
}

function expectShare(measured: number, share: number, trials: number): void {
  const [low, high] = binomial(share, trials);
  expect(measured).toBeGreaterThanOrEqual(low);
  expect(measured).toBeLessThanOrEqual(high);
}

describe('special functions', () => {
  it('agree with printed tables', () => {
    expect(digamma(1)).toBeCloseTo(-0.5772156649, 9);
    expect(digamma(0.5)).toBeCloseTo(-1.963510026, 9);
    expect(trigamma(1)).toBeCloseTo(Math.PI ** 2 / 6, 9);
    expect(trigamma(0.5)).toBeCloseTo(Math.PI ** 2 / 2, 9);
    for (const x of [0.1, 1, 7, 300]) expect(inverseTrigamma(trigamma(x)) / x).toBeCloseTo(1, 8);
  });
});

describe('intervals at the default number of blocks', () => {
  const trials = 2000;

  function paired(noise: Noise, blocks: number): number {
    const random = seededRandom(21);
    let held = 0;
    for (let i = 0; i < trials; i++) {
      const ratios = Array.from({ length: blocks }, () => Math.exp(noise(random, 0.05)));
      const { low, high } = blockInterval(ratios, random);
      if (low! <= 1 && high! >= 1) held++;
    }
    return held / trials;
  }

  it('cover the truth in 95% of cases where noise is log-normal', () => {
    expectShare(paired(logNormal, defaultBlocks), 0.95, trials);
  });

  it('cover at least about as often where noise has heavy tails', () => {
    // Its tails are longer to one side, so the truth is its mean.
    const shift = (1 / 30) * 0.05 * 2.5;
    const centred: Noise = (random, deviation) => heavyTailed(random, deviation) - shift;
    const share = paired(centred, defaultBlocks);
    expect(share).toBeGreaterThan(binomial(0.95, trials)[0] - 0.01);
    expect(share).toBeLessThan(0.985);
  });

  function drifting(
    interval: (costs: { own: number[]; base: number[] }) => { low: number | null; high: number | null },
  ) {
    const random = seededRandom(22);
    let held = 0;
    for (let i = 0; i < trials; i++) {
      const { own, base } = driftingPair(random, 0.05, defaultBlocks);
      const { low, high } = interval({ own: own.map(Math.exp), base: base.map(Math.exp) });
      if (low! <= 1 && high! >= 1) held++;
    }
    return held / trials;
  }

  it('cover the truth on a machine that drifts, because both sides of a block drift together', () => {
    const random = seededRandom(23);
    const share = drifting(({ own, base }) =>
      blockInterval(
        own.map((cost, block) => base[block] / cost),
        random,
      ),
    );
    expectShare(share, 0.95, trials);
  });

  it('are wide enough unpaired', () => {
    const random = seededRandom(24);
    // The drift that both sides went through cancels here too; unpaired intervals do not know that.
    expect(drifting((costs) => unpairedInterval([costs], random))).toBeGreaterThan(0.97);
    let held = 0;
    for (let i = 0; i < trials; i++) {
      const side = (blocks: number, deviation: number) =>
        Array.from({ length: blocks }, () => Math.exp(deviation * normal(random)));
      const { low, high } = unpairedInterval([{ own: side(4, 0.02), base: side(6, 0.05) }], random);
      if (low! <= 1 && high! >= 1) held++;
    }
    expectShare(held / trials, 0.95, trials);
  });
});

describe('unpaired intervals', () => {
  it('are of the ratio of base to own cost, and turn round with the sides', () => {
    const own = [1, 1.1, 0.9];
    const base = [2, 2.1, 1.9];
    const forth = unpairedInterval([{ own, base }], seededRandom(1));
    const back = unpairedInterval([{ own: base, base: own }], seededRandom(1));
    expect(forth.value).toBeCloseTo(2, 1);
    expect(back.value).toBeCloseTo(1 / forth.value, 12);
    expect(back.low).toBeCloseTo(1 / forth.high!, 12);
  });

  it('have no ends where either side has one block', () => {
    expect(unpairedInterval([{ own: [1], base: [2, 2, 2] }], seededRandom(1))).toEqual({
      value: 2,
      low: null,
      high: null,
    });
  });

  it('bootstrap both sides where there are blocks enough', () => {
    const random = seededRandom(25);
    let held = 0;
    for (let i = 0; i < 400; i++) {
      const side = (blocks: number) => Array.from({ length: blocks }, () => Math.exp(0.03 * normal(random)));
      const { low, high } = unpairedInterval([{ own: side(10), base: side(12) }], random);
      if (low! <= 1 && high! >= 1) held++;
    }
    expectShare(held / 400, 0.95, 400);
  });
});

describe('moderated t-test', () => {
  it('is the t-test where there is no suite', () => {
    // Mean 0.02, standard deviation 0.02 over 4: t = 2 with 3 degrees of freedom.
    const effect = pairedEffect([-1, 1, 3, 5].map((n) => Math.exp(0.02 + ((n - 2) * 0.02) / Math.sqrt(20 / 3))));
    expect(moderatedP(effect, variancePrior([effect]))).toBeCloseTo(0.139326, 5);
    // Welch: differences of 1 with variances 1/3 each over 3 and 3: t = 1.7320508 / sqrt(2/3).
    const apart = unpairedEffect({ own: [1, 2, 3].map(Math.exp), base: [3, 4, 5].map(Math.exp) });
    expect(apart.df).toBeCloseTo(4, 12);
    expect(moderatedP(apart, { variance: 0, df: 0 })).toBeCloseTo(0.070484, 5);
  });

  it('knows nothing of the spread from one block', () => {
    expect(moderatedP(pairedEffect([1.5]), { variance: 0, df: 0 })).toBeNull();
    expect(moderatedP(unpairedEffect({ own: [1], base: [1, 2] }), { variance: 0, df: 0 })).toBeNull();
  });

  it('finds the distribution that the variances of a suite were drawn from', () => {
    const random = seededRandom(31);
    // Scaled inverse chi-square with 8 degrees of freedom around a deviation of 4%.
    const effects = Array.from({ length: 2000 }, () => {
      let chiSquare = 0;
      for (let i = 0; i < 8; i++) chiSquare += normal(random) ** 2;
      const deviation = 0.04 * Math.sqrt(8 / chiSquare);
      return pairedEffect(Array.from({ length: 4 }, () => Math.exp(deviation * normal(random))));
    });
    const prior = variancePrior(effects);
    expect(prior.df).toBeGreaterThan(6.5);
    expect(prior.df).toBeLessThan(10);
    expect(Math.sqrt(prior.variance)).toBeCloseTo(0.04, 2);
    // All alike: the prior is worth as much as it may be.
    const alike = Array.from({ length: 50 }, () =>
      pairedEffect(Array.from({ length: 4 }, () => Math.exp(0.03 * normal(random)))),
    );
    expect(variancePrior(alike).df).toBeGreaterThan(20);
    expect(variancePrior(alike.slice(0, 5))).toEqual({ variance: 0, df: 0 });
  });

  it('never divides by a spread of nothing', () => {
    const effect = pairedEffect([1.01, 1.01, 1.01]);
    expect(moderatedP(effect, { variance: 0, df: 0 })).toBeLessThan(0.001);
    expect(moderatedP(pairedEffect([1, 1, 1]), { variance: 0, df: 0 })).toBe(1);
  });

  it.each([
    ['log-normal', logNormal],
    ['heavy-tailed', heavyTailed],
  ] as const)('has p-values below 5%% in about 5%% of cases with %s noise', (_, noise) => {
    const random = seededRandom(32);
    let below = 0;
    const suites = 100;
    for (let i = 0; i < suites; i++) {
      const effects = Array.from({ length: 30 }, () => {
        const deviation = 0.04 * Math.exp(0.5 * normal(random));
        return pairedEffect(Array.from({ length: defaultBlocks }, () => Math.exp(noise(random, deviation))));
      });
      const prior = variancePrior(effects);
      below += effects.filter((effect) => moderatedP(effect, prior)! < 0.05).length;
    }
    expect(below / (suites * 30)).toBeGreaterThan(0.03);
    expect(below / (suites * 30)).toBeLessThan(0.06);
  });
});

describe('the mean of effects', () => {
  const effect = pairedEffect([1.1, 1.2, 1.15, 1.12]);

  it('has a smaller error the more effects there are', () => {
    const mean = meanEffect([effect, effect, effect, effect]);
    expect(mean.log).toBeCloseTo(effect.log, 12);
    expect(mean.variance).toBeCloseTo(effect.variance, 12);
    expect(Math.sqrt(mean.variance * mean.share)).toBeCloseTo(Math.sqrt(effect.variance * effect.share) / 2, 12);
    expect(mean.df).toBeCloseTo(12, 9);
  });

  it('is as uncertain as the noisiest of very different ones', () => {
    const steady = { ...effect, variance: effect.variance * 1e-9 };
    expect(meanEffect([effect, steady]).df).toBeCloseTo(3, 3);
  });

  it('is unknown where one of them is', () => {
    expect(meanEffect([effect, pairedEffect([1.1])]).df).toBeNull();
  });
});

describe('Benjamini and Hochberg', () => {
  it('adjusts as in their paper', () => {
    // The 15 p-values of the paper's example: 4 are discoveries at a rate of 5%.
    const paper = [
      ...[0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344],
      ...[0.0459, 0.324, 0.4262, 0.5719, 0.6528, 0.759, 1],
    ];
    const adjusted = benjaminiHochberg(paper);
    expect(adjusted.filter((p) => p <= 0.05)).toHaveLength(4);
    expect(adjusted[3]).toBeCloseTo((0.0095 * 15) / 4, 12);
    expect(adjusted[14]).toBe(1);
    // 0.0278 * 15 / 6 and 0.0298 * 15 / 7 are more than 0.0344 * 15 / 8.
    expect(adjusted[5]).toBeCloseTo((0.0298 * 15) / 7, 12);
  });

  it('keeps the order of its argument and takes an empty one', () => {
    expect(benjaminiHochberg([])).toEqual([]);
    expect(benjaminiHochberg([0.5])).toEqual([0.5]);
    const adjusted = benjaminiHochberg([0.04, 0.01]);
    expect(adjusted[0]).toBeCloseTo(0.04, 12);
    expect(adjusted[1]).toBeCloseTo(0.02, 12);
  });
});

describe('detectable change', () => {
  it('is what a simulation finds in 80% of cases', () => {
    const random = seededRandom(41);
    const [blocks, deviation] = [10, 0.02];
    const power = { error: deviation / Math.sqrt(blocks), df: blocks - 1, floor: 0, comparisons: 1, rate: 0.05 };
    const change = detectableLog(power);
    let found = 0;
    for (let i = 0; i < 1000; i++) {
      const ratios = Array.from({ length: blocks }, () => Math.exp(change + deviation * normal(random)));
      if (moderatedP(pairedEffect(ratios), { variance: 0, df: 0 })! <= 0.05) found++;
    }
    expect(found / 1000).toBeGreaterThan(0.76);
    expect(found / 1000).toBeLessThan(0.85);
  });

  it('grows with the comparisons made and with the noise floor', () => {
    const base = { error: 0.01, df: 9, floor: 0, comparisons: 1, rate: 0.05 };
    expect(detectableLog({ ...base, comparisons: 60 })).toBeGreaterThan(detectableLog(base));
    expect(detectableLog({ ...base, floor: 0.1 })).toBeGreaterThan(0.1);
    expect(moderatedError({ log: 0, variance: 1, share: 0.25, df: 3 }, { variance: 3, df: 1 })).toEqual({
      error: Math.sqrt(1.5 / 4),
      df: 4,
    });
  });
});
