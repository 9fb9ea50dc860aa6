// slice objects. What a slice selects of a sequence: objects/bounds.ts.

import { Word, NULL, NONE, NOT_IMPLEMENTED, isPointer, address, fromAddress, ofInt } from '../layout/word';
import { Slice } from '../layout/containers';
import { Type, LT, LE, EQ, GE } from '../layout/type';
import { T_SLICE, T_TYPE_ERROR, T_VALUE_ERROR } from '../generated/types';
import { newObject, freeObject } from '../memory/objects';
import { own, release } from '../counting/counts';
import { visit } from '../collector/visit';
import { arg } from '../eval/call';
import { raise, formatText } from '../eval/errors';
import { typeOf, compareBool, hash, index, isIntLike } from './protocol';
import { add } from '../eval/arithmetic';
import { checkPositional, checkNoKeywords } from './positional';
import { tuple3, tuple2 } from './tuple';
import { tuple_richcompare } from './tuple_methods';
import { FALSE, TRUE } from '../layout/word';

/** @type slice base=object size=offsetof<Slice>() flags=GC
 * slice(stop)
 * slice(start, stop[, step])
 *
 * Create a slice object.  This is used for extended slicing (e.g. a[0:10:2]). */

/** New slice; takes the words over (NONE for "not given"). NULL: MemoryError. */
export function newSlice(start: Word, stop: Word, step: Word): Word {
  const p = newObject(T_SLICE, offsetof<Slice>());
  if (p == 0) {
    release(start);
    release(stop);
    release(step);
    return NULL;
  }
  const s = changetype<Slice>(p);
  s.start = start;
  s.stop = stop;
  s.step = step;
  return fromAddress(p);
}

/** @new slice */
export function slice_new(type: Word, args: usize, nargs: i32, kwnames: Word): Word {
  if (!checkNoKeywords('slice', kwnames) || !checkPositional('slice', nargs, 1, 3)) return NULL;
  if (nargs == 1) return newSlice(NONE, own(arg(args, 0)), NONE);
  return newSlice(own(arg(args, 0)), own(arg(args, 1)), nargs == 3 ? own(arg(args, 2)) : NONE);
}

/** @slot slice.dealloc */
export function slice_dealloc(p: usize): void {
  const s = changetype<Slice>(p);
  release(s.start);
  release(s.stop);
  release(s.step);
  freeObject(p);
}

/** @slot slice.traverse */
export function slice_traverse(p: usize): void {
  const s = changetype<Slice>(p);
  visit(s.start);
  visit(s.stop);
  visit(s.step);
}

/** @member slice.start */
export function slice_start(self: Word): Word {
  return own(changetype<Slice>(address(self)).start);
}
/** @member slice.stop */
export function slice_stop(self: Word): Word {
  return own(changetype<Slice>(address(self)).stop);
}
/** @member slice.step */
export function slice_step(self: Word): Word {
  return own(changetype<Slice>(address(self)).step);
}

function asTuple(self: Word): Word {
  const s = changetype<Slice>(address(self));
  return fromAddress(tuple3(own(s.start), own(s.stop), own(s.step)));
}

/** @slot slice.repr */
export function slice_repr(self: Word): Word {
  const s = changetype<Slice>(address(self));
  return formatText('slice(%R, %R, %R)', s.start, s.stop, s.step);
}

/** @slot slice.hash */
export function slice_hash(self: Word): i64 {
  const s = changetype<Slice>(address(self));
  let acc: u64 = 2870177450012600261;
  for (let i = 0; i < 3; i++) {
    const lane = hash(i == 0 ? s.start : i == 1 ? s.stop : s.step);
    if (lane == -1) return -1;
    acc = rotl<u64>(acc + <u64>lane * 14029467366897019727, 31) * 11400714785074694791;
  }
  return acc == <u64>-1 ? 1546275796 : <i64>acc;
}

/** @slot slice.richcompare */
export function slice_richcompare(self: Word, other: Word, op: i32): Word {
  if (!isPointer(other) || typeOf(other) != T_SLICE || typeOf(self) != T_SLICE) return NOT_IMPLEMENTED;
  if (self == other) return op == EQ || op == LE || op == GE ? TRUE : FALSE;
  const a = asTuple(self);
  const b = asTuple(other);
  const r = a == NULL || b == NULL ? NULL : tuple_richcompare(a, b, op);
  release(a);
  release(b);
  return r;
}

/** @method slice.__reduce__(self, /)
 * Return state information for pickling. */
export function slice_reduce(self: Word): Word {
  const t = asTuple(self);
  return t == NULL ? NULL : fromAddress(tuple2(fromAddress(T_SLICE), t));
}

/** A member of a slice as an int word, `missing` for None; both owned. */
function bound(w: Word, missing: Word): Word {
  if (w == NONE) return own(missing);
  if (!isIntLike(w) && changetype<Type>(<usize>typeOf(w)).nb_index == 0) return raise(T_TYPE_ERROR, 'slice indices must be integers or None or have an __index__ method');
  return index(w);
}

/** A start or stop brought between lower and upper, counting from the end if negative; takes `w` over. */
function clamp(w: Word, length: Word, lower: Word, upper: Word): Word {
  if (w == NULL) return NULL;
  let negative = compareBool(w, ofInt(0), LT);
  if (negative > 0) {
    const moved = add(w, length);
    release(w);
    if (moved == NULL) return NULL;
    w = moved;
    negative = compareBool(w, lower, LT);
    if (negative > 0) {
      release(w);
      return own(lower);
    }
  } else if (compareBool(upper, w, LT) > 0) {
    release(w);
    return own(upper);
  }
  return w;
}

/** (start, stop, step) of a slice for a sequence of `length` (a non-negative int word) items, as a tuple. NULL with an error set. */
export function sliceIndices(slice: Word, length: Word): Word {
  const s = changetype<Slice>(address(slice));
  const step = bound(s.step, ofInt(1));
  if (step == NULL) return NULL;
  if (step == ofInt(0)) return raise(T_VALUE_ERROR, 'slice step cannot be zero');
  const down = compareBool(step, ofInt(0), LT) > 0;
  const lower = down ? ofInt(-1) : ofInt(0);
  const upper = down ? add(length, ofInt(-1)) : own(length);
  let start: Word = NULL;
  let stop: Word = NULL;
  if (upper != NULL) {
    start = s.start == NONE ? own(down ? upper : lower) : clamp(bound(s.start, NONE), length, lower, upper);
    if (start != NULL) stop = s.stop == NONE ? own(down ? lower : upper) : clamp(bound(s.stop, NONE), length, lower, upper);
  }
  release(upper);
  if (stop == NULL) {
    release(start);
    release(step);
    return NULL;
  }
  return fromAddress(tuple3(start, stop, step));
}

/** @method slice.indices(self, object, /)
 * S.indices(len) -> (start, stop, stride)
 *
 * Assuming a sequence of length len, calculate the start and stop
 * indices, and the stride length of the extended slice described by
 * S. Out of bounds indices are clipped in a manner consistent with the
 * handling of normal slices. */
export function slice_indices(self: Word, object: Word): Word {
  const n = index(object);
  if (n == NULL) return NULL;
  if (compareBool(n, ofInt(0), LT) > 0) {
    release(n);
    return raise(T_VALUE_ERROR, 'length should not be negative');
  }
  const r = sliceIndices(self, n);
  release(n);
  return r;
}
