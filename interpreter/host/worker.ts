// A Python thread: a Node worker with its own kernel instance.

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
  /** A worker of the pool: its slot, and the thread to run at first (0: none yet). */
  readonly pool?: { readonly slot: number; readonly thread: number };
}

export type WorkerMessage =
  | { readonly kind: 'exit'; readonly status: number }
  | { readonly kind: 'failed'; readonly message: string }
  | { readonly kind: 'start'; readonly thread: number }
  | { readonly kind: 'warm' }
  | { readonly kind: 'layout'; readonly layout: KernelLayout }
  | { readonly kind: 'signalled' }
  | SystemMessage
  | Request;

const start = workerData as WorkerStart;
const post = (message: unknown) => parentPort!.postMessage(message as WorkerMessage);

async function loadCompiler(): Promise<Compiler> {
  return (await import('./compiler.js')) as Compiler;
}

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

function runMain(main: MainStart, compiler: Compiler): void {
  const context = createInstance(start, true, compiler, post);
  const kernel = context.exports;
  kernel.start();
  if (main.resume && kernel.resumeMain(...main.hashSecrets) !== 0) throw new Error('not enough memory to start');
  const failed = main.resume ? 0 : boot(context, main);
  post({ kind: 'layout', layout: readLayout(kernel) });
  post({ kind: 'exit', status: failed || configured(context, main.config, 'runMain') });
}

function runPool({ slot, thread }: NonNullable<WorkerStart['pool']>, compiler: Compiler): void {
  const context = createInstance(start, false, compiler, post);
  let next = thread || context.system.pool.awaitThread(slot);
  for (;;) {
    context.exports.runThread(next);
    context.system.pool.release(slot);
    next = context.system.pool.awaitThread(slot);
  }
}

try {
  const compiler = await loadCompiler();
  if (start.main) runMain(start.main, compiler);
  else if (start.pool) runPool(start.pool, compiler);
} catch (error) {
  if (!(error instanceof ExitSignal)) post({ kind: 'failed', message: (error as Error).stack ?? String(error) });
}
