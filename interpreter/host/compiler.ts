// The compiler as the host's imports call it.

import { compileSource, compileTree, guarded, symbolTable } from '../compiler/compile.js';
import { parse } from '../compiler/parser/parse.js';
import { tokenStream } from '../compiler/tokens/token-stream.js';
import type { Mod } from '../compiler/tree.js';
import { decodeTree, encodeTree } from '../compiler/tree-codec.js';
import { validate } from '../compiler/validate.js';
import { lookupCharacterName as lookupName } from './character_names.js';
import type { CompileOptions, CompileWarning } from './imports/compiler.js';

/** Compiles source bytes to a code blob. Throws PySyntaxError, or a RangeError for source that nests too deep. */
export function compile(
  source: Uint8Array | string,
  filename: string,
  options: CompileOptions,
): { blob: Uint8Array; warnings: CompileWarning[] } {
  const { mode, flags, optimize } = options;
  return compileSource(source, { filename, mode, flags, optimize, lookupName });
}

/** The tree of a source as bytes. Throws as `compile`. */
export function parseTree(
  source: Uint8Array | string,
  filename: string,
  options: CompileOptions,
): { bytes: Uint8Array; warnings: CompileWarning[] } {
  const { tree, warnings } = parse(source, { filename, mode: options.mode, flags: options.flags, lookupName });
  return { bytes: encodeTree(tree), warnings };
}

/** Compiles the bytes of a tree that a program made. Throws as `compile`. */
export function compileBytes(
  bytes: Uint8Array,
  filename: string,
  options: CompileOptions,
): { blob: Uint8Array; warnings: CompileWarning[] } {
  const tree = decodeTree(bytes) as Mod;
  guarded(() => validate(tree));
  return compileTree(tree, { filename, flags: options.flags, optimize: options.optimize });
}

/** The tokens as a Python literal (imports/compiler.ts). Throws as `compile`. */
export function tokens(source: string, extraTokens: boolean): string {
  const rows = [];
  const lines: string[] = [];
  for (const { type, string, start, end, line } of tokenStream(source, { extraTokens })) {
    if (line !== lines.at(-1)) lines.push(line);
    rows.push(JSON.stringify([type, string, ...start, ...end, lines.length - 1]));
  }
  return `[${JSON.stringify(lines)},[${rows.join(',')}]]`;
}

/** The symbol table as a Python literal (imports/compiler.ts). Throws as `compile`. */
export function symbols(source: string, filename: string, mode: CompileOptions['mode']): string {
  return symbolTable(source, { filename, mode, lookupName });
}
