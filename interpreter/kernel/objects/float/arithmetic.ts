// Operators of floats.

import { fromAddress, NONE, NOT_IMPLEMENTED, NULL, ofBool, ofFloat, ofI32, Word } from '../../layout/word';
import { EQ, GT, LE, LT, NE } from '../../layout/type';
import { T_OVERFLOW_ERROR, T_TYPE_ERROR, T_ZERO_DIVISION_ERROR } from '../../generated/types';
import { errorSet, raise, setError } from '../../eval/errors';
import { floatFloorDivide, floatModulo } from '../../eval/arithmetic';
import { isIntLike } from '../protocol';
import { newException } from '../exceptions/new';
import { tuple2 } from '../tuple';
import { newText } from '../str/new';
import { complexPower } from '../complex/arithmetic';
import { compareIntFloat, intToFloat, orderHolds } from '../int/real';
import { floatOf, isFloatLike } from './new';

/** The float that `operandsOf` found. */
let left: f64 = 0;
let right: f64 = 0;

// 1: both read; 0: not numbers of ours; -1: an error is set.
function operandsOf(a: Word, b: Word): i32 {
  if (isFloatLike(a)) left = floatOf(a);
  else if (isIntLike(a)) {
    left = intToFloat(a);
    if (left == -1 && errorSet()) return -1;
  } else return 0;
  if (isFloatLike(b)) right = floatOf(b);
  else if (isIntLike(b)) {
    right = intToFloat(b);
    if (right == -1 && errorSet()) return -1;
  } else return 0;
  return 1;
}

// @ts-ignore: decorator
@inline function failed(status: i32): Word { return status < 0 ? NULL : NOT_IMPLEMENTED; }

/** @slot float.nb_add */
export function float_add(a: Word, b: Word): Word {
  const s = operandsOf(a, b);
  return s > 0 ? ofFloat(left + right) : failed(s);
}
/** @slot float.nb_subtract */
export function float_subtract(a: Word, b: Word): Word {
  const s = operandsOf(a, b);
  return s > 0 ? ofFloat(left - right) : failed(s);
}
/** @slot float.nb_multiply */
export function float_multiply(a: Word, b: Word): Word {
  const s = operandsOf(a, b);
  return s > 0 ? ofFloat(left * right) : failed(s);
}
/** @slot float.nb_true_divide */
export function float_true_divide(a: Word, b: Word): Word {
  const s = operandsOf(a, b);
  if (s <= 0) return failed(s);
  if (right == 0) return raise(T_ZERO_DIVISION_ERROR, 'float division by zero');
  return ofFloat(left / right);
}
/** @slot float.nb_floor_divide */
export function float_floor_divide(a: Word, b: Word): Word {
  const s = operandsOf(a, b);
  if (s <= 0) return failed(s);
  if (right == 0) return raise(T_ZERO_DIVISION_ERROR, 'float floor division by zero');
  return ofFloat(floatFloorDivide(left, right));
}
/** @slot float.nb_remainder */
export function float_remainder(a: Word, b: Word): Word {
  const s = operandsOf(a, b);
  if (s <= 0) return failed(s);
  if (right == 0) return raise(T_ZERO_DIVISION_ERROR, 'float modulo by zero');
  return ofFloat(floatModulo(left, right));
}
/** @slot float.nb_divmod */
export function float_divmod(a: Word, b: Word): Word {
  const s = operandsOf(a, b);
  if (s <= 0) return failed(s);
  if (right == 0) return raise(T_ZERO_DIVISION_ERROR, 'float divmod()');
  return fromAddress(tuple2(ofFloat(floatFloorDivide(left, right)), ofFloat(floatModulo(left, right))));
}
/** @slot float.nb_power */
export function float_power(a: Word, b: Word, modulus: Word): Word {
  if (modulus != NONE) return raise(T_TYPE_ERROR, 'pow() 3rd argument not allowed unless all arguments are integers');
  const s = operandsOf(a, b);
  return s > 0 ? floatPower(left, right) : failed(s);
}

/** OverflowError(34, "Numerical result out of range"), as C's errno gives it. */
export function rangeError(): Word {
  const text = newText('Numerical result out of range');
  if (text == NULL) return NULL;
  const args = tuple2(ofI32(34), text);
  if (!args) return NULL;
  const e = newException(T_OVERFLOW_ERROR, fromAddress(args));
  if (e != NULL) setError(e);
  return NULL;
}

/** x ** y: a float, or a complex for a negative x and a fractional y. */
export function floatPower(x: f64, y: f64): Word {
  if (y == 0) return ofFloat(1);
  if (x != x) return ofFloat(x);
  if (y != y) return ofFloat(x == 1 ? 1 : y);
  const size = abs<f64>(x);
  if (abs<f64>(y) == Infinity) {
    if (size == 1) return ofFloat(1);
    return ofFloat((y > 0) == (size > 1) ? abs<f64>(y) : 0);
  }
  const whole = floor<f64>(y) == y;
  const odd = whole && abs<f64>(NativeMath.mod(y, 2)) == 1;
  if (size == Infinity) {
    if (y > 0) return ofFloat(odd ? x : size);
    return ofFloat(odd ? copysign<f64>(0, x) : 0);
  }
  if (x == 0) {
    if (y < 0) return raise(T_ZERO_DIVISION_ERROR, '0.0 cannot be raised to a negative power');
    return ofFloat(odd ? x : 0);
  }
  let negative = false;
  if (x < 0) {
    if (!whole) return complexPower(x, 0, y, 0);
    x = -x;
    negative = odd;
  }
  let r: f64 = x == 1 ? 1 : NativeMath.pow(x, y);
  if (r == Infinity) return rangeError();
  return ofFloat(negative ? -r : r);
}

/** @slot float.nb_negative */
export function float_negative(a: Word): Word { return ofFloat(-floatOf(a)); }
/** @slot float.nb_positive */
export function float_positive(a: Word): Word { return ofFloat(floatOf(a)); }
/** @slot float.nb_absolute */
export function float_absolute(a: Word): Word { return ofFloat(abs<f64>(floatOf(a))); }
/** @slot float.nb_bool */
export function float_bool(a: Word): i32 { return floatOf(a) != 0 ? 1 : 0; }

/** @slot float.richcompare */
export function float_richcompare(a: Word, b: Word, op: i32): Word {
  const x = floatOf(a);
  if (isFloatLike(b)) {
    const y = floatOf(b);
    switch (op) {
      case LT: return ofBool(x < y);
      case LE: return ofBool(x <= y);
      case EQ: return ofBool(x == y);
      case NE: return ofBool(x != y);
      case GT: return ofBool(x > y);
      default: return ofBool(x >= y);
    }
  }
  if (!isIntLike(b)) return NOT_IMPLEMENTED;
  if (x != x) return ofBool(op == NE);
  return ofBool(orderHolds(-compareIntFloat(b, x), op));
}
