// builtins: print, input.

import { FALSE, NONE, NULL, Word, address } from '../layout/word';
import { control } from '../layout/control';
import { own, release } from '../counting/counts';
import { N_end, N_file, N_flush, N_readline, N_sep, N_stderr, N_stdin, N_stdout, N_write } from '../generated/names';
import { T_EOF_ERROR, T_RUNTIME_ERROR, T_TYPE_ERROR } from '../generated/types';
import { arg, call1, callMethod0, callMethod1 } from '../eval/call';
import { clearError, errorSet, raise, raisef } from '../eval/errors';
import { dictGetStr } from '../objects/dict/core';
import { getAttr, isStr, str, truth } from '../objects/protocol';
import { latin1Str, strEqual } from '../objects/str/new';
import { charAt, strLength } from '../objects/str/access';
import { sliceStr } from '../objects/str/slice';
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

function standardStream(name: Word, lost: string): Word {
  const s = dictGetStr(address(control().sysDict), name);
  if (s != NULL && s != NONE) return s;
  return errorSet() ? NULL : raise(T_RUNTIME_ERROR, lost);
}

/** @function builtins.input(prompt='', /)
 * Read a string from standard input.  The trailing newline is stripped.
 *
 * The prompt string, if given, is printed to standard output without a
 * trailing newline before reading input.
 *
 * If the user hits EOF (*nix: Ctrl-D, Windows: Ctrl-Z+Return), raise EOFError.
 * On *nix systems, readline is used if available. */
export function builtinInput(prompt: Word): Word {
  const stdin = standardStream(N_stdin, 'input(): lost sys.stdin');
  if (stdin == NULL) return NULL;
  const stdout = standardStream(N_stdout, 'input(): lost sys.stdout');
  const stderr = stdout == NULL ? NULL : standardStream(N_stderr, 'input(): lost sys.stderr');
  let line: Word = NULL;
  let ok = stderr != NULL;
  if (ok) {
    const flushed = callMethod0(stderr, N_flush);
    if (flushed == NULL) clearError();
    release(flushed);
    if (prompt != NULL) {
      const text = str(prompt);
      const r = text == NULL ? NULL : callMethod1(stdout, N_write, text);
      release(text);
      release(r);
      ok = r != NULL;
    }
  }
  if (ok) {
    const flushed = callMethod0(stdout, N_flush);
    if (flushed == NULL) clearError();
    release(flushed);
    line = callMethod0(stdin, N_readline);
    if (line != NULL && !isStr(line)) {
      release(line);
      line = raise(T_TYPE_ERROR, 'object.readline() returned non-string');
    }
    if (line != NULL) {
      const p = address(line);
      const n = strLength(p);
      if (n == 0) {
        release(line);
        line = raise(T_EOF_ERROR, 'EOF when reading a line');
      } else if (charAt(p, n - 1) == 0x0a) {
        const short = sliceStr(p, 0, n - 1);
        release(line);
        line = short;
      }
    }
  }
  release(stdin);
  release(stdout);
  release(stderr);
  return line;
}
