// Classes made by Python code: type.__new__.

import { Word, NULL, NONE, address, fromAddress } from '../../layout/word';
import {
  Type, TF_HEAP, TF_BASE, TF_READY, TF_GC, TF_INT, TF_LIST, TF_TUPLE, TF_BYTES, TF_STR, TF_DICT, TF_EXCEPTION, TF_TYPE, TF_SEQUENCE, TF_MAPPING,
  TF_MATCH_SELF, TF_WEAKREF, INSTANCE_PLAIN, INSTANCE_OPAQUE,
} from '../../layout/type';
import { Tuple, TUPLE_ITEMS } from '../../layout/containers';
import { ATTRS_AFTER_ITEMS, MAX_SLOTS } from '../../layout/instance';
import { popRootsTo, pushRoot, rootMark } from '../../collector/roots';
import { own, release, markDeferred } from '../../counting/counts';
import { newObject } from '../../memory/objects';
import { raise, raisef, errorSet, formatText, clearError } from '../../eval/errors';
import { callWith, call2, arg } from '../../eval/call';
import { typeOf, isType, isStr, lookupAttr, iter, next } from '../protocol';
import { addSubclass } from './subclasses';
import { typeLookup, typeModified, isSubtype } from './lookup';
import { inheritSlots } from './static';
import { updateSlots } from './slots';
import { newTuple } from '../tuple';
import { newList, listAppend, listToTupleWord } from '../list/core';
import { dictGetStr, dictSet, dictDelete, dictCopy, dictNext, nextKey, nextValue } from '../dict/core';
import { initShapes } from './shapes';
import { validTypeName } from './type';
import { encodeUtf8 } from '../codecs/utf8';
import { computeMro } from './mro';
import { AT_OFFSET, BEHIND_ITEMS, newMember, newDictGetter, newWeakGetter } from '../descriptors/getset';
import { newClassMethod, newStaticMethod } from '../descriptors/class_static';
import { intern, strEqualsText } from '../str/new';
import { metaclassOf } from './metaclass';
import { sliceStr } from '../str/slice';
import {
  T_TYPE, T_OBJECT, T_TUPLE, T_DICT, T_STR, T_FUNCTION, T_TYPE_ERROR, T_CELL, T_VALUE_ERROR, T_RUNTIME_WARNING,
} from '../../generated/types';
import {
  N___qualname__, N___module__, N___doc__, N___slots__, N___classcell__, N___dict__, N___weakref__, N___init_subclass__, N___class_getitem__,
  N___new__, N___set_name__, N___name__, N___hash__, N___eq__, N___static_attributes__, N___mro_entries__, N___classdictcell__,
} from '../../generated/names';
import { globalsOfCaller } from '../../eval/frames';
import { warn } from '../../eval/warnings';
import { isIdentifier } from '../str/predicates';
import { mangle } from './mangle';

// @ts-ignore: decorator
@inline const INHERITED: u32 = TF_GC | TF_INT | TF_LIST | TF_TUPLE | TF_BYTES | TF_STR | TF_DICT | TF_EXCEPTION | TF_TYPE | TF_SEQUENCE | TF_MAPPING | TF_MATCH_SELF | TF_WEAKREF;

/** @type type base=object size=640 flags=BASE,GC,TYPE,WEAKREF
 * type(object) -> the object's type
 * type(name, bases, dict, **kwds) -> a new type
 */

/** @init type */
export function type_init(self: Word, args: usize, n: i32, kwnames: Word): i32 {
  if (n != 1 && n != 3) {
    raise(T_TYPE_ERROR, 'type.__init__() takes 1 or 3 arguments');
    return -1;
  }
  if (n == 1 && kwnames != NULL && changetype<Tuple>(address(kwnames)).size != 0) {
    raise(T_TYPE_ERROR, 'type.__init__() takes no keyword arguments');
    return -1;
  }
  return 0;
}

/** @new type */
export function type_new(metatype0: Word, args: usize, n: i32, kwnames: Word): Word {
  if (n != 3) return raisef(T_TYPE_ERROR, 'type.__new__() takes exactly 3 arguments (%d given)', intFromI64(n));
  const name = arg(args, 0);
  const bases0 = arg(args, 1);
  const namespace = arg(args, 2);
  if (!isStr(name)) return raisef(T_TYPE_ERROR, 'type.__new__() argument 1 must be str, not %T', name);
  if (!isSubtype(typeOf(bases0), T_TUPLE)) return raisef(T_TYPE_ERROR, 'type.__new__() argument 2 must be tuple, not %T', bases0);
  if (!isSubtype(typeOf(namespace), T_DICT)) return raisef(T_TYPE_ERROR, 'type.__new__() argument 3 must be dict, not %T', namespace);
  let metatype = metatype0;
  let bases: Word;
  if (changetype<Tuple>(address(bases0)).size == 0) {
    const t = newTuple(1);
    if (t == 0) return NULL;
    store<u64>(t + TUPLE_ITEMS, fromAddress(T_OBJECT));
    bases = fromAddress(t);
  } else {
    for (let i: u32 = 0; i < changetype<Tuple>(address(bases0)).size; i++) {
      const b = load<u64>(address(bases0) + TUPLE_ITEMS + (<usize>i << 3));
      if (isType(b)) continue;
      const entries = lookupAttr(b, N___mro_entries__);
      if (entries != NULL) {
        release(entries);
        return raise(T_TYPE_ERROR, "type() doesn't support MRO entry resolution; use types.new_class()");
      }
      if (errorSet()) return NULL;
    }
    metatype = metaclassOf(metatype0, bases0);
    if (metatype == NULL) return NULL;
    if (metatype != metatype0) {
      const winner = changetype<Type>(address(metatype)).new;
      if (winner != type_new.index) return call_indirect<Word>(winner, metatype, args, n, kwnames);
    }
    bases = own(bases0);
  }
  const roots = rootMark();
  const cls = buildClass(metatype, name, bases, namespace);
  release(bases);
  const whole = cls != NULL && finishClass(cls, args, kwnames);
  popRootsTo(roots);
  return whole ? cls : NULL;
}
import { intFromI64 } from '../int/new';

/** The base whose instances' layout the new class extends: 0 with TypeError. */
export function bestBase(bases: Word): u32 {
  const n = changetype<Tuple>(address(bases)).size;
  let winner: u32 = 0;
  let best: u32 = 0;
  for (let i: u32 = 0; i < n; i++) {
    const w = load<u64>(address(bases) + TUPLE_ITEMS + (<usize>i << 3));
    if (!isType(w)) { raise(T_TYPE_ERROR, 'bases must be types'); return 0; }
    const b = <u32>address(w);
    if ((changetype<Type>(b).flags & TF_BASE) == 0) {
      raisef(T_TYPE_ERROR, "type '%U' is not an acceptable base type", typeFullNameOf(b));
      return 0;
    }
    const candidate = solidBase(b);
    if (winner == 0) { winner = candidate; best = b; }
    else if (isSubtype(winner, candidate)) continue;
    else if (isSubtype(candidate, winner)) { winner = candidate; best = b; }
    else {
      raise(T_TYPE_ERROR, 'multiple bases have instance lay-out conflict');
      return 0;
    }
  }
  return best;
}
import { typeFullName } from './names';
function typeFullNameOf(t: u32): Word { return typeFullName(t); }

// The nearest type up the chain that adds fields of its own (slots or native data).
export function solidBase(type: u32): u32 {
  let t = type;
  while (true) {
    const base = changetype<Type>(t).base;
    if (base == 0) return t;
    const b = changetype<Type>(base);
    if (fixedSize(t) != fixedSize(base) || changetype<Type>(t).itemSize != b.itemSize || changetype<Type>(t).tailSlots != b.tailSlots) return t;
    t = base;
  }
}
// @ts-ignore: decorator
@inline function fixedSize(t: u32): u32 { return changetype<Type>(t).size; }

/**
 * The class before `finishClass`, uncounted; NULL with an error. It is left on the root stack: whoever waits for a lock
 * here, or runs Python code, lets others collect, and nothing but its own parts refers to the class yet.
 */
function buildClass(metatype: Word, name: Word, bases: Word, namespace: Word): Word {
  if (!validTypeName(name)) return NULL;
  const base = bestBase(bases);
  if (base == 0) return NULL;
  const b = changetype<Type>(base);
  const dict0 = dictCopy(address(namespace));
  if (dict0 == 0) return NULL;
  const dict = dict0;
  // ---- __slots__
  const slots = dictGetStr(dict, N___slots__);
  let addDict = false;
  let addWeak = false;
  let slotNames: Word = NULL;
  if (slots == NULL) {
    addDict = !hasDict(base);
    addWeak = (b.flags & TF_WEAKREF) == 0 && mayHaveSlots(base);
  } else {
    slotNames = readSlots(slots, name, base, dict);
    release(slots);
    if (slotNames == NULL) { release(fromAddress(dict)); return NULL; }
    addDict = wantsDict;
    addWeak = wantsWeak;
    // what the other bases give their instances
    for (let i: u32 = 0; i < changetype<Tuple>(address(bases)).size; i++) {
      const other = changetype<Type>(address(load<u64>(address(bases) + TUPLE_ITEMS + (<usize>i << 3))));
      if (other.attrs != 0 && !hasDict(base)) addDict = true;
      if ((other.flags & TF_WEAKREF) != 0 && (b.flags & TF_WEAKREF) == 0 && mayHaveSlots(base)) addWeak = true;
    }
  }
  const slotCount: u32 = slotNames == NULL ? 0 : changetype<Tuple>(address(slotNames)).size;
  // a metaclass may be a subclass of type with attributes or slots of its own: its size
  const size = instanceSizeOfType(<u32>address(metatype));
  const p = newObject(<u32>address(metatype), size);
  if (p == 0) { release(fromAddress(dict)); release(slotNames); return NULL; }
  memory.fill(p + 16, 0, size - 16);
  const mt = changetype<Type>(address(metatype));
  if (mt.attrs != 0) store<u32>(p + mt.attrs, mt.rootShape);
  const t = changetype<Type>(p);
  t.flags = TF_HEAP | TF_BASE | (b.flags & INHERITED) | TF_GC;
  t.name = own(name);
  const qualname = dictGetStr(dict, N___qualname__);
  if (qualname != NULL) {
    if (!isStr(qualname)) {
      raisef(T_TYPE_ERROR, 'type __qualname__ must be a str, not %T', qualname);
      release(qualname);
      release(slotNames);
      t.dict = fromAddress(dict);
      release(fromAddress(p));
      return NULL;
    }
    t.qualname = qualname;
    dictDelete(dict, N___qualname__);
  } else t.qualname = own(name);
  t.bases = own(bases);
  t.base = base;
  own(fromAddress(base));
  t.dict = fromAddress(dict);
  // ---- layout
  t.itemSize = b.itemSize;
  t.size = b.size;
  if (b.itemSize != 0) t.tailSlots = b.tailSlots + slotCount;
  else if (slotCount != 0) t.size = ((b.size + 7) & ~7) + slotCount * 8;
  const hasAttrs = b.attrs != 0 || addDict;
  if (hasAttrs) t.attrs = t.itemSize != 0 ? ATTRS_AFTER_ITEMS : <u16>((t.size + 7) & ~7);
  if (addWeak || (b.flags & TF_WEAKREF) != 0) t.flags |= TF_WEAKREF;
  const cls = fromAddress(p);
  pushRoot(cls);
  markDeferred(p);
  markDeferred(dict);
  t.slotNames = slotNames;
  if (!fillClassCell(cls, dict)) return NULL;
  // ---- mro, then slots
  let mro = computeMro(cls);
  if (mro == NULL) return NULL;
  if (t.mro == NULL) t.mro = mro;
  else {
    // mro() assigned __bases__: what that made stands
    release(mro);
    mro = t.mro;
  }
  // mro() may have looked attributes up
  if (address(metatype) != T_TYPE) typeModified(<u32>p);
  inheritAllSlots(p, mro);
  if (!prepareDict(cls, dict, name)) return NULL;
  for (let i: u32 = 0; i < slotCount; i++) {
    const slotName = load<u64>(address(slotNames) + TUPLE_ITEMS + (<usize>i << 3));
    const member =
      b.itemSize != 0
        ? newMember(<u32>p, slotName, BEHIND_ITEMS, (b.tailSlots + i) * 8)
        : newMember(<u32>p, slotName, AT_OFFSET, ((b.size + 7) & ~7) + i * 8);
    if (member == NULL || dictSet(dict, slotName, member) < 0) return NULL;
    release(member);
  }
  if (addDict && b.attrs == 0) {
    const g = newDictGetter(<u32>p);
    if (!dictHas(dict, N___dict__)) dictSet(dict, N___dict__, g);
    release(g);
  }
  if (addWeak && (b.flags & TF_WEAKREF) == 0) {
    const g = newWeakGetter(<u32>p);
    if (!dictHas(dict, N___weakref__)) dictSet(dict, N___weakref__, g);
    release(g);
  }
  if (hasAttrs) {
    t.slotCapacity = <u16>capacityFor(p, dict);
    if (!initShapes(<u32>p)) return NULL;
    t.kind = t.attrs == 16 ? INSTANCE_PLAIN : INSTANCE_OPAQUE;
  }
  t.flags |= TF_READY;
  if (dictHas(dict, N___del__)) control().finalizers = 1;
  updateSlots(<u32>p);
  for (let i: u32 = 0; i < changetype<Tuple>(address(bases)).size; i++)
    addSubclass(<u32>load<u64>(address(bases) + TUPLE_ITEMS + (<usize>i << 3)), <u32>p);
  return cls;
}

/** Whether instances keep a dict: in their attribute area, or in a word of their own (classes, modules). */
function hasDict(type: u32): bool {
  return changetype<Type>(type).attrs != 0 || isSubtype(type, T_TYPE) || dictWordOffset(type) != 0;
}

// __classcell__ of the namespace: the class goes into the cell. False: TypeError.
function fillClassCell(cls: Word, dict: usize): bool {
  const cell = dictGetStr(dict, N___classcell__);
  if (cell == NULL) return true;
  const ok = typeOf(cell) == T_CELL;
  if (ok) {
    storeCell(address(cell), own(cls));
    dictDelete(dict, N___classcell__);
  } else raisef(T_TYPE_ERROR, 'type.__new__() __classcell__ must be a nonlocal cell, not %R', fromAddress(typeOf(cell)));
  release(cell);
  return ok;
}
import { control } from '../../layout/control';
import { N___del__ } from '../../generated/names';

function dictHas(dict: usize, name: Word): bool {
  const w = dictGetStr(dict, name);
  if (w == NULL) return false;
  release(w);
  return true;
}

/** Bytes of a class object of this metaclass. */
function instanceSizeOfType(metatype: u32): usize {
  const t = changetype<Type>(metatype);
  let size: usize = t.size;
  if (t.attrs != 0) size = ((size + 7) & ~7) + 8 + <usize>t.slotCapacity * 8;
  return size;
}

// Inline attribute slots: what the methods of the class and its bases assign through self, and some room.
function capacityFor(type: usize, dict: usize): u32 {
  let n: u32 = 0;
  const mro = address(changetype<Type>(type).mro);
  for (let i: u32 = 0; i < changetype<Tuple>(mro).size; i++) {
    const d = changetype<Type>(address(load<u64>(mro + TUPLE_ITEMS + (<usize>i << 3)))).dict;
    const names = dictGetStr(address(d), N___static_attributes__);
    if (names == NULL) continue;
    if (typeOf(names) == T_TUPLE) n += changetype<Tuple>(address(names)).size;
    release(names);
  }
  n = n == 0 ? 4 : n + 2;
  return min(n, MAX_SLOTS);
}

// Every slot from the first class of the mro that has it (update of the special methods follows).
function inheritAllSlots(type: usize, mro: Word): void {
  const p = address(mro);
  const n = changetype<Tuple>(p).size;
  for (let i: u32 = 1; i < n; i++) {
    const base = address(load<u64>(p + TUPLE_ITEMS + (<usize>i << 3)));
    // native behaviour comes along the solid bases only
    if (changetype<Type>(base).dealloc == 0) continue;
    inheritSlots(type, base);
  }
  const t = changetype<Type>(type);
  const base = changetype<Type>(t.base);
  t.dealloc = instanceDeallocIndex();
  t.traverse = instanceTraverseIndex();
  t.clear = instanceClearIndex();
  t.finalize = 0;
}
import { instanceClearIndex, instanceDeallocIndex, instanceTraverseIndex } from './instances';

let wantsDict: bool = false;
let wantsWeak: bool = false;

/** Whether classes made from `base` may add slots and weak references: not where the size varies, but for str, whose does not in CPython. */
function mayHaveSlots(base: u32): bool {
  return changetype<Type>(base).itemSize == 0 || isSubtype(base, T_STR);
}

/** Tuple of mangled slot names (without __dict__ and __weakref__, which set wantsDict and wantsWeak), or NULL. */
function readSlots(slots: Word, className: Word, base: u32, dict: usize): Word {
  wantsDict = false;
  wantsWeak = false;
  const b = changetype<Type>(base);
  const list = newList(0);
  if (list == 0) return NULL;
  const l = fromAddress(list);
  let names: Word;
  if (isStr(slots)) {
    const t = newTuple(1);
    store<u64>(t + TUPLE_ITEMS, own(slots));
    names = fromAddress(t);
  } else names = tupleFromIterable(slots);
  if (names == NULL) { release(l); return NULL; }
  const n = changetype<Tuple>(address(names)).size;
  if (n != 0 && !mayHaveSlots(base)) {
    // only __dict__ may be added to variable-sized types
    for (let i: u32 = 0; i < n; i++) {
      const s = load<u64>(address(names) + TUPLE_ITEMS + (<usize>i << 3));
      if (s != N___dict__ && !(isStr(s) && strEqualsText(s, '__dict__'))) {
        raisef(T_TYPE_ERROR, "nonempty __slots__ not supported for subtype of '%N'", fromAddress(base));
        release(names);
        release(l);
        return NULL;
      }
    }
  }
  let ok = true;
  for (let i: u32 = 0; i < n && ok; i++) {
    const s = load<u64>(address(names) + TUPLE_ITEMS + (<usize>i << 3));
    if (!isStr(s)) { raisef(T_TYPE_ERROR, "__slots__ items must be strings, not '%T'", s); ok = false; break; }
    if (!isIdentifier(address(s))) { raise(T_TYPE_ERROR, '__slots__ must be identifiers'); ok = false; break; }
    if (strEqualsText(s, '__dict__')) {
      if (hasDict(base) || wantsDict) { raise(T_TYPE_ERROR, '__dict__ slot disallowed: we already got one'); ok = false; break; }
      wantsDict = true;
      continue;
    }
    if (strEqualsText(s, '__weakref__')) {
      if ((b.flags & TF_WEAKREF) != 0 || wantsWeak) { raise(T_TYPE_ERROR, '__weakref__ slot disallowed: we already got one'); ok = false; break; }
      wantsWeak = true;
      continue;
    }
    const name = mangle(className, s);
    if (name == NULL) { ok = false; break; }
    // attributes are looked up by the interned str, whatever kind of str stands in __slots__
    const mangled = intern(typeOf(name) == T_STR ? own(name) : sliceStr(address(name), 0, load<u32>(address(name), 16)));
    release(name);
    const there = dictGetStr(dict, mangled);
    if (there != NULL) {
      release(there);
      if (!strEqualsText(mangled, '__qualname__') && !strEqualsText(mangled, '__classcell__')) {
        raisef(T_VALUE_ERROR, '%R in __slots__ conflicts with class variable', mangled);
        release(mangled);
        ok = false;
        break;
      }
    }
    if (listAppend(list, mangled) < 0) ok = false;
    release(mangled);
  }
  release(names);
  if (!ok) { release(l); return NULL; }
  // in one order, whatever order they are written in: classes with the same slots have the same layout
  if (list_sort(l, NULL, NULL) == NULL) { release(l); return NULL; }
  const r = listToTupleWord(l);
  release(l);
  return r;
}
import { list_sort } from '../list/methods';

function tupleFromIterable(o: Word): Word {
  const it = iter(o);
  if (it == NULL) return NULL;
  const list = newList(0);
  while (true) {
    const w = next(it);
    if (w == NULL) break;
    listAppend(list, w);
    release(w);
  }
  release(it);
  if (errorSet()) { release(fromAddress(list)); return NULL; }
  const r = listToTupleWord(fromAddress(list));
  release(fromAddress(list));
  return r;
}

// __module__, __doc__, implicit static and class methods.
function prepareDict(cls: Word, dict: usize, name: Word): bool {
  if (!dictHas(dict, N___module__)) {
    const globals = globalsOfCaller();
    if (globals != 0) {
      const module = dictGetStr(globals, N___name__);
      if (module != NULL) {
        dictSet(dict, N___module__, module);
        release(module);
      }
    }
  }
  const doc = dictGetStr(dict, N___doc__);
  if (doc == NULL) dictSet(dict, N___doc__, NONE);
  else {
    // as a C string it must have an encoding
    const bytes: Word = isStr(doc) ? encodeUtf8(doc, NULL) : NONE;
    release(doc);
    if (bytes == NULL) return false;
    release(bytes);
  }
  const f = dictGetStr(dict, N___new__);
  if (f != NULL) {
    if (typeOf(f) == T_FUNCTION) {
      const s = newStaticMethod(f);
      dictSet(dict, N___new__, s);
      release(s);
    }
    release(f);
  }
  if (!warnOddKeys(dict, name)) return false;
  // a class that defines equality and no hash is unhashable
  if (dictHas(dict, N___eq__) && !dictHas(dict, N___hash__)) dictSet(dict, N___hash__, NONE);
  wrapClassMethod(dict, N___init_subclass__);
  wrapClassMethod(dict, N___class_getitem__);
  return true;
}
// RuntimeWarning for a namespace with keys that are no str; false: the warning is an error.
function warnOddKeys(dict: usize, name: Word): bool {
  let position: u32 = 0;
  while ((position = dictNext(dict, position)) != 0) {
    const odd = !isStr(nextKey);
    release(nextKey);
    release(nextValue);
    if (!odd) continue;
    const text = formatText('non-string key in the __dict__ of class %U', name);
    if (text == NULL) return false;
    return warn(T_RUNTIME_WARNING, text, 1) >= 0;
  }
  return true;
}

function wrapClassMethod(dict: usize, name: Word): void {
  const f = dictGetStr(dict, name);
  if (f == NULL) return;
  if (typeOf(f) == T_FUNCTION) {
    const c = newClassMethod(f);
    dictSet(dict, name, c);
    release(c);
  }
  release(f);
}

// __classcell__, __set_name__, __init_subclass__.
function finishClass(cls: Word, args: usize, kwnames: Word): bool {
  const dict = address(changetype<Type>(address(cls)).dict);
  const classDictCell = dictGetStr(dict, N___classdictcell__);
  if (classDictCell != NULL) {
    if (typeOf(classDictCell) == T_CELL) storeCell(address(classDictCell), own(fromAddress(dict)));
    release(classDictCell);
    dictDelete(dict, N___classdictcell__);
  }
  if (!setNames(cls, dict)) return false;
  // super(cls, cls).__init_subclass__(**kwargs)
  if (!inOwnMro(cls)) {
    raisef(T_TYPE_ERROR, 'super(type, obj): obj (type %N) is not an instance or subtype of type (%N).', cls, cls);
    return false;
  }
  const hook = superLookup(cls, cls, N___init_subclass__);
  if (hook == NULL) return false;
  const r = callWith(hook, NULL, args + 24, 0, kwnames);
  release(hook);
  if (r == NULL) return false;
  release(r);
  return true;
}
import { storeCell } from '../../eval/names';
import { dictWordOffset } from '../object';
import { superLookup } from '../super';

// An mro() of the metaclass may leave the class itself out.
function inOwnMro(cls: Word): bool {
  const mro = address(changetype<Type>(address(cls)).mro);
  const n = changetype<Tuple>(mro).size;
  for (let i: u32 = 0; i < n; i++) if (load<u64>(mro + TUPLE_ITEMS + (<usize>i << 3)) == cls) return true;
  return false;
}

function setNames(cls: Word, dict: usize): bool {
  const copy = dictCopy(dict);
  if (copy == 0) return false;
  let position: u32 = 0;
  let ok = true;
  while (ok && (position = dictNext(copy, position)) != 0) {
    const key = nextKey;
    const value = nextValue;
    ok = setName(cls, key, value);
    release(key);
    release(value);
  }
  release(fromAddress(copy));
  return ok;
}
function setName(cls: Word, key: Word, value: Word): bool {
  const method = typeLookup(typeOf(value), N___set_name__);
  if (method == NULL) return true;
  const bound = bindLookup(method, value);
  if (bound == NULL) return false;
  const r = call2(bound, cls, key);
  release(bound);
  if (r != NULL) { release(r); return true; }
  noteSetName(key, value, cls);
  return false;
}
import { bindLookup } from '../protocol';
import { addNote } from '../exceptions/new';
function noteSetName(key: Word, value: Word, cls: Word): void {
  const text = formatNote(key, value, cls);
  if (text != NULL) { addNote(text); release(text); }
}
import { takeError, restoreError } from '../../eval/errors';
function formatNote(key: Word, value: Word, cls: Word): Word {
  const e = takeError();
  const text = formatText("Error calling __set_name__ on '%T' instance %R in '%N'", value, key, cls);
  if (text == NULL) clearError();
  restoreError(e);
  return text;
}
