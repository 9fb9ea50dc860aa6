// Instances of Python classes: isinstance, issubclass, assignment of __class__, release.

import { Word, NULL, isPointer, address, fromAddress } from '../../layout/word';
import { Type, EQ, TF_GENERIC_GET, TF_HEAP, TF_WEAKREF } from '../../layout/type';
import { Tuple, TUPLE_ITEMS } from '../../layout/containers';
import { release } from '../../counting/counts';
import { raise, raisef, errorSet } from '../../eval/errors';
import { call1 } from '../../eval/call';
import { typeOf, isType, truth, compareBool, lookupSpecial, lookupAttr, enterRecursionFor, leaveRecursion } from '../protocol';
import { isSubtype, typeLookup } from './lookup';
import { clearAttributes, releaseAttributes, traverseAttributes, instanceDict } from './attributes';
import { attributesAt, tailSlotsAt } from './alloc';
import { terminalShape } from './shapes';
import { stopWorld, startWorld } from '../../sync/world';
import { visit } from '../../collector/visit';
import { T_TYPE, T_TUPLE, T_TYPE_ERROR, T_MODULE, T_OBJECT } from '../../generated/types';
import { N___instancecheck__, N___subclasscheck__, N___class__, N___bases__ } from '../../generated/names';

/** Release of an instance of a Python class: attributes, slots, then what its native base holds. */
function instanceDealloc(p: usize): void {
  const type = load<u32>(p);
  const t = changetype<Type>(type);
  if (t.attrs != 0) releaseAttributes(p, type);
  // __slots__ along the chain, down to the native base, which frees the block
  let c = type;
  while ((changetype<Type>(c).flags & TF_HEAP) != 0) {
    const base = changetype<Type>(c).base;
    if (changetype<Type>(c).size > changetype<Type>(base).size) {
      for (let o: usize = (changetype<Type>(base).size + 7) & ~7; o + 8 <= changetype<Type>(c).size; o += 8) {
        const w = load<u64>(p + o);
        store<u64>(p + o, NULL);
        release(w);
      }
    }
    c = base;
  }
  for (let i: u32 = 0; i < t.tailSlots; i++) {
    const at = tailSlotsAt(p, type) + <usize>i * 8;
    const w = load<u64>(at);
    store<u64>(at, NULL);
    release(w);
  }
  call_indirect<void>(changetype<Type>(c).dealloc, p);
  // heap types are deferred: instances do not count them
}
export function instanceDeallocIndex(): u32 { return instanceDealloc.index; }

function instanceTraverse(p: usize): void {
  const type = load<u32>(p);
  const t = changetype<Type>(type);
  if (t.attrs != 0) traverseAttributes(p, type);
  let c = type;
  while ((changetype<Type>(c).flags & TF_HEAP) != 0) {
    const base = changetype<Type>(c).base;
    if (changetype<Type>(c).size > changetype<Type>(base).size)
      for (let o: usize = (changetype<Type>(base).size + 7) & ~7; o + 8 <= changetype<Type>(c).size; o += 8) visit(load<u64>(p + o));
    c = base;
  }
  for (let i: u32 = 0; i < t.tailSlots; i++) visit(load<u64>(tailSlotsAt(p, type) + <usize>i * 8));
  const native = changetype<Type>(c).traverse;
  if (native != 0) call_indirect<void>(native, p);
}
export function instanceTraverseIndex(): u32 { return instanceTraverse.index; }

/** Drops attributes and slots, then what the native base drops: a cycle through them breaks. */
function instanceClear(p: usize): void {
  const type = load<u32>(p);
  if (changetype<Type>(type).attrs != 0) clearAttributes(p, type);
  let c = type;
  while ((changetype<Type>(c).flags & TF_HEAP) != 0) {
    const base = changetype<Type>(c).base;
    if (changetype<Type>(c).size > changetype<Type>(base).size)
      for (let o: usize = (changetype<Type>(base).size + 7) & ~7; o + 8 <= changetype<Type>(c).size; o += 8) release(atomic.xchg<u64>(p + o, NULL));
    c = base;
  }
  for (let i: u32 = 0; i < changetype<Type>(type).tailSlots; i++) release(atomic.xchg<u64>(tailSlotsAt(p, type) + <usize>i * 8, NULL));
  const native = changetype<Type>(c).clear;
  if (native != 0) call_indirect<void>(native, p);
}
export function instanceClearIndex(): u32 { return instanceClear.index; }

// ---- isinstance, issubclass ---------------------------------------------------------------------------------------------------

/** isinstance(o, cls): 1, 0, -1. cls may be a tuple or a union. */
export function objectIsInstance(o: Word, cls: Word): i32 {
  if (fromAddress(typeOf(o)) == cls) return 1;
  if (isPointer(cls) && load<u32>(address(cls)) == T_TYPE) return realIsInstance(o, cls);
  if (isPointer(cls) && load<u32>(address(cls)) == T_TUPLE) {
    if (!enterRecursionFor(' in __instancecheck__')) return -1;
    const n = changetype<Tuple>(address(cls)).size;
    let r = 0;
    for (let i: u32 = 0; i < n && r == 0; i++) r = objectIsInstance(o, load<u64>(address(cls) + TUPLE_ITEMS + (<usize>i << 3)));
    leaveRecursion();
    return r;
  }
  const check = lookupSpecial(cls, N___instancecheck__);
  if (check != NULL) {
    if (!enterRecursionFor(' in __instancecheck__')) { release(check); return -1; }
    const r = call1(check, o);
    leaveRecursion();
    release(check);
    if (r == NULL) return -1;
    const t = truth(r);
    release(r);
    return t;
  }
  if (errorSet()) return -1;
  return realIsInstance(o, cls);
}

/** type.__instancecheck__ */
export function realIsInstance(o: Word, cls: Word): i32 {
  if (isType(cls)) {
    if (isSubtype(typeOf(o), <u32>address(cls))) return 1;
    if (hasUsualClass(typeOf(o))) return 0;
    const c = lookupAttr(o, N___class__);
    if (c == NULL) return errorSet() ? -1 : 0;
    let r = 0;
    if (c != fromAddress(typeOf(o)) && isType(c)) r = isSubtype(<u32>address(c), <u32>address(cls)) ? 1 : 0;
    release(c);
    return r;
  }
  if (!hasBases(cls, 'isinstance() arg 2 must be a type, a tuple of types, or a union')) return -1;
  const c = lookupAttr(o, N___class__);
  if (c == NULL) return errorSet() ? -1 : 0;
  const r = abstractSubclass(c, cls);
  release(c);
  return r;
}

/** Whether `__class__` of instances of `type` is their type for sure, so that it need not be read. */
export function hasUsualClass(type: u32): bool {
  if ((changetype<Type>(type).flags & TF_GENERIC_GET) == 0) return false;
  const found = typeLookup(type, N___class__);
  const base = typeLookup(T_OBJECT, N___class__);
  release(found);
  release(base);
  return found == base;
}

// An object with a tuple of bases passes for a class.
function hasBases(cls: Word, message: string): bool {
  const b = basesOf(cls);
  if (b == NULL) {
    if (!errorSet()) raise(T_TYPE_ERROR, message);
    return false;
  }
  release(b);
  return true;
}
function basesOf(cls: Word): Word {
  const b = lookupAttr(cls, N___bases__);
  if (b == NULL) return NULL;
  if (!isPointer(b) || !isSubtype(typeOf(b), T_TUPLE)) { release(b); return NULL; }
  return b;
}
function abstractSubclass(derived: Word, cls: Word): i32 {
  if (derived == cls) return 1;
  const bases = basesOf(derived);
  if (bases == NULL) return errorSet() ? -1 : 0;
  if (!enterRecursionFor(' in __issubclass__')) { release(bases); return -1; }
  const n = changetype<Tuple>(address(bases)).size;
  let r = 0;
  for (let i: u32 = 0; i < n && r == 0; i++) r = abstractSubclass(load<u64>(address(bases) + TUPLE_ITEMS + (<usize>i << 3)), cls);
  leaveRecursion();
  release(bases);
  return r;
}

/** issubclass(derived, cls): 1, 0, -1. */
export function objectIsSubclass(derived: Word, cls: Word): i32 {
  if (isPointer(cls) && load<u32>(address(cls)) == T_TYPE) {
    if (derived == cls) return 1;
    return realIsSubclass(derived, cls);
  }
  if (isPointer(cls) && load<u32>(address(cls)) == T_TUPLE) {
    if (!enterRecursionFor(' in __subclasscheck__')) return -1;
    const n = changetype<Tuple>(address(cls)).size;
    let r = 0;
    for (let i: u32 = 0; i < n && r == 0; i++) r = objectIsSubclass(derived, load<u64>(address(cls) + TUPLE_ITEMS + (<usize>i << 3)));
    leaveRecursion();
    return r;
  }
  const check = lookupSpecial(cls, N___subclasscheck__);
  if (check != NULL) {
    if (!enterRecursionFor(' in __subclasscheck__')) { release(check); return -1; }
    const r = call1(check, derived);
    leaveRecursion();
    release(check);
    if (r == NULL) return -1;
    const t = truth(r);
    release(r);
    return t;
  }
  if (errorSet()) return -1;
  return realIsSubclass(derived, cls);
}

export function realIsSubclass(derived: Word, cls: Word): i32 {
  if (isType(derived) && isType(cls)) return isSubtype(<u32>address(derived), <u32>address(cls)) ? 1 : 0;
  if (!hasBases(derived, 'issubclass() arg 1 must be a class')) return -1;
  if (!hasBases(cls, 'issubclass() arg 2 must be a class, a tuple of classes, or a union')) return -1;
  return abstractSubclass(derived, cls);
}

// ---- __class__ --------------------------------------------------------------------------------------------------------------------

/** o.__class__ = value: the layouts must agree. Stops the world. */
export function assignClass(o: Word, value: Word): i32 {
  if (value == NULL) {
    raise(T_TYPE_ERROR, "can't delete __class__ attribute");
    return -1;
  }
  if (!isType(value)) {
    raisef(T_TYPE_ERROR, "__class__ must be set to a class, not '%T' object", value);
    return -1;
  }
  const before = typeOf(o);
  const after = <u32>address(value);
  const a = changetype<Type>(before);
  const b = changetype<Type>(after);
  const modules = isSubtype(before, T_MODULE) && isSubtype(after, T_MODULE);
  if (!modules && ((a.flags & TF_HEAP) == 0 || (b.flags & TF_HEAP) == 0)) {
    raise(T_TYPE_ERROR, "__class__ assignment only supported for mutable types or ModuleType subclasses");
    return -1;
  }
  if (!isPointer(o) || a.size != b.size || a.itemSize != b.itemSize || a.tailSlots != b.tailSlots || a.attrs != b.attrs || nativeBase(before) != nativeBase(after) || (a.flags & TF_WEAKREF) != (b.flags & TF_WEAKREF) || !sameSlots(before, after)) {
    raisef(T_TYPE_ERROR, "__class__ assignment: '%N' object layout differs from '%N'", value, fromAddress(before));
    return -1;
  }
  // the instance keeps its attributes in a dict from now on: its slots belonged to the old class's shapes
  if (a.attrs != 0) {
    const dict = instanceDict(o, before);
    if (dict == NULL) return -1;
    release(dict);
  }
  stopWorld();
  const p = address(o);
  if (a.attrs != 0) atomic.store<u32>(attributesAt(p, before), <u32>terminalShape(after));
  atomic.store<u32>(p, after);
  startWorld();
  return 0;
}

/** The builtin type that a class descends from. */
export function nativeBase(type: u32): u32 {
  let t = type;
  while ((changetype<Type>(t).flags & TF_HEAP) != 0) t = changetype<Type>(t).base;
  return t;
}

// Same slots in the same order on the same base: only then may instances change hands.
function sameSlots(a: u32, b: u32): bool {
  const x = slotsOwner(a);
  const y = slotsOwner(b);
  if (x == y || x == 0 || y == 0) return x == y;
  if (changetype<Type>(x).base != changetype<Type>(y).base) return false;
  return compareBool(changetype<Type>(x).slotNames, changetype<Type>(y).slotNames, EQ) == 1;
}
// The nearest class with slots of its own, 0: none.
function slotsOwner(type: u32): u32 {
  let t = type;
  while (t != 0) {
    const names = changetype<Type>(t).slotNames;
    if (names != NULL && changetype<Tuple>(address(names)).size != 0) return t;
    t = changetype<Type>(t).base;
  }
  return 0;
}
