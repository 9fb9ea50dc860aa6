// A Python thread: a Node worker with its own kernel instance.

import { parentPort, workerData } from 'node:worker_threads';
import { ExitSignal, type WorkerOptions } from './context.js';
import type { Compiler } from './imports/compiler.js';
import { createInstance } from './instance.js';

export interface WorkerStart {
  readonly module: WebAssembly.Module;
  readonly memory: WebAssembly.Memory;
  readonly options: WorkerOptions;
  /** The main thread's worker gets what boot and runMain need. */
  readonly main?: {
    readonly dataEnd: number;
    readonly pages: number;
    readonly gil: boolean;
    readonly config: Uint8Array;
  };
}

export type WorkerMessage =
  | { readonly kind: 'exit'; readonly status: number }
  | { readonly kind: 'failed'; readonly message: string };

const start = workerData as WorkerStart;
const post = (message: WorkerMessage) => parentPort!.postMessage(message);

async function loadCompiler(): Promise<Compiler> {
  return (await import('./compiler.js')) as Compiler;
}

async function runMain(main: NonNullable<WorkerStart['main']>): Promise<void> {
  const context = createInstance(start.module, start.memory, await loadCompiler(), start.options, (message) =>
    post(message as WorkerMessage),
  );
  const kernel = context.exports;
  kernel.start();
  if (kernel.boot(main.dataEnd, main.pages, main.gil ? 1 : 0) !== 0) throw new Error('the kernel could not boot');
  const at = kernel.kernelAlloc(main.config.length) >>> 0;
  if (at === 0) throw new Error('no memory for the configuration');
  context.bytes.set(main.config, at);
  post({ kind: 'exit', status: kernel.runMain(at, main.config.length) });
}

try {
  if (start.main) await runMain(start.main);
} catch (error) {
  if (!(error instanceof ExitSignal)) post({ kind: 'failed', message: (error as Error).stack ?? String(error) });
}
