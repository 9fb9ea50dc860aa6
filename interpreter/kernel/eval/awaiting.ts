// What await, async for and async with ask of objects.

import { own, release } from '../counting/counts';
import { T_ASYNC_GENERATOR, T_COROUTINE, T_GENERATOR, T_RUNTIME_ERROR, T_STOP_ASYNC_ITERATION, T_TYPE_ERROR } from '../generated/types';
import { CO_ITERABLE_COROUTINE, Code, Generator } from '../layout/code';
import { Exception } from '../layout/exception';
import { Type } from '../layout/type';
import { address, isOwned, NULL, plain, Word } from '../layout/word';
import { typeOf } from '../objects/protocol';
import { isSubtype } from '../objects/type/lookup';
import { thread } from '../sync/current';
import { raise, raisef, restoreError, takeError } from './errors';
import { delegateOf } from './generators';

/** The iterator that `await o` runs, owned. `how`: 1, 2: for __aenter__, __aexit__ of async with. */
export function getAwaitable(o: Word, how: u32): Word {
  const t = typeOf(o);
  if (t == T_COROUTINE) {
    const d = delegateOf(address(o));
    if (d != NULL) {
      release(d);
      return raise(T_RUNTIME_ERROR, 'coroutine is being awaited already');
    }
    return own(o);
  }
  if (t == T_GENERATOR && (changetype<Code>(changetype<Generator>(address(o)).code).flags & CO_ITERABLE_COROUTINE) != 0) return own(o);
  const slot = changetype<Type>(t).am_await;
  if (slot == 0) {
    if (how == 1) return raisef(T_TYPE_ERROR, "'async with' received an object from __aenter__ that does not implement __await__: %T", o);
    if (how == 2) return raisef(T_TYPE_ERROR, "'async with' received an object from __aexit__ that does not implement __await__: %T", o);
    return raisef(T_TYPE_ERROR, "object %T can't be used in 'await' expression", o);
  }
  const r = call_indirect<Word>(slot, o);
  if (r == NULL) return NULL;
  if (typeOf(r) == T_COROUTINE) {
    release(r);
    return raise(T_TYPE_ERROR, '__await__() returned a coroutine');
  }
  if (changetype<Type>(typeOf(r)).iternext == 0) {
    raisef(T_TYPE_ERROR, "__await__() returned non-iterator of type '%T'", r);
    release(r);
    return NULL;
  }
  return r;
}

/** The asynchronous iterator of `async for`, owned. */
export function getAiter(o: Word): Word {
  const slot = changetype<Type>(typeOf(o)).am_aiter;
  if (slot == 0) return raisef(T_TYPE_ERROR, "'async for' requires an object with __aiter__ method, got %T", o);
  const r = call_indirect<Word>(slot, o);
  if (r == NULL) return NULL;
  if (changetype<Type>(typeOf(r)).am_anext == 0) {
    raisef(T_TYPE_ERROR, "'async for' received an object from __aiter__ that does not implement __anext__: %T", r);
    release(r);
    return NULL;
  }
  return r;
}

/** What gives the next item of `async for`: an awaitable, owned. */
export function getAnext(o: Word): Word {
  const slot = changetype<Type>(typeOf(o)).am_anext;
  if (slot == 0) return raisef(T_TYPE_ERROR, "'async for' requires an iterator with __anext__ method, got %T", o);
  const r = call_indirect<Word>(slot, o);
  if (r == NULL) return NULL;
  if (typeOf(o) == T_ASYNC_GENERATOR) return r;
  const awaitable = getAwaitable(r, 0);
  if (awaitable == NULL) {
    const cause = takeError();
    raisef(T_TYPE_ERROR, "'async for' received an invalid object from __anext__: %T", r);
    const e = changetype<Exception>(address(thread().error));
    e.cause = own(cause);
    e.suppressContext = 1;
    release(e.context);
    e.context = cause;
  }
  release(r);
  return awaitable;
}

/** Whether the error in a register ended an `async for`: it is dropped then, and set again else. */
export function endAsyncFor(ra: usize): bool {
  const e = plain(load<u64>(ra));
  if (isSubtype(typeOf(e), T_STOP_ASYNC_ITERATION)) {
    const w = load<u64>(ra);
    store<u64>(ra, NULL);
    if (isOwned(w)) release(w);
    return true;
  }
  restoreError(own(e));
  return false;
}
