// JSON strings: quoting, and reading a quoted one.

import { address, fromAddress, NULL, ofInt, Word } from '../../layout/word';
import { STR_DATA } from '../../layout/text';
import { T_OVERFLOW_ERROR, T_TYPE_ERROR, T_VALUE_ERROR } from '../../generated/types';
import { N_JSONDecodeError } from '../../generated/names';
import { release } from '../../counting/counts';
import { errorSet, raise, raisef, setError } from '../../eval/errors';
import { call3 } from '../../eval/call';
import { getAttr, indexI64, isStr, truth } from '../../objects/protocol';
import { importModule } from '../../process/import';
import { readChar, strKind, strLength } from '../../objects/str/access';
import { builderChar, builderChars, builderFinish, builderDrop, builderHex, builderNew, builderRange } from '../../objects/str/builder';
import { newText } from '../../objects/str/new';
import { sliceStr } from '../../objects/str/slice';
import { tuple2 } from '../../objects/tuple';

/** Raises json.JSONDecodeError(message, text, position); NULL. */
export function decodeError(message: string, text: Word, position: u32): Word {
  const moduleName = newText('json.decoder');
  if (moduleName == NULL) return NULL;
  const module = importModule(moduleName);
  release(moduleName);
  if (module == NULL) return NULL;
  const type = getAttr(module, N_JSONDecodeError);
  release(module);
  if (type == NULL) return NULL;
  const said = newText(message);
  const e = said == NULL ? NULL : call3(type, said, text, ofInt(position));
  release(said);
  release(type);
  if (e == NULL) return NULL;
  setError(e);
  return NULL;
}

/** Appends `\uXXXX`. */
function appendUnit(b: usize, unit: u32): void {
  builderChar(b, 0x5c);
  builderChar(b, 0x75);
  builderHex(b, unit, 4);
}

/** Appends the JSON string of a str; everything outside ASCII is escaped if asked for. */
export function appendQuoted(b: usize, text: Word, asciiOnly: bool): void {
  const p = address(text), n = strLength(p), kind = strKind(p), data = p + STR_DATA;
  builderChar(b, 0x22);
  let from: u32 = 0;
  for (let i: u32 = 0; i < n; i++) {
    const c = readChar(data, kind, i);
    if (c > 0x22 && c != 0x5c && (c < 0x7f || !asciiOnly) || c - 0x20 < 2) continue;
    if (i > from) builderRange(b, p, from, i);
    from = i + 1;
    let letter: u32 = 0;
    switch (c) {
      case 0x22: case 0x5c: letter = c; break;
      case 8: letter = 0x62; break;
      case 9: letter = 0x74; break;
      case 10: letter = 0x6e; break;
      case 12: letter = 0x66; break;
      case 13: letter = 0x72; break;
      default: break;
    }
    if (letter) {
      builderChar(b, 0x5c);
      builderChar(b, letter);
    } else if (c >= 0x10000) {
      appendUnit(b, 0xd800 + ((c - 0x10000) >> 10));
      appendUnit(b, 0xdc00 + ((c - 0x10000) & 0x3ff));
    } else appendUnit(b, c);
  }
  if (n > from) builderRange(b, p, from, n);
  builderChar(b, 0x22);
}

function quoted(text: Word, asciiOnly: bool): Word {
  if (!isStr(text)) return raisef(T_TYPE_ERROR, 'first argument must be a string, not %T', text);
  const b = builderNew();
  if (!b) return NULL;
  appendQuoted(b, text, asciiOnly);
  return builderFinish(b);
}

/** @function _json.encode_basestring_ascii(string, /)
 * encode_basestring_ascii(string) -> string
 *
 * Return an ASCII-only JSON representation of a Python string */
export function encode_basestring_ascii(string: Word): Word { return quoted(string, true); }

/** @function _json.encode_basestring(string, /)
 * encode_basestring(string) -> string
 *
 * Return a JSON representation of a Python string */
export function encode_basestring(string: Word): Word { return quoted(string, false); }

/** Position behind the closing quote of the last `scanString`. */
export let stringEnd: u32 = 0;

/** Value of the four hexadecimal digits at `i`; -1: they are not. */
function unit(data: usize, kind: u32, i: u32): i32 {
  let value = 0;
  for (const end = i + 4; i < end; i++) {
    const c = readChar(data, kind, i);
    const d: u32 = c - 0x30 < 10 ? c - 0x30 : (c | 32) - 0x61 < 6 ? (c | 32) - 0x57 : 16;
    if (d > 15) return -1;
    value = value << 4 | d;
  }
  return value;
}

/** The str of the JSON string whose text begins at `start`, behind its quote; its end in `stringEnd`. */
export function scanString(text: Word, start: u32, strict: bool): Word {
  const p = address(text), n = strLength(p), kind = strKind(p), data = p + STR_DATA;
  const begin = start - 1;
  let b: usize = 0;
  let from = start;
  while (true) {
    let i = from;
    let c: u32 = 0;
    for (; i < n; i++) {
      c = readChar(data, kind, i);
      if (c == 0x22 || c == 0x5c) break;
      if (c < 0x20 && strict) {
        if (b) builderDrop(b);
        return decodeError('Invalid control character at', text, i);
      }
    }
    if (i >= n) {
      if (b) builderDrop(b);
      return decodeError('Unterminated string starting at', text, begin);
    }
    if (c == 0x22) {
      stringEnd = i + 1;
      if (!b) return sliceStr(p, from, i);
      builderRange(b, p, from, i);
      return builderFinish(b);
    }
    if (!b) {
      b = builderNew();
      if (!b) return NULL;
    }
    // not builderRange: it would widen the builder to the kind of the whole document
    if (i > from) appendPiece(b, p, from, i);
    i++;
    if (i == n) {
      builderDrop(b);
      return decodeError('Unterminated string starting at', text, begin);
    }
    c = readChar(data, kind, i);
    if (c != 0x75) {
      switch (c) {
        case 0x22: case 0x5c: case 0x2f: break;
        case 0x62: c = 8; break;
        case 0x66: c = 12; break;
        case 0x6e: c = 10; break;
        case 0x72: c = 13; break;
        case 0x74: c = 9; break;
        default:
          builderDrop(b);
          return decodeError('Invalid \\escape', text, i - 1);
      }
      builderChar(b, c);
      from = i + 1;
      continue;
    }
    i++;
    if (i + 4 >= n) {
      builderDrop(b);
      return decodeError('Invalid \\uXXXX escape', text, i - 1);
    }
    let value = unit(data, kind, i);
    let end = i + 4;
    if (value >= 0 && (value & 0xfc00) == 0xd800 && end + 6 < n && readChar(data, kind, end) == 0x5c && readChar(data, kind, end + 1) == 0x75) {
      const low = unit(data, kind, end + 2);
      if (low < 0) {
        value = -1;
        end += 6;
      } else if ((low & 0xfc00) == 0xdc00) {
        value = 0x10000 + ((value & 0x3ff) << 10 | low & 0x3ff);
        end += 6;
      }
    }
    if (value < 0) {
      builderDrop(b);
      return decodeError('Invalid \\uXXXX escape', text, end - 5);
    }
    builderChar(b, value);
    from = end;
  }
}

/** Appends code points of a str; the builder becomes no wider than they need. */
function appendPiece(b: usize, p: usize, from: u32, to: u32): void {
  const kind = strKind(p), data = p + STR_DATA;
  if (kind == 1) builderChars(b, data + from, 1, to - from, 0xff);
  else for (let i = from; i < to; i++) builderChar(b, readChar(data, kind, i));
}

/** @function _json.scanstring(string, end, strict=True, /)
 * scanstring(string, end, strict=True) -> (string, end)
 *
 * Scan the string s for a JSON string. End is the index of the
 * character in s after the quote that started the JSON string.
 * Unescapes all valid JSON string escape sequences and raises ValueError
 * on attempt to decode an invalid string. If strict is False then literal
 * control characters are allowed in the string.
 *
 * Returns a tuple of the decoded string and the index of the character in s
 * after the end quote. */
export function scanstring(string: Word, end: Word, strict: Word): Word {
  const at = indexI64(end, T_OVERFLOW_ERROR);
  if (at == -1 && errorSet()) return NULL;
  const isStrict = strict == NULL ? 1 : truth(strict);
  if (isStrict < 0) return NULL;
  if (!isStr(string)) return raisef(T_TYPE_ERROR, 'first argument must be a string, not %T', string);
  if (at < 0 || at > <i64>strLength(address(string))) return raise(T_VALUE_ERROR, 'end is out of bounds');
  const value = scanString(string, <u32>at, isStrict != 0);
  return value == NULL ? NULL : fromAddress(tuple2(value, ofInt(stringEnd)));
}
