// Text to double, correctly rounded.

import { NULL, Word } from '../../layout/word';
import { release } from '../../counting/counts';
import { intAdd, intMultiply } from '../int/arithmetic';
import { powerOfTen } from '../int/power';
import { operandToFloat, quotientToFloat } from '../int/real';
import { operand } from '../int/operand';
import { intFromText } from '../int/text';
import { allocBlock, freeBlock, KIND_RAW } from '../../memory/blocks';
import { intFromU64 } from '../int/new';

/** Where the number that `parseDouble` read ends; where it began if there was none. */
export let parsedEnd: usize = 0;

/** More digits than a point halfway between two doubles has. */
// @ts-ignore: decorator
@inline const ENOUGH_DIGITS: i32 = 780;

// @ts-ignore: decorator
@inline function isDigit(c: u32): bool { return c - 0x30 < 10; }

/** Whether ASCII text at p spells `literal` (lower case letters) in any case. */
function spells(p: usize, end: usize, literal: string): bool {
  const n = <u32>literal.length;
  if (p + n > end) return false;
  for (let i: u32 = 0; i < n; i++) if ((<u32>load<u8>(p + i) | 32) != <u32>load<u16>(changetype<usize>(literal) + (i << 1))) return false;
  return true;
}

/** The longest number at p: sign, digits with point and exponent, or inf, infinity, nan. */
export function parseDouble(p: usize, end: usize): f64 {
  const start = p;
  parsedEnd = start;
  let negative = false;
  if (p < end && (load<u8>(p) == 0x2d || load<u8>(p) == 0x2b)) negative = load<u8>(p++) == 0x2d;
  if (p < end && !isDigit(load<u8>(p)) && load<u8>(p) != 0x2e) {
    let x: f64 = 0;
    if (spells(p, end, 'infinity')) {
      parsedEnd = p + 8;
      x = Infinity;
    } else if (spells(p, end, 'inf')) {
      parsedEnd = p + 3;
      x = Infinity;
    } else if (spells(p, end, 'nan')) {
      parsedEnd = p + 3;
      x = reinterpret<f64>(0x7ff8_0000_0000_0000);
    }
    return negative ? reinterpret<f64>(reinterpret<u64>(x) | 0x8000_0000_0000_0000) : x;
  }
  let m: u64 = 0; // the first 19 significant digits
  let used = 0, dropped = 0, places = 0, seen = 0;
  const digits = p;
  for (; p < end && isDigit(load<u8>(p)); p++, seen++) {
    const d = <u32>load<u8>(p) - 0x30;
    if (used < 19) {
      m = m * 10 + d;
      if (m) used++;
    } else dropped++;
  }
  if (p < end && load<u8>(p) == 0x2e) {
    p++;
    for (; p < end && isDigit(load<u8>(p)); p++, seen++) {
      const d = <u32>load<u8>(p) - 0x30;
      if (used < 19) {
        m = m * 10 + d;
        if (m) used++;
        places++;
      }
    }
  }
  if (!seen) return 0;
  const digitsEnd = p;
  let exponent = 0;
  if (p < end && (load<u8>(p) | 32) == 0x65) {
    let q = p + 1;
    let minus = false;
    if (q < end && (load<u8>(q) == 0x2d || load<u8>(q) == 0x2b)) minus = load<u8>(q++) == 0x2d;
    if (q < end && isDigit(load<u8>(q))) {
      for (; q < end && isDigit(load<u8>(q)); q++) if (exponent < 100000000) exponent = exponent * 10 + (<i32>load<u8>(q) - 0x30);
      if (minus) exponent = -exponent;
      p = q;
    }
  }
  parsedEnd = p;
  let x: f64;
  const scale = exponent + dropped - places;
  if (m == 0) x = 0;
  else if (used < 19 && m <= 0x20_0000_0000_0000 && scale >= -22 && scale <= 22) {
    x = <f64>m;
    let power: f64 = 1;
    for (let i = scale < 0 ? -scale : scale; i; i--) power *= 10;
    x = scale < 0 ? x / power : x * power;
  } else if (scale > 330) x = Infinity;
  else if (scale < -400) x = 0;
  else if (used < 19) x = exactValue(intFromU64(m), scale);
  else x = longValue(digits, digitsEnd, exponent);
  return negative ? -x : x;
}

/** n * 10**scale, correctly rounded; takes n over. NaN: no memory. */
function exactValue(n: Word, scale: i32): f64 {
  if (n == NULL) return NaN;
  let x: f64 = NaN;
  const power = powerOfTen(scale < 0 ? -scale : scale);
  if (power != NULL) {
    if (scale < 0) x = quotientToFloat(n, power);
    else {
      const product = intMultiply(n, power);
      if (product != NULL) x = operandToFloat(operand(0, product));
      release(product);
    }
    release(power);
  }
  release(n);
  return x;
}

/** Value of 19 digits and more between p and end (one may be a point) times 10**exponent. */
function longValue(p: usize, end: usize, exponent: i32): f64 {
  const room = allocBlock(KIND_RAW, ENOUGH_DIGITS + 8);
  if (!room) return NaN;
  let count = 0;
  let behind = false;
  let rest = false; // digits beyond ENOUGH_DIGITS that are not zero
  for (; p < end; p++) {
    const c = load<u8>(p);
    if (c == 0x2e) {
      behind = true;
      continue;
    }
    if (c == 0x30 && !count) {
      if (behind) exponent--;
      continue;
    }
    if (count < ENOUGH_DIGITS) {
      store<u8>(room + count++, c);
      if (behind) exponent--;
    } else {
      if (c != 0x30) rest = true;
      if (!behind) exponent++;
    }
  }
  if (rest) {
    store<u8>(room + count++, 0x31);
    exponent--;
  }
  const n = count > 600 ? longInt(room, count) : intFromText(room, count, 10);
  freeBlock(room);
  return exactValue(n, exponent);
}

// in two pieces, each below the digits that int() always takes
function longInt(digits: usize, count: i32): Word {
  const high = intFromText(digits, 400, 10);
  const low = intFromText(digits + 400, count - 400, 10);
  const power = powerOfTen(count - 400);
  const scaled: Word = high == NULL || power == NULL ? NULL : intMultiply(high, power);
  const r: Word = scaled == NULL || low == NULL ? NULL : intAdd(scaled, low);
  release(high);
  release(low);
  release(power);
  release(scaled);
  return r;
}
