// Pipes between threads of the process, and between it and what Node's main thread serves: rings in shared memory.

const LOCK = 0;
const HEAD = 1;
const FILLED = 2;
const READERS = 3;
const WRITERS = 4;
/** Changes with every change of the ring: what waiting threads wait on. */
const CHANGES = 5;
/** 1: Node's main thread fills it and wants to hear when there is room. */
const FED = 6;
const HEADER = 8;

/** Bytes that a pipe holds, as Linux has it. */
export const CAPACITY = 65536;
const COUNT = 128;
/** Writes up to this size are not mixed with others. */
const ATOMIC = 4096;

export class Pipes {
  static readonly bytes = COUNT * (HEADER * 4 + CAPACITY);
  private readonly words: Int32Array;
  private readonly data: Uint8Array;

  constructor(buffer: SharedArrayBuffer, offset: number) {
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
  }

  /** A new pipe with so many open ends; -1: none is free. */
  create(readers = 1, writers = 1, fed = false): number {
    for (let pipe = 0; pipe < COUNT; pipe++) {
      const at = pipe * HEADER;
      if (Atomics.load(this.words, at + READERS) || Atomics.load(this.words, at + WRITERS)) continue;
      const made = this.locked(pipe, () => {
        if (this.words[at + READERS] || this.words[at + WRITERS]) return false;
        this.words[at + HEAD] = 0;
        this.words[at + FILLED] = 0;
        this.words[at + READERS] = readers;
        this.words[at + WRITERS] = writers;
        this.words[at + FED] = fed ? 1 : 0;
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
  fed(pipe: number): boolean {
    return Atomics.load(this.words, pipe * HEADER + FED) !== 0;
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
    if (taken) this.changed(pipe * HEADER);
    return taken;
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
    if (put) this.changed(pipe * HEADER);
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
