// bool: the singletons TRUE and FALSE.

import { address, isBool, NULL, ofBool, ofI32, TRUE, Word } from '../layout/word';
import { Tuple } from '../layout/containers';
import { T_DEPRECATION_WARNING, T_TYPE_ERROR } from '../generated/types';
import { N_False, N_True } from '../generated/names';
import { raise, raisef } from '../eval/errors';
import { arg } from '../eval/call';
import { warn } from '../eval/warnings';
import { truth } from './protocol';
import { newText } from './str/new';
import { int_and, int_or, int_xor } from './int/bits';
import { intInvert } from './int/arithmetic';

/** @type bool base=int size=offsetof<BigInt>() itemsize=4 flags=INT,MATCH_SELF
 * Returns True when the argument is true, False otherwise.
 *
 * The builtins True and False are the only two instances of the class bool.
 * The class bool is a subclass of the class int, and cannot be subclassed. */

/** @new bool */
export function bool_new(type: Word, args: usize, nargs: i32, kwnames: Word): Word {
  if (kwnames != NULL && changetype<Tuple>(address(kwnames)).size) return raise(T_TYPE_ERROR, 'bool() takes no keyword arguments');
  if (nargs > 1) return raisef(T_TYPE_ERROR, 'bool expected at most 1 argument, got %d', ofI32(nargs));
  const t = nargs ? truth(arg(args, 0)) : 0;
  return t < 0 ? NULL : ofBool(t != 0);
}

/** @slot bool.repr */
export function bool_repr(self: Word): Word { return self == TRUE ? N_True : N_False; }

/** @slot bool.nb_and */
export function bool_and(a: Word, b: Word): Word { return isBool(a) && isBool(b) ? a & b & TRUE : int_and(a, b); }
/** @slot bool.nb_or */
export function bool_or(a: Word, b: Word): Word { return isBool(a) && isBool(b) ? a | b : int_or(a, b); }
/** @slot bool.nb_xor */
export function bool_xor(a: Word, b: Word): Word { return isBool(a) && isBool(b) ? ofBool(a != b) : int_xor(a, b); }

/** @slot bool.nb_invert */
export function bool_invert(self: Word): Word {
  const text = newText(
    "Bitwise inversion '~' on bool is deprecated and will be removed in Python 3.16. This returns the bitwise inversion of the underlying int object and is usually not what you expect from the negation of a bool object. Use the 'not' operator for boolean negation or ~int(x) for the bitwise inversion of the underlying int.",
  );
  if (text == NULL || warn(T_DEPRECATION_WARNING, text, 1) < 0) return NULL;
  return intInvert(self);
}
