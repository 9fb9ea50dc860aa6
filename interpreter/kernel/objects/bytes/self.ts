// What bytes and bytearray methods share: reading self, making a result of the same type, reading arguments.
//
// A bytearray changes under other threads: its methods read it between `lockSelf` and `unlockSelf`. Arguments are taken
// as buffers before that, since taking one may run code or wait.

import { BYTES_DATA } from '../../layout/text';
import { Type } from '../../layout/type';
import { address, isInt, Word } from '../../layout/word';
import { T_BYTES, T_TYPE_ERROR, T_VALUE_ERROR } from '../../generated/types';
import { own } from '../../counting/counts';
import { clearError, errorMatches, errorSet, raise, raisef } from '../../eval/errors';
import { enter, leave } from '../../sync/critical';
import { indexI64, typeOf } from '../protocol';
import { newByteArrayFrom } from '../bytearray/new';
import { Buffer, getBuffer, supportsBuffer } from '../buffer';
import { StrBuilder, builderDrop } from '../str/builder';
import { bytesFromBuilder, isBytes, newBytesFrom } from './new';
import { memoryError } from '../../eval/errors';

// @ts-ignore: decorator
@inline export function lockSelf(self: Word): void { if (!isBytes(self)) enter(address(self)); }
// @ts-ignore: decorator
@inline export function unlockSelf(self: Word): void { if (!isBytes(self)) leave(address(self)); }
/** Address of the first byte (bytearray: under its lock). */
// @ts-ignore: decorator
@inline export function dataOf(self: Word): usize {
  const p = address(self);
  return isBytes(self) ? p + BYTES_DATA : <usize>(load<u32>(p, 20) + load<u32>(p, 28));
}
// @ts-ignore: decorator
@inline export function sizeOf(self: Word): u32 { return load<u32>(address(self), 16); }

/** A bytes or bytearray, as `self` is one, of `n` bytes at `data`. */
export function like(self: Word, data: usize, n: u32): Word {
  return isBytes(self) ? newBytesFrom(data, n) : newByteArrayFrom(data, n);
}

/** As `like`; an exact bytes that would be copied whole is returned itself. */
export function part(self: Word, data: usize, start: u32, end: u32): Word {
  if (start == 0 && end == sizeOf(self) && load<u32>(address(self)) == T_BYTES) return own(self);
  return like(self, data + start, end > start ? end - start : 0);
}

/** The text of a builder (code points below 256) as the type of `self`. */
export function likeBuilder(self: Word, b: usize): Word {
  if (isBytes(self)) return bytesFromBuilder(b);
  const builder = changetype<StrBuilder>(b);
  const w = builder.failed ? memoryError() : newByteArrayFrom(builder.data, builder.length);
  builderDrop(b);
  return w;
}

/** The byte to look for, where `wanted` gave an int. */
export let wantedByte: u8 = 0;
/** Result of `wanted`: an int was given. */
// @ts-ignore: decorator
@inline export const ONE_BYTE: usize = 1;

/** What find, count and `in` look for: a Buffer, ONE_BYTE (the byte in `wantedByte`), or 0 with an error set. */
export function wanted(w: Word): usize {
  if (supportsBuffer(w)) return getBuffer(w);
  if (isInt(w) || changetype<Type>(typeOf(w)).nb_index) {
    const n = indexI64(w, T_VALUE_ERROR);
    if (n == -1 && errorSet()) {
      if (errorMatches(T_VALUE_ERROR)) { clearError(); raise(T_VALUE_ERROR, 'byte must be in range(0, 256)'); }
      return 0;
    }
    if (<u64>n > 255) { raise(T_VALUE_ERROR, 'byte must be in range(0, 256)'); return 0; }
    wantedByte = <u8>n;
    return ONE_BYTE;
  }
  raisef(T_TYPE_ERROR, "argument should be integer or bytes-like object, not '%T'", w);
  return 0;
}

// @ts-ignore: decorator
@inline export function bufferData(b: usize): usize { return changetype<Buffer>(b).data; }
// @ts-ignore: decorator
@inline export function bufferSize(b: usize): i32 { return <i32>changetype<Buffer>(b).size; }
