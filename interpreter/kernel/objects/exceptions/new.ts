// Exceptions: making them, and BaseException itself.

import { Word, NULL, NONE, isPointer, address, fromAddress } from '../../layout/word';
import { Exception } from '../../layout/exception';
import { Type } from '../../layout/type';
import { Tuple, TUPLE_ITEMS } from '../../layout/containers';
import { increfSeen, own, release } from '../../counting/counts';
import { enter, leave } from '../../sync/critical';
import { freeObject } from '../../memory/objects';
import { raise, raisef, setError, errorSet, clearError, formatText, takeError, restoreError } from '../../eval/errors';
import { arg } from '../../eval/call';
import { typeOf, str, repr, isStr, lookupAttr, setAttr } from '../protocol';
import { isSubtype } from '../type/lookup';
import { allocVar } from '../type/alloc';
import { clearAttributes, instanceDict, setInstanceDict, releaseOwnAttributes, traverseOwnAttributes } from '../type/attributes';
import { newTuple, tuple1, tuple2, tuple3 } from '../tuple';
import { newList, listAppend } from '../list/core';
import { dictSize, dictNext, nextKey, nextValue } from '../dict/core';
import { visit } from '../../collector/visit';
import { control } from '../../layout/control';
import { iterableToTuple } from '../list/core';
import { keepMemoryError } from './memory_error';
import {
  T_BASE_EXCEPTION, T_STOP_ITERATION, T_SYSTEM_EXIT, T_TRACEBACK, T_TYPE_ERROR, T_DICT, T_MEMORY_ERROR, T_IMPORT_ERROR, T_SYNTAX_ERROR,
} from '../../generated/types';
import { N___notes__ } from '../../generated/names';

/** Instance of builtin exception `type` (no Python code runs) with `args` (tuple, taken over): owned, or NULL. */
export function newException(type: u32, args: Word): Word {
  if (args == NULL) return NULL;
  const p = allocVar(type, 0);
  if (p == 0) { release(args); return NULL; }
  const e = changetype<Exception>(p);
  e.args = args;
  const n = changetype<Tuple>(address(args)).size;
  if (type == T_STOP_ITERATION || type == T_SYSTEM_EXIT) e.f0 = n == 0 ? NONE : n == 1 ? own(load<u64>(address(args) + TUPLE_ITEMS)) : own(args);
  else if (n == 1 && (isSubtype(type, T_IMPORT_ERROR) || isSubtype(type, T_SYNTAX_ERROR))) e.f0 = own(load<u64>(address(args) + TUPLE_ITEMS));
  return fromAddress(p);
}

/** Raises StopIteration(value); value is lent. */
export function raiseStopIteration(value: Word): void {
  const args = value == NONE ? newTuple(0) : tuple1(own(value));
  if (args == 0) return;
  const e = newException(T_STOP_ITERATION, fromAddress(args));
  if (e == NULL) return;
  const x = changetype<Exception>(address(e));
  const old = x.f0;
  x.f0 = own(value);
  release(old);
  setError(e);
}

/** Value of the StopIteration that is the thread's error, which is cleared: owned. */
export function stopIterationValue(): Word {
  const e = takeError();
  const v = changetype<Exception>(address(e)).f0;
  const r = v == NULL ? NONE : own(v);
  release(e);
  return r;
}

/** Adds a note to the thread's error. */
export function addNote(text: Word): void {
  const e = takeError();
  if (e == NULL) return;
  const r = exception_add_note(e, text);
  if (r == NULL) clearError();
  restoreError(e);
}

// ---- BaseException ----------------------------------------------------------------------------------------------------------

/** @new BaseException */
export function exception_new(type: Word, args: usize, n: i32, kwnames: Word): Word {
  const p = allocVar(<u32>address(type), 0);
  if (p == 0) return NULL;
  const t = newTuple(n);
  if (t == 0) { release(fromAddress(p)); return NULL; }
  for (let i = 0; i < n; i++) store<u64>(t + TUPLE_ITEMS + (<usize>i << 3), own(arg(args, i)));
  changetype<Exception>(p).args = fromAddress(t);
  return fromAddress(p);
}

/** Its number, by which a class is known to have this `__new__`. */
// @ts-ignore: decorator
@inline export function exceptionNewSlot(): u32 { return exception_new.index; }

/** @init BaseException */
export function exception_init(self: Word, args: usize, n: i32, kwnames: Word): i32 {
  if (kwnames != NULL && changetype<Tuple>(address(kwnames)).size != 0) {
    raisef(T_TYPE_ERROR, '%T() takes no keyword arguments', self);
    return -1;
  }
  return setArgs(self, args, n);
}

/** self.args := the n words. */
export function setArgs(self: Word, args: usize, n: i32): i32 {
  const t = newTuple(n);
  if (t == 0) return -1;
  for (let i = 0; i < n; i++) store<u64>(t + TUPLE_ITEMS + (<usize>i << 3), own(arg(args, i)));
  const e = changetype<Exception>(address(self));
  const old = e.args;
  e.args = fromAddress(t);
  release(old);
  return 0;
}

/** Word field := w (lent, NULL for none). */
export function setField(at: usize, w: Word): void {
  const old = atomic.xchg<u64>(at, own(w));
  release(old);
}

/**
 * The same for what the interpreter itself changes in an exception that several threads may raise: traceback, context and
 * cause. Under the lock, as `ownSharedField` counts on.
 */
export function setSharedField(p: usize, offset: usize, w: Word): void {
  own(w);
  enter(p);
  const old = atomic.xchg<u64>(p + offset, w);
  leave(p);
  release(old);
}

/** Such a field, owned; NULL: none. */
export function ownSharedField(p: usize, offset: usize): Word {
  const w = atomic.load<u64>(p + offset);
  if (!isPointer(w) || increfSeen(address(w), p + offset)) return w;
  enter(p);
  const held = own(atomic.load<u64>(p + offset));
  leave(p);
  return held;
}

function sharedOrNone(self: Word, offset: usize): Word {
  const w = ownSharedField(address(self), offset);
  return w == NULL ? NONE : w;
}

/** @slot BaseException.dealloc */
export function exception_dealloc(p: usize): void {
  releaseOwnAttributes(p);
  for (let at = p + offsetof<Exception>('args'), end = p + offsetof<Exception>('suppressContext'); at < end; at += 8) {
    const w = load<u64>(at);
    store<u64>(at, NULL);
    release(w);
  }
  for (let at = p + offsetof<Exception>('f0'), end = p + offsetof<Exception>(); at < end; at += 8) {
    const w = load<u64>(at);
    store<u64>(at, NULL);
    release(w);
  }
  if (load<u32>(p) != T_MEMORY_ERROR || !keepMemoryError(p)) freeObject(p);
}

/** @slot BaseException.traverse */
export function exception_traverse(p: usize): void {
  traverseOwnAttributes(p);
  for (let at = p + offsetof<Exception>('args'), end = p + offsetof<Exception>('suppressContext'); at < end; at += 8) visit(load<u64>(at));
  for (let at = p + offsetof<Exception>('f0'), end = p + offsetof<Exception>(); at < end; at += 8) visit(load<u64>(at));
}

/** @slot BaseException.clear */
export function exception_clear(p: usize): void {
  const type = load<u32>(p);
  if ((changetype<Type>(type).flags & 1) == 0) clearAttributes(p, type);
  for (let at = p + offsetof<Exception>('traceback'), end = p + offsetof<Exception>('suppressContext'); at < end; at += 8) {
    const w = load<u64>(at);
    store<u64>(at, NULL);
    release(w);
  }
}

/** @slot BaseException.str */
export function exception_str(self: Word): Word {
  const args = changetype<Exception>(address(self)).args;
  const n = changetype<Tuple>(address(args)).size;
  if (n == 0) return own(control().emptyString);
  if (n == 1) return str(load<u64>(address(args) + TUPLE_ITEMS));
  return str(args);
}

/** @slot BaseException.repr */
export function exception_repr(self: Word): Word {
  const args = changetype<Exception>(address(self)).args;
  if (changetype<Tuple>(address(args)).size == 1) return formatText('%T(%R)', self, load<u64>(address(args) + TUPLE_ITEMS));
  return formatText('%T%R', self, args);
}

/** @getter BaseException.args */
export function exception_args(self: Word): Word { return own(changetype<Exception>(address(self)).args); }
/** @setter BaseException.args */
export function exception_set_args(self: Word, value: Word): i32 {
  if (value == NULL) { raise(T_TYPE_ERROR, 'args may not be deleted'); return -1; }
  const t = iterableToTuple(value);
  if (t == NULL) return -1;
  const e = changetype<Exception>(address(self));
  const old = e.args;
  e.args = t;
  release(old);
  return 0;
}

function orNone(w: Word): Word { return w == NULL ? NONE : own(w); }

/** @getter BaseException.__traceback__ */
export function exception_traceback(self: Word): Word { return sharedOrNone(self, offsetof<Exception>('traceback')); }
/** @setter BaseException.__traceback__ */
export function exception_set_traceback(self: Word, value: Word): i32 {
  if (value == NULL) { raise(T_TYPE_ERROR, '__traceback__ may not be deleted'); return -1; }
  if (value != NONE && typeOf(value) != T_TRACEBACK) { raise(T_TYPE_ERROR, '__traceback__ must be a traceback or None'); return -1; }
  setSharedField(address(self), offsetof<Exception>('traceback'), value == NONE ? NULL : value);
  return 0;
}

/** @getter BaseException.__context__ */
export function exception_context(self: Word): Word { return sharedOrNone(self, offsetof<Exception>('context')); }
/** @setter BaseException.__context__ */
export function exception_set_context(self: Word, value: Word): i32 {
  if (value == NULL) { raise(T_TYPE_ERROR, '__context__ may not be deleted'); return -1; }
  if (value != NONE && !isSubtype(typeOf(value), T_BASE_EXCEPTION)) { raise(T_TYPE_ERROR, 'exception context must be None or derive from BaseException'); return -1; }
  setSharedField(address(self), offsetof<Exception>('context'), value == NONE ? NULL : value);
  return 0;
}

/** @getter BaseException.__cause__ */
export function exception_cause(self: Word): Word { return sharedOrNone(self, offsetof<Exception>('cause')); }
/** @setter BaseException.__cause__ */
export function exception_set_cause(self: Word, value: Word): i32 {
  if (value == NULL) { raise(T_TYPE_ERROR, '__cause__ may not be deleted'); return -1; }
  if (value != NONE && !isSubtype(typeOf(value), T_BASE_EXCEPTION)) { raise(T_TYPE_ERROR, 'exception cause must be None or derive from BaseException'); return -1; }
  setSharedField(address(self), offsetof<Exception>('cause'), value == NONE ? NULL : value);
  changetype<Exception>(address(self)).suppressContext = 1;
  return 0;
}

/** @member BaseException.__suppress_context__ */
export function exception_suppress(self: Word): Word { return ofBool(changetype<Exception>(address(self)).suppressContext != 0); }
/** @setter BaseException.__suppress_context__ */
export function exception_set_suppress(self: Word, value: Word): i32 {
  if (value == NULL) { raise(T_TYPE_ERROR, "can't delete numeric/char attribute"); return -1; }
  if (!isBool(value)) { raise(T_TYPE_ERROR, 'attribute value type must be bool'); return -1; }
  changetype<Exception>(address(self)).suppressContext = value == TRUE ? 1 : 0;
  return 0;
}
import { ofBool, isBool, TRUE } from '../../layout/word';

/** @getter BaseException.__dict__ */
export function exception_dict(self: Word): Word { return instanceDict(self, typeOf(self)); }
/** @setter BaseException.__dict__ */
export function exception_set_dict(self: Word, value: Word): i32 {
  if (value == NULL || !isPointer(value) || !isSubtype(typeOf(value), T_DICT)) {
    raise(T_TYPE_ERROR, '__dict__ must be set to a dictionary');
    return -1;
  }
  return setInstanceDict(self, typeOf(self), value);
}

/** @method BaseException.with_traceback(self, object, /)
 * Set self.__traceback__ to tb and return self. */
export function exception_with_traceback(self: Word, tb: Word): Word {
  return exception_set_traceback(self, tb) < 0 ? NULL : own(self);
}

/** @method BaseException.add_note(self, object, /)
 * Add a note to the exception */
export function exception_add_note(self: Word, note: Word): Word {
  if (!isStr(note)) return raisef(T_TYPE_ERROR, "note must be a str, not '%T'", note);
  let notes = lookupAttr(self, N___notes__);
  if (notes == NULL) {
    if (errorSet()) return NULL;
    const list = newList(1);
    if (list == 0) return NULL;
    notes = fromAddress(list);
    if (setAttr(self, N___notes__, notes) < 0) { release(notes); return NULL; }
  }
  if (!isSubtype(typeOf(notes), T_LIST)) {
    release(notes);
    return raise(T_TYPE_ERROR, 'Cannot add note: __notes__ is not a list');
  }
  const r = listAppend(address(notes), note);
  release(notes);
  return r < 0 ? NULL : NONE;
}
import { T_LIST } from '../../generated/types';

/** @method BaseException.__reduce__(self, /) */
export function exception_reduce(self: Word): Word {
  const e = changetype<Exception>(address(self));
  const d = exceptionState(self);
  if (d == NULL) return errorSet() ? NULL : fromAddress(tuple2(own(fromAddress(typeOf(self))), own(e.args)));
  return fromAddress(tuple3(own(fromAddress(typeOf(self))), own(e.args), d));
}
/** The attributes of an exception for pickle: owned dict; NULL: there are none, or MemoryError. */
export function exceptionState(self: Word): Word {
  const d = instanceDict(self, typeOf(self));
  if (d == NULL || dictSize(address(d)) != 0) return d;
  release(d);
  return NULL;
}

/** @method BaseException.__setstate__(self, object, /) */
export function exception_setstate(self: Word, state: Word): Word {
  if (state == NONE) return NONE;
  if (!isPointer(state) || !isSubtype(typeOf(state), T_DICT)) return raise(T_TYPE_ERROR, 'state is not a dictionary');
  let position: u32 = 0;
  while ((position = dictNext(address(state), position)) != 0) {
    const key = nextKey;
    const value = nextValue;
    const failed = setAttr(self, key, value) < 0;
    release(key);
    release(value);
    if (failed) return NULL;
  }
  return NONE;
}

// ---- StopIteration, SystemExit, KeyError: the simplest subclasses ------------------------------------------------------------------

function firstOrArgs(self: Word, args: usize, n: i32): Word {
  if (n == 0) return NONE;
  return n == 1 ? arg(args, 0) : changetype<Exception>(address(self)).args;
}

/** @init StopIteration */
export function stop_iteration_init(self: Word, args: usize, n: i32, kwnames: Word): i32 {
  if (exception_init(self, args, n, kwnames) < 0) return -1;
  setField(address(self) + offsetof<Exception>('f0'), n == 0 ? NONE : arg(args, 0));
  return 0;
}
/** @member StopIteration.value */
export function stop_iteration_value(self: Word): Word { return orNone(changetype<Exception>(address(self)).f0); }
/** @setter StopIteration.value */
export function stop_iteration_set_value(self: Word, value: Word): i32 { setField(address(self) + offsetof<Exception>('f0'), value); return 0; }

/** @init SystemExit */
export function system_exit_init(self: Word, args: usize, n: i32, kwnames: Word): i32 {
  if (exception_init(self, args, n, kwnames) < 0) return -1;
  setField(address(self) + offsetof<Exception>('f0'), firstOrArgs(self, args, n));
  return 0;
}
/** @member SystemExit.code */
export function system_exit_code(self: Word): Word { return orNone(changetype<Exception>(address(self)).f0); }
/** @setter SystemExit.code */
export function system_exit_set_code(self: Word, value: Word): i32 { setField(address(self) + offsetof<Exception>('f0'), value); return 0; }

/** @slot KeyError.str */
export function key_error_str(self: Word): Word {
  const args = changetype<Exception>(address(self)).args;
  if (changetype<Tuple>(address(args)).size == 1) return repr(load<u64>(address(args) + TUPLE_ITEMS));
  return exception_str(self);
}
