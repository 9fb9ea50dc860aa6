// itertools: groupby and tee.

import { Word, NULL, NONE, isPointer, address, fromAddress } from '../layout/word';
import { T__GROUPER, T__TEE, T__TEE_DATAOBJECT, T_VALUE_ERROR, T_RUNTIME_ERROR, T_OVERFLOW_ERROR } from '../generated/types';
import { newObject, freeObject } from '../memory/objects';
import { own, release, decref } from '../counting/counts';
import { enter, leave } from '../sync/critical';
import { visit } from '../collector/visit';
import { arg, call1 } from '../eval/call';
import { raise, errorSet } from '../eval/errors';
import { typeOf, equal, iter, indexI64 } from '../objects/protocol';
import { newTuple, tuple2, tupleInit } from '../objects/tuple';
import { checkPositional, checkNoKeywords, bindNamed, bound } from '../objects/positional';
import { Itertool, tool, readWord, replaceWord, step, A } from './itertools';

/** @type groupby module=itertools in=itertools size=offsetof<GroupBy>() flags=BASE,GC
 * make an iterator that returns consecutive keys and groups from the iterable
 *
 *   iterable
 *     Elements to divide into groups according to the key function.
 *   key
 *     A function for computing the group category for each element.
 *     If the key function is not specified or is None, the element itself
 *     is used for grouping. */
/** @type _grouper module=itertools in=itertools size=offsetof<Itertool>() flags=GC */
/** @type _tee module=itertools in=itertools size=offsetof<Tee>() flags=GC weakref
 * Iterator wrapped to make it copyable. */
/** @type _tee_dataobject module=itertools in=itertools size=offsetof<TeeData>() flags=GC
 * teedataobject(iterable, values, next, /)
 * --
 *
 * Data container common to multiple tee objects. */

// ---- groupby ------------------------------------------------------------------------------------------------------------------

// @ts-ignore: decorator
@unmanaged
export class GroupBy {
  type: u32; local: u32; shared: i32; owner: u16; mutex: u8; gc: u8;
  it: Word; // 16
  keyfunc: Word; // 24: NULL: the item itself
  /** Key of the group being given out. */
  target: Word; // 32
  /** Key and value of the item read last; NULL: none waits. */
  key: Word; // 40
  value: Word; // 48
  /** Address of the group that may read on, 0: none. */
  current: u32; // 56
  pad0: u32;
}
// @ts-ignore: decorator
@inline const G_TARGET: usize = 32;
// @ts-ignore: decorator
@inline const G_KEY: usize = 40;
// @ts-ignore: decorator
@inline const G_VALUE: usize = 48;

/** @new groupby
 * @signature (iterable, key=None) */
export function groupby_new(type: Word, args: usize, nargs: i32, kwnames: Word): Word {
  if (!bindNamed('groupby', 'iterable key', 1, 2, 2, args, nargs, kwnames)) return NULL;
  const key = bound(1);
  const it = iter(bound(0));
  if (it == NULL) return NULL;
  const p = allocVar(<u32>type, 0);
  if (p == 0) {
    release(it);
    return NULL;
  }
  const g = changetype<GroupBy>(p);
  g.it = it;
  g.keyfunc = key == NULL || key == NONE ? NULL : own(key);
  return fromAddress(p);
}
import { allocVar } from '../objects/type/alloc';

/** @slot groupby.dealloc */
export function groupby_dealloc(p: usize): void {
  const g = changetype<GroupBy>(p);
  release(g.it);
  release(g.keyfunc);
  release(g.target);
  release(g.key);
  release(g.value);
  freeObject(p);
}
/** @slot groupby.traverse */
export function groupby_traverse(p: usize): void {
  const g = changetype<GroupBy>(p);
  visit(g.it);
  visit(g.keyfunc);
  visit(g.target);
  visit(g.key);
  visit(g.value);
}
/** @slot groupby.iter
 * @slot _grouper.iter
 * @slot _tee.iter */
export function groupIter(self: Word): Word {
  return own(self);
}

/** Reads the next item and its key. false: exhausted or failed. */
function advance(p: usize): bool {
  const g = changetype<GroupBy>(p);
  const value = step(g.it);
  if (value == NULL) return false;
  const key = g.keyfunc == NULL ? own(value) : call1(g.keyfunc, value);
  if (key == NULL) {
    release(value);
    return false;
  }
  replaceWord(p, G_VALUE, value);
  replaceWord(p, G_KEY, key);
  return true;
}

/** @slot groupby.iternext */
export function groupby_next(self: Word): Word {
  const p = address(self);
  const g = changetype<GroupBy>(p);
  g.current = 0;
  // skip what is left of the present group
  while (true) {
    const key = readWord(p, G_KEY);
    if (key != NULL) {
      const target = readWord(p, G_TARGET);
      if (target == NULL) {
        release(key);
        break;
      }
      const e = equal(target, key);
      release(target);
      release(key);
      if (e < 0) return NULL;
      if (e == 0) break;
    }
    if (!advance(p)) return NULL;
  }
  const key = readWord(p, G_KEY);
  replaceWord(p, G_TARGET, own(key));
  const group = newObject(T__GROUPER, offsetof<Itertool>());
  if (group == 0) {
    release(key);
    return NULL;
  }
  const t = changetype<Itertool>(group);
  t.a = own(self);
  t.b = own(key);
  t.c = NULL;
  t.d = NULL;
  t.n = 0;
  t.m = 0;
  t.block = 0;
  t.flag = 0;
  g.current = <u32>group;
  return fromAddress(tuple2(key, fromAddress(group)));
}

/** @slot _grouper.dealloc */
export function grouper_dealloc(p: usize): void {
  const t = changetype<Itertool>(p);
  release(t.a);
  release(t.b);
  freeObject(p);
}
/** @slot _grouper.traverse */
export function grouper_traverse(p: usize): void {
  visit(changetype<Itertool>(p).a);
  visit(changetype<Itertool>(p).b);
}

/** @slot _grouper.iternext */
export function grouper_next(self: Word): Word {
  const t = tool(self);
  const p = address(t.a);
  const g = changetype<GroupBy>(p);
  if (g.current != <u32>address(self)) return NULL;
  enter(p);
  const waiting = g.value != NULL;
  leave(p);
  if (!waiting && !advance(p)) return NULL;
  const key = readWord(p, G_KEY);
  if (key == NULL) return NULL;
  const e = equal(t.b, key);
  release(key);
  if (e <= 0) return NULL;
  enter(p);
  const value = g.value;
  const old = g.key;
  g.value = NULL;
  g.key = NULL;
  leave(p);
  release(old);
  return value;
}

// ---- tee: a chain of blocks that hold what the source gave ------------------------------------------------------------------------

// @ts-ignore: decorator
@inline export const LINK_CELLS: u32 = 57;

// @ts-ignore: decorator
@unmanaged
export class TeeData {
  type: u32; local: u32; shared: i32; owner: u16; mutex: u8; gc: u8;
  it: Word; // 16
  next: Word; // 24
  count: u32; // 32
  running: u32; // 36
  // 40: Word values[LINK_CELLS]
  v0: Word;
}
// @ts-ignore: decorator
@inline export const VALUES: usize = 40;

// @ts-ignore: decorator
@unmanaged
export class Tee {
  type: u32; local: u32; shared: i32; owner: u16; mutex: u8; gc: u8;
  data: Word; // 16
  index: u32; // 24
  pad0: u32;
}
// @ts-ignore: decorator
@inline const T_DATA: usize = 16;

export function newData(it: Word): Word {
  const p = newObject(T__TEE_DATAOBJECT, VALUES + <usize>LINK_CELLS * 8);
  if (p == 0) return NULL;
  memory.fill(p + 16, 0, VALUES - 16 + <usize>LINK_CELLS * 8);
  changetype<TeeData>(p).it = own(it);
  return fromAddress(p);
}

/** @slot _tee_dataobject.dealloc */
export function teeData_dealloc(p: usize): void {
  const d = changetype<TeeData>(p);
  release(d.it);
  for (let i: u32 = 0; i < d.count; i++) release(load<u64>(p + VALUES + (<usize>i << 3)));
  release(d.next);
  freeObject(p);
}
/** @slot _tee_dataobject.traverse */
export function teeData_traverse(p: usize): void {
  const d = changetype<TeeData>(p);
  visit(d.it);
  for (let i: u32 = 0; i < d.count; i++) visit(load<u64>(p + VALUES + (<usize>i << 3)));
  visit(d.next);
}

/** Value i of a block, read from the source if it is the next one. NULL: exhausted or failed. */
function dataItem(p: usize, i: u32): Word {
  const d = changetype<TeeData>(p);
  enter(p);
  if (i < d.count) {
    const w = own(load<u64>(p + VALUES + (<usize>i << 3)));
    leave(p);
    return w;
  }
  if (d.running != 0) {
    leave(p);
    return raise(T_RUNTIME_ERROR, 'cannot re-enter the tee iterator');
  }
  d.running = 1;
  leave(p);
  const w = step(d.it);
  enter(p);
  d.running = 0;
  if (w != NULL) {
    store<u64>(p + VALUES + (<usize>d.count << 3), own(w));
    d.count++;
  }
  leave(p);
  return w;
}

/** The block behind p, made if need be. NULL: MemoryError. */
function dataNext(p: usize): Word {
  const d = changetype<TeeData>(p);
  const there = readWord(p, 24);
  if (there != NULL) return there;
  const fresh = newData(d.it);
  if (fresh == NULL) return NULL;
  enter(p);
  if (d.next == NULL) d.next = own(fresh);
  const r = own(d.next);
  leave(p);
  release(fresh);
  return r;
}

function newTee(data: Word, index: u32): Word {
  const p = newObject(T__TEE, offsetof<Tee>());
  if (p == 0) return NULL;
  changetype<Tee>(p).data = own(data);
  changetype<Tee>(p).index = index;
  changetype<Tee>(p).pad0 = 0;
  return fromAddress(p);
}

/** A tee object over an iterable; a copy of it if it is one already. */
function teeOf(iterable: Word): Word {
  const it = iter(iterable);
  if (it == NULL) return NULL;
  if (isPointer(it) && typeOf(it) == T__TEE) {
    const copy = tee_copy(it);
    release(it);
    return copy;
  }
  const data = newData(it);
  release(it);
  if (data == NULL) return NULL;
  const r = newTee(data, 0);
  release(data);
  return r;
}

/** @new _tee */
export function tee_new(type: Word, args: usize, nargs: i32, kwnames: Word): Word {
  if (!checkNoKeywords('_tee', kwnames) || !checkPositional('_tee', nargs, 1, 1)) return NULL;
  return teeOf(arg(args, 0));
}

/** @method _tee.__copy__(self, /)
 * Returns an independent iterator. */
export function tee_copy(self: Word): Word {
  const p = address(self);
  enter(p);
  const data = own(changetype<Tee>(p).data);
  const i = changetype<Tee>(p).index;
  leave(p);
  const r = newTee(data, i);
  release(data);
  return r;
}

/** @slot _tee.dealloc */
export function tee_dealloc(p: usize): void {
  release(changetype<Tee>(p).data);
  freeObject(p);
}
/** @slot _tee.traverse */
export function tee_traverse(p: usize): void {
  visit(changetype<Tee>(p).data);
}

/** @slot _tee.iternext */
export function tee_next(self: Word): Word {
  const p = address(self);
  const t = changetype<Tee>(p);
  if (t.index >= LINK_CELLS) {
    const data = readWord(p, T_DATA);
    const following = dataNext(address(data));
    release(data);
    if (following == NULL) return NULL;
    t.index = 0;
    replaceWord(p, T_DATA, following);
  }
  const data = readWord(p, T_DATA);
  const w = dataItem(address(data), t.index);
  release(data);
  if (w != NULL) t.index++;
  return w;
}

/** @function itertools.tee(iterable, n=2, /)
 * Returns a tuple of n independent iterators. */
export function itertools_tee(iterable: Word, n: Word): Word {
  const count = n == NULL ? 2 : indexI64(n, T_OVERFLOW_ERROR);
  if (count == -1 && errorSet()) return NULL;
  if (count < 0) return raise(T_VALUE_ERROR, 'n must be >= 0');
  const out = newTuple(<u32>min<i64>(count, 0x1000_0000));
  if (out == 0 || count == 0) return fromAddress(out);
  const it = iter(iterable);
  if (it == NULL) {
    decref(out);
    return NULL;
  }
  let present = isPointer(it) && typeOf(it) == T__TEE ? own(it) : teeOf(it);
  release(it);
  for (let i: u32 = 0; i < <u32>count && present != NULL; i++) {
    tupleInit(out, i, present);
    present = i + 1 < <u32>count ? tee_copy(present) : NULL;
  }
  if (!errorSet()) return fromAddress(out);
  decref(out);
  return NULL;
}
