// Names of code points, both ways. Data: generated/unicode_names.ts.

import {
  NAMED_ALIASES, NAMED_CHARACTERS, NAMED_SERIES, NAME_ALIASES, NAME_CODES, NAME_SEQUENCES, NAME_SERIES, NAME_SHIFT, NAME_STAGE1, NAME_STAGE2,
  NAME_STARTS, NAME_WORD_COUNT, NAME_WORD_STARTS, NAME_WORDS,
} from '../../generated/unicode_names';
import { NULL, Word } from '../../layout/word';
import { builderAscii, builderChar, builderFinish, builderHex, builderLiteral, builderNew } from '../str/builder';

// @ts-ignore: decorator
@inline const LAST: u32 = 0x8000;
// @ts-ignore: decorator
@inline const HANGUL: u32 = 0xac00;
const HANGUL_L: string = 'G GG N D DD R M B BB S SS  J JJ C K T P H ';
const HANGUL_V: string = 'A AE YA YAE EO E YEO YE O WA WAE OE YO U WEO WE WI YU EU YI I ';
const HANGUL_T: string = ' G GG GS N NJ NH D L LG LM LB LS LT LP LH M B BS S SS NG J C K T P H ';

/** Item `i` of a list of texts that each end with a space: its place and length in units. */
let itemStart: i32 = 0;
let itemLength: i32 = 0;
export function listItem(list: string, i: i32): void {
  const p = changetype<usize>(list);
  let at = 0;
  while (i > 0) {
    if (load<u16>(p + (<usize>at << 1)) == 32) i--;
    at++;
  }
  itemStart = at;
  let end = at;
  while (load<u16>(p + (<usize>end << 1)) != 32) end++;
  itemLength = end - at;
}
/** Appends item `i` of such a list. */
export function builderItem(b: usize, list: string, i: i32): void {
  listItem(list, i);
  for (let j = 0; j < itemLength; j++) builderChar(b, load<u16>(changetype<usize>(list) + (<usize>(itemStart + j) << 1)));
}

function isIdeograph(c: u32): bool {
  return c - 0x3400 < 0x19c0 || c - 0x4e00 < 0x5200 || c - 0x20000 < 0xa6e0 || c - 0x2a700 < 0x103a || c - 0x2b740 < 0xde
    || c - 0x2b820 < 0x1682 || c - 0x2ceb0 < 0x1d31 || c - 0x2ebf0 < 0x26e || c - 0x30000 < 0x134b || c - 0x31350 < 0x1060;
}

/** The name of a code point; NULL without an error if it has none. */
export function characterName(c: u32): Word {
  if (c > 0x10ffff) return NULL;
  const ideograph = isIdeograph(c), hangul = c - HANGUL < 11172;
  let number: u32 = 0;
  if (!ideograph && !hangul) {
    const block = <u32>load<u16>(changetype<usize>(NAME_STAGE1) + ((c >> NAME_SHIFT) << 1));
    number = load<u16>(changetype<usize>(NAME_STAGE2) + ((block << NAME_SHIFT | c & ((1 << NAME_SHIFT) - 1)) << 1));
    if (!number) return NULL;
  }
  const b = builderNew();
  if (!b) return NULL;
  if (ideograph) {
    builderLiteral(b, 'CJK UNIFIED IDEOGRAPH-');
    const mark = changetype<StrBuilder>(b).length;
    builderHex(b, c, 4);
    for (let i = mark; i < changetype<StrBuilder>(b).length; i++) {
      const at: usize = changetype<StrBuilder>(b).data + i;
      if (load<u8>(at) >= 97) store<u8>(at, load<u8>(at) - 32);
    }
  } else if (hangul) {
    const s = c - HANGUL;
    builderLiteral(b, 'HANGUL SYLLABLE ');
    builderItem(b, HANGUL_L, s / 588);
    builderItem(b, HANGUL_V, s % 588 / 28);
    builderItem(b, HANGUL_T, s % 28);
  } else {
    let at = load<u32>(changetype<usize>(NAME_STARTS) + (number << 2));
    while (true) {
      const word = <u32>load<u16>(changetype<usize>(NAME_SEQUENCES) + (at++ << 1));
      const w = word & (LAST - 1);
      const from = load<u32>(changetype<usize>(NAME_WORD_STARTS) + (w << 2));
      builderAscii(b, changetype<usize>(NAME_WORDS) + from, load<u32>(changetype<usize>(NAME_WORD_STARTS) + (w << 2), 4) - from);
      if (word & LAST) break;
      builderChar(b, 32);
    }
  }
  return builderFinish(b);
}
import { StrBuilder } from '../str/builder';

// @ts-ignore: decorator
@inline function upper(c: u32): u32 { return c - 97 < 26 ? c - 32 : c; }

/** Number of the word of `n` ASCII letters at `p` in any case, -1 if no name has it. */
function wordNumber(p: usize, n: i32): i32 {
  let low = 0, high = NAME_WORD_COUNT - 1;
  const starts = changetype<usize>(NAME_WORD_STARTS);
  while (low <= high) {
    const middle = (low + high) >> 1;
    const from = load<u32>(starts + (middle << 2)), length = <i32>(load<u32>(starts + (middle << 2), 4) - from);
    const text = changetype<usize>(NAME_WORDS) + from;
    let order = 0;
    for (let i = 0; order == 0 && i < n && i < length; i++) order = <i32>upper(load<u8>(p + i)) - <i32>load<u8>(text + i);
    if (order == 0) order = n - length;
    if (order == 0) return middle;
    if (order < 0) high = middle - 1;
    else low = middle + 1;
  }
  return -1;
}

/** Whether the `n` bytes at `p` begin with a literal (exact case). */
function startsWith(p: usize, n: i32, text: string): bool {
  if (n < text.length) return false;
  for (let i = 0; i < text.length; i++) if (load<u8>(p + i) != load<u16>(changetype<usize>(text) + (i << 1))) return false;
  return true;
}

/** Longest item of a list that the bytes begin with: its number (length in `itemLength`), -1 if none. */
function longestItem(p: usize, n: i32, list: string, count: i32): i32 {
  let best = -1, bestLength = -1;
  for (let i = 0; i < count; i++) {
    listItem(list, i);
    if (itemLength <= bestLength || itemLength > n) continue;
    let j = 0;
    while (j < itemLength && load<u8>(p + j) == load<u16>(changetype<usize>(list) + (<usize>(itemStart + j) << 1))) j++;
    if (j == itemLength) { best = i; bestLength = itemLength; }
  }
  itemLength = bestLength;
  return best;
}

/** Number of the name of `n` ASCII bytes: 1.. characters, then aliases, then series; 0 if unknown. */
function nameNumber(p: usize, n: i32): i32 {
  // look the words up, then compare the sequences: a name has at most 20 words or so
  if (n <= 0 || n > 256) return 0;
  const first = firstWordEnd(p, n, 0);
  const w0 = wordNumber(p, first);
  if (w0 < 0) return 0;
  const total = NAMED_CHARACTERS + NAMED_ALIASES + NAMED_SERIES;
  const sequences = changetype<usize>(NAME_SEQUENCES), starts = changetype<usize>(NAME_STARTS);
  for (let number = 1; number <= total; number++) {
    let at = load<u32>(starts + (number << 2));
    let word = <u32>load<u16>(sequences + (at << 1));
    if (<i32>(word & (LAST - 1)) != w0) continue;
    let i = first;
    let same = true;
    while (same) {
      if (word & LAST) { same = i == n; break; }
      if (i >= n) { same = false; break; }
      const end = firstWordEnd(p, n, i + 1);
      const w = wordNumber(p + i + 1, end - i - 1);
      word = load<u16>(sequences + (++at << 1));
      same = w == <i32>(word & (LAST - 1));
      i = end;
    }
    if (same) return number;
  }
  return 0;
}
function firstWordEnd(p: usize, n: i32, from: i32): i32 {
  while (from < n && load<u8>(p + from) != 32) from++;
  return from;
}

/** The code point with the name or alias of `n` bytes at `p`; -1 if there is none. */
export function codePointNamed(p: usize, n: i32): i32 {
  if (startsWith(p, n, 'HANGUL SYLLABLE ')) {
    let at = 16;
    const l = longestItem(p + at, n - at, HANGUL_L, 19);
    if (l >= 0) {
      at += itemLength;
      const v = longestItem(p + at, n - at, HANGUL_V, 21);
      if (v >= 0) {
        at += itemLength;
        const t = longestItem(p + at, n - at, HANGUL_T, 28);
        if (t >= 0 && at + itemLength == n) return HANGUL + (l * 21 + v) * 28 + t;
      }
    }
  }
  if (startsWith(p, n, 'CJK UNIFIED IDEOGRAPH-') && (n == 26 || n == 27)) {
    let code: u32 = 0;
    for (let i = 22; i < n; i++) {
      const c = <u32>load<u8>(p + i);
      if (c - 48 < 10) code = code << 4 | c - 48;
      else if (c - 65 < 6) code = code << 4 | c - 55;
      else return -1;
    }
    return isIdeograph(code) ? code : -1;
  }
  const number = nameNumber(p, n);
  if (!number) return -1;
  if (number <= NAMED_CHARACTERS) return load<u32>(changetype<usize>(NAME_CODES) + ((number - 1) << 2));
  if (number <= NAMED_CHARACTERS + NAMED_ALIASES) return load<u32>(changetype<usize>(NAME_ALIASES) + ((number - NAMED_CHARACTERS - 1) << 2));
  return -1;
}

/** Address of the u32 length and code points of the named sequence; 0 if there is none. */
export function seriesNamed(p: usize, n: i32): usize {
  const number = nameNumber(p, n) - NAMED_CHARACTERS - NAMED_ALIASES;
  if (number <= 0) return 0;
  let at = changetype<usize>(NAME_SERIES);
  for (let i = 1; i < number; i++) at += 4 + (<usize>load<u32>(at) << 2);
  return at;
}
