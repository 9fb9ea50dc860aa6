// The start-up image on disk: the memory of a process that has booted and run nothing of its program, so that later
// processes begin there (kernel/process/image.ts is the kernel's part).
//
//   magic 8 bytes, u32 length of the key, u32 crc of the table and the bytes, u32 number of runs n,
//   key (all that the content depends on, in JSON), table of n x { u32 address, u32 length }, the bytes of the runs
//
// What is not in a run is zero. A file is complete under its name or not there: it is written aside and renamed.

import fs from 'node:fs';
import path from 'node:path';
import * as zlib from 'node:zlib';
import { cacheFolder } from './code_cache.js';
import { fingerprint } from './fingerprint.js';

const MAGIC = Buffer.from('gilpyim2', 'latin1');
const HEAD = 8 + 4 + 4 + 4;
/** Memory is looked at in blocks of this size; runs are joined over gaps of up to GAP bytes of zeros. */
const BLOCK = 4096;
const GAP = 4 * BLOCK;
/** Images that are kept; the oldest give way. */
const KEPT = 16;

/** CRC-32; Node before 20.15 has none: a plain sum then. */
function checksum(data: Uint8Array, before = 0): number {
  if (zlib.crc32) return zlib.crc32(data, before);
  let sum = before;
  for (let i = 0; i < data.length; i++) sum = (Math.imul(sum, 31) + data[i]) >>> 0;
  return sum;
}

/** Something that an image depends on. */
export type ImagePart = string | number | boolean;

export interface Run {
  readonly address: number;
  readonly length: number;
}

/** The parts of the memory, up to `end`, that are not all zero. */
export function findRuns(bytes: Uint8Array, end: number): Run[] {
  const runs: { address: number; length: number }[] = [];
  const zeros = new Uint8Array(BLOCK);
  let last: { address: number; length: number } | null = null;
  for (let at = 0; at < end; at += BLOCK) {
    const length = Math.min(BLOCK, end - at);
    if (Buffer.compare(bytes.subarray(at, at + length), zeros.subarray(0, length)) === 0) continue;
    if (last && at - (last.address + last.length) <= GAP) last.length = at + length - last.address;
    else {
      last = { address: at, length };
      runs.push(last);
    }
  }
  return runs;
}

export class ImageFile {
  private constructor(
    private readonly folder: string,
    private readonly key: Buffer,
  ) {}

  /** The image that depends on just these things, read or not; null: there is no cache. */
  static of(parts: readonly ImagePart[], cache: string | null = cacheFolder()): ImageFile | null {
    if (cache === null) return null;
    return new ImageFile(path.join(cache, 'images'), Buffer.from(JSON.stringify(parts)));
  }

  get path(): string {
    return path.join(this.folder, `${fingerprint(this.key)}.image`);
  }

  /** Fills a memory that is all zero. Damaged: the file was not what was written, and the memory may hold parts of it. */
  load(bytes: Uint8Array): 'loaded' | 'absent' | 'damaged' {
    let fd: number;
    try {
      fd = fs.openSync(this.path, 'r');
    } catch {
      return 'absent';
    }
    try {
      return this.read(fd, bytes);
    } catch {
      return 'damaged';
    } finally {
      fs.closeSync(fd);
    }
  }

  private read(fd: number, bytes: Uint8Array): 'loaded' | 'absent' | 'damaged' {
    const head = Buffer.alloc(HEAD);
    if (fs.readSync(fd, head, 0, HEAD, 0) !== HEAD || head.compare(MAGIC, 0, 8, 0, 8) !== 0) return 'absent';
    const count = head.readUInt32LE(16);
    const size = fs.fstatSync(fd).size;
    if (head.readUInt32LE(8) !== this.key.length || HEAD + this.key.length + count * 8 > size) return 'absent';
    const front = Buffer.alloc(this.key.length + count * 8);
    if (fs.readSync(fd, front, 0, front.length, HEAD) !== front.length) return 'absent';
    if (front.compare(this.key, 0, this.key.length, 0, this.key.length) !== 0) return 'absent';
    const table = front.subarray(this.key.length);
    const views: Uint8Array[] = [];
    let total = 0;
    for (let i = 0; i < count; i++) {
      const address = table.readUInt32LE(i * 8);
      const length = table.readUInt32LE(i * 8 + 4);
      if (address + length > bytes.length) return 'absent';
      views.push(bytes.subarray(address, address + length));
      total += length;
    }
    if (size !== HEAD + front.length + total) return 'absent';
    let crc = checksum(table);
    let at = HEAD + front.length;
    for (const view of views) {
      if (fs.readSync(fd, view, 0, view.length, at) !== view.length) return 'damaged';
      at += view.length;
      crc = checksum(view, crc);
    }
    return crc >>> 0 === head.readUInt32LE(12) ? 'loaded' : 'damaged';
  }

  /** Writes a memory out, up to `end`. An image that can't be written is no error. */
  save(bytes: Uint8Array, end: number): void {
    const runs = findRuns(bytes, end);
    const table = Buffer.alloc(runs.length * 8);
    const parts: Uint8Array[] = [table];
    runs.forEach(({ address, length }, i) => {
      table.writeUInt32LE(address, i * 8);
      table.writeUInt32LE(length, i * 8 + 4);
      parts.push(bytes.slice(address, address + length));
    });
    let crc = checksum(table);
    for (const part of parts.slice(1)) crc = checksum(part, crc);
    const head = Buffer.alloc(HEAD);
    MAGIC.copy(head);
    head.writeUInt32LE(this.key.length, 8);
    head.writeUInt32LE(crc >>> 0, 12);
    head.writeUInt32LE(runs.length, 16);
    const aside = `${this.path}.${process.pid}`;
    try {
      fs.mkdirSync(this.folder, { recursive: true });
      // it holds the keys of this process's hashes: nobody else's business
      fs.writeFileSync(aside, Buffer.concat([head, this.key, ...parts]), { mode: 0o600 });
      fs.renameSync(aside, this.path);
      this.prune();
    } catch {
      fs.rmSync(aside, { force: true });
    }
  }

  /** Removes an image that turned out to be damaged. */
  remove(): void {
    fs.rmSync(this.path, { force: true });
  }

  private prune(): void {
    const files = fs
      .readdirSync(this.folder)
      .map((name) => path.join(this.folder, name))
      .map((file) => ({ file, time: fs.statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0 }))
      .sort((a, b) => b.time - a.time);
    for (const { file } of files.slice(KEPT)) fs.rmSync(file, { force: true });
  }
}
