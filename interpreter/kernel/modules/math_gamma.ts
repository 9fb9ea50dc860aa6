// Gamma and error functions.

const PI: f64 = 3.141592653589793;
const SQRT_PI: f64 = 1.772453850905516;
const LOG_PI: f64 = 1.1447298858494002;
/** g of Lanczos' approximation, for 13 terms. */
const LANCZOS_G: f64 = 6.024680040776729583740234375;
const LANCZOS_G_MINUS_HALF: f64 = 5.524680040776729583740234375;

// Coefficients of the rational form of Lanczos' sum, constant term first.
const NUMERATOR = memory.data<f64>([
  23531376880.410759688572007674451636754734846804940, 42919803642.649098768957899047001988850926355848959,
  35711959237.355668049440185451547166705960488635843, 17921034426.037209699919755754458931112671403265390,
  6039542586.3520280050642916443072979210699388420708, 1439720407.3117216736632230727949123939715485786372,
  248874557.86205415651146038641322942321632125127801, 31426415.585400194380614231628318205362874684987640,
  2876370.6289353724412254090516208496135991145378768, 186056.26539522349504029498971604569928220784236328,
  8071.6720023658162106380029022722506138218516325024, 210.82427775157934587250973392071336271166969580291,
  2.5066282746310002701649081771338373386264310793408,
]);
const DENOMINATOR = memory.data<f64>([
  0.0, 39916800.0, 120543840.0, 150917976.0, 105258076.0, 45995730.0, 13339535.0, 2637558.0, 357423.0, 32670.0, 1925.0, 66.0, 1.0,
]);

/** Set by the functions below when a finite argument has too large a value. */
export let gammaOverflow: bool = false;

function lanczosSum(x: f64): f64 {
  let n: f64 = 0, d: f64 = 0;
  if (x < 5) {
    for (let i: i32 = 12; i >= 0; i--) {
      n = n * x + load<f64>(NUMERATOR + (<usize>i << 3));
      d = d * x + load<f64>(DENOMINATOR + (<usize>i << 3));
    }
  } else {
    for (let i: i32 = 0; i <= 12; i++) {
      n = n / x + load<f64>(NUMERATOR + (<usize>i << 3));
      d = d / x + load<f64>(DENOMINATOR + (<usize>i << 3));
    }
  }
  return n / d;
}

/** sin(pi x), exact at integers. */
function sinPi(x: f64): f64 {
  const y = NativeMath.mod(abs<f64>(x), 2);
  const n = <i32>floor<f64>(2 * y + 0.5);
  let r: f64;
  if (n == 0) r = NativeMath.sin(PI * y);
  else if (n == 1) r = NativeMath.cos(PI * (y - 0.5));
  else if (n == 2) r = NativeMath.sin(PI * (1 - y));
  else if (n == 3) r = -NativeMath.cos(PI * (y - 1.5));
  else r = NativeMath.sin(PI * (y - 2));
  return copysign<f64>(1, x) * r;
}

/** gamma(x); NaN where it has none; `gammaOverflow` tells of too large a value. */
export function gammaFunction(x: f64): f64 {
  gammaOverflow = false;
  if (x - x != 0) return x == -Infinity ? NaN : x;
  if (x == 0) return NaN;
  if (x == floor<f64>(x)) {
    if (x < 0) return NaN;
    if (x <= 23) {
      let r: f64 = 1;
      for (let i: f64 = 2; i < x; i++) r *= i;
      return r;
    }
  }
  const size = abs<f64>(x);
  if (size < 1e-20) {
    const r = 1 / x;
    if (abs<f64>(r) == Infinity) gammaOverflow = true;
    return r;
  }
  if (size > 200) {
    if (x < 0) return 0 / sinPi(x);
    gammaOverflow = true;
    return Infinity;
  }
  const y = size + LANCZOS_G_MINUS_HALF;
  // z: what was lost by rounding y
  let z: f64;
  if (size > LANCZOS_G_MINUS_HALF) {
    const q = y - size;
    z = q - LANCZOS_G_MINUS_HALF;
  } else {
    const q = y - LANCZOS_G_MINUS_HALF;
    z = q - size;
  }
  z = z * LANCZOS_G / y;
  let r: f64;
  if (x < 0) {
    r = -PI / sinPi(size) / size * NativeMath.exp(y) / lanczosSum(size);
    r -= z * r;
    if (size < 140) r /= NativeMath.pow(y, size - 0.5);
    else {
      const half = NativeMath.pow(y, size / 2 - 0.25);
      r /= half;
      r /= half;
    }
  } else {
    r = lanczosSum(size) / NativeMath.exp(y);
    r += z * r;
    if (size < 140) r *= NativeMath.pow(y, size - 0.5);
    else {
      const half = NativeMath.pow(y, size / 2 - 0.25);
      r *= half;
      r *= half;
    }
  }
  if (abs<f64>(r) == Infinity) gammaOverflow = true;
  return r;
}

/** log(abs(gamma(x))); NaN at the poles; `gammaOverflow` tells of too large a value. */
export function logGamma(x: f64): f64 {
  gammaOverflow = false;
  if (x != x) return x;
  if (abs<f64>(x) == Infinity) return Infinity;
  if (x == floor<f64>(x) && x <= 2) return x <= 0 ? NaN : 0;
  const size = abs<f64>(x);
  if (size < 1e-20) return -NativeMath.log(size);
  let r = NativeMath.log(lanczosSum(size)) - LANCZOS_G;
  r += (size - 0.5) * (NativeMath.log(size + LANCZOS_G_MINUS_HALF) - 1);
  if (x < 0) r = LOG_PI - NativeMath.log(abs<f64>(sinPi(size))) - NativeMath.log(size) - r;
  if (abs<f64>(r) == Infinity) gammaOverflow = true;
  return r;
}

// Power series for small arguments.
function errorSeries(x: f64): f64 {
  const square = x * x;
  let sum: f64 = 0;
  let k: f64 = 25.5;
  for (let i = 0; i < 25; i++) {
    sum = 2 + square * sum / k;
    k -= 1;
  }
  return sum * x * NativeMath.exp(-square) / SQRT_PI;
}

// Continued fraction for erfc of large positive arguments.
function errorFraction(x: f64): f64 {
  if (x >= 30) return 0;
  const square = x * x;
  let a: f64 = 0, step: f64 = 0.5;
  let p: f64 = 1, lastP: f64 = 0;
  let q = step + square, lastQ: f64 = 1;
  for (let i = 0; i < 50; i++) {
    a += step;
    step += 2;
    const b = step + square;
    let t = p;
    p = b * p - a * lastP;
    lastP = t;
    t = q;
    q = b * q - a * lastQ;
    lastQ = t;
  }
  return p / q * x * NativeMath.exp(-square) / SQRT_PI;
}

export function errorFunction(x: f64): f64 {
  if (x != x) return x;
  const size = abs<f64>(x);
  if (size < 1.5) return errorSeries(x);
  const r = errorFraction(size);
  return x > 0 ? 1 - r : r - 1;
}

export function complementaryErrorFunction(x: f64): f64 {
  if (x != x) return x;
  const size = abs<f64>(x);
  if (size < 1.5) return 1 - errorSeries(x);
  const r = errorFraction(size);
  return x > 0 ? r : 2 - r;
}
