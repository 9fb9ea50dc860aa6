// The thread table: structs, ids and stacks. A struct is never freed; it is reused together with its id, its heap and
// its stacks, and the list of all structs (control.threads, through `next`) only grows: it is walked without a lock.
//
// A thread's span:      page 0    +0     Thread        +1024  heap (memory/heaps.ts)      +8192  critical sections
//                       then      root stack           then   register stack
//
// Words of Thread that belong to the kernel's parts:
//   m0  next struct of the free list          m1  lock of the merge queue        m2  1 while the thread lives
//   m3  the seeded scheduler's view of the thread (sync/schedule.ts)
//   m4  finalizers in progress, one within another (counting/dispose.ts)
//   s0  key this thread is parked on, 0       s1  next thread parked in the bucket

import { Control, control } from '../layout/control';
import { Thread, TS_DETACHED, TS_FREE } from '../layout/thread';
import { FIRST_COLLECTION, SWITCH_INTERVAL } from '../layout/tunables';
import { allocPages, allocZeroPages, bootPages, pagesLeft, pagesLimit, PAGE_BYTES, PAGE_RESERVED } from '../memory/pages';

import { COLLECTOR, THREADS } from '../memory/tables';
import { GIL_ONLY } from '../generated/build';
import { closeHeap, openHeap } from '../memory/heaps';
import { orphanRetired } from '../memory/grace';
import { bootWeakTable } from '../collector/weak';
import { drainDeallocs } from '../counting/dispose';
import { closeMergeQueue, closeMergeQueueOf, drainMergeQueue, openMergeQueue } from '../counting/merge';
import { current, gilOn, setCurrent, setSolo } from './current';
import { rawLock, rawUnlock } from './raw_lock';
import { scheduleBlocked, scheduleNew } from './schedule';
import { trace, TRACE_THREADS } from './trace';
import { attach, detach, forceDetached } from './world';

// @ts-ignore: decorator
@inline const HEAP_OFFSET: usize = 1024;
// @ts-ignore: decorator
@inline const CRITICAL_OFFSET: usize = 8192;
// @ts-ignore: decorator
@inline const MAX_ID: u32 = 65535;

/** First byte of the critical-section stack of thread `t`, and its end. */
// @ts-ignore: decorator
@inline export function criticalBase(t: usize): usize { return t + CRITICAL_OFFSET; }
// @ts-ignore: decorator
@inline export function criticalEnd(t: usize): usize { return t + PAGE_BYTES; }

// THREADS: 0 u32 lock, 4 u32 free list, 8 u32 last id given, 12 u32 address of the table id -> struct

/** Struct of the thread with this id (which may have exited), 0 if there never was one. */
// @ts-ignore: decorator
@inline export function threadOf(id: u32): usize { return atomic.load<u32>(<usize>load<u32>(THREADS, 12) + (<usize>id << 2)); }

/**
 * Called once, before any thread: the heap lies from `base` (end of the static data) to the end of the memory, at most
 * `maxPages` pages of 64 KiB (0: all). `gil` 1: the GIL is on. False: not enough memory.
 */
export function bootMemory(base: usize, maxPages: u32, gil: u32): bool {
  bootPages(base, maxPages);
  const c = control();
  c.gil = GIL_ONLY ? 1 : gil;
  c.switchIntervalUs = SWITCH_INTERVAL;
  c.gcEnabled = 1;
  c.gcThreshold = FIRST_COLLECTION;
  c.epoch = 1;
  store<u32>(COLLECTOR, 2000, 8);
  store<u32>(COLLECTOR, 10, 12);
  store<u32>(COLLECTOR, 10, 16);
  const table = allocPages(4, PAGE_RESERVED);
  if (!table) return false;
  store<u32>(THREADS, <u32>table, 12);
  return bootWeakTable();
}

/** Struct of a new thread, detached, owned by nobody yet; 0: no memory or no id is left. The caller is not solo any more. */
export function newThread(): usize {
  if (current && !gilOn) setSolo(false);
  rawLock(THREADS);
  let t = <usize>load<u32>(THREADS, 4);
  if (t) store<u32>(THREADS, changetype<Thread>(t).m0, 4);
  else t = makeThread();
  if (t) resetThread(t);
  rawUnlock(THREADS);
  return t;
}

function stackPages(id: u32): u32 {
  let pages: u32 = id == 1 ? 1024 : id <= 64 ? 256 : 32;
  const share = pagesLimit() >> 4;
  if (pages > share) pages = share;
  return pages < 4 ? 4 : pages;
}

function makeThread(): usize {
  const id = load<u32>(THREADS, 8) + 1;
  if (id > MAX_ID) return 0;
  const roots: u32 = id == 1 ? 16 : 4;
  const registers = stackPages(id);
  if (id != 1 && pagesLeft() < 1 + roots + registers) return 0; // what is kept is needed to go on
  // registers that no frame uses are NULL
  const t = allocZeroPages(1 + roots + registers, PAGE_RESERVED);
  if (!t) return 0;
  const c = control();
  const s = changetype<Thread>(t);
  s.id = id;
  s.state = TS_FREE;
  s.heap = <u32>(t + HEAP_OFFSET);
  s.rootBase = <u32>(t + PAGE_BYTES);
  s.rootEnd = s.rootBase + (roots << 16);
  s.stackBase = s.rootEnd;
  s.stackEnd = s.stackBase + (registers << 16);
  store<u32>(THREADS, id, 8);
  atomic.store<u32>(<usize>load<u32>(THREADS, 12) + (<usize>id << 2), <u32>t);
  s.next = c.threads;
  atomic.store<u32>(changetype<usize>(c), <u32>t, offsetof<Control>('threads'));
  if (id == 1) c.mainThread = <u32>t;
  return t;
}

function resetThread(t: usize): void {
  const s = changetype<Thread>(t);
  s.safePoint = 0;
  s.depth = 0;
  s.recursionLimit = 1000;
  s.nativeDepth = 0;
  s.nativeLimit = 1000;
  s.fp = s.stackBase;
  s.pc = 0;
  s.nativeTop = 0;
  s.rootTop = s.rootBase;
  s.futex = 0;
  s.error = 0;
  s.handled = 0;
  s.handledScope = 0;
  s.critical = <u32>criticalBase(t);
  s.deferredDealloc = 0;
  s.deallocDepth = 0;
  s.m4 = 0;
  s.deferredBelow = 0;
  s.ident = s.id;
  s.asyncError = 0;
  s.context = 0;
  s.asyncFirstIter = 0;
  s.asyncFinalizer = 0;
  s.locals = 0;
  s.reprs = 0;
  s.traceFunc = 0;
  s.profileFunc = 0;
  s.coroutineOriginDepth = 0;
  s.traceFlags = 0;
  s.s0 = 0;
  s.s1 = 0;
  scheduleNew(t);
  openMergeQueue(t);
  atomic.add<u32>(changetype<usize>(control()), 1, offsetof<Control>('threadCount'));
  atomic.store<u32>(t, TS_DETACHED, offsetof<Thread>('state'));
}

/** This instance runs thread `t` from now on, attached. */
export function enterThread(t: usize): void {
  setCurrent(t, control().gil != 0);
  setSolo(control().gil != 0 || atomic.load<u32>(changetype<usize>(control()), offsetof<Control>('threadCount')) == 1);
  openHeap(t);
  attach();
  trace(TRACE_THREADS, 'thread begins', changetype<Thread>(t).id);
}

/**
 * The current thread counts for the last time: drains its queue, and from now on others merge in its place. It must not
 * touch an object any more that it owns. All finalizers that it has to run have run.
 */
export function endCounting(): void {
  do {
    drainDeallocs();
    drainMergeQueue();
  } while (!closeMergeQueue());
  drainDeallocs();
}

/**
 * The current thread, which has ended to count, leaves its pages to others and gives its id back. The caller has released
 * every word of the struct. Afterwards this instance has no thread.
 */
export function exitThread(): void {
  const t = current;
  orphanRetired();
  closeHeap();
  rawLock(THREADS);
  atomic.sub<u32>(changetype<usize>(control()), 1, offsetof<Control>('threadCount'));
  rawUnlock(THREADS);
  trace(TRACE_THREADS, 'thread ends', changetype<Thread>(t).id);
  scheduleBlocked(true);
  detach();
  forceDetached(t, TS_FREE);
  rawLock(THREADS);
  changetype<Thread>(t).m0 = load<u32>(THREADS, 4);
  store<u32>(THREADS, <u32>t, 4);
  rawUnlock(THREADS);
  setCurrent(0, false);
}

/** A thread struct that was made but never entered (its worker could not start) is given back. */
export function discardThread(t: usize): void {
  rawLock(THREADS);
  atomic.sub<u32>(changetype<usize>(control()), 1, offsetof<Control>('threadCount'));
  rawUnlock(THREADS);
  closeMergeQueueOf(t);
  forceDetached(t, TS_FREE);
  rawLock(THREADS);
  changetype<Thread>(t).m0 = load<u32>(THREADS, 4);
  store<u32>(THREADS, <u32>t, 4);
  rawUnlock(THREADS);
}

/** Sets SP_ bits of thread `t` and ends the wait it may be in. The host may do the same with Atomics: or the bits into
 * +0, compare-exchange the futex word at +60 from 0 to 4, notify it. */
export function interruptThread(t: usize, bits: u32): void {
  atomic.or<u32>(t, bits, offsetof<Thread>('safePoint'));
  atomic.cmpxchg<u32>(t, 0, 4, offsetof<Thread>('futex'));
  atomic.notify(t + offsetof<Thread>('futex'), 1);
}
