// The part of the process that all workers and Node's main thread share beside the kernel's memory.

import { closeSync, fstatSync, readFileSync } from 'node:fs';
import { type Description, DescriptorTable, Field, Kind, MAX_FDS, NO_PIPE } from './descriptors.js';
import { FED, type PipeMessage, Pipes } from './pipes.js';
import { Pool } from './pool.js';
import { isTerminal } from './terminal.js';

const UMASK = 0;
const ACTIVITY = 1;
const POLLERS = 2;
const WAKEUP = 3;
const WORDS = 16;

/** What Node's main thread hears: of rings that it serves, and of sockets that are closed. */
export type SystemMessage = PipeMessage | { readonly kind: 'closed'; readonly handle: number };

export class System {
  readonly descriptors: DescriptorTable;
  readonly pipes: Pipes;
  readonly pool: Pool;
  private readonly words: Int32Array;

  /** `tell`: a message for Node's main thread. */
  constructor(
    readonly buffer: SharedArrayBuffer,
    private readonly tell: (message: SystemMessage) => void,
  ) {
    this.words = new Int32Array(buffer, 0, WORDS);
    this.descriptors = new DescriptorTable(buffer, WORDS * 4);
    this.pool = new Pool(buffer, WORDS * 4 + DescriptorTable.bytes);
    this.pipes = new Pipes(buffer, WORDS * 4 + DescriptorTable.bytes + Pool.bytes, () => this.active(), tell);
  }

  /** A new system with the process's own three standard streams. Called by Node's main thread. */
  static create(tell: (message: SystemMessage) => void): System {
    const size = WORDS * 4 + DescriptorTable.bytes + Pool.bytes + Pipes.bytes;
    const system = new System(new SharedArrayBuffer(size), tell);
    const { descriptors, pipes } = system;
    system.umask = process.umask();
    for (const fd of [0, 1, 2]) {
      const kind = kindOf(fd);
      if (kind === null) continue;
      const flags = fd === 0 ? 0 : 1;
      if (fd === 0 && (kind === 'stream' || kind === 'terminal')) {
        descriptors.open(Kind.pipeRead, fd, flags, { fd, cloexec: false, pipe: pipes.create(1, 1, FED) });
      } else {
        const positioned = kind === 'file' && fd === 0;
        descriptors.open(positioned ? Kind.file : Kind.device, fd, flags, { fd, cloexec: false });
        if (positioned) descriptors.setPosition(descriptors.get(fd)!, positionOf(fd));
      }
    }
    for (const { fd, flags } of inheritedDescriptors()) {
      const kind = kindOf(fd);
      if (kind === null) continue;
      if (kind === 'stream' && flags === 0) {
        descriptors.open(Kind.pipeRead, fd, flags, { fd, cloexec: false, pipe: pipes.create(1, 1, FED) });
      } else {
        descriptors.open(kind === 'file' ? Kind.file : Kind.device, fd, flags, { fd, cloexec: false });
        if (kind === 'file') descriptors.setPosition(descriptors.get(fd)!, positionOf(fd));
      }
    }
    return system;
  }

  /** Rings of the process's own streams that are open for reading, with their descriptors. */
  streams(): Map<number, number> {
    const all = new Map<number, number>();
    for (let fd = 0; fd < MAX_FDS; fd++) {
      const description = this.descriptors.get(fd);
      if (description?.kind === Kind.pipeRead) all.set(description.pipe, fd);
    }
    return all;
  }

  get umask(): number {
    return Atomics.load(this.words, UMASK);
  }
  set umask(value: number) {
    Atomics.store(this.words, UMASK, value);
  }

  /**
   * A signal came: writes its number to the descriptor of signal.set_wakeup_fd, and wakes all blocking calls, so that
   * those of Python's main thread end with EINTR.
   */
  signalled(number: number): void {
    const description = this.descriptors.get(this.wakeup);
    const ring =
      description?.kind === Kind.pipeWrite
        ? description.pipe
        : description?.kind === Kind.socket
          ? this.descriptors.field(description, Field.output)
          : NO_PIPE;
    if (ring !== NO_PIPE) this.pipes.put(ring, Uint8Array.of(number));
    this.pipes.wakeAll();
    this.active();
  }

  /** The descriptor that numbers of signals are written to; -1: none. */
  get wakeup(): number {
    return Atomics.load(this.words, WAKEUP) - 1;
  }
  set wakeup(fd: number) {
    Atomics.store(this.words, WAKEUP, fd + 1);
  }

  /** Something that a poller may wait for has changed. */
  active(): void {
    if (Atomics.load(this.words, POLLERS) === 0) return;
    Atomics.add(this.words, ACTIVITY, 1);
    Atomics.notify(this.words, ACTIVITY);
  }

  /**
   * Calls `look` until it gives a number above 0, the time (ms) is over (0) or `interrupted` (-1); sleeps while nothing
   * happens.
   */
  poll(look: () => number, timeout: number, interrupted: () => boolean): number {
    const deadline = performance.now() + timeout;
    Atomics.add(this.words, POLLERS, 1);
    try {
      for (;;) {
        const seen = Atomics.load(this.words, ACTIVITY);
        const found = look();
        if (found > 0) return found;
        if (interrupted()) return -1;
        const left = deadline - performance.now();
        if (left <= 0) return 0;
        Atomics.wait(this.words, ACTIVITY, seen, left);
      }
    } finally {
      Atomics.sub(this.words, POLLERS, 1);
    }
  }

  /** Frees what a description stood for, once its last descriptor is closed. */
  release(description: Description | null): void {
    if (description === null) return;
    const { pipes } = this;
    if (description.kind === Kind.socket) this.releaseSocket(description);
    else if (description.kind === Kind.pipeRead) pipes.closeEnd(description.pipe, 'read');
    else if (description.kind === Kind.pipeWrite) pipes.closeEnd(description.pipe, 'write');
    else if (description.handle > 2) closeSync(description.handle);
  }

  private releaseSocket(description: Description): void {
    const { descriptors, pipes } = this;
    const input = descriptors.field(description, Field.input);
    const output = descriptors.field(description, Field.output);
    if (input !== NO_PIPE) pipes.closeEnd(input, 'read');
    if (output !== NO_PIPE && (descriptors.field(description, Field.shut) & 2) === 0) pipes.closeEnd(output, 'write');
    this.tell({ kind: 'closed', handle: description.handle });
  }
}

/** Tells a gilpy that we start which descriptors above 2 it inherits, and the flags of each: `FD:FLAGS,...`. */
export const INHERITED = 'GILPY_INHERITED';

function inheritedDescriptors(): { readonly fd: number; readonly flags: number }[] {
  const text = process.env[INHERITED];
  delete process.env[INHERITED];
  if (!text) return [];
  return text.split(',').map((pair) => {
    const [fd, flags] = pair.split(':').map(Number);
    return { fd, flags };
  });
}

/** Where the system's own description of a file stands; 0 where that can't be known. */
export function positionOf(fd: number): bigint {
  try {
    return BigInt(/^pos:\s*(\d+)/m.exec(readFileSync(`/proc/self/fdinfo/${fd}`, 'utf8'))?.[1] ?? 0);
  } catch {
    return 0n;
  }
}

function kindOf(fd: number): 'file' | 'stream' | 'terminal' | 'device' | null {
  try {
    if (isTerminal(fd)) return 'terminal';
    const stat = fstatSync(fd);
    if (stat.isFile()) return 'file';
    return stat.isFIFO() || stat.isSocket() ? 'stream' : 'device';
  } catch {
    return null;
  }
}
