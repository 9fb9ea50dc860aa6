// Calling a class, and the `__new__` of static types.

import { Word, NULL, isPointer, address, fromAddress } from '../../layout/word';
import { Type, TF_DISALLOW_NEW, TF_HEAP } from '../../layout/type';
import { NativeFunction, NativeSpec, RAW, NS_KEYWORDS } from '../../layout/code';
import { Tuple } from '../../layout/containers';
import { isCounted, own, release, markDeferred } from '../../counting/counts';
import { popRoot, pushRoot } from '../../collector/roots';
import { raise, raisef } from '../../eval/errors';
import { arg } from '../../eval/call';
import { typeOf, isType } from '../protocol';
import { isSubtype } from './lookup';
import { objectNewIndex } from '../object';
import { newSpec, newNativeFunction } from './static';
import { T_TYPE, T_TYPE_ERROR, T_BUILTIN_FUNCTION_OR_METHOD } from '../../generated/types';

/** @slot type.call */
export function type_call(type: Word, args: usize, n: i32, kwnames: Word): Word {
  const t = changetype<Type>(address(type));
  if (<u32>address(type) == T_TYPE) {
    if (n == 1 && (kwnames == NULL || changetype<Tuple>(address(kwnames)).size == 0)) return own(fromAddress(typeOf(arg(args, 0))));
    if (n != 3) return raise(T_TYPE_ERROR, 'type() takes 1 or 3 arguments');
  }
  if (t.new == 0 || (t.flags & TF_DISALLOW_NEW) != 0) return raisef(T_TYPE_ERROR, "cannot create '%U' instances", typeDisplayName(type));
  const o = call_indirect<Word>(t.new, type, args, n, kwnames);
  if (o == NULL) return NULL;
  const to = typeOf(o);
  if (!isSubtype(to, <u32>address(type))) return o;
  const init = changetype<Type>(to).init;
  if (init == 0) return o;
  // a class, a property: nothing else refers to it while __init__ runs Python code
  const uncounted = isPointer(o) && !isCounted(address(o));
  if (uncounted) pushRoot(o);
  const r = call_indirect<i32>(init, o, args, n, kwnames);
  if (uncounted) popRoot();
  if (r < 0) {
    release(o);
    return NULL;
  }
  return o;
}
import { typeDisplayName } from './names';

// @ts-ignore: decorator
@inline export function typeCallSlot(): u32 { return type_call.index; }
// @ts-ignore: decorator
@inline export function objectNewSlot(): u32 { return objectNewIndex(); }

/** `__new__` of a static type as Python sees it: checks its first argument. Self of the function is the type. */
export function newNewFunction(type: u32): Word {
  const spec = newSpec(tp_new.index, RAW, 0, 255, NS_KEYWORDS, '__new__', '', 0, 0, '($type, *args, **kwargs)', 'Create and return a new object.  See help(type) for accurate signature.');
  const f = newNativeFunction(spec, fromAddress(type), NULL, true);
  if (f != NULL) markDeferred(address(f));
  return f;
}

/** The native `new` slot behind a `__new__` found on a type; 0: it is something else. */
export function newSlotOf(f: Word): u32 {
  if (!isPointer(f) || load<u32>(address(f)) != T_BUILTIN_FUNCTION_OR_METHOD) return 0;
  const native = changetype<NativeFunction>(address(f));
  if (changetype<NativeSpec>(native.spec).func != tp_new.index) return 0;
  return changetype<Type>(address(native.self)).new;
}

// args: the static type itself (self of the function), the class to make an instance of, the arguments.
export function tp_new(args: usize, n: i32, kwnames: Word): Word {
  const owner = arg(args, 0);
  if (n < 2) return raisef(T_TYPE_ERROR, '%N.__new__(): not enough arguments', owner);
  const cls = arg(args, 1);
  if (!isType(cls)) return raisef(T_TYPE_ERROR, '%N.__new__(X): X is not a type object (%T)', owner, cls);
  if (!isSubtype(<u32>address(cls), <u32>address(owner))) return raisef(T_TYPE_ERROR, '%N.__new__(%N): %N is not a subtype of %N', owner, cls, cls, owner);
  // object.__new__(int) and the like would make an unsafe instance
  let base = <u32>address(cls);
  while (base != 0 && (changetype<Type>(base).flags & TF_HEAP) != 0) base = changetype<Type>(base).base;
  if (base != 0 && changetype<Type>(base).new != changetype<Type>(address(owner)).new && base != <u32>address(owner))
    return raisef(T_TYPE_ERROR, '%N.__new__(%N) is not safe, use %N.__new__()', owner, cls, fromAddress(base));
  return call_indirect<Word>(changetype<Type>(address(owner)).new, cls, args + 16, n - 2, kwnames);
}
