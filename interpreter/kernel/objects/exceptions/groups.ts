// BaseExceptionGroup, ExceptionGroup and what except* needs. Their fields: f0 message, f1 exceptions (tuple).

import { address, fromAddress, isPointer, NONE, NULL, ofInt, Word } from '../../layout/word';
import { Exception } from '../../layout/exception';
import { Tuple, TUPLE_ITEMS } from '../../layout/containers';
import { Type, TF_EXCEPTION } from '../../layout/type';
import { own, release } from '../../counting/counts';
import { raise, raisef, formatText, errorSet } from '../../eval/errors';
import { arg, call1, call2, callMethod1 } from '../../eval/call';
import { exceptionMatches, isExceptionInstance } from '../../eval/exceptions';
import { enterRecursionFor, isCallable, isStr, isType, leaveRecursion, lookupAttr, setAttr, truth, typeOf } from '../protocol';
import { isSubtype } from '../type/lookup';
import { allocVar } from '../type/alloc';
import { newTuple, tuple2 } from '../tuple';
import { iterableToTuple, listAppend, listSize, listSnapshot, newList } from '../list/core';
import { newText } from '../str/new';
import { newGenericAlias } from '../generic';
import { setArgs, setField } from './new';
import { T_BASE_EXCEPTION_GROUP, T_EXCEPTION, T_EXCEPTION_GROUP, T_TUPLE, T_TYPE_ERROR, T_VALUE_ERROR } from '../../generated/types';
import { N___notes__, N_derive } from '../../generated/names';

/** @type ExceptionGroup base=BaseExceptionGroup size=offsetof<Exception>() flags=BASE,EXCEPTION */

// @ts-ignore: decorator
@inline function view(w: Word): Exception { return changetype<Exception>(address(w)); }
// @ts-ignore: decorator
@inline function itemAt(t: Word, i: u32): Word { return load<u64>(address(t) + TUPLE_ITEMS + (<usize>i << 3)); }
// @ts-ignore: decorator
@inline function sizeOf(t: Word): u32 { return changetype<Tuple>(address(t)).size; }
export function isGroup(w: Word): bool { return isPointer(w) && isSubtype(typeOf(w), T_BASE_EXCEPTION_GROUP); }

/** ExceptionGroup is an Exception too: its bases and mro are completed at boot. */
export function bootGroups(): void {
  const t = changetype<Type>(T_EXCEPTION_GROUP);
  const bases = newTuple(2);
  store<u64>(bases + TUPLE_ITEMS, fromAddress(T_BASE_EXCEPTION_GROUP));
  store<u64>(bases + TUPLE_ITEMS, fromAddress(T_EXCEPTION), 8);
  markImmortal(bases);
  t.bases = fromAddress(bases);
  const old = t.mro;
  // ExceptionGroup, BaseExceptionGroup, Exception, BaseException, object
  const n = sizeOf(old);
  const mro = newTuple(n + 1);
  store<u64>(mro + TUPLE_ITEMS, itemAt(old, 0));
  store<u64>(mro + TUPLE_ITEMS, itemAt(old, 1), 8);
  store<u64>(mro + TUPLE_ITEMS, fromAddress(T_EXCEPTION), 16);
  for (let i: u32 = 2; i < n; i++) store<u64>(mro + TUPLE_ITEMS + (<usize>(i + 1) << 3), itemAt(old, i));
  markImmortal(mro);
  t.mro = fromAddress(mro);
  addSubclass(T_EXCEPTION, T_EXCEPTION_GROUP);
  typeModified(T_EXCEPTION_GROUP);
}
import { markImmortal } from '../../counting/counts';
import { addSubclass } from '../type/subclasses';
import { typeModified } from '../type/lookup';

/** @new BaseExceptionGroup */
export function group_new(type: Word, args: usize, n: i32, kwnames: Word): Word {
  if (kwnames != NULL && sizeOf(kwnames) != 0) return raisef(T_TYPE_ERROR, '%N() takes no keyword arguments', type);
  if (n != 2) return raisef(T_TYPE_ERROR, 'BaseExceptionGroup.__new__() takes exactly 2 arguments (%d given)', ofInt(n));
  const message = arg(args, 0);
  const given = arg(args, 1);
  if (!isStr(message)) return raisef(T_TYPE_ERROR, 'BaseExceptionGroup.__new__() argument 1 must be str, not %T', message);
  if (!isPointer(given) || changetype<Type>(typeOf(given)).iter == 0 && changetype<Type>(typeOf(given)).sq_item == 0 || changetype<Type>(typeOf(given)).sq_length == 0 && changetype<Type>(typeOf(given)).mp_length == 0 || changetype<Type>(typeOf(given)).mp_subscript == 0)
    return raise(T_TYPE_ERROR, 'second argument (exceptions) must be a sequence');
  const exceptions = iterableToTuple(given);
  if (exceptions == NULL) return NULL;
  const count = sizeOf(exceptions);
  if (count == 0) { release(exceptions); return raise(T_VALUE_ERROR, 'second argument (exceptions) must be a non-empty sequence'); }
  let allPlain = true;
  for (let i: u32 = 0; i < count; i++) {
    const e = itemAt(exceptions, i);
    if (!isExceptionInstance(e)) {
      release(exceptions);
      return raisef(T_VALUE_ERROR, 'Item %d of second argument (exceptions) is not an exception', ofInt(i));
    }
    if (!isSubtype(typeOf(e), T_EXCEPTION)) allPlain = false;
  }
  let cls = <u32>address(type);
  if (cls == T_BASE_EXCEPTION_GROUP) {
    if (allPlain) cls = T_EXCEPTION_GROUP;
  } else if (cls == T_EXCEPTION_GROUP) {
    if (!allPlain) { release(exceptions); return raise(T_TYPE_ERROR, 'Cannot nest BaseExceptions in an ExceptionGroup'); }
  } else if (isSubtype(cls, T_EXCEPTION) && !allPlain) {
    release(exceptions);
    return raisef(T_TYPE_ERROR, "Cannot nest BaseExceptions in '%N'", type);
  }
  const p = allocVar(cls, 0);
  if (p == 0) { release(exceptions); return NULL; }
  const w = fromAddress(p);
  changetype<Exception>(p).f0 = own(message);
  changetype<Exception>(p).f1 = exceptions;
  if (setArgs(w, args, n) < 0) { release(w); return NULL; }
  return w;
}

/** @slot BaseExceptionGroup.str */
export function group_str(self: Word): Word {
  const count = sizeOf(view(self).f1);
  return formatText(count == 1 ? '%S (%d sub-exception)' : '%S (%d sub-exceptions)', view(self).f0, ofInt(count));
}
/** @member BaseExceptionGroup.message
 * exception message */
export function group_message(self: Word): Word { return own(view(self).f0); }
/** @member BaseExceptionGroup.exceptions
 * nested exceptions */
export function group_exceptions(self: Word): Word { return own(view(self).f1); }
/** @classmethod BaseExceptionGroup.__class_getitem__(type, item, /)
 * See PEP 585 */
export function group_class_getitem(type: Word, item: Word): Word { return newGenericAlias(type, item); }
/** @method BaseExceptionGroup.derive(self, excs, /) */
export function group_derive(self: Word, exceptions: Word): Word { return call2(fromAddress(T_BASE_EXCEPTION_GROUP), view(self).f0, exceptions); }

/** A group like `self` of the exceptions in list `list` (taken over): None if it is empty. */
function deriveCopy(self: Word, list: usize): Word {
  if (listSize(list) == 0) { release(fromAddress(list)); return NONE; }
  const r = callMethod1(self, N_derive, fromAddress(list));
  release(fromAddress(list));
  if (r == NULL) return NULL;
  if (!isGroup(r)) {
    raise(T_TYPE_ERROR, 'derive must return an instance of BaseExceptionGroup');
    release(r);
    return NULL;
  }
  const from = view(self);
  const p = address(r);
  setField(p + offsetof<Exception>('traceback'), from.traceback);
  setField(p + offsetof<Exception>('context'), from.context);
  setField(p + offsetof<Exception>('cause'), from.cause);
  view(r).suppressContext = from.suppressContext;
  const notes = lookupAttr(self, N___notes__);
  if (notes == NULL) return errorSet() ? fail(r) : r;
  // notes that are no sequence are not copied
  const nt = changetype<Type>(typeOf(notes));
  if (nt.sq_item == 0 && nt.mp_subscript == 0) { release(notes); return r; }
  const copy = listFrom(notes);
  release(notes);
  if (copy == NULL) return fail(r);
  const bad = setAttr(r, N___notes__, copy) < 0;
  release(copy);
  return bad ? fail(r) : r;
}
import { listFrom } from '../list/methods';
function fail(w: Word): Word { release(w); return NULL; }

// Kinds of conditions: a class or tuple of classes, a callable, or (internal) a list of leaves by identity.
// @ts-ignore: decorator
@inline const BY_TYPE: i32 = 0;
// @ts-ignore: decorator
@inline const BY_CALL: i32 = 1;
// @ts-ignore: decorator
@inline const BY_LEAF: i32 = 2;

function conditionKind(condition: Word): i32 {
  if (isType(condition)) {
    if ((changetype<Type>(address(condition)).flags & TF_EXCEPTION) != 0) return BY_TYPE;
  } else if (isCallable(condition)) return BY_CALL;
  if (isPointer(condition) && typeOf(condition) == T_TUPLE) {
    let ok = true;
    for (let i: u32 = 0; i < sizeOf(condition); i++) {
      const c = itemAt(condition, i);
      if (!isType(c) || (changetype<Type>(address(c)).flags & TF_EXCEPTION) == 0) ok = false;
    }
    if (ok) return BY_TYPE;
  }
  raise(T_TYPE_ERROR, 'expected an exception type, a tuple of exception types, or a callable (other than a class)');
  return -1;
}

function matches(e: Word, condition: Word, kind: i32): i32 {
  if (kind == BY_TYPE) return exceptionMatches(e, condition);
  if (kind == BY_CALL) {
    const r = call1(condition, e);
    if (r == NULL) return -1;
    const t = truth(r);
    release(r);
    return t;
  }
  if (isGroup(e)) return 0;
  for (let i: u32 = 0; i < sizeOf(condition); i++) if (itemAt(condition, i) == e) return 1;
  return 0;
}

/** Splits: (matching part or None, rest or None), owned; the rest only if `wantRest`. */
function split(e: Word, condition: Word, kind: i32, wantRest: bool): Word {
  if (!enterRecursionFor(' in exception_group_split_recursive')) return NULL;
  const r = splitInner(e, condition, kind, wantRest);
  leaveRecursion();
  return r;
}
function splitInner(e: Word, condition: Word, kind: i32, wantRest: bool): Word {
  const m = matches(e, condition, kind);
  if (m < 0) return NULL;
  if (m > 0) return pair(own(e), NONE);
  if (!isGroup(e)) return pair(NONE, own(e));
  const inside = newList(0);
  const outside = newList(0);
  const parts = view(e).f1;
  for (let i: u32 = 0; i < sizeOf(parts); i++) {
    const p = split(itemAt(parts, i), condition, kind, wantRest);
    if (p == NULL) { release(fromAddress(inside)); release(fromAddress(outside)); return NULL; }
    if (itemAt(p, 0) != NONE) listAppend(inside, itemAt(p, 0));
    if (itemAt(p, 1) != NONE) listAppend(outside, itemAt(p, 1));
    release(p);
  }
  const a = deriveCopy(e, inside);
  if (a == NULL) { release(fromAddress(outside)); return NULL; }
  if (!wantRest) { release(fromAddress(outside)); return pair(a, NONE); }
  const b = deriveCopy(e, outside);
  if (b == NULL) { release(a); return NULL; }
  return pair(a, b);
}
function pair(a: Word, b: Word): Word {
  const t = tuple2(a, b);
  return t == 0 ? NULL : fromAddress(t);
}

/** @method BaseExceptionGroup.split(self, matcher_value, /) */
export function group_split(self: Word, condition: Word): Word {
  const kind = conditionKind(condition);
  return kind < 0 ? NULL : split(self, condition, kind, true);
}
/** @method BaseExceptionGroup.subgroup(self, matcher_value, /) */
export function group_subgroup(self: Word, condition: Word): Word {
  const kind = conditionKind(condition);
  if (kind < 0) return NULL;
  const p = split(self, condition, kind, false);
  if (p == NULL) return NULL;
  const r = own(itemAt(p, 0));
  release(p);
  return r;
}

// ---- except* ----------------------------------------------------------------------------------------------------------------

/** A naked exception wrapped for except*: ExceptionGroup('', (e,)). */
export function newExceptionGroup(e: Word): Word {
  const empty = newText('');
  const t = newTuple(1);
  store<u64>(t + TUPLE_ITEMS, own(e));
  const r = call2(fromAddress(T_BASE_EXCEPTION_GROUP), empty, fromAddress(t));
  release(empty);
  release(fromAddress(t));
  return r;
}

function collectLeaves(e: Word, into: usize): void {
  if (!isGroup(e)) { listAppend(into, e); return; }
  for (let i: u32 = 0; i < sizeOf(view(e).f1); i++) collectLeaves(itemAt(view(e).f1, i), into);
}

// Whether e is a part of `original` that was not handled, as against one raised anew.
function sameOrigin(a: Word, b: Word): bool {
  const x = view(a), y = view(b);
  return x.traceback == y.traceback && x.context == y.context && x.cause == y.cause;
}

/** What an except* statement raises in the end: None, or an exception (owned). `list`: raised and unhandled ones, None for handled. */
export function prepareReraiseStar(original: Word, list: Word): Word {
  const all = iterableToTuple(list);
  if (all == NULL) return NULL;
  if (!isGroup(original)) {
    // a naked exception: at most one of them is left
    let r: Word = NONE;
    for (let i: u32 = 0; i < sizeOf(all); i++) if (itemAt(all, i) != NONE) { r = itemAt(all, i); break; }
    own(r);
    release(all);
    return r;
  }
  const raised = newList(0);
  const leaves = newList(0);
  for (let i: u32 = 0; i < sizeOf(all); i++) {
    const e = itemAt(all, i);
    if (e == NONE) continue;
    if (isGroup(e) && sameOrigin(e, original)) collectLeaves(e, leaves);
    else listAppend(raised, e);
  }
  release(all);
  let kept: Word = NONE;
  if (listSize(leaves) != 0) {
    const condition = listSnapshot(fromAddress(leaves));
    const p = split(original, condition, BY_LEAF, false);
    release(condition);
    if (p == NULL) { release(fromAddress(raised)); release(fromAddress(leaves)); return NULL; }
    kept = own(itemAt(p, 0));
    release(p);
  }
  release(fromAddress(leaves));
  if (listSize(raised) == 0) { release(fromAddress(raised)); return kept; }
  if (kept != NONE) { listAppend(raised, kept); release(kept); }
  if (listSize(raised) == 1) {
    const items = listSnapshot(fromAddress(raised));
    const only = own(itemAt(items, 0));
    release(items);
    release(fromAddress(raised));
    return only;
  }
  const empty = newText('');
  const r = call2(fromAddress(T_BASE_EXCEPTION_GROUP), empty, fromAddress(raised));
  release(empty);
  release(fromAddress(raised));
  return r;
}
