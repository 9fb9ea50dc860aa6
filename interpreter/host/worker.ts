// A worker as modules (see gilpy.ts). The compiler is loaded at once: modules can't be loaded in the midst of a call.

import * as compiler from './compiler.js';
import { runWorker } from './worker_run.js';

runWorker({ compiler: () => compiler, ended: () => {} });
