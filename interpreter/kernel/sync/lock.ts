// The lock behind _thread.lock and its kin: a word, 0 free, 1 locked, 2 locked and someone may wait. Any thread may
// release it.
//
//   0 -> 1   acquireLock, acquireUntil (cmpxchg)       1 -> 2, 2 -> 2   acquireUntil (xchg): announces itself, then parks
//   0 -> 2   acquireUntil (xchg): taken; whoever else waits is woken by the release, as 2 says
//   1 -> 0, 2 -> 0   releaseLock (xchg); from 2 one waiter is unparked
//
// The caller keeps the object alive in which the word lies.

import { monotonicNs } from './clock';
import { INTERRUPTED, parkUntil, TIMED_OUT, unpark } from './park';
import { spinWord } from './spin';

/**
 * Takes the lock word at `p`. `timeoutNs`: -1 for ever, 0 do not wait. 1: taken; 0: timed out; 2: a signal waits (take
 * the safe point, then try again with what is left of the time).
 */
export function acquireLock(p: usize, timeoutNs: i64): i32 {
  if (atomic.cmpxchg<u32>(p, 0, 1) == 0) return 1;
  if (timeoutNs == 0) return 0;
  return acquireUntil(p, timeoutNs < 0 ? -1 : monotonicNs() + timeoutNs);
}

/** The same with a deadline of the monotonic clock, -1: none. */
export function acquireUntil(p: usize, deadline: i64): i32 {
  if (atomic.cmpxchg<u32>(p, 0, 1) == 0 || spinWord(p)) return 1;
  while (atomic.xchg<u32>(p, 2) != 0) {
    const result = parkUntil(p, 2, deadline);
    if (result == TIMED_OUT) return 0;
    if (result == INTERRUPTED) return 2;
  }
  return 1;
}

/** Releases it; false: it was not locked. */
export function releaseLock(p: usize): bool {
  const seen = atomic.xchg<u32>(p, 0);
  if (seen == 2) unpark(p, 1);
  return seen != 0;
}

/** Whether it is locked now. */
export function isLocked(p: usize): bool { return atomic.load<u32>(p) != 0; }
