// Generates the kernel's tables. Files are rewritten only if their content changed.

import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { unicodeTables } from '../unicode/generate.js';
import { variantConstants } from '../variants.js';
import { collect } from './declarations.js';
import { collectNames, emitNames, emitRegistry, emitTypes, readMemoryMap } from './emit.js';
import { emitOpcodes } from './opcodes.js';
import { parseSource, readKernel, type SourceFile } from './source.js';

/** Content of every generated file by name; the same sources always give the same content. */
export function generateFiles(files: readonly SourceFile[]): Map<string, string> {
  const declarations = collect(files);
  const map = readMemoryMap(files);
  const registry = emitRegistry(declarations, files);
  return new Map([
    ['build.ts', variantConstants('release')],
    ['names.ts', emitNames(collectNames([...files, parseSource('generated/registry', registry)], declarations), map)],
    ['opcodes.ts', emitOpcodes()],
    ['registry.ts', registry],
    ['types.ts', emitTypes(declarations.types, map)],
  ]);
}

/** Brings `kernel`/generated up to date; returns the names of the files that changed. */
export function generate(kernel: string): string[] {
  const folder = path.join(kernel, 'generated');
  mkdirSync(folder, { recursive: true });
  unicodeTables(kernel);
  const changed: string[] = [];
  for (const [name, content] of generateFiles(readKernel(kernel))) {
    const file = path.join(folder, name);
    let old: string | null = null;
    try {
      old = readFileSync(file, 'utf8');
    } catch {
      // not there yet
    }
    if (old === content) continue;
    const fresh = `${file}.${process.pid}`;
    writeFileSync(fresh, content);
    renameSync(fresh, file);
    changed.push(name);
  }
  return changed;
}
