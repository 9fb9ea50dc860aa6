// object.__reduce_ex__(2) and __getstate__: what copy and pickle stand on.

import { address, fromAddress, isPointer, NONE, NULL, ofInt, Word } from '../layout/word';
import { Tuple, TUPLE_ITEMS } from '../layout/containers';
import { TF_GENERIC_GET, TF_HEAP, Type } from '../layout/type';
import { own, release } from '../counting/counts';
import { clearError, errorSet, raisef } from '../eval/errors';
import { call0, call1, callMethod0 } from '../eval/call';
import { importModule } from '../eval/imports';
import { getAttr, iter, lookupAttr, lookupSpecial, typeOf } from './protocol';
import { isSubtype, typeLookup } from './type/lookup';
import { newTuple, tuple2 } from './tuple';
import { listSize, listGet } from './list/core';
import { dictCopy, dictGetStr, dictSet, dictSize, newDict } from './dict/core';
import { dictWordOffset, instanceAttribute } from './object';
import { instanceAttributes } from './type/attributes';
import { control } from '../layout/control';
import { loadModule } from '../eval/caches';
import { T_DICT, T_LIST, T_CLASSMETHOD, T_MODULE, T_OBJECT, T_STATICMETHOD, T_TUPLE, T_TYPE_ERROR, T_VALUE_ERROR } from '../generated/types';
import {
  N___dict__, N___getnewargs__, N___getnewargs_ex__, N___getstate__, N___newobj__, N___newobj_ex__, N___slotnames__, N__slotnames, N_copyreg, N_items,
} from '../generated/names';

// A function of copyreg.
function copyreg(name: Word): Word {
  // imported already, as a rule; else, or while it is being imported, the import machinery says
  const modules = control().sysModules;
  const there: Word = modules != NULL && typeOf(modules) == T_DICT ? dictGetStr(address(modules), N_copyreg) : NULL;
  if (there != NULL) {
    const f: Word = typeOf(there) == T_MODULE ? loadModule(there, name) : NULL;
    release(there);
    if (f != NULL) return f;
    if (errorSet()) clearError();
  }
  const module = importModule(N_copyreg);
  if (module == NULL) return NULL;
  const f = getAttr(module, name);
  release(module);
  return f;
}

/** Names of the slots of a class: list, owned, or None. */
function slotNames(cls: Word): Word {
  // _slotnames keeps what it found in the class
  const kept = dictGetStr(address(changetype<Type>(address(cls)).dict), N___slotnames__);
  if (kept != NULL) return kept;
  const f = copyreg(N__slotnames);
  if (f == NULL) return NULL;
  const r = call1(f, cls);
  release(f);
  return r;
}

/** The state that pickle and copy keep; `required`: TypeError if it cannot be had. */
export function objectGetState(o: Word, required: bool): Word {
  const t = changetype<Type>(typeOf(o));
  const cls = fromAddress(typeOf(o));
  if (required && t.itemSize != 0) return raisef(T_TYPE_ERROR, "cannot pickle '%T' object", o);
  let state: Word;
  const hasDict = t.attrs != 0 || dictWordOffset(typeOf(o)) != 0;
  if (t.attrs != 0) {
    state = fromAddress(instanceAttributes(o, typeOf(o)));
    if (state == NULL) return NULL;
  } else if (hasDict) {
    const d = lookupAttr(o, N___dict__);
    if (d == NULL) {
      if (errorSet()) return NULL;
      state = NONE;
    } else if (isSubtype(typeOf(d), T_DICT)) {
      state = dictSize(address(d)) == 0 && t.attrs == 0 ? NONE : fromAddress(dictCopy(address(d)));
      release(d);
    } else state = d;
  } else state = NONE;
  const names = slotNames(cls);
  if (names == NULL) { release(state); return NULL; }
  if (names == NONE || typeOf(names) != T_LIST || listSize(address(names)) == 0) {
    // a native class with data of its own that no slot or dict shows
    if (required && (t.flags & TF_HEAP) == 0 && !hasDict && t.size > 16) {
      release(names);
      release(state);
      return raisef(T_TYPE_ERROR, "cannot pickle '%T' object", o);
    }
    release(names);
    if (state != NONE && isSubtype(typeOf(state), T_DICT) && dictSize(address(state)) == 0 && hasDict) {
      release(state);
      return NONE;
    }
    return state;
  }
  const slots = newDict();
  const n = listSize(address(names));
  for (let i: u32 = 0; i < n; i++) {
    const name = listGet(address(names), i);
    const v = lookupAttr(o, name);
    if (v != NULL) {
      dictSet(slots, name, v);
      release(v);
    }
    release(name);
    if (v == NULL && errorSet()) { release(names); release(state); release(fromAddress(slots)); return NULL; }
  }
  release(names);
  if (dictSize(slots) == 0) {
    release(fromAddress(slots));
    return state;
  }
  if (state != NONE && isSubtype(typeOf(state), T_DICT) && dictSize(address(state)) == 0) { release(state); state = NONE; }
  return fromAddress(tuple2(state, fromAddress(slots)));
}

/** __reduce_ex__(2): copyreg.__newobj__(cls, *args), state, list items, dict items. */
export function reduceNewObject(o: Word): Word {
  const cls = own(fromAddress(typeOf(o)));
  let args: Word = NULL;
  let kwargs: Word = NULL;
  const ex = lookupSpecial(o, N___getnewargs_ex__);
  if (ex == NULL && errorSet()) { release(cls); return NULL; }
  let required = true;
  if (ex != NULL) {
    required = false;
    const r = call0(ex);
    release(ex);
    if (r == NULL) { release(cls); return NULL; }
    let ok = isPointer(r) && isSubtype(typeOf(r), T_TUPLE);
    if (!ok) raisef(T_TYPE_ERROR, "__getnewargs_ex__ should return a tuple, not '%T'", r);
    else if (changetype<Tuple>(address(r)).size != 2) {
      ok = false;
      raisef(T_VALUE_ERROR, '__getnewargs_ex__ should return a tuple of length 2, not %d', ofInt(changetype<Tuple>(address(r)).size));
    } else {
      const first = load<u64>(address(r) + TUPLE_ITEMS);
      const second = load<u64>(address(r) + TUPLE_ITEMS + 8);
      if (!isPointer(first) || !isSubtype(typeOf(first), T_TUPLE)) {
        ok = false;
        raisef(T_TYPE_ERROR, "first item of the tuple returned by __getnewargs_ex__ must be a tuple, not '%T'", first);
      } else if (!isPointer(second) || !isSubtype(typeOf(second), T_DICT)) {
        ok = false;
        raisef(T_TYPE_ERROR, "second item of the tuple returned by __getnewargs_ex__ must be a dict, not '%T'", second);
      }
    }
    if (!ok) {
      release(r);
      release(cls);
      return NULL;
    }
    args = own(load<u64>(address(r) + TUPLE_ITEMS));
    kwargs = own(load<u64>(address(r) + TUPLE_ITEMS + 8));
    release(r);
  } else {
    const plainArgs = lookupSpecial(o, N___getnewargs__);
    if (plainArgs == NULL && errorSet()) { release(cls); return NULL; }
    if (plainArgs != NULL) {
      required = false;
      args = call0(plainArgs);
      release(plainArgs);
      if (args == NULL) { release(cls); return NULL; }
      if (!isPointer(args) || !isSubtype(typeOf(args), T_TUPLE)) {
        raisef(T_TYPE_ERROR, "__getnewargs__ should return a tuple, not '%T'", args);
        release(args);
        release(cls);
        return NULL;
      }
    }
  }
  const isList = isSubtype(typeOf(o), T_LIST), isDict = isSubtype(typeOf(o), T_DICT);
  let state: Word = NULL;
  // the default refuses what it cannot keep unless something else says how to make the object
  const t = typeOf(o);
  if (required && (isSubtype(t, T_MODULE) || isSubtype(t, T_STATICMETHOD) || isSubtype(t, T_CLASSMETHOD))) raisef(T_TYPE_ERROR, "cannot pickle '%T' object", o);
  else if (defaultGetState(o)) state = objectGetState(o, required && !isList && !isDict);
  else if (!errorSet()) state = callMethod0(o, N___getstate__);
  if (state == NULL) { release(cls); release(args); release(kwargs); return NULL; }
  const useEx = kwargs != NULL && dictSize(address(kwargs)) != 0;
  const f = copyreg(useEx ? N___newobj_ex__ : N___newobj__);
  if (f == NULL) { release(cls); release(args); release(kwargs); release(state); return NULL; }
  let newArgs: usize;
  if (useEx) {
    newArgs = newTuple(3);
    store<u64>(newArgs + TUPLE_ITEMS, cls);
    store<u64>(newArgs + TUPLE_ITEMS, args, 8);
    store<u64>(newArgs + TUPLE_ITEMS, kwargs, 16);
  } else {
    const n: u32 = args == NULL ? 0 : changetype<Tuple>(address(args)).size;
    newArgs = newTuple(n + 1);
    store<u64>(newArgs + TUPLE_ITEMS, cls);
    for (let i: u32 = 0; i < n; i++) store<u64>(newArgs + TUPLE_ITEMS + (<usize>(i + 1) << 3), own(load<u64>(address(args) + TUPLE_ITEMS + (<usize>i << 3))));
    release(args);
    release(kwargs);
  }
  let listItems: Word = NONE;
  let dictItems: Word = NONE;
  if (isList) listItems = iter(o);
  if (isDict) {
    const items = callMethod0(o, N_items);
    dictItems = items == NULL ? NULL : iter(items);
    release(items);
  }
  if (listItems == NULL || dictItems == NULL) { release(f); release(fromAddress(newArgs)); release(state); return NULL; }
  const r = newTuple(5);
  if (r == 0) return NULL;
  store<u64>(r + TUPLE_ITEMS, f);
  store<u64>(r + TUPLE_ITEMS, fromAddress(newArgs), 8);
  store<u64>(r + TUPLE_ITEMS, state, 16);
  store<u64>(r + TUPLE_ITEMS, listItems, 24);
  store<u64>(r + TUPLE_ITEMS, dictItems, 32);
  return fromAddress(r);
}

// Whether o's __getstate__ is object's.
function defaultGetState(o: Word): bool {
  const t = typeOf(o);
  if ((changetype<Type>(t).flags & TF_GENERIC_GET) == 0) return false;
  const found = typeLookup(t, N___getstate__);
  const base = typeLookup(T_OBJECT, N___getstate__);
  const same = found == base;
  release(found);
  release(base);
  if (!same) return false;
  const mine = instanceAttribute(o, t, N___getstate__);
  release(mine);
  return mine == NULL && !errorSet();
}
