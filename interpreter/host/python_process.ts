// Node's main thread: makes the memory, starts workers, serves them. It runs no Python.

import { writeSync } from 'node:fs';
import { Socket } from 'node:net';
import type { Worker } from 'node:worker_threads';
import type { WorkerOptions } from './context.js';
import type { ImagePart } from './image.js';
import type { InstanceParts } from './instance.js';
import { type KernelLayout, loadKernel } from './kernel.js';
import { LineEditor } from './line_editor.js';
import { LineQueue } from './line_queue.js';
import { encodeConfig, type MainConfig } from './main_config.js';
import { parseSize } from './memory.js';
import { type Operation, operations } from './operations.js';
import { type StartMemory, startMemory } from './start_memory.js';
import { Children, type SpawnRequest } from './system/children.js';
import { Kind } from './system/descriptors.js';
import { errno } from './system/errno.js';
import { nameOperations } from './system/names.js';
import { Pumps } from './system/pumps.js';
import { answer, type Reply } from './system/requests.js';
import { Signals } from './system/signals.js';
import { Sockets } from './system/sockets.js';
import { System, type SystemMessage } from './system/system.js';
import { WorkerSupply } from './system/worker_supply.js';
import { threadDump } from './thread_dump.js';
import type { WorkerMessage, WorkerStart } from './worker_run.js';

export interface ProcessOptions extends WorkerOptions {
  readonly variant: string;
  readonly gil: boolean;
  /** Keys of the string hash. */
  readonly hashSecrets: readonly [bigint, bigint];
  /** The command that starts this interpreter. */
  readonly executable: string;
  /** Bytes; default all that can be had. */
  readonly memoryLimit?: number;
  /** What is the same in all processes that can share a start-up image; null: this one uses none. */
  readonly image: readonly ImagePart[] | null;
  /** The configuration for what a start-up image holds. */
  readonly prepare: MainConfig;
  /** Starts a worker; without `start` it waits for a message that says what to do. */
  startWorker(start: WorkerStart | null): Worker;
}

/** Exit status after a failure of the interpreter itself. */
export const FATAL = 70;
/** For so long after a thread's start its loop is made to leave and enter again (V8's tiers), so often. */
const REENTER_FOR = 10_000;
const REENTER_EVERY = 200;
const SP_SIGNAL = 8;
const SP_REENTER = 32;

export function memoryLimit(): number | undefined {
  return parseSize(process.env.GILPY_MEMORY);
}

/** Whether a worker could not begin because the system has too little of something: then a thread can't be had. */
function isShortage(error: Error & { readonly code?: unknown }): boolean {
  return (
    error instanceof RangeError || error.code === 'ERR_WORKER_OUT_OF_MEMORY' || error.code === 'ERR_WORKER_INIT_FAILED'
  );
}

/** One Python process: its memory, its workers and what serves them. */
export class PythonProcess {
  private readonly memory: WebAssembly.Memory;
  private readonly words: Int32Array;
  private readonly parts: InstanceParts;
  private readonly system: System;
  private readonly workers = new Set<Worker>();
  private readonly supply: WorkerSupply;
  private readonly pumps: Pumps;
  private readonly children: Children;
  private readonly sockets: Sockets;
  /** Rings of standard input and inherited pipes, with their descriptors: fed once somebody reads them. */
  private readonly unread: Map<number, number>;
  private readonly main: Worker;
  private readonly start: StartMemory;
  private timer: NodeJS.Timeout | null = null;
  private reenterUntil = 0;
  private layout: KernelLayout | null = null;
  private readonly lines = new LineQueue();
  private readonly editor = new LineEditor();
  private readonly signals = new Signals((number) => this.signal(number));
  private answerListener: (line: string) => void = () => {};
  private readonly operations: Readonly<Record<string, Operation>>;
  private readonly hostOperations = {
    ...operations,
    readLine: (prompt: unknown) => this.editor.read(prompt as string, () => this.signal(2)),
    receive: () => this.lines.take(),
    watchSignal: (number: unknown, how: unknown) => this.signals.watch(number as number, how as number),
    alarm: (seconds: unknown, interval: unknown) => this.signals.alarm(seconds as number, interval as number),
    spawn: (...[executables, args, cwd, env, stdio, inherited, newSession, uid, gid, umask]: readonly unknown[]) =>
      this.children.spawn({
        ...{ executables, args, cwd, env, stdio, inherited, newSession: newSession === 1, uid, gid, umask },
      } as SpawnRequest),
    startWorker: (thread: unknown) => {
      this.reenter();
      return this.supply.provide(thread as number);
    },
    failedChild: () => this.children.failedChild(),
    waitChild: (pid: unknown, options: unknown, main: unknown) =>
      this.children.wait(pid as number, options as number, () => (main as boolean) && this.signalPending()),
    /** The host's own descriptor behind one of ours. */
    hostDescriptor: (fd: unknown) => {
      const description = this.system.descriptors.get(fd as number);
      if (description === null) return { status: -errno.EBADF };
      return {
        status: description.kind === Kind.socket || description.handle < 0 ? -errno.EINVAL : description.handle,
      };
    },
    kill: (pid: unknown, signal: unknown) => this.kill(pid as number, signal as number),
    send: (line: unknown) => {
      this.answerListener(line as string);
      return { status: 0 };
    },
  };
  private finish: (status: number) => void = () => {};
  private ended = false;

  constructor(private readonly options: ProcessOptions) {
    // it starts while the rest is made, and waits for it
    this.main = this.startWorker(null);
    const kernel = loadKernel(options.variant);
    this.start = startMemory(kernel, options);
    this.memory = this.start.memory;
    this.words = new Int32Array(this.memory.buffer);
    this.system = System.create((message) => queueMicrotask(() => this.hear(message)));
    this.supply = new WorkerSupply(this.system.pool, (slot) => this.startWorker({ ...this.parts, pool: { slot } }));
    this.pumps = new Pumps(this.system.pipes);
    this.children = new Children(this.system, this.pumps, options.executable, () => this.signals.childEnded());
    const { optimize, debug } = options;
    this.parts = {
      module: kernel.module,
      memory: this.memory,
      system: this.system.buffer,
      options: { optimize, debug },
    };
    this.sockets = new Sockets(this.system, this.pumps);
    this.operations = {
      ...this.hostOperations,
      ...this.sockets.operations,
      ...nameOperations,
    } as typeof this.operations;
    this.unread = this.system.streams();
  }

  /** Runs Python's main thread; the promise gives the exit status of the process. */
  run(config: MainConfig): Promise<number> {
    return new Promise((resolve) => {
      this.finish = (status) => {
        if (this.ended) return;
        this.ended = true;
        if (this.timer) clearInterval(this.timer);
        resolve(status);
      };
      const main = {
        dataEnd: this.start.dataEnd,
        resume: this.start.resume,
        image: this.start.image,
        prepare: encodeConfig(this.options.prepare),
        pages: this.memory.buffer.byteLength / 65536,
        gil: this.options.gil,
        hashSecrets: this.options.hashSecrets,
        config: encodeConfig(config),
      };
      this.main.postMessage({ ...this.parts, main } satisfies WorkerStart);
      this.reenter();
      if (process.env.GILPY_THREAD_DUMP) {
        process.on('SIGUSR2', () => this.layout && writeSync(2, threadDump(this.memory, this.layout)));
      }
    });
  }

  /** Ends all workers. */
  async close(): Promise<void> {
    this.ended = true;
    this.signals.close();
    this.sockets.close();
    if (this.timer) clearInterval(this.timer);
    await Promise.all([...this.workers].map((worker) => worker.terminate()));
  }

  /** A signal came: Python's main thread takes it at its next safe point, or out of a blocking call. */
  signal(number: number): void {
    const { layout } = this;
    if (layout === null) return;
    Atomics.or(this.words, (layout.signals >>> 2) + (number >>> 5), 1 << (number & 31));
    const main = Atomics.load(this.words, layout.mainThread >>> 2) >>> 0;
    if (main === 0) return;
    Atomics.or(this.words, (main + layout.safePoint) >>> 2, SP_SIGNAL);
    this.signalled(number);
    // sync/threads.ts interruptThread
    const futex = (main + layout.futex) >>> 2;
    Atomics.compareExchange(this.words, futex, 0, 4);
    Atomics.notify(this.words, futex);
  }

  /** Ends the blocking calls of Python's main thread. */
  private signalled(number: number): void {
    this.system.signalled(number);
    this.children.wake();
  }

  private signalPending(): boolean {
    const at = (this.layout?.signals ?? 0) >>> 2;
    return at !== 0 && (Atomics.load(this.words, at) | Atomics.load(this.words, at + 1)) !== 0;
  }

  private kill(pid: number, signal: number): Reply {
    if (this.children.isZombie(pid)) return { status: 0 };
    return operations.kill(pid, signal) as Reply;
  }

  private hear(message: SystemMessage): void {
    if (message.kind === 'closed') return this.sockets.closed(message.handle);
    const { pipe } = message;
    const fd = this.unread.get(pipe);
    if (fd === undefined) return this.pumps.hear(message);
    this.unread.delete(pipe);
    this.pumps.feed(pipe, fd === 0 ? process.stdin : new Socket({ fd, readable: true, writable: false }));
  }

  /** Sends a line to the program (see interpreter.ts). */
  send(line: string): void {
    this.lines.push(line);
  }

  /** Hears what the program sends. */
  onAnswer(listener: (line: string) => void): void {
    this.answerListener = listener;
  }

  private startWorker(start: WorkerStart | null): Worker {
    const worker = this.options.startWorker(start);
    this.workers.add(worker);
    const slot = start?.pool?.slot ?? -1;
    /** It was no worker yet when it failed: the supply knows what to do. */
    let missed = false;
    worker.on('message', (message: WorkerMessage) => {
      if (message.kind === 'unready') missed = this.supply.failed(slot);
      else this.serve(message);
    });
    worker.on('error', (error) => {
      if (isShortage(error)) missed ||= this.supply.failed(slot);
      if (!missed) this.fail(error.stack ?? String(error));
    });
    worker.on('exit', (status) => {
      this.workers.delete(worker);
      missed ||= this.supply.failed(slot);
      if (!this.ended && !missed) this.fail(`a thread's worker ended by itself with status ${status}`);
    });
    return worker;
  }

  private fail(message: string): void {
    if (this.ended) return;
    writeSync(2, `gilpy: fatal: ${message}\n`);
    this.finish(FATAL);
  }

  private serve(message: WorkerMessage): void {
    switch (message.kind) {
      case 'exit':
        return this.finish(message.status);
      case 'failed':
        return this.fail(message.message);
      case 'layout':
        this.layout = message.layout;
        return;
      case 'ready':
        return this.supply.ready(message.slot);
      case 'warm':
        this.supply.warm();
        return this.reenter();
      case 'drained':
      case 'filled':
      case 'closed':
        return this.hear(message);
      case 'signalled':
        return this.children.wake();
      case 'request':
        void this.handle(message);
    }
  }

  private async handle(request: Extract<WorkerMessage, { kind: 'request' }>): Promise<void> {
    const operation = this.operations[request.operation];
    if (!operation) return this.fail(`no operation '${request.operation}'`);
    answer(request, await operation(...request.args));
  }

  /** Makes all loops leave and enter again now and then for a while, so that they run in V8's best code. */
  private reenter(): void {
    this.reenterUntil = Date.now() + REENTER_FOR;
    if (this.timer || this.ended) return;
    this.timer = setInterval(() => {
      const { layout } = this;
      if (layout !== null) {
        for (let t = Atomics.load(this.words, layout.threads >>> 2) >>> 0; t !== 0; ) {
          Atomics.or(this.words, (t + layout.safePoint) >>> 2, SP_REENTER);
          t = this.words[(t + layout.next) >>> 2] >>> 0;
        }
      }
      if (Date.now() < this.reenterUntil) return;
      clearInterval(this.timer!);
      this.timer = null;
    }, REENTER_EVERY);
    this.timer.unref();
  }
}
