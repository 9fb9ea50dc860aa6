// Ints as text: digits in any base both ways, subquadratic for long ones, with the limit of sys.set_int_max_str_digits.

import { control } from '../../layout/control';
import { LIMBS, STR_DATA } from '../../layout/text';
import { address, fromAddress, NULL, ofI32, ofInt, Word } from '../../layout/word';
import { T_VALUE_ERROR } from '../../generated/types';
import { release } from '../../counting/counts';
import { memoryError, raisef } from '../../eval/errors';
import { allocBlock, freeBlock, KIND_RAW } from '../../memory/blocks';
import { freeObject } from '../../memory/objects';
import { finishStr, newAscii } from '../str/new';
import { addLimbs, bitLength, divideSmall, limb, limbAt, multiplySmall, setLimb, significant } from './limbs';
import { divideLimbs } from './divide';
import { multiplyLimbs } from './multiply';
import { finishInt, MAX_LIMBS, newInt } from './new';
import { Operand, operand } from './operand';

/** Numbers of up to this many limbs are converted digit by digit. */
// @ts-ignore: decorator
@inline const SIMPLE_LIMBS: u32 = 48;
/** Strings of fewer digits are never refused. */
// @ts-ignore: decorator
@inline const LIMIT_THRESHOLD: u32 = 640;

// ---- powers of a base ----------------------------------------------------------------------------------------------------
// A raw block with { u32 limbs, u32 size } for (base**unit) ** (2**k), k = 0, 1 ...

// @ts-ignore: decorator
@inline const LEVELS: u32 = 32;

function newPowers(first: u32): usize {
  const table = allocBlock(KIND_RAW, LEVELS << 3);
  if (!table) return 0;
  memory.fill(table, 0, LEVELS << 3);
  const p = allocBlock(KIND_RAW, 8);
  if (!p) { freeBlock(table); return 0; }
  setLimb(p, 0, first);
  store<u32>(table, <u32>p);
  store<u32>(table, 1, 4);
  return table;
}

function powerLimbs(table: usize, k: u32): usize { return load<u32>(table + (<usize>k << 3)); }
function powerSize(table: usize, k: u32): u32 { return load<u32>(table + (<usize>k << 3), 4); }

/** Makes power k from power k - 1 unless it is there. */
function needPower(table: usize, k: u32): bool {
  if (powerSize(table, k)) return true;
  const n = powerSize(table, k - 1);
  const p = allocBlock(KIND_RAW, <usize>n << 3);
  if (!p) return false;
  store<u32>(table + (<usize>k << 3), <u32>p);
  if (!multiplyLimbs(p, powerLimbs(table, k - 1), n, powerLimbs(table, k - 1), n)) return false;
  store<u32>(table + (<usize>k << 3), significant(p, 2 * n), 4);
  return true;
}

function freePowers(table: usize): void {
  for (let k: u32 = 0; k < LEVELS; k++) freeBlock(powerLimbs(table, k));
  freeBlock(table);
}

// ---- int to text -----------------------------------------------------------------------------------------------------------

/** Writes the low `width` decimal digits of a number below 10**width at `to`; `a` is used up. False: no memory. */
function writeDecimal(table: usize, a: usize, n: u32, to: usize, width: u32): bool {
  n = significant(a, n);
  if (n <= SIMPLE_LIMBS) {
    let end = to + width;
    while (n) {
      let chunk = divideSmall(a, a, n, 1000000000);
      if (!limb(a, n - 1)) n--;
      for (let i = 0; i < 9 && end > to; i++) {
        store<u8>(--end, 0x30 + <u8>(chunk % 10));
        chunk /= 10;
      }
    }
    if (end > to) memory.fill(to, 0x30, end - to);
    return true;
  }
  let k: u32 = 0;
  while (powerSize(table, k) * 2 <= n + 1) {
    if (!needPower(table, k + 1)) return false;
    if (powerSize(table, k + 1) > n - 2) break;
    k++;
  }
  const m = powerSize(table, k);
  const low: u32 = 9 << k;
  const q = allocBlock(KIND_RAW, <usize>(n - m + 1) << 2);
  if (!q) return false;
  const ok = divideLimbs(q, a, n, powerLimbs(table, k), m, true)
    && writeDecimal(table, q, n - m + 1, to, width - low)
    && writeDecimal(table, a, m, to + width - low, low);
  freeBlock(q);
  return ok;
}

/** Digits that are certainly enough for a number of `bits` bits. */
// @ts-ignore: decorator
@inline function decimalWidth(bits: u32): u32 { return <u32>(<u64>bits * 1292913987 >> 32) + 2; } // 2**32 log10(2), rounded up

/** Digits that every number of `bits` bits has at least: a limit is noticed before the work is done. */
// @ts-ignore: decorator
@inline function leastDigits(bits: u32): u32 { return bits == 0 ? 1 : <u32>(<u64>(bits - 1) * 1292913986 >> 32) + 1; } // rounded down

function tooLong(limit: u32): Word {
  return raisef(T_VALUE_ERROR, 'Exceeds the limit (%d digits) for integer string conversion; use sys.set_int_max_str_digits() to increase the limit', ofI32(<i32>limit));
}

function decimalText(o: Operand, limit: u32): Word {
  const bits = bitLength(o.limbs, o.size);
  if (limit && leastDigits(bits) > limit) return tooLong(limit);
  const width = decimalWidth(bits);
  const room = allocBlock(KIND_RAW, (<usize>o.size << 2) + width);
  if (!room) return memoryError();
  const text = limbAt(room, o.size);
  memory.copy(room, o.limbs, <usize>o.size << 2);
  let ok: bool;
  if (o.size <= SIMPLE_LIMBS) ok = writeDecimal(0, room, o.size, text, width);
  else {
    const table = newPowers(1000000000);
    ok = table != 0 && writeDecimal(table, room, o.size, text, width);
    if (table) freePowers(table);
  }
  if (!ok) { freeBlock(room); return memoryError(); }
  let from: u32 = 0;
  while (from + 1 < width && load<u8>(text + from) == 0x30) from++;
  const digits = width - from;
  if (limit && digits > limit && digits > LIMIT_THRESHOLD) { freeBlock(room); return tooLong(limit); }
  const r = asciiText(o.negative, 0, text + from, digits);
  freeBlock(room);
  return r;
}

/** The str of a sign, "0" and `prefix` unless 0, and digits. */
function asciiText(negative: u32, prefix: u32, digits: usize, n: u32): Word {
  const p = newAscii(n + negative + (prefix ? 2 : 0));
  if (!p) return NULL;
  let to = p + STR_DATA;
  if (negative) store<u8>(to++, 0x2d);
  if (prefix) {
    store<u8>(to, 0x30);
    store<u8>(to, <u8>prefix, 1);
    to += 2;
  }
  memory.copy(to, digits, n);
  return finishStr(p);
}

/** Digits of a magnitude in base 2**shift at `to`, without leading zeros; returns their number. */
function writeBinary(o: Operand, shift: u32, to: usize, upper: bool): u32 {
  const bits = bitLength(o.limbs, o.size);
  const count = bits ? (bits + shift - 1) / shift : 1;
  const letter: u32 = upper ? 0x37 : 0x57;
  let word: u64 = 0;
  let have: u32 = 0;
  let next: u32 = 0;
  for (let i = count; i--;) {
    if (have < shift) {
      if (next < o.size) word |= <u64>limb(o.limbs, next++) << have;
      have += 32;
    }
    const d = <u32>word & ((1 << shift) - 1);
    store<u8>(to + i, <u8>(d + (d < 10 ? 0x30 : letter)));
    word >>= shift;
    have -= shift;
  }
  return count;
}

/** Decimal text of an int. NULL with ValueError set if it is longer than the limit. */
export function intToText(w: Word): Word { return toText(w, control().pool3); }

function toText(w: Word, limit: u32): Word {
  const o = operand(0, w);
  if (o.size > 2) return decimalText(o, limit);
  let n: u64 = o.size == 2 ? load<u64>(o.limbs) : o.size ? <u64>limb(o.limbs, 0) : 0;
  const negative = o.negative;
  let count: u32 = 1 + negative;
  for (let x = n; x >= 10; x /= 10) count++;
  const p = newAscii(count);
  if (!p) return NULL;
  let end = p + STR_DATA + count;
  if (n < 0x1_0000_0000) {
    let x = <u32>n;
    do { store<u8>(--end, <u8>(0x30 + x % 10)); x /= 10; } while (x);
  } else do { store<u8>(--end, <u8>(0x30 + n % 10)); n /= 10; } while (n);
  if (negative) store<u8>(p, 0x2d, STR_DATA);
  return count == 1 ? finishStr(p) : fromAddress(p);
}

/**
 * Digits of the magnitude of an int in base 2, 8, 10 or 16 as ASCII bytes in a raw block, with room for a few more: the
 * caller frees it; their number in `digitCount`. 0 with an error set.
 */
export function intDigits(w: Word, base: u32, upper: bool): usize {
  if (base == 10) return digitsOf(intToText(w));
  const o = operand(0, w);
  const shift: u32 = base == 2 ? 1 : base == 8 ? 3 : 4;
  const room = allocBlock(KIND_RAW, <usize>bitLength(o.limbs, o.size) / shift + 8);
  if (!room) { memoryError(); return 0; }
  digitCount = writeBinary(o, shift, room, upper);
  return room;
}
export let digitCount: u32 = 0;

/** As `intDigits` in base 10, of any length. */
export function intDigitsUnlimited(w: Word): usize { return digitsOf(toText(w, 0)); }

function digitsOf(text: Word): usize {
  if (text == NULL) return 0;
  const sign: u32 = load<u8>(address(text), STR_DATA) == 0x2d ? 1 : 0;
  digitCount = load<u32>(address(text), 16) - sign;
  const room = allocBlock(KIND_RAW, digitCount + 8);
  if (room) memory.copy(room, address(text) + STR_DATA + sign, digitCount);
  else memoryError();
  release(text);
  return room;
}

// ---- text to int -----------------------------------------------------------------------------------------------------------

// Digits per limb, and base**digits, of the conversion at hand.
let unit: u32 = 0;

/** Limbs of the number of `n` digits (values, not characters) at `digits`, written at `to`; returns their number. -1: no memory. */
function readDigits(table: usize, to: usize, digits: usize, n: u32, base: u32): i32 {
  if (n <= unit * SIMPLE_LIMBS) {
    let size: u32 = 0;
    for (let i: u32 = 0; i < n;) {
      let chunk: u32 = 0, scale: u32 = 1;
      const end = i + ((n - i - 1) % unit + 1);
      for (; i < end; i++) {
        chunk = chunk * base + load<u8>(digits + i);
        scale *= base;
      }
      const carry = multiplySmall(to, to, size, scale, chunk);
      if (carry) setLimb(to, size++, carry);
    }
    return <i32>size;
  }
  let k: u32 = 0;
  while (unit << (k + 1) < n) {
    if (!needPower(table, k + 1)) return -1;
    k++;
  }
  const low = unit << k;
  const m = powerSize(table, k);
  const room = allocBlock(KIND_RAW, ((<usize>(n - low) / unit + 2) + (m + 2)) << 2);
  if (!room) return -1;
  const rest = limbAt(room, (n - low) / unit + 2);
  const high = readDigits(table, room, digits, n - low, base);
  const tail = high < 0 ? -1 : readDigits(table, rest, digits + n - low, low, base);
  let size = -1;
  if (tail >= 0) {
    if (!high) {
      memory.copy(to, rest, <usize>tail << 2);
      size = tail;
    } else if (multiplyLimbs(to, room, high, powerLimbs(table, k), m)) {
      size = high + <i32>m;
      addLimbs(to, to, size, rest, tail);
      size = <i32>significant(to, size);
    }
  }
  freeBlock(room);
  return size;
}

/** The int of `n` digit values at `digits`, most significant first. */
function intFromDigits(digits: usize, n: u32, base: u32, negative: u32): Word {
  while (n && !load<u8>(digits)) { digits++; n--; }
  if (!(base & (base - 1))) {
    const shift = <u32>ctz(base);
    const size = <u32>((<u64>n * shift + 31) >> 5);
    const p = newInt(size + 1, negative);
    if (!p) return NULL;
    let word: u64 = 0;
    let have: u32 = 0;
    let at: u32 = 0;
    for (let i = n; i--;) {
      word |= <u64>load<u8>(digits + i) << have;
      have += shift;
      if (have >= 32) {
        setLimb(p + LIMBS, at++, <u32>word);
        word >>= 32;
        have -= 32;
      }
    }
    while (at <= size) { setLimb(p + LIMBS, at++, <u32>word); word = 0; }
    return finishInt(p);
  }
  unit = 0;
  let first: u32 = 1;
  while (<u64>first * base < 0x1_0000_0000) { first *= base; unit++; }
  const size = n / unit + 2;
  if (size > MAX_LIMBS) return memoryError();
  const p = newInt(size, negative);
  if (!p) return NULL;
  const table = n > unit * SIMPLE_LIMBS ? newPowers(first) : 0;
  const count = table || n <= unit * SIMPLE_LIMBS ? readDigits(table, p + LIMBS, digits, n, base) : -1;
  if (table) freePowers(table);
  if (count < 0) { freeObject(p); return memoryError(); }
  memory.fill(limbAt(p + LIMBS, count), 0, <usize>(size - count) << 2);
  return finishInt(p);
}

// @ts-ignore: decorator
@inline function isBlank(c: u32): bool { return c == 32 || (c >= 9 && c <= 13); }

function digitOf(c: u32): u32 {
  if (c - 0x30 < 10) return c - 0x30;
  const l = c | 32;
  return l - 0x61 < 26 ? l - 0x61 + 10 : 37;
}

/**
 * The int that `n` ASCII characters at `p` say in base 0 or 2 to 36, with blanks, sign, prefix and underscores as int()
 * takes them. NULL without an error: no such text. NULL with ValueError set: too many digits.
 */
export function intFromText(p: usize, n: u32, base: u32): Word {
  const end = p + n;
  if (base == 10 && n <= 14) { // a short decimal number and nothing else
    let q = p;
    let value: i64 = 0;
    if (q < end && load<u8>(q) == 0x2d) q++;
    const first = q;
    while (q < end && <u32>load<u8>(q) - 0x30 < 10) value = value * 10 + (<i64>load<u8>(q++) - 0x30);
    if (q == end && q != first) return ofInt(first == p ? value : -value);
  }
  while (p < end && isBlank(load<u8>(p))) p++;
  let negative: u32 = 0;
  if (p < end && (load<u8>(p) == 0x2b || load<u8>(p) == 0x2d)) negative = load<u8>(p++) == 0x2d ? 1 : 0;
  let zeroOnly = false;
  let prefix: u32 = 0;
  if (p + 1 < end && load<u8>(p) == 0x30) {
    const c = <u32>load<u8>(p, 1) | 32;
    prefix = c == 0x78 ? 16 : c == 0x6f ? 8 : c == 0x62 ? 2 : 0;
  }
  if (base == 0) {
    if (prefix) base = prefix;
    else {
      zeroOnly = p < end && load<u8>(p) == 0x30;
      base = 10;
    }
  }
  if (prefix && prefix == base) {
    p += 2;
    if (p < end && load<u8>(p) == 0x5f) p++;
  }
  if (end - p <= 9 && p < end) { // nothing but digits, and at most 36 ** 9
    let q = p;
    let value: i64 = 0;
    for (; q < end; q++) {
      const d = digitOf(<u32>load<u8>(q));
      if (d >= base) break;
      value = value * base + d;
    }
    if (q == end && !(zeroOnly && value != 0)) return ofInt(negative ? -value : value);
  }
  const room = allocBlock(KIND_RAW, end - p + 1);
  if (!room) return memoryError();
  let count: u32 = 0;
  let underscore = true; // none may come now
  for (; p < end; p++) {
    const c = <u32>load<u8>(p);
    if (c == 0x5f) {
      if (underscore) { freeBlock(room); return NULL; }
      underscore = true;
      continue;
    }
    const d = digitOf(c);
    if (d >= base) break;
    store<u8>(room + count++, <u8>d);
    underscore = false;
  }
  const trailing = underscore;
  while (p < end && isBlank(load<u8>(p))) p++;
  if (!count || trailing || p < end) { freeBlock(room); return NULL; }
  const limit = control().pool3;
  if (limit && count > limit && count > LIMIT_THRESHOLD && base & (base - 1)) {
    freeBlock(room);
    return raisef(
      T_VALUE_ERROR, 'Exceeds the limit (%d digits) for integer string conversion: value has %d digits; use sys.set_int_max_str_digits() to increase the limit',
      ofI32(<i32>limit), ofI32(<i32>count),
    );
  }
  const r = intFromDigits(room, count, base, negative);
  freeBlock(room);
  if (zeroOnly && r != ofInt(0)) {
    release(r);
    return NULL;
  }
  return r;
}
