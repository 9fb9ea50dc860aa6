// property.

import { Type } from '../../layout/type';
import { FALSE, NONE, NULL, Word, address, fromAddress, ofInt } from '../../layout/word';
import { own, release } from '../../counting/counts';
import { KIND_RAW, allocBlock } from '../../memory/blocks';
import { freeObject } from '../../memory/objects';
import { parseArgs } from '../../eval/arguments';
import { arg, call1, call2, call4 } from '../../eval/call';
import { clearError, errorMatches, errorSet, raisef } from '../../eval/errors';
import { visit } from '../../collector/visit';
import { lookupAttr, setAttr, typeOf } from '../protocol';
import { allocVar } from '../type/alloc';
import { isSubtype } from '../type/lookup';
import { deferExact, isAbstract } from './common';
import { N___doc__, N___name__ } from '../../generated/names';
import { T_ATTRIBUTE_ERROR, T_PROPERTY, T_TYPE_ERROR } from '../../generated/types';

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
  const set = load<u64>(words, 8);
  const del = load<u64>(words, 16);
  let doc = load<u64>(words, 24); // all are read before Python code can run and come here again
  const p = changetype<Property>(address(self));
  setField(address(self) + offsetof<Property>('get'), load<u64>(words));
  setField(address(self) + offsetof<Property>('set'), set);
  setField(address(self) + offsetof<Property>('del'), del);
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
