// The worker pool's table in shared memory: a thread is started by handing its address to an idle worker, without Node's
// main thread.

/** Python threads at once, the main thread not counted. */
export const MAX_WORKERS = 512;

/** States of a slot. A worker that starts without a thread can be given one before it is there to take it. */
const STARTING = 0;
const IDLE = 1;
const ASSIGNED = 2;
const BUSY = 3;
const WORDS = 2;

export class Pool {
  static readonly bytes = (MAX_WORKERS * WORDS + 2) * 4;
  private readonly slots: Int32Array;

  constructor(buffer: SharedArrayBuffer, offset: number) {
    this.slots = new Int32Array(buffer, offset, MAX_WORKERS * WORDS + 2);
  }

  /** Hands thread `address` to an idle worker, or to one that will be; false: there is none. */
  assign(address: number): boolean {
    return this.assignIn(IDLE, address) || this.assignIn(STARTING, address);
  }

  private assignIn(state: number, address: number): boolean {
    for (let slot = 0; slot < this.used; slot++) {
      const at = slot * WORDS;
      if (Atomics.compareExchange(this.slots, at, state, ASSIGNED) !== state) continue;
      Atomics.store(this.slots, at + 1, address | 0);
      Atomics.store(this.slots, at, BUSY);
      Atomics.notify(this.slots, at);
      return true;
    }
    return false;
  }

  /** A worker has run its thread. */
  release(slot: number): void {
    Atomics.store(this.slots, slot * WORDS, IDLE);
  }

  /** A worker waits until a thread is handed to it; gives the thread's address. */
  awaitThread(slot: number): number {
    const at = slot * WORDS;
    Atomics.compareExchange(this.slots, at, STARTING, IDLE);
    for (;;) {
      const state = Atomics.load(this.slots, at);
      if (state === BUSY) return Atomics.load(this.slots, at + 1) >>> 0;
      Atomics.wait(this.slots, at, state, 1000);
    }
  }

  /** Takes a slot for a new worker, which has a thread to run at once or not; -1: all are taken. Node's main thread only. */
  reserve(hasThread: boolean): number {
    const slot = this.used;
    if (slot >= MAX_WORKERS) return -1;
    Atomics.store(this.slots, slot * WORDS, hasThread ? BUSY : STARTING);
    Atomics.store(this.slots, MAX_WORKERS * WORDS, slot + 1);
    return slot;
  }

  get used(): number {
    return Atomics.load(this.slots, MAX_WORKERS * WORDS);
  }

  /** Workers that have no thread: idle ones, and those that are being started. */
  get free(): number {
    let count = 0;
    for (let slot = 0; slot < this.used; slot++) {
      if (Atomics.load(this.slots, slot * WORDS) <= IDLE) count++;
    }
    return count;
  }
}
