// types.SimpleNamespace: an object with attributes and a repr.

import { NOT_IMPLEMENTED, NULL, Word, address, fromAddress, ofI32 } from '../layout/word';
import { own, release } from '../counting/counts';
import { N___dict__ } from '../generated/names';
import { T_DICT, T_SIMPLE_NAMESPACE, T_STR, T_TYPE_ERROR } from '../generated/types';
import { arg, call0, call1 } from '../eval/call';
import { raise, raisef } from '../eval/errors';
import { dictMerge, dictNext, nextKey, nextValue } from './dict/core';
import { compare, getAttr, isInstance, repr, setAttr, typeName, typeOf } from './protocol';
import { enterRepr, leaveRepr } from './recursion';
import { builderChar, builderDrop, builderFinish, builderLiteral, builderNew, builderWord } from './str/builder';
import { newTuple, tuple3, tupleGet, tupleSize } from './tuple';

/** @type SimpleNamespace module=types size=16 attrs=dict kind=plain flags=BASE,GC
 * A simple attribute-based namespace. */

/** @init SimpleNamespace */
export function namespaceInit(self: Word, args: usize, nargs: i32, kwnames: Word): i32 {
  if (nargs > 1) {
    raisef(T_TYPE_ERROR, '%N expected at most 1 argument, got %d', <Word>typeOf(self), ofI32(nargs));
    return -1;
  }
  if (nargs == 1) {
    const mapping = arg(args, 0);
    const dict = call1(<Word>T_DICT, mapping);
    if (dict == NULL) return -1;
    for (let position = dictNext(address(dict), 0); position != 0; position = dictNext(address(dict), position)) {
      const key = nextKey;
      const value = nextValue;
      const textual = isInstance(key, T_STR);
      if (!textual) raise(T_TYPE_ERROR, 'keywords must be strings');
      const failed = !textual || setAttr(self, key, value) != 0;
      release(key);
      release(value);
      if (failed) {
        release(dict);
        return -1;
      }
    }
    release(dict);
  }
  if (kwnames == NULL) return 0;
  const count = tupleSize(address(kwnames));
  for (let i: u32 = 0; i < count; i++) {
    if (setAttr(self, tupleGet(address(kwnames), i), arg(args, nargs + <i32>i)) != 0) return -1;
  }
  return 0;
}

/** @slot SimpleNamespace.repr */
export function namespaceRepr(self: Word): Word {
  const dict = getAttr(self, N___dict__);
  if (dict == NULL) return NULL;
  const out = builderNew();
  if (typeOf(self) == T_SIMPLE_NAMESPACE) builderLiteral(out, 'namespace');
  else {
    const name = typeName(<Word>typeOf(self));
    builderWord(out, name);
    release(name);
  }
  builderChar(out, 0x28);
  const busy = enterRepr(self);
  if (busy != 0) {
    release(dict);
    if (busy < 0) return builderDrop(out);
    builderLiteral(out, '...)');
    return builderFinish(out);
  }
  let first = true;
  let failed = false;
  for (let position = dictNext(address(dict), 0); position != 0; position = dictNext(address(dict), position)) {
    const key = nextKey;
    const value = nextValue;
    if (!isInstance(key, T_STR)) {
      release(key);
      release(value);
      continue;
    }
    if (!first) builderLiteral(out, ', ');
    first = false;
    builderWord(out, key);
    builderChar(out, 0x3d);
    release(key);
    const text = repr(value);
    release(value);
    if (text == NULL) {
      failed = true;
      break;
    }
    builderWord(out, text);
    release(text);
  }
  leaveRepr(self);
  release(dict);
  if (failed) return builderDrop(out);
  builderChar(out, 0x29);
  return builderFinish(out);
}

/** @slot SimpleNamespace.richcompare */
export function namespaceCompare(a: Word, b: Word, op: i32): Word {
  if (!isInstance(a, T_SIMPLE_NAMESPACE) || !isInstance(b, T_SIMPLE_NAMESPACE)) return NOT_IMPLEMENTED;
  const x = getAttr(a, N___dict__);
  const y = getAttr(b, N___dict__);
  const result = x == NULL || y == NULL ? NULL : compare(x, y, op);
  release(x);
  release(y);
  return result;
}

/** @method SimpleNamespace.__reduce__(self, /)
 * Return state information for pickling */
export function namespaceReduce(self: Word): Word {
  const dict = getAttr(self, N___dict__);
  if (dict == NULL) return NULL;
  return fromAddress(tuple3(own(<Word>typeOf(self)), fromAddress(newTuple(0)), dict));
}

/** @method SimpleNamespace.__replace__(self, /, **changes)
 * Return a copy of the namespace object with new values for the specified attributes. */
export function namespaceReplace(args: usize, nargs: i32, kwnames: Word): Word {
  const self = arg(args, 0);
  if (nargs != 1) return raise(T_TYPE_ERROR, '__replace__() takes no positional arguments');
  const copy = call0(<Word>typeOf(self));
  if (copy == NULL) return NULL;
  const own_ = getAttr(self, N___dict__);
  const target = getAttr(copy, N___dict__);
  const merged = own_ == NULL || target == NULL ? -1 : dictMerge(address(target), address(own_), 1);
  release(own_);
  release(target);
  if (merged != 0 || namespaceInit(copy, args + 8, 0, kwnames) != 0) {
    release(copy);
    return NULL;
  }
  return copy;
}
