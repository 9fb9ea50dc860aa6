// Operators of complex numbers.

import { NONE, NOT_IMPLEMENTED, NULL, ofBool, ofFloat, Word } from '../../layout/word';
import { EQ, NE } from '../../layout/type';
import { T_OVERFLOW_ERROR, T_VALUE_ERROR, T_ZERO_DIVISION_ERROR } from '../../generated/types';
import { errorSet, raise } from '../../eval/errors';
import { isIntLike } from '../protocol';
import { floatOf, isFloatLike } from '../float/new';
import { compareIntFloat, intToFloat } from '../int/real';
import { imagOf, isComplexLike, newComplex, realOf } from './new';

@external('host', 'atan2')
declare function hostAtan2(y: f64, x: f64): f64;
@external('host', 'sin')
declare function hostSin(x: f64): f64;
@external('host', 'cos')
declare function hostCos(x: f64): f64;

// Result of an operation on two complex numbers, and the operands.
let re: f64 = 0;
let im: f64 = 0;
let ar: f64 = 0;
let ai: f64 = 0;
let br: f64 = 0;
let bi: f64 = 0;

/** sqrt(x*x + y*y) without overflow on the way. */
export function hypotenuse(x: f64, y: f64): f64 {
  x = abs<f64>(x);
  y = abs<f64>(y);
  if (x == Infinity || y == Infinity) return Infinity;
  if (x != x || y != y) return NaN;
  return NativeMath.hypot(x, y);
}

function readOne(w: Word): i32 {
  im = 0;
  if (isComplexLike(w)) {
    re = realOf(w);
    im = imagOf(w);
  } else if (isFloatLike(w)) re = floatOf(w);
  else if (isIntLike(w)) {
    re = intToFloat(w);
    if (re == -1 && errorSet()) return -1;
  } else return 0;
  return 1;
}

// 1: both read; 0: not numbers; -1: an error is set.
function operandsOf(a: Word, b: Word): i32 {
  let s = readOne(a);
  if (s <= 0) return s;
  ar = re;
  ai = im;
  s = readOne(b);
  br = re;
  bi = im;
  return s;
}

// @ts-ignore: decorator
@inline function failed(status: i32): Word { return status < 0 ? NULL : NOT_IMPLEMENTED; }

/** @slot complex.nb_add */
export function complex_add(a: Word, b: Word): Word {
  const s = operandsOf(a, b);
  return s > 0 ? newComplex(ar + br, ai + bi) : failed(s);
}
/** @slot complex.nb_subtract */
export function complex_subtract(a: Word, b: Word): Word {
  const s = operandsOf(a, b);
  return s > 0 ? newComplex(ar - br, ai - bi) : failed(s);
}
/** @slot complex.nb_multiply */
export function complex_multiply(a: Word, b: Word): Word {
  const s = operandsOf(a, b);
  return s > 0 ? newComplex(ar * br - ai * bi, ar * bi + ai * br) : failed(s);
}
/** @slot complex.nb_true_divide */
export function complex_true_divide(a: Word, b: Word): Word {
  const s = operandsOf(a, b);
  if (s <= 0) return failed(s);
  if (!quotient(ar, ai, br, bi)) return raise(T_ZERO_DIVISION_ERROR, 'complex division by zero');
  return newComplex(re, im);
}

// (a + b j) / (c + d j) into re, im; the larger part of the divisor scales. False: division by zero.
function quotient(a: f64, b: f64, c: f64, d: f64): bool {
  const p = abs<f64>(c), q = abs<f64>(d);
  if (p >= q) {
    if (p == 0) return false;
    const ratio = d / c, denominator = c + d * ratio;
    re = (a + b * ratio) / denominator;
    im = (b - a * ratio) / denominator;
  } else if (q >= p) {
    const ratio = c / d, denominator = c * ratio + d;
    re = (a * ratio + b) / denominator;
    im = (b * ratio - a) / denominator;
  } else {
    re = NaN;
    im = NaN;
  }
  return true;
}

function integerPower(x: f64, y: f64, n: i32): void {
  let count = n < 0 ? -n : n;
  let rr: f64 = 1, ri: f64 = 0;
  let pr = x, pi = y;
  while (true) {
    if (count & 1) {
      const t = rr * pr - ri * pi;
      ri = rr * pi + ri * pr;
      rr = t;
    }
    count >>= 1;
    if (!count) break;
    const t = pr * pr - pi * pi;
    pi = pr * pi + pi * pr;
    pr = t;
  }
  re = rr;
  im = ri;
}

/** (xr + xi j) ** (yr + yi j). */
export function complexPower(xr: f64, xi: f64, yr: f64, yi: f64): Word {
  if (yi == 0 && yr == floor<f64>(yr) && abs<f64>(yr) <= 100) {
    integerPower(xr, xi, <i32>yr);
    if (yr < 0) {
      const r = re, i = im;
      if (!quotient(1, 0, r, i)) return zeroPower();
    }
  } else if (xr == 0 && xi == 0) {
    if (yi != 0 || yr < 0) return zeroPower();
    re = 0;
    im = 0;
  } else {
    const size = hypotenuse(xr, xi);
    let length = NativeMath.pow(size, yr);
    const angle = hostAtan2(xi, xr);
    let phase = angle * yr;
    if (yi != 0) {
      length *= NativeMath.exp(-angle * yi);
      phase += yi * NativeMath.log(size);
    }
    re = length * hostCos(phase);
    im = length * hostSin(phase);
  }
  if (abs<f64>(re) == Infinity || abs<f64>(im) == Infinity) {
    if (abs<f64>(xr) < Infinity && abs<f64>(xi) < Infinity && abs<f64>(yr) < Infinity && abs<f64>(yi) < Infinity) {
      return raise(T_OVERFLOW_ERROR, 'complex exponentiation');
    }
  }
  return newComplex(re, im);
}

function zeroPower(): Word { return raise(T_ZERO_DIVISION_ERROR, '0.0 to a negative or complex power'); }

/** @slot complex.nb_power */
export function complex_power(a: Word, b: Word, modulus: Word): Word {
  if (modulus != NONE) return raise(T_VALUE_ERROR, 'complex modulo');
  const s = operandsOf(a, b);
  return s > 0 ? complexPower(ar, ai, br, bi) : failed(s);
}

/** @slot complex.nb_negative */
export function complex_negative(a: Word): Word { return newComplex(-realOf(a), -imagOf(a)); }
/** @slot complex.nb_positive */
export function complex_positive(a: Word): Word { return newComplex(realOf(a), imagOf(a)); }
/** @slot complex.nb_absolute */
export function complex_absolute(a: Word): Word {
  const x = realOf(a), y = imagOf(a);
  const r = hypotenuse(x, y);
  if (r == Infinity && abs<f64>(x) < Infinity && abs<f64>(y) < Infinity) return raise(T_OVERFLOW_ERROR, 'absolute value too large');
  return ofFloat(r);
}
/** @slot complex.nb_bool */
export function complex_bool(a: Word): i32 { return realOf(a) != 0 || imagOf(a) != 0 ? 1 : 0; }

/** @slot complex.richcompare */
export function complex_richcompare(a: Word, b: Word, op: i32): Word {
  if (op != EQ && op != NE) return NOT_IMPLEMENTED;
  const x = realOf(a), y = imagOf(a);
  let equal: bool;
  if (isComplexLike(b)) equal = x == realOf(b) && y == imagOf(b);
  else if (isFloatLike(b)) equal = y == 0 && x == floatOf(b);
  else if (isIntLike(b)) equal = y == 0 && x == x && compareIntFloat(b, x) == 0;
  else return NOT_IMPLEMENTED;
  return ofBool(equal == (op == EQ));
}
