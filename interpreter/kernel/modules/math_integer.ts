// math: functions of integers.

import { bothInt, fitsInt, isInt, NONE, NULL, ofInt, toInt, Word } from '../layout/word';
import { T_OVERFLOW_ERROR, T_VALUE_ERROR } from '../generated/types';
import { own, release } from '../counting/counts';
import { raise, raisef } from '../eval/errors';
import { arg } from '../eval/call';
import { index } from '../objects/protocol';
import { intAbsolute, intAdd, intFloorDivide, intMultiply, intOrder, intRemainder, intSubtract } from '../objects/int/arithmetic';
import { intShiftLeft, intShiftRight } from '../objects/int/bits';
import { bitLength } from '../objects/int/limbs';
import { fitsI64, fitsU64, intFromI64, intFromU64, lowBits, toI64 } from '../objects/int/new';
import { isNegative, isZero, operand } from '../objects/int/operand';

// a op b for ints that are taken over; NULL in, NULL out
function multiplied(a: Word, b: Word): Word {
  const r: Word = a == NULL || b == NULL ? NULL : intMultiply(a, b);
  release(a);
  release(b);
  return r;
}
function divided(a: Word, b: Word): Word {
  const r: Word = a == NULL || b == NULL ? NULL : intFloorDivide(a, b);
  release(a);
  release(b);
  return r;
}

function smallGcd(a: i64, b: i64): i64 {
  while (b) {
    const t = a % b;
    a = b;
    b = t;
  }
  return a;
}

/** Greatest common divisor of two ints: owned. */
export function intGcd(a: Word, b: Word): Word {
  let x = intAbsolute(a), y = intAbsolute(b);
  while (x != NULL && y != NULL && y != ofInt(0)) {
    if (bothInt(x, y)) return ofInt(smallGcd(toInt(x), toInt(y)));
    const t = intRemainder(x, y);
    release(x);
    x = y;
    y = t;
  }
  if (y == NULL) {
    release(x);
    return NULL;
  }
  return x;
}

/** @function math.gcd(*integers)
 * Greatest Common Divisor. */
export function math_gcd(args: usize, n: i32, kwnames: Word): Word {
  let r = ofInt(0);
  for (let i = 0; i < n; i++) {
    const x = index(arg(args, i));
    if (x == NULL) {
      release(r);
      return NULL;
    }
    const next = r == ofInt(1) ? r : intGcd(r, x);
    release(x);
    if (next != r) release(r);
    r = next;
    if (r == NULL) return NULL;
  }
  return r;
}

/** @function math.lcm(*integers)
 * Least Common Multiple. */
export function math_lcm(args: usize, n: i32, kwnames: Word): Word {
  let r = ofInt(1);
  for (let i = 0; i < n; i++) {
    const x = index(arg(args, i));
    if (x == NULL) {
      release(r);
      return NULL;
    }
    let next: Word;
    if (isZero(x) || r == ofInt(0)) next = ofInt(0);
    else {
      const g = intGcd(r, x);
      const part: Word = g == NULL ? NULL : intFloorDivide(r, g);
      release(g);
      const product: Word = part == NULL ? NULL : intMultiply(part, x);
      release(part);
      next = product == NULL ? NULL : intAbsolute(product);
      release(product);
    }
    release(x);
    release(r);
    r = next;
    if (r == NULL) return NULL;
  }
  return r;
}

/** Product of the odd numbers from `from` up to below `to`, both odd. */
function oddProduct(from: u64, to: u64): Word {
  const count = (to - from) >> 1;
  if (count == 0) return ofInt(1);
  const bits = 64 - clz(to);
  if (count * bits <= 63) {
    let r = from;
    for (let x = from + 2; x < to; x += 2) r *= x;
    return intFromU64(r);
  }
  const middle = (from + count) | 1;
  return multiplied(oddProduct(from, middle), oddProduct(middle, to));
}

/** n! */
function factorial(n: u64): Word {
  // n! is a power of two times the product of the odd parts: that of n, n / 2, n / 4 ...
  let inner = ofInt(1), outer = ofInt(1);
  let upper: u64 = 3;
  for (let i = n ? <i32>(63 - clz(n)) : 0; i >= 0; i--) {
    const v = n >> i;
    if (v <= 2) continue;
    const lower = upper;
    upper = (v + 1) | 1;
    inner = multiplied(inner, oddProduct(lower, upper));
    if (inner == NULL) {
      release(outer);
      return NULL;
    }
    outer = multiplied(outer, own(inner));
    if (outer == NULL) {
      release(inner);
      return NULL;
    }
  }
  release(inner);
  const r = intShiftLeft(outer, n - popcnt(n));
  release(outer);
  return r;
}

/** @function math.factorial(n, /)
 * Find n!. */
export function math_factorial(n: Word): Word {
  const w = index(n);
  if (w == NULL) return NULL;
  const negative = isNegative(w), fits = fitsI64(w);
  const x = fits ? toI64(w) : 0;
  release(w);
  if (negative) return raise(T_VALUE_ERROR, 'factorial() not defined for negative values');
  if (!fits) return raisef(T_OVERFLOW_ERROR, 'factorial() argument should not exceed %d', intFromI64(i64.MAX_VALUE));
  return factorial(<u64>x);
}

/** n (n - 1) ... (n - k + 1); n is lent. */
function falling(n: Word, k: u64): Word {
  if (k == 0) return ofInt(1);
  if (k == 1) return own(n);
  if (fitsInt(<i64>k) && isInt(n)) {
    const x = <u64>toInt(n);
    if (k * (64 - clz(x)) <= 63) {
      let r = x;
      for (let i: u64 = 1; i < k; i++) r *= x - i;
      return intFromU64(r);
    }
  }
  const half = k >> 1;
  const a = falling(n, half);
  if (a == NULL) return NULL;
  const count = intFromU64(half);
  const rest = intSubtract(n, count);
  release(count);
  const b: Word = rest == NULL ? NULL : falling(rest, k - half);
  release(rest);
  return multiplied(a, b);
}

/** Binomial coefficient for 0 <= k; n is lent. */
function choose(n: Word, k: u64): Word {
  if (k == 0) return ofInt(1);
  if (k == 1) return own(n);
  if (isInt(n)) {
    const x = <u64>toInt(n);
    // each product below x * C(x, i) fits 64 bits if x**k does
    if (k * (64 - clz(x)) <= 63) {
      let r: u64 = 1;
      for (let i: u64 = 0; i < k; i++) r = r * (x - i) / (i + 1);
      return intFromU64(r);
    }
  }
  // C(n, k) = C(n, j) C(n - j, k - j) / C(k, j)
  const j = k >> 1;
  const a = choose(n, j);
  if (a == NULL) return NULL;
  const count = intFromU64(j);
  const rest = intSubtract(n, count);
  release(count);
  const b: Word = rest == NULL ? NULL : choose(rest, k - j);
  release(rest);
  const product = multiplied(a, b);
  if (product == NULL) return NULL;
  const whole = intFromU64(k);
  const c: Word = whole == NULL ? NULL : choose(whole, j);
  release(whole);
  return divided(product, c);
}

/** @function math.perm(n, k=None, /)
 * Number of ways to choose k items from n items without repetition and with order.
 *
 * Evaluates to n! / (n - k)! when k <= n and evaluates
 * to zero when k > n.
 *
 * If k is not specified or is None, then k defaults to n
 * and the function returns n!.
 *
 * Raises TypeError if either of the arguments are not integers.
 * Raises ValueError if either of the arguments are negative. */
export function math_perm(n: Word, k: Word): Word {
  if (k == NULL || k == NONE) return math_factorial(n);
  const x = index(n);
  if (x == NULL) return NULL;
  const y = index(k);
  if (y == NULL) {
    release(x);
    return NULL;
  }
  let r: Word;
  if (isNegative(x)) r = raise(T_VALUE_ERROR, 'n must be a non-negative integer');
  else if (isNegative(y)) r = raise(T_VALUE_ERROR, 'k must be a non-negative integer');
  else if (intOrder(x, y) < 0) r = ofInt(0);
  else if (!fitsI64(y)) r = raisef(T_OVERFLOW_ERROR, 'k must not exceed %d', intFromI64(i64.MAX_VALUE));
  else r = falling(x, <u64>toI64(y));
  release(x);
  release(y);
  return r;
}

/** @function math.comb(n, k, /)
 * Number of ways to choose k items from n items without repetition and without order.
 *
 * Evaluates to n! / (k! * (n - k)!) when k <= n and evaluates
 * to zero when k > n.
 *
 * Also called the binomial coefficient because it is equivalent
 * to the coefficient of k-th term in polynomial expansion of the
 * expression (1 + x)**n.
 *
 * Raises TypeError if either of the arguments are not integers.
 * Raises ValueError if either of the arguments are negative. */
export function math_comb(n: Word, k: Word): Word {
  const x = index(n);
  if (x == NULL) return NULL;
  let y = index(k);
  if (y == NULL) {
    release(x);
    return NULL;
  }
  let r: Word;
  if (isNegative(x)) r = raise(T_VALUE_ERROR, 'n must be a non-negative integer');
  else if (isNegative(y)) r = raise(T_VALUE_ERROR, 'k must be a non-negative integer');
  else if (intOrder(x, y) < 0) r = ofInt(0);
  else {
    const other = intSubtract(x, y);
    if (other != NULL && intOrder(other, y) < 0) {
      release(y);
      y = other;
    } else release(other);
    if (!fitsI64(y)) r = raisef(T_OVERFLOW_ERROR, 'min(n - k, k) must not exceed %d', intFromI64(i64.MAX_VALUE));
    else r = choose(x, <u64>toI64(y));
  }
  release(x);
  release(y);
  return r;
}

/** Square root of a 64-bit number, rounded down. */
function smallRoot(n: u64): u64 {
  let r = <u64>sqrt<f64>(<f64>n);
  if (r > 0xffff_ffff) r = 0xffff_ffff;
  while (r * r > n) r--;
  while (r < 0xffff_ffff && (r + 1) * (r + 1) <= n) r++;
  return r;
}

/** Square root of an int >= 0, rounded down: Newton's iteration with growing precision. */
function integerRoot(n: Word): Word {
  if (fitsU64(n)) return intFromU64(smallRoot(lowBits(n)));
  const o = operand(0, n);
  const c = (bitLength(o.limbs, o.size) - 1) >> 1;
  let a = ofInt(1);
  let d: u32 = 0;
  for (let s: i32 = 31 - <i32>clz<u32>(c); s >= 0 && a != NULL; s--) {
    const e = d;
    d = c >> s;
    const scaled = intShiftLeft(a, d - e - 1);
    const shifted = intShiftRight(n, <u64>c + c - e - d + 1);
    const q = divided(shifted, a);
    a = scaled == NULL || q == NULL ? NULL : intAdd(scaled, q);
    release(scaled);
    release(q);
  }
  if (a == NULL) return NULL;
  const square = intMultiply(a, a);
  const over = square != NULL && intOrder(square, n) > 0;
  if (square == NULL) {
    release(a);
    return NULL;
  }
  release(square);
  if (!over) return a;
  const r = intSubtract(a, ofInt(1));
  release(a);
  return r;
}

/** @function math.isqrt(n, /)
 * Return the integer part of the square root of the input. */
export function math_isqrt(n: Word): Word {
  const x = index(n);
  if (x == NULL) return NULL;
  const r = isNegative(x) ? raise(T_VALUE_ERROR, 'isqrt() argument must be nonnegative') : integerRoot(x);
  release(x);
  return r;
}
