// Pipes between threads of the process, and between it and what Node's main thread serves: rings in shared memory.

const LOCK = 0;
const HEAD = 1;
const FILLED = 2;
const READERS = 3;
const WRITERS = 4;
/** Changes with every change of the ring: what waiting threads wait on. */
const CHANGES = 5;
/** Node's main thread fills it (FED), or empties it (DRAINED). */
const SERVED = 6;
/** The same bits: it waits for room, or for bytes, and wants to be told once. */
const WANTED = 7;
const HEADER = 8;

export const FED = 1;
export const DRAINED = 2;

/** What Node's main thread hears of a ring that it serves. */
export interface PipeMessage {
  readonly kind: 'drained' | 'filled';
  readonly pipe: number;
}

/** Bytes that a pipe holds, as Linux has it. */
export const CAPACITY = 65536;
const COUNT = 512;
/** Writes up to this size are not mixed with others. */
const ATOMIC = 4096;

export class Pipes {
  static readonly bytes = COUNT * (HEADER * 4 + CAPACITY);
  private readonly words: Int32Array;
  private readonly data: Uint8Array;

  /**
   * `activity`: called after every change of a ring, for those who wait for several descriptors. `tell`: a message for
   * Node's main thread.
   */
  constructor(
    buffer: SharedArrayBuffer,
    offset: number,
    private readonly activity: () => void,
    private readonly tell: (message: PipeMessage) => void,
  ) {
    this.words = new Int32Array(buffer, offset, COUNT * HEADER);
    this.data = new Uint8Array(buffer, offset + COUNT * HEADER * 4, COUNT * CAPACITY);
  }

  private locked<T>(pipe: number, work: (at: number) => T): T {
    const at = pipe * HEADER;
    while (Atomics.compareExchange(this.words, at + LOCK, 0, 1) !== 0) Atomics.wait(this.words, at + LOCK, 1, 1);
    try {
      return work(at);
    } finally {
      Atomics.store(this.words, at + LOCK, 0);
      Atomics.notify(this.words, at + LOCK, 1);
    }
  }

  private changed(at: number): void {
    Atomics.add(this.words, at + CHANGES, 1);
    Atomics.notify(this.words, at + CHANGES);
    this.activity();
  }

  /** A new pipe with so many open ends; -1: none is free. */
  create(readers = 1, writers = 1, served = 0): number {
    for (let pipe = 0; pipe < COUNT; pipe++) {
      const at = pipe * HEADER;
      if (Atomics.load(this.words, at + READERS) || Atomics.load(this.words, at + WRITERS)) continue;
      const made = this.locked(pipe, () => {
        if (this.words[at + READERS] || this.words[at + WRITERS]) return false;
        this.words[at + HEAD] = 0;
        this.words[at + FILLED] = 0;
        this.words[at + READERS] = readers;
        this.words[at + WRITERS] = writers;
        this.words[at + SERVED] = served;
        this.words[at + WANTED] = served;
        return true;
      });
      if (made) return pipe;
    }
    return -1;
  }

  /** One end less. */
  closeEnd(pipe: number, end: 'read' | 'write'): void {
    this.locked(pipe, (at) => {
      this.words[at + (end === 'read' ? READERS : WRITERS)]--;
    });
    this.changed(pipe * HEADER);
    if (end === 'write') this.tellDrainer(pipe);
    else if (Atomics.load(this.words, pipe * HEADER + SERVED) & FED) this.tell({ kind: 'drained', pipe });
  }

  /** Takes back the wish of the main thread to be told; false: it has none. */
  private claim(pipe: number, how: number): boolean {
    const at = pipe * HEADER + WANTED;
    return (Atomics.load(this.words, at) & how) !== 0 && (Atomics.and(this.words, at, ~how) & how) !== 0;
  }

  /** Somebody reads: the main thread may go on filling. */
  tellFeeder(pipe: number): void {
    if (this.claim(pipe, FED)) this.tell({ kind: 'drained', pipe });
  }
  private tellDrainer(pipe: number): void {
    if (this.claim(pipe, DRAINED)) this.tell({ kind: 'filled', pipe });
  }

  /** The main thread found no room (FED) or no bytes (DRAINED); it must look again after this. */
  want(pipe: number, how: number): void {
    Atomics.or(this.words, pipe * HEADER + WANTED, how);
  }

  /** Bytes that lie in the ring. */
  filled(pipe: number): number {
    return Atomics.load(this.words, pipe * HEADER + FILLED);
  }
  room(pipe: number): number {
    return CAPACITY - this.filled(pipe);
  }
  hasReaders(pipe: number): boolean {
    return Atomics.load(this.words, pipe * HEADER + READERS) > 0;
  }
  hasWriters(pipe: number): boolean {
    return Atomics.load(this.words, pipe * HEADER + WRITERS) > 0;
  }
  /** Node's main thread takes over one end: it counts as open, and the others tell it of changes. */
  serve(pipe: number, how: number): void {
    this.locked(pipe, (at) => {
      this.words[at + SERVED] |= how;
      this.words[at + (how === FED ? WRITERS : READERS)]++;
    });
  }

  /** Takes up to `length` bytes; 0: the ring is empty. */
  take(pipe: number, target: Uint8Array, length: number): number {
    const taken = this.locked(pipe, (at) => {
      const n = Math.min(length, this.words[at + FILLED]);
      const head = this.words[at + HEAD];
      const base = pipe * CAPACITY;
      const first = Math.min(n, CAPACITY - head);
      target.set(this.data.subarray(base + head, base + head + first));
      if (n > first) target.set(this.data.subarray(base, base + n - first), first);
      this.words[at + HEAD] = (head + n) % CAPACITY;
      this.words[at + FILLED] -= n;
      return n;
    });
    if (taken) {
      this.changed(pipe * HEADER);
      this.tellFeeder(pipe);
    }
    return taken;
  }

  /** Up to `length` bytes, which stay in the ring. */
  peek(pipe: number, length: number): Uint8Array {
    return this.locked(pipe, (at) => {
      const n = Math.min(length, this.words[at + FILLED]);
      const base = pipe * CAPACITY;
      return Uint8Array.from({ length: n }, (_, i) => this.data[base + ((this.words[at + HEAD] + i) % CAPACITY)]);
    });
  }

  /** Puts as many bytes in as fit; small writes go in whole or not at all. */
  put(pipe: number, source: Uint8Array): number {
    const put = this.locked(pipe, (at) => {
      const filled = this.words[at + FILLED];
      if (source.length <= ATOMIC && CAPACITY - filled < source.length) return 0;
      const n = Math.min(source.length, CAPACITY - filled);
      const tail = (this.words[at + HEAD] + filled) % CAPACITY;
      const base = pipe * CAPACITY;
      const first = Math.min(n, CAPACITY - tail);
      this.data.set(source.subarray(0, first), base + tail);
      if (n > first) this.data.set(source.subarray(first, n), base);
      this.words[at + FILLED] += n;
      return n;
    });
    if (put) {
      this.changed(pipe * HEADER);
      this.tellDrainer(pipe);
    }
    return put;
  }

  /** What to wait on for the next change: read it before looking at the ring. */
  changes(pipe: number): number {
    return Atomics.load(this.words, pipe * HEADER + CHANGES);
  }

  /** Waits until the ring has changed since `seen`, or for so many milliseconds. */
  await(pipe: number, seen: number, timeout = Infinity): void {
    Atomics.wait(this.words, pipe * HEADER + CHANGES, seen, timeout);
  }

  /** Wakes all who wait on any pipe, so that they look for signals. */
  wakeAll(): void {
    for (let pipe = 0; pipe < COUNT; pipe++) {
      if (Atomics.load(this.words, pipe * HEADER + READERS)) this.changed(pipe * HEADER);
    }
  }
}
