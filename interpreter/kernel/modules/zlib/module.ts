// Module zlib: checksums, and compression in one call. Objects with state: objects.ts.

import { NULL, Word, ofI32, ofInt, isInt, toInt } from '../../layout/word';
import { KIND_RAW, allocBlock, freeBlock } from '../../memory/blocks';
import { takeSafePoint } from '../../sync/world';
import { N_error, N_zlib } from '../../generated/names';
import { T_EXCEPTION, T_VALUE_ERROR, T_OVERFLOW_ERROR } from '../../generated/types';
import { errorSet, formatText, memoryError, raise } from '../../eval/errors';
import { release } from '../../counting/counts';
import { Buffer, bufferRelease, getBuffer } from '../../objects/buffer';
import { lowBits } from '../../objects/int/new';
import { asI32, index, indexI64 } from '../../objects/protocol';
import { newText } from '../../objects/str/new';
import { addErrorClass, raiseModuleError } from '../errors';
import { adler32, crc32 } from './checksum';
import { DEFLATE_BYTES, FLUSH_FINISH, deflateFlush, deflateInit, deflateTake } from './deflate';
import {
  BAD, DONE, FORMAT_ANY, FORMAT_GZIP, FORMAT_RAW, FORMAT_ZLIB, INFLATE_BYTES, NEEDS_DICTIONARY, NEEDS_INPUT, NO_MEMORY,
  fault, inPos, inflate, inflateInit,
} from './inflate';
import { beginOutput, dropOutput, finishOutput, outBlock, outRoom, outSize, resumeOutput } from './output';

/** @module zlib
 * The functions in this module allow compression and decompression using the
 * zlib library, which is based on GNU zip.
 *
 * adler32(string[, start]) -- Compute an Adler-32 checksum.
 * compress(data[, level]) -- Compress data, with compression level 0-9 or -1.
 * compressobj([level[, ...]]) -- Return a compressor object.
 * crc32(string[, start]) -- Compute a CRC-32 checksum.
 * decompress(string,[wbits],[bufsize]) -- Decompresses a compressed string.
 * decompressobj([wbits[, zdict]]) -- Return a decompressor object. */

/** @exec zlib */
export function zlibExec(module: Word): i32 { return addErrorClass(module, N_error, 'zlib', T_EXCEPTION); }

/** @constant zlib.__version__ */
export function moduleVersion(): Word { return newText('1.0'); }
/** @constant zlib.ZLIB_VERSION
 * @constant zlib.ZLIB_RUNTIME_VERSION */
export function zlibVersion(): Word { return newText('1.3.1'); }
/** @constant zlib.MAX_WBITS */
export function maxWbits(): Word { return ofInt(15); }
/** @constant zlib.DEFLATED
 * @constant zlib.DEF_MEM_LEVEL */
export function eight(): Word { return ofInt(8); }
/** @constant zlib.DEF_BUF_SIZE */
export function bufSize(): Word { return ofInt(16384); }
/** @constant zlib.Z_DEFAULT_COMPRESSION */
export function minusOne(): Word { return ofInt(-1); }
/** @constant zlib.Z_NO_COMPRESSION
 * @constant zlib.Z_NO_FLUSH
 * @constant zlib.Z_DEFAULT_STRATEGY */
export function zero(): Word { return ofInt(0); }
/** @constant zlib.Z_BEST_SPEED
 * @constant zlib.Z_PARTIAL_FLUSH
 * @constant zlib.Z_FILTERED */
export function one(): Word { return ofInt(1); }
/** @constant zlib.Z_SYNC_FLUSH
 * @constant zlib.Z_HUFFMAN_ONLY */
export function two(): Word { return ofInt(2); }
/** @constant zlib.Z_FULL_FLUSH
 * @constant zlib.Z_RLE */
export function three(): Word { return ofInt(3); }
/** @constant zlib.Z_FINISH
 * @constant zlib.Z_FIXED */
export function four(): Word { return ofInt(4); }
/** @constant zlib.Z_BLOCK */
export function five(): Word { return ofInt(5); }
/** @constant zlib.Z_TREES */
export function six(): Word { return ofInt(6); }
/** @constant zlib.Z_BEST_COMPRESSION */
export function nine(): Word { return ofInt(9); }

/** Raises zlib.error with the number of zlib's status, what was being done, and why ('': nothing more to say). */
export function raiseZlib(status: i32, what: string, why: string): Word {
  const a = newText(what), b = newText(why);
  const text = why.length == 0 ? formatText('Error %d %U', ofI32(status), a) : formatText('Error %d %U: %U', ofI32(status), a, b);
  release(a);
  release(b);
  return raiseModuleError(N_zlib, N_error, text);
}

/** Raises what `inflate` says; returns NULL. */
export function raiseInflate(status: i32): Word {
  if (status == NO_MEMORY) return memoryError();
  if (status == NEEDS_DICTIONARY) return raiseZlib(2, 'while decompressing data', '');
  if (status == BAD) return raiseZlib(-3, 'while decompressing data', fault);
  return raiseZlib(-5, 'while decompressing data', 'incomplete or truncated stream');
}

/** The low 32 bits of an int argument. */
function low32(w: Word, absent: u32): u32 {
  if (w == NULL) return absent;
  const n = index(w);
  if (n == NULL) return 0;
  if (isInt(n)) return <u32>toInt(n);
  const bits = <u32>lowBits(n);
  release(n);
  return bits;
}

/** @function zlib.crc32(data, value=0, /)
 * Compute a CRC-32 checksum of data.
 *
 *   value
 *     Starting value of the checksum.
 *
 * The returned checksum is an integer. */
export function zlibCrc32(data: Word, value: Word): Word {
  const start = low32(value, 0);
  if (errorSet()) return NULL;
  const b = getBuffer(data);
  if (!b) return NULL;
  const sum = crc32(changetype<Buffer>(b).data, changetype<Buffer>(b).size, start);
  bufferRelease(b);
  return ofInt(<i64>sum);
}

/** @function zlib.adler32(data, value=1, /)
 * Compute an Adler-32 checksum of data.
 *
 *   value
 *     Starting value of the checksum.
 *
 * The returned checksum is an integer. */
export function zlibAdler32(data: Word, value: Word): Word {
  const start = low32(value, 1);
  if (errorSet()) return NULL;
  const b = getBuffer(data);
  if (!b) return NULL;
  const sum = adler32(changetype<Buffer>(b).data, changetype<Buffer>(b).size, start);
  bufferRelease(b);
  return ofInt(<i64>sum);
}

// ---- arguments --------------------------------------------------------------------------------------------------------

/** What `windowBits` found. */
export let format: u32 = 0;
export let windowSize: u32 = 0;

/** Takes the wbits of a decompressor apart; false: there is no such number. */
export function inflateBits(wbits: i32): bool {
  windowSize = 0;
  if (wbits < 0) {
    format = FORMAT_RAW;
    windowSize = <u32>-wbits;
    return wbits >= -15 && wbits <= -8;
  }
  format = wbits < 16 ? FORMAT_ZLIB : wbits < 32 ? FORMAT_GZIP : FORMAT_ANY;
  windowSize = wbits & 15;
  return wbits < 48 && (windowSize == 0 || windowSize >= 8);
}

/** The same for a compressor. */
export function deflateBits(wbits: i32): bool {
  format = wbits < 0 ? FORMAT_RAW : wbits < 16 ? FORMAT_ZLIB : FORMAT_GZIP;
  const size = wbits < 0 ? -wbits : wbits < 16 ? wbits : wbits - 16;
  // windows of 2^8 are made of 2^9
  windowSize = size == 8 ? 9 : <u32>size;
  return size >= 8 && size <= 15 && !(size == 8 && format != FORMAT_ZLIB);
}

// ---- one call ---------------------------------------------------------------------------------------------------------

/** A safe point in the midst of an output, which is put aside. False: an error is set, the output is gone. */
export function pauseOutput(): bool {
  const block = outBlock, size = outSize, room = outRoom;
  if (!takeSafePoint()) {
    freeBlock(block);
    return false;
  }
  resumeOutput(block, size, room);
  return true;
}

/** @function zlib.compress(data, /, level=-1, wbits=15)
 * @signature ($module, data, /, level=Z_DEFAULT_COMPRESSION, wbits=MAX_WBITS)
 * Returns a bytes object containing compressed data.
 *
 *   data
 *     Binary data to be compressed.
 *   level
 *     Compression level, in 0-9 or -1.
 *   wbits
 *     The window buffer size and container format. */
export function zlibCompress(data: Word, levelArg: Word, wbitsArg: Word): Word {
  const level = levelArg == NULL ? -1 : asI32(levelArg);
  const wbits = wbitsArg == NULL ? 15 : asI32(wbitsArg);
  if (errorSet()) return NULL;
  const b = getBuffer(data);
  if (!b) return NULL;
  let result: Word = NULL;
  if (level < -1 || level > 9 || !deflateBits(wbits)) raiseModuleError(N_zlib, N_error, newText('Bad compression level'));
  else {
    const state = allocBlock(KIND_RAW, DEFLATE_BYTES);
    if (state == 0) memoryError();
    else {
      deflateInit(state, level < 0 ? 6 : level, 0, format, windowSize);
      result = compressAll(state, changetype<Buffer>(b).data, changetype<Buffer>(b).size);
      freeBlock(state);
    }
  }
  bufferRelease(b);
  return result;
}

function compressAll(state: usize, from: usize, n: usize): Word {
  if (!beginOutput((n >> 1) + 128)) return memoryError();
  while (n > 0) {
    const taken = deflateTake(state, from, n);
    if (taken < 0) {
      dropOutput();
      return memoryError();
    }
    from += <usize>taken;
    n -= <usize>taken;
    if (n > 0 && !pauseOutput()) return NULL;
  }
  if (!deflateFlush(state, FLUSH_FINISH)) {
    dropOutput();
    return memoryError();
  }
  return finishOutput(0);
}

/** Output between two safe points. */
// @ts-ignore: decorator
@inline export const SLICE: usize = 0x4_0000;

/** @function zlib.decompress(data, /, wbits=15, bufsize=16384)
 * @signature ($module, data, /, wbits=MAX_WBITS, bufsize=DEF_BUF_SIZE)
 * Returns a bytes object containing the uncompressed data.
 *
 *   data
 *     Compressed data.
 *   wbits
 *     The window buffer size and container format.
 *   bufsize
 *     The initial output buffer size. */
export function zlibDecompress(data: Word, wbitsArg: Word, bufsizeArg: Word): Word {
  const wbits = wbitsArg == NULL ? 15 : asI32(wbitsArg);
  const bufsize = bufsizeArg == NULL ? 16384 : indexI64(bufsizeArg, T_OVERFLOW_ERROR);
  if (errorSet()) return NULL;
  if (bufsize < 0) return raise(T_VALUE_ERROR, 'bufsize must be non-negative');
  const b = getBuffer(data);
  if (!b) return NULL;
  let result: Word = NULL;
  if (!inflateBits(wbits)) raiseZlib(-2, 'while preparing to decompress data', 'inconsistent stream state');
  else {
    const state = allocBlock(KIND_RAW, INFLATE_BYTES);
    if (state == 0) memoryError();
    else {
      inflateInit(state, format, windowSize);
      result = inflateAll(state, changetype<Buffer>(b).data, changetype<Buffer>(b).size, <usize>min<i64>(bufsize, 0x100_0000));
      freeBlock(state);
    }
  }
  bufferRelease(b);
  return result;
}

function inflateAll(state: usize, from: usize, n: usize, room: usize): Word {
  if (!beginOutput(room + 1024)) return memoryError();
  const end = from + n;
  let at = from;
  while (true) {
    const status = inflate(state, at, end, outSize + SLICE);
    at = inPos;
    if (status == DONE) return finishOutput(0);
    if (status == BAD || status == NO_MEMORY || status == NEEDS_DICTIONARY || status == NEEDS_INPUT) {
      dropOutput();
      return raiseInflate(status);
    }
    if (!pauseOutput()) return NULL;
  }
}
