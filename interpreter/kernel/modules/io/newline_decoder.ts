// IncrementalNewlineDecoder: line ends of decoded text become \n, or are only noted. TextIOWrapper decodes through one of
// these too: UTF-8, Latin-1 and ASCII are then decoded right here, without a decoder in Python.

import { BYTES_DATA, Bytes, STR_DATA } from '../../layout/text';
import { FALSE, NONE, NULL, TRUE, Word, address, fromAddress } from '../../layout/word';
import { own, release } from '../../counting/counts';
import { allocBlock, freeBlock, KIND_RAW } from '../../memory/blocks';
import { freeObject } from '../../memory/objects';
import { visit } from '../../collector/visit';
import { N_decode, N_getstate, N_reset, N_setstate } from '../../generated/names';
import { T_BYTES, T_INCREMENTAL_NEWLINE_DECODER, T_TUPLE, T_TYPE_ERROR, T_VALUE_ERROR } from '../../generated/types';
import { callMethod0, callMethod1, callMethod2 } from '../../eval/call';
import { parseArgs } from '../../eval/arguments';
import { errorSet, memoryError, raise, raisef } from '../../eval/errors';
import { emptyBytes, newBytesFrom } from '../../objects/bytes/new';
import { C_ASCII, C_LATIN1, C_OTHER } from '../../objects/codecs/builtin';
import { decodeAscii } from '../../objects/codecs/single';
import { consumed, decodeUtf8 } from '../../objects/codecs/utf8';
import { intFromI64 } from '../../objects/int/new';
import { asI64, isInstance, isStr, truth } from '../../objects/protocol';
import { charAt, readChar, strKind, strLength, writeChar } from '../../objects/str/access';
import { finishStr, newStr, newText, strConcat, strFromLatin1, latin1Str } from '../../objects/str/new';
import { sliceStr } from '../../objects/str/slice';
import { tuple2, tuple3, tupleGet, tupleSize } from '../../objects/tuple';
import { allocVar } from '../../objects/type/alloc';
import { effect, setField } from './base';
import { Buffer, bufferRelease, getBuffer } from '../../objects/buffer';

/** @type _io.IncrementalNewlineDecoder in=_io size=offsetof<NewlineDecoder>() flags=BASE,GC
 * Codec used when reading a file in universal newlines mode.
 *
 * It wraps another incremental decoder, translating \r\n and \r into \n.
 * It also records the types of newlines encountered.  When used with
 * translate=False, it ensures that the newline sequence is returned in
 * one piece. When used with decoder=None, it expects unicode strings as
 * decode input and translates newlines without first invoking an external
 * decoder. */

// @ts-ignore: decorator
@unmanaged
export class NewlineDecoder {
  type: u32; local: u32; shared: i32; owner: u16; mutex: u8; gc: u8;
  /** 16: NULL before init; None: the input is text, or `codec` says what it is in. */
  decoder: Word;
  /** 24: how the native codecs treat errors, NULL: strict. */
  errors: Word;
  /** 32: C_ number of a native codec, else C_OTHER. */
  codec: u8;
  translate: u8;
  /** 34: 0: line ends are left as they are. */
  universal: u8;
  /** A \r at the end of the last input that may begin a \r\n. */
  pendingCr: u8;
  /** 36: SEEN_ bits. */
  seen: u8;
  /** Bytes of `tail`: the begin of a character in UTF-8. */
  tailSize: u8;
  pad0: u16;
  /** 40 */
  tail: u32;
  pad1: u32;
}
// @ts-ignore: decorator
@inline const DECODER: usize = 16;
// @ts-ignore: decorator
@inline const ERRORS: usize = 24;
// @ts-ignore: decorator
@inline const TAIL: usize = 40;
// @ts-ignore: decorator
@inline const SEEN_CR: u8 = 1;
// @ts-ignore: decorator
@inline const SEEN_LF: u8 = 2;
// @ts-ignore: decorator
@inline const SEEN_CRLF: u8 = 4;
// @ts-ignore: decorator
@inline const CR: u32 = 13;
// @ts-ignore: decorator
@inline const LF: u32 = 10;

// @ts-ignore: decorator
@inline export function newline(w: Word): NewlineDecoder { return changetype<NewlineDecoder>(address(w)); }

/** @new IncrementalNewlineDecoder */
export function newlineNew(type: Word, args: usize, nargs: i32, kwnames: Word): Word { return fromAddress(allocVar(<u32>type, 0)); }

/** @init IncrementalNewlineDecoder
 * @signature (decoder, translate, errors='strict') */
export function newlineInit(self: Word, args: usize, nargs: i32, kwnames: Word): i32 {
  const out = allocBlock(KIND_RAW, 24);
  if (out == 0) {
    memoryError();
    return -1;
  }
  const ok = parseArgs(args, nargs, kwnames, "IncrementalNewlineDecoder(decoder, translate, errors='strict')", out);
  const decoder = load<u64>(out), translateArg = load<u64>(out, 8);
  freeBlock(out);
  if (!ok) return -1;
  const translate = truth(translateArg);
  if (translate < 0) return -1;
  initNewline(self, decoder, translate != 0, true, C_OTHER, NULL);
  return 0;
}

function initNewline(self: Word, decoder: Word, translate: bool, universal: bool, codec: i32, errors: Word): void {
  const s = newline(self);
  s.translate = translate ? 1 : 0;
  s.universal = universal ? 1 : 0;
  s.codec = <u8>codec;
  s.pendingCr = 0;
  s.seen = 0;
  s.tailSize = 0;
  setField(address(self), ERRORS, own(errors));
  setField(address(self), DECODER, own(decoder));
}

/** A decoder for TextIOWrapper: of a native codec, or around a decoder (lent) in Python. */
export function newNewlineDecoder(decoder: Word, translate: bool, universal: bool, codec: i32, errors: Word): Word {
  const p = allocVar(T_INCREMENTAL_NEWLINE_DECODER, 0);
  if (p == 0) return NULL;
  initNewline(fromAddress(p), decoder, translate, universal, codec, errors);
  return fromAddress(p);
}

/** @slot IncrementalNewlineDecoder.dealloc */
export function newlineDealloc(p: usize): void {
  release(changetype<NewlineDecoder>(p).decoder);
  release(changetype<NewlineDecoder>(p).errors);
  freeObject(p);
}
/** @slot IncrementalNewlineDecoder.traverse */
export function newlineTraverse(p: usize): void {
  visit(changetype<NewlineDecoder>(p).decoder);
  visit(changetype<NewlineDecoder>(p).errors);
}

function made(self: Word): bool {
  if (newline(self).decoder != NULL) return true;
  raise(T_VALUE_ERROR, 'IncrementalNewlineDecoder.__init__() not called');
  return false;
}

/** What a decoder gave, if it is a str; else TypeError. */
export function checkDecoded(text: Word): Word {
  if (text == NULL || isStr(text)) return text;
  raisef(T_TYPE_ERROR, "decoder should return a string result, not '%T'", text);
  release(text);
  return NULL;
}

/** Bytes in one of the native codecs as text. `source`: the bytes object, NULL: they only lie in memory. */
function decodeNative(s: NewlineDecoder, data: usize, n: i32, source: Word, final: bool): Word {
  const errors = s.errors;
  if (s.codec == C_LATIN1) return strFromLatin1(data, n);
  if (s.codec == C_ASCII) return decodeAscii(data, n, errors, source);
  const before = <i32>s.tailSize;
  if (before == 0) {
    const text = decodeUtf8(data, n, errors, final, source);
    if (text != NULL) keepTail(s, data + consumed, n - consumed);
    return text;
  }
  const block = allocBlock(KIND_RAW, before + n);
  if (block == 0) return memoryError();
  memory.copy(block, changetype<usize>(s) + TAIL, before);
  memory.copy(block + before, data, n);
  const text = decodeUtf8(block, before + n, errors, final, NULL);
  if (text != NULL) keepTail(s, block + consumed, before + n - consumed);
  freeBlock(block);
  return text;
}

function keepTail(s: NewlineDecoder, from: usize, n: i32): void {
  s.tailSize = <u8>n;
  for (let i = 0; i < n; i++) store<u8>(changetype<usize>(s) + TAIL + i, load<u8>(from + i));
}

/** Decodes an input (lent) that is text, or bytes for the decoder. A str, or NULL with an error set. */
export function newlineDecodeWord(self: Word, input: Word, final: bool): Word {
  const s = newline(self);
  let text: Word;
  if (s.codec != C_OTHER) {
    const b = getBuffer(input);
    if (b == 0) return NULL;
    text = decodeNative(s, changetype<Buffer>(b).data, <i32>changetype<Buffer>(b).size, input, final);
    bufferRelease(b);
  } else if (s.decoder == NONE) text = own(input);
  else text = callMethod2(s.decoder, N_decode, input, final ? TRUE : FALSE);
  text = checkDecoded(text);
  return text == NULL || !s.universal ? text : translate(s, text, final);
}

/** Whether `n` bytes at `data` have a given one. */
function hasByte(data: usize, n: u32, byte: u64): bool {
  const pattern = byte * 0x0101_0101_0101_0101;
  let i: u32 = 0;
  for (; i + 8 <= n; i += 8) {
    const x = load<u64>(data + i) ^ pattern;
    if ((x - 0x0101_0101_0101_0101) & ~x & 0x8080_8080_8080_8080) return true;
  }
  for (; i < n; i++) if (<u64>load<u8>(data + i) == byte) return true;
  return false;
}

/** Does what the class is for to a str (taken over). */
function translate(s: NewlineDecoder, text: Word, final: bool): Word {
  if (s.pendingCr && (final || strLength(address(text)) > 0)) {
    const whole = strConcat(latin1Str(CR), text);
    release(text);
    if (whole == NULL) return NULL;
    text = whole;
    s.pendingCr = 0;
  }
  let n = strLength(address(text));
  if (!final && n > 0 && charAt(address(text), n - 1) == CR) {
    const front = sliceStr(address(text), 0, n - 1);
    release(text);
    if (front == NULL) return NULL;
    text = front;
    s.pendingCr = 1;
    n--;
  }
  const p = address(text);
  const kind = strKind(p);
  const data = p + STR_DATA;
  // the usual text has line feeds only
  if (kind == 1 && !hasByte(data, n, CR)) {
    if (!(s.seen & SEEN_LF) && hasByte(data, n, LF)) s.seen |= SEEN_LF;
    return text;
  }
  let seen: u8 = s.seen;
  let shorter: u32 = 0;
  let returns: u32 = 0;
  for (let i: u32 = 0; i < n; i++) {
    const c = readChar(data, kind, i);
    if (c == LF) seen |= SEEN_LF;
    else if (c == CR) {
      returns++;
      if (i + 1 < n && readChar(data, kind, i + 1) == LF) {
        seen |= SEEN_CRLF;
        shorter++;
        i++;
      } else seen |= SEEN_CR;
    }
  }
  s.seen = seen;
  if (!s.translate || returns == 0) return text;
  const q = newStr(kind, n - shorter);
  if (q == 0) {
    release(text);
    return NULL;
  }
  let to: u32 = 0;
  for (let i: u32 = 0; i < n; i++) {
    let c = readChar(data, kind, i);
    if (c == CR) {
      c = LF;
      if (i + 1 < n && readChar(data, kind, i + 1) == LF) i++;
    }
    writeChar(q + STR_DATA, kind, to++, c);
  }
  release(text);
  return finishStr(q);
}

/** @method IncrementalNewlineDecoder.decode(self, /, input, final=False) */
export function newlineDecode(self: Word, input: Word, final: Word): Word {
  const last = final == NULL ? 0 : truth(final);
  return last < 0 || !made(self) ? NULL : newlineDecodeWord(self, input, last != 0);
}

/** The flags of the state that `newlineState` gave. */
export let stateFlags: i64 = 0;

/** The bytes that are not decoded yet, owned; `stateFlags` is set. NULL with an error set. */
export function newlineState(self: Word): Word {
  const s = newline(self);
  let bytes: Word;
  let flags: i64 = 0;
  if (s.codec != C_OTHER) bytes = s.tailSize ? newBytesFrom(changetype<usize>(s) + TAIL, s.tailSize) : emptyBytes();
  else if (s.decoder == NONE) bytes = emptyBytes();
  else {
    bytes = decoderState(s.decoder);
    flags = stateFlags;
  }
  stateFlags = s.universal ? flags << 1 | <i64>s.pendingCr : flags;
  return bytes;
}

/** The same of any decoder. */
export function decoderState(decoder: Word): Word {
  const state = callMethod0(decoder, N_getstate);
  if (state == NULL) return NULL;
  if (!isInstance(state, T_TUPLE) || tupleSize(address(state)) != 2) {
    release(state);
    return raise(T_TYPE_ERROR, 'illegal decoder state');
  }
  const bytes = own(tupleGet(address(state), 0));
  stateFlags = asI64(tupleGet(address(state), 1));
  release(state);
  if (isInstance(bytes, T_BYTES) && !(stateFlags == -1 && errorSet())) return bytes;
  if (!errorSet()) raisef(T_TYPE_ERROR, "illegal decoder state: the first item should be a bytes object, not '%T'", bytes);
  release(bytes);
  return NULL;
}

/** @method IncrementalNewlineDecoder.getstate(self, /) */
export function newlineGetState(self: Word): Word {
  if (!made(self)) return NULL;
  const bytes = newlineState(self);
  if (bytes == NULL) return NULL;
  return fromAddress(tuple2(bytes, intFromI64(stateFlags)));
}

/** Sets a state: bytes (lent) that are not decoded yet, and flags. False: an error is set. */
export function newlineRestore(self: Word, bytes: Word, flags: i64): bool {
  const s = newline(self);
  if (s.universal) {
    s.pendingCr = <u8>(flags & 1);
    flags >>= 1;
  }
  if (s.codec != C_OTHER) {
    if (!isInstance(bytes, T_BYTES)) return true;
    keepTail(s, address(bytes) + BYTES_DATA, <i32>min<u32>(changetype<Bytes>(address(bytes)).size, 3));
    return true;
  }
  return s.decoder == NONE || decoderRestore(s.decoder, bytes, flags);
}

/** The same for any decoder. */
export function decoderRestore(decoder: Word, bytes: Word, flags: i64): bool {
  const state = tuple2(own(bytes), intFromI64(flags));
  if (state == 0) return false;
  const result = callMethod1(decoder, N_setstate, fromAddress(state));
  release(fromAddress(state));
  release(result);
  return result != NULL;
}

/** @method IncrementalNewlineDecoder.setstate(self, state, /) */
export function newlineSetState(self: Word, state: Word): Word {
  if (!made(self)) return NULL;
  if (!isInstance(state, T_TUPLE)) return raise(T_TYPE_ERROR, 'state argument must be a tuple');
  if (tupleSize(address(state)) != 2) return raise(T_TYPE_ERROR, 'illegal decoder state');
  const flags = asI64(tupleGet(address(state), 1));
  if (flags == -1 && errorSet()) return NULL;
  return newlineRestore(self, tupleGet(address(state), 0), flags) ? NONE : NULL;
}

/** Back to the begin. False: an error is set. */
export function newlineBegin(self: Word): bool {
  const s = newline(self);
  s.seen = 0;
  s.pendingCr = 0;
  s.tailSize = 0;
  return s.codec != C_OTHER || s.decoder == NONE || effect(s.decoder, N_reset);
}

/** @method IncrementalNewlineDecoder.reset(self, /) */
export function newlineReset(self: Word): Word {
  return made(self) && newlineBegin(self) ? NONE : NULL;
}

/** @getter IncrementalNewlineDecoder.newlines */
export function newlineNewlines(self: Word): Word {
  return made(self) ? seenNewlines(newline(self).seen) : NULL;
}

/** The line ends of SEEN_ bits: None, a str or a tuple. */
export function seenNewlines(seen: u8): Word {
  const cr = newText('\r'), lf = newText('\n'), crlf = newText('\r\n');
  let result: Word = NONE;
  switch (seen) {
    case 1: { result = own(cr); break; }
    case 2: { result = own(lf); break; }
    case 3: { result = fromAddress(tuple2(own(cr), own(lf))); break; }
    case 4: { result = own(crlf); break; }
    case 5: { result = fromAddress(tuple2(own(cr), own(crlf))); break; }
    case 6: { result = fromAddress(tuple2(own(lf), own(crlf))); break; }
    case 7: { result = fromAddress(tuple3(own(cr), own(lf), own(crlf))); break; }
    default: break;
  }
  release(cr);
  release(lf);
  release(crlf);
  return result;
}
