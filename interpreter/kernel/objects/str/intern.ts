// The table of interned strs: one str for each text, so that names compare by identity.
//
// The table holds no references. A str that enters it goes to the count state "weakly referenced" at least, so that a
// try-increment by any thread is sound; when it dies it leaves the table (dealloc in type.ts). A lookup that meets a
// dying str cannot increment it, and puts the new one in its place. All under one lock; whoever holds it neither
// detaches nor runs Python code, so waiting for it attached is short.
//
//   block at control().interned:   0 u32 lock   4 u32 count   8 u32 mask   12 u32 slots (raw block of u32 addresses)
// Slots: 0 never used, 1 removed.

import { control } from '../../layout/control';
import { address, fromAddress, Word } from '../../layout/word';
import { rawLock, rawUnlock } from '../../sync/raw_lock';
import { T_STR } from '../../generated/types';
import { allocBlock, freeBlock, KIND_RAW } from '../../memory/blocks';
import { release, shareObject, tryIncref } from '../../counting/counts';
import { bytesEqual, strBytes, strKind, strLength } from './access';
import { STR_DATA } from '../../layout/text';
import { strHash } from './hash';

// @ts-ignore: decorator
@inline const REMOVED: u32 = 1;

export function createInternTable(): bool {
  const t = allocBlock(KIND_RAW, 16);
  const slots = allocBlock(KIND_RAW, 4096 * 4);
  if (!t || !slots) return false;
  memory.fill(slots, 0, 4096 * 4);
  store<u32>(t, 0);
  store<u32>(t, 0, 4);
  store<u32>(t, 4095, 8);
  store<u32>(t, <u32>slots, 12);
  control().interned = fromAddress(t);
  return true;
}

/** Slot of the str with the text of `p`, or the slot where it belongs (address of the slot). */
function findSlot(t: usize, p: usize, hash: i64): usize {
  const mask = load<u32>(t, 8), slots: usize = load<u32>(t, 12);
  let i = <u32>hash & mask;
  let free: usize = 0;
  let step: u32 = 1;
  while (true) {
    const slot = slots + (i << 2);
    const q: usize = load<u32>(slot);
    if (q == 0) return free ? free : slot;
    if (q == REMOVED) { if (!free) free = slot; }
    else if (q == p || (atomic.load<i64>(q, 24) == hash && strLength(q) == strLength(p) && strKind(q) == strKind(p)
      && bytesEqual(q + STR_DATA, p + STR_DATA, strBytes(p)))) return slot;
    i = (i + step++) & mask;
  }
}

function grow(t: usize): bool {
  const mask = load<u32>(t, 8), old: usize = load<u32>(t, 12);
  let live: u32 = 0;
  for (let i: u32 = 0; i <= mask; i++) if (load<u32>(old + (i << 2)) > REMOVED) live++;
  const size: u32 = live * 2 > mask ? (mask + 1) * 2 : mask + 1;
  const slots = allocBlock(KIND_RAW, size * 4);
  if (!slots) return false;
  memory.fill(slots, 0, size * 4);
  for (let i: u32 = 0; i <= mask; i++) {
    const q = load<u32>(old + (i << 2));
    if (q <= REMOVED) continue;
    let at = <u32>atomic.load<i64>(q, 24) & (size - 1);
    for (let step: u32 = 1; load<u32>(slots + (at << 2)); step++) at = (at + step) & (size - 1);
    store<u32>(slots + (at << 2), q);
  }
  store<u32>(t, live, 4);
  store<u32>(t, size - 1, 8);
  store<u32>(t, <u32>slots, 12);
  freeBlock(old);
  return true;
}

/** Fills the table again after the hashes of all strs were forgotten (start-up image). False: no memory. */
export function rekeyInterned(): bool {
  const t = address(control().interned);
  const mask = load<u32>(t, 8), old: usize = load<u32>(t, 12);
  const slots = allocBlock(KIND_RAW, (mask + 1) * 4);
  if (!slots) return false;
  memory.fill(slots, 0, (mask + 1) * 4);
  let live: u32 = 0;
  for (let i: u32 = 0; i <= mask; i++) {
    const q = load<u32>(old + (i << 2));
    if (q <= REMOVED) continue;
    let at = <u32>strHash(q) & mask;
    for (let step: u32 = 1; load<u32>(slots + (at << 2)); step++) at = (at + step) & mask;
    store<u32>(slots + (at << 2), q);
    live++;
  }
  store<u32>(t, live, 4);
  store<u32>(t, <u32>slots, 12);
  freeBlock(old);
  return true;
}

/** Interns an uncounted (or soon immortal) str at boot; the canonical one. */
export function internStatic(p: usize): Word {
  const t = address(control().interned);
  const slot = findSlot(t, p, strHash(p));
  const q = load<u32>(slot);
  if (q > REMOVED) return fromAddress(q);
  add(t, slot, p);
  return fromAddress(p);
}

function add(t: usize, slot: usize, p: usize): void {
  store<u8>(p, 1, 22);
  if (load<u32>(slot) == 0) store<u32>(t, load<u32>(t, 4) + 1, 4); // a removed slot is counted already
  store<u32>(slot, <u32>p);
  // A table that can't grow stays: it is never full, since slots that were used are at most 3/4 here or memory is out.
  if (load<u32>(t, 4) * 4 > load<u32>(t, 8) * 3) grow(t);
}

/** Takes over a reference to a str and returns one to the canonical str of its text. Instances of subclasses stay as they are. */
export function intern(w: Word): Word {
  const p = address(w);
  if (load<u8>(p, 22) || load<u32>(p) != T_STR) return w;
  const hash = strHash(p);
  const t = address(control().interned);
  rawLock(t);
  const slot = findSlot(t, p, hash);
  const q = load<u32>(slot);
  if (q > REMOVED) {
    if (<usize>q == p) { rawUnlock(t); return w; } // another thread was faster with the same object
    if (tryIncref(q)) {
      rawUnlock(t);
      release(w);
      return fromAddress(q);
    }
    // It is dying: its place goes to the new one.
    shareObject(p);
    store<u8>(p, 1, 22);
    store<u32>(slot, <u32>p);
    rawUnlock(t);
    return w;
  }
  if (load<u32>(t, 4) >= load<u32>(t, 8)) { rawUnlock(t); return w; } // no memory to grow: it stays a common str
  shareObject(p);
  add(t, slot, p);
  rawUnlock(t);
  return w;
}

/** A dying interned str leaves the table. */
export function forgetInterned(p: usize): void {
  const t = address(control().interned);
  rawLock(t);
  const slot = findSlot(t, p, atomic.load<i64>(p, 24));
  if (load<u32>(slot) == <u32>p) store<u32>(slot, REMOVED);
  rawUnlock(t);
}
