// The shortest decimal digits that read back as the same double (R. Giulietti's Schubfach).

import { MIN_POWER, POWERS_OF_TEN } from './powers';

/** Exponent that belongs to what `shortestDigits` returned. */
export let shortestExponent: i32 = 0;

/** Upper 64 bits of a * b. */
export function multiplyHigh(a: u64, b: u64): u64 {
  const a0 = a & 0xffff_ffff, a1 = a >> 32, b0 = b & 0xffff_ffff, b1 = b >> 32;
  const low = a0 * b0;
  const middle = a1 * b0 + (low >> 32);
  const other = a0 * b1 + (middle & 0xffff_ffff);
  return a1 * b1 + (middle >> 32) + (other >> 32);
}

// The upper bits of g * c / 2**128, the lowest one set if bits below were lost.
function roundToOdd(high: u64, low: u64, c: u64): u64 {
  const x = multiplyHigh(low, c);
  const y0 = high * c + x;
  const y1 = multiplyHigh(high, c) + (y0 < x ? 1 : 0);
  return y1 | (y0 > 1 ? 1 : 0);
}

/**
 * Decimal digits d of a finite x > 0: d * 10**shortestExponent reads as x, no shorter d does, and among those of this
 * length it is the nearest to x. d may end in zeros.
 */
export function shortestDigits(x: f64): u64 {
  const bits = reinterpret<u64>(x);
  const fraction = bits & 0x000f_ffff_ffff_ffff;
  const biased = <i32>(bits >> 52) & 0x7ff;
  const c: u64 = biased ? fraction | 0x0010_0000_0000_0000 : fraction;
  const q = biased ? biased - 1075 : -1074;
  if (biased && q <= 0 && -q < 53 && !(c & ((<u64>1 << -q) - 1))) {
    // an integer below 2**53
    shortestExponent = 0;
    return c >> -q;
  }
  const even = !(c & 1);
  const closer = fraction == 0 && biased > 1; // the gap below is half the gap above
  const k = closer ? (q * 1262611 - 524031) >> 22 : (q * 1262611) >> 22;
  const h = q + ((-k * 1741647) >> 19) + 1;
  const at = POWERS_OF_TEN + (<usize>(-k - MIN_POWER) << 4);
  const high = load<u64>(at), low = load<u64>(at, 8);
  const left = roundToOdd(high, low, (c << 2) - 2 + (closer ? 1 : 0) << h);
  const middle = roundToOdd(high, low, c << 2 << h);
  const right = roundToOdd(high, low, (c << 2) + 2 << h);
  const lower = even ? left : left + 1, upper = even ? right : right - 1;
  const s = middle >> 2;
  if (s >= 10) {
    const ten = s / 10;
    const down = lower <= ten * 40, up = ten * 40 + 40 <= upper;
    if (down != up) {
      shortestExponent = k + 1;
      return up ? ten + 1 : ten;
    }
  }
  shortestExponent = k;
  const down = lower <= s << 2, up = (s << 2) + 4 <= upper;
  if (down != up) return up ? s + 1 : s;
  const half = (s << 2) + 2;
  return middle > half || (middle == half && s & 1) ? s + 1 : s;
}
