// str: s[i], s[i:j:k], and the slices that other methods cut.

import { STR_DATA } from '../../layout/text';
import { Type } from '../../layout/type';
import { address, fromAddress, isInt, isPointer, NULL, toInt, Word } from '../../layout/word';
import { T_INDEX_ERROR, T_SLICE, T_STR, T_TYPE_ERROR } from '../../generated/types';
import { own } from '../../counting/counts';
import { errorSet, raise, raisef } from '../../eval/errors';
import { indexI64, typeOf } from '../protocol';
import { resolveSlice, sliceCount, sliceStart, sliceStep } from '../bounds';
import { charAt, readChar, strIsAscii, strKind, strLength, writeChar } from './access';
import { emptyStr, finishStr, newStr, strFromAscii, strFromChar, strFromChars } from './new';

/** Code points `start` up to `end` of the str at `p`: the str itself if that is all of an exact str. */
export function sliceStr(p: usize, start: u32, end: u32): Word {
  if (start >= end) return emptyStr();
  if (start == 0 && end == strLength(p) && load<u32>(p) == T_STR) return own(fromAddress(p));
  const kind = strKind(p);
  if (strIsAscii(p)) return strFromAscii(p + STR_DATA + start, end - start);
  return strFromChars(p + STR_DATA + start * kind, kind, end - start);
}

/** s[i] for any index; IndexError outside. */
// @ts-ignore: decorator
@inline function item(p: usize, index: i64): Word {
  const n = <i64>strLength(p);
  if (index < 0) index += n;
  if (<u64>index >= <u64>n) return raise(T_INDEX_ERROR, 'string index out of range');
  return strFromChar(charAt(p, <u32>index));
}

/** @slot str.sq_item */
export function str_item(self: Word, index: i64): Word {
  const p = address(self);
  if (<u64>index >= <u64>strLength(p)) return raise(T_INDEX_ERROR, 'string index out of range');
  return strFromChar(charAt(p, <u32>index));
}

/** @slot str.mp_subscript */
export function str_subscript(self: Word, key: Word): Word {
  const p = address(self);
  if (isInt(key)) return item(p, toInt(key));
  if (isPointer(key) && load<u32>(address(key)) == T_SLICE) return extendedSlice(p, key);
  if (!changetype<Type>(typeOf(key)).nb_index) return raisef(T_TYPE_ERROR, "string indices must be integers, not '%T'", key);
  const i = indexI64(key, T_INDEX_ERROR);
  if (i == -1 && errorSet()) return NULL;
  return item(p, i);
}

function extendedSlice(p: usize, slice: Word): Word {
  const n = strLength(p);
  if (!resolveSlice(slice, <i64>n)) return NULL;
  const start = sliceStart, step = sliceStep, count = <u32>sliceCount;
  if (!count) return emptyStr();
  if (step == 1) return sliceStr(p, <u32>start, <u32>start + count);
  const kind = strKind(p), from = p + STR_DATA;
  const r = newStr(kind, count);
  if (!r) return NULL;
  let at = start;
  if (kind == 1) for (let to = r + STR_DATA, end = to + count; to < end; to++, at += step) store<u8>(to, load<u8>(from + <usize>at));
  else for (let i: u32 = 0; i < count; i++, at += step) writeChar(r + STR_DATA, kind, i, readChar(from, kind, <u32>at));
  return finishStr(r);
}

/** @slot str.sq_length */
export function str_length(self: Word): i64 { return strLength(address(self)); }
/** @slot str.mp_length */
export function str_mp_length(self: Word): i64 { return strLength(address(self)); }
