// Containers. Fields named "atomic" are read by other threads without the lock: atomic accessors only.

import { Word } from './word';

/** tuple: size words follow. Immutable, except between allocation and publication. */
// @ts-ignore: decorator
@unmanaged
export class Tuple {
  type: u32; local: u32; shared: i32; owner: u16; mutex: u8; gc: u8;
  size: u32; // 16
  pad0: u32;
  // 24: Word items[size]
}
// @ts-ignore: decorator
@inline export const TUPLE_ITEMS: usize = 24;

/**
 * list. `size` and `array` are atomic. The array block (memory kind ARRAY) is
 *     0  u32 capacity   words
 *     4  u32 0
 *     8  Word items[capacity]
 * Slots at and beyond `size` are NULL. Replaced arrays are retired (freed after a grace period).
 */
// @ts-ignore: decorator
@unmanaged
export class List {
  type: u32; local: u32; shared: i32; owner: u16; mutex: u8; gc: u8;
  size: u32; // 16, atomic
  array: u32; // 20, atomic; 0 while nothing was ever stored
}
// @ts-ignore: decorator
@inline export const ARRAY_ITEMS: usize = 8;

/**
 * dict. `keys` and `used` are atomic. The keys block (memory kind KEYS) never changes capacity:
 *     0  u8  log2 of the number of index slots
 *     1  u8  log2 of the bytes per index slot (0, 1, 2)
 *     2  u8  1: every key is an exact str (probes may compare by identity, then by hash and bytes)
 *     3  u8  0
 *     4  u32 version    atomic; 0: none assigned. Assigned once, on demand, from a process-wide counter that is
 *                       never reused; reset to 0 when a key is added. Serves inline caches: same version, same entry
 *     8  u32 capacity   entries that fit
 *    12  u32 count      atomic; entries ever used in this block (live or deleted)
 *    16  index slots    entry number, or all ones for "never used"; a used slot never becomes empty again
 *    ..  entries, 8-byte aligned, at KEYS_HEADER + (1 << log2 slots << log2 bytes), rounded up to 8:
 *        { u64 hash, Word key, Word value }  within a block an entry serves one key for ever; deleted: value NULL
 */
// @ts-ignore: decorator
@unmanaged
export class Dict {
  type: u32; local: u32; shared: i32; owner: u16; mutex: u8; gc: u8;
  used: u32; // 16, atomic: live entries
  keys: u32; // 20, atomic; never 0 (the shared empty block)
}
// @ts-ignore: decorator
@inline export const KEYS_VERSION: usize = 4;
// @ts-ignore: decorator
@inline export const KEYS_HEADER: usize = 16;
// @ts-ignore: decorator
@inline export const ENTRY_SIZE: usize = 24;
// @ts-ignore: decorator
@inline export const ENTRY_HASH: usize = 0;
// @ts-ignore: decorator
@inline export const ENTRY_KEY: usize = 8;
// @ts-ignore: decorator
@inline export const ENTRY_VALUE: usize = 16;

/**
 * set and frozenset: the dict's discipline on a table block (memory kind KEYS):
 *     0  u32 mask       slots - 1
 *     4  u32 fill       used or dummy slots
 *     8  { u64 hash, Word key } [mask + 1]; key NULL: never used, UNBOUND: removed
 */
// @ts-ignore: decorator
@unmanaged
export class Set {
  type: u32; local: u32; shared: i32; owner: u16; mutex: u8; gc: u8;
  used: u32; // 16, atomic
  table: u32; // 20, atomic; 0: empty, never used
  hash: i64; // 24: frozenset's, -1 until computed
}

/** Cell of a closure. */
// @ts-ignore: decorator
@unmanaged
export class Cell {
  type: u32; local: u32; shared: i32; owner: u16; mutex: u8; gc: u8;
  value: Word; // 16, atomic; UNBOUND when empty
}

/** slice. */
// @ts-ignore: decorator
@unmanaged
export class Slice {
  type: u32; local: u32; shared: i32; owner: u16; mutex: u8; gc: u8;
  start: Word;
  stop: Word;
  step: Word;
}
