import { describe, expect, it } from 'vitest';
import { MAX_WORKERS, Pool } from './pool.js';
import { WorkerSupply } from './worker_supply.js';

/** A supply whose workers come up when the test says so; of them there are `limit`. */
function supply(limit: number) {
  const started: number[] = [];
  const pool = new Pool(new SharedArrayBuffer(Pool.bytes), 0);
  const workers = new WorkerSupply(pool, (slot) => {
    if (started.length >= limit) throw new Error('EAGAIN');
    started.push(slot);
  });
  return { pool, workers, started };
}

describe('worker supply', () => {
  it('gives each thread a worker that is up, in the order of the requests', async () => {
    const { pool, workers, started } = supply(10);
    const first = workers.provide(1000);
    const second = workers.provide(2000);
    for (const slot of [...started]) workers.ready(slot);
    expect([await first, await second]).toEqual([{ status: 0 }, { status: 0 }]);
    expect([pool.awaitThread(started[0]), pool.awaitThread(started[1])]).toEqual([1000, 2000]);
  });

  it('keeps two ready', () => {
    const { pool, workers } = supply(10);
    workers.warm();
    workers.warm();
    expect(pool.free).toBe(2);
  });

  it('refuses a thread where the system gives no worker, and goes on when it does', async () => {
    const { workers, started } = supply(1);
    const first = workers.provide(1000);
    const second = workers.provide(2000);
    expect(await second).toEqual({ status: -1 });
    workers.ready(started[0]);
    expect(await first).toEqual({ status: 0 });
  });

  it('refuses a thread whose worker fails before it is up; its slot serves again', async () => {
    const { pool, workers, started } = supply(4);
    const only = workers.provide(1000);
    for (const slot of [...started]) expect(workers.failed(slot)).toBe(true);
    expect(await only).toEqual({ status: -1 });
    expect([pool.free, workers.failed(started[0])]).toEqual([0, false]);
    const again = workers.provide(2000);
    workers.ready(started.at(-1)!);
    expect(await again).toEqual({ status: 0 });
  });

  it('refuses the thread after the last slot', async () => {
    const { workers, started } = supply(MAX_WORKERS + 1);
    const replies: Promise<{ status: number }>[] = [];
    for (let n = 0; n < MAX_WORKERS; n++) {
      replies.push(workers.provide(1000 + n));
      for (const slot of started.splice(0)) workers.ready(slot);
    }
    expect((await Promise.all(replies)).every(({ status }) => status === 0)).toBe(true);
    expect(await workers.provide(1)).toEqual({ status: -1 });
  });
});
