// _queue: SimpleQueue, an unbounded queue whose put() never blocks.
//
// `items` counts what lies in the deque and nobody has claimed. A taker lowers it by one, and then an item is his for
// sure; at zero he parks on it. A putter unparks only if `takers` says that somebody may be parked: he raises `items`
// before he looks, a taker raises `takers` before he parks, and parking looks at `items` again.

import { FALSE, NONE, NULL, Word, address, fromAddress, ofBool, ofI32 } from '../layout/word';
import { Exception } from '../layout/exception';
import { own, release } from '../counting/counts';
import { visit } from '../collector/visit';
import { freeObject } from '../memory/objects';
import { monotonicNs } from '../sync/clock';
import { INTERRUPTED, TIMED_OUT, parkUntil, unpark } from '../sync/park';
import { takeSafePoint } from '../sync/world';
import { T_DEQUE, T_EMPTY, T_OVERFLOW_ERROR, T_TYPE_ERROR, T_VALUE_ERROR } from '../generated/types';
import { call0 } from '../eval/call';
import { errorSet, raise, raiseObject } from '../eval/errors';
import { newGenericAlias } from '../objects/generic';
import { asF64, truth } from '../objects/protocol';
import { allocVar } from '../objects/type/alloc';
import { deque_append, deque_popleft } from './_collections_deque';

/** @module _queue
 * C implementation of the Python queue module.
 * This module is an implementation detail, please do not use it directly. */

/** @type Empty base=Exception module=_queue in=_queue size=offsetof<Exception>() flags=BASE,EXCEPTION
 * Exception raised by Queue.get(block=0)/get_nowait(). */

// @ts-ignore: decorator
@unmanaged
export class SimpleQueue {
  type: u32; local: u32; shared: i32; owner: u16; mutex: u8; gc: u8;
  deque: Word; // 16
  items: i32; // 24: atomic
  takers: i32; // 28: atomic
}
// @ts-ignore: decorator
@inline const ITEMS: usize = 24;
// @ts-ignore: decorator
@inline const TAKERS: usize = 28;
// @ts-ignore: decorator
@inline const LONGEST: f64 = 9223372036.0;

/** @type SimpleQueue module=_queue in=_queue size=offsetof<SimpleQueue>() flags=BASE,GC weakref
 * Simple, unbounded, reentrant FIFO queue. */

/** @new SimpleQueue */
export function queue_new(type: Word, args: usize, nargs: i32, kwnames: Word): Word {
  if (nargs != 0 || kwnames != NULL) return raise(T_TYPE_ERROR, 'SimpleQueue() takes no arguments');
  const deque = call0(<Word>T_DEQUE);
  if (deque == NULL) return NULL;
  const p = allocVar(<u32>address(type), 0);
  if (p == 0) {
    release(deque);
    return NULL;
  }
  changetype<SimpleQueue>(p).deque = deque;
  return fromAddress(p);
}
/** @init SimpleQueue */
export function queue_init(self: Word, args: usize, nargs: i32, kwnames: Word): i32 { return 0; }

/** @slot SimpleQueue.dealloc */
export function queue_dealloc(p: usize): void {
  release(changetype<SimpleQueue>(p).deque);
  freeObject(p);
}
/** @slot SimpleQueue.traverse */
export function queue_traverse(p: usize): void { visit(changetype<SimpleQueue>(p).deque); }

/** @method SimpleQueue.put(self, /, item, block=True, timeout=None)
 * Put the item on the queue.
 *
 * The optional 'block' and 'timeout' arguments are ignored, as this method
 * never blocks.  They are provided for compatibility with the Queue class. */
export function queue_put(self: Word, item: Word, block: Word, timeout: Word): Word {
  const p = address(self);
  if (deque_append(changetype<SimpleQueue>(p).deque, item) == NULL) return NULL;
  atomic.add<i32>(p, 1, ITEMS);
  if (atomic.load<i32>(p, TAKERS) != 0) unpark(p + ITEMS, 1);
  return NONE;
}
/** @method SimpleQueue.put_nowait(self, /, item)
 * Put an item into the queue without blocking.
 *
 * This is exactly equivalent to `put(item)` and is only provided
 * for compatibility with the Queue class. */
export function queue_put_nowait(self: Word, item: Word): Word { return queue_put(self, item, NULL, NULL); }

/** Claims an item: false, there is none now. */
function claim(p: usize): bool {
  while (true) {
    const n = atomic.load<i32>(p, ITEMS);
    if (n == 0) return false;
    if (atomic.cmpxchg<i32>(p, n, n - 1, ITEMS) == n) return true;
  }
}

/** Claims an item, waiting until `deadline` (-1: for ever): 1, 0 too late, -1 with an error of a signal handler. */
function claimUntil(p: usize, deadline: i64): i32 {
  while (true) {
    if (claim(p)) return 1;
    atomic.add<i32>(p, 1, TAKERS);
    const result = parkUntil(p + ITEMS, 0, deadline);
    atomic.sub<i32>(p, 1, TAKERS);
    if (result == TIMED_OUT) return claim(p) ? 1 : 0;
    if (result == INTERRUPTED && !takeSafePoint()) return -1;
  }
}

/** @method SimpleQueue.get(self, /, block=True, timeout=None)
 * Remove and return an item from the queue.
 *
 * If optional args 'block' is true and 'timeout' is None (the default),
 * block if necessary until an item is available. If 'timeout' is
 * a non-negative number, it blocks at most 'timeout' seconds and raises
 * the Empty exception if no item was available within that time.
 * Otherwise ('block' is false), return an item if one is immediately
 * available, else raise the Empty exception ('timeout' is ignored
 * in that case). */
export function queue_get(self: Word, block: Word, timeout: Word): Word {
  const p = address(self);
  const wait = block == NULL ? 1 : truth(block);
  if (wait < 0) return NULL;
  let deadline: i64 = -1;
  if (wait == 1 && timeout != NULL && timeout != NONE) {
    const seconds = asF64(timeout);
    if (seconds == -1.0 && errorSet()) return NULL;
    if (seconds < 0) return raise(T_VALUE_ERROR, "'timeout' must be a non-negative number");
    if (seconds > LONGEST) return raise(T_OVERFLOW_ERROR, 'timeout value is too large');
    deadline = monotonicNs() + <i64>Math.ceil(seconds * 1e9);
  }
  own(self);
  const got: i32 = wait == 1 ? claimUntil(p, deadline) : claim(p) ? 1 : 0;
  const item = got == 1 ? deque_popleft(changetype<SimpleQueue>(p).deque) : NULL;
  release(self);
  return got == 0 ? raiseObject(<Word>T_EMPTY, NULL) : item;
}
/** @method SimpleQueue.get_nowait(self, /)
 * Remove and return an item from the queue without blocking.
 *
 * Only get an item if one is immediately available. Otherwise
 * raise the Empty exception. */
export function queue_get_nowait(self: Word): Word { return queue_get(self, FALSE, NULL); }

/** @method SimpleQueue.empty(self, /)
 * Return True if the queue is empty, False otherwise (not reliable!). */
export function queue_empty(self: Word): Word { return ofBool(atomic.load<i32>(address(self), ITEMS) == 0); }
/** @method SimpleQueue.qsize(self, /)
 * Return the approximate size of the queue (not reliable!). */
export function queue_qsize(self: Word): Word { return ofI32(atomic.load<i32>(address(self), ITEMS)); }

/** @classmethod SimpleQueue.__class_getitem__(type, object, /)
 * See PEP 585 */
export function queue_class_getitem(type: Word, item: Word): Word { return newGenericAlias(type, item); }
