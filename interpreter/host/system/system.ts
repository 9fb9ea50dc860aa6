// The part of the process that all workers and Node's main thread share beside the kernel's memory.

import { closeSync, fstatSync } from 'node:fs';
import { isatty } from 'node:tty';
import { type Description, DescriptorTable, Kind } from './descriptors.js';
import { Pipes } from './pipes.js';
import { Pool } from './pool.js';

const SIGNALS = 0;
const UMASK = 1;
const WORDS = 16;

export class System {
  readonly descriptors: DescriptorTable;
  readonly pipes: Pipes;
  readonly pool: Pool;
  private readonly words: Int32Array;

  constructor(readonly buffer: SharedArrayBuffer) {
    this.words = new Int32Array(buffer, 0, WORDS);
    this.descriptors = new DescriptorTable(buffer, WORDS * 4);
    this.pool = new Pool(buffer, WORDS * 4 + DescriptorTable.bytes);
    this.pipes = new Pipes(buffer, WORDS * 4 + DescriptorTable.bytes + Pool.bytes);
  }

  /** A new system with the process's own three standard streams. Called by Node's main thread. */
  static create(): System {
    const size = WORDS * 4 + DescriptorTable.bytes + Pool.bytes + Pipes.bytes;
    const system = new System(new SharedArrayBuffer(size));
    const { descriptors, pipes } = system;
    system.umask = process.umask();
    for (const fd of [0, 1, 2]) {
      const kind = kindOf(fd);
      if (kind === null) continue;
      const flags = fd === 0 ? 0 : 1;
      if (fd === 0 && (kind === 'stream' || kind === 'terminal')) {
        descriptors.open(Kind.pipeRead, fd, flags, { fd, cloexec: false, pipe: pipes.create(1, 1, true) });
      } else {
        const positioned = kind === 'file' && fd === 0;
        descriptors.open(positioned ? Kind.file : Kind.device, fd, flags, { fd, cloexec: false });
      }
    }
    return system;
  }

  get umask(): number {
    return Atomics.load(this.words, UMASK);
  }
  set umask(value: number) {
    Atomics.store(this.words, UMASK, value);
  }

  /** Counts the signals that came: a blocking call that sees it change ends with EINTR. */
  get signals(): number {
    return Atomics.load(this.words, SIGNALS);
  }
  countSignal(): void {
    Atomics.add(this.words, SIGNALS, 1);
    this.pipes.wakeAll();
  }

  /** Frees what a description stood for, once its last descriptor is closed. */
  release(description: Description | null): void {
    if (description === null) return;
    if (description.kind === Kind.pipeRead) this.pipes.closeEnd(description.pipe, 'read');
    else if (description.kind === Kind.pipeWrite) this.pipes.closeEnd(description.pipe, 'write');
    else if (description.handle > 2 && description.kind !== Kind.socket) closeSync(description.handle);
  }
}

function kindOf(fd: number): 'file' | 'stream' | 'terminal' | 'device' | null {
  try {
    if (isatty(fd)) return 'terminal';
    const stat = fstatSync(fd);
    if (stat.isFile()) return 'file';
    return stat.isFIFO() || stat.isSocket() ? 'stream' : 'device';
  } catch {
    return null;
  }
}
