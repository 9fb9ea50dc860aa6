// types.UnionType: int | str.

import { address, fromAddress, isPointer, NONE, NOT_IMPLEMENTED, NULL, ofBool, Word } from '../layout/word';
import { Tuple, TUPLE_ITEMS } from '../layout/containers';
import { EQ, NE } from '../layout/type';
import { own, release } from '../counting/counts';
import { freeObject, newObject } from '../memory/objects';
import { clearError, raise } from '../eval/errors';
import { compareBool, hash, isType, typeOf } from './protocol';
import { listAppend, listGet, listSize, listSnapshot, newList } from './list/core';
import { objectIsInstance, objectIsSubclass } from './type/instances';
import { appendTypeRepr, isGenericAlias, substitute, typeParameters } from './generic';
import { operate } from '../eval/arithmetic';
import { OP_OR } from '../generated/opcodes';
import { builderDrop, builderFinish, builderLiteral, builderNew } from './str/builder';
import { visit } from '../collector/visit';
import { strEqualsText } from './str/new';
import { T_NONE_TYPE, T_TYPE_ERROR, T_UNION_TYPE } from '../generated/types';
import { typeFullName } from './type/names';

// @ts-ignore: decorator
@unmanaged
export class Union {
  type: u32; local: u32; shared: i32; owner: u16; mutex: u8; gc: u8;
  args: Word; // tuple
}

/** @type types.UnionType size=offsetof<Union>() flags=GC,WEAKREF,DISALLOW_NEW
 * Represent a PEP 604 union type
 *
 * E.g. for int | str */

// @ts-ignore: decorator
@inline function argsOf(w: Word): Word { return changetype<Union>(address(w)).args; }

// What may stand in a union.
function fits(w: Word): bool {
  if (w == NONE || isType(w) || isGenericAlias(w)) return true;
  if (!isPointer(w)) return false;
  const t = typeOf(w);
  if (t == T_UNION_TYPE) return true;
  const name = typeFullName(t);
  const ok = name != NULL && strEqualsText(name, 'typing.TypeAliasType');
  release(name);
  return ok;
}

function gather(list: usize, w: Word): void {
  if (isPointer(w) && typeOf(w) == T_UNION_TYPE) {
    const t = argsOf(w);
    for (let i: u32 = 0; i < changetype<Tuple>(address(t)).size; i++) gather(list, load<u64>(address(t) + TUPLE_ITEMS + (<usize>i << 3)));
    return;
  }
  const item = w == NONE ? fromAddress(T_NONE_TYPE) : w;
  for (let i: u32 = 0; i < listSize(list); i++) {
    const x = listGet(list, i);
    const e = compareBool(x, item, EQ);
    release(x);
    if (e < 0) clearError();
    if (e == 1) return;
  }
  listAppend(list, item);
}

/** a | b for types: owned; NotImplemented if one is no type. */
export function newUnion(a: Word, b: Word): Word {
  if (!fits(a) || !fits(b)) return NOT_IMPLEMENTED;
  const list = newList(2);
  if (list == 0) return NULL;
  gather(list, a);
  gather(list, b);
  return fromList(list);
}

function fromList(list: usize): Word {
  if (listSize(list) == 1) {
    const only = listGet(list, 0);
    release(fromAddress(list));
    return only;
  }
  const args = listSnapshot(fromAddress(list));
  release(fromAddress(list));
  const p = newObject(T_UNION_TYPE, offsetof<Union>());
  if (p == 0) { release(args); return NULL; }
  changetype<Union>(p).args = args;
  return fromAddress(p);
}

/** @slot UnionType.nb_or */
export function union_or(a: Word, b: Word): Word { return newUnion(a, b); }
/** @slot UnionType.dealloc */
export function union_dealloc(p: usize): void { release(changetype<Union>(p).args); freeObject(p); }
/** @slot UnionType.traverse */
export function union_traverse(p: usize): void { visit(changetype<Union>(p).args); }
/** @slot UnionType.repr */
export function union_repr(self: Word): Word {
  const b = builderNew();
  const t = argsOf(self);
  for (let i: u32 = 0; i < changetype<Tuple>(address(t)).size; i++) {
    if (i != 0) builderLiteral(b, ' | ');
    const w = load<u64>(address(t) + TUPLE_ITEMS + (<usize>i << 3));
    if (w == fromAddress(T_NONE_TYPE)) builderLiteral(b, 'None');
    else if (!appendTypeRepr(b, w)) return builderDrop(b);
  }
  return builderFinish(b);
}
/** @slot UnionType.hash */
export function union_hash(self: Word): i64 {
  const t = argsOf(self);
  let h: i64 = 1927868237;
  for (let i: u32 = 0; i < changetype<Tuple>(address(t)).size; i++) {
    const x = hash(load<u64>(address(t) + TUPLE_ITEMS + (<usize>i << 3)));
    if (x == -1) return -1;
    h ^= (x ^ 89869747 ^ (x << 16)) * 3644798167;
  }
  return h == -1 ? -2 : h;
}
/** @slot UnionType.richcompare */
export function union_compare(a: Word, b: Word, op: i32): Word {
  if ((op != EQ && op != NE) || typeOf(b) != T_UNION_TYPE) return NOT_IMPLEMENTED;
  const x = argsOf(a), y = argsOf(b);
  const n = changetype<Tuple>(address(x)).size;
  let same = n == changetype<Tuple>(address(y)).size;
  for (let i: u32 = 0; i < n && same; i++) {
    let found = false;
    for (let k: u32 = 0; k < n && !found; k++) {
      const e = compareBool(load<u64>(address(x) + TUPLE_ITEMS + (<usize>i << 3)), load<u64>(address(y) + TUPLE_ITEMS + (<usize>k << 3)), EQ);
      if (e < 0) return NULL;
      found = e == 1;
    }
    same = found;
  }
  return ofBool(same == (op == EQ));
}
/** @slot UnionType.mp_subscript */
export function union_getitem(self: Word, item: Word): Word {
  const parameters = typeParameters(argsOf(self));
  if (parameters == NULL) return NULL;
  const args = substitute(self, argsOf(self), parameters, item);
  release(parameters);
  if (args == NULL) return NULL;
  let r = own(load<u64>(address(args) + TUPLE_ITEMS));
  for (let i: u32 = 1; i < changetype<Tuple>(address(args)).size && r != NULL; i++) {
    const next = operate(OP_OR, r, load<u64>(address(args) + TUPLE_ITEMS + (<usize>i << 3)), false);
    release(r);
    r = next;
  }
  release(args);
  return r;
}
/** @getter UnionType.__args__ */
export function union_args(self: Word): Word { return own(argsOf(self)); }
/** @getter UnionType.__parameters__ */
export function union_parameters(self: Word): Word { return typeParameters(argsOf(self)); }
/** @method UnionType.__instancecheck__(self, instance, /) */
export function union_instancecheck(self: Word, instance: Word): Word {
  const t = argsOf(self);
  for (let i: u32 = 0; i < changetype<Tuple>(address(t)).size; i++) {
    const w = load<u64>(address(t) + TUPLE_ITEMS + (<usize>i << 3));
    if (isGenericAlias(w)) return raise(T_TYPE_ERROR, 'isinstance() argument 2 cannot be a parameterized generic');
  }
  const r = objectIsInstance(instance, t);
  return r < 0 ? NULL : ofBool(r != 0);
}
/** @method UnionType.__subclasscheck__(self, cls, /) */
export function union_subclasscheck(self: Word, cls: Word): Word {
  if (!isType(cls)) return raise(T_TYPE_ERROR, 'issubclass() arg 1 must be a class');
  const t = argsOf(self);
  for (let i: u32 = 0; i < changetype<Tuple>(address(t)).size; i++) {
    const w = load<u64>(address(t) + TUPLE_ITEMS + (<usize>i << 3));
    if (isGenericAlias(w)) return raise(T_TYPE_ERROR, 'issubclass() argument 2 cannot be a parameterized generic');
  }
  const r = objectIsSubclass(cls, t);
  return r < 0 ? NULL : ofBool(r != 0);
}
