// From a stored run to the rows that charts and tables show. No drawing, no HTML.

import type { RunData, StoredVariant } from '../results/queries.js';
import type { Benchmark, Build, Comparison, Interval, OverallRatio, Relation, WithId } from '../results/records.js';
import type { Series } from './charts/chart.js';
import type { CostRow } from './charts/cost.js';
import type { RatioRow } from './charts/ratios.js';
import type { SequenceRow } from './charts/run-sequence.js';
import type { SpeedupRow } from './charts/speedup.js';
import { slug } from './html.js';
import { seriesColour } from './theme.js';

export type StoredBuild = WithId<Build>;
export type StoredBenchmark = WithId<Benchmark>;

/** A build as reports name and paint it. */
export interface ReportBuild extends Series {
  readonly build: StoredBuild;
}

/** A run with the names, colours and look-ups that all pages share. */
export class Report {
  readonly data: RunData;
  readonly builds: readonly ReportBuild[];
  /** The build that single-threaded ratios are relative to. */
  readonly base: ReportBuild;
  private readonly variantsById: ReadonlyMap<number, StoredVariant>;
  private readonly buildsById: ReadonlyMap<number, ReportBuild>;

  constructor(data: RunData) {
    this.data = data;
    this.builds = [...data.builds.values()]
      .sort((a, b) => rank(a) - rank(b) || a.id - b.id)
      .map((build, index) => ({ build, label: buildLabel(build), colour: seriesColour(index) }));
    this.base =
      this.builds.find(({ build }) => build.implementation === 'cpython') ??
      this.builds.find(({ build }) => build.gil === 'on') ??
      this.builds[0];
    this.variantsById = new Map(data.variants.map((variant) => [variant.id, variant]));
    this.buildsById = new Map(this.builds.map((build) => [build.build.id, build]));
  }

  benchmarks(kind: Benchmark['kind']): StoredBenchmark[] {
    return [...this.data.benchmarks.values()].filter((benchmark) => benchmark.kind === kind);
  }

  build(id: number): ReportBuild {
    return this.buildsById.get(id)!;
  }

  variants(benchmark: StoredBenchmark): StoredVariant[] {
    const place = new Map(this.builds.map((build, index) => [build.build.id, index]));
    return this.data.variants
      .filter((variant) => variant.benchmarkId === benchmark.id)
      .sort((a, b) => place.get(a.buildId)! - place.get(b.buildId)! || a.workers - b.workers);
  }

  /** The comparisons of one relation, with the variant that each is about. */
  comparisons(relation: Relation): (Comparison & { readonly variant: StoredVariant; readonly base: StoredVariant })[] {
    return this.data.comparisons
      .filter((comparison) => comparison.relation === relation)
      .map((comparison) => ({
        ...comparison,
        variant: this.variantsById.get(comparison.variantId)!,
        base: this.variantsById.get(comparison.baseVariantId)!,
      }));
  }

  /** The scaling curves of one benchmark. */
  speedups(benchmark: StoredBenchmark, relation: Exclude<Relation, 'ratio'>): SpeedupRow[] {
    return this.comparisons(relation)
      .filter(({ variant }) => variant.benchmarkId === benchmark.id)
      .map(({ variant, ...interval }) => this.speedupRow(variant.buildId, variant.workers, interval))
      .sort(byBuildAndWorkers);
  }

  /** The geometric means of the scaling curves over a family of threaded benchmarks. */
  overallSpeedups(family: string, relation: Exclude<Relation, 'ratio'>): SpeedupRow[] {
    return this.data.overall
      .filter((row) => row.family === family && row.relation === relation)
      .map((row) => this.speedupRow(row.buildId, row.workers, row))
      .sort(byBuildAndWorkers);
  }

  /** The families of threaded benchmarks in this run, independent work first, with the number of their benchmarks. */
  families(): { readonly family: string; readonly benchmarks: StoredBenchmark[] }[] {
    const families = new Map<string, StoredBenchmark[]>();
    for (const benchmark of this.benchmarks('threads')) {
      families.set(benchmark.scaling, [...(families.get(benchmark.scaling) ?? []), benchmark]);
    }
    return [...families]
      .map(([family, benchmarks]) => ({ family, benchmarks }))
      .sort((a, b) => familyRank(a.family) - familyRank(b.family) || (a.family < b.family ? -1 : 1));
  }

  /** Single-threaded throughput relative to the base build, with the geometric means at the end. */
  ratios(): RatioRow[] {
    const base = this.base.build.id;
    const single = this.comparisons('ratio').filter(
      ({ variant, base: other }) => other.buildId === base && this.benchmarkOf(variant).kind === 'single',
    );
    const rows = single.map(({ variant, value, low, high }) => {
      const benchmark = this.benchmarkOf(variant).title;
      return { benchmark, build: this.build(variant.buildId).label, ratio: value, low, high, overall: false };
    });
    const means = this.data.overall
      .filter((row) => row.family === 'single' && row.relation === 'ratio' && row.baseBuildId === base)
      .map(({ buildId, value, low, high }) => {
        return {
          benchmark: 'geometric mean',
          build: this.build(buildId).label,
          ratio: value,
          low,
          high,
          overall: true,
        };
      });
    return [...rows, ...means];
  }

  overallRatio(family: string, buildId: number, baseBuildId: number): OverallRatio | undefined {
    return this.data.overall.find(
      (row) =>
        row.family === family &&
        row.relation === 'ratio' &&
        row.workers === 1 &&
        row.buildId === buildId &&
        row.baseBuildId === baseBuildId,
    );
  }

  benchmarkOf(variant: StoredVariant): StoredBenchmark {
    return this.data.benchmarks.get(variant.benchmarkId)!;
  }

  /** Time of one loop for each build that measured the benchmark at one worker. */
  costs(benchmark: StoredBenchmark): CostRow[] {
    return this.variants(benchmark)
      .filter((variant) => variant.workers === 1 && variant.summary)
      .map((variant) => {
        const { value, low, high } = variant.summary!;
        const ms = (ns: number | null) => (ns === null ? null : (ns * variant.innerLoops) / 1e6);
        return { build: this.build(variant.buildId).label, ms: ms(value)!, low: ms(low), high: ms(high) };
      });
  }

  /** Page of a benchmark, relative to the site's root. */
  page(benchmark: StoredBenchmark): string {
    return `benchmarks/${benchmark.id}-${slug(benchmark.name)}.html`;
  }

  private speedupRow(buildId: number, workers: number, { value, low, high }: Interval): SpeedupRow {
    return { build: this.build(buildId).label, workers, speedup: value, low, high };
  }
}

/** Every iteration of a variant in the order in which it ran. */
export function sequence(variant: StoredVariant): SequenceRow[] {
  const processes = variant.processes.filter((process) => process.purpose === 'measure' && process.samples.length);
  const rows = processes.flatMap((process) =>
    process.samples.map((sample) => ({
      block: process.block!,
      warmup: sample.warmup,
      ms: sample.elapsedNs / 1e6,
    })),
  );
  return rows.map((row, order) => ({ order, ...row }));
}

/** "gilpy, GIL off": the build's name and the state of its GIL, which the name may already carry. */
export function buildLabel({ name, gil, parallelism }: Pick<Build, 'name' | 'gil' | 'parallelism'>): string {
  if (parallelism === 'processes') return `${name.replace(/-processes$/, '')}, in processes`;
  return gil === 'unknown' ? name : `${name.replace(/-(no)?gil$/, '')}, GIL ${gil}`;
}

/** Our own interpreter comes first; then, of each, without a GIL before with one before in processes. */
function rank({ implementation, gil, parallelism }: Build): number {
  return (implementation === 'gilpy' ? 0 : 3) + (parallelism === 'processes' ? 2 : gil === 'off' ? 0 : 1);
}

function familyRank(family: string): number {
  const order = ['independent', 'shared-read', 'shared-write', 'contended', 'pipeline'];
  const index = order.indexOf(family);
  return index < 0 ? order.length : index;
}

function byBuildAndWorkers(a: SpeedupRow, b: SpeedupRow): number {
  return a.build === b.build ? a.workers - b.workers : a.build < b.build ? -1 : 1;
}
