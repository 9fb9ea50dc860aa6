// The compiler for the kernel: source text in, code blob or error out.

import { readFileSync } from 'node:fs';
import path from 'node:path';
import { CodeCache } from '../code_cache.js';
import { readBytes, readStr, resultBlock, type WorkerContext } from '../context.js';
import { libraryFolder, stdlibPath, ZipArchive } from '../stdlib.js';

/** Status of a result block. */
export const COMPILED = 0;
/** The content is an error record, see `errorRecord`. */
export const COMPILE_ERROR = 1;

export interface CompileOptions {
  mode: 'exec' | 'eval' | 'single' | 'func_type';
  /** Flags of compile(): CO_FUTURE_ bits and PyCF_ bits. */
  flags: number;
  /** -O level, 0 to 2. */
  optimize: number;
}

export interface CompileWarning {
  category: string;
  msg: string;
  lineno: number;
  offset: number;
  end_lineno: number;
  end_offset: number;
  text: string | null;
}

/** What the host needs of the compiler. */
export interface Compiler {
  /** The syntax tree as bytes (compiler/tree-codec.ts), its warnings beside it. */
  parseTree(
    source: Uint8Array | string,
    filename: string,
    options: CompileOptions,
  ): { bytes: Uint8Array; warnings: CompileWarning[] };
  /** The code blob of such bytes. */
  /**
   * The tokens of a source for the module tokenize, as a Python literal: [lines, [[type, text, row, column, row, column,
   * number in lines], ...]]. Many tokens stand on one line, which may be long.
   */
  tokens(source: string, extraTokens: boolean): string;
  /** The blocks of a source and their names for the module symtable, as a Python literal (compiler/scopes/symbol-table.ts). */
  symbols(source: string, filename: string, mode: CompileOptions['mode']): string;
  compileBytes(
    bytes: Uint8Array,
    filename: string,
    options: CompileOptions,
  ): { blob: Uint8Array; warnings: CompileWarning[] };
  /** Compiles to a code blob; throws an Error with the fields of PySyntaxError (compiler/syntax-error.ts). */
  compile(
    source: Uint8Array | string,
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

/**
 * A compiled source: i32 blob length, blob, i32 number of warnings, for each text category, text message, i32 line,
 * i32 column, i32 end line, i32 end column, text source line.
 */
export function productRecord(blob: Uint8Array, warnings: readonly CompileWarning[]): Uint8Array {
  const writer = new Writer().i32(blob.length).bytes(blob).i32(warnings.length);
  for (const warning of warnings) {
    writer.text(warning.category).text(warning.msg).i32(warning.lineno);
    writer.i32(warning.offset).i32(warning.end_lineno).i32(warning.end_offset).text(warning.text);
  }
  return writer.finish();
}

/** Prefix of members that lie in interpreter/lib. */
const OWN = 'gilpy:';

/** Sources shorter than this are compiled as fast as they are found, once the compiler is there. */
const LEAST_CACHED = 1000;

export function compilerImports(context: WorkerContext, load: () => Compiler) {
  const cache = new CodeCache();
  let loaded: Compiler | null = null;
  const compiler = () => (loaded ??= load());
  let library: ZipArchive | null = null;
  const stdlib = () => (library ??= new ZipArchive(stdlibPath()));

  const record = (source: Uint8Array | string, filename: string, options: CompileOptions) => {
    const { blob, warnings } = compiler().compile(source, filename, options);
    return productRecord(blob, warnings);
  };

  /** A member of the archive, or of our own library if the name begins with OWN. */
  const content = (name: string): Uint8Array | null => {
    if (!name.startsWith(OWN)) return stdlib().content(name);
    return readFileSync(path.join(libraryFolder, name.slice(OWN.length)));
  };

  return {
    /**
     * Compiles a str, or bytes with their declared encoding (addresses of the objects); returns a result block:
     * COMPILED with a product record, or COMPILE_ERROR with an error record. 0: no memory.
     */
    compile: (source: number, isText: number, filename: number, mode: number, flags: number, optimize: number) => {
      const text = isText ? readStr(context, source) : readBytes(context, source);
      const name = readStr(context, filename);
      const options = { mode: MODES[mode], flags, optimize: optimize < 0 ? context.options.optimize : optimize };
      try {
        if (text.length < LEAST_CACHED && loaded) return resultBlock(context, COMPILED, record(text, name, options));
        const key = cache.key(name, options.mode, flags, options.optimize, isText, text);
        const known = cache.get(key);
        if (known) return resultBlock(context, COMPILED, known);
        const product = record(text, name, options);
        cache.put(key, product);
        return resultBlock(context, COMPILED, product);
      } catch (error) {
        return resultBlock(context, COMPILE_ERROR, errorRecord(error));
      }
    },
    /** compile() to a tree: a result block with the tree's bytes where a product record has its blob. */
    parseTree: (source: number, isText: number, filename: number, mode: number, flags: number) => {
      const text = isText ? readStr(context, source) : readBytes(context, source);
      try {
        const options = { mode: MODES[mode], flags, optimize: 0 };
        const { bytes, warnings } = compiler().parseTree(text, readStr(context, filename), options);
        return resultBlock(context, COMPILED, productRecord(bytes, warnings));
      } catch (error) {
        return resultBlock(context, COMPILE_ERROR, errorRecord(error));
      }
    },
    /** The tokens of a str: a result block with the literal, or COMPILE_ERROR with an error record. */
    tokens: (source: number, extraTokens: number) => {
      try {
        const text = compiler().tokens(readStr(context, source), extraTokens !== 0);
        return resultBlock(context, COMPILED, Buffer.from(text, 'utf8'));
      } catch (error) {
        return resultBlock(context, COMPILE_ERROR, errorRecord(error));
      }
    },
    /** The symbol table of a str: a result block with the literal, or COMPILE_ERROR with an error record. */
    symbols: (source: number, filename: number, mode: number) => {
      try {
        const text = compiler().symbols(readStr(context, source), readStr(context, filename), MODES[mode]);
        return resultBlock(context, COMPILED, Buffer.from(text, 'utf8'));
      } catch (error) {
        return resultBlock(context, COMPILE_ERROR, errorRecord(error));
      }
    },
    /** compile() of a tree that a program made: its bytes, as parseTree gives them, to a product record. */
    compileTree: (bytes: number, filename: number, mode: number, flags: number, optimize: number) => {
      const options = { mode: MODES[mode], flags, optimize: optimize < 0 ? context.options.optimize : optimize };
      try {
        const { blob, warnings } = compiler().compileBytes(
          readBytes(context, bytes),
          readStr(context, filename),
          options,
        );
        return resultBlock(context, COMPILED, productRecord(blob, warnings));
      } catch (error) {
        return resultBlock(context, COMPILE_ERROR, errorRecord(error));
      }
    },
    /** The code of a member of the standard library, as compile() gives it. */
    stdlibCode: (member: number, filename: number) => {
      const name = readStr(context, member);
      const file = readStr(context, filename);
      const options: CompileOptions = { mode: 'exec', flags: 0, optimize: context.options.optimize };
      const own = name.startsWith(OWN) ? content(name)! : '';
      const key = cache.key('stdlib', name, file, options.optimize, stdlib().members.get(name)?.crc ?? 0, own);
      let product = cache.get(key);
      if (!product) {
        try {
          product = record(content(name)!, file, options);
        } catch (error) {
          return resultBlock(context, COMPILE_ERROR, errorRecord(error));
        }
        cache.put(key, product);
      }
      return resultBlock(context, COMPILED, product);
    },
    /** 1: the path (slashes, no suffix) is a package of the standard library, 0: a module, -1: neither. */
    stdlibKind: (member: number) => {
      const name = readStr(context, member);
      const { members } = stdlib();
      return members.has(`${name}/__init__.py`) ? 1 : members.has(`${name}.py`) ? 0 : -1;
    },
    /** Content of a member: a result block with status 0, or 1 if there is none. */
    stdlibData: (member: number) => {
      const data = content(readStr(context, member));
      return resultBlock(context, data ? 0 : 1, data ?? new Uint8Array());
    },
    stdlibPath: () => resultBlock(context, 0, Buffer.from(stdlibPath(), 'utf8')),
  };
}
