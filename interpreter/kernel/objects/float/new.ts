// Floats are immediate words; only instances of subclasses are objects.

import { Control } from '../../layout/control';
import { CONTROL } from '../../layout/memory_map';
import { FloatObject } from '../../layout/text';
import { Type } from '../../layout/type';
import { address, isBool, isFloat, isInt, isPointer, NULL, toFloat, toInt, TRUE, Word } from '../../layout/word';
import { T_DEPRECATION_WARNING, T_FLOAT, T_TYPE_ERROR } from '../../generated/types';
import { release } from '../../counting/counts';
import { formatText, raisef } from '../../eval/errors';
import { warn } from '../../eval/warnings';
import { index, typeOf } from '../protocol';
import { isSubtype } from '../type/lookup';
import { intToFloat } from '../int/real';

/** A float or an instance of a subclass. */
// @ts-ignore: decorator
@inline export function isFloatLike(w: Word): bool { return isFloat(w) || (isPointer(w) && isSubtype(load<u32>(address(w)), T_FLOAT)); }

/** Value of a word for which `isFloatLike` holds. */
// @ts-ignore: decorator
@inline export function floatOf(w: Word): f64 { return isFloat(w) ? toFloat(w) : changetype<FloatObject>(address(w)).value; }

/** float(o) for any number: `__float__`, then `__index__`. -1.0 with an error set. */
export function floatValue(w: Word): f64 {
  if (isFloat(w)) return toFloat(w);
  if (isInt(w)) return <f64>toInt(w);
  if (isBool(w)) return w == TRUE ? 1 : 0;
  if (isFloatLike(w)) return floatOf(w);
  const t = changetype<Type>(typeOf(w));
  if (t.nb_float != 0) return fromSpecial(w, t.nb_float);
  if (t.nb_index != 0) {
    const n = index(w);
    if (n == NULL) return -1;
    const x = intToFloat(n);
    release(n);
    return x;
  }
  raisef(T_TYPE_ERROR, 'must be real number, not %T', w);
  return -1;
}

/** x; a NaN as one that is no other's word, so that each has an identity and a hash of its own. */
export function distinctNan(x: f64): f64 {
  const bits = reinterpret<u64>(x);
  if ((bits & 0x7fff_ffff_ffff_ffff) <= 0x7ff0_0000_0000_0000) return x;
  // the sign must stay changeable, so the payload leaves the bits free that would make a negative one an int
  return reinterpret<f64>(bits | <u64>(atomic.add<u32>(CONTROL + offsetof<Control>('nans'), 1) + 1));
}

/** What the nb_float slot of a number gives. -1.0 with an error set. */
export function fromSpecial(w: Word, slot: u32): f64 {
  const r = call_indirect<Word>(slot, w);
  if (r == NULL) return -1;
  if (isFloat(r)) return toFloat(r);
  if (!isFloatLike(r)) {
    raisef(T_TYPE_ERROR, '%T.__float__ returned non-float (type %T)', w, r);
    release(r);
    return -1;
  }
  const text = formatText(
    '%T.__float__ returned non-float (type %T).  The ability to return an instance of a strict subclass of float is deprecated, and may not be supported in a future version of Python.',
    w, r,
  );
  if (text == NULL || warn(T_DEPRECATION_WARNING, text, 1) < 0) {
    release(r);
    return -1;
  }
  const x = floatOf(r);
  release(r);
  return x;
}

