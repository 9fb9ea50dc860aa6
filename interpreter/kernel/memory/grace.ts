// Grace periods (quiescent-state based): what lock-free readers may still look at is freed only after every attached
// thread has passed a safe point. A detached or stopped thread counts as quiescent.
//
// `control.epoch` counts grace periods. A thread copies it to `thread.epoch` at safe points (when SP_QUIESCE asks) and
// when it attaches. What was taken out of reach before the period `goal` began may be freed once no attached thread
// has an epoch below it. Threads that lag get SP_QUIESCE, so one that only computes holds nothing up.
//
//   control.epoch   n -> n + 1   graceBegin (add), after the block is out of reach
//   thread.epoch    m -> n       announceQuiescence: n is loaded before the thread looks at anything again
//   GRACE + 8       n -> goal    graceOver (cmpxchg), upward only
//
// Retired blocks stand in chunks (RAW blocks) of their heap: { u32 next, u32 goal, u32 count, u32 0, u32 blocks[] }.

import { Control, control } from '../layout/control';
import { SP_QUIESCE, Thread, TS_ATTACHED } from '../layout/thread';
import { RETIRED_BLOCKS, RETIRED_BYTES } from '../layout/tunables';
import { current, gilOn } from '../sync/current';
import { rawLock, rawUnlock } from '../sync/raw_lock';
import { startWorld, stopWorld } from '../sync/world';
import { allocBlock, blockSize, freeBlock } from './blocks';
import { KIND_RAW } from './classes';
import { heap, heapWords } from './heaps';
import { GRACE } from './tables';

// @ts-ignore: decorator
@unmanaged
class Chunk {
  next: u32;
  goal: u32;
  count: u32;
  pad: u32;
}
// @ts-ignore: decorator
@inline const CHUNK_ENTRIES: usize = 16;

// GRACE: 0 u32 lock, 4 u32 head of chunks of exited threads (atomic), 8 u32 latest period known to be over (atomic)

/** No other thread can be in the middle of a lock-free read. */
// @ts-ignore: decorator
@inline export function alone(): bool {
  return gilOn || atomic.load<u32>(changetype<usize>(control()), offsetof<Control>('threadCount')) <= 1;
}

/** Begins a grace period for what the caller has just taken out of reach; its number. */
export function graceBegin(): u32 {
  return atomic.add<u32>(changetype<usize>(control()), 1, offsetof<Control>('epoch')) + 1;
}

/** Whether the grace period `goal` is over; threads that hold it up are asked to announce themselves. */
export function graceOver(goal: u32): bool {
  if (<i32>(atomic.load<u32>(GRACE, 8) - goal) >= 0) return true;
  if (!alone()) {
    let t = <usize>atomic.load<u32>(changetype<usize>(control()), offsetof<Control>('threads'));
    let over = true;
    while (t) {
      if (t != current && atomic.load<u32>(t, offsetof<Thread>('state')) == TS_ATTACHED) {
        if (<i32>(atomic.load<u32>(t, offsetof<Thread>('epoch')) - goal) < 0) {
          atomic.or<u32>(t, SP_QUIESCE, offsetof<Thread>('safePoint'));
          over = false;
        }
      }
      t = atomic.load<u32>(t, offsetof<Thread>('next'));
    }
    if (!over) return false;
  }
  const known = atomic.load<u32>(GRACE, 8);
  if (<i32>(goal - known) > 0) atomic.cmpxchg<u32>(GRACE, known, goal, 8);
  return true;
}

/** The current thread is at a safe point. */
export function announceQuiescence(): void {
  atomic.store<u32>(current, atomic.load<u32>(changetype<usize>(control()), offsetof<Control>('epoch')), offsetof<Thread>('epoch'));
}

/** Frees the block at `p` (KEYS, ARRAY, RAW, a big OBJECT) when no lock-free reader can look at it any more. */
export function retireBlock(p: usize): void {
  if (alone()) {
    freeBlock(p);
    return;
  }
  const words = heapWords(heap);
  let chunk = <usize>words.chunk;
  if (!chunk) {
    chunk = allocBlock(KIND_RAW, CHUNK_ENTRIES + (<usize>RETIRED_BLOCKS << 2));
    if (!chunk) { // no memory for the list: the world stopped is a grace period too
      stopWorld();
      startWorld();
      freeBlock(p);
      return;
    }
    changetype<Chunk>(chunk).next = 0;
    changetype<Chunk>(chunk).count = 0;
    words.chunk = <u32>chunk;
    words.chunkBytes = 0;
  }
  const c = changetype<Chunk>(chunk);
  store<u32>(chunk + CHUNK_ENTRIES + (<usize>c.count << 2), <u32>p);
  c.count++;
  words.chunkBytes += <u32>blockSize(p);
  if (c.count == RETIRED_BLOCKS || words.chunkBytes > RETIRED_BYTES) {
    closeChunk();
    pollRetired();
  }
}

function closeChunk(): void {
  const words = heapWords(heap);
  const chunk = <usize>words.chunk;
  if (!chunk) return;
  words.chunk = 0;
  changetype<Chunk>(chunk).goal = graceBegin();
  if (words.chunkLast) changetype<Chunk>(words.chunkLast).next = <u32>chunk;
  else words.chunkFirst = <u32>chunk;
  words.chunkLast = <u32>chunk;
}

function freeChunk(chunk: usize): void {
  const n = changetype<Chunk>(chunk).count;
  for (let i: u32 = 0; i < n; i++) freeBlock(<usize>load<u32>(chunk + CHUNK_ENTRIES + (<usize>i << 2)));
  freeBlock(chunk);
}

/** Frees retired blocks whose grace period is over. */
export function pollRetired(): void {
  const words = heapWords(heap);
  if (words.chunk && alone()) closeChunk();
  while (words.chunkFirst) {
    const chunk = <usize>words.chunkFirst;
    if (!graceOver(changetype<Chunk>(chunk).goal)) break;
    const next = changetype<Chunk>(chunk).next;
    words.chunkFirst = next;
    if (!next) words.chunkLast = 0;
    freeChunk(chunk);
  }
  if (atomic.load<u32>(GRACE, 4)) pollOrphans();
}

/** The world is stopped: frees all retired blocks of this heap. */
export function freeAllRetired(): void {
  closeChunk();
  const words = heapWords(heap);
  while (words.chunkFirst) {
    const chunk = <usize>words.chunkFirst;
    words.chunkFirst = changetype<Chunk>(chunk).next;
    freeChunk(chunk);
  }
  words.chunkLast = 0;
}

/** The world is stopped: frees the retired blocks that exited threads left. */
export function freeAllOrphans(): void {
  let chunk = <usize>atomic.load<u32>(GRACE, 4);
  atomic.store<u32>(GRACE, 0, 4);
  while (chunk) {
    const next = changetype<Chunk>(chunk).next;
    freeChunk(chunk);
    chunk = next;
  }
}

/** An exiting thread hands its retired blocks to the others. */
export function orphanRetired(): void {
  closeChunk();
  const words = heapWords(heap);
  if (!words.chunkFirst) return;
  rawLock(GRACE);
  changetype<Chunk>(words.chunkLast).next = atomic.load<u32>(GRACE, 4);
  atomic.store<u32>(GRACE, words.chunkFirst, 4);
  rawUnlock(GRACE);
  words.chunkFirst = 0;
  words.chunkLast = 0;
}

function pollOrphans(): void {
  rawLock(GRACE);
  let chunk = <usize>atomic.load<u32>(GRACE, 4);
  atomic.store<u32>(GRACE, 0, 4);
  rawUnlock(GRACE);
  let first: usize = 0, last: usize = 0;
  while (chunk) {
    const next = <usize>changetype<Chunk>(chunk).next;
    if (graceOver(changetype<Chunk>(chunk).goal)) freeChunk(chunk);
    else {
      changetype<Chunk>(chunk).next = <u32>first;
      if (!first) last = chunk;
      first = chunk;
    }
    chunk = next;
  }
  if (!first) return;
  rawLock(GRACE);
  changetype<Chunk>(last).next = atomic.load<u32>(GRACE, 4);
  atomic.store<u32>(GRACE, <u32>first, 4);
  rawUnlock(GRACE);
}
