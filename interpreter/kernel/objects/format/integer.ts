// The integer that %d and its kin format.

import { Type } from '../../layout/type';
import { fromAddress, isInt, NULL, Word } from '../../layout/word';
import { T_INT, T_TYPE_ERROR } from '../../generated/types';
import { release } from '../../counting/counts';
import { clearError, errorMatches, raiseWord, formatText } from '../../eval/errors';
import { index, isIntLike, typeOf } from '../protocol';
import { builderChar, builderFinish, builderNew, builderWord } from '../str/builder';
import { call1 } from '../../eval/call';

/** int(value) for d, i, u; value.__index__() for o, x, X: an exact int, or NULL with CPython's TypeError. */
export function toInteger(value: Word, code: u32): Word {
  if (isInt(value)) return value;
  const real = code == 0x64 || code == 0x69 || code == 0x75;
  let number: Word = NULL;
  const type = changetype<Type>(typeOf(value));
  if (isIntLike(value) || type.nb_index || (real && type.nb_int)) {
    number = real ? call1(fromAddress(T_INT), value) : index(value);
    if (number != NULL) return number;
    if (!errorMatches(T_TYPE_ERROR)) return NULL;
    clearError();
  }
  const b = builderNew();
  if (!b) return NULL;
  builderChar(b, 0x25);
  builderChar(b, code);
  const rest = formatText(real ? ' format: a real number is required, not %T' : ' format: an integer is required, not %T', value);
  if (rest == NULL) { release(builderFinish(b)); return NULL; }
  builderWord(b, rest);
  release(rest);
  return raiseWord(T_TYPE_ERROR, builderFinish(b));
}
