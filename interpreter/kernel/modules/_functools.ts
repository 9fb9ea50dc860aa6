// _functools: reduce, partial, cmp_to_key, the lru_cache wrapper.

import { Word, NULL, NONE, isPointer, isInt, address, fromAddress, ofInt } from '../layout/word';
import { Type } from '../layout/type';
import {
  T_PARTIAL, T_KEY_WRAPPER, T__LRU_CACHE_WRAPPER, T_TUPLE, T_DICT, T_STR, T_TYPE_ERROR, T_ATTRIBUTE_ERROR, T_FUTURE_WARNING,
} from '../generated/types';
import { N___dict__, N___qualname__ } from '../generated/names';
import { freeObject } from '../memory/objects';
import { own, release, decref } from '../counting/counts';
import { enter, leave } from '../sync/critical';
import { visit } from '../collector/visit';
import { arg, call2, call4, callArray, callTuple } from '../eval/call';
import { raise, errorSet, errorMatches, clearError } from '../eval/errors';
import { warnText } from '../eval/warnings';
import { typeOf, hash, iter, compare, isCallable, isIntLike, indexI64, lookupAttr, getAttr, setAttr, repr } from '../objects/protocol';
import { builderNew, builderChar, builderLiteral, builderWord, builderRepr, builderFinish, builderDrop, newText } from '../objects/str/new';
import { releaseOwnAttributes, traverseOwnAttributes } from '../objects/type/attributes';
import { allocVar } from '../objects/type/alloc';
import { newMethod } from '../objects/method';
import { newGenericAlias } from '../objects/generic';
import { isTuple, newTuple, tuple1, tuple3, tupleFromWords, tupleGet, tupleInit, tupleSize, tupleSlot } from '../objects/tuple';
import { enterRepr, leaveRepr } from '../objects/recursion';
import { bindNamed, bound, keywordCount } from '../objects/positional';
import { stopped } from '../objects/list/methods';
import {
  isDict, newDict, dictSize, dictSet, dictSetHash, dictCopy, dictGetHash, dictContainsHash, dictMoveToEnd, dictPopEnd, dictClear, dictNext, nextKey, nextValue,
} from '../objects/dict/core';

/** @module _functools
 * Tools that operate on functions. */

/** @function _functools.reduce(function, iterable, initial=<unrepresentable>, /)
 * Apply a function of two arguments cumulatively to the items of an iterable, from left to right.
 *
 * This effectively reduces the iterable to a single value.  If initial is present,
 * it is placed before the items of the iterable in the calculation, and serves as
 * a default when the iterable is empty.
 *
 * For example, reduce(lambda x, y: x+y, [1, 2, 3, 4, 5])
 * calculates ((((1 + 2) + 3) + 4) + 5). */
export function functools_reduce(func: Word, iterable: Word, initial: Word): Word {
  const it = iter(iterable);
  if (it == NULL) {
    if (errorMatches(T_TYPE_ERROR)) {
      clearError();
      raise(T_TYPE_ERROR, 'reduce() arg 2 must support iteration');
    }
    return NULL;
  }
  const step = changetype<Type>(<usize>typeOf(it)).iternext;
  let total = initial == NULL ? NULL : own(initial);
  while (true) {
    const w = call_indirect<Word>(step, it);
    if (w == NULL) break;
    if (total == NULL) {
      total = w;
      continue;
    }
    const r = call2(func, total, w);
    release(total);
    release(w);
    total = r;
    if (r == NULL) {
      release(it);
      return NULL;
    }
  }
  release(it);
  if (!stopped()) {
    release(total);
    return NULL;
  }
  return total != NULL ? total : raise(T_TYPE_ERROR, 'reduce() of empty iterable with no initial value');
}

// ---- partial ------------------------------------------------------------------------------------------------------------------

/** @type partial module=functools in=_functools size=offsetof<Partial>() attrs=dict flags=BASE,GC weakref
 * Create a new function with partial application of the given arguments and keywords. */

/** The three words are replaced by __setstate__ only, under the lock. */
// @ts-ignore: decorator
@unmanaged
export class Partial {
  type: u32; local: u32; shared: i32; owner: u16; mutex: u8; gc: u8;
  func: Word; // 16
  args: Word; // 24: tuple
  keywords: Word; // 32: dict
}
// @ts-ignore: decorator
@inline function part(w: Word): Partial { return changetype<Partial>(address(w)); }

/** Owned word at an offset, read under the lock. */
function member(self: Word, offset: usize): Word {
  const p = address(self);
  enter(p);
  const w = own(load<u64>(p + offset));
  leave(p);
  return w;
}

/** @new partial */
export function partial_new(type: Word, args: usize, nargs: i32, kwnames: Word): Word {
  if (nargs < 1) return raise(T_TYPE_ERROR, "type 'partial' takes at least one argument");
  let func = arg(args, 0);
  if (!isCallable(func)) return raise(T_TYPE_ERROR, 'the first argument must be callable');
  let before: Word = NULL;
  let keywords: usize = 0;
  if (isPointer(func) && typeOf(func) == T_PARTIAL && dictIsEmpty(func)) {
    before = member(func, 24);
    keywords = dictCopy(address(part(func).keywords));
    func = part(func).func;
  } else keywords = newDict();
  if (keywords == 0) {
    release(before);
    return NULL;
  }
  const n0 = before == NULL ? 0 : <i32>tupleSize(address(before));
  const all = newTuple(n0 + nargs - 1);
  let ok = all != 0;
  if (ok) {
    for (let i = 0; i < n0; i++) tupleInit(all, i, own(tupleGet(address(before), i)));
    for (let i = 1; i < nargs; i++) tupleInit(all, n0 + i - 1, own(arg(args, i)));
    for (let k = 0, n = keywordCount(kwnames); k < n && ok; k++) ok = dictSet(keywords, tupleGet(address(kwnames), k), arg(args, nargs + k)) >= 0;
  }
  release(before);
  const p = ok ? allocVar(<u32>type, 0) : 0;
  if (p == 0) {
    if (all != 0) decref(all);
    decref(keywords);
    return NULL;
  }
  changetype<Partial>(p).func = own(func);
  changetype<Partial>(p).args = fromAddress(all);
  changetype<Partial>(p).keywords = fromAddress(keywords);
  return fromAddress(p);
}

/** A partial without attributes of its own may be flattened. */
function dictIsEmpty(w: Word): bool {
  const dict = lookupAttr(w, N___dict__);
  if (dict == NULL) {
    if (errorSet()) clearError();
    return true;
  }
  const empty = !isDict(dict) || dictSize(address(dict)) == 0;
  release(dict);
  return empty;
}

/** @slot partial.dealloc */
export function partial_dealloc(p: usize): void {
  const t = changetype<Partial>(p);
  release(t.func);
  release(t.args);
  release(t.keywords);
  releaseOwnAttributes(p);
  freeObject(p);
}
/** @slot partial.traverse */
export function partial_traverse(p: usize): void {
  const t = changetype<Partial>(p);
  visit(t.func);
  visit(t.args);
  visit(t.keywords);
  traverseOwnAttributes(p);
}

/** @member partial.func
 * function object to use in future partial calls */
export function partial_func(self: Word): Word {
  return member(self, 16);
}
/** @member partial.args
 * tuple of arguments to future partial calls */
export function partial_args(self: Word): Word {
  return member(self, 24);
}
/** @member partial.keywords
 * dictionary of keyword arguments to future partial calls */
export function partial_keywords(self: Word): Word {
  return member(self, 32);
}

/** @slot partial.call */
export function partial_call(self: Word, args: usize, nargs: i32, kwnames: Word): Word {
  const func = member(self, 16);
  const before = member(self, 24);
  const keywords = member(self, 32);
  const n0 = <i32>tupleSize(address(before));
  const kw = keywordCount(kwnames);
  const all = newTuple(n0 + nargs);
  let r: Word = NULL;
  if (all != 0) {
    for (let i = 0; i < n0; i++) tupleInit(all, i, own(tupleGet(address(before), i)));
    for (let i = 0; i < nargs; i++) tupleInit(all, n0 + i, own(arg(args, i)));
    if (kw == 0 && dictSize(address(keywords)) == 0) r = callTuple(func, fromAddress(all), NULL);
    else {
      const merged = dictCopy(address(keywords));
      let ok = merged != 0;
      for (let k = 0; k < kw && ok; k++) ok = dictSet(merged, tupleGet(address(kwnames), k), arg(args, nargs + k)) >= 0;
      if (ok) r = callTuple(func, fromAddress(all), fromAddress(merged));
      if (merged != 0) decref(merged);
    }
    decref(all);
  }
  release(func);
  release(before);
  release(keywords);
  return r;
}

/** @slot partial.repr */
export function partial_repr(self: Word): Word {
  const busy = enterRepr(self);
  if (busy != 0) return busy < 0 ? NULL : newText('...');
  const out = builderNew();
  if (out == 0) {
    leaveRepr(self);
    return NULL;
  }
  const func = member(self, 16);
  const before = member(self, 24);
  const keywords = member(self, 32);
  const type = fromAddress(typeOf(self));
  if (typeOf(self) == T_PARTIAL) builderLiteral(out, 'functools.partial');
  else {
    const module = lookupAttr(type, N___module__);
    if (module != NULL) {
      builderWord(out, module);
      builderChar(out, 0x2e);
    } else if (errorSet()) clearError();
    release(module);
    const name = getAttr(type, N___qualname__);
    if (name != NULL) builderWord(out, name);
    release(name);
  }
  builderChar(out, 0x28);
  let ok = builderRepr(out, func);
  for (let i: u32 = 0, n = tupleSize(address(before)); i < n && ok; i++) {
    builderLiteral(out, ', ');
    ok = builderRepr(out, tupleGet(address(before), i));
  }
  let at: u32 = 0;
  while (ok && (at = dictNext(address(keywords), at)) != 0) {
    const key = nextKey;
    const value = nextValue;
    builderLiteral(out, ', ');
    const text = str(key);
    ok = text != NULL;
    if (ok) builderWord(out, text);
    release(text);
    builderChar(out, 0x3d);
    ok = ok && builderRepr(out, value);
    release(key);
    release(value);
  }
  release(func);
  release(before);
  release(keywords);
  leaveRepr(self);
  if (!ok) return builderDrop(out);
  builderChar(out, 0x29);
  return builderFinish(out);
}
import { N___module__ } from '../generated/names';
import { str } from '../objects/protocol';

/** @slot partial.descr_get */
export function partial_get(self: Word, object: Word, type: Word): Word {
  if (object != NULL && object != NONE && warnText(
    T_FUTURE_WARNING,
    'functools.partial will be a method descriptor in future Python versions; wrap it in staticmethod() if you want to preserve the old behavior', 1,
  ) < 0) return NULL;
  return own(self);
}

/** @method partial.__reduce__(self, /) */
export function partial_reduce(self: Word): Word {
  const func = member(self, 16);
  let dict = lookupAttr(self, N___dict__);
  if (dict == NULL) {
    if (errorSet()) {
      release(func);
      return NULL;
    }
    dict = NONE;
  } else if (isDict(dict) && dictSize(address(dict)) == 0) {
    release(dict);
    dict = NONE;
  }
  const state = newTuple(4);
  if (state == 0) {
    release(func);
    release(dict);
    return NULL;
  }
  tupleInit(state, 0, own(func));
  tupleInit(state, 1, member(self, 24));
  tupleInit(state, 2, member(self, 32));
  tupleInit(state, 3, dict);
  return fromAddress(tuple3(own(fromAddress(typeOf(self))), fromAddress(tuple1(func)), fromAddress(state)));
}

/** @method partial.__setstate__(self, state, /) */
export function partial_setstate(self: Word, state: Word): Word {
  if (!isPointer(state) || !isTuple(state) || tupleSize(address(state)) != 4) return raise(T_TYPE_ERROR, 'invalid partial state');
  const s = address(state);
  const func = tupleGet(s, 0);
  const args = tupleGet(s, 1);
  const keywords = tupleGet(s, 2);
  const dict = tupleGet(s, 3);
  if (!isCallable(func) || !isTuple(args) || (keywords != NONE && !isDict(keywords))) return raise(T_TYPE_ERROR, 'invalid partial state');
  const exactArgs = typeOf(args) == T_TUPLE ? own(args) : fromAddress(tupleFromWords(tupleSlot(address(args), 0), tupleSize(address(args))));
  const k = keywords == NONE ? newDict() : typeOf(keywords) == T_DICT ? address(own(keywords)) : dictCopy(address(keywords));
  if (exactArgs == NULL || k == 0) return NULL;
  // the attributes become the given ones, no others
  if (dict != NONE && !isDict(dict)) return raise(T_TYPE_ERROR, 'invalid partial state');
  const attributes = dict != NONE ? own(dict) : fromAddress(newDict());
  if (attributes == NULL) return NULL;
  const replaced = setAttr(self, N___dict__, attributes);
  release(attributes);
  if (replaced < 0) return NULL;
  const p = address(self);
  const t = changetype<Partial>(p);
  enter(p);
  const a = t.func;
  const b = t.args;
  const c = t.keywords;
  t.func = own(func);
  t.args = exactArgs;
  t.keywords = fromAddress(k);
  leave(p);
  release(a);
  release(b);
  release(c);
  return NONE;
}

/** @classmethod partial.__class_getitem__(type, object, /)
 * See PEP 585 */
export function partial_class_getitem(type: Word, item: Word): Word {
  return newGenericAlias(type, item);
}

// ---- cmp_to_key ----------------------------------------------------------------------------------------------------------------

/** @type KeyWrapper module=functools size=offsetof<KeyWrapper>() flags=GC,DISALLOW_NEW */

// @ts-ignore: decorator
@unmanaged
export class KeyWrapper {
  type: u32; local: u32; shared: i32; owner: u16; mutex: u8; gc: u8;
  cmp: Word; // 16
  object: Word; // 24: NULL in what cmp_to_key returns
}

function newWrapper(cmp: Word, object: Word): Word {
  const p = allocVar(T_KEY_WRAPPER, 0);
  if (p == 0) return NULL;
  changetype<KeyWrapper>(p).cmp = own(cmp);
  changetype<KeyWrapper>(p).object = object == NULL ? NULL : own(object);
  return fromAddress(p);
}

/** @function _functools.cmp_to_key(mycmp)
 * Convert a cmp= function into a key= function.
 *
 *   mycmp
 *     Function that compares two objects. */
export function functools_cmp_to_key(mycmp: Word): Word {
  return newWrapper(mycmp, NULL);
}

/** @slot KeyWrapper.dealloc */
export function wrapper_dealloc(p: usize): void {
  release(changetype<KeyWrapper>(p).cmp);
  release(changetype<KeyWrapper>(p).object);
  freeObject(p);
}
/** @slot KeyWrapper.traverse */
export function wrapper_traverse(p: usize): void {
  visit(changetype<KeyWrapper>(p).cmp);
  visit(changetype<KeyWrapper>(p).object);
}

/** @slot KeyWrapper.call */
export function wrapper_call(self: Word, args: usize, nargs: i32, kwnames: Word): Word {
  if (!bindNamed('K', 'obj', 1, 1, 1, args, nargs, kwnames)) return NULL;
  return newWrapper(changetype<KeyWrapper>(address(self)).cmp, bound(0));
}

/** @getter KeyWrapper.obj
 * Value wrapped by a key function. */
export function wrapper_obj(self: Word): Word {
  const w = member(self, 24);
  return w != NULL ? w : raise(T_ATTRIBUTE_ERROR, 'obj');
}
/** @setter KeyWrapper.obj */
export function wrapper_set_obj(self: Word, value: Word): i32 {
  const p = address(self);
  enter(p);
  const old = changetype<KeyWrapper>(p).object;
  changetype<KeyWrapper>(p).object = value == NULL ? NULL : own(value);
  leave(p);
  release(old);
  return 0;
}

/** @slot KeyWrapper.richcompare */
export function wrapper_compare(self: Word, other: Word, op: i32): Word {
  if (!isPointer(other) || typeOf(other) != T_KEY_WRAPPER) return raise(T_TYPE_ERROR, 'other argument must be K instance');
  const x = member(self, 24);
  const y = member(other, 24);
  if (x == NULL || y == NULL) {
    release(x);
    release(y);
    return raise(T_ATTRIBUTE_ERROR, 'object');
  }
  const r = call2(changetype<KeyWrapper>(address(self)).cmp, x, y);
  release(x);
  release(y);
  if (r == NULL) return NULL;
  const answer = compare(r, ofInt(0), op);
  release(r);
  return answer;
}

// ---- lru_cache -----------------------------------------------------------------------------------------------------------------

/** @type _lru_cache_wrapper module=functools in=_functools size=offsetof<LruCache>() attrs=dict flags=BASE,GC,METHOD_DESCRIPTOR weakref
 * Create a cached callable that wraps another function.
 *
 * user_function:      the function being cached
 *
 * maxsize:  0         for no caching
 *           None      for unlimited cache size
 *           n         for a bounded cache
 *
 * typed:    False     cache f(3) and f(3.0) as identical calls
 *           True      cache f(3) and f(3.0) as distinct calls
 *
 * cache_info_type:    namedtuple class with the fields:
 *                         hits misses currsize maxsize */

// @ts-ignore: decorator
@unmanaged
export class LruCache {
  type: u32; local: u32; shared: i32; owner: u16; mutex: u8; gc: u8;
  func: Word; // 16
  info: Word; // 24
  /** dict: key -> result, least recently used first. */
  cache: Word; // 32
  /** -1: unbounded. */
  maxsize: i64; // 40
  hits: i64; // 48
  misses: i64; // 56
  typed: u32; // 64
  pad0: u32;
}
// @ts-ignore: decorator
@inline function lru(w: Word): LruCache { return changetype<LruCache>(address(w)); }

/** @new _lru_cache_wrapper */
export function lru_new(type: Word, args: usize, nargs: i32, kwnames: Word): Word {
  if (!bindNamed('lru_cache', 'user_function maxsize typed cache_info_type', 4, 4, 4, args, nargs, kwnames)) return NULL;
  const func = bound(0);
  const limit = bound(1);
  const info = bound(3);
  const typed = truth(bound(2));
  if (typed < 0) return NULL;
  if (!isCallable(func)) return raise(T_TYPE_ERROR, 'the first argument must be callable');
  let maxsize: i64 = -1;
  if (limit != NONE) {
    if (!isIntLike(limit) && changetype<Type>(<usize>typeOf(limit)).nb_index == 0) return raise(T_TYPE_ERROR, 'maxsize should be integer or None');
    maxsize = indexI64(limit, T_OVERFLOW_ERROR);
    if (maxsize == -1 && errorSet()) return NULL;
    if (maxsize < 0) maxsize = 0;
  }
  const cache = newDict();
  if (cache == 0) return NULL;
  const p = allocVar(<u32>type, 0);
  if (p == 0) {
    decref(cache);
    return NULL;
  }
  const t = changetype<LruCache>(p);
  t.func = own(func);
  t.info = own(info);
  t.cache = fromAddress(cache);
  t.maxsize = maxsize;
  t.typed = typed;
  return fromAddress(p);
}
import { truth } from '../objects/protocol';
import { T_OVERFLOW_ERROR } from '../generated/types';

/** @slot _lru_cache_wrapper.dealloc */
export function lru_dealloc(p: usize): void {
  const t = changetype<LruCache>(p);
  release(t.func);
  release(t.info);
  release(t.cache);
  releaseOwnAttributes(p);
  freeObject(p);
}
/** @slot _lru_cache_wrapper.traverse */
export function lru_traverse(p: usize): void {
  const t = changetype<LruCache>(p);
  visit(t.func);
  visit(t.info);
  visit(t.cache);
  traverseOwnAttributes(p);
}

/** The key of a call, owned. */
function makeKey(args: usize, nargs: i32, kwnames: Word, typed: bool): Word {
  const kw = keywordCount(kwnames);
  if (kw == 0 && !typed && nargs == 1) {
    const only = arg(args, 0);
    if (isInt(only) || (isPointer(only) && typeOf(only) == T_STR)) return own(only);
  }
  let size = nargs;
  if (kw != 0) size += 1 + 2 * kw;
  if (typed) size += nargs + kw;
  const t = newTuple(size);
  if (t == 0) return NULL;
  let at: u32 = 0;
  for (let i = 0; i < nargs; i++) tupleInit(t, at++, own(arg(args, i)));
  if (kw != 0) {
    // the mark between positional and keyword arguments: nothing else equals this class
    tupleInit(t, at++, fromAddress(T__LRU_CACHE_WRAPPER));
    for (let k = 0; k < kw; k++) {
      tupleInit(t, at++, own(tupleGet(address(kwnames), k)));
      tupleInit(t, at++, own(arg(args, nargs + k)));
    }
  }
  if (typed) for (let i = 0; i < nargs + kw; i++) tupleInit(t, at++, own(fromAddress(typeOf(arg(args, i)))));
  return fromAddress(t);
}

function count(p: usize, hit: bool): void {
  const t = changetype<LruCache>(p);
  enter(p);
  if (hit) t.hits++;
  else t.misses++;
  leave(p);
}

/** @slot _lru_cache_wrapper.call */
export function lru_call(self: Word, args: usize, nargs: i32, kwnames: Word): Word {
  const p = address(self);
  const t = lru(self);
  if (t.maxsize == 0) {
    count(p, false);
    return callArray(t.func, args, nargs, kwnames);
  }
  const key = makeKey(args, nargs, kwnames, t.typed != 0);
  if (key == NULL) return NULL;
  const h = hash(key);
  const cache = address(t.cache);
  if (h == -1) {
    release(key);
    return NULL;
  }
  let r = dictGetHash(cache, key, h);
  if (r != NULL) {
    if (t.maxsize > 0 && dictMoveToEnd(cache, key, h, true) < 0) {
      release(r);
      r = NULL;
    } else count(p, true);
    release(key);
    return r;
  }
  if (errorSet()) {
    release(key);
    return NULL;
  }
  count(p, false);
  r = callArray(t.func, args, nargs, kwnames);
  if (r != NULL) {
    // another call may have filled the entry meanwhile
    const there = t.maxsize > 0 ? dictContainsHash(cache, key, h) : 0;
    let ok = there >= 0;
    if (there == 0) {
      while (t.maxsize > 0 && <i64>dictSize(cache) >= t.maxsize) {
        if (!dictPopEnd(cache, false)) break;
        const k = nextKey;
        const v = nextValue;
        release(k);
        release(v);
      }
      ok = dictSetHash(cache, key, r, h) >= 0;
    }
    if (!ok) {
      release(r);
      r = NULL;
    }
  }
  release(key);
  return r;
}

/** @slot _lru_cache_wrapper.descr_get */
export function lru_get(self: Word, object: Word, type: Word): Word {
  if (object == NULL || object == NONE) return own(self);
  return newMethod(self, object);
}

/** @method _lru_cache_wrapper.cache_info(self, /)
 * Report cache statistics */
export function lru_info(self: Word): Word {
  const p = address(self);
  const t = lru(self);
  enter(p);
  const hits = t.hits;
  const misses = t.misses;
  leave(p);
  return call4(t.info, ofInt(hits), ofInt(misses), t.maxsize < 0 ? NONE : ofInt(t.maxsize), ofInt(dictSize(address(t.cache))));
}

/** @method _lru_cache_wrapper.cache_clear(self, /)
 * Clear the cache and cache statistics */
export function lru_cache_clear(self: Word): Word {
  const p = address(self);
  const t = lru(self);
  enter(p);
  t.hits = 0;
  t.misses = 0;
  leave(p);
  dictClear(address(t.cache));
  return NONE;
}

/** @method _lru_cache_wrapper.__reduce__(self, /) */
export function lru_reduce(self: Word): Word {
  return getAttr(self, N___qualname__);
}
/** @method _lru_cache_wrapper.__copy__(self, /) */
export function lru_copy(self: Word): Word {
  return own(self);
}
/** @method _lru_cache_wrapper.__deepcopy__(self, memo, /) */
export function lru_deepcopy(self: Word, memo: Word): Word {
  return own(self);
}
