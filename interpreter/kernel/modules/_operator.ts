// _operator: the operators as functions, itemgetter, attrgetter, methodcaller.

import { Word, NULL, NONE, same, address, fromAddress, ofInt, ofBool } from '../layout/word';
import { Type, LT, LE, EQ, NE, GT, GE } from '../layout/type';
import {
  OP_ADD, OP_SUB, OP_MUL, OP_MAT_MUL, OP_FLOOR_DIV, OP_TRUE_DIV, OP_MOD, OP_LSHIFT, OP_RSHIFT, OP_AND, OP_XOR, OP_OR,
} from '../generated/opcodes';
import { T_ITEMGETTER, T_ATTRGETTER, T_METHODCALLER, T_TYPE_ERROR, T_VALUE_ERROR, T_STR } from '../generated/types';
import { freeObject } from '../memory/objects';
import { own, release, decref } from '../counting/counts';
import { visit } from '../collector/visit';
import { arg, callArray, callTuple } from '../eval/call';
import { operate, power, unaryMinus, unaryPlus, unaryInvert, absolute } from '../eval/arithmetic';
import { raise, raisef, errorSet } from '../eval/errors';
import { typeOf, truth, compare, contains, equal, getItem, setItem, delItem, getAttr, iter, index, lengthHint, asI64, isStr, isIntLike } from '../objects/protocol';
import { allocVar } from '../objects/type/alloc';
import { builderNew, builderChar, builderLiteral, builderWord, builderRepr, builderFinish, builderDrop, intern, newText, strFromChars, strData, strKind, strLength, charAt } from '../objects/str/new';
import { newTuple, tuple2, tupleGet, tupleInit, tupleSize } from '../objects/tuple';
import { newDict, dictSet, dictNext, nextKey, nextValue } from '../objects/dict/core';
import { enterRepr, leaveRepr } from '../objects/recursion';
import { checkPositional, checkNoKeywords, keywordCount } from '../objects/positional';
import { stopped } from '../objects/list/methods';
import { Buffer, bufferRelease, getBuffer, supportsBuffer } from '../objects/buffer';
import { strIsAscii } from '../objects/str/access';
import { str } from '../objects/protocol';

/** @module _operator
 * Operator interface.
 *
 * This module exports a set of functions implemented in C corresponding
 * to the intrinsic operators of Python.  For example, operator.add(x, y)
 * is equivalent to the expression x+y. */

/** @function _operator.add(a, b, /)
 * Same as a + b. */
export function operator_add(a: Word, b: Word): Word {
  return operate(OP_ADD, a, b, false);
}

/** @function _operator.iadd(a, b, /)
 * Same as a += b. */
export function operator_iadd(a: Word, b: Word): Word {
  return operate(OP_ADD, a, b, true);
}

/** @function _operator.sub(a, b, /)
 * Same as a - b. */
export function operator_sub(a: Word, b: Word): Word {
  return operate(OP_SUB, a, b, false);
}

/** @function _operator.isub(a, b, /)
 * Same as a -= b. */
export function operator_isub(a: Word, b: Word): Word {
  return operate(OP_SUB, a, b, true);
}

/** @function _operator.mul(a, b, /)
 * Same as a * b. */
export function operator_mul(a: Word, b: Word): Word {
  return operate(OP_MUL, a, b, false);
}

/** @function _operator.imul(a, b, /)
 * Same as a *= b. */
export function operator_imul(a: Word, b: Word): Word {
  return operate(OP_MUL, a, b, true);
}

/** @function _operator.matmul(a, b, /)
 * Same as a @ b. */
export function operator_matmul(a: Word, b: Word): Word {
  return operate(OP_MAT_MUL, a, b, false);
}

/** @function _operator.imatmul(a, b, /)
 * Same as a @= b. */
export function operator_imatmul(a: Word, b: Word): Word {
  return operate(OP_MAT_MUL, a, b, true);
}

/** @function _operator.floordiv(a, b, /)
 * Same as a // b. */
export function operator_floordiv(a: Word, b: Word): Word {
  return operate(OP_FLOOR_DIV, a, b, false);
}

/** @function _operator.ifloordiv(a, b, /)
 * Same as a //= b. */
export function operator_ifloordiv(a: Word, b: Word): Word {
  return operate(OP_FLOOR_DIV, a, b, true);
}

/** @function _operator.truediv(a, b, /)
 * Same as a / b. */
export function operator_truediv(a: Word, b: Word): Word {
  return operate(OP_TRUE_DIV, a, b, false);
}

/** @function _operator.itruediv(a, b, /)
 * Same as a /= b. */
export function operator_itruediv(a: Word, b: Word): Word {
  return operate(OP_TRUE_DIV, a, b, true);
}

/** @function _operator.mod(a, b, /)
 * Same as a % b. */
export function operator_mod(a: Word, b: Word): Word {
  return operate(OP_MOD, a, b, false);
}

/** @function _operator.imod(a, b, /)
 * Same as a %= b. */
export function operator_imod(a: Word, b: Word): Word {
  return operate(OP_MOD, a, b, true);
}

/** @function _operator.lshift(a, b, /)
 * Same as a << b. */
export function operator_lshift(a: Word, b: Word): Word {
  return operate(OP_LSHIFT, a, b, false);
}

/** @function _operator.ilshift(a, b, /)
 * Same as a <<= b. */
export function operator_ilshift(a: Word, b: Word): Word {
  return operate(OP_LSHIFT, a, b, true);
}

/** @function _operator.rshift(a, b, /)
 * Same as a >> b. */
export function operator_rshift(a: Word, b: Word): Word {
  return operate(OP_RSHIFT, a, b, false);
}

/** @function _operator.irshift(a, b, /)
 * Same as a >>= b. */
export function operator_irshift(a: Word, b: Word): Word {
  return operate(OP_RSHIFT, a, b, true);
}

/** @function _operator.and_(a, b, /)
 * Same as a & b. */
export function operator_and_(a: Word, b: Word): Word {
  return operate(OP_AND, a, b, false);
}

/** @function _operator.iand(a, b, /)
 * Same as a &= b. */
export function operator_iand(a: Word, b: Word): Word {
  return operate(OP_AND, a, b, true);
}

/** @function _operator.xor(a, b, /)
 * Same as a ^ b. */
export function operator_xor(a: Word, b: Word): Word {
  return operate(OP_XOR, a, b, false);
}

/** @function _operator.ixor(a, b, /)
 * Same as a ^= b. */
export function operator_ixor(a: Word, b: Word): Word {
  return operate(OP_XOR, a, b, true);
}

/** @function _operator.or_(a, b, /)
 * Same as a | b. */
export function operator_or_(a: Word, b: Word): Word {
  return operate(OP_OR, a, b, false);
}

/** @function _operator.ior(a, b, /)
 * Same as a |= b. */
export function operator_ior(a: Word, b: Word): Word {
  return operate(OP_OR, a, b, true);
}

/** @function _operator.lt(a, b, /)
 * Same as a < b. */
export function operator_lt(a: Word, b: Word): Word {
  return compare(a, b, LT);
}

/** @function _operator.le(a, b, /)
 * Same as a <= b. */
export function operator_le(a: Word, b: Word): Word {
  return compare(a, b, LE);
}

/** @function _operator.eq(a, b, /)
 * Same as a == b. */
export function operator_eq(a: Word, b: Word): Word {
  return compare(a, b, EQ);
}

/** @function _operator.ne(a, b, /)
 * Same as a != b. */
export function operator_ne(a: Word, b: Word): Word {
  return compare(a, b, NE);
}

/** @function _operator.gt(a, b, /)
 * Same as a > b. */
export function operator_gt(a: Word, b: Word): Word {
  return compare(a, b, GT);
}

/** @function _operator.ge(a, b, /)
 * Same as a >= b. */
export function operator_ge(a: Word, b: Word): Word {
  return compare(a, b, GE);
}


/** @function _operator.pow(a, b, /)
 * Same as a ** b. */
export function operator_pow(a: Word, b: Word): Word {
  return power(a, b, NONE);
}
/** @function _operator.ipow(a, b, /)
 * Same as a **= b. */
export function operator_ipow(a: Word, b: Word): Word {
  return operate(OP_POW, a, b, true);
}
import { OP_POW } from '../generated/opcodes';

/** @function _operator.neg(a, /)
 * Same as -a. */
export function operator_neg(a: Word): Word {
  return unaryMinus(a);
}
/** @function _operator.pos(a, /)
 * Same as +a. */
export function operator_pos(a: Word): Word {
  return unaryPlus(a);
}
/** @function _operator.inv(a, /)
 * @function _operator.invert(a, /)
 * Same as ~a. */
export function operator_invert(a: Word): Word {
  return unaryInvert(a);
}
/** @function _operator.abs(a, /)
 * Same as abs(a). */
export function operator_abs(a: Word): Word {
  return absolute(a);
}
/** @function _operator.index(a, /)
 * Same as a.__index__() */
export function operator_index(a: Word): Word {
  return index(a);
}
/** @function _operator.truth(a, /)
 * Return True if a is true, False otherwise. */
export function operator_truth(a: Word): Word {
  const t = truth(a);
  return t < 0 ? NULL : ofBool(t != 0);
}
/** @function _operator.not_(a, /)
 * Same as not a. */
export function operator_not(a: Word): Word {
  const t = truth(a);
  return t < 0 ? NULL : ofBool(t == 0);
}
/** @function _operator.is_(a, b, /)
 * Same as a is b. */
export function operator_is(a: Word, b: Word): Word {
  return ofBool(same(a, b));
}
/** @function _operator.is_not(a, b, /)
 * Same as a is not b. */
export function operator_is_not(a: Word, b: Word): Word {
  return ofBool(!same(a, b));
}

function isSequence(a: Word): bool {
  return changetype<Type>(<usize>typeOf(a)).sq_item != 0;
}
/** @function _operator.concat(a, b, /)
 * Same as a + b, for a and b sequences. */
export function operator_concat(a: Word, b: Word): Word {
  return isSequence(a) ? operate(OP_ADD, a, b, false) : raisef(T_TYPE_ERROR, "'%T' object can't be concatenated", a);
}
/** @function _operator.iconcat(a, b, /)
 * Same as a += b, for a and b sequences. */
export function operator_iconcat(a: Word, b: Word): Word {
  return isSequence(a) ? operate(OP_ADD, a, b, true) : raisef(T_TYPE_ERROR, "'%T' object can't be concatenated", a);
}
/** @function _operator.contains(a, b, /)
 * Same as b in a (note reversed operands). */
export function operator_contains(a: Word, b: Word): Word {
  const r = contains(a, b);
  return r < 0 ? NULL : ofBool(r != 0);
}
/** @function _operator.getitem(a, b, /)
 * Same as a[b]. */
export function operator_getitem(a: Word, b: Word): Word {
  return getItem(a, b);
}
/** @function _operator.setitem(a, b, c, /)
 * Same as a[b] = c. */
export function operator_setitem(a: Word, b: Word, c: Word): Word {
  return setItem(a, b, c) < 0 ? NULL : NONE;
}
/** @function _operator.delitem(a, b, /)
 * Same as del a[b]. */
export function operator_delitem(a: Word, b: Word): Word {
  return delItem(a, b) < 0 ? NULL : NONE;
}

/** Occurrences of b in a (all), or the index of the first: -1 not there, -2 with an error set. */
function search(a: Word, b: Word, all: bool): i64 {
  const it = iter(a);
  if (it == NULL) return -2;
  const step = changetype<Type>(<usize>typeOf(it)).iternext;
  let n: i64 = 0;
  let result: i64 = -1;
  for (let i: i64 = 0; ; i++) {
    const w = call_indirect<Word>(step, it);
    if (w == NULL) {
      if (!stopped()) result = -2;
      else if (all) result = n;
      break;
    }
    const e = equal(w, b);
    release(w);
    if (e < 0) {
      result = -2;
      break;
    }
    n += e;
    if (e != 0 && !all) {
      result = i;
      break;
    }
  }
  release(it);
  return result;
}
/** @function _operator.countOf(a, b, /)
 * Return the number of items in a which are, or which equal, b. */
export function operator_count_of(a: Word, b: Word): Word {
  const n = search(a, b, true);
  return n < 0 ? NULL : ofInt(n);
}
/** @function _operator.indexOf(a, b, /)
 * Return the first index of b in a. */
export function operator_index_of(a: Word, b: Word): Word {
  const i = search(a, b, false);
  if (i >= 0) return ofInt(i);
  return i == -1 ? raise(T_VALUE_ERROR, 'sequence.index(x): x not in sequence') : NULL;
}
/** @function _operator.length_hint(obj, default=0, /)
 * Return an estimate of the number of items in obj.
 *
 * This is useful for presizing containers when building from an iterable.
 *
 * If the object supports len(), the result will be exact.
 * Otherwise, it may over- or under-estimate by an arbitrary amount. */
export function operator_length_hint(obj: Word, fallback: Word): Word {
  let n: i64 = 0;
  if (fallback != NULL) {
    if (!isIntLike(fallback)) return raisef(T_TYPE_ERROR, "'%T' object cannot be interpreted as an integer", fallback);
    n = asI64(fallback);
    if (n == -1 && errorSet()) return NULL;
  }
  const r = lengthHint(obj, n);
  return r == -1 && errorSet() ? NULL : ofInt(r);
}
/** @function _operator.call(obj, /, *args, **kwargs)
 * Same as obj(*args, **kwargs). */
export function operator_call(args: usize, nargs: i32, kwnames: Word): Word {
  return callArray(arg(args, 0), args + 8, nargs - 1, kwnames);
}

// ---- itemgetter, attrgetter, methodcaller ----------------------------------------------------------------------------------------

/** @type itemgetter module=operator in=_operator size=offsetof<Getter>() flags=GC
 * Return a callable object that fetches the given item(s) from its operand.
 * After f = itemgetter(2), the call f(r) returns r[2].
 * After g = itemgetter(2, 5, 3), the call g(r) returns (r[2], r[5], r[3]) */
/** @type attrgetter module=operator in=_operator size=offsetof<Getter>() flags=GC
 * Return a callable object that fetches the given attribute(s) from its operand.
 * After f = attrgetter('name'), the call f(r) returns r.name.
 * After g = attrgetter('name', 'date'), the call g(r) returns (r.name, r.date).
 * After h = attrgetter('name.first', 'name.last'), the call h(r) returns
 * (r.name.first, r.name.last). */
/** @type methodcaller module=operator in=_operator size=offsetof<Getter>() flags=GC
 * Return a callable object that calls the given method on its operand.
 * After f = methodcaller('name'), the call f(r) returns r.name().
 * After g = methodcaller('name', 'date', foo=1), the call g(r) returns
 * r.name('date', foo=1). */

// @ts-ignore: decorator
@unmanaged
export class Getter {
  type: u32; local: u32; shared: i32; owner: u16; mutex: u8; gc: u8;
  /** Tuple: items; attribute names; method arguments. */
  what: Word; // 16
  /** attrgetter: tuple of tuples of name parts; methodcaller: the name. */
  parts: Word; // 24
  /** methodcaller: dict of keywords or NULL. */
  keywords: Word; // 32
}
// @ts-ignore: decorator
@inline function getter(w: Word): Getter { return changetype<Getter>(address(w)); }

function newGetter(type: Word, what: Word, parts: Word, keywords: Word): Word {
  const p = what == NULL ? 0 : allocVar(<u32>type, 0);
  if (p == 0) {
    release(what);
    release(parts);
    release(keywords);
    return NULL;
  }
  const g = changetype<Getter>(p);
  g.what = what;
  g.parts = parts;
  g.keywords = keywords;
  return fromAddress(p);
}

/** @slot itemgetter.dealloc
 * @slot attrgetter.dealloc
 * @slot methodcaller.dealloc */
export function getter_dealloc(p: usize): void {
  const g = changetype<Getter>(p);
  release(g.what);
  release(g.parts);
  release(g.keywords);
  freeObject(p);
}
/** @slot itemgetter.traverse
 * @slot attrgetter.traverse
 * @slot methodcaller.traverse */
export function getter_traverse(p: usize): void {
  const g = changetype<Getter>(p);
  visit(g.what);
  visit(g.parts);
  visit(g.keywords);
}

function words(args: usize, from: i32, nargs: i32): Word {
  const t = newTuple(nargs - from);
  if (t == 0) return NULL;
  for (let i = from; i < nargs; i++) tupleInit(t, i - from, own(arg(args, i)));
  return fromAddress(t);
}

/** @new itemgetter */
export function itemgetter_new(type: Word, args: usize, nargs: i32, kwnames: Word): Word {
  if (!checkNoKeywords('itemgetter', kwnames)) return NULL;
  if (nargs == 0) return raise(T_TYPE_ERROR, 'itemgetter expected 1 argument, got 0');
  return newGetter(type, words(args, 0, nargs), NULL, NULL);
}

/** @slot itemgetter.call */
export function itemgetter_call(self: Word, args: usize, nargs: i32, kwnames: Word): Word {
  if (!checkNoKeywords('itemgetter', kwnames) || !checkPositional('itemgetter', nargs, 1, 1)) return NULL;
  const object = arg(args, 0);
  const keys = address(getter(self).what);
  const n = tupleSize(keys);
  if (n == 1) return getItem(object, tupleGet(keys, 0));
  const out = newTuple(n);
  if (out == 0) return NULL;
  for (let i: u32 = 0; i < n; i++) {
    const w = getItem(object, tupleGet(keys, i));
    if (w == NULL) {
      decref(out);
      return NULL;
    }
    tupleInit(out, i, w);
  }
  return fromAddress(out);
}

/** The parts of a dotted name, interned. */
function split(name: Word): Word {
  const p = address(name);
  const n = strLength(p);
  let count: u32 = 1;
  for (let i: u32 = 0; i < n; i++) if (charAt(p, i) == 0x2e) count++;
  const out = newTuple(count);
  if (out == 0) return NULL;
  let from: u32 = 0;
  let k: u32 = 0;
  for (let i: u32 = 0; i <= n; i++) {
    if (i < n && charAt(p, i) != 0x2e) continue;
    const piece = strFromChars(strData(p) + <usize>from * strKind(p), strKind(p), i - from);
    if (piece == NULL) {
      decref(out);
      return NULL;
    }
    tupleInit(out, k++, intern(piece));
    from = i + 1;
  }
  return fromAddress(out);
}

/** @new attrgetter */
export function attrgetter_new(type: Word, args: usize, nargs: i32, kwnames: Word): Word {
  if (!checkNoKeywords('attrgetter', kwnames)) return NULL;
  if (nargs == 0) return raise(T_TYPE_ERROR, 'attrgetter expected 1 argument, got 0');
  const parts = newTuple(nargs);
  if (parts == 0) return NULL;
  for (let i = 0; i < nargs; i++) {
    const name = arg(args, i);
    const one = isStr(name) ? split(name) : raise(T_TYPE_ERROR, 'attribute name must be a string');
    if (one == NULL) {
      decref(parts);
      return NULL;
    }
    tupleInit(parts, i, one);
  }
  return newGetter(type, words(args, 0, nargs), fromAddress(parts), NULL);
}

/** object.a.b.c */
function dotted(object: Word, names: usize): Word {
  let w = own(object);
  for (let i: u32 = 0, n = tupleSize(names); i < n && w != NULL; i++) {
    const inner = getAttr(w, tupleGet(names, i));
    release(w);
    w = inner;
  }
  return w;
}

/** @slot attrgetter.call */
export function attrgetter_call(self: Word, args: usize, nargs: i32, kwnames: Word): Word {
  if (!checkNoKeywords('attrgetter', kwnames) || !checkPositional('attrgetter', nargs, 1, 1)) return NULL;
  const object = arg(args, 0);
  const parts = address(getter(self).parts);
  const n = tupleSize(parts);
  if (n == 1) return dotted(object, address(tupleGet(parts, 0)));
  const out = newTuple(n);
  if (out == 0) return NULL;
  for (let i: u32 = 0; i < n; i++) {
    const w = dotted(object, address(tupleGet(parts, i)));
    if (w == NULL) {
      decref(out);
      return NULL;
    }
    tupleInit(out, i, w);
  }
  return fromAddress(out);
}

/** @new methodcaller */
export function methodcaller_new(type: Word, args: usize, nargs: i32, kwnames: Word): Word {
  if (nargs == 0) return raise(T_TYPE_ERROR, 'methodcaller needs at least one argument, the method name');
  const name = arg(args, 0);
  if (!isStr(name)) return raise(T_TYPE_ERROR, 'method name must be a string');
  let keywords: Word = NULL;
  const kw = keywordCount(kwnames);
  if (kw != 0) {
    keywords = fromAddress(newDict());
    for (let k = 0; k < kw && keywords != NULL; k++) {
      if (dictSet(address(keywords), tupleGet(address(kwnames), k), arg(args, nargs + k)) >= 0) continue;
      release(keywords);
      return NULL;
    }
    if (keywords == NULL) return NULL;
  }
  return newGetter(type, words(args, 1, nargs), typeOf(name) == T_STR ? intern(own(name)) : own(name), keywords);
}

/** @slot methodcaller.call */
export function methodcaller_call(self: Word, args: usize, nargs: i32, kwnames: Word): Word {
  if (!checkNoKeywords('methodcaller', kwnames) || !checkPositional('methodcaller', nargs, 1, 1)) return NULL;
  const method = getAttr(arg(args, 0), getter(self).parts);
  if (method == NULL) return NULL;
  const r = callTuple(method, getter(self).what, getter(self).keywords);
  release(method);
  return r;
}

/** @slot itemgetter.repr
 * @slot attrgetter.repr
 * @slot methodcaller.repr */
export function getter_repr(self: Word): Word {
  const type = typeOf(self);
  const busy = enterRepr(self);
  if (busy < 0) return NULL;
  if (busy > 0) return newText(type == T_ITEMGETTER ? 'operator.itemgetter(...)' : type == T_ATTRGETTER ? 'operator.attrgetter(...)' : 'operator.methodcaller(...)');
  const out = builderNew();
  if (out == 0) {
    leaveRepr(self);
    return NULL;
  }
  const g = getter(self);
  builderLiteral(out, type == T_ITEMGETTER ? 'operator.itemgetter(' : type == T_ATTRGETTER ? 'operator.attrgetter(' : 'operator.methodcaller(');
  let ok = true;
  let first = true;
  if (type == T_METHODCALLER) {
    ok = builderRepr(out, g.parts);
    first = false;
  }
  for (let i: u32 = 0, n = tupleSize(address(g.what)); i < n && ok; i++) {
    if (!first) builderLiteral(out, ', ');
    first = false;
    ok = builderRepr(out, tupleGet(address(g.what), i));
  }
  if (g.keywords != NULL) {
    let at: u32 = 0;
    while (ok && (at = dictNext(address(g.keywords), at)) != 0) {
      const key = nextKey;
      const value = nextValue;
      builderLiteral(out, ', ');
      builderWord(out, key);
      builderChar(out, 0x3d);
      ok = builderRepr(out, value);
      release(key);
      release(value);
    }
  }
  leaveRepr(self);
  if (!ok) return builderDrop(out);
  builderChar(out, 0x29);
  return builderFinish(out);
}

/** @method itemgetter.__reduce__(self, /)
 * @method attrgetter.__reduce__(self, /)
 * Return state information for pickling */
export function getter_reduce(self: Word): Word {
  return fromAddress(tuple2(own(fromAddress(typeOf(self))), own(getter(self).what)));
}

/** @method methodcaller.__reduce__(self, /)
 * Return state information for pickling */
export function methodcaller_reduce(self: Word): Word {
  const g = getter(self);
  const type = own(fromAddress(typeOf(self)));
  if (g.keywords == NULL) {
    const n = tupleSize(address(g.what));
    const all = newTuple(n + 1);
    if (all == 0) return NULL;
    tupleInit(all, 0, own(g.parts));
    for (let i: u32 = 0; i < n; i++) tupleInit(all, i + 1, own(tupleGet(address(g.what), i)));
    return fromAddress(tuple2(type, fromAddress(all)));
  }
  // functools.partial(methodcaller, name, **keywords) called with the arguments
  const head = tuple2(type, own(g.parts));
  if (head == 0) return NULL;
  const p = callTuple(fromAddress(T_PARTIAL), fromAddress(head), g.keywords);
  decref(head);
  return p == NULL ? NULL : fromAddress(tuple2(p, own(g.what)));
}
import { T_PARTIAL } from '../generated/types';

// ---- comparison in constant time ------------------------------------------------------------------------------------------------

/** Whether two runs of bytes are equal, in a time that depends on the second length only. */
function sameBytes(a: usize, n: u32, b: usize, m: u32): bool {
  let different: u32 = n == m ? 0 : 1;
  const p = n == m ? a : b;
  for (let i: u32 = 0; i < m; i++) different |= load<u8>(p + i) ^ load<u8>(b + i);
  return different == 0;
}

/** @function _operator._compare_digest(a, b, /)
 * Return 'a == b'.
 *
 * This function uses an approach designed to prevent
 * timing analysis, making it appropriate for cryptography.
 *
 * a and b must both be of the same type: either str (ASCII only),
 * or any bytes-like object.
 *
 * Note: If a and b are of different lengths, or if an error occurs,
 * a timing attack could theoretically reveal information about the
 * types and lengths of a and b--but not their values. */
export function operator_compare_digest(a: Word, b: Word): Word {
  if (isStr(a) && isStr(b)) {
    const p = address(a), q = address(b);
    if (!strIsAscii(p) || !strIsAscii(q)) return raise(T_TYPE_ERROR, 'comparing strings with non-ASCII characters is not supported');
    return ofBool(sameBytes(strData(p), strLength(p), strData(q), strLength(q)));
  }
  if (!supportsBuffer(a) || !supportsBuffer(b)) return raisef(T_TYPE_ERROR, "unsupported operand types(s) or combination of types: '%T' and '%T'", a, b);
  const x = getBuffer(a);
  if (!x) return NULL;
  const y = getBuffer(b);
  const r: Word = y ? ofBool(sameBytes(changetype<Buffer>(x).data, changetype<Buffer>(x).size, changetype<Buffer>(y).data, changetype<Buffer>(y).size)) : NULL;
  if (y) bufferRelease(y);
  bufferRelease(x);
  return r;
}
