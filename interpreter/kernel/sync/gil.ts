// The GIL, when it is on: control.gilOwner is 0 or the id of the holder, and a futex. A thread holds it while attached.
// A waiter whose interval passes without any switch asks the holder to drop it; the holder then waits until someone
// else has had it, so that the request is not lost to its own hurry.
// With a seed (-X schedule) sync/schedule.ts decides who has it.
//
//   gilOwner   0 -> id   takeGil (cmpxchg)          id -> 0   releaseGil (store, then notify if gilWaiters is not 0)
//
// GIL: 0 u32 switches so far (futex), 4 u32 threads that wait for a switch

import { Control, control } from '../layout/control';
import { SP_DROP_GIL, Thread } from '../layout/thread';
import { GIL } from '../memory/tables';
import { monotonicNs } from './clock';
import { currentId, thread } from './current';
import { futexWait } from './futex';
import { chooseNext, scheduled, takeScheduled } from './schedule';
import { threadOf } from './threads';

// @ts-ignore: decorator
@inline const OWNER: usize = offsetof<Control>('gilOwner');
// @ts-ignore: decorator
@inline const WAITERS: usize = offsetof<Control>('gilWaiters');

function taken(): void {
  atomic.add<u32>(GIL, 1);
  if (atomic.load<u32>(GIL, 4)) atomic.notify(GIL, -1);
}

/** Takes the GIL, waiting for it. The thread is not attached. */
export function takeGil(): void {
  if (scheduled()) {
    takeScheduled();
    return;
  }
  const c = changetype<usize>(control());
  if (atomic.cmpxchg<u32>(c, 0, currentId, OWNER) == 0) {
    taken();
    return;
  }
  atomic.add<u32>(c, 1, WAITERS);
  while (true) {
    const switches = atomic.load<u32>(GIL);
    const holder = atomic.cmpxchg<u32>(c, 0, currentId, OWNER);
    if (holder == 0) break;
    const interval = <i64>atomic.load<u32>(c, offsetof<Control>('switchIntervalUs')) * 1000;
    if (futexWait(c + OWNER, <i32>holder, interval > 0 ? interval : 1000) == 2 && atomic.load<u32>(GIL) == switches) {
      const t = threadOf(holder);
      if (t) atomic.or<u32>(t, SP_DROP_GIL, offsetof<Thread>('safePoint'));
    }
  }
  atomic.sub<u32>(c, 1, WAITERS);
  taken();
  thread().gilTaken = monotonicNs();
}

/** Gives the GIL back. */
export function releaseGil(): void {
  const c = changetype<usize>(control());
  if (scheduled()) {
    chooseNext();
    atomic.store<u32>(c, 0, OWNER);
    atomic.notify(c + OWNER, -1);
    return;
  }
  atomic.store<u32>(c, 0, OWNER);
  if (atomic.load<u32>(c, WAITERS)) atomic.notify(c + OWNER, 1);
}

/** After `releaseGil` on request: waits until another thread has taken the GIL, if one waits for it. */
export function waitForSwitch(switches: u32): void {
  const c = changetype<usize>(control());
  atomic.add<u32>(GIL, 1, 4);
  while (atomic.load<u32>(GIL) == switches && atomic.load<u32>(c, WAITERS) != 0) futexWait(GIL, <i32>switches, 1_000_000);
  atomic.sub<u32>(GIL, 1, 4);
}

/** Number of times the GIL was taken. */
// @ts-ignore: decorator
@inline export function gilSwitches(): u32 { return atomic.load<u32>(GIL); }
