// raise, except, with.

import { Word, NULL, NONE, isPointer, isOwned, address, fromAddress, plain, ofBool, UNBOUND } from '../layout/word';
import { Type, TF_EXCEPTION } from '../layout/type';
import { Exception } from '../layout/exception';
import { ownSharedField } from '../objects/exceptions/new';
import { FRAME_FLAGS, FRAME_GENERATOR, FRAME_LINK, GENF_HANDLES, Generator } from '../layout/code';
import { Thread } from '../layout/thread';
import { Tuple, TUPLE_ITEMS } from '../layout/containers';
import { thread } from '../sync/current';
import { own, release } from '../counting/counts';
import { raise, raisef, setError, restoreError, errorSet } from './errors';
import { typeOf, isType, lookupSpecial } from '../objects/protocol';
import { isSubtype } from '../objects/type/lookup';
import { call0, call3, callMethod1 } from './call';
import { T_BASE_EXCEPTION_GROUP, T_TYPE_ERROR, T_RUNTIME_ERROR, T_TUPLE } from '../generated/types';
import { N___enter__, N___exit__, N___aenter__, N___aexit__, N_split } from '../generated/names';
import { prepareReraiseStar, newExceptionGroup } from '../objects/exceptions/groups';

// @ts-ignore: decorator
@inline export function isExceptionInstance(w: Word): bool { return isPointer(w) && (changetype<Type>(typeOf(w)).flags & TF_EXCEPTION) != 0; }
export function isExceptionClass(w: Word): bool { return isType(w) && (changetype<Type>(address(w)).flags & TF_EXCEPTION) != 0; }

/** An exception instance from what `raise` was given, owned. */
function instanceOf(o: Word): Word {
  if (isExceptionClass(o)) {
    const e = call0(o);
    if (e != NULL && !isExceptionInstance(e)) {
      raisef(T_TYPE_ERROR, 'calling %R should have returned an instance of BaseException, not %R', o, fromAddress(typeOf(e)));
      release(e);
      return NULL;
    }
    return e;
  }
  if (isExceptionInstance(o)) return own(o);
  return raise(T_TYPE_ERROR, 'exceptions must derive from BaseException');
}

export function doRaise(o: Word, cause: Word, how: u32): void {
  if (how == 0) {
    const handled = thread().handled;
    if (handled == NULL) {
      raise(T_RUNTIME_ERROR, 'No active exception to reraise');
      return;
    }
    restoreError(own(handled));
    return;
  }
  const e = instanceOf(o);
  if (e == NULL) return;
  if (how == 2) {
    let c: Word = NULL;
    if (cause != NONE) {
      if (isExceptionClass(cause)) {
        c = call0(cause);
        if (c != NULL && !isExceptionInstance(c)) {
          raisef(T_TYPE_ERROR, 'calling %R should have returned an instance of BaseException, not %R', cause, fromAddress(typeOf(c)));
          release(c);
          c = NULL;
        }
        if (c == NULL) { release(e); return; }
      } else if (isExceptionInstance(cause)) c = own(cause);
      else {
        release(e);
        raise(T_TYPE_ERROR, 'exception causes must derive from BaseException');
        return;
      }
    }
    const p = changetype<Exception>(address(e));
    const old = p.cause;
    p.cause = c;
    p.suppressContext = 1;
    release(old);
  }
  setError(e);
}

export function reraise(e: Word): void {
  restoreError(own(e));
}

/** The generator of the current frame, or 0. */
function currentGenerator(t: Thread): usize {
  const fp: usize = t.fp;
  return (load<u32>(fp - FRAME_FLAGS) & FRAME_GENERATOR) != 0 ? load<u32>(fp - FRAME_LINK) : 0;
}

/**
 * R[ra] := handled exception or None; handled := R[rb]. In a generator that handles none of its own it is UNBOUND: what
 * is handled outside can be another exception by the time that the block ends.
 */
export function pushHandled(ra: usize, rb: usize): void {
  const t = thread();
  const before = t.handled;
  t.handled = own(plain(load<u64>(rb)));
  const old = load<u64>(ra);
  const g = currentGenerator(t);
  if (g != 0 && (changetype<Generator>(g).flags & GENF_HANDLES) == 0) {
    changetype<Generator>(g).flags |= GENF_HANDLES;
    release(before);
    store<u64>(ra, UNBOUND);
  } else store<u64>(ra, before == NULL ? NONE : before);
  if (isOwned(old)) release(old);
}

export function popHandled(ra: usize): void {
  const t = thread();
  const w = load<u64>(ra);
  store<u64>(ra, NULL);
  const old = t.handled;
  if (w == UNBOUND) {
    const g = changetype<Generator>(currentGenerator(t));
    g.flags &= ~GENF_HANDLES;
    t.handled = own(g.outerHandled);
  }
  else t.handled = w == NONE ? NULL : w;
  release(old);
}

/** Whether exception `e` matches `match`, a class or a tuple of classes; -1 with TypeError. */
export function exceptionMatches(e: Word, match: Word): i32 {
  const te = typeOf(e);
  if (isPointer(match) && load<u32>(address(match)) == T_TUPLE) {
    const n = changetype<Tuple>(address(match)).size;
    for (let i: u32 = 0; i < n; i++) {
      if (!isExceptionClass(load<u64>(address(match) + TUPLE_ITEMS + (<usize>i << 3)))) return notAllowed();
    }
    for (let i: u32 = 0; i < n; i++) {
      if (isSubtype(te, <u32>load<u64>(address(match) + TUPLE_ITEMS + (<usize>i << 3)))) return 1;
    }
    return 0;
  }
  if (!isExceptionClass(match)) return notAllowed();
  return isSubtype(te, <u32>address(match)) ? 1 : 0;
}

function notAllowed(): i32 {
  raise(T_TYPE_ERROR, 'catching classes that do not inherit from BaseException is not allowed');
  return -1;
}

export function matchException(e: Word, match: Word): Word {
  const r = exceptionMatches(e, match);
  return r < 0 ? NULL : ofBool(r != 0);
}

function putWord(at: usize, w: Word): void {
  const old = load<u64>(at);
  store<u64>(at, w);
  if (isOwned(old)) release(old);
}

/** except*: R[ra] rest, R[ra+1] match of the exception in register rb. */
export function matchGroup(ra: usize, rb: usize, match: Word): bool {
  const e = own(plain(load<u64>(rb)));
  if (!checkStarTypes(match)) { release(e); return false; }
  if (e == NONE) {
    putWord(ra, NONE);
    putWord(ra + 8, NONE);
    return true;
  }
  const m = exceptionMatches(e, match);
  if (m < 0) { release(e); return false; }
  if (m > 0) {
    let matched = e;
    if (!isSubtype(typeOf(e), T_BASE_EXCEPTION_GROUP)) {
      // a naked exception is wrapped
      matched = newExceptionGroup(e);
      release(e);
      if (matched == NULL) return false;
    }
    putWord(ra, NONE);
    putWord(ra + 8, matched);
    return true;
  }
  if (!isSubtype(typeOf(e), T_BASE_EXCEPTION_GROUP)) {
    putWord(ra + 8, NONE);
    putWord(ra, e);
    return true;
  }
  const pair = callMethod1(e, N_split, match);
  if (pair == NULL) { release(e); return false; }
  if (load<u32>(address(pair)) != T_TUPLE || changetype<Tuple>(address(pair)).size < 2) {
    raisef(T_TYPE_ERROR, '%T.split must return a 2-tuple, got %T', e, pair);
    release(pair);
    release(e);
    return false;
  }
  const matched = own(load<u64>(address(pair) + TUPLE_ITEMS));
  const rest = own(load<u64>(address(pair) + TUPLE_ITEMS + 8));
  release(pair);
  release(e);
  putWord(ra, rest);
  putWord(ra + 8, matched);
  return true;
}

function checkStarTypes(match: Word): bool {
  if (isPointer(match) && load<u32>(address(match)) == T_TUPLE) {
    const n = changetype<Tuple>(address(match)).size;
    for (let i: u32 = 0; i < n; i++) if (!checkStarType(load<u64>(address(match) + TUPLE_ITEMS + (<usize>i << 3)))) return false;
    return true;
  }
  return checkStarType(match);
}
function checkStarType(match: Word): bool {
  if (!isExceptionClass(match)) { notAllowed(); return false; }
  if (isSubtype(<u32>address(match), T_BASE_EXCEPTION_GROUP)) {
    raise(T_TYPE_ERROR, 'catching ExceptionGroup with except* is not allowed. Use except instead.');
    return false;
  }
  return true;
}

/** except*: what is to be raised of `original` and the list of raised and unhandled ones, or None. */
export function reraiseStar(original: Word, list: Word): Word { return prepareReraiseStar(original, list); }

/** R[ra] := bound __exit__, R[ra+1] := __enter__(). */
export function withEnter(ra: usize, manager: Word, isAsync: bool): bool {
  const enter = lookupSpecial(manager, isAsync ? N___aenter__ : N___enter__);
  if (enter == NULL) {
    if (!errorSet()) raisef(T_TYPE_ERROR, isAsync ? "'%T' object does not support the asynchronous context manager protocol" : "'%T' object does not support the context manager protocol", manager);
    return false;
  }
  const exit = lookupSpecial(manager, isAsync ? N___aexit__ : N___exit__);
  if (exit == NULL) {
    release(enter);
    if (!errorSet()) raisef(T_TYPE_ERROR, isAsync ? "'%T' object does not support the asynchronous context manager protocol (missed __aexit__ method)" : "'%T' object does not support the context manager protocol (missed __exit__ method)", manager);
    return false;
  }
  const r = call0(enter);
  release(enter);
  if (r == NULL) { release(exit); return false; }
  putWord(ra, exit);
  putWord(ra + 8, r);
  return true;
}

export function withExit(exit: Word, e: Word): Word {
  if (e == NONE) return call3(exit, NONE, NONE, NONE);
  // __exit__ may take the traceback off the exception: it is held here for as long as the argument is lent
  const tb = ownSharedField(address(e), offsetof<Exception>('traceback'));
  const r = call3(exit, fromAddress(typeOf(e)), e, tb == NULL ? NONE : tb);
  release(tb);
  return r;
}
