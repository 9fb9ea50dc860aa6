// bytearray: the type, its constructor, comparison, items, + and *, and the methods that change it.

import { objectGetState } from '../reduce';
import { ByteArray } from '../../layout/text';
import { EQ, NE, Type } from '../../layout/type';
import { address, fromAddress, isInt, isPointer, NONE, NOT_IMPLEMENTED, NULL, ofBool, ofI32, ofInt, toInt, Word } from '../../layout/word';
import {
  T_BUFFER_ERROR, T_BYTEARRAY, T_INDEX_ERROR, T_OVERFLOW_ERROR, T_SLICE, T_TYPE_ERROR, T_VALUE_ERROR,
} from '../../generated/types';
import { freeBlock } from '../../memory/blocks';
import { freeObject } from '../../memory/objects';
import { own, release } from '../../counting/counts';
import { clearError, errorMatches, errorSet, memoryError, raise, raisef } from '../../eval/errors';
import { enter, leave } from '../../sync/critical';
import { indexI64, iter, next, typeName, typeOf } from '../protocol';
import { tuple2, tuple3 } from '../tuple';
import { bufferRelease, fillBuffer, getBuffer, supportsBuffer } from '../buffer';
import { fitSlice, sliceCount, sliceStart, sliceStep, unpackSlice } from '../bounds';
import { encodeObject } from '../codecs/encode';
import { builderChar, builderDrop, builderFinish, builderNew, builderWord, StrBuilder } from '../str/builder';
import { isStr } from '../str/access';
import { repeatBytes } from '../str/concat';
import { newText, strFromLatin1 } from '../str/new';
import { given0, given1, given2, parseThree } from '../text_arguments';
import { BYTES_DATA } from '../../layout/text';
import { byteValue, builderBytesRepr, bytesOfItems, checkEncoding, compareBytes, ordered, sliceBytes } from '../bytes/type';
import { bufferData, bufferSize, dataOf } from '../bytes/self';
import { isByteArray, newByteArrayFrom, newByteArrayOf, resizeByteArray } from './new';

/** @type bytearray base=object size=offsetof<ByteArray>() flags=BASE,MATCH_SELF
 * bytearray(iterable_of_ints) -> bytearray
 * bytearray(string, encoding[, errors]) -> bytearray
 * bytearray(bytes_or_buffer) -> mutable copy of bytes_or_buffer
 * bytearray(int) -> bytes array of size given by the parameter initialized with null bytes
 * bytearray() -> empty bytes array
 *
 * Construct a mutable bytearray object from:
 *   - an iterable yielding integers in range(256)
 *   - a text string encoded using the specified encoding
 *   - a bytes or a buffer object
 *   - any object implementing the buffer API.
 *   - an integer */

// @ts-ignore: decorator
@inline const OUT_OF_RANGE: string = 'byte must be in range(0, 256)';

/** @new bytearray */
export function bytearray_new(type: Word, args: usize, nargs: i32, kwnames: Word): Word { return fromAddress(newByteArrayOf(<u32>type)); }

/** @init bytearray */
export function bytearray_init(self: Word, args: usize, nargs: i32, kwnames: Word): i32 {
  if (!parseThree(args, nargs, kwnames, 'bytearray', 'source')) return -1;
  const source = given0, encoding = given1, errors = given2;
  if (!checkEncoding(source, encoding, errors, true)) return -1;
  if (!replaceAll(self, 0, 0)) return -1;
  if (source == NULL) return 0;
  if (encoding != NULL) {
    const bytes = encodeObject(source, encoding, errors);
    if (bytes == NULL) return -1;
    const ok = replaceAll(self, address(bytes) + BYTES_DATA, load<u32>(address(bytes), 16));
    release(bytes);
    return ok ? 0 : -1;
  }
  if (isStr(source)) { raise(T_TYPE_ERROR, 'string argument without an encoding'); return -1; }
  if (isInt(source) || changetype<Type>(typeOf(source)).nb_index) {
    const n = indexI64(source, T_OVERFLOW_ERROR);
    if (n == -1 && errorSet()) {
      if (!errorMatches(T_TYPE_ERROR)) return -1;
      clearError();
    } else {
      if (n < 0) { raise(T_VALUE_ERROR, 'negative count'); return -1; }
      if (n > 0x7fff_ff00) { memoryError(); return -1; }
      const p = address(self);
      enter(p);
      const ok = resizeByteArray(p, <u32>n);
      if (ok) memory.fill(dataOf(self), 0, <usize>n);
      leave(p);
      return ok ? 0 : -1;
    }
  }
  if (supportsBuffer(source)) {
    const b = getBuffer(source);
    if (!b) return -1;
    const ok = replaceAll(self, bufferData(b), bufferSize(b));
    bufferRelease(b);
    return ok ? 0 : -1;
  }
  const type = changetype<Type>(typeOf(source));
  if (!type.iter && !type.sq_item) {
    raisef(T_TYPE_ERROR, "cannot convert '%T' object to bytearray", source);
    return -1;
  }
  return appendItems(self, source);
}

/** Appends the bytes that an iterable gives, one by one: it may look at the array meanwhile. -1 with an error set. */
function appendItems(self: Word, source: Word): i32 {
  const p = address(self);
  const it = iter(source);
  if (it == NULL) return -1;
  while (true) {
    const item = next(it);
    if (item == NULL) break;
    const v = byteValue(item, OUT_OF_RANGE);
    release(item);
    if (v < 0) break;
    enter(p);
    const size = changetype<ByteArray>(p).size;
    const ok = resizeByteArray(p, size + 1);
    if (ok) store<u8>(dataOf(self) + size, <u8>v);
    leave(p);
    if (!ok) break;
  }
  release(it);
  return errorSet() ? -1 : 0;
}

/** Makes the `n` bytes at `data` the whole content. False with an error set. */
function replaceAll(self: Word, data: usize, n: u32): bool {
  const p = address(self);
  enter(p);
  const ok = resizeByteArray(p, n);
  if (ok && n) memory.copy(dataOf(self), data, n);
  leave(p);
  return ok;
}

/** @slot bytearray.dealloc */
export function bytearray_dealloc(p: usize): void {
  const data = changetype<ByteArray>(p).data;
  if (data) freeBlock(data);
  freeObject(p);
}

/** @slot bytearray.repr */
export function bytearray_repr(self: Word): Word {
  const b = builderNew();
  if (!b) return NULL;
  const name = typeName(fromAddress(typeOf(self)));
  if (name == NULL) return builderDrop(b);
  builderWord(b, name);
  release(name);
  builderChar(b, 0x28);
  const p = address(self);
  enter(p);
  builderBytesRepr(b, dataOf(self), changetype<ByteArray>(p).size);
  leave(p);
  builderChar(b, 0x29);
  return builderFinish(b);
}
/** @slot bytearray.str */
export function bytearray_str(self: Word): Word { return bytearray_repr(self); }

/** @slot bytearray.richcompare */
export function bytearray_richcompare(self: Word, other: Word, op: i32): Word {
  if (!supportsBuffer(self) || !supportsBuffer(other)) return NOT_IMPLEMENTED;
  const a = getBuffer(self);
  if (!a) { clearError(); return NOT_IMPLEMENTED; }
  const b = getBuffer(other);
  if (!b) {
    clearError();
    bufferRelease(a);
    return NOT_IMPLEMENTED;
  }
  const n = bufferSize(a), m = bufferSize(b);
  const r = n != m && (op == EQ || op == NE) ? ofBool(op == NE) : ordered(compareBytes(bufferData(a), n, bufferData(b), m), op);
  bufferRelease(b);
  bufferRelease(a);
  return r;
}

/** @slot bytearray.getbuffer */
export function bytearray_getbuffer(self: Word, b: usize, flags: i32): i32 {
  const p = address(self), array = changetype<ByteArray>(p);
  enter(p);
  const status = fillBuffer(b, self, array.data + array.start, array.size, false, flags);
  if (status == 0) array.exports++;
  leave(p);
  return status;
}
/** @slot bytearray.releasebuffer */
export function bytearray_releasebuffer(self: Word, b: usize): void {
  const p = address(self);
  enter(p);
  changetype<ByteArray>(p).exports--;
  leave(p);
}

// ---- items --------------------------------------------------------------------------------------------------------------

/** @slot bytearray.sq_length */
export function bytearray_length(self: Word): i64 { return atomic.load<u32>(address(self), 16); }
/** @slot bytearray.mp_length */
export function bytearray_mp_length(self: Word): i64 { return atomic.load<u32>(address(self), 16); }

/** @slot bytearray.sq_item */
export function bytearray_item(self: Word, i: i64): Word {
  const p = address(self);
  enter(p);
  const v = <u64>i < <u64>changetype<ByteArray>(p).size ? <i32>load<u8>(dataOf(self) + <usize>i) : -1;
  leave(p);
  return v < 0 ? raise(T_INDEX_ERROR, 'bytearray index out of range') : ofI32(v);
}

/** An index key as a number, negative ones counted from the end; errors are left set. */
function position(self: Word, key: Word): i64 {
  let i: i64;
  if (isInt(key)) i = toInt(key);
  else {
    if (!changetype<Type>(typeOf(key)).nb_index) { raisef(T_TYPE_ERROR, 'bytearray indices must be integers or slices, not %T', key); return -1; }
    i = indexI64(key, T_INDEX_ERROR);
    if (i == -1 && errorSet()) return -1;
  }
  return i < 0 ? i + bytearray_length(self) : i;
}

/** @slot bytearray.mp_subscript */
export function bytearray_subscript(self: Word, key: Word): Word {
  const p = address(self);
  if (isPointer(key) && load<u32>(address(key)) == T_SLICE) {
    if (!unpackSlice(key)) return NULL;
    enter(p);
    fitSlice(changetype<ByteArray>(p).size);
    const count = <u32>sliceCount;
    let r: Word;
    if (sliceStep == 1) r = newByteArrayFrom(dataOf(self) + <usize>sliceStart, count);
    else {
      r = newByteArrayOf(T_BYTEARRAY);
      if (r != NULL && count) {
        if (resizeByteArray(address(r), count)) sliceBytes(dataOf(r), dataOf(self));
        else { release(r); r = NULL; }
      }
    }
    leave(p);
    return r;
  }
  const i = position(self, key);
  if (i == -1 && errorSet()) return NULL;
  return bytearray_item(self, i);
}

/** @slot bytearray.mp_ass_subscript */
export function bytearray_ass_subscript(self: Word, key: Word, value: Word): i32 {
  const p = address(self);
  if (isPointer(key) && load<u32>(address(key)) == T_SLICE) return assignSlice(self, key, value);
  const i = position(self, key);
  if (i == -1 && errorSet()) return -1;
  if (value == NULL) return deleteRange(self, i, 1, true);
  const v = byteValue(value, OUT_OF_RANGE);
  if (v < 0) return -1;
  enter(p);
  const inside = <u64>i < <u64>changetype<ByteArray>(p).size;
  if (inside) store<u8>(dataOf(self) + <usize>i, <u8>v);
  leave(p);
  if (!inside) { raise(T_INDEX_ERROR, 'bytearray index out of range'); return -1; }
  return 0;
}
/** @slot bytearray.sq_ass_item */
export function bytearray_ass_item(self: Word, i: i64, value: Word): i32 {
  return bytearray_ass_subscript(self, ofInt(i), value);
}

/** Removes `n` bytes at `i`. */
function deleteRange(self: Word, i: i64, n: u32, check: bool): i32 {
  const p = address(self), array = changetype<ByteArray>(p);
  enter(p);
  let status = 0;
  if (check && <u64>i >= <u64>array.size) { raise(T_INDEX_ERROR, 'bytearray index out of range'); status = -1; }
  else status = splice(p, <u32>i, n, 0, 0) ? 0 : -1;
  leave(p);
  return status;
}

/** Under the lock: puts `m` bytes from `data` (which must not be part of the array) in the place of the `n` bytes at `at`. */
function splice(p: usize, at: u32, n: u32, data: usize, m: u32): bool {
  const array = changetype<ByteArray>(p);
  const size = array.size;
  if (m != n) {
    if (array.exports) { raise(T_BUFFER_ERROR, 'Existing exports of data: object cannot be re-sized'); return false; }
    if (at == 0 && m < n) {
      // bytes at the front are dropped by moving the start
      array.start += n - m;
      array.size = size - (n - m);
    } else if (m < n) {
      const base = array.data + array.start;
      memory.copy(base + at + m, base + at + n, size - at - n);
      if (!resizeByteArray(p, size - (n - m))) return false;
    } else {
      if (<u64>size + (m - n) > 0x7fff_ff00) { memoryError(); return false; }
      if (!resizeByteArray(p, size + (m - n))) return false;
      const base = array.data + array.start;
      memory.copy(base + at + m, base + at + n, size - at - n);
    }
  }
  if (m) memory.copy(array.data + array.start + at, data, m);
  return true;
}

function assignSlice(self: Word, key: Word, value: Word): i32 {
  const p = address(self), array = changetype<ByteArray>(p);
  if (!unpackSlice(key)) return -1;
  const step = sliceStep;
  // the new bytes, as a bytearray of their own unless they are lent by another object
  let b: usize = 0;
  let temporary: Word = NULL;
  if (value != NULL) {
    if (value == self || !supportsBuffer(value)) {
      if (isInt(value) || isStr(value)) {
        raise(T_TYPE_ERROR, 'can assign only bytes, buffers, or iterables of ints in range(0, 256)');
        return -1;
      }
      temporary = fromAddress(newByteArrayOf(T_BYTEARRAY));
      if (temporary == NULL) return -1;
      if (fillFrom(temporary, value) < 0) { release(temporary); return -1; }
      b = getBuffer(temporary);
    } else b = getBuffer(value);
    if (!b) { release(temporary); return -1; }
    if (!unpackSlice(key)) { bufferRelease(b); release(temporary); return -1; }
  }
  const data = b ? bufferData(b) : 0, m = b ? <u32>bufferSize(b) : 0;
  let status = -1;
  enter(p);
  fitSlice(array.size);
  let start = sliceStart, count = <u32>sliceCount;
  if (step == 1) status = splice(p, <u32>start, count, data, m) ? 0 : -1;
  else if (value == NULL) {
    if (!count) status = 0;
    else if (array.exports) raise(T_BUFFER_ERROR, 'Existing exports of data: object cannot be re-sized');
    else {
      let stride = step;
      if (stride < 0) { start += stride * (count - 1); stride = -stride; }
      const base = dataOf(self);
      let to = <u32>start;
      let gone: u32 = 0;
      for (let i = <u32>start; i < array.size; i++) {
        if (gone < count && <i64>i == start + <i64>gone * stride) gone++;
        else store<u8>(base + to++, load<u8>(base + i));
      }
      status = resizeByteArray(p, to) ? 0 : -1;
    }
  } else if (m == 0 && b) {
    status = -2;
  } else if (m != count) {
    raisef(T_VALUE_ERROR, 'attempt to assign bytes of size %d to extended slice of size %d', ofInt(m), ofInt(count));
  } else {
    const base = dataOf(self);
    for (let i: u32 = 0; i < count; i++) store<u8>(base + <usize>(start + <i64>i * step), load<u8>(data + i));
    status = 0;
  }
  leave(p);
  if (b) bufferRelease(b);
  release(temporary);
  if (status == -2) return count ? assignSlice(self, key, NULL) : 0;
  return status;
}

/** bytearray(value) into an empty bytearray: buffers and iterables of ints. */
function fillFrom(target: Word, value: Word): i32 {
  if (supportsBuffer(value)) {
    const b = getBuffer(value);
    if (!b) return -1;
    const ok = replaceAll(target, bufferData(b), bufferSize(b));
    bufferRelease(b);
    return ok ? 0 : -1;
  }
  const type = changetype<Type>(typeOf(value));
  if (!type.iter && !type.sq_item) {
    raise(T_TYPE_ERROR, 'can assign only bytes, buffers, or iterables of ints in range(0, 256)');
    return -1;
  }
  const b = bytesOfItems(value, OUT_OF_RANGE);
  if (!b) return -1;
  const ok = replaceAll(target, changetype<StrBuilder>(b).data, changetype<StrBuilder>(b).length);
  builderDrop(b);
  return ok ? 0 : -1;
}

// ---- + and * -------------------------------------------------------------------------------------------------------------

/** @slot bytearray.sq_concat */
export function bytearray_concat(self: Word, other: Word): Word {
  if (!supportsBuffer(self) || !supportsBuffer(other)) return raisef(T_TYPE_ERROR, "can't concat %T to %T", other, self);
  const a = getBuffer(self);
  if (!a) return NULL;
  const r = newByteArrayFrom(bufferData(a), bufferSize(a));
  bufferRelease(a);
  if (r == NULL) return NULL;
  if (append(r, other) < 0) { release(r); return NULL; }
  return r;
}

/** Appends the bytes of a buffer. */
function append(self: Word, other: Word): i32 {
  if (other == self) {
    const copy = bytearray_copy(self);
    if (copy == NULL) return -1;
    const status = append(self, copy);
    release(copy);
    return status;
  }
  const b = getBuffer(other);
  if (!b) return -1;
  const p = address(self), m = <u32>bufferSize(b);
  enter(p);
  const n = changetype<ByteArray>(p).size;
  const ok = <u64>n + m <= 0x7fff_ff00 ? resizeByteArray(p, n + m) : memoryError() != NULL;
  if (ok) memory.copy(dataOf(self) + n, bufferData(b), m);
  leave(p);
  bufferRelease(b);
  return ok ? 0 : -1;
}

/** @slot bytearray.sq_inplace_concat */
export function bytearray_inplace_concat(self: Word, other: Word): Word {
  if (!supportsBuffer(other)) return raisef(T_TYPE_ERROR, "can't concat %T to %T", other, self);
  return append(self, other) < 0 ? NULL : own(self);
}

/** @slot bytearray.sq_repeat */
export function bytearray_repeat(self: Word, times: i64): Word {
  const p = address(self), r = newByteArrayOf(T_BYTEARRAY);
  if (!r) return NULL;
  enter(p);
  const n = changetype<ByteArray>(p).size;
  let ok = true;
  if (times > 0 && n) {
    if (times > 0x7fff_ff00 || <u64>n * times > 0x7fff_ff00) { memoryError(); ok = false; }
    else {
      ok = resizeByteArray(r, n * <u32>times);
      if (ok) repeatBytes(dataOf(fromAddress(r)), dataOf(self), n, n * <u32>times);
    }
  }
  leave(p);
  if (!ok) { release(fromAddress(r)); return NULL; }
  return fromAddress(r);
}
/** @slot bytearray.sq_inplace_repeat */
export function bytearray_inplace_repeat(self: Word, times: i64): Word {
  const p = address(self);
  enter(p);
  const n = changetype<ByteArray>(p).size;
  let ok = true;
  if (times <= 0) ok = resizeByteArray(p, 0);
  else if (n && times > 1) {
    if (times > 0x7fff_ff00 || <u64>n * times > 0x7fff_ff00) { memoryError(); ok = false; }
    else {
      ok = resizeByteArray(p, n * <u32>times);
      if (ok) repeatBytes(dataOf(self) + n, dataOf(self), n, n * <u32>times - n);
    }
  }
  leave(p);
  return ok ? own(self) : NULL;
}

// ---- methods ----------------------------------------------------------------------------------------------------------------

/** @method bytearray.append(self, item, /)
 * Append a single item to the end of the bytearray.
 *
 *   item
 *     The item to be appended. */
export function bytearray_append(self: Word, item: Word): Word {
  const v = byteValue(item, OUT_OF_RANGE);
  if (v < 0) return NULL;
  const p = address(self), array = changetype<ByteArray>(p);
  enter(p);
  const n = array.size;
  const ok = resizeByteArray(p, n + 1);
  if (ok) store<u8>(dataOf(self) + n, <u8>v);
  leave(p);
  return ok ? NONE : NULL;
}

/** @method bytearray.extend(self, iterable_of_ints, /)
 * Append all the items from the iterator or sequence to the bytearray.
 *
 *   iterable_of_ints
 *     The iterable of items to append. */
export function bytearray_extend(self: Word, iterable: Word): Word {
  if (supportsBuffer(iterable)) return append(self, iterable) < 0 ? NULL : NONE;
  if (isStr(iterable)) return raisef(T_TYPE_ERROR, "expected iterable of integers; got: '%T'", iterable);
  const type = changetype<Type>(typeOf(iterable));
  if (!type.iter && !type.sq_item) return raisef(T_TYPE_ERROR, "can't extend bytearray with %T", iterable);
  const b = bytesOfItems(iterable, OUT_OF_RANGE);
  if (!b) return NULL;
  const p = address(self), m = changetype<StrBuilder>(b).length;
  enter(p);
  const n = changetype<ByteArray>(p).size;
  const ok = resizeByteArray(p, n + m);
  if (ok) memory.copy(dataOf(self) + n, changetype<StrBuilder>(b).data, m);
  leave(p);
  builderDrop(b);
  return ok ? NONE : NULL;
}

/** @method bytearray.insert(self, index, item, /)
 * Insert a single item into the bytearray before the given index.
 *
 *   index
 *     The index where the value is to be inserted.
 *   item
 *     The item to be inserted. */
export function bytearray_insert(self: Word, where: Word, item: Word): Word {
  let i = indexI64(where, T_OVERFLOW_ERROR);
  if (i == -1 && errorSet()) return NULL;
  const v = byteValue(item, OUT_OF_RANGE);
  if (v < 0) return NULL;
  const p = address(self), array = changetype<ByteArray>(p);
  enter(p);
  const n = array.size;
  const ok = resizeByteArray(p, n + 1);
  if (ok) {
    if (i < 0) { i += n; if (i < 0) i = 0; }
    if (i > <i64>n) i = n;
    const base = dataOf(self);
    memory.copy(base + <usize>i + 1, base + <usize>i, n - <u32>i);
    store<u8>(base + <usize>i, <u8>v);
  }
  leave(p);
  return ok ? NONE : NULL;
}

/** @method bytearray.pop(self, index=-1, /)
 * Remove and return a single item from B.
 *
 *   index
 *     The index from where to remove the item.
 *     -1 (the default value) means remove the last item.
 *
 * If no index argument is given, will pop the last item. */
export function bytearray_pop(self: Word, where: Word): Word {
  let i: i64 = -1;
  if (where != NULL) {
    i = indexI64(where, T_OVERFLOW_ERROR);
    if (i == -1 && errorSet()) return NULL;
  }
  const p = address(self), array = changetype<ByteArray>(p);
  let r: Word;
  enter(p);
  const n = array.size;
  if (!n) r = raise(T_INDEX_ERROR, 'pop from empty bytearray');
  else {
    if (i < 0) i += n;
    if (<u64>i >= <u64>n) r = raise(T_INDEX_ERROR, 'pop index out of range');
    else {
      r = ofI32(load<u8>(dataOf(self) + <usize>i));
      if (!splice(p, <u32>i, 1, 0, 0)) r = NULL;
    }
  }
  leave(p);
  return r;
}

/** @method bytearray.remove(self, value, /)
 * Remove the first occurrence of a value in the bytearray.
 *
 *   value
 *     The value to remove. */
export function bytearray_remove(self: Word, value: Word): Word {
  const v = byteValue(value, OUT_OF_RANGE);
  if (v < 0) return NULL;
  const p = address(self), array = changetype<ByteArray>(p);
  let r: Word = NULL;
  enter(p);
  const base = dataOf(self), n = array.size;
  let i: u32 = 0;
  while (i < n && load<u8>(base + i) != <u8>v) i++;
  if (i == n) raise(T_VALUE_ERROR, 'value not found in bytearray');
  else if (splice(p, i, 1, 0, 0)) r = NONE;
  leave(p);
  return r;
}

/** @method bytearray.clear(self, /)
 * Remove all items from the bytearray. */
export function bytearray_clear(self: Word): Word { return replaceAll(self, 0, 0) ? NONE : NULL; }

/** @method bytearray.copy(self, /)
 * Return a copy of B. */
export function bytearray_copy(self: Word): Word {
  const p = address(self);
  enter(p);
  const r = newByteArrayFrom(dataOf(self), changetype<ByteArray>(p).size);
  leave(p);
  return r;
}

/** @method bytearray.reverse(self, /)
 * Reverse the order of the values in B in place. */
export function bytearray_reverse(self: Word): Word {
  const p = address(self);
  enter(p);
  let i = dataOf(self), j = i + changetype<ByteArray>(p).size;
  while (i + 1 < j) {
    j--;
    const c = load<u8>(i);
    store<u8>(i, load<u8>(j));
    store<u8>(j, c);
    i++;
  }
  leave(p);
  return NONE;
}

/** @method bytearray.__alloc__(self, /)
 * B.__alloc__() -> int
 *
 * Return the number of bytes actually allocated. */
export function bytearray_alloc(self: Word): Word {
  const array = changetype<ByteArray>(address(self));
  return ofInt(array.capacity ? <i64>array.capacity + 1 : 0);
}
/** @method bytearray.__sizeof__(self, /)
 * Returns the size of the bytearray object in memory, in bytes. */
export function bytearray_sizeof(self: Word): Word { return ofInt(<i64>offsetof<ByteArray>() + changetype<ByteArray>(address(self)).capacity); }

function reduce(self: Word, protocol: i64): Word {
  const p = address(self);
  const state = objectGetState(self, false);
  if (state == NULL) return NULL;
  let args: Word;
  enter(p);
  if (protocol < 3) {
    const text = strFromLatin1(dataOf(self), changetype<ByteArray>(p).size);
    args = text == NULL ? NULL : fromAddress(tuple2(text, newText('latin-1')));
  } else {
    const bytes = newBytesFrom(dataOf(self), changetype<ByteArray>(p).size);
    args = bytes == NULL ? NULL : fromAddress(tuple1(bytes));
  }
  leave(p);
  if (args == NULL) { release(state); return NULL; }
  return fromAddress(tuple3(own(fromAddress(typeOf(self))), args, state));
}
import { newBytesFrom } from '../bytes/new';
import { tuple1 } from '../tuple';
/** @method bytearray.__reduce__(self, /)
 * Return state information for pickling. */
export function bytearray_reduce(self: Word): Word { return reduce(self, 2); }
/** @method bytearray.__reduce_ex__(self, proto=0, /)
 * Return state information for pickling. */
export function bytearray_reduce_ex(self: Word, proto: Word): Word {
  let version: i64 = 0;
  if (proto != NULL) {
    version = indexI64(proto, T_OVERFLOW_ERROR);
    if (version == -1 && errorSet()) return NULL;
  }
  return reduce(self, version);
}
/** @slot bytearray.nb_remainder */
export function bytearray_remainder(self: Word, values: Word): Word {
  if (!isByteArray(self)) return NOT_IMPLEMENTED;
  const b = getBuffer(self);
  if (!b) return NULL;
  const bytes = percent(bufferData(b), 1, bufferSize(b), values, true);
  bufferRelease(b);
  if (bytes == NULL) return NULL;
  const r = newByteArrayFrom(address(bytes) + BYTES_DATA, load<u32>(address(bytes), 16));
  release(bytes);
  return r;
}
import { percent } from '../format/percent';
