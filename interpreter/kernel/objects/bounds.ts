// Slices of a sequence of known length: start, step and number of items.

import { Slice } from '../layout/containers';
import { Type } from '../layout/type';
import { address, isInt, NONE, toInt, Word } from '../layout/word';
import { T_TYPE_ERROR, T_VALUE_ERROR } from '../generated/types';
import { errorSet, raise } from '../eval/errors';
import { indexI64, typeOf } from './protocol';

/** Results of `resolveSlice`, until its next call. */
export let sliceStart: i64 = 0;
export let sliceStep: i64 = 1;
export let sliceCount: i64 = 0;

/** Raw numbers of a slice, read once: an `__index__` that runs Python code may change the length of the sequence. */
let rawStart: i64 = 0;
let rawStop: i64 = 0;

function member(w: Word, missing: i64): i64 {
  if (w == NONE) return missing;
  if (isInt(w)) return toInt(w);
  if (!changetype<Type>(typeOf(w)).nb_index) {
    raise(T_TYPE_ERROR, 'slice indices must be integers or None or have an __index__ method');
    return -1;
  }
  return indexI64(w, 0);
}

/** Reads start, stop and step (may run Python code). False with an error set. `fitSlice` must follow. */
export function unpackSlice(slice: Word): bool {
  const s = changetype<Slice>(address(slice));
  const step = member(s.step, 1);
  if (step == -1 && errorSet()) return false;
  if (step == 0) { raise(T_VALUE_ERROR, 'slice step cannot be zero'); return false; }
  const start = member(s.start, step < 0 ? i64.MAX_VALUE : 0);
  if (start == -1 && errorSet()) return false;
  const stop = member(s.stop, step < 0 ? i64.MIN_VALUE : i64.MAX_VALUE);
  if (stop == -1 && errorSet()) return false;
  sliceStep = step < -i64.MAX_VALUE ? -i64.MAX_VALUE : step;
  rawStart = start;
  rawStop = stop;
  return true;
}

/** Fits the numbers just read to a sequence of `n` items. */
export function fitSlice(n: i64): void {
  const down = sliceStep < 0;
  let start = rawStart, stop = rawStop;
  if (start < 0) { start += n; if (start < 0) start = down ? -1 : 0; }
  else if (start >= n) start = down ? n - 1 : n;
  if (stop < 0) { stop += n; if (stop < 0) stop = down ? -1 : 0; }
  else if (stop >= n) stop = down ? n - 1 : n;
  sliceStart = start;
  sliceCount = down ? (stop < start ? (start - stop - 1) / -sliceStep + 1 : 0) : start < stop ? (stop - start - 1) / sliceStep + 1 : 0;
}

/** Start, step and count of a slice of `n` items; false with an error set. */
export function resolveSlice(slice: Word, n: i64): bool {
  if (!unpackSlice(slice)) return false;
  fitSlice(n);
  return true;
}
