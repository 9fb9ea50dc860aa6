// range and its iterators. Numbers are int words of any size; the common case, everything immediate, is done in i64.

import { Word, NULL, NONE, TRUE, FALSE, NOT_IMPLEMENTED, isInt, isPointer, toInt, address, fromAddress, ofInt, ofBool, fitsInt } from '../layout/word';
import { Range, RangeIterator } from '../layout/containers';
import { Type, LT, EQ, NE } from '../layout/type';
import {
  T_RANGE, T_RANGE_ITERATOR, T_LONGRANGE_ITERATOR, T_SLICE, T_BOOL, T_INT, T_TYPE_ERROR, T_VALUE_ERROR, T_INDEX_ERROR, T_OVERFLOW_ERROR,
} from '../generated/types';
import { N_iter } from '../generated/names';
import { newObject, freeObject } from '../memory/objects';
import { own, release, decref } from '../counting/counts';
import { enter, leave } from '../sync/critical';
import { control } from '../layout/control';
import { arg } from '../eval/call';
import { raise, raisef, errorSet, formatText } from '../eval/errors';
import { typeOf, compareBool, index, equal, isIntLike, iter, next, asI64 } from './protocol';
import { add, subtract, multiply, floorDivide, remainder } from '../eval/arithmetic';
import { intFromI64, fitsI64, toI64 } from './int/new';
import { checkPositional, checkNoKeywords } from './positional';
import { tuple1, tuple2, tuple3, tupleGet } from './tuple';
import { tuple_hash } from './tuple_methods';
import { sliceIndices } from './slice';
import { dictGetStr } from './dict/core';

/** @type range base=object size=offsetof<Range>() flags=SEQUENCE
 * range(stop) -> range object
 * range(start, stop[, step]) -> range object
 *
 * Return an object that produces a sequence of integers from start (inclusive)
 * to stop (exclusive) by step.  range(i, j) produces i, i+1, i+2, ..., j-1.
 * start defaults to 0, and stop is omitted!  range(4) produces 0, 1, 2, 3.
 * These are exactly the valid indices for a list of 4 elements.
 * When step is given, it specifies the increment (or decrement). */
/** @type range_iterator base=object size=offsetof<RangeIterator>() flags=DISALLOW_NEW */
/** @type longrange_iterator base=object size=offsetof<Range>() flags=DISALLOW_NEW */

// ---- int words ------------------------------------------------------------------------------------------------------------

// @ts-ignore: decorator
@inline function isNegative(w: Word): bool { return isInt(w) ? toInt(w) < 0 : compareBool(w, ofInt(0), LT) > 0; }

function plus(a: Word, b: Word): Word {
  return isInt(a) && isInt(b) ? intFromI64(toInt(a) + toInt(b)) : add(a, b);
}

function less(a: Word, b: Word): bool {
  return isInt(a) && isInt(b) ? toInt(a) < toInt(b) : compareBool(a, b, LT) > 0;
}

/** start + i * step, owned. */
function itemAt(r: Range, i: Word): Word {
  if (isInt(i) && isInt(r.start) && isInt(r.step) && (toInt(r.step) == 1 || toInt(r.step) == -1 || (toInt(i) < 0x4000_0000 && toInt(r.step) < 0x4000_0000 && toInt(r.step) > -0x4000_0000))) {
    return intFromI64(toInt(r.start) + toInt(i) * toInt(r.step));
  }
  const offset = multiply(i, r.step);
  if (offset == NULL) return NULL;
  const w = add(r.start, offset);
  release(offset);
  return w;
}

/** Number of values from start to stop, owned. step is not zero. */
function lengthOf(start: Word, stop: Word, step: Word): Word {
  if (isInt(start) && isInt(stop) && isInt(step)) {
    const a = toInt(start);
    const b = toInt(stop);
    const s = toInt(step);
    if (s > 0) return a < b ? intFromI64((b - a - 1) / s + 1) : ofInt(0);
    return a > b ? intFromI64((a - b - 1) / -s + 1) : ofInt(0);
  }
  const down = isNegative(step);
  const low = down ? stop : start;
  const high = down ? start : stop;
  if (!less(low, high)) return errorSet() ? NULL : ofInt(0);
  const gap = subtract(high, low);
  if (gap == NULL) return NULL;
  const width = down ? subtract(ofInt(0), step) : own(step);
  const last = subtract(gap, ofInt(1));
  release(gap);
  let n: Word = NULL;
  if (width != NULL && last != NULL) {
    const steps = floorDivide(last, width);
    if (steps != NULL) {
      n = add(steps, ofInt(1));
      release(steps);
    }
  }
  release(width);
  release(last);
  return n;
}

/** New range; takes the words over. NULL with an error set. */
export function newRange(start: Word, stop: Word, step: Word): Word {
  const n = start == NULL || stop == NULL || step == NULL ? NULL : lengthOf(start, stop, step);
  const p = n == NULL ? 0 : newObject(T_RANGE, offsetof<Range>());
  if (p == 0) {
    release(start);
    release(stop);
    release(step);
    release(n);
    return NULL;
  }
  const r = changetype<Range>(p);
  r.start = start;
  r.stop = stop;
  r.step = step;
  r.length = n;
  return fromAddress(p);
}

/** @new range */
export function range_new(type: Word, args: usize, nargs: i32, kwnames: Word): Word {
  if (!checkNoKeywords('range', kwnames) || !checkPositional('range', nargs, 1, 3)) return NULL;
  if (nargs == 1) {
    const stop = index(arg(args, 0));
    return stop == NULL ? NULL : newRange(ofInt(0), stop, ofInt(1));
  }
  const start = index(arg(args, 0));
  if (start == NULL) return NULL;
  const stop = index(arg(args, 1));
  if (stop == NULL) {
    release(start);
    return NULL;
  }
  const step = nargs == 3 ? index(arg(args, 2)) : ofInt(1);
  if (step == ofInt(0)) raise(T_VALUE_ERROR, 'range() arg 3 must not be zero');
  if (step == NULL || step == ofInt(0)) {
    release(start);
    release(stop);
    return NULL;
  }
  return newRange(start, stop, step);
}

/** @slot range.dealloc
 * @slot longrange_iterator.dealloc */
export function range_dealloc(p: usize): void {
  const r = changetype<Range>(p);
  release(r.start);
  release(r.stop);
  release(r.step);
  release(r.length);
  freeObject(p);
}

/** @member range.start */
export function range_start(self: Word): Word {
  return own(changetype<Range>(address(self)).start);
}
/** @member range.stop */
export function range_stop(self: Word): Word {
  return own(changetype<Range>(address(self)).stop);
}
/** @member range.step */
export function range_step(self: Word): Word {
  return own(changetype<Range>(address(self)).step);
}

// ---- methods ----------------------------------------------------------------------------------------------------------------

/** Whether an int (or bool) is among the values: 1, 0, -1 with an error set. */
function containsInt(r: Range, w: Word): i32 {
  if (isInt(w) && isInt(r.start) && isInt(r.stop) && isInt(r.step)) {
    const x = toInt(w);
    const a = toInt(r.start);
    const s = toInt(r.step);
    if (s > 0 ? x < a || x >= toInt(r.stop) : x > a || x <= toInt(r.stop)) return 0;
    return (x - a) % s == 0 ? 1 : 0;
  }
  if (isNegative(r.step)) {
    if (less(r.start, w) || !less(r.stop, w)) return 0;
  } else if (less(w, r.start) || !less(w, r.stop)) return 0;
  const gap = subtract(w, r.start);
  if (gap == NULL) return -1;
  const rest = remainder(gap, r.step);
  release(gap);
  if (rest == NULL) return -1;
  const r0 = rest == ofInt(0) ? 1 : 0;
  release(rest);
  return r0;
}

/** Exact int or bool: found by arithmetic. */
// @ts-ignore: decorator
@inline function isExactInt(w: Word): bool { return isInt(w) || typeOf(w) == T_INT || typeOf(w) == T_BOOL; }

function asExact(w: Word): Word {
  return w == TRUE ? ofInt(1) : w == FALSE ? ofInt(0) : w;
}

/** @slot range.sq_contains */
export function range_contains(self: Word, item: Word): i32 {
  const r = changetype<Range>(address(self));
  if (isExactInt(item)) return containsInt(r, asExact(item));
  const it = range_iter(self);
  if (it == NULL) return -1;
  while (true) {
    const w = next(it);
    if (w == NULL) {
      release(it);
      return errorSet() ? -1 : 0;
    }
    const e = equal(w, item);
    release(w);
    if (e != 0) {
      release(it);
      return e;
    }
  }
}

/** @method range.count(self, value, /)
 * rangeobject.count(value) -> integer -- return number of occurrences of value */
export function range_count(self: Word, value: Word): Word {
  if (isExactInt(value)) {
    const there = containsInt(changetype<Range>(address(self)), asExact(value));
    return there < 0 ? NULL : ofInt(there);
  }
  const it = range_iter(self);
  if (it == NULL) return NULL;
  let n: i64 = 0;
  while (true) {
    const w = next(it);
    if (w == NULL) break;
    const e = equal(w, value);
    release(w);
    if (e < 0) break;
    n += e;
  }
  release(it);
  return errorSet() ? NULL : ofInt(n);
}

/** @method range.index(self, value, /)
 * rangeobject.index(value) -> integer -- return index of value.
 * Raise ValueError if the value is not present. */
export function range_index(self: Word, value: Word): Word {
  const r = changetype<Range>(address(self));
  if (isExactInt(value)) {
    const w = asExact(value);
    const there = containsInt(r, w);
    if (there < 0) return NULL;
    if (there > 0) {
      const gap = subtract(w, r.start);
      if (gap == NULL) return NULL;
      const i = floorDivide(gap, r.step);
      release(gap);
      return i;
    }
    return raisef(T_VALUE_ERROR, '%R is not in range', value);
  }
  const it = range_iter(self);
  if (it == NULL) return NULL;
  for (let i: i64 = 0; ; i++) {
    const w = next(it);
    if (w == NULL) break;
    const e = equal(w, value);
    release(w);
    if (e != 0) {
      release(it);
      return e < 0 ? NULL : ofInt(i);
    }
  }
  release(it);
  return errorSet() ? NULL : raise(T_VALUE_ERROR, 'sequence.index(x): x not in sequence');
}

/** @method range.__reduce__(self, /) */
export function range_reduce(self: Word): Word {
  const r = changetype<Range>(address(self));
  const args = tuple3(own(r.start), own(r.stop), own(r.step));
  return args == 0 ? NULL : fromAddress(tuple2(fromAddress(T_RANGE), fromAddress(args)));
}

/** @slot range.repr */
export function range_repr(self: Word): Word {
  const r = changetype<Range>(address(self));
  if (r.step == ofInt(1)) return formatText('range(%R, %R)', r.start, r.stop);
  return formatText('range(%R, %R, %R)', r.start, r.stop, r.step);
}

/** @slot range.richcompare */
export function range_richcompare(self: Word, other: Word, op: i32): Word {
  if (!isPointer(other) || typeOf(other) != T_RANGE || (op != EQ && op != NE)) return NOT_IMPLEMENTED;
  const a = changetype<Range>(address(self));
  const b = changetype<Range>(address(other));
  let same = self == other;
  if (!same && equal(a.length, b.length) > 0) {
    same = a.length == ofInt(0) || (equal(a.start, b.start) > 0 && (a.length == ofInt(1) || equal(a.step, b.step) > 0));
  }
  if (errorSet()) return NULL;
  return ofBool(same == (op == EQ));
}

/** @slot range.hash */
export function range_hash(self: Word): i64 {
  const r = changetype<Range>(address(self));
  const empty = r.length == ofInt(0);
  const t = tuple3(own(r.length), empty ? NONE : own(r.start), empty || r.length == ofInt(1) ? NONE : own(r.step));
  if (t == 0) return -1;
  const h = tuple_hash(fromAddress(t));
  decref(t);
  return h;
}

/** @slot range.nb_bool */
export function range_bool(self: Word): i32 {
  return changetype<Range>(address(self)).length == ofInt(0) ? 0 : 1;
}

/** @slot range.sq_length
 * @slot range.mp_length */
export function range_length(self: Word): i64 {
  const n = changetype<Range>(address(self)).length;
  if (isInt(n)) return toInt(n);
  if (fitsI64(n)) return toI64(n);
  raise(T_OVERFLOW_ERROR, 'Python int too large to convert to C ssize_t');
  return -1;
}

/** @slot range.sq_item */
export function range_item(self: Word, i: i64): Word {
  const w = intFromI64(i);
  if (w == NULL) return NULL;
  const r = itemChecked(changetype<Range>(address(self)), w);
  release(w);
  return r;
}

function itemChecked(r: Range, i: Word): Word {
  if (isInt(i) && isInt(r.length) ? <u64>toInt(i) >= <u64>toInt(r.length) : isNegative(i) || !less(i, r.length)) return raise(T_INDEX_ERROR, 'range object index out of range');
  return itemAt(r, i);
}

/** @slot range.mp_subscript */
export function range_subscript(self: Word, key: Word): Word {
  const r = changetype<Range>(address(self));
  if (isPointer(key) && typeOf(key) == T_SLICE) {
    const bounds = sliceIndices(key, r.length);
    if (bounds == NULL) return NULL;
    const t = address(bounds);
    const out = newRange(itemAt(r, tupleGet(t, 0)), itemAt(r, tupleGet(t, 1)), multiply(r.step, tupleGet(t, 2)));
    release(bounds);
    return out;
  }
  if (!isIntLike(key) && changetype<Type>(<usize>typeOf(key)).nb_index == 0) return raisef(T_TYPE_ERROR, 'range indices must be integers or slices, not %T', key);
  let i = index(key);
  if (i == NULL) return NULL;
  if (isNegative(i)) {
    const moved = plus(i, r.length);
    release(i);
    if (moved == NULL) return NULL;
    i = moved;
  }
  const w = itemChecked(r, i);
  release(i);
  return w;
}

// ---- iterators ----------------------------------------------------------------------------------------------------------------

/** Iterator over `length` values from `start` on; words lent. */
function iterate(start: Word, step: Word, length: Word): Word {
  if (isInt(start) && isInt(step) && isInt(length)) {
    const n = toInt(length);
    const s = toInt(step);
    if (n == 0 || (n < 0x4000_0000 && s < 0x4000_0000 && s > -0x4000_0000) || s == 1 || s == -1 || n == 1) {
      const end = toInt(start) + n * s;
      if (fitsInt(end)) {
        const p = newObject(T_RANGE_ITERATOR, offsetof<RangeIterator>());
        if (p == 0) return NULL;
        const it = changetype<RangeIterator>(p);
        it.current = toInt(start);
        it.remaining = n;
        it.step = s;
        return fromAddress(p);
      }
    }
  }
  const p = newObject(T_LONGRANGE_ITERATOR, offsetof<Range>());
  if (p == 0) return NULL;
  const it = changetype<Range>(p);
  it.start = own(start);
  it.stop = NONE;
  it.step = own(step);
  it.length = own(length);
  return fromAddress(p);
}

/** @slot range.iter */
export function range_iter(self: Word): Word {
  const r = changetype<Range>(address(self));
  return iterate(r.start, r.step, r.length);
}

/** @method range.__reversed__(self, /)
 * Return a reverse iterator. */
export function range_reversed(self: Word): Word {
  const r = changetype<Range>(address(self));
  const last = plus(r.length, ofInt(-1));
  const start = last == NULL ? NULL : itemAt(r, last);
  const step = start == NULL ? NULL : subtract(ofInt(0), r.step);
  const it = step == NULL ? NULL : iterate(start, step, r.length);
  release(last);
  release(start);
  release(step);
  return it;
}

/** @slot range_iterator.iter
 * @slot longrange_iterator.iter */
export function rangeIteratorIter(self: Word): Word {
  return own(self);
}

/** @slot range_iterator.iternext */
export function rangeIteratorNext(self: Word): Word {
  const it = changetype<RangeIterator>(address(self));
  const n = it.remaining;
  if (n <= 0) return NULL;
  it.remaining = n - 1;
  const w = it.current;
  it.current = w + it.step;
  return ofInt(w);
}

/** @slot range_iterator.dealloc */
export function rangeIteratorDealloc(p: usize): void {
  freeObject(p);
}

/** @method range_iterator.__length_hint__(self, /)
 * Private method returning an estimate of len(list(it)). */
export function rangeIteratorHint(self: Word): Word {
  return ofInt(max<i64>(0, changetype<RangeIterator>(address(self)).remaining));
}

/** @method range_iterator.__setstate__(self, state, /)
 * Set state information for unpickling. */
export function rangeIteratorSetstate(self: Word, state: Word): Word {
  let i = asI64(state);
  if (i == -1 && errorSet()) return NULL;
  const it = changetype<RangeIterator>(address(self));
  i = max<i64>(0, min<i64>(i, it.remaining));
  it.current += i * it.step;
  it.remaining -= i;
  return NONE;
}

/** (iter, (range,), None) for the values to come. */
function reduceIterator(start: Word, step: Word, n: Word): Word {
  const f = dictGetStr(address(control().builtins), N_iter);
  if (f == NULL) return NULL;
  const width = multiply(step, n);
  const stop = width == NULL ? NULL : add(start, width);
  release(width);
  const r = stop == NULL ? NULL : newRange(own(start), stop, own(step));
  if (r == NULL) {
    release(f);
    return NULL;
  }
  return fromAddress(tuple3(f, fromAddress(tuple1(r)), NONE));
}

/** @method range_iterator.__reduce__(self, /)
 * Return state information for pickling. */
export function rangeIteratorReduce(self: Word): Word {
  const it = changetype<RangeIterator>(address(self));
  return reduceIterator(ofInt(it.current), ofInt(it.step), ofInt(it.remaining));
}

/** @slot longrange_iterator.iternext */
export function longrangeNext(self: Word): Word {
  const p = address(self);
  const it = changetype<Range>(p);
  enter(p);
  const w = own(it.start);
  const n = own(it.length);
  leave(p);
  let following: Word = NULL;
  let left: Word = NULL;
  if (n != ofInt(0)) {
    following = add(w, it.step);
    left = following == NULL ? NULL : add(n, ofInt(-1));
  }
  release(n);
  if (left == NULL) {
    release(w);
    release(following);
    return NULL;
  }
  enter(p);
  const a = it.start;
  const b = it.length;
  it.start = following;
  it.length = left;
  leave(p);
  release(a);
  release(b);
  return w;
}

/** @method longrange_iterator.__length_hint__(self, /)
 * Private method returning an estimate of len(list(it)). */
export function longrangeHint(self: Word): Word {
  return own(changetype<Range>(address(self)).length);
}

/** @method longrange_iterator.__setstate__(self, state, /)
 * Set state information for unpickling. */
export function longrangeSetstate(self: Word, state: Word): Word {
  let i = index(state);
  if (i == NULL) return NULL;
  const p = address(self);
  const it = changetype<Range>(p);
  if (isNegative(i)) {
    release(i);
    i = ofInt(0);
  } else if (less(it.length, i)) {
    release(i);
    i = own(it.length);
  }
  const start = itemAt(it, i);
  const left = subtract(it.length, i);
  release(i);
  if (start == NULL || left == NULL) return NULL;
  enter(p);
  const a = it.start;
  const b = it.length;
  it.start = start;
  it.length = left;
  leave(p);
  release(a);
  release(b);
  return NONE;
}

/** @method longrange_iterator.__reduce__(self, /)
 * Return state information for pickling. */
export function longrangeReduce(self: Word): Word {
  const it = changetype<Range>(address(self));
  return reduceIterator(it.start, it.step, it.length);
}
