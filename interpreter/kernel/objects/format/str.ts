// str.__format__: padding and truncation.

import { address, NULL, Word } from '../../layout/word';
import { T_TYPE_ERROR, T_VALUE_ERROR } from '../../generated/types';
import { release } from '../../counting/counts';
import { raise, raisef } from '../../eval/errors';
import { isStr, strLength } from '../str/access';
import { sliceStr } from '../str/slice';
import { padStr } from '../str/strip';
import { str } from '../protocol';
import { exactStr } from '../str/type';
import {
  leftPadding, parseSpec, specAlign, specAlternate, specFill, specNoNegativeZero, specPrecision, specSign, specType, specWidth, unknownFormatCode,
} from './spec';

/** @method str.__format__(self, format_spec, /)
 * Return a formatted version of the string as described by format_spec. */
export function str_format_spec(self: Word, spec: Word): Word {
  if (!isStr(spec)) return raisef(T_TYPE_ERROR, '__format__() argument must be str, not %T', spec);
  if (!strLength(address(spec))) return str(self);
  return formatStr(self, spec);
}

/** The text of `self` by a format specification. */
export function formatStr(self: Word, spec: Word): Word {
  if (!parseSpec(spec, self, 0x73, 0x3c)) return NULL;
  if (specType != 0x73) return unknownFormatCode(specType, self);
  if (specSign) {
    return raise(T_VALUE_ERROR, specSign == 0x20 ? 'Space not allowed in string format specifier' : 'Sign not allowed in string format specifier');
  }
  if (specNoNegativeZero) return raise(T_VALUE_ERROR, 'Negative zero coercion (z) not allowed in string format specifier');
  if (specAlternate) return raise(T_VALUE_ERROR, 'Alternate form (#) not allowed in string format specifier');
  if (specAlign == 0x3d) return raise(T_VALUE_ERROR, "'=' alignment not allowed in string format specifier");
  const p = address(self);
  let n = strLength(p);
  if (specPrecision >= 0 && <u32>specPrecision < n) n = specPrecision;
  const left = leftPadding(n);
  const right = specWidth > <i32>n ? specWidth - n - left : 0;
  const fill = specFill;
  const text = n == strLength(p) ? exactStr(self) : sliceStr(p, 0, n);
  if (text == NULL || (left | right) == 0) return text;
  const padded = padStr(text, left, right, fill);
  release(text);
  return padded;
}
