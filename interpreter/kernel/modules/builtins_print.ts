// builtins: print, input.

import { FALSE, NONE, NULL, Word, address } from '../layout/word';
import { control } from '../layout/control';
import { own, release } from '../counting/counts';
import { N_end, N_file, N_flush, N_sep, N_stdout, N_write } from '../generated/names';
import { T_RUNTIME_ERROR, T_TYPE_ERROR } from '../generated/types';
import { arg, call1, callMethod0 } from '../eval/call';
import { errorSet, raise, raisef } from '../eval/errors';
import { dictGetStr } from '../objects/dict/core';
import { getAttr, isStr, str, truth } from '../objects/protocol';
import { latin1Str, strEqual } from '../objects/str/new';
import { tupleGet, tupleSize } from '../objects/tuple';

// write(text) of a stream; `text` is taken over.
function writeOwned(write: Word, text: Word): bool {
  if (text == NULL) return false;
  const r = call1(write, text);
  release(text);
  if (r == NULL) return false;
  release(r);
  return true;
}
/** @function builtins.print(*args, sep=' ', end='\n', file=None, flush=False)
 * Prints the values to a stream, or to sys.stdout by default.
 *
 *   sep
 *     string inserted between values, default a space.
 *   end
 *     string appended after the last value, default a newline.
 *   file
 *     a file-like object (stream); defaults to the current sys.stdout.
 *   flush
 *     whether to forcibly flush the stream. */
export function builtinPrint(args: usize, n: i32, kwnames: Word): Word {
  let sep: Word = NONE;
  let end: Word = NONE;
  let file: Word = NONE;
  let flush: Word = FALSE;
  if (kwnames != NULL) {
    for (let i: u32 = 0, count = tupleSize(address(kwnames)); i < count; i++) {
      const key = tupleGet(address(kwnames), i);
      const value = arg(args, n + <i32>i);
      if (strEqual(key, N_sep)) sep = value;
      else if (strEqual(key, N_end)) end = value;
      else if (strEqual(key, N_file)) file = value;
      else if (strEqual(key, N_flush)) flush = value;
      else return raisef(T_TYPE_ERROR, "print() got an unexpected keyword argument '%U'", key);
    }
  }
  if (sep != NONE && !isStr(sep)) return raisef(T_TYPE_ERROR, 'sep must be None or a string, not %T', sep);
  if (end != NONE && !isStr(end)) return raisef(T_TYPE_ERROR, 'end must be None or a string, not %T', end);
  const flushing = truth(flush);
  if (flushing < 0) return NULL;
  let stream: Word;
  if (file == NONE) {
    stream = dictGetStr(address(control().sysDict), N_stdout);
    if (stream == NULL) return errorSet() ? NULL : raise(T_RUNTIME_ERROR, 'lost sys.stdout');
    if (stream == NONE) return NONE;
  } else stream = own(file);
  const write = getAttr(stream, N_write);
  let ok = write != NULL;
  for (let i = 0; i < n && ok; i++) {
    if (i != 0) ok = writeOwned(write, own(sep == NONE ? latin1Str(0x20) : sep));
    if (ok) ok = writeOwned(write, str(arg(args, i)));
  }
  if (ok) ok = writeOwned(write, own(end == NONE ? latin1Str(0x0a) : end));
  release(write);
  if (ok && flushing != 0) {
    const r = callMethod0(stream, N_flush);
    ok = r != NULL;
    release(r);
  }
  release(stream);
  return ok ? NONE : NULL;
}
