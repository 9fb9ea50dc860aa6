import { mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { findRuns, ImageFile } from './image.js';

const folder = mkdtempSync(path.join(tmpdir(), 'gilpy-image-'));
afterAll(() => rmSync(folder, { recursive: true }));

const SIZE = 1 << 20;

function memory(): Uint8Array {
  const bytes = new Uint8Array(new SharedArrayBuffer(SIZE));
  bytes.fill(7, 4096, 4100);
  bytes.fill(9, 500_000, 700_000);
  bytes[SIZE - 1] = 1;
  return bytes;
}

function saved(name: string): ImageFile {
  const file = ImageFile.of([name, 1, true], folder)!;
  file.save(memory(), SIZE);
  return file;
}

const blank = () => new Uint8Array(new SharedArrayBuffer(SIZE));

describe('start-up image', () => {
  it('holds the parts of a memory that are not zero', () => {
    const runs = findRuns(memory(), SIZE);
    expect(runs.map(({ address }) => address)).toEqual([4096, 499_712, SIZE - 4096]);
    expect(findRuns(blank(), SIZE)).toEqual([]);
  });

  it('fills an empty memory with what was saved', () => {
    const target = blank();
    expect(saved('a').load(target)).toBe('loaded');
    expect(Buffer.compare(target, memory())).toBe(0);
  });

  it('is not found under another key, nor in another file name', () => {
    const file = saved('b');
    const other = ImageFile.of(['b', 1, false], folder)!;
    expect(other.load(blank())).toBe('absent');
    writeFileSync(other.path, readFileSync(file.path));
    expect(other.load(blank())).toBe('absent');
  });

  it('is not used when it is cut off, or when any byte of it has changed', () => {
    const file = saved('c');
    const whole = readFileSync(file.path);
    truncateSync(file.path, whole.length - 1);
    expect(file.load(blank())).toBe('absent');
    for (const at of [0, 20, 41, 45, 60, whole.length - 5]) {
      const changed = Buffer.from(whole);
      changed[at] ^= 4;
      writeFileSync(file.path, changed);
      expect(file.load(blank())).not.toBe('loaded');
    }
    writeFileSync(file.path, whole);
    expect(file.load(blank())).toBe('loaded');
  });

  it('does not fill the disk: only the newest stay', () => {
    for (let i = 0; i < 20; i++) saved(`many ${i}`);
    const left = readdirSync(path.join(folder, 'images'));
    expect(left).toHaveLength(16);
    expect(left.filter((name) => !name.endsWith('.image'))).toEqual([]);
  });

  it('is not there without a cache', () => {
    expect(ImageFile.of(['d'], null)).toBeNull();
  });
});
