// math: elementary functions of floats.

import { FALSE, fromAddress, isFloat, isPointer, NONE, NULL, ofBool, ofFloat, ofForeignFloat, toFloat, TRUE, Word } from '../layout/word';
import { T_OVERFLOW_ERROR, T_TYPE_ERROR, T_VALUE_ERROR, T_ZERO_DIVISION_ERROR } from '../generated/types';
import { N___ceil__, N___floor__, N___trunc__ } from '../generated/names';
import { release } from '../counting/counts';
import { errorSet, raise, raisef } from '../eval/errors';
import { arg, call0 } from '../eval/call';
import { asF64, index, isIntLike, lookupSpecial } from '../objects/protocol';
import { checkPositional } from '../objects/positional';
import { tuple2 } from '../objects/tuple';
import { signBit } from '../objects/float/text';
import { fitsI64, fitsU64, intFromF64, intFromI64, lowBits, toI64 } from '../objects/int/new';
import { isNegative, isZero } from '../objects/int/operand';
import { composeFloat, exactSum, intExponent, intFrexp } from '../objects/int/real';
import { complementaryErrorFunction, errorFunction, gammaFunction, gammaOverflow, logGamma } from './math_gamma';

/** @module math
 * This module provides access to the mathematical functions
 * defined by the C standard. */

@external('host', 'tan')
declare function hostTan(x: f64): f64;
@external('host', 'asin')
declare function hostAsin(x: f64): f64;
@external('host', 'acos')
declare function hostAcos(x: f64): f64;
@external('host', 'atan')
declare function hostAtan(x: f64): f64;
@external('host', 'atan2')
declare function hostAtan2(y: f64, x: f64): f64;
@external('host', 'sinh')
declare function hostSinh(x: f64): f64;
@external('host', 'tanh')
declare function hostTanh(x: f64): f64;
@external('host', 'expm1')
declare function hostExpm1(x: f64): f64;
@external('host', 'log10')
declare function hostLog10(x: f64): f64;
@external('host', 'cbrt')
declare function hostCbrt(x: f64): f64;

// ---- elementary functions, as cmath uses them too ---------------------------------------------------------------------------
// Of the implementations at hand each is the one that agrees best with the C library.

export function sin(x: f64): f64 { return NativeMath.sin(x); }
export function cos(x: f64): f64 { return NativeMath.cos(x); }
export function tan(x: f64): f64 { return hostTan(x); }
export function atan2(y: f64, x: f64): f64 { return hostAtan2(y, x); }
export function sinh(x: f64): f64 { return hostSinh(x); }
export function cosh(x: f64): f64 { return NativeMath.cosh(x); }
export function tanh(x: f64): f64 { return hostTanh(x); }
export function exp(x: f64): f64 { return NativeMath.exp(x); }
export function log(x: f64): f64 { return NativeMath.log(x); }
export function log1p(x: f64): f64 { return x == 0 ? x : NativeMath.log1p(x); }

// ---- errors ------------------------------------------------------------------------------------------------------------------

export function domainError(): Word { return raise(T_VALUE_ERROR, 'math domain error'); }
export function rangeError(): Word { return raise(T_OVERFLOW_ERROR, 'math range error'); }

// @ts-ignore: decorator
@inline function isFinite(x: f64): bool { return x - x == 0; }

/** The argument as a double in `value`; false with an error set. */
let value: f64 = 0;
function read(x: Word): bool {
  value = asF64(x);
  return !(value == -1 && errorSet());
}

/** r as the result of a function of x: a NaN from a number or an infinity from a finite one is an error. */
function checked(x: f64, r: f64, canOverflow: bool): Word {
  if (r != r && x == x) return domainError();
  if (!isFinite(r) && r == r && isFinite(x)) return canOverflow ? rangeError() : domainError();
  return ofForeignFloat(r);
}

/** @function math.sin(x, /)
 * Return the sine of x (measured in radians). */
export function math_sin(x: Word): Word { return read(x) ? checked(value, sin(value), false) : NULL; }
/** @function math.cos(x, /)
 * Return the cosine of x (measured in radians). */
export function math_cos(x: Word): Word { return read(x) ? checked(value, cos(value), false) : NULL; }
/** @function math.tan(x, /)
 * Return the tangent of x (measured in radians). */
export function math_tan(x: Word): Word { return read(x) ? checked(value, tan(value), false) : NULL; }
/** @function math.asin(x, /)
 * Return the arc sine (measured in radians) of x.
 *
 * The result is between -pi/2 and pi/2. */
export function math_asin(x: Word): Word { return read(x) ? checked(value, hostAsin(value), false) : NULL; }
/** @function math.acos(x, /)
 * Return the arc cosine (measured in radians) of x.
 *
 * The result is between 0 and pi. */
export function math_acos(x: Word): Word { return read(x) ? checked(value, hostAcos(value), false) : NULL; }
/** @function math.atan(x, /)
 * Return the arc tangent (measured in radians) of x.
 *
 * The result is between -pi/2 and pi/2. */
export function math_atan(x: Word): Word { return read(x) ? checked(value, hostAtan(value), false) : NULL; }
/** @function math.sinh(x, /)
 * Return the hyperbolic sine of x. */
export function math_sinh(x: Word): Word { return read(x) ? checked(value, sinh(value), true) : NULL; }
/** @function math.cosh(x, /)
 * Return the hyperbolic cosine of x. */
export function math_cosh(x: Word): Word { return read(x) ? checked(value, cosh(value), true) : NULL; }
/** @function math.tanh(x, /)
 * Return the hyperbolic tangent of x. */
export function math_tanh(x: Word): Word { return read(x) ? checked(value, tanh(value), false) : NULL; }
/** @function math.asinh(x, /)
 * Return the inverse hyperbolic sine of x. */
export function math_asinh(x: Word): Word {
  if (!read(x)) return NULL;
  return isFinite(value) && value != 0 ? ofFloat(NativeMath.asinh(value)) : ofFloat(value);
}
/** @function math.acosh(x, /)
 * Return the inverse hyperbolic cosine of x. */
export function math_acosh(x: Word): Word {
  if (!read(x)) return NULL;
  if (value < 1) return domainError();
  return ofForeignFloat(isFinite(value) ? NativeMath.acosh(value) : value);
}
/** @function math.atanh(x, /)
 * Return the inverse hyperbolic tangent of x. */
export function math_atanh(x: Word): Word {
  if (!read(x)) return NULL;
  if (abs<f64>(value) >= 1) return domainError();
  return ofForeignFloat(value == 0 ? value : NativeMath.atanh(value));
}
/** @function math.exp(x, /)
 * Return e raised to the power of x. */
export function math_exp(x: Word): Word { return read(x) ? checked(value, exp(value), true) : NULL; }
/** @function math.exp2(x, /)
 * Return 2 raised to the power of x. */
export function math_exp2(x: Word): Word { return read(x) ? checked(value, NativeMath.exp2(value), true) : NULL; }
/** @function math.expm1(x, /)
 * Return exp(x)-1.
 *
 * This function avoids the loss of precision involved in the direct evaluation of exp(x)-1 for small x. */
export function math_expm1(x: Word): Word { return read(x) ? checked(value, hostExpm1(value), true) : NULL; }
/** @function math.log1p(x, /)
 * Return the natural logarithm of 1+x (base e).
 *
 * The result is computed in a way which is accurate for x near zero. */
export function math_log1p(x: Word): Word { return read(x) ? checked(value, log1p(value), false) : NULL; }
/** @function math.sqrt(x, /)
 * Return the square root of x. */
export function math_sqrt(x: Word): Word { return read(x) ? checked(value, sqrt<f64>(value), false) : NULL; }
/** @function math.cbrt(x, /)
 * Return the cube root of x. */
export function math_cbrt(x: Word): Word { return read(x) ? checked(value, hostCbrt(value), false) : NULL; }
/** @function math.fabs(x, /)
 * Return the absolute value of the float x. */
export function math_fabs(x: Word): Word { return read(x) ? ofFloat(abs<f64>(value)) : NULL; }
/** @function math.erf(x, /)
 * Error function at x. */
export function math_erf(x: Word): Word { return read(x) ? ofForeignFloat(errorFunction(value)) : NULL; }
/** @function math.erfc(x, /)
 * Complementary error function at x. */
export function math_erfc(x: Word): Word { return read(x) ? ofForeignFloat(complementaryErrorFunction(value)) : NULL; }
/** @function math.gamma(x, /)
 * Gamma function at x. */
export function math_gamma(x: Word): Word {
  if (!read(x)) return NULL;
  const r = gammaFunction(value);
  if (gammaOverflow) return rangeError();
  return r == r || value != value ? ofForeignFloat(r) : domainError();
}
/** @function math.lgamma(x, /)
 * Natural logarithm of absolute value of Gamma function at x. */
export function math_lgamma(x: Word): Word {
  if (!read(x)) return NULL;
  const r = logGamma(value);
  if (gammaOverflow) return rangeError();
  return r == r || value != value ? ofForeignFloat(r) : domainError();
}

// ---- two arguments ---------------------------------------------------------------------------------------------------------

let first: f64 = 0;
let second: f64 = 0;
function readTwo(x: Word, y: Word): bool {
  if (!read(x)) return false;
  const a = value;
  if (!read(y)) return false;
  first = a;
  second = value;
  return true;
}

/** @function math.atan2(y, x, /)
 * Return the arc tangent (measured in radians) of y/x.
 *
 * Unlike atan(y/x), the signs of both x and y are considered. */
export function math_atan2(y: Word, x: Word): Word { return readTwo(y, x) ? ofForeignFloat(atan2(first, second)) : NULL; }

/** @function math.copysign(x, y, /)
 * Return a float with the magnitude (absolute value) of x but the sign of y.
 *
 * On platforms that support signed zeros, copysign(1.0, -0.0)
 * returns -1.0. */
export function math_copysign(x: Word, y: Word): Word { return readTwo(x, y) ? ofFloat(copysign<f64>(first, second)) : NULL; }

/** @function math.fmod(x, y, /)
 * Return fmod(x, y), according to platform C.
 *
 * x % y may differ. */
export function math_fmod(x: Word, y: Word): Word {
  if (!readTwo(x, y)) return NULL;
  const a = first, b = second;
  if (abs<f64>(b) == Infinity && isFinite(a)) return ofFloat(a);
  const r = NativeMath.mod(a, b);
  return r != r && a == a && b == b ? domainError() : ofForeignFloat(r);
}

/** @function math.remainder(x, y, /)
 * Difference between x and the closest integer multiple of y.
 *
 * Return x - n*y where n*y is the closest integer multiple of y.
 * In the case where x is exactly halfway between two multiples of
 * y, the nearest even value of n is used. The result is always exact. */
export function math_remainder(x: Word, y: Word): Word {
  if (!readTwo(x, y)) return NULL;
  const a = first, b = second;
  if (isFinite(a) && isFinite(b)) {
    if (b == 0) return domainError();
    const p = abs<f64>(a), q = abs<f64>(b);
    const m = NativeMath.mod(p, q);
    // m, or what it lacks to q: exact both
    const c = q - m;
    let r: f64;
    if (m < c) r = m;
    else if (m > c) r = -c;
    else r = m - 2 * NativeMath.mod(0.5 * (p - m), q);
    return ofFloat(signBit(a) ? -r : r);
  }
  if (a != a) return ofFloat(a);
  if (b != b) return ofFloat(b);
  if (abs<f64>(a) == Infinity) return domainError();
  return ofFloat(a);
}

/** @function math.pow(x, y, /)
 * Return x**y (x to the power of y). */
export function math_pow(x: Word, y: Word): Word {
  if (!readTwo(x, y)) return NULL;
  const a = first, b = second;
  if (!isFinite(a) || !isFinite(b)) {
    if (a != a) return ofFloat(b == 0 ? 1 : a);
    if (b != b) return ofFloat(a == 1 ? 1 : b);
    if (abs<f64>(a) == Infinity) {
      const odd = isFinite(b) && abs<f64>(NativeMath.mod(b, 2)) == 1;
      if (b > 0) return ofFloat(odd ? a : Infinity);
      if (b == 0) return ofFloat(1);
      return ofFloat(odd ? copysign<f64>(0, a) : 0);
    }
    const size = abs<f64>(a);
    if (size == 1) return ofFloat(1);
    return ofFloat((b > 0) == (size > 1) ? Infinity : 0);
  }
  if (b == 0 || a == 1) return ofFloat(1);
  if (a == 0) {
    const odd = abs<f64>(NativeMath.mod(b, 2)) == 1;
    if (b < 0) return domainError();
    return ofFloat(odd ? a : 0);
  }
  if (a < 0 && floor<f64>(b) != b) return domainError();
  const size = NativeMath.pow(abs<f64>(a), b);
  if (size == Infinity) return rangeError();
  return ofFloat(a < 0 && abs<f64>(NativeMath.mod(b, 2)) == 1 ? -size : size);
}

/** @function math.fma(x, y, z, /)
 * Fused multiply-add operation.
 *
 * Compute (x * y) + z with a single round. */
export function math_fma(x: Word, y: Word, z: Word): Word {
  if (!readTwo(x, y)) return NULL;
  const a = first, b = second;
  if (!read(z)) return NULL;
  const c = value;
  const r = isFinite(a) && isFinite(b) ? (isFinite(c) ? exactSum(a, b, c) : c) : a * b + c;
  if (isFinite(r)) return ofFloat(r);
  if (r != r) {
    if (a == a && b == b && c == c) return raise(T_VALUE_ERROR, 'invalid operation in fma');
  } else if (isFinite(a) && isFinite(b) && isFinite(c)) return raise(T_OVERFLOW_ERROR, 'overflow in fma');
  return ofForeignFloat(r);
}

// ---- logarithms --------------------------------------------------------------------------------------------------------------

// @ts-ignore: decorator
@inline const LOG_E: u32 = 0;
// @ts-ignore: decorator
@inline const LOG_2: u32 = 1;
// @ts-ignore: decorator
@inline const LOG_10: u32 = 2;

function logarithm(kind: u32, x: f64): f64 {
  return kind == LOG_E ? log(x) : kind == LOG_2 ? NativeMath.log2(x) : hostLog10(x);
}

/** Logarithm of any number, ints of any size. */
function logOf(kind: u32, w: Word): Word {
  if (isIntLike(w)) {
    if (isNegative(w) || isZero(w)) return domainError();
    if (isPointer(w)) {
      const m = intFrexp(w);
      if (intExponent > 1024) return ofFloat(logarithm(kind, m) + logarithm(kind, 2) * <f64>intExponent);
    }
  }
  if (!read(w)) return NULL;
  if (value != value) return ofFloat(value);
  if (value <= 0) return domainError();
  return ofFloat(value == Infinity ? value : logarithm(kind, value));
}

/** @function math.log(*args)
 * log(x, [base=math.e])
 * Return the logarithm of x to the given base.
 *
 * If the base is not specified, returns the natural logarithm (base e) of x. */
export function math_log(args: usize, n: i32, kwnames: Word): Word {
  if (!checkPositional('log', n, 1, 2)) return NULL;
  const x = logOf(LOG_E, arg(args, 0));
  if (x == NULL || n == 1) return x;
  const base = logOf(LOG_E, arg(args, 1));
  if (base == NULL) return NULL;
  if (toFloat(base) == 0) return raise(T_ZERO_DIVISION_ERROR, 'float division by zero');
  return ofForeignFloat(toFloat(x) / toFloat(base));
}

/** @function math.log2(x, /)
 * Return the base 2 logarithm of x. */
export function math_log2(x: Word): Word { return logOf(LOG_2, x); }
/** @function math.log10(x, /)
 * Return the base 10 logarithm of x. */
export function math_log10(x: Word): Word { return logOf(LOG_10, x); }

// ---- to integers ---------------------------------------------------------------------------------------------------------------

// What the special method of x gives; NULL without an error: it has none.
function special(x: Word, name: Word): Word {
  const method = lookupSpecial(x, name);
  if (method == NULL) return NULL;
  const r = call0(method);
  release(method);
  return r;
}

/** @function math.floor(x, /)
 * Return the floor of x as an Integral.
 *
 * This is the largest integer <= x. */
export function math_floor(x: Word): Word {
  if (!isFloat(x)) {
    const r = special(x, N___floor__);
    if (r != NULL || errorSet()) return r;
  }
  return read(x) ? intFromF64(floor<f64>(value)) : NULL;
}
/** @function math.ceil(x, /)
 * Return the ceiling of x as an Integral.
 *
 * This is the smallest integer >= x. */
export function math_ceil(x: Word): Word {
  if (!isFloat(x)) {
    const r = special(x, N___ceil__);
    if (r != NULL || errorSet()) return r;
  }
  return read(x) ? intFromF64(ceil<f64>(value)) : NULL;
}
/** @function math.trunc(x, /)
 * Truncates the Real x to the nearest Integral toward 0.
 *
 * Uses the __trunc__ magic method. */
export function math_trunc(x: Word): Word {
  if (isFloat(x)) return intFromF64(toFloat(x));
  const r = special(x, N___trunc__);
  if (r != NULL || errorSet()) return r;
  return raisef(T_TYPE_ERROR, "type %T doesn't define __trunc__ method", x);
}

// ---- parts of doubles ----------------------------------------------------------------------------------------------------------

/** @function math.frexp(x, /)
 * Return the mantissa and exponent of x, as pair (m, e).
 *
 * m is a float and e is an int, such that x = m * 2.**e.
 * If x is 0, m and e are both 0.  Else 0.5 <= abs(m) < 1.0. */
export function math_frexp(x: Word): Word {
  if (!read(x)) return NULL;
  const m = fraction(value);
  return fromAddress(tuple2(ofFloat(m), intFromI64(exponent)));
}

/** Exponent that belongs to what `fraction` returned. */
export let exponent: i32 = 0;

/** C's frexp: m in [0.5, 1) with m * 2**exponent == x. */
export function fraction(x: f64): f64 {
  exponent = 0;
  if (x == 0 || !isFinite(x)) return x;
  let bits = reinterpret<u64>(x);
  if (!(bits >> 52 & 0x7ff)) {
    bits = reinterpret<u64>(x * 18014398509481984.0); // 2**54
    exponent = -54;
  }
  exponent += <i32>(bits >> 52 & 0x7ff) - 1022;
  return reinterpret<f64>(bits & 0x800f_ffff_ffff_ffff | 0x3fe0_0000_0000_0000);
}

/** x * 2**e, rounded once. */
export function scaled(x: f64, e: i64): f64 {
  if (x == 0 || !isFinite(x)) return x;
  const bits = reinterpret<u64>(x);
  const biased = <i32>(bits >> 52) & 0x7ff;
  const m: u64 = biased ? bits & 0x000f_ffff_ffff_ffff | 0x0010_0000_0000_0000 : bits & 0x000f_ffff_ffff_ffff;
  if (e > 5000) e = 5000;
  if (e < -5000) e = -5000;
  return copysign<f64>(composeFloat(m, (biased ? biased - 1075 : -1074) + <i32>e), x);
}

/** @function math.ldexp(x, i, /)
 * Return x * (2**i).
 *
 * This is essentially the inverse of frexp(). */
export function math_ldexp(x: Word, i: Word): Word {
  if (!read(x)) return NULL;
  if (!isIntLike(i)) return raise(T_TYPE_ERROR, 'Expected an int as second argument to ldexp.');
  const e = fitsI64(i) ? toI64(i) : isNegative(i) ? i64.MIN_VALUE : i64.MAX_VALUE;
  const r = scaled(value, e);
  return isFinite(value) && !isFinite(r) ? rangeError() : ofFloat(r);
}

/** @function math.modf(x, /)
 * Return the fractional and integer parts of x.
 *
 * Both results carry the sign of x and are floats. */
export function math_modf(x: Word): Word {
  if (!read(x)) return NULL;
  if (abs<f64>(value) == Infinity) return fromAddress(tuple2(ofFloat(copysign<f64>(0, value)), ofFloat(value)));
  if (value != value) return fromAddress(tuple2(ofFloat(value), ofFloat(value)));
  const whole = trunc<f64>(value);
  return fromAddress(tuple2(ofFloat(copysign<f64>(value - whole, value)), ofFloat(whole)));
}

/** @function math.ulp(x, /)
 * Return the value of the least significant bit of the float x. */
export function math_ulp(x: Word): Word {
  if (!read(x)) return NULL;
  if (value != value) return ofFloat(value);
  const y = abs<f64>(value);
  if (y == Infinity) return ofFloat(y);
  if (y == 1.7976931348623157e308) return ofFloat(1.99584030953471981166e292);
  return ofFloat(reinterpret<f64>(reinterpret<u64>(y) + 1) - y);
}

/** @function math.nextafter(x, y, /, *, steps=None)
 * Return the floating-point value the given number of steps after x towards y.
 *
 * If steps is not specified or is None, it defaults to 1.
 *
 * Raises a TypeError, if x or y is not a double, or if steps is not an integer.
 * Raises ValueError if steps is negative. */
export function math_nextafter(x: Word, y: Word, steps: Word): Word {
  if (!readTwo(x, y)) return NULL;
  const a = first, b = second;
  let count: u64 = 1;
  if (steps != NULL && steps != NONE) {
    const n = index(steps);
    if (n == NULL) return NULL;
    const negative = isNegative(n);
    count = fitsU64(n) ? lowBits(n) : u64.MAX_VALUE;
    release(n);
    if (negative) return raise(T_VALUE_ERROR, 'steps must be a non-negative integer');
  }
  if (count == 0) return ofFloat(a);
  if (a != a) return ofFloat(a);
  if (b != b) return ofFloat(b);
  if (a == b) return ofFloat(b);
  // doubles in their order are integers in theirs
  const from = order(a), to = order(b);
  const distance: u64 = from < to ? <u64>(to - from) : <u64>(from - to);
  // one step, as C makes it, keeps the sign of x where it ends at zero
  if (count >= distance) return ofFloat(b == 0 && (steps == NULL || steps == NONE) ? (signBit(a) ? -0.0 : 0.0) : b);
  const at = from < to ? from + <i64>count : from - <i64>count;
  const r = at < 0 ? reinterpret<f64>(<u64>-at | 0x8000_0000_0000_0000) : reinterpret<f64>(<u64>at);
  return ofFloat(at == 0 && signBit(a) ? -0.0 : r);
}

// 0.0 and -0.0 are both 0
function order(x: f64): i64 {
  const bits = <i64>reinterpret<u64>(x);
  return bits < 0 ? -(bits & i64.MAX_VALUE) : bits;
}

/** @function math.degrees(x, /)
 * Convert angle x from radians to degrees. */
export function math_degrees(x: Word): Word { return read(x) ? ofForeignFloat(value * (180.0 / 3.141592653589793)) : NULL; }
/** @function math.radians(x, /)
 * Convert angle x from degrees to radians. */
export function math_radians(x: Word): Word { return read(x) ? ofForeignFloat(value * (3.141592653589793 / 180.0)) : NULL; }

/** @function math.isfinite(x, /)
 * Return True if x is neither an infinity nor a NaN, and False otherwise. */
export function math_isfinite(x: Word): Word { return read(x) ? ofBool(isFinite(value)) : NULL; }
/** @function math.isinf(x, /)
 * Return True if x is a positive or negative infinity, and False otherwise. */
export function math_isinf(x: Word): Word { return read(x) ? ofBool(abs<f64>(value) == Infinity) : NULL; }
/** @function math.isnan(x, /)
 * Return True if x is a NaN (not a number), and False otherwise. */
export function math_isnan(x: Word): Word { return read(x) ? ofBool(value != value) : NULL; }

/** @function math.isclose(a, b, *, rel_tol=1e-09, abs_tol=0.0)
 * Determine whether two floating-point numbers are close in value.
 *
 *   rel_tol
 *     maximum difference for being considered "close", relative to the
 *     magnitude of the input values
 *   abs_tol
 *     maximum difference for being considered "close", regardless of the
 *     magnitude of the input values
 *
 * Return True if a is close in value to b, and False otherwise.
 *
 * For the values to be considered close, the difference between them
 * must be smaller than at least one of the tolerances.
 *
 * -inf, inf and NaN behave similarly to the IEEE 754 Standard.  That
 * is, NaN is not close to anything, even itself.  inf and -inf are
 * only close to themselves. */
export function math_isclose(a: Word, b: Word, relTol: Word, absTol: Word): Word {
  if (!readTwo(a, b)) return NULL;
  const x = first, y = second;
  if (!readTolerances(relTol, absTol)) return NULL;
  if (x == y) return TRUE;
  if (abs<f64>(x) == Infinity || abs<f64>(y) == Infinity) return FALSE;
  const difference = abs<f64>(y - x);
  return ofBool(difference <= abs<f64>(relative * y) || difference <= abs<f64>(relative * x) || difference <= absolute);
}

/** Tolerances that `readTolerances` read. */
export let relative: f64 = 0;
export let absolute: f64 = 0;
/** Reads the tolerances of isclose; false with an error set. */
export function readTolerances(relTol: Word, absTol: Word): bool {
  relative = 1e-9;
  absolute = 0;
  if (relTol != NULL) {
    if (!read(relTol)) return false;
    relative = value;
  }
  if (absTol != NULL) {
    if (!read(absTol)) return false;
    absolute = value;
  }
  if (relative < 0 || absolute < 0) {
    raise(T_VALUE_ERROR, 'tolerances must be non-negative');
    return false;
  }
  return true;
}

/** @constant math.pi */
export function math_pi(): Word { return ofFloat(3.141592653589793); }
/** @constant math.e */
export function math_e(): Word { return ofFloat(2.718281828459045); }
/** @constant math.tau */
export function math_tau(): Word { return ofFloat(6.283185307179586); }
/** @constant math.inf */
export function math_inf(): Word { return ofFloat(Infinity); }
/** @constant math.nan */
export function math_nan(): Word { return ofFloat(reinterpret<f64>(0x7ff8_0000_0000_0000)); }
