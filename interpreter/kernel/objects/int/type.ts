// int: the type, its constructor, comparison, truth, conversions.

import { BigInt, Bytes, BYTES_DATA, LIMBS, STR_DATA } from '../../layout/text';
import { Type } from '../../layout/type';
import { Tuple, TUPLE_ITEMS } from '../../layout/containers';
import { address, bothInt, fromAddress, isInt, isPointer, NOT_IMPLEMENTED, NULL, ofBool, ofFloat, ofI32, ofInt, toInt, Word } from '../../layout/word';
import { T_BYTEARRAY, T_BYTES, T_DEPRECATION_WARNING, T_INT, T_TYPE_ERROR, T_VALUE_ERROR } from '../../generated/types';
import { N___trunc__ } from '../../generated/names';
import { release } from '../../counting/counts';
import { errorSet, formatText, memoryError, raise, raisef, raiseWord } from '../../eval/errors';
import { arg, call0, call1 } from '../../eval/call';
import { warn } from '../../eval/warnings';
import { allocBlock, freeBlock, KIND_RAW } from '../../memory/blocks';
import { freeObject } from '../../memory/objects';
import { index, indexI64, isExact, isIntLike, lookupSpecial, repr, typeOf } from '../protocol';
import { allocVar } from '../type/alloc';
import { charAt, isStr, strIsAscii, strLength } from '../str/access';
import { builderFinish, builderInt, builderLiteral, builderNew, builderRange, newText, strEqualsText } from '../str/new';
import { decimalValue, isSpace } from '../unicode/ctype';
import { isSubtype } from '../type/lookup';
import { bothIntLike, intOrder } from './arithmetic';
import { intExactOf, intHash } from './new';
import { isZero, operand } from './operand';
import { intToFloat, intTrueDivide, orderHolds } from './real';
import { intPower } from './power';
import { intFromText, intToText } from './text';

/** @type int base=object size=offsetof<BigInt>() itemsize=4 flags=BASE,INT,MATCH_SELF
 * int([x]) -> integer
 * int(x, base=10) -> integer
 *
 * Convert a number or string to an integer, or return 0 if no arguments
 * are given.  If x is a number, return x.__int__().  For floating-point
 * numbers, this truncates towards zero.
 *
 * If x is not a number or if base is given, then x must be a string,
 * bytes, or bytearray instance representing an integer literal in the
 * given base.  The literal can be preceded by '+' or '-' and be surrounded
 * by whitespace.  The base defaults to 10.  Valid bases are 0 and 2-36.
 * Base 0 means to interpret the base from the string as an integer literal.
 * >>> int('0b100', base=0)
 * 4 */

/** @slot int.dealloc */
export function int_dealloc(p: usize): void { freeObject(p); }

/** @new int */
export function int_new(type: Word, args: usize, nargs: i32, kwnames: Word): Word {
  const named = kwnames == NULL ? 0 : <i32>changetype<Tuple>(address(kwnames)).size;
  let x: Word = nargs > 0 ? arg(args, 0) : NULL;
  let base: Word = nargs > 1 ? arg(args, 1) : NULL;
  if (nargs + named > 2) {
    if (named) return raisef(T_TYPE_ERROR, 'int() takes at most 2 arguments (%d given)', ofI32(nargs + named));
    return raisef(T_TYPE_ERROR, 'int expected at most 2 arguments, got %d', ofI32(nargs));
  }
  for (let i = 0; i < named; i++) {
    const name = load<u64>(address(kwnames) + TUPLE_ITEMS + (<usize>i << 3));
    if (!strEqualsText(name, 'base')) return raisef(T_TYPE_ERROR, "int() got an unexpected keyword argument '%U'", name);
    if (base != NULL) return raise(T_TYPE_ERROR, "argument for int() given by name ('base') and position (2)");
    base = arg(args, nargs + i);
  }
  let n: Word;
  if (x == NULL) {
    if (base != NULL) return raise(T_TYPE_ERROR, 'int() missing string argument');
    n = ofInt(0);
  } else n = base == NULL ? intOf(x) : intInBase(x, base);
  if (n == NULL || address(type) == <usize>T_INT) return n;
  return intAsSubclass(<u32>address(type), n);
}

/** An instance of a subclass with the value of the exact int `n`, which is taken over. */
export function intAsSubclass(type: u32, n: Word): Word {
  const o = operand(0, n);
  const p = allocVar(type, o.size);
  if (p) {
    changetype<BigInt>(p).size = o.size;
    changetype<BigInt>(p).negative = o.negative;
    memory.copy(p + LIMBS, o.limbs, <usize>o.size << 2);
  }
  release(n);
  return fromAddress(p);
}

function intInBase(x: Word, base: Word): Word {
  const b = indexI64(base, 0);
  if (b == -1 && errorSet()) return NULL;
  if (b != 0 && (b < 2 || b > 36)) return raise(T_VALUE_ERROR, 'int() base must be >= 2 and <= 36, or 0');
  if (isStr(x)) return intFromStr(x, <u32>b);
  if (isPointer(x) && (isSubtype(typeOf(x), T_BYTES) || isSubtype(typeOf(x), T_BYTEARRAY))) return intFromBytes(x, <u32>b);
  return raise(T_TYPE_ERROR, "int() can't convert non-string with explicit base");
}

/** int(x): an exact int, owned. */
export function intOf(x: Word): Word {
  if (isInt(x)) return x;
  const t = changetype<Type>(typeOf(x));
  if (t.nb_int != 0) {
    const r = call_indirect<Word>(t.nb_int, x);
    if (r == NULL || isInt(r)) return r;
    if (!isIntLike(r)) {
      raisef(T_TYPE_ERROR, '__int__ returned non-int (type %T)', r);
      release(r);
      return NULL;
    }
    if (isExact(r, T_INT)) return r;
    const text = formatText(
      '__int__ returned non-int (type %T).  The ability to return an instance of a strict subclass of int is deprecated, and may not be supported in a future version of Python.', r,
    );
    return exactAfterWarning(r, text);
  }
  if (t.nb_index != 0) return index(x);
  const trunc = lookupSpecial(x, N___trunc__);
  if (trunc != NULL) return viaTrunc(trunc);
  if (errorSet()) return NULL;
  if (isStr(x)) return intFromStr(x, 10);
  if (isPointer(x) && (isSubtype(typeOf(x), T_BYTES) || isSubtype(typeOf(x), T_BYTEARRAY))) return intFromBytes(x, 10);
  if (changetype<Type>(typeOf(x)).getbuffer != 0) return intFromBuffer(x);
  return raisef(T_TYPE_ERROR, "int() argument must be a string, a bytes-like object or a real number, not '%T'", x);
}

function exactAfterWarning(r: Word, text: Word): Word {
  if (text == NULL || warn(T_DEPRECATION_WARNING, text, 1) < 0) {
    release(r);
    return NULL;
  }
  const exact = intExactOf(r);
  release(r);
  return exact;
}

// `trunc` (taken over) is the bound __trunc__.
function viaTrunc(trunc: Word): Word {
  const warned = newText('The delegation of int() to __trunc__ is deprecated.');
  if (warned == NULL || warn(T_DEPRECATION_WARNING, warned, 1) < 0) {
    release(trunc);
    return NULL;
  }
  const r = call0(trunc);
  release(trunc);
  if (r == NULL) return NULL;
  if (isIntLike(r)) {
    const exact = intExactOf(r);
    release(r);
    return exact;
  }
  if (changetype<Type>(typeOf(r)).nb_index == 0) {
    raisef(T_TYPE_ERROR, '__trunc__ returned non-Integral (type %T)', r);
    release(r);
    return NULL;
  }
  const n = index(r);
  release(r);
  return n;
}

function intFromStr(x: Word, base: u32): Word {
  const p = address(x), n = strLength(p);
  if (strIsAscii(p)) {
    const r = intFromText(p + STR_DATA, n, base);
    return r != NULL || errorSet() ? r : invalidLiteral(x, base);
  }
  const room = allocBlock(KIND_RAW, n + 1);
  if (!room) return memoryError();
  for (let i: u32 = 0; i < n; i++) store<u8>(room + i, asciiOf(charAt(p, i)));
  const r = intFromText(room, n, base);
  freeBlock(room);
  return r != NULL || errorSet() ? r : invalidLiteral(x, base);
}

/** ASCII form of a character in a number: digits of any script, blanks; '?' for anything else. */
export function asciiOf(c: u32): u8 {
  if (c < 127) return <u8>c;
  const d = decimalValue(c);
  return d >= 0 ? <u8>(0x30 + d) : isSpace(c) ? 32 : 0x3f;
}

function intFromBytes(x: Word, base: u32): Word {
  const p = address(x);
  const r = isSubtype(typeOf(x), T_BYTES)
    ? intFromText(p + BYTES_DATA, changetype<Bytes>(p).size, base)
    : intFromText(load<u32>(p, 20) + load<u32>(p, 28), load<u32>(p, 16), base);
  return r != NULL || errorSet() ? r : invalidLiteral(x, base);
}

function intFromBuffer(x: Word): Word {
  const copy = call1(fromAddress(T_BYTES), x);
  if (copy == NULL) return NULL;
  const r = intFromText(address(copy) + BYTES_DATA, changetype<Bytes>(address(copy)).size, 10);
  const result = r != NULL || errorSet() ? r : invalidLiteral(copy, 10);
  release(copy);
  return result;
}

function invalidLiteral(x: Word, base: u32): Word {
  const shown = repr(x);
  if (shown == NULL) return NULL;
  const b = builderNew();
  if (!b) return NULL;
  builderLiteral(b, 'invalid literal for int() with base ');
  builderInt(b, base);
  builderLiteral(b, ': ');
  const n = strLength(address(shown));
  builderRange(b, address(shown), 0, n > 200 ? 200 : n);
  release(shown);
  return raiseWord(T_VALUE_ERROR, builderFinish(b));
}

/** @slot int.repr */
export function int_repr(self: Word): Word { return intToText(self); }
/** @slot int.hash */
export function int_hash(self: Word): i64 { return intHash(self); }
/** @slot int.richcompare */
export function int_richcompare(a: Word, b: Word, op: i32): Word {
  if (bothInt(a, b)) return ofBool(orderHolds(toInt(a) < toInt(b) ? -1 : toInt(a) > toInt(b) ? 1 : 0, op));
  return bothIntLike(a, b) ? ofBool(orderHolds(intOrder(a, b), op)) : NOT_IMPLEMENTED;
}
/** @slot int.nb_bool */
export function int_bool(self: Word): i32 { return isZero(self) ? 0 : 1; }
/** @slot int.nb_int */
export function int_int(self: Word): Word { return intExactOf(self); }
/** @slot int.nb_index */
export function int_index(self: Word): Word { return intExactOf(self); }
/** @slot int.nb_float */
export function int_float(self: Word): Word {
  const x = intToFloat(self);
  return x == -1 && errorSet() ? NULL : ofFloat(x);
}
/** @slot int.nb_true_divide */
export function int_true_divide(a: Word, b: Word): Word { return bothIntLike(a, b) ? intTrueDivide(a, b) : NOT_IMPLEMENTED; }
/** @slot int.nb_power */
export function int_power(a: Word, b: Word, modulus: Word): Word { return intPower(a, b, modulus); }
