// From ints to doubles: correctly rounded conversion, exact comparison, true division.

import { EQ, GE, GT, LE, LT } from '../../layout/type';
import { isInt, NULL, ofFloat, toInt, Word } from '../../layout/word';
import { T_OVERFLOW_ERROR, T_ZERO_DIVISION_ERROR } from '../../generated/types';
import { release } from '../../counting/counts';
import { clearError, memoryError, raise } from '../../eval/errors';
import { allocBlock, freeBlock, KIND_RAW } from '../../memory/blocks';
import { intAdd, intMultiply } from './arithmetic';
import { intShiftLeft } from './bits';
import { bitLength, limbAt, shiftLeftInto, significant } from './limbs';
import { divideLimbs } from './divide';
import { intFromI64 } from './new';
import { isZero, Operand, operand } from './operand';

/** The top 64 bits of a magnitude, the lowest one sticky (1 if any bit below was set); `bits` is its bit length, > 64. */
function topBits(limbs: usize, size: u32, bits: u32): u64 {
  const drop = bits - 64;
  const word = drop >> 5, bit = drop & 31;
  let top: u64 = load<u64>(limbs + (<usize>word << 2)) >> bit;
  if (bit) top |= <u64>load<u32>(limbs + (<usize>word << 2), 8) << (64 - bit);
  if (top & 1) return top;
  if (bit && load<u32>(limbs + (<usize>word << 2)) & ((1 << bit) - 1)) return top | 1;
  for (let i: u32 = 0; i < word; i++) if (load<u32>(limbs + (<usize>i << 2))) return top | 1;
  return top;
}

/** m * 2**exponent, rounded half to even; m's lowest bit may be sticky if m >= 2**63. Infinity if too large. */
export function composeFloat(m: u64, exponent: i32): f64 {
  if (!m) return 0;
  const shift = <i32>clz(m);
  m <<= shift;
  exponent -= shift; // value = m * 2**exponent, 2**63 <= m < 2**64
  let biased = exponent + 63 + 1023;
  if (biased > 2046) return Infinity;
  let drop = 11;
  if (biased < 1) {
    drop += 1 - biased;
    biased = 0;
  }
  if (drop > 64) return 0;
  let kept: u64 = drop == 64 ? 0 : m >> drop;
  const half: u64 = 1 << (drop - 1);
  const rest: u64 = drop == 64 ? m : m & ((<u64>1 << drop) - 1);
  if (rest > half || (rest == half && kept & 1)) kept++;
  // the implicit bit adds one to the biased exponent; a carry out of the fraction does so too
  const bits: u64 = biased ? (<u64>(biased - 1) << 52) + kept : kept;
  if (bits >= 0x7ff0_0000_0000_0000) return Infinity;
  return reinterpret<f64>(bits);
}

/** An operand as a double, rounded half to even; infinite if too large. */
export function operandToFloat(o: Operand): f64 {
  let x: f64;
  const size = o.size;
  if (size <= 2) {
    const m: u64 = size == 2 ? load<u64>(o.limbs) : size ? <u64>load<u32>(o.limbs) : 0;
    x = composeFloat(m, 0);
  } else if (size > 33) x = Infinity;
  else {
    const bits = bitLength(o.limbs, size);
    x = bits > 1024 ? Infinity : composeFloat(topBits(o.limbs, size, bits), <i32>bits - 64);
  }
  return o.negative ? -x : x;
}

/** float(n) for an int. -1.0 with OverflowError set if it is too large. */
export function intToFloat(w: Word): f64 {
  if (isInt(w)) return <f64>toInt(w);
  const x = operandToFloat(operand(0, w));
  if (x == Infinity || x == -Infinity) {
    raise(T_OVERFLOW_ERROR, 'int too large to convert to float');
    return -1;
  }
  return x;
}

/** mantissa in [0.5, 1) of an int != 0, its exponent in `intExponent`: |n| = mantissa * 2**intExponent, rounded half to even. */
export function intFrexp(w: Word): f64 {
  const o = operand(0, w);
  const bits = bitLength(o.limbs, o.size);
  const top: u64 = bits > 64 ? topBits(o.limbs, o.size, bits) : (o.size == 2 ? load<u64>(o.limbs) : <u64>load<u32>(o.limbs)) << (64 - bits);
  let x = composeFloat(top, -64);
  intExponent = bits;
  if (x == 1) {
    x = 0.5;
    intExponent++;
  }
  return o.negative ? -x : x;
}
export let intExponent: i64 = 0;

/** n / d for ints, correctly rounded. NULL with ZeroDivisionError or OverflowError set. */
export function intTrueDivide(a: Word, b: Word): Word {
  if (isZero(b)) return raise(T_ZERO_DIVISION_ERROR, 'division by zero');
  const x = quotientToFloat(a, b);
  if (x != x) return memoryError();
  if (x == Infinity || x == -Infinity) return raise(T_OVERFLOW_ERROR, 'integer division result too large for a float');
  return ofFloat(x);
}

/** a / b for ints, b != 0, correctly rounded; infinite if too large, NaN if there is no memory. */
export function quotientToFloat(a: Word, b: Word): f64 {
  const n = operand(0, a), d = operand(1, b);
  const negative = n.negative != d.negative;
  if (!n.size) return negative ? -0.0 : 0.0;
  const nBits = bitLength(n.limbs, n.size), dBits = bitLength(d.limbs, d.size);
  let x: f64;
  if (nBits <= 53 && dBits <= 53) {
    const top = n.size == 2 ? load<u64>(n.limbs) : <u64>load<u32>(n.limbs);
    const bottom = d.size == 2 ? load<u64>(d.limbs) : <u64>load<u32>(d.limbs);
    x = <f64>top / <f64>bottom;
  } else {
    const difference = <i64>nBits - <i64>dBits;
    if (difference > 1025) return negative ? -Infinity : Infinity;
    if (difference < -1080) return negative ? -0.0 : 0.0;
    // a quotient of 66 or 67 bits, with what is left as a sticky bit
    const shift = 66 - <i32>difference;
    const up: u32 = shift > 0 ? shift : 0, down: u32 = shift < 0 ? -shift : 0;
    const nSize = n.size + (up >> 5) + 1, dSize = d.size + (down >> 5) + 1;
    const block = allocBlock(KIND_RAW, (<usize>nSize + dSize + (nSize + 1)) << 2);
    if (!block) return NaN;
    const bottom = limbAt(block, nSize), quotient = limbAt(bottom, dSize);
    shiftLeftInto(block, n.limbs, n.size, up);
    shiftLeftInto(bottom, d.limbs, d.size, down);
    const nCount = significant(block, nSize), dCount = significant(bottom, dSize);
    if (!divideLimbs(quotient, block, nCount, bottom, dCount, true)) {
      freeBlock(block);
      return NaN;
    }
    const qSize = significant(quotient, nCount - dCount + 1);
    const qBits = bitLength(quotient, qSize);
    let top = topBits(quotient, qSize, qBits);
    if (significant(block, dCount)) top |= 1;
    freeBlock(block);
    x = composeFloat(top, <i32>qBits - 64 - shift);
  }
  return negative ? -x : x;
}

// mantissa of a finite double as an integer, with sign: x = mantissa * 2**exponentOf(x)
function mantissaOf(x: f64): i64 {
  const bits = reinterpret<u64>(x);
  const m = <i64>(bits & 0x000f_ffff_ffff_ffff | (bits >> 52 & 0x7ff ? 0x0010_0000_0000_0000 : 0));
  return <i64>bits < 0 ? -m : m;
}
function exponentOf(x: f64): i32 {
  const biased = <i32>(reinterpret<u64>(x) >> 52) & 0x7ff;
  return biased ? biased - 1075 : -1074;
}

/** x * y + z for finite doubles, rounded once. NaN if there is no memory. */
export function exactSum(x: f64, y: f64, z: f64): f64 {
  if (x == 0 || y == 0) return x * y + z;
  const a = intFromI64(mantissaOf(x)), b = intFromI64(mantissaOf(y));
  let product: Word = a == NULL || b == NULL ? NULL : intMultiply(a, b);
  release(a);
  release(b);
  let exponent = exponentOf(x) + exponentOf(y);
  let other = intFromI64(mantissaOf(z));
  const gap = exponentOf(z) - exponent;
  if (gap > 0) other = shiftedBy(other, gap);
  else if (gap < 0) {
    product = shiftedBy(product, -gap);
    exponent += gap;
  }
  const sum: Word = product == NULL || other == NULL ? NULL : intAdd(product, other);
  release(product);
  release(other);
  if (sum == NULL) {
    clearError();
    return NaN;
  }
  const o = operand(0, sum);
  const bits = bitLength(o.limbs, o.size);
  let r: f64;
  if (o.size == 0) r = x * y + z; // zero: its sign is that of the rounded sum
  else if (bits > 64) r = composeFloat(topBits(o.limbs, o.size, bits), <i32>bits - 64 + exponent);
  else r = composeFloat(o.size == 2 ? load<u64>(o.limbs) : <u64>load<u32>(o.limbs), exponent);
  if (o.size && o.negative) r = -r;
  release(sum);
  return r;
}

function shiftedBy(w: Word, count: i32): Word {
  const r: Word = w == NULL ? NULL : intShiftLeft(w, count);
  release(w);
  return r;
}

/** Order of an int and a double that is no NaN: -1, 0 or 1, exact. */
export function compareIntFloat(w: Word, x: f64): i32 {
  const o = operand(0, w);
  const intSign = o.size == 0 ? 0 : o.negative ? -1 : 1;
  const floatSign = x > 0 ? 1 : x < 0 ? -1 : 0;
  if (intSign != floatSign) return intSign < floatSign ? -1 : 1;
  if (intSign == 0) return 0;
  if (x == Infinity || x == -Infinity) return -intSign;
  const y = abs<f64>(x);
  const bits = bitLength(o.limbs, o.size);
  if (bits > 1024) return intSign;
  // 2**(bits - 1) <= |n| < 2**bits
  if (bits <= 53) {
    const m = o.size == 2 ? load<u64>(o.limbs) : <u64>load<u32>(o.limbs);
    const n = <f64>m;
    return n == y ? 0 : n < y ? -intSign : intSign;
  }
  const raw = reinterpret<u64>(y);
  const exponent = (<i32>(raw >> 52) & 0x7ff) - 1022; // y < 2**exponent
  if (exponent != <i32>bits) return <i32>bits < exponent ? -intSign : intSign;
  const mantissa = (raw & 0x000f_ffff_ffff_ffff | 0x0010_0000_0000_0000) << 11;
  const top: u64 = bits > 64 ? topBits(o.limbs, o.size, bits) : load<u64>(o.limbs) << (64 - bits);
  // mantissa's low bits are zero, so a sticky bit in `top` decides right
  return top == mantissa ? 0 : top < mantissa ? -intSign : intSign;
}

/** Result of `op` for an order of -1, 0 or 1. */
export function orderHolds(order: i32, op: i32): bool {
  switch (op) {
    case LT: return order < 0;
    case LE: return order <= 0;
    case EQ: return order == 0;
    case GT: return order > 0;
    case GE: return order >= 0;
    default: return order != 0;
  }
}
