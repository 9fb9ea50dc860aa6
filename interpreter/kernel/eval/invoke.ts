// Calls made by the loop that are no plain Python-to-Python calls. ENTERED: a frame was made, the loop goes on in it.

import { Word, NULL, NONE, UNBOUND, isInt, isPointer, isOwned, address, fromAddress, ofInt, plain, BORROWED } from '../layout/word';
import {
  Code, Function, Method, NativeFunction, MethodDescriptor, FRAME_FUNCTION, FRAME_RETURN_PC, FRAME_CALLER, FRAME_CODE, FRAME_FLAGS, FRAME_LINK,
  FRAME_CONSTRUCTOR, FRAME_GENERATOR, FRAME_OBJECT, FRAME_ENTRY, FRAME_FOR_ITER, FRAME_SEND, NativeSpec, CO_ANY_GENERATOR,
} from '../layout/code';
import { Tuple, TUPLE_ITEMS } from '../layout/containers';
import { Type, TF_HEAP, TF_ABSTRACT } from '../layout/type';
import { UNCOUNTED } from '../layout/object';
import { thread } from '../sync/current';
import { own, release } from '../counting/counts';
import { enterFunction } from './bind';
import { callOther, callDirect, checkSelf, callTuple } from './call';
import { lend } from './stack';
import { raisef } from './errors';
import { typeOf } from '../objects/protocol';
import { typeLookup } from '../objects/type/lookup';
import { allocVar } from '../objects/type/alloc';
import { objectNewSlot, typeCallSlot, type_call } from '../objects/type/call';
import { newRange } from '../objects/range';
import { releaseRegisters } from './unwind';
import { callGenerator, generatorReturned, resumeByCall, unsaveCaller } from './generators';
import { generatorSendIndex } from '../objects/generator';
import { nextIndex } from '../modules/builtins_iteration';
import { exceptionNewSlot, exception_new, raiseStopIteration } from '../objects/exceptions/new';
import { detachFrame } from '../objects/frame';
import { dictSize } from '../objects/dict/core';
import { T_FUNCTION, T_METHOD, T_BUILTIN_FUNCTION_OR_METHOD, T_METHOD_DESCRIPTOR, T_RANGE, T_TYPE, T_TYPE_ERROR, T_GENERATOR } from '../generated/types';
import { N___init__ } from '../generated/names';

/** No Python value: a frame was entered. */
// @ts-ignore: decorator
@inline export const ENTERED: Word = 56;

/**
 * The call of `f` (register word) with `n` arguments at `to`: base+4 (a self in front, f at base) or base+5 (f at base+1).
 */
export function callSlow(base: usize, to: usize, f: Word, n: i32): Word {
  if (!isPointer(f)) return dispatch(base, to, f, n, NULL);
  const p = address(f);
  const t = load<u32>(p);
  let r: Word;
  if (t == T_FUNCTION) {
    if ((changetype<Code>(changetype<Function>(p).code).flags & CO_ANY_GENERATOR) == 0) return enterFunction(f, to, n, NULL, 0, thread().pc) ? ENTERED : NULL;
    r = callGenerator(f, to, n);
    if (r == UNBOUND) return enterFunction(f, to, n, NULL, 0, thread().pc) ? ENTERED : NULL;
  } else if (t == T_METHOD_DESCRIPTOR) {
    const d = changetype<MethodDescriptor>(p);
    if (d.owner_type == T_GENERATOR) if (n == 2 && changetype<NativeSpec>(d.spec).func == generatorSendIndex() && resumes(f, load<u64>(to), to + 8)) return ENTERED;
    if (n < 1) return dispatch(base, to, f, n, NULL);
    if (typeOf(plain(load<u64>(to))) != d.owner_type) if (!checkSelf(d, to, n)) return dispatch(base, to, f, n, NULL);
    r = callDirect(d.spec, to, n);
  } else if (t == T_BUILTIN_FUNCTION_OR_METHOD) {
    const native = changetype<NativeFunction>(p);
    if (native.bound == 0) {
      if (n == 1 && changetype<NativeSpec>(native.spec).func == nextIndex() && resumes(f, load<u64>(to), 0)) return ENTERED;
      r = callDirect(native.spec, to, n);
    } else {
      const spare = load<u64>(to - 8);
      store<u64>(to - 8, lend(native.self));
      if (isOwned(spare)) release(spare);
      r = callDirect(native.spec, to - 8, n + 1);
      store<u64>(to - 8, NULL);
    }
  } else if (p == T_TYPE && n == 1 && to == base + 40) {
    r = own(fromAddress(typeOf(plain(load<u64>(to)))));
  } else if (t == T_TYPE && p != T_TYPE && to == base + 40) {
    if ((changetype<Type>(p).flags & TF_HEAP) != 0) {
      r = construct(base, to, p, n, NULL);
      if (r != UNBOUND) return r;
    }
    const stop = load<u64>(to);
    if (p == T_RANGE && n == 1 && isInt(stop)) r = newRange(ofInt(0), stop, ofInt(1));
    else r = type_call(plain(f), to, n, NULL);
  } else return dispatch(base, to, f, n, NULL);
  if (r == NULL) return NULL;
  // the group dies: the callable, and the arguments; base+4 holds one of them, or what was lent
  const at = to == base + 40 ? base + 8 : base;
  if (isOwned(f)) {
    store<u64>(at, NULL);
    release(f);
  }
  for (let q = to, end = to + (<usize>n << 3); q < end; q += 8) {
    const w = load<u64>(q);
    if (isOwned(w)) {
      store<u64>(q, NULL);
      release(w);
    }
  }
  return r;
}

// next() or send() of a generator that the caller's registers keep alive: the loop goes on in it, and what it yields is
// the value of the call. False: not possible.
function resumes(callable: Word, generator: Word, valueAt: usize): bool {
  if (!isPointer(generator) || isOwned(generator) || isOwned(callable) || load<u32>(address(generator)) != T_GENERATOR) return false;
  return resumeByCall(address(generator), valueAt);
}

function dispatch(base: usize, to: usize, f: Word, n: i32, kwnames: Word): Word {
  const kw: i32 = kwnames == NULL ? 0 : <i32>changetype<Tuple>(address(kwnames)).size;
  if (!isPointer(f)) return raisef(T_TYPE_ERROR, "'%T' object is not callable", f);
  const p = address(f);
  const t = load<u32>(p);
  if (t == T_FUNCTION) return enterFunction(f, to, n, kwnames, 0, thread().pc) ? ENTERED : NULL;
  if (t == T_METHOD && to == base + 40) {
    // self goes in front of the arguments; the function takes the place of the header's first word
    const m = changetype<Method>(p);
    const func = m.func;
    store<u64>(base, own(func));
    const oldSelf = load<u64>(base + 32);
    store<u64>(base + 32, own(m.self));
    if (isOwned(oldSelf)) release(oldSelf);
    store<u64>(base + 8, NULL);
    if (isOwned(f)) release(f);
    return dispatch(base, base + 32, func, n + 1, kwnames);
  }
  if ((t == T_TYPE || changetype<Type>(t).call == typeCallSlot()) && (to == base + 40 || load<u64>(base + 32) == NULL)) {
    const r = construct(base, to, p, n, kwnames);
    if (r != UNBOUND) return r;
  }
  // native
  let args = to;
  let r: Word;
  if (to == base + 40) {
    const spare = load<u64>(base + 32);
    if (isOwned(spare)) { store<u64>(base + 32, NULL); release(spare); }
    r = callOther(plain(f), to, n, kwnames);
  } else {
    // callOther wants a free word in front of the arguments: base+3 is one
    const spare = load<u64>(to - 8);
    if (isOwned(spare)) { store<u64>(to - 8, NULL); release(spare); }
    r = callOther(plain(f), to, n, kwnames);
  }
  if (r == NULL) return NULL;
  releaseRegisters(base, to + (<usize>(n + kw) << 3));
  return r;
}

// A class with the plain __new__ of object or BaseException and a Python __init__: the instance is made here and the loop runs __init__.
// UNBOUND: not such a class.
function construct(base: usize, to: usize, type: usize, n: i32, kwnames: Word): Word {
  const t = changetype<Type>(type);
  if (to != base + 40 || t.new != objectNewSlot() && t.new != exceptionNewSlot() || (t.flags & TF_ABSTRACT) != 0 || t.type != T_TYPE && changetype<Type>(t.type).call != typeCallSlot()) return UNBOUND;
  const init = typeLookup(<u32>type, N___init__);
  if (init == NULL || !isPointer(init)) return UNBOUND;
  if (typeOf(init) != T_FUNCTION) { release(init); return UNBOUND; }
  const self = t.new == exceptionNewSlot() ? exception_new(fromAddress(type), to, n, kwnames) : fromAddress(allocVar(<u32>type, 0));
  if (self == NULL) { release(init); return NULL; }
  const instance = address(self);
  const old = load<u64>(base + 8);
  const spare = load<u64>(base);
  store<u64>(base, load<u32>(address(init), 4) >= UNCOUNTED ? init | BORROWED : init);
  store<u64>(base + 8, NULL);
  const oldSelf = load<u64>(base + 32);
  store<u64>(base + 32, self | BORROWED);
  if (isOwned(old)) release(old);
  if (isOwned(spare)) release(spare);
  if (isOwned(oldSelf)) release(oldSelf);
  const to2 = base + 32;
  if (!enterFunction(load<u64>(base), to2, n + 1, kwnames, FRAME_CONSTRUCTOR, thread().pc)) {
    release(self);
    return NULL;
  }
  store<u32>(to2 - FRAME_LINK, <u32>instance);
  return ENTERED;
}

/** CALL_KW: `count` words, of which the last are the values of the names in constant `extra word`. */
export function callKeywords(fp: usize, pc: usize, base: usize, count: i32, methodStyle: bool): Word {
  const constants: usize = load<u32>(load<u32>(fp - FRAME_CODE), offsetof<Code>('constants'));
  const names = load<u64>(constants + (<usize>load<u32>(pc, 8) << 3));
  const kw = <i32>changetype<Tuple>(address(names)).size;
  let f = load<u64>(base, 8);
  let to = base + 40;
  let n = count - kw;
  if (methodStyle && load<u64>(base) != NULL) {
    f = load<u64>(base);
    to = base + 32;
    n++;
  }
  return dispatch(base, to, f, n, names);
}

// A Python function (or a method of one) called with the `n` items of the tuple at base+5: they go where its frame begins.
function enterExpanded(base: usize, p: usize, hasKeywords: bool, n: i32): Word {
  const tuple = load<u64>(base, 40);
  store<u64>(base, NULL, 40);
  if (hasKeywords) {
    const kwargs = load<u64>(base, 48);
    store<u64>(base, NULL, 48);
    if (isOwned(kwargs)) release(kwargs);
  }
  const to = base + 40;
  let at = to;
  if (load<u32>(p) == T_METHOD) {
    const f = load<u64>(base, 8);
    store<u64>(base, own(changetype<Method>(p).func), 8);
    store<u64>(at, own(changetype<Method>(p).self));
    at += 8;
    if (isOwned(f)) release(f);
  }
  const items = address(tuple) + TUPLE_ITEMS;
  for (let i: usize = 0; i < <usize>n << 3; i += 8) store<u64>(at + i, own(load<u64>(items + i)));
  at += <usize>n << 3;
  if (isOwned(tuple)) release(tuple);
  if (enterFunction(load<u64>(base, 8), to, <i32>((at - to) >> 3), NULL, 0, thread().pc)) return ENTERED;
  releaseRegisters(to, at);
  return NULL;
}

/** CALL_EX: R[b+1](*R[b+5], **R[b+6]). */
export function callExpanded(base: usize, hasKeywords: bool): Word {
  const f = plain(load<u64>(base, 8));
  const tuple = plain(load<u64>(base, 40));
  const kwargs: Word = hasKeywords ? plain(load<u64>(base, 48)) : NULL;
  if (isPointer(f) && (kwargs == NULL || dictSize(address(kwargs)) == 0)) {
    const t = load<u32>(address(f));
    if (t == T_FUNCTION || t == T_METHOD && typeOf(changetype<Method>(address(f)).func) == T_FUNCTION) {
      const n = <i32>changetype<Tuple>(address(tuple)).size;
      if (base + 48 + (<usize>n << 3) + 4096 <= <usize>thread().stackEnd) return enterExpanded(base, address(f), hasKeywords, n);
    }
  }
  const r = callTuple(f, tuple, kwargs);
  if (r == NULL) return NULL;
  releaseRegisters(base, base + (hasKeywords ? 56 : 48));
  return r;
}

/**
 * The end of a frame that is no plain one; its registers are released already. The value of the call: for a frame that
 * returns to native code the loop returns it; UNBOUND: the generator of a FOR_ITER is exhausted, the thread's pc is
 * behind the loop; NULL: __init__ returned something.
 */
export function returnSlow(fp: usize, value: Word): Word {
  const t = thread();
  const flags = load<u32>(fp - FRAME_FLAGS);
  if ((flags & FRAME_OBJECT) != 0) detachFrame(fp);
  let r = value;
  const link = load<u32>(fp - FRAME_LINK);
  if ((flags & FRAME_CONSTRUCTOR) != 0) {
    r = fromAddress(link);
    if (value != NONE) {
      raisef(T_TYPE_ERROR, "__init__() should return None, not '%T'", value);
      release(value);
      release(r);
      r = NULL;
    }
  }
  const f = load<u64>(fp - FRAME_FUNCTION);
  if (isOwned(f)) {
    store<u64>(fp - FRAME_FUNCTION, NULL);
    release(f);
  }
  store<u64>(fp - FRAME_LINK, 0);
  const callPc = load<u32>(fp - FRAME_RETURN_PC);
  t.fp = load<u32>(fp - FRAME_CALLER);
  t.pc = callPc;
  t.depth--;
  if ((flags & FRAME_GENERATOR) != 0) {
    generatorReturned(link);
    if ((flags & FRAME_FOR_ITER) != 0) {
      release(r);
      const ins = load<u64>(callPc);
      t.pc = callPc + 16 + <u32>((<i64>ins >> 48) << 3);
      return UNBOUND;
    }
    if ((flags & FRAME_SEND) != 0) {
      unsaveCaller(t.fp);
      const at = <usize>t.fp + <usize>(<u32>load<u64>(callPc) >> 16);
      const old = load<u64>(at);
      store<u64>(at, r);
      if (isOwned(old)) release(old);
      t.pc = callPc + 16 + (load<u32>(callPc, 8) << 3);
      return UNBOUND;
    }
    if ((flags & FRAME_ENTRY) == 0) { // resumed by a call of next() or send()
      raiseStopIteration(r);
      release(r);
      return NULL;
    }
  }
  return r;
}
