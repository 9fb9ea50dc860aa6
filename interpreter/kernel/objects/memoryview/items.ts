// Items of memory by struct format letters in native size and order: what memoryview, array and struct read and write.

import { LIMBS } from '../../layout/text';
import { address, isInt, NULL, ofBool, ofForeignFloat, ofI32, ofInt, toInt, Word, canonicalNan } from '../../layout/word';
import { T_TYPE_ERROR } from '../../generated/types';
import { release } from '../../counting/counts';
import { clearError, errorMatches, errorSet } from '../../eval/errors';
import { asF64, index, truth } from '../protocol';
import { intFromI64, intFromU64 } from '../int/new';
import { isBytes, newBytesFrom } from '../bytes/new';
import { BYTES_DATA } from '../../layout/text';

/** Bytes of an item in native size; 0: no such format letter. */
export function itemSizeOf(code: u32): u32 {
  switch (code) {
    case 0x63: case 0x62: case 0x42: case 0x3f: return 1; // c b B ?
    case 0x68: case 0x48: case 0x65: return 2; // h H e
    case 0x69: case 0x49: case 0x66: return 4; // i I f
    case 0x6c: case 0x4c: case 0x71: case 0x51: case 0x6e: case 0x4e: case 0x50: case 0x64: return 8; // l L q Q n N P d
    default: return 0;
  }
}

/** IEEE half precision. */
export function halfToFloat(h: u32): f64 {
  const sign = h >> 15 ? -1.0 : 1.0;
  const exponent = <i32>(h >> 10 & 31), fraction = <f64>(h & 0x3ff);
  if (exponent == 31) return fraction ? reinterpret<f64>(<u64>(h >> 15) << 63 | 0x7ff8_0000_0000_0000) : sign * Infinity;
  if (exponent == 0) return sign * fraction * 5.9604644775390625e-8;
  return sign * (1.0 + fraction / 1024.0) * reinterpret<f64>(<u64>(exponent + 1008) << 52);
}

/** IEEE half precision, rounded to even; -1 if the value is too large. */
export function floatToHalf(x: f64): i32 {
  const bits = reinterpret<u64>(x);
  const sign = <i32>(bits >> 63) << 15;
  const magnitude = bits & 0x7fff_ffff_ffff_ffff;
  if (magnitude > 0x7ff0_0000_0000_0000) return sign | 0x7e00;
  if (magnitude == 0x7ff0_0000_0000_0000) return sign | 0x7c00;
  const exponent = <i32>(magnitude >> 52) - 1023;
  if (exponent < -25) return sign;
  if (exponent > 15) return -1;
  const mantissa = (magnitude & 0xf_ffff_ffff_ffff) | 0x10_0000_0000_0000;
  // 10 bits of fraction stay for a normal number, fewer below 2**-14
  const drop = exponent < -14 ? 42 + (-14 - exponent) : 42;
  let kept = mantissa >> drop;
  const rest = mantissa & ((<u64>1 << drop) - 1), halfway = <u64>1 << (drop - 1);
  if (rest > halfway || (rest == halfway && kept & 1)) kept++;
  const result = exponent < -14 ? <i32>kept : <i32>kept + ((exponent + 14) << 10);
  return result >= 0x7c00 ? -1 : sign | result;
}

/** The item at `p`: a new reference. */
export function unpackItem(p: usize, code: u32): Word {
  switch (code) {
    case 0x42: return ofI32(load<u8>(p));
    case 0x62: return ofI32(load<i8>(p));
    case 0x63: return newBytesFrom(p, 1);
    case 0x3f: return ofBool(load<u8>(p) != 0);
    case 0x68: return ofI32(load<i16>(p));
    case 0x48: return ofI32(load<u16>(p));
    case 0x69: return ofInt(<i64>load<i32>(p));
    case 0x49: return ofInt(<i64>load<u32>(p));
    case 0x6c: case 0x71: case 0x6e: return intFromI64(load<i64>(p));
    case 0x4c: case 0x51: case 0x4e: case 0x50: return intFromU64(load<u64>(p));
    case 0x65: return ofForeignFloat(halfToFloat(load<u16>(p)));
    case 0x66: return ofForeignFloat(<f64>load<f32>(p));
    default: return ofForeignFloat(load<f64>(p));
  }
}

/** Result of `integerBits`. */
export let integerValue: u64 = 0;
/** Sign and magnitude of an int into 64 bits: 0 it fits signed and unsigned, 1 only signed (below 0), 2 only unsigned, 3 neither. */
export function integerBits(w: Word): i32 {
  if (isInt(w)) {
    integerValue = <u64>toInt(w);
    return toInt(w) < 0 ? 1 : 0;
  }
  const p = address(w);
  const n = load<u32>(p, 16), negative = load<u32>(p, 20) != 0;
  if (n > 2) return 3;
  const magnitude = n == 0 ? <u64>0 : n == 1 ? <u64>load<u32>(p, LIMBS) : <u64>load<u32>(p, LIMBS) | <u64>load<u32>(p, LIMBS + 4) << 32;
  if (negative && magnitude) {
    integerValue = 0 - magnitude;
    return magnitude <= 0x8000_0000_0000_0000 ? 1 : 3;
  }
  integerValue = magnitude;
  return magnitude >> 63 ? 2 : 0;
}

/** Stored. */
// @ts-ignore: decorator
@inline export const PACK_OK: i32 = 0;
/** An error is set. */
// @ts-ignore: decorator
@inline export const PACK_ERROR: i32 = -1;
/** The value has not the right type. */
// @ts-ignore: decorator
@inline export const PACK_TYPE: i32 = -2;
/** The value is out of range. */
// @ts-ignore: decorator
@inline export const PACK_RANGE: i32 = -3;

/** Stores a value at `p`. */
export function packItem(p: usize, code: u32, w: Word): i32 {
  if (code == 0x63) {
    if (!isBytes(w)) return PACK_TYPE;
    if (load<u32>(address(w), 16) != 1) return PACK_RANGE;
    store<u8>(p, load<u8>(address(w), BYTES_DATA));
    return PACK_OK;
  }
  if (code == 0x3f) {
    const t = truth(w);
    if (t < 0) return PACK_ERROR;
    store<u8>(p, <u8>t);
    return PACK_OK;
  }
  if (code == 0x65 || code == 0x66 || code == 0x64) {
    const x = asF64(w);
    if (errorSet()) {
      if (!errorMatches(T_TYPE_ERROR)) return PACK_ERROR;
      clearError();
      return PACK_TYPE;
    }
    if (code == 0x64) store<f64>(p, canonicalNan(x));
    else if (code == 0x66) {
      const y = <f32>x;
      if (!isFinite<f32>(y) && isFinite<f64>(x)) return PACK_RANGE;
      store<f32>(p, y);
    } else {
      const h = floatToHalf(x);
      if (h < 0) return PACK_RANGE;
      store<u16>(p, <u16>h);
    }
    return PACK_OK;
  }
  const n = index(w);
  if (n == NULL) {
    if (!errorMatches(T_TYPE_ERROR)) return PACK_ERROR;
    clearError();
    return PACK_TYPE;
  }
  const kind = integerBits(n);
  const v = integerValue;
  release(n);
  if (kind == 3) return PACK_RANGE;
  const s = <i64>v;
  switch (code) {
    case 0x42: if (kind || v > 255) return PACK_RANGE; store<u8>(p, <u8>v); break;
    case 0x62: if (kind == 2 || s < -128 || s > 127) return PACK_RANGE; store<u8>(p, <u8>v); break;
    case 0x48: if (kind || v > 0xffff) return PACK_RANGE; store<u16>(p, <u16>v); break;
    case 0x68: if (kind == 2 || s < -32768 || s > 32767) return PACK_RANGE; store<u16>(p, <u16>v); break;
    case 0x49: if (kind || v > 0xffff_ffff) return PACK_RANGE; store<u32>(p, <u32>v); break;
    case 0x69: if (kind == 2 || s < -0x8000_0000 || s > 0x7fff_ffff) return PACK_RANGE; store<u32>(p, <u32>v); break;
    case 0x6c: case 0x71: case 0x6e: if (kind == 2) return PACK_RANGE; store<u64>(p, v); break;
    case 0x50: store<u64>(p, v); break;
    default: if (kind == 1) return PACK_RANGE; store<u64>(p, v); break;
  }
  return PACK_OK;
}
