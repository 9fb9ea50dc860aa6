// types.GenericAlias: list[int] and the like.

import { address, fromAddress, isPointer, NONE, NOT_IMPLEMENTED, NULL, ofBool, ofInt, Word, ELLIPSIS } from '../layout/word';
import { Tuple, TUPLE_ITEMS } from '../layout/containers';
import { EQ, NE, Type } from '../layout/type';
import { own, release } from '../counting/counts';
import { freeObject, newObject } from '../memory/objects';
import { clearError, errorMatches, errorSet, raise, raisef } from '../eval/errors';
import { arg, call1, callWith } from '../eval/call';
import { compareBool, getAttr, hash, isStr, isType, lookupAttr, repr, setAttr, truth, typeOf, iter, getItem } from './protocol';
import { isSubtype } from './type/lookup';
import { genericGetAttribute } from './object';
import { tuple1, tuple2 } from './tuple';
import { listAppend, listSnapshot, newList, listGet, listSize } from './list/core';
import { builderDrop, builderFinish, builderLiteral, builderNew, builderWord } from './str/builder';
import { strEqualsText } from './str/new';
import { visit } from '../collector/visit';
import { T_GENERIC_ALIAS, T_TUPLE, T_LIST, T_TYPE_ERROR, T_ATTRIBUTE_ERROR } from '../generated/types';
import {
  N___args__, N___class__, N___copy__, N___deepcopy__, N___instancecheck__, N___module__, N___mro_entries__, N___origin__, N___orig_class__,
  N___parameters__, N___qualname__, N___reduce__, N___reduce_ex__, N___subclasscheck__, N___typing_subst__, N___typing_prepare_subst__,
  N___typing_unpacked_tuple_args__, N___unpacked__, N___bases__, N___typing_is_unpacked_typevartuple__,
} from '../generated/names';

// @ts-ignore: decorator
@unmanaged
export class GenericAlias {
  type: u32; local: u32; shared: i32; owner: u16; mutex: u8; gc: u8;
  origin: Word; // 16
  args: Word; // 24: tuple
  parameters: Word; // 32: tuple, NULL until asked for
  starred: u32;
  pad0: u32;
}

/** @type types.GenericAlias size=offsetof<GenericAlias>() flags=BASE,GC,WEAKREF
 * Represent a PEP 585 generic type
 *
 * E.g. for t = list[int], t.__origin__ is list and t.__args__ is (int,). */

// @ts-ignore: decorator
@inline function view(w: Word): GenericAlias { return changetype<GenericAlias>(address(w)); }
// @ts-ignore: decorator
@inline function itemAt(t: Word, i: u32): Word { return load<u64>(address(t) + TUPLE_ITEMS + (<usize>i << 3)); }
// @ts-ignore: decorator
@inline function sizeOf(t: Word): u32 { return changetype<Tuple>(address(t)).size; }

/** origin[args]: a tuple is the arguments, anything else the only one. Owned. */
export function newGenericAlias(origin: Word, args: Word): Word {
  let tuple: Word;
  if (isPointer(args) && isSubtype(typeOf(args), T_TUPLE)) tuple = own(args);
  else {
    const t = tuple1(own(args));
    if (t == 0) return NULL;
    tuple = fromAddress(t);
  }
  const p = newObject(T_GENERIC_ALIAS, offsetof<GenericAlias>());
  if (p == 0) { release(tuple); return NULL; }
  const g = changetype<GenericAlias>(p);
  g.origin = own(origin);
  g.args = tuple;
  g.parameters = NULL;
  g.starred = 0;
  return fromAddress(p);
}

/** @new GenericAlias */
export function alias_new(type: Word, args: usize, n: i32, kwnames: Word): Word {
  if (kwnames != NULL && sizeOf(kwnames) != 0) return raise(T_TYPE_ERROR, 'GenericAlias() takes no keyword arguments');
  if (n != 2) return raisef(T_TYPE_ERROR, 'GenericAlias expected 2 arguments, got %d', ofInt(n));
  const w = newGenericAlias(arg(args, 0), arg(args, 1));
  if (w != NULL && <u32>address(type) != T_GENERIC_ALIAS) {
    // a subclass has room for more: collections.abc._CallableGenericAlias has no fields of its own
    const p = allocVar(<u32>address(type), 0);
    if (p == 0) { release(w); return NULL; }
    const g = changetype<GenericAlias>(p);
    g.origin = own(view(w).origin);
    g.args = own(view(w).args);
    release(w);
    return fromAddress(p);
  }
  return w;
}
import { allocVar } from './type/alloc';

/** @slot GenericAlias.dealloc */
export function alias_dealloc(p: usize): void {
  const g = changetype<GenericAlias>(p);
  release(g.origin);
  release(g.args);
  release(g.parameters);
  freeObject(p);
}
/** @slot GenericAlias.traverse */
export function alias_traverse(p: usize): void { const g = changetype<GenericAlias>(p); visit(g.origin); visit(g.args); visit(g.parameters); }

/** Whether `w` is a parameterized generic: a GenericAlias, or of a class made from it, as that of `Callable[[int], str]`. */
export function isGenericAlias(w: Word): bool { return isPointer(w) && isSubtype(typeOf(w), T_GENERIC_ALIAS); }

/** Appends what a type looks like inside [...]. False: error. */
export function appendTypeRepr(b: usize, w: Word): bool {
  if (w == ELLIPSIS) { builderLiteral(b, '...'); return true; }
  if (isGenericAlias(w)) return appendRepr(b, w);
  const hasOrigin = lookupAttr(w, N___origin__);
  if (hasOrigin != NULL) {
    release(hasOrigin);
    const a = lookupAttr(w, N___args__);
    if (a != NULL) { release(a); return appendRepr(b, w); }
  }
  clearError();
  const qualname = lookupAttr(w, N___qualname__);
  const module = lookupAttr(w, N___module__);
  clearError();
  let ok = true;
  if (qualname == NULL || module == NULL || module == NONE) ok = appendRepr(b, w);
  else {
    if (isStr(module) && isStr(qualname)) {
      if (!strEqualsText(module, 'builtins')) {
        builderWord(b, module);
        builderLiteral(b, '.');
      }
      builderWord(b, qualname);
    } else ok = appendRepr(b, w);
  }
  release(qualname);
  release(module);
  return ok;
}
function appendRepr(b: usize, w: Word): bool {
  const r = repr(w);
  if (r == NULL) return false;
  builderWord(b, r);
  release(r);
  return true;
}

/** @slot GenericAlias.repr */
export function alias_repr(self: Word): Word {
  const g = view(self);
  const b = builderNew();
  if (g.starred != 0) builderLiteral(b, '*');
  if (!appendTypeRepr(b, g.origin)) return builderDrop(b);
  builderLiteral(b, '[');
  const n = sizeOf(g.args);
  for (let i: u32 = 0; i < n; i++) {
    if (i != 0) builderLiteral(b, ', ');
    const a = itemAt(g.args, i);
    if (isPointer(a) && typeOf(a) == T_LIST) {
      builderLiteral(b, '[');
      const m = listSize(address(a));
      for (let k: u32 = 0; k < m; k++) {
        if (k != 0) builderLiteral(b, ', ');
        const item = listGet(address(a), k);
        const ok = item != NULL && appendTypeRepr(b, item);
        release(item);
        if (!ok) return builderDrop(b);
      }
      builderLiteral(b, ']');
    } else if (!appendTypeRepr(b, a)) return builderDrop(b);
  }
  if (n == 0) builderLiteral(b, '()');
  builderLiteral(b, ']');
  return builderFinish(b);
}

// ---- parameters ---------------------------------------------------------------------------------------------------------

function containsWord(list: usize, w: Word): bool {
  const n = listSize(list);
  for (let i: u32 = 0; i < n; i++) {
    const x = listGet(list, i);
    const e = compareBool(x, w, EQ);
    release(x);
    if (e == 1) return true;
    if (e < 0) clearError();
  }
  return false;
}

function collect(list: usize, args: Word): bool {
  const n = sizeOf(args);
  for (let i: u32 = 0; i < n; i++) {
    const a = itemAt(args, i);
    if (isType(a)) continue;
    if (isPointer(a) && (typeOf(a) == T_TUPLE || typeOf(a) == T_LIST)) {
      const inner = typeOf(a) == T_LIST ? listSnapshot(a) : own(a);
      if (inner == NULL) return false;
      const ok = collect(list, inner);
      release(inner);
      if (!ok) return false;
      continue;
    }
    const subst = lookupAttr(a, N___typing_subst__);
    if (subst != NULL) {
      release(subst);
      if (!containsWord(list, a)) listAppend(list, a);
      continue;
    }
    if (errorSet()) return false;
    const inner = lookupAttr(a, N___parameters__);
    if (inner == NULL) { if (errorSet()) return false; continue; }
    if (typeOf(inner) == T_TUPLE) {
      for (let k: u32 = 0; k < sizeOf(inner); k++) if (!containsWord(list, itemAt(inner, k))) listAppend(list, itemAt(inner, k));
    }
    release(inner);
  }
  return true;
}

/** The type variables among `args`, in order: tuple, owned. */
export function typeParameters(args: Word): Word {
  const list = newList(0);
  if (list == 0) return NULL;
  let r: Word = NULL;
  if (collect(list, args)) r = listSnapshot(fromAddress(list));
  release(fromAddress(list));
  return r;
}

/** @getter GenericAlias.__parameters__
 * Type variables in the GenericAlias. */
export function alias_parameters(self: Word): Word {
  const g = view(self);
  if (g.parameters == NULL) {
    const p = typeParameters(g.args);
    if (p == NULL) return NULL;
    const seen = atomic.cmpxchg<u64>(address(self) + offsetof<GenericAlias>('parameters'), NULL, p);
    if (seen != NULL) release(p);
  }
  return own(g.parameters);
}

/** Arguments with `items` (tuple) put in place of `parameters`: tuple, owned. */
export function substitute(self: Word, args: Word, parameters: Word, item: Word): Word {
  const count = sizeOf(parameters);
  if (count == 0) return raisef(T_TYPE_ERROR, '%R is not a generic class', self);
  let items: Word;
  if (isPointer(item) && typeOf(item) == T_TUPLE) items = own(item);
  else items = fromAddress(tuple1(own(item)));
  for (let i: u32 = 0; i < count; i++) {
    const prepare = lookupAttr(itemAt(parameters, i), N___typing_prepare_subst__);
    if (prepare == NULL) {
      if (errorSet()) { release(items); return NULL; }
      continue;
    }
    if (prepare != NONE) {
      const r = call2(prepare, self, items);
      release(prepare);
      release(items);
      if (r == NULL) return NULL;
      if (typeOf(r) == T_TUPLE) items = r;
      else { items = fromAddress(tuple1(r)); }
    } else release(prepare);
  }
  const given = sizeOf(items);
  if (given != count) {
    raisef(T_TYPE_ERROR, given > count ? 'Too many arguments for %R; actual %d, expected %d' : 'Too few arguments for %R; actual %d, expected %d', self, ofInt(given), ofInt(count));
    release(items);
    return NULL;
  }
  const out = newList(0);
  const n = sizeOf(args);
  let ok = true;
  for (let i: u32 = 0; i < n && ok; i++) {
    const a = itemAt(args, i);
    if (isType(a)) { listAppend(out, a); continue; }
    const subst = lookupAttr(a, N___typing_subst__);
    let w: Word = NULL;
    if (subst != NULL) {
      let index: u32 = 0;
      while (index < count && itemAt(parameters, index) != a) index++;
      w = index < count ? call1(subst, itemAt(items, index)) : own(a);
      release(subst);
    } else if (errorSet()) ok = false;
    else w = substituteInner(a, parameters, items);
    if (w == NULL) { ok = false; break; }
    const unpacked = lookupAttr(a, N___typing_is_unpacked_typevartuple__);
    let spread = false;
    if (unpacked != NULL) { spread = truth(unpacked) > 0; release(unpacked); }
    else clearError();
    if (spread && typeOf(w) == T_TUPLE) for (let k: u32 = 0; k < sizeOf(w); k++) listAppend(out, itemAt(w, k));
    else listAppend(out, w);
    release(w);
  }
  release(items);
  let r: Word = NULL;
  if (ok) r = listSnapshot(fromAddress(out));
  release(fromAddress(out));
  return r;
}
import { call2 } from '../eval/call';

// An argument that is generic itself: its own parameters replaced.
function substituteInner(a: Word, parameters: Word, items: Word): Word {
  const inner = lookupAttr(a, N___parameters__);
  if (inner == NULL) return errorSet() ? NULL : own(a);
  let r: Word;
  if (typeOf(inner) == T_TUPLE && sizeOf(inner) != 0) {
    const list = newList(0);
    for (let i: u32 = 0; i < sizeOf(inner); i++) {
      let found: Word = itemAt(inner, i);
      for (let k: u32 = 0; k < sizeOf(parameters); k++) if (itemAt(parameters, k) == itemAt(inner, i)) { found = itemAt(items, k); break; }
      if (isPointer(found) && typeOf(found) == T_TUPLE) for (let k: u32 = 0; k < sizeOf(found); k++) listAppend(list, itemAt(found, k));
      else listAppend(list, found);
    }
    const t = listSnapshot(fromAddress(list));
    release(fromAddress(list));
    r = getItem(a, t);
    release(t);
  } else r = own(a);
  release(inner);
  return r;
}

/** @slot GenericAlias.mp_subscript */
export function alias_getitem(self: Word, item: Word): Word {
  const parameters = alias_parameters(self);
  if (parameters == NULL) return NULL;
  const args = substitute(self, view(self).args, parameters, item);
  release(parameters);
  if (args == NULL) return NULL;
  const r = newGenericAlias(view(self).origin, args);
  if (r != NULL) view(r).starred = view(self).starred;
  release(args);
  return r;
}

// ---- as the origin ------------------------------------------------------------------------------------------------------

function isOwn(name: Word): bool {
  return name == N___class__ || name == N___bases__ || name == N___origin__ || name == N___args__ || name == N___unpacked__ || name == N___parameters__
    || name == N___typing_unpacked_tuple_args__ || name == N___mro_entries__ || name == N___reduce_ex__ || name == N___reduce__ || name == N___copy__
    || name == N___deepcopy__ || name == N___instancecheck__ || name == N___subclasscheck__;
}

/** @slot GenericAlias.getattro */
export function alias_getattro(self: Word, name: Word): Word {
  if (isStr(name)) {
    const n = internName(name);
    if (!isOwn(n)) return getAttr(view(self).origin, n);
  }
  return genericGetAttribute(self, name);
}
import { internName } from './object';

/** @slot GenericAlias.call */
export function alias_call(self: Word, args: usize, n: i32, kwnames: Word): Word {
  const r = callWith(view(self).origin, NULL, args, n, kwnames);
  if (r == NULL) return NULL;
  if (setAttr(r, N___orig_class__, self) < 0) {
    if (!errorMatches(T_ATTRIBUTE_ERROR) && !errorMatches(T_TYPE_ERROR)) { release(r); return NULL; }
    clearError();
  }
  return r;
}
/** @slot GenericAlias.hash */
export function alias_hash(self: Word): i64 {
  const a = hash(view(self).origin);
  if (a == -1) return -1;
  const b = hash(view(self).args);
  if (b == -1) return -1;
  const h = a ^ b;
  return h == -1 ? -2 : h;
}
/** @slot GenericAlias.richcompare */
export function alias_compare(a: Word, b: Word, op: i32): Word {
  if ((op != EQ && op != NE) || !isSubtype(typeOf(b), T_GENERIC_ALIAS)) return NOT_IMPLEMENTED;
  if (view(a).starred != view(b).starred) return ofBool(op == NE);
  let e = compareBool(view(a).origin, view(b).origin, EQ);
  if (e == 1) e = compareBool(view(a).args, view(b).args, EQ);
  return e < 0 ? NULL : ofBool((e == 1) == (op == EQ));
}
/** @slot GenericAlias.iter */
export function alias_iter(self: Word): Word {
  const w = newGenericAlias(view(self).origin, view(self).args);
  if (w == NULL) return NULL;
  view(w).starred = 1;
  const t = tuple1(w);
  if (t == 0) return NULL;
  const it = iter(fromAddress(t));
  release(fromAddress(t));
  return it;
}
/** @slot GenericAlias.nb_or */
export function alias_or(a: Word, b: Word): Word { return newUnion(a, b); }
import { newUnion } from './union';
export { newUnion } from './union';

/** @getter GenericAlias.__origin__ */
export function alias_origin(self: Word): Word { return own(view(self).origin); }
/** @getter GenericAlias.__args__ */
export function alias_args(self: Word): Word { return own(view(self).args); }
/** @getter GenericAlias.__unpacked__ */
export function alias_unpacked(self: Word): Word { return ofBool(view(self).starred != 0); }
/** @getter GenericAlias.__typing_unpacked_tuple_args__ */
export function alias_unpacked_args(self: Word): Word {
  return view(self).starred != 0 && view(self).origin == fromAddress(T_TUPLE) ? own(view(self).args) : NONE;
}
/** @method GenericAlias.__mro_entries__(self, bases, /) */
export function alias_mro_entries(self: Word, bases: Word): Word { return fromAddress(tuple1(own(view(self).origin))); }
/** @method GenericAlias.__instancecheck__(self, instance, /) */
export function alias_instancecheck(self: Word, instance: Word): Word { return raise(T_TYPE_ERROR, 'isinstance() argument 2 cannot be a parameterized generic'); }
/** @method GenericAlias.__subclasscheck__(self, cls, /) */
export function alias_subclasscheck(self: Word, cls: Word): Word { return raise(T_TYPE_ERROR, 'issubclass() argument 2 cannot be a parameterized generic'); }
/** @method GenericAlias.__reduce__(self, /) */
export function alias_reduce(self: Word): Word {
  return fromAddress(tuple2(own(fromAddress(T_GENERIC_ALIAS)), fromAddress(tuple2(own(view(self).origin), own(view(self).args)))));
}
