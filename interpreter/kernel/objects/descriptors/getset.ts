// Descriptors of attributes that are not found in a dict: getset_descriptor (native getter and setter, __dict__ and
// __weakref__ of instances among them) and member_descriptor (a slot of a class with __slots__, or a word of a native object).

import { control } from '../../layout/control';
import { UNCOUNTED } from '../../layout/object';
import { Type } from '../../layout/type';
import { NONE, NULL, Word, address, fromAddress, isPointer } from '../../layout/word';
import { enter, leave } from '../../sync/critical';
import { solo } from '../../sync/current';
import { markDeferred, own, release, tryIncref } from '../../counting/counts';
import { freeObject, newObject } from '../../memory/objects';
import { formatText, raise, raiseObject, raisef } from '../../eval/errors';
import { visit, visitAddress } from '../../collector/visit';
import { dictGetStr, newDict } from '../dict/core';
import { listGetFast } from '../list/core';
import { dictWordOffset, noteAttribute, ownDict } from '../object';
import { isType, typeOf } from '../protocol';
import { tuple2 } from '../tuple';
import { tailSlotsAt } from '../type/alloc';
import { instanceDict, setInstanceDict } from '../type/attributes';
import { isSubtype } from '../type/lookup';
import { qualifiedName } from '../type/names';
import { type_get_dict } from '../type/type';
import { weakrefAll } from '../weakref/type';
import { literal } from './common';
import { N___dict__, N___weakref__, N_getattr } from '../../generated/names';
import { T_ATTRIBUTE_ERROR, T_DICT, T_GETSET_DESCRIPTOR, T_MEMBER_DESCRIPTOR, T_TYPE_ERROR } from '../../generated/types';

/** Native getter and setter of a static type, or the slot of a `__slots__` class. */
// @ts-ignore: decorator
@unmanaged
export class GetSetDescriptor {
  type: u32; local: u32; shared: i32; owner: u16; mutex: u8; gc: u8;
  get: u32; // 16: table index
  set: u32; // 20
  owner_type: u32; // 24
  doc: u32; // 28: literal
  name: Word; // 32
  /** One of the three below: what `get` and `set` are. */
  native: u32; // 40
  pad0: u32;
}

/** `get` is a slot's offset in the instance. */
// @ts-ignore: decorator
@inline export const AT_OFFSET: u32 = 0;
/** `get` and `set` are table indexes of functions. */
// @ts-ignore: decorator
@inline export const NATIVE: u32 = 1;
/** `get` is a slot's offset behind the items of the instance (`Type.tailSlots`). */
// @ts-ignore: decorator
@inline export const BEHIND_ITEMS: u32 = 2;

/** @type getset_descriptor size=offsetof<GetSetDescriptor>() flags=DISALLOW_NEW,GC */
/** @type member_descriptor size=offsetof<GetSetDescriptor>() flags=DISALLOW_NEW,GC */

function badReceiver(d: GetSetDescriptor, o: Word): Word {
  return raisef(T_TYPE_ERROR, "descriptor '%U' for '%N' objects doesn't apply to a '%T' object", d.name, fromAddress(d.owner_type), o);
}

/** @slot getset_descriptor.descr_get */
export function getset_get(self: Word, o: Word, type: Word): Word {
  if (o == NULL) return own(self);
  const d = changetype<GetSetDescriptor>(address(self));
  if (!isSubtype(typeOf(o), d.owner_type)) return badReceiver(d, o);
  if (d.get == 0) return raisef(T_ATTRIBUTE_ERROR, "attribute '%U' of '%N' objects is not readable", d.name, fromAddress(d.owner_type));
  return call_indirect<Word>(d.get, o);
}
/** @slot getset_descriptor.descr_set */
export function getset_set(self: Word, o: Word, value: Word): i32 {
  const d = changetype<GetSetDescriptor>(address(self));
  if (!isSubtype(typeOf(o), d.owner_type)) { badReceiver(d, o); return -1; }
  if (d.set == 0) {
    raisef(T_ATTRIBUTE_ERROR, "attribute '%U' of '%N' objects is not writable", d.name, fromAddress(d.owner_type));
    return -1;
  }
  return call_indirect<i32>(d.set, o, value);
}
/** @slot getset_descriptor.repr */
export function getset_repr(self: Word): Word {
  const d = changetype<GetSetDescriptor>(address(self));
  return formatText("<attribute '%U' of '%N' objects>", d.name, fromAddress(d.owner_type));
}
/** @slot getset_descriptor.dealloc */
export function getset_dealloc(p: usize): void { release(changetype<GetSetDescriptor>(p).name); freeObject(p); }
/** @slot getset_descriptor.traverse */
export function getset_traverse(p: usize): void { visitAddress(changetype<GetSetDescriptor>(p).owner_type); visit(changetype<GetSetDescriptor>(p).name); }
/** @member getset_descriptor.__name__ */
export function getset_name(self: Word): Word { return own(changetype<GetSetDescriptor>(address(self)).name); }
/** @getter getset_descriptor.__qualname__ */
export function getset_qualname(self: Word): Word {
  const d = changetype<GetSetDescriptor>(address(self));
  return formatText('%U.%U', changetype<Type>(d.owner_type).qualname, d.name);
}
/** @member getset_descriptor.__objclass__ */
export function getset_objclass(self: Word): Word { return own(fromAddress(changetype<GetSetDescriptor>(address(self)).owner_type)); }
/** @getter getset_descriptor.__doc__ */
export function getset_doc(self: Word): Word { return literal(changetype<GetSetDescriptor>(address(self)).doc); }

/** Descriptor of a slot of a class with `__slots__`; `kind` is AT_OFFSET or BEHIND_ITEMS. Owned. */
export function newMember(type: u32, name: Word, kind: u32, offset: u32): Word {
  const p = newObject(T_MEMBER_DESCRIPTOR, offsetof<GetSetDescriptor>());
  if (p == 0) return NULL;
  const d = changetype<GetSetDescriptor>(p);
  d.get = offset;
  d.set = 0;
  d.native = kind;
  d.owner_type = type;
  d.doc = 0;
  d.name = own(name);
  markDeferred(p);
  return fromAddress(p);
}

// @ts-ignore: decorator
@inline function slotAt(d: GetSetDescriptor, p: usize): usize {
  return d.native == AT_OFFSET ? p + d.get : tailSlotsAt(p, load<u32>(p)) + d.get;
}

/** @slot member_descriptor.descr_get */
export function member_get(self: Word, o: Word, type: Word): Word {
  if (o == NULL) return own(self);
  const d = changetype<GetSetDescriptor>(address(self));
  if (!isSubtype(typeOf(o), d.owner_type)) return badReceiver(d, o);
  if (d.native == NATIVE) return call_indirect<Word>(d.get, o);
  const p = address(o);
  const at = slotAt(d, p);
  while (true) {
    const w = atomic.load<u64>(at);
    if (w == NULL) {
      const full = qualifiedName(typeOf(o));
      raisef(T_ATTRIBUTE_ERROR, "'%U' object has no attribute '%U'", full, d.name);
      release(full);
      return noteAttribute(o, d.name);
    }
    if (!isPointer(w) || load<u32>(address(w), 4) >= UNCOUNTED) return w;
    if (solo) return own(w);
    if (tryIncref(address(w))) {
      if (atomic.load<u64>(at) == w) return w;
      release(w);
      continue;
    }
    enter(p);
    const r = own(atomic.load<u64>(at));
    leave(p);
    if (r != NULL) return r;
  }
}
/** @slot member_descriptor.descr_set */
export function member_set(self: Word, o: Word, value: Word): i32 {
  const d = changetype<GetSetDescriptor>(address(self));
  if (!isSubtype(typeOf(o), d.owner_type)) { badReceiver(d, o); return -1; }
  if (d.native == NATIVE) {
    if (d.set != 0) return call_indirect<i32>(d.set, o, value);
    raise(T_ATTRIBUTE_ERROR, 'readonly attribute');
    return -1;
  }
  const p = address(o);
  enter(p);
  const old = atomic.xchg<u64>(slotAt(d, p), own(value));
  leave(p);
  if (value == NULL && old == NULL) {
    raiseObject(T_ATTRIBUTE_ERROR, d.name);
    return -1;
  }
  release(old);
  return 0;
}
/** @slot member_descriptor.repr */
export function member_repr(self: Word): Word {
  const d = changetype<GetSetDescriptor>(address(self));
  return formatText("<member '%U' of '%N' objects>", d.name, fromAddress(d.owner_type));
}
/** @slot member_descriptor.dealloc */
export function member_dealloc(p: usize): void { getset_dealloc(p); }
/** @slot member_descriptor.traverse */
export function member_traverse(p: usize): void { getset_traverse(p); }
/** @member member_descriptor.__name__ */
export function member_name(self: Word): Word { return getset_name(self); }
/** @getter member_descriptor.__qualname__ */
export function member_qualname(self: Word): Word { return getset_qualname(self); }
/** @member member_descriptor.__objclass__ */
export function member_objclass(self: Word): Word { return getset_objclass(self); }
/** @getter member_descriptor.__doc__ */
export function member_doc(self: Word): Word { return getset_doc(self); }
/** @method member_descriptor.__reduce__(self, /) */
export function member_reduce(self: Word): Word {
  const f = builtinGetattr();
  if (f == NULL) return NULL;
  const d = changetype<GetSetDescriptor>(address(self));
  const args = tuple2(own(fromAddress(d.owner_type)), own(d.name));
  return fromAddress(tuple2(f, fromAddress(args)));
}
export function builtinGetattr(): Word { return dictGetStr(address(control().builtins), N_getattr); }

// __dict__ and __weakref__ of instances

// Classes and modules keep a dict of their own, whatever Python class they inherit from as well.
function getDict(o: Word): Word {
  const type = typeOf(o);
  if (changetype<Type>(type).attrs != 0) return instanceDict(o, type);
  if (isType(o)) return type_get_dict(o);
  const offset = dictWordOffset(type);
  if (offset != 0) return ownDict(o, offset);
  return raisef(T_TYPE_ERROR, "this __dict__ descriptor does not support '%T' objects", o);
}
function setDict(o: Word, value: Word): i32 {
  if (changetype<Type>(typeOf(o)).attrs == 0) {
    if (isType(o)) raise(T_ATTRIBUTE_ERROR, "attribute '__dict__' of 'type' objects is not writable");
    else if (dictWordOffset(typeOf(o)) != 0) raise(T_ATTRIBUTE_ERROR, 'readonly attribute');
    else raisef(T_TYPE_ERROR, "this __dict__ descriptor does not support '%T' objects", o);
    return -1;
  }
  if (value == NULL) {
    // the instance begins anew
    const empty = newDict();
    if (empty == 0) return -1;
    const r = setInstanceDict(o, typeOf(o), fromAddress(empty));
    release(fromAddress(empty));
    return r;
  }
  if (!isPointer(value) || !isSubtype(typeOf(value), T_DICT)) {
    raisef(T_TYPE_ERROR, "__dict__ must be set to a dictionary, not a '%T'", value);
    return -1;
  }
  return setInstanceDict(o, typeOf(o), value);
}
function getWeak(o: Word): Word {
  const all = weakrefAll(o);
  if (all == NULL) return NULL;
  const first = listGetFast(address(all), 0);
  release(all);
  return first == NULL ? NONE : first;
}

function newGetSet(type: u32, name: Word, get: u32, set: u32, doc: string): Word {
  const p = newObject(T_GETSET_DESCRIPTOR, offsetof<GetSetDescriptor>());
  if (p == 0) return NULL;
  const d = changetype<GetSetDescriptor>(p);
  d.get = get;
  d.set = set;
  d.owner_type = type;
  d.doc = <u32>changetype<usize>(doc);
  d.name = own(name);
  d.native = NATIVE;
  markDeferred(p);
  return fromAddress(p);
}
export function newDictGetter(type: u32): Word { return newGetSet(type, N___dict__, getDict.index, setDict.index, 'dictionary for instance variables'); }
export function newWeakGetter(type: u32): Word { return newGetSet(type, N___weakref__, getWeak.index, 0, 'list of weak references to the object'); }
