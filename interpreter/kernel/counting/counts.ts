// Biased reference counts. `local` is the owner's, plain; `shared` is everybody's, atomic: count << 2 | state.
//
//   state       who                        what                                              next
//   0 default   owner                      local +- 1; at local 0: shared exactly 0 -> free    freed
//                                          shared other -> merge                               3
//               foreign  +1                shared + 4 (it holds or is lent a reference)        0
//               foreign  -1, count > 0     shared - 4                                          0
//               foreign  -1, count = 0     nothing is subtracted; the queue holds it           2, queued with the owner
//               foreign  try +1            count > 0: + 4; count 0: refused                    0
//               foreign  share             + 4 and state 1, under the container's lock         1
//   1 weakly    as 0, but try +1 at count 0 succeeds, and the owner at local 0 merges by exchange
//   2 queued    foreign +-1: shared +- 4 (may go below 0); owner's drain: merge(-1)            3
//   3 merged    everybody: shared +- 4; who brings the count to 0 frees. owner is 0. A drain that finds its object
//               merged already gives the queue's reference back like any other (-4).
//   try +1 in state 2: + 4 (the queue holds a reference). In state 3: refused at count 0.
//
// Merging: owner = 0 first, then shared = (shared + local + extra) | 3 by exchange, with local taken by whoever may
// touch it: the owner; anybody while the owner is detached and borrowed, has exited (under its queue's lock), or the
// world is stopped.
//
// Transitions, as tests/model makes them: state -> state, change of the count (or the sum, in a merge), who does it.
//   0 -> 0 +1   incref
//   0 -> 0 -1   decrefForeign
//   0 -> 1 +1   increfShared
//   0 -> 1 0   shareObject
//   0 -> 2 0   decrefForeign
//   0 -> 3 0   localZero
//   1 -> 1 +1   increfShared, tryIncrefForeign
//   1 -> 1 -1   decrefForeign
//   1 -> 2 0   decrefForeign
//   1 -> 3 0   dropOnly, localZero
//   2 -> 2 +1   incref, tryIncrefForeign
//   2 -> 2 -1   decrefForeign
//   2 -> 3 sum   mergeCounts
//   3 -> 3 +1   incref, tryIncrefForeign
//   3 -> 3 -1   decrefForeign
//
// The variant gil-only counts in `local` alone, whoever counts.
//
// Freed: local 0, shared 0 | 3 - refused by every try. `local` >= UNCOUNTED (deferred, immortal): counting is a no-op.

import {
  DEFERRED, IMMORTAL, STATE_DEFAULT, STATE_MASK, STATE_MERGED, STATE_QUEUED, STATE_WEAK, UNCOUNTED,
} from '../layout/object';
import { address, isPointer, NULL, Word } from '../layout/word';
import { ASSERTIONS, GIL_ONLY, HOSTILE } from '../generated/build';
import { isFreeObject } from '../memory/objects';
import { currentId, solo } from '../sync/current';
import { fail } from '../sync/fail';
import { dispose } from './dispose';
import { queueMerge } from './merge';

export { dispose };

// @ts-ignore: decorator
@inline const LOCAL: usize = 4;
// @ts-ignore: decorator
@inline const SHARED: usize = 8;
// @ts-ignore: decorator
@inline const OWNER: usize = 12;

function verify(p: usize): void {
  if (p & 15 || isFreeObject(p)) fail('reference count of a dead object');
}

// ---- on addresses --------------------------------------------------------------------------------------------------

/** One reference more; the caller has or is lent one. */
// @ts-ignore: decorator
@inline export function incref(p: usize): void {
  if (HOSTILE || ASSERTIONS) verify(p);
  const local = load<u32>(p, LOCAL);
  if (local >= UNCOUNTED) return;
  if (GIL_ONLY || <u32>load<u16>(p, OWNER) == currentId) store<u32>(p, local + 1, LOCAL);
  else atomic.add<i32>(p, 4, SHARED);
}

/** One reference less. May run finalizers, and so any Python code. */
// @ts-ignore: decorator
@inline export function decref(p: usize): void {
  if (HOSTILE || ASSERTIONS) verify(p);
  const local = load<u32>(p, LOCAL);
  if (local >= UNCOUNTED) return;
  if (GIL_ONLY || <u32>load<u16>(p, OWNER) == currentId) {
    store<u32>(p, local - 1, LOCAL);
    if (local == 1) {
      if (GIL_ONLY) dispose(p);
      else localZero(p);
    }
  } else decrefForeign(p);
}

/** `decref` where the object mostly lives on: without a call then. */
// @ts-ignore: decorator
@inline export function decrefLiving(p: usize): void {
  if (!HOSTILE && !ASSERTIONS) {
    const local = load<u32>(p, LOCAL);
    if (local - 2 < UNCOUNTED - 2) if (GIL_ONLY || <u32>load<u16>(p, OWNER) == currentId) {
      store<u32>(p, local - 1, LOCAL);
      return;
    }
  }
  dropReference(p);
}

function dropReference(p: usize): void { decref(p); }

/** The owner's count has reached 0. */
function localZero(p: usize): void {
  let seen = atomic.load<i32>(p, SHARED);
  if (seen != 0) { // touched by others: merge
    atomic.store<u16>(p, 0, OWNER);
    while (true) {
      const old = atomic.cmpxchg<i32>(p, seen, seen | STATE_MERGED, SHARED);
      if (old == seen) break;
      seen = old;
    }
    if (seen >> 2 != 0) return;
  }
  dispose(p);
}

/** `decref` by a thread that does not own the object. */
export function decrefForeign(p: usize): void {
  let seen = atomic.load<i32>(p, SHARED);
  while (true) {
    const state = seen & STATE_MASK;
    if (seen >> 2 == 0 && state < STATE_QUEUED) {
      const old = atomic.cmpxchg<i32>(p, seen, STATE_QUEUED, SHARED);
      if (old == seen) {
        queueMerge(p);
        return;
      }
      seen = old;
    } else {
      const old = atomic.cmpxchg<i32>(p, seen, seen - 4, SHARED);
      if (old == seen) {
        if (seen - 4 == STATE_MERGED) dispose(p);
        return;
      }
      seen = old;
    }
  }
}

/** One reference more for a reader that holds none and has no lock; false: the object may be dead, take the lock. */
// @ts-ignore: decorator
@inline export function tryIncref(p: usize): bool {
  const local = atomic.load<u32>(p, LOCAL);
  if (local >= UNCOUNTED) return true;
  if (GIL_ONLY) {
    if (local == 0 || load<i32>(p, SHARED) == STATE_MERGED) return false; // dead, or about to be freed
    store<u32>(p, local + 1, LOCAL);
    return true;
  }
  if (<u32>atomic.load<u16>(p, OWNER) == currentId && local != 0) {
    store<u32>(p, local + 1, LOCAL);
    return true;
  }
  return tryIncrefForeign(p);
}

/**
 * Whether the object at `p`, an address just read from the word at `at`, where others may store, is the one that stood
 * there and stays alive until this thread's next safe point. Only this thread can free what it owns with a count. An
 * uncounted object may be another that was made in the block of the one that stood there, so the word is read again.
 * False tells nothing.
 */
// @ts-ignore: decorator
@inline export function staysAlive(p: usize, at: usize): bool {
  if (solo) return true;
  const local = load<u32>(p, LOCAL);
  if (local >= UNCOUNTED) return atomic.load<u64>(at) == <u64>p;
  return <u32>load<u16>(p, OWNER) == currentId && local != 0;
}

/** One reference more to an object that `staysAlive`. False: `tryIncref`, then look at the place again. */
// @ts-ignore: decorator
@inline export function increfSeen(p: usize, at: usize): bool {
  if (solo) {
    incref(p);
    return true;
  }
  const local = load<u32>(p, LOCAL);
  if (local >= UNCOUNTED) return atomic.load<u64>(at) == <u64>p;
  if (!GIL_ONLY && <u32>load<u16>(p, OWNER) != currentId || local == 0) return false;
  store<u32>(p, local + 1, LOCAL);
  return true;
}

/**
 * The pointer word `w` just read from the word at `at`, where others may store, with a reference more (none if it is
 * uncounted). NULL: `tryIncref`, then look at the place again.
 */
// @ts-ignore: decorator
@inline export function ownSeen(w: Word, at: usize): Word {
  if (!HOSTILE && !ASSERTIONS) {
    const p = address(w);
    const local = load<u32>(p, LOCAL);
    if (local - 1 < UNCOUNTED - 1) if (GIL_ONLY || <u32>load<u16>(p, OWNER) == currentId) { // alive and ours
      store<u32>(p, local + 1, LOCAL);
      return w;
    }
  }
  return ownSeenSlow(w, at);
}

function ownSeenSlow(w: Word, at: usize): Word { return increfSeen(address(w), at) ? w : NULL; }

function tryIncrefForeign(p: usize): bool {
  let seen = atomic.load<i32>(p, SHARED);
  while (true) {
    if (seen == STATE_DEFAULT || seen == STATE_MERGED) return false;
    const old = atomic.cmpxchg<i32>(p, seen, seen + 4, SHARED);
    if (old == seen) return true;
    seen = old;
  }
}

/** Under the lock of the container that holds a reference: one more, and from now on readers need no lock. */
export function increfShared(p: usize): void {
  const local = load<u32>(p, LOCAL);
  if (local >= UNCOUNTED) return;
  if (GIL_ONLY || <u32>load<u16>(p, OWNER) == currentId) {
    store<u32>(p, local + 1, LOCAL);
    return;
  }
  let seen = atomic.load<i32>(p, SHARED);
  while (true) {
    const state = seen & STATE_MASK;
    const next = (seen + 4) | (state == STATE_DEFAULT ? STATE_WEAK : 0);
    const old = atomic.cmpxchg<i32>(p, seen, next, SHARED);
    if (old == seen) return;
    seen = old;
  }
}

/** Others will look at the object without holding it (weak references, lock-free slots): leaves state 0. */
export function shareObject(p: usize): void {
  if (GIL_ONLY || load<u32>(p, LOCAL) >= UNCOUNTED) return;
  let seen = atomic.load<i32>(p, SHARED);
  while ((seen & STATE_MASK) == STATE_DEFAULT) {
    const old = atomic.cmpxchg<i32>(p, seen, seen | STATE_WEAK, SHARED);
    if (old == seen) return;
    seen = old;
  }
}

// ---- on words ------------------------------------------------------------------------------------------------------

/** The word, plain, with one reference more. */
// @ts-ignore: decorator
@inline export function own(w: Word): Word {
  if (!isPointer(w)) return w;
  incref(address(w));
  return <u64><u32>w;
}

/** One reference less; NULL, immediates and singletons are ignored. */
// @ts-ignore: decorator
@inline export function release(w: Word): void {
  if (isPointer(w)) decref(address(w));
}

// ---- marks ---------------------------------------------------------------------------------------------------------

/** From now on only the collector frees the object. Its creator calls this before others can see it. */
export function markDeferred(p: usize): void {
  if (load<u32>(p, LOCAL) >= UNCOUNTED) return;
  atomic.store<u32>(p, DEFERRED, LOCAL);
}

/** From now on the object is never freed. */
export function markImmortal(p: usize): void {
  atomic.store<u32>(p, IMMORTAL, LOCAL);
}

// @ts-ignore: decorator
@inline export function isCounted(p: usize): bool { return load<u32>(p, LOCAL) < UNCOUNTED; }

/** The whole count (a moment's view, if others touch the object); uncounted: as CPython shows immortal objects. */
export function refcount(p: usize): i64 {
  const local = load<u32>(p, LOCAL);
  if (local >= UNCOUNTED) return 0xffff_ffff;
  if (GIL_ONLY) return local;
  const shared = atomic.load<i32>(p, SHARED);
  return <i64>(shared >> 2) + (load<u16>(p, OWNER) ? <i64>local : 0);
}

/** Whether the caller holds the only reference and no other thread can get at the object. */
// @ts-ignore: decorator
@inline export function isUnique(p: usize): bool {
  if (GIL_ONLY) return load<u32>(p, LOCAL) == 1;
  return load<u32>(p, LOCAL) == 1 && <u32>load<u16>(p, OWNER) == currentId && atomic.load<i32>(p, SHARED) == 0;
}
