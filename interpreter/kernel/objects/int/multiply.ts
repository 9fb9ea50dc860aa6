// Products of natural numbers: schoolbook, Karatsuba, and for huge ones the number-theoretic transform.

import { allocBlock, freeBlock, KIND_RAW } from '../../memory/blocks';
import { addLimbs, addProduct, addSmall, compareLimbs, limb, limbAt, multiplySmall, setLimb, significant, subtractLimbs } from './limbs';
import { TRANSFORM_LIMBS, transformProduct } from './transform';

/** From this many limbs of the smaller factor on Karatsuba's method is faster. */
// @ts-ignore: decorator
@inline const KARATSUBA_LIMBS: u32 = 40;

/** r = a * b: n + m limbs; r overlaps neither. n, m >= 1. False: no memory, r is undefined. */
export function multiplyLimbs(r: usize, a: usize, n: u32, b: usize, m: u32): bool {
  if (n < m) {
    const p = a, k = n;
    a = b;
    n = m;
    b = p;
    m = k;
  }
  if (m < KARATSUBA_LIMBS) {
    schoolbook(r, a, n, b, m);
    return true;
  }
  if (m >= TRANSFORM_LIMBS) return n > 3 * m ? pieces(r, a, n, b, m) : transformProduct(r, a, n, b, m);
  const room = allocBlock(KIND_RAW, (<usize>m * 8 + 512) << 2);
  if (!room) return false;
  if (m > (n + 1) >> 1) karatsuba(r, a, n, b, m, room);
  else uneven(r, a, n, b, m, room);
  freeBlock(room);
  return true;
}

/** As `multiplyLimbs`, with the longer factor in pieces of the size of the shorter one. */
function pieces(r: usize, a: usize, n: u32, b: usize, m: u32): bool {
  const part = allocBlock(KIND_RAW, <usize>m << 3);
  if (!part) return false;
  memory.fill(r, 0, (<usize>n + m) << 2);
  for (let i: u32 = 0; i < n; i += m) {
    const k = min<u32>(m, n - i);
    if (!multiplyLimbs(part, b, m, limbAt(a, i), k)) {
      freeBlock(part);
      return false;
    }
    addLimbs(limbAt(r, i), limbAt(r, i), n + m - i, part, m + k);
  }
  freeBlock(part);
  return true;
}

/** r = a * b, n >= m >= 1. */
function schoolbook(r: usize, a: usize, n: u32, b: usize, m: u32): void {
  if (a == b && n == m && n > 4) { square(r, a, n); return; }
  setLimb(r, n, multiplySmall(r, a, n, limb(b, 0), 0));
  for (let j: u32 = 1; j < m; j++) setLimb(r, n + j, addProduct(limbAt(r, j), a, n, limb(b, j)));
}

/** r = a * a: products of different limbs once, doubled, then the squares of the limbs. */
function square(r: usize, a: usize, n: u32): void {
  setLimb(r, 0, 0);
  setLimb(r, n, multiplySmall(limbAt(r, 1), limbAt(a, 1), n - 1, limb(a, 0), 0));
  for (let i: u32 = 1; i < n; i++) {
    setLimb(r, n + i, i + 1 < n ? addProduct(limbAt(r, 2 * i + 1), limbAt(a, i + 1), n - i - 1, limb(a, i)) : 0);
  }
  let high: u32 = 0;
  let carry: u64 = 0;
  for (let i: u32 = 0; i < n; i++) {
    const x = limb(r, 2 * i), y = limb(r, 2 * i + 1);
    const s = <u64>limb(a, i) * limb(a, i);
    carry += <u64>(x << 1 | high) + <u32>s;
    setLimb(r, 2 * i, <u32>carry);
    carry = (carry >> 32) + <u64>(y << 1 | x >> 31) + (s >> 32);
    setLimb(r, 2 * i + 1, <u32>carry);
    carry >>= 32;
    high = y >> 31;
  }
}

/** Factors of very different size: the longer one in pieces of m limbs. `room`: 8 m + 512 limbs. */
function uneven(r: usize, a: usize, n: u32, b: usize, m: u32, room: usize): void {
  const product = room, rest = limbAt(room, 2 * m);
  memory.fill(r, 0, (<usize>n + m) << 2);
  for (let i: u32 = 0; i < n; i += m) {
    const k = min<u32>(m, n - i);
    if (k == m) karatsuba(product, b, m, limbAt(a, i), m, rest);
    else if (k < KARATSUBA_LIMBS) schoolbook(product, b, m, limbAt(a, i), k);
    else if (k > (m + 1) >> 1) karatsuba(product, b, m, limbAt(a, i), k, rest);
    else schoolbook(product, b, m, limbAt(a, i), k);
    addLimbs(limbAt(r, i), limbAt(r, i), n + m - i, product, m + k);
  }
}

/** |a - b| into r (n limbs); n >= m. True if the difference is below zero. */
function absoluteDifference(r: usize, a: usize, n: u32, b: usize, m: u32): bool {
  const x = significant(a, n), y = significant(b, m);
  if (compareLimbs(a, x, b, y) >= 0) {
    subtractLimbs(r, a, n, b, m);
    return false;
  }
  subtractLimbs(r, b, m, a, min(x, m));
  memory.fill(limbAt(r, m), 0, <usize>(n - m) << 2);
  return true;
}

/** r = a * b, n >= m > (n + 1) / 2. `room`: 4 n + 256 limbs. */
function karatsuba(r: usize, a: usize, n: u32, b: usize, m: u32, room: usize): void {
  const h = (n + 1) >> 1;
  if (m < KARATSUBA_LIMBS || m <= h) {
    schoolbook(r, a, n, b, m);
    return;
  }
  const a1 = limbAt(a, h), b1 = limbAt(b, h);
  const middle = room, sum = limbAt(room, 2 * h);
  // (a0 - a1) (b0 - b1) = a0 b0 + a1 b1 - (a0 b1 + a1 b0)
  const negative = absoluteDifference(r, a, h, a1, n - h) != absoluteDifference(limbAt(r, h), b, h, b1, m - h);
  karatsuba(middle, r, h, limbAt(r, h), h, sum);
  const low = r, high = limbAt(r, 2 * h);
  karatsuba(low, a, h, b, h, sum);
  const p = n - h, q = m - h;
  if (q > (p + 1) >> 1) karatsuba(high, a1, p, b1, q, sum);
  else schoolbook(high, a1, p, b1, q);
  let top = addLimbs(sum, low, 2 * h, high, p + q);
  if (negative) top += addLimbs(sum, sum, 2 * h, middle, 2 * h);
  else top -= subtractLimbs(sum, sum, 2 * h, middle, 2 * h);
  const rest = n + m - h;
  // 2 h <= n + m - h, since m > h; the final sum has no carry
  addLimbs(limbAt(r, h), limbAt(r, h), rest, sum, 2 * h);
  if (rest > 2 * h) addSmall(limbAt(r, 3 * h), rest - 2 * h, top);
}
