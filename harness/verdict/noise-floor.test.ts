import { describe, expect, it } from 'vitest';
import { defaultFloor, mostPairs, noiseFloor, pairsForFloor } from './noise-floor.js';

describe('noise floor', () => {
  it('is the third quartile plus three interquartile ranges of how far A/A pairs were apart', () => {
    // |log| of 1 to 11 percent: quartiles 3.5 and 8.5.
    const ratios = Array.from({ length: 11 }, (_, i) => Math.exp(0.01 * (i + 1) * (i % 2 ? 1 : -1)));
    const floor = noiseFloor(ratios, 'paired');
    expect(Math.log(floor.ratio)).toBeCloseTo(0.085 + 3 * 0.05, 12);
    expect(floor).toMatchObject({ pairs: 11, source: 'history' });
  });

  it('does not depend on which side was the base', () => {
    const ratios = Array.from({ length: 20 }, (_, i) => 1 + i / 100);
    expect(
      noiseFloor(
        ratios.map((ratio) => 1 / ratio),
        'paired',
      ).ratio,
    ).toBeCloseTo(noiseFloor(ratios, 'paired').ratio, 12);
  });

  it('is a stated one until there are pairs enough', () => {
    const few = Array.from({ length: pairsForFloor - 1 }, () => 1.2);
    expect(noiseFloor(few, 'paired')).toEqual({ ratio: defaultFloor.paired, pairs: 9, source: 'default' });
    expect(noiseFloor([], 'across')).toEqual({ ratio: defaultFloor.across, pairs: 0, source: 'default' });
    expect(noiseFloor([...few, 1.2], 'paired')).toMatchObject({ ratio: expect.closeTo(1.2, 12), source: 'history' });
  });

  it('forgets what was long ago', () => {
    const calm = Array.from({ length: mostPairs }, (_, i) => 1 + (i % 5) / 1000);
    const wild = Array.from({ length: 1000 }, () => 2);
    expect(noiseFloor([...calm, ...wild], 'paired')).toEqual(noiseFloor(calm, 'paired'));
  });
});
