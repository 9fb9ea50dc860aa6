// _heapq: binary heaps in lists. Comparisons may run Python code, so items are read and written one by one and a list
// that has changed its size is noticed.

import { Word, NULL, NONE, address } from '../layout/word';
import { LT } from '../layout/type';
import { T_INDEX_ERROR, T_RUNTIME_ERROR, T_TYPE_ERROR } from '../generated/types';
import { own, release } from '../counting/counts';
import { raise, raisef } from '../eval/errors';
import { compareBool } from '../objects/protocol';
import { newText } from '../objects/str/new';
import { isList, listAppend, listGet, listPop, listSetFast, listSize } from '../objects/list/core';

/** @module _heapq
 * Heap queue algorithm (a.k.a. priority queue).
 *
 * Heaps are arrays for which a[k] <= a[2*k+1] and a[k] <= a[2*k+2] for
 * all k, counting elements from 0.  For the sake of comparison,
 * non-existing elements are considered to be infinite.  The interesting
 * property of a heap is that a[0] is always its smallest element. */

function checkList(heap: Word, name: string): bool {
  if (isList(heap)) return true;
  const text = newText(name);
  if (text != NULL) raisef(T_TYPE_ERROR, '%U() argument 1 must be list, not %T', text, heap);
  release(text);
  return false;
}

/** Whether a comes before b (max: behind): 1, 0, -1 with an error set. */
// @ts-ignore: decorator
@inline function before(a: Word, b: Word, max: bool): i32 { return max ? compareBool(b, a, LT) : compareBool(a, b, LT); }

function changed(): bool {
  raise(T_RUNTIME_ERROR, 'list changed size during iteration');
  return false;
}

/** Exchanges items i and j. */
function exchange(p: usize, i: u32, j: u32): bool {
  const a = listGet(p, i);
  const b = listGet(p, j);
  const ok = a != NULL && b != NULL && listSetFast(p, i, b) != 0 && listSetFast(p, j, a) != 0;
  release(a);
  release(b);
  return ok ? true : changed();
}

/** Compares items i and j: 1 if i comes first, 0, -1 with an error set; the list must keep its size n. */
function compareItems(p: usize, i: u32, j: u32, n: u32, max: bool): i32 {
  const a = listGet(p, i);
  const b = listGet(p, j);
  let r = -1;
  if (a != NULL && b != NULL) {
    r = before(a, b, max);
    if (r >= 0 && listSize(p) != n) {
      changed();
      r = -1;
    }
  } else changed();
  release(a);
  release(b);
  return r;
}

/** Moves item `pos` up, not above `start`. */
function siftDown(p: usize, start: u32, pos: u32, max: bool): bool {
  const n = listSize(p);
  while (pos > start) {
    const parent = (pos - 1) >> 1;
    const r = compareItems(p, pos, parent, n, max);
    if (r < 0) return false;
    if (r == 0) break;
    if (!exchange(p, pos, parent)) return false;
    pos = parent;
  }
  return true;
}

/** Moves item `pos` down to a leaf along the smaller children, then up to its place. */
function siftUp(p: usize, pos: u32, max: bool): bool {
  const n = listSize(p);
  const start = pos;
  const limit = n >> 1;
  while (pos < limit) {
    let child: u32 = 2 * pos + 1;
    if (child + 1 < n) {
      const r = compareItems(p, child, child + 1, n, max);
      if (r < 0) return false;
      if (r == 0) child++;
    }
    if (!exchange(p, pos, child)) return false;
    pos = child;
  }
  return siftDown(p, start, pos, max);
}

function pop(heap: Word, max: bool): Word {
  if (!checkList(heap, max ? '_heappop_max' : 'heappop')) return NULL;
  const p = address(heap);
  const last = listPop(p, -1);
  if (last == NULL) return raise(T_INDEX_ERROR, 'index out of range');
  const first = listGet(p, 0);
  if (first == NULL) return last;
  listSetFast(p, 0, last);
  release(last);
  if (siftUp(p, 0, max)) return first;
  release(first);
  return NULL;
}

function replace(heap: Word, item: Word, max: bool): Word {
  if (!checkList(heap, max ? '_heapreplace_max' : 'heapreplace')) return NULL;
  const p = address(heap);
  const first = listGet(p, 0);
  if (first == NULL) return raise(T_INDEX_ERROR, 'index out of range');
  listSetFast(p, 0, item);
  if (siftUp(p, 0, max)) return first;
  release(first);
  return NULL;
}

function heapifyList(heap: Word, max: bool): Word {
  if (!checkList(heap, max ? '_heapify_max' : 'heapify')) return NULL;
  const p = address(heap);
  for (let i = listSize(p) >> 1; i != 0; ) if (!siftUp(p, --i, max)) return NULL;
  return NONE;
}

/** @function _heapq.heappush(heap, item, /)
 * Push item onto heap, maintaining the heap invariant. */
export function heapq_push(heap: Word, item: Word): Word {
  if (!checkList(heap, 'heappush')) return NULL;
  const p = address(heap);
  if (listAppend(p, item) < 0) return NULL;
  return siftDown(p, 0, listSize(p) - 1, false) ? NONE : NULL;
}

/** @function _heapq.heappop(heap, /)
 * Pop the smallest item off the heap, maintaining the heap invariant. */
export function heapq_pop(heap: Word): Word {
  return pop(heap, false);
}

/** @function _heapq.heapreplace(heap, item, /)
 * Pop and return the current smallest value, and add the new item.
 *
 * This is more efficient than heappop() followed by heappush(), and can be
 * more appropriate when using a fixed-size heap.  Note that the value
 * returned may be larger than item!  That constrains reasonable uses of
 * this routine unless written as part of a conditional replacement:
 *
 *     if item > heap[0]:
 *         item = heapreplace(heap, item) */
export function heapq_replace(heap: Word, item: Word): Word {
  return replace(heap, item, false);
}

/** @function _heapq.heappushpop(heap, item, /)
 * Push item on the heap, then pop and return the smallest item from the heap.
 *
 * The combined action runs more efficiently than heappush() followed by
 * a separate call to heappop(). */
export function heapq_pushpop(heap: Word, item: Word): Word {
  if (!checkList(heap, 'heappushpop')) return NULL;
  const p = address(heap);
  const first = listGet(p, 0);
  if (first == NULL) return own(item);
  const r = before(first, item, false);
  release(first);
  if (r < 0) return NULL;
  if (r == 0) return own(item);
  return replace(heap, item, false);
}

/** @function _heapq.heapify(heap, /)
 * Transform list into a heap, in-place, in O(len(heap)) time. */
export function heapq_heapify(heap: Word): Word {
  return heapifyList(heap, false);
}

/** @function _heapq._heappop_max(heap, /)
 * Maxheap variant of heappop. */
export function heapq_pop_max(heap: Word): Word {
  return pop(heap, true);
}
/** @function _heapq._heapreplace_max(heap, item, /)
 * Maxheap variant of heapreplace. */
export function heapq_replace_max(heap: Word, item: Word): Word {
  return replace(heap, item, true);
}
/** @function _heapq._heapify_max(heap, /)
 * Maxheap variant of heapify. */
export function heapq_heapify_max(heap: Word): Word {
  return heapifyList(heap, true);
}
