// Properties of code points for module unicodedata, decomposition and normal forms. Data: generated/unicode_properties.ts.

import {
  AGE_3_2, AGE_3_2_COUNT, BIDIRECTIONAL_NAMES, CATEGORY_NAMES, COMPOSITIONS, COMPOSITION_COUNT, DECOMPOSITIONS, DECOMPOSITION_SHIFT,
  DECOMPOSITION_STAGE1, DECOMPOSITION_STAGE2, PREFIX_NAMES, UCD_RECORDS, UCD_SHIFT, UCD_STAGE1, UCD_STAGE2, WIDTH_NAMES,
} from '../../generated/unicode_properties';
import { STR_DATA } from '../../layout/text';
import { address, NULL, Word } from '../../layout/word';
import { readChar, strIsAscii, strKind, strLength } from '../str/access';
import { builderAt, builderChar, builderFinish, builderHex, builderLength, builderNew, builderTruncate, StrBuilder } from '../str/builder';
import { writeChar } from '../str/access';
import { exactStr } from '../str/type';
import { builderItem } from './names';

function recordOf(c: u32): usize {
  const block = <u32>load<u16>(changetype<usize>(UCD_STAGE1) + ((c >> UCD_SHIFT) << 1));
  const i = block << UCD_SHIFT | c & ((1 << UCD_SHIFT) - 1);
  return changetype<usize>(UCD_RECORDS) + (<usize>load<u16>(changetype<usize>(UCD_STAGE2) + (i << 1)) << 3);
}

function item(list: string, i: i32): Word {
  const b = builderNew();
  if (!b) return NULL;
  builderItem(b, list, i);
  return builderFinish(b);
}
export function categoryOf(c: u32): Word { return item(CATEGORY_NAMES, load<u8>(recordOf(c))); }
export function bidirectionalOf(c: u32): Word { return item(BIDIRECTIONAL_NAMES, load<u8>(recordOf(c), 1)); }
export function combiningOf(c: u32): u32 { return load<u8>(recordOf(c), 2); }
export function widthOf(c: u32): Word { return item(WIDTH_NAMES, load<u8>(recordOf(c), 3)); }
export function isMirrored(c: u32): bool { return load<u8>(recordOf(c), 4) != 0; }

/** Whether Unicode 3.2 had assigned the code point. */
export function wasAssignedIn32(c: u32): bool {
  let low = 0, high = AGE_3_2_COUNT - 1;
  while (low <= high) {
    const middle = (low + high) >> 1, at = changetype<usize>(AGE_3_2) + (middle << 3);
    if (c < load<u32>(at)) high = middle - 1;
    else if (c > load<u32>(at, 4)) low = middle + 1;
    else return true;
  }
  return false;
}

/** Address of prefix << 8 | length and the code points of a decomposition; 0: none. */
function decompositionAt(c: u32): usize {
  const block = <u32>load<u16>(changetype<usize>(DECOMPOSITION_STAGE1) + ((c >> DECOMPOSITION_SHIFT) << 1));
  const i = load<u16>(changetype<usize>(DECOMPOSITION_STAGE2) + ((block << DECOMPOSITION_SHIFT | c & ((1 << DECOMPOSITION_SHIFT) - 1)) << 1));
  return i ? changetype<usize>(DECOMPOSITIONS) + (<usize>i << 2) : 0;
}

/** "<font> 0041", '' if there is none. */
export function decompositionText(c: u32): Word {
  const b = builderNew();
  if (!b) return NULL;
  const at = decompositionAt(c);
  if (at) {
    const head = load<u32>(at), n = head & 255;
    if (head >> 8) builderItem(b, PREFIX_NAMES, head >> 8);
    for (let i: u32 = 1; i <= n; i++) {
      if (i > 1 || head >> 8) builderChar(b, 32);
      const mark = builderLength(b);
      builderHex(b, load<u32>(at + (i << 2)), 4);
      for (let j = mark; j < builderLength(b); j++) {
        const p: usize = changetype<StrBuilder>(b).data + j;
        if (load<u8>(p) >= 97) store<u8>(p, load<u8>(p) - 32);
      }
    }
  }
  return builderFinish(b);
}

/** Appends the full decomposition of a code point. */
function decompose(b: usize, c: u32, compatible: bool): void {
  if (c - 0xac00 < 11172) {
    const s = c - 0xac00;
    builderChar(b, 0x1100 + s / 588);
    builderChar(b, 0x1161 + s % 588 / 28);
    if (s % 28) builderChar(b, 0x11a7 + s % 28);
    return;
  }
  const at = c < 0xa0 ? <usize>0 : decompositionAt(c);
  if (!at || (load<u32>(at) >> 8 && !compatible)) { builderChar(b, c); return; }
  for (let i: u32 = 1, n = load<u32>(at) & 255; i <= n; i++) decompose(b, load<u32>(at + (i << 2)), compatible);
}

/** Sorts runs of combining marks by class, stably. */
function reorder(b: usize): void {
  const n = builderLength(b);
  const builder = changetype<StrBuilder>(b);
  for (let i: u32 = 1; i < n; i++) {
    const c = builderAt(b, i);
    const cls: u32 = c < 0x300 ? 0 : combiningOf(c);
    if (!cls) continue;
    let j = i;
    while (j > 0) {
      const d = builderAt(b, j - 1);
      const other: u32 = d < 0x300 ? 0 : combiningOf(d);
      if (other <= cls) break;
      writeChar(builder.data, builder.kind, j, d);
      j--;
    }
    writeChar(builder.data, builder.kind, j, c);
  }
}

/** The composite of two code points, 0 if there is none. */
function composite(first: u32, second: u32): u32 {
  if (first - 0x1100 < 19 && second - 0x1161 < 21) return 0xac00 + ((first - 0x1100) * 21 + second - 0x1161) * 28;
  if (first - 0xac00 < 11172 && (first - 0xac00) % 28 == 0 && second - 0x11a8 < 27) return first + (second - 0x11a7);
  let low = 0, high = COMPOSITION_COUNT - 1;
  while (low <= high) {
    const middle = (low + high) >> 1, at = changetype<usize>(COMPOSITIONS) + middle * 12;
    const a = load<u32>(at), b = load<u32>(at, 4);
    if (a == first && b == second) return load<u32>(at, 8);
    if (a < first || (a == first && b < second)) low = middle + 1;
    else high = middle - 1;
  }
  return 0;
}

/** Composes the decomposed text in place. */
function compose(b: usize): void {
  const n = builderLength(b);
  const builder = changetype<StrBuilder>(b);
  let out: u32 = 0;
  let starter: i32 = -1; // position of the last starter in the output
  let lastClass: u32 = 0;
  for (let i: u32 = 0; i < n; i++) {
    const c = builderAt(b, i);
    const cls: u32 = c < 0x300 ? 0 : combiningOf(c);
    if (starter >= 0 && (lastClass < cls || (lastClass == 0 && <i32>out == starter + 1))) {
      const made = composite(builderAt(b, starter), c);
      if (made) {
        // a composite needs no wider kind than its parts have room for, but for two astral plane exceptions that are as wide
        writeChar(builder.data, builder.kind, starter, made);
        continue;
      }
    }
    if (cls == 0) starter = <i32>out;
    lastClass = cls;
    writeChar(builder.data, builder.kind, out++, c);
  }
  builderTruncate(b, out);
}

/** A normal form of a str: NFC, NFD, NFKC or NFKD. */
export function normalize(text: Word, compatible: bool, composed: bool): Word {
  const p = address(text), n = strLength(p), kind = strKind(p);
  if (strIsAscii(p)) return exactStr(text);
  const b = builderNew();
  if (!b) return NULL;
  for (let i: u32 = 0; i < n; i++) decompose(b, readChar(p + STR_DATA, kind, i), compatible);
  if (changetype<StrBuilder>(b).failed) return builderFinish(b);
  reorder(b);
  if (composed) {
    if (changetype<StrBuilder>(b).kind == 1) builderWiden(b);
    compose(b);
  }
  return builderFinish(b);
}
import { builderReserve } from '../str/builder';
/** Composites of narrow parts can be wider: two bytes hold them. */
function builderWiden(b: usize): void { builderReserve(b, 0, 0xffff); }
