import type { RunData, StoredProcess, StoredVariant } from '../queries.js';
import type { Benchmark, Build, WithId } from '../records.js';

type Metadata = Record<string, string | number | boolean | readonly string[]>;

interface PyperfRun {
  readonly metadata: Metadata;
  /** Pairs of loops and seconds per unit of work. */
  readonly warmups?: readonly (readonly [number, number])[];
  readonly values?: readonly number[];
}

interface PyperfBenchmark {
  readonly metadata: Metadata;
  readonly runs: readonly PyperfRun[];
}

/** A result file in the format of pyperf, version 1.0. */
export interface PyperfSuite {
  readonly version: '1.0';
  readonly metadata: Metadata;
  readonly benchmarks: readonly PyperfBenchmark[];
}

/**
 * The samples of one build as pyperf reads them. A value is seconds per unit of work; with several workers the work of
 * all counts, so that throughput reads as seconds per operation and lower is better everywhere.
 */
export function toPyperf(data: RunData, buildId: number): PyperfSuite {
  const build = data.builds.get(buildId);
  if (!build) throw new Error(`run ${data.run.id} has no build ${buildId}`);
  const variants = data.variants.filter((variant) => variant.buildId === buildId);
  const benchmarks = variants.flatMap((variant) => {
    const benchmark = data.benchmarks.get(variant.benchmarkId)!;
    const name = pyperfName(benchmark, variant.workers);
    const runs = measured(variant).map((process) => toRun(process, variant));
    return runs.length ? [{ metadata: benchmarkMetadata(name, benchmark, variant), runs }] : [];
  });
  return { version: '1.0', metadata: commonMetadata(data, build, benchmarks), benchmarks };
}

/** The name under which a variant goes into a pyperf file, where names are unique. */
export function pyperfName(benchmark: Pick<Benchmark, 'kind' | 'name'>, workers: number): string {
  return benchmark.kind === 'threads' ? `${benchmark.name}[workers=${workers}]` : benchmark.name;
}

function measured(variant: StoredVariant): StoredProcess[] {
  return variant.processes.filter((process) => process.purpose === 'measure' && process.outcome === 'ok');
}

function benchmarkMetadata(name: string, benchmark: Benchmark, variant: StoredVariant): Metadata {
  // pyperf keeps `all` to itself.
  const tags = benchmark.tags.filter((tag) => tag !== '' && tag !== 'all');
  return clean({
    name,
    unit: 'second',
    inner_loops: variant.innerLoops,
    description: oneLine(benchmark.description),
    tags: tags.length ? tags : undefined,
    gil_lab_kind: benchmark.kind,
    gil_lab_scaling: benchmark.scaling,
    gil_lab_workers: variant.workers,
    gil_lab_content_hash: benchmark.contentHash,
  });
}

function toRun(process: StoredProcess, variant: StoredVariant): PyperfRun {
  const seconds = (elapsedNs: number, loops: number) => elapsedNs / 1e9 / (loops * variant.innerLoops);
  // pyperf computes the raw time as value x loops x inner_loops, so the loops of all workers count.
  const totalLoops = (loops: number) => loops * variant.workers;
  const warmups = process.samples.filter((sample) => sample.warmup);
  const values = process.samples.filter((sample) => !sample.warmup);
  const pairs = warmups.map((s) => [totalLoops(s.loops), seconds(s.elapsedNs, totalLoops(s.loops))] as const);
  return {
    metadata: clean({
      date: process.startedAt.replace('T', ' ').replace('Z', ''),
      duration: process.wallMs / 1000,
      loops: values.length ? totalLoops(values[0].loops) : undefined,
      mem_max_rss: process.peakRssKb === null ? undefined : process.peakRssKb * 1024,
      load_avg_1min: process.loadAverage ?? undefined,
    }),
    ...(pairs.length ? { warmups: pairs } : {}),
    values: values.map((sample) => seconds(sample.elapsedNs, totalLoops(sample.loops))),
  };
}

function commonMetadata(data: RunData, build: WithId<Build>, benchmarks: readonly PyperfBenchmark[]): Metadata {
  const common = clean({
    hostname: data.machine.hostname,
    platform: oneLine(data.machine.platform),
    cpu_model_name: oneLine(data.machine.cpuModel),
    cpu_count: data.machine.cores,
    python_implementation: oneLine(build.implementation),
    python_version: oneLine(build.version),
    python_executable: oneLine(build.command.join(' ')),
    gil_lab_build: oneLine(build.name),
    gil_lab_gil: build.gil,
    gil_lab_run: data.run.key,
  });
  // A file with a single benchmark carries its name at the top as well.
  return benchmarks.length === 1 ? { ...common, name: benchmarks[0].metadata.name } : common;
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

/** Drops what pyperf refuses: undefined, empty strings, numbers that are not finite. */
function clean(metadata: Readonly<Record<string, Metadata[string] | undefined>>): Metadata {
  const kept = Object.entries(metadata).filter(
    ([, value]) => value !== undefined && value !== '' && (typeof value !== 'number' || Number.isFinite(value)),
  );
  return Object.fromEntries(kept) as Metadata;
}
