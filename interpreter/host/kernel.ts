// The kernel's product and its contract: what the host finds among its exports.

import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { readMachineCode } from './machine_code.js';

/** What the kernel exports. Addresses come back signed: `>>> 0`. */
export interface KernelExports {
  /** Runs the initialisers of the program's globals; once per process. */
  start(): void;
  /**
   * Makes the heap, the static types, builtins, sys and the main thread; this instance becomes the main thread's.
   * `dataEnd`: first byte behind the static data. `pages`: size of the memory in 64 KiB. 0, or -1: not enough memory.
   */
  boot(dataEnd: number, pages: number, gil: number): number;
  /** Keys of the string hash; before boot. */
  setHashSecrets(first: bigint, second: bigint): void;
  /** A block for the host to write into; the kernel frees it with what it asked for. 0: no memory. */
  kernelAlloc(size: number): number;
  kernelFree(address: number): void;
  /** Brings up what all processes of the same flags have; 0, or the exit status after an error was shown. */
  prepareMain(config: number, length: number): number;
  /** End of the memory that a start-up image of this moment has to hold; 0: there can be none. */
  imageEnd(): number;
  /** This instance becomes the main thread's of a memory that came from an image. 0, or -1: not enough memory. */
  resumeMain(firstSecret: bigint, secondSecret: bigint): number;
  /** Runs what the configuration says; returns the exit status. See main_config.ts. */
  runMain(config: number, length: number): number;
  /** The numbers of KernelLayout, in its order. */
  hostLayout(which: number): number;
  /** Runs the started thread until it ends; this instance is nobody's afterwards. */
  runThread(thread: number): void;
}

/** What Node's main thread knows of the kernel's layout, in the order of kernel/process/host_layout.ts. */
const LAYOUT = [
  // addresses of process-wide words
  ...(['signals', 'mainThread', 'threads'] as const),
  // offsets in a thread's struct
  ...(['safePoint', 'next', 'futex'] as const),
  // for thread dumps: tables, then more of the struct
  ...(['control', 'pagesLock', 'graceLock', 'threadsLock', 'worldLock', 'parkingLot', 'parkingLotEnd'] as const),
  ...(['state', 'id', 'depth', 'nativeDepth', 'pc', 'critical', 'epoch', 'mergeQueue', 'mergeLock'] as const),
  ...(['parkedOn', 'nextParked', 'criticalBase'] as const),
] as const;

export type KernelLayout = { readonly [name in (typeof LAYOUT)[number]]: number };

export function readLayout(kernel: KernelExports): KernelLayout {
  return Object.fromEntries(LAYOUT.map((name, i) => [name, kernel.hostLayout(i) >>> 0])) as KernelLayout;
}

export interface KernelProduct {
  readonly module: WebAssembly.Module;
  /** The static data, packed. */
  data(): Uint8Array;
  /** Changes with the sources and with the binary. */
  readonly hash: string;
  readonly variant: string;
}

const dist = fileURLToPath(new URL('../../', import.meta.url));
/** Root of the repository (this file lies in dist/interpreter/host). */
export const root = path.resolve(dist, '..');

/** What a build leaves last, so that whoever reads it finds the files of its product. */
export interface KernelStamp {
  /** Of the sources. */
  readonly hash: string;
  /** Of the binary. */
  readonly product: string;
}

/** The stamp of a variant's folder; null: there is none that makes sense. */
export function readStamp(folder: string): KernelStamp | null {
  try {
    return JSON.parse(readFileSync(path.join(folder, 'stamp.json'), 'utf8'));
  } catch {
    return null;
  }
}

/** A product's files. They bear its name: a process that began to read one product never meets parts of the next. */
export function productFiles(folder: string, product: string): { readonly wasm: string; readonly data: string } {
  const name = path.join(folder, `kernel.${product.slice(0, 16)}`);
  return { wasm: `${name}.wasm`, data: `${name}.data.bin` };
}

/** Loads a variant of the kernel from build/kernel; throws with advice if it is not built. */
export function loadKernel(variant: string): KernelProduct {
  const folder = path.join(root, 'build', 'kernel', variant);
  const stamp = readStamp(folder);
  if (stamp === null) {
    throw new Error(
      `the kernel's variant '${variant}' is not built: node dist/interpreter/tools/build.js --variant ${variant}`,
    );
  }
  const files = productFiles(folder, stamp.product);
  const wasm = readFileSync(files.wasm);
  return {
    module: readMachineCode(folder, stamp.product, wasm) ?? new WebAssembly.Module(wasm),
    data: () => readFileSync(files.data),
    hash: `${stamp.hash} ${stamp.product}`,
    variant,
  };
}
