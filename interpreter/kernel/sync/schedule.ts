// The seeded scheduler (-X schedule=SEED, with the GIL on): after how many safe points the GIL changes hands, and who has
// it next, follow from the seed, so that an interleaving can be run again.
//
// What decides must not depend on time. So who could run is what Python's threads have done to each other, not who has
// come for the GIL already (thread.m3, written under the GIL):
//
//   BLOCKED   it waits for a lock, or has ended    -> READY    another thread wakes it, or it comes of its own accord
//   TIMED     the same with a time limit           -> READY    likewise
//   READY     the rest: at work, sleeping, in a system call, started but without a worker yet
//             -> BLOCKED, TIMED by itself, before it waits
//
// Who gives the GIL up chooses among the READY ones, itself included, and the others wait until that one comes. If it
// does not come for SCHEDULE_PATIENCE (it waits for a pipe, say, that another thread would write), anyone may go on, and
// the run is not the same every time any more. If nobody is READY, whoever comes first has it.
//
// SCHEDULE: 0 u64 state of the random numbers, 8 u32 1: a seed was given, 12 u32 id of who is to have the GIL (0: anyone;
// futex), 16 u32 safe points until the next change

import { Control, control } from '../layout/control';
import { SP_DROP_GIL, Thread } from '../layout/thread';
import { SCHEDULE_PATIENCE, SCHEDULE_TURN } from '../layout/tunables';
import { SCHEDULE } from '../memory/tables';
import { current, currentId } from './current';
import { futexWait } from './futex';
import { trace, TRACE_SCHEDULE } from './trace';

// @ts-ignore: decorator
@inline const NEXT: usize = 12;
// @ts-ignore: decorator
@inline const GIL_OWNER: usize = offsetof<Control>('gilOwner');
// @ts-ignore: decorator
@inline const BLOCKED: u32 = 0;
// @ts-ignore: decorator
@inline const READY: u32 = 1;
// @ts-ignore: decorator
@inline const TIMED: u32 = 2;

// @ts-ignore: decorator
@inline export function scheduled(): bool { return load<u32>(SCHEDULE, 8) != 0; }

/** A number below `n`. The caller holds the GIL. */
function random(n: u32): u32 {
  let x = load<u64>(SCHEDULE);
  x ^= x << 13;
  x ^= x >> 7;
  x ^= x << 17;
  store<u64>(SCHEDULE, x);
  return <u32>((x >> 11) % n);
}

/** From now on the seed decides. The GIL is on and the caller the only thread. */
export function setSchedule(seed: u32): void {
  store<u64>(SCHEDULE, (<u64>seed + 1) * 0x9e37_79b9_7f4a_7c15);
  store<u32>(SCHEDULE, currentId, NEXT);
  store<u32>(SCHEDULE, 1, 16);
  store<u32>(SCHEDULE, 1, 8);
  changetype<Thread>(current).m3 = READY;
  atomic.or<u32>(current, SP_DROP_GIL);
}

/** Thread `t` is about to be started. */
export function scheduleNew(t: usize): void {
  changetype<Thread>(t).m3 = scheduled() ? READY : BLOCKED;
}

/** The current thread is about to wait (or ends); not `forEver`: time may end it. */
export function scheduleBlocked(forEver: bool): void {
  if (scheduled()) changetype<Thread>(current).m3 = forEver ? BLOCKED : TIMED;
}

/** What thread `t` waits for has happened. */
export function scheduleWoken(t: usize): void {
  if (scheduled()) atomic.store<u32>(t, READY, offsetof<Thread>('m3'));
}

/** Whether the GIL changes hands at this safe point. */
export function scheduleTurn(): bool {
  const left = load<u32>(SCHEDULE, 16) - 1;
  store<u32>(SCHEDULE, left ? left : random(SCHEDULE_TURN) + 1, 16);
  return left == 0;
}

// @ts-ignore: decorator
@inline function isReady(t: usize): bool { return atomic.load<u32>(t, offsetof<Thread>('m3')) == READY; }

/** Who has the GIL next. The caller still holds it. */
export function chooseNext(): void {
  const first = <usize>atomic.load<u32>(changetype<usize>(control()), offsetof<Control>('threads'));
  let ready: u32 = 0;
  for (let t = first; t; t = atomic.load<u32>(t, offsetof<Thread>('next'))) if (isReady(t)) ready++;
  let next: u32 = 0;
  if (ready) {
    let skip = random(ready);
    let t = first;
    while (!isReady(t) || skip-- != 0) t = atomic.load<u32>(t, offsetof<Thread>('next'));
    next = changetype<Thread>(t).id;
  }
  trace(TRACE_SCHEDULE, 'next is thread', next);
  atomic.store<u32>(SCHEDULE, next, NEXT);
  atomic.notify(SCHEDULE + NEXT, -1);
}

/** Takes the GIL when it is the current thread's turn. */
export function takeScheduled(): void {
  const owner = changetype<usize>(control()) + GIL_OWNER;
  if (atomic.load<u32>(SCHEDULE, NEXT) != currentId) atomic.store<u32>(current, READY, offsetof<Thread>('m3'));
  while (true) {
    const next = atomic.load<u32>(SCHEDULE, NEXT);
    if (next == 0 || next == currentId) {
      const holder = atomic.cmpxchg<u32>(owner, 0, currentId);
      if (holder == 0) break;
      futexWait(owner, <i32>holder, SCHEDULE_PATIENCE);
    } else if (futexWait(SCHEDULE + NEXT, <i32>next, SCHEDULE_PATIENCE) == 2 && atomic.load<u32>(owner) == 0) {
      if (atomic.cmpxchg<u32>(SCHEDULE, next, 0, NEXT) == next) {
        trace(TRACE_SCHEDULE, 'no longer waited for: thread', next);
        atomic.notify(SCHEDULE + NEXT, -1);
      }
    }
  }
  atomic.store<u32>(SCHEDULE, currentId, NEXT);
  atomic.store<u32>(current, READY, offsetof<Thread>('m3'));
  atomic.or<u32>(current, SP_DROP_GIL);
}
