// The thread struct: one per Python thread, in a block of its own that is never freed while the process lives
// (ids and structs are reused). Only its own thread writes the fields, but for those marked atomic.

import { Word } from './word';

// @ts-ignore: decorator
@unmanaged
export class Thread {
  // ---- 0: what the loop polls. Atomic: SP_ bits, set by others, taken at safe points
  safePoint: u32;
  /** atomic: TS_ state, changed by compare-exchange. */
  state: u32;
  /** Small id: the `owner` of objects; 1 is the main thread. */
  id: u32;
  /** Python frames in progress (recursion check) and the limit. */
  depth: i32;
  recursionLimit: i32;
  /** Native recursion (loop entries, repr, compare, dealloc ...) and its limit. */
  nativeDepth: i32;
  nativeLimit: i32;
  // ---- 28: register stack
  fp: u32;
  /** Address of the instruction in progress, stored before anything that can raise or look. */
  pc: u32;
  stackBase: u32;
  stackEnd: u32;
  /** End of the words that native code has pushed above frame `fp`; below `fp`: none. See eval/stack.ts. */
  nativeTop: u32;
  /** Root stack: deferred words held only by native code. */
  rootBase: u32;
  rootTop: u32;
  rootEnd: u32;
  /** Futex word of this thread (parking lot, sleeping). Atomic. */
  futex: u32;
  // ---- 64: exceptions
  /** The raised exception (owned) or NULL. */
  error: Word;
  /** The exception being handled in the current generator or at thread level (owned) or NULL; `handledPrev` chains. */
  handled: Word;
  /** Address of the innermost running Generator whose `handled` shadows this one, or 0. */
  handledScope: u32;
  /** Head of the stack of held critical sections (sync/critical.ts). */
  critical: u32;
  // ---- 88: memory (memory/)
  heap: u32;
  /** QSBR: last epoch at which the thread was quiescent. Atomic. */
  epoch: u32;
  /** Head of the queue of objects whose last foreign reference went: atomic, counting/. */
  mergeQueue: u32;
  /** Chain of objects whose deallocation is put off (no recursion). */
  deferredDealloc: u32;
  deallocDepth: u32;
  /** Head of the chain when the finalizer at work was called: what lies below waits until it has ended. */
  deferredBelow: u32;
  // ---- 112
  /** Next and previous thread of the list of live threads; under the thread-table lock. */
  next: u32;
  prev: u32;
  /** Identity seen by Python (threading.get_ident) low/high, host's worker number. */
  ident: u32;
  worker: u32;
  /** Exception to raise at the next safe point (owned; PyThreadState_SetAsyncExc) or NULL. */
  asyncError: Word;
  /** Context variables: current context object or NULL. */
  context: Word;
  /** Async generator hooks. */
  asyncFirstIter: Word;
  asyncFinalizer: Word;
  /** dict for thread-local data of native modules, NULL until needed. */
  locals: Word;
  /** Stack of reprs in progress (list) or NULL. */
  reprs: Word;
  /** Trace and profile functions, NULL. */
  traceFunc: Word;
  profileFunc: Word;
  coroutineOriginDepth: u32;
  traceFlags: u32;
  /** Start of the wait in progress, ns; for hand-off after 1 ms. */
  waitStart: i64;
  /** When GIL is on: time it was taken. */
  gilTaken: i64;
  /** What threading.get_native_id gives: the process id for the main thread, numbers after it for others. */
  nativeId: u32; pad0: u32;
  // free for memory/, counting/, sync/, collector/ (their files name the words)
  m0: u32; m1: u32; m2: u32; m3: u32; m4: u32; m5: u32; m6: u32; m7: u32;
  s0: u32; s1: u32; s2: u32; s3: u32; s4: u32; s5: u32; s6: u32; s7: u32;
}

// safe point bits
// @ts-ignore: decorator
@inline export const SP_STOP: u32 = 1; // stop the world
// @ts-ignore: decorator
@inline export const SP_DROP_GIL: u32 = 2;
// @ts-ignore: decorator
@inline export const SP_MERGE: u32 = 4; // merge queue not empty
// @ts-ignore: decorator
@inline export const SP_SIGNAL: u32 = 8;
// @ts-ignore: decorator
@inline export const SP_ASYNC: u32 = 16; // asyncError set
// @ts-ignore: decorator
@inline export const SP_REENTER: u32 = 32; // leave the loop and enter again
// @ts-ignore: decorator
@inline export const SP_QUIESCE: u32 = 64; // announce a quiescent state
// @ts-ignore: decorator
@inline export const SP_COLLECT: u32 = 128; // a collection was requested
// @ts-ignore: decorator
@inline export const SP_EXIT: u32 = 256; // the process ends
// @ts-ignore: decorator
@inline export const SP_TRACE: u32 = 1024; // stays while the thread has a trace or profile function
// @ts-ignore: decorator
@inline export const SP_PENDING: u32 = 512; // finalizers or pending calls wait for this thread

// thread states
// @ts-ignore: decorator
@inline export const TS_DETACHED: u32 = 0;
// @ts-ignore: decorator
@inline export const TS_ATTACHED: u32 = 1;
// @ts-ignore: decorator
@inline export const TS_STOPPED: u32 = 2;
/** In the table, not in use. */
// @ts-ignore: decorator
@inline export const TS_FREE: u32 = 3;
/** Detached, and held so by another thread that does something on its behalf for a moment. */
// @ts-ignore: decorator
@inline export const TS_BORROWED: u32 = 4;
