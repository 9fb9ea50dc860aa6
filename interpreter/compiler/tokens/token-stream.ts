import { PySyntaxError } from '../syntax-error.js';
import { countCodePoints } from './characters.js';
import { Token } from './token-types.js';
import { Tokenizer } from './tokenizer.js';

/** A token as Python's `_tokenize.TokenizerIter` gives it: lines from 1, columns from 0 in characters. */
export interface TokenInfo {
  type: number;
  string: string;
  start: [line: number, column: number];
  end: [line: number, column: number];
  /** The physical lines that the token stands on. */
  line: string;
}

export interface TokenStreamOptions {
  /**
   * As the module `tokenize` asks for: comments and insignificant newlines are tokens, every operator is an OP, numbers
   * and brackets are not checked.
   */
  extraTokens?: boolean;
}

/**
 * The tokens of a source, one by one; line ends stay as they are. Throws PySyntaxError; where the input ends too early
 * its message is "unexpected EOF in multi-line statement".
 */
export function* tokenStream(source: string, options: TokenStreamOptions = {}): Generator<TokenInfo, void, undefined> {
  const extra = options.extraTokens ?? false;
  const implicitNewline = source !== '' && !source.endsWith('\n');
  const tokenizer = new Tokenizer(implicitNewline ? `${source}\n` : source, { extraTokens: extra });
  const { source: text, ascii } = tokenizer;
  const length = text.length - 1;

  /** The lines from `start` to the last that was read, without the newline that the source lacks. */
  const lines = (start: number): string => {
    const end = tokenizer.linesEnd();
    return text.slice(start, implicitNewline && end === length && end > start ? end - 1 : end);
  };
  // Tokens come in order, so that where a line begins and what precedes a token in it are looked for once.
  let line = { number: 0, start: 0 };
  const lineOf = (number: number, index: number): number => {
    if (number !== line.number) line = { number, start: index === 0 ? 0 : text.lastIndexOf('\n', index - 1) + 1 };
    return line.start;
  };
  let counted = { lineStart: 0, index: 0, column: 0 };
  const columnOf = (index: number, lineStart: number): number => {
    if (ascii) return index - lineStart;
    if (counted.lineStart !== lineStart || counted.index > index) counted = { lineStart, index: lineStart, column: 0 };
    counted.column += countCodePoints(text, counted.index, index);
    counted.index = index;
    return counted.column;
  };

  if (source === '' && !extra) return;
  let last: TokenInfo | null = null;
  for (;;) {
    const type = next(tokenizer, lines);
    const { start, end, lineno, endLineno } = tokenizer;
    const trailing = type === Token.ENDMARKER || (type === Token.DEDENT && start >= length);
    if (extra && trailing) {
      const position: [number, number] = [lineno + 1, 0];
      yield { type, string: '', start: position, end: position, line: '' };
    } else if (start < 0) {
      // At the end of the input the line is the last token's, if that was on it.
      const shown = type !== Token.ENDMARKER ? lines(tokenizer.lineStart) : last?.start[0] === lineno ? last.line : '';
      yield { type, string: '', start: [lineno, -1], end: [lineno, -1], line: shown };
    } else {
      const lineStart = lineOf(lineno, start);
      const from: [number, number] = [lineno, columnOf(start, lineStart)];
      const to: [number, number] = [endLineno, columnOf(end, lineOf(endLineno, end))];
      let string = text.slice(start, end);
      if (extra && (type === Token.NEWLINE || type === Token.NL)) {
        to[1]++;
        string = implicitNewline && end === length - 1 ? '' : `${string}\n`;
      }
      const isOperator = extra && type > Token.DEDENT && type < Token.OP;
      last = { type: isOperator ? Token.OP : type, string, start: from, end: to, line: lines(lineStart) };
      yield last;
    }
    if (type === Token.ENDMARKER) return;
  }
}

/** Reads a token; errors take the form that they have in `_tokenize`. */
function next(tokenizer: Tokenizer, lines: (start: number) => string): number {
  let type: number;
  try {
    type = tokenizer.next();
  } catch (error) {
    if (!(error instanceof PySyntaxError) || !tokenizer.failedSoftly) throw error;
    const { currentLine, lineStart } = tokenizer;
    const text = lines(lineStart).replace(/\r?\n$/, '');
    const offset = countCodePoints(text, 0, text.length) + 1;
    throw new PySyntaxError(error.type, error.msg, currentLine, offset, null, null, text, error.filename);
  }
  if (type !== Token.ERRORTOKEN) return type;
  const msg = 'unexpected EOF in multi-line statement';
  throw new PySyntaxError(
    'SyntaxError',
    msg,
    tokenizer.currentLine,
    tokenizer.bytesShown(),
    null,
    null,
    null,
    tokenizer.filename,
  );
}
