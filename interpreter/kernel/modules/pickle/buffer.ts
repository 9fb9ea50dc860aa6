// pickle.PickleBuffer: a buffer that may stay out of the pickle.

import { NONE, NULL, Word, address, fromAddress, ofI32 } from '../../layout/word';
import { Type } from '../../layout/type';
import { own, release } from '../../counting/counts';
import { freeObject } from '../../memory/objects';
import { enter, leave } from '../../sync/critical';
import { visit } from '../../collector/visit';
import { T_BUFFER_ERROR, T_TYPE_ERROR, T_VALUE_ERROR } from '../../generated/types';
import { KIND_RAW, allocBlock, freeBlock } from '../../memory/blocks';
import { parseArgs } from '../../eval/arguments';
import { memoryError, raise, raisef } from '../../eval/errors';
import { BUF_FULL_RO, Buffer, bufferRelease, getBufferFlags } from '../../objects/buffer';
import { MemoryView, newMemoryView } from '../../objects/memoryview/type';
import { typeOf } from '../../objects/protocol';
import { internText } from '../../objects/str/new';
import { allocVar } from '../../objects/type/alloc';

/** @type PickleBuffer module=pickle in=_pickle size=offsetof<PickleBuffer>() flags=BASE,GC weakref
 * A buffer that a pickler may leave out of the pickle. */

// @ts-ignore: decorator
@unmanaged
export class PickleBuffer {
  type: u32; local: u32; shared: i32; owner: u16; mutex: u8; gc: u8;
  /** Buffer of objects/buffer.ts, 0 once released; under the lock. */
  buffer: u32;
  pad0: u32;
}

/** @new PickleBuffer */
export function pickleBufferNew(type: Word, args: usize, nargs: i32, kwnames: Word): Word {
  if (nargs != 1 && kwnames == NULL) return raisef(T_TYPE_ERROR, 'PickleBuffer() takes exactly 1 positional argument (%d given)', ofI32(nargs));
  const out = allocBlock(KIND_RAW, 8);
  if (out == 0) return memoryError();
  const bound = parseArgs(args, nargs, kwnames, 'PickleBuffer(object, /)', out);
  const object = load<u64>(out);
  freeBlock(out);
  if (!bound) return NULL;
  const b = getBufferFlags(object, BUF_FULL_RO);
  if (b == 0) return NULL;
  const p = allocVar(<u32>address(type), 0);
  if (p == 0) {
    bufferRelease(b);
    return NULL;
  }
  changetype<PickleBuffer>(p).buffer = <u32>b;
  return fromAddress(p);
}
/** @init PickleBuffer */
export function pickleBufferInit(self: Word, args: usize, nargs: i32, kwnames: Word): i32 { return 0; }

/** @slot PickleBuffer.dealloc */
export function pickleBufferDealloc(p: usize): void {
  const b = <usize>changetype<PickleBuffer>(p).buffer;
  if (b != 0) bufferRelease(b);
  freeObject(p);
}
/** @slot PickleBuffer.traverse */
export function pickleBufferTraverse(p: usize): void {
  const b = <usize>changetype<PickleBuffer>(p).buffer;
  if (b != 0) visit(changetype<Buffer>(b).object);
}

/** The object whose memory it is, owned; NULL with ValueError once it is released. */
function exporter(w: Word): Word {
  const p = address(w);
  enter(p);
  const b = <usize>changetype<PickleBuffer>(p).buffer;
  const object: Word = b == 0 ? NULL : own(changetype<Buffer>(b).object);
  leave(p);
  return object != NULL ? object : raise(T_VALUE_ERROR, 'operation forbidden on released PickleBuffer object');
}

/** A buffer of its own on the same memory; 0 with an error set. End it with `bufferRelease`. */
export function lendBuffer(w: Word): usize {
  const object = exporter(w);
  if (object == NULL) return 0;
  const b = getBufferFlags(object, BUF_FULL_RO);
  release(object);
  return b;
}

/** Whether the items lie without gaps, in the order of C or of Fortran. */
export function isContiguousBuffer(b: usize): bool {
  const buffer = changetype<Buffer>(b);
  if (buffer.strides == 0 || buffer.size == 0) return true;
  return withoutGaps(buffer, false) || withoutGaps(buffer, true);
}
function withoutGaps(buffer: Buffer, fortran: bool): bool {
  let step = <i32>buffer.itemSize;
  const n = buffer.dimensions;
  for (let j = 0; j < n; j++) {
    const at = <usize>(fortran ? j : n - 1 - j) << 2;
    const count: i32 = buffer.shape == 0 ? <i32>(buffer.size / buffer.itemSize) : load<i32>(buffer.shape + at);
    if (count > 1 && load<i32>(buffer.strides + at) != step) return false;
    step *= count;
  }
  return true;
}

/** @slot PickleBuffer.getbuffer */
export function pickleBufferGet(self: Word, b: usize, flags: i32): i32 {
  const object = exporter(self);
  if (object == NULL) return -1;
  const status = call_indirect<i32>(changetype<Type>(typeOf(object)).getbuffer, object, b, flags);
  release(object);
  return status;
}

/** @method PickleBuffer.raw(self, /)
 * A memoryview of the bytes of the buffer, without shape and format.
 * BufferError where they are not in one piece. */
export function pickleBufferRaw(self: Word): Word {
  const b = lendBuffer(self);
  if (b == 0) return NULL;
  const contiguous = isContiguousBuffer(b);
  bufferRelease(b);
  if (!contiguous) return raise(T_BUFFER_ERROR, 'cannot extract raw buffer from non-contiguous buffer');
  const w = newMemoryView(self, BUF_FULL_RO);
  if (w == NULL) return NULL;
  const v = changetype<MemoryView>(address(w));
  release(v.format);
  v.format = internText('B');
  v.code = 0x42;
  v.itemSize = 1;
  v.dimensions = 1;
  store<i32>(v.dims, <i32>v.size);
  store<i32>(v.dims, 1, 4);
  return w;
}

/** @method PickleBuffer.release(self, /)
 * Let the object of the buffer go. */
export function pickleBufferRelease(self: Word): Word {
  const p = address(self);
  enter(p);
  const b = <usize>changetype<PickleBuffer>(p).buffer;
  changetype<PickleBuffer>(p).buffer = 0;
  leave(p);
  if (b != 0) bufferRelease(b);
  return NONE;
}
