// Displays, comprehensions' accumulation, formatting, slices. Groups of register words die here.

import { Word, NULL, NONE, isInt, isPointer, isOwned, address, fromAddress, plain, toInt } from '../layout/word';
import { Type } from '../layout/type';
import { Tuple, TUPLE_ITEMS } from '../layout/containers';
import { own, release } from '../counting/counts';
import { solo } from '../sync/current';
import { raisef, errorSet, errorMatches, clearError } from './errors';
import { typeOf, isExact, str, repr, ascii, format, getItem, setItem, iter } from '../objects/protocol';
import { newObject } from '../memory/objects';
import { newTuple } from '../objects/tuple';
import { newList, newListTake, listExtendIterable, listItems, listRange, listSize, listToTupleWord } from '../objects/list/core';
import { newDict, dictSet, dictUpdate, dictUpdateMerge } from '../objects/dict/core';
import { newSet, setAddWord, setUpdateFrom } from '../objects/set/core';
import { newSlice } from '../objects/slice';
import { sliceStr } from '../objects/str/slice';
import { T_TYPE_ERROR, T_ATTRIBUTE_ERROR, T_KEY_ERROR, T_LIST, T_STR, T_TUPLE } from '../generated/types';
import { callableName } from './errors_text';
import { isSubtype } from '../objects/type/lookup';

// A word moves out of its register: owned.
// @ts-ignore: decorator
@inline function take(at: usize): Word {
  const w = load<u64>(at);
  if (isOwned(w)) { store<u64>(at, NULL); return w; }
  return own(plain(w));
}

export function buildTuple(at: usize, n: u32): Word {
  if (n == 0) return fromAddress(newTuple(0));
  // filled at once: newTuple would empty it first
  const p = newObject(T_TUPLE, TUPLE_ITEMS + (<usize>n << 3));
  if (p == 0) return NULL;
  changetype<Tuple>(p).size = n;
  for (let i: usize = 0, end = <usize>n << 3; i < end; i += 8) store<u64>(p + TUPLE_ITEMS + i, take(at + i));
  return fromAddress(p);
}

export function buildList(at: usize, n: u32): Word {
  for (let q = at, end = at + (<usize>n << 3); q < end; q += 8) { // lent words become owned ones
    const w = load<u64>(q);
    if (isPointer(w) && !isOwned(w)) store<u64>(q, own(plain(w)));
  }
  const p = newListTake(at, n);
  if (p == 0) return NULL;
  for (let q = at, end = at + (<usize>n << 3); q < end; q += 8) store<u64>(q, NULL);
  return fromAddress(p);
}

export function buildSet(at: usize, n: u32): Word {
  const p = newSet();
  if (p == 0) return NULL;
  for (let i: u32 = 0; i < n; i++) {
    const w = take(at + (<usize>i << 3));
    const failed = setAddWord(p, w) < 0;
    release(w);
    if (failed) { release(fromAddress(p)); return NULL; }
  }
  return fromAddress(p);
}

export function buildMap(at: usize, n: u32): Word {
  const p = newDict();
  if (p == 0) return NULL;
  for (let i: u32 = 0; i < n; i++) {
    const k = take(at + (<usize>(2 * i) << 3));
    const v = take(at + (<usize>(2 * i + 1) << 3));
    const failed = dictSet(p, k, v) < 0;
    release(k);
    release(v);
    if (failed) { release(fromAddress(p)); return NULL; }
  }
  return fromAddress(p);
}

import { joinWords } from '../objects/str/join';
// The register words lose their borrowed bits, in place: a lent word that is dead now is not touched again.
function joinPlain(at: usize, n: u32): Word {
  for (let i: u32 = 0; i < n; i++) {
    const w = load<u64>(at + (<usize>i << 3));
    if (!isOwned(w)) store<u64>(at + (<usize>i << 3), own(plain(w)));
  }
  return joinWords(at, n);
}

export function buildString(at: usize, n: u32): Word {
  const r = joinPlain(at, n);
  for (let i: u32 = 0; i < n; i++) {
    const q = at + (<usize>i << 3);
    const w = load<u64>(q);
    if (isOwned(w)) { store<u64>(q, NULL); release(w); }
  }
  return r;
}

export function setAdd(set: Word, w: Word): bool { return setAddWord(address(set), w) >= 0; }
export function mapAdd(dict: Word, k: Word, v: Word): bool { return dictSet(address(dict), k, v) >= 0; }

export function listExtend(list: Word, o: Word): bool { return listExtendIterable(address(list), o) >= 0 || iterableExpected(o, NULL); }

// The message of a TypeError about `*o`; `callable` where it is the only one of a call's. False.
function iterableExpected(o: Word, callable: Word): bool {
  const t = changetype<Type>(typeOf(o));
  if (errorMatches(T_TYPE_ERROR) && t.iter == 0 && t.sq_item == 0) {
    clearError();
    const name: Word = callable != NULL ? callableName(callable) : NULL;
    if (name != NULL) raisef(T_TYPE_ERROR, '%U argument after * must be an iterable, not %T', name, o);
    else if (!errorSet()) raisef(T_TYPE_ERROR, 'Value after * must be an iterable, not %T', o);
    release(name);
  }
  return false;
}

/** `*o`, the only positional argument of a call of `callable`, as a tuple. */
export function argumentsTuple(o: Word, callable: Word): Word {
  if (isExact(o, T_TUPLE)) return own(o);
  const list = newList(0);
  if (list == 0) return NULL;
  const r = listExtendIterable(list, o) >= 0 || iterableExpected(o, callable) ? listToTupleWord(fromAddress(list)) : NULL;
  release(fromAddress(list));
  return r;
}

export function setUpdate(set: Word, o: Word): bool { return setUpdateFrom(address(set), o) >= 0; }

export function dictUpdateFrom(dict: Word, o: Word): bool {
  if (dictUpdate(address(dict), o) >= 0) return true;
  if (errorMatches(T_ATTRIBUTE_ERROR)) {
    clearError();
    raisef(T_TYPE_ERROR, "'%T' object is not a mapping", o);
  }
  return false;
}

/** Call keywords: a key that is there already is an error. */
export function dictMerge(dict: Word, o: Word, callable: Word): bool {
  // 0 done, -1 error, 1: duplicate key, which is then the error's value
  const r = dictUpdateMerge(address(dict), o);
  if (r == 0) return true;
  const e = takeError();
  const name = callableName(callable);
  if (name == NULL) { release(e); return false; }
  if (isSubtype(typeOf(e), T_ATTRIBUTE_ERROR)) {
    raisef(T_TYPE_ERROR, '%U argument after ** must be a mapping, not %T', name, o);
  } else if (isSubtype(typeOf(e), T_KEY_ERROR)) {
    const args = changetype<Exception>(address(e)).args;
    const key = changetype<Tuple>(address(args)).size != 0 ? load<u64>(address(args) + TUPLE_ITEMS) : NONE;
    raisef(T_TYPE_ERROR, "%U got multiple values for keyword argument '%S'", name, key);
  } else restoreError(own(e));
  release(e);
  release(name);
  return false;
}
import { restoreError, takeError } from './errors';
import { Exception } from '../layout/exception';

export function listToTuple(list: Word): Word { return listToTupleWord(list); }

export function formatValue(o: Word, spec: Word): Word { return format(o, spec); }

export function convert(o: Word, how: u32): Word { return how == 1 ? str(o) : how == 2 ? repr(o) : ascii(o); }

export function buildSlice(at: usize, n: u32): Word {
  const start = take(at);
  const stop = take(at + 8);
  const step: Word = n == 3 ? take(at + 16) : NONE;
  return newSlice(start, stop, step);
}

// Ends of a slice whose bounds are ints or None, fitted to n items.
let sliceFrom: u32 = 0;
let sliceTo: u32 = 0;
function plainBounds(start: Word, stop: Word, n: u32): bool {
  let from: i64 = 0;
  let to: i64 = n;
  if (isInt(start)) {
    from = toInt(start);
    if (from < 0) from = max<i64>(from + n, 0);
    else if (from > <i64>n) from = n;
  } else if (start != NONE) return false;
  if (isInt(stop)) {
    to = toInt(stop);
    if (to < 0) to = max<i64>(to + n, 0);
    else if (to > <i64>n) to = n;
  } else if (stop != NONE) return false;
  sliceFrom = <u32>from;
  sliceTo = <u32>max<i64>(from, to);
  return true;
}

function tupleRange(p: usize, from: u32, to: u32): Word {
  if (from == 0 && to == changetype<Tuple>(p).size) return own(fromAddress(p));
  const q = newTuple(to - from);
  if (q == 0) return NULL;
  for (let i = from; i < to; i++) store<u64>(q + TUPLE_ITEMS + (<usize>(i - from) << 3), own(load<u64>(p + TUPLE_ITEMS + (<usize>i << 3))));
  return fromAddress(q);
}

export function getSlice(o: Word, at: usize): Word {
  if (isPointer(o)) {
    const p = address(o);
    const t = load<u32>(p);
    // the size of lists, strs and tuples lies in the same place
    if ((t == T_LIST || t == T_STR || t == T_TUPLE) && plainBounds(load<u64>(at), load<u64>(at, 8), load<u32>(p, offsetof<Tuple>('size')))) {
      store<u64>(at, NULL);
      store<u64>(at, NULL, 8);
      if (t == T_LIST) return fromAddress(listRange(p, sliceFrom, sliceTo));
      return t == T_STR ? sliceStr(p, sliceFrom, sliceTo) : tupleRange(p, sliceFrom, sliceTo);
    }
  }
  const slice = newSlice(take(at), take(at + 8), NONE);
  if (slice == NULL) return NULL;
  const r = getItem(o, slice);
  release(slice);
  return r;
}

// list[from:to] = value where as many immediate items are replaced as there are new ones: no code runs in between.
function replaceItems(p: usize, value: usize): bool {
  const n = sliceTo - sliceFrom;
  const tuple = load<u32>(value) == T_TUPLE;
  if (p == value || load<u32>(value, offsetof<Tuple>('size')) != n) return false;
  const to = listItems(p) + (<usize>sliceFrom << 3);
  const end = to + (<usize>n << 3);
  for (let q = to; q < end; q += 8) if (isPointer(load<u64>(q))) return false;
  let from = tuple ? value + TUPLE_ITEMS : listItems(value);
  for (let q = to; q < end; q += 8, from += 8) store<u64>(q, own(load<u64>(from)));
  return true;
}

export function setSlice(o: Word, at: usize, value: Word): bool {
  if (solo && isPointer(o) && load<u32>(address(o)) == T_LIST && isPointer(value) && (load<u32>(address(value)) == T_LIST || load<u32>(address(value)) == T_TUPLE)
    && plainBounds(load<u64>(at), load<u64>(at, 8), listSize(address(o))) && replaceItems(address(o), address(value))) {
    store<u64>(at, NULL);
    store<u64>(at, NULL, 8);
    return true;
  }
  const slice = newSlice(take(at), take(at + 8), NONE);
  if (slice == NULL) return false;
  const r = setItem(o, slice, value);
  release(slice);
  return r >= 0;
}
