// The Python module that the stdlib archive lacks: _pydecimal, taken out of the npm package brython at build time.

import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { root } from './paths.js';

const START = 'var scripts = ';

/** Writes build/lib/_pydecimal.py unless it is newer than its source. */
export function extractLibrary(): void {
  const source = createRequire(import.meta.url).resolve('brython/brython_stdlib.js');
  const target = path.join(root, 'build', 'lib', '_pydecimal.py');
  if (existsSync(target) && statSync(target).mtimeMs > statSync(source).mtimeMs) return;
  const text = readFileSync(source, 'utf8');
  const key = '"_pydecimal":';
  const at = text.indexOf(key, text.indexOf(START));
  if (at < 0) throw new Error('brython_stdlib.js holds no _pydecimal');
  // the value is a JSON array ['.py', source, imports]
  const first = text.indexOf(', "', at) + 2;
  let end = first + 1;
  while (text[end] !== '"') end += text[end] === '\\' ? 2 : 1;
  mkdirSync(path.dirname(target), { recursive: true });
  writeFileSync(target, JSON.parse(text.slice(first, end + 1)));
}
