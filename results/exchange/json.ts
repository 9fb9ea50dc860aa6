import type { RunData, StoredProcess, StoredVariant } from '../queries.js';
import type {
  Benchmark,
  Build,
  Comparison,
  Fit,
  Machine,
  OverallRatio,
  Sample,
  StoredWarning,
  Summary,
  WithId,
} from '../records.js';
import type { WarningCode } from '../warnings.js';
import type { Checked } from './checked.js';

const formatName = 'gil-lab-run';

/** The number of the JSON form below; grows when a field changes its meaning. */
const formatVersion = 1;

/** A run whole, raw samples included, as plain JSON. */
export function toJson(data: RunData) {
  return {
    format: formatName,
    version: formatVersion,
    run: data.run,
    machine: data.machine,
    builds: [...data.builds.values()],
    benchmarks: [...data.benchmarks.values()],
    variants: data.variants,
    comparisons: data.comparisons,
    fits: data.fits,
    overall: data.overall,
    warnings: data.warnings,
  };
}

export function isRunJson(file: Checked): boolean {
  return file.field('format').value === formatName;
}

/**
 * Reads what `toJson` made; fields that later versions added may be absent. The ids in it are its own.
 * @throws StoreError that names the file and the place in it which cannot be right.
 */
export function fromJson(file: Checked): RunData {
  const version = file.field('version').whole(1);
  if (version > formatVersion) {
    file.field('version').refuse(`is ${version}, and this gil-lab reads up to ${formatVersion}: update it`);
  }
  const builds = byId(file.field('builds'), toBuild);
  const benchmarks = byId(file.field('benchmarks'), toBenchmark);
  const run = toRun(file.field('run'));
  const variants = file
    .field('variants')
    .items()
    .map((variant) => toVariant(variant, run.id, builds, benchmarks));
  const variantIds = new Map(variants.map((variant) => [variant.id, variant]));
  const processIds = new Map(variants.flatMap(({ processes }) => processes.map((process) => [process.id, process])));
  const rows = <T>(name: string, read: (row: Checked) => T): T[] =>
    file.field(name).isPresent ? file.field(name).items().map(read) : [];
  return {
    run,
    machine: toMachine(file.field('machine')),
    builds,
    benchmarks,
    variants,
    comparisons: rows('comparisons', (row) => toComparison(row, variantIds)),
    fits: rows('fits', (row) => toFit(row, run.id, builds, benchmarks)),
    overall: rows('overall', (row) => toOverall(row, run.id, builds)),
    warnings: rows('warnings', (row) => toWarning(row, run.id, variantIds, processIds)),
  };
}

type Known = ReadonlyMap<number, unknown>;

/** An id that the file itself gives to something. */
function reference(value: Checked, known: Known): number {
  const id = value.whole();
  return known.has(id) ? id : value.refuse(`is ${id}, which is nowhere else in the file`);
}

function byId<T extends { readonly id: number }>(list: Checked, read: (item: Checked) => T): Map<number, T> {
  const found = new Map<number, T>();
  for (const item of list.items()) {
    const one = read(item);
    if (found.has(one.id)) item.field('id').refuse(`is ${one.id}, as that of another one`);
    found.set(one.id, one);
  }
  return found;
}

function toRun(run: Checked): RunData['run'] {
  return {
    id: run.field('id').whole(),
    key: run.field('key').text() || run.field('key').refuse('must not be empty'),
    state: run.field('state').oneOf('running', 'finished', 'interrupted', 'failed'),
    startedAt: run.field('startedAt').text(),
    finishedAt: run.field('finishedAt').optional((value) => value.text()),
    seed: run.field('seed').whole(),
    blocks: run.field('blocks').whole(1),
    values: run.field('values').whole(1),
    warmups: run.field('warmups').whole(0),
    scale: run.field('scale').above(0),
    turns: run.field('turns').optional((value) => value.boolean()) ?? false,
    labVersion: run.field('labVersion').text(),
    labRevision: run.field('labRevision').optional((value) => value.text()),
    arguments: run.field('arguments').texts(),
    environment: run.field('environment').object(),
    plan: run.field('plan').optional((value) => value.object()),
    source: run.field('source').optional((value) => value.oneOf('measured', 'pyperf')) ?? 'measured',
  };
}

function toMachine(machine: Checked): Machine {
  return {
    fingerprint: machine.field('fingerprint').text(),
    hostname: machine.field('hostname').text(),
    platform: machine.field('platform').text(),
    architecture: machine.field('architecture').text(),
    cpuModel: machine.field('cpuModel').text(),
    cores: machine.field('cores').whole(1),
    memoryBytes: machine.field('memoryBytes').whole(0),
    cpuQuota: machine.field('cpuQuota').optional((value) => value.number()),
  };
}

function toBuild(build: Checked): WithId<Build> {
  const environment = build.field('environment');
  return {
    id: build.field('id').whole(),
    fingerprint: build.field('fingerprint').text(),
    name: build.field('name').text(),
    command: build.field('command').texts(),
    environment: Object.fromEntries(
      Object.keys(environment.object()).map((name) => [name, environment.field(name).text()]),
    ),
    implementation: build.field('implementation').text(),
    version: build.field('version').text(),
    gil: build.field('gil').oneOf('on', 'off', 'unknown'),
    parallelism: build.field('parallelism').optional((value) => value.oneOf('threads', 'processes')) ?? 'threads',
    revision: build.field('revision').optional((value) => value.text()),
    details: build.field('details').object(),
  };
}

function toBenchmark(benchmark: Checked): WithId<Benchmark> {
  return {
    id: benchmark.field('id').whole(),
    kind: benchmark.field('kind').oneOf('single', 'threads'),
    name: benchmark.field('name').text(),
    contentHash: benchmark.field('contentHash').text(),
    title: benchmark.field('title').text(),
    description: benchmark.field('description').text(),
    tags: benchmark.field('tags').texts(),
    scaling: benchmark.field('scaling').text(),
  };
}

function toVariant(variant: Checked, runId: number, builds: Known, benchmarks: Known): StoredVariant {
  const id = variant.field('id').whole();
  return {
    id,
    runId,
    benchmarkId: reference(variant.field('benchmarkId'), benchmarks),
    buildId: reference(variant.field('buildId'), builds),
    workers: variant.field('workers').whole(1),
    loops: variant.field('loops').optional((value) => value.whole(1)),
    innerLoops: variant.field('innerLoops').whole(1),
    processes: variant
      .field('processes')
      .items()
      .map((process) => toProcess(process, id)),
    summary: variant.field('summary').optional((summary) => toSummary(summary, id)),
  };
}

function toProcess(process: Checked, variantId: number): StoredProcess {
  const text = (name: string) => process.field(name).optional((value) => value.text());
  const number = (name: string) => process.field(name).optional((value) => value.number());
  const whole = (name: string) => process.field(name).optional((value) => value.whole());
  const purpose = process.field('purpose').oneOf('calibrate', 'measure');
  const block = process.field('block').optional((value) => value.whole(0));
  if ((block === null) !== (purpose === 'calibrate')) {
    process.field('block').refuse(`must be ${purpose === 'measure' ? 'there' : 'null'} where a process ${purpose}s`);
  }
  return {
    id: process.field('id').whole(),
    variantId,
    purpose,
    block,
    position: process.field('position').whole(0),
    startedAt: process.field('startedAt').text(),
    wallMs: process.field('wallMs').number(0),
    outcome: process.field('outcome').oneOf('ok', 'error', 'timeout', 'crash'),
    exitCode: whole('exitCode'),
    signal: text('signal'),
    errorType: text('errorType'),
    errorMessage: text('errorMessage'),
    errorTraceback: text('errorTraceback'),
    canaryNs: whole('canaryNs'),
    loadAverage: number('loadAverage'),
    stealPercent: number('stealPercent'),
    peakRssKb: whole('peakRssKb'),
    facts: process.field('facts').object(),
    calibrated: process.field('calibrated').optional((value) => {
      return { loops: value.field('loops').whole(1), innerLoops: value.field('innerLoops').whole(1) };
    }),
    steadyState: process
      .field('steadyState')
      .optional((value) => value.oneOf('flat', 'warm-up', 'slow-down', 'no steady state')),
    samples: process.field('samples').items().map(toSample),
  };
}

function toSample(sample: Checked, index: number): Sample {
  const number = sample.field('number').whole(0);
  if (number !== index) sample.field('number').refuse(`must be ${index}: samples are numbered without gaps`);
  return {
    number,
    warmup: sample.field('warmup').boolean(),
    loops: sample.field('loops').whole(1),
    elapsedNs: sample.field('elapsedNs').whole(0),
    cpuNs: sample.field('cpuNs').optional((value) => value.whole()),
    workerNs: sample.field('workerNs').optional((value) => value.items().map((time) => time.number(0))),
  };
}

function interval(row: Checked) {
  return {
    value: row.field('value').number(),
    low: row.field('low').optional((value) => value.number()),
    high: row.field('high').optional((value) => value.number()),
  };
}

function toSummary(summary: Checked, variantId: number): Summary {
  return {
    variantId,
    processes: summary.field('processes').whole(0),
    samples: summary.field('samples').whole(0),
    ...interval(summary),
    madNs: summary.field('madNs').number(),
    meanNs: summary.field('meanNs').number(),
    sdNs: summary.field('sdNs').number(),
    minNs: summary.field('minNs').number(),
    maxNs: summary.field('maxNs').number(),
    peakRssKb: summary.field('peakRssKb').optional((value) => value.whole()),
    cpuPerWall: summary.field('cpuPerWall').optional((value) => value.number()),
  };
}

const relations = ['speedup-own', 'rate-own', 'speedup-gil', 'ratio'] as const;

function toComparison(row: Checked, variants: Known): Comparison {
  return {
    variantId: reference(row.field('variantId'), variants),
    baseVariantId: reference(row.field('baseVariantId'), variants),
    relation: row.field('relation').oneOf(...relations),
    ...interval(row),
    blocks: row.field('blocks').whole(0),
  };
}

function toFit(row: Checked, runId: number, builds: Known, benchmarks: Known): Fit {
  const parameters = row.field('parameters');
  const intervals = row.field('intervals');
  return {
    runId,
    benchmarkId: reference(row.field('benchmarkId'), benchmarks),
    buildId: reference(row.field('buildId'), builds),
    model: row.field('model').oneOf('karp-flatt', 'amdahl', 'usl'),
    parameters: Object.fromEntries(
      Object.keys(parameters.object()).map((name) => [name, parameters.field(name).number()]),
    ),
    points: row.field('points').whole(0),
    residual: row.field('residual').number(),
    intervals: Object.fromEntries(
      Object.keys(intervals.optional((value) => value.object()) ?? {}).map((name) => {
        const ends = intervals.field(name);
        return [name, { low: ends.field('low').number(), high: ends.field('high').number() }];
      }),
    ),
  };
}

function toOverall(row: Checked, runId: number, builds: Known): OverallRatio {
  return {
    runId,
    family: row.field('family').text(),
    relation: row.field('relation').oneOf(...relations),
    workers: row.field('workers').whole(1),
    buildId: reference(row.field('buildId'), builds),
    baseBuildId: reference(row.field('baseBuildId'), builds),
    ...interval(row),
    benchmarks: row.field('benchmarks').whole(0),
  };
}

function toWarning(row: Checked, runId: number, variants: Known, processes: Known): WithId<StoredWarning> {
  return {
    id: row.field('id').whole(),
    runId,
    variantId: row.field('variantId').optional((value) => reference(value, variants)),
    processId: row.field('processId').optional((value) => reference(value, processes)),
    // A code that this gil-lab does not know is shown as it is.
    code: row.field('code').text() as WarningCode,
    detail: row.field('detail').text(),
  };
}
