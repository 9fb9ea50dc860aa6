// TextIOWrapper: writing. Text in UTF-8, Latin-1 and ASCII is encoded into a block, which goes to the buffer when it is full.

import { BYTES_DATA, Bytes, STR_DATA } from '../../layout/text';
import { NULL, Word, address, ofInt } from '../../layout/word';
import { release } from '../../counting/counts';
import { allocBlock, blockSize, KIND_RAW, retireBlock } from '../../memory/blocks';
import { enter, leave } from '../../sync/critical';
import { N_encode, N_flush, N_replace, N_write } from '../../generated/names';
import { T_BUFFERED_RANDOM, T_BUFFERED_WRITER, T_BYTES, T_TYPE_ERROR } from '../../generated/types';
import { callMethod1, callMethod2 } from '../../eval/call';
import { memoryError, raisef } from '../../eval/errors';
import { newBytesFrom } from '../../objects/bytes/new';
import { C_ASCII, C_LATIN1, C_UTF8 } from '../../objects/codecs/builtin';
import { encodeLimited } from '../../objects/codecs/single';
import { encodeUtf8, writeUtf8 } from '../../objects/codecs/utf8';
import { isInstance, isStr, typeOf } from '../../objects/protocol';
import { readChar, strIsAscii, strKind, strLength } from '../../objects/str/access';
import { newText } from '../../objects/str/new';
import { effect, raiseUnsupported, trapInterrupted } from './base';
import { writeBytes } from './buffered_write';
import { resetDecoder } from './text_read';
import { TextWrapper, WRITE_CRLF, WRITE_LF, isFree, lockText, setDecoded, setSnapshot, unlockText, usable, wrapper } from './text_wrapper';

/** Bytes of a str in UTF-8; -1: it has a surrogate. */
function utf8Size(p: usize): i64 {
  const n = strLength(p);
  if (strIsAscii(p)) return n;
  const kind = strKind(p);
  let size: i64 = 0;
  for (let i: u32 = 0; i < n; i++) {
    const c = readChar(p + STR_DATA, kind, i);
    if (c - 0xd800 < 0x800) return -1;
    size += c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
  }
  return size;
}

/** Whether a str has a line end of either kind; `returns` asks for \r too. */
function hasLineEnd(p: usize, returns: bool): bool {
  const n = strLength(p);
  const kind = strKind(p);
  for (let i: u32 = 0; i < n; i++) {
    const c = readChar(p + STR_DATA, kind, i);
    if (c == 10 || (c == 13 && returns)) return true;
  }
  return false;
}

/** Room for `n` bytes behind what waits: where they go, 0: no memory. Inside the critical section. */
function room(s: TextWrapper, n: u32): usize {
  const old = <usize>s.pending;
  const end = s.pendingSize + n;
  if (end > (old ? <u32>blockSize(old) : 0)) {
    const block = allocBlock(KIND_RAW, max<usize>(end, <usize>min<i64>(s.chunkSize, 0x10000)));
    if (block == 0) return 0;
    if (old) {
      memory.copy(block, old, s.pendingSize);
      retireBlock(old);
    }
    s.pending = <u32>block;
  }
  return s.pending + s.pendingSize;
}

/** Passes on what waits, with the lock. False: an error is set. */
export function writeFlush(s: TextWrapper): bool {
  const p = changetype<usize>(s);
  if (s.pendingSize == 0) return true;
  enter(p);
  const bytes = newBytesFrom(s.pending, s.pendingSize);
  if (bytes != NULL) s.pendingSize = 0;
  leave(p);
  if (bytes == NULL) return false;
  const ok = writeToBuffer(s, bytes);
  release(bytes);
  return ok;
}

function writeToBuffer(s: TextWrapper, bytes: Word): bool {
  const type = typeOf(s.buffer);
  if (type == T_BUFFERED_WRITER || type == T_BUFFERED_RANDOM) {
    return writeBytes(s.buffer, address(bytes) + BYTES_DATA, <i32>changetype<Bytes>(address(bytes)).size) >= 0;
  }
  while (true) {
    const written = callMethod1(s.buffer, N_write, bytes);
    if (written != NULL) {
      release(written);
      return true;
    }
    if (!trapInterrupted()) return false;
  }
}

/** Puts a text in UTF-8 aside without the lock: false if that can not be done now, and nothing is changed then. */
function putAside(s: TextWrapper, text: usize): bool {
  const size = utf8Size(text);
  if (size < 0) return false;
  const p = changetype<usize>(s);
  enter(p);
  let done = isFree(s) && s.snapshot == NULL && <i64>s.pendingSize + size < s.chunkSize;
  if (done) {
    const to = room(s, <u32>size);
    done = to != 0;
    if (done) s.pendingSize += writeUtf8(text, to);
  }
  leave(p);
  return done;
}

/** @method TextIOWrapper.write(self, text, /) */
export function textWrite(self: Word, text: Word): Word {
  if (!isStr(text)) return raisef(T_TYPE_ERROR, 'write() argument must be str, not %T', text);
  if (!usable(self)) return NULL;
  const s = wrapper(self);
  if (!s.canWrite) return raiseUnsupported('not writable');
  const p = address(text);
  const translated = s.writeTranslate != 0 && s.writeNewline != WRITE_LF;
  if (s.codec == C_UTF8 && !translated && !s.writeThrough && (!s.lineBuffering || !hasLineEnd(p, true)) && putAside(s, p)) {
    if (s.decoder != NULL && !resetLocked(self)) return NULL;
    return ofInt(strLength(p));
  }
  if (!lockText(self)) return NULL;
  const ok = writeLocked(s, text, translated);
  unlockText(self);
  return ok ? ofInt(strLength(p)) : NULL;
}

function resetLocked(self: Word): bool {
  if (!lockText(self)) return false;
  const ok = resetDecoder(wrapper(self));
  unlockText(self);
  return ok;
}

function writeLocked(s: TextWrapper, text: Word, translated: bool): bool {
  const flush = s.lineBuffering != 0 && hasLineEnd(address(text), true);
  let changed: Word = NULL;
  if (translated && hasLineEnd(address(text), false)) {
    const from = newText('\n'), to = newText(s.writeNewline == WRITE_CRLF ? '\r\n' : '\r');
    changed = callMethod2(text, N_replace, from, to);
    release(from);
    release(to);
    if (changed == NULL) return false;
  }
  const bytes = encodeText(s, changed == NULL ? text : changed);
  release(changed);
  if (bytes == NULL) return false;
  const n = changetype<Bytes>(address(bytes)).size;
  let ok = true;
  // what is written while this is passed on comes first
  while (ok && s.pendingSize > 0 && <i64>s.pendingSize + n > s.chunkSize) ok = writeFlush(s);
  if (ok && s.pendingSize == 0 && (<i64>n >= s.chunkSize || flush || s.writeThrough)) ok = writeToBuffer(s, bytes);
  else if (ok) {
    enter(changetype<usize>(s));
    const to = room(s, n);
    if (to) {
      memory.copy(to, address(bytes) + BYTES_DATA, n);
      s.pendingSize += n;
    }
    leave(changetype<usize>(s));
    ok = to != 0;
    if (!ok) memoryError();
    else if (<i64>s.pendingSize >= s.chunkSize || flush || s.writeThrough) ok = writeFlush(s);
  }
  release(bytes);
  if (!ok || (flush && !effect(s.buffer, N_flush))) return false;
  if (s.snapshot != NULL) {
    setDecoded(s, NULL);
    setSnapshot(s, 0, NULL);
  }
  return s.decoder == NULL || resetDecoder(s);
}

function encodeText(s: TextWrapper, text: Word): Word {
  if (s.codec == C_UTF8) return encodeUtf8(text, s.errors);
  if (s.codec == C_LATIN1) return encodeLimited(text, s.errors, 256);
  if (s.codec == C_ASCII) return encodeLimited(text, s.errors, 128);
  const bytes = callMethod1(s.encoder, N_encode, text);
  if (bytes == NULL || isInstance(bytes, T_BYTES)) return bytes;
  raisef(T_TYPE_ERROR, "encoder should return a bytes object, not '%T'", bytes);
  release(bytes);
  return NULL;
}
