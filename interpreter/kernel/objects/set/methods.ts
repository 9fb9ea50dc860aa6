// set and frozenset: constructors, methods, operators, iterator.

import { objectGetState } from '../reduce';
import { Word, NULL, NONE, TRUE, FALSE, NOT_IMPLEMENTED, isPointer, address, fromAddress, ofInt, ofBool } from '../../layout/word';
import { SetIterator, ITERATOR_DONE } from '../../layout/containers';
import { Type, LT, LE, EQ, NE, GE } from '../../layout/type';
import {
  T_SET, T_FROZENSET, T_SET_ITERATOR, T_DICT, T_TYPE_ERROR, T_KEY_ERROR, T_RUNTIME_ERROR,
} from '../../generated/types';
import { N_iter } from '../../generated/names';
import { newObject, freeObject } from '../../memory/objects';
import { own, release, decref } from '../../counting/counts';
import { visit } from '../../collector/visit';
import { control } from '../../layout/control';
import { atomicLoad32, atomicStore32 } from '../../sync/access';
import { arg } from '../../eval/call';
import { raise, raiseValue, errorMatches, clearError } from '../../eval/errors';
import { typeOf, iter, shortTypeName } from '../protocol';
import { builderNew, builderChar, builderLiteral, builderWord, builderRepr, builderFinish, builderDrop } from '../str/new';
import { newGenericAlias } from '../generic';
import { tuple1, tuple2, tuple3, tupleSize, tupleGet } from '../tuple';
import { enterRepr, leaveRepr } from '../recursion';
import { checkPositional, checkKeywords, checkNoKeywords } from '../positional';
import { stopped, listFrom } from '../list/methods';
import { isDict, dictContainsHash, dictNext, nextKey, nextValue, nextHash, dictGetStr } from '../dict/core';
import { keyHash } from '../dict/keys';
import {
  SET_HASH, isAnySet, isSet, isFrozenset, newSetOf, setSize, setAdd, setAddHash, setContains, setContainsHash, setDiscardHash, setPop, setClear,
  setCopy, setMerge, setAdopt, setNext, nextItem, nextItemHash, setItems, setTableBytes,
} from './core';

/** @type set_iterator base=object size=offsetof<SetIterator>() flags=GC,DISALLOW_NEW */

/** The class of results: set or frozenset. */
// @ts-ignore: decorator
@inline function kindOf(w: Word): u32 { return isFrozenset(w) ? T_FROZENSET : T_SET; }

// ---- building blocks --------------------------------------------------------------------------------------------------------

/** Adds the items of any iterable. -1 with an error set. */
export function setUpdate(p: usize, source: Word): i32 {
  if (isAnySet(source)) return setMerge(p, address(source));
  if (isPointer(source) && typeOf(source) == T_DICT) {
    const q = address(source);
    let at: u32 = 0;
    while ((at = dictNext(q, at)) != 0) {
      const key = nextKey;
      const hash = nextHash;
      release(nextValue);
      const r = setAddHash(p, key, hash);
      release(key);
      if (r < 0) return -1;
    }
    return 0;
  }
  const it = iter(source);
  if (it == NULL) return -1;
  const step = changetype<Type>(<usize>typeOf(it)).iternext;
  while (true) {
    const w = call_indirect<Word>(step, it);
    if (w == NULL) break;
    const r = setAdd(p, w);
    release(w);
    if (r < 0) break;
  }
  release(it);
  return stopped() ? 0 : -1;
}

/** New set of a class with the items of any iterable. 0 with an error set. */
export function setFrom(source: Word, type: u32): usize {
  if (isAnySet(source)) return setCopy(address(source), type);
  const p = newSetOf(type);
  if (p != 0 && setUpdate(p, source) < 0) {
    decref(p);
    return 0;
  }
  return p;
}

/** Removes the items of any iterable. -1 with an error set. */
export function setRemoveAll(p: usize, source: Word): i32 {
  if (fromAddress(p) == source) {
    setClear(p);
    return 0;
  }
  if (isAnySet(source)) {
    const q = address(source);
    let at: u32 = 0;
    while ((at = setNext(q, at)) != 0) {
      const key = nextItem;
      const r = setDiscardHash(p, key, nextItemHash);
      release(key);
      if (r < 0) return -1;
    }
    return 0;
  }
  const it = iter(source);
  if (it == NULL) return -1;
  const step = changetype<Type>(<usize>typeOf(it)).iternext;
  while (true) {
    const w = call_indirect<Word>(step, it);
    if (w == NULL) break;
    const h = keyHash(w);
    const r = h == -1 ? -1 : setDiscardHash(p, w, h);
    release(w);
    if (r < 0) break;
  }
  release(it);
  return stopped() ? 0 : -1;
}

/** New set of a class with what p and an iterable share. 0 with an error set. */
export function setIntersection(p: usize, source: Word, type: u32): usize {
  const out = newSetOf(type);
  if (out == 0) return 0;
  if (fromAddress(p) == source) {
    decref(out);
    return setCopy(p, type);
  }
  let ok = true;
  if (isAnySet(source)) {
    let small = address(source);
    let large = p;
    if (setSize(small) > setSize(large)) {
      small = p;
      large = address(source);
    }
    let at: u32 = 0;
    while (ok && (at = setNext(small, at)) != 0) {
      const key = nextItem;
      const hash = nextItemHash;
      const there = setContainsHash(large, key, hash);
      ok = there >= 0 && (there == 0 || setAddHash(out, key, hash) >= 0);
      release(key);
    }
  } else {
    const it = iter(source);
    if (it == NULL) {
      decref(out);
      return 0;
    }
    const step = changetype<Type>(<usize>typeOf(it)).iternext;
    while (ok) {
      const w = call_indirect<Word>(step, it);
      if (w == NULL) break;
      const h = keyHash(w);
      if (h == -1) ok = false;
      else {
        const there = setContainsHash(p, w, h);
        ok = there >= 0 && (there == 0 || setAddHash(out, w, h) >= 0);
      }
      release(w);
    }
    release(it);
    if (ok) ok = stopped();
  }
  if (!ok) {
    decref(out);
    return 0;
  }
  return out;
}

/** New set of a class with what p has and `source` has not. 0 with an error set. */
function difference(p: usize, source: Word, type: u32): usize {
  const any = isAnySet(source);
  if (!any && !isDict(source) || any && setSize(p) >> 2 > setSize(address(source))) {
    const out = setCopy(p, type);
    if (out != 0 && setRemoveAll(out, source) < 0) {
      decref(out);
      return 0;
    }
    return out;
  }
  const out = newSetOf(type);
  if (out == 0) return 0;
  let at: u32 = 0;
  while ((at = setNext(p, at)) != 0) {
    const key = nextItem;
    const hash = nextItemHash;
    const there = any ? setContainsHash(address(source), key, hash) : dictContainsHash(address(source), key, hash);
    const r = there < 0 ? -1 : there == 0 ? setAddHash(out, key, hash) : 0;
    release(key);
    if (r < 0) {
      decref(out);
      return 0;
    }
  }
  return out;
}

/** Flips membership in p of the items of set q. -1 with an error set. */
export function setFlip(p: usize, q: usize): i32 {
  const items = setItems(q);
  if (items == NULL) return -1;
  let result = 0;
  for (let i: u32 = 0, n = tupleSize(address(items)); i < n; i++) {
    const key = tupleGet(address(items), i);
    const h = keyHash(key);
    let r = h == -1 ? -1 : setDiscardHash(p, key, h);
    if (r == 0) r = setAddHash(p, key, h);
    if (r < 0) {
      result = -1;
      break;
    }
  }
  release(items);
  return result;
}

/** p <= q: 1, 0, -1 with an error set. */
function isSubset(p: usize, q: usize): i32 {
  if (setSize(p) > setSize(q)) return 0;
  let at: u32 = 0;
  while ((at = setNext(p, at)) != 0) {
    const key = nextItem;
    const there = setContainsHash(q, key, nextItemHash);
    release(key);
    if (there <= 0) return there;
  }
  return 1;
}

/** Hash of a key, where a set stands for the equal frozenset; the word to look up is `lookedUp` (owned). -1 with an error set. */
function hashOfItem(key: Word): i64 {
  lookedUp = own(key);
  const h = keyHash(key);
  if (h != -1) return h;
  if (isSet(key) && errorMatches(T_TYPE_ERROR)) {
    clearError();
    const frozen = setCopy(address(key), T_FROZENSET);
    if (frozen != 0) {
      release(lookedUp);
      lookedUp = fromAddress(frozen);
      return frozenset_hash(lookedUp);
    }
  }
  release(lookedUp);
  return -1;
}
let lookedUp: Word = NULL;

// ---- constructors -------------------------------------------------------------------------------------------------------------

/** @new set */
export function set_new(type: Word, args: usize, nargs: i32, kwnames: Word): Word {
  return fromAddress(newSetOf(<u32>type));
}

/** @init set
 * @signature (iterable=(), /) */
export function set_init(self: Word, args: usize, nargs: i32, kwnames: Word): i32 {
  if (!checkNoKeywords('set', kwnames) || !checkPositional('set', nargs, 0, 1)) return -1;
  const p = address(self);
  if (setSize(p) != 0) setClear(p);
  return nargs == 0 ? 0 : setUpdate(p, arg(args, 0));
}

/** @new frozenset
 * @signature (iterable=(), /) */
export function frozenset_new(type: Word, args: usize, nargs: i32, kwnames: Word): Word {
  if (!checkKeywords('frozenset', type, T_FROZENSET, kwnames)) return NULL;
  if (!checkPositional('frozenset', nargs, 0, 1)) return NULL;
  if (nargs == 0) return fromAddress(newSetOf(<u32>type));
  const source = arg(args, 0);
  if (<u32>type == T_FROZENSET && isPointer(source) && typeOf(source) == T_FROZENSET) return own(source);
  return fromAddress(setFrom(source, <u32>type));
}

// ---- methods of set ---------------------------------------------------------------------------------------------------------------

/** @method set.add(self, object, /)
 * Add an element to a set.
 *
 * This has no effect if the element is already present. */
export function set_add(self: Word, object: Word): Word {
  return setAdd(address(self), object) < 0 ? NULL : NONE;
}

/** @method set.discard(self, object, /)
 * Remove an element from a set if it is a member.
 *
 * Unlike set.remove(), the discard() method does not raise
 * an exception when an element is missing from the set. */
export function set_discard(self: Word, object: Word): Word {
  const h = hashOfItem(object);
  if (h == -1) return NULL;
  const key = lookedUp;
  const r = setDiscardHash(address(self), key, h);
  release(key);
  return r < 0 ? NULL : NONE;
}

/** @method set.remove(self, object, /)
 * Remove an element from a set; it must be a member.
 *
 * If the element is not a member, raise a KeyError. */
export function set_remove(self: Word, object: Word): Word {
  const h = hashOfItem(object);
  if (h == -1) return NULL;
  const key = lookedUp;
  const r = setDiscardHash(address(self), key, h);
  release(key);
  if (r < 0) return NULL;
  return r > 0 ? NONE : raiseValue(T_KEY_ERROR, object);
}

/** @method set.pop(self, /)
 * Remove and return an arbitrary set element.
 *
 * Raises KeyError if the set is empty. */
export function set_pop(self: Word): Word {
  const w = setPop(address(self));
  return w != NULL ? w : raise(T_KEY_ERROR, 'pop from an empty set');
}

/** @method set.clear(self, /)
 * Remove all elements from this set. */
export function set_clear_method(self: Word): Word {
  setClear(address(self));
  return NONE;
}

/** @method set.update(self, /, *others)
 * Update the set, adding elements from all others. */
export function set_update(args: usize, nargs: i32, kwnames: Word): Word {
  for (let i = 1; i < nargs; i++) if (setUpdate(address(arg(args, 0)), arg(args, i)) < 0) return NULL;
  return NONE;
}

/** @method set.difference_update(self, /, *others)
 * Update the set, removing elements found in others. */
export function set_difference_update(args: usize, nargs: i32, kwnames: Word): Word {
  for (let i = 1; i < nargs; i++) if (setRemoveAll(address(arg(args, 0)), arg(args, i)) < 0) return NULL;
  return NONE;
}

/** @method set.intersection_update(self, /, *others)
 * Update the set, keeping only elements found in it and all others. */
export function set_intersection_update(args: usize, nargs: i32, kwnames: Word): Word {
  const r = intersectionOf(args, nargs, T_SET);
  if (r == 0) return NULL;
  setAdopt(address(arg(args, 0)), r);
  decref(r);
  return NONE;
}

/** @method set.symmetric_difference_update(self, other, /)
 * Update the set, keeping only elements found in either set, but not in both. */
export function set_symmetric_difference_update(self: Word, other: Word): Word {
  const p = address(self);
  if (self == other) {
    setClear(p);
    return NONE;
  }
  const q = setFrom(other, T_SET);
  if (q == 0) return NULL;
  const r = setFlip(p, q);
  decref(q);
  return r < 0 ? NULL : NONE;
}

// ---- methods of both ------------------------------------------------------------------------------------------------------------------

/** @method set.copy(self, /)
 * Return a shallow copy of a set. */
export function set_copy(self: Word): Word {
  return fromAddress(setCopy(address(self), T_SET));
}
/** @method frozenset.copy(self, /)
 * Return a shallow copy of a set. */
export function frozenset_copy(self: Word): Word {
  return typeOf(self) == T_FROZENSET ? own(self) : fromAddress(setCopy(address(self), T_FROZENSET));
}

/** @method set.union(self, /, *others)
 * @method frozenset.union(self, /, *others)
 * Return a new set with elements from the set and all others. */
export function set_union(args: usize, nargs: i32, kwnames: Word): Word {
  const self = arg(args, 0);
  const p = setCopy(address(self), kindOf(self));
  if (p == 0) return NULL;
  for (let i = 1; i < nargs; i++) {
    if (setUpdate(p, arg(args, i)) < 0) {
      decref(p);
      return NULL;
    }
  }
  return fromAddress(p);
}

function intersectionOf(args: usize, nargs: i32, type: u32): usize {
  const self = address(arg(args, 0));
  if (nargs == 1) return setCopy(self, type);
  let p = setIntersection(self, arg(args, 1), type);
  for (let i = 2; i < nargs && p != 0; i++) {
    const q = setIntersection(p, arg(args, i), type);
    decref(p);
    p = q;
  }
  return p;
}

/** @method set.intersection(self, /, *others)
 * @method frozenset.intersection(self, /, *others)
 * Return a new set with elements common to the set and all others. */
export function set_intersection(args: usize, nargs: i32, kwnames: Word): Word {
  return fromAddress(intersectionOf(args, nargs, kindOf(arg(args, 0))));
}

/** @method set.difference(self, /, *others)
 * @method frozenset.difference(self, /, *others)
 * Return a new set with elements in the set that are not in the others. */
export function set_difference(args: usize, nargs: i32, kwnames: Word): Word {
  const self = arg(args, 0);
  if (nargs == 1) return fromAddress(setCopy(address(self), kindOf(self)));
  const p = difference(address(self), arg(args, 1), kindOf(self));
  if (p == 0) return NULL;
  for (let i = 2; i < nargs; i++) {
    if (setRemoveAll(p, arg(args, i)) < 0) {
      decref(p);
      return NULL;
    }
  }
  return fromAddress(p);
}

/** @method set.symmetric_difference(self, other, /)
 * @method frozenset.symmetric_difference(self, other, /)
 * Return a new set with elements in either the set or other but not both. */
export function set_symmetric_difference(self: Word, other: Word): Word {
  const p = setFrom(other, kindOf(self));
  if (p == 0) return NULL;
  if (setFlip(p, address(self)) < 0) {
    decref(p);
    return NULL;
  }
  return fromAddress(p);
}

/** @method set.isdisjoint(self, other, /)
 * @method frozenset.isdisjoint(self, other, /)
 * Return True if two sets have a null intersection. */
export function set_isdisjoint(self: Word, other: Word): Word {
  const p = address(self);
  if (self == other) return ofBool(setSize(p) == 0);
  if (isAnySet(other)) {
    let small = address(other);
    let large = p;
    if (setSize(small) > setSize(large)) {
      small = p;
      large = address(other);
    }
    let at: u32 = 0;
    while ((at = setNext(small, at)) != 0) {
      const key = nextItem;
      const there = setContainsHash(large, key, nextItemHash);
      release(key);
      if (there != 0) return there < 0 ? NULL : FALSE;
    }
    return TRUE;
  }
  const it = iter(other);
  if (it == NULL) return NULL;
  const step = changetype<Type>(<usize>typeOf(it)).iternext;
  while (true) {
    const w = call_indirect<Word>(step, it);
    if (w == NULL) break;
    const there = setContains(p, w);
    release(w);
    if (there != 0) {
      release(it);
      return there < 0 ? NULL : FALSE;
    }
  }
  release(it);
  return stopped() ? TRUE : NULL;
}

/** @method set.issubset(self, other, /)
 * @method frozenset.issubset(self, other, /)
 * Report whether another set contains this set. */
export function set_issubset(self: Word, other: Word): Word {
  if (isAnySet(other)) {
    const r = isSubset(address(self), address(other));
    return r < 0 ? NULL : ofBool(r != 0);
  }
  const q = setIntersection(address(self), other, T_SET);
  if (q == 0) return NULL;
  const r = setSize(q) == setSize(address(self));
  decref(q);
  return ofBool(r);
}

/** @method set.issuperset(self, other, /)
 * @method frozenset.issuperset(self, other, /)
 * Report whether this set contains another set. */
export function set_issuperset(self: Word, other: Word): Word {
  if (isAnySet(other)) {
    const r = isSubset(address(other), address(self));
    return r < 0 ? NULL : ofBool(r != 0);
  }
  const it = iter(other);
  if (it == NULL) return NULL;
  const step = changetype<Type>(<usize>typeOf(it)).iternext;
  while (true) {
    const w = call_indirect<Word>(step, it);
    if (w == NULL) break;
    const there = setContains(address(self), w);
    release(w);
    if (there <= 0) {
      release(it);
      return there < 0 ? NULL : FALSE;
    }
  }
  release(it);
  return stopped() ? TRUE : NULL;
}

/** @method set.__contains__(self, object, /)
 * @method frozenset.__contains__(self, object, /)
 * x.__contains__(y) <==> y in x. */
export function set_contains_method(self: Word, object: Word): Word {
  const r = set_contains(self, object);
  return r < 0 ? NULL : ofBool(r != 0);
}

/** @method set.__sizeof__(self, /)
 * @method frozenset.__sizeof__(self, /)
 * S.__sizeof__() -> size of S in memory, in bytes. */
export function set_sizeof(self: Word): Word {
  return ofInt(<i64>changetype<Type>(<usize>typeOf(self)).size + setTableBytes(address(self)));
}

/** @method set.__reduce__(self, /)
 * @method frozenset.__reduce__(self, /)
 * Return state information for pickling. */
export function set_reduce(self: Word): Word {
  const items = listFrom(self);
  if (items == NULL) return NULL;
  const args = tuple1(items);
  if (args == 0) return NULL;
  const state = objectGetState(self, false);
  if (state == NULL) {
    decref(args);
    return NULL;
  }
  return fromAddress(tuple3(own(fromAddress(typeOf(self))), fromAddress(args), state));
}

/** @classmethod set.__class_getitem__(type, object, /)
 * @classmethod frozenset.__class_getitem__(type, object, /)
 * See PEP 585 */
export function set_class_getitem(type: Word, item: Word): Word {
  return newGenericAlias(type, item);
}

// ---- slots ------------------------------------------------------------------------------------------------------------------------

/** @slot set.sq_length
 * @slot frozenset.sq_length */
export function set_length(self: Word): i64 {
  return setSize(address(self));
}

/** @slot set.sq_contains
 * @slot frozenset.sq_contains */
export function set_contains(self: Word, item: Word): i32 {
  const h = hashOfItem(item);
  if (h == -1) return -1;
  const key = lookedUp;
  const r = setContainsHash(address(self), key, h);
  release(key);
  return r;
}

/** @slot set.repr
 * @slot frozenset.repr */
export function set_repr(self: Word): Word {
  const p = address(self);
  const out = builderNew();
  if (out == 0) return NULL;
  const exact = typeOf(self) == T_SET;
  if (!exact || setSize(p) == 0) {
    const name = shortTypeName(self);
    builderWord(out, name);
    release(name);
    builderChar(out, 0x28);
    if (setSize(p) == 0) {
      builderChar(out, 0x29);
      return builderFinish(out);
    }
  }
  const busy = enterRepr(self);
  if (busy < 0) return builderDrop(out);
  if (busy > 0) {
    if (exact) builderLiteral(out, 'set(');
    builderLiteral(out, '...)');
    return builderFinish(out);
  }
  builderChar(out, 0x7b);
  let ok = true;
  const items = setItems(p);
  if (items == NULL) ok = false;
  else {
    for (let i: u32 = 0, n = tupleSize(address(items)); i < n && ok; i++) {
      if (i != 0) builderLiteral(out, ', ');
      ok = builderRepr(out, tupleGet(address(items), i));
    }
    release(items);
  }
  leaveRepr(self);
  if (!ok) return builderDrop(out);
  builderChar(out, 0x7d);
  if (!exact) builderChar(out, 0x29);
  return builderFinish(out);
}

/** @slot frozenset.hash */
export function frozenset_hash(self: Word): i64 {
  const p = address(self);
  const known = load<i64>(p, SET_HASH);
  if (known != -1) return known;
  let h: u64 = 0;
  let at: u32 = 0;
  while ((at = setNext(p, at)) != 0) {
    release(nextItem);
    const x: u64 = nextItemHash;
    h ^= (x ^ 89869747 ^ (x << 16)) * 3644798167;
  }
  h ^= (<u64>setSize(p) + 1) * 1927868237;
  h ^= (h >> 11) ^ (h >> 25);
  h = h * 69069 + 907133923;
  if (h == <u64>-1) h = 590923713;
  store<i64>(p, h, SET_HASH);
  return h;
}

/** @slot set.richcompare
 * @slot frozenset.richcompare */
export function set_richcompare(self: Word, other: Word, op: i32): Word {
  if (!isAnySet(other)) return NOT_IMPLEMENTED;
  const p = address(self);
  const q = address(other);
  let r: i32;
  if (op == EQ || op == NE) {
    if (setSize(p) != setSize(q)) r = 0;
    else if (isFrozenset(self) && isFrozenset(other) && load<i64>(p, SET_HASH) != -1 && load<i64>(q, SET_HASH) != -1 && load<i64>(p, SET_HASH) != load<i64>(q, SET_HASH)) r = 0;
    else r = isSubset(p, q);
    if (r >= 0 && op == NE) r ^= 1;
  } else if (op == LE) r = isSubset(p, q);
  else if (op == GE) r = isSubset(q, p);
  else if (op == LT) r = setSize(p) < setSize(q) ? isSubset(p, q) : 0;
  else r = setSize(p) > setSize(q) ? isSubset(q, p) : 0;
  return r < 0 ? NULL : ofBool(r != 0);
}

/** @slot set.nb_or
 * @slot frozenset.nb_or */
export function set_or(a: Word, b: Word): Word {
  if (!isAnySet(a) || !isAnySet(b)) return NOT_IMPLEMENTED;
  const p = setCopy(address(a), kindOf(a));
  if (p == 0) return NULL;
  if (a != b && setMerge(p, address(b)) < 0) {
    decref(p);
    return NULL;
  }
  return fromAddress(p);
}
/** @slot set.nb_and
 * @slot frozenset.nb_and */
export function set_and(a: Word, b: Word): Word {
  if (!isAnySet(a) || !isAnySet(b)) return NOT_IMPLEMENTED;
  return fromAddress(setIntersection(address(a), b, kindOf(a)));
}
/** @slot set.nb_subtract
 * @slot frozenset.nb_subtract */
export function set_subtract(a: Word, b: Word): Word {
  if (!isAnySet(a) || !isAnySet(b)) return NOT_IMPLEMENTED;
  return fromAddress(difference(address(a), b, kindOf(a)));
}
/** @slot set.nb_xor
 * @slot frozenset.nb_xor */
export function set_xor(a: Word, b: Word): Word {
  if (!isAnySet(a) || !isAnySet(b)) return NOT_IMPLEMENTED;
  return set_symmetric_difference(a, b);
}
/** @slot set.nb_inplace_or */
export function set_ior(a: Word, b: Word): Word {
  if (!isAnySet(b)) return NOT_IMPLEMENTED;
  return setMerge(address(a), address(b)) < 0 ? NULL : own(a);
}
/** @slot set.nb_inplace_and */
export function set_iand(a: Word, b: Word): Word {
  if (!isAnySet(b)) return NOT_IMPLEMENTED;
  const r = setIntersection(address(a), b, T_SET);
  if (r == 0) return NULL;
  setAdopt(address(a), r);
  decref(r);
  return own(a);
}
/** @slot set.nb_inplace_subtract */
export function set_isub(a: Word, b: Word): Word {
  if (!isAnySet(b)) return NOT_IMPLEMENTED;
  return setRemoveAll(address(a), b) < 0 ? NULL : own(a);
}
/** @slot set.nb_inplace_xor */
export function set_ixor(a: Word, b: Word): Word {
  if (!isAnySet(b)) return NOT_IMPLEMENTED;
  const r = set_symmetric_difference_update(a, b);
  return r == NULL ? NULL : own(a);
}

// ---- iterator -----------------------------------------------------------------------------------------------------------------------

/** @slot set.iter
 * @slot frozenset.iter */
export function set_iter(self: Word): Word {
  const p = newObject(T_SET_ITERATOR, offsetof<SetIterator>());
  if (p == 0) return NULL;
  const it = changetype<SetIterator>(p);
  it.position = 0;
  it.used = setSize(address(self));
  it.remaining = it.used;
  it.pad0 = 0;
  it.set = own(self);
  return fromAddress(p);
}

/** @slot set_iterator.dealloc */
export function setIteratorDealloc(p: usize): void {
  release(changetype<SetIterator>(p).set);
  freeObject(p);
}
/** @slot set_iterator.traverse */
export function setIteratorTraverse(p: usize): void {
  visit(changetype<SetIterator>(p).set);
}
/** @slot set_iterator.iter */
export function setIteratorIter(self: Word): Word {
  return own(self);
}

/** @slot set_iterator.iternext */
export function setIteratorNext(self: Word): Word {
  const p = address(self);
  const it = changetype<SetIterator>(p);
  const at = atomicLoad32(p + offsetof<SetIterator>('position'));
  if (at == ITERATOR_DONE) return NULL;
  const set = address(it.set);
  if (it.used != setSize(set)) {
    it.used = ITERATOR_DONE;
    return raise(T_RUNTIME_ERROR, 'Set changed size during iteration');
  }
  const on = setNext(set, at);
  atomicStore32(p + offsetof<SetIterator>('position'), on == 0 ? ITERATOR_DONE : on);
  if (on == 0) {
    it.remaining = 0;
    return NULL;
  }
  if (it.remaining != 0) it.remaining--;
  return nextItem;
}

/** @method set_iterator.__length_hint__(self, /)
 * Private method returning an estimate of len(list(it)). */
export function setIteratorHint(self: Word): Word {
  const it = changetype<SetIterator>(address(self));
  if (it.position == ITERATOR_DONE || it.used != setSize(address(it.set))) return ofInt(0);
  return ofInt(it.remaining);
}

/** @method set_iterator.__reduce__(self, /)
 * Return state information for pickling. */
export function setIteratorReduce(self: Word): Word {
  const it = changetype<SetIterator>(address(self));
  const copy = newObject(T_SET_ITERATOR, offsetof<SetIterator>());
  if (copy == 0) return NULL;
  const c = changetype<SetIterator>(copy);
  c.position = it.position;
  c.used = it.used;
  c.remaining = it.remaining;
  c.pad0 = 0;
  c.set = own(it.set);
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
