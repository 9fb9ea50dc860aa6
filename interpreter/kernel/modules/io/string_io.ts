// io.StringIO: a growing block of code points under the object's lock, of the narrowest kind that holds them all.

import { FALSE, NONE, NULL, TRUE, Word, address, fromAddress, ofBool, ofInt } from '../../layout/word';
import { STR_DATA } from '../../layout/text';
import { own, release } from '../../counting/counts';
import { KIND_RAW, allocBlock, blockSize, freeBlock, retireBlock } from '../../memory/blocks';
import { freeObject } from '../../memory/objects';
import { enter, leave } from '../../sync/critical';
import { T_DICT, T_OS_ERROR, T_STRING_IO, T_TUPLE, T_TYPE_ERROR, T_VALUE_ERROR } from '../../generated/types';
import { N___dict__, N_readline, N_update, N_write } from '../../generated/names';
import { call1, callMethod0, callMethod1 } from '../../eval/call';
import { parseArgs } from '../../eval/arguments';
import { errorSet, memoryError, raise, raisef } from '../../eval/errors';
import { listAppend, newList } from '../../objects/list/core';
import { asI64, getAttr, isInstance, isIntLike, isStr, iter, next, typeOf } from '../../objects/protocol';
import { charAt, copyChars, kindFor, maxOf, readChar, strKind, strLength, writeChar } from '../../objects/str/access';
import { emptyStr, newText, strFromChars } from '../../objects/str/new';
import { newTuple, tupleGet, tupleInit, tupleSize } from '../../objects/tuple';
import { allocVar } from '../../objects/type/alloc';
import { sizeArgument } from './base';
import { seenNewlines } from './newline_decoder';
import { clearOwnAttributes } from './io_base';
import { releaseOwnAttributes, traverseOwnAttributes } from '../../objects/type/attributes';

/** @type _io.StringIO base=_TextIOBase in=_io size=offsetof<StringIO>() attrs=dict flags=BASE,GC weakref
 * Text I/O implementation using an in-memory buffer.
 *
 * The initial_value argument sets the value of object.  The newline
 * argument is like the one of TextIOWrapper's constructor. */

// @ts-ignore: decorator
@unmanaged
export class StringIO {
  type: u32; local: u32; shared: i32; owner: u16; mutex: u8; gc: u8;
  /** Raw block of code points, 0 while nothing was written. */
  data: u32; // 16
  /** Code points. */
  size: u32; // 20
  position: i64; // 24
  /** Bytes per code point. */
  kind: u32; // 32
  /** STATE_ */
  state: u8; // 36
  /** NEWLINE_ */
  newline: u8;
  /** SEEN_ bits of what came in. */
  seen: u8;
  pad0: u8;
}

// @ts-ignore: decorator
@inline const STATE_NEW: u8 = 0;
// @ts-ignore: decorator
@inline const STATE_OPEN: u8 = 1;
// @ts-ignore: decorator
@inline const STATE_CLOSED: u8 = 2;

/** newline=None: all line ends become \n. */
// @ts-ignore: decorator
@inline const NEWLINE_TRANSLATED: u8 = 0;
/** newline='': lines end in any of the three. */
// @ts-ignore: decorator
@inline const NEWLINE_ANY: u8 = 1;
// @ts-ignore: decorator
@inline const NEWLINE_LF: u8 = 2;
// @ts-ignore: decorator
@inline const NEWLINE_CR: u8 = 3;
// @ts-ignore: decorator
@inline const NEWLINE_CRLF: u8 = 4;

// @ts-ignore: decorator
@inline const SEEN_CR: u8 = 1;
// @ts-ignore: decorator
@inline const SEEN_LF: u8 = 2;
// @ts-ignore: decorator
@inline const SEEN_CRLF: u8 = 4;

// @ts-ignore: decorator
@inline const CR: u32 = 13;
// @ts-ignore: decorator
@inline const LF: u32 = 10;
// @ts-ignore: decorator
@inline const MOST: i64 = 0x1fff_ff00;

// @ts-ignore: decorator
@inline function io(w: Word): StringIO { return changetype<StringIO>(address(w)); }

function refused(s: StringIO): Word {
  if (s.state == STATE_NEW) return raise(T_VALUE_ERROR, 'I/O operation on uninitialized object');
  return raise(T_VALUE_ERROR, 'I/O operation on closed file');
}

/** Takes the lock of an open object; false with ValueError set (not locked then). */
function enterOpen(self: Word): bool {
  enter(address(self));
  if (io(self).state == STATE_OPEN) return true;
  leave(address(self));
  refused(io(self));
  return false;
}

/** @new StringIO */
export function stringIoNew(type: Word, args: usize, nargs: i32, kwnames: Word): Word {
  return fromAddress(allocVar(<u32>type, 0));
}

/** The NEWLINE_ of an argument; -1 with an error set. */
function newlineOf(newline: Word): i32 {
  if (newline == NULL) return NEWLINE_LF;
  if (newline == NONE) return NEWLINE_TRANSLATED;
  if (!isStr(newline)) {
    raisef(T_TYPE_ERROR, 'newline must be str or None, not %T', newline);
    return -1;
  }
  const p = address(newline);
  const n = strLength(p);
  if (n == 0) return NEWLINE_ANY;
  if (n == 1 && charAt(p, 0) == LF) return NEWLINE_LF;
  if (n == 1 && charAt(p, 0) == CR) return NEWLINE_CR;
  if (n == 2 && charAt(p, 0) == CR && charAt(p, 1) == LF) return NEWLINE_CRLF;
  raisef(T_VALUE_ERROR, 'illegal newline value: %R', newline);
  return -1;
}

/** @init StringIO
 * @signature (initial_value='', newline='\n') */
export function stringIoInit(self: Word, args: usize, nargs: i32, kwnames: Word): i32 {
  const out = allocBlock(KIND_RAW, 16);
  if (out == 0) {
    memoryError();
    return -1;
  }
  const ok = parseArgs(args, nargs, kwnames, "StringIO(initial_value='', newline=None)", out);
  const initial = load<u64>(out);
  const newline = load<u64>(out, 8);
  freeBlock(out);
  if (!ok) return -1;
  const mode = newlineOf(newline);
  if (mode < 0) return -1;
  if (initial != NULL && initial != NONE && !isStr(initial)) {
    raisef(T_TYPE_ERROR, 'initial_value must be str or None, not %T', initial);
    return -1;
  }
  reset(self, <u8>mode);
  if (initial == NULL || initial == NONE) return 0;
  const written = stringIoWrite(self, initial);
  if (written == NULL) return -1;
  release(written);
  io(self).position = 0;
  return 0;
}

function reset(self: Word, newline: u8): void {
  const s = io(self);
  enter(address(self));
  s.size = 0;
  s.position = 0;
  if (s.kind == 0) s.kind = 1;
  s.seen = 0;
  s.newline = newline;
  s.state = STATE_OPEN;
  leave(address(self));
}

/** @slot StringIO.dealloc */
export function stringIoDealloc(p: usize): void {
  const data = changetype<StringIO>(p).data;
  if (data) freeBlock(data);
  releaseOwnAttributes(p);
  freeObject(p);
}
/** @slot StringIO.traverse */
export function stringIoTraverse(p: usize): void { traverseOwnAttributes(p); }
/** @slot StringIO.clear */
export function stringIoClear(p: usize): void { clearOwnAttributes(p); }

/** Inside the lock: room for `size` code points in all, of at least `kind` bytes each. False: no memory. */
function reserve(s: StringIO, size: u32, kind: u32): bool {
  if (kind < s.kind) kind = s.kind;
  const old = <usize>s.data;
  const room = old ? <u64>blockSize(old) : 0;
  if (kind == s.kind && <u64>size * kind <= room) return true;
  const wanted = size > s.size ? <u64>size + (size >> 1) + 32 : <u64>size;
  const data = allocBlock(KIND_RAW, <usize>(wanted * kind));
  if (data == 0) return false;
  if (old) {
    copyChars(data, kind, old, s.kind, s.size);
    retireBlock(old);
  }
  s.data = <u32>data;
  s.kind = kind;
  return true;
}

/** Inside the lock: whether `n` code points of `kind` (at most `max`) at `from` could be put at the position. */
function put(s: StringIO, from: usize, kind: u32, n: u32, max: u32): bool {
  if (n == 0) return true;
  const end = s.position + <i64>n;
  if (end > MOST || !reserve(s, <u32>end, kindFor(max))) return false;
  const width = <usize>s.kind;
  if (s.position > <i64>s.size) memory.fill(s.data + s.size * width, 0, <usize>(s.position - <i64>s.size) * width);
  copyChars(s.data + <usize>s.position * width, s.kind, from, kind, n);
  s.position = end;
  if (end > <i64>s.size) s.size = <u32>end;
  return true;
}

/** Inside the lock: puts a str with its line ends as `newline` wants them. */
function putText(s: StringIO, p: usize): bool {
  const n = strLength(p);
  const kind = strKind(p);
  const data = p + STR_DATA;
  if (s.newline == NEWLINE_LF) return put(s, data, kind, n, maxOf(p));
  const universal = s.newline <= NEWLINE_ANY;
  let ends: u32 = 0;
  for (let i: u32 = 0; i < n; i++) {
    const c = readChar(data, kind, i);
    if (c == LF) {
      ends++;
      if (universal) s.seen |= SEEN_LF;
    } else if (c == CR && universal) {
      ends++;
      if (i + 1 < n && readChar(data, kind, i + 1) == LF) {
        s.seen |= SEEN_CRLF;
        i++;
      } else s.seen |= SEEN_CR;
    }
  }
  if (ends == 0 || s.newline == NEWLINE_ANY) return put(s, data, kind, n, maxOf(p));
  const room = <usize>n + (s.newline == NEWLINE_CRLF ? ends : 0);
  const changed = allocBlock(KIND_RAW, room * kind);
  if (changed == 0) return false;
  let to: u32 = 0;
  for (let i: u32 = 0; i < n; i++) {
    const c = readChar(data, kind, i);
    if (s.newline == NEWLINE_TRANSLATED) {
      if (c == CR) {
        if (i + 1 < n && readChar(data, kind, i + 1) == LF) i++;
        writeChar(changed, kind, to++, LF);
      } else writeChar(changed, kind, to++, c);
    } else if (c == LF) {
      writeChar(changed, kind, to++, CR);
      if (s.newline == NEWLINE_CRLF) writeChar(changed, kind, to++, LF);
    } else writeChar(changed, kind, to++, c);
  }
  const ok = put(s, changed, kind, to, maxOf(p));
  freeBlock(changed);
  return ok;
}

/** @method StringIO.write(self, s, /)
 * Write string to file.
 *
 * Returns the number of characters written, which is always equal to
 * the length of the string. */
export function stringIoWrite(self: Word, text: Word): Word {
  if (!isStr(text)) return raisef(T_TYPE_ERROR, "string argument expected, got '%T'", text);
  if (!enterOpen(self)) return NULL;
  const ok = putText(io(self), address(text));
  leave(address(self));
  return ok ? ofInt(<i64>strLength(address(text))) : memoryError();
}

/** @method StringIO.writelines(self, lines, /)
 * Write a list of lines to stream. */
export function stringIoWriteLines(self: Word, lines: Word): Word {
  if (io(self).state != STATE_OPEN) return refused(io(self));
  const it = iter(lines);
  if (it == NULL) return NULL;
  while (true) {
    const line = next(it);
    if (line == NULL) break;
    const written = typeOf(self) == T_STRING_IO ? stringIoWrite(self, line) : callMethod1(self, N_write, line);
    release(line);
    if (written == NULL) {
      release(it);
      return NULL;
    }
    release(written);
  }
  release(it);
  return errorSet() ? NULL : NONE;
}

/** Inside the lock: how many code points a read of `limit` (below 0: all) can have. */
function available(s: StringIO, limit: i64): u32 {
  const left = <i64>s.size - s.position;
  if (left <= 0) return 0;
  return <u32>(limit < 0 || limit > left ? left : limit);
}

/** Inside the lock, which ends: the next `n` code points. */
function taken(self: Word, n: u32): Word {
  const s = io(self);
  const text = n == 0 ? emptyStr() : strFromChars(s.data + <usize>s.position * s.kind, s.kind, n);
  if (text != NULL) s.position += <i64>n;
  leave(address(self));
  return text;
}

/** @method StringIO.read(self, size=-1, /)
 * Read at most size characters, returned as a string.
 *
 * If the argument is negative or omitted, read until EOF
 * is reached. Return an empty string at EOF. */
export function stringIoRead(self: Word, size: Word): Word {
  const limit = sizeArgument(size);
  if (limit == i64.MIN_VALUE || !enterOpen(self)) return NULL;
  return taken(self, available(io(self), limit));
}

/** Inside the lock: length of the next line, at most `limit` (below 0: any). */
function lineLength(s: StringIO, limit: i64): u32 {
  const n = available(s, limit);
  const kind = s.kind;
  const from = s.data + <usize>s.position * kind;
  const newline = s.newline;
  for (let i: u32 = 0; i < n; i++) {
    const c = readChar(from, kind, i);
    if (c == LF) {
      if (newline <= NEWLINE_LF) return i + 1;
      if (newline == NEWLINE_CRLF && i > 0 && readChar(from, kind, i - 1) == CR) return i + 1;
    } else if (c == CR) {
      if (newline == NEWLINE_CR) return i + 1;
      if (newline == NEWLINE_ANY) return i + 1 < n && readChar(from, kind, i + 1) == LF ? i + 2 : i + 1;
    }
  }
  return n;
}

/** @method StringIO.readline(self, size=-1, /)
 * Read until newline or EOF.
 *
 * Returns an empty string if EOF is hit immediately. */
export function stringIoReadLine(self: Word, size: Word): Word {
  const limit = sizeArgument(size);
  if (limit == i64.MIN_VALUE || !enterOpen(self)) return NULL;
  return taken(self, lineLength(io(self), limit));
}

/** @method StringIO.readlines(self, hint=-1, /)
 * Return a list of lines from the stream. */
export function stringIoReadLines(self: Word, hint: Word): Word {
  const limit = sizeArgument(hint);
  if (limit == i64.MIN_VALUE) return NULL;
  if (io(self).state != STATE_OPEN) return refused(io(self));
  const list = newList(0);
  if (list == 0) return NULL;
  let total: i64 = 0;
  while (true) {
    const line = stringIoNext(self);
    if (line == NULL) break;
    if (isStr(line)) total += <i64>strLength(address(line));
    const status = listAppend(list, line);
    release(line);
    if (status != 0 || (limit > 0 && total >= limit)) break;
  }
  if (!errorSet()) return fromAddress(list);
  release(fromAddress(list));
  return NULL;
}

/** @slot StringIO.iter */
export function stringIoIter(self: Word): Word {
  return io(self).state == STATE_OPEN ? own(self) : refused(io(self));
}
/** @slot StringIO.iternext */
export function stringIoNext(self: Word): Word {
  if (typeOf(self) == T_STRING_IO) {
    if (!enterOpen(self)) return NULL;
    const n = lineLength(io(self), -1);
    if (n != 0) return taken(self, n);
    leave(address(self));
    return NULL;
  }
  const line = callMethod0(self, N_readline);
  if (line == NULL) return NULL;
  if (!isStr(line)) {
    raisef(T_OS_ERROR, "readline() should have returned a str object, not '%T'", line);
    release(line);
    return NULL;
  }
  if (strLength(address(line)) != 0) return line;
  release(line);
  return NULL;
}

/** @method StringIO.seek(self, pos, whence=0, /)
 * Change stream position.
 *
 * Seek to character offset pos relative to position indicated by whence:
 *     0  Start of stream (the default).  pos should be >= 0;
 *     1  Current position - pos must be 0;
 *     2  End of stream - pos must be 0.
 * Returns the new absolute position. */
export function stringIoSeek(self: Word, pos: Word, whence: Word): Word {
  const offset = asI64(pos);
  if (offset == -1 && errorSet()) return NULL;
  const mode = whence == NULL ? 0 : asI64(whence);
  if (mode == -1 && errorSet()) return NULL;
  if (io(self).state != STATE_OPEN) return refused(io(self));
  if (mode < 0 || mode > 2) return raisef(T_VALUE_ERROR, 'Invalid whence (%d, should be 0, 1 or 2)', ofInt(mode));
  if (mode == 0 && offset < 0) return raisef(T_VALUE_ERROR, 'Negative seek position %d', ofInt(offset));
  if (mode != 0 && offset != 0) return raise(T_OS_ERROR, "Can't do nonzero cur-relative seeks");
  if (!enterOpen(self)) return NULL;
  const s = io(self);
  if (mode == 0) s.position = offset;
  else if (mode == 2) s.position = <i64>s.size;
  const position = s.position;
  leave(address(self));
  return ofInt(position);
}

/** @method StringIO.tell(self, /)
 * Tell the current file position. */
export function stringIoTell(self: Word): Word {
  if (!enterOpen(self)) return NULL;
  const position = io(self).position;
  leave(address(self));
  return ofInt(position);
}

/** @method StringIO.truncate(self, pos=None, /)
 * Truncate size to pos.
 *
 * The pos argument defaults to the current file position, as
 * returned by tell().  The current file position is unchanged.
 * Returns the new absolute position. */
export function stringIoTruncate(self: Word, pos: Word): Word {
  if (io(self).state != STATE_OPEN) return refused(io(self));
  let limit: i64 = io(self).position;
  if (pos != NULL && pos != NONE) {
    limit = asI64(pos);
    if (limit == -1 && errorSet()) return NULL;
  }
  if (limit < 0) return raisef(T_VALUE_ERROR, 'Negative size value %d', ofInt(limit));
  if (!enterOpen(self)) return NULL;
  if (limit < <i64>io(self).size) io(self).size = <u32>limit;
  leave(address(self));
  return ofInt(limit);
}

/** @method StringIO.getvalue(self, /)
 * Retrieve the entire contents of the object. */
export function stringIoGetValue(self: Word): Word {
  if (!enterOpen(self)) return NULL;
  const s = io(self);
  const text = s.size == 0 ? emptyStr() : strFromChars(s.data, s.kind, s.size);
  leave(address(self));
  return text;
}

/** @method StringIO.close(self, /)
 * Close the IO object.
 *
 * Attempting any further operation after the object is closed
 * will raise a ValueError.
 *
 * This method has no effect if the file is already closed. */
export function stringIoClose(self: Word): Word {
  const s = io(self);
  enter(address(self));
  const data = <usize>s.data;
  s.data = 0;
  s.size = 0;
  s.state = STATE_CLOSED;
  leave(address(self));
  if (data) retireBlock(data);
  return NONE;
}

/** @getter StringIO.closed */
export function stringIoClosed(self: Word): Word { return ofBool(io(self).state == STATE_CLOSED); }

function openOr(self: Word, value: Word): Word { return io(self).state == STATE_OPEN ? value : refused(io(self)); }

/** @getter StringIO.line_buffering */
export function stringIoLineBuffering(self: Word): Word { return openOr(self, FALSE); }

/** @getter StringIO.newlines
 * Line endings translated so far. */
export function stringIoNewlines(self: Word): Word {
  if (io(self).state != STATE_OPEN) return refused(io(self));
  return seenNewlines(io(self).seen);
}

/** @method StringIO.readable(self, /)
 * Returns True if the IO object can be read. */
export function stringIoReadable(self: Word): Word { return openOr(self, TRUE); }
/** @method StringIO.writable(self, /)
 * Returns True if the IO object can be written. */
export function stringIoWritable(self: Word): Word { return openOr(self, TRUE); }
/** @method StringIO.seekable(self, /)
 * Returns True if the IO object can be seeked. */
export function stringIoSeekable(self: Word): Word { return openOr(self, TRUE); }
/** @method StringIO.flush(self, /)
 * Flush write buffers, if applicable. */
export function stringIoFlush(self: Word): Word { return openOr(self, NONE); }

function newlineText(newline: u8): Word {
  if (newline == NEWLINE_TRANSLATED) return NONE;
  if (newline == NEWLINE_ANY) return emptyStr();
  if (newline == NEWLINE_CR) return newText('\r');
  return newline == NEWLINE_CRLF ? newText('\r\n') : newText('\n');
}

/** @method StringIO.__getstate__(self, /) */
export function stringIoGetState(self: Word): Word {
  const value = stringIoGetValue(self);
  if (value == NULL) return NULL;
  const dict = getAttr(self, N___dict__);
  const copy = dict == NULL ? NULL : call1(<Word>T_DICT, dict);
  release(dict);
  const tuple = copy == NULL ? 0 : newTuple(4);
  if (tuple == 0) {
    release(copy);
    release(value);
    return NULL;
  }
  tupleInit(tuple, 0, value);
  tupleInit(tuple, 1, newlineText(io(self).newline));
  tupleInit(tuple, 2, ofInt(io(self).position));
  tupleInit(tuple, 3, copy);
  return fromAddress(tuple);
}

/** @method StringIO.__setstate__(self, state, /) */
export function stringIoSetState(self: Word, state: Word): Word {
  if (io(self).state == STATE_CLOSED) return refused(io(self));
  if (!isInstance(state, T_TUPLE) || tupleSize(address(state)) < 4) {
    return raisef(T_TYPE_ERROR, '%T.__setstate__ argument should be 4-tuple, got %T', self, state);
  }
  const tuple = address(state);
  const value = tupleGet(tuple, 0);
  const position = tupleGet(tuple, 2);
  const dict = tupleGet(tuple, 3);
  if (value != NONE && !isStr(value)) return raisef(T_TYPE_ERROR, 'initial_value must be str or None, not %T', value);
  const mode = newlineOf(tupleGet(tuple, 1));
  if (mode < 0) return NULL;
  if (!isIntLike(position)) return raisef(T_TYPE_ERROR, 'third item of state must be an integer, got %T', position);
  const at = asI64(position);
  if (at == -1 && errorSet()) return NULL;
  if (at < 0) return raise(T_VALUE_ERROR, 'position value cannot be negative');
  if (dict != NONE && !isInstance(dict, T_DICT)) {
    return raisef(T_TYPE_ERROR, 'fourth item of state should be a dict, got a %T', dict);
  }
  // the value has its line ends already
  reset(self, NEWLINE_LF);
  if (value != NONE) {
    const written = stringIoWrite(self, value);
    if (written == NULL) return NULL;
    release(written);
  }
  io(self).newline = <u8>mode;
  io(self).position = at;
  if (dict == NONE) return NONE;
  const mine = getAttr(self, N___dict__);
  if (mine == NULL) return NULL;
  const done = callMethod1(mine, N_update, dict);
  release(mine);
  if (done == NULL) return NULL;
  release(done);
  return NONE;
}

/** @method StringIO.__sizeof__(self, /) */
export function stringIoSizeof(self: Word): Word {
  const s = io(self);
  return ofInt(<i64>offsetof<StringIO>() + (s.data ? <i64>blockSize(s.data) : 0));
}
