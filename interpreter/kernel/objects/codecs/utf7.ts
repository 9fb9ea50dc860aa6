// UTF-7 (RFC 2152).

import { STR_DATA } from '../../layout/text';
import { address, NULL, Word } from '../../layout/word';
import { release } from '../../counting/counts';
import { bytesFromBuilder } from '../bytes/new';
import { readChar, strKind, strLength } from '../str/access';
import { builderChar, builderDrop, builderFinish, builderLength, builderNew, builderTruncate, builderWord } from '../str/builder';
import { decodeError, NO_UTF, replacement } from './errors';
import { setConsumed } from './utf8';

const ALPHABET: string = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
// @ts-ignore: decorator
@inline function letter(v: u32): u32 { return load<u16>(changetype<usize>(ALPHABET) + ((v & 63) << 1)); }
// @ts-ignore: decorator
@inline function valueOf(c: u32): i32 {
  return c - 65 < 26 ? <i32>c - 65 : c - 97 < 26 ? <i32>c - 71 : c - 48 < 10 ? <i32>c + 4 : c == 0x2b ? 62 : c == 0x2f ? 63 : -1;
}
/** Characters that the encoder writes as themselves. */
function direct(c: u32): bool {
  if (c == 9 || c == 10 || c == 13 || c == 32) return true;
  return c > 32 && c < 126 && c != 0x2b && c != 0x5c;
}

export function encodeUtf7(text: Word): Word {
  const p = address(text), n = strLength(p), kind = strKind(p);
  const b = builderNew();
  if (!b) return NULL;
  let shifted = false;
  let bits: u32 = 0;
  let buffer: u64 = 0;
  for (let i: u32 = 0; i < n; i++) {
    const c = readChar(p + STR_DATA, kind, i);
    if (shifted && direct(c)) {
      if (bits) { builderChar(b, letter(<u32>(buffer << (6 - bits)))); buffer = 0; bits = 0; }
      shifted = false;
      if (valueOf(c) >= 0 || c == 0x2d) builderChar(b, 0x2d);
      builderChar(b, c);
      continue;
    }
    if (!shifted) {
      if (c == 0x2b) { builderChar(b, 0x2b); builderChar(b, 0x2d); continue; }
      if (direct(c)) { builderChar(b, c); continue; }
      builderChar(b, 0x2b);
      shifted = true;
    }
    if (c >= 0x10000) {
      buffer = buffer << 16 | (0xd800 + (c - 0x10000 >> 10));
      bits += 16;
      while (bits >= 6) { bits -= 6; builderChar(b, letter(<u32>(buffer >> bits))); }
      buffer &= (<u64>1 << bits) - 1;
      buffer = buffer << 16 | (0xdc00 + (c & 0x3ff));
    } else buffer = buffer << 16 | c;
    bits += 16;
    while (bits >= 6) { bits -= 6; builderChar(b, letter(<u32>(buffer >> bits))); }
    buffer &= (<u64>1 << bits) - 1;
  }
  if (bits) builderChar(b, letter(<u32>(buffer << (6 - bits))));
  if (shifted) builderChar(b, 0x2d);
  return bytesFromBuilder(b);
}

export function decodeUtf7(data: usize, n: i32, errors: Word, final: bool, source: Word): Word {
  const b = builderNew();
  if (!b) return NULL;
  let i = 0;
  let shifted = false;
  let shiftStart = 0; // of the input
  let shiftMark: u32 = 0; // of the output
  let bits: u32 = 0;
  let buffer: u64 = 0;
  let surrogate: u32 = 0;
  while (i < n) {
    const c = <u32>load<u8>(data + i);
    let fault: string = '';
    let start = i;
    if (shifted) {
      const v = valueOf(c);
      if (v >= 0) {
        buffer = buffer << 6 | v;
        bits += 6;
        i++;
        if (bits >= 16) {
          bits -= 16;
          const unit = <u32>(buffer >> bits) & 0xffff;
          buffer &= (<u64>1 << bits) - 1;
          if (surrogate) {
            if ((unit & 0xfc00) == 0xdc00) {
              builderChar(b, 0x10000 + ((surrogate & 0x3ff) << 10 | unit & 0x3ff));
              surrogate = 0;
              continue;
            }
            builderChar(b, surrogate);
            surrogate = 0;
          }
          if ((unit & 0xfc00) == 0xd800) surrogate = unit;
          else builderChar(b, unit);
        }
        continue;
      }
      shifted = false;
      const left = bits, rest = buffer;
      bits = 0;
      buffer = 0;
      if (left >= 6) fault = 'partial character in base64 sequence';
      else if (left && rest) fault = 'non-zero padding bits in base64 sequence';
      if (fault.length) { start = shiftStart; i++; }
      else {
        if (surrogate && c <= 127 && c != 0x2b) builderChar(b, surrogate);
        surrogate = 0;
        if (c == 0x2d) i++;
        continue;
      }
    } else if (c == 0x2b) {
      shiftStart = i;
      shiftMark = builderLength(b);
      i++;
      if (i < n && load<u8>(data + i) == 0x2d) { i++; builderChar(b, 0x2b); continue; }
      if (i < n && valueOf(load<u8>(data + i)) < 0) { i++; fault = 'ill-formed sequence'; start = shiftStart; }
      else {
        shifted = true;
        surrogate = 0;
        bits = 0;
        buffer = 0;
        continue;
      }
    } else if (c < 128) {
      builderChar(b, c);
      i++;
      continue;
    } else { i++; fault = 'unexpected special character'; }
    i = decodeError(errors, NO_UTF, 'utf7', source, data, n, start, i, fault);
    if (i < 0) return builderDrop(b);
    const text = replacement;
    builderWord(b, text);
    release(text);
  }
  if (shifted && final) {
    if (surrogate || bits >= 6 || (bits && buffer)) {
      const at = decodeError(errors, NO_UTF, 'utf7', source, data, n, shiftStart, n, 'unterminated shift sequence');
      if (at < 0) return builderDrop(b);
      const text = replacement;
      builderWord(b, text);
      release(text);
      i = n;
    }
  }
  if (shifted && !final) {
    builderTruncate(b, shiftMark);
    setConsumed(shiftStart);
  } else setConsumed(n);
  return builderFinish(b);
}
