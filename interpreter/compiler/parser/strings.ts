import { byteOffsetToCharacters } from '../tokens/characters.js';
import { decodeBytes, decodeStr, LiteralError, splitString } from '../tokens/literals.js';
import { Keyword, Token } from '../tokens/token-types.js';
import type { ConstantValue, Expr, NodeOf } from '../tree.js';
import { Cursor, PARSE_FAILURE } from './cursor.js';

const CONVERSIONS: Readonly<Record<string, number>> = { s: 115, r: 114, a: 97 };

/** String literals, f-strings and their concatenation. */
export abstract class StringParser extends Cursor {
  protected abstract starExpressions(): Expr;
  protected abstract yieldExpression(): Expr;

  /** One or more STRING tokens and f-strings in a row. */
  protected strings(): Expr {
    const start = this.p;
    const first = this.stringPart();
    const next = this.types[this.p];
    if (next !== Token.STRING && next !== Token.FSTRING_START) {
      return first.kind === 'JoinedStr' ? this.concatenate([first], start) : first;
    }
    const parts = [first];
    for (;;) {
      const type = this.types[this.p];
      if (type !== Token.STRING && type !== Token.FSTRING_START) break;
      parts.push(this.stringPart());
    }
    return this.concatenate(parts, start);
  }

  private stringPart(): NodeOf<'Constant'> | NodeOf<'JoinedStr'> {
    return this.types[this.p] === Token.STRING ? this.plainString() : this.fstring();
  }

  /** Warns about a token; the range is that of CPython's error when warnings are errors. */
  private warnAt(token: number, msg: string): void {
    const { starts, lines, cols, endLines, endCols } = this.tokens;
    const lineStart = this.source.lastIndexOf('\n', starts[token]! - 1) + 1;
    const newline = this.source.indexOf('\n', lineStart);
    const line = lines[token]!;
    const oneLine = line === endLines[token];
    const text = this.source.slice(lineStart, newline < 0 ? this.source.length - 1 : newline + (oneLine ? 1 : 0));
    this.warnings.push({
      category: 'SyntaxWarning',
      msg,
      lineno: line,
      offset: byteOffsetToCharacters(text, cols[token]! + 1),
      end_lineno: endLines[token]!,
      end_offset: byteOffsetToCharacters(text, endCols[token]! + 1),
      text,
    });
  }

  private literal<T>(decode: () => T): T {
    try {
      return decode();
    } catch (error) {
      if (error instanceof LiteralError) throw PARSE_FAILURE;
      throw error;
    }
  }

  private plainString(): NodeOf<'Constant'> {
    const token = this.p++;
    const text = this.text(token);
    const { bytes, raw, unicode, body } = splitString(text);
    let value: ConstantValue;
    const warn = (msg: string): void => this.warnAt(token, msg);
    if (bytes) value = { t: 'bytes', v: this.literal(() => decodeBytes(body, raw, warn)) };
    else if (raw || !body.includes('\\')) value = { t: 'str', v: body };
    else value = { t: 'str', v: this.literal(() => decodeStr(body, this.lookupName, warn)) };
    return { kind: 'Constant', value, ukind: unicode ? 'u' : null, ...this.from(token) };
  }

  private fstring(): NodeOf<'JoinedStr'> {
    const start = this.p++;
    const raw = /r/i.test(this.text(start));
    const values: Expr[] = [];
    const warned: string[] = [];
    while (this.types[this.p] !== Token.FSTRING_END) {
      if (this.types[this.p] === Token.FSTRING_MIDDLE) this.fstringMiddle(raw, values, (msg) => warned.push(msg));
      else this.replacementField(values);
    }
    // The literal parts are looked at when the f-string ends, and warnings about them point there.
    for (const msg of warned) this.warnAt(this.p, msg);
    this.p++;
    return { kind: 'JoinedStr', values, ...this.from(start) };
  }

  /** Appends the literal part of an f-string, unless it is empty. */
  private fstringMiddle(raw: boolean, values: Expr[], warn: (msg: string) => void): void {
    const token = this.p++;
    const text = this.text(token);
    const value = raw || !text.includes('\\') ? text : this.literal(() => decodeStr(text, this.lookupName, warn));
    if (value === '') return;
    values.push({ kind: 'Constant', value: { t: 'str', v: value }, ukind: null, ...this.from(token) });
  }

  private replacementField(values: Expr[]): void {
    const start = this.p;
    this.expect(Token.LBRACE);
    this.enter();
    const value = this.fieldExpression();
    const debug = this.accept(Token.EQUAL);
    const debugEnd = this.p;
    let conversion = -1;
    if (this.accept(Token.EXCLAMATION)) {
      const token = this.p;
      if (this.tokens.starts[token] !== this.tokens.ends[token - 1]) this.fail();
      const code = CONVERSIONS[this.identifier()];
      if (code === undefined) this.fail();
      conversion = code;
    }
    let formatSpec: Expr | null = null;
    if (this.types[this.p] === Token.COLON) formatSpec = this.formatSpec();
    else if (debug && conversion < 0) conversion = 114;
    this.expect(Token.RBRACE);
    this.leave();
    const position = this.from(start);
    if (debug) {
      const { starts, lines, cols } = this.tokens;
      const text = stripComments(this.source.slice(this.tokens.ends[start]!, starts[debugEnd]!));
      values.push({
        kind: 'Constant',
        value: { t: 'str', v: text },
        ukind: null,
        lineno: position.lineno,
        col_offset: position.col_offset + 1,
        end_lineno: lines[debugEnd]!,
        end_col_offset: cols[debugEnd]!,
      });
    }
    values.push({ kind: 'FormattedValue', value, conversion, format_spec: formatSpec, ...position });
  }

  private fieldExpression(): Expr {
    return this.types[this.p] === Keyword.yield ? this.yieldExpression() : this.starExpressions();
  }

  /** A format specification; as in CPython 3.13 its escapes count even in a raw f-string. */
  private formatSpec(): Expr {
    const start = this.p++;
    const values: Expr[] = [];
    for (;;) {
      const type = this.types[this.p];
      const token = this.p;
      if (type === Token.FSTRING_MIDDLE) this.fstringMiddle(false, values, (msg) => this.warnAt(token, msg));
      else if (type === Token.LBRACE) this.replacementField(values);
      else break;
    }
    const position = this.from(start);
    if (values.length === 0 || (values.length === 1 && values[0]!.kind === 'Constant'))
      return { kind: 'JoinedStr', values, ...position };
    return this.concatenate([{ kind: 'JoinedStr', values, ...position }], start);
  }

  /** Joins adjacent literals: constants melt together, f-strings become one JoinedStr. */
  private concatenate(parts: (NodeOf<'Constant'> | NodeOf<'JoinedStr'>)[], start: number): Expr {
    const position = this.from(start);
    const isFString = parts.some((part) => part.kind === 'JoinedStr');
    const bytes = parts.filter((part) => part.kind === 'Constant' && part.value.t === 'bytes');
    if (bytes.length > 0) {
      if (bytes.length < parts.length) this.fail();
      const chunks = bytes.map((part) => ((part as NodeOf<'Constant'>).value as { v: Uint8Array }).v);
      const joined = new Uint8Array(chunks.reduce((sum, chunk) => sum + chunk.length, 0));
      let at = 0;
      for (const chunk of chunks) {
        joined.set(chunk, at);
        at += chunk.length;
      }
      return { kind: 'Constant', value: { t: 'bytes', v: joined }, ukind: null, ...position };
    }
    const flat = parts.flatMap((part): Expr[] => (part.kind === 'JoinedStr' ? part.values : [part]));
    const values: Expr[] = [];
    for (let i = 0; i < flat.length; ) {
      const first = flat[i]!;
      if (first.kind !== 'Constant') {
        values.push(first);
        i++;
        continue;
      }
      let end = i;
      let text = '';
      for (; end < flat.length; end++) {
        const part = flat[end]!;
        if (part.kind !== 'Constant' || part.value.t !== 'str') break;
        text += part.value.v;
      }
      const last = flat[end - 1]!;
      i = end;
      if (text === '' && isFString) continue;
      values.push({
        kind: 'Constant',
        value: { t: 'str', v: text },
        ukind: first.ukind,
        lineno: first.lineno,
        col_offset: first.col_offset,
        end_lineno: last.end_lineno,
        end_col_offset: last.end_col_offset,
      });
    }
    if (!isFString) return { ...values[0]!, ...position } as Expr;
    return { kind: 'JoinedStr', values, ...position };
  }
}

/** The text of a `=` field without its comments; a `#` within a string literal stays. */
function stripComments(text: string): string {
  if (!text.includes('#')) return text;
  return text.replace(/("""[\s\S]*?"""|'''[\s\S]*?'''|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*')|#[^\n]*/g, '$1');
}
