// itertools: product, permutations, combinations, combinations_with_replacement. The numbers that choose the items of a
// result lie in a raw block, changed under the object's lock.

import { Word, NULL, NONE, address, fromAddress, ofInt } from '../layout/word';
import { T_OVERFLOW_ERROR, T_VALUE_ERROR, T_TYPE_ERROR } from '../generated/types';
import { allocBlock, freeBlock, KIND_RAW } from '../memory/blocks';
import { own, release, decref } from '../counting/counts';
import { enter, leave } from '../sync/critical';
import { visit } from '../collector/visit';
import { freeObject } from '../memory/objects';
import { arg } from '../eval/call';
import { raise, raisef, errorSet, memoryError } from '../eval/errors';
import { indexI64, isIntLike } from '../objects/protocol';
import { newTuple, tupleGet, tupleInit, tupleSize } from '../objects/tuple';
import { tupleFrom } from '../objects/tuple_methods';
import { strEqual, newText } from '../objects/str/new';
import { bindNamed, bound, keywordCount } from '../objects/positional';
import { Itertool, newTool, tool } from './itertools';

/** @type product module=itertools in=itertools size=offsetof<Itertool>() flags=BASE,GC
 * product(*iterables, repeat=1) --> product object
 *
 * Cartesian product of input iterables.  Equivalent to nested for-loops. */
/** @type permutations module=itertools in=itertools size=offsetof<Itertool>() flags=BASE,GC
 * Return successive r-length permutations of elements in the iterable.
 *
 * permutations(range(3), 2) --> (0,1), (0,2), (1,0), (1,2), (2,0), (2,1) */
/** @type combinations module=itertools in=itertools size=offsetof<Itertool>() flags=BASE,GC
 * Return successive r-length combinations of elements in the iterable.
 *
 * combinations(range(4), 3) --> (0,1,2), (0,1,3), (0,2,3), (1,2,3) */
/** @type combinations_with_replacement module=itertools in=itertools size=offsetof<Itertool>() flags=BASE,GC
 * Return successive r-length combinations of elements in the iterable allowing individual elements to have successive repeats.
 *
 * combinations_with_replacement('ABC', 2) --> ('A','A'), ('A','B'), ('A','C'), ('B','B'), ('B','C'), ('C','C') */

// a: the pool (product: tuple of pools); n: length of a result; m: 0 before the first result, 1 under way, 2 done.
// @ts-ignore: decorator
@inline export const FRESH: i64 = 0;
// @ts-ignore: decorator
@inline export const RUNNING: i64 = 1;
// @ts-ignore: decorator
@inline export const DONE: i64 = 2;

/** @slot product.dealloc
 * @slot permutations.dealloc
 * @slot combinations.dealloc
 * @slot combinations_with_replacement.dealloc */
export function combineDealloc(p: usize): void {
  const t = changetype<Itertool>(p);
  release(t.a);
  freeBlock(t.block);
  freeObject(p);
}
/** @slot product.traverse
 * @slot permutations.traverse
 * @slot combinations.traverse
 * @slot combinations_with_replacement.traverse */
export function combineTraverse(p: usize): void {
  visit(changetype<Itertool>(p).a);
}
/** @slot product.iter
 * @slot permutations.iter
 * @slot combinations.iter
 * @slot combinations_with_replacement.iter */
export function combineIter(self: Word): Word {
  return own(self);
}

// @ts-ignore: decorator
@inline export function number(t: Itertool, i: i64): u32 { return load<u32>(<usize>t.block + (<usize>i << 2)); }
// @ts-ignore: decorator
@inline export function setNumber(t: Itertool, i: i64, n: u32): void { store<u32>(<usize>t.block + (<usize>i << 2), n); }

/** New object over a pool (taken over) with `count` numbers. */
function newCombine(type: Word, pool: Word, n: i64, count: i64): Word {
  if (count > 0x1000_0000) {
    release(pool);
    return memoryError();
  }
  const block = allocBlock(KIND_RAW, <usize>(count + 1) << 2);
  if (block == 0) {
    release(pool);
    return memoryError();
  }
  memory.fill(block, 0, <usize>(count + 1) << 2);
  const r = newTool(type, pool, NULL, NULL, NULL);
  if (r == NULL) {
    freeBlock(block);
    return NULL;
  }
  tool(r).block = <u32>block;
  tool(r).n = n;
  tool(r).m = FRESH;
  return r;
}

/** Tuple of the items that the first n numbers choose; called inside the lock, which it leaves. 0: MemoryError. */
function result(p: usize, t: Itertool): Word {
  const n = <u32>t.n;
  const out = newTuple(n);
  if (out != 0) {
    const pool = address(t.a);
    for (let i: u32 = 0; i < n; i++) tupleInit(out, i, own(tupleGet(pool, number(t, i))));
  }
  leave(p);
  return fromAddress(out);
}

// ---- product ---------------------------------------------------------------------------------------------------------------

/** @new product */
export function product_new(type: Word, args: usize, nargs: i32, kwnames: Word): Word {
  let times: i64 = 1;
  const kw = keywordCount(kwnames);
  if (kw != 0) {
    const known = newText('repeat');
    const same = kw == 1 && strEqual(tupleGet(address(kwnames), 0), known);
    release(known);
    if (!same) return kw > 1 ? raisef(T_TYPE_ERROR, 'product() takes at most 1 keyword argument (%d given)', ofInt(kw)) : raisef(T_TYPE_ERROR, "'%U' is an invalid keyword argument for product()", tupleGet(address(kwnames), 0));
    times = indexI64(arg(args, nargs), T_OVERFLOW_ERROR);
    if (times == -1 && errorSet()) return NULL;
    if (times < 0) return raise(T_VALUE_ERROR, 'repeat argument cannot be negative');
  }
  if (times == 0) nargs = 0;
  if (nargs > 0 && times > 0x0100_0000 / nargs) return raise(T_OVERFLOW_ERROR, 'repeat argument too large');
  const each = newTuple(nargs);
  if (each == 0) return NULL;
  for (let i = 0; i < nargs; i++) {
    const pool = tupleFrom(arg(args, i));
    if (pool == NULL) {
      decref(each);
      return NULL;
    }
    tupleInit(each, i, pool);
  }
  const n = <i64>nargs * times;
  const pools = newTuple(<u32>n);
  if (pools == 0) {
    decref(each);
    return NULL;
  }
  for (let i: i64 = 0; i < n; i++) tupleInit(pools, <u32>i, own(tupleGet(each, <u32>(i % nargs))));
  decref(each);
  return newCombine(type, fromAddress(pools), n, n);
}

/** @slot product.iternext */
export function product_next(self: Word): Word {
  const p = address(self);
  const t = tool(self);
  enter(p);
  const pools = address(t.a);
  const n = t.n;
  if (t.m == FRESH) {
    t.m = RUNNING;
    for (let i: i64 = 0; i < n; i++) if (tupleSize(address(tupleGet(pools, <u32>i))) == 0) t.m = DONE;
  } else if (t.m == RUNNING) {
    let i = n - 1;
    for (; i >= 0; i--) {
      const k = number(t, i) + 1;
      if (k < tupleSize(address(tupleGet(pools, <u32>i)))) {
        setNumber(t, i, k);
        break;
      }
      setNumber(t, i, 0);
    }
    if (i < 0) t.m = DONE;
  }
  if (t.m == DONE) {
    leave(p);
    return NULL;
  }
  const out = newTuple(<u32>n);
  if (out != 0) for (let i: i64 = 0; i < n; i++) tupleInit(out, <u32>i, own(tupleGet(address(tupleGet(pools, <u32>i)), number(t, i))));
  leave(p);
  return fromAddress(out);
}

// ---- combinations --------------------------------------------------------------------------------------------------------------

/** Pool and r of a constructor with the parameters iterable and r; in `r`. NULL with an error set. */
function poolAndLength(name: string, args: usize, nargs: i32, kwnames: Word): Word {
  if (!bindNamed(name, 'iterable r', 2, 2, 2, args, nargs, kwnames)) return NULL;
  const count = bound(1);
  const pool = tupleFrom(bound(0));
  if (pool == NULL) return NULL;
  r = indexI64(count, T_OVERFLOW_ERROR);
  if (r == -1 && errorSet()) {
    release(pool);
    return NULL;
  }
  if (r < 0) {
    release(pool);
    return raise(T_VALUE_ERROR, 'r must be non-negative');
  }
  return pool;
}
let r: i64 = 0;

/** @new combinations
 * @signature (iterable, r) */
export function combinations_new(type: Word, args: usize, nargs: i32, kwnames: Word): Word {
  const pool = poolAndLength('combinations', args, nargs, kwnames);
  if (pool == NULL) return NULL;
  const n = <i64>tupleSize(address(pool));
  const length = r;
  const self = newCombine(type, pool, length, length > n ? 0 : length);
  if (self == NULL) return NULL;
  if (length > n) tool(self).m = DONE;
  else for (let i: i64 = 0; i < length; i++) setNumber(tool(self), i, <u32>i);
  return self;
}

/** @slot combinations.iternext */
export function combinations_next(self: Word): Word {
  const p = address(self);
  const t = tool(self);
  enter(p);
  if (t.m == FRESH) t.m = RUNNING;
  else if (t.m == RUNNING) {
    const size = <i64>tupleSize(address(t.a));
    let i = t.n - 1;
    while (i >= 0 && <i64>number(t, i) == i + size - t.n) i--;
    if (i < 0) t.m = DONE;
    else {
      setNumber(t, i, number(t, i) + 1);
      for (let j = i + 1; j < t.n; j++) setNumber(t, j, number(t, j - 1) + 1);
    }
  }
  if (t.m != DONE) return result(p, t);
  leave(p);
  return NULL;
}

/** @new combinations_with_replacement
 * @signature (iterable, r) */
export function combinations_with_replacement_new(type: Word, args: usize, nargs: i32, kwnames: Word): Word {
  const pool = poolAndLength('combinations_with_replacement', args, nargs, kwnames);
  if (pool == NULL) return NULL;
  const n = tupleSize(address(pool));
  const length = r;
  const self = newCombine(type, pool, length, n == 0 ? 0 : length);
  if (self != NULL && n == 0 && length > 0) tool(self).m = DONE;
  return self;
}

/** @slot combinations_with_replacement.iternext */
export function combinations_with_replacement_next(self: Word): Word {
  const p = address(self);
  const t = tool(self);
  enter(p);
  if (t.m == FRESH) t.m = RUNNING;
  else if (t.m == RUNNING) {
    const last = tupleSize(address(t.a)) - 1;
    let i = t.n - 1;
    while (i >= 0 && number(t, i) == last) i--;
    if (i < 0) t.m = DONE;
    else {
      const k = number(t, i) + 1;
      for (; i < t.n; i++) setNumber(t, i, k);
    }
  }
  if (t.m != DONE) return result(p, t);
  leave(p);
  return NULL;
}

// ---- permutations: numbers 0..size choose, size.. count the cycles -----------------------------------------------------------------

/** @new permutations
 * @signature (iterable, r=None) */
export function permutations_new(type: Word, args: usize, nargs: i32, kwnames: Word): Word {
  if (!bindNamed('permutations', 'iterable r', 1, 2, 2, args, nargs, kwnames)) return NULL;
  const count = bound(1);
  const pool = tupleFrom(bound(0));
  if (pool == NULL) return NULL;
  const n = <i64>tupleSize(address(pool));
  let length = n;
  if (count != NULL && count != NONE) {
    if (!isIntLike(count)) {
      release(pool);
      return raise(T_TYPE_ERROR, 'Expected int as r');
    }
    length = indexI64(count, T_OVERFLOW_ERROR);
    if (length == -1 && errorSet()) {
      release(pool);
      return NULL;
    }
    if (length < 0) {
      release(pool);
      return raise(T_VALUE_ERROR, 'r must be non-negative');
    }
  }
  const self = newCombine(type, pool, length, length > n ? 0 : n + length);
  if (self == NULL) return NULL;
  const t = tool(self);
  if (length > n) t.m = DONE;
  else {
    for (let i: i64 = 0; i < n; i++) setNumber(t, i, <u32>i);
    for (let i: i64 = 0; i < length; i++) setNumber(t, n + i, <u32>(n - i));
  }
  return self;
}

/** @slot permutations.iternext */
export function permutations_next(self: Word): Word {
  const p = address(self);
  const t = tool(self);
  enter(p);
  if (t.m == FRESH) t.m = RUNNING;
  else if (t.m == RUNNING) {
    const n = <i64>tupleSize(address(t.a));
    let i = t.n - 1;
    for (; i >= 0; i--) {
      const left = number(t, n + i) - 1;
      setNumber(t, n + i, left);
      if (left == 0) {
        const k = number(t, i);
        for (let j = i; j < n - 1; j++) setNumber(t, j, number(t, j + 1));
        setNumber(t, n - 1, k);
        setNumber(t, n + i, <u32>(n - i));
      } else {
        const j = n - <i64>left;
        const k = number(t, i);
        setNumber(t, i, number(t, j));
        setNumber(t, j, k);
        break;
      }
    }
    if (i < 0) t.m = DONE;
  }
  if (t.m != DONE) return result(p, t);
  leave(p);
  return NULL;
}
