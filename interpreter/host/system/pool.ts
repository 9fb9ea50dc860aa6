// The worker pool's table in shared memory: a thread is started by handing its address to an idle worker, without Node's
// main thread.

/** Python threads at once, the main thread not counted. */
export const MAX_WORKERS = 512;

const NONE = 0;
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

  /** A worker waits until a thread is handed to it; gives the thread's address. */
  awaitThread(slot: number): number {
    const at = slot * WORDS;
    Atomics.store(this.slots, at, IDLE);
    for (;;) {
      const state = Atomics.load(this.slots, at);
      if (state === BUSY) return Atomics.load(this.slots, at + 1) >>> 0;
      Atomics.wait(this.slots, at, state, 1000);
    }
  }

  /** Takes a slot for a worker that will run a thread at once; -1: all are taken. */
  reserve(): number {
    const slot = Atomics.add(this.slots, MAX_WORKERS * WORDS, 1);
    if (slot < MAX_WORKERS) {
      Atomics.store(this.slots, slot * WORDS, NONE);
      return slot;
    }
    Atomics.sub(this.slots, MAX_WORKERS * WORDS, 1);
    return -1;
  }

  get used(): number {
    return Math.min(MAX_WORKERS, Atomics.load(this.slots, MAX_WORKERS * WORDS));
  }

  get idle(): number {
    let count = 0;
    for (let slot = 0; slot < this.used; slot++) {
      if (Atomics.load(this.slots, slot * WORDS) === IDLE) count++;
    }
    return count;
  }
}
