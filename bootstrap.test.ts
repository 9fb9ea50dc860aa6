import { spawn } from 'node:child_process';
import { appendFileSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const bootstrap = pathToFileURL(path.resolve(import.meta.dirname, 'bootstrap.mjs')).href;
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'gil-lab-bootstrap-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A process that takes the lock, writes "in" and "out" to the log around a pause, and ends. */
function holder(lock: string, log: string): Promise<number | null> {
  const program = `
    import { appendFileSync } from 'node:fs';
    import { withLock } from ${JSON.stringify(bootstrap)};
    await withLock(${JSON.stringify(lock)}, async () => {
      appendFileSync(${JSON.stringify(log)}, 'in ');
      await new Promise((resolve) => setTimeout(resolve, 100));
      appendFileSync(${JSON.stringify(log)}, 'out ');
    });`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', program], { stdio: 'ignore' });
  return new Promise((resolve) => child.once('close', resolve));
}

describe('the set-up lock', () => {
  it('lets one start at a time in, and is gone afterwards', async () => {
    const lock = path.join(folder, 'lock');
    const log = path.join(folder, 'log');
    const codes = await Promise.all([1, 2, 3].map(() => holder(lock, log)));
    expect(codes).toEqual([0, 0, 0]);
    expect(readFileSync(log, 'utf8')).toBe('in out '.repeat(3));
    expect(existsSync(lock)).toBe(false);
  });

  it('is taken over from a process that died with it', async () => {
    const lock = path.join(folder, 'lock');
    const log = path.join(folder, 'log');
    // A process that has ended: its number belongs to nobody.
    const dead = spawn(process.execPath, ['-e', ''], { stdio: 'ignore' });
    await new Promise((resolve) => dead.once('close', resolve));
    writeFileSync(lock, String(dead.pid));
    appendFileSync(log, '');
    await Promise.all([1, 2].map(() => holder(lock, log)));
    expect(readFileSync(log, 'utf8')).toBe('in out in out ');
    expect(existsSync(lock)).toBe(false);
  });
});
