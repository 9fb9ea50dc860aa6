// Filling a dict from mappings and from sequences of pairs.

import { Word, NULL, isPointer, address, ofInt } from '../../layout/word';
import { Type } from '../../layout/type';
import { T_DICT, T_TYPE_ERROR, T_VALUE_ERROR, T_KEY_ERROR } from '../../generated/types';
import { N_keys } from '../../generated/names';
import { release } from '../../counting/counts';
import { callMethod0 } from '../../eval/call';
import { raisef, raiseValue, errorSet, errorMatches, clearError } from '../../eval/errors';
import { typeOf, iter, next, getItem, lookupAttr } from '../protocol';
import { tupleFrom } from '../tuple_methods';
import { tupleSize, tupleGet } from '../tuple';
import { isDict, dictSet, dictContains, dictMerge, MERGE_REPLACE, MERGE_REFUSE } from './core';

/** Whether iterating over a dict (or subclass) gives just its own entries. */
function plainDict(o: Word): bool {
  return isDict(o) && (typeOf(o) == T_DICT || changetype<Type>(<usize>typeOf(o)).iter == changetype<Type>(<usize>T_DICT).iter);
}

/** Adds the entries of a mapping (anything with keys() and []); AttributeError if it has no keys(). -1 with an error set. */
export function dictUpdateMapping(p: usize, source: Word, mode: i32): i32 {
  if (plainDict(source)) return dictMerge(p, address(source), mode);
  const keys = callMethod0(source, N_keys);
  if (keys == NULL) return -1;
  const it = iter(keys);
  release(keys);
  if (it == NULL) return -1;
  let r = 0;
  while (r == 0) {
    const key = next(it);
    if (key == NULL) {
      if (errorSet()) r = -1;
      break;
    }
    let there = 0;
    if (mode != MERGE_REPLACE) {
      there = dictContains(p, key);
      if (there > 0 && mode == MERGE_REFUSE) {
        raiseValue(T_KEY_ERROR, key);
        there = -1;
      }
    }
    if (there < 0) r = -1;
    else if (there == 0) {
      const value = getItem(source, key);
      if (value == NULL || dictSet(p, key, value) < 0) r = -1;
      release(value);
    }
    release(key);
  }
  release(it);
  return r;
}

/** {**source} */
export function dictUpdate(p: usize, source: Word): i32 {
  return dictUpdateMapping(p, source, MERGE_REPLACE);
}

/** f(**source): KeyError(key) for a key that is there already. */
export function dictUpdateMerge(p: usize, source: Word): i32 {
  return dictUpdateMapping(p, source, MERGE_REFUSE);
}

/** dict.update(source): a mapping if it has keys(), else an iterable of pairs. -1 with an error set. */
export function dictUpdateAny(p: usize, source: Word): i32 {
  if (isPointer(source) && typeOf(source) == T_DICT) return dictMerge(p, address(source), MERGE_REPLACE);
  const keys = lookupAttr(source, N_keys);
  if (keys != NULL) {
    release(keys);
    return dictUpdateMapping(p, source, MERGE_REPLACE);
  }
  if (errorSet()) return -1;
  return dictUpdatePairs(p, source);
}

/** Adds the pairs of an iterable. -1 with an error set. */
export function dictUpdatePairs(p: usize, source: Word): i32 {
  const it = iter(source);
  if (it == NULL) return -1;
  let r = 0;
  for (let i: i64 = 0; r == 0; i++) {
    const item = next(it);
    if (item == NULL) {
      if (errorSet()) r = -1;
      break;
    }
    const pair = tupleFrom(item);
    if (pair == NULL) {
      if (errorMatches(T_TYPE_ERROR)) {
        clearError();
        raisef(T_TYPE_ERROR, 'cannot convert dictionary update sequence element #%d to a sequence', ofInt(i));
      }
      r = -1;
    } else {
      const n = tupleSize(address(pair));
      if (n != 2) {
        raisef(T_VALUE_ERROR, 'dictionary update sequence element #%d has length %d; 2 is required', ofInt(i), ofInt(n));
        r = -1;
      } else r = dictSet(p, tupleGet(address(pair), 0), tupleGet(address(pair), 1));
      release(pair);
    }
    release(item);
  }
  release(it);
  return r;
}
