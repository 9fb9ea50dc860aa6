// The cycle collector: non-generational. It stops the world twice at most, and once more where it gives pages back
// (memory/reclaim.ts): when the program asked for the collection, and when few pages are left.
//
//   pause 1   queues merged; unreachable objects found (reach.ts) and held; weak references to them cleared
//   between   callbacks of those weak references that live themselves; finalizers, each once in an object's life
//   pause 2   only if code ran in between: found again; what has come back to life is let go
//   after     type.clear of each, holds given up (which frees them), uncounted ones freed: instances, then classes
//
// COLLECTOR: 0 u32 found in all, 4 u32 collections, 8 u32 threshold 0 as Python sees it, 12 u32 threshold 1,
//            16 u32 threshold 2, 20 u32 frozen objects, 24 u32 blocks alive after the last collection, 28 u32 uncollectable

import { Control, control } from '../layout/control';
import { GC_FINALIZED, GC_HAS_WEAKREFS } from '../layout/object';
import { Thread } from '../layout/thread';
import { TF_HEAP, TF_TYPE, Type } from '../layout/type';
import { address, fromAddress, NULL } from '../layout/word';
import { isCounted, release } from '../counting/counts';
import { callFinalizer } from '../counting/dispose';
import { mergeCounts, mergeQueueOf } from '../counting/merge';
import { listAppend } from '../objects/list/core';
import { tupleGet, tupleSize } from '../objects/tuple';
import { dropDeadSubclasses } from '../objects/type/subclasses';
import { freeBlock } from '../memory/blocks';
import { freeObject, holdFrees } from '../memory/objects';
import { pagesInUse, pagesLeft, setPageTrigger } from '../memory/pages';
import { reclaimHeaps } from '../memory/reclaim';
import { COLLECTOR } from '../memory/tables';
import { HOSTILE } from '../generated/build';
import { trace, TRACE_COLLECT } from '../sync/trace';
import { startWorld, stopWorld } from '../sync/world';
import { callCallbacks, clearWeakReferences, detachWeak, Weak } from './weak';
import { runGcCallbacks } from './callbacks';
import { findUnreachable, GC_HELD } from './reach';
import { freeVector, newVector, vectorAt, vectorFull, vectorPush, vectorSet, vectorSize, vectorTruncate } from './vector';

// @ts-ignore: decorator
@inline const GC: usize = 15;
/** Set and cleared within `takeResurrected`. */
// @ts-ignore: decorator
@inline const GC_CONFIRMED: u8 = 64;
// @ts-ignore: decorator
@inline const GC_REVIVED: u8 = 128;
// @ts-ignore: decorator
@inline const LEAST_GROWTH: u32 = HOSTILE ? 500 : 7000;
// @ts-ignore: decorator
@inline const LEAST_PAGES: u32 = 2048;
/** gc.DEBUG_SAVEALL */
// @ts-ignore: decorator
@inline const DEBUG_SAVEALL: u32 = 32;
// @ts-ignore: decorator
@inline const RUNNING: usize = offsetof<Control>('gcRunning');

/** A collection was requested and this thread is at a safe point. The thread's error is left alone. */
export function collectAtSafePoint(): void {
  if (atomic.load<u32>(changetype<usize>(control()), offsetof<Control>('gcEnabled')) == 0) return;
  collect(true);
}

/**
 * Collects; `cautious` for the automatic collection. Number of unreachable objects found; 0 at once if a collection is
 * running already, and if there is no memory for it.
 */
export function collect(cautious: bool): i64 {
  const c = changetype<usize>(control());
  if (atomic.cmpxchg<u32>(c, 0, 1, RUNNING) != 0) return 0;
  runGcCallbacks(true, 0);
  const n = collectNow(cautious);
  if (!cautious || pagesLeft() < pagesInUse() >> 2) reclaimHeaps();
  setTriggers();
  atomic.add<u32>(COLLECTOR, n);
  trace(TRACE_COLLECT, 'collection', load<u32>(COLLECTOR, 4) + 1);
  atomic.add<u32>(COLLECTOR, 1, 4);
  runGcCallbacks(false, n);
  atomic.store<u32>(c, 0, RUNNING);
  return n;
}

/**
 * When the next automatic collection is due: twice the blocks (and pages) of now, and some more at least; but before
 * half of what is left is gone, so that garbage is found before memory runs out.
 */
export function setTriggers(): void {
  const c = control();
  const live = atomic.load<u32>(changetype<usize>(c), offsetof<Control>('liveObjects'));
  const threshold = load<u32>(COLLECTOR, 8);
  const least = threshold == 0 || threshold == 2000 ? LEAST_GROWTH : threshold;
  atomic.store<u32>(changetype<usize>(c), live + max(least, live), offsetof<Control>('gcThreshold'));
  const pages = pagesInUse();
  setPageTrigger(pages + min(max(LEAST_PAGES, pages), max(pagesLeft() >> 1, 16)));
  store<u32>(COLLECTOR, live, 24);
}

/** World stopped: every queued object is merged. The blocks of the queues are chained; see `releaseQueues`. */
export function mergeQueues(): usize {
  let chain: usize = 0;
  let t = <usize>control().threads;
  while (t) {
    const queue = mergeQueueOf(t);
    if (queue) {
      const n = load<u32>(queue, 4);
      for (let i: u32 = 0; i < n; i++) mergeCounts(load<u32>(queue + 8 + (<usize>i << 2)), 0);
      store<u32>(queue, <u32>chain);
      chain = queue;
    }
    t = changetype<Thread>(t).next;
  }
  return chain;
}

/** The references that the queues held are given up. */
export function releaseQueues(chain: usize): void {
  while (chain) {
    const next = <usize>load<u32>(chain);
    const n = load<u32>(chain, 4);
    for (let i: u32 = 0; i < n; i++) release(fromAddress(load<u32>(chain + 8 + (<usize>i << 2))));
    freeBlock(chain);
    chain = next;
  }
}

/** Keeps every object of the vector alive. */
function hold(v: usize): void {
  for (let i: u32 = 0; i < vectorSize(v); i++) {
    const p = vectorAt(v, i);
    store<u8>(p, load<u8>(p, GC) | GC_HELD, GC);
    if (isCounted(p)) mergeCounts(p, 1);
  }
}

// @ts-ignore: decorator
@inline function isHeld(p: usize): bool { return (load<u8>(p, GC) & GC_HELD) != 0; }

/** World stopped: clears the weak references to the objects of `v`; the callbacks that are due, as a chain. */
function detachWeakReferences(v: usize): usize {
  let head: usize = 0, last: usize = 0;
  for (let i: u32 = 0; i < vectorSize(v); i++) {
    const p = vectorAt(v, i);
    if (!(load<u8>(p, GC) & GC_HAS_WEAKREFS)) continue;
    let r = detachWeak(p);
    while (r) {
      const next = <usize>changetype<Weak>(r).next;
      changetype<Weak>(r).next = 0;
      if (last) changetype<Weak>(last).next = <u32>r;
      else head = r;
      last = r;
      r = next;
    }
  }
  return head;
}

/** Drops the callbacks of references that are unreachable themselves; the rest of the chain. */
function dropDeadCallbacks(chain: usize): usize {
  let head: usize = 0, last: usize = 0;
  let r = chain;
  while (r) {
    const next = <usize>changetype<Weak>(r).next;
    changetype<Weak>(r).next = 0;
    if (isHeld(r)) release(fromAddress(r)); // held: this is not its last reference
    else {
      if (last) changetype<Weak>(last).next = <u32>r;
      else head = r;
      last = r;
    }
    r = next;
  }
  return head;
}

function runFinalizers(v: usize): bool {
  let ran = false;
  for (let i: u32 = 0; i < vectorSize(v); i++) {
    const p = vectorAt(v, i);
    if (changetype<Type>(load<u32>(p)).finalize != 0 && !(load<u8>(p, GC) & GC_FINALIZED)) {
      callFinalizer(p);
      ran = true;
    }
  }
  return ran;
}

/** Classes on the way from `p` to a static type: a class is freed before the class of it. */
function metaDepth(p: usize): u32 {
  let depth: u32 = 0;
  let type = <usize>load<u32>(p);
  while (changetype<Type>(type).flags & TF_HEAP && depth < 8) {
    depth++;
    type = load<u32>(type);
  }
  return depth;
}

// @ts-ignore: decorator
@inline function isClass(p: usize): bool { return (changetype<Type>(load<u32>(p)).flags & TF_TYPE) != 0; }

function drop(p: usize): void {
  store<u8>(p, load<u8>(p, GC) & ~GC_HELD, GC);
  if (isCounted(p)) release(fromAddress(p));
}

/**
 * Vector of classes that have lost subclasses among the objects of `v` and live on; a class may stand there more than
 * once. 0: there are none, or no memory.
 */
function basesOf(v: usize): usize {
  let bases: usize = 0;
  for (let i: u32 = 0; i < vectorSize(v); i++) {
    const p = vectorAt(v, i);
    if (!isClass(p) || changetype<Type>(p).bases == NULL) continue;
    const tuple = address(changetype<Type>(p).bases);
    for (let k: u32 = 0; k < tupleSize(tuple); k++) {
      const base = address(tupleGet(tuple, k));
      if (isHeld(base)) continue;
      if (!bases) bases = newVector(1000);
      if (!bases) return 0;
      const n = vectorSize(bases);
      let known = false;
      for (let j = n > 16 ? n - 16 : 0; j < n && !known; j++) known = vectorAt(bases, j) == base;
      if (!known && !vectorFull(bases)) vectorPush(bases, base);
    }
  }
  return bases;
}

/** Breaks up and frees the objects of `v`, which nothing but `v` reaches. `freed`: a vector that has room for all. */
function destroy(v: usize, freed: usize): void {
  const n = vectorSize(v);
  const bases = basesOf(v);
  for (let i: u32 = 0; i < n; i++) {
    const p = vectorAt(v, i);
    const clear = changetype<Type>(load<u32>(p)).clear;
    if (clear && !isClass(p)) call_indirect<void>(clear, p);
  }
  // Counted objects go now; their classes are whole still.
  let left: u32 = 0;
  for (let i: u32 = 0; i < n; i++) {
    const p = vectorAt(v, i);
    if (isCounted(p)) drop(p);
    else vectorSet(v, left++, p);
  }
  vectorTruncate(v, left);
  for (let i: u32 = 0; i < left; i++) {
    const p = vectorAt(v, i);
    const clear = changetype<Type>(load<u32>(p)).clear;
    if (clear && isClass(p)) call_indirect<void>(clear, p);
  }
  holdFrees(freed);
  for (let i: u32 = 0; i < left; i++) {
    const p = vectorAt(v, i);
    if (isClass(p)) continue;
    vectorSet(v, i, 0);
    free(p);
  }
  for (let depth = 8; depth >= 0; depth--) {
    for (let i: u32 = 0; i < left; i++) {
      const p = vectorAt(v, i);
      if (p && isClass(p) && metaDepth(p) == <u32>depth) {
        vectorSet(v, i, 0);
        free(p);
      }
    }
  }
  holdFrees(0);
  for (let i: u32 = 0; i < vectorSize(freed); i++) freeObject(vectorAt(freed, i));
  if (bases) for (let i: u32 = 0; i < vectorSize(bases); i++) dropDeadSubclasses(changetype<Type>(vectorAt(bases, i)));
  freeVector(bases);
}

function free(p: usize): void {
  if (load<u8>(p, GC) & GC_HAS_WEAKREFS) clearWeakReferences(p);
  store<u8>(p, load<u8>(p, GC) & ~GC_HELD, GC);
  call_indirect<void>(changetype<Type>(load<u32>(p)).dealloc, p);
}

function saveAll(v: usize): void {
  const garbage = control().gcGarbage;
  for (let i: u32 = 0; i < vectorSize(v); i++) {
    const p = vectorAt(v, i);
    if (garbage != NULL) listAppend(address(garbage), fromAddress(p));
    drop(p);
  }
}

/**
 * Leaves in `v` what is in `again` too; `again` then holds the others of `v`, which have come back to life; how many.
 */
function takeResurrected(v: usize, again: usize): u32 {
  for (let i: u32 = 0; i < vectorSize(again); i++) {
    const p = vectorAt(again, i);
    store<u8>(p, load<u8>(p, GC) | GC_CONFIRMED, GC);
  }
  const n = vectorSize(v);
  let dead: u32 = 0;
  let alive: u32 = 0;
  const others = vectorSize(again);
  for (let i: u32 = 0; i < n; i++) {
    const p = vectorAt(v, i);
    if (load<u8>(p, GC) & GC_CONFIRMED) continue;
    store<u8>(p, load<u8>(p, GC) | GC_REVIVED, GC);
    alive++;
  }
  for (let i: u32 = 0; i < others; i++) {
    const p = vectorAt(again, i);
    store<u8>(p, load<u8>(p, GC) & ~GC_CONFIRMED, GC);
  }
  vectorTruncate(again, 0);
  for (let i: u32 = 0; i < n; i++) {
    const p = vectorAt(v, i);
    if (load<u8>(p, GC) & GC_REVIVED) {
      store<u8>(p, load<u8>(p, GC) & ~GC_REVIVED, GC);
      vectorPush(again, p);
    } else vectorSet(v, dead++, p);
  }
  vectorTruncate(v, dead);
  return alive;
}

function collectNow(cautious: bool): u32 {
  stopWorld();
  const queues = mergeQueues();
  let v = findUnreachable(cautious);
  if (!v) {
    startWorld();
    releaseQueues(queues);
    return 0;
  }
  const n = vectorSize(v);
  const freed = n == 0 ? 0 : newVector(n);
  if (!freed) { // nothing found, or no memory for the end of it
    startWorld();
    freeVector(v);
    releaseQueues(queues);
    return 0;
  }
  hold(v);
  const chain = detachWeakReferences(v);
  startWorld();
  releaseQueues(queues);
  const callbacks = dropDeadCallbacks(chain);
  if (callbacks) callCallbacks(callbacks);
  if (runFinalizers(v) || callbacks) {
    stopWorld();
    const more = mergeQueues();
    const again = findUnreachable(false);
    const alive = again ? takeResurrected(v, again) : 0;
    startWorld();
    releaseQueues(more);
    if (!again) { // no memory to tell who has come back: all stay
      for (let i: u32 = 0; i < vectorSize(v); i++) drop(vectorAt(v, i));
      freeVector(v);
      freeVector(freed);
      return 0;
    }
    for (let i: u32 = 0; i < alive; i++) drop(vectorAt(again, i));
    freeVector(again);
  }
  if (control().gcDebug & DEBUG_SAVEALL) saveAll(v);
  else destroy(v, freed);
  freeVector(freed);
  freeVector(v);
  return n;
}
