// frame.f_locals of a function: a mapping that reads and writes the frame's variables. Names that are no variables go to a
// dict of the frame (`extraLocals`). A replaced value stays alive as long as the frame object (`replaced`): a register
// may have borrowed it.

import { Word, FALSE, NONE, NOT_IMPLEMENTED, NULL, TRUE, UNBOUND, address, fromAddress, isOwned, isPointer, ofInt, plain } from '../layout/word';
import { Tuple, TUPLE_ITEMS } from '../layout/containers';
import { Code, FrameObject } from '../layout/code';
import { EQ, NE } from '../layout/type';
import { BYTES_DATA } from '../layout/text';
import { own, release } from '../counting/counts';
import { visit } from '../collector/visit';
import { freeObject, newObject } from '../memory/objects';
import {
  T_CELL, T_DICT, T_FRAME, T_FRAME_LOCALS_PROXY, T_KEY_ERROR, T_STR, T_TYPE_ERROR, T_VALUE_ERROR,
} from '../generated/types';
import { N_keys } from '../generated/names';
import { arg, callMethod0 } from '../eval/call';
import { errorSet, raise, raiseValue, raisef } from '../eval/errors';
import { cellContents, storeCell } from '../eval/names';
import { dictCopy, dictDelete, dictGet, dictKeysTuple, dictSet, dictSize, newDict } from './dict/core';
import { dictUpdate } from './dict/update';
import { frameRegisters } from './frame';
import { listAppend, newList } from './list/core';
import { listFrom } from './list/methods';
import { compare, equal, getItem, hash, isInstance, iter, next, repr, typeOf } from './protocol';
import { strEqual } from './str/new';
import { enterRepr, leaveRepr } from './recursion';
import { tuple2 } from './tuple';

// @ts-ignore: decorator
@unmanaged
export class FrameLocalsProxy {
  type: u32; local: u32; shared: i32; owner: u16; mutex: u8; gc: u8;
  frame: Word; // 16
}

/** @type FrameLocalsProxy size=offsetof<FrameLocalsProxy>() flags=GC,MAPPING
 * Create a write-through view of the locals dictionary for a frame. */

// @ts-ignore: decorator
@inline function frameOf(self: Word): FrameObject { return changetype<FrameObject>(address(changetype<FrameLocalsProxy>(address(self)).frame)); }
// @ts-ignore: decorator
@inline function isProxy(w: Word): bool { return isPointer(w) && typeOf(w) == T_FRAME_LOCALS_PROXY; }

/** A view of the variables of a frame object (lent). */
export function newFrameLocalsProxy(frame: Word): Word {
  const p = newObject(T_FRAME_LOCALS_PROXY, offsetof<FrameLocalsProxy>());
  if (p == 0) return NULL;
  changetype<FrameLocalsProxy>(p).frame = own(frame);
  return fromAddress(p);
}

/** @new FrameLocalsProxy */
export function proxy_new(type: Word, args: usize, n: i32, kwnames: Word): Word {
  if (n != 1) return raisef(T_TYPE_ERROR, 'FrameLocalsProxy expected 1 argument, got %d', ofInt(n));
  const frame = arg(args, 0);
  if (!isPointer(frame) || typeOf(frame) != T_FRAME) return raisef(T_TYPE_ERROR, 'expect frame, not %T', frame);
  return newFrameLocalsProxy(frame);
}
/** @slot FrameLocalsProxy.dealloc */
export function proxy_dealloc(p: usize): void {
  release(changetype<FrameLocalsProxy>(p).frame);
  freeObject(p);
}
/** @slot FrameLocalsProxy.traverse */
export function proxy_traverse(p: usize): void { visit(changetype<FrameLocalsProxy>(p).frame); }

/** Value of variable `i`, owned; NULL: it has none. */
function valueAt(f: FrameObject, i: u32): Word {
  const registers = frameRegisters(f);
  if (registers == 0) return NULL;
  const code = changetype<Code>(f.code);
  const w = load<u64>(registers + (<usize>i << 3));
  if (w == NULL || w == UNBOUND) return NULL;
  if ((load<u8>(address(code.registerKinds) + BYTES_DATA + i) & 6) != 0 && isPointer(w) && load<u32>(address(w)) == T_CELL) {
    const contents = cellContents(address(w));
    return contents == UNBOUND ? NULL : contents;
  }
  return own(plain(w));
}

// What `variable` gives besides a number.
// @ts-ignore: decorator
@inline const NO_VARIABLE: i32 = -1;
// @ts-ignore: decorator
@inline const FAILED: i32 = -2;

/** Number of the variable with this name, as a dict would find it; NO_VARIABLE; FAILED with an error set. */
function variable(f: FrameObject, name: Word): i32 {
  const names = address(changetype<Code>(f.code).registerNames);
  const n = changetype<Tuple>(names).size;
  const plain = isPointer(name) && typeOf(name) == T_STR;
  let h: i64 = 0;
  if (!plain) {
    h = hash(name);
    if (h == -1) return FAILED;
  }
  for (let i: u32 = 0; i < n; i++) {
    const w = load<u64>(names + TUPLE_ITEMS + (<usize>i << 3));
    if (plain) {
      if (strEqual(address(w), address(name))) return <i32>i;
      continue;
    }
    if (hash(w) != h) continue;
    const same = equal(w, name);
    if (same < 0) return FAILED;
    if (same > 0) return <i32>i;
  }
  return NO_VARIABLE;
}

function assign(f: FrameObject, i: u32, value: Word): i32 {
  const registers = frameRegisters(f);
  if (registers == 0) return 0;
  const code = changetype<Code>(f.code);
  const at = registers + (<usize>i << 3);
  const old = load<u64>(at);
  if ((load<u8>(address(code.registerKinds) + BYTES_DATA + i) & 6) != 0 && isPointer(old) && load<u32>(address(old)) == T_CELL) {
    storeCell(address(old), own(value));
    return 0;
  }
  if (isOwned(old)) {
    if (f.replaced == NULL) {
      const list = newList(0);
      if (list == 0) return -1;
      f.replaced = fromAddress(list);
    }
    if (listAppend(address(f.replaced), old) < 0) return -1;
  }
  store<u64>(at, own(value));
  if (isOwned(old)) release(old);
  return 0;
}

/** Value under `key`, owned; NULL, maybe with an error: there is none. */
function lookup(f: FrameObject, key: Word): Word {
  const i = variable(f, key);
  if (i == FAILED) return NULL;
  if (i >= 0) {
    const w = valueAt(f, <u32>i);
    if (w != NULL) return w;
  }
  return f.extraLocals == NULL ? NULL : dictGet(address(f.extraLocals), key);
}

/** A dict of all that the view shows. */
function snapshot(self: Word): Word {
  const f = frameOf(self);
  const d = newDict();
  if (d == 0) return NULL;
  const names = address(changetype<Code>(f.code).registerNames);
  const n = changetype<Tuple>(names).size;
  for (let i: u32 = 0; i < n; i++) {
    const w = valueAt(f, i);
    if (w == NULL) continue;
    dictSet(d, load<u64>(names + TUPLE_ITEMS + (<usize>i << 3)), w);
    release(w);
  }
  if (f.extraLocals != NULL && dictUpdate(d, f.extraLocals) < 0) {
    release(fromAddress(d));
    return NULL;
  }
  return fromAddress(d);
}

/** @slot FrameLocalsProxy.mp_subscript */
export function proxy_getitem(self: Word, key: Word): Word {
  const w = lookup(frameOf(self), key);
  if (w != NULL || errorSet()) return w;
  return raisef(T_KEY_ERROR, "local variable '%R' is not defined", key);
}

/** @slot FrameLocalsProxy.mp_ass_subscript */
export function proxy_setitem(self: Word, key: Word, value: Word): i32 {
  const f = frameOf(self);
  const i = variable(f, key);
  if (i == FAILED) return -1;
  if (i >= 0) {
    if (value != NULL) return assign(f, <u32>i, value);
    raise(T_VALUE_ERROR, 'cannot remove local variables from FrameLocalsProxy');
    return -1;
  }
  if (f.extraLocals == NULL) {
    if (value == NULL) {
      raiseValue(T_KEY_ERROR, key);
      return -1;
    }
    const d = newDict();
    if (d == 0) return -1;
    f.extraLocals = fromAddress(d);
  }
  return value == NULL ? dictDelete(address(f.extraLocals), key) : dictSet(address(f.extraLocals), key, value);
}

/** @slot FrameLocalsProxy.mp_length */
export function proxy_length(self: Word): i64 {
  const d = snapshot(self);
  if (d == NULL) return -1;
  const n = <i64>dictSize(address(d));
  release(d);
  return n;
}

/** @slot FrameLocalsProxy.sq_contains */
export function proxy_contains(self: Word, key: Word): i32 {
  const w = lookup(frameOf(self), key);
  if (w == NULL) return errorSet() ? -1 : 0;
  release(w);
  return 1;
}

/** @method FrameLocalsProxy.keys(self, /) */
export function proxy_keys(self: Word): Word {
  const d = snapshot(self);
  if (d == NULL) return NULL;
  const keys = dictKeysTuple(address(d));
  release(d);
  if (keys == NULL) return NULL;
  const list = listFrom(keys);
  release(keys);
  return list;
}
/** @method FrameLocalsProxy.values(self, /) */
export function proxy_values(self: Word): Word { return collect(self, false); }
/** @method FrameLocalsProxy.items(self, /) */
export function proxy_items(self: Word): Word { return collect(self, true); }

function collect(self: Word, pairs: bool): Word {
  const d = snapshot(self);
  if (d == NULL) return NULL;
  const keys = dictKeysTuple(address(d));
  const list = keys == NULL ? 0 : newList(0);
  if (list != 0) {
    const n = changetype<Tuple>(address(keys)).size;
    for (let i: u32 = 0; i < n; i++) {
      const key = load<u64>(address(keys) + TUPLE_ITEMS + (<usize>i << 3));
      let w = dictGet(address(d), key);
      if (pairs) w = fromAddress(tuple2(own(key), w));
      listAppend(list, w);
      release(w);
    }
  }
  release(keys);
  release(d);
  return list == 0 ? NULL : fromAddress(list);
}

/** @slot FrameLocalsProxy.iter */
export function proxy_iter(self: Word): Word {
  const keys = proxy_keys(self);
  if (keys == NULL) return NULL;
  const it = iter(keys);
  release(keys);
  return it;
}
/** @method FrameLocalsProxy.__reversed__(self, /) */
export function proxy_reversed(self: Word): Word {
  const keys = proxy_keys(self);
  if (keys == NULL) return NULL;
  list_reverse(keys);
  return keys;
}
import { list_reverse } from './list/methods';

/** @method FrameLocalsProxy.copy(self, /) */
export function proxy_copy(self: Word): Word { return snapshot(self); }

/** @method FrameLocalsProxy.get(self, key, default=None, /) */
export function proxy_get(self: Word, key: Word, fallback: Word): Word {
  const w = lookup(frameOf(self), key);
  if (w != NULL || errorSet()) return w;
  return fallback == NULL ? NONE : own(fallback);
}
/** @method FrameLocalsProxy.setdefault(self, key, default=None, /) */
export function proxy_setdefault(self: Word, key: Word, fallback: Word): Word {
  const w = lookup(frameOf(self), key);
  if (w != NULL || errorSet()) return w;
  const value = fallback == NULL ? NONE : fallback;
  return proxy_setitem(self, key, value) < 0 ? NULL : own(value);
}
/** @method FrameLocalsProxy.pop(self, key, default=None, /) */
export function proxy_pop(self: Word, key: Word, fallback: Word): Word {
  const f = frameOf(self);
  const i = variable(f, key);
  if (i == FAILED) return NULL;
  if (i >= 0) return raise(T_VALUE_ERROR, 'cannot remove local variables from FrameLocalsProxy');
  const w = f.extraLocals == NULL ? NULL : dictGet(address(f.extraLocals), key);
  if (w != NULL) return dictDelete(address(f.extraLocals), key) < 0 ? NULL : w;
  if (errorSet()) return NULL;
  return fallback != NULL ? own(fallback) : raiseValue(T_KEY_ERROR, key);
}

/** @method FrameLocalsProxy.update(self, other, /) */
export function proxy_update(self: Word, other: Word): Word {
  if (!isProxy(other) && !isInstance(other, T_DICT)) return raise(T_TYPE_ERROR, 'update() argument must be dict or another FrameLocalsProxy');
  const keys = callMethod0(other, N_keys);
  const it = keys == NULL ? NULL : iter(keys);
  release(keys);
  if (it == NULL) return NULL;
  while (true) {
    const key = next(it);
    if (key == NULL) break;
    const value = getItem(other, key);
    const status = value == NULL ? -1 : proxy_setitem(self, key, value);
    release(key);
    release(value);
    if (status < 0) break;
  }
  release(it);
  return errorSet() ? NULL : NONE;
}

/** @slot FrameLocalsProxy.nb_or */
export function proxy_or(a: Word, b: Word): Word {
  if (!(isProxy(a) || isInstance(a, T_DICT)) || !(isProxy(b) || isInstance(b, T_DICT))) return NOT_IMPLEMENTED;
  const d = isProxy(a) ? snapshot(a) : fromAddress(dictCopy(address(a)));
  if (d == NULL) return NULL;
  const other = isProxy(b) ? snapshot(b) : own(b);
  const status = other == NULL ? -1 : dictUpdate(address(d), other);
  release(other);
  if (status >= 0) return d;
  release(d);
  return NULL;
}
/** @slot FrameLocalsProxy.nb_inplace_or */
export function proxy_ior(self: Word, other: Word): Word {
  if (!isProxy(other) && !isInstance(other, T_DICT)) return NOT_IMPLEMENTED;
  return proxy_update(self, other) == NULL ? NULL : own(self);
}

/** @slot FrameLocalsProxy.richcompare */
export function proxy_compare(a: Word, b: Word, operator: i32): Word {
  if (operator != EQ && operator != NE) return NOT_IMPLEMENTED;
  if (isProxy(b)) {
    const same = changetype<FrameLocalsProxy>(address(a)).frame == changetype<FrameLocalsProxy>(address(b)).frame;
    return same == (operator == EQ) ? TRUE : FALSE;
  }
  if (!isInstance(b, T_DICT)) return NOT_IMPLEMENTED;
  const d = snapshot(a);
  if (d == NULL) return NULL;
  const r = compare(d, b, operator);
  release(d);
  return r;
}

/** @slot FrameLocalsProxy.repr */
export function proxy_repr(self: Word): Word {
  const entered = enterRepr(self);
  if (entered < 0) return NULL;
  if (entered > 0) return newText('{...}');
  const d = snapshot(self);
  const r = d == NULL ? NULL : repr(d);
  release(d);
  leaveRepr(self);
  return r;
}
import { newText } from './str/new';
