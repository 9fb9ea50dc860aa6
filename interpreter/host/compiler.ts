// The compiler as the host's imports call it.

import { compileSource, compileTree } from '../compiler/compile.js';
import { parse } from '../compiler/parser/parse.js';
import type { Mod } from '../compiler/tree.js';
import { decodeTree, encodeTree } from '../compiler/tree-codec.js';
import type { CompileOptions, CompileWarning } from './imports/compiler.js';

/** Compiles source bytes to a code blob. Throws PySyntaxError, or a RangeError for source that nests too deep. */
export function compile(
  source: Uint8Array | string,
  filename: string,
  options: CompileOptions,
): { blob: Uint8Array; warnings: CompileWarning[] } {
  return compileSource(source, { filename, mode: options.mode, flags: options.flags, optimize: options.optimize });
}

/** The tree of a source as bytes. Throws as `compile`. */
export function parseTree(
  source: Uint8Array | string,
  filename: string,
  options: CompileOptions,
): { bytes: Uint8Array; warnings: CompileWarning[] } {
  const { tree, warnings } = parse(source, { filename, mode: options.mode, flags: options.flags });
  return { bytes: encodeTree(tree), warnings };
}

/** Compiles a tree's bytes. Throws as `compile`. */
export function compileBytes(
  bytes: Uint8Array,
  filename: string,
  options: CompileOptions,
): { blob: Uint8Array; warnings: CompileWarning[] } {
  return compileTree(decodeTree(bytes) as Mod, { filename, flags: options.flags, optimize: options.optimize });
}
