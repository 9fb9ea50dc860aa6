// str.translate and str.maketrans.

import { STR_DATA } from '../../layout/text';
import { address, fromAddress, isPointer, NONE, NULL, ofI32, Word } from '../../layout/word';
import { T_DICT, T_LOOKUP_ERROR, T_TYPE_ERROR, T_VALUE_ERROR } from '../../generated/types';
import { release } from '../../counting/counts';
import { clearError, errorMatches, errorSet, raise, raisef } from '../../eval/errors';
import { asI64, getItem, isIntLike } from '../protocol';
import { dictNext, dictSet, newDict, nextKey, nextValue } from '../dict/core';
import { charAt, isStr, readChar, strKind, strLength } from './access';
import { builderChar, builderDrop, builderFinish, builderNew, builderReserve, builderWord } from './builder';

/** @method str.translate(self, table, /)
 * Replace each character in the string using the given translation table.
 *
 *   table
 *     Translation table, which must be a mapping of Unicode ordinals to
 *     Unicode ordinals, strings, or None.
 *
 * The table must implement lookup/indexing via __getitem__, for instance a
 * dictionary or list.  If this operation raises LookupError, the character is
 * left untouched.  Characters mapped to None are deleted. */
export function str_translate(self: Word, table: Word): Word {
  const p = address(self), n = strLength(p), kind = strKind(p);
  const b = builderNew();
  if (!b) return NULL;
  builderReserve(b, n, 0x7f);
  for (let i: u32 = 0; i < n; i++) {
    const c = readChar(p + STR_DATA, kind, i);
    const value = getItem(table, ofI32(c));
    if (value == NULL) {
      if (!errorMatches(T_LOOKUP_ERROR)) return builderDrop(b);
      clearError();
      builderChar(b, c);
    } else if (value == NONE) {
      // deleted
    } else if (isIntLike(value)) {
      const d = asI64(value);
      release(value);
      if (errorSet()) clearError();
      if (<u64>d > 0x10ffff) {
        builderDrop(b);
        return raise(T_VALUE_ERROR, 'character mapping must be in range(0x110000)');
      }
      builderChar(b, <u32>d);
    } else if (isStr(value)) {
      builderWord(b, value);
      release(value);
    } else {
      release(value);
      builderDrop(b);
      return raise(T_TYPE_ERROR, 'character mapping must return integer, None or str');
    }
  }
  return builderFinish(b);
}

/** @staticmethod str.maketrans(x, y=NULL, z=NULL, /)
 * @signature (x, y=<unrepresentable>, z=<unrepresentable>, /)
 * Return a translation table usable for str.translate().
 *
 * If there is only one argument, it must be a dictionary mapping Unicode
 * ordinals (integers) or characters to Unicode ordinals, strings or None.
 * Character keys will be then converted to ordinals.
 * If there are two arguments, they must be strings of equal length, and
 * in the resulting dictionary, each character in x will be mapped to the
 * character at the same position in y. If there is a third argument, it
 * must be a string, whose characters will be mapped to None in the result. */
export function str_maketrans(x: Word, y: Word, z: Word): Word {
  if (y != NULL && !isStr(y)) return raisef(T_TYPE_ERROR, 'maketrans() argument 2 must be str, not %T', y);
  if (z != NULL && !isStr(z)) return raisef(T_TYPE_ERROR, 'maketrans() argument 3 must be str, not %T', z);
  if (y != NULL && !isStr(x)) return raise(T_TYPE_ERROR, 'first maketrans argument must be a string if there is a second argument');
  const d = newDict();
  if (!d) return NULL;
  const result = fromAddress(d);
  if (y != NULL) {
    const p = address(x), q = address(y), n = strLength(p);
    if (n != strLength(q)) { release(result); return raise(T_VALUE_ERROR, 'the first two maketrans arguments must have equal length'); }
    for (let i: u32 = 0; i < n; i++) {
      if (dictSet(d, ofI32(charAt(p, i)), ofI32(charAt(q, i))) < 0) { release(result); return NULL; }
    }
    if (z != NULL) for (let i: u32 = 0, m = strLength(address(z)); i < m; i++) {
      if (dictSet(d, ofI32(charAt(address(z), i)), NONE) < 0) { release(result); return NULL; }
    }
    return result;
  }
  if (!isPointer(x) || load<u32>(address(x)) != T_DICT) {
    release(result);
    return raise(T_TYPE_ERROR, 'if you give only one argument to maketrans it must be a dict');
  }
  let position: u32 = 0;
  while (true) {
    position = dictNext(address(x), position);
    if (!position) break;
    const key = nextKey, value = nextValue;
    let status = -1;
    if (isStr(key)) {
      if (strLength(address(key)) != 1) raise(T_VALUE_ERROR, 'string keys in translate table must be of length 1');
      else status = dictSet(d, ofI32(charAt(address(key), 0)), value);
    } else if (isIntLike(key)) status = dictSet(d, key, value);
    else raise(T_TYPE_ERROR, 'keys in translate table must be strings or integers');
    release(key);
    release(value);
    if (status < 0) { release(result); return NULL; }
  }
  return result;
}
