// bytes: the type, its constructor, hash, comparison, items, + and *.

import { Bytes, BYTES_DATA } from '../../layout/text';
import { EQ, GT, LE, LT, NE, Type } from '../../layout/type';
import { address, fromAddress, isInt, isPointer, NOT_IMPLEMENTED, NULL, ofBool, ofI32, toInt, Word } from '../../layout/word';
import { T_BYTES, T_INDEX_ERROR, T_OVERFLOW_ERROR, T_SLICE, T_TYPE_ERROR, T_VALUE_ERROR } from '../../generated/types';
import { N___bytes__ } from '../../generated/names';
import { freeObject } from '../../memory/objects';
import { own, release } from '../../counting/counts';
import { clearError, errorMatches, errorSet, memoryError, raise, raisef } from '../../eval/errors';
import { call0 } from '../../eval/call';
import { index, indexI64, iter, lookupSpecial, next, typeOf } from '../protocol';
import { allocVar } from '../type/alloc';
import { tuple1 } from '../tuple';
import { bufferRelease, fillBuffer, getBuffer, supportsBuffer } from '../buffer';
import { resolveSlice, sliceCount, sliceStart, sliceStep } from '../bounds';
import { encodeObject } from '../codecs/encode';
import { isStr, bytesEqual } from '../str/access';
import { builderChar, builderDrop, builderFinish, builderHex, builderLiteral, builderNew } from '../str/builder';
import { repeatBytes } from '../str/concat';
import { hashBytes } from '../str/hash';
import { given0, given1, given2, parseThree } from '../text_arguments';
import { bytesFromBuilder, emptyBytes, isBytes, newBytes, newBytesFrom } from './new';
import { bufferData, bufferSize } from './self';

/** @type bytes base=object size=offsetof<Bytes>() itemsize=1 flags=BASE,BYTES,MATCH_SELF
 * bytes(iterable_of_ints) -> bytes
 * bytes(string, encoding[, errors]) -> bytes
 * bytes(bytes_or_buffer) -> immutable copy of bytes_or_buffer
 * bytes(int) -> bytes object of size given by the parameter initialized with null bytes
 * bytes() -> empty bytes object
 *
 * Construct an immutable array of bytes from:
 *   - an iterable yielding integers in range(256)
 *   - a text string encoded using the specified encoding
 *   - any object implementing the buffer API.
 *   - an integer */

/** @new bytes */
export function bytes_new(type: Word, args: usize, nargs: i32, kwnames: Word): Word {
  if (!parseThree(args, nargs, kwnames, 'bytes', 'source')) return NULL;
  const w = construct(given0, given1, given2);
  if (w == NULL || address(type) == <usize>T_BYTES) return w;
  const p = address(w), n = load<u32>(p, 16);
  const q = allocVar(<u32>type, n);
  if (q) {
    store<u32>(q, n, 16);
    store<i64>(q, -1, 24);
    memory.copy(q + BYTES_DATA, p + BYTES_DATA, n);
  }
  release(w);
  return fromAddress(q);
}

/** Checks (encoding, errors) of bytes() and bytearray(): both NULL or str, and a str source if one is given. False with TypeError set. */
export function checkEncoding(source: Word, encoding: Word, errors: Word, isArray: bool): bool {
  if (encoding != NULL && !isStr(encoding)) {
    if (isArray) raisef(T_TYPE_ERROR, "bytearray() argument 'encoding' must be str, not %T", encoding);
    else raisef(T_TYPE_ERROR, "bytes() argument 'encoding' must be str, not %T", encoding);
    return false;
  }
  if (errors != NULL && !isStr(errors)) {
    if (isArray) raisef(T_TYPE_ERROR, "bytearray() argument 'errors' must be str, not %T", errors);
    else raisef(T_TYPE_ERROR, "bytes() argument 'errors' must be str, not %T", errors);
    return false;
  }
  if (source == NULL || !isStr(source)) {
    if (encoding != NULL) { raise(T_TYPE_ERROR, 'encoding without a string argument'); return false; }
    if (errors != NULL) { raise(T_TYPE_ERROR, 'errors without a string argument'); return false; }
  } else if (encoding == NULL && (isArray || errors != NULL)) {
    raise(T_TYPE_ERROR, 'string argument without an encoding');
    return false;
  }
  return true;
}

function construct(source: Word, encoding: Word, errors: Word): Word {
  if (!checkEncoding(source, encoding, errors, false)) return NULL;
  if (source == NULL) return emptyBytes();
  if (encoding != NULL) return encodeObject(source, encoding, errors);
  if (isPointer(source)) {
    if (load<u32>(address(source)) == T_BYTES) return own(source);
    const method = lookupSpecial(source, N___bytes__);
    if (method != NULL) {
      const w = call0(method);
      release(method);
      if (w != NULL && !isBytes(w)) {
        raisef(T_TYPE_ERROR, '__bytes__ returned non-bytes (type %T)', w);
        release(w);
        return NULL;
      }
      return w;
    }
    if (errorSet()) return NULL;
    if (isStr(source)) return raise(T_TYPE_ERROR, 'string argument without an encoding');
  }
  if (isInt(source) || changetype<Type>(typeOf(source)).nb_index) {
    const n = indexI64(source, T_OVERFLOW_ERROR);
    if (n == -1 && errorSet()) {
      if (!errorMatches(T_TYPE_ERROR)) return NULL;
      clearError();
      return bytesFromObject(source);
    }
    if (n < 0) return raise(T_VALUE_ERROR, 'negative count');
    if (n > 0x7fff_ff00) return memoryError();
    if (!n) return emptyBytes();
    const p = newBytes(<u32>n);
    if (p) memory.fill(p + BYTES_DATA, 0, <usize>n);
    return fromAddress(p);
  }
  return bytesFromObject(source);
}

/** bytes from a buffer or an iterable of ints. */
export function bytesFromObject(source: Word): Word {
  if (supportsBuffer(source)) {
    const b = getBuffer(source);
    if (!b) return NULL;
    const w = newBytesFrom(bufferData(b), bufferSize(b));
    bufferRelease(b);
    return w;
  }
  if (isStr(source)) return raisef(T_TYPE_ERROR, "cannot convert '%T' object to bytes", source);
  if (!changetype<Type>(typeOf(source)).iter && !changetype<Type>(typeOf(source)).sq_item) {
    return raisef(T_TYPE_ERROR, "cannot convert '%T' object to bytes", source);
  }
  const b = bytesOfItems(source, 'bytes must be in range(0, 256)');
  return b ? bytesFromBuilder(b) : NULL;
}

/** Value of an item of a bytes, -1 with an error set. */
export function byteValue(w: Word, outOfRange: string): i32 {
  if (isInt(w)) {
    const n = toInt(w);
    if (<u64>n < 256) return <i32>n;
    raise(T_VALUE_ERROR, outOfRange);
    return -1;
  }
  const n = indexI64(w, 0);
  if (n == -1 && errorSet()) return -1;
  if (<u64>n > 255) { raise(T_VALUE_ERROR, outOfRange); return -1; }
  return <i32>n;
}

/** A builder with the bytes that an iterable gives; 0 with an error set. */
export function bytesOfItems(iterable: Word, outOfRange: string): usize {
  const it = iter(iterable);
  if (it == NULL) return 0;
  const b = builderNew();
  if (!b) { release(it); return 0; }
  while (true) {
    const item = next(it);
    if (item == NULL) break;
    const v = byteValue(item, outOfRange);
    release(item);
    if (v < 0) break;
    builderChar(b, v);
  }
  release(it);
  if (errorSet()) { builderDrop(b); return 0; }
  return b;
}

/** @slot bytes.dealloc */
export function bytes_dealloc(p: usize): void { freeObject(p); }

/** @slot bytes.hash */
export function bytes_hash(self: Word): i64 {
  const p = address(self);
  let h = atomic.load<i64>(p, 24);
  if (h == -1) {
    h = hashBytes(p + BYTES_DATA, load<u32>(p, 16));
    atomic.store<i64>(p, h, 24);
  }
  return h;
}

/** Appends b'...' for `n` bytes at `data`. */
export function builderBytesRepr(b: usize, data: usize, n: u32): void {
  let single = false, double = false;
  for (let i: u32 = 0; i < n; i++) {
    const c = load<u8>(data + i);
    if (c == 0x27) single = true;
    else if (c == 0x22) double = true;
  }
  const quote: u32 = single && !double ? 0x22 : 0x27;
  builderChar(b, 0x62);
  builderChar(b, quote);
  for (let i: u32 = 0; i < n; i++) {
    const c = <u32>load<u8>(data + i);
    if (c == quote || c == 0x5c) { builderChar(b, 0x5c); builderChar(b, c); }
    else if (c == 10 || c == 13 || c == 9) { builderChar(b, 0x5c); builderChar(b, c == 10 ? 0x6e : c == 13 ? 0x72 : 0x74); }
    else if (c < 32 || c >= 127) { builderLiteral(b, '\\x'); builderHex(b, c, 2); }
    else builderChar(b, c);
  }
  builderChar(b, quote);
}

/** @slot bytes.repr */
export function bytes_repr(self: Word): Word {
  const b = builderNew();
  if (!b) return NULL;
  const p = address(self);
  builderBytesRepr(b, p + BYTES_DATA, load<u32>(p, 16));
  return builderFinish(b);
}
/** @slot bytes.str */
export function bytes_str(self: Word): Word { return bytes_repr(self); }

/** -1, 0 or 1: order of two runs of bytes. */
export function compareBytes(a: usize, n: u32, b: usize, m: u32): i32 {
  const shorter = n < m ? n : m;
  for (let i: u32 = 0; i < shorter; i++) {
    const x = load<u8>(a + i), y = load<u8>(b + i);
    if (x != y) return x < y ? -1 : 1;
  }
  return n < m ? -1 : n > m ? 1 : 0;
}
/** Result of comparing by `op` what is ordered by `order`. */
// @ts-ignore: decorator
@inline export function ordered(order: i32, op: i32): Word {
  return ofBool(op == EQ ? order == 0 : op == NE ? order != 0 : op == LT ? order < 0 : op == LE ? order <= 0 : op == GT ? order > 0 : order >= 0);
}

/** @slot bytes.richcompare */
export function bytes_richcompare(self: Word, other: Word, op: i32): Word {
  if (!isBytes(self) || !isBytes(other)) return NOT_IMPLEMENTED;
  const p = address(self), q = address(other), n = load<u32>(p, 16), m = load<u32>(q, 16);
  if (op == EQ || op == NE) return ofBool((n == m && bytesEqual(p + BYTES_DATA, q + BYTES_DATA, n)) == (op == EQ));
  return ordered(compareBytes(p + BYTES_DATA, n, q + BYTES_DATA, m), op);
}

/** @slot bytes.sq_length */
export function bytes_length(self: Word): i64 { return load<u32>(address(self), 16); }
/** @slot bytes.mp_length */
export function bytes_mp_length(self: Word): i64 { return load<u32>(address(self), 16); }

/** @slot bytes.sq_item */
export function bytes_item(self: Word, i: i64): Word {
  const p = address(self);
  if (<u64>i >= <u64>load<u32>(p, 16)) return raise(T_INDEX_ERROR, 'index out of range');
  return ofI32(load<u8>(p + <u32>i, BYTES_DATA));
}

/** @slot bytes.mp_subscript */
export function bytes_subscript(self: Word, key: Word): Word {
  const p = address(self), n = <i64>load<u32>(p, 16);
  if (isPointer(key) && load<u32>(address(key)) == T_SLICE) {
    if (!resolveSlice(key, n)) return NULL;
    const count = <u32>sliceCount;
    if (sliceStep == 1 && count == <u32>n && load<u32>(p) == T_BYTES) return own(self);
    if (!count) return emptyBytes();
    const q = newBytes(count);
    if (!q) return NULL;
    sliceBytes(q + BYTES_DATA, p + BYTES_DATA);
    return fromAddress(q);
  }
  let i: i64;
  if (isInt(key)) i = toInt(key);
  else {
    if (!changetype<Type>(typeOf(key)).nb_index) return raisef(T_TYPE_ERROR, 'byte indices must be integers or slices, not %T', key);
    i = indexI64(key, T_INDEX_ERROR);
    if (i == -1 && errorSet()) return NULL;
  }
  return bytes_item(self, i < 0 ? i + n : i);
}

/** Copies the slice just resolved. */
export function sliceBytes(to: usize, from: usize): void {
  if (sliceStep == 1) { memory.copy(to, from + <usize>sliceStart, <usize>sliceCount); return; }
  let at = sliceStart;
  for (let i: u32 = 0; i < <u32>sliceCount; i++, at += sliceStep) store<u8>(to + i, load<u8>(from + <usize>at));
}

/** @slot bytes.sq_concat */
export function bytes_concat(self: Word, other: Word): Word {
  if (!supportsBuffer(self) || !supportsBuffer(other)) return raisef(T_TYPE_ERROR, "can't concat %T to %T", other, self);
  const p = address(self), n = load<u32>(p, 16);
  if (isPointer(other) && load<u32>(address(other)) == T_BYTES) {
    if (n == 0) return own(other);
    if (load<u32>(address(other), 16) == 0 && load<u32>(p) == T_BYTES) return own(self);
  }
  const b = getBuffer(other);
  if (!b) return NULL;
  const m = bufferSize(b);
  const q = <u64>n + m > 0x7fff_ff00 ? <usize>memoryError() : n + m ? newBytes(n + m) : address(emptyBytes());
  if (q) {
    memory.copy(q + BYTES_DATA, p + BYTES_DATA, n);
    memory.copy(q + BYTES_DATA + n, bufferData(b), m);
  }
  bufferRelease(b);
  return fromAddress(q);
}

/** @slot bytes.sq_repeat */
export function bytes_repeat(self: Word, times: i64): Word {
  const p = address(self), n = load<u32>(p, 16);
  if (times <= 0 || !n) return emptyBytes();
  if (times == 1 && load<u32>(p) == T_BYTES) return own(self);
  if (times > 0x7fff_ff00 || <u64>n * times > 0x7fff_ff00) {
    return times > i64.MAX_VALUE / n ? raise(T_OVERFLOW_ERROR, 'repeated bytes are too long') : memoryError();
  }
  const q = newBytes(n * <u32>times);
  if (q) repeatBytes(q + BYTES_DATA, p + BYTES_DATA, n, n * <u32>times);
  return fromAddress(q);
}

/** @slot bytes.getbuffer */
export function bytes_getbuffer(self: Word, b: usize, flags: i32): i32 {
  const p = address(self);
  return fillBuffer(b, self, p + BYTES_DATA, load<u32>(p, 16), true, flags);
}

/** @method bytes.__getnewargs__(self, /) */
export function bytes_getnewargs(self: Word): Word {
  const p = address(self);
  const copy = newBytesFrom(p + BYTES_DATA, load<u32>(p, 16));
  return copy == NULL ? NULL : fromAddress(tuple1(copy));
}
/** @method bytes.__bytes__(self, /)
 * Convert this value to exact type bytes. */
export function bytes_bytes(self: Word): Word {
  const p = address(self);
  return load<u32>(p) == T_BYTES ? own(self) : newBytesFrom(p + BYTES_DATA, load<u32>(p, 16));
}
