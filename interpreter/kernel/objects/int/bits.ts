// Shifts and bitwise operations of ints, as if in two's complement without end.

import { LIMBS } from '../../layout/text';
import { bothInt, isPointer, NOT_IMPLEMENTED, NULL, ofInt, toInt, Word } from '../../layout/word';
import { T_OVERFLOW_ERROR, T_VALUE_ERROR } from '../../generated/types';
import { memoryError, raise } from '../../eval/errors';
import { addSmall, anyBitBelow, limb, setLimb, shiftLeftInto, shiftRightInto } from './limbs';
import { bothIntLike } from './arithmetic';
import { finishInt, fitsI64, intFromI64, newInt, MAX_LIMBS, toI64 } from './new';
import { isNegative, isZero, operand, smallValue } from './operand';

/** n << count for an int and count >= 0. */
export function intShiftLeft(n: Word, count: u64): Word {
  if (isZero(n)) return ofInt(0);
  if (!isPointer(n) && count < 16) return intFromI64(smallValue(n) << count);
  if (count >= <u64>MAX_LIMBS << 5) return memoryError();
  const o = operand(0, n);
  const p = newInt(o.size + <u32>(count >> 5) + 1, o.negative);
  if (!p) return NULL;
  shiftLeftInto(p + LIMBS, o.limbs, o.size, <u32>count);
  return finishInt(p);
}

/** n >> count for an int and count >= 0: rounded down. */
export function intShiftRight(n: Word, count: u64): Word {
  if (!isPointer(n)) return ofInt(smallValue(n) >> (count > 63 ? 63 : count));
  const o = operand(0, n);
  if (count >= <u64>o.size << 5) return ofInt(o.negative ? -1 : 0);
  const words = <u32>(count >> 5);
  const p = newInt(o.size - words + 1, o.negative);
  if (!p) return NULL;
  shiftRightInto(p + LIMBS, o.limbs, o.size, <u32>count);
  setLimb(p + LIMBS, o.size - words, 0);
  if (o.negative && anyBitBelow(o.limbs, <u32>count)) addSmall(p + LIMBS, o.size - words + 1, 1);
  return finishInt(p);
}

/** @slot int.nb_lshift */
export function int_lshift(a: Word, b: Word): Word {
  if (!bothIntLike(a, b)) return NOT_IMPLEMENTED;
  if (isNegative(b)) return raise(T_VALUE_ERROR, 'negative shift count');
  if (!fitsI64(b)) return isZero(a) ? ofInt(0) : raise(T_OVERFLOW_ERROR, 'too many digits in integer');
  return intShiftLeft(a, <u64>toI64(b));
}

/** @slot int.nb_rshift */
export function int_rshift(a: Word, b: Word): Word {
  if (!bothIntLike(a, b)) return NOT_IMPLEMENTED;
  if (isNegative(b)) return raise(T_VALUE_ERROR, 'negative shift count');
  if (!fitsI64(b)) return ofInt(isNegative(a) ? -1 : 0);
  return intShiftRight(a, <u64>toI64(b));
}

// @ts-ignore: decorator
@inline const AND: u32 = 0;
// @ts-ignore: decorator
@inline const OR: u32 = 1;
// @ts-ignore: decorator
@inline const XOR: u32 = 2;

// @ts-ignore: decorator
@inline function combine(op: u32, x: u32, y: u32): u32 { return op == AND ? x & y : op == OR ? x | y : x ^ y; }

function bitwise(op: u32, a: Word, b: Word): Word {
  let x = operand(0, a), y = operand(1, b);
  if (x.size < y.size) { const z = x; x = y; y = z; }
  const n = x.size, m = y.size;
  const negative = combine(op, x.negative, y.negative) & 1;
  const p = newInt(n + 1, negative);
  if (!p) return NULL;
  // two's complement limb by limb: ~magnitude + 1
  let xCarry = x.negative, yCarry = y.negative, carry = negative;
  const xMask: u32 = x.negative ? 0xffff_ffff : 0, yMask: u32 = y.negative ? 0xffff_ffff : 0, mask: u32 = negative ? 0xffff_ffff : 0;
  const r = p + LIMBS;
  for (let i: u32 = 0; i < n; i++) {
    const u = (limb(x.limbs, i) ^ xMask) + xCarry;
    xCarry &= u == 0 ? 1 : 0;
    let v = yMask;
    if (i < m) {
      v = (limb(y.limbs, i) ^ yMask) + yCarry;
      yCarry &= v == 0 ? 1 : 0;
    }
    const w = (combine(op, u, v) ^ mask) + carry;
    carry &= w == 0 ? 1 : 0;
    setLimb(r, i, w);
  }
  setLimb(r, n, carry);
  return finishInt(p);
}

/** @slot int.nb_and */
export function int_and(a: Word, b: Word): Word {
  if (bothInt(a, b)) return ofInt(toInt(a) & toInt(b));
  return bothIntLike(a, b) ? intAnd(a, b) : NOT_IMPLEMENTED;
}
/** @slot int.nb_or */
export function int_or(a: Word, b: Word): Word {
  if (bothInt(a, b)) return ofInt(toInt(a) | toInt(b));
  return bothIntLike(a, b) ? intOr(a, b) : NOT_IMPLEMENTED;
}
/** @slot int.nb_xor */
export function int_xor(a: Word, b: Word): Word {
  if (bothInt(a, b)) return ofInt(toInt(a) ^ toInt(b));
  return bothIntLike(a, b) ? intXor(a, b) : NOT_IMPLEMENTED;
}

/** a & b for ints. */
export function intAnd(a: Word, b: Word): Word { return isPointer(a) || isPointer(b) ? bitwise(AND, a, b) : ofInt(smallValue(a) & smallValue(b)); }
/** a | b for ints. */
export function intOr(a: Word, b: Word): Word { return isPointer(a) || isPointer(b) ? bitwise(OR, a, b) : ofInt(smallValue(a) | smallValue(b)); }
/** a ^ b for ints. */
export function intXor(a: Word, b: Word): Word { return isPointer(a) || isPointer(b) ? bitwise(XOR, a, b) : ofInt(smallValue(a) ^ smallValue(b)); }
