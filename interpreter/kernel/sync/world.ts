// Attached, detached, stopped; the safe point; stop-the-world.
//
//             attach                          at a safe point, asked to stop
//   DETACHED ---------> ATTACHED     ATTACHED ------------------------------> STOPPED
//            <---------
//             detach                 DETACHED -- stopWorld of another ------> STOPPED -- startWorld --> DETACHED
//                                    DETACHED -- borrowThread of another ---> BORROWED -- giveThread --> DETACHED
//
// All by compare-exchange. Who wants to attach waits while STOPPED or BORROWED on the state word. `stopRequested` is
// set before the threads are scanned, and looked at after every change of a state, so neither side misses the other.
//
// Transitions, as tests/model makes them:
//   ATTACHED -> DETACHED   attachRaw, detachRaw
//   ATTACHED -> STOPPED   stopHere
//   BORROWED -> DETACHED   giveThread
//   DETACHED -> ATTACHED   attachRaw
//   DETACHED -> BORROWED   borrowThread
//   DETACHED -> STOPPED   stopWorld
//   STOPPED -> DETACHED   startWorld, stopHere
//
// WORLD: 0 u32 lock of the stopper (0 free, 1 taken: cmpxchg; store 0 and notify: startWorld)
//        4 u32 sequence: bumped when a thread leaves ATTACHED during a stop, 8 u32 depth

import { Control, control } from '../layout/control';
import {
  SP_ASYNC, SP_COLLECT, SP_DROP_GIL, SP_EXIT, SP_MERGE, SP_PENDING, SP_QUIESCE, SP_SIGNAL, SP_STOP, Thread, TS_ATTACHED,
  TS_BORROWED, TS_DETACHED, TS_STOPPED,
} from '../layout/thread';
import { collectAtSafePoint } from '../collector/collect';
import { drainMergeQueue } from '../counting/merge';
import { runPending } from '../eval/pending';
import { announceQuiescence, pollRetired } from '../memory/grace';
import { pollEmpty } from '../memory/heaps';
import { WORLD } from '../memory/tables';
import { resumeCritical, suspendCritical } from './critical';
import { current, currentId, gilOn } from './current';
import { futexWait } from './futex';
import { scheduled, scheduleTurn } from './schedule';
import { trace, TRACE_WORLD } from './trace';
import { gilSwitches, releaseGil, takeGil, waitForSwitch } from './gil';

// @ts-ignore: decorator
@inline const STATE: usize = offsetof<Thread>('state');
// @ts-ignore: decorator
@inline const REQUESTED: usize = offsetof<Control>('stopRequested');
/** What `runPending` (eval/pending.ts) handles; these also end interruptible waits. */
// @ts-ignore: decorator
@inline export const SP_FOR_EVAL: u32 = SP_SIGNAL | SP_ASYNC | SP_EXIT | SP_PENDING;

// @ts-ignore: decorator
@inline function stopRequested(): bool {
  return atomic.load<u32>(changetype<usize>(control()), REQUESTED) != 0 && control().stopper != currentId;
}

function bump(): void {
  atomic.add<u32>(WORLD, 1, 4);
  atomic.notify(WORLD + 4, -1);
}

/** Becomes attached; waits while the world is stopped. Critical sections stay suspended. */
export function attachRaw(): void {
  while (true) {
    if (gilOn) takeGil();
    const seen = atomic.cmpxchg<u32>(current, TS_DETACHED, TS_ATTACHED, STATE);
    if (seen == TS_DETACHED) {
      if (!stopRequested()) break;
      atomic.store<u32>(current, TS_DETACHED, STATE);
      bump();
      if (gilOn) releaseGil();
      if (stopRequested()) futexWait(changetype<usize>(control()) + REQUESTED, 1, -1);
      continue;
    }
    if (gilOn) releaseGil();
    futexWait(current + STATE, <i32>seen, -1);
  }
  announceQuiescence();
}

/** Leaves the world. Critical sections were suspended before. */
export function detachRaw(): void {
  atomic.store<u32>(current, TS_DETACHED, STATE);
  if (atomic.load<u32>(changetype<usize>(control()), REQUESTED)) bump();
  if (gilOn) releaseGil();
}

/** The thread may touch objects from here on. Takes the innermost critical section again. */
export function attach(): void {
  attachRaw();
  resumeCritical();
}

/** The thread may be away for long: it touches no object until it attaches. Lets go of its critical sections. */
export function detach(): void {
  suspendCritical();
  detachRaw();
}

/** Moves a detached thread (not held by a stopper) to `state`. */
export function forceDetached(t: usize, state: u32): void {
  while (true) {
    const seen = atomic.cmpxchg<u32>(t, TS_DETACHED, state, STATE);
    if (seen == TS_DETACHED) return;
    futexWait(t + STATE, <i32>seen, -1);
  }
}

/** Keeps detached thread `t` from attaching, so that the caller may do its work on it; false: it is not detached. */
export function borrowThread(t: usize): bool {
  return atomic.cmpxchg<u32>(t, TS_DETACHED, TS_BORROWED, STATE) == TS_DETACHED;
}

/** Ends the loan. */
export function giveThread(t: usize): void {
  atomic.store<u32>(t, TS_DETACHED, STATE);
  atomic.notify(t + STATE, -1);
  if (atomic.load<u32>(changetype<usize>(control()), REQUESTED)) bump();
}

// ---- stop the world ------------------------------------------------------------------------------------------------

/** Whether the current thread has stopped the world. */
export function worldStopped(): bool {
  const c = changetype<usize>(control());
  return atomic.load<u32>(c, REQUESTED) != 0 && atomic.load<u32>(c, offsetof<Control>('stopper')) == currentId;
}

/** Brings all other threads to a safe point and keeps them there. A safe point itself: another may stop the world first. */
export function stopWorld(): void {
  if (worldStopped()) {
    store<u32>(WORLD, load<u32>(WORLD, 8) + 1, 8);
    return;
  }
  const c = changetype<usize>(control());
  while (atomic.cmpxchg<u32>(WORLD, 0, 1) != 0) {
    detach();
    futexWait(WORLD, 1, -1);
    attach();
  }
  atomic.store<u32>(c, currentId, offsetof<Control>('stopper'));
  atomic.store<u32>(c, 1, REQUESTED);
  while (true) {
    const sequence = atomic.load<u32>(WORLD, 4);
    let all = true;
    let t = <usize>atomic.load<u32>(c, offsetof<Control>('threads'));
    while (t) {
      if (t != current) {
        const seen = atomic.cmpxchg<u32>(t, TS_DETACHED, TS_STOPPED, STATE);
        if (seen == TS_ATTACHED || seen == TS_BORROWED) {
          atomic.or<u32>(t, SP_STOP, offsetof<Thread>('safePoint'));
          all = false;
        }
      }
      t = atomic.load<u32>(t, offsetof<Thread>('next'));
    }
    if (all) {
      trace(TRACE_WORLD, 'world stopped by', currentId);
      return;
    }
    futexWait(WORLD + 4, <i32>sequence, -1);
  }
}

/** Lets the others go on. */
export function startWorld(): void {
  const depth = load<u32>(WORLD, 8);
  if (depth) {
    store<u32>(WORLD, depth - 1, 8);
    return;
  }
  trace(TRACE_WORLD, 'world started by', currentId);
  const c = changetype<usize>(control());
  atomic.store<u32>(c, 0, REQUESTED);
  atomic.store<u32>(c, 0, offsetof<Control>('stopper'));
  atomic.notify(c + REQUESTED, -1);
  let t = <usize>atomic.load<u32>(c, offsetof<Control>('threads'));
  while (t) {
    if (t != current) {
      atomic.and<u32>(t, ~SP_STOP, offsetof<Thread>('safePoint'));
      if (atomic.cmpxchg<u32>(t, TS_STOPPED, TS_DETACHED, STATE) == TS_STOPPED) atomic.notify(t + STATE, -1);
    }
    t = atomic.load<u32>(t, offsetof<Thread>('next'));
  }
  atomic.store<u32>(WORLD, 0);
  atomic.notify(WORLD, 1);
}

function stopHere(): void {
  if (!stopRequested()) return;
  atomic.store<u32>(current, TS_STOPPED, STATE);
  bump();
  if (gilOn) releaseGil();
  if (!stopRequested()) atomic.cmpxchg<u32>(current, TS_STOPPED, TS_DETACHED, STATE); // startWorld has gone by already
  while (atomic.load<u32>(current, STATE) == TS_STOPPED) futexWait(current + STATE, <i32>TS_STOPPED, -1);
  attachRaw();
}

// ---- the safe point ------------------------------------------------------------------------------------------------

/** Does what the bits of `safePoint` ask for (SP_REENTER is the loop's own). False: an error is set in the thread. */
export function takeSafePoint(): bool {
  const bits = atomic.load<u32>(current);
  if (bits & SP_STOP) {
    atomic.and<u32>(current, ~SP_STOP);
    stopHere();
  }
  if (bits & SP_QUIESCE) {
    atomic.and<u32>(current, ~SP_QUIESCE);
    announceQuiescence();
    pollEmpty();
    pollRetired();
  }
  if (bits & SP_MERGE) {
    atomic.and<u32>(current, ~SP_MERGE);
    drainMergeQueue();
  }
  if (bits & SP_DROP_GIL) {
    if (scheduled()) { // the bit stays: every safe point counts
      if (scheduleTurn()) yieldThread();
    } else {
      atomic.and<u32>(current, ~SP_DROP_GIL);
      yieldThread();
    }
  }
  if (bits & SP_COLLECT) {
    atomic.and<u32>(current, ~SP_COLLECT);
    collectAtSafePoint();
  }
  if (bits & SP_FOR_EVAL) return runPending(bits & SP_FOR_EVAL);
  return true;
}

/** Gives the GIL, or without one the processor and its critical sections, to others for a moment. */
export function yieldThread(): void {
  if (gilOn && !scheduled()) {
    const switches = gilSwitches();
    detach();
    waitForSwitch(switches);
    attach();
  } else {
    detach();
    attach();
  }
}
