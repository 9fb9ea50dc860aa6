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

/**
 * list_iterator, tuple_iterator and the reverse forms; the eval loop reads the first two inline. `index` is atomic:
 * the next item, or ITERATOR_DONE once exhausted. The sequence is held until the iterator dies, so that a thread which
 * shares the iterator may borrow it. list_reverseiterator: `index` is the next item plus 1, 0 or ITERATOR_DONE: exhausted.
 */
// @ts-ignore: decorator
@unmanaged
export class ListIterator {
  type: u32; local: u32; shared: i32; owner: u16; mutex: u8; gc: u8;
  index: u32; // 16, atomic
  pad0: u32;
  list: Word; // 24: the list or tuple
}
// @ts-ignore: decorator
@inline export const ITERATOR_DONE: u32 = 0xffff_ffff;

/** range_iterator. Every value from the first to one step past the last is an immediate int. Racing threads may repeat a value. */
// @ts-ignore: decorator
@unmanaged
export class RangeIterator {
  type: u32; local: u32; shared: i32; owner: u16; mutex: u8; gc: u8;
  current: i64; // 16: next value
  remaining: i64; // 24: values to come, >= 0
  step: i64; // 32
}

/** range: ints, immediate or not; `length` is an int word too. */
// @ts-ignore: decorator
@unmanaged
export class Range {
  type: u32; local: u32; shared: i32; owner: u16; mutex: u8; gc: u8;
  start: Word;
  stop: Word;
  step: Word;
  length: Word;
}

/** dict_keyiterator, dict_valueiterator, dict_itemiterator and their reverse forms. Fields atomic. */
// @ts-ignore: decorator
@unmanaged
export class DictIterator {
  type: u32; local: u32; shared: i32; owner: u16; mutex: u8; gc: u8;
  /** Entry number to look at next (reverse: plus 1). */
  position: u32; // 16
  /** dict.used when the iterator was made; DICT_CHANGED after an error; ITERATOR_DONE in `position` when exhausted. */
  used: u32; // 20
  /** Entries still to come. */
  remaining: u32; // 24
  pad0: u32;
  dict: Word; // 32
}

/** dict_keys, dict_values, dict_items; mappingproxy. */
// @ts-ignore: decorator
@unmanaged
export class DictView {
  type: u32; local: u32; shared: i32; owner: u16; mutex: u8; gc: u8;
  dict: Word; // 16: any mapping for mappingproxy
}

/** set_iterator. */
// @ts-ignore: decorator
@unmanaged
export class SetIterator {
  type: u32; local: u32; shared: i32; owner: u16; mutex: u8; gc: u8;
  position: u32; // 16: slot number, ITERATOR_DONE when exhausted
  used: u32; // 20
  remaining: u32; // 24
  pad0: u32;
  set: Word; // 32
}

/** iterator over `__getitem__` and callable_iterator (first: callable, second: sentinel), enumerate, map, filter, zip ... */
// @ts-ignore: decorator
@unmanaged
export class PairIterator {
  type: u32; local: u32; shared: i32; owner: u16; mutex: u8; gc: u8;
  first: Word; // 16
  second: Word; // 24
  index: i64; // 32
}
