// BufferedRWPair: a reader and a writer as one stream.

import { FALSE, NULL, Word, address, fromAddress, NONE } from '../../layout/word';
import { release } from '../../counting/counts';
import { allocBlock, freeBlock, KIND_RAW } from '../../memory/blocks';
import { freeObject } from '../../memory/objects';
import { visit } from '../../collector/visit';
import {
  N_close, N_closed, N_flush, N_isatty, N_peek, N_read, N_read1, N_readable, N_readinto, N_readinto1, N_writable, N_write,
} from '../../generated/names';
import { T_BUFFERED_READER, T_BUFFERED_WRITER, T_VALUE_ERROR } from '../../generated/types';
import { arg, callMethod0, callMethodArray } from '../../eval/call';
import { parseArgs } from '../../eval/arguments';
import { errorSet, memoryError, takeError } from '../../eval/errors';
import { getAttr, indexI64 } from '../../objects/protocol';
import { allocVar } from '../../objects/type/alloc';
import { releaseOwnAttributes, traverseOwnAttributes } from '../../objects/type/attributes';
import { chainError, checkCan, ownField, raiseUninitialized, setField } from './base';
import { bufferedNew, initBuffered } from './buffered';
import { clearOwnAttributes } from './io_base';

/** @type _io.BufferedRWPair base=_BufferedIOBase in=_io size=offsetof<RWPair>() attrs=dict flags=BASE,GC weakref
 * A buffered reader and writer object together.
 *
 * A buffered reader object and buffered writer object put together to
 * form a sequential IO object that can read and write. This is typically
 * used with a socket or two-way pipe.
 *
 * reader and writer are RawIOBase objects that are readable and
 * writeable respectively. If the buffer_size is omitted it defaults to
 * DEFAULT_BUFFER_SIZE. */

// @ts-ignore: decorator
@unmanaged
export class RWPair {
  type: u32; local: u32; shared: i32; owner: u16; mutex: u8; gc: u8;
  reader: Word; // 16
  writer: Word; // 24
}
// @ts-ignore: decorator
@inline const READER: usize = 16;
// @ts-ignore: decorator
@inline const WRITER: usize = 24;

/** @new BufferedRWPair */
export function pairNew(type: Word, args: usize, nargs: i32, kwnames: Word): Word { return fromAddress(allocVar(<u32>type, 0)); }

/** @init BufferedRWPair
 * @signature (reader, writer, buffer_size=DEFAULT_BUFFER_SIZE, /) */
export function pairInit(self: Word, args: usize, nargs: i32, kwnames: Word): i32 {
  const out = allocBlock(KIND_RAW, 24);
  if (out == 0) {
    memoryError();
    return -1;
  }
  const ok = parseArgs(args, nargs, kwnames, 'BufferedRWPair(reader, writer, buffer_size=8192, /)', out);
  const reader = load<u64>(out), writer = load<u64>(out, 8), sizeArg = load<u64>(out, 16);
  freeBlock(out);
  if (!ok) return -1;
  const size = sizeArg == NULL ? 8192 : indexI64(sizeArg, T_VALUE_ERROR);
  if (size == -1 && errorSet()) return -1;
  if (!checkCan(reader, N_readable, 'File or stream is not readable.')) return -1;
  if (!checkCan(writer, N_writable, 'File or stream is not writable.')) return -1;
  const r = bufferedNew(<Word>T_BUFFERED_READER, 0, 0, NULL);
  const w = bufferedNew(<Word>T_BUFFERED_WRITER, 0, 0, NULL);
  if (r == NULL || w == NULL || !initBuffered(r, reader, size, true, false) || !initBuffered(w, writer, size, false, true)) {
    release(r);
    release(w);
    return -1;
  }
  setField(address(self), READER, r);
  setField(address(self), WRITER, w);
  return 0;
}

/** @slot BufferedRWPair.dealloc */
export function pairDealloc(p: usize): void {
  release(changetype<RWPair>(p).reader);
  release(changetype<RWPair>(p).writer);
  releaseOwnAttributes(p);
  freeObject(p);
}
/** @slot BufferedRWPair.traverse */
export function pairTraverse(p: usize): void {
  visit(changetype<RWPair>(p).reader);
  visit(changetype<RWPair>(p).writer);
  traverseOwnAttributes(p);
}
/** @slot BufferedRWPair.clear */
export function pairClear(p: usize): void {
  setField(p, READER, NULL);
  setField(p, WRITER, NULL);
  clearOwnAttributes(p);
}

/** One half, owned; NULL with ValueError. */
function half(self: Word, offset: usize): Word {
  const stream = ownField(address(self), offset);
  return stream == NULL ? raiseUninitialized() : stream;
}

function forward(self: Word, offset: usize, name: Word): Word {
  const stream = half(self, offset);
  if (stream == NULL) return NULL;
  const result = callMethod0(stream, name);
  release(stream);
  return result;
}

function forwardAll(args: usize, nargs: i32, offset: usize, name: Word): Word {
  const stream = half(arg(args, 0), offset);
  if (stream == NULL) return NULL;
  const result = callMethodArray(stream, name, args + 8, nargs - 1);
  release(stream);
  return result;
}

/** @method BufferedRWPair.read(self, /, *args) */
export function pairRead(args: usize, n: i32, kwnames: Word): Word { return forwardAll(args, n, READER, N_read); }
/** @method BufferedRWPair.peek(self, /, *args) */
export function pairPeek(args: usize, n: i32, kwnames: Word): Word { return forwardAll(args, n, READER, N_peek); }
/** @method BufferedRWPair.read1(self, /, *args) */
export function pairRead1(args: usize, n: i32, kwnames: Word): Word { return forwardAll(args, n, READER, N_read1); }
/** @method BufferedRWPair.readinto(self, /, *args) */
export function pairReadInto(args: usize, n: i32, kwnames: Word): Word { return forwardAll(args, n, READER, N_readinto); }
/** @method BufferedRWPair.readinto1(self, /, *args) */
export function pairReadInto1(args: usize, n: i32, kwnames: Word): Word { return forwardAll(args, n, READER, N_readinto1); }
/** @method BufferedRWPair.write(self, /, *args) */
export function pairWrite(args: usize, n: i32, kwnames: Word): Word { return forwardAll(args, n, WRITER, N_write); }
/** @method BufferedRWPair.flush(self, /) */
export function pairFlush(self: Word): Word { return forward(self, WRITER, N_flush); }
/** @method BufferedRWPair.readable(self, /) */
export function pairReadable(self: Word): Word { return forward(self, READER, N_readable); }
/** @method BufferedRWPair.writable(self, /) */
export function pairWritable(self: Word): Word { return forward(self, WRITER, N_writable); }

/** @method BufferedRWPair.close(self, /) */
export function pairClose(self: Word): Word {
  release(forward(self, WRITER, N_close));
  const error = takeError();
  release(forward(self, READER, N_close));
  chainError(error);
  return errorSet() ? NULL : NONE;
}

/** @method BufferedRWPair.isatty(self, /) */
export function pairIsatty(self: Word): Word {
  const answer = forward(self, WRITER, N_isatty);
  return answer == FALSE ? forward(self, READER, N_isatty) : answer;
}

/** @getter BufferedRWPair.closed */
export function pairClosed(self: Word): Word {
  const writer = half(self, WRITER);
  if (writer == NULL) return NULL;
  const closed = getAttr(writer, N_closed);
  release(writer);
  return closed;
}
