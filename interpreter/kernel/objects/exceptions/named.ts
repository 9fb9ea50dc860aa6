// ImportError, NameError, AttributeError: exceptions with keyword arguments of their own.

import { address, fromAddress, NONE, NULL, Word } from '../../layout/word';
import { Exception } from '../../layout/exception';
import { Tuple, TUPLE_ITEMS } from '../../layout/containers';
import { own, release } from '../../counting/counts';
import { errorSet, raisef } from '../../eval/errors';
import { arg } from '../../eval/call';
import { isStr, typeOf } from '../protocol';
import { dictCopy, dictSet, dictSize, newDict } from '../dict/core';
import { tuple2, tuple3 } from '../tuple';
import { exceptionState, exception_init, exception_str, setField } from './new';
import { T_TYPE_ERROR } from '../../generated/types';
import { N_args, N_name, N_name_from, N_obj, N_path } from '../../generated/names';

function orNone(w: Word): Word { return w == NULL ? NONE : own(w); }

// Value of a keyword of the call, NULL if it is not given; `taken` counts those found.
let taken: u32 = 0;
function keyword(args: usize, n: i32, kwnames: Word, name: Word): Word {
  if (kwnames == NULL) return NULL;
  const count = changetype<Tuple>(address(kwnames)).size;
  for (let i: u32 = 0; i < count; i++) {
    if (load<u64>(address(kwnames) + TUPLE_ITEMS + (<usize>i << 3)) != name) continue;
    taken++;
    return arg(args, n + <i32>i);
  }
  return NULL;
}

// False with TypeError when a keyword was not taken.
function allTaken(self: Word, kwnames: Word, a: Word, b: Word, c: Word): bool {
  if (kwnames == NULL) return true;
  const count = changetype<Tuple>(address(kwnames)).size;
  if (taken == count) return true;
  for (let i: u32 = 0; i < count; i++) {
    const name = load<u64>(address(kwnames) + TUPLE_ITEMS + (<usize>i << 3));
    if (name == a || name == b || name == c) continue;
    raisef(T_TYPE_ERROR, "%T() got an unexpected keyword argument '%U'", self, name);
    return false;
  }
  return true;
}

/** @init ImportError */
export function import_error_init(self: Word, args: usize, n: i32, kwnames: Word): i32 {
  if (exception_init(self, args, n, NULL) < 0) return -1;
  taken = 0;
  const name = keyword(args, n, kwnames, N_name);
  const path = keyword(args, n, kwnames, N_path);
  const from = keyword(args, n, kwnames, N_name_from);
  if (!allTaken(self, kwnames, N_name, N_path, N_name_from)) return -1;
  const p = address(self);
  setField(p + offsetof<Exception>('f0'), n == 1 ? arg(args, 0) : NULL);
  setField(p + offsetof<Exception>('f1'), name);
  setField(p + offsetof<Exception>('f2'), path);
  setField(p + offsetof<Exception>('f3'), from);
  return 0;
}
/** @slot ImportError.str */
export function import_error_str(self: Word): Word {
  const msg = changetype<Exception>(address(self)).f0;
  if (msg != NULL && isStr(msg)) return own(msg);
  return exception_str(self);
}
/** @member ImportError.msg
 * exception message */
export function import_error_msg(self: Word): Word { return orNone(changetype<Exception>(address(self)).f0); }
/** @setter ImportError.msg */
export function import_error_set_msg(self: Word, w: Word): i32 { setField(address(self) + offsetof<Exception>('f0'), w); return 0; }
/** @member ImportError.name
 * module name */
export function import_error_name(self: Word): Word { return orNone(changetype<Exception>(address(self)).f1); }
/** @setter ImportError.name */
export function import_error_set_name(self: Word, w: Word): i32 { setField(address(self) + offsetof<Exception>('f1'), w); return 0; }
/** @member ImportError.path
 * module path */
export function import_error_path(self: Word): Word { return orNone(changetype<Exception>(address(self)).f2); }
/** @setter ImportError.path */
export function import_error_set_path(self: Word, w: Word): i32 { setField(address(self) + offsetof<Exception>('f2'), w); return 0; }
/** @member ImportError.name_from
 * name imported from module */
export function import_error_name_from(self: Word): Word { return orNone(changetype<Exception>(address(self)).f3); }
/** @setter ImportError.name_from */
export function import_error_set_name_from(self: Word, w: Word): i32 { setField(address(self) + offsetof<Exception>('f3'), w); return 0; }

// Copy of the attributes with fields f0.. of the exception under their names: owned dict, NULL: nothing is set, or an error.
function fieldsState(self: Word, first: u32, a: Word, b: Word, c: Word): Word {
  const attributes = exceptionState(self);
  if (attributes == NULL && errorSet()) return NULL;
  const d = attributes == NULL ? newDict() : dictCopy(address(attributes));
  release(attributes);
  if (d == 0) return NULL;
  for (let i: u32 = 0; i < 3; i++) {
    const name = i == 0 ? a : i == 1 ? b : c;
    if (name == NULL) break;
    const w = load<u64>(address(self) + offsetof<Exception>('f0') + (<usize>(first + i) << 3));
    if (w != NULL && dictSet(d, name, w) < 0) { release(fromAddress(d)); return NULL; }
  }
  if (dictSize(d) != 0) return fromAddress(d);
  release(fromAddress(d));
  return NULL;
}
function reduceWith(self: Word, state: Word): Word {
  if (state == NULL && errorSet()) return NULL;
  const cls = own(fromAddress(typeOf(self)));
  const args = own(changetype<Exception>(address(self)).args);
  return fromAddress(state == NULL ? tuple2(cls, args) : tuple3(cls, args, state));
}
/** @method ImportError.__reduce__(self, /) */
export function import_error_reduce(self: Word): Word { return reduceWith(self, fieldsState(self, 1, N_name, N_path, N_name_from)); }

/** @init NameError */
export function name_error_init(self: Word, args: usize, n: i32, kwnames: Word): i32 {
  if (exception_init(self, args, n, NULL) < 0) return -1;
  taken = 0;
  const name = keyword(args, n, kwnames, N_name);
  if (!allTaken(self, kwnames, N_name, NULL, NULL)) return -1;
  setField(address(self) + offsetof<Exception>('f0'), name);
  return 0;
}
/** @member NameError.name
 * name */
export function name_error_name(self: Word): Word { return orNone(changetype<Exception>(address(self)).f0); }
/** @setter NameError.name */
export function name_error_set_name(self: Word, w: Word): i32 { setField(address(self) + offsetof<Exception>('f0'), w); return 0; }

/** @init AttributeError */
export function attribute_error_init(self: Word, args: usize, n: i32, kwnames: Word): i32 {
  if (exception_init(self, args, n, NULL) < 0) return -1;
  taken = 0;
  const name = keyword(args, n, kwnames, N_name);
  const object = keyword(args, n, kwnames, N_obj);
  if (!allTaken(self, kwnames, N_name, N_obj, NULL)) return -1;
  setField(address(self) + offsetof<Exception>('f0'), name);
  setField(address(self) + offsetof<Exception>('f1'), object);
  return 0;
}
/** @member AttributeError.name
 * attribute name */
export function attribute_error_name(self: Word): Word { return orNone(changetype<Exception>(address(self)).f0); }
/** @setter AttributeError.name */
export function attribute_error_set_name(self: Word, w: Word): i32 { setField(address(self) + offsetof<Exception>('f0'), w); return 0; }
/** @member AttributeError.obj
 * object */
export function attribute_error_obj(self: Word): Word { return orNone(changetype<Exception>(address(self)).f1); }
/** @setter AttributeError.obj */
export function attribute_error_set_obj(self: Word, w: Word): i32 { setField(address(self) + offsetof<Exception>('f1'), w); return 0; }
/** @method AttributeError.__getstate__(self, /) */
export function attribute_error_getstate(self: Word): Word {
  // the object may not be picklable: only its attribute's name is kept
  const state = fieldsState(self, 0, N_name, NULL, NULL);
  if (state == NULL && errorSet()) return NULL;
  const d = state == NULL ? newDict() : address(state);
  if (d == 0 || dictSet(d, N_args, changetype<Exception>(address(self)).args) < 0) return NULL;
  return fromAddress(d);
}
/** @method AttributeError.__reduce__(self, /) */
export function attribute_error_reduce(self: Word): Word {
  const state = attribute_error_getstate(self);
  return state == NULL ? NULL : reduceWith(self, state);
}
