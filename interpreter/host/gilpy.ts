// The command line as modules: what bin/gilpy runs while there is no bundle of the same age (bin/gilpy.cjs).

import { main } from './main.js';

process.exit(
  await main({
    worker: new URL('./worker.js', import.meta.url),
    compiler: async () => ({ ...(await import('./compiler.js')), ...(await import('../compiler/disassemble.js')) }),
  }),
);
