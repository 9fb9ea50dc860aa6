// itertools: the iterators over one or several iterables. Combinatorics: itertools_combine.ts; groupby and tee:
// itertools_group.ts.
//
// All have one layout. Words that change are read and replaced under the object's lock; nothing that can run Python code
// runs inside it. Threads that share one may repeat or miss items.

import { Word, NULL, NONE, isInt, toInt, address, fromAddress, ofInt, INT_MAX, fitsInt } from '../layout/word';
import { Type } from '../layout/type';
import {
  T_CHAIN, T_CYCLE, T_DROPWHILE, T_FILTERFALSE, T_ISLICE, T_PAIRWISE, T_STARMAP, T_TAKEWHILE, T_TYPE_ERROR, T_VALUE_ERROR, T_BOOL,
} from '../generated/types';
import { freeObject } from '../memory/objects';
import { own, release, decref } from '../counting/counts';
import { enter, leave } from '../sync/critical';
import { visit } from '../collector/visit';
import { arg, call1, call2, callTuple } from '../eval/call';
import { add } from '../eval/arithmetic';
import { raise, errorSet, clearError, formatText } from '../eval/errors';
import { typeOf, iter, truth, indexI64, isIntLike } from '../objects/protocol';
import { allocVar } from '../objects/type/alloc';
import { newGenericAlias } from '../objects/generic';
import { newTuple, tuple2, tupleGet, tupleInit, tupleSize } from '../objects/tuple';
import { tupleFrom } from '../objects/tuple_methods';
import { newList, listAppend, listAppendOwned, listGet, listSize, listSnapshot } from '../objects/list/core';
import { stopped } from '../objects/list/methods';
import { strEqual, newText } from '../objects/str/new';
import { checkPositional, checkKeywords, keywordCount, bindNamed, bound } from '../objects/positional';

/** @module itertools
 * Functional tools for creating and using iterators.
 *
 * Infinite iterators:
 * count(start=0, step=1) --> start, start+step, start+2*step, ...
 * cycle(p) --> p0, p1, ... plast, p0, p1, ...
 * repeat(elem [,n]) --> elem, elem, elem, ... endlessly or up to n times */

/** The layout of all of them. */
// @ts-ignore: decorator
@unmanaged
export class Itertool {
  type: u32; local: u32; shared: i32; owner: u16; mutex: u8; gc: u8;
  a: Word; // 16
  b: Word; // 24
  c: Word; // 32
  d: Word; // 40
  n: i64; // 48
  m: i64; // 56
  /** Raw block of u32 numbers, or 0 (combinatorics). */
  block: u32; // 64
  flag: u32; // 68
}
// @ts-ignore: decorator
@inline export const A: usize = 16;
// @ts-ignore: decorator
@inline export const B: usize = 24;
// @ts-ignore: decorator
@inline export const C: usize = 32;
// @ts-ignore: decorator
@inline export const D: usize = 40;

/** @type accumulate module=itertools in=itertools size=offsetof<Itertool>() flags=BASE,GC
 * Return series of accumulated sums. */
/** @type batched module=itertools in=itertools size=offsetof<Itertool>() flags=BASE,GC
 * Batch data into tuples of length n. The last batch may be shorter than n.
 *
 * Loops over the input iterable and accumulates data into tuples
 * up to size n.  The input is consumed lazily, just enough to
 * fill a batch.  The result is yielded as soon as a batch is full
 * or when the input iterable is exhausted.
 *
 * If "strict" is True, raises a ValueError if the final batch is shorter
 * than n. */
/** @type chain module=itertools in=itertools size=offsetof<Itertool>() flags=BASE,GC
 * Return a chain object whose .__next__() method returns elements from the
 * first iterable until it is exhausted, then elements from the next iterable,
 * until all of the iterables are exhausted. */
/** @type compress module=itertools in=itertools size=offsetof<Itertool>() flags=BASE,GC
 * Return data elements corresponding to true selector elements.
 *
 * Forms a shorter iterator from selected data elements using the selectors to
 * choose the data elements. */
/** @type count module=itertools in=itertools size=offsetof<Itertool>() flags=BASE,GC
 * Return a count object whose .__next__() method returns consecutive values. */
/** @type cycle module=itertools in=itertools size=offsetof<Itertool>() flags=BASE,GC
 * Return elements from the iterable until it is exhausted. Then repeat the sequence indefinitely. */
/** @type dropwhile module=itertools in=itertools size=offsetof<Itertool>() flags=BASE,GC
 * Drop items from the iterable while predicate(item) is true.
 *
 * Afterwards, return every element until the iterable is exhausted. */
/** @type filterfalse module=itertools in=itertools size=offsetof<Itertool>() flags=BASE,GC
 * Return those items of iterable for which function(item) is false.
 *
 * If function is None, return the items that are false. */
/** @type islice module=itertools in=itertools size=offsetof<Itertool>() flags=BASE,GC
 * islice(iterable, stop) --> islice object
 * islice(iterable, start, stop[, step]) --> islice object
 *
 * Return an iterator whose next() method returns selected values from an
 * iterable.  If start is specified, will skip all preceding elements;
 * otherwise, start defaults to zero.  Step defaults to one.  If
 * specified as another value, step determines how many values are
 * skipped between successive calls.  Works like a slice() on a list
 * but returns an iterator. */
/** @type pairwise module=itertools in=itertools size=offsetof<Itertool>() flags=BASE,GC
 * Return an iterator of overlapping pairs taken from the input iterator.
 *
 *     s -> (s0,s1), (s1,s2), (s2, s3), ... */
/** @type repeat module=itertools in=itertools size=offsetof<Itertool>() flags=BASE,GC
 * repeat(object [,times]) -> create an iterator which returns the object
 * for the specified number of times.  If not specified, returns the object
 * endlessly. */
/** @type starmap module=itertools in=itertools size=offsetof<Itertool>() flags=BASE,GC
 * Return an iterator whose values are returned from the function evaluated with an argument tuple taken from the given sequence. */
/** @type takewhile module=itertools in=itertools size=offsetof<Itertool>() flags=BASE,GC
 * Return successive entries from an iterable as long as the predicate evaluates to true for each entry. */
/** @type zip_longest module=itertools in=itertools size=offsetof<Itertool>() flags=BASE,GC
 * Return a zip_longest object whose .__next__() method returns a tuple where
 * the i-th element comes from the i-th iterable argument.  The .__next__()
 * method continues until the longest iterable in the argument sequence
 * is exhausted and then it raises StopIteration.  When the shorter iterables
 * are exhausted, the fillvalue is substituted in their place.  The fillvalue
 * defaults to None or can be specified by a keyword argument. */

// ---- what all share ---------------------------------------------------------------------------------------------------------

// @ts-ignore: decorator
@inline export function tool(w: Word): Itertool { return changetype<Itertool>(address(w)); }

/** New object; takes the words over, also when memory is lacking (NULL). */
export function newTool(type: Word, a: Word, b: Word, c: Word, d: Word): Word {
  const p = allocVar(<u32>type, 0);
  if (p == 0) {
    release(a);
    release(b);
    release(c);
    release(d);
    return NULL;
  }
  const t = changetype<Itertool>(p);
  t.a = a;
  t.b = b;
  t.c = c;
  t.d = d;
  return fromAddress(p);
}

/** Word at an offset, owned. */
export function readWord(p: usize, offset: usize): Word {
  enter(p);
  const w = own(load<u64>(p + offset));
  leave(p);
  return w;
}

/** Replaces the word at an offset by w, which is taken over. */
export function replaceWord(p: usize, offset: usize, w: Word): void {
  enter(p);
  const old = load<u64>(p + offset);
  store<u64>(p + offset, w);
  leave(p);
  release(old);
}

/** Next item of an iterator; NULL: exhausted (perhaps with StopIteration set) or failed. */
// @ts-ignore: decorator
@inline export function step(it: Word): Word { return call_indirect<Word>(changetype<Type>(<usize>typeOf(it)).iternext, it); }

/** @slot accumulate.dealloc
 * @slot batched.dealloc
 * @slot chain.dealloc
 * @slot compress.dealloc
 * @slot count.dealloc
 * @slot cycle.dealloc
 * @slot dropwhile.dealloc
 * @slot filterfalse.dealloc
 * @slot islice.dealloc
 * @slot pairwise.dealloc
 * @slot repeat.dealloc
 * @slot starmap.dealloc
 * @slot takewhile.dealloc
 * @slot zip_longest.dealloc */
export function toolDealloc(p: usize): void {
  const t = changetype<Itertool>(p);
  release(t.a);
  release(t.b);
  release(t.c);
  release(t.d);
  freeObject(p);
}

/** @slot accumulate.traverse
 * @slot batched.traverse
 * @slot chain.traverse
 * @slot compress.traverse
 * @slot count.traverse
 * @slot cycle.traverse
 * @slot dropwhile.traverse
 * @slot filterfalse.traverse
 * @slot islice.traverse
 * @slot pairwise.traverse
 * @slot repeat.traverse
 * @slot starmap.traverse
 * @slot takewhile.traverse
 * @slot zip_longest.traverse */
export function toolTraverse(p: usize): void {
  const t = changetype<Itertool>(p);
  visit(t.a);
  visit(t.b);
  visit(t.c);
  visit(t.d);
}

/** @slot accumulate.iter
 * @slot batched.iter
 * @slot chain.iter
 * @slot compress.iter
 * @slot count.iter
 * @slot cycle.iter
 * @slot dropwhile.iter
 * @slot filterfalse.iter
 * @slot islice.iter
 * @slot pairwise.iter
 * @slot repeat.iter
 * @slot starmap.iter
 * @slot takewhile.iter
 * @slot zip_longest.iter */
export function toolIter(self: Word): Word {
  return own(self);
}

/** Truth of predicate(w); None and bool mean the truth of w itself. -1 with an error set. */
function holds(predicate: Word, w: Word): i32 {
  if (predicate == NONE || predicate == <Word>T_BOOL) return truth(w);
  const r = call1(predicate, w);
  if (r == NULL) return -1;
  const t = truth(r);
  release(r);
  return t;
}

// ---- accumulate: a iterator, b function or NULL, c total, d initial ----------------------------------------------------------

/** @new accumulate
 * @signature (iterable, func=None, *, initial=None) */
export function accumulate_new(type: Word, args: usize, nargs: i32, kwnames: Word): Word {
  if (!bindNamed('accumulate', 'iterable func initial', 1, 2, 3, args, nargs, kwnames)) return NULL;
  const func = bound(1);
  const initial = bound(2);
  const it = iter(bound(0));
  if (it == NULL) return NULL;
  return newTool(type, it, func == NULL || func == NONE ? NULL : own(func), NULL, initial == NULL || initial == NONE ? NULL : own(initial));
}

/** @slot accumulate.iternext */
export function accumulate_next(self: Word): Word {
  const p = address(self);
  const t = tool(self);
  enter(p);
  const initial = t.d;
  if (initial != NULL) {
    t.d = NULL;
    const old = t.c;
    t.c = initial;
    own(initial);
    leave(p);
    release(old);
    return initial;
  }
  leave(p);
  const w = step(t.a);
  if (w == NULL) return NULL;
  const total = readWord(p, C);
  if (total == NULL) {
    replaceWord(p, C, own(w));
    return w;
  }
  const r = t.b == NULL ? add(total, w) : call2(t.b, total, w);
  release(total);
  release(w);
  if (r != NULL) replaceWord(p, C, own(r));
  return r;
}

// ---- batched: a iterator, n size, flag strict -----------------------------------------------------------------------------------

/** @new batched
 * @signature (iterable, n, *, strict=False) */
export function batched_new(type: Word, args: usize, nargs: i32, kwnames: Word): Word {
  if (!bindNamed('batched', 'iterable n strict', 2, 2, 3, args, nargs, kwnames)) return NULL;
  const iterable = bound(0);
  const size = bound(1);
  const s = bound(2);
  const n = indexI64(size, T_OVERFLOW_ERROR);
  if (n == -1 && errorSet()) return NULL;
  const strict = s == NULL ? 0 : truth(s);
  if (strict < 0) return NULL;
  if (n < 1) return raise(T_VALUE_ERROR, 'n must be at least one');
  const it = iter(iterable);
  if (it == NULL) return NULL;
  const r = newTool(type, it, NULL, NULL, NULL);
  if (r != NULL) {
    tool(r).n = n;
    tool(r).flag = strict;
  }
  return r;
}
import { T_OVERFLOW_ERROR } from '../generated/types';

/** @slot batched.iternext */
export function batched_next(self: Word): Word {
  const t = tool(self);
  if (t.m != 0) return NULL;
  const list = newList(0);
  if (list == 0) return NULL;
  let ok = true;
  for (let i: i64 = 0; i < t.n; i++) {
    const w = step(t.a);
    if (w == NULL) {
      ok = stopped();
      t.m = 1;
      break;
    }
    if (listAppendOwned(list, w) < 0) {
      ok = false;
      break;
    }
  }
  let r: Word = NULL;
  const n = listSize(list);
  if (ok && n != 0) {
    if (t.flag != 0 && <i64>n != t.n) raise(T_VALUE_ERROR, 'batched(): incomplete batch');
    else r = listSnapshot(fromAddress(list));
  }
  decref(list);
  return r;
}

// ---- chain: a iterator of iterables or NULL when done, b the present iterator ----------------------------------------------------

/** @new chain
 * @signature (*iterables) */
export function chain_new(type: Word, args: usize, nargs: i32, kwnames: Word): Word {
  if (!checkKeywords('chain', type, T_CHAIN, kwnames)) return NULL;
  const t = newTuple(nargs);
  if (t == 0) return NULL;
  for (let i = 0; i < nargs; i++) tupleInit(t, i, own(arg(args, i)));
  const it = iter(fromAddress(t));
  decref(t);
  return it == NULL ? NULL : newTool(type, it, NULL, NULL, NULL);
}

/** @classmethod chain.from_iterable(type, iterable, /)
 * Alternative chain() constructor taking a single iterable argument that evaluates lazily. */
export function chain_from_iterable(type: Word, iterable: Word): Word {
  const it = iter(iterable);
  return it == NULL ? NULL : newTool(type, it, NULL, NULL, NULL);
}

/** @classmethod chain.__class_getitem__(type, object, /)
 * See PEP 585 */
export function chain_class_getitem(type: Word, item: Word): Word {
  return newGenericAlias(type, item);
}

/** @slot chain.iternext */
export function chain_next(self: Word): Word {
  const p = address(self);
  while (true) {
    let present = readWord(p, B);
    if (present == NULL) {
      const source = readWord(p, A);
      if (source == NULL) return NULL;
      const iterable = step(source);
      release(source);
      if (iterable == NULL) {
        replaceWord(p, A, NULL);
        return NULL;
      }
      present = iter(iterable);
      release(iterable);
      if (present == NULL) {
        replaceWord(p, A, NULL);
        return NULL;
      }
      replaceWord(p, B, own(present));
    }
    const w = step(present);
    release(present);
    if (w != NULL) return w;
    if (!stopped()) return NULL;
    replaceWord(p, B, NULL);
  }
}

// ---- compress: a data, b selectors -----------------------------------------------------------------------------------------------

/** @new compress
 * @signature (data, selectors) */
export function compress_new(type: Word, args: usize, nargs: i32, kwnames: Word): Word {
  if (!bindNamed('compress', 'data selectors', 2, 2, 2, args, nargs, kwnames)) return NULL;
  const selectors = bound(1);
  const data = iter(bound(0));
  if (data == NULL) return NULL;
  const s = iter(selectors);
  if (s == NULL) {
    release(data);
    return NULL;
  }
  return newTool(type, data, s, NULL, NULL);
}

/** @slot compress.iternext */
export function compress_next(self: Word): Word {
  const t = tool(self);
  while (true) {
    const w = step(t.a);
    if (w == NULL) return NULL;
    const s = step(t.b);
    if (s == NULL) {
      release(w);
      return NULL;
    }
    const ok = truth(s);
    release(s);
    if (ok > 0) return w;
    release(w);
    if (ok < 0) return NULL;
  }
}

// ---- count: a next value, b step ---------------------------------------------------------------------------------------------------

/** @new count
 * @signature (start=0, step=1) */
export function count_new(type: Word, args: usize, nargs: i32, kwnames: Word): Word {
  if (!bindNamed('count', 'start step', 0, 2, 2, args, nargs, kwnames)) return NULL;
  const start = bound(0) == NULL ? ofInt(0) : bound(0);
  const by = bound(1) == NULL ? ofInt(1) : bound(1);
  if (!isNumberLike(start) || !isNumberLike(by)) return raise(T_TYPE_ERROR, 'a number is required');
  return newTool(type, own(start), own(by), NULL, NULL);
}

function isNumberLike(w: Word): bool {
  const t = changetype<Type>(<usize>typeOf(w));
  return t.nb_index != 0 || t.nb_int != 0 || t.nb_float != 0 || typeOf(w) == T_COMPLEX;
}
import { T_COMPLEX } from '../generated/types';

/** @slot count.iternext */
export function count_next(self: Word): Word {
  const p = address(self);
  const t = tool(self);
  enter(p);
  const w = t.a;
  if (isInt(w) && isInt(t.b)) {
    const n = toInt(w) + toInt(t.b);
    if (fitsInt(n)) {
      t.a = ofInt(n);
      leave(p);
      return w;
    }
  }
  own(w);
  leave(p);
  const following = add(w, t.b);
  if (following == NULL) {
    release(w);
    return NULL;
  }
  replaceWord(p, A, following);
  return w;
}

/** @slot count.repr */
export function count_repr(self: Word): Word {
  const w = readWord(address(self), A);
  const by = tool(self).b;
  const name = changetype<Type>(<usize>typeOf(self)).name;
  const r = by == ofInt(1) ? formatText('%U(%R)', name, w) : formatText('%U(%R, %R)', name, w, by);
  release(w);
  return r;
}

// ---- cycle: a iterator or NULL when it is exhausted, b list of what it gave, n index -----------------------------------------------

/** @new cycle
 * @signature (iterable, /) */
export function cycle_new(type: Word, args: usize, nargs: i32, kwnames: Word): Word {
  if (!checkKeywords('cycle', type, T_CYCLE, kwnames)) return NULL;
  if (!checkPositional('cycle', nargs, 1, 1)) return NULL;
  const it = iter(arg(args, 0));
  if (it == NULL) return NULL;
  const saved = newList(0);
  if (saved == 0) {
    release(it);
    return NULL;
  }
  return newTool(type, it, fromAddress(saved), NULL, NULL);
}

/** @slot cycle.iternext */
export function cycle_next(self: Word): Word {
  const p = address(self);
  const t = tool(self);
  const it = readWord(p, A);
  if (it != NULL) {
    const w = step(it);
    release(it);
    if (w != NULL) {
      // with `flag` the list is whole: the iterator goes over it
      if (t.flag != 0 || listAppend(address(t.b), w) >= 0) return w;
      release(w);
      return NULL;
    }
    if (!stopped()) return NULL;
    replaceWord(p, A, NULL);
  }
  enter(p);
  const i = t.n;
  t.n = i + 1 >= <i64>listSize(address(t.b)) ? 0 : i + 1;
  leave(p);
  return listGet(address(t.b), <u32>i);
}

// ---- dropwhile, takewhile, filterfalse, starmap: a function, b iterator, n state ---------------------------------------------------

/** function and iterable. */
function newFiltering(type: Word, name: string, args: usize, nargs: i32): Word {
  if (!checkPositional(name, nargs, 2, 2)) return NULL;
  const it = iter(arg(args, 1));
  return it == NULL ? NULL : newTool(type, own(arg(args, 0)), it, NULL, NULL);
}

/** @new dropwhile
 * @signature (predicate, iterable, /) */
export function dropwhile_new(type: Word, args: usize, nargs: i32, kwnames: Word): Word {
  if (!checkKeywords('dropwhile', type, T_DROPWHILE, kwnames)) return NULL;
  return newFiltering(type, 'dropwhile', args, nargs);
}
/** @slot dropwhile.iternext */
export function dropwhile_next(self: Word): Word {
  const t = tool(self);
  while (true) {
    const w = step(t.b);
    if (w == NULL || t.n != 0) return w;
    const ok = callTruth(t.a, w);
    if (ok == 0) {
      t.n = 1;
      return w;
    }
    release(w);
    if (ok < 0) return NULL;
  }
}

function callTruth(f: Word, w: Word): i32 {
  const r = call1(f, w);
  if (r == NULL) return -1;
  const t = truth(r);
  release(r);
  return t;
}

/** @new takewhile
 * @signature (predicate, iterable, /) */
export function takewhile_new(type: Word, args: usize, nargs: i32, kwnames: Word): Word {
  if (!checkKeywords('takewhile', type, T_TAKEWHILE, kwnames)) return NULL;
  return newFiltering(type, 'takewhile', args, nargs);
}
/** @slot takewhile.iternext */
export function takewhile_next(self: Word): Word {
  const t = tool(self);
  if (t.n != 0) return NULL;
  const w = step(t.b);
  if (w == NULL) return NULL;
  const ok = callTruth(t.a, w);
  if (ok > 0) return w;
  release(w);
  if (ok == 0) t.n = 1;
  return NULL;
}

/** @new filterfalse
 * @signature (function, iterable, /) */
export function filterfalse_new(type: Word, args: usize, nargs: i32, kwnames: Word): Word {
  if (!checkKeywords('filterfalse', type, T_FILTERFALSE, kwnames)) return NULL;
  return newFiltering(type, 'filterfalse', args, nargs);
}
/** @slot filterfalse.iternext */
export function filterfalse_next(self: Word): Word {
  const t = tool(self);
  while (true) {
    const w = step(t.b);
    if (w == NULL) return NULL;
    const ok = holds(t.a, w);
    if (ok == 0) return w;
    release(w);
    if (ok < 0) return NULL;
  }
}

/** @new starmap
 * @signature (function, iterable, /) */
export function starmap_new(type: Word, args: usize, nargs: i32, kwnames: Word): Word {
  if (!checkKeywords('starmap', type, T_STARMAP, kwnames)) return NULL;
  return newFiltering(type, 'starmap', args, nargs);
}
/** @slot starmap.iternext */
export function starmap_next(self: Word): Word {
  const t = tool(self);
  const w = step(t.b);
  if (w == NULL) return NULL;
  const words = tupleFrom(w);
  release(w);
  if (words == NULL) return NULL;
  const r = callTuple(t.a, words, NULL);
  release(words);
  return r;
}

// ---- islice: a iterator or NULL when done, n next index wanted, m stop or -1, c step, block items taken so far ------------------------

/** An argument of islice: None or an int >= 0; -1 for None, -2 with ValueError set. */
function sliceBound(w: Word, message: string): i64 {
  if (w == NONE) return -1;
  const n = isIntLike(w) || changetype<Type>(<usize>typeOf(w)).nb_index != 0 ? indexI64(w, T_OVERFLOW_ERROR) : -1;
  if (n >= 0) return n;
  if (errorSet()) clearError();
  raise(T_VALUE_ERROR, message);
  return -2;
}

/** @new islice */
export function islice_new(type: Word, args: usize, nargs: i32, kwnames: Word): Word {
  if (!checkKeywords('islice', type, T_ISLICE, kwnames)) return NULL;
  if (!checkPositional('islice', nargs, 2, 4)) return NULL;
  let start: i64 = 0;
  let stop: i64;
  let by: i64 = 1;
  if (nargs == 2) {
    stop = sliceBound(arg(args, 1), 'Stop argument for islice() must be None or an integer: 0 <= x <= sys.maxsize.');
    if (stop == -2) return NULL;
  } else {
    start = sliceBound(arg(args, 1), 'Indices for islice() must be None or an integer: 0 <= x <= sys.maxsize.');
    if (start == -2) return NULL;
    if (start < 0) start = 0;
    stop = sliceBound(arg(args, 2), 'Stop argument for islice() must be None or an integer: 0 <= x <= sys.maxsize.');
    if (stop == -2) return NULL;
    if (nargs == 4) {
      by = sliceBound(arg(args, 3), 'Step for islice() must be a positive integer or None.');
      if (by == -2) return NULL;
      if (by == 0) return raise(T_VALUE_ERROR, 'Step for islice() must be a positive integer or None.');
      if (by < 0) by = 1;
    }
  }
  const it = iter(arg(args, 0));
  if (it == NULL) return NULL;
  const r = newTool(type, it, NULL, ofInt(min<i64>(by, INT_MAX)), ofInt(0));
  if (r != NULL) {
    tool(r).n = start;
    tool(r).m = stop;
  }
  return r;
}

/** @slot islice.iternext */
export function islice_next(self: Word): Word {
  const p = address(self);
  const t = tool(self);
  const it = readWord(p, A);
  if (it == NULL) return NULL;
  let taken = toInt(t.d);
  let w: Word = NULL;
  const until = t.m >= 0 && t.n > t.m ? t.m : t.n;
  let ended = false;
  while (taken < until) {
    w = step(it);
    if (w == NULL) {
      ended = true;
      break;
    }
    release(w);
    taken++;
  }
  w = NULL;
  if (!ended && !(t.m >= 0 && taken >= t.m)) {
    w = step(it);
    if (w != NULL) {
      taken++;
      const following = t.n + toInt(t.c);
      t.n = following < t.n || (t.m >= 0 && following > t.m) ? (t.m >= 0 ? t.m : i64.MAX_VALUE) : following;
    }
  }
  t.d = ofInt(taken);
  release(it);
  if (w == NULL) replaceWord(p, A, NULL);
  return w;
}

// ---- pairwise: a iterator or NULL when done, b last item ------------------------------------------------------------------------------

/** @new pairwise
 * @signature (iterable, /) */
export function pairwise_new(type: Word, args: usize, nargs: i32, kwnames: Word): Word {
  if (!checkKeywords('pairwise', type, T_PAIRWISE, kwnames)) return NULL;
  if (!checkPositional('pairwise', nargs, 1, 1)) return NULL;
  const it = iter(arg(args, 0));
  return it == NULL ? NULL : newTool(type, it, NULL, NULL, NULL);
}

/** @slot pairwise.iternext */
export function pairwise_next(self: Word): Word {
  const p = address(self);
  const it = readWord(p, A);
  if (it == NULL) return NULL;
  let old = readWord(p, B);
  if (old == NULL) {
    old = step(it);
    if (old == NULL) {
      replaceWord(p, A, NULL);
      release(it);
      return NULL;
    }
    replaceWord(p, B, own(old));
    // the iterator may have called this very object
    if (readPresent(p)) {
      release(old);
      release(it);
      return NULL;
    }
  }
  const w = step(it);
  release(it);
  if (w == NULL) {
    replaceWord(p, A, NULL);
    replaceWord(p, B, NULL);
    release(old);
    return NULL;
  }
  replaceWord(p, B, own(w));
  return fromAddress(tuple2(old, w));
}

/** Whether the object was exhausted meanwhile. */
function readPresent(p: usize): bool {
  return load<u64>(p + A) == NULL;
}

// ---- repeat: a object, n times left or -1 ------------------------------------------------------------------------------------------------

/** @new repeat */
export function repeat_new(type: Word, args: usize, nargs: i32, kwnames: Word): Word {
  if (!bindNamed('repeat', 'object times', 1, 2, 2, args, nargs, kwnames)) return NULL;
  const object = bound(0);
  const times = bound(1);
  let n: i64 = -1;
  if (times != NULL) {
    n = indexI64(times, T_OVERFLOW_ERROR);
    if (n == -1 && errorSet()) return NULL;
    if (n < 0) n = 0;
  }
  const r = newTool(type, own(object), NULL, NULL, NULL);
  if (r != NULL) tool(r).n = n;
  return r;
}

/** @slot repeat.iternext */
export function repeat_next(self: Word): Word {
  const t = tool(self);
  const n = t.n;
  if (n == 0) return NULL;
  if (n > 0) t.n = n - 1;
  return own(t.a);
}

/** @slot repeat.repr */
export function repeat_repr(self: Word): Word {
  const t = tool(self);
  const name = changetype<Type>(<usize>typeOf(self)).name;
  return t.n < 0 ? formatText('%U(%R)', name, t.a) : formatText('%U(%R, %R)', name, t.a, ofInt(t.n));
}

/** @method repeat.__length_hint__(self, /)
 * Private method returning an estimate of len(list(it)). */
export function repeat_hint(self: Word): Word {
  return tool(self).n < 0 ? raise(T_TYPE_ERROR, 'len() of unsized object') : ofInt(tool(self).n);
}


// ---- zip_longest: a list of iterators (None: exhausted), b fill value, n iterators left -----------------------------------------------------

/** @new zip_longest */
export function zip_longest_new(type: Word, args: usize, nargs: i32, kwnames: Word): Word {
  let fill: Word = NONE;
  for (let k = 0, n = keywordCount(kwnames); k < n; k++) {
    const name = tupleGet(address(kwnames), k);
    const known = newText('fillvalue');
    const same = strEqual(name, known);
    release(known);
    if (!same) return raise(T_TYPE_ERROR, 'zip_longest() got an unexpected keyword argument');
    fill = arg(args, nargs + k);
  }
  const its = newTuple(nargs);
  if (its == 0) return NULL;
  for (let i = 0; i < nargs; i++) {
    const it = iter(arg(args, i));
    if (it == NULL) {
      decref(its);
      return NULL;
    }
    tupleInit(its, i, it);
  }
  const r = newTool(type, fromAddress(its), own(fill), NULL, NULL);
  if (r != NULL) tool(r).n = nargs;
  return r;
}

/** @slot zip_longest.iternext */
export function zip_longest_next(self: Word): Word {
  const p = address(self);
  const t = tool(self);
  const its = address(t.a);
  const n = tupleSize(its);
  if (n == 0 || t.n == 0) return NULL;
  const out = newTuple(n);
  if (out == 0) return NULL;
  for (let i: u32 = 0; i < n; i++) {
    enter(p);
    const it = own(tupleGet(its, i));
    leave(p);
    let w: Word = NULL;
    if (it != NONE) {
      w = step(it);
      release(it);
      if (w == NULL) {
        if (!stopped()) {
          t.n = 0;
          decref(out);
          return NULL;
        }
        if (--t.n == 0) {
          decref(out);
          return NULL;
        }
        enter(p);
        const old = tupleGet(its, i);
        tupleInit(its, i, NONE);
        leave(p);
        release(old);
      }
    }
    tupleInit(out, i, w == NULL ? readWord(p, B) : w);
  }
  return fromAddress(out);
}
