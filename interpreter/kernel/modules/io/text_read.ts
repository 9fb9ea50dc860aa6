// TextIOWrapper: reading.

import { BYTES_DATA, Bytes, STR_DATA } from '../../layout/text';
import { FALSE, NULL, TRUE, Word, address, fromAddress, ofInt } from '../../layout/word';
import { own, release } from '../../counting/counts';
import { enter, leave } from '../../sync/critical';
import { N_decode, N_join, N_read, N_read1, N_readline, N_reset } from '../../generated/names';
import {
  T_BUFFERED_RANDOM, T_BUFFERED_READER, T_BYTES, T_INCREMENTAL_NEWLINE_DECODER, T_OS_ERROR, T_TEXT_IO_WRAPPER, T_TYPE_ERROR,
} from '../../generated/types';
import { callMethod0, callMethod1, callMethod2 } from '../../eval/call';
import { clearError, errorSet, raisef } from '../../eval/errors';
import { Buffer, bufferRelease, getBuffer } from '../../objects/buffer';
import { newBytes } from '../../objects/bytes/new';
import { listAppend, listGet, listSize, newList } from '../../objects/list/core';
import { isStr, typeOf } from '../../objects/protocol';
import { readChar, strKind, strLength } from '../../objects/str/access';
import { emptyStr, newText, strConcat } from '../../objects/str/new';
import { sliceStr } from '../../objects/str/slice';
import { BAD_SIZE, anySize, effect, intArgument, raiseUnsupported, trapInterrupted } from './base';
import { lineEnd, readOnce } from './buffered_read';
import {
  checkDecoded, decoderRestore, decoderState, newlineBegin, newlineDecodeWord, newlineRestore, newlineState, stateFlags,
} from './newline_decoder';
import { TextWrapper, attached, isFree, lockText, setDecoded, setSnapshot, surelyOpen, unlockText, usable, wrapper } from './text_wrapper';
import { writeFlush } from './text_write';

// @ts-ignore: decorator
@inline const CR: u32 = 13;
// @ts-ignore: decorator
@inline const LF: u32 = 10;

// ---- the decoder, native or not ---------------------------------------------------------------------------------------

// @ts-ignore: decorator
@inline function isNative(s: TextWrapper): bool { return typeOf(s.decoder) == T_INCREMENTAL_NEWLINE_DECODER; }

/** A str, or NULL with an error set. */
export function decodeInput(s: TextWrapper, input: Word, final: bool): Word {
  if (isNative(s)) return newlineDecodeWord(s.decoder, input, final);
  return checkDecoded(callMethod2(s.decoder, N_decode, input, final ? TRUE : FALSE));
}
/** The bytes that wait in it; newline_decoder.ts's `stateFlags` is set. */
export function stateOfDecoder(s: TextWrapper): Word { return isNative(s) ? newlineState(s.decoder) : decoderState(s.decoder); }
export function restoreDecoder(s: TextWrapper, bytes: Word, flags: i64): bool {
  return isNative(s) ? newlineRestore(s.decoder, bytes, flags) : decoderRestore(s.decoder, bytes, flags);
}
export function resetDecoder(s: TextWrapper): bool { return isNative(s) ? newlineBegin(s.decoder) : effect(s.decoder, N_reset); }

// ---- chunks -----------------------------------------------------------------------------------------------------------

/** With the lock: up to `n` decoded characters (below 0: all). A str, or NULL with an error set. */
function takeDecoded(s: TextWrapper, n: i64): Word {
  const p = changetype<usize>(s);
  if (s.decoded == NULL) return emptyStr();
  enter(p);
  const text = address(s.decoded);
  const left = strLength(text) - s.used;
  const count: u32 = n < 0 || n > <i64>left ? left : <u32>n;
  const part = s.used == 0 && count == left ? own(s.decoded) : sliceStr(text, s.used, s.used + count);
  if (part != NULL) s.used += count;
  leave(p);
  return part;
}

/** With the lock: decodes the next chunk, for `hint` more characters. 1, 0: the end, -1: an error is set. */
function readChunk(s: TextWrapper, hint: i64): i32 {
  if (s.decoder == NULL) {
    raiseUnsupported('not readable');
    return -1;
  }
  let before: Word = NULL;
  let flags: i64 = 0;
  if (s.telling) {
    before = stateOfDecoder(s);
    if (before == NULL) return -1;
    flags = stateFlags;
  }
  let size = s.chunkSize;
  if (hint > 0) {
    const wanted = <i64>(s.ratio * <f64>hint);
    if (wanted > size) size = wanted;
  }
  const type = typeOf(s.buffer);
  const native = type == T_BUFFERED_READER || type == T_BUFFERED_RANDOM;
  const input = native ? readOnce(s.buffer, size) : callMethod1(s.buffer, s.hasRead1 ? N_read1 : N_read, ofInt(size));
  if (input == NULL) {
    release(before);
    return -1;
  }
  const result = takeChunk(s, input, before, flags);
  release(input);
  release(before);
  return result;
}

function takeChunk(s: TextWrapper, input: Word, before: Word, flags: i64): i32 {
  const b = getBuffer(input);
  if (b == 0) {
    clearError();
    const name = newText(s.hasRead1 ? 'read1' : 'read');
    raisef(T_TYPE_ERROR, "underlying %U() should have returned a bytes-like object, not '%T'", name, input);
    release(name);
    return -1;
  }
  const size = changetype<Buffer>(b).size;
  bufferRelease(b);
  const text = decodeInput(s, input, size == 0);
  if (text == NULL) return -1;
  const n = strLength(address(text));
  s.ratio = n > 0 ? <f64>size / <f64>n : 0;
  setDecoded(s, text);
  if (s.telling) {
    const bytes = joinBytes(before, input);
    if (bytes == NULL) return -1;
    setSnapshot(s, flags, bytes);
  }
  // at the end the decoder may give out what it kept
  return size > 0 || n > 0 ? 1 : 0;
}

/** The bytes `a` (lent) with the buffer `b` (lent) behind them. */
function joinBytes(a: Word, b: Word): Word {
  const n = changetype<Bytes>(address(a)).size;
  if (n == 0 && typeOf(b) == T_BYTES) return own(b);
  const buffer = getBuffer(b);
  if (buffer == 0) return NULL;
  const m = changetype<Buffer>(buffer).size;
  const p = newBytes(n + m);
  if (p) {
    memory.copy(p + BYTES_DATA, address(a) + BYTES_DATA, n);
    memory.copy(p + BYTES_DATA + n, changetype<Buffer>(buffer).data, m);
  }
  bufferRelease(buffer);
  return p ? fromAddress(p) : NULL;
}

/** The same again if a signal came between. */
function readChunkAgain(s: TextWrapper, hint: i64): i32 {
  while (true) {
    const more = readChunk(s, hint);
    if (more >= 0 || !trapInterrupted()) return more;
  }
}

/** Joins a list of strs (taken over). */
function joinTexts(list: usize): Word {
  const result = errorSet() ? NULL : listSize(list) == 1 ? listGet(list, 0) : callMethod1(emptyStr(), N_join, fromAddress(list));
  release(fromAddress(list));
  return result;
}

// ---- read -------------------------------------------------------------------------------------------------------------

/** @method TextIOWrapper.read(self, size=-1, /) */
export function textRead(self: Word, size: Word): Word {
  const n = anySize(size);
  if (n == BAD_SIZE || !usable(self)) return NULL;
  const s = wrapper(self);
  if (s.decoder == NULL) return raiseUnsupported('not readable');
  if (!lockText(self)) return NULL;
  const result = !writeFlush(s) ? NULL : n < 0 ? readAllLocked(s) : readLocked(s, n);
  unlockText(self);
  return result;
}

function readAllLocked(s: TextWrapper): Word {
  const bytes = callMethod0(s.buffer, N_read);
  if (bytes == NULL) return NULL;
  const rest = decodeInput(s, bytes, true);
  release(bytes);
  if (rest == NULL) return NULL;
  const first = takeDecoded(s, -1);
  if (first == NULL) {
    release(rest);
    return NULL;
  }
  if (s.snapshot != NULL) {
    setDecoded(s, NULL);
    setSnapshot(s, 0, NULL);
  }
  if (strLength(address(first)) == 0) return rest;
  const all = strConcat(first, rest);
  release(first);
  release(rest);
  return all;
}

function readLocked(s: TextWrapper, n: i64): Word {
  let text = takeDecoded(s, n);
  if (text == NULL) return NULL;
  let left = n - <i64>strLength(address(text));
  if (left == 0) return text;
  const list = newList(0);
  if (list == 0) {
    release(text);
    return NULL;
  }
  while (true) {
    const ok = listAppend(list, text) == 0;
    release(text);
    if (!ok || left == 0 || readChunkAgain(s, left) <= 0) break;
    text = takeDecoded(s, left);
    if (text == NULL) break;
    left -= <i64>strLength(address(text));
  }
  return joinTexts(list);
}

// ---- lines ------------------------------------------------------------------------------------------------------------

/** How many of the `n` characters at `data` make a line with its end, by `s`'s newline; 0: its end is not there. */
function lineSize(s: TextWrapper, data: usize, kind: u32, n: u32): u32 {
  if (s.readUniversal && !s.readTranslate) {
    for (let i: u32 = 0; i < n; i++) {
      const c = readChar(data, kind, i);
      if (c == LF) return i + 1;
      // the decoder keeps a \r back that may have its \n behind it
      if (c == CR) return i + 1 < n && readChar(data, kind, i + 1) == LF ? i + 2 : i + 1;
    }
    return 0;
  }
  const size: u32 = s.readTranslate || s.readNewline == NULL ? 1 : strLength(address(s.readNewline));
  const first: u32 = size == 1 && !s.readTranslate && s.readNewline != NULL ? readChar(address(s.readNewline) + STR_DATA, 1, 0) : LF;
  if (size == 1 && first == LF && kind == 1) return <u32>lineEnd(data, <i32>n);
  for (let i: u32 = 0; i < n; i++) {
    const c = readChar(data, kind, i);
    if (size == 1 ? c == first : c == LF && i > 0 && readChar(data, kind, i - 1) == CR) return i + 1;
  }
  return 0;
}

/** Without the lock: a whole line that is there already; NULL without an error: there is none, or somebody is at work. */
function lineFast(s: TextWrapper): Word {
  const p = changetype<usize>(s);
  let line: Word = NULL;
  enter(p);
  if (s.decoded != NULL && s.pendingSize == 0 && isFree(s)) {
    const text = address(s.decoded);
    const kind = strKind(text);
    const size = lineSize(s, text + STR_DATA + <usize>s.used * kind, kind, strLength(text) - s.used);
    if (size != 0) {
      line = sliceStr(text, s.used, s.used + size);
      if (line != NULL) s.used += size;
    }
  }
  leave(p);
  return line;
}

/** A line of at most `limit` characters (below 0: any). */
function lineOf(self: Word, limit: i64): Word {
  const s = wrapper(self);
  if (limit < 0 && surelyOpen(self)) {
    const line = lineFast(s);
    if (line != NULL || errorSet()) return line;
  }
  if (!usable(self) || !lockText(self)) return NULL;
  const line = writeFlush(s) ? lineLocked(s, limit) : NULL;
  unlockText(self);
  return line;
}

function lineLocked(s: TextWrapper, limit: i64): Word {
  const list = newList(0);
  if (list == 0) return NULL;
  let left = limit;
  // what can not be given out yet: a \r that may belong to a \r\n
  let remaining: Word = NULL;
  while (true) {
    let more = 1;
    while (s.decoded == NULL || s.used >= strLength(address(s.decoded))) {
      more = readChunkAgain(s, 0);
      if (more <= 0) break;
    }
    if (more < 0) break;
    // the last chunk may hold text that the decoder gave out at the end
    if (s.decoded == NULL || s.used >= strLength(address(s.decoded))) {
      setDecoded(s, NULL);
      setSnapshot(s, 0, NULL);
      if (remaining != NULL) listAppend(list, remaining);
      break;
    }
    let text: Word;
    let start: u32 = 0;
    let before: u32 = 0;
    if (remaining == NULL) {
      text = own(s.decoded);
      start = s.used;
    } else {
      before = strLength(address(remaining));
      text = strConcat(remaining, s.decoded);
      release(remaining);
      remaining = NULL;
      if (text == NULL) break;
    }
    const p = address(text);
    const kind = strKind(p);
    const n = strLength(p) - start;
    const size = lineSize(s, p + STR_DATA + <usize>start * kind, kind, n);
    let end = size;
    let done = size != 0;
    if (!done) {
      end = n;
      // half of a \r\n at the end is looked at again with what comes
      const pair = !s.readUniversal && s.readNewline != NULL && strLength(address(s.readNewline)) == 2;
      if (pair && n > 0 && readChar(p + STR_DATA, kind, start + n - 1) == CR) end = n - 1;
    }
    if (left >= 0 && <i64>end >= left) {
      end = <u32>left;
      done = true;
    }
    if (left >= 0) left -= <i64>end;
    const part = end == 0 ? NULL : sliceStr(p, start, start + end);
    if (part != NULL) listAppend(list, part);
    release(part);
    if (done) {
      s.used = start + end - before;
      release(text);
      break;
    }
    if (end < n) remaining = sliceStr(p, start + end, start + n);
    release(text);
    setDecoded(s, NULL);
    if (errorSet()) break;
  }
  release(remaining);
  if (listSize(list) == 0 && !errorSet()) {
    release(fromAddress(list));
    return emptyStr();
  }
  return joinTexts(list);
}

/** @method TextIOWrapper.readline(self, size=-1, /) */
export function textReadLine(self: Word, size: Word): Word {
  if (size == NULL) return attached(self) ? lineOf(self, -1) : NULL;
  if (!attached(self)) return NULL;
  const limit = intArgument(size, -1);
  return limit == BAD_SIZE ? NULL : lineOf(self, limit < 0 ? -1 : limit);
}

/** @slot TextIOWrapper.iternext */
export function textNext(self: Word): Word {
  if (!attached(self)) return NULL;
  const s = wrapper(self);
  s.telling = 0;
  let line: Word;
  if (typeOf(self) == T_TEXT_IO_WRAPPER) line = lineOf(self, -1);
  else {
    line = callMethod0(self, N_readline);
    if (line != NULL && !isStr(line)) {
      raisef(T_OS_ERROR, "readline() should have returned a str object, not '%T'", line);
      release(line);
      return NULL;
    }
  }
  if (line == NULL || strLength(address(line)) != 0) return line;
  release(line);
  // at the end positions make sense again
  setSnapshot(s, 0, NULL);
  s.telling = s.seekable;
  return NULL;
}
