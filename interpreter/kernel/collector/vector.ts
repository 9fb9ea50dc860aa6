// A growing list of addresses in pages of its own, for the collector's work; it is no part of any heap.

import { allocPages, freePages, PAGE_RESERVED } from '../memory/pages';

/** { u32 count, u32 capacity, u32 entries[] }; 0: no memory. `capacity`: entries that fit at least. */
export function newVector(capacity: u32): usize {
  const pages = <u32>((<u64>capacity * 4 + 8 + 65535) >> 16);
  const v = allocPages(pages, PAGE_RESERVED);
  if (!v) return 0;
  store<u32>(v, 0);
  store<u32>(v, ((pages << 16) - 8) >> 2, 4);
  return v;
}

export function freeVector(v: usize): void {
  if (v) freePages(v);
}

// @ts-ignore: decorator
@inline export function vectorSize(v: usize): u32 { return load<u32>(v); }
// @ts-ignore: decorator
@inline export function vectorAt(v: usize, i: u32): usize { return load<u32>(v + 8 + (<usize>i << 2)); }
// @ts-ignore: decorator
@inline export function vectorSet(v: usize, i: u32, p: usize): void { store<u32>(v + 8 + (<usize>i << 2), <u32>p); }
/** Appends; the vector has room. */
// @ts-ignore: decorator
@inline export function vectorPush(v: usize, p: usize): void {
  const n = load<u32>(v);
  store<u32>(v + 8 + (<usize>n << 2), <u32>p);
  store<u32>(v, n + 1);
}
/** Takes the last one out; the vector is not empty. */
// @ts-ignore: decorator
@inline export function vectorPop(v: usize): usize {
  const n = load<u32>(v) - 1;
  store<u32>(v, n);
  return load<u32>(v + 8 + (<usize>n << 2));
}
// @ts-ignore: decorator
@inline export function vectorFull(v: usize): bool { return load<u32>(v) == load<u32>(v, 4); }
export function vectorTruncate(v: usize, n: u32): void { store<u32>(v, n); }
