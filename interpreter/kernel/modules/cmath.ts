// Module cmath: functions of complex numbers. The mathematics: cmath_functions.ts.

import { fromAddress, NULL, ofBool, ofForeignFloat, Word } from '../layout/word';
import { release } from '../counting/counts';
import { errorSet } from '../eval/errors';
import { asF64 } from '../objects/protocol';
import { tuple2 } from '../objects/tuple';
import { complex_true_divide, hypotenuse } from '../objects/complex/arithmetic';
import { imagOf, isComplexLike, newComplex, realOf } from '../objects/complex/new';
import { complexSpecial } from '../objects/complex/type';
import {
  arcCosine, arcSine, arcTangent, areaCosine, areaSine, areaTangent, begin, cosine, DOMAIN, exponential, hyperbolicCosine, hyperbolicSine,
  hyperbolicTangent, im, logarithm, re, rectangular, sine, squareRoot, tangent, trouble,
} from './cmath_functions';
import { absolute, atan2, domainError, rangeError, readTolerances, relative } from './math';

/** @module cmath
 * This module provides access to mathematical functions for complex
 * numbers. */

/** @constant cmath.pi */
export function cmathPi(): Word { return ofForeignFloat(3.141592653589793); }
/** @constant cmath.e */
export function cmathE(): Word { return ofForeignFloat(2.718281828459045); }
/** @constant cmath.tau */
export function cmathTau(): Word { return ofForeignFloat(6.283185307179586); }
/** @constant cmath.inf */
export function cmathInf(): Word { return ofForeignFloat(Infinity); }
/** @constant cmath.infj */
export function cmathInfj(): Word { return newComplex(0, Infinity); }
/** @constant cmath.nan */
export function cmathNan(): Word { return ofForeignFloat(NaN); }
/** @constant cmath.nanj */
export function cmathNanj(): Word { return newComplex(0, NaN); }

/** The argument that `read` read. */
let x: f64 = 0;
let y: f64 = 0;
/** Reads any number; false with an error set. */
function read(z: Word): bool {
  const special: Word = isComplexLike(z) ? NULL : complexSpecial(z);
  if (special == NULL && errorSet()) return false;
  const number = special == NULL ? z : special;
  if (isComplexLike(number)) {
    x = realOf(number);
    y = imagOf(number);
    release(special);
    return true;
  }
  x = asF64(z);
  y = 0;
  return !(x == -1 && errorSet());
}

/** f(z) as a complex number. */
function apply(z: Word, f: (x: f64, y: f64) => void): Word {
  if (!read(z)) return NULL;
  begin();
  f(x, y);
  return result();
}
function result(): Word {
  if (trouble) return trouble == DOMAIN ? domainError() : rangeError();
  return newComplex(re, im);
}

/** @function cmath.acos(z, /)
 * Return the arc cosine of z. */
export function cmath_acos(z: Word): Word { return apply(z, arcCosine); }
/** @function cmath.acosh(z, /)
 * Return the inverse hyperbolic cosine of z. */
export function cmath_acosh(z: Word): Word { return apply(z, areaCosine); }
/** @function cmath.asin(z, /)
 * Return the arc sine of z. */
export function cmath_asin(z: Word): Word { return apply(z, arcSine); }
/** @function cmath.asinh(z, /)
 * Return the inverse hyperbolic sine of z. */
export function cmath_asinh(z: Word): Word { return apply(z, areaSine); }
/** @function cmath.atan(z, /)
 * Return the arc tangent of z. */
export function cmath_atan(z: Word): Word { return apply(z, arcTangent); }
/** @function cmath.atanh(z, /)
 * Return the inverse hyperbolic tangent of z. */
export function cmath_atanh(z: Word): Word { return apply(z, areaTangent); }
/** @function cmath.cos(z, /)
 * Return the cosine of z. */
export function cmath_cos(z: Word): Word { return apply(z, cosine); }
/** @function cmath.cosh(z, /)
 * Return the hyperbolic cosine of z. */
export function cmath_cosh(z: Word): Word { return apply(z, hyperbolicCosine); }
/** @function cmath.exp(z, /)
 * Return the exponential value e**z. */
export function cmath_exp(z: Word): Word { return apply(z, exponential); }
/** @function cmath.sin(z, /)
 * Return the sine of z. */
export function cmath_sin(z: Word): Word { return apply(z, sine); }
/** @function cmath.sinh(z, /)
 * Return the hyperbolic sine of z. */
export function cmath_sinh(z: Word): Word { return apply(z, hyperbolicSine); }
/** @function cmath.sqrt(z, /)
 * Return the square root of z. */
export function cmath_sqrt(z: Word): Word { return apply(z, squareRoot); }
/** @function cmath.tan(z, /)
 * Return the tangent of z. */
export function cmath_tan(z: Word): Word { return apply(z, tangent); }
/** @function cmath.tanh(z, /)
 * Return the hyperbolic tangent of z. */
export function cmath_tanh(z: Word): Word { return apply(z, hyperbolicTangent); }

/** @function cmath.log(z, base=<unrepresentable>, /)
 * log(z[, base]) -> the logarithm of z to the given base.
 *
 * If the base is not specified, returns the natural logarithm (base e) of z. */
export function cmath_log(z: Word, base: Word): Word {
  const natural = apply(z, logarithm);
  if (natural == NULL || base == NULL) return natural;
  const divisor = apply(base, logarithm);
  const r = divisor == NULL ? NULL : complex_true_divide(natural, divisor);
  release(natural);
  release(divisor);
  return r;
}

/** @function cmath.log10(z, /)
 * Return the base-10 logarithm of z. */
export function cmath_log10(z: Word): Word {
  if (!read(z)) return NULL;
  begin();
  logarithm(x, y);
  if (trouble) return result();
  return newComplex(re / 2.302585092994046, im / 2.302585092994046);
}

/** @function cmath.phase(z, /)
 * Return argument, also known as the phase angle, of a complex. */
export function cmath_phase(z: Word): Word { return read(z) ? ofForeignFloat(atan2(y, x)) : NULL; }

/** @function cmath.polar(z, /)
 * Convert a complex from rectangular coordinates to polar coordinates.
 *
 * r is the distance from 0 and phi the phase angle. */
export function cmath_polar(z: Word): Word {
  if (!read(z)) return NULL;
  const r = hypotenuse(x, y);
  if (r == Infinity && x - x == 0 && y - y == 0) return rangeError();
  return fromAddress(tuple2(ofForeignFloat(r), ofForeignFloat(atan2(y, x))));
}

/** @function cmath.rect(r, phi, /)
 * Convert from polar coordinates to rectangular coordinates. */
export function cmath_rect(r: Word, phi: Word): Word {
  const length = asF64(r);
  if (length == -1 && errorSet()) return NULL;
  const angle = asF64(phi);
  if (angle == -1 && errorSet()) return NULL;
  begin();
  rectangular(length, angle);
  return result();
}

/** @function cmath.isfinite(z, /)
 * Return True if both the real and imaginary parts of z are finite, else False. */
export function cmath_isfinite(z: Word): Word { return read(z) ? ofBool(x - x == 0 && y - y == 0) : NULL; }
/** @function cmath.isnan(z, /)
 * Checks if the real or imaginary part of z not a number (NaN). */
export function cmath_isnan(z: Word): Word { return read(z) ? ofBool(x != x || y != y) : NULL; }
/** @function cmath.isinf(z, /)
 * Checks if the real or imaginary part of z is infinite. */
export function cmath_isinf(z: Word): Word { return read(z) ? ofBool(abs<f64>(x) == Infinity || abs<f64>(y) == Infinity) : NULL; }

/** @function cmath.isclose(a, b, *, rel_tol=1e-09, abs_tol=0.0)
 * Determine whether two complex numbers are close in value.
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
 * For the values to be considered close, the difference between them must be
 * smaller than at least one of the tolerances.
 *
 * -inf, inf and NaN behave similarly to the IEEE 754 Standard. That is, NaN is
 * not close to anything, even itself. inf and -inf are only close to themselves. */
export function cmath_isclose(a: Word, b: Word, relTol: Word, absTol: Word): Word {
  if (!read(a)) return NULL;
  const ar = x, ai = y;
  if (!read(b)) return NULL;
  const br = x, bi = y;
  if (!readTolerances(relTol, absTol)) return NULL;
  if (ar == br && ai == bi) return ofBool(true);
  if (abs<f64>(ar) == Infinity || abs<f64>(ai) == Infinity || abs<f64>(br) == Infinity || abs<f64>(bi) == Infinity) return ofBool(false);
  const difference = hypotenuse(ar - br, ai - bi);
  return ofBool(difference <= relative * hypotenuse(br, bi) || difference <= relative * hypotenuse(ar, ai) || difference <= absolute);
}
