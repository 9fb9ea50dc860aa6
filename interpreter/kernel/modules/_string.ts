// Module _string: the parser of format strings for string.Formatter.

import { address, FALSE, fromAddress, NONE, NULL, TRUE, Word } from '../layout/word';
import { TUPLE_ITEMS } from '../layout/containers';
import { T_TYPE_ERROR, T_VALUE_ERROR } from '../generated/types';
import { release } from '../counting/counts';
import { raise, raisef } from '../eval/errors';
import { iter } from '../objects/protocol';
import { newTuple, tuple2 } from '../objects/tuple';
import { listAppend, newList } from '../objects/list/core';
import { intFromI64 } from '../objects/int/new';
import { fieldNumber } from '../objects/format/template';
import { charAt, isStr, strLength } from '../objects/str/access';
import { strFromChar } from '../objects/str/new';
import { sliceStr } from '../objects/str/slice';

/** @module _string
 * string helper module */

function push(list: usize, literal: Word, field: Word, spec: Word, conversion: Word): bool {
  const t = newTuple(4);
  if (!t || literal == NULL || field == NULL || spec == NULL || conversion == NULL) return false;
  store<u64>(t + TUPLE_ITEMS, literal);
  store<u64>(t + TUPLE_ITEMS, field, 8);
  store<u64>(t + TUPLE_ITEMS, spec, 16);
  store<u64>(t + TUPLE_ITEMS, conversion, 24);
  const status = listAppend(list, fromAddress(t));
  release(fromAddress(t));
  return status == 0;
}

/** @function _string.formatter_parser(string, /)
 * parse the argument as a format string */
export function formatter_parser(text: Word): Word {
  if (!isStr(text)) return raisef(T_TYPE_ERROR, 'expected str, got %T', text);
  const list = newList(0);
  if (!list) return NULL;
  const ok = parse(list, address(text));
  const it = ok ? iter(fromAddress(list)) : NULL;
  release(fromAddress(list));
  return it;
}

function parse(list: usize, p: usize): bool {
  const n = strLength(p);
  let i: u32 = 0;
  while (i < n) {
    const start = i;
    let c: u32 = 0;
    let brace = false;
    while (i < n) {
      c = charAt(p, i++);
      if (c == 0x7b || c == 0x7d) { brace = true; break; }
    }
    if (!brace) return push(list, sliceStr(p, start, i), NONE, NONE, NONE);
    const end = i == n;
    if (c == 0x7d && (end || charAt(p, i) != 0x7d)) { raise(T_VALUE_ERROR, "Single '}' encountered in format string"); return false; }
    if (end) { raise(T_VALUE_ERROR, "Single '{' encountered in format string"); return false; }
    if (charAt(p, i) == c) {
      if (!push(list, sliceStr(p, start, i), NONE, NONE, NONE)) return false;
      i++;
      continue;
    }
    const literalEnd = i - 1;
    const name = i;
    c = 0;
    while (i < n) {
      c = charAt(p, i++);
      if (c == 0x7b) { raise(T_VALUE_ERROR, "unexpected '{' in field name"); return false; }
      if (c == 0x7d || c == 0x3a || c == 0x21) break;
      if (c == 0x5b) while (i < n && charAt(p, i) != 0x5d) i++;
    }
    if (c != 0x7d && c != 0x3a && c != 0x21) { raise(T_VALUE_ERROR, "expected '}' before end of string"); return false; }
    const nameEnd = i - 1;
    let conversion: Word = NONE;
    let specStart = i, specEnd = i;
    if (c != 0x7d) {
      let open = true;
      if (c == 0x21) {
        if (i == n) { raise(T_VALUE_ERROR, 'end of string while looking for conversion specifier'); return false; }
        conversion = strFromChar(charAt(p, i++));
        if (i < n) {
          c = charAt(p, i++);
          if (c == 0x7d) open = false;
          else if (c != 0x3a) { raise(T_VALUE_ERROR, "expected ':' after conversion specifier"); return false; }
        }
      }
      specStart = i;
      specEnd = i;
      if (open) {
        let level = 1;
        while (i < n) {
          c = charAt(p, i++);
          if (c == 0x7b) level++;
          else if (c == 0x7d && --level == 0) break;
        }
        if (level) { raise(T_VALUE_ERROR, "unmatched '{' in format spec"); return false; }
        specEnd = i - 1;
      }
    }
    if (!push(list, sliceStr(p, start, literalEnd), sliceStr(p, name, nameEnd), sliceStr(p, specStart, specEnd), conversion)) return false;
  }
  return true;
}

/** @function _string.formatter_field_name_split(string, /)
 * split the argument as a field name */
export function formatter_field_name_split(text: Word): Word {
  if (!isStr(text)) return raisef(T_TYPE_ERROR, 'expected str, got %T', text);
  const p = address(text), n = strLength(p);
  let i: u32 = 0;
  while (i < n && charAt(p, i) != 0x2e && charAt(p, i) != 0x5b) i++;
  const number = fieldNumber(p, 0, i);
  if (number == -2) return NULL;
  const first = number >= 0 ? intFromI64(number) : sliceStr(p, 0, i);
  const list = newList(0);
  if (first == NULL || !list) return NULL;
  const ok = splitRest(list, p, i);
  const it = ok ? iter(fromAddress(list)) : NULL;
  release(fromAddress(list));
  if (it == NULL) { release(first); return NULL; }
  return fromAddress(tuple2(first, it));
}

function splitRest(list: usize, p: usize, from: u32): bool {
  const n = strLength(p);
  let i = from;
  while (i < n) {
    const c = charAt(p, i++);
    const start = i;
    let key: Word;
    if (c == 0x2e) {
      while (i < n && charAt(p, i) != 0x2e && charAt(p, i) != 0x5b) i++;
      if (i == start) { raise(T_VALUE_ERROR, 'Empty attribute in format string'); return false; }
      key = sliceStr(p, start, i);
    } else if (c == 0x5b) {
      while (i < n && charAt(p, i) != 0x5d) i++;
      if (i == n) { raise(T_VALUE_ERROR, "Missing ']' in format string"); return false; }
      if (i == start) { raise(T_VALUE_ERROR, 'Empty attribute in format string'); return false; }
      const index = fieldNumber(p, start, i);
      if (index == -2) return false;
      key = index >= 0 ? intFromI64(index) : sliceStr(p, start, i);
      i++;
    } else {
      raise(T_VALUE_ERROR, "Only '.' or '[' may follow ']' in format field specifier");
      return false;
    }
    if (key == NULL) return false;
    const pair = fromAddress(tuple2(c == 0x2e ? TRUE : FALSE, key));
    const status = listAppend(list, pair);
    release(pair);
    if (status < 0) return false;
  }
  return true;
}
