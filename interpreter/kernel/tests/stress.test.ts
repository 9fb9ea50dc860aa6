// The lower half of the kernel under load, on real threads. Everything asserted is exact; nothing depends on time.

import { Worker } from 'node:worker_threads';
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { buildWorkloads, HEAP_BASE } from './build.js';

type Call = readonly [name: string, ...args: (number | bigint)[]];
// biome-ignore lint/suspicious/noExplicitAny: exports of a module compiled by the test
type Exports = Record<string, (...args: any[]) => any>;

const THREADS = 2;

/** One process: memory, kernel, a main thread on a worker of its own and other workers. */
class Machine {
  readonly memory = new WebAssembly.Memory({ initial: 4096, maximum: 65536, shared: true });
  readonly view = new DataView(this.memory.buffer);
  readonly module: WebAssembly.Module;
  readonly words = new Int32Array(this.memory.buffer);
  private readonly workers: Worker[] = [];
  private readonly waiting = new Map<number, { resolve(value: unknown[]): void; reject(error: Error): void }>();
  private ids = 0;
  /** This thread's own instance: it makes thread structs, and runs as the main thread where nothing waits. */
  readonly kernel: Exports;

  constructor(
    { module, segments }: Awaited<ReturnType<typeof buildWorkloads>>,
    gil: boolean,
  ) {
    this.module = module;
    for (const { address, bytes } of segments) new Uint8Array(this.memory.buffer).set(bytes, address);
    const host = {
      monotonicNs: () => process.hrtime.bigint(),
      trace: () => {}, // no switch is on
      report: (at: number, length: number) => {
        const bytes = new Uint8Array(this.memory.buffer).slice(at >>> 0, (at >>> 0) + length);
        this.reports.push(Buffer.from(bytes).toString('latin1'));
      },
      abort: () => {
        throw new Error('the kernel fails');
      },
    };
    this.kernel = new WebAssembly.Instance(module, { env: { memory: this.memory }, host }).exports as Exports;
    this.kernel.setup();
    if (!this.kernel.bootMemory(HEAP_BASE, 0, gil ? 1 : 0)) throw new Error('no memory');
    this.kernel.enterThread(this.kernel.newThread());
  }

  readonly reports: string[] = [];

  private worker(i: number): Worker {
    if (!this.workers[i]) {
      const worker = new Worker(new URL('worker.mjs', import.meta.url), {
        workerData: { module: this.module, memory: this.memory },
      });
      worker.on('message', ({ id, results, error }) => {
        const wait = this.waiting.get(id)!;
        this.waiting.delete(id);
        if (error) wait.reject(new Error(error));
        else wait.resolve(results);
      });
      this.workers[i] = worker;
    }
    return this.workers[i];
  }

  /** Runs the calls on worker `i` as a new kernel thread, which ends afterwards; the results. */
  run(i: number, ...calls: Call[]): Promise<unknown[]> {
    const thread = this.kernel.newThread();
    const id = ++this.ids;
    return new Promise((resolve, reject) => {
      this.waiting.set(id, { resolve, reject });
      this.worker(i).postMessage({ id, thread, calls });
    });
  }

  /** Waits, detached, for others. */
  async during<T>(work: Promise<T>): Promise<T> {
    this.kernel.detach();
    try {
      return await work;
    } finally {
      this.kernel.attach();
    }
  }

  /** A zeroed block of the heap. */
  block(bytes: number): number {
    const p = this.kernel.allocBlock(3, bytes) >>> 0;
    new Uint8Array(this.memory.buffer).fill(0, p, p + bytes);
    return p;
  }

  store(p: number, value: number) {
    Atomics.store(this.words, p >>> 2, value);
  }

  async end() {
    await Promise.all(this.workers.map((worker) => worker.terminate()));
  }
}

const variants = [
  { name: 'optimised', optimise: '-O3', constants: {}, gil: false },
  { name: 'unoptimised', optimise: '-O0', constants: {}, gil: false },
  { name: 'hostile', optimise: '-O2', constants: { HOSTILE: true, ASSERTIONS: true }, gil: false },
  { name: 'with the GIL', optimise: '-O3', constants: {}, gil: true },
];

describe.each(variants)('the kernel under load, $name', ({ optimise, constants, gil }) => {
  let build: Awaited<ReturnType<typeof buildWorkloads>>;
  let m: Machine;
  const some = (n: number) => (optimise === '-O3' ? n : Math.ceil(n / 4));
  beforeAll(async () => {
    build = await buildWorkloads(optimise, constants);
  });
  beforeEach(() => {
    m = new Machine(build, gil);
  });
  afterEach(() => m.end());

  const nothingLeft = () => {
    m.kernel.takeSafePoint();
    expect(m.kernel.liveCount()).toBe(0);
  };
  const all = <T>(job: (i: number) => Promise<T>) => m.during(Promise.all(Array.from({ length: THREADS }, (_, i) => job(i))));

  test('allocation alone: trees, long chains, every block given back', async () => {
    m.kernel.churn(some(200), 8);
    m.kernel.release(m.kernel.chain(some(200_000)));
    nothingLeft();
    await all((i) => m.run(i, ['churn', some(400), 8]));
    nothingLeft();
  });

  test('objects that cross threads are freed once, by whoever drops them last', async () => {
    const slots = 16;
    const words = m.block(slots * 8);
    const locks = m.block(64);
    const reads = await all((i) => m.run(i, ['exchange', words, locks, slots, some(60_000), 1234 + i]));
    for (const [n] of reads) expect(n).toBeGreaterThan(0);
    m.kernel.clearSlots(words, slots);
    nothingLeft();
  });

  test('a thread may end while others hold its objects', async () => {
    const slots = 8;
    const words = m.block(slots * 8);
    const locks = m.block(64);
    for (let round = 0; round < 5; round++) {
      await all((i) => m.run(i, ['exchange', words, locks, slots, some(4000), 99 + round * 7 + i]));
    }
    m.kernel.clearSlots(words, slots);
    nothingLeft();
  });

  test('the mutex excludes', async () => {
    const lock = m.block(64);
    const counter = m.block(64);
    const n = some(60_000);
    await all((i) => m.run(i, ['countUnderMutex', lock, counter, n]));
    expect(m.view.getUint32(counter, true)).toBe(THREADS * n);
    expect(m.view.getUint8(lock)).toBe(0);
  });

  test('critical sections exclude, nested, in pairs, across safe points', async () => {
    const k = 4;
    const nodes = m.block(k * 8);
    const made = Array.from({ length: k }, () => m.kernel.makeGuarded() as bigint);
    made.forEach((w, i) => {
      m.view.setBigUint64(nodes + 8 * i, w, true);
    });
    await all((i) => m.run(i, ['critical', nodes, k, some(20_000), 5 + i]));
    for (const w of made) {
      expect(m.view.getUint8(Number(w) + 14)).toBe(0);
      expect(m.kernel.criticalCount(w)).toBeGreaterThan(0);
      m.kernel.release(w);
    }
    nothingLeft();
  });

  test('nobody moves while the world is stopped', async () => {
    const counters = m.block(64);
    const stop = m.block(64);
    const spinners = Array.from({ length: THREADS }, (_, i) => m.run(i, ['spin', counters + 4 * i, stop]));
    const looking = m.run(THREADS, ['stopAndLook', counters, THREADS, 30]).finally(() => m.store(stop, 1));
    const [moved] = await m.during(looking);
    await m.during(Promise.all(spinners));
    expect(moved).toBe(0);
  });

  test('what is retired stays readable until every reader has passed a safe point', async () => {
    const cell = m.block(64);
    const stop = m.block(64);
    const readers = Array.from({ length: THREADS }, (_, i) => m.run(i, ['watch', cell, stop]));
    const writer = m.run(THREADS, ['publish', cell, some(40_000)], ['settle']).finally(() => m.store(stop, 1));
    // The readers only compute, and yet all that was retired is freed while they run.
    expect((await m.during(writer))[1]).toBe(0);
    for (const [torn] of await m.during(Promise.all(readers))) expect(torn).toBe(0);
  });

  test('rings are found by the collector, with threads running', async () => {
    await all((i) => m.run(i, ['rings', some(4000)]));
    m.kernel.collect(false);
    nothingLeft();
  });

  test('automatic collection keeps up with rings', async () => {
    m.kernel.rings(some(40_000));
    m.kernel.collect(false);
    nothingLeft();
    expect(m.kernel.growth()).toBeLessThan(60_000);
  });

  test('weak references never give a dying object', async () => {
    const cell = m.block(64);
    const lock = m.block(64);
    const stop = m.block(64);
    const followers = Array.from({ length: THREADS }, (_, i) => m.run(i, ['followWeak', cell, lock, stop]));
    await m.during(m.run(THREADS, ['publishWeak', cell, lock, some(20_000)]).finally(() => m.store(stop, 1)));
    await m.during(Promise.all(followers));
    m.kernel.clearSlots(cell, 1);
    nothingLeft();
  });

  test('a finalizer runs once, and may bring its object back', () => {
    const cell = m.block(64);
    const ring = m.kernel.makeFinal(0n, 0n) as bigint;
    m.kernel.setRight(ring, m.kernel.own(ring));
    m.kernel.setRevival(cell);
    m.kernel.release(ring);
    m.kernel.collect(false);
    expect(m.kernel.finalizedCount()).toBe(1);
    expect(m.kernel.liveCount()).toBe(1);
    m.kernel.clearSlots(cell, 1);
    m.kernel.collect(false);
    expect(m.kernel.finalizedCount()).toBe(1);
    nothingLeft();
  });

  test('a finalizer of a counted object may bring it back', () => {
    const cell = m.block(64);
    m.kernel.setRevival(cell);
    m.kernel.release(m.kernel.makeFinal(0n, 0n));
    expect(m.kernel.finalizedCount()).toBe(1);
    expect(m.kernel.liveCount()).toBe(1);
    m.kernel.clearSlots(cell, 1);
    nothingLeft();
    expect(m.kernel.finalizedCount()).toBe(1);
  });

  test('weak references of a ring are cleared when it is collected', () => {
    const ring = m.kernel.makeNode(0n, 0n) as bigint;
    m.kernel.setRight(ring, m.kernel.own(ring));
    const weak = m.kernel.makeWeak(ring) as bigint;
    expect(m.kernel.weakTarget(weak)).toBe(ring);
    m.kernel.release(ring);
    m.kernel.release(ring);
    expect(m.kernel.weakTarget(weak)).toBe(ring);
    m.kernel.release(ring);
    m.kernel.collect(false);
    expect(m.kernel.weakTarget(weak)).toBe(0n);
    m.kernel.release(weak);
    nothingLeft();
  });

  test('deferred objects are freed by the collector only, and kept by what refers to them', () => {
    const deferred = m.kernel.makeNode(0n, 0n) as bigint;
    m.kernel.deferNode(deferred);
    const holder = m.kernel.makeNode(deferred, 0n) as bigint;
    m.kernel.release(deferred);
    m.kernel.collect(false);
    expect(m.kernel.liveCount()).toBe(2);
    m.kernel.release(holder);
    expect(m.kernel.liveCount()).toBe(1);
    m.kernel.collect(false);
    nothingLeft();
  });

  test('blocks have room, do not overlap, and return their pages', () => {
    const used = m.kernel.pagesInUse();
    const blocks: [number, number][] = [];
    for (let size = 1; size < 3_000_000; size = Math.ceil(size * 1.07)) {
      const p = m.kernel.allocBlock(2, size) >>> 0;
      expect(p % 16).toBe(0);
      expect(m.kernel.blockSize(p) >>> 0).toBeGreaterThanOrEqual(size);
      blocks.push([p, size]);
    }
    blocks.sort(([a], [b]) => a - b);
    for (let i = 1; i < blocks.length; i++) expect(blocks[i][0]).toBeGreaterThanOrEqual(blocks[i - 1][0] + blocks[i - 1][1]);
    for (const [p] of blocks) m.kernel.freeBlock(p);
    // One page of every size class stays for the next block.
    expect(m.kernel.pagesInUse() - used).toBeLessThan(60);
  });

  test('memory that is not there is refused', () => {
    expect(m.kernel.allocBlock(3, 0xfff0_0000)).toBe(0);
    expect(m.kernel.allocBlock(3, 300 << 20)).toBe(0); // the test's memory has 256 MiB
    expect(m.kernel.allocBlock(3, 1 << 20)).not.toBe(0);
  });
});

