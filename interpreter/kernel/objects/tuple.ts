// tuple: allocation and access. Methods: objects/tuple_methods.ts.

import { Word, NULL, fromAddress } from '../layout/word';
import { Tuple, TUPLE_ITEMS } from '../layout/containers';
import { control } from '../layout/control';
import { newObject, freeObject } from '../memory/objects';
import { own, release, markImmortal } from '../counting/counts';
import { visit } from '../collector/visit';
import { T_TUPLE } from '../generated/types';
import { TF_TUPLE, Type } from '../layout/type';
import { memoryError } from '../eval/errors';
import { typeOf } from './protocol';

/** @type tuple base=object size=offsetof<Tuple>() itemsize=8 flags=BASE,GC,SEQUENCE,MATCH_SELF,TUPLE
 * Built-in immutable sequence.
 *
 * If no argument is given, the constructor returns an empty tuple.
 * If iterable is specified the tuple is initialized from iterable's items.
 *
 * If the argument is a tuple, the return value is the same object. */

// @ts-ignore: decorator
@inline export function isTuple(w: Word): bool {
  return (changetype<Type>(<usize>typeOf(w)).flags & TF_TUPLE) != 0;
}

/** Exact tuple of n empty (NULL) items: fill them before anybody else sees it. The empty tuple is shared. 0: MemoryError. */
export function newTuple(n: u32): usize {
  if (n == 0 && control().emptyTuple != NULL) return <usize>own(control().emptyTuple);
  if (n > 0x0fff_ffff) {
    memoryError();
    return 0;
  }
  const p = newObject(T_TUPLE, TUPLE_ITEMS + (<usize>n << 3));
  if (p == 0) return 0;
  changetype<Tuple>(p).size = n;
  let q = p + TUPLE_ITEMS;
  if (n > 32) memory.fill(q, 0, n << 3);
  else for (const end = q + (n << 3); q < end; q += 8) store<u64>(q, NULL);
  if (n == 0) {
    markImmortal(p);
    control().emptyTuple = fromAddress(p);
  }
  return p;
}

/** Address of item i, for filling. */
// @ts-ignore: decorator
@inline export function tupleSlot(p: usize, i: u32): usize { return p + TUPLE_ITEMS + (<usize>i << 3); }
// @ts-ignore: decorator
@inline export function tupleSize(p: usize): u32 { return changetype<Tuple>(p).size; }
/** Item i, lent. */
// @ts-ignore: decorator
@inline export function tupleGet(p: usize, i: u32): Word { return load<u64>(p + (<usize>i << 3), TUPLE_ITEMS); }
/** Fills item i of a tuple that nobody else sees yet; takes the word over. */
// @ts-ignore: decorator
@inline export function tupleInit(p: usize, i: u32, w: Word): void { store<u64>(p + (<usize>i << 3), w, TUPLE_ITEMS); }

/** Tuple of one word, which is taken over, also when memory is lacking (0). */
export function tuple1(a: Word): usize {
  const p = newTuple(1);
  if (p == 0) {
    release(a);
    return 0;
  }
  store<u64>(p, a, TUPLE_ITEMS);
  return p;
}

/** Tuple of two words, taken over. */
export function tuple2(a: Word, b: Word): usize {
  const p = newTuple(2);
  if (p == 0) {
    release(a);
    release(b);
    return 0;
  }
  store<u64>(p, a, TUPLE_ITEMS);
  store<u64>(p, b, TUPLE_ITEMS + 8);
  return p;
}

/** Tuple of three words, taken over. */
export function tuple3(a: Word, b: Word, c: Word): usize {
  const p = newTuple(3);
  if (p == 0) {
    release(a);
    release(b);
    release(c);
    return 0;
  }
  store<u64>(p, a, TUPLE_ITEMS);
  store<u64>(p, b, TUPLE_ITEMS + 8);
  store<u64>(p, c, TUPLE_ITEMS + 16);
  return p;
}

/** Tuple of n words at `words`, counted. 0: MemoryError. */
export function tupleFromWords(words: usize, n: u32): usize {
  const p = newTuple(n);
  if (p == 0) return 0;
  for (let i: u32 = 0; i < n; i++) tupleInit(p, i, own(load<u64>(words + (<usize>i << 3))));
  return p;
}

/** Tuple of the n words at `words`, which it takes over; on MemoryError (0) they stay the caller's. */
export function tupleTake(words: usize, n: u32): usize {
  const p = newTuple(n);
  if (p == 0) return 0;
  memory.copy(p + TUPLE_ITEMS, words, <usize>n << 3);
  return p;
}

/** Tuple of items from..to (indexes in range) of tuple p. 0: MemoryError. */
export function tupleRange(p: usize, from: u32, to: u32): usize {
  return tupleFromWords(tupleSlot(p, from), to > from ? to - from : 0);
}

/** @slot tuple.dealloc */
export function tuple_dealloc(p: usize): void {
  for (let q = p + TUPLE_ITEMS, end = q + (<usize>changetype<Tuple>(p).size << 3); q < end; q += 8) release(load<u64>(q));
  freeObject(p);
}

/** @slot tuple.traverse */
export function tuple_traverse(p: usize): void {
  for (let q = p + TUPLE_ITEMS, end = q + (<usize>changetype<Tuple>(p).size << 3); q < end; q += 8) visit(load<u64>(q));
}
