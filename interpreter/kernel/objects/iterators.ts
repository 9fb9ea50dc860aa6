// Iterators over sequences and callables, and the builtins enumerate, zip, map, filter, reversed.
//
// Threads may share an iterator: it may then repeat or miss items, but what it refers to lives as long as itself.

import { Word, NULL, NONE, TRUE, isPointer, isInt, toInt, address, fromAddress, ofInt, INT_MAX } from '../layout/word';
import { ListIterator, PairIterator, ITERATOR_DONE } from '../layout/containers';
import { Type, EQ } from '../layout/type';
import {
  T_LIST_ITERATOR, T_LIST_REVERSEITERATOR, T_TUPLE_ITERATOR, T_ITERATOR, T_CALLABLE_ITERATOR, T_ZIP, T_MAP, T_FILTER, T_REVERSED, T_TYPE_ERROR,
  T_INDEX_ERROR, T_STOP_ITERATION, T_VALUE_ERROR, T_BOOL,
} from '../generated/types';
import { N___reversed__, N_iter, N_reversed, N_strict } from '../generated/names';
import { newObject, freeObject } from '../memory/objects';
import { own, release, decref } from '../counting/counts';
import { atomicLoad32, atomicStore32, atomicLoad64, atomicStore64 } from '../sync/access';
import { visit } from '../collector/visit';
import { control } from '../layout/control';
import { arg, call0, call1, callArray } from '../eval/call';
import { raise, raisef, raiseValue, errorSet, errorMatches, clearError } from '../eval/errors';
import { typeOf, iter, next, truth, compareBool, index, indexI64, length, lookupSpecial } from './protocol';
import { add } from '../eval/arithmetic';
import { builtinsOfCaller } from '../eval/frames';
import { mappingGet } from '../eval/caches';
import { allocVar } from './type/alloc';
import { control } from '../layout/control';
import { newGenericAlias } from './generic';
import { newTuple, tupleSize, tupleGet, tupleInit, tuple1, tuple2, tuple3, tupleSlot } from './tuple';
import { listGetFast, listSize, newList } from './list/core';
import { stopped } from './list/methods';
import { strEqual, internText } from './str/new';
import { checkPositional, checkKeywords, keywordCount } from './positional';

/** @type list_iterator base=object size=offsetof<ListIterator>() flags=GC,DISALLOW_NEW */
/** @type list_reverseiterator base=object size=offsetof<ListIterator>() flags=GC,DISALLOW_NEW */
/** @type tuple_iterator base=object size=offsetof<ListIterator>() flags=GC,DISALLOW_NEW */
/** @type iterator base=object size=offsetof<PairIterator>() flags=GC,DISALLOW_NEW */
/** @type callable_iterator base=object size=offsetof<PairIterator>() flags=GC,DISALLOW_NEW */
/** @type enumerate base=object size=offsetof<PairIterator>() flags=BASE,GC
 * Return an enumerate object.
 *
 *   iterable
 *     an object supporting iteration
 *
 * The enumerate object yields pairs containing a count (from start, which
 * defaults to zero) and a value yielded by the iterable argument.
 *
 * enumerate is useful for obtaining an indexed list:
 *     (0, seq[0]), (1, seq[1]), (2, seq[2]), ... */
/** @type reversed base=object size=offsetof<PairIterator>() flags=BASE,GC
 * Return a reverse iterator over the values of the given sequence. */
/** @type map base=object size=offsetof<PairIterator>() flags=BASE,GC
 * Make an iterator that computes the function using arguments from
 * each of the iterables.  Stops when the shortest iterable is exhausted. */
/** @type filter base=object size=offsetof<PairIterator>() flags=BASE,GC
 * Return an iterator yielding those items of iterable for which function(item)
 * is true. If function is None, return the items that are true. */
/** @type zip base=object size=offsetof<PairIterator>() flags=BASE,GC
 * The zip object yields n-length tuples, where n is the number of iterables
 * passed as positional arguments to zip().  The i-th element in every tuple
 * comes from the i-th iterable argument to zip().  This continues until the
 * shortest argument is exhausted.
 *
 * If strict is true and one of the arguments is exhausted before the others,
 * raise a ValueError.
 *
 *    >>> list(zip('abcdefg', range(3), range(4)))
 *    [('a', 0, 0), ('b', 1, 1), ('c', 2, 2)] */

// @ts-ignore: decorator
@inline const INDEX: usize = 16; // of ListIterator
// @ts-ignore: decorator
@inline const SEQUENCE: usize = 24;

function newSequence(type: u32, sequence: Word, at: u32): Word {
  const p = newObject(type, offsetof<ListIterator>());
  if (p == 0) return NULL;
  store<u32>(p, at, INDEX);
  store<u32>(p, 0, INDEX + 4);
  store<u64>(p, own(sequence), SEQUENCE);
  return fromAddress(p);
}

/** Iterator over a list (owned result). */
export function newListIterator(list: Word): Word {
  return newSequence(T_LIST_ITERATOR, list, 0);
}
export function newListReverseIterator(list: Word): Word {
  return newSequence(T_LIST_REVERSEITERATOR, list, listSize(address(list)));
}
export function newTupleIterator(tuple: Word): Word {
  return newSequence(T_TUPLE_ITERATOR, tuple, 0);
}

/** @slot list_iterator.dealloc
 * @slot list_reverseiterator.dealloc
 * @slot tuple_iterator.dealloc */
export function sequenceIteratorDealloc(p: usize): void {
  release(load<u64>(p, SEQUENCE));
  freeObject(p);
}
/** @slot list_iterator.traverse
 * @slot list_reverseiterator.traverse
 * @slot tuple_iterator.traverse */
export function sequenceIteratorTraverse(p: usize): void {
  visit(load<u64>(p, SEQUENCE));
}
/** @slot list_iterator.iter
 * @slot list_reverseiterator.iter
 * @slot tuple_iterator.iter
 * @slot iterator.iter
 * @slot callable_iterator.iter
 * @slot enumerate.iter
 * @slot reversed.iter
 * @slot map.iter
 * @slot filter.iter
 * @slot zip.iter */
export function iterSelf(self: Word): Word {
  return own(self);
}

/** @slot list_iterator.iternext */
export function listIteratorNext(self: Word): Word {
  const p = address(self);
  const i = atomicLoad32(p + INDEX);
  if (i == ITERATOR_DONE) return NULL;
  const w = listGetFast(address(load<u64>(p, SEQUENCE)), i);
  atomicStore32(p + INDEX, w == NULL ? ITERATOR_DONE : i + 1);
  return w;
}

/** @slot list_reverseiterator.iternext */
export function listReverseIteratorNext(self: Word): Word {
  const p = address(self);
  const i = atomicLoad32(p + INDEX);
  if (i == 0 || i == ITERATOR_DONE) return NULL;
  const w = listGetFast(address(load<u64>(p, SEQUENCE)), <i64>i - 1);
  atomicStore32(p + INDEX, w == NULL ? ITERATOR_DONE : i - 1);
  return w;
}

/** @slot tuple_iterator.iternext */
export function tupleIteratorNext(self: Word): Word {
  const p = address(self);
  const i = atomicLoad32(p + INDEX);
  const t = address(load<u64>(p, SEQUENCE));
  if (i >= tupleSize(t)) {
    if (i != ITERATOR_DONE) atomicStore32(p + INDEX, ITERATOR_DONE);
    return NULL;
  }
  atomicStore32(p + INDEX, i + 1);
  return own(tupleGet(t, i));
}

/** @method list_iterator.__length_hint__(self, /)
 * Private method returning an estimate of len(list(it)). */
export function listIteratorHint(self: Word): Word {
  const i = atomicLoad32(address(self) + INDEX);
  if (i == ITERATOR_DONE) return ofInt(0);
  return ofInt(max<i64>(0, <i64>listSize(address(load<u64>(address(self), SEQUENCE))) - i));
}

/** @method list_reverseiterator.__length_hint__(self, /)
 * Private method returning an estimate of len(list(it)). */
export function listReverseIteratorHint(self: Word): Word {
  const i = atomicLoad32(address(self) + INDEX);
  if (i == ITERATOR_DONE || i > listSize(address(load<u64>(address(self), SEQUENCE)))) return ofInt(0);
  return ofInt(i);
}

/** @method tuple_iterator.__length_hint__(self, /)
 * Private method returning an estimate of len(list(it)). */
export function tupleIteratorHint(self: Word): Word {
  const i = atomicLoad32(address(self) + INDEX);
  if (i == ITERATOR_DONE) return ofInt(0);
  return ofInt(<i64>tupleSize(address(load<u64>(address(self), SEQUENCE))) - i);
}

/** (iter or reversed, (sequence,), state) as pickle wants it; state NULL: left out. `what` is taken over. */
function reduceWith(builtin: Word, what: Word, state: Word): Word {
  const f = builtinOf(builtin);
  const args = what == NULL ? 0 : tuple1(what);
  if (f == NULL || args == 0) {
    release(f);
    if (args != 0) decref(args);
    release(state);
    return NULL;
  }
  return fromAddress(state == NULL ? tuple2(f, fromAddress(args)) : tuple3(f, fromAddress(args), state));
}

/** Lets a fresh list_iterator go on at an index. */
// @ts-ignore: decorator
@inline export function setListIteratorIndex(it: Word, index: i64): void { atomicStore32(address(it) + INDEX, <u32>index); }

/** @method list_iterator.__reduce__(self, /)
 * Return state information for pickling. */
export function listIteratorReduce(self: Word): Word {
  const i = atomicLoad32(address(self) + INDEX);
  if (i == ITERATOR_DONE) return reduceWith(N_iter, fromAddress(newList(0)), NULL);
  return reduceWith(N_iter, own(load<u64>(address(self), SEQUENCE)), ofInt(i));
}

/** @method tuple_iterator.__reduce__(self, /)
 * Return state information for pickling. */
export function tupleIteratorReduce(self: Word): Word {
  const i = atomicLoad32(address(self) + INDEX);
  if (i == ITERATOR_DONE) return reduceWith(N_iter, fromAddress(newTuple(0)), NULL);
  return reduceWith(N_iter, own(load<u64>(address(self), SEQUENCE)), ofInt(i));
}

/** @method list_reverseiterator.__reduce__(self, /)
 * Return state information for pickling. */
export function listReverseIteratorReduce(self: Word): Word {
  const i = atomicLoad32(address(self) + INDEX);
  if (i == ITERATOR_DONE) return reduceWith(N_iter, fromAddress(newList(0)), NULL);
  return reduceWith(N_reversed, own(load<u64>(address(self), SEQUENCE)), ofInt(<i64>i - 1));
}

/** @method list_iterator.__setstate__(self, state, /)
 * Set state information for unpickling. */
export function listIteratorSetstate(self: Word, state: Word): Word {
  const i = indexI64(state, 0);
  if (i == -1 && errorSet()) return NULL;
  const p = address(self);
  if (atomicLoad32(p + INDEX) != ITERATOR_DONE) atomicStore32(p + INDEX, <u32>max<i64>(0, min<i64>(i, listSize(address(load<u64>(p, SEQUENCE))))));
  return NONE;
}

/** @method list_reverseiterator.__setstate__(self, state, /)
 * Set state information for unpickling. */
export function listReverseIteratorSetstate(self: Word, state: Word): Word {
  const i = indexI64(state, 0);
  if (i == -1 && errorSet()) return NULL;
  const p = address(self);
  if (atomicLoad32(p + INDEX) != ITERATOR_DONE) atomicStore32(p + INDEX, <u32>(max<i64>(-1, min<i64>(i, <i64>listSize(address(load<u64>(p, SEQUENCE))) - 1)) + 1));
  return NONE;
}

/** @method tuple_iterator.__setstate__(self, state, /)
 * Set state information for unpickling. */
export function tupleIteratorSetstate(self: Word, state: Word): Word {
  const i = indexI64(state, 0);
  if (i == -1 && errorSet()) return NULL;
  const p = address(self);
  if (atomicLoad32(p + INDEX) != ITERATOR_DONE) atomicStore32(p + INDEX, <u32>max<i64>(0, min<i64>(i, tupleSize(address(load<u64>(p, SEQUENCE))))));
  return NONE;
}

// ---- iterators of two words and a number ------------------------------------------------------------------------------------

function newPair(type: u32, first: Word, second: Word): usize {
  const p = type < 0x50000 ? newObject(type, offsetof<PairIterator>()) : allocVar(type, 0);
  if (p == 0) return 0;
  const it = changetype<PairIterator>(p);
  it.first = own(first);
  it.second = second == NULL ? NULL : own(second);
  it.index = 0;
  return p;
}

/** @slot iterator.dealloc
 * @slot callable_iterator.dealloc
 * @slot enumerate.dealloc
 * @slot reversed.dealloc
 * @slot map.dealloc
 * @slot filter.dealloc
 * @slot zip.dealloc */
export function pairDealloc(p: usize): void {
  const it = changetype<PairIterator>(p);
  release(it.first);
  release(it.second);
  freeObject(p);
}

/** @slot iterator.traverse
 * @slot callable_iterator.traverse
 * @slot enumerate.traverse
 * @slot reversed.traverse
 * @slot map.traverse
 * @slot filter.traverse
 * @slot zip.traverse */
export function pairTraverse(p: usize): void {
  const it = changetype<PairIterator>(p);
  visit(it.first);
  visit(it.second);
}

/** Marks an index as exhausted. */
// @ts-ignore: decorator
@inline const DONE: i64 = -1;

/** Iterator over an object that has __getitem__ only. */
export function newSequenceIterator(sequence: Word): Word {
  return fromAddress(newPair(T_ITERATOR, sequence, NULL));
}

/** @slot iterator.iternext */
export function iteratorNext(self: Word): Word {
  const it = changetype<PairIterator>(address(self));
  const i = it.index;
  if (i == DONE) return NULL;
  const t = changetype<Type>(<usize>typeOf(it.first));
  if (t.sq_item == 0) return raisef(T_TYPE_ERROR, "'%T' object is not subscriptable", it.first);
  const w = call_indirect<Word>(t.sq_item, it.first, i);
  if (w != NULL) {
    it.index = i + 1;
    return w;
  }
  if (errorMatches(T_INDEX_ERROR) || errorMatches(T_STOP_ITERATION)) {
    clearError();
    it.index = DONE;
  }
  return NULL;
}

/** @method iterator.__length_hint__(self, /)
 * Private method returning an estimate of len(list(it)). */
export function iteratorHint(self: Word): Word {
  const it = changetype<PairIterator>(address(self));
  if (it.index == DONE) return ofInt(0);
  const t = changetype<Type>(<usize>typeOf(it.first));
  if (t.sq_length == 0 && t.mp_length == 0) return NOT_IMPLEMENTED;
  const n = length(it.first);
  return n < 0 ? NULL : ofInt(max<i64>(0, n - it.index));
}
import { NOT_IMPLEMENTED } from '../layout/word';

/** @method iterator.__reduce__(self, /)
 * Return state information for pickling. */
export function iteratorReduce(self: Word): Word {
  const it = changetype<PairIterator>(address(self));
  if (it.index == DONE) return reduceWith(N_iter, fromAddress(newTuple(0)), NULL);
  return reduceWith(N_iter, own(it.first), ofInt(it.index));
}

/** @method iterator.__setstate__(self, state, /)
 * Set state information for unpickling. */
export function iteratorSetstate(self: Word, state: Word): Word {
  const i = indexI64(state, 0);
  if (i == -1 && errorSet()) return NULL;
  const it = changetype<PairIterator>(address(self));
  if (it.index != DONE) it.index = max<i64>(0, i);
  return NONE;
}

/** iter(callable, sentinel) */
export function newCallableIterator(callable: Word, sentinel: Word): Word {
  return fromAddress(newPair(T_CALLABLE_ITERATOR, callable, sentinel));
}

/** @slot callable_iterator.iternext */
export function callableIteratorNext(self: Word): Word {
  const it = changetype<PairIterator>(address(self));
  if (it.index == DONE) return NULL;
  const w = call0(it.first);
  if (w == NULL) {
    if (errorMatches(T_STOP_ITERATION)) {
      clearError();
      it.index = DONE;
    }
    return NULL;
  }
  const e = it.index == DONE ? 1 : compareBool(w, it.second, EQ);
  if (e == 0) return w;
  release(w);
  if (e > 0) it.index = DONE;
  return NULL;
}

/** @method callable_iterator.__reduce__(self, /)
 * Return state information for pickling. */
export function callableIteratorReduce(self: Word): Word {
  const it = changetype<PairIterator>(address(self));
  if (it.index == DONE) return reduceWith(N_iter, fromAddress(newTuple(0)), NULL);
  const f = builtinOf(N_iter);
  if (f == NULL) return NULL;
  const args = tuple2(own(it.first), own(it.second));
  return fromAddress(tuple2(f, fromAddress(args)));
}

// ---- enumerate: first the iterator, second the count (an int word) -----------------------------------------------------------

/** @new enumerate
 * @signature (iterable, start=0) */
export function enumerate_new(type: Word, args: usize, nargs: i32, kwnames: Word): Word {
  const kw = keywordCount(kwnames);
  let iterable: Word = nargs > 0 ? arg(args, 0) : NULL;
  let start: Word = nargs > 1 ? arg(args, 1) : NULL;
  if (nargs + kw > 2) return raisef(T_TYPE_ERROR, 'enumerate() takes at most 2 arguments (%d given)', ofInt(nargs + kw));
  for (let k = 0; k < kw; k++) {
    const name = tupleGet(address(kwnames), k);
    if (strEqual(name, N_iterable) && iterable == NULL) iterable = arg(args, nargs + k);
    else if (strEqual(name, N_start) && start == NULL) start = arg(args, nargs + k);
    else return raisef(T_TYPE_ERROR, "'%U' is an invalid keyword argument for enumerate()", name);
  }
  if (iterable == NULL) return raise(T_TYPE_ERROR, "enumerate() missing required argument 'iterable'");
  let count: Word = ofInt(0);
  if (start != NULL) {
    count = index(start);
    if (count == NULL) return NULL;
  }
  const it = iter(iterable);
  if (it == NULL) {
    release(count);
    return NULL;
  }
  const p = newPair(<u32>type, it, count);
  release(it);
  release(count);
  return fromAddress(p);
}
import { N_iterable, N_start } from '../generated/names';

/** @slot enumerate.iternext */
export function enumerateNext(self: Word): Word {
  const it = changetype<PairIterator>(address(self));
  const w = call_indirect<Word>(changetype<Type>(<usize>typeOf(it.first)).iternext, it.first);
  if (w == NULL) return NULL;
  const at = address(self) + offsetof<PairIterator>('second');
  const n = atomicLoad64(at);
  if (isInt(n) && toInt(n) < INT_MAX) {
    atomicStore64(at, ofInt(toInt(n) + 1));
    return fromAddress(tuple2(n, w));
  }
  return enumerateBig(it, w);
}

function enumerateBig(it: PairIterator, w: Word): Word {
  enter(changetype<usize>(it));
  const n = own(it.second);
  leave(changetype<usize>(it));
  const m = add(n, ofInt(1));
  if (m == NULL) {
    release(n);
    release(w);
    return NULL;
  }
  enter(changetype<usize>(it));
  const old = it.second;
  it.second = m;
  leave(changetype<usize>(it));
  release(old);
  return fromAddress(tuple2(n, w));
}
import { enter, leave } from '../sync/critical';

/** @method enumerate.__reduce__(self, /)
 * Return state information for pickling. */
export function enumerateReduce(self: Word): Word {
  const it = changetype<PairIterator>(address(self));
  const args = tuple2(own(it.first), own(it.second));
  if (args == 0) return NULL;
  return fromAddress(tuple2(own(fromAddress(typeOf(self))), fromAddress(args)));
}

/** @classmethod enumerate.__class_getitem__(type, object, /)
 * See PEP 585 */
export function enumerateClassGetitem(type: Word, item: Word): Word {
  return newGenericAlias(type, item);
}

// ---- reversed: first the sequence, index the next one -------------------------------------------------------------------------

/** @new reversed
 * @signature (object, /) */
export function reversed_new(type: Word, args: usize, nargs: i32, kwnames: Word): Word {
  if (!checkKeywords('reversed', type, T_REVERSED, kwnames)) return NULL;
  if (!checkPositional('reversed', nargs, 1, 1)) return NULL;
  const sequence = arg(args, 0);
  const method = lookupSpecial(sequence, N___reversed__);
  if (method != NULL) {
    if (method == NONE) return raisef(T_TYPE_ERROR, "'%T' object is not reversible", sequence);
    const r = call0(method);
    release(method);
    return r;
  }
  if (errorSet()) return NULL;
  const t = changetype<Type>(<usize>typeOf(sequence));
  if (t.sq_item == 0 || (t.sq_length == 0 && t.mp_length == 0)) return raisef(T_TYPE_ERROR, "'%T' object is not reversible", sequence);
  const n = length(sequence);
  if (n < 0) return NULL;
  const p = newPair(<u32>type, sequence, NULL);
  if (p != 0) changetype<PairIterator>(p).index = n - 1;
  return fromAddress(p);
}

/** @slot reversed.iternext */
export function reversedNext(self: Word): Word {
  const it = changetype<PairIterator>(address(self));
  const i = it.index;
  if (i < 0) return NULL;
  const w = call_indirect<Word>(changetype<Type>(<usize>typeOf(it.first)).sq_item, it.first, i);
  if (w != NULL) {
    it.index = i - 1;
    return w;
  }
  if (errorMatches(T_INDEX_ERROR) || errorMatches(T_STOP_ITERATION)) clearError();
  it.index = DONE;
  return NULL;
}

/** @method reversed.__length_hint__(self, /)
 * Private method returning an estimate of len(list(it)). */
export function reversedHint(self: Word): Word {
  const it = changetype<PairIterator>(address(self));
  if (it.index < 0) return ofInt(0);
  const n = length(it.first);
  if (n < 0) return NULL;
  return ofInt(n < it.index + 1 ? 0 : it.index + 1);
}

/** @method reversed.__reduce__(self, /)
 * Return state information for pickling. */
export function reversedReduce(self: Word): Word {
  const it = changetype<PairIterator>(address(self));
  const type = own(fromAddress(typeOf(self)));
  if (it.index < 0) return fromAddress(tuple2(type, fromAddress(tuple1(fromAddress(newTuple(0))))));
  return fromAddress(tuple3(type, fromAddress(tuple1(own(it.first))), ofInt(it.index)));
}

/** @method reversed.__setstate__(self, state, /)
 * Set state information for unpickling. */
export function reversedSetstate(self: Word, state: Word): Word {
  let i = indexI64(state, 0);
  if (i == -1 && errorSet()) return NULL;
  const it = changetype<PairIterator>(address(self));
  if (it.index >= 0) {
    const n = length(it.first);
    if (n < 0) return NULL;
    it.index = max<i64>(-1, min<i64>(i, n - 1));
  }
  return NONE;
}

// ---- map: first the function, second a tuple of iterators -----------------------------------------------------------------------

/** Tuple of iterators of the words at `args`. 0 with an error set. */
function iterators(args: usize, n: i32): usize {
  const t = newTuple(n);
  if (t == 0) return 0;
  for (let i = 0; i < n; i++) {
    const it = iter(arg(args, i));
    if (it == NULL) {
      decref(t);
      return 0;
    }
    tupleInit(t, i, it);
  }
  return t;
}

/** @new map
 * @signature (function, iterable, /, *iterables) */
export function map_new(type: Word, args: usize, nargs: i32, kwnames: Word): Word {
  if (!checkKeywords('map', type, T_MAP, kwnames)) return NULL;
  if (nargs < 2) return raise(T_TYPE_ERROR, 'map() must have at least two arguments.');
  const its = iterators(args + 8, nargs - 1);
  if (its == 0) return NULL;
  const p = newPair(<u32>type, arg(args, 0), fromAddress(its));
  decref(its);
  return fromAddress(p);
}

/** @slot map.iternext */
export function mapNext(self: Word): Word {
  const it = changetype<PairIterator>(address(self));
  const its = address(it.second);
  const n = tupleSize(its);
  if (n == 1) {
    const only = tupleGet(its, 0);
    const w = call_indirect<Word>(changetype<Type>(<usize>typeOf(only)).iternext, only);
    if (w == NULL) return NULL;
    const r = call1(it.first, w);
    release(w);
    return r;
  }
  const items = nextOfEach(its);
  if (items == 0) return NULL;
  const r = callArray(it.first, tupleSlot(items, 0), n, NULL);
  decref(items);
  return r;
}

/** Tuple of the next item of each iterator of a tuple; 0: one of them is exhausted or has failed. */
function nextOfEach(its: usize): usize {
  const n = tupleSize(its);
  const t = newTuple(n);
  if (t == 0) return 0;
  for (let i: u32 = 0; i < n; i++) {
    const it = tupleGet(its, i);
    const w = call_indirect<Word>(changetype<Type>(<usize>typeOf(it)).iternext, it);
    if (w == NULL) {
      decref(t);
      return 0;
    }
    tupleInit(t, i, w);
  }
  return t;
}

/** @method map.__reduce__(self, /)
 * Return state information for pickling. */
export function mapReduce(self: Word): Word {
  const it = changetype<PairIterator>(address(self));
  const n = tupleSize(address(it.second));
  const args = newTuple(n + 1);
  if (args == 0) return NULL;
  tupleInit(args, 0, own(it.first));
  for (let i: u32 = 0; i < n; i++) tupleInit(args, i + 1, own(tupleGet(address(it.second), i)));
  return fromAddress(tuple2(own(fromAddress(typeOf(self))), fromAddress(args)));
}

// ---- filter: first the function, second the iterator ----------------------------------------------------------------------------

/** @new filter
 * @signature (function, iterable, /) */
export function filter_new(type: Word, args: usize, nargs: i32, kwnames: Word): Word {
  if (!checkKeywords('filter', type, T_FILTER, kwnames)) return NULL;
  if (!checkPositional('filter', nargs, 2, 2)) return NULL;
  const it = iter(arg(args, 1));
  if (it == NULL) return NULL;
  const p = newPair(<u32>type, arg(args, 0), it);
  release(it);
  return fromAddress(p);
}

/** @slot filter.iternext */
export function filterNext(self: Word): Word {
  const it = changetype<PairIterator>(address(self));
  const step = changetype<Type>(<usize>typeOf(it.second)).iternext;
  const plainTruth = it.first == NONE || (isPointer(it.first) && <u32>it.first == T_BOOL);
  while (true) {
    const w = call_indirect<Word>(step, it.second);
    if (w == NULL) return NULL;
    let t: i32;
    if (plainTruth) t = truth(w);
    else {
      const r = call1(it.first, w);
      t = r == NULL ? -1 : r == TRUE ? 1 : truth(r);
      release(r);
    }
    if (t > 0) return w;
    release(w);
    if (t < 0) return NULL;
  }
}

/** @method filter.__reduce__(self, /)
 * Return state information for pickling. */
export function filterReduce(self: Word): Word {
  const it = changetype<PairIterator>(address(self));
  const args = tuple2(own(it.first), own(it.second));
  if (args == 0) return NULL;
  return fromAddress(tuple2(own(fromAddress(typeOf(self))), fromAddress(args)));
}

// ---- zip: first a tuple of iterators, index 1 if strict ---------------------------------------------------------------------------

/** @new zip
 * @signature (*iterables, strict=False) */
export function zip_new(type: Word, args: usize, nargs: i32, kwnames: Word): Word {
  let strict = 0;
  const kw = keywordCount(kwnames);
  if (kw != 0 && <u32>type == T_ZIP) {
    const name = tupleGet(address(kwnames), 0);
    if (kw > 1 || !strEqual(name, N_strict)) {
      return raisef(T_TYPE_ERROR, "zip() got an unexpected keyword argument '%U'", kw > 1 && strEqual(name, N_strict) ? tupleGet(address(kwnames), 1) : name);
    }
    strict = truth(arg(args, nargs));
    if (strict < 0) return NULL;
  } else {
    for (let k = 0; k < kw; k++) {
      if (!strEqual(tupleGet(address(kwnames), k), N_strict)) continue;
      strict = truth(arg(args, nargs + k));
      if (strict < 0) return NULL;
    }
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
  const p = newPair(<u32>type, fromAddress(its), NULL);
  decref(its);
  if (p != 0) changetype<PairIterator>(p).index = strict;
  return fromAddress(p);
}

/** @slot zip.iternext */
export function zipNext(self: Word): Word {
  const zip = changetype<PairIterator>(address(self));
  const its = address(zip.first);
  const n = tupleSize(its);
  if (n == 0) return NULL;
  const t = newTuple(n);
  if (t == 0) return NULL;
  for (let i: u32 = 0; i < n; i++) {
    const it = tupleGet(its, i);
    const w = call_indirect<Word>(changetype<Type>(<usize>typeOf(it)).iternext, it);
    if (w == NULL) {
      decref(t);
      return zip.index != 0 ? zipUneven(its, i, n) : NULL;
    }
    tupleInit(t, i, w);
  }
  return fromAddress(t);
}

/** Iterator i of a strict zip is exhausted: so must be all others. */
function zipUneven(its: usize, i: u32, n: u32): Word {
  if (!stopped()) return NULL;
  if (i != 0) {
    return raisef(T_VALUE_ERROR, i == 1 ? 'zip() argument %d is shorter than argument %d' : 'zip() argument %d is shorter than arguments 1-%d', ofInt(i + 1), ofInt(i));
  }
  for (i = 1; i < n; i++) {
    const w = next(tupleGet(its, i));
    if (w != NULL) {
      release(w);
      return raisef(T_VALUE_ERROR, i == 1 ? 'zip() argument %d is longer than argument %d' : 'zip() argument %d is longer than arguments 1-%d', ofInt(i + 1), ofInt(i));
    }
    if (errorSet()) return NULL;
  }
  return NULL;
}

/** @method zip.__reduce__(self, /)
 * Return state information for pickling. */
export function zipReduce(self: Word): Word {
  const zip = changetype<PairIterator>(address(self));
  const type = own(fromAddress(typeOf(self)));
  if (zip.index != 0) return fromAddress(tuple3(type, own(zip.first), TRUE));
  return fromAddress(tuple2(type, own(zip.first)));
}

/** @method zip.__setstate__(self, state, /)
 * Set state information for unpickling. */
export function zipSetstate(self: Word, state: Word): Word {
  const t = truth(state);
  if (t < 0) return NULL;
  changetype<PairIterator>(address(self)).index = t;
  return NONE;
}

/** Attribute `name` of the builtins (for __reduce__): owned, NULL with an error. */
export function builtinAttribute(name: string): Word {
  const key = internText(name);
  const r = builtinOf(key);
  release(key);
  return r;
}
function builtinOf(name: Word): Word {
  const builtins = builtinsOfCaller();
  const r = mappingGet(builtins == 0 ? control().builtins : fromAddress(builtins), name);
  if (r == NULL && !errorSet()) raiseValue(T_ATTRIBUTE_ERROR, name);
  return r;
}
import { T_ATTRIBUTE_ERROR } from '../generated/types';
