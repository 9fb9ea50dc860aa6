// unicode_escape, raw_unicode_escape, and the escapes of bytes literals.

import { STR_DATA } from '../../layout/text';
import { address, NULL, Word } from '../../layout/word';
import { T_DEPRECATION_WARNING, T_VALUE_ERROR } from '../../generated/types';
import { release } from '../../counting/counts';
import { raise, raiseWord } from '../../eval/errors';
import { warn } from '../../eval/warnings';
import { bytesFromBuilder } from '../bytes/new';
import { readChar, strKind, strLength } from '../str/access';
import { builderChar, builderDrop, builderFinish, builderHex, builderInt, builderLiteral, builderNew, builderWord } from '../str/builder';
import { builderEscape } from '../str/repr';
import { codePointNamed } from '../unicode/names';
import { decodeError, NO_UTF, replacement } from './errors';
import { setConsumed } from './utf8';

// @ts-ignore: decorator
@inline function hexValue(c: u32): i32 { return c - 48 < 10 ? <i32>c - 48 : (c | 32) - 97 < 6 ? <i32>(c | 32) - 87 : -1; }

function warnEscape(c: u32, octal: i32): bool {
  const b = builderNew();
  if (!b) return false;
  if (octal >= 0) {
    builderLiteral(b, "invalid octal escape sequence '\\");
    builderChar(b, 0x30 + (octal >> 6)); builderChar(b, 0x30 + (octal >> 3 & 7)); builderChar(b, 0x30 + (octal & 7));
  } else {
    builderLiteral(b, "invalid escape sequence '\\");
    builderChar(b, c);
  }
  builderChar(b, 0x27);
  const text = builderFinish(b);
  if (text == NULL) return false;
  const status = warn(T_DEPRECATION_WARNING, text, 1);
  release(text);
  return status == 0;
}

/** Decodes backslash escapes. Not final: an incomplete one at the end is left. */
export function decodeUnicodeEscape(data: usize, n: i32, errors: Word, final: bool, source: Word): Word {
  const b = builderNew();
  if (!b) return NULL;
  setConsumed(n);
  let bad: i32 = -1, badOctal: i32 = -1; // first invalid escape
  let i = 0;
  while (i < n) {
    const start = i;
    let c = <u32>load<u8>(data + i++);
    if (c != 0x5c) { builderChar(b, c); continue; }
    let fault: string = '\\ at end of string';
    let digits = 0;
    if (i < n) {
      c = load<u8>(data + i++);
      if (c == 10) continue;
      if (c == 0x5c || c == 0x27 || c == 0x22) { builderChar(b, c); continue; }
      if (c == 0x62) { builderChar(b, 8); continue; }
      if (c == 0x66) { builderChar(b, 12); continue; }
      if (c == 0x74) { builderChar(b, 9); continue; }
      if (c == 0x6e) { builderChar(b, 10); continue; }
      if (c == 0x72) { builderChar(b, 13); continue; }
      if (c == 0x76) { builderChar(b, 11); continue; }
      if (c == 0x61) { builderChar(b, 7); continue; }
      if (c - 0x30 < 8) {
        let v = c - 0x30;
        for (let k = 0; k < 2 && i < n && <u32>load<u8>(data + i) - 0x30 < 8; k++) v = v << 3 | load<u8>(data + i++) - 0x30;
        if (v > 255 && bad < 0 && badOctal < 0) badOctal = v;
        builderChar(b, v);
        continue;
      }
      if (c == 0x78) { digits = 2; fault = 'truncated \\xXX escape'; }
      else if (c == 0x75) { digits = 4; fault = 'truncated \\uXXXX escape'; }
      else if (c == 0x55) { digits = 8; fault = 'truncated \\UXXXXXXXX escape'; }
      else if (c == 0x4e) {
        fault = 'malformed \\N character escape';
        if (i < n && load<u8>(data + i) == 0x7b) {
          const name = ++i;
          while (i < n && load<u8>(data + i) != 0x7d) i++;
          if (i < n) {
            i++;
            fault = 'unknown Unicode character name';
            const found = i - 1 > name ? codePointNamed(data + name, i - 1 - name) : -1;
            if (found >= 0) { builderChar(b, found); continue; }
          } else if (!final) { setConsumed(start); break; }
        } else if (i >= n && !final) { setConsumed(start); break; }
      } else {
        if (bad < 0 && badOctal < 0) bad = c;
        builderChar(b, 0x5c);
        builderChar(b, c);
        continue;
      }
      if (digits) {
        let v: u32 = 0;
        let k = 0;
        while (k < digits && i < n) {
          const d = hexValue(load<u8>(data + i));
          if (d < 0) break;
          v = v << 4 | d;
          i++;
          k++;
        }
        if (k == digits) {
          if (v <= 0x10ffff) { builderChar(b, v); continue; }
          fault = 'illegal Unicode character';
        } else if (i == n && !final) { setConsumed(start); break; }
      }
    } else if (!final) { setConsumed(start); break; }
    i = decodeError(errors, NO_UTF, 'unicodeescape', source, data, n, start, i, fault);
    if (i < 0) return builderDrop(b);
    const text = replacement;
    builderWord(b, text);
    release(text);
  }
  const text = builderFinish(b);
  if (text != NULL && (bad >= 0 || badOctal >= 0) && !warnEscape(bad, badOctal)) { release(text); return NULL; }
  return text;
}

/** Encodes as Python escapes of ASCII. */
export function encodeUnicodeEscape(text: Word): Word {
  const p = address(text), n = strLength(p), kind = strKind(p);
  const b = builderNew();
  if (!b) return NULL;
  for (let i: u32 = 0; i < n; i++) {
    const c = readChar(p + STR_DATA, kind, i);
    if (c == 0x5c) builderLiteral(b, '\\\\');
    else if (c == 9) builderLiteral(b, '\\t');
    else if (c == 10) builderLiteral(b, '\\n');
    else if (c == 13) builderLiteral(b, '\\r');
    else if (c - 32 < 95) builderChar(b, c);
    else builderEscape(b, c);
  }
  return bytesFromBuilder(b);
}

/** Decodes \uXXXX and \UXXXXXXXX only. */
export function decodeRawUnicodeEscape(data: usize, n: i32, errors: Word, final: bool, source: Word): Word {
  const b = builderNew();
  if (!b) return NULL;
  setConsumed(n);
  let i = 0;
  while (i < n) {
    const start = i;
    const c = <u32>load<u8>(data + i++);
    if (c != 0x5c) { builderChar(b, c); continue; }
    if (i == n) {
      if (!final) { setConsumed(start); break; }
      builderChar(b, c);
      continue;
    }
    const d = load<u8>(data + i++);
    if (d != 0x75 && d != 0x55) { builderChar(b, c); builderChar(b, d); continue; }
    const digits = d == 0x75 ? 4 : 8;
    let fault: string = d == 0x75 ? 'truncated \\uXXXX escape' : 'truncated \\UXXXXXXXX escape';
    let v: u32 = 0;
    let k = 0;
    while (k < digits && i < n) {
      const h = hexValue(load<u8>(data + i));
      if (h < 0) break;
      v = v << 4 | h;
      i++;
      k++;
    }
    if (k == digits) {
      if (v <= 0x10ffff) { builderChar(b, v); continue; }
      fault = '\\Uxxxxxxxx out of range';
    } else if (i == n && !final) { setConsumed(start); break; }
    i = decodeError(errors, NO_UTF, 'rawunicodeescape', source, data, n, start, i, fault);
    if (i < 0) return builderDrop(b);
    const text = replacement;
    builderWord(b, text);
    release(text);
  }
  return builderFinish(b);
}

/** Latin-1 as it is, the rest as \uXXXX and \UXXXXXXXX. */
export function encodeRawUnicodeEscape(text: Word): Word {
  const p = address(text), n = strLength(p), kind = strKind(p);
  const b = builderNew();
  if (!b) return NULL;
  for (let i: u32 = 0; i < n; i++) {
    const c = readChar(p + STR_DATA, kind, i);
    if (c < 256) builderChar(b, c);
    else builderEscape(b, c);
  }
  return bytesFromBuilder(b);
}

/** Decodes the escapes of a bytes literal: bytes. `errors`: strict, ignore or replace. */
export function decodeBytesEscape(data: usize, n: i32, ignore: bool, replace: bool): Word {
  const b = builderNew();
  if (!b) return NULL;
  let bad: i32 = -1, badOctal: i32 = -1;
  let i = 0;
  while (i < n) {
    let c = <u32>load<u8>(data + i++);
    if (c != 0x5c) { builderChar(b, c); continue; }
    if (i == n) { builderDrop(b); return raise(T_VALUE_ERROR, 'Trailing \\ in string'); }
    c = load<u8>(data + i++);
    if (c == 10) continue;
    if (c == 0x5c || c == 0x27 || c == 0x22) builderChar(b, c);
    else if (c == 0x62) builderChar(b, 8);
    else if (c == 0x66) builderChar(b, 12);
    else if (c == 0x74) builderChar(b, 9);
    else if (c == 0x6e) builderChar(b, 10);
    else if (c == 0x72) builderChar(b, 13);
    else if (c == 0x76) builderChar(b, 11);
    else if (c == 0x61) builderChar(b, 7);
    else if (c - 0x30 < 8) {
      let v = c - 0x30;
      for (let k = 0; k < 2 && i < n && <u32>load<u8>(data + i) - 0x30 < 8; k++) v = v << 3 | load<u8>(data + i++) - 0x30;
      if (v > 255 && bad < 0 && badOctal < 0) badOctal = v;
      builderChar(b, v & 255);
    } else if (c == 0x78) {
      const high = i < n ? hexValue(load<u8>(data + i)) : -1;
      const low = high >= 0 && i + 1 < n ? hexValue(load<u8>(data + i + 1)) : -1;
      if (low >= 0) {
        builderChar(b, high << 4 | low);
        i += 2;
        continue;
      }
      if (!ignore && !replace) {
        builderDrop(b);
        const m = builderNew();
        if (!m) return NULL;
        builderLiteral(m, 'invalid \\x escape at position ');
        builderInt(m, i - 2);
        return raiseWord(T_VALUE_ERROR, builderFinish(m));
      }
      if (replace) builderChar(b, 0x3f);
      if (high >= 0) i++;
    } else {
      if (bad < 0 && badOctal < 0) bad = c;
      builderChar(b, 0x5c);
      i--;
    }
  }
  const w = bytesFromBuilder(b);
  if (w != NULL && (bad >= 0 || badOctal >= 0) && !warnEscape(bad, badOctal)) { release(w); return NULL; }
  return w;
}

/** The escapes of a bytes literal for `n` bytes: bytes. */
export function encodeBytesEscape(data: usize, n: i32): Word {
  const b = builderNew();
  if (!b) return NULL;
  for (let i = 0; i < n; i++) {
    const c = <u32>load<u8>(data + i);
    if (c == 0x27 || c == 0x5c) { builderChar(b, 0x5c); builderChar(b, c); }
    else if (c == 9) builderLiteral(b, '\\t');
    else if (c == 10) builderLiteral(b, '\\n');
    else if (c == 13) builderLiteral(b, '\\r');
    else if (c < 32 || c >= 127) { builderLiteral(b, '\\x'); builderHex(b, c, 2); }
    else builderChar(b, c);
  }
  return bytesFromBuilder(b);
}
