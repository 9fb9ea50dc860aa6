// Module _io: open() and what it is made of.

import { NONE, NULL, Word, address, fromAddress, isFloat, ofInt } from '../../layout/word';
import { Type } from '../../layout/type';
import { own, release } from '../../counting/counts';
import { N___module__, N_BlockingIOError, N_UnsupportedOperation, N_close, N_isatty, N_mode } from '../../generated/names';
import {
  T_BLOCKING_IO_ERROR, T_BUFFERED_RANDOM, T_BUFFERED_READER, T_BUFFERED_WRITER, T_ENCODING_WARNING, T_FILE_IO, T_OS_ERROR,
  T_RUNTIME_WARNING, T_TEXT_IO_WRAPPER, T_TYPE, T_TYPE_ERROR, T_VALUE_ERROR,
} from '../../generated/types';
import { callTuple } from '../../eval/call';
import { errorSet, raise, raisef, takeError } from '../../eval/errors';
import { warnText } from '../../eval/warnings';
import { dictSet, newDict } from '../../objects/dict/core';
import { asI32, isIntLike, isStr, setAttr, truth, typeOf } from '../../objects/protocol';
import { builderChar, builderFinish, builderNew } from '../../objects/str/builder';
import { charAt, strLength } from '../../objects/str/access';
import { newText } from '../../objects/str/new';
import { tuple2, tuple3 } from '../../objects/tuple';
import { configNumber } from '../../process/config';
import { KEPT_UNSUPPORTED, keep } from '../../process/kept';
import { fspath } from '../paths';
import { ask, chainError, effect } from './base';
import { bufferedNew, initBuffered } from './buffered';
import { FileIO, fileIoNew, openInto } from './file_io';
import { initText, textNew } from './text_wrapper';

/** @module _io
 * The io module provides the Python interfaces to stream handling. The
 * builtin open function is defined in this module.
 *
 * At the top of the I/O hierarchy is the abstract base class IOBase. It
 * defines the basic interface to a stream. */

/** @exec _io */
export function ioExec(module: Word): i32 {
  const dict = newDict();
  const shown = newText('io');
  if (!dict || shown == NULL || dictSet(dict, N___module__, shown) < 0) return -1;
  release(shown);
  const args = tuple3(N_UnsupportedOperation, fromAddress(tuple2(fromAddress(T_OS_ERROR), fromAddress(T_VALUE_ERROR))), fromAddress(dict));
  if (!args) return -1;
  const type = callTuple(fromAddress(T_TYPE), fromAddress(args), NULL);
  release(fromAddress(args));
  if (type == NULL) return -1;
  const ok = keep(KEPT_UNSUPPORTED, type) && setAttr(module, N_UnsupportedOperation, type) == 0
    && setAttr(module, N_BlockingIOError, <Word>T_BLOCKING_IO_ERROR) == 0;
  release(type);
  return ok ? 0 : -1;
}

/** @constant _io.DEFAULT_BUFFER_SIZE */
export function defaultBufferSize(): Word { return ofInt(8192); }

/** Bytes that open() buffers of a regular file: system calls cost more here than memory. */
// @ts-ignore: decorator
@inline const FILE_BUFFER: i64 = 0x10000;

// Bits of a mode.
// @ts-ignore: decorator
@inline const READING: u32 = 1;
// @ts-ignore: decorator
@inline const WRITING: u32 = 2;
// @ts-ignore: decorator
@inline const APPENDING: u32 = 4;
// @ts-ignore: decorator
@inline const CREATING: u32 = 8;
// @ts-ignore: decorator
@inline const UPDATING: u32 = 16;
// @ts-ignore: decorator
@inline const TEXT: u32 = 32;
// @ts-ignore: decorator
@inline const BINARY: u32 = 64;

/** The bits of a mode; 0 with ValueError. */
function modeBits(mode: Word): i32 {
  let bits: u32 = 0;
  const p = address(mode);
  for (let i: u32 = 0, n = strLength(p); i < n; i++) {
    const c = charAt(p, i);
    const bit: u32 = c == 0x72 ? READING : c == 0x77 ? WRITING : c == 0x61 ? APPENDING : c == 0x78 ? CREATING : c == 0x2b ? UPDATING
      : c == 0x74 ? TEXT : c == 0x62 ? BINARY : 0;
    if (bit == 0 || bits & bit) {
      raisef(T_VALUE_ERROR, "invalid mode: '%U'", mode);
      return -1;
    }
    bits |= bit;
  }
  return <i32>bits;
}

function rawMode(bits: u32): Word {
  const b = builderNew();
  if (!b) return NULL;
  if (bits & CREATING) builderChar(b, 0x78);
  if (bits & READING) builderChar(b, 0x72);
  if (bits & WRITING) builderChar(b, 0x77);
  if (bits & APPENDING) builderChar(b, 0x61);
  if (bits & UPDATING) builderChar(b, 0x2b);
  return builderFinish(b);
}

function textOrNone(w: Word, name: string): bool {
  if (w == NULL || w == NONE || isStr(w)) return true;
  const text = newText(name);
  raisef(T_TYPE_ERROR, "open() argument '%U' must be str or None, not %T", text, w);
  release(text);
  return false;
}

// @ts-ignore: decorator
@inline function given(w: Word): bool { return w != NULL && w != NONE; }

/** Whether it counts as a number, and is no path. */
function isNumber(w: Word): bool {
  return isFloat(w) || isIntLike(w) || changetype<Type>(typeOf(w)).nb_index != 0 || changetype<Type>(typeOf(w)).nb_int != 0;
}

/** @function _io.open(file, mode='r', buffering=-1, encoding=None, errors=None, newline=None, closefd=True, opener=None)
 * Open file and return a stream.  Raise OSError upon failure. */
export function ioOpen(
  file: Word, modeArg: Word, bufferingArg: Word, encoding: Word, errors: Word, newline: Word, closeArg: Word, opener: Word,
): Word {
  if (modeArg != NULL && !isStr(modeArg)) return raisef(T_TYPE_ERROR, "open() argument 'mode' must be str, not %T", modeArg);
  const buffering = bufferingArg == NULL ? -1 : asI32(bufferingArg);
  if (buffering == -1 && errorSet()) return NULL;
  if (!textOrNone(encoding, 'encoding') || !textOrNone(errors, 'errors') || !textOrNone(newline, 'newline')) return NULL;
  const closing = closeArg == NULL ? 1 : truth(closeArg);
  if (closing < 0) return NULL;
  const path = isNumber(file) ? own(file) : fspath(file);
  if (path == NULL) return NULL;
  const mode = modeArg == NULL ? newText('r') : own(modeArg);
  const bits = modeBits(mode);
  const result = bits >= 0 && checkMode(<u32>bits, buffering, encoding, errors, newline)
    ? openWith(path, mode, <u32>bits, buffering, encoding, errors, newline, closing != 0, opener) : NULL;
  release(mode);
  release(path);
  return result;
}

function checkMode(bits: u32, buffering: i32, encoding: Word, errors: Word, newline: Word): bool {
  if (bits & TEXT && bits & BINARY) raise(T_VALUE_ERROR, "can't have text and binary mode at once");
  else if (popcnt<u32>(bits & (READING | WRITING | APPENDING | CREATING)) > 1) {
    raise(T_VALUE_ERROR, 'must have exactly one of create/read/write/append mode');
  } else if (bits & BINARY) {
    if (given(encoding)) raise(T_VALUE_ERROR, "binary mode doesn't take an encoding argument");
    else if (given(errors)) raise(T_VALUE_ERROR, "binary mode doesn't take an errors argument");
    else if (given(newline)) raise(T_VALUE_ERROR, "binary mode doesn't take a newline argument");
    else if (buffering == 1) {
      warnText(T_RUNTIME_WARNING, "line buffering (buffering=1) isn't supported in binary mode, the default buffer size will be used", 1);
    }
  }
  return !errorSet();
}

function openWith(
  path: Word, mode: Word, bits: u32, buffering: i32, encoding: Word, errors: Word, newline: Word, closing: bool, opener: Word,
): Word {
  const raw = fileIoNew(<Word>T_FILE_IO, 0, 0, NULL);
  if (raw == NULL) return NULL;
  const plain = rawMode(bits);
  const opened = plain != NULL && openInto(raw, path, plain, closing, opener == NONE ? NULL : opener) == 0;
  release(plain);
  if (!opened) {
    release(raw);
    return NULL;
  }
  return wrap(raw, mode, bits, buffering, encoding, errors, newline);
}

/** Closes a stream (taken over) that can not be given out; the error stays. Returns NULL. */
function abandon(stream: Word): Word {
  const error = takeError();
  effect(stream, N_close);
  chainError(error);
  release(stream);
  return NULL;
}

/** Puts the layers on a raw stream (taken over). */
function wrap(raw: Word, mode: Word, bits: u32, buffering: i32, encoding: Word, errors: Word, newline: Word): Word {
  const file = changetype<FileIO>(address(raw));
  let lines = buffering == 1;
  if (buffering < 0 && !file.regular) {
    const terminal = ask(raw, N_isatty);
    if (terminal < 0) return abandon(raw);
    lines = terminal > 0;
  }
  let size = <i64>buffering;
  if (buffering < 0 || lines) size = file.regular ? FILE_BUFFER : <i64>file.blockSize;
  if (size == 0) {
    if (bits & BINARY) return raw;
    raise(T_VALUE_ERROR, "can't have unbuffered text I/O");
    return abandon(raw);
  }
  const both = (bits & UPDATING) != 0;
  const writes = (bits & (CREATING | WRITING | APPENDING)) != 0;
  if (!both && !writes && !(bits & READING)) {
    raisef(T_VALUE_ERROR, "unknown mode: '%U'", mode);
    return abandon(raw);
  }
  const type: u32 = both ? T_BUFFERED_RANDOM : writes ? T_BUFFERED_WRITER : T_BUFFERED_READER;
  const buffer = bufferedNew(<Word>type, 0, 0, NULL);
  if (buffer == NULL || !initBuffered(buffer, raw, size, both || !writes, both || writes)) {
    abandon(raw);
    release(buffer);
    return NULL;
  }
  release(raw);
  if (bits & BINARY) return buffer;
  if (!given(encoding) && configNumber('flag.warn_default_encoding', 0) != 0) {
    if (warnText(T_ENCODING_WARNING, "'encoding' argument not specified", 1) < 0) return abandon(buffer);
  }
  const text = textNew(<Word>T_TEXT_IO_WRAPPER, 0, 0, NULL);
  if (text == NULL || !initText(text, buffer, encoding, errors, newline, lines, false)) {
    abandon(buffer);
    release(text);
    return NULL;
  }
  release(buffer);
  return setAttr(text, N_mode, mode) == 0 ? text : abandon(text);
}

/** @function _io.open_code(path)
 * Opens the provided file with the intent to import the contents.
 *
 * This may perform extra validation beyond open(), but is otherwise interchangeable
 * with calling open(path, 'rb'). */
export function ioOpenCode(path: Word): Word {
  if (!isStr(path)) return raisef(T_TYPE_ERROR, "open_code() argument 'path' must be str, not %T", path);
  const mode = newText('rb');
  const stream = ioOpen(path, mode, NULL, NULL, NULL, NULL, NULL, NULL);
  release(mode);
  return stream;
}

/** @function _io.text_encoding(encoding, stacklevel=2, /)
 * A helper function to choose the text encoding.
 *
 * When encoding is not None, this function returns it.
 * Otherwise, this function returns the default text encoding
 * (i.e. "locale" or "utf-8" depends on UTF-8 mode). */
export function ioTextEncoding(encoding: Word, level: Word): Word {
  if (encoding != NONE) return own(encoding);
  if (configNumber('flag.warn_default_encoding', 0) != 0) {
    const up = level == NULL ? 2 : asI32(level);
    if (warnText(T_ENCODING_WARNING, "'encoding' argument not specified", up) < 0) return NULL;
  }
  return newText(configNumber('flag.utf8_mode', 0) != 0 ? 'utf-8' : 'locale');
}
