// UTF-16 and UTF-32 in either byte order.

import { BYTES_DATA, STR_DATA } from '../../layout/text';
import { address, NULL, Word } from '../../layout/word';
import { release } from '../../counting/counts';
import { bytesFromBuilder, isBytes } from '../bytes/new';
import { charAt, readChar, strKind, strLength } from '../str/access';
import { builderAscii, builderChar, builderDrop, builderFinish, builderNew, builderReserve, builderWord, StrBuilder } from '../str/builder';
import { decodeError, encodeError, raiseEncode, replacement, UTF_16_BE, UTF_16_LE, UTF_32_BE, UTF_32_LE } from './errors';
import { setConsumed } from './utf8';

/** Byte order found by the last decoder call: -1 little, 0 not known, 1 big. */
export let foundOrder: i32 = 0;

// @ts-ignore: decorator
@inline function unit(p: usize, big: bool): u32 { const c = load<u16>(p); return <u32>(big ? bswap<u16>(c) : c); }

/** Decodes UTF-16. `order` as `foundOrder`; 0: by the byte order mark, little without one. */
export function decodeUtf16(data: usize, n: i32, errors: Word, order: i32, final: bool, source: Word): Word {
  let i = 0;
  if (order == 0 && n >= 2) {
    const mark = load<u16>(data);
    if (mark == 0xfeff) { order = -1; i = 2; }
    else if (mark == 0xfffe) { order = 1; i = 2; }
  }
  const given = order;
  const big = order > 0;
  const utf = big ? UTF_16_BE : UTF_16_LE;
  const name: string = big ? 'utf-16-be' : 'utf-16-le';
  const b = builderNew();
  if (!b) return NULL;
  builderReserve(b, n >> 1, 0x7f);
  setConsumed(n);
  while (i < n) {
    let fault: string = 'truncated data';
    let end = n;
    if (i + 2 <= n) {
      const c = unit(data + i, big);
      if ((c & 0xf800) != 0xd800) { builderChar(b, c); i += 2; continue; }
      if (c < 0xdc00) {
        if (i + 4 <= n) {
          const d = unit(data + i + 2, big);
          if ((d & 0xfc00) == 0xdc00) {
            builderChar(b, 0x10000 + ((c & 0x3ff) << 10 | d & 0x3ff));
            i += 4;
            continue;
          }
          fault = 'illegal UTF-16 surrogate';
          end = i + 2;
        } else {
          if (!final) break;
          fault = 'unexpected end of data';
        }
      } else { fault = 'illegal encoding'; end = i + 2; }
    } else if (!final) break;
    i = decodeError(errors, utf, name, source, data, n, i, end, fault);
    if (i < 0) return builderDrop(b);
    const text = replacement;
    builderWord(b, text);
    release(text);
  }
  setConsumed(i);
  foundOrder = given;
  return builderFinish(b);
}

/** Decodes UTF-32; arguments as `decodeUtf16`. */
export function decodeUtf32(data: usize, n: i32, errors: Word, order: i32, final: bool, source: Word): Word {
  let i = 0;
  if (order == 0 && n >= 4) {
    const mark = load<u32>(data);
    if (mark == 0xfeff) { order = -1; i = 4; }
    else if (mark == 0xfffe0000) { order = 1; i = 4; }
  }
  const given = order;
  const big = order > 0;
  const utf = big ? UTF_32_BE : UTF_32_LE;
  const name: string = big ? 'utf-32-be' : 'utf-32-le';
  const b = builderNew();
  if (!b) return NULL;
  while (i < n) {
    let fault: string = 'truncated data';
    let end = n;
    if (i + 4 <= n) {
      const raw = load<u32>(data + i);
      const c = big ? bswap<u32>(raw) : raw;
      if (c <= 0x10ffff && (c & 0xfffff800) != 0xd800) { builderChar(b, c); i += 4; continue; }
      fault = c <= 0x10ffff ? 'code point in surrogate code point range(0xd800, 0xe000)' : 'code point not in range(0x110000)';
      if (c <= 0x10ffff) fault = 'code point in surrogate code point range(0xd800, 0xe000)';
      end = i + 4;
    } else if (!final) break;
    i = decodeError(errors, utf, name, source, data, n, i, end, fault);
    if (i < 0) return builderDrop(b);
    const text = replacement;
    builderWord(b, text);
    release(text);
  }
  setConsumed(i);
  foundOrder = given;
  return builderFinish(b);
}

/** Appends a code point in 2- or 4-byte units. */
function push(b: usize, c: u32, wide: bool, big: bool): void {
  if (!builderReserve(b, 4, 0xff)) return;
  const builder = changetype<StrBuilder>(b);
  const to: usize = builder.data + builder.length;
  if (wide) {
    store<u32>(to, big ? bswap<u32>(c) : c);
    builder.length += 4;
  } else if (c < 0x10000) {
    store<u16>(to, big ? bswap<u16>(<u16>c) : <u16>c);
    builder.length += 2;
  } else {
    const high = <u16>(0xd800 + (c - 0x10000 >> 10)), low = <u16>(0xdc00 + (c & 0x3ff));
    store<u16>(to, big ? bswap<u16>(high) : high);
    store<u16>(to, big ? bswap<u16>(low) : low, 2);
    builder.length += 4;
  }
}

/** Encodes UTF-16 (or UTF-32: `wide`). `order` 0: little with a byte order mark. */
export function encodeUtf16(text: Word, errors: Word, order: i32, wide: bool): Word {
  const p = address(text), n = <i32>strLength(p), kind = strKind(p), data = p + STR_DATA;
  const big = order > 0;
  const b = builderNew();
  if (!b) return NULL;
  builderReserve(b, (n + 1) * (wide ? 4 : 2), 0xff);
  if (order == 0) push(b, 0xfeff, wide, false);
  const name: string = wide ? (order < 0 ? 'utf-32-le' : order > 0 ? 'utf-32-be' : 'utf-32') : order < 0 ? 'utf-16-le' : order > 0 ? 'utf-16-be' : 'utf-16';
  const utf = wide ? (big ? UTF_32_BE : UTF_32_LE) : big ? UTF_16_BE : UTF_16_LE;
  let i = 0;
  while (i < n) {
    const c = readChar(data, kind, i);
    if ((c & 0xfffff800) != 0xd800) { push(b, c, wide, big); i++; continue; }
    let end = i + 1;
    while (end < n && (readChar(data, kind, end) & 0xfffff800) == 0xd800) end++;
    const start = i;
    i = encodeError(errors, utf, name, text, i, end, 'surrogates not allowed');
    if (i < 0) return builderDrop(b);
    const r = replacement;
    let ok = true;
    if (isBytes(r)) {
      const m = load<u32>(address(r), 16);
      ok = m % (wide ? 4 : 2) == 0;
      builderAscii(b, address(r) + BYTES_DATA, m);
    } else {
      const q = address(r);
      for (let j: u32 = 0, m = strLength(q); ok && j < m; j++) {
        const d = charAt(q, j);
        ok = d < 128;
        push(b, d, wide, big);
      }
    }
    release(r);
    if (!ok) {
      raiseEncode(name, text, start, end, 'surrogates not allowed');
      return builderDrop(b);
    }
  }
  return bytesFromBuilder(b);
}
