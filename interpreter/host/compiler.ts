// The compiler as the host's imports call it.

import { compileSource } from '../compiler/compile.js';
import type { CompileOptions, CompileWarning } from './imports/compiler.js';

/** Compiles source bytes to a code blob. Throws PySyntaxError, or a RangeError for source that nests too deep. */
export function compile(
  source: Uint8Array | string,
  filename: string,
  options: CompileOptions,
): { blob: Uint8Array; warnings: CompileWarning[] } {
  return compileSource(source, { filename, mode: options.mode, flags: options.flags, optimize: options.optimize });
}
