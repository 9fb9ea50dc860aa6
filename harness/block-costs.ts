// What one unit of work cost in each block of a run, by which variants are compared.

import type { RunData, StoredProcess, StoredVariant } from '../results/queries.js';
import type { Relation, Sample } from '../results/records.js';
import { mean, median } from './statistics/summary.js';

/** Cost of one unit of work in a block. */
export interface BlockCost {
  /** What the process's samples come to. */
  readonly value: number;
  /** The samples themselves, where each is to be compared with those that were taken in the same round of turns. */
  readonly rounds: readonly number[] | null;
}

/** The costs of one variant by block. */
export type BlockCosts = ReadonlyMap<number, BlockCost>;

/** The costs of all variants, by their ids and by the clock that took the time. */
export interface Costs {
  readonly elapsed: ReadonlyMap<number, BlockCosts>;
  readonly ownTime: ReadonlyMap<number, BlockCosts>;
}

/** The cost of each measured sample of a process; null where one cannot be told. */
type SampleCosts = (process: StoredProcess, variant: StoredVariant) => readonly number[] | null;

/** One ratio for each block. */
export type Ratios = readonly number[];

export function measuredProcesses(variant: StoredVariant): StoredProcess[] {
  return variant.processes.filter((process) => process.purpose === 'measure' && process.outcome === 'ok');
}

export function measuredSamples(process: StoredProcess): Sample[] {
  return process.samples.filter((sample) => !sample.warmup);
}

/** Nanoseconds per loop of one worker, inner loops divided out, for each measured sample. */
export function elapsedCosts(process: StoredProcess, variant: StoredVariant): number[] {
  return measuredSamples(process).map((sample) => sample.elapsedNs / (sample.loops * variant.innerLoops));
}

/** The same by the workers' own times: the harmonic mean, because it is their rates of work that add up. */
function ownTimeCosts(process: StoredProcess, variant: StoredVariant): number[] | null {
  const costs = measuredSamples(process).flatMap(({ workerNs, loops }) => {
    if (!workerNs?.length) return [];
    const rates = workerNs.reduce((sum, ns) => sum + 1 / ns, 0);
    return [workerNs.length / rates / (loops * variant.innerLoops)];
  });
  return costs.length === measuredSamples(process).length ? costs : null;
}

/** The costs of every variant of a run. */
export function costsOfRun(data: RunData): Costs {
  return { elapsed: costsOf(data, elapsedCosts), ownTime: costsOf(data, ownTimeCosts) };
}

function costsOf(data: RunData, sampleCosts: SampleCosts): ReadonlyMap<number, BlockCosts> {
  return new Map(data.variants.map((variant) => [variant.id, blockCosts(variant, data, sampleCosts)]));
}

/**
 * Where workers contend, slow samples are part of the answer and the mean counts them; elsewhere they are the
 * machine's, and the median leaves them out. There, samples taken in turns are compared round by round.
 */
function blockCosts(variant: StoredVariant, data: RunData, sampleCosts: SampleCosts): BlockCosts {
  const { scaling } = data.benchmarks.get(variant.benchmarkId)!;
  const independent = scaling === 'none' || scaling === 'independent';
  const centre = independent ? median : mean;
  return new Map(
    measuredProcesses(variant).flatMap((process) => {
      const values = sampleCosts(process, variant);
      if (!values?.length) return [];
      const rounds = data.run.turns && independent ? values : null;
      return [[process.block!, { value: centre(values), rounds }] as const];
    }),
  );
}

/** Ratios of throughput in the blocks where both were measured: above 1 is faster than the base. */
export function pairedRatios(variant: StoredVariant, base: StoredVariant, relation: Relation, costs: Costs): Ratios {
  return [...ratiosByBlock(variant, base, relation, costs).values()];
}

/** As `pairedRatios`, by the blocks' numbers. */
export function ratiosByBlock(
  variant: StoredVariant,
  base: StoredVariant,
  relation: Relation,
  costs: Costs,
): ReadonlyMap<number, number> {
  const byClock = relation === 'rate-own' ? costs.ownTime : costs.elapsed;
  const own = byClock.get(variant.id)!;
  const others = byClock.get(base.id)!;
  const scale = variant.workers / base.workers;
  return new Map(
    [...own].flatMap(([block, cost]) => {
      const other = others.get(block);
      if (other === undefined) return [];
      const ratio = cost.rounds && other.rounds ? roundRatio(cost.rounds, other.rounds) : other.value / cost.value;
      return Number.isFinite(ratio) && ratio > 0 ? [[block, scale * ratio] as const] : [];
    }),
  );
}

/** The median of the rounds' ratios, on logarithms, so that either side may be the base. */
function roundRatio(costs: readonly number[], bases: readonly number[]): number {
  const rounds = Math.min(costs.length, bases.length);
  return Math.exp(median(Array.from({ length: rounds }, (_, round) => Math.log(bases[round] / costs[round]))));
}
