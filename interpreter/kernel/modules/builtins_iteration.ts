// builtins: functions of iterables.

import { FALSE, NONE, NULL, TRUE, Word, address } from '../layout/word';
import { GT, LT, Type } from '../layout/type';
import { own, release } from '../counting/counts';
import { N_default, N_key, N_sort } from '../generated/names';
import { T_TYPE_ERROR, T_VALUE_ERROR } from '../generated/types';
import { arg, call1, callWith } from '../eval/call';
import { errorSet, raise, raisef } from '../eval/errors';
import { checkPositional } from '../objects/positional';
import { compare, isCallable, iter, next, truth, typeOf, getAttr } from '../objects/protocol';
import { newCallableIterator } from '../objects/iterators';
import { newAnextAwaitable } from '../objects/async';
import { listFrom } from '../objects/list/methods';
import { strEqual } from '../objects/str/new';
import { tupleGet, tupleSize } from '../objects/tuple';

function anyOf(iterable: Word, wanted: i32): Word {
  const it = iter(iterable);
  if (it == NULL) return NULL;
  while (true) {
    const x = next(it);
    if (x == NULL) {
      release(it);
      return errorSet() ? NULL : wanted == 0 ? TRUE : FALSE;
    }
    const t = truth(x);
    release(x);
    if (t < 0) {
      release(it);
      return NULL;
    }
    if (t == wanted) {
      release(it);
      return wanted == 0 ? FALSE : TRUE;
    }
  }
}

/** @function builtins.all(iterable, /)
 * Return True if bool(x) is True for all values x in the iterable.
 *
 * If the iterable is empty, return True. */
export function builtinAll(iterable: Word): Word {
  return anyOf(iterable, 0);
}
/** @function builtins.any(iterable, /)
 * Return True if bool(x) is True for any x in the iterable.
 *
 * If the iterable is empty, return False. */
export function builtinAny(iterable: Word): Word {
  return anyOf(iterable, 1);
}

/** @function builtins.iter(object, sentinel=None, /)
 * iter(iterable) -> iterator
 * iter(callable, sentinel) -> iterator
 *
 * Get an iterator from an object.
 *
 * In the first form, the argument must supply its own iterator, or be a sequence.
 * In the second form, the callable is called until it returns the sentinel. */
export function builtinIter(o: Word, sentinel: Word): Word {
  if (sentinel == NULL) return iter(o);
  if (!isCallable(o)) return raise(T_TYPE_ERROR, 'iter(v, w): v must be callable');
  return newCallableIterator(o, sentinel);
}

/** @function builtins.next(iterator, default=None, /)
 * next(iterator[, default])
 *
 * Return the next item from the iterator.
 *
 * If default is given and the iterator is exhausted,
 * it is returned instead of raising StopIteration. */
export function builtinNext(it: Word, fallback: Word): Word {
  const slot = changetype<Type>(typeOf(it)).iternext;
  if (slot == 0) return raisef(T_TYPE_ERROR, "'%T' object is not an iterator", it);
  const r = call_indirect<Word>(slot, it);
  if (r != NULL) return r;
  if (fallback == NULL) {
    if (!errorSet()) raiseStopIteration(NONE);
    return NULL;
  }
  if (errorSet()) {
    if (!errorMatches(T_STOP_ITERATION)) return NULL;
    clearError();
  }
  return own(fallback);
}
/** Its number, by which a call is known to be one of it. */
// @ts-ignore: decorator
@inline export function nextIndex(): u32 { return builtinNext.index; }
import { clearError, errorMatches } from '../eval/errors';
import { raiseStopIteration } from '../objects/exceptions/new';
import { T_STOP_ITERATION } from '../generated/types';

/** @function builtins.aiter(async_iterable, /)
 * Return an AsyncIterator for an AsyncIterable object. */
export function builtinAiter(o: Word): Word {
  const slot = changetype<Type>(typeOf(o)).am_aiter;
  if (slot == 0) return raisef(T_TYPE_ERROR, "'%T' object is not an async iterable", o);
  const r = call_indirect<Word>(slot, o);
  if (r != NULL && changetype<Type>(typeOf(r)).am_anext == 0) {
    raisef(T_TYPE_ERROR, "aiter() returned not an async iterator of type '%T'", r);
    release(r);
    return NULL;
  }
  return r;
}

/** @function builtins.anext(aiterator, default=None, /)
 * Return the next item from the async iterator.
 *
 * If default is given and the async iterator is exhausted,
 * it is returned instead of raising StopAsyncIteration. */
export function builtinAnext(it: Word, fallback: Word): Word {
  const slot = changetype<Type>(typeOf(it)).am_anext;
  if (slot == 0) return raisef(T_TYPE_ERROR, "'%T' object is not an async iterator", it);
  const r = call_indirect<Word>(slot, it);
  if (r == NULL || fallback == NULL) return r;
  const w = newAnextAwaitable(r, fallback);
  release(r);
  return w;
}

// min (op LT) and max (op GT).
function extreme(args: usize, n: i32, kwnames: Word, op: i32): Word {
  const name = op == LT ? 'min' : 'max';
  if (n < 1) {
    checkPositional(name, n, 1, i32.MAX_VALUE);
    return NULL;
  }
  let key: Word = NONE;
  let fallback: Word = NULL;
  if (kwnames != NULL) {
    for (let i: u32 = 0, count = tupleSize(address(kwnames)); i < count; i++) {
      const k = tupleGet(address(kwnames), i);
      if (strEqual(k, N_key)) key = arg(args, n + <i32>i);
      else if (strEqual(k, N_default)) fallback = arg(args, n + <i32>i);
      else return raisef(T_TYPE_ERROR, op == LT ? "min() got an unexpected keyword argument '%U'" : "max() got an unexpected keyword argument '%U'", k);
    }
  }
  if (n > 1 && fallback != NULL)
    return raise(T_TYPE_ERROR, op == LT ? 'Cannot specify a default for min() with multiple positional arguments' : 'Cannot specify a default for max() with multiple positional arguments');
  let it: Word = NULL;
  if (n == 1) {
    it = iter(arg(args, 0));
    if (it == NULL) return NULL;
  }
  let best: Word = NULL;
  let bestKey: Word = NULL;
  let failed = false;
  for (let i = 0; ; i++) {
    let x: Word;
    if (n == 1) {
      x = next(it);
      if (x == NULL) {
        failed = errorSet();
        break;
      }
    } else {
      if (i == n) break;
      x = own(arg(args, i));
    }
    const k = key == NONE ? own(x) : call1(key, x);
    if (k == NULL) {
      release(x);
      failed = true;
      break;
    }
    if (best == NULL) {
      best = x;
      bestKey = k;
      continue;
    }
    const r = compare(k, bestKey, op);
    const better = r == NULL ? -1 : truth(r);
    release(r);
    if (better > 0) {
      const a = best;
      const b = bestKey;
      best = x;
      bestKey = k;
      release(a);
      release(b);
    } else {
      release(x);
      release(k);
      if (better < 0) {
        failed = true;
        break;
      }
    }
  }
  release(it);
  release(bestKey);
  if (failed) {
    release(best);
    return NULL;
  }
  if (best != NULL) return best;
  if (fallback != NULL) return own(fallback);
  return raise(T_VALUE_ERROR, op == LT ? 'min() iterable argument is empty' : 'max() iterable argument is empty');
}

/** @function builtins.min(*args, **kwargs)
 * min(iterable, *[, default=obj, key=func]) -> value
 * min(arg1, arg2, *args, *[, key=func]) -> value
 *
 * With a single iterable argument, return its smallest item. The
 * default keyword-only argument specifies an object to return if
 * the provided iterable is empty.
 * With two or more positional arguments, return the smallest argument. */
export function builtinMin(args: usize, n: i32, kwnames: Word): Word {
  return extreme(args, n, kwnames, LT);
}
/** @function builtins.max(*args, **kwargs)
 * max(iterable, *[, default=obj, key=func]) -> value
 * max(arg1, arg2, *args, *[, key=func]) -> value
 *
 * With a single iterable argument, return its biggest item. The
 * default keyword-only argument specifies an object to return if
 * the provided iterable is empty.
 * With two or more positional arguments, return the largest argument. */
export function builtinMax(args: usize, n: i32, kwnames: Word): Word {
  return extreme(args, n, kwnames, GT);
}

/** @function builtins.sorted(*args, **kwargs)
 * @signature ($module, iterable, /, *, key=None, reverse=False)
 * Return a new list containing all items from the iterable in ascending order.
 *
 * A custom key function can be supplied to customize the sort order, and the
 * reverse flag can be set to request the result in descending order. */
export function builtinSorted(args: usize, n: i32, kwnames: Word): Word {
  if (!checkPositional('sorted', n, 1, 1)) return NULL;
  const list = listFrom(arg(args, 0));
  if (list == NULL) return NULL;
  const sort = getAttr(list, N_sort);
  const r = sort == NULL ? NULL : callWith(sort, NULL, args + 8, 0, kwnames);
  release(sort);
  if (r == NULL) {
    release(list);
    return NULL;
  }
  release(r);
  return list;
}
