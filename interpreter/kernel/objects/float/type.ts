// float: the type, its constructor, hash, conversions and methods.

import { BYTES_DATA, Bytes, FloatObject, STR_DATA } from '../../layout/text';
import { Type } from '../../layout/type';
import { address, fromAddress, isFloat, isInt, isPointer, NONE, NULL, ofBool, ofFloat, ofI32, ofInt, toFloat, toInt, Word } from '../../layout/word';
import { T_BYTEARRAY, T_BYTES, T_FLOAT, T_OVERFLOW_ERROR, T_TYPE_ERROR, T_VALUE_ERROR } from '../../generated/types';
import { release } from '../../counting/counts';
import { errorSet, memoryError, raise, raisef, raiseWord } from '../../eval/errors';
import { arg, call1 } from '../../eval/call';
import { freeObject } from '../../memory/objects';
import { allocBlock, freeBlock, KIND_RAW } from '../../memory/blocks';
import { indexI64, repr, typeOf } from '../protocol';
import { checkKeywords } from '../positional';
import { allocVar } from '../type/alloc';
import { isSubtype } from '../type/lookup';
import { charAt, copyChars, isStr, strIsAscii, strLength } from '../str/access';
import { builderFinish, builderLiteral, builderNew, builderRange, newText, strEqualsText } from '../str/new';
import { tuple1, tuple2 } from '../tuple';
import { asciiOf } from '../int/type';
import { intFromF64, intFromU64 } from '../int/new';
import { intNegate } from '../int/arithmetic';
import { intShiftLeft } from '../int/bits';
import { DIGIT_ROOM, digitsCount, digitsPoint, fixedDigits } from './digits';
import { distinctNan, floatOf, floatValue, fromSpecial } from './new';
import { object_hash } from '../object';
import { parseDouble, parsedEnd } from './parse';
import { floatToText, signBit } from './text';

/** @type float base=object size=offsetof<FloatObject>() flags=BASE,MATCH_SELF
 * Convert a string or number to a floating-point number, if possible. */

// @ts-ignore: decorator
@inline const HASH_MODULUS: u64 = 0x1fff_ffff_ffff_ffff;
// @ts-ignore: decorator
@inline const HASH_INFINITY: i64 = 314159;

/** @slot float.dealloc */
export function float_dealloc(p: usize): void { freeObject(p); }

/** @new float */
export function float_new(type: Word, args: usize, nargs: i32, kwnames: Word): Word {
  const exact = address(type) == <usize>T_FLOAT;
  if (!checkKeywords('float', type, T_FLOAT, kwnames)) return NULL;
  if (nargs > 1) return raisef(T_TYPE_ERROR, 'float expected at most 1 argument, got %d', ofI32(nargs));
  const x = nargs ? floatFrom(arg(args, 0)) : 0;
  if (x == -1 && errorSet()) return NULL;
  if (exact) return ofFloat(x);
  const p = allocVar(<u32>address(type), 0);
  if (p) changetype<FloatObject>(p).value = x;
  return fromAddress(p);
}

/** float(x): -1.0 with an error set. */
function floatFrom(x: Word): f64 {
  if (isFloat(x)) return toFloat(x);
  if (isInt(x)) return <f64>toInt(x);
  if (isStr(x)) return floatFromStr(x);
  const t = changetype<Type>(typeOf(x));
  if (t.nb_float != 0 && t.nb_float != changetype<Type>(T_FLOAT).nb_float) return fromSpecial(x, t.nb_float);
  if (t.nb_float != 0 || t.nb_index != 0) return floatValue(x);
  if (isPointer(x)) {
    if (isSubtype(typeOf(x), T_BYTES)) return floatFromBytes(x, x);
    if (isSubtype(typeOf(x), T_BYTEARRAY) || t.getbuffer != 0) {
      const copy = call1(fromAddress(T_BYTES), x);
      if (copy == NULL) return -1;
      const r = floatFromBytes(copy, x);
      release(copy);
      return r;
    }
  }
  raisef(T_TYPE_ERROR, "float() argument must be a string or a real number, not '%T'", x);
  return -1;
}

function floatFromStr(x: Word): f64 {
  const p = address(x), n = strLength(p);
  const room = allocBlock(KIND_RAW, n + 1);
  if (!room) { memoryError(); return -1; }
  if (strIsAscii(p)) copyChars(room, 1, p + STR_DATA, 1, n);
  else for (let i: u32 = 0; i < n; i++) store<u8>(room + i, asciiOf(charAt(p, i)));
  const r = wholeDouble(room, n);
  freeBlock(room);
  return read ? distinctNan(r) : notFloat(x);
}

function floatFromBytes(bytes: Word, shown: Word): f64 {
  const n = changetype<Bytes>(address(bytes)).size;
  const room = allocBlock(KIND_RAW, n + 1);
  if (!room) { memoryError(); return -1; }
  memory.copy(room, address(bytes) + BYTES_DATA, n);
  const r = wholeDouble(room, n);
  freeBlock(room);
  return read ? distinctNan(r) : notFloat(shown);
}

/** Whether `wholeDouble` read a number. */
export let read: bool = false;

/** The number that n ASCII bytes at p say with blanks around and underscores between digits; the bytes are used up. */
export function wholeDouble(p: usize, n: u32): f64 {
  read = false;
  let end = p + n;
  while (p < end && isBlank(load<u8>(p))) p++;
  while (p < end && isBlank(load<u8>(end - 1))) end--;
  end = dropUnderscores(p, end);
  if (!end) return 0;
  const x = parseDouble(p, end);
  read = parsedEnd == end && end > p;
  return x;
}

// @ts-ignore: decorator
@inline function isBlank(c: u32): bool { return c == 32 || (c >= 9 && c <= 13); }

/** Removes underscores between digits; the new end, or 0 if one stands elsewhere. */
export function dropUnderscores(p: usize, end: usize): usize {
  let to = p;
  let last: u32 = 0;
  for (; p < end; p++) {
    const c = <u32>load<u8>(p);
    if (c == 0x5f) {
      if (last - 0x30 >= 10) return 0;
    } else {
      if (last == 0x5f && c - 0x30 >= 10) return 0;
      store<u8>(to++, <u8>c);
    }
    last = c;
  }
  return last == 0x5f ? 0 : to;
}

function notFloat(x: Word): f64 {
  const shown = repr(x);
  if (shown == NULL) return -1;
  const b = builderNew();
  if (!b) return -1;
  builderLiteral(b, 'could not convert string to float: ');
  const n = strLength(address(shown));
  builderRange(b, address(shown), 0, n > 200 ? 200 : n);
  release(shown);
  raiseWord(T_VALUE_ERROR, builderFinish(b));
  return -1;
}

/** @slot float.repr */
export function float_repr(self: Word): Word { return floatToText(floatOf(self)); }

/** hash() of a double, equal to that of an int of the same value. */
export function hashDouble(x: f64): i64 {
  const bits = reinterpret<u64>(x);
  const biased = <i32>(bits >> 52) & 0x7ff;
  const negative = <i64>bits < 0;
  if (biased == 0x7ff) return bits << 12 ? 0 : negative ? -HASH_INFINITY : HASH_INFINITY;
  let h: u64 = biased ? bits & 0x000f_ffff_ffff_ffff | 0x0010_0000_0000_0000 : bits & 0x000f_ffff_ffff_ffff;
  const e = biased ? biased - 1075 : -1074;
  // multiplication by a power of two turns the 61 bits
  const turn = <u64>(e >= 0 ? e % 61 : 60 - (-1 - e) % 61);
  if (turn) h = h << turn & HASH_MODULUS | h >> (61 - turn);
  if (h == HASH_MODULUS) h = 0;
  const r = negative ? -(<i64>h) : <i64>h;
  return r == -1 ? -2 : r;
}

/** @slot float.hash */
export function float_hash(self: Word): i64 {
  const x = floatOf(self);
  return x == x ? hashDouble(x) : object_hash(self);
}

/** @slot float.nb_int */
export function float_int(self: Word): Word { return intFromF64(floatOf(self)); }
/** @slot float.nb_float */
export function float_float(self: Word): Word { return ofFloat(floatOf(self)); }

/** @method float.conjugate(self, /)
 * Return self, the complex conjugate of any float. */
export function float_conjugate(self: Word): Word { return ofFloat(floatOf(self)); }
/** @method float.__trunc__(self, /)
 * Return the Integral closest to x between 0 and x. */
export function float_trunc(self: Word): Word { return intFromF64(floatOf(self)); }
/** @method float.__floor__(self, /)
 * Return the floor as an Integral. */
export function float_floor(self: Word): Word { return intFromF64(floor<f64>(floatOf(self))); }
/** @method float.__ceil__(self, /)
 * Return the ceiling as an Integral. */
export function float_ceil(self: Word): Word { return intFromF64(ceil<f64>(floatOf(self))); }

/** @method float.__round__(self, ndigits=None, /)
 * Return the Integral closest to x, rounding half toward even.
 *
 * When an argument is passed, work like built-in round(x, ndigits). */
export function float_round(self: Word, ndigits: Word): Word {
  const x = floatOf(self);
  if (ndigits == NULL || ndigits == NONE) return intFromF64(nearest<f64>(x));
  const n = indexI64(ndigits, 0);
  if (n == -1 && errorSet()) return NULL;
  if (x - x != 0 || x == 0 || n > 323) return ofFloat(x);
  if (n < -308) return ofFloat(copysign<f64>(0, x));
  const room = allocBlock(KIND_RAW, DIGIT_ROOM + 16);
  if (!room) return memoryError();
  if (!fixedDigits(abs<f64>(x), <i32>n, room)) { freeBlock(room); return NULL; }
  let end = room + digitsCount;
  let e = digitsPoint - digitsCount;
  store<u8>(end++, 0x65);
  if (e < 0) { store<u8>(end++, 0x2d); e = -e; }
  store<u8>(end++, <u8>(0x30 + e / 100 % 10));
  store<u8>(end++, <u8>(0x30 + e / 10 % 10));
  store<u8>(end++, <u8>(0x30 + e % 10));
  if (e >= 1000) { freeBlock(room); return ofFloat(x); }
  const r = parseDouble(room, end);
  freeBlock(room);
  if (r == Infinity) return raise(T_OVERFLOW_ERROR, 'rounded value too large to represent');
  return ofFloat(copysign<f64>(r, x));
}

/** @method float.as_integer_ratio(self, /)
 * Return a pair of integers, whose ratio is exactly equal to the original float.
 *
 * The ratio is in lowest terms and has a positive denominator.  Raise
 * OverflowError on infinities and a ValueError on NaNs. */
export function float_as_integer_ratio(self: Word): Word {
  const x = floatOf(self);
  if (x != x) return raise(T_VALUE_ERROR, 'cannot convert NaN to integer ratio');
  if (x - x != 0) return raise(T_OVERFLOW_ERROR, 'cannot convert Infinity to integer ratio');
  if (x == 0) return fromAddress(tuple2(ofInt(0), ofInt(1)));
  const bits = reinterpret<u64>(x);
  const biased = <i32>(bits >> 52) & 0x7ff;
  let m: u64 = biased ? bits & 0x000f_ffff_ffff_ffff | 0x0010_0000_0000_0000 : bits & 0x000f_ffff_ffff_ffff;
  let e = biased ? biased - 1075 : -1074;
  const zeros = <i32>ctz(m);
  m >>= zeros;
  e += zeros;
  let n = intFromU64(m);
  if (n != NULL && e > 0) {
    const shifted = intShiftLeft(n, e);
    release(n);
    n = shifted;
  }
  if (n != NULL && signBit(x)) {
    const minus = intNegate(n);
    release(n);
    n = minus;
  }
  const d: Word = e < 0 ? intShiftLeft(ofInt(1), -e) : ofInt(1);
  if (n == NULL || d == NULL) {
    release(n);
    release(d);
    return NULL;
  }
  return fromAddress(tuple2(n, d));
}

/** @method float.is_integer(self, /)
 * Return True if the float is an integer. */
export function float_is_integer(self: Word): Word {
  const x = floatOf(self);
  return ofBool(x - x == 0 && floor<f64>(x) == x);
}

/** @method float.__getnewargs__(self, /) */
export function float_getnewargs(self: Word): Word { return fromAddress(tuple1(ofFloat(floatOf(self)))); }

/** @getter float.real
 * the real part of a complex number */
export function float_real(self: Word): Word { return ofFloat(floatOf(self)); }
/** @getter float.imag
 * the imaginary part of a complex number */
export function float_imag(self: Word): Word { return ofFloat(0); }

/** @classmethod float.__getformat__(type, typestr, /)
 * You probably don't want to use this function.
 *
 *   typestr
 *     Must be 'double' or 'float'.
 *
 * It exists mainly to be used in Python's test suite.
 *
 * This function returns whichever of 'unknown', 'IEEE, big-endian' or 'IEEE,
 * little-endian' best describes the format of floating-point numbers used by the
 * C type named by typestr. */
export function float_getformat(type: Word, typestr: Word): Word {
  if (!isStr(typestr)) return raisef(T_TYPE_ERROR, '__getformat__() argument must be str, not %T', typestr);
  if (!strEqualsText(typestr, 'double') && !strEqualsText(typestr, 'float')) {
    return raise(T_VALUE_ERROR, "__getformat__() argument 1 must be 'double' or 'float'");
  }
  return newText('IEEE, little-endian');
}
