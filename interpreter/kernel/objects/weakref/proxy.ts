// weakref.ProxyType and CallableProxyType: every operation goes to the referent, which is held meanwhile.

import { address, isPointer, NULL, Word } from '../../layout/word';
import { Weak, weakGet } from '../../collector/weak';
import { own, release } from '../../counting/counts';
import { absolute, operate, power, unaryInvert, unaryMinus, unaryPlus } from '../../eval/arithmetic';
import { call1, callMethod0, callMethod1, callWith } from '../../eval/call';
import { formatText, raise, raisef } from '../../eval/errors';
import * as op from '../../generated/opcodes';
import { N___bytes__, N___divmod__, N___reversed__ } from '../../generated/names';
import { T_CALLABLE_PROXY_TYPE, T_FLOAT, T_INT, T_PROXY_TYPE, T_REFERENCE_ERROR, T_TYPE_ERROR } from '../../generated/types';
import { hexAddress } from '../object';
import {
  compare, contains, delItem, getAttr, getItem, index, isIterator, iter, length, next, setAttr, setItem, str,
  truth, typeOf,
} from '../protocol';

/** @type weakref.ProxyType base=object size=offsetof<Weak>() flags=GC,DISALLOW_NEW in=_weakref */
/** @type weakref.CallableProxyType base=object size=offsetof<Weak>() flags=GC,DISALLOW_NEW in=_weakref */

function isProxy(w: Word): bool {
  if (!isPointer(w)) return false;
  const type = typeOf(w);
  return type == T_PROXY_TYPE || type == T_CALLABLE_PROXY_TYPE;
}

/** The referent of a proxy, any other word itself: owned. NULL with ReferenceError. */
function open(w: Word): Word {
  if (!isProxy(w)) return own(w);
  const target = weakGet(address(w));
  return target == NULL ? raise(T_REFERENCE_ERROR, 'weakly-referenced object no longer exists') : target;
}

function binary(opcode: u32, a: Word, b: Word, inplace: bool): Word {
  const x = open(a);
  if (x == NULL) return NULL;
  const y = open(b);
  const result = y == NULL ? NULL : operate(opcode, x, y, inplace);
  release(x);
  release(y);
  return result;
}

// ---- attributes, comparison, call -------------------------------------------------------------------------------------

/** @slot ProxyType.getattro
 * @slot CallableProxyType.getattro */
export function proxyGetAttr(self: Word, name: Word): Word {
  const x = open(self);
  if (x == NULL) return NULL;
  const result = getAttr(x, name);
  release(x);
  return result;
}

/** @slot ProxyType.setattro
 * @slot CallableProxyType.setattro */
export function proxySetAttr(self: Word, name: Word, value: Word): i32 {
  const x = open(self);
  if (x == NULL) return -1;
  const result = setAttr(x, name, value);
  release(x);
  return result;
}

/** @slot ProxyType.richcompare
 * @slot CallableProxyType.richcompare */
export function proxyCompare(a: Word, b: Word, operator: i32): Word {
  const x = open(a);
  if (x == NULL) return NULL;
  const y = open(b);
  const result = y == NULL ? NULL : compare(x, y, operator);
  release(x);
  release(y);
  return result;
}

/** @slot ProxyType.hash
 * @slot CallableProxyType.hash */
export function proxyHash(self: Word): i64 {
  raisef(T_TYPE_ERROR, "unhashable type: '%T'", self);
  return -1;
}

/** @slot ProxyType.repr
 * @slot CallableProxyType.repr */
export function proxyRepr(self: Word): Word {
  const target = weakGet(address(self));
  const here = hexAddress(self);
  let result: Word;
  if (target == NULL) result = formatText('<weakproxy at %U; dead>', here);
  else {
    const there = hexAddress(target);
    result = formatText("<weakproxy at %U; to '%T' at %U>", here, target, there);
    release(there);
  }
  release(here);
  release(target);
  return result;
}

/** @slot ProxyType.str
 * @slot CallableProxyType.str */
export function proxyStr(self: Word): Word {
  const x = open(self);
  if (x == NULL) return NULL;
  const result = str(x);
  release(x);
  return result;
}

/** @slot CallableProxyType.call */
export function proxyCall(self: Word, args: usize, nargs: i32, kwnames: Word): Word {
  const x = open(self);
  if (x == NULL) return NULL;
  const result = callWith(x, NULL, args, nargs, kwnames);
  release(x);
  return result;
}

/** @slot ProxyType.nb_bool
 * @slot CallableProxyType.nb_bool */
export function proxyBool(self: Word): i32 {
  const x = open(self);
  if (x == NULL) return -1;
  const result = truth(x);
  release(x);
  return result;
}

/** @slot ProxyType.nb_negative
 * @slot CallableProxyType.nb_negative */
export function proxyNegative(self: Word): Word {
  const x = open(self);
  if (x == NULL) return NULL;
  const result = unaryMinus(x);
  release(x);
  return result;
}

/** @slot ProxyType.nb_positive
 * @slot CallableProxyType.nb_positive */
export function proxyPositive(self: Word): Word {
  const x = open(self);
  if (x == NULL) return NULL;
  const result = unaryPlus(x);
  release(x);
  return result;
}

/** @slot ProxyType.nb_absolute
 * @slot CallableProxyType.nb_absolute */
export function proxyAbsolute(self: Word): Word {
  const x = open(self);
  if (x == NULL) return NULL;
  const result = absolute(x);
  release(x);
  return result;
}

/** @slot ProxyType.nb_invert
 * @slot CallableProxyType.nb_invert */
export function proxyInvert(self: Word): Word {
  const x = open(self);
  if (x == NULL) return NULL;
  const result = unaryInvert(x);
  release(x);
  return result;
}

/** @slot ProxyType.nb_index
 * @slot CallableProxyType.nb_index */
export function proxyIndex(self: Word): Word {
  const x = open(self);
  if (x == NULL) return NULL;
  const result = index(x);
  release(x);
  return result;
}

/** @slot ProxyType.iter
 * @slot CallableProxyType.iter */
export function proxyIter(self: Word): Word {
  const x = open(self);
  if (x == NULL) return NULL;
  const result = iter(x);
  release(x);
  return result;
}

/** @slot ProxyType.nb_int
 * @slot CallableProxyType.nb_int */
export function proxyInt(self: Word): Word {
  const x = open(self);
  if (x == NULL) return NULL;
  const result = call1(T_INT, x);
  release(x);
  return result;
}

/** @slot ProxyType.nb_float
 * @slot CallableProxyType.nb_float */
export function proxyFloat(self: Word): Word {
  const x = open(self);
  if (x == NULL) return NULL;
  const result = call1(T_FLOAT, x);
  release(x);
  return result;
}

/** @slot ProxyType.iternext
 * @slot CallableProxyType.iternext */
export function proxyNext(self: Word): Word {
  const x = open(self);
  if (x == NULL) return NULL;
  const result = isIterator(x) ? next(x) : raisef(T_TYPE_ERROR, "Weakref proxy referenced a non-iterator '%T' object", x);
  release(x);
  return result;
}

// ---- numbers ---------------------------------------------------------------------------------------------------------

/** @slot ProxyType.nb_add
 * @slot CallableProxyType.nb_add */
export function proxyAdd(a: Word, b: Word): Word { return binary(op.OP_ADD, a, b, false); }
/** @slot ProxyType.nb_inplace_add
 * @slot CallableProxyType.nb_inplace_add */
export function proxyInplaceAdd(a: Word, b: Word): Word { return binary(op.OP_ADD, a, b, true); }
/** @slot ProxyType.nb_subtract
 * @slot CallableProxyType.nb_subtract */
export function proxySubtract(a: Word, b: Word): Word { return binary(op.OP_SUB, a, b, false); }
/** @slot ProxyType.nb_inplace_subtract
 * @slot CallableProxyType.nb_inplace_subtract */
export function proxyInplaceSubtract(a: Word, b: Word): Word { return binary(op.OP_SUB, a, b, true); }
/** @slot ProxyType.nb_multiply
 * @slot CallableProxyType.nb_multiply */
export function proxyMultiply(a: Word, b: Word): Word { return binary(op.OP_MUL, a, b, false); }
/** @slot ProxyType.nb_inplace_multiply
 * @slot CallableProxyType.nb_inplace_multiply */
export function proxyInplaceMultiply(a: Word, b: Word): Word { return binary(op.OP_MUL, a, b, true); }
/** @slot ProxyType.nb_remainder
 * @slot CallableProxyType.nb_remainder */
export function proxyRemainder(a: Word, b: Word): Word { return binary(op.OP_MOD, a, b, false); }
/** @slot ProxyType.nb_inplace_remainder
 * @slot CallableProxyType.nb_inplace_remainder */
export function proxyInplaceRemainder(a: Word, b: Word): Word { return binary(op.OP_MOD, a, b, true); }
/** @slot ProxyType.nb_lshift
 * @slot CallableProxyType.nb_lshift */
export function proxyLshift(a: Word, b: Word): Word { return binary(op.OP_LSHIFT, a, b, false); }
/** @slot ProxyType.nb_inplace_lshift
 * @slot CallableProxyType.nb_inplace_lshift */
export function proxyInplaceLshift(a: Word, b: Word): Word { return binary(op.OP_LSHIFT, a, b, true); }
/** @slot ProxyType.nb_rshift
 * @slot CallableProxyType.nb_rshift */
export function proxyRshift(a: Word, b: Word): Word { return binary(op.OP_RSHIFT, a, b, false); }
/** @slot ProxyType.nb_inplace_rshift
 * @slot CallableProxyType.nb_inplace_rshift */
export function proxyInplaceRshift(a: Word, b: Word): Word { return binary(op.OP_RSHIFT, a, b, true); }
/** @slot ProxyType.nb_and
 * @slot CallableProxyType.nb_and */
export function proxyAnd(a: Word, b: Word): Word { return binary(op.OP_AND, a, b, false); }
/** @slot ProxyType.nb_inplace_and
 * @slot CallableProxyType.nb_inplace_and */
export function proxyInplaceAnd(a: Word, b: Word): Word { return binary(op.OP_AND, a, b, true); }
/** @slot ProxyType.nb_xor
 * @slot CallableProxyType.nb_xor */
export function proxyXor(a: Word, b: Word): Word { return binary(op.OP_XOR, a, b, false); }
/** @slot ProxyType.nb_inplace_xor
 * @slot CallableProxyType.nb_inplace_xor */
export function proxyInplaceXor(a: Word, b: Word): Word { return binary(op.OP_XOR, a, b, true); }
/** @slot ProxyType.nb_or
 * @slot CallableProxyType.nb_or */
export function proxyOr(a: Word, b: Word): Word { return binary(op.OP_OR, a, b, false); }
/** @slot ProxyType.nb_inplace_or
 * @slot CallableProxyType.nb_inplace_or */
export function proxyInplaceOr(a: Word, b: Word): Word { return binary(op.OP_OR, a, b, true); }
/** @slot ProxyType.nb_floor_divide
 * @slot CallableProxyType.nb_floor_divide */
export function proxyFloorDivide(a: Word, b: Word): Word { return binary(op.OP_FLOOR_DIV, a, b, false); }
/** @slot ProxyType.nb_inplace_floor_divide
 * @slot CallableProxyType.nb_inplace_floor_divide */
export function proxyInplaceFloorDivide(a: Word, b: Word): Word { return binary(op.OP_FLOOR_DIV, a, b, true); }
/** @slot ProxyType.nb_true_divide
 * @slot CallableProxyType.nb_true_divide */
export function proxyTrueDivide(a: Word, b: Word): Word { return binary(op.OP_TRUE_DIV, a, b, false); }
/** @slot ProxyType.nb_inplace_true_divide
 * @slot CallableProxyType.nb_inplace_true_divide */
export function proxyInplaceTrueDivide(a: Word, b: Word): Word { return binary(op.OP_TRUE_DIV, a, b, true); }
/** @slot ProxyType.nb_matrix_multiply
 * @slot CallableProxyType.nb_matrix_multiply */
export function proxyMatrixMultiply(a: Word, b: Word): Word { return binary(op.OP_MAT_MUL, a, b, false); }
/** @slot ProxyType.nb_inplace_matrix_multiply
 * @slot CallableProxyType.nb_inplace_matrix_multiply */
export function proxyInplaceMatrixMultiply(a: Word, b: Word): Word { return binary(op.OP_MAT_MUL, a, b, true); }

/** @slot ProxyType.nb_divmod
 * @slot CallableProxyType.nb_divmod */
export function proxyDivmod(a: Word, b: Word): Word {
  const x = open(a);
  if (x == NULL) return NULL;
  const y = open(b);
  const result = y == NULL ? NULL : callMethod1(x, N___divmod__, y);
  release(x);
  release(y);
  return result;
}

/** @slot ProxyType.nb_power
 * @slot CallableProxyType.nb_power */
export function proxyPower(a: Word, b: Word, modulus: Word): Word {
  const x = open(a);
  if (x == NULL) return NULL;
  const y = open(b);
  const z = y == NULL ? NULL : open(modulus);
  const result = z == NULL ? NULL : power(x, y, z);
  release(x);
  release(y);
  release(z);
  return result;
}

/** @slot ProxyType.nb_inplace_power
 * @slot CallableProxyType.nb_inplace_power */
export function proxyInplacePower(a: Word, b: Word, _modulus: Word): Word { return binary(op.OP_POW, a, b, true); }

// ---- containers ------------------------------------------------------------------------------------------------------

/** @slot ProxyType.mp_length
 * @slot CallableProxyType.mp_length */
export function proxyLength(self: Word): i64 {
  const x = open(self);
  if (x == NULL) return -1;
  const result = length(x);
  release(x);
  return result;
}

/** @slot ProxyType.mp_subscript
 * @slot CallableProxyType.mp_subscript */
export function proxyGetItem(self: Word, key: Word): Word {
  const x = open(self);
  if (x == NULL) return NULL;
  const result = getItem(x, key);
  release(x);
  return result;
}

/** @slot ProxyType.mp_ass_subscript
 * @slot CallableProxyType.mp_ass_subscript */
export function proxySetItem(self: Word, key: Word, value: Word): i32 {
  const x = open(self);
  if (x == NULL) return -1;
  const result = value == NULL ? delItem(x, key) : setItem(x, key, value);
  release(x);
  return result;
}

/** @slot ProxyType.sq_contains
 * @slot CallableProxyType.sq_contains */
export function proxyContains(self: Word, item: Word): i32 {
  const x = open(self);
  if (x == NULL) return -1;
  const result = contains(x, item);
  release(x);
  return result;
}

/** @method ProxyType.__bytes__(self, /)
 * @method CallableProxyType.__bytes__(self, /) */
export function proxyBytes(self: Word): Word {
  const x = open(self);
  if (x == NULL) return NULL;
  const result = callMethod0(x, N___bytes__);
  release(x);
  return result;
}

/** @method ProxyType.__reversed__(self, /)
 * @method CallableProxyType.__reversed__(self, /) */
export function proxyReversed(self: Word): Word {
  const x = open(self);
  if (x == NULL) return NULL;
  const result = callMethod0(x, N___reversed__);
  release(x);
  return result;
}
