// A Python thread: what a Node worker with its own kernel instance does.

import { parentPort, workerData } from 'node:worker_threads';
import { ExitSignal, type WorkerContext } from './context.js';
import { ImageFile, type ImagePart } from './image.js';
import type { Compiler } from './imports/compiler.js';
import { createInstance, type InstanceParts } from './instance.js';
import { type KernelLayout, readLayout } from './kernel.js';
import type { Request } from './system/requests.js';
import type { SystemMessage } from './system/system.js';

export interface WorkerStart extends InstanceParts {
  /** The main thread's worker gets what boot and runMain need. */
  readonly main?: {
    readonly dataEnd: number;
    readonly pages: number;
    readonly gil: boolean;
    readonly hashSecrets: readonly [bigint, bigint];
    readonly config: Uint8Array;
    /** The memory holds a start-up image: there is nothing to boot. */
    readonly resume: boolean;
    /** Configuration of what an image holds. */
    readonly prepare: Uint8Array;
    /** What the image depends on, if one is to be written. */
    readonly image: readonly ImagePart[] | null;
  };
  /** A worker of the pool: its slot. */
  readonly pool?: { readonly slot: number };
}

export type WorkerMessage =
  | { readonly kind: 'exit'; readonly status: number }
  | { readonly kind: 'failed'; readonly message: string }
  | { readonly kind: 'ready'; readonly slot: number }
  | { readonly kind: 'unready' }
  | { readonly kind: 'warm' }
  | { readonly kind: 'layout'; readonly layout: KernelLayout }
  | { readonly kind: 'signalled' }
  | SystemMessage
  | Request;

/** Frames of a trap's stack: the interesting ones lie deep in the evaluation of Python. */
const STACK_FRAMES = 200;

const post = (message: unknown) => parentPort!.postMessage(message as WorkerMessage);

type MainStart = NonNullable<WorkerStart['main']>;

/** Calls a function of the kernel with a configuration; it lives as long as the process. */
function configured(context: WorkerContext, config: Uint8Array, work: 'prepareMain' | 'runMain'): number {
  const at = context.exports.kernelAlloc(config.length) >>> 0;
  if (at === 0) throw new Error('no memory for the configuration');
  context.bytes.set(config, at);
  return context.exports[work](at, config.length);
}

/** Boots, and writes the start-up image that was asked for; the exit status if the library can't be loaded. */
function boot(context: WorkerContext, main: MainStart): number {
  const kernel = context.exports;
  kernel.setHashSecrets(...main.hashSecrets);
  if (kernel.boot(main.dataEnd, main.pages, main.gil ? 1 : 0) !== 0) throw new Error('not enough memory to boot');
  const status = configured(context, main.prepare, 'prepareMain');
  if (status === 0 && main.image !== null) {
    const end = kernel.imageEnd() >>> 0;
    if (end !== 0) ImageFile.of(main.image)?.save(context.bytes, end);
  }
  return status;
}

function runMain(start: WorkerStart, main: MainStart, host: WorkerHost): void {
  const context = createInstance(start, true, host.compiler, post);
  const kernel = context.exports;
  kernel.start();
  if (main.resume && kernel.resumeMain(...main.hashSecrets) !== 0) throw new Error('not enough memory to start');
  const failed = main.resume ? 0 : boot(context, main);
  post({ kind: 'layout', layout: readLayout(kernel) });
  const status = failed || configured(context, main.config, 'runMain');
  host.ended();
  post({ kind: 'exit', status });
}

function runPool(start: WorkerStart, { slot }: NonNullable<WorkerStart['pool']>, host: WorkerHost): void {
  let context: WorkerContext;
  try {
    context = createInstance(start, false, host.compiler, post);
  } catch (error) {
    // no memory for an instance
    if (!(error instanceof RangeError)) throw error;
    post({ kind: 'unready' });
    return;
  }
  post({ kind: 'ready', slot });
  for (;;) {
    context.exports.runThread(context.system.pool.awaitThread(slot));
    context.system.pool.release(slot);
  }
}

/** What differs between modules and bundles, see main.ts. */
export interface WorkerHost {
  /** The compiler, loaded when it is first asked for if that can be done at once. */
  compiler(): Compiler;
  /** The program is at its end. */
  ended(): void;
}

/** Runs this worker. The main thread's is started before it is known what for: that comes as a message. */
export function runWorker(host: WorkerHost): void {
  Error.stackTraceLimit = STACK_FRAMES;
  const run = (start: WorkerStart) => {
    try {
      if (start.main) runMain(start, start.main, host);
      else if (start.pool) runPool(start, start.pool, host);
    } catch (error) {
      if (!(error instanceof ExitSignal)) post({ kind: 'failed', message: (error as Error).stack ?? String(error) });
    }
  };
  if (workerData === null) parentPort!.once('message', run);
  else run(workerData as WorkerStart);
}
