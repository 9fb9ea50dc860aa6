// math: sums, products and distances.

import { address, fromAddress, isBool, isFloat, isInt, NULL, ofFloat, ofForeignFloat, ofInt, toFloat, Word } from '../layout/word';
import { T_INT, T_OVERFLOW_ERROR, T_TUPLE, T_VALUE_ERROR } from '../generated/types';
import { own, release } from '../counting/counts';
import { errorSet, memoryError, raise } from '../eval/errors';
import { arg, call1 } from '../eval/call';
import { add, multiply } from '../eval/arithmetic';
import { allocBlock, freeBlock, KIND_RAW, reallocBlock } from '../memory/blocks';
import { asF64, isExact, iter, next } from '../objects/protocol';
import { tupleGet, tupleSize } from '../objects/tuple';
import { intAdd, intMultiply } from '../objects/int/arithmetic';
import { fitsI64 } from '../objects/int/new';
import { exactSum, intToFloat } from '../objects/int/real';
import { fraction, exponent, scaled } from './math';

// @ts-ignore: decorator
@inline function isFinite(x: f64): bool { return x - x == 0; }

// ---- sums of two parts: `low` is what rounding lost ---------------------------------------------------------------------------

let high: f64 = 0;
let low: f64 = 0;

function twoSum(a: f64, b: f64): void {
  high = a + b;
  const z = high - a;
  low = (a - (high - z)) + (b - z);
}
// for |a| >= |b|
function fastTwoSum(a: f64, b: f64): void {
  high = a + b;
  low = b - (high - a);
}
// Dekker's product where splitting can't overflow and the lost part is normal, else exact arithmetic
function twoProduct(a: f64, b: f64): void {
  high = a * b;
  const size = abs<f64>(high);
  if (abs<f64>(a) < 1e290 && abs<f64>(b) < 1e290 && size < 1e290 && size > 1e-250) {
    const p = 134217729.0 * a, q = 134217729.0 * b;
    const a1 = p - (p - a), b1 = q - (q - b);
    const a2 = a - a1, b2 = b - b1;
    low = a2 * b2 - (high - a1 * b1 - a2 * b1 - a1 * b2);
  } else low = isFinite(high) ? exactSum(a, b, -high) : NaN;
}

/** @function math.fsum(seq, /)
 * Return an accurate floating-point sum of values in the iterable seq.
 *
 * Assumes IEEE-754 floating-point arithmetic. */
export function math_fsum(seq: Word): Word {
  const it = iter(seq);
  if (it == NULL) return NULL;
  let capacity: u32 = 32;
  let partials = allocBlock(KIND_RAW, capacity << 3);
  if (!partials) {
    release(it);
    return memoryError();
  }
  let n: u32 = 0;
  let special: f64 = 0, infinities: f64 = 0;
  let failed = false;
  while (true) {
    const item = next(it);
    if (item == NULL) {
      failed = errorSet();
      break;
    }
    let x = asF64(item);
    release(item);
    if (x == -1 && errorSet()) {
      failed = true;
      break;
    }
    const given = x;
    let i: u32 = 0;
    for (let j: u32 = 0; j < n; j++) {
      let y = load<f64>(partials + (j << 3));
      if (abs<f64>(x) < abs<f64>(y)) {
        const t = x;
        x = y;
        y = t;
      }
      fastTwoSum(x, y);
      if (low != 0) store<f64>(partials + (i++ << 3), low);
      x = high;
    }
    n = i;
    if (x == 0) continue;
    if (!isFinite(x)) {
      if (isFinite(given)) {
        raise(T_OVERFLOW_ERROR, 'intermediate overflow in fsum');
        failed = true;
        break;
      }
      if (given == given) infinities += given;
      special += given;
      n = 0;
      continue;
    }
    if (n == capacity) {
      const more = reallocBlock(KIND_RAW, partials, capacity << 4);
      if (!more) {
        memoryError();
        failed = true;
        break;
      }
      partials = more;
      capacity <<= 1;
    }
    store<f64>(partials + (n++ << 3), x);
  }
  release(it);
  let r: Word = NULL;
  if (!failed) {
    if (special != 0) {
      r = infinities != infinities ? raise(T_VALUE_ERROR, '-inf + inf in fsum') : ofForeignFloat(special);
    } else r = ofFloat(roundedSum(partials, n));
  }
  freeBlock(partials);
  return r;
}

/** The sum of partials that don't overlap, least first, rounded half to even. */
function roundedSum(partials: usize, n: u32): f64 {
  if (!n) return 0;
  let sum = load<f64>(partials + (--n << 3));
  let lost: f64 = 0;
  while (n) {
    const y = load<f64>(partials + (--n << 3));
    fastTwoSum(sum, y);
    sum = high;
    lost = low;
    if (lost != 0) break;
  }
  // halfway: what stands below decides
  if (n) {
    const below = load<f64>(partials + ((n - 1) << 3));
    if ((lost < 0 && below < 0) || (lost > 0 && below > 0)) {
      const y = lost * 2;
      const x = sum + y;
      if (y == x - sum) sum = x;
    }
  }
  return sum;
}

// ---- sumprod -----------------------------------------------------------------------------------------------------------------

// Running sum of products of floats in three parts.
let sumHigh: f64 = 0;
let sumLow: f64 = 0;
let sumTiny: f64 = 0;

function addProduct(x: f64, y: f64): void {
  twoProduct(x, y);
  const p = high, q = low;
  twoSum(sumHigh, p);
  const newHigh = high, rest = low;
  twoSum(sumLow, q);
  const middle = high, first = low;
  twoSum(middle, rest);
  sumHigh = newHigh;
  sumLow = high;
  sumTiny += first + low;
}

/** Value of a float, or of an exact int or bool that fits: for the fast path; NaN if it does not apply. */
function plainFloat(w: Word): f64 {
  if (isFloat(w)) return toFloat(w);
  if (isInt(w) || isBool(w)) return intToFloat(w);
  return NaN;
}

// @ts-ignore: decorator
@inline const PHASE_INTS: i32 = 0;
// @ts-ignore: decorator
@inline const PHASE_FLOATS: i32 = 1;
// @ts-ignore: decorator
@inline const PHASE_ANY: i32 = 2;

/** @function math.sumprod(p, q, /)
 * Return the sum of products of values from two iterables p and q.
 *
 * Roughly equivalent to:
 *
 *     sum(itertools.starmap(operator.mul, zip(p, q, strict=True)))
 *
 * For float and mixed int/float inputs, the intermediate products
 * and sums are computed with extended precision. */
export function math_sumprod(p: Word, q: Word): Word {
  const left = iter(p);
  if (left == NULL) return NULL;
  const right = iter(q);
  if (right == NULL) {
    release(left);
    return NULL;
  }
  let total = ofInt(0);
  // Ints first, then floats, then anything: what a phase cannot take ends it for good.
  let phase = PHASE_INTS;
  let floats = false; // sumHigh ... hold something
  while (total != NULL) {
    const a = next(left);
    if (a == NULL && errorSet()) { release(total); total = NULL; break; }
    const b = next(right);
    if (b == NULL && errorSet()) { release(a); release(total); total = NULL; break; }
    if (a == NULL || b == NULL) {
      if (a != b) {
        release(a);
        release(b);
        release(total);
        total = raise(T_VALUE_ERROR, 'Inputs are not the same length');
      }
      break;
    }
    if (phase == PHASE_INTS) {
      if (isExact(a, T_INT) && isExact(b, T_INT)) {
        total = plus(total, intMultiply(a, b));
        // CPython counts in a machine word; what does not fit is no float's business any more
        if (total != NULL && !(fitsI64(a) && fitsI64(b) && fitsI64(total))) phase = PHASE_ANY;
        release(a);
        release(b);
        continue;
      }
      phase = PHASE_FLOATS;
      sumHigh = 0;
      sumLow = 0;
      sumTiny = 0;
    }
    if (phase == PHASE_FLOATS) {
      if (isFloat(a) || isFloat(b)) {
        const x = plainFloat(a), y = plainFloat(b);
        const h = sumHigh, l = sumLow, t = sumTiny;
        if (isFinite(x) && isFinite(y)) {
          addProduct(x, y);
          if (isFinite(sumHigh)) {
            floats = true;
            release(a);
            release(b);
            continue;
          }
        }
        sumHigh = h;
        sumLow = l;
        sumTiny = t;
      }
      phase = PHASE_ANY;
      if (floats) total = plus(total, floatTotal());
      floats = false;
      if (total == NULL) { release(a); release(b); break; }
    }
    const product = isExact(a, T_INT) && isExact(b, T_INT) ? intMultiply(a, b) : multiply(a, b);
    release(a);
    release(b);
    if (product == NULL) {
      release(total);
      total = NULL;
      break;
    }
    total = plus(total, product);
  }
  release(left);
  release(right);
  if (total != NULL && floats) total = plus(total, floatTotal());
  return total;
}

// Takes both over; the second may be NULL, with an error set.
function plus(a: Word, b: Word): Word {
  if (b == NULL) {
    release(a);
    return NULL;
  }
  const r = isExact(a, T_INT) && isExact(b, T_INT) ? intAdd(a, b) : add(a, b);
  release(a);
  release(b);
  return r;
}

function floatTotal(): Word {
  twoSum(sumLow, sumTiny);
  const rest = high;
  twoSum(sumHigh, rest);
  return ofForeignFloat(high);
}

/** @function math.prod(iterable, /, *, start=1)
 * Calculate the product of all the elements in the input iterable.
 *
 * The default start value for the product is 1.
 *
 * When the iterable is empty, return the start value.  This function is
 * intended specifically for use with numeric values and may reject
 * non-numeric types. */
export function math_prod(iterable: Word, start: Word): Word {
  const it = iter(iterable);
  if (it == NULL) return NULL;
  let r: Word = start == NULL ? ofInt(1) : own(start);
  while (true) {
    const item = next(it);
    if (item == NULL) {
      if (errorSet()) {
        release(r);
        r = NULL;
      }
      break;
    }
    let product: Word;
    if (isFloat(r) && isFloat(item)) product = ofForeignFloat(toFloat(r) * toFloat(item));
    else product = isExact(r, T_INT) && isExact(item, T_INT) ? intMultiply(r, item) : multiply(r, item);
    release(item);
    release(r);
    r = product;
    if (r == NULL) break;
  }
  release(it);
  return r;
}

// ---- distances -----------------------------------------------------------------------------------------------------------------

/** Euclidean norm of n doubles at p, which are used up: no overflow on the way, the error below one unit in the last place. */
function norm(p: usize, n: u32, largest: f64, hasNan: bool): f64 {
  if (largest == Infinity) return Infinity;
  if (hasNan) return NaN;
  if (largest == 0 || n <= 1) return largest;
  fraction(largest);
  if (exponent < -1023) {
    // subnormal: in units of the smallest normal number
    for (let i: u32 = 0; i < n; i++) store<f64>(p + (i << 3), load<f64>(p + (i << 3)) / 2.2250738585072014e-308);
    return 2.2250738585072014e-308 * norm(p, n, largest / 2.2250738585072014e-308, false);
  }
  const scale = scaled(1, -exponent);
  let sum: f64 = 1, part1: f64 = 0, part2: f64 = 0;
  for (let i: u32 = 0; i < n; i++) {
    const x = load<f64>(p + (i << 3)) * scale;
    twoProduct(x, x);
    part1 += low;
    fastTwoSum(sum, high);
    sum = high;
    part2 += low;
  }
  let h = sqrt<f64>(sum - 1 + (part1 + part2));
  // one step of correction
  twoProduct(-h, h);
  part1 += low;
  fastTwoSum(sum, high);
  sum = high;
  part2 += low;
  const x = sum - 1 + (part1 + part2);
  h += x / (2 * h);
  return h / scale;
}

/** @function math.hypot(*coordinates)
 * Multidimensional Euclidean distance from the origin to a point.
 *
 * Roughly equivalent to:
 *     sqrt(sum(x**2 for x in coordinates))
 *
 * For a two dimensional point (x, y), gives the hypotenuse
 * using the Pythagorean theorem:  sqrt(x*x + y*y).
 *
 * For example, the hypotenuse of a 3/4/5 right triangle is:
 *
 *     >>> hypot(3.0, 4.0)
 *     5.0 */
export function math_hypot(args: usize, n: i32, kwnames: Word): Word {
  const block = allocBlock(KIND_RAW, <usize>n << 3);
  if (!block) return memoryError();
  let largest: f64 = 0;
  let hasNan = false;
  for (let i = 0; i < n; i++) {
    const x = asF64(arg(args, i));
    if (x == -1 && errorSet()) {
      freeBlock(block);
      return NULL;
    }
    const y = abs<f64>(x);
    store<f64>(block + (<usize>i << 3), y);
    if (y != y) hasNan = true;
    else if (y > largest) largest = y;
  }
  const r = norm(block, n, largest, hasNan);
  freeBlock(block);
  return ofForeignFloat(r);
}

/** @function math.dist(p, q, /)
 * Return the Euclidean distance between two points p and q.
 *
 * The points should be specified as sequences (or iterables) of
 * coordinates.  Both inputs must have the same dimension.
 *
 * Roughly equivalent to:
 *     sqrt(sum((px - qx) ** 2.0 for px, qx in zip(p, q))) */
export function math_dist(p: Word, q: Word): Word {
  const a = isExact(p, T_TUPLE) ? own(p) : call1(fromAddress(T_TUPLE), p);
  if (a == NULL) return NULL;
  const b = isExact(q, T_TUPLE) ? own(q) : call1(fromAddress(T_TUPLE), q);
  if (b == NULL) {
    release(a);
    return NULL;
  }
  const r = distance(address(a), address(b));
  release(a);
  release(b);
  return r;
}

function distance(a: usize, b: usize): Word {
  const n = tupleSize(a);
  if (n != tupleSize(b)) return raise(T_VALUE_ERROR, 'both points must have the same number of dimensions');
  const block = allocBlock(KIND_RAW, n << 3);
  if (!block) return memoryError();
  let largest: f64 = 0;
  let hasNan = false;
  for (let i: u32 = 0; i < n; i++) {
    const x = asF64(tupleGet(a, i));
    const y = x == -1 && errorSet() ? 0 : asF64(tupleGet(b, i));
    if (errorSet()) {
      freeBlock(block);
      return NULL;
    }
    const d = abs<f64>(x - y);
    store<f64>(block + (i << 3), d);
    if (d != d) hasNan = true;
    else if (d > largest) largest = d;
  }
  const r = norm(block, n, largest, hasNan);
  freeBlock(block);
  return ofForeignFloat(r);
}
