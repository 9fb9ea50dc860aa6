// What any object can do: the abstract operations, dispatched through the slots of its type.

import {
  Word, NULL, NONE, TRUE, FALSE, NOT_IMPLEMENTED, isPointer, isInt, isFloat, isNumber, isBool, address, fromAddress, toInt, toFloat, ofInt, ofBool,
  bothInt, same,
} from '../layout/word';
import { Type, EQ, NE, LT, LE, GT, GE, TF_HEAP, TF_INT, TF_STR, TF_TYPE, TF_DICT } from '../layout/type';
import { thread } from '../sync/current';
import { own, release } from '../counting/counts';
import { raise, raisef, errorSet, errorMatches, clearError } from '../eval/errors';
import { call0, call1 } from '../eval/call';
import { typeLookup, isSubtype } from './type/lookup';
import { newText, strEqual } from './str/new';
import { float_format, int_format } from './format/number';
import { str_format_spec } from './format/str';
import { tupleSize, tupleGet } from './tuple';
import { toI64 } from './int/new';
import {
  T_INT, T_FLOAT, T_BOOL, T_NONE_TYPE, T_NOT_IMPLEMENTED_TYPE, T_ELLIPSIS, T_STR, T_TYPE_ERROR, T_RECURSION_ERROR, T_ATTRIBUTE_ERROR,
  T_INDEX_ERROR, T_OVERFLOW_ERROR, T_VALUE_ERROR, T_STOP_ITERATION, T_TUPLE, T_LIST, T_DICT, T_SET, T_FROZENSET, T_TYPE, T_DEPRECATION_WARNING,
} from '../generated/types';
import { N___length_hint__, N___format__, N___class_getitem__, N_builtins } from '../generated/names';
import { genericGetAttribute, genericGetSlot, genericLookup, internName } from './object';
import { typeAttribute, typeGetSlot } from './type/type';
import { control } from '../layout/control';
import { newSequenceIterator, newListIterator, newTupleIterator } from './iterators';
import { dictContains } from './dict/core';
import { tuple_hash } from './tuple_methods';
import { setContains } from './set/core';
import { int_richcompare } from './int/type';
import { List } from '../layout/containers';
import { strAscii } from './str/repr';
import { warn } from '../eval/warnings';

// ---- types -------------------------------------------------------------------------------------------------------------

/** Address of the type of a word. */
// @ts-ignore: decorator
@inline export function typeOf(w: Word): u32 { return isPointer(w) ? load<u32>(address(w)) : immediateType(w); }

function immediateType(w: Word): u32 {
  if (isInt(w)) return T_INT;
  if (isFloat(w)) return T_FLOAT;
  if (w == NONE) return T_NONE_TYPE;
  if (isBool(w)) return T_BOOL;
  if (w == NOT_IMPLEMENTED) return T_NOT_IMPLEMENTED_TYPE;
  return T_ELLIPSIS;
}

// @ts-ignore: decorator
@inline function typeStruct(w: Word): Type { return changetype<Type>(typeOf(w)); }

/** Real subclass test (no __instancecheck__). */
export function isInstance(w: Word, type: u32): bool { return isSubtype(typeOf(w), type); }
// @ts-ignore: decorator
@inline export function isExact(w: Word, type: u32): bool { return typeOf(w) == type; }
// @ts-ignore: decorator
@inline export function hasFlag(w: Word, flag: u32): bool { return (typeStruct(w).flags & flag) != 0; }
/** int or a subclass, bool included. */
// @ts-ignore: decorator
@inline export function isIntLike(w: Word): bool { return isInt(w) || hasFlag(w, TF_INT); }
// @ts-ignore: decorator
@inline export function isStr(w: Word): bool { return isPointer(w) && hasFlag(w, TF_STR); }
// @ts-ignore: decorator
@inline export function isType(w: Word): bool { return isPointer(w) && hasFlag(w, TF_TYPE); }
export function isCallable(w: Word): bool { return typeStruct(w).call != 0; }

/** What error messages call a type: its name, with the module in front for static types outside builtins. Owned. */
export function typeName(type: Word): Word {
  const t = changetype<Type>(address(type));
  if ((t.flags & TF_HEAP) == 0 && t.module != N_builtins) return formatText('%U.%U', t.module, t.name);
  return own(t.name);
}
/** Name of the type of w without its module, owned. */
export function shortTypeName(w: Word): Word { return own(typeStruct(w).name); }

// ---- recursion -----------------------------------------------------------------------------------------------------------

/** Counts a level of native recursion; false with RecursionError set. Pair with leaveRecursion. */
export function enterRecursion(): bool { return enterRecursionFor(''); }
/** The same; the error's message ends with `what`, such as ' in comparison'. */
export function enterRecursionFor(what: string): bool {
  const t = thread();
  if (++t.nativeDepth > t.nativeLimit) {
    t.nativeDepth--;
    const end = newText(what);
    raisef(T_RECURSION_ERROR, 'maximum recursion depth exceeded%U', end);
    release(end);
    return false;
  }
  return true;
}
// @ts-ignore: decorator
@inline export function leaveRecursion(): void { thread().nativeDepth--; }

// ---- text ----------------------------------------------------------------------------------------------------------------

export function repr(w: Word): Word {
  const slot = typeStruct(w).repr;
  if (!enterRecursionFor(' while getting the repr of an object')) return NULL;
  const r = call_indirect<Word>(slot, w);
  leaveRecursion();
  if (r != NULL && !isStr(r)) {
    raisef(T_TYPE_ERROR, '__repr__ returned non-string (type %T)', r);
    release(r);
    return NULL;
  }
  return r;
}

export function str(w: Word): Word {
  if (isPointer(w) && load<u32>(address(w)) == T_STR) return own(w);
  const t = typeStruct(w);
  if (t.str == 0) return repr(w);
  if (!enterRecursionFor(' while getting the str of an object')) return NULL;
  const r = call_indirect<Word>(t.str, w);
  leaveRecursion();
  if (r != NULL && !isStr(r)) {
    raisef(T_TYPE_ERROR, '__str__ returned non-string (type %T)', r);
    release(r);
    return NULL;
  }
  return r;
}

export function ascii(w: Word): Word {
  const r = repr(w);
  if (r == NULL) return NULL;
  const a = strAscii(r);
  release(r);
  return a;
}

/** format(w, spec): spec is a str word or NULL. */
export function format(w: Word, spec: Word): Word {
  const emptySpec = spec == NULL || load<u32>(address(spec), 16) == 0;
  if (emptySpec) {
    if (isPointer(w) && load<u32>(address(w)) == T_STR) return own(w);
    if (isInt(w)) return str(w);
  }
  // these types' methods can't be replaced
  if (spec != NULL) {
    if (isInt(w)) return int_format(w, spec);
    if (isFloat(w)) return float_format(w, spec);
    if (isPointer(w) && load<u32>(address(w)) == T_STR) return str_format_spec(w, spec);
  }
  const method = typeLookup(typeOf(w), N___format__);
  if (method == NULL) return raisef(T_TYPE_ERROR, "Type %T doesn't define __format__", w);
  const s = spec == NULL ? own(control().emptyString) : own(spec);
  const bound = bindLookup(method, w);
  let r: Word = NULL;
  if (bound != NULL) {
    r = call1(bound, s);
    release(bound);
  }
  release(s);
  if (r != NULL && !isStr(r)) {
    raisef(T_TYPE_ERROR, '__format__ must return a str, not %T', r);
    release(r);
    return NULL;
  }
  return r;
}

// ---- hash, truth, comparison -----------------------------------------------------------------------------------------------

export function hash(w: Word): i64 {
  if (isPointer(w)) if (load<u32>(address(w)) == T_TUPLE) return tuple_hash(w);
  const slot = typeStruct(w).hash;
  if (slot == 0) {
    raisef(T_TYPE_ERROR, "unhashable type: '%T'", w);
    return -1;
  }
  return call_indirect<i64>(slot, w);
}

/** 1, 0, or -1 with an error set. */
export function truth(w: Word): i32 {
  if (w == TRUE) return 1;
  if (w == FALSE || w == NONE) return 0;
  if (isInt(w)) return w != ofInt(0) ? 1 : 0;
  if (isPointer(w)) {
    // these have their size in the same place
    const type = load<u32>(address(w));
    if (type == T_LIST || type == T_STR || type == T_DICT || type == T_TUPLE || type == T_SET) return load<u32>(address(w), offsetof<List>('size')) != 0 ? 1 : 0;
  }
  const t = typeStruct(w);
  if (t.nb_bool != 0) return call_indirect<i32>(t.nb_bool, w);
  let n: i64;
  if (t.mp_length != 0) n = call_indirect<i64>(t.mp_length, w);
  else if (t.sq_length != 0) n = call_indirect<i64>(t.sq_length, w);
  else return 1;
  return n > 0 ? 1 : n < 0 ? -1 : 0;
}

// @ts-ignore: decorator
@inline function swapped(op: i32): i32 { return op == LT ? GT : op == LE ? GE : op == GT ? LT : op == GE ? LE : op; }

/** Rich comparison: owned result. */
export function compare(a: Word, b: Word, op: i32): Word {
  if (isPointer(a) && isPointer(b) && load<u32>(address(a)) == T_STR && load<u32>(address(b)) == T_STR) {
    if (op == EQ) return ofBool(strEqual(a, b));
    if (op == NE) return ofBool(!strEqual(a, b));
  } else if (isNumber(a) && isNumber(b)) { // immediate ints are exact as floats
    const x = isInt(a) ? <f64>toInt(a) : toFloat(a);
    const y = isInt(b) ? <f64>toInt(b) : toFloat(b);
    return ofBool(op == LT ? x < y : op == LE ? x <= y : op == EQ ? x == y : op == NE ? x != y : op == GT ? x > y : x >= y);
  }
  if (typeOf(a) == T_INT && typeOf(b) == T_INT) return int_richcompare(a, b, op);
  if (!enterRecursionFor(' in comparison')) return NULL;
  const r = compareInner(a, b, op);
  leaveRecursion();
  return r;
}

function compareInner(a: Word, b: Word, op: i32): Word {
  const ta = typeOf(a);
  const tb = typeOf(b);
  let reflectedDone = false;
  let r: Word;
  const fb = changetype<Type>(tb).richcompare;
  if (ta != tb && fb != 0 && isSubtype(tb, ta)) {
    reflectedDone = true;
    r = call_indirect<Word>(fb, b, a, swapped(op));
    if (r != NOT_IMPLEMENTED) return r;
  }
  const fa = changetype<Type>(ta).richcompare;
  if (fa != 0) {
    r = call_indirect<Word>(fa, a, b, op);
    if (r != NOT_IMPLEMENTED) return r;
  }
  if (!reflectedDone && fb != 0) {
    r = call_indirect<Word>(fb, b, a, swapped(op));
    if (r != NOT_IMPLEMENTED) return r;
  }
  if (op == EQ) return ofBool(same(a, b));
  if (op == NE) return ofBool(!same(a, b));
  return raisef(
    T_TYPE_ERROR,
    op == LT ? "'<' not supported between instances of '%T' and '%T'"
      : op == LE ? "'<=' not supported between instances of '%T' and '%T'"
      : op == GT ? "'>' not supported between instances of '%T' and '%T'"
      : "'>=' not supported between instances of '%T' and '%T'",
    a, b,
  );
}

/** Identity first for == and !=, as containers compare. 1, 0, -1 with an error set. */
export function compareBool(a: Word, b: Word, op: i32): i32 {
  if (same(a, b)) {
    if (op == EQ) return 1;
    if (op == NE) return 0;
  }
  const r = compare(a, b, op);
  if (r == NULL) return -1;
  if (isBool(r)) return r == TRUE ? 1 : 0;
  const t = truth(r);
  release(r);
  return t;
}

/** Whether two exact tuples are equal as far as their items tell without running code: 1, 0; -1: they do not tell. */
export function equalPlainTuples(p: usize, q: usize): i32 {
  const n = tupleSize(p);
  if (tupleSize(q) != n) return 0;
  for (let i: u32 = 0; i < n; i++) {
    const a = tupleGet(p, i), b = tupleGet(q, i);
    if (a == b) continue;
    if (bothInt(a, b)) return 0;
    if (!isPointer(a) || !isPointer(b) || load<u32>(address(a)) != T_STR || load<u32>(address(b)) != T_STR) return -1;
    if (!strEqual(a, b)) return 0;
  }
  return 1;
}

function equalTuples(p: usize, q: usize): i32 {
  const told = equalPlainTuples(p, q);
  if (told >= 0) return told;
  const n = tupleSize(p);
  if (!enterRecursionFor(' in comparison')) return -1;
  let r = 1;
  for (let i: u32 = 0; i < n && r == 1; i++) r = equal(tupleGet(p, i), tupleGet(q, i));
  leaveRecursion();
  return r;
}

/** a is b or a == b. */
export function equal(a: Word, b: Word): i32 {
  if (same(a, b)) return 1;
  if (bothInt(a, b)) return 0;
  if (isPointer(a) && isPointer(b)) {
    const type = load<u32>(address(a));
    if (type == load<u32>(address(b))) {
      if (type == T_STR) return strEqual(a, b) ? 1 : 0;
      if (type == T_TUPLE) return equalTuples(address(a), address(b));
    }
  }
  return compareBool(a, b, EQ);
}

// ---- attributes --------------------------------------------------------------------------------------------------------------

/** What `method`, found on the type of `self` (taken over), gives when read through `self`: owned. */
export function bindLookup(method: Word, self: Word): Word {
  const get = typeStruct(method).descr_get;
  if (get == 0) return method;
  const r = call_indirect<Word>(get, method, self, fromAddress(typeOf(self)));
  release(method);
  return r;
}

export function getAttr(o: Word, name: Word): Word {
  const t = typeStruct(o);
  const slot = t.getattro;
  if (slot == 0) return genericGetAttribute(o, name);
  return call_indirect<Word>(slot, o, name);
}

/** NULL without an error: no such attribute. */
export function lookupAttr(o: Word, name: Word): Word {
  // an error that nobody sees need not be made; what a descriptor raises is one like any other
  const slot = typeStruct(o).getattro;
  let r: Word;
  if (isStr(name) && slot == genericGetSlot()) r = genericLookup(o, internName(name));
  else if (isStr(name) && slot == typeGetSlot()) r = typeAttribute(o, internName(name));
  else r = getAttr(o, name);
  if (r == NULL && errorMatches(T_ATTRIBUTE_ERROR)) clearError();
  return r;
}

export function hasAttr(o: Word, name: Word): i32 {
  const r = lookupAttr(o, name);
  if (r == NULL) return errorSet() ? -1 : 0;
  release(r);
  return 1;
}

/** value NULL deletes. */
export function setAttr(o: Word, name: Word, value: Word): i32 {
  const slot = typeStruct(o).setattro;
  if (slot == 0) {
    const has = typeStruct(o).getattro != 0;
    if (value != NULL) raisef(T_TYPE_ERROR, "'%T' object has only read-only attributes (assign to .%U)", o, name);
    else raisef(T_TYPE_ERROR, "'%T' object has only read-only attributes (del .%U)", o, name);
    return -1;
  }
  return call_indirect<i32>(slot, o, name, value);
}

/** Attribute of the type only, bound: special method lookup. NULL without an error: not there. */
export function lookupSpecial(o: Word, name: Word): Word {
  const m = typeLookup(typeOf(o), name);
  if (m == NULL) return NULL;
  return bindLookup(m, o);
}

// ---- items ---------------------------------------------------------------------------------------------------------------------

export function getItem(o: Word, key: Word): Word {
  const t = typeStruct(o);
  if (t.mp_subscript != 0) return call_indirect<Word>(t.mp_subscript, o, key);
  if (t.sq_item != 0) {
    const i = sequenceIndex(o, key, t);
    if (i == -1 && errorSet()) return NULL;
    return call_indirect<Word>(t.sq_item, o, i);
  }
  if (isType(o)) {
    if (<u32>o == T_TYPE) {
      return genericAlias(o, key);
    }
    const method = lookupAttr(o, N___class_getitem__);
    if (method != NULL) {
      const r = call1(method, key);
      release(method);
      return r;
    }
    if (errorSet()) return NULL;
    return raisef(T_TYPE_ERROR, "type '%N' is not subscriptable", o);
  }
  return raisef(T_TYPE_ERROR, "'%T' object is not subscriptable", o);
}

import { newGenericAlias } from './generic';
function genericAlias(origin: Word, args: Word): Word { return newGenericAlias(origin, args); }

function sequenceIndex(o: Word, key: Word, t: Type): i64 {
  if (!isIntLike(key) && typeStruct(key).nb_index == 0) {
    raisef(T_TYPE_ERROR, "sequence index must be integer, not '%T'", key);
    return -1;
  }
  let i = indexI64(key, T_INDEX_ERROR);
  if (i == -1 && errorSet()) return -1;
  if (i < 0 && t.sq_length != 0) {
    const n = call_indirect<i64>(t.sq_length, o);
    if (n < 0) return -1;
    i += n;
    if (i == -1) i = -2;
  }
  return i;
}

export function setItem(o: Word, key: Word, value: Word): i32 {
  const t = typeStruct(o);
  if (t.mp_ass_subscript != 0) return call_indirect<i32>(t.mp_ass_subscript, o, key, value);
  if (t.sq_ass_item != 0) {
    const i = sequenceIndex(o, key, t);
    if (i == -1 && errorSet()) return -1;
    return call_indirect<i32>(t.sq_ass_item, o, i, value);
  }
  if (value != NULL) raisef(T_TYPE_ERROR, "'%T' object does not support item assignment", o);
  else raisef(T_TYPE_ERROR, "'%T' object does not support item deletion", o);
  return -1;
}

export function delItem(o: Word, key: Word): i32 {
  const t = typeStruct(o);
  if (t.mp_ass_subscript == 0 && t.sq_ass_item == 0) {
    raisef(T_TYPE_ERROR, "'%T' object doesn't support item deletion", o);
    return -1;
  }
  return setItem(o, key, NULL);
}

export function hasLength(o: Word): bool {
  const t = typeStruct(o);
  return t.sq_length != 0 || t.mp_length != 0;
}

export function length(o: Word): i64 {
  const t = typeStruct(o);
  if (t.sq_length != 0) return call_indirect<i64>(t.sq_length, o);
  if (t.mp_length != 0) return call_indirect<i64>(t.mp_length, o);
  raisef(T_TYPE_ERROR, "object of type '%T' has no len()", o);
  return -1;
}

/** len() or __length_hint__() or `fallback`; -1 with an error set. */
export function lengthHint(o: Word, fallback: i64): i64 {
  if (hasLength(o)) {
    const n = length(o);
    if (n >= 0) return n;
    if (!errorMatches(T_TYPE_ERROR)) return -1;
    clearError();
  }
  const method = lookupSpecial(o, N___length_hint__);
  if (method == NULL) return errorSet() ? -1 : fallback;
  const r = call0(method);
  release(method);
  if (r == NULL) {
    if (!errorMatches(T_TYPE_ERROR)) return -1;
    clearError();
    return fallback;
  }
  if (r == NOT_IMPLEMENTED) return fallback;
  if (!isIntLike(r)) {
    raisef(T_TYPE_ERROR, '__length_hint__ must be an integer, not %T', r);
    release(r);
    return -1;
  }
  const n = asI64(r);
  release(r);
  if (n < 0) {
    if (!errorSet()) raise(T_VALUE_ERROR, '__length_hint__() should return >= 0');
    return -1;
  }
  return n;
}

export function contains(o: Word, item: Word): i32 {
  if (isPointer(o)) {
    const type = load<u32>(address(o));
    if (type == T_DICT) return dictContains(address(o), item);
    // a set is looked up as the equal frozenset
    if ((type == T_SET || type == T_FROZENSET) && !(isPointer(item) && load<u32>(address(item)) != T_STR && load<u32>(address(item)) != T_TUPLE)) return setContains(address(o), item);
  }
  const t = typeStruct(o);
  if (t.sq_contains != 0) return call_indirect<i32>(t.sq_contains, o, item);
  const it = iter(o);
  if (it == NULL) {
    if (errorMatches(T_TYPE_ERROR) && t.iter == 0) {
      clearError();
      raisef(T_TYPE_ERROR, "argument of type '%T' is not iterable", o);
    }
    return -1;
  }
  while (true) {
    const x = next(it);
    if (x == NULL) {
      release(it);
      return errorSet() ? -1 : 0;
    }
    const e = equal(x, item);
    release(x);
    if (e != 0) {
      release(it);
      return e;
    }
  }
}

// ---- iteration -----------------------------------------------------------------------------------------------------------------

export function iter(o: Word): Word {
  if (isPointer(o)) {
    const type = load<u32>(address(o));
    if (type == T_LIST) return newListIterator(o);
    if (type == T_TUPLE) return newTupleIterator(o);
  }
  const t = typeStruct(o);
  if (t.iter == 0) {
    if (t.sq_item != 0 && (t.flags & TF_DICT) == 0) return newSequenceIterator(o);
    return raisef(T_TYPE_ERROR, "'%T' object is not iterable", o);
  }
  const r = call_indirect<Word>(t.iter, o);
  if (r != NULL && typeStruct(r).iternext == 0) {
    raisef(T_TYPE_ERROR, "iter() returned non-iterator of type '%T'", r);
    release(r);
    return NULL;
  }
  return r;
}

/** Next item; NULL without an error: exhausted. A StopIteration counts as exhaustion. */
export function next(it: Word): Word {
  const slot = typeStruct(it).iternext;
  if (slot == 0) return raisef(T_TYPE_ERROR, "'%T' object is not an iterator", it);
  const r = call_indirect<Word>(slot, it);
  if (r == NULL && errorSet() && errorMatches(T_STOP_ITERATION)) clearError();
  return r;
}

export function isIterator(o: Word): bool { return typeStruct(o).iternext != 0; }

// ---- numbers -------------------------------------------------------------------------------------------------------------------

/** o.__index__(): an int (exact) or TypeError. */
export function index(o: Word): Word {
  if (isInt(o)) return o;
  const t = typeStruct(o);
  if ((t.flags & TF_INT) != 0) return intExact(o);
  if (t.nb_index == 0) return raisef(T_TYPE_ERROR, "'%T' object cannot be interpreted as an integer", o);
  const r = call_indirect<Word>(t.nb_index, o);
  if (r == NULL || isInt(r)) return r;
  if (!isIntLike(r)) {
    raisef(T_TYPE_ERROR, '__index__ returned non-int (type %T)', r);
    release(r);
    return NULL;
  }
  if (!isExact(r, T_INT)) {
    const text = raiseText2('__index__ returned non-int (type %T).  The ability to return an instance of a strict subclass of int is deprecated, and may not be supported in a future version of Python.', r);
    if (warn(T_DEPRECATION_WARNING, text, 1) < 0) {
      release(r);
      return NULL;
    }
    const e = intExact(r);
    release(r);
    return e;
  }
  return r;
}

import { formatText } from '../eval/errors';
function raiseText2(format: string, a: Word): Word { return formatText(format, a); }
import { intExactOf } from './int/new';
function intExact(o: Word): Word { return intExactOf(o); }

/** Index as i64. Out of range: `overflowType` is raised (-1), or with 0 the value is clamped. */
export function indexI64(o: Word, overflowType: u32): i64 {
  if (isInt(o)) return toInt(o);
  const w = index(o);
  if (w == NULL) return -1;
  if (isInt(w)) return toInt(w);
  if (wordFitsI64(w)) {
    const n = toI64(w);
    release(w);
    return n;
  }
  const negative = load<u32>(address(w), 20) != 0;
  release(w);
  if (overflowType != 0) {
    raisef(overflowType, "cannot fit '%T' into an index-sized integer", o);
    return -1;
  }
  return negative ? i64.MIN_VALUE : i64.MAX_VALUE;
}

import { fitsI64 } from './int/new';
function wordFitsI64(w: Word): bool { return fitsI64(w); }

/** Index as i64 or OverflowError: "Python int too large to convert to C long". */
export function asI64(o: Word): i64 {
  if (isInt(o)) return toInt(o);
  const w = index(o);
  if (w == NULL) return -1;
  if (isInt(w)) return toInt(w);
  if (!wordFitsI64(w)) {
    release(w);
    raise(T_OVERFLOW_ERROR, 'Python int too large to convert to C long');
    return -1;
  }
  const n = toI64(w);
  release(w);
  return n;
}

/** Index as i32 or OverflowError, as C `int` parameters take it. */
export function asI32(o: Word): i32 {
  const n = asI64(o);
  if (n == -1 && errorSet()) return -1;
  if (n > <i64>i32.MAX_VALUE) { raise(T_OVERFLOW_ERROR, 'signed integer is greater than maximum'); return -1; }
  if (n < <i64>i32.MIN_VALUE) { raise(T_OVERFLOW_ERROR, 'signed integer is less than minimum'); return -1; }
  return <i32>n;
}

import { floatValue } from './float/new';
/** float(o) for a number: __float__, then __index__. -1.0 with an error set. */
export function asF64(o: Word): f64 {
  if (isFloat(o)) return toFloat(o);
  if (isInt(o)) return <f64>toInt(o);
  return floatValue(o);
}
