import { closeSync, mkdirSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import path from 'node:path';
import { StoreError } from '../../results/database.js';
import type { Writer } from '../../results/records.js';
import { isRunning, thisWriter } from '../writer.js';

/**
 * Does work while holding a lock file. The lock of a process that died is taken over.
 * @throws StoreError when a process that lives holds it.
 */
export async function alone<T>(file: string, work: () => Promise<T>, running = isRunning): Promise<T> {
  mkdirSync(path.dirname(file), { recursive: true });
  if (!take(file)) {
    const holder = holderOf(file);
    if (holder && running(holder)) {
      throw new StoreError(`A night is being measured by process ${holder.pid} on ${holder.hostname} (${file}).`);
    }
    rmSync(file, { force: true });
    if (!take(file)) throw new StoreError(`Another night began just now (${file}).`);
  }
  try {
    return await work();
  } finally {
    rmSync(file, { force: true });
  }
}

function take(file: string): boolean {
  let handle: number;
  try {
    handle = openSync(file, 'wx');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
  writeSync(handle, JSON.stringify(thisWriter()));
  closeSync(handle);
  return true;
}

/** null: the file was never written to its end, so whoever began it died. */
function holderOf(file: string): Writer | null {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Writer;
  } catch {
    return null;
  }
}
