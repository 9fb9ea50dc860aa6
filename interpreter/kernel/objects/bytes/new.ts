// Making bytes.

import { control } from '../../layout/control';
import { BYTES_DATA } from '../../layout/text';
import { TF_BYTES, Type } from '../../layout/type';
import { address, fromAddress, isPointer, Word } from '../../layout/word';
import { T_BYTES } from '../../generated/types';
import { newObject } from '../../memory/objects';
import { markImmortal } from '../../counting/counts';
import { memoryError } from '../../eval/errors';
import { StrBuilder, builderDrop } from '../str/builder';

/** bytes or an instance of a subclass. */
// @ts-ignore: decorator
@inline export function isBytes(w: Word): bool {
  return isPointer(w) && (changetype<Type>(load<u32>(address(w))).flags & TF_BYTES) != 0;
}
// @ts-ignore: decorator
@inline export function bytesSize(p: usize): u32 { return load<u32>(p, 16); }
// @ts-ignore: decorator
@inline export function bytesData(p: usize): usize { return p + BYTES_DATA; }

/** A bytes of `size` bytes at BYTES_DATA to be filled; 0 with MemoryError set. */
export function newBytes(size: u32): usize {
  if (size > 0x7fff_ff00) { memoryError(); return 0; }
  const p = newObject(T_BYTES, BYTES_DATA + size);
  if (!p) return 0;
  store<u32>(p, size, 16);
  store<u32>(p, 0, 20);
  store<i64>(p, -1, 24);
  return p;
}

/** The empty bytes. */
// @ts-ignore: decorator
@inline export function emptyBytes(): Word { return control().emptyBytes; }

/** The bytes of `n` bytes at `data`. */
export function newBytesFrom(data: usize, n: u32): Word {
  if (!n) return emptyBytes();
  const p = newBytes(n);
  if (p) memory.copy(p + BYTES_DATA, data, n);
  return fromAddress(p);
}

/** The bytes whose values are the code points (below 256) of a builder, which is gone then. */
export function bytesFromBuilder(b: usize): Word {
  const builder = changetype<StrBuilder>(b);
  const w = builder.failed ? memoryError() : newBytesFrom(builder.data, builder.length);
  builderDrop(b);
  return w;
}

/** Makes the empty bytes. Once, at boot. */
export function bootBytes(): bool {
  const p = newBytes(0);
  if (!p) return false;
  markImmortal(p);
  control().emptyBytes = fromAddress(p);
  return true;
}
