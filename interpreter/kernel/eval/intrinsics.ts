// INTRINSIC and the rarer instructions.

import { Word, NULL, NONE, TRUE, isOwned, address, fromAddress, plain } from '../layout/word';
import { Code, Function, FRAME_CODE, CO_COROUTINE, CO_ASYNC_GENERATOR, CO_OPTIMIZED } from '../layout/code';
import { Exception } from '../layout/exception';
import { control } from '../layout/control';
import { thread } from '../sync/current';
import { own, release } from '../counting/counts';
import { raise, raisef, errorSet, takeError } from './errors';
import { releaseRegisters } from './unwind';
import { call0, call1, call2 } from './call';
import { typeOf, isType, getAttr, setItem } from '../objects/protocol';
import { isSubtype } from '../objects/type/lookup';
import { dictGetStr, dictSet, newDict } from '../objects/dict/core';
import { superFind, superUnbound } from '../objects/super';
import { genericGetAttribute } from '../objects/object';
import { mappingGet } from './caches';
import { frameLocals, frameObjectOf } from '../objects/frame';
import { newTypeParameter, setTypeParameterDefault, newTypeAlias, subscriptGeneric } from '../objects/typing';
import { T_SUPER, T_STOP_ITERATION, T_STOP_ASYNC_ITERATION, T_RUNTIME_ERROR, T_DICT, T_TYPE_ERROR } from '../generated/types';
import { N___annotations__, N_displayhook } from '../generated/names';
import { FrameObject } from '../layout/code';
import * as op from '../generated/opcodes';

// @ts-ignore: decorator
@inline function group(at: usize, i: usize): Word { return plain(load<u64>(at + (i << 3))); }

/** INTRINSIC `which` of the group at `at`, which dies. */
export function intrinsic(at: usize, which: u32): Word {
  let r: Word = NULL;
  let count: usize = 1;
  switch (which) {
    case op.INTRINSIC_STOP_ITERATION_ERROR: r = stopIterationError(group(at, 0)); break;
    case op.INTRINSIC_TYPEVAR: r = newTypeParameter(0, group(at, 0), NULL, NULL); break;
    case op.INTRINSIC_TYPEVAR_WITH_BOUND: r = newTypeParameter(0, group(at, 0), group(at, 1), NULL); count = 2; break;
    case op.INTRINSIC_TYPEVAR_WITH_CONSTRAINTS: r = newTypeParameter(0, group(at, 0), NULL, group(at, 1)); count = 2; break;
    case op.INTRINSIC_PARAMSPEC: r = newTypeParameter(1, group(at, 0), NULL, NULL); break;
    case op.INTRINSIC_TYPEVARTUPLE: r = newTypeParameter(2, group(at, 0), NULL, NULL); break;
    case op.INTRINSIC_SET_TYPEPARAM_DEFAULT: r = setTypeParameterDefault(group(at, 0), group(at, 1)); count = 2; break;
    case op.INTRINSIC_SUBSCRIPT_GENERIC: r = subscriptGeneric(group(at, 0)); break;
    case op.INTRINSIC_TYPEALIAS: r = newTypeAlias(group(at, 0), group(at, 1), group(at, 2)); count = 3; break;
    case op.INTRINSIC_SET_FUNCTION_TYPE_PARAMS: {
      const f = group(at, 0);
      const old = atomic.xchg<u64>(address(f) + offsetof<Function>('typeParams'), own(group(at, 1)));
      release(old);
      r = own(f);
      count = 2;
      break;
    }
    default: return raise(T_RUNTIME_ERROR, 'unknown intrinsic function');
  }
  if (r != NULL) releaseRegisters(at, at + (count << 3));
  return r;
}

// An exception that leaves a generator's body: StopIteration becomes RuntimeError.
function stopIterationError(e: Word): Word {
  const code = changetype<Code>(load<u32>(thread().fp - FRAME_CODE));
  let message = '';
  if (isSubtype(typeOf(e), T_STOP_ITERATION)) {
    message = (code.flags & CO_ASYNC_GENERATOR) != 0 ? 'async generator raised StopIteration' : (code.flags & CO_COROUTINE) != 0 ? 'coroutine raised StopIteration' : 'generator raised StopIteration';
  } else if ((code.flags & CO_ASYNC_GENERATOR) != 0 && isSubtype(typeOf(e), T_STOP_ASYNC_ITERATION)) message = 'async generator raised StopAsyncIteration';
  else return own(e);
  raise(T_RUNTIME_ERROR, message);
  const r = takeError();
  const x = changetype<Exception>(address(r));
  const oldCause = x.cause;
  x.cause = own(e);
  x.suppressContext = 1;
  release(oldCause);
  const oldContext = x.context;
  x.context = own(e);
  release(oldContext);
  return r;
}

/** The mapping of local names: R[0], or a snapshot in a function. */
export function loadLocals(fp: usize): Word {
  const code = changetype<Code>(load<u32>(fp - FRAME_CODE));
  if ((code.flags & CO_OPTIMIZED) == 0) return own(plain(load<u64>(fp)));
  const frame = frameObjectOf(fp);
  if (frame == NULL) return NULL;
  const d = frameLocals(changetype<FrameObject>(address(frame)));
  release(frame);
  return d;
}

export function setupAnnotations(fp: usize): bool {
  const locals = plain(load<u64>(fp));
  const there = mappingGet(locals, N___annotations__);
  if (there != NULL) { release(there); return true; }
  if (errorSet()) return false;
  const d = newDict();
  if (d == 0) return false;
  const r = typeOf(locals) == T_DICT ? dictSet(address(locals), N___annotations__, fromAddress(d)) : setItem(locals, N___annotations__, fromAddress(d));
  release(fromAddress(d));
  return r >= 0;
}

export function printExpression(w: Word): bool {
  const hook = dictGetStr(address(control().sysDict), N_displayhook);
  if (hook == NULL) { raise(T_RUNTIME_ERROR, 'lost sys.displayhook'); return false; }
  const r = call1(hook, w);
  release(hook);
  release(r);
  return r != NULL;
}

function putWord(at: usize, w: Word): void {
  const old = load<u64>(at);
  store<u64>(at, w);
  if (isOwned(old)) release(old);
}

/**
 * super(R[b+1], R[b+2]).name, R[b] being what `super` is: for LOAD_SUPER_ATTR (`methodAt` 0) the value; for
 * LOAD_SUPER_METHOD a call group at `methodAt` is filled as LOAD_METHOD does and a non-NULL word returned. The group at b dies.
 * `implicit`: the source says `super()`; another callable of that name gets no arguments.
 */
export function loadSuper(fp: usize, at: usize, index: u32, methodAt: usize, implicit: bool): Word {
  const name = load<u64>(<usize>load<u32>(load<u32>(fp - FRAME_CODE), offsetof<Code>('names')) + (<usize>index << 3));
  const f = group(at, 0);
  const type = group(at, 1);
  const self = group(at, 2);
  let r: Word;
  let unbound = false;
  let selfHeld: Word = NULL;
  // super(type, None) is unbound: it has its own attributes only
  if (f == fromAddress(T_SUPER) && self != NONE) {
    if (!isType(type)) return raisef(T_TYPE_ERROR, 'super() argument 1 must be a type, not %T', type);
    r = superFind(type, self, name, methodAt != 0);
    unbound = superUnbound;
    if (r == NULL && !errorSet()) {
      const s = call2(f, type, self);
      if (s == NULL) return NULL;
      r = genericGetAttribute(s, name);
      release(s);
    }
  } else {
    const s = implicit ? call0(f) : call2(f, type, self);
    if (s == NULL) return NULL;
    r = getAttr(s, name);
    release(s);
  }
  if (r == NULL) return NULL;
  if (unbound) selfHeld = own(self);
  releaseRegisters(at, at + 24);
  if (methodAt == 0) return r;
  if (unbound) {
    putWord(methodAt, r);
    putWord(methodAt + 32, selfHeld);
  } else {
    putWord(methodAt, NULL);
    putWord(methodAt + 32, NULL);
    putWord(methodAt + 8, r);
  }
  return TRUE;
}
