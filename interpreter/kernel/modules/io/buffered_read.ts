// Reading from BufferedReader and BufferedRandom.

import { BYTES_DATA, Bytes } from '../../layout/text';
import { NONE, NULL, Word, address, fromAddress, ofInt } from '../../layout/word';
import { release } from '../../counting/counts';
import { enter, leave } from '../../sync/critical';
import { N_join, N_read, N_readall, N_readline } from '../../generated/names';
import { T_BUFFERED_RANDOM, T_BUFFERED_READER, T_BYTES, T_OS_ERROR, T_TYPE_ERROR, T_VALUE_ERROR } from '../../generated/types';
import { call0, callMethod0, callMethod1 } from '../../eval/call';
import { errorSet, raise, raisef, memoryError } from '../../eval/errors';
import { Buffer, bufferRelease } from '../../objects/buffer';
import { emptyBytes, newBytes, newBytesFrom } from '../../objects/bytes/new';
import { listAppend, listGet, listSize, newList } from '../../objects/list/core';
import { isInstance, length, lookupAttr, typeOf } from '../../objects/protocol';
import { BAD_SIZE, anySize, intArgument, sizeArgument } from './base';
import {
  Buffered, buffered, checkOpen, flushAndRewind, isBusy, lockBuffered, rawRead, readAhead, readValid, ready, unlockBuffered,
} from './buffered';
import { BLOCKED, FAILED } from './file_io';
import { writableBuffer } from './io_base';

/** With the lock: fills the buffer behind what is read; as `rawRead`. */
function fill(s: Buffered): i64 {
  const start = readValid(s) ? s.readEnd : 0;
  const n = rawRead(s, s.data + start, s.size - start);
  if (n <= 0) return n;
  s.readEnd = start + <i32>n;
  s.rawPos = s.readEnd;
  return n;
}

/** With the lock: the next `n` bytes, which are there. */
function take(s: Buffered, n: i32): Word {
  const bytes = n == 0 ? emptyBytes() : newBytesFrom(s.data + s.pos, n);
  if (bytes != NULL) s.pos += n;
  return bytes;
}

/** Without the lock: the next `n` bytes if they are there and nobody is at work; NULL without an error otherwise. */
function takeFast(self: Word, n: i64): Word {
  const p = address(self);
  const s = buffered(self);
  enter(p);
  const bytes = !isBusy(s) && s.data != 0 && n <= <i64>readAhead(s) ? take(s, <i32>n) : NULL;
  leave(p);
  return bytes;
}

/** @method BufferedReader.peek(self, size=0, /)
 * @method BufferedRandom.peek(self, size=0, /) */
export function bufferedPeek(self: Word, size: Word): Word {
  if (intArgument(size, 0) == BAD_SIZE) return NULL;
  if (!ready(self) || !checkOpen(self, 'peek of closed file') || !lockBuffered(self)) return NULL;
  const s = buffered(self);
  const result = peekLocked(s);
  unlockBuffered(self);
  return result;
}

function peekLocked(s: Buffered): Word {
  if (s.writable && !flushAndRewind(s)) return NULL;
  const ahead = readAhead(s);
  if (ahead > 0) return newBytesFrom(s.data + s.pos, ahead);
  s.readEnd = -1;
  const n = fill(s);
  if (n == FAILED) return NULL;
  s.pos = 0;
  return n <= 0 ? emptyBytes() : newBytesFrom(s.data, <u32>n);
}

/** @method BufferedReader.read(self, size=-1, /)
 * @method BufferedRandom.read(self, size=-1, /) */
export function bufferedRead(self: Word, size: Word): Word {
  const n = anySize(size);
  if (n == BAD_SIZE || !ready(self)) return NULL;
  if (n < -1) return raise(T_VALUE_ERROR, 'read length must be non-negative or -1');
  if (!checkOpen(self, 'read of closed file')) return NULL;
  if (n >= 0) {
    const bytes = takeFast(self, n);
    if (bytes != NULL || errorSet()) return bytes;
  }
  if (!lockBuffered(self)) return NULL;
  const result = n == -1 ? readAllLocked(buffered(self)) : readLocked(buffered(self), n);
  unlockBuffered(self);
  return result;
}

/** Joins two bytes, both taken over. */
function join(first: Word, second: Word): Word {
  const list = newList(2);
  if (list == 0) return NULL;
  listAppend(list, first);
  listAppend(list, second);
  release(first);
  release(second);
  const all = errorSet() ? NULL : callMethod1(emptyBytes(), N_join, fromAddress(list));
  release(fromAddress(list));
  return all;
}

function readAllLocked(s: Buffered): Word {
  const ahead = readAhead(s);
  let data: Word = NULL;
  if (ahead > 0) {
    data = take(s, ahead);
    if (data == NULL) return NULL;
  }
  if (s.writable && !flushAndRewind(s)) {
    release(data);
    return NULL;
  }
  s.readEnd = -1;
  const readall = lookupAttr(s.raw, N_readall);
  if (readall != NULL) {
    const rest = call0(readall);
    release(readall);
    if (rest == NULL || (rest != NONE && !isInstance(rest, T_BYTES))) {
      if (rest != NULL) raise(T_TYPE_ERROR, 'readall() should return bytes');
      release(rest);
      release(data);
      return NULL;
    }
    if (rest != NONE && s.absolute != -1) s.absolute += <i64>changetype<Bytes>(address(rest)).size;
    if (data == NULL) return rest;
    return rest == NONE ? data : join(data, rest);
  }
  if (errorSet()) {
    release(data);
    return NULL;
  }
  const list = newList(0);
  if (list == 0) return NULL;
  const chunks = fromAddress(list);
  if (data != NULL) listAppend(list, data);
  const some = data != NULL;
  release(data);
  let any = some;
  let last: Word = NULL;
  while (!errorSet()) {
    last = callMethod0(s.raw, N_read);
    if (last == NULL) break;
    if (last != NONE && !isInstance(last, T_BYTES)) {
      release(last);
      last = raise(T_TYPE_ERROR, 'read() should return bytes');
      break;
    }
    if (last == NONE || changetype<Bytes>(address(last)).size == 0) break;
    listAppend(list, last);
    if (s.absolute != -1) s.absolute += <i64>changetype<Bytes>(address(last)).size;
    release(last);
    last = NULL;
    any = true;
  }
  let result: Word = NULL;
  if (!errorSet()) {
    if (!any) {
      result = last;
      last = NULL;
    } else result = callMethod1(emptyBytes(), N_join, chunks);
  }
  release(last);
  release(chunks);
  return result;
}

/** What is left of a read that ended early: `got` bytes of those at `p` (taken over), or None if it would block. */
function shortRead(p: usize, got: u32, status: i64): Word {
  const result = status == FAILED ? NULL : got == 0 && status == BLOCKED ? NONE : got == 0 ? emptyBytes() : newBytesFrom(p + BYTES_DATA, got);
  release(fromAddress(p));
  return result;
}

function readLocked(s: Buffered, n: i64): Word {
  const ahead = readAhead(s);
  if (n <= <i64>ahead) return take(s, <i32>n);
  if (n > 0x7fff_0000) return memoryError();
  const p = newBytes(<u32>n);
  if (p == 0) return NULL;
  let left = <i32>n;
  let got: i32 = 0;
  const to = p + BYTES_DATA;
  if (ahead > 0) {
    memory.copy(to, s.data + s.pos, ahead);
    left -= ahead;
    got = ahead;
    s.pos += ahead;
  }
  if (s.writable && !flushAndRewind(s)) return shortRead(p, 0, FAILED);
  s.readEnd = -1;
  // whole buffers go past the buffer
  while (left > 0) {
    const whole = left - left % s.size;
    if (whole == 0) break;
    const r = rawRead(s, to + got, whole);
    if (r <= 0) return shortRead(p, got, r);
    left -= <i32>r;
    got += <i32>r;
  }
  s.pos = 0;
  s.rawPos = 0;
  s.readEnd = 0;
  while (left > 0 && s.readEnd < s.size) {
    const r = fill(s);
    if (r <= 0) return shortRead(p, got, r);
    const part = left < <i32>r ? left : <i32>r;
    memory.copy(to + got, s.data + s.pos, part);
    got += part;
    left -= part;
    s.pos += part;
  }
  return left == 0 ? fromAddress(p) : shortRead(p, got, 0);
}

/** @method BufferedReader.read1(self, size=-1, /)
 * @method BufferedRandom.read1(self, size=-1, /) */
export function bufferedRead1(self: Word, size: Word): Word {
  const n = intArgument(size, -1);
  return n == BAD_SIZE ? NULL : readOnce(self, n);
}

/** What read1() gives: at most one read of the raw stream. Below 0: a buffer's worth. */
export function readOnce(self: Word, n: i64): Word {
  if (!ready(self)) return NULL;
  const s = buffered(self);
  if (n < 0) n = s.size;
  if (!checkOpen(self, 'read of closed file')) return NULL;
  if (n == 0) return emptyBytes();
  if (!lockBuffered(self)) return NULL;
  const result = readOnceLocked(s, n);
  unlockBuffered(self);
  return result;
}

function readOnceLocked(s: Buffered, n: i64): Word {
  const ahead = readAhead(s);
  if (ahead > 0) return take(s, <i32>min<i64>(n, ahead));
  if (s.writable && !flushAndRewind(s)) return NULL;
  s.readEnd = -1;
  if (n < <i64>s.size) {
    const r = fill(s);
    if (r == FAILED) return NULL;
    s.pos = 0;
    return r <= 0 ? emptyBytes() : take(s, <i32>min<i64>(n, r));
  }
  const room = <u32>min<i64>(n, 0x7fff_0000);
  const p = newBytes(room);
  if (p == 0) return NULL;
  const r = rawRead(s, p + BYTES_DATA, room);
  if (r == <i64>room) return fromAddress(p);
  return shortRead(p, r > 0 ? <u32>r : 0, r == FAILED ? FAILED : 0);
}

/** @method BufferedReader.readinto(self, buffer, /)
 * @method BufferedRandom.readinto(self, buffer, /) */
export function bufferedReadInto(self: Word, target: Word): Word { return readInto(self, target, false, 'readinto'); }
/** @method BufferedReader.readinto1(self, buffer, /)
 * @method BufferedRandom.readinto1(self, buffer, /) */
export function bufferedReadInto1(self: Word, target: Word): Word { return readInto(self, target, true, 'readinto1'); }

function readInto(self: Word, target: Word, once: bool, name: string): Word {
  const b = writableBuffer(target, name);
  if (b == 0) return NULL;
  let result: Word = NULL;
  if (ready(self) && checkOpen(self, 'readinto of closed file') && lockBuffered(self)) {
    result = readIntoLocked(buffered(self), changetype<Buffer>(b).data, <i32>changetype<Buffer>(b).size, once);
    unlockBuffered(self);
  }
  bufferRelease(b);
  return result;
}

function readIntoLocked(s: Buffered, to: usize, n: i32, once: bool): Word {
  const ahead = readAhead(s);
  let got = min(ahead, n);
  if (ahead > 0) {
    memory.copy(to, s.data + s.pos, got);
    s.pos += got;
    if (got == n) return ofInt(n);
  }
  if (s.writable && !flushAndRewind(s)) return NULL;
  s.readEnd = -1;
  s.pos = 0;
  while (got < n) {
    let r: i64 = 0;
    if (n - got > s.size) r = rawRead(s, to + got, n - got);
    else if (!(once && got > 0)) {
      r = fill(s);
      if (r > 0) {
        const part = min<i32>(<i32>r, n - got);
        memory.copy(to + got, s.data + s.pos, part);
        s.pos += part;
        got += part;
        continue;
      }
    }
    if (r == 0 || (r == BLOCKED && got > 0)) break;
    if (r < 0) return r == BLOCKED ? NONE : NULL;
    got += <i32>r;
    if (once) break;
  }
  return ofInt(got);
}

// ---- lines ------------------------------------------------------------------------------------------------------------

/** How many of `n` bytes at `p` there are up to the first line end, that included; 0: there is none. */
export function lineEnd(p: usize, n: i32): i32 {
  let i = 0;
  // eight bytes at once: the exclusive or with line ends has a zero byte where one is
  for (; i + 8 <= n; i += 8) {
    const x = load<u64>(p + i) ^ 0x0a0a_0a0a_0a0a_0a0a;
    const zero = (x - 0x0101_0101_0101_0101) & ~x & 0x8080_8080_8080_8080;
    if (zero) return i + (<i32>ctz(zero) >> 3) + 1;
  }
  for (; i < n; i++) if (load<u8>(p + i) == 10) return i + 1;
  return 0;
}

/** A line of at most `limit` bytes (below 0: any). */
function lineOf(self: Word, limit: i64): Word {
  if (!ready(self) || !checkOpen(self, 'readline of closed file')) return NULL;
  const p = address(self);
  const s = buffered(self);
  enter(p);
  if (!isBusy(s) && s.data != 0) {
    let n = readAhead(s);
    if (limit >= 0 && <i64>n > limit) n = <i32>limit;
    let size = lineEnd(s.data + s.pos, n);
    if (size == 0 && <i64>n == limit) size = n;
    if (size != 0) {
      const line = take(s, size);
      leave(p);
      return line;
    }
  }
  leave(p);
  if (!lockBuffered(self)) return NULL;
  const line = lineLocked(s, limit);
  unlockBuffered(self);
  return line;
}

function lineLocked(s: Buffered, limit: i64): Word {
  let n = readAhead(s);
  if (limit >= 0 && <i64>n > limit) n = <i32>limit;
  let size = lineEnd(s.data + s.pos, n);
  if (size != 0 || <i64>n == limit) return take(s, size != 0 ? size : n);
  const chunks = newList(0);
  if (chunks == 0) return NULL;
  const list = fromAddress(chunks);
  let ended = false;
  if (n > 0) ended = !takeChunk(s, chunks, n);
  if (!ended && s.writable && !flushAndRewind(s)) ended = true;
  while (!ended) {
    if (limit >= 0) limit -= <i64>n;
    s.readEnd = -1;
    const r = fill(s);
    s.pos = 0;
    if (r <= 0) break;
    n = <i32>r;
    if (limit >= 0 && <i64>n > limit) n = <i32>limit;
    size = lineEnd(s.data, n);
    ended = size != 0 || <i64>n == limit;
    if (!takeChunk(s, chunks, size != 0 ? size : n)) break;
  }
  const result = errorSet() ? NULL : listSize(chunks) == 1 ? listGet(chunks, 0) : callMethod1(emptyBytes(), N_join, list);
  release(list);
  return result;
}

function takeChunk(s: Buffered, chunks: usize, n: i32): bool {
  const part = take(s, n);
  if (part == NULL) return false;
  const ok = listAppend(chunks, part) == 0;
  release(part);
  return ok;
}

/** @method BufferedReader.readline(self, size=-1, /)
 * @method BufferedRandom.readline(self, size=-1, /) */
export function bufferedReadLine(self: Word, size: Word): Word {
  const limit = sizeArgument(size);
  return limit == BAD_SIZE ? NULL : lineOf(self, limit);
}

/** @slot BufferedReader.iternext
 * @slot BufferedRandom.iternext */
export function bufferedNext(self: Word): Word {
  const type = typeOf(self);
  let line: Word;
  if (type == T_BUFFERED_READER || type == T_BUFFERED_RANDOM) line = lineOf(self, -1);
  else {
    line = callMethod0(self, N_readline);
    if (line != NULL && !isInstance(line, T_BYTES)) {
      raisef(T_OS_ERROR, "readline() should have returned a bytes object, not '%T'", line);
      release(line);
      return NULL;
    }
  }
  if (line == NULL || changetype<Bytes>(address(line)).size != 0) return line;
  release(line);
  return NULL;
}
