// Critical sections: the stack of object mutexes that a thread holds.
//
// Entries of 8 bytes, from criticalBase to thread.critical:   u32 a, u32 b   objects (b 0: one only); bit 0 of a: suspended
// `detach` suspends all of them (unlocks); `attach`, and the end of the section above, take the innermost again. So only
// the innermost section protects across a safe point, and a thread that waits holds no object's mutex: no deadlocks.
// While the thread runs solo no section is entered; one that began so and ends later finds no entry of its own.

import { Thread } from '../layout/thread';
import { current, solo, thread } from './current';
import { fail } from './fail';
import { lockWaiting, unlockByte } from './mutex';
import { criticalBase, criticalEnd } from './threads';

// @ts-ignore: decorator
@inline export const MUTEX: usize = 14;
// @ts-ignore: decorator
@inline const TOP: usize = offsetof<Thread>('critical');

/** Locks object `p` until `leave(p)`. */
// @ts-ignore: decorator
@inline export function enter(p: usize): void {
  if (!solo) enterLocked(p);
}

/** Ends the section of `enter(p)`. */
// @ts-ignore: decorator
@inline export function leave(p: usize): void {
  if (!solo) leaveLocked(p);
}

/** Locks two objects (which may be the same) until `leave2(p, q)`. */
export function enter2(p: usize, q: usize): void {
  if (solo) return;
  if (p == q) {
    enterLocked(p);
    return;
  }
  const a = p < q ? p : q;
  const b = p < q ? q : p;
  while (true) {
    if (atomic.cmpxchg<u8>(a + MUTEX, 0, 1) != 0) lockWaiting(a + MUTEX);
    if (atomic.cmpxchg<u8>(b + MUTEX, 0, 1) == 0) break;
    // Never wait for b holding a: a is no section yet, so nobody would let go of it for us.
    unlockByte(a + MUTEX);
    lockWaiting(b + MUTEX);
    if (atomic.cmpxchg<u8>(a + MUTEX, 0, 1) == 0) break;
    unlockByte(b + MUTEX);
  }
  push(a, b);
}

/** Ends the section of `enter2(p, q)`. */
export function leave2(p: usize, q: usize): void {
  if (!solo) leaveLocked(p);
}

function enterLocked(p: usize): void {
  if (atomic.cmpxchg<u8>(p + MUTEX, 0, 1) != 0) lockWaiting(p + MUTEX);
  const top = <usize>thread().critical;
  if (top == criticalEnd(current)) fail('critical sections nested too deep');
  store<u64>(top, <u64>p);
  store<u32>(current, <u32>(top + 8), TOP);
}

function push(a: usize, b: usize): void {
  const top = <usize>thread().critical;
  if (top == criticalEnd(current)) fail('critical sections nested too deep');
  store<u32>(top, <u32>a);
  store<u32>(top, <u32>b, 4);
  store<u32>(current, <u32>(top + 8), TOP);
}

function leaveLocked(p: usize): void {
  const top = <usize>thread().critical - 8;
  if (top < criticalBase(current)) return; // entered while solo
  const a = load<u32>(top);
  const b = <usize>load<u32>(top, 4);
  if (<usize>(a & ~1) != p && b != p) return; // likewise
  store<u32>(current, <u32>top, TOP);
  if (!(a & 1)) {
    if (b) unlockByte(b + MUTEX);
    unlockByte(<usize>a + MUTEX);
  }
  if (top > criticalBase(current) && load<u32>(top - 8) & 1) resumeCritical();
}

/** Whether a section is held and not suspended. */
export function criticalHeld(): bool {
  const top = <usize>thread().critical;
  return top > criticalBase(current) && !(load<u32>(top - 8) & 1);
}

/** Unlocks every section that is held. */
export function suspendCritical(): void {
  const base = criticalBase(current);
  let top = <usize>thread().critical;
  while (top > base) { // a suspended one has only suspended ones below it
    top -= 8;
    const a = load<u32>(top);
    if (a & 1) return;
    store<u32>(top, a | 1);
    const b = <usize>load<u32>(top, 4);
    if (b) unlockByte(b + MUTEX);
    unlockByte(<usize>a + MUTEX);
  }
}

/** Takes the innermost section again, if it is suspended. */
export function resumeCritical(): void {
  const top = <usize>thread().critical;
  if (top == criticalBase(current)) return;
  const a = load<u32>(top - 8);
  if (!(a & 1)) return;
  const first = <usize>(a ^ 1);
  const second = <usize>load<u32>(top - 8, 4);
  while (true) {
    lockWaiting(first + MUTEX);
    if (!second || atomic.cmpxchg<u8>(second + MUTEX, 0, 1) == 0) break;
    unlockByte(first + MUTEX);
    lockWaiting(second + MUTEX);
    if (atomic.cmpxchg<u8>(first + MUTEX, 0, 1) == 0) break;
    unlockByte(second + MUTEX);
  }
  store<u32>(top - 8, <u32>first);
}
