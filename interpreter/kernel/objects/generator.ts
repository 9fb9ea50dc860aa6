// generator, coroutine, coroutine_wrapper, and what async_generator shares with them. The awaitables of async
// generators: objects/async.ts. Running and suspending: eval/generators.ts.

import { NONE, NULL, Word, address, fromAddress, isOwned, isPointer, ofBool, ofInt } from '../layout/word';
import {
  Code, FRAME_CALLER, FRAME_CODE, FRAME_FLAGS, FRAME_GENERATOR, FRAME_LINK, FRAME_RETURN_PC, FrameObject, GEN_CREATED, GEN_DONE, GEN_RUNNING,
  GEN_SUSPENDED, Generator,
} from '../layout/code';
import { Exception } from '../layout/exception';
import { thread } from '../sync/current';
import { own, release } from '../counting/counts';
import { freeObject, newObject } from '../memory/objects';
import { visit, visitAddress } from '../collector/visit';
import { clearError, errorMatches, errorSet, formatText, raise, raisef, setError } from '../eval/errors';
import { arg, call0, call1, callTuple } from '../eval/call';
import {
  SEND_ERROR, SEND_RETURN, SEND_YIELD, delegateOf, discard, generatorClose, generatorSend, generatorThrow, sendResult,
} from '../eval/generators';
import { isExceptionClass, isExceptionInstance } from '../eval/exceptions';
import { writeUnraisable } from '../eval/unraisable';
import { warn, warnText } from '../eval/warnings';
import { importModule } from '../eval/imports';
import { dictGetStr } from './dict/core';
import { moduleDict } from './module';
import { raiseStopIteration, setSharedField } from './exceptions/new';
import { lineAt, frameObjectOf, newFrameObject } from './frame';
import { newGenericAlias } from './generic';
import { hexAddress } from './object';
import { isStr, typeOf } from './protocol';
import { isSubtype } from './type/lookup';
import { newTuple, tuple3, tupleInit } from './tuple';
import {
  T_ASYNC_GENERATOR, T_COROUTINE, T_COROUTINE_WRAPPER, T_DEPRECATION_WARNING, T_RUNTIME_WARNING, T_TRACEBACK,
  T_TUPLE, T_TYPE_ERROR,
} from '../generated/types';
import { N__warn_unawaited_coroutine, N_warnings } from '../generated/names';

/** @type generator size=offsetof<Generator>() flags=DISALLOW_NEW,GC,WEAKREF */
/** @type coroutine size=offsetof<Generator>() flags=DISALLOW_NEW,GC,WEAKREF */
/** @type async_generator size=offsetof<Generator>() flags=DISALLOW_NEW,GC,WEAKREF */
/** @type coroutine_wrapper size=offsetof<CoroutineWrapper>() flags=DISALLOW_NEW,GC
 * A wrapper object implementing __await__ for coroutines. */

/** What a coroutine's `__await__()` gives. */
// @ts-ignore: decorator
@unmanaged
export class CoroutineWrapper {
  type: u32; local: u32; shared: i32; owner: u16; mutex: u8; gc: u8;
  coroutine: Word; // 16
}

/** Bits of Generator.flags. An asynchronous step of an async generator is under way. */
// @ts-ignore: decorator
@inline export const GENF_ASYNC_RUNNING: u32 = 1;
/** The hooks were asked. */
// @ts-ignore: decorator
@inline export const GENF_HOOKS: u32 = 2;
/** aclose() was begun. */
// @ts-ignore: decorator
@inline export const GENF_CLOSED: u32 = 4;

// @ts-ignore: decorator
@inline function gen(self: Word): Generator { return changetype<Generator>(address(self)); }
// @ts-ignore: decorator
@inline function stateOf(p: usize): u32 { return atomic.load<u32>(p + offsetof<Generator>('state')); }

// ---- life ----------------------------------------------------------------------------------------------------------

/** @slot generator.dealloc
 * @slot coroutine.dealloc
 * @slot async_generator.dealloc */
export function generator_dealloc(p: usize): void {
  const g = changetype<Generator>(p);
  if (g.registers != 0) discard(p);
  release(g.name);
  release(g.qualname);
  release(g.handled);
  release(g.origin);
  release(g.finalizer);
  const code = g.code;
  freeObject(p);
  release(fromAddress(code));
}

/** @slot generator.traverse
 * @slot coroutine.traverse
 * @slot async_generator.traverse */
export function generator_traverse(p: usize): void {
  const g = changetype<Generator>(p);
  visitAddress(g.code);
  visit(g.function);
  visit(g.name);
  visit(g.qualname);
  visit(g.handled);
  visit(g.outerHandled);
  visit(g.origin);
  visit(g.finalizer);
  visitAddress(g.frameObject);
  const registers: usize = g.registers;
  if (registers == 0) return;
  for (let q = registers, end = registers + g.savedBytes; q < end; q += 8) {
    const w = load<u64>(q);
    if (isOwned(w)) visit(w);
  }
}

/** @slot generator.clear
 * @slot coroutine.clear
 * @slot async_generator.clear */
export function generator_clear(p: usize): void {
  const at = p + offsetof<Generator>('state');
  const state = atomic.load<u32>(at);
  if (state != GEN_CREATED && state != GEN_SUSPENDED) return;
  if (atomic.cmpxchg<u32>(at, state, GEN_DONE) == state) discard(p);
}

/** @slot generator.finalize
 * @slot coroutine.finalize
 * @slot async_generator.finalize */
export function generator_finalize(self: Word): void {
  const p = address(self);
  const g = changetype<Generator>(p);
  const state = stateOf(p);
  if (state == GEN_DONE || state == GEN_RUNNING) return;
  const type = load<u32>(p);
  if (type == T_ASYNC_GENERATOR && g.finalizer != NULL && (g.flags & GENF_CLOSED) == 0) {
    const r = call1(g.finalizer, self);
    if (r == NULL) writeUnraisable(self);
    release(r);
    return;
  }
  if (state == GEN_CREATED) {
    if (type == T_COROUTINE) warnUnawaited(self);
    if (errorSet()) writeUnraisable(self);
    release(generatorClose(p));
    return;
  }
  const r = generatorClose(p);
  if (r == NULL) {
    if (errorSet()) writeUnraisable(self);
  } else release(r);
}

function warnUnawaited(coroutine: Word): void {
  const module = importModule(N_warnings);
  if (module != NULL) {
    const f = dictGetStr(moduleDict(module), N__warn_unawaited_coroutine);
    release(module);
    if (f != NULL) {
      const r = call1(f, coroutine);
      release(f);
      const warned = r != NULL || errorMatches(T_RUNTIME_WARNING);
      if (r == NULL) writeUnraisable(coroutine);
      release(r);
      if (warned) return;
    }
  }
  clearError();
  const text = formatText("coroutine '%U' was never awaited", gen(coroutine).qualname);
  if (warn(T_RUNTIME_WARNING, text, 1) < 0) writeUnraisable(coroutine);
}

/** @method generator.__del__(self, /)
 * @method coroutine.__del__(self, /)
 * @method async_generator.__del__(self, /) */
export function generator_del(self: Word): Word {
  generator_finalize(self);
  return NONE;
}

// ---- running ----------------------------------------------------------------------------------------------------------

/** The result of a resumption as send() and throw() give it. */
export function sent(status: i32): Word {
  if (status == SEND_YIELD) return sendResult;
  if (status == SEND_RETURN) {
    const value = sendResult;
    raiseStopIteration(value);
    release(value);
  }
  return NULL;
}

/** @slot generator.iter
 * @slot coroutine_wrapper.iter */
export function generator_iter(self: Word): Word {
  return own(self);
}

/** @slot generator.iternext */
export function generator_iternext(self: Word): Word {
  const status = generatorSend(address(self), NONE, false);
  if (status == SEND_YIELD) return sendResult;
  if (status == SEND_ERROR) return NULL;
  const value = sendResult;
  if (value == NONE) return NULL;
  raiseStopIteration(value);
  release(value);
  return NULL;
}

/** @method generator.send(self, object, /)
 * send(arg) -> send 'arg' into generator,
 * return next yielded value or raise StopIteration. */
export function generator_send(self: Word, value: Word): Word {
  return sent(generatorSend(address(self), value, false));
}
/** Its number, by which a call is known to be one of it. */
// @ts-ignore: decorator
@inline export function generatorSendIndex(): u32 { return generator_send.index; }

/** @method coroutine.send(self, object, /)
 * send(arg) -> send 'arg' into coroutine,
 * return next iterated value or raise StopIteration. */
export function coroutine_send(self: Word, value: Word): Word {
  return sent(generatorSend(address(self), value, false));
}

/**
 * Sets the error that throw(*args) throws in; `n` words at `args`, without self. False: the error set is the caller's,
 */
export function setThrown(args: usize, n: i32): bool {
  if (n < 1 || n > 3) {
    raisef(T_TYPE_ERROR, n < 1 ? 'throw expected at least 1 argument, got %d' : 'throw expected at most 3 arguments, got %d', ofInt(n));
    return false;
  }
  if (n > 1 && warnText(T_DEPRECATION_WARNING, 'the (type, exc, tb) signature of throw() is deprecated, use the single-arg signature instead.', 1) < 0) return false;
  const type = arg(args, 0);
  const value = n > 1 ? arg(args, 1) : NULL;
  const tb = n > 2 ? arg(args, 2) : NULL;
  if (tb != NULL && tb != NONE && typeOf(tb) != T_TRACEBACK) {
    raise(T_TYPE_ERROR, 'throw() third argument must be a traceback object');
    return false;
  }
  let e: Word;
  if (isExceptionClass(type)) {
    if (value != NULL && value != NONE && isExceptionInstance(value) && isSubtype(typeOf(value), <u32>address(type))) e = own(value);
    else if (value == NULL || value == NONE) e = call0(type);
    else if (isPointer(value) && isSubtype(typeOf(value), T_TUPLE)) e = callTuple(type, value, NULL);
    else e = call1(type, value);
    if (e == NULL) {
      // an error of the constructor is what is thrown
      return true;
    }
    if (!isExceptionInstance(e)) {
      raisef(T_TYPE_ERROR, 'calling %R should have returned an instance of BaseException, not %R', type, fromAddress(typeOf(e)));
      release(e);
      return true;
    }
  } else if (isExceptionInstance(type)) {
    if (value != NULL && value != NONE) {
      raise(T_TYPE_ERROR, 'instance exception may not have a separate value');
      return false;
    }
    e = own(type);
  } else {
    raisef(T_TYPE_ERROR, 'exceptions must be classes or instances deriving from BaseException, not %T', type);
    return false;
  }
  if (tb != NULL && tb != NONE) {
    setSharedField(address(e), offsetof<Exception>('traceback'), tb);
  }
  setError(e);
  return true;
}

/** @method coroutine.throw(self, /, *args)
 * throw(value)
 * throw(type[,value[,traceback]])
 *
 * Raise exception in coroutine, return next iterated value or raise
 * StopIteration.
 * the (type, val, tb) signature is deprecated,
 * and may be removed in a future version of Python. */
export function coroutine_throw(args: usize, n: i32, kwnames: Word): Word { return generator_throw(args, n, kwnames); }

/** @method generator.throw(self, /, *args)
 * throw(value)
 * throw(type[,value[,tb]])
 *
 * Raise exception in generator, return next yielded value or raise
 * StopIteration.
 * the (type, val, tb) signature is deprecated,
 * and may be removed in a future version of Python. */
export function generator_throw(args: usize, n: i32, kwnames: Word): Word {
  if (!setThrown(args + 8, n - 1)) return NULL;
  return sent(generatorThrow(address(arg(args, 0))));
}

/** @method coroutine.close(self, /)
 * close() -> raise GeneratorExit inside coroutine. */
export function coroutine_close(self: Word): Word { return generator_close(self); }

/** @method generator.close(self, /)
 * close() -> raise GeneratorExit inside generator. */
export function generator_close(self: Word): Word {
  return generatorClose(address(self));
}

/** @slot coroutine.am_await */
export function coroutine_await(self: Word): Word {
  const p = newObject(T_COROUTINE_WRAPPER, offsetof<CoroutineWrapper>());
  if (p == 0) return NULL;
  changetype<CoroutineWrapper>(p).coroutine = own(self);
  return fromAddress(p);
}

// ---- coroutine_wrapper -------------------------------------------------------------------------------------------------

// @ts-ignore: decorator
@inline function wrapped(self: Word): Word { return changetype<CoroutineWrapper>(address(self)).coroutine; }

/** @slot coroutine_wrapper.dealloc */
export function coroutine_wrapper_dealloc(p: usize): void {
  const w = changetype<CoroutineWrapper>(p).coroutine;
  freeObject(p);
  release(w);
}
/** @slot coroutine_wrapper.traverse */
export function coroutine_wrapper_traverse(p: usize): void {
  visit(changetype<CoroutineWrapper>(p).coroutine);
}
/** @slot coroutine_wrapper.iternext */
export function coroutine_wrapper_iternext(self: Word): Word {
  return generator_iternext(wrapped(self));
}
/** @method coroutine_wrapper.send(self, object, /)
 * send(arg) -> send 'arg' into coroutine
 * return next yielded value or raise StopIteration. */
export function coroutine_wrapper_send(self: Word, value: Word): Word {
  return generator_send(wrapped(self), value);
}
/** @method coroutine_wrapper.throw(self, /, *args)
 * throw(value)
 * throw(type[,value[,traceback]])
 *
 * Raise exception in coroutine, return next iterated value or raise
 * StopIteration.
 * the (type, val, tb) signature is deprecated,
 * and may be removed in a future version of Python. */
export function coroutine_wrapper_throw(args: usize, n: i32, kwnames: Word): Word {
  if (!setThrown(args + 8, n - 1)) return NULL;
  return sent(generatorThrow(address(wrapped(arg(args, 0)))));
}
/** @method coroutine_wrapper.close(self, /)
 * close() -> raise GeneratorExit inside coroutine. */
export function coroutine_wrapper_close(self: Word): Word {
  return generatorClose(address(wrapped(self)));
}

// ---- attributes --------------------------------------------------------------------------------------------------------

/** @slot generator.repr */
export function generator_repr(self: Word): Word {
  return shown(self, '<generator object %U at %U>');
}
/** @slot coroutine.repr */
export function coroutine_repr(self: Word): Word {
  return shown(self, '<coroutine object %U at %U>');
}
/** @slot async_generator.repr */
export function async_generator_repr(self: Word): Word {
  return shown(self, '<async_generator object %U at %U>');
}
function shown(self: Word, format: string): Word {
  const at = hexAddress(self);
  const r = formatText(format, gen(self).qualname, at);
  release(at);
  return r;
}

/** @getter generator.__name__
 * name of the generator */
export function generator_name(self: Word): Word {
  return own(gen(self).name);
}
/** @setter generator.__name__ */
export function generator_set_name(self: Word, value: Word): i32 {
  if (value == NULL || !isStr(value)) {
    raise(T_TYPE_ERROR, '__name__ must be set to a string object');
    return -1;
  }
  release(atomic.xchg<u64>(address(self) + offsetof<Generator>('name'), own(value)));
  return 0;
}
/** @getter generator.__qualname__
 * qualified name of the generator */
export function generator_qualname(self: Word): Word {
  return own(gen(self).qualname);
}
/** @setter generator.__qualname__ */
export function generator_set_qualname(self: Word, value: Word): i32 {
  if (value == NULL || !isStr(value)) {
    raise(T_TYPE_ERROR, '__qualname__ must be set to a string object');
    return -1;
  }
  release(atomic.xchg<u64>(address(self) + offsetof<Generator>('qualname'), own(value)));
  return 0;
}
/** @getter coroutine.__name__
 * name of the coroutine */
export function coroutine_name(self: Word): Word {
  return generator_name(self);
}
/** @setter coroutine.__name__ */
export function coroutine_set_name(self: Word, value: Word): i32 {
  return generator_set_name(self, value);
}
/** @getter coroutine.__qualname__
 * qualified name of the coroutine */
export function coroutine_qualname(self: Word): Word {
  return generator_qualname(self);
}
/** @setter coroutine.__qualname__ */
export function coroutine_set_qualname(self: Word, value: Word): i32 {
  return generator_set_qualname(self, value);
}
/** @getter async_generator.__name__
 * name of the async generator */
export function async_generator_name(self: Word): Word {
  return generator_name(self);
}
/** @setter async_generator.__name__ */
export function async_generator_set_name(self: Word, value: Word): i32 {
  return generator_set_name(self, value);
}
/** @getter async_generator.__qualname__
 * qualified name of the async generator */
export function async_generator_qualname(self: Word): Word {
  return generator_qualname(self);
}
/** @setter async_generator.__qualname__ */
export function async_generator_set_qualname(self: Word, value: Word): i32 {
  return generator_set_qualname(self, value);
}

/** @getter generator.gi_code
 * @getter coroutine.cr_code
 * @getter async_generator.ag_code */
export function generator_code(self: Word): Word {
  return own(fromAddress(gen(self).code));
}
/** @getter generator.gi_running
 * @getter coroutine.cr_running */
export function generator_running(self: Word): Word {
  return ofBool(stateOf(address(self)) == GEN_RUNNING);
}
/** @member async_generator.ag_running */
export function async_generator_running(self: Word): Word {
  return ofBool((gen(self).flags & GENF_ASYNC_RUNNING) != 0);
}
/** @getter generator.gi_suspended
 * @getter coroutine.cr_suspended
 * @getter async_generator.ag_suspended */
export function generator_suspended(self: Word): Word {
  return ofBool(stateOf(address(self)) == GEN_SUSPENDED);
}
/** @getter generator.gi_yieldfrom
 * object being iterated by yield from, or None */
export function generator_yieldfrom(self: Word): Word {
  const d = delegateOf(address(self));
  return d == NULL ? NONE : d;
}
/** @getter coroutine.cr_await
 * object being awaited on, or None */
export function coroutine_awaited(self: Word): Word {
  return generator_yieldfrom(self);
}
/** @getter async_generator.ag_await
 * object being awaited on, or None */
export function async_generator_awaited(self: Word): Word {
  return generator_yieldfrom(self);
}
/** @member coroutine.cr_origin */
export function coroutine_origin(self: Word): Word {
  const w = gen(self).origin;
  return w == NULL ? NONE : own(w);
}

/** @getter generator.gi_frame
 * @getter coroutine.cr_frame
 * @getter async_generator.ag_frame */
export function generator_frame(self: Word): Word {
  const p = address(self);
  const g = changetype<Generator>(p);
  const state = stateOf(p);
  if (state == GEN_DONE) return NONE;
  if (g.frameObject != 0) return own(fromAddress(g.frameObject));
  const t = thread();
  if (state == GEN_RUNNING) {
    for (let fp: usize = t.fp; fp != t.stackBase; fp = load<u32>(fp - FRAME_CALLER)) {
      if ((load<u32>(fp - FRAME_FLAGS) & FRAME_GENERATOR) != 0 && load<u32>(fp - FRAME_LINK) == <u32>p) return frameObjectOf(fp);
    }
    return NONE;
  }
  const q = newFrameObject(g.code);
  if (q == 0) return NULL;
  const f = changetype<FrameObject>(q);
  const code = changetype<Code>(g.code);
  f.function = own(g.function);
  f.thread = <u32>changetype<usize>(t);
  f.lasti = state == GEN_CREATED ? -1 : <i32>((g.pc - code.instructions) >> 3);
  f.generator = fromAddress(p);
  g.frameObject = <u32>q;
  return own(fromAddress(q));
}

/** @classmethod generator.__class_getitem__(type, object, /)
 * @classmethod coroutine.__class_getitem__(type, object, /)
 * @classmethod async_generator.__class_getitem__(type, object, /)
 * See PEP 585 */
export function generator_class_getitem(type: Word, item: Word): Word {
  return newGenericAlias(type, item);
}

/** cr_origin of a coroutine being made: up to `depth` (filename, line, function) triples of the calling frames. */
export function coroutineOrigin(depth: u32): Word {
  const t = thread();
  let count: u32 = 0;
  for (let fp: usize = t.fp; fp != t.stackBase && count < depth; fp = load<u32>(fp - FRAME_CALLER)) count++;
  const r = newTuple(count);
  if (r == 0) return NULL;
  let pc = t.pc;
  let i: u32 = 0;
  for (let fp: usize = t.fp; i < count; fp = load<u32>(fp - FRAME_CALLER)) {
    const code = changetype<Code>(load<u32>(fp - FRAME_CODE));
    const line = lineAt(code, <i32>((pc - code.instructions) >> 3));
    tupleInit(r, i++, fromAddress(tuple3(own(code.filename), ofInt(line), own(code.name))));
    pc = load<u32>(fp - FRAME_RETURN_PC);
  }
  return fromAddress(r);
}
