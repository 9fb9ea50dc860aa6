// The normal and Student's t distribution, to nine digits or more: enough for intervals and tests.

/** Natural logarithm of the gamma function for x > 0: Stirling's series where it is accurate, by recurrence below. */
function logGamma(x: number): number {
  if (x < 15) return logGamma(x + 1) - Math.log(x);
  const square = x * x;
  const series = (1 / 12 - (1 / 360 - (1 / 1260 - 1 / (1680 * square)) / square) / square) / x;
  return (x - 0.5) * Math.log(x) - x + Math.log(2 * Math.PI) / 2 + series;
}

/** Derivative of `logGamma`, for x > 0: its asymptotic series where it is accurate, by recurrence below. */
export function digamma(x: number): number {
  if (x < 15) return digamma(x + 1) - 1 / x;
  const square = x * x;
  return Math.log(x) - 1 / (2 * x) - (1 / 12 - (1 / 120 - 1 / (252 * square)) / square) / square;
}

/** Second derivative of `logGamma`, for x > 0; falls from infinity to 0. */
export function trigamma(x: number): number {
  if (x < 15) return trigamma(x + 1) + 1 / (x * x);
  const square = x * x;
  return 1 / x + 1 / (2 * square) + (1 / 6 - (1 / 30 - 1 / (42 * square)) / square) / (square * x);
}

/** The x > 0 at which `trigamma` has the given value > 0. */
export function inverseTrigamma(value: number): number {
  return Math.exp(invert((log) => -trigamma(Math.exp(log)), -value));
}

/** Regularised incomplete beta function I_x(a, b), by its continued fraction (Lentz). */
function incompleteBeta(x: number, a: number, b: number): number {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  // The fraction converges quickly only on this side.
  if (x > (a + 1) / (a + b + 2)) return 1 - incompleteBeta(1 - x, b, a);
  const front = Math.exp(
    logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log(1 - x) - Math.log(a),
  );
  const tiny = 1e-300;
  const floor = (value: number) => (Math.abs(value) < tiny ? tiny : value);
  let c = 1;
  let d = 1 / floor(1 - ((a + b) * x) / (a + 1));
  let fraction = d;
  for (let m = 1; m <= 300; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / floor(1 + even * d);
    c = floor(1 + even / c);
    fraction *= d * c;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / floor(1 + odd * d);
    c = floor(1 + odd / c);
    const step = d * c;
    fraction *= step;
    if (Math.abs(step - 1) < 1e-14) break;
  }
  return front * fraction;
}

/** P(T <= t) for Student's t with `df` > 0 degrees of freedom (not necessarily whole). */
export function studentCdf(t: number, df: number): number {
  const tail = incompleteBeta(df / (df + t * t), df / 2, 0.5) / 2;
  return t > 0 ? 1 - tail : tail;
}

/** The t that a Student variable stays below with probability p in (0, 1). */
export function studentQuantile(p: number, df: number): number {
  return invert((t) => studentCdf(t, df), p);
}

/** P(Z <= z) for the standard normal distribution. */
export function normalCdf(z: number): number {
  const density = Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI);
  if (Math.abs(z) > 5) {
    // Mills' ratio as a continued fraction, from its far end.
    let fraction = Math.abs(z);
    for (let k = 60; k >= 1; k--) fraction = Math.abs(z) + k / fraction;
    return z > 0 ? 1 - density / fraction : density / fraction;
  }
  let term = z;
  let sum = z;
  for (let k = 3; Math.abs(term) > 1e-17; k += 2) {
    term *= (z * z) / k;
    sum += term;
  }
  return 0.5 + density * sum;
}

function invert(cdf: (x: number) => number, p: number): number {
  let low = -1;
  let high = 1;
  while (cdf(low) > p) low *= 2;
  while (cdf(high) < p) high *= 2;
  for (let i = 0; i < 200 && high - low > 1e-12 * Math.max(1, Math.abs(low)); i++) {
    const middle = (low + high) / 2;
    if (cdf(middle) < p) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
