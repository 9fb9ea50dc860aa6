// Slots and special methods: which dunder name belongs to which slot, and the slots that a Python class gets.

import { control } from '../../layout/control';
import { EQ, GE, GT, LE, LT, NE, TF_GENERIC_GET, TF_GENERIC_SET, Type } from '../../layout/type';
import { NONE, NULL, Word, address, isPointer } from '../../layout/word';
import { release } from '../../counting/counts';
import { KIND_RAW, allocBlock } from '../../memory/blocks';
import { genericGetSlot, genericSetSlot } from '../object';
import { newSlotOf } from './call';
import { isSubtype, typeLookup } from './lookup';
import {
  t_abs, t_add, t_aiter, t_and, t_anext, t_await, t_bool, t_call, t_contains, t_divmod, t_finalize, t_float, t_floordiv, t_get, t_getattro,
  t_getitem, t_hash, t_iadd, t_iand, t_ifloordiv, t_ilshift, t_imatmul, t_imod, t_imul, t_index, t_init, t_int, t_invert, t_ior, t_ipow,
  t_irshift, t_isub, t_item, t_iter, t_itruediv, t_ixor, t_len, t_lshift, t_matmul, t_mod, t_mul, t_neg, t_new, t_next, t_or, t_pos, t_pow,
  t_repr, t_richcompare, t_rshift, t_set, t_set_index, t_setattro, t_setitem, t_str, t_sub, t_truediv, t_xor,
} from './slot_trampolines';
import { hashNotImplementedIndex } from './slot_wrappers';
import {
  N___abs__, N___add__, N___aiter__, N___and__, N___anext__, N___await__, N___bool__, N___call__, N___contains__, N___del__, N___delattr__,
  N___delete__, N___delitem__, N___divmod__, N___eq__, N___float__, N___floordiv__, N___ge__, N___get__, N___getattr__, N___getattribute__,
  N___getitem__, N___gt__, N___hash__, N___iadd__, N___iand__, N___ifloordiv__, N___ilshift__, N___imatmul__, N___imod__, N___imul__, N___index__,
  N___init__, N___int__, N___invert__, N___ior__, N___ipow__, N___irshift__, N___isub__, N___iter__, N___itruediv__, N___ixor__, N___le__,
  N___len__, N___lshift__, N___lt__, N___matmul__, N___mod__, N___mul__, N___ne__, N___neg__, N___new__, N___next__, N___or__, N___pos__,
  N___pow__, N___radd__, N___rand__, N___rdivmod__, N___repr__, N___rfloordiv__, N___rlshift__, N___rmatmul__, N___rmod__, N___rmul__, N___ror__,
  N___rpow__, N___rrshift__, N___rshift__, N___rsub__, N___rtruediv__, N___rxor__, N___set__, N___setattr__, N___setitem__, N___str__, N___sub__,
  N___truediv__, N___xor__,
} from '../../generated/names';
import { T_WRAPPER_DESCRIPTOR } from '../../generated/types';

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

// ---- filling the slots of a Python class ------------------------------------------------------------

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
