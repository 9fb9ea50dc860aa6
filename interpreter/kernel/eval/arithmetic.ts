// Binary and unary operations: the dispatch through the slots of both operands, and mixed int/float fast paths.

import { Word, NULL, NOT_IMPLEMENTED, NONE, isInt, isFloat, isNumber, isPointer, plain, toInt, toFloat, ofInt, ofFloat, address } from '../layout/word';
import { Type } from '../layout/type';
import { BigInt, LIMBS } from '../layout/text';
import { intFromI64 } from '../objects/int/new';
import { typeOf, indexI64, isIntLike } from '../objects/protocol';
import { isSubtype } from '../objects/type/lookup';
import { raisef, errorSet } from './errors';
import { strAppendInPlace, strConcat } from '../objects/str/new';
import { isOwned } from '../layout/word';
import { T_INT, T_TYPE_ERROR, T_STR, T_OVERFLOW_ERROR } from '../generated/types';
import * as op from '../generated/opcodes';

// @ts-ignore: decorator
@inline function asFloat(w: Word): f64 { return isInt(w) ? <f64>toInt(w) : toFloat(w); }

/** Python's float modulo: the sign of the divisor. */
export function floatModulo(x: f64, y: f64): f64 {
  let m = exactRemainder(x, y);
  if (m != 0) {
    if ((y < 0) != (m < 0)) m += y;
  } else m = copysign<f64>(0, y);
  return m;
}

export function floatFloorDivide(x: f64, y: f64): f64 {
  const m = exactRemainder(x, y);
  let d = (x - m) / y;
  if (m != 0 && (y < 0) != (m < 0)) d -= 1;
  if (d == 0) return copysign<f64>(0, x / y);
  let f = floor<f64>(d);
  if (d - f > 0.5) f += 1;
  return f;
}

/** C's fmod: exact. */
export function exactRemainder(x: f64, y: f64): f64 {
  return NativeMath.mod(x, y);
}

// Slots and texts of the binary opcodes, from ADD on, in the table's order.
function slotOf(opcode: u32): usize {
  switch (opcode) {
    case op.OP_ADD: return offsetof<Type>('nb_add');
    case op.OP_SUB: return offsetof<Type>('nb_subtract');
    case op.OP_MUL: return offsetof<Type>('nb_multiply');
    case op.OP_TRUE_DIV: return offsetof<Type>('nb_true_divide');
    case op.OP_FLOOR_DIV: return offsetof<Type>('nb_floor_divide');
    case op.OP_MOD: return offsetof<Type>('nb_remainder');
    case op.OP_POW: return offsetof<Type>('nb_power');
    case op.OP_MAT_MUL: return offsetof<Type>('nb_matrix_multiply');
    case op.OP_LSHIFT: return offsetof<Type>('nb_lshift');
    case op.OP_RSHIFT: return offsetof<Type>('nb_rshift');
    case op.OP_AND: return offsetof<Type>('nb_and');
    case op.OP_OR: return offsetof<Type>('nb_or');
    default: return offsetof<Type>('nb_xor');
  }
}
function inplaceSlotOf(opcode: u32): usize {
  switch (opcode) {
    case op.OP_ADD: return offsetof<Type>('nb_inplace_add');
    case op.OP_SUB: return offsetof<Type>('nb_inplace_subtract');
    case op.OP_MUL: return offsetof<Type>('nb_inplace_multiply');
    case op.OP_TRUE_DIV: return offsetof<Type>('nb_inplace_true_divide');
    case op.OP_FLOOR_DIV: return offsetof<Type>('nb_inplace_floor_divide');
    case op.OP_MOD: return offsetof<Type>('nb_inplace_remainder');
    case op.OP_POW: return offsetof<Type>('nb_inplace_power');
    case op.OP_MAT_MUL: return offsetof<Type>('nb_inplace_matrix_multiply');
    case op.OP_LSHIFT: return offsetof<Type>('nb_inplace_lshift');
    case op.OP_RSHIFT: return offsetof<Type>('nb_inplace_rshift');
    case op.OP_AND: return offsetof<Type>('nb_inplace_and');
    case op.OP_OR: return offsetof<Type>('nb_inplace_or');
    default: return offsetof<Type>('nb_inplace_xor');
  }
}

/** The binary instruction `ins` on two register words. */
export function binary(fp: usize, ins: u64, rb: Word, rc: Word): Word {
  const opcode = <u32>ins & 0xff;
  if (isNumber(rb) && isNumber(rc)) {
    if (isFloat(rb) || isFloat(rc)) {
      const x = asFloat(rb);
      const y = asFloat(rc);
      switch (opcode) {
        case op.OP_ADD: return ofFloat(x + y);
        case op.OP_SUB: return ofFloat(x - y);
        case op.OP_MUL: return ofFloat(x * y);
        case op.OP_TRUE_DIV: if (y != 0) return ofFloat(x / y); break;
        case op.OP_MOD: if (y != 0) return ofFloat(floatModulo(x, y)); break;
        case op.OP_FLOOR_DIV: if (y != 0) return ofFloat(floatFloorDivide(x, y)); break;
        default: break;
      }
    } else { // two ints whose result is not immediate, but fits 64 bits most often
      const x = toInt(rb);
      const y = toInt(rc);
      if (opcode == op.OP_MUL) {
        if (clz<i64>(x ^ x >> 63) + clz<i64>(y ^ y >> 63) > 65) return intFromI64(x * y);
      } else if (opcode == op.OP_ADD) return intFromI64(x + y);
      else if (opcode == op.OP_SUB) return intFromI64(x - y);
      else if (opcode == op.OP_LSHIFT && y >= 0 && y < 16) return intFromI64(x << y);
    }
  } else if (opcode == op.OP_AND && isInt(rc) && toInt(rc) >= 0 && isPointer(rb) && load<u32>(address(rb)) == T_INT) {
    // a mask on a big int: its two low limbs, as two's complement
    const p = address(rb);
    const size = load<u32>(p, offsetof<BigInt>('size'));
    let low: u64 = size > 1 ? load<u64>(p, LIMBS) : size == 1 ? <u64>load<u32>(p, LIMBS) : 0;
    if (load<u32>(p, offsetof<BigInt>('negative')) != 0) low = 0 - low;
    return ofInt(<i64>(low & <u64>toInt(rc)));
  } else if (opcode == op.OP_ADD && isPointer(rb) && isPointer(rc) && load<u32>(address(rb)) == T_STR && load<u32>(address(rc)) == T_STR) {
    // s = s + x, s += x: grow in place when the left operand's register holds its only reference
    const at = fp + <usize>(<u32>(ins >> 32) & 0xffff);
    const toSame = (<u32>(ins >> 16) & 0xffff) == (<u32>(ins >> 32) & 0xffff);
    if (isOwned(rb) && (toSame || (<u32>ins & op.KILL_B) != 0) && rb != rc) {
      store<u64>(at, NULL);
      const r = strAppendInPlace(rb, plain(rc));
      return r;
    }
    return strConcat(plain(rb), plain(rc));
  }
  const a = plain(rb);
  const b = plain(rc);
  const inplace = (<u32>ins & op.INPLACE) != 0;
  return operate(opcode, a, b, inplace);
}

/** An instruction with an immediate operand c on a register word that is no int. */
export function binaryImmediate(fp: usize, ins: u64, rb: Word): Word {
  const c = ofInt(<i64>ins >> 48);
  let opcode: u32;
  switch (<u32>ins & 0xff) {
    case op.OP_ADD_I: opcode = op.OP_ADD; break;
    case op.OP_SUB_I: opcode = op.OP_SUB; break;
    case op.OP_MUL_I: opcode = op.OP_MUL; break;
    case op.OP_FLOOR_DIV_I: opcode = op.OP_FLOOR_DIV; break;
    case op.OP_MOD_I: opcode = op.OP_MOD; break;
    case op.OP_LSHIFT_I: opcode = op.OP_LSHIFT; break;
    case op.OP_RSHIFT_I: opcode = op.OP_RSHIFT; break;
    default: opcode = op.OP_AND; break;
  }
  if (isFloat(rb)) {
    const x = toFloat(rb);
    const y = <f64>(<i64>ins >> 48);
    if (opcode == op.OP_ADD) return ofFloat(x + y);
    if (opcode == op.OP_SUB) return ofFloat(x - y);
    if (opcode == op.OP_MUL) return ofFloat(x * y);
    if (y != 0) {
      if (opcode == op.OP_MOD) return ofFloat(floatModulo(x, y));
      if (opcode == op.OP_FLOOR_DIV) return ofFloat(floatFloorDivide(x, y));
    }
  }
  return operate(opcode, plain(rb), c, (<u32>ins & op.INPLACE) != 0);
}

/** a <op> b for any objects; `inplace` tries the in-place slot of a first. */
export function operate(opcode: u32, a: Word, b: Word, inplace: bool): Word {
  if (inplace) {
    const slot = load<u32>(typeOf(a) + inplaceSlotOf(opcode));
    if (slot != 0) {
      const r = opcode == op.OP_POW ? call_indirect<Word>(slot, a, b, NONE) : call_indirect<Word>(slot, a, b);
      if (r != NOT_IMPLEMENTED) return r;
    }
  }
  const r = binarySlots(a, b, slotOf(opcode), opcode == op.OP_POW);
  if (r != NOT_IMPLEMENTED) return r;
  const ta = changetype<Type>(typeOf(a));
  if (opcode == op.OP_ADD) {
    if (inplace && ta.sq_inplace_concat != 0) return call_indirect<Word>(ta.sq_inplace_concat, a, b);
    if (ta.sq_concat != 0) return call_indirect<Word>(ta.sq_concat, a, b);
  } else if (opcode == op.OP_MUL) {
    if (inplace && ta.sq_inplace_repeat != 0) return repeat(ta.sq_inplace_repeat, a, b);
    if (ta.sq_repeat != 0) return repeat(ta.sq_repeat, a, b);
    const tb = changetype<Type>(typeOf(b));
    if (tb.sq_repeat != 0) return repeat(tb.sq_repeat, b, a);
  }
  return unsupported(opcode, a, b, inplace);
}

function repeat(slot: u32, sequence: Word, count: Word): Word {
  if (!isIntLike(count) && changetype<Type>(typeOf(count)).nb_index == 0)
    return raisef(T_TYPE_ERROR, "can't multiply sequence by non-int of type '%T'", count);
  const n = indexI64(count, T_OVERFLOW_ERROR);
  if (n == -1 && errorSet()) return NULL;
  return call_indirect<Word>(slot, sequence, n);
}

/** The binary slot at offset `slot` of either operand: owned, NOT_IMPLEMENTED, or NULL. */
export function binarySlots(a: Word, b: Word, slot: usize, power: bool): Word {
  const ta = typeOf(a);
  const tb = typeOf(b);
  const fa = load<u32>(ta + slot);
  let fb: u32 = ta == tb ? 0 : load<u32>(tb + slot);
  if (fb == fa) fb = 0;
  if (fa != 0) {
    if (fb != 0 && isSubtype(tb, ta)) {
      const r = power ? call_indirect<Word>(fb, a, b, NONE) : call_indirect<Word>(fb, a, b);
      if (r != NOT_IMPLEMENTED) return r;
      fb = 0;
    }
    const r = power ? call_indirect<Word>(fa, a, b, NONE) : call_indirect<Word>(fa, a, b);
    if (r != NOT_IMPLEMENTED) return r;
  }
  if (fb != 0) return power ? call_indirect<Word>(fb, a, b, NONE) : call_indirect<Word>(fb, a, b);
  return NOT_IMPLEMENTED;
}

function unsupported(opcode: u32, a: Word, b: Word, inplace: bool): Word {
  switch (opcode) {
    case op.OP_ADD: return bad(inplace, "unsupported operand type(s) for +=: '%T' and '%T'", "unsupported operand type(s) for +: '%T' and '%T'", a, b);
    case op.OP_SUB: return bad(inplace, "unsupported operand type(s) for -=: '%T' and '%T'", "unsupported operand type(s) for -: '%T' and '%T'", a, b);
    case op.OP_MUL: return bad(inplace, "unsupported operand type(s) for *=: '%T' and '%T'", "unsupported operand type(s) for *: '%T' and '%T'", a, b);
    case op.OP_TRUE_DIV: return bad(inplace, "unsupported operand type(s) for /=: '%T' and '%T'", "unsupported operand type(s) for /: '%T' and '%T'", a, b);
    case op.OP_FLOOR_DIV: return bad(inplace, "unsupported operand type(s) for //=: '%T' and '%T'", "unsupported operand type(s) for //: '%T' and '%T'", a, b);
    case op.OP_MOD: return bad(inplace, "unsupported operand type(s) for %%=: '%T' and '%T'", "unsupported operand type(s) for %%: '%T' and '%T'", a, b);
    case op.OP_POW: return bad(inplace, "unsupported operand type(s) for **=: '%T' and '%T'", "unsupported operand type(s) for ** or pow(): '%T' and '%T'", a, b);
    case op.OP_MAT_MUL: return bad(inplace, "unsupported operand type(s) for @=: '%T' and '%T'", "unsupported operand type(s) for @: '%T' and '%T'", a, b);
    case op.OP_LSHIFT: return bad(inplace, "unsupported operand type(s) for <<=: '%T' and '%T'", "unsupported operand type(s) for <<: '%T' and '%T'", a, b);
    case op.OP_RSHIFT: return bad(inplace, "unsupported operand type(s) for >>=: '%T' and '%T'", "unsupported operand type(s) for >>: '%T' and '%T'", a, b);
    case op.OP_AND: return bad(inplace, "unsupported operand type(s) for &=: '%T' and '%T'", "unsupported operand type(s) for &: '%T' and '%T'", a, b);
    case op.OP_OR: return bad(inplace, "unsupported operand type(s) for |=: '%T' and '%T'", "unsupported operand type(s) for |: '%T' and '%T'", a, b);
    default: return bad(inplace, "unsupported operand type(s) for ^=: '%T' and '%T'", "unsupported operand type(s) for ^: '%T' and '%T'", a, b);
  }
}
function bad(inplace: bool, inplaceText: string, text: string, a: Word, b: Word): Word {
  return raisef(T_TYPE_ERROR, inplace ? inplaceText : text, a, b);
}

export function add(a: Word, b: Word): Word { return operate(op.OP_ADD, a, b, false); }
export function subtract(a: Word, b: Word): Word { return operate(op.OP_SUB, a, b, false); }
export function multiply(a: Word, b: Word): Word { return operate(op.OP_MUL, a, b, false); }
export function floorDivide(a: Word, b: Word): Word { return operate(op.OP_FLOOR_DIV, a, b, false); }
export function remainder(a: Word, b: Word): Word { return operate(op.OP_MOD, a, b, false); }

/** pow(a, b, modulus); modulus NONE: a ** b. */
export function power(a: Word, b: Word, modulus: Word): Word {
  if (modulus == NONE) return operate(op.OP_POW, a, b, false);
  const ta = typeOf(a);
  const tb = typeOf(b);
  const tc = typeOf(modulus);
  const fa = changetype<Type>(ta).nb_power;
  const fb = changetype<Type>(tb).nb_power;
  const fc = changetype<Type>(tc).nb_power;
  if (fa != 0) {
    const r = call_indirect<Word>(fa, a, b, modulus);
    if (r != NOT_IMPLEMENTED) return r;
  }
  if (fb != 0 && fb != fa) {
    const r = call_indirect<Word>(fb, a, b, modulus);
    if (r != NOT_IMPLEMENTED) return r;
  }
  if (fc != 0 && fc != fa && fc != fb) {
    const r = call_indirect<Word>(fc, a, b, modulus);
    if (r != NOT_IMPLEMENTED) return r;
  }
  return raisef(T_TYPE_ERROR, "unsupported operand type(s) for ** or pow(): '%T', '%T', '%T'", a, b, modulus);
}

export function unaryMinus(a: Word): Word { return unary(a, offsetof<Type>('nb_negative'), "bad operand type for unary -: '%T'"); }
export function unaryPlus(a: Word): Word { return unary(a, offsetof<Type>('nb_positive'), "bad operand type for unary +: '%T'"); }
export function unaryInvert(a: Word): Word { return unary(a, offsetof<Type>('nb_invert'), "bad operand type for unary ~: '%T'"); }
export function absolute(a: Word): Word { return unary(a, offsetof<Type>('nb_absolute'), "bad operand type for abs(): '%T'"); }

function unary(a: Word, slot: usize, message: string): Word {
  const f = load<u32>(typeOf(a) + slot);
  if (f == 0) return raisef(T_TYPE_ERROR, message, a);
  return call_indirect<Word>(f, a);
}
