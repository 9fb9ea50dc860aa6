// Weak references. The table (control.weakTable) has 65536 buckets { u32 lock, u32 first }: every live reference stands
// in the chain of its referent's bucket, newest first. A reference is followed under the bucket's lock: the referent's
// block cannot go before its references were cleared there, and a try-increment refuses one that is already dead.
//
// ReferenceType and both proxies:
//   16  u32 referent   atomic; 0: dead
//   20  u32 next, 24 u32 prev   chain of the bucket, under its lock
//   28  u32 kind       0 reference, 1 proxy, 2 callable proxy
//   32  Word callback  NULL: none, or called already
//   40  i64 hash       -1: not computed

import { control } from '../layout/control';
import { GC_HAS_WEAKREFS } from '../layout/object';
import { TF_HEAP, Type } from '../layout/type';
import { address, fromAddress, NULL, Word } from '../layout/word';
import { own, release, shareObject, tryIncref } from '../counting/counts';
import { call1 } from '../eval/call';
import { writeUnraisable } from '../eval/unraisable';
import { allocPages, PAGE_RESERVED } from '../memory/pages';
import { allocVar } from '../objects/type/alloc';
import { object_dealloc } from '../objects/object';
import { rawLock, rawUnlock } from '../sync/raw_lock';
import { thread } from '../sync/current';

// @ts-ignore: decorator
@unmanaged
export class Weak {
  type: u32; local: u32; shared: i32; owner: u16; mutex: u8; gc: u8;
  referent: u32;
  next: u32;
  prev: u32;
  kind: u32;
  callback: Word;
  hash: i64;
}
// @ts-ignore: decorator
@inline export const WEAK_REFERENCE: u32 = 0;
// @ts-ignore: decorator
@inline export const WEAK_PROXY: u32 = 1;
// @ts-ignore: decorator
@inline export const WEAK_CALLABLE_PROXY: u32 = 2;

// @ts-ignore: decorator
@inline const REFERENT: usize = offsetof<Weak>('referent');
// @ts-ignore: decorator
@inline const GC: usize = 15;

/** Called once at boot. */
export function bootWeakTable(): bool {
  const table = allocPages(8, PAGE_RESERVED);
  if (!table) return false;
  control().weakTable = <u32>table;
  return true;
}

// @ts-ignore: decorator
@inline function bucketOf(p: usize): usize {
  return <usize>control().weakTable + (<usize>((<u32>p * 0x9e37_79b1) >> 16) << 3);
}

/**
 * A weak reference to `p` (alive, held by the caller) of class `type`, with a callback or NULL. Without callback and
 * with `reuse`, the existing plain one of the same class and kind. NULL: MemoryError is set.
 */
export function newWeak(type: u32, p: usize, callback: Word, kind: u32, reuse: bool): Word {
  const bucket = bucketOf(p);
  if (reuse && callback == NULL) {
    const found = findPlain(bucket, type, p, kind);
    if (found) return fromAddress(found);
  }
  const r = allocVar(type, 0);
  if (!r) return NULL;
  const weak = changetype<Weak>(r);
  weak.kind = kind;
  weak.callback = own(callback);
  weak.hash = -1;
  shareObject(r); // who clears it, or asks for it again, may be another thread
  shareObject(p);
  atomic.or<u8>(p, GC_HAS_WEAKREFS, GC);
  rawLock(bucket);
  weak.referent = <u32>p;
  const first = load<u32>(bucket, 4);
  weak.next = first;
  if (first) changetype<Weak>(first).prev = <u32>r;
  store<u32>(bucket, <u32>r, 4);
  rawUnlock(bucket);
  return fromAddress(r);
}

function findPlain(bucket: usize, type: u32, p: usize, kind: u32): usize {
  rawLock(bucket);
  let r = <usize>load<u32>(bucket, 4);
  while (r) {
    const weak = changetype<Weak>(r);
    if (weak.referent == <u32>p && weak.type == type && weak.kind == kind && weak.callback == NULL && tryIncref(r)) break;
    r = weak.next;
  }
  rawUnlock(bucket);
  return r;
}

/** The referent (owned) of the weak reference at `r`, NULL if it is dead. */
export function weakGet(r: usize): Word {
  while (true) {
    const p = <usize>atomic.load<u32>(r, REFERENT);
    if (!p) return NULL;
    const bucket = bucketOf(p);
    rawLock(bucket);
    if (atomic.load<u32>(r, REFERENT) != <u32>p) { // cleared meanwhile
      rawUnlock(bucket);
      continue;
    }
    const alive = tryIncref(p);
    rawUnlock(bucket);
    return alive ? fromAddress(p) : NULL;
  }
}

/** The same for a word that is a weak reference. */
export function weakrefTarget(reference: Word): Word { return weakGet(address(reference)); }
/** What the weak reference at `r` referred to is gone. */
export function isDeadWeak(r: usize): bool { return atomic.load<u32>(r, REFERENT) == 0; }

function unlink(bucket: usize, r: usize): void {
  const weak = changetype<Weak>(r);
  if (weak.next) changetype<Weak>(weak.next).prev = weak.prev;
  if (weak.prev) changetype<Weak>(weak.prev).next = weak.next;
  else store<u32>(bucket, weak.next, 4);
  weak.next = 0;
  weak.prev = 0;
  atomic.store<u32>(r, 0, REFERENT);
}

/** Takes the reference at `r` out of its chain: it is dead from here on. */
export function forgetWeak(r: usize): void {
  while (true) {
    const p = <usize>atomic.load<u32>(r, REFERENT);
    if (!p) return;
    const bucket = bucketOf(p);
    rawLock(bucket);
    const same = atomic.load<u32>(r, REFERENT) == <u32>p;
    if (same) unlink(bucket, r);
    rawUnlock(bucket);
    if (same) return;
  }
}

/** Dealloc of all weak references. */
export function deallocWeak(r: usize): void {
  forgetWeak(r);
  release(changetype<Weak>(r).callback);
  object_dealloc(r);
}

/**
 * Clears all references to `p`. Those that have a callback and live themselves are chained through `next`, newest
 * first, each with one reference for the chain; returns its head. See `callCallbacks`.
 */
export function detachWeak(p: usize): usize {
  const bucket = bucketOf(p);
  let head: usize = 0, last: usize = 0;
  rawLock(bucket);
  let r = <usize>load<u32>(bucket, 4);
  while (r) {
    const weak = changetype<Weak>(r);
    const next = <usize>weak.next;
    if (weak.referent == <u32>p) {
      unlink(bucket, r);
      if (weak.callback != NULL && tryIncref(r)) {
        if (last) changetype<Weak>(last).next = <u32>r;
        else head = r;
        last = r;
      }
    }
    r = next;
  }
  rawUnlock(bucket);
  return head;
}

/** Calls the callbacks of a chain made by `detachWeak` and gives its references back. Errors are reported, none is set. */
export function callCallbacks(head: usize): void {
  const t = thread();
  let r = head;
  while (r) {
    const weak = changetype<Weak>(r);
    const next = <usize>weak.next;
    weak.next = 0;
    const callback = weak.callback;
    weak.callback = NULL;
    const error = t.error;
    t.error = NULL;
    const result = call1(callback, fromAddress(r));
    if (result == NULL) writeUnraisable(callback);
    else release(result);
    t.error = error;
    release(callback);
    release(fromAddress(r));
    r = next;
  }
}

/** `p` is about to be freed: clears its weak references and calls their callbacks. */
export function clearWeakReferences(p: usize): void {
  const chain = detachWeak(p);
  if (chain) callCallbacks(chain);
}

/** The weak references to `p` that live themselves, each owned, at `words` (room for `room`); how many there are. */
export function gatherWeak(p: usize, words: usize, room: u32): u32 {
  if (!(load<u8>(p, GC) & GC_HAS_WEAKREFS)) return 0;
  const bucket = bucketOf(p);
  let n: u32 = 0;
  rawLock(bucket);
  // first the plain reference that `ref` gives again and again, then the plain proxy, then the others
  for (let rank: u32 = 0; rank < 3; rank++) {
    let r = <usize>load<u32>(bucket, 4);
    while (r) {
      if (changetype<Weak>(r).referent == <u32>p && rankOf(changetype<Weak>(r)) == rank && n < room && tryIncref(r)) {
        store<u64>(words + ((<usize>n) << 3), fromAddress(r));
        n++;
      }
      r = changetype<Weak>(r).next;
    }
  }
  rawUnlock(bucket);
  return n;
}

function rankOf(weak: Weak): u32 {
  if (weak.callback != NULL || (changetype<Type>(weak.type).flags & TF_HEAP) != 0) return 2;
  return weak.kind == WEAK_REFERENCE ? 0 : 1;
}

/** Number of weak references (and proxies) to `p`. */
export function countWeak(p: usize): u32 {
  if (!(load<u8>(p, GC) & GC_HAS_WEAKREFS)) return 0;
  const bucket = bucketOf(p);
  let n: u32 = 0;
  rawLock(bucket);
  let r = <usize>load<u32>(bucket, 4);
  while (r) {
    if (changetype<Weak>(r).referent == <u32>p) n++;
    r = changetype<Weak>(r).next;
  }
  rawUnlock(bucket);
  return n;
}
