// The elementary functions of complex numbers: the results stand in `re` and `im`, problems in `trouble`. Branch cuts and
// signed zeros as C99 (annex G) has them; the formulas for the inverse functions are Kahan's.

import { hypotenuse } from '../objects/complex/arithmetic';
import { atan2, cos, cosh, exp, log, log1p, sin, sinh, tan, tanh } from './math';

export let re: f64 = 0;
export let im: f64 = 0;
/** DOMAIN: no such value; RANGE: too large. */
export let trouble: i32 = 0;
// @ts-ignore: decorator
@inline export const DOMAIN: i32 = 1;
// @ts-ignore: decorator
@inline export const RANGE: i32 = 2;

// @ts-ignore: decorator
@inline const HALF_PI: f64 = 1.5707963267948966;
// @ts-ignore: decorator
@inline const LN2: f64 = 0.6931471805599453;
// @ts-ignore: decorator
@inline const E: f64 = 2.718281828459045;
/** Beyond it squares and sums could overflow. */
// @ts-ignore: decorator
@inline const LARGE: f64 = f64.MAX_VALUE / 4;
/** Its logarithm and its square root. */
// @ts-ignore: decorator
@inline const LOG_LARGE: f64 = 708.3964185322641;
// @ts-ignore: decorator
@inline const SQRT_LARGE: f64 = 6.703903964971298e153;
// @ts-ignore: decorator
@inline const SMALLEST_NORMAL: f64 = 2.2250738585072014e-308;
// @ts-ignore: decorator
@inline const SQRT_SMALLEST: f64 = 1.4916681462400413e-154;

// @ts-ignore: decorator
@inline function finite(x: f64): bool { return x - x == 0; }
// @ts-ignore: decorator
@inline function infinite(x: f64): bool { return abs<f64>(x) == Infinity; }
// @ts-ignore: decorator
@inline function negative(x: f64): bool { return <i64>reinterpret<u64>(x) < 0; }
// @ts-ignore: decorator
@inline function withSign(x: f64, y: f64): f64 { return copysign<f64>(x, y); }
// @ts-ignore: decorator
@inline function set(x: f64, y: f64): void { re = x; im = y; }
/** 2**n for a normal result. */
// @ts-ignore: decorator
@inline function power2(n: i64): f64 { return reinterpret<f64>((n + 1023) << 52); }

/** Clears `trouble`: to be called first. */
export function begin(): void { trouble = 0; }
function overflowed(): void { if (infinite(re) || infinite(im)) trouble = RANGE; }

export function squareRoot(x: f64, y: f64): void {
  if (infinite(y)) { set(Infinity, y); return; }
  if (!finite(x) || !finite(y)) {
    if (x == Infinity) set(Infinity, y != y ? y : withSign(0, y));
    else if (x == -Infinity) { if (y != y) set(NaN, Infinity); else set(0, withSign(Infinity, y)); }
    else set(NaN, NaN);
    return;
  }
  if (x == 0 && y == 0) { set(0, y); return; }
  let ax = abs<f64>(x);
  const ay = abs<f64>(y);
  let s: f64;
  if (ax < SMALLEST_NORMAL && ay < SMALLEST_NORMAL) {
    // scaled into the normal range, so that no bits are lost
    ax *= power2(53);
    s = sqrt<f64>(ax + hypotenuse(ax, ay * power2(53))) * power2(-27);
  } else {
    ax /= 8;
    s = 2 * sqrt<f64>(ax + hypotenuse(ax, ay / 8));
  }
  const d = ay / (2 * s);
  if (x >= 0) set(s, withSign(d, y));
  else set(d, withSign(s, y));
}

export function exponential(x: f64, y: f64): void {
  if (!finite(x) || !finite(y)) {
    if (x == -Infinity) {
      if (finite(y)) set(withSign(0, cos(y)), withSign(0, y == 0 ? y : sin(y)));
      else set(0, 0);
    } else if (x == Infinity) {
      if (y == 0) set(Infinity, y);
      else if (finite(y)) set(withSign(Infinity, cos(y)), withSign(Infinity, sin(y)));
      else set(Infinity, NaN);
    } else if (x != x && y == 0) set(x, y);
    else set(NaN, NaN);
    if (infinite(y) && x == x && x != -Infinity) trouble = DOMAIN;
    return;
  }
  if (x > LOG_LARGE) {
    const l = exp(x - 1);
    set(l * cos(y) * E, l * sin(y) * E);
  } else {
    const l = exp(x);
    set(l * cos(y), l * sin(y));
  }
  overflowed();
}

export function hyperbolicCosine(x: f64, y: f64): void {
  if (!finite(x) || !finite(y)) {
    if (infinite(x)) {
      if (y == 0) set(Infinity, x > 0 ? y : -y);
      else if (finite(y)) set(withSign(Infinity, cos(y)), x > 0 ? withSign(Infinity, sin(y)) : -withSign(Infinity, sin(y)));
      else set(Infinity, NaN);
    } else if (x == 0 || x != x && y == 0) set(NaN, 0);
    else set(NaN, NaN);
    if (infinite(y) && x == x) trouble = DOMAIN;
    return;
  }
  if (abs<f64>(x) > LOG_LARGE) {
    const near = x - withSign(1, x);
    set(cos(y) * cosh(near) * E, sin(y) * sinh(near) * E);
  } else set(cos(y) * cosh(x), sin(y) * sinh(x));
  overflowed();
}

export function hyperbolicSine(x: f64, y: f64): void {
  if (!finite(x) || !finite(y)) {
    if (infinite(x)) {
      if (y == 0) set(x, y);
      else if (finite(y)) set(x > 0 ? withSign(Infinity, cos(y)) : -withSign(Infinity, cos(y)), withSign(Infinity, sin(y)));
      else set(Infinity, NaN);
    } else if (x == 0) set(y != y ? 0 : x, NaN);
    else if (x != x && y == 0) set(x, y);
    else set(NaN, NaN);
    if (infinite(y) && x == x) trouble = DOMAIN;
    return;
  }
  if (abs<f64>(x) > LOG_LARGE) {
    const near = x - withSign(1, x);
    set(cos(y) * sinh(near) * E, sin(y) * cosh(near) * E);
  } else set(cos(y) * sinh(x), sin(y) * cosh(x));
  overflowed();
}

export function hyperbolicTangent(x: f64, y: f64): void {
  if (!finite(x) || !finite(y)) {
    if (infinite(x)) set(withSign(1, x), finite(y) ? withSign(0, 2 * sin(y) * cos(y)) : 0);
    else if (x != x && y == 0) set(x, y);
    else if (x == 0 && infinite(y)) set(x, NaN);
    else set(NaN, NaN);
    if (infinite(y) && finite(x)) trouble = DOMAIN;
    return;
  }
  if (abs<f64>(x) > LOG_LARGE) {
    set(withSign(1, x), 4 * sin(y) * cos(y) * exp(-2 * abs<f64>(x)));
    return;
  }
  const tx = tanh(x), ty = tan(y), cx = 1 / cosh(x);
  const product = tx * ty, denominator = 1 + product * product;
  set(tx * (1 + ty * ty) / denominator, ty / denominator * cx * cx);
}

/** cos z = cosh iz, sin z = -i sinh iz, tan z = -i tanh iz. */
export function cosine(x: f64, y: f64): void { hyperbolicCosine(-y, x); }
export function sine(x: f64, y: f64): void {
  hyperbolicSine(-y, x);
  set(im, -re);
}
export function tangent(x: f64, y: f64): void {
  hyperbolicTangent(-y, x);
  set(im, -re);
}

export function logarithm(x: f64, y: f64): void {
  if (!finite(x) || !finite(y)) {
    set(infinite(x) || infinite(y) ? Infinity : NaN, atan2(y, x));
    return;
  }
  const ax = abs<f64>(x), ay = abs<f64>(y);
  if (ax > LARGE || ay > LARGE) re = log(hypotenuse(ax / 2, ay / 2)) + LN2;
  else if (ax < SMALLEST_NORMAL && ay < SMALLEST_NORMAL) {
    if (ax > 0 || ay > 0) re = log(hypotenuse(ax * power2(53), ay * power2(53))) - 53 * LN2;
    else {
      re = -Infinity;
      trouble = DOMAIN;
    }
  } else {
    const h = hypotenuse(ax, ay);
    if (0.71 <= h && h <= 1.73) {
      const most = max<f64>(ax, ay), least = min<f64>(ax, ay);
      re = log1p((most - 1) * (most + 1) + least * least) / 2;
    } else re = log(h);
  }
  im = atan2(y, x);
}

/** log |z| for z too large to be squared. */
function largeLogarithm(x: f64, y: f64): f64 { return log(hypotenuse(x / 2, y / 2)) + LN2 * 2; }

export function arcCosine(x: f64, y: f64): void {
  if (!finite(x) || !finite(y)) {
    const any = infinite(x) || infinite(y);
    set(x == 0 ? HALF_PI : atan2(abs<f64>(y), x), any ? (y != y ? Infinity : -withSign(Infinity, y)) : NaN);
    return;
  }
  if (abs<f64>(x) > LARGE || abs<f64>(y) > LARGE) {
    const l = largeLogarithm(x, y);
    set(atan2(abs<f64>(y), x), negative(x) ? -withSign(l, y) : withSign(l, -y));
    return;
  }
  squareRoot(1 - x, -y);
  const ar = re, ai = im;
  squareRoot(1 + x, y);
  set(2 * atan2(ar, re), NativeMath.asinh(re * ai - im * ar));
}

export function areaCosine(x: f64, y: f64): void {
  if (!finite(x) || !finite(y)) {
    set(infinite(x) || infinite(y) ? Infinity : NaN, atan2(y, x));
    return;
  }
  if (abs<f64>(x) > LARGE || abs<f64>(y) > LARGE) {
    set(largeLogarithm(x, y), atan2(y, x));
    return;
  }
  squareRoot(x - 1, y);
  const ar = re, ai = im;
  squareRoot(x + 1, y);
  set(NativeMath.asinh(ar * re + ai * im), 2 * atan2(ai, re));
}

export function areaSine(x: f64, y: f64): void {
  if (!finite(x) || !finite(y)) {
    if (infinite(y)) set(x != x ? Infinity : withSign(Infinity, x), x != x ? NaN : atan2(y, abs<f64>(x)));
    else if (infinite(x)) set(x, y != y ? y : withSign(0, y));
    else if (y == 0) set(NaN, y);
    else set(NaN, NaN);
    return;
  }
  if (abs<f64>(x) > LARGE || abs<f64>(y) > LARGE) {
    set(withSign(largeLogarithm(x, y), x), atan2(y, abs<f64>(x)));
    return;
  }
  squareRoot(1 + y, -x);
  const ar = re, ai = im;
  squareRoot(1 - y, x);
  set(NativeMath.asinh(ar * im - re * ai), atan2(y, ar * re - ai * im));
}
/** asin z = -i asinh iz. */
export function arcSine(x: f64, y: f64): void {
  areaSine(-y, x);
  set(im, -re);
}

export function areaTangent(x: f64, y: f64): void {
  if (!finite(x) || !finite(y)) {
    if (infinite(x) || infinite(y)) set(x != x ? 0 : withSign(0, x), y != y ? y : withSign(HALF_PI, y));
    else if (x == 0) set(x, NaN);
    else set(NaN, NaN);
    return;
  }
  if (negative(x)) {
    areaTangent(-x, -y);
    set(-re, -im);
    return;
  }
  const ay = abs<f64>(y);
  if (x > SQRT_LARGE || ay > SQRT_LARGE) {
    const h = hypotenuse(x / 2, y / 2);
    set(x / 4 / h / h, -withSign(HALF_PI, -y));
  } else if (x == 1 && ay < SQRT_SMALLEST) {
    if (ay == 0) {
      set(Infinity, y);
      trouble = DOMAIN;
    } else set(-log(sqrt<f64>(ay) / sqrt<f64>(hypotenuse(ay, 2))), withSign(atan2(2, -ay) / 2, y));
  } else {
    set(log1p(4 * x / ((1 - x) * (1 - x) + ay * ay)) / 4, -atan2(-2 * y, (1 - x) * (1 + x) - ay * ay) / 2);
  }
}
/** atan z = -i atanh iz. */
export function arcTangent(x: f64, y: f64): void {
  areaTangent(-y, x);
  set(im, -re);
}

/** r (cos phi + i sin phi). */
export function rectangular(r: f64, phi: f64): void {
  if (!finite(r) || !finite(phi)) {
    if (infinite(r) && finite(phi) && phi != 0) {
      if (r > 0) set(withSign(Infinity, cos(phi)), withSign(Infinity, sin(phi)));
      else set(-withSign(Infinity, cos(phi)), -withSign(Infinity, sin(phi)));
    } else if (infinite(r)) {
      if (phi == 0) set(r, r > 0 ? phi : -phi);
      else set(phi != phi || r > 0 ? Infinity : -Infinity, NaN);
    } else if (r == 0) set(0, 0);
    else if (phi == 0) set(r, 0);
    else set(NaN, NaN);
    if (r != 0 && r == r && infinite(phi)) trouble = DOMAIN;
  } else if (phi == 0) set(r, r * phi);
  else set(r * cos(phi), r * sin(phi));
}
