// Trampolines: what stands in the slots of a Python class and calls its special methods.

import { EQ, GT, LE, LT, NE, TF_METHOD_DESCRIPTOR, Type } from '../../layout/type';
import { FALSE, NONE, NOT_IMPLEMENTED, NULL, TRUE, Word, address, isPointer, ofInt } from '../../layout/word';
import { own, release } from '../../counting/counts';
import { call1, call2, call3, callWith } from '../../eval/call';
import { clearError, errorMatches, errorSet, raise, raisef, restoreError, takeError } from '../../eval/errors';
import { writeUnraisable } from '../../eval/unraisable';
import { fitsI64, intFromI64, intHash, toI64 } from '../int/new';
import { newSequenceIterator } from '../iterators';
import { genericGetAttribute, genericGetSlot } from '../object';
import { bindLookup, compareBool, equal, getAttr, indexI64, isIntLike, iter, truth, typeOf, next as nextItem } from '../protocol';
import { isSubtype, typeLookup } from './lookup';
import { hashNotImplemented } from './slot_wrappers';
import { WrapperDescriptor } from './slots';
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
import { T_ATTRIBUTE_ERROR, T_FUNCTION, T_OVERFLOW_ERROR, T_TYPE_ERROR, T_VALUE_ERROR, T_WRAPPER_DESCRIPTOR } from '../../generated/types';

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

/** Calls `set` with key and value, or `remove` with the key where the value is NULL; 0, -1 with an error set. */
function assign(o: Word, key: Word, value: Word, set: Word, remove: Word): i32 {
  const r = value == NULL ? special1(o, remove, key) : special2(o, set, key, value);
  if (r == NULL) {
    if (!found) missing(o, value == NULL ? remove : set);
    return -1;
  }
  release(r);
  return 0;
}

export function t_setattro(o: Word, name: Word, value: Word): i32 {
  return assign(o, name, value, N___setattr__, N___delattr__);
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

export function t_getitem(o: Word, key: Word): Word { 
  const r = special1(o, N___getitem__, key);
  return r == NULL && !found ? missing(o, N___getitem__) : r;
}
export function t_setitem(o: Word, key: Word, value: Word): i32 {
  return assign(o, key, value, N___setitem__, N___delitem__);
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
