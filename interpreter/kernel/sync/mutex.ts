// The one-byte mutex: 0 free, bit 0 locked, bit 1 someone waits in the parking lot.
//
//   0 -> 1, 2 -> 3  lock (barging is allowed)            1 -> 3  a waiter announces itself, then parks while it is 3
//   1 -> 0          unlock without waiters               3 -> 2 or 0  unlock, a waiter is woken (2: more of them wait)
//   3 -> 3 or 1     unlock, handed over to a waiter that has waited for 1 ms
//
// Transitions, as tests/model makes them:
//   0 -> 1   enter2, lockByte, lockWaiting
//   1 -> 0   unlockByte
//   1 -> 3   lockWaiting
//   2 -> 3   lockWaiting
//   3 -> 0   unlockSlow
//   3 -> 1   unlockSlow
//   3 -> 2   unlockSlow
//
// Waiting is detached, and lets go of the thread's critical sections. They stay suspended until the mutex is taken and
// the section above has ended: who has been handed a mutex and then waited for another could close a circle.

import { Thread } from '../layout/thread';
import { FAIR_AFTER } from '../layout/tunables';
import { monotonicNs } from './clock';
import { criticalHeld, resumeCritical, suspendCritical } from './critical';
import { bucketOf, HANDED_OVER, parkByte, wake } from './park';
import { rawLock, rawUnlock } from './raw_lock';
import { spinByte } from './spin';
import { trace, TRACE_LOCKS } from './trace';

/** Takes the mutex at `address`, waiting for it. */
// @ts-ignore: decorator
@inline export function lockByte(address: usize): void {
  if (atomic.cmpxchg<u8>(address, 0, 1) != 0) lockSlow(address);
}

/** Takes it if it is free. */
// @ts-ignore: decorator
@inline export function tryLockByte(address: usize): bool {
  return atomic.cmpxchg<u8>(address, 0, 1) == 0;
}

/** Gives it back. */
// @ts-ignore: decorator
@inline export function unlockByte(address: usize): void {
  if (atomic.cmpxchg<u8>(address, 1, 0) != 1) unlockSlow(address);
}

function lockSlow(address: usize): void {
  lockWaiting(address);
  resumeCritical();
}

/** Takes the mutex, leaving critical sections suspended that were let go while waiting. */
export function lockWaiting(address: usize): void {
  if (spinByte(address)) return;
  while (true) {
    const value = atomic.load<u8>(address);
    if (!(value & 1)) {
      if (atomic.cmpxchg<u8>(address, value, value | 1) == value) return;
      continue;
    }
    if (criticalHeld()) { // one of them may be this very mutex
      suspendCritical();
      continue;
    }
    if (!(value & 2) && atomic.cmpxchg<u8>(address, value, 3) != value) continue;
    trace(TRACE_LOCKS, 'waits for the mutex at', <u32>address);
    if (parkByte(address, 3) == HANDED_OVER) return;
  }
}

function unlockSlow(address: usize): void {
  const bucket = bucketOf(address);
  rawLock(bucket);
  let link = bucket + 4;
  let t = <usize>load<u32>(link);
  while (t && changetype<Thread>(t).s0 != <u32>address) {
    link = t + offsetof<Thread>('s1');
    t = load<u32>(link);
  }
  if (!t) {
    atomic.store<u8>(address, 0);
    rawUnlock(bucket);
    return;
  }
  store<u32>(link, changetype<Thread>(t).s1);
  let more: u8 = 0;
  let other = <usize>changetype<Thread>(t).s1;
  while (other) {
    if (changetype<Thread>(other).s0 == <u32>address) {
      more = 2;
      break;
    }
    other = changetype<Thread>(other).s1;
  }
  if (monotonicNs() - changetype<Thread>(t).waitStart > FAIR_AFTER) {
    atomic.store<u8>(address, 1 | more);
    wake(t, 2);
  } else {
    atomic.store<u8>(address, more);
    wake(t, 1);
  }
  rawUnlock(bucket);
}
