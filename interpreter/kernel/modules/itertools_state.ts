// itertools: copy and pickle, which Python 3.14 takes away again. What __reduce__ gives is made from the fields that
// itertools.ts describes; __setstate__ puts them back.

import { address, FALSE, fromAddress, isInt, isPointer, NONE, NULL, ofInt, TRUE, Word } from '../layout/word';
import { TF_LIST, Type } from '../layout/type';
import { control } from '../layout/control';
import {
  T_ACCUMULATE, T_CHAIN, T_DEPRECATION_WARNING, T_GROUPBY, T_ISLICE, T_OVERFLOW_ERROR, T__GROUPER, T__TEE_DATAOBJECT, T_TYPE_ERROR, T_VALUE_ERROR,
} from '../generated/types';
import { N_iter } from '../generated/names';
import { newObject } from '../memory/objects';
import { own, release } from '../counting/counts';
import { enter, leave } from '../sync/critical';
import { raise, raisef, errorSet } from '../eval/errors';
import { arg } from '../eval/call';
import { warnText } from '../eval/warnings';
import { indexI64, isIterator, iter, truth, typeOf } from '../objects/protocol';
import { isTuple, newTuple, tuple1, tuple2, tuple3, tupleGet, tupleInit, tupleSize } from '../objects/tuple';
import { dictGetStr } from '../objects/dict/core';
import { listAppend, listAppendOwned, listClear, listCopy, listGet, listSize, newList } from '../objects/list/core';
import { setListIteratorIndex } from '../objects/iterators';
import { checkNoKeywords, checkPositional } from '../objects/positional';
import { A, B, C, D, Itertool, newTool, readWord, replaceWord, tool } from './itertools';
import { DONE, FRESH, number, RUNNING, setNumber } from './itertools_combine';
import { GroupBy, LINK_CELLS, newData, Tee, TeeData, VALUES } from './itertools_group';

/** Warns that all this goes away. False: the warning became an error. */
function allowed(): bool {
  return warnText(T_DEPRECATION_WARNING, 'Pickle, copy, and deepcopy support will be removed from itertools in Python 3.14.', 1) >= 0;
}

/** The word, or None for NULL; taken over. */
// @ts-ignore: decorator
@inline function orNone(w: Word): Word { return w == NULL ? NONE : w; }
// @ts-ignore: decorator
@inline function typeWord(self: Word): Word { return own(fromAddress(typeOf(self))); }
/** (type, args); args (an address) taken over. */
function pair(self: Word, args: usize): Word { return args ? fromAddress(tuple2(typeWord(self), fromAddress(args))) : NULL; }
/** (type, args, state), both taken over; state NULL with an error set gives NULL. */
function triple(self: Word, args: usize, state: Word): Word {
  if (!args || state == NULL) {
    if (args) release(fromAddress(args));
    release(state);
    return NULL;
  }
  return fromAddress(tuple3(typeWord(self), fromAddress(args), state));
}
function four(a: Word, b: Word, c: Word, d: Word): usize {
  const t = newTuple(4);
  if (!t) return 0;
  tupleInit(t, 0, a);
  tupleInit(t, 1, b);
  tupleInit(t, 2, c);
  tupleInit(t, 3, d);
  return t;
}
/** Whether a state is a tuple of least to most items; else TypeError. */
function isState(state: Word, least: i32, most: i32): bool {
  if (!isTuple(state)) {
    raise(T_TYPE_ERROR, 'state is not a tuple');
    return false;
  }
  const n = <i32>tupleSize(address(state));
  if (n >= least && n <= most) return true;
  const bound = ofInt(n < least ? least : most), given = ofInt(n);
  if (least == most) raisef(T_TYPE_ERROR, least == 1 ? 'function takes exactly %d argument (%d given)' : 'function takes exactly %d arguments (%d given)', bound, given);
  else if (n < least) raisef(T_TYPE_ERROR, least == 1 ? 'function takes at least %d argument (%d given)' : 'function takes at least %d arguments (%d given)', bound, given);
  else raisef(T_TYPE_ERROR, 'function takes at most %d arguments (%d given)', bound, given);
  return false;
}

/** chain((first,), it): both taken over. */
function chained(first: Word, it: Word): Word {
  const head = tuple1(first);
  const both = head ? tuple2(fromAddress(head), it) : 0;
  if (!both) return NULL;
  const source = iter(fromAddress(both));
  release(fromAddress(both));
  return source == NULL ? NULL : newTool(fromAddress(T_CHAIN), source, NULL, NULL, NULL);
}

/** @method accumulate.__reduce__(self, /)
 * Return state information for pickling. */
export function accumulate_reduce(self: Word): Word {
  if (!allowed()) return NULL;
  const p = address(self), t = tool(self);
  const func = orNone(own(t.b));
  const initial = readWord(p, D), total = readWord(p, C);
  if (initial != NULL) {
    release(total);
    const it = chained(initial, own(t.a));
    return it == NULL ? NULL : triple(self, tuple2(it, func), NONE);
  }
  if (total != NONE) return triple(self, tuple2(own(t.a), func), orNone(total));
  // a total that is None looks like none at all: begin with it, and skip it
  const it = chained(NONE, own(t.a));
  const again = it == NULL ? NULL : newTool(fromAddress(T_ACCUMULATE), it, own(t.b), NULL, NULL);
  const args = again == NULL ? 0 : tuple3(again, ofInt(1), NONE);
  return args ? fromAddress(tuple2(fromAddress(T_ISLICE), fromAddress(args))) : NULL;
}
/** @method accumulate.__setstate__(self, state, /)
 * Set state information for unpickling. */
export function accumulate_setstate(self: Word, state: Word): Word {
  if (!allowed()) return NULL;
  replaceWord(address(self), C, state == NONE ? NULL : own(state));
  return NONE;
}

/** @method chain.__reduce__(self, /)
 * Return state information for pickling. */
export function chain_reduce(self: Word): Word {
  if (!allowed()) return NULL;
  const source = readWord(address(self), A);
  if (source == NULL) return pair(self, newTuple(0));
  const present = readWord(address(self), B);
  const state = present == NULL ? tuple1(source) : tuple2(source, present);
  return triple(self, newTuple(0), fromAddress(state));
}
/** @method chain.__setstate__(self, state, /)
 * Set state information for unpickling. */
export function chain_setstate(self: Word, state: Word): Word {
  if (!allowed() || !isState(state, 1, 2)) return NULL;
  const s = address(state), n = tupleSize(s);
  for (let i: u32 = 0; i < n; i++) if (!isIterator(tupleGet(s, i))) return raise(T_TYPE_ERROR, 'Arguments must be iterators.');
  replaceWord(address(self), A, own(tupleGet(s, 0)));
  replaceWord(address(self), B, n > 1 ? own(tupleGet(s, 1)) : NULL);
  return NONE;
}

/** @method compress.__reduce__(self, /)
 * @method filterfalse.__reduce__(self, /)
 * @method starmap.__reduce__(self, /)
 * Return state information for pickling. */
export function two_reduce(self: Word): Word {
  return allowed() ? pair(self, tuple2(own(tool(self).a), own(tool(self).b))) : NULL;
}

/** @method dropwhile.__reduce__(self, /)
 * @method takewhile.__reduce__(self, /)
 * Return state information for pickling. */
export function while_reduce(self: Word): Word {
  return allowed() ? triple(self, tuple2(own(tool(self).a), own(tool(self).b)), ofInt(tool(self).n)) : NULL;
}
/** @method dropwhile.__setstate__(self, state, /)
 * @method takewhile.__setstate__(self, state, /)
 * Set state information for unpickling. */
export function while_setstate(self: Word, state: Word): Word {
  if (!allowed()) return NULL;
  const t = truth(state);
  if (t < 0) return NULL;
  tool(self).n = t;
  return NONE;
}

/** @method count.__reduce__(self, /)
 * Return state information for pickling. */
export function count_reduce(self: Word): Word {
  if (!allowed()) return NULL;
  const w = readWord(address(self), A), by = tool(self).b;
  const plain = (by == ofInt(1) || by == TRUE) && isInt(w);
  return pair(self, plain ? tuple1(w) : tuple2(w, own(by)));
}

/** @method cycle.__reduce__(self, /)
 * Return state information for pickling. */
export function cycle_reduce(self: Word): Word {
  if (!allowed()) return NULL;
  const t = tool(self);
  let it = readWord(address(self), A);
  const running = it != NULL;
  const saved = listCopy(address(t.b));
  if (!saved) { release(it); return NULL; }
  if (!running) {
    it = iter(fromAddress(saved));
    if (it == NULL) { release(fromAddress(saved)); return NULL; }
    setListIteratorIndex(it, t.n);
  }
  const state = tuple2(fromAddress(saved), running && t.flag == 0 ? FALSE : TRUE);
  return triple(self, tuple1(it), fromAddress(state));
}
/** @method cycle.__setstate__(self, state, /)
 * Set state information for unpickling. */
export function cycle_setstate(self: Word, state: Word): Word {
  if (!allowed() || !isState(state, 2, 2)) return NULL;
  const list = tupleGet(address(state), 0);
  if (!isPointer(list) || !(changetype<Type>(typeOf(list)).flags & TF_LIST)) return raisef(T_TYPE_ERROR, 'argument 1 must be list, not %T', list);
  const first = indexI64(tupleGet(address(state), 1), T_OVERFLOW_ERROR);
  if (first == -1 && errorSet()) return NULL;
  tool(self).flag = first != 0 ? 1 : 0;
  tool(self).n = 0;
  const saved = address(tool(self).b);
  listClear(saved);
  for (let i: u32 = 0; i < listSize(address(list)); i++) {
    const w = listGet(address(list), i);
    if (w == NULL || listAppendOwned(saved, w) < 0) return w == NULL ? NONE : NULL;
  }
  return NONE;
}

/** @method islice.__reduce__(self, /)
 * Return state information for pickling. */
export function islice_reduce(self: Word): Word {
  if (!allowed()) return NULL;
  const t = tool(self);
  const it = readWord(address(self), A);
  if (it == NULL) {
    const nothing = newList(0);
    const empty: Word = nothing ? iter(fromAddress(nothing)) : NULL;
    release(fromAddress(nothing));
    return empty == NULL ? NULL : triple(self, tuple2(empty, ofInt(0)), ofInt(0));
  }
  return triple(self, four(it, ofInt(t.n), t.m < 0 ? NONE : ofInt(t.m), own(t.c)), own(t.d));
}
/** @method islice.__setstate__(self, state, /)
 * Set state information for unpickling. */
export function islice_setstate(self: Word, state: Word): Word {
  if (!allowed()) return NULL;
  const n = indexI64(state, T_OVERFLOW_ERROR);
  if (n == -1 && errorSet()) return NULL;
  tool(self).d = ofInt(n);
  return NONE;
}

/** @method repeat.__reduce__(self, /)
 * Return state information for pickling. */
export function repeat_reduce(self: Word): Word {
  if (!allowed()) return NULL;
  const t = tool(self);
  return pair(self, t.n < 0 ? tuple1(own(t.a)) : tuple2(own(t.a), ofInt(t.n)));
}

/** @method zip_longest.__reduce__(self, /)
 * Return state information for pickling. */
export function zip_longest_reduce(self: Word): Word {
  if (!allowed()) return NULL;
  const p = address(self), its = address(tool(self).a), n = tupleSize(its);
  const args = newTuple(n);
  if (!args) return NULL;
  enter(p);
  for (let i: u32 = 0; i < n; i++) {
    const it = tupleGet(its, i);
    tupleInit(args, i, it == NONE ? own(control().emptyTuple) : own(it));
  }
  leave(p);
  return triple(self, args, own(tool(self).b));
}
/** @method zip_longest.__setstate__(self, state, /)
 * Set state information for unpickling. */
export function zip_longest_setstate(self: Word, state: Word): Word {
  if (!allowed()) return NULL;
  replaceWord(address(self), B, own(state));
  return NONE;
}

// ---- combinatorics ------------------------------------------------------------------------------------------------------------

/** A tuple of `n` numbers from number `from` on. */
function numbers(self: Word, from: i64, n: i64): Word {
  const t = newTuple(<u32>n);
  if (!t) return NULL;
  const p = address(self);
  enter(p);
  for (let i: i64 = 0; i < n; i++) tupleInit(t, <u32>i, ofInt(number(tool(self), from + i)));
  leave(p);
  return fromAddress(t);
}

/** Number i of a state, brought into least..most. -1 with an error set. */
function clamped(state: usize, i: i64, least: i64, most: i64): i64 {
  const n = indexI64(tupleGet(state, <u32>i), T_OVERFLOW_ERROR);
  if (n == -1 && errorSet()) return -1;
  return n < least ? least : n > most ? most : n;
}

/** @method combinations.__reduce__(self, /)
 * @method combinations_with_replacement.__reduce__(self, /)
 * Return state information for pickling. */
export function combinations_reduce(self: Word): Word {
  if (!allowed()) return NULL;
  const t = tool(self);
  const pool = t.m == DONE && tupleSize(address(t.a)) >= <u32>t.n ? own(control().emptyTuple) : own(t.a);
  const args = tuple2(pool, ofInt(t.n));
  return t.m == RUNNING ? triple(self, args, numbers(self, 0, t.n)) : pair(self, args);
}

/** Puts numbers into n places; `last`: the greatest of the last place, `rising`: one more for every place. */
function setNumbers(self: Word, state: Word, last: i64, rising: bool): Word {
  const t = tool(self);
  if (!isTuple(state) || <i64>tupleSize(address(state)) != t.n) return raise(T_VALUE_ERROR, 'invalid arguments');
  if (t.m == DONE) return NONE;
  for (let i: i64 = 0; i < t.n; i++) {
    const k = clamped(address(state), i, 0, rising ? last - t.n + 1 + i : last);
    if (k < 0) return NULL;
    setNumber(t, i, <u32>k);
  }
  t.m = RUNNING;
  return NONE;
}
/** @method combinations.__setstate__(self, state, /)
 * Set state information for unpickling. */
export function combinations_setstate(self: Word, state: Word): Word {
  return allowed() ? setNumbers(self, state, <i64>tupleSize(address(tool(self).a)) - 1, true) : NULL;
}
/** @method combinations_with_replacement.__setstate__(self, state, /)
 * Set state information for unpickling. */
export function combinations_with_replacement_setstate(self: Word, state: Word): Word {
  return allowed() ? setNumbers(self, state, <i64>tupleSize(address(tool(self).a)) - 1, false) : NULL;
}

/** @method permutations.__reduce__(self, /)
 * Return state information for pickling. */
export function permutations_reduce(self: Word): Word {
  if (!allowed()) return NULL;
  const t = tool(self);
  const size = <i64>tupleSize(address(t.a));
  if (t.m != RUNNING) return pair(self, tuple2(t.m == DONE && t.n <= size ? own(control().emptyTuple) : own(t.a), ofInt(t.n)));
  const chosen = numbers(self, 0, size), cycles = numbers(self, size, t.n);
  const state = chosen == NULL || cycles == NULL ? 0 : tuple2(chosen, cycles);
  return triple(self, tuple2(own(t.a), ofInt(t.n)), fromAddress(state));
}
/** @method permutations.__setstate__(self, state, /)
 * Set state information for unpickling. */
export function permutations_setstate(self: Word, state: Word): Word {
  if (!allowed() || !isState(state, 2, 2)) return NULL;
  const t = tool(self);
  const chosen = tupleGet(address(state), 0), cycles = tupleGet(address(state), 1);
  const size = <i64>tupleSize(address(t.a));
  if (!isTuple(chosen)) return raisef(T_TYPE_ERROR, 'argument 1 must be tuple, not %T', chosen);
  if (!isTuple(cycles)) return raisef(T_TYPE_ERROR, 'argument 2 must be tuple, not %T', cycles);
  if (<i64>tupleSize(address(chosen)) != size || <i64>tupleSize(address(cycles)) != t.n) return raise(T_VALUE_ERROR, 'invalid arguments');
  if (t.m == DONE) return NONE;
  for (let i: i64 = 0; i < size; i++) {
    const k = clamped(address(chosen), i, 0, size - 1);
    if (k < 0) return NULL;
    setNumber(t, i, <u32>k);
  }
  for (let i: i64 = 0; i < t.n; i++) {
    const k = clamped(address(cycles), i, 1, size - i);
    if (k < 0) return NULL;
    setNumber(t, size + i, <u32>k);
  }
  t.m = RUNNING;
  return NONE;
}

/** @method product.__reduce__(self, /)
 * Return state information for pickling. */
export function product_reduce(self: Word): Word {
  if (!allowed()) return NULL;
  const t = tool(self);
  if (t.m == DONE) return pair(self, tuple1(own(control().emptyTuple)));
  if (t.m == FRESH) return pair(self, address(own(t.a)));
  return triple(self, address(own(t.a)), numbers(self, 0, t.n));
}
/** @method product.__setstate__(self, state, /)
 * Set state information for unpickling. */
export function product_setstate(self: Word, state: Word): Word {
  if (!allowed()) return NULL;
  const t = tool(self);
  if (!isTuple(state) || <i64>tupleSize(address(state)) != t.n) return raise(T_VALUE_ERROR, 'invalid arguments');
  for (let i: i64 = 0; i < t.n; i++) {
    const size = <i64>tupleSize(address(tupleGet(address(t.a), <u32>i)));
    if (size == 0) {
      t.m = DONE;
      return NONE;
    }
    const k = clamped(address(state), i, 0, size - 1);
    if (k < 0) return NULL;
    setNumber(t, i, <u32>k);
  }
  t.m = RUNNING;
  return NONE;
}

// ---- groupby and tee ----------------------------------------------------------------------------------------------------------

/** @method groupby.__reduce__(self, /)
 * Return state information for pickling. */
export function groupby_reduce(self: Word): Word {
  if (!allowed()) return NULL;
  const p = address(self), g = changetype<GroupBy>(p);
  const args = tuple2(own(g.it), orNone(own(g.keyfunc)));
  enter(p);
  const value = own(g.value), target = own(g.target), key = own(g.key);
  leave(p);
  if (value != NULL && target != NULL && key != NULL) return triple(self, args, fromAddress(tuple3(value, target, key)));
  release(value);
  release(target);
  release(key);
  return pair(self, args);
}
/** @method groupby.__setstate__(self, state, /)
 * Set state information for unpickling. */
export function groupby_setstate(self: Word, state: Word): Word {
  if (!allowed() || !isState(state, 3, 3)) return NULL;
  const p = address(self), s = address(state);
  replaceWord(p, offsetof<GroupBy>('value'), own(tupleGet(s, 0)));
  replaceWord(p, offsetof<GroupBy>('target'), own(tupleGet(s, 1)));
  replaceWord(p, offsetof<GroupBy>('key'), own(tupleGet(s, 2)));
  return NONE;
}

/** @new _grouper */
export function grouper_new(type: Word, args: usize, nargs: i32, kwnames: Word): Word {
  if (!checkNoKeywords('_grouper', kwnames) || !checkPositional('_grouper', nargs, 2, 2)) return NULL;
  const parent = arg(args, 0);
  if (!isPointer(parent) || typeOf(parent) != T_GROUPBY) return raisef(T_TYPE_ERROR, '_grouper() argument 1 must be itertools.groupby, not %T', parent);
  const p = newObject(T__GROUPER, offsetof<Itertool>());
  if (!p) return NULL;
  memory.fill(p + A, 0, offsetof<Itertool>() - A);
  const t = changetype<Itertool>(p);
  t.a = own(parent);
  t.b = own(arg(args, 1));
  changetype<GroupBy>(address(parent)).current = <u32>p;
  return fromAddress(p);
}
/** @method _grouper.__reduce__(self, /)
 * Return state information for pickling. */
export function grouper_reduce(self: Word): Word {
  if (!allowed()) return NULL;
  const t = tool(self);
  if (changetype<GroupBy>(address(t.a)).current == <u32>address(self)) return pair(self, tuple2(own(t.a), own(t.b)));
  const f = dictGetStr(address(control().builtins), N_iter);
  const args = f == NULL ? 0 : tuple1(own(control().emptyTuple));
  return args ? fromAddress(tuple2(f, fromAddress(args))) : NULL;
}

/** @method _tee.__reduce__(self, /)
 * Return state information for pickling. */
export function tee_reduce(self: Word): Word {
  if (!allowed()) return NULL;
  const p = address(self);
  enter(p);
  const data = own(changetype<Tee>(p).data), i = changetype<Tee>(p).index;
  leave(p);
  return triple(self, tuple1(own(control().emptyTuple)), fromAddress(tuple2(data, ofInt(i))));
}
/** @method _tee.__setstate__(self, state, /)
 * Set state information for unpickling. */
export function tee_setstate(self: Word, state: Word): Word {
  if (!allowed() || !isState(state, 2, 2)) return NULL;
  const data = tupleGet(address(state), 0);
  if (!isPointer(data) || typeOf(data) != T__TEE_DATAOBJECT) return raisef(T_TYPE_ERROR, 'argument 1 must be itertools._tee_dataobject, not %T', data);
  const i = indexI64(tupleGet(address(state), 1), T_OVERFLOW_ERROR);
  if (i == -1 && errorSet()) return NULL;
  if (i < 0 || i > <i64>LINK_CELLS) return raise(T_VALUE_ERROR, 'Index out of range');
  replaceWord(address(self), offsetof<Tee>('data'), own(data));
  changetype<Tee>(address(self)).index = <u32>i;
  return NONE;
}

/** @new _tee_dataobject */
export function teeData_new(type: Word, args: usize, nargs: i32, kwnames: Word): Word {
  if (!checkNoKeywords('_tee_dataobject', kwnames) || !checkPositional('_tee_dataobject', nargs, 3, 3)) return NULL;
  const values = arg(args, 1), next = arg(args, 2);
  if (!isPointer(values) || !(changetype<Type>(typeOf(values)).flags & TF_LIST)) return raisef(T_TYPE_ERROR, '_tee_dataobject() argument 2 must be list, not %T', values);
  const n = listSize(address(values));
  if (n > LINK_CELLS || next != NONE && (n != LINK_CELLS || !isPointer(next) || typeOf(next) != T__TEE_DATAOBJECT)) return raise(T_VALUE_ERROR, 'Invalid arguments');
  const fresh = newData(arg(args, 0));
  if (fresh == NULL) return NULL;
  const d = changetype<TeeData>(address(fresh));
  for (let i: u32 = 0; i < n; i++) {
    const w = listGet(address(values), i);
    if (w == NULL) break;
    store<u64>(address(fresh) + VALUES + (<usize>i << 3), w);
    d.count = i + 1;
  }
  if (next != NONE) d.next = own(next);
  return fresh;
}
/** @method _tee_dataobject.__reduce__(self, /)
 * Return state information for pickling. */
export function teeData_reduce(self: Word): Word {
  if (!allowed()) return NULL;
  const p = address(self), d = changetype<TeeData>(p);
  const values = newList(LINK_CELLS);
  if (!values) return NULL;
  for (let i: u32 = 0; i < d.count; i++) {
    if (listAppend(values, load<u64>(p + VALUES + (<usize>i << 3))) < 0) {
      release(fromAddress(values));
      return NULL;
    }
  }
  return pair(self, tuple3(own(d.it), fromAddress(values), orNone(readWord(p, offsetof<TeeData>('next')))));
}
