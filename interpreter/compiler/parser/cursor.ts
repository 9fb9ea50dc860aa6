import type { PySyntaxWarning } from '../syntax-error.js';
import type { LookupName } from '../tokens/literals.js';
import type { TokenBuffer } from '../tokens/token-buffer.js';
import { Token } from '../tokens/token-types.js';
import type { Position } from '../tree.js';

/** Thrown by the parser where the source is no program; what is wrong is then found by the diagnosis. */
export const PARSE_FAILURE = Symbol('parse failure');
/** Thrown by the parser where the source nests too deeply. */
export const TOO_DEEP = Symbol('too deep');

/** Nested expressions that the parser accepts; JavaScript's stack of 984 kB by default has room for about 1500. */
const MAX_DEPTH = 1000;

/** Parses ahead in the token arrays; the base of the parser's parts. */
export class Cursor {
  protected p = 0;
  protected readonly types: Uint8Array;
  readonly warnings: PySyntaxWarning[] = [];
  private depth = 0;

  constructor(
    protected readonly source: string,
    protected readonly tokens: TokenBuffer,
    protected readonly lookupName: LookupName | undefined,
    protected readonly maxDigits: number,
  ) {
    this.types = tokens.types;
  }

  protected fail(): never {
    throw PARSE_FAILURE;
  }

  /** Consumes a token of this type or fails. */
  protected expect(type: number): void {
    if (this.types[this.p] !== type) throw PARSE_FAILURE;
    this.p++;
  }

  /** Consumes a token of this type if it is next. */
  protected accept(type: number): boolean {
    if (this.types[this.p] !== type) return false;
    this.p++;
    return true;
  }

  /** Consumes a NAME. */
  protected identifier(): string {
    if (this.types[this.p] !== Token.NAME) throw PARSE_FAILURE;
    return this.tokens.names[this.p++]!;
  }

  /** Whether the token at `index` is a NAME with this text: a soft keyword. */
  protected isSoftKeyword(index: number, word: string): boolean {
    return this.types[index] === Token.NAME && this.tokens.names[index] === word;
  }

  protected text(index: number): string {
    return this.source.slice(this.tokens.starts[index]!, this.tokens.ends[index]!);
  }

  /** The position from the token `start` to the last one that was consumed. */
  protected from(start: number): Position {
    const { lines, cols, endLines, endCols } = this.tokens;
    const end = this.p - 1;
    return {
      lineno: lines[start]!,
      col_offset: cols[start]!,
      end_lineno: endLines[end]!,
      end_col_offset: endCols[end]!,
    };
  }

  protected enter(): void {
    if (++this.depth > MAX_DEPTH) throw TOO_DEEP;
  }

  protected leave(): void {
    this.depth--;
  }

  /** Runs `parse`; when it fails, goes back to where it began and returns `undefined`. */
  protected attempt<T>(parse: () => T): T | undefined {
    const { p, depth } = this;
    const warned = this.warnings.length;
    try {
      return parse();
    } catch (error) {
      if (error !== PARSE_FAILURE) throw error;
      this.p = p;
      this.depth = depth;
      this.warnings.length = warned;
      return undefined;
    }
  }
}
