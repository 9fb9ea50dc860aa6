// Making ints, and reading them as machine numbers. Every exact int has one form: immediate whenever it fits.

import { BigInt, LIMBS } from '../../layout/text';
import { address, fitsInt, fromAddress, isInt, isPointer, NULL, ofInt, toInt, Word } from '../../layout/word';
import { T_INT, T_OVERFLOW_ERROR, T_VALUE_ERROR } from '../../generated/types';
import { own } from '../../counting/counts';
import { memoryError, raise } from '../../eval/errors';
import { freeObject, newObject } from '../../memory/objects';
import { Operand, operand, smallValue } from './operand';

/** Limbs that an int may have at most. */
// @ts-ignore: decorator
@inline export const MAX_LIMBS: u32 = 0x0400_0000;
// @ts-ignore: decorator
@inline const HASH_MODULUS: u64 = 0x1fff_ffff_ffff_ffff;

/** An exact int with room for `size` limbs, not cleared: fill them, then `finishInt`. 0 with MemoryError set. */
export function newInt(size: u32, negative: u32): usize {
  if (size > MAX_LIMBS) { memoryError(); return 0; }
  const p = newObject(T_INT, LIMBS + (<usize>size << 2));
  if (!p) return 0;
  const n = changetype<BigInt>(p);
  n.size = size;
  n.negative = negative;
  return p;
}

/** Gives a fresh int its one form: leading zero limbs go, a small value becomes immediate. 0 gives NULL. */
export function finishInt(p: usize): Word {
  if (!p) return NULL;
  const n = changetype<BigInt>(p);
  const before = n.size;
  let size = before;
  while (size && !load<u32>(p + (<usize>size << 2), LIMBS - 4)) size--;
  if (size <= 2) {
    const magnitude: u64 = size == 2 ? load<u64>(p, LIMBS) : size ? <u64>load<u32>(p, LIMBS) : 0;
    if (magnitude <= 0x8000_0000_0000) {
      const value = n.negative ? -(<i64>magnitude) : <i64>magnitude;
      if (fitsInt(value)) {
        freeObject(p);
        return ofInt(value);
      }
    }
  }
  n.size = size;
  if (before > 64 && size < before >> 1) {
    const q = newInt(size, n.negative);
    if (q) memory.copy(q + LIMBS, p + LIMBS, <usize>size << 2);
    freeObject(p);
    return fromAddress(q);
  }
  return fromAddress(p);
}

/** The int of `size` limbs at `limbs`. */
export function intFromLimbs(limbs: usize, size: u32, negative: u32): Word {
  while (size && !load<u32>(limbs + (<usize>(size - 1) << 2))) size--;
  const p = newInt(size, negative);
  if (p) memory.copy(p + LIMBS, limbs, <usize>size << 2);
  return finishInt(p);
}

function intFromMagnitude(magnitude: u64, negative: u32): Word {
  const p = newInt(2, negative);
  if (p) store<u64>(p, magnitude, LIMBS);
  return finishInt(p);
}

export function intFromI64(n: i64): Word {
  if (fitsInt(n)) return ofInt(n);
  return intFromMagnitude(n < 0 ? <u64>-n : <u64>n, n < 0 ? 1 : 0);
}

export function intFromU64(n: u64): Word {
  return n <= 0x7fff_ffff_ffff ? ofInt(<i64>n) : intFromMagnitude(n, 0);
}

/** The float truncated towards zero. OverflowError for infinities, ValueError for NaN. */
export function intFromF64(x: f64): Word {
  if (x > -9.2e18 && x < 9.2e18) return intFromI64(<i64>x);
  const bits = reinterpret<u64>(x);
  const biased = <u32>(bits >> 52) & 0x7ff;
  if (biased == 0x7ff) {
    if (bits << 12) return raise(T_VALUE_ERROR, 'cannot convert float NaN to integer');
    return raise(T_OVERFLOW_ERROR, 'cannot convert float infinity to integer');
  }
  const mantissa = bits & 0x000f_ffff_ffff_ffff | 0x0010_0000_0000_0000;
  const shift = biased - 1075; // at least 10 here
  const low = shift >> 5, bit = shift & 31;
  const p = newInt(low + 3, <u32>(bits >> 63));
  if (!p) return NULL;
  memory.fill(p + LIMBS, 0, (<usize>low + 3) << 2);
  const at = p + LIMBS + (<usize>low << 2);
  store<u64>(at, mantissa << bit);
  if (bit) store<u32>(at, <u32>(mantissa >> (64 - bit)), 8);
  return finishInt(p);
}

/** Whether the value of an int fits 64 bits with sign. */
export function fitsI64(w: Word): bool {
  if (!isPointer(w)) return true;
  const n = changetype<BigInt>(address(w));
  if (n.size < 2) return true;
  if (n.size > 2) return false;
  const magnitude = load<u64>(address(w), LIMBS);
  return magnitude < 0x8000_0000_0000_0000 || (n.negative != 0 && magnitude == 0x8000_0000_0000_0000);
}

/** Value of an int for which `fitsI64` holds; else its low 64 bits in two's complement. */
export function toI64(w: Word): i64 { return <i64>lowBits(w); }

/** Whether the value of an int fits 64 bits without sign. */
export function fitsU64(w: Word): bool {
  if (!isPointer(w)) return smallValue(w) >= 0;
  const n = changetype<BigInt>(address(w));
  return n.size == 0 || (n.size <= 2 && n.negative == 0);
}

/** The low 64 bits of an int in two's complement. */
export function lowBits(w: Word): u64 {
  if (!isPointer(w)) return <u64>smallValue(w);
  const n = changetype<BigInt>(address(w));
  const magnitude: u64 = n.size > 1 ? load<u64>(address(w), LIMBS) : n.size ? <u64>load<u32>(address(w), LIMBS) : 0;
  return n.negative ? -magnitude : magnitude;
}

/** The exact int of any int, bool and instances of subclasses included: a new reference. */
export function intExactOf(w: Word): Word {
  if (isInt(w)) return w;
  if (!isPointer(w)) return ofInt(smallValue(w));
  if (load<u32>(address(w)) == T_INT) return own(w);
  const n = changetype<BigInt>(address(w));
  return intFromLimbs(address(w) + LIMBS, n.size, n.negative);
}

/** hash() of an int: its value modulo 2**61 - 1, sign kept, never -1. */
export function intHash(w: Word): i64 {
  if (isInt(w)) {
    const n = toInt(w);
    return n == -1 ? -2 : n;
  }
  const o = operand(0, w);
  const h = o.negative ? -(<i64>hashLimbs(o)) : <i64>hashLimbs(o);
  return h == -1 ? -2 : h;
}

function hashLimbs(o: Operand): u64 {
  let h: u64 = 0;
  for (let i = o.size; i--;) {
    h = (h << 32 & HASH_MODULUS | h >> 29) + load<u32>(<usize>o.limbs + (<usize>i << 2));
    if (h >= HASH_MODULUS) h -= HASH_MODULUS;
  }
  return h;
}
