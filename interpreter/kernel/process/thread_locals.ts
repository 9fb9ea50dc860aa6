// Thread-local data: each _thread._local object has one dict per thread, kept in a dict of the thread's struct
// (`locals`: the local object's key -> its dict). When the local dies, its dicts die with the threads that made them, or
// at their next look.

import { Control } from '../layout/control';
import { CONTROL } from '../layout/memory_map';
import { Type } from '../layout/type';
import { NULL, Word, address, fromAddress, ofInt } from '../layout/word';
import { own, release } from '../counting/counts';
import { freeObject } from '../memory/objects';
import { thread } from '../sync/current';
import { visit } from '../collector/visit';
import { N___dict__, N___init__ } from '../generated/names';
import { T_ATTRIBUTE_ERROR, T_KEY_ERROR, T_OBJECT, T_STR, T_TYPE_ERROR } from '../generated/types';
import { arg, callTuple } from '../eval/call';
import { clearError, errorMatches, errorSet, raise, raisef, restoreError, takeError } from '../eval/errors';
import { dictContains, dictDelete, dictGet, dictSet, newDict } from '../objects/dict/core';
import { getAttr, isInstance, typeOf } from '../objects/protocol';
import { strEqual } from '../objects/str/new';
import { newTuple, tupleGet, tupleInit, tupleSize } from '../objects/tuple';
import { allocVar } from '../objects/type/alloc';
import { typeLookup } from '../objects/type/lookup';

// @ts-ignore: decorator
@unmanaged
export class LocalObject {
  type: u32; local: u32; shared: i32; owner: u16; mutex: u8; gc: u8;
  /** 16: key of its dicts: an int that no other local ever has. */
  key: Word;
  /** 24, 32: arguments for __init__ in each thread. */
  args: Word;
  kwargs: Word;
}

/** @type _local module=_thread in=_thread size=offsetof<LocalObject>() flags=BASE,GC weakref
 * Thread-local data */

/** @new _local */
export function localNew(type: Word, args: usize, nargs: i32, kwnames: Word): Word {
  if ((nargs != 0 || kwnames != NULL) && changetype<Type>(<u32>address(type)).init == changetype<Type>(T_OBJECT).init) {
    return raise(T_TYPE_ERROR, 'Initialization arguments are not supported');
  }
  const p = allocVar(<u32>address(type), 0);
  if (p == 0) return NULL;
  const local = changetype<LocalObject>(p);
  local.key = ofInt(<i64>atomic.add<u32>(CONTROL + offsetof<Control>('pool4'), 1));
  const tuple = newTuple(<u32>nargs);
  if (tuple == 0) {
    release(fromAddress(p));
    return NULL;
  }
  for (let i = 0; i < nargs; i++) tupleInit(tuple, <u32>i, own(arg(args, i)));
  local.args = fromAddress(tuple);
  if (kwnames != NULL) {
    const dict = newDict();
    const n = tupleSize(address(kwnames));
    for (let i: u32 = 0; i < n; i++) dictSet(dict, tupleGet(address(kwnames), i), arg(args, nargs + <i32>i));
    local.kwargs = fromAddress(dict);
  }
  // the thread that makes it runs __init__ itself
  const dict = newDict();
  if (dict == 0 || !rememberDict(local.key, fromAddress(dict))) {
    release(fromAddress(p));
    return NULL;
  }
  release(fromAddress(dict));
  return fromAddress(p);
}

function rememberDict(key: Word, dict: Word): bool {
  const t = thread();
  if (t.locals == NULL) {
    const all = newDict();
    if (all == 0) return false;
    t.locals = fromAddress(all);
  }
  return dictSet(address(t.locals), key, dict) == 0;
}

/** The dict of this thread, owned; runs __init__ where it is new. NULL with an error. */
function localDict(self: Word): Word {
  const local = changetype<LocalObject>(address(self));
  const t = thread();
  if (t.locals != NULL) {
    const known = dictGet(address(t.locals), local.key);
    if (known != NULL || errorSet()) return known;
  }
  const dict = newDict();
  if (dict == 0) return NULL;
  if (!rememberDict(local.key, fromAddress(dict))) {
    release(fromAddress(dict));
    return NULL;
  }
  const type = typeOf(self);
  if (changetype<Type>(type).init != changetype<Type>(T_OBJECT).init) {
    const init = getAttr(<Word>type, N___init__);
    const n = tupleSize(address(local.args));
    const args = newTuple(n + 1);
    let result: Word = NULL;
    if (init != NULL && args != 0) {
      tupleInit(args, 0, own(self));
      for (let i: u32 = 0; i < n; i++) tupleInit(args, i + 1, own(tupleGet(address(local.args), i)));
      result = callTuple(init, fromAddress(args), local.kwargs);
    }
    release(init);
    if (args != 0) release(fromAddress(args));
    if (result == NULL) {
      const error = takeError();
      dictDelete(address(t.locals), local.key);
      restoreError(error);
      release(fromAddress(dict));
      return NULL;
    }
    release(result);
  }
  return fromAddress(dict);
}

/** @slot _local.getattro */
export function localGetAttr(self: Word, name: Word): Word {
  const dict = localDict(self);
  if (dict == NULL) return NULL;
  if (isInstance(name, T_STR) && strEqual(address(name), address(N___dict__))) return dict;
  const type = typeOf(self);
  const attribute = typeLookup(type, name);
  if (attribute != NULL) {
    const kind = changetype<Type>(typeOf(attribute));
    if (kind.descr_get != 0 && kind.descr_set != 0) {
      const value = call_indirect<Word>(kind.descr_get, attribute, self, <Word>type);
      release(dict);
      release(attribute);
      return value;
    }
  }
  const value = dictGet(address(dict), name);
  release(dict);
  if (value != NULL || errorSet()) {
    release(attribute);
    return value;
  }
  if (attribute != NULL) {
    const kind = changetype<Type>(typeOf(attribute));
    if (kind.descr_get == 0) return attribute;
    const bound = call_indirect<Word>(kind.descr_get, attribute, self, <Word>type);
    release(attribute);
    return bound;
  }
  return raisef(T_ATTRIBUTE_ERROR, "'%T' object has no attribute '%U'", self, name);
}

/** @slot _local.setattro */
export function localSetAttr(self: Word, name: Word, value: Word): i32 {
  if (isInstance(name, T_STR) && strEqual(address(name), address(N___dict__))) {
    raisef(T_ATTRIBUTE_ERROR, "'%T' object attribute '__dict__' is read-only", self);
    return -1;
  }
  const dict = localDict(self);
  if (dict == NULL) return -1;
  const attribute = typeLookup(typeOf(self), name);
  if (attribute != NULL) {
    const set = changetype<Type>(typeOf(attribute)).descr_set;
    if (set != 0) {
      const status = call_indirect<i32>(set, attribute, self, value);
      release(dict);
      release(attribute);
      return status;
    }
    release(attribute);
  }
  let status: i32;
  if (value != NULL) status = dictSet(address(dict), name, value);
  else {
    status = dictDelete(address(dict), name);
    if (status != 0 && errorMatches(T_KEY_ERROR)) {
      clearError();
      raisef(T_ATTRIBUTE_ERROR, "'%T' object has no attribute '%U'", self, name);
    }
  }
  release(dict);
  return status;
}

/** @slot _local.dealloc */
export function localDealloc(p: usize): void {
  const local = changetype<LocalObject>(p);
  const key = local.key;
  release(local.args);
  release(local.kwargs);
  freeObject(p);
  // the dicts of other threads go when those end: their keys are never used again
  const t = thread();
  if (t.locals != NULL && dictContains(address(t.locals), key) > 0) {
    const error = takeError();
    dictDelete(address(t.locals), key);
    restoreError(error);
  }
}

/** @slot _local.traverse */
export function localTraverse(p: usize): void {
  visit(changetype<LocalObject>(p).args);
  visit(changetype<LocalObject>(p).kwargs);
}

/** Drops the dicts of the current thread, which ends. */
export function endThreadLocals(): void {
  const t = thread();
  const locals = t.locals;
  t.locals = NULL;
  release(locals);
}
