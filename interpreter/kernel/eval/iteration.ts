// Iteration and unpacking off the fast path.

import { Word, NULL, UNBOUND, INT_MAX, isInt, isPointer, isOwned, address, fromAddress, plain, ofInt, toInt } from '../layout/word';
import { Type } from '../layout/type';
import { PairIterator, Tuple, TUPLE_ITEMS } from '../layout/containers';
import { nextKey, nextValue } from '../objects/dict/core';
import { advance } from '../objects/dict/views';
import { Code, FRAME_CODE, CO_COROUTINE, CO_ITERABLE_COROUTINE } from '../layout/code';
import { own, release, incref, decref, isUnique } from '../counting/counts';
import { raise, raisef, errorSet, errorMatches, clearError } from './errors';
import { typeOf, iter } from '../objects/protocol';
import { newList, listAppend, listItems, listOwnAll, listSize, listGet, listSnapshot } from '../objects/list/core';
import {
  T_STOP_ITERATION, T_TUPLE, T_LIST, T_VALUE_ERROR, T_TYPE_ERROR, T_GENERATOR, T_COROUTINE, T_ENUMERATE, T_ZIP, T_DICT_ITEMITERATOR,
} from '../generated/types';

/** next() of register word `it` for FOR_ITER: owned; UNBOUND: exhausted; NULL: error. */
export function forIter(it: Word): Word {
  const slot = changetype<Type>(typeOf(it)).iternext;
  // __next__ can be deleted from a class while the loop runs
  if (slot == 0) return raisef(T_TYPE_ERROR, "'%T' object is not iterable", plain(it));
  const r = call_indirect<Word>(slot, plain(it));
  if (r != NULL) return r;
  if (errorSet()) {
    if (!errorMatches(T_STOP_ITERATION)) return NULL;
    clearError();
  }
  return UNBOUND;
}

/**
 * The next item of enumerate, of zip over two or of a dict's items, put into the registers ra and ra+8 without a tuple.
 * 1: done, 0: another iterator (or state), -1: exhausted or (errorSet) failed.
 */
export function nextPair(t: u32, p: usize, ra: usize): i32 {
  if (t == T_DICT_ITEMITERATOR) {
    if (!advance(p, false)) return -1;
    const key = nextKey;
    const value = nextValue;
    putWord(ra, key);
    putWord(ra + 8, value);
    return 1;
  }
  const it = changetype<PairIterator>(p);
  if (t == T_ENUMERATE) {
    const at = p + offsetof<PairIterator>('second');
    if (!isInt(load<u64>(at)) || toInt(load<u64>(at)) >= INT_MAX >> 1) return 0;
    const w = forIter(it.first);
    if (w == NULL || w == UNBOUND) return -1;
    const n = load<u64>(at); // what ran meanwhile may have advanced this iterator, but not beyond the immediate ints
    store<u64>(at, ofInt(toInt(n) + 1));
    putWord(ra, n);
    putWord(ra + 8, w);
    return 1;
  }
  if (t == T_ZIP) {
    const its = address(it.first);
    if (it.index != 0 || changetype<Tuple>(its).size != 2) return 0;
    const a = forIter(load<u64>(its, TUPLE_ITEMS));
    if (a == NULL || a == UNBOUND) return -1;
    const b = forIter(load<u64>(its, TUPLE_ITEMS + 8));
    if (b == NULL || b == UNBOUND) {
      release(a);
      return -1;
    }
    putWord(ra, a);
    putWord(ra + 8, b);
    return 1;
  }
  return 0;
}

/** The iterable as a delegate of yield from. */
export function getYieldFromIter(fp: usize, o: Word): Word {
  const t = typeOf(o);
  if (t == T_GENERATOR) return own(o);
  if (t == T_COROUTINE) {
    const code = changetype<Code>(load<u32>(fp - FRAME_CODE));
    if ((code.flags & (CO_COROUTINE | CO_ITERABLE_COROUTINE)) == 0) return raise(T_TYPE_ERROR, "cannot 'yield from' a coroutine object in a non-coroutine generator");
    return own(o);
  }
  return iter(o);
}

// @ts-ignore: decorator
@inline function putWord(at: usize, w: Word): void {
  const old = load<u64>(at);
  store<u64>(at, w);
  if (isOwned(old)) release(old);
}

// Takes the operand's word out of its register when it dies there; `killAt` 0: it is lent.
function killAtRegister(killAt: usize): void {
  if (killAt != 0) putWord(killAt, NULL);
}

// Whether no register of the group owns anything, so that filling them runs no code; `operand` is not one of them.
function noneOwned(ra: usize, count: u32, operand: usize): bool {
  const end = ra + (<usize>count << 3);
  if (operand >= ra && operand < end) return false;
  for (let q = ra; q < end; q += 8) if (isOwned(load<u64>(q))) return false;
  return true;
}

// Whether the register holds the only reference to the object.
// @ts-ignore: decorator
@inline function diesHere(o: Word, at: usize): bool { return isOwned(load<u64>(at)) && isUnique(address(o)); }

/** Registers ra.. := the `count` items of o. */
export function unpack(ra: usize, o: Word, count: u32, killAt: usize): bool {
  const t = typeOf(o);
  if (t == T_TUPLE && changetype<Tuple>(address(o)).size == count) {
    // the operand may lie in a register of the group: it is held until the end
    const p = address(o);
    incref(p);
    killAtRegister(killAt);
    for (let i: usize = 0; i < <usize>count << 3; i += 8) {
      const w = load<u64>(p + TUPLE_ITEMS + i);
      const old = load<u64>(ra + i);
      if (isPointer(w)) incref(address(w));
      store<u64>(ra + i, w);
      if (isOwned(old)) release(old);
    }
    decref(p);
    return true;
  }
  if (t == T_LIST && killAt != 0 && diesHere(o, killAt) && listSize(address(o)) == count && (killAt < ra || killAt >= ra + (<usize>count << 3))) {
    // nobody else sees the list: its items move, and what the registers held dies with it
    const items = listItems(address(o));
    for (let i: usize = 0; i < <usize>count << 3; i += 8) {
      const old = load<u64>(ra + i);
      store<u64>(ra + i, load<u64>(items + i));
      store<u64>(items + i, isOwned(old) ? old : NULL);
    }
    killAtRegister(killAt);
    return true;
  }
  if (t == T_LIST && listSize(address(o)) == count && noneOwned(ra, count, killAt) && listOwnAll(address(o), count, ra)) {
    killAtRegister(killAt);
    return true;
  }
  let items = o;
  let owned = false;
  if (t == T_LIST) {
    items = listSnapshot(o);
    if (items == NULL) return false;
    owned = true;
  }
  if (t == T_TUPLE || t == T_LIST) {
    const p = address(items);
    const n = changetype<Tuple>(p).size;
    if (n != count) {
      if (n > count) raisef(T_VALUE_ERROR, 'too many values to unpack (expected %d)', ofInt(count));
      else raisef(T_VALUE_ERROR, 'not enough values to unpack (expected %d, got %d)', ofInt(count), ofInt(n));
      if (owned) release(items);
      return false;
    }
    // the operand may lie in a register of the group: hold it until the end
    const hold = own(items);
    killAtRegister(killAt);
    for (let i: u32 = 0; i < count; i++) putWord(ra + (<usize>i << 3), own(load<u64>(p + TUPLE_ITEMS + (<usize>i << 3))));
    release(hold);
    if (owned) release(items);
    return true;
  }
  const it = iter(o);
  if (it == NULL) {
    if (errorMatches(T_TYPE_ERROR) && changetype<Type>(t).iter == 0 && changetype<Type>(t).sq_item == 0) {
      clearError();
      raisef(T_TYPE_ERROR, 'cannot unpack non-iterable %T object', o);
    }
    return false;
  }
  killAtRegister(killAt);
  for (let i: u32 = 0; i < count; i++) {
    const w = forIter(it);
    if (w == NULL || w == UNBOUND) {
      if (w == UNBOUND) raisef(T_VALUE_ERROR, 'not enough values to unpack (expected %d, got %d)', ofInt(count), ofInt(i));
      release(it);
      return false;
    }
    putWord(ra + (<usize>i << 3), w);
  }
  const extra = forIter(it);
  release(it);
  if (extra == UNBOUND) return true;
  if (extra != NULL) {
    release(extra);
    raisef(T_VALUE_ERROR, 'too many values to unpack (expected %d)', ofInt(count));
  }
  return false;
}

/** counts = before | after << 8: items before, the list of the rest, items after. */
export function unpackEx(ra: usize, o: Word, counts: u32, killAt: usize): bool {
  const before = counts & 0xff;
  const after = counts >> 8;
  const it = iter(o);
  if (it == NULL) {
    const t = changetype<Type>(typeOf(o));
    if (errorMatches(T_TYPE_ERROR) && t.iter == 0 && t.sq_item == 0) {
      clearError();
      raisef(T_TYPE_ERROR, 'cannot unpack non-iterable %T object', o);
    }
    return false;
  }
  const list = newList(0);
  if (list == 0) { release(it); return false; }
  let ok = true;
  while (true) {
    const w = forIter(it);
    if (w == UNBOUND) break;
    if (w == NULL || listAppend(list, w) < 0) { ok = false; release(w); break; }
    release(w);
  }
  release(it);
  const n = listSize(list);
  if (ok && n < before + after) {
    raisef(T_VALUE_ERROR, 'not enough values to unpack (expected at least %d, got %d)', ofInt(before + after), ofInt(n));
    ok = false;
  }
  if (!ok) { release(fromAddress(list)); return false; }
  killAtRegister(killAt);
  for (let i: u32 = 0; i < before; i++) putWord(ra + (<usize>i << 3), listGet(list, i));
  const rest = newList(0);
  if (rest == 0) { release(fromAddress(list)); return false; }
  for (let i = before; i < n - after; i++) {
    const w = listGet(list, i);
    listAppend(rest, w);
    release(w);
  }
  putWord(ra + (<usize>before << 3), fromAddress(rest));
  for (let i: u32 = 0; i < after; i++) putWord(ra + (<usize>(before + 1 + i) << 3), listGet(list, n - after + i));
  release(fromAddress(list));
  return true;
}
