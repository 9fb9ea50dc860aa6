// tuple: constructor, methods, slots.

import { Word, NULL, TRUE, FALSE, NOT_IMPLEMENTED, isPointer, isInt, toInt, address, fromAddress, ofInt, ofBool } from '../layout/word';
import { Type, EQ, NE } from '../layout/type';
import { T_TUPLE, T_LIST, T_STR, T_SLICE, T_TYPE_ERROR, T_INDEX_ERROR, T_VALUE_ERROR } from '../generated/types';
import { own, release, decref } from '../counting/counts';
import { arg } from '../eval/call';
import { raise, raisef, errorSet, memoryError } from '../eval/errors';
import { typeOf, equal, compare, hash, iter, indexI64, isIntLike } from './protocol';
import { builderNew, builderChar, builderLiteral, builderRepr, builderFinish, builderDrop, newText } from './str/new';
import { allocVar } from './type/alloc';
import { newGenericAlias } from './generic';
import { resolveSlice, sliceStart, sliceStep, sliceCount } from './bounds';
import { enterRepr, leaveRepr } from './recursion';
import { checkPositional, checkKeywords } from './positional';
import { newTupleIterator } from './iterators';
import { strHashFast } from './dict/keys';
import { LIST_SIZE, listSnapshot, listItems } from './list/core';
import { listFrom, searchBound, compareSizes } from './list/methods';
import { isTuple, newTuple, tupleSize, tupleGet, tupleInit, tupleSlot, tupleTake } from './tuple';

/** Exact tuple of the items of any iterable (the same object for an exact tuple). NULL with an error set. */
export function tupleFrom(source: Word): Word {
  if (isPointer(source)) {
    const type = typeOf(source);
    if (type == T_TUPLE) return own(source);
    if (type == T_LIST) return listSnapshot(source);
  }
  const items = listFrom(source);
  if (items == NULL) return NULL;
  const p = address(items);
  const n = load<u32>(p, LIST_SIZE);
  const t = tupleTake(n == 0 ? 0 : listItems(p), n);
  if (t != 0) store<u32>(p, 0, LIST_SIZE);
  release(items);
  return fromAddress(t);
}

/** @new tuple
 * @signature (iterable=(), /) */
export function tuple_new(type: Word, args: usize, nargs: i32, kwnames: Word): Word {
  if (!checkKeywords('tuple', type, T_TUPLE, kwnames)) return NULL;
  if (!checkPositional('tuple', nargs, 0, 1)) return NULL;
  const t = nargs == 0 ? fromAddress(newTuple(0)) : tupleFrom(arg(args, 0));
  if (t == NULL || <u32>type == T_TUPLE) return t;
  const n = tupleSize(address(t));
  const p = allocVar(<u32>type, n);
  if (p != 0) {
    store<u32>(p, n, 16);
    for (let i: u32 = 0; i < n; i++) tupleInit(p, i, own(tupleGet(address(t), i)));
  }
  release(t);
  return fromAddress(p);
}

/** @method tuple.count(self, value, /)
 * Return number of occurrences of value. */
export function tuple_count(self: Word, value: Word): Word {
  const p = address(self);
  let n: i64 = 0;
  for (let i: u32 = 0, size = tupleSize(p); i < size; i++) {
    const e = equal(tupleGet(p, i), value);
    if (e < 0) return NULL;
    n += e;
  }
  return ofInt(n);
}

/** @method tuple.index(self, value, start=0, stop=sys.maxsize, /)
 * Return first index of value.
 *
 * Raises ValueError if the value is not present. */
export function tuple_index(self: Word, value: Word, start: Word, stop: Word): Word {
  const p = address(self);
  const size = <i64>tupleSize(p);
  const from = searchBound(start, 0, size);
  if (from < 0) return NULL;
  let to = searchBound(stop, i64.MAX_VALUE, size);
  if (to < 0) return NULL;
  to = min(to, size);
  for (let i = from; i < to; i++) {
    const e = equal(tupleGet(p, <u32>i), value);
    if (e < 0) return NULL;
    if (e > 0) return ofInt(i);
  }
  return raise(T_VALUE_ERROR, 'tuple.index(x): x not in tuple');
}

/** @method tuple.__getnewargs__(self, /) */
export function tuple_getnewargs(self: Word): Word {
  const p = address(self);
  const t = newTuple(1);
  if (t == 0) return NULL;
  const exact = tupleCopy(p);
  if (exact == 0) {
    decref(t);
    return NULL;
  }
  tupleInit(t, 0, fromAddress(exact));
  return fromAddress(t);
}

function tupleCopy(p: usize): usize {
  const n = tupleSize(p);
  const t = newTuple(n);
  if (t == 0) return 0;
  for (let i: u32 = 0; i < n; i++) tupleInit(t, i, own(tupleGet(p, i)));
  return t;
}

/** @classmethod tuple.__class_getitem__(type, object, /)
 * See PEP 585 */
export function tuple_class_getitem(type: Word, item: Word): Word {
  return newGenericAlias(type, item);
}

// ---- slots ---------------------------------------------------------------------------------------------------------------

/** @slot tuple.iter */
export function tuple_iter(self: Word): Word {
  return newTupleIterator(self);
}

/** @slot tuple.repr */
export function tuple_repr(self: Word): Word {
  const p = address(self);
  const n = tupleSize(p);
  if (n == 0) return newText('()');
  const busy = enterRepr(self);
  if (busy != 0) return busy < 0 ? NULL : newText('(...)');
  const out = builderNew();
  if (out == 0) {
    leaveRepr(self);
    return NULL;
  }
  builderChar(out, 0x28);
  let ok = true;
  for (let i: u32 = 0; i < n && ok; i++) {
    if (i != 0) builderLiteral(out, ', ');
    ok = builderRepr(out, tupleGet(p, i));
  }
  leaveRepr(self);
  if (!ok) return builderDrop(out);
  if (n == 1) builderChar(out, 0x2c);
  builderChar(out, 0x29);
  return builderFinish(out);
}

/** @slot tuple.hash */
export function tuple_hash(self: Word): i64 {
  const p = address(self);
  const n = tupleSize(p);
  let acc: u64 = 2870177450012600261;
  for (let i: u32 = 0; i < n; i++) {
    const w = tupleGet(p, i);
    let lane: i64;
    if (isInt(w)) {
      lane = toInt(w);
      if (lane == -1) lane = -2;
    } else if (isPointer(w) && load<u32>(address(w)) == T_STR) lane = strHashFast(address(w));
    else lane = hash(w);
    if (lane == -1) return -1;
    acc += <u64>lane * 14029467366897019727;
    acc = rotl<u64>(acc, 31);
    acc *= 11400714785074694791;
  }
  acc += <u64>n ^ (2870177450012600261 ^ 3527539);
  return acc == <u64>-1 ? 1546275796 : <i64>acc;
}

/** @slot tuple.richcompare */
export function tuple_richcompare(self: Word, other: Word, op: i32): Word {
  if (!isTuple(other) || !isTuple(self)) return NOT_IMPLEMENTED;
  const p = address(self);
  const q = address(other);
  const n = tupleSize(p);
  const m = tupleSize(q);
  const least = min(n, m);
  for (let i: u32 = 0; i < least; i++) {
    const a = tupleGet(p, i);
    const b = tupleGet(q, i);
    const e = equal(a, b);
    if (e < 0) return NULL;
    if (e == 0) return op == EQ ? FALSE : op == NE ? TRUE : compare(a, b, op);
  }
  return ofBool(compareSizes(n, m, op));
}

/** @slot tuple.sq_length */
export function tuple_length(self: Word): i64 {
  return tupleSize(address(self));
}

/** @slot tuple.sq_contains */
export function tuple_contains(self: Word, item: Word): i32 {
  const p = address(self);
  for (let i: u32 = 0, n = tupleSize(p); i < n; i++) {
    const e = equal(tupleGet(p, i), item);
    if (e != 0) return e;
  }
  return 0;
}

/** @slot tuple.sq_item */
export function tuple_item(self: Word, index: i64): Word {
  const p = address(self);
  if (<u64>index >= <u64>tupleSize(p)) return raise(T_INDEX_ERROR, 'tuple index out of range');
  return own(tupleGet(p, <u32>index));
}

/** @slot tuple.sq_concat */
export function tuple_concat(self: Word, other: Word): Word {
  if (!isTuple(other)) return raisef(T_TYPE_ERROR, 'can only concatenate tuple (not "%T") to tuple', other);
  const p = address(self);
  const q = address(other);
  const n = tupleSize(p);
  const m = tupleSize(q);
  if (n == 0 && typeOf(other) == T_TUPLE) return own(other);
  if (m == 0 && typeOf(self) == T_TUPLE) return own(self);
  const t = newTuple(n + m);
  if (t == 0) return NULL;
  for (let i: u32 = 0; i < n; i++) tupleInit(t, i, own(tupleGet(p, i)));
  for (let i: u32 = 0; i < m; i++) tupleInit(t, n + i, own(tupleGet(q, i)));
  return fromAddress(t);
}

/** @slot tuple.sq_repeat */
export function tuple_repeat(self: Word, count: i64): Word {
  const p = address(self);
  const n = tupleSize(p);
  if ((n == 0 || count == 1) && typeOf(self) == T_TUPLE) return own(self);
  if (n == 0 || count <= 0) return fromAddress(newTuple(0));
  if (count > 0x0fff_ffff || <i64>n * count > 0x0fff_ffff) return memoryError();
  const t = newTuple(n * <u32>count);
  if (t == 0) return NULL;
  let to = tupleSlot(t, 0);
  for (let k: i64 = 0; k < count; k++) {
    for (let i: u32 = 0; i < n; i++, to += 8) store<u64>(to, own(tupleGet(p, i)));
  }
  return fromAddress(t);
}

/** @slot tuple.mp_length */
export function tuple_mp_length(self: Word): i64 {
  return tupleSize(address(self));
}

/** @slot tuple.mp_subscript */
export function tuple_subscript(self: Word, key: Word): Word {
  const p = address(self);
  const n = <i64>tupleSize(p);
  let i: i64;
  if (isInt(key)) i = toInt(key);
  else if (isPointer(key) && typeOf(key) == T_SLICE) {
    if (!resolveSlice(key, n)) return NULL;
    if (sliceCount == n && sliceStep == 1 && typeOf(self) == T_TUPLE) return own(self);
    const t = newTuple(<u32>sliceCount);
    if (t == 0) return NULL;
    for (let k: i64 = 0, at = sliceStart; k < sliceCount; k++, at += sliceStep) tupleInit(t, <u32>k, own(tupleGet(p, <u32>at)));
    return fromAddress(t);
  } else if (!isIntLike(key) && changetype<Type>(<usize>typeOf(key)).nb_index == 0) return raisef(T_TYPE_ERROR, 'tuple indices must be integers or slices, not %T', key);
  else {
    i = indexI64(key, T_INDEX_ERROR);
    if (i == -1 && errorSet()) return NULL;
  }
  if (i < 0) i += n;
  return tuple_item(self, i);
}
