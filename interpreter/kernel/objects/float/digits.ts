// Decimal digits of a double to a given precision, exactly rounded half to even.

import { NULL, ofInt, Word } from '../../layout/word';
import { release } from '../../counting/counts';
import { freeBlock } from '../../memory/blocks';
import { intFromU64 } from '../int/new';
import { intDivmodNear, intMultiply, lastRest } from '../int/arithmetic';
import { intShiftLeft } from '../int/bits';
import { powerOfTen } from '../int/power';
import { digitCount, intDigitsUnlimited } from '../int/text';
import { multiplyHigh, shortestDigits, shortestExponent } from './shortest';

/** A double has no more digits than this, before or behind the point. */
// @ts-ignore: decorator
@inline const MAX_DIGITS: i32 = 1100;

/**
 * Where digits are written: DIGIT_ROOM bytes that the caller gives. `digitsCount` of them count, the decimal point stands
 * `digitsPoint` places behind the first (0: in front of it).
 */
// @ts-ignore: decorator
@inline export const DIGIT_ROOM: u32 = 1536;
export let digitsCount: i32 = 0;
export let digitsPoint: i32 = 0;

function writeU64(to: usize, n: u64): i32 {
  let count = 1;
  for (let x = n; x >= 10; x /= 10) count++;
  for (let i = count; i--;) {
    store<u8>(to + i, <u8>(0x30 + n % 10));
    n /= 10;
  }
  return count;
}

function dropZeros(to: usize): void {
  while (digitsCount > 1 && load<u8>(to + digitsCount - 1) == 0x30) digitsCount--;
}

/** Shortest digits of a finite x >= 0, without trailing zeros. */
export function repeatableDigits(x: f64, to: usize): void {
  if (x == 0) {
    store<u8>(to, 0x30);
    digitsCount = 1;
    digitsPoint = 1;
    return;
  }
  const d = shortestDigits(x);
  digitsCount = writeU64(to, d);
  digitsPoint = digitsCount + shortestExponent;
  dropZeros(to);
}

/** Digits of x >= 0 rounded to `places` behind the point (may be negative), without leading zeros; "0" if nothing is left. False: no memory. */
export function fixedDigits(x: f64, places: i32, to: usize): bool {
  if (places > MAX_DIGITS) places = MAX_DIGITS;
  if (places < -400) places = -400;
  return roundedAt(x, places, to);
}

// x rounded to a multiple of 10**-places
function roundedAt(x: f64, places: i32, to: usize): bool {
  const bits = reinterpret<u64>(x);
  const biased = <i32>(bits >> 52) & 0x7ff;
  const m: u64 = biased ? bits & 0x000f_ffff_ffff_ffff | 0x0010_0000_0000_0000 : bits & 0x000f_ffff_ffff_ffff;
  const e = biased ? biased - 1075 : -1074;
  if (m == 0) {
    store<u8>(to, 0x30);
    digitsCount = 1;
    digitsPoint = 1 - places;
    return true;
  }
  if (places >= 0 && places <= 19 && e < 0 && e > -120) {
    const scale = smallPower(places);
    const high = multiplyHigh(m, scale), low = m * scale;
    const shift = -e;
    let q: u64, up: bool;
    if (shift < 64) {
      if (high >> shift) return roundedExactly(m, e, places, to);
      q = low >> shift | high << (64 - shift);
      const rest = low & ((<u64>1 << shift) - 1), half = <u64>1 << (shift - 1);
      up = rest > half || (rest == half && (q & 1) != 0);
    } else {
      const more = shift - 64;
      q = more ? high >> more : high;
      const rest = more ? high & ((<u64>1 << more) - 1) : 0;
      if (more) {
        const half = <u64>1 << (more - 1);
        up = rest > half || (rest == half && (low != 0 || (q & 1) != 0));
      } else up = low > 0x8000_0000_0000_0000 || (low == 0x8000_0000_0000_0000 && (q & 1) != 0);
    }
    if (up) q++;
    digitsCount = writeU64(to, q);
    digitsPoint = digitsCount - places;
    return true;
  }
  return roundedExactly(m, e, places, to);
}

function smallPower(n: i32): u64 {
  let r: u64 = 1;
  while (n--) r *= 10;
  return r;
}

// m * 2**e rounded to a multiple of 10**-places, by big integers
function roundedExactly(m: u64, e: i32, places: i32, to: usize): bool {
  let n = intFromU64(m);
  if (places > 0) n = product(n, powerOfTen(places));
  if (e > 0) n = shifted(n, e);
  let d: Word = ofInt(1);
  if (places < 0) d = powerOfTen(-places);
  if (e < 0) d = shifted(d, -e);
  if (n == NULL || d == NULL) {
    release(n);
    release(d);
    return false;
  }
  const q = intDivmodNear(n, d);
  release(n);
  release(d);
  if (q == NULL) return false;
  release(lastRest);
  const digits = intDigitsUnlimited(q);
  release(q);
  if (!digits) return false;
  memory.copy(to, digits, digitCount);
  freeBlock(digits);
  digitsCount = <i32>digitCount;
  digitsPoint = digitsCount - places;
  return true;
}

// Both take over what they are given.
function product(a: Word, b: Word): Word {
  const r = a == NULL || b == NULL ? NULL : intMultiply(a, b);
  release(a);
  release(b);
  return r;
}
function shifted(a: Word, count: i32): Word {
  const r = a == NULL ? NULL : intShiftLeft(a, count);
  release(a);
  return r;
}

/** x >= 0 rounded to `count` >= 1 significant digits, exactly that many but for large counts, whose zeros are left to the caller. False: no memory. */
export function significantDigits(x: f64, count: i32, to: usize): bool {
  if (x == 0) {
    store<u8>(to, 0x30);
    digitsCount = 1;
    digitsPoint = 1;
    return true;
  }
  if (count > MAX_DIGITS) count = MAX_DIGITS;
  // 10**(point - 1) <= x < 10**point, from the shortest digits
  const d = shortestDigits(x);
  let point = shortestExponent;
  for (let n = d; n; n /= 10) point++;
  if (!roundedAt(x, count - point, to)) return false;
  if (digitsCount > count) {
    // rounded up to a power of ten, or the shortest digits were
    if (digitsPoint - count == point - count + 1 && allZeroBehind(to)) {
      digitsCount = count;
      return true;
    }
    return roundedAt(x, count - point - 1, to);
  }
  if (digitsCount < count) return roundedAt(x, count - point + 1, to);
  return true;
}

function allZeroBehind(to: usize): bool {
  for (let i = 1; i < digitsCount; i++) if (load<u8>(to + i) != 0x30) return false;
  return true;
}
