// Quotients of natural numbers: Knuth's algorithm D, and recursive division on top of fast products.

import { allocBlock, freeBlock, KIND_RAW } from '../../memory/blocks';
import {
  addLimbs, addSmall, compareLimbs, divideSmall, limb, limbAt, setLimb, shiftLeftInto, shiftRightInto, subtractLimbs, subtractProduct, subtractSmall,
} from './limbs';
import { multiplyLimbs } from './multiply';

/** Quotients of fewer limbs are computed limb by limb. */
// @ts-ignore: decorator
@inline const RECURSIVE_LIMBS: u32 = 60;

// Product of a partial quotient and the low part of the divisor; false once memory was lacking.
let product: usize = 0;
let enough: bool = true;

/**
 * q = a / b (n - m + 1 limbs), with `keep` the remainder left in a, zeros above it; else a stays as it is. n >= m >= 1,
 * b without leading zero limb. q overlaps neither. False: no memory.
 */
export function divideLimbs(q: usize, a: usize, n: u32, b: usize, m: u32, keep: bool): bool {
  if (m == 1) {
    const rest = divideSmall(q, a, n, limb(b, 0));
    if (!keep) return true;
    memory.fill(a, 0, <usize>n << 2);
    setLimb(a, 0, rest);
    return true;
  }
  const block = allocBlock(KIND_RAW, ((<usize>n + 1) + (m + 1) + m) << 2);
  if (!block) return false;
  const u = block, v = limbAt(block, n + 1);
  product = limbAt(v, m + 1);
  const shift = <u32>clz<u32>(limb(b, m - 1));
  shiftLeftInto(u, a, n, shift);
  shiftLeftInto(v, b, m, shift);
  // the extra top limb of u keeps the quotient below 2**(32 (n + 1 - m))
  let left = n + 1 - m;
  enough = true;
  if (left < RECURSIVE_LIMBS || m < RECURSIVE_LIMBS) divideNormal(q, u, n + 1, v, m);
  else {
    let count = left % m;
    if (!count) count = m;
    while (left) {
      left -= count;
      divideRecursive(limbAt(q, left), limbAt(u, left), m, count, v);
      count = m;
    }
  }
  if (enough && keep) {
    shiftRightInto(a, u, m, shift);
    memory.fill(limbAt(a, m), 0, <usize>(n - m) << 2);
  }
  freeBlock(block);
  return enough;
}

/** Knuth's D: q = a / b with n - m limbs, the top bit of b set, the remainder in a. Returns the quotient's bit above q. */
function divideNormal(q: usize, a: usize, n: u32, b: usize, m: u32): u32 {
  let over: u32 = 0;
  let j = n - m;
  if (compareLimbs(limbAt(a, j), m, b, m) >= 0) {
    subtractLimbs(limbAt(a, j), limbAt(a, j), m, b, m);
    over = 1;
  }
  const first = <u64>limb(b, m - 1), second = <u64>limb(b, m - 2);
  while (j--) {
    const top = <u64>limb(a, j + m) << 32 | limb(a, j + m - 1);
    let digit: u64, rest: u64;
    if (<u64>limb(a, j + m) >= first) {
      digit = 0xffff_ffff;
      rest = top - digit * first;
    } else {
      digit = top / first;
      rest = top - digit * first;
    }
    while (rest < 0x1_0000_0000 && digit * second > (rest << 32 | limb(a, j + m - 2))) {
      digit--;
      rest += first;
    }
    const borrow = subtractProduct(limbAt(a, j), b, m, <u32>digit);
    if (limb(a, j + m) < borrow) {
      digit--;
      addLimbs(limbAt(a, j), limbAt(a, j), m, b, m);
    }
    setLimb(a, j + m, 0);
    setLimb(q, j, <u32>digit);
  }
  return over;
}

/**
 * q = a / b: a has n + m limbs, b has n with its top bit set, n >= m; q gets m limbs, a[0..n) the remainder, zeros above.
 * Returns the quotient's bit above q.
 */
function divideRecursive(q: usize, a: usize, n: u32, m: u32, b: usize): u32 {
  if (m < RECURSIVE_LIMBS) return divideNormal(q, a, n + m, b, n);
  const k = m >> 1;
  const upper = limbAt(b, k);
  // the upper limbs of the quotient, from the upper part of b; then the correction for its low k limbs
  let over = divideRecursive(limbAt(q, k), limbAt(a, 2 * k), n - k, m - k, upper);
  if (!enough || !multiplyLimbs(product, limbAt(q, k), m - k, b, k)) { enough = false; return 0; }
  let borrow = subtractLimbs(limbAt(a, k), limbAt(a, k), n, product, m);
  if (over) borrow += subtractLimbs(limbAt(a, m), limbAt(a, m), n + k - m, b, k);
  while (borrow) {
    over -= subtractSmall(limbAt(q, k), m - k, 1);
    borrow -= addLimbs(limbAt(a, k), limbAt(a, k), n, b, n);
  }
  let low = divideRecursive(q, limbAt(a, k), n - k, k, upper);
  if (!enough || !multiplyLimbs(product, q, k, b, k)) { enough = false; return 0; }
  borrow = subtractLimbs(a, a, n, product, 2 * k);
  if (low) borrow += subtractLimbs(limbAt(a, k), limbAt(a, k), n - k, b, k);
  while (borrow) {
    low -= subtractSmall(q, k, 1);
    borrow -= addLimbs(a, a, n, b, n);
  }
  if (low) over += addSmall(limbAt(q, k), m - k, low);
  return over;
}
