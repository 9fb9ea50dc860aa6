// str: split, rsplit, splitlines, partition, rpartition.

import { STR_DATA } from '../../layout/text';
import { address, fromAddress, NONE, NULL, Word } from '../../layout/word';
import { T_OVERFLOW_ERROR, T_TYPE_ERROR, T_VALUE_ERROR } from '../../generated/types';
import { own, release } from '../../counting/counts';
import { errorSet, raise, raisef } from '../../eval/errors';
import { indexI64, truth } from '../protocol';
import { listAppendOwned, newList } from '../list/core';
import { ARRAY_ITEMS } from '../../layout/containers';
import { tuple3 } from '../tuple';
import { isLineBreak, isSpace } from '../unicode/ctype';
import { isStr, readChar, strKind, strLength } from './access';
import { exactStr } from './type';
import { emptyStr } from './new';
import { findStr, rfindStr } from './find';
import { sliceStr } from './slice';

/** Appends p[start:end] to the list; false with an error set. */
function push(list: usize, p: usize, start: u32, end: u32): bool {
  const piece = start == 0 && end == strLength(p) ? exactStr(fromAddress(p)) : sliceStr(p, start, end);
  if (piece == NULL) return false;
  return listAppendOwned(list, piece) == 0;
}

// @ts-ignore: decorator
@inline function finish(list: usize, ok: bool): Word {
  if (ok) return fromAddress(list);
  release(fromAddress(list));
  return NULL;
}

/** Reverses a list that nobody else has seen. */
export function reverseFresh(list: usize): void {
  let i: usize = <usize>load<u32>(list, 20) + ARRAY_ITEMS;
  let j = i + (<usize>load<u32>(list, 16) << 3);
  if (i == ARRAY_ITEMS) return;
  for (j -= 8; i < j; i += 8, j -= 8) {
    const w = load<u64>(i);
    store<u64>(i, load<u64>(j));
    store<u64>(j, w);
  }
}

/** `maxsplit` as a count, below 0: no limit. -2 with an error set. */
function splitLimit(w: Word): i64 {
  if (w == NULL) return i64.MAX_VALUE;
  const n = indexI64(w, T_OVERFLOW_ERROR);
  if (n == -1 && errorSet()) return -2;
  return n < 0 ? i64.MAX_VALUE : n;
}

/** @method str.split(self, /, sep=None, maxsplit=-1)
 * Return a list of the substrings in the string, using sep as the separator string.
 *
 *   sep
 *     The separator used to split the string.
 *
 *     When set to None (the default value), will split on any whitespace
 *     character (including \n \r \t \f and spaces) and will discard
 *     empty strings from the result.
 *   maxsplit
 *     Maximum number of splits.
 *     -1 (the default value) means no limit.
 *
 * Splitting starts at the front of the string and works to the end.
 *
 * Note, str.split() is mainly useful for data that has been intentionally
 * delimited.  With natural text that includes punctuation, consider using
 * the regular expression module. */
export function str_split(self: Word, sep: Word, maxsplit: Word): Word {
  let left = splitLimit(maxsplit);
  if (left == -2) return NULL;
  const p = address(self), n = strLength(p);
  if (sep == NULL || sep == NONE) {
    const list = newList(0);
    if (!list) return NULL;
    const data = p + STR_DATA, kind = strKind(p);
    let i: u32 = 0;
    for (;;) {
      while (i < n && isSpace(readChar(data, kind, i))) i++;
      if (i == n) break;
      const start = i;
      if (left-- <= 0) {
        if (!push(list, p, start, n)) return finish(list, false);
        break;
      }
      while (i < n && !isSpace(readChar(data, kind, i))) i++;
      if (!push(list, p, start, i)) return finish(list, false);
    }
    return fromAddress(list);
  }
  if (!isStr(sep)) return raisef(T_TYPE_ERROR, 'must be str or None, not %T', sep);
  const q = address(sep), m = strLength(q);
  if (!m) return raise(T_VALUE_ERROR, 'empty separator');
  const list = newList(0);
  if (!list) return NULL;
  let start: i32 = 0;
  while (left-- > 0) {
    const hit = findStr(p, q, start, <i32>n);
    if (hit == -2) return finish(list, false);
    if (hit < 0) break;
    if (!push(list, p, start, hit)) return finish(list, false);
    start = hit + m;
  }
  return finish(list, push(list, p, start, n));
}

/** @method str.rsplit(self, /, sep=None, maxsplit=-1)
 * Return a list of the substrings in the string, using sep as the separator string.
 *
 *   sep
 *     The separator used to split the string.
 *
 *     When set to None (the default value), will split on any whitespace
 *     character (including \n \r \t \f and spaces) and will discard
 *     empty strings from the result.
 *   maxsplit
 *     Maximum number of splits.
 *     -1 (the default value) means no limit.
 *
 * Splitting starts at the end of the string and works to the front. */
export function str_rsplit(self: Word, sep: Word, maxsplit: Word): Word {
  let left = splitLimit(maxsplit);
  if (left == -2) return NULL;
  const p = address(self), n = strLength(p);
  if (sep == NULL || sep == NONE) {
    const list = newList(0);
    if (!list) return NULL;
    const data = p + STR_DATA, kind = strKind(p);
    let i = n;
    for (;;) {
      while (i > 0 && isSpace(readChar(data, kind, i - 1))) i--;
      if (i == 0) break;
      const end = i;
      if (left-- <= 0) {
        if (!push(list, p, 0, end)) return finish(list, false);
        break;
      }
      while (i > 0 && !isSpace(readChar(data, kind, i - 1))) i--;
      if (!push(list, p, i, end)) return finish(list, false);
    }
    reverseFresh(list);
    return fromAddress(list);
  }
  if (!isStr(sep)) return raisef(T_TYPE_ERROR, 'must be str or None, not %T', sep);
  const q = address(sep), m = strLength(q);
  if (!m) return raise(T_VALUE_ERROR, 'empty separator');
  const list = newList(0);
  if (!list) return NULL;
  let end = <i32>n;
  while (left-- > 0) {
    const hit = rfindStr(p, q, 0, end);
    if (hit == -2) return finish(list, false);
    if (hit < 0) break;
    if (!push(list, p, hit + m, end)) return finish(list, false);
    end = hit;
  }
  if (!push(list, p, 0, end)) return finish(list, false);
  reverseFresh(list);
  return fromAddress(list);
}

/** @method str.splitlines(self, /, keepends=False)
 * Return a list of the lines in the string, breaking at line boundaries.
 *
 * Line breaks are not included in the resulting list unless keepends is given and
 * true. */
export function str_splitlines(self: Word, keepends: Word): Word {
  let keep = 0;
  if (keepends != NULL) {
    keep = truth(keepends);
    if (keep < 0) return NULL;
  }
  const p = address(self), n = strLength(p), data = p + STR_DATA, kind = strKind(p);
  const list = newList(0);
  if (!list) return NULL;
  let i: u32 = 0;
  while (i < n) {
    const start = i;
    while (i < n && !isLineBreak(readChar(data, kind, i))) i++;
    let end = i;
    if (i < n) {
      i += readChar(data, kind, i) == 13 && i + 1 < n && readChar(data, kind, i + 1) == 10 ? 2 : 1;
      if (keep) end = i;
    }
    if (!push(list, p, start, end)) return finish(list, false);
  }
  return fromAddress(list);
}

function three(a: Word, b: Word, c: Word): Word {
  if (a == NULL || b == NULL || c == NULL) {
    release(a);
    release(b);
    release(c);
    return NULL;
  }
  return fromAddress(tuple3(a, b, c));
}

function separatorOf(sep: Word): bool {
  if (!isStr(sep)) { raisef(T_TYPE_ERROR, 'must be str, not %T', sep); return false; }
  if (!strLength(address(sep))) { raise(T_VALUE_ERROR, 'empty separator'); return false; }
  return true;
}

/** @method str.partition(self, sep, /)
 * Partition the string into three parts using the given separator.
 *
 * This will search for the separator in the string.  If the separator is found,
 * returns a 3-tuple containing the part before the separator, the separator
 * itself, and the part after it.
 *
 * If the separator is not found, returns a 3-tuple containing the original string
 * and two empty strings. */
export function str_partition(self: Word, sep: Word): Word {
  if (!separatorOf(sep)) return NULL;
  const p = address(self), n = strLength(p), m = strLength(address(sep));
  const i = findStr(p, address(sep), 0, <i32>n);
  if (i == -2) return NULL;
  if (i < 0) return three(exactStr(self), emptyStr(), emptyStr());
  return three(sliceStr(p, 0, i), own(sep), sliceStr(p, i + m, n));
}

/** @method str.rpartition(self, sep, /)
 * Partition the string into three parts using the given separator.
 *
 * This will search for the separator in the string, starting at the end. If
 * the separator is found, returns a 3-tuple containing the part before the
 * separator, the separator itself, and the part after it.
 *
 * If the separator is not found, returns a 3-tuple containing two empty strings
 * and the original string. */
export function str_rpartition(self: Word, sep: Word): Word {
  if (!separatorOf(sep)) return NULL;
  const p = address(self), n = strLength(p), m = strLength(address(sep));
  const i = rfindStr(p, address(sep), 0, <i32>n);
  if (i == -2) return NULL;
  if (i < 0) return three(emptyStr(), emptyStr(), exactStr(self));
  return three(sliceStr(p, 0, i), own(sep), sliceStr(p, i + m, n));
}
