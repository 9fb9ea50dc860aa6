// complex: the type, its constructor, text, hash and methods.

import { Complex } from '../../layout/text';
import { Tuple, TUPLE_ITEMS } from '../../layout/containers';
import { Type } from '../../layout/type';
import { address, fromAddress, NULL, ofFloat, ofI32, Word } from '../../layout/word';
import { T_COMPLEX, T_DEPRECATION_WARNING, T_TYPE_ERROR, T_VALUE_ERROR } from '../../generated/types';
import { N___complex__ } from '../../generated/names';
import { own, release } from '../../counting/counts';
import { errorSet, formatText, memoryError, raise, raisef } from '../../eval/errors';
import { arg, call0 } from '../../eval/call';
import { warn } from '../../eval/warnings';
import { freeObject } from '../../memory/objects';
import { allocBlock, freeBlock, KIND_RAW } from '../../memory/blocks';
import { isExact, lookupSpecial, typeOf } from '../protocol';
import { allocVar } from '../type/alloc';
import { charAt, isStr, strLength } from '../str/access';
import { strEqualsText, strFromLatin1 } from '../str/new';
import { tuple2 } from '../tuple';
import { asciiOf } from '../int/type';
import { floatValue } from '../float/new';
import { parseDouble, parsedEnd } from '../float/parse';
import { signBit, writeRepr } from '../float/text';
import { dropUnderscores, hashDouble } from '../float/type';
import { imagOf, isComplexLike, newComplex, realOf } from './new';

/** @type complex base=object size=offsetof<Complex>() flags=BASE
 * Create a complex number from a string or numbers.
 *
 * If a string is given, parse it as a complex number.
 * If a single number is given, convert it to a complex number.
 * If the 'real' or 'imag' arguments are given, create a complex number
 * with the specified real and imaginary components. */

/** @slot complex.dealloc */
export function complex_dealloc(p: usize): void { freeObject(p); }

/** @new complex */
export function complex_new(type: Word, args: usize, nargs: i32, kwnames: Word): Word {
  const named = kwnames == NULL ? 0 : <i32>changetype<Tuple>(address(kwnames)).size;
  if (nargs + named > 2) return raisef(T_TYPE_ERROR, 'complex() takes at most 2 arguments (%d given)', ofI32(nargs + named));
  let real: Word = nargs > 0 ? arg(args, 0) : NULL;
  let imag: Word = nargs > 1 ? arg(args, 1) : NULL;
  for (let i = 0; i < named; i++) {
    const name = load<u64>(address(kwnames) + TUPLE_ITEMS + (<usize>i << 3));
    if (strEqualsText(name, 'real')) {
      if (real != NULL) return raise(T_TYPE_ERROR, "argument for complex() given by name ('real') and position (1)");
      real = arg(args, nargs + i);
    } else if (strEqualsText(name, 'imag')) {
      if (imag != NULL) return raise(T_TYPE_ERROR, "argument for complex() given by name ('imag') and position (2)");
      imag = arg(args, nargs + i);
    } else return raisef(T_TYPE_ERROR, "complex() got an unexpected keyword argument '%U'", name);
  }
  const exact = <u32>address(type) == T_COMPLEX;
  if (real != NULL && imag == NULL && exact && isExact(real, T_COMPLEX)) return own(real);
  let x: f64 = 0, y: f64 = 0;
  if (real != NULL && isStr(real)) {
    if (imag != NULL) return raise(T_TYPE_ERROR, "complex() can't take second arg if first is a string");
    if (!complexFromStr(real)) return errorSet() ? NULL : raise(T_VALUE_ERROR, 'complex() arg is a malformed string');
    return make(type, parsedReal, parsedImag);
  }
  if (imag != NULL && isStr(imag)) return raise(T_TYPE_ERROR, "complex() second arg can't be a string");
  if (real != NULL) {
    const special = complexSpecial(real);
    if (special == NULL && errorSet()) return NULL;
    const number: Word = special == NULL ? real : special;
    if (isComplexLike(number)) {
      x = realOf(number);
      y = imagOf(number);
      release(special);
    } else {
      const t = changetype<Type>(typeOf(number));
      if (t.nb_float == 0 && t.nb_index == 0) return raisef(T_TYPE_ERROR, "complex() first argument must be a string or a number, not '%T'", real);
      x = floatValue(number);
      if (x == -1 && errorSet()) return NULL;
    }
  }
  if (imag != NULL) {
    if (isComplexLike(imag)) {
      x -= imagOf(imag);
      y = real != NULL && isComplexLike(real) ? y + realOf(imag) : realOf(imag);
    } else {
      const t = changetype<Type>(typeOf(imag));
      if (t.nb_float == 0 && t.nb_index == 0) return raisef(T_TYPE_ERROR, "complex() second argument must be a number, not '%T'", imag);
      const z = floatValue(imag);
      if (z == -1 && errorSet()) return NULL;
      y = real != NULL && isComplexLike(real) ? y + z : z;
    }
  }
  return make(type, x, y);
}

function make(type: Word, real: f64, imag: f64): Word {
  if (<u32>address(type) == T_COMPLEX) return newComplex(real, imag);
  const p = allocVar(<u32>address(type), 0);
  if (p) {
    changetype<Complex>(p).real = real;
    changetype<Complex>(p).imag = imag;
  }
  return fromAddress(p);
}

/** What `__complex__` gives, owned. NULL without an error: there is none. */
export function complexSpecial(o: Word): Word {
  if (isExact(o, T_COMPLEX)) return own(o);
  const method = lookupSpecial(o, N___complex__);
  if (method == NULL) return NULL;
  const r = call0(method);
  release(method);
  if (r == NULL || isExact(r, T_COMPLEX)) return r;
  if (!isComplexLike(r)) {
    raisef(T_TYPE_ERROR, '%T.__complex__() must return a complex, not %T', o, r);
    release(r);
    return NULL;
  }
  const text = formatText(
    '%T.__complex__ returned non-complex (type %T).  The ability to return an instance of a strict subclass of complex is deprecated, and may not be supported in a future version of Python.',
    o, r,
  );
  if (text == NULL || warn(T_DEPRECATION_WARNING, text, 1) < 0) {
    release(r);
    return NULL;
  }
  return r;
}

let parsedReal: f64 = 0;
let parsedImag: f64 = 0;

// False: malformed, or an error is set.
function complexFromStr(w: Word): bool {
  const p = address(w), n = strLength(p);
  const room = allocBlock(KIND_RAW, n + 1);
  if (!room) {
    memoryError();
    return false;
  }
  for (let i: u32 = 0; i < n; i++) store<u8>(room + i, asciiOf(charAt(p, i)));
  const ok = readComplex(room, room + n);
  freeBlock(room);
  return ok;
}

// @ts-ignore: decorator
@inline function isBlank(c: u32): bool { return c == 32 || (c >= 9 && c <= 13); }
// @ts-ignore: decorator
@inline function at(p: usize, end: usize): u32 { return p < end ? <u32>load<u8>(p) : 0; }
// @ts-ignore: decorator
@inline function isUnit(c: u32): bool { return (c | 32) == 0x6a; }
// @ts-ignore: decorator
@inline function isSign(c: u32): bool { return c == 0x2b || c == 0x2d; }

function readComplex(p: usize, end: usize): bool {
  while (p < end && isBlank(load<u8>(p))) p++;
  while (p < end && isBlank(load<u8>(end - 1))) end--;
  end = dropUnderscores(p, end);
  if (!end) return false;
  let bracket = false;
  if (at(p, end) == 0x28) {
    bracket = true;
    p++;
    while (p < end && isBlank(load<u8>(p))) p++;
  }
  parsedReal = 0;
  parsedImag = 0;
  let x = parseDouble(p, end);
  if (parsedEnd != p) {
    p = parsedEnd;
    if (isSign(at(p, end))) {
      parsedReal = x;
      let y = parseDouble(p, end);
      if (parsedEnd != p) p = parsedEnd;
      else y = load<u8>(p++) == 0x2d ? -1 : 1;
      if (!isUnit(at(p, end))) return false;
      p++;
      parsedImag = y;
    } else if (isUnit(at(p, end))) {
      p++;
      parsedImag = x;
    } else parsedReal = x;
  } else {
    // a sign or nothing in front of j
    x = 1;
    if (isSign(at(p, end))) x = load<u8>(p++) == 0x2d ? -1 : 1;
    if (!isUnit(at(p, end))) return false;
    p++;
    parsedImag = x;
  }
  while (p < end && isBlank(load<u8>(p))) p++;
  if (bracket) {
    if (at(p, end) != 0x29) return false;
    p++;
    while (p < end && isBlank(load<u8>(p))) p++;
  }
  return p == end;
}

/** @slot complex.repr */
export function complex_repr(self: Word): Word {
  const x = realOf(self), y = imagOf(self);
  const room = allocBlock(KIND_RAW, 96);
  if (!room) return memoryError();
  let n: u32 = 0;
  if (x == 0 && !signBit(x)) n = writeRepr(room, y, 0);
  else {
    store<u8>(room, 0x28);
    n = 1 + writeRepr(room + 1, x, 0);
    if (!(signBit(y) && y == y)) store<u8>(room + n++, 0x2b);
    n += writeRepr(room + n, y, 0);
    store<u8>(room + n + 1, 0x29);
  }
  store<u8>(room + n++, 0x6a);
  if (load<u8>(room) == 0x28) n++;
  const r = strFromLatin1(room, n);
  freeBlock(room);
  return r;
}

/** @slot complex.hash */
export function complex_hash(self: Word): i64 {
  const h = hashDouble(realOf(self)) + 1000003 * hashDouble(imagOf(self));
  return h == -1 ? -2 : h;
}

/** @member complex.real
 * the real part of a complex number */
export function complex_real(self: Word): Word { return ofFloat(realOf(self)); }
/** @member complex.imag
 * the imaginary part of a complex number */
export function complex_imag(self: Word): Word { return ofFloat(imagOf(self)); }

/** @method complex.conjugate(self, /)
 * Return the complex conjugate of its argument. (3-4j).conjugate() == 3+4j. */
export function complex_conjugate(self: Word): Word { return newComplex(realOf(self), -imagOf(self)); }

/** @method complex.__getnewargs__(self, /) */
export function complex_getnewargs(self: Word): Word { return fromAddress(tuple2(ofFloat(realOf(self)), ofFloat(imagOf(self)))); }

/** @method complex.__complex__(self, /)
 * Convert this value to exact type complex. */
export function complex_complex(self: Word): Word { return isExact(self, T_COMPLEX) ? own(self) : newComplex(realOf(self), imagOf(self)); }
