// Memory that is free but tied to a heap or to a size comes back to the supply: cached blocks, retired blocks, pages
// without a used block. What a thread alone can do is done on the way (heaps.ts, grace.ts); this does the rest, for the
// threads that wait and for those that have ended.

import { Control, control } from '../layout/control';
import { Thread, TS_FREE } from '../layout/thread';
import { startWorld, stopWorld } from '../sync/world';
import { freeAllOrphans, freeAllRetired } from './grace';
import { collectForeign, heap, isOpen, trimAbandoned, trimHeap, useHeap } from './heaps';

/** Stops the world, which ends all grace periods, and gives back every page that holds nothing. */
export function reclaimHeaps(): void {
  stopWorld();
  const mine = heap;
  freeAllOrphans();
  forEachHeap(freeAllRetired.index);
  // a page that changed hands is announced to its owner once more
  forEachHeap(collectForeign.index);
  forEachHeap(collectForeign.index);
  forEachHeap(trimHeap.index);
  trimAbandoned();
  useHeap(mine);
  startWorld();
}

/** Calls the function of this number for the heap of every thread that lives. */
function forEachHeap(work: u32): void {
  let t = <usize>atomic.load<u32>(changetype<usize>(control()), offsetof<Control>('threads'));
  while (t) {
    if (atomic.load<u32>(t, offsetof<Thread>('state')) != TS_FREE && isOpen(changetype<Thread>(t).heap)) {
      useHeap(changetype<Thread>(t).heap);
      call_indirect<void>(work);
    }
    t = atomic.load<u32>(t, offsetof<Thread>('next'));
  }
}
