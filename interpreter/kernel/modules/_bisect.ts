// _bisect: binary search in sorted sequences.

import { Word, NULL, NONE, address, isPointer } from '../layout/word';
import { LT } from '../layout/type';
import { T_LIST, T_VALUE_ERROR, T_OVERFLOW_ERROR } from '../generated/types';
import { N_insert } from '../generated/names';
import { own, release } from '../counting/counts';
import { call1, callMethod2 } from '../eval/call';
import { raise, errorSet } from '../eval/errors';
import { compareBool, getItem, indexI64, length, typeOf } from '../objects/protocol';
import { intFromI64 } from '../objects/int/new';
import { listInsertOwned } from '../objects/list/core';

/** @module _bisect
 * Bisection algorithms.
 *
 * This module provides support for maintaining a list in sorted order without
 * having to sort the list after each insertion. For long lists of items with
 * expensive comparison operations, this can be an improvement over the more
 * common approach. */

/** Where x belongs in a[lo:hi]; -1 with an error set. `key` NONE: none. */
function search(a: Word, x: Word, lo: Word, hi: Word, key: Word, right: bool): i64 {
  let from: i64 = 0;
  if (lo != NULL) {
    from = indexI64(lo, T_OVERFLOW_ERROR);
    if (from == -1 && errorSet()) return -1;
  }
  if (from < 0) {
    raise(T_VALUE_ERROR, 'lo must be non-negative');
    return -1;
  }
  let to: i64 = -1;
  if (hi != NULL && hi != NONE) {
    to = indexI64(hi, T_OVERFLOW_ERROR);
    if (to == -1 && errorSet()) return -1;
  }
  if (to == -1) {
    to = length(a);
    if (to < 0) return -1;
  }
  while (from < to) {
    const mid = <i64>(<u64>(from + to) >> 1);
    const at = intFromI64(mid);
    let w = getItem(a, at);
    release(at);
    if (w != NULL && key != NULL && key != NONE) {
      const k = call1(key, w);
      release(w);
      w = k;
    }
    if (w == NULL) return -1;
    const r = right ? compareBool(x, w, LT) : compareBool(w, x, LT);
    release(w);
    if (r < 0) return -1;
    if ((r != 0) == right) to = mid;
    else from = mid + 1;
  }
  return from;
}

/** @function _bisect.bisect_right(a, x, lo=0, hi=None, *, key=None)
 * Return the index where to insert item x in list a, assuming a is sorted.
 *
 * The return value i is such that all e in a[:i] have e <= x, and all e in
 * a[i:] have e > x.  So if x already appears in the list, a.insert(i, x) will
 * insert just after the rightmost x already there.
 *
 * Optional args lo (default 0) and hi (default len(a)) bound the
 * slice of a to be searched.
 *
 * A custom key function can be supplied to customize the sort order. */
export function bisect_right(a: Word, x: Word, lo: Word, hi: Word, key: Word): Word {
  const i = search(a, x, lo, hi, key, true);
  return i < 0 ? NULL : intFromI64(i);
}

/** @function _bisect.bisect_left(a, x, lo=0, hi=None, *, key=None)
 * Return the index where to insert item x in list a, assuming a is sorted.
 *
 * The return value i is such that all e in a[:i] have e < x, and all e in
 * a[i:] have e >= x.  So if x already appears in the list, a.insert(i, x) will
 * insert just before the leftmost x already there.
 *
 * Optional args lo (default 0) and hi (default len(a)) bound the
 * slice of a to be searched.
 *
 * A custom key function can be supplied to customize the sort order. */
export function bisect_left(a: Word, x: Word, lo: Word, hi: Word, key: Word): Word {
  const i = search(a, x, lo, hi, key, false);
  return i < 0 ? NULL : intFromI64(i);
}

function insort(a: Word, x: Word, lo: Word, hi: Word, key: Word, right: bool): Word {
  const k = key != NULL && key != NONE ? call1(key, x) : own(x);
  if (k == NULL) return NULL;
  const i = search(a, k, lo, hi, key, right);
  release(k);
  if (i < 0) return NULL;
  if (isPointer(a) && typeOf(a) == T_LIST) return listInsertOwned(address(a), i, own(x)) < 0 ? NULL : NONE;
  const at = intFromI64(i);
  const r = callMethod2(a, N_insert, at, x);
  release(at);
  if (r == NULL) return NULL;
  release(r);
  return NONE;
}

/** @function _bisect.insort_right(a, x, lo=0, hi=None, *, key=None)
 * Insert item x in list a, and keep it sorted assuming a is sorted.
 *
 * If x is already in a, insert it to the right of the rightmost x.
 *
 * Optional args lo (default 0) and hi (default len(a)) bound the
 * slice of a to be searched.
 *
 * A custom key function can be supplied to customize the sort order. */
export function insort_right(a: Word, x: Word, lo: Word, hi: Word, key: Word): Word {
  return insort(a, x, lo, hi, key, true);
}

/** @function _bisect.insort_left(a, x, lo=0, hi=None, *, key=None)
 * Insert item x in list a, and keep it sorted assuming a is sorted.
 *
 * If x is already in a, insert it to the left of the leftmost x.
 *
 * Optional args lo (default 0) and hi (default len(a)) bound the
 * slice of a to be searched.
 *
 * A custom key function can be supplied to customize the sort order. */
export function insort_left(a: Word, x: Word, lo: Word, hi: Word, key: Word): Word {
  return insort(a, x, lo, hi, key, false);
}
