// UTF-8.

import { BYTES_DATA, STR_DATA } from '../../layout/text';
import { address, fromAddress, NULL, Word } from '../../layout/word';
import { release } from '../../counting/counts';
import { bytesFromBuilder, isBytes, newBytes, newBytesFrom } from '../bytes/new';
import { allAscii, charAt, copyChars, readChar, strIsAscii, strKind, strLength } from '../str/access';
import { builderAscii, builderChar, builderDrop, builderFinish, builderNew, builderReserve, builderWord, StrBuilder } from '../str/builder';
import { strFromLatin1 } from '../str/new';
import { decodeError, encodeError, raiseEncode, replacement, UTF_8 } from './errors';

/** Bytes used by the last decoder call (less than given if it was not final and the end is incomplete). */
export let consumed: i32 = 0;
export function setConsumed(n: i32): void { consumed = n; }

/** Length of what is wrong at a place, result of `sequenceAt`: 0 nothing, -1 incomplete at the end. */
let faultLength: i32 = 0;
let fault: i32 = 0; // 0 start byte, 1 continuation byte

/** Code point of the sequence at `p`; `faultLength` tells if there is none. `sequenceSize` bytes long. */
let sequenceSize: i32 = 1;
function sequenceAt(p: usize, left: i32): u32 {
  const c = <u32>load<u8>(p);
  faultLength = 0;
  if (c < 0x80) { sequenceSize = 1; return c; }
  if (c < 0xc2 || c > 0xf4) { faultLength = 1; fault = 0; return 0; }
  if (left < 2) { faultLength = -1; return 0; }
  const d = <u32>load<u8>(p, 1);
  fault = 1;
  let least: u32 = 0x80, most: u32 = 0xbf;
  if (c == 0xe0) least = 0xa0;
  else if (c == 0xed) most = 0x9f;
  else if (c == 0xf0) least = 0x90;
  else if (c == 0xf4) most = 0x8f;
  if (d < least || d > most) { faultLength = 1; return 0; }
  if (c < 0xe0) { sequenceSize = 2; return (c & 0x1f) << 6 | d & 0x3f; }
  if (left < 3) { faultLength = -1; return 0; }
  const e = <u32>load<u8>(p, 2);
  if ((e & 0xc0) != 0x80) { faultLength = 2; return 0; }
  if (c < 0xf0) { sequenceSize = 3; return (c & 0x0f) << 12 | (d & 0x3f) << 6 | e & 0x3f; }
  if (left < 4) { faultLength = -1; return 0; }
  const f = <u32>load<u8>(p, 3);
  if ((f & 0xc0) != 0x80) { faultLength = 3; return 0; }
  sequenceSize = 4;
  return (c & 7) << 18 | (d & 0x3f) << 12 | (e & 0x3f) << 6 | f & 0x3f;
}

/** Decodes `n` bytes at `data` (of `source`, or NULL). Not final: an incomplete sequence at the end is left (see `consumed`). */
export function decodeUtf8(data: usize, n: i32, errors: Word, final: bool, source: Word): Word {
  consumed = n;
  if (allAscii(data, n)) return strFromLatin1(data, n);
  const b = builderNew();
  if (!b) return NULL;
  builderReserve(b, n, 0x7f);
  let i = 0;
  while (i < n) {
    // a run of ASCII
    const start = i;
    while (i + 8 <= n && !(load<u64>(data + i) & 0x8080_8080_8080_8080)) i += 8;
    while (i < n && load<u8>(data + i) < 128) i++;
    if (i > start) builderAscii(b, data + start, i - start);
    if (i == n) break;
    const c = sequenceAt(data + i, n - i);
    if (faultLength == 0) {
      builderChar(b, c);
      i += sequenceSize;
      continue;
    }
    if (faultLength < 0 && !final) {
      consumed = i;
      return builderFinish(b);
    }
    const end = faultLength < 0 ? n : i + faultLength;
    i = decodeError(errors, UTF_8, 'utf-8', source, data, n, i, end, faultLength < 0 ? 'unexpected end of data' : fault ? 'invalid continuation byte' : 'invalid start byte');
    if (i < 0) return builderDrop(b);
    const text = replacement;
    builderWord(b, text);
    release(text);
  }
  consumed = n;
  return builderFinish(b);
}

/** Writes code point `c` at `to`; the bytes used. */
// @ts-ignore: decorator
@inline export function putUtf8(to: usize, c: u32): usize {
  if (c < 0x80) { store<u8>(to, <u8>c); return 1; }
  if (c < 0x800) {
    store<u8>(to, <u8>(0xc0 | c >> 6));
    store<u8>(to, <u8>(0x80 | c & 0x3f), 1);
    return 2;
  }
  if (c < 0x10000) {
    store<u8>(to, <u8>(0xe0 | c >> 12));
    store<u8>(to, <u8>(0x80 | c >> 6 & 0x3f), 1);
    store<u8>(to, <u8>(0x80 | c & 0x3f), 2);
    return 3;
  }
  store<u8>(to, <u8>(0xf0 | c >> 18));
  store<u8>(to, <u8>(0x80 | c >> 12 & 0x3f), 1);
  store<u8>(to, <u8>(0x80 | c >> 6 & 0x3f), 2);
  store<u8>(to, <u8>(0x80 | c & 0x3f), 3);
  return 4;
}

/** Bytes that the str needs as UTF-8 (surrogates as three bytes each). */
export function utf8Length(p: usize): u32 {
  const n = strLength(p), kind = strKind(p), data = p + STR_DATA;
  if (strIsAscii(p)) return n;
  let total: u32 = 0;
  for (let i: u32 = 0; i < n; i++) {
    const c = readChar(data, kind, i);
    total += c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
  }
  return total;
}

/**
 * Writes a str as UTF-8 to `to` (room for `utf8Length`); surrogates U+DC80..U+DCFF become the bytes they stand for (as
 * surrogateescape has it), others three bytes. Returns the bytes written: for the host, which has no errors to report.
 */
export function writeUtf8(p: usize, to: usize): u32 {
  const n = strLength(p), kind = strKind(p), data = p + STR_DATA;
  if (strIsAscii(p)) { copyChars(to, 1, data, 1, n); return n; }
  let at = to;
  for (let i: u32 = 0; i < n; i++) {
    const c = readChar(data, kind, i);
    if (c - 0xdc80 < 128) store<u8>(at++, <u8>c);
    else at += putUtf8(at, c);
  }
  return <u32>(at - to);
}

/** Encodes a str: bytes. */
export function encodeUtf8(text: Word, errors: Word): Word {
  const p = address(text), n = <i32>strLength(p), kind = strKind(p), data = p + STR_DATA;
  if (strIsAscii(p)) return newBytesFrom(data, n);
  let clean = true;
  if (kind > 1) for (let i = 0; clean && i < n; i++) if ((readChar(data, kind, i) & 0xfffff800) == 0xd800) clean = false;
  if (clean) {
    const q = newBytes(utf8Length(p));
    if (!q) return NULL;
    writeUtf8(p, q + BYTES_DATA);
    return fromAddress(q);
  }
  const b = builderNew();
  if (!b) return NULL;
  let i = 0;
  while (i < n) {
    const c = readChar(data, kind, i);
    if ((c & 0xfffff800) != 0xd800) { pushUtf8(b, c); i++; continue; }
    let end = i + 1;
    while (end < n && (readChar(data, kind, end) & 0xfffff800) == 0xd800) end++;
    const start = i;
    i = encodeError(errors, UTF_8, 'utf-8', text, i, end, 'surrogates not allowed');
    if (i < 0) return builderDrop(b);
    const r = replacement;
    if (isBytes(r)) builderAscii(b, address(r) + BYTES_DATA, load<u32>(address(r), 16));
    else {
      const q = address(r);
      for (let j: u32 = 0, m = strLength(q); j < m; j++) {
        const d = charAt(q, j);
        if (d >= 128) {
          raiseEncode('utf-8', text, start, end, 'surrogates not allowed');
          release(r);
          return builderDrop(b);
        }
        builderChar(b, d);
      }
    }
    release(r);
  }
  return bytesFromBuilder(b);
}

/** Appends the bytes of a code point. */
export function pushUtf8(b: usize, c: u32): void {
  if (!builderReserve(b, 4, 0xff)) return;
  const builder = changetype<StrBuilder>(b);
  builder.length += <u32>putUtf8(builder.data + builder.length, c);
}
