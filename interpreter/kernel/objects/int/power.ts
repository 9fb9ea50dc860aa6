// Powers of ints, with and without a modulus.

import { fromAddress, isPointer, NONE, NOT_IMPLEMENTED, NULL, ofInt, Word } from '../../layout/word';
import { T_VALUE_ERROR } from '../../generated/types';
import { own, release } from '../../counting/counts';
import { errorSet, raise } from '../../eval/errors';
import { isIntLike } from '../protocol';
import { newTuple, tupleGet, tupleInit } from '../tuple';
import { floatPower } from '../float/arithmetic';
import { intAbsolute, intFloorDivide, intMultiply, intNegate, intRemainder, intSubtract } from './arithmetic';
import { intShiftLeft } from './bits';
import { intExactOf } from './new';
import { bitLength, limb } from './limbs';
import { isNegative, isZero, operand, smallValue } from './operand';
import { intToFloat } from './real';

/** a ** b, or pow(a, b, modulus) if modulus is not None; NotImplemented if one is no int. */
export function intPower(a: Word, b: Word, modulus: Word): Word {
  if (!isIntLike(a) || !isIntLike(b)) return NOT_IMPLEMENTED;
  if (modulus == NONE) {
    if (!isNegative(b)) return powerOf(a, b, NULL);
    // a negative exponent gives a float
    const x = intToFloat(a);
    if (x == -1 && errorSet()) return NULL;
    const y = intToFloat(b);
    if (y == -1 && errorSet()) return NULL;
    return floatPower(x, y);
  }
  if (!isIntLike(modulus)) return NOT_IMPLEMENTED;
  return powerModulo(a, b, modulus);
}

function powerModulo(a: Word, b: Word, modulus: Word): Word {
  if (isZero(modulus)) return raise(T_VALUE_ERROR, 'pow() 3rd argument cannot be 0');
  const negative = isNegative(modulus);
  const m = intAbsolute(modulus);
  if (m == NULL) return NULL;
  if (m == ofInt(1)) return ofInt(0);
  let base: Word, exponent: Word;
  if (isNegative(b)) {
    exponent = intNegate(b);
    base = exponent == NULL ? NULL : intInverse(a, m);
  } else {
    exponent = intExactOf(b);
    base = exponent == NULL ? NULL : intRemainder(a, m);
  }
  let r: Word = base == NULL ? NULL : powerOf(base, exponent, m);
  release(base);
  release(exponent);
  if (r != NULL && negative && r != ofInt(0)) {
    const shifted = intSubtract(r, m);
    release(r);
    r = shifted;
  }
  release(m);
  return r;
}

/** Inverse of a modulo m > 1, in [0, m). ValueError if there is none. */
function intInverse(a: Word, m: Word): Word {
  // invariant: x = s a, y = t a modulo m
  let x = intRemainder(a, m), y = own(m);
  let s = ofInt(1), t = ofInt(0);
  while (x != NULL && x != ofInt(0)) {
    const q = intFloorDivide(y, x);
    const qx = q == NULL ? NULL : intMultiply(q, x);
    const rest = qx == NULL ? NULL : intSubtract(y, qx);
    const qs = q == NULL ? NULL : intMultiply(q, s);
    const next = qs == NULL ? NULL : intSubtract(t, qs);
    release(q);
    release(qx);
    release(qs);
    release(y);
    release(t);
    y = x;
    t = s;
    x = rest;
    s = next;
  }
  release(s);
  if (x == NULL || y != ofInt(1)) {
    release(y);
    release(t);
    return x == NULL ? NULL : raise(T_VALUE_ERROR, 'base is not invertible for the given modulus');
  }
  const r = intRemainder(t, m);
  release(t);
  return r;
}

/** 10 ** n: an int, owned. */
export function powerOfTen(n: i32): Word { return powerOf(ofInt(10), ofInt(n), NULL); }

// x * y, modulo m unless that is NULL
function step(x: Word, y: Word, m: Word): Word {
  const product = intMultiply(x, y);
  if (m == NULL || product == NULL) return product;
  const r = intRemainder(product, m);
  release(product);
  return r;
}

/** a ** b for b >= 0, modulo m > 1 unless that is NULL. Left to right; long exponents five bits at a time. */
function powerOf(a: Word, b: Word, m: Word): Word {
  if (isZero(b)) return ofInt(1);
  const base = intExactOf(a);
  if (base == NULL) return NULL;
  if (m == NULL && (base == ofInt(0) || base == ofInt(1))) return base;
  if (m == NULL && base == ofInt(-1)) return ofInt((operandLow(b) & 1) != 0 ? -1 : 1);
  if (m == NULL && base == ofInt(2) && !isPointer(b)) return intShiftLeft(ofInt(1), <u64>smallValue(b));
  const o = operand(2, b);
  const bits = bitLength(o.limbs, o.size);
  if (m != NULL && bits > 60) return windowed(base, b, bits, m);
  let r = own(base);
  for (let i = bits - 1; i-- && r != NULL;) {
    let next = step(r, r, m);
    release(r);
    r = next;
    if (r != NULL && bitAt(b, i)) {
      next = step(r, base, m);
      release(r);
      r = next;
    }
  }
  release(base);
  return r;
}

function operandLow(w: Word): u32 { return limb(operand(3, w).limbs, 0); }
function bitAt(w: Word, i: u32): bool {
  const o = operand(3, w);
  return i >> 5 < o.size && (limb(o.limbs, i >> 5) >> (i & 31) & 1) != 0;
}

/** base ** b modulo m with a table of the 32 lowest powers; takes base over. */
function windowed(base: Word, b: Word, bits: u32, m: Word): Word {
  const table = newTuple(32);
  if (!table) { release(base); return NULL; }
  tupleInit(table, 0, ofInt(1));
  tupleInit(table, 1, base);
  let r: Word = ofInt(1);
  for (let i: u32 = 2; i < 32; i++) {
    const next = step(tupleGet(table, i - 1), base, m);
    if (next == NULL) { r = NULL; break; }
    tupleInit(table, i, next);
  }
  let i = ((bits + 4) / 5) * 5;
  while (i && r != NULL) {
    let digit: u32 = 0;
    for (let k = 0; k < 5 && r != NULL; k++) {
      i--;
      digit = digit << 1 | (bitAt(b, i) ? 1 : 0);
      const next = step(r, r, m);
      release(r);
      r = next;
    }
    if (digit && r != NULL) {
      const next = step(r, tupleGet(table, digit), m);
      release(r);
      r = next;
    }
  }
  release(fromAddress(table));
  return r;
}
