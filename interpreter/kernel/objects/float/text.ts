// Floats as text: repr, and the layout that e, f, g and r share.

import { NULL, Word } from '../../layout/word';
import { memoryError } from '../../eval/errors';
import { allocBlock, freeBlock, KIND_RAW } from '../../memory/blocks';
import { strFromLatin1 } from '../str/new';
import { DIGIT_ROOM, digitsCount, digitsPoint, fixedDigits, repeatableDigits, significantDigits } from './digits';

/** Codes of `formatFinite`. */
// @ts-ignore: decorator
@inline export const CODE_E: u32 = 0x65;
// @ts-ignore: decorator
@inline export const CODE_F: u32 = 0x66;
// @ts-ignore: decorator
@inline export const CODE_G: u32 = 0x67;
/** Shortest digits that read back. */
// @ts-ignore: decorator
@inline export const CODE_R: u32 = 0x72;

/** Flags of `formatFinite`: keep the point and zeros (#), ".0" behind whole numbers, E instead of e. */
// @ts-ignore: decorator
@inline export const ALTERNATE: u32 = 1;
// @ts-ignore: decorator
@inline export const POINT_ZERO: u32 = 2;
// @ts-ignore: decorator
@inline export const UPPER: u32 = 4;

/** Bytes that `formatFinite` wrote, and how many of them are integer digits. */
export let textLength: u32 = 0;
export let integerLength: u32 = 0;

/** Text of a finite x >= 0 as ASCII bytes in a raw block with room for a few more, which the caller frees. 0 with MemoryError set. */
export function formatFinite(x: f64, code: u32, precision: i32, flags: u32): usize {
  if (code == CODE_G && precision == 0) precision = 1;
  // repr needs 17 digits, a point, leading zeros and an exponent
  const room = code == CODE_R ? <usize>32 : <usize>DIGIT_ROOM;
  const block = allocBlock(KIND_RAW, room + (code == CODE_R ? 64 : <usize>precision + 400));
  if (!block) {
    memoryError();
    return 0;
  }
  let ok = true;
  if (code == CODE_R) repeatableDigits(x, block);
  else if (code == CODE_F) ok = fixedDigits(x, precision, block);
  else ok = significantDigits(x, code == CODE_E ? precision + 1 : precision, block);
  if (!ok) {
    freeBlock(block);
    return 0;
  }
  const to = block + room;
  layOut(block, to, code, precision, flags);
  memory.copy(block, to, textLength);
  return block;
}

function layOut(digits: usize, to: usize, code: u32, precision: i32, flags: u32): void {
  let point = digitsPoint, count = digitsCount;
  // all digits zero: the value is zero
  if (load<u8>(digits) == 0x30) {
    point = 1;
    count = 1;
  }
  let end: i32; // digits up to here are shown, zeros where there are none
  let exponential = false;
  if (code == CODE_E) {
    exponential = true;
    end = precision + 1;
  } else if (code == CODE_F) end = point + precision;
  else {
    if (code == CODE_R) exponential = point <= -4 || point > 16;
    else exponential = point <= -4 || point > precision - (flags & POINT_ZERO ? 1 : 0);
    while (count > 1 && load<u8>(digits + count - 1) == 0x30) count--;
    end = code == CODE_G && flags & ALTERNATE ? precision : count;
  }
  const exponent = point - 1;
  if (exponential) point = 1;
  const least = !exponential && flags & POINT_ZERO ? point + 1 : point;
  if (end < least) end = least;
  let p = to;
  let i = 0;
  if (point <= 0) store<u8>(p++, 0x30);
  for (; i < point; i++) store<u8>(p++, i < count ? load<u8>(digits + i) : 0x30);
  integerLength = <u32>(p - to);
  if (end > point || flags & ALTERNATE) store<u8>(p++, 0x2e);
  for (i = point; i < end; i++) store<u8>(p++, i >= 0 && i < count ? load<u8>(digits + i) : 0x30);
  if (exponential) {
    store<u8>(p++, flags & UPPER ? 0x45 : 0x65);
    store<u8>(p++, exponent < 0 ? 0x2d : 0x2b);
    const e = exponent < 0 ? -exponent : exponent;
    if (e >= 100) store<u8>(p++, <u8>(0x30 + e / 100));
    store<u8>(p++, <u8>(0x30 + e / 10 % 10));
    store<u8>(p++, <u8>(0x30 + e % 10));
  }
  textLength = <u32>(p - to);
}

/** Whether the sign bit is set. */
// @ts-ignore: decorator
@inline export function signBit(x: f64): bool { return <i64>reinterpret<u64>(x) < 0; }

/**
 * repr of x at `to` (at least 32 bytes), with ".0" behind whole numbers if asked for; its length. Infinity is "inf".
 */
export function writeRepr(to: usize, x: f64, flags: u32): u32 {
  let n: u32 = 0;
  if (x != x) return writeWord(to, 'nan');
  if (signBit(x)) store<u8>(to + n++, 0x2d);
  const y = abs<f64>(x);
  if (y == Infinity) return n + writeWord(to + n, 'inf');
  const text = formatFinite(y, CODE_R, 0, flags);
  if (!text) return 0;
  memory.copy(to + n, text, textLength);
  freeBlock(text);
  return n + textLength;
}

/** Writes a literal as bytes; its length. */
export function writeWord(to: usize, literal: string): u32 {
  const n = <u32>literal.length;
  for (let i: u32 = 0; i < n; i++) store<u8>(to + i, load<u8>(changetype<usize>(literal) + (i << 1)));
  return n;
}

/** repr of a float. */
export function floatToText(x: f64): Word {
  const room = allocBlock(KIND_RAW, 40);
  if (!room) return memoryError();
  const n = writeRepr(room, x, POINT_ZERO);
  const r: Word = n ? strFromLatin1(room, n) : NULL;
  freeBlock(room);
  return r;
}
