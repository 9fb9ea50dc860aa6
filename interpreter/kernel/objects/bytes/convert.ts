// bytes and bytearray: hex, fromhex, translate, maketrans, decode.

import { BYTES_DATA } from '../../layout/text';
import { address, fromAddress, NONE, NULL, Word } from '../../layout/word';
import { T_BYTEARRAY, T_BYTES, T_TYPE_ERROR, T_VALUE_ERROR } from '../../generated/types';
import { own, release } from '../../counting/counts';
import { errorSet, raise, raisef, raiseWord } from '../../eval/errors';
import { call1 } from '../../eval/call';
import { asI32, length } from '../protocol';
import { bufferRelease, getBuffer } from '../buffer';
import { newByteArrayFrom } from '../bytearray/new';
import { decodeObject } from '../codecs/decode';
import { charAt, isStr, strIsAscii, strLength } from '../str/access';
import { builderChar, builderDrop, builderFinish, builderInt, builderLiteral, builderNew, builderReserve, StrBuilder } from '../str/builder';
import { isByteSpace } from './ascii';
import { bytesFromBuilder, isBytes, newBytes } from './new';
import { bufferData, bufferSize, dataOf, likeBuilder, lockSelf, sizeOf, unlockSelf } from './self';

// @ts-ignore: decorator
@inline function hexDigit(v: u32): u32 { return v < 10 ? 48 + v : 87 + v; }

/** Lower-case hexadecimal text of `n` bytes, `sep` (NULL: none) between groups of `perSep` bytes. */
export function hexText(data: usize, n: u32, sep: Word, perSep: Word): Word {
  let group: i32 = 1;
  if (perSep != NULL) {
    group = asI32(perSep);
    if (group == -1 && errorSet()) return NULL;
  }
  let separator: u32 = 0;
  if (sep != NULL) {
    if (isStr(sep)) {
      const p = address(sep);
      if (strLength(p) != 1) return raise(T_VALUE_ERROR, 'sep must be length 1.');
      if (!strIsAscii(p)) return raise(T_VALUE_ERROR, 'sep must be ASCII.');
      separator = charAt(p, 0);
    } else if (isBytes(sep)) {
      if (sizeOf(sep) != 1) return raise(T_VALUE_ERROR, 'sep must be length 1.');
      separator = load<u8>(dataOf(sep));
      if (separator > 127) return raise(T_VALUE_ERROR, 'sep must be ASCII.');
    } else return length(sep) < 0 ? NULL : raise(T_TYPE_ERROR, 'sep must be str or bytes.');
  } else group = 0;
  const b = builderNew();
  if (!b) return NULL;
  builderReserve(b, n * 2, 0x7f);
  const size = group < 0 ? -group : group;
  for (let i: u32 = 0; i < n; i++) {
    if (size && i && (group > 0 ? (n - i) % size == 0 : i % size == 0)) builderChar(b, separator);
    const c = <u32>load<u8>(data + i);
    builderChar(b, hexDigit(c >> 4));
    builderChar(b, hexDigit(c & 15));
  }
  return builderFinish(b);
}

/** @method bytes.hex(self, /, sep=NULL, bytes_per_sep=1)
 * @method bytearray.hex(self, /, sep=NULL, bytes_per_sep=1)
 * @signature ($self, /, sep=<unrepresentable>, bytes_per_sep=1)
 * Create a string of hexadecimal numbers from a bytes object.
 *
 *   sep
 *     An optional single character or byte to separate hex bytes.
 *   bytes_per_sep
 *     How many bytes between separators.  Positive values count from the
 *     right, negative values count from the left. */
export function bytes_hex(self: Word, sep: Word, perSep: Word): Word {
  const b = getBuffer(self);
  if (!b) return NULL;
  const r = hexText(bufferData(b), bufferSize(b), sep, perSep);
  bufferRelease(b);
  return r;
}

// @ts-ignore: decorator
@inline function hexValue(c: u32): i32 { return c - 48 < 10 ? <i32>c - 48 : (c | 32) - 97 < 6 ? <i32>(c | 32) - 87 : -1; }

function fromHex(type: Word, text: Word, base: u32): Word {
  if (!isStr(text)) return raisef(T_TYPE_ERROR, 'fromhex() argument must be str, not %T', text);
  const p = address(text), n = strLength(p);
  const b = builderNew();
  if (!b) return NULL;
  let i: u32 = 0;
  let bad = -1;
  while (i < n) {
    const c = charAt(p, i);
    if (isByteSpace(c)) { i++; continue; }
    const high = hexValue(c);
    if (high < 0) { bad = i; break; }
    i++;
    const low = i < n ? hexValue(charAt(p, i)) : -1;
    if (low < 0) { bad = i; break; }
    i++;
    builderChar(b, high << 4 | low);
  }
  if (bad >= 0) {
    builderDrop(b);
    const m = builderNew();
    if (!m) return NULL;
    builderLiteral(m, 'non-hexadecimal number found in fromhex() arg at position ');
    builderInt(m, bad);
    return raiseWord(T_VALUE_ERROR, builderFinish(m));
  }
  const builder = changetype<StrBuilder>(b);
  let w: Word;
  if (base == T_BYTES) w = bytesFromBuilder(b);
  else { w = newByteArrayFrom(builder.data, builder.length); builderDrop(b); }
  if (w == NULL || address(type) == <usize>base) return w;
  const r = call1(type, w);
  release(w);
  return r;
}
/** @classmethod bytes.fromhex(type, string, /)
 * Create a bytes object from a string of hexadecimal numbers.
 *
 * Spaces between two numbers are accepted.
 * Example: bytes.fromhex('B9 01EF') -> b'\\xb9\\x01\\xef'. */
export function bytes_fromhex(type: Word, text: Word): Word { return fromHex(type, text, T_BYTES); }
/** @classmethod bytearray.fromhex(type, string, /)
 * Create a bytearray object from a string of hexadecimal numbers.
 *
 * Spaces between two numbers are accepted.
 * Example: bytearray.fromhex('B9 01EF') -> bytearray(b'\\xb9\\x01\\xef') */
export function bytearray_fromhex(type: Word, text: Word): Word { return fromHex(type, text, T_BYTEARRAY); }

/** @staticmethod bytes.maketrans(frm, to, /)
 * @staticmethod bytearray.maketrans(frm, to, /)
 * Return a translation table usable for the bytes or bytearray translate method.
 *
 * The returned table will be one where each byte in frm is mapped to the byte at
 * the same position in to.
 *
 * The bytes objects frm and to must be of the same length. */
export function bytes_maketrans(frm: Word, to: Word): Word {
  const a = getBuffer(frm);
  if (!a) return NULL;
  const b = getBuffer(to);
  if (!b) { bufferRelease(a); return NULL; }
  let w: Word;
  if (bufferSize(a) != bufferSize(b)) w = raise(T_VALUE_ERROR, 'maketrans arguments must have same length');
  else {
    const p = newBytes(256);
    if (p) {
      for (let i: u32 = 0; i < 256; i++) store<u8>(p + i, <u8>i, BYTES_DATA);
      for (let i = 0; i < bufferSize(a); i++) store<u8>(p + load<u8>(bufferData(a) + i), load<u8>(bufferData(b) + i), BYTES_DATA);
    }
    w = fromAddress(p);
  }
  bufferRelease(b);
  bufferRelease(a);
  return w;
}

/** @method bytes.translate(self, table, /, delete=b'')
 * @method bytearray.translate(self, table, /, delete=b'')
 * Return a copy with each character mapped by the given translation table.
 *
 *   table
 *     Translation table, which must be a bytes object of length 256.
 *
 * All characters occurring in the optional argument delete are removed.
 * The remaining characters are mapped through the given translation table. */
export function bytes_translate(self: Word, table: Word, del: Word): Word {
  let t: usize = 0, d: usize = 0;
  if (table != NONE) {
    t = getBuffer(table);
    if (!t) return NULL;
    if (bufferSize(t) != 256) { bufferRelease(t); return raise(T_VALUE_ERROR, 'translation table must be 256 characters long'); }
  }
  if (del != NULL) {
    d = getBuffer(del);
    if (!d) { if (t) bufferRelease(t); return NULL; }
  }
  const b = builderNew();
  let r: Word = NULL;
  if (b) {
    lockSelf(self);
    const data = dataOf(self), n = sizeOf(self);
    builderReserve(b, n, 0xff);
    let changed = false;
    for (let i: u32 = 0; i < n; i++) {
      const c = load<u8>(data + i);
      let drop = false;
      if (d) for (let j = 0, m = bufferSize(d); j < m; j++) if (load<u8>(bufferData(d) + j) == c) { drop = true; break; }
      if (drop) { changed = true; continue; }
      const v = t ? load<u8>(bufferData(t) + c) : c;
      if (v != c) changed = true;
      builderChar(b, v);
    }
    if (!changed && load<u32>(address(self)) == T_BYTES) { builderDrop(b); r = own(self); }
    else r = likeBuilder(self, b);
    unlockSelf(self);
  }
  if (d) bufferRelease(d);
  if (t) bufferRelease(t);
  return r;
}

/** @method bytes.decode(self, /, encoding='utf-8', errors='strict')
 * @method bytearray.decode(self, /, encoding='utf-8', errors='strict')
 * Decode the bytes using the codec registered for encoding.
 *
 *   encoding
 *     The encoding with which to decode the bytes.
 *   errors
 *     The error handling scheme to use for the handling of decoding errors.
 *     The default is 'strict' meaning that decoding errors raise a
 *     UnicodeDecodeError. Other possible values are 'ignore' and 'replace'
 *     as well as any other name registered with codecs.register_error that
 *     can handle UnicodeDecodeErrors. */
export function bytes_decode(self: Word, encoding: Word, errors: Word): Word {
  if (encoding != NULL && !isStr(encoding)) return raisef(T_TYPE_ERROR, "decode() argument 'encoding' must be str, not %T", encoding);
  if (errors != NULL && !isStr(errors)) return raisef(T_TYPE_ERROR, "decode() argument 'errors' must be str, not %T", errors);
  return decodeObject(self, encoding, errors);
}
