import { copyFileSync, existsSync, mkdtempSync, realpathSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import Database from 'better-sqlite3';
import { explain, inspectStore, openDatabase, StoreError } from './database.js';
import { type Imported, importRun } from './import-run.js';
import { listRuns, readRun } from './queries.js';
import type { Writer } from './records.js';
import type { Store } from './store.js';

/** What a merge did with the runs of one store. */
export type Merged = Readonly<Record<Imported, number>>;

/**
 * Takes the runs of another store in, oldest first, each whole. The other file is only read: a copy of it is what is
 * brought up to the schema of today.
 * @throws StoreError when the other file is no store of ours, is damaged or is newer than this program.
 */
export async function mergeStore(store: Store, file: string, isRunning: (writer: Writer) => boolean): Promise<Merged> {
  if (existsSync(file) && realpathSync(file) === realpathSync(store.connection.name)) {
    throw new StoreError(`${file} is the store itself: there is nothing to merge.`);
  }
  if (!existsSync(file)) throw new StoreError(`There is no result store at ${file}.`);
  const folder = mkdtempSync(path.join(tmpdir(), 'gil-lab-merge-'));
  try {
    const copy = path.join(folder, path.basename(file));
    await copyStore(file, copy);
    inspectStore(copy, file);
    const connection = openDatabase(copy);
    try {
      const merged: Record<Imported, number> = { new: 0, known: 0, grown: 0 };
      for (const { id } of listRuns(connection).reverse()) {
        merged[importRun(store, readRun(connection, id)!, isRunning)]++;
      }
      return merged;
    } finally {
      connection.close();
    }
  } catch (error) {
    throw explain(error, file);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A copy of the moment, also of a store that another process writes, or that lies where nothing may be written. */
async function copyStore(file: string, copy: string): Promise<void> {
  const stamp = () => {
    const { size, mtimeMs } = statSync(file);
    return existsSync(`${file}-wal`) && statSync(`${file}-wal`).size > 0 ? null : `${size} ${mtimeMs}`;
  };
  // Without a log nobody is writing, and the file is all there is.
  const before = stamp();
  if (before !== null) {
    copyFileSync(file, copy);
    if (stamp() === before) return;
    rmSync(copy);
  }
  const source = new Database(file, { readonly: true, timeout: 10_000 });
  try {
    await source.backup(copy);
  } finally {
    source.close();
  }
}
