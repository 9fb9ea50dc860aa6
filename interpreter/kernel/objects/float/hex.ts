// float.hex and float.fromhex.

import { address, ofFloat, Word } from '../../layout/word';
import { T_FLOAT, T_OVERFLOW_ERROR, T_TYPE_ERROR, T_VALUE_ERROR } from '../../generated/types';
import { memoryError, raise } from '../../eval/errors';
import { call1 } from '../../eval/call';
import { allocBlock, freeBlock, KIND_RAW } from '../../memory/blocks';
import { charAt, isStr, strLength } from '../str/access';
import { strFromLatin1 } from '../str/new';
import { composeFloat } from '../int/real';
import { distinctNan, floatOf } from './new';
import { parseDouble, parsedEnd } from './parse';
import { floatToText, signBit } from './text';

/** @method float.hex(self, /)
 * Return a hexadecimal representation of a floating-point number.
 *
 * >>> (-0.1).hex()
 * '-0x1.999999999999ap-4'
 * >>> 3.14159.hex()
 * '0x1.921f9f01b866ep+1' */
export function float_hex(self: Word): Word {
  const x = floatOf(self);
  if (x - x != 0) return floatToText(x);
  const room = allocBlock(KIND_RAW, 40);
  if (!room) return memoryError();
  let p = room;
  if (signBit(x)) store<u8>(p++, 0x2d);
  const bits = reinterpret<u64>(x);
  const fraction = bits & 0x000f_ffff_ffff_ffff;
  const biased = <i32>(bits >> 52) & 0x7ff;
  store<u8>(p++, 0x30);
  store<u8>(p++, 0x78);
  store<u8>(p++, biased ? 0x31 : 0x30);
  store<u8>(p++, 0x2e);
  let e = biased ? biased - 1023 : -1022;
  if (x == 0) {
    store<u8>(p++, 0x30);
    e = 0;
  } else for (let shift = 48; shift >= 0; shift -= 4) {
    const d = <u32>(fraction >> shift) & 15;
    store<u8>(p++, <u8>(d < 10 ? 0x30 + d : 0x57 + d));
  }
  store<u8>(p++, 0x70);
  store<u8>(p++, e < 0 ? 0x2d : 0x2b);
  if (e < 0) e = -e;
  if (e >= 1000) store<u8>(p++, <u8>(0x30 + e / 1000));
  if (e >= 100) store<u8>(p++, <u8>(0x30 + e / 100 % 10));
  if (e >= 10) store<u8>(p++, <u8>(0x30 + e / 10 % 10));
  store<u8>(p++, <u8>(0x30 + e % 10));
  const r = strFromLatin1(room, <u32>(p - room));
  freeBlock(room);
  return r;
}

function hexDigit(c: u32): u32 {
  if (c - 0x30 < 10) return c - 0x30;
  const l = c | 32;
  return l - 0x61 < 6 ? l - 0x61 + 10 : 16;
}

// @ts-ignore: decorator
@inline function isBlank(c: u32): bool { return c == 32 || (c >= 9 && c <= 13); }

// 0: fine, 1: malformed, 2: too large
let state: i32 = 0;

function readHex(p: usize, end: usize): f64 {
  state = 1;
  while (p < end && isBlank(load<u8>(p))) p++;
  while (p < end && isBlank(load<u8>(end - 1))) end--;
  const start = p;
  let negative = false;
  if (p < end && (load<u8>(p) == 0x2d || load<u8>(p) == 0x2b)) negative = load<u8>(p++) == 0x2d;
  if (p < end && ((load<u8>(p) | 32) == 0x69 || (load<u8>(p) | 32) == 0x6e)) {
    const x = parseDouble(start, end);
    if (parsedEnd == end) state = 0;
    return x;
  }
  if (p + 1 < end && load<u8>(p) == 0x30 && (load<u8>(p, 1) | 32) == 0x78) p += 2;
  let m: u64 = 0;
  let sticky = false;
  let exponent: i64 = 0;
  let seen = 0;
  let behind = false;
  for (; p < end; p++) {
    const c = load<u8>(p);
    if (c == 0x2e) {
      if (behind) return 0;
      behind = true;
      continue;
    }
    const d = hexDigit(c);
    if (d > 15) break;
    seen++;
    if (m >> 60) {
      if (d) sticky = true;
      if (!behind) exponent += 4;
    } else {
      m = m << 4 | d;
      if (behind) exponent -= 4;
    }
  }
  if (!seen) return 0;
  if (p < end && (load<u8>(p) | 32) == 0x70) {
    p++;
    let minus = false;
    if (p < end && (load<u8>(p) == 0x2d || load<u8>(p) == 0x2b)) minus = load<u8>(p++) == 0x2d;
    let e: i64 = 0;
    const from = p;
    for (; p < end && load<u8>(p) - 0x30 < 10; p++) if (e < 0x1_0000_0000_0000) e = e * 10 + (load<u8>(p) - 0x30);
    if (p == from) return 0;
    exponent += minus ? -e : e;
  }
  if (p != end) return 0;
  state = 0;
  let x: f64;
  if (!m) x = 0;
  else {
    // the lowest bit may stand for all below only with the top bit set
    const shift = <i64>clz(m);
    m <<= shift;
    exponent -= shift;
    if (sticky) m |= 1;
    x = exponent > 2000 ? Infinity : exponent < -3000 ? 0 : composeFloat(m, <i32>exponent);
    if (x == Infinity) state = 2;
  }
  return negative ? -x : x;
}

/** @classmethod float.fromhex(type, string, /)
 * Create a floating-point number from a hexadecimal string.
 *
 * >>> float.fromhex('0x1.ffffp10')
 * 2047.984375
 * >>> float.fromhex('-0x1p-1074')
 * -5e-324 */
export function float_fromhex(type: Word, string: Word): Word {
  if (!isStr(string)) return raise(T_TYPE_ERROR, 'bad argument type for built-in operation');
  const p = address(string), n = strLength(p);
  const room = allocBlock(KIND_RAW, n + 1);
  if (!room) return memoryError();
  for (let i: u32 = 0; i < n; i++) {
    const c = charAt(p, i);
    store<u8>(room + i, c < 128 ? <u8>c : 0x3f);
  }
  const x = readHex(room, room + n);
  freeBlock(room);
  if (state == 1) return raise(T_VALUE_ERROR, 'invalid hexadecimal floating-point string');
  if (state == 2) return raise(T_OVERFLOW_ERROR, 'hexadecimal value too large to represent as a float');
  const w = ofFloat(distinctNan(x));
  if (<u32>address(type) == T_FLOAT) return w;
  return call1(type, w);
}
