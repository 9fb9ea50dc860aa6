// Compiles the kernel's lower half with the stress tests' workloads (workloads.ts) and stand-ins for the rest.

import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { RUNTIME_FILE, RUNTIME_FLAGS } from '../../tools/build.js';
import { stripData } from '../../tools/wasm.js';

const tests = path.dirname(fileURLToPath(import.meta.url));
const kernel = path.dirname(tests);

/** First byte behind the static data, as far as the tests care. */
export const HEAP_BASE = 0x90000;

/** path relative to the kernel -> text, of everything that the workloads need. */
function sources(constants: Readonly<Record<string, boolean>>): Map<string, string> {
  const files = new Map<string, string>();
  const add = (folder: string, under: string) => {
    for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
      if (name.endsWith('.ts') && !name.endsWith('.test.ts')) {
        files.set(path.posix.join(under, name.split(path.sep).join('/')), readFileSync(path.join(folder, name), 'utf8'));
      }
    }
  };
  for (const part of ['layout', 'memory', 'counting', 'sync', 'collector', 'runtime']) add(path.join(kernel, part), part);
  add(path.join(tests, 'standins'), '.');
  files.set('tests/workloads.ts', readFileSync(path.join(tests, 'workloads.ts'), 'utf8'));
  const text = [...files.values()].join('\n');
  const constant = (name: string, type: string, value: string) =>
    `// @ts-ignore: decorator\n@inline export const ${name}: ${type} = ${value};\n`;
  const all = (pattern: RegExp) => [...new Set(text.match(pattern))];
  files.set('generated/names.ts', all(/\bN_\w+/g).map((name) => constant(name, 'u64', '0')).join(''));
  files.set('generated/types.ts', all(/\bT_[A-Z_]+/g).map((name) => constant(name, 'u32', '0')).join(''));
  files.set(
    'generated/build.ts',
    ['HOSTILE', 'ASSERTIONS', 'GIL_ONLY', 'LOCKED_READS']
      .map((name) => constant(name, 'bool', String(constants[name] ?? false)))
      .join(''),
  );
  return files;
}

interface Compiler {
  readonly libraryFiles: Record<string, string>;
  main(
    args: readonly string[],
    options: Record<string, unknown>,
  ): Promise<{ error: Error | null; stderr: { toString(): string } }>;
}
const compiler: string = 'assemblyscript/asc';

/** The module without its data segments, and these. */
export async function buildWorkloads(optimise: string, constants: Readonly<Record<string, boolean>> = {}) {
  const files = sources(constants);
  const asc = (await import(compiler)) as Compiler;
  asc.libraryFiles[RUNTIME_FILE] = files.get('runtime/trap.ts')!;
  let wasm: Uint8Array | null = null;
  const { error, stderr } = await asc.main(
    [
      ...['tests/workloads.ts', '-o', 'out.wasm', optimise, '--noAssert', ...RUNTIME_FLAGS],
      ...['--importMemory', '--sharedMemory', '--enable', 'threads', '--exportTable'],
      ...['--initialMemory', '256', '--maximumMemory', '65536', '--memoryBase', '524288', '--disableWarning', '201'],
    ],
    {
      readFile: (name: string) => files.get(path.posix.normalize(name)) ?? null,
      writeFile: (name: string, content: Uint8Array) => {
        if (name.endsWith('.wasm')) wasm = content;
      },
      listFiles: () => [],
    },
  );
  if (error || !wasm) throw new Error(`${stderr.toString()}\n${error?.message ?? 'asc wrote nothing'}`);
  const product = stripData(wasm);
  return { module: new WebAssembly.Module(product.wasm as BufferSource), segments: product.segments };
}
