// Starting threads.

import type { WorkerContext } from '../context.js';
import { MAX_WORKERS } from '../system/pool.js';

export function threadImports(context: WorkerContext) {
  const { pool } = context.system;
  return {
    /** Runs the thread at an address on a worker: 0, or -1 if none can be had. */
    startThread: (address: number) => {
      if (pool.assign(address)) {
        if (pool.free === 0) context.post({ kind: 'warm' });
        return 0;
      }
      if (pool.used >= MAX_WORKERS) return -1;
      context.post({ kind: 'start', thread: address >>> 0 });
      return 0;
    },
  };
}
