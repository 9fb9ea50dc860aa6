// Methods of int.

import { Bytes, BYTES_DATA, LIMBS } from '../../layout/text';
import { Type } from '../../layout/type';
import { address, fromAddress, isPointer, NONE, NULL, ofInt, TRUE, Word } from '../../layout/word';
import { T_BYTES, T_INT, T_OVERFLOW_ERROR, T_TYPE_ERROR, T_VALUE_ERROR } from '../../generated/types';
import { N___bytes__ } from '../../generated/names';
import { own, release } from '../../counting/counts';
import { errorSet, memoryError, raise, raisef } from '../../eval/errors';
import { call1 } from '../../eval/call';
import { supportsBuffer } from '../buffer';
import { newBytes } from '../bytes/new';
import { index, indexI64, lookupSpecial, truth, typeOf } from '../protocol';
import { isStr } from '../str/access';
import { newText, strEqualsText } from '../str/new';
import { tuple1, tuple2 } from '../tuple';
import { intDivmodNear, intSubtract, lastRest } from './arithmetic';
import { bitLength, limb } from './limbs';
import { finishInt, fitsI64, intExactOf, intFromU64, newInt, toI64 } from './new';
import { isNegative, operand } from './operand';
import { powerOfTen } from './power';

/** @method int.conjugate(self, /)
 * Returns self, the complex conjugate of any int. */
export function int_conjugate(self: Word): Word { return intExactOf(self); }

/** @method int.bit_length(self, /)
 * Number of bits necessary to represent self in binary.
 *
 * >>> bin(37)
 * '0b100101'
 * >>> (37).bit_length()
 * 6 */
export function int_bit_length(self: Word): Word {
  const o = operand(0, self);
  return intFromU64(bitLength(o.limbs, o.size));
}

/** @method int.bit_count(self, /)
 * Number of ones in the binary representation of the absolute value of self.
 *
 * Also known as the population count.
 *
 * >>> bin(13)
 * '0b1101'
 * >>> (13).bit_count()
 * 3 */
export function int_bit_count(self: Word): Word {
  const o = operand(0, self);
  let count: u64 = 0;
  for (let i: u32 = 0; i < o.size; i++) count += popcnt<u32>(limb(o.limbs, i));
  return intFromU64(count);
}

/** @method int.as_integer_ratio(self, /)
 * Return a pair of integers, whose ratio is equal to the original int.
 *
 * The ratio is in lowest terms and has a positive denominator.
 *
 * >>> (10).as_integer_ratio()
 * (10, 1)
 * >>> (-10).as_integer_ratio()
 * (-10, 1)
 * >>> (0).as_integer_ratio()
 * (0, 1) */
export function int_as_integer_ratio(self: Word): Word { return fromAddress(tuple2(intExactOf(self), ofInt(1))); }

/** @method int.is_integer(self, /)
 * Returns True. Exists for duck type compatibility with float.is_integer. */
export function int_is_integer(self: Word): Word { return TRUE; }

/** @method int.__trunc__(self, /)
 * Truncating an Integral returns itself. */
export function int_trunc(self: Word): Word { return intExactOf(self); }
/** @method int.__floor__(self, /)
 * Flooring an Integral returns itself. */
export function int_floor(self: Word): Word { return intExactOf(self); }
/** @method int.__ceil__(self, /)
 * Ceiling of an Integral returns itself. */
export function int_ceil(self: Word): Word { return intExactOf(self); }

/** @method int.__round__(self, ndigits=None, /)
 * Rounding an Integral returns itself.
 *
 * Rounding with an ndigits argument also returns an integer. */
export function int_round(self: Word, ndigits: Word): Word {
  if (ndigits == NULL || ndigits == NONE) return intExactOf(self);
  const n = index(ndigits);
  if (n == NULL) return NULL;
  const down = isNegative(n);
  const places: i64 = fitsI64(n) ? toI64(n) : i64.MIN_VALUE;
  release(n);
  if (!down) return intExactOf(self);
  // 10**d has more than 3 d bits: far beyond the number's own length nothing is left
  const o = operand(0, self);
  if (places < -(<i64>bitLength(o.limbs, o.size) / 3) - 2) return ofInt(0);
  const unit = powerOfTen(<i32>-places);
  if (unit == NULL) return NULL;
  const near = intDivmodNear(self, unit);
  release(unit);
  if (near == NULL) return NULL;
  release(near);
  const rest = lastRest;
  const r = intSubtract(self, rest);
  release(rest);
  return r;
}

/** @method int.__getnewargs__(self, /) */
export function int_getnewargs(self: Word): Word { return fromAddress(tuple1(intExactOf(self))); }

/** @method int.__sizeof__(self, /)
 * Returns size in memory, in bytes. */
export function int_sizeof(self: Word): Word {
  const o = operand(0, self);
  return ofInt(24 + 4 * <i64>(o.size ? o.size : 1));
}

/** @getter int.real
 * the real part of a complex number */
export function int_real(self: Word): Word { return intExactOf(self); }
/** @getter int.imag
 * the imaginary part of a complex number */
export function int_imag(self: Word): Word { return ofInt(0); }
/** @getter int.numerator
 * the numerator of a rational number in lowest terms */
export function int_numerator(self: Word): Word { return intExactOf(self); }
/** @getter int.denominator
 * the denominator of a rational number in lowest terms */
export function int_denominator(self: Word): Word { return ofInt(1); }

// ---- bytes -----------------------------------------------------------------------------------------------------------------

// 1: little, 0: big, -1: an error is set.
function littleEndian(method: string, byteorder: Word): i32 {
  if (byteorder == NULL) return 0;
  if (!isStr(byteorder)) {
    const name = newText(method);
    if (name != NULL) raisef(T_TYPE_ERROR, "%U() argument 'byteorder' must be str, not %T", name, byteorder);
    release(name);
    return -1;
  }
  if (strEqualsText(byteorder, 'little')) return 1;
  if (strEqualsText(byteorder, 'big')) return 0;
  raise(T_VALUE_ERROR, "byteorder must be either 'little' or 'big'");
  return -1;
}

/** @method int.to_bytes(self, /, length=1, byteorder='big', *, signed=False)
 * Return an array of bytes representing an integer.
 *
 *   length
 *     Length of bytes object to use.  An OverflowError is raised if the
 *     integer is not representable with the given number of bytes.  Default
 *     is length 1.
 *   byteorder
 *     The byte order used to represent the integer.  If byteorder is 'big',
 *     the most significant byte is at the beginning of the byte array.  If
 *     byteorder is 'little', the most significant byte is at the end of the
 *     byte array.  To request the native byte order of the host system, use
 *     sys.byteorder as the byte order value.  Default is to use 'big'.
 *   signed
 *     Determines whether two's complement is used to represent the integer.
 *     If signed is False and a negative integer is given, an OverflowError
 *     is raised. */
export function int_to_bytes(self: Word, length: Word, byteorder: Word, signed: Word): Word {
  let n: i64 = 1;
  if (length != NULL) {
    n = indexI64(length, T_OVERFLOW_ERROR);
    if (n == -1 && errorSet()) return NULL;
  }
  const little = littleEndian('to_bytes', byteorder);
  if (little < 0) return NULL;
  const isSigned = signed == NULL ? 0 : truth(signed);
  if (isSigned < 0) return NULL;
  if (n < 0) return raise(T_VALUE_ERROR, 'length argument must be non-negative');
  if (isNegative(self) && !isSigned) return raise(T_OVERFLOW_ERROR, "can't convert negative int to unsigned");
  if (n > 0x7fff_0000) return memoryError();
  const count = <u32>n;
  const bytes = newBytes(count);
  if (!bytes) return NULL;
  if (!writeTwosComplement(self, bytes + BYTES_DATA, count, isSigned != 0, little != 0)) {
    release(fromAddress(bytes));
    return raise(T_OVERFLOW_ERROR, 'int too big to convert');
  }
  return fromAddress(bytes);
}

/** Writes an int as `count` bytes at `to`, in two's complement if `signed`. False, nothing useful written: it does not fit. */
export function writeTwosComplement(w: Word, to: usize, count: u32, signed: bool, little: bool): bool {
  const o = operand(0, w);
  const bits = bitLength(o.limbs, o.size);
  const room = <u64>count << 3;
  if (bits > room) return false;
  let carry: u32 = o.negative;
  const mask: u32 = o.negative ? 0xff : 0;
  let at = little ? to : to + count - 1;
  const step: isize = little ? 1 : -1;
  let last: u32 = mask;
  for (let i: u32 = 0; i < count; i++) {
    const word = i >> 2;
    let b: u32 = word < o.size ? limb(o.limbs, word) >> ((i & 3) << 3) & 0xff : 0;
    b = (b ^ mask) + carry;
    carry = b >> 8;
    last = b & 0xff;
    store<u8>(at, <u8>last);
    at += step;
  }
  if (!signed) return true;
  // the top bit must say the sign
  return count ? (last >> 7 != 0) == (o.negative != 0) : o.size == 0;
}

/** The int that `count` bytes at `from` say. */
export function intFromTwosComplement(from: usize, count: u32, signed: bool, little: bool): Word {
  const size = (count + 3) >> 2;
  const negative: u32 = signed && count && load<u8>(little ? from + count - 1 : from) >> 7 ? 1 : 0;
  const p = newInt(size + 1, negative);
  if (!p) return NULL;
  memory.fill(p + LIMBS, 0, (<usize>size + 1) << 2);
  let at = little ? from : from + count - 1;
  const step: isize = little ? 1 : -1;
  let carry: u32 = negative;
  const mask: u32 = negative ? 0xff : 0;
  for (let i: u32 = 0; i < count; i++) {
    const b = (<u32>load<u8>(at) ^ mask) + carry;
    carry = b >> 8;
    store<u8>(p + LIMBS + i, <u8>b);
    at += step;
  }
  if (carry) store<u8>(p + LIMBS + count, 1);
  return finishInt(p);
}

/** @classmethod int.from_bytes(type, bytes, byteorder='big', *, signed=False)
 * Return the integer represented by the given array of bytes.
 *
 *   bytes
 *     Holds the array of bytes to convert.  The argument must either
 *     support the buffer protocol or be an iterable object producing bytes.
 *     Bytes and bytearray are examples of built-in objects that support the
 *     buffer protocol.
 *   byteorder
 *     The byte order used to represent the integer.  If byteorder is 'big',
 *     the most significant byte is at the beginning of the byte array.  If
 *     byteorder is 'little', the most significant byte is at the end of the
 *     byte array.  To request the native byte order of the host system, use
 *     sys.byteorder as the byte order value.  Default is to use 'big'.
 *   signed
 *     Indicates whether two's complement is used to represent the integer. */
export function int_from_bytes(type: Word, bytes: Word, byteorder: Word, signed: Word): Word {
  const little = littleEndian('from_bytes', byteorder);
  if (little < 0) return NULL;
  const isSigned = signed == NULL ? 0 : truth(signed);
  if (isSigned < 0) return NULL;
  const data = bytesOf(bytes);
  if (data == NULL) return NULL;
  const p = address(data);
  const n = intFromTwosComplement(p + BYTES_DATA, changetype<Bytes>(p).size, isSigned != 0, little != 0);
  release(data);
  if (n == NULL || <u32>address(type) == T_INT) return n;
  const r = call1(type, n);
  release(n);
  return r;
}

/** The bytes that an object with __bytes__, a buffer or an iterable of ints gives: owned. */
function bytesOf(o: Word): Word {
  if (isPointer(o) && load<u32>(address(o)) == T_BYTES) return own(o);
  if (!supportsBuffer(o)) {
    const method = lookupSpecial(o, N___bytes__);
    if (method == NULL) {
      if (errorSet()) return NULL;
      const t = changetype<Type>(typeOf(o));
      if (isStr(o) || (t.iter == 0 && t.sq_item == 0)) return raisef(T_TYPE_ERROR, "cannot convert '%T' object to bytes", o);
    } else release(method);
  }
  return call1(fromAddress(T_BYTES), o);
}
