// The values of benchmarks over the runs of one store, read when they are asked for: a benchmark's for its page, and
// those of all for the home page and the history. A year of nightly runs of 60 benchmarks takes some 50 MB.

import { leastStepRatio, steps } from '../harness/statistics/steps.js';
import { type StoredFloors, storedFloors } from '../harness/verdict/history.js';
import type { NoiseFloor } from '../harness/verdict/noise-floor.js';
import type { Connection } from '../results/database.js';
import type { Benchmark, BenchmarkKind, GilState, Parallelism, Relation, RunState } from '../results/records.js';
import { buildLabel } from './model.js';

/** A run in the list of runs. */
export interface HistoryRun {
  readonly id: number;
  readonly key: string;
  readonly state: RunState;
  readonly startedAt: string;
  readonly blocks: number;
  readonly benchmarks: number;
  readonly warnings: number;
  /** Each build with its revision, as in "gilpy 0123456789ab". */
  readonly builds: string;
}

/** The value of one benchmark on one build and number of workers in one run. */
export interface HistoryPoint {
  readonly runId: number;
  readonly startedAt: string;
  /** The build's label, the same over all its revisions. */
  readonly build: string;
  /** The build's name in the store. */
  readonly buildName: string;
  readonly implementation: string;
  /** Git revision of the build, where it has one. */
  readonly revision: string | null;
  readonly workers: number;
  /** Milliseconds for one loop, with the ends of its 95% interval. */
  readonly ms: number;
  readonly low: number | null;
  readonly high: number | null;
}

/** A geometric mean over a family in one run. */
export interface HistoryMean {
  readonly startedAt: string;
  readonly build: string;
  readonly base: string;
  readonly family: string;
  readonly relation: Relation;
  readonly workers: number;
  readonly value: number;
  readonly low: number | null;
  readonly high: number | null;
  /** Tells runs apart that measured other programs: means over different programs are no one line. */
  readonly programs: string;
}

/** What one content of a benchmark measured; another content under the same name is another program. */
export interface HistoryContent {
  readonly benchmarkId: number;
  readonly kind: BenchmarkKind;
  readonly name: string;
  readonly contentHash: string;
  /** From the oldest to the newest. */
  readonly points: readonly HistoryPoint[];
  readonly steps: readonly HistoryStep[];
}

/** A lasting change of the level of one benchmark on one build at one number of workers. */
export interface HistoryStep {
  readonly benchmarkId: number;
  readonly kind: BenchmarkKind;
  readonly name: string;
  /** The last value at the old level and the first at the new one. */
  readonly last: HistoryPoint;
  readonly first: HistoryPoint;
  /** Levels before and after, in milliseconds for one loop. */
  readonly before: number;
  readonly after: number;
}

export type NamedBenchmark = Pick<Benchmark, 'kind' | 'name' | 'title'>;

interface PointRow extends Omit<HistoryPoint, 'build'> {
  readonly gil: GilState;
  readonly parallelism: Parallelism;
}

/** All analysed runs on the machine of one run, and of the same scale: other values are of other work. */
export class History {
  private readonly connection: Connection;
  private readonly of: { readonly machine: number; readonly scale: number };
  private readonly runId: number;
  private storedFloors: StoredFloors | null = null;
  private readonly contentsOf = new Map<string, readonly HistoryContent[]>();
  private allSteps: HistoryStep[] | null = null;

  constructor(connection: Connection, runId: number) {
    this.connection = connection;
    this.runId = runId;
    this.of = connection.prepare('SELECT machine_id AS machine, scale FROM run WHERE id = ?').get(runId) as {
      machine: number;
      scale: number;
    };
  }

  /** The noise floors that the other runs of the machine tell of. */
  floors(): StoredFloors {
    const sql = 'SELECT fingerprint FROM machine WHERE id = ?';
    const machine = this.connection.prepare(sql).pluck().get(this.of.machine) as string;
    this.storedFloors ??= storedFloors(this.connection, machine, [this.runId]);
    return this.storedFloors;
  }

  /** The runs, newest first. */
  runs(): HistoryRun[] {
    return this.connection
      .prepare(
        `SELECT id, key, state, started_at AS startedAt, blocks,
                (SELECT count(DISTINCT benchmark_id) FROM variant WHERE run_id = run.id) AS benchmarks,
                (SELECT count(*) FROM warning WHERE run_id = run.id) AS warnings,
                (SELECT group_concat(label, ', ') FROM (
                   SELECT name || coalesce(' ' || substr(coalesce(max(variant.revision), build.revision), 1, 12), '')
                     AS label
                   FROM variant JOIN build ON build.id = build_id
                   WHERE run_id = run.id GROUP BY build.id ORDER BY build.id)) AS builds
         FROM run
         WHERE machine_id = @machine AND scale = @scale
           AND EXISTS (SELECT 1 FROM variant JOIN summary ON variant_id = variant.id WHERE run_id = run.id)
         ORDER BY started_at DESC, id DESC`,
      )
      .all(this.of) as HistoryRun[];
  }

  /** The kinds and names of all benchmarks that these runs measured. */
  benchmarks(): NamedBenchmark[] {
    // A benchmark's newest content gives the title.
    return this.connection
      .prepare(
        `SELECT kind, name, title, max(id) FROM benchmark
         WHERE EXISTS (SELECT 1 FROM run CROSS JOIN variant ON run_id = run.id AND benchmark_id = benchmark.id
                       WHERE machine_id = @machine AND scale = @scale)
         GROUP BY kind, name ORDER BY kind, name`,
      )
      .all(this.of) as NamedBenchmark[];
  }

  /** All values of one benchmark from the oldest to the newest, apart by content, the newest content first. */
  contents(kind: BenchmarkKind, name: string): readonly HistoryContent[] {
    const key = `${kind}/${name}`;
    const contents = this.contentsOf.get(key) ?? this.readContents(kind, name);
    this.contentsOf.set(key, contents);
    return contents;
  }

  private readContents(kind: BenchmarkKind, name: string): HistoryContent[] {
    const ids = this.connection
      .prepare('SELECT id, content_hash AS contentHash FROM benchmark WHERE kind = ? AND name = ?')
      .all(kind, name) as { id: number; contentHash: string }[];
    // From the runs to their variants: both keys of the index over variants are known.
    const select = this.connection.prepare(
      `SELECT run.id AS runId, run.started_at AS startedAt, build.name AS buildName, implementation, gil, parallelism,
              coalesce(variant.revision, build.revision) AS revision,
              workers, value * inner_loops / 1e6 AS ms, low * inner_loops / 1e6 AS low, high * inner_loops / 1e6 AS high
       FROM run
       CROSS JOIN variant ON variant.run_id = run.id AND variant.benchmark_id = @id
       JOIN summary ON summary.variant_id = variant.id
       JOIN build ON build.id = variant.build_id
       WHERE run.machine_id = @machine AND run.scale = @scale
       ORDER BY run.started_at, run.id`,
    );
    return ids
      .map(({ id, contentHash }) => {
        const points = (select.all({ ...this.of, id }) as PointRow[]).map(toPoint);
        const content = { benchmarkId: id, kind, name, contentHash, points };
        return { ...content, steps: this.stepsIn(content) };
      })
      .filter(({ points }) => points.length)
      .sort((a, b) => (a.points.at(-1)!.startedAt < b.points.at(-1)!.startedAt ? 1 : -1));
  }

  /** The steps of all benchmarks, those of the newest run first. */
  steps(): HistoryStep[] {
    this.allSteps ??= this.benchmarks()
      .flatMap(({ kind, name }) => this.contents(kind, name).flatMap((content) => content.steps))
      .sort((a, b) => b.first.runId - a.first.runId || a.benchmarkId - b.benchmarkId);
    return this.allSteps;
  }

  private stepsIn(content: Omit<HistoryContent, 'steps'>): HistoryStep[] {
    const { benchmarkId, kind, name, contentHash, points } = content;
    const series = new Map<string, HistoryPoint[]>();
    for (const point of points) {
      const key = JSON.stringify([point.build, point.workers]);
      const own = series.get(key);
      if (own) own.push(point);
      else series.set(key, [point]);
    }
    return [...series.values()].flatMap((own) => {
      const of = { kind, benchmark: name, contentHash, workers: own[0].workers, scale: this.of.scale };
      const leastRatio = leastStep(this.floors().across(of));
      const times = own.map((point) => point.ms);
      return steps(times, { leastRatio }).map(({ index, before, after }): HistoryStep => {
        return { benchmarkId, kind, name, last: own[index - 1], first: own[index], before, after };
      });
    });
  }

  /** The geometric means of the runs from the oldest to the newest: speed-ups and ratios of one worker. */
  means(): HistoryMean[] {
    const programs = new Map(
      (
        this.connection
          .prepare(
            `SELECT id, (SELECT group_concat(benchmark_id) FROM
                          (SELECT DISTINCT benchmark_id FROM variant WHERE run_id = run.id ORDER BY benchmark_id)
                        ) AS programs
             FROM run WHERE machine_id = @machine AND scale = @scale`,
          )
          .all(this.of) as { id: number; programs: string | null }[]
      ).map(({ id, programs: list }) => [id, list ?? '']),
    );
    const rows = this.connection
      .prepare(
        `SELECT run.id AS runId, run.started_at AS startedAt, family, relation, workers, value, low, high,
                build.name AS name, build.gil AS gil, build.parallelism AS parallelism,
                base.name AS baseName, base.gil AS baseGil, base.parallelism AS baseParallelism
         FROM run
         CROSS JOIN overall ON overall.run_id = run.id
         JOIN build ON build.id = overall.build_id
         JOIN build AS base ON base.id = overall.base_build_id
         WHERE run.machine_id = @machine AND run.scale = @scale
           AND (relation = 'speedup-own' OR (relation = 'ratio' AND workers = 1))
         ORDER BY run.started_at, run.id`,
      )
      .iterate(this.of) as IterableIterator<
      Omit<HistoryMean, 'build' | 'base' | 'programs'> & {
        runId: number;
        name: string;
        gil: GilState;
        parallelism: Parallelism;
        baseName: string;
        baseGil: GilState;
        baseParallelism: Parallelism;
      }
    >;
    const means: HistoryMean[] = [];
    for (const row of rows) {
      const { runId, name, gil, parallelism, baseName, baseGil, baseParallelism, ...rest } = row;
      means.push({
        ...rest,
        build: buildLabel({ name, gil, parallelism }),
        base: buildLabel({ name: baseName, gil: baseGil, parallelism: baseParallelism }),
        programs: programs.get(runId)!,
      });
    }
    return means;
  }
}

/**
 * The least ratio of two levels. The floor between runs is one of single values; a level is the median of three at least,
 * which is nearer to the truth by the root of their number over the 1.25 that a median costs.
 */
function leastStep({ ratio, source }: NoiseFloor): number | undefined {
  return source === 'history' ? Math.max(leastStepRatio, ratio ** (1.25 / Math.sqrt(3))) : undefined;
}

function toPoint({ gil, parallelism, ...row }: PointRow): HistoryPoint {
  return { ...row, build: buildLabel({ name: row.buildName, gil, parallelism }) };
}
