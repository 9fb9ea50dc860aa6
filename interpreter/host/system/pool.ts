// The worker pool's table in shared memory: a thread is started by handing its address to an idle worker, without Node's
// main thread.
//
// State of a slot       FREE -> STARTING   reserve, before the worker is made       STARTING -> IDLE   ready
//                       IDLE -> ASSIGNED -> BUSY   assign                           BUSY -> IDLE       release
//                       STARTING -> FREE   cancel: the worker could not be started

/** Python threads at once, the main thread not counted. */
export const MAX_WORKERS = 512;

const FREE = 0;
const STARTING = 1;
const IDLE = 2;
const ASSIGNED = 3;
const BUSY = 4;
const WORDS = 2;

export class Pool {
  static readonly bytes = (MAX_WORKERS * WORDS + 2) * 4;
  private readonly slots: Int32Array;

  constructor(buffer: SharedArrayBuffer, offset: number) {
    this.slots = new Int32Array(buffer, offset, MAX_WORKERS * WORDS + 2);
  }

  /** Hands thread `address` to an idle worker; false: there is none. */
  assign(address: number): boolean {
    for (let slot = 0; slot < this.used; slot++) {
      const at = slot * WORDS;
      if (Atomics.compareExchange(this.slots, at, IDLE, ASSIGNED) !== IDLE) continue;
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
    for (;;) {
      const state = Atomics.load(this.slots, at);
      if (state === BUSY) return Atomics.load(this.slots, at + 1) >>> 0;
      Atomics.wait(this.slots, at, state, 1000);
    }
  }

  /** Takes a slot for a new worker; -1: all are taken. Node's main thread only, as `ready` and `cancel`. */
  reserve(): number {
    for (let slot = 0; slot < MAX_WORKERS; slot++) {
      if (Atomics.compareExchange(this.slots, slot * WORDS, FREE, STARTING) !== FREE) continue;
      if (slot >= this.used) Atomics.store(this.slots, MAX_WORKERS * WORDS, slot + 1);
      return slot;
    }
    return -1;
  }

  /** The worker of a reserved slot is up. */
  ready(slot: number): void {
    Atomics.store(this.slots, slot * WORDS, IDLE);
  }

  /** The worker of a reserved slot will not come. */
  cancel(slot: number): void {
    Atomics.store(this.slots, slot * WORDS, FREE);
  }

  get used(): number {
    return Atomics.load(this.slots, MAX_WORKERS * WORDS);
  }

  /** Workers that have no thread: idle ones, and those that are being started. */
  get free(): number {
    let count = 0;
    for (let slot = 0; slot < this.used; slot++) {
      const state = Atomics.load(this.slots, slot * WORDS);
      if (state === STARTING || state === IDLE) count++;
    }
    return count;
  }
}
