// method_descriptor, classmethod_descriptor and builtin_function_or_method: native functions, in a type and bound.

import { MethodDescriptor, NativeFunction, NativeSpec } from '../../layout/code';
import { EQ, NE, Type } from '../../layout/type';
import { NONE, NOT_IMPLEMENTED, NULL, Word, address, fromAddress, ofBool, same } from '../../layout/word';
import { own, release } from '../../counting/counts';
import { freeObject } from '../../memory/objects';
import { arg, callSpec, callWith, checkSelf } from '../../eval/call';
import { formatText, raisef } from '../../eval/errors';
import { visit, visitAddress } from '../../collector/visit';
import { hexAddress, object_hash } from '../object';
import { isType, typeOf } from '../protocol';
import { tuple2 } from '../tuple';
import { isSubtype } from '../type/lookup';
import { newNativeFunction } from '../type/static';
import { literal } from './common';
import { builtinGetattr } from './getset';
import { T_BUILTIN_FUNCTION_OR_METHOD, T_TYPE_ERROR } from '../../generated/types';

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
