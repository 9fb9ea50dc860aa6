// Several builds against one base, judged together.

import type { RunData, StoredVariant } from '../../results/queries.js';
import type { BenchmarkKind, Interval } from '../../results/records.js';
import { type Costs, costsOfRun, pairedRatios } from '../block-costs.js';
import { blockInterval, geometricMeanInterval, type Unpaired, unpairedInterval } from '../statistics/intervals.js';
import { seededRandom } from '../statistics/random.js';
import { type Effect, meanEffect, pairedEffect, unpairedEffect } from '../statistics/significance.js';
import { type Measured, measuredKey, type StoredFloors } from './history.js';
import { noiseFloor } from './noise-floor.js';
import { ComparisonError, type Side } from './sides.js';
import { type Judgement, judgeAll } from './verdict.js';

/** One benchmark at one worker count on one build. `value` is a ratio of throughput: above 1 is faster than the base. */
export interface ComparedRow extends Interval, Judgement {
  readonly kind: BenchmarkKind;
  readonly benchmark: string;
  readonly workers: number;
  /** Label of the side that is not the base. */
  readonly other: string;
  /** Cost of one unit of work in nanoseconds; null where the run was never analysed. */
  readonly baseNs: number | null;
  readonly otherNs: number | null;
  /** Of the side that has fewer. */
  readonly blocks: number;
  /** Id of the variant of the side that is not the base. */
  readonly variant: number;
}

/** Geometric mean over a family of benchmarks at one worker count. The means are judged together. */
export interface ComparedMean extends Interval, Judgement {
  readonly other: string;
  readonly family: string;
  readonly workers: number;
  readonly benchmarks: number;
}

/** A benchmark that both sides have a name for and that was not compared. */
export interface Skipped {
  readonly kind: BenchmarkKind;
  readonly benchmark: string;
  readonly workers: number;
  readonly other: string;
  readonly reason: string;
}

export interface ComparedBuilds {
  readonly base: ComparedSide;
  readonly others: readonly ComparedSide[];
  /** The false-discovery rate that the verdicts keep to. */
  readonly rate: number;
  readonly ratios: readonly ComparedRow[];
  readonly overall: readonly ComparedMean[];
  readonly skipped: readonly Skipped[];
}

export interface ComparedSide {
  readonly run: number;
  readonly build: string;
  readonly label: string;
  /** Whether its blocks are the base's: then ratios are taken block by block. */
  readonly paired: boolean;
}

/** The block values of one row: ratios, or the costs of two sides that were measured apart. */
type Blocks = { readonly ratios: readonly number[] } | Unpaired;

interface Pair extends Measured {
  readonly other: string;
  readonly family: string;
  readonly own: StoredVariant;
  readonly base: StoredVariant;
  readonly blocks: Blocks;
  readonly paired: boolean;
}

/**
 * Compares every side with the base: by block within one run, by block means between runs.
 * @throws ComparisonError when runs are of different machines or problem sizes, or have nothing in common.
 */
export function compareSides(base: Side, others: readonly Side[], floors: StoredFloors, rate: number): ComparedBuilds {
  for (const other of others) checkComparable(base, other);
  const costs = new Map<RunData, Costs>();
  const costsOf = (data: RunData) => {
    const known = costs.get(data) ?? costsOfRun(data);
    costs.set(data, known);
    return known;
  };
  const joined = others.map((other) => join(base, other, costsOf));
  const pairs = joined.flatMap((join) => join.pairs);
  if (!pairs.length) throw new ComparisonError(nothingInCommon(base, others));
  const { seed } = base.data.run;
  const evidence = pairs.map((pair) => ({
    interval: intervalOf([pair.blocks], seed),
    effect: effectOf(pair.blocks),
    floor: (pair.paired ? floors.paired : floors.across)(pair),
  }));
  const judgements = judgeAll(evidence, rate);
  const ratios = pairs.map(({ kind, benchmark, workers, other, own, base: against, blocks }, index): ComparedRow => {
    const times = { baseNs: against.summary?.value ?? null, otherNs: own.summary?.value ?? null };
    const row = { kind, benchmark, workers, other, ...times, ...evidence[index].interval };
    return { ...row, blocks: blockCount(blocks), variant: own.id, ...judgements[index] };
  });
  const sideOf = ({ data, build, label }: Side): ComparedSide => {
    return { run: data.run.id, build: build.name, label, paired: data === base.data };
  };
  return {
    base: sideOf(base),
    others: others.map(sideOf),
    rate,
    ratios,
    overall: means(pairs, seed, floors, rate),
    skipped: joined.flatMap((join) => join.skipped),
  };
}

/**
 * Every other build of a run against one of its own, or null where none shares a benchmark with it. What reports show:
 * the labels are the builds' names.
 */
export function compareWithin(
  data: RunData,
  baseBuildId: number,
  floors: StoredFloors,
  rate: number,
): ComparedBuilds | null {
  const sides = [...data.builds.values()].map((build): Side => ({ data, build, label: build.name }));
  const base = sides.find(({ build }) => build.id === baseBuildId);
  if (!base) throw new ComparisonError(`run ${data.run.id} has no build with the id ${baseBuildId}`);
  const costs = costsOfRun(data);
  const others = sides.filter((side) => side !== base && join(base, side, () => costs).pairs.length > 0);
  return others.length ? compareSides(base, others, floors, rate) : null;
}

function checkComparable(base: Side, other: Side): void {
  const [a, b] = [base.data, other.data];
  if (a.machine.fingerprint !== b.machine.fingerprint) {
    throw new ComparisonError(
      `${base.label} and ${other.label} were measured on different machines (${machineName(a)}; ${machineName(b)}): ` +
        'their times do not compare. Measure both on one, best in one run.',
    );
  }
  if (a.run.scale !== b.run.scale) {
    throw new ComparisonError(
      `${base.label} ran with --scale ${a.run.scale} and ${other.label} with --scale ${b.run.scale}: ` +
        'their problems are not of the same size.',
    );
  }
}

function machineName({ machine }: RunData): string {
  return `${machine.hostname}, ${machine.cpuModel}, ${machine.cores} cores`;
}

function nothingInCommon(base: Side, others: readonly Side[]): string {
  const labels = [base, ...others].map(({ label }) => label).join(', ');
  return `${labels}: no benchmark of the same content was measured on both sides at the same number of workers`;
}

function join(base: Side, other: Side, costsOf: (data: RunData) => Costs): { pairs: Pair[]; skipped: Skipped[] } {
  const bases = variantsOf(base);
  const contents = new Map(bases.map(({ variant, measured }) => [named(measured), { variant, measured }]));
  const pairs: Pair[] = [];
  const skipped: Skipped[] = [];
  const seen = new Set<string>();
  for (const { variant, measured, family } of variantsOf(other)) {
    const { kind, benchmark, workers } = measured;
    const skip = (reason: string) => skipped.push({ kind, benchmark, workers, other: other.label, reason });
    seen.add(named(measured));
    const against = contents.get(named(measured));
    if (!against) {
      skip(`${base.label} did not run it`);
      continue;
    }
    if (measuredKey(against.measured) !== measuredKey(measured)) {
      skip('its content changed between the runs');
      continue;
    }
    const paired = base.data === other.data;
    const blocks: Blocks = paired
      ? { ratios: pairedRatios(variant, against.variant, 'ratio', costsOf(base.data)) }
      : { own: blockMeans(variant, costsOf(other.data)), base: blockMeans(against.variant, costsOf(base.data)) };
    if (blockCount(blocks) === 0) {
      skip(paired ? 'no block has samples of both' : 'one side has no samples');
      continue;
    }
    pairs.push({ ...measured, other: other.label, family, own: variant, base: against.variant, blocks, paired });
  }
  for (const { measured } of bases) {
    if (seen.has(named(measured))) continue;
    const { kind, benchmark, workers } = measured;
    skipped.push({ kind, benchmark, workers, other: other.label, reason: `${other.label} did not run it` });
  }
  return { pairs, skipped };
}

/** What a benchmark is called, whatever its content. */
function named({ kind, benchmark, workers }: Measured): string {
  return `${kind}/${benchmark} ${workers}`;
}

function variantsOf({ data, build }: Side): { variant: StoredVariant; measured: Measured; family: string }[] {
  return data.variants
    .filter((variant) => variant.buildId === build.id)
    .map((variant) => {
      const { kind, name, contentHash, scaling } = data.benchmarks.get(variant.benchmarkId)!;
      const { workers } = variant;
      const measured = { kind, benchmark: name, contentHash, workers, scale: data.run.scale };
      return { variant, measured, family: kind === 'single' ? kind : scaling };
    });
}

function blockMeans(variant: StoredVariant, costs: Costs): number[] {
  return [...costs.elapsed.get(variant.id)!.values()].map((cost) => cost.value);
}

function blockCount(blocks: Blocks): number {
  return 'ratios' in blocks ? blocks.ratios.length : Math.min(blocks.own.length, blocks.base.length);
}

function effectOf(blocks: Blocks): Effect {
  return 'ratios' in blocks ? pairedEffect(blocks.ratios) : unpairedEffect(blocks);
}

/** The geometric mean over rows that are all paired or all not. */
function intervalOf(rows: readonly Blocks[], seed: number): Interval {
  const random = seededRandom(seed);
  const ratios = rows.flatMap((row) => ('ratios' in row ? [row.ratios] : []));
  if (ratios.length)
    return ratios.length === 1 ? blockInterval(ratios[0], random) : geometricMeanInterval(ratios, random);
  return unpairedInterval(
    rows.flatMap((row) => ('ratios' in row ? [] : [row])),
    random,
  );
}

function means(pairs: readonly Pair[], seed: number, floors: StoredFloors, rate: number): ComparedMean[] {
  const groups = new Map<string, Pair[]>();
  for (const pair of pairs) {
    const key = JSON.stringify([pair.other, pair.family, pair.workers]);
    groups.set(key, [...(groups.get(key) ?? []), pair]);
  }
  const all = [...groups.values()];
  const evidence = all.map((group) => {
    const { family, workers, scale, paired } = group[0];
    const blocks = group.map((pair) => pair.blocks);
    const contents = group.map(({ contentHash }) => contentHash);
    return {
      interval: intervalOf(blocks, seed),
      effect: meanEffect(blocks.map(effectOf)),
      floor: paired ? floors.means({ family, workers, scale, contents }) : noiseFloor([], 'across'),
    };
  });
  const judgements = judgeAll(evidence, rate);
  return all.map((group, index) => {
    const { other, family, workers } = group[0];
    return { other, family, workers, benchmarks: group.length, ...evidence[index].interval, ...judgements[index] };
  });
}

/** By how much a row's time grew: 0.03 is 3% longer than the base's. */
export function timeGrowth({ value }: Pick<Interval, 'value'>): number {
  return 1 / value - 1;
}

/** The rows whose verdict is slower by more than the share. */
export function failures(ratios: readonly ComparedRow[], failAbove: number): ComparedRow[] {
  return ratios.filter((row) => row.verdict === 'slower' && timeGrowth(row) > failAbove);
}
