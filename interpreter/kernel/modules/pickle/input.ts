// What an unpickler reads: the bytes of a buffer, or pieces of a file. A file is peeked into where it can be, and only what
// was used of it is read in the end.

import { NULL, Word, ofI32 } from '../../layout/word';
import { own, release } from '../../counting/counts';
import { T_NOT_IMPLEMENTED_ERROR, T_UNPICKLING_ERROR } from '../../generated/types';
import { call0, call1 } from '../../eval/call';
import { clearError, errorMatches, raise } from '../../eval/errors';
import { Buffer, bufferRelease, getBuffer } from '../../objects/buffer';
import { newBytesFrom } from '../../objects/bytes/new';
import { setField } from '../io/base';
import { Unpickler } from './unpickler';

/** Bytes asked for by a peek. */
// @ts-ignore: decorator
@inline const PEEK: u32 = 0x2_0000;

export function truncated(): bool {
  raise(T_UNPICKLING_ERROR, 'pickle data was truncated');
  return false;
}

export function forgetInput(p: usize): void {
  const s = changetype<Unpickler>(p);
  const b = <usize>s.buffer;
  s.buffer = 0;
  s.inputAt = 0;
  s.inputEnd = 0;
  s.prefetchedAt = 0;
  if (b != 0) bufferRelease(b);
}

/** Reads from the file what was used of a peek. False with an error set. */
export function skipConsumed(p: usize): bool {
  const s = changetype<Unpickler>(p);
  if (s.read == NULL || s.inputAt <= s.prefetchedAt) return true;
  const n = s.inputAt - s.prefetchedAt;
  s.prefetchedAt = s.inputAt;
  const read = own(s.read);
  const skipped = call1(read, ofI32(<i32>n));
  release(read);
  release(skipped);
  return skipped != NULL;
}

/** Goes on with bytes from the file (taken over; NULL: an error is set). `ahead`: the file has not moved over them. */
function setInput(p: usize, data: Word, ahead: bool): bool {
  if (data == NULL) return false;
  const b = getBuffer(data);
  release(data);
  if (b == 0) return false;
  forgetInput(p);
  const s = changetype<Unpickler>(p);
  s.buffer = <u32>b;
  s.inputAt = changetype<Buffer>(b).data;
  s.inputEnd = s.inputAt + changetype<Buffer>(b).size;
  s.prefetchedAt = ahead ? s.inputAt : s.inputEnd;
  return true;
}

function callRead(p: usize, n: u32): Word {
  const read = own(changetype<Unpickler>(p).read);
  const data = call1(read, ofI32(<i32>n));
  release(read);
  return data;
}

/** Makes `n` bytes ready at `inputAt`. False with an error set. */
export function need(p: usize, n: u32): bool {
  const s = changetype<Unpickler>(p);
  return s.inputEnd - s.inputAt >= n || fill(p, n);
}
function fill(p: usize, n: u32): bool {
  const s = changetype<Unpickler>(p);
  if (s.read == NULL) return truncated();
  if (n > 0x7fff_ffff) return truncated();
  if (!skipConsumed(p)) return false;
  if (s.peek != NULL && n < PEEK) {
    const peek = own(s.peek);
    const data = call1(peek, ofI32(<i32>PEEK));
    release(peek);
    if (data == NULL) {
      if (!errorMatches(T_NOT_IMPLEMENTED_ERROR)) return false;
      clearError();
      setField(p, offsetof<Unpickler>('peek'), NULL);
    } else {
      if (!setInput(p, data, true)) return false;
      if (s.inputEnd - s.inputAt >= n) return true;
    }
  }
  return setInput(p, callRead(p, n), false) && (s.inputEnd - s.inputAt >= n || truncated());
}

/** The `n` bytes of a payload as bytes, owned. NULL with an error set. */
export function readPayload(p: usize, n: u32): Word {
  const s = changetype<Unpickler>(p);
  const there = s.inputEnd - s.inputAt;
  if (there >= n || s.read == NULL) {
    if (there < n) {
      truncated();
      return NULL;
    }
    const w = newBytesFrom(s.inputAt, n);
    s.inputAt += n;
    return w;
  }
  if (!need(p, n)) return NULL;
  return readPayload(p, n);
}

/** The line at `inputAt`: its length with the newline, which is moved over; the line begins at `lineAt`. -1 with an error set. */
export function readLine(p: usize): i32 {
  const s = changetype<Unpickler>(p);
  let at = <usize>s.inputAt;
  while (at < <usize>s.inputEnd) {
    if (load<u8>(at++) != 0x0a) continue;
    lineAt = s.inputAt;
    s.inputAt = <u32>at;
    return <i32>(at - lineAt);
  }
  if (s.read == NULL) {
    truncated();
    return -1;
  }
  if (!skipConsumed(p)) return -1;
  const readline = own(s.readline);
  const data = call0(readline);
  release(readline);
  if (!setInput(p, data, false)) return -1;
  const n = s.inputEnd - s.inputAt;
  if (n == 0 || load<u8>(<usize>s.inputEnd - 1) != 0x0a) {
    truncated();
    return -1;
  }
  lineAt = s.inputAt;
  s.inputAt = s.inputEnd;
  return <i32>n;
}
/** Where the line begins that `readLine` found; good until the next read. */
export let lineAt: usize = 0;
