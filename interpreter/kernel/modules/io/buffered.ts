// BufferedReader, BufferedWriter, BufferedRandom: the object, its lock, and what the three share. Reading: buffered_read.ts,
// writing: buffered_write.ts.
//
//    data  [.......|........|...........|.......]  size
//          0      pos     readEnd     rawPos
//
// `pos` is where the program stands in the buffer. What was read ahead lies in [pos, readEnd), readEnd -1: nothing valid.
// What waits to be written lies in [writePos, writeEnd), writeEnd -1: nothing. `rawPos` is where the raw stream stands
// relative to the buffer's begin, `absolute` where it stands in the file, -1 if that is not known.
// All of it is only touched with the stream's lock held, or inside the object's critical section without a safe point.

import { NONE, NULL, Word, address, fromAddress, ofBool, ofInt } from '../../layout/word';
import { release, own } from '../../counting/counts';
import { allocBlock, freeBlock, KIND_RAW, retireBlock } from '../../memory/blocks';
import { freeObject } from '../../memory/objects';
import { enter, leave } from '../../sync/critical';
import { visit } from '../../collector/visit';
import {
  N__dealloc_warn, N_close, N_closed, N_fileno, N_flush, N_isatty, N_mode, N_name, N_readable, N_readinto, N_seek,
  N_seekable, N_tell, N_truncate, N_writable, N_write,
} from '../../generated/names';
import { T_BYTEARRAY, T_FILE_IO, T_OS_ERROR, T_RUNTIME_ERROR, T_VALUE_ERROR } from '../../generated/types';
import { call1, callMethod0, callMethod1, callMethod2 } from '../../eval/call';
import { parseArgs } from '../../eval/arguments';
import { clearError, errorMatches, errorSet, formatText, memoryError, raise, raisef, takeError, restoreError } from '../../eval/errors';
import { Buffer, BUF_FULL_RO, bufferRelease, getBuffer } from '../../objects/buffer';
import { newBytesFrom } from '../../objects/bytes/new';
import { intFromI64 } from '../../objects/int/new';
import { newMemoryView } from '../../objects/memoryview/type';
import { asI64, getAttr, indexI64, lookupAttr, truth, typeOf } from '../../objects/protocol';
import { enterRepr, leaveRepr } from '../../objects/recursion';
import { allocVar } from '../../objects/type/alloc';
import { releaseOwnAttributes, traverseOwnAttributes } from '../../objects/type/attributes';
import {
  chainError, checkCan, effect, effectIgnored, ownField, raiseUninitialized, raiseUnsupported, setField, streamClosed,
  trapInterrupted,
} from './base';
import { BLOCKED, FAILED, fileReadTo, fileSeekTo, fileWriteFrom, refusePickle } from './file_io';
import { clearOwnAttributes } from './io_base';
import { bufferedFlushUnlocked } from './buffered_write';
import { dropLock, lockIsMine, takeLock } from './stream_lock';
import { Exception } from '../../layout/exception';
import { Type } from '../../layout/type';

/** @type _io.BufferedReader base=_BufferedIOBase in=_io size=offsetof<Buffered>() attrs=dict flags=BASE,GC weakref
 * Create a new buffered reader using the given readable raw IO object. */
/** @type _io.BufferedWriter base=_BufferedIOBase in=_io size=offsetof<Buffered>() attrs=dict flags=BASE,GC weakref
 * A buffer for a writeable sequential RawIO object.
 *
 * The constructor creates a BufferedWriter for the given writeable raw
 * stream. If the buffer_size is not given, it defaults to
 * DEFAULT_BUFFER_SIZE. */
/** @type _io.BufferedRandom base=_BufferedIOBase in=_io size=offsetof<Buffered>() attrs=dict flags=BASE,GC weakref
 * A buffered interface to random access streams.
 *
 * The constructor creates a reader and writer for a seekable stream,
 * raw, given in the first argument. If the buffer_size is omitted it
 * defaults to DEFAULT_BUFFER_SIZE. */

// @ts-ignore: decorator
@unmanaged
export class Buffered {
  type: u32; local: u32; shared: i32; owner: u16; mutex: u8; gc: u8;
  raw: Word; // 16
  /** Raw block, 0 once closed. */
  data: u32; // 24
  size: i32; // 28
  pos: i32; // 32
  rawPos: i32; // 36
  readEnd: i32; // 40
  writePos: i32; // 44
  writeEnd: i32; // 48
  /** 52: the lock of stream_lock.ts. */
  lock: u32;
  holder: u32;
  /** 60: STATE_ */
  state: u8;
  readable: u8; writable: u8; finalizing: u8;
  absolute: i64; // 64
}

// @ts-ignore: decorator
@inline export const RAW: usize = 16;
// @ts-ignore: decorator
@inline const LOCK: usize = 52;
// @ts-ignore: decorator
@inline const STATE_NEW: u8 = 0;
// @ts-ignore: decorator
@inline const STATE_OPEN: u8 = 1;
// @ts-ignore: decorator
@inline const STATE_DETACHED: u8 = 2;
// @ts-ignore: decorator
@inline const DEFAULT_SIZE: i64 = 8192;

// @ts-ignore: decorator
@inline export function buffered(w: Word): Buffered { return changetype<Buffered>(address(w)); }

/** @new BufferedReader
 * @new BufferedWriter
 * @new BufferedRandom */
export function bufferedNew(type: Word, args: usize, nargs: i32, kwnames: Word): Word {
  return fromAddress(allocVar(<u32>type, 0));
}

/** @slot BufferedReader.dealloc
 * @slot BufferedWriter.dealloc
 * @slot BufferedRandom.dealloc */
export function bufferedDealloc(p: usize): void {
  const s = changetype<Buffered>(p);
  const data = s.data;
  s.state = STATE_NEW;
  if (data) freeBlock(data);
  release(s.raw);
  releaseOwnAttributes(p);
  freeObject(p);
}
/** @slot BufferedReader.traverse
 * @slot BufferedWriter.traverse
 * @slot BufferedRandom.traverse */
export function bufferedTraverse(p: usize): void {
  visit(changetype<Buffered>(p).raw);
  traverseOwnAttributes(p);
}
/** @slot BufferedReader.clear
 * @slot BufferedWriter.clear
 * @slot BufferedRandom.clear */
export function bufferedClear(p: usize): void {
  changetype<Buffered>(p).state = STATE_NEW;
  setField(p, RAW, NULL);
  clearOwnAttributes(p);
}

// ---- making -----------------------------------------------------------------------------------------------------------

/** @init BufferedReader
 * @signature (raw, buffer_size=DEFAULT_BUFFER_SIZE) */
export function bufferedReaderInit(self: Word, args: usize, nargs: i32, kwnames: Word): i32 {
  return init(self, args, nargs, kwnames, 'BufferedReader(raw, buffer_size=8192)', true, false);
}
/** @init BufferedWriter
 * @signature (raw, buffer_size=DEFAULT_BUFFER_SIZE) */
export function bufferedWriterInit(self: Word, args: usize, nargs: i32, kwnames: Word): i32 {
  return init(self, args, nargs, kwnames, 'BufferedWriter(raw, buffer_size=8192)', false, true);
}
/** @init BufferedRandom
 * @signature (raw, buffer_size=DEFAULT_BUFFER_SIZE) */
export function bufferedRandomInit(self: Word, args: usize, nargs: i32, kwnames: Word): i32 {
  return init(self, args, nargs, kwnames, 'BufferedRandom(raw, buffer_size=8192)', true, true);
}

function init(self: Word, args: usize, nargs: i32, kwnames: Word, signature: string, readable: bool, writable: bool): i32 {
  const out = allocBlock(KIND_RAW, 16);
  if (out == 0) {
    memoryError();
    return -1;
  }
  const ok = parseArgs(args, nargs, kwnames, signature, out);
  const raw = load<u64>(out), sizeArg = load<u64>(out, 8);
  freeBlock(out);
  if (!ok) return -1;
  const size = sizeArg == NULL ? DEFAULT_SIZE : indexI64(sizeArg, T_VALUE_ERROR);
  if (size == -1 && errorSet()) return -1;
  return initBuffered(self, raw, size, readable, writable) ? 0 : -1;
}

/** What init does. False: an error is set. */
export function initBuffered(self: Word, raw: Word, size: i64, readable: bool, writable: bool): bool {
  const p = address(self);
  const s = changetype<Buffered>(p);
  if (!takeOwn(self)) return false;
  s.state = STATE_NEW;
  let ok = true;
  if (readable && writable) ok = checkCan(raw, N_seekable, 'File or stream is not seekable.');
  if (ok && readable) ok = checkCan(raw, N_readable, 'File or stream is not readable.');
  if (ok && writable) ok = checkCan(raw, N_writable, 'File or stream is not writable.');
  if (ok && size <= 0) {
    raise(T_VALUE_ERROR, 'buffer size must be strictly positive');
    ok = false;
  }
  const data = !ok ? 0 : size > 0x7000_0000 ? 0 : allocBlock(KIND_RAW, <usize>size);
  if (ok && data == 0) {
    memoryError();
    ok = false;
  }
  if (ok) {
    if (s.data) freeBlock(s.data);
    s.data = <u32>data;
    s.size = <i32>size;
    s.readable = readable ? 1 : 0;
    s.writable = writable ? 1 : 0;
    s.pos = 0;
    s.rawPos = 0;
    s.readEnd = -1;
    s.writePos = 0;
    s.writeEnd = -1;
    s.absolute = -1;
    setField(p, RAW, own(raw));
    if (rawTell(s) < 0) clearError();
    s.state = STATE_OPEN;
  }
  dropLock(p + LOCK);
  return ok;
}

// ---- the lock ---------------------------------------------------------------------------------------------------------

function takeOwn(self: Word): bool {
  const lock = address(self) + LOCK;
  if (lockIsMine(lock)) {
    raisef(T_RUNTIME_ERROR, 'reentrant call inside %R', self);
    return false;
  }
  return takeLock(lock);
}

/** Raises why the stream can not be used; returns NULL. */
function raiseState(s: Buffered): Word {
  return s.state == STATE_DETACHED ? raise(T_VALUE_ERROR, 'raw stream has been detached') : raiseUninitialized();
}

/** Whether the stream is usable; else ValueError. */
// @ts-ignore: decorator
@inline export function ready(self: Word): bool {
  if (buffered(self).state == STATE_OPEN) return true;
  raiseState(buffered(self));
  return false;
}

/** Takes the lock of a usable stream. False: an error is set (not locked then). */
export function lockBuffered(self: Word): bool {
  if (!ready(self) || !takeOwn(self)) return false;
  if (buffered(self).state == STATE_OPEN) return true;
  dropLock(address(self) + LOCK);
  raiseState(buffered(self));
  return false;
}
export function unlockBuffered(self: Word): void { dropLock(address(self) + LOCK); }

/** Whether another call is at work on the stream (which may be one of this thread). */
// @ts-ignore: decorator
@inline export function isBusy(s: Buffered): bool { return atomic.load<u32>(changetype<usize>(s), LOCK) != 0; }

/** 1, 0, or -1 with an error set. */
export function bufferedIsClosed(self: Word): i32 {
  if (!ready(self)) return -1;
  const s = buffered(self);
  if (s.data == 0) return 1;
  const raw = ownField(address(self), RAW);
  if (raw == NULL) {
    raiseState(s);
    return -1;
  }
  const closed = streamClosed(raw);
  release(raw);
  return closed;
}

/** Whether the stream is open, or has something to read all the same; else ValueError with `message`. */
export function checkOpen(self: Word, message: string): bool {
  const closed = bufferedIsClosed(self);
  if (closed > 0 && readAhead(buffered(self)) == 0) {
    raise(T_VALUE_ERROR, message);
    return false;
  }
  return closed >= 0;
}

// ---- positions --------------------------------------------------------------------------------------------------------

// @ts-ignore: decorator
@inline export function readValid(s: Buffered): bool { return s.readable != 0 && s.readEnd != -1; }
// @ts-ignore: decorator
@inline export function writeValid(s: Buffered): bool { return s.writable != 0 && s.writeEnd != -1; }
/** Bytes that were read and not yet given out. */
// @ts-ignore: decorator
@inline export function readAhead(s: Buffered): i32 { return readValid(s) ? s.readEnd - s.pos : 0; }
/** How far the raw stream is ahead of the program. */
// @ts-ignore: decorator
@inline export function rawOffset(s: Buffered): i32 {
  return (readValid(s) || writeValid(s)) && s.rawPos >= 0 ? s.rawPos - s.pos : 0;
}
export function adjustPosition(s: Buffered, pos: i32): void {
  s.pos = pos;
  if (readValid(s) && s.readEnd < pos) s.readEnd = pos;
}

// ---- the raw stream ---------------------------------------------------------------------------------------------------

/** Its position, FAILED with an error set. With the lock. */
export function rawTell(s: Buffered): i64 {
  let at: i64;
  if (typeOf(s.raw) == T_FILE_IO) at = fileSeekTo(address(s.raw), 0, 1);
  else {
    const result = callMethod0(s.raw, N_tell);
    if (result == NULL) return FAILED;
    at = asI64(result);
    release(result);
  }
  return keepPosition(s, at);
}

function keepPosition(s: Buffered, at: i64): i64 {
  if (at < 0) {
    if (!errorSet()) raisef(T_OS_ERROR, 'Raw stream returned invalid position %d', ofInt(at));
    return FAILED;
  }
  s.absolute = at;
  return at;
}

/** Moves it; its new position, or FAILED with an error set. With the lock. */
export function rawSeek(s: Buffered, target: i64, whence: i32): i64 {
  let at: i64;
  if (typeOf(s.raw) == T_FILE_IO) at = fileSeekTo(address(s.raw), target, whence);
  else {
    const offset = intFromI64(target);
    const result = callMethod2(s.raw, N_seek, offset, ofInt(whence));
    release(offset);
    if (result == NULL) return FAILED;
    at = asI64(result);
    release(result);
  }
  return keepPosition(s, at);
}

/** Reads up to `n` bytes to `target`: their number, BLOCKED, or FAILED with an error set. With the lock. */
export function rawRead(s: Buffered, target: usize, n: i32): i64 {
  let got: i64;
  if (typeOf(s.raw) == T_FILE_IO) {
    got = fileReadTo(address(s.raw), target, n);
    if (got < 0) return got;
  } else {
    got = rawReadInto(s, target, n);
    if (got < 0) return got;
  }
  if (got > 0 && s.absolute != -1) s.absolute += got;
  return got;
}

function rawReadInto(s: Buffered, target: usize, n: i32): i64 {
  const array = call1(<Word>T_BYTEARRAY, ofInt(n));
  if (array == NULL) return FAILED;
  const view = newMemoryView(array, BUF_FULL_RO);
  let got: i64 = FAILED;
  let result: Word = NULL;
  while (view != NULL) {
    result = callMethod1(s.raw, N_readinto, view);
    if (result != NULL || !trapInterrupted()) break;
  }
  if (result == NONE) got = BLOCKED;
  else if (result != NULL) {
    got = asI64(result);
    release(result);
    if (got == -1 && errorSet()) {
      const cause = takeError();
      raise(T_OS_ERROR, 'raw readinto() failed');
      setCause(cause);
      got = FAILED;
    } else if (got < 0 || got > <i64>n) {
      raisef(T_OS_ERROR, 'raw readinto() returned invalid length %d (should have been between 0 and %d)', ofInt(got), ofInt(n));
      got = FAILED;
    } else {
      const b = getBuffer(array);
      if (b == 0) got = FAILED;
      else {
        memory.copy(target, changetype<Buffer>(b).data, <usize>got);
        bufferRelease(b);
      }
    }
  }
  release(view);
  release(array);
  return got;
}

/** Makes `cause` (taken over) the cause and context of the error that is set. */
function setCause(cause: Word): void {
  const error = takeError();
  const e = changetype<Exception>(address(error));
  const oldCause = e.cause, oldContext = e.context;
  e.cause = own(cause);
  e.suppressContext = 1;
  e.context = cause;
  release(oldCause);
  release(oldContext);
  restoreError(error);
}

/** Writes up to `n` bytes at `source`: their number, BLOCKED, or FAILED with an error set. With the lock. */
export function rawWrite(s: Buffered, source: usize, n: i32): i64 {
  let put: i64;
  if (typeOf(s.raw) == T_FILE_IO) {
    put = fileWriteFrom(address(s.raw), source, n);
    if (put < 0) return put;
  } else {
    const bytes = newBytesFrom(source, n);
    if (bytes == NULL) return FAILED;
    const view = newMemoryView(bytes, BUF_FULL_RO);
    release(bytes);
    if (view == NULL) return FAILED;
    let result: Word = NULL;
    while (true) {
      result = callMethod1(s.raw, N_write, view);
      if (result != NULL || !trapInterrupted()) break;
    }
    release(view);
    if (result == NULL) return FAILED;
    if (result == NONE) return BLOCKED;
    put = asI64(result);
    release(result);
    if (put == -1 && errorSet()) return FAILED;
    if (put < 0 || put > <i64>n) {
      raisef(T_OS_ERROR, 'raw write() returned invalid length %d (should have been between 0 and %d)', ofInt(put), ofInt(n));
      return FAILED;
    }
  }
  if (put > 0 && s.absolute != -1) s.absolute += put;
  return put;
}

/** With the lock: nothing waits to be written, and the raw stream stands where the program does. False: an error is set. */
export function flushAndRewind(s: Buffered): bool {
  if (!bufferedFlushUnlocked(s)) return false;
  if (s.readable) {
    const at = rawSeek(s, -<i64>rawOffset(s), 1);
    s.readEnd = -1;
    if (at < 0) return false;
  }
  return true;
}

// ---- methods of all three ---------------------------------------------------------------------------------------------

/** The raw stream, owned; NULL with ValueError. */
function rawOf(self: Word): Word {
  if (!ready(self)) return NULL;
  const raw = ownField(address(self), RAW);
  return raw == NULL ? raiseState(buffered(self)) : raw;
}

function pass(self: Word, name: Word): Word {
  const raw = rawOf(self);
  if (raw == NULL) return NULL;
  const result = callMethod0(raw, name);
  release(raw);
  return result;
}

function passAttribute(self: Word, name: Word): Word {
  const raw = rawOf(self);
  if (raw == NULL) return NULL;
  const result = getAttr(raw, name);
  release(raw);
  return result;
}

/** @method BufferedReader.flush(self, /) */
export function bufferedReaderFlush(self: Word): Word { return pass(self, N_flush); }
/** @method BufferedReader.seekable(self, /)
 * @method BufferedWriter.seekable(self, /)
 * @method BufferedRandom.seekable(self, /) */
export function bufferedSeekable(self: Word): Word { return pass(self, N_seekable); }
/** @method BufferedReader.readable(self, /)
 * @method BufferedRandom.readable(self, /) */
export function bufferedReadable(self: Word): Word { return pass(self, N_readable); }
/** @method BufferedWriter.writable(self, /)
 * @method BufferedRandom.writable(self, /) */
export function bufferedWritable(self: Word): Word { return pass(self, N_writable); }
/** @method BufferedReader.fileno(self, /)
 * @method BufferedWriter.fileno(self, /)
 * @method BufferedRandom.fileno(self, /) */
export function bufferedFileno(self: Word): Word { return pass(self, N_fileno); }
/** @method BufferedReader.isatty(self, /)
 * @method BufferedWriter.isatty(self, /)
 * @method BufferedRandom.isatty(self, /) */
export function bufferedIsatty(self: Word): Word { return pass(self, N_isatty); }
/** @getter BufferedReader.name
 * @getter BufferedWriter.name
 * @getter BufferedRandom.name */
export function bufferedName(self: Word): Word { return passAttribute(self, N_name); }
/** @getter BufferedReader.mode
 * @getter BufferedWriter.mode
 * @getter BufferedRandom.mode */
export function bufferedMode(self: Word): Word { return passAttribute(self, N_mode); }
/** @getter BufferedReader.closed
 * @getter BufferedWriter.closed
 * @getter BufferedRandom.closed */
export function bufferedClosed(self: Word): Word { return passAttribute(self, N_closed); }
/** @member BufferedReader.raw
 * @member BufferedWriter.raw
 * @member BufferedRandom.raw */
export function bufferedRaw(self: Word): Word {
  const raw = ownField(address(self), RAW);
  return raw == NULL ? NONE : raw;
}
/** @member BufferedReader._finalizing
 * @member BufferedWriter._finalizing
 * @member BufferedRandom._finalizing */
export function bufferedFinalizing(self: Word): Word { return ofBool(buffered(self).finalizing != 0); }
/** @setter BufferedReader._finalizing
 * @setter BufferedWriter._finalizing
 * @setter BufferedRandom._finalizing */
export function bufferedSetFinalizing(self: Word, value: Word): i32 {
  const on = value == NULL ? -1 : truth(value);
  if (on < 0) return -1;
  buffered(self).finalizing = <u8>on;
  return 0;
}

/** @method BufferedReader._dealloc_warn(self, source, /)
 * @method BufferedWriter._dealloc_warn(self, source, /)
 * @method BufferedRandom._dealloc_warn(self, source, /) */
export function bufferedDeallocWarn(self: Word, source: Word): Word {
  const raw = ownField(address(self), RAW);
  if (buffered(self).state == STATE_OPEN && raw != NULL) effectIgnored(callMethod1(raw, N__dealloc_warn, source));
  release(raw);
  return NONE;
}

/** @method BufferedReader.close(self, /)
 * @method BufferedWriter.close(self, /)
 * @method BufferedRandom.close(self, /) */
export function bufferedClose(self: Word): Word {
  if (!lockBuffered(self)) return NULL;
  const s = buffered(self);
  const closed = bufferedIsClosed(self);
  if (closed != 0) {
    unlockBuffered(self);
    return closed < 0 ? NULL : NONE;
  }
  if (s.finalizing) effectIgnored(bufferedDeallocWarn(self, self));
  // flush() takes the lock by itself
  unlockBuffered(self);
  effect(self, N_flush);
  const error = takeError();
  if (!lockBuffered(self)) {
    chainError(error);
    return NULL;
  }
  effect(s.raw, N_close);
  const data = s.data;
  enter(address(self));
  s.data = 0;
  s.readEnd = -1;
  leave(address(self));
  if (data) retireBlock(data);
  chainError(error);
  unlockBuffered(self);
  return errorSet() ? NULL : NONE;
}

/** @method BufferedReader.detach(self, /)
 * @method BufferedWriter.detach(self, /)
 * @method BufferedRandom.detach(self, /)
 * Disconnect this buffer from its underlying raw stream and return it.
 *
 * After the raw stream has been detached, the buffer is in an unusable
 * state. */
export function bufferedDetach(self: Word): Word {
  if (!ready(self) || !effect(self, N_flush) || !lockBuffered(self)) return NULL;
  const p = address(self);
  const s = buffered(self);
  enter(p);
  const raw = s.raw;
  s.raw = NULL;
  s.state = STATE_DETACHED;
  leave(p);
  unlockBuffered(self);
  return raw;
}

/** @method BufferedReader.tell(self, /)
 * @method BufferedWriter.tell(self, /)
 * @method BufferedRandom.tell(self, /) */
export function bufferedTell(self: Word): Word {
  if (!lockBuffered(self)) return NULL;
  const s = buffered(self);
  const at = rawTell(s);
  const offset = <i64>rawOffset(s);
  unlockBuffered(self);
  if (at < 0) return NULL;
  return at < offset ? ofInt(0) : intFromI64(at - offset);
}

/** @method BufferedReader.seek(self, target, whence=0, /)
 * @method BufferedWriter.seek(self, target, whence=0, /)
 * @method BufferedRandom.seek(self, target, whence=0, /) */
export function bufferedSeek(self: Word, targetArg: Word, whenceArg: Word): Word {
  if (!ready(self)) return NULL;
  const whence = whenceArg == NULL ? 0 : <i32>indexI64(whenceArg, 0);
  if (whence == -1 && errorSet()) return NULL;
  if (whence < 0 || whence > 4) return raisef(T_VALUE_ERROR, 'whence value %d unsupported', ofInt(whence));
  if (!checkOpen(self, 'seek of closed file')) return NULL;
  const raw = rawOf(self);
  if (raw == NULL) return NULL;
  const can = checkCan(raw, N_seekable, 'File or stream is not seekable.');
  release(raw);
  if (!can) return NULL;
  let target = asI64(targetArg);
  if (target == -1 && errorSet()) return NULL;
  if (!lockBuffered(self)) return NULL;
  const s = buffered(self);
  const at = seekLocked(s, target, whence);
  unlockBuffered(self);
  return at < 0 ? NULL : intFromI64(at);
}

function seekLocked(s: Buffered, target: i64, whence: i32): i64 {
  if (whence < 2 && s.readable) {
    // what was read ahead may serve
    const current = s.absolute != -1 ? s.absolute : rawTell(s);
    if (current < 0) return FAILED;
    const ahead = <i64>readAhead(s);
    if (ahead > 0) {
      const offset = whence == 0 ? target - (current - <i64>rawOffset(s)) : target;
      if (offset >= -<i64>s.pos && offset <= ahead) {
        s.pos += <i32>offset;
        const at = current - ahead + offset;
        return at < 0 ? 0 : at;
      }
    }
  }
  if (s.writable && !bufferedFlushUnlocked(s)) return FAILED;
  if (whence == 1) target -= <i64>rawOffset(s);
  const at = rawSeek(s, target, whence);
  if (at < 0) return FAILED;
  s.rawPos = -1;
  if (s.readable) s.readEnd = -1;
  return at;
}

/** @method BufferedReader.truncate(self, pos=None, /)
 * @method BufferedWriter.truncate(self, pos=None, /)
 * @method BufferedRandom.truncate(self, pos=None, /) */
export function bufferedTruncate(self: Word, pos: Word): Word {
  if (!ready(self) || !checkOpen(self, 'truncate of closed file')) return NULL;
  const s = buffered(self);
  if (!s.writable) return raiseUnsupported('truncate');
  if (!lockBuffered(self)) return NULL;
  let result: Word = NULL;
  if (flushAndRewind(s)) {
    result = callMethod1(s.raw, N_truncate, pos == NULL ? NONE : pos);
    if (result != NULL && rawTell(s) < 0) clearError();
  }
  unlockBuffered(self);
  return result;
}

/** @slot BufferedReader.repr
 * @slot BufferedWriter.repr
 * @slot BufferedRandom.repr */
export function bufferedRepr(self: Word): Word {
  const name = lookupAttr(self, N_name);
  if (name == NULL) {
    if (errorSet()) {
      if (!errorMatches(T_VALUE_ERROR)) return NULL;
      clearError();
    }
    return formatText('<%T>', self);
  }
  const seen = enterRepr(self);
  let text: Word = NULL;
  if (seen == 0) {
    text = formatText('<%T name=%R>', self, name);
    leaveRepr(self);
  } else if (seen > 0) raisef(T_RUNTIME_ERROR, 'reentrant call inside %T.__repr__', self);
  release(name);
  return text;
}

/** @method BufferedReader.__sizeof__(self, /)
 * @method BufferedWriter.__sizeof__(self, /)
 * @method BufferedRandom.__sizeof__(self, /) */
export function bufferedSizeof(self: Word): Word {
  const s = buffered(self);
  return ofInt(<i64>sizeOfType(typeOf(self)) + (s.data ? <i64>s.size : 0));
}
function sizeOfType(type: u32): u32 { return changetype<Type>(type).size; }

/** @method BufferedReader.__reduce__(self, /)
 * @method BufferedWriter.__reduce__(self, /)
 * @method BufferedRandom.__reduce__(self, /) */
export function bufferedReduce(self: Word): Word { return refusePickle(self); }
/** @method BufferedReader.__reduce_ex__(self, object, /)
 * @method BufferedWriter.__reduce_ex__(self, object, /)
 * @method BufferedRandom.__reduce_ex__(self, object, /) */
export function bufferedReduceEx(self: Word, protocol: Word): Word { return refusePickle(self); }
