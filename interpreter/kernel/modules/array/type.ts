// array.array: the type, its memory, items and slices.

import { address, fromAddress, isInt, isPointer, NONE, NOT_IMPLEMENTED, NULL, ofBool, ofInt, toInt, Word } from '../../layout/word';
import { EQ, NE, Type } from '../../layout/type';
import {
  T_ARRAY, T_ARRAYITERATOR, T_BUFFER_ERROR, T_DEPRECATION_WARNING, T_INDEX_ERROR, T_SLICE, T_TYPE_ERROR, T_VALUE_ERROR,
} from '../../generated/types';
import { N_MutableSequence } from '../../generated/names';
import { allocBlock, freeBlock, KIND_RAW, retireBlock } from '../../memory/blocks';
import { freeObject, newObject } from '../../memory/objects';
import { own, release } from '../../counting/counts';
import { visit } from '../../collector/visit';
import { enter, enter2, leave, leave2 } from '../../sync/critical';
import { errorSet, memoryError, raise, raisef } from '../../eval/errors';
import { arg, callMethod1 } from '../../eval/call';
import { warnText } from '../../eval/warnings';
import { compare, getAttr, indexI64, isInstance, iter, next, shortTypeName, truth, typeOf } from '../../objects/protocol';
import { bufferRelease, Buffer, fillBuffer, getBuffer } from '../../objects/buffer';
import { fitSlice, sliceCount, sliceStart, sliceStep, unpackSlice } from '../../objects/bounds';
import { isByteArray } from '../../objects/bytearray/new';
import { isBytes } from '../../objects/bytes/new';
import { stopped } from '../../objects/list/methods';
import { checkKeywords } from '../../objects/positional';
import { charAt, isStr, strLength } from '../../objects/str/access';
import { builderChar, builderDrop, builderFinish, builderLiteral, builderNew, builderWord } from '../../objects/str/builder';
import { latin1Str, newText } from '../../objects/str/new';
import { allocVar } from '../../objects/type/alloc';
import { repr } from '../../objects/protocol';
import { importModule } from '../../process/import';
import { codeSize, convert, isTextCode, readItem, writeItem } from './items';
import { arrayList, arrayText } from './methods';

/** @module array
 * This module defines an object type which can efficiently represent
 * an array of basic values: characters, integers, floating-point
 * numbers.  Arrays are sequence types and behave very much like lists,
 * except that the type of objects stored in them is constrained. */

/** Under its lock. `data` is a raw block, retired when replaced. */
// @ts-ignore: decorator
@unmanaged
export class ArrayObject {
  type: u32; local: u32; shared: i32; owner: u16; mutex: u8; gc: u8;
  /** Items. */
  size: u32;
  data: u32;
  /** Items that fit. */
  capacity: u32;
  /** Type code, a letter. */
  code: u32;
  itemSize: u32;
  /** Buffers lent; resizing is refused while > 0. */
  exports: u32;
}

/** @type array.array base=object size=offsetof<ArrayObject>() flags=BASE,SEQUENCE,WEAKREF in=array
 * array(typecode [, initializer]) -> array
 *
 * Return a new array whose items are restricted by typecode, and
 * initialized from the optional initializer value, which must be a list,
 * string or iterable over elements of the appropriate type.
 *
 * Arrays represent basic values and behave very much like lists, except
 * the type of objects stored in them is constrained. The type is specified
 * at object creation time by using a type code, which is a single character. */

/** @constant array.ArrayType */
export function arrayType(): Word { return fromAddress(T_ARRAY); }
/** @constant array.typecodes */
export function arrayTypecodes(): Word { return newText('bBuwhHiIlLqQfd'); }

/** @exec array */
export function array_exec(module: Word): i32 {
  const name = newText('collections.abc');
  if (name == NULL) return -1;
  const abc = importModule(name);
  release(name);
  if (abc == NULL) return -1;
  const base = getAttr(abc, N_MutableSequence);
  release(abc);
  if (base == NULL) return -1;
  const r = callMethod1(base, N_register, fromAddress(T_ARRAY));
  release(base);
  release(r);
  return r == NULL ? -1 : 0;
}
import { N_register } from '../../generated/names';

// @ts-ignore: decorator
@inline export function body(w: Word): ArrayObject { return changetype<ArrayObject>(address(w)); }
export function isArray(w: Word): bool { return isPointer(w) && isInstance(w, T_ARRAY); }

/** Empty array of a type code; NULL: MemoryError. */
export function newArray(type: u32, code: u32): Word {
  const p = allocVar(type, 0);
  if (!p) return NULL;
  const a = changetype<ArrayObject>(p);
  a.code = code;
  a.itemSize = codeSize(code);
  return fromAddress(p);
}

/** Under the lock: gives the array `size` items; new ones are undefined. False with an error set. */
export function resizeArray(a: ArrayObject, size: u64): bool {
  if (size == a.size) return true;
  if (a.exports) {
    raise(T_BUFFER_ERROR, 'cannot resize an array that is exporting buffers');
    return false;
  }
  if (size * a.itemSize > 0x7fff_ff00) {
    memoryError();
    return false;
  }
  if (size <= a.capacity && size >= a.capacity >> 1) {
    a.size = <u32>size;
    return true;
  }
  const capacity = size > a.size ? size + (size >> 4) + (size < 8 ? 3 : 7) : size;
  let block: usize = 0;
  if (size) {
    block = allocBlock(KIND_RAW, <usize>capacity * a.itemSize);
    if (!block) {
      memoryError();
      return false;
    }
    memory.copy(block, a.data, (size < a.size ? <u32>size : a.size) * a.itemSize);
  }
  if (a.data) retireBlock(a.data);
  a.data = <u32>block;
  a.capacity = size ? <u32>capacity : 0;
  a.size = <u32>size;
  return true;
}

/** @new array.array */
export function array_new(type: Word, args: usize, nargs: i32, kwnames: Word): Word {
  if (!checkKeywords('array.array', type, T_ARRAY, kwnames)) return NULL;
  if (nargs < 1) return raisef(T_TYPE_ERROR, 'array() takes at least 1 argument (0 given)');
  if (nargs > 2) return raisef(T_TYPE_ERROR, 'array() takes at most 2 arguments (%d given)', ofInt(nargs));
  const letter = arg(args, 0);
  if (!isStr(letter) || strLength(address(letter)) != 1) return raisef(T_TYPE_ERROR, 'array() argument 1 must be a unicode character, not %T', letter);
  const code = charAt(address(letter), 0);
  const initial = nargs > 1 ? arg(args, 1) : NULL;
  if (initial != NULL && !isTextCode(code)) {
    if (isStr(initial)) return raisef(T_TYPE_ERROR, "cannot use a str to initialize an array with typecode '%U'", letter);
    if (isArray(initial) && isTextCode(body(initial).code)) return raisef(T_TYPE_ERROR, "cannot use a unicode array to initialize an array with typecode '%U'", letter);
  }
  if (!codeSize(code)) return raise(T_VALUE_ERROR, 'bad typecode (must be b, B, u, h, H, i, I, l, L, q, Q, f or d)');
  if (code == 0x75 && warnText(T_DEPRECATION_WARNING, "The 'u' type code is deprecated and will be removed in Python 3.16", 1) < 0) return NULL;
  const self = newArray(<u32>address(type), code);
  if (self == NULL || initial == NULL) return self;
  let ok: bool;
  if (isBytes(initial) || isByteArray(initial)) ok = appendBytes(self, initial);
  else if (isStr(initial)) ok = appendText(self, initial);
  else if (isArray(initial) && body(initial).code == code) ok = appendArray(self, initial);
  else ok = appendItems(self, initial);
  if (ok) return self;
  release(self);
  return NULL;
}

/** Appends the bytes of a buffer. */
export function appendBytes(self: Word, source: Word): bool {
  const b = getBuffer(source);
  if (!b) return false;
  const a = body(self), n = changetype<Buffer>(b).size;
  let ok = true;
  if (n % a.itemSize) {
    raise(T_VALUE_ERROR, 'bytes length not a multiple of item size');
    ok = false;
  } else if (n) {
    enter(address(self));
    const at = a.size * a.itemSize;
    ok = resizeArray(a, <u64>a.size + n / a.itemSize);
    if (ok) memory.copy(a.data + at, changetype<Buffer>(b).data, n);
    leave(address(self));
  }
  bufferRelease(b);
  return ok;
}

/** Appends the code points of a str to an array of characters. */
export function appendText(self: Word, text: Word): bool {
  const a = body(self), p = address(text), n = strLength(p);
  enter(address(self));
  const at = a.size;
  const ok = resizeArray(a, <u64>at + n);
  if (ok) for (let i: u32 = 0; i < n; i++) store<u32>(a.data + ((at + i) << 2), charAt(p, i));
  leave(address(self));
  return ok;
}

/** Appends the items of an array of the same code, perhaps of itself. */
export function appendArray(self: Word, other: Word): bool {
  const a = body(self), b = body(other);
  enter2(address(self), address(other));
  const at = a.size * a.itemSize, n = b.size;
  const ok = resizeArray(a, <u64>a.size + n);
  if (ok) memory.copy(a.data + at, b.data, n * a.itemSize);
  leave2(address(self), address(other));
  return ok;
}

export function appendItem(self: Word, w: Word): bool {
  const a = body(self);
  if (!convert(w, a.code)) return false;
  enter(address(self));
  const ok = resizeArray(a, <u64>a.size + 1);
  if (ok) writeItem(a.data + (a.size - 1) * a.itemSize, a.itemSize);
  leave(address(self));
  return ok;
}

/** Appends what an iterable gives. */
export function appendItems(self: Word, iterable: Word): bool {
  const it = iter(iterable);
  if (it == NULL) return false;
  let ok = true;
  while (ok) {
    const w = next(it);
    if (w == NULL) {
      ok = stopped();
      break;
    }
    ok = appendItem(self, w);
    release(w);
  }
  release(it);
  return ok;
}

/** @slot array.array.dealloc */
export function array_dealloc(p: usize): void {
  const data = changetype<ArrayObject>(p).data;
  if (data) freeBlock(data);
  freeObject(p);
}

/** @slot array.array.getbuffer */
export function array_getbuffer(self: Word, b: usize, flags: i32): i32 {
  const a = body(self);
  enter(address(self));
  const status = fillBuffer(b, self, a.data ? a.data : address(self), a.size * a.itemSize, false, flags);
  if (status == 0) {
    a.exports++;
    changetype<Buffer>(b).itemSize = a.itemSize;
    changetype<Buffer>(b).format = latin1Str(a.code == 0x75 ? 0x77 : a.code);
  }
  leave(address(self));
  return status;
}
/** @slot array.array.releasebuffer */
export function array_releasebuffer(self: Word, b: usize): void {
  enter(address(self));
  body(self).exports--;
  leave(address(self));
}

/** @slot array.array.repr */
export function array_repr(self: Word): Word {
  const a = body(self);
  const items: Word = atomic.load<u32>(address(self), 16) == 0 ? NONE : isTextCode(a.code) ? arrayText(self) : arrayList(self);
  if (items == NULL) return NULL;
  const b = builderNew();
  const name = shortTypeName(self);
  if (!b || name == NULL) return NULL;
  builderWord(b, name);
  release(name);
  builderLiteral(b, "('");
  builderChar(b, a.code);
  builderChar(b, 0x27);
  if (items != NONE) {
    builderLiteral(b, ', ');
    const text = repr(items);
    release(items);
    if (text == NULL) return builderDrop(b);
    builderWord(b, text);
    release(text);
  }
  builderChar(b, 0x29);
  return builderFinish(b);
}

// ---- items ----------------------------------------------------------------------------------------------------------------------

/** @slot array.array.sq_length
 * @slot array.array.mp_length */
export function array_length(self: Word): i64 { return atomic.load<u32>(address(self), 16); }

/** Item i; NULL without an error: out of range. */
export function arrayGet(self: Word, i: i64): Word {
  const a = body(self);
  enter(address(self));
  const w = <u64>i < <u64>a.size ? readItem(a.data + <u32>i * a.itemSize, a.code) : NULL;
  leave(address(self));
  return w;
}

/** @slot array.array.sq_item */
export function array_item(self: Word, i: i64): Word {
  const w = arrayGet(self, i);
  return w != NULL || errorSet() ? w : raise(T_INDEX_ERROR, 'array index out of range');
}

/** An index key as a number, negative ones counted from the end; errors are left set. */
function position(self: Word, key: Word): i64 {
  let i: i64;
  if (isInt(key)) i = toInt(key);
  else {
    if (!changetype<Type>(typeOf(key)).nb_index) {
      raise(T_TYPE_ERROR, 'array indices must be integers');
      return -1;
    }
    i = indexI64(key, T_INDEX_ERROR);
    if (i == -1 && errorSet()) return -1;
  }
  return i < 0 ? i + array_length(self) : i;
}

/** @slot array.array.mp_subscript */
export function array_subscript(self: Word, key: Word): Word {
  if (!isPointer(key) || typeOf(key) != T_SLICE) {
    const i = position(self, key);
    return i == -1 && errorSet() ? NULL : array_item(self, i);
  }
  if (!unpackSlice(key)) return NULL;
  const a = body(self);
  const r = newArray(T_ARRAY, a.code);
  if (r == NULL) return NULL;
  enter(address(self));
  fitSlice(a.size);
  const n = <u32>sliceCount, size = a.itemSize;
  const ok = resizeArray(body(r), n);
  if (ok) copyStrided(body(r).data, size, a.data + <i32>sliceStart * <i32>size, <i32>sliceStep * <i32>size, n, size);
  leave(address(self));
  if (ok) return r;
  release(r);
  return NULL;
}

/** Copies n items; the steps are in bytes. */
function copyStrided(to: usize, toStep: i32, from: usize, fromStep: i32, n: u32, size: u32): void {
  if (toStep == <i32>size && fromStep == <i32>size) memory.copy(to, from, n * size);
  else for (; n; n--, to += toStep, from += fromStep) memory.copy(to, from, size);
}

/** @slot array.array.mp_ass_subscript */
export function array_ass_subscript(self: Word, key: Word, value: Word): i32 {
  if (isPointer(key) && typeOf(key) == T_SLICE) return assignSlice(self, key, value);
  const i = position(self, key);
  if (i == -1 && errorSet()) return -1;
  return array_ass_item(self, i, value);
}

/** @slot array.array.sq_ass_item */
export function array_ass_item(self: Word, i: i64, value: Word): i32 {
  const a = body(self);
  if (value != NULL && <u64>i < <u64>array_length(self) && !convert(value, a.code)) return -1;
  enter(address(self));
  const inside = <u64>i < <u64>a.size;
  let ok = inside;
  if (inside && value == NULL) ok = splice(a, <u32>i, 1, 0, 0);
  else if (inside) writeItem(a.data + <u32>i * a.itemSize, a.itemSize);
  leave(address(self));
  if (!inside) raise(T_INDEX_ERROR, 'array assignment index out of range');
  return ok ? 0 : -1;
}

/** Under the lock: puts m items from `data` (not part of the array) in the place of the n items at `at`. */
export function splice(a: ArrayObject, at: u32, n: u32, data: usize, m: u32): bool {
  const size = a.size, unit = a.itemSize;
  if (m != n && a.exports) {
    raise(T_BUFFER_ERROR, 'cannot resize an array that is exporting buffers');
    return false;
  }
  if (m < n) memory.copy(a.data + (at + m) * unit, a.data + (at + n) * unit, (size - at - n) * unit);
  if (!resizeArray(a, <u64>size + m - n)) return false;
  if (m > n) memory.copy(a.data + (at + m) * unit, a.data + (at + n) * unit, (size - at - n) * unit);
  if (m && data) memory.copy(a.data + at * unit, data, m * unit);
  return true;
}

function assignSlice(self: Word, key: Word, value: Word): i32 {
  const a = body(self);
  let source: Word = NULL;
  if (value != NULL) {
    if (!isArray(value)) {
      raisef(T_TYPE_ERROR, 'can only assign array (not "%T") to array slice', value);
      return -1;
    }
    if (body(value).code != a.code) {
      raise(T_TYPE_ERROR, 'bad argument type for built-in operation');
      return -1;
    }
    source = value == self ? copyArray(value) : own(value);
    if (source == NULL) return -1;
  }
  if (!unpackSlice(key)) {
    release(source);
    return -1;
  }
  if (source == NULL) {
    enter(address(self));
    fitSlice(a.size);
    const ok = deleteStrided(a);
    leave(address(self));
    return ok ? 0 : -1;
  }
  const s = body(source);
  enter2(address(self), address(source));
  fitSlice(a.size);
  let ok: bool;
  if (sliceStep == 1) ok = splice(a, <u32>sliceStart, <u32>sliceCount, s.data, s.size);
  else {
    ok = <i64>s.size == sliceCount;
    if (ok) copyStrided(a.data + <i32>sliceStart * <i32>a.itemSize, <i32>sliceStep * <i32>a.itemSize, s.data, a.itemSize, s.size, a.itemSize);
    else raisef(T_VALUE_ERROR, 'attempt to assign array of size %d to extended slice of size %d', ofInt(s.size), ofInt(sliceCount));
  }
  leave2(address(self), address(source));
  release(source);
  return ok ? 0 : -1;
}

/** Under the lock: removes the items of the slice just fitted. */
function deleteStrided(a: ArrayObject): bool {
  const n = <u32>sliceCount;
  if (!n) return true;
  let start = sliceStart, step = sliceStep;
  if (step == 1) return splice(a, <u32>start, n, 0, 0);
  if (a.exports) return resizeArray(a, <u64>a.size - n);
  if (step < 0) {
    start += step * (n - 1);
    step = -step;
  }
  let to = <u32>start, gone: u32 = 0;
  for (let i = <u32>start; i < a.size; i++) {
    if (gone < n && <i64>i == start + <i64>gone * step) gone++;
    else memory.copy(a.data + to++ * a.itemSize, a.data + i * a.itemSize, a.itemSize);
  }
  return resizeArray(a, to);
}

/** A copy as an array proper. */
export function copyArray(self: Word): Word {
  const r = newArray(T_ARRAY, body(self).code);
  if (r == NULL || appendArray(r, self)) return r;
  release(r);
  return NULL;
}

// ---- + * in comparison -------------------------------------------------------------------------------------------------------------

/** @slot array.array.sq_concat */
export function array_concat(self: Word, other: Word): Word {
  if (!isArray(other)) return raisef(T_TYPE_ERROR, 'can only append array (not "%T") to array', other);
  if (body(other).code != body(self).code) return raise(T_TYPE_ERROR, 'bad argument type for built-in operation');
  const r = copyArray(self);
  if (r == NULL || appendArray(r, other)) return r;
  release(r);
  return NULL;
}
/** @slot array.array.sq_inplace_concat */
export function array_inplace_concat(self: Word, other: Word): Word {
  if (!isArray(other)) return raisef(T_TYPE_ERROR, 'can only extend array with array (not "%T")', other);
  if (body(other).code != body(self).code) return raise(T_TYPE_ERROR, 'can only extend with array of same kind');
  return appendArray(self, other) ? own(self) : NULL;
}

/** Under the lock: makes the content `count` copies of itself. */
function repeatIn(a: ArrayObject, count: i64): bool {
  const size = a.size * a.itemSize;
  if (count > 0 && <u64>size * <u64>count > 0x7fff_ff00 || count > 0x7fff_ff00 && size) {
    memoryError();
    return false;
  }
  if (!size) return true;
  if (!resizeArray(a, count > 0 ? <u64>a.size * <u64>count : 0)) return false;
  for (let i: u32 = 1; <i64>i < count; i++) memory.copy(a.data + i * size, a.data, size);
  return true;
}
/** @slot array.array.sq_repeat */
export function array_repeat(self: Word, count: i64): Word {
  const r = copyArray(self);
  if (r == NULL || repeatIn(body(r), count)) return r;
  release(r);
  return NULL;
}
/** @slot array.array.sq_inplace_repeat */
export function array_inplace_repeat(self: Word, count: i64): Word {
  enter(address(self));
  const ok = repeatIn(body(self), count);
  leave(address(self));
  return ok ? own(self) : NULL;
}

/** a == b of two items, which are released; -1 with an error set. No shortcut by identity: every reading makes a new item. */
export function sameItem(a: Word, b: Word, op: i32): i32 {
  const r = a == NULL || b == NULL ? NULL : compare(a, b, op);
  const t = r == NULL ? -1 : truth(r);
  release(r);
  return t;
}

/** @slot array.array.sq_contains */
export function array_contains(self: Word, value: Word): i32 {
  let i: i64 = -1;
  while (true) {
    i++;
    const w = arrayGet(self, i);
    if (w == NULL) return errorSet() ? -1 : 0;
    const same = sameItem(w, value, EQ);
    release(w);
    if (same) return same;
  }
}

/** @slot array.array.richcompare */
export function array_richcompare(self: Word, other: Word, op: i32): Word {
  if (!isArray(self) || !isArray(other)) return NOT_IMPLEMENTED;
  if ((op == EQ || op == NE) && array_length(self) != array_length(other)) return ofBool(op == NE);
  let i: i64 = 0;
  while (true) {
    const a = arrayGet(self, i), b = arrayGet(other, i);
    if (a == NULL || b == NULL) {
      release(a);
      release(b);
      break;
    }
    const same = sameItem(a, b, EQ);
    let r: Word = NULL;
    if (same == 0) r = op == EQ ? ofBool(false) : op == NE ? ofBool(true) : compare(a, b, op);
    release(a);
    release(b);
    if (same <= 0) return r;
    i++;
  }
  if (errorSet()) return NULL;
  return compare(ofInt(array_length(self)), ofInt(array_length(other)), op);
}

// ---- iterator ------------------------------------------------------------------------------------------------------------------------

/** `position` is atomic; all ones: exhausted. */
// @ts-ignore: decorator
@unmanaged
export class ArrayIterator {
  type: u32; local: u32; shared: i32; owner: u16; mutex: u8; gc: u8;
  position: u32; // 16
  pad0: u32;
  array: Word; // 24
}
// @ts-ignore: decorator
@inline export const EXHAUSTED: u32 = 0xffff_ffff;
/** @type array.arrayiterator base=object size=offsetof<ArrayIterator>() flags=GC,DISALLOW_NEW */

/** @slot array.array.iter */
export function array_iter(self: Word): Word {
  const p = newObject(T_ARRAYITERATOR, offsetof<ArrayIterator>());
  if (!p) return NULL;
  const it = changetype<ArrayIterator>(p);
  it.position = 0;
  it.pad0 = 0;
  it.array = own(self);
  return fromAddress(p);
}
/** @slot array.arrayiterator.iter */
export function arrayiterator_iter(self: Word): Word { return own(self); }
/** @slot array.arrayiterator.iternext */
export function arrayiterator_next(self: Word): Word {
  const p = address(self);
  const i = atomic.load<u32>(p, 16);
  if (i == EXHAUSTED) return NULL;
  const w = arrayGet(load<u64>(p, 24), i);
  atomic.store<u32>(p, w == NULL && !errorSet() ? EXHAUSTED : i + 1, 16);
  return w;
}
/** @slot array.arrayiterator.dealloc */
export function arrayiterator_dealloc(p: usize): void {
  release(load<u64>(p, 24));
  freeObject(p);
}
/** @slot array.arrayiterator.traverse */
export function arrayiterator_traverse(p: usize): void { visit(load<u64>(p, 24)); }
