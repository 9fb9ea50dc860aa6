// What earlier runs of a store say: how far apart measurements of one build were, and each benchmark's value over time.
// Nothing is ever joined across contents of a benchmark, sizes of its problem, worker counts or machines.

import path from 'node:path';
import type { Connection } from '../../results/database.js';
import type { BenchmarkKind, GilState, Interval, Parallelism } from '../../results/records.js';
import { type NoiseFloor, noiseFloor } from './noise-floor.js';

/** What must agree for two measurements to be of the same thing, next to the machine. */
export interface Measured {
  readonly kind: BenchmarkKind;
  readonly benchmark: string;
  readonly contentHash: string;
  readonly workers: number;
  readonly scale: number;
}

export function measuredKey({ kind, benchmark, contentHash, workers, scale }: Measured): string {
  return JSON.stringify([kind, benchmark, contentHash, workers, scale]);
}

/** Noise floors of one machine by `measuredKey`; a benchmark without history gets the default. */
export type Floors = (measured: Measured) => NoiseFloor;

/** What must agree for two geometric means to be of the same thing, next to the machine. */
export interface MeasuredMean {
  readonly family: string;
  readonly workers: number;
  readonly scale: number;
  /** Hashes of the benchmarks that it is over. */
  readonly contents: readonly string[];
}

/** Noise floors of the geometric means of one machine. */
export type MeanFloors = (mean: MeasuredMean) => NoiseFloor;

/** Noise floors for sides that share the base's run, for those that do not, and for geometric means of the former. */
export interface StoredFloors {
  readonly paired: Floors;
  readonly across: Floors;
  readonly means: MeanFloors;
}

/** The defaults, where no history is at hand. */
export const defaultFloors: StoredFloors = {
  paired: () => noiseFloor([], 'paired'),
  across: () => noiseFloor([], 'across'),
  means: () => noiseFloor([], 'paired'),
};

/** The floors that a store tells of a machine. `exceptRuns` are those that are being judged. */
export function storedFloors(connection: Connection, machine: string, exceptRuns: readonly number[]): StoredFloors {
  return {
    paired: pairedFloors(connection, machine, exceptRuns),
    across: acrossFloors(connection, machine, exceptRuns),
    means: meanFloors(connection, machine, exceptRuns),
  };
}

const measuredColumns = `benchmark.kind, benchmark.name AS benchmark, benchmark.content_hash AS contentHash,
  variant.workers, run.scale`;

/**
 * Floors for comparisons within a run: from pairs of builds that ran in one run and are the same but for their names
 * (`--python a=python3 --python b=python3`). `exceptRuns` are those that are being judged.
 */
export function pairedFloors(connection: Connection, machine: string, exceptRuns: readonly number[]): Floors {
  const twins = twinBuilds(connection);
  if (!twins.size) return (measured) => floorOf(new Map(), measured, 'paired');
  const rows = connection
    .prepare(
      `SELECT ${measuredColumns}, variant.build_id AS build, base.build_id AS baseBuild, comparison.value AS ratio
       FROM comparison
       JOIN variant ON variant.id = comparison.variant_id
       JOIN variant AS base ON base.id = comparison.base_variant_id
       JOIN run ON run.id = variant.run_id
       JOIN machine ON machine.id = run.machine_id
       JOIN benchmark ON benchmark.id = variant.benchmark_id
       WHERE relation = 'ratio' AND variant.build_id < base.build_id AND machine.fingerprint = @machine
         AND variant.build_id IN (SELECT value FROM json_each(@builds))
         AND run.id NOT IN (SELECT value FROM json_each(@except))
       ORDER BY run.started_at DESC, run.id DESC`,
    )
    .all({ machine, builds: JSON.stringify([...twins.keys()]), except: JSON.stringify(exceptRuns) }) as (Measured & {
    build: number;
    baseBuild: number;
    ratio: number;
  })[];
  const same = rows.filter(({ build, baseBuild }) => twins.get(build) === twins.get(baseBuild));
  const ratios = grouped(same, measuredKey, ({ ratio }) => ratio);
  return (measured) => floorOf(ratios, measured, 'paired');
}

/** Floors for geometric means within a run, from the same pairs of builds. */
export function meanFloors(connection: Connection, machine: string, exceptRuns: readonly number[]): MeanFloors {
  const twins = twinBuilds(connection);
  if (!twins.size) return defaultFloors.means;
  const rows = connection
    .prepare(
      `SELECT family, overall.workers, run.scale, build_id AS build, base_build_id AS baseBuild, value AS ratio,
              (SELECT json_group_array(content_hash) FROM (
                 SELECT content_hash FROM variant JOIN benchmark ON benchmark.id = benchmark_id
                 WHERE run_id = run.id AND variant.build_id = overall.build_id AND variant.workers = overall.workers
                   AND family = CASE kind WHEN 'single' THEN kind ELSE scaling END)) AS contents
       FROM overall
       JOIN run ON run.id = overall.run_id
       JOIN machine ON machine.id = run.machine_id
       WHERE relation = 'ratio' AND build_id < base_build_id AND machine.fingerprint = @machine
         AND build_id IN (SELECT value FROM json_each(@builds))
         AND run.id NOT IN (SELECT value FROM json_each(@except))
       ORDER BY run.started_at DESC, run.id DESC`,
    )
    .all({ machine, builds: JSON.stringify([...twins.keys()]), except: JSON.stringify(exceptRuns) }) as (Omit<
    MeasuredMean,
    'contents'
  > & { build: number; baseBuild: number; ratio: number; contents: string })[];
  const same = rows.filter(({ build, baseBuild }) => twins.get(build) === twins.get(baseBuild));
  const key = ({ family, workers, scale, contents }: MeasuredMean) =>
    JSON.stringify([family, workers, scale, [...contents].sort()]);
  const ratios = grouped(
    same,
    (row) => key({ ...row, contents: JSON.parse(row.contents) as string[] }),
    ({ ratio }) => ratio,
  );
  return (mean) => noiseFloor(ratios.get(key(mean)) ?? [], 'paired');
}

/** Floors for comparisons between runs: from one and the same build in runs that followed each other. */
export function acrossFloors(connection: Connection, machine: string, exceptRuns: readonly number[]): Floors {
  const rows = connection
    .prepare(
      `SELECT ${measuredColumns}, variant.build_id AS build, summary.value
       FROM summary
       JOIN variant ON variant.id = summary.variant_id
       JOIN run ON run.id = variant.run_id
       JOIN machine ON machine.id = run.machine_id
       JOIN benchmark ON benchmark.id = variant.benchmark_id
       WHERE machine.fingerprint = @machine AND run.id NOT IN (SELECT value FROM json_each(@except))
       ORDER BY run.started_at DESC, run.id DESC`,
    )
    .all({ machine, except: JSON.stringify(exceptRuns) }) as (Measured & { build: number; value: number })[];
  const series = grouped(
    rows,
    (row) => `${row.build} ${measuredKey(row)}`,
    (row) => row,
  );
  const pairs = [...series.values()].flatMap((points) =>
    points.slice(1).map((older, index) => ({ ...older, ratio: older.value / points[index].value })),
  );
  const ratios = grouped(pairs, measuredKey, ({ ratio }) => ratio);
  return (measured) => floorOf(ratios, measured, 'across');
}

function floorOf(ratios: ReadonlyMap<string, readonly number[]>, measured: Measured, pairing: 'paired' | 'across') {
  return noiseFloor(ratios.get(measuredKey(measured)) ?? [], pairing);
}

/** Builds that have a twin, each with what it has in common with it. */
function twinBuilds(connection: Connection): Map<number, string> {
  const rows = connection
    .prepare('SELECT id, command, environment, implementation, version, gil, parallelism, revision, details FROM build')
    .all() as { id: number; command: string; [field: string]: unknown }[];
  const identities = rows.map(({ id, command, ...rest }) => {
    // Where it lies does not matter: the same source built in two folders is the same build.
    const words = (JSON.parse(command) as string[]).map((word) => (path.isAbsolute(word) ? path.basename(word) : word));
    return { id, identity: JSON.stringify([words, rest]) };
  });
  const groups = grouped(
    identities,
    ({ identity }) => identity,
    ({ id }) => id,
  );
  return new Map(
    identities.flatMap(({ id, identity }) => (groups.get(identity)!.length > 1 ? [[id, identity] as const] : [])),
  );
}

function grouped<T, V>(items: readonly T[], key: (item: T) => string, value: (item: T) => V): Map<string, V[]> {
  const groups = new Map<string, V[]>();
  for (const item of items) {
    const group = groups.get(key(item));
    if (group) group.push(value(item));
    else groups.set(key(item), [value(item)]);
  }
  return groups;
}

/** One run's cost of one unit of work, in nanoseconds. */
export interface HistoryPoint extends Interval {
  readonly runId: number;
  readonly startedAt: string;
  /** Git revision of the build, where there is one. */
  readonly revision: string | null;
  readonly buildId: number;
}

/** One benchmark at one worker count on the builds of one name over the runs of one machine, oldest run first. */
export interface HistorySeries extends Measured {
  readonly machine: string;
  /** Builds of one name are one line: their fingerprints change from night to night. */
  readonly build: string;
  readonly gil: GilState;
  readonly parallelism: Parallelism;
  readonly points: readonly HistoryPoint[];
}

/** Every series of the store, or of one machine. A benchmark whose content changed starts a new one. */
export function readHistory(connection: Connection, machine?: string): HistorySeries[] {
  const rows = connection
    .prepare(
      `SELECT ${measuredColumns}, machine.fingerprint AS machine, build.name AS build, build.gil, build.parallelism,
              build.id AS buildId, coalesce(variant.revision, build.revision) AS revision,
              run.id AS runId, run.started_at AS startedAt,
              summary.value, summary.low, summary.high
       FROM summary
       JOIN variant ON variant.id = summary.variant_id
       JOIN run ON run.id = variant.run_id
       JOIN machine ON machine.id = run.machine_id
       JOIN benchmark ON benchmark.id = variant.benchmark_id
       JOIN build ON build.id = variant.build_id
       WHERE @machine IS NULL OR machine.fingerprint = @machine
       ORDER BY run.started_at, run.id, variant.id`,
    )
    .all({ machine: machine ?? null }) as (Omit<HistorySeries, 'points'> & HistoryPoint)[];
  const line = (row: (typeof rows)[number]) =>
    JSON.stringify([row.machine, row.build, row.gil, row.parallelism, measuredKey(row)]);
  return [...grouped(rows, line, (row) => row).values()].map((group) => {
    const { machine: on, kind, benchmark, contentHash, workers, scale, build, gil, parallelism } = group[0];
    const points = group.map(({ runId, startedAt, revision, buildId, value, low, high }): HistoryPoint => {
      return { runId, startedAt, revision, buildId, value, low, high };
    });
    return { machine: on, kind, benchmark, contentHash, workers, scale, build, gil, parallelism, points };
  });
}
