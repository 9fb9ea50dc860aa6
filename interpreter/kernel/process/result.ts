// Result blocks of the host: { u32 status, u32 length, bytes }, made with kernelAlloc, freed here.

import { NONE, Word } from '../layout/word';
import { allocBlock, freeBlock } from '../memory/blocks';
import { KIND_RAW } from '../memory/classes';
import { memoryError } from '../eval/errors';
import { newBytesFrom } from '../objects/bytes/new';
import { strFromUtf8 } from '../objects/str/new';

/** A block that the host writes into; 0: no memory. */
export function kernelAlloc(size: u32): usize {
  return allocBlock(KIND_RAW, size);
}
export function kernelFree(p: usize): void {
  freeBlock(p);
}

// @ts-ignore: decorator
@inline export function resultStatus(block: usize): u32 { return load<u32>(block); }
// @ts-ignore: decorator
@inline export function resultLength(block: usize): u32 { return load<u32>(block, 4); }
// @ts-ignore: decorator
@inline export function resultBytes(block: usize): usize { return block + 8; }

/** The content as a str (from UTF-8); frees the block. NULL with an error. */
export function resultText(block: usize): Word {
  if (block == 0) return memoryError();
  const text = strFromUtf8(resultBytes(block), resultLength(block));
  freeBlock(block);
  return text;
}

/** The content as bytes; frees the block. NULL with an error. */
export function resultBytesObject(block: usize): Word {
  if (block == 0) return memoryError();
  const bytes = newBytesFrom(resultBytes(block), resultLength(block));
  freeBlock(block);
  return bytes;
}

/** Reads the records of a result block in order. One at a time per instance. */
let cursor: usize = 0;

export function openRecord(p: usize): void {
  cursor = p;
}
export function recordI32(): i32 {
  const value = load<i32>(cursor);
  cursor += 4;
  return value;
}
/** Where the next record begins: for `openRecord` after something that may read records of its own. */
export function recordPlace(): usize { return cursor; }

/** A text (i32 length, UTF-8) as an owned str; length -1: NONE. NULL with an error. */
export function recordText(): Word {
  const length = recordI32();
  if (length < 0) return NONE;
  const text = strFromUtf8(cursor, <u32>length);
  cursor += <usize>length;
  return text;
}
/** Skips `length` bytes; returns where they begin. */
export function recordSkip(length: u32): usize {
  const p = cursor;
  cursor += length;
  return p;
}
// @ts-ignore: decorator
