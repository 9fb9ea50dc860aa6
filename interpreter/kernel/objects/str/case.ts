// str: lower, upper, title, capitalize, swapcase, casefold and the questions about case.

import { STR_DATA } from '../../layout/text';
import { address, fromAddress, NULL, ofBool, Word } from '../../layout/word';
import { UC_CASED, UC_CASE_IGNORABLE, UC_LOWER, UC_TITLE, UC_UPPER } from '../../generated/unicode';
import { ctype, FOLD, LOWER, mapFull, mapped0, mapped1, mapped2, TITLE, UPPER } from '../unicode/ctype';
import { charAt, readChar, strIsAscii, strKind, strLength } from './access';
import { builderChar, builderFinish, builderNew, builderReserve } from './builder';
import { finishStr, newAscii } from './new';

function put(b: usize, c: u32, mapping: usize): void {
  const n = mapFull(c, mapping);
  builderChar(b, mapped0);
  if (n > 1) builderChar(b, mapped1);
  if (n > 2) builderChar(b, mapped2);
}

/** Capital sigma: final sigma behind a cased letter and not before one (case-ignorable ones skipped). */
function putSigma(b: usize, p: usize, i: i32): void {
  const n = <i32>strLength(p), kind = strKind(p), data = p + STR_DATA;
  let j = i - 1;
  let flags: u32 = 0;
  while (j >= 0) {
    flags = ctype(readChar(data, kind, j));
    if (!(flags & UC_CASE_IGNORABLE)) break;
    j--;
  }
  let final = j >= 0 && (flags & UC_CASED) != 0;
  if (final) {
    j = i + 1;
    while (j < n) {
      flags = ctype(readChar(data, kind, j));
      if (!(flags & UC_CASE_IGNORABLE)) break;
      j++;
    }
    final = j == n || !(flags & UC_CASED);
  }
  builderChar(b, final ? 0x3c2 : 0x3c3);
}

// @ts-ignore: decorator
@inline function putLower(b: usize, p: usize, i: u32, c: u32): void {
  if (c == 0x3a3) putSigma(b, p, i);
  else put(b, c, LOWER);
}

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
// @ts-ignore: decorator
@inline const TO_FOLDED: i32 = 5;

function convertAscii(p: usize, mode: i32): Word {
  const n = strLength(p), from = p + STR_DATA;
  const q = newAscii(n);
  if (!q) return NULL;
  const to = q + STR_DATA;
  let word = false; // inside a word (title)
  for (let i: u32 = 0; i < n; i++) {
    let c = <u32>load<u8>(from + i);
    const lower = c - 97 < 26, upper = c - 65 < 26;
    if (lower | upper) {
      if (mode == TO_LOWER || mode == TO_FOLDED) c |= 32;
      else if (mode == TO_UPPER) c &= ~32;
      else if (mode == TO_SWAPPED) c ^= 32;
      else if (mode == TO_TITLE) { c = word ? c | 32 : c & ~32; word = true; }
      else c = i ? c | 32 : c & ~32;
    } else word = false;
    store<u8>(to + i, <u8>c);
  }
  return n < 2 ? finishStr(q) : fromAddress(q);
}

function convert(p: usize, mode: i32): Word {
  if (strIsAscii(p)) return convertAscii(p, mode);
  const n = strLength(p), kind = strKind(p), data = p + STR_DATA;
  const b = builderNew();
  if (!b) return NULL;
  builderReserve(b, n, kind == 1 ? 0xff : kind == 2 ? 0xffff : 0x10ffff);
  let cased = false;
  for (let i: u32 = 0; i < n; i++) {
    const c = readChar(data, kind, i);
    if (mode == TO_LOWER) putLower(b, p, i, c);
    else if (mode == TO_UPPER) put(b, c, UPPER);
    else if (mode == TO_FOLDED) put(b, c, FOLD);
    else if (mode == TO_TITLE) {
      if (cased) putLower(b, p, i, c);
      else put(b, c, TITLE);
      cased = (ctype(c) & UC_CASED) != 0;
    } else if (mode == TO_CAPITALIZED) {
      if (i) putLower(b, p, i, c);
      else put(b, c, TITLE);
    } else {
      const flags = ctype(c);
      if (flags & UC_UPPER) putLower(b, p, i, c);
      else if (flags & UC_LOWER) put(b, c, UPPER);
      else builderChar(b, c);
    }
  }
  return builderFinish(b);
}

/** @method str.lower(self, /)
 * Return a copy of the string converted to lowercase. */
export function str_lower(self: Word): Word { return convert(address(self), TO_LOWER); }
/** @method str.upper(self, /)
 * Return a copy of the string converted to uppercase. */
export function str_upper(self: Word): Word { return convert(address(self), TO_UPPER); }
/** @method str.title(self, /)
 * Return a version of the string where each word is titlecased.
 *
 * More specifically, words start with uppercased characters and all remaining
 * cased characters have lower case. */
export function str_title(self: Word): Word { return convert(address(self), TO_TITLE); }
/** @method str.capitalize(self, /)
 * Return a capitalized version of the string.
 *
 * More specifically, make the first character have upper case and the rest lower
 * case. */
export function str_capitalize(self: Word): Word { return convert(address(self), TO_CAPITALIZED); }
/** @method str.swapcase(self, /)
 * Convert uppercase characters to lowercase and lowercase characters to uppercase. */
export function str_swapcase(self: Word): Word { return convert(address(self), TO_SWAPPED); }
/** @method str.casefold(self, /)
 * Return a version of the string suitable for caseless comparisons. */
export function str_casefold(self: Word): Word { return convert(address(self), TO_FOLDED); }

/** Some cased code point, and none of the refused ones. */
function allCased(p: usize, wanted: u32, refused: u32): Word {
  let found = false;
  for (let i: u32 = 0, n = strLength(p); i < n; i++) {
    const flags = ctype(charAt(p, i));
    if (flags & refused) return FALSE;
    if (flags & wanted) found = true;
  }
  return ofBool(found);
}
import { FALSE } from '../../layout/word';

/** @method str.islower(self, /)
 * Return True if the string is a lowercase string, False otherwise.
 *
 * A string is lowercase if all cased characters in the string are lowercase and
 * there is at least one cased character in the string. */
export function str_islower(self: Word): Word { return allCased(address(self), UC_LOWER, UC_UPPER | UC_TITLE); }
/** @method str.isupper(self, /)
 * Return True if the string is an uppercase string, False otherwise.
 *
 * A string is uppercase if all cased characters in the string are uppercase and
 * there is at least one cased character in the string. */
export function str_isupper(self: Word): Word { return allCased(address(self), UC_UPPER, UC_LOWER | UC_TITLE); }
/** @method str.istitle(self, /)
 * Return True if the string is a title-cased string, False otherwise.
 *
 * In a title-cased string, upper- and title-case characters may only
 * follow uncased characters and lowercase characters only cased ones. */
export function str_istitle(self: Word): Word {
  const p = address(self);
  let cased = false, previous = false;
  for (let i: u32 = 0, n = strLength(p); i < n; i++) {
    const flags = ctype(charAt(p, i));
    if (flags & (UC_UPPER | UC_TITLE)) {
      if (previous) return FALSE;
      previous = cased = true;
    } else if (flags & UC_LOWER) {
      if (!previous) return FALSE;
      previous = cased = true;
    } else previous = false;
  }
  return ofBool(cased);
}
