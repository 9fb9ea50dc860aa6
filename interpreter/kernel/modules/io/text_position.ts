// TextIOWrapper: tell and seek. A position is an int that holds where in the buffer to begin, the decoder's flags there, how
// many bytes to feed to it, whether it is the end then, and how many characters to skip.
//
//    bits 0-63 begin   64-95 flags   96-127 bytes to feed   128-159 characters to skip   160 the end comes

import { BYTES_DATA, Bytes, LIMBS } from '../../layout/text';
import { NULL, Word, address, isInt, ofInt, toInt } from '../../layout/word';
import { own, release } from '../../counting/counts';
import { allocBlock, freeBlock, KIND_RAW } from '../../memory/blocks';
import { N_flush, N_read, N_seek, N_tell } from '../../generated/names';
import { T_BYTES, T_OS_ERROR, T_TYPE_ERROR, T_VALUE_ERROR } from '../../generated/types';
import { callMethod0, callMethod1, callMethod2 } from '../../eval/call';
import { errorSet, memoryError, raise, raisef, takeError } from '../../eval/errors';
import { emptyBytes, newBytesFrom } from '../../objects/bytes/new';
import { intFromI64, intFromLimbs, lowBits } from '../../objects/int/new';
import { LT } from '../../layout/type';
import { asI64, compareBool, index, indexI64, typeOf } from '../../objects/protocol';
import { strLength } from '../../objects/str/access';
import { chainError, effect, raiseUnsupported } from './base';
import { stateFlags } from './newline_decoder';
import { decodeInput, resetDecoder, restoreDecoder, stateOfDecoder } from './text_read';
import { TextWrapper, lockText, setDecoded, setEncoderBegin, setSnapshot, unlockText, usable, wrapper } from './text_wrapper';
import { writeFlush } from './text_write';

// The parts of a position, of this instance.
let begin: i64 = 0;
let flags: i64 = 0;
let feed: i64 = 0;
let skip: i64 = 0;
let atEnd: bool = false;

function buildPosition(): Word {
  if (flags == 0 && feed == 0 && skip == 0 && !atEnd) return intFromI64(begin);
  const limbs = allocBlock(KIND_RAW, 24);
  if (limbs == 0) return memoryError();
  store<i64>(limbs, begin);
  store<u32>(limbs, <u32>flags, 8);
  store<u32>(limbs, <u32>feed, 12);
  store<u32>(limbs, <u32>skip, 16);
  store<u32>(limbs, atEnd ? 1 : 0, 20);
  const position = intFromLimbs(limbs, 6, 0);
  freeBlock(limbs);
  return position;
}

/** Takes an int that is not negative apart. */
function parsePosition(position: Word): void {
  flags = 0;
  feed = 0;
  skip = 0;
  atEnd = false;
  if (isInt(position)) {
    begin = toInt(position);
    return;
  }
  const p = address(position);
  const n = load<u32>(p, 16);
  begin = <i64>lowBits(position);
  if (n > 2) flags = <i64>load<u32>(p + LIMBS, 8);
  if (n > 3) feed = <i64>load<u32>(p + LIMBS, 12);
  if (n > 4) skip = <i64>load<u32>(p + LIMBS, 16);
  if (n > 5) atEnd = (load<u32>(p + LIMBS, 20) & 1) != 0;
}

/** Sets the decoder to a begin. */
function rewindDecoder(s: TextWrapper, start: i64, stateFlags: i64): bool {
  return start == 0 && stateFlags == 0 ? resetDecoder(s) : restoreDecoder(s, emptyBytes(), stateFlags);
}

/** @method TextIOWrapper.tell(self, /)
 * Return the stream position as an opaque number.
 *
 * The return value of tell() can be given as input to seek(), to restore a
 * previous stream position. */
export function textTell(self: Word): Word {
  if (!usable(self)) return NULL;
  const s = wrapper(self);
  if (!s.seekable) return raiseUnsupported('underlying stream is not seekable');
  if (!s.telling) return raise(T_OS_ERROR, 'telling position disabled by next() call');
  if (!lockText(self)) return NULL;
  const position = writeFlush(s) && effect(self, N_flush) ? tellLocked(s) : NULL;
  unlockText(self);
  return position;
}

function tellLocked(s: TextWrapper): Word {
  const place = callMethod0(s.buffer, N_tell);
  if (place == NULL || s.decoder == NULL || s.snapshot == NULL) return place;
  const at = asI64(place);
  release(place);
  if (at == -1 && errorSet()) return NULL;
  const input = own(s.snapshot);
  const first = s.snapshotFlags;
  const used = <i64>s.used;
  begin = at - <i64>changetype<Bytes>(address(input)).size;
  flags = first;
  feed = 0;
  skip = used;
  atEnd = false;
  let result: Word = NULL;
  if (used == 0) result = buildPosition();
  else {
    const start = begin;
    const saved = stateOfDecoder(s);
    const savedFlags = stateFlags;
    if (saved != NULL) {
      if (findPosition(s, input, start, first, used)) result = buildPosition();
      const error = takeError();
      if (!restoreDecoder(s, saved, savedFlags) && result != NULL) {
        release(result);
        result = NULL;
      }
      chainError(error);
      release(saved);
    }
  }
  release(input);
  return result;
}

/** Characters that bytes [from, to) of `input` decode to; -1 with an error set. */
function countDecoded(s: TextWrapper, input: Word, from: i64, to: i64, final: bool): i64 {
  const part = from == to ? emptyBytes() : newBytesFrom(address(input) + BYTES_DATA + <usize>from, <u32>(to - from));
  if (part == NULL) return -1;
  const text = decodeInput(s, part, final);
  release(part);
  if (text == NULL) return -1;
  const n = <i64>strLength(address(text));
  release(text);
  return n;
}

/** Bytes that wait in the decoder; `stateFlags` is set. -1 with an error set. */
function waiting(s: TextWrapper): i64 {
  const bytes = stateOfDecoder(s);
  if (bytes == NULL) return -1;
  const n = <i64>changetype<Bytes>(address(bytes)).size;
  release(bytes);
  return n;
}

/**
 * Finds a place at or before the `used`th character of `input` (which begins at `start`) where the decoder keeps nothing, as
 * late as can be, and sets the parts of the position. False: an error is set.
 */
function findPosition(s: TextWrapper, input: Word, start: i64, first: i64, used: i64): bool {
  const size = <i64>changetype<Bytes>(address(input)).size;
  // a guess by the last chunk's bytes per character
  let taken = <i64>(s.ratio * <f64>used);
  if (taken > size) taken = size;
  let back: i64 = 1;
  let left = used;
  let here = first;
  while (taken > 0) {
    if (!rewindDecoder(s, start, first)) return false;
    const n = countDecoded(s, input, 0, taken, false);
    if (n < 0) return false;
    if (n <= used) {
      const kept = waiting(s);
      if (kept < 0) return false;
      if (kept == 0) {
        here = stateFlags;
        left = used - n;
        break;
      }
      taken -= kept;
      back = 1;
    } else {
      taken -= back;
      back <<= 1;
    }
  }
  if (taken <= 0) {
    taken = 0;
    if (!rewindDecoder(s, start, first)) return false;
  }
  begin = start + taken;
  flags = here;
  skip = left;
  feed = 0;
  atEnd = false;
  if (left == 0) return true;
  // byte by byte, looking for later places of that kind
  let count: i64 = 0;
  let fed: i64 = 0;
  let from = start + taken;
  let i = taken;
  for (; i < size; i++) {
    fed++;
    const n = countDecoded(s, input, i, i + 1, false);
    if (n < 0) return false;
    count += n;
    const kept = waiting(s);
    if (kept < 0) return false;
    if (kept == 0 && count <= left) {
      from += fed;
      left -= count;
      here = stateFlags;
      fed = 0;
      count = 0;
    }
    if (count >= left) break;
  }
  let ended = false;
  if (i >= size) {
    const n = countDecoded(s, input, 0, 0, true);
    if (n < 0) return false;
    count += n;
    ended = true;
    if (count < left) {
      raise(T_OS_ERROR, "can't reconstruct logical file position");
      return false;
    }
  }
  begin = from;
  flags = here;
  feed = fed;
  skip = left;
  atEnd = ended;
  return true;
}

/** @method TextIOWrapper.seek(self, cookie, whence=0, /)
 * @signature ($self, cookie, whence=os.SEEK_SET, /)
 * Set the stream position, and return the new stream position.
 *
 *   cookie
 *     Zero or an opaque number returned by tell().
 *   whence
 *     The relative position to seek from.
 *
 * Four operations are supported, given by the following argument
 * combinations:
 *
 * - seek(0, SEEK_SET): Rewind to the start of the stream.
 * - seek(cookie, SEEK_SET): Restore a previous position.
 * - seek(0, SEEK_END): Fast-forward to the end of the stream.
 * - seek(0, SEEK_CUR): Leave the current stream position unchanged. */
export function textSeek(self: Word, cookie: Word, whenceArg: Word): Word {
  const whence = whenceArg == NULL ? 0 : indexI64(whenceArg, 0);
  if (whence == -1 && errorSet()) return NULL;
  if (!usable(self)) return NULL;
  const s = wrapper(self);
  if (!s.seekable) return raiseUnsupported('underlying stream is not seekable');
  if (whence < 0 || whence > 2) return raisef(T_VALUE_ERROR, 'invalid whence (%d, should be 0, 1 or 2)', ofInt(whence));
  let position: Word;
  if (whence == 1) {
    if (cookie != ofInt(0)) return raiseUnsupported("can't do nonzero cur-relative seeks");
    position = textTell(self);
  } else if (whence == 2) {
    if (cookie != ofInt(0)) return raiseUnsupported("can't do nonzero end-relative seeks");
    return toEnd(self);
  } else position = index(cookie);
  if (position == NULL) return NULL;
  const negative = compareBool(position, ofInt(0), LT);
  if (negative != 0) {
    if (negative > 0) raisef(T_VALUE_ERROR, 'negative seek position %R', position);
    release(position);
    return NULL;
  }
  let ok = effect(self, N_flush) && lockText(self);
  if (ok) {
    ok = seekLocked(s, position);
    unlockText(self);
  }
  if (ok) return position;
  release(position);
  return NULL;
}

function toEnd(self: Word): Word {
  const s = wrapper(self);
  if (!effect(self, N_flush) || !lockText(self)) return NULL;
  setDecoded(s, NULL);
  setSnapshot(s, 0, NULL);
  let place: Word = NULL;
  if (s.decoder == NULL || resetDecoder(s)) place = callMethod2(s.buffer, N_seek, ofInt(0), ofInt(2));
  if (place != NULL && !setEncoderBegin(s, place == ofInt(0))) {
    release(place);
    place = NULL;
  }
  unlockText(self);
  return place;
}

function seekLocked(s: TextWrapper, position: Word): bool {
  parsePosition(position);
  const start = begin, first = flags, count = skip, bytes = feed;
  const final = atEnd;
  const target = intFromI64(start);
  const moved = callMethod1(s.buffer, N_seek, target);
  release(target);
  if (moved == NULL) return false;
  release(moved);
  setDecoded(s, NULL);
  setSnapshot(s, 0, NULL);
  if (s.decoder != NULL) {
    if (!rewindDecoder(s, start, first)) return false;
    if (count != 0) {
      const input = callMethod1(s.buffer, N_read, ofInt(bytes));
      if (input == NULL) return false;
      if (typeOf(input) != T_BYTES) {
        raisef(T_TYPE_ERROR, "underlying read() should have returned a bytes object, not '%T'", input);
        release(input);
        return false;
      }
      setSnapshot(s, first, own(input));
      const text = decodeInput(s, input, final);
      release(input);
      if (text == NULL) return false;
      const n = <i64>strLength(address(text));
      setDecoded(s, text);
      if (n < count) {
        raise(T_OS_ERROR, "can't restore logical file position");
        return false;
      }
      s.used = <u32>count;
    } else setSnapshot(s, first, emptyBytes());
  }
  return setEncoderBegin(s, start == 0 && first == 0);
}
