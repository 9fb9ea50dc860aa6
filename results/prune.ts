import type { Connection } from './database.js';
import { listRuns, type RunHeading, unfinishedRuns } from './queries.js';
import type { Writer } from './records.js';
import type { Store } from './store.js';

/** Which runs go: those that fall under every rule that is given. */
export interface PruneRules {
  /** The newest runs of this number stay. */
  readonly keep: number | null;
  /** Runs that began at this time or later stay; ISO 8601. */
  readonly before: string | null;
}

/** The runs that would go, oldest first; one that is being measured never does. */
export function prunable(
  connection: Connection,
  rules: PruneRules,
  isRunning: (writer: Writer) => boolean,
): RunHeading[] {
  const busy = new Set(
    unfinishedRuns(connection)
      .filter(({ writer }) => writer !== null && isRunning(writer))
      .map(({ id }) => id),
  );
  // By the time at which they began, since a merged store has its runs in another order.
  const runs = listRuns(connection).sort((a, b) =>
    a.startedAt < b.startedAt ? 1 : a.startedAt > b.startedAt ? -1 : 0,
  );
  return runs
    .filter((_, index) => rules.keep === null || index >= rules.keep)
    .filter((run) => rules.before === null || run.startedAt < rules.before)
    .filter((run) => !busy.has(run.id))
    .reverse();
}

/** Removes runs, and then the builds, benchmarks and machines that nothing refers to any more: all in one transaction. */
export function prune(store: Store, runIds: readonly number[]): void {
  store.atomically(() => {
    for (const id of runIds) store.deleteRun(id);
    for (const table of ['build', 'benchmark', 'machine']) {
      const references = referencesTo(store.connection, table);
      const unused = references.map(
        ([child, column]) => `id NOT IN (SELECT "${column}" FROM "${child}" WHERE "${column}" IS NOT NULL)`,
      );
      store.connection.prepare(`DELETE FROM ${table} WHERE ${unused.join(' AND ')}`).run();
    }
  });
}

/** Gives the space of what was removed back to the file system. */
export function compact(connection: Connection): void {
  connection.exec('VACUUM');
  connection.pragma('wal_checkpoint(TRUNCATE)');
}

/** Every column that refers to a table, from the schema itself. */
function referencesTo(connection: Connection, table: string): [child: string, column: string][] {
  const sql = `SELECT child.name AS child, key."from" AS "column"
               FROM sqlite_schema AS child, pragma_foreign_key_list(child.name) AS key
               WHERE child.type = 'table' AND key."table" = ?`;
  const rows = connection.prepare(sql).all(table) as { child: string; column: string }[];
  return rows.map(({ child, column }) => [child, column]);
}
