// bytearray: allocation and resizing.

import { ByteArray } from '../../layout/text';
import { fromAddress, isPointer, NULL, Word } from '../../layout/word';
import { T_BUFFER_ERROR, T_BYTEARRAY } from '../../generated/types';
import { allocBlock, KIND_RAW, retireBlock } from '../../memory/blocks';
import { freeObject } from '../../memory/objects';
import { memoryError, raise } from '../../eval/errors';
import { allocVar } from '../type/alloc';
import { isSubtype } from '../type/lookup';
import { typeOf } from '../protocol';

/** bytearray or an instance of a subclass. */
export function isByteArray(w: Word): bool {
  if (!isPointer(w)) return false;
  const type = typeOf(w);
  return type == T_BYTEARRAY || isSubtype(type, T_BYTEARRAY);
}

/** An empty instance of bytearray or a subclass; 0 with MemoryError set. */
export function newByteArrayOf(type: u32): usize { return allocVar(type, 0); }

/** A bytearray of `n` bytes at `data`. */
export function newByteArrayFrom(data: usize, n: u32): Word {
  const p = newByteArrayOf(T_BYTEARRAY);
  if (!p) return NULL;
  if (n) {
    const block = allocBlock(KIND_RAW, n);
    if (!block) { freeObject(p); return memoryError(); }
    memory.copy(block, data, n);
    const array = changetype<ByteArray>(p);
    array.data = <u32>block;
    array.capacity = n;
    array.size = n;
  }
  return fromAddress(p);
}

/** Under the lock: gives the array `size` bytes; new ones are undefined. False with BufferError or MemoryError set, unchanged. */
export function resizeByteArray(p: usize, size: u32): bool {
  const array = changetype<ByteArray>(p);
  if (size == array.size) return true;
  if (array.exports) {
    raise(T_BUFFER_ERROR, 'Existing exports of data: object cannot be re-sized');
    return false;
  }
  if (size > 0x7fff_ff00) { memoryError(); return false; }
  if (<u64>array.start + size <= array.capacity && (size >= array.capacity >> 1 || array.capacity < 64)) {
    array.size = size;
    return true;
  }
  let capacity = size;
  if (size > array.size) capacity = size + (size >> 3) + (size < 9 ? 3 : 6);
  let block: usize = 0;
  if (size) {
    block = allocBlock(KIND_RAW, capacity);
    if (!block) { memoryError(); return false; }
    memory.copy(block, array.data + array.start, size < array.size ? size : array.size);
  }
  const old = array.data;
  array.data = <u32>block;
  array.capacity = size ? capacity : 0;
  array.start = 0;
  array.size = size;
  if (old) retireBlock(old);
  return true;
}
