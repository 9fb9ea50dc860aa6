// Unpickling: what makes and fills objects.

import { NONE, NULL, Word, address, fromAddress } from '../../layout/word';
import { TUPLE_ITEMS } from '../../layout/containers';
import { Type } from '../../layout/type';
import { own, release } from '../../counting/counts';
import { T_DICT, T_LIST, T_STR, T_TYPE_ERROR, T_UNPICKLING_ERROR } from '../../generated/types';
import { N___dict__, N___getinitargs__, N___new__, N___setstate__, N_add, N_append, N_extend } from '../../generated/names';
import { call1, callMethod1, callTuple, keywordNames } from '../../eval/call';
import { errorSet, raise, raisef } from '../../eval/errors';
import { dictGet, dictNext, dictSet, dictSize, isDict, nextKey, nextValue } from '../../objects/dict/core';
import { listAppendTake, newListTake } from '../../objects/list/core';
import { getAttr, isExact, isType, lookupAttr, setAttr, setItem } from '../../objects/protocol';
import { isSet, setAdd } from '../../objects/set/core';
import { intern } from '../../objects/str/new';
import { isTuple, newTuple, tupleGet, tupleInit, tupleSize } from '../../objects/tuple';
import { takeTuple } from './load';
import { Unpickler, dropFrom, pop, push, stackAt, top, underflow } from './unpickler';

/** An instance as Python 1 made them: cls(*args), or cls.__new__(cls) without arguments where the class has no __getinitargs__. */
export function instantiate(cls: Word, args: Word): Word {
  if (tupleSize(address(args)) == 0 && isType(cls)) {
    const asked = lookupAttr(cls, N___getinitargs__);
    release(asked);
    if (asked == NULL) return errorSet() ? NULL : callMethod1(cls, N___new__, cls);
  }
  return callTuple(cls, args, NULL);
}

/** NEWOBJ and NEWOBJ_EX: cls.__new__(cls, *args, **kwargs) by the slot of the class. */
export function newObject(p: usize, extended: bool): bool {
  const keywords: Word = extended ? pop(p) : NULL;
  if (extended && keywords == NULL) return false;
  const args = pop(p);
  const cls: Word = args == NULL ? NULL : pop(p);
  const made: Word = cls == NULL ? NULL : makeNew(cls, args, keywords);
  release(keywords);
  release(args);
  release(cls);
  return push(p, made);
}

function makeNew(cls: Word, args: Word, keywords: Word): Word {
  const extended = keywords != NULL;
  if (!isType(cls)) return raisef(T_UNPICKLING_ERROR, extended ? 'NEWOBJ_EX class argument must be a type, not %T' : 'NEWOBJ class argument must be a type, not %T', cls);
  const slot = changetype<Type>(address(cls)).new;
  if (slot == 0) {
    return raisef(T_UNPICKLING_ERROR, extended ? "NEWOBJ_EX class argument '%N' doesn't have __new__" : "NEWOBJ class argument '%N' doesn't have __new__", cls);
  }
  if (!isTuple(args)) {
    return raisef(T_UNPICKLING_ERROR, extended ? 'NEWOBJ_EX args argument must be a tuple, not %T' : 'NEWOBJ args argument must be a tuple, not %T', args);
  }
  if (extended && !isDict(keywords)) return raisef(T_UNPICKLING_ERROR, 'NEWOBJ_EX kwargs argument must be a dict, not %T', keywords);
  const n = tupleSize(address(args));
  if (!extended || dictSize(address(keywords)) == 0) return call_indirect<Word>(slot, cls, address(args) + TUPLE_ITEMS, <i32>n, <Word>NULL);
  const names = keywordNames(cls, keywords);
  if (names == NULL) return NULL;
  // the values stand behind the positional arguments
  const count = tupleSize(address(names));
  const all = newTuple(n + count);
  let made: Word = NULL;
  if (all != 0) {
    for (let i: u32 = 0; i < n; i++) tupleInit(all, i, own(tupleGet(address(args), i)));
    for (let i: u32 = 0; i < count; i++) {
      const value = dictGet(address(keywords), tupleGet(address(names), i));
      tupleInit(all, n + i, value == NULL ? NONE : value);
    }
    if (!errorSet()) made = call_indirect<Word>(slot, cls, all + TUPLE_ITEMS, <i32>n, names);
    release(fromAddress(all));
  }
  release(names);
  return made;
}

/** REDUCE: callable(*args). */
export function reduceObject(p: usize): bool {
  const args = pop(p);
  if (args == NULL) return false;
  const callable = pop(p);
  let made: Word = NULL;
  if (callable != NULL) {
    if (!isTuple(args)) raise(T_TYPE_ERROR, 'argument list must be a tuple');
    else made = callTuple(callable, args, NULL);
  }
  release(args);
  release(callable);
  return push(p, made);
}

/** APPEND and APPENDS: the items from depth `from` on go to the list below them. */
export function appendFrom(p: usize, from: i32): bool {
  const s = changetype<Unpickler>(p);
  if (from > <i32>s.depth || from <= <i32>s.fence) return underflow(p);
  if (from == <i32>s.depth) return true;
  const list = own(stackAt(p, from - 1));
  const ok = isExact(list, T_LIST) ? appendToList(p, list, from) : appendToOther(p, list, from);
  release(list);
  return ok;
}

function appendToList(p: usize, list: Word, from: u32): bool {
  const s = changetype<Unpickler>(p);
  const n = s.depth - from;
  // one list takes over all of them
  const at = <usize>s.stack + (<usize>from << 3);
  s.depth = from;
  return listAppendTake(address(list), at, n) == 0;
}

function appendToOther(p: usize, list: Word, from: u32): bool {
  const extend = lookupAttr(list, N_extend);
  if (extend == NULL && errorSet()) return false;
  if (extend != NULL) {
    const s = changetype<Unpickler>(p);
    const n = s.depth - from;
    const items = newListTake(<usize>s.stack + (<usize>from << 3), n);
    if (items != 0) s.depth = from;
    const result: Word = items == 0 ? NULL : call1(extend, fromAddress(items));
    release(fromAddress(items));
    release(extend);
    release(result);
    return result != NULL;
  }
  return callForEach(p, list, N_append, from);
}

/** Calls a method with each of the items from depth `from` on. */
function callForEach(p: usize, w: Word, name: Word, from: u32): bool {
  const method = getAttr(w, name);
  if (method == NULL) return false;
  const items = takeTuple(p, from);
  let ok = items != NULL;
  for (let i: u32 = 0, n: u32 = ok ? tupleSize(address(items)) : 0; ok && i < n; i++) {
    const result = call1(method, tupleGet(address(items), i));
    ok = result != NULL;
    release(result);
  }
  release(items);
  release(method);
  return ok;
}

/** SETITEM and SETITEMS: the pairs from depth `from` on go to the dict below them. */
export function setItems(p: usize, from: i32): bool {
  const s = changetype<Unpickler>(p);
  if (from > <i32>s.depth || from <= <i32>s.fence) return underflow(p);
  if (from == <i32>s.depth) return true;
  if ((<i32>s.depth - from) % 2 != 0) {
    raise(T_UNPICKLING_ERROR, 'odd number of items for SETITEMS');
    return false;
  }
  const dict = own(stackAt(p, from - 1));
  const exact = isExact(dict, T_DICT);
  let ok = true;
  for (let i: u32 = from; ok && i + 1 < s.depth; i += 2) {
    const key = own(stackAt(p, i)), value = own(stackAt(p, i + 1));
    ok = (exact ? dictSet(address(dict), key, value) : setItem(dict, key, value)) == 0;
    release(key);
    release(value);
  }
  release(dict);
  dropFrom(p, from);
  return ok;
}

/** ADDITEMS: the items from depth `from` on go to the set below them. */
export function addItems(p: usize, from: i32): bool {
  const s = changetype<Unpickler>(p);
  if (from > <i32>s.depth || from <= <i32>s.fence) return underflow(p);
  if (from == <i32>s.depth) return true;
  const set = own(stackAt(p, from - 1));
  let ok = true;
  if (isSet(set)) {
    const items = takeTuple(p, from);
    ok = items != NULL;
    for (let i: u32 = 0, n: u32 = ok ? tupleSize(address(items)) : 0; ok && i < n; i++) ok = setAdd(address(set), tupleGet(address(items), i)) >= 0;
    release(items);
  } else ok = callForEach(p, set, N_add, from);
  release(set);
  return ok;
}

/** BUILD: the topmost word is the state of the object below it. */
export function buildObject(p: usize): bool {
  const s = changetype<Unpickler>(p);
  if (<i32>s.depth - 2 < <i32>s.fence) return underflow(p);
  const state = pop(p);
  const w = own(top(p));
  const ok = w != NULL && setState(w, state);
  release(state);
  release(w);
  return ok;
}

function setState(w: Word, state: Word): bool {
  const method = lookupAttr(w, N___setstate__);
  if (method != NULL) {
    const result = call1(method, state);
    release(method);
    release(result);
    return result != NULL;
  }
  if (errorSet()) return false;
  let attributes = state, slots: Word = NULL;
  if (isTuple(state) && tupleSize(address(state)) == 2) {
    attributes = tupleGet(address(state), 0);
    slots = tupleGet(address(state), 1);
  }
  if (attributes != NONE) {
    if (!isDict(attributes)) {
      raise(T_UNPICKLING_ERROR, 'state is not a dictionary');
      return false;
    }
    const dict = getAttr(w, N___dict__);
    if (dict == NULL) return false;
    const ok = setEach(dict, attributes, false);
    release(dict);
    if (!ok) return false;
  }
  if (slots == NULL || slots == NONE) return true;
  if (isDict(slots)) return setEach(w, slots, true);
  raise(T_UNPICKLING_ERROR, 'slot state is not a dictionary');
  return false;
}

/** Sets what a dict holds as items of `w`, their names interned, or as its attributes. */
function setEach(w: Word, from: Word, asAttributes: bool): bool {
  const exact = isExact(w, T_DICT);
  let position: u32 = 0;
  let ok = true;
  while (ok && (position = dictNext(address(from), position)) != 0) {
    const value = nextValue;
    let key = nextKey;
    if (!asAttributes && isExact(key, T_STR)) key = intern(key);
    if (asAttributes) ok = setAttr(w, key, value) == 0;
    else ok = (exact ? dictSet(address(w), key, value) : setItem(w, key, value)) == 0;
    release(key);
    release(value);
  }
  return ok;
}
