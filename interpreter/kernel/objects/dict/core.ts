// dict: lock-free probes, and the mutations that everything else is made of.
//
// A keys block (layout/containers.ts) never changes capacity; within it an entry serves one key for ever and a used
// index slot never becomes empty again, so a probe needs no lock: it runs over index slots and entries by atomic loads,
// try-increments a stored key before it compares it by anything but identity, and looks again at what it used. What it
// finds (block and entry) is validated under the lock before a mutation relies on it. Deleted: key and value NULL.

import { Word, NULL, isPointer, isInt, address, fromAddress } from '../../layout/word';
import { Dict, DictView, KEYS_VERSION, KEYS_HEADER, ENTRY_SIZE, ENTRY_HASH, ENTRY_KEY, ENTRY_VALUE } from '../../layout/containers';
import { Type, TF_DICT } from '../../layout/type';
import { newObject, freeObject } from '../../memory/objects';
import { freeBlock } from '../../memory/blocks';
import { own, release, incref, increfSeen, decref, staysAlive, tryIncref } from '../../counting/counts';
import { enter, leave } from '../../sync/critical';
import { solo } from '../../sync/current';
import { atomicLoad32, atomicLoad64, atomicStore32, atomicStore64, publishWord } from '../../sync/access';
import { visit } from '../../collector/visit';
import { T_DICT, T_DICT_ITEMS, T_DICT_KEYS, T_DICT_VALUES, T_KEY_ERROR, T_STR, T_TUPLE } from '../../generated/types';
import { LOCKED_READS } from '../../generated/build';
import { memoryError, raiseValue } from '../../eval/errors';
import { typeOf, equal, equalPlainTuples } from '../protocol';
import { strEqual } from '../str/new';
import { newTuple, tupleGet, tupleInit } from '../tuple';
import { discardBlock, discardDeadBlock } from '../list/core';
import {
  DICT_USED, DICT_KEYS, KEYS_CAPACITY, KEYS_COUNT, entriesOf, entryAt, indexSlot, newKeys, logFor, emptyKeys, putIndex, copyEntries, rebuild,
  strHashFast, keyHash,
} from './keys';

/** @type dict base=object size=offsetof<Dict>() flags=BASE,GC,MAPPING,MATCH_SELF,DICT
 * dict() -> new empty dictionary
 * dict(mapping) -> new dictionary initialized from a mapping object's
 *     (key, value) pairs
 * dict(iterable) -> new dictionary initialized as if via:
 *     d = {}
 *     for k, v in iterable:
 *         d[k] = v
 * dict(**kwargs) -> new dictionary initialized with the name=value pairs
 *     in the keyword argument list.  For example:  dict(one=1, two=2) */

/** Results of a probe other than an entry number. */
// @ts-ignore: decorator
@inline export const MISS: i32 = -1;
// @ts-ignore: decorator
@inline export const PROBE_ERROR: i32 = -2;
// @ts-ignore: decorator
@inline const RETRY: i32 = -3;

/** How a probe may compare. */
// @ts-ignore: decorator
@inline const PLAIN: i32 = 0; // never runs Python code: only exact strs are compared beyond identity
// @ts-ignore: decorator
@inline const RUN: i32 = 1;
// @ts-ignore: decorator
@inline const LOCKED: i32 = 2; // the dict's lock is held (and given up while Python code runs)

/** The block that the last probe looked at, and its entry count before the probe began. */
let probedKeys: usize = 0;
let probedCount: u32 = 0;

// @ts-ignore: decorator
@inline export function isDict(w: Word): bool {
  return (changetype<Type>(<usize>typeOf(w)).flags & TF_DICT) != 0;
}

// ---- probes -----------------------------------------------------------------------------------------------------------

/** Whether the stored key k of an entry, whose hash is that of `key`, equals it: 1, 0, PROBE_ERROR, RETRY. */
function sameKey(p: usize, keys: usize, entry: usize, k: Word, key: Word, mode: i32): i32 {
  if (!isPointer(k)) {
    if (isInt(k) && isInt(key)) return 0;
    if ((mode & RUN) == 0) return 0;
    if (mode & LOCKED) leave(p);
    const r = equal(k, key);
    if (mode & LOCKED) enter(p);
    const changed = atomicLoad32(p + DICT_KEYS) != <u32>keys || atomicLoad64(entry + ENTRY_KEY) != k;
    return r < 0 ? PROBE_ERROR : changed ? RETRY : r;
  }
  const q = address(k);
  // the comparison of two strs, or of such tuples, is no safe point
  if (isPointer(key)) if (load<u32>(q) == load<u32>(address(key))) if (mode & LOCKED || staysAlive(q, entry + ENTRY_KEY)) {
    if (load<u32>(q) == T_STR) return strEqual(k, key) ? 1 : 0;
    if (load<u32>(q) == T_TUPLE) if (mode & RUN) {
      const told = equalPlainTuples(q, address(key));
      if (told >= 0) return told;
    }
  }
  if (mode & LOCKED) incref(q);
  else if (!tryIncref(q)) return RETRY;
  if (load<u32>(q) == T_STR && isPointer(key) && load<u32>(address(key)) == T_STR) {
    const r = strEqual(k, key) ? 1 : 0;
    const changed = atomicLoad64(entry + ENTRY_KEY) != k;
    decref(q);
    return changed ? RETRY : r;
  }
  let r = 0;
  if (mode & RUN) {
    if (mode & LOCKED) leave(p);
    r = equal(k, key);
    decref(q);
    if (mode & LOCKED) enter(p);
    const changed = atomicLoad32(p + DICT_KEYS) != <u32>keys || atomicLoad64(entry + ENTRY_KEY) != k;
    return r < 0 ? PROBE_ERROR : changed ? RETRY : r > 0 ? 1 : 0;
  }
  decref(q);
  return 0;
}

/** Looks for a key: entry number, MISS, PROBE_ERROR or RETRY; sets probedKeys and probedCount. */
function probe(p: usize, key: Word, hash: i64, mode: i32): i32 {
  if (solo) return probeSolo(p, key, hash, mode);
  const keys: usize = atomicLoad32(p + DICT_KEYS);
  const count = atomicLoad32(keys + KEYS_COUNT);
  const log: u32 = load<u8>(keys);
  const logBytes: u32 = load<u8>(keys, 1);
  const mask: usize = (<usize>1 << log) - 1;
  const entries = keys + KEYS_HEADER + ((((<usize>1 << log) << logBytes) + 7) & ~7);
  let perturb: u64 = hash;
  let i: usize = <usize>hash & mask;
  let result = MISS;
  while (true) {
    const n = indexSlot(keys, logBytes, i);
    if (n == -1) break;
    const entry = entries + <usize>n * ENTRY_SIZE;
    const k = atomicLoad64(entry + ENTRY_KEY);
    if (k == key) {
      if (atomicLoad64(entry + ENTRY_VALUE) != NULL) {
        result = n;
        break;
      }
    } else if (load<i64>(entry, ENTRY_HASH) == hash && k != NULL) {
      const r = sameKey(p, keys, entry, k, key, mode);
      if (r < 0) {
        result = r;
        break;
      }
      if (r == 1 && atomicLoad64(entry + ENTRY_VALUE) != NULL) {
        result = n;
        break;
      }
    }
    perturb >>= 5;
    i = (i * 5 + <usize>perturb + 1) & mask;
  }
  probedKeys = keys;
  probedCount = count;
  return result;
}

// Python code that ran in the comparisons has probed too: the words are set at the end.
// @ts-ignore: decorator
@inline function probed(keys: usize, count: u32, result: i32): i32 {
  probedKeys = keys;
  probedCount = count;
  return result;
}

// The same by plain loads.
function probeSolo(p: usize, key: Word, hash: i64, mode: i32): i32 {
  const keys: usize = load<u32>(p, DICT_KEYS);
  const log: u32 = load<u8>(keys);
  const logBytes: u32 = load<u8>(keys, 1);
  const mask: usize = (<usize>1 << log) - 1;
  const entries = keys + KEYS_HEADER + ((((<usize>1 << log) << logBytes) + 7) & ~7);
  const count = load<u32>(keys, KEYS_COUNT);
  let perturb: u64 = hash;
  let i: usize = <usize>hash & mask;
  while (true) {
    let n: i32;
    if (logBytes == 0) {
      n = load<u8>(keys + i, KEYS_HEADER);
      if (n == 0xff) return probed(keys, count, MISS);
    } else if (logBytes == 1) {
      n = load<u16>(keys + (i << 1), KEYS_HEADER);
      if (n == 0xffff) return probed(keys, count, MISS);
    } else {
      n = load<i32>(keys + (i << 2), KEYS_HEADER);
      if (n == -1) return probed(keys, count, MISS);
    }
    const entry = entries + <usize>n * ENTRY_SIZE;
    const k = load<u64>(entry, ENTRY_KEY);
    if (k == key) {
      if (load<u64>(entry, ENTRY_VALUE) != NULL) return probed(keys, count, n);
    } else if (load<i64>(entry, ENTRY_HASH) == hash) if (k != NULL) {
      const r = sameKey(p, keys, entry, k, key, mode);
      if (r < 0) return probed(keys, count, r);
      if (r == 1 && load<u64>(entry, ENTRY_VALUE) != NULL) return probed(keys, count, n);
    }
    perturb >>= 5;
    i = (i * 5 + <usize>perturb + 1) & mask;
  }
}

/** Probe with the lock held; on return the result is valid for the dict's present block. */
function probeLocked(p: usize, key: Word, hash: i64): i32 {
  while (true) {
    const i = probe(p, key, hash, RUN | LOCKED);
    if (i != RETRY && (i == PROBE_ERROR || atomicLoad32(p + DICT_KEYS) == <u32>probedKeys)) return i;
  }
}

/** Takes the lock and returns the entry number of a key in the present block, or MISS. PROBE_ERROR: lock not held. */
function lockAndFind(p: usize, key: Word, hash: i64): i32 {
  let i = probe(p, key, hash, RUN);
  if (i == PROBE_ERROR) return i;
  const keys = probedKeys;
  const count = probedCount;
  enter(p);
  if (i == RETRY || load<u32>(p, DICT_KEYS) != <u32>keys || (i >= 0 ? load<u64>(entryAt(keys, i), ENTRY_VALUE) == NULL : load<u32>(keys, KEYS_COUNT) != count)) {
    i = probeLocked(p, key, hash);
    if (i == PROBE_ERROR) leave(p);
  }
  return i;
}

// lockAndFind while solo: what it finds holds unless comparing has run code that changed the dict.
// @ts-ignore: decorator
@inline function findSolo(p: usize, key: Word, hash: i64): i32 {
  const i = probeSolo(p, key, hash, RUN);
  if (i >= 0 || i == PROBE_ERROR) return i;
  if (i == MISS && load<u32>(p, DICT_KEYS) == <u32>probedKeys && load<u32>(probedKeys, KEYS_COUNT) == probedCount) return i;
  return lockAndFind(p, key, hash);
}

/** Value of an entry found by a probe, owned; NULL: settle it under the lock. */
// @ts-ignore: decorator
@inline function takeValue(p: usize, keys: usize, i: u32): Word {
  const slot = entryAt(keys, i) + ENTRY_VALUE;
  const v = atomicLoad64(slot);
  if (!isPointer(v) || increfSeen(address(v), slot)) return v;
  if (!tryIncref(address(v))) return NULL;
  if (atomicLoad64(slot) == v && atomicLoad32(p + DICT_KEYS) == <u32>keys) return v;
  decref(address(v));
  return NULL;
}

function getLocked(p: usize, key: Word, hash: i64, mode: i32): Word {
  enter(p);
  let i: i32;
  if (mode == PLAIN) {
    i = probe(p, key, hash, LOCKED);
  } else i = probeLocked(p, key, hash);
  const v = i >= 0 ? own(load<u64>(entryAt(load<u32>(p, DICT_KEYS), i), ENTRY_VALUE)) : NULL;
  leave(p);
  return v;
}

function getMode(p: usize, key: Word, hash: i64, mode: i32): Word {
  if (LOCKED_READS && !solo) return getLocked(p, key, hash, mode);
  const i = probe(p, key, hash, mode);
  const keys = probedKeys;
  if (i >= 0) {
    const v = takeValue(p, keys, i);
    if (v != NULL) return v;
  } else if (i == MISS) {
    if (solo || atomicLoad32(p + DICT_KEYS) == <u32>keys) return NULL;
  } else if (i == PROBE_ERROR) return NULL;
  return getLocked(p, key, hash, mode);
}

// ---- reads ------------------------------------------------------------------------------------------------------------

// @ts-ignore: decorator
@inline export function dictSize(p: usize): u32 { return atomicLoad32(p + DICT_USED); }

/** Value of a key, owned; NULL: not there, or (errorSet) hashing or comparing failed. */
export function dictGet(p: usize, key: Word): Word {
  const h = keyHash(key);
  if (h == -1) return NULL;
  if (solo) {
    const i = probeSolo(p, key, h, RUN);
    if (i >= 0) return own(load<u64>(entryAt(probedKeys, i), ENTRY_VALUE));
    if (i != RETRY) return NULL;
  }
  return getMode(p, key, h, RUN);
}

/** The same for a known hash. */
export function dictGetHash(p: usize, key: Word, hash: i64): Word {
  return getMode(p, key, hash, RUN);
}

/** Value of an exact str key, owned, or NULL: not there. Never runs Python code; other kinds of keys are passed over. */
export function dictGetStr(p: usize, key: Word): Word {
  return getMode(p, key, strHashFast(address(key)), PLAIN);
}

/**
 * The same without ever taking the lock, for a dict that the caller does not hold but that lives until the next safe
 * point. `peeked` false: only the lock can tell.
 */
export function dictPeekStr(p: usize, key: Word): Word {
  peeked = !LOCKED_READS;
  if (LOCKED_READS) return NULL;
  const i = probe(p, key, strHashFast(address(key)), PLAIN);
  const keys = probedKeys;
  if (i >= 0) {
    const v = takeValue(p, keys, i);
    peeked = v != NULL;
    return v;
  }
  peeked = i == MISS && atomicLoad32(p + DICT_KEYS) == <u32>keys;
  return NULL;
}
export let peeked: bool = false;

/** Entry number of an exact str key in the present keys block, or -1. Never runs Python code. Ask for `keysVersion` first. */
export function dictFindStr(p: usize, key: Word): i32 {
  const i = probe(p, key, strHashFast(address(key)), PLAIN);
  return i >= 0 ? i : -1;
}

/** 1, 0, or -1 with an error set. */
export function dictContains(p: usize, key: Word): i32 {
  const h = keyHash(key);
  if (h == -1) return -1;
  return dictContainsHash(p, key, h);
}

export function dictContainsHash(p: usize, key: Word, h: i64): i32 {
  let i = LOCKED_READS && !solo ? RETRY : probe(p, key, h, RUN);
  if (i >= 0) return 1;
  if (i == PROBE_ERROR) return -1;
  if (i == MISS && (solo || atomicLoad32(p + DICT_KEYS) == <u32>probedKeys)) return 0;
  enter(p);
  i = probeLocked(p, key, h);
  leave(p);
  return i >= 0 ? 1 : i == MISS ? 0 : -1;
}

/** What `dictNext` found: owned words and the key's hash. Copy them before anything else is called. */
export let nextKey: Word = NULL;
export let nextValue: Word = NULL;
export let nextHash: i64 = 0;

/** The first live entry at or behind entry number `position`: sets nextKey, nextValue, nextHash; returns the number to go on at, 0 at the end. */
export function dictNext(p: usize, position: u32): u32 {
  const keys: usize = atomicLoad32(p + DICT_KEYS);
  const count = atomicLoad32(keys + KEYS_COUNT);
  const entries = entriesOf(keys);
  while (position < count) {
    const e = entries + <usize>position * ENTRY_SIZE;
    position++;
    const value = atomicLoad64(e + ENTRY_VALUE);
    if (value == NULL) continue;
    const key = atomicLoad64(e + ENTRY_KEY);
    if (takeEntry(p, keys, e, key, value)) return position;
  }
  return 0;
}

/** The last live entry before entry number `position`; returns its number plus 1, 0 at the end. */
export function dictPrevious(p: usize, position: u32): u32 {
  const keys: usize = atomicLoad32(p + DICT_KEYS);
  position = min<u32>(position, atomicLoad32(keys + KEYS_COUNT));
  const entries = entriesOf(keys);
  while (position != 0) {
    position--;
    const e = entries + <usize>position * ENTRY_SIZE;
    const value = atomicLoad64(e + ENTRY_VALUE);
    if (value == NULL) continue;
    const key = atomicLoad64(e + ENTRY_KEY);
    if (takeEntry(p, keys, e, key, value)) return position + 1;
  }
  return 0;
}

/** Entries ever used in the present block: where `dictPrevious` begins. */
export function dictEntryCount(p: usize): u32 {
  return atomicLoad32(<usize>atomicLoad32(p + DICT_KEYS) + KEYS_COUNT);
}

/** Owns key and value of an entry. false: it was deleted meanwhile. */
function takeEntry(p: usize, keys: usize, e: usize, key: Word, value: Word): bool {
  nextHash = load<i64>(e, ENTRY_HASH);
  if (solo) {
    nextKey = own(key);
    nextValue = own(value);
    return true;
  }
  if (!LOCKED_READS && key != NULL && (!isPointer(key) || tryIncref(address(key)))) {
    if (!isPointer(value) || tryIncref(address(value))) {
      if (atomicLoad64(e + ENTRY_VALUE) == value && atomicLoad64(e + ENTRY_KEY) == key && atomicLoad32(p + DICT_KEYS) == <u32>keys) {
        nextKey = key;
        nextValue = value;
        return true;
      }
      release(value);
    }
    release(key);
  }
  enter(p);
  let live = false;
  if (load<u32>(p, DICT_KEYS) == <u32>keys) {
    const v = load<u64>(e, ENTRY_VALUE);
    if (v != NULL) {
      nextKey = own(load<u64>(e, ENTRY_KEY));
      nextValue = own(v);
      live = true;
    }
  }
  leave(p);
  return live;
}

/** Tuple of the keys (what 0), values (1) or (key, value) pairs (2) that the dict has at one moment. NULL: MemoryError. */
export function dictTuple(p: usize, what: i32): Word {
  while (true) {
    const n = dictSize(p);
    const t = newTuple(n);
    if (t == 0) return NULL;
    if (what == 2) {
      for (let i: u32 = 0; i < n; i++) {
        const pair = newTuple(2);
        if (pair == 0) {
          decref(t);
          return NULL;
        }
        tupleInit(t, i, fromAddress(pair));
      }
    }
    enter(p);
    if (load<u32>(p, DICT_USED) == n) {
      const keys: usize = load<u32>(p, DICT_KEYS);
      let to: u32 = 0;
      for (let e = entriesOf(keys), end = e + <usize>load<u32>(keys, KEYS_COUNT) * ENTRY_SIZE; e < end; e += ENTRY_SIZE) {
        const value = load<u64>(e, ENTRY_VALUE);
        if (value == NULL) continue;
        if (what == 2) {
          const pair = address(tupleGet(t, to));
          tupleInit(pair, 0, own(load<u64>(e, ENTRY_KEY)));
          tupleInit(pair, 1, own(value));
        } else tupleInit(t, to, own(what == 0 ? load<u64>(e, ENTRY_KEY) : value));
        to++;
      }
      leave(p);
      return fromAddress(t);
    }
    leave(p);
    decref(t);
  }
}

/** Tuple of the keys. NULL: MemoryError. */
export function dictKeysTuple(p: usize): Word {
  return dictTuple(p, 0);
}

/** Tuple of what `source`, an exact dict or a view of a dict, shows at one moment; NULL without an error: another type. */
export function dictSnapshot(source: Word): Word {
  const p = address(source);
  switch (load<u32>(p)) {
    case T_DICT: return dictTuple(p, 0);
    case T_DICT_KEYS: return dictTuple(address(changetype<DictView>(p).dict), 0);
    case T_DICT_VALUES: return dictTuple(address(changetype<DictView>(p).dict), 1);
    case T_DICT_ITEMS: return dictTuple(address(changetype<DictView>(p).dict), 2);
    default: return NULL;
  }
}

// ---- making -------------------------------------------------------------------------------------------------------------

/** New empty exact dict. 0: MemoryError. */
export function newDict(): usize {
  const p = newObject(T_DICT, offsetof<Dict>());
  if (p == 0) return 0;
  store<u32>(p, 0, DICT_USED);
  store<u32>(p, <u32>emptyKeys(), DICT_KEYS);
  return p;
}

/** New empty exact dict with room for n keys. 0: MemoryError. */
export function newDictSized(n: u32): usize {
  const p = newDict();
  if (p == 0 || n == 0) return p;
  const keys = newKeys(logFor(n));
  if (keys == 0) {
    decref(p);
    memoryError();
    return 0;
  }
  store<u32>(p, <u32>keys, DICT_KEYS);
  return p;
}

/** Inside the lock of p: a private block with the live entries, counted; 0: no memory. */
function cloneKeys(p: usize): usize {
  const keys: usize = load<u32>(p, DICT_KEYS);
  const used = load<u32>(p, DICT_USED);
  if (used == 0) return emptyKeys();
  const log = used == load<u32>(keys, KEYS_COUNT) ? load<u8>(keys) : logFor(used);
  const fresh = newKeys(log);
  if (fresh == 0) return 0;
  if (used == load<u32>(keys, KEYS_COUNT) && log == load<u8>(keys)) {
    memory.copy(fresh + KEYS_HEADER, keys + KEYS_HEADER, entriesOf(keys) - keys - KEYS_HEADER + <usize>used * ENTRY_SIZE);
    store<u32>(fresh, used, KEYS_COUNT);
    store<u8>(fresh, load<u8>(keys, 2), 2);
    for (let e = entriesOf(fresh), end = e + <usize>used * ENTRY_SIZE; e < end; e += ENTRY_SIZE) {
      own(load<u64>(e, ENTRY_KEY));
      own(load<u64>(e, ENTRY_VALUE));
    }
  } else copyEntries(keys, fresh, true);
  return fresh;
}

/** Exact dict with the entries that p has at one moment. 0: MemoryError. */
export function dictCopy(p: usize): usize {
  const q = newDict();
  if (q == 0) return 0;
  enter(p);
  const keys = cloneKeys(p);
  const used = load<u32>(p, DICT_USED);
  leave(p);
  if (keys == 0) {
    decref(q);
    memoryError();
    return 0;
  }
  store<u32>(q, <u32>keys, DICT_KEYS);
  store<u32>(q, used, DICT_USED);
  return q;
}

// ---- mutations ------------------------------------------------------------------------------------------------------------

/** Inside the lock: adds a key that is not there; takes key and value over. false: no memory, nothing taken. */
function addEntry(p: usize, key: Word, value: Word, hash: i64): bool {
  let keys: usize = load<u32>(p, DICT_KEYS);
  let count = load<u32>(keys, KEYS_COUNT);
  const used = load<u32>(p, DICT_USED);
  if (count >= load<u32>(keys, KEYS_CAPACITY)) {
    let log: u32 = 3;
    while (((<u64>1 << log) < <u64>used * 3 || <u32>(((<u64>1 << log) << 1) / 3) <= used) && log < 28) log++;
    if (!rebuild(p, log)) return false;
    keys = load<u32>(p, DICT_KEYS);
    count = used;
  }
  const e = entryAt(keys, count);
  store<i64>(e, hash, ENTRY_HASH);
  store<u64>(e, key, ENTRY_KEY);
  store<u64>(e, value, ENTRY_VALUE);
  if (load<u8>(keys, 2) != 0 && !(isPointer(key) && load<u32>(address(key)) == T_STR)) store<u8>(keys, 0, 2);
  putIndex(keys, hash, count);
  // behind the index: a probe without the lock that began with this count has seen the key (lockAndFind trusts it)
  atomicStore32(keys + KEYS_COUNT, count + 1);
  store<u32>(p, used + 1, DICT_USED); // a number that readers use alone
  // behind the index: whoever numbers this block before it sees the key has its number taken back
  if (atomicLoad32(keys + KEYS_VERSION) != 0) atomicStore32(keys + KEYS_VERSION, 0);
  return true;
}

/** Inside the lock, which it leaves: sets the value of entry i or adds the key. */
function storeAndLeave(p: usize, i: i32, key: Word, value: Word, hash: i64): i32 {
  if (i >= 0) {
    const slot = entryAt(load<u32>(p, DICT_KEYS), i) + ENTRY_VALUE;
    const old = load<u64>(slot);
    publishWord(slot, own(value));
    leave(p);
    release(old);
    return 0;
  }
  own(key);
  own(value);
  const ok = addEntry(p, key, value, hash);
  leave(p);
  if (ok) return 0;
  release(key);
  release(value);
  memoryError();
  return -1;
}

/** p[key] = value, counting both. -1 with an error set. */
export function dictSet(p: usize, key: Word, value: Word): i32 {
  const h = keyHash(key);
  if (h == -1) return -1;
  return dictSetHash(p, key, value, h);
}

export function dictSetHash(p: usize, key: Word, value: Word, hash: i64): i32 {
  const i = solo ? findSolo(p, key, hash) : lockAndFind(p, key, hash);
  if (i == PROBE_ERROR) return -1;
  if (solo) if (i >= 0) { // nothing to leave
    const slot = entryAt(load<u32>(p, DICT_KEYS), i) + ENTRY_VALUE;
    const old = load<u64>(slot);
    store<u64>(slot, own(value));
    release(old);
    return 0;
  }
  return storeAndLeave(p, i, key, value, hash);
}

/** dictSet for an exact str key. */
export function dictSetStr(p: usize, key: Word, value: Word): i32 {
  return dictSetHash(p, key, value, strHashFast(address(key)));
}

/** Value of the key, owned; if it is not there, `value` is stored and returned. NULL with an error set. */
export function dictSetDefault(p: usize, key: Word, value: Word, hash: i64): Word {
  const i = lockAndFind(p, key, hash);
  if (i == PROBE_ERROR) return NULL;
  if (i >= 0) {
    const v = own(load<u64>(entryAt(load<u32>(p, DICT_KEYS), i), ENTRY_VALUE));
    leave(p);
    return v;
  }
  if (storeAndLeave(p, MISS, key, value, hash) < 0) return NULL;
  return own(value);
}

/** Inside the lock: unlinks entry i; its words are the caller's, in nextKey and nextValue. */
function takeOut(p: usize, i: u32): void {
  const e = entryAt(load<u32>(p, DICT_KEYS), i);
  nextKey = load<u64>(e, ENTRY_KEY);
  nextValue = load<u64>(e, ENTRY_VALUE);
  nextHash = load<i64>(e, ENTRY_HASH);
  atomicStore64(e + ENTRY_VALUE, NULL);
  atomicStore64(e + ENTRY_KEY, NULL);
  // the hash of a dead entry tells dictPopLast how many dead entries end here, less one
  store<u64>(e, 0, ENTRY_HASH);
  atomicStore32(p + DICT_USED, load<u32>(p, DICT_USED) - 1);
}

/** Removes a key and returns its value, owned; NULL: not there, or (errorSet) an error. */
export function dictPop(p: usize, key: Word, hash: i64): Word {
  const i = lockAndFind(p, key, hash);
  if (i == PROBE_ERROR) return NULL;
  if (i == MISS) {
    leave(p);
    return NULL;
  }
  takeOut(p, i);
  const k = nextKey;
  const v = nextValue;
  leave(p);
  release(k);
  return v;
}

/** Inside the lock of p: takes entry i out, ends the lock, releases key and value (which may run any code). */
function dropEntry(p: usize, i: u32): void {
  takeOut(p, i);
  const k = nextKey;
  const v = nextValue;
  leave(p);
  release(v);
  release(k);
}

/** del p[key]. -1 with KeyError or another error set. */
export function dictDelete(p: usize, key: Word): i32 {
  const h = keyHash(key);
  if (h == -1) return -1;
  const i = lockAndFind(p, key, h);
  if (i == PROBE_ERROR) return -1;
  if (i == MISS) {
    leave(p);
    raiseValue(T_KEY_ERROR, key);
    return -1;
  }
  dropEntry(p, i);
  return 0;
}

/** Removes a key whose value still is the word `value`, which the caller owns. -1 with an error set. */
export function dictDeleteIf(p: usize, key: Word, value: Word): i32 {
  const h = keyHash(key);
  if (h == -1) return -1;
  const i = lockAndFind(p, key, h);
  if (i == PROBE_ERROR) return -1;
  if (i == MISS || load<u64>(entryAt(load<u32>(p, DICT_KEYS), i), ENTRY_VALUE) != value) {
    leave(p);
    return 0;
  }
  dropEntry(p, i);
  return 0;
}

/** Removes the last (or first) entry into nextKey, nextValue, nextHash (owned). false: the dict is empty. */
export function dictPopEnd(p: usize, last: bool): bool {
  enter(p);
  if (load<u32>(p, DICT_USED) == 0) {
    leave(p);
    return false;
  }
  const keys: usize = load<u32>(p, DICT_KEYS);
  const entries = entriesOf(keys);
  const count = load<u32>(keys, KEYS_COUNT);
  let i: u32;
  if (last) {
    i = count - 1;
    while (load<u64>(entries + <usize>i * ENTRY_SIZE, ENTRY_VALUE) == NULL) i -= <u32>load<u64>(entries + <usize>i * ENTRY_SIZE, ENTRY_HASH) + 1;
    takeOut(p, i);
    store<u64>(entries + <usize>(count - 1) * ENTRY_SIZE, count - 1 - i, ENTRY_HASH);
  } else {
    // entry 0 tells how many dead ones it begins: it lies below everything that pops from the end look at
    i = load<u64>(entries, ENTRY_VALUE) == NULL ? <u32>load<u64>(entries, ENTRY_HASH) + 1 : 0;
    while (load<u64>(entries + <usize>i * ENTRY_SIZE, ENTRY_VALUE) == NULL) i++;
    takeOut(p, i);
    store<u64>(entries, i, ENTRY_HASH);
  }
  if (load<u32>(p, DICT_USED) == 0) {
    // nothing lives in the block any more
    atomicStore32(p + DICT_KEYS, <u32>emptyKeys());
    discardBlock(keys);
  }
  leave(p);
  return true;
}

/** Moves the entry of a key behind or in front of all others: 1, 0 if the key is not there, -1 with an error set. */
export function dictMoveToEnd(p: usize, key: Word, hash: i64, last: bool): i32 {
  const i = lockAndFind(p, key, hash);
  if (i == PROBE_ERROR) return -1;
  if (i == MISS) {
    leave(p);
    return 0;
  }
  takeOut(p, i);
  const k = nextKey;
  const v = nextValue;
  if (last) {
    if (addEntry(p, k, v, hash)) {
      leave(p);
      return 1;
    }
  } else {
    // a new block in which the entry comes first
    const fresh = newKeys(logFor(load<u32>(p, DICT_USED) + 1));
    if (fresh != 0) {
      const e = entriesOf(fresh);
      store<i64>(e, hash, ENTRY_HASH);
      store<u64>(e, k, ENTRY_KEY);
      store<u64>(e, v, ENTRY_VALUE);
      putIndex(fresh, hash, 0);
      store<u32>(fresh, 1, KEYS_COUNT);
      const old: usize = load<u32>(p, DICT_KEYS);
      appendEntries(old, fresh);
      atomicStore32(p + DICT_KEYS, <u32>fresh);
      atomicStore32(p + DICT_USED, load<u32>(p, DICT_USED) + 1);
      if (old != emptyKeys()) discardBlock(old);
      leave(p);
      return 1;
    }
  }
  leave(p);
  release(k);
  release(v);
  memoryError();
  return -1;
}

/** Moves the live entries of `from` behind those of the private block `to`, which has room. */
function appendEntries(from: usize, to: usize): void {
  let n = load<u32>(to, KEYS_COUNT);
  for (let e = entriesOf(from), end = e + <usize>load<u32>(from, KEYS_COUNT) * ENTRY_SIZE; e < end; e += ENTRY_SIZE) {
    const value = load<u64>(e, ENTRY_VALUE);
    if (value == NULL) continue;
    const f = entryAt(to, n);
    memory.copy(f, e, ENTRY_SIZE);
    putIndex(to, load<i64>(e, ENTRY_HASH), n);
    n++;
  }
  store<u32>(to, n, KEYS_COUNT);
  store<u8>(to, load<u8>(from, 2), 2);
}

/** Empties the dict and releases what it held. */
export function dictClear(p: usize): void {
  enter(p);
  const keys: usize = load<u32>(p, DICT_KEYS);
  atomicStore32(p + DICT_KEYS, <u32>emptyKeys());
  atomicStore32(p + DICT_USED, 0);
  leave(p);
  if (keys == emptyKeys()) return;
  releaseEntries(keys);
  discardBlock(keys);
}

/** Releases the words of a block that no dict has any more (readers re-check the dict's keys pointer). */
function releaseEntries(keys: usize): void {
  for (let e = entriesOf(keys), end = e + <usize>load<u32>(keys, KEYS_COUNT) * ENTRY_SIZE; e < end; e += ENTRY_SIZE) {
    const value = load<u64>(e, ENTRY_VALUE);
    if (value == NULL) continue;
    release(load<u64>(e, ENTRY_KEY));
    release(value);
  }
}

/** How dictMerge treats a key that is there already. */
// @ts-ignore: decorator
@inline export const MERGE_KEEP: i32 = 0;
// @ts-ignore: decorator
@inline export const MERGE_REPLACE: i32 = 1;
// @ts-ignore: decorator
@inline export const MERGE_REFUSE: i32 = 2; // KeyError(key)

/** Adds the entries that dict q has at one moment to p. -1 with an error set. */
export function dictMerge(p: usize, q: usize, mode: i32): i32 {
  if (p == q || dictSize(q) == 0) return 0;
  enter(q);
  const keys = cloneKeys(q);
  const used = load<u32>(q, DICT_USED);
  leave(q);
  if (keys == 0) {
    memoryError();
    return -1;
  }
  if (keys == emptyKeys()) return 0;
  enter(p);
  if (load<u32>(p, DICT_USED) == 0) {
    const old: usize = load<u32>(p, DICT_KEYS);
    atomicStore32(p + DICT_KEYS, <u32>keys);
    atomicStore32(p + DICT_USED, used);
    leave(p);
    if (old != emptyKeys()) discardBlock(old);
    return 0;
  }
  leave(p);
  let result = 0;
  for (let e = entriesOf(keys), end = e + <usize>load<u32>(keys, KEYS_COUNT) * ENTRY_SIZE; e < end; e += ENTRY_SIZE) {
    const value = load<u64>(e, ENTRY_VALUE);
    if (value == NULL) continue;
    const key = load<u64>(e, ENTRY_KEY);
    const hash = load<i64>(e, ENTRY_HASH);
    if (mode == MERGE_REPLACE) result = dictSetHash(p, key, value, hash);
    else {
      const there = dictContainsHash(p, key, hash);
      if (there < 0) result = -1;
      else if (there == 0) result = dictSetHash(p, key, value, hash);
      else if (mode == MERGE_REFUSE) {
        raiseValue(T_KEY_ERROR, key);
        result = -1;
      }
    }
    if (result < 0) break;
  }
  releaseEntries(keys);
  freeBlock(keys);
  return result;
}

export { dictUpdate, dictUpdateMerge } from './update';

/** @slot dict.dealloc */
export function dict_dealloc(p: usize): void {
  const keys: usize = load<u32>(p, DICT_KEYS);
  if (keys != emptyKeys()) {
    releaseEntries(keys);
    discardDeadBlock(p, keys);
  }
  freeObject(p);
}

/** @slot dict.traverse */
export function dict_traverse(p: usize): void {
  const keys: usize = load<u32>(p, DICT_KEYS);
  for (let e = entriesOf(keys), end = e + <usize>load<u32>(keys, KEYS_COUNT) * ENTRY_SIZE; e < end; e += ENTRY_SIZE) {
    const value = load<u64>(e, ENTRY_VALUE);
    if (value == NULL) continue;
    visit(load<u64>(e, ENTRY_KEY));
    visit(value);
  }
}

/** @slot dict.clear */
export function dict_clear(p: usize): void {
  dictClear(p);
}
