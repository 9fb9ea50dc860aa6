/** Writes what is generated from the instruction table. Usage: node generate.js KERNEL_FOLDER [REFERENCE_PAGE] */

import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { kernelOpcodes } from './kernel-enum.js';
import { referencePage } from './reference.js';

/** Writes `generated/opcodes.ts` under the kernel's folder. */
export function writeKernelOpcodes(kernel: string): void {
  const folder = join(kernel, 'generated');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'opcodes.ts'), kernelOpcodes());
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [kernel, page] = process.argv.slice(2);
  if (kernel === undefined) throw new Error('usage: node generate.js KERNEL_FOLDER [REFERENCE_PAGE]');
  writeKernelOpcodes(kernel);
  if (page !== undefined) writeFileSync(page, referencePage());
}
