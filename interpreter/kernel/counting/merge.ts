// Merge queues: objects whose last foreign reference went while their owner may still count them.
//
// The queue of a thread is a RAW block { u32 capacity, u32 count, u32 objects[] } in thread.mergeQueue, under the raw
// lock m1; m2 is 1 while the thread lives. Each entry holds one reference. An owner that is detached does not get to
// its queue for long: it is borrowed for a moment and the object merged at once.

import { STATE_MERGED, UNCOUNTED } from '../layout/object';
import { SP_MERGE, Thread } from '../layout/thread';
import { QUEUE_CAPACITY } from '../layout/tunables';
import { GIL_ONLY } from '../generated/build';
import { allocBlock, freeBlock, KIND_RAW } from '../memory/blocks';
import { current, currentId } from '../sync/current';
import { rawLock, rawUnlock } from '../sync/raw_lock';
import { threadOf } from '../sync/threads';
import { borrowThread, giveThread, startWorld, stopWorld, worldStopped } from '../sync/world';
import { dispose } from './dispose';

// @ts-ignore: decorator
@inline const LOCAL: usize = 4;
// @ts-ignore: decorator
@inline const SHARED: usize = 8;
// @ts-ignore: decorator
@inline const OWNER: usize = 12;
// @ts-ignore: decorator
@inline export const LOCK: usize = offsetof<Thread>('m1');
// @ts-ignore: decorator
@inline const QUEUE: usize = offsetof<Thread>('mergeQueue');
// @ts-ignore: decorator
@inline const ENTRIES: usize = 8;

/**
 * Folds `local` and `extra` into `shared` and ends the ownership; the caller may touch `local` (see counts.ts). The
 * count that is left: at 0 the caller disposes of the object.
 */
export function mergeCounts(p: usize, extra: i32): i32 {
  const local = <i32>load<u32>(p, LOCAL);
  if (<u32>local >= UNCOUNTED) return 1;
  if (GIL_ONLY) {
    store<u32>(p, local + extra, LOCAL);
    return local + extra;
  }
  const owned = atomic.load<u16>(p, OWNER) != 0;
  atomic.store<u16>(p, 0, OWNER);
  if (owned) atomic.store<u32>(p, 0, LOCAL);
  let seen = atomic.load<i32>(p, SHARED);
  while (true) {
    const next = (((seen >> 2) + (owned ? local : 0) + extra) << 2) | STATE_MERGED;
    const old = atomic.cmpxchg<i32>(p, seen, next, SHARED);
    if (old == seen) return next >> 2;
    seen = old;
  }
}

/** The object at `p` has just become queued: its owner, or someone in its place, merges it. */
export function queueMerge(p: usize): void {
  const owner = <u32>atomic.load<u16>(p, OWNER);
  if (owner == 0 || owner == currentId || worldStopped()) {
    // The owner merged it, at local 0, after the state was changed; or the counts are ours.
    mergeAndDispose(p);
    return;
  }
  const t = threadOf(owner);
  if (borrowThread(t)) {
    const left = mergeCounts(p, -1);
    giveThread(t);
    if (left == 0) dispose(p);
    return;
  }
  rawLock(t + LOCK);
  if (changetype<Thread>(t).m2 == 0) { // it has exited: nobody counts in `local` any more
    const left = mergeCounts(p, -1);
    rawUnlock(t + LOCK);
    if (left == 0) dispose(p);
    return;
  }
  let queue = <usize>changetype<Thread>(t).mergeQueue;
  const capacity = queue ? load<u32>(queue) : 0;
  const count = queue ? load<u32>(queue, 4) : 0;
  if (count == capacity) {
    rawUnlock(t + LOCK);
    if (!growQueue(t, capacity)) { // no memory: the world stopped is as good
      stopWorld();
      const left = mergeCounts(p, -1);
      startWorld();
      if (left == 0) dispose(p);
      return;
    }
    queueMerge(p);
    return;
  }
  store<u32>(queue + ENTRIES + (<usize>count << 2), <u32>p);
  store<u32>(queue, count + 1, 4);
  rawUnlock(t + LOCK);
  if (count == 0) atomic.or<u32>(t, SP_MERGE, offsetof<Thread>('safePoint'));
}

/** Replaces the queue of `t`, full at `capacity`, by one twice as long, unless someone else was faster. */
function growQueue(t: usize, capacity: u32): bool {
  const more = capacity ? capacity * 2 : QUEUE_CAPACITY;
  const block = allocBlock(KIND_RAW, ENTRIES + (<usize>more << 2));
  if (!block) return false;
  store<u32>(block, more);
  store<u32>(block, 0, 4);
  rawLock(t + LOCK);
  const old = <usize>changetype<Thread>(t).mergeQueue;
  let unused = block;
  if ((old ? load<u32>(old) : 0) == capacity) {
    if (old) {
      const count = load<u32>(old, 4);
      memory.copy(block + ENTRIES, old + ENTRIES, <usize>count << 2);
      store<u32>(block, count, 4);
    }
    changetype<Thread>(t).mergeQueue = <u32>block;
    unused = old;
  }
  rawUnlock(t + LOCK);
  freeBlock(unused);
  return true;
}

function mergeAndDispose(p: usize): void {
  if (mergeCounts(p, -1) == 0) dispose(p);
}

function takeQueue(t: usize): usize {
  if (changetype<Thread>(t).mergeQueue == 0) return 0;
  rawLock(t + LOCK);
  const queue = <usize>changetype<Thread>(t).mergeQueue;
  store<u32>(t, 0, QUEUE);
  rawUnlock(t + LOCK);
  return queue;
}

/** Merges what stands in the current thread's queue. A safe point: finalizers may run. */
export function drainMergeQueue(): void {
  drainQueueOf(current);
}

/** The same for any thread while the world is stopped or it has exited. */
export function drainQueueOf(t: usize): void {
  const queue = takeQueue(t);
  if (!queue) return;
  const count = load<u32>(queue, 4);
  for (let i: u32 = 0; i < count; i++) mergeAndDispose(<usize>load<u32>(queue + ENTRIES + (<usize>i << 2)));
  freeBlock(queue);
}

/** World stopped, before a collection: all queues are merged; objects that reach 0 are handed to `dead`. */
export function mergeQueueOf(t: usize): usize { return takeQueue(t); }

/** The thread with struct `t` begins to live: others queue with it. */
export function openMergeQueue(t: usize): void {
  rawLock(t + LOCK);
  changetype<Thread>(t).m2 = 1;
  rawUnlock(t + LOCK);
}

/** The current thread ends: from now on others merge in its place. False: its queue is not empty. */
export function closeMergeQueue(): bool {
  return closeMergeQueueOf(current);
}

export function closeMergeQueueOf(t: usize): bool {
  rawLock(t + LOCK);
  const queue = <usize>changetype<Thread>(t).mergeQueue;
  const empty = queue == 0 || load<u32>(queue, 4) == 0;
  if (empty) {
    changetype<Thread>(t).m2 = 0;
    changetype<Thread>(t).mergeQueue = 0;
  }
  rawUnlock(t + LOCK);
  if (empty) freeBlock(queue);
  return empty;
}
