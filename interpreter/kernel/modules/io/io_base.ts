// The abstract classes of _io: what is common to all streams, in terms of their other methods.

import { Bytes, BYTES_DATA } from '../../layout/text';
import { FALSE, NONE, NULL, TRUE, Word, address, fromAddress, ofBool, ofInt } from '../../layout/word';
import { own, release } from '../../counting/counts';
import { freeObject } from '../../memory/objects';
import {
  N___IOBase_closed, N__finalizing, N_close, N_flush, N_join, N_peek, N_read, N_readable, N_readall, N_readinto, N_readline,
  N_seek, N_seekable, N_writable, N_write, N_read1, N_closed,
} from '../../generated/names';
import {
  T_BYTES, T_BYTES_IO, T_BYTEARRAY, T_NOT_IMPLEMENTED_ERROR, T_OS_ERROR, T_STRING_IO, T_TYPE_ERROR, T_VALUE_ERROR,
} from '../../generated/types';
import { arg, callMethod0, callMethod1, callMethod2, call1 } from '../../eval/call';
import { clearError, errorSet, raise, raiseObject, raisef, restoreError, takeError } from '../../eval/errors';
import { writeUnraisable } from '../../eval/unraisable';
import { Buffer, BUF_WRITABLE, bufferRelease, getBuffer, getBufferFlags } from '../../objects/buffer';
import { emptyBytes, newBytesFrom, bytesFromBuilder } from '../../objects/bytes/new';
import { builderAscii, builderDrop, builderNew } from '../../objects/str/builder';
import { listAppend, listSize, newList } from '../../objects/list/core';
import { asI64, isInstance, iter, length, lookupAttr, next, setAttr, truth, typeOf } from '../../objects/protocol';
import { releaseOwnAttributes, traverseOwnAttributes, clearAttributes } from '../../objects/type/attributes';
import { TF_HEAP, Type } from '../../layout/type';
import { BAD_SIZE, chainError, checkCan, checkClosed, effect, raiseUnsupported, sizeArgument, trapInterrupted } from './base';
import { newText } from '../../objects/str/new';

/** @type _io._IOBase in=_io size=16 attrs=dict flags=BASE,GC weakref
 * The abstract base class for all I/O classes.
 *
 * This class provides dummy implementations for many methods that
 * derived classes can override selectively; the default implementations
 * represent a file that cannot be read, written or seeked. */
/** @type _io._RawIOBase base=_IOBase in=_io attrs=dict flags=BASE,GC weakref
 * Base class for raw binary I/O. */
/** @type _io._BufferedIOBase base=_IOBase in=_io attrs=dict flags=BASE,GC weakref
 * Base class for buffered IO objects. */
/** @type _io._TextIOBase base=_IOBase in=_io attrs=dict flags=BASE,GC weakref
 * Base class for text I/O. */

/** @slot _IOBase.dealloc */
export function ioBaseDealloc(p: usize): void {
  releaseOwnAttributes(p);
  freeObject(p);
}
/** @slot _IOBase.traverse */
export function ioBaseTraverse(p: usize): void { traverseOwnAttributes(p); }
/** @slot _IOBase.clear */
export function ioBaseClear(p: usize): void { clearOwnAttributes(p); }

/** For the clear functions of the native streams. */
export function clearOwnAttributes(p: usize): void {
  const type = load<u32>(p);
  if ((changetype<Type>(type).flags & TF_HEAP) == 0) clearAttributes(p, type);
}

/** @slot _IOBase.finalize
 * Closes a stream that nobody closed. */
export function ioBaseFinalize(self: Word): void {
  const type = typeOf(self);
  if (type == T_BYTES_IO || type == T_STRING_IO) return;
  const saved = takeError();
  const value = lookupAttr(self, N_closed);
  const closed = value == NULL ? (errorSet() ? -1 : 0) : truth(value);
  release(value);
  if (closed < 0) clearError();
  else if (closed == 0) {
    // lets close() know where the call comes from
    if (setAttr(self, N__finalizing, TRUE) != 0) clearError();
    if (!effect(self, N_close)) writeUnraisable(self);
  }
  restoreError(saved);
}

/** @method _IOBase.seek(self, offset, whence=0, /)
 * @signature ($self, offset, whence=os.SEEK_SET, /)
 * Change the stream position to the given byte offset. */
export function ioBaseSeek(self: Word, offset: Word, whence: Word): Word { return raiseUnsupported('seek'); }
/** @method _IOBase.tell(self, /)
 * Return current stream position. */
export function ioBaseTell(self: Word): Word { return callMethod2(self, N_seek, ofInt(0), ofInt(1)); }
/** @method _IOBase.truncate(self, size=None, /)
 * Truncate file to size bytes. */
export function ioBaseTruncate(self: Word, size: Word): Word { return raiseUnsupported('truncate'); }
/** @method _IOBase.fileno(self, /)
 * Return underlying file descriptor if one exists. */
export function ioBaseFileno(self: Word): Word { return raiseUnsupported('fileno'); }

/** Whether close() was called on the base: 1, 0, -1. */
function markedClosed(self: Word): i32 {
  const mark = lookupAttr(self, N___IOBase_closed);
  if (mark == NULL) return errorSet() ? -1 : 0;
  release(mark);
  return 1;
}

/** @method _IOBase.flush(self, /)
 * Flush write buffers, if applicable. */
export function ioBaseFlush(self: Word): Word {
  const closed = markedClosed(self);
  if (closed > 0) return raise(T_VALUE_ERROR, 'I/O operation on closed file.');
  return closed < 0 ? NULL : NONE;
}

/** @method _IOBase.close(self, /)
 * Flush and close the IO object.
 *
 * This method has no effect if the file is already closed. */
export function ioBaseClose(self: Word): Word {
  const closed = markedClosed(self);
  if (closed != 0) return closed < 0 ? NULL : NONE;
  effect(self, N_flush);
  const error = takeError();
  setAttr(self, N___IOBase_closed, TRUE);
  chainError(error);
  return errorSet() ? NULL : NONE;
}

/** @getter _IOBase.closed */
export function ioBaseClosed(self: Word): Word {
  const closed = markedClosed(self);
  return closed < 0 ? NULL : ofBool(closed != 0);
}

/** @method _IOBase.seekable(self, /)
 * Return whether object supports random access. */
export function ioBaseSeekable(self: Word): Word { return FALSE; }
/** @method _IOBase.readable(self, /)
 * Return whether object was opened for reading. */
export function ioBaseReadable(self: Word): Word { return FALSE; }
/** @method _IOBase.writable(self, /)
 * Return whether object was opened for writing. */
export function ioBaseWritable(self: Word): Word { return FALSE; }

/** @method _IOBase._checkClosed(self, /) */
export function ioBaseCheckClosed(self: Word): Word { return checkClosed(self) ? NONE : NULL; }
/** @method _IOBase._checkSeekable(self, /) */
export function ioBaseCheckSeekable(self: Word): Word {
  return checkCan(self, N_seekable, 'File or stream is not seekable.') ? TRUE : NULL;
}
/** @method _IOBase._checkReadable(self, /) */
export function ioBaseCheckReadable(self: Word): Word {
  return checkCan(self, N_readable, 'File or stream is not readable.') ? TRUE : NULL;
}
/** @method _IOBase._checkWritable(self, /) */
export function ioBaseCheckWritable(self: Word): Word {
  return checkCan(self, N_writable, 'File or stream is not writable.') ? TRUE : NULL;
}

/** @method _IOBase.isatty(self, /)
 * Return whether this is an 'interactive' stream. */
export function ioBaseIsatty(self: Word): Word { return checkClosed(self) ? FALSE : NULL; }
/** @method _IOBase.__enter__(self, /) */
export function ioBaseEnter(self: Word): Word { return checkClosed(self) ? own(self) : NULL; }
/** @method _IOBase.__exit__(self, /, *args) */
export function ioBaseExit(args: usize, nargs: i32, kwnames: Word): Word { return callMethod0(arg(args, 0), N_close); }

/** @slot _IOBase.iter */
export function ioBaseIter(self: Word): Word { return checkClosed(self) ? own(self) : NULL; }
/** @slot _IOBase.iternext */
export function ioBaseNext(self: Word): Word {
  const line = callMethod0(self, N_readline);
  if (line == NULL) return NULL;
  const n = length(line);
  if (n > 0) return line;
  release(line);
  return NULL;
}

/** @method _IOBase.readline(self, size=-1, /)
 * Read and return a line from the stream.
 *
 * If size is specified, at most size bytes will be read. */
export function ioBaseReadLine(self: Word, size: Word): Word {
  const limit = sizeArgument(size);
  if (limit == BAD_SIZE) return NULL;
  const peek = lookupAttr(self, N_peek);
  if (peek == NULL && errorSet()) return NULL;
  const b = builderNew();
  if (!b) {
    release(peek);
    return NULL;
  }
  let total: i64 = 0;
  while (limit < 0 || total < limit) {
    let wanted: i64 = 1;
    if (peek != NULL) {
      const ahead = call1(peek, ofInt(1));
      if (ahead == NULL) {
        if (trapInterrupted()) continue;
        break;
      }
      if (!isInstance(ahead, T_BYTES)) {
        raisef(T_OS_ERROR, "peek() should have returned a bytes object, not '%T'", ahead);
        release(ahead);
        break;
      }
      const p = address(ahead);
      const n = changetype<Bytes>(p).size;
      const most: u32 = limit >= 0 && limit - total < <i64>n ? <u32>(limit - total) : n;
      let i: u32 = 0;
      while (i < most && load<u8>(p + BYTES_DATA + i) != 10) i++;
      if (n > 0) wanted = i < most ? <i64>i + 1 : <i64>most;
      release(ahead);
    }
    const part = callMethod1(self, N_read, ofInt(wanted));
    if (part == NULL) {
      if (trapInterrupted()) continue;
      break;
    }
    if (!isInstance(part, T_BYTES)) {
      raisef(T_OS_ERROR, "read() should have returned a bytes object, not '%T'", part);
      release(part);
      break;
    }
    const p = address(part);
    const n = changetype<Bytes>(p).size;
    if (n == 0) {
      release(part);
      break;
    }
    builderAscii(b, p + BYTES_DATA, n);
    total += <i64>n;
    const ended = load<u8>(p + BYTES_DATA + n - 1) == 10;
    release(part);
    if (ended) break;
  }
  release(peek);
  return errorSet() ? builderDrop(b) : bytesFromBuilder(b);
}

/** @method _IOBase.readlines(self, hint=-1, /)
 * Return a list of lines from the stream.
 *
 * hint can be specified to control the number of lines read: no more
 * lines will be read if the total size (in bytes/characters) of all
 * lines so far exceeds hint. */
export function ioBaseReadLines(self: Word, hint: Word): Word {
  const limit = sizeArgument(hint);
  if (limit == BAD_SIZE) return NULL;
  const it = iter(self);
  if (it == NULL) return NULL;
  const list = newList(0);
  let total: i64 = 0;
  while (list != 0) {
    const line = next(it);
    if (line == NULL) break;
    if (listAppend(list, line) != 0) {
      release(line);
      break;
    }
    const n = limit > 0 ? length(line) : 0;
    release(line);
    if (n < 0) break;
    total += n;
    if (limit > 0 && total > limit) break;
  }
  release(it);
  if (!errorSet()) return fromAddress(list);
  if (list != 0) release(fromAddress(list));
  return NULL;
}

/** @method _IOBase.writelines(self, lines, /)
 * Write a list of lines to stream.
 *
 * Line separators are not added, so it is usual for each of the
 * lines provided to have a line separator at the end. */
export function ioBaseWriteLines(self: Word, lines: Word): Word {
  if (!checkClosed(self)) return NULL;
  const it = iter(lines);
  if (it == NULL) return NULL;
  while (true) {
    const line = next(it);
    if (line == NULL) break;
    let written: Word = NULL;
    while (true) {
      written = callMethod1(self, N_write, line);
      if (written != NULL || !trapInterrupted()) break;
    }
    release(line);
    if (written == NULL) break;
    release(written);
  }
  release(it);
  return errorSet() ? NULL : NONE;
}

// ---- raw --------------------------------------------------------------------------------------------------------------

// @ts-ignore: decorator
@inline const READ_ALL_STEP: i64 = 8192;

/** @method _RawIOBase.read(self, size=-1, /) */
export function rawRead(self: Word, size: Word): Word {
  const n = sizeArgument(size);
  if (n == BAD_SIZE) return NULL;
  if (n < 0) return callMethod0(self, N_readall);
  const array = call1(<Word>T_BYTEARRAY, ofInt(n));
  if (array == NULL) return NULL;
  const result = callMethod1(self, N_readinto, array);
  if (result == NULL || result == NONE) {
    release(array);
    return result;
  }
  const count = asI64(result);
  release(result);
  let bytes: Word = NULL;
  if (count != -1 || !errorSet()) {
    if (count < 0 || count > n) raisef(T_VALUE_ERROR, 'readinto() returned %d outside the range [0, %d]', ofInt(count), ofInt(n));
    else {
      const b = getBuffer(array);
      if (b) {
        const size = <i64>changetype<Buffer>(b).size;
        bytes = newBytesFrom(changetype<Buffer>(b).data, <u32>min(count, size));
        bufferRelease(b);
      }
    }
  }
  release(array);
  return bytes;
}

/** @method _RawIOBase.readall(self, /)
 * Read until EOF, using multiple read() call. */
export function rawReadAll(self: Word): Word {
  const list = newList(0);
  if (list == 0) return NULL;
  const chunks = fromAddress(list);
  while (true) {
    const data = callMethod1(self, N_read, ofInt(READ_ALL_STEP));
    if (data == NULL) {
      if (trapInterrupted()) continue;
      break;
    }
    if (data == NONE) {
      if (listSize(list) == 0) {
        release(chunks);
        return NONE;
      }
      break;
    }
    if (!isInstance(data, T_BYTES)) {
      release(data);
      raise(T_TYPE_ERROR, 'read() should return bytes');
      break;
    }
    const n = changetype<Bytes>(address(data)).size;
    if (n != 0) listAppend(list, data);
    release(data);
    if (n == 0 || errorSet()) break;
  }
  const all = errorSet() ? NULL : callMethod1(emptyBytes(), N_join, chunks);
  release(chunks);
  return all;
}

/** @method _RawIOBase.readinto(self, buffer, /) */
export function rawReadInto(self: Word, buffer: Word): Word { return raiseObject(<Word>T_NOT_IMPLEMENTED_ERROR, NULL); }
/** @method _RawIOBase.write(self, b, /) */
export function rawWrite(self: Word, b: Word): Word { return raiseObject(<Word>T_NOT_IMPLEMENTED_ERROR, NULL); }

// ---- buffered ---------------------------------------------------------------------------------------------------------

/** @method _BufferedIOBase.detach(self, /)
 * Disconnect this buffer from its underlying raw stream and return it.
 *
 * After the raw stream has been detached, the buffer is in an unusable
 * state. */
export function bufferedBaseDetach(self: Word): Word { return raiseUnsupported('detach'); }
/** @method _BufferedIOBase.read(self, size=-1, /)
 * Read and return up to n bytes. */
export function bufferedBaseRead(self: Word, size: Word): Word { return raiseUnsupported('read'); }
/** @method _BufferedIOBase.read1(self, size=-1, /)
 * Read and return up to size bytes, with at most one read() call to the underlying raw stream. */
export function bufferedBaseRead1(self: Word, size: Word): Word { return raiseUnsupported('read1'); }
/** @method _BufferedIOBase.write(self, b, /)
 * Write buffer b to the IO stream. */
export function bufferedBaseWrite(self: Word, b: Word): Word { return raiseUnsupported('write'); }

function readIntoBy(self: Word, target: Word, method: Word): Word {
  const b = writableBuffer(target, 'readinto');
  if (b == 0) return NULL;
  const room = <i64>changetype<Buffer>(b).size;
  const data = callMethod1(self, method, ofInt(room));
  let result: Word = NULL;
  if (data != NULL) {
    if (!isInstance(data, T_BYTES)) raise(T_TYPE_ERROR, 'read() should return bytes');
    else {
      const n = <i64>changetype<Bytes>(address(data)).size;
      if (n > room) {
        raisef(T_VALUE_ERROR, 'read() returned too much data: %d bytes requested, %d returned', ofInt(room), ofInt(n));
      } else {
        memory.copy(changetype<Buffer>(b).data, address(data) + BYTES_DATA, <usize>n);
        result = ofInt(n);
      }
    }
    release(data);
  }
  bufferRelease(b);
  return result;
}

/** The buffer of an argument that is written to; 0 with TypeError. */
export function writableBuffer(target: Word, name: string): usize {
  const b = getBufferFlags(target, BUF_WRITABLE);
  if (b == 0) {
    clearError();
    raiseNotWritable(target, name);
  }
  return b;
}
function raiseNotWritable(target: Word, name: string): void {
  const text = newText(name);
  raisef(T_TYPE_ERROR, '%U() argument must be read-write bytes-like object, not %T', text, target);
  release(text);
}

/** @method _BufferedIOBase.readinto(self, buffer, /) */
export function bufferedBaseReadInto(self: Word, buffer: Word): Word { return readIntoBy(self, buffer, N_read); }
/** @method _BufferedIOBase.readinto1(self, buffer, /) */
export function bufferedBaseReadInto1(self: Word, buffer: Word): Word { return readIntoBy(self, buffer, N_read1); }

// ---- text -------------------------------------------------------------------------------------------------------------

/** @method _TextIOBase.detach(self, /)
 * Separate the underlying buffer from the TextIOBase and return it.
 *
 * After the underlying buffer has been detached, the TextIO is in an unusable state. */
export function textBaseDetach(self: Word): Word { return raiseUnsupported('detach'); }
/** @method _TextIOBase.read(self, size=-1, /)
 * Read at most size characters from stream. */
export function textBaseRead(self: Word, size: Word): Word { return raiseUnsupported('read'); }
/** @method _TextIOBase.readline(self, size=-1, /)
 * Read until newline or EOF.
 *
 * Return an empty string if EOF is hit immediately. */
export function textBaseReadLine(self: Word, size: Word): Word { return raiseUnsupported('readline'); }
/** @method _TextIOBase.write(self, s, /)
 * Write string s to stream. */
export function textBaseWrite(self: Word, s: Word): Word { return raiseUnsupported('write'); }
/** @getter _TextIOBase.encoding
 * Encoding of the text stream. */
export function textBaseEncoding(self: Word): Word { return NONE; }
/** @getter _TextIOBase.newlines
 * Line endings translated so far. */
export function textBaseNewlines(self: Word): Word { return NONE; }
/** @getter _TextIOBase.errors
 * The error setting of the decoder or encoder. */
export function textBaseErrors(self: Word): Word { return NONE; }
