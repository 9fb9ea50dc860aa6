// Struct sequences: tuples whose items have names too (sys.flags, os.stat_result, time.struct_time ...).
//
// A struct sequence type is a heap type below `structseq`, made by `newStructType`. Hidden fields (reachable by name
// only) lie behind the visible items; their number stands in `pad0` of the tuple.

import { Tuple } from '../layout/containers';
import { NONE, NULL, Word, address, fromAddress, ofI32, toInt } from '../layout/word';
import { own, release } from '../counting/counts';
import { freeObject, newObject } from '../memory/objects';
import { visit } from '../collector/visit';
import {
  N___doc__, N___match_args__, N___module__, N___name__, N___slots__, N__fields, N_n_fields, N_n_sequence_fields,
  N_n_unnamed_fields,
} from '../generated/names';
import { T_DICT, T_STRUCTSEQ, T_STRUCTSEQ_FIELD, T_TYPE, T_TYPE_ERROR } from '../generated/types';
import { arg, call3 } from '../eval/call';
import { errorSet, formatText, raise, raisef } from '../eval/errors';
import { dictGet, dictSet, dictSize, newDict } from './dict/core';
import { listAppend, listSize, newList } from './list/core';
import { getAttr, isInstance, iter, lookupAttr, next, repr, typeOf } from './protocol';
import { builderChar, builderDrop, builderFinish, builderLiteral, builderNew, builderWord } from './str/builder';
import { intern } from './str/intern';
import { internText, newText } from './str/new';
import { sliceStr } from './str/slice';
import { newTuple, tuple1, tuple2, tupleGet, tupleInit } from './tuple';
import { allocVar } from './type/alloc';

/** @type structseq base=tuple size=offsetof<Tuple>() itemsize=8 flags=BASE,GC,SEQUENCE,TUPLE
 * Base of the struct sequence types. */

/** The descriptor of one field: its index. */
// @ts-ignore: decorator
@unmanaged
export class StructField {
  type: u32; local: u32; shared: i32; owner: u16; mutex: u8; gc: u8;
  index: u32;
  pad0: u32;
}

/** @type structseq_field size=offsetof<StructField>() flags=DISALLOW_NEW */

/** @slot structseq_field.descr_get */
export function fieldGet(self: Word, object: Word, type: Word): Word {
  if (object == NULL || object == NONE) return own(self);
  const p = address(object);
  if (!isInstance(object, T_STRUCTSEQ)) return raise(T_TYPE_ERROR, 'descriptor of a struct sequence used on another object');
  const index = changetype<StructField>(address(self)).index;
  if (index >= changetype<Tuple>(p).size + changetype<Tuple>(p).pad0) return NONE;
  return own(tupleGet(p, index));
}

/**
 * A new struct sequence type, owned. `fields`: names separated by commas, `-` for an item without a name; hidden fields
 * follow a semicolon. NULL with an error.
 */
export function newStructType(module: string, name: string, fields: string, doc: string): Word {
  const dict = newDict();
  if (dict == 0) return NULL;
  let count: u32 = 0;
  let visible: u32 = 0;
  let unnamed: u32 = 0;
  let named: u32 = 0;
  const text = newText(fields);
  if (text == NULL) return NULL;
  const n = <u32>fields.length;
  let start: u32 = 0;
  let hidden = false;
  const match = newTuple(countNamed(fields, false));
  const names = newTuple(countNamed(fields, true));
  if (match == 0 || names == 0) return NULL;
  let all: u32 = 0;
  for (let i: u32 = 0; i <= n; i++) {
    const c = i < n ? <u32>load<u16>(changetype<usize>(fields) + (i << 1)) : 0x2c;
    if (c != 0x2c && c != 0x3b) continue;
    const first = <u32>load<u16>(changetype<usize>(fields) + (start << 1));
    if (i == start) {
      // an empty part in front of the semicolon
    } else if (first == 0x2d) {
      count++;
      unnamed++;
    } else {
      let field = sliceStr(address(text), start, i);
      if (field == NULL) return NULL;
      field = intern(field);
      const descriptor = newObject(T_STRUCTSEQ_FIELD, offsetof<StructField>());
      if (descriptor == 0) return NULL;
      changetype<StructField>(descriptor).index = count++;
      if (dictSet(dict, field, fromAddress(descriptor)) != 0) return NULL;
      release(fromAddress(descriptor));
      tupleInit(names, all++, own(field));
      if (!hidden) tupleInit(match, named++, own(field));
      release(field);
    }
    if (!hidden) visible = count;
    if (c == 0x3b) hidden = true;
    start = i + 1;
  }
  release(text);
  const ok = put(dict, N_n_fields, ofI32(<i32>count)) && put(dict, N_n_sequence_fields, ofI32(<i32>visible)) &&
    put(dict, N_n_unnamed_fields, ofI32(<i32>unnamed)) && put(dict, N___match_args__, fromAddress(match)) && put(dict, N__fields, fromAddress(names)) &&
    put(dict, N___module__, newText(module)) && put(dict, N___doc__, newText(doc)) &&
    put(dict, N___slots__, fromAddress(newTuple(0)));
  if (!ok) return NULL;
  const bases = fromAddress(tuple1(<Word>T_STRUCTSEQ));
  const type = call3(<Word>T_TYPE, internText(name), bases, fromAddress(dict));
  release(bases);
  release(fromAddress(dict));
  return type;
}

/** Fields with names; `hidden`: those behind the semicolon too. */
function countNamed(fields: string, hidden: bool): u32 {
  let named: u32 = 0;
  let start: u32 = 0;
  const n = <u32>fields.length;
  for (let i: u32 = 0; i <= n; i++) {
    const c = i < n ? <u32>load<u16>(changetype<usize>(fields) + (i << 1)) : 0x2c;
    if (c != 0x2c && c != 0x3b) continue;
    if (i > start && load<u16>(changetype<usize>(fields) + (start << 1)) != 0x2d) named++;
    start = i + 1;
    if (c == 0x3b && !hidden) break;
  }
  return named;
}

/** Stores a value that is taken over. */
function put(dict: usize, key: Word, value: Word): bool {
  if (value == NULL) return false;
  const status = dictSet(dict, key, value);
  release(value);
  return status == 0;
}

function countOf(type: Word, name: Word): u32 {
  const w = getAttr(type, name);
  return w == NULL ? 0 : <u32>toInt(w);
}

/** A struct sequence with all fields, hidden ones too, still empty: fill them with `structInit`. 0 with an error. */
export function newStruct(type: Word): usize {
  const visible = countOf(type, N_n_sequence_fields);
  const all = countOf(type, N_n_fields);
  const p = allocVar(<u32>address(type), all);
  if (p == 0) return 0;
  changetype<Tuple>(p).size = visible;
  changetype<Tuple>(p).pad0 = all - visible;
  for (let i: u32 = 0; i < all; i++) tupleInit(p, i, NONE);
  return p;
}

/** Fills a field of a struct sequence that nobody else sees yet; takes the word over (NULL becomes None). */
export function structInit(p: usize, index: u32, w: Word): void {
  tupleInit(p, index, w == NULL ? NONE : w);
}

/** @slot structseq.dealloc */
export function structDealloc(p: usize): void {
  const n = changetype<Tuple>(p).size + changetype<Tuple>(p).pad0;
  for (let i: u32 = 0; i < n; i++) release(tupleGet(p, i));
  freeObject(p);
}

/** @slot structseq.traverse */
export function structTraverse(p: usize): void {
  const n = changetype<Tuple>(p).size + changetype<Tuple>(p).pad0;
  for (let i: u32 = 0; i < n; i++) visit(tupleGet(p, i));
}

/** Module and name, as messages have them. */
function fullName(type: Word): Word {
  const module = getAttr(type, N___module__);
  const name = getAttr(type, N___name__);
  const text = module == NULL || name == NULL ? NULL : formatText('%U.%U', module, name);
  release(module);
  release(name);
  return text;
}

/** TypeError with the name of the type in it; NULL. */
function refuse(type: Word, message: string): Word {
  const name = fullName(type);
  if (name != NULL) raisef(T_TYPE_ERROR, message, name);
  release(name);
  return NULL;
}

/** @new structseq */
export function structNew(type: Word, args: usize, nargs: i32, kwnames: Word): Word {
  const name = fullName(type);
  if (name == NULL) return NULL;
  if (nargs < 1 || nargs > 2 || kwnames != NULL) {
    raisef(T_TYPE_ERROR, '%U() takes from 1 to 2 positional arguments', name);
    release(name);
    return NULL;
  }
  const visible = countOf(type, N_n_sequence_fields);
  const all = countOf(type, N_n_fields);
  const iterator = iter(arg(args, 0));
  if (iterator == NULL) {
    if (errorSet()) raise(T_TYPE_ERROR, 'constructor requires a sequence');
    release(name);
    return NULL;
  }
  const p = newStruct(type);
  let count: u32 = 0;
  while (p != 0) {
    const item = next(iterator);
    if (item == NULL) break;
    if (count < all) tupleInit(p, count, item);
    else release(item);
    count++;
  }
  release(iterator);
  if (p == 0 || errorSet() || count < visible || count > all) {
    if (!errorSet()) {
      const least = ofI32(<i32>visible);
      const given = ofI32(<i32>count);
      if (visible == all) raisef(T_TYPE_ERROR, '%U() takes a %d-sequence (%d-sequence given)', name, least, given);
      else if (count < visible) raisef(T_TYPE_ERROR, '%U() takes an at least %d-sequence (%d-sequence given)', name, least, given);
      else raisef(T_TYPE_ERROR, '%U() takes an at most %d-sequence (%d-sequence given)', name, ofI32(<i32>all), given);
    }
    release(name);
    if (p != 0) release(fromAddress(p));
    return NULL;
  }
  release(name);
  if (nargs == 2 && !takeHidden(p, type, arg(args, 1), count)) {
    release(fromAddress(p));
    return NULL;
  }
  return fromAddress(p);
}

/** Index of a named field; -1: there is none. */
function fieldIndex(type: Word, name: Word): i32 {
  const descriptor = lookupAttr(type, name);
  if (descriptor == NULL) return -1;
  const index = typeOf(descriptor) == T_STRUCTSEQ_FIELD ? <i32>changetype<StructField>(address(descriptor)).index : -1;
  release(descriptor);
  return index;
}

/** Fills the fields from `first` on from a dict, by name: the constructor's second argument. */
function takeHidden(p: usize, type: Word, given: Word, first: u32): bool {
  if (!isInstance(given, T_DICT)) {
    return refuse(type, '%U() takes a dict as second arg, if any') != NULL;
  }
  const names = getAttr(type, N__fields);
  if (names == NULL) return false;
  let taken: u32 = 0;
  const n = changetype<Tuple>(address(names)).size;
  for (let i: u32 = 0; i < n; i++) {
    const name = tupleGet(address(names), i);
    const index = fieldIndex(type, name);
    if (index < <i32>first) continue;
    const value = dictGet(address(given), name);
    if (value == NULL) continue;
    tupleInit(p, index, value);
    taken++;
  }
  release(names);
  if (errorSet()) return false;
  if (taken == dictSize(address(given))) return true;
  return refuse(type, '%U() got duplicate or unexpected field name(s)') != NULL;
}

/** @method structseq.__reduce__(self, /) */
export function structReduce(self: Word): Word {
  const p = address(self);
  const type = fromAddress(load<u32>(p));
  const visible = changetype<Tuple>(p).size;
  const items = newTuple(visible);
  const hidden = newDict();
  const names = getAttr(type, N__fields);
  let ok = items != 0 && hidden != 0 && names != NULL;
  if (items != 0) for (let i: u32 = 0; i < visible; i++) tupleInit(items, i, own(tupleGet(p, i)));
  if (ok) for (let i: u32 = 0; i < changetype<Tuple>(address(names)).size && ok; i++) {
    const name = tupleGet(address(names), i);
    const index = fieldIndex(type, name);
    if (index >= <i32>visible) ok = dictSet(hidden, name, tupleGet(p, index)) == 0;
  }
  release(names);
  if (!ok) {
    release(fromAddress(items));
    release(fromAddress(hidden));
    return NULL;
  }
  return fromAddress(tuple2(own(type), fromAddress(tuple2(fromAddress(items), fromAddress(hidden)))));
}

/** @method structseq.__replace__(self, /, **changes)
 * Return a copy of the structure with new values for the specified fields. */
export function structReplace(args: usize, nargs: i32, kwnames: Word): Word {
  const self = arg(args, 0);
  const p = address(self);
  const type = fromAddress(load<u32>(p));
  if (nargs != 1) return raise(T_TYPE_ERROR, '__replace__() takes no positional arguments');
  if (countOf(type, N_n_unnamed_fields) != 0) {
    return refuse(type, '__replace__() is not supported for %U because it has unnamed field(s)');
  }
  const copy = newStruct(type);
  if (copy == 0) return NULL;
  const all = changetype<Tuple>(p).size + changetype<Tuple>(p).pad0;
  for (let i: u32 = 0; i < all; i++) tupleInit(copy, i, own(tupleGet(p, i)));
  const unknown = newList(0);
  const n: u32 = kwnames == NULL ? 0 : changetype<Tuple>(address(kwnames)).size;
  let ok = unknown != 0;
  for (let i: u32 = 0; i < n && ok; i++) {
    const name = tupleGet(address(kwnames), i);
    const index = fieldIndex(type, name);
    if (index < 0) {
      ok = listAppend(unknown, name) == 0;
      continue;
    }
    const old = tupleGet(copy, index);
    tupleInit(copy, index, own(arg(args, 1 + <i32>i)));
    release(old);
  }
  if (ok && listSize(unknown) != 0) {
    raisef(T_TYPE_ERROR, 'Got unexpected field name(s): %R', fromAddress(unknown));
    ok = false;
  }
  release(fromAddress(unknown));
  if (ok) return fromAddress(copy);
  release(fromAddress(copy));
  return NULL;
}

/** @slot structseq.repr */
export function structRepr(self: Word): Word {
  const type = <Word>load<u32>(address(self));
  // as CPython's: an item without a name shows the name of the next field that has one
  const names = getAttr(type, N__fields);
  const module = getAttr(type, N___module__);
  const name = getAttr(type, N___name__);
  const out = builderNew();
  builderWord(out, module);
  builderChar(out, 0x2e);
  builderWord(out, name);
  builderChar(out, 0x28);
  const n = changetype<Tuple>(address(self)).size;
  for (let i: u32 = 0; i < n; i++) {
    if (i != 0) builderLiteral(out, ', ');
    builderWord(out, tupleGet(address(names), i));
    builderChar(out, 0x3d);
    const text = repr(tupleGet(address(self), i));
    if (text == NULL) {
      release(names);
      release(module);
      release(name);
      return builderDrop(out);
    }
    builderWord(out, text);
    release(text);
  }
  builderChar(out, 0x29);
  release(names);
  release(module);
  release(name);
  return builderFinish(out);
}
