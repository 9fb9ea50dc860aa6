// What the classes of _io have in common.

import { Exception } from '../../layout/exception';
import { FALSE, NONE, NULL, Word, address, isInt, toInt } from '../../layout/word';
import { own, release } from '../../counting/counts';
import { enter, leave } from '../../sync/critical';
import { N___index__, N_closed } from '../../generated/names';
import {
  T_BUFFERED_READER, T_BUFFERED_WRITER, T_BUFFERED_RANDOM, T_BYTES_IO, T_FILE_IO, T_OS_ERROR, T_TYPE_ERROR, T_VALUE_ERROR,
} from '../../generated/types';
import { callMethod0 } from '../../eval/call';
import { clearError, errorMatches, errorSet, raise, raiseObject, raisef, restoreError, takeError } from '../../eval/errors';
import { getAttr, indexI64, isIntLike, lookupAttr, truth, typeOf } from '../../objects/protocol';
import { newText } from '../../objects/str/new';
import { KEPT_UNSUPPORTED, kept } from '../../process/kept';
import { bufferedIsClosed } from './buffered';
import { bytesIoIsClosed } from './bytes_io';
import { fileIsClosed } from './file_io';

/** What a size argument gives with an error set. */
// @ts-ignore: decorator
@inline export const BAD_SIZE: i64 = i64.MIN_VALUE;

export function raiseClosed(): Word {
  return raise(T_VALUE_ERROR, 'I/O operation on closed file.');
}
export function raiseUninitialized(): Word {
  return raise(T_VALUE_ERROR, 'I/O operation on uninitialized object');
}

/** Raises io.UnsupportedOperation. */
export function raiseUnsupported(message: string): Word {
  const text = newText(message);
  if (text == NULL) return NULL;
  raiseObject(kept(KEPT_UNSUPPORTED), text);
  release(text);
  return NULL;
}

/** A size argument as it is: -1 for None or none, clamped to 64 bits; BAD_SIZE with an error set. */
export function anySize(size: Word): i64 {
  if (size == NULL || size == NONE) return -1;
  if (!isIntLike(size)) {
    const method = lookupAttr(size, N___index__);
    if (method == NULL) {
      if (!errorSet()) raisef(T_TYPE_ERROR, "argument should be integer or None, not '%T'", size);
      return BAD_SIZE;
    }
    release(method);
  }
  const n = indexI64(size, 0);
  if (n == -1 && errorSet()) return BAD_SIZE;
  return n == BAD_SIZE ? BAD_SIZE + 1 : n;
}

/** The same with -1 for everything below zero. */
export function sizeArgument(size: Word): i64 {
  const n = anySize(size);
  return n < 0 && n != BAD_SIZE ? -1 : n;
}

/** An int argument without None, clamped; BAD_SIZE with an error set. `absent` if it was not given. */
export function intArgument(size: Word, absent: i64): i64 {
  if (size == NULL) return absent;
  const n = indexI64(size, 0);
  if (n == -1 && errorSet()) return BAD_SIZE;
  return n == BAD_SIZE ? BAD_SIZE + 1 : n;
}

/** The word at `offset` of an object that other threads may change, owned; NULL if there is none. */
export function ownField(p: usize, offset: usize): Word {
  enter(p);
  const w = own(load<u64>(p + offset));
  leave(p);
  return w;
}

/** Puts `w` (taken over) at `offset` of an object. */
export function setField(p: usize, offset: usize, w: Word): void {
  enter(p);
  const old = load<u64>(p + offset);
  store<u64>(p + offset, w);
  leave(p);
  release(old);
}

/** Whether a stream says that it is closed: 1, 0, or -1 with an error set. */
export function streamClosed(stream: Word): i32 {
  const type = typeOf(stream);
  if (type == T_FILE_IO) return fileIsClosed(address(stream)) ? 1 : 0;
  if (type == T_BUFFERED_READER || type == T_BUFFERED_WRITER || type == T_BUFFERED_RANDOM) return bufferedIsClosed(stream);
  if (type == T_BYTES_IO) return bytesIoIsClosed(stream) ? 1 : 0;
  const closed = getAttr(stream, N_closed);
  if (closed == NULL) return -1;
  const result = truth(closed);
  release(closed);
  return result;
}

/** False with ValueError set if `self.closed` is true. */
export function checkClosed(self: Word): bool {
  const closed = streamClosed(self);
  if (closed > 0) raiseClosed();
  return closed == 0;
}

/** Whether the error is an interrupted system call, which is then forgotten: try again. */
export function trapInterrupted(): bool {
  if (!errorMatches(T_OS_ERROR)) return false;
  const error = takeError();
  const number = changetype<Exception>(address(error)).f0;
  if (isInt(number) && toInt(number) == 4) {
    release(error);
    return true;
  }
  restoreError(error);
  return false;
}

/** Sets `first` (taken over, may be NULL) again, or as the context of an error that came after it. */
export function chainError(first: Word): void {
  if (first == NULL) return;
  if (!errorSet()) {
    restoreError(first);
    return;
  }
  const second = takeError();
  if (second == first) release(first);
  else {
    const e = changetype<Exception>(address(second));
    const old = e.context;
    e.context = first;
    release(old);
  }
  restoreError(second);
}

/** Calls a method without arguments for its effect. False: an error is set. */
export function effect(object: Word, name: Word): bool {
  const result = callMethod0(object, name);
  release(result);
  return result != NULL;
}

/** The same where errors do not matter. */
export function effectIgnored(result: Word): void {
  if (result == NULL) clearError();
  else release(result);
}

/** Truth of what a method without arguments gives: 1, 0, -1. */
export function ask(object: Word, name: Word): i32 {
  const result = callMethod0(object, name);
  if (result == NULL) return -1;
  if (result == FALSE) return 0;
  const answer = truth(result);
  release(result);
  return answer;
}

/** Whether a stream is exactly True about `name`; else UnsupportedOperation. */
export function checkCan(stream: Word, name: Word, message: string): bool {
  const answer = ask(stream, name);
  if (answer == 0) raiseUnsupported(message);
  return answer > 0;
}
