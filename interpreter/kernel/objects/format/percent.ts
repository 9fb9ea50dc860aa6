// text % values, for str and bytes.

import { BYTES_DATA, STR_DATA } from '../../layout/text';
import { TF_TUPLE, Type } from '../../layout/type';
import { address, isInt, isPointer, NOT_IMPLEMENTED, NULL, Word } from '../../layout/word';
import { T_BYTEARRAY, T_OVERFLOW_ERROR, T_TYPE_ERROR, T_VALUE_ERROR } from '../../generated/types';
import { N___bytes__ } from '../../generated/names';
import { own, release } from '../../counting/counts';
import { clearError, errorMatches, errorSet, raise, raisef, raiseWord } from '../../eval/errors';
import { call0 } from '../../eval/call';
import { ascii, asF64, asI64, getItem, indexI64, isIntLike, lookupSpecial, repr, str, typeOf } from '../protocol';
import { tupleGet, tupleSize } from '../tuple';
import { charAt, isStr, readChar, strKind, strLength } from '../str/access';
import {
  builderChar, builderChars, builderDrop, builderFill, builderFinish, builderHex, builderInt, builderLiteral, builderNew, builderRange, builderWord,
} from '../str/builder';
import { strFromLatin1, strFromChar } from '../str/new';
import { bytesFromBuilder, isBytes, newBytesFrom } from '../bytes/new';
import { Buffer, bufferRelease, getBuffer, supportsBuffer } from '../buffer';
import { toInteger } from './integer';
import { formatDouble, formatInt } from './number';
import { setSpec } from './spec';

// @ts-ignore: decorator
@inline const LEFT: u32 = 1;
// @ts-ignore: decorator
@inline const SIGN: u32 = 2;
// @ts-ignore: decorator
@inline const BLANK: u32 = 4;
// @ts-ignore: decorator
@inline const ALTERNATE: u32 = 8;
// @ts-ignore: decorator
@inline const ZERO: u32 = 16;

/** @slot str.nb_remainder */
export function str_remainder(self: Word, values: Word): Word {
  if (!isStr(self)) return NOT_IMPLEMENTED;
  const p = address(self);
  return percent(p + STR_DATA, strKind(p), strLength(p), values, false);
}

/** @slot bytes.nb_remainder */
export function bytes_remainder(self: Word, values: Word): Word {
  if (!isBytes(self)) return NOT_IMPLEMENTED;
  const p = address(self);
  return percent(p + BYTES_DATA, 1, load<u32>(p, 16), values, true);
}

/** Lent: value number `at` of a tuple or of the one value; NULL with TypeError set. */
function valueAt(values: Word, isTuple: bool, at: i32): Word {
  if (isTuple) {
    if (at < <i32>tupleSize(address(values))) return tupleGet(address(values), at);
  } else if (at == 0) return values;
  return raise(T_TYPE_ERROR, 'not enough arguments for format string');
}

/**
 * The text at `data` (`n` code points of `kind`; bytes: kind 1) with its conversions replaced: a str or a bytes.
 */
export function percent(data: usize, kind: u32, n: u32, values: Word, toBytes: bool): Word {
  const type = changetype<Type>(typeOf(values));
  const isTuple = isPointer(values) && (type.flags & TF_TUPLE) != 0;
  const isText = isStr(values) || (toBytes && isPointer(values) && (isBytes(values) || typeOf(values) == T_BYTEARRAY));
  const mapping = isPointer(values) && type.mp_subscript != 0 && !isTuple && !isText;
  let used = 0;
  let current = values; // what values are taken from: the mapping's value after %(key)
  let source: Word = NULL; // owned: that value
  const b = builderNew();
  if (!b) return NULL;
  let i: u32 = 0;
  while (i < n) {
    const literal = i;
    while (i < n && readChar(data, kind, i) != 0x25) i++;
    if (i > literal) builderChars(b, data + literal * kind, kind, i - literal, kind == 1 ? 0xff : kind == 2 ? 0xffff : 0x10ffff);
    if (i == n) break;
    i++;
    let flags: u32 = 0;
    let width: i64 = -1;
    let precision: i64 = -1;
    if (i < n && readChar(data, kind, i) == 0x28) {
      if (!mapping) { builderDrop(b); return raise(T_TYPE_ERROR, 'format requires a mapping'); }
      let level = 1;
      const from = ++i;
      while (i < n) {
        const c = readChar(data, kind, i);
        if (c == 0x29) { if (--level == 0) break; }
        else if (c == 0x28) level++;
        i++;
      }
      if (i == n) { release(source); builderDrop(b); return raise(T_VALUE_ERROR, 'incomplete format key'); }
      const key = toBytes ? newBytesFrom(data + from, i - from) : strFromChars(data + from * kind, kind, i - from);
      i++;
      if (key == NULL) return builderDrop(b);
      release(source);
      source = getItem(values, key);
      release(key);
      if (source == NULL) return builderDrop(b);
      current = source;
      used = 0;
    }
    let c: u32 = 0;
    for (; i < n; i++) {
      c = readChar(data, kind, i);
      if (c == 0x2d) flags |= LEFT;
      else if (c == 0x2b) flags |= SIGN;
      else if (c == 0x20) flags |= BLANK;
      else if (c == 0x23) flags |= ALTERNATE;
      else if (c == 0x30) flags |= ZERO;
      else break;
    }
    // width
    if (i < n && c == 0x2a) {
      i++;
      const w = valueAt(current, isTuple, used++);
      if (w == NULL) { release(source); return builderDrop(b); }
      if (!isIntLike(w)) { release(source); builderDrop(b); return raise(T_TYPE_ERROR, '* wants int'); }
      width = starValue(w);
      if (errorSet()) { release(source); return builderDrop(b); }
      if (width < 0) { flags |= LEFT; width = -width; }
    } else if (i < n && c - 0x30 < 10) {
      width = 0;
      for (; i < n; i++) {
        c = readChar(data, kind, i);
        if (c - 0x30 >= 10) break;
        width = width * 10 + (c - 0x30);
        if (width > i32.MAX_VALUE) { release(source); builderDrop(b); return raise(T_VALUE_ERROR, 'width too big'); }
      }
    }
    // precision
    if (i < n && readChar(data, kind, i) == 0x2e) {
      precision = 0;
      i++;
      if (i < n && readChar(data, kind, i) == 0x2a) {
        i++;
        const w = valueAt(current, isTuple, used++);
        if (w == NULL) { release(source); return builderDrop(b); }
        if (!isIntLike(w)) { release(source); builderDrop(b); return raise(T_TYPE_ERROR, '* wants int'); }
        precision = starValue(w);
        if (errorSet()) { release(source); return builderDrop(b); }
        if (precision < 0) precision = 0;
      } else for (; i < n; i++) {
        c = readChar(data, kind, i);
        if (c - 0x30 >= 10) break;
        precision = precision * 10 + (c - 0x30);
        if (precision > i32.MAX_VALUE) { release(source); builderDrop(b); return raise(T_VALUE_ERROR, toBytes ? 'prec too big' : 'precision too big'); }
      }
    }
    if (i < n) {
      c = readChar(data, kind, i);
      if (c == 0x68 || c == 0x6c || c == 0x4c) i++;
    }
    if (i >= n) { release(source); builderDrop(b); return raise(T_VALUE_ERROR, 'incomplete format'); }
    const position = i;
    c = readChar(data, kind, i++);
    if (c == 0x25) { builderChar(b, 0x25); continue; }
    const value = valueAt(current, isTuple, used++);
    if (value == NULL || !convert(b, c, value, flags, width, precision, toBytes, position)) { release(source); return builderDrop(b); }
  }
  release(source);
  const all = isTuple ? used >= <i32>tupleSize(address(values)) : mapping || used > 0;
  if (!all) {
    builderDrop(b);
    return raise(T_TYPE_ERROR, toBytes ? 'not all arguments converted during bytes formatting' : 'not all arguments converted during string formatting');
  }
  return toBytes ? bytesFromBuilder(b) : builderFinish(b);
}
import { strFromChars } from '../str/new';

function starValue(w: Word): i64 {
  const n = asI64(w);
  if (n == -1 && errorSet()) return -1;
  if (n > i32.MAX_VALUE || n < i32.MIN_VALUE) { raise(T_OVERFLOW_ERROR, 'Python int too large to convert to C int'); return -1; }
  return n;
}

/** Appends one converted value. False with an error set. */
function convert(b: usize, code: u32, value: Word, flags: u32, width: i64, precision: i64, toBytes: bool, position: u32): bool {
  switch (code) {
    case 0x73: // s
    case 0x62: // b
      if (code == 0x62 && !toBytes) break;
      if (toBytes) return pushBytes(b, value, flags, width, precision);
      return pushText(b, str(value), flags, width, precision);
    case 0x72: // r
      return pushText(b, toBytes ? ascii(value) : repr(value), flags, width, precision);
    case 0x61: // a
      return pushText(b, ascii(value), flags, width, precision);
    case 0x63: // c
      return pushChar(b, value, flags, width, toBytes);
    case 0x64: case 0x69: case 0x75: // d i u
    case 0x6f: case 0x78: case 0x58: // o x X
      return pushInteger(b, code, value, flags, width, precision);
    case 0x65: case 0x45: case 0x66: case 0x46: case 0x67: case 0x47: // e E f F g G
      return pushFloat(b, code, value, flags, width, precision, toBytes);
    default:
      break;
  }
  const m = builderNew();
  if (!m) return false;
  builderLiteral(m, "unsupported format character '");
  builderChar(m, code > 31 && code < 128 ? code : 0x3f);
  builderLiteral(m, "' (0x");
  builderHex(m, code, 1);
  builderLiteral(m, ') at index ');
  builderInt(m, position);
  raiseWord(T_VALUE_ERROR, builderFinish(m));
  return false;
}

/** Appends `text` (taken over; NULL: an error is set) cut to the precision and padded. */
function pushText(b: usize, text: Word, flags: u32, width: i64, precision: i64): bool {
  if (text == NULL) return false;
  const p = address(text);
  let n = strLength(p);
  if (precision >= 0 && precision < <i64>n) n = <u32>precision;
  const missing = width > <i64>n ? <u32>(width - n) : 0;
  if (missing && !(flags & LEFT)) builderFill(b, 32, missing);
  builderRange(b, p, 0, n);
  if (missing && flags & LEFT) builderFill(b, 32, missing);
  release(text);
  return true;
}

function pushBytes(b: usize, value: Word, flags: u32, width: i64, precision: i64): bool {
  let source = own(value);
  if (!isBytes(value)) {
    const method = lookupSpecial(value, N___bytes__);
    if (method != NULL) {
      release(source);
      source = call0(method);
      release(method);
      if (source == NULL) return false;
      if (!isBytes(source)) {
        raisef(T_TYPE_ERROR, '__bytes__ returned non-bytes (type %T)', source);
        release(source);
        return false;
      }
    } else if (errorSet()) { release(source); return false; }
    else if (!supportsBuffer(value)) {
      raisef(T_TYPE_ERROR, "%%b requires a bytes-like object, or an object that implements __bytes__, not '%T'", value);
      release(source);
      return false;
    }
  }
  const buffer = getBuffer(source);
  if (!buffer) { release(source); return false; }
  const text = strFromLatin1(changetype<Buffer>(buffer).data, changetype<Buffer>(buffer).size);
  bufferRelease(buffer);
  release(source);
  return pushText(b, text, flags, width, precision);
}

function pushChar(b: usize, value: Word, flags: u32, width: i64, toBytes: bool): bool {
  let c: i64 = -1;
  if (toBytes && isPointer(value) && (isBytes(value) || typeOf(value) == T_BYTEARRAY)) {
    const p = address(value);
    if (load<u32>(p, 16) == 1) c = isBytes(value) ? load<u8>(p, BYTES_DATA) : load<u8>(load<u32>(p, 20) + load<u32>(p, 28));
  } else if (!toBytes && isStr(value)) {
    if (strLength(address(value)) == 1) c = charAt(address(value), 0);
  } else if (isInt(value) || (changetype<Type>(typeOf(value)).nb_index != 0)) {
    c = indexI64(value, 0);
    if (c == -1 && errorSet()) return false;
    if (toBytes && <u64>c > 255) { raise(T_OVERFLOW_ERROR, '%c arg not in range(256)'); return false; }
    if (<u64>c > 0x10ffff) { raise(T_OVERFLOW_ERROR, '%c arg not in range(0x110000)'); return false; }
  }
  if (c < 0) {
    raise(T_TYPE_ERROR, toBytes ? '%c requires an integer in range(256) or a single byte' : '%c requires int or char');
    return false;
  }
  return pushText(b, strFromChar(<u32>c), flags, width, -1);
}

/** Appends sign, prefix and digits of a number, padded. `digits` (taken over) is ASCII text without sign and prefix. */
function pushNumber(b: usize, negative: bool, prefix: u32, digits: Word, from: u32, zeros: i64, flags: u32, width: i64): bool {
  const p = address(digits);
  const count = strLength(p) - from;
  const sign: u32 = negative ? 0x2d : flags & SIGN ? 0x2b : flags & BLANK ? 0x20 : 0;
  const total = <i64>count + (sign ? 1 : 0) + (prefix ? 2 : 0) + zeros;
  const missing = width > total ? <u32>(width - total) : 0;
  if (missing && !(flags & (LEFT | ZERO))) builderFill(b, 32, missing);
  if (sign) builderChar(b, sign);
  if (prefix) { builderChar(b, 0x30); builderChar(b, prefix); }
  if (missing && (flags & (LEFT | ZERO)) == ZERO) builderFill(b, 0x30, missing);
  if (zeros) builderFill(b, 0x30, <u32>zeros);
  builderRange(b, p, from, from + count);
  if (missing && flags & LEFT) builderFill(b, 32, missing);
  release(digits);
  return true;
}

// What the format specification would be.
function setPercentSpec(code: u32, flags: u32, width: i64, precision: i64): void {
  const left = (flags & LEFT) != 0;
  const zero = !left && (flags & ZERO) != 0;
  setSpec(code, zero ? 0x30 : 32, left ? 0x3c : zero ? 0x3d : 0x3e, flags & SIGN ? 0x2b : flags & BLANK ? 0x20 : 0, (flags & ALTERNATE) != 0, <i32>width, <i32>precision);
}

// Appends the text of a number; it is taken over, NULL: an error is set.
function pushFormatted(b: usize, text: Word): bool {
  if (text == NULL) return false;
  builderWord(b, text);
  release(text);
  return true;
}

function pushInteger(b: usize, code: u32, value: Word, flags: u32, width: i64, precision: i64): bool {
  const number = toInteger(value, code);
  if (number == NULL) return false;
  const base = code == 0x6f || code == 0x78 || code == 0x58;
  const letter: u32 = base ? code : 0x64;
  if (precision < 0) {
    setPercentSpec(letter, flags, width, -1);
    const text = formatInt(number);
    release(number);
    return pushFormatted(b, text);
  }
  // the least number of digits has no place in a specification
  setSpec(letter, 32, 0x3e, 0, false, -1, -1);
  const text = formatInt(number);
  release(number);
  if (text == NULL) return false;
  const negative = charAt(address(text), 0) == 0x2d;
  const from: u32 = negative ? 1 : 0;
  const digits = strLength(address(text)) - from;
  const zeros = precision > <i64>digits ? precision - digits : 0;
  return pushNumber(b, negative, base && flags & ALTERNATE ? code : 0, text, from, zeros, flags, width);
}

function pushFloat(b: usize, code: u32, value: Word, flags: u32, width: i64, precision: i64, toBytes: bool): bool {
  const x = asF64(value);
  if (errorSet()) {
    if (toBytes && errorMatches(T_TYPE_ERROR)) { clearError(); raisef(T_TYPE_ERROR, 'float argument required, not %T', value); }
    return false;
  }
  setPercentSpec(code, flags, width, precision);
  return pushFormatted(b, formatDouble(x));
}
