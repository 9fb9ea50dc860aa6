// Calls out of native code, and the binding of arguments to native functions. Python functions run in eval/loop.ts.

import { Word, NULL, NONE, UNBOUND, isPointer, address, fromAddress, plain } from '../layout/word';
import { Type } from '../layout/type';
import {
  Code, Function, NativeSpec, NativeFunction, MethodDescriptor, Method, RAW, NS_CLASS, NS_KEYWORDS, FRAME_HEADER, FRAME_ENTRY, CO_ANY_GENERATOR,
} from '../layout/code';
import { Tuple, TUPLE_ITEMS } from '../layout/containers';
import { thread } from '../sync/current';
import { own, release } from '../counting/counts';
import { raise, raisef, errorSet, formatText } from './errors';
import { stackTop, lend } from './stack';
import { enterFunction } from './bind';
import { execute } from './execute';
import { typeOf, getAttr, enterRecursion, enterRecursionFor, isType, leaveRecursion } from '../objects/protocol';
import { callGenerator } from './generators';
import { N_builtins } from '../generated/names';
import { isSubtype } from '../objects/type/lookup';
import { genericMethodLookup } from '../objects/object';
import {
  T_FUNCTION, T_BUILTIN_FUNCTION_OR_METHOD, T_METHOD_DESCRIPTOR, T_METHOD, T_TYPE_ERROR, T_RECURSION_ERROR,
} from '../generated/types';
import { strEqual, newText } from '../objects/str/new';
import { ofInt, toInt } from '../layout/word';
import { dictSize } from '../objects/dict/core';

/** Argument `i` of a RAW function, plain and lent. */
// @ts-ignore: decorator
@inline export function arg(args: usize, i: i32): Word { return plain(load<u64>(args + (<usize>i << 3))); }

export function call0(f: Word): Word { return callWith(f, NULL, 0, 0, NULL); }

export function call1(f: Word, a: Word): Word {
  const at = push(1);
  if (at == 0) return NULL;
  store<u64>(at, lend(a));
  return finish(at, callPlaced(f, at, 1, NULL));
}

export function call2(f: Word, a: Word, b: Word): Word {
  const at = push(2);
  if (at == 0) return NULL;
  store<u64>(at, lend(a));
  store<u64>(at, lend(b), 8);
  return finish(at, callPlaced(f, at, 2, NULL));
}

export function call3(f: Word, a: Word, b: Word, c: Word): Word {
  const at = push(3);
  if (at == 0) return NULL;
  store<u64>(at, lend(a));
  store<u64>(at, lend(b), 8);
  store<u64>(at, lend(c), 16);
  return finish(at, callPlaced(f, at, 3, NULL));
}

export function call4(f: Word, a: Word, b: Word, c: Word, d: Word): Word {
  const at = push(4);
  if (at == 0) return NULL;
  store<u64>(at, lend(a));
  store<u64>(at, lend(b), 8);
  store<u64>(at, lend(c), 16);
  store<u64>(at, lend(d), 24);
  return finish(at, callPlaced(f, at, 4, NULL));
}

/** Calls with `n` positional words at `args`, then one for each name in `kwnames`. */
export function callArray(f: Word, args: usize, n: i32, kwnames: Word): Word { return callWith(f, NULL, args, n, kwnames); }

/** Calls f(self, *args); self NULL: without. */
export function callWith(f: Word, self: Word, args: usize, n: i32, kwnames: Word): Word {
  const kw: i32 = kwnames == NULL ? 0 : <i32>changetype<Tuple>(address(kwnames)).size;
  const extra: i32 = self == NULL ? 0 : 1;
  const at = push(n + kw + extra);
  if (at == 0) return NULL;
  let q = at;
  if (self != NULL) {
    store<u64>(q, lend(self));
    q += 8;
  }
  for (let i = 0; i < n + kw; i++) {
    store<u64>(q, lend(load<u64>(args + (<usize>i << 3))));
    q += 8;
  }
  return finish(at, callPlaced(f, at, n + extra, kwnames));
}

// Room for a frame header and n words above everything in use; the words are native code's until `finish`.
// The word below the header keeps the caller's nativeTop.
function push(n: i32): usize {
  const t = thread();
  const top = stackTop();
  const at = top + 8 + FRAME_HEADER + 8; // one word in front of the arguments, so that a self can be inserted
  const end = at + (<usize>n << 3);
  if (end + 4096 > t.stackEnd) {
    raise(T_RECURSION_ERROR, 'maximum recursion depth exceeded');
    return 0;
  }
  store<u64>(top, ofInt(<i64>t.nativeTop));
  t.nativeTop = <u32>end;
  return at;
}

// @ts-ignore: decorator
@inline function finish(at: usize, r: Word): Word {
  thread().nativeTop = <u32>toInt(load<u64>(at - 8 - FRAME_HEADER - 8));
  return r;
}

/** Calls `f` with its words placed at `at` by `push` (register words). */
function callPlaced(f: Word, at: usize, n: i32, kwnames: Word): Word {
  const t = typeOf(f);
  if (t == T_FUNCTION) {
    if (kwnames == NULL && (changetype<Code>(changetype<Function>(address(f)).code).flags & CO_ANY_GENERATOR) != 0) {
      const g = callGenerator(f, at, n);
      if (g != UNBOUND) return g;
    }
    if (!enterRecursion()) return NULL;
    let r: Word = NULL;
    if (enterFunction(lend(f), at, n, kwnames, FRAME_ENTRY, 0)) r = execute();
    leaveRecursion();
    return r;
  }
  return callOther(f, at, n, kwnames);
}

/** Calls anything but a Python function; the words at `args` have one free word in front of them. */
export function callOther(f: Word, args: usize, n: i32, kwnames: Word): Word {
  const t = typeOf(f);
  if (t == T_BUILTIN_FUNCTION_OR_METHOD) {
    const native = changetype<NativeFunction>(address(f));
    if (native.bound == 0) return callSpec(native.spec, args, n, kwnames);
    store<u64>(args - 8, lend(native.self));
    return callSpec(native.spec, args - 8, n + 1, kwnames);
  }
  if (t == T_METHOD_DESCRIPTOR) {
    const d = changetype<MethodDescriptor>(address(f));
    if (!checkSelf(d, args, n)) return NULL;
    return callSpec(d.spec, args, n, kwnames);
  }
  if (t == T_METHOD) {
    const m = changetype<Method>(address(f));
    store<u64>(args - 8, lend(m.self));
    return callWith(m.func, NULL, args - 8, n + 1, kwnames);
  }
  const slot = changetype<Type>(t).call;
  if (slot == 0) return raisef(T_TYPE_ERROR, "'%T' object is not callable", f);
  if (!enterRecursionFor(' while calling a Python object')) return NULL;
  const r = call_indirect<Word>(slot, f, args, n, kwnames);
  leaveRecursion();
  return r;
}

/** Self of a method descriptor's call must be an instance of its class. */
export function checkSelf(d: MethodDescriptor, args: usize, n: i32): bool {
  const name = changetype<NativeSpec>(d.spec).name;
  if (n < 1) {
    raisef(T_TYPE_ERROR, 'unbound method %N.%U() needs an argument', fromAddress(d.owner_type), name);
    return false;
  }
  const self = plain(load<u64>(args));
  const t = typeOf(self);
  if (t == d.owner_type || isSubtype(t, d.owner_type)) return true;
  raisef(T_TYPE_ERROR, "descriptor '%U' for '%N' objects doesn't apply to a '%T' object", name, fromAddress(d.owner_type), self);
  return false;
}

/** Calls a native function with `n` positional register words at `args` (self included) and keyword values behind. */
export function callSpec(spec: u32, args: usize, n: i32, kwnames: Word): Word {
  const s = changetype<NativeSpec>(spec);
  const func = s.func;
  const arity = s.arity;
  if (arity == RAW) {
    if (kwnames != NULL && (s.flags & NS_KEYWORDS) == 0 && changetype<Tuple>(address(kwnames)).size != 0) return noKeywords(s, args);
    if (n < <i32>s.minArgs || n > <i32>s.maxArgs && s.maxArgs != RAW) return wrongCount(s, n, args);
    return call_indirect<Word>(func, args, n, kwnames);
  }
  if (kwnames != NULL || n < <i32>s.minArgs || n > <i32>s.maxArgs || n != <i32>arity) return callSpecSlow(s, args, n, kwnames);
  if (arity == 1) return call_indirect<Word>(func, plain(load<u64>(args)));
  if (arity == 2) return call_indirect<Word>(func, plain(load<u64>(args)), plain(load<u64>(args, 8)));
  if (arity == 0) return call_indirect<Word>(func);
  if (arity == 3) return call_indirect<Word>(func, plain(load<u64>(args)), plain(load<u64>(args, 8)), plain(load<u64>(args, 16)));
  return callArity(func, arity, args);
}

/** callSpec without keywords: what may be left out is passed as NULL. */
// @ts-ignore: decorator
@inline export function callDirect(spec: u32, args: usize, n: i32): Word {
  const s = changetype<NativeSpec>(spec);
  if (n == <i32>s.arity) if (n == <i32>s.maxArgs) {
    if (n == 1) return call_indirect<Word>(s.func, plain(load<u64>(args)));
    if (n == 2) return call_indirect<Word>(s.func, plain(load<u64>(args)), plain(load<u64>(args, 8)));
    if (n == 3) return call_indirect<Word>(s.func, plain(load<u64>(args)), plain(load<u64>(args, 8)), plain(load<u64>(args, 16)));
  }
  return callFilled(spec, args, n);
}

function callFilled(spec: u32, args: usize, n: i32): Word {
  const s = changetype<NativeSpec>(spec);
  const arity = <i32>s.arity;
  if (n > <i32>s.maxArgs) return callSpec(spec, args, n, NULL);
  if (arity > 5 || n >= arity || n < <i32>s.minArgs || s.params != NULL && s.required >> (n - selfWords(s)) != 0) return callSpec(spec, args, n, NULL);
  const a: Word = n > 0 ? plain(load<u64>(args)) : NULL;
  if (arity == 1) return call_indirect<Word>(s.func, a);
  const b: Word = n > 1 ? plain(load<u64>(args, 8)) : NULL;
  if (arity == 2) return call_indirect<Word>(s.func, a, b);
  const c: Word = n > 2 ? plain(load<u64>(args, 16)) : NULL;
  if (arity == 3) return call_indirect<Word>(s.func, a, b, c);
  const d: Word = n > 3 ? plain(load<u64>(args, 24)) : NULL;
  if (arity == 4) return call_indirect<Word>(s.func, a, b, c, d);
  return call_indirect<Word>(s.func, a, b, c, d, <Word>NULL);
}

function callArity(f: u32, arity: u8, w: usize): Word {
  switch (arity) {
    case 0: return call_indirect<Word>(f);
    case 1: return call_indirect<Word>(f, arg(w, 0));
    case 2: return call_indirect<Word>(f, arg(w, 0), arg(w, 1));
    case 3: return call_indirect<Word>(f, arg(w, 0), arg(w, 1), arg(w, 2));
    case 4: return call_indirect<Word>(f, arg(w, 0), arg(w, 1), arg(w, 2), arg(w, 3));
    case 5: return call_indirect<Word>(f, arg(w, 0), arg(w, 1), arg(w, 2), arg(w, 3), arg(w, 4));
    case 6: return call_indirect<Word>(f, arg(w, 0), arg(w, 1), arg(w, 2), arg(w, 3), arg(w, 4), arg(w, 5));
    case 7: return call_indirect<Word>(f, arg(w, 0), arg(w, 1), arg(w, 2), arg(w, 3), arg(w, 4), arg(w, 5), arg(w, 6));
    case 8: return call_indirect<Word>(f, arg(w, 0), arg(w, 1), arg(w, 2), arg(w, 3), arg(w, 4), arg(w, 5), arg(w, 6), arg(w, 7));
    default: return call_indirect<Word>(f, arg(w, 0), arg(w, 1), arg(w, 2), arg(w, 3), arg(w, 4), arg(w, 5), arg(w, 6), arg(w, 7), arg(w, 8));
  }
}

// Words that a direct function takes besides the named parameters: self (or class).
// @ts-ignore: decorator
@inline function selfWords(s: NativeSpec): i32 { return <i32>s.arity - paramCount(s); }
// @ts-ignore: decorator
@inline function paramCount(s: NativeSpec): i32 { return s.params == NULL ? <i32>s.pad0 : <i32>changetype<Tuple>(address(s.params)).size; }

// Optional parameters, keywords, and every error.
function callSpecSlow(s: NativeSpec, args: usize, n: i32, kwnames: Word): Word {
  const kw: i32 = kwnames == NULL ? 0 : <i32>changetype<Tuple>(address(kwnames)).size;
  const arity = <i32>s.arity;
  if (kw != 0 && s.params == NULL) return noKeywords(s, args);
  if (s.params != NULL) {
    if (n >= selfWords(s) && !checkCounts(s, n - selfWords(s), kw)) return NULL;
  } else if (n > <i32>s.maxArgs || n < <i32>s.minArgs) return wrongCount(s, n, args);
  const at = push(arity);
  if (at == 0) return NULL;
  for (let i = 0; i < arity; i++) store<u64>(at + (<usize>i << 3), i < n ? lend(load<u64>(args + (<usize>i << 3))) : NULL);
  let ok = true;
  if (s.params != NULL) {
    const params = address(s.params);
    const count = <i32>changetype<Tuple>(params).size;
    const selfs = arity - count;
    for (let k = 0; k < kw && ok; k++) {
      const name = load<u64>(address(kwnames) + TUPLE_ITEMS + (<usize>k << 3));
      let found = -1;
      for (let i = <i32>s.posOnly; i < count; i++) {
        const p = load<u64>(params + TUPLE_ITEMS + (<usize>i << 3));
        if (p == name || strEqual(p, name)) { found = i; break; }
      }
      if (found < 0) {
        raisef(T_TYPE_ERROR, "%U() got an unexpected keyword argument '%U'", s.name, name);
        ok = false;
      } else if (load<u64>(at + (<usize>(found + selfs) << 3)) != NULL) {
        raisef(T_TYPE_ERROR, "argument for %U() given by name ('%U') and position (%d)", s.name, name, ofInt(found + 1));
        ok = false;
      } else store<u64>(at + (<usize>(found + selfs) << 3), lend(load<u64>(args + (<usize>(n + k) << 3))));
    }
    if (ok && n < selfs) { wrongCount(s, n, args); ok = false; }
    for (let i = 0; i < count && ok; i++) {
      if ((s.required >> i & 1) != 0 && load<u64>(at + (<usize>(i + selfs) << 3)) == NULL) {
        raisef(T_TYPE_ERROR, "%U() missing required argument '%U' (pos %d)", s.name, load<u64>(params + TUPLE_ITEMS + (<usize>i << 3)), ofInt(i + 1));
        ok = false;
      }
    }
  }
  return finish(at, ok ? callArity(s.func, s.arity, at) : NULL);
}

// Of a function whose parameters can be named: as many arguments as it takes, without self?
function checkCounts(s: NativeSpec, n: i32, kw: i32): bool {
  const count = paramCount(s);
  if (n + kw > count) {
    const all = <i32>popcnt<u32>(s.required) == count;
    const form = count == 1
      ? (all ? '%U() takes exactly %d %Uargument (%d given)' : '%U() takes at most %d %Uargument (%d given)')
      : (all ? '%U() takes exactly %d %Uarguments (%d given)' : '%U() takes at most %d %Uarguments (%d given)');
    const kind = newText(n == 0 ? 'keyword ' : '');
    raisef(T_TYPE_ERROR, form, s.name, ofInt(count), kind, ofInt(n + kw));
    release(kind);
    return false;
  }
  const most = <i32>s.maxArgs - selfWords(s);
  if (n > most) {
    if (most == 0) raisef(T_TYPE_ERROR, '%U() takes no positional arguments', s.name);
    else {
      const all = <i32>popcnt<u32>(s.required & ((1 << most) - 1)) == most;
      const form = most == 1
        ? (all ? '%U() takes exactly %d positional argument (%d given)' : '%U() takes at most %d positional argument (%d given)')
        : (all ? '%U() takes exactly %d positional arguments (%d given)' : '%U() takes at most %d positional arguments (%d given)');
      raisef(T_TYPE_ERROR, form, s.name, ofInt(most), ofInt(n));
    }
    return false;
  }
  const least = <i32>popcnt<u32>(s.required & ((1 << s.posOnly) - 1));
  if (n < least) {
    const form = least == 1
      ? (least < most ? '%U() takes at least %d positional argument (%d given)' : '%U() takes exactly %d positional argument (%d given)')
      : (least < most ? '%U() takes at least %d positional arguments (%d given)' : '%U() takes exactly %d positional arguments (%d given)');
    raisef(T_TYPE_ERROR, form, s.name, ofInt(least), ofInt(n));
    return false;
  }
  return true;
}

// The name with what it belongs to, as CPython puts it in front of some messages: owned.
function fullName(s: NativeSpec, args: usize): Word {
  const home = s.home;
  if (home == NULL || home == N_builtins) return own(s.name);
  if (!isType(home)) return formatText('%U.%U', home, s.name);
  const owner = (s.flags & NS_CLASS) != 0 && isType(arg(args, 0)) ? arg(args, 0) : home;
  return formatText('%U.%U', changetype<Type>(address(owner)).qualname, s.name);
}

function noKeywords(s: NativeSpec, args: usize): Word {
  const name = fullName(s, args);
  if (name == NULL) return NULL;
  raisef(T_TYPE_ERROR, '%U() takes no keyword arguments', name);
  release(name);
  return NULL;
}

// CPython counts without self.
function wrongCount(s: NativeSpec, n: i32, args: usize): Word {
  const selfs = s.pad1 != 0 ? 1 : 0;
  const given = ofInt(max(n - selfs, 0));
  const least = <i32>s.minArgs - selfs;
  const most = <i32>s.maxArgs - selfs;
  if (least == most) {
    if (most == 0 || most == 1) {
      if (n == 0 && selfs != 0) return raisef(T_TYPE_ERROR, "unbound method %U() needs an argument", s.name);
      const name = fullName(s, args);
      if (name == NULL) return NULL;
      raisef(T_TYPE_ERROR, most == 0 ? '%U() takes no arguments (%d given)' : '%U() takes exactly one argument (%d given)', name, given);
      release(name);
      return NULL;
    }
    return raisef(T_TYPE_ERROR, '%U expected %d arguments, got %d', s.name, ofInt(most), given);
  }
  if (n - selfs < least) return raisef(T_TYPE_ERROR, least == 1 ? '%U expected at least %d argument, got %d' : '%U expected at least %d arguments, got %d', s.name, ofInt(least), given);
  return raisef(T_TYPE_ERROR, most == 1 ? '%U expected at most %d argument, got %d' : '%U expected at most %d arguments, got %d', s.name, ofInt(most), given);
}

// ---- methods by name ----------------------------------------------------------------------------------------------------------

/** o.name(*args), without making the bound method where that is possible. */
export function callMethodArray(o: Word, name: Word, args: usize, n: i32): Word {
  const m = genericMethodLookup(o, name);
  if (m != NULL) {
    const r = callWith(m, o, args, n, NULL);
    release(m);
    return r;
  }
  if (errorSet()) return NULL;
  const f = getAttr(o, name);
  if (f == NULL) return NULL;
  const r = callWith(f, NULL, args, n, NULL);
  release(f);
  return r;
}

export function callMethod0(o: Word, name: Word): Word { return callMethodArray(o, name, 0, 0); }

export function callMethod1(o: Word, name: Word, a: Word): Word {
  const at = push(1);
  if (at == 0) return NULL;
  store<u64>(at, lend(a));
  return finish(at, callMethodArray(o, name, at, 1));
}

export function callMethod2(o: Word, name: Word, a: Word, b: Word): Word {
  const at = push(2);
  if (at == 0) return NULL;
  store<u64>(at, lend(a));
  store<u64>(at, lend(b), 8);
  return finish(at, callMethodArray(o, name, at, 2));
}

export function callMethod3(o: Word, name: Word, a: Word, b: Word, c: Word): Word {
  const at = push(3);
  if (at == 0) return NULL;
  store<u64>(at, lend(a));
  store<u64>(at, lend(b), 8);
  store<u64>(at, lend(c), 16);
  return finish(at, callMethodArray(o, name, at, 3));
}

/** f(*tuple, **dict): dict NULL for none. */
export function callTuple(f: Word, tuple: Word, kwargs: Word): Word {
  const n = <i32>changetype<Tuple>(address(tuple)).size;
  if (kwargs == NULL || dictSize(address(kwargs)) == 0) return callWith(f, NULL, address(tuple) + TUPLE_ITEMS, n, NULL);
  const names = keywordNames(f, kwargs);
  if (names == NULL) return NULL;
  const count = <i32>changetype<Tuple>(address(names)).size;
  const at = push(n + count);
  if (at == 0) { release(names); return NULL; }
  for (let i = 0; i < n; i++) store<u64>(at + (<usize>i << 3), lend(load<u64>(address(tuple) + TUPLE_ITEMS + (<usize>i << 3))));
  let ok = true;
  for (let i = 0; i < count; i++) {
    const v = dictGet(address(kwargs), load<u64>(address(names) + TUPLE_ITEMS + (<usize>i << 3)));
    if (v == NULL) { ok = false; store<u64>(at + (<usize>(n + i) << 3), NONE); continue; }
    store<u64>(at + (<usize>(n + i) << 3), v);
  }
  let r: Word = NULL;
  if (ok) {
    // the values are owned by this segment of the stack: lend copies
    r = callWith(f, NULL, at, n, names);
  } else if (!errorSet()) raise(T_TYPE_ERROR, 'keywords changed during the call');
  for (let i = 0; i < count; i++) {
    release(load<u64>(at + (<usize>(n + i) << 3)));
    store<u64>(at + (<usize>(n + i) << 3), NULL);
  }
  finish(at, r);
  release(names);
  return r;
}

import { dictGet, dictKeysTuple } from '../objects/dict/core';

/** Tuple of the keys of `kwargs`, checked to be strings. */
export function keywordNames(f: Word, kwargs: Word): Word {
  const names = dictKeysTuple(address(kwargs));
  if (names == NULL) return NULL;
  const n = changetype<Tuple>(address(names)).size;
  for (let i: u32 = 0; i < n; i++) {
    const name = load<u64>(address(names) + TUPLE_ITEMS + (<usize>i << 3));
    if (!isPointer(name) || (changetype<Type>(load<u32>(address(name))).flags & (1 << 28)) == 0) {
      release(names);
      return raise(T_TYPE_ERROR, 'keywords must be strings');
    }
  }
  return names;
}
