// Puts what a build made where processes look for it, while they may be starting.

import { readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { type KernelStamp, productFiles, readStamp } from '../host/kernel.js';

/**
 * Writes the files of a product, then, at once, the stamp that names them. The product before stays: a process that read
 * its stamp may not have read its files yet. Older ones go.
 */
export function writeProduct(folder: string, stamp: KernelStamp, wasm: Uint8Array, data: Uint8Array): void {
  const before = readStamp(folder);
  const files = productFiles(folder, stamp.product);
  replaceFile(files.wasm, wasm);
  replaceFile(files.data, data);
  replaceFile(path.join(folder, 'stamp.json'), `${JSON.stringify(stamp)}\n`);
  removeProducts(folder, [stamp.product, ...(before ? [before.product] : [])]);
}

/** Nobody reads half of it. */
function replaceFile(file: string, content: string | Uint8Array): void {
  writeFileSync(`${file}.new`, content);
  renameSync(`${file}.new`, file);
}

function removeProducts(folder: string, kept: readonly string[]): void {
  const files = kept.flatMap((product) => Object.values(productFiles(folder, product)));
  for (const name of readdirSync(folder)) {
    const file = path.join(folder, name);
    if (/\.(wasm|data\.bin)$/.test(name) && !files.includes(file)) rmSync(file);
  }
}
