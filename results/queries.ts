import type { Connection } from './database.js';
import type {
  Benchmark,
  BenchmarkKind,
  Build,
  CalibratedLoops,
  Comparison,
  Fit,
  GilState,
  Machine,
  OverallRatio,
  Parallelism,
  ProcessRecord,
  Run,
  RunSource,
  RunState,
  Sample,
  SteadyState,
  StoredWarning,
  Summary,
  Variant,
  WithId,
  Writer,
} from './records.js';

/** One process with its samples, as stored. */
export interface StoredProcess extends WithId<ProcessRecord> {
  readonly steadyState: SteadyState | null;
  readonly samples: readonly Sample[];
}

/** One variant with all that hangs on it. `loops` is null when calibration failed. */
export interface StoredVariant extends WithId<Variant> {
  readonly loops: number | null;
  readonly innerLoops: number;
  readonly processes: readonly StoredProcess[];
  readonly summary: Summary | null;
}

/** One run read whole: what analysis, reports and exports work on. */
export interface RunData {
  readonly run: WithId<Run> & { readonly state: RunState; readonly finishedAt: string | null };
  readonly machine: Machine;
  readonly builds: ReadonlyMap<number, WithId<Build>>;
  readonly benchmarks: ReadonlyMap<number, WithId<Benchmark>>;
  readonly variants: readonly StoredVariant[];
  readonly comparisons: readonly Comparison[];
  readonly fits: readonly Fit[];
  readonly overall: readonly OverallRatio[];
  readonly warnings: readonly WithId<StoredWarning>[];
}

export interface RunHeading {
  readonly id: number;
  readonly key: string;
  readonly state: RunState;
  readonly startedAt: string;
  readonly finishedAt: string | null;
  readonly variants: number;
  /** Processes that measured; calibration is not among them. */
  readonly processes: number;
}

/** A run that has not come to its end: killed, interrupted, or still at work. */
export interface UnfinishedRun {
  readonly id: number;
  readonly key: string;
  readonly state: Exclude<RunState, 'finished'>;
  readonly hostname: string;
  /** Who writes it; null where it was stopped in good order, or came from another store. */
  readonly writer: Writer | null;
}

type Row = Record<string, unknown>;

const json = <T>(text: unknown): T => JSON.parse(text as string) as T;

/** All runs, newest first. */
export function listRuns(connection: Connection): RunHeading[] {
  return connection
    .prepare(
      `SELECT id, key, state, started_at AS startedAt, finished_at AS finishedAt,
              (SELECT count(*) FROM variant WHERE run_id = run.id) AS variants,
              (SELECT count(*) FROM process JOIN variant ON variant.id = variant_id
               WHERE run_id = run.id AND purpose = 'measure') AS processes
       FROM run ORDER BY id DESC`,
    )
    .all() as RunHeading[];
}

/** The runs that are not finished, newest first. */
export function unfinishedRuns(connection: Connection): UnfinishedRun[] {
  const rows = connection
    .prepare(
      `SELECT run.id, key, state, hostname, writer FROM run JOIN machine ON machine.id = machine_id
       WHERE state <> 'finished' ORDER BY run.id DESC`,
    )
    .all() as (Omit<UnfinishedRun, 'writer'> & { writer: string | null })[];
  return rows.map((row) => ({ ...row, writer: row.writer === null ? null : json<Writer>(row.writer) }));
}

/** The id of the run that a user names by its number or its key; null when there is none. */
export function findRun(connection: Connection, name: string): number | null {
  const sql = 'SELECT id FROM run WHERE key = ? OR id = ? ORDER BY key = ? DESC';
  const number = /^\d+$/.test(name) ? Number(name) : null;
  return (connection.prepare(sql).pluck().get(name, number, name) as number | undefined) ?? null;
}

/** Reads one run whole, or returns null when there is none with this id. */
export function readRun(connection: Connection, runId: number): RunData | null {
  const row = connection.prepare('SELECT * FROM run WHERE id = ?').get(runId) as Row | undefined;
  if (!row) return null;
  const all = (sql: string) => connection.prepare(sql).all(runId) as Row[];
  const machine = connection.prepare('SELECT * FROM machine WHERE id = ?').get(row.machine_id) as Row;
  const builds = all(
    `SELECT build.*, coalesce(max(variant.revision), build.revision) AS revision_in_run
     FROM build JOIN variant ON variant.build_id = build.id WHERE run_id = ? GROUP BY build.id ORDER BY build.id`,
  );
  const benchmarks = all(
    'SELECT * FROM benchmark WHERE id IN (SELECT benchmark_id FROM variant WHERE run_id = ?) ORDER BY kind, name',
  );
  return {
    run: toRun(row),
    machine: toMachine(machine),
    builds: new Map(builds.map((build) => [build.id as number, toBuild(build)])),
    benchmarks: new Map(benchmarks.map((benchmark) => [benchmark.id as number, toBenchmark(benchmark)])),
    variants: readVariants(all),
    comparisons: all(
      `SELECT variant_id AS variantId, base_variant_id AS baseVariantId, relation, value, low, high, blocks
       FROM comparison WHERE variant_id IN (SELECT id FROM variant WHERE run_id = ?)`,
    ) as unknown as Comparison[],
    fits: all(
      `SELECT run_id AS runId, benchmark_id AS benchmarkId, build_id AS buildId, model, parameters, points, residual,
              intervals
       FROM fit WHERE run_id = ?`,
    ).map((fit) => ({ ...fit, parameters: json(fit.parameters), intervals: json(fit.intervals) })) as unknown as Fit[],
    overall: all(
      `SELECT run_id AS runId, family, relation, workers, build_id AS buildId, base_build_id AS baseBuildId,
              value, low, high, benchmarks
       FROM overall WHERE run_id = ?`,
    ) as unknown as OverallRatio[],
    warnings: all(
      `SELECT id, run_id AS runId, variant_id AS variantId, process_id AS processId, code, detail
       FROM warning WHERE run_id = ? ORDER BY id`,
    ) as unknown as WithId<StoredWarning>[],
  };
}

function readVariants(all: (sql: string) => Row[]): StoredVariant[] {
  const ofRun = 'variant_id IN (SELECT id FROM variant WHERE run_id = ?)';
  const samples = groupBy(
    all(`SELECT * FROM sample WHERE process_id IN (SELECT id FROM process WHERE ${ofRun}) ORDER BY process_id, number`),
    (sample) => sample.process_id as number,
  );
  const processes = groupBy(
    all(`SELECT * FROM process WHERE ${ofRun} ORDER BY position`),
    (process) => process.variant_id as number,
  );
  const summaries = new Map(all(`SELECT * FROM summary WHERE ${ofRun}`).map((s) => [s.variant_id as number, s]));
  return all('SELECT * FROM variant WHERE run_id = ? ORDER BY id').map((row) => {
    const id = row.id as number;
    const summary = summaries.get(id);
    return {
      id,
      runId: row.run_id as number,
      benchmarkId: row.benchmark_id as number,
      buildId: row.build_id as number,
      workers: row.workers as number,
      loops: row.loops as number | null,
      innerLoops: row.inner_loops as number,
      processes: (processes.get(id) ?? []).map((process) =>
        toProcess(process, (samples.get(process.id as number) ?? []).map(toSample)),
      ),
      summary: summary ? toSummary(summary) : null,
    };
  });
}

function groupBy<K>(rows: readonly Row[], key: (row: Row) => K): Map<K, Row[]> {
  const groups = new Map<K, Row[]>();
  for (const row of rows) {
    const group = groups.get(key(row));
    if (group) group.push(row);
    else groups.set(key(row), [row]);
  }
  return groups;
}

function toRun(row: Row): RunData['run'] {
  return {
    id: row.id as number,
    key: row.key as string,
    state: row.state as RunState,
    startedAt: row.started_at as string,
    finishedAt: row.finished_at as string | null,
    seed: row.seed as number,
    blocks: row.blocks as number,
    values: row.values as number,
    warmups: row.warmups as number,
    scale: row.scale as number,
    turns: row.turns === 1,
    labVersion: row.lab_version as string,
    labRevision: row.lab_revision as string | null,
    arguments: json(row.arguments),
    environment: json(row.environment),
    plan: row.plan === null ? null : json(row.plan),
    source: row.source as RunSource,
  };
}

function toMachine(row: Row): Machine {
  return {
    fingerprint: row.fingerprint as string,
    hostname: row.hostname as string,
    platform: row.platform as string,
    architecture: row.architecture as string,
    cpuModel: row.cpu_model as string,
    cores: row.cores as number,
    memoryBytes: row.memory_bytes as number,
    cpuQuota: row.cpu_quota as number | null,
  };
}

function toBuild(row: Row): WithId<Build> {
  return {
    id: row.id as number,
    fingerprint: row.fingerprint as string,
    name: row.name as string,
    command: json(row.command),
    environment: json(row.environment),
    implementation: row.implementation as string,
    version: row.version as string,
    gil: row.gil as GilState,
    parallelism: row.parallelism as Parallelism,
    revision: row.revision_in_run as string | null,
    details: json(row.details),
  };
}

function toBenchmark(row: Row): WithId<Benchmark> {
  return {
    id: row.id as number,
    kind: row.kind as BenchmarkKind,
    name: row.name as string,
    contentHash: row.content_hash as string,
    title: row.title as string,
    description: row.description as string,
    tags: json(row.tags),
    scaling: row.scaling as string,
  };
}

function toProcess(row: Row, samples: readonly Sample[]): StoredProcess {
  return {
    id: row.id as number,
    variantId: row.variant_id as number,
    purpose: row.purpose as ProcessRecord['purpose'],
    block: row.block as number | null,
    position: row.position as number,
    startedAt: row.started_at as string,
    wallMs: row.wall_ms as number,
    outcome: row.outcome as ProcessRecord['outcome'],
    exitCode: row.exit_code as number | null,
    signal: row.signal as string | null,
    errorType: row.error_type as string | null,
    errorMessage: row.error_message as string | null,
    errorTraceback: row.error_traceback as string | null,
    canaryNs: row.canary_ns as number | null,
    loadAverage: row.load_average as number | null,
    stealPercent: row.steal_percent as number | null,
    peakRssKb: row.peak_rss_kb as number | null,
    facts: json(row.facts),
    calibrated: toCalibrated(row),
    steadyState: row.steady_state as SteadyState | null,
    samples,
  };
}

function toCalibrated(row: Row): CalibratedLoops | null {
  if (row.calibrated_loops === null) return null;
  return { loops: row.calibrated_loops as number, innerLoops: row.calibrated_inner_loops as number };
}

function toSample(row: Row): Sample {
  return {
    number: row.number as number,
    warmup: row.warmup === 1,
    loops: row.loops as number,
    elapsedNs: row.elapsed_ns as number,
    cpuNs: row.cpu_ns as number | null,
    workerNs: row.worker_ns === null ? null : json(row.worker_ns),
  };
}

function toSummary(row: Row): Summary {
  return {
    variantId: row.variant_id as number,
    processes: row.processes as number,
    samples: row.samples as number,
    value: row.value as number,
    low: row.low as number | null,
    high: row.high as number | null,
    madNs: row.mad_ns as number,
    meanNs: row.mean_ns as number,
    sdNs: row.sd_ns as number,
    minNs: row.min_ns as number,
    maxNs: row.max_ns as number,
    peakRssKb: row.peak_rss_kb as number | null,
    cpuPerWall: row.cpu_per_wall as number | null,
  };
}
