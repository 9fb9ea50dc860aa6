// Everything that a report says about a run, judged by the same rules as `gil-lab compare`.

import type { RunData, StoredVariant } from '../../results/queries.js';
import type { Interval } from '../../results/records.js';
import { costsOfRun, pairedRatios } from '../block-costs.js';
import { type Effect, meanEffect, pairedEffect } from '../statistics/significance.js';
import { type ComparedBuilds, compareWithin } from './comparison.js';
import type { StoredFloors } from './history.js';
import { type NoiseFloor, noiseFloor } from './noise-floor.js';
import { type Judgement, judgeAll } from './verdict.js';

/** Throughput of several workers against one of the same build, above 1 where they do more. */
export interface JudgedSpeedup extends Interval, Judgement {
  /** Id of the variant with the several workers. */
  readonly variant: number;
}

/** The same as a geometric mean over a family. */
export interface JudgedMeanSpeedup extends Interval, Judgement {
  readonly family: string;
  readonly build: number;
  readonly workers: number;
}

export interface RunVerdicts {
  /** The false-discovery rate of each of the three sets that were judged together. */
  readonly rate: number;
  /** Every other build against the base; null where none shares a benchmark with it. */
  readonly compared: ComparedBuilds | null;
  readonly speedups: readonly JudgedSpeedup[];
  readonly means: readonly JudgedMeanSpeedup[];
}

/** Judges a run: its builds against the one with the id, and the workers of each build against one of them. */
export function judgeRun(data: RunData, baseBuildId: number, floors: StoredFloors, rate: number): RunVerdicts {
  return {
    rate,
    compared: compareWithin(data, baseBuildId, floors, rate),
    ...judgeSpeedups(data, floors, rate),
  };
}

function judgeSpeedups(data: RunData, floors: StoredFloors, rate: number): Pick<RunVerdicts, 'speedups' | 'means'> {
  const costs = costsOfRun(data);
  const variants = new Map(data.variants.map((variant) => [variant.id, variant]));
  const several = data.comparisons.flatMap((comparison) => {
    const variant = variants.get(comparison.variantId)!;
    const base = variants.get(comparison.baseVariantId)!;
    const ratios = comparison.relation === 'speedup-own' ? pairedRatios(variant, base, 'speedup-own', costs) : [];
    if (variant.workers === 1 || !ratios.length) return [];
    const { value, low, high } = comparison;
    // Both sides are as uncertain as an A/A pair of theirs: the noisier one decides.
    const floor = widest([floorOf(variant, data, floors), floorOf(base, data, floors)]);
    return [{ variant, interval: { value, low, high }, effect: pairedEffect(ratios), floor }];
  });
  const judgements = judgeAll(several, rate);
  const speedups = several.map(({ variant, interval }, i) => ({ variant: variant.id, ...interval, ...judgements[i] }));
  const groups = data.overall.flatMap(({ family, relation, workers, buildId, value, low, high }) => {
    if (relation !== 'speedup-own' || workers === 1) return [];
    const effects = several.flatMap(({ variant, effect }): Effect[] => {
      const own = variant.buildId === buildId && variant.workers === workers;
      return own && data.benchmarks.get(variant.benchmarkId)!.scaling === family ? [effect] : [];
    });
    if (!effects.length) return [];
    const of = { family, build: buildId, workers };
    return [{ of, interval: { value, low, high }, effect: meanEffect(effects), floor: noiseFloor([], 'paired') }];
  });
  const meanJudgements = judgeAll(groups, rate);
  return { speedups, means: groups.map(({ of, interval }, i) => ({ ...of, ...interval, ...meanJudgements[i] })) };
}

function floorOf(variant: StoredVariant, data: RunData, floors: StoredFloors): NoiseFloor {
  const { kind, name, contentHash } = data.benchmarks.get(variant.benchmarkId)!;
  return floors.paired({ kind, benchmark: name, contentHash, workers: variant.workers, scale: data.run.scale });
}

function widest(floors: readonly NoiseFloor[]): NoiseFloor {
  return floors.reduce((a, b) => (b.ratio > a.ratio ? b : a));
}
