// A str under construction: grows, widens when it must. Its address is a handle for one thread. Errors (no memory) are
// remembered and reported by `builderFinish`.

import { STR_DATA } from '../../layout/text';
import { address, NULL, Word } from '../../layout/word';
import { allocBlock, freeBlock, KIND_RAW } from '../../memory/blocks';
import { release } from '../../counting/counts';
import { memoryError } from '../../eval/errors';
import { repr } from '../protocol';
import { copyChars, kindFor, maxOf, readChar, strKind, strLength, writeChar } from './access';
import { MAX_TEXT_BYTES, strFromChars } from './new';

/** In a raw block of its own. */
// @ts-ignore: decorator
@unmanaged
export class StrBuilder {
  /** Raw block of the text so far. */
  data: u32;
  length: u32;
  /** Code points that fit. */
  capacity: u32;
  kind: u32;
  /** 1: out of memory. */
  failed: u32;
  pad0: u32;
}

/** A new builder; 0 with MemoryError set. End it with `builderFinish` or `builderDrop`. */
export function builderNew(): usize {
  const b = allocBlock(KIND_RAW, offsetof<StrBuilder>());
  if (!b) { memoryError(); return 0; }
  const builder = changetype<StrBuilder>(b);
  const data = allocBlock(KIND_RAW, 96);
  if (!data) { freeBlock(b); memoryError(); return 0; }
  builder.data = <u32>data;
  builder.length = 0;
  builder.capacity = 96;
  builder.kind = 1;
  builder.failed = 0;
  return b;
}

/** Makes room for `more` code points up to `max`. */
export function builderReserve(b: usize, more: u32, max: u32): bool {
  const builder = changetype<StrBuilder>(b);
  let kind = kindFor(max);
  if (kind < builder.kind) kind = builder.kind;
  const need = <u64>builder.length + more;
  if (kind == builder.kind && need <= builder.capacity) return !builder.failed;
  if (builder.failed) return false;
  let capacity = <u64>builder.capacity;
  if (need > capacity) capacity = need + (need >> 1) + 16;
  if (capacity * kind > MAX_TEXT_BYTES) capacity = need;
  const data = capacity * kind > MAX_TEXT_BYTES ? <usize>0 : allocBlock(KIND_RAW, <usize>capacity * kind);
  if (!data) { builder.failed = 1; return false; }
  copyChars(data, kind, builder.data, builder.kind, builder.length);
  freeBlock(builder.data);
  builder.data = <u32>data;
  builder.capacity = <u32>capacity;
  builder.kind = kind;
  return true;
}

/** Appends one code point. */
export function builderChar(b: usize, c: u32): void {
  const builder = changetype<StrBuilder>(b);
  if (builder.length == builder.capacity || (builder.kind < 4 && c >> (builder.kind << 3))) if (!builderReserve(b, 1, c)) return;
  writeChar(builder.data, builder.kind, builder.length++, c);
}

/** Appends `n` times one code point. */
export function builderFill(b: usize, c: u32, n: u32): void {
  if (!builderReserve(b, n, c)) return;
  const builder = changetype<StrBuilder>(b);
  const data: usize = builder.data, kind = builder.kind, from = builder.length;
  if (kind == 1) memory.fill(data + from, <u8>c, n);
  else for (let i: u32 = 0; i < n; i++) writeChar(data, kind, from + i, c);
  builder.length = from + n;
}

/** Appends a str (word or address). */
export function builderWord(b: usize, w: Word): void {
  const p = address(w);
  builderRange(b, p, 0, strLength(p));
}

/** Appends the code points from `start` up to `end` of the str at `p`. */
export function builderRange(b: usize, p: usize, start: u32, end: u32): void {
  const n = end - start;
  if (!n || !builderReserve(b, n, maxOf(p))) return;
  const builder = changetype<StrBuilder>(b);
  const kind = strKind(p);
  copyChars(builder.data + builder.length * builder.kind, builder.kind, p + STR_DATA + start * kind, kind, n);
  builder.length += n;
}

/** Appends `n` code points of `kind` at `data`; `max` bounds them. */
export function builderChars(b: usize, data: usize, kind: u32, n: u32, max: u32): void {
  if (!n || !builderReserve(b, n, max)) return;
  const builder = changetype<StrBuilder>(b);
  copyChars(builder.data + builder.length * builder.kind, builder.kind, data, kind, n);
  builder.length += n;
}

/** Appends `n` UTF-16 units at `from`, each a code point. */
export function builderText(b: usize, from: usize, n: u32): void {
  if (!builderReserve(b, n, 0x7f)) return;
  for (let i: u32 = 0; i < n; i++) builderChar(b, load<u16>(from + (i << 1)));
}

/** Appends a literal of the kernel's source. */
export function builderLiteral(b: usize, literal: string): void {
  builderText(b, changetype<usize>(literal), <u32>literal.length);
}

/** Appends `n` bytes, each a code point. */
export function builderAscii(b: usize, data: usize, n: u32): void {
  builderChars(b, data, 1, n, 0xff);
}

/** Appends a number in base 10. */
export function builderInt(b: usize, value: i64): void {
  let n = value < 0 ? <u64>-value : <u64>value;
  if (value < 0) builderChar(b, 0x2d);
  let divisor: u64 = 1;
  while (n / divisor >= 10) divisor *= 10;
  for (; divisor; divisor /= 10) builderChar(b, 0x30 + <u32>(n / divisor % 10));
}

/** Appends a number in base 16 with at least `width` lower-case digits. */
export function builderHex(b: usize, value: u32, width: i32): void {
  let digits = 1;
  for (let rest = value >> 4; rest; rest >>= 4) digits++;
  if (digits < width) digits = width;
  for (let i = digits - 1; i >= 0; i--) {
    const d = i > 7 ? 0 : value >> (i << 2) & 15;
    builderChar(b, d < 10 ? 0x30 + d : 0x57 + d);
  }
}

/** Appends repr(w). False with an error set. */
export function builderRepr(b: usize, w: Word): bool {
  const text = repr(w);
  if (text == NULL) return false;
  builderWord(b, text);
  release(text);
  return true;
}

// @ts-ignore: decorator
@inline export function builderLength(b: usize): u32 { return changetype<StrBuilder>(b).length; }
/** Code point at position `i` of the text so far. */
export function builderAt(b: usize, i: u32): u32 {
  const builder = changetype<StrBuilder>(b);
  return readChar(builder.data, builder.kind, i);
}
/** Forgets all but the first `n` code points. */
export function builderTruncate(b: usize, n: u32): void { changetype<StrBuilder>(b).length = n; }

/** The text; the builder is gone. NULL with MemoryError set. */
export function builderFinish(b: usize): Word {
  const builder = changetype<StrBuilder>(b);
  const w = builder.failed ? memoryError() : strFromChars(builder.data, builder.kind, builder.length);
  builderDrop(b);
  return w;
}

/** Gives a builder up. Returns NULL, for `return builderDrop(b)` where an error is set. */
export function builderDrop(b: usize): Word {
  freeBlock(changetype<StrBuilder>(b).data);
  freeBlock(b);
  return NULL;
}
