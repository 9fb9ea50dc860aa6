// The buffer protocol: memory of an object lent to others. While a buffer is held, its memory neither moves nor shrinks.
//
// Slots of layout/type.ts:  getbuffer(object: Word, buffer: usize, flags: i32): i32   fills a Buffer; 0, or -1 with an error set
//                           releasebuffer(object: Word, buffer: usize): void          if there is something to undo

import { Type } from '../layout/type';
import { isPointer, NULL, Word } from '../layout/word';
import { T_BUFFER_ERROR, T_TYPE_ERROR } from '../generated/types';
import { allocBlock, freeBlock, KIND_RAW } from '../memory/blocks';
import { own, release } from '../counting/counts';
import { memoryError, raise, raisef } from '../eval/errors';
import { typeOf } from './protocol';

/** In a raw block. */
// @ts-ignore: decorator
@unmanaged
export class Buffer {
  /** The exporter, owned. */
  object: Word;
  data: u32;
  /** Bytes. */
  size: u32;
  itemSize: u32;
  readOnly: u32;
  dimensions: i32;
  /** i32[dimensions]: items along each dimension, bytes between them. 0: one dimension of size / itemSize items without gaps. */
  shape: u32;
  strides: u32;
  /** For the exporter. */
  internal: u32;
  /** struct format of an item, a str, lent by the exporter; NULL: 'B'. */
  format: Word;
}

// Flags of a request; Python code sees the same numbers (inspect.BufferFlags).
// @ts-ignore: decorator
@inline export const BUF_SIMPLE: i32 = 0;
// @ts-ignore: decorator
@inline export const BUF_WRITABLE: i32 = 1;
// @ts-ignore: decorator
@inline export const BUF_FORMAT: i32 = 4;
// @ts-ignore: decorator
@inline export const BUF_ND: i32 = 8;
// @ts-ignore: decorator
@inline export const BUF_STRIDES: i32 = 0x18;
// @ts-ignore: decorator
@inline export const BUF_FULL_RO: i32 = 0x11c;

/** Whether an object lends its memory. */
// @ts-ignore: decorator
@inline export function supportsBuffer(w: Word): bool { return isPointer(w) && changetype<Type>(typeOf(w)).getbuffer != 0; }

/** A Buffer with the bytes of `w` (contiguous); 0 with an error set. End it with `bufferRelease`. */
export function getBuffer(w: Word): usize { return getBufferFlags(w, BUF_SIMPLE); }

/** As `getBuffer`, for the given kind of access. */
export function getBufferFlags(w: Word, flags: i32): usize {
  const slot = isPointer(w) ? changetype<Type>(typeOf(w)).getbuffer : 0;
  if (!slot) {
    raisef(T_TYPE_ERROR, "a bytes-like object is required, not '%T'", w);
    return 0;
  }
  const b = allocBlock(KIND_RAW, offsetof<Buffer>());
  if (!b) { memoryError(); return 0; }
  if (call_indirect<i32>(slot, w, b, flags) < 0) { freeBlock(b); return 0; }
  return b;
}

/** Gives a buffer back. */
export function bufferRelease(b: usize): void {
  const buffer = changetype<Buffer>(b);
  const slot = changetype<Type>(typeOf(buffer.object)).releasebuffer;
  if (slot) call_indirect<void>(slot, buffer.object, b);
  release(buffer.object);
  freeBlock(b);
}

/** Fills a Buffer for plain bytes. 0, or -1 with BufferError set. */
export function fillBuffer(b: usize, object: Word, data: usize, size: u32, readOnly: bool, flags: i32): i32 {
  if (readOnly && flags & BUF_WRITABLE) {
    raise(T_BUFFER_ERROR, 'Object is not writable.');
    return -1;
  }
  const buffer = changetype<Buffer>(b);
  buffer.object = own(object);
  buffer.data = <u32>data;
  buffer.size = size;
  buffer.itemSize = 1;
  buffer.readOnly = readOnly ? 1 : 0;
  buffer.dimensions = 1;
  buffer.shape = 0;
  buffer.strides = 0;
  buffer.internal = 0;
  buffer.format = NULL;
  return 0;
}
