// Products of huge natural numbers: the convolution of their limbs by number-theoretic transforms modulo three primes,
// put together by the Chinese remainder theorem.

import { allocBlock, freeBlock, KIND_RAW } from '../../memory/blocks';
import { limb, limbAt, setLimb } from './limbs';

/** From this many limbs of the smaller factor on the transform is faster than Karatsuba's method. */
// @ts-ignore: decorator
@inline export const TRANSFORM_LIMBS: u32 = 2400;
/** Limbs that a product may have: the order of two that all three primes offer. */
// @ts-ignore: decorator
@inline const MAX_LENGTH: u32 = 1 << 25;

// Primes k * 2**j + 1 below 2**31, j >= 25, with a primitive root.
// @ts-ignore: decorator
@inline const P1: u32 = 2013265921;
// @ts-ignore: decorator
@inline const P2: u32 = 1811939329;
// @ts-ignore: decorator
@inline const P3: u32 = 2113929217;

// The prime at work, -1 / prime modulo 2**32, 2**64 modulo the prime.
let prime: u32 = 0;
let inverse: u32 = 0;
let square: u32 = 0;

function setPrime(p: u32): void {
  prime = p;
  let x: u32 = p; // p * p = 1 modulo 8, each step doubles the bits
  for (let i = 0; i < 4; i++) x *= 2 - p * x;
  inverse = -x;
  const r = <u64>0x1_0000_0000 % p;
  square = <u32>(r * r % p);
}

/** a * b / 2**32 modulo the prime; a < 2**32, b < prime. */
// @ts-ignore: decorator
@inline function times(a: u32, b: u32, p: u32, inverse: u32): u32 {
  const t = <u64>a * b;
  const x = <u32>((t + <u64>(<u32>t * inverse) * p) >> 32);
  return x >= p ? x - p : x;
}

function power(base: u32, exponent: u32): u32 {
  let x = base;
  let r = times(1, square, prime, inverse);
  for (; exponent; exponent >>= 1) {
    if (exponent & 1) r = times(r, x, prime, inverse);
    x = times(x, x, prime, inverse);
  }
  return r;
}

/** roots[i] = w**i for i < n / 2, w of order n. */
function fillRoots(roots: usize, n: u32, primitive: u32, inverted: bool): void {
  const g = times(primitive, square, prime, inverse);
  let w = power(g, (prime - 1) / n);
  if (inverted) w = power(w, prime - 2);
  let x = times(1, square, prime, inverse);
  for (let i: u32 = 0; i < n >> 1; i++) {
    setLimb(roots, i, x);
    x = times(x, w, prime, inverse);
  }
}

/** In place, decimation in frequency: the result in bit-reversed order. */
function forward(data: usize, n: u32, roots: usize): void {
  const p = prime, inv = inverse;
  for (let half = n >> 1, stride: u32 = 1; half; half >>= 1, stride <<= 1) {
    for (let from: u32 = 0; from < n; from += half << 1) {
      let x = limbAt(data, from), y = limbAt(data, from + half), w = roots;
      const end = y;
      for (; x < end; x += 4, y += 4, w += <usize>stride << 2) {
        const u = load<u32>(x), v = load<u32>(y);
        const s = u + v;
        store<u32>(x, s >= p ? s - p : s);
        store<u32>(y, times(u >= v ? u - v : u + p - v, load<u32>(w), p, inv));
      }
    }
  }
}

/** In place, decimation in time, from bit-reversed order; not divided by n. */
function backward(data: usize, n: u32, roots: usize): void {
  const p = prime, inv = inverse;
  for (let half: u32 = 1, stride = n >> 1; half < n; half <<= 1, stride >>= 1) {
    for (let from: u32 = 0; from < n; from += half << 1) {
      let x = limbAt(data, from), y = limbAt(data, from + half), w = roots;
      const end = y;
      for (; x < end; x += 4, y += 4, w += <usize>stride << 2) {
        const u = load<u32>(x), v = times(load<u32>(y), load<u32>(w), p, inv);
        const s = u + v;
        store<u32>(x, s >= p ? s - p : s);
        store<u32>(y, u >= v ? u - v : u + p - v);
      }
    }
  }
}

function loadFactor(to: usize, length: u32, a: usize, n: u32): void {
  for (let i: u32 = 0; i < n; i++) setLimb(to, i, times(limb(a, i), square, prime, inverse));
  memory.fill(limbAt(to, n), 0, <usize>(length - n) << 2);
}

/** to = cyclic convolution of a and b modulo `p`; `other` and `roots` are room. */
function convolve(p: u32, primitive: u32, to: usize, other: usize, roots: usize, length: u32, a: usize, n: u32, b: usize, m: u32): void {
  setPrime(p);
  fillRoots(roots, length, primitive, false);
  loadFactor(to, length, a, n);
  forward(to, length, roots);
  if (a == b && n == m) {
    for (let i: u32 = 0; i < length; i++) setLimb(to, i, times(limb(to, i), limb(to, i), p, inverse));
  } else {
    loadFactor(other, length, b, m);
    forward(other, length, roots);
    for (let i: u32 = 0; i < length; i++) setLimb(to, i, times(limb(to, i), limb(other, i), p, inverse));
  }
  fillRoots(roots, length, primitive, true);
  backward(to, length, roots);
  // out of Montgomery's form and divided by the length
  const scale = times(power(times(length, square, p, inverse), p - 2), 1, p, inverse);
  for (let i: u32 = 0; i < length; i++) setLimb(to, i, times(limb(to, i), scale, p, inverse));
}

/** r = a * b: n + m limbs. False: no memory, or too long. */
export function transformProduct(r: usize, a: usize, n: u32, b: usize, m: u32): bool {
  const total = n + m;
  if (total > MAX_LENGTH) return false;
  let length: u32 = 1;
  while (length < total) length <<= 1;
  const block = allocBlock(KIND_RAW, (<usize>length * 9 >> 1) << 2);
  if (!block) return false;
  const x1 = block, x2 = limbAt(x1, length), x3 = limbAt(x2, length), other = limbAt(x3, length), roots = limbAt(other, length);
  convolve(P1, 31, x1, other, roots, length, a, n, b, m);
  convolve(P2, 13, x2, other, roots, length, a, n, b, m);
  convolve(P3, 5, x3, other, roots, length, a, n, b, m);
  // Garner: coefficient = c1 + P1 * (k2 + P2 * k3)
  const inverse12 = <u64>modularPower(P1 % P2, P2 - 2, P2);
  const inverse13 = <u64>modularPower(P1 % P3, P3 - 2, P3);
  const inverse23 = <u64>modularPower(P2 % P3, P3 - 2, P3);
  const product = <u64>P1 * P2;
  const low = product & 0xffff_ffff, high = product >> 32;
  let carry: u64 = 0; // of the limbs so far: below 2**63
  for (let i: u32 = 0; i < total; i++) {
    const c1 = <u64>limb(x1, i), c2 = <u64>limb(x2, i), c3 = <u64>limb(x3, i);
    const k2 = (c2 + P2 - c1 % P2) % P2 * inverse12 % P2;
    const k = (c3 + P3 - c1 % P3) % P3 * inverse13 % P3;
    const k3 = (k + P3 - k2 % P3) % P3 * inverse23 % P3;
    // c1 + P1 k2 < 2**62; add low k3 and high k3 * 2**32
    const base = c1 + k2 * P1;
    const first = low * k3, second = high * k3;
    const sum = carry + (base & 0xffff_ffff) + (first & 0xffff_ffff);
    setLimb(r, i, <u32>sum);
    carry = (sum >> 32) + (base >> 32) + (first >> 32) + second;
  }
  freeBlock(block);
  return true;
}

function modularPower(base: u32, exponent: u32, p: u32): u32 {
  let x = <u64>base;
  let r: u64 = 1;
  for (; exponent; exponent >>= 1) {
    if (exponent & 1) r = r * x % p;
    x = x * x % p;
  }
  return <u32>r;
}
