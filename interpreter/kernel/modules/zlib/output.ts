// The output of a compressor or decompressor at work: a raw block that grows. One at a time per instance; what takes a safe
// point in between puts it aside and back.

import { Word } from '../../layout/word';
import { allocBlock, freeBlock, reallocBlock, KIND_RAW } from '../../memory/blocks';
import { emptyBytes, newBytesFrom } from '../../objects/bytes/new';

export let outBlock: usize = 0;
export let outSize: usize = 0;
export let outRoom: usize = 0;

/** Bytes that the result of one call may have. */
// @ts-ignore: decorator
@inline const MOST: usize = 0x7000_0000;

/** Begins an output. False: no memory (no error is set). */
export function beginOutput(room: usize): bool {
  outSize = 0;
  outRoom = max<usize>(room, 64);
  outBlock = allocBlock(KIND_RAW, outRoom);
  return outBlock != 0;
}

/** Makes room for `n` more bytes. False: no memory, nothing is changed. */
export function reserveOutput(n: usize): bool {
  const wanted = outSize + n;
  if (wanted <= outRoom) return true;
  if (wanted > MOST) return false;
  const room = min(max(wanted, outRoom << 1), MOST);
  const bigger = reallocBlock(KIND_RAW, outBlock, room);
  if (bigger == 0) return false;
  outBlock = bigger;
  outRoom = room;
  return true;
}

export function setOutSize(n: usize): void { outSize = n; }

/** Continues an output that was put aside. */
export function resumeOutput(block: usize, size: usize, room: usize): void {
  outBlock = block;
  outSize = size;
  outRoom = room;
}

/** Ends the output: its bytes from `from` on. NULL with MemoryError. */
export function finishOutput(from: usize): Word {
  const bytes = outSize == from ? emptyBytes() : newBytesFrom(outBlock + from, <u32>(outSize - from));
  freeBlock(outBlock);
  outBlock = 0;
  return bytes;
}

export function dropOutput(): void {
  freeBlock(outBlock);
  outBlock = 0;
}
