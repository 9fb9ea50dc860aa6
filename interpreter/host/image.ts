// The start-up image on disk: the memory of a process that has booted and run nothing of its program, so that later
// processes begin there (kernel/process/image.ts is the kernel's part).
//
//   magic 8 bytes, key 32 bytes (of all that the content depends on), u32 crc of what follows, u32 number of runs n,
//   n x { u32 address, u32 length }, the bytes of the runs
//
// What is not in a run is zero. A file is complete under its name or not there: it is written aside and renamed.

import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import zlib from 'node:zlib';
import { cacheFolder } from './code_cache.js';

const MAGIC = Buffer.from('gilpyim1', 'latin1');
const HEAD = 8 + 32 + 4 + 4;
/** Memory is looked at in blocks of this size; runs are joined over gaps of up to GAP bytes of zeros. */
const BLOCK = 4096;
const GAP = 4 * BLOCK;
/** Images that are kept; the oldest give way. */
const KEPT = 16;

const checksum: (data: Uint8Array, before?: number) => number =
  zlib.crc32 ??
  ((data, before = 0) => createHash('sha1').update(Uint32Array.of(before)).update(data).digest().readUInt32LE(0));

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
    const key = createHash('sha256').update(JSON.stringify(parts)).digest();
    return new ImageFile(path.join(cache, 'images'), key);
  }

  get path(): string {
    return path.join(this.folder, `${this.key.toString('hex').slice(0, 40)}.image`);
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
    if (head.compare(this.key, 0, 32, 8, 40) !== 0) return 'absent';
    const count = head.readUInt32LE(44);
    const size = fs.fstatSync(fd).size;
    if (HEAD + count * 8 > size) return 'absent';
    const table = Buffer.alloc(count * 8);
    if (fs.readSync(fd, table, 0, table.length, HEAD) !== table.length) return 'absent';
    const views: Uint8Array[] = [];
    let total = 0;
    for (let i = 0; i < count; i++) {
      const address = table.readUInt32LE(i * 8);
      const length = table.readUInt32LE(i * 8 + 4);
      if (address + length > bytes.length) return 'absent';
      views.push(bytes.subarray(address, address + length));
      total += length;
    }
    if (size !== HEAD + table.length + total) return 'absent';
    let crc = checksum(table);
    let at = HEAD + table.length;
    for (const view of views) {
      if (fs.readSync(fd, view, 0, view.length, at) !== view.length) return 'damaged';
      at += view.length;
      crc = checksum(view, crc);
    }
    return crc >>> 0 === head.readUInt32LE(40) ? 'loaded' : 'damaged';
  }

  /** Writes a memory out, up to `end`. An image that can't be written is no error. */
  save(bytes: Uint8Array, end: number): void {
    const runs = findRuns(bytes, end);
    const table = Buffer.alloc(runs.length * 8);
    let crc: number;
    const parts: Uint8Array[] = [table];
    runs.forEach(({ address, length }, i) => {
      table.writeUInt32LE(address, i * 8);
      table.writeUInt32LE(length, i * 8 + 4);
      parts.push(bytes.slice(address, address + length));
    });
    crc = checksum(table);
    for (const part of parts.slice(1)) crc = checksum(part, crc);
    const head = Buffer.alloc(HEAD);
    MAGIC.copy(head);
    this.key.copy(head, 8);
    head.writeUInt32LE(crc >>> 0, 40);
    head.writeUInt32LE(runs.length, 44);
    const aside = `${this.path}.${process.pid}`;
    try {
      fs.mkdirSync(this.folder, { recursive: true });
      // it holds the keys of this process's hashes: nobody else's business
      fs.writeFileSync(aside, Buffer.concat([head, ...parts]), { mode: 0o600 });
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
