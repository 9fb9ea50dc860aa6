// bytes and bytearray: find, index, count, `in`, startswith, endswith, removeprefix, removesuffix, replace.

import { TF_TUPLE, Type } from '../../layout/type';
import { address, FALSE, isPointer, NULL, ofBool, ofI32, TRUE, Word } from '../../layout/word';
import { T_OVERFLOW_ERROR, T_TYPE_ERROR, T_VALUE_ERROR } from '../../generated/types';
import { clearError, errorMatches, errorSet, raise, raisef } from '../../eval/errors';
import { indexI64, typeOf } from '../protocol';
import { tupleGet, tupleSize } from '../tuple';
import { bufferRelease, getBuffer, supportsBuffer } from '../buffer';
import { bytesEqual } from '../str/access';
import { builderAscii, builderChar, builderNew, builderReserve } from '../str/builder';
import { bound, startBound } from '../str/find';
import * as search from '../str/search';
import { bufferData, bufferSize, dataOf, like, likeBuilder, lockSelf, ONE_BYTE, part, sizeOf, unlockSelf, wanted, wantedByte } from './self';

// @ts-ignore: decorator
@inline const FIND: i32 = 0;
// @ts-ignore: decorator
@inline const RFIND: i32 = 1;
// @ts-ignore: decorator
@inline const COUNT: i32 = 2;

/** -2 with an error set. */
function locate(mode: i32, self: Word, sub: Word, start: Word, end: Word): i32 {
  const b = wanted(sub);
  if (!b) return -2;
  const one = wantedByte;
  let n = <i32>sizeOf(self);
  const from = startBound(start, n);
  let to = from < 0 ? -1 : bound(end, n, n);
  if (to < 0) { if (b != ONE_BYTE) bufferRelease(b); return -2; }
  lockSelf(self);
  n = <i32>sizeOf(self);
  if (to > n) to = n;
  const h = dataOf(self);
  let i = -1;
  if (b == ONE_BYTE) {
    if (mode == FIND) i = search.findChar<u8>(h, to, one, from);
    else if (mode == RFIND) i = search.rfindChar<u8>(h, to, one, from);
    else {
      i = 0;
      for (let j = from; j < to; j++) if (load<u8>(h + j) == one) i++;
    }
  } else {
    const x = bufferData(b), m = bufferSize(b);
    if (mode == FIND) i = search.find<u8>(h, to, x, m, from);
    else if (mode == RFIND) i = search.rfind<u8>(h, to, x, m, from);
    else i = from > to ? 0 : search.count<u8>(h + from, to - from, x, m, i32.MAX_VALUE);
  }
  unlockSelf(self);
  if (b != ONE_BYTE) bufferRelease(b);
  return i;
}

/** @method bytes.find(self, sub, start=None, end=None, /)
 * @method bytearray.find(self, sub, start=None, end=None, /)
 * @signature ($self, sub[, start[, end]], /)
 * Return the lowest index in B where subsection 'sub' is found, such that 'sub' is contained within B[start,end].
 *
 *   start
 *     Optional start position. Default: start of the bytes.
 *   end
 *     Optional stop position. Default: end of the bytes.
 *
 * Return -1 on failure. */
export function bytes_find(self: Word, sub: Word, start: Word, end: Word): Word {
  const i = locate(FIND, self, sub, start, end);
  return i == -2 ? NULL : ofI32(i);
}
/** @method bytes.rfind(self, sub, start=None, end=None, /)
 * @method bytearray.rfind(self, sub, start=None, end=None, /)
 * @signature ($self, sub[, start[, end]], /)
 * Return the highest index in B where subsection 'sub' is found, such that 'sub' is contained within B[start,end].
 *
 * Return -1 on failure. */
export function bytes_rfind(self: Word, sub: Word, start: Word, end: Word): Word {
  const i = locate(RFIND, self, sub, start, end);
  return i == -2 ? NULL : ofI32(i);
}
/** @method bytes.index(self, sub, start=None, end=None, /)
 * @method bytearray.index(self, sub, start=None, end=None, /)
 * @signature ($self, sub[, start[, end]], /)
 * Return the lowest index in B where subsection 'sub' is found, such that 'sub' is contained within B[start,end].
 *
 * Raise ValueError if the subsection is not found. */
export function bytes_index(self: Word, sub: Word, start: Word, end: Word): Word {
  const i = locate(FIND, self, sub, start, end);
  return i == -2 ? NULL : i < 0 ? raise(T_VALUE_ERROR, 'subsection not found') : ofI32(i);
}
/** @method bytes.rindex(self, sub, start=None, end=None, /)
 * @method bytearray.rindex(self, sub, start=None, end=None, /)
 * @signature ($self, sub[, start[, end]], /)
 * Return the highest index in B where subsection 'sub' is found, such that 'sub' is contained within B[start,end].
 *
 * Raise ValueError if the subsection is not found. */
export function bytes_rindex(self: Word, sub: Word, start: Word, end: Word): Word {
  const i = locate(RFIND, self, sub, start, end);
  return i == -2 ? NULL : i < 0 ? raise(T_VALUE_ERROR, 'subsection not found') : ofI32(i);
}
/** @method bytes.count(self, sub, start=None, end=None, /)
 * @method bytearray.count(self, sub, start=None, end=None, /)
 * @signature ($self, sub[, start[, end]], /)
 * Return the number of non-overlapping occurrences of subsection 'sub' in bytes B[start:end]. */
export function bytes_count(self: Word, sub: Word, start: Word, end: Word): Word {
  const i = locate(COUNT, self, sub, start, end);
  return i == -2 ? NULL : ofI32(i);
}

/** @slot bytes.sq_contains
 * @slot bytearray.sq_contains */
export function bytes_contains(self: Word, item: Word): i32 {
  const type = changetype<Type>(typeOf(item));
  if (!supportsBuffer(item) && !type.nb_index) {
    raisef(T_TYPE_ERROR, "a bytes-like object is required, not '%T'", item);
    return -1;
  }
  const i = locate(FIND, self, item, NULL, NULL);
  return i == -2 ? -1 : <i32>(i >= 0);
}

function affixTest(self: Word, affix: Word, start: Word, end: Word, atEnd: bool): Word {
  const n = <i32>sizeOf(self);
  const from = startBound(start, n);
  if (from < 0) return NULL;
  const to = bound(end, n, n);
  if (to < 0) return NULL;
  if (isPointer(affix) && changetype<Type>(typeOf(affix)).flags & TF_TUPLE) {
    const t = address(affix);
    for (let i: u32 = 0, m = <u32>tupleSize(t); i < m; i++) {
      const r = hasAffix(self, tupleGet(t, i), from, to, atEnd);
      if (r != 0) return r < 0 ? NULL : TRUE;
    }
    return FALSE;
  }
  const r = hasAffix(self, affix, from, to, atEnd);
  if (r >= 0) return ofBool(r == 1);
  if (errorMatches(T_TYPE_ERROR)) {
    clearError();
    if (atEnd) raisef(T_TYPE_ERROR, 'endswith first arg must be bytes or a tuple of bytes, not %T', affix);
    else raisef(T_TYPE_ERROR, 'startswith first arg must be bytes or a tuple of bytes, not %T', affix);
  }
  return NULL;
}

/** 1, 0, or -1 with an error set. */
function hasAffix(self: Word, affix: Word, from: i32, to: i32, atEnd: bool): i32 {
  const b = getBuffer(affix);
  if (!b) return -1;
  lockSelf(self);
  const n = <i32>sizeOf(self), m = bufferSize(b);
  if (to > n) to = n;
  const has = to - from >= m && bytesEqual(dataOf(self) + (atEnd ? to - m : from), bufferData(b), m);
  unlockSelf(self);
  bufferRelease(b);
  return has ? 1 : 0;
}

/** @method bytes.startswith(self, prefix, start=None, end=None, /)
 * @method bytearray.startswith(self, prefix, start=None, end=None, /)
 * @signature ($self, prefix[, start[, end]], /)
 * Return True if the bytes starts with the specified prefix, False otherwise. */
export function bytes_startswith(self: Word, prefix: Word, start: Word, end: Word): Word { return affixTest(self, prefix, start, end, false); }
/** @method bytes.endswith(self, suffix, start=None, end=None, /)
 * @method bytearray.endswith(self, suffix, start=None, end=None, /)
 * @signature ($self, suffix[, start[, end]], /)
 * Return True if the bytes ends with the specified suffix, False otherwise. */
export function bytes_endswith(self: Word, suffix: Word, start: Word, end: Word): Word { return affixTest(self, suffix, start, end, true); }

/** @method bytes.removeprefix(self, prefix, /)
 * @method bytearray.removeprefix(self, prefix, /)
 * Return a bytes object with the given prefix string removed if present. */
export function bytes_removeprefix(self: Word, prefix: Word): Word {
  const b = getBuffer(prefix);
  if (!b) return NULL;
  lockSelf(self);
  const n = <i32>sizeOf(self), m = bufferSize(b), data = dataOf(self);
  const has = m > 0 && m <= n && bytesEqual(data, bufferData(b), m);
  const r = part(self, data, has ? m : 0, n);
  unlockSelf(self);
  bufferRelease(b);
  return r;
}
/** @method bytes.removesuffix(self, suffix, /)
 * @method bytearray.removesuffix(self, suffix, /)
 * Return a bytes object with the given suffix string removed if present. */
export function bytes_removesuffix(self: Word, suffix: Word): Word {
  const b = getBuffer(suffix);
  if (!b) return NULL;
  lockSelf(self);
  const n = <i32>sizeOf(self), m = bufferSize(b), data = dataOf(self);
  const has = m > 0 && m <= n && bytesEqual(data + n - m, bufferData(b), m);
  const r = part(self, data, 0, has ? n - m : n);
  unlockSelf(self);
  bufferRelease(b);
  return r;
}

/** @method bytes.replace(self, old, new, count=-1, /)
 * @method bytearray.replace(self, old, new, count=-1, /)
 * Return a copy with all occurrences of substring old replaced by new.
 *
 *   count
 *     Maximum number of occurrences to replace.
 *     -1 (the default value) means replace all occurrences.
 *
 * If the optional argument count is given, only the first count occurrences are
 * replaced. */
export function bytes_replace(self: Word, old: Word, replacement: Word, count: Word): Word {
  const b = getBuffer(old);
  if (!b) return NULL;
  const c = getBuffer(replacement);
  if (!c) { bufferRelease(b); return NULL; }
  let most: i64 = -1;
  if (count != NULL) most = indexI64(count, T_OVERFLOW_ERROR);
  let r: Word = NULL;
  if (!errorSet()) {
    lockSelf(self);
    r = replaceIn(self, b, c, most < 0 || most > i32.MAX_VALUE ? i32.MAX_VALUE : <i32>most);
    unlockSelf(self);
  }
  bufferRelease(c);
  bufferRelease(b);
  return r;
}

function replaceIn(self: Word, old: usize, by: usize, limit: i32): Word {
  const h = dataOf(self), n = <i32>sizeOf(self), x = bufferData(old), m = bufferSize(old), y = bufferData(by), r = bufferSize(by);
  const times = limit ? search.count<u8>(h, n, x, m, limit) : 0;
  if (!times || (m == 0 && r == 0)) return part(self, h, 0, n);
  if (<i64>n + <i64>times * (r - m) > 0x7fff_0000) return raise(T_OVERFLOW_ERROR, 'replace bytes is too long');
  const out = builderNew();
  if (!out) return NULL;
  builderReserve(out, n + times * (r - m), 0xff);
  let i = 0;
  for (let done = 0; done < times; done++) {
    if (m == 0) {
      builderAscii(out, y, r);
      if (i < n) builderChar(out, load<u8>(h + i));
      i++;
      continue;
    }
    const hit = search.find<u8>(h, n, x, m, i);
    builderAscii(out, h + i, hit - i);
    builderAscii(out, y, r);
    i = hit + m;
  }
  if (i < n) builderAscii(out, h + i, n - i);
  return likeBuilder(self, out);
}
