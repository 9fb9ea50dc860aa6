// Computes everything that reports show from the raw samples of one run.

import type { RunData, StoredProcess, StoredVariant } from '../results/queries.js';
import type {
  Analysis,
  Build,
  Comparison,
  Fit,
  Interval,
  OverallRatio,
  Relation,
  Sample,
  SteadyState,
  StoredWarning,
  Summary,
  WithId,
} from '../results/records.js';
import { inspect } from './instability.js';
import { blockInterval, geometricMeanInterval } from './statistics/intervals.js';
import { type Random, seededRandom } from './statistics/random.js';
import { fitAmdahl, fitUsl, karpFlatt, type ScalingPoint } from './statistics/scaling.js';
import { mean, median, medianAbsoluteDeviation, standardDeviation } from './statistics/summary.js';
import { classify } from './statistics/warmup.js';

/** Analyses a run; the same data give the same numbers. */
export function analyse(data: RunData): Analysis {
  const random = seededRandom(data.run.seed);
  const costs = { elapsed: costsOf(data, elapsedCosts), ownTime: costsOf(data, ownTimeCosts) };
  const comparisons = compareAll(data, costs, random);
  return {
    summaries: data.variants.flatMap((variant) => summarise(variant, costs.elapsed.get(variant.id)!, random)),
    comparisons,
    fits: fitAll(data, comparisons),
    overall: overallRatios(data, comparisons, costs, random),
    warnings: warnAll(data),
    steadyStates: steadyStates(data),
  };
}

/** Cost of one unit of work in a block. */
interface BlockCost {
  /** What the process's samples come to. */
  readonly value: number;
  /** The samples themselves, where each is to be compared with those that were taken in the same round of turns. */
  readonly rounds: readonly number[] | null;
}

/** The costs of one variant by block. */
type BlockCosts = ReadonlyMap<number, BlockCost>;

/** The costs of all variants, by their ids and by the clock that took the time. */
interface Costs {
  readonly elapsed: ReadonlyMap<number, BlockCosts>;
  readonly ownTime: ReadonlyMap<number, BlockCosts>;
}

/** The cost of each measured sample of a process; null where one cannot be told. */
type SampleCosts = (process: StoredProcess, variant: StoredVariant) => readonly number[] | null;

/** One ratio for each block. */
type Ratios = readonly number[];

function measuredProcesses(variant: StoredVariant): StoredProcess[] {
  return variant.processes.filter((process) => process.purpose === 'measure' && process.outcome === 'ok');
}

function measuredSamples(process: StoredProcess): Sample[] {
  return process.samples.filter((sample) => !sample.warmup);
}

/** Nanoseconds per loop of one worker, inner loops divided out, for each measured sample. */
function elapsedCosts(process: StoredProcess, variant: StoredVariant): number[] {
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

function summarise(variant: StoredVariant, costs: BlockCosts, random: Random): Summary[] {
  const processes = measuredProcesses(variant);
  const values = processes.flatMap((process) => elapsedCosts(process, variant));
  if (!values.length) return [];
  const peaks = processes.flatMap((process) => process.peakRssKb ?? []);
  const samples = processes.flatMap(measuredSamples);
  const busy = samples.flatMap((sample) => (sample.cpuNs === null ? [] : sample.cpuNs / Math.max(1, sample.elapsedNs)));
  return [
    {
      variantId: variant.id,
      processes: processes.length,
      samples: values.length,
      ...blockInterval(
        [...costs.values()].map((cost) => cost.value),
        random,
      ),
      madNs: medianAbsoluteDeviation(values),
      meanNs: mean(values),
      sdNs: standardDeviation(values),
      minNs: Math.min(...values),
      maxNs: Math.max(...values),
      peakRssKb: peaks.length ? Math.max(...peaks) : null,
      cpuPerWall: busy.length ? median(busy) : null,
    },
  ];
}

/** Ratios of throughput in the blocks where both were measured: above 1 is faster than the base. */
function pairedRatios(variant: StoredVariant, base: StoredVariant, relation: Relation, costs: Costs): Ratios {
  const byClock = relation === 'rate-own' ? costs.ownTime : costs.elapsed;
  const own = byClock.get(variant.id)!;
  const others = byClock.get(base.id)!;
  const scale = variant.workers / base.workers;
  return [...own].flatMap(([block, cost]) => {
    const other = others.get(block);
    if (other === undefined) return [];
    const ratio = cost.rounds && other.rounds ? roundRatio(cost.rounds, other.rounds) : other.value / cost.value;
    return Number.isFinite(ratio) && ratio > 0 ? [scale * ratio] : [];
  });
}

/** The median of the rounds' ratios, on logarithms, so that either side may be the base. */
function roundRatio(costs: readonly number[], bases: readonly number[]): number {
  const rounds = Math.min(costs.length, bases.length);
  return Math.exp(median(Array.from({ length: rounds }, (_, round) => Math.log(bases[round] / costs[round]))));
}

function compareAll(data: RunData, costs: Costs, random: Random): Comparison[] {
  const find = (benchmarkId: number, buildId: number, workers: number) =>
    data.variants.find((v) => v.benchmarkId === benchmarkId && v.buildId === buildId && v.workers === workers);
  const compare = (variant: StoredVariant, base: StoredVariant | undefined, relation: Relation): Comparison[] => {
    if (!base) return [];
    const ratios = pairedRatios(variant, base, relation, costs);
    if (!ratios.length) return [];
    const ids = { variantId: variant.id, baseVariantId: base.id, relation, blocks: ratios.length };
    // A variant against itself is 1 by definition, not by measurement.
    if (variant === base) return [{ ...ids, value: 1, low: 1, high: 1 }];
    return [{ ...ids, ...blockInterval(ratios, random) }];
  };
  return data.variants.flatMap((variant) => {
    const { benchmarkId, buildId, workers } = variant;
    const scaling = data.benchmarks.get(benchmarkId)!.kind === 'threads';
    const gilBase = gilBuild(data.builds.get(buildId)!, data);
    const alone = scaling ? find(benchmarkId, buildId, 1) : undefined;
    return [
      ...compare(variant, alone, 'speedup-own'),
      ...compare(variant, alone, 'rate-own'),
      ...(scaling && gilBase ? compare(variant, find(benchmarkId, gilBase.id, 1), 'speedup-gil') : []),
      ...[...data.builds.keys()]
        .filter((other) => other !== buildId)
        .flatMap((other) => compare(variant, find(benchmarkId, other, workers), 'ratio')),
    ];
  });
}

/**
 * The build with a GIL that a build's scaling is judged against: itself, else the same implementation and version,
 * else any with a GIL. Null when the run has none.
 */
export function gilBuild(build: WithId<Build>, data: RunData): WithId<Build> | null {
  if (build.gil === 'on') return build;
  const candidates = [...data.builds.values()].filter((other) => other.gil === 'on' && other.parallelism === 'threads');
  const same = (field: 'implementation' | 'version') => (other: Build) => other[field] === build[field];
  const relatives = candidates.filter(same('implementation'));
  return relatives.find(same('version')) ?? relatives[0] ?? candidates[0] ?? null;
}

function fitAll(data: RunData, comparisons: readonly Comparison[]): Fit[] {
  const variants = new Map(data.variants.map((variant) => [variant.id, variant]));
  const curves = new Map<string, { benchmarkId: number; buildId: number; points: ScalingPoint[] }>();
  for (const comparison of comparisons) {
    if (comparison.relation !== 'speedup-own') continue;
    const { benchmarkId, buildId, workers } = variants.get(comparison.variantId)!;
    if (workers > data.machine.cores) continue;
    const key = `${benchmarkId} ${buildId}`;
    const curve = curves.get(key) ?? { benchmarkId, buildId, points: [] };
    curve.points.push({ workers, speedup: comparison.value });
    curves.set(key, curve);
  }
  return [...curves.values()].flatMap(({ benchmarkId, buildId, points }) => {
    const of = { runId: data.run.id, benchmarkId, buildId };
    const widest = points.reduce((a, b) => (b.workers > a.workers ? b : a));
    const serial = widest.workers > 1 ? { serial: karpFlatt(widest), workers: widest.workers } : null;
    const fits: [Fit['model'], Omit<Fit, 'model' | keyof typeof of> | null][] = [
      ['karp-flatt', serial && { parameters: serial, points: 1, residual: 0 }],
      ['amdahl', fitAmdahl(points)],
      ['usl', fitUsl(points)],
    ];
    return fits.flatMap(([model, fit]) => (fit ? [{ ...of, model, ...fit }] : []));
  });
}

/**
 * Geometric means of the comparisons over families of benchmarks: per relation, number of workers and pair of builds.
 * Only benchmarks that were measured on both sides count; their number is kept.
 */
function overallRatios(
  data: RunData,
  comparisons: readonly Comparison[],
  costs: Costs,
  random: Random,
): OverallRatio[] {
  const variants = new Map(data.variants.map((variant) => [variant.id, variant]));
  const groups = new Map<string, { ids: Omit<OverallRatio, keyof Interval | 'benchmarks'>; ratios: Ratios[] }>();
  for (const { variantId, baseVariantId, relation } of comparisons) {
    const [variant, base] = [variants.get(variantId)!, variants.get(baseVariantId)!];
    const { kind, scaling } = data.benchmarks.get(variant.benchmarkId)!;
    const ids = {
      runId: data.run.id,
      family: kind === 'single' ? kind : scaling,
      relation,
      workers: variant.workers,
      buildId: variant.buildId,
      baseBuildId: base.buildId,
    };
    const key = Object.values(ids).join(' ');
    const group = groups.get(key) ?? { ids, ratios: [] };
    group.ratios.push(pairedRatios(variant, base, relation, costs));
    groups.set(key, group);
  }
  return [...groups.values()].map(({ ids, ratios }) => ({
    ...ids,
    ...geometricMeanInterval(ratios, random),
    benchmarks: ratios.length,
  }));
}

function warnAll(data: RunData): StoredWarning[] {
  const canaries = data.variants.flatMap((v) => v.processes.flatMap((process) => process.canaryNs ?? []));
  const usualCanaryNs = canaries.length ? median(canaries) : null;
  return data.variants.flatMap((variant) => {
    const benchmark = data.benchmarks.get(variant.benchmarkId)!;
    const build = data.builds.get(variant.buildId)!;
    const findings = inspect(variant, { benchmark, build, cores: data.machine.cores, usualCanaryNs });
    return findings.map((finding) => ({ runId: data.run.id, variantId: variant.id, ...finding }));
  });
}

function steadyStates(data: RunData): Map<number, SteadyState> {
  const states = new Map<number, SteadyState>();
  for (const process of data.variants.flatMap(measuredProcesses)) {
    const state = classify(process.samples.map((sample) => sample.elapsedNs));
    if (state) states.set(process.id, state);
  }
  return states;
}
