// str: find, index, count, `in`, startswith, endswith, removeprefix, removesuffix, replace.

import { STR_DATA } from '../../layout/text';
import { TF_TUPLE, Type } from '../../layout/type';
import { address, FALSE, isInt, isPointer, NONE, NULL, ofBool, ofI32, toInt, TRUE, Word } from '../../layout/word';
import { T_TYPE_ERROR, T_VALUE_ERROR, T_OVERFLOW_ERROR } from '../../generated/types';
import { allocBlock, freeBlock, KIND_RAW } from '../../memory/blocks';
import { release } from '../../counting/counts';
import { errorSet, memoryError, raise, raisef } from '../../eval/errors';
import { indexI64, typeOf } from '../protocol';
import { tupleGet, tupleSize } from '../tuple';
import { bytesEqual, copyChars, isStr, readChar, strKind, strLength } from './access';
import { emptyStr, finishStr, newStr } from './new';
import { sliceStr } from './slice';
import * as search from './search';

// ---- over two strs of any kinds -----------------------------------------------------------------------------------------

/** The needle's code points in the haystack's kind: its own data, or a raw block in `widened` to be freed. */
let widened: usize = 0;
function needleAs(q: usize, kind: u32): usize {
  widened = 0;
  if (strKind(q) == kind) return q + STR_DATA;
  widened = allocBlock(KIND_RAW, strLength(q) * kind + 8);
  if (widened) copyChars(widened, kind, q + STR_DATA, strKind(q), strLength(q));
  else memoryError();
  return widened;
}

/** Index of the first occurrence of str `q` within [start, end) of str `p`: -1 none, -2 with MemoryError set. */
export function findStr(p: usize, q: usize, start: i32, end: i32): i32 {
  const kind = strKind(p), m = <i32>strLength(q);
  if (strKind(q) > kind || m > end - start) return -1;
  if (kind == 1) return search.find<u8>(p + STR_DATA, end, q + STR_DATA, m, start);
  const x = needleAs(q, kind), extra = widened;
  if (!x) return -2;
  const h = p + STR_DATA;
  const i = kind == 2 ? search.find<u16>(h, end, x, m, start) : search.find<u32>(h, end, x, m, start);
  if (extra) freeBlock(extra);
  return i;
}

export function rfindStr(p: usize, q: usize, start: i32, end: i32): i32 {
  const kind = strKind(p), m = <i32>strLength(q);
  if (strKind(q) > kind || m > end - start) return -1;
  const x = needleAs(q, kind), extra = widened;
  if (!x) return -2;
  const h = p + STR_DATA;
  const i = kind == 1 ? search.rfind<u8>(h, end, x, m, start) : kind == 2 ? search.rfind<u16>(h, end, x, m, start) : search.rfind<u32>(h, end, x, m, start);
  if (extra) freeBlock(extra);
  return i;
}

export function countStr(p: usize, q: usize, start: i32, end: i32, limit: i32): i32 {
  const kind = strKind(p), m = <i32>strLength(q);
  if (strKind(q) > kind || m > end - start) return 0;
  const x = needleAs(q, kind), extra = widened;
  if (!x) return -2;
  const h = p + STR_DATA + <usize>start * kind, n = end - start;
  const i = kind == 1 ? search.count<u8>(h, n, x, m, limit) : kind == 2 ? search.count<u16>(h, n, x, m, limit) : search.count<u32>(h, n, x, m, limit);
  if (extra) freeBlock(extra);
  return i;
}

/** Whether str `q` stands at index `i` of str `p`. */
export function strAt(p: usize, i: u32, q: usize): bool {
  const m = strLength(q), kind = strKind(p), k = strKind(q);
  if (<u64>i + m > strLength(p)) return false;
  const h = p + STR_DATA + i * kind;
  if (k == kind) return bytesEqual(h, q + STR_DATA, m * kind);
  for (let j: u32 = 0; j < m; j++) if (readChar(h, kind, j) != readChar(q + STR_DATA, k, j)) return false;
  return true;
}

// ---- arguments ------------------------------------------------------------------------------------------------------------

/** A slice bound (NULL, None or an index) clamped to 0..length; -1 with an error set. */
export function bound(w: Word, missing: i32, length: i32): i32 {
  if (w == NULL || w == NONE) return missing;
  let i: i64;
  if (isInt(w)) i = toInt(w);
  else {
    if (!changetype<Type>(typeOf(w)).nb_index) {
      raise(T_TYPE_ERROR, 'slice indices must be integers or None or have an __index__ method');
      return -1;
    }
    i = indexI64(w, 0);
    if (i == -1 && errorSet()) return -1;
  }
  if (i < 0) { i += length; if (i < 0) i = 0; }
  return i > length ? length : <i32>i;
}
/** As `bound`, for a start: a start behind the end stays behind it, so that not even the empty text is found there. */
export function startBound(w: Word, length: i32): i32 {
  if (w == NULL || w == NONE) return 0;
  if (isInt(w) && toInt(w) > length) return length + 1;
  if (!isInt(w) && changetype<Type>(typeOf(w)).nb_index) {
    const i = indexI64(w, 0);
    if (i == -1 && errorSet()) return -1;
    return i > length ? length + 1 : i < 0 ? (i + length < 0 ? 0 : <i32>(i + length)) : <i32>i;
  }
  return bound(w, 0, length);
}

function wantStr(method: string, position: i32, w: Word): bool {
  if (isStr(w)) return true;
  wrongType(method, position, w);
  return false;
}
import { formatText, raiseWord } from '../../eval/errors';
import { builderNew, builderLiteral, builderInt, builderWord, builderFinish } from './builder';
/** "find() argument 1 must be str, not int" (position 0: "removeprefix() argument must be ..."). */
function wrongType(method: string, position: i32, w: Word): void {
  const b = builderNew();
  if (!b) return;
  builderLiteral(b, method);
  builderLiteral(b, '() argument ');
  if (position) { builderInt(b, position); builderLiteral(b, ' '); }
  const rest = formatText('must be str, not %T', argumentType(w));
  if (rest == NULL) { release(builderFinish(b)); return; }
  builderWord(b, rest);
  release(rest);
  raiseWord(T_TYPE_ERROR, builderFinish(b));
}
// @ts-ignore: decorator
@inline function argumentType(w: Word): Word { return w; }

// ---- methods ------------------------------------------------------------------------------------------------------------------

// @ts-ignore: decorator
@inline const FIND: i32 = 0;
// @ts-ignore: decorator
@inline const RFIND: i32 = 1;
// @ts-ignore: decorator
@inline const COUNT: i32 = 2;

/** -1: not found, -2: error set. */
function locate(mode: i32, method: string, self: Word, sub: Word, start: Word, end: Word): i32 {
  if (!wantStr(method, 1, sub)) return -2;
  const p = address(self), q = address(sub);
  const n = <i32>strLength(p);
  const from = start == NULL ? 0 : startBound(start, n);
  if (from < 0) return -2;
  const to = end == NULL ? n : bound(end, n, n);
  if (to < 0) return -2;
  if (mode == FIND) return findStr(p, q, from, to);
  if (mode == RFIND) return rfindStr(p, q, from, to);
  return countStr(p, q, from, to, i32.MAX_VALUE);
}

/** @method str.find(self, sub, start=None, end=None, /)
 * @signature ($self, sub[, start[, end]], /)
 * Return the lowest index in S where substring sub is found, such that sub is contained within S[start:end].
 *
 * Optional arguments start and end are interpreted as in slice notation.
 * Return -1 on failure. */
export function str_find(self: Word, sub: Word, start: Word, end: Word): Word {
  const i = locate(FIND, 'find', self, sub, start, end);
  return i == -2 ? NULL : ofI32(i);
}
/** @method str.rfind(self, sub, start=None, end=None, /)
 * @signature ($self, sub[, start[, end]], /)
 * Return the highest index in S where substring sub is found, such that sub is contained within S[start:end]. */
export function str_rfind(self: Word, sub: Word, start: Word, end: Word): Word {
  const i = locate(RFIND, 'rfind', self, sub, start, end);
  return i == -2 ? NULL : ofI32(i);
}
/** @method str.index(self, sub, start=None, end=None, /)
 * @signature ($self, sub[, start[, end]], /)
 * Return the lowest index in S where substring sub is found; raises ValueError when it is not found. */
export function str_index(self: Word, sub: Word, start: Word, end: Word): Word {
  const i = locate(FIND, 'index', self, sub, start, end);
  return i == -2 ? NULL : i < 0 ? raise(T_VALUE_ERROR, 'substring not found') : ofI32(i);
}
/** @method str.rindex(self, sub, start=None, end=None, /)
 * @signature ($self, sub[, start[, end]], /)
 * Return the highest index in S where substring sub is found; raises ValueError when it is not found. */
export function str_rindex(self: Word, sub: Word, start: Word, end: Word): Word {
  const i = locate(RFIND, 'rindex', self, sub, start, end);
  return i == -2 ? NULL : i < 0 ? raise(T_VALUE_ERROR, 'substring not found') : ofI32(i);
}
/** @method str.count(self, sub, start=None, end=None, /)
 * @signature ($self, sub[, start[, end]], /)
 * Return the number of non-overlapping occurrences of substring sub in string S[start:end]. */
export function str_count(self: Word, sub: Word, start: Word, end: Word): Word {
  const i = locate(COUNT, 'count', self, sub, start, end);
  return i == -2 ? NULL : ofI32(i);
}

/** @slot str.sq_contains */
export function str_contains(self: Word, item: Word): i32 {
  if (!isStr(item)) {
    raisef(T_TYPE_ERROR, "'in <string>' requires string as left operand, not %T", item);
    return -1;
  }
  const p = address(self);
  const i = findStr(p, address(item), 0, <i32>strLength(p));
  return i == -2 ? -1 : <i32>(i >= 0);
}

/** Whether `affix` stands at the start (or end) of [from, to) of the str. */
function hasAffix(p: usize, affix: Word, from: i32, to: i32, atEnd: bool): bool {
  const q = address(affix);
  const m = <i32>strLength(q);
  if (to - from < m) return false;
  return strAt(p, atEnd ? to - m : from, q);
}

function affixTest(self: Word, affix: Word, start: Word, end: Word, atEnd: bool): Word {
  const p = address(self);
  const n = <i32>strLength(p);
  const from = start == NULL ? 0 : startBound(start, n);
  if (from < 0) return NULL;
  const to = end == NULL ? n : bound(end, n, n);
  if (to < 0) return NULL;
  if (isStr(affix)) return ofBool(hasAffix(p, affix, from, to, atEnd));
  if (isPointer(affix) && changetype<Type>(typeOf(affix)).flags & TF_TUPLE) {
    const t = address(affix);
    for (let i: u32 = 0, m = <u32>tupleSize(t); i < m; i++) {
      const item = tupleGet(t, i);
      if (!isStr(item)) {
        return atEnd ? raisef(T_TYPE_ERROR, 'tuple for endswith must only contain str, not %T', item)
          : raisef(T_TYPE_ERROR, 'tuple for startswith must only contain str, not %T', item);
      }
      if (hasAffix(p, item, from, to, atEnd)) return TRUE;
    }
    return FALSE;
  }
  return atEnd ? raisef(T_TYPE_ERROR, 'endswith first arg must be str or a tuple of str, not %T', affix)
    : raisef(T_TYPE_ERROR, 'startswith first arg must be str or a tuple of str, not %T', affix);
}

/** @method str.startswith(self, prefix, start=None, end=None, /)
 * @signature ($self, prefix[, start[, end]], /)
 * Return True if the string starts with the specified prefix, False otherwise. */
export function str_startswith(self: Word, prefix: Word, start: Word, end: Word): Word {
  return affixTest(self, prefix, start, end, false);
}
/** @method str.endswith(self, suffix, start=None, end=None, /)
 * @signature ($self, suffix[, start[, end]], /)
 * Return True if the string ends with the specified suffix, False otherwise. */
export function str_endswith(self: Word, suffix: Word, start: Word, end: Word): Word {
  return affixTest(self, suffix, start, end, true);
}

/** @method str.removeprefix(self, prefix, /)
 * Return a str with the given prefix string removed if present. */
export function str_removeprefix(self: Word, prefix: Word): Word {
  if (!wantStr('removeprefix', 0, prefix)) return NULL;
  const p = address(self), q = address(prefix);
  const n = strLength(p), m = strLength(q);
  return sliceStr(p, m && strAt(p, 0, q) ? m : 0, n);
}
/** @method str.removesuffix(self, suffix, /)
 * Return a str with the given suffix string removed if present. */
export function str_removesuffix(self: Word, suffix: Word): Word {
  if (!wantStr('removesuffix', 0, suffix)) return NULL;
  const p = address(self), q = address(suffix);
  const n = strLength(p), m = strLength(q);
  return sliceStr(p, 0, m && m <= n && strAt(p, n - m, q) ? n - m : n);
}

/** @method str.replace(self, old, new, /, count=-1)
 * Return a copy with all occurrences of substring old replaced by new. */
export function str_replace(self: Word, old: Word, replacement: Word, limit: Word): Word {
  if (!wantStr('replace', 1, old) || !wantStr('replace', 2, replacement)) return NULL;
  let most: i64 = -1;
  if (limit != NULL) {
    most = indexI64(limit, T_OVERFLOW_ERROR);
    if (most == -1 && errorSet()) return NULL;
  }
  return replaceStr(address(self), address(old), address(replacement), most);
}

/** The text of `p` with at most `most` (below 0: all) occurrences of `old` replaced. */
export function replaceStr(p: usize, old: usize, by: usize, most: i64): Word {
  const n = <i32>strLength(p), m = <i32>strLength(old), r = <i32>strLength(by);
  const limit = most < 0 || most > i32.MAX_VALUE ? i32.MAX_VALUE : <i32>most;
  const times = limit ? countStr(p, old, 0, n, limit) : 0;
  if (times == -2) return NULL;
  if (times == 0 || (m == 0 && r == 0)) return sliceStr(p, 0, n);
  const total = <i64>n + <i64>times * (r - m);
  if (total > 0x7fff_0000) return raise(T_OVERFLOW_ERROR, 'replace string is too long');
  if (!total) return emptyStr();
  const from = strKind(p), ofBy = strKind(by);
  const kind = from > ofBy ? from : ofBy;
  const x = needleAs(old, from), extra = widened;
  if (!x) return NULL;
  const result = newStr(kind, <u32>total);
  if (result) {
    const h = p + STR_DATA;
    let to = result + STR_DATA;
    let i = 0;
    for (let done = 0; done < times; done++) {
      let hit = i;
      if (m == 0) {
        // the empty text stands before every code point and at the end
        copyChars(to, kind, by + STR_DATA, ofBy, r);
        to += r * kind;
        if (i < n) { copyChars(to, kind, h + i * from, from, 1); to += kind; }
        i++;
        continue;
      }
      hit = from == 1 ? search.find<u8>(h, n, x, m, i) : from == 2 ? search.find<u16>(h, n, x, m, i) : search.find<u32>(h, n, x, m, i);
      copyChars(to, kind, h + i * from, from, hit - i);
      to += (hit - i) * kind;
      copyChars(to, kind, by + STR_DATA, ofBy, r);
      to += r * kind;
      i = hit + m;
    }
    if (i < n) copyChars(to, kind, h + i * from, from, n - i);
  }
  if (extra) freeBlock(extra);
  return result ? finishStr(result) : NULL;
}
