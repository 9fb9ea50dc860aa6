// Node's main thread: makes the memory, starts workers, serves them. It runs no Python.

import { writeSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import type { WorkerOptions } from './context.js';
import { loadKernel } from './kernel.js';
import { encodeConfig, type MainConfig } from './main_config.js';
import { createMemory, parseSize, writeData } from './memory.js';
import type { WorkerMessage, WorkerStart } from './worker.js';

export interface ProcessOptions extends WorkerOptions {
  readonly variant: string;
  readonly gil: boolean;
  /** Bytes; default all that can be had. */
  readonly memoryLimit?: number;
}

/** Exit status after a failure of the interpreter itself. */
export const FATAL = 70;

export function memoryLimit(): number | undefined {
  return parseSize(process.env.GILPY_MEMORY);
}

/** Runs one Python process to its end; the promise gives the exit status. */
export function runProcess(options: ProcessOptions, config: MainConfig): Promise<number> {
  const kernel = loadKernel(options.variant);
  const memory = createMemory(options.memoryLimit);
  const dataEnd = writeData(memory, kernel.data);
  const { optimize, debug } = options;
  const start: WorkerStart = {
    module: kernel.module,
    memory,
    options: { optimize, debug },
    main: { dataEnd, pages: memory.buffer.byteLength / 65536, gil: options.gil, config: encodeConfig(config) },
  };
  return new Promise((resolve) => {
    const fail = (message: string) => {
      writeSync(2, `gilpy: fatal: ${message}\n`);
      resolve(FATAL);
    };
    const worker = new Worker(new URL('./worker.js', import.meta.url), {
      workerData: start,
      resourceLimits: { stackSizeMb: 64 },
    });
    worker.on('message', (message: WorkerMessage) => {
      if (message.kind === 'exit') resolve(message.status);
      else fail(message.message);
    });
    worker.on('error', (error) => fail(error.stack ?? String(error)));
    worker.on('exit', (status) => fail(`the main thread's worker ended by itself with status ${status}`));
  });
}
