// A Python thread's worker where the host runs as modules; bin/gilpy.cjs starts those of the bundles.

import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Worker } from 'node:worker_threads';
import { root } from './kernel.js';
import type { WorkerStart } from './worker_run.js';

/** bin/worker.json. Python writes to the descriptors: pipes to a worker's streams would only take time to set up. */
const options = JSON.parse(readFileSync(path.join(root, 'bin', 'worker.json'), 'utf8'));

/** Starts a worker; without `start` it waits for a message that says what to do. */
export function startModuleWorker(start: WorkerStart | null): Worker {
  return new Worker(new URL('./worker.js', import.meta.url), { ...options, workerData: start });
}
