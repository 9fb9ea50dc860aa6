// dict: constructor, methods, slots.

import { Word, NULL, NONE, NOT_IMPLEMENTED, isPointer, address, fromAddress, ofInt, ofBool } from '../../layout/word';
import { Type, EQ, NE } from '../../layout/type';
import { T_DICT, T_SET, T_FROZENSET, T_KEY_ERROR } from '../../generated/types';
import { N___missing__ } from '../../generated/names';
import { own, release, decref } from '../../counting/counts';
import { arg, call0, call1 } from '../../eval/call';
import { raise, raiseValue, errorSet } from '../../eval/errors';
import { typeOf, equal, iter, setItem, lookupSpecial } from '../protocol';
import { builderNew, builderChar, builderLiteral, builderRepr, builderFinish, builderDrop, newText } from '../str/new';
import { allocVar } from '../type/alloc';
import { newGenericAlias } from '../generic';
import { tuple2, tupleSize, tupleGet } from '../tuple';
import { enterRepr, leaveRepr } from '../recursion';
import { checkPositional, keywordCount } from '../positional';
import { stopped } from '../list/methods';
import { setItems } from '../set/core';
import { blockSize } from '../../memory/blocks';
import {
  isDict, newDict, dictSize, dictGet, dictGetHash, dictSet, dictDelete, dictContains, dictPop, dictPopEnd, dictSetDefault, dictClear,
  dictCopy, dictNext, nextKey, nextValue, nextHash, dictKeysTuple,
} from './core';
import { DICT_KEYS, emptyKeys, keyHash } from './keys';
import { dictUpdateAny } from './update';
import { newDictView, newDictIterator } from './views';
import { T_DICT_KEYS, T_DICT_VALUES, T_DICT_ITEMS, T_DICT_KEYITERATOR, T_DICT_REVERSEKEYITERATOR } from '../../generated/types';

/** @new dict */
export function dict_new(type: Word, args: usize, nargs: i32, kwnames: Word): Word {
  if (<u32>type == T_DICT) return fromAddress(newDict());
  const p = allocVar(<u32>type, 0);
  if (p != 0) store<u32>(p, <u32>emptyKeys(), DICT_KEYS);
  return fromAddress(p);
}

/** @init dict */
export function dict_init(self: Word, args: usize, nargs: i32, kwnames: Word): i32 {
  if (!checkPositional('dict', nargs, 0, 1)) return -1;
  const p = address(self);
  if (nargs == 1 && dictUpdateAny(p, arg(args, 0)) < 0) return -1;
  return addKeywords(p, args, nargs, kwnames);
}

function addKeywords(p: usize, args: usize, nargs: i32, kwnames: Word): i32 {
  for (let k = 0, n = keywordCount(kwnames); k < n; k++) if (dictSet(p, tupleGet(address(kwnames), k), arg(args, nargs + k)) < 0) return -1;
  return 0;
}

// ---- methods --------------------------------------------------------------------------------------------------------------------

/** @method dict.get(self, key, default=None, /)
 * Return the value for key if key is in the dictionary, else default. */
export function dict_get(self: Word, key: Word, missing: Word): Word {
  const v = dictGet(address(self), key);
  if (v != NULL) return v;
  if (errorSet()) return NULL;
  return missing == NULL ? NONE : own(missing);
}

/** @method dict.setdefault(self, key, default=None, /)
 * Insert key with a value of default if key is not in the dictionary.
 *
 * Return the value for key if key is in the dictionary, else default. */
export function dict_setdefault(self: Word, key: Word, value: Word): Word {
  const h = keyHash(key);
  if (h == -1) return NULL;
  return dictSetDefault(address(self), key, value == NULL ? NONE : value, h);
}

/** @method dict.pop(self, key, default=<unrepresentable>, /)
 * D.pop(k[,d]) -> v, remove specified key and return the corresponding value.
 *
 * If the key is not found, return the default if given; otherwise,
 * raise a KeyError. */
export function dict_pop(self: Word, key: Word, missing: Word): Word {
  const p = address(self);
  if (dictSize(p) != 0) {
    const h = keyHash(key);
    if (h == -1) return NULL;
    const v = dictPop(p, key, h);
    if (v != NULL) return v;
    if (errorSet()) return NULL;
  }
  return missing == NULL ? raiseValue(T_KEY_ERROR, key) : own(missing);
}

/** @method dict.popitem(self, /)
 * Remove and return a (key, value) pair as a 2-tuple.
 *
 * Pairs are returned in LIFO (last-in, first-out) order.
 * Raises KeyError if the dict is empty. */
export function dict_popitem(self: Word): Word {
  if (!dictPopEnd(address(self), true)) return raise(T_KEY_ERROR, 'popitem(): dictionary is empty');
  return fromAddress(tuple2(nextKey, nextValue));
}

/** @method dict.update(self, /, *args, **kwargs)
 * D.update([E, ]**F) -> None.  Update D from mapping/iterable E and F.
 * If E is present and has a .keys() method, then does:  for k in E.keys(): D[k] = E[k]
 * If E is present and lacks a .keys() method, then does:  for k, v in E: D[k] = v
 * In either case, this is followed by: for k in F:  D[k] = F[k] */
export function dict_update(args: usize, nargs: i32, kwnames: Word): Word {
  if (!checkPositional('update', nargs - 1, 0, 1)) return NULL;
  const p = address(arg(args, 0));
  if (nargs == 2 && dictUpdateAny(p, arg(args, 1)) < 0) return NULL;
  return addKeywords(p, args, nargs, kwnames) < 0 ? NULL : NONE;
}

/** @classmethod dict.fromkeys(type, iterable, value=None, /)
 * Create a new dictionary with keys from iterable and values set to value. */
export function dict_fromkeys(type: Word, iterable: Word, value: Word): Word {
  if (value == NULL) value = NONE;
  const d = call0(type);
  if (d == NULL) return NULL;
  const exact = isPointer(d) && typeOf(d) == T_DICT;
  if (exact && isPointer(iterable)) {
    const kind = typeOf(iterable);
    const keys = kind == T_DICT ? dictKeysTuple(address(iterable)) : kind == T_SET || kind == T_FROZENSET ? setItems(address(iterable)) : NULL;
    if (keys != NULL) {
      let ok = true;
      for (let i: u32 = 0, n = tupleSize(address(keys)); i < n && ok; i++) ok = dictSet(address(d), tupleGet(address(keys), i), value) >= 0;
      release(keys);
      if (ok) return d;
      release(d);
      return NULL;
    }
  }
  const it = errorSet() ? NULL : iter(iterable);
  if (it == NULL) {
    release(d);
    return NULL;
  }
  const step = changetype<Type>(<usize>typeOf(it)).iternext;
  while (true) {
    const key = call_indirect<Word>(step, it);
    if (key == NULL) break;
    const r = exact ? dictSet(address(d), key, value) : setItem(d, key, value);
    release(key);
    if (r < 0) break;
  }
  release(it);
  if (stopped()) return d;
  release(d);
  return NULL;
}

/** @method dict.clear(self, /)
 * Remove all items from the dict. */
export function dict_clear_method(self: Word): Word {
  dictClear(address(self));
  return NONE;
}

/** @method dict.copy(self, /)
 * Return a shallow copy of the dict. */
export function dict_copy(self: Word): Word {
  return fromAddress(dictCopy(address(self)));
}

/** @method dict.keys(self, /)
 * Return a set-like object providing a view on the dict's keys. */
export function dict_keys(self: Word): Word {
  return newDictView(T_DICT_KEYS, self);
}
/** @method dict.values(self, /)
 * Return an object providing a view on the dict's values. */
export function dict_values(self: Word): Word {
  return newDictView(T_DICT_VALUES, self);
}
/** @method dict.items(self, /)
 * Return a set-like object providing a view on the dict's items. */
export function dict_items(self: Word): Word {
  return newDictView(T_DICT_ITEMS, self);
}

/** @method dict.__contains__(self, key, /)
 * True if the dictionary has the specified key, else False. */
export function dict_contains_method(self: Word, key: Word): Word {
  const r = dictContains(address(self), key);
  return r < 0 ? NULL : ofBool(r != 0);
}

/** @method dict.__reversed__(self, /)
 * Return a reverse iterator over the dict keys. */
export function dict_reversed(self: Word): Word {
  return newDictIterator(T_DICT_REVERSEKEYITERATOR, self);
}

/** @method dict.__sizeof__(self, /)
 * Return the size of the dict in memory. */
export function dict_sizeof(self: Word): Word {
  const keys: usize = load<u32>(address(self), DICT_KEYS);
  return ofInt(<i64>changetype<Type>(<usize>typeOf(self)).size + (keys == emptyKeys() ? 0 : <i64>blockSize(keys)));
}

/** @classmethod dict.__class_getitem__(type, object, /)
 * See PEP 585 */
export function dict_class_getitem(type: Word, item: Word): Word {
  return newGenericAlias(type, item);
}

// ---- slots ------------------------------------------------------------------------------------------------------------------------

/** @slot dict.sq_length
 * @slot dict.mp_length */
export function dict_length(self: Word): i64 {
  return dictSize(address(self));
}

/** @slot dict.sq_contains */
export function dict_contains(self: Word, key: Word): i32 {
  return dictContains(address(self), key);
}

/** @slot dict.mp_subscript */
export function dict_subscript(self: Word, key: Word): Word {
  const v = dictGet(address(self), key);
  if (v != NULL) return v;
  if (errorSet()) return NULL;
  if (typeOf(self) != T_DICT) {
    const missing = lookupSpecial(self, N___missing__);
    if (missing != NULL) {
      const r = call1(missing, key);
      release(missing);
      return r;
    }
    if (errorSet()) return NULL;
  }
  return raiseValue(T_KEY_ERROR, key);
}

/** @slot dict.mp_ass_subscript */
export function dict_ass_subscript(self: Word, key: Word, value: Word): i32 {
  return value == NULL ? dictDelete(address(self), key) : dictSet(address(self), key, value);
}

/** @slot dict.iter */
export function dict_iter(self: Word): Word {
  return newDictIterator(T_DICT_KEYITERATOR, self);
}

/** @slot dict.repr */
export function dict_repr(self: Word): Word {
  const p = address(self);
  if (dictSize(p) == 0) return newText('{}');
  const busy = enterRepr(self);
  if (busy != 0) return busy < 0 ? NULL : newText('{...}');
  const out = builderNew();
  if (out == 0) {
    leaveRepr(self);
    return NULL;
  }
  builderChar(out, 0x7b);
  let ok = true;
  let first = true;
  let at: u32 = 0;
  while (ok && (at = dictNext(p, at)) != 0) {
    const key = nextKey;
    const value = nextValue;
    if (!first) builderLiteral(out, ', ');
    first = false;
    ok = builderRepr(out, key);
    if (ok) {
      builderLiteral(out, ': ');
      ok = builderRepr(out, value);
    }
    release(key);
    release(value);
  }
  leaveRepr(self);
  if (!ok) return builderDrop(out);
  builderChar(out, 0x7d);
  return builderFinish(out);
}

/** @slot dict.richcompare */
export function dict_richcompare(self: Word, other: Word, op: i32): Word {
  if ((op != EQ && op != NE) || !isDict(self) || !isDict(other)) return NOT_IMPLEMENTED;
  const r = dictEqual(address(self), address(other));
  return r < 0 ? NULL : ofBool((r != 0) == (op == EQ));
}

/** 1, 0, or -1 with an error set. */
export function dictEqual(p: usize, q: usize): i32 {
  if (dictSize(p) != dictSize(q)) return 0;
  let at: u32 = 0;
  while ((at = dictNext(p, at)) != 0) {
    const key = nextKey;
    const value = nextValue;
    const other = dictGetHash(q, key, nextHash);
    const e = other == NULL ? (errorSet() ? -1 : 0) : equal(value, other);
    release(other);
    release(key);
    release(value);
    if (e <= 0) return e;
  }
  return 1;
}

/** @slot dict.nb_or */
export function dict_or(a: Word, b: Word): Word {
  if (!isDict(a) || !isDict(b)) return NOT_IMPLEMENTED;
  const p = dictCopy(address(a));
  if (p == 0) return NULL;
  if (dictUpdateAny(p, b) < 0) {
    decref(p);
    return NULL;
  }
  return fromAddress(p);
}

/** @slot dict.nb_inplace_or */
export function dict_ior(a: Word, b: Word): Word {
  return dictUpdateAny(address(a), b) < 0 ? NULL : own(a);
}
