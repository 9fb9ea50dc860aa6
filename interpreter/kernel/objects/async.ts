// async_generator: its methods and the awaitables that they give; the awaitable of anext() with a default.

import { NONE, NULL, Word, address, fromAddress } from '../layout/word';
import { GEN_DONE, Generator } from '../layout/code';
import { Type } from '../layout/type';
import { control } from '../layout/control';
import { thread } from '../sync/current';
import { own, release } from '../counting/counts';
import { freeObject, newObject } from '../memory/objects';
import { visit } from '../collector/visit';
import { arg, call1, callArray } from '../eval/call';
import { clearError, errorMatches, errorSet, formatText, raise, raisef, setError } from '../eval/errors';
import { SEND_RETURN, SEND_YIELD, generatorSend, generatorThrow, sendResult } from '../eval/generators';
import { getAwaitable } from '../eval/awaiting';
import { writeUnraisable } from '../eval/unraisable';
import { warn } from '../eval/warnings';
import { newException, raiseStopIteration } from './exceptions/new';
import { GENF_ASYNC_RUNNING, GENF_CLOSED, GENF_HOOKS, setThrown } from './generator';
import { getAttr, typeOf } from './protocol';
import { newText } from './str/new';
import { newTuple, tupleInit } from './tuple';
import { TUPLE_ITEMS, Tuple } from '../layout/containers';
import {
  T_ANEXT_AWAITABLE, T_ASYNC_GENERATOR_ASEND, T_ASYNC_GENERATOR_ATHROW, T_ASYNC_GENERATOR_WRAPPED_VALUE,
  T_GENERATOR_EXIT, T_RUNTIME_ERROR, T_RUNTIME_WARNING, T_STOP_ASYNC_ITERATION, T_STOP_ITERATION, T_TYPE_ERROR,
} from '../generated/types';
import { N_close, N_send, N_throw } from '../generated/names';

/** @type async_generator_wrapped_value size=offsetof<Wrapped>() flags=DISALLOW_NEW,GC */
/** @type async_generator_asend size=offsetof<AsyncStep>() flags=DISALLOW_NEW,GC */
/** @type async_generator_athrow size=offsetof<AsyncStep>() flags=DISALLOW_NEW,GC */
/** @type anext_awaitable size=offsetof<AnextAwaitable>() flags=DISALLOW_NEW,GC */

/** What an async generator yields itself, told apart from what it awaits. */
// @ts-ignore: decorator
@unmanaged
export class Wrapped {
  type: u32; local: u32; shared: i32; owner: u16; mutex: u8; gc: u8;
  value: Word; // 16
}

/** asend(): `value` is sent. athrow(): `value` is the tuple of throw's arguments; NULL: aclose(). */
// @ts-ignore: decorator
@unmanaged
export class AsyncStep {
  type: u32; local: u32; shared: i32; owner: u16; mutex: u8; gc: u8;
  generator: Word; // 16
  value: Word; // 24
  state: u32; // 32: STEP_
  pad0: u32;
}
// @ts-ignore: decorator
@inline const STEP_INIT: u32 = 0;
// @ts-ignore: decorator
@inline const STEP_ITER: u32 = 1;
// @ts-ignore: decorator
@inline const STEP_CLOSED: u32 = 2;

// @ts-ignore: decorator
@unmanaged
export class AnextAwaitable {
  type: u32; local: u32; shared: i32; owner: u16; mutex: u8; gc: u8;
  wrapped: Word; // 16
  fallback: Word; // 24
}

// @ts-ignore: decorator
@inline function step(w: Word): AsyncStep { return changetype<AsyncStep>(address(w)); }
// @ts-ignore: decorator
@inline function agen(s: AsyncStep): Generator { return changetype<Generator>(address(s.generator)); }

/** An async generator's own value (lent), told apart from what it awaits: owned. */
export function asyncGeneratorWrap(value: Word): Word {
  const p = newObject(T_ASYNC_GENERATOR_WRAPPED_VALUE, offsetof<Wrapped>());
  if (p == 0) return NULL;
  changetype<Wrapped>(p).value = own(value);
  return fromAddress(p);
}

/** @slot async_generator_wrapped_value.dealloc */
export function wrapped_dealloc(p: usize): void {
  const w = changetype<Wrapped>(p).value;
  freeObject(p);
  release(w);
}
/** @slot async_generator_wrapped_value.traverse */
export function wrapped_traverse(p: usize): void {
  visit(changetype<Wrapped>(p).value);
}

// ---- async_generator ---------------------------------------------------------------------------------------------------

// The hooks of the thread, asked once.
function startHooks(self: Word): bool {
  const g = changetype<Generator>(address(self));
  if ((g.flags & GENF_HOOKS) != 0) return true;
  g.flags |= GENF_HOOKS;
  const t = thread();
  if (t.asyncFinalizer != NULL && t.asyncFinalizer != NONE) g.finalizer = own(t.asyncFinalizer);
  const first = t.asyncFirstIter;
  if (first == NULL || first == NONE) return true;
  const f = own(first);
  const r = call1(f, self);
  release(f);
  release(r);
  return r != NULL;
}

function newStep(type: u32, self: Word, value: Word): Word {
  if (!startHooks(self)) return NULL;
  const p = newObject(type, offsetof<AsyncStep>());
  if (p == 0) return NULL;
  const s = changetype<AsyncStep>(p);
  s.generator = own(self);
  s.value = own(value);
  s.state = STEP_INIT;
  return fromAddress(p);
}

/** @slot async_generator.am_aiter */
export function async_generator_aiter(self: Word): Word {
  return own(self);
}
/** @slot async_generator.am_anext */
export function async_generator_anext(self: Word): Word {
  return newStep(T_ASYNC_GENERATOR_ASEND, self, NONE);
}
/** @method async_generator.asend(self, object, /)
 * asend(v) -> send 'v' in generator. */
export function async_generator_asend(self: Word, value: Word): Word {
  return newStep(T_ASYNC_GENERATOR_ASEND, self, value);
}
/** @method async_generator.aclose(self, /)
 * aclose() -> raise GeneratorExit inside generator. */
export function async_generator_aclose(self: Word): Word {
  return newStep(T_ASYNC_GENERATOR_ATHROW, self, NULL);
}
/** @method async_generator.athrow(self, /, *args)
 * athrow(value)
 * athrow(type[,value[,tb]])
 *
 * raise exception in generator.
 * the (type, val, tb) signature is deprecated,
 * and may be removed in a future version of Python. */
export function async_generator_athrow(args: usize, n: i32, kwnames: Word): Word {
  if (n > 2 && warn(T_DEPRECATION_WARNING, newText('the (type, exc, tb) signature of athrow() is deprecated, use the single-arg signature instead.'), 1) < 0) return NULL;
  const t = newTuple(n - 1);
  if (t == 0) return NULL;
  for (let i = 1; i < n; i++) tupleInit(t, i - 1, own(arg(args, i)));
  const r = newStep(T_ASYNC_GENERATOR_ATHROW, arg(args, 0), fromAddress(t));
  release(fromAddress(t));
  return r;
}
import { T_DEPRECATION_WARNING } from '../generated/types';

// ---- one step ----------------------------------------------------------------------------------------------------------

// The outcome of a resumption of the generator itself: what it awaits, or NULL with the error (StopAsyncIteration: ended).
function resumed(status: i32): Word {
  if (status == SEND_YIELD) return sendResult;
  if (status == SEND_RETURN) {
    release(sendResult);
    raiseEmpty(T_STOP_ASYNC_ITERATION);
  }
  return NULL;
}
function raiseEmpty(type: u32): void {
  const e = newException(type, own(control().emptyTuple));
  if (e != NULL) setError(e);
}

function isWrapped(w: Word): bool {
  return typeOf(w) == T_ASYNC_GENERATOR_WRAPPED_VALUE;
}

// A value of the generator's own ends the step: StopIteration(value).
function unwrap(g: Generator, r: Word): Word {
  if (r == NULL) {
    if (!errorSet()) raiseEmpty(T_STOP_ASYNC_ITERATION);
    if (errorMatches(T_STOP_ASYNC_ITERATION) || errorMatches(T_GENERATOR_EXIT)) g.flags |= GENF_CLOSED;
    g.flags &= ~GENF_ASYNC_RUNNING;
    return NULL;
  }
  if (!isWrapped(r)) return r;
  raiseStopIteration(changetype<Wrapped>(address(r)).value);
  release(r);
  g.flags &= ~GENF_ASYNC_RUNNING;
  return NULL;
}

/** @slot async_generator_asend.dealloc
 * @slot async_generator_athrow.dealloc */
export function step_dealloc(p: usize): void {
  const g = changetype<AsyncStep>(p).generator;
  const v = changetype<AsyncStep>(p).value;
  freeObject(p);
  release(g);
  release(v);
}
/** @slot async_generator_asend.traverse
 * @slot async_generator_athrow.traverse */
export function step_traverse(p: usize): void {
  visit(changetype<AsyncStep>(p).generator);
  visit(changetype<AsyncStep>(p).value);
}
/** @slot async_generator_asend.finalize
 * @slot async_generator_athrow.finalize */
export function step_finalize(self: Word): void {
  const s = step(self);
  if (s.state != STEP_INIT || errorSet()) return;
  const name = newText(typeOf(self) == T_ASYNC_GENERATOR_ASEND ? 'asend' : s.value == NULL ? 'aclose' : 'athrow');
  const text = formatText('coroutine method %R of %R was never awaited', name, agen(s).qualname);
  release(name);
  if (warn(T_RUNTIME_WARNING, text, 1) < 0) writeUnraisable(self);
}
/** @method async_generator_asend.__del__(self, /)
 * @method async_generator_athrow.__del__(self, /) */
export function step_del(self: Word): Word {
  step_finalize(self);
  return NONE;
}
/** @slot async_generator_asend.iter
 * @slot async_generator_asend.am_await
 * @slot async_generator_athrow.iter
 * @slot async_generator_athrow.am_await
 * @slot anext_awaitable.iter
 * @slot anext_awaitable.am_await */
export function step_iter(self: Word): Word {
  return own(self);
}

/** @method async_generator_asend.send(self, object, /) */
export function asend_send(self: Word, value: Word): Word {
  const s = step(self);
  if (s.state == STEP_CLOSED) return raise(T_RUNTIME_ERROR, 'cannot reuse already awaited __anext__()/asend()');
  const g = agen(s);
  let sent = value;
  if (s.state == STEP_INIT) {
    if ((g.flags & GENF_ASYNC_RUNNING) != 0) {
      s.state = STEP_CLOSED;
      return raise(T_RUNTIME_ERROR, 'anext(): asynchronous generator is already running');
    }
    if (sent == NONE) sent = s.value;
    s.state = STEP_ITER;
  }
  g.flags |= GENF_ASYNC_RUNNING;
  const r = unwrap(g, resumed(generatorSend(address(s.generator), sent, false)));
  if (r == NULL) s.state = STEP_CLOSED;
  return r;
}
/** @slot async_generator_asend.iternext */
export function asend_iternext(self: Word): Word {
  return asend_send(self, NONE);
}

// throw(*args) into the generator; `n` words at `args`.
function throwInto(g: Word, args: usize, n: i32): Word {
  if (!setThrown(args, n)) return NULL;
  return resumed(generatorThrow(address(g)));
}

/** @method async_generator_asend.throw(self, /, *args) */
export function asend_throw(args: usize, n: i32, kwnames: Word): Word {
  return asendThrow(arg(args, 0), args + 8, n - 1);
}
function asendThrow(self: Word, args: usize, n: i32): Word {
  const s = step(self);
  if (s.state == STEP_CLOSED) return raise(T_RUNTIME_ERROR, 'cannot reuse already awaited __anext__()/asend()');
  const g = agen(s);
  if (s.state == STEP_INIT) {
    if ((g.flags & GENF_ASYNC_RUNNING) != 0) {
      s.state = STEP_CLOSED;
      return raise(T_RUNTIME_ERROR, 'anext(): asynchronous generator is already running');
    }
    s.state = STEP_ITER;
    g.flags |= GENF_ASYNC_RUNNING;
  }
  const r = unwrap(g, throwInto(s.generator, args, n));
  if (r == NULL) s.state = STEP_CLOSED;
  return r;
}

// close(): GeneratorExit thrown in must come out, or the end.
function closed(r: Word): Word {
  if (r != NULL) {
    release(r);
    return raise(T_RUNTIME_ERROR, 'coroutine ignored GeneratorExit');
  }
  if (errorMatches(T_STOP_ITERATION) || errorMatches(T_STOP_ASYNC_ITERATION) || errorMatches(T_GENERATOR_EXIT)) {
    clearError();
    return NONE;
  }
  return NULL;
}
const exitWord: usize = memory.data(8, 8);
function generatorExit(): usize {
  store<u64>(exitWord, fromAddress(T_GENERATOR_EXIT));
  return exitWord;
}

/** @method async_generator_asend.close(self, /) */
export function asend_close(self: Word): Word {
  if (step(self).state == STEP_CLOSED) return NONE;
  return closed(asendThrow(self, generatorExit(), 1));
}

// What ends an aclose() or athrow(): the error stays, but the end of an aclose() is StopIteration.
function stepEnded(s: AsyncStep): Word {
  agen(s).flags &= ~GENF_ASYNC_RUNNING;
  s.state = STEP_CLOSED;
  if (s.value == NULL && (errorMatches(T_STOP_ASYNC_ITERATION) || errorMatches(T_GENERATOR_EXIT))) {
    clearError();
    raiseEmpty(T_STOP_ITERATION);
  }
  return NULL;
}
function ignoredExit(s: AsyncStep, r: Word): Word {
  release(r);
  agen(s).flags &= ~GENF_ASYNC_RUNNING;
  s.state = STEP_CLOSED;
  return raise(T_RUNTIME_ERROR, 'async generator ignored GeneratorExit');
}
function busy(s: AsyncStep): Word {
  s.state = STEP_CLOSED;
  return raise(T_RUNTIME_ERROR, s.value == NULL ? 'aclose(): asynchronous generator is already running' : 'athrow(): asynchronous generator is already running');
}

/** @method async_generator_athrow.send(self, object, /) */
export function athrow_send(self: Word, value: Word): Word {
  const s = step(self);
  if (s.state == STEP_CLOSED) return raise(T_RUNTIME_ERROR, 'cannot reuse already awaited aclose()/athrow()');
  const g = agen(s);
  if (atomic.load<u32>(changetype<usize>(g) + offsetof<Generator>('state')) == GEN_DONE) {
    s.state = STEP_CLOSED;
    raiseEmpty(T_STOP_ITERATION);
    return NULL;
  }
  if (s.state == STEP_INIT) {
    if ((g.flags & GENF_ASYNC_RUNNING) != 0) return busy(s);
    if ((g.flags & GENF_CLOSED) != 0) {
      s.state = STEP_CLOSED;
      raiseEmpty(T_STOP_ASYNC_ITERATION);
      return NULL;
    }
    if (value != NONE) return raise(T_RUNTIME_ERROR, "can't send non-None value to a just-started coroutine");
    s.state = STEP_ITER;
    g.flags |= GENF_ASYNC_RUNNING;
    let r: Word;
    if (s.value == NULL) {
      g.flags |= GENF_CLOSED;
      r = throwInto(s.generator, generatorExit(), 1);
      if (r != NULL && isWrapped(r)) return ignoredExit(s, r);
    } else {
      const args = address(s.value);
      r = unwrap(g, throwInto(s.generator, args + TUPLE_ITEMS, <i32>changetype<Tuple>(args).size));
    }
    return r == NULL ? stepEnded(s) : r;
  }
  const r = resumed(generatorSend(address(s.generator), value, false));
  if (s.value != NULL) {
    const u = unwrap(g, r);
    if (u == NULL) s.state = STEP_CLOSED;
    return u;
  }
  if (r == NULL) return stepEnded(s);
  return isWrapped(r) ? ignoredExit(s, r) : r;
}
/** @slot async_generator_athrow.iternext */
export function athrow_iternext(self: Word): Word {
  return athrow_send(self, NONE);
}
/** @method async_generator_athrow.throw(self, /, *args) */
export function athrow_throw(args: usize, n: i32, kwnames: Word): Word {
  return athrowThrow(arg(args, 0), args + 8, n - 1);
}
function athrowThrow(self: Word, args: usize, n: i32): Word {
  const s = step(self);
  if (s.state == STEP_CLOSED) return raise(T_RUNTIME_ERROR, 'cannot reuse already awaited aclose()/athrow()');
  const g = agen(s);
  if (s.state == STEP_INIT) {
    if ((g.flags & GENF_ASYNC_RUNNING) != 0) return busy(s);
    s.state = STEP_ITER;
    g.flags |= GENF_ASYNC_RUNNING;
  }
  const r = throwInto(s.generator, args, n);
  if (s.value != NULL) {
    const u = unwrap(g, r);
    if (u == NULL) s.state = STEP_CLOSED;
    return u;
  }
  if (r == NULL) return stepEnded(s);
  return isWrapped(r) ? ignoredExit(s, r) : r;
}
/** @method async_generator_athrow.close(self, /) */
export function athrow_close(self: Word): Word {
  if (step(self).state == STEP_CLOSED) return NONE;
  return closed(athrowThrow(self, generatorExit(), 1));
}

// ---- anext(it, default) --------------------------------------------------------------------------------------------------

export function newAnextAwaitable(awaitable: Word, fallback: Word): Word {
  const p = newObject(T_ANEXT_AWAITABLE, offsetof<AnextAwaitable>());
  if (p == 0) return NULL;
  changetype<AnextAwaitable>(p).wrapped = own(awaitable);
  changetype<AnextAwaitable>(p).fallback = own(fallback);
  return fromAddress(p);
}
/** @slot anext_awaitable.dealloc */
export function anext_dealloc(p: usize): void {
  const a = changetype<AnextAwaitable>(p).wrapped;
  const b = changetype<AnextAwaitable>(p).fallback;
  freeObject(p);
  release(a);
  release(b);
}
/** @slot anext_awaitable.traverse */
export function anext_traverse(p: usize): void {
  visit(changetype<AnextAwaitable>(p).wrapped);
  visit(changetype<AnextAwaitable>(p).fallback);
}

function anextIterator(self: Word): Word {
  const a = getAwaitable(changetype<AnextAwaitable>(address(self)).wrapped, 0);
  if (a == NULL || changetype<Type>(typeOf(a)).iternext != 0) return a;
  const slot = changetype<Type>(typeOf(a)).am_await;
  if (slot == 0) return a;
  const r = call_indirect<Word>(slot, a);
  release(a);
  if (r != NULL && changetype<Type>(typeOf(r)).iternext == 0) {
    raisef(T_TYPE_ERROR, '__await__() returned non-iterator of type \'%T\'', r);
    release(r);
    return NULL;
  }
  return r;
}

// The end of the wrapped awaitable is the default.
function anextOutcome(self: Word, r: Word): Word {
  if (r == NULL && errorMatches(T_STOP_ASYNC_ITERATION)) {
    clearError();
    raiseStopIteration(changetype<AnextAwaitable>(address(self)).fallback);
  }
  return r;
}

/** @slot anext_awaitable.iternext */
export function anext_iternext(self: Word): Word {
  const it = anextIterator(self);
  if (it == NULL) return NULL;
  const r = call_indirect<Word>(changetype<Type>(typeOf(it)).iternext, it);
  release(it);
  return anextOutcome(self, r);
}
function anextCall(self: Word, name: Word, args: usize, n: i32): Word {
  const it = anextIterator(self);
  if (it == NULL) return NULL;
  const f = getAttr(it, name);
  release(it);
  if (f == NULL) return NULL;
  const r = callArray(f, args, n, NULL);
  release(f);
  return anextOutcome(self, r);
}
/** @method anext_awaitable.send(self, /, *args)
 * send(arg) -> send 'arg' into the wrapped iterator,
 * return next yielded value or raise StopIteration. */
export function anext_send(args: usize, n: i32, kwnames: Word): Word {
  return anextCall(arg(args, 0), N_send, args + 8, n - 1);
}
/** @method anext_awaitable.throw(self, /, *args)
 * throw(value)
 * throw(typ[,val[,tb]])
 *
 * raise exception in the wrapped iterator, return next yielded value
 * or raise StopIteration.
 * the (type, val, tb) signature is deprecated,
 * and may be removed in a future version of Python. */
export function anext_throw(args: usize, n: i32, kwnames: Word): Word {
  return anextCall(arg(args, 0), N_throw, args + 8, n - 1);
}
/** @method anext_awaitable.close(self, /, *args)
 * close() -> raise GeneratorExit inside generator. */
export function anext_close(args: usize, n: i32, kwnames: Word): Word {
  return anextCall(arg(args, 0), N_close, args + 8, n - 1);
}
