// The parking lot: threads wait for an address, each on the futex word of its own struct. 251 buckets, FIFO.
//
// A bucket: 0 u32 lock (raw), 4 u32 first thread. A parked thread: s0 key, s1 next, and its futex word
//   0 waits     1 woken     2 woken, and what it waited for is handed over     4 interrupted
// Only the holder of the bucket's lock takes a thread out and sets 1 or 2; an interruption is a compare-exchange 0 -> 4.

import { Thread } from '../layout/thread';
import { PARKING_LOT } from '../memory/tables';
import { monotonicNs, remaining } from './clock';
import { current, thread } from './current';
import { futexWait } from './futex';
import { rawLock, rawUnlock } from './raw_lock';
import { attach, attachRaw, detach, SP_FOR_EVAL } from './world';
import { scheduleBlocked, scheduleWoken } from './schedule';

// @ts-ignore: decorator
@inline const FUTEX: usize = offsetof<Thread>('futex');

/** Results of a wait. */
// @ts-ignore: decorator
@inline export const WOKEN: i32 = 0;
// @ts-ignore: decorator
@inline export const TIMED_OUT: i32 = 1;
// @ts-ignore: decorator
@inline export const INTERRUPTED: i32 = 2;
// @ts-ignore: decorator
@inline export const HANDED_OVER: i32 = 3;

// @ts-ignore: decorator
@inline export const BUCKETS: u32 = 251;

// @ts-ignore: decorator
@inline export function bucketOf(key: usize): usize { return PARKING_LOT + (<usize>((<u32>key * 0x9e37_79b1 >> 8) % BUCKETS) << 3); }

function append(bucket: usize): void {
  thread().s1 = 0;
  let t = <usize>load<u32>(bucket, 4);
  if (!t) {
    store<u32>(bucket, <u32>current, 4);
    return;
  }
  while (changetype<Thread>(t).s1) t = changetype<Thread>(t).s1;
  changetype<Thread>(t).s1 = <u32>current;
}

function remove(bucket: usize, victim: usize): void {
  let link = bucket + 4;
  let t = <usize>load<u32>(link);
  while (t) {
    if (t == victim) {
      store<u32>(link, changetype<Thread>(t).s1);
      changetype<Thread>(t).s0 = 0;
      return;
    }
    link = t + offsetof<Thread>('s1');
    t = load<u32>(link);
  }
}

/**
 * With the bucket locked and the condition checked: queues the current thread, waits detached. One who waits for a mutex
 * leaves its critical sections suspended: it may come back holding the mutex, and who holds one waits for no other.
 */
function wait(bucket: usize, key: usize, deadline: i64, interruptible: bool): i32 {
  const t = thread();
  t.s0 = <u32>key;
  atomic.store<u32>(current, 0, FUTEX);
  append(bucket);
  rawUnlock(bucket);
  if (interruptible && atomic.load<u32>(current) & SP_FOR_EVAL) atomic.cmpxchg<u32>(current, 0, 4, FUTEX);
  scheduleBlocked(deadline < 0);
  detach();
  let result = WOKEN;
  while (true) {
    const timeout = remaining(deadline);
    if (timeout != 0) futexWait(current + FUTEX, 0, timeout);
    let value = atomic.load<u32>(current, FUTEX);
    if (value == 0 && timeout < 0) continue;
    if (value == 0 && monotonicNs() < deadline) continue;
    if (value == 0 || value == 4) {
      rawLock(bucket);
      value = atomic.load<u32>(current, FUTEX);
      if (value == 0) {
        remove(bucket, current);
        result = TIMED_OUT;
      } else if (value == 4) {
        if (!interruptible) {
          atomic.store<u32>(current, 0, FUTEX);
          rawUnlock(bucket);
          continue;
        }
        remove(bucket, current);
        result = INTERRUPTED;
      }
      rawUnlock(bucket);
    }
    if (value == 2) result = HANDED_OVER;
    break;
  }
  if (interruptible) attach();
  else attachRaw();
  return result;
}

/**
 * Waits detached while the 32-bit word at `address` is `expected`, until unparked, until `deadline` (ns of the monotonic
 * clock, -1: none) or a signal. WOKEN (at once if the word differs), TIMED_OUT or INTERRUPTED; look at the word again.
 */
export function parkUntil(address: usize, expected: i32, deadline: i64): i32 {
  const bucket = bucketOf(address);
  rawLock(bucket);
  if (atomic.load<i32>(address) != expected) {
    rawUnlock(bucket);
    return WOKEN;
  }
  return wait(bucket, address, deadline, true);
}

/** The same for a byte, not ended by signals: the mutex's wait. */
export function parkByte(address: usize, expected: u8): i32 {
  const bucket = bucketOf(address);
  rawLock(bucket);
  if (atomic.load<u8>(address) != expected) {
    rawUnlock(bucket);
    return WOKEN;
  }
  thread().waitStart = monotonicNs();
  return wait(bucket, address, -1, false);
}

/** Wakes up to `n` threads parked on `address`; how many. */
export function unpark(address: usize, n: i32): i32 {
  const bucket = bucketOf(address);
  rawLock(bucket);
  let woken = 0;
  let link = bucket + 4;
  let t = <usize>load<u32>(link);
  while (t && woken < n) {
    const next = <usize>changetype<Thread>(t).s1;
    if (changetype<Thread>(t).s0 == <u32>address) {
      store<u32>(link, <u32>next);
      wake(t, 1);
      woken++;
    } else link = t + offsetof<Thread>('s1');
    t = next;
  }
  rawUnlock(bucket);
  return woken;
}

/** With the bucket's lock held and `t` out of the queue. */
export function wake(t: usize, how: u32): void {
  changetype<Thread>(t).s0 = 0;
  scheduleWoken(t);
  atomic.store<u32>(t, how, FUTEX);
  atomic.notify(t + FUTEX, 1);
}

/** Prepares `sleepUntil`: from here on a store of 1 to the thread's futex word (and a notify) ends the sleep. */
export function prepareSleep(): void {
  atomic.store<u32>(current, 0, FUTEX);
}

/**
 * Waits detached on the thread's own futex word, until someone (the host, too) stores 1 there and notifies, until
 * `deadline`, or a signal: WOKEN, TIMED_OUT or INTERRUPTED. Call `prepareSleep` before the waker can know of it.
 */
export function sleepUntil(deadline: i64): i32 {
  if (atomic.load<u32>(current) & SP_FOR_EVAL) atomic.cmpxchg<u32>(current, 0, 4, FUTEX);
  detach();
  while (true) {
    if (atomic.load<u32>(current, FUTEX) != 0) break;
    const timeout = remaining(deadline);
    if (timeout == 0) break;
    futexWait(current + FUTEX, 0, timeout);
  }
  const value = atomic.load<u32>(current, FUTEX);
  attach();
  return value == 0 ? TIMED_OUT : value == 4 ? INTERRUPTED : WOKEN;
}
