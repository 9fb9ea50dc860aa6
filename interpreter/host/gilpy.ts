// The command line as modules: what bin/gilpy runs while there is no bundle of the same age (bin/gilpy.cjs).

import { main } from './main.js';
import { startModuleWorker } from './module_worker.js';

process.exit(
  await main({
    startWorker: startModuleWorker,
    compiler: async () => ({ ...(await import('./compiler.js')), ...(await import('../compiler/disassemble.js')) }),
  }),
);
