// Objects: blocks of kind OBJECT with their header filled. Layout of the header: layout/object.ts.

import { vectorPush } from '../collector/vector';
import { UNCOUNTED } from '../layout/object';
import { current, currentId, solo } from '../sync/current';
import { ASSERTIONS, HOSTILE } from '../generated/build';
import { memoryError } from '../eval/errors';
import { fail } from '../sync/fail';
import { SP_COLLECT, Thread } from '../layout/thread';
import { allocBig, allocSlow, freeSmall, heap, heapWords, Page, pageOf } from './heaps';
import { retireBlock } from './grace';
import { classOf, FREE_HEADER, KIND_OBJECT, SMALL_MAX } from './classes';

/** The header of a new object: owned by this thread, count 1. */
// @ts-ignore: decorator
@inline export function startObject(p: usize, type: u32): void {
  store<u64>(p, <u64>type | 0x1_0000_0000);
  store<u64>(p, <u64>currentId << 32, 8);
}

/**
 * A new object of `size` bytes (header included), owned by this thread with count 1; the body is not cleared.
 * 0 with MemoryError set. Never collects.
 */
// @ts-ignore: decorator
@inline export function newObject(type: u32, size: usize): usize {
  if (HOSTILE || size > 512) return newObjectSlow(type, size);
  const cached = heap + ((size + 15) >> 4 << 2);
  const p = <usize>load<u32>(cached);
  if (!p) return newObjectSlow(type, size);
  store<u32>(cached, load<u32>(p));
  startObject(p, type);
  return p;
}

function newObjectSlow(type: u32, size: usize): usize {
  if (HOSTILE) {
    const words = heapWords(heap);
    words.allocations++;
    if (words.allocations % 997 == 0) atomic.or<u32>(current, SP_COLLECT, offsetof<Thread>('safePoint'));
  }
  let p: usize;
  if (size <= SMALL_MAX) {
    const slot = KIND_OBJECT << 6 | classOf(size);
    const cached = heap + (<usize>slot << 2);
    p = load<u32>(cached);
    if (p) store<u32>(cached, load<u32>(p));
    else p = allocSlow(slot);
  } else p = allocBig(KIND_OBJECT, size);
  if (!p) {
    memoryError();
    return 0;
  }
  startObject(p, type);
  return p;
}

/**
 * While the collector frees deferred objects, which refer to each other without counts: what is freed waits here, its
 * header whole, until all of them have released what they hold. A vector (collector/vector.ts), 0: not now.
 */
let held: usize = 0;
export function holdFrees(vector: usize): void { held = vector; }

/** Gives the block of a dead object back. Its header stays readable and dead. */
export function freeObject(p: usize): void {
  if (held && load<u32>(p, 4) >= UNCOUNTED) {
    vectorPush(held, p);
    return;
  }
  if (ASSERTIONS && isFreeObject(p)) fail('freed twice');
  store<u32>(p, 0, 4);
  if (solo) store<u64>(p, FREE_HEADER, 8);
  else atomic.store<u64>(p, FREE_HEADER, 8);
  if (changetype<Page>(pageOf(p)).cls) freeSmall(p);
  else retireBlock(p);
}

/** Whether an OBJECT block reads as free. */
// @ts-ignore: decorator
@inline export function isFreeObject(p: usize): bool {
  return atomic.load<u64>(p, 8) == FREE_HEADER;
}

/** Bytes of the block of an object. */
export function objectRoom(p: usize): usize { return changetype<Page>(pageOf(p)).blockSize; }
