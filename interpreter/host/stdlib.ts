// The standard library: the zip file that the npm package pyodide exports, read where it lies.

import { closeSync, existsSync, fstatSync, openSync, readdirSync, readSync, realpathSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { inflateRawSync } from 'node:zlib';
import { root } from './kernel.js';

export interface Member {
  readonly offset: number;
  readonly compressed: number;
  readonly size: number;
  readonly method: number;
  /** CRC-32 of the content. */
  readonly crc: number;
}

/** A zip file without encryption, spanning or 64-bit sizes. */
export class ZipArchive {
  private readonly fd: number;
  readonly members = new Map<string, Member>();

  constructor(readonly path: string) {
    this.fd = openSync(path, 'r');
    const size = fstatSync(this.fd).size;
    const tail = this.read(Math.max(0, size - 66000), Math.min(size, 66000));
    let end = tail.length - 22;
    while (end >= 0 && tail.readUInt32LE(end) !== 0x06054b50) end--;
    if (end < 0) throw new Error(`${path} is no zip file`);
    const count = tail.readUInt16LE(end + 10);
    const directory = this.read(tail.readUInt32LE(end + 16), tail.readUInt32LE(end + 12));
    for (let i = 0, at = 0; i < count; i++) {
      const name = directory.toString('utf8', at + 46, at + 46 + directory.readUInt16LE(at + 28));
      this.members.set(name, {
        method: directory.readUInt16LE(at + 10),
        crc: directory.readUInt32LE(at + 16),
        compressed: directory.readUInt32LE(at + 20),
        size: directory.readUInt32LE(at + 24),
        offset: directory.readUInt32LE(at + 42),
      });
      at += 46 + directory.readUInt16LE(at + 28) + directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32);
    }
  }

  private read(offset: number, length: number): Buffer {
    const buffer = Buffer.alloc(length);
    for (let done = 0; done < length; ) {
      const n = readSync(this.fd, buffer, done, length - done, offset + done);
      if (n === 0) throw new Error(`${this.path} ends too early`);
      done += n;
    }
    return buffer;
  }

  /** Content of a member, or null. */
  content(name: string): Uint8Array | null {
    const member = this.members.get(name);
    if (!member) return null;
    const head = this.read(member.offset, 30);
    const data = this.read(member.offset + 30 + head.readUInt16LE(26) + head.readUInt16LE(28), member.compressed);
    return member.method === 0 ? data : inflateRawSync(data);
  }

  close(): void {
    closeSync(this.fd);
  }
}

let found = '';

/** Path of the standard library's zip file. */
export function stdlibPath(): string {
  // one spelling in every worker, whatever links lead there
  found ||= realpathSync(locate());
  return found;
}

/** Where it mostly is; to ask Node takes ten times as long. */
function locate(): string {
  const usual = path.join(root, 'node_modules', 'pyodide', 'python_stdlib.zip');
  return existsSync(usual) ? usual : createRequire(import.meta.url).resolve('pyodide/python_stdlib.zip');
}

/** Folder of our own Python files; it stands before the archive on sys.path. */
export const libraryFolder = path.join(root, 'interpreter', 'lib');
/** Python files that the build takes out of other packages (tools/library.ts). */
export const builtLibraryFolder = path.join(root, 'build', 'lib');

/** Changes whenever a file of the library does: names, sizes and times. */
export function libraryState(): string {
  const files = [stdlibPath()];
  for (const folder of [libraryFolder, builtLibraryFolder]) {
    if (!existsSync(folder)) continue;
    for (const name of readdirSync(folder).sort()) if (name.endsWith('.py')) files.push(path.join(folder, name));
  }
  return files
    .map((file) => {
      const { size, mtimeMs } = statSync(file);
      return `${file} ${size} ${mtimeMs}`;
    })
    .join('\n');
}
