// Starting threads.

import type { WorkerContext } from '../context.js';

export function threadImports(context: WorkerContext) {
  const { pool } = context.system;
  return {
    /** Hands the thread at an address to a worker that is idle: 0; -1: there is none (see startWorker). */
    startThread: (address: number) => {
      if (!pool.assign(address >>> 0)) return -1;
      if (pool.free === 0) context.post({ kind: 'warm' });
      return 0;
    },
    /** Waits until the thread at an address has a new worker: 0; -1: none can be had. */
    startWorker: (address: number) => context.requests.ask('startWorker', address >>> 0).status,
  };
}
