import type { Statement } from 'better-sqlite3';
import { type Connection, explain, type OpenOptions, openDatabase } from './database.js';
import type {
  Analysis,
  Benchmark,
  Build,
  Machine,
  ProcessRecord,
  Run,
  RunState,
  Sample,
  Variant,
  WithId,
  Writer,
} from './records.js';

/** A process that has ended, with all that it measured. */
export interface EndedProcess {
  readonly process: ProcessRecord;
  readonly samples: readonly Sample[];
}

const unfrozen = { loops: null, innerLoops: 1 };

/** The writing side of the result store. Every method is one transaction. */
export class Store {
  readonly connection: Connection;
  private readonly statements = new Map<string, Statement>();

  constructor(connection: Connection) {
    this.connection = connection;
  }

  static open(file: string, options: OpenOptions = {}): Store {
    return new Store(openDatabase(file, options));
  }

  close(): void {
    this.connection.close();
  }

  /** Returns the id of the machine with this fingerprint, storing it when it is new. */
  machine(machine: Machine): number {
    return this.findOrInsert('machine', ['fingerprint'], {
      fingerprint: machine.fingerprint,
      hostname: machine.hostname,
      platform: machine.platform,
      architecture: machine.architecture,
      cpu_model: machine.cpuModel,
      cores: machine.cores,
      memory_bytes: machine.memoryBytes,
      cpu_quota: machine.cpuQuota,
    });
  }

  build(build: Build): number {
    return this.findOrInsert('build', ['fingerprint'], {
      fingerprint: build.fingerprint,
      name: build.name,
      command: JSON.stringify(build.command),
      environment: JSON.stringify(build.environment),
      implementation: build.implementation,
      version: build.version,
      gil: build.gil,
      parallelism: build.parallelism,
      revision: build.revision,
      details: JSON.stringify(build.details),
    });
  }

  benchmark(benchmark: Benchmark): number {
    return this.findOrInsert('benchmark', ['kind', 'name', 'content_hash'], {
      kind: benchmark.kind,
      name: benchmark.name,
      content_hash: benchmark.contentHash,
      title: benchmark.title,
      description: benchmark.description,
      tags: JSON.stringify(benchmark.tags),
      scaling: benchmark.scaling,
    });
  }

  /** Does several changes in one transaction: all of them or none. */
  atomically<T>(work: () => T): T {
    try {
      return this.connection.transaction(work).immediate();
    } catch (error) {
      throw explain(error, this.connection.name);
    }
  }

  /** Starts a run; it stays `running`, and `writer` the one who may add to it, until `finishRun`. */
  startRun(run: Run, machineId: number, writer: Writer | null = null): number {
    const row = {
      key: run.key,
      state: 'running' satisfies RunState,
      started_at: run.startedAt,
      machine_id: machineId,
      seed: run.seed,
      blocks: run.blocks,
      values: run.values,
      warmups: run.warmups,
      scale: run.scale,
      turns: run.turns ? 1 : 0,
      lab_version: run.labVersion,
      lab_revision: run.labRevision,
      arguments: JSON.stringify(run.arguments),
      environment: JSON.stringify(run.environment),
      plan: run.plan ? JSON.stringify(run.plan) : null,
      writer: writer && JSON.stringify(writer),
      source: run.source ?? 'measured',
    };
    return this.atomically(() => this.insert('run', row));
  }

  /**
   * Takes a run that is not finished, in order to continue it. False when it is finished, or when its writer is one
   * that `isRunning` says is still at work; then nothing has changed.
   */
  takeRun(runId: number, writer: Writer, isRunning: (writer: Writer) => boolean): boolean {
    return this.atomically(() => {
      const row = this.prepare("SELECT writer FROM run WHERE id = ? AND state <> 'finished'").get(runId) as
        | { writer: string | null }
        | undefined;
      if (!row || (row.writer !== null && isRunning(JSON.parse(row.writer)))) return false;
      this.prepare("UPDATE run SET state = 'running', finished_at = NULL, writer = ? WHERE id = ?").run(
        JSON.stringify(writer),
        runId,
      );
      return true;
    });
  }

  finishRun(runId: number, state: Exclude<RunState, 'running'>, finishedAt: string | null): void {
    this.atomically(() =>
      this.prepare('UPDATE run SET state = ?, finished_at = ?, writer = NULL WHERE id = ?').run(
        state,
        finishedAt,
        runId,
      ),
    );
  }

  /** Takes a run that nobody writes, finished or not, in order to measure more blocks. */
  extendRun(runId: number, blocks: number, writer: Writer): void {
    const sql =
      "UPDATE run SET state = 'running', finished_at = NULL, writer = ?, blocks = max(blocks, ?) WHERE id = ?";
    this.atomically(() => this.prepare(sql).run(JSON.stringify(writer), blocks, runId));
  }

  /** Records that a run measured fewer blocks than it meant to. */
  shortenRun(runId: number, blocks: number): void {
    this.atomically(() => this.prepare('UPDATE run SET blocks = ? WHERE id = ?').run(blocks, runId));
  }

  /** Removes a run with all that hangs on it; builds, benchmarks and machines stay. */
  deleteRun(runId: number): void {
    this.atomically(() => this.prepare('DELETE FROM run WHERE id = ?').run(runId));
  }

  /** A variant of a run; its loops are known from the start where they were measured elsewhere. */
  variant(variant: Variant, frozen: { readonly loops: number | null; readonly innerLoops: number } = unfrozen): number {
    return this.findOrInsert('variant', ['run_id', 'benchmark_id', 'build_id', 'workers'], {
      run_id: variant.runId,
      benchmark_id: variant.benchmarkId,
      build_id: variant.buildId,
      workers: variant.workers,
      revision: variant.revision ?? null,
      loops: frozen.loops,
      inner_loops: frozen.innerLoops,
    });
  }

  /** Freezes the number of loops for every variant of a benchmark in a run, so that all do the same work. */
  freezeLoops(runId: number, benchmarkId: number, loops: number, innerLoops: number): void {
    const sql = 'UPDATE variant SET loops = ?, inner_loops = ? WHERE run_id = ? AND benchmark_id = ?';
    this.atomically(() => this.prepare(sql).run(loops, innerLoops, runId, benchmarkId));
  }

  /** Stores a process that has ended with all its samples: all of it or nothing. */
  recordProcess(process: ProcessRecord, samples: readonly Sample[]): number {
    return this.recordProcesses([{ process, samples }])[0];
  }

  /** Stores processes that belong together: all of them or none. */
  recordProcesses(ended: readonly EndedProcess[]): number[] {
    return this.atomically(() => ended.map((one) => this.insertProcess(one)));
  }

  /** Replaces all that was computed from a run's samples. */
  replaceAnalysis(runId: number, analysis: Analysis): void {
    const ofRun = '(SELECT id FROM variant WHERE run_id = ?)';
    this.atomically(() => {
      this.prepare(`DELETE FROM summary WHERE variant_id IN ${ofRun}`).run(runId);
      this.prepare(`DELETE FROM comparison WHERE variant_id IN ${ofRun}`).run(runId);
      for (const table of ['fit', 'overall', 'warning']) {
        this.prepare(`DELETE FROM ${table} WHERE run_id = ?`).run(runId);
      }
      for (const s of analysis.summaries) {
        this.insert('summary', {
          variant_id: s.variantId,
          processes: s.processes,
          samples: s.samples,
          value: s.value,
          low: s.low,
          high: s.high,
          mad_ns: s.madNs,
          mean_ns: s.meanNs,
          sd_ns: s.sdNs,
          min_ns: s.minNs,
          max_ns: s.maxNs,
          peak_rss_kb: s.peakRssKb,
          cpu_per_wall: s.cpuPerWall,
        });
      }
      for (const c of analysis.comparisons) {
        this.insert('comparison', {
          variant_id: c.variantId,
          base_variant_id: c.baseVariantId,
          relation: c.relation,
          value: c.value,
          low: c.low,
          high: c.high,
          blocks: c.blocks,
        });
      }
      for (const f of analysis.fits) {
        this.insert('fit', {
          run_id: f.runId,
          benchmark_id: f.benchmarkId,
          build_id: f.buildId,
          model: f.model,
          parameters: JSON.stringify(f.parameters),
          points: f.points,
          residual: f.residual,
          intervals: JSON.stringify(f.intervals ?? {}),
        });
      }
      for (const o of analysis.overall) {
        this.insert('overall', {
          run_id: o.runId,
          family: o.family,
          relation: o.relation,
          workers: o.workers,
          build_id: o.buildId,
          base_build_id: o.baseBuildId,
          value: o.value,
          low: o.low,
          high: o.high,
          benchmarks: o.benchmarks,
        });
      }
      for (const w of analysis.warnings) {
        this.insert('warning', {
          run_id: w.runId,
          variant_id: w.variantId,
          process_id: w.processId,
          code: w.code,
          detail: w.detail,
        });
      }
      const steady = this.prepare('UPDATE process SET steady_state = ? WHERE id = ?');
      for (const [processId, state] of analysis.steadyStates) steady.run(state, processId);
    });
  }

  private insertProcess({ process, samples }: EndedProcess): number {
    const id = this.insert('process', {
      variant_id: process.variantId,
      purpose: process.purpose,
      block: process.block,
      position: process.position,
      started_at: process.startedAt,
      wall_ms: process.wallMs,
      outcome: process.outcome,
      exit_code: process.exitCode,
      signal: process.signal,
      error_type: process.errorType,
      error_message: process.errorMessage,
      error_traceback: process.errorTraceback,
      canary_ns: process.canaryNs,
      load_average: process.loadAverage,
      steal_percent: process.stealPercent,
      peak_rss_kb: process.peakRssKb,
      facts: JSON.stringify(process.facts),
      calibrated_loops: process.calibrated?.loops ?? null,
      calibrated_inner_loops: process.calibrated?.innerLoops ?? null,
    });
    for (const sample of samples) {
      this.insert('sample', {
        process_id: id,
        number: sample.number,
        warmup: sample.warmup ? 1 : 0,
        loops: sample.loops,
        elapsed_ns: sample.elapsedNs,
        cpu_ns: sample.cpuNs,
        worker_ns: sample.workerNs && JSON.stringify(sample.workerNs),
      });
    }
    return id;
  }

  /** A statement that is made once, since most are run thousands of times. */
  private prepare(sql: string): Statement {
    const known = this.statements.get(sql);
    if (known) return known;
    const made = this.connection.prepare(sql);
    this.statements.set(sql, made);
    return made;
  }

  private insert(table: string, row: Readonly<Record<string, string | number | null>>): number {
    const columns = Object.keys(row);
    const names = columns.map((column) => `"${column}"`).join(', ');
    const sql = `INSERT INTO ${table} (${names}) VALUES (${columns.map(() => '?').join(', ')})`;
    return Number(this.prepare(sql).run(...Object.values(row)).lastInsertRowid);
  }

  private findOrInsert(table: string, key: readonly string[], row: Readonly<Record<string, string | number | null>>) {
    const sql = `SELECT id FROM ${table} WHERE ${key.map((column) => `${column} = ?`).join(' AND ')}`;
    return this.atomically(() => {
      const found = this.prepare(sql).get(...key.map((column) => row[column])) as WithId<object> | undefined;
      return found?.id ?? this.insert(table, row);
    });
  }
}
