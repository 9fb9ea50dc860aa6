import type { PySyntaxError, SyntaxErrorType } from '../syntax-error.js';
import type { LookupName } from '../tokens/literals.js';
import { nameType, Token } from '../tokens/token-types.js';
import type { Tokenizer } from '../tokens/tokenizer.js';

/** A range of source: lines from 1, columns from 0 in UTF-8 bytes (-1 for a token without text). */
export interface Range {
  lineno: number;
  col: number;
  endLineno: number;
  endCol: number;
}

/** A token, or a rough syntax node: as much of a tree as error messages need. */
export interface Piece extends Range {
  /** The node's class name; `token` for a token, `span` for what needs no name. */
  kind: string;
  /** Of a token. */
  type?: number;
  text?: string;
  /** Open brackets after a token. */
  level?: number;
  /** Elements of lists and tuples, arguments of calls, clauses of comprehensions. */
  elts?: Piece[];
  /** The value of a starred expression; the left operand of a comparison. */
  value?: Piece;
  /** A comparison's first operator is `in`. */
  isIn?: boolean;
  /** A call has `**` arguments. */
  unpacks?: boolean;
  /** The constant's name in error messages. */
  constant?: string;
}

/** The result of a rule: `undefined` when it does not match. */
export type Value = Piece | Value[] | undefined;
export type Rule = (recognizer: Recognizer) => Value;

interface Memo {
  value: Value;
  end: number;
}

/** Thrown to end the first pass without an error. */
export const PASS_ENDS = Symbol('pass ends');

/** Nested rules before the source counts as too deep; the engine's own stack may end earlier. */
const MAX_DEPTH = 6000;

/**
 * Matches a grammar against tokens that it fetches one by one, remembering every result. It runs twice: without the
 * rules that describe mistakes, which finds the last token that was looked at, and then with them.
 */
export class Recognizer {
  readonly tokens: Piece[] = [];
  mark = 0;
  secondPass = false;
  /** Whether rules for mistakes take part. */
  diagnosing = false;
  private memos: Map<number, Memo>[] = [];
  private depth = 0;
  private inStatement = false;
  /** The tokenizer failed with an error that a later stage may not replace. */
  tokenizerFailed = false;

  constructor(
    readonly tokenizer: Tokenizer,
    readonly lookupName: LookupName | undefined,
    readonly maxDigits: number,
    private readonly single: boolean,
    private readonly implyDedents: boolean,
    skip: number,
  ) {
    for (let i = 0; i < skip; i++) {
      this.readToken();
      this.inStatement = true;
    }
  }

  /** Begins the second pass. */
  restart(): void {
    this.mark = 0;
    this.depth = 0;
    this.secondPass = this.diagnosing = true;
    this.memos = [];
  }

  // --------------------------------------------------------------------- tokens

  private readToken(): number {
    try {
      return this.tokenizer.next();
    } catch (error) {
      this.tokenizerFailed = true;
      throw error;
    }
  }

  private fill(): void {
    const tokenizer = this.tokenizer;
    let type: number;
    try {
      type = this.readToken();
    } catch (error) {
      const { currentLine, level } = tokenizer;
      const lines = { lineno: currentLine, endLineno: currentLine };
      this.tokens.push({ kind: 'token', type: Token.ERRORTOKEN, text: '', col: -1, endCol: -1, level, ...lines });
      throw error;
    }
    if (type === Token.ENDMARKER && this.single && this.inStatement) {
      type = Token.NEWLINE;
      this.inStatement = false;
      if (this.implyDedents) tokenizer.implyDedents();
    } else this.inStatement = true;
    const text = tokenizer.start < 0 ? '' : tokenizer.source.slice(tokenizer.start, tokenizer.end);
    this.tokens.push({
      kind: 'token',
      type: type === Token.NAME ? nameType(text) : type,
      text,
      lineno: tokenizer.lineno,
      col: tokenizer.col,
      endLineno: tokenizer.endLineno,
      endCol: tokenizer.endCol,
      level: tokenizer.level,
    });
    if (type === Token.ERRORTOKEN) {
      this.tokenizerFailed = true;
      throw tokenizer.level > 0
        ? tokenizer.unclosedBracket()
        : tokenizer.errorHere('SyntaxError', 'unexpected EOF while parsing');
    }
  }

  /** The token at the mark, fetched if need be. */
  peek(): Piece {
    while (this.mark >= this.tokens.length) this.fill();
    return this.tokens[this.mark]!;
  }

  /** Consumes a token of this type. */
  take(type: number): Piece | undefined {
    const token = this.peek();
    if (token.type !== type) return undefined;
    this.mark++;
    return token;
  }

  /** The last token that was fetched. */
  lastToken(): Piece {
    return this.tokens[this.tokens.length - 1]!;
  }

  // ---------------------------------------------------------------------- nodes

  /** A node from the token `start` to the last significant one before the mark. */
  node(kind: string, start: number, extra?: Partial<Piece>): Piece {
    const first = this.tokens[start] ?? this.peek();
    let end = this.mark - 1;
    while (end > start && this.tokens[end]!.type! >= Token.NEWLINE && this.tokens[end]!.type! <= Token.DEDENT) end--;
    const last = this.tokens[Math.max(end, 0)]!;
    return {
      kind,
      lineno: first.lineno,
      col: first.col,
      endLineno: last.endLineno,
      endCol: last.endCol,
      ...extra,
    };
  }

  /** Runs a rule, or gives what it gave here before. `id` names the rule and the mode in which it runs. */
  remember(id: number, rule: Rule): Value {
    let memo = this.memos[id];
    if (memo === undefined) this.memos[id] = memo = new Map();
    const start = this.mark;
    const known = memo.get(start);
    if (known !== undefined) {
      this.mark = known.end;
      return known.value;
    }
    if (++this.depth > MAX_DEPTH) throw new RangeError('too deep');
    const value = rule(this);
    this.depth--;
    memo.set(start, { value, end: this.mark });
    return value;
  }

  // --------------------------------------------------------------------- errors

  /** An error over a range. */
  errorOver(from: Range, to: Range, msg: string): PySyntaxError {
    return this.tokenizer.errorAt('SyntaxError', msg, from.lineno, from.col, to.endLineno, to.endCol);
  }

  errorAt(at: Range, msg: string): PySyntaxError {
    return this.errorOver(at, at, msg);
  }

  /** An error from a piece to where the tokenizer stands. */
  errorFrom(from: Range, msg: string): PySyntaxError {
    const { currentLine } = this.tokenizer;
    return this.tokenizer.errorAt(
      'SyntaxError',
      msg,
      from.lineno,
      from.col,
      currentLine,
      this.tokenizer.currentColumn() - 1,
    );
  }

  /** An error at the last token that was fetched. */
  errorHere(msg: string, type: SyntaxErrorType = 'SyntaxError'): PySyntaxError {
    if (this.tokens.length === 0) return this.tokenizer.errorAt(type, msg, 0, -1, 0, -2);
    return this.errorAtToken(this.lastToken(), msg, type);
  }

  /** An error at the token after the mark. */
  errorNext(msg: string): PySyntaxError {
    return this.errorAtToken(this.peek(), msg, 'SyntaxError');
  }

  private errorAtToken(token: Piece, msg: string, type: SyntaxErrorType): PySyntaxError {
    const col = token.col === -1 ? this.tokenizer.currentColumn() - 1 : token.col;
    const endCol = token.endCol === -1 ? -2 : token.endCol;
    return this.tokenizer.errorAt(type, msg, token.lineno, col, token.endLineno, endCol);
  }

  indentationError(msg: string): PySyntaxError {
    return this.errorHere(msg, 'IndentationError');
  }
}
