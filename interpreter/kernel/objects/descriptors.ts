// Descriptors: getset_descriptor, member_descriptor, wrapper_descriptor and method-wrapper, method_descriptor,
// classmethod_descriptor, builtin functions, classmethod, staticmethod, property.

import { Word, NULL, NONE, TRUE, FALSE, NOT_IMPLEMENTED, UNBOUND, isPointer, address, fromAddress, ofBool, plain, same } from '../layout/word';
import { Type, EQ, NE, TF_ABSTRACT } from '../layout/type';
import { NativeSpec, NativeFunction, MethodDescriptor, NS_KEYWORDS, RAW } from '../layout/code';
import { Tuple, TUPLE_ITEMS } from '../layout/containers';
import { UNCOUNTED } from '../layout/object';
import { solo } from '../sync/current';
import { enter, leave } from '../sync/critical';
import { own, release, tryIncref, markDeferred } from '../counting/counts';
import { newObject, freeObject } from '../memory/objects';
import { raise, raiseObject, raisef, errorSet, formatText, clearError, errorMatches } from '../eval/errors';
import { call0, call1, call2, callSpec, callWith, checkSelf, arg } from '../eval/call';
import { lend } from '../eval/stack';
import { parseArgs } from '../eval/arguments';
import { typeOf, isType, isStr, typeName, getAttr, setAttr, lookupAttr, truth, repr } from './protocol';
import { isSubtype, typeLookup } from './type/lookup';
import { allocVar, attributesAt } from './type/alloc';
import { instanceDict, setInstanceDict } from './type/attributes';
import { qualifiedName, typeFullName } from './type/names';
import { type_get_dict } from './type/type';
import { SlotRow, WrapperDescriptor, callWrapper } from './type/slots';
import { newNativeFunction } from './type/static';
import { newText, strEqualsText, internText } from './str/new';
import { identity, object_hash, dictWordOffset, ownDict, noteAttribute, hexAddress } from './object';
import { visit, visitAddress } from '../collector/visit';
import { weakrefAll } from './weakref/type';
import {
  T_GETSET_DESCRIPTOR, T_MEMBER_DESCRIPTOR, T_WRAPPER_DESCRIPTOR, T_METHOD_WRAPPER, T_METHOD_DESCRIPTOR, T_CLASSMETHOD_DESCRIPTOR,
  T_BUILTIN_FUNCTION_OR_METHOD, T_CLASSMETHOD, T_STATICMETHOD, T_PROPERTY, T_TYPE_ERROR, T_ATTRIBUTE_ERROR, T_DICT, T_TYPE, T_MODULE,
} from '../generated/types';
import {
  N___doc__, N___name__, N___qualname__, N___module__, N___annotations__, N___isabstractmethod__, N___wrapped__, N___dict__, N___weakref__, N___get__, N___set_name__,
} from '../generated/names';

// ---- getset_descriptor, member_descriptor ---------------------------------------------------------------------------------------

/** Native getter and setter of a static type, or the slot of a `__slots__` class (`native` 0: `get` is the offset). */
// @ts-ignore: decorator
@unmanaged
export class GetSetDescriptor {
  type: u32; local: u32; shared: i32; owner: u16; mutex: u8; gc: u8;
  get: u32; // 16: table index
  set: u32; // 20
  owner_type: u32; // 24
  doc: u32; // 28: literal
  name: Word; // 32
  native: u32; // 40: 1: `get` and `set` are functions
  pad0: u32;
}

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
function literal(p: u32): Word { return p == 0 ? NONE : newText(changetype<string>(<usize>p)); }

/** Descriptor of a slot of a class with `__slots__`: offset within the instance. Owned. */
export function newMember(type: u32, name: Word, offset: u32): Word {
  const p = newObject(T_MEMBER_DESCRIPTOR, offsetof<GetSetDescriptor>());
  if (p == 0) return NULL;
  const d = changetype<GetSetDescriptor>(p);
  d.get = offset;
  d.set = 0;
  d.native = 0;
  d.owner_type = type;
  d.doc = 0;
  d.name = own(name);
  markDeferred(p);
  return fromAddress(p);
}

/** @slot member_descriptor.descr_get */
export function member_get(self: Word, o: Word, type: Word): Word {
  if (o == NULL) return own(self);
  const d = changetype<GetSetDescriptor>(address(self));
  if (!isSubtype(typeOf(o), d.owner_type)) return badReceiver(d, o);
  if (d.native != 0) return call_indirect<Word>(d.get, o);
  const p = address(o);
  const at = p + d.get;
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
  if (d.native != 0) {
    if (d.set != 0) return call_indirect<i32>(d.set, o, value);
    raise(T_ATTRIBUTE_ERROR, 'readonly attribute');
    return -1;
  }
  const p = address(o);
  enter(p);
  const old = atomic.xchg<u64>(p + d.get, own(value));
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
import { tuple2 } from './tuple';
import { control } from '../layout/control';
import { dictGetStr, newDict } from './dict/core';
import { N_getattr } from '../generated/names';
function builtinGetattr(): Word { return dictGetStr(address(control().builtins), N_getattr); }

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
import { listGetFast } from './list/core';

function newGetSet(type: u32, name: Word, get: u32, set: u32, doc: string): Word {
  const p = newObject(T_GETSET_DESCRIPTOR, offsetof<GetSetDescriptor>());
  if (p == 0) return NULL;
  const d = changetype<GetSetDescriptor>(p);
  d.get = get;
  d.set = set;
  d.owner_type = type;
  d.doc = <u32>changetype<usize>(doc);
  d.name = own(name);
  d.native = 1;
  markDeferred(p);
  return fromAddress(p);
}
export function newDictGetter(type: u32): Word { return newGetSet(type, N___dict__, getDict.index, setDict.index, 'dictionary for instance variables'); }
export function newWeakGetter(type: u32): Word { return newGetSet(type, N___weakref__, getWeak.index, 0, 'list of weak references to the object'); }

// ---- wrapper_descriptor, method-wrapper --------------------------------------------------------------------------------------------

/** @type wrapper_descriptor size=offsetof<WrapperDescriptor>() flags=DISALLOW_NEW,METHOD_DESCRIPTOR,GC */

/** @slot wrapper_descriptor.call */
export function wrapper_call(self: Word, args: usize, n: i32, kwnames: Word): Word {
  const d = changetype<WrapperDescriptor>(address(self));
  const row = changetype<SlotRow>(d.row);
  if (n < 1) return raisef(T_TYPE_ERROR, "descriptor '%U' of '%N' object needs an argument", row.name, fromAddress(d.owner_type));
  const o = arg(args, 0);
  if (!isSubtype(typeOf(o), d.owner_type)) return raisef(T_TYPE_ERROR, "descriptor '%U' requires a '%N' object but received a '%T'", row.name, fromAddress(d.owner_type), o);
  return callWrapper(row.kind, d.func, o, args + 8, n - 1, kwnames);
}
/** @slot wrapper_descriptor.descr_get */
export function wrapper_get(self: Word, o: Word, type: Word): Word {
  if (o == NULL) return own(self);
  const d = changetype<WrapperDescriptor>(address(self));
  if (!isSubtype(typeOf(o), d.owner_type))
    return raisef(T_TYPE_ERROR, "descriptor '%U' for '%N' objects doesn't apply to a '%T' object", changetype<SlotRow>(d.row).name, fromAddress(d.owner_type), o);
  const p = newObject(T_METHOD_WRAPPER, offsetof<MethodWrapper>());
  if (p == 0) return NULL;
  changetype<MethodWrapper>(p).descriptor = own(self);
  changetype<MethodWrapper>(p).self = own(o);
  return fromAddress(p);
}
/** @slot wrapper_descriptor.repr */
export function wrapper_repr(self: Word): Word {
  const d = changetype<WrapperDescriptor>(address(self));
  return formatText("<slot wrapper '%U' of '%N' objects>", changetype<SlotRow>(d.row).name, fromAddress(d.owner_type));
}
/** @slot wrapper_descriptor.dealloc */
export function wrapper_dealloc(p: usize): void { freeObject(p); }
/** @slot wrapper_descriptor.traverse */
export function wrapper_traverse(p: usize): void { visitAddress(changetype<WrapperDescriptor>(p).owner_type); }
/** @member wrapper_descriptor.__name__ */
export function wrapper_name(self: Word): Word { return own(changetype<SlotRow>(changetype<WrapperDescriptor>(address(self)).row).name); }
/** @getter wrapper_descriptor.__qualname__ */
export function wrapper_qualname(self: Word): Word {
  const d = changetype<WrapperDescriptor>(address(self));
  return formatText('%U.%U', changetype<Type>(d.owner_type).qualname, changetype<SlotRow>(d.row).name);
}
/** @member wrapper_descriptor.__objclass__ */
export function wrapper_objclass(self: Word): Word { return own(fromAddress(changetype<WrapperDescriptor>(address(self)).owner_type)); }
/** @getter wrapper_descriptor.__doc__ */
export function wrapper_doc(self: Word): Word { return literal(changetype<SlotRow>(changetype<WrapperDescriptor>(address(self)).row).doc); }
/** @getter wrapper_descriptor.__text_signature__ */
export function wrapper_signature(self: Word): Word { return newText('($self, /, *args, **kwargs)'); }

// @ts-ignore: decorator
@unmanaged
export class MethodWrapper {
  type: u32; local: u32; shared: i32; owner: u16; mutex: u8; gc: u8;
  descriptor: Word;
  self: Word;
}
/** @type method-wrapper size=offsetof<MethodWrapper>() flags=DISALLOW_NEW,GC */
/** @slot method-wrapper.call */
export function method_wrapper_call(self: Word, args: usize, n: i32, kwnames: Word): Word {
  const m = changetype<MethodWrapper>(address(self));
  const d = changetype<WrapperDescriptor>(address(m.descriptor));
  return callWrapper(changetype<SlotRow>(d.row).kind, d.func, m.self, args, n, kwnames);
}
/** @slot method-wrapper.repr */
export function method_wrapper_repr(self: Word): Word {
  const m = changetype<MethodWrapper>(address(self));
  const at = hexAddress(m.self);
  const r = formatText("<method-wrapper '%U' of %T object at %U>", changetype<SlotRow>(changetype<WrapperDescriptor>(address(m.descriptor)).row).name, m.self, at);
  release(at);
  return r;
}
/** @slot method-wrapper.richcompare */
export function method_wrapper_compare(a: Word, b: Word, op: i32): Word {
  if (op != EQ && op != NE || typeOf(b) != T_METHOD_WRAPPER) return NOT_IMPLEMENTED;
  const x = changetype<MethodWrapper>(address(a));
  const y = changetype<MethodWrapper>(address(b));
  return ofBool((x.descriptor == y.descriptor && same(x.self, y.self)) == (op == EQ));
}
/** @slot method-wrapper.hash */
export function method_wrapper_hash(a: Word): i64 {
  const m = changetype<MethodWrapper>(address(a));
  const h = object_hash(m.self) ^ object_hash(m.descriptor);
  return h == -1 ? -2 : h;
}
/** @slot method-wrapper.dealloc */
export function method_wrapper_dealloc(p: usize): void {
  const m = changetype<MethodWrapper>(p);
  release(m.descriptor);
  release(m.self);
  freeObject(p);
}
/** @slot method-wrapper.traverse */
export function method_wrapper_traverse(p: usize): void { visit(changetype<MethodWrapper>(p).descriptor); visit(changetype<MethodWrapper>(p).self); }
/** @getter method-wrapper.__self__ */
export function method_wrapper_self(self: Word): Word { return own(changetype<MethodWrapper>(address(self)).self); }
/** @getter method-wrapper.__name__ */
export function method_wrapper_name(self: Word): Word { return wrapper_name(changetype<MethodWrapper>(address(self)).descriptor); }
/** @getter method-wrapper.__qualname__ */
export function method_wrapper_qualname(self: Word): Word { return wrapper_qualname(changetype<MethodWrapper>(address(self)).descriptor); }
/** @getter method-wrapper.__objclass__ */
export function method_wrapper_objclass(self: Word): Word { return wrapper_objclass(changetype<MethodWrapper>(address(self)).descriptor); }
/** @getter method-wrapper.__doc__ */
export function method_wrapper_doc(self: Word): Word { return wrapper_doc(changetype<MethodWrapper>(address(self)).descriptor); }
/** @getter method-wrapper.__text_signature__ */
export function method_wrapper_signature(self: Word): Word { return newText('($self, /, *args, **kwargs)'); }

// ---- method_descriptor, classmethod_descriptor ---------------------------------------------------------------------------------------

/** @type method_descriptor size=offsetof<MethodDescriptor>() flags=DISALLOW_NEW,METHOD_DESCRIPTOR,GC */
/** @type classmethod_descriptor size=offsetof<MethodDescriptor>() flags=DISALLOW_NEW,GC */

/** @slot method_descriptor.call */
export function method_descriptor_call(self: Word, args: usize, n: i32, kwnames: Word): Word {
  const d = changetype<MethodDescriptor>(address(self));
  if (!checkSelf(d, args, n)) return NULL;
  return callSpec(d.spec, args, n, kwnames);
}
/** @slot method_descriptor.descr_get */
export function method_descriptor_get(self: Word, o: Word, type: Word): Word {
  if (o == NULL) return own(self);
  const d = changetype<MethodDescriptor>(address(self));
  const name = changetype<NativeSpec>(d.spec).name;
  if (!isSubtype(typeOf(o), d.owner_type)) return raisef(T_TYPE_ERROR, "descriptor '%U' for '%N' objects doesn't apply to a '%T' object", name, fromAddress(d.owner_type), o);
  return newNativeFunction(d.spec, o, NULL, true);
}
/** @slot method_descriptor.repr */
export function method_descriptor_repr(self: Word): Word {
  const d = changetype<MethodDescriptor>(address(self));
  return formatText("<method '%U' of '%N' objects>", changetype<NativeSpec>(d.spec).name, fromAddress(d.owner_type));
}
/** @slot method_descriptor.dealloc */
export function method_descriptor_dealloc(p: usize): void { freeObject(p); }
/** @slot method_descriptor.traverse */
export function method_descriptor_traverse(p: usize): void { visitAddress(changetype<MethodDescriptor>(p).owner_type); }
/** @member method_descriptor.__name__ */
export function method_descriptor_name(self: Word): Word { return own(changetype<NativeSpec>(changetype<MethodDescriptor>(address(self)).spec).name); }
/** @getter method_descriptor.__qualname__ */
export function method_descriptor_qualname(self: Word): Word {
  const d = changetype<MethodDescriptor>(address(self));
  return formatText('%U.%U', changetype<Type>(d.owner_type).qualname, changetype<NativeSpec>(d.spec).name);
}
/** @member method_descriptor.__objclass__ */
export function method_descriptor_objclass(self: Word): Word { return own(fromAddress(changetype<MethodDescriptor>(address(self)).owner_type)); }
/** @getter method_descriptor.__doc__ */
export function method_descriptor_doc(self: Word): Word { return literal(changetype<NativeSpec>(changetype<MethodDescriptor>(address(self)).spec).doc); }
/** @getter method_descriptor.__text_signature__ */
export function method_descriptor_signature(self: Word): Word { return literal(changetype<NativeSpec>(changetype<MethodDescriptor>(address(self)).spec).signature); }
/** @method method_descriptor.__reduce__(self, /) */
export function method_descriptor_reduce(self: Word): Word {
  const f = builtinGetattr();
  if (f == NULL) return NULL;
  const d = changetype<MethodDescriptor>(address(self));
  const args = tuple2(own(fromAddress(d.owner_type)), own(changetype<NativeSpec>(d.spec).name));
  return fromAddress(tuple2(f, fromAddress(args)));
}

/** @slot classmethod_descriptor.call */
export function classmethod_descriptor_call(self: Word, args: usize, n: i32, kwnames: Word): Word {
  const d = changetype<MethodDescriptor>(address(self));
  const name = changetype<NativeSpec>(d.spec).name;
  if (n < 1) return raisef(T_TYPE_ERROR, "descriptor '%U' of '%N' object needs an argument", name, fromAddress(d.owner_type));
  const cls = arg(args, 0);
  if (!isType(cls)) return raisef(T_TYPE_ERROR, "descriptor '%U' requires a type but received a '%T' instance", name, cls);
  return callSpec(d.spec, args, n, kwnames);
}
/** @slot classmethod_descriptor.descr_get */
export function classmethod_descriptor_get(self: Word, o: Word, type: Word): Word {
  const d = changetype<MethodDescriptor>(address(self));
  const name = changetype<NativeSpec>(d.spec).name;
  let cls = type;
  if (cls == NULL) {
    if (o == NULL) return raisef(T_TYPE_ERROR, "descriptor '%U' for type '%N' needs either an object or a type", name, fromAddress(d.owner_type));
    cls = fromAddress(typeOf(o));
  }
  if (!isType(cls)) return raisef(T_TYPE_ERROR, "descriptor '%U' for type '%N' needs a type, not a '%T' as arg 2", name, fromAddress(d.owner_type), cls);
  if (!isSubtype(<u32>address(cls), d.owner_type)) return raisef(T_TYPE_ERROR, "descriptor '%U' requires a subtype of '%N' but received '%N'", name, fromAddress(d.owner_type), cls);
  return newNativeFunction(d.spec, cls, NULL, true);
}
/** @slot classmethod_descriptor.repr */
export function classmethod_descriptor_repr(self: Word): Word {
  const d = changetype<MethodDescriptor>(address(self));
  return formatText("<method '%U' of '%N' objects>", changetype<NativeSpec>(d.spec).name, fromAddress(d.owner_type));
}
/** @slot classmethod_descriptor.dealloc */
export function classmethod_descriptor_dealloc(p: usize): void { freeObject(p); }
/** @slot classmethod_descriptor.traverse */
export function classmethod_descriptor_traverse(p: usize): void { visitAddress(changetype<MethodDescriptor>(p).owner_type); }
/** @getter classmethod_descriptor.__name__ */
export function classmethod_descriptor_name(self: Word): Word { return method_descriptor_name(self); }
/** @getter classmethod_descriptor.__qualname__ */
export function classmethod_descriptor_qualname(self: Word): Word { return method_descriptor_qualname(self); }
/** @getter classmethod_descriptor.__objclass__ */
export function classmethod_descriptor_objclass(self: Word): Word { return method_descriptor_objclass(self); }
/** @getter classmethod_descriptor.__doc__ */
export function classmethod_descriptor_doc(self: Word): Word { return method_descriptor_doc(self); }
/** @getter classmethod_descriptor.__text_signature__ */
export function classmethod_descriptor_signature(self: Word): Word { return method_descriptor_signature(self); }

// ---- builtin_function_or_method --------------------------------------------------------------------------------------------------------

/** @type builtin_function_or_method size=offsetof<NativeFunction>() flags=DISALLOW_NEW,GC,WEAKREF */

/** @slot builtin_function_or_method.call */
export function native_call(self: Word, args: usize, n: i32, kwnames: Word): Word { return callWith(self, NULL, args, n, kwnames); }
/** @slot builtin_function_or_method.dealloc */
export function native_dealloc(p: usize): void {
  const f = changetype<NativeFunction>(p);
  if (f.bound != 0) release(f.self);
  release(f.module);
  freeObject(p);
}
/** @slot builtin_function_or_method.traverse */
export function native_traverse(p: usize): void {
  const f = changetype<NativeFunction>(p);
  if (f.bound != 0) visit(f.self);
  visit(f.module);
}
/** @slot builtin_function_or_method.repr */
export function native_repr(self: Word): Word {
  const f = changetype<NativeFunction>(address(self));
  const name = changetype<NativeSpec>(f.spec).name;
  if (f.bound == 0) return formatText('<built-in function %U>', name);
  const at = hexAddress(f.self);
  const r = formatText('<built-in method %U of %T object at %U>', name, f.self, at);
  release(at);
  return r;
}
/** @slot builtin_function_or_method.richcompare */
export function native_compare(a: Word, b: Word, op: i32): Word {
  if (op != EQ && op != NE || typeOf(b) != T_BUILTIN_FUNCTION_OR_METHOD) return NOT_IMPLEMENTED;
  const x = changetype<NativeFunction>(address(a));
  const y = changetype<NativeFunction>(address(b));
  return ofBool((x.spec == y.spec && same(x.self, y.self)) == (op == EQ));
}
/** @slot builtin_function_or_method.hash */
export function native_hash(a: Word): i64 {
  const f = changetype<NativeFunction>(address(a));
  const h = <i64>f.spec ^ object_hash(f.self);
  return h == -1 ? -2 : h;
}
/** @getter builtin_function_or_method.__name__ */
export function native_name(self: Word): Word { return own(changetype<NativeSpec>(changetype<NativeFunction>(address(self)).spec).name); }
/** @getter builtin_function_or_method.__qualname__ */
export function native_qualname(self: Word): Word {
  const f = changetype<NativeFunction>(address(self));
  const name = changetype<NativeSpec>(f.spec).name;
  if (f.bound == 0) return own(name);
  const type = isType(f.self) ? f.self : fromAddress(typeOf(f.self));
  return formatText('%U.%U', changetype<Type>(address(type)).qualname, name);
}
/** @getter builtin_function_or_method.__self__ */
export function native_self(self: Word): Word {
  const s = changetype<NativeFunction>(address(self)).self;
  return s == NULL ? NONE : own(s);
}
/** @member builtin_function_or_method.__module__ */
export function native_module(self: Word): Word {
  const m = changetype<NativeFunction>(address(self)).module;
  return m == NULL ? NONE : own(m);
}
/** @getter builtin_function_or_method.__doc__ */
export function native_doc(self: Word): Word { return literal(changetype<NativeSpec>(changetype<NativeFunction>(address(self)).spec).doc); }
/** @getter builtin_function_or_method.__text_signature__ */
export function native_signature(self: Word): Word { return literal(changetype<NativeSpec>(changetype<NativeFunction>(address(self)).spec).signature); }
/** @method builtin_function_or_method.__reduce__(self, /) */
export function native_reduce(self: Word): Word {
  const f = changetype<NativeFunction>(address(self));
  const name = changetype<NativeSpec>(f.spec).name;
  if (f.bound == 0) return own(name);
  const g = builtinGetattr();
  if (g == NULL) return NULL;
  return fromAddress(tuple2(g, fromAddress(tuple2(own(f.self), own(name)))));
}

// ---- classmethod, staticmethod -----------------------------------------------------------------------------------------------------------

// @ts-ignore: decorator
@unmanaged
export class Wrapping {
  type: u32; local: u32; shared: i32; owner: u16; mutex: u8; gc: u8;
  func: Word; // 16
}

/** @type classmethod size=offsetof<Wrapping>() flags=BASE,GC attrs=dict
 * classmethod(function) -> method
 *
 * Convert a function to be a class method. */
/** @type staticmethod size=offsetof<Wrapping>() flags=BASE,GC attrs=dict
 * staticmethod(function) -> method
 *
 * Convert a function to be a static method. */

function newWrapping(type: u32, func: Word): Word {
  const p = allocVar(type, 0);
  if (p == 0) return NULL;
  changetype<Wrapping>(p).func = own(func);
  markDeferred(p);
  return fromAddress(p);
}
export function newClassMethod(func: Word): Word { return newWrapping(T_CLASSMETHOD, func); }
export function newStaticMethod(func: Word): Word { return newWrapping(T_STATICMETHOD, func); }

// Descriptors of classes are deferred, like the functions in them: inline caches hold their addresses.
function deferExact(p: usize, type: u32): void {
  if (type == T_PROPERTY || type == T_CLASSMETHOD || type == T_STATICMETHOD) markDeferred(p);
}

/** @new classmethod */
export function classmethod_new(type: Word, args: usize, n: i32, kwnames: Word): Word {
  const p = allocVar(<u32>address(type), 0);
  if (p == 0) return NULL;
  changetype<Wrapping>(p).func = NONE;
  deferExact(p, <u32>address(type));
  return fromAddress(p);
}
/** @new staticmethod */
export function staticmethod_new(type: Word, args: usize, n: i32, kwnames: Word): Word { return classmethod_new(type, args, n, kwnames); }

function initWrapping(self: Word, args: usize, n: i32, kwnames: Word, name: string): i32 {
  if (kwnames != NULL && changetype<Tuple>(address(kwnames)).size != 0) {
    const w = newText(name);
    raisef(T_TYPE_ERROR, '%U() takes no keyword arguments', w);
    release(w);
    return -1;
  }
  if (n != 1) {
    const w = newText(name);
    raisef(T_TYPE_ERROR, n == 0 ? '%U expected 1 argument, got 0' : '%U expected 1 argument, got %d', w, intWord(n));
    release(w);
    return -1;
  }
  const f = arg(args, 0);
  const old = changetype<Wrapping>(address(self)).func;
  changetype<Wrapping>(address(self)).func = own(f);
  release(old);
  // the attributes of the function show through
  copyAttribute(self, f, N___module__);
  copyAttribute(self, f, N___name__);
  copyAttribute(self, f, N___qualname__);
  copyAttribute(self, f, N___doc__);
  copyAttribute(self, f, N___annotations__);
  return errorSet() ? -1 : 0;
}
import { ofInt } from '../layout/word';
function intWord(n: i32): Word { return ofInt(n); }
function copyAttribute(self: Word, f: Word, name: Word): void {
  if (errorSet()) return;
  const v = lookupAttr(f, name);
  if (v == NULL) return;
  const d = instanceDict(self, typeOf(self));
  if (d != NULL) {
    dictSet(address(d), name, v);
    release(d);
  }
  release(v);
}
import { dictSet } from './dict/core';

/** @init classmethod */
export function classmethod_init(self: Word, args: usize, n: i32, kwnames: Word): i32 { return initWrapping(self, args, n, kwnames, 'classmethod'); }
/** @init staticmethod */
export function staticmethod_init(self: Word, args: usize, n: i32, kwnames: Word): i32 { return initWrapping(self, args, n, kwnames, 'staticmethod'); }

/** @slot classmethod.descr_get */
export function classmethod_get(self: Word, o: Word, type: Word): Word {
  const cls = type == NULL ? fromAddress(typeOf(o)) : type;
  return newMethod(changetype<Wrapping>(address(self)).func, cls);
}
import { newMethod } from './method';
/** @slot staticmethod.descr_get */
export function staticmethod_get(self: Word, o: Word, type: Word): Word { return own(changetype<Wrapping>(address(self)).func); }
/** @slot staticmethod.call */
export function staticmethod_call(self: Word, args: usize, n: i32, kwnames: Word): Word { return callWith(changetype<Wrapping>(address(self)).func, NULL, args, n, kwnames); }
/** @slot classmethod.repr */
export function classmethod_repr(self: Word): Word { return formatText('<classmethod(%R)>', changetype<Wrapping>(address(self)).func); }
/** @slot staticmethod.repr */
export function staticmethod_repr(self: Word): Word { return formatText('<staticmethod(%R)>', changetype<Wrapping>(address(self)).func); }
/** @slot classmethod.dealloc */
export function classmethod_dealloc(p: usize): void {
  releaseOwnAttributes(p);
  release(changetype<Wrapping>(p).func);
  freeObject(p);
}
import { releaseOwnAttributes, traverseOwnAttributes } from './type/attributes';
/** @slot staticmethod.dealloc */
export function staticmethod_dealloc(p: usize): void { classmethod_dealloc(p); }
/** @slot classmethod.traverse */
export function classmethod_traverse(p: usize): void {
  traverseOwnAttributes(p);
  visit(changetype<Wrapping>(p).func);
}
/** @slot staticmethod.traverse */
export function staticmethod_traverse(p: usize): void { classmethod_traverse(p); }
/** @member classmethod.__func__ */
export function classmethod_func(self: Word): Word { return own(changetype<Wrapping>(address(self)).func); }
/** @member staticmethod.__func__ */
export function staticmethod_func(self: Word): Word { return own(changetype<Wrapping>(address(self)).func); }
/** @member classmethod.__wrapped__ */
export function classmethod_wrapped(self: Word): Word { return own(changetype<Wrapping>(address(self)).func); }
/** @member staticmethod.__wrapped__ */
export function staticmethod_wrapped(self: Word): Word { return own(changetype<Wrapping>(address(self)).func); }
/** @getter classmethod.__dict__ */
export function classmethod_dict(self: Word): Word { return instanceDict(self, typeOf(self)); }
/** @getter staticmethod.__dict__ */
export function staticmethod_dict(self: Word): Word { return instanceDict(self, typeOf(self)); }

/** Whether `f` is marked abstract. */
function isAbstract(f: Word): Word {
  const v = lookupAttr(f, N___isabstractmethod__);
  if (v == NULL) return errorSet() ? NULL : FALSE;
  const t = truth(v);
  release(v);
  return t < 0 ? NULL : ofBool(t != 0);
}
/** @getter classmethod.__isabstractmethod__ */
export function classmethod_abstract(self: Word): Word { return isAbstract(changetype<Wrapping>(address(self)).func); }
/** @getter staticmethod.__isabstractmethod__ */
export function staticmethod_abstract(self: Word): Word { return isAbstract(changetype<Wrapping>(address(self)).func); }

// ---- property ---------------------------------------------------------------------------------------------------------------------------

// @ts-ignore: decorator
@unmanaged
export class Property {
  type: u32; local: u32; shared: i32; owner: u16; mutex: u8; gc: u8;
  get: Word; // 16; NULL: none
  set: Word;
  del: Word;
  doc: Word;
  name: Word;
  docFromGetter: u32;
  pad0: u32;
}

/** @type property size=offsetof<Property>() flags=BASE,GC
 * Property attribute.
 *
 *   fget
 *     function to be used for getting an attribute value
 *   fset
 *     function to be used for setting an attribute value
 *   fdel
 *     function to be used for del'ing an attribute
 *   doc
 *     docstring
 *
 * Typical use is to define a managed attribute x. */

/** @new property */
export function property_new(type: Word, args: usize, n: i32, kwnames: Word): Word {
  const p = allocVar(<u32>address(type), 0);
  if (p == 0) return NULL;
  deferExact(p, <u32>address(type));
  return fromAddress(p);
}
/** @init property */
export function property_init(self: Word, args: usize, n: i32, kwnames: Word): i32 {
  const words = initWords();
  if (!parseArgs(args, n, kwnames, 'property(fget=None, fset=None, fdel=None, doc=None)', words)) return -1;
  const p = changetype<Property>(address(self));
  setField(address(self) + offsetof<Property>('get'), load<u64>(words));
  setField(address(self) + offsetof<Property>('set'), load<u64>(words, 8));
  setField(address(self) + offsetof<Property>('del'), load<u64>(words, 16));
  let doc = load<u64>(words, 24);
  p.docFromGetter = 0;
  let fromGetter: Word = NULL;
  if ((doc == NULL || doc == NONE) && p.get != NULL) {
    fromGetter = lookupAttr(p.get, N___doc__);
    if (fromGetter == NULL && errorSet()) return -1;
    if (fromGetter == NONE) fromGetter = NULL;
    if (fromGetter != NULL) {
      p.docFromGetter = 1;
      doc = fromGetter;
    }
  }
  if (typeOf(self) != T_PROPERTY) {
    // a subclass has a __dict__ for it; without one (`__slots__`) only a docstring of the getter is missed
    if (setAttr(self, N___doc__, doc == NULL ? NONE : doc) < 0) {
      const hush = fromGetter == NULL && errorMatches(T_ATTRIBUTE_ERROR);
      release(fromGetter);
      if (!hush) return -1;
      clearError();
      fromGetter = NULL;
    }
    setField(address(self) + offsetof<Property>('doc'), NULL);
  } else setField(address(self) + offsetof<Property>('doc'), doc);
  release(fromGetter);
  setField(address(self) + offsetof<Property>('name'), NULL);
  return 0;
}
function setField(at: usize, w0: Word): void {
  const w: Word = w0 == NONE && at != 0 ? NULL : w0;
  const old = atomic.xchg<u64>(at, own(w));
  release(old);
}
// Four words of this thread for parsed arguments.
let words4: usize = 0;
import { allocBlock, KIND_RAW } from '../memory/blocks';
function initWords(): usize {
  if (words4 == 0) words4 = allocBlock(KIND_RAW, 32);
  return words4;
}
/** @slot property.dealloc */
export function property_dealloc(p: usize): void {
  const x = changetype<Property>(p);
  release(x.get);
  release(x.set);
  release(x.del);
  release(x.doc);
  release(x.name);
  freeObject(p);
}
/** @slot property.traverse */
export function property_traverse(p: usize): void {
  const x = changetype<Property>(p);
  visit(x.get);
  visit(x.set);
  visit(x.del);
  visit(x.doc);
  visit(x.name);
}

// Owned; NULL: it has none, or an error.
function propertyName(self: Word): Word {
  const p = changetype<Property>(address(self));
  if (p.name != NULL) return own(p.name);
  return p.get == NULL ? NULL : lookupAttr(p.get, N___name__);
}

function noAccessor(self: Word, o: Word, what: i32): void {
  const name = propertyName(self);
  clearError();
  const qualname = changetype<Type>(typeOf(o)).qualname;
  if (name != NULL) {
    raisef(T_ATTRIBUTE_ERROR, what == 0 ? 'property %R of %R object has no getter' : what == 1 ? 'property %R of %R object has no setter' : 'property %R of %R object has no deleter', name, qualname);
    release(name);
  } else raisef(T_ATTRIBUTE_ERROR, what == 0 ? 'property of %R object has no getter' : what == 1 ? 'property of %R object has no setter' : 'property of %R object has no deleter', qualname);
}

/** @slot property.descr_get */
export function property_get(self: Word, o: Word, type: Word): Word {
  if (o == NULL || o == NONE) return own(self);
  const f = changetype<Property>(address(self)).get;
  if (f == NULL) { noAccessor(self, o, 0); return NULL; }
  own(f);
  const r = call1(f, o);
  release(f);
  return r;
}
/** @slot property.descr_set */
export function property_set(self: Word, o: Word, value: Word): i32 {
  const p = changetype<Property>(address(self));
  const f = value == NULL ? p.del : p.set;
  if (f == NULL) { noAccessor(self, o, value == NULL ? 2 : 1); return -1; }
  const r = value == NULL ? call1(f, o) : call2(f, o, value);
  if (r == NULL) return -1;
  release(r);
  return 0;
}
// Copy with one accessor replaced.
function withAccessor(self: Word, get: Word, set: Word, del: Word): Word {
  const p = changetype<Property>(address(self));
  const g: Word = get != NULL ? get : p.get == NULL ? NONE : p.get;
  const s: Word = set != NULL ? set : p.set == NULL ? NONE : p.set;
  const d: Word = del != NULL ? del : p.del == NULL ? NONE : p.del;
  const doc: Word = p.docFromGetter != 0 && g != NONE ? NONE : p.doc == NULL ? NONE : p.doc;
  const r = call4(fromAddress(typeOf(self)), g, s, d, doc);
  if (r != NULL && isSubtype(typeOf(r), T_PROPERTY)) setField(address(r) + offsetof<Property>('name'), p.name);
  return r;
}
import { call4 } from '../eval/call';
/** @method property.getter(self, object, /)
 * Descriptor to obtain a copy of the property with a different getter. */
export function property_getter(self: Word, f: Word): Word { return withAccessor(self, f, NULL, NULL); }
/** @method property.setter(self, object, /)
 * Descriptor to obtain a copy of the property with a different setter. */
export function property_setter(self: Word, f: Word): Word { return withAccessor(self, NULL, f, NULL); }
/** @method property.deleter(self, object, /)
 * Descriptor to obtain a copy of the property with a different deleter. */
export function property_deleter(self: Word, f: Word): Word { return withAccessor(self, NULL, NULL, f); }
/** @method property.__set_name__(self, *args)
 * Method to set name of a property. */
export function property_set_name(args: usize, n: i32, kwnames: Word): Word {
  if (n != 3) return raisef(T_TYPE_ERROR, '__set_name__() takes 2 positional arguments but %d were given', ofInt(n - 1));
  setField(address(arg(args, 0)) + offsetof<Property>('name'), arg(args, 2));
  return NONE;
}
function orNone(w: Word): Word { return w == NULL ? NONE : own(w); }
/** @member property.fget */
export function property_fget(self: Word): Word { return orNone(changetype<Property>(address(self)).get); }
/** @member property.fset */
export function property_fset(self: Word): Word { return orNone(changetype<Property>(address(self)).set); }
/** @member property.fdel */
export function property_fdel(self: Word): Word { return orNone(changetype<Property>(address(self)).del); }
/** @getter property.__doc__ */
export function property_doc(self: Word): Word { return orNone(changetype<Property>(address(self)).doc); }
/** @setter property.__doc__ */
export function property_set_doc(self: Word, value: Word): i32 { setField(address(self) + offsetof<Property>('doc'), value); return 0; }
/** @getter property.__name__ */
export function property_name(self: Word): Word {
  const n = propertyName(self);
  if (n != NULL || errorSet()) return n;
  return raisef(T_ATTRIBUTE_ERROR, "'%T' object has no attribute '__name__'", self);
}
/** @setter property.__name__ */
export function property_set_name_attribute(self: Word, value: Word): i32 {
  // None is a name here
  const old = atomic.xchg<u64>(address(self) + offsetof<Property>('name'), own(value));
  release(old);
  return 0;
}
/** @getter property.__isabstractmethod__ */
export function property_abstract(self: Word): Word {
  const p = changetype<Property>(address(self));
  for (let i: usize = 0; i < 3; i++) {
    const f = load<u64>(address(self) + offsetof<Property>('get') + (i << 3));
    if (f == NULL) continue;
    const r = isAbstract(f);
    if (r != FALSE) return r;
  }
  return FALSE;
}
