// What a code point is: letters, digits, spaces, case mappings. Data: generated/unicode.ts (Unicode 15.1).

import {
  CASE_SPECIAL, CTYPE_RECORDS, CTYPE_SHIFT, CTYPE_STAGE1, CTYPE_STAGE2, NUMERIC_CODES, NUMERIC_COUNT, NUMERIC_VALUES, UC_ALPHA, UC_DECIMAL, UC_DIGIT,
  UC_NUMERIC, UC_PRINTABLE, UC_SPACE,
} from '../../generated/unicode';

/** Address of the record of a code point. */
// @ts-ignore: decorator
@inline function recordOf(c: u32): usize {
  if (c > 0x10ffff) return changetype<usize>(CTYPE_RECORDS);
  const block = <u32>load<u16>(changetype<usize>(CTYPE_STAGE1) + ((c >> CTYPE_SHIFT) << 1));
  const i = block << CTYPE_SHIFT | c & ((1 << CTYPE_SHIFT) - 1);
  return changetype<usize>(CTYPE_RECORDS) + <usize>load<u16>(changetype<usize>(CTYPE_STAGE2) + (i << 1)) * 24;
}

/** UC_ flags of a code point. */
export function ctype(c: u32): u32 { return load<u16>(recordOf(c)); }

// @ts-ignore: decorator
@inline export function isSpace(c: u32): bool {
  return c < 128 ? c == 32 || c - 9 < 5 || c - 28 < 4 : (ctype(c) & UC_SPACE) != 0;
}
// @ts-ignore: decorator
@inline export function isLineBreak(c: u32): bool {
  return c < 128 ? c - 10 < 4 || c - 28 < 3 : c == 0x85 || c == 0x2028 || c == 0x2029;
}
// @ts-ignore: decorator
@inline export function isPrintable(c: u32): bool { return c < 127 ? c >= 32 : (ctype(c) & UC_PRINTABLE) != 0; }
export function isAlnum(c: u32): bool { return (ctype(c) & (UC_ALPHA | UC_DECIMAL | UC_DIGIT | UC_NUMERIC)) != 0; }

/** Decimal digit value, -1 if there is none. */
export function decimalValue(c: u32): i32 {
  if (c < 128) return c - 48 < 10 ? <i32>c - 48 : -1;
  const v = <i32>load<u8>(recordOf(c), 2);
  return v == 255 ? -1 : v;
}
/** Digit value, -1 if there is none. */
export function digitValue(c: u32): i32 {
  const v = <i32>load<u8>(recordOf(c), 3);
  return v == 255 ? -1 : v;
}
/** Numeric value; ask `ctype(c) & UC_NUMERIC` first. */
export function numericValue(c: u32): f64 {
  let low = 0, high = NUMERIC_COUNT - 1;
  const codes = changetype<usize>(NUMERIC_CODES);
  while (low <= high) {
    const middle = (low + high) >> 1;
    const code = load<u32>(codes + (middle << 2));
    if (code == c) return load<f64>(changetype<usize>(NUMERIC_VALUES) + (middle << 3));
    if (code < c) low = middle + 1;
    else high = middle - 1;
  }
  return -1.0;
}

/** Case mappings. */
// @ts-ignore: decorator
@inline export const LOWER: usize = 4;
// @ts-ignore: decorator
@inline export const UPPER: usize = 8;
// @ts-ignore: decorator
@inline export const TITLE: usize = 12;
// @ts-ignore: decorator
@inline export const FOLD: usize = 16;
// @ts-ignore: decorator
@inline const SPECIAL: i32 = 0x4000_0000;

/** The simple mapping: one code point. */
export function mapSimple(c: u32, mapping: usize): u32 {
  const m = load<i32>(recordOf(c) + mapping);
  if (m < SPECIAL) return c + m;
  return load<u32>(changetype<usize>(CASE_SPECIAL) + (<usize>(m & 0xffff) << 2));
}
export function toLower(c: u32): u32 {
  if (c < 128) return c - 65 < 26 ? c + 32 : c;
  return mapSimple(c, LOWER);
}
export function toUpper(c: u32): u32 {
  if (c < 128) return c - 97 < 26 ? c - 32 : c;
  return mapSimple(c, UPPER);
}

/** The full mapping, result of `mapFull`, until its next call. */
export let mapped0: u32 = 0;
export let mapped1: u32 = 0;
export let mapped2: u32 = 0;
/** Full mapping: its length, 1 to 3; the code points stand in `mapped0` and so on. */
export function mapFull(c: u32, mapping: usize): i32 {
  const m = load<i32>(recordOf(c) + mapping);
  if (m < SPECIAL) { mapped0 = c + m; return 1; }
  const at = changetype<usize>(CASE_SPECIAL) + (<usize>(m & 0xffff) << 2);
  const n = m >> 16 & 15;
  mapped0 = load<u32>(at, 4);
  if (n > 1) mapped1 = load<u32>(at, 8);
  if (n > 2) mapped2 = load<u32>(at, 12);
  return n;
}
