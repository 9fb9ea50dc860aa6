// classmethod and staticmethod.

import { Tuple } from '../../layout/containers';
import { NONE, NULL, Word, address, fromAddress, ofInt } from '../../layout/word';
import { markDeferred, own, release } from '../../counting/counts';
import { freeObject } from '../../memory/objects';
import { arg, callWith } from '../../eval/call';
import { errorSet, formatText, raisef } from '../../eval/errors';
import { visit } from '../../collector/visit';
import { dictSet } from '../dict/core';
import { newMethod } from '../method';
import { lookupAttr, typeOf } from '../protocol';
import { newText } from '../str/new';
import { allocVar } from '../type/alloc';
import { instanceDict, releaseOwnAttributes, traverseOwnAttributes } from '../type/attributes';
import { deferExact, isAbstract } from './common';
import { N___annotations__, N___doc__, N___module__, N___name__, N___qualname__ } from '../../generated/names';
import { T_CLASSMETHOD, T_STATICMETHOD, T_TYPE_ERROR } from '../../generated/types';

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
    raisef(T_TYPE_ERROR, n == 0 ? '%U expected 1 argument, got 0' : '%U expected 1 argument, got %d', w, ofInt(n));
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

/** @init classmethod */
export function classmethod_init(self: Word, args: usize, n: i32, kwnames: Word): i32 { return initWrapping(self, args, n, kwnames, 'classmethod'); }
/** @init staticmethod */
export function staticmethod_init(self: Word, args: usize, n: i32, kwnames: Word): i32 { return initWrapping(self, args, n, kwnames, 'staticmethod'); }

/** @slot classmethod.descr_get */
export function classmethod_get(self: Word, o: Word, type: Word): Word {
  const cls = type == NULL ? fromAddress(typeOf(o)) : type;
  return newMethod(changetype<Wrapping>(address(self)).func, cls);
}
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

/** @getter classmethod.__isabstractmethod__ */
export function classmethod_abstract(self: Word): Word { return isAbstract(changetype<Wrapping>(address(self)).func); }
/** @getter staticmethod.__isabstractmethod__ */
export function staticmethod_abstract(self: Word): Word { return isAbstract(changetype<Wrapping>(address(self)).func); }
