// str: strip, ljust, rjust, center, zfill, expandtabs.

import { STR_DATA } from '../../layout/text';
import { address, NONE, NULL, Word } from '../../layout/word';
import { T_OVERFLOW_ERROR, T_TYPE_ERROR } from '../../generated/types';
import { errorSet, raise, raisef } from '../../eval/errors';
import { asI32, indexI64 } from '../protocol';
import { isSpace } from '../unicode/ctype';
import { charAt, copyChars, isStr, kindFor, readChar, strKind, strLength, writeChar } from './access';
import { builderChar, builderFill, builderFinish, builderNew } from './builder';
import { finishStr, newStr } from './new';
import { sliceStr } from './slice';
import { exactStr } from './type';

function has(set: usize, c: u32): bool {
  const kind = strKind(set), data = set + STR_DATA;
  for (let i: u32 = 0, n = strLength(set); i < n; i++) if (readChar(data, kind, i) == c) return true;
  return false;
}

function strip(self: Word, chars: Word, left: bool, right: bool): Word {
  const p = address(self), kind = strKind(p), data = p + STR_DATA;
  let start: u32 = 0, end = strLength(p);
  if (chars == NULL || chars == NONE) {
    if (left) while (start < end && isSpace(readChar(data, kind, start))) start++;
    if (right) while (end > start && isSpace(readChar(data, kind, end - 1))) end--;
  } else {
    if (!isStr(chars)) {
      return raise(T_TYPE_ERROR, left ? (right ? 'strip arg must be None or str' : 'lstrip arg must be None or str') : 'rstrip arg must be None or str');
    }
    const set = address(chars);
    if (left) while (start < end && has(set, readChar(data, kind, start))) start++;
    if (right) while (end > start && has(set, readChar(data, kind, end - 1))) end--;
  }
  return sliceStr(p, start, end);
}

/** @method str.strip(self, chars=None, /)
 * Return a copy of the string with leading and trailing whitespace removed.
 *
 * If chars is given and not None, remove characters in chars instead. */
export function str_strip(self: Word, chars: Word): Word { return strip(self, chars, true, true); }
/** @method str.lstrip(self, chars=None, /)
 * Return a copy of the string with leading whitespace removed.
 *
 * If chars is given and not None, remove characters in chars instead. */
export function str_lstrip(self: Word, chars: Word): Word { return strip(self, chars, true, false); }
/** @method str.rstrip(self, chars=None, /)
 * Return a copy of the string with trailing whitespace removed.
 *
 * If chars is given and not None, remove characters in chars instead. */
export function str_rstrip(self: Word, chars: Word): Word { return strip(self, chars, false, true); }

/** The str with `left` and `right` fill characters around it. */
export function padStr(self: Word, left: i64, right: i64, fill: u32): Word {
  if (left < 0) left = 0;
  if (right < 0) right = 0;
  if (left == 0 && right == 0) return exactStr(self);
  const p = address(self), n = strLength(p);
  if (left + right + n > 0x7fff_0000 || left > 0x7fff_0000 || right > 0x7fff_0000) {
    return raise(T_OVERFLOW_ERROR, 'padded string is too long');
  }
  const own = strKind(p), fillKind = kindFor(fill);
  const kind = own > fillKind ? own : fillKind;
  const q = newStr(kind, n + <u32>left + <u32>right);
  if (!q) return NULL;
  const to = q + STR_DATA;
  for (let i: u32 = 0; i < <u32>left; i++) writeChar(to, kind, i, fill);
  copyChars(to + <u32>left * kind, kind, p + STR_DATA, own, n);
  for (let i: u32 = <u32>left + n, end = i + <u32>right; i < end; i++) writeChar(to, kind, i, fill);
  return finishStr(q);
}

/** The fill character; 0xffffffff with an error set. */
function fillOf(w: Word): u32 {
  if (w == NULL) return 32;
  if (!isStr(w)) {
    raisef(T_TYPE_ERROR, 'The fill character must be a unicode character, not %T', w);
    return u32.MAX_VALUE;
  }
  if (strLength(address(w)) != 1) {
    raise(T_TYPE_ERROR, 'The fill character must be exactly one character long');
    return u32.MAX_VALUE;
  }
  return charAt(address(w), 0);
}

function justify(self: Word, width: Word, fillchar: Word, where: i32): Word {
  const w = indexI64(width, T_OVERFLOW_ERROR);
  if (w == -1 && errorSet()) return NULL;
  const fill = fillOf(fillchar);
  if (fill == u32.MAX_VALUE) return NULL;
  const missing = w - strLength(address(self));
  if (missing <= 0) return exactStr(self);
  if (where == 0) return padStr(self, 0, missing, fill);
  if (where == 1) return padStr(self, missing, 0, fill);
  const left = missing / 2 + (missing & w & 1);
  return padStr(self, left, missing - left, fill);
}

/** @method str.ljust(self, width, fillchar=' ', /)
 * Return a left-justified string of length width.
 *
 * Padding is done using the specified fill character (default is a space). */
export function str_ljust(self: Word, width: Word, fillchar: Word): Word { return justify(self, width, fillchar, 0); }
/** @method str.rjust(self, width, fillchar=' ', /)
 * Return a right-justified string of length width.
 *
 * Padding is done using the specified fill character (default is a space). */
export function str_rjust(self: Word, width: Word, fillchar: Word): Word { return justify(self, width, fillchar, 1); }
/** @method str.center(self, width, fillchar=' ', /)
 * Return a centered string of length width.
 *
 * Padding is done using the specified fill character (default is a space). */
export function str_center(self: Word, width: Word, fillchar: Word): Word { return justify(self, width, fillchar, 2); }

/** @method str.zfill(self, width, /)
 * Pad a numeric string with zeros on the left, to fill a field of the given width.
 *
 * The string is never truncated. */
export function str_zfill(self: Word, width: Word): Word {
  const w = indexI64(width, T_OVERFLOW_ERROR);
  if (w == -1 && errorSet()) return NULL;
  const p = address(self), n = strLength(p);
  const missing = w - n;
  if (missing <= 0) return exactStr(self);
  const text = padStr(self, missing, 0, 0x30);
  if (text == NULL || n == 0) return text;
  const q = address(text), kind = strKind(q);
  const first = charAt(p, 0);
  if (first == 0x2b || first == 0x2d) {
    writeChar(q + STR_DATA, kind, <u32>missing, 0x30);
    writeChar(q + STR_DATA, kind, 0, first);
  }
  return text;
}

/** @method str.expandtabs(self, /, tabsize=8)
 * Return a copy where all tab characters are expanded using spaces.
 *
 * If tabsize is not given, a tab size of 8 characters is assumed. */
export function str_expandtabs(self: Word, tabsize: Word): Word {
  let size: i64 = 8;
  if (tabsize != NULL) {
    size = asI32(tabsize);
    if (size == -1 && errorSet()) return NULL;
  }
  const p = address(self), n = strLength(p), kind = strKind(p);
  const b = builderNew();
  if (!b) return NULL;
  let column: i64 = 0;
  let total: i64 = 0;
  for (let i: u32 = 0; i < n; i++) {
    const c = readChar(p + STR_DATA, kind, i);
    if (c == 9) {
      if (size > 0) {
        const step = size - column % size;
        total += step;
        if (total > 0x7fff_0000) { builderDrop(b); return raise(T_OVERFLOW_ERROR, 'new string is too long'); }
        builderFill(b, 32, <u32>step);
        column += step;
      }
    } else {
      total++;
      column++;
      builderChar(b, c);
      if (c == 10 || c == 13) column = 0;
    }
  }
  return builderFinish(b);
}
import { builderDrop } from './builder';
