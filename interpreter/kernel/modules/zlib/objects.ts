// Module zlib: compressors and decompressors. Their state is bytes in a raw block, and their lock is held while they work.

import { NONE, NULL, Word, address, fromAddress, ofBool } from '../../layout/word';
import { own, release } from '../../counting/counts';
import { allocBlock, freeBlock, KIND_RAW } from '../../memory/blocks';
import { freeObject } from '../../memory/objects';
import { visit } from '../../collector/visit';
import {
  T_COMPRESSOR, T_DECOMPRESS, T_EOF_ERROR, T_TYPE_ERROR, T_VALUE_ERROR, T__ZLIB_DECOMPRESSOR, T_OVERFLOW_ERROR,
} from '../../generated/types';
import { parseArgs } from '../../eval/arguments';
import { errorSet, memoryError, raise } from '../../eval/errors';
import { BYTES_DATA, Bytes } from '../../layout/text';
import { Buffer, bufferRelease, getBuffer, supportsBuffer } from '../../objects/buffer';
import { emptyBytes, newBytesFrom, newBytes } from '../../objects/bytes/new';
import { asI32, asI64, indexI64 } from '../../objects/protocol';
import { allocVar } from '../../objects/type/alloc';
import { dropLock, takeLock } from '../io/stream_lock';
import { ownField, setField } from '../io/base';
import {
  DEFLATE_BYTES, Deflate, FLUSH_BLOCK, FLUSH_FINISH, FLUSH_NONE, deflateFlush, deflateInit, deflateTake, deflateUsed,
  setDeflateDictionary,
} from './deflate';
import {
  BAD, DONE, FORMAT_RAW, INFLATE_BYTES, Inflate, NEEDS_DICTIONARY, NEEDS_ROOM, NO_MEMORY, WINDOW, WINDOW_AT, inPos, inflate,
  inflateInit, setInflateDictionary,
} from './inflate';
import { SLICE, deflateBits, format, inflateBits, pauseOutput, raiseInflate, raiseZlib, windowSize } from './module';
import { beginOutput, dropOutput, finishOutput, outBlock, outSize, setOutSize, reserveOutput } from './output';

/** @type zlib.Compress constant=T_COMPRESSOR size=offsetof<Stream>() flags=DISALLOW_NEW,GC */
/** @type zlib.Decompress size=offsetof<Stream>() flags=DISALLOW_NEW,GC */
/** @type zlib._ZlibDecompressor in=zlib size=offsetof<Stream>() flags=GC
 * Create a decompressor object for decompressing data incrementally.
 *
 * wbits = 15
 * zdict
 *   The predefined compression dictionary. This is a sequence of bytes
 *   (such as a bytes object) containing subsequences that are expected
 *   to occur frequently in the data that is to be compressed. Those
 *   subsequences that are expected to be most common should come at the
 *   end of the dictionary. This must be the same dictionary as used by the
 *   compressor that produced the input data. */

// @ts-ignore: decorator
@unmanaged
export class Stream {
  type: u32; local: u32; shared: i32; owner: u16; mutex: u8; gc: u8;
  /** 16: raw block. */
  state: u32;
  /** 20: the lock of io/stream_lock.ts. */
  lock: u32;
  holder: u32;
  /** 28: 1 at the end of a stream that is read. */
  eof: u8;
  /** 1: what was given in is used up. */
  needsInput: u8;
  /** 1: flush() has met the end: no copy can go on. */
  ended: u8;
  pad0: u8;
  /** 32: bytes that belong to what comes behind the stream. */
  unused: Word;
  /** 40: bytes that there was no room for the output of. */
  tail: Word;
  /** 48: the dictionary, bytes, or NULL. */
  dictionary: Word;
}
// @ts-ignore: decorator
@inline const LOCK: usize = 20;
// @ts-ignore: decorator
@inline const UNUSED: usize = 32;
// @ts-ignore: decorator
@inline const TAIL: usize = 40;

// @ts-ignore: decorator
@inline function stream(w: Word): Stream { return changetype<Stream>(address(w)); }

/** @slot Compress.dealloc
 * @slot Decompress.dealloc
 * @slot _ZlibDecompressor.dealloc */
export function streamDealloc(p: usize): void {
  const s = changetype<Stream>(p);
  freeBlock(s.state);
  release(s.unused);
  release(s.tail);
  release(s.dictionary);
  freeObject(p);
}
/** @slot Compress.traverse
 * @slot Decompress.traverse
 * @slot _ZlibDecompressor.traverse */
export function streamTraverse(p: usize): void {
  visit(changetype<Stream>(p).unused);
  visit(changetype<Stream>(p).tail);
  visit(changetype<Stream>(p).dictionary);
}

/** An object with a state of `size` bytes, of which the first `used` are those at `from`, if that is not 0. */
function newStream(type: u32, size: usize, from: usize, used: usize): Word {
  const state = allocBlock(KIND_RAW, size);
  if (state == 0) return memoryError();
  const p = allocVar(type, 0);
  if (p == 0) {
    freeBlock(state);
    return NULL;
  }
  const s = changetype<Stream>(p);
  s.state = <u32>state;
  s.unused = emptyBytes();
  s.tail = emptyBytes();
  s.needsInput = 1;
  if (from) memory.copy(state, from, used);
  return fromAddress(p);
}

/** A dictionary argument as bytes, owned; NULL without an error: none was given. */
function dictionaryOf(zdict: Word): Word {
  if (zdict == NULL || zdict == NONE) return NULL;
  if (!supportsBuffer(zdict)) return raise(T_TYPE_ERROR, 'zdict argument must support the buffer protocol');
  const b = getBuffer(zdict);
  if (!b) return NULL;
  const bytes = newBytesFrom(changetype<Buffer>(b).data, changetype<Buffer>(b).size);
  bufferRelease(b);
  return bytes;
}

// ---- compressors ------------------------------------------------------------------------------------------------------

/** @function zlib.compressobj(level=-1, method=8, wbits=15, memLevel=8, strategy=0, zdict=None)
 * @signature ($module, /, level=Z_DEFAULT_COMPRESSION, method=DEFLATED, wbits=MAX_WBITS, memLevel=DEF_MEM_LEVEL, strategy=Z_DEFAULT_STRATEGY, zdict=None)
 * Return a compressor object.
 *
 *   level
 *     The compression level (an integer in the range 0-9 or -1; default is
 *     currently equivalent to 6).  Higher compression levels are slower,
 *     but produce smaller results.
 *   method
 *     The compression algorithm.  If given, this must be DEFLATED.
 *   wbits
 *     The window size and the container format.
 *   memLevel
 *     Controls the amount of memory used for internal compression state.
 *     Valid values range from 1 to 9.
 *   strategy
 *     Used to tune the compression algorithm.
 *   zdict
 *     The predefined compression dictionary - a sequence of bytes
 *     containing subsequences that are likely to occur in the input data. */
export function zlibCompressObj(levelArg: Word, methodArg: Word, wbitsArg: Word, memArg: Word, strategyArg: Word, zdict: Word): Word {
  const level = levelArg == NULL ? -1 : asI32(levelArg);
  const method = methodArg == NULL || errorSet() ? 8 : asI32(methodArg);
  const wbits = wbitsArg == NULL || errorSet() ? 15 : asI32(wbitsArg);
  const mem = memArg == NULL || errorSet() ? 8 : asI32(memArg);
  const strategy = strategyArg == NULL || errorSet() ? 0 : asI32(strategyArg);
  if (errorSet()) return NULL;
  if (level < -1 || level > 9 || method != 8 || mem < 1 || mem > 9 || strategy < 0 || strategy > 4 || !deflateBits(wbits)) {
    return raise(T_VALUE_ERROR, 'Invalid initialization option');
  }
  const kind = format, size = windowSize;
  const dictionary = dictionaryOf(zdict);
  if (errorSet()) return NULL;
  const self = newStream(T_COMPRESSOR, DEFLATE_BYTES, 0, 0);
  if (self != NULL) {
    const state = <usize>stream(self).state;
    deflateInit(state, level < 0 ? 6 : level, strategy, kind, size);
    if (dictionary != NULL) setDeflateDictionary(state, address(dictionary) + BYTES_DATA, changetype<Bytes>(address(dictionary)).size);
  }
  release(dictionary);
  return self;
}

/** Whether a compressor's stream is not ended; else zlib.error. */
function goesOn(state: usize, what: string): bool {
  if (changetype<Deflate>(state).stage < 2) return true;
  raiseZlib(-2, what, 'inconsistent stream state');
  return false;
}

/** @method Compress.compress(self, data, /)
 * Returns a bytes object containing compressed data.
 *
 *   data
 *     Binary data to be compressed.
 *
 * After calling this function, some of the input data may still
 * be stored in internal buffers for later processing.
 * Call the flush() method to clear these buffers. */
export function compressCompress(self: Word, data: Word): Word {
  const b = getBuffer(data);
  if (!b) return NULL;
  let result: Word = NULL;
  if (takeLock(address(self) + LOCK)) {
    const state = <usize>stream(self).state;
    if (goesOn(state, 'while compressing data')) result = take(state, changetype<Buffer>(b).data, changetype<Buffer>(b).size);
    dropLock(address(self) + LOCK);
  }
  bufferRelease(b);
  return result;
}

function take(state: usize, from: usize, n: usize): Word {
  if (!beginOutput(256)) return memoryError();
  while (true) {
    const taken = deflateTake(state, from, n);
    if (taken < 0) {
      dropOutput();
      return memoryError();
    }
    from += <usize>taken;
    n -= <usize>taken;
    if (n == 0) return finishOutput(0);
    if (!pauseOutput()) return NULL;
  }
}

/** @method Compress.flush(self, mode=4, /)
 * @signature ($self, mode=zlib.Z_FINISH, /)
 * Return a bytes object containing any remaining compressed data.
 *
 *   mode
 *     One of the constants Z_SYNC_FLUSH, Z_FULL_FLUSH, Z_FINISH.
 *     If mode == Z_FINISH, the compressor object can no longer be
 *     used after calling the flush() method.  Otherwise, more data
 *     can still be compressed. */
export function compressFlush(self: Word, modeArg: Word): Word {
  const mode = modeArg == NULL ? <i32>FLUSH_FINISH : asI32(modeArg);
  if (mode == -1 && errorSet()) return NULL;
  if (mode == <i32>FLUSH_NONE) return emptyBytes();
  if (!takeLock(address(self) + LOCK)) return NULL;
  const state = <usize>stream(self).state;
  let result: Word = NULL;
  if (mode < 0 || mode > <i32>FLUSH_BLOCK) raiseZlib(-2, 'while flushing', 'inconsistent stream state');
  else if (goesOn(state, 'while flushing')) {
    if (!beginOutput(256)) memoryError();
    else if (!deflateFlush(state, mode)) {
      dropOutput();
      memoryError();
    } else result = finishOutput(0);
  }
  dropLock(address(self) + LOCK);
  return result;
}

/** @method Compress.copy(self, /)
 * @method Compress.__copy__(self, /)
 * Return a copy of the compression object. */
export function compressCopy(self: Word): Word {
  if (!takeLock(address(self) + LOCK)) return NULL;
  const state = <usize>stream(self).state;
  let copy: Word = NULL;
  if (changetype<Deflate>(state).stage == 2) raise(T_VALUE_ERROR, 'Inconsistent stream state');
  else copy = newStream(T_COMPRESSOR, DEFLATE_BYTES, state, deflateUsed(state));
  dropLock(address(self) + LOCK);
  return copy;
}
/** @method Compress.__deepcopy__(self, memo, /) */
export function compressDeepCopy(self: Word, memo: Word): Word { return compressCopy(self); }

// ---- decompressors ----------------------------------------------------------------------------------------------------

/** A decompressor; NULL with an error set. */
function newDecompressor(type: u32, wbits: i32, zdict: Word): Word {
  if (!inflateBits(wbits)) return raise(T_VALUE_ERROR, 'Invalid initialization option');
  const kind = format, size = windowSize;
  const dictionary = dictionaryOf(zdict);
  if (errorSet()) return NULL;
  const self = newStream(type, INFLATE_BYTES, 0, 0);
  if (self == NULL) {
    release(dictionary);
    return NULL;
  }
  const state = <usize>stream(self).state;
  inflateInit(state, kind, size);
  if (dictionary != NULL && kind == FORMAT_RAW) {
    setInflateDictionary(state, address(dictionary) + BYTES_DATA, changetype<Bytes>(address(dictionary)).size);
  }
  stream(self).dictionary = dictionary;
  return self;
}

/** @function zlib.decompressobj(wbits=15, zdict=b'')
 * @signature ($module, /, wbits=MAX_WBITS, zdict=b'')
 * Return a decompressor object.
 *
 *   wbits
 *     The window buffer size and container format.
 *   zdict
 *     The predefined compression dictionary.  This must be the same
 *     dictionary as used by the compressor that produced the input data. */
export function zlibDecompressObj(wbitsArg: Word, zdict: Word): Word {
  const wbits = wbitsArg == NULL ? 15 : asI32(wbitsArg);
  if (errorSet()) return NULL;
  if (zdict != NULL && !supportsBuffer(zdict)) return raise(T_TYPE_ERROR, 'zdict argument must support the buffer protocol');
  return newDecompressor(T_DECOMPRESS, wbits, zdict);
}

/** @new _ZlibDecompressor
 * @signature (wbits=MAX_WBITS, zdict=b'') */
export function zlibDecompressorNew(type: Word, args: usize, nargs: i32, kwnames: Word): Word {
  const out = allocBlock(KIND_RAW, 16);
  if (out == 0) return memoryError();
  const ok = parseArgs(args, nargs, kwnames, "_ZlibDecompressor(wbits=15, zdict=b'')", out);
  const wbitsArg = load<u64>(out), zdict = load<u64>(out, 8);
  freeBlock(out);
  if (!ok) return NULL;
  const wbits = wbitsArg == NULL ? 15 : asI32(wbitsArg);
  return errorSet() ? NULL : newDecompressor(T__ZLIB_DECOMPRESSOR, wbits, zdict);
}

/** Where the input stands after `inflateMore`. */
let stopped: usize = 0;

/**
 * With the lock: inflates input [from, end), at most `limit` bytes (below 0: any number). NULL with an error set. `stopped`
 * says where the input goes on.
 */
function inflateMore(self: Word, from: usize, end: usize, limit: i64): Word {
  const s = stream(self);
  const state = <usize>s.state;
  const i = changetype<Inflate>(state);
  const before = <usize>i.windowSize;
  if (!beginOutput(before + (limit < 0 ? max<usize>((end - from) * 3, 1024) : <usize>min<i64>(limit, 0x4_0000)) + 512)) return memoryError();
  memory.copy(outBlock, state + WINDOW_AT, before);
  setOutSize(before);
  let at = from;
  let start = before;
  let status: i32;
  while (true) {
    const most = limit < 0 ? outSize + SLICE : <usize>min<i64>(<i64>before + limit, <i64>(outSize + SLICE));
    status = inflate(state, at, end, most);
    at = inPos;
    if (status == NEEDS_DICTIONARY && s.dictionary != NULL) {
      const d = address(s.dictionary);
      if (!setInflateDictionary(state, d + BYTES_DATA, changetype<Bytes>(d).size)) {
        dropOutput();
        return raiseZlib(-3, 'while setting zdict', 'invalid input data');
      }
      // no output stands before a dictionary
      const size = <usize>i.windowSize;
      if (!reserveOutput(size)) {
        dropOutput();
        return memoryError();
      }
      memory.copy(outBlock, state + WINDOW_AT, size);
      setOutSize(size);
      start = size;
      if (limit >= 0) limit += <i64>size - <i64>before;
      continue;
    }
    if (status != NEEDS_ROOM || (limit >= 0 && <i64>outSize >= <i64>before + limit)) break;
    if (!pauseOutput()) return NULL;
  }
  stopped = at;
  if (status == BAD || status == NO_MEMORY || status == NEEDS_DICTIONARY) {
    dropOutput();
    return raiseInflate(status);
  }
  if (status == DONE) s.eof = 1;
  const keep = min(outSize, WINDOW);
  memory.copy(state + WINDOW_AT, outBlock + outSize - keep, keep);
  i.windowSize = <u32>keep;
  return finishOutput(start);
}

/** The bytes `w` (lent) with [from, end) behind them. */
function joined(w: Word, from: usize, end: usize): Word {
  const n = changetype<Bytes>(address(w)).size;
  if (n == 0) return from == end ? emptyBytes() : newBytesFrom(from, <u32>(end - from));
  const p = newBytes(n + <u32>(end - from));
  if (p == 0) return NULL;
  memory.copy(p + BYTES_DATA, address(w) + BYTES_DATA, n);
  memory.copy(p + BYTES_DATA + n, from, end - from);
  return fromAddress(p);
}

/** With the lock: keeps what stands behind [stopped, end) where the attributes show it. False: no memory. */
function keepRest(s: Stream, end: usize): bool {
  const p = changetype<usize>(s);
  if (s.eof) {
    const unused = joined(s.unused, stopped, end);
    if (unused == NULL) return false;
    setField(p, UNUSED, unused);
    // as zlib's module does it, a tail that was there shows what is left too
    if (changetype<Bytes>(address(s.tail)).size == 0) return true;
  }
  const tail = joined(emptyBytes(), stopped, end);
  if (tail == NULL) return false;
  setField(p, TAIL, tail);
  return true;
}

/** @method Decompress.decompress(self, data, /, max_length=0)
 * Return a bytes object containing the decompressed version of the data.
 *
 *   data
 *     The binary data to decompress.
 *   max_length
 *     The maximum allowable length of the decompressed data.
 *     Unconsumed input data will be stored in
 *     the unconsumed_tail attribute.
 *
 * After calling this function, some of the input data may still be stored in
 * internal buffers for later processing.
 * Call the flush() method to clear these buffers. */
export function decompressDecompress(self: Word, data: Word, maxArg: Word): Word {
  const most = maxArg == NULL ? 0 : asI64(maxArg);
  if (most == -1 && errorSet()) return NULL;
  if (most < 0) return raise(T_VALUE_ERROR, 'max_length must be non-negative');
  const b = getBuffer(data);
  if (!b) return NULL;
  let result: Word = NULL;
  if (takeLock(address(self) + LOCK)) {
    const from = <usize>changetype<Buffer>(b).data;
    const end = from + changetype<Buffer>(b).size;
    result = more(self, from, end, most == 0 ? -1 : most);
    dropLock(address(self) + LOCK);
  }
  bufferRelease(b);
  return result;
}

function more(self: Word, from: usize, end: usize, limit: i64): Word {
  const s = stream(self);
  let result: Word;
  if (s.eof) {
    stopped = from;
    result = emptyBytes();
  } else result = inflateMore(self, from, end, limit);
  if (result == NULL || keepRest(s, end)) return result;
  release(result);
  return NULL;
}

/** @method Decompress.flush(self, length=16384, /)
 * @signature ($self, length=zlib.DEF_BUF_SIZE, /)
 * Return a bytes object containing any remaining decompressed data.
 *
 *   length
 *     the initial size of the output buffer. */
export function decompressFlush(self: Word, lengthArg: Word): Word {
  const length = lengthArg == NULL ? 1 : indexI64(lengthArg, T_OVERFLOW_ERROR);
  if (length == -1 && errorSet()) return NULL;
  if (length <= 0) return raise(T_VALUE_ERROR, 'length must be greater than zero');
  if (!takeLock(address(self) + LOCK)) return NULL;
  const tail = ownField(address(self), TAIL);
  const from = address(tail) + BYTES_DATA;
  const result = more(self, from, from + changetype<Bytes>(address(tail)).size, -1);
  release(tail);
  stream(self).ended = stream(self).eof;
  dropLock(address(self) + LOCK);
  return result;
}

/** @method Decompress.copy(self, /)
 * @method Decompress.__copy__(self, /)
 * Return a copy of the decompression object. */
export function decompressCopy(self: Word): Word {
  if (!takeLock(address(self) + LOCK)) return NULL;
  const s = stream(self);
  const copy = s.ended ? raise(T_VALUE_ERROR, 'Inconsistent stream state') : newStream(T_DECOMPRESS, INFLATE_BYTES, s.state, INFLATE_BYTES);
  if (copy != NULL) {
    const c = stream(copy);
    c.eof = s.eof;
    c.unused = own(s.unused);
    c.tail = own(s.tail);
    c.dictionary = own(s.dictionary);
  }
  dropLock(address(self) + LOCK);
  return copy;
}
/** @method Decompress.__deepcopy__(self, memo, /) */
export function decompressDeepCopy(self: Word, memo: Word): Word { return decompressCopy(self); }

/** @member Decompress.unused_data
 * @member _ZlibDecompressor.unused_data
 * Data found after the end of the compressed stream. */
export function streamUnused(self: Word): Word { return ownField(address(self), UNUSED); }
/** @member Decompress.unconsumed_tail */
export function streamTail(self: Word): Word { return ownField(address(self), TAIL); }
/** @member Decompress.eof
 * @member _ZlibDecompressor.eof
 * True if the end-of-stream marker has been reached. */
export function streamEof(self: Word): Word { return ofBool(stream(self).eof != 0); }
/** @member _ZlibDecompressor.needs_input
 * True if more input is needed before more decompressed data can be produced. */
export function streamNeedsInput(self: Word): Word { return ofBool(stream(self).needsInput != 0); }

/** @method _ZlibDecompressor.decompress(self, /, data, max_length=-1)
 * Decompress *data*, returning uncompressed data as bytes.
 *
 * If *max_length* is nonnegative, returns at most *max_length* bytes of
 * decompressed data. If this limit is reached and further output can be
 * produced, *self.needs_input* will be set to ``False``. In this case, the next
 * call to *decompress()* may provide *data* as b'' to obtain more of the output.
 *
 * If all of the input data was decompressed and returned (either because this
 * was less than *max_length* bytes, or because *max_length* was negative),
 * *self.needs_input* will be set to True.
 *
 * Attempting to decompress data after the end of stream is reached raises an
 * EOFError.  Any data found after the end of the stream is ignored and saved in
 * the unused_data attribute. */
export function zlibDecompressorDecompress(self: Word, data: Word, maxArg: Word): Word {
  const most = maxArg == NULL ? -1 : indexI64(maxArg, T_OVERFLOW_ERROR);
  if (most == -1 && errorSet()) return NULL;
  const b = getBuffer(data);
  if (!b) return NULL;
  let result: Word = NULL;
  if (takeLock(address(self) + LOCK)) {
    const from = <usize>changetype<Buffer>(b).data;
    result = kept(self, from, from + changetype<Buffer>(b).size, most);
    dropLock(address(self) + LOCK);
  }
  bufferRelease(b);
  return result;
}

/** With the lock: as `more`, with what waits from the calls before in front of the input. */
function kept(self: Word, from: usize, end: usize, limit: i64): Word {
  const s = stream(self);
  if (s.eof) return raise(T_EOF_ERROR, 'End of stream already reached');
  const whole = joined(s.tail, from, end);
  if (whole == NULL) return NULL;
  const data = address(whole) + BYTES_DATA;
  const stop = data + changetype<Bytes>(address(whole)).size;
  const result = inflateMore(self, data, stop, limit < 0 ? -1 : limit);
  let ok = result != NULL;
  if (ok) {
    ok = keepRest(s, stop);
    // with all of the room used there may be more to come from the bits that were read
    const full = limit >= 0 && <i64>changetype<Bytes>(address(result)).size >= limit;
    s.needsInput = s.eof || (full ? stopped < stop || limit == 0 || hasMore(s) : false) ? 0 : 1;
  }
  release(whole);
  if (ok) return result;
  release(result);
  return NULL;
}

/** Whether output is known that there was no room for. */
function hasMore(s: Stream): bool { return changetype<Inflate>(s.state).matchLength != 0 || changetype<Inflate>(s.state).bitCount >= 8; }
