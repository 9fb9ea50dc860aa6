// list: constructor, methods, sequence slots.

import { Word, NULL, NONE, TRUE, NOT_IMPLEMENTED, isPointer, isInt, toInt, address, fromAddress, ofInt, ofBool } from '../../layout/word';
import { ARRAY_ITEMS } from '../../layout/containers';
import { Type, LT, LE, EQ, NE, GT } from '../../layout/type';
import { T_LIST, T_TUPLE, T_SET, T_FROZENSET, T_TYPE_ERROR, T_INDEX_ERROR, T_VALUE_ERROR } from '../../generated/types';
import { own, release, decref } from '../../counting/counts';
import { enter, leave } from '../../sync/critical';
import { atomicStore32, atomicStore64 } from '../../sync/access';
import { arg } from '../../eval/call';
import { raise, raisef, errorSet, memoryError } from '../../eval/errors';
import { typeOf, equal, compare, iter, indexI64, lengthHint, repr, isIntLike } from '../protocol';
import { builderNew, builderChar, builderLiteral, builderRepr, builderFinish, builderDrop, newText } from '../str/new';
import { allocVar } from '../type/alloc';
import { newGenericAlias } from '../generic';
import { tupleSize, tupleGet } from '../tuple';
import { dictSnapshot } from '../dict/core';
import { setItems } from '../set/core';
import { enterRepr, leaveRepr } from '../recursion';
import { checkPositional, checkNoKeywords } from '../positional';
import { newListIterator, newListReverseIterator } from '../iterators';
import {
  LIST_SIZE, LIST_ARRAY, LIST_MAX, isList, newList, listSize, listGet, listGetFast, listSetFast, listReserve, listAppendOwned, listAppend,
  listAppendTake, listInsertOwned, listPop, listClear, listCopy, listItems, listSnapshot,
} from './core';
import { listGetSlice, listSetSlice, listDeleteSlice } from './slices';
import { listSort } from './sort';

/** @new list */
export function list_new(type: Word, args: usize, nargs: i32, kwnames: Word): Word {
  return fromAddress(allocVar(<u32>type, 0));
}

/** @init list
 * @signature (iterable=(), /) */
export function list_init(self: Word, args: usize, nargs: i32, kwnames: Word): i32 {
  if (changetype<Type>(typeOf(self)).new == changetype<Type>(T_LIST).new && !checkNoKeywords('list', kwnames)) return -1;
  if (!checkPositional('list', nargs, 0, 1)) return -1;
  const p = address(self);
  if (listSize(p) != 0) listClear(p);
  if (nargs == 0) return 0;
  return listExtend(p, arg(args, 0));
}

/** Appends the items of any iterable. -1 with an error set. */
export function listExtend(p: usize, source: Word): i32 {
  if (isPointer(source)) {
    const type = typeOf(source);
    if (type == T_TUPLE) return extendTuple(p, address(source));
    if (type == T_LIST) return extendList(p, address(source));
    let items = dictSnapshot(source);
    if (items == NULL && errorSet()) return -1;
    if (type == T_SET || type == T_FROZENSET) items = setItems(address(source));
    if (items != NULL) {
      const r = extendTuple(p, address(items));
      release(items);
      return r;
    }
    if (errorSet()) return -1;
  }
  const it = iter(source);
  if (it == NULL) return -1;
  const hint = lengthHint(source, 8);
  if (hint < 0) {
    release(it);
    return -1;
  }
  // a hint that no list can follow is only believed for a list that is empty
  if (hint > 8 && hint <= i64.MAX_VALUE - <i64>listSize(p)) {
    if (hint > <i64>LIST_MAX) {
      release(it);
      memoryError();
      return -1;
    }
    enter(p);
    const ok = listReserve(p, load<u32>(p, LIST_SIZE) + <u32>hint);
    leave(p);
    if (!ok) {
      release(it);
      memoryError();
      return -1;
    }
  }
  const step = changetype<Type>(<usize>typeOf(it)).iternext;
  while (true) {
    const w = call_indirect<Word>(step, it);
    if (w == NULL) break;
    if (listAppendOwned(p, w) < 0) break;
  }
  release(it);
  return stopped() ? 0 : -1;
}

import { errorMatches, clearError } from '../../eval/errors';
import { T_STOP_ITERATION } from '../../generated/types';
/** After an iternext slot gave NULL: true if the iterator is exhausted (StopIteration is cleared), false: another error. */
export function stopped(): bool {
  if (!errorSet()) return true;
  if (!errorMatches(T_STOP_ITERATION)) return false;
  clearError();
  return true;
}

function extendTuple(p: usize, t: usize): i32 {
  const n = tupleSize(t);
  if (n == 0) return 0;
  enter(p);
  const size = load<u32>(p, LIST_SIZE);
  if (!listReserve(p, size + n)) {
    leave(p);
    memoryError();
    return -1;
  }
  const to = listItems(p) + (<usize>size << 3);
  for (let i: u32 = 0; i < n; i++) atomicStore64(to + (<usize>i << 3), own(tupleGet(t, i)));
  atomicStore32(p + LIST_SIZE, size + n);
  leave(p);
  return 0;
}

function extendList(p: usize, q: usize): i32 {
  if (listSize(q) == 0) return 0;
  const copy = listCopy(q);
  if (copy == 0) return -1;
  const n = load<u32>(copy, LIST_SIZE);
  store<u32>(copy, 0, LIST_SIZE);
  const r = n != 0 ? listAppendTake(p, listItems(copy), n) : 0;
  decref(copy);
  return r;
}

/** New exact list of the items of any iterable. NULL with an error set. */
export function listFrom(source: Word): Word {
  if (isPointer(source) && typeOf(source) == T_LIST) return fromAddress(listCopy(address(source)));
  const p = newList(0);
  if (p == 0) return NULL;
  if (listExtend(p, source) < 0) {
    decref(p);
    return NULL;
  }
  return fromAddress(p);
}

// ---- methods ------------------------------------------------------------------------------------------------------------

/** The items of any iterable as a tuple, owned. */
export function iterableToTuple(source: Word): Word {
  if (isPointer(source) && load<u32>(address(source)) == T_TUPLE) return own(source);
  const list = listFrom(source);
  if (list == NULL) return NULL;
  const items = listSnapshot(list);
  release(list);
  return items;
}

/** @method list.append(self, object, /)
 * Append object to the end of the list. */
export function list_append(self: Word, object: Word): Word {
  return listAppend(address(self), object) < 0 ? NULL : NONE;
}

/** @method list.extend(self, iterable, /)
 * Extend list by appending elements from the iterable. */
export function list_extend(self: Word, iterable: Word): Word {
  return listExtend(address(self), iterable) < 0 ? NULL : NONE;
}

/** @method list.insert(self, index, object, /)
 * Insert object before index. */
export function list_insert(self: Word, index: Word, object: Word): Word {
  const i = indexI64(index, 0);
  if (i == -1 && errorSet()) return NULL;
  return listInsertOwned(address(self), i, own(object)) < 0 ? NULL : NONE;
}

/** @method list.pop(self, index=-1, /)
 * Remove and return item at index (default last).
 *
 * Raises IndexError if list is empty or index is out of range. */
export function list_pop(self: Word, index: Word): Word {
  let i: i64 = -1;
  if (index != NULL) {
    i = indexI64(index, T_INDEX_ERROR);
    if (i == -1 && errorSet()) return NULL;
  }
  const p = address(self);
  const w = listPop(p, i);
  if (w != NULL) return w;
  return raise(T_INDEX_ERROR, listSize(p) == 0 ? 'pop from empty list' : 'pop index out of range');
}

/** @method list.clear(self, /)
 * Remove all items from list. */
export function list_clear_method(self: Word): Word {
  listClear(address(self));
  return NONE;
}

/** @method list.copy(self, /)
 * Return a shallow copy of the list. */
export function list_copy(self: Word): Word {
  return fromAddress(listCopy(address(self)));
}

/** @method list.remove(self, value, /)
 * Remove first occurrence of value.
 *
 * Raises ValueError if the value is not present. */
export function list_remove(self: Word, value: Word): Word {
  const p = address(self);
  for (let i: u32 = 0; ; i++) {
    const w = listGet(p, i);
    if (w == NULL) break;
    const e = equal(w, value);
    release(w);
    if (e < 0) return NULL;
    if (e != 0) {
      release(listPop(p, i));
      return NONE;
    }
  }
  return raise(T_VALUE_ERROR, 'list.remove(x): x not in list');
}

/** A bound of index(): clamped, negative counts from the end; -1 with an error set never comes out otherwise. */
export function searchBound(w: Word, missing: i64, size: i64): i64 {
  if (w == NULL) return missing;
  if (!isIntLike(w) && changetype<Type>(<usize>typeOf(w)).nb_index == 0) {
    raise(T_TYPE_ERROR, 'slice indices must be integers or have an __index__ method');
    return -1;
  }
  let i = indexI64(w, 0);
  if (i == -1 && errorSet()) return -1;
  if (i < 0) {
    i += size;
    if (i < 0) i = 0;
  }
  return i;
}

/** @method list.index(self, value, start=0, stop=sys.maxsize, /)
 * Return first index of value.
 *
 * Raises ValueError if the value is not present. */
export function list_index(self: Word, value: Word, start: Word, stop: Word): Word {
  const p = address(self);
  const from = searchBound(start, 0, listSize(p));
  if (from < 0) return NULL;
  const to = searchBound(stop, i64.MAX_VALUE, listSize(p));
  if (to < 0) return NULL;
  for (let i = from; i < to; i++) {
    const w = listGetFast(p, i);
    if (w == NULL) break;
    const e = equal(w, value);
    release(w);
    if (e < 0) return NULL;
    if (e > 0) return ofInt(i);
  }
  return raisef(T_VALUE_ERROR, '%R is not in list', value);
}

/** @method list.count(self, value, /)
 * Return number of occurrences of value. */
export function list_count(self: Word, value: Word): Word {
  const p = address(self);
  let n: i64 = 0;
  for (let i: u32 = 0; ; i++) {
    const w = listGet(p, i);
    if (w == NULL) break;
    const e = equal(w, value);
    release(w);
    if (e < 0) return NULL;
    n += e;
  }
  return ofInt(n);
}

/** @method list.reverse(self, /)
 * Reverse *IN PLACE*. */
export function list_reverse(self: Word): Word {
  const p = address(self);
  enter(p);
  const n = load<u32>(p, LIST_SIZE);
  if (n > 1) {
    let a = listItems(p);
    let b = a + (<usize>(n - 1) << 3);
    for (; a < b; a += 8, b -= 8) {
      const w = load<u64>(a);
      atomicStore64(a, load<u64>(b));
      atomicStore64(b, w);
    }
  }
  leave(p);
  return NONE;
}

/** @method list.sort(self, /, *, key=None, reverse=False)
 * Sort the list in ascending order and return None.
 *
 * The sort is in-place (i.e. the list itself is modified) and stable (i.e. the
 * order of two equal elements is maintained).
 *
 * If a key function is given, apply it once to each list item and sort them,
 * ascending or descending, according to their function values.
 *
 * The reverse flag can be set to sort in descending order. */
export function list_sort(self: Word, key: Word, reverse: Word): Word {
  let down = false;
  if (reverse != NULL) {
    const t = asI32(reverse);
    if (t == -1 && errorSet()) return NULL;
    down = t != 0;
  }
  return listSort(address(self), key == NULL ? NONE : key, down) < 0 ? NULL : NONE;
}
import { asI32 } from '../protocol';

/** @method list.__reversed__(self, /)
 * Return a reverse iterator over the list. */
export function list_reversed(self: Word): Word {
  return newListReverseIterator(self);
}

/** @method list.__sizeof__(self, /)
 * Return the size of the list in memory, in bytes. */
export function list_sizeof(self: Word): Word {
  const p = address(self);
  enter(p);
  const array: usize = load<u32>(p, LIST_ARRAY);
  const n = array == 0 ? 0 : <i64>ARRAY_ITEMS + (<i64>load<u32>(array) << 3);
  leave(p);
  return ofInt(<i64>changetype<Type>(<usize>typeOf(self)).size + n);
}

/** @classmethod list.__class_getitem__(type, object, /)
 * See PEP 585 */
export function list_class_getitem(type: Word, item: Word): Word {
  return newGenericAlias(type, item);
}

// ---- slots ---------------------------------------------------------------------------------------------------------------

/** @slot list.iter */
export function list_iter(self: Word): Word {
  return newListIterator(self);
}

/** @slot list.repr */
export function list_repr(self: Word): Word {
  const p = address(self);
  if (listSize(p) == 0) return newText('[]');
  const busy = enterRepr(self);
  if (busy != 0) return busy < 0 ? NULL : newText('[...]');
  const out = builderNew();
  if (out == 0) {
    leaveRepr(self);
    return NULL;
  }
  builderChar(out, 0x5b);
  let ok = true;
  for (let i: u32 = 0; ok; i++) {
    const w = listGet(p, i);
    if (w == NULL) break;
    if (i != 0) builderLiteral(out, ', ');
    ok = builderRepr(out, w);
    release(w);
  }
  leaveRepr(self);
  if (!ok) return builderDrop(out);
  builderChar(out, 0x5d);
  return builderFinish(out);
}

/** @slot list.richcompare */
export function list_richcompare(self: Word, other: Word, op: i32): Word {
  if (!isList(other) || !isList(self)) return NOT_IMPLEMENTED;
  const p = address(self);
  const q = address(other);
  if ((op == EQ || op == NE) && listSize(p) != listSize(q)) return ofBool(op == NE);
  for (let i: u32 = 0; ; i++) {
    const a = listGet(p, i);
    if (a == NULL) break;
    const b = listGet(q, i);
    if (b == NULL) {
      release(a);
      break;
    }
    const e = equal(a, b);
    let r: Word = NULL;
    // a comparison may have shortened the lists
    const gone = e == 0 && (i >= listSize(p) || i >= listSize(q));
    if (e == 0 && !gone) r = op == EQ ? FALSE_WORD : op == NE ? TRUE : compare(a, b, op);
    release(a);
    release(b);
    if (gone) break;
    if (e <= 0) return r;
  }
  return ofBool(compareSizes(listSize(p), listSize(q), op));
}
import { FALSE as FALSE_WORD } from '../../layout/word';

/** Outcome of a lexicographic comparison when one sequence is the beginning of the other. */
export function compareSizes(a: u32, b: u32, op: i32): bool {
  if (op == LT) return a < b;
  if (op == LE) return a <= b;
  if (op == EQ) return a == b;
  if (op == NE) return a != b;
  if (op == GT) return a > b;
  return a >= b;
}

/** @slot list.sq_length */
export function list_length(self: Word): i64 {
  return listSize(address(self));
}

/** @slot list.sq_contains */
export function list_contains(self: Word, item: Word): i32 {
  const p = address(self);
  let i: u32 = 0;
  while (true) {
    const w = listGet(p, i);
    if (w == NULL) return 0;
    const e = equal(w, item);
    release(w);
    if (e != 0) return e;
    i++;
  }
}

/** @slot list.sq_item */
export function list_item(self: Word, index: i64): Word {
  const w = index < 0 ? NULL : listGetFast(address(self), index);
  return w != NULL ? w : raise(T_INDEX_ERROR, 'list index out of range');
}

/** @slot list.sq_ass_item */
export function list_ass_item(self: Word, index: i64, value: Word): i32 {
  const p = address(self);
  if (index >= 0) {
    if (value != NULL) {
      if (listSetFast(p, index, value)) return 0;
    } else {
      const old = listPop(p, index);
      if (old != NULL) {
        release(old);
        return 0;
      }
    }
  }
  raise(T_INDEX_ERROR, 'list assignment index out of range');
  return -1;
}

/** @slot list.sq_concat */
export function list_concat(self: Word, other: Word): Word {
  if (!isList(other)) return raisef(T_TYPE_ERROR, 'can only concatenate list (not "%T") to list', other);
  const r = listCopy(address(self));
  if (r == 0) return NULL;
  if (extendList(r, address(other)) < 0) {
    decref(r);
    return NULL;
  }
  return fromAddress(r);
}

/** @slot list.sq_inplace_concat */
export function list_inplace_concat(self: Word, other: Word): Word {
  return listExtend(address(self), other) < 0 ? NULL : own(self);
}

/** @slot list.sq_repeat */
export function list_repeat(self: Word, count: i64): Word {
  const p = address(self);
  const one = listCopy(p);
  if (one == 0 || count == 1) return fromAddress(one);
  const n = load<u32>(one, LIST_SIZE);
  if (count <= 0 || n == 0) {
    decref(one);
    return fromAddress(newList(0));
  }
  if (count > <i64>LIST_MAX || <i64>n * count > <i64>LIST_MAX) {
    decref(one);
    return memoryError();
  }
  const total = n * <u32>count;
  const q = newList(total);
  if (q != 0) {
    const from = listItems(one);
    let to = listItems(q);
    if (n == 1) {
      const w = load<u64>(from);
      for (let i: u32 = 0; i < total; i++, to += 8) store<u64>(to, own(w));
    } else {
      for (let k: i64 = 0; k < count; k++, to += <usize>n << 3) {
        for (let i: usize = 0; i < <usize>n << 3; i += 8) store<u64>(to + i, own(load<u64>(from + i)));
      }
    }
    store<u32>(q, total, LIST_SIZE);
  }
  decref(one);
  return fromAddress(q);
}

/** @slot list.sq_inplace_repeat */
export function list_inplace_repeat(self: Word, count: i64): Word {
  const p = address(self);
  if (count <= 0) {
    listClear(p);
    return own(self);
  }
  if (count == 1) return own(self);
  enter(p);
  const n = load<u32>(p, LIST_SIZE);
  if (count > <i64>LIST_MAX || <i64>n * count > <i64>LIST_MAX || !listReserve(p, n * <u32>count)) {
    leave(p);
    return memoryError();
  }
  const items = listItems(p);
  const total = <usize>n * <usize>count;
  for (let i: usize = n; i < total; i++) atomicStore64(items + (i << 3), own(load<u64>(items + ((i - n) << 3))));
  atomicStore32(p + LIST_SIZE, <u32>total);
  leave(p);
  return own(self);
}

/** @slot list.mp_length */
export function list_mp_length(self: Word): i64 {
  return listSize(address(self));
}

/** @slot list.mp_subscript */
export function list_subscript(self: Word, key: Word): Word {
  if (isInt(key)) {
    const w = listGetFast(address(self), toInt(key));
    return w != NULL ? w : raise(T_INDEX_ERROR, 'list index out of range');
  }
  if (isPointer(key) && typeOf(key) == T_SLICE) return listGetSlice(address(self), key);
  if (!isIntLike(key) && changetype<Type>(<usize>typeOf(key)).nb_index == 0) return raisef(T_TYPE_ERROR, 'list indices must be integers or slices, not %T', key);
  const i = indexI64(key, T_INDEX_ERROR);
  if (i == -1 && errorSet()) return NULL;
  const w = listGetFast(address(self), i);
  return w != NULL ? w : raise(T_INDEX_ERROR, 'list index out of range');
}
import { T_SLICE } from '../../generated/types';

/** @slot list.mp_ass_subscript */
export function list_ass_subscript(self: Word, key: Word, value: Word): i32 {
  if (isPointer(key) && typeOf(key) == T_SLICE) return value != NULL ? listSetSlice(self, key, value) : listDeleteSlice(address(self), key);
  if (!isIntLike(key) && changetype<Type>(<usize>typeOf(key)).nb_index == 0) {
    raisef(T_TYPE_ERROR, 'list indices must be integers or slices, not %T', key);
    return -1;
  }
  let i = indexI64(key, T_INDEX_ERROR);
  if (i == -1 && errorSet()) return -1;
  if (i < 0) i += listSize(address(self));
  return list_ass_item(self, i, value);
}
