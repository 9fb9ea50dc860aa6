// list: reading, replacing and deleting slices.

import { Word, NULL, isPointer, address, fromAddress, ofInt } from '../../layout/word';
import { T_LIST, T_TUPLE, T_TYPE_ERROR, T_VALUE_ERROR } from '../../generated/types';
import { own, release, decref } from '../../counting/counts';
import { enter, leave } from '../../sync/critical';
import { atomicStore32, atomicStore64 } from '../../sync/access';
import { allocBlock, freeBlock, KIND_RAW } from '../../memory/blocks';
import { errorMatches, clearError, raise, raisef, memoryError } from '../../eval/errors';
import { typeOf } from '../protocol';
import { fitSlice, unpackSlice, sliceStart, sliceStep, sliceCount } from '../bounds';
import { tupleSize, tupleSlot } from '../tuple';
import { Type } from '../../layout/type';
import { LIST_SIZE, newList, listItems, listReserve, listShrink, listCopy, listSize, moveWords, isList } from './core';
import { listFrom } from './methods';

/** New exact list of the items that a slice names. NULL with an error set. */
export function listGetSlice(p: usize, slice: Word): Word {
  if (!unpackSlice(slice)) return NULL;
  fitSlice(listSize(p));
  const q = newList(<u32>sliceCount);
  if (q == 0) return NULL;
  enter(p);
  fitSlice(load<u32>(p, LIST_SIZE));
  const count = <u32>sliceCount;
  if (count != 0) {
    if (!listReserve(q, count)) {
      leave(p);
      decref(q);
      return memoryError();
    }
    let from = listItems(p) + (<usize>sliceStart << 3);
    const step = <usize>sliceStep << 3;
    for (let to = listItems(q), end = to + (<usize>count << 3); to < end; to += 8, from += step) store<u64>(to, own(load<u64>(from)));
    store<u32>(q, count, LIST_SIZE);
  }
  leave(p);
  return fromAddress(q);
}

/** The items of `value` as words that nobody changes: a tuple, or a list of our own. NULL with an error set. */
function frozen(self: Word, value: Word): Word {
  if (isPointer(value)) {
    const type = typeOf(value);
    if (type == T_TUPLE) return own(value);
    if (isList(value) && (type == T_LIST || changetype<Type>(<usize>type).iter == changetype<Type>(<usize>T_LIST).iter)) return fromAddress(listCopy(address(value)));
  }
  const items = listFrom(value);
  if (items == NULL && errorMatches(T_TYPE_ERROR) && changetype<Type>(<usize>typeOf(value)).iter == 0) {
    clearError();
    return raise(T_TYPE_ERROR, 'must assign iterable to extended slice');
  }
  return items;
}

/** list[slice] = value. -1 with an error set. */
export function listSetSlice(self: Word, slice: Word, value: Word): i32 {
  const p = address(self);
  if (!unpackSlice(slice)) return -1;
  const extended = sliceStep != 1;
  const items = frozen(self, value);
  if (items == NULL) return -1;
  // making the items may have run Python code that read another slice
  if (!unpackSlice(slice)) {
    release(items);
    return -1;
  }
  const tuple = typeOf(items) == T_TUPLE;
  const n = tuple ? tupleSize(address(items)) : load<u32>(address(items), LIST_SIZE);
  const words = tuple ? tupleSlot(address(items), 0) : listItems(address(items));
  const r = extended ? setExtended(p, words, n) : replace(p, words, n);
  release(items);
  return r;
}

/** Replaces the slice just unpacked (step 1) by n words, which are counted. */
function replace(p: usize, words: usize, n: u32): i32 {
  enter(p);
  const size = load<u32>(p, LIST_SIZE);
  fitSlice(size);
  const start = <u32>sliceStart;
  const count = <u32>sliceCount;
  let old: usize = 0;
  if (count != 0) {
    old = allocBlock(KIND_RAW, <usize>count << 3);
    if (old == 0) {
      leave(p);
      memoryError();
      return -1;
    }
  }
  if (n > count && !listReserve(p, size + (n - count))) {
    leave(p);
    freeBlock(old);
    memoryError();
    return -1;
  }
  if (size + n != 0) {
    const at = listItems(p) + (<usize>start << 3);
    memory.copy(old, at, <usize>count << 3);
    const rest = size - start - count;
    if (n != count && rest != 0) moveWords(at + (<usize>n << 3), at + (<usize>count << 3), rest);
    for (let i: usize = 0; i < <usize>n << 3; i += 8) atomicStore64(at + i, own(load<u64>(words + i)));
    const left = size - count + n;
    for (let i = left; i < size; i++) atomicStore64(listItems(p) + (<usize>i << 3), NULL);
    atomicStore32(p + LIST_SIZE, left);
    listShrink(p);
  }
  leave(p);
  for (let i = count; i != 0; ) release(load<u64>(old + (<usize>--i << 3))); // the last first, as CPython does
  freeBlock(old);
  return 0;
}

function releaseWords(words: usize, n: u32): void {
  for (let i: u32 = 0; i < n; i++) release(load<u64>(words + (<usize>i << 3)));
  freeBlock(words);
}

function setExtended(p: usize, words: usize, n: u32): i32 {
  const old = allocBlock(KIND_RAW, (<usize>n << 3) + 8);
  if (old == 0) {
    memoryError();
    return -1;
  }
  enter(p);
  fitSlice(load<u32>(p, LIST_SIZE));
  if (sliceCount != <i64>n) {
    const count = sliceCount;
    leave(p);
    freeBlock(old);
    raisef(T_VALUE_ERROR, 'attempt to assign sequence of size %d to extended slice of size %d', ofInt(n), ofInt(count));
    return -1;
  }
  let at = listItems(p) + (<usize>sliceStart << 3);
  for (let i: usize = 0; i < <usize>n << 3; i += 8, at += <usize>sliceStep << 3) {
    store<u64>(old + i, load<u64>(at));
    atomicStore64(at, own(load<u64>(words + i)));
  }
  leave(p);
  releaseWords(old, n);
  return 0;
}

/** del list[slice]. -1 with an error set. */
export function listDeleteSlice(p: usize, slice: Word): i32 {
  if (!unpackSlice(slice)) return -1;
  if (sliceStep == 1) return replace(p, 0, 0);
  enter(p);
  const size = load<u32>(p, LIST_SIZE);
  fitSlice(size);
  const count = <u32>sliceCount;
  if (count == 0) {
    leave(p);
    return 0;
  }
  const old = allocBlock(KIND_RAW, <usize>count << 3);
  if (old == 0) {
    leave(p);
    memoryError();
    return -1;
  }
  let first = <u32>sliceStart;
  let step = sliceStep;
  if (step < 0) {
    first = <u32>(sliceStart + step * (<i64>count - 1));
    step = -step;
  }
  const items = listItems(p);
  let to = first;
  let taken: u32 = 0;
  for (let i = first; i < size; i++) {
    const w = load<u64>(items + (<usize>i << 3));
    if (taken < count && <i64>(i - first) == <i64>taken * step) {
      store<u64>(old + (<usize>taken << 3), w);
      taken++;
    } else {
      atomicStore64(items + (<usize>to << 3), w);
      to++;
    }
  }
  for (let i = to; i < size; i++) atomicStore64(items + (<usize>i << 3), NULL);
  atomicStore32(p + LIST_SIZE, to);
  listShrink(p);
  leave(p);
  releaseWords(old, count);
  return 0;
}
