// Attribute, method and global access off the fast path, and the filling of the inline caches.
//
// A cache word is { u32 key, u32 payload << 32 }: written and read whole. key: version of the shape (plain instances) or
// of the type. The low three bits of the payload tell what it is:
//   0 empty   1 SLOT_VALUE: byte offset << 3 of an instance's slot   2 TYPE_VALUE: address of an uncounted value found on
//   the type   3 TYPE_METHOD: address of an uncounted function to call with self   4 ADD_SLOT: address of the shape after
//   the attribute was added   5 MEMBER_SLOT: reserved for __slots__
// Global caches: { u32 keys version, u32 byte offset of the value in the keys block, or all ones: not there }.

import { Word, NULL, NONE, UNBOUND, BORROWED, isPointer, isOwned, address, fromAddress, plain } from '../layout/word';
import { Type, INSTANCE_PLAIN, TF_METHOD_DESCRIPTOR, TF_GENERIC_GET, TF_GENERIC_SET, TF_TYPE } from '../layout/type';
import { Shape, PLAIN_SHAPE, PLAIN_DICT, PLAIN_SLOTS } from '../layout/instance';
import { Code, Function, FRAME_FUNCTION, FRAME_CODE } from '../layout/code';
import { Dict, KEYS_VERSION } from '../layout/containers';
import { UNCOUNTED } from '../layout/object';
import { thread, solo } from '../sync/current';
import { own, release, tryIncref, markDeferred } from '../counting/counts';
import { lend } from './stack';
import { raisef, errorSet, errorMatches, clearError } from './errors';
import { typeOf, getAttr, setAttr, getItem, setItem } from '../objects/protocol';
import { typeLookup, typeVersion } from '../objects/type/lookup';
import { genericGetAttribute, instanceAttribute, genericMethodLookup } from '../objects/object';
import { shapeSlot } from '../objects/type/shapes';
import { setInstanceAttribute } from '../objects/type/attributes';
import { dictFindStr, dictEntryValueOffset, keysVersion, dictGetStr, dictSet, dictDelete } from '../objects/dict/core';
import { T_DICT, T_NAME_ERROR, T_KEY_ERROR, T_MODULE, T_TYPE, T_MEMBER_DESCRIPTOR } from '../generated/types';
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
@inline function nameAt(fp: usize, index: u32): Word {
  return load<u64>(<usize>load<u32>(load<u32>(fp - FRAME_CODE), offsetof<Code>('names')) + (<usize>index << 3));
}

function fill(at: usize, key: u32, payload: u32): void {
  atomic.store<u64>(at, <u64>key | <u64>payload << 32);
}

// @ts-ignore: decorator
@inline function uncounted(w: Word): bool { return isPointer(w) && load<u32>(address(w), 4) >= UNCOUNTED; }

/** The counted word `w` just read from an instance's slot while other threads run: owned, or NULL when it has changed. */
export function ownSlot(p: usize, at: usize, w: Word, key: u32): Word {
  const q = address(w);
  if (load<u32>(q, 4) >= UNCOUNTED) return w;
  if (!tryIncref(q)) return NULL;
  if (atomic.load<u64>(at) == w && atomic.load<u32>(<usize>atomic.load<u32>(p, PLAIN_SHAPE), offsetof<Shape>('version')) == key) return w;
  release(w);
  return NULL;
}

/**
 * Stores w (taken over) into a slot of plain instance `p` that has it already, while other threads run. Without the
 * lock: the exchange is followed by a look at the shape. An instance that turns to a dict publishes the terminal shape
 * before it clears its slots by exchange, so a value stored too late is found either by it or here. False: the
 * instance has another shape now; the word is the caller's again.
 */
export function storeSlotShared(p: usize, at: usize, w: Word, shape: usize): bool {
  const old = atomic.xchg<u64>(at, w);
  if (atomic.load<u32>(p, PLAIN_SHAPE) == <u32>shape) {
    release(old);
    return true;
  }
  // the instance turned to a dict meanwhile: take the value out again unless the other thread already has
  const back = atomic.xchg<u64>(at, NULL);
  if (back != w) {
    if (back != NULL) release(back);
    own(w);
  }
  release(old);
  return false;
}

export function loadAttrSlow(fp: usize, pc: usize, o: Word, index: u32): Word {
  const name = nameAt(fp, index);
  const t = typeOf(o);
  const type = changetype<Type>(t);
  if ((type.flags & TF_GENERIC_GET) == 0) return getAttr(o, name);
  const version = typeVersion(t);
  if (type.kind == INSTANCE_PLAIN) {
    const p = address(o);
    const shape: usize = atomic.load<u32>(p, PLAIN_SHAPE);
    const key = atomic.load<u32>(shape, offsetof<Shape>('version'));
    const found = typeLookup(t, name);
    const data = found != NULL && changetype<Type>(typeOf(found)).descr_set != 0;
    if (!data && load<u32>(shape, offsetof<Shape>('terminal')) == 0) {
      const slot = shapeSlot(shape, name);
      if (slot >= 0) {
        if (key != 0) fill(pc + 8, key, <u32>(PLAIN_SLOTS + (<usize>slot << 3)) << 3 | SLOT_VALUE);
      } else if (uncounted(found) && changetype<Type>(typeOf(found)).descr_get == 0) {
        if (key != 0) fill(pc + 8, key, <u32>address(found) | TYPE_VALUE);
      }
    }
    if (found != NULL) release(found);
  } else if (type.attrs == 0 && version != 0) {
    const found = typeLookup(t, name);
    if (uncounted(found) && changetype<Type>(typeOf(found)).descr_get == 0) fill(pc + 8, version, <u32>address(found) | TYPE_VALUE);
    if (found != NULL) release(found);
  }
  return getAttr(o, name);
}

export function storeAttrSlow(fp: usize, pc: usize, o: Word, index: u32, value: Word): bool {
  const name = nameAt(fp, index);
  const t = typeOf(o);
  const type = changetype<Type>(t);
  if ((type.flags & TF_GENERIC_SET) != 0 && type.kind == INSTANCE_PLAIN) {
    const found = typeLookup(t, name);
    const data = found != NULL && changetype<Type>(typeOf(found)).descr_set != 0;
    if (found != NULL) release(found);
    if (!data) {
      const p = address(o);
      const before: usize = atomic.load<u32>(p, PLAIN_SHAPE);
      const key = atomic.load<u32>(before, offsetof<Shape>('version'));
      if (setInstanceAttribute(o, t, name, value) < 0) return false;
      const after: usize = atomic.load<u32>(p, PLAIN_SHAPE);
      if (key != 0 && load<u32>(after, offsetof<Shape>('terminal')) == 0) {
        if (after == before) {
          const slot = shapeSlot(before, name);
          if (slot >= 0) fill(pc + 8, key, <u32>(PLAIN_SLOTS + (<usize>slot << 3)) << 3 | SLOT_VALUE);
        } else if (load<u32>(after, offsetof<Shape>('parent')) == <u32>before) fill(pc + 8, key, <u32>after | ADD_SLOT);
      }
      return true;
    }
  }
  return setAttr(o, name, value) >= 0;
}

/**
 * LOAD_METHOD off the fast path: the group at `ra` gets a function and self, or NULL and a callable. `rb` holds the
 * object; `kill`: it dies there.
 */
export function loadMethodSlow(fp: usize, pc: usize, ra: usize, rb: usize, kill: bool, index: u32): bool {
  const name = nameAt(fp, index);
  const word = load<u64>(rb);
  const o = plain(word);
  const t = typeOf(o);
  const type = changetype<Type>(t);
  const method = genericMethodLookup(o, name);
  if (method != NULL) {
    if (uncounted(method) && isPointer(o)) {
      if (type.kind == INSTANCE_PLAIN) {
        const shape: usize = atomic.load<u32>(address(o), PLAIN_SHAPE);
        const key = atomic.load<u32>(shape, offsetof<Shape>('version'));
        if (key != 0 && load<u32>(shape, offsetof<Shape>('terminal')) == 0 && shapeSlot(shape, name) < 0) fill(pc + 8, key, <u32>address(method) | TYPE_METHOD);
      } else if (type.attrs == 0) {
        const version = typeVersion(t);
        if (version != 0) fill(pc + 8, version, <u32>address(method) | TYPE_METHOD);
      }
    }
    putWord(ra, uncounted(method) ? method | BORROWED : method);
    if (kill) {
      store<u64>(rb, NULL);
      putWord(ra + 32, word);
    } else putWord(ra + 32, lend(word));
    return true;
  }
  if (errorSet()) return false;
  const f = getAttr(o, name);
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
  if (!isPointer(w) || load<u32>(address(w), 4) >= UNCOUNTED) return w;
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
