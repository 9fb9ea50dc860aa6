// bytes and bytearray: methods that see ASCII text in the bytes: case, predicates, strip, padding, tabs.

import { NONE, NULL, ofBool, Word } from '../../layout/word';
import { T_OVERFLOW_ERROR, T_TYPE_ERROR } from '../../generated/types';
import { errorSet, memoryError, raise, raisef } from '../../eval/errors';
import { asI32, indexI64 } from '../protocol';
import { bufferRelease, getBuffer } from '../buffer';
import { isByteArray } from '../bytearray/new';
import { allAscii } from '../str/access';
import { builderAscii, builderChar, builderDrop, builderFill, builderNew, builderReserve } from '../str/builder';
import { isBytes } from './new';
import { bufferData, bufferSize, dataOf, likeBuilder, lockSelf, part, sizeOf, unlockSelf } from './self';

// @ts-ignore: decorator
@inline export function isByteSpace(c: u32): bool { return c == 32 || c - 9 < 5; }
// @ts-ignore: decorator
@inline function isLower(c: u32): bool { return c - 97 < 26; }
// @ts-ignore: decorator
@inline function isUpper(c: u32): bool { return c - 65 < 26; }
// @ts-ignore: decorator
@inline function isLetter(c: u32): bool { return (c | 32) - 97 < 26; }
// @ts-ignore: decorator
@inline function isDigit(c: u32): bool { return c - 48 < 10; }

// ---- case ---------------------------------------------------------------------------------------------------------------

// @ts-ignore: decorator
@inline const TO_LOWER: i32 = 0;
// @ts-ignore: decorator
@inline const TO_UPPER: i32 = 1;
// @ts-ignore: decorator
@inline const TO_TITLE: i32 = 2;
// @ts-ignore: decorator
@inline const TO_CAPITALIZED: i32 = 3;
// @ts-ignore: decorator
@inline const TO_SWAPPED: i32 = 4;

function convert(self: Word, mode: i32): Word {
  const b = builderNew();
  if (!b) return NULL;
  lockSelf(self);
  const data = dataOf(self), n = sizeOf(self);
  builderReserve(b, n, 0xff);
  let word = false;
  for (let i: u32 = 0; i < n; i++) {
    let c = <u32>load<u8>(data + i);
    if (isLetter(c)) {
      if (mode == TO_LOWER) c |= 32;
      else if (mode == TO_UPPER) c &= ~32;
      else if (mode == TO_SWAPPED) c ^= 32;
      else if (mode == TO_TITLE) { c = word ? c | 32 : c & ~32; word = true; }
      else c = i ? c | 32 : c & ~32;
    } else word = false;
    builderChar(b, c);
  }
  unlockSelf(self);
  return likeBuilder(self, b);
}

/** @method bytes.lower(self, /)
 * @method bytearray.lower(self, /)
 * B.lower() -> copy of B
 *
 * Return a copy of B with all ASCII characters converted to lowercase. */
export function bytes_lower(self: Word): Word { return convert(self, TO_LOWER); }
/** @method bytes.upper(self, /)
 * @method bytearray.upper(self, /)
 * B.upper() -> copy of B
 *
 * Return a copy of B with all ASCII characters converted to uppercase. */
export function bytes_upper(self: Word): Word { return convert(self, TO_UPPER); }
/** @method bytes.title(self, /)
 * @method bytearray.title(self, /)
 * B.title() -> copy of B
 *
 * Return a titlecased version of B, i.e. ASCII words start with uppercase
 * characters, all remaining cased characters have lowercase. */
export function bytes_title(self: Word): Word { return convert(self, TO_TITLE); }
/** @method bytes.capitalize(self, /)
 * @method bytearray.capitalize(self, /)
 * B.capitalize() -> copy of B
 *
 * Return a copy of B with only its first character capitalized (ASCII)
 * and the rest lower-cased. */
export function bytes_capitalize(self: Word): Word { return convert(self, TO_CAPITALIZED); }
/** @method bytes.swapcase(self, /)
 * @method bytearray.swapcase(self, /)
 * B.swapcase() -> copy of B
 *
 * Return a copy of B with uppercase ASCII characters converted
 * to lowercase ASCII and vice versa. */
export function bytes_swapcase(self: Word): Word { return convert(self, TO_SWAPPED); }

// ---- predicates -----------------------------------------------------------------------------------------------------------

// @ts-ignore: decorator
@inline const ALPHA: u32 = 1;
// @ts-ignore: decorator
@inline const DIGIT: u32 = 2;
// @ts-ignore: decorator
@inline const SPACE: u32 = 4;

function all(self: Word, classes: u32): Word {
  lockSelf(self);
  const data = dataOf(self), n = sizeOf(self);
  let ok = n != 0;
  for (let i: u32 = 0; ok && i < n; i++) {
    const c = <u32>load<u8>(data + i);
    ok = (classes & ALPHA && isLetter(c)) || (classes & DIGIT && isDigit(c)) || (classes & SPACE && isByteSpace(c));
  }
  unlockSelf(self);
  return ofBool(ok);
}
/** @method bytes.isalpha(self, /)
 * @method bytearray.isalpha(self, /)
 * B.isalpha() -> bool
 *
 * Return True if all characters in B are alphabetic
 * and there is at least one character in B, False otherwise. */
export function bytes_isalpha(self: Word): Word { return all(self, ALPHA); }
/** @method bytes.isalnum(self, /)
 * @method bytearray.isalnum(self, /)
 * B.isalnum() -> bool
 *
 * Return True if all characters in B are alphanumeric
 * and there is at least one character in B, False otherwise. */
export function bytes_isalnum(self: Word): Word { return all(self, ALPHA | DIGIT); }
/** @method bytes.isdigit(self, /)
 * @method bytearray.isdigit(self, /)
 * B.isdigit() -> bool
 *
 * Return True if all characters in B are digits
 * and there is at least one character in B, False otherwise. */
export function bytes_isdigit(self: Word): Word { return all(self, DIGIT); }
/** @method bytes.isspace(self, /)
 * @method bytearray.isspace(self, /)
 * B.isspace() -> bool
 *
 * Return True if all characters in B are whitespace
 * and there is at least one character in B, False otherwise. */
export function bytes_isspace(self: Word): Word { return all(self, SPACE); }
/** @method bytes.isascii(self, /)
 * @method bytearray.isascii(self, /)
 * B.isascii() -> bool
 *
 * Return True if B is empty or all characters in B are ASCII,
 * False otherwise. */
export function bytes_isascii(self: Word): Word {
  lockSelf(self);
  const r = allAscii(dataOf(self), sizeOf(self));
  unlockSelf(self);
  return ofBool(r);
}
function cased(self: Word, upper: bool): Word {
  lockSelf(self);
  const data = dataOf(self), n = sizeOf(self);
  let found = false, ok = true;
  for (let i: u32 = 0; ok && i < n; i++) {
    const c = <u32>load<u8>(data + i);
    if (upper ? isLower(c) : isUpper(c)) ok = false;
    else if (isLetter(c)) found = true;
  }
  unlockSelf(self);
  return ofBool(ok && found);
}
/** @method bytes.islower(self, /)
 * @method bytearray.islower(self, /)
 * B.islower() -> bool
 *
 * Return True if all cased characters in B are lowercase and there is
 * at least one cased character in B, False otherwise. */
export function bytes_islower(self: Word): Word { return cased(self, false); }
/** @method bytes.isupper(self, /)
 * @method bytearray.isupper(self, /)
 * B.isupper() -> bool
 *
 * Return True if all cased characters in B are uppercase and there is
 * at least one cased character in B, False otherwise. */
export function bytes_isupper(self: Word): Word { return cased(self, true); }
/** @method bytes.istitle(self, /)
 * @method bytearray.istitle(self, /)
 * B.istitle() -> bool
 *
 * Return True if B is a titlecased string and there is at least one
 * character in B, i.e. uppercase characters may only follow uncased
 * characters and lowercase characters only cased ones. Return False
 * otherwise. */
export function bytes_istitle(self: Word): Word {
  lockSelf(self);
  const data = dataOf(self), n = sizeOf(self);
  let found = false, previous = false, ok = true;
  for (let i: u32 = 0; ok && i < n; i++) {
    const c = <u32>load<u8>(data + i);
    if (isUpper(c)) { ok = !previous; previous = found = true; }
    else if (isLower(c)) { ok = previous; previous = found = true; }
    else previous = false;
  }
  unlockSelf(self);
  return ofBool(ok && found);
}

// ---- strip ------------------------------------------------------------------------------------------------------------------

// @ts-ignore: decorator
@inline function has(set: usize, n: i32, c: u8): bool {
  for (let i = 0; i < n; i++) if (load<u8>(set + i) == c) return true;
  return false;
}

function strip(self: Word, chars: Word, left: bool, right: bool): Word {
  let b: usize = 0;
  if (chars != NULL && chars != NONE) {
    b = getBuffer(chars);
    if (!b) return NULL;
  }
  lockSelf(self);
  const data = dataOf(self);
  let start: i32 = 0, end = <i32>sizeOf(self);
  if (!b) {
    if (left) while (start < end && isByteSpace(load<u8>(data + start))) start++;
    if (right) while (end > start && isByteSpace(load<u8>(data + end - 1))) end--;
  } else {
    const set = bufferData(b), n = bufferSize(b);
    if (left) while (start < end && has(set, n, load<u8>(data + start))) start++;
    if (right) while (end > start && has(set, n, load<u8>(data + end - 1))) end--;
  }
  const r = part(self, data, start, end);
  unlockSelf(self);
  if (b) bufferRelease(b);
  return r;
}
/** @method bytes.strip(self, bytes=None, /)
 * @method bytearray.strip(self, bytes=None, /)
 * Strip leading and trailing bytes contained in the argument.
 *
 * If the argument is omitted or None, strip leading and trailing ASCII whitespace. */
export function bytes_strip(self: Word, chars: Word): Word { return strip(self, chars, true, true); }
/** @method bytes.lstrip(self, bytes=None, /)
 * @method bytearray.lstrip(self, bytes=None, /)
 * Strip leading bytes contained in the argument.
 *
 * If the argument is omitted or None, strip leading  ASCII whitespace. */
export function bytes_lstrip(self: Word, chars: Word): Word { return strip(self, chars, true, false); }
/** @method bytes.rstrip(self, bytes=None, /)
 * @method bytearray.rstrip(self, bytes=None, /)
 * Strip trailing bytes contained in the argument.
 *
 * If the argument is omitted or None, strip trailing ASCII whitespace. */
export function bytes_rstrip(self: Word, chars: Word): Word { return strip(self, chars, false, true); }

// ---- padding -----------------------------------------------------------------------------------------------------------------

/** The fill byte; -1 with TypeError set. */
function fillOf(w: Word, method: string): i32 {
  if (w == NULL) return 32;
  if ((isBytes(w) || isByteArray(w)) && sizeOf(w) == 1) {
    lockSelf(w);
    const c = sizeOf(w) == 1 ? <i32>load<u8>(dataOf(w)) : 32;
    unlockSelf(w);
    return c;
  }
  raisef(T_TYPE_ERROR, '%U() argument 2 must be a byte string of length 1, not %T', newText(method), w);
  return -1;
}
import { newText } from '../str/new';

function justify(self: Word, width: Word, fillbyte: Word, method: string, where: i32): Word {
  const w = indexI64(width, T_OVERFLOW_ERROR);
  if (w == -1 && errorSet()) return NULL;
  const fill = fillOf(fillbyte, method);
  if (fill < 0) return NULL;
  lockSelf(self);
  const n = <i64>sizeOf(self), data = dataOf(self);
  let r: Word;
  if (w <= n) r = part(self, data, 0, <u32>n);
  else if (w > 0x7fff_0000) r = memoryError();
  else {
    const missing = w - n;
    const left = where == 0 ? 0 : where == 1 ? missing : missing / 2 + (missing & w & 1);
    const b = builderNew();
    if (b) {
      builderFill(b, fill, <u32>left);
      builderAscii(b, data, <u32>n);
      builderFill(b, fill, <u32>(missing - left));
      r = likeBuilder(self, b);
    } else r = NULL;
  }
  unlockSelf(self);
  return r;
}
/** @method bytes.ljust(self, width, fillchar=b' ', /)
 * @method bytearray.ljust(self, width, fillchar=b' ', /)
 * Return a left-justified string of length width.
 *
 * Padding is done using the specified fill character. */
export function bytes_ljust(self: Word, width: Word, fillchar: Word): Word { return justify(self, width, fillchar, 'ljust', 0); }
/** @method bytes.rjust(self, width, fillchar=b' ', /)
 * @method bytearray.rjust(self, width, fillchar=b' ', /)
 * Return a right-justified string of length width.
 *
 * Padding is done using the specified fill character. */
export function bytes_rjust(self: Word, width: Word, fillchar: Word): Word { return justify(self, width, fillchar, 'rjust', 1); }
/** @method bytes.center(self, width, fillchar=b' ', /)
 * @method bytearray.center(self, width, fillchar=b' ', /)
 * Return a centered string of length width.
 *
 * Padding is done using the specified fill character. */
export function bytes_center(self: Word, width: Word, fillchar: Word): Word { return justify(self, width, fillchar, 'center', 2); }

/** @method bytes.zfill(self, width, /)
 * @method bytearray.zfill(self, width, /)
 * Pad a numeric string with zeros on the left, to fill a field of the given width.
 *
 * The original string is never truncated. */
export function bytes_zfill(self: Word, width: Word): Word {
  const w = indexI64(width, T_OVERFLOW_ERROR);
  if (w == -1 && errorSet()) return NULL;
  lockSelf(self);
  const n = <i64>sizeOf(self), data = dataOf(self);
  let r: Word = NULL;
  if (w <= n) r = part(self, data, 0, <u32>n);
  else if (w > 0x7fff_0000) r = memoryError();
  else {
    const b = builderNew();
    if (b) {
      const signed = n > 0 && (load<u8>(data) == 0x2b || load<u8>(data) == 0x2d);
      if (signed) builderChar(b, load<u8>(data));
      builderFill(b, 0x30, <u32>(w - n));
      builderAscii(b, signed ? data + 1 : data, <u32>(signed ? n - 1 : n));
      r = likeBuilder(self, b);
    }
  }
  unlockSelf(self);
  return r;
}

/** @method bytes.expandtabs(self, /, tabsize=8)
 * @method bytearray.expandtabs(self, /, tabsize=8)
 * Return a copy where all tab characters are expanded using spaces.
 *
 * If tabsize is not given, a tab size of 8 characters is assumed. */
export function bytes_expandtabs(self: Word, tabsize: Word): Word {
  let size: i64 = 8;
  if (tabsize != NULL) {
    size = asI32(tabsize);
    if (size == -1 && errorSet()) return NULL;
  }
  const b = builderNew();
  if (!b) return NULL;
  lockSelf(self);
  const n = sizeOf(self), data = dataOf(self);
  let column: i64 = 0, total: i64 = 0;
  for (let i: u32 = 0; i < n && total <= 0x7fff_0000; i++) {
    const c = <u32>load<u8>(data + i);
    if (c == 9) {
      if (size > 0) {
        const step = size - column % size;
        total += step;
        if (total <= 0x7fff_0000) builderFill(b, 32, <u32>step);
        column += step;
      }
    } else {
      total++;
      column++;
      builderChar(b, c);
      if (c == 10 || c == 13) column = 0;
    }
  }
  unlockSelf(self);
  if (total > 0x7fff_0000) { builderDrop(b); return raise(T_OVERFLOW_ERROR, 'result too long'); }
  return likeBuilder(self, b);
}
