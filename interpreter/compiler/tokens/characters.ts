/** Character classes of Python source text. */

const ID_START = 1;
const ID_CHAR = 2;
const DIGIT = 4;
const HEX = 8;

const classes = new Uint8Array(128);
for (let code = 0; code < 128; code++) {
  const char = String.fromCharCode(code);
  if (/[A-Za-z_]/.test(char)) classes[code]! |= ID_START | ID_CHAR;
  if (/[0-9]/.test(char)) classes[code]! |= ID_CHAR | DIGIT | HEX;
  if (/[A-Fa-f]/.test(char)) classes[code]! |= HEX;
}

/** Whether an identifier may start with this UTF-16 unit; everything beyond ASCII passes here and is checked later. */
export function isIdentifierStart(code: number): boolean {
  return code >= 128 || (classes[code]! & ID_START) !== 0;
}

/** Whether an identifier may continue with this UTF-16 unit; as above. */
export function isIdentifierChar(code: number): boolean {
  return code >= 128 || (classes[code]! & ID_CHAR) !== 0;
}

export function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

export function isHexDigit(code: number): boolean {
  return code < 128 && (classes[code]! & HEX) !== 0;
}

/** The length in UTF-16 units of the longest identifier at the start of `text` (0 when there is none). */
export function identifierPrefix(text: string): number {
  const match = /^[_\p{XID_Start}][\p{XID_Continue}]*/u.exec(text);
  return match === null ? 0 : match[0].length;
}

/** Python's `str.isprintable()` for one code point. */
export function isPrintable(codePoint: number): boolean {
  return codePoint === 32 || !/[\p{C}\p{Z}]/u.test(String.fromCodePoint(codePoint));
}

/** The number of code points in `text[start:end]` (a lone surrogate counts as one). */
export function countCodePoints(text: string, start: number, end: number): number {
  let count = end - start;
  for (let i = start; i + 1 < end; i++) {
    const code = text.charCodeAt(i);
    if (code >= 0xd800 && code < 0xdc00) {
      const next = text.charCodeAt(i + 1);
      if (next >= 0xdc00 && next < 0xe000) {
        count--;
        i++;
      }
    }
  }
  return count;
}

/** The number of UTF-8 bytes of `text[start:end]`. */
export function countUtf8Bytes(text: string, start: number, end: number): number {
  let bytes = 0;
  for (let i = start; i < end; i++) {
    const code = text.charCodeAt(i);
    if (code < 0x80) bytes++;
    else if (code < 0x800) bytes += 2;
    else if (code >= 0xd800 && code < 0xdc00 && i + 1 < text.length && (text.charCodeAt(i + 1) & 0xfc00) === 0xdc00) {
      bytes += 4;
      i++;
    } else bytes += 3;
  }
  return bytes;
}

/** The number of code points in the first `bytes` UTF-8 bytes of `text`; at most one more than `text` has. */
export function byteOffsetToCharacters(text: string, bytes: number): number {
  let characters = 0;
  let seen = 0;
  for (let i = 0; i < text.length && seen < bytes; i++) {
    const code = text.codePointAt(i)!;
    seen += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
    if (code >= 0x10000) i++;
    characters++;
  }
  return seen < bytes ? characters + 1 : characters;
}
