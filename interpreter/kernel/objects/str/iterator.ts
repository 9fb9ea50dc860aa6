// Iterating over a str.

import { STR_DATA } from '../../layout/text';
import { address, fromAddress, NONE, NULL, ofI32, Word } from '../../layout/word';
import { T_STR_ASCII_ITERATOR, T_STR_ITERATOR } from '../../generated/types';
import { freeObject, newObject } from '../../memory/objects';
import { own, release } from '../../counting/counts';
import { errorSet } from '../../eval/errors';
import { visit } from '../../collector/visit';
import { indexI64 } from '../protocol';
import { builtinAttribute } from '../iterators';
import { tuple1, tuple3 } from '../tuple';
import { charAt, strIsAscii, strLength } from './access';
import { latin1Str, strFromChar } from './new';

/** str_iterator. `position` is atomic: two threads may share one iterator. */
// @ts-ignore: decorator
@unmanaged
export class StrIterator {
  type: u32; local: u32; shared: i32; owner: u16; mutex: u8; gc: u8;
  position: u32; // 16
  pad0: u32;
  /** The str; stays until the iterator dies. */
  text: Word; // 24
}

/** @type str_iterator base=object size=offsetof<StrIterator>() flags=GC,DISALLOW_NEW */
/** @type str_ascii_iterator base=object size=offsetof<StrIterator>() flags=GC,DISALLOW_NEW */

/** @slot str.iter */
export function str_iter(self: Word): Word {
  const p = newObject(strIsAscii(address(self)) ? T_STR_ASCII_ITERATOR : T_STR_ITERATOR, offsetof<StrIterator>());
  if (!p) return NULL;
  store<u64>(p, 0, 16);
  store<u64>(p, own(self), 24);
  return fromAddress(p);
}

/** @slot str_iterator.iternext */
export function str_iterator_next(self: Word): Word {
  const it = address(self);
  const p = address(load<u64>(it, 24));
  const i = atomic.load<u32>(it, 16);
  if (i >= strLength(p)) return NULL;
  atomic.store<u32>(it, i + 1, 16);
  return strFromChar(charAt(p, i));
}
/** @slot str_ascii_iterator.iternext */
export function str_ascii_iterator_next(self: Word): Word {
  const it = address(self);
  const p = address(load<u64>(it, 24));
  const i = atomic.load<u32>(it, 16);
  if (i >= strLength(p)) return NULL;
  atomic.store<u32>(it, i + 1, 16);
  return latin1Str(load<u8>(p + i, STR_DATA));
}

/** @slot str_iterator.iter */
export function str_iterator_iter(self: Word): Word { return own(self); }
/** @slot str_ascii_iterator.iter */
export function str_ascii_iterator_iter(self: Word): Word { return own(self); }

/** @slot str_iterator.dealloc */
export function str_iterator_dealloc(p: usize): void {
  release(load<u64>(p, 24));
  freeObject(p);
}
/** @slot str_ascii_iterator.dealloc */
export function str_ascii_iterator_dealloc(p: usize): void { str_iterator_dealloc(p); }
/** @slot str_iterator.traverse */
export function str_iterator_traverse(p: usize): void { visit(load<u64>(p, 24)); }
/** @slot str_ascii_iterator.traverse */
export function str_ascii_iterator_traverse(p: usize): void { visit(load<u64>(p, 24)); }

function remaining(self: Word): i32 {
  const it = address(self);
  const left = <i32>strLength(address(load<u64>(it, 24))) - <i32>atomic.load<u32>(it, 16);
  return left > 0 ? left : 0;
}
/** @method str_iterator.__length_hint__(self, /)
 * Private method returning an estimate of len(list(it)). */
export function str_iterator_length_hint(self: Word): Word { return ofI32(remaining(self)); }
/** @method str_ascii_iterator.__length_hint__(self, /)
 * Private method returning an estimate of len(list(it)). */
export function str_ascii_iterator_length_hint(self: Word): Word { return ofI32(remaining(self)); }

function reduce(self: Word): Word {
  const iterFunction = builtinAttribute('iter');
  if (iterFunction == NULL) return NULL;
  const it = address(self);
  const args = tuple1(own(load<u64>(it, 24)));
  if (!args) return NULL;
  return fromAddress(tuple3(iterFunction, fromAddress(args), ofI32(<i32>atomic.load<u32>(it, 16))));
}
/** @method str_iterator.__reduce__(self, /)
 * Return state information for pickling. */
export function str_iterator_reduce(self: Word): Word { return reduce(self); }
/** @method str_ascii_iterator.__reduce__(self, /)
 * Return state information for pickling. */
export function str_ascii_iterator_reduce(self: Word): Word { return reduce(self); }

function setState(self: Word, state: Word): Word {
  let i = indexI64(state, 0);
  if (i == -1 && errorSet()) return NULL;
  const it = address(self);
  const n = <i64>strLength(address(load<u64>(it, 24)));
  if (i < 0) i = 0;
  atomic.store<u32>(it, <u32>(i > n ? n : i), 16);
  return NONE;
}
/** @method str_iterator.__setstate__(self, state, /)
 * Set state information for unpickling. */
export function str_iterator_setstate(self: Word, state: Word): Word { return setState(self, state); }
/** @method str_ascii_iterator.__setstate__(self, state, /)
 * Set state information for unpickling. */
export function str_ascii_iterator_setstate(self: Word, state: Word): Word { return setState(self, state); }
