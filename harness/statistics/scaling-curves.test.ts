import { describe, expect, it } from 'vitest';
import { normal, type Random, seededRandom } from './random.js';
import { amdahl, efficiency, fitAmdahl, fitIntervals, fitUsl, karpFlatt, type MeasuredPoint, usl } from './scaling.js';
import { geometricMean, median } from './summary.js';

// Curves of 1 to 64 workers, as few machines can measure them: 5 blocks, each with one base for all its points.

const counts = [1, 2, 4, 8, 16, 32, 64];
const blocks = 5;

/** A measured curve of a law: noise of each point, and of the base that a block's points have in common. */
function curve(law: (workers: number) => number, random: Random, deviation: number): MeasuredPoint[] {
  const bases = Array.from({ length: blocks }, () => deviation * normal(random));
  return counts.map((workers) => ({
    workers,
    blocks: new Map(
      bases.map((base, block) => {
        const speedup = workers === 1 ? 1 : law(workers) * Math.exp(base + deviation * normal(random));
        return [block, speedup];
      }),
    ),
  }));
}

const points = (measured: readonly MeasuredPoint[]) =>
  measured.map(({ workers, blocks }) => ({ workers, speedup: geometricMean([...blocks.values()]) }));

describe('laws fitted to curves of 1 to 64 workers with noise of 2%', () => {
  it.each([0.005, 0.07, 0.4])("give back Amdahl's serial fraction of %s", (serial) => {
    const random = seededRandom(71);
    const errors = Array.from({ length: 40 }, () => {
      const fit = fitAmdahl(points(curve((workers) => amdahl(serial, workers), random, 0.02)))!;
      return Math.abs(fit.parameters.serial - serial);
    });
    expect(median(errors)).toBeLessThan(0.02 * serial + 0.001);
    expect(Math.max(...errors)).toBeLessThan(0.1 * serial + 0.002);
  });

  it('give back the parameters of the universal scalability law', () => {
    const random = seededRandom(72);
    const [sigma, kappa] = [0.05, 0.0008];
    const fits = Array.from({ length: 40 }, () => {
      return fitUsl(points(curve((workers) => usl(1, sigma, kappa, workers), random, 0.02)))!.parameters;
    });
    const errors = (name: string, truth: number) => fits.map((fit) => Math.abs(fit[name] / truth - 1));
    expect(median(errors('lambda', 1))).toBeLessThan(0.03);
    expect(median(errors('sigma', sigma))).toBeLessThan(0.15);
    expect(median(errors('kappa', kappa))).toBeLessThan(0.1);
    expect(median(errors('peak', Math.sqrt((1 - sigma) / kappa)))).toBeLessThan(0.05);
  });

  it('leave the tables of efficiency and Karp-Flatt as the law has them', () => {
    const exact = points(curve((workers) => amdahl(0.1, workers), seededRandom(73), 0));
    expect(exact.map(efficiency).map((value) => value.toFixed(3))).toEqual(
      counts.map((workers) => (amdahl(0.1, workers) / workers).toFixed(3)),
    );
    for (const point of exact.slice(1)) expect(karpFlatt(point)).toBeCloseTo(0.1, 12);
  });
});

describe('intervals of fitted parameters', () => {
  it("hold Amdahl's serial fraction in about 95% of cases", () => {
    const random = seededRandom(74);
    let held = 0;
    const trials = 150;
    for (let i = 0; i < trials; i++) {
      const measured = curve((workers) => amdahl(0.07, workers), random, 0.02);
      const { low, high } = fitIntervals(measured, fitAmdahl, random).serial;
      if (low <= 0.07 && high >= 0.07) held++;
    }
    // Points that err each by itself average out more than intervals widened for each of them allow for.
    expect(held / trials).toBeGreaterThanOrEqual(0.9);
  });

  it('hold those of the universal scalability law', () => {
    const random = seededRandom(75);
    const truth = { lambda: 1, sigma: 0.05, kappa: 0.0008 };
    const trials = 25;
    const held = { lambda: 0, sigma: 0, kappa: 0 };
    for (let i = 0; i < trials; i++) {
      const measured = curve((workers) => usl(1, truth.sigma, truth.kappa, workers), random, 0.02);
      const bounds = fitIntervals(measured, fitUsl, random);
      for (const name of ['lambda', 'sigma', 'kappa'] as const) {
        if (bounds[name].low <= truth[name] && bounds[name].high >= truth[name]) held[name]++;
      }
    }
    for (const count of Object.values(held)) expect(count / trials).toBeGreaterThanOrEqual(0.8);
  });

  it('are not wider than the noise calls for, and meet where there is none', () => {
    const { low, high } = fitIntervals(
      curve((workers) => amdahl(0.07, workers), seededRandom(76), 0.02),
      fitAmdahl,
      seededRandom(1),
    ).serial;
    expect(high - low).toBeLessThan(0.02);
    const exact = fitIntervals(
      curve((workers) => amdahl(0.07, workers), seededRandom(77), 0),
      fitAmdahl,
      seededRandom(1),
    ).serial;
    expect(exact.low).toBeCloseTo(0.07, 9);
    expect(exact.high).toBeCloseTo(0.07, 9);
  });

  it('are none where a point has one block, or where there is no fit', () => {
    const one = counts.map((workers) => ({ workers, blocks: new Map([[0, workers * 0.9]]) }));
    expect(fitIntervals(one, fitAmdahl, seededRandom(1))).toEqual({});
    const few = curve((workers) => workers, seededRandom(1), 0.02).slice(0, 3);
    expect(fitIntervals(few, fitAmdahl, seededRandom(1))).toEqual({});
  });

  it('leave out the peak of a curve that may have none', () => {
    const linear = curve((workers) => workers, seededRandom(78), 0.02);
    expect(Object.keys(fitIntervals(linear, fitUsl, seededRandom(1))).sort()).toEqual(['kappa', 'lambda', 'sigma']);
  });
});
