// type: attributes of classes.

import { Word, NULL, NONE, isPointer, address, fromAddress, ofBool, ofInt } from '../../layout/word';
import { Type, TF_HEAP, TF_IMMUTABLE, TF_ABSTRACT, TF_BASE, TF_SEQUENCE, TF_MAPPING } from '../../layout/type';
import { Tuple, TUPLE_ITEMS } from '../../layout/containers';
import { own, release } from '../../counting/counts';
import { raise, raisef, errorSet, formatText, clearError, errorMatches } from '../../eval/errors';
import { typeOf, isType, isStr, truth } from '../protocol';
import { typeLookup, typeModified, isSubtype, weakTarget } from './lookup';
import { internName, noteAttribute } from '../object';
import { linearise, computeMro } from './mro';
import { updateSlotsFor, updateSlots, slotRows, slotRowCount, SlotRow } from './slots';
import { typeFullName, typeModule, mergeClassDict } from './names';
import { realIsInstance, realIsSubclass, nativeBase } from './instances';
import { bestBase, solidBase } from './heap';
import { addSubclass, removeSubclass } from './subclasses';
import { newList, listAppend, listGet, listSize, listSnapshot } from '../list/core';
import { newDict, dictGetStr, dictSet, dictDelete, dictKeysTuple } from '../dict/core';
import { newMappingProxy } from '../dict/proxy';
import { newText } from '../str/new';
import { charAt } from '../str/access';
import { encodeUtf8 } from '../codecs/utf8';
import { newUnion } from '../generic';
import { visit, visitAddress } from '../../collector/visit';
import { freeObject } from '../../memory/objects';
import { readAttribute } from './attributes';
import { stopWorld, startWorld } from '../../sync/world';
import { T_TYPE, T_TYPE_ERROR, T_ATTRIBUTE_ERROR, T_TUPLE, T_KEY_ERROR, T_VALUE_ERROR } from '../../generated/types';
import { N___abstractmethods__, N___doc__, N___module__, N___annotations__, N___type_params__, N___firstlineno__ } from '../../generated/names';
import { dictContains } from '../dict/core';

/** @slot type.getattro */
export function type_getattro(o: Word, name0: Word): Word {
  if (!isStr(name0)) return raisef(T_TYPE_ERROR, "attribute name must be string, not '%T'", name0);
  const name = internName(name0);
  const r = typeAttribute(o, name);
  if (r != NULL || errorSet()) return r;
  raisef(T_ATTRIBUTE_ERROR, "type object '%N' has no attribute '%U'", o, name);
  return noteAttribute(o, name);
}

// @ts-ignore: decorator
@inline export function typeGetSlot(): u32 { return type_getattro.index; }

/** Attribute `name` (interned) of a class: owned; NULL without an error: it has none. */
export function typeAttribute(o: Word, name: Word): Word {
  const type = <u32>address(o);
  const metatype = typeOf(o);
  const meta = typeLookup(metatype, name);
  let metaGet: u32 = 0;
  if (meta != NULL) {
    const mt = changetype<Type>(typeOf(meta));
    metaGet = mt.descr_get;
    if (metaGet != 0 && mt.descr_set != 0) {
      const r = call_indirect<Word>(metaGet, meta, o, fromAddress(metatype));
      release(meta);
      return r;
    }
  }
  const found = typeLookup(type, name);
  if (found != NULL) {
    release(meta);
    const get = changetype<Type>(typeOf(found)).descr_get;
    if (get == 0) return found;
    const r = call_indirect<Word>(get, found, NULL, o);
    release(found);
    return r;
  }
  if (changetype<Type>(metatype).attrs != 0) {
    const v = readAttribute(address(o), metatype, name);
    if (v != NULL) { release(meta); return v; }
  }
  if (metaGet != 0) {
    const r = call_indirect<Word>(metaGet, meta, o, fromAddress(metatype));
    release(meta);
    return r;
  }
  return meta;
}

/** @slot type.setattro */
export function type_setattro(o: Word, name0: Word, value: Word): i32 {
  const t = changetype<Type>(address(o));
  if (!isStr(name0)) {
    raisef(T_TYPE_ERROR, "attribute name must be string, not '%T'", name0);
    return -1;
  }
  const name = internName(name0);
  if ((t.flags & TF_IMMUTABLE) != 0) {
    raisef(T_TYPE_ERROR, "cannot set '%U' attribute of immutable type '%U'", name, typeFullName(<u32>address(o)));
    return -1;
  }
  const metatype = typeOf(o);
  const meta = typeLookup(metatype, name);
  if (meta != NULL) {
    const set = changetype<Type>(typeOf(meta)).descr_set;
    if (set != 0) {
      const r = call_indirect<i32>(set, meta, o, value);
      release(meta);
      return r;
    }
    release(meta);
  }
  if (setInTypeDict(<u32>address(o), name, value) < 0) {
    if (value == NULL && errorMatches(T_KEY_ERROR)) {
      clearError();
      raisef(T_ATTRIBUTE_ERROR, "type object '%N' has no attribute '%U'", o, name);
      noteAttribute(o, name);
    }
    return -1;
  }
  updateForName(<u32>address(o), name);
  return 0;
}

/**
 * Sets or (value NULL) deletes an entry of a type's dict and gives the type a new version; -1 with an error. What is
 * replaced lives until then: the method caches of all threads lend it that long.
 */
function setInTypeDict(type: u32, name: Word, value: Word): i32 {
  const dict = address(changetype<Type>(type).dict);
  const before = dictGetStr(dict, name);
  const r = value == NULL ? dictDelete(dict, name) : dictSet(dict, name, value);
  typeModified(type);
  release(before);
  return r;
}

// Slots that `name` fills, here and in every subclass.
function updateForName(type: u32, name: Word): void {
  const p = address(name);
  if (load<u32>(p, 16) < 5) return;
  let concerned = false;
  const rows = slotRows();
  const count = slotRowCount();
  for (let i: u32 = 0; i < count; i++) if (changetype<SlotRow>(rows + i * offsetof<SlotRow>()).name == name) { concerned = true; break; }
  if (concerned) updateTree(type, name);
}
function updateTree(type: u32, name: Word): void {
  updateSlotsFor(type, name);
  const list = changetype<Type>(type).subclasses;
  if (list == NULL) return;
  const snapshot = listSnapshot(list);
  if (snapshot == NULL) { clearError(); return; }
  const n = changetype<Tuple>(address(snapshot)).size;
  for (let i: u32 = 0; i < n; i++) {
    const target = weakTarget(load<u64>(address(snapshot) + TUPLE_ITEMS + (<usize>i << 3)));
    if (target == NULL) continue;
    updateTree(<u32>address(target), name);
    release(target);
  }
  release(snapshot);
}

/** @slot type.repr */
export function type_repr(o: Word): Word {
  const name = typeFullName(<u32>address(o));
  if (name == NULL) return NULL;
  const r = formatText("<class '%U'>", name);
  release(name);
  return r;
}

/** @slot type.traverse */
export function type_traverse(p: usize): void {
  const t = changetype<Type>(p);
  visit(t.name);
  visit(t.qualname);
  visit(t.bases);
  visit(t.mro);
  visit(t.dict);
  visit(t.subclasses);
  visit(t.slotNames);
  visitAddress(t.base);
  visitAddress(t.rootShape);
}

/** @slot type.dealloc */
export function type_dealloc(p: usize): void {
  const t = changetype<Type>(p);
  release(t.name);
  release(t.qualname);
  release(t.bases);
  release(t.mro);
  release(t.dict);
  release(t.subclasses);
  release(t.slotNames);
  freeObject(p);
}

function checkSettable(o: Word, value: Word, name: string): bool {
  const text = newText(name);
  let ok = true;
  if ((changetype<Type>(address(o)).flags & TF_IMMUTABLE) != 0) {
    const full = typeFullName(<u32>address(o));
    raisef(T_TYPE_ERROR, "cannot set '%U' attribute of immutable type '%U'", text, full);
    release(full);
    ok = false;
  } else if (value == NULL) {
    raisef(T_TYPE_ERROR, "cannot delete '%U' attribute of immutable type '%N'", text, o);
    ok = false;
  }
  release(text);
  return ok;
}

/** @getter type.__name__ */
export function type_get_name(o: Word): Word { return own(changetype<Type>(address(o)).name); }
/** @setter type.__name__ */
export function type_set_name(o: Word, value: Word): i32 {
  if (!checkSettable(o, value, '__name__')) return -1;
  if (!isStr(value)) {
    raisef(T_TYPE_ERROR, "can only assign string to %N.__name__, not '%T'", o, value);
    return -1;
  }
  if (!validTypeName(value)) return -1;
  replaceWord(address(o) + offsetof<Type>('name'), value);
  return 0;
}
/** @getter type.__qualname__ */
export function type_get_qualname(o: Word): Word { return own(changetype<Type>(address(o)).qualname); }
/** @setter type.__qualname__ */
export function type_set_qualname(o: Word, value: Word): i32 {
  if (!checkSettable(o, value, '__qualname__')) return -1;
  if (!isStr(value)) {
    raisef(T_TYPE_ERROR, "can only assign string to %N.__qualname__, not '%T'", o, value);
    return -1;
  }
  replaceWord(address(o) + offsetof<Type>('qualname'), value);
  return 0;
}
/** No null characters and no lone surrogates: false with ValueError or UnicodeEncodeError. */
export function validTypeName(name: Word): bool {
  const p = address(name);
  const n = load<u32>(p, 16);
  for (let i: u32 = 0; i < n; i++) {
    const c = charAt(p, i);
    if (c == 0) {
      raise(T_VALUE_ERROR, 'type name must not contain null characters');
      return false;
    }
    if (c >= 0xd800 && c < 0xe000) {
      const bytes = encodeUtf8(name, NULL);
      release(bytes);
      return bytes != NULL;
    }
  }
  return true;
}

function replaceWord(at: usize, value: Word): void {
  const old = atomic.xchg<u64>(at, own(value));
  release(old);
}

/** @getter type.__module__ */
export function type_get_module(o: Word): Word {
  const m = typeModule(<u32>address(o));
  if (m == NULL) return raise(T_ATTRIBUTE_ERROR, '__module__');
  return m;
}
/** @setter type.__module__ */
export function type_set_module(o: Word, value: Word): i32 {
  if (!checkSettable(o, value, '__module__')) return -1;
  // the line belonged to the module that made the class
  if (dictContains(address(changetype<Type>(address(o)).dict), N___firstlineno__) > 0) setInTypeDict(<u32>address(o), N___firstlineno__, NULL);
  return setInTypeDict(<u32>address(o), N___module__, value);
}

/** @getter type.__bases__ */
export function type_get_bases(o: Word): Word { return own(changetype<Type>(address(o)).bases); }
/** @setter type.__bases__ */
export function type_set_bases(o: Word, value: Word): i32 {
  if (!checkSettable(o, value, '__bases__')) return -1;
  const t = changetype<Type>(address(o));
  if (!isPointer(value) || !isSubtype(typeOf(value), T_TUPLE)) {
    raisef(T_TYPE_ERROR, 'can only assign tuple to %N.__bases__, not %T', o, value);
    return -1;
  }
  const n = changetype<Tuple>(address(value)).size;
  if (n == 0) {
    raisef(T_TYPE_ERROR, 'can only assign non-empty tuple to %N.__bases__, not ()', o);
    return -1;
  }
  for (let i: u32 = 0; i < n; i++) {
    const b = load<u64>(address(value) + TUPLE_ITEMS + (<usize>i << 3));
    if (!isType(b)) {
      raisef(T_TYPE_ERROR, "%N.__bases__ must be tuple of classes, not '%T'", o, b);
      return -1;
    }
    if (isSubtype(<u32>address(b), <u32>address(o)) || descends(<u32>address(b), <u32>address(o))) {
      raise(T_TYPE_ERROR, 'a __bases__ item causes an inheritance cycle');
      return -1;
    }
  }
  const newBase = bestBase(value);
  if (newBase == 0) return -1;
  const first = changetype<Type>(newBase);
  const oldBase = changetype<Type>(t.base);
  if (solidBase(newBase) != solidBase(t.base) || first.size != oldBase.size || first.itemSize != oldBase.itemSize || first.tailSlots != oldBase.tailSlots || (first.attrs == 0) != (oldBase.attrs == 0) || nativeBase(newBase) != nativeBase(t.base)) {
    raisef(T_TYPE_ERROR, "__bases__ assignment: '%N' object layout differs from '%N'", fromAddress(newBase), fromAddress(t.base));
    return -1;
  }
  const oldBases = own(t.bases);
  replaceWord(address(o) + offsetof<Type>('bases'), value);
  t.base = newBase;
  // every class of the tree gets its new mro, or all keep what they have: class, old mro, new mro, ...
  const done = newList(4);
  if (done == 0 || !relinearise(o, done)) {
    if (done != 0) {
      const count = listSize(done);
      for (let i: u32 = 0; i < count; i += 3) {
        const cls = listGet(done, i);
        const before = listGet(done, i + 1);
        const made = listGet(done, i + 2);
        // unless mro() assigned __bases__ again
        if (changetype<Type>(address(cls)).mro == made) {
          stopWorld();
          changetype<Type>(address(cls)).mro = before == NONE ? NULL : before;
          startWorld();
          release(made);
          typeModified(<u32>address(cls));
        } else release(before);
        release(made);
        release(cls);
      }
      release(fromAddress(done));
    }
    if (t.bases == value) {
      t.base = <u32>changetype<usize>(oldBase);
      replaceWord(address(o) + offsetof<Type>('bases'), oldBases);
    }
    release(oldBases);
    typeModified(<u32>address(o));
    return -1;
  }
  // mro() may have assigned __bases__ again: then that stands
  if (t.bases == value) {
    const m = changetype<Tuple>(address(oldBases)).size;
    for (let i: u32 = 0; i < m; i++) removeSubclass(<u32>address(load<u64>(address(oldBases) + TUPLE_ITEMS + (<usize>i << 3))), <u32>address(o));
    for (let i: u32 = 0; i < n; i++) addSubclass(<u32>address(load<u64>(address(value) + TUPLE_ITEMS + (<usize>i << 3))), <u32>address(o));
    typeModified(<u32>address(o));
    const count = listSize(done);
    for (let i: u32 = 0; i < count; i += 3) {
      const cls = listGet(done, i);
      updateSlots(<u32>address(cls));
      release(cls);
    }
  }
  release(fromAddress(done));
  release(oldBases);
  return 0;
}

// Whether the chain of solid bases leads from `type` to `base`: it is set before mro() runs, which may look at it.
function descends(type: u32, base: u32): bool {
  for (let t = type; t != 0; t = changetype<Type>(t).base) if (t == base) return true;
  return false;
}

// The class and its subclasses get their mro anew; `done` notes what they had. False: an error, the work is half done.
function relinearise(o: Word, done: usize): bool {
  const t = changetype<Type>(address(o));
  const before = t.mro;
  own(before);
  const mro = computeMro(o);
  if (mro == NULL) { release(before); return false; }
  if (t.mro != before) {
    // a custom mro() assigned __bases__ meanwhile
    release(mro);
    release(before);
    return true;
  }
  listAppend(done, o);
  listAppend(done, before == NULL ? NONE : before);
  listAppend(done, mro);
  stopWorld();
  t.mro = mro;
  startWorld();
  release(before);
  release(before);
  typeModified(<u32>address(o));
  const list = t.subclasses;
  if (list == NULL) return true;
  const snapshot = listSnapshot(list);
  if (snapshot == NULL) return false;
  const n = changetype<Tuple>(address(snapshot)).size;
  let ok = true;
  for (let i: u32 = 0; i < n && ok; i++) {
    const target = weakTarget(load<u64>(address(snapshot) + TUPLE_ITEMS + (<usize>i << 3)));
    if (target == NULL) continue;
    ok = relinearise(target, done);
    release(target);
  }
  release(snapshot);
  return ok;
}

/** @member type.__base__ */
export function type_get_base(o: Word): Word {
  const b = changetype<Type>(address(o)).base;
  return b == 0 ? NONE : own(fromAddress(b));
}
/** @getter type.__mro__ */
export function type_get_mro(o: Word): Word {
  const mro = changetype<Type>(address(o)).mro;
  return mro == NULL ? NONE : own(mro);
}
/** @getter type.__dict__ */
export function type_get_dict(o: Word): Word { return newMappingProxy(changetype<Type>(address(o)).dict); }
/** @member type.__basicsize__ */
export function type_get_basicsize(o: Word): Word { return ofInt(<i64>changetype<Type>(address(o)).size); }
/** @member type.__itemsize__ */
export function type_get_itemsize(o: Word): Word { return ofInt(<i64>changetype<Type>(address(o)).itemSize); }
/** @member type.__flags__ */
export function type_get_flags(o: Word): Word {
  const f = changetype<Type>(address(o)).flags;
  let r: i64 = 1 << 12;
  if ((f & TF_HEAP) != 0) r |= 1 << 9;
  if ((f & TF_IMMUTABLE) != 0) r |= 1 << 8;
  if ((f & TF_BASE) != 0) r |= 1 << 10;
  if ((f & TF_ABSTRACT) != 0) r |= 1 << 20;
  if ((f & TF_SEQUENCE) != 0) r |= 1 << 5;
  if ((f & TF_MAPPING) != 0) r |= 1 << 6;
  // instances with attributes: what CPython calls a managed dict
  if ((f & TF_HEAP) != 0 && changetype<Type>(address(o)).attrs != 0) r |= 1 << 4;
  r |= <i64>(f & 0xff000000);
  return ofInt(r);
}
/** @member type.__dictoffset__ */
export function type_get_dictoffset(o: Word): Word { return ofInt(<i64>changetype<Type>(address(o)).attrs); }
/** @member type.__weakrefoffset__ */
export function type_get_weakrefoffset(o: Word): Word { return ofInt((changetype<Type>(address(o)).flags & (1 << 11)) != 0 ? 8 : 0); }

/** @getter type.__abstractmethods__ */
export function type_get_abstractmethods(o: Word): Word {
  const r = dictGetStr(address(changetype<Type>(address(o)).dict), N___abstractmethods__);
  if (r == NULL || o == fromAddress(T_TYPE)) { release(r); return raise(T_ATTRIBUTE_ERROR, '__abstractmethods__'); }
  return r;
}
/** @setter type.__abstractmethods__ */
export function type_set_abstractmethods(o: Word, value: Word): i32 {
  const t = changetype<Type>(address(o));
  let abstract = 0;
  if (value != NULL) {
    abstract = truth(value);
    if (abstract < 0) return -1;
    if (setInTypeDict(<u32>address(o), N___abstractmethods__, value) < 0) return -1;
  } else if (setInTypeDict(<u32>address(o), N___abstractmethods__, NULL) < 0) {
    if (errorMatches(T_KEY_ERROR)) { clearError(); raise(T_ATTRIBUTE_ERROR, '__abstractmethods__'); }
    return -1;
  }
  t.flags = abstract != 0 ? t.flags | TF_ABSTRACT : t.flags & ~TF_ABSTRACT;
  return 0;
}

/** @getter type.__doc__ */
export function type_get_doc(o: Word): Word {
  const d = dictGetStr(address(changetype<Type>(address(o)).dict), N___doc__);
  if (d == NULL) return NONE;
  const get = changetype<Type>(typeOf(d)).descr_get;
  if (get == 0) return d;
  const r = call_indirect<Word>(get, d, NULL, o);
  release(d);
  return r;
}
/** @setter type.__doc__ */
export function type_set_doc(o: Word, value: Word): i32 {
  if (!checkSettable(o, value, '__doc__')) return -1;
  return setInTypeDict(<u32>address(o), N___doc__, value);
}

/** @getter type.__annotations__ */
export function type_get_annotations(o: Word): Word {
  const t = changetype<Type>(address(o));
  if ((t.flags & TF_HEAP) == 0) {
    raisef(T_ATTRIBUTE_ERROR, "type object '%N' has no attribute '__annotations__'", o);
    return NULL;
  }
  const r = dictGetStr(address(t.dict), N___annotations__);
  if (r != NULL) {
    const get = changetype<Type>(typeOf(r)).descr_get;
    if (get == 0) return r;
    const v = call_indirect<Word>(get, r, NULL, o);
    release(r);
    return v;
  }
  const d = newDict();
  if (d == 0) return NULL;
  setInTypeDict(<u32>address(o), N___annotations__, fromAddress(d));
  return fromAddress(d);
}
/** @setter type.__annotations__ */
export function type_set_annotations(o: Word, value: Word): i32 {
  const t = changetype<Type>(address(o));
  if ((t.flags & TF_IMMUTABLE) != 0) {
    raisef(T_TYPE_ERROR, "cannot set '__annotations__' attribute of immutable type '%N'", o);
    return -1;
  }
  let r: i32;
  if (value != NULL) r = setInTypeDict(<u32>address(o), N___annotations__, value);
  else {
    r = setInTypeDict(<u32>address(o), N___annotations__, NULL);
    if (r < 0 && errorMatches(T_KEY_ERROR)) { clearError(); raise(T_ATTRIBUTE_ERROR, '__annotations__'); }
  }
  return r;
}

/** @getter type.__type_params__ */
export function type_get_type_params(o: Word): Word {
  // what stands in the dict of type itself is this descriptor
  if (o == fromAddress(T_TYPE)) return own(control().emptyTuple);
  const r = dictGetStr(address(changetype<Type>(address(o)).dict), N___type_params__);
  return r == NULL ? own(control().emptyTuple) : r;
}
/** @setter type.__type_params__ */
export function type_set_type_params(o: Word, value: Word): i32 {
  if (!checkSettable(o, value, '__type_params__')) return -1;
  return setInTypeDict(<u32>address(o), N___type_params__, value);
}
import { listFrom } from '../list/methods';
import { control } from '../../layout/control';

/** @getter type.__text_signature__ */
export function type_get_text_signature(o: Word): Word { return NONE; }

/** @method type.mro(self, /)
 * Return a type's method resolution order. */
export function type_mro(self: Word): Word {
  const t = linearise(self);
  if (t == NULL) return NULL;
  const list = newList(0);
  const n = changetype<Tuple>(address(t)).size;
  for (let i: u32 = 0; i < n; i++) listAppend(list, load<u64>(address(t) + TUPLE_ITEMS + (<usize>i << 3)));
  release(t);
  return fromAddress(list);
}

/** @method type.__subclasses__(self, /)
 * Return a list of immediate subclasses. */
export function type_subclasses(self: Word): Word {
  const out = newList(0);
  if (out == 0) return NULL;
  const list = changetype<Type>(address(self)).subclasses;
  if (list == NULL) return fromAddress(out);
  const snapshot = listSnapshot(list);
  if (snapshot == NULL) { release(fromAddress(out)); return NULL; }
  const n = changetype<Tuple>(address(snapshot)).size;
  for (let i: u32 = 0; i < n; i++) {
    const target = weakTarget(load<u64>(address(snapshot) + TUPLE_ITEMS + (<usize>i << 3)));
    if (target == NULL) continue;
    listAppend(out, target);
    release(target);
  }
  release(snapshot);
  return fromAddress(out);
}

/** @method type.__instancecheck__(self, instance, /)
 * Check if an object is an instance. */
export function type_instancecheck(self: Word, instance: Word): Word {
  const r = realIsInstance(instance, self);
  return r < 0 ? NULL : ofBool(r != 0);
}

/** @method type.__subclasscheck__(self, subclass, /)
 * Check if a class is a subclass. */
export function type_subclasscheck(self: Word, subclass: Word): Word {
  const r = realIsSubclass(subclass, self);
  return r < 0 ? NULL : ofBool(r != 0);
}

/** @classmethod type.__prepare__(type, *args, **kwargs)
 * Create the namespace for the class statement */
export function type_prepare(args: usize, n: i32, kwnames: Word): Word {
  const d = newDict();
  return d == 0 ? NULL : fromAddress(d);
}

/** @method type.__dir__(self, /)
 * Specialized __dir__ implementation for types. */
export function type_dir(self: Word): Word {
  const d = newDict();
  if (d == 0) return NULL;
  let r: Word = NULL;
  if (mergeClassDict(d, self)) {
    const keys = dictKeysTuple(d);
    if (keys != NULL) { r = listFrom(keys); release(keys); }
  }
  release(fromAddress(d));
  return r;
}

/** @method type.__sizeof__(self, /)
 * Return memory consumption of the type object. */
export function type_sizeof(self: Word): Word { return ofInt(640); }

/** @slot type.nb_or */
export function type_or(a: Word, b: Word): Word { return newUnion(a, b); }
