import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { kernelBuild } from '../tools/paths.js';
import { productFiles, readStamp } from './kernel.js';
import { readMachineCode, writeMachineCode } from './machine_code.js';

// (module (func (export "seven") (result i32) i32.const 7))
const WASM = new Uint8Array([
  ...[0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00, 0x01, 0x05, 0x01, 0x60, 0x00, 0x01, 0x7f, 0x03, 0x02, 0x01],
  ...[0x00, 0x07, 0x09, 0x01, 0x05, 0x73, 0x65, 0x76, 0x65, 0x6e, 0x00, 0x00, 0x0a, 0x06, 0x01, 0x04, 0x00, 0x41],
  ...[0x07, 0x0b],
]);

describe('machine code on disk', () => {
  let folder = '';
  beforeAll(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'machine-code-'));
    writeMachineCode(folder, 'one', WASM);
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it('is a module that runs', () => {
    const module = readMachineCode(folder, 'one', WASM);
    expect(module).toBeInstanceOf(WebAssembly.Module);
    const instance = new WebAssembly.Instance(module as WebAssembly.Module);
    expect((instance.exports.seven as () => number)()).toBe(7);
  });

  it('belongs to one binary', () => {
    expect(readMachineCode(folder, 'two', WASM)).toBeNull();
  });

  it('is refused where its head is of another V8', () => {
    const file = path.join(folder, `kernel.one.${process.versions.v8}-${process.arch}.code`);
    const code = readFileSync(file);
    writeFileSync(file, Buffer.concat([Buffer.alloc(16), code.subarray(16)]));
    expect(readMachineCode(folder, 'one', WASM)).toBeNull();
    writeFileSync(file, code);
  });

  it('is there for the built kernel', () => {
    const built = kernelBuild('release');
    const { product } = readStamp(built)!;
    const wasm = readFileSync(productFiles(built, product).wasm);
    expect(readMachineCode(built, product, wasm)).toBeInstanceOf(WebAssembly.Module);
  });
});
