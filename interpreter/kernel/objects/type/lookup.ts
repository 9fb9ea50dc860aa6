// Lookup of names along the mro, versions, and the per-thread method cache.

import { Word, NULL, isPointer, address } from '../../layout/word';
import { Type } from '../../layout/type';
import { Tuple, TUPLE_ITEMS } from '../../layout/containers';
import { Shape } from '../../layout/instance';
import { UNCOUNTED } from '../../layout/object';
import { Control } from '../../layout/control';
import { CONTROL } from '../../layout/memory_map';
import { dictGetStr } from '../dict/core';
import { listSnapshot } from '../list/core';
import { release, incref, tryIncref } from '../../counting/counts';
import { solo } from '../../sync/current';
import { allocBlock, KIND_RAW } from '../../memory/blocks';

// The method cache of this thread (module global: per instance): CACHE_SIZE records of
//   { u32 version, u32 name address, u64 value }; value NULL: the name is known to be absent.
// Names in it are never freed. A counted value is held by the dict that it was found in for as long as the version holds
// (who replaces it gives the type a new version first): it is owned by a try, then the version is looked at again.
const CACHE_SIZE: u32 = 4096;
let cache: usize = 0;

function makeCache(): void {
  cache = allocBlock(KIND_RAW, CACHE_SIZE * 16);
  memory.fill(cache, 0, CACHE_SIZE * 16);
}

// @ts-ignore: decorator
@inline function cacheAt(version: u32, name: usize): usize {
  if (cache == 0) makeCache();
  return cache + (((version * 0x9e3779b1) ^ (<u32>name >> 4)) & (CACHE_SIZE - 1)) * 16;
}

/** A version number that was never used; 0 when the numbers are exhausted. */
export function newVersion(): u32 {
  const at = CONTROL + offsetof<Control>('versions');
  if (atomic.load<u32>(at) > 0xfffffff0) return 0;
  return atomic.add<u32>(at, 1) + 1;
}

/** The type's version, assigned on demand; 0: nothing may be cached. */
export function typeVersion(type: u32): u32 {
  const at = type + offsetof<Type>('version');
  const version = atomic.load<u32>(at);
  if (version != 0) return version;
  const fresh = newVersion();
  if (fresh == 0) return 0;
  const before = atomic.cmpxchg<u32>(at, 0, fresh);
  return before == 0 ? fresh : before;
}

/** Invalidates every cache that knows `type` or a subclass: new version numbers for types and shapes. */
export function typeModified(type: u32): void {
  const t = changetype<Type>(type);
  atomic.store<u32>(type + offsetof<Type>('version'), newVersion());
  for (let s = atomic.load<u32>(type + offsetof<Type>('rootShape')); s != 0; s = atomic.load<u32>(s + offsetof<Shape>('next')))
    atomic.store<u32>(s + offsetof<Shape>('version'), newVersion());
  const list = t.subclasses;
  if (list == NULL) return;
  const snapshot = listSnapshot(list);
  if (snapshot == NULL) return;
  const p = address(snapshot);
  const n = changetype<Tuple>(p).size;
  for (let i: u32 = 0; i < n; i++) {
    const reference = load<u64>(p + TUPLE_ITEMS + (i << 3));
    const target = weakTarget(reference);
    if (target != NULL) {
      typeModified(<u32>address(target));
      release(target);
    }
  }
  release(snapshot);
}

/** Owned referent of a weak reference or NULL. Set by the weakref module's layout: the collector exports it. */
import { weakrefTarget } from '../../collector/weak';
export function weakTarget(reference: Word): Word {
  return weakrefTarget(reference);
}

/**
 * Value of `name` (interned str) along the mro of `type`: owned; NULL: not there (no error is set).
 */
export function typeLookup(type: u32, name: Word): Word {
  const version = typeVersion(type);
  const slot = cacheAt(version, address(name));
  if (version != 0 && load<u32>(slot) == version && load<u32>(slot, 4) == <u32>name) {
    const value = load<u64>(slot, 8);
    if (!isPointer(value) || load<u32>(address(value), 4) >= UNCOUNTED) return value;
    if (solo) {
      incref(address(value));
      return value;
    }
    if (tryIncref(address(value))) {
      if (atomic.load<u32>(type + offsetof<Type>('version')) == version) return value;
      release(value);
    }
  }
  return lookupSlow(type, name, version, slot);
}

function lookupSlow(type: u32, name: Word, version: u32, slot: usize): Word {
  const mro = address(changetype<Type>(type).mro);
  let value: Word = NULL;
  if (mro != 0) {
    const n = changetype<Tuple>(mro).size;
    for (let i: u32 = 0; i < n; i++) {
      const base = load<u64>(mro + TUPLE_ITEMS + (i << 3));
      const dict = changetype<Type>(address(base)).dict;
      if (dict == NULL) continue;
      value = dictGetStr(address(dict), name);
      if (value != NULL) break;
    }
  }
  // the version was read before the walk: a mutation in between changed it, and this record will never match
  if (version != 0 && load<u32>(address(name), 4) >= UNCOUNTED) {
    store<u32>(slot, 0);
    store<u64>(slot, value, 8);
    store<u32>(slot, <u32>name, 4);
    store<u32>(slot, version);
  }
  return value;
}

/** Drops the cache of this thread (after a collection freed deferred objects). */
export function clearMethodCache(): void {
  if (cache != 0) memory.fill(cache, 0, CACHE_SIZE * 16);
}

/** Whether `type` is `base` or a (real) subclass of it. */
export function isSubtype(type: u32, base: u32): bool {
  if (type == base) return true;
  const mro = address(changetype<Type>(type).mro);
  if (mro == 0) {
    let t = type;
    while (t != 0) {
      if (t == base) return true;
      t = changetype<Type>(t).base;
    }
    return false;
  }
  const n = changetype<Tuple>(mro).size;
  for (let i: u32 = 0; i < n; i++) if (<u32>load<u64>(mro + TUPLE_ITEMS + (i << 3)) == base) return true;
  return false;
}
