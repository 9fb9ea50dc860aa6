// array: items of a type code, from and to Python values.

import { LIMBS } from '../../layout/text';
import { address, isInt, NULL, toInt, Word, canonicalNan } from '../../layout/word';
import { Type } from '../../layout/type';
import { T_OVERFLOW_ERROR, T_TYPE_ERROR, T_VALUE_ERROR } from '../../generated/types';
import { release } from '../../counting/counts';
import { errorSet, raise, raisef } from '../../eval/errors';
import { asF64, index, typeOf } from '../../objects/protocol';
import { integerBits, integerValue, unpackItem } from '../../objects/memoryview/items';
import { charAt, isStr, strLength } from '../../objects/str/access';
import { strFromChar } from '../../objects/str/new';

/** Bytes of an item; 0: no such type code. */
export function codeSize(code: u32): u32 {
  switch (code) {
    case 0x62: case 0x42: return 1; // b B
    case 0x68: case 0x48: return 2; // h H
    case 0x69: case 0x49: case 0x66: case 0x75: case 0x77: return 4; // i I f u w
    case 0x6c: case 0x4c: case 0x71: case 0x51: case 0x64: return 8; // l L q Q d
    default: return 0;
  }
}
// @ts-ignore: decorator
@inline export function isTextCode(code: u32): bool { return code == 0x75 || code == 0x77; }

/** The item at `p`: a new reference. */
export function readItem(p: usize, code: u32): Word {
  if (!isTextCode(code)) return unpackItem(p, code);
  const c = load<u32>(p);
  if (c < 0x110000) return strFromChar(c);
  return raise(T_VALUE_ERROR, 'character U+%x is not in range [U+0000; U+10ffff]');
}

/** The bits of the last `convert`, to be stored by `writeItem`. */
let bits: u64 = 0;

// @ts-ignore: decorator
@inline export function writeItem(p: usize, size: u32): void {
  if (size == 1) store<u8>(p, <u8>bits);
  else if (size == 2) store<u16>(p, <u16>bits);
  else if (size == 4) store<u32>(p, <u32>bits);
  else store<u64>(p, bits);
}

function outOfRange(text: string): bool {
  raise(T_OVERFLOW_ERROR, text);
  return false;
}

/** Converts a value; `writeItem` stores it. False with an error set. */
export function convert(w: Word, code: u32): bool {
  if (isTextCode(code)) {
    if (!isStr(w) || strLength(address(w)) != 1) {
      raise(T_TYPE_ERROR, 'array item must be unicode character');
      return false;
    }
    bits = charAt(address(w), 0);
    return true;
  }
  if (code == 0x66 || code == 0x64) {
    const type = changetype<Type>(typeOf(w));
    if (!type.nb_float && !type.nb_index) {
      raisef(T_TYPE_ERROR, 'must be real number, not %T', w);
      return false;
    }
    const x = asF64(w);
    if (errorSet()) return false;
    bits = code == 0x64 ? reinterpret<u64>(canonicalNan(x)) : <u64>reinterpret<u32>(<f32>x);
    return true;
  }
  let kind = 0;
  if (isInt(w)) {
    const n = toInt(w);
    bits = <u64>n;
    if (n < 0) kind = 1;
  } else {
    const n = index(w);
    if (n == NULL) return false;
    kind = integerBits(n);
    bits = integerValue;
    // no 64 bits hold it: of that only the sign counts
    if (kind == 3 && load<u32>(address(n), LIMBS - 4)) kind = 4;
    release(n);
  }
  return inRange(kind, code);
}

/** Whether the bits fit the code. Kind: 0 not negative, 1 negative, 2 beyond signed 64 bits, 3 beyond all, 4 below all. */
function inRange(kind: i32, code: u32): bool {
  const s = <i64>bits;
  const negative = kind == 1 || kind == 4;
  switch (code) {
    case 0x71: return kind < 2 || outOfRange('int too big to convert');
    case 0x51:
      if (negative) return outOfRange("can't convert negative int to unsigned");
      return kind < 3 || outOfRange('int too big to convert');
    case 0x49: case 0x4c:
      if (negative) return outOfRange("can't convert negative value to unsigned int");
      if (kind == 3) return outOfRange('Python int too large to convert to C unsigned long');
      return code == 0x4c || bits <= 0xffff_ffff || outOfRange('unsigned int is greater than maximum');
    default: break;
  }
  if (kind > 1) return outOfRange('Python int too large to convert to C long');
  switch (code) {
    case 0x42:
      if (s < 0) return outOfRange('unsigned byte integer is less than minimum');
      return s < 256 || outOfRange('unsigned byte integer is greater than maximum');
    case 0x62: case 0x68:
      if (s < -0x8000) return outOfRange('signed short integer is less than minimum');
      if (s > 0x7fff) return outOfRange('signed short integer is greater than maximum');
      if (code == 0x68) return true;
      if (s < -128) return outOfRange('signed char is less than minimum');
      return s < 128 || outOfRange('signed char is greater than maximum');
    case 0x48: case 0x69:
      if (s < -0x8000_0000) return outOfRange('signed integer is less than minimum');
      if (s > 0x7fff_ffff) return outOfRange('signed integer is greater than maximum');
      if (code == 0x69) return true;
      if (s < 0) return outOfRange('unsigned short is less than minimum');
      return s < 0x1_0000 || outOfRange('unsigned short is greater than maximum');
    default: return true;
  }
}
