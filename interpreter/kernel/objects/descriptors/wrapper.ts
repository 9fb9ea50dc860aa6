// wrapper_descriptor and method-wrapper: special methods of static types (`int.__add__`) as Python sees them.

import { EQ, NE, Type } from '../../layout/type';
import { NOT_IMPLEMENTED, NULL, Word, address, fromAddress, ofBool, same } from '../../layout/word';
import { own, release } from '../../counting/counts';
import { freeObject, newObject } from '../../memory/objects';
import { arg } from '../../eval/call';
import { formatText, raisef } from '../../eval/errors';
import { visit, visitAddress } from '../../collector/visit';
import { hexAddress, object_hash } from '../object';
import { typeOf } from '../protocol';
import { newText } from '../str/new';
import { isSubtype } from '../type/lookup';
import { callWrapper } from '../type/slot_wrappers';
import { SlotRow, WrapperDescriptor } from '../type/slots';
import { tuple2 } from '../tuple';
import { literal } from './common';
import { builtinGetattr } from './getset';
import { T_METHOD_WRAPPER, T_TYPE_ERROR } from '../../generated/types';

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
/** @method wrapper_descriptor.__reduce__(self, /) */
export function wrapper_reduce(self: Word): Word {
  const d = changetype<WrapperDescriptor>(address(self));
  return attributeOf(fromAddress(d.owner_type), changetype<SlotRow>(d.row).name);
}

/** What pickle keeps of an attribute: (getattr, (owner, name)). */
function attributeOf(owner: Word, name: Word): Word {
  const f = builtinGetattr();
  return f == NULL ? NULL : fromAddress(tuple2(f, fromAddress(tuple2(own(owner), own(name)))));
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
/** @method method-wrapper.__reduce__(self, /) */
export function method_wrapper_reduce(self: Word): Word {
  const m = changetype<MethodWrapper>(address(self));
  const d = changetype<WrapperDescriptor>(address(m.descriptor));
  return attributeOf(m.self, changetype<SlotRow>(d.row).name);
}
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
