// io.BytesIO: a growing block of bytes under the object's lock. While a buffer is lent (getbuffer), the block neither moves
// nor changes its size.

import { FALSE, NONE, NULL, TRUE, Word, address, fromAddress, ofBool, ofInt } from '../../layout/word';
import { own, release } from '../../counting/counts';
import { KIND_RAW, allocBlock, blockSize, freeBlock, retireBlock } from '../../memory/blocks';
import { freeObject } from '../../memory/objects';
import { enter, leave } from '../../sync/critical';
import { visit } from '../../collector/visit';
import { T_BUFFER_ERROR, T_DICT, T_TUPLE, T_TYPE_ERROR, T_VALUE_ERROR, T__BYTES_IO_BUFFER } from '../../generated/types';
import { N___dict__, N_update } from '../../generated/names';
import { call1, callMethod1 } from '../../eval/call';
import { parseArgs } from '../../eval/arguments';
import { errorSet, memoryError, raise, raisef } from '../../eval/errors';
import { BUF_FULL_RO, BUF_WRITABLE, Buffer, bufferRelease, fillBuffer, getBuffer, getBufferFlags } from '../../objects/buffer';
import { emptyBytes, newBytesFrom } from '../../objects/bytes/new';
import { listAppend, newList } from '../../objects/list/core';
import { asI64, getAttr, isInstance, isIntLike, iter, length, next } from '../../objects/protocol';
import { tuple3, tupleGet, tupleSize } from '../../objects/tuple';
import { allocVar } from '../../objects/type/alloc';
import { newMemoryView } from '../../objects/memoryview/type';
import { releaseOwnAttributes, traverseOwnAttributes } from '../../objects/type/attributes';
import { raiseClosed, sizeArgument } from './base';
import { clearOwnAttributes } from './io_base';

/** @type _io.BytesIO base=_BufferedIOBase in=_io size=offsetof<BytesIO>() attrs=dict flags=BASE,GC weakref
 * Buffered I/O implementation using an in-memory bytes buffer. */
/** @type _io._BytesIOBuffer in=_io size=offsetof<BytesIOBuffer>() flags=GC,DISALLOW_NEW
 * What lends the bytes of a BytesIO. */

// @ts-ignore: decorator
@unmanaged
export class BytesIO {
  type: u32; local: u32; shared: i32; owner: u16; mutex: u8; gc: u8;
  /** Raw block, 0 while nothing was written. */
  data: u32; // 16
  size: u32; // 20
  position: i64; // 24
  exports: u32; // 32
  closed: u32; // 36
}

// @ts-ignore: decorator
@unmanaged
export class BytesIOBuffer {
  type: u32; local: u32; shared: i32; owner: u16; mutex: u8; gc: u8;
  source: Word;
}

// @ts-ignore: decorator
@inline const MOST: i64 = 0x7fff_ff00;

// @ts-ignore: decorator
@inline function io(w: Word): BytesIO { return changetype<BytesIO>(address(w)); }

/** Takes the lock of an open object; false with ValueError set (not locked then). */
function enterOpen(self: Word): bool {
  enter(address(self));
  if (io(self).closed == 0) return true;
  leave(address(self));
  raiseClosed();
  return false;
}

/** @new BytesIO */
export function bytesIoNew(type: Word, args: usize, nargs: i32, kwnames: Word): Word {
  return fromAddress(allocVar(<u32>type, 0));
}

/** @init BytesIO
 * @signature (initial_bytes=b'') */
export function bytesIoInit(self: Word, args: usize, nargs: i32, kwnames: Word): i32 {
  const out = allocBlock(KIND_RAW, 8);
  if (out == 0) {
    memoryError();
    return -1;
  }
  const ok = parseArgs(args, nargs, kwnames, "BytesIO(initial_bytes=b'')", out);
  const initial = load<u64>(out);
  freeBlock(out);
  if (!ok) return -1;
  const p = address(self);
  const s = changetype<BytesIO>(p);
  enter(p);
  const lent = s.exports != 0;
  if (!lent) {
    s.size = 0;
    s.position = 0;
    s.closed = 0;
  }
  leave(p);
  if (lent) return resizeRefused();
  if (initial == NULL || initial == NONE) return 0;
  const written = bytesIoWrite(self, initial);
  if (written == NULL) return -1;
  release(written);
  enter(p);
  s.position = 0;
  leave(p);
  return 0;
}

/** @slot BytesIO.dealloc */
export function bytesIoDealloc(p: usize): void {
  const data = changetype<BytesIO>(p).data;
  if (data) freeBlock(data);
  releaseOwnAttributes(p);
  freeObject(p);
}
/** @slot BytesIO.traverse */
export function bytesIoTraverse(p: usize): void { traverseOwnAttributes(p); }
/** @slot BytesIO.clear */
export function bytesIoClear(p: usize): void { clearOwnAttributes(p); }

export function bytesIoIsClosed(self: Word): bool { return io(self).closed != 0; }

function resizeRefused(): i32 {
  raise(T_BUFFER_ERROR, 'Existing exports of data: object cannot be re-sized');
  return -1;
}

/** Inside the lock: room for `size` bytes in all. False: no memory. */
function reserve(s: BytesIO, size: u32): bool {
  const old = <usize>s.data;
  const room = old ? <u32>blockSize(old) : 0;
  if (size <= room) return true;
  const wanted = <u64>size + (size >> 1) + 64;
  const data = allocBlock(KIND_RAW, <usize>(wanted > <u64>MOST ? <u64>size : wanted));
  if (data == 0) return false;
  if (old) {
    memory.copy(data, old, s.size);
    retireBlock(old);
  }
  s.data = <u32>data;
  return true;
}

/** Inside the lock of an open object. 0, 1 no memory, 2 a buffer is lent. */
function put(s: BytesIO, from: usize, n: u32): i32 {
  if (s.exports) return 2;
  if (n == 0) return 0;
  const end = s.position + <i64>n;
  if (end > MOST || !reserve(s, <u32>end)) return 1;
  if (s.position > <i64>s.size) memory.fill(s.data + s.size, 0, <usize>(s.position - <i64>s.size));
  memory.copy(s.data + <usize>s.position, from, n);
  s.position = end;
  if (end > <i64>s.size) s.size = <u32>end;
  return 0;
}

/** @method BytesIO.write(self, b, /)
 * Write bytes to file.
 *
 * Return the number of bytes written. */
export function bytesIoWrite(self: Word, b: Word): Word {
  if (io(self).closed) return raiseClosed();
  const buffer = getBuffer(b);
  if (buffer == 0) return NULL;
  const from = <usize>changetype<Buffer>(buffer).data;
  const n = changetype<Buffer>(buffer).size;
  if (!enterOpen(self)) {
    bufferRelease(buffer);
    return NULL;
  }
  const status = put(io(self), from, n);
  leave(address(self));
  bufferRelease(buffer);
  if (status == 1) return memoryError();
  if (status == 2) {
    resizeRefused();
    return NULL;
  }
  return ofInt(<i64>n);
}

/** @method BytesIO.writelines(self, lines, /)
 * Write lines to the file.
 *
 * Note that newlines are not added.  lines can be any iterable object
 * producing bytes-like objects. This is equivalent to calling write() for
 * each element. */
export function bytesIoWriteLines(self: Word, lines: Word): Word {
  if (io(self).closed) return raiseClosed();
  const it = iter(lines);
  if (it == NULL) return NULL;
  while (true) {
    const line = next(it);
    if (line == NULL) break;
    const written = bytesIoWrite(self, line);
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

/** Inside the lock: how many bytes a read of `limit` (below 0: all) can have. */
function available(s: BytesIO, limit: i64): u32 {
  const left = <i64>s.size - s.position;
  if (left <= 0) return 0;
  return <u32>(limit < 0 || limit > left ? left : limit);
}

/** Inside the lock, which ends: the next `n` bytes. */
function taken(self: Word, n: u32): Word {
  const s = io(self);
  const bytes = n == 0 ? emptyBytes() : newBytesFrom(s.data + <usize>s.position, n);
  if (bytes != NULL) s.position += <i64>n;
  leave(address(self));
  return bytes;
}

/** @method BytesIO.read(self, size=-1, /)
 * Read at most size bytes, returned as a bytes object.
 *
 * If the size argument is negative, read until EOF is reached.
 * Return an empty bytes object at EOF. */
export function bytesIoRead(self: Word, size: Word): Word {
  const limit = sizeArgument(size);
  if (limit == i64.MIN_VALUE || !enterOpen(self)) return NULL;
  return taken(self, available(io(self), limit));
}

/** @method BytesIO.read1(self, size=-1, /)
 * Read at most size bytes, returned as a bytes object.
 *
 * If the size argument is negative or omitted, read until EOF is reached.
 * Return an empty bytes object at EOF. */
export function bytesIoRead1(self: Word, size: Word): Word { return bytesIoRead(self, size); }

/** @method BytesIO.readinto(self, buffer, /)
 * Read bytes into buffer.
 *
 * Returns number of bytes read (0 for EOF), or None if the object
 * is set not to block and has no data to read. */
export function bytesIoReadInto(self: Word, target: Word): Word {
  const buffer = getBufferFlags(target, BUF_WRITABLE);
  if (buffer == 0) {
    return raisef(T_TYPE_ERROR, "readinto() argument must be read-write bytes-like object, not %T", target);
  }
  if (!enterOpen(self)) {
    bufferRelease(buffer);
    return NULL;
  }
  const s = io(self);
  const n = available(s, <i64>changetype<Buffer>(buffer).size);
  if (n) memory.copy(changetype<Buffer>(buffer).data, s.data + <usize>s.position, n);
  s.position += <i64>n;
  leave(address(self));
  bufferRelease(buffer);
  return ofInt(<i64>n);
}

/** Inside the lock: length of the next line, at most `limit` (below 0: any). */
function lineLength(s: BytesIO, limit: i64): u32 {
  const n = available(s, limit);
  const from = s.data + <usize>s.position;
  for (let i: u32 = 0; i < n; i++) if (load<u8>(from + i) == 0x0a) return i + 1;
  return n;
}

/** @method BytesIO.readline(self, size=-1, /)
 * Next line from the file, as a bytes object.
 *
 * Retain newline.  A non-negative size argument limits the maximum
 * number of bytes to return (an incomplete line may be returned then).
 * Return an empty bytes object at EOF. */
export function bytesIoReadLine(self: Word, size: Word): Word {
  const limit = sizeArgument(size);
  if (limit == i64.MIN_VALUE || !enterOpen(self)) return NULL;
  return taken(self, lineLength(io(self), limit));
}

/** @method BytesIO.readlines(self, size=None, /)
 * List of bytes objects, each a line from the file.
 *
 * Call readline() repeatedly and return a list of the lines so read.
 * The optional size argument, if given, is an approximate bound on the
 * total number of bytes in the lines returned. */
export function bytesIoReadLines(self: Word, size: Word): Word {
  const limit = sizeArgument(size);
  if (limit == i64.MIN_VALUE) return NULL;
  if (io(self).closed) return raiseClosed();
  const list = newList(0);
  if (list == 0) return NULL;
  let total: i64 = 0;
  while (limit <= 0 || total < limit) {
    const line = bytesIoNext(self);
    if (line == NULL) break;
    total += <i64>load<u32>(address(line), 16);
    const status = listAppend(list, line);
    release(line);
    if (status != 0) break;
  }
  if (!errorSet()) return fromAddress(list);
  release(fromAddress(list));
  return NULL;
}

/** @slot BytesIO.iter */
export function bytesIoIter(self: Word): Word {
  return io(self).closed ? raiseClosed() : own(self);
}
/** @slot BytesIO.iternext */
export function bytesIoNext(self: Word): Word {
  if (!enterOpen(self)) return NULL;
  const n = lineLength(io(self), -1);
  if (n != 0) return taken(self, n);
  leave(address(self));
  return NULL;
}

/** @method BytesIO.seek(self, pos, whence=0, /)
 * Change stream position.
 *
 * Seek to byte offset pos relative to position indicated by whence:
 *      0  Start of stream (the default).  pos should be >= 0;
 *      1  Current position - pos may be negative;
 *      2  End of stream - pos usually negative.
 * Returns the new absolute position. */
export function bytesIoSeek(self: Word, pos: Word, whence: Word): Word {
  const offset = asI64(pos);
  if (offset == -1 && errorSet()) return NULL;
  const mode = whence == NULL ? 0 : asI64(whence);
  if (mode == -1 && errorSet()) return NULL;
  if (!enterOpen(self)) return NULL;
  const s = io(self);
  let target = offset;
  let fault = 0;
  if (mode == 1) target = s.position + offset;
  else if (mode == 2) target = <i64>s.size + offset;
  else if (mode != 0) fault = 1;
  else if (offset < 0) fault = 2;
  if (mode != 0 && offset > 0 && target < 0) fault = 3;
  if (fault == 0) s.position = target < 0 ? 0 : target;
  leave(address(self));
  if (fault == 1) return raisef(T_VALUE_ERROR, 'invalid whence (%d, should be 0, 1 or 2)', ofInt(mode));
  if (fault == 2) return raisef(T_VALUE_ERROR, 'negative seek value %d', ofInt(offset));
  if (fault == 3) return raise(T_VALUE_ERROR, 'new position too large');
  return bytesIoTell(self);
}

/** @method BytesIO.tell(self, /)
 * Current file position, an integer. */
export function bytesIoTell(self: Word): Word {
  if (!enterOpen(self)) return NULL;
  const position = io(self).position;
  leave(address(self));
  return ofInt(position);
}

/** @method BytesIO.truncate(self, size=None, /)
 * Truncate the file to at most size bytes.
 *
 * Size defaults to the current file position, as returned by tell().
 * The current file position is unchanged.  Returns the new size. */
export function bytesIoTruncate(self: Word, size: Word): Word {
  if (io(self).closed) return raiseClosed();
  let limit: i64 = io(self).position;
  if (size != NULL && size != NONE) {
    limit = asI64(size);
    if (limit == -1 && errorSet()) return NULL;
  }
  if (limit < 0) return raisef(T_VALUE_ERROR, 'negative size value %d', ofInt(limit));
  if (!enterOpen(self)) return NULL;
  const s = io(self);
  const lent = s.exports != 0;
  if (!lent && limit < <i64>s.size) s.size = <u32>limit;
  leave(address(self));
  if (lent) {
    resizeRefused();
    return NULL;
  }
  return ofInt(limit);
}

/** @method BytesIO.getvalue(self, /)
 * Retrieve the entire contents of the BytesIO object. */
export function bytesIoGetValue(self: Word): Word {
  if (!enterOpen(self)) return NULL;
  const s = io(self);
  const bytes = s.size == 0 ? emptyBytes() : newBytesFrom(s.data, s.size);
  leave(address(self));
  return bytes;
}

/** @method BytesIO.close(self, /)
 * Disable all I/O operations. */
export function bytesIoClose(self: Word): Word {
  const p = address(self);
  const s = changetype<BytesIO>(p);
  enter(p);
  const lent = s.exports != 0;
  let data: usize = 0;
  if (!lent) {
    data = s.data;
    s.data = 0;
    s.size = 0;
    s.closed = 1;
  }
  leave(p);
  if (data) retireBlock(data);
  if (lent) {
    resizeRefused();
    return NULL;
  }
  return NONE;
}

/** @getter BytesIO.closed
 * True if the file is closed. */
export function bytesIoClosed(self: Word): Word { return ofBool(io(self).closed != 0); }

function openOr(self: Word, value: Word): Word { return io(self).closed ? raiseClosed() : value; }

/** @method BytesIO.readable(self, /)
 * Returns True if the IO object can be read. */
export function bytesIoReadable(self: Word): Word { return openOr(self, TRUE); }
/** @method BytesIO.writable(self, /)
 * Returns True if the IO object can be written. */
export function bytesIoWritable(self: Word): Word { return openOr(self, TRUE); }
/** @method BytesIO.seekable(self, /)
 * Returns True if the IO object can be seeked. */
export function bytesIoSeekable(self: Word): Word { return openOr(self, TRUE); }
/** @method BytesIO.flush(self, /)
 * Does nothing. */
export function bytesIoFlush(self: Word): Word { return openOr(self, NONE); }
/** @method BytesIO.isatty(self, /)
 * Always returns False.
 *
 * BytesIO objects are not connected to a TTY-like device. */
export function bytesIoIsatty(self: Word): Word { return openOr(self, FALSE); }

/** @method BytesIO.__getstate__(self, /) */
export function bytesIoGetState(self: Word): Word {
  const value = bytesIoGetValue(self);
  if (value == NULL) return NULL;
  const dict = getAttr(self, N___dict__);
  if (dict == NULL) {
    release(value);
    return NULL;
  }
  const copy = call1(<Word>T_DICT, dict);
  const attributes = copy != NULL && length(dict) > 0;
  release(dict);
  if (copy == NULL) {
    release(value);
    return NULL;
  }
  if (!attributes) release(copy);
  return fromAddress(tuple3(value, ofInt(io(self).position), attributes ? copy : NONE));
}

/** @method BytesIO.__setstate__(self, state, /) */
export function bytesIoSetState(self: Word, state: Word): Word {
  if (!isInstance(state, T_TUPLE) || tupleSize(address(state)) < 3) {
    return raisef(T_TYPE_ERROR, '%T.__setstate__ argument should be 3-tuple, got %T', self, state);
  }
  const tuple = address(state);
  const position = tupleGet(tuple, 1);
  const dict = tupleGet(tuple, 2);
  if (!isIntLike(position)) return raisef(T_TYPE_ERROR, 'second item of state must be an integer, not %T', position);
  const at = asI64(position);
  if (at == -1 && errorSet()) return NULL;
  if (at < 0) return raise(T_VALUE_ERROR, 'position value cannot be negative');
  const s = io(self);
  if (s.exports) {
    resizeRefused();
    return NULL;
  }
  enter(address(self));
  s.size = 0;
  s.position = 0;
  leave(address(self));
  const written = bytesIoWrite(self, tupleGet(tuple, 0));
  if (written == NULL) return NULL;
  release(written);
  s.position = at;
  if (dict == NONE) return NONE;
  if (!isInstance(dict, T_DICT)) return raisef(T_TYPE_ERROR, 'third item of state should be a dict, got a %T', dict);
  const mine = getAttr(self, N___dict__);
  if (mine == NULL) return NULL;
  const done = callMethod1(mine, N_update, dict);
  release(mine);
  if (done == NULL) return NULL;
  release(done);
  return NONE;
}

/** @method BytesIO.__sizeof__(self, /) */
export function bytesIoSizeof(self: Word): Word {
  const s = io(self);
  return ofInt(<i64>offsetof<BytesIO>() + (s.data ? <i64>blockSize(s.data) : 0));
}

// ---- getbuffer -----------------------------------------------------------------------------------------------------

/** @method BytesIO.getbuffer(self, /)
 * Get a read-write view over the contents of the BytesIO object. */
export function bytesIoGetBuffer(self: Word): Word {
  if (io(self).closed) return raiseClosed();
  const p = allocVar(T__BYTES_IO_BUFFER, 0);
  if (p == 0) return NULL;
  changetype<BytesIOBuffer>(p).source = own(self);
  const view = newMemoryView(fromAddress(p), BUF_FULL_RO);
  release(fromAddress(p));
  return view;
}

/** @slot _BytesIOBuffer.dealloc */
export function bytesIoBufferDealloc(p: usize): void {
  release(changetype<BytesIOBuffer>(p).source);
  freeObject(p);
}
/** @slot _BytesIOBuffer.traverse */
export function bytesIoBufferTraverse(p: usize): void { visit(changetype<BytesIOBuffer>(p).source); }

/** @slot _BytesIOBuffer.getbuffer */
export function bytesIoBufferGet(self: Word, b: usize, flags: i32): i32 {
  const source = changetype<BytesIOBuffer>(address(self)).source;
  const p = address(source);
  const s = changetype<BytesIO>(p);
  enter(p);
  let status = -1;
  if (s.data == 0 && !reserve(s, 1)) memoryError();
  else {
    status = fillBuffer(b, self, s.data, s.size, false, flags);
    if (status == 0) s.exports++;
  }
  leave(p);
  return status;
}
/** @slot _BytesIOBuffer.releasebuffer */
export function bytesIoBufferRelease(self: Word, b: usize): void {
  const p = address(changetype<BytesIOBuffer>(address(self)).source);
  enter(p);
  changetype<BytesIO>(p).exports--;
  leave(p);
}
