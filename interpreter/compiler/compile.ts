/** From source text or a syntax tree to a code blob. */

import { LimitError } from '../bytecode/assembler.js';
import { type CodeObject, writeBlob } from './blob.js';
import { CO_FUTURE_ANNOTATIONS, Compiler } from './codegen/compiler.js';
import { foldConstants } from './codegen/fold.js';
import { moduleCode } from './codegen/module.js';
import { CompilerRecursionError, Diagnostics } from './diagnostics.js';
import { futureFeatures } from './future.js';
import { type ParseOptions, parse } from './parser/parse.js';
import { analyze } from './scopes/analyze.js';
import { ScopeBuilder } from './scopes/build.js';
import { symbolTableLiteral } from './scopes/symbol-table.js';
import type { PySyntaxWarning } from './syntax-error.js';
import type { Mod } from './tree.js';

/** `compile()` flag: `await` is allowed at module level. */
export const PyCF_ALLOW_TOP_LEVEL_AWAIT = 0x2000;

export interface CompileOptions {
  filename?: string;
  /** CO_FUTURE_ flags that are in force already, and PyCF_ALLOW_TOP_LEVEL_AWAIT. */
  flags?: number;
  /** -O level. */
  optimize?: number;
  /** Source text, for the lines in errors and warnings. */
  source?: string;
}

export interface Compiled {
  blob: Uint8Array;
  warnings: PySyntaxWarning[];
}

/** Runs `work`; a source too deep for it is a CompilerRecursionError. */
export function guarded<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof RangeError && /call stack/i.test(error.message)) throw new CompilerRecursionError();
    throw error;
  }
}

function scopesOf(
  tree: Mod,
  diagnostics: Diagnostics,
  flags: number,
  optimize: number,
): { builder: ScopeBuilder; futureFlags: number } {
  const futureFlags = futureFeatures(tree, diagnostics) | (flags & CO_FUTURE_MASK);
  foldConstants(tree, { optimize, keepAnnotations: (futureFlags & CO_FUTURE_ANNOTATIONS) !== 0 });
  const builder = new ScopeBuilder(tree, diagnostics, {
    futureAnnotations: (futureFlags & CO_FUTURE_ANNOTATIONS) !== 0,
    topLevelAwait: (flags & PyCF_ALLOW_TOP_LEVEL_AWAIT) !== 0,
  });
  analyze(builder.top, diagnostics);
  return { builder, futureFlags };
}

const CO_FUTURE_MASK = 0x1fe0000;

/** The code of a tree, not yet written out. The tree is used up: constants are folded in it. */
export function compileToCode(
  tree: Mod,
  options: CompileOptions = {},
): { code: CodeObject; warnings: PySyntaxWarning[] } {
  const { filename = '<string>', flags = 0, optimize = 0, source } = options;
  const diagnostics = new Diagnostics(filename, source ?? null);
  return guarded(() => {
    const { builder, futureFlags } = scopesOf(tree, diagnostics, flags, optimize);
    const compiler = new Compiler(builder.scopes, builder.evaluators, diagnostics, {
      filename,
      optimize,
      futureFlags,
      interactive: tree.kind === 'Interactive',
      topLevelAwait: (flags & PyCF_ALLOW_TOP_LEVEL_AWAIT) !== 0,
    });
    try {
      return { code: moduleCode(compiler, tree), warnings: diagnostics.warnings };
    } catch (error) {
      if (error instanceof LimitError) throw diagnostics.error(error.message, compiler.unit.at);
      throw error;
    }
  });
}

/**
 * Compiles a tree. Throws PySyntaxError for what the parser cannot see, CompilerRecursionError for a tree too deep.
 * The tree is used up.
 */
export function compileTree(tree: Mod, options: CompileOptions = {}): Compiled {
  const { code, warnings } = compileToCode(tree, options);
  return { blob: guarded(() => writeBlob(code)), warnings };
}

/** Parses and compiles. Throws PySyntaxError and CompilerRecursionError. */
export function compileSource(source: Uint8Array | string, options: CompileOptions & ParseOptions = {}): Compiled {
  const parsed = parse(source, options);
  const compiled = compileTree(parsed.tree, { ...options, source: parsed.source });
  return { blob: compiled.blob, warnings: [...parsed.warnings, ...compiled.warnings] };
}

/** The names of a source and where they live, as `symbolTableLiteral` writes them. Throws as `compileSource`. */
export function symbolTable(source: string, options: CompileOptions & ParseOptions = {}): string {
  const { tree } = parse(source, options);
  const diagnostics = new Diagnostics(options.filename ?? '<string>', source);
  return guarded(() => symbolTableLiteral(scopesOf(tree, diagnostics, options.flags ?? 0, 0).builder.top));
}
