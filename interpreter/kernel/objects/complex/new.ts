// complex: making and reading.

import { Complex } from '../../layout/text';
import { address, fromAddress, isPointer, NULL, Word } from '../../layout/word';
import { T_COMPLEX } from '../../generated/types';
import { newObject } from '../../memory/objects';
import { isSubtype } from '../type/lookup';

/** The complex number real + imag j. */
export function newComplex(real: f64, imag: f64): Word {
  const p = newObject(T_COMPLEX, offsetof<Complex>());
  if (!p) return NULL;
  changetype<Complex>(p).real = real;
  changetype<Complex>(p).imag = imag;
  return fromAddress(p);
}

/** A complex or an instance of a subclass. */
// @ts-ignore: decorator
@inline export function isComplexLike(w: Word): bool { return isPointer(w) && isSubtype(load<u32>(address(w)), T_COMPLEX); }
// @ts-ignore: decorator
@inline export function realOf(w: Word): f64 { return changetype<Complex>(address(w)).real; }
// @ts-ignore: decorator
@inline export function imagOf(w: Word): f64 { return changetype<Complex>(address(w)).imag; }
