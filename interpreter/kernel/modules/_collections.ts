// _collections: defaultdict, OrderedDict, _count_elements, _tuplegetter. deque: _collections_deque.ts.

import { Word, NULL, NONE, NOT_IMPLEMENTED, isPointer, address, fromAddress, ofInt, ofBool } from '../layout/word';
import { Dict } from '../layout/containers';
import { Type, EQ, NE } from '../layout/type';
import { T_DICT, T_DEFAULTDICT, T_ORDERED_DICT, T_TYPE_ERROR, T_KEY_ERROR, T_INDEX_ERROR } from '../generated/types';
import { N_items, N_get, N___dict__, N___missing__ } from '../generated/names';
import { freeObject } from '../memory/objects';
import { own, release, decref } from '../counting/counts';
import { enter, leave } from '../sync/critical';
import { visit } from '../collector/visit';
import { arg, call0, call1, call2, callMethod0 } from '../eval/call';
import { add } from '../eval/arithmetic';
import { raise, raisef, raiseValue, errorSet } from '../eval/errors';
import { typeOf, iter, equal, truth, isCallable, isInstance, lookupAttr, getItem, setItem, delItem, indexI64, contains } from '../objects/protocol';
import { releaseOwnAttributes, traverseOwnAttributes } from '../objects/type/attributes';
import { dict_dealloc, dict_traverse } from '../objects/dict/core';
import { typeLookup } from '../objects/type/lookup';
import { builderNew, builderChar, builderLiteral, builderWord, builderFinish, builderDrop } from '../objects/str/new';
import { repr, shortTypeName } from '../objects/protocol';
import { allocVar } from '../objects/type/alloc';
import { isTuple, newTuple, tuple1, tuple2, tupleGet, tupleInit, tupleSize } from '../objects/tuple';
import { enterRepr, leaveRepr } from '../objects/recursion';
import { checkPositional, checkNoKeywords } from '../objects/positional';
import { stopped } from '../objects/list/methods';
import {
  isDict, dictGetHash, dictSetHash, dictSize, dictMerge, dictPop, dictPopEnd, dictSetDefault, dictNext, nextKey, nextValue, dictKeysTuple,
  dictMoveToEnd, MERGE_REPLACE, dict_dealloc, dict_traverse, dict_clear,
} from '../objects/dict/core';
import { DICT_KEYS, emptyKeys, keyHash } from '../objects/dict/keys';
import { dict_init, dict_repr, dictEqual } from '../objects/dict/methods';
import { dictUpdateAny } from '../objects/dict/update';

/** @module _collections
 * High performance data structures.
 * - deque:        ordered collection accessible from endpoints only
 * - defaultdict:  dict subclass with a default value factory
 */

// ---- defaultdict -----------------------------------------------------------------------------------------------------------

/** @type defaultdict module=collections in=_collections base=dict size=offsetof<DefaultDict>() flags=BASE,GC,MAPPING,MATCH_SELF,DICT
 * defaultdict(default_factory=None, /, [...]) --> dict with default factory
 *
 * The default factory is called without arguments to produce
 * a new value when a key is not present, in __getitem__ only.
 * A defaultdict compares equal to a dict with the same items.
 * All remaining arguments are treated the same as if they were
 * passed to the dict constructor, including keyword arguments. */

// @ts-ignore: decorator
@unmanaged
export class DefaultDict {
  type: u32; local: u32; shared: i32; owner: u16; mutex: u8; gc: u8;
  used: u32;
  keys: u32;
  /** NULL: none. Under the lock. */
  factory: Word; // 24
}

// @ts-ignore: decorator
@inline const FACTORY: usize = 24;

/** The factory, owned, or NULL. */
function factoryOf(p: usize): Word {
  enter(p);
  const f = own(load<u64>(p, FACTORY));
  leave(p);
  return f;
}

/** @init defaultdict */
export function defaultdict_init(self: Word, args: usize, nargs: i32, kwnames: Word): i32 {
  let factory: Word = NULL;
  if (nargs > 0) {
    factory = arg(args, 0);
    if (factory == NONE) factory = NULL;
    else if (!isCallable(factory)) {
      raise(T_TYPE_ERROR, 'first argument must be callable or None');
      return -1;
    }
  }
  setFactory(self, factory);
  return nargs > 0 ? dict_init(self, args + 8, nargs - 1, kwnames) : dict_init(self, args, 0, kwnames);
}

/** @getter defaultdict.default_factory
 * Factory for default value called by __missing__(). */
export function defaultdict_factory(self: Word): Word {
  const f = factoryOf(address(self));
  return f == NULL ? NONE : f;
}
/** @setter defaultdict.default_factory */
export function setFactory(self: Word, value: Word): i32 {
  const p = address(self);
  if (value == NONE) value = NULL;
  if (value != NULL) own(value);
  enter(p);
  const old = load<u64>(p, FACTORY);
  store<u64>(p, value, FACTORY);
  leave(p);
  release(old);
  return 0;
}

/** @slot defaultdict.dealloc */
export function defaultdict_dealloc(p: usize): void {
  release(load<u64>(p, FACTORY));
  dict_dealloc(p);
}
/** @slot defaultdict.traverse */
export function defaultdict_traverse(p: usize): void {
  visit(load<u64>(p, FACTORY));
  dict_traverse(p);
}
/** @slot defaultdict.clear */
export function defaultdict_clear(p: usize): void {
  setFactory(fromAddress(p), NULL);
  dict_clear(p);
}

/** @method defaultdict.__missing__(self, key, /)
 * __missing__(key) # Called by __getitem__ for missing key; pseudo-code:
 *   if self.default_factory is None: raise KeyError((key,))
 *   self[key] = value = self.default_factory()
 *   return value */
export function defaultdict_missing(self: Word, key: Word): Word {
  const factory = factoryOf(address(self));
  if (factory == NULL) return raiseValue(T_KEY_ERROR, key);
  const value = call0(factory);
  release(factory);
  if (value == NULL) return NULL;
  if (setItem(self, key, value) < 0) {
    release(value);
    return NULL;
  }
  return value;
}

/** @method defaultdict.copy(self, /)
 * @method defaultdict.__copy__(self, /)
 * D.copy() -> a shallow copy of D. */
export function defaultdict_copy(self: Word): Word {
  const factory = defaultdict_factory(self);
  const r = call2(fromAddress(typeOf(self)), factory, self);
  release(factory);
  return r;
}

/** @method defaultdict.__reduce__(self, /)
 * Return state information for pickling. */
export function defaultdict_reduce(self: Word): Word {
  const factory = factoryOf(address(self));
  const args = factory == NULL ? newTuple(0) : tuple1(factory);
  return reduceDict(self, args, NONE);
}

/** (class, args, state, None, iter(self.items())); takes args and state over. */
function reduceDict(self: Word, args: usize, state: Word): Word {
  const items = callMethod0(self, N_items);
  const it = items == NULL ? NULL : iter(items);
  release(items);
  const out = it == NULL ? 0 : newTuple(5);
  if (out == 0) {
    release(it);
    if (args != 0) decref(args);
    release(state);
    return NULL;
  }
  tupleInit(out, 0, own(fromAddress(typeOf(self))));
  tupleInit(out, 1, fromAddress(args));
  tupleInit(out, 2, state);
  tupleInit(out, 3, NONE);
  tupleInit(out, 4, it);
  return fromAddress(out);
}

/** @slot defaultdict.repr */
export function defaultdict_repr(self: Word): Word {
  const base = dict_repr(self);
  if (base == NULL) return NULL;
  const out = builderNew();
  if (out == 0) {
    release(base);
    return NULL;
  }
  const name = shortTypeName(self);
  builderWord(out, name);
  release(name);
  builderChar(out, 0x28);
  const factory = defaultdict_factory(self);
  let text: Word = NULL;
  const busy = factory == NONE ? 0 : enterRepr(factory);
  if (busy > 0) builderLiteral(out, '...');
  else if (busy == 0) {
    text = repr(factory);
    if (factory != NONE) leaveRepr(factory);
  }
  release(factory);
  if (busy <= 0 && text == NULL) {
    release(base);
    return builderDrop(out);
  }
  if (text != NULL) builderWord(out, text);
  release(text);
  builderLiteral(out, ', ');
  builderWord(out, base);
  release(base);
  builderChar(out, 0x29);
  return builderFinish(out);
}

/** @slot defaultdict.nb_or */
export function defaultdict_or(a: Word, b: Word): Word {
  if (!isDict(a) || !isDict(b)) return NOT_IMPLEMENTED;
  const self = isPointer(a) && isInstance(a, T_DEFAULTDICT) ? a : b;
  const factory = defaultdict_factory(self);
  const r = call2(fromAddress(typeOf(self)), factory, a);
  release(factory);
  if (r == NULL) return NULL;
  if (dictUpdateAny(address(r), b) < 0) {
    release(r);
    return NULL;
  }
  return r;
}

// ---- OrderedDict -------------------------------------------------------------------------------------------------------------
//
// A dict keeps insertion order already: move_to_end takes an entry out and adds it again, at the front by rebuilding.

/** @type OrderedDict module=collections in=_collections base=dict size=offsetof<Dict>() attrs=dict flags=BASE,GC,MAPPING,MATCH_SELF,DICT weakref
 * Dictionary that remembers insertion order */

/** @slot OrderedDict.dealloc */
export function orderedDictDealloc(p: usize): void {
  releaseOwnAttributes(p);
  dict_dealloc(p);
}
/** @slot OrderedDict.traverse */
export function orderedDictTraverse(p: usize): void {
  traverseOwnAttributes(p);
  dict_traverse(p);
}

/** @init OrderedDict */
export function ordereddict_init(self: Word, args: usize, nargs: i32, kwnames: Word): i32 {
  if (nargs > 1) {
    raisef(T_TYPE_ERROR, 'expected at most 1 arguments, got %d', ofInt(nargs));
    return -1;
  }
  return updateByItems(self, args, nargs, kwnames);
}

/** update() by way of the object's own `__setitem__`, which a subclass may have overridden. */
function updateByItems(self: Word, args: usize, nargs: i32, kwnames: Word): i32 {
  if (typeOf(self) == T_ORDERED_DICT || changetype<Type>(<usize>typeOf(self)).mp_ass_subscript == changetype<Type>(<usize>T_DICT).mp_ass_subscript) {
    return dict_init(self, args, nargs, kwnames);
  }
  const pairs = fromAddress(allocVar(T_DICT, 0));
  if (pairs == NULL) return -1;
  store<u32>(address(pairs), <u32>emptyKeys(), DICT_KEYS);
  let r = dict_init(pairs, args, nargs, kwnames);
  let at: u32 = 0;
  while (r == 0 && (at = dictNext(address(pairs), at)) != 0) {
    const key = nextKey;
    const value = nextValue;
    r = setItem(self, key, value);
    release(key);
    release(value);
  }
  release(pairs);
  return r;
}

/** @method OrderedDict.update(self, /, *args, **kwargs)
 * D.update([E, ]**F) -> None.  Update D from mapping/iterable E and F. */
export function ordereddict_update(args: usize, nargs: i32, kwnames: Word): Word {
  if (nargs > 2) return raisef(T_TYPE_ERROR, 'update() takes at most 1 positional argument (%d given)', ofInt(nargs - 1));
  return updateByItems(arg(args, 0), args + 8, nargs - 1, kwnames) < 0 ? NULL : NONE;
}

/** @method OrderedDict.move_to_end(self, /, key, last=True)
 * Move an existing element to the end (or beginning if last is false).
 *
 * Raise KeyError if the element does not exist. */
export function ordereddict_move(self: Word, key: Word, last: Word): Word {
  const end = last == NULL ? 1 : truth(last);
  if (end < 0) return NULL;
  const h = keyHash(key);
  if (h == -1) return NULL;
  const r = dictMoveToEnd(address(self), key, h, end != 0);
  if (r < 0) return NULL;
  return r == 0 ? raiseValue(T_KEY_ERROR, key) : NONE;
}

/** @method OrderedDict.popitem(self, /, last=True)
 * Remove and return a (key, value) pair from the dictionary.
 *
 * Pairs are returned in LIFO order if last is true or FIFO order if false. */
export function ordereddict_popitem(self: Word, last: Word): Word {
  const end = last == NULL ? 1 : truth(last);
  if (end < 0) return NULL;
  if (!dictPopEnd(address(self), end != 0)) return raise(T_KEY_ERROR, 'dictionary is empty');
  return fromAddress(tuple2(nextKey, nextValue));
}

/** @method OrderedDict.pop(self, /, key, default=<unrepresentable>)
 * od.pop(key[,default]) -> v, remove specified key and return the corresponding value.
 *
 * If the key is not found, return the default if given; otherwise,
 * raise a KeyError. */
export function ordereddict_pop(self: Word, key: Word, missing: Word): Word {
  const h = keyHash(key);
  if (h == -1) return NULL;
  if (typeOf(self) != T_ORDERED_DICT) {
    // a subclass may have its own __missing__, __getitem__ and __delitem__
    const there = contains(self, key);
    if (there < 0) return NULL;
    if (there > 0) {
      const value = getItem(self, key);
      if (value == NULL) return NULL;
      if (delItem(self, key) < 0) {
        release(value);
        return NULL;
      }
      return value;
    }
    if (missing != NULL) return own(missing);
    const method = typeLookup(typeOf(self), N___missing__);
    if (method != NULL) {
      const r = call2(method, self, key);
      release(method);
      return r;
    }
    return errorSet() ? NULL : raiseValue(T_KEY_ERROR, key);
  }
  const v = dictPop(address(self), key, h);
  if (v != NULL) return v;
  if (errorSet()) return NULL;
  return missing == NULL ? raiseValue(T_KEY_ERROR, key) : own(missing);
}

/** @method OrderedDict.setdefault(self, /, key, default=None)
 * Insert key with a value of default if key is not in the dictionary.
 *
 * Return the value for key if key is in the dictionary, else default. */
export function ordereddict_setdefault(self: Word, key: Word, value: Word): Word {
  if (value == NULL) value = NONE;
  const h = keyHash(key);
  if (h == -1) return NULL;
  if (typeOf(self) == T_ORDERED_DICT) return dictSetDefault(address(self), key, value, h);
  const there = contains(self, key);
  if (there < 0) return NULL;
  if (there > 0) return getItem(self, key);
  return setItem(self, key, value) < 0 ? NULL : own(value);
}

/** @method OrderedDict.copy(self, /)
 * od.copy() -> a shallow copy of od */
export function ordereddict_copy(self: Word): Word {
  const r = call0(fromAddress(typeOf(self)));
  if (r == NULL) return NULL;
  if (typeOf(self) == T_ORDERED_DICT) {
    if (dictMerge(address(r), address(self), MERGE_REPLACE) >= 0) return r;
    release(r);
    return NULL;
  }
  const keys = dictKeysTuple(address(self));
  let ok = keys != NULL;
  for (let i: u32 = 0, n = ok ? tupleSize(address(keys)) : 0; i < n && ok; i++) {
    const value = getItem(self, tupleGet(address(keys), i));
    ok = value != NULL && setItem(r, tupleGet(address(keys), i), value) >= 0;
    release(value);
  }
  release(keys);
  if (ok) return r;
  release(r);
  return NULL;
}

/** @method OrderedDict.__reduce__(self, /)
 * Return state information for pickling */
export function ordereddict_reduce(self: Word): Word {
  let state = lookupAttr(self, N___dict__);
  if (state == NULL) {
    if (errorSet()) return NULL;
    state = NONE;
  } else if (isPointer(state) && typeOf(state) == T_DICT && dictSize(address(state)) == 0) {
    release(state);
    state = NONE;
  }
  return reduceDict(self, newTuple(0), state);
}

/** @slot OrderedDict.repr */
export function ordereddict_repr(self: Word): Word {
  const out = builderNew();
  if (out == 0) return NULL;
  const name = shortTypeName(self);
  builderWord(out, name);
  release(name);
  builderChar(out, 0x28);
  if (dictSize(address(self)) != 0) {
    const base = dict_repr(self);
    if (base == NULL) return builderDrop(out);
    if (load<u32>(address(base), 16) == 5 && load<u8>(address(base), 33) == 0x2e) {
      // itself in progress
      release(base);
      release(builderFinish(out));
      return newEllipsis();
    }
    builderWord(out, base);
    release(base);
  }
  builderChar(out, 0x29);
  return builderFinish(out);
}
import { newText } from '../objects/str/new';
function newEllipsis(): Word { return newText('...'); }

/** @slot OrderedDict.richcompare */
export function ordereddict_richcompare(self: Word, other: Word, op: i32): Word {
  if ((op != EQ && op != NE) || !isDict(self) || !isDict(other)) return NOT_IMPLEMENTED;
  let r = dictEqual(address(self), address(other));
  if (r > 0 && isInstance(other, T_ORDERED_DICT)) {
    const a = dictKeysTuple(address(self));
    const b = dictKeysTuple(address(other));
    r = a == NULL || b == NULL ? -1 : equal(a, b);
    release(a);
    release(b);
  }
  return r < 0 ? NULL : ofBool((r != 0) == (op == EQ));
}

/** @slot OrderedDict.nb_or */
export function ordereddict_or(a: Word, b: Word): Word {
  if (!isDict(a) || !isDict(b)) return NOT_IMPLEMENTED;
  const type = isInstance(a, T_ORDERED_DICT) ? typeOf(a) : typeOf(b);
  const r = call1(fromAddress(type), a);
  if (r == NULL) return NULL;
  if (dictUpdateAny(address(r), b) < 0) {
    release(r);
    return NULL;
  }
  return r;
}

// ---- _count_elements ------------------------------------------------------------------------------------------------------------

/** @function _collections._count_elements(mapping, iterable, /)
 * Count elements in the iterable, updating the mapping */
export function count_elements(mapping: Word, iterable: Word): Word {
  const it = iter(iterable);
  if (it == NULL) return NULL;
  const step = changetype<Type>(<usize>typeOf(it)).iternext;
  const type = typeOf(mapping);
  const fast = isDict(mapping) && changetype<Type>(<usize>type).mp_ass_subscript == changetype<Type>(<usize>T_DICT).mp_ass_subscript && ownGet(type);
  while (true) {
    const key = call_indirect<Word>(step, it);
    if (key == NULL) break;
    const ok = fast ? countFast(address(mapping), key) : countSlow(mapping, key);
    release(key);
    if (!ok) break;
  }
  release(it);
  return stopped() ? NONE : NULL;
}

/** Whether a dict class has dict's own get(). */
function ownGet(type: u32): bool {
  const mine = typeLookup(type, N_get);
  const base = typeLookup(T_DICT, N_get);
  release(mine);
  release(base);
  return mine == base;
}

function countFast(p: usize, key: Word): bool {
  const h = keyHash(key);
  if (h == -1) return false;
  const old = dictGetHash(p, key, h);
  if (old == NULL && errorSet()) return false;
  const n = old == NULL ? ofInt(1) : add(old, ofInt(1));
  release(old);
  if (n == NULL) return false;
  const r = dictSetHash(p, key, n, h);
  release(n);
  return r >= 0;
}

function countSlow(mapping: Word, key: Word): bool {
  const old = callMethod2(mapping, N_get, key, ofInt(0));
  if (old == NULL) return false;
  const n = add(old, ofInt(1));
  release(old);
  if (n == NULL) return false;
  const r = setItem(mapping, key, n);
  release(n);
  return r >= 0;
}
import { callMethod2 } from '../eval/call';

// ---- _tuplegetter -----------------------------------------------------------------------------------------------------------------

/** @type _tuplegetter module=collections in=_collections size=offsetof<TupleGetter>() flags=GC */

// @ts-ignore: decorator
@unmanaged
export class TupleGetter {
  type: u32; local: u32; shared: i32; owner: u16; mutex: u8; gc: u8;
  index: i64; // 16
  doc: Word; // 24
}

/** @new _tuplegetter */
export function tuplegetter_new(type: Word, args: usize, nargs: i32, kwnames: Word): Word {
  if (!checkNoKeywords('_tuplegetter', kwnames) || !checkPositional('_tuplegetter', nargs, 2, 2)) return NULL;
  const i = indexI64(arg(args, 0), T_INDEX_ERROR);
  if (i == -1 && errorSet()) return NULL;
  const p = allocVar(<u32>type, 0);
  if (p == 0) return NULL;
  changetype<TupleGetter>(p).index = i;
  changetype<TupleGetter>(p).doc = own(arg(args, 1));
  return fromAddress(p);
}

/** @slot _tuplegetter.dealloc */
export function tuplegetter_dealloc(p: usize): void {
  release(changetype<TupleGetter>(p).doc);
  freeObject(p);
}
/** @slot _tuplegetter.traverse */
export function tuplegetter_traverse(p: usize): void {
  visit(changetype<TupleGetter>(p).doc);
}

/** @slot _tuplegetter.descr_get */
export function tuplegetter_get(self: Word, object: Word, type: Word): Word {
  const g = changetype<TupleGetter>(address(self));
  if (object == NULL || object == NONE) return own(self);
  if (!isPointer(object) || !isTuple(object)) {
    return raisef(T_TYPE_ERROR, "descriptor for index '%d' for tuple subclasses doesn't apply to '%T' object", ofInt(g.index), object);
  }
  if (<u64>g.index >= <u64>tupleSize(address(object))) return raise(T_INDEX_ERROR, 'tuple index out of range');
  return own(tupleGet(address(object), <u32>g.index));
}

/** @slot _tuplegetter.descr_set */
export function tuplegetter_set(self: Word, object: Word, value: Word): i32 {
  raise(T_ATTRIBUTE_ERROR, value == NULL ? "can't delete attribute" : "can't set attribute");
  return -1;
}
import { T_ATTRIBUTE_ERROR } from '../generated/types';

/** @getter _tuplegetter.__doc__ */
export function tuplegetter_doc(self: Word): Word {
  const g = changetype<TupleGetter>(address(self));
  enter(address(self));
  const doc = own(g.doc);
  leave(address(self));
  return doc;
}
/** @setter _tuplegetter.__doc__ */
export function tuplegetter_set_doc(self: Word, value: Word): i32 {
  const g = changetype<TupleGetter>(address(self));
  enter(address(self));
  const old = g.doc;
  g.doc = value == NULL ? NONE : own(value);
  leave(address(self));
  release(old);
  return 0;
}

/** @method _tuplegetter.__reduce__(self, /) */
export function tuplegetter_reduce(self: Word): Word {
  const args = tuple2(ofInt(changetype<TupleGetter>(address(self)).index), tuplegetter_doc(self));
  return args == 0 ? NULL : fromAddress(tuple2(own(fromAddress(typeOf(self))), fromAddress(args)));
}

/** @slot _tuplegetter.repr */
export function tuplegetter_repr(self: Word): Word {
  const doc = tuplegetter_doc(self);
  const r = formatText('_tuplegetter(%d, %R)', ofInt(changetype<TupleGetter>(address(self)).index), doc);
  release(doc);
  return r;
}
import { formatText } from '../eval/errors';
