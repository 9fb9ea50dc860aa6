// Structural pattern matching.

import { Word, NULL, NONE, isPointer, address, fromAddress, plain, ofInt, ofBool } from '../layout/word';
import { Type, TF_SEQUENCE, TF_MAPPING, TF_MATCH_SELF } from '../layout/type';
import { Tuple, TUPLE_ITEMS } from '../layout/containers';
import { own, release } from '../counting/counts';
import { raise, raisef, errorSet } from './errors';
import { releaseRegisters } from './unwind';
import { typeOf, isType, getAttr, lookupAttr, length, isStr } from '../objects/protocol';
import { newTuple } from '../objects/tuple';
import { newSet, setAddWord, setContainsWord } from '../objects/set/core';
import { objectIsInstance } from '../objects/type/instances';
import { call2 } from './call';
import { newObject } from '../memory/objects';
import { T_VALUE_ERROR, T_TYPE_ERROR, T_TUPLE, T_OBJECT } from '../generated/types';
import { N_get, N___match_args__ } from '../generated/names';
import { intFromI64 } from '../objects/int/new';

export function matchSequence(o: Word): Word { return ofBool((changetype<Type>(typeOf(o)).flags & TF_SEQUENCE) != 0); }
export function matchMapping(o: Word): Word { return ofBool((changetype<Type>(typeOf(o)).flags & TF_MAPPING) != 0); }

export function getLength(o: Word): Word {
  const n = length(o);
  return n < 0 ? NULL : intFromI64(n);
}

/** Tuple of the values of `keys` in mapping `o`, or None. */
export function matchKeys(o: Word, keys: Word): Word {
  const p = address(keys);
  const n = <i32>changetype<Tuple>(p).size;
  const result = newTuple(n);
  if (result == 0) return NULL;
  for (let i = 0; i < n; i++) store<u64>(result + TUPLE_ITEMS + (<usize>i << 3), NULL);
  if (n == 0) return fromAddress(result);
  const seen = newSet();
  const get = getAttr(o, N_get);
  const dummyAt = newObject(T_OBJECT, 16);
  const dummy = fromAddress(dummyAt);
  let r: Word = fromAddress(result);
  if (seen == 0 || get == NULL || dummyAt == 0) { release(r); r = NULL; }
  for (let i = 0; i < n && r == fromAddress(result); i++) {
    const key = load<u64>(p + TUPLE_ITEMS + (<usize>i << 3));
    const there = setContainsWord(seen, key);
    if (there != 0) {
      if (there > 0) raisef(T_VALUE_ERROR, 'mapping pattern checks duplicate key (%R)', key);
      release(r);
      r = NULL;
      break;
    }
    if (setAddWord(seen, key) < 0) { release(r); r = NULL; break; }
    const v = call2(get, key, dummy);
    if (v == NULL) { release(r); r = NULL; break; }
    if (v == dummy) {
      release(v);
      release(r);
      r = NONE;
      break;
    }
    store<u64>(result + TUPLE_ITEMS + (<usize>i << 3), v);
  }
  if (seen != 0) release(fromAddress(seen));
  release(get);
  release(dummy);
  return r;
}

/** R[b] subject, R[b+1] class, R[b+2] names: tuple of attributes or None. The group dies. */
export function matchClass(at: usize, positional: i32): Word {
  const r = matchClassGroup(plain(load<u64>(at)), plain(load<u64>(at, 8)), plain(load<u64>(at, 16)), positional);
  if (r != NULL) releaseRegisters(at, at + 24);
  return r;
}

function matchClassGroup(subject: Word, cls: Word, names: Word, positional: i32): Word {
  if (!isType(cls)) return raise(T_TYPE_ERROR, 'called match pattern must be a class');
  const is = objectIsInstance(subject, cls);
  if (is < 0) return NULL;
  if (is == 0) return NONE;
  const keywords = <i32>changetype<Tuple>(address(names)).size;
  const result = newTuple(positional + keywords);
  if (result == 0) return NULL;
  for (let i = 0; i < positional + keywords; i++) store<u64>(result + TUPLE_ITEMS + (<usize>i << 3), NULL);
  const r = fromAddress(result);
  const seen = newSet();
  let status = 1;
  if (positional > 0) {
    let self = false;
    const args = lookupAttr(cls, N___match_args__);
    if (args == NULL) {
      if (errorSet()) status = -1;
      else if ((changetype<Type>(address(cls)).flags & TF_MATCH_SELF) != 0) self = true;
    } else if (load<u32>(address(args)) != T_TUPLE || !isPointer(args)) {
      raisef(T_TYPE_ERROR, '%N.__match_args__ must be a tuple (got %T)', cls, args);
      status = -1;
    }
    if (status > 0) {
      const allowed = self ? 1 : args == NULL ? 0 : <i32>changetype<Tuple>(address(args)).size;
      if (allowed < positional) {
        raisef(T_TYPE_ERROR, allowed == 1 ? '%N() accepts %d positional sub-pattern (%d given)' : '%N() accepts %d positional sub-patterns (%d given)', cls, ofInt(allowed), ofInt(positional));
        status = -1;
      }
    }
    if (status > 0) {
      if (self) store<u64>(result + TUPLE_ITEMS, own(subject));
      else
        for (let i = 0; i < positional && status > 0; i++) {
          const name = load<u64>(address(args) + TUPLE_ITEMS + (<usize>i << 3));
          if (!isStr(name)) {
            raisef(T_TYPE_ERROR, '__match_args__ elements must be strings (got %T)', name);
            status = -1;
          } else status = matchAttribute(subject, cls, name, seen, result + TUPLE_ITEMS + (<usize>i << 3));
        }
    }
    release(args);
  }
  for (let i = 0; i < keywords && status > 0; i++)
    status = matchAttribute(subject, cls, load<u64>(address(names) + TUPLE_ITEMS + (<usize>i << 3)), seen, result + TUPLE_ITEMS + (<usize>(positional + i) << 3));
  release(fromAddress(seen));
  if (status > 0) return r;
  release(r);
  return status == 0 ? NONE : NULL;
}

// 1 found, 0 no such attribute, -1 error.
function matchAttribute(subject: Word, cls: Word, name: Word, seen: usize, to: usize): i32 {
  const there = setContainsWord(seen, name);
  if (there < 0) return -1;
  if (there > 0) {
    raisef(T_TYPE_ERROR, '%N() got multiple sub-patterns for attribute %R', cls, name);
    return -1;
  }
  if (setAddWord(seen, name) < 0) return -1;
  const v = lookupAttr(subject, name);
  if (v == NULL) return errorSet() ? -1 : 0;
  store<u64>(to, v);
  return 1;
}
