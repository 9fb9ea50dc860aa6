// The compiler for the kernel: source text in, code blob or error out.

import { readText, resultBlock, type WorkerContext } from '../context.js';

/** Status of a result block. */
export const COMPILED = 0;
/** The content is an error record, see `errorRecord`. */
export const COMPILE_ERROR = 1;

export interface CompileOptions {
  mode: 'exec' | 'eval' | 'single' | 'func_type';
  /** Flags of compile(): CO_FUTURE_ bits and PyCF_ bits. */
  flags: number;
  /** -O level. */
  optimize: number;
}

export interface CompileWarning {
  category: string;
  msg: string;
  lineno: number;
}

/** What the host needs of the compiler. */
export interface Compiler {
  /** Compiles to a code blob; throws an Error with the fields of PySyntaxError (compiler/syntax-error.ts). */
  compile(
    source: Uint8Array,
    filename: string,
    options: CompileOptions,
  ): { blob: Uint8Array; warnings: CompileWarning[] };
}

const MODES = ['exec', 'eval', 'single', 'func_type'] as const;

class Writer {
  private readonly parts: Uint8Array[] = [];

  i32(value: number | null | undefined): this {
    const bytes = Buffer.alloc(4);
    bytes.writeInt32LE(value ?? -1);
    this.parts.push(bytes);
    return this;
  }

  /** u32 length and UTF-8 bytes; null is length 0xffffffff. */
  text(value: string | null | undefined): this {
    if (value === null || value === undefined) return this.i32(-1);
    const bytes = Buffer.from(value, 'utf8');
    this.i32(bytes.length);
    this.parts.push(bytes);
    return this;
  }

  bytes(value: Uint8Array): this {
    this.parts.push(value);
    return this;
  }

  finish(): Uint8Array {
    return Buffer.concat(this.parts);
  }
}

/**
 * An error of the front end:
 *   text type name ('SyntaxError', 'ValueError' ...), text message, text filename or null, text source line or null,
 *   i32 line, i32 offset, i32 end line, i32 end offset (-1: None)
 * where text is i32 length (-1: None) and UTF-8 bytes.
 */
export function errorRecord(error: unknown): Uint8Array {
  const e = error as Record<string, never> & Error;
  const known = typeof e.msg === 'string';
  if (!known && !(error instanceof RangeError)) throw error;
  const writer = new Writer();
  if (!known) {
    writer.text('RecursionError').text('maximum recursion depth exceeded during compilation').text(null).text(null);
    return writer.i32(-1).i32(-1).i32(-1).i32(-1).finish();
  }
  writer.text(e.type).text(e.msg).text(e.filename).text(e.text);
  return writer.i32(e.lineno).i32(e.offset).i32(e.end_lineno).i32(e.end_offset).finish();
}

/** A compiled source: i32 blob length, blob, i32 number of warnings, for each text category, text message, i32 line. */
export function productRecord(blob: Uint8Array, warnings: readonly CompileWarning[]): Uint8Array {
  const writer = new Writer().i32(blob.length).bytes(blob).i32(warnings.length);
  for (const warning of warnings) writer.text(warning.category).text(warning.msg).i32(warning.lineno);
  return writer.finish();
}

export function compilerImports(context: WorkerContext, compiler: Compiler) {
  return {
    /**
     * Compiles UTF-8 (or declared otherwise) source; returns a result block: COMPILED with a product record, or
     * COMPILE_ERROR with an error record. 0: no memory.
     */
    compile: (
      source: number,
      length: number,
      filename: number,
      filenameLength: number,
      mode: number,
      flags: number,
      optimize: number,
    ) => {
      const at = source >>> 0;
      const text = context.bytes.slice(at, at + length);
      const name = readText(context, filename, filenameLength);
      try {
        const { blob, warnings } = compiler.compile(text, name, { mode: MODES[mode], flags, optimize });
        return resultBlock(context, COMPILED, productRecord(blob, warnings));
      } catch (error) {
        return resultBlock(context, COMPILE_ERROR, errorRecord(error));
      }
    },
  };
}
