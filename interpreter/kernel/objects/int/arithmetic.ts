// + - * // % divmod, negation and absolute value of ints.

import { BigInt, LIMBS } from '../../layout/text';
import { address, bothInt, isPointer, NOT_IMPLEMENTED, NULL, ofInt, toInt, Word, fromAddress } from '../../layout/word';
import { T_ZERO_DIVISION_ERROR } from '../../generated/types';
import { release } from '../../counting/counts';
import { memoryError, raise } from '../../eval/errors';
import { freeObject } from '../../memory/objects';
import { allocBlock, freeBlock, KIND_RAW } from '../../memory/blocks';
import { isIntLike } from '../protocol';
import { tuple2 } from '../tuple';
import { addLimbs, addSmall, compareLimbs, limb, multiplySmall, significant, subtractLimbs } from './limbs';
import { divideLimbs } from './divide';
import { multiplyLimbs } from './multiply';
import { finishInt, intExactOf, intFromI64, intFromLimbs, newInt } from './new';
import { Operand, operand, smallValue } from './operand';

/** Whether both are ints, bools and instances of subclasses included. */
// @ts-ignore: decorator
@inline export function bothIntLike(a: Word, b: Word): bool { return bothInt(a, b) || (isIntLike(a) && isIntLike(b)); }

// |x| + |y|, with this sign
function sum(x: Operand, y: Operand, negative: u32): Word {
  if (x.size < y.size) { const z = x; x = y; y = z; }
  const p = newInt(x.size + 1, negative);
  if (!p) return NULL;
  store<u32>(p + (<usize>x.size << 2), addLimbs(p + LIMBS, x.limbs, x.size, y.limbs, y.size), LIMBS);
  return finishInt(p);
}

// |x| - |y|, with this sign if that is positive
function difference(x: Operand, y: Operand, negative: u32): Word {
  const order = compareLimbs(x.limbs, x.size, y.limbs, y.size);
  if (order == 0) return ofInt(0);
  if (order < 0) { const z = x; x = y; y = z; negative ^= 1; }
  const p = newInt(x.size, negative);
  if (!p) return NULL;
  subtractLimbs(p + LIMBS, x.limbs, x.size, y.limbs, y.size);
  return finishInt(p);
}

/** a + b for ints. */
export function intAdd(a: Word, b: Word): Word {
  if (!isPointer(a) && !isPointer(b)) return intFromI64(smallValue(a) + smallValue(b));
  const x = operand(0, a), y = operand(1, b);
  return x.negative == y.negative ? sum(x, y, x.negative) : difference(x, y, x.negative);
}

/** a - b for ints. */
export function intSubtract(a: Word, b: Word): Word {
  if (!isPointer(a) && !isPointer(b)) return intFromI64(smallValue(a) - smallValue(b));
  const x = operand(0, a), y = operand(1, b);
  return x.negative != y.negative ? sum(x, y, x.negative) : difference(x, y, x.negative);
}

/** a * b for ints. */
export function intMultiply(a: Word, b: Word): Word {
  let x = operand(0, a), y = operand(1, b);
  if (!x.size || !y.size) return ofInt(0);
  if (x.size < y.size) { const z = x; x = y; y = z; }
  const p = newInt(x.size + y.size, x.negative ^ y.negative);
  if (!p) return NULL;
  if (y.size == 1) store<u32>(p + (<usize>x.size << 2), multiplySmall(p + LIMBS, x.limbs, x.size, limb(y.limbs, 0), 0), LIMBS);
  else if (!multiplyLimbs(p + LIMBS, x.limbs, x.size, y.limbs, y.size)) {
    freeObject(p);
    return memoryError();
  }
  return finishInt(p);
}

// What divideInts leaves: both owned; the remainder has the sign of the divisor.
let quotient: Word = NULL;
let rest: Word = NULL;

/** Floor division into `quotient` and `rest`. False with an error set. */
function divideInts(a: Word, b: Word, message: string = 'integer division or modulo by zero'): bool {
  if (!isPointer(a) && !isPointer(b)) {
    const x = smallValue(a), y = smallValue(b);
    if (y == 0) return zeroDivision(message);
    let q = x / y;
    let r = x - q * y;
    if (r != 0 && (r ^ y) < 0) { q--; r += y; }
    quotient = intFromI64(q);
    rest = ofInt(r);
    return true;
  }
  const x = operand(0, a), y = operand(1, b);
  if (!y.size) return zeroDivision(message);
  const adjust = x.negative != y.negative; // a remainder means one more below zero
  const n = x.size, m = y.size;
  if (compareLimbs(x.limbs, n, y.limbs, m) < 0) {
    if (!n || !adjust) {
      quotient = ofInt(0);
      rest = intExactOf(a);
      return true;
    }
    quotient = ofInt(-1);
    rest = intAdd(a, b);
    return rest != NULL;
  }
  const q = newInt(n - m + 2, adjust ? 1 : 0);
  if (!q) return false;
  const room = allocBlock(KIND_RAW, <usize>n << 2);
  if (!room) { freeObject(q); memoryError(); return false; }
  memory.copy(room, x.limbs, <usize>n << 2);
  store<u32>(q + (<usize>(n - m) << 2), 0, LIMBS + 4);
  if (!divideLimbs(q + LIMBS, room, n, y.limbs, m, true)) {
    freeBlock(room);
    freeObject(q);
    memoryError();
    return false;
  }
  if (adjust && significant(room, m)) {
    addSmall(q + LIMBS, n - m + 2, 1);
    // |b| - remainder
    subtractLimbs(room, y.limbs, m, room, m);
  }
  const r = intFromLimbs(room, m, y.negative);
  freeBlock(room);
  quotient = finishInt(q);
  rest = r;
  if (quotient != NULL && rest != NULL) return true;
  release(quotient);
  release(rest);
  return false;
}

function zeroDivision(message: string): bool {
  raise(T_ZERO_DIVISION_ERROR, message);
  return false;
}

/** a // b for ints. */
export function intFloorDivide(a: Word, b: Word): Word {
  if (isPointer(a) || isPointer(b)) {
    const x = operand(0, a), y = operand(1, b);
    // the remainder only matters where the quotient is below zero
    if (y.size != 0 && x.negative == y.negative && x.size >= y.size) {
      const n = x.size, m = y.size;
      const q = newInt(n - m + 1, 0);
      if (!q) return NULL;
      if (divideLimbs(q + LIMBS, x.limbs, n, y.limbs, m, false)) return finishInt(q);
      freeObject(q);
      return memoryError();
    }
  }
  if (!divideInts(a, b)) return NULL;
  release(rest);
  return quotient;
}

/** a % b for ints. */
export function intRemainder(a: Word, b: Word): Word {
  if (!divideInts(a, b, 'integer modulo by zero')) return NULL;
  release(quotient);
  return rest;
}

/** divmod(a, b) for ints: a tuple. */
export function intDivmod(a: Word, b: Word): Word {
  if (!divideInts(a, b)) return NULL;
  return fromAddress(tuple2(quotient, rest));
}

/** Quotient rounded to the nearest even integer (owned) of a / b, for b > 0; the remainder from there into `lastRest`, owned. */
export function intDivmodNear(a: Word, b: Word): Word {
  if (!divideInts(a, b)) return NULL;
  let q = quotient, r = rest;
  // r in [0, b): up if 2 r > b, or 2 r == b and q odd
  const twice = intAdd(r, r);
  const order = twice == NULL ? 0 : intOrder(twice, b);
  release(twice);
  if (twice != NULL && (order > 0 || (order == 0 && isOdd(q)))) {
    const up = intAdd(q, ofInt(1)), less = intSubtract(r, b);
    release(q);
    release(r);
    q = up;
    r = less;
  } else if (twice == NULL) {
    release(q);
    release(r);
    return NULL;
  }
  lastRest = r;
  return q;
}
export let lastRest: Word = NULL;

export function isOdd(w: Word): bool {
  if (!isPointer(w)) return (smallValue(w) & 1) != 0;
  return changetype<BigInt>(address(w)).size != 0 && (load<u32>(address(w), LIMBS) & 1) != 0;
}

/** Order of two ints: -1, 0, 1. */
export function intOrder(a: Word, b: Word): i32 {
  if (!isPointer(a) && !isPointer(b)) {
    const x = smallValue(a), y = smallValue(b);
    return x < y ? -1 : x > y ? 1 : 0;
  }
  const x = operand(0, a), y = operand(1, b);
  if (x.negative != y.negative) return x.negative ? -1 : 1;
  const order = compareLimbs(x.limbs, x.size, y.limbs, y.size);
  return x.negative ? -order : order;
}

/** -a for an int. */
export function intNegate(a: Word): Word {
  if (!isPointer(a)) return intFromI64(-smallValue(a));
  const n = changetype<BigInt>(address(a));
  return intFromLimbs(address(a) + LIMBS, n.size, n.negative ^ 1);
}

/** abs(a) for an int. */
export function intAbsolute(a: Word): Word {
  if (!isPointer(a)) return intFromI64(abs<i64>(smallValue(a)));
  const n = changetype<BigInt>(address(a));
  if (!n.negative) return intExactOf(a);
  return intFromLimbs(address(a) + LIMBS, n.size, 0);
}

/** ~a for an int. */
export function intInvert(a: Word): Word {
  if (!isPointer(a)) return ofInt(~smallValue(a));
  const minus = intNegate(a);
  if (minus == NULL) return NULL;
  const r = intSubtract(minus, ofInt(1));
  release(minus);
  return r;
}

// ---- slots -------------------------------------------------------------------------------------------------------------

/** @slot int.nb_add */
export function int_add(a: Word, b: Word): Word {
  if (bothInt(a, b)) return intFromI64(toInt(a) + toInt(b));
  return bothIntLike(a, b) ? intAdd(a, b) : NOT_IMPLEMENTED;
}
/** @slot int.nb_subtract */
export function int_subtract(a: Word, b: Word): Word {
  if (bothInt(a, b)) return intFromI64(toInt(a) - toInt(b));
  return bothIntLike(a, b) ? intSubtract(a, b) : NOT_IMPLEMENTED;
}
/** @slot int.nb_multiply */
export function int_multiply(a: Word, b: Word): Word { return bothIntLike(a, b) ? intMultiply(a, b) : NOT_IMPLEMENTED; }
/** @slot int.nb_floor_divide */
export function int_floor_divide(a: Word, b: Word): Word { return bothIntLike(a, b) ? intFloorDivide(a, b) : NOT_IMPLEMENTED; }
/** @slot int.nb_remainder */
export function int_remainder(a: Word, b: Word): Word { return bothIntLike(a, b) ? intRemainder(a, b) : NOT_IMPLEMENTED; }
/** @slot int.nb_divmod */
export function int_divmod(a: Word, b: Word): Word { return bothIntLike(a, b) ? intDivmod(a, b) : NOT_IMPLEMENTED; }
/** @slot int.nb_negative */
export function int_negative(a: Word): Word { return intNegate(a); }
/** @slot int.nb_positive */
export function int_positive(a: Word): Word { return intExactOf(a); }
/** @slot int.nb_absolute */
export function int_absolute(a: Word): Word { return intAbsolute(a); }
/** @slot int.nb_invert */
export function int_invert(a: Word): Word { return intInvert(a); }
