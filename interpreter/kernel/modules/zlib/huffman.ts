// Huffman codes for the deflate side: code lengths of at most a given size from frequencies, and the codes themselves.

import { allocBlock, freeBlock, KIND_RAW } from '../../memory/blocks';

/**
 * Fills `lengths` (u8[n]) with code lengths up to `most` for the frequencies `counts` (u32[n]). With fewer than two symbols in
 * use, others get a code too, so that the code is complete. False: no memory.
 */
export function codeLengths(counts: usize, n: u32, most: u32, lengths: usize): bool {
  memory.fill(lengths, 0, n);
  // keys: frequency << 16 | symbol, in order
  const block = allocBlock(KIND_RAW, <usize>n * 16 + 16);
  if (block == 0) return false;
  const keys = block;
  const parents = block + <usize>n * 8;
  let used: u32 = 0;
  for (let i: u32 = 0; i < n; i++) {
    const f = load<u32>(counts + (i << 2));
    if (f != 0) store<u64>(keys + (<usize>(used++) << 3), <u64>f << 16 | i);
  }
  for (let i: u32 = 0; used < 2; i++) {
    if (load<u32>(counts + (i << 2)) == 0) store<u64>(keys + (<usize>(used++) << 3), <u64>1 << 16 | i);
  }
  sort(keys, used);
  // Two queues: the leaves in order, and the inner nodes as they are made, whose weights only grow. Node i >= used is inner.
  const weights = allocBlock(KIND_RAW, <usize>used * 8);
  if (weights == 0) {
    freeBlock(block);
    return false;
  }
  let leaf: u32 = 0;
  let inner: u32 = 0;
  for (let made: u32 = 0; made < used - 1; made++) {
    let sum: u64 = 0;
    for (let k = 0; k < 2; k++) {
      const leafWeight = leaf < used ? load<u64>(keys + (<usize>leaf << 3)) >> 16 : u64.MAX_VALUE;
      const innerWeight = inner < made ? load<u64>(weights + (<usize>inner << 3)) : u64.MAX_VALUE;
      if (leafWeight <= innerWeight) {
        sum += leafWeight;
        store<u32>(parents + (<usize>(leaf++) << 2), made);
      } else {
        sum += innerWeight;
        store<u32>(parents + (<usize>(used + inner++) << 2), made);
      }
    }
    store<u64>(weights + (<usize>made << 3), sum);
  }
  // depths of the inner nodes from the root down, over their weights; then how many leaves each length has
  store<u64>(weights + (<usize>(used - 2) << 3), 0);
  for (let i = <i32>used - 3; i >= 0; i--) {
    const parent = load<u32>(parents + (<usize>(used + i) << 2));
    store<u64>(weights + (<usize>i << 3), load<u64>(weights + (<usize>parent << 3)) + 1);
  }
  const sizes = allocBlock(KIND_RAW, 33 * 4);
  if (sizes != 0) {
    memory.fill(sizes, 0, 33 * 4);
    for (let i: u32 = 0; i < used; i++) {
      const depth = <u32>min<u64>(load<u64>(weights + (<usize>load<u32>(parents + (<usize>i << 2)) << 3)) + 1, most);
      store<u32>(sizes + (depth << 2), load<u32>(sizes + (depth << 2)) + 1);
    }
    limit(sizes, most);
    // the rarest symbols get the longest codes
    let at: u32 = 0;
    for (let length = most; length > 0; length--) {
      for (let k = load<u32>(sizes + (length << 2)); k > 0; k--) store<u8>(lengths + <u32>(load<u64>(keys + (<usize>(at++) << 3)) & 0xffff), <u8>length);
    }
  }
  freeBlock(sizes);
  freeBlock(weights);
  freeBlock(block);
  return sizes != 0;
}

/** Makes the numbers of codes of each length fit together again, after depths beyond `most` were cut. */
function limit(sizes: usize, most: u32): void {
  let total: u32 = 0;
  for (let i: u32 = 1; i <= most; i++) total += load<u32>(sizes + (i << 2)) << (most - i);
  while (total > 1 << most) {
    store<u32>(sizes + (most << 2), load<u32>(sizes + (most << 2)) - 1);
    let i = most - 1;
    while (load<u32>(sizes + (i << 2)) == 0) i--;
    store<u32>(sizes + (i << 2), load<u32>(sizes + (i << 2)) - 1);
    store<u32>(sizes + ((i + 1) << 2), load<u32>(sizes + ((i + 1) << 2)) + 2);
    total--;
  }
}

/** Shell sort of `n` u64: there are at most 286. */
function sort(p: usize, n: u32): void {
  for (let gap = n >> 1; gap > 0; gap = gap == 2 ? 1 : gap * 5 / 11) {
    for (let i = gap; i < n; i++) {
      const key = load<u64>(p + (<usize>i << 3));
      let j = i;
      while (j >= gap && load<u64>(p + (<usize>(j - gap) << 3)) > key) {
        store<u64>(p + (<usize>j << 3), load<u64>(p + (<usize>(j - gap) << 3)));
        j -= gap;
      }
      store<u64>(p + (<usize>j << 3), key);
    }
  }
}

/** Fills `codes` (u16[n]) with the codes of the lengths, bits in the order in which they are written. */
export function codesOf(lengths: usize, n: u32, codes: usize): void {
  let code: u32 = 0;
  for (let length: u32 = 1; length < 16; length++) {
    for (let i: u32 = 0; i < n; i++) {
      if (load<u8>(lengths + i) != length) continue;
      let reversed: u32 = 0;
      for (let b: u32 = 0; b < length; b++) reversed |= (code >> b & 1) << (length - 1 - b);
      store<u16>(codes + (i << 1), <u16>reversed);
      code++;
    }
    code <<= 1;
  }
}
