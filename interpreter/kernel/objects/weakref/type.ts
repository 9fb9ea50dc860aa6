// weakref.ReferenceType, and the functions of _weakref. What makes references safe between threads: collector/weak.ts.

import { TF_WEAKREF, Type, EQ, NE } from '../../layout/type';
import { address, fromAddress, isPointer, NONE, NOT_IMPLEMENTED, NULL, ofBool, ofInt, Word } from '../../layout/word';
import {
  countWeak, deallocWeak, forgetWeak, gatherWeak, newWeak, Weak, weakGet, WEAK_CALLABLE_PROXY, WEAK_PROXY, WEAK_REFERENCE,
} from '../../collector/weak';
import { visit } from '../../collector/visit';
import { own, release } from '../../counting/counts';
import { arg } from '../../eval/call';
import { errorSet, formatText, memoryError, raise, raisef } from '../../eval/errors';
import { N___name__ } from '../../generated/names';
import {
  T_CALLABLE_PROXY_TYPE, T_DICT, T_PROXY_TYPE, T_REFERENCE_TYPE, T_STR, T_TYPE_ERROR,
} from '../../generated/types';
import { allocBlock, freeBlock, KIND_RAW } from '../../memory/blocks';
import { dictDeleteIf, dictGet } from '../dict/core';
import { newGenericAlias } from '../generic';
import { listAppend, newList } from '../list/core';
import { hexAddress, object_traverse } from '../object';
import { compare, hash, isCallable, isInstance, typeOf } from '../protocol';
import { tupleSize } from '../tuple';
import { typeLookup } from '../type/lookup';

/** @module _weakref
 * Weak-reference support module. */

/** @type weakref.ReferenceType base=object size=offsetof<Weak>() flags=BASE,GC in=_weakref */

/** @constant _weakref.ref */
export function weakrefRef(): Word { return T_REFERENCE_TYPE; }

/** A reference of class `type` to `target`; TypeError if it cannot have one. */
export function makeWeak(type: u32, target: Word, callback: Word, kind: u32, reuse: bool): Word {
  if (!isPointer(target) || !(changetype<Type>(typeOf(target)).flags & TF_WEAKREF))
    return raisef(T_TYPE_ERROR, "cannot create weak reference to '%T' object", target);
  return newWeak(type, address(target), callback == NONE ? NULL : callback, kind, reuse);
}

/** @new ReferenceType */
export function weakrefNew(type: Word, args: usize, nargs: i32, kwnames: Word): Word {
  if (nargs < 1) return raise(T_TYPE_ERROR, '__new__ expected at least 1 argument, got 0');
  if (nargs > 2) return raisef(T_TYPE_ERROR, '__new__ expected at most 2 arguments, got %d', ofInt(nargs));
  const exact = type == T_REFERENCE_TYPE;
  if (exact && kwnames != NULL && tupleSize(address(kwnames)) != 0) return raise(T_TYPE_ERROR, 'ref() takes no keyword arguments');
  return makeWeak(<u32>type, arg(args, 0), nargs > 1 ? arg(args, 1) : NULL, WEAK_REFERENCE, exact);
}

/** @init ReferenceType */
export function weakrefInit(self: Word, args: usize, nargs: i32, kwnames: Word): i32 {
  if (kwnames != NULL && tupleSize(address(kwnames)) != 0) {
    raise(T_TYPE_ERROR, 'ref() takes no keyword arguments');
    return -1;
  }
  if (nargs < 1 || nargs > 2) {
    if (nargs < 1) raise(T_TYPE_ERROR, '__init__ expected at least 1 argument, got 0');
    else raisef(T_TYPE_ERROR, '__init__ expected at most 2 arguments, got %d', ofInt(nargs));
    return -1;
  }
  return 0;
}

/** @slot ReferenceType.dealloc
 * @slot ProxyType.dealloc
 * @slot CallableProxyType.dealloc */
export function weakDealloc(p: usize): void { deallocWeak(p); }

/** @slot ReferenceType.traverse
 * @slot ProxyType.traverse
 * @slot CallableProxyType.traverse */
export function weakTraverse(p: usize): void {
  visit(changetype<Weak>(p).callback);
  object_traverse(p);
}

/** @slot ReferenceType.clear
 * @slot ProxyType.clear
 * @slot CallableProxyType.clear */
export function weakClear(p: usize): void {
  forgetWeak(p);
  const callback = changetype<Weak>(p).callback;
  changetype<Weak>(p).callback = NULL;
  release(callback);
}

/** @slot ReferenceType.call */
export function weakrefCall(self: Word, args: usize, nargs: i32, kwnames: Word): Word {
  if (nargs > 0) return raisef(T_TYPE_ERROR, 'weakref expected 0 arguments, got %d', ofInt(nargs));
  if (kwnames != NULL && tupleSize(address(kwnames)) != 0) return raise(T_TYPE_ERROR, 'weakref() takes no keyword arguments');
  const target = weakGet(address(self));
  return target == NULL ? NONE : target;
}

/** @slot ReferenceType.hash */
export function weakrefHash(self: Word): i64 {
  const weak = changetype<Weak>(address(self));
  if (weak.hash != -1) return weak.hash;
  const target = weakGet(address(self));
  if (target == NULL) {
    raise(T_TYPE_ERROR, 'weak object has gone away');
    return -1;
  }
  const h = hash(target);
  release(target);
  if (h != -1) weak.hash = h;
  return h;
}

/** @slot ReferenceType.richcompare */
export function weakrefCompare(a: Word, b: Word, op: i32): Word {
  if ((op != EQ && op != NE) || !isInstance(b, T_REFERENCE_TYPE)) return NOT_IMPLEMENTED;
  const x = weakGet(address(a));
  const y = weakGet(address(b));
  let result: Word;
  if (x == NULL || y == NULL) result = ofBool((a == b) == (op == EQ));
  else result = compare(x, y, op);
  release(x);
  release(y);
  return result;
}

/** `__name__` as the class of an object has it: owned; NULL, maybe with an error. */
function specialName(o: Word): Word {
  const found = typeLookup(typeOf(o), N___name__);
  if (found == NULL) return NULL;
  const get = changetype<Type>(typeOf(found)).descr_get;
  if (get == 0) return found;
  const name = call_indirect<Word>(get, found, o, fromAddress(typeOf(o)));
  release(found);
  return name;
}

/** @slot ReferenceType.repr */
export function weakrefRepr(self: Word): Word {
  const target = weakGet(address(self));
  const here = hexAddress(self);
  if (here == NULL) {
    release(target);
    return NULL;
  }
  let result: Word = NULL;
  if (target == NULL) result = formatText('<weakref at %U; dead>', here);
  else {
    const there = hexAddress(target);
    const name = specialName(target);
    if (name == NULL && errorSet()) result = NULL;
    else if (name == NULL || !isInstance(name, T_STR)) result = formatText("<weakref at %U; to '%T' at %U>", here, target, there);
    else result = formatText("<weakref at %U; to '%T' at %U (%U)>", here, target, there, name);
    release(name);
    release(there);
  }
  release(here);
  release(target);
  return result;
}

/** @getter ReferenceType.__callback__ */
export function weakrefGetCallback(self: Word): Word {
  const callback = changetype<Weak>(address(self)).callback;
  return callback == NULL || changetype<Weak>(address(self)).referent == 0 ? NONE : own(callback);
}

/** @classmethod ReferenceType.__class_getitem__(type, item, /)
 * See PEP 585 */
export function weakrefClassGetItem(type: Word, item: Word): Word { return newGenericAlias(type, item); }

// ---- the module ----------------------------------------------------------------------------------------------------

/** @function _weakref.getweakrefcount(object, /)
 * Return the number of weak references to 'object'. */
export function weakrefCount(object: Word): Word { return ofInt(isPointer(object) ? countWeak(address(object)) : 0); }

/** @function _weakref.getweakrefs(object, /)
 * Return a list of all weak reference objects pointing to 'object'. */
export function weakrefAll(object: Word): Word {
  const n = isPointer(object) ? countWeak(address(object)) : 0;
  const list = newList(n);
  if (!list || n == 0) return fromAddress(list);
  const words = allocBlock(KIND_RAW, <usize>n << 3);
  if (!words) {
    release(fromAddress(list));
    return memoryError();
  }
  const found = gatherWeak(address(object), words, n);
  let failed = false;
  for (let i: u32 = 0; i < found; i++) {
    const w = load<u64>(words + (<usize>i << 3));
    if (!failed) failed = listAppend(list, w) != 0;
    release(w);
  }
  freeBlock(words);
  if (!failed) return fromAddress(list);
  release(fromAddress(list));
  return NULL;
}

/** @function _weakref.proxy(object, callback=None, /)
 * Create a proxy object that weakly references 'object'.
 *
 * 'callback', if given, is called with a reference to the
 * proxy when 'object' is about to be finalized. */
export function weakrefProxy(object: Word, callback: Word): Word {
  const callable = isCallable(object);
  return makeWeak(
    callable ? T_CALLABLE_PROXY_TYPE : T_PROXY_TYPE, object, callback == NULL ? NONE : callback,
    callable ? WEAK_CALLABLE_PROXY : WEAK_PROXY, true,
  );
}

/** @function _weakref._remove_dead_weakref(dct, key, /)
 * Atomically remove key from dict if it points to a dead weakref. */
export function weakrefRemoveDead(dict: Word, key: Word): Word {
  if (!isInstance(dict, T_DICT)) return raisef(T_TYPE_ERROR, '_remove_dead_weakref() argument 1 must be dict, not %T', dict);
  const value = dictGet(address(dict), key);
  if (value == NULL) return errorSet() ? NULL : NONE;
  if (!isInstance(value, T_REFERENCE_TYPE)) {
    release(value);
    return raise(T_TYPE_ERROR, 'not a weakref');
  }
  const target = weakGet(address(value));
  let status = 0;
  if (target != NULL) release(target);
  else status = dictDeleteIf(address(dict), key, value);
  release(value);
  return status < 0 ? NULL : NONE;
}
