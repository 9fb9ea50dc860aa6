import { existsSync, realpathSync, renameSync, rmSync } from 'node:fs';
import Database from 'better-sqlite3';
import { type Connection, explain, inspectStore, StoreError } from './database.js';

/** All pages in one step: a store that is written meanwhile would make a copy in small steps begin again and again. */
const allPages = 2 ** 31 - 1;

/**
 * Copies a store as it is at this moment, also while runs write to it. The copy is one file without a log beside it; it
 * is complete and checked before it takes its name, in the place of an earlier one.
 * @throws StoreError when `target` is something else than a store, or cannot be written; it is then as it was.
 */
export async function backupStore(connection: Connection, target: string): Promise<void> {
  if (existsSync(target)) {
    if (realpathSync(target) === realpathSync(connection.name)) {
      throw new StoreError(`${target} is the store itself: name another file for its backup.`);
    }
    inspectStore(target);
  }
  const partial = `${target}.${process.pid}.partial`;
  try {
    await connection.backup(partial, { progress: () => allPages });
    const copy = new Database(partial);
    try {
      copy.pragma('journal_mode = DELETE');
    } finally {
      copy.close();
    }
    inspectStore(partial);
    renameSync(partial, target);
  } catch (error) {
    throw explain(error, target);
  } finally {
    for (const end of ['', '-journal', '-wal', '-shm']) rmSync(`${partial}${end}`, { force: true });
  }
}
