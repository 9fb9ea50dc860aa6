// Random bytes of the system.

import { randomFillSync } from 'node:crypto';
import type { WorkerContext } from '../context.js';

export function randomImports(context: WorkerContext) {
  return {
    random: (address: number, length: number) => {
      const buffer = Buffer.alloc(length);
      randomFillSync(buffer);
      context.bytes.set(buffer, address >>> 0);
    },
  };
}
