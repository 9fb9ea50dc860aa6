// array._array_reconstructor: arrays from pickles of any machine. A machine format is a number; the even ones of more
// than one byte are little-endian.

import { BYTES_DATA } from '../../layout/text';
import { address, NULL, ofForeignFloat, Word } from '../../layout/word';
import { T_ARRAY, T_TYPE_ERROR, T_VALUE_ERROR } from '../../generated/types';
import { release } from '../../counting/counts';
import { errorSet, raise, raisef } from '../../eval/errors';
import { asI32, isType } from '../../objects/protocol';
import { isBytes } from '../../objects/bytes/new';
import { intFromI64, intFromU64 } from '../../objects/int/new';
import { charAt, isStr, strLength } from '../../objects/str/access';
import { strFromChar } from '../../objects/str/new';
import { isSubtype } from '../../objects/type/lookup';
import { codeSize, isTextCode } from './items';
import { appendBytes, appendItem, newArray } from './type';

/** Format in which this machine keeps the items of a type code. */
export function machineFormat(code: u32): i32 {
  switch (code) {
    case 0x42: return 0;
    case 0x62: return 1;
    case 0x48: return 2;
    case 0x68: return 4;
    case 0x49: return 6;
    case 0x69: return 8;
    case 0x4c: case 0x51: return 10;
    case 0x6c: case 0x71: return 12;
    case 0x66: return 14;
    case 0x64: return 16;
    default: return 20;
  }
}

function formatSize(format: i32): u32 {
  return format < 2 ? 1 : format < 6 || format == 18 || format == 19 ? 2 : format < 10 || format == 14 || format == 15 || format >= 20 ? 4 : 8;
}

/** @function array._array_reconstructor(arraytype, typecode, mformat_code, items, /)
 * Internal. Used for pickling support. */
export function array_reconstructor(arraytype: Word, typecode: Word, mformat: Word, items: Word): Word {
  if (!isStr(typecode) || strLength(address(typecode)) != 1) return raisef(T_TYPE_ERROR, '_array_reconstructor() argument 2 must be a unicode character, not %T', typecode);
  const format = asI32(mformat);
  if (format == -1 && errorSet()) return NULL;
  if (!isType(arraytype)) return raisef(T_TYPE_ERROR, 'first argument must be a type object, not %T', arraytype);
  if (!isSubtype(<u32>address(arraytype), T_ARRAY)) return raisef(T_TYPE_ERROR, '%N is not a subtype of array.array', arraytype);
  const code = charAt(address(typecode), 0);
  if (!codeSize(code)) return raise(T_VALUE_ERROR, 'second argument must be a valid type code');
  if (format < 0 || format > 21) return raise(T_VALUE_ERROR, 'third argument must be a valid machine format code.');
  if (!isBytes(items)) return raisef(T_TYPE_ERROR, 'fourth argument should be bytes, not %T', items);
  const self = newArray(<u32>address(arraytype), code);
  if (self == NULL) return NULL;
  if (format == machineFormat(code) ? appendBytes(self, items) : appendForeign(self, items, format, isTextCode(code))) return self;
  release(self);
  return NULL;
}

function appendForeign(self: Word, items: Word, format: i32, text: bool): bool {
  const size = formatSize(format), n = load<u32>(address(items), 16);
  // CPython asks for whole pairs of units of UTF-16
  if (n % (format == 18 || format == 19 ? 4 : size)) {
    raise(T_VALUE_ERROR, 'string length not a multiple of item size');
    return false;
  }
  let p = address(items) + BYTES_DATA;
  for (const end = p + n; p < end; p += size) {
    let v = bitsAt(p, size, format);
    let w: Word;
    if (format < 14) w = integerOf(v, size, format);
    else if (format < 18) w = ofForeignFloat(size == 4 ? <f64>reinterpret<f32>(<u32>v) : reinterpret<f64>(v));
    else {
      if (size == 2 && (v & 0xfc00) == 0xd800 && p + 2 < end) {
        const low = bitsAt(p + 2, 2, format);
        if ((low & 0xfc00) == 0xdc00) {
          v = 0x10000 + ((v & 0x3ff) << 10 | low & 0x3ff);
          p += 2;
        }
      }
      w = v < 0x110000 ? strFromChar(<u32>v) : raise(T_VALUE_ERROR, 'character is not in range [U+0000; U+10ffff]');
    }
    const ok = w != NULL && appendItem(self, w);
    release(w);
    if (!ok) return false;
  }
  return true;
}

function bitsAt(p: usize, size: u32, format: i32): u64 {
  const big = format > 1 && (format & 1) != 0;
  if (size == 1) return load<u8>(p);
  if (size == 2) return big ? bswap<u16>(load<u16>(p)) : load<u16>(p);
  if (size == 4) return big ? bswap<u32>(load<u32>(p)) : load<u32>(p);
  return big ? bswap<u64>(load<u64>(p)) : load<u64>(p);
}

/** Formats 1, 4, 5, 8, 9, 12, 13 are signed. */
function integerOf(v: u64, size: u32, format: i32): Word {
  const signed = format == 1 || (format & 4) != 0 && format < 6 || format == 8 || format == 9 || format > 11;
  if (!signed) return intFromU64(v);
  const shift = 64 - (size << 3);
  return intFromI64(<i64>(v << shift) >> shift);
}
