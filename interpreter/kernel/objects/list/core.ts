// list: allocation, lock-free reads, and the mutations that everything else is made of.
//
// Reads: size, array, slot by atomic loads; the item is try-incremented, then slot and array are looked at again; a
// refusal is settled under the lock. Mutations run inside enter/leave. Slots at and beyond `size` are NULL; a reader
// that meets NULL goes through the lock. Replaced arrays wait for their grace period.

import { Word, NULL, isPointer, address, fromAddress } from '../../layout/word';
import { List, ARRAY_ITEMS } from '../../layout/containers';
import { Obj } from '../../layout/object';
import { Type, TF_LIST } from '../../layout/type';
import { newObject, freeObject } from '../../memory/objects';
import { allocBlock, freeBlock, retireBlock, KIND_ARRAY } from '../../memory/blocks';
import { own, release, decref, ownSeen, tryIncref } from '../../counting/counts';
import { enter, leave, MUTEX } from '../../sync/critical';
import { tryLockByte, unlockByte } from '../../sync/mutex';
import { solo } from '../../sync/current';
import { atomicLoad32, atomicLoad64, atomicStore32, atomicStore64, publishWord } from '../../sync/access';
import { visit } from '../../collector/visit';
import { T_LIST } from '../../generated/types';
import { LOCKED_READS } from '../../generated/build';
import { memoryError } from '../../eval/errors';
import { typeOf } from '../protocol';
import { newTuple, tupleSlot } from '../tuple';

/** @type list base=object size=offsetof<List>() flags=BASE,GC,SEQUENCE,MATCH_SELF,LIST
 * Built-in mutable sequence.
 *
 * If no argument is given, the constructor creates a new empty list.
 * The argument must be an iterable if specified. */

// @ts-ignore: decorator
@inline export const LIST_SIZE: usize = 16;
// @ts-ignore: decorator
@inline export const LIST_ARRAY: usize = 20;
/** Most items that an array can hold. */
// @ts-ignore: decorator
@inline export const LIST_MAX: u32 = 0x0800_0000;

// @ts-ignore: decorator
@inline export function isList(w: Word): bool {
  return (changetype<Type>(<usize>typeOf(w)).flags & TF_LIST) != 0;
}

/** Array block with every slot NULL. 0: no memory, no error set. */
function newArray(capacity: u32): usize {
  if (capacity > LIST_MAX) return 0;
  const a = allocBlock(KIND_ARRAY, ARRAY_ITEMS + (<usize>capacity << 3));
  if (a == 0) return 0;
  store<u32>(a, capacity);
  store<u32>(a, 0, 4);
  const from = a + ARRAY_ITEMS;
  if (capacity > 64) memory.fill(from, 0, <usize>capacity << 3);
  else for (let q = from, end = from + (<usize>capacity << 3); q < end; q += 8) store<u64>(q, NULL);
  return a;
}

// n words to an array that nobody reads yet; for a few a loop beats the call into the engine's memory.copy.
// @ts-ignore: decorator
@inline function copyWords(to: usize, from: usize, n: u32): void {
  if (n > 32) memory.copy(to, from, <usize>n << 3);
  else for (let i: usize = 0, end = <usize>n << 3; i < end; i += 8) store<u64>(to + i, load<u64>(from + i));
}

/** Gives back an array that was replaced: readers may still hold its address unless this thread runs solo. */
export function discardBlock(block: usize): void {
  if (block == 0) return;
  if (solo) freeBlock(block);
  else retireBlock(block);
}

/** Gives back a block of a dead object: nobody reads it if no other thread has ever touched the object. */
export function discardDeadBlock(p: usize, block: usize): void {
  if (block == 0) return;
  if (solo || changetype<Obj>(p).shared == 0) freeBlock(block);
  else retireBlock(block);
}

/** New empty exact list with room for `capacity` items. 0: MemoryError. */
export function newList(capacity: u32): usize {
  let array: usize = 0;
  if (capacity != 0) {
    array = newArray(capacity);
    if (array == 0) {
      memoryError();
      return 0;
    }
  }
  const p = newObject(T_LIST, offsetof<List>());
  if (p == 0) {
    if (array != 0) freeBlock(array);
    return 0;
  }
  store<u32>(p, 0, LIST_SIZE);
  store<u32>(p, <u32>array, LIST_ARRAY);
  return p;
}

/** New exact list of the n words at `words`, which it takes over; on MemoryError (0) they stay the caller's. */
export function newListTake(words: usize, n: u32): usize {
  const p = newList(n);
  if (p == 0 || n == 0) return p;
  copyWords(<usize>load<u32>(p, LIST_ARRAY) + ARRAY_ITEMS, words, n);
  store<u32>(p, n, LIST_SIZE);
  return p;
}

// @ts-ignore: decorator
@inline export function listSize(p: usize): u32 { return atomicLoad32(p + LIST_SIZE); }

/** Address of the first item; only inside the lock, or while nobody else knows the list. */
// @ts-ignore: decorator
@inline export function listItems(p: usize): usize { return <usize>load<u32>(p, LIST_ARRAY) + ARRAY_ITEMS; }

/** Item at an index (negative: from the end), owned; NULL without an error: out of range. Lock-free. */
export function listGetFast(p: usize, index: i64): Word {
  if (LOCKED_READS && !solo) return getLocked(p, index);
  const size = atomicLoad32(p + LIST_SIZE);
  if (<u64>index >= <u64>size) {
    if (index >= 0) return NULL;
    index += size;
    if (index < 0) return NULL;
  }
  const array: usize = atomicLoad32(p + LIST_ARRAY);
  if (array != 0 && <u32>index < load<u32>(array)) {
    const slot = array + ARRAY_ITEMS + (<usize>index << 3);
    const w = atomicLoad64(slot);
    if (isPointer(w)) {
      if (tryIncref(address(w))) {
        if (solo || (atomicLoad64(slot) == w && atomicLoad32(p + LIST_ARRAY) == <u32>array)) return w;
        decref(address(w));
      }
    } else if (w != NULL) return w;
  }
  return getLocked(p, index);
}

/** The same at an index from 0, on the quickest way; NULL: ask `listGetFast`. */
// @ts-ignore: decorator
@inline export function listItemSeen(p: usize, index: i64): Word {
  if (LOCKED_READS && !solo) return NULL;
  if (<u64>index >= <u64>load<u32>(p, LIST_SIZE)) return NULL;
  const array: usize = load<u32>(p, LIST_ARRAY);
  if (!solo) if (<u32>index >= load<u32>(array)) return NULL; // at address 0, no array, stands 0
  const at = array + ARRAY_ITEMS + (<usize>index << 3);
  const w = load<u64>(at);
  return isPointer(w) ? ownSeen(w, at) : w;
}

function getLocked(p: usize, index: i64): Word {
  enter(p);
  let w: Word = NULL;
  if (index < 0) index += load<u32>(p, LIST_SIZE);
  if (<u64>index < <u64>load<u32>(p, LIST_SIZE)) w = own(load<u64>(listItems(p) + (<usize>index << 3)));
  leave(p);
  return w;
}

/** Item i, owned, lock-free; NULL without an error: out of range. */
// @ts-ignore: decorator
@inline export function listGet(p: usize, i: u32): Word { return listGetFast(p, <i64>i); }

/** The `count` items, owned, to `to`; false: it has another number of them now, or somebody has its lock. */
export function listOwnAll(p: usize, count: u32, to: usize): bool {
  if (!solo && !tryLockByte(p + MUTEX)) return false;
  const same = load<u32>(p, LIST_SIZE) == count;
  if (same) {
    const from = listItems(p);
    for (let i: usize = 0; i < <usize>count << 3; i += 8) store<u64>(to + i, own(load<u64>(from + i)));
  }
  if (!solo) unlockByte(p + MUTEX);
  return same;
}

/** list[index] = w (negative: from the end), counting w. 0: out of range, no error set. */
export function listSetFast(p: usize, index: i64, w: Word): i32 {
  if (!solo && tryLockByte(p + MUTEX)) {
    // nothing in here is a safe point, so the lock need not be known as a critical section
    let old: Word = NULL;
    const inside = <u64>index < <u64>load<u32>(p, LIST_SIZE);
    if (inside) {
      const slot = listItems(p) + (<usize>index << 3);
      old = load<u64>(slot);
      publishWord(slot, own(w));
    }
    unlockByte(p + MUTEX);
    if (inside) {
      release(old);
      return 1;
    }
  }
  enter(p);
  const size = load<u32>(p, LIST_SIZE);
  if (index < 0) index += size;
  if (<u64>index >= <u64>size) {
    leave(p);
    return 0;
  }
  const slot = listItems(p) + (<usize>index << 3);
  const old = load<u64>(slot);
  publishWord(slot, own(w));
  leave(p);
  release(old);
  return 1;
}

/** Inside the lock: room for n items, publishing a larger array if need be. false: no memory, no error set. */
export function listReserve(p: usize, n: u32): bool {
  const old: usize = load<u32>(p, LIST_ARRAY);
  if (old != 0 && n <= load<u32>(old)) return true;
  if (n > LIST_MAX) return false;
  const a = newArray((n + (n >> 3) + 6) & ~3);
  if (a == 0) return false;
  replaceArray(p, old, a);
  return true;
}

function replaceArray(p: usize, old: usize, a: usize): void {
  if (old != 0) copyWords(a + ARRAY_ITEMS, old + ARRAY_ITEMS, load<u32>(p, LIST_SIZE));
  atomicStore32(p + LIST_ARRAY, <u32>a);
  discardBlock(old);
}

/** Arrays of fewer items are never made smaller. */
// @ts-ignore: decorator
@inline const SHRINK_LEAST: u32 = 16;

/** Inside the lock: gives memory back when less than half of the array is in use. */
export function listShrink(p: usize): void {
  const old: usize = load<u32>(p, LIST_ARRAY);
  if (old == 0) return;
  const n = load<u32>(p, LIST_SIZE);
  const capacity = load<u32>(old);
  if (capacity <= SHRINK_LEAST || n >= capacity >> 1) return;
  const a = newArray((n + (n >> 3) + 6) & ~3);
  if (a != 0) replaceArray(p, old, a);
}

/**
 * Inside the lock: moves n words within or between arrays, overlapping or not. Each word is written by one store;
 * leaving the lock orders them before any of the moved words can die.
 */
export function moveWords(to: usize, from: usize, n: usize): void {
  if (solo && n > 32) { // for fewer a loop beats the call into the engine
    memory.copy(to, from, n << 3);
    return;
  }
  if (solo) {
    if (to <= from) for (let i: usize = 0; i < n << 3; i += 8) store<u64>(to + i, load<u64>(from + i));
    else for (let i = n << 3; i != 0; i -= 8) store<u64>(to + i - 8, load<u64>(from + i - 8));
    return;
  }
  if (to <= from) {
    for (let i: usize = 0; i < n << 3; i += 8) atomic.store<u64>(to + i, load<u64>(from + i));
  } else {
    for (let i = n << 3; i != 0; ) {
      i -= 8;
      atomic.store<u64>(to + i, load<u64>(from + i));
    }
  }
}

/** Appends w, which is taken over. -1: MemoryError. */
export function listAppendOwned(p: usize, w: Word): i32 {
  if (solo) {
    const n = load<u32>(p, LIST_SIZE);
    const array: usize = load<u32>(p, LIST_ARRAY);
    if (n < load<u32>(array)) { // at address 0, no array, stands 0
      store<u64>(array + ARRAY_ITEMS + (<usize>n << 3), w);
      store<u32>(p, n + 1, LIST_SIZE);
      return 0;
    }
  } else if (tryLockByte(p + MUTEX)) { // see listSetFast
    const n = load<u32>(p, LIST_SIZE);
    const array: usize = load<u32>(p, LIST_ARRAY);
    const room = n < load<u32>(array); // at address 0, no array, stands 0
    if (room) {
      publishWord(array + ARRAY_ITEMS + (<usize>n << 3), w);
      store<u32>(p, n + 1, LIST_SIZE);
    }
    unlockByte(p + MUTEX);
    if (room) return 0;
  }
  enter(p);
  const n = load<u32>(p, LIST_SIZE);
  const array: usize = load<u32>(p, LIST_ARRAY);
  if ((array == 0 || n >= load<u32>(array)) && !listReserve(p, n + 1)) {
    leave(p);
    release(w);
    memoryError();
    return -1;
  }
  publishWord(listItems(p) + (<usize>n << 3), w);
  atomicStore32(p + LIST_SIZE, n + 1);
  leave(p);
  return 0;
}

/** Appends w, counted. -1: MemoryError. */
// @ts-ignore: decorator
@inline export function listAppend(p: usize, w: Word): i32 { return listAppendOwned(p, own(w)); }

/** Appends n words at `words`, taken over also when memory is lacking (-1, MemoryError). */
export function listAppendTake(p: usize, words: usize, n: u32): i32 {
  enter(p);
  const size = load<u32>(p, LIST_SIZE);
  if (n > LIST_MAX || !listReserve(p, size + n)) {
    leave(p);
    for (let i: u32 = 0; i < n; i++) release(load<u64>(words + (<usize>i << 3)));
    memoryError();
    return -1;
  }
  moveWords(listItems(p) + (<usize>size << 3), words, n);
  atomicStore32(p + LIST_SIZE, size + n);
  leave(p);
  return 0;
}

/** Inserts w (taken over) before `index`, clamped as list.insert does. -1: MemoryError. */
export function listInsertOwned(p: usize, index: i64, w: Word): i32 {
  enter(p);
  const n = load<u32>(p, LIST_SIZE);
  if (!listReserve(p, n + 1)) {
    leave(p);
    release(w);
    memoryError();
    return -1;
  }
  if (index < 0) index = max<i64>(index + n, 0);
  const at = <u32>min<i64>(index, n);
  const slot = listItems(p) + (<usize>at << 3);
  moveWords(slot + 8, slot, n - at);
  atomicStore64(slot, w);
  atomicStore32(p + LIST_SIZE, n + 1);
  leave(p);
  return 0;
}

/** Removes and returns the item at an index (negative: from the end); NULL without an error: out of range. */
export function listPop(p: usize, index: i64): Word {
  if (!solo && tryLockByte(p + MUTEX)) { // see listSetFast
    const n = load<u32>(p, LIST_SIZE);
    const capacity = load<u32>(<usize>load<u32>(p, LIST_ARRAY));
    let last: Word = NULL;
    if (n != 0 && (index == -1 || index == <i64>n - 1) && (capacity <= 16 || n > capacity >> 1)) {
      const slot = listItems(p) + (<usize>(n - 1) << 3);
      last = load<u64>(slot);
      store<u64>(slot, NULL);
      store<u32>(p, n - 1, LIST_SIZE);
    }
    unlockByte(p + MUTEX);
    if (last != NULL) return last;
  }
  enter(p);
  const n = load<u32>(p, LIST_SIZE);
  if (index < 0) index += n;
  if (<u64>index >= <u64>n) {
    leave(p);
    return NULL;
  }
  const slot = listItems(p) + (<usize>index << 3);
  const w = load<u64>(slot);
  const rest = n - 1 - <u32>index;
  if (rest != 0) moveWords(slot, slot + 8, rest);
  atomicStore64(slot + (<usize>rest << 3), NULL);
  atomicStore32(p + LIST_SIZE, n - 1);
  if (load<u32>(<usize>load<u32>(p, LIST_ARRAY)) > SHRINK_LEAST) listShrink(p);
  leave(p);
  return w;
}

/** Empties the list and releases what it held. */
export function listClear(p: usize): void {
  enter(p);
  const array: usize = load<u32>(p, LIST_ARRAY);
  const n = load<u32>(p, LIST_SIZE);
  atomicStore32(p + LIST_SIZE, 0);
  atomicStore32(p + LIST_ARRAY, 0);
  leave(p);
  if (array == 0) return;
  // readers re-check the list's array pointer; nobody else writes here any more
  for (let i: u32 = 0; i < n; i++) release(load<u64>(array + ARRAY_ITEMS + (<usize>i << 3)));
  discardBlock(array);
}

/** New exact list of the items from..to, indexes clamped to the size under the lock. 0: MemoryError. */
export function listRange(p: usize, from: u32, to: u32): usize {
  const q = newList(to > from ? min<u32>(to, listSize(p)) - min<u32>(from, listSize(p)) : 0);
  if (q == 0) return 0;
  enter(p);
  const n = load<u32>(p, LIST_SIZE);
  if (to > n) to = n;
  const count = to > from ? to - from : 0;
  if (count != 0) {
    if (!listReserve(q, count)) {
      leave(p);
      decref(q);
      memoryError();
      return 0;
    }
    const source = listItems(p) + (<usize>from << 3);
    const target = listItems(q);
    for (let i: usize = 0; i < <usize>count << 3; i += 8) store<u64>(target + i, own(load<u64>(source + i)));
    store<u32>(q, count, LIST_SIZE);
  }
  leave(p);
  return q;
}

/** New exact list with the items of p. 0: MemoryError. */
export function listCopy(p: usize): usize {
  return listRange(p, 0, 0xffff_ffff);
}

/** Tuple of the items of the list `list`, taken at one moment. NULL: MemoryError. */
export function listSnapshot(list: Word): Word {
  const p = address(list);
  while (true) {
    const n = listSize(p);
    const t = newTuple(n);
    if (t == 0) return NULL;
    enter(p);
    if (load<u32>(p, LIST_SIZE) == n) {
      const source = listItems(p);
      for (let i: u32 = 0; i < n; i++) store<u64>(tupleSlot(t, i), own(load<u64>(source + (<usize>i << 3))));
      leave(p);
      return fromAddress(t);
    }
    leave(p);
    decref(t);
  }
}

export { listExtend as listExtendIterable } from './methods';
export { listSnapshot as listToTupleWord };

/** @slot list.dealloc */
export function list_dealloc(p: usize): void {
  const array: usize = load<u32>(p, LIST_ARRAY);
  if (array != 0) {
    for (let i = load<u32>(p, LIST_SIZE); i != 0; ) {
      i--;
      release(load<u64>(array + ARRAY_ITEMS + (<usize>i << 3)));
    }
    discardDeadBlock(p, array);
  }
  freeObject(p);
}

/** @slot list.traverse */
export function list_traverse(p: usize): void {
  const array: usize = load<u32>(p, LIST_ARRAY);
  if (array == 0) return;
  for (let i: u32 = 0, n = load<u32>(p, LIST_SIZE); i < n; i++) visit(load<u64>(array + ARRAY_ITEMS + (<usize>i << 3)));
}

/** @slot list.clear */
export function list_clear(p: usize): void {
  listClear(p);
}

export { iterableToTuple } from './methods';
