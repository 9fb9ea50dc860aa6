// The heap check: walks every object page with the world stopped and compares what it finds with the headers.
//
// Faults, by number (the names are FAULTS of modules/gil_lab.ts):
//   1 type        the type of an object in use is neither a static type nor an object in use
//   2 dangling    an object in use refers to a block that is free, or to no block at all
//   3 count       an object is referred to more often than its count says
//   4 free list   a block on a page's free list is in use or lies elsewhere, or the page's number of used blocks is wrong
//   5 mutex       an object's mutex is taken, no critical section holds it, and no other thread lives (a mutex may have
//                 been handed over to a thread that has not woken up yet)
//
// A count may be higher than the references found: native code and the kernel's own tables hold objects, too. What the
// stacks, the thread structs and the control block explain is taken off; the rest is reported as a number.

import { Control, control } from '../layout/control';
import { CONTROL, STATIC_NAMES, STATIC_TYPES, TYPE_SIZE } from '../layout/memory_map';
import { UNCOUNTED } from '../layout/object';
import { Thread, TS_FREE } from '../layout/thread';
import { TF_GC, Type } from '../layout/type';
import { refcount } from '../counting/counts';
import { PAGE_HEADER } from '../memory/classes';
import { Page } from '../memory/heaps';
import { isFreeObject } from '../memory/objects';
import { freePages, PAGE_MASK } from '../memory/pages';
import { criticalBase } from '../sync/threads';
import { startWorld, stopWorld } from '../sync/world';
import { mergeQueues, releaseQueues } from './collect';
import { usedStack } from './reach';
import { countBlocks, entryOf, makeSides } from './sides';
import { setVisitor } from './visit';
import { isObjectAddress, nextObjectPage } from './walk';

// @ts-ignore: decorator
@inline export const FAULT_TYPE: u32 = 1;
// @ts-ignore: decorator
@inline export const FAULT_DANGLING: u32 = 2;
// @ts-ignore: decorator
@inline export const FAULT_COUNT: u32 = 3;
// @ts-ignore: decorator
@inline export const FAULT_FREE_LIST: u32 = 4;
// @ts-ignore: decorator
@inline export const FAULT_MUTEX: u32 = 5;

// @ts-ignore: decorator
@inline const MUTEX: usize = 14;
/** Entry of a block that is free or whose object is not counted. */
// @ts-ignore: decorator
@inline const NOT_COUNTED: u32 = 0xffff_ffff;

/** Result of `checkHeap`: the first fault (0: none), where, the object that showed it, and how many there are. */
export let fault: u32 = 0;
export let faultAt: usize = 0;
export let faultFrom: usize = 0;
export let faults: u32 = 0;
/** Objects in use, references between them, and references that only native code can explain. */
export let objects: u32 = 0;
export let references: u32 = 0;
export let unexplained: u32 = 0;

/** The first objects that refer to the one whose count is too small. */
export let holder0: usize = 0;
export let holder1: usize = 0;
export let holder2: usize = 0;

let alone: bool = false;
let heapStart: usize = 0;
let from: usize = 0;

function report(kind: u32, p: usize): void {
  if (faults++ != 0) return;
  fault = kind;
  faultAt = p;
  faultFrom = from;
}

function checkReference(p: usize): void {
  if (p < heapStart) return;
  references++;
  if (!isObjectAddress(p)) {
    report(FAULT_DANGLING, p);
    return;
  }
  const e = entryOf(p);
  const n = load<u32>(e);
  if (n == NOT_COUNTED) return;
  if (n == 0) report(FAULT_COUNT, p);
  else store<u32>(e, n - 1);
}

function noteHolder(p: usize): void {
  if (p != faultAt) return;
  if (!holder0) holder0 = from;
  else if (!holder1) holder1 = from;
  else if (!holder2) holder2 = from;
}

/** Fills the entries of a page with the counts; looks at headers, mutexes and the free list. */
function checkPage(base: usize): void {
  const page = changetype<Page>(base);
  let p = base + PAGE_HEADER;
  for (let i: u32 = 0; i < page.carved; i++) {
    let entry = NOT_COUNTED;
    if (!isFreeObject(p)) {
      objects++;
      from = p;
      const type = <usize>load<u32>(p);
      const isStatic = type >= STATIC_TYPES && type < STATIC_NAMES && (type - STATIC_TYPES) % TYPE_SIZE == 0;
      if (!isStatic && !isObjectAddress(type)) report(FAULT_TYPE, p);
      else if (load<u32>(p, 4) < UNCOUNTED) entry = <u32>refcount(p);
      if (load<u8>(p, MUTEX) & 1 && alone && !isInSection(p)) report(FAULT_MUTEX, p);
    }
    store<u32>(<usize>page.side + (<usize>i << 2), entry);
    p += page.blockSize;
  }
  from = base;
  let n: u32 = 0;
  for (let block = <usize>page.free; block; block = load<u32>(block)) {
    if ((block & ~PAGE_MASK) != base || !isFreeObject(block) || n++ == page.carved) {
      report(FAULT_FREE_LIST, block);
      return;
    }
  }
  if (page.used + n != page.carved) report(FAULT_FREE_LIST, base);
}

function isInSection(p: usize): bool {
  for (let t = <usize>control().threads; t; t = changetype<Thread>(t).next) {
    if (changetype<Thread>(t).state == TS_FREE) continue;
    for (let at = criticalBase(t); at < <usize>changetype<Thread>(t).critical; at += 8) {
      const a = load<u32>(at);
      if (!(a & 1) && (<usize>a == p || <usize>load<u32>(at, 4) == p)) return true;
    }
  }
  return false;
}

function traversePage(base: usize): void {
  const page = changetype<Page>(base);
  let p = base + PAGE_HEADER;
  for (let i: u32 = 0; i < page.carved; i++) {
    // An object of count 0 is in the middle of its deallocation: its body may be half gone.
    if (!isFreeObject(p) && (load<u32>(p, 4) >= UNCOUNTED || refcount(p) > 0)) {
      from = p;
      const slot = changetype<Type>(load<u32>(p)).traverse;
      if (slot && changetype<Type>(load<u32>(p)).flags & TF_GC) call_indirect<void>(slot, p);
    }
    p += page.blockSize;
  }
}

/** What looks like an address between `at` and `end` explains one reference. */
function explain(at: usize, end: usize): void {
  for (; at < end; at += 4) {
    const p = <usize>load<u32>(at);
    if (p < heapStart || !isObjectAddress(p)) continue;
    const e = entryOf(p);
    const n = load<u32>(e);
    if (n != NOT_COUNTED && n != 0) store<u32>(e, n - 1);
  }
}

function explainRoots(): void {
  explain(CONTROL, CONTROL + offsetof<Control>());
  for (let type = STATIC_TYPES; type < STATIC_NAMES && load<u32>(type); type += TYPE_SIZE) explain(type, type + TYPE_SIZE);
  for (let t = <usize>control().threads; t; t = changetype<Thread>(t).next) {
    const s = changetype<Thread>(t);
    if (s.state == TS_FREE) continue;
    explain(t, t + offsetof<Thread>());
    explain(s.stackBase, usedStack(t));
    explain(s.rootBase, s.rootTop);
  }
}

function countUnexplained(base: usize): void {
  const page = changetype<Page>(base);
  for (let i: u32 = 0; i < page.carved; i++) {
    const n = load<u32>(<usize>page.side + (<usize>i << 2));
    if (n != NOT_COUNTED) unexplained += n;
  }
}

/** Checks the whole heap; false: no memory for it. Results are in the variables above. */
export function checkHeap(): bool {
  fault = 0;
  faultAt = 0;
  faultFrom = 0;
  faults = 0;
  holder0 = 0;
  holder1 = 0;
  holder2 = 0;
  objects = 0;
  references = 0;
  unexplained = 0;
  stopWorld();
  const queues = mergeQueues();
  const sides = makeSides(countBlocks());
  if (sides) {
    heapStart = control().heapBase;
    alone = control().threadCount == 1;
    for (let page = nextObjectPage(0); page; page = nextObjectPage(page)) checkPage(page);
    if (faults == 0) {
      const before = setVisitor(checkReference.index);
      for (let page = nextObjectPage(0); page; page = nextObjectPage(page)) traversePage(page);
      if (fault == FAULT_COUNT) {
        setVisitor(noteHolder.index);
        for (let page = nextObjectPage(0); page; page = nextObjectPage(page)) traversePage(page);
      }
      setVisitor(before);
      explainRoots();
      for (let page = nextObjectPage(0); page; page = nextObjectPage(page)) countUnexplained(page);
    }
    freePages(sides);
  }
  startWorld();
  releaseQueues(queues);
  return sides != 0;
}
