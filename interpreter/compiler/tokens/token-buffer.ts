import { nameType, Token } from './token-types.js';
import type { Tokenizer } from './tokenizer.js';

/** All tokens of a source as arrays, one element a token. Keywords have their own types; names are interned. */
export class TokenBuffer {
  count = 0;
  types: Uint8Array;
  starts: Int32Array;
  ends: Int32Array;
  lines: Int32Array;
  cols: Int32Array;
  endLines: Int32Array;
  endCols: Int32Array;
  /** The NFKC-normalised text of NAME tokens. */
  names: (string | undefined)[] = [];
  private readonly interned = new Map<string, string>();

  constructor(capacity: number) {
    this.types = new Uint8Array(capacity);
    this.starts = new Int32Array(capacity);
    this.ends = new Int32Array(capacity);
    this.lines = new Int32Array(capacity);
    this.cols = new Int32Array(capacity);
    this.endLines = new Int32Array(capacity);
    this.endCols = new Int32Array(capacity);
  }

  /** Appends the token that `tokenizer` stands on, as `type`. */
  push(tokenizer: Tokenizer, type: number): void {
    const index = this.count;
    if (index === this.types.length) this.grow();
    if (type === Token.NAME) {
      const text = tokenizer.source.slice(tokenizer.start, tokenizer.end);
      type = nameType(text);
      if (type === Token.NAME) this.names[index] = this.intern(text);
    }
    this.types[index] = type;
    this.starts[index] = tokenizer.start;
    this.ends[index] = tokenizer.end;
    this.lines[index] = tokenizer.lineno;
    this.cols[index] = tokenizer.col;
    this.endLines[index] = tokenizer.endLineno;
    this.endCols[index] = tokenizer.endCol;
    this.count = index + 1;
  }

  private intern(text: string): string {
    const known = this.interned.get(text);
    if (known !== undefined) return known;
    const name = text.normalize('NFKC');
    this.interned.set(text, name);
    return name;
  }

  private grow(): void {
    const capacity = this.types.length * 2;
    const types = new Uint8Array(capacity);
    types.set(this.types);
    this.types = types;
    for (const field of ['starts', 'ends', 'lines', 'cols', 'endLines', 'endCols'] as const) {
      const larger = new Int32Array(capacity);
      larger.set(this[field]);
      this[field] = larger;
    }
  }
}
