// TextIOWrapper: the object, how it is made and configured, and what it passes on. Reading: text_read.ts, writing:
// text_write.ts, tell and seek: text_position.ts.
//
// The lock of the stream is held while its holder waits for the buffer or runs Python code; the holder may take it again (a
// signal handler prints). Text that is there is given out, and text is put aside, inside the object's critical section only,
// and only while nobody holds the lock.

import { NONE, NULL, Word, address, fromAddress, isPointer, ofBool, ofInt } from '../../layout/word';
import { own, release } from '../../counting/counts';
import { allocBlock, freeBlock, KIND_RAW } from '../../memory/blocks';
import { freeObject } from '../../memory/objects';
import { enter, leave } from '../../sync/critical';
import { visit } from '../../collector/visit';
import {
  N__dealloc_warn, N__is_text_encoding, N_close, N_closed, N_fileno, N_flush, N_incrementaldecoder, N_incrementalencoder,
  N_isatty, N_mode, N_name, N_newlines, N_read1, N_readable, N_reset, N_seekable, N_setstate, N_tell, N_truncate, N_writable,
} from '../../generated/names';
import {
  T_ATTRIBUTE_ERROR, T_BUFFERED_RANDOM, T_BUFFERED_READER, T_BUFFERED_WRITER, T_BYTES_IO, T_ENCODING_WARNING, T_FILE_IO,
  T_LOOKUP_ERROR, T_RUNTIME_ERROR, T_TEXT_IO_WRAPPER, T_TYPE_ERROR, T_VALUE_ERROR,
} from '../../generated/types';
import { callMethod0, callMethod1 } from '../../eval/call';
import { parseArgs } from '../../eval/arguments';
import { clearError, errorMatches, errorSet, formatText, memoryError, raise, raisef, takeError } from '../../eval/errors';
import { warnText } from '../../eval/warnings';
import { builtinCodec, C_ASCII, C_LATIN1, C_OTHER, C_UTF8 } from '../../objects/codecs/builtin';
import { isLookupName, lookupCodec, lookupErrorHandler } from '../../objects/codecs/registry';
import { asI64, getAttr, isStr, lookupAttr, truth, typeOf } from '../../objects/protocol';
import { enterRepr, leaveRepr } from '../../objects/recursion';
import { charAt, strLength } from '../../objects/str/access';
import { newText, strEqualsText } from '../../objects/str/new';
import { allocVar } from '../../objects/type/alloc';
import { releaseOwnAttributes, traverseOwnAttributes } from '../../objects/type/attributes';
import { configNumber } from '../../process/config';
import {
  ask, chainError, checkClosed, effect, effectIgnored, ownField, raiseUninitialized, raiseUnsupported, setField,
  streamClosed,
} from './base';
import { Buffered } from './buffered';
import { bytesIoIsClosed } from './bytes_io';
import { fileIsClosed, refusePickle } from './file_io';
import { clearOwnAttributes } from './io_base';
import { newNewlineDecoder } from './newline_decoder';
import { dropLock, lockIsHeld, lockIsMine, takeLock } from './stream_lock';
import { writeFlush } from './text_write';

/** @type _io.TextIOWrapper base=_TextIOBase in=_io size=offsetof<TextWrapper>() attrs=dict flags=BASE,GC weakref
 * Character and line based layer over a BufferedIOBase object, buffer.
 *
 * encoding gives the name of the encoding that the stream will be
 * decoded or encoded with. It defaults to locale.getencoding().
 *
 * errors determines the strictness of encoding and decoding (see
 * help(codecs.Codec) or the documentation for codecs.register) and
 * defaults to "strict".
 *
 * newline controls how line endings are handled. It can be None, '',
 * '\n', '\r', and '\r\n'.
 *
 * If line_buffering is True, a call to flush is implied when a call to
 * write contains a newline character. */

// @ts-ignore: decorator
@unmanaged
export class TextWrapper {
  type: u32; local: u32; shared: i32; owner: u16; mutex: u8; gc: u8;
  buffer: Word; // 16
  encoding: Word; // 24
  errors: Word; // 32
  /** Of a codec in Python, else NULL. */
  encoder: Word; // 40
  /** NULL: not readable. */
  decoder: Word; // 48
  /** The newline argument; NULL: None. */
  readNewline: Word; // 56
  /** Text that was decoded, of which `used` characters were given out; NULL: none. */
  decoded: Word; // 64
  /** The bytes of `decoded`, those before them that the decoder kept included; NULL: tell() is not asked for. */
  snapshot: Word; // 72
  /** 80: the decoder's flags before them. */
  snapshotFlags: i64;
  /** 88: bytes per character of the last chunk. */
  ratio: f64;
  chunkSize: i64; // 96
  /** Raw block with what was written and encoded, not yet passed on. */
  pending: u32; // 104
  pendingSize: u32; // 108
  used: u32; // 112
  /** 116: the lock of stream_lock.ts; how often its holder took it. */
  lock: u32;
  holder: u32;
  depth: u32; // 124
  /** 128: STATE_ */
  state: u8;
  /** C_ number of a codec that is done here, else C_OTHER. */
  codec: u8;
  lineBuffering: u8; writeThrough: u8; // 130
  readUniversal: u8; readTranslate: u8; writeTranslate: u8; // 132
  /** 135: what \n becomes: WRITE_ */
  writeNewline: u8;
  canWrite: u8; seekable: u8; telling: u8; hasRead1: u8; // 136
  finalizing: u8; // 140
  pad0: u8; pad1: u16;
}

// @ts-ignore: decorator
@inline const BUFFER: usize = 16;
// @ts-ignore: decorator
@inline const ENCODING: usize = 24;
// @ts-ignore: decorator
@inline const ERRORS: usize = 32;
// @ts-ignore: decorator
@inline const ENCODER: usize = 40;
// @ts-ignore: decorator
@inline const DECODER: usize = 48;
// @ts-ignore: decorator
@inline const READ_NEWLINE: usize = 56;
// @ts-ignore: decorator
@inline const DECODED: usize = 64;
// @ts-ignore: decorator
@inline const SNAPSHOT: usize = 72;
// @ts-ignore: decorator
@inline const LOCK: usize = 116;
// @ts-ignore: decorator
@inline const STATE_NEW: u8 = 0;
// @ts-ignore: decorator
@inline export const STATE_OPEN: u8 = 1;
// @ts-ignore: decorator
@inline const STATE_DETACHED: u8 = 2;
// @ts-ignore: decorator
@inline export const WRITE_LF: u8 = 0;
// @ts-ignore: decorator
@inline export const WRITE_CRLF: u8 = 1;
// @ts-ignore: decorator
@inline export const WRITE_CR: u8 = 2;
// @ts-ignore: decorator
@inline const CHUNK: i64 = 8192;

// @ts-ignore: decorator
@inline export function wrapper(w: Word): TextWrapper { return changetype<TextWrapper>(address(w)); }

/** @new TextIOWrapper */
export function textNew(type: Word, args: usize, nargs: i32, kwnames: Word): Word {
  const p = allocVar(<u32>type, 0);
  if (p == 0) return NULL;
  changetype<TextWrapper>(p).chunkSize = CHUNK;
  return fromAddress(p);
}

/** @slot TextIOWrapper.dealloc */
export function textDealloc(p: usize): void {
  for (let o = BUFFER; o <= SNAPSHOT; o += 8) {
    const w = load<u64>(p + o);
    store<u64>(p + o, NULL);
    release(w);
  }
  const pending = changetype<TextWrapper>(p).pending;
  if (pending) freeBlock(pending);
  releaseOwnAttributes(p);
  freeObject(p);
}
/** @slot TextIOWrapper.traverse */
export function textTraverse(p: usize): void {
  for (let o = BUFFER; o <= SNAPSHOT; o += 8) visit(load<u64>(p + o));
  traverseOwnAttributes(p);
}
/** @slot TextIOWrapper.clear */
export function textClear(p: usize): void {
  changetype<TextWrapper>(p).state = STATE_NEW;
  for (let o = BUFFER; o <= SNAPSHOT; o += 8) setField(p, o, NULL);
  clearOwnAttributes(p);
}

// ---- the lock ---------------------------------------------------------------------------------------------------------

/** Takes the lock, maybe once more. False: an error is set. */
export function lockText(self: Word): bool {
  const s = wrapper(self);
  const lock = address(self) + LOCK;
  if (lockIsMine(lock)) {
    s.depth++;
    return true;
  }
  if (!takeLock(lock)) return false;
  s.depth = 1;
  return true;
}
export function unlockText(self: Word): void {
  const s = wrapper(self);
  if (--s.depth == 0) dropLock(address(self) + LOCK);
}
/** Whether the way without the lock is open: nobody else is at work. */
// @ts-ignore: decorator
@inline export function isFree(s: TextWrapper): bool {
  const lock = changetype<usize>(s) + LOCK;
  return !lockIsHeld(lock) || lockIsMine(lock);
}

// ---- whether it can be used -------------------------------------------------------------------------------------------

/** Whether the wrapper has its buffer; else ValueError. */
export function attached(self: Word): bool {
  const state = wrapper(self).state;
  if (state == STATE_OPEN) return true;
  if (state == STATE_DETACHED) raise(T_VALUE_ERROR, 'underlying buffer has been detached');
  else raiseUninitialized();
  return false;
}

/** Whether the stream is surely open: a quick look at the native layers below. */
// @ts-ignore: decorator
@inline export function surelyOpen(self: Word): bool {
  const s = wrapper(self);
  if (typeOf(self) != T_TEXT_IO_WRAPPER || s.state != STATE_OPEN || !isPointer(s.buffer)) return false;
  const type = typeOf(s.buffer);
  if (type == T_BUFFERED_READER || type == T_BUFFERED_WRITER || type == T_BUFFERED_RANDOM) {
    const b = changetype<Buffered>(address(s.buffer));
    const raw = b.raw;
    return b.data != 0 && isPointer(raw) && typeOf(raw) == T_FILE_IO && !fileIsClosed(address(raw));
  }
  return type == T_BYTES_IO && !bytesIoIsClosed(s.buffer);
}

/** Whether the stream can be used; else ValueError. */
export function usable(self: Word): bool {
  if (surelyOpen(self)) return true;
  if (!attached(self)) return false;
  if (typeOf(self) != T_TEXT_IO_WRAPPER) return checkClosed(self);
  const buffer = bufferOf(self);
  if (buffer == NULL) return false;
  const closed = streamClosed(buffer);
  release(buffer);
  if (closed > 0) raise(T_VALUE_ERROR, 'I/O operation on closed file.');
  return closed == 0;
}

/** The buffer, owned; NULL with ValueError. */
export function bufferOf(self: Word): Word {
  if (!attached(self)) return NULL;
  const buffer = ownField(address(self), BUFFER);
  if (buffer == NULL) attached(self);
  return buffer;
}

/** Forgets decoded text, and takes `text` (taken over, may be NULL) for it. */
export function setDecoded(s: TextWrapper, text: Word): void {
  const p = changetype<usize>(s);
  enter(p);
  const old = s.decoded;
  s.decoded = text;
  s.used = 0;
  leave(p);
  release(old);
}

export function setSnapshot(s: TextWrapper, flags: i64, bytes: Word): void {
  s.snapshotFlags = flags;
  setField(changetype<usize>(s), SNAPSHOT, bytes);
}

// ---- making -----------------------------------------------------------------------------------------------------------

function checkTextArgument(w: Word, name: string, what: string): bool {
  if (w == NULL || w == NONE || isStr(w)) return true;
  const a = newText(what), b = newText(name);
  raisef(T_TYPE_ERROR, "%U() argument '%U' must be str or None, not %T", a, b, w);
  release(a);
  release(b);
  return false;
}

/** Whether a newline argument is one of those that there are; else ValueError. */
function checkNewline(newline: Word): bool {
  if (newline == NULL || newline == NONE) return true;
  const p = address(newline);
  const n = strLength(p);
  if (n == 0 || strEqualsText(newline, '\n') || strEqualsText(newline, '\r') || strEqualsText(newline, '\r\n')) return true;
  raisef(T_VALUE_ERROR, 'illegal newline value: %U', newline);
  return false;
}

function isName(w: Word): bool { return w == NULL || isLookupName(w); }

/** The locale's encoding, or UTF-8 in UTF-8 mode. */
function defaultEncoding(): Word { return newText(configNumber('flag.utf8_mode', 0) != 0 ? 'utf-8' : 'UTF-8'); }

/** @init TextIOWrapper
 * @signature (buffer, encoding=None, errors=None, newline=None,
 *               line_buffering=False, write_through=False) */
export function textInit(self: Word, args: usize, nargs: i32, kwnames: Word): i32 {
  const out = allocBlock(KIND_RAW, 48);
  if (out == 0) {
    memoryError();
    return -1;
  }
  const ok = parseArgs(args, nargs, kwnames, 'TextIOWrapper(buffer, encoding=None, errors=None, newline=None, line_buffering=False, write_through=False)', out);
  const buffer = load<u64>(out), encoding = load<u64>(out, 8), errors = load<u64>(out, 16), newline = load<u64>(out, 24);
  const lineArg = load<u64>(out, 32), throughArg = load<u64>(out, 40);
  freeBlock(out);
  if (!ok) return -1;
  if (!checkTextArgument(encoding, 'encoding', 'TextIOWrapper')) return -1;
  if (!checkTextArgument(errors, 'errors', 'TextIOWrapper')) return -1;
  if (!checkTextArgument(newline, 'newline', 'TextIOWrapper')) return -1;
  const lines = lineArg == NULL ? 0 : truth(lineArg);
  const through = throughArg == NULL ? 0 : truth(throughArg);
  if (lines < 0 || through < 0) return -1;
  if ((encoding == NULL || encoding == NONE) && configNumber('flag.warn_default_encoding', 0) != 0) {
    if (warnText(T_ENCODING_WARNING, "'encoding' argument not specified", 1) < 0) return -1;
  }
  return initText(self, buffer, encoding, errors, newline, lines != 0, through != 0) ? 0 : -1;
}

/** What init does; words are lent, NULL or None: not given. False: an error is set. */
export function initText(self: Word, buffer: Word, encoding: Word, errors: Word, newline: Word, lines: bool, through: bool): bool {
  const p = address(self);
  const s = changetype<TextWrapper>(p);
  if (!lockText(self)) return false;
  s.state = STATE_NEW;
  const ok = initLocked(s, buffer, encoding == NONE ? NULL : encoding, errors == NONE ? NULL : errors, newline == NONE ? NULL : newline);
  if (ok) {
    s.lineBuffering = lines ? 1 : 0;
    s.writeThrough = through ? 1 : 0;
    s.state = STATE_OPEN;
  }
  unlockText(self);
  return ok;
}

function initLocked(s: TextWrapper, buffer: Word, encodingArg: Word, errorsArg: Word, newline: Word): bool {
  const p = changetype<usize>(s);
  if (!checkNewline(newline) || !isName(encodingArg) || !isName(errorsArg)) return false;
  if (errorsArg != NULL && configNumber('flag.dev_mode', 0) != 0) {
    const handler = lookupErrorHandler(errorsArg);
    if (handler == NULL) return false;
    release(handler);
  }
  setDecoded(s, NULL);
  setSnapshot(s, 0, NULL);
  s.pendingSize = 0;
  s.ratio = 0;
  s.finalizing = 0;
  setNewline(s, newline);
  const byLocale = encodingArg == NULL || strEqualsText(encodingArg, 'locale');
  const encoding = byLocale ? defaultEncoding() : own(encodingArg);
  const errors = errorsArg == NULL ? newText('strict') : own(errorsArg);
  const ok = encoding != NULL && errors != NULL && setCodec(s, buffer, encoding, errors);
  release(encoding);
  release(errors);
  if (!ok) return false;
  setField(p, BUFFER, own(buffer));
  const seekable = ask(buffer, N_seekable);
  if (seekable < 0) return false;
  s.seekable = <u8>seekable;
  s.telling = s.seekable;
  const read1 = lookupAttr(buffer, N_read1);
  if (read1 == NULL && errorSet()) return false;
  s.hasRead1 = read1 == NULL ? 0 : 1;
  release(read1);
  return fixEncoder(s);
}

function setNewline(s: TextWrapper, newline: Word): void {
  const n: u32 = newline == NULL ? 0 : strLength(address(newline));
  s.readUniversal = newline == NULL || n == 0 ? 1 : 0;
  s.readTranslate = newline == NULL ? 1 : 0;
  s.writeTranslate = newline == NULL || n != 0 ? 1 : 0;
  s.writeNewline = n == 2 ? WRITE_CRLF : n == 1 && charAt(address(newline), 0) == 13 ? WRITE_CR : WRITE_LF;
  setField(changetype<usize>(s), READ_NEWLINE, own(newline));
}

/** Makes decoder and encoder, as the buffer has use for them. False: an error is set. */
function setCodec(s: TextWrapper, buffer: Word, encoding: Word, errors: Word): bool {
  const p = changetype<usize>(s);
  let codec = builtinCodec(encoding);
  if (codec != C_UTF8 && codec != C_LATIN1 && codec != C_ASCII) codec = C_OTHER;
  let info: Word = NULL;
  if (codec == C_OTHER) {
    info = lookupCodec(encoding);
    if (info == NULL) return false;
    const mark = lookupAttr(info, N__is_text_encoding);
    const text = mark == NULL ? (errorSet() ? -1 : 1) : truth(mark);
    release(mark);
    if (text <= 0) {
      release(info);
      if (text == 0) raisef(T_LOOKUP_ERROR, '%R is not a text encoding; use codecs.open() to handle arbitrary codecs', encoding);
      return false;
    }
  }
  const readable = ask(buffer, N_readable);
  const writable = readable < 0 ? -1 : ask(buffer, N_writable);
  let decoder: Word = NULL;
  let encoder: Word = NULL;
  if (readable > 0) {
    const universal = s.readUniversal != 0;
    if (codec != C_OTHER) {
      const plain = strEqualsText(errors, 'strict') ? NULL : errors;
      decoder = newNewlineDecoder(NONE, s.readTranslate != 0, universal, codec, plain);
    } else {
      decoder = callMethod1(info, N_incrementaldecoder, errors);
      if (decoder != NULL && universal) {
        const inner = decoder;
        decoder = newNewlineDecoder(inner, s.readTranslate != 0, true, C_OTHER, NULL);
        release(inner);
      }
    }
  }
  if (writable > 0 && codec == C_OTHER && !errorSet()) encoder = callMethod1(info, N_incrementalencoder, errors);
  release(info);
  if (errorSet()) {
    release(decoder);
    release(encoder);
    return false;
  }
  s.codec = <u8>codec;
  s.canWrite = writable > 0 ? 1 : 0;
  setField(p, ENCODING, own(encoding));
  setField(p, ERRORS, own(errors));
  setField(p, DECODER, decoder);
  setField(p, ENCODER, encoder);
  return true;
}

/** A stream that goes on where something stands already gets no byte order mark. */
function fixEncoder(s: TextWrapper): bool {
  if (!s.seekable || s.encoder == NULL) return true;
  const at = callMethod0(s.buffer, N_tell);
  if (at == NULL) return false;
  const begin = at == ofInt(0);
  release(at);
  return begin || setEncoderBegin(s, false);
}

/** Tells the encoder whether it stands at the begin of the stream. False: an error is set. */
export function setEncoderBegin(s: TextWrapper, begin: bool): bool {
  if (s.encoder == NULL) return true;
  if (begin) return effect(s.encoder, N_reset);
  const done = callMethod1(s.encoder, N_setstate, ofInt(0));
  release(done);
  return done != NULL;
}

/** @method TextIOWrapper.reconfigure(self, /, *, encoding=None, errors=None, newline=None, line_buffering=None, write_through=None)
 * Reconfigure the text stream with new parameters.
 *
 * This also does an implicit stream flush. */
export function textReconfigure(self: Word, encoding: Word, errors: Word, newline: Word, lineArg: Word, throughArg: Word): Word {
  if (!checkTextArgument(encoding, 'encoding', 'reconfigure') || !checkTextArgument(errors, 'errors', 'reconfigure')) return NULL;
  if (newline != NULL && !checkTextArgument(newline, 'newline', 'reconfigure')) return NULL;
  if (!attached(self)) return NULL;
  const s = wrapper(self);
  const changed = (encoding != NULL && encoding != NONE) || (errors != NULL && errors != NONE) || newline != NULL;
  if (s.decoded != NULL && changed) {
    return raiseUnsupported('It is not possible to set the encoding or newline of stream after the first read');
  }
  if (!checkNewline(newline)) return NULL;
  const lines = lineArg == NULL || lineArg == NONE ? <i32>s.lineBuffering : optionalBool(lineArg);
  const through = throughArg == NULL || throughArg == NONE ? <i32>s.writeThrough : optionalBool(throughArg);
  if (lines < 0 || through < 0 || !effect(self, N_flush) || !lockText(self)) return NULL;
  s.ratio = 0;
  if (newline != NULL) setNewline(s, newline == NONE ? NULL : newline);
  const ok = !changed || changeCodec(s, encoding == NONE ? NULL : encoding, errors == NONE ? NULL : errors);
  if (ok) {
    s.lineBuffering = <u8>lines;
    s.writeThrough = <u8>through;
  }
  unlockText(self);
  return ok ? NONE : NULL;
}

function optionalBool(w: Word): i32 {
  const n = asI64(w);
  return n == -1 && errorSet() ? -1 : n != 0 ? 1 : 0;
}

function changeCodec(s: TextWrapper, encodingArg: Word, errorsArg: Word): bool {
  if (!isName(encodingArg) || !isName(errorsArg)) return false;
  const kept = encodingArg == NULL;
  const byLocale = !kept && strEqualsText(encodingArg, 'locale');
  const encoding = kept ? own(s.encoding) : byLocale ? defaultEncoding() : own(encodingArg);
  const errors = errorsArg != NULL ? own(errorsArg) : kept ? own(s.errors) : newText('strict');
  const ok = setCodec(s, s.buffer, encoding, errors);
  release(encoding);
  release(errors);
  return ok && fixEncoder(s);
}

// ---- what it passes on ------------------------------------------------------------------------------------------------

function pass(self: Word, name: Word): Word {
  const buffer = bufferOf(self);
  if (buffer == NULL) return NULL;
  const result = callMethod0(buffer, name);
  release(buffer);
  return result;
}

function passAttribute(self: Word, name: Word): Word {
  const buffer = bufferOf(self);
  if (buffer == NULL) return NULL;
  const result = getAttr(buffer, name);
  release(buffer);
  return result;
}

/** @method TextIOWrapper.fileno(self, /) */
export function textFileno(self: Word): Word { return pass(self, N_fileno); }
/** @method TextIOWrapper.seekable(self, /) */
export function textSeekable(self: Word): Word { return pass(self, N_seekable); }
/** @method TextIOWrapper.readable(self, /) */
export function textReadable(self: Word): Word { return pass(self, N_readable); }
/** @method TextIOWrapper.writable(self, /) */
export function textWritable(self: Word): Word { return pass(self, N_writable); }
/** @method TextIOWrapper.isatty(self, /) */
export function textIsatty(self: Word): Word { return pass(self, N_isatty); }
/** @getter TextIOWrapper.name */
export function textName(self: Word): Word { return passAttribute(self, N_name); }
/** @getter TextIOWrapper.closed */
export function textClosed(self: Word): Word { return passAttribute(self, N_closed); }
/** @member TextIOWrapper.encoding */
export function textEncoding(self: Word): Word { return fieldOrNone(self, ENCODING); }
/** @member TextIOWrapper.buffer */
export function textBuffer(self: Word): Word { return fieldOrNone(self, BUFFER); }
function fieldOrNone(self: Word, offset: usize): Word {
  const w = ownField(address(self), offset);
  return w == NULL ? raise(T_ATTRIBUTE_ERROR, offset == BUFFER ? 'buffer' : 'encoding') : w;
}
/** @getter TextIOWrapper.errors */
export function textErrors(self: Word): Word {
  return wrapper(self).state == STATE_NEW ? raiseUninitialized() : ownField(address(self), ERRORS);
}
/** @member TextIOWrapper.line_buffering */
export function textLineBuffering(self: Word): Word { return ofBool(wrapper(self).lineBuffering != 0); }
/** @member TextIOWrapper.write_through */
export function textWriteThrough(self: Word): Word { return ofBool(wrapper(self).writeThrough != 0); }
/** @member TextIOWrapper._finalizing */
export function textFinalizing(self: Word): Word { return ofBool(wrapper(self).finalizing != 0); }
/** @setter TextIOWrapper._finalizing */
export function textSetFinalizing(self: Word, value: Word): i32 {
  const on = value == NULL ? -1 : truth(value);
  if (on < 0) return -1;
  wrapper(self).finalizing = <u8>on;
  return 0;
}
/** @getter TextIOWrapper.newlines */
export function textNewlines(self: Word): Word {
  if (!attached(self)) return NULL;
  const decoder = ownField(address(self), DECODER);
  if (decoder == NULL) return NONE;
  const newlines = lookupAttr(decoder, N_newlines);
  release(decoder);
  return newlines == NULL && !errorSet() ? NONE : newlines;
}
/** @getter TextIOWrapper._CHUNK_SIZE */
export function textChunkSize(self: Word): Word { return attached(self) ? ofInt(wrapper(self).chunkSize) : NULL; }
/** @setter TextIOWrapper._CHUNK_SIZE */
export function textSetChunkSize(self: Word, value: Word): i32 {
  if (!attached(self)) return -1;
  if (value == NULL) {
    raise(T_ATTRIBUTE_ERROR, 'cannot delete attribute');
    return -1;
  }
  const n = asI64(value);
  if (n <= 0) {
    if (!errorSet()) raise(T_VALUE_ERROR, 'a strictly positive integer is required');
    return -1;
  }
  wrapper(self).chunkSize = n;
  return 0;
}

/** @method TextIOWrapper.flush(self, /) */
export function textFlush(self: Word): Word {
  if (!usable(self) || !lockText(self)) return NULL;
  const s = wrapper(self);
  s.telling = s.seekable;
  const ok = writeFlush(s);
  unlockText(self);
  return ok ? pass(self, N_flush) : NULL;
}

/** @method TextIOWrapper.close(self, /) */
export function textClose(self: Word): Word {
  const buffer = bufferOf(self);
  if (buffer == NULL) return NULL;
  const closed = typeOf(self) == T_TEXT_IO_WRAPPER ? streamClosed(buffer) : streamClosed(self);
  if (closed == 0) {
    if (wrapper(self).finalizing) effectIgnored(callMethod1(buffer, N__dealloc_warn, self));
    effect(self, N_flush);
    const error = takeError();
    effect(buffer, N_close);
    chainError(error);
  }
  release(buffer);
  return errorSet() ? NULL : NONE;
}

/** @method TextIOWrapper.detach(self, /) */
export function textDetach(self: Word): Word {
  if (!attached(self) || !effect(self, N_flush) || !lockText(self)) return NULL;
  const p = address(self);
  const s = wrapper(self);
  enter(p);
  const buffer = s.buffer;
  s.buffer = NULL;
  s.state = STATE_DETACHED;
  leave(p);
  setDecoded(s, NULL);
  unlockText(self);
  return buffer;
}

/** @method TextIOWrapper.truncate(self, pos=None, /) */
export function textTruncate(self: Word, pos: Word): Word {
  if (!attached(self) || !effect(self, N_flush)) return NULL;
  const buffer = bufferOf(self);
  if (buffer == NULL) return NULL;
  const result = callMethod1(buffer, N_truncate, pos == NULL ? NONE : pos);
  release(buffer);
  return result;
}

/** Appends `format` of an attribute to a text (taken over), if it can be had. */
function withAttribute(text: Word, self: Word, name: Word, format: string): Word {
  if (text == NULL) return NULL;
  const value = lookupAttr(self, name);
  if (value == NULL) {
    if (errorSet()) {
      if (!errorMatches(T_VALUE_ERROR)) {
        release(text);
        return NULL;
      }
      clearError();
    }
    return text;
  }
  const longer = formatText(format, text, value);
  release(value);
  release(text);
  return longer;
}

/** @slot TextIOWrapper.repr */
export function textRepr(self: Word): Word {
  const s = wrapper(self);
  if (s.state == STATE_NEW) return raiseUninitialized();
  const seen = enterRepr(self);
  if (seen != 0) return seen > 0 ? raisef(T_RUNTIME_ERROR, 'reentrant call inside %T.__repr__', self) : NULL;
  let text = formatText('<%T', self);
  text = withAttribute(text, self, N_name, '%U name=%R');
  text = withAttribute(text, self, N_mode, '%U mode=%R');
  let result: Word = NULL;
  if (text != NULL) {
    const encoding = ownField(address(self), ENCODING);
    result = formatText('%U encoding=%R>', text, encoding);
    release(encoding);
    release(text);
  }
  leaveRepr(self);
  return result;
}

/** @method TextIOWrapper.__reduce__(self, /) */
export function textReduce(self: Word): Word { return refusePickle(self); }
/** @method TextIOWrapper.__reduce_ex__(self, object, /) */
export function textReduceEx(self: Word, protocol: Word): Word { return refusePickle(self); }
