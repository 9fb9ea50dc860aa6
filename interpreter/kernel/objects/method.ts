// method: bound methods of Python functions and other callables.

import { Word, NULL, NONE, NOT_IMPLEMENTED, address, fromAddress, ofBool, same } from '../layout/word';
import { Method } from '../layout/code';
import { EQ, NE, Type } from '../layout/type';
import { Tuple } from '../layout/containers';
import { own, release } from '../counting/counts';
import { newObject, freeObject } from '../memory/objects';
import { raise, raisef, formatText, errorSet } from '../eval/errors';
import { callWith, arg } from '../eval/call';
import { typeOf, isCallable, getAttr, lookupAttr, compareBool, hash, isStr } from './protocol';
import { genericGetAttribute, object_hash, internName } from './object';
import { typeLookup } from './type/lookup';
import { visit } from '../collector/visit';
import { newText } from './str/new';
import { T_METHOD, T_TYPE_ERROR } from '../generated/types';
import { N___qualname__, N___name__, N___doc__, N_getattr } from '../generated/names';
import { tuple2 } from './tuple';
import { control } from '../layout/control';
import { dictGetStr } from './dict/core';

/** @type method size=offsetof<Method>() flags=GC,WEAKREF
 * Create a bound instance method object. */

export function newMethod(func: Word, self: Word): Word {
  const p = newObject(T_METHOD, offsetof<Method>());
  if (p == 0) return NULL;
  const m = changetype<Method>(p);
  m.func = own(func);
  m.self = own(self);
  return fromAddress(p);
}

/** @new method */
export function method_new(type: Word, args: usize, n: i32, kwnames: Word): Word {
  if (kwnames != NULL && changetype<Tuple>(address(kwnames)).size != 0) return raise(T_TYPE_ERROR, 'method() takes no keyword arguments');
  if (n != 2) return raisef(T_TYPE_ERROR, 'method expected 2 arguments, got %d', ofInt(n));
  if (!isCallable(arg(args, 0))) return raise(T_TYPE_ERROR, 'first argument must be callable');
  if (arg(args, 1) == NONE) return raise(T_TYPE_ERROR, 'instance must not be None');
  return newMethod(arg(args, 0), arg(args, 1));
}
import { ofInt } from '../layout/word';

/** @slot method.call */
export function method_call(self: Word, args: usize, n: i32, kwnames: Word): Word {
  const m = changetype<Method>(address(self));
  return callWith(m.func, m.self, args, n, kwnames);
}
/** @slot method.dealloc */
export function method_dealloc(p: usize): void {
  const m = changetype<Method>(p);
  release(m.func);
  release(m.self);
  freeObject(p);
}
/** @slot method.traverse */
export function method_traverse(p: usize): void { visit(changetype<Method>(p).func); visit(changetype<Method>(p).self); }
/** @slot method.getattro */
export function method_getattro(self: Word, name: Word): Word {
  if (!isStr(name)) return genericGetAttribute(self, name);
  const found = typeLookup(T_METHOD, internName(name));
  if (found != NULL) {
    const get = changetype<Type>(typeOf(found)).descr_get;
    if (get == 0) return found;
    const r = call_indirect<Word>(get, found, self, fromAddress(T_METHOD));
    release(found);
    return r;
  }
  return getAttr(changetype<Method>(address(self)).func, name);
}
/** @slot method.descr_get */
export function method_get(self: Word, o: Word, type: Word): Word { return own(self); }
/** @slot method.repr */
export function method_repr(self: Word): Word {
  const m = changetype<Method>(address(self));
  let name = lookupAttr(m.func, N___qualname__);
  if (name == NULL && !errorSet()) name = lookupAttr(m.func, N___name__);
  if (name == NULL && errorSet()) return NULL;
  if (name == NULL || !isStr(name)) { release(name); name = newText('?'); }
  const r = formatText('<bound method %U of %R>', name, m.self);
  release(name);
  return r;
}
/** @slot method.richcompare */
export function method_compare(a: Word, b: Word, op: i32): Word {
  if (op != EQ && op != NE || typeOf(b) != T_METHOD) return NOT_IMPLEMENTED;
  const x = changetype<Method>(address(a));
  const y = changetype<Method>(address(b));
  const e = compareBool(x.func, y.func, EQ);
  if (e < 0) return NULL;
  return ofBool((e == 1 && same(x.self, y.self)) == (op == EQ));
}
/** @slot method.hash */
export function method_hash(a: Word): i64 {
  const m = changetype<Method>(address(a));
  const f = hash(m.func);
  if (f == -1) return -1;
  const h = object_hash(m.self) ^ f;
  return h == -1 ? -2 : h;
}
/** @member method.__func__ */
export function method_func(self: Word): Word { return own(changetype<Method>(address(self)).func); }
/** @member method.__self__ */
export function method_self(self: Word): Word { return own(changetype<Method>(address(self)).self); }
/** @getter method.__doc__ */
export function method_doc(self: Word): Word {
  const d = lookupAttr(changetype<Method>(address(self)).func, N___doc__);
  return d == NULL && !errorSet() ? NONE : d;
}
/** @method method.__reduce__(self, /) */
export function method_reduce(self: Word): Word {
  const m = changetype<Method>(address(self));
  const g = dictGetStr(address(control().builtins), N_getattr);
  const name = getAttr(m.func, N___name__);
  if (g == NULL || name == NULL) return NULL;
  return fromAddress(tuple2(g, fromAddress(tuple2(own(m.self), name))));
}
