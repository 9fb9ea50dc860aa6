// repr and ascii of strs.

import { STR_DATA } from '../../layout/text';
import { address, fromAddress, NULL, Word } from '../../layout/word';
import { own } from '../../counting/counts';
import { isPrintable } from '../unicode/ctype';
import { copyChars, readChar, strIsAscii, strKind, strLength } from './access';
import { builderChar, builderFinish, builderHex, builderNew, builderRange, builderReserve } from './builder';
import { newAscii } from './new';

/** The quote that repr uses: ' unless the text holds one and no ". */
function quoteFor(p: usize): u32 {
  const data = p + STR_DATA, kind = strKind(p);
  let single = false;
  for (let i: u32 = 0, n = strLength(p); i < n; i++) {
    const c = readChar(data, kind, i);
    if (c == 0x22) return 0x27;
    if (c == 0x27) single = true;
  }
  return single ? 0x22 : 0x27;
}

/** Appends \xhh, \uhhhh or \Uhhhhhhhh. */
export function builderEscape(b: usize, c: u32): void {
  builderChar(b, 0x5c);
  if (c < 0x100) { builderChar(b, 0x78); builderHex(b, c, 2); }
  else if (c < 0x10000) { builderChar(b, 0x75); builderHex(b, c, 4); }
  else { builderChar(b, 0x55); builderHex(b, c, 8); }
}

/** Appends repr() of the str at `p`. */
export function builderStrRepr(b: usize, p: usize): void {
  const n = strLength(p), data = p + STR_DATA, kind = strKind(p);
  const quote = quoteFor(p);
  builderReserve(b, n + 2, 0x7f);
  builderChar(b, quote);
  let from: u32 = 0;
  for (let i: u32 = 0; i < n; i++) {
    const c = readChar(data, kind, i);
    if (c != quote && c != 0x5c && isPrintable(c)) continue;
    builderRange(b, p, from, i);
    from = i + 1;
    if (c == quote || c == 0x5c) { builderChar(b, 0x5c); builderChar(b, c); }
    else if (c == 10 || c == 13 || c == 9) {
      builderChar(b, 0x5c);
      builderChar(b, c == 10 ? 0x6e : c == 13 ? 0x72 : 0x74);
    } else builderEscape(b, c);
  }
  builderRange(b, p, from, n);
  builderChar(b, quote);
}

/** @slot str.repr */
export function strRepr(self: Word): Word {
  const p = address(self);
  if (strIsAscii(p)) {
    const n = strLength(p), data = p + STR_DATA;
    let i: u32 = 0;
    for (; i < n; i++) {
      const c = <u32>load<u8>(data + i);
      if (c - 32 >= 95 || c == 0x27 || c == 0x5c) break;
    }
    if (i == n) {
      const q = newAscii(n + 2);
      if (!q) return NULL;
      store<u8>(q, 0x27, STR_DATA);
      copyChars(q + STR_DATA + 1, 1, data, 1, n);
      store<u8>(q + n, 0x27, STR_DATA + 1);
      return fromAddress(q);
    }
  }
  const b = builderNew();
  if (!b) return NULL;
  builderStrRepr(b, p);
  return builderFinish(b);
}

/** A str with everything outside ASCII as \x, \u and \U escapes: what ascii() makes of a repr. */
export function strAscii(w: Word): Word {
  const p = address(w);
  if (strIsAscii(p)) return own(w);
  const b = builderNew();
  if (!b) return NULL;
  for (let i: u32 = 0, n = strLength(p), kind = strKind(p); i < n; i++) {
    const c = readChar(p + STR_DATA, kind, i);
    if (c < 128) builderChar(b, c);
    else builderEscape(b, c);
  }
  return builderFinish(b);
}
