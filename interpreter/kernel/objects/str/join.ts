// str.join, and the items of any iterable as a tuple.

import { STR_DATA } from '../../layout/text';
import { TUPLE_ITEMS } from '../../layout/containers';
import { address, fromAddress, isPointer, NULL, ofI32, Word } from '../../layout/word';
import { T_LIST, T_OVERFLOW_ERROR, T_TUPLE, T_TYPE_ERROR } from '../../generated/types';
import { own, release } from '../../counting/counts';
import { clearError, errorMatches, errorSet, raise, raisef } from '../../eval/errors';
import { iter, next } from '../protocol';
import { listAppend, listSnapshot, newList } from '../list/core';
import { copyChars, isExactStr, isStr, strKind, strLength } from './access';
import { emptyStr, newStr } from './new';

/** The items of an iterable as a tuple that nobody changes; `notIterable` is the message of the TypeError. */
export function itemsOf(iterable: Word, notIterable: string): Word {
  if (isPointer(iterable)) {
    const type = load<u32>(address(iterable));
    if (type == T_TUPLE) return own(iterable);
    if (type == T_LIST) return listSnapshot(iterable);
  }
  const it = iter(iterable);
  if (it == NULL) {
    if (errorMatches(T_TYPE_ERROR)) { clearError(); raise(T_TYPE_ERROR, notIterable); }
    return NULL;
  }
  const list = newList(0);
  if (!list) { release(it); return NULL; }
  for (;;) {
    const item = next(it);
    if (item == NULL) break;
    const status = listAppend(list, item);
    release(item);
    if (status < 0) break;
  }
  release(it);
  const items = errorSet() ? NULL : listSnapshot(fromAddress(list));
  release(fromAddress(list));
  return items;
}

/** @method str.join(self, iterable, /)
 * Concatenate any number of strings.
 *
 * The string whose method is called is inserted in between each given string.
 * The result is returned as a new string.
 *
 * Example: '.'.join(['ab', 'pq', 'rs']) -> 'ab.pq.rs' */
export function str_join(self: Word, iterable: Word): Word {
  const items = itemsOf(iterable, 'can only join an iterable');
  if (items == NULL) return NULL;
  const t = address(items);
  const text = joinTuple(address(self), t + TUPLE_ITEMS, load<u32>(t, 16));
  release(items);
  return text;
}

/** The `n` strs whose words lie at `words` with the str at `separator` between them. */
export function joinTuple(separator: usize, words: usize, n: u32): Word {
  if (!n) return emptyStr();
  let total: u64 = 0;
  let kind: u32 = 1;
  let ascii: u8 = 1;
  for (let i: u32 = 0; i < n; i++) {
    const w = load<u64>(words + (i << 3));
    if (!isStr(w)) return raisef(T_TYPE_ERROR, 'sequence item %d: expected str instance, %T found', ofI32(i), w);
    const p = address(w);
    total += strLength(p);
    if (strKind(p) > kind) kind = strKind(p);
    ascii &= load<u8>(p, 21);
  }
  if (n == 1 && isExactStr(load<u64>(words))) return own(load<u64>(words));
  const gap = strLength(separator), gapKind = strKind(separator);
  if (n > 1 && gap) {
    total += <u64>gap * (n - 1);
    if (gapKind > kind) kind = gapKind;
    ascii &= load<u8>(separator, 21);
  }
  if (!total) return emptyStr();
  if (total > 0x7fff_0000) return raise(T_OVERFLOW_ERROR, 'join() result is too long for a Python string');
  const r = newStr(kind, <u32>total);
  if (!r) return NULL;
  let to = r + STR_DATA;
  const gapChar: u8 = gap == 1 && gapKind == 1 ? load<u8>(separator, STR_DATA) : 0;
  for (let i: u32 = 0; i < n; i++) {
    if (i && gap) {
      if (kind == 1 && gap == 1) store<u8>(to, gapChar);
      else copyChars(to, kind, separator + STR_DATA, gapKind, gap);
      to += gap * kind;
    }
    const p = address(load<u64>(words + (i << 3)));
    const m = strLength(p);
    copyChars(to, kind, p + STR_DATA, strKind(p), m);
    to += m * kind;
  }
  store<u8>(r, ascii, 21);
  return total == 1 ? finishStr(r) : fromAddress(r);
}
import { finishStr } from './new';

/** Concatenation of `n` strs (an f-string's parts); every word is an str. */
export function joinWords(words: usize, n: u32): Word { return joinTuple(address(emptyStr()), words, n); }
