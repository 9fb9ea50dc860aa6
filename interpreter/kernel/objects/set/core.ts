// set and frozenset: the table, lock-free probes and the mutations that everything else is made of.
//
// The same discipline as dict (objects/dict/core.ts): a table never changes capacity, a used slot never becomes unused
// again and serves one key only (removed: UNBOUND), so that probes need no lock. Growing publishes a new table.

import { Word, NULL, UNBOUND, isPointer, isInt, address, fromAddress } from '../../layout/word';
import { Set } from '../../layout/containers';
import { freeObject, newObject } from '../../memory/objects';
import { allocBlock, freeBlock, KIND_KEYS } from '../../memory/blocks';
import { own, release, incref, increfSeen, decref, staysAlive, tryIncref } from '../../counting/counts';
import { enter, leave } from '../../sync/critical';
import { LOCKED_READS } from '../../generated/build';
import { solo } from '../../sync/current';
import { atomicLoad32, atomicLoad64, atomicStore32, atomicStore64 } from '../../sync/access';
import { visit } from '../../collector/visit';
import { T_SET, T_FROZENSET, T_STR, T_TUPLE } from '../../generated/types';
import { memoryError } from '../../eval/errors';
import { typeOf, equal, equalPlainTuples } from '../protocol';
import { isSubtype } from '../type/lookup';
import { allocVar } from '../type/alloc';
import { strEqual } from '../str/new';
import { newTuple, tupleInit } from '../tuple';
import { discardBlock, discardDeadBlock } from '../list/core';
import { keyHash } from '../dict/keys';

/** @type set base=object size=offsetof<Set>() flags=BASE,GC,MATCH_SELF,WEAKREF
 * Build an unordered collection of unique elements. */
/** @type frozenset base=object size=offsetof<Set>() flags=BASE,GC,MATCH_SELF,WEAKREF
 * Build an immutable unordered collection of unique elements. */

// @ts-ignore: decorator
@inline export const SET_USED: usize = 16;
// @ts-ignore: decorator
@inline export const SET_TABLE: usize = 20;
/** frozenset: its hash or -1; set: slot where pop() looks next. */
// @ts-ignore: decorator
@inline export const SET_HASH: usize = 24;
// @ts-ignore: decorator
@inline const TABLE_MASK: usize = 0;
// @ts-ignore: decorator
@inline const TABLE_FILL: usize = 4;
// @ts-ignore: decorator
@inline const SLOTS: usize = 8;
// @ts-ignore: decorator
@inline const SLOT_KEY: usize = 8;
/** Neighbouring slots that are looked at before a jump. */
// @ts-ignore: decorator
@inline const LINEAR: u32 = 9;

// @ts-ignore: decorator
@inline const MISS: i32 = -1;
// @ts-ignore: decorator
@inline const PROBE_ERROR: i32 = -2;
// @ts-ignore: decorator
@inline const RETRY: i32 = -3;

/** The table that the last probe looked at, and its fill before the probe began. */
let probedTable: usize = 0;
let probedFill: u32 = 0;

/** set or frozenset or a subclass of one. */
export function isAnySet(w: Word): bool {
  if (!isPointer(w)) return false;
  const t = typeOf(w);
  return t == T_SET || t == T_FROZENSET || isSubtype(t, T_SET) || isSubtype(t, T_FROZENSET);
}
export function isSet(w: Word): bool {
  return isPointer(w) && (typeOf(w) == T_SET || isSubtype(typeOf(w), T_SET));
}
export function isFrozenset(w: Word): bool {
  return isPointer(w) && (typeOf(w) == T_FROZENSET || isSubtype(typeOf(w), T_FROZENSET));
}

// @ts-ignore: decorator
@inline function slotAt(table: usize, i: u32): usize { return table + SLOTS + (<usize>i << 4); }

/** Empty table; 0: no memory. */
function newTable(slots: u32): usize {
  const size = SLOTS + (<usize>slots << 4);
  const table = allocBlock(KIND_KEYS, size);
  if (table == 0) return 0;
  if (slots > 64) memory.fill(table, 0, size); // for fewer a loop beats the call into the engine
  else for (let q = table, end = table + size; q < end; q += 8) store<u64>(q, 0);
  store<u32>(table, slots - 1, TABLE_MASK);
  return table;
}

/** New empty set of a class. 0: MemoryError. */
export function newSetOf(type: u32): usize {
  let p: usize;
  if (type == T_SET || type == T_FROZENSET) {
    p = newObject(type, offsetof<Set>());
    if (p == 0) return 0;
    store<u64>(p, 0, SET_USED);
  } else {
    p = allocVar(type, 0);
    if (p == 0) return 0;
  }
  store<i64>(p, isSubtype(type, T_FROZENSET) ? -1 : 0, SET_HASH);
  return p;
}

/** New empty exact set. 0: MemoryError. */
export function newSet(): usize {
  return newSetOf(T_SET);
}

// @ts-ignore: decorator
@inline export function setSize(p: usize): u32 { return atomicLoad32(p + SET_USED); }

/** Puts a key that is not there into a table; plain or published. */
function putKey(table: usize, key: Word, hash: i64): void {
  const mask = load<u32>(table, TABLE_MASK);
  let perturb: u64 = hash;
  let i: u32 = <u32>hash & mask;
  while (true) {
    let probes: u32 = i + LINEAR <= mask ? LINEAR : 0;
    let slot = slotAt(table, i);
    while (true) {
      if (load<u64>(slot, SLOT_KEY) == NULL) {
        store<i64>(slot, hash);
        atomicStore64(slot + SLOT_KEY, key);
        return;
      }
      slot += 16;
      if (probes-- == 0) break;
    }
    perturb >>= 5;
    i = (i * 5 + 1 + <u32>perturb) & mask;
  }
}

/** Inside the lock: publishes a table with room for more than `least` keys. false: no memory. */
function resize(p: usize, least: u32): bool {
  let slots: u32 = 8;
  while (slots <= least) slots <<= 1;
  const table = newTable(slots);
  if (table == 0) return false;
  const old: usize = load<u32>(p, SET_TABLE);
  if (old != 0) copyKeys(old, table, false);
  store<u32>(table, load<u32>(p, SET_USED), TABLE_FILL);
  atomicStore32(p + SET_TABLE, <u32>table);
  discardBlock(old);
  return true;
}

function copyKeys(from: usize, to: usize, counted: bool): void {
  for (let slot = from + SLOTS, end = slotAt(from, load<u32>(from, TABLE_MASK) + 1); slot < end; slot += 16) {
    const key = load<u64>(slot, SLOT_KEY);
    if (key == NULL || key == UNBOUND) continue;
    if (counted) own(key);
    putKey(to, key, load<i64>(slot));
  }
}

/** Computes the hashes of all keys anew, into a table of the same size (start-up image). False: an error is set. */
export function rekeySet(p: usize): bool {
  const old: usize = load<u32>(p, SET_TABLE);
  if (old == 0) return true;
  const table = newTable(load<u32>(old, TABLE_MASK) + 1);
  if (table == 0) {
    memoryError();
    return false;
  }
  for (let slot = old + SLOTS, end = slotAt(old, load<u32>(old, TABLE_MASK) + 1); slot < end; slot += 16) {
    const key = load<u64>(slot, SLOT_KEY);
    if (key == NULL || key == UNBOUND) continue;
    const hash = keyHash(key);
    if (hash == -1) return false;
    putKey(table, key, hash);
  }
  store<u32>(table, load<u32>(p, SET_USED), TABLE_FILL);
  store<u32>(p, <u32>table, SET_TABLE);
  freeBlock(old);
  return true;
}

/** Key of slot number `i`, lent; NULL: none. `i` runs to setSlots. */
export function setKeyAt(p: usize, i: u32): Word {
  const key = load<u64>(slotAt(load<u32>(p, SET_TABLE), i), SLOT_KEY);
  return key == UNBOUND ? NULL : key;
}
export function setSlots(p: usize): u32 {
  const table: usize = load<u32>(p, SET_TABLE);
  return table == 0 ? 0 : load<u32>(table, TABLE_MASK) + 1;
}

// ---- probes ---------------------------------------------------------------------------------------------------------------

/** 1, 0, PROBE_ERROR, RETRY, as in dict. */
function sameKey(p: usize, table: usize, slot: usize, k: Word, key: Word, locked: bool): i32 {
  if (isInt(k) && isInt(key)) return 0;
  if (isPointer(k)) {
    const q = address(k);
    // the comparison of two strs, or of such tuples, is no safe point
    if (isPointer(key)) if (load<u32>(q) == load<u32>(address(key))) if (locked || staysAlive(q, slot + SLOT_KEY)) {
      if (load<u32>(q) == T_STR) return strEqual(k, key) ? 1 : 0;
      if (load<u32>(q) == T_TUPLE) {
        const told = equalPlainTuples(q, address(key));
        if (told >= 0) return told;
      }
    }
    if (locked) incref(address(k));
    else if (!tryIncref(address(k))) return RETRY;
    if (load<u32>(address(k)) == T_STR && isPointer(key) && load<u32>(address(key)) == T_STR) {
      const r = strEqual(k, key) ? 1 : 0;
      const changed = atomicLoad64(slot + SLOT_KEY) != k;
      decref(address(k));
      return changed ? RETRY : r;
    }
  }
  if (locked) leave(p);
  const r = equal(k, key);
  release(k);
  if (locked) enter(p);
  if (r < 0) return PROBE_ERROR;
  if (atomicLoad32(p + SET_TABLE) != <u32>table || atomicLoad64(slot + SLOT_KEY) != k) return RETRY;
  return r;
}

// probe by plain loads.
function probeSolo(p: usize, key: Word, hash: i64, locked: bool): i32 {
  const table: usize = load<u32>(p, SET_TABLE);
  if (table == 0) return probed(0, 0, MISS);
  const fill = load<u32>(table, TABLE_FILL);
  const mask = load<u32>(table, TABLE_MASK);
  let perturb: u64 = hash;
  let i: u32 = <u32>hash & mask;
  while (true) {
    const end = i + (i + LINEAR <= mask ? LINEAR : 0);
    for (let at = i; at <= end; at++) {
      const slot = slotAt(table, at);
      const k = load<u64>(slot, SLOT_KEY);
      if (k == NULL) return probed(table, fill, MISS);
      if (k == key) return probed(table, fill, at);
      if (k != UNBOUND && load<i64>(slot) == hash) {
        const r = sameKey(p, table, slot, k, key, locked);
        if (r != 0) return probed(table, fill, r < 0 ? r : <i32>at);
      }
    }
    perturb >>= 5;
    i = (i * 5 + 1 + <u32>perturb) & mask;
  }
}

function probe(p: usize, key: Word, hash: i64, locked: bool): i32 {
  if (solo) return probeSolo(p, key, hash, locked);
  const table: usize = atomicLoad32(p + SET_TABLE);
  if (table == 0) {
    probedTable = 0;
    probedFill = 0;
    return MISS;
  }
  const fill = atomicLoad32(table + TABLE_FILL);
  const mask = load<u32>(table, TABLE_MASK);
  let perturb: u64 = hash;
  let i: u32 = <u32>hash & mask;
  while (true) {
    let probes: u32 = i + LINEAR <= mask ? LINEAR : 0;
    let at = i;
    while (true) {
      const slot = slotAt(table, at);
      const k = atomicLoad64(slot + SLOT_KEY);
      if (k == NULL) return probed(table, fill, MISS);
      if (k == key) return probed(table, fill, at);
      if (k != UNBOUND && load<i64>(slot) == hash) {
        const r = sameKey(p, table, slot, k, key, locked);
        if (r != 0) return probed(table, fill, r < 0 ? r : <i32>at);
      }
      at++;
      if (probes-- == 0) break;
    }
    perturb >>= 5;
    i = (i * 5 + 1 + <u32>perturb) & mask;
  }
}

// @ts-ignore: decorator
@inline function probed(table: usize, fill: u32, result: i32): i32 {
  probedTable = table;
  probedFill = fill;
  return result;
}

function probeLocked(p: usize, key: Word, hash: i64): i32 {
  while (true) {
    const i = probe(p, key, hash, true);
    if (i != RETRY && (i == PROBE_ERROR || load<u32>(p, SET_TABLE) == <u32>probedTable)) return i;
  }
}

/** Takes the lock; slot number of the key in the present table, or MISS. PROBE_ERROR: lock not held. */
function lockAndFind(p: usize, key: Word, hash: i64): i32 {
  let i = probe(p, key, hash, false);
  if (i == PROBE_ERROR) return i;
  const table = probedTable;
  const fill = probedFill;
  enter(p);
  const gone = i >= 0 && load<u64>(slotAt(table, i), SLOT_KEY) == UNBOUND;
  if (i == RETRY || gone || load<u32>(p, SET_TABLE) != <u32>table || (i == MISS && table != 0 && load<u32>(table, TABLE_FILL) != fill)) {
    i = probeLocked(p, key, hash);
    if (i == PROBE_ERROR) leave(p);
  }
  return i;
}

// lockAndFind while solo: what it finds holds unless comparing has run code that changed the set.
// @ts-ignore: decorator
@inline function findSolo(p: usize, key: Word, hash: i64): i32 {
  const i = probeSolo(p, key, hash, false);
  if (i >= 0 || i == PROBE_ERROR) return i;
  const table: usize = load<u32>(p, SET_TABLE);
  if (i == MISS && table == probedTable && (table == 0 || load<u32>(table, TABLE_FILL) == probedFill)) return i;
  return lockAndFind(p, key, hash);
}

/** 1, 0, or -1 with an error set. */
export function setContainsHash(p: usize, key: Word, hash: i64): i32 {
  let i = LOCKED_READS && !solo ? RETRY : probe(p, key, hash, false);
  if (i >= 0) return 1;
  if (i == PROBE_ERROR) return -1;
  if (i == MISS && (solo || atomicLoad32(p + SET_TABLE) == <u32>probedTable)) return 0;
  enter(p);
  i = probeLocked(p, key, hash);
  leave(p);
  return i >= 0 ? 1 : i == MISS ? 0 : -1;
}

export function setContains(p: usize, key: Word): i32 {
  const h = keyHash(key);
  if (h == -1) return -1;
  if (solo) {
    const i = probeSolo(p, key, h, false);
    if (i >= 0) return 1;
    if (i == MISS) return 0;
    if (i == PROBE_ERROR) return -1;
  }
  return setContainsHash(p, key, h);
}

// ---- mutations --------------------------------------------------------------------------------------------------------------

/** Adds a key, counted: 1 if it was not there, 0 if it was, -1 with an error set. */
export function setAddHash(p: usize, key: Word, hash: i64): i32 {
  const i = solo ? findSolo(p, key, hash) : lockAndFind(p, key, hash);
  if (i == PROBE_ERROR) return -1;
  if (i >= 0) {
    leave(p);
    return 0;
  }
  let table: usize = load<u32>(p, SET_TABLE);
  if (table == 0) {
    if (!resize(p, 0)) {
      leave(p);
      memoryError();
      return -1;
    }
    table = load<u32>(p, SET_TABLE);
  }
  putKey(table, own(key), hash);
  const fill = load<u32>(table, TABLE_FILL) + 1;
  const used = load<u32>(p, SET_USED) + 1;
  atomicStore32(table + TABLE_FILL, fill);
  atomicStore32(p + SET_USED, used);
  let ok = true;
  if (<u64>fill * 5 >= <u64>load<u32>(table, TABLE_MASK) * 3) {
    ok = resize(p, used > 50000 ? used * 2 : used * 4);
    // a table that is merely crowded still works, one without an unused slot does not
    if (!ok && fill <= load<u32>(table, TABLE_MASK)) ok = true;
  }
  leave(p);
  if (ok) return 1;
  memoryError();
  return -1;
}

/** Adds a key, counted. -1 with an error set. */
export function setAdd(p: usize, key: Word): i32 {
  const h = keyHash(key);
  return h == -1 ? -1 : setAddHash(p, key, h);
}

/** Removes a key: 1, 0 if it was not there, -1 with an error set. */
export function setDiscardHash(p: usize, key: Word, hash: i64): i32 {
  const i = lockAndFind(p, key, hash);
  if (i == PROBE_ERROR) return -1;
  if (i == MISS) {
    leave(p);
    return 0;
  }
  const slot = slotAt(load<u32>(p, SET_TABLE), i);
  const k = load<u64>(slot, SLOT_KEY);
  atomicStore64(slot + SLOT_KEY, UNBOUND);
  atomicStore32(p + SET_USED, load<u32>(p, SET_USED) - 1);
  leave(p);
  release(k);
  return 1;
}

/** Removes and returns some key; NULL without an error: the set is empty. */
export function setPop(p: usize): Word {
  enter(p);
  const used = load<u32>(p, SET_USED);
  if (used == 0) {
    leave(p);
    return NULL;
  }
  const table: usize = load<u32>(p, SET_TABLE);
  const mask = load<u32>(table, TABLE_MASK);
  let i = <u32>load<i64>(p, SET_HASH) & mask;
  while (true) {
    const k = load<u64>(slotAt(table, i), SLOT_KEY);
    if (k != NULL && k != UNBOUND) {
      atomicStore64(slotAt(table, i) + SLOT_KEY, UNBOUND);
      atomicStore32(p + SET_USED, used - 1);
      store<i64>(p, <i64>i + 1, SET_HASH);
      leave(p);
      return k;
    }
    i = (i + 1) & mask;
  }
}

/** Takes the keys of set q, which is left empty, in place of those of p. q must be known to this thread only. */
export function setAdopt(p: usize, q: usize): void {
  enter(p);
  const old: usize = load<u32>(p, SET_TABLE);
  atomicStore32(p + SET_TABLE, load<u32>(q, SET_TABLE));
  atomicStore32(p + SET_USED, load<u32>(q, SET_USED));
  leave(p);
  store<u32>(q, 0, SET_TABLE);
  store<u32>(q, 0, SET_USED);
  dropTable(old);
}

/** Empties the set. */
export function setClear(p: usize): void {
  enter(p);
  const old: usize = load<u32>(p, SET_TABLE);
  atomicStore32(p + SET_TABLE, 0);
  atomicStore32(p + SET_USED, 0);
  leave(p);
  dropTable(old);
}

function dropTable(table: usize): void {
  if (table == 0) return;
  releaseKeys(table);
  discardBlock(table);
}

function releaseKeys(table: usize): void {
  for (let slot = table + SLOTS, end = slotAt(table, load<u32>(table, TABLE_MASK) + 1); slot < end; slot += 16) release(load<u64>(slot, SLOT_KEY));
}

/** Inside the lock of q, or while nobody else knows it: a private table with q's keys, counted. 0: no memory or empty. */
function cloneTable(q: usize): usize {
  const table: usize = load<u32>(q, SET_TABLE);
  const used = load<u32>(q, SET_USED);
  if (table == 0 || used == 0) return 0;
  let slots: u32 = load<u32>(table, TABLE_MASK) + 1;
  if (load<u32>(table, TABLE_FILL) != used) {
    slots = 8;
    while (slots <= used * 2) slots <<= 1;
  }
  const fresh = newTable(slots);
  if (fresh == 0) return 0;
  if (slots == load<u32>(table, TABLE_MASK) + 1 && load<u32>(table, TABLE_FILL) == used) {
    memory.copy(fresh + SLOTS, table + SLOTS, <usize>slots << 4);
    for (let slot = fresh + SLOTS, end = slotAt(fresh, slots); slot < end; slot += 16) own(load<u64>(slot, SLOT_KEY));
  } else copyKeys(table, fresh, true);
  store<u32>(fresh, used, TABLE_FILL);
  return fresh;
}

/** New set of a class with the keys that q has at one moment. 0: MemoryError. */
export function setCopy(q: usize, type: u32): usize {
  const p = newSetOf(type);
  if (p == 0) return 0;
  enter(q);
  const table = cloneTable(q);
  const used = load<u32>(q, SET_USED);
  leave(q);
  if (table == 0) {
    if (used == 0) return p;
    decref(p);
    memoryError();
    return 0;
  }
  store<u32>(p, <u32>table, SET_TABLE);
  store<u32>(p, used, SET_USED);
  return p;
}

/** Adds the keys that set q has at one moment. -1 with an error set. */
export function setMerge(p: usize, q: usize): i32 {
  if (p == q || setSize(q) == 0) return 0;
  const copy = setCopy(q, T_SET);
  if (copy == 0) return -1;
  if (setSize(p) == 0) {
    setAdopt(p, copy);
    decref(copy);
    return 0;
  }
  enter(p);
  const mine: usize = load<u32>(p, SET_TABLE);
  const more = load<u32>(copy, SET_USED);
  if (mine != 0 && <u64>(load<u32>(mine, TABLE_FILL) + more) * 5 >= <u64>load<u32>(mine, TABLE_MASK) * 3) resize(p, (load<u32>(p, SET_USED) + more) * 2);
  leave(p);
  let r = 0;
  const table: usize = load<u32>(copy, SET_TABLE);
  for (let slot = table + SLOTS, end: usize = table == 0 ? 0 : slotAt(table, load<u32>(table, TABLE_MASK) + 1); slot < end && r >= 0; slot += 16) {
    const key = load<u64>(slot, SLOT_KEY);
    if (key != NULL) r = setAddHash(p, key, load<i64>(slot));
  }
  decref(copy);
  return r < 0 ? -1 : 0;
}

/** What `setNext` found: an owned word and its hash. */
export let nextItem: Word = NULL;
export let nextItemHash: i64 = 0;

/** The first key at or behind slot `position`: sets nextItem and nextItemHash, returns the slot to go on at, 0 at the end. */
export function setNext(p: usize, position: u32): u32 {
  const table: usize = atomicLoad32(p + SET_TABLE);
  if (table == 0) return 0;
  const mask = load<u32>(table, TABLE_MASK);
  while (position <= mask) {
    const slot = slotAt(table, position++);
    const k = atomicLoad64(slot + SLOT_KEY);
    if (k == NULL || k == UNBOUND) continue;
    nextItemHash = load<i64>(slot);
    if (!isPointer(k) || !(LOCKED_READS && !solo) && increfSeen(address(k), slot + SLOT_KEY)) {
      nextItem = k;
      return position;
    }
    if (!(LOCKED_READS && !solo) && tryIncref(address(k))) {
      if (atomicLoad64(slot + SLOT_KEY) == k && atomicLoad32(p + SET_TABLE) == <u32>table) {
        nextItem = k;
        return position;
      }
      decref(address(k));
    }
    enter(p);
    if (load<u32>(p, SET_TABLE) != <u32>table) {
      leave(p);
      return setNext(p, position);
    }
    const w = load<u64>(slot, SLOT_KEY);
    if (w != UNBOUND) own(w);
    leave(p);
    if (w == UNBOUND) continue;
    nextItem = w;
    return position;
  }
  return 0;
}

/** Tuple of the keys that the set has at one moment, in the table's order. NULL: MemoryError. */
export function setItems(p: usize): Word {
  while (true) {
    const n = setSize(p);
    const t = newTuple(n);
    if (t == 0) return NULL;
    enter(p);
    if (load<u32>(p, SET_USED) == n) {
      const table: usize = load<u32>(p, SET_TABLE);
      let to: u32 = 0;
      if (table != 0) {
        for (let slot = table + SLOTS, end = slotAt(table, load<u32>(table, TABLE_MASK) + 1); slot < end; slot += 16) {
          const k = load<u64>(slot, SLOT_KEY);
          if (k == NULL || k == UNBOUND) continue;
          tupleInit(t, to, own(k));
          to++;
        }
      }
      leave(p);
      return fromAddress(t);
    }
    leave(p);
    decref(t);
  }
}

/** Bytes of the table. */
export function setTableBytes(p: usize): i64 {
  const table: usize = atomicLoad32(p + SET_TABLE);
  return table == 0 ? 0 : <i64>SLOTS + (<i64>(load<u32>(table, TABLE_MASK) + 1) << 4);
}

export { setAdd as setAddWord, setContains as setContainsWord };
export { setUpdate as setUpdateFrom } from './methods';

/** @slot set.dealloc
 * @slot frozenset.dealloc */
export function set_dealloc(p: usize): void {
  const table: usize = load<u32>(p, SET_TABLE);
  if (table != 0) {
    releaseKeys(table);
    discardDeadBlock(p, table);
  }
  freeObject(p);
}

/** @slot set.traverse
 * @slot frozenset.traverse */
export function set_traverse(p: usize): void {
  const table: usize = load<u32>(p, SET_TABLE);
  if (table == 0) return;
  for (let slot = table + SLOTS, end = slotAt(table, load<u32>(table, TABLE_MASK) + 1); slot < end; slot += 16) visit(load<u64>(slot, SLOT_KEY));
}

/** @slot set.clear
 * @slot frozenset.clear */
export function set_clear(p: usize): void {
  setClear(p);
}
