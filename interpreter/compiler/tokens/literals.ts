import type { ConstantValue } from '../tree.js';

/** `unicodedata.lookup` without its error: the character or sequence of a name, `undefined` for an unknown one. */
export type LookupName = (name: string) => string | undefined;

/** A literal that does not decode; `msg` is the SyntaxError's message. */
export class LiteralError extends Error {
  constructor(readonly msg: string) {
    super(msg);
  }
}

/** The text of a string literal's token, taken apart. */
export interface StringParts {
  bytes: boolean;
  raw: boolean;
  /** The literal has the prefix `u`. */
  unicode: boolean;
  body: string;
}

/** Splits a STRING token into prefix and body. */
export function splitString(token: string): StringParts {
  let i = 0;
  let bytes = false;
  let raw = false;
  let unicode = false;
  for (; ; i++) {
    const code = token.charCodeAt(i);
    if (code === 34 || code === 39) break;
    const lower = code | 32;
    if (lower === 98) bytes = true;
    else if (lower === 114) raw = true;
    else unicode = true;
  }
  const quote = token.charCodeAt(i);
  const triple = token.length >= i + 6 && token.charCodeAt(i + 1) === quote && token.charCodeAt(i + 2) === quote;
  const size = triple ? 3 : 1;
  return { bytes, raw, unicode, body: token.slice(i + size, token.length - size) };
}

const SIMPLE_ESCAPES: Readonly<Record<string, string>> = {
  '\n': '',
  '\\': '\\',
  "'": "'",
  '"': '"',
  b: '\b',
  f: '\f',
  t: '\t',
  n: '\n',
  r: '\r',
  v: '\v',
  a: '\x07',
};

function invalidEscapeMessage(body: string, at: number, octal: boolean): string {
  return octal
    ? `invalid octal escape sequence '\\${body.slice(at, at + 3)}'`
    : `invalid escape sequence '\\${String.fromCodePoint(body.codePointAt(at)!)}'`;
}

/**
 * Decodes the escapes of a str literal. `warn` gets the message for the first invalid escape. Throws LiteralError;
 * the positions in its messages are those of the form in which Python's decoder sees the text.
 */
export function decodeStr(body: string, lookupName: LookupName | undefined, warn: (msg: string) => void): string {
  let backslash = body.indexOf('\\');
  if (backslash < 0) return body;
  let out = '';
  let done = 0;
  let warned = false;
  while (backslash >= 0) {
    out += body.slice(done, backslash);
    const char = body[backslash + 1];
    // A part of an f-string may end so, before a brace.
    if (char === undefined) return `${out}\\`;
    const simple = SIMPLE_ESCAPES[char];
    let next = backslash + 2;
    if (simple !== undefined) out += simple;
    else if (char >= '0' && char <= '7') {
      while (next < backslash + 4 && body[next]! >= '0' && body[next]! <= '7') next++;
      const value = Number.parseInt(body.slice(backslash + 1, next), 8);
      if (value > 0o377 && !warned) {
        warned = true;
        warn(invalidEscapeMessage(body, backslash + 1, true));
      }
      out += String.fromCharCode(value);
    } else if (char === 'x' || char === 'u' || char === 'U') {
      const digits = char === 'x' ? 2 : char === 'u' ? 4 : 8;
      next = hexEnd(body, backslash + 2, digits);
      if (next < backslash + 2 + digits) {
        throw decodeFailure(body, backslash, next, `truncated \\${char}${'X'.repeat(digits)} escape`);
      }
      const value = Number.parseInt(body.slice(backslash + 2, next), 16);
      if (value > 0x10ffff) throw decodeFailure(body, backslash, next, 'illegal Unicode character');
      out += String.fromCodePoint(value);
    } else if (char === 'N') {
      const malformed = 'malformed \\N character escape';
      if (body[next] !== '{') throw decodeFailure(body, backslash, next, malformed);
      const close = body.indexOf('}', next);
      if (close < 0) throw decodeFailure(body, backslash, body.length, malformed);
      if (close === next + 1) throw decodeFailure(body, backslash, close, malformed);
      const found = lookupName?.(body.slice(next + 1, close));
      next = close + 1;
      if (found === undefined) throw decodeFailure(body, backslash, next, 'unknown Unicode character name');
      out += found;
    } else {
      if (!warned && char < '\x80') {
        warned = true;
        warn(invalidEscapeMessage(body, backslash + 1, false));
      }
      out += '\\';
      next = backslash + 1;
    }
    done = next;
    backslash = body.indexOf('\\', done);
  }
  return out + body.slice(done);
}

function hexEnd(body: string, from: number, digits: number): number {
  let i = from;
  while (i < from + digits && i < body.length && /[0-9a-fA-F]/.test(body[i]!)) i++;
  return i;
}

/** Positions count an ASCII character as one and any other as ten: Python's decoder gets those as `\UXXXXXXXX`. */
function decodeFailure(body: string, start: number, end: number, reason: string): LiteralError {
  const position = (index: number): number => {
    let count = 0;
    for (let i = 0; i < index; i++) {
      const code = body.charCodeAt(i);
      if (code < 0x80) count++;
      else if ((code & 0xfc00) !== 0xdc00) count += 10;
    }
    return count;
  };
  const from = position(start);
  const to = position(end) - 1;
  const where = from === to ? `byte 0x5c in position ${from}` : `bytes in position ${from}-${to}`;
  return new LiteralError(`(unicode error) 'unicodeescape' codec can't decode ${where}: ${reason}`);
}

/** Decodes the escapes of a bytes literal. Throws LiteralError. */
export function decodeBytes(body: string, raw: boolean, warn: (msg: string) => void): Uint8Array {
  const out = new Uint8Array(body.length);
  let length = 0;
  let warned = false;
  for (let i = 0; i < body.length; ) {
    const code = body.charCodeAt(i);
    if (code >= 0x80) throw new LiteralError('bytes can only contain ASCII literal characters');
    if (code !== 92 || raw) {
      out[length++] = code;
      i++;
      continue;
    }
    const char = body[i + 1]!;
    const simple = SIMPLE_ESCAPES[char];
    if (simple !== undefined) {
      if (simple !== '') out[length++] = simple.charCodeAt(0);
      i += 2;
    } else if (char >= '0' && char <= '7') {
      let end = i + 2;
      while (end < i + 4 && body[end]! >= '0' && body[end]! <= '7') end++;
      const value = Number.parseInt(body.slice(i + 1, end), 8);
      if (value > 0o377 && !warned) {
        warned = true;
        warn(invalidEscapeMessage(body, i + 1, true));
      }
      out[length++] = value & 0xff;
      i = end;
    } else if (char === 'x') {
      if (hexEnd(body, i + 2, 2) < i + 4) throw new LiteralError(`(value error) invalid \\x escape at position ${i}`);
      out[length++] = Number.parseInt(body.slice(i + 2, i + 4), 16);
      i += 4;
    } else {
      if (!warned && body.charCodeAt(i + 1) < 0x80) {
        warned = true;
        warn(invalidEscapeMessage(body, i + 1, false));
      }
      out[length++] = 92;
      i++;
    }
  }
  for (let i = 0; i < body.length; i++)
    if (body.charCodeAt(i) >= 0x80) throw new LiteralError('bytes can only contain ASCII literal characters');
  return out.slice(0, length);
}

/**
 * The value of a NUMBER token. `maxDigits` is `sys.get_int_max_str_digits()`, 0 for no limit. Throws LiteralError for a
 * decimal int that is longer.
 */
export function parseNumber(token: string, maxDigits: number): ConstantValue {
  const text = token.includes('_') ? token.replaceAll('_', '') : token;
  const last = text.charCodeAt(text.length - 1) | 32;
  const second = text.charCodeAt(1) | 32;
  if (text.charCodeAt(0) === 48 && (second === 120 || second === 111 || second === 98))
    return { t: 'int', v: BigInt(text) };
  if (last === 106) return { t: 'complex', imag: Number(text.slice(0, -1)) };
  if (/[.eE]/.test(text)) return { t: 'float', v: Number(text) };
  if (maxDigits > 0 && text.length > maxDigits) {
    throw new LiteralError(
      `Exceeds the limit (${maxDigits} digits) for integer string conversion: value has ${text.length} digits; ` +
        'use sys.set_int_max_str_digits() to increase the limit - Consider hexadecimal for huge integer literals to avoid ' +
        'decimal conversion limits.',
    );
  }
  return { t: 'int', v: BigInt(text) };
}
