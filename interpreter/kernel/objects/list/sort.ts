// list.sort: a stable, adaptive merge sort (timsort: natural runs, binary insertion up to the minimal run, powersort's
// merge order, galloping). The items are taken out of the list while it runs: others see an empty list.

import { Word, NULL, NONE, TRUE, FALSE, isInt, bothInt, isFloat, isPointer, toInt, toFloat, address } from '../../layout/word';
import { ARRAY_ITEMS } from '../../layout/containers';
import { LT } from '../../layout/type';
import { T_STR, T_TUPLE, T_VALUE_ERROR } from '../../generated/types';
import { release } from '../../counting/counts';
import { enter, leave } from '../../sync/critical';
import { atomicStore32 } from '../../sync/access';
import { allocBlock, freeBlock, KIND_RAW } from '../../memory/blocks';
import { raise, memoryError } from '../../eval/errors';
import { call1 } from '../../eval/call';
import { compare, truth, typeOf } from '../protocol';
import { tupleGet, tupleSize } from '../tuple';
import { strCompare } from '../str/type';
import { LIST_SIZE, LIST_ARRAY, discardBlock } from './core';

/** What all keys are: how two of them are compared. */
// @ts-ignore: decorator
@inline const ANY: u32 = 0;
// @ts-ignore: decorator
@inline const INTS: u32 = 1;
// @ts-ignore: decorator
@inline const FLOATS: u32 = 2;
// @ts-ignore: decorator
@inline const STRS: u32 = 3;
// @ts-ignore: decorator
@inline const TUPLES: u32 = 4;

// @ts-ignore: decorator
@inline const MAX_RUNS: usize = 64;
// @ts-ignore: decorator
@inline const GALLOP: i32 = 7;

/** State of one sort, in a raw block of its own (comparisons may sort again). */
// @ts-ignore: decorator
@unmanaged
class Sort {
  /** Words that are compared. */
  keys: usize;
  /** Words that go along with them; 0: the keys are the items. */
  values: usize;
  tempKeys: usize;
  tempValues: usize;
  kind: u32;
  n: i32;
  gallop: i32;
  runs: i32;
  // 32: { i32 start, i32 length, i32 power } [MAX_RUNS]
}
// @ts-ignore: decorator
@inline const RUNS: usize = 32;
// @ts-ignore: decorator
@inline function runStart(s: Sort, i: i32): i32 { return load<i32>(changetype<usize>(s) + RUNS + <usize>i * 12); }
// @ts-ignore: decorator
@inline function runLength(s: Sort, i: i32): i32 { return load<i32>(changetype<usize>(s) + RUNS + <usize>i * 12, 4); }
// @ts-ignore: decorator
@inline function runPower(s: Sort, i: i32): i32 { return load<i32>(changetype<usize>(s) + RUNS + <usize>i * 12, 8); }
function setRun(s: Sort, i: i32, start: i32, length: i32): void {
  store<i32>(changetype<usize>(s) + RUNS + <usize>i * 12, start);
  store<i32>(changetype<usize>(s) + RUNS + <usize>i * 12, length, 4);
}
// @ts-ignore: decorator
@inline function word(base: usize, i: i32): Word { return load<u64>(base + (<usize>i << 3)); }
// @ts-ignore: decorator
@inline function put(base: usize, i: i32, w: Word): void { store<u64>(base + (<usize>i << 3), w); }

/** The order of two exact tuples, as far as their items tell it without running code: 1, 0; -1: they do not. */
function lessTuples(p: usize, q: usize): i32 {
  const n = tupleSize(p), m = tupleSize(q);
  for (let i: u32 = 0, least = min(n, m); i < least; i++) {
    const a = tupleGet(p, i), b = tupleGet(q, i);
    if (a == b) continue;
    if (bothInt(a, b)) return toInt(a) < toInt(b) ? 1 : 0;
    if (!isPointer(a) || !isPointer(b) || load<u32>(address(a)) != T_STR || load<u32>(address(b)) != T_STR) return -1;
    const order = strCompare(address(a), address(b));
    if (order != 0) return order < 0 ? 1 : 0;
  }
  return n < m ? 1 : 0;
}

/** a < b: 1, 0, or -1 with an error set. */
function less(kind: u32, a: Word, b: Word): i32 {
  if (kind == INTS) return toInt(a) < toInt(b) ? 1 : 0;
  if (kind == STRS) return strCompare(address(a), address(b)) < 0 ? 1 : 0;
  if (kind == FLOATS) return toFloat(a) < toFloat(b) ? 1 : 0;
  if (kind == TUPLES) {
    const told = lessTuples(address(a), address(b));
    if (told >= 0) return told;
  }
  const r = compare(a, b, LT);
  if (r == TRUE) return 1;
  if (r == FALSE) return 0;
  if (r == NULL) return -1;
  const t = truth(r);
  release(r);
  return t;
}

function kindOf(keys: usize, n: i32): u32 {
  let ints = 0;
  let floats = 0;
  let strs = 0;
  let tuples = 0;
  for (let i = 0; i < n; i++) {
    const w = word(keys, i);
    if (isInt(w)) ints++;
    else if (isFloat(w)) floats++;
    else if (isPointer(w) && typeOf(w) == T_STR) strs++;
    else if (isPointer(w) && typeOf(w) == T_TUPLE) tuples++;
    else return ANY;
  }
  return ints == n ? INTS : floats == n ? FLOATS : strs == n ? STRS : tuples == n ? TUPLES : ANY;
}

// @ts-ignore: decorator
@inline function move(s: Sort, to: i32, from: i32, n: i32): void {
  memory.copy(s.keys + (<usize>to << 3), s.keys + (<usize>from << 3), <usize>n << 3);
  if (s.values != 0) memory.copy(s.values + (<usize>to << 3), s.values + (<usize>from << 3), <usize>n << 3);
}
// @ts-ignore: decorator
@inline function toTemp(s: Sort, to: i32, from: i32, n: i32): void {
  memory.copy(s.tempKeys + (<usize>to << 3), s.keys + (<usize>from << 3), <usize>n << 3);
  if (s.values != 0) memory.copy(s.tempValues + (<usize>to << 3), s.values + (<usize>from << 3), <usize>n << 3);
}
// @ts-ignore: decorator
@inline function fromTemp(s: Sort, to: i32, from: i32, n: i32): void {
  memory.copy(s.keys + (<usize>to << 3), s.tempKeys + (<usize>from << 3), <usize>n << 3);
  if (s.values != 0) memory.copy(s.values + (<usize>to << 3), s.tempValues + (<usize>from << 3), <usize>n << 3);
}
// @ts-ignore: decorator
@inline function move1(s: Sort, to: i32, from: i32): void {
  put(s.keys, to, word(s.keys, from));
  if (s.values != 0) put(s.values, to, word(s.values, from));
}
// @ts-ignore: decorator
@inline function fromTemp1(s: Sort, to: i32, from: i32): void {
  put(s.keys, to, word(s.tempKeys, from));
  if (s.values != 0) put(s.values, to, word(s.tempValues, from));
}

function reverseWords(base: usize, from: i32, to: i32): void {
  for (to--; from < to; from++, to--) {
    const w = word(base, from);
    put(base, from, word(base, to));
    put(base, to, w);
  }
}

/** Length of the run that begins at `from`, made ascending; -1 with an error set. */
function countRun(s: Sort, from: i32, end: i32): i32 {
  if (end - from < 2) return end - from;
  const keys = s.keys;
  let i = from + 1;
  let r = less(s.kind, word(keys, i), word(keys, i - 1));
  if (r < 0) return -1;
  if (r) {
    for (i++; i < end; i++) {
      r = less(s.kind, word(keys, i), word(keys, i - 1));
      if (r < 0) return -1;
      if (!r) break;
    }
    reverseWords(s.keys, from, i);
    if (s.values != 0) reverseWords(s.values, from, i);
  } else {
    for (i++; i < end; i++) {
      r = less(s.kind, word(keys, i), word(keys, i - 1));
      if (r < 0) return -1;
      if (r) break;
    }
  }
  return i - from;
}

/** Sorts from..end, of which from..start is sorted, by binary insertion. */
function insertion(s: Sort, from: i32, end: i32, start: i32): i32 {
  const keys = s.keys;
  for (; start < end; start++) {
    const pivot = word(keys, start);
    const along = s.values != 0 ? word(s.values, start) : NULL;
    let lo = from;
    let hi = start;
    while (lo < hi) {
      const mid = (lo + hi) >>> 1;
      const r = less(s.kind, pivot, word(keys, mid));
      if (r < 0) return -1;
      if (r) hi = mid;
      else lo = mid + 1;
    }
    // short ways: a loop beats the call into the engine's memory.copy
    for (let i = start; i > lo; i--) put(keys, i, word(keys, i - 1));
    put(keys, lo, pivot);
    if (s.values != 0) {
      for (let i = start; i > lo; i--) put(s.values, i, word(s.values, i - 1));
      put(s.values, lo, along);
    }
  }
  return 0;
}

/** Where `key` belongs in the n sorted words at `base`, before equal ones; looking from `hint` on. -1: error. */
function gallopLeft(kind: u32, key: Word, base: usize, n: i32, hint: i32): i32 {
  let last = 0;
  let step = 1;
  let r = less(kind, word(base, hint), key);
  if (r < 0) return -1;
  if (r) {
    const most = n - hint;
    while (step < most) {
      r = less(kind, word(base, hint + step), key);
      if (r < 0) return -1;
      if (!r) break;
      last = step;
      step = (step << 1) + 1;
    }
    if (step > most) step = most;
    last += hint;
    step += hint;
  } else {
    const most = hint + 1;
    while (step < most) {
      r = less(kind, word(base, hint - step), key);
      if (r < 0) return -1;
      if (r) break;
      last = step;
      step = (step << 1) + 1;
    }
    if (step > most) step = most;
    const k = last;
    last = hint - step;
    step = hint - k;
  }
  last++;
  while (last < step) {
    const mid = last + ((step - last) >> 1);
    r = less(kind, word(base, mid), key);
    if (r < 0) return -1;
    if (r) last = mid + 1;
    else step = mid;
  }
  return step;
}

/** The same, behind equal ones. */
function gallopRight(kind: u32, key: Word, base: usize, n: i32, hint: i32): i32 {
  let last = 0;
  let step = 1;
  let r = less(kind, key, word(base, hint));
  if (r < 0) return -1;
  if (r) {
    const most = hint + 1;
    while (step < most) {
      r = less(kind, key, word(base, hint - step));
      if (r < 0) return -1;
      if (!r) break;
      last = step;
      step = (step << 1) + 1;
    }
    if (step > most) step = most;
    const k = last;
    last = hint - step;
    step = hint - k;
  } else {
    const most = n - hint;
    while (step < most) {
      r = less(kind, key, word(base, hint + step));
      if (r < 0) return -1;
      if (r) break;
      last = step;
      step = (step << 1) + 1;
    }
    if (step > most) step = most;
    last += hint;
    step += hint;
  }
  last++;
  while (last < step) {
    const mid = last + ((step - last) >> 1);
    r = less(kind, key, word(base, mid));
    if (r < 0) return -1;
    if (r) step = mid;
    else last = mid + 1;
  }
  return step;
}

/** Merges a..a+na with b..b+nb (b == a+na), na <= nb, through a copy of the left part. */
function mergeLow(s: Sort, a: i32, na: i32, b: i32, nb: i32): i32 {
  const kind = s.kind;
  toTemp(s, 0, a, na);
  let i = 0;
  let d = a;
  let result = 0;
  move1(s, d++, b++);
  nb--;
  let stop = false;
  while (!stop && nb > 0 && na > 1) {
    let wonA = 0;
    let wonB = 0;
    while (true) {
      const r = less(kind, word(s.keys, b), word(s.tempKeys, i));
      if (r < 0) {
        result = -1;
        stop = true;
          break;
      }
      if (r) {
        move1(s, d++, b++);
        wonB++;
        wonA = 0;
        if (--nb == 0) {
          stop = true;
          break;
        }
        if (wonB >= s.gallop) break;
      } else {
        fromTemp1(s, d++, i++);
        wonA++;
        wonB = 0;
        if (--na == 1) {
          stop = true;
          break;
        }
        if (wonA >= s.gallop) break;
      }
    }
    if (stop) break;
    s.gallop++;
    do {
      if (s.gallop > 1) s.gallop--;
      let k = gallopRight(kind, word(s.keys, b), s.tempKeys + (<usize>i << 3), na, 0);
      if (k < 0) {
        result = -1;
        stop = true;
          break;
      }
      wonA = k;
      if (k != 0) {
        fromTemp(s, d, i, k);
        d += k;
        i += k;
        na -= k;
        if (na <= 1) {
          stop = true;
          break;
        }
      }
      move1(s, d++, b++);
      if (--nb == 0) {
          stop = true;
          break;
        }
      k = gallopLeft(kind, word(s.tempKeys, i), s.keys + (<usize>b << 3), nb, 0);
      if (k < 0) {
        result = -1;
        stop = true;
          break;
      }
      wonB = k;
      if (k != 0) {
        move(s, d, b, k);
        d += k;
        b += k;
        nb -= k;
        if (nb == 0) {
          stop = true;
          break;
        }
      }
      fromTemp1(s, d++, i++);
      if (--na == 1) {
          stop = true;
          break;
        }
    } while (wonA >= GALLOP || wonB >= GALLOP);
    s.gallop++;
  }
  if (result == 0 && na == 1 && nb > 0) {
    // the last word of the left part is the greatest of all
    move(s, d, b, nb);
    fromTemp1(s, d + nb, i);
  } else fromTemp(s, d, i, na);
  return result;
}

/** Merges with na >= nb, through a copy of the right part, from the end. */
function mergeHigh(s: Sort, a: i32, na: i32, b: i32, nb: i32): i32 {
  const kind = s.kind;
  toTemp(s, 0, b, nb);
  let d = b + nb - 1;
  let j = nb - 1; // in temp
  let i = a + na - 1;
  let result = 0;
  move1(s, d--, i--);
  na--;
  let stop = false;
  while (!stop && na > 0 && nb > 1) {
    let wonA = 0;
    let wonB = 0;
    while (true) {
      const r = less(kind, word(s.tempKeys, j), word(s.keys, i));
      if (r < 0) {
        result = -1;
        stop = true;
          break;
      }
      if (r) {
        move1(s, d--, i--);
        wonA++;
        wonB = 0;
        if (--na == 0) {
          stop = true;
          break;
        }
        if (wonA >= s.gallop) break;
      } else {
        fromTemp1(s, d--, j--);
        wonB++;
        wonA = 0;
        if (--nb == 1) {
          stop = true;
          break;
        }
        if (wonB >= s.gallop) break;
      }
    }
    if (stop) break;
    s.gallop++;
    do {
      if (s.gallop > 1) s.gallop--;
      let k = gallopRight(kind, word(s.tempKeys, j), s.keys + (<usize>a << 3), na, na - 1);
      if (k < 0) {
        result = -1;
        stop = true;
          break;
      }
      k = na - k;
      wonA = k;
      if (k != 0) {
        d -= k;
        i -= k;
        move(s, d + 1, i + 1, k);
        na -= k;
        if (na == 0) {
          stop = true;
          break;
        }
      }
      fromTemp1(s, d--, j--);
      if (--nb == 1) {
          stop = true;
          break;
        }
      k = gallopLeft(kind, word(s.keys, i), s.tempKeys, nb, nb - 1);
      if (k < 0) {
        result = -1;
        stop = true;
          break;
      }
      k = nb - k;
      wonB = k;
      if (k != 0) {
        d -= k;
        j -= k;
        fromTemp(s, d + 1, j + 1, k);
        nb -= k;
        if (nb <= 1) {
          stop = true;
          break;
        }
      }
      move1(s, d--, i--);
      if (--na == 0) {
          stop = true;
          break;
        }
    } while (wonA >= GALLOP || wonB >= GALLOP);
    s.gallop++;
  }
  if (result == 0 && nb == 1 && na > 0) {
    // the first word of the right part is the least of all
    move(s, d - na + 1, i - na + 1, na);
    fromTemp1(s, d - na, j);
  } else fromTemp(s, d - nb + 1, 0, nb);
  return result;
}

/** Merges runs i and i+1. */
function mergeAt(s: Sort, i: i32): i32 {
  let a = runStart(s, i);
  let na = runLength(s, i);
  const b = runStart(s, i + 1);
  let nb = runLength(s, i + 1);
  setRun(s, i, a, na + nb);
  if (i == s.runs - 3) {
    setRun(s, i + 1, runStart(s, i + 2), runLength(s, i + 2));
    store<i32>(changetype<usize>(s) + RUNS + <usize>(i + 1) * 12, runPower(s, i + 2), 8);
  }
  s.runs--;
  const k = gallopRight(s.kind, word(s.keys, b), s.keys + (<usize>a << 3), na, 0);
  if (k < 0) return -1;
  a += k;
  na -= k;
  if (na == 0) return 0;
  nb = gallopLeft(s.kind, word(s.keys, a + na - 1), s.keys + (<usize>b << 3), nb, nb - 1);
  if (nb <= 0) return nb;
  return na <= nb ? mergeLow(s, a, na, b, nb) : mergeHigh(s, a, na, b, nb);
}

/** Powersort: depth of the boundary between two neighbouring runs in the ideal merge tree. */
function powerOf(start: i32, n1: i32, n2: i32, n: i32): i32 {
  let power = 0;
  let a: i64 = 2 * <i64>start + n1;
  let b: i64 = a + n1 + n2;
  while (true) {
    power++;
    if (a >= n) {
      a -= n;
      b -= n;
    } else if (b >= n) return power;
    a <<= 1;
    b <<= 1;
  }
}

function minimalRun(n: i32): i32 {
  let odd = 0;
  while (n >= 64) {
    odd |= n & 1;
    n >>= 1;
  }
  return n + odd;
}

function sortAll(s: Sort): i32 {
  const n = s.n;
  const least = minimalRun(n);
  let at = 0;
  while (at < n) {
    let length = countRun(s, at, n);
    if (length < 0) return -1;
    if (length < least) {
      const forced = min(least, n - at);
      if (insertion(s, at, at + forced, at + length) < 0) return -1;
      length = forced;
    }
    if (s.runs > 0) {
      const top = s.runs - 1;
      const power = powerOf(runStart(s, top), runLength(s, top), length, n);
      while (s.runs > 1 && runPower(s, s.runs - 2) > power) if (mergeAt(s, s.runs - 2) < 0) return -1;
      store<i32>(changetype<usize>(s) + RUNS + <usize>(s.runs - 1) * 12, power, 8);
    }
    setRun(s, s.runs, at, length);
    s.runs++;
    at += length;
  }
  while (s.runs > 1) {
    let i = s.runs - 2;
    if (i > 0 && runLength(s, i - 1) < runLength(s, i + 1)) i--;
    if (mergeAt(s, i) < 0) return -1;
  }
  return 0;
}

/** Sorts n words at `keys`, with those at `values` (0: none) going along. Needs no list. -1 with an error set. */
export function sortWords(keys: usize, values: usize, n: u32): i32 {
  if (n < 2) return 0;
  const temp = (<usize>(n >> 1) + 1) << 3;
  const block = allocBlock(KIND_RAW, RUNS + MAX_RUNS * 12 + temp * (values != 0 ? 2 : 1));
  if (block == 0) {
    memoryError();
    return -1;
  }
  const s = changetype<Sort>(block);
  s.keys = keys;
  s.values = values;
  s.tempKeys = block + RUNS + MAX_RUNS * 12;
  s.tempValues = s.tempKeys + temp;
  s.kind = kindOf(keys, n);
  s.n = n;
  s.gallop = GALLOP;
  s.runs = 0;
  const r = sortAll(s);
  freeBlock(block);
  return r;
}

/** list.sort(key=, reverse=): key NONE for none. -1 with an error set; the list then holds its items in some order. */
export function listSort(p: usize, key: Word, reverse: bool): i32 {
  enter(p);
  const array: usize = load<u32>(p, LIST_ARRAY);
  const n = load<u32>(p, LIST_SIZE);
  atomicStore32(p + LIST_SIZE, 0);
  atomicStore32(p + LIST_ARRAY, 0);
  leave(p);
  const items = array + ARRAY_ITEMS;
  let r = 0;
  let keys: usize = 0;
  let made: u32 = 0;
  if (key != NONE && n != 0) {
    keys = allocBlock(KIND_RAW, <usize>n << 3);
    if (keys == 0) {
      memoryError();
      r = -1;
    }
    for (; made < n && r == 0; made++) {
      const k = call1(key, word(items, made));
      if (k == NULL) {
        r = -1;
        break;
      }
      put(keys, made, k);
    }
  }
  if (r == 0 && n > 1) {
    if (reverse) {
      reverseWords(items, 0, n);
      if (keys != 0) reverseWords(keys, 0, n);
    }
    r = keys != 0 ? sortWords(keys, items, n) : sortWords(items, 0, n);
    if (reverse) reverseWords(items, 0, n);
  }
  for (let i: u32 = 0; i < made; i++) release(word(keys, i));
  freeBlock(keys);
  enter(p);
  const other: usize = load<u32>(p, LIST_ARRAY);
  const count = load<u32>(p, LIST_SIZE);
  atomicStore32(p + LIST_ARRAY, <u32>array);
  atomicStore32(p + LIST_SIZE, n);
  leave(p);
  if (other != 0) {
    for (let i: u32 = 0; i < count; i++) release(word(other + ARRAY_ITEMS, i));
    discardBlock(other);
    if (r == 0) {
      raise(T_VALUE_ERROR, 'list modified during sort');
      r = -1;
    }
  }
  return r;
}
