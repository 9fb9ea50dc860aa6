// Computes everything that reports show from the raw samples of one run.

import type { RunData, StoredVariant } from '../results/queries.js';
import type {
  Analysis,
  Build,
  Comparison,
  Fit,
  Interval,
  OverallRatio,
  Relation,
  SteadyState,
  StoredWarning,
  Summary,
  WithId,
} from '../results/records.js';
import {
  type BlockCosts,
  type Costs,
  costsOfRun,
  elapsedCosts,
  measuredProcesses,
  measuredSamples,
  pairedRatios,
  type Ratios,
  ratiosByBlock,
} from './block-costs.js';
import { inspect } from './instability.js';
import { blockInterval, geometricMeanInterval } from './statistics/intervals.js';
import { type Random, seededRandom } from './statistics/random.js';
import {
  fitAmdahl,
  fitIntervals,
  fitUsl,
  karpFlatt,
  type MeasuredPoint,
  type ScalingFit,
  type ScalingPoint,
} from './statistics/scaling.js';
import { mean, median, medianAbsoluteDeviation, standardDeviation } from './statistics/summary.js';
import { classify } from './statistics/warmup.js';

/** Analyses a run; the same data give the same numbers. */
export function analyse(data: RunData): Analysis {
  const random = seededRandom(data.run.seed);
  const costs = costsOfRun(data);
  const comparisons = compareAll(data, costs);
  return {
    summaries: data.variants.flatMap((variant) => summarise(variant, costs.elapsed.get(variant.id)!, random)),
    comparisons,
    fits: fitAll(data, comparisons, costs),
    overall: overallRatios(data, comparisons, costs, random),
    warnings: warnAll(data),
    steadyStates: steadyStates(data),
  };
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

function compareAll(data: RunData, costs: Costs): Comparison[] {
  const find = (benchmarkId: number, buildId: number, workers: number) =>
    data.variants.find((v) => v.benchmarkId === benchmarkId && v.buildId === buildId && v.workers === workers);
  const compare = (variant: StoredVariant, base: StoredVariant | undefined, relation: Relation): Comparison[] => {
    if (!base) return [];
    const ratios = pairedRatios(variant, base, relation, costs);
    if (!ratios.length) return [];
    const ids = { variantId: variant.id, baseVariantId: base.id, relation, blocks: ratios.length };
    // A variant against itself is 1 by definition, not by measurement.
    if (variant === base) return [{ ...ids, value: 1, low: 1, high: 1 }];
    // Each from the same seed, so that an interval is the same whatever else is compared.
    return [{ ...ids, ...blockInterval(ratios, seededRandom(data.run.seed)) }];
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

function fitAll(data: RunData, comparisons: readonly Comparison[], costs: Costs): Fit[] {
  const variants = new Map(data.variants.map((variant) => [variant.id, variant]));
  const curves = new Map<string, Curve>();
  for (const comparison of comparisons) {
    if (comparison.relation !== 'speedup-own') continue;
    const variant = variants.get(comparison.variantId)!;
    const { benchmarkId, buildId, workers } = variant;
    if (workers > data.machine.cores) continue;
    const key = `${benchmarkId} ${buildId}`;
    const curve = curves.get(key) ?? { benchmarkId, buildId, points: [], measured: [] };
    curve.points.push({ workers, speedup: comparison.value });
    const blocks = ratiosByBlock(variant, variants.get(comparison.baseVariantId)!, 'speedup-own', costs);
    // One worker against itself is 1 by definition.
    curve.measured.push({ workers, blocks: workers === 1 ? new Map([...blocks.keys()].map((b) => [b, 1])) : blocks });
    curves.set(key, curve);
  }
  return [...curves.values()].flatMap((curve) => fitCurve(data, curve));
}

interface Curve {
  readonly benchmarkId: number;
  readonly buildId: number;
  readonly points: ScalingPoint[];
  readonly measured: MeasuredPoint[];
}

function fitCurve(data: RunData, { benchmarkId, buildId, points, measured }: Curve): Fit[] {
  const of = { runId: data.run.id, benchmarkId, buildId };
  const widest = Math.max(...points.map(({ workers }) => workers));
  const fitters: [Fit['model'], (points: readonly ScalingPoint[]) => ScalingFit | null][] = [
    ['karp-flatt', fitKarpFlatt],
    ['amdahl', fitAmdahl],
    ['usl', fitUsl],
  ];
  return fitters.flatMap(([model, fitter]) => {
    const fit = fitter(points);
    if (!fit) return [];
    const used = model === 'karp-flatt' ? measured.filter(({ workers }) => workers === widest) : measured;
    // The number of workers that Karp and Flatt's point was read at is no estimate.
    const { workers: _, ...intervals } = fitIntervals(used, fitter, seededRandom(data.run.seed));
    return [{ ...of, model, ...fit, intervals }];
  });
}

/** Karp and Flatt's serial fraction of the widest point. */
function fitKarpFlatt(points: readonly ScalingPoint[]): ScalingFit | null {
  const widest = points.reduce((a, b) => (b.workers > a.workers ? b : a));
  if (widest.workers < 2) return null;
  return { parameters: { serial: karpFlatt(widest), workers: widest.workers }, points: 1, residual: 0 };
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
