// A futex lock for a few instructions of the kernel's own: 0 free, 1 locked, 2 locked and someone may wait.
//
//   0 -> 1   rawLock (cmpxchg)              1 -> 2, 2 -> 2   rawLock (xchg), then waits while it is 2
//   0 -> 2   rawLock (xchg): taken          1 -> 0, 2 -> 0   rawUnlock (xchg); from 2 one waiter is notified
//
// The holder never passes a safe point, allocates, or waits; so waiting for it attached is short and cannot deadlock.

import { futexWait } from './futex';

/** Takes the lock word at `p`. */
export function rawLock(p: usize): void {
  if (atomic.cmpxchg<u32>(p, 0, 1) == 0) return;
  for (let i = 0; i < 40; i++) {
    if (atomic.load<u32>(p) == 0 && atomic.cmpxchg<u32>(p, 0, 1) == 0) return;
  }
  while (atomic.xchg<u32>(p, 2) != 0) futexWait(p, 2, -1);
}

/** Gives it back. */
export function rawUnlock(p: usize): void {
  if (atomic.xchg<u32>(p, 0) == 2) atomic.notify(p, 1);
}
