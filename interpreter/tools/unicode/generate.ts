// Writes the kernel's Unicode tables. Run: node dist/interpreter/tools/unicode/generate.js

import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { generateCtype } from './ctype.js';
import { readDatabase } from './ucd.js';

/** Writes `generated/unicode.ts` of the kernel in `kernelFolder` unless it is there and unchanged. */
export function writeUnicodeTables(kernelFolder: string): void {
  const path = join(kernelFolder, 'generated', 'unicode.ts');
  const text = generateCtype(readDatabase());
  mkdirSync(dirname(path), { recursive: true });
  if (!existsSync(path) || readFileSync(path, 'utf8') !== text) writeFileSync(path, text);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  writeUnicodeTables(process.argv[2] ?? 'interpreter/kernel');
}
