// Writing to BufferedWriter and BufferedRandom.

import { NONE, NULL, Word, ofI32, ofInt } from '../../layout/word';
import { release } from '../../counting/counts';
import { takeSafePoint } from '../../sync/world';
import { T_BLOCKING_IO_ERROR, T_VALUE_ERROR } from '../../generated/types';
import { call3 } from '../../eval/call';
import { clearError, errorMatches, raise, setError } from '../../eval/errors';
import { Buffer, bufferRelease, getBuffer } from '../../objects/buffer';
import { newText } from '../../objects/str/new';
import {
  Buffered, adjustPosition, buffered, bufferedIsClosed, checkOpen, flushAndRewind, lockBuffered, rawOffset, rawSeek,
  rawWrite, readValid, ready, unlockBuffered, writeValid,
} from './buffered';
import { BLOCKED, FAILED } from './file_io';

function raiseBlocked(written: i64): void {
  const text = newText('write could not complete without blocking');
  const error = call3(<Word>T_BLOCKING_IO_ERROR, ofI32(11), text, ofInt(written));
  release(text);
  if (error != NULL) setError(error);
}

/** With the lock: writes out what waits. False: an error is set. */
export function bufferedFlushUnlocked(s: Buffered): bool {
  if (!s.writable) return true;
  if (writeValid(s) && s.writePos != s.writeEnd) {
    // the raw stream may be ahead of where the data belong
    const rewind = rawOffset(s) + (s.pos - s.writePos);
    if (rewind != 0) {
      if (rawSeek(s, -<i64>rewind, 1) < 0) return false;
      s.rawPos -= rewind;
    }
    while (s.writePos < s.writeEnd) {
      const n = rawWrite(s, s.data + s.writePos, s.writeEnd - s.writePos);
      if (n == FAILED) return false;
      if (n == BLOCKED) {
        raiseBlocked(0);
        return false;
      }
      s.writePos += <i32>n;
      s.rawPos = s.writePos;
      // a signal must be able to end this
      if (!takeSafePoint()) return false;
    }
  }
  s.writePos = 0;
  s.writeEnd = -1;
  return true;
}

/** @method BufferedWriter.flush(self, /)
 * @method BufferedRandom.flush(self, /) */
export function bufferedFlush(self: Word): Word {
  if (!ready(self) || !checkOpen(self, 'flush of closed file') || !lockBuffered(self)) return NULL;
  const ok = flushAndRewind(buffered(self));
  unlockBuffered(self);
  return ok ? NONE : NULL;
}

/** @method BufferedWriter.write(self, buffer, /)
 * @method BufferedRandom.write(self, buffer, /)
 * Write buffer b to the IO stream.
 *
 * Return the number of bytes written, which is always
 * the length of b in bytes.
 *
 * Raises BlockingIOError if the buffer is full and the
 * underlying raw stream cannot accept more data at the moment. */
export function bufferedWrite(self: Word, data: Word): Word {
  const b = getBuffer(data);
  if (b == 0) return NULL;
  const n = writeBytes(self, changetype<Buffer>(b).data, <i32>changetype<Buffer>(b).size);
  bufferRelease(b);
  return n < 0 ? NULL : ofInt(n);
}

/** Writes `n` bytes that stay where they are: their number, or FAILED with an error set. */
export function writeBytes(self: Word, from: usize, n: i32): i64 {
  if (!lockBuffered(self)) return FAILED;
  const closed = bufferedIsClosed(self);
  if (closed > 0) raise(T_VALUE_ERROR, 'write to closed file');
  const written = closed == 0 ? writeLocked(buffered(self), from, n) : FAILED;
  unlockBuffered(self);
  return written;
}

function writeLocked(s: Buffered, from: usize, n: i32): i64 {
  if (!readValid(s) && !writeValid(s)) {
    s.pos = 0;
    s.rawPos = 0;
  }
  if (n <= s.size - s.pos && n < s.size) {
    memory.copy(s.data + s.pos, from, n);
    if (!writeValid(s) || s.writePos > s.pos) s.writePos = s.pos;
    adjustPosition(s, s.pos + n);
    if (s.writeEnd < s.pos) s.writeEnd = s.pos;
    return n;
  }
  if (!bufferedFlushUnlocked(s)) {
    if (!errorMatches(T_BLOCKING_IO_ERROR)) return FAILED;
    return keepBlocked(s, from, n);
  }
  // the raw stream goes to where the program is
  const offset = rawOffset(s);
  if (offset != 0) {
    if (rawSeek(s, -<i64>offset, 1) < 0) return FAILED;
    s.rawPos -= offset;
  }
  let left = n;
  let written: i32 = 0;
  while (left > s.size) {
    const r = rawWrite(s, from + written, left);
    if (r == FAILED) return FAILED;
    if (r == BLOCKED) {
      if (left > s.size) {
        // as much as the buffer holds
        memory.copy(s.data, from + written, s.size);
        s.rawPos = 0;
        s.writePos = 0;
        adjustPosition(s, s.size);
        s.writeEnd = s.size;
        raiseBlocked(written + s.size);
        return FAILED;
      }
      break;
    }
    written += <i32>r;
    left -= <i32>r;
    if (!takeSafePoint()) return FAILED;
  }
  if (s.readable) s.readEnd = -1;
  if (left > 0) {
    memory.copy(s.data, from + written, left);
    written += left;
  }
  s.writePos = 0;
  s.writeEnd = left;
  adjustPosition(s, left);
  s.rawPos = 0;
  return written;
}

/** The raw stream takes no more now (BlockingIOError is set): keeps what has room behind what waits already. */
function keepBlocked(s: Buffered, from: usize, n: i32): i64 {
  if (s.readable) s.readEnd = -1;
  memory.copy(s.data, s.data + s.writePos, s.writeEnd - s.writePos);
  s.writeEnd -= s.writePos;
  s.rawPos -= s.writePos;
  s.pos -= s.writePos;
  s.writePos = 0;
  const room = s.size - s.writeEnd;
  const part = min(n, room);
  memory.copy(s.data + s.writeEnd, from, part);
  s.writeEnd += part;
  s.pos += part;
  clearError();
  if (part == n) return n;
  raiseBlocked(part);
  return FAILED;
}
