// Which objects are unreachable; the world is stopped.
//
// Every carved block of an object page has a u32 entry in its page's side table:
//   FREE        the block is free, or its object takes no part (counted, no references of its own)
//   REACHED     found reachable
//   otherwise   count of references from outside that are not yet explained by other objects; bit 30: uncounted
//
// 1. entries := the true counts. 2. every reference between counted containers is subtracted. 3. what keeps a positive
// entry is a root, as are immortal objects, frozen ones, those in the middle of their deallocation, and - for deferred
// objects, which nobody counts - whatever looks like an address on a register stack, a root stack, in a thread struct
// or the control block, and the static types. All that these reach is marked. 4. the rest is unreachable.

import { GIL_ONLY } from '../generated/build';
import { Control, control } from '../layout/control';
import { CONTROL, STATIC_NAMES, STATIC_TYPES, TYPE_SIZE } from '../layout/memory_map';
import { DEFERRED, IMMORTAL, UNCOUNTED } from '../layout/object';
import { Thread, TS_FREE } from '../layout/thread';
import { TF_GC, Type } from '../layout/type';
import { Code, FRAME_CODE } from '../layout/code';
import { PAGE_HEADER } from '../memory/classes';
import { Page } from '../memory/heaps';
import { isFreeObject } from '../memory/objects';
import { freePages } from '../memory/pages';
import { countBlocks, entryOf, makeSides } from './sides';
import { setVisitor, traverse } from './visit';
import { freeVector, newVector, vectorPop, vectorPush, vectorSize } from './vector';
import { isObjectAddress, nextObjectPage } from './walk';

/** Bits of the header's `gc` byte that are the collector's. */
// @ts-ignore: decorator
@inline export const GC_FROZEN: u8 = 4;
/** The collector holds one reference of its own. */
// @ts-ignore: decorator
@inline export const GC_HELD: u8 = 8;
/** Found unreachable by the automatic collection before: the next one frees it. Uncounted objects only. */
// @ts-ignore: decorator
@inline export const GC_DOOMED: u8 = 16;
/** Doomed by the collection in progress. */
// @ts-ignore: decorator
@inline const GC_NEW: u8 = 32;

// @ts-ignore: decorator
@inline const FREE: u32 = 0xffff_ffff;
// @ts-ignore: decorator
@inline const REACHED: u32 = 0xffff_fffe;
// @ts-ignore: decorator
@inline const UNCOUNTED_BIT: u32 = 0x4000_0000;

let sides: usize = 0;
/** What is reached and not yet looked at; at the end what was never reached. A vector. */
let work: usize = 0;
/** First address of the heap: below it lie static objects. */
let heapStart: usize = 0;

// @ts-ignore: decorator
@inline function isContainer(p: usize): bool {
  return (changetype<Type>(load<u32>(p)).flags & TF_GC) != 0 && changetype<Type>(load<u32>(p)).traverse != 0;
}

/** References in all, those of the collector not included. */
function trueCount(p: usize): i32 {
  const shared = load<i32>(p, 8) >> 2;
  const local = GIL_ONLY || load<u16>(p, 12) ? <i32>load<u32>(p, 4) : 0;
  return shared + local - (load<u8>(p, 15) & GC_HELD ? 1 : 0);
}

function subtract(p: usize): void {
  if (p < heapStart) return;
  const e = entryOf(p);
  const n = load<u32>(e);
  if (n < UNCOUNTED_BIT && n > 0) store<u32>(e, n - 1);
}

function mark(p: usize): void {
  if (p < heapStart) return;
  const e = entryOf(p);
  const n = load<u32>(e);
  if (n == REACHED) return;
  if (n == FREE) {
    if (!isFreeObject(p)) mark(load<u32>(p));
    return;
  }
  store<u32>(e, REACHED);
  vectorPush(work, p);
}

function markAll(): void {
  while (vectorSize(work)) traverse(vectorPop(work));
}

// @ts-ignore: decorator
@inline function markRoot(p: usize): void {
  if (isObjectAddress(p) && load<u32>(p, 4) >= UNCOUNTED) mark(p);
}

/** Marks the uncounted objects whose addresses appear in the 32-bit halves from `from` up to `to`. */
function markRange(from: usize, to: usize): void {
  for (let at = from; at < to; at += 4) {
    const p = <usize>load<u32>(at);
    if (p >= heapStart) markRoot(p);
  }
}

/** End of what thread `t` uses of its register stack. */
export function usedStack(t: usize): usize {
  const s = changetype<Thread>(t);
  const fp = <usize>s.fp;
  let top = <usize>s.stackBase;
  if (fp > top) top = fp + changetype<Code>(load<u32>(fp - FRAME_CODE)).frameBytes;
  if (<usize>s.nativeTop > top) top = s.nativeTop;
  return top + 64 < <usize>s.stackEnd ? top + 64 : s.stackEnd;
}

function markThreads(): void {
  let t = <usize>control().threads;
  while (t) {
    const s = changetype<Thread>(t);
    if (s.state != TS_FREE) {
      markRange(t, t + offsetof<Thread>());
      markRange(s.stackBase, usedStack(t));
      markRange(s.rootBase, s.rootTop);
      let p = <usize>s.deferredDealloc; // dead, but whole: what they refer to is released later
      while (p) {
        const e = entryOf(p);
        if (load<u32>(e) != REACHED) {
          store<u32>(e, REACHED);
          vectorPush(work, p);
        }
        p = load<u32>(p, 4);
      }
    }
    t = s.next;
  }
}

function begin(): bool {
  const blocks = countBlocks();
  sides = makeSides(blocks);
  work = newVector(blocks + 64);
  if (!sides || !work) {
    freeVector(end());
    return false;
  }
  heapStart = control().heapBase;
  return true;
}

/** The vector is the caller's now. */
function end(): usize {
  if (sides) freePages(sides);
  const result = work;
  sides = 0;
  work = 0;
  return result;
}

/** Sets the entries of a page and pushes its immediate roots. */
function initPage(base: usize): void {
  const page = changetype<Page>(base);
  let p = base + PAGE_HEADER;
  let e = <usize>page.side;
  for (let i: u32 = 0; i < page.carved; i++) {
    let entry = FREE;
    if (!isFreeObject(p)) {
      const local = load<u32>(p, 4);
      if (local == IMMORTAL) entry = isContainer(p) ? UNCOUNTED_BIT | 1 : UNCOUNTED_BIT | 2;
      else if (local == DEFERRED) entry = UNCOUNTED_BIT;
      else {
        const count = trueCount(p);
        // 0: in the middle of its deallocation; its body may be half gone, so it is not traversed.
        if (count > 0 && isContainer(p)) entry = count;
      }
    }
    store<u32>(e, entry);
    e += 4;
    p += page.blockSize;
  }
}

function subtractPage(base: usize): void {
  const page = changetype<Page>(base);
  let p = base + PAGE_HEADER;
  let e = <usize>page.side;
  for (let i: u32 = 0; i < page.carved; i++) {
    const entry = load<u32>(e);
    if (entry != FREE && (entry < UNCOUNTED_BIT || (entry == UNCOUNTED_BIT && isContainer(p)))) {
      call_indirect<void>(changetype<Type>(load<u32>(p)).traverse, p);
    }
    e += 4;
    p += page.blockSize;
  }
}

function markPage(base: usize): void {
  const page = changetype<Page>(base);
  let p = base + PAGE_HEADER;
  let e = <usize>page.side;
  for (let i: u32 = 0; i < page.carved; i++) {
    const entry = load<u32>(e);
    if (entry == FREE) {
      if (!isFreeObject(p)) mark(load<u32>(p)); // its type
    } else if (entry != REACHED) {
      const gc = load<u8>(p, 15);
      const root = entry < UNCOUNTED_BIT ? entry > 0 : entry > UNCOUNTED_BIT;
      if (root || gc & GC_FROZEN) mark(p);
    }
    if (vectorSize(work) > 1024) markAll();
    e += 4;
    p += page.blockSize;
  }
}

function gatherPage(base: usize): void {
  const page = changetype<Page>(base);
  let p = base + PAGE_HEADER;
  let e = <usize>page.side;
  for (let i: u32 = 0; i < page.carved; i++) {
    const entry = load<u32>(e);
    if (entry != FREE && entry != REACHED) vectorPush(work, p);
    e += 4;
    p += page.blockSize;
  }
}

/** Automatic collection: notes the uncounted objects that nothing reaches for the first time. */
function doomPage(base: usize, spare: bool): void {
  const page = changetype<Page>(base);
  let p = base + PAGE_HEADER;
  let e = <usize>page.side;
  for (let i: u32 = 0; i < page.carved; i++) {
    const entry = load<u32>(e);
    if (entry == REACHED || entry == UNCOUNTED_BIT) {
      const gc = load<u8>(p, 15);
      if (entry == REACHED) {
        if (gc & GC_DOOMED) store<u8>(p, gc & ~GC_DOOMED, 15);
      } else if (spare) store<u8>(p, gc | GC_NEW, 15);
      else if (!(gc & GC_DOOMED)) store<u8>(p, gc | GC_DOOMED | GC_NEW, 15);
    }
    e += 4;
    p += page.blockSize;
  }
}

/** ... and keeps them and all they reach this time. */
function keepNewPage(base: usize): void {
  const page = changetype<Page>(base);
  let p = base + PAGE_HEADER;
  for (let i: u32 = 0; i < page.carved; i++) {
    const gc = load<u8>(p, 15);
    if (gc & GC_NEW && !isFreeObject(p)) {
      store<u8>(p, gc & ~GC_NEW, 15);
      mark(p);
      markAll();
    }
    p += page.blockSize;
  }
}

/**
 * World stopped: whether a thread is in a finalizer, a callback of a weak reference or else in the midst of letting an
 * object go. What it does that for may hold an uncounted object unseen: the value of an expression, a class say, whose
 * operands are released before the value has a register.
 */
function anyDisposes(): bool {
  let t = <usize>control().threads;
  while (t) {
    const s = changetype<Thread>(t);
    if (s.state != TS_FREE && (s.m4 != 0 || s.deallocDepth != 0)) return true;
    t = s.next;
  }
  return false;
}

/**
 * A vector of all unreachable objects, to be freed with `freeVector`; 0: no memory for the analysis. `cautious`: an
 * uncounted object is only found if the last cautious call had found it, too (native code may hold one unseen). None is
 * found while a thread lets objects go.
 */
export function findUnreachable(cautious: bool): usize {
  if (!begin()) return 0;
  for (let page = nextObjectPage(0); page; page = nextObjectPage(page)) initPage(page);
  const before = setVisitor(subtract.index);
  for (let page = nextObjectPage(0); page; page = nextObjectPage(page)) subtractPage(page);
  setVisitor(mark.index);
  for (let type = STATIC_TYPES; type < STATIC_NAMES && load<u32>(type); type += TYPE_SIZE) traverse(type);
  markRange(CONTROL, CONTROL + offsetof<Control>());
  markThreads();
  markAll();
  for (let page = nextObjectPage(0); page; page = nextObjectPage(page)) markPage(page);
  markAll();
  const spare = anyDisposes();
  if (cautious || spare) {
    for (let page = nextObjectPage(0); page; page = nextObjectPage(page)) doomPage(page, spare);
    for (let page = nextObjectPage(0); page; page = nextObjectPage(page)) keepNewPage(page);
  }
  for (let page = nextObjectPage(0); page; page = nextObjectPage(page)) gatherPage(page);
  setVisitor(before);
  return end();
}
