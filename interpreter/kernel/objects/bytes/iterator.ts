// Iterating over bytes and bytearray.

import { address, fromAddress, NONE, NULL, ofI32, Word } from '../../layout/word';
import { T_BYTEARRAY_ITERATOR, T_BYTES_ITERATOR } from '../../generated/types';
import { freeObject, newObject } from '../../memory/objects';
import { own, release } from '../../counting/counts';
import { errorSet } from '../../eval/errors';
import { visit } from '../../collector/visit';
import { indexI64 } from '../protocol';
import { builtinAttribute } from '../iterators';
import { tuple1, tuple3 } from '../tuple';
import { dataOf, lockSelf, sizeOf, unlockSelf } from './self';

/** bytes_iterator, bytearray_iterator. `position` is atomic; 0xffffffff: exhausted for good. */
// @ts-ignore: decorator
@unmanaged
export class BytesIterator {
  type: u32; local: u32; shared: i32; owner: u16; mutex: u8; gc: u8;
  position: u32; // 16
  pad0: u32;
  bytes: Word; // 24
}
// @ts-ignore: decorator
@inline const DONE: u32 = 0xffff_ffff;

/** @type bytes_iterator base=object size=offsetof<BytesIterator>() flags=GC */
/** @type bytearray_iterator base=object size=offsetof<BytesIterator>() flags=GC */

function make(type: u32, self: Word): Word {
  const p = newObject(type, offsetof<BytesIterator>());
  if (!p) return NULL;
  store<u64>(p, 0, 16);
  store<u64>(p, own(self), 24);
  return fromAddress(p);
}
/** @slot bytes.iter */
export function bytes_iter(self: Word): Word { return make(T_BYTES_ITERATOR, self); }
/** @slot bytearray.iter */
export function bytearray_iter(self: Word): Word { return make(T_BYTEARRAY_ITERATOR, self); }

/** @slot bytes_iterator.iternext
 * @slot bytearray_iterator.iternext */
export function bytes_iterator_next(self: Word): Word {
  const it = address(self);
  const bytes = load<u64>(it, 24);
  const i = atomic.load<u32>(it, 16);
  if (i == DONE) return NULL;
  let v = -1;
  lockSelf(bytes);
  if (i < sizeOf(bytes)) v = load<u8>(dataOf(bytes) + i);
  unlockSelf(bytes);
  atomic.store<u32>(it, v < 0 ? DONE : i + 1, 16);
  return v < 0 ? NULL : ofI32(v);
}
/** @slot bytes_iterator.iter
 * @slot bytearray_iterator.iter */
export function bytes_iterator_iter(self: Word): Word { return own(self); }
/** @slot bytes_iterator.dealloc
 * @slot bytearray_iterator.dealloc */
export function bytes_iterator_dealloc(p: usize): void {
  release(load<u64>(p, 24));
  freeObject(p);
}
/** @slot bytes_iterator.traverse
 * @slot bytearray_iterator.traverse */
export function bytes_iterator_traverse(p: usize): void { visit(load<u64>(p, 24)); }

/** @method bytes_iterator.__length_hint__(self, /)
 * @method bytearray_iterator.__length_hint__(self, /)
 * Private method returning an estimate of len(list(it)). */
export function bytes_iterator_length_hint(self: Word): Word {
  const it = address(self);
  const i = atomic.load<u32>(it, 16), n = sizeOf(load<u64>(it, 24));
  return ofI32(i < n ? n - i : 0);
}
/** @method bytes_iterator.__reduce__(self, /)
 * @method bytearray_iterator.__reduce__(self, /)
 * Return state information for pickling. */
export function bytes_iterator_reduce(self: Word): Word {
  const it = address(self);
  const position = atomic.load<u32>(it, 16);
  const iterFunction = builtinAttribute('iter');
  if (iterFunction == NULL) return NULL;
  if (position == DONE) {
    const empty = fromAddress(newTuple(0));
    return fromAddress(tuple2(iterFunction, fromAddress(tuple1(empty))));
  }
  return fromAddress(tuple3(iterFunction, fromAddress(tuple1(own(load<u64>(it, 24)))), ofI32(position)));
}
import { newTuple, tuple2 } from '../tuple';
/** @method bytes_iterator.__setstate__(self, state, /)
 * @method bytearray_iterator.__setstate__(self, state, /)
 * Set state information for unpickling. */
export function bytes_iterator_setstate(self: Word, state: Word): Word {
  let i = indexI64(state, 0);
  if (i == -1 && errorSet()) return NULL;
  const it = address(self);
  const n = <i64>sizeOf(load<u64>(it, 24));
  if (i < 0) i = 0;
  if (atomic.load<u32>(it, 16) != DONE) atomic.store<u32>(it, <u32>(i > n ? n : i), 16);
  return NONE;
}
