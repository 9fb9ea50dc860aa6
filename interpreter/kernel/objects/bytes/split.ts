// bytes and bytearray: split, rsplit, splitlines, partition, rpartition, join.

import { TUPLE_ITEMS } from '../../layout/containers';
import { address, fromAddress, NONE, NULL, ofI32, Word } from '../../layout/word';
import { T_BYTES, T_OVERFLOW_ERROR, T_TYPE_ERROR, T_VALUE_ERROR } from '../../generated/types';
import { own, release } from '../../counting/counts';
import { errorSet, raise, raisef } from '../../eval/errors';
import { indexI64, truth } from '../protocol';
import { listAppend, newList } from '../list/core';
import { tuple3 } from '../tuple';
import { bufferRelease, getBuffer, supportsBuffer } from '../buffer';
import { builderAscii, builderDrop, builderNew } from '../str/builder';
import { itemsOf } from '../str/join';
import { reverseFresh } from '../str/split';
import * as search from '../str/search';
import { isByteSpace } from './ascii';
import { isBytes } from './new';
import { bufferData, bufferSize, dataOf, like, likeBuilder, lockSelf, part, sizeOf, unlockSelf } from './self';

function push(list: usize, self: Word, data: usize, start: i32, end: i32): bool {
  const piece = part(self, data, start, end);
  if (piece == NULL) return false;
  const status = listAppend(list, piece);
  release(piece);
  return status == 0;
}

function splitLimit(w: Word): i64 {
  if (w == NULL) return i64.MAX_VALUE;
  const n = indexI64(w, T_OVERFLOW_ERROR);
  if (n == -1 && errorSet()) return -2;
  return n < 0 ? i64.MAX_VALUE : n;
}

function splitWith(self: Word, sep: Word, maxsplit: Word, fromRight: bool): Word {
  const left = splitLimit(maxsplit);
  if (left == -2) return NULL;
  let b: usize = 0;
  if (sep != NULL && sep != NONE) {
    b = getBuffer(sep);
    if (!b) return NULL;
    if (!bufferSize(b)) { bufferRelease(b); return raise(T_VALUE_ERROR, 'empty separator'); }
  }
  const list = newList(0);
  if (!list) { if (b) bufferRelease(b); return NULL; }
  lockSelf(self);
  const data = dataOf(self), n = <i32>sizeOf(self);
  const ok = b
    ? (fromRight ? rsplitOn(list, self, data, n, bufferData(b), bufferSize(b), left) : splitOn(list, self, data, n, bufferData(b), bufferSize(b), left))
    : (fromRight ? rsplitSpaces(list, self, data, n, left) : splitSpaces(list, self, data, n, left));
  unlockSelf(self);
  if (b) bufferRelease(b);
  if (!ok) { release(fromAddress(list)); return NULL; }
  if (fromRight) reverseFresh(list);
  return fromAddress(list);
}

function splitSpaces(list: usize, self: Word, data: usize, n: i32, left: i64): bool {
  let i = 0;
  while (true) {
    while (i < n && isByteSpace(load<u8>(data + i))) i++;
    if (i == n) return true;
    const start = i;
    if (left-- <= 0) return push(list, self, data, start, n);
    while (i < n && !isByteSpace(load<u8>(data + i))) i++;
    if (!push(list, self, data, start, i)) return false;
  }
}
function rsplitSpaces(list: usize, self: Word, data: usize, n: i32, left: i64): bool {
  let i = n;
  while (true) {
    while (i > 0 && isByteSpace(load<u8>(data + i - 1))) i--;
    if (i == 0) return true;
    const end = i;
    if (left-- <= 0) return push(list, self, data, 0, end);
    while (i > 0 && !isByteSpace(load<u8>(data + i - 1))) i--;
    if (!push(list, self, data, i, end)) return false;
  }
}
function splitOn(list: usize, self: Word, data: usize, n: i32, x: usize, m: i32, left: i64): bool {
  let start = 0;
  while (left-- > 0) {
    const hit = search.find<u8>(data, n, x, m, start);
    if (hit < 0) break;
    if (!push(list, self, data, start, hit)) return false;
    start = hit + m;
  }
  return push(list, self, data, start, n);
}
function rsplitOn(list: usize, self: Word, data: usize, n: i32, x: usize, m: i32, left: i64): bool {
  let end = n;
  while (left-- > 0) {
    const hit = search.rfind<u8>(data, end, x, m, 0);
    if (hit < 0) break;
    if (!push(list, self, data, hit + m, end)) return false;
    end = hit;
  }
  return push(list, self, data, 0, end);
}

/** @method bytes.split(self, /, sep=None, maxsplit=-1)
 * @method bytearray.split(self, /, sep=None, maxsplit=-1)
 * Return a list of the sections in the bytes, using sep as the delimiter.
 *
 *   sep
 *     The delimiter according which to split the bytes.
 *     None (the default value) means split on ASCII whitespace characters
 *     (space, tab, return, newline, formfeed, vertical tab).
 *   maxsplit
 *     Maximum number of splits to do.
 *     -1 (the default value) means no limit. */
export function bytes_split(self: Word, sep: Word, maxsplit: Word): Word { return splitWith(self, sep, maxsplit, false); }
/** @method bytes.rsplit(self, /, sep=None, maxsplit=-1)
 * @method bytearray.rsplit(self, /, sep=None, maxsplit=-1)
 * Return a list of the sections in the bytes, using sep as the delimiter.
 *
 *   sep
 *     The delimiter according which to split the bytes.
 *     None (the default value) means split on ASCII whitespace characters
 *     (space, tab, return, newline, formfeed, vertical tab).
 *   maxsplit
 *     Maximum number of splits to do.
 *     -1 (the default value) means no limit.
 *
 * Splitting is done starting at the end of the bytes and working to the front. */
export function bytes_rsplit(self: Word, sep: Word, maxsplit: Word): Word { return splitWith(self, sep, maxsplit, true); }

/** @method bytes.splitlines(self, /, keepends=False)
 * @method bytearray.splitlines(self, /, keepends=False)
 * Return a list of the lines in the bytes, breaking at line boundaries.
 *
 * Line breaks are not included in the resulting list unless keepends is given and
 * true. */
export function bytes_splitlines(self: Word, keepends: Word): Word {
  const keep = keepends == NULL ? 0 : truth(keepends);
  if (keep < 0) return NULL;
  const list = newList(0);
  if (!list) return NULL;
  lockSelf(self);
  const data = dataOf(self), n = <i32>sizeOf(self);
  let ok = true;
  let i = 0;
  while (ok && i < n) {
    const start = i;
    while (i < n && load<u8>(data + i) != 10 && load<u8>(data + i) != 13) i++;
    let end = i;
    if (i < n) {
      i += load<u8>(data + i) == 13 && i + 1 < n && load<u8>(data + i + 1) == 10 ? 2 : 1;
      if (keep) end = i;
    }
    ok = push(list, self, data, start, end);
  }
  unlockSelf(self);
  if (!ok) { release(fromAddress(list)); return NULL; }
  return fromAddress(list);
}

function partitionAt(self: Word, sep: Word, last: bool): Word {
  const b = getBuffer(sep);
  if (!b) return NULL;
  const m = bufferSize(b);
  if (!m) { bufferRelease(b); return raise(T_VALUE_ERROR, 'empty separator'); }
  lockSelf(self);
  const data = dataOf(self), n = <i32>sizeOf(self);
  const i = last ? search.rfind<u8>(data, n, bufferData(b), m, 0) : search.find<u8>(data, n, bufferData(b), m, 0);
  let before: Word, middle: Word, after: Word;
  if (i < 0) {
    const all = part(self, data, 0, n);
    before = last ? like(self, 0, 0) : all;
    middle = like(self, 0, 0);
    after = last ? all : like(self, 0, 0);
  } else {
    before = part(self, data, 0, i);
    middle = isBytes(self) ? own(sep) : like(self, bufferData(b), m);
    after = part(self, data, i + m, n);
  }
  unlockSelf(self);
  bufferRelease(b);
  if (before == NULL || middle == NULL || after == NULL) {
    release(before);
    release(middle);
    release(after);
    return NULL;
  }
  return fromAddress(tuple3(before, middle, after));
}

/** @method bytes.partition(self, sep, /)
 * @method bytearray.partition(self, sep, /)
 * Partition the bytes into three parts using the given separator.
 *
 * This will search for the separator sep in the bytes. If the separator is found,
 * returns a 3-tuple containing the part before the separator, the separator
 * itself, and the part after it.
 *
 * If the separator is not found, returns a 3-tuple containing the original bytes
 * object and two empty bytes objects. */
export function bytes_partition(self: Word, sep: Word): Word { return partitionAt(self, sep, false); }
/** @method bytes.rpartition(self, sep, /)
 * @method bytearray.rpartition(self, sep, /)
 * Partition the bytes into three parts using the given separator.
 *
 * This will search for the separator sep in the bytes, starting at the end. If
 * the separator is found, returns a 3-tuple containing the part before the
 * separator, the separator itself, and the part after it.
 *
 * If the separator is not found, returns a 3-tuple containing two empty bytes
 * objects and the original bytes object. */
export function bytes_rpartition(self: Word, sep: Word): Word { return partitionAt(self, sep, true); }

/** @method bytes.join(self, iterable_of_bytes, /)
 * @method bytearray.join(self, iterable_of_bytes, /)
 * Concatenate any number of bytes objects.
 *
 * The bytes whose method is called is inserted in between each pair.
 *
 * The result is returned as a new bytes object.
 *
 * Example: b'.'.join([b'ab', b'pq', b'rs']) -> b'ab.pq.rs'. */
export function bytes_join(self: Word, iterable: Word): Word {
  const items = itemsOf(iterable, 'can only join an iterable');
  if (items == NULL) return NULL;
  const t = address(items), n = load<u32>(t, 16);
  if (n == 1) {
    const only = load<u64>(t, TUPLE_ITEMS);
    if (isBytes(self) && isBytes(only) && load<u32>(address(only)) == T_BYTES) {
      const r = own(only);
      release(items);
      return r;
    }
  }
  const b = builderNew();
  if (!b) { release(items); return NULL; }
  for (let i: u32 = 0; i < n; i++) {
    if (i) {
      lockSelf(self);
      builderAscii(b, dataOf(self), sizeOf(self));
      unlockSelf(self);
    }
    const item = load<u64>(t + TUPLE_ITEMS + (i << 3));
    if (!supportsBuffer(item)) {
      raisef(T_TYPE_ERROR, 'sequence item %d: expected a bytes-like object, %T found', ofI32(i), item);
      release(items);
      return builderDrop(b);
    }
    const piece = getBuffer(item);
    if (!piece) { release(items); return builderDrop(b); }
    builderAscii(b, bufferData(piece), bufferSize(piece));
    bufferRelease(piece);
  }
  release(items);
  return likeBuilder(self, b);
}
