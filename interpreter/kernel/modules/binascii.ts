// Module binascii: binary data as text and back, checksums.

import { address, NULL, ofInt, Word } from '../layout/word';
import { T_EXCEPTION, T_TYPE_ERROR, T_VALUE_ERROR } from '../generated/types';
import { N_binascii, N_Error, N_Incomplete } from '../generated/names';
import { release } from '../counting/counts';
import { errorSet, raise, raisef } from '../eval/errors';
import { index, truth } from '../objects/protocol';
import { Buffer, bufferRelease, getBuffer, supportsBuffer } from '../objects/buffer';
import { bytesFromBuilder } from '../objects/bytes/new';
import { encodeObject } from '../objects/codecs/encode';
import { hexText } from '../objects/bytes/convert';
import { integerBits, integerValue } from '../objects/memoryview/items';
import { isStr, strIsAscii } from '../objects/str/access';
import { builderChar, builderDrop, builderFinish, builderInt, builderLiteral, builderNew, builderReserve } from '../objects/str/builder';
import { newText } from '../objects/str/new';
import { addErrorClass, raiseModuleError } from './errors';

/** @module binascii
 * Conversion between binary data and ASCII */

/** @exec binascii */
export function binascii_exec(module: Word): i32 {
  if (addErrorClass(module, N_Error, 'binascii', T_VALUE_ERROR) < 0) return -1;
  return addErrorClass(module, N_Incomplete, 'binascii', T_EXCEPTION);
}
// @ts-ignore: decorator
@inline function fail(text: string): Word { return raiseModuleError(N_binascii, N_Error, newText(text)); }

/** The bytes of an argument that may be an ASCII str: a Buffer, or 0 with an error set. */
function asciiBuffer(w: Word): usize {
  if (!isStr(w)) {
    if (!supportsBuffer(w)) {
      raisef(T_TYPE_ERROR, 'argument should be bytes, buffer or ASCII string, not \'%T\'', w);
      return 0;
    }
    return getBuffer(w);
  }
  if (!strIsAscii(address(w))) { raise(T_VALUE_ERROR, 'string argument should contain only ASCII characters'); return 0; }
  const bytes = encodeObject(w, NULL, NULL);
  if (bytes == NULL) return 0;
  const b = getBuffer(bytes);
  release(bytes);
  return b;
}

// @ts-ignore: decorator
@inline function dataOf(b: usize): usize { return changetype<Buffer>(b).data; }
// @ts-ignore: decorator
@inline function sizeOf(b: usize): i32 { return <i32>changetype<Buffer>(b).size; }

// ---- hexadecimal --------------------------------------------------------------------------------------------------------------

/** @function binascii.hexlify(data, sep=NULL, bytes_per_sep=1)
 * @function binascii.b2a_hex(data, sep=NULL, bytes_per_sep=1)
 * @signature ($module, /, data, sep=<unrepresentable>, bytes_per_sep=1)
 * Hexadecimal representation of binary data.
 *
 * The return value is a bytes object. */
export function b2a_hex(data: Word, sep: Word, perSep: Word): Word {
  const b = getBuffer(data);
  if (!b) return NULL;
  const text = hexText(dataOf(b), sizeOf(b), sep, perSep);
  bufferRelease(b);
  if (text == NULL) return NULL;
  const bytes = encodeObject(text, NULL, NULL);
  release(text);
  return bytes;
}

// @ts-ignore: decorator
@inline function hexValue(c: u32): i32 { return c - 48 < 10 ? <i32>c - 48 : (c | 32) - 97 < 6 ? <i32>(c | 32) - 87 : -1; }

/** @function binascii.unhexlify(hexstr, /)
 * @function binascii.a2b_hex(hexstr, /)
 * Binary data of hexadecimal representation.
 *
 * hexstr must contain an even number of hex digits (upper or lower case).
 * This function is also available as "unhexlify()". */
export function a2b_hex(text: Word): Word {
  const s = asciiBuffer(text);
  if (!s) return NULL;
  const n = sizeOf(s), data = dataOf(s);
  const b = builderNew();
  let ok = b != 0;
  if (ok && n & 1) { fail('Odd-length string'); ok = false; }
  for (let i = 0; ok && i < n; i += 2) {
    const high = hexValue(load<u8>(data + i)), low = hexValue(load<u8>(data + i + 1));
    if (high < 0 || low < 0) { fail('Non-hexadecimal digit found'); ok = false; }
    else builderChar(b, high << 4 | low);
  }
  bufferRelease(s);
  if (ok) return bytesFromBuilder(b);
  return b ? builderDrop(b) : NULL;
}

// ---- base 64 ----------------------------------------------------------------------------------------------------------------------

const ALPHABET: string = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
// @ts-ignore: decorator
@inline function letter(v: u32): u32 { return load<u16>(changetype<usize>(ALPHABET) + ((v & 63) << 1)); }
// @ts-ignore: decorator
@inline function valueOf(c: u32): i32 {
  return c - 65 < 26 ? <i32>c - 65 : c - 97 < 26 ? <i32>c - 71 : c - 48 < 10 ? <i32>c + 4 : c == 0x2b ? 62 : c == 0x2f ? 63 : -1;
}

/** @function binascii.b2a_base64(data, /, *, newline=True)
 * Base64-code line of data. */
export function b2a_base64(data: Word, newline: Word): Word {
  const end = newline == NULL ? 1 : truth(newline);
  if (end < 0) return NULL;
  const s = getBuffer(data);
  if (!s) return NULL;
  const b = builderNew();
  if (!b) { bufferRelease(s); return NULL; }
  const n = sizeOf(s), p = dataOf(s);
  builderReserve(b, (n + 2) / 3 * 4 + 1, 0x7f);
  let i = 0;
  for (; i + 3 <= n; i += 3) {
    const v = <u32>load<u8>(p + i) << 16 | <u32>load<u8>(p + i + 1) << 8 | load<u8>(p + i + 2);
    builderChar(b, letter(v >> 18));
    builderChar(b, letter(v >> 12));
    builderChar(b, letter(v >> 6));
    builderChar(b, letter(v));
  }
  if (n - i == 1) {
    const v = <u32>load<u8>(p + i);
    builderChar(b, letter(v >> 2));
    builderChar(b, letter(v << 4));
    builderLiteral(b, '==');
  } else if (n - i == 2) {
    const v = <u32>load<u8>(p + i) << 8 | load<u8>(p + i + 1);
    builderChar(b, letter(v >> 10));
    builderChar(b, letter(v >> 4));
    builderChar(b, letter(v << 2));
    builderChar(b, 0x3d);
  }
  if (end) builderChar(b, 10);
  bufferRelease(s);
  return bytesFromBuilder(b);
}

/** @function binascii.a2b_base64(data, /, *, strict_mode=False)
 * Decode a line of base64 data.
 *
 *   strict_mode
 *     When set to True, bytes that are not in the base64 standard are not allowed.
 *     The same applies to excess data after padding (= / ==). */
export function a2b_base64(data: Word, strictMode: Word): Word {
  const strict = strictMode == NULL ? 0 : truth(strictMode);
  if (strict < 0) return NULL;
  const s = asciiBuffer(data);
  if (!s) return NULL;
  const b = builderNew();
  let ok = b != 0;
  const n = sizeOf(s), p = dataOf(s);
  let quad = 0, left: u32 = 0, pads = 0;
  let padded = false;
  let i = 0;
  if (ok && strict && n && load<u8>(p) == 0x3d) { fail('Leading padding not allowed'); ok = false; }
  for (; ok && i < n; i++) {
    const c = <u32>load<u8>(p + i);
    if (c == 0x3d) {
      padded = true;
      if (quad >= 2 && quad + ++pads >= 4) {
        if (strict && i + 1 < n) { fail('Excess data after padding'); ok = false; }
        break;
      }
      if (strict && quad < 2) { fail(quad == 0 && i > 0 ? 'Excess data after padding' : 'Discontinuous padding not allowed'); ok = false; }
      continue;
    }
    const v = valueOf(c);
    if (v < 0) {
      if (strict) { fail('Only base64 data is allowed'); ok = false; }
      continue;
    }
    if (strict && padded) { fail('Discontinuous padding not allowed'); ok = false; break; }
    pads = 0;
    if (quad == 0) { left = v; quad = 1; }
    else if (quad == 1) { builderChar(b, (left << 2 | v >> 4) & 255); left = v & 15; quad = 2; }
    else if (quad == 2) { builderChar(b, (left << 4 | v >> 2) & 255); left = v & 3; quad = 3; }
    else { builderChar(b, (left << 6 | v) & 255); left = 0; quad = 0; }
  }
  const finished = quad == 0 || (quad >= 2 && quad + pads >= 4);
  if (ok && !finished) {
    ok = false;
    if (quad == 1) {
      const m = builderNew();
      if (m) {
        builderLiteral(m, 'Invalid base64-encoded string: number of data characters (');
        builderInt(m, <i64>changetype<StrBuilder>(b).length / 3 * 4 + 1);
        builderLiteral(m, ') cannot be 1 more than a multiple of 4');
        raiseModuleError(N_binascii, N_Error, builderFinish(m));
      }
    } else fail('Incorrect padding');
  }
  bufferRelease(s);
  if (ok) return bytesFromBuilder(b);
  return b ? builderDrop(b) : NULL;
}
import { StrBuilder } from '../objects/str/builder';

// ---- uuencode -----------------------------------------------------------------------------------------------------------------------

/** @function binascii.b2a_uu(data, /, *, backtick=False)
 * Uuencode line of data. */
export function b2a_uu(data: Word, backtick: Word): Word {
  const tick = backtick == NULL ? 0 : truth(backtick);
  if (tick < 0) return NULL;
  const s = getBuffer(data);
  if (!s) return NULL;
  const n = sizeOf(s), p = dataOf(s);
  if (n > 45) { bufferRelease(s); return fail('At most 45 bytes at once'); }
  const b = builderNew();
  if (!b) { bufferRelease(s); return NULL; }
  builderChar(b, !n && tick ? 0x60 : 32 + n);
  for (let i = 0; i < n; i += 3) {
    let v: u32 = <u32>load<u8>(p + i) << 16;
    if (i + 1 < n) v |= <u32>load<u8>(p + i + 1) << 8;
    if (i + 2 < n) v |= load<u8>(p + i + 2);
    for (let shift = 18; shift >= 0; shift -= 6) {
      const six = v >> shift & 63;
      builderChar(b, tick && !six ? 0x60 : 32 + six);
    }
  }
  builderChar(b, 10);
  bufferRelease(s);
  return bytesFromBuilder(b);
}

/** @function binascii.a2b_uu(data, /)
 * Decode a line of uuencoded data. */
export function a2b_uu(data: Word): Word {
  const s = asciiBuffer(data);
  if (!s) return NULL;
  const n = sizeOf(s), p = dataOf(s);
  const b = builderNew();
  let ok = b != 0;
  let wanted = n ? (<i32>load<u8>(p) - 32) & 63 : (-32 & 63);
  let i = 1;
  let bits = 0;
  let buffer: u32 = 0;
  while (ok && wanted > 0) {
    let v = i < n ? <i32>load<u8>(p + i) : 0;
    i++;
    if (v == 10 || v == 13 || i > n) v = 0;
    else {
      if (v < 32 || v > 96) { fail('Illegal char'); ok = false; break; }
      v = (v - 32) & 63;
    }
    buffer = buffer << 6 | v;
    bits += 6;
    if (bits >= 8) {
      bits -= 8;
      builderChar(b, buffer >> bits & 255);
      wanted--;
    }
  }
  for (; ok && i < n; i++) {
    const c = load<u8>(p + i);
    if (c != 32 && c != 96 && c != 10 && c != 13) { fail('Trailing garbage'); ok = false; }
  }
  bufferRelease(s);
  if (ok) return bytesFromBuilder(b);
  return b ? builderDrop(b) : NULL;
}

// ---- quoted printable ------------------------------------------------------------------------------------------------------------------

/** @function binascii.a2b_qp(data, header=False)
 * Decode a string of qp-encoded data. */
export function a2b_qp(data: Word, header: Word): Word {
  const underscores = header == NULL ? 0 : truth(header);
  if (underscores < 0) return NULL;
  const s = asciiBuffer(data);
  if (!s) return NULL;
  const n = sizeOf(s), p = dataOf(s);
  const b = builderNew();
  if (!b) { bufferRelease(s); return NULL; }
  let i = 0;
  while (i < n) {
    const c = <u32>load<u8>(p + i);
    if (c == 0x3d) {
      i++;
      if (i >= n) break;
      const d = <u32>load<u8>(p + i);
      if (d == 10 || d == 13) {
        // a soft line break
        if (d != 10) while (i < n && load<u8>(p + i) != 10) i++;
        if (i < n) i++;
      } else if (d == 0x3d) {
        builderChar(b, 0x3d);
        i++;
      } else if (i + 1 < n && hexValue(d) >= 0 && hexValue(load<u8>(p + i + 1)) >= 0) {
        builderChar(b, hexValue(d) << 4 | hexValue(load<u8>(p + i + 1)));
        i += 2;
      } else builderChar(b, 0x3d);
    } else {
      builderChar(b, underscores && c == 0x5f ? 32 : c);
      i++;
    }
  }
  bufferRelease(s);
  return bytesFromBuilder(b);
}

/** @function binascii.b2a_qp(data, quotetabs=False, istext=True, header=False)
 * Encode a string using quoted-printable encoding.
 *
 * On encoding, when istext is set, newlines are not encoded, and white
 * space at end of lines is.  When istext is not set, \r and \n (CR/LF)
 * are both encoded.  When quotetabs is set, space and tabs are encoded. */
export function b2a_qp(data: Word, quotetabs: Word, istext: Word, header: Word): Word {
  const tabs = quotetabs == NULL ? 0 : truth(quotetabs), text = istext == NULL ? 1 : truth(istext), head = header == NULL ? 0 : truth(header);
  if (errorSet()) return NULL;
  const s = getBuffer(data);
  if (!s) return NULL;
  const n = sizeOf(s), p = dataOf(s);
  const b = builderNew();
  if (!b) { bufferRelease(s); return NULL; }
  // lines end as the first one does
  let crlf = false;
  for (let k = 0; k < n; k++) if (load<u8>(p + k) == 10) { crlf = k > 0 && load<u8>(p + k - 1) == 13; break; }
  let line = 0;
  let i = 0;
  while (i < n) {
    const c = <u32>load<u8>(p + i);
    const last = i + 1 == n;
    const next = last ? 0 : <u32>load<u8>(p + i + 1);
    const quote = c > 126 || c == 0x3d || (head && c == 0x5f)
      || (c == 0x2e && line == 0 && (last || next == 10 || next == 13 || next == 0))
      || (!text && (c == 13 || c == 10)) || ((c == 9 || c == 32) && last)
      || (c < 33 && c != 13 && c != 10 && c != 9 && c != 32) || (c < 33 && c != 13 && c != 10 && (tabs || (!tabs && c != 9 && c != 32)));
    if (quote) {
      if (line + 3 >= 76) { builderChar(b, 0x3d); if (crlf) builderChar(b, 13); builderChar(b, 10); line = 0; }
      pushQuoted(b, c);
      i++;
      line += 3;
    } else if (text && (c == 10 || (c == 13 && next == 10))) {
      // white space at the end of a line is quoted
      const length = changetype<StrBuilder>(b).length;
      if (length && line) {
        const before = load<u8>(changetype<StrBuilder>(b).data + length - 1);
        if (before == 32 || before == 9) {
          changetype<StrBuilder>(b).length = length - 1;
          pushQuoted(b, before);
        }
      }
      if (crlf) builderChar(b, 13);
      builderChar(b, 10);
      i += c == 13 ? 2 : 1;
      line = 0;
    } else {
      if (!last && next != 10 && line + 1 >= 76) { builderChar(b, 0x3d); if (crlf) builderChar(b, 13); builderChar(b, 10); line = 0; }
      line++;
      builderChar(b, head && c == 32 ? 0x5f : c);
      i++;
    }
  }
  bufferRelease(s);
  return bytesFromBuilder(b);
}
function pushQuoted(b: usize, c: u32): void {
  builderChar(b, 0x3d);
  const high = c >> 4, low = c & 15;
  builderChar(b, high < 10 ? 48 + high : 55 + high);
  builderChar(b, low < 10 ? 48 + low : 55 + low);
}

// ---- checksums ----------------------------------------------------------------------------------------------------------------------------

/** An int argument modulo 2**32; errors are left set. */
function low32(w: Word): u32 {
  if (w == NULL) return 0;
  const n = index(w);
  if (n == NULL) return 0;
  integerBits(n);
  const v = <u32>integerValue;
  release(n);
  return v;
}

/** CRC-32 (polynomial 0xedb88320, reflected) of `n` bytes behind a checksum so far. */
export function crc32(p: usize, n: i32, crc: u32): u32 {
  crc = ~crc;
  for (let i = 0; i < n; i++) {
    crc ^= load<u8>(p + i);
    for (let k = 0; k < 8; k++) crc = crc >> 1 ^ (0xedb8_8320 & (0 - (crc & 1)));
  }
  return ~crc;
}

/** @function binascii.crc32(data, crc=0, /)
 * Compute CRC-32 incrementally. */
export function binascii_crc32(data: Word, crc: Word): Word {
  const start = low32(crc);
  if (errorSet()) return NULL;
  const s = getBuffer(data);
  if (!s) return NULL;
  const v = crc32(dataOf(s), sizeOf(s), start);
  bufferRelease(s);
  return ofInt(<i64>v);
}

/** @function binascii.crc_hqx(data, crc, /)
 * Compute CRC-CCITT incrementally. */
export function crc_hqx(data: Word, crc: Word): Word {
  let v = low32(crc) & 0xffff;
  if (errorSet()) return NULL;
  const s = getBuffer(data);
  if (!s) return NULL;
  const p = dataOf(s);
  for (let i = 0, n = sizeOf(s); i < n; i++) {
    v ^= <u32>load<u8>(p + i) << 8;
    for (let k = 0; k < 8; k++) v = v & 0x8000 ? (v << 1 ^ 0x1021) & 0xffff : v << 1;
  }
  bufferRelease(s);
  return ofInt(<i64>v);
}
