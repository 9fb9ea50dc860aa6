// mappingproxy: a read-only view of any mapping.

import { Word, NULL, NONE, isPointer, address, fromAddress, ofInt } from '../../layout/word';
import { DictView } from '../../layout/containers';
import { Type, TF_LIST, TF_TUPLE } from '../../layout/type';
import { T_DICT, T_MAPPINGPROXY, T_TYPE_ERROR } from '../../generated/types';
import { N_get, N_keys, N_values, N_items, N_copy, N___reversed__, N_mapping } from '../../generated/names';
import { OP_OR } from '../../generated/opcodes';
import { newObject, freeObject } from '../../memory/objects';
import { own, release } from '../../counting/counts';
import { visit } from '../../collector/visit';
import { arg, callMethod0, callMethod2 } from '../../eval/call';
import { raise, raisef, formatText } from '../../eval/errors';
import { operate } from '../../eval/arithmetic';
import { typeOf, compare, contains, getItem, hash, iter, length, str } from '../protocol';
import { strEqual } from '../str/new';
import { newGenericAlias } from '../generic';
import { keywordCount } from '../positional';
import { tupleGet } from '../tuple';
import { dictContains } from './core';

/** @type mappingproxy base=object size=offsetof<DictView>() flags=GC,MAPPING
 * Read-only proxy of a mapping. */

// @ts-ignore: decorator
@inline function viewed(self: Word): Word { return changetype<DictView>(address(self)).dict; }

/** @slot mappingproxy.dealloc */
export function mappingproxyDealloc(p: usize): void {
  release(changetype<DictView>(p).dict);
  freeObject(p);
}
/** @slot mappingproxy.traverse */
export function mappingproxyTraverse(p: usize): void {
  visit(changetype<DictView>(p).dict);
}

/** Read-only proxy of a mapping. NULL: MemoryError. */
export function newMappingProxy(mapping: Word): Word {
  const p = newObject(T_MAPPINGPROXY, offsetof<DictView>());
  if (p == 0) return NULL;
  changetype<DictView>(p).dict = own(mapping);
  return fromAddress(p);
}

/** @new mappingproxy
 * @signature (mapping) */
export function mappingproxy_new(type: Word, args: usize, nargs: i32, kwnames: Word): Word {
  const kw = keywordCount(kwnames);
  if (nargs + kw > 1) return raisef(T_TYPE_ERROR, 'mappingproxy() takes at most 1 argument (%d given)', ofInt(nargs + kw));
  if (nargs + kw == 0) return raise(T_TYPE_ERROR, "mappingproxy() missing required argument 'mapping' (pos 1)");
  if (kw == 1 && !strEqual(tupleGet(address(kwnames), 0), N_mapping)) return raise(T_TYPE_ERROR, "mappingproxy() missing required argument 'mapping' (pos 1)");
  const mapping = arg(args, 0);
  const t = changetype<Type>(<usize>typeOf(mapping));
  if (t.mp_subscript == 0 || (t.flags & (TF_LIST | TF_TUPLE)) != 0) return raisef(T_TYPE_ERROR, 'mappingproxy() argument must be a mapping, not %T', mapping);
  return newMappingProxy(mapping);
}

/** @slot mappingproxy.mp_length
 * @slot mappingproxy.sq_length */
export function mappingproxyLength(self: Word): i64 {
  return length(viewed(self));
}
/** @slot mappingproxy.mp_subscript */
export function mappingproxySubscript(self: Word, key: Word): Word {
  return getItem(viewed(self), key);
}
/** @slot mappingproxy.sq_contains */
export function mappingproxyContains(self: Word, key: Word): i32 {
  const m = viewed(self);
  return isPointer(m) && typeOf(m) == T_DICT ? dictContains(address(m), key) : contains(m, key);
}
/** @slot mappingproxy.iter */
export function mappingproxyIter(self: Word): Word {
  return iter(viewed(self));
}
/** @slot mappingproxy.repr */
export function mappingproxyRepr(self: Word): Word {
  return formatText('mappingproxy(%R)', viewed(self));
}
/** @slot mappingproxy.str */
export function mappingproxyStr(self: Word): Word {
  return str(viewed(self));
}
/** @slot mappingproxy.hash */
export function mappingproxyHash(self: Word): i64 {
  return hash(viewed(self));
}
/** @slot mappingproxy.richcompare */
export function mappingproxyCompare(self: Word, other: Word, op: i32): Word {
  return compare(viewed(self), other, op);
}
/** @slot mappingproxy.nb_or */
export function mappingproxyOr(a: Word, b: Word): Word {
  if (isPointer(a) && typeOf(a) == T_MAPPINGPROXY) a = viewed(a);
  if (isPointer(b) && typeOf(b) == T_MAPPINGPROXY) b = viewed(b);
  return operate(OP_OR, a, b, false);
}
/** @slot mappingproxy.nb_inplace_or */
export function mappingproxyInplaceOr(a: Word, b: Word): Word {
  return raisef(T_TYPE_ERROR, "'|=' is not supported by %N; use '|' instead", fromAddress(typeOf(a)));
}
/** @method mappingproxy.get(self, key, default=None, /)
 * Return the value for key if key is in the mapping, else default. */
export function mappingproxyGet(self: Word, key: Word, missing: Word): Word {
  return callMethod2(viewed(self), N_get, key, missing == NULL ? NONE : missing);
}
/** @method mappingproxy.keys(self, /)
 * D.keys() -> a set-like object providing a view on D's keys */
export function mappingproxyKeys(self: Word): Word {
  return callMethod0(viewed(self), N_keys);
}
/** @method mappingproxy.values(self, /)
 * D.values() -> an object providing a view on D's values */
export function mappingproxyValues(self: Word): Word {
  return callMethod0(viewed(self), N_values);
}
/** @method mappingproxy.items(self, /)
 * D.items() -> a set-like object providing a view on D's items */
export function mappingproxyItems(self: Word): Word {
  return callMethod0(viewed(self), N_items);
}
/** @method mappingproxy.copy(self, /)
 * D.copy() -> a shallow copy of D */
export function mappingproxyCopy(self: Word): Word {
  return callMethod0(viewed(self), N_copy);
}
/** @method mappingproxy.__reversed__(self, /)
 * D.__reversed__() -> reverse iterator */
export function mappingproxyReversed(self: Word): Word {
  return callMethod0(viewed(self), N___reversed__);
}
/** @classmethod mappingproxy.__class_getitem__(type, object, /)
 * See PEP 585 */
export function mappingproxyClassGetitem(type: Word, item: Word): Word {
  return newGenericAlias(type, item);
}
