// The wrappers by which Python code calls a native slot (wrapper_descriptor, method-wrapper).

import { TUPLE_ITEMS, Tuple } from '../../layout/containers';
import { Type } from '../../layout/type';
import { NONE, NULL, Word, address, fromAddress, ofBool } from '../../layout/word';
import { markDeferred, release } from '../../counting/counts';
import { newObject } from '../../memory/objects';
import { arg } from '../../eval/call';
import { errorSet, raise, raisef } from '../../eval/errors';
import { dictGetStr, dictSet } from '../dict/core';
import { raiseStopIteration } from '../exceptions/new';
import { intFromI64 } from '../int/new';
import { genericSetSlot } from '../object';
import { indexI64, typeOf } from '../protocol';
import { t_setattro } from './slot_trampolines';
import {
  SlotRow, W_BINARY, W_CALL, W_COMPARE, W_CONTAINS, W_DELETE, W_DELETE_INDEX, W_FINALIZE, W_GET, W_GETATTR, W_HASH, W_INIT, W_INQUIRY, W_ITEM,
  W_LENGTH, W_NEXT, W_NONE, W_POWER, W_REFLECTED, W_REPEAT, W_RPOWER, W_SET, W_SET_INDEX, W_UNARY, WrapperDescriptor, slotRowCount, slotRows,
} from './slots';
import { type_setattro } from './type';
import { T_INDEX_ERROR, T_OVERFLOW_ERROR, T_TYPE_ERROR, T_WRAPPER_DESCRIPTOR } from '../../generated/types';

/** Adds wrapper descriptors for the native slots that `type` itself fills. */
export function addWrappers(type: u32): bool {
  const rows = slotRows();
  const count = slotRowCount();
  const dict = address(changetype<Type>(type).dict);
  for (let i: u32 = 0; i < count; i++) {
    const r = changetype<SlotRow>(rows + i * offsetof<SlotRow>());
    if (r.kind == W_NONE) continue;
    const func = load<u32>(type + r.offset);
    if (func == 0) continue;
    // only the slots that the type does not have from its base
    const base = changetype<Type>(type).base;
    if (base != 0 && load<u32>(base + r.offset) == func) continue;
    if (dictGetStr(dict, r.name) != NULL) continue;
    if (r.kind == W_HASH && func == hashNotImplementedIndex()) {
      if (dictSet(dict, r.name, NONE) < 0) return false;
      continue;
    }
    const w = newWrapper(<u32>changetype<usize>(r), func, type);
    if (w == 0) return false;
    if (dictSet(dict, r.name, fromAddress(w)) < 0) return false;
    release(fromAddress(w));
  }
  return true;
}

function newWrapper(row: u32, func: u32, type: u32): usize {
  const p = newObject(T_WRAPPER_DESCRIPTOR, offsetof<WrapperDescriptor>());
  if (p == 0) return 0;
  const w = changetype<WrapperDescriptor>(p);
  w.row = row;
  w.func = func;
  w.owner_type = type;
  w.pad0 = 0;
  markDeferred(p);
  return p;
}

/** hash slot of types that set __hash__ to None. */
export function hashNotImplemented(o: Word): i64 {
  raisef(T_TYPE_ERROR, "unhashable type: '%T'", o);
  return -1;
}
export function hashNotImplementedIndex(): u32 { return hashNotImplemented.index; }

function exactly(n: i32, given: i32): bool {
  if (n == given) return true;
  raisef(T_TYPE_ERROR, n == 1 ? 'expected %d argument, got %d' : 'expected %d arguments, got %d', intFromI64(n), intFromI64(given));
  return false;
}

/** Calls native slot `func` as wrapper kind says: `args` without self. */
export function callWrapper(kind: u32, func: u32, self: Word, args: usize, n: i32, kwnames: Word): Word {
  if (kwnames != NULL && changetype<Tuple>(address(kwnames)).size != 0 && kind != W_CALL && kind != W_INIT) return raise(T_TYPE_ERROR, 'wrapper takes no keyword arguments');
  if (kind >= W_COMPARE && kind < W_COMPARE + 6) return exactly(1, n) ? call_indirect<Word>(func, self, arg(args, 0), <i32>(kind - W_COMPARE)) : NULL;
  switch (kind) {
    case W_UNARY: return exactly(0, n) ? call_indirect<Word>(func, self) : NULL;
    case W_BINARY:
    case W_GETATTR: return exactly(1, n) ? call_indirect<Word>(func, self, arg(args, 0)) : NULL;
    case W_REFLECTED: return exactly(1, n) ? call_indirect<Word>(func, arg(args, 0), self) : NULL;
    case W_POWER: {
      if (n != 2 && !exactly(1, n)) return NULL;
      return call_indirect<Word>(func, self, arg(args, 0), n == 2 ? arg(args, 1) : NONE);
    }
    case W_RPOWER: {
      if (n != 2 && !exactly(1, n)) return NULL;
      return call_indirect<Word>(func, arg(args, 0), self, n == 2 ? arg(args, 1) : NONE);
    }
    case W_INQUIRY: {
      if (!exactly(0, n)) return NULL;
      const t = call_indirect<i32>(func, self);
      return t < 0 ? NULL : ofBool(t != 0);
    }
    case W_HASH: {
      if (!exactly(0, n)) return NULL;
      const h = call_indirect<i64>(func, self);
      return h == -1 && errorSet() ? NULL : intFromI64(h);
    }
    case W_LENGTH: {
      if (!exactly(0, n)) return NULL;
      const h = call_indirect<i64>(func, self);
      return h < 0 ? NULL : intFromI64(h);
    }
    case W_ITEM: {
      if (!exactly(1, n)) return NULL;
      const i = wrappedIndex(self, arg(args, 0));
      return i == -1 && errorSet() ? NULL : call_indirect<Word>(func, self, i);
    }
    case W_REPEAT: {
      if (!exactly(1, n)) return NULL;
      const i = indexI64(arg(args, 0), T_OVERFLOW_ERROR);
      return i == -1 && errorSet() ? NULL : call_indirect<Word>(func, self, i);
    }
    case W_SET_INDEX: {
      if (!exactly(2, n)) return NULL;
      const i = wrappedIndex(self, arg(args, 0));
      if (i == -1 && errorSet()) return NULL;
      return call_indirect<i32>(func, self, i, arg(args, 1)) < 0 ? NULL : NONE;
    }
    case W_DELETE_INDEX: {
      if (!exactly(1, n)) return NULL;
      const i = wrappedIndex(self, arg(args, 0));
      if (i == -1 && errorSet()) return NULL;
      return call_indirect<i32>(func, self, i, NULL) < 0 ? NULL : NONE;
    }
    case W_SET: return !exactly(2, n) || !mayCallSetattro(self, func, 'can\'t apply this __setattr__ to %T object') || call_indirect<i32>(func, self, arg(args, 0), arg(args, 1)) < 0 ? NULL : NONE;
    case W_DELETE: return !exactly(1, n) || !mayCallSetattro(self, func, 'can\'t apply this __delattr__ to %T object') || call_indirect<i32>(func, self, arg(args, 0), NULL) < 0 ? NULL : NONE;
    case W_CONTAINS: {
      if (!exactly(1, n)) return NULL;
      const t = call_indirect<i32>(func, self, arg(args, 0));
      return t < 0 ? NULL : ofBool(t != 0);
    }
    case W_CALL: return call_indirect<Word>(func, self, args, n, kwnames);
    case W_NEXT: {
      if (!exactly(0, n)) return NULL;
      const r = call_indirect<Word>(func, self);
      if (r == NULL && !errorSet()) raiseStopIteration(NONE);
      return r;
    }
    case W_GET: {
      if (n != 2 && !exactly(1, n)) return NULL;
      const o = arg(args, 0);
      const t: Word = n == 2 ? arg(args, 1) : NONE;
      if (o == NONE && t == NONE) return raise(T_TYPE_ERROR, '__get__(None, None) is invalid');
      return call_indirect<Word>(func, self, o == NONE ? NULL : o, t == NONE ? NULL : t);
    }
    case W_INIT: return call_indirect<i32>(func, self, args, n, kwnames) < 0 ? NULL : NONE;
    case W_FINALIZE: {
      if (!exactly(0, n)) return NULL;
      call_indirect<void>(func, self);
      return NONE;
    }
    default: return unreachable();
  }
}

// object.__setattr__ on an object whose native type brings its own (a class, a proxy) would go behind its back.
function mayCallSetattro(self: Word, func: u32, message: string): bool {
  if (func != genericSetSlot() && func != type_setattro.index) return true;
  const type = typeOf(self);
  const mine = changetype<Type>(type).setattro;
  if (mine == func) return true;
  const mro = address(changetype<Type>(type).mro);
  // the class that brought the native slot in: the last of the mro that has it
  let defining = type;
  for (let i = <i32>changetype<Tuple>(mro).size - 1; i >= 0; i--) {
    const base = <u32>address(load<u64>(mro + TUPLE_ITEMS + (<usize>i << 3)));
    const slot = changetype<Type>(base).setattro;
    if (slot != t_setattro.index && slot == mine) { defining = base; break; }
  }
  for (let base = defining; base != 0; base = changetype<Type>(base).base) {
    const slot = changetype<Type>(base).setattro;
    if (slot == func) return true;
    if (slot != t_setattro.index) {
      raisef(T_TYPE_ERROR, message, self);
      return false;
    }
  }
  return true;
}

function wrappedIndex(self: Word, key: Word): i64 {
  let i = indexI64(key, T_INDEX_ERROR);
  if (i == -1 && errorSet()) return -1;
  const length = changetype<Type>(typeOf(self)).sq_length;
  if (i < 0 && length != 0) {
    const n = call_indirect<i64>(length, self);
    if (n < 0) return -1;
    i += n;
    if (i == -1) i = -2;
  }
  return i;
}
