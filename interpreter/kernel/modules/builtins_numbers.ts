// builtins: functions of numbers and characters.

import { NONE, NOT_IMPLEMENTED, NULL, TRUE, Word, address, fitsInt, isBool, isFloat, isInt, ofFloat, ofInt, toFloat, toInt } from '../layout/word';
import { Type } from '../layout/type';
import { own, release } from '../counting/counts';
import { N___round__ } from '../generated/names';
import { T_BYTEARRAY, T_BYTES, T_OVERFLOW_ERROR, T_STR, T_TYPE_ERROR, T_VALUE_ERROR } from '../generated/types';
import { arg, call0, call1 } from '../eval/call';
import { absolute, add, binarySlots, power } from '../eval/arithmetic';
import { clearError, errorMatches, errorSet, raise, raisef } from '../eval/errors';
import { asI64, format, index, isInstance, isStr, iter, lookupSpecial, next } from '../objects/protocol';
import { bufferRelease, Buffer, getBuffer } from '../objects/buffer';
import { formatInt } from '../objects/format/number';
import { setSpec } from '../objects/format/spec';
import { strFromChar } from '../objects/str/new';
import { charAt, strLength } from '../objects/str/access';

/** @function builtins.abs(x, /)
 * Return the absolute value of the argument. */
export function builtinAbs(x: Word): Word {
  return absolute(x);
}

function inBase(x: Word, letter: u32): Word {
  const n = index(x);
  if (n == NULL) return NULL;
  setSpec(letter, 32, 0x3e, 0, true, -1, -1);
  const r = formatInt(n);
  release(n);
  return r;
}

/** @function builtins.bin(number, /)
 * Return the binary representation of an integer.
 *
 *    >>> bin(2796202)
 *    '0b1010101010101010101010' */
export function builtinBin(x: Word): Word {
  return inBase(x, 0x62);
}
/** @function builtins.oct(number, /)
 * Return the octal representation of an integer.
 *
 *    >>> oct(342391)
 *    '0o1234567' */
export function builtinOct(x: Word): Word {
  return inBase(x, 0x6f);
}
/** @function builtins.hex(number, /)
 * Return the hexadecimal representation of an integer.
 *
 *    >>> hex(12648430)
 *    '0xc0ffee' */
export function builtinHex(x: Word): Word {
  return inBase(x, 0x78);
}

/** @function builtins.chr(i, /)
 * Return a Unicode string of one character with ordinal i; 0 <= i <= 0x10ffff. */
export function builtinChr(i: Word): Word {
  const n = asI64(i);
  if (n == -1 && errorSet()) {
    if (!errorMatches(T_OVERFLOW_ERROR)) return NULL;
    clearError();
  }
  if (n < 0 || n > 0x10ffff) return raise(T_VALUE_ERROR, 'chr() arg not in range(0x110000)');
  return strFromChar(<u32>n);
}

/** @function builtins.ord(c, /)
 * Return the Unicode code point for a one-character string. */
export function builtinOrd(c: Word): Word {
  let size: u32;
  if (isStr(c)) {
    size = strLength(address(c));
    if (size == 1) return ofInt(charAt(address(c), 0));
  } else if (isInstance(c, T_BYTES) || isInstance(c, T_BYTEARRAY)) {
    const b = getBuffer(c);
    if (b == 0) return NULL;
    size = changetype<Buffer>(b).size;
    const first: i64 = size == 1 ? load<u8>(changetype<Buffer>(b).data) : -1;
    bufferRelease(b);
    if (first >= 0) return ofInt(first);
  } else return raisef(T_TYPE_ERROR, 'ord() expected string of length 1, but %T found', c);
  return raisef(T_TYPE_ERROR, 'ord() expected a character, but string of length %d found', ofInt(size));
}

/** @function builtins.divmod(x, y, /)
 * Return the tuple (x//y, x%y).  Invariant: div*y + mod == x. */
export function builtinDivmod(x: Word, y: Word): Word {
  const r = binarySlots(x, y, offsetof<Type>('nb_divmod'), false);
  if (r == NOT_IMPLEMENTED) return raisef(T_TYPE_ERROR, "unsupported operand type(s) for divmod(): '%T' and '%T'", x, y);
  return r;
}

/** @function builtins.pow(base, exp, mod=None)
 * Equivalent to base**exp with 2 arguments or base**exp % mod with 3 arguments.
 *
 * Some types, such as ints, are able to use a more efficient algorithm when
 * invoked using the three argument form. */
export function builtinPow(base: Word, exp: Word, mod: Word): Word {
  return power(base, exp, mod == NULL ? NONE : mod);
}

/** @function builtins.round(number, ndigits=None)
 * Round a number to a given precision in decimal digits.
 *
 * The return value is an integer if ndigits is omitted or None.  Otherwise
 * the return value has the same type as the number.  ndigits may be negative. */
export function builtinRound(number: Word, ndigits: Word): Word {
  const f = lookupSpecial(number, N___round__);
  if (f == NULL) return errorSet() ? NULL : raisef(T_TYPE_ERROR, "type %T doesn't define __round__ method", number);
  const r = ndigits == NULL || ndigits == NONE ? call0(f) : call1(f, ndigits);
  release(f);
  return r;
}

/** @function builtins.format(value, format_spec='', /)
 * Return type(value).__format__(value, format_spec)
 *
 * Many built-in types implement format_spec according to the
 * Format Specification Mini-language. See help('FORMATTING')
 * for details. */
export function builtinFormat(value: Word, spec: Word): Word {
  if (spec != NULL && !isStr(spec)) return raisef(T_TYPE_ERROR, 'format() argument 2 must be str, not %T', spec);
  return format(value, spec);
}

/** @function builtins.sum(iterable, /, start=0)
 * Return the sum of a 'start' value (default: 0) plus an iterable of numbers
 *
 * When the iterable is empty, return the start value.
 * This function is intended specifically for use with numeric values and may
 * reject non-numeric types. */
export function builtinSum(iterable: Word, start: Word): Word {
  const it = iter(iterable);
  if (it == NULL) return NULL;
  let result: Word = start == NULL ? ofInt(0) : own(start);
  if (start != NULL) {
    let refused = true;
    if (isInstance(start, T_STR)) raise(T_TYPE_ERROR, "sum() can't sum strings [use ''.join(seq) instead]");
    else if (isInstance(start, T_BYTES)) raise(T_TYPE_ERROR, "sum() can't sum bytes [use b''.join(seq) instead]");
    else if (isInstance(start, T_BYTEARRAY)) raise(T_TYPE_ERROR, "sum() can't sum bytearray [use b''.join(seq) instead]");
    else refused = false;
    if (refused) {
      release(result);
      release(it);
      return NULL;
    }
  }
  while (true) {
    let item: Word = NULL;
    if (isInt(result)) {
      // 48-bit operands: 2^15 of them cannot leave 64 bits; the sum is kept in bounds all the same
      let total = toInt(result);
      while (true) {
        item = next(it);
        if (item == NULL || !(isInt(item) || isBool(item))) break;
        const n: i64 = isInt(item) ? toInt(item) : item == TRUE ? 1 : 0;
        const t = total + n;
        if (!fitsInt(t)) break;
        total = t;
        item = NULL;
      }
      result = ofInt(total);
    } else if (isFloat(result)) {
      let high = toFloat(result);
      let low: f64 = 0;
      while (true) {
        item = next(it);
        if (item == NULL) break;
        if (isFloat(item)) {
          const x = toFloat(item);
          const t = high + x;
          if (Math.abs(high) >= Math.abs(x)) low += high - t + x;
          else low += x - t + high;
          high = t;
        } else if (isInt(item) || isBool(item)) high += isInt(item) ? <f64>toInt(item) : item == TRUE ? 1 : 0;
        else break;
      }
      // a correction that is no number is left out
      result = ofFloat(low != 0 && low - low == 0 ? high + low : high);
    } else item = next(it);
    if (item == NULL) {
      release(it);
      if (errorSet()) {
        release(result);
        return NULL;
      }
      return result;
    }
    const total = add(result, item);
    release(result);
    release(item);
    if (total == NULL) {
      release(it);
      return NULL;
    }
    result = total;
  }
}
