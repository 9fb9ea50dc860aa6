import { PySyntaxError, type PySyntaxWarning, type SyntaxErrorType } from '../syntax-error.js';
import {
  byteOffsetToCharacters,
  countCodePoints,
  countUtf8Bytes,
  identifierPrefix,
  isDigit,
  isHexDigit,
  isIdentifierChar,
  isIdentifierStart,
  isPrintable,
} from './characters.js';
import { OPERATORS, Token } from './token-types.js';

const MAX_INDENT = 100;
const MAX_BRACKETS = 200;
const MAX_FSTRINGS = 150;
const MAX_FSTRING_NESTING = 3;
const TAB_SIZE = 8;

const EOF = 0;
const TAB = 9;
const LF = 10;
const FORM_FEED = 12;
const CR = 13;
const SPACE = 32;
const DOUBLE_QUOTE = 34;
const HASH = 35;
const QUOTE = 39;
const DOT = 46;
const ZERO = 48;
const COLON = 58;
const BACKSLASH = 92;
const UNDERSCORE = 95;
const LEFT_BRACE = 123;
const RIGHT_BRACE = 125;
const EXCLAMATION = 33;

const operatorTypes = new Map<string, number>(Object.entries(OPERATORS).map(([text, name]) => [text, Token[name]]));
const oneCharTypes = new Uint8Array(128);
for (const [text, type] of operatorTypes) if (text.length === 1) oneCharTypes[text.charCodeAt(0)] = type;
/** Whether an operator of two characters starts with this one. */
const startsLongOperator = new Uint8Array(128);
for (const [text] of operatorTypes) if (text.length === 2) startsLongOperator[text.charCodeAt(0)] = 1;
startsLongOperator[DOT] = 0;

/** Tokens after which nothing need be read to know that they end there. */
const ENDS_BY_ITSELF = new Set<number>([
  Token.STRING,
  Token.NEWLINE,
  Token.FSTRING_START,
  Token.FSTRING_MIDDLE,
  Token.FSTRING_END,
]);

/** A keyword that may stand right after a number, with a warning. */
const FOLLOWING_KEYWORD = /^(?:(?:and|else|for|or|not)(?![\w\u0080-\uffff])|i[fns])/;

/** One f-string that is being read. */
interface FString {
  /** Whether the tokenizer stands inside a replacement field's expression. */
  inExpression: boolean;
  quote: number;
  quoteSize: 1 | 3;
  raw: boolean;
  start: number;
  lineStart: number;
  lineno: number;
  /** Brackets open since the f-string began. */
  depth: number;
  /** The value of `depth` at which the innermost replacement field's `{` stands; -1 outside of fields. */
  fieldDepth: number;
  inFormatSpec: boolean;
}

export interface TokenizerOptions {
  filename?: string;
  /** Yield comments and insignificant newlines too, and tolerate what Python's `tokenize` tolerates. */
  extraTokens?: boolean;
}

/**
 * Python's tokenizer, one token a call. After `next()` the fields describe the token. `source` has `\n` line ends.
 * Errors are thrown as PySyntaxError; the end of input inside brackets or after a backslash is an ERRORTOKEN where the parser is to complain.
 */
export class Tokenizer {
  type = 0;
  /** UTF-16 indexes into the source; -1 for tokens without text (INDENT, DEDENT, ENDMARKER). */
  start = -1;
  end = -1;
  lineno = 1;
  /** UTF-8 byte columns from 0; -1 for tokens without text. */
  col = 0;
  endLineno = 1;
  endCol = 0;
  /** Open brackets after this token. */
  level = 0;
  /** The input has been read to its end, or ended inside a string. */
  reachedEnd = false;
  /** The error that was thrown is one of indentation or line continuation: it does not outrank an error of the parser. */
  failedSoftly = false;

  readonly source: string;
  readonly filename: string;
  readonly warnings: PySyntaxWarning[] = [];
  /** Physical line that the tokenizer has reached, from 1, and where it starts. */
  currentLine = 1;
  lineStart = 0;
  /** Read position. */
  pos = 0;

  private readonly length: number;
  /** The source is all ASCII: columns in bytes are columns in characters. */
  readonly ascii: boolean;
  private readonly extra: boolean;
  /** Where the text that an error shows begins: the first line of the token that is being read. */
  private shownFrom = 0;
  /** Where the last line begins that has been read; an error may set `lineStart` back. */
  private newestLine = 0;
  /** Where the newest line ends, once it was asked for. */
  private endFound = { line: -1, end: 0 };
  private atLineStart = true;
  private pendingIndents = 0;
  /** Depth of the indentation stacks (columns with tabs to 8, and with tabs of one column). */
  indent = 0;
  private readonly columns = new Int32Array(MAX_INDENT);
  private readonly tabColumns = new Int32Array(MAX_INDENT);
  private readonly brackets = new Uint8Array(MAX_BRACKETS);
  private readonly bracketLines = new Int32Array(MAX_BRACKETS);
  private readonly bracketCols = new Int32Array(MAX_BRACKETS);
  private readonly fstrings: FString[] = [];
  private blankLine = false;
  /** A line end has been read, but not yet what follows it. */
  private lineEnded = false;
  private cacheLine = -1;
  private cacheIndex = 0;
  private cacheCol = 0;

  constructor(source: string, options: TokenizerOptions = {}) {
    this.length = source.length;
    if (source === '') this.currentLine = 0;
    this.source = `${source}\0`;
    this.filename = options.filename ?? '<string>';
    this.extra = options.extraTokens ?? false;
    // biome-ignore lint/suspicious/noControlCharactersInRegex: ASCII is what is asked for
    this.ascii = !/[^\x00-\x7f]/.test(source);
  }

  /** Reads the next token and returns its type. */
  next(): number {
    const fstring = this.fstrings[this.fstrings.length - 1];
    const type =
      fstring !== undefined && !fstring.inExpression ? this.nextInFString(fstring) : this.nextNormal(fstring);
    this.type = type;
    if (this.pos >= this.length && !ENDS_BY_ITSELF.has(type)) this.reachedEnd = true;
    return type;
  }

  /** Forgets the indentation, so that `single` input which ends in a block closes it. */
  implyDedents(): void {
    this.pendingIndents = -this.indent;
    this.indent = 0;
  }

  /** Whether an f-string is open. */
  get insideFString(): boolean {
    return this.fstrings.length > 0;
  }

  // ---------------------------------------------------------------- positions

  /** The UTF-8 column of a source index on the current line. */
  private column(index: number, lineStart = this.lineStart): number {
    if (this.ascii) return index - lineStart;
    if (this.cacheLine !== lineStart || this.cacheIndex > index) {
      this.cacheLine = lineStart;
      this.cacheIndex = lineStart;
      this.cacheCol = 0;
    }
    let col = this.cacheCol;
    let i = this.cacheIndex;
    for (; i < index; i++) {
      const code = this.source.charCodeAt(i);
      if (code < 0x80) col++;
      else if (code < 0x800) col += 2;
      else if (code >= 0xd800 && code < 0xdc00 && (this.source.charCodeAt(i + 1) & 0xfc00) === 0xdc00) {
        col += 4;
        i++;
      } else col += 3;
    }
    this.cacheIndex = i;
    this.cacheCol = col;
    return col;
  }

  /** Notes that the line which starts at `index` is being read, unless the input ends there. */
  private enterLine(index: number, inToken: boolean): void {
    if (index >= this.length) return;
    this.currentLine++;
    this.lineStart = this.newestLine = index;
    if (!inToken) this.shownFrom = index;
  }

  private begin(start: number): void {
    this.start = start;
    this.lineno = this.currentLine;
    this.col = this.column(start);
  }

  private finish(type: number, end: number): number {
    this.pos = end;
    this.end = end;
    this.endLineno = this.currentLine;
    this.endCol = this.column(end);
    return type;
  }

  private withoutText(type: number): number {
    this.start = this.end = this.col = this.endCol = -1;
    this.lineno = this.endLineno = this.currentLine;
    return type;
  }

  /** The UTF-8 column of the read position. */
  currentColumn(): number {
    return this.column(this.pos);
  }

  // ------------------------------------------------------------------- errors

  /** The text of the line that starts at `start`, without its newline. */
  private lineAt(start: number): string {
    let end = this.source.indexOf('\n', start);
    if (end < 0) end = this.length;
    return this.source.slice(start, end);
  }

  /** An error of the tokenizer at its read position, or over explicit 1-based character columns. */
  private fail(msg: string, offset = -1, endOffset = -1): PySyntaxError {
    this.reachedEnd = false;
    if (offset < 0) offset = countCodePoints(this.source, this.lineStart, this.pos);
    if (endOffset < 0) endOffset = offset;
    const text = this.lineAt(this.lineStart);
    return new PySyntaxError(
      'SyntaxError',
      msg,
      this.currentLine,
      offset,
      this.currentLine,
      endOffset,
      text,
      this.filename,
    );
  }

  private failAt(pos: number, msg: string): PySyntaxError {
    this.pos = pos;
    return this.fail(msg);
  }

  /**
   * An error over byte columns from 0 (-1 for an unknown one), shown as CPython shows it: the text is what the tokenizer
   * has buffered when the error is on the line that it has reached, and that line alone otherwise.
   */
  errorAt(
    type: SyntaxErrorType,
    msg: string,
    lineno: number,
    col: number,
    endLineno: number,
    endCol: number,
  ): PySyntaxError {
    const text = this.errorText(lineno);
    const offset = col < 0 ? col + 1 : byteOffsetToCharacters(text, col + 1);
    const endOffset = endCol < 0 ? endCol + 1 : byteOffsetToCharacters(text, endCol + 1);
    return new PySyntaxError(type, msg, lineno, offset, endLineno, endOffset, text, this.filename);
  }

  private errorText(lineno: number): string {
    if (this.currentLine <= lineno) {
      return this.source.slice(this.shownFrom, this.linesEnd());
    }
    let start = 0;
    for (let line = 1; line < lineno; line++) {
      const newline = this.source.indexOf('\n', start);
      if (newline < 0) break;
      start = newline + 1;
    }
    return this.lineAt(start);
  }

  /** An error at the read position of the tokenizer: column and end as CPython gives them when it knows no token. */
  errorHere(type: SyntaxErrorType, msg: string): PySyntaxError {
    const text = this.errorText(this.currentLine);
    const offset = countCodePoints(this.source, this.lineStart, this.pos);
    return new PySyntaxError(type, msg, this.currentLine, offset, this.currentLine, -1, text, this.filename);
  }

  /** Where the lines end that have been read. */
  linesEnd(): number {
    // looked for once in a line: a long one with many tokens would be read again and again
    if (this.endFound.line !== this.newestLine) {
      const newline = this.source.indexOf('\n', this.newestLine);
      this.endFound = { line: this.newestLine, end: newline < 0 ? this.length : newline + 1 };
    }
    return this.endFound.end;
  }

  /** How many UTF-8 bytes have been read of the lines that an error would show; 0 at the end of the input. */
  bytesShown(): number {
    const atEnd = this.source.charCodeAt(this.pos - 2) !== BACKSLASH || this.source.charCodeAt(this.pos - 1) !== LF;
    return atEnd ? 0 : countUtf8Bytes(this.source, this.shownFrom, this.linesEnd());
  }

  /** The line of the innermost open bracket, 0 when none is open. */
  openBracketLine(): number {
    return this.level === 0 ? 0 : this.bracketLines[this.level - 1]!;
  }

  /** "'(' was never closed" for the innermost open bracket. */
  unclosedBracket(): PySyntaxError {
    const top = this.level - 1;
    const line = this.bracketLines[top]!;
    const bracket = String.fromCharCode(this.brackets[top]!);
    return this.errorAt('SyntaxError', `'${bracket}' was never closed`, line, this.bracketCols[top]!, line, -1);
  }

  private indentationFailure(type: SyntaxErrorType, msg: string, known: boolean): PySyntaxError {
    this.failedSoftly = true;
    const newline = this.source.indexOf('\n', this.lineStart);
    this.pos = newline < 0 ? this.length : newline + 1;
    return known ? this.errorAt(type, msg, this.currentLine, 0, this.currentLine, -1) : this.errorHere(type, msg);
  }

  private warn(category: PySyntaxWarning['category'], msg: string): void {
    const offset = countCodePoints(this.source, this.lineStart, this.pos);
    this.warnings.push({
      category,
      msg,
      lineno: this.currentLine,
      offset,
      end_lineno: this.currentLine,
      end_offset: offset,
      text: this.lineAt(this.lineStart),
    });
  }

  // -------------------------------------------------------------- normal mode

  private nextNormal(fstring: FString | undefined): number {
    const source = this.source;
    if (this.lineEnded) {
      this.lineEnded = false;
      this.enterLine(this.pos, false);
    }
    for (;;) {
      if (this.atLineStart) {
        if (!this.readIndentation()) return this.endOfInput();
        if (this.pendingIndents !== 0) {
          if (this.pendingIndents < 0) {
            this.pendingIndents++;
            return this.indentToken(Token.DEDENT);
          }
          this.pendingIndents--;
          return this.indentToken(Token.INDENT);
        }
      } else if (this.pendingIndents !== 0) {
        if (this.pendingIndents < 0) {
          this.pendingIndents++;
          return this.indentToken(Token.DEDENT);
        }
        this.pendingIndents--;
        return this.indentToken(Token.INDENT);
      }
      let pos = this.pos;
      let code = source.charCodeAt(pos);
      while (code === SPACE || code === TAB || code === FORM_FEED) code = source.charCodeAt(++pos);
      // A NEWLINE begins where a comment before it does, unless comments are tokens.
      const tokenStart = pos;
      if (code === HASH) {
        const comment = pos;
        pos = source.indexOf('\n', pos);
        if (pos < 0) pos = this.length;
        if (this.extra) {
          if (source.charCodeAt(pos - 1) === CR) pos--;
          this.begin(comment);
          return this.finish(Token.COMMENT, pos);
        }
        code = source.charCodeAt(pos);
      }
      if (code === EOF && pos >= this.length) {
        this.pos = pos;
        if (this.level > 0) return this.endOfInput();
        this.reachedEnd = true;
        return this.withoutText(Token.ENDMARKER);
      }
      if (code === CR && source.charCodeAt(pos + 1) === LF) code = source.charCodeAt(++pos);
      if (code === LF) {
        this.atLineStart = true;
        const insignificant = this.blankLine || this.level > 0;
        if (insignificant && !this.extra) {
          this.blankLine = false;
          this.pos = pos + 1;
          this.enterLine(pos + 1, false);
          continue;
        }
        this.blankLine = false;
        this.begin(tokenStart);
        this.finish(Token.NEWLINE, pos);
        this.endCol++;
        this.pos = pos + 1;
        this.lineEnded = true;
        return insignificant ? Token.NL : Token.NEWLINE;
      }
      if (code === BACKSLASH) {
        this.pos = pos;
        if (!this.continueLine(pos, true)) return this.endOfInput();
        continue;
      }
      this.begin(pos);
      if (isIdentifierStart(code)) return this.name(pos);
      if (isDigit(code)) return this.number(pos);
      if (code === QUOTE || code === DOUBLE_QUOTE) return this.string(pos, pos);
      if (code === DOT) {
        const second = source.charCodeAt(pos + 1);
        if (isDigit(second)) return this.fraction(pos + 1);
        if (second === DOT && source.charCodeAt(pos + 2) === DOT) return this.finish(Token.ELLIPSIS, pos + 3);
        return this.finish(Token.DOT, pos + 1);
      }
      return this.operator(pos, code, fstring);
    }
  }

  private indentToken(type: number): number {
    this.withoutText(type);
    if (this.extra) {
      const start = type === Token.INDENT ? this.lineStart : this.pos;
      this.begin(start);
      return this.finish(type, this.pos);
    }
    return type;
  }

  private endOfInput(): number {
    this.reachedEnd = true;
    return this.withoutText(Token.ERRORTOKEN);
  }

  /** Reads past a backslash at `pos` and its newline; false when the input ends there. */
  private continueLine(pos: number, inToken: boolean): boolean {
    let next = pos + 1;
    if (this.source.charCodeAt(next) === CR) next++;
    if (this.source.charCodeAt(next) !== LF) {
      const msg = 'unexpected character after line continuation character';
      const cur = next >= this.length ? next : next + 1;
      this.pos = cur;
      this.failedSoftly = true;
      const col = countUtf8Bytes(this.source, this.shownFrom, cur) - 1;
      throw this.errorAt('SyntaxError', msg, this.currentLine, col, this.currentLine, -1);
    }
    this.pos = next + 1;
    if (next + 1 >= this.length) return false;
    this.enterLine(next + 1, inToken);
    return true;
  }

  /** Reads a line's indentation; false when the input ends after a backslash there. */
  private readIndentation(): boolean {
    const source = this.source;
    this.atLineStart = false;
    let col = 0;
    let tabCol = 0;
    let continuedCol = 0;
    let pos = this.pos;
    let code: number;
    for (;;) {
      code = source.charCodeAt(pos);
      if (code === SPACE) {
        col++;
        tabCol++;
      } else if (code === TAB) {
        col = (Math.trunc(col / TAB_SIZE) + 1) * TAB_SIZE;
        tabCol++;
      } else if (code === FORM_FEED) {
        col = tabCol = 0;
      } else if (code === BACKSLASH) {
        if (continuedCol === 0) continuedCol = col;
        this.pos = pos;
        if (!this.continueLine(pos, false)) return false;
        pos = this.pos;
        continue;
      } else break;
      pos++;
    }
    this.pos = pos;
    if (code === HASH || code === LF || (code === CR && source.charCodeAt(pos + 1) === LF)) {
      this.blankLine = true;
      return true;
    }
    this.blankLine = false;
    if (this.level > 0) return true;
    if (continuedCol !== 0) col = tabCol = continuedCol;
    let top = this.indent;
    if (col === this.columns[top]) {
      if (tabCol !== this.tabColumns[top]) throw this.tabFailure();
      return true;
    }
    if (col > this.columns[top]!) {
      if (top + 1 >= MAX_INDENT)
        throw this.indentationFailure('IndentationError', 'too many levels of indentation', true);
      if (tabCol <= this.tabColumns[top]!) throw this.tabFailure();
      this.indent = ++top;
      this.columns[top] = col;
      this.tabColumns[top] = tabCol;
      this.pendingIndents++;
      return true;
    }
    while (top > 0 && col < this.columns[top]!) {
      this.pendingIndents--;
      top--;
    }
    this.indent = top;
    if (col !== this.columns[top]) {
      const msg = 'unindent does not match any outer indentation level';
      throw this.indentationFailure('IndentationError', msg, false);
    }
    if (tabCol !== this.tabColumns[top]) throw this.tabFailure();
    return true;
  }

  private tabFailure(): PySyntaxError {
    return this.indentationFailure('TabError', 'inconsistent use of tabs and spaces in indentation', true);
  }

  private name(start: number): number {
    const source = this.source;
    let pos = start;
    let code = source.charCodeAt(pos);
    // String prefixes: b, u, r, f and their legal pairs.
    let sawB = false;
    let sawU = false;
    let sawR = false;
    let sawF = false;
    for (;;) {
      const lower = code | 32;
      if (lower === 98 && !sawB && !sawU && !sawF) sawB = true;
      else if (lower === 117 && !sawB && !sawU && !sawR && !sawF) sawU = true;
      else if (lower === 114 && !sawR && !sawU) sawR = true;
      else if (lower === 102 && !sawF && !sawB && !sawU) sawF = true;
      else break;
      code = source.charCodeAt(++pos);
      if (code === QUOTE || code === DOUBLE_QUOTE)
        return sawF ? this.fstringStart(start, pos, sawR) : this.string(start, pos);
    }
    let union = 0;
    while (isIdentifierChar(code)) {
      union |= code;
      code = source.charCodeAt(++pos);
    }
    if (union >= 128 && !this.extra) {
      this.pos = pos;
      this.checkIdentifier(start, pos);
      return this.finish(Token.NAME, pos);
    }
    this.finish(Token.NAME, pos);
    return Token.NAME;
  }

  private checkIdentifier(start: number, end: number): void {
    const text = this.source.slice(start, end);
    const valid = identifierPrefix(text);
    if (valid === text.length) return;
    const codePoint = text.codePointAt(valid)!;
    this.pos = start + valid + (codePoint > 0xffff ? 2 : 1);
    const hex = codePoint.toString(16).toUpperCase().padStart(4, '0');
    throw this.fail(
      isPrintable(codePoint)
        ? `invalid character '${String.fromCodePoint(codePoint)}' (U+${hex})`
        : `invalid non-printable character U+${hex}`,
    );
  }

  // ------------------------------------------------------------------ numbers

  private number(start: number): number {
    const source = this.source;
    if (source.charCodeAt(start) !== ZERO) return this.decimal(start);
    const kind = source.charCodeAt(start + 1) | 32;
    if (kind === 120) return this.radix(start + 2, 'hexadecimal', isHexDigit);
    if (kind === 111) return this.radix(start + 2, 'octal', (code) => code >= ZERO && code < 56);
    if (kind === 98) return this.radix(start + 2, 'binary', (code) => code === ZERO || code === 49);
    let pos = start + 1;
    for (;;) {
      if (source.charCodeAt(pos) === UNDERSCORE) {
        pos++;
        if (!isDigit(source.charCodeAt(pos))) throw this.failAt(pos, 'invalid decimal literal');
      }
      if (source.charCodeAt(pos) !== ZERO) break;
      pos++;
    }
    const zerosEnd = pos;
    let nonzero = false;
    if (isDigit(source.charCodeAt(pos))) {
      nonzero = true;
      pos = this.decimalTail(pos);
    }
    const code = source.charCodeAt(pos);
    if (code === DOT) return this.fraction(pos + 1);
    if ((code | 32) === 101) return this.exponent(pos);
    if ((code | 32) === 106) return this.endNumber(pos + 1, 'imaginary');
    if (nonzero && !this.extra) {
      const from = countCodePoints(source, this.lineStart, start) + 1;
      this.pos = pos;
      throw this.fail(
        'leading zeros in decimal integer literals are not permitted; use an 0o prefix for octal integers',
        from,
        from + zerosEnd - start,
      );
    }
    return this.endNumber(pos, 'decimal');
  }

  private radix(pos: number, kind: string, isRadixDigit: (code: number) => boolean): number {
    const source = this.source;
    for (;;) {
      if (source.charCodeAt(pos) === UNDERSCORE) pos++;
      const code = source.charCodeAt(pos);
      if (!isRadixDigit(code)) {
        if (isDigit(code) && kind !== 'hexadecimal')
          throw this.failAt(pos + 1, `invalid digit '${source[pos]}' in ${kind} literal`);
        throw this.failAt(pos, `invalid ${kind} literal`);
      }
      while (isRadixDigit(source.charCodeAt(pos))) pos++;
      if (source.charCodeAt(pos) !== UNDERSCORE) break;
    }
    if (isDigit(source.charCodeAt(pos)))
      throw this.failAt(pos + 1, `invalid digit '${source[pos]}' in ${kind} literal`);
    return this.endNumber(pos, kind);
  }

  /** Digits with single underscores between them, from `pos`; returns the position after them. */
  private decimalTail(pos: number): number {
    const source = this.source;
    for (;;) {
      while (isDigit(source.charCodeAt(pos))) pos++;
      if (source.charCodeAt(pos) !== UNDERSCORE) return pos;
      pos++;
      if (!isDigit(source.charCodeAt(pos))) throw this.failAt(pos, 'invalid decimal literal');
    }
  }

  private decimal(start: number): number {
    const pos = this.decimalTail(start);
    const code = this.source.charCodeAt(pos);
    if (code === DOT) return this.fraction(pos + 1);
    return this.exponent(pos);
  }

  /** After the point. */
  private fraction(pos: number): number {
    return this.exponent(isDigit(this.source.charCodeAt(pos)) ? this.decimalTail(pos) : pos);
  }

  /** At an exponent, an imaginary suffix or the end of a decimal number. */
  private exponent(pos: number): number {
    const source = this.source;
    if ((source.charCodeAt(pos) | 32) === 101) {
      let next = pos + 1;
      const code = source.charCodeAt(next);
      if (code === 43 || code === 45) {
        next++;
        if (!isDigit(source.charCodeAt(next))) throw this.failAt(next, 'invalid decimal literal');
      } else if (!isDigit(code)) return this.endNumber(pos, 'decimal');
      pos = this.decimalTail(next);
    }
    if ((source.charCodeAt(pos) | 32) === 106) return this.endNumber(pos + 1, 'imaginary');
    return this.endNumber(pos, 'decimal');
  }

  /** A number must not run into a name, except (with a warning) into a keyword that can follow an operand. */
  private endNumber(pos: number, kind: string): number {
    const source = this.source;
    const code = source.charCodeAt(pos);
    if (code < 128 && isIdentifierChar(code) && !this.extra) {
      if (FOLLOWING_KEYWORD.test(source.slice(pos, pos + 5))) {
        this.pos = pos;
        this.warn('SyntaxWarning', `invalid ${kind} literal`);
      } else throw this.failAt(pos, `invalid ${kind} literal`);
    }
    return this.finish(Token.NUMBER, pos);
  }

  // ------------------------------------------------------------------ strings

  private string(start: number, quotePos: number): number {
    const source = this.source;
    const quote = source.charCodeAt(quotePos);
    const firstLine = this.currentLine;
    const firstLineStart = this.lineStart;
    let pos = quotePos + 1;
    let triple = false;
    if (source.charCodeAt(pos) === quote) {
      if (source.charCodeAt(pos + 1) !== quote) return this.finish(Token.STRING, pos + 1);
      triple = true;
      pos += 2;
    }
    let escapedQuote = false;
    let run = 0;
    for (;;) {
      const code = source.charCodeAt(pos);
      if ((code === EOF && pos >= this.length) || (code === LF && !triple)) break;
      pos++;
      if (code === quote) {
        if (!triple || ++run === 3) return this.finish(Token.STRING, pos);
        continue;
      }
      run = 0;
      if (code === LF) this.enterLine(pos, true);
      else if (code === BACKSLASH) {
        const escaped = source.charCodeAt(pos);
        if (escaped === quote) escapedQuote = true;
        if (pos < this.length) {
          pos++;
          if (escaped === LF) this.enterLine(pos, true);
        }
      }
    }
    const lastLine = this.currentLine;
    const atEnd = pos >= this.length;
    this.currentLine = firstLine;
    this.lineStart = firstLineStart;
    this.pos = start + 1;
    const fstring = this.fstrings[this.fstrings.length - 1];
    if (fstring !== undefined && fstring.quote === quote && fstring.quoteSize === (triple ? 3 : 1))
      throw this.fail("f-string: expecting '}'");
    const kind = triple ? 'triple-quoted string' : 'string';
    const hint = escapedQuote && !triple ? '; perhaps you escaped the end quote?' : '';
    const error = this.fail(`unterminated ${kind} literal (detected at line ${lastLine})${hint}`);
    this.reachedEnd = atEnd;
    throw error;
  }

  private fstringStart(start: number, quotePos: number, raw: boolean): number {
    const source = this.source;
    const quote = source.charCodeAt(quotePos);
    const triple = source.charCodeAt(quotePos + 1) === quote && source.charCodeAt(quotePos + 2) === quote;
    const end = quotePos + (triple ? 3 : 1);
    if (this.fstrings.length + 1 >= MAX_FSTRINGS) throw this.failAt(end, 'too many nested f-strings');
    this.fstrings.push({
      inExpression: false,
      quote,
      quoteSize: triple ? 3 : 1,
      raw,
      start,
      lineStart: this.lineStart,
      lineno: this.currentLine,
      depth: 0,
      fieldDepth: -1,
      inFormatSpec: false,
    });
    return this.finish(Token.FSTRING_START, end);
  }

  private enterField(fstring: FString): void {
    fstring.fieldDepth++;
    if (fstring.fieldDepth >= MAX_FSTRING_NESTING) throw this.fail('f-string: expressions nested too deeply');
    fstring.inExpression = true;
  }

  private nextInFString(fstring: FString): number {
    const source = this.source;
    const { quote, quoteSize } = fstring;
    let pos = this.pos;
    if (source.charCodeAt(pos) === LEFT_BRACE && source.charCodeAt(pos + 1) !== LEFT_BRACE) {
      this.enterField(fstring);
      return this.nextNormal(fstring);
    }
    this.begin(pos);
    const closes =
      source.charCodeAt(pos) === quote &&
      (quoteSize === 1 || (source.charCodeAt(pos + 1) === quote && source.charCodeAt(pos + 2) === quote));
    if (closes) {
      this.fstrings.pop();
      return this.finish(Token.FSTRING_END, pos + quoteSize);
    }
    let run = 0;
    let namedEscape = false;
    for (;;) {
      const code = source.charCodeAt(pos);
      const inFormatSpec = fstring.inFormatSpec && fstring.fieldDepth >= 0;
      if ((code === EOF && pos >= this.length) || (quoteSize === 1 && code === LF)) {
        if (inFormatSpec && code === LF) {
          fstring.inExpression = true;
          fstring.inFormatSpec = false;
          return this.finish(Token.FSTRING_MIDDLE, pos);
        }
        const lastLine = this.currentLine;
        const atEnd = pos >= this.length;
        this.pos = fstring.start + 1;
        this.lineStart = fstring.lineStart;
        this.currentLine = fstring.lineno;
        const kind = quoteSize === 3 ? 'triple-quoted f-string' : 'f-string';
        const error = this.fail(`unterminated ${kind} literal (detected at line ${lastLine})`);
        this.reachedEnd = atEnd && quoteSize === 3;
        throw error;
      }
      pos++;
      if (code === quote) {
        if (++run === quoteSize) return this.finish(Token.FSTRING_MIDDLE, pos - quoteSize);
        continue;
      }
      run = 0;
      if (code === LF) this.enterLine(pos, true);
      else if (code === LEFT_BRACE) {
        if (source.charCodeAt(pos) === LEFT_BRACE && !inFormatSpec) {
          return this.doubledBrace(pos);
        }
        this.enterField(fstring);
        return this.finish(Token.FSTRING_MIDDLE, pos - 1);
      } else if (code === RIGHT_BRACE) {
        if (namedEscape) return this.finish(Token.FSTRING_MIDDLE, pos);
        if (source.charCodeAt(pos) === RIGHT_BRACE && !inFormatSpec && fstring.depth === 0) {
          return this.doubledBrace(pos);
        }
        fstring.inExpression = true;
        return this.finish(Token.FSTRING_MIDDLE, pos - 1);
      } else if (code === BACKSLASH) {
        const escaped = source.charCodeAt(pos);
        if (escaped === LEFT_BRACE || escaped === RIGHT_BRACE) {
          if (!fstring.raw) {
            this.pos = pos + 1;
            this.warn('SyntaxWarning', `invalid escape sequence '\\${source[pos]}'`);
          }
          continue;
        }
        if (pos >= this.length) continue;
        pos++;
        if (escaped === LF) this.enterLine(pos, true);
        if (!fstring.raw && escaped === 78 && source.charCodeAt(pos) === LEFT_BRACE) {
          namedEscape = true;
          pos++;
        }
      }
    }
  }

  /** Ends a literal part after the first brace of a doubled one; to the parser its range covers both. */
  private doubledBrace(end: number): number {
    this.finish(Token.FSTRING_MIDDLE, end);
    this.pos = end + 1;
    if (!this.extra) this.endCol++;
    return Token.FSTRING_MIDDLE;
  }

  // ---------------------------------------------------------------- operators

  private operator(pos: number, code: number, fstring: FString | undefined): number {
    const source = this.source;
    if (
      fstring !== undefined &&
      fstring.fieldDepth >= 0 &&
      code === COLON &&
      fstring.depth - 1 === fstring.fieldDepth &&
      fstring.inExpression
    ) {
      fstring.inExpression = false;
      fstring.inFormatSpec = true;
      return this.finish(Token.COLON, pos + 1);
    }
    if (code < 128 && startsLongOperator[code] === 1) {
      const two = operatorTypes.get(source.slice(pos, pos + 2));
      if (two !== undefined) {
        const three = operatorTypes.get(source.slice(pos, pos + 3));
        return three !== undefined && three !== two ? this.finish(three, pos + 3) : this.finish(two, pos + 2);
      }
    }
    this.pos = pos + 1;
    switch (code) {
      case 40:
      case 91:
      case LEFT_BRACE:
        if (this.level >= MAX_BRACKETS) throw this.fail('too many nested parentheses');
        this.brackets[this.level] = code;
        this.bracketLines[this.level] = this.currentLine;
        this.bracketCols[this.level] = this.column(pos);
        this.level++;
        if (fstring !== undefined) fstring.depth++;
        break;
      case 41:
      case 93:
      case RIGHT_BRACE:
        this.closeBracket(code, fstring);
        break;
      default:
        if (code < 128 && !isPrintable(code)) {
          const hex = code.toString(16).toUpperCase().padStart(4, '0');
          throw this.fail(`invalid non-printable character U+${hex}`);
        }
    }
    return this.finish(oneCharTypes[code] || (code === EXCLAMATION ? Token.EXCLAMATION : Token.OP), pos + 1);
  }

  private closeBracket(code: number, fstring: FString | undefined): void {
    const bracket = String.fromCharCode(code);
    if (fstring !== undefined && fstring.depth === 0 && code === RIGHT_BRACE)
      throw this.fail("f-string: single '}' is not allowed");
    if (!this.extra && this.level === 0) throw this.fail(`unmatched '${bracket}'`);
    if (this.level > 0) {
      this.level--;
      const open = this.brackets[this.level]!;
      const matches =
        (open === 40 && code === 41) || (open === 91 && code === 93) || (open === LEFT_BRACE && code === RIGHT_BRACE);
      if (!matches && !this.extra) {
        if (fstring !== undefined && open === LEFT_BRACE && fstring.depth - 1 === fstring.fieldDepth)
          throw this.fail(`f-string: unmatched '${bracket}'`);
        const line = this.bracketLines[this.level]!;
        const where = line === this.currentLine ? '' : ` on line ${line}`;
        const opening = String.fromCharCode(open);
        throw this.fail(`closing parenthesis '${bracket}' does not match opening parenthesis '${opening}'${where}`);
      }
    }
    if (fstring === undefined) return;
    fstring.depth--;
    if (fstring.depth < 0) throw this.fail(`f-string: unmatched '${bracket}'`);
    if (code === RIGHT_BRACE && fstring.depth === fstring.fieldDepth) {
      fstring.fieldDepth--;
      fstring.inExpression = false;
      fstring.inFormatSpec = false;
    }
  }
}
