import Database from 'better-sqlite3';
import { type Connection, inspectStore, openDatabase, StoreError } from './database.js';
import type { Writer } from './records.js';

export interface Checkup {
  /** What is wrong; empty when all is well. */
  readonly problems: readonly string[];
  /** What a reader should know and is no fault. */
  readonly notes: readonly string[];
  readonly runs: number;
  readonly processes: number;
  readonly samples: number;
}

/** One rule of the store, as a query that finds whatever breaks it. */
interface Rule {
  readonly sql: string;
  readonly problem: (row: Readonly<Record<string, unknown>>) => string;
}

const processesOfRun = 'process JOIN variant ON variant.id = process.variant_id JOIN run ON run.id = variant.run_id';

/** What holds of every store, beyond what its schema enforces. */
const rules: readonly Rule[] = [
  {
    sql: `SELECT process_id, count(*) AS samples, max(number) AS last FROM sample
          GROUP BY process_id HAVING max(number) <> count(*) - 1`,
    problem: (row) => `process ${row.process_id}: its ${row.samples} samples are numbered up to ${row.last}, with gaps`,
  },
  {
    sql: `SELECT process_id FROM sample GROUP BY process_id
          HAVING max(iif(warmup = 1, number, -1)) > min(iif(warmup = 0, number, 1e18))`,
    problem: (row) => `process ${row.process_id}: a warm-up comes after a measured sample`,
  },
  {
    sql: `SELECT process.id, run.id AS run, run.warmups + run."values" AS wanted,
                 (SELECT count(*) FROM sample WHERE process_id = process.id) AS found
          FROM ${processesOfRun}
          WHERE run.source = 'measured' AND purpose = 'measure' AND outcome = 'ok' AND found <> wanted`,
    problem: (row) => `process ${row.id} of run ${row.run}: it has ${row.found} samples instead of ${row.wanted}`,
  },
  {
    sql: `SELECT process.id, run.id AS run, block, run.blocks FROM ${processesOfRun} WHERE block >= run.blocks`,
    problem: (row) => `process ${row.id} of run ${row.run}: its block ${row.block} is not among ${row.blocks} blocks`,
  },
  {
    sql: `SELECT run.id AS run, position, count(*) AS times FROM ${processesOfRun}
          GROUP BY run.id, position HAVING count(*) > 1`,
    problem: (row) => `run ${row.run}: ${row.times} processes have the position ${row.position}`,
  },
  {
    // A variant that failed, or whose benchmark could not be calibrated on its build, may have been left out.
    sql: `SELECT variant.id, run.id AS run, run.blocks,
                 (SELECT count(DISTINCT block) FROM process WHERE variant_id = variant.id AND purpose = 'measure') AS found
          FROM variant JOIN run ON run.id = variant.run_id
          WHERE run.state = 'finished' AND run.source = 'measured' AND found <> run.blocks AND NOT EXISTS (
            SELECT 1 FROM process JOIN variant AS other ON other.id = process.variant_id
            WHERE other.run_id = variant.run_id AND other.benchmark_id = variant.benchmark_id
              AND other.build_id = variant.build_id AND outcome <> 'ok'
              AND (process.variant_id = variant.id OR purpose = 'calibrate'))`,
    problem: (row) =>
      `run ${row.run} is finished, and variant ${row.id} was measured in ${row.found} of ${row.blocks} blocks`,
  },
  {
    sql: `SELECT id FROM run WHERE state = 'finished' AND (finished_at IS NULL OR writer IS NOT NULL)`,
    problem: (row) => `run ${row.id} is finished, and has no time of its end or still somebody who writes it`,
  },
  {
    sql: `SELECT a.run_id AS run, a.id FROM comparison JOIN variant AS a ON a.id = variant_id
          JOIN variant AS b ON b.id = base_variant_id WHERE a.run_id <> b.run_id`,
    problem: (row) => `run ${row.run}: variant ${row.id} is compared with one of another run`,
  },
  {
    sql: `SELECT warning.id, warning.run_id AS run FROM warning JOIN variant ON variant.id = warning.variant_id
          WHERE variant.run_id <> warning.run_id`,
    problem: (row) => `run ${row.run}: warning ${row.id} is about a variant of another run`,
  },
];

/**
 * Looks for all that can be wrong with a store: in the file, in what refers to what, and in what the rules demand.
 * @throws StoreError when the file cannot be looked at, as there is none or it is not one of ours.
 */
export function checkStore(file: string, isRunning: (writer: Writer) => boolean): Checkup {
  const damage = damageOf(file);
  if (damage.length) return { problems: damage, notes: [], runs: 0, processes: 0, samples: 0 };
  const connection = openDatabase(file, { readonly: true });
  try {
    const count = (table: string) => connection.prepare(`SELECT count(*) FROM ${table}`).pluck().get() as number;
    return {
      problems: [...strays(connection), ...rules.flatMap((rule) => breaches(connection, rule))],
      notes: unfinishedNotes(connection, isRunning),
      runs: count('run'),
      processes: count('process'),
      samples: count('sample'),
    };
  } finally {
    connection.close();
  }
}

/** The whole check of the file's own structure, which opening does only in part. */
function damageOf(file: string): string[] {
  try {
    inspectStore(file);
  } catch (error) {
    if (!(error instanceof StoreError && error.isDamage)) throw error;
    return [error.message];
  }
  const connection = new Database(file, { readonly: true, timeout: 10_000 });
  try {
    const lines = connection.prepare('PRAGMA integrity_check').pluck().all() as string[];
    return lines.filter((line) => line !== 'ok').map((line) => `${file} is damaged: ${line}`);
  } finally {
    connection.close();
  }
}

function strays(connection: Connection): string[] {
  const rows = connection.pragma('foreign_key_check') as { table: string; rowid: number | null; parent: string }[];
  return rows.map(
    ({ table, rowid, parent }) =>
      `${table}${rowid === null ? '' : ` ${rowid}`}: the ${parent} that it names is not there`,
  );
}

function breaches(connection: Connection, { sql, problem }: Rule): string[] {
  return (connection.prepare(sql).all() as Record<string, unknown>[]).map(problem);
}

function unfinishedNotes(connection: Connection, isRunning: (writer: Writer) => boolean): string[] {
  const rows = connection.prepare("SELECT id, state, writer FROM run WHERE state <> 'finished'").all();
  return (rows as { id: number; state: string; writer: string | null }[]).map(({ id, state, writer }) => {
    const who = writer === null ? null : (JSON.parse(writer) as Writer);
    if (who && isRunning(who)) return `run ${id} is being measured by process ${who.pid} on ${who.hostname}`;
    return `run ${id} was ${state === 'running' ? 'killed' : state}: continue it with \`gil-lab run --resume ${id}\``;
  });
}
