// Reading a str: length, kind, code points. Everything here is lock-free: a str never changes once published.

import { STR_DATA } from '../../layout/text';
import { TF_STR, Type } from '../../layout/type';
import { address, isPointer, Word } from '../../layout/word';
import { T_STR } from '../../generated/types';

/** A str or an instance of a subclass. */
// @ts-ignore: decorator
@inline export function isStr(w: Word): bool {
  return isPointer(w) && (changetype<Type>(load<u32>(address(w))).flags & TF_STR) != 0;
}
// @ts-ignore: decorator
@inline export function isExactStr(w: Word): bool {
  return isPointer(w) && load<u32>(address(w)) == T_STR;
}
/** Code points. */
// @ts-ignore: decorator
@inline export function strLength(p: usize): u32 { return load<u32>(p, 16); }
/** Bytes per code point: 1, 2 or 4. */
// @ts-ignore: decorator
@inline export function strKind(p: usize): u32 { return load<u8>(p, 20); }
// @ts-ignore: decorator
@inline export function strIsAscii(p: usize): bool { return load<u8>(p, 21) != 0; }
// @ts-ignore: decorator
@inline export function strIsInterned(p: usize): bool { return load<u8>(p, 22) != 0; }
/** Address of the first code point. */
// @ts-ignore: decorator
@inline export function strData(p: usize): usize { return p + STR_DATA; }
// @ts-ignore: decorator
@inline export function strBytes(p: usize): u32 { return load<u32>(p, 16) * load<u8>(p, 20); }

/** Code point `i` of text of the given kind at `data`. */
// @ts-ignore: decorator
@inline export function readChar(data: usize, kind: u32, i: u32): u32 {
  return kind == 1 ? <u32>load<u8>(data + i) : kind == 2 ? <u32>load<u16>(data + (i << 1)) : load<u32>(data + (i << 2));
}
// @ts-ignore: decorator
@inline export function writeChar(data: usize, kind: u32, i: u32, c: u32): void {
  if (kind == 1) store<u8>(data + i, <u8>c);
  else if (kind == 2) store<u16>(data + (i << 1), <u16>c);
  else store<u32>(data + (i << 2), c);
}
/** Code point `i` of a str. */
// @ts-ignore: decorator
@inline export function charAt(p: usize, i: u32): u32 { return readChar(p + STR_DATA, strKind(p), i); }
/** Narrowest kind that holds code points up to `max`. */
// @ts-ignore: decorator
@inline export function kindFor(max: u32): u32 { return max < 0x100 ? 1 : max < 0x10000 ? 2 : 4; }

/** Copies `n` bytes between places that do not overlap. What is left of the last word is read and written again. */
// @ts-ignore: decorator
@inline export function copyShort(to: usize, from: usize, n: usize): void {
  if (n >= 8) {
    const last = n - 8;
    for (let i: usize = 0; i < last; i += 8) store<u64>(to + i, load<u64>(from + i));
    store<u64>(to + last, load<u64>(from + last));
  } else if (n >= 4) {
    store<u32>(to, load<u32>(from));
    store<u32>(to + n - 4, load<u32>(from + n - 4));
  } else if (n != 0) {
    store<u8>(to, load<u8>(from));
    if (n != 1) store<u16>(to + n - 2, load<u16>(from + n - 2));
  }
}

/** Copies `n` code points from one kind to the same or another one; every code point must fit. */
export function copyChars(to: usize, toKind: u32, from: usize, fromKind: u32, n: u32): void {
  if (toKind == fromKind) {
    const bytes: usize = n * toKind;
    if (bytes <= 96) copyShort(to, from, bytes); // a loop beats the call into the engine's memory.copy
    else memory.copy(to, from, bytes);
  } else if (fromKind == 1) {
    if (toKind == 2) for (let i: usize = 0; i < n; i++) store<u16>(to + (i << 1), <u16>load<u8>(from + i));
    else for (let i: usize = 0; i < n; i++) store<u32>(to + (i << 2), <u32>load<u8>(from + i));
  } else if (fromKind == 2) {
    if (toKind == 4) for (let i: usize = 0; i < n; i++) store<u32>(to + (i << 2), <u32>load<u16>(from + (i << 1)));
    else for (let i: usize = 0; i < n; i++) store<u8>(to + i, <u8>load<u16>(from + (i << 1)));
  } else if (toKind == 1) for (let i: usize = 0; i < n; i++) store<u8>(to + i, <u8>load<u32>(from + (i << 2)));
  else for (let i: usize = 0; i < n; i++) store<u16>(to + (i << 1), <u16>load<u32>(from + (i << 2)));
}

/** Whether `n` bytes are all below 128. */
export function allAscii(p: usize, n: u32): bool {
  if (n >= 8) {
    const last = n - 8;
    for (let i: u32 = 0; i < last; i += 8) if (load<u64>(p + i) & 0x8080_8080_8080_8080) return false;
    return (load<u64>(p + last) & 0x8080_8080_8080_8080) == 0;
  }
  if (n >= 4) return ((load<u32>(p) | load<u32>(p + n - 4)) & 0x8080_8080) == 0;
  if (n == 0) return true;
  return ((<u32>load<u8>(p) | <u32>load<u8>(p + (n >> 1)) | <u32>load<u8>(p + n - 1)) & 0x80) == 0;
}

/** A number not below the largest code point, and of the same kind (below 128, 256, 0x10000 or more). */
export function maxChar(data: usize, kind: u32, n: u32): u32 {
  if (kind == 1) return allAscii(data, n) ? 0x7f : 0xff;
  let bits: u32 = 0;
  if (kind == 2) {
    let i: u32 = 0;
    let wide: u64 = 0;
    for (; i + 4 <= n; i += 4) wide |= load<u64>(data + (i << 1));
    wide |= wide >> 32;
    bits = <u32>(wide | (wide >> 16)) & 0xffff;
    for (; i < n; i++) bits |= <u32>load<u16>(data + (i << 1));
    return bits < 0x80 ? 0x7f : bits < 0x100 ? 0xff : 0xffff;
  }
  for (let i: u32 = 0; i < n; i++) bits |= load<u32>(data + (i << 2));
  return bits < 0x80 ? 0x7f : bits < 0x100 ? 0xff : bits < 0x10000 ? 0xffff : 0x10ffff;
}

/** Largest code point that text of this str may hold by its kind. */
// @ts-ignore: decorator
@inline export function maxOf(p: usize): u32 {
  const kind = strKind(p);
  return kind == 1 ? (strIsAscii(p) ? 0x7f : 0xff) : kind == 2 ? 0xffff : 0x10ffff;
}

/** Whether `n` bytes at `a` and `b` are equal. */
export function bytesEqual(a: usize, b: usize, n: usize): bool {
  if (n >= 8) {
    const last = n - 8;
    for (let i: usize = 0; i < last; i += 8) if (load<u64>(a + i) != load<u64>(b + i)) return false;
    return load<u64>(a + last) == load<u64>(b + last);
  }
  if (n >= 4) return load<u32>(a) == load<u32>(b) && load<u32>(a + n - 4) == load<u32>(b + n - 4);
  if (n == 0) return true;
  return load<u8>(a) == load<u8>(b) && load<u8>(a + (n >> 1)) == load<u8>(b + (n >> 1)) && load<u8>(a + n - 1) == load<u8>(b + n - 1);
}
