// The kernel's machine code on disk. V8 compiles WebAssembly in tiers, each process anew: first quickly and badly, then,
// function by function as they get hot, well. For a kernel of thousands of functions that is a slow first second. So the
// build compiles the whole binary once with V8's optimising compiler and keeps what V8 serializes; a process reads that
// and runs the best code from its first instruction.
//
// V8 reaches this through runtime functions that need --allow-natives-syntax, and refuses code of another V8, of other
// flags or for features that the processor lacks. Whatever is refused is compiled as usual: code is never needed.

import { readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setFlagsFromString } from 'node:v8';

/** File of the code for one binary (`product`: its hash) under this Node. */
function codeFile(folder: string, product: string): string {
  return path.join(folder, `kernel.${product.slice(0, 16)}.${process.versions.v8}-${process.arch}.code`);
}

/** Calls a runtime function of V8. Flags are part of what V8 compares, so code is written and read with the same ones. */
function callRuntime(name: string, ...args: unknown[]): unknown {
  setFlagsFromString('--allow-natives-syntax');
  try {
    const names = args.map((_, i) => `a${i}`);
    return new Function(...names, `return %${name}(${names.join(', ')})`)(...args);
  } finally {
    setFlagsFromString('--no-allow-natives-syntax');
  }
}

/** The module of `wasm` with its machine code, or null where there is none that this V8 takes. */
export function readMachineCode(folder: string, product: string, wasm: Uint8Array): WebAssembly.Module | null {
  let code: Buffer;
  try {
    code = readFileSync(codeFile(folder, product));
  } catch {
    return null;
  }
  try {
    const whole = code.buffer.slice(code.byteOffset, code.byteOffset + code.length);
    return (callRuntime('DeserializeWasmModule', whole, wasm) as WebAssembly.Module | undefined) ?? null;
  } catch {
    return null; // an engine without this function
  }
}

/** Compiles all of `wasm` and keeps the code, in place of that of other binaries. V8 ends the process if it can't. */
export function writeMachineCode(folder: string, product: string, wasm: Uint8Array): void {
  const eager = ['liftoff', 'wasm-lazy-compilation', 'wasm-dynamic-tiering'];
  for (const flag of eager) setFlagsFromString(`--no-${flag}`);
  const module = new WebAssembly.Module(wasm as Uint8Array<ArrayBuffer>);
  for (const flag of eager) setFlagsFromString(`--${flag}`);
  const code = callRuntime('SerializeWasmModule', module) as ArrayBuffer;
  const file = codeFile(folder, product);
  const kept = `.${process.versions.v8}-${process.arch}.code`;
  for (const name of readdirSync(folder)) if (name.endsWith(kept)) rmSync(path.join(folder, name));
  writeFileSync(`${file}.${process.pid}`, Buffer.from(code));
  renameSync(`${file}.${process.pid}`, file);
}
