// Which encodings are done natively, without the registry.

import { address, NULL, Word } from '../../layout/word';
import { charAt, strLength } from '../str/access';

// @ts-ignore: decorator
@inline export const C_OTHER: i32 = 0;
// @ts-ignore: decorator
@inline export const C_UTF8: i32 = 1;
// @ts-ignore: decorator
@inline export const C_LATIN1: i32 = 2;
// @ts-ignore: decorator
@inline export const C_ASCII: i32 = 3;
// @ts-ignore: decorator
@inline export const C_UTF16: i32 = 4;
// @ts-ignore: decorator
@inline export const C_UTF32: i32 = 5;

/** Whether the letters and digits of a name, other characters counting as '_', are `text`. */
function named(p: usize, text: string): bool {
  const n = strLength(p);
  if (n != <u32>text.length) return false;
  for (let i: u32 = 0; i < n; i++) {
    let c = charAt(p, i);
    if (c - 65 < 26) c += 32;
    else if (c == 0x2d || c == 0x20) c = 0x5f;
    if (c != load<u16>(changetype<usize>(text) + (i << 1))) return false;
  }
  return true;
}

/** C_ number of an encoding; NULL is UTF-8. */
export function builtinCodec(encoding: Word): i32 {
  if (encoding == NULL) return C_UTF8;
  const p = address(encoding);
  if (named(p, 'utf_8') || named(p, 'utf8')) return C_UTF8;
  if (named(p, 'ascii') || named(p, 'us_ascii')) return C_ASCII;
  if (named(p, 'latin_1') || named(p, 'latin1') || named(p, 'iso_8859_1') || named(p, 'iso8859_1')) return C_LATIN1;
  if (named(p, 'utf_16') || named(p, 'utf16')) return C_UTF16;
  if (named(p, 'utf_32') || named(p, 'utf32')) return C_UTF32;
  return C_OTHER;
}
