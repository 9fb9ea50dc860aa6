// Raising OSError from the numbers that the host gives.

import { NONE, NULL, Word, fromAddress, ofI32 } from '../layout/word';
import { own, release } from '../counting/counts';
import { T_OS_ERROR } from '../generated/types';
import { call2, call3, callTuple } from '../eval/call';
import { setError } from '../eval/errors';
import { newTuple, tupleInit } from '../objects/tuple';
import { errorText } from './errno';

/** Raises OSError (its subclass for the number) with the system's message; returns NULL. `status`: negated errno. */
export function raiseErrno(status: i32): Word {
  return raiseErrnoFor(status, NULL);
}

/** The same with a file name (lent; NULL: none). */
export function raiseErrnoFor(status: i32, filename: Word): Word {
  const text = errorText(-status);
  if (text == NULL) return NULL;
  const error = filename == NULL ? call2(<Word>T_OS_ERROR, ofI32(-status), text) : call3(<Word>T_OS_ERROR, ofI32(-status), text, filename);
  release(text);
  if (error != NULL) setError(error);
  return NULL;
}

/** The same with two file names. */
export function raiseErrnoForTwo(status: i32, filename: Word, filename2: Word): Word {
  const text = errorText(-status);
  if (text == NULL) return NULL;
  const args = newTuple(5);
  if (args == 0) return NULL;
  tupleInit(args, 0, ofI32(-status));
  tupleInit(args, 1, text);
  tupleInit(args, 2, own(filename));
  tupleInit(args, 3, NONE);
  tupleInit(args, 4, own(filename2));
  const error = callTuple(<Word>T_OS_ERROR, fromAddress(args), NULL);
  release(fromAddress(args));
  if (error != NULL) setError(error);
  return NULL;
}

/** None, or OSError if `status` is below zero. */
// @ts-ignore: decorator
@inline export function noneOr(status: i32): Word {
  return status < 0 ? raiseErrno(status) : NONE;
}
