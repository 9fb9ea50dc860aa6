// Making strs. The functions that everybody calls live here or are passed on from here.

import { control } from '../../layout/control';
import { STR_DATA } from '../../layout/text';
import { address, fromAddress, NULL, Word } from '../../layout/word';
import { STATIC_NAMES } from '../../layout/memory_map';
import { T_STR } from '../../generated/types';
import { newObject } from '../../memory/objects';
import { allocBlock, KIND_RAW } from '../../memory/blocks';
import { markImmortal } from '../../counting/counts';
import { memoryError } from '../../eval/errors';
import { allAscii, bytesEqual, copyChars, kindFor, maxChar, strBytes, strData, strKind, strLength } from './access';
import { strHash } from './hash';
import { createInternTable, intern, internStatic } from './intern';

export { strHash, hashBytes } from './hash';
export { intern } from './intern';
export { isStr, isExactStr, strLength, strKind, strData, charAt } from './access';
export { strConcat, strAppendInPlace, strRepeat } from './concat';
export {
  StrBuilder, builderNew, builderChar, builderFill, builderWord, builderRange, builderText, builderLiteral, builderAscii, builderInt,
  builderHex, builderRepr, builderFinish, builderDrop,
} from './builder';

/** Bytes of text that a str may have at most. */
// @ts-ignore: decorator
@inline export const MAX_TEXT_BYTES: u32 = 0x7fff_ff00;

/** The empty str. */
// @ts-ignore: decorator
@inline export function emptyStr(): Word { return control().emptyString; }

/**
 * A str with room for `length` code points of `kind` bytes: fill them at STR_DATA, then `finishStr`.
 * 0 with MemoryError set.
 */
export function newStr(kind: u32, length: u32): usize {
  if (<u64>length * kind > MAX_TEXT_BYTES) { memoryError(); return 0; }
  const p = newObject(T_STR, STR_DATA + length * kind);
  if (!p) return 0;
  store<u32>(p, length, 16);
  store<u32>(p, kind, 20); // ascii 0, interned 0
  store<i64>(p, -1, 24);
  return p;
}

/** A str whose code points will all be below 128: needs no `finishStr`. */
export function newAscii(length: u32): usize {
  if (length > MAX_TEXT_BYTES) { memoryError(); return 0; }
  const p = newObject(T_STR, STR_DATA + length);
  if (!p) return 0;
  store<u64>(p, <u64>length | 0x101_0000_0000, 16); // kind 1, ascii, not interned
  store<i64>(p, -1, 24);
  return p;
}

/** Gives a filled str its final form (narrowest kind, ascii mark, the one empty str, the shared one-letter strs). */
export function finishStr(p: usize): Word {
  const n = strLength(p), kind = strKind(p), data = strData(p);
  if (n < 2) {
    if (!n) { dropFresh(p); return emptyStr(); }
    const c = kind == 1 ? <u32>load<u8>(data) : kind == 2 ? <u32>load<u16>(data) : load<u32>(data);
    if (c < 256) { dropFresh(p); return load<u64>(control().latin1 + (c << 3)); }
  }
  const max = maxChar(data, kind, n);
  if (kind == 1) {
    store<u8>(p, <u8>(max < 0x80), 21);
    return fromAddress(p);
  }
  const narrow = kindFor(max);
  if (narrow == kind) return fromAddress(p);
  const q = newStr(narrow, n);
  if (q) {
    copyChars(q + STR_DATA, narrow, data, kind, n);
    store<u8>(q, <u8>(max < 0x80), 21);
  }
  dropFresh(p);
  return fromAddress(q);
}

import { freeObject } from '../../memory/objects';
/** Gives back a str that nobody else has seen. */
// @ts-ignore: decorator
@inline function dropFresh(p: usize): void { freeObject(p); }

/** The str of `n` code points of `kind` at `data`; the kind may be wider than needed. */
export function strFromChars(data: usize, kind: u32, n: u32): Word {
  if (!n) return emptyStr();
  if (kind == 1) return strFromLatin1(data, n);
  const max = maxChar(data, kind, n);
  const narrow = kindFor(max);
  if (n == 1 && narrow == 1) return latin1Str(kind == 2 ? <u32>load<u16>(data) : load<u32>(data));
  const p = newStr(narrow, n);
  if (!p) return NULL;
  copyChars(p + STR_DATA, narrow, data, kind, n);
  store<u8>(p, <u8>(max < 0x80), 21);
  return fromAddress(p);
}

/** The shared one-letter str of a code point below 256. */
// @ts-ignore: decorator
@inline export function latin1Str(c: u32): Word { return load<u64>(control().latin1 + (c << 3)); }

/** The str of one code point. */
export function strFromChar(c: u32): Word {
  if (c < 256) return latin1Str(c);
  const kind = kindFor(c);
  const p = newStr(kind, 1);
  if (!p) return NULL;
  if (kind == 2) store<u16>(p, <u16>c, STR_DATA);
  else store<u32>(p, c, STR_DATA);
  return fromAddress(p);
}

/** The str of `n` bytes below 128. */
export function strFromAscii(data: usize, n: u32): Word {
  if (n < 2) return n ? latin1Str(load<u8>(data)) : emptyStr();
  const p = newAscii(n);
  if (!p) return NULL;
  copyChars(p + STR_DATA, 1, data, 1, n);
  return fromAddress(p);
}

/** The str of `n` bytes, each a code point. */
export function strFromLatin1(data: usize, n: u32): Word {
  if (n < 2) return n ? latin1Str(load<u8>(data)) : emptyStr();
  const p = newStr(1, n);
  if (!p) return NULL;
  copyChars(p + STR_DATA, 1, data, 1, n);
  store<u8>(p, <u8>allAscii(data, n), 21);
  return fromAddress(p);
}

/** The str of `n` UTF-16 units; lone surrogates stay what they are. */
export function strFromUtf16(data: usize, n: u32): Word {
  let bits: u32 = 0;
  let pairs: u32 = 0;
  for (let i: u32 = 0; i < n; i++) {
    const c = <u32>load<u16>(data + (i << 1));
    bits |= c;
    if ((c & 0xfc00) == 0xd800 && i + 1 < n && (<u32>load<u16>(data + (i << 1), 2) & 0xfc00) == 0xdc00) pairs++;
  }
  if (!pairs) {
    const kind: u32 = bits < 0x100 ? 1 : 2;
    if (n < 2) {
      if (!n) return emptyStr();
      if (kind == 1) return latin1Str(bits);
    }
    const p = newStr(kind, n);
    if (!p) return NULL;
    copyChars(p + STR_DATA, kind, data, 2, n);
    store<u8>(p, <u8>(bits < 0x80), 21);
    return fromAddress(p);
  }
  const p = newStr(4, n - pairs);
  if (!p) return NULL;
  let to = p + STR_DATA;
  for (let i: u32 = 0; i < n; i++, to += 4) {
    let c = <u32>load<u16>(data + (i << 1));
    if ((c & 0xfc00) == 0xd800 && i + 1 < n) {
      const d = <u32>load<u16>(data + (i << 1), 2);
      if ((d & 0xfc00) == 0xdc00) { c = 0x10000 + ((c & 0x3ff) << 10 | d & 0x3ff); i++; }
    }
    store<u32>(to, c);
  }
  return fromAddress(p);
}

/** Length of the well-formed UTF-8 sequence at `p` (surrogates allowed), 0 if there is none. */
function sequenceLength(p: usize, left: u32): u32 {
  const c = <u32>load<u8>(p);
  if (c < 0x80) return 1;
  if (c < 0xc2 || c > 0xf4) return 0;
  if (left < 2 || (load<u8>(p, 1) & 0xc0) != 0x80) return 0;
  if (c < 0xe0) return 2;
  const d = <u32>load<u8>(p, 1);
  if (left < 3 || (load<u8>(p, 2) & 0xc0) != 0x80) return 0;
  if (c < 0xf0) return c == 0xe0 && d < 0xa0 ? 0 : 3;
  if (left < 4 || (load<u8>(p, 3) & 0xc0) != 0x80) return 0;
  return (c == 0xf0 && d < 0x90) || (c == 0xf4 && d >= 0x90) ? 0 : 4;
}

/**
 * The str of `n` bytes of UTF-8 from the host or the compiler. Never fails on bad input: encoded surrogates become
 * surrogates, any other bad byte becomes U+DC80 + (byte - 0x80), as the handler surrogateescape has it.
 */
export function strFromUtf8(data: usize, n: u32): Word {
  if (allAscii(data, n)) {
    if (n < 2) return n ? latin1Str(load<u8>(data)) : emptyStr();
    const p = newStr(1, n);
    if (!p) return NULL;
    copyChars(p + STR_DATA, 1, data, 1, n);
    store<u8>(p, 1, 21);
    return fromAddress(p);
  }
  let count: u32 = 0;
  let max: u32 = 0;
  for (let i: u32 = 0; i < n; count++) {
    const length = sequenceLength(data + i, n - i);
    const c = <u32>load<u8>(data + i);
    const bound: u32 = length == 1 ? 0x7f : length == 2 ? (c < 0xc4 ? 0xff : 0x7ff) : length == 4 ? 0x10ffff : 0xffff;
    if (bound > max) max = bound;
    i += length ? length : 1;
  }
  const kind = kindFor(max);
  const p = newStr(kind, count);
  if (!p) return NULL;
  const to = p + STR_DATA;
  for (let i: u32 = 0, at: u32 = 0; i < n; at++) {
    const from = data + i;
    const length = sequenceLength(from, n - i);
    let c = <u32>load<u8>(from);
    if (length == 0) { c += 0xdc00; i++; }
    else {
      if (length == 2) c = (c & 0x1f) << 6 | load<u8>(from, 1) & 0x3f;
      else if (length == 3) c = (c & 0x0f) << 12 | (load<u8>(from, 1) & 0x3f) << 6 | load<u8>(from, 2) & 0x3f;
      else if (length == 4) {
        c = (c & 0x07) << 18 | (<u32>load<u8>(from, 1) & 0x3f) << 12 | (<u32>load<u8>(from, 2) & 0x3f) << 6 | load<u8>(from, 3) & 0x3f;
      }
      i += length;
    }
    if (kind == 1) store<u8>(to + at, <u8>c);
    else if (kind == 2) store<u16>(to + (at << 1), <u16>c);
    else store<u32>(to + (at << 2), c);
  }
  if (count == 1 && kind == 1) return finishStr(p);
  return fromAddress(p);
}

/** The str of a literal of the kernel's source. */
export function newText(literal: string): Word {
  return strFromUtf16(changetype<usize>(literal), <u32>literal.length);
}

/** The interned str of a literal of the kernel's source. */
export function internText(literal: string): Word {
  const w = newText(literal);
  return w == NULL ? NULL : intern(w);
}

/** Whether two strs (words or addresses; instances of subclasses too) hold the same text. */
export function strEqual(a: Word, b: Word): bool {
  const p = address(a), q = address(b);
  if (p == q) return true;
  if (strLength(p) != strLength(q)) return false;
  if (strKind(p) != strKind(q)) return false;
  if (load<u8>(p, 22) & load<u8>(q, 22)) return false; // two interned strs that are not one
  const h = load<i64>(p, 24), g = load<i64>(q, 24);
  if (h != g) if (h != -1) if (g != -1) return false;
  return bytesEqual(p + STR_DATA, q + STR_DATA, strBytes(p));
}

/** Whether a str holds exactly this literal (ASCII). */
export function strEqualsText(w: Word, literal: string): bool {
  const p = address(w);
  const n = strLength(p);
  if (n != <u32>literal.length || strKind(p) != 1) return false;
  const text = changetype<usize>(literal);
  for (let i: u32 = 0; i < n; i++) if (load<u8>(p + i, STR_DATA) != load<u16>(text + (i << 1))) return false;
  return true;
}

/**
 * Makes the intern table, interns the static names (written before), makes the empty and the one-letter strs. Once, at boot, before any
 * other str. Static names lie one behind the other from STATIC_NAMES, each a Str on a 16-byte boundary; a zero type ends them.
 */
export function bootStrings(): bool {
  if (!createInternTable()) return false;
  let p: usize = STATIC_NAMES;
  while (load<u32>(p)) {
    internStatic(p);
    p = (p + STR_DATA + strBytes(p) + 15) & ~15;
  }
  const table = allocBlock(KIND_RAW, 256 * 8);
  if (!table) return false;
  control().latin1 = <u32>table;
  for (let c: u32 = 0; c < 256; c++) {
    const q = newStr(1, 1);
    if (!q) return false;
    store<u8>(q, <u8>c, STR_DATA);
    store<u8>(q, <u8>(c < 128), 21);
    const w = internStatic(q);
    if (address(w) == q) markImmortal(q);
    else freeObject(q);
    store<u64>(table + (c << 3), w);
  }
  const e = newStr(1, 0);
  if (!e) return false;
  store<u8>(e, 1, 21);
  const w = internStatic(e);
  if (address(w) == e) markImmortal(e);
  else freeObject(e);
  control().emptyString = w;
  return true;
}
