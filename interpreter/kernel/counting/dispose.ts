// The end of an object whose count has reached 0: finalizer, weak references, the type's dealloc; without recursion
// beyond a limit. Objects that die deeper down are chained (thread.deferredDealloc, linked through `local`, with shared
// reading 0 | merged so that every try-increment refuses them) and freed when the outermost dispose is done.

import {
  GC_FINALIZED, GC_HAS_WEAKREFS, STATE_MASK, STATE_MERGED, STATE_WEAK, UNCOUNTED,
} from '../layout/object';
import { DISPOSE_DEPTH, FINALIZER_DEPTH } from '../layout/tunables';
import { Type } from '../layout/type';
import { fromAddress, NULL } from '../layout/word';
import { GIL_ONLY } from '../generated/build';
import { clearWeakReferences } from '../collector/weak';
import { currentId, thread } from '../sync/current';
import { str_dealloc } from '../objects/str/type';
import { T_COROUTINE, T_GENERATOR, T_STR } from '../generated/types';
import { decref } from './counts';

// @ts-ignore: decorator
@inline const LOCAL: usize = 4;
// @ts-ignore: decorator
@inline const SHARED: usize = 8;
// @ts-ignore: decorator
@inline const OWNER: usize = 12;
// @ts-ignore: decorator
@inline const GC: usize = 15;

/** Frees a dead object (its count is 0, nobody else can reach it). May run any Python code. */
export function dispose(p: usize): void {
  if (load<u32>(p) == T_STR) { // holds nothing, has no finalizer and no weak references
    str_dealloc(p);
    return;
  }
  const t = thread();
  if (t.deallocDepth >= DISPOSE_DEPTH) {
    atomic.store<u16>(p, 0, OWNER);
    atomic.store<i32>(p, STATE_MERGED, SHARED);
    store<u32>(p, t.deferredDealloc, LOCAL);
    t.deferredDealloc = <u32>p;
    return;
  }
  const depth = t.deallocDepth;
  t.deallocDepth = depth + 1;
  const type = changetype<Type>(load<u32>(p));
  if (type.finalize == 0 && !(load<u8>(p, GC) & GC_HAS_WEAKREFS)) call_indirect<void>(type.dealloc, p);
  else disposeNow(p);
  t.deallocDepth = depth;
  if (depth == 0 && t.deferredDealloc != t.deferredBelow) drainDeallocs();
}

/** Frees what was chained. */
export function drainDeallocs(): void {
  const t = thread();
  if (t.deallocDepth != 0) return;
  while (t.deferredDealloc != t.deferredBelow) {
    const p = <usize>t.deferredDealloc;
    t.deferredDealloc = load<u32>(p, LOCAL);
    store<u32>(p, 0, LOCAL);
    t.deallocDepth++;
    disposeNow(p);
    t.deallocDepth--;
  }
}

function disposeNow(p: usize): void {
  const type = changetype<Type>(load<u32>(p));
  const gc = load<u8>(p, GC);
  if (type.finalize != 0 && !(gc & GC_FINALIZED)) {
    if (finalizeDead(p)) return;
  }
  if (load<u8>(p, GC) & GC_HAS_WEAKREFS) clearWeakReferences(p);
  call_indirect<void>(type.dealloc, p);
}

/** Calls the finalizer with the object brought back to life; true: it stays alive. */
function finalizeDead(p: usize): bool {
  setOnly(p);
  callFinalizer(p);
  return !dropOnly(p);
}

/** Gives a dead object one reference, owned by this thread. */
export function setOnly(p: usize): void {
  store<u32>(p, 1, LOCAL);
  atomic.store<i32>(p, !GIL_ONLY && load<u8>(p, GC) & GC_HAS_WEAKREFS ? STATE_WEAK : 0, SHARED);
  atomic.store<u16>(p, <u16>currentId, OWNER);
}

/** Takes the reference of `setOnly` away without disposing; true: the object is dead again. */
export function dropOnly(p: usize): bool {
  if (GIL_ONLY) {
    const local = load<u32>(p, LOCAL);
    if (local >= UNCOUNTED) return false;
    store<u32>(p, local - 1, LOCAL);
    return local == 1;
  }
  if (load<u32>(p, LOCAL) == 1 && <u32>load<u16>(p, OWNER) == currentId) {
    if (atomic.load<i32>(p, SHARED) == 0) {
      store<u32>(p, 0, LOCAL);
      return true;
    }
  }
  if (load<u32>(p, LOCAL) >= UNCOUNTED) return false;
  // It was seen by others (or counted up): a reference like any other, but the end of it is ours.
  if (<u32>load<u16>(p, OWNER) == currentId) {
    const local = load<u32>(p, LOCAL) - 1;
    store<u32>(p, local, LOCAL);
    if (local != 0) return false;
    atomic.store<u16>(p, 0, OWNER);
    let seen = atomic.load<i32>(p, SHARED);
    while (true) {
      const old = atomic.cmpxchg<i32>(p, seen, seen | STATE_MERGED, SHARED);
      if (old == seen) return seen >> 2 == 0;
      seen = old;
    }
  }
  let seen = atomic.load<i32>(p, SHARED);
  while (true) { // merged: by a finalizer that gave it to a thread and lost it again
    if ((seen & STATE_MASK) != STATE_MERGED) {
      decref(p);
      return false;
    }
    const old = atomic.cmpxchg<i32>(p, seen, seen - 4, SHARED);
    if (old == seen) return seen - 4 == STATE_MERGED;
    seen = old;
  }
}

// @ts-ignore: decorator
@inline function isGenerator(type: u32): bool { return type == T_GENERATOR || type == T_COROUTINE; }

/**
 * Runs `type.finalize` once in the life of the object. The finalizer reports its own errors; the thread's error stays.
 * What dies in it is freed before it ends, as if nothing were being freed around it: so a finalizer that makes an
 * object with a finalizer, and so on, ends in a RecursionError and not never. Only a long chain of generators, of which
 * each holds the next, is taken apart one by one: what dies in the innermost of FINALIZER_DEPTH waits for its end.
 */
export function callFinalizer(p: usize): void {
  atomic.or<u8>(p, GC_FINALIZED, GC);
  const type = changetype<Type>(load<u32>(p));
  const t = thread();
  const error = t.error;
  t.error = NULL;
  const depth = t.deallocDepth;
  const below = t.deferredBelow;
  if (t.m4 < FINALIZER_DEPTH || !isGenerator(load<u32>(p))) {
    t.deallocDepth = 0;
    t.deferredBelow = t.deferredDealloc;
  } else t.deallocDepth = DISPOSE_DEPTH;
  t.m4++;
  call_indirect<void>(type.finalize, fromAddress(p));
  t.m4--;
  t.deallocDepth = depth;
  t.deferredBelow = below;
  t.error = error;
}
