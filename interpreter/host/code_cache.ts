// Compiled code on disk: result records of the compiler by the hash of everything they depend on.

import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { fingerprint } from './fingerprint.js';

/** The user's cache directory for us; GILPY_CACHE names another, or none if it is empty. */
export function cacheFolder(): string | null {
  const own = process.env.GILPY_CACHE;
  if (own !== undefined) return own === '' ? null : path.resolve(own);
  const base =
    process.env.XDG_CACHE_HOME ??
    (process.platform === 'darwin'
      ? path.join(homedir(), 'Library', 'Caches')
      : process.platform === 'win32'
        ? (process.env.LOCALAPPDATA ?? path.join(homedir(), 'AppData', 'Local'))
        : path.join(homedir(), '.cache'));
  return path.join(base, 'gilpy');
}

/** Set in bundles. */
declare const COMPILER_VERSION: string | undefined;

/** Changes whenever the compiler or the instruction set does: names, sizes and times of their files. */
export function compilerVersion(): string {
  if (typeof COMPILER_VERSION === 'string') return COMPILER_VERSION;
  const hash = createHash('sha256');
  for (const folder of ['compiler', 'bytecode']) {
    const at = fileURLToPath(new URL(`../${folder}/`, import.meta.url));
    for (const name of readdirSync(at, { recursive: true, encoding: 'utf8' }).sort()) {
      if (!name.endsWith('.js') || name.endsWith('.test.js')) continue;
      const { size, mtimeMs } = statSync(path.join(at, name));
      hash.update(`${name} ${size} ${mtimeMs}\n`);
    }
  }
  return hash.digest('hex');
}

/** Keys from here on are made by node:crypto. */
const LONG = 8192;

export class CodeCache {
  private readonly folder: string | null;
  private version = '';
  private made = false;

  constructor(folder: string | null = cacheFolder()) {
    this.folder = folder === null ? null : path.join(folder, 'code');
  }

  /** Key of what `parts` determine. */
  key(...parts: (string | number | Uint8Array)[]): string {
    this.version ||= compilerVersion();
    const bytes = [this.version, ...parts].map((part) => (part instanceof Uint8Array ? part : Buffer.from(`${part}`)));
    const all = Buffer.concat(bytes.flatMap((part) => [Buffer.from(`${part.length} `), part]));
    return all.length < LONG ? fingerprint(all) : createHash('sha256').update(all).digest('hex');
  }

  get(key: string): Uint8Array | null {
    if (this.folder === null) return null;
    try {
      return readFileSync(path.join(this.folder, key.slice(0, 2), key.slice(2)));
    } catch {
      return null;
    }
  }

  /** Keeps `content`; a cache that can't be written is no error. */
  put(key: string, content: Uint8Array): void {
    if (this.folder === null) return;
    const folder = path.join(this.folder, key.slice(0, 2));
    try {
      if (!this.made) mkdirSync(this.folder, { recursive: true });
      this.made = true;
      mkdirSync(folder, { recursive: true });
      const fresh = path.join(folder, `${key.slice(2)}.${process.pid}`);
      writeFileSync(fresh, content);
      renameSync(fresh, path.join(folder, key.slice(2)));
    } catch {
      // no cache then
    }
  }
}
