// Attribute, method and global access off the fast path, and the filling of the inline caches.
//
// A cache word is { u32 key, u32 payload << 32 }: written and read whole. key: version of the shape (plain instances) or
// of the type. The low three bits of the payload tell what it is:
//   0 empty   1 SLOT_VALUE: byte offset << 3 of an instance's slot   2 TYPE_VALUE: address of an uncounted value found on
//   the type   3 TYPE_METHOD: address of an uncounted function to call with self   4 ADD_SLOT: address of the shape after
//   the attribute was added   5 MEMBER_SLOT: byte offset << 3 of a __slots__ word   6 DESCRIPTOR: address of an uncounted
//   property, staticmethod or classmethod found on the type   7 MODULE_VALUE: byte offset << 3 of a value in the keys block
//   of a module's dict (never in a cache word of an instruction)
// Behind the cache words of the instructions stands a table for each thread, for sites that see more than one key, and
// for attributes of classes (key: the class's own version) and modules (key: the version of the keys of its dict).
// Global caches: { u32 keys version, u32 byte offset of the value in the keys block, or all ones: not there }.

import { allocPages, PAGE_RESERVED } from '../memory/pages';
import { Word, NULL, BORROWED, isPointer, isOwned, address, fromAddress, plain } from '../layout/word';
import { Type, INSTANCE_PLAIN, TF_GENERIC_GET, TF_GENERIC_SET } from '../layout/type';
import { Shape, PLAIN_SHAPE, PLAIN_SLOTS } from '../layout/instance';
import { Code, Function, FRAME_FUNCTION, FRAME_CODE, FRAME_HEADER } from '../layout/code';
import { Module } from '../layout/module';
import { Dict, KEYS_VERSION } from '../layout/containers';
import { UNCOUNTED } from '../layout/object';
import { thread, solo } from '../sync/current';
import { own, release, increfSeen, tryIncref } from '../counting/counts';
import { publishWord } from '../sync/access';
import { MUTEX } from '../sync/critical';
import { tryLockByte, unlockByte } from '../sync/mutex';
import { fail } from '../sync/fail';
import { allocBlock, KIND_RAW } from '../memory/blocks';
import { lend } from './stack';
import { errorSet, errorMatches, clearError } from './errors';
import { typeOf, getAttr, setAttr, getItem, setItem } from '../objects/protocol';
import { typeLookup, typeVersion, isSubtype } from '../objects/type/lookup';
import { genericMethodLookup, dictWordOffset } from '../objects/object';
import { AT_OFFSET, GetSetDescriptor } from '../objects/descriptors/getset';
import { Wrapping } from '../objects/descriptors/class_static';
import { Property, property_get } from '../objects/descriptors/property';
import { newMethod } from '../objects/method';
import { enterFunction } from './bind';
import { ENTERED } from './invoke';
import { shapeSlot } from '../objects/type/shapes';
import { setInstanceAttribute } from '../objects/type/attributes';
import { dictFindStr, dictGetStr, dictSet, dictDelete } from '../objects/dict/core';
import { dictEntryValueOffset, keysVersion } from '../objects/dict/keys';
import { T_DICT, T_KEY_ERROR, T_MODULE, T_TYPE, T_MEMBER_DESCRIPTOR, T_PROPERTY, T_STATICMETHOD, T_CLASSMETHOD, T_FUNCTION } from '../generated/types';
import { raiseNameError } from './names';

// @ts-ignore: decorator
@inline export const SLOT_VALUE: u32 = 1;
// @ts-ignore: decorator
@inline export const TYPE_VALUE: u32 = 2;
// @ts-ignore: decorator
@inline export const TYPE_METHOD: u32 = 3;
// @ts-ignore: decorator
@inline export const ADD_SLOT: u32 = 4;
// @ts-ignore: decorator
@inline export const MEMBER_SLOT: u32 = 5;
// @ts-ignore: decorator
@inline export const DESCRIPTOR: u32 = 6;
// @ts-ignore: decorator
@inline export const MODULE_VALUE: u32 = 7;

// @ts-ignore: decorator
@inline function nameAt(fp: usize, index: u32): Word {
  return load<u64>(<usize>load<u32>(load<u32>(fp - FRAME_CODE), offsetof<Code>('names')) + (<usize>index << 3));
}

// Code is shared: a word that is written again and again, though with the same, would travel between the cores.
function fill(at: usize, key: u32, payload: u32): void {
  const word = <u64>key | <u64>payload << 32;
  if (load<u64>(at) != word) atomic.store<u64>(at, word);
}

// @ts-ignore: decorator
@inline function uncounted(w: Word): bool { return isPointer(w) && load<u32>(address(w), 4) >= UNCOUNTED; }

/** The counted word `w` just read from an instance's slot while other threads run: owned, or NULL when it has changed. */
export function ownSlot(p: usize, at: usize, w: Word, key: u32): Word {
  if (!tryIncref(address(w))) return NULL;
  if (atomic.load<u64>(at) == w && atomic.load<u32>(<usize>atomic.load<u32>(p, PLAIN_SHAPE), offsetof<Shape>('version')) == key) return w;
  release(w);
  return NULL;
}

/**
 * Stores w (taken over) into a slot of plain instance `p` that has it already, while other threads run, if the version of
 * its shape is `key` still. Under the lock: readers who hold it count
 * on what the slot refers to. False: somebody else has the lock, or the shape is another now; the word stays the caller's. No safe point, so the lock need not be known as a critical section.
 */
export function storeSlotShared(p: usize, at: usize, w: Word, key: u32): bool {
  if (!tryLockByte(p + MUTEX)) return false;
  if (shapeVersion(p) != key) {
    unlockByte(p + MUTEX);
    return false;
  }
  const old = swapSlot(at, w);
  unlockByte(p + MUTEX);
  release(old);
  return true;
}

// @ts-ignore: decorator
@inline function shapeVersion(p: usize): u32 { return load<u32>(<usize>load<u32>(p, PLAIN_SHAPE), offsetof<Shape>('version')); }

/** The same for a new attribute: `to` is the shape with it. */
export function addSlotShared(p: usize, w: Word, key: u32, to: usize): bool {
  if (!tryLockByte(p + MUTEX)) return false;
  const same = shapeVersion(p) == key;
  if (same) {
    store<u64>(p + PLAIN_SLOTS + (<usize>(load<u32>(to, offsetof<Shape>('count')) - 1) << 3), w);
    atomic.store<u32>(p, <u32>to, PLAIN_SHAPE); // publishes both
  }
  unlockByte(p + MUTEX);
  return same;
}

/** The same for the word of a __slots__ member. */
export function storeMemberShared(p: usize, at: usize, w: Word): bool {
  if (!tryLockByte(p + MUTEX)) return false;
  const old = swapSlot(at, w);
  unlockByte(p + MUTEX);
  release(old);
  return true;
}

// Inside the lock.
// @ts-ignore: decorator
@inline function swapSlot(at: usize, w: Word): Word {
  const old = load<u64>(at);
  publishWord(at, w);
  return old;
}

// ---- the table ------------------------------------------------------------------------------------------------------------

// Records of { u32 key, u32 name address | what is asked, u32 payload, u32 0 } (module global: of this thread). Keys are
// never used again and the names never freed, so a record that no longer holds is never met.
const TABLE_SIZE: u32 = 4096;
let table: usize = 0;

/** What is asked of a key and a name: reading through an instance, storing, reading through the class itself. */
// @ts-ignore: decorator
@inline const OF_INSTANCE: u32 = 0;
// @ts-ignore: decorator
@inline const STORE: u32 = 1;
// @ts-ignore: decorator
@inline const OF_CLASS: u32 = 2;
/** Reading a method for a call through an instance. */
// @ts-ignore: decorator
@inline const OF_METHOD: u32 = 3;

function makeTable(): void {
  table = allocBlock(KIND_RAW, TABLE_SIZE * 16);
  if (table == 0) table = allocPages(1, PAGE_RESERVED); // from what is kept
  if (table == 0) fail('no memory for the attribute cache');
  memory.fill(table, 0, TABLE_SIZE * 16);
}

// @ts-ignore: decorator
@inline function recordAt(key: u32, id: u32): usize {
  if (table == 0) makeTable();
  return table + <usize>(((key * 0x9e3779b1) >> 8 ^ id >> 3 ^ id) & (TABLE_SIZE - 1)) * 16;
}

function remember(key: u32, id: u32, payload: u32): void {
  const at = recordAt(key, id);
  store<u32>(at, key);
  store<u32>(at, id, 4);
  store<u32>(at, payload, 8);
}

/** The payload for a key and a name with what is asked; 0: not known. */
// @ts-ignore: decorator
@inline function recall(key: u32, id: u32): u32 {
  const at = recordAt(key, id);
  return load<u32>(at) == key && load<u32>(at, 4) == id ? load<u32>(at, 8) : 0;
}

// Misses of this thread; every 32nd hit of the table moves into the instruction, which may hold what is out of date.
let hits: u32 = 0;
// @ts-ignore: decorator
@inline function refill(pc: usize, key: u32, payload: u32): void {
  if ((++hits & 31) == 0) fill(pc + 8, key, payload);
}

/** What identifies the attributes that instance `p` of type `t` has; 0: nothing may be cached. */
// @ts-ignore: decorator
@inline function instanceKey(p: usize, t: u32): u32 {
  return changetype<Type>(t).kind == INSTANCE_PLAIN
    ? load<u32>(<usize>load<u32>(p, PLAIN_SHAPE), offsetof<Shape>('version'))
    : load<u32>(t, offsetof<Type>('version'));
}

/** The word of a __slots__ member or a module's dict just read from `at`, owned; NULL: it has changed, or is empty. */
export function ownWordAt(at: usize): Word {
  const w = atomic.load<u64>(at);
  if (!isPointer(w) || increfSeen(address(w), at)) return w;
  if (!tryIncref(address(w))) return NULL;
  if (atomic.load<u64>(at) == w) return w;
  release(w);
  return NULL;
}

/** The same for the payload of an instance; NULL without an error: look it up. Never a property. */
function valueBy(payload: u32, o: Word, key: u32): Word {
  const p = address(o);
  switch (payload & 7) {
    case SLOT_VALUE: {
      const at = p + (payload >> 3);
      const w = atomic.load<u64>(at);
      if (!isPointer(w) || increfSeen(address(w), at)) return w;
      return ownSlot(p, at, w, key);
    }
    case TYPE_VALUE: return <u64>(payload & ~7) | BORROWED;
    case MEMBER_SLOT: return ownWordAt(p + (payload >> 3));
    default: return NULL;
  }
}

/**
 * LOAD_ATTR off the fast path: the value, owned or lent (a register word); ENTERED: a property's function runs in a frame of
 * its own, which returns to this instruction.
 */
export function loadAttrSlow(fp: usize, pc: usize, rb: usize, kill: bool, index: u32): Word {
  const name = nameAt(fp, index);
  const word = load<u64>(rb);
  const o = plain(word);
  if (!isPointer(o)) return getAttr(o, name);
  const p = address(o);
  const t = load<u32>(p);
  if (t == T_MODULE) return loadModule(o, name);
  if (t == T_TYPE) return loadClass(o, name);
  const key = instanceKey(p, t);
  if (key != 0) {
    const payload = recall(key, <u32>address(name));
    if (payload != 0) {
      if ((payload & 7) == DESCRIPTOR) {
        refill(pc, key, payload);
        return readDescriptor(fp, pc, rb, kill, payload & ~7, o);
      }
      const w = valueBy(payload, o, key);
      if (w != NULL) {
        refill(pc, key, payload);
        return w;
      }
    }
  }
  const type = changetype<Type>(t);
  if ((type.flags & TF_GENERIC_GET) == 0) return getAttr(o, name);
  // the key is taken before the lookup: whatever changes the outcome meanwhile has made it one that is never met
  typeVersion(t);
  const shape = shapeOf(p, t);
  const version = keyOf(t, shape);
  const payload = findPayload(t, shape, name);
  if (payload != 0 && version != 0 && load<u32>(address(name), 4) >= UNCOUNTED) {
    fill(pc + 8, version, payload);
    remember(version, <u32>address(name), payload);
  }
  return getAttr(o, name);
}

// Shape of a plain instance; 0: it is none.
// @ts-ignore: decorator
@inline function shapeOf(p: usize, t: u32): usize {
  return changetype<Type>(t).kind == INSTANCE_PLAIN ? <usize>atomic.load<u32>(p, PLAIN_SHAPE) : 0;
}
// @ts-ignore: decorator
@inline function keyOf(t: u32, shape: usize): u32 {
  return shape != 0 ? atomic.load<u32>(shape, offsetof<Shape>('version')) : atomic.load<u32>(t, offsetof<Type>('version'));
}

/** How attribute `name` of an instance of type `t` with that shape (0: no plain one) is found; 0: in a way that is not cached. */
function findPayload(t: u32, shape: usize, name: Word): u32 {
  const type = changetype<Type>(t);
  const found = typeLookup(t, name);
  const kept = uncounted(found);
  const ft = found == NULL ? 0 : typeOf(found);
  release(found); // the type still holds it, or what is found now is never met by its key
  if (ft != 0 && changetype<Type>(ft).descr_set != 0) {
    if (!kept) return 0;
    if (ft == T_MEMBER_DESCRIPTOR) {
      const d = changetype<GetSetDescriptor>(address(found));
      return d.native == AT_OFFSET && isSubtype(t, d.owner_type) ? d.get << 3 | MEMBER_SLOT : 0;
    }
    return ft == T_PROPERTY ? <u32>address(found) | DESCRIPTOR : 0;
  }
  if (shape != 0) {
    if (load<u32>(shape, offsetof<Shape>('terminal')) != 0) return 0;
    const slot = shapeSlot(shape, name);
    if (slot >= 0) return <u32>(PLAIN_SLOTS + (<usize>slot << 3)) << 3 | SLOT_VALUE;
  } else if (type.attrs != 0 || dictWordOffset(t) != 0) return 0;
  if (!kept) return 0;
  if (changetype<Type>(ft).descr_get == 0) return <u32>address(found) | TYPE_VALUE;
  return ft == T_STATICMETHOD || ft == T_CLASSMETHOD ? <u32>address(found) | DESCRIPTOR : 0;
}

/** Reads the property, staticmethod or classmethod `d` through `o`, which lies in register rb. */
export function readDescriptor(fp: usize, pc: usize, rb: usize, kill: bool, d: u32, o: Word): Word {
  const type = load<u32>(d);
  if (type == T_STATICMETHOD) return own(changetype<Wrapping>(d).func);
  if (type == T_CLASSMETHOD) return newMethod(changetype<Wrapping>(d).func, fromAddress(typeOf(o)));
  const f = changetype<Property>(d).get;
  if (!uncounted(f) || typeOf(f) != T_FUNCTION || changetype<Code>(changetype<Function>(address(f)).code).plainArgs != 1) return property_get(fromAddress(d), o, NULL);
  // the getter's frame stands above this one's registers
  const at = fp + changetype<Code>(load<u32>(fp - FRAME_CODE)).frameBytes + FRAME_HEADER;
  if (at + 4096 > <usize>thread().stackEnd) return property_get(fromAddress(d), o, NULL);
  store<u64>(at, load<u64>(rb) | BORROWED);
  if (!enterFunction(f | BORROWED, at, 1, NULL, 0, pc)) return NULL;
  if (kill) {
    const w = load<u64>(rb);
    store<u64>(rb, NULL);
    store<u64>(at, w);
  }
  return ENTERED;
}

/** Attribute of a module: its dict's value, else what the module's type makes of it. */
export function loadModule(o: Word, name: Word): Word {
  const dict = address(atomic.load<u64>(address(o), offsetof<Module>('dict')));
  if (dict == 0 || load<u32>(dict) != T_DICT) return getAttr(o, name);
  const keys: usize = atomic.load<u32>(dict, offsetof<Dict>('keys'));
  const key = atomic.load<u32>(keys, KEYS_VERSION);
  if (key != 0) {
    const payload = recall(key, <u32>address(name));
    if (payload != 0) {
      const w = ownWordAt(keys + (payload >> 3));
      if (w != NULL && (solo || atomic.load<u32>(dict, offsetof<Dict>('keys')) == <u32>keys)) return w;
      release(w);
    }
  }
  // descriptors of the type come first: only names that the type lacks are remembered
  if (load<u32>(address(name), 4) >= UNCOUNTED) {
    const found = typeLookup(T_MODULE, name);
    if (found == NULL) {
      const version = keysVersion(dict);
      const now: usize = atomic.load<u32>(dict, offsetof<Dict>('keys'));
      const entry = dictFindStr(dict, name);
      if (version != 0 && entry >= 0 && atomic.load<u32>(dict, offsetof<Dict>('keys')) == <u32>now && atomic.load<u32>(now, KEYS_VERSION) == version) {
        remember(version, <u32>address(name), dictEntryValueOffset(now, entry) << 3 | MODULE_VALUE);
      }
    } else release(found);
  }
  return getAttr(o, name);
}

/** Attribute of a class whose metaclass is `type`. */
function loadClass(o: Word, name: Word): Word {
  const t = <u32>address(o);
  const key = load<u32>(t, offsetof<Type>('version'));
  if (key != 0) {
    const payload = recall(key, <u32>address(name) | OF_CLASS);
    if (payload != 0) return classValue(payload, o);
  }
  const payload = findClassPayload(t, name);
  if (payload == 0) return getAttr(o, name);
  return classValue(payload, o);
}

function classValue(payload: u32, o: Word): Word {
  const d = payload & ~7;
  if ((payload & 7) == TYPE_VALUE) return <u64>d | BORROWED;
  if (load<u32>(d) == T_STATICMETHOD) return own(changetype<Wrapping>(d).func);
  return newMethod(changetype<Wrapping>(d).func, o);
}

function findClassPayload(t: u32, name: Word): u32 {
  if (load<u32>(address(name), 4) < UNCOUNTED) return 0;
  const meta = typeLookup(T_TYPE, name);
  if (meta != NULL) {
    release(meta);
    return 0;
  }
  const version = typeVersion(t);
  const found = typeLookup(t, name);
  const kept = uncounted(found);
  const ft = found == NULL ? 0 : typeOf(found);
  release(found);
  if (!kept || version == 0) return 0;
  let payload: u32 = 0;
  if (ft == T_STATICMETHOD || ft == T_CLASSMETHOD) payload = <u32>address(found) | DESCRIPTOR;
  else if (ft == T_FUNCTION || changetype<Type>(ft).descr_get == 0) payload = <u32>address(found) | TYPE_VALUE;
  if (payload != 0) remember(version, <u32>address(name) | OF_CLASS, payload);
  return payload;
}

/** STORE_ATTR off the fast path. */
export function storeAttrSlow(fp: usize, pc: usize, o: Word, index: u32, value: Word): bool {
  const name = nameAt(fp, index);
  if (!isPointer(o)) return setAttr(o, name, value) >= 0;
  const p = address(o);
  const t = load<u32>(p);
  const type = changetype<Type>(t);
  if ((type.flags & TF_GENERIC_SET) == 0 || t == T_TYPE) return setAttr(o, name, value) >= 0;
  const key = instanceKey(p, t);
  if (key != 0) {
    const payload = recall(key, <u32>address(name) | STORE);
    if (payload != 0 && storeBy(payload, p, key, value)) {
      refill(pc, key, payload);
      return true;
    }
  }
  if (load<u32>(address(name), 4) < UNCOUNTED) return setAttr(o, name, value) >= 0;
  typeVersion(t);
  const before = shapeOf(p, t);
  const now = keyOf(t, before);
  const found = typeLookup(t, name);
  const kept = uncounted(found);
  const ft = found == NULL ? 0 : typeOf(found);
  release(found);
  if (ft != 0 && changetype<Type>(ft).descr_set != 0) {
    const d = changetype<GetSetDescriptor>(address(found));
    if (kept && ft == T_MEMBER_DESCRIPTOR && now != 0 && d.native == AT_OFFSET && isSubtype(t, d.owner_type)) {
      const payload = d.get << 3 | MEMBER_SLOT;
      fill(pc + 8, now, payload);
      remember(now, <u32>address(name) | STORE, payload);
    }
    return setAttr(o, name, value) >= 0;
  }
  if (before == 0) return setAttr(o, name, value) >= 0;
  if (setInstanceAttribute(o, t, name, value) < 0) return false;
  const after: usize = atomic.load<u32>(p, PLAIN_SHAPE);
  if (now != 0 && load<u32>(after, offsetof<Shape>('terminal')) == 0) {
    let payload: u32 = 0;
    if (after == before) {
      const slot = shapeSlot(before, name);
      if (slot >= 0) payload = <u32>(PLAIN_SLOTS + (<usize>slot << 3)) << 3 | SLOT_VALUE;
    } else if (load<u32>(after, offsetof<Shape>('parent')) == <u32>before) payload = <u32>after | ADD_SLOT;
    if (payload != 0) {
      fill(pc + 8, now, payload);
      remember(now, <u32>address(name) | STORE, payload);
    }
  }
  return true;
}

// Stores a copy of the lent value as the payload says; false: the long way does it.
function storeBy(payload: u32, p: usize, key: u32, value: Word): bool {
  const kind = payload & 7;
  if (!solo) {
    const w = own(value);
    const stored = kind == ADD_SLOT ? addSlotShared(p, w, key, payload & ~7)
      : kind == SLOT_VALUE ? storeSlotShared(p, p + (payload >> 3), w, key)
      : storeMemberShared(p, p + (payload >> 3), w);
    if (!stored) release(w);
    return stored;
  }
  if (kind == ADD_SLOT) {
    const to: usize = payload & ~7;
    store<u64>(p + PLAIN_SLOTS + (<usize>(load<u32>(to, offsetof<Shape>('count')) - 1) << 3), own(value));
    store<u32>(p, <u32>to, PLAIN_SHAPE);
    return true;
  }
  const at = p + (payload >> 3);
  const old = load<u64>(at);
  store<u64>(at, own(value));
  release(old);
  return true;
}

/**
 * LOAD_METHOD off the fast path: the group at `ra` gets a function and self, or NULL and a callable. `rb` holds the
 * object; `kill`: it dies there.
 */
export function loadMethodSlow(fp: usize, pc: usize, ra: usize, rb: usize, kill: bool, index: u32): bool {
  const name = nameAt(fp, index);
  const word = load<u64>(rb);
  const o = plain(word);
  if (isPointer(o)) {
    const p = address(o);
    const t = load<u32>(p);
    if (t == T_MODULE) return putCallable(ra, rb, kill, loadModule(o, name));
    if (t == T_TYPE) return loadClassMethod(ra, rb, kill, o, name);
    const key = instanceKey(p, t);
    if (key != 0) {
      const payload = recall(key, <u32>address(name) | OF_METHOD);
      if (payload != 0) {
        const kind = payload & 7;
        if (kind == TYPE_METHOD) {
          refill(pc, key, payload);
          putMethod(ra, rb, kill, word, <u64>(payload & ~7) | BORROWED);
          return true;
        }
        if (kind == DESCRIPTOR) {
          const d = payload & ~7;
          const f = changetype<Wrapping>(d).func;
          if (load<u32>(d) == T_STATICMETHOD) return putCallable(ra, rb, kill, own(f));
          if (uncounted(f) && typeOf(f) == T_FUNCTION) {
            putMethod(ra, rb, kill, fromAddress(t) | BORROWED, f | BORROWED);
            return true;
          }
          return putCallable(ra, rb, kill, newMethod(f, fromAddress(t)));
        }
        const w = valueBy(payload, o, key);
        if (w != NULL) return putCallable(ra, rb, kill, w);
      }
    }
  }
  let shape: usize = 0;
  let version: u32 = 0;
  if (isPointer(o)) {
    const t = load<u32>(address(o));
    typeVersion(t);
    shape = shapeOf(address(o), t);
    version = keyOf(t, shape);
  }
  const method = genericMethodLookup(o, name);
  if (method != NULL) {
    if (uncounted(method) && isPointer(o)) rememberMethod(pc, load<u32>(address(o)), shape, version, name, <u32>address(method) | TYPE_METHOD);
    putMethod(ra, rb, kill, word, uncounted(method) ? method | BORROWED : method);
    return true;
  }
  if (errorSet()) return false;
  if (isPointer(o)) {
    const t = load<u32>(address(o));
    if ((changetype<Type>(t).flags & TF_GENERIC_GET) != 0) {
      const payload = findPayload(t, shape, name);
      const kind = payload & 7;
      if (kind == SLOT_VALUE || kind == TYPE_VALUE || kind == MEMBER_SLOT || kind == DESCRIPTOR && load<u32>(payload & ~7) != T_PROPERTY) rememberMethod(0, t, shape, version, name, payload);
    }
  }
  return putCallable(ra, rb, kill, getAttr(o, name));
}

// Remembers how a method call finds its function; in the instruction too, unless pc is 0.
function rememberMethod(pc: usize, t: u32, shape: usize, key: u32, name: Word, payload: u32): void {
  if (key == 0 || load<u32>(address(name), 4) < UNCOUNTED) return;
  if (shape != 0) {
    if (load<u32>(shape, offsetof<Shape>('terminal')) != 0) return;
    if ((payload & 7) == TYPE_METHOD && shapeSlot(shape, name) >= 0) return;
  } else if (changetype<Type>(t).attrs != 0 || dictWordOffset(t) != 0) return;
  if (pc != 0) fill(pc + 8, key, payload);
  remember(key, <u32>address(name) | OF_METHOD, payload);
}

function loadClassMethod(ra: usize, rb: usize, kill: bool, o: Word, name: Word): bool {
  const t = <u32>address(o);
  const key = load<u32>(t, offsetof<Type>('version'));
  let payload: u32 = key == 0 ? 0 : recall(key, <u32>address(name) | OF_CLASS);
  if (payload == 0) payload = findClassPayload(t, name);
  if (payload == 0) return putCallable(ra, rb, kill, getAttr(o, name));
  const d = payload & ~7;
  if ((payload & 7) == DESCRIPTOR && load<u32>(d) == T_CLASSMETHOD) {
    const f = changetype<Wrapping>(d).func;
    if (uncounted(f) && typeOf(f) == T_FUNCTION) {
      putMethod(ra, rb, kill, load<u64>(rb), f | BORROWED);
      return true;
    }
  }
  return putCallable(ra, rb, kill, classValue(payload, o));
}

// The group of a method call: function (a register word) and self, which is the operand's word if that is what `self` is.
function putMethod(ra: usize, rb: usize, kill: bool, self: Word, f: Word): void {
  putWord(ra, f);
  if (kill && load<u64>(rb) == self) {
    store<u64>(rb, NULL);
    putWord(ra + 32, self);
    return;
  }
  putWord(ra + 32, lend(self));
  if (kill) putWord(rb, NULL);
}

// The group of a call of `f` (owned, or a lent register word); false: NULL, an error is set.
function putCallable(ra: usize, rb: usize, kill: bool, f: Word): bool {
  if (f == NULL) return false;
  if (kill) putWord(rb, NULL);
  putWord(ra, NULL);
  putWord(ra + 32, NULL);
  putWord(ra + 8, uncounted(f) ? f | BORROWED : f);
  return true;
}

function putWord(at: usize, w: Word): void {
  const old = load<u64>(at);
  store<u64>(at, w);
  if (isOwned(old)) release(old);
}

// ---- globals ----------------------------------------------------------------------------------------------------------------

function globalsOf(fp: usize): usize { return load<u32>(address(load<u64>(fp - FRAME_FUNCTION)), offsetof<Function>('globals')); }
function builtinsOf(fp: usize): usize { return load<u32>(address(load<u64>(fp - FRAME_FUNCTION)), offsetof<Function>('builtins')); }

/** Fills the two cache words at `pc` and loads the global or builtin. */
export function loadGlobalSlow(fp: usize, pc: usize, index: u32): Word {
  const name = nameAt(fp, index);
  const globals = globalsOf(fp);
  const builtins = builtinsOf(fp);
  if (load<u32>(globals) == T_DICT && load<u32>(builtins) == T_DICT) {
    const known = cachedGlobal(pc, globals);
    if (known != NULL) return known;
    fillGlobal(pc, globals, builtins, name);
    const w = dictGetStr(globals, name);
    if (w != NULL) return w;
    const b = dictGetStr(builtins, name);
    if (b != NULL) return b;
    return raiseNameError(name);
  }
  const w = mappingGet(fromAddress(globals), name);
  if (w != NULL || errorSet()) return w;
  const b = mappingGet(fromAddress(builtins), name);
  if (b != NULL || errorSet()) return b;
  return raiseNameError(name);
}

// A counted value that the cache at `pc` leads to, while other threads run: owned, NULL when the cache does not hold.
function cachedGlobal(pc: usize, globals: usize): Word {
  const cw = atomic.load<u64>(pc, 8);
  const offset = <u32>(cw >> 32);
  const keys: usize = atomic.load<u32>(globals, offsetof<Dict>('keys'));
  if (offset == 0 || offset == 0xffffffff || <u32>cw == 0 || atomic.load<u32>(keys, KEYS_VERSION) != <u32>cw) return NULL;
  const w = atomic.load<u64>(keys + offset);
  if (!isPointer(w)) return w;
  if (load<u32>(address(w), 4) >= UNCOUNTED) return atomic.load<u64>(keys + offset) == w ? w : NULL;
  if (!tryIncref(address(w))) return NULL;
  if (atomic.load<u64>(keys + offset) == w && atomic.load<u32>(globals, offsetof<Dict>('keys')) == keys) return w;
  release(w);
  return NULL;
}

function fillGlobal(pc: usize, globals: usize, builtins: usize, name: Word): void {
  // the version is taken first: a key that is added meanwhile resets it, and the cache never matches
  const version = keysVersion(globals);
  if (version == 0) return;
  const keys: usize = atomic.load<u32>(globals, offsetof<Dict>('keys'));
  const entry = dictFindStr(globals, name);
  if (atomic.load<u32>(globals, offsetof<Dict>('keys')) != keys) return;
  if (entry >= 0) {
    const offset = dictEntryValueOffset(keys, entry);
    if (atomic.load<u64>(keys + offset) != NULL) { fill(pc + 8, version, offset); return; }
  }
  const builtinVersion = keysVersion(builtins);
  if (builtinVersion == 0) return;
  const builtinKeys: usize = atomic.load<u32>(builtins, offsetof<Dict>('keys'));
  const b = dictFindStr(builtins, name);
  if (b < 0 || atomic.load<u32>(builtins, offsetof<Dict>('keys')) != builtinKeys) return;
  // a deleted entry of the globals may come back without a new version: such a miss is not cached
  if (entry >= 0) return;
  fill(pc + 16, builtinVersion, dictEntryValueOffset(builtinKeys, b));
  fill(pc + 8, version, 0xffffffff);
}

/** mapping[name]; NULL without an error: not there. */
export function mappingGet(mapping: Word, name: Word): Word {
  if (load<u32>(address(mapping)) == T_DICT) return dictGetStr(address(mapping), name);
  const r = getItem(mapping, name);
  if (r == NULL && errorMatches(T_KEY_ERROR)) clearError();
  return r;
}

export function loadNameSlow(fp: usize, pc: usize, index: u32): Word {
  const name = nameAt(fp, index);
  const locals = plain(load<u64>(fp));
  if (address(locals) != globalsOf(fp)) {
    const w = mappingGet(locals, name);
    if (w != NULL || errorSet()) return w;
  }
  return loadGlobalSlow(fp, pc, index);
}

export function storeGlobal(fp: usize, at: usize, index: u32, kill: bool): bool {
  const w = plain(load<u64>(at));
  if (dictSet(globalsOf(fp), nameAt(fp, index), w) < 0) return false;
  if (kill) putWord(at, NULL);
  return true;
}

export function deleteGlobal(fp: usize, index: u32): bool {
  const name = nameAt(fp, index);
  if (dictDelete(globalsOf(fp), name) == 0) return true;
  if (errorMatches(T_KEY_ERROR)) {
    clearError();
    raiseNameError(name);
  }
  return false;
}

export function storeName(fp: usize, at: usize, index: u32, kill: bool): bool {
  const w = plain(load<u64>(at));
  const locals = plain(load<u64>(fp));
  const r = load<u32>(address(locals)) == T_DICT ? dictSet(address(locals), nameAt(fp, index), w) : setItem(locals, nameAt(fp, index), w);
  if (r < 0) return false;
  if (kill) putWord(at, NULL);
  return true;
}

export function deleteName(fp: usize, index: u32): bool {
  const name = nameAt(fp, index);
  const locals = plain(load<u64>(fp));
  const r = load<u32>(address(locals)) == T_DICT ? dictDelete(address(locals), name) : setItem(locals, name, NULL);
  if (r == 0) return true;
  if (errorMatches(T_KEY_ERROR)) {
    clearError();
    raiseNameError(name);
  }
  return false;
}
