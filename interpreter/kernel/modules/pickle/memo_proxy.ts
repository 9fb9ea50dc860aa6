// The `memo` attribute of picklers and unpicklers: objects that stand for the memo.

import { NONE, NULL, Word, address, fromAddress, isInt, ofI32, toInt } from '../../layout/word';
import { own, release } from '../../counting/counts';
import { freeObject, newObject } from '../../memory/objects';
import { visit } from '../../collector/visit';
import { T_DICT, T_PICKLER_MEMO_PROXY, T_TYPE_ERROR, T_UNPICKLER_MEMO_PROXY, T_VALUE_ERROR } from '../../generated/types';
import { errorSet, raise, raisef } from '../../eval/errors';
import { dictNext, dictSet, isDict, newDict, nextKey, nextValue } from '../../objects/dict/core';
import { intFromU64 } from '../../objects/int/new';
import { identity } from '../../objects/object';
import { indexI64, isIntLike, typeOf } from '../../objects/protocol';
import { isTuple, tuple1, tuple2, tupleGet, tupleSize } from '../../objects/tuple';
import { memoClear, memoSet } from './memo';
import { Pickler, lockPickler, unlockPickler } from './pickler';
import { Unpickler, clearUnpicklerMemo, lockUnpickler, unlockUnpickler, unpicklerMemoSet } from './unpickler';

/** @type PicklerMemoProxy module=_pickle size=offsetof<MemoProxy>() flags=DISALLOW_NEW,GC */
/** @type UnpicklerMemoProxy module=_pickle size=offsetof<MemoProxy>() flags=DISALLOW_NEW,GC */

// @ts-ignore: decorator
@unmanaged
export class MemoProxy {
  type: u32; local: u32; shared: i32; owner: u16; mutex: u8; gc: u8;
  /** The pickler or unpickler. */
  of_: Word;
}

// @ts-ignore: decorator
@inline function target(w: Word): usize { return address(changetype<MemoProxy>(address(w)).of_); }

function newProxy(type: u32, w: Word): Word {
  const p = newObject(type, offsetof<MemoProxy>());
  if (p != 0) changetype<MemoProxy>(p).of_ = own(w);
  return fromAddress(p);
}

/** @slot PicklerMemoProxy.dealloc
 * @slot UnpicklerMemoProxy.dealloc */
export function memoProxyDealloc(p: usize): void {
  release(changetype<MemoProxy>(p).of_);
  freeObject(p);
}
/** @slot PicklerMemoProxy.traverse
 * @slot UnpicklerMemoProxy.traverse */
export function memoProxyTraverse(p: usize): void { visit(changetype<MemoProxy>(p).of_); }

/** @slot PicklerMemoProxy.hash
 * @slot UnpicklerMemoProxy.hash */
export function memoProxyHash(self: Word): i64 {
  raisef(T_TYPE_ERROR, "unhashable type: '%T'", self);
  return -1;
}

/** (dict, (content,)): how the content of a memo is pickled. */
function asReduced(content: Word): Word {
  if (content == NULL) return NULL;
  const args = fromAddress(tuple1(content));
  return args == NULL ? NULL : fromAddress(tuple2(own(<Word>T_DICT), args));
}

// ---- of a pickler -------------------------------------------------------------------------------------------------------

/** @getter Pickler.memo */
export function picklerMemo(self: Word): Word { return newProxy(T_PICKLER_MEMO_PROXY, self); }

/** @method PicklerMemoProxy.clear(self, /)
 * Empty the memo. */
export function picklerMemoClear(self: Word): Word {
  const p = target(self);
  const locked = lockPickler(p);
  if (locked < 0) return NULL;
  memoClear(p);
  unlockPickler(p, locked);
  return NONE;
}

/** @method PicklerMemoProxy.copy(self, /)
 * The memo as a new dict. */
export function picklerMemoCopy(self: Word): Word {
  const p = target(self);
  const locked = lockPickler(p);
  if (locked < 0) return NULL;
  const s = changetype<Pickler>(p);
  const dict = newDict();
  let ok = dict != 0;
  if (ok && s.memo != 0) {
    for (let at = <usize>s.memo, end = at + (<usize>(s.memoMask + 1) << 4); ok && at < end; at += 16) {
      const w = load<u64>(at);
      if (w == NULL) continue;
      const key = intFromU64(identity(w));
      const value = fromAddress(tuple2(ofI32(load<i32>(at, 8)), own(w)));
      ok = key != NULL && value != NULL && dictSet(dict, key, value) == 0;
      release(key);
      release(value);
    }
  }
  unlockPickler(p, locked);
  if (ok) return fromAddress(dict);
  release(fromAddress(dict));
  return NULL;
}

/** @method PicklerMemoProxy.__reduce__(self, /)
 * The memo itself is pickled as a dict. */
export function picklerMemoReduce(self: Word): Word { return asReduced(picklerMemoCopy(self)); }

/** @setter Pickler.memo */
export function picklerSetMemo(self: Word, value: Word): i32 {
  if (value == NULL) {
    raise(T_TYPE_ERROR, 'attribute deletion is not supported');
    return -1;
  }
  let content: Word;
  if (typeOf(value) == T_PICKLER_MEMO_PROXY) content = picklerMemoCopy(value);
  else if (isDict(value)) content = own(value);
  else content = raisef(T_TYPE_ERROR, "'memo' attribute must be a PicklerMemoProxy object or dict, not %T", value);
  if (content == NULL) return -1;
  const p = address(self);
  const locked = lockPickler(p);
  let ok = locked >= 0;
  if (ok) {
    memoClear(p);
    let position: u32 = 0;
    while (ok && (position = dictNext(address(content), position)) != 0) {
      const key = nextKey, pair = nextValue;
      if (!isTuple(pair) || tupleSize(address(pair)) != 2) {
        raise(T_TYPE_ERROR, "'memo' values must be 2-item tuples");
        ok = false;
      } else {
        const n = indexI64(tupleGet(address(pair), 0), T_VALUE_ERROR);
        ok = !(n == -1 && errorSet()) && memoSet(p, tupleGet(address(pair), 1), <u32>n);
      }
      release(key);
      release(pair);
    }
    unlockPickler(p, locked);
  }
  release(content);
  return ok ? 0 : -1;
}

// ---- of an unpickler ----------------------------------------------------------------------------------------------------

/** @getter Unpickler.memo */
export function unpicklerMemo(self: Word): Word { return newProxy(T_UNPICKLER_MEMO_PROXY, self); }

/** @method UnpicklerMemoProxy.clear(self, /)
 * Empty the memo. */
export function unpicklerMemoClear(self: Word): Word {
  const p = target(self);
  const locked = lockUnpickler(p);
  if (locked < 0) return NULL;
  clearUnpicklerMemo(p);
  unlockUnpickler(p, locked);
  return NONE;
}

/** @method UnpicklerMemoProxy.copy(self, /)
 * The memo as a new dict. */
export function unpicklerMemoCopy(self: Word): Word {
  const p = target(self);
  const locked = lockUnpickler(p);
  if (locked < 0) return NULL;
  const s = changetype<Unpickler>(p);
  const dict = newDict();
  let ok = dict != 0;
  for (let i: u32 = 0; ok && i < s.memoRoom; i++) {
    const w = load<u64>(<usize>s.memo + (<usize>i << 3));
    if (w != NULL) ok = dictSet(dict, ofI32(<i32>i), w) == 0;
  }
  unlockUnpickler(p, locked);
  if (ok) return fromAddress(dict);
  release(fromAddress(dict));
  return NULL;
}

/** @method UnpicklerMemoProxy.__reduce__(self, /)
 * The memo itself is pickled as a dict. */
export function unpicklerMemoReduce(self: Word): Word { return asReduced(unpicklerMemoCopy(self)); }

/** @setter Unpickler.memo */
export function unpicklerSetMemo(self: Word, value: Word): i32 {
  if (value == NULL) {
    raise(T_TYPE_ERROR, 'attribute deletion is not supported');
    return -1;
  }
  let content: Word;
  if (typeOf(value) == T_UNPICKLER_MEMO_PROXY) content = unpicklerMemoCopy(value);
  else if (isDict(value)) content = own(value);
  else content = raisef(T_TYPE_ERROR, "'memo' attribute must be an UnpicklerMemoProxy object or dict, not %T", value);
  if (content == NULL) return -1;
  const p = address(self);
  const locked = lockUnpickler(p);
  let ok = locked >= 0;
  if (ok) {
    clearUnpicklerMemo(p);
    let position: u32 = 0;
    while (ok && (position = dictNext(address(content), position)) != 0) {
      const key = nextKey, item = nextValue;
      if (!isIntLike(key)) {
        raise(T_TYPE_ERROR, 'memo key must be integers');
        ok = false;
      } else {
        const n: i64 = isInt(key) ? toInt(key) : indexI64(key, 0);
        if (n < 0) {
          if (!errorSet()) raise(T_VALUE_ERROR, 'memo key must be positive integers.');
          ok = false;
        } else ok = unpicklerMemoSet(p, <u64>n, item);
      }
      release(key);
      release(item);
    }
    unlockUnpickler(p, locked);
  }
  release(content);
  return ok ? 0 : -1;
}
