// code.co_linetable and co_lnotab: the positions of a code object in the forms that CPython keeps them in. A code unit
// is an instruction word here.

import { Code, PositionEntry } from '../layout/code';
import { BYTES_DATA } from '../layout/text';
import { Word, fromAddress } from '../layout/word';
import { newBytes } from './bytes/new';

// Where the next byte goes; 0: only `size` is counted.
let to: usize = 0;
let size: u32 = 0;

function put(byte: i32): void {
  if (to != 0) store<u8>(to + size, <u8>byte);
  size++;
}

/** Six bits a byte, the lowest first; bit 6 says that more follow. */
function putNumber(n: u32): void {
  while (n >= 64) {
    put(<i32>(n & 63 | 64));
    n >>= 6;
  }
  put(<i32>n);
}

function putSigned(n: i32): void { putNumber(n < 0 ? <u32>-n << 1 | 1 : <u32>n << 1); }

// @ts-ignore: decorator
@inline function entryAt(c: Code, i: u32): PositionEntry { return changetype<PositionEntry>(<usize>c.positions + <usize>i * offsetof<PositionEntry>()); }

/** First code unit behind entry i. */
function endOf(c: Code, i: u32): u32 { return i + 1 < c.positionCount ? entryAt(c, i + 1).start : c.instructionCount; }

// Kinds of entries.
// @ts-ignore: decorator
@inline const NO_COLUMNS: i32 = 13;
// @ts-ignore: decorator
@inline const LONG: i32 = 14;
// @ts-ignore: decorator
@inline const NO_LOCATION: i32 = 15;
// @ts-ignore: decorator
@inline const MOST_UNITS: u32 = 8;

function writeLocations(c: Code): void {
  size = 0;
  let line = <i32>c.firstLine;
  if (c.positionCount == 0 || entryAt(c, 0).start != 0) putNothing(c.positionCount == 0 ? c.instructionCount : entryAt(c, 0).start);
  for (let i: u32 = 0; i < c.positionCount; i++) {
    const e = entryAt(c, i);
    let left = endOf(c, i) - e.start;
    if (e.line <= 0) {
      putNothing(left);
      continue;
    }
    while (left != 0) {
      const units = min(left, MOST_UNITS);
      left -= units;
      const kind = e.column < 0 || e.endColumn < 0 || e.endLine < e.line ? NO_COLUMNS : LONG;
      put(0x80 | kind << 3 | <i32>(units - 1));
      putSigned(e.line - line);
      line = e.line;
      if (kind == NO_COLUMNS) continue;
      putNumber(<u32>(e.endLine - e.line));
      putNumber(<u32>(e.column + 1));
      putNumber(<u32>(e.endColumn + 1));
    }
  }
}

function putNothing(units: u32): void {
  while (units != 0) {
    const n = min(units, MOST_UNITS);
    put(0x80 | NO_LOCATION << 3 | <i32>(n - 1));
    units -= n;
  }
}

// Pairs of bytes: how many bytes of code further, how many lines further (signed).
function writeSteps(c: Code): void {
  size = 0;
  let line = <i32>c.firstLine;
  let from: u32 = 0;
  for (let i: u32 = 0; i < c.positionCount; i++) {
    const e = entryAt(c, i);
    if (e.line <= 0 || e.line == line || endOf(c, i) == e.start) continue;
    let units = e.start - from << 1;
    let lines = e.line - line;
    for (; units > 255; units -= 255) {
      put(255);
      put(0);
    }
    for (; lines > 127 || lines < -128; units = 0) {
      const step = lines > 127 ? 127 : -128;
      put(<i32>units);
      put(step);
      lines -= step;
    }
    put(<i32>units);
    put(lines);
    from = e.start;
    line = e.line;
  }
}

/** co_linetable: bytes, owned. */
export function locationTable(c: Code): Word {
  to = 0;
  writeLocations(c);
  const p = newBytes(size);
  if (p == 0) return 0;
  to = p + BYTES_DATA;
  writeLocations(c);
  return fromAddress(p);
}

/** co_lnotab: bytes, owned. */
export function stepTable(c: Code): Word {
  to = 0;
  writeSteps(c);
  const p = newBytes(size);
  if (p == 0) return 0;
  to = p + BYTES_DATA;
  writeSteps(c);
  return fromAddress(p);
}
