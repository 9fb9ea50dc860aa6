// The keys block of a dict (layout/containers.ts): index, entries, version, and the hashes that it is ordered by.

import { Word, NULL, isPointer, isInt, toInt, address } from '../../layout/word';
import { KEYS_VERSION, KEYS_HEADER, ENTRY_SIZE, ENTRY_HASH, ENTRY_KEY, ENTRY_VALUE } from '../../layout/containers';
import { Str } from '../../layout/text';
import { Control, control } from '../../layout/control';
import { allocBlock, KIND_KEYS } from '../../memory/blocks';
import { own } from '../../counting/counts';
import { solo } from '../../sync/current';
import { atomicLoad32, atomicStore32 } from '../../sync/access';
import { T_STR } from '../../generated/types';
import { hash as hashOf } from '../protocol';
import { strHash } from '../str/new';
import { discardBlock } from '../list/core';

// @ts-ignore: decorator
@inline export const DICT_USED: usize = 16;
// @ts-ignore: decorator
@inline export const DICT_KEYS: usize = 20;
// @ts-ignore: decorator
@inline export const KEYS_CAPACITY: usize = 8;
// @ts-ignore: decorator
@inline export const KEYS_COUNT: usize = 12;

// @ts-ignore: decorator
@inline export function indexBytes(keys: usize): usize {
  return (((<usize>1 << load<u8>(keys)) << load<u8>(keys, 1)) + 7) & ~7;
}
// @ts-ignore: decorator
@inline export function entriesOf(keys: usize): usize { return keys + KEYS_HEADER + indexBytes(keys); }
// @ts-ignore: decorator
@inline export function entryAt(keys: usize, i: u32): usize { return entriesOf(keys) + <usize>i * ENTRY_SIZE; }

/** Index slot i; -1: never used. */
// @ts-ignore: decorator
@inline export function indexSlot(keys: usize, logBytes: u32, i: usize): i32 {
  if (logBytes == 0) {
    const n = <i32>atomic.load<u8>(keys + KEYS_HEADER + i);
    return n == 0xff ? -1 : n;
  }
  if (logBytes == 1) {
    const n = <i32>atomic.load<u16>(keys + KEYS_HEADER + (i << 1));
    return n == 0xffff ? -1 : n;
  }
  return <i32>atomic.load<u32>(keys + KEYS_HEADER + (i << 2));
}

/** Empty block with 1 << log index slots. 0: no memory. */
export function newKeys(log: u32): usize {
  if (log > 27) return 0;
  const slots: usize = <usize>1 << log;
  const logBytes: u32 = log <= 8 ? 0 : log <= 16 ? 1 : 2;
  const capacity: u32 = log == 0 ? 0 : <u32>((slots << 1) / 3);
  const index: usize = ((slots << logBytes) + 7) & ~7;
  const keys = allocBlock(KIND_KEYS, KEYS_HEADER + index + <usize>capacity * ENTRY_SIZE);
  if (keys == 0) return 0;
  store<u32>(keys, log | (logBytes << 8) | (1 << 16));
  store<u32>(keys, 0, KEYS_VERSION);
  store<u32>(keys, capacity, KEYS_CAPACITY);
  store<u32>(keys, 0, KEYS_COUNT);
  if (index == 8) store<u64>(keys, -1, KEYS_HEADER);
  else if (index <= 128) for (let q = keys + KEYS_HEADER, end = q + index; q < end; q += 8) store<u64>(q, -1);
  else memory.fill(keys + KEYS_HEADER, 0xff, index);
  return keys;
}

/** Index slots needed so that n entries fit. */
export function logFor(n: u32): u32 {
  let log: u32 = 3;
  while (<u32>(((<u64>1 << log) << 1) / 3) < n) log++;
  return log;
}

/** The block that every empty dict shares; made at the first call. */
export function emptyKeys(): usize {
  const keys: usize = control().emptyKeys;
  if (keys != 0) return keys;
  const fresh = newKeys(0);
  control().emptyKeys = <u32>fresh;
  return fresh;
}

/** Puts entry number n, whose hash is given, into the index. Publishes the entry. */
export function putIndex(keys: usize, hash: i64, n: u32): void {
  const mask: usize = (<usize>1 << load<u8>(keys)) - 1;
  const logBytes: u32 = load<u8>(keys, 1);
  let perturb: u64 = hash;
  let i: usize = <usize>hash & mask;
  while (indexSlot(keys, logBytes, i) != -1) {
    perturb >>= 5;
    i = (i * 5 + <usize>perturb + 1) & mask;
  }
  if (solo) {
    if (logBytes == 0) store<u8>(keys + KEYS_HEADER + i, <u8>n);
    else if (logBytes == 1) store<u16>(keys + KEYS_HEADER + (i << 1), <u16>n);
    else store<u32>(keys + KEYS_HEADER + (i << 2), n);
  } else {
    if (logBytes == 0) atomic.store<u8>(keys + KEYS_HEADER + i, <u8>n);
    else if (logBytes == 1) atomic.store<u16>(keys + KEYS_HEADER + (i << 1), <u16>n);
    else atomic.store<u32>(keys + KEYS_HEADER + (i << 2), n);
  }
}

/** Copies the live entries of `from` to `to`, which is private and has room; the words move or are counted. */
export function copyEntries(from: usize, to: usize, counted: bool): void {
  let e = entriesOf(from);
  let f = entriesOf(to);
  let n: u32 = 0;
  for (const end = e + <usize>load<u32>(from, KEYS_COUNT) * ENTRY_SIZE; e < end; e += ENTRY_SIZE) {
    const value = load<u64>(e, ENTRY_VALUE);
    if (value == NULL) continue;
    const key = load<u64>(e, ENTRY_KEY);
    if (counted) {
      own(key);
      own(value);
    }
    const hash = load<u64>(e, ENTRY_HASH);
    store<u64>(f, hash, ENTRY_HASH);
    store<u64>(f, key, ENTRY_KEY);
    store<u64>(f, value, ENTRY_VALUE);
    putIndex(to, hash, n);
    n++;
    f += ENTRY_SIZE;
  }
  store<u32>(to, n, KEYS_COUNT);
  store<u8>(to, load<u8>(from, 2), 2);
}

/** Inside the lock: publishes a block with 1 << log slots that holds the live entries. false: no memory. */
export function rebuild(p: usize, log: u32): bool {
  const fresh = newKeys(log);
  if (fresh == 0) return false;
  const old: usize = load<u32>(p, DICT_KEYS);
  copyEntries(old, fresh, false);
  atomicStore32(p + DICT_KEYS, <u32>fresh);
  if (old != emptyKeys()) discardBlock(old);
  return true;
}

/** Number of this state of the dict's set of keys, for inline caches; 0: numbers have run out, do not cache. */
export function keysVersion(p: usize): u32 {
  const at = <usize>atomicLoad32(p + DICT_KEYS) + KEYS_VERSION;
  let version = atomicLoad32(at);
  if (version != 0) return version;
  const counter = changetype<usize>(control()) + offsetof<Control>('versions');
  if (atomicLoad32(counter) >= 0xffff_fff0) return 0;
  version = atomic.add<u32>(counter, 1) + 1;
  const seen = atomic.cmpxchg<u32>(at, 0, version);
  return seen == 0 ? version : seen;
}

/** Byte offset of the value of entry `index` within a keys block. */
export function dictEntryValueOffset(keys: usize, index: u32): u32 {
  return <u32>(entryAt(keys, index) - keys + ENTRY_VALUE);
}

// ---- hashes -----------------------------------------------------------------------------------------------------------

// @ts-ignore: decorator
@inline export function strHashFast(p: usize): i64 {
  const h = load<i64>(p, offsetof<Str>('hash'));
  return h != -1 ? h : strHash(p);
}

/** Hash of a key; -1 with an error set. */
// @ts-ignore: decorator
@inline export function keyHash(key: Word): i64 {
  if (isInt(key)) {
    const n = toInt(key);
    return n == -1 ? -2 : n;
  }
  if (isPointer(key)) if (load<u32>(address(key)) == T_STR) return strHashFast(address(key));
  return hashOf(key);
}

/** Computes the hashes of all keys anew and fills the index of the block again (start-up image). False: an error is set. */
export function rekeyDict(p: usize): bool {
  const keys: usize = load<u32>(p, DICT_KEYS);
  const count = load<u32>(keys, KEYS_COUNT);
  memory.fill(keys + KEYS_HEADER, 0xff, indexBytes(keys));
  let entry = entriesOf(keys);
  for (let n: u32 = 0; n < count; n++, entry += ENTRY_SIZE) {
    if (load<u64>(entry, ENTRY_VALUE) == NULL) continue;
    const hash = keyHash(load<u64>(entry, ENTRY_KEY));
    if (hash == -1) return false;
    store<i64>(entry, hash, ENTRY_HASH);
    putIndex(keys, hash, n);
  }
  return true;
}

/** Key of entry number `n`, lent; NULL: deleted or none. `n` runs to dictEntries. */
export function dictKeyAt(p: usize, n: u32): Word {
  const entry = entryAt(load<u32>(p, DICT_KEYS), n);
  return load<u64>(entry, ENTRY_VALUE) == NULL ? NULL : load<u64>(entry, ENTRY_KEY);
}
export function dictEntries(p: usize): u32 {
  return load<u32>(<usize>load<u32>(p, DICT_KEYS), KEYS_COUNT);
}
