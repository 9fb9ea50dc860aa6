// Workers for threads, on Node's main thread: starts them, and tells who waits for one whether it came.

import type { Pool } from './pool.js';
import type { Reply } from './requests.js';

/** Workers without a thread that are kept ready once threads are used. */
const WARM = 2;

export class WorkerSupply {
  /** Slots of workers that were started and are not up yet. */
  private readonly starting = new Set<number>();
  /** Threads that have no worker yet, in the order of their requests. */
  private readonly waiting: { readonly thread: number; readonly reply: (reply: Reply) => void }[] = [];

  /** `start` begins to start a worker of the pool; it throws where the system has none to give. */
  constructor(
    private readonly pool: Pool,
    private readonly start: (slot: number) => void,
  ) {}

  /** Gives a thread a worker. Status 0, or -1: none can be had. */
  provide(thread: number): Promise<Reply> {
    return new Promise((reply) => {
      this.waiting.push({ thread, reply });
      this.serve();
      this.warm();
    });
  }

  /** The worker of a slot is up. */
  ready(slot: number): void {
    this.starting.delete(slot);
    this.pool.ready(slot);
    this.serve();
  }

  /** The worker of a slot ended before it was up: the system lacks something. False: it was up, or never started. */
  failed(slot: number): boolean {
    if (!this.starting.delete(slot)) return false;
    this.pool.cancel(slot);
    // no other try: those that are on their way may still come
    while (this.waiting.length > this.starting.size) this.refuse();
    return true;
  }

  /** Has idle workers ready for the next threads; where the system has none to give, there are none. */
  warm(): void {
    for (let missing = WARM + this.waiting.length - this.pool.free; missing > 0; missing--) if (!this.begin()) return;
  }

  private serve(): void {
    while (this.waiting.length > 0) {
      if (this.pool.assign(this.waiting[0].thread)) this.waiting.shift()!.reply({ status: 0 });
      else if (this.starting.size >= this.waiting.length) return;
      else if (!this.begin()) this.refuse();
    }
  }

  private begin(): boolean {
    const slot = this.pool.reserve();
    if (slot < 0) return false;
    this.starting.add(slot);
    try {
      this.start(slot);
      return true;
    } catch {
      this.starting.delete(slot);
      this.pool.cancel(slot);
      return false;
    }
  }

  /** The one who came last. */
  private refuse(): void {
    this.waiting.pop()!.reply({ status: -1 });
  }
}
