// object: generic attribute access and what every object can do.

import { Word, NULL, NONE, NOT_IMPLEMENTED, TRUE, FALSE, isPointer, address, fromAddress, same, ofBool, ofInt, isFloat, isInt } from '../layout/word';
import { Type, EQ, NE, TF_ABSTRACT, TF_METHOD_DESCRIPTOR } from '../layout/type';
import { Tuple } from '../layout/containers';
import { Exception } from '../layout/exception';
import { thread } from '../sync/current';
import { own, release } from '../counting/counts';
import { freeObject } from '../memory/objects';
import { raise, raisef, errorSet, formatText, clearError, errorMatches } from '../eval/errors';
import { call0 } from '../eval/call';
import { typeOf, str, repr, truth, isStr, isType, getAttr, lookupAttr, format } from './protocol';
import { typeLookup, isSubtype } from './type/lookup';
import { allocVar } from './type/alloc';
import { readAttribute, setInstanceAttribute, traverseOwnAttributes, releaseOwnAttributes } from './type/attributes';
import { typeFullName } from './type/names';
import { newDict, dictUpdate, dictKeysTuple } from './dict/core';
import { intFromI64 } from './int/new';
import { newText, intern } from './str/new';
import { assignClass } from './type/instances';
import { T_OBJECT, T_TYPE_ERROR, T_ATTRIBUTE_ERROR, T_STR, T_MODULE, T_FUNCTION } from '../generated/types';
import { N___dict__, N___class__, N_copyreg, N__reduce_ex, N___reduce__ } from '../generated/names';

/** @type object flags=BASE
 * The base class of the class hierarchy.
 *
 * When called, it accepts no arguments and returns a new featureless
 * instance that has no instance attributes and cannot be given any.
 */

// ---- attributes -------------------------------------------------------------------------------------------------------------

/** AttributeError: 'T' object has no attribute 'name'; name and obj are set. */
export function raiseAttributeError(o: Word, name: Word): Word {
  if (isType(o)) raisef(T_ATTRIBUTE_ERROR, "type object '%N' has no attribute '%U'", o, name);
  else raisef(T_ATTRIBUTE_ERROR, "'%T' object has no attribute '%U'", o, name);
  return noteAttribute(o, name);
}

/** Sets name and obj of the AttributeError just raised. */
export function noteAttribute(o: Word, name: Word): Word {
  const e = thread().error;
  if (e != NULL && typeOf(e) == T_ATTRIBUTE_ERROR) {
    changetype<Exception>(address(e)).f0 = own(name);
    changetype<Exception>(address(e)).f1 = own(o);
  }
  return NULL;
}

/** object.__getattribute__ for an interned or any str name: owned; NULL with AttributeError. */
export function genericGetAttribute(o: Word, name: Word): Word {
  if (!isStr(name)) return raisef(T_TYPE_ERROR, "attribute name must be string, not '%T'", name);
  const r = genericLookup(o, internName(name));
  if (r == NULL && !errorSet()) return raiseAttributeError(o, name);
  return r;
}

// The name interned last by this thread (module global: a thread-local).
let nameHeld: Word = NULL;

// Names compare by identity below: the interned form (lent; it stays alive through the intern table's other users for
// the length of a lookup because the caller holds `name`).
export function internName(name: Word): Word {
  if (load<u8>(address(name), 22) != 0 && load<u32>(address(name)) == T_STR) return name;
  // the canonical string is kept alive by the table only while somebody counts it: for the lookup the thread does
  const canonical = intern(own(name));
  const old = nameHeld;
  nameHeld = canonical;
  release(old);
  return canonical;
}

/** The same; NULL without an error: no such attribute. */
export function genericLookup(o: Word, name: Word): Word {
  const t = typeOf(o);
  const found = typeLookup(t, name);
  let get: u32 = 0;
  if (found != NULL) {
    const ft = changetype<Type>(typeOf(found));
    get = ft.descr_get;
    if (get != 0 && ft.descr_set != 0) {
      const r = call_indirect<Word>(get, found, o, fromAddress(t));
      release(found);
      return r;
    }
  }
  const v = instanceAttribute(o, t, name);
  if (v != NULL) {
    release(found);
    return v;
  }
  if (errorSet()) { release(found); return NULL; }
  if (found == NULL) return NULL;
  if (get != 0) {
    const r = call_indirect<Word>(get, found, o, fromAddress(t));
    release(found);
    return r;
  }
  return found;
}

/** Value in the instance itself: owned, NULL: none. */
export function instanceAttribute(o: Word, t: u32, name: Word): Word {
  if (changetype<Type>(t).attrs == 0) return ownDictLookup(o, t, name);
  return readAttribute(address(o), t, name);
}

// Builtin types that keep a dict word of their own (functions): see `dictWordOffset`.
function ownDictLookup(o: Word, t: u32, name: Word): Word {
  const offset = dictWordOffset(t);
  if (offset == 0) return NULL;
  const dict = atomic.load<u64>(address(o) + offset);
  return dict == NULL ? NULL : dictGetStr(address(dict), name);
}
import { dictGetStr, dictSet, dictDelete } from './dict/core';
import { Function } from '../layout/code';
import { Module } from '../layout/module';

/** Offset of the word that holds the `__dict__` of instances of a builtin type; 0: there is none. */
export function dictWordOffset(t: u32): usize {
  if (t == T_FUNCTION) return offsetof<Function>('dict');
  if (isSubtype(t, T_MODULE)) return offsetof<Module>('dict');
  return 0;
}

/** The dict word's dict, made if need be: owned. */
export function ownDict(o: Word, offset: usize): Word {
  const at = address(o) + offset;
  let dict = atomic.load<u64>(at);
  if (dict == NULL) {
    const d = newDict();
    if (d == 0) return NULL;
    const seen = atomic.cmpxchg<u64>(at, NULL, fromAddress(d));
    if (seen != NULL) {
      release(fromAddress(d));
      dict = seen;
    } else dict = fromAddress(d);
  }
  return own(dict);
}

/** object.__setattr__ / __delattr__ (value NULL). */
export function genericSetAttribute(o: Word, name0: Word, value: Word): i32 {
  if (!isStr(name0)) {
    raisef(T_TYPE_ERROR, "attribute name must be string, not '%T'", name0);
    return -1;
  }
  const name = internName(name0);
  const t = typeOf(o);
  const found = typeLookup(t, name);
  if (found != NULL) {
    const set = changetype<Type>(typeOf(found)).descr_set;
    if (set != 0) {
      const r = call_indirect<i32>(set, found, o, value);
      release(found);
      return r;
    }
  }
  const offset = changetype<Type>(t).attrs != 0 ? 0 : dictWordOffset(t);
  if (changetype<Type>(t).attrs == 0 && offset == 0) {
    if (found != NULL) {
      release(found);
      raisef(T_ATTRIBUTE_ERROR, "'%T' object attribute '%U' is read-only", o, name);
      noteAttribute(o, name);
    } else if (changetype<Type>(t).setattro == object_setattro.index ) {
      raisef(T_ATTRIBUTE_ERROR, "'%T' object has no attribute '%U' and no __dict__ for setting new attributes", o, name);
      noteAttribute(o, name);
    } else raiseAttributeError(o, name);
    return -1;
  }
  release(found);
  if (offset != 0) {
    const dict = ownDict(o, offset);
    if (dict == NULL) return -1;
    let r: i32;
    if (value != NULL) r = dictSet(address(dict), name, value);
    else {
      r = dictDelete(address(dict), name);
      if (r < 0 && errorMatches(T_KEY_ERROR)) {
        clearError();
        raiseAttributeError(o, name);
      }
    }
    release(dict);
    return r;
  }
  return setInstanceAttribute(o, t, name, value);
}
import { T_KEY_ERROR } from '../generated/types';

// @ts-ignore: decorator
@inline export function genericSetSlot(): u32 { return object_setattro.index; }
// @ts-ignore: decorator
@inline export function genericGetSlot(): u32 { return object_getattro.index; }

/** @slot object.getattro */
export function object_getattro(o: Word, name: Word): Word { return genericGetAttribute(o, name); }
/** @slot object.setattro */
export function object_setattro(o: Word, name: Word, value: Word): i32 { return genericSetAttribute(o, name, value); }

/**
 * A function found on the type of `o` that a call of `o.name` may call with `o` in front: owned. NULL: look the
 * attribute up in the ordinary way (no error is set), or an error.
 */
export function genericMethodLookup(o: Word, name: Word): Word {
  const t = typeOf(o);
  if (changetype<Type>(t).getattro != genericGetSlot()) return NULL;
  const found = typeLookup(t, name);
  if (found == NULL) return NULL;
  if (!isPointer(found) || (changetype<Type>(typeOf(found)).flags & TF_METHOD_DESCRIPTOR) == 0) { release(found); return NULL; }
  const v = instanceAttribute(o, t, name);
  if (v != NULL) {
    release(v);
    release(found);
    return NULL;
  }
  if (errorSet()) { release(found); return NULL; }
  return found;
}

// ---- slots ---------------------------------------------------------------------------------------------------------------------

/** @slot object.dealloc */
export function object_dealloc(p: usize): void {
  releaseOwnAttributes(p);
  freeObject(p);
}

/** @slot object.traverse */
export function object_traverse(p: usize): void {
  traverseOwnAttributes(p);
}

/** @slot object.repr */
export function object_repr(o: Word): Word {
  const name = typeFullName(typeOf(o));
  if (name == NULL) return NULL;
  const at = hexAddress(o);
  const r = formatText('<%U object at %U>', name, at);
  release(name);
  release(at);
  return r;
}

/** 0x... of an object's identity, owned. */
export function hexAddress(o: Word): Word {
  return strHex(identity(o));
}
import { builderNew, builderHex, builderLiteral, builderFinish } from './str/builder';
function strHex(n: u64): Word {
  const b = builderNew();
  builderLiteral(b, '0x');
  const high = <u32>(n >> 32);
  if (high != 0) builderHex(b, high, 0);
  builderHex(b, <u32>n, high != 0 ? 8 : 0);
  return builderFinish(b);
}

/** id(): unique while the object lives. */
export function identity(o: Word): u64 {
  if (isPointer(o)) return address(o);
  if (isInt(o)) return (o << 4 | 1) & 0x7fff_ffff_ffff_ffff;
  if (isFloat(o)) return (o >> 1 | 2) & 0x7fff_ffff_ffff_ffff;
  return o;
}

/** @slot object.str */
export function object_str(o: Word): Word { return repr(o); }

/** @slot object.hash */
export function object_hash(o: Word): i64 {
  const n = identity(o);
  return <i64>(n >> 4 | n << 60);
}

/** @slot object.richcompare */
export function object_richcompare(a: Word, b: Word, op: i32): Word {
  if (op == EQ) return same(a, b) ? TRUE : NOT_IMPLEMENTED;
  if (op == NE) {
    const slot = changetype<Type>(typeOf(a)).richcompare;
    // None and the like compare by identity alone
    if (slot == 0) return same(a, b) ? FALSE : NOT_IMPLEMENTED;
    const r = call_indirect<Word>(slot, a, b, EQ);
    if (r == NULL || r == NOT_IMPLEMENTED) return r;
    const t = truth(r);
    release(r);
    return t < 0 ? NULL : ofBool(t == 0);
  }
  return NOT_IMPLEMENTED;
}

/** @new object */
export function object_new(type: Word, args: usize, n: i32, kwnames: Word): Word {
  const t = changetype<Type>(address(type));
  const kw: i32 = kwnames == NULL ? 0 : <i32>changetype<Tuple>(address(kwnames)).size;
  if (n + kw != 0) {
    if (t.new != object_new.index) return raise(T_TYPE_ERROR, 'object.__new__() takes exactly one argument (the type to instantiate)');
    if (t.init == object_init.index) return raisef(T_TYPE_ERROR, '%N() takes no arguments', type);
  }
  if ((t.flags & TF_ABSTRACT) != 0) return abstractError(type);
  const p = allocVar(<u32>address(type), 0);
  return p == 0 ? NULL : fromAddress(p);
}
// @ts-ignore: decorator
@inline export function objectNewIndex(): u32 { return object_new.index; }

function abstractError(type: Word): Word {
  const methods = getAttr(type, N___abstractmethods__);
  if (methods == NULL) return NULL;
  const list = sortedList(methods);
  release(methods);
  if (list == NULL) return NULL;
  const comma = newText("', '");
  const joined = str_join(comma, list);
  release(comma);
  const n = listSize(address(list));
  release(list);
  if (joined == NULL) return NULL;
  if (n == 1) raisef(T_TYPE_ERROR, "Can't instantiate abstract class %N without an implementation for abstract method '%U'", type, joined);
  else raisef(T_TYPE_ERROR, "Can't instantiate abstract class %N without an implementation for abstract methods '%U'", type, joined);
  release(joined);
  return NULL;
}
import { N___abstractmethods__ } from '../generated/names';
import { str_join } from './str/join';
import { listFrom, list_sort } from './list/methods';
import { listSize } from './list/core';
function sortedList(o: Word): Word {
  const l = listFrom(o);
  if (l == NULL) return NULL;
  if (list_sort(l, NULL, NULL) == NULL) { release(l); return NULL; }
  return l;
}

/** @init object */
export function object_init(self: Word, args: usize, n: i32, kwnames: Word): i32 {
  const kw: i32 = kwnames == NULL ? 0 : <i32>changetype<Tuple>(address(kwnames)).size;
  if (n + kw != 0) {
    const t = changetype<Type>(typeOf(self));
    if (t.init != object_init.index) {
      raise(T_TYPE_ERROR, 'object.__init__() takes exactly one argument (the instance to initialize)');
      return -1;
    }
    if (t.new == object_new.index) {
      raisef(T_TYPE_ERROR, '%T.__init__() takes exactly one argument (the instance to initialize)', self);
      return -1;
    }
  }
  return 0;
}

// ---- methods --------------------------------------------------------------------------------------------------------------------

/** @getter object.__class__
 * the object's class */
export function object_get_class(o: Word): Word { return own(fromAddress(typeOf(o))); }
/** @setter object.__class__ */
export function object_set_class(o: Word, value: Word): i32 { return assignClass(o, value); }

/** @method object.__format__(self, format_spec, /)
 * Default object formatter.
 *
 * Return str(self) if format_spec is empty. Raise TypeError otherwise. */
export function object___format__(self: Word, spec: Word): Word {
  if (!isStr(spec)) return raisef(T_TYPE_ERROR, '__format__() argument must be str, not %T', spec);
  if (load<u32>(address(spec), 16) != 0) return raisef(T_TYPE_ERROR, 'unsupported format string passed to %T.__format__', self);
  return str(self);
}

/** @method object.__sizeof__(self, /)
 * Size of object in memory, in bytes. */
export function object___sizeof__(self: Word): Word {
  const t = changetype<Type>(typeOf(self));
  let size: i64 = t.size;
  if (t.itemSize != 0) size += <i64>load<u32>(address(self), 16) * t.itemSize;
  return intFromI64(size);
}

/** @method object.__dir__(self, /)
 * Default dir() implementation. */
export function object___dir__(self: Word): Word {
  const names = newDict();
  if (names == 0) return NULL;
  const d = fromAddress(names);
  const own_ = lookupAttr(self, N___dict__);
  if (own_ != NULL) {
    if (isPointer(own_) && isSubtype(typeOf(own_), T_DICT) && dictUpdate(names, own_) < 0) { release(own_); release(d); return NULL; }
    release(own_);
  } else if (errorSet()) { release(d); return NULL; }
  const cls = lookupAttr(self, N___class__);
  if (cls != NULL) {
    const ok = mergeClassDict(names, cls);
    release(cls);
    if (!ok) { release(d); return NULL; }
  }
  const keys = dictKeysTuple(names);
  release(d);
  if (keys == NULL) return NULL;
  const r = listFrom(keys);
  release(keys);
  return r;
}
import { T_DICT } from '../generated/types';
import { mergeClassDict } from './type/names';

/** @method object.__reduce__(self, /)
 * Helper for pickle. */
export function object___reduce__(self: Word): Word { return copyregReduce(self, ofInt(0)); }

/** @method object.__reduce_ex__(self, protocol, /)
 * Helper for pickle. */
export function object___reduce_ex__(self: Word, protocol: Word): Word {
  const onType = typeLookup(typeOf(self), N___reduce__);
  const onObject = typeLookup(T_OBJECT, N___reduce__);
  const overridden = onType != onObject;
  release(onType);
  release(onObject);
  if (overridden) {
    const reduce = lookupAttr(self, N___reduce__);
    if (reduce != NULL) {
      const r = call0(reduce);
      release(reduce);
      return r;
    }
    if (errorSet()) return NULL;
  }
  return copyregReduce(self, protocol);
}

import { importModule } from '../eval/imports';
import { reduceNewObject } from './reduce';
function copyregReduce(self: Word, protocol: Word): Word {
  if (isInt(protocol) && <i64>(protocol << 16) >> 16 >= 2) return reduceNewObject(self);
  const copyreg = importModule(N_copyreg);
  if (copyreg == NULL) return NULL;
  const f = getAttr(copyreg, N__reduce_ex);
  release(copyreg);
  if (f == NULL) return NULL;
  const r = call2(f, self, protocol);
  release(f);
  return r;
}
import { call2 } from '../eval/call';

/** @method object.__getstate__(self, /)
 * Helper for pickle. */
export function object___getstate__(self: Word): Word { return objectGetState(self, false); }
import { objectGetState } from './reduce';

/** @classmethod object.__init_subclass__(type)
 * This method is called when a class is subclassed.
 *
 * The default implementation does nothing. It may be
 * overridden to extend subclasses. */
export function object___init_subclass__(type: Word): Word { return NONE; }

/** @classmethod object.__subclasshook__(type, object, /)
 * Abstract classes can override this to customize issubclass().
 *
 * This is invoked early on by abc.ABCMeta.__subclasscheck__().
 * It should return True, False or NotImplemented.  If it returns
 * NotImplemented, the normal algorithm is used.  Otherwise, it
 * overrides the normal algorithm (and the outcome is cached). */
export function object___subclasshook__(type: Word, other: Word): Word { return NOT_IMPLEMENTED; }
