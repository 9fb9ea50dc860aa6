import { createHash } from 'node:crypto';
import type { RunData, StoredProcess, StoredVariant } from '../queries.js';
import type { Benchmark, BenchmarkKind, Build, Machine, Sample, WithId } from '../records.js';
import type { Checked } from './checked.js';

/** Whether a JSON file looks like one of pyperf; what exactly is in it is checked on reading. */
export function isPyperf(file: Checked): boolean {
  return typeof file.field('version').value === 'string' && Array.isArray(file.field('benchmarks').value);
}

/** What a file of pyperf says about a run, its benchmark and the whole, the nearest first. */
class Metadata {
  private readonly levels: readonly Checked[];

  constructor(levels: readonly Checked[]) {
    this.levels = levels.filter((level) => level.isPresent);
    for (const level of this.levels) level.object();
  }

  within(level: Checked): Metadata {
    return new Metadata([level, ...this.levels]);
  }

  get<T>(name: string, read: (value: Checked) => T): T | null {
    for (const level of this.levels) {
      const value = level.field(name);
      if (value.isPresent) return read(value);
    }
    return null;
  }

  text(name: string): string | null {
    return this.get(name, (value) => value.text());
  }

  /** All that is not told in a column of its own. */
  others(): Record<string, unknown> {
    return Object.fromEntries(
      this.levels.flatMap((level) => Object.entries(level.object())).filter(([name]) => !told.has(name)),
    );
  }
}

const told = new Set(['hostname', 'platform', 'cpu_model_name', 'cpu_count', 'python_implementation', 'name', 'unit']);

/** Stands where a file does not say when. */
const unknownDate = new Date(0).toISOString();

/**
 * Reads a file of pyperf, format 1.0, as a run of one build. A run of pyperf becomes a process, numbered as a block; one
 * without values becomes a calibration. Times of day are taken as UTC, since the file does not name their zone.
 * @param name what to call the build, unless the file came from gil-lab and says it
 * @param text the file itself, by whose content its run is known
 * @throws StoreError that names the file and the place in it which cannot be right.
 */
export function fromPyperf(file: Checked, name: string, text: string): RunData {
  const version = file.field('version').text();
  if (version !== '1.0') file.field('version').refuse(`is ${version}, and gil-lab reads 1.0`);
  const common = new Metadata([file.field('metadata')]);
  const machine = toMachine(common);
  const build = toBuild(common, name, machine);
  const benchmarks = new Map<number, WithId<Benchmark>>();
  const variants: StoredVariant[] = [];
  const places: { position: number } = { position: 0 };
  const names = new Set<string>();
  for (const [index, entry] of file.field('benchmarks').items().entries()) {
    const metadata = common.within(entry.field('metadata'));
    const fullName = metadata.text('name') ?? entry.field('metadata').refuse('has no name');
    if (names.has(fullName)) entry.field('metadata').refuse(`has the name ${fullName}, as another benchmark has`);
    names.add(fullName);
    const { benchmark, workers } = toBenchmark(metadata, fullName, entry);
    const same = [...benchmarks.values()].find(
      (other) =>
        other.kind === benchmark.kind && other.name === benchmark.name && other.contentHash === benchmark.contentHash,
    );
    const id = same?.id ?? index + 1;
    benchmarks.set(id, { id, ...benchmark });
    variants.push(toVariant(entry, metadata, { id: index + 1, benchmarkId: id, workers }, places));
  }
  if (!variants.length) file.field('benchmarks').refuse('must not be empty');
  const processes = variants.flatMap((variant) => variant.processes);
  const measured = processes.filter((process) => process.purpose === 'measure');
  if (!measured.length) file.field('benchmarks').refuse('must hold values');
  const dates = processes.map((process) => process.startedAt).sort();
  const most = (count: (process: StoredProcess) => number) => Math.max(...measured.map(count));
  return {
    run: {
      id: 1,
      key: `pyperf-${sha256(text).slice(0, 32)}`,
      state: 'finished',
      startedAt: dates[0],
      finishedAt: dates.at(-1)!,
      seed: 0,
      blocks: Math.max(...variants.map((variant) => variant.processes.filter((p) => p.block !== null).length)),
      values: most((process) => process.samples.filter((sample) => !sample.warmup).length),
      warmups: most((process) => process.samples.filter((sample) => sample.warmup).length),
      scale: 1,
      turns: false,
      labVersion: `pyperf ${common.text('perf_version') ?? 'of unknown version'}`,
      labRevision: null,
      arguments: [],
      environment: {},
      plan: null,
      source: 'pyperf',
    },
    machine,
    builds: new Map([[build.id, build]]),
    benchmarks,
    variants,
    comparisons: [],
    fits: [],
    overall: [],
    warnings: [],
  };
}

function toMachine(metadata: Metadata): Machine {
  const facts = {
    hostname: metadata.text('hostname') ?? 'unknown',
    platform: metadata.text('platform') ?? 'unknown',
    architecture: 'unknown',
    cpuModel: metadata.text('cpu_model_name') ?? 'unknown',
    cores: metadata.get('cpu_count', (value) => value.whole(1)) ?? 1,
    memoryBytes: 0,
    cpuQuota: null,
  };
  // Never that of a machine which the lab itself measured on: too little is known to join the two.
  return { ...facts, fingerprint: sha256(JSON.stringify(['pyperf', facts])) };
}

function toBuild(metadata: Metadata, name: string, machine: Machine): WithId<Build> {
  const executable = metadata.text('python_executable');
  const details = metadata.others();
  const facts = {
    name: metadata.text('gil_lab_build') ?? name,
    command: executable ? [executable] : [],
    environment: {},
    implementation: metadata.text('python_implementation') ?? 'unknown',
    // pyperf adds the size of a pointer and the revision: `3.13.0 (64-bit) revision 123abc`.
    version: metadata.text('python_version')?.split(' ')[0] ?? 'unknown',
    gil: metadata.get('gil_lab_gil', (value) => value.oneOf('on', 'off', 'unknown')) ?? 'unknown',
    parallelism: 'threads' as const,
    revision: metadata.text('commit_id') ?? /revision (\S+)/.exec(metadata.text('python_version') ?? '')?.[1] ?? null,
  };
  const compiled = ['python_version', 'python_cflags', 'python_config_args', 'python_compiler'];
  const facets = compiled.map((key) => metadata.text(key));
  const fingerprint = sha256(JSON.stringify(['pyperf', machine.fingerprint, facts, facets]));
  return { id: 1, ...facts, details, fingerprint };
}

function toBenchmark(metadata: Metadata, fullName: string, entry: Checked): { benchmark: Benchmark; workers: number } {
  const unit = metadata.text('unit') ?? 'second';
  if (unit !== 'second') {
    entry.refuse(`is in the unit ${unit}: the store holds times, so only benchmarks in seconds can be imported`);
  }
  const workers = metadata.get('gil_lab_workers', (value) => value.whole(1)) ?? 1;
  const kind: BenchmarkKind =
    metadata.get('gil_lab_kind', (value) => value.oneOf('single', 'threads')) ??
    (fullName.endsWith(`[workers=${workers}]`) ? 'threads' : 'single');
  const name = kind === 'threads' ? fullName.replace(/\[workers=\d+\]$/, '') : fullName;
  const version = metadata.text('performance_version');
  const scaling = metadata.text('gil_lab_scaling') ?? (kind === 'threads' ? 'unknown' : 'none');
  return {
    workers,
    benchmark: {
      kind,
      name,
      contentHash: metadata.text('gil_lab_content_hash') ?? sha256(JSON.stringify(['pyperf', name, version])),
      title: name,
      description: metadata.text('description') ?? '',
      tags: metadata.get('tags', (value) => value.texts()) ?? [],
      scaling,
    },
  };
}

function toVariant(
  entry: Checked,
  benchmark: Metadata,
  ids: Pick<StoredVariant, 'id' | 'benchmarkId' | 'workers'>,
  places: { position: number },
): StoredVariant {
  let block = 0;
  const innerLoops = benchmark.get('inner_loops', (value) => value.whole(1));
  const processes = entry
    .field('runs')
    .items()
    .map((run): StoredProcess => {
      const metadata = benchmark.within(run.field('metadata'));
      const inner = metadata.get('inner_loops', (value) => value.whole(1)) ?? 1;
      if (inner !== (innerLoops ?? 1)) {
        run.field('metadata').refuse(`has ${inner} inner loops, and the benchmark has ${innerLoops ?? 1}`);
      }
      const samples = toSamples(run, metadata, inner, ids.workers);
      const purpose = run.field('values').isPresent ? 'measure' : 'calibrate';
      const rss = metadata.get('mem_max_rss', (value) => value.whole(0));
      const duration = metadata.get('duration', (value) => value.number(0));
      const elapsedMs = samples.reduce((sum, sample) => sum + sample.elapsedNs, 0) / 1e6;
      const position = places.position++;
      return {
        id: position + 1,
        variantId: ids.id,
        purpose,
        block: purpose === 'measure' ? block++ : null,
        position,
        startedAt: metadata.get('date', toIso) ?? unknownDate,
        wallMs: duration === null ? elapsedMs : duration * 1000,
        outcome: 'ok',
        exitCode: 0,
        signal: null,
        errorType: null,
        errorMessage: null,
        errorTraceback: null,
        canaryNs: null,
        loadAverage: metadata.get('load_avg_1min', (value) => value.number(0)),
        stealPercent: null,
        peakRssKb: rss === null ? null : Math.round(rss / 1024),
        facts: run.field('metadata').isPresent ? run.field('metadata').object() : {},
        calibrated: null,
        steadyState: null,
        samples,
      };
    });
  const loops = processes.find((process) => process.purpose === 'measure')?.samples.at(-1)?.loops ?? null;
  return { ...ids, runId: 1, buildId: 1, loops, innerLoops: innerLoops ?? 1, processes, summary: null };
}

/** Our own exports count the loops of all workers together. */
function toSamples(run: Checked, metadata: Metadata, innerLoops: number, workers: number): Sample[] {
  const sample = (
    value: Checked,
    seconds: number,
    loops: Checked | number,
    warmup: boolean,
    number: number,
  ): Sample => {
    const total = typeof loops === 'number' ? loops : loops.whole(1);
    const each = total / workers;
    if (!Number.isInteger(each)) value.refuse(`was taken with ${total} loops, which ${workers} workers cannot share`);
    const elapsedNs = Math.round(seconds * total * innerLoops * 1e9);
    if (!Number.isSafeInteger(elapsedNs)) value.refuse('is too long a time');
    return { number, warmup, loops: each, elapsedNs, cpuNs: null, workerNs: null };
  };
  const pairs = run.field('warmups').isPresent ? run.field('warmups').items() : [];
  const values = run.field('values').isPresent ? run.field('values').items() : [];
  if (!pairs.length && !values.length) run.refuse('has neither values nor warm-ups');
  const warmups = pairs.map((pair, number) => {
    const [loops, seconds, ...rest] = pair.items();
    if (!seconds || rest.length) pair.refuse('must be a pair of loops and seconds');
    return sample(pair, seconds.number(0), loops, true, number);
  });
  const loops = metadata.get('loops', (value) => value.whole(1)) ?? 1;
  return [
    ...warmups,
    ...values.map((value, index) => sample(value, value.above(0), loops, false, warmups.length + index)),
  ];
}

/** `2026-01-02 03:04:05.678901` -> `2026-01-02T03:04:05.678Z` */
function toIso(date: Checked): string {
  const parsed = new Date(
    `${date
      .text()
      .trim()
      .replace(' ', 'T')
      .replace(/(\.\d{3})\d*/, '$1')
      .replace(/Z?$/, 'Z')}`,
  );
  return Number.isNaN(parsed.getTime())
    ? date.refuse('must be a date such as 2026-01-02 03:04:05')
    : parsed.toISOString();
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
