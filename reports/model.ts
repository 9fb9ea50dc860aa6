// From a stored run to the rows that charts and tables show. No drawing, no HTML.

import { amdahl, karpFlatt, usl } from '../harness/statistics/scaling.js';
import type { ComparedMean, ComparedRow } from '../harness/verdict/comparison.js';
import { defaultFloors, type StoredFloors } from '../harness/verdict/history.js';
import {
  type JudgedMeanSpeedup,
  type JudgedSpeedup,
  judgeRun,
  type RunVerdicts,
} from '../harness/verdict/run-verdicts.js';
import { defaultRate } from '../harness/verdict/verdict.js';
import type { RunData, StoredVariant } from '../results/queries.js';
import type { Benchmark, BenchmarkKind, Build, Comparison, Interval, Relation, WithId } from '../results/records.js';
import type { Series } from './charts/chart.js';
import type { CostRow } from './charts/cost.js';
import type { EfficiencyRow } from './charts/efficiency.js';
import type { LawCurve } from './charts/laws.js';
import type { RatioRow } from './charts/ratios.js';
import type { SequenceRow } from './charts/run-sequence.js';
import type { SerialShareRow } from './charts/serial-share.js';
import type { SpeedupRow } from './charts/speedup.js';
import type { TaxGainRow } from './charts/tax-gain.js';
import { fileName } from './html.js';
import { seriesColour } from './theme.js';
import { familyTitle } from './words.js';

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
  readonly verdicts: RunVerdicts;
  private readonly variantsById: ReadonlyMap<number, StoredVariant>;
  private readonly buildsById: ReadonlyMap<number, ReportBuild>;
  private readonly pages: ReadonlyMap<number, string>;
  private readonly judgedRatios: ReadonlyMap<number, ComparedRow>;
  private readonly judgedSpeedups: ReadonlyMap<number, JudgedSpeedup>;

  /** `floors` are those of the run's machine without this run. */
  constructor(data: RunData, floors: StoredFloors = defaultFloors) {
    this.data = { ...data, benchmarks: distinctTitles(data.benchmarks) };
    const labels = new Set<string>();
    this.builds = [...data.builds.values()]
      .sort((a, b) => rank(a) - rank(b) || a.id - b.id)
      .map((build, index) => {
        const label = distinct(buildLabel(build), labels);
        return { build, label, colour: seriesColour(index) };
      });
    this.base =
      this.builds.find(({ build }) => build.implementation === 'cpython') ??
      this.builds.find(({ build }) => build.gil === 'on') ??
      this.builds[0];
    this.variantsById = new Map(data.variants.map((variant) => [variant.id, variant]));
    this.buildsById = new Map(this.builds.map((build) => [build.build.id, build]));
    this.pages = pageNames([...data.benchmarks.values()]);
    this.verdicts = judgeRun(data, this.base.build.id, floors, defaultRate);
    this.judgedRatios = new Map((this.verdicts.compared?.ratios ?? []).map((row) => [row.variant, row]));
    this.judgedSpeedups = new Map(this.verdicts.speedups.map((row) => [row.variant, row]));
  }

  benchmarks(kind: BenchmarkKind): StoredBenchmark[] {
    return [...this.data.benchmarks.values()].filter((benchmark) => benchmark.kind === kind);
  }

  /** The suites in this run, threads first: what they scale like is the question. */
  suites(): BenchmarkKind[] {
    const kinds = [...new Set([...this.data.benchmarks.values()].map((benchmark) => benchmark.kind))];
    return kinds.sort((a, b) => Number(b === 'threads') - Number(a === 'threads') || (a < b ? -1 : 1));
  }

  /** The most workers of these rows that have a core each; 1 where there are none. */
  widest(rows: readonly { readonly workers: number }[]): number {
    return Math.max(1, ...rows.map((row) => row.workers).filter((workers) => workers <= this.data.machine.cores));
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

  /** The verdict over a variant against the base build with as many workers. */
  ratioVerdict(variant: StoredVariant): ComparedRow | undefined {
    return this.judgedRatios.get(variant.id);
  }

  /** The verdict over a variant of several workers against one of the same build. */
  speedupVerdict(variant: StoredVariant): JudgedSpeedup | undefined {
    return this.judgedSpeedups.get(variant.id);
  }

  /** The geometric mean over a family against the base build with as many workers. */
  meanRatio(family: string, build: ReportBuild, workers: number): ComparedMean | undefined {
    return this.verdicts.compared?.overall.find(
      (mean) => mean.family === family && mean.other === build.build.name && mean.workers === workers,
    );
  }

  /** The geometric mean over a family of several workers against one of the same build. */
  meanSpeedup(family: string, build: ReportBuild, workers: number): JudgedMeanSpeedup | undefined {
    return this.verdicts.means.find(
      (mean) => mean.family === family && mean.build === build.build.id && mean.workers === workers,
    );
  }

  /** The variants of one build that a geometric mean is over. */
  members(family: string, build: ReportBuild, workers: number): StoredVariant[] {
    return this.data.variants.filter((variant) => {
      const { kind, scaling } = this.benchmarkOf(variant);
      const own = variant.buildId === build.build.id && variant.workers === workers;
      return own && (kind === 'single' ? kind : scaling) === family;
    });
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

  /** Throughput relative to the base build at one number of workers, with the geometric means at the end. */
  ratios(kind: BenchmarkKind, workers = 1): RatioRow[] {
    const rows = this.data.variants
      .filter((variant) => variant.workers === workers && this.benchmarkOf(variant).kind === kind)
      .flatMap((variant) => {
        const judged = this.ratioVerdict(variant);
        const names = { benchmark: this.benchmarkOf(variant).title, build: this.build(variant.buildId).label };
        return judged ? [{ ...names, ...ratioOf(judged), overall: false }] : [];
      });
    const families = kind === 'single' ? ['single'] : this.families().map(({ family }) => family);
    const means = families.flatMap((family) =>
      this.builds.flatMap((build) => {
        const judged = this.meanRatio(family, build, workers);
        const benchmark = families.length > 1 ? `mean: ${familyTitle(family).toLowerCase()}` : 'geometric mean';
        return judged ? [{ benchmark, build: build.label, ...ratioOf(judged), overall: true }] : [];
      }),
    );
    return [...rows, ...means];
  }

  /** Efficiency of each threaded benchmark at each number of workers on one build. */
  efficiencies(benchmarks: readonly StoredBenchmark[], build: ReportBuild): EfficiencyRow[] {
    return benchmarks.flatMap((benchmark) =>
      this.speedups(benchmark, 'speedup-own')
        .filter((row) => row.build === build.label)
        .map(({ workers, speedup }) => ({ benchmark: benchmark.title, workers, efficiency: speedup / workers })),
    );
  }

  /**
   * What switching the GIL off costs one worker and gains the most that have a core each: one row for each threaded
   * benchmark and build whose implementation was measured with its GIL too.
   */
  taxGains(): TaxGainRow[] {
    return this.benchmarks('threads').flatMap((benchmark) => {
      const own = this.comparisons('speedup-gil').filter(({ variant, base }) => {
        const [build, gil] = [this.build(variant.buildId).build, this.build(base.buildId).build];
        const related = build.implementation === gil.implementation && build.parallelism === 'threads';
        return variant.benchmarkId === benchmark.id && related && build.id !== gil.id;
      });
      const widest = this.widest(own.map(({ variant }) => variant));
      return this.builds.flatMap(({ build, label }) => {
        const at = (workers: number) =>
          own.find(({ variant }) => variant.buildId === build.id && variant.workers === workers);
        const [alone, most] = [at(1), at(widest)];
        if (!alone || !most || widest === 1) return [];
        // The cost is one of time: a half of the throughput takes twice the time, 100% more.
        const cost = (throughput: number | null) => (throughput === null ? null : 1 / throughput - 1);
        return [
          {
            benchmark: benchmark.title,
            family: familyTitle(benchmark.scaling),
            build: label,
            workers: widest,
            cost: cost(alone.value)!,
            costLow: cost(alone.high),
            costHigh: cost(alone.low),
            gain: most.value,
            gainLow: most.low,
            gainHigh: most.high,
          },
        ];
      });
    });
  }

  /** Curves of the scaling laws that were fitted to a benchmark, from one worker to the most that were fitted. */
  lawCurves(benchmark: StoredBenchmark): LawCurve[] {
    return this.data.fits
      .filter((fit) => fit.benchmarkId === benchmark.id && fit.model !== 'karp-flatt')
      .map((fit) => {
        const { label } = this.build(fit.buildId);
        const points = this.speedups(benchmark, 'speedup-own').filter((row) => row.build === label);
        const widest = this.widest(points);
        const { serial, lambda, sigma, kappa } = fit.parameters;
        const law = (n: number) => (fit.model === 'amdahl' ? amdahl(serial, n) : usl(lambda, sigma, kappa, n));
        // Even steps of the logarithm: the curve is smooth on either scale.
        const steps = 40;
        const curve = Array.from({ length: steps + 1 }, (_, i) => widest ** (i / steps));
        return {
          build: label,
          law: fit.model === 'amdahl' ? ('Amdahl' as const) : ('USL' as const),
          points: curve.map((workers) => ({ workers, speedup: law(workers) })),
        };
      });
  }

  /** The serial share after Karp and Flatt at each number of workers that have a core each. */
  serialShares(benchmark: StoredBenchmark): SerialShareRow[] {
    return this.speedups(benchmark, 'speedup-own')
      .filter((row) => row.workers > 1 && row.workers <= this.data.machine.cores)
      .map(({ build, workers, speedup }) => ({ build, workers, share: karpFlatt({ workers, speedup }) }));
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

  /** Page of a benchmark, seen from the site's root; the same in every site that has this benchmark. */
  page(benchmark: StoredBenchmark): string {
    return this.pages.get(benchmark.id)!;
  }

  private speedupRow(buildId: number, workers: number, { value, low, high }: Interval): SpeedupRow {
    return { build: this.build(buildId).label, workers, speedup: value, low, high };
  }
}

function ratioOf({ value, low, high, verdict }: ComparedRow | ComparedMean) {
  return { ratio: value, low, high, verdict };
}

/** Charts tell benchmarks apart by their titles. */
function distinctTitles(benchmarks: RunData['benchmarks']): RunData['benchmarks'] {
  const titles = new Set<string>();
  return new Map(
    [...benchmarks].map(([id, benchmark]) => [id, { ...benchmark, title: distinct(benchmark.title, titles) }]),
  );
}

/** The text itself, or with a number behind it where it is taken. */
function distinct(text: string, taken: Set<string>): string {
  let own = text;
  for (let n = 2; taken.has(own); n++) own = `${text} (${n})`;
  taken.add(own);
  return own;
}

function pageNames(benchmarks: readonly StoredBenchmark[]): Map<number, string> {
  const taken = new Set<string>();
  return new Map(
    benchmarks.map((benchmark) => {
      const plain = `benchmarks/${benchmark.kind}-${fileName(benchmark.name)}`;
      // Two contents of one name in one run come from stores that were merged.
      const page = taken.has(plain) ? `${plain}-${fileName(benchmark.contentHash)}` : plain;
      taken.add(plain);
      return [benchmark.id, `${page}.html`];
    }),
  );
}

/** Page of a suite, seen from the site's root. */
export function suitePageName(kind: BenchmarkKind): string {
  return `suites/${fileName(kind)}.html`;
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
