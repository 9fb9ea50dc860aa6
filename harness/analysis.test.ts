import { describe, expect, it } from 'vitest';
import * as fixture from '../results/fixture.js';
import { readRun } from '../results/queries.js';
import { Store } from '../results/store.js';
import { analyse } from './analysis.js';

interface Curve {
  readonly build: string;
  readonly gil: 'on' | 'off';
  readonly benchmark: string;
  readonly kind: 'single' | 'threads';
  readonly workers: number;
  /** Nanoseconds of the samples in each block, of each or of all three; the loops are 10. */
  readonly blocks: readonly (number | readonly number[] | null)[];
  readonly scaling?: string;
}

/** A stored run with one process for each block of each curve. */
function stored(curves: readonly Curve[], turns = false) {
  const store = Store.open(':memory:');
  const runId = store.startRun({ ...fixture.run, blocks: 3, turns }, store.machine(fixture.machine));
  let position = 0;
  for (const curve of curves) {
    const benchmarkId = store.benchmark({
      ...fixture.benchmark(curve.kind, curve.benchmark),
      ...(curve.scaling ? { scaling: curve.scaling } : {}),
    });
    const buildId = store.build(fixture.build(curve.build, curve.gil));
    const variantId = store.variant({ runId, benchmarkId, buildId, workers: curve.workers });
    store.freezeLoops(runId, benchmarkId, 10, 1);
    for (const [block, ns] of curve.blocks.entries()) {
      if (ns === null) continue;
      const times = typeof ns === 'number' ? [ns, ns, ns] : ns;
      // A warm-up of ten times as long, which must not count.
      const samples = fixture.samples([times[0] * 10, ...times], 1, 10, curve.workers);
      store.recordProcess(fixture.process(variantId, block, position++), samples);
    }
  }
  return { store, runId };
}

function analysed(curves: readonly Curve[], turns = false) {
  const { store, runId } = stored(curves, turns);
  const data = readRun(store.connection, runId)!;
  const analysis = analyse(data);
  const build = (id: number) => data.builds.get(id)!.name;
  const variant = (id: number) => data.variants.find((candidate) => candidate.id === id)!;
  const comparisons = analysis.comparisons.map((comparison) => {
    const { buildId, workers } = variant(comparison.variantId);
    return {
      of: `${build(buildId)} x${workers}`,
      base: `${build(variant(comparison.baseVariantId).buildId)} x${variant(comparison.baseVariantId).workers}`,
      ...comparison,
    };
  });
  const find = (relation: string, of: string, base?: string) =>
    comparisons.find((c) => c.relation === relation && c.of === of && (!base || c.base === base));
  return { ...analysis, data, find, store, runId };
}

const threads = (build: string, gil: 'on' | 'off', workers: number, blocks: Curve['blocks']): Curve => {
  return { build, gil, benchmark: 'primes', kind: 'threads', workers, blocks };
};

describe('analysis', () => {
  it('takes speed-up as throughput against one worker of the same build', () => {
    const { find } = analysed([
      threads('free', 'off', 1, [1e8, 1e8, 1e8]),
      // Two workers do twice the work in 1.25 times the time.
      threads('free', 'off', 2, [1.25e8, 1.25e8, 1.25e8]),
    ]);
    expect(find('speedup-own', 'free x2')!.value).toBeCloseTo(1.6, 12);
    expect(find('speedup-own', 'free x1')).toMatchObject({ value: 1, low: 1, high: 1 });
    expect(find('speedup-gil', 'free x2')).toBeUndefined();
  });

  it('takes the rate of work by what each worker does in its own time', () => {
    const { store, runId } = stored([threads('free', 'off', 1, [1e8, 1e8, 1e8])]);
    const data = readRun(store.connection, runId)!;
    const [alone] = data.variants;
    const withWorkers = (variant: typeof alone, workerNs: readonly number[]) => ({
      ...variant,
      processes: variant.processes.map((process) => ({
        ...process,
        samples: process.samples.map((sample) => ({ ...sample, elapsedNs: Math.max(...workerNs), workerNs })),
      })),
    });
    // One of the two is as quick as one worker alone, the other takes twice the time: 1 + 1/2, and 2 in twice the time.
    const two = { ...withWorkers(alone, [1e8, 2e8]), id: alone.id + 1, workers: 2 };
    const { comparisons, overall } = analyse({ ...data, variants: [withWorkers(alone, [1e8]), two] });
    const of = (relation: string) => comparisons.find((c) => c.variantId === two.id && c.relation === relation)!;
    expect(of('rate-own').value).toBeCloseTo(1.5, 12);
    expect(of('speedup-own').value).toBeCloseTo(1, 12);
    expect(overall.find((row) => row.relation === 'rate-own' && row.workers === 2)!.value).toBeCloseTo(1.5, 12);
    // Without the workers' times there is no rate.
    const { comparisons: fewer } = analyse({ ...data, variants: [alone, two] });
    expect(fewer.filter((c) => c.relation === 'rate-own' && c.variantId === two.id)).toEqual([]);
    expect(fewer.filter((c) => c.relation === 'speedup-own')).toHaveLength(2);
  });

  it('takes the second base from the build with the GIL', () => {
    const { find } = analysed([
      threads('gilpy', 'off', 1, [2e8, 2e8, 2e8]),
      threads('gilpy', 'off', 2, [2e8, 2e8, 2e8]),
      threads('gilpy-gil', 'on', 1, [1e8, 1e8, 1e8]),
      threads('gilpy-gil', 'on', 2, [2e8, 2e8, 2e8]),
    ]);
    expect(find('speedup-own', 'gilpy x2')!.value).toBeCloseTo(2, 12);
    // Half as fast alone: two workers only reach what one has with the GIL.
    expect(find('speedup-gil', 'gilpy x2', 'gilpy-gil x1')!.value).toBeCloseTo(1, 12);
    expect(find('speedup-gil', 'gilpy-gil x2', 'gilpy-gil x1')!.value).toBeCloseTo(1, 12);
    expect(find('ratio', 'gilpy x1', 'gilpy-gil x1')!.value).toBeCloseTo(0.5, 12);
    expect(find('ratio', 'gilpy x2', 'gilpy-gil x2')!.value).toBeCloseTo(1, 12);
  });

  it('pairs within blocks: what slows a whole block cancels', () => {
    const { find } = analysed([threads('a', 'on', 1, [1e8, 3e8, 1e8]), threads('b', 'on', 1, [2e8, 6e8, 2e8])]);
    const ratio = find('ratio', 'a x1', 'b x1')!;
    expect(ratio).toMatchObject({ blocks: 3 });
    expect(ratio.value).toBeCloseTo(2, 12);
    expect(ratio.high! - ratio.low!).toBeCloseTo(0, 9);
  });

  describe('of samples taken in turns', () => {
    // The machine is slow in another round of each block; in every round, a needs half the time of b but for one.
    const a = [
      [1e8, 3e8, 1.2e8],
      [2e8, 1e8, 1e8],
      [1e8, 1e8, 9e8],
    ];
    const b = [
      [2e8, 6e8, 2.9e8],
      [4e8, 2e8, 2.9e8],
      [2e8, 2e8, 18e8],
    ];

    it('compares those of the same round', () => {
      const { find } = analysed([threads('a', 'on', 1, a), threads('b', 'on', 1, b)], true);
      const ratio = find('ratio', 'a x1', 'b x1')!;
      expect(ratio.value).toBeCloseTo(2, 12);
      expect(ratio.high! - ratio.low!).toBeCloseTo(0, 9);
      expect(find('ratio', 'b x1', 'a x1')!.value).toBeCloseTo(0.5, 12);
      const apart = analysed([threads('a', 'on', 1, a), threads('b', 'on', 1, b)]).find('ratio', 'a x1', 'b x1')!;
      expect(apart.high! - apart.low!).toBeGreaterThan(0.1);
    });

    it('takes the same for the means over families', () => {
      const { overall, data } = analysed([threads('a', 'on', 1, a), threads('b', 'on', 1, b)], true);
      const ids = new Map([...data.builds.values()].map((build) => [build.name, build.id]));
      const mean = overall.find(({ relation, buildId }) => relation === 'ratio' && buildId === ids.get('a'))!;
      expect(mean.value).toBeCloseTo(2, 12);
    });

    it('goes by the mean of all where workers contend', () => {
      const contended = (build: string, blocks: Curve['blocks']): Curve => {
        return { ...threads(build, 'on', 1, blocks), scaling: 'contended' };
      };
      const curves = [contended('a', [[1e8, 1e8, 1e8]]), contended('b', [[2e8, 2e8, 8e8]])];
      expect(analysed(curves, true).find('ratio', 'a x1', 'b x1')!.value).toBeCloseTo(4, 12);
    });
  });

  it('compares only the blocks that both sides have', () => {
    const { find } = analysed([threads('a', 'on', 1, [1e8, null, 1e8]), threads('b', 'on', 1, [2e8, 9e8, null])]);
    expect(find('ratio', 'a x1', 'b x1')).toMatchObject({ blocks: 1, low: null, high: null });
    expect(find('ratio', 'a x1', 'b x1')!.value).toBeCloseTo(2, 12);
  });

  it('summarises the cost of a loop without warm-ups', () => {
    const { summaries } = analysed([threads('a', 'on', 2, [1e8, 1e8, 1e8])]);
    expect(summaries).toMatchObject([{ processes: 3, samples: 9, minNs: 1e7, maxNs: 1e7, cpuPerWall: 2 }]);
    expect(summaries[0].value).toBeCloseTo(1e7, 3);
  });

  it('averages ratios geometrically over a family', () => {
    const single = (build: string, benchmark: string, ns: number): Curve => {
      return { build, gil: 'on', benchmark, kind: 'single', workers: 1, blocks: [ns, ns, ns] };
    };
    const { overall, data } = analysed([
      single('a', 'x', 1e8),
      single('a', 'y', 1e8),
      single('b', 'x', 4e8),
      single('b', 'y', 1e8),
    ]);
    const ids = new Map([...data.builds.values()].map((build) => [build.name, build.id]));
    const mean = overall.find((row) => row.buildId === ids.get('a') && row.baseBuildId === ids.get('b'))!;
    expect(mean).toMatchObject({ family: 'single', relation: 'ratio', workers: 1, benchmarks: 2 });
    expect(mean.value).toBeCloseTo(2, 12);
  });

  it('fits laws within the cores only', () => {
    const speedups = [1, 2, 4, 8].map((workers) => threads('a', 'off', workers, [1e8, 1e8, 1e8]));
    const { fits } = analysed(speedups);
    // The machine of the fixture has 4 cores, so 3 points are left: enough for Karp-Flatt alone.
    expect(fits.map((fit) => fit.model)).toEqual(['karp-flatt']);
    expect(fits[0].parameters).toEqual({ serial: 0, workers: 4 });
  });

  it('gives the same numbers for the same data, and stores them', () => {
    const { store, runId, data } = analysed([
      threads('a', 'off', 1, [1e8, 1.1e8, 1.3e8]),
      threads('a', 'off', 2, [1e8, 1.2e8, 1.1e8]),
    ]);
    expect(analyse(data)).toEqual(analyse(data));
    store.replaceAnalysis(runId, analyse(data));
    const again = readRun(store.connection, runId)!;
    expect(again.comparisons).toHaveLength(2);
    expect(again.variants[0].summary).toMatchObject({ samples: 9 });
    expect(again.fits).toMatchObject([{ model: 'karp-flatt' }]);
    // What was computed changes nothing of what is computed next.
    expect(analyse(again)).toEqual(analyse(data));
  });
});
