import { diagnose } from '../diagnosis/diagnose.js';
import { PySyntaxError, type PySyntaxWarning } from '../syntax-error.js';
import { decodeSource, normaliseNewlines } from '../tokens/decode-source.js';
import type { LookupName } from '../tokens/literals.js';
import { TokenBuffer } from '../tokens/token-buffer.js';
import { Token } from '../tokens/token-types.js';
import { Tokenizer } from '../tokens/tokenizer.js';
import type { Mod } from '../tree.js';
import { PARSE_FAILURE, TOO_DEEP } from './cursor.js';
import { Parser } from './statements.js';

/** `compile()` flag: a block at the end of `single` input is not closed by the end of the input. */
export const PyCF_DONT_IMPLY_DEDENT = 0x200;
/** `compile()` flag: input that ends too early is `_IncompleteInputError`. */
export const PyCF_ALLOW_INCOMPLETE_INPUT = 0x4000;

/** What is parsed: a file, an expression, one interactive statement, or a function's type comment. */
export type Mode = 'exec' | 'eval' | 'single' | 'func_type';

export interface ParseOptions {
  filename?: string;
  mode?: Mode;
  /** `PyCF_` flags; those not named here are ignored. */
  flags?: number;
  /** `sys.get_int_max_str_digits()`; 0 for no limit, 4300 by default. */
  maxDigits?: number;
  /** `unicodedata.lookup` for `\N{...}`; without it no name is known. */
  lookupName?: LookupName;
}

export interface ParseResult {
  tree: Mod;
  warnings: PySyntaxWarning[];
  /** The decoded source with `\n` line ends, for tracebacks and `ast.get_source_segment`. */
  source: string;
}

/**
 * Sources of up to so many characters are diagnosed from their beginning, as CPython does; in longer ones only the
 * top-level statement with the mistake is looked at (there a rare message for a valid statement before it is missed).
 */
const DIAGNOSED_WHOLE = 40_000;

/** The options with their defaults filled in. */
export interface ParseInput {
  source: string;
  filename: string;
  mode: Mode;
  flags: number;
  maxDigits: number;
  lookupName: LookupName | undefined;
}

/**
 * Parses Python 3.13 source. Bytes are decoded as PEP 263 says, a string is taken as it is.
 * Throws PySyntaxError (whose `type` may also be IndentationError, TabError, _IncompleteInputError or MemoryError).
 */
export function parse(source: Uint8Array | string, options: ParseOptions = {}): ParseResult {
  const input = prepare(source, options);
  const { mode, maxDigits, lookupName } = input;
  const tokenizer = new Tokenizer(input.source, { filename: input.filename });
  const buffer = tokenize(tokenizer, mode, input.flags);
  const parser = new Parser(tokenizer.source, buffer, lookupName, maxDigits);
  try {
    const tree =
      mode === 'exec'
        ? parser.file()
        : mode === 'eval'
          ? parser.expressionInput()
          : mode === 'single'
            ? parser.interactive()
            : parser.functionType();
    return { tree, warnings: [...tokenizer.warnings, ...parser.warnings], source: input.source };
  } catch (error) {
    if (error === TOO_DEEP || isStackOverflow(error)) throw tooDeep(input.filename);
    if (error !== PARSE_FAILURE) throw error;
    throw diagnose(input, input.source.length > DIAGNOSED_WHOLE ? parser.statementStart : 0);
  }
}

/** The engine's stack was already half used when the parser was called. */
function isStackOverflow(error: unknown): boolean {
  return error instanceof RangeError && error.message.includes('call stack');
}

function tooDeep(filename: string): PySyntaxError {
  const msg = 'Parser stack overflowed - Python source too complex to parse';
  return new PySyntaxError('MemoryError', msg, null, null, null, null, null, filename);
}

function prepare(source: Uint8Array | string, options: ParseOptions): ParseInput {
  const { filename = '<string>', mode = 'exec', flags = 0, maxDigits = 4300, lookupName } = options;
  if (typeof source === 'string' ? source.includes('\0') : source.includes(0)) {
    const msg = 'source code string cannot contain null bytes';
    throw new PySyntaxError('SyntaxError', msg, null, null, null, null, null, filename);
  }
  let text = typeof source === 'string' ? normaliseNewlines(source) : decodeSource(source, filename).text;
  if (text.charCodeAt(0) === 0xfeff) text = text.slice(1);
  if (mode === 'exec' && text !== '' && !text.endsWith('\n')) text += '\n';
  return { source: text, filename, mode, flags, maxDigits, lookupName };
}

/**
 * All tokens; `single` input gets the NEWLINE and the DEDENTs that its end implies. The tokens end with an ERRORTOKEN
 * where the tokenizer fails: what its error is worth is decided once the parser has come as far.
 */
function tokenize(tokenizer: Tokenizer, mode: Mode, flags: number): TokenBuffer {
  const buffer = new TokenBuffer((tokenizer.source.length >> 2) + 64);
  let inStatement = false;
  for (;;) {
    let type = nextOrError(tokenizer);
    if (type === Token.ENDMARKER && mode === 'single' && inStatement) {
      type = Token.NEWLINE;
      inStatement = false;
      if ((flags & PyCF_DONT_IMPLY_DEDENT) === 0) tokenizer.implyDedents();
      buffer.push(tokenizer, type);
      continue;
    }
    inStatement = true;
    buffer.push(tokenizer, type);
    if (type === Token.ENDMARKER || type === Token.ERRORTOKEN) return buffer;
  }
}

function nextOrError(tokenizer: Tokenizer): number {
  try {
    return tokenizer.next();
  } catch (error) {
    if (error instanceof PySyntaxError) return Token.ERRORTOKEN;
    throw error;
  }
}
