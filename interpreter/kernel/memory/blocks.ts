// Blocks of memory of all kinds. What may be read without a lock by another thread is retired, not freed.

import { allocBig, allocSlow, freeBig, freeSmall, heap, Page, pageOf } from './heaps';
import { classOf, KIND_ARRAY, KIND_KEYS, KIND_OBJECT, KIND_RAW, SMALL_MAX } from './classes';

export { KIND_ARRAY, KIND_KEYS, KIND_OBJECT, KIND_RAW };
export { retireBlock } from './grace';

/** A 16-byte aligned block of at least `size` bytes, not cleared; 0: no memory (no error is set). */
export function allocBlock(kind: u32, size: usize): usize {
  if (size > SMALL_MAX) return allocBig(kind, size);
  const slot = kind << 6 | classOf(size + <usize>(size == 0));
  const cached = heap + (<usize>slot << 2);
  const p = <usize>load<u32>(cached);
  if (!p) return allocSlow(slot);
  store<u32>(cached, load<u32>(p));
  return p;
}

/** Gives a KEYS, ARRAY or RAW block back at once; 0 is ignored. */
export function freeBlock(p: usize): void {
  if (!p) return;
  if (changetype<Page>(pageOf(p)).cls) freeSmall(p);
  else freeBig(p);
}

/** Bytes that fit into the block (at least what was asked for). */
export function blockSize(p: usize): usize {
  return changetype<Page>(pageOf(p)).blockSize;
}

/** A block of `size` bytes with the contents of `p` (may be 0) up to the smaller size; 0: no memory, `p` stays. */
export function reallocBlock(kind: u32, p: usize, size: usize): usize {
  if (!p) return allocBlock(kind, size);
  const room = blockSize(p);
  if (size <= room && size >= room >> 1) return p;
  const q = allocBlock(kind, size);
  if (!q) return 0;
  memory.copy(q, p, min(size, room));
  freeBlock(p);
  return q;
}
