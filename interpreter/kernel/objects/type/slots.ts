// Slots and special methods: which dunder name belongs to which slot, the trampolines that a slot of a Python class
// gets, and the wrappers by which Python code calls a native slot (wrapper_descriptor, method-wrapper).

import { Word, NULL, NONE, TRUE, FALSE, NOT_IMPLEMENTED, isPointer, isInt, address, fromAddress, ofBool, ofInt, plain } from '../../layout/word';
import { Type, LT, LE, EQ, NE, GT, GE, TF_HEAP, TF_METHOD_DESCRIPTOR } from '../../layout/type';
import { Tuple, TUPLE_ITEMS } from '../../layout/containers';
import { own, release } from '../../counting/counts';
import { allocBlock, KIND_RAW } from '../../memory/blocks';
import { newObject } from '../../memory/objects';
import { raise, raisef, errorSet, errorMatches, clearError } from '../../eval/errors';
import { callWith, call0, call1, arg, call2, call3 } from '../../eval/call';
import { compareBool, typeOf, truth, isIntLike, asI64, indexI64, bindLookup } from '../protocol';
import { intFromI64 } from '../int/new';
import { typeLookup, isSubtype } from './lookup';
import { genericGetAttribute, genericGetSlot, genericSetSlot } from '../object';
import { Control, control } from '../../layout/control';
import { lend } from '../../eval/stack';
import {
  T_TYPE_ERROR, T_OVERFLOW_ERROR, T_VALUE_ERROR, T_ATTRIBUTE_ERROR, T_FUNCTION, T_WRAPPER_DESCRIPTOR, T_STOP_ITERATION, T_METHOD_DESCRIPTOR, T_RUNTIME_ERROR,
} from '../../generated/types';
import {
  N___add__, N___radd__, N___sub__, N___rsub__, N___mul__, N___rmul__, N___mod__, N___rmod__, N___divmod__, N___rdivmod__, N___pow__, N___rpow__,
  N___lshift__, N___rlshift__, N___rshift__, N___rrshift__, N___and__, N___rand__, N___xor__, N___rxor__, N___or__, N___ror__, N___floordiv__,
  N___rfloordiv__, N___truediv__, N___rtruediv__, N___matmul__, N___rmatmul__, N___iadd__, N___isub__, N___imul__, N___imod__, N___ipow__,
  N___ilshift__, N___irshift__, N___iand__, N___ixor__, N___ior__, N___ifloordiv__, N___itruediv__, N___imatmul__, N___neg__, N___pos__, N___abs__,
  N___invert__, N___bool__, N___int__, N___float__, N___index__, N___len__, N___getitem__, N___setitem__, N___delitem__, N___contains__, N___repr__,
  N___str__, N___hash__, N___call__, N___getattribute__, N___getattr__, N___setattr__, N___delattr__, N___lt__, N___le__, N___eq__, N___ne__, N___gt__,
  N___ge__, N___iter__, N___next__, N___get__, N___set__, N___delete__, N___init__, N___new__, N___del__, N___await__, N___aiter__, N___anext__,
  N___buffer__, N___release_buffer__,
} from '../../generated/names';

// Kinds of wrappers: how Python-level arguments meet the slot's signature.
// @ts-ignore: decorator
@inline export const W_UNARY: u32 = 0;
// @ts-ignore: decorator
@inline export const W_BINARY: u32 = 1; // slot(self, other)
// @ts-ignore: decorator
@inline export const W_REFLECTED: u32 = 2; // slot(other, self)
// @ts-ignore: decorator
@inline export const W_POWER: u32 = 3;
// @ts-ignore: decorator
@inline export const W_RPOWER: u32 = 4;
// @ts-ignore: decorator
@inline export const W_INQUIRY: u32 = 5;
// @ts-ignore: decorator
@inline export const W_HASH: u32 = 6;
// @ts-ignore: decorator
@inline export const W_LENGTH: u32 = 7;
// @ts-ignore: decorator
@inline export const W_ITEM: u32 = 8; // sq_item(self, index)
// @ts-ignore: decorator
@inline export const W_REPEAT: u32 = 9;
// @ts-ignore: decorator
@inline export const W_SET_INDEX: u32 = 10;
// @ts-ignore: decorator
@inline export const W_DELETE_INDEX: u32 = 11;
// @ts-ignore: decorator
@inline export const W_SET: u32 = 12; // mp_ass_subscript, setattro, descr_set (self, key, value)
// @ts-ignore: decorator
@inline export const W_DELETE: u32 = 13;
// @ts-ignore: decorator
@inline export const W_CONTAINS: u32 = 14;
// @ts-ignore: decorator
@inline export const W_COMPARE: u32 = 16; // + operator
// @ts-ignore: decorator
@inline export const W_CALL: u32 = 24;
// @ts-ignore: decorator
@inline export const W_NEXT: u32 = 25;
// @ts-ignore: decorator
@inline export const W_GET: u32 = 26;
// @ts-ignore: decorator
@inline export const W_INIT: u32 = 27;
// @ts-ignore: decorator
@inline export const W_FINALIZE: u32 = 28;
// @ts-ignore: decorator
@inline export const W_GETATTR: u32 = 29;
// @ts-ignore: decorator
@inline export const W_NONE: u32 = 31; // no wrapper (__new__, __getattr__)

/** A row of the table at control().pool0: dunder name, slot, trampoline, wrapper. */
// @ts-ignore: decorator
@unmanaged
export class SlotRow {
  name: Word;
  offset: u32;
  trampoline: u32;
  kind: u32;
  doc: u32;
}

/** wrapper_descriptor: a native slot as a method. */
// @ts-ignore: decorator
@unmanaged
export class WrapperDescriptor {
  type: u32; local: u32; shared: i32; owner: u16; mutex: u8; gc: u8;
  row: u32; // 16: SlotRow
  func: u32; // 20: table index of the native slot
  owner_type: u32; // 24
  pad0: u32;
}

// @ts-ignore: decorator
@inline export function slotRows(): usize { return control().pool0; }
// @ts-ignore: decorator
@inline export function slotRowCount(): u32 { return control().pool1; }

let next: usize = 0;
function row(name: Word, offset: usize, trampoline: u32, kind: u32, doc: string): void {
  const r = changetype<SlotRow>(next);
  r.name = name;
  r.offset = <u32>offset;
  r.trampoline = trampoline;
  r.kind = kind;
  r.doc = <u32>changetype<usize>(doc);
  next += offsetof<SlotRow>();
  control().pool1++;
}

/** Builds the table; once, at boot. Order: as CPython's slot table, so that rows of one slot stand together. */
export function bootSlots(): void {
  next = allocBlock(KIND_RAW, 120 * offsetof<SlotRow>());
  control().pool0 = <u32>next;
  control().pool1 = 0;
  row(N___getattribute__, offsetof<Type>('getattro'), t_getattro.index, W_GETATTR, 'Return getattr(self, name).');
  row(N___getattr__, offsetof<Type>('getattro'), t_getattro.index, W_NONE, '');
  row(N___setattr__, offsetof<Type>('setattro'), t_setattro.index, W_SET, 'Implement setattr(self, name, value).');
  row(N___delattr__, offsetof<Type>('setattro'), t_setattro.index, W_DELETE, 'Implement delattr(self, name).');
  row(N___repr__, offsetof<Type>('repr'), t_repr.index, W_UNARY, 'Return repr(self).');
  row(N___hash__, offsetof<Type>('hash'), t_hash.index, W_HASH, 'Return hash(self).');
  row(N___call__, offsetof<Type>('call'), t_call.index, W_CALL, 'Call self as a function.');
  row(N___str__, offsetof<Type>('str'), t_str.index, W_UNARY, 'Return str(self).');
  row(N___lt__, offsetof<Type>('richcompare'), t_richcompare.index, W_COMPARE + LT, 'Return self<value.');
  row(N___le__, offsetof<Type>('richcompare'), t_richcompare.index, W_COMPARE + LE, 'Return self<=value.');
  row(N___eq__, offsetof<Type>('richcompare'), t_richcompare.index, W_COMPARE + EQ, 'Return self==value.');
  row(N___ne__, offsetof<Type>('richcompare'), t_richcompare.index, W_COMPARE + NE, 'Return self!=value.');
  row(N___gt__, offsetof<Type>('richcompare'), t_richcompare.index, W_COMPARE + GT, 'Return self>value.');
  row(N___ge__, offsetof<Type>('richcompare'), t_richcompare.index, W_COMPARE + GE, 'Return self>=value.');
  row(N___iter__, offsetof<Type>('iter'), t_iter.index, W_UNARY, 'Implement iter(self).');
  row(N___next__, offsetof<Type>('iternext'), t_next.index, W_NEXT, 'Implement next(self).');
  row(N___get__, offsetof<Type>('descr_get'), t_get.index, W_GET, 'Return an attribute of instance, which is of type owner.');
  row(N___set__, offsetof<Type>('descr_set'), t_set.index, W_SET, 'Set an attribute of instance to value.');
  row(N___delete__, offsetof<Type>('descr_set'), t_set.index, W_DELETE, 'Delete an attribute of instance.');
  row(N___init__, offsetof<Type>('init'), t_init.index, W_INIT, 'Initialize self.  See help(type(self)) for accurate signature.');
  row(N___new__, offsetof<Type>('new'), t_new.index, W_NONE, 'Create and return new object.');
  row(N___del__, offsetof<Type>('finalize'), t_finalize.index, W_FINALIZE, 'Called when the instance is about to be destroyed.');
  row(N___await__, offsetof<Type>('am_await'), t_await.index, W_UNARY, 'Return an iterator to be used in await expression.');
  row(N___aiter__, offsetof<Type>('am_aiter'), t_aiter.index, W_UNARY, 'Return an awaitable, that resolves in asynchronous iterator.');
  row(N___anext__, offsetof<Type>('am_anext'), t_anext.index, W_UNARY, 'Return a value or raise StopAsyncIteration.');
  row(N___add__, offsetof<Type>('nb_add'), t_add.index, W_BINARY, 'Return self+value.');
  row(N___radd__, offsetof<Type>('nb_add'), t_add.index, W_REFLECTED, 'Return value+self.');
  row(N___sub__, offsetof<Type>('nb_subtract'), t_sub.index, W_BINARY, 'Return self-value.');
  row(N___rsub__, offsetof<Type>('nb_subtract'), t_sub.index, W_REFLECTED, 'Return value-self.');
  row(N___mul__, offsetof<Type>('nb_multiply'), t_mul.index, W_BINARY, 'Return self*value.');
  row(N___rmul__, offsetof<Type>('nb_multiply'), t_mul.index, W_REFLECTED, 'Return value*self.');
  row(N___mod__, offsetof<Type>('nb_remainder'), t_mod.index, W_BINARY, 'Return self%value.');
  row(N___rmod__, offsetof<Type>('nb_remainder'), t_mod.index, W_REFLECTED, 'Return value%self.');
  row(N___divmod__, offsetof<Type>('nb_divmod'), t_divmod.index, W_BINARY, 'Return divmod(self, value).');
  row(N___rdivmod__, offsetof<Type>('nb_divmod'), t_divmod.index, W_REFLECTED, 'Return divmod(value, self).');
  row(N___pow__, offsetof<Type>('nb_power'), t_pow.index, W_POWER, 'Return pow(self, value, mod).');
  row(N___rpow__, offsetof<Type>('nb_power'), t_pow.index, W_RPOWER, 'Return pow(value, self, mod).');
  row(N___neg__, offsetof<Type>('nb_negative'), t_neg.index, W_UNARY, '-self');
  row(N___pos__, offsetof<Type>('nb_positive'), t_pos.index, W_UNARY, '+self');
  row(N___abs__, offsetof<Type>('nb_absolute'), t_abs.index, W_UNARY, 'abs(self)');
  row(N___bool__, offsetof<Type>('nb_bool'), t_bool.index, W_INQUIRY, 'True if self else False');
  row(N___invert__, offsetof<Type>('nb_invert'), t_invert.index, W_UNARY, '~self');
  row(N___lshift__, offsetof<Type>('nb_lshift'), t_lshift.index, W_BINARY, 'Return self<<value.');
  row(N___rlshift__, offsetof<Type>('nb_lshift'), t_lshift.index, W_REFLECTED, 'Return value<<self.');
  row(N___rshift__, offsetof<Type>('nb_rshift'), t_rshift.index, W_BINARY, 'Return self>>value.');
  row(N___rrshift__, offsetof<Type>('nb_rshift'), t_rshift.index, W_REFLECTED, 'Return value>>self.');
  row(N___and__, offsetof<Type>('nb_and'), t_and.index, W_BINARY, 'Return self&value.');
  row(N___rand__, offsetof<Type>('nb_and'), t_and.index, W_REFLECTED, 'Return value&self.');
  row(N___xor__, offsetof<Type>('nb_xor'), t_xor.index, W_BINARY, 'Return self^value.');
  row(N___rxor__, offsetof<Type>('nb_xor'), t_xor.index, W_REFLECTED, 'Return value^self.');
  row(N___or__, offsetof<Type>('nb_or'), t_or.index, W_BINARY, 'Return self|value.');
  row(N___ror__, offsetof<Type>('nb_or'), t_or.index, W_REFLECTED, 'Return value|self.');
  row(N___int__, offsetof<Type>('nb_int'), t_int.index, W_UNARY, 'int(self)');
  row(N___float__, offsetof<Type>('nb_float'), t_float.index, W_UNARY, 'float(self)');
  row(N___iadd__, offsetof<Type>('nb_inplace_add'), t_iadd.index, W_BINARY, 'Return self+=value.');
  row(N___isub__, offsetof<Type>('nb_inplace_subtract'), t_isub.index, W_BINARY, 'Return self-=value.');
  row(N___imul__, offsetof<Type>('nb_inplace_multiply'), t_imul.index, W_BINARY, 'Return self*=value.');
  row(N___imod__, offsetof<Type>('nb_inplace_remainder'), t_imod.index, W_BINARY, 'Return self%=value.');
  row(N___ipow__, offsetof<Type>('nb_inplace_power'), t_ipow.index, W_POWER, 'Return self**=value.');
  row(N___ilshift__, offsetof<Type>('nb_inplace_lshift'), t_ilshift.index, W_BINARY, 'Return self<<=value.');
  row(N___irshift__, offsetof<Type>('nb_inplace_rshift'), t_irshift.index, W_BINARY, 'Return self>>=value.');
  row(N___iand__, offsetof<Type>('nb_inplace_and'), t_iand.index, W_BINARY, 'Return self&=value.');
  row(N___ixor__, offsetof<Type>('nb_inplace_xor'), t_ixor.index, W_BINARY, 'Return self^=value.');
  row(N___ior__, offsetof<Type>('nb_inplace_or'), t_ior.index, W_BINARY, 'Return self|=value.');
  row(N___floordiv__, offsetof<Type>('nb_floor_divide'), t_floordiv.index, W_BINARY, 'Return self//value.');
  row(N___rfloordiv__, offsetof<Type>('nb_floor_divide'), t_floordiv.index, W_REFLECTED, 'Return value//self.');
  row(N___truediv__, offsetof<Type>('nb_true_divide'), t_truediv.index, W_BINARY, 'Return self/value.');
  row(N___rtruediv__, offsetof<Type>('nb_true_divide'), t_truediv.index, W_REFLECTED, 'Return value/self.');
  row(N___ifloordiv__, offsetof<Type>('nb_inplace_floor_divide'), t_ifloordiv.index, W_BINARY, 'Return self//=value.');
  row(N___itruediv__, offsetof<Type>('nb_inplace_true_divide'), t_itruediv.index, W_BINARY, 'Return self/=value.');
  row(N___index__, offsetof<Type>('nb_index'), t_index.index, W_UNARY, 'Return self converted to an integer, if self is suitable for use as an index into a list.');
  row(N___matmul__, offsetof<Type>('nb_matrix_multiply'), t_matmul.index, W_BINARY, 'Return self@value.');
  row(N___rmatmul__, offsetof<Type>('nb_matrix_multiply'), t_matmul.index, W_REFLECTED, 'Return value@self.');
  row(N___imatmul__, offsetof<Type>('nb_inplace_matrix_multiply'), t_imatmul.index, W_BINARY, 'Return self@=value.');
  row(N___len__, offsetof<Type>('mp_length'), t_len.index, W_LENGTH, 'Return len(self).');
  row(N___getitem__, offsetof<Type>('mp_subscript'), t_getitem.index, W_BINARY, 'Return self[key].');
  row(N___setitem__, offsetof<Type>('mp_ass_subscript'), t_setitem.index, W_SET, 'Set self[key] to value.');
  row(N___delitem__, offsetof<Type>('mp_ass_subscript'), t_setitem.index, W_DELETE, 'Delete self[key].');
  row(N___len__, offsetof<Type>('sq_length'), t_len.index, W_LENGTH, 'Return len(self).');
  row(N___add__, offsetof<Type>('sq_concat'), 0, W_BINARY, 'Return self+value.');
  row(N___mul__, offsetof<Type>('sq_repeat'), 0, W_REPEAT, 'Return self*value.');
  row(N___rmul__, offsetof<Type>('sq_repeat'), 0, W_REPEAT, 'Return value*self.');
  row(N___getitem__, offsetof<Type>('sq_item'), t_item.index, W_ITEM, 'Return self[key].');
  row(N___setitem__, offsetof<Type>('sq_ass_item'), t_set_index.index, W_SET_INDEX, 'Set self[key] to value.');
  row(N___delitem__, offsetof<Type>('sq_ass_item'), t_set_index.index, W_DELETE_INDEX, 'Delete self[key].');
  row(N___contains__, offsetof<Type>('sq_contains'), t_contains.index, W_CONTAINS, 'Return bool(key in self).');
  row(N___iadd__, offsetof<Type>('sq_inplace_concat'), 0, W_BINARY, 'Implement self+=value.');
  row(N___imul__, offsetof<Type>('sq_inplace_repeat'), 0, W_REPEAT, 'Implement self*=value.');
}

// ---- wrappers -----------------------------------------------------------------------------------------------------------------

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
import { dictGetStr, dictSet } from '../dict/core';
import { markDeferred } from '../../counting/counts';

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
import { raiseStopIteration } from '../exceptions/new';

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
import { type_setattro } from './type';

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
import { T_INDEX_ERROR } from '../../generated/types';

// ---- trampolines: slots of Python classes -----------------------------------------------------------------------------------------

/** Calls the special method `name` of o's type: NULL without an error when there is none (`found` tells). */
let found: bool = false;
function special(o: Word, name: Word, args: usize, n: i32): Word {
  const m = typeLookup(typeOf(o), name);
  found = m != NULL;
  if (m == NULL) return NULL;
  let r: Word;
  if (isPointer(m) && load<u32>(address(m)) == T_FUNCTION) {
    r = callWith(m, o, args, n, NULL);
    release(m);
    return r;
  }
  if (m == NONE) return raisef(T_TYPE_ERROR, "'NoneType' object is not callable");
  const bound = bindLookup(m, o);
  if (bound == NULL) return NULL;
  r = callWith(bound, NULL, args, n, NULL);
  release(bound);
  return r;
}

function special1(o: Word, name: Word, a: Word): Word {
  const m = typeLookup(typeOf(o), name);
  found = m != NULL;
  if (m == NULL) return NULL;
  let r: Word;
  if (isPointer(m) && load<u32>(address(m)) == T_FUNCTION) {
    r = call2(m, o, a);
    release(m);
    return r;
  }
  if (m == NONE) return raisef(T_TYPE_ERROR, "'NoneType' object is not callable");
  const bound = bindLookup(m, o);
  if (bound == NULL) return NULL;
  r = call1(bound, a);
  release(bound);
  return r;
}
function special2(o: Word, name: Word, a: Word, b: Word): Word {
  const m = typeLookup(typeOf(o), name);
  found = m != NULL;
  if (m == NULL) return NULL;
  let r: Word;
  if (isPointer(m) && load<u32>(address(m)) == T_FUNCTION) {
    r = call3(m, o, a, b);
    release(m);
    return r;
  }
  const bound = bindLookup(m, o);
  if (bound == NULL) return NULL;
  r = call2(bound, a, b);
  release(bound);
  return r;
}
function special0(o: Word, name: Word): Word { return special(o, name, 0, 0); }

function missing(o: Word, name: Word): Word {
  if (!errorSet()) raisef(T_ATTRIBUTE_ERROR, "'%T' object has no attribute '%U'", o, name);
  return NULL;
}

function unarySpecial(o: Word, name: Word): Word {
  const r = special0(o, name);
  return r == NULL && !found ? missing(o, name) : r;
}

// a <op> b where the slot of a, or of b, or of both is this trampoline.
function binarySpecial(a: Word, b: Word, name: Word, reflected: Word, slot: usize, trampoline: u32): Word {
  const ta = typeOf(a);
  const tb = typeOf(b);
  let doOther = ta != tb && load<u32>(tb + slot) == trampoline;
  if (load<u32>(ta + slot) == trampoline) {
    if (doOther && isSubtype(tb, ta)) {
      // a subclass that overrides the reflected method goes first
      const mb = typeLookup(tb, reflected);
      const ma = typeLookup(ta, reflected);
      const differs = mb != NULL && mb != ma;
      release(mb);
      release(ma);
      if (differs) {
        const r = special1(b, reflected, a);
        if (r != NOT_IMPLEMENTED && (r != NULL || found)) return r;
        doOther = false;
      }
    }
    const r = special1(a, name, b);
    if (r != NOT_IMPLEMENTED && (r != NULL || found)) return r;
    if (ta == tb) return NOT_IMPLEMENTED;
  }
  if (doOther) {
    const r = special1(b, reflected, a);
    if (r != NULL || found) return r;
  }
  return NOT_IMPLEMENTED;
}

function inplaceSpecial(a: Word, b: Word, name: Word): Word {
  const r = special1(a, name, b);
  return r == NULL && !found ? NOT_IMPLEMENTED : r;
}

export function t_add(a: Word, b: Word): Word { return binarySpecial(a, b, N___add__, N___radd__, offsetof<Type>('nb_add'), t_add.index); }
export function t_sub(a: Word, b: Word): Word { return binarySpecial(a, b, N___sub__, N___rsub__, offsetof<Type>('nb_subtract'), t_sub.index); }
export function t_mul(a: Word, b: Word): Word { return binarySpecial(a, b, N___mul__, N___rmul__, offsetof<Type>('nb_multiply'), t_mul.index); }
export function t_mod(a: Word, b: Word): Word { return binarySpecial(a, b, N___mod__, N___rmod__, offsetof<Type>('nb_remainder'), t_mod.index); }
export function t_divmod(a: Word, b: Word): Word { return binarySpecial(a, b, N___divmod__, N___rdivmod__, offsetof<Type>('nb_divmod'), t_divmod.index); }
export function t_lshift(a: Word, b: Word): Word { return binarySpecial(a, b, N___lshift__, N___rlshift__, offsetof<Type>('nb_lshift'), t_lshift.index); }
export function t_rshift(a: Word, b: Word): Word { return binarySpecial(a, b, N___rshift__, N___rrshift__, offsetof<Type>('nb_rshift'), t_rshift.index); }
export function t_and(a: Word, b: Word): Word { return binarySpecial(a, b, N___and__, N___rand__, offsetof<Type>('nb_and'), t_and.index); }
export function t_xor(a: Word, b: Word): Word { return binarySpecial(a, b, N___xor__, N___rxor__, offsetof<Type>('nb_xor'), t_xor.index); }
export function t_or(a: Word, b: Word): Word { return binarySpecial(a, b, N___or__, N___ror__, offsetof<Type>('nb_or'), t_or.index); }
export function t_floordiv(a: Word, b: Word): Word { return binarySpecial(a, b, N___floordiv__, N___rfloordiv__, offsetof<Type>('nb_floor_divide'), t_floordiv.index); }
export function t_truediv(a: Word, b: Word): Word { return binarySpecial(a, b, N___truediv__, N___rtruediv__, offsetof<Type>('nb_true_divide'), t_truediv.index); }
export function t_matmul(a: Word, b: Word): Word { return binarySpecial(a, b, N___matmul__, N___rmatmul__, offsetof<Type>('nb_matrix_multiply'), t_matmul.index); }
export function t_pow(a: Word, b: Word, c: Word): Word {
  if (c == NONE) return binarySpecial(a, b, N___pow__, N___rpow__, offsetof<Type>('nb_power'), t_pow.index);
  if (load<u32>(typeOf(a) + offsetof<Type>('nb_power')) == t_pow.index) {
    const r = special2(a, N___pow__, b, c);
    return r == NULL && !found ? NOT_IMPLEMENTED : r;
  }
  return NOT_IMPLEMENTED;
}
export function t_iadd(a: Word, b: Word): Word { return inplaceSpecial(a, b, N___iadd__); }
export function t_isub(a: Word, b: Word): Word { return inplaceSpecial(a, b, N___isub__); }
export function t_imul(a: Word, b: Word): Word { return inplaceSpecial(a, b, N___imul__); }
export function t_imod(a: Word, b: Word): Word { return inplaceSpecial(a, b, N___imod__); }
export function t_ipow(a: Word, b: Word, c: Word): Word { return inplaceSpecial(a, b, N___ipow__); }
export function t_ilshift(a: Word, b: Word): Word { return inplaceSpecial(a, b, N___ilshift__); }
export function t_irshift(a: Word, b: Word): Word { return inplaceSpecial(a, b, N___irshift__); }
export function t_iand(a: Word, b: Word): Word { return inplaceSpecial(a, b, N___iand__); }
export function t_ixor(a: Word, b: Word): Word { return inplaceSpecial(a, b, N___ixor__); }
export function t_ior(a: Word, b: Word): Word { return inplaceSpecial(a, b, N___ior__); }
export function t_ifloordiv(a: Word, b: Word): Word { return inplaceSpecial(a, b, N___ifloordiv__); }
export function t_itruediv(a: Word, b: Word): Word { return inplaceSpecial(a, b, N___itruediv__); }
export function t_imatmul(a: Word, b: Word): Word { return inplaceSpecial(a, b, N___imatmul__); }
export function t_neg(a: Word): Word { return unarySpecial(a, N___neg__); }
export function t_pos(a: Word): Word { return unarySpecial(a, N___pos__); }
export function t_abs(a: Word): Word { return unarySpecial(a, N___abs__); }
export function t_invert(a: Word): Word { return unarySpecial(a, N___invert__); }
export function t_int(a: Word): Word { return unarySpecial(a, N___int__); }
export function t_float(a: Word): Word { return unarySpecial(a, N___float__); }
export function t_index(a: Word): Word { return unarySpecial(a, N___index__); }
export function t_repr(a: Word): Word { return unarySpecial(a, N___repr__); }
export function t_str(a: Word): Word { return unarySpecial(a, N___str__); }
export function t_await(a: Word): Word { return unarySpecial(a, N___await__); }
export function t_aiter(a: Word): Word { return unarySpecial(a, N___aiter__); }
export function t_anext(a: Word): Word { return unarySpecial(a, N___anext__); }

export function t_iter(a: Word): Word {
  const m = typeLookup(typeOf(a), N___iter__);
  if (m == NONE) return raisef(T_TYPE_ERROR, "'%T' object is not iterable", a);
  if (m != NULL) {
    if (!isPointer(m) || load<u32>(address(m)) != T_FUNCTION) {
      release(m);
      return unarySpecial(a, N___iter__);
    }
    const r = call1(m, a);
    release(m);
    return r;
  }
  const g = typeLookup(typeOf(a), N___getitem__);
  if (g == NULL) return raisef(T_TYPE_ERROR, "'%T' object is not iterable", a);
  release(g);
  return newSequenceIterator(a);
}
import { newSequenceIterator } from '../iterators';

export function t_next(a: Word): Word { return unarySpecial(a, N___next__); }

export function t_bool(a: Word): i32 {
  let r = special0(a, N___bool__);
  let viaLength = false;
  if (r == NULL && !found) {
    r = special0(a, N___len__);
    if (r == NULL && !found) return 1;
    viaLength = true;
  }
  if (r == NULL) return -1;
  if (viaLength) {
    const n = lengthOf(r);
    return n < 0 ? -1 : n != 0 ? 1 : 0;
  }
  if (r != TRUE && r != FALSE) {
    raisef(T_TYPE_ERROR, '__bool__ should return bool, returned %T', r);
    release(r);
    return -1;
  }
  return r == TRUE ? 1 : 0;
}

function lengthOf(r: Word): i64 {
  if (!isIntLike(r) && changetype<Type>(typeOf(r)).nb_index == 0) {
    raisef(T_TYPE_ERROR, "'%T' object cannot be interpreted as an integer", r);
    release(r);
    return -1;
  }
  let n = indexI64(r, T_OVERFLOW_ERROR);
  if (n == -1 && errorMatches(T_OVERFLOW_ERROR)) {
    const e = takeError();
    // too far below zero is below zero in the first place
    if (compareBool(r, ofInt(0), LT) == 1) release(e);
    else { clearError(); restoreError(e); }
  }
  release(r);
  if (n < 0) {
    if (!errorSet()) raise(T_VALUE_ERROR, '__len__() should return >= 0');
    return -1;
  }
  return n;
}

export function t_len(a: Word): i64 {
  const r = special0(a, N___len__);
  if (r == NULL) {
    if (!found) missing(a, N___len__);
    return -1;
  }
  return lengthOf(r);
}

export function t_hash(a: Word): i64 {
  const m = typeLookup(typeOf(a), N___hash__);
  if (m == NONE || m == NULL) return hashNotImplemented(a);
  release(m);
  const r = special0(a, N___hash__);
  if (r == NULL) return -1;
  if (!isIntLike(r)) {
    raise(T_TYPE_ERROR, '__hash__ method should return an integer');
    release(r);
    return -1;
  }
  // what fits 64 bits is the hash as it is; bigger ints give their own hash
  const h = fitsI64(r) ? toI64(r) : intHash(r);
  release(r);
  return h == -1 ? -2 : h;
}
import { fitsI64, intHash, toI64 } from '../int/new';

export function t_call(f: Word, args: usize, n: i32, kwnames: Word): Word {
  const m = typeLookup(typeOf(f), N___call__);
  if (m == NULL) return raisef(T_TYPE_ERROR, "'%T' object is not callable", f);
  let r: Word;
  if (isPointer(m) && load<u32>(address(m)) == T_FUNCTION) r = callWith(m, f, args, n, kwnames);
  else {
    const bound = bindLookup(m, f);
    if (bound == NULL) return NULL;
    r = callWith(bound, NULL, args, n, kwnames);
    release(bound);
    return r;
  }
  release(m);
  return r;
}

export function t_getattro(o: Word, name: Word): Word {
  const t = typeOf(o);
  const get = typeLookup(t, N___getattribute__);
  let r: Word;
  if (get != NULL && isPointer(get) && load<u32>(address(get)) == T_WRAPPER_DESCRIPTOR && changetype<WrapperDescriptor>(address(get)).func == genericGetSlot())
    r = genericGetAttribute(o, name);
  else if (get != NULL && isPointer(get) && load<u32>(address(get)) == T_WRAPPER_DESCRIPTOR) r = call_indirect<Word>(changetype<WrapperDescriptor>(address(get)).func, o, name);
  else r = special1(o, N___getattribute__, name);
  release(get);
  if (r != NULL || !errorMatches(T_ATTRIBUTE_ERROR)) return r;
  const fallback = typeLookup(t, N___getattr__);
  if (fallback == NULL) return NULL;
  clearError();
  release(fallback);
  return special1(o, N___getattr__, name);
}

export function t_setattro(o: Word, name: Word, value: Word): i32 {
  const r = value == NULL ? special1(o, N___delattr__, name) : special2(o, N___setattr__, name, value);
  if (r == NULL) {
    if (!found) missing(o, value == NULL ? N___delattr__ : N___setattr__);
    return -1;
  }
  release(r);
  return 0;
}

export function t_richcompare(a: Word, b: Word, op: i32): Word {
  const name: Word = op == LT ? N___lt__ : op == LE ? N___le__ : op == EQ ? N___eq__ : op == NE ? N___ne__ : op == GT ? N___gt__ : N___ge__;
  const m = typeLookup(typeOf(a), name);
  if (m == NULL) return NOT_IMPLEMENTED;
  // None, put there to block the comparison, is called and fails
  if (m == NONE || isPointer(m) && load<u32>(address(m)) == T_FUNCTION) {
    release(m);
    const r = special1(a, name, b);
    return r == NULL && !found ? NOT_IMPLEMENTED : r;
  }
  if ((changetype<Type>(typeOf(m)).flags & TF_METHOD_DESCRIPTOR) != 0) {
    const r = call2(m, a, b);
    release(m);
    return r;
  }
  // a descriptor that fails counts as none
  const bound = bindLookup(m, a);
  if (bound == NULL) {
    clearError();
    return NOT_IMPLEMENTED;
  }
  const r = call1(bound, b);
  release(bound);
  return r;
}

export function t_get(d: Word, o: Word, type: Word): Word {
  const r = special2(d, N___get__, o == NULL ? NONE : o, type == NULL ? NONE : type);
  if (r == NULL && !found) return own(d);
  return r;
}

export function t_set(d: Word, o: Word, value: Word): i32 {
  const r = value == NULL ? special1(d, N___delete__, o) : special2(d, N___set__, o, value);
  if (r == NULL) {
    if (!found && !errorSet()) raisef(T_ATTRIBUTE_ERROR, value == NULL ? '__delete__' : '__set__');
    return -1;
  }
  release(r);
  return 0;
}

export function t_init(self: Word, args: usize, n: i32, kwnames: Word): i32 {
  const m = typeLookup(typeOf(self), N___init__);
  if (m == NULL) return 0;
  let r: Word;
  if (isPointer(m) && load<u32>(address(m)) == T_FUNCTION) {
    r = callWith(m, self, args, n, kwnames);
    release(m);
  } else {
    const bound = bindLookup(m, self);
    if (bound == NULL) return -1;
    r = callWith(bound, NULL, args, n, kwnames);
    release(bound);
  }
  if (r == NULL) return -1;
  if (r != NONE) {
    raisef(T_TYPE_ERROR, "__init__() should return None, not '%T'", r);
    release(r);
    return -1;
  }
  return 0;
}

export function t_new(type: Word, args: usize, n: i32, kwnames: Word): Word {
  const f = getAttrOfType(type, N___new__);
  if (f == NULL) return NULL;
  const r = callWith(f, type, args, n, kwnames);
  release(f);
  return r;
}
import { getAttr } from '../protocol';
function getAttrOfType(type: Word, name: Word): Word { return getAttr(type, name); }

/** __del__: errors are written as unraisable. */
export function t_finalize(o: Word): void {
  const saved = takeError();
  const r = special0(o, N___del__);
  if (r == NULL) {
    if (found) {
      const m = typeLookup(typeOf(o), N___del__);
      writeUnraisable(m);
      release(m);
    }
  } else release(r);
  restoreError(saved);
}
import { takeError, restoreError } from '../../eval/errors';
import { writeUnraisable } from '../../eval/unraisable';

export function t_getitem(o: Word, key: Word): Word { 
  const r = special1(o, N___getitem__, key);
  return r == NULL && !found ? missing(o, N___getitem__) : r;
}
export function t_setitem(o: Word, key: Word, value: Word): i32 {
  const r = value == NULL ? special1(o, N___delitem__, key) : special2(o, N___setitem__, key, value);
  if (r == NULL) {
    if (!found) missing(o, value == NULL ? N___delitem__ : N___setitem__);
    return -1;
  }
  release(r);
  return 0;
}
export function t_item(o: Word, i: i64): Word {
  const w = intFromI64(i);
  const r = t_getitem(o, w);
  release(w);
  return r;
}
export function t_set_index(o: Word, i: i64, value: Word): i32 {
  const w = intFromI64(i);
  const r = t_setitem(o, w, value);
  release(w);
  return r;
}
export function t_contains(o: Word, item: Word): i32 {
  const m = typeLookup(typeOf(o), N___contains__);
  if (m == NONE) {
    raisef(T_TYPE_ERROR, "'%T' object is not a container", o);
    return -1;
  }
  if (m == NULL) return iterContains(o, item);
  release(m);
  const r = special1(o, N___contains__, item);
  if (r == NULL) return -1;
  const t = truth(r);
  release(r);
  return t;
}
import { iter, next as nextItem, equal } from '../protocol';
function iterContains(o: Word, item: Word): i32 {
  const it = iter(o);
  if (it == NULL) return -1;
  while (true) {
    const x = nextItem(it);
    if (x == NULL) { release(it); return errorSet() ? -1 : 0; }
    const e = equal(x, item);
    release(x);
    if (e != 0) { release(it); return e; }
  }
}

// ---- filling the slots of a Python class ---------------------------------------------------------------------------------------------

/** Sets every slot of heap type `type` (whose mro is known) from what its special methods are. */
export function updateSlots(type: u32): void { updateSlotsFor(type, NULL); }

/** The same for the slots that `name` belongs to (NULL: all). */
export function updateSlotsFor(type: u32, name: Word): void {
  const rows = slotRows();
  const count = slotRowCount();
  let i: u32 = 0;
  while (i < count) {
    const offset = changetype<SlotRow>(rows + i * offsetof<SlotRow>()).offset;
    let end = i;
    let concerned = name == NULL;
    while (end < count && changetype<SlotRow>(rows + end * offsetof<SlotRow>()).offset == offset) {
      if (changetype<SlotRow>(rows + end * offsetof<SlotRow>()).name == name) concerned = true;
      end++;
    }
    if (concerned) updateSlot(type, rows, i, end, offset);
    i = end;
  }
  if (name == N___del__) control().finalizers = 1;
  if (name == NULL || name == N___del__) {
    const t = changetype<Type>(type);
    t.flags = t.finalize != 0 ? t.flags | (1 << 12) : t.flags & ~(1 << 12);
  }
  setAccessFlags(type);
}

/** TF_GENERIC_GET / SET after the slots. */
export function setAccessFlags(type: u32): void {
  const t = changetype<Type>(type);
  let flags = t.flags & ~(TF_GENERIC_GET | TF_GENERIC_SET);
  if (t.getattro == genericGetSlot()) flags |= TF_GENERIC_GET;
  if (t.setattro == genericSetSlot()) flags |= TF_GENERIC_SET;
  t.flags = flags;
}
import { TF_GENERIC_GET, TF_GENERIC_SET } from '../../layout/type';

function updateSlot(type: u32, rows: usize, from: u32, to: u32, offset: u32): void {
  let native: u32 = 0;
  let generic: u32 = 0;
  let use = false;
  for (let i = from; i < to; i++) {
    const r = changetype<SlotRow>(rows + i * offsetof<SlotRow>());
    const d = typeLookup(type, r.name);
    if (d == NULL) continue;
    if (isPointer(d) && load<u32>(address(d)) == T_WRAPPER_DESCRIPTOR) {
      const w = changetype<WrapperDescriptor>(address(d));
      const same = changetype<SlotRow>(w.row).name == r.name;
      // a native slot of a base serves as it is, if it is for the same slot
      if (same && changetype<SlotRow>(w.row).offset == r.offset && isSubtype(type, w.owner_type)) {
        if (native != 0 && native != w.func) use = true;
        else native = w.func;
        release(d);
        continue;
      }
      if (same && isSubtype(type, w.owner_type)) {
        // the base's wrapper stands for another slot of the same name (len, getitem ...): its native slot here, if any
        native = load<u32>(w.owner_type + offset);
        release(d);
        continue;
      }
    }
    if (r.kind == W_HASH && d == NONE) {
      native = hashNotImplementedIndex();
      continue;
    }
    if (r.name == N___new__) {
      // __new__ of a builtin type: its slot directly
      const slot = newSlotOf(d);
      if (slot != 0) {
        native = slot;
        release(d);
        continue;
      }
    }
    use = true;
    generic = r.trampoline;
    release(d);
  }
  let value: u32 = 0;
  if (use && generic != 0) value = generic;
  else if (use && generic == 0) {
    // the row has no trampoline (sq_concat ...): nb_ slots serve Python classes
    value = 0;
  } else value = native;
  store<u32>(type + offset, value);
}
import { newSlotOf } from './call';
