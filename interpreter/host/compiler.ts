// The compiler as the host's imports call it.

import type { CompileOptions, CompileWarning } from './imports/compiler.js';

/** Compiles source bytes to a code blob. */
export function compile(
  _source: Uint8Array | string,
  _filename: string,
  _options: CompileOptions,
): { blob: Uint8Array; warnings: CompileWarning[] } {
  throw new Error('the compiler is not connected yet');
}
