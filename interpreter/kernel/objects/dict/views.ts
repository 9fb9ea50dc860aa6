// Views and iterators of dicts.

import { Word, NULL, NOT_IMPLEMENTED, isPointer, address, fromAddress, ofInt, ofBool } from '../../layout/word';
import { DictIterator, DictView, ITERATOR_DONE } from '../../layout/containers';
import { LT, LE, EQ, NE, GT } from '../../layout/type';
import {
  T_SET, T_DICT_KEYS, T_DICT_VALUES, T_DICT_ITEMS, T_DICT_KEYITERATOR, T_DICT_VALUEITERATOR, T_DICT_ITEMITERATOR, T_DICT_REVERSEKEYITERATOR,
  T_DICT_REVERSEVALUEITERATOR, T_DICT_REVERSEITEMITERATOR, T_RUNTIME_ERROR,
} from '../../generated/types';
import { N_iter } from '../../generated/names';
import { newObject, freeObject } from '../../memory/objects';
import { own, release, decref } from '../../counting/counts';
import { visit } from '../../collector/visit';
import { control } from '../../layout/control';
import { atomicLoad32, atomicStore32 } from '../../sync/access';
import { solo } from '../../sync/current';
import { newMappingProxy } from './proxy';
import { raise, errorSet } from '../../eval/errors';
import { typeOf, equal, contains, iter, length, next } from '../protocol';
import { builderNew, builderLiteral, builderRepr, builderFinish, builderDrop, newText } from '../str/new';
import { tuple1, tuple2, tupleSize, tupleGet, isTuple } from '../tuple';
import { enterRepr, leaveRepr } from '../recursion';
import { listFrom } from '../list/methods';
import { isAnySet, newSet, setAdd } from '../set/core';
import { setFrom, setUpdate, setRemoveAll, setFlip } from '../set/methods';
import {
  dictSize, dictGet, dictGetStr, dictContains, dictNext, dictPrevious, dictEntryCount, nextKey, nextValue, dictTuple,
} from './core';

/** @type dict_keys base=object size=offsetof<DictView>() flags=GC,DISALLOW_NEW */
/** @type dict_values base=object size=offsetof<DictView>() flags=GC,DISALLOW_NEW */
/** @type dict_items base=object size=offsetof<DictView>() flags=GC,DISALLOW_NEW */
/** @type dict_keyiterator base=object size=offsetof<DictIterator>() flags=GC,DISALLOW_NEW */
/** @type dict_valueiterator base=object size=offsetof<DictIterator>() flags=GC,DISALLOW_NEW */
/** @type dict_itemiterator base=object size=offsetof<DictIterator>() flags=GC,DISALLOW_NEW */
/** @type dict_reversekeyiterator base=object size=offsetof<DictIterator>() flags=GC,DISALLOW_NEW */
/** @type dict_reversevalueiterator base=object size=offsetof<DictIterator>() flags=GC,DISALLOW_NEW */
/** @type dict_reverseitemiterator base=object size=offsetof<DictIterator>() flags=GC,DISALLOW_NEW */

// ---- iterators ----------------------------------------------------------------------------------------------------------------

// @ts-ignore: decorator
@inline const POSITION: usize = 16;

/** New iterator of one of the six kinds over a dict. */
export function newDictIterator(type: u32, dict: Word): Word {
  const p = newObject(type, offsetof<DictIterator>());
  if (p == 0) return NULL;
  const it = changetype<DictIterator>(p);
  it.position = type >= T_DICT_KEYITERATOR && isReverse(type) ? dictEntryCount(address(dict)) : 0;
  it.used = dictSize(address(dict));
  it.remaining = it.used;
  it.pad0 = 0;
  it.dict = own(dict);
  return fromAddress(p);
}

function isReverse(type: u32): bool {
  return type == T_DICT_REVERSEKEYITERATOR || type == T_DICT_REVERSEVALUEITERATOR || type == T_DICT_REVERSEITEMITERATOR;
}

/** @slot dict_keyiterator.dealloc
 * @slot dict_valueiterator.dealloc
 * @slot dict_itemiterator.dealloc
 * @slot dict_reversekeyiterator.dealloc
 * @slot dict_reversevalueiterator.dealloc
 * @slot dict_reverseitemiterator.dealloc */
export function dictIteratorDealloc(p: usize): void {
  release(changetype<DictIterator>(p).dict);
  freeObject(p);
}

/** @slot dict_keyiterator.traverse
 * @slot dict_valueiterator.traverse
 * @slot dict_itemiterator.traverse
 * @slot dict_reversekeyiterator.traverse
 * @slot dict_reversevalueiterator.traverse
 * @slot dict_reverseitemiterator.traverse */
export function dictIteratorTraverse(p: usize): void {
  visit(changetype<DictIterator>(p).dict);
}

/** @slot dict_keyiterator.iter
 * @slot dict_valueiterator.iter
 * @slot dict_itemiterator.iter
 * @slot dict_reversekeyiterator.iter
 * @slot dict_reversevalueiterator.iter
 * @slot dict_reverseitemiterator.iter */
export function dictIteratorIter(self: Word): Word {
  return own(self);
}

/** Moves on: true with nextKey and nextValue set (owned), false at the end or with an error set. */
export function advance(p: usize, reverse: bool): bool {
  const it = changetype<DictIterator>(p);
  const dict = address(it.dict);
  while (true) {
    const at = atomicLoad32(p + POSITION);
    if (at == ITERATOR_DONE) return false;
    if (it.used != dictSize(dict)) {
      it.used = ITERATOR_DONE;
      raise(T_RUNTIME_ERROR, 'dictionary changed size during iteration');
      return false;
    }
    const on = reverse ? dictPrevious(dict, at) : dictNext(dict, at);
    const position = on == 0 ? ITERATOR_DONE : reverse ? on - 1 : on;
    const key = nextKey;
    const value = nextValue;
    // an entry belongs to the thread that moves the iterator beyond it, so that each is given out and counted once
    if (!solo && atomic.cmpxchg<u32>(p + POSITION, at, position) != at) {
      if (on != 0) {
        release(key);
        release(value);
      }
      continue;
    }
    if (solo) store<u32>(p + POSITION, position);
    if (on == 0) {
      it.remaining = 0;
      return false;
    }
    if (takeRemaining(p)) {
      nextKey = key;
      nextValue = value;
      return true;
    }
    release(key);
    release(value);
    atomicStore32(p + POSITION, ITERATOR_DONE);
    raise(T_RUNTIME_ERROR, 'dictionary keys changed during iteration');
    return false;
  }
}

/** One of the entries that were there at the start; false: all are given out. */
function takeRemaining(p: usize): bool {
  const at = p + offsetof<DictIterator>('remaining');
  if (solo) {
    const left = load<u32>(at);
    if (left == 0) return false;
    store<u32>(at, left - 1);
    return true;
  }
  let left = atomic.load<u32>(at);
  while (left != 0) {
    const seen = atomic.cmpxchg<u32>(at, left, left - 1);
    if (seen == left) return true;
    left = seen;
  }
  return false;
}

/** @slot dict_keyiterator.iternext */
export function dictKeyNext(self: Word): Word {
  if (!advance(address(self), false)) return NULL;
  const key = nextKey;
  release(nextValue);
  return key;
}
/** @slot dict_valueiterator.iternext */
export function dictValueNext(self: Word): Word {
  if (!advance(address(self), false)) return NULL;
  const value = nextValue;
  release(nextKey);
  return value;
}
/** @slot dict_itemiterator.iternext */
export function dictItemNext(self: Word): Word {
  return advance(address(self), false) ? fromAddress(tuple2(nextKey, nextValue)) : NULL;
}
/** @slot dict_reversekeyiterator.iternext */
export function dictReverseKeyNext(self: Word): Word {
  if (!advance(address(self), true)) return NULL;
  const key = nextKey;
  release(nextValue);
  return key;
}
/** @slot dict_reversevalueiterator.iternext */
export function dictReverseValueNext(self: Word): Word {
  if (!advance(address(self), true)) return NULL;
  const value = nextValue;
  release(nextKey);
  return value;
}
/** @slot dict_reverseitemiterator.iternext */
export function dictReverseItemNext(self: Word): Word {
  return advance(address(self), true) ? fromAddress(tuple2(nextKey, nextValue)) : NULL;
}

/** @method dict_keyiterator.__length_hint__(self, /)
 * @method dict_valueiterator.__length_hint__(self, /)
 * @method dict_itemiterator.__length_hint__(self, /)
 * @method dict_reversekeyiterator.__length_hint__(self, /)
 * @method dict_reversevalueiterator.__length_hint__(self, /)
 * @method dict_reverseitemiterator.__length_hint__(self, /)
 * Private method returning an estimate of len(list(it)). */
export function dictIteratorHint(self: Word): Word {
  const it = changetype<DictIterator>(address(self));
  return ofInt(it.position == ITERATOR_DONE || it.used != dictSize(address(it.dict)) ? 0 : it.remaining);
}

/** @method dict_keyiterator.__reduce__(self, /)
 * @method dict_valueiterator.__reduce__(self, /)
 * @method dict_itemiterator.__reduce__(self, /)
 * @method dict_reversekeyiterator.__reduce__(self, /)
 * @method dict_reversevalueiterator.__reduce__(self, /)
 * @method dict_reverseitemiterator.__reduce__(self, /)
 * Return state information for pickling. */
export function dictIteratorReduce(self: Word): Word {
  const it = changetype<DictIterator>(address(self));
  const copy = newObject(typeOf(self), offsetof<DictIterator>());
  if (copy == 0) return NULL;
  const c = changetype<DictIterator>(copy);
  c.position = it.position;
  c.used = it.used;
  c.remaining = it.remaining;
  c.pad0 = 0;
  c.dict = own(it.dict);
  const items = listFrom(fromAddress(copy));
  decref(copy);
  if (items == NULL) return NULL;
  const f = dictGetStr(address(control().builtins), N_iter);
  if (f == NULL) {
    release(items);
    return NULL;
  }
  return fromAddress(tuple2(f, fromAddress(tuple1(items))));
}

// ---- views ------------------------------------------------------------------------------------------------------------------------

/** New view of one of the three kinds. */
export function newDictView(type: u32, dict: Word): Word {
  const p = newObject(type, offsetof<DictView>());
  if (p == 0) return NULL;
  changetype<DictView>(p).dict = own(dict);
  return fromAddress(p);
}

// @ts-ignore: decorator
@inline function viewed(self: Word): Word { return changetype<DictView>(address(self)).dict; }
// @ts-ignore: decorator
@inline function isSetView(w: Word): bool { return isPointer(w) && (typeOf(w) == T_DICT_KEYS || typeOf(w) == T_DICT_ITEMS); }

/** @slot dict_keys.dealloc
 * @slot dict_values.dealloc
 * @slot dict_items.dealloc */
export function dictViewDealloc(p: usize): void {
  release(changetype<DictView>(p).dict);
  freeObject(p);
}
/** @slot dict_keys.traverse
 * @slot dict_values.traverse
 * @slot dict_items.traverse */
export function dictViewTraverse(p: usize): void {
  visit(changetype<DictView>(p).dict);
}

/** @slot dict_keys.sq_length
 * @slot dict_values.sq_length
 * @slot dict_items.sq_length */
export function dictViewLength(self: Word): i64 {
  return dictSize(address(viewed(self)));
}

/** @slot dict_keys.iter */
export function dictKeysIter(self: Word): Word {
  return newDictIterator(T_DICT_KEYITERATOR, viewed(self));
}
/** @slot dict_values.iter */
export function dictValuesIter(self: Word): Word {
  return newDictIterator(T_DICT_VALUEITERATOR, viewed(self));
}
/** @slot dict_items.iter */
export function dictItemsIter(self: Word): Word {
  return newDictIterator(T_DICT_ITEMITERATOR, viewed(self));
}
/** @method dict_keys.__reversed__(self, /)
 * Return a reverse iterator over the dict keys. */
export function dictKeysReversed(self: Word): Word {
  return newDictIterator(T_DICT_REVERSEKEYITERATOR, viewed(self));
}
/** @method dict_values.__reversed__(self, /)
 * Return a reverse iterator over the dict values. */
export function dictValuesReversed(self: Word): Word {
  return newDictIterator(T_DICT_REVERSEVALUEITERATOR, viewed(self));
}
/** @method dict_items.__reversed__(self, /)
 * Return a reverse iterator over the dict items. */
export function dictItemsReversed(self: Word): Word {
  return newDictIterator(T_DICT_REVERSEITEMITERATOR, viewed(self));
}

/** @slot dict_keys.sq_contains */
export function dictKeysContains(self: Word, key: Word): i32 {
  return dictContains(address(viewed(self)), key);
}
/** @slot dict_items.sq_contains */
export function dictItemsContains(self: Word, item: Word): i32 {
  if (!isPointer(item) || !isTuple(item) || tupleSize(address(item)) != 2) return 0;
  const found = dictGet(address(viewed(self)), tupleGet(address(item), 0));
  if (found == NULL) return errorSet() ? -1 : 0;
  const e = equal(found, tupleGet(address(item), 1));
  release(found);
  return e;
}

/** @getter dict_keys.mapping
 * @getter dict_values.mapping
 * @getter dict_items.mapping
 * dictionary that this view refers to */
export function dictViewMapping(self: Word): Word {
  return newMappingProxy(viewed(self));
}

/** @slot dict_keys.repr
 * @slot dict_values.repr
 * @slot dict_items.repr */
export function dictViewRepr(self: Word): Word {
  const type = typeOf(self);
  const busy = enterRepr(self);
  if (busy != 0) return busy < 0 ? NULL : newText('...');
  const items = dictTuple(address(viewed(self)), type == T_DICT_KEYS ? 0 : type == T_DICT_VALUES ? 1 : 2);
  const out = items == NULL ? 0 : builderNew();
  let ok = out != 0;
  if (ok) {
    builderLiteral(out, type == T_DICT_KEYS ? 'dict_keys([' : type == T_DICT_VALUES ? 'dict_values([' : 'dict_items([');
    for (let i: u32 = 0, n = tupleSize(address(items)); i < n && ok; i++) {
      if (i != 0) builderLiteral(out, ', ');
      ok = builderRepr(out, tupleGet(address(items), i));
    }
  }
  release(items);
  leaveRepr(self);
  if (!ok) return out == 0 ? NULL : builderDrop(out);
  builderLiteral(out, '])');
  return builderFinish(out);
}

/** Whether each item of a is in b: 1, 0, -1 with an error set. */
function allIn(a: Word, b: Word): i32 {
  const it = iter(a);
  if (it == NULL) return -1;
  let r = 1;
  while (r == 1) {
    const w = next(it);
    if (w == NULL) {
      if (errorSet()) r = -1;
      break;
    }
    r = contains(b, w);
    release(w);
  }
  release(it);
  return r;
}

/** @slot dict_keys.richcompare
 * @slot dict_items.richcompare */
export function dictViewCompare(self: Word, other: Word, op: i32): Word {
  if (!isAnySet(other) && !isSetView(other)) return NOT_IMPLEMENTED;
  const n = dictViewLength(self);
  const m = length(other);
  if (m < 0) return NULL;
  let r: i32;
  if (op == EQ || op == NE) {
    r = n == m ? allIn(self, other) : 0;
    if (r >= 0 && op == NE) r ^= 1;
  } else if (op == LT) r = n < m ? allIn(self, other) : 0;
  else if (op == LE) r = n <= m ? allIn(self, other) : 0;
  else if (op == GT) r = n > m ? allIn(other, self) : 0;
  else r = n >= m ? allIn(other, self) : 0;
  return r < 0 ? NULL : ofBool(r != 0);
}

/** @slot dict_keys.nb_or
 * @slot dict_items.nb_or */
export function dictViewOr(a: Word, b: Word): Word {
  const p = setFrom(a, T_SET);
  if (p != 0 && setUpdate(p, b) < 0) {
    decref(p);
    return NULL;
  }
  return fromAddress(p);
}
/** @slot dict_keys.nb_subtract
 * @slot dict_items.nb_subtract */
export function dictViewSubtract(a: Word, b: Word): Word {
  const p = setFrom(a, T_SET);
  if (p != 0 && setRemoveAll(p, b) < 0) {
    decref(p);
    return NULL;
  }
  return fromAddress(p);
}
/** @slot dict_keys.nb_xor
 * @slot dict_items.nb_xor */
export function dictViewXor(a: Word, b: Word): Word {
  const p = setFrom(a, T_SET);
  if (p == 0) return NULL;
  const q = setFrom(b, T_SET);
  if (q == 0 || setFlip(p, q) < 0) {
    if (q != 0) decref(q);
    decref(p);
    return NULL;
  }
  decref(q);
  return fromAddress(p);
}
/** @slot dict_keys.nb_and
 * @slot dict_items.nb_and */
export function dictViewAnd(a: Word, b: Word): Word {
  if (!isSetView(a)) {
    const view = b;
    b = a;
    a = view;
  }
  if (isSetView(b) && dictViewLength(b) > dictViewLength(a)) {
    const view = b;
    b = a;
    a = view;
  }
  const p = newSet();
  if (p == 0) return NULL;
  const it = iter(b);
  let ok = it != NULL;
  while (ok) {
    const w = next(it);
    if (w == NULL) {
      ok = !errorSet();
      break;
    }
    const there = contains(a, w);
    ok = there >= 0 && (there == 0 || setAdd(p, w) >= 0);
    release(w);
  }
  release(it);
  if (ok) return fromAddress(p);
  decref(p);
  return NULL;
}

/** @method dict_keys.isdisjoint(self, other, /)
 * @method dict_items.isdisjoint(self, other, /)
 * Return True if the view and the given iterable have a null intersection. */
export function dictViewDisjoint(self: Word, other: Word): Word {
  if (self == other) return ofBool(dictViewLength(self) == 0);
  if (isAnySet(other) || isSetView(other)) {
    const m = length(other);
    if (m < 0) return NULL;
    if (m > dictViewLength(self)) {
      const view = other;
      other = self;
      self = view;
    }
  }
  const it = iter(other);
  if (it == NULL) return NULL;
  let r = 0;
  while (r == 0) {
    const w = next(it);
    if (w == NULL) {
      if (errorSet()) r = -1;
      break;
    }
    r = contains(self, w);
    release(w);
  }
  release(it);
  return r < 0 ? NULL : ofBool(r == 0);
}
