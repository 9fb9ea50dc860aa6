// The quick half of TextIOWrapper.write: exact strs for a stream in UTF-8 are encoded right into a block, which the Python
// half (lib/_io.py) writes on when it is full. Everything else goes the long way, through _write_long.

import { NONE, NULL, Word, address, fromAddress, ofInt } from '../../layout/word';
import { STR_DATA } from '../../layout/text';
import { release } from '../../counting/counts';
import { KIND_RAW, allocBlock, blockSize, freeBlock, retireBlock } from '../../memory/blocks';
import { freeObject } from '../../memory/objects';
import { enter, leave } from '../../sync/critical';
import { N__drain, N__write_long } from '../../generated/names';
import { callMethod0, callMethod1 } from '../../eval/call';
import { memoryError } from '../../eval/errors';
import { emptyBytes, newBytesFrom } from '../../objects/bytes/new';
import { truth } from '../../objects/protocol';
import { isExactStr, readChar, strIsAscii, strKind, strLength } from '../../objects/str/access';
import { allocVar } from '../../objects/type/alloc';

/** @type _io._TextOutput in=_gilpy_io size=offsetof<TextOutput>() flags=BASE,GC
 * Base of TextIOWrapper: text that was written and not yet passed on. */

// @ts-ignore: decorator
@unmanaged
export class TextOutput {
  type: u32; local: u32; shared: i32; owner: u16; mutex: u8; gc: u8;
  /** Raw block of UTF-8, 0 while nothing was written. */
  data: u32; // 16
  size: u32; // 20
  /** 1: the quick way may be taken. */
  quick: u8; // 24
  /** 1: a line end passes the text on. */
  lines: u8;
  pad0: u16;
  pad1: u32;
}

/** Text is passed on from this size up. */
// @ts-ignore: decorator
@inline const CHUNK: u32 = 8192;

// @ts-ignore: decorator
@inline function out(w: Word): TextOutput { return changetype<TextOutput>(address(w)); }

/** @new _TextOutput */
export function textOutputNew(type: Word, args: usize, nargs: i32, kwnames: Word): Word {
  return fromAddress(allocVar(<u32>type, 0));
}

/** @slot _TextOutput.dealloc */
export function textOutputDealloc(p: usize): void {
  const data = changetype<TextOutput>(p).data;
  if (data) freeBlock(data);
  freeObject(p);
}
/** @slot _TextOutput.traverse */
export function textOutputTraverse(p: usize): void {}

/** Bytes of the text in UTF-8; -1: it has a surrogate. */
function encodedSize(p: usize): i64 {
  const n = strLength(p);
  if (strIsAscii(p)) return n;
  const kind = strKind(p);
  let size: i64 = 0;
  for (let i: u32 = 0; i < n; i++) {
    const c = readChar(p + STR_DATA, kind, i);
    if (c - 0xd800 < 0x800) return -1;
    size += c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
  }
  return size;
}

function encode(p: usize, to: usize): void {
  const n = strLength(p);
  const data = p + STR_DATA;
  if (strIsAscii(p)) {
    memory.copy(to, data, n);
    return;
  }
  const kind = strKind(p);
  for (let i: u32 = 0; i < n; i++) {
    const c = readChar(data, kind, i);
    if (c < 0x80) {
      store<u8>(to++, <u8>c);
      continue;
    }
    if (c < 0x800) store<u8>(to++, <u8>(0xc0 | c >> 6));
    else {
      if (c < 0x10000) store<u8>(to++, <u8>(0xe0 | c >> 12));
      else {
        store<u8>(to++, <u8>(0xf0 | c >> 18));
        store<u8>(to++, <u8>(0x80 | (c >> 12 & 63)));
      }
      store<u8>(to++, <u8>(0x80 | (c >> 6 & 63)));
    }
    store<u8>(to++, <u8>(0x80 | (c & 63)));
  }
}

function hasLineEnd(p: usize): bool {
  const n = strLength(p);
  const kind = strKind(p);
  for (let i: u32 = 0; i < n; i++) {
    const c = readChar(p + STR_DATA, kind, i);
    if (c == 10 || c == 13) return true;
  }
  return false;
}

/** @method _TextOutput.write(self, text, /)
 * Write string s to stream and return the number of characters written. */
export function textOutputWrite(self: Word, text: Word): Word {
  if (out(self).quick == 0 || !isExactStr(text)) return callMethod1(self, N__write_long, text);
  const p = address(self);
  const size = encodedSize(address(text));
  if (size < 0 || size > 0x1000_0000) return callMethod1(self, N__write_long, text);
  enter(p);
  const s = changetype<TextOutput>(p);
  const old = <usize>s.data;
  const end = s.size + <u32>size;
  if (end > (old ? <u32>blockSize(old) : 0)) {
    const data = allocBlock(KIND_RAW, end < CHUNK ? CHUNK : <usize>end + (end >> 1));
    if (data == 0) {
      leave(p);
      return memoryError();
    }
    if (old) {
      memory.copy(data, old, s.size);
      retireBlock(old);
    }
    s.data = <u32>data;
  }
  encode(address(text), s.data + s.size);
  s.size = end;
  const full = end >= CHUNK;
  const lines = s.lines != 0;
  leave(p);
  if (full || (lines && hasLineEnd(address(text)))) {
    const done = callMethod0(self, N__drain);
    if (done == NULL) return NULL;
    release(done);
  }
  return ofInt(<i64>strLength(address(text)));
}

/** @method _TextOutput._quick(self, quick, lines, /)
 * Allows or forbids the quick way, and says whether a line end passes the text on. */
export function textOutputQuick(self: Word, quick: Word, lines: Word): Word {
  out(self).lines = truth(lines) > 0 ? 1 : 0;
  out(self).quick = truth(quick) > 0 ? 1 : 0;
  return NONE;
}

/** @method _TextOutput._take(self, /)
 * The bytes that were not yet passed on. */
export function textOutputTake(self: Word): Word {
  const p = address(self);
  const s = changetype<TextOutput>(p);
  enter(p);
  const bytes = s.size == 0 ? emptyBytes() : newBytesFrom(s.data, s.size);
  if (bytes != NULL) s.size = 0;
  leave(p);
  return bytes;
}
