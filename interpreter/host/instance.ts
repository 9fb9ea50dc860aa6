// One kernel instance with its imports.

import type { WorkerContext, WorkerOptions } from './context.js';
import { clockImports } from './imports/clock.js';
import { type Compiler, compilerImports } from './imports/compiler.js';
import { consoleImports } from './imports/console.js';
import { environmentImports } from './imports/environment.js';
import { fileImports } from './imports/files.js';
import { mathImports } from './imports/math.js';
import { processImports } from './imports/process.js';
import { randomImports } from './imports/random.js';
import { threadImports } from './imports/threads.js';
import { type KernelExports, readLayout } from './kernel.js';
import { Requester } from './system/requests.js';
import { System } from './system/system.js';

export interface InstanceParts {
  readonly module: WebAssembly.Module;
  readonly memory: WebAssembly.Memory;
  /** Buffer of the System. */
  readonly system: SharedArrayBuffer;
  readonly options: WorkerOptions;
}

export function createInstance(
  { module, memory, system, options }: InstanceParts,
  isMain: boolean,
  compiler: () => Compiler,
  post: (message: unknown) => void,
): WorkerContext {
  const buffer = memory.buffer;
  let pending: Int32Array | null = null;
  const signals = () => {
    pending ??= new Int32Array(buffer, readLayout(context.exports).signals, 2);
    return pending;
  };
  const context: WorkerContext = {
    memory,
    bytes: new Uint8Array(buffer),
    view: new DataView(buffer),
    exports: null as unknown as KernelExports,
    options,
    system: new System(system, post),
    requests: new Requester(post),
    isMain,
    interrupted: () => isMain && (Atomics.load(signals(), 0) | Atomics.load(signals(), 1)) !== 0,
    post,
  };
  const host: Record<string, unknown> = {
    ...clockImports(context),
    ...mathImports(),
    ...randomImports(context),
    ...consoleImports(context),
    ...processImports(context),
    ...compilerImports(context, compiler),
    ...fileImports(context),
    ...environmentImports(context),
    ...threadImports(context),
  };
  for (const wanted of WebAssembly.Module.imports(module)) {
    if (wanted.kind === 'function' && wanted.module === 'host' && !(wanted.name in host)) {
      host[wanted.name] = () => {
        throw new Error(`the host has no import '${wanted.name}' that the kernel asks for`);
      };
    }
  }
  const instance = new WebAssembly.Instance(module, { env: { memory }, host });
  context.exports = instance.exports as unknown as KernelExports;
  return context;
}
