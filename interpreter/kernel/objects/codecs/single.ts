// Codecs of one byte for each code point: ASCII, Latin-1, character maps.

import { BYTES_DATA, STR_DATA } from '../../layout/text';
import { address, fromAddress, NONE, NULL, ofI32, Word } from '../../layout/word';
import { T_LOOKUP_ERROR, T_TYPE_ERROR } from '../../generated/types';
import { release } from '../../counting/counts';
import { clearError, errorMatches, raise } from '../../eval/errors';
import { asI64, getItem, isIntLike } from '../protocol';
import { dictSet, newDict } from '../dict/core';
import { bytesFromBuilder, isBytes, newBytesFrom } from '../bytes/new';
import { allAscii, charAt, isStr, readChar, strIsAscii, strKind, strLength } from '../str/access';
import { builderAscii, builderChar, builderDrop, builderFinish, builderNew, builderTruncate, builderLength, builderWord } from '../str/builder';
import { strFromLatin1 } from '../str/new';
import { decodeError, encodeError, NO_UTF, raiseEncode, replacement } from './errors';

export function decodeAscii(data: usize, n: i32, errors: Word, source: Word): Word {
  if (allAscii(data, n)) return strFromLatin1(data, n);
  const b = builderNew();
  if (!b) return NULL;
  let i = 0;
  while (i < n) {
    const c = load<u8>(data + i);
    if (c < 128) { builderChar(b, c); i++; continue; }
    i = decodeError(errors, NO_UTF, 'ascii', source, data, n, i, i + 1, 'ordinal not in range(128)');
    if (i < 0) return builderDrop(b);
    const text = replacement;
    builderWord(b, text);
    release(text);
  }
  return builderFinish(b);
}

/** Encodes code points below `limit` (128: ASCII, 256: Latin-1). */
export function encodeLimited(text: Word, errors: Word, limit: u32): Word {
  const p = address(text), n = <i32>strLength(p), kind = strKind(p), data = p + STR_DATA;
  if (strIsAscii(p) || (limit == 256 && kind == 1)) return newBytesFrom(data, n);
  const name: string = limit == 128 ? 'ascii' : 'latin-1';
  const reason: string = limit == 128 ? 'ordinal not in range(128)' : 'ordinal not in range(256)';
  const b = builderNew();
  if (!b) return NULL;
  let i = 0;
  while (i < n) {
    const c = readChar(data, kind, i);
    if (c < limit) { builderChar(b, c); i++; continue; }
    let end = i + 1;
    while (end < n && readChar(data, kind, end) >= limit) end++;
    const start = i;
    i = encodeError(errors, NO_UTF, name, text, i, end, reason);
    if (i < 0) return builderDrop(b);
    if (!pushReplacement(b, limit)) {
      raiseEncode(name, text, start, end, reason);
      return builderDrop(b);
    }
  }
  return bytesFromBuilder(b);
}

/** Appends `replacement` and releases it; false if it has code points that do not fit. */
function pushReplacement(b: usize, limit: u32): bool {
  const r = replacement;
  let ok = true;
  if (isBytes(r)) builderAscii(b, address(r) + BYTES_DATA, load<u32>(address(r), 16));
  else for (let j: u32 = 0, m = strLength(address(r)); ok && j < m; j++) {
    const c = charAt(address(r), j);
    ok = c < limit;
    if (ok) builderChar(b, c);
  }
  release(r);
  return ok;
}

// ---- character maps ------------------------------------------------------------------------------------------------------

/** Decodes by a mapping: a str of 256 code points (U+FFFE: undefined) or a mapping from int to int, str or None. */
export function decodeCharmap(data: usize, n: i32, errors: Word, map: Word, source: Word): Word {
  if (map == NULL || map == NONE) return strFromLatin1(data, n);
  const b = builderNew();
  if (!b) return NULL;
  const table = isStr(map);
  let i = 0;
  while (i < n) {
    const c = <u32>load<u8>(data + i);
    let known = false;
    if (table) {
      const p = address(map);
      if (c < strLength(p)) {
        const d = charAt(p, c);
        if (d != 0xfffe) { builderChar(b, d); known = true; }
      }
    } else {
      const value = getItem(map, ofI32(c));
      if (value == NULL) {
        if (!errorMatches(T_LOOKUP_ERROR)) return builderDrop(b);
        clearError();
      } else if (value == NONE) {
        // undefined
      } else if (isIntLike(value)) {
        const d = asI64(value);
        release(value);
        if (d < 0 || d > 0x10ffff) {
          builderDrop(b);
          return raise(T_TYPE_ERROR, 'character mapping must be in range(0x110000)');
        }
        if (d != 0xfffe) { builderChar(b, <u32>d); known = true; }
      } else if (isStr(value)) {
        if (!(strLength(address(value)) == 1 && charAt(address(value), 0) == 0xfffe)) { builderWord(b, value); known = true; }
        release(value);
      } else {
        release(value);
        builderDrop(b);
        return raise(T_TYPE_ERROR, 'character mapping must return integer, None or str');
      }
    }
    if (known) { i++; continue; }
    i = decodeError(errors, NO_UTF, 'charmap', source, data, n, i, i + 1, 'character maps to <undefined>');
    if (i < 0) return builderDrop(b);
    const text = replacement;
    builderWord(b, text);
    release(text);
  }
  return builderFinish(b);
}

/** Appends what `map` gives for code point `c`: 1, 0 if undefined, -1 with an error set. */
function pushMapped(b: usize, map: Word, c: u32): i32 {
  const value = getItem(map, ofI32(c));
  if (value == NULL) {
    if (!errorMatches(T_LOOKUP_ERROR)) return -1;
    clearError();
    return 0;
  }
  if (value == NONE) return 0;
  if (isIntLike(value)) {
    const d = asI64(value);
    release(value);
    if (d < 0 || d > 255) { raise(T_TYPE_ERROR, 'character mapping must be in range(256)'); return -1; }
    builderChar(b, <u32>d);
    return 1;
  }
  if (isBytes(value)) {
    builderAscii(b, address(value) + BYTES_DATA, load<u32>(address(value), 16));
    release(value);
    return 1;
  }
  raisef(T_TYPE_ERROR, 'character mapping must return integer, bytes or None, not %T', value);
  release(value);
  return -1;
}
import { raisef } from '../../eval/errors';

/** Encodes by a mapping from int to int, bytes or None. */
export function encodeCharmap(text: Word, errors: Word, map: Word): Word {
  if (map == NULL || map == NONE) return encodeLimited(text, errors, 256);
  const p = address(text), n = <i32>strLength(p);
  const b = builderNew();
  if (!b) return NULL;
  let i = 0;
  while (i < n) {
    const status = pushMapped(b, map, charAt(p, i));
    if (status < 0) return builderDrop(b);
    if (status) { i++; continue; }
    // the run of code points that the map lacks
    let end = i + 1;
    const mark = builderLength(b);
    while (end < n) {
      const next = pushMapped(b, map, charAt(p, end));
      if (next < 0) return builderDrop(b);
      builderTruncate(b, mark);
      if (next) break;
      end++;
    }
    const start = i;
    i = encodeError(errors, NO_UTF, 'charmap', text, i, end, 'character maps to <undefined>');
    if (i < 0) return builderDrop(b);
    const r = replacement;
    let ok = true;
    if (isBytes(r)) builderAscii(b, address(r) + BYTES_DATA, load<u32>(address(r), 16));
    else for (let j: u32 = 0, m = strLength(address(r)); ok && j < m; j++) {
      const pushed = pushMapped(b, map, charAt(address(r), j));
      if (pushed < 0) { release(r); return builderDrop(b); }
      ok = pushed == 1;
    }
    release(r);
    if (!ok) {
      raiseEncode('charmap', text, start, end, 'character maps to <undefined>');
      return builderDrop(b);
    }
  }
  return bytesFromBuilder(b);
}

/** The encoding map of a decoding table (a str of up to 256 code points): a dict from code point to byte. */
export function buildCharmap(table: Word): Word {
  const d = newDict();
  if (!d) return NULL;
  const p = address(table);
  for (let i: u32 = 0, n = strLength(p); i < n && i < 256; i++) {
    const c = charAt(p, i);
    if (c != 0xfffe && dictSet(d, ofI32(c), ofI32(i)) < 0) { release(fromAddress(d)); return NULL; }
  }
  return fromAddress(d);
}
