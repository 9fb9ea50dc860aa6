// collections.deque: a ring of words, under its lock.

import { objectGetState } from '../objects/reduce';
import { Word, NULL, NONE, NOT_IMPLEMENTED, TRUE, FALSE, isPointer, address, fromAddress, ofInt, ofBool } from '../layout/word';
import { Type, EQ, NE } from '../layout/type';
import {
  T_DEQUE, T__DEQUE_ITERATOR, T__DEQUE_REVERSE_ITERATOR, T_INDEX_ERROR, T_VALUE_ERROR, T_TYPE_ERROR, T_RUNTIME_ERROR,
} from '../generated/types';
import { newObject, freeObject } from '../memory/objects';
import { allocBlock, freeBlock, KIND_ARRAY } from '../memory/blocks';
import { own, release, decref } from '../counting/counts';
import { visit } from '../collector/visit';
import { enter, leave } from '../sync/critical';
import { arg, call1, call2 } from '../eval/call';
import { raise, raisef, errorSet, memoryError } from '../eval/errors';
import { typeOf, equal, compare, iter, indexI64, asI64, isInstance, shortTypeName, isIntLike } from '../objects/protocol';
import { builderNew, builderChar, builderLiteral, builderWord, builderRepr, builderInt, builderFinish, builderDrop } from '../objects/str/new';
import { allocVar } from '../objects/type/alloc';
import { newGenericAlias } from '../objects/generic';
import { newTuple, tuple2, tupleInit, tupleSize, tupleGet } from '../objects/tuple';
import { enterRepr, leaveRepr } from '../objects/recursion';
import { checkPositional, bindNamed, bound } from '../objects/positional';
import { stopped, searchBound, compareSizes } from '../objects/list/methods';

/** @type deque module=collections in=_collections size=offsetof<Deque>() flags=BASE,GC,SEQUENCE weakref
 * A list-like sequence optimized for data accesses near its endpoints. */
/** @type _deque_iterator module=collections in=_collections size=offsetof<DequeIterator>() flags=GC */
/** @type _deque_reverse_iterator module=collections in=_collections size=offsetof<DequeIterator>() flags=GC */

/** Everything under the lock. `ring` is an array block of `capacity` (a power of two) words, 0 while empty. */
// @ts-ignore: decorator
@unmanaged
export class Deque {
  type: u32; local: u32; shared: i32; owner: u16; mutex: u8; gc: u8;
  size: u32; // 16
  ring: u32; // 20
  capacity: u32; // 24
  head: u32; // 28: slot of the first item
  /** Items it may hold, -1: any number. */
  maxlen: i64; // 32
  /** Counts the changes of length or order, for iterators. */
  state: i64; // 40
}

// @ts-ignore: decorator
@unmanaged
export class DequeIterator {
  type: u32; local: u32; shared: i32; owner: u16; mutex: u8; gc: u8;
  index: u32; // 16
  remaining: u32; // 20
  deque: Word; // 24
  state: i64; // 32
}

// @ts-ignore: decorator
@inline function dq(w: Word): Deque { return changetype<Deque>(address(w)); }
// @ts-ignore: decorator
@inline function at(d: Deque, i: u32): usize { return <usize>d.ring + (<usize>((d.head + i) & (d.capacity - 1)) << 3); }
// @ts-ignore: decorator
@inline function isDeque(w: Word): bool { return isPointer(w) && (typeOf(w) == T_DEQUE || isInstance(w, T_DEQUE)); }

function newDeque(type: u32): usize {
  const p = allocVar(type, 0);
  if (p != 0) changetype<Deque>(p).maxlen = -1;
  return p;
}

/** Inside the lock: room for one more. */
function grow(d: Deque): bool {
  if (d.size < d.capacity) return true;
  const capacity = d.capacity == 0 ? 8 : d.capacity << 1;
  if (capacity > 0x0800_0000) return false;
  const ring = allocBlock(KIND_ARRAY, <usize>capacity << 3);
  if (ring == 0) return false;
  for (let i: u32 = 0; i < d.size; i++) store<u64>(ring + (<usize>i << 3), load<u64>(at(d, i)));
  freeBlock(d.ring);
  d.ring = <u32>ring;
  d.capacity = capacity;
  d.head = 0;
  return true;
}

/** Adds a word (taken over) at one end; one over the bound leaves at the other. -1: MemoryError. */
function push(p: usize, w: Word, left: bool): i32 {
  const d = changetype<Deque>(p);
  enter(p);
  let out: Word = NULL;
  let ok = true;
  if (d.maxlen == 0) out = w;
  else {
    if (d.maxlen >= 0 && <i64>d.size >= d.maxlen) out = left ? takeRight(d) : takeLeft(d);
    ok = grow(d);
    if (ok) {
      if (left) d.head = (d.head - 1) & (d.capacity - 1);
      d.size++;
      store<u64>(at(d, left ? 0 : d.size - 1), w);
      d.state++;
    }
  }
  leave(p);
  release(out);
  if (ok) return 0;
  release(w);
  memoryError();
  return -1;
}

/** Inside the lock; the deque is not empty. */
function takeLeft(d: Deque): Word {
  const w = load<u64>(at(d, 0));
  d.head = (d.head + 1) & (d.capacity - 1);
  d.size--;
  d.state++;
  return w;
}
function takeRight(d: Deque): Word {
  const w = load<u64>(at(d, d.size - 1));
  d.size--;
  d.state++;
  return w;
}

/** Item i, owned; NULL without an error: out of range. */
function get(p: usize, i: i64): Word {
  const d = changetype<Deque>(p);
  enter(p);
  const w = <u64>i < <u64>d.size ? own(load<u64>(at(d, <u32>i))) : NULL;
  leave(p);
  return w;
}

/** Tuple of the items at one moment. NULL: MemoryError. */
function items(p: usize): Word {
  const d = changetype<Deque>(p);
  while (true) {
    const n = d.size;
    const t = newTuple(n);
    if (t == 0) return NULL;
    enter(p);
    if (d.size == n) {
      for (let i: u32 = 0; i < n; i++) tupleInit(t, i, own(load<u64>(at(d, i))));
      leave(p);
      return fromAddress(t);
    }
    leave(p);
    decref(t);
  }
}

function extend(p: usize, source: Word, left: bool): i32 {
  if (source == fromAddress(p)) {
    const copy = items(p);
    if (copy == NULL) return -1;
    const r = extend(p, copy, left);
    release(copy);
    return r;
  }
  const it = iter(source);
  if (it == NULL) return -1;
  const step = changetype<Type>(<usize>typeOf(it)).iternext;
  while (true) {
    const w = call_indirect<Word>(step, it);
    if (w == NULL) break;
    if (push(p, w, left) < 0) break;
  }
  release(it);
  return stopped() ? 0 : -1;
}

function clear(p: usize): void {
  const d = changetype<Deque>(p);
  enter(p);
  const ring: usize = d.ring;
  const n = d.size;
  const head = d.head;
  const mask = d.capacity - 1;
  d.ring = 0;
  d.size = 0;
  d.capacity = 0;
  d.head = 0;
  d.state++;
  leave(p);
  for (let i: u32 = 0; i < n; i++) release(load<u64>(ring + (<usize>((head + i) & mask) << 3)));
  freeBlock(ring);
}

/** @new deque */
export function deque_new(type: Word, args: usize, nargs: i32, kwnames: Word): Word {
  return fromAddress(newDeque(<u32>type));
}

/** @init deque
 * @signature ([iterable[, maxlen]]) */
export function deque_init(self: Word, args: usize, nargs: i32, kwnames: Word): i32 {
  if (!bindNamed('deque', 'iterable maxlen', 0, 2, 2, args, nargs, kwnames)) return -1;
  const iterable = bound(0);
  const limit = bound(1);
  let maxlen: i64 = -1;
  if (limit != NULL && limit != NONE) {
    if (!isIntLike(limit)) {
      raise(T_TYPE_ERROR, 'an integer is required');
      return -1;
    }
    maxlen = asI64(limit);
    if (maxlen == -1 && errorSet()) return -1;
    if (maxlen < 0) {
      raise(T_VALUE_ERROR, 'maxlen must be non-negative');
      return -1;
    }
  }
  const p = address(self);
  changetype<Deque>(p).maxlen = maxlen;
  if (changetype<Deque>(p).size != 0) clear(p);
  return iterable == NULL ? 0 : extend(p, iterable, false);
}

/** @slot deque.dealloc */
export function deque_dealloc(p: usize): void {
  const d = changetype<Deque>(p);
  for (let i: u32 = 0; i < d.size; i++) release(load<u64>(at(d, i)));
  freeBlock(d.ring);
  freeObject(p);
}
/** @slot deque.traverse */
export function deque_traverse(p: usize): void {
  const d = changetype<Deque>(p);
  for (let i: u32 = 0; i < d.size; i++) visit(load<u64>(at(d, i)));
}
/** @slot deque.clear */
export function deque_clear(p: usize): void {
  clear(p);
}

/** @getter deque.maxlen
 * maximum size of a deque or None if unbounded */
export function deque_maxlen(self: Word): Word {
  return dq(self).maxlen < 0 ? NONE : ofInt(dq(self).maxlen);
}

/** @method deque.append(self, item, /)
 * Add an element to the right side of the deque. */
export function deque_append(self: Word, item: Word): Word {
  return push(address(self), own(item), false) < 0 ? NULL : NONE;
}
/** @method deque.appendleft(self, item, /)
 * Add an element to the left side of the deque. */
export function deque_appendleft(self: Word, item: Word): Word {
  return push(address(self), own(item), true) < 0 ? NULL : NONE;
}
/** @method deque.extend(self, iterable, /)
 * Extend the right side of the deque with elements from the iterable. */
export function deque_extend(self: Word, iterable: Word): Word {
  return extend(address(self), iterable, false) < 0 ? NULL : NONE;
}
/** @method deque.extendleft(self, iterable, /)
 * Extend the left side of the deque with elements from the iterable. */
export function deque_extendleft(self: Word, iterable: Word): Word {
  return extend(address(self), iterable, true) < 0 ? NULL : NONE;
}

function pop(self: Word, left: bool): Word {
  const p = address(self);
  enter(p);
  const w = dq(self).size == 0 ? NULL : left ? takeLeft(dq(self)) : takeRight(dq(self));
  leave(p);
  return w != NULL ? w : raise(T_INDEX_ERROR, 'pop from an empty deque');
}
/** @method deque.pop(self, /)
 * Remove and return the rightmost element. */
export function deque_pop(self: Word): Word {
  return pop(self, false);
}
/** @method deque.popleft(self, /)
 * Remove and return the leftmost element. */
export function deque_popleft(self: Word): Word {
  return pop(self, true);
}

/** @method deque.clear(self, /)
 * Remove all elements from the deque. */
export function deque_clear_method(self: Word): Word {
  clear(address(self));
  return NONE;
}

/** @method deque.copy(self, /)
 * @method deque.__copy__(self, /)
 * Return a shallow copy of a deque. */
export function deque_copy(self: Word): Word {
  const type = typeOf(self);
  if (type == T_DEQUE) {
    const q = newDeque(type);
    if (q == 0) return NULL;
    changetype<Deque>(q).maxlen = dq(self).maxlen;
    const content = items(address(self));
    if (content == NULL || extend(q, content, false) < 0) {
      release(content);
      decref(q);
      return NULL;
    }
    release(content);
    return fromAddress(q);
  }
  const maxlen = dq(self).maxlen;
  const r = maxlen < 0 ? call1(fromAddress(type), self) : call2(fromAddress(type), self, ofInt(maxlen));
  if (r != NULL && !isDeque(r)) {
    raisef(T_TYPE_ERROR, '%N() must return a deque, not %T', fromAddress(type), r);
    release(r);
    return NULL;
  }
  return r;
}

/** @method deque.count(self, value, /)
 * Return number of occurrences of value. */
export function deque_count(self: Word, value: Word): Word {
  const p = address(self);
  const state = dq(self).state;
  let n: i64 = 0;
  for (let i: i64 = 0; ; i++) {
    const w = get(p, i);
    if (w == NULL) break;
    const e = equal(w, value);
    release(w);
    if (e < 0) return NULL;
    n += e;
    if (dq(self).state != state) return raise(T_RUNTIME_ERROR, 'deque mutated during iteration');
  }
  return ofInt(n);
}

/** Index of a value from `from` up to `to`: -1 not there, -2 with an error set. */
function find(self: Word, value: Word, from: i64, to: i64): i64 {
  const state = dq(self).state;
  for (let i = from; i < to; i++) {
    const w = get(address(self), i);
    if (w == NULL) break;
    const e = equal(w, value);
    release(w);
    if (e < 0) return -2;
    if (dq(self).state != state) {
      raise(T_RUNTIME_ERROR, 'deque mutated during iteration');
      return -2;
    }
    if (e > 0) return i;
  }
  return -1;
}

/** @method deque.index(self, value, start=0, stop=sys.maxsize, /)
 * @signature ($self, value, [start, [stop]])
 * Return first index of value.
 *
 * Raises ValueError if the value is not present. */
export function deque_index(self: Word, value: Word, start: Word, stop: Word): Word {
  const from = searchBound(start, 0, dq(self).size);
  if (from < 0) return NULL;
  const to = searchBound(stop, dq(self).size, dq(self).size);
  if (to < 0) return NULL;
  const i = find(self, value, from, to);
  if (i >= 0) return ofInt(i);
  return i == -2 ? NULL : raisef(T_VALUE_ERROR, '%R is not in deque', value);
}

/** @slot deque.sq_contains */
export function deque_contains(self: Word, value: Word): i32 {
  const i = find(self, value, 0, i64.MAX_VALUE);
  return i >= 0 ? 1 : i == -1 ? 0 : -1;
}

/** Removes item i, shifting the shorter side; inside the lock. */
function takeOut(d: Deque, i: u32): Word {
  const w = load<u64>(at(d, i));
  if (i < d.size >> 1) {
    for (let k = i; k > 0; k--) store<u64>(at(d, k), load<u64>(at(d, k - 1)));
    d.head = (d.head + 1) & (d.capacity - 1);
  } else {
    for (let k = i; k + 1 < d.size; k++) store<u64>(at(d, k), load<u64>(at(d, k + 1)));
  }
  d.size--;
  d.state++;
  return w;
}

/** @method deque.insert(self, index, value, /)
 * Insert value before index. */
export function deque_insert(self: Word, index: Word, value: Word): Word {
  let i = indexI64(index, T_INDEX_ERROR);
  if (i == -1 && errorSet()) return NULL;
  const p = address(self);
  const d = dq(self);
  enter(p);
  if (d.maxlen >= 0 && <i64>d.size >= d.maxlen) {
    leave(p);
    return raise(T_INDEX_ERROR, 'deque already at its maximum size');
  }
  if (!grow(d)) {
    leave(p);
    return memoryError();
  }
  if (i < 0) i = max<i64>(0, i + d.size);
  const to = <u32>min<i64>(i, d.size);
  d.size++;
  if (to < d.size >> 1) {
    d.head = (d.head - 1) & (d.capacity - 1);
    for (let k: u32 = 0; k < to; k++) store<u64>(at(d, k), load<u64>(at(d, k + 1)));
  } else {
    for (let k = d.size - 1; k > to; k--) store<u64>(at(d, k), load<u64>(at(d, k - 1)));
  }
  store<u64>(at(d, to), own(value));
  d.state++;
  leave(p);
  return NONE;
}

/** @method deque.remove(self, value, /)
 * Remove first occurrence of value. */
export function deque_remove(self: Word, value: Word): Word {
  const p = address(self);
  const d = dq(self);
  const state = d.state;
  for (let i: i64 = 0; ; i++) {
    const w = get(p, i);
    if (w == NULL) break;
    const e = equal(w, value);
    release(w);
    if (e < 0) return NULL;
    if (d.state != state) return raise(T_INDEX_ERROR, 'deque mutated during remove().');
    if (e != 0) {
      enter(p);
      const out = <u64>i < <u64>d.size ? takeOut(d, <u32>i) : NULL;
      leave(p);
      release(out);
      return NONE;
    }
  }
  return raisef(T_VALUE_ERROR, '%R is not in deque', value);
}

/** @method deque.reverse(self, /)
 * Reverse *IN PLACE*. */
export function deque_reverse(self: Word): Word {
  const p = address(self);
  const d = dq(self);
  enter(p);
  for (let i: u32 = 0, j = d.size; i + 1 < j; i++) {
    j--;
    const w = load<u64>(at(d, i));
    store<u64>(at(d, i), load<u64>(at(d, j)));
    store<u64>(at(d, j), w);
  }
  leave(p);
  return NONE;
}

/** @method deque.rotate(self, n=1, /)
 * Rotate the deque n steps to the right.  If n is negative, rotates left. */
export function deque_rotate(self: Word, n: Word): Word {
  let by: i64 = 1;
  if (n != NULL) {
    by = indexI64(n, T_INDEX_ERROR);
    if (by == -1 && errorSet()) return NULL;
  }
  const p = address(self);
  const d = dq(self);
  enter(p);
  const size = <i64>d.size;
  if (size > 1) {
    by %= size;
    if (by > size >> 1) by -= size;
    else if (by < -(size >> 1)) by += size;
    for (; by > 0; by--) {
      const w = load<u64>(at(d, d.size - 1));
      d.head = (d.head - 1) & (d.capacity - 1);
      store<u64>(at(d, 0), w);
    }
    for (; by < 0; by++) {
      const w = load<u64>(at(d, 0));
      d.head = (d.head + 1) & (d.capacity - 1);
      store<u64>(at(d, d.size - 1), w);
    }
    d.state++;
  }
  leave(p);
  return NONE;
}

/** @method deque.__reduce__(self, /)
 * Return state information for pickling. */
export function deque_reduce(self: Word): Word {
  const state = objectGetState(self, false);
  if (state == NULL) return NULL;
  const it = deque_iter(self);
  const args = dq(self).maxlen < 0 ? newTuple(0) : tuple2(fromAddress(newTuple(0)), ofInt(dq(self).maxlen));
  const out = newTuple(4);
  if (it == NULL || args == 0 || out == 0) return NULL;
  tupleInit(out, 0, own(fromAddress(typeOf(self))));
  tupleInit(out, 1, fromAddress(args));
  tupleInit(out, 2, state);
  tupleInit(out, 3, it);
  return fromAddress(out);
}

/** @method deque.__sizeof__(self, /)
 * Return the size of the deque in memory, in bytes. */
export function deque_sizeof(self: Word): Word {
  return ofInt(<i64>changetype<Type>(<usize>typeOf(self)).size + (<i64>dq(self).capacity << 3));
}

/** @classmethod deque.__class_getitem__(type, object, /)
 * See PEP 585 */
export function deque_class_getitem(type: Word, item: Word): Word {
  return newGenericAlias(type, item);
}

// ---- slots ------------------------------------------------------------------------------------------------------------------

/** @slot deque.sq_length */
export function deque_length(self: Word): i64 {
  return dq(self).size;
}

/** @slot deque.nb_bool */
export function deque_bool(self: Word): i32 {
  return dq(self).size != 0 ? 1 : 0;
}

/** @slot deque.sq_item */
export function deque_item(self: Word, i: i64): Word {
  const w = get(address(self), i);
  return w != NULL ? w : raise(T_INDEX_ERROR, 'deque index out of range');
}

/** @slot deque.sq_ass_item */
export function deque_ass_item(self: Word, i: i64, value: Word): i32 {
  const p = address(self);
  const d = dq(self);
  enter(p);
  if (<u64>i >= <u64>d.size) {
    leave(p);
    raise(T_INDEX_ERROR, 'deque index out of range');
    return -1;
  }
  let old: Word;
  if (value == NULL) old = takeOut(d, <u32>i);
  else {
    old = load<u64>(at(d, <u32>i));
    store<u64>(at(d, <u32>i), own(value));
  }
  leave(p);
  release(old);
  return 0;
}

/** @slot deque.sq_concat */
export function deque_concat(self: Word, other: Word): Word {
  if (!isDeque(other)) return raisef(T_TYPE_ERROR, 'can only concatenate deque (not "%T") to deque', other);
  const r = deque_copy(self);
  if (r == NULL) return NULL;
  if (extend(address(r), other, false) < 0) {
    release(r);
    return NULL;
  }
  return r;
}

/** @slot deque.sq_inplace_concat */
export function deque_inplace_concat(self: Word, other: Word): Word {
  return extend(address(self), other, false) < 0 ? NULL : own(self);
}

/** @slot deque.sq_repeat */
export function deque_repeat(self: Word, count: i64): Word {
  const r = deque_copy(self);
  if (r == NULL) return NULL;
  const out = deque_inplace_repeat(r, count);
  release(r);
  return out;
}

/** @slot deque.sq_inplace_repeat */
export function deque_inplace_repeat(self: Word, count: i64): Word {
  const p = address(self);
  if (count <= 0) {
    clear(p);
    return own(self);
  }
  const size = <i64>dq(self).size;
  if (size == 0 || count == 1) return own(self);
  if (count > 0x0800_0000 || size * count > 0x0800_0000) {
    if (dq(self).maxlen < 0) return memoryError();
  }
  const content = items(p);
  if (content == NULL) return NULL;
  let times = count - 1;
  if (dq(self).maxlen >= 0) times = min<i64>(times, dq(self).maxlen / size + 1);
  let r = 0;
  for (; times > 0 && r == 0; times--) r = extend(p, content, false);
  release(content);
  return r < 0 ? NULL : own(self);
}

/** @slot deque.repr */
export function deque_repr(self: Word): Word {
  const busy = enterRepr(self);
  const out = busy < 0 ? 0 : builderNew();
  if (out == 0) {
    if (busy == 0) leaveRepr(self);
    return NULL;
  }
  if (busy > 0) {
    builderLiteral(out, '[...]');
    return builderFinish(out);
  }
  const name = shortTypeName(self);
  builderWord(out, name);
  release(name);
  builderLiteral(out, '([');
  const content = items(address(self));
  let ok = content != NULL;
  if (ok) {
    for (let i: u32 = 0, n = tupleSize(address(content)); i < n && ok; i++) {
      if (i != 0) builderLiteral(out, ', ');
      ok = builderRepr(out, tupleGet(address(content), i));
    }
    release(content);
  }
  leaveRepr(self);
  if (!ok) return builderDrop(out);
  builderChar(out, 0x5d);
  if (dq(self).maxlen >= 0) {
    builderLiteral(out, ', maxlen=');
    builderInt(out, dq(self).maxlen);
  }
  builderChar(out, 0x29);
  return builderFinish(out);
}

/** @slot deque.richcompare */
export function deque_richcompare(self: Word, other: Word, op: i32): Word {
  if (!isDeque(self) || !isDeque(other)) return NOT_IMPLEMENTED;
  if ((op == EQ || op == NE) && dq(self).size != dq(other).size) return ofBool(op == NE);
  if (self == other && (op == EQ || op == NE)) return ofBool(op == EQ);
  const a = items(address(self));
  const b = items(address(other));
  if (a == NULL || b == NULL) return NULL;
  const n = min(tupleSize(address(a)), tupleSize(address(b)));
  let r: Word = NULL;
  let decided = false;
  for (let i: u32 = 0; i < n && !decided; i++) {
    const x = tupleGet(address(a), i);
    const y = tupleGet(address(b), i);
    const e = equal(x, y);
    if (e > 0) continue;
    decided = true;
    if (e == 0) r = op == EQ ? FALSE : op == NE ? TRUE : compare(x, y, op);
  }
  if (!decided) r = ofBool(compareSizes(tupleSize(address(a)), tupleSize(address(b)), op));
  release(a);
  release(b);
  return r;
}

// ---- iterators ------------------------------------------------------------------------------------------------------------------

function newIterator(type: u32, deque: Word): Word {
  const p = newObject(type, offsetof<DequeIterator>());
  if (p == 0) return NULL;
  const it = changetype<DequeIterator>(p);
  it.index = 0;
  it.remaining = dq(deque).size;
  it.deque = own(deque);
  it.state = dq(deque).state;
  return fromAddress(p);
}

/** @slot deque.iter */
export function deque_iter(self: Word): Word {
  return newIterator(T__DEQUE_ITERATOR, self);
}
/** @method deque.__reversed__(self, /)
 * Return a reverse iterator over the deque. */
export function deque_reversed(self: Word): Word {
  return newIterator(T__DEQUE_REVERSE_ITERATOR, self);
}

/** @new _deque_iterator */
export function dequeIterator_new(type: Word, args: usize, nargs: i32, kwnames: Word): Word {
  return makeIterator(T__DEQUE_ITERATOR, args, nargs);
}
/** @new _deque_reverse_iterator */
export function dequeReverseIterator_new(type: Word, args: usize, nargs: i32, kwnames: Word): Word {
  return makeIterator(T__DEQUE_REVERSE_ITERATOR, args, nargs);
}
/** An iterator over a deque that has moved on by a number of items. */
function makeIterator(type: u32, args: usize, nargs: i32): Word {
  if (!checkPositional('function', nargs, 1, 2)) return NULL;
  const deque = arg(args, 0);
  if (!isDeque(deque)) return raisef(T_TYPE_ERROR, 'argument 1 must be collections.deque, not %T', deque);
  let skip: i64 = 0;
  if (nargs == 2) {
    skip = asI64(arg(args, 1));
    if (skip == -1 && errorSet()) return NULL;
  }
  const r = newIterator(type, deque);
  if (r == NULL) return NULL;
  for (; skip > 0; skip--) {
    const w = advance(r, type == T__DEQUE_REVERSE_ITERATOR);
    if (w != NULL) {
      release(w);
      continue;
    }
    if (!errorSet()) break;
    release(r);
    return NULL;
  }
  return r;
}

/** @slot _deque_iterator.dealloc
 * @slot _deque_reverse_iterator.dealloc */
export function dequeIterator_dealloc(p: usize): void {
  release(changetype<DequeIterator>(p).deque);
  freeObject(p);
}
/** @slot _deque_iterator.traverse
 * @slot _deque_reverse_iterator.traverse */
export function dequeIterator_traverse(p: usize): void {
  visit(changetype<DequeIterator>(p).deque);
}
/** @slot _deque_iterator.iter
 * @slot _deque_reverse_iterator.iter */
export function dequeIterator_iter(self: Word): Word {
  return own(self);
}

function advance(self: Word, reverse: bool): Word {
  const it = changetype<DequeIterator>(address(self));
  const p = address(it.deque);
  const d = changetype<Deque>(p);
  if (it.state != d.state) {
    it.remaining = 0;
    return raise(T_RUNTIME_ERROR, 'deque mutated during iteration');
  }
  if (it.remaining == 0) return NULL;
  const i = it.index;
  const w = get(p, reverse ? <i64>d.size - 1 - i : <i64>i);
  if (w == NULL) return NULL;
  it.index = i + 1;
  it.remaining--;
  return w;
}

/** @slot _deque_iterator.iternext */
export function dequeIterator_next(self: Word): Word {
  return advance(self, false);
}
/** @slot _deque_reverse_iterator.iternext */
export function dequeReverseIterator_next(self: Word): Word {
  return advance(self, true);
}

/** @method _deque_iterator.__length_hint__(self, /)
 * @method _deque_reverse_iterator.__length_hint__(self, /)
 * Private method returning an estimate of len(list(it)). */
export function dequeIterator_hint(self: Word): Word {
  return ofInt(changetype<DequeIterator>(address(self)).remaining);
}

/** @method _deque_iterator.__reduce__(self, /)
 * @method _deque_reverse_iterator.__reduce__(self, /)
 * Return state information for pickling. */
export function dequeIterator_reduce(self: Word): Word {
  const it = changetype<DequeIterator>(address(self));
  const args = tuple2(own(it.deque), ofInt(it.index));
  return args == 0 ? NULL : fromAddress(tuple2(own(fromAddress(typeOf(self))), fromAddress(args)));
}
