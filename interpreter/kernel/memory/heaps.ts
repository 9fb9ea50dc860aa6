// Per-thread heaps of size-class pages.
//
// A heap is used by its own thread only, but for the atomic words. For each kind and class it has
//   - a cached list of free blocks, popped by allocation (they count as used in their pages),
//   - a list of pages with free blocks, a list of full pages.
// A page's own free list is its heap's; other threads push what they free on `threadFree`. The push that finds that
// list empty also puts the page on its heap's `delayed` stack (once: `isDelayed`), so full pages need no scanning.
// A thread that exits abandons its pages (heap 0) to lists from which others adopt them.
//
//   page.isDelayed    0 -> 1   announceDelayed (cmpxchg): who does it pushes the page
//                     1 -> 0   drainDelayed, before it looks at threadFree; announceDelayed, when the heap is CLOSED
//   heap.delayed      head -> page   announceDelayed (cmpxchg)      list -> 0   drainDelayed (xchg)
//                     0 -> CLOSED    closeHeap (cmpxchg)            CLOSED -> 0   openHeap, by the next thread of the heap
//   page.threadFree   head -> block  freeForeign (cmpxchg)          list -> 0   collectThreadFree (xchg)
//   page.heap         0 -> heap      adopt, freshPage               heap -> 0   abandonList
//
// A free block of kind OBJECT reads: +0 next free block, +4 local 0, +8 bytes 8-15 FREE_HEADER (shared merged|0).
// Free blocks of the other kinds hold the link at +0 only.

import { Control, control } from '../layout/control';
import { SP_COLLECT, Thread } from '../layout/thread';
import { ROOM_BLOCKS, ROOM_BYTES } from '../layout/tunables';
import { current } from '../sync/current';
import { rawLock, rawUnlock } from '../sync/raw_lock';
import { HOSTILE } from '../generated/build';
import { classSize, FREE_HEADER, KIND_OBJECT, PAGE_HEADER } from './classes';
import { alone, graceBegin, graceOver, pollRetired } from './grace';
import { allocPages, freePages, PAGE_BYTES, PAGE_MASK, PAGE_START, pagesInUse, pageTrigger } from './pages';
import { ABANDONED, SUPPLY } from './tables';

/** Header of a page, or of a span of pages that is one big block. */
// @ts-ignore: decorator
@unmanaged
export class Page {
  /** Heap of the owner; 0: abandoned, or one big block. Atomic. */
  heap: u32;
  kind: u8;
  cls: u8;
  /** IN_ values: on which list of its heap it stands. */
  list: u8;
  pad0: u8;
  blockSize: u32;
  /** Blocks that fit, and that were ever carved. */
  capacity: u32;
  carved: u32; // 16
  /** First free block. */
  free: u32;
  /** Carved blocks that are not on `free` or `threadFree`. */
  used: u32;
  /** Atomic: blocks freed by other threads. */
  threadFree: u32;
  next: u32; // 32
  prev: u32;
  delayedNext: u32;
  /** Atomic: 1 while on a `delayed` stack. */
  isDelayed: u32;
  /** Grace period after which the empty page may be given back. */
  goal: u32; // 48
  /** Bytes asked for, of a big block. */
  size: u32;
  /** During a collection: u32 entries, one for each carved block. */
  side: u32;
  pad1: u32;
}

// @ts-ignore: decorator
@inline const IN_AVAILABLE: u8 = 0;
// @ts-ignore: decorator
@inline const IN_FULL: u8 = 1;
// @ts-ignore: decorator
@inline const IN_EMPTY: u8 = 2;

// @ts-ignore: decorator
@inline const SLOTS: usize = 256; // 4 kinds x 64 classes

/**
 * Heap of a thread:
 *     0  u32 cached[256]      free blocks, by kind << 6 | class
 *  1024  u32 available[256]   pages with free blocks
 *  2048  u32 full[256]        pages without
 *  3072  HeapWords
 *  3136  u32 room[256]        blocks that may still go straight back to `cached`, until its next refill
 */
// @ts-ignore: decorator
@unmanaged
export class HeapWords {
  /** Atomic: stack of pages that others freed into; CLOSED while no thread uses the heap. */
  delayed: u32;
  /** Queue of empty pages that wait for their grace period. */
  emptyFirst: u32;
  emptyLast: u32;
  /** Retired blocks (memory/grace.ts): the chunk being filled, and the queue of those that wait. */
  chunk: u32;
  chunkFirst: u32;
  chunkLast: u32;
  chunkBytes: u32;
  /** Allocation count of the hostile build. */
  allocations: u32;
}
// @ts-ignore: decorator
@inline export const HEAP_AVAILABLE: usize = 1024;
// @ts-ignore: decorator
@inline export const HEAP_FULL: usize = 2048;
// @ts-ignore: decorator
@inline export const HEAP_WORDS: usize = 3072;
// @ts-ignore: decorator
@inline const HEAP_ROOM: usize = 3136;
// @ts-ignore: decorator
@inline const CLOSED: u32 = 1;

/** The current thread's heap (a thread-local, as `current`). */
export let heap: usize = 0;

// @ts-ignore: decorator
@inline export function heapWords(h: usize): HeapWords { return changetype<HeapWords>(h + HEAP_WORDS); }
// @ts-ignore: decorator
@inline export function pageOf(p: usize): usize { return p & ~PAGE_MASK; }
// @ts-ignore: decorator
@inline function slotOf(page: Page): usize { return (<usize>page.kind << 6 | <usize>page.cls) << 2; }

/** The thread `t` becomes the user of its heap. */
export function openHeap(t: usize): void {
  heap = changetype<Thread>(t).heap;
  atomic.store<u32>(heap + HEAP_WORDS, 0, offsetof<HeapWords>('delayed'));
}

// ---- lists of pages ------------------------------------------------------------------------------------------------

function pushPage(list: usize, p: usize): void {
  const page = changetype<Page>(p);
  const head = load<u32>(list);
  page.next = head;
  page.prev = 0;
  if (head) changetype<Page>(head).prev = <u32>p;
  store<u32>(list, <u32>p);
}

function removePage(list: usize, p: usize): void {
  const page = changetype<Page>(p);
  if (page.next) changetype<Page>(page.next).prev = page.prev;
  if (page.prev) changetype<Page>(page.prev).next = page.next;
  else store<u32>(list, page.next);
}

function makeAvailable(p: usize): void {
  const page = changetype<Page>(p);
  const slot = slotOf(page);
  removePage(heap + HEAP_FULL + slot, p);
  page.list = IN_AVAILABLE;
  pushPage(heap + HEAP_AVAILABLE + slot, p);
}

function makeFull(p: usize): void {
  const page = changetype<Page>(p);
  const slot = slotOf(page);
  removePage(heap + HEAP_AVAILABLE + slot, p);
  page.list = IN_FULL;
  pushPage(heap + HEAP_FULL + slot, p);
}

// ---- free ----------------------------------------------------------------------------------------------------------

/** Gives a small block back. An OBJECT block's header must already read as free. */
// @ts-ignore: decorator
@inline export function freeSmall(p: usize): void {
  const page = pageOf(p);
  if (!HOSTILE && load<u32>(page) == <u32>heap) { // only this thread makes it, or makes it something else
    const bits = <usize>load<u16>(page, offsetof<Page>('kind'));
    const cached = heap + (((bits & 0xff) << 6 | bits >> 8) << 2);
    const room = load<u32>(cached, HEAP_ROOM);
    if (room != 0) {
      store<u32>(cached, room - 1, HEAP_ROOM);
      store<u32>(p, load<u32>(cached));
      store<u32>(cached, <u32>p);
      return;
    }
  }
  freeToPage(p);
}

function freeToPage(p: usize): void {
  const page = changetype<Page>(pageOf(p));
  if (HOSTILE) memory.fill(p + (page.kind == <u8>KIND_OBJECT ? 16 : 4), 0xdd, page.blockSize - (page.kind == <u8>KIND_OBJECT ? 16 : 4));
  if (load<u32>(changetype<usize>(page)) == <u32>heap) {
    store<u32>(p, page.free);
    page.free = <u32>p;
    const used = page.used - 1;
    page.used = used;
    if (page.list == IN_FULL) makeAvailable(changetype<usize>(page));
    if (used == 0) emptied(changetype<usize>(page));
    return;
  }
  freeForeign(p, changetype<usize>(page));
}

function freeForeign(p: usize, page: usize): void {
  let head = atomic.load<u32>(page, offsetof<Page>('threadFree'));
  while (true) {
    store<u32>(p, head);
    const seen = atomic.cmpxchg<u32>(page, head, <u32>p, offsetof<Page>('threadFree'));
    if (seen == head) break;
    head = seen;
  }
  if (head == 0) announceDelayed(page);
}

function announceDelayed(page: usize): void {
  while (true) {
    const h = <usize>atomic.load<u32>(page);
    if (h == 0) return; // abandoned: who adopts it looks at threadFree
    if (atomic.cmpxchg<u32>(page, 0, 1, offsetof<Page>('isDelayed')) != 0) return; // the drainer clears it, then looks
    let head = atomic.load<u32>(h + HEAP_WORDS);
    while (head != CLOSED) {
      changetype<Page>(page).delayedNext = head;
      const seen = atomic.cmpxchg<u32>(h + HEAP_WORDS, head, <u32>page);
      if (seen == head) return;
      head = seen;
    }
    // The heap was closed meanwhile; the page may have a new owner.
    atomic.store<u32>(page, 0, offsetof<Page>('isDelayed'));
    if (<usize>atomic.load<u32>(page) == h) return; // about to be abandoned
  }
}

/** Moves what other threads freed to the page's own list. */
function collectThreadFree(p: usize): void {
  const page = changetype<Page>(p);
  let block = <usize>atomic.xchg<u32>(p, 0, offsetof<Page>('threadFree'));
  if (!block) return;
  let n: u32 = 0;
  let free = page.free;
  while (block) {
    const next = load<u32>(block);
    store<u32>(block, free);
    free = <u32>block;
    block = next;
    n++;
  }
  page.free = free;
  page.used -= n;
}

/** Takes note of the pages of this heap into which others freed. */
function drainDelayed(): void {
  if (atomic.load<u32>(heap + HEAP_WORDS) <= CLOSED) return;
  let p = <usize>atomic.xchg<u32>(heap + HEAP_WORDS, 0);
  while (p) {
    const page = changetype<Page>(p);
    const next = page.delayedNext;
    atomic.store<u32>(p, 0, offsetof<Page>('isDelayed'));
    if (atomic.load<u32>(p) == <u32>heap) {
      collectThreadFree(p);
      if (page.list == IN_FULL && page.free) makeAvailable(p);
      if (page.used == 0 && page.list == IN_AVAILABLE) emptied(p);
    } else if (atomic.load<u32>(p, offsetof<Page>('threadFree'))) announceDelayed(p);
    p = next;
  }
}

/** The page has no used block: it goes back to the supply after a grace period, unless it is the only one of its class. */
function emptied(p: usize): void {
  const page = changetype<Page>(p);
  if (page.next == 0 && page.prev == 0) return;
  removePage(heap + HEAP_AVAILABLE + slotOf(page), p);
  page.list = IN_EMPTY;
  if (alone() && page.isDelayed == 0) {
    givePage(p);
    return;
  }
  queueEmpty(p);
}

function queueEmpty(p: usize): void {
  const page = changetype<Page>(p);
  page.goal = graceBegin();
  page.next = 0;
  const words = heapWords(heap);
  if (words.emptyLast) changetype<Page>(words.emptyLast).next = <u32>p;
  else words.emptyFirst = <u32>p;
  words.emptyLast = <u32>p;
}

function givePage(p: usize): void {
  const page = changetype<Page>(p);
  if (page.kind == <u8>KIND_OBJECT) atomic.sub<u32>(changetype<usize>(control()), page.carved, offsetof<Control>('liveObjects'));
  freePages(p);
}

/** Gives empty pages back whose grace period is over. */
export function pollEmpty(): void {
  const words = heapWords(heap);
  let p = <usize>words.emptyFirst;
  while (p) {
    const page = changetype<Page>(p);
    if (!graceOver(page.goal)) break;
    if (atomic.load<u32>(p, offsetof<Page>('isDelayed')) != 0) drainDelayed();
    const next = page.next;
    words.emptyFirst = next;
    if (!next) words.emptyLast = 0;
    if (atomic.load<u32>(p, offsetof<Page>('isDelayed')) != 0) { // on the stack of a heap that had it before
      queueEmpty(p);
      return;
    }
    givePage(p);
    p = next;
  }
}

// ---- allocation ----------------------------------------------------------------------------------------------------

/** A block of kind << 6 | class = `slot`, when the cached list is empty. 0: no memory. */
export function allocSlow(slot: u32): usize {
  drainDelayed();
  const list = heap + HEAP_AVAILABLE + (<usize>slot << 2);
  let p = <usize>load<u32>(list);
  if (!p) p = adopt(slot);
  if (!p) {
    pollEmpty();
    pollRetired();
    p = load<u32>(list);
    if (!p) p = freshPage(slot);
    if (!p) return 0;
  }
  const page = changetype<Page>(p);
  if (!page.free) {
    collectThreadFree(p);
    if (!page.free) carve(p);
  }
  // The whole list becomes the cached one.
  const block = <usize>page.free;
  page.free = 0;
  page.used = page.carved;
  if (page.carved == page.capacity) makeFull(p);
  if (!HOSTILE) store<u32>(heap + (<usize>slot << 2), min(ROOM_BLOCKS, max(ROOM_BYTES / page.blockSize, 1)), HEAP_ROOM);
  store<u32>(heap + (<usize>slot << 2), load<u32>(block));
  return block;
}

/** Makes blocks of the next 4 KiB (at least one) of a page that has room. */
function carve(p: usize): void {
  const page = changetype<Page>(p);
  const size = <usize>page.blockSize;
  let n = size < 4096 ? <u32>(4096 / <u32>size) : 1;
  if (HOSTILE) n = 1;
  if (n > page.capacity - page.carved) n = page.capacity - page.carved;
  const first = p + PAGE_HEADER + <usize>page.carved * size;
  let block = first;
  const isObject = page.kind == <u8>KIND_OBJECT;
  for (let i: u32 = 0; i < n; i++) {
    const next = i + 1 < n ? block + size : 0;
    if (isObject) {
      store<u64>(block, <u64>next);
      store<u64>(block, FREE_HEADER, 8);
    } else store<u32>(block, <u32>next);
    block += size;
  }
  page.free = <u32>first;
  page.carved += n;
  if (isObject) {
    const live = atomic.add<u32>(changetype<usize>(control()), n, offsetof<Control>('liveObjects')) + n;
    if (live > atomic.load<u32>(changetype<usize>(control()), offsetof<Control>('gcThreshold'))) requestCollection();
  }
}

/** Asks this thread to collect at its next safe point. */
export function requestCollection(): void {
  const c = control();
  if (atomic.load<u32>(changetype<usize>(c), offsetof<Control>('gcEnabled')) == 0) return;
  if (current) atomic.or<u32>(current, SP_COLLECT, offsetof<Thread>('safePoint'));
}

function freshPage(slot: u32): usize {
  const p = allocPages(1, PAGE_START);
  if (!p) {
    requestCollection(); // for who goes on after the MemoryError
    return 0;
  }
  if (pagesInUse() > pageTrigger()) requestCollection();
  memory.fill(p, 0, PAGE_HEADER);
  const page = changetype<Page>(p);
  page.kind = <u8>(slot >> 6);
  page.cls = <u8>(slot & 63);
  const size = <u32>classSize(slot & 63);
  page.blockSize = size;
  page.capacity = <u32>(PAGE_BYTES - PAGE_HEADER) / size;
  atomic.store<u32>(p, <u32>heap);
  pushPage(heap + HEAP_AVAILABLE + (<usize>slot << 2), p);
  return p;
}

/** A page with free blocks that an exited thread left, or 0. */
function adopt(slot: u32): usize {
  const head = ABANDONED + (<usize>slot << 2);
  for (let tries = 0; tries < 8; tries++) {
    if (atomic.load<u32>(head) == 0) return 0;
    rawLock(SUPPLY);
    const p = <usize>load<u32>(head);
    if (p) atomic.store<u32>(head, changetype<Page>(p).next);
    rawUnlock(SUPPLY);
    if (!p) return 0;
    const page = changetype<Page>(p);
    atomic.store<u32>(p, <u32>heap);
    collectThreadFree(p);
    if (page.free || page.carved < page.capacity) {
      page.list = IN_AVAILABLE;
      pushPage(heap + HEAP_AVAILABLE + (<usize>slot << 2), p);
      return p;
    }
    page.list = IN_FULL;
    pushPage(heap + HEAP_FULL + (<usize>slot << 2), p);
  }
  return 0;
}

// ---- big blocks ----------------------------------------------------------------------------------------------------

/** A block of more than SMALL_MAX bytes in pages of its own; 0: no memory. */
export function allocBig(kind: u32, size: usize): usize {
  if (size > 0xfffe_0000) return 0;
  const pages = <u32>((size + PAGE_HEADER + PAGE_MASK) >> 16);
  let p = allocPages(pages, PAGE_START);
  if (!p) {
    pollEmpty();
    pollRetired();
    p = allocPages(pages, PAGE_START);
    if (!p) {
      requestCollection();
      return 0;
    }
  }
  if (pagesInUse() > pageTrigger()) requestCollection();
  memory.fill(p, 0, PAGE_HEADER);
  const page = changetype<Page>(p);
  page.kind = <u8>kind;
  page.cls = 0;
  page.size = <u32>size;
  page.blockSize = (pages << 16) - <u32>PAGE_HEADER;
  page.capacity = 1;
  page.carved = 1;
  page.used = 1;
  if (kind == KIND_OBJECT) {
    store<u64>(p + PAGE_HEADER, 0);
    store<u64>(p + PAGE_HEADER, FREE_HEADER, 8);
    atomic.add<u32>(changetype<usize>(control()), 1, offsetof<Control>('liveObjects'));
  }
  return p + PAGE_HEADER;
}

/** Gives a big block back at once. */
export function freeBig(p: usize): void {
  if (HOSTILE) memory.fill(p + 16, 0xdd, changetype<Page>(pageOf(p)).size - 16);
  givePage(pageOf(p));
}

// ---- with the world stopped (memory/reclaim.ts) ----------------------------------------------------------------------

/** Does the following for another heap; gives the one before. */
export function useHeap(h: usize): usize {
  const before = heap;
  heap = h;
  return before;
}

/** Whether a thread uses heap `h`. */
export function isOpen(h: usize): bool { return atomic.load<u32>(h + HEAP_WORDS) != CLOSED; }

/** Takes back what others freed into the pages of this heap. */
export function collectForeign(): void { drainDelayed(); }

/** The free blocks of the cached lists go back to their pages. */
function emptyCaches(): void {
  for (let slot: usize = 0; slot < SLOTS; slot++) {
    let block = <usize>load<u32>(heap + (slot << 2));
    store<u32>(heap + (slot << 2), 0);
    store<u32>(heap + (slot << 2), 0, HEAP_ROOM);
    while (block) {
      const next = <usize>load<u32>(block);
      const page = changetype<Page>(pageOf(block));
      store<u32>(block, page.free);
      page.free = <u32>block;
      page.used--;
      if (page.list == IN_FULL) makeAvailable(changetype<usize>(page));
      block = next;
    }
  }
}

/** Gives every page of this heap back that holds nothing: no reader can look at one. */
export function trimHeap(): void {
  emptyCaches();
  for (let slot: usize = 0; slot < SLOTS; slot++) {
    const list = heap + HEAP_AVAILABLE + (slot << 2);
    let p = <usize>load<u32>(list);
    while (p) {
      const page = changetype<Page>(p);
      const next = <usize>page.next;
      if (page.used == 0 && page.isDelayed == 0) {
        removePage(list, p);
        givePage(p);
      }
      p = next;
    }
  }
  const words = heapWords(heap);
  let p = <usize>words.emptyFirst;
  words.emptyFirst = 0;
  words.emptyLast = 0;
  while (p) {
    const next = <usize>changetype<Page>(p).next;
    if (changetype<Page>(p).isDelayed == 0) givePage(p);
    else queueEmpty(p);
    p = next;
  }
}

/** Gives the pages back that exited threads left and that hold nothing. */
export function trimAbandoned(): void {
  for (let slot: usize = 0; slot < SLOTS; slot++) {
    let link = ABANDONED + (slot << 2);
    let p = <usize>load<u32>(link);
    while (p) {
      const page = changetype<Page>(p);
      const next = page.next;
      collectThreadFree(p);
      if (page.used == 0 && page.isDelayed == 0) {
        store<u32>(link, next);
        givePage(p);
      } else link = p + offsetof<Page>('next');
      p = next;
    }
  }
}

// ---- exit ----------------------------------------------------------------------------------------------------------

/** The current thread leaves its heap: all pages go to the abandoned lists. */
export function closeHeap(): void {
  const words = heapWords(heap);
  emptyCaches();
  do drainDelayed();
  while (atomic.cmpxchg<u32>(heap + HEAP_WORDS, 0, CLOSED) != 0);
  while (words.emptyFirst) {
    const p = <usize>words.emptyFirst;
    const page = changetype<Page>(p);
    words.emptyFirst = page.next;
    page.list = IN_AVAILABLE;
    pushPage(heap + HEAP_AVAILABLE + slotOf(page), p);
  }
  words.emptyLast = 0;
  for (let slot: usize = 0; slot < SLOTS; slot++) {
    abandonList(heap + HEAP_AVAILABLE + (slot << 2), slot);
    abandonList(heap + HEAP_FULL + (slot << 2), slot);
  }
  heap = 0;
}

function abandonList(list: usize, slot: usize): void {
  let p = <usize>load<u32>(list);
  store<u32>(list, 0);
  const head = ABANDONED + (slot << 2);
  while (p) {
    const page = changetype<Page>(p);
    const next = <usize>page.next;
    atomic.store<u32>(p, 0);
    rawLock(SUPPLY);
    page.next = load<u32>(head);
    atomic.store<u32>(head, <u32>p);
    rawUnlock(SUPPLY);
    p = next;
  }
}
