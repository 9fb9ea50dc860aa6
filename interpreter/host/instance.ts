// One kernel instance with its imports.

import type { WorkerContext, WorkerOptions } from './context.js';
import { clockImports } from './imports/clock.js';
import { type Compiler, compilerImports } from './imports/compiler.js';
import { consoleImports } from './imports/console.js';
import { mathImports } from './imports/math.js';
import { processImports } from './imports/process.js';
import { randomImports } from './imports/random.js';
import type { KernelExports } from './kernel.js';

export function createInstance(
  module: WebAssembly.Module,
  memory: WebAssembly.Memory,
  compiler: Compiler,
  options: WorkerOptions,
  post: (message: unknown) => void,
): WorkerContext {
  const buffer = memory.buffer;
  const context: WorkerContext = {
    memory,
    bytes: new Uint8Array(buffer),
    view: new DataView(buffer),
    exports: null as unknown as KernelExports,
    options,
    post,
  };
  const host: Record<string, unknown> = {
    ...clockImports(),
    ...mathImports(),
    ...randomImports(context),
    ...consoleImports(context),
    ...processImports(context),
    ...compilerImports(context, compiler),
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
