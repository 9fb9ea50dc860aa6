// _json.make_encoder: writes a JSON document.

import { NativeFunction, NativeSpec } from '../../layout/code';
import { address, FALSE, fromAddress, isFloat, isInt, isPointer, NONE, NULL, ofBool, toFloat, toInt, TRUE, Word } from '../../layout/word';
import { TF_LIST, TF_TUPLE, Type } from '../../layout/type';
import {
  T_BUILTIN_FUNCTION_OR_METHOD, T_DICT, T_ENCODER, T_FLOAT, T_TYPE_ERROR, T_VALUE_ERROR,
} from '../../generated/types';
import { N_items } from '../../generated/names';
import { allocBlock, freeBlock, KIND_RAW } from '../../memory/blocks';
import { freeObject } from '../../memory/objects';
import { own, release } from '../../counting/counts';
import { visit } from '../../collector/visit';
import { errorSet, memoryError, raise, raisef } from '../../eval/errors';
import { call1, callMethod0 } from '../../eval/call';
import { parseArgs } from '../../eval/arguments';
import { asF64, asI32, enterRecursionFor, isInstance, isIntLike, isStr, leaveRecursion, truth, typeOf } from '../../objects/protocol';
import { dictContains, dictDelete, dictSet, dictSize, dictTuple, isDict } from '../../objects/dict/core';
import { floatToText } from '../../objects/float/text';
import { intFromI64 } from '../../objects/int/new';
import { intToText } from '../../objects/int/text';
import { listGet, listSize } from '../../objects/list/core';
import { listSort } from '../../objects/list/sort';
import { listFrom } from '../../objects/list/methods';
import { isTuple, tuple1, tupleGet, tupleSize } from '../../objects/tuple';
import { builderChar, builderDrop, builderFinish, builderInt, builderLiteral, builderNew, builderWord } from '../../objects/str/builder';
import { allocVar } from '../../objects/type/alloc';
import { appendQuoted, encode_basestring, encode_basestring_ascii } from './text';

/** Immutable once made. */
// @ts-ignore: decorator
@unmanaged
export class Encoder {
  type: u32; local: u32; shared: i32; owner: u16; mutex: u8; gc: u8;
  /** dict of the containers being written, or None. */
  markers: Word; // 16
  default: Word;
  encoder: Word;
  indent: Word;
  keySeparator: Word;
  itemSeparator: Word; // 56
  sortKeys: u32;
  skipKeys: u32;
  allowNan: u32;
  /** QUOTE_... */
  quoting: u32;
}
/** How strs are written: by calling `encoder`, or by its native equivalent. */
// @ts-ignore: decorator
@inline const QUOTE_CALL: u32 = 0;
// @ts-ignore: decorator
@inline const QUOTE_ASCII: u32 = 1;
// @ts-ignore: decorator
@inline const QUOTE_ANY: u32 = 2;
// @ts-ignore: decorator
@inline const FIRST: usize = offsetof<Encoder>('markers');
// @ts-ignore: decorator
@inline const BEHIND: usize = offsetof<Encoder>('sortKeys');

/** @type _json.Encoder base=object size=offsetof<Encoder>() flags=BASE,GC
 * Encoder(markers, default, encoder, indent, key_separator, item_separator, sort_keys, skipkeys, allow_nan) */

/** @constant _json.make_encoder */
export function makeEncoder(): Word { return fromAddress(T_ENCODER); }

function quotingOf(encoder: Word): u32 {
  if (!isPointer(encoder) || typeOf(encoder) != T_BUILTIN_FUNCTION_OR_METHOD) return QUOTE_CALL;
  const func = changetype<NativeSpec>(changetype<NativeFunction>(address(encoder)).spec).func;
  return func == encode_basestring_ascii.index ? QUOTE_ASCII : func == encode_basestring.index ? QUOTE_ANY : QUOTE_CALL;
}

/** @new _json.Encoder */
export function encoder_new(type: Word, args: usize, nargs: i32, kwnames: Word): Word {
  const out = allocBlock(KIND_RAW, 9 * 8);
  if (!out) return memoryError();
  const made = parseArgs(args, nargs, kwnames, 'make_encoder(markers, default, encoder, indent, key_separator, item_separator, sort_keys, skipkeys, allow_nan)', out)
    ? fromArguments(type, out) : NULL;
  freeBlock(out);
  return made;
}
function fromArguments(type: Word, words: usize): Word {
  const markers = load<u64>(words);
  if (!isStr(load<u64>(words, 32))) return raisef(T_TYPE_ERROR, 'make_encoder() argument 5 must be str, not %T', load<u64>(words, 32));
  if (!isStr(load<u64>(words, 40))) return raisef(T_TYPE_ERROR, 'make_encoder() argument 6 must be str, not %T', load<u64>(words, 40));
  const sortKeys = truth(load<u64>(words, 48)), skipKeys = sortKeys < 0 ? -1 : truth(load<u64>(words, 56));
  const allowNan = skipKeys < 0 ? -1 : truth(load<u64>(words, 64));
  if (allowNan < 0) return NULL;
  if (markers != NONE && !isDict(markers)) return raisef(T_TYPE_ERROR, 'make_encoder() argument 1 must be dict or None, not %T', markers);
  const p = allocVar(<u32>type, 0);
  if (!p) return NULL;
  for (let at = FIRST; at < BEHIND; at += 8) store<u64>(p + at, own(load<u64>(words + (at - FIRST))));
  const e = changetype<Encoder>(p);
  e.sortKeys = sortKeys;
  e.skipKeys = skipKeys;
  e.allowNan = allowNan;
  e.quoting = quotingOf(e.encoder);
  return fromAddress(p);
}

/** @slot _json.Encoder.dealloc */
export function encoder_dealloc(p: usize): void {
  for (let at = FIRST; at < BEHIND; at += 8) release(load<u64>(p + at));
  freeObject(p);
}
/** @slot _json.Encoder.traverse */
export function encoder_traverse(p: usize): void { for (let at = FIRST; at < BEHIND; at += 8) visit(load<u64>(p + at)); }

/** @getter _json.Encoder.markers
 * markers */
export function encoder_markers(self: Word): Word { return own(changetype<Encoder>(address(self)).markers); }
/** @getter _json.Encoder.default
 * default */
export function encoder_default(self: Word): Word { return own(changetype<Encoder>(address(self)).default); }
/** @getter _json.Encoder.encoder
 * encoder */
export function encoder_encoder(self: Word): Word { return own(changetype<Encoder>(address(self)).encoder); }
/** @getter _json.Encoder.indent
 * indent */
export function encoder_indent(self: Word): Word { return own(changetype<Encoder>(address(self)).indent); }
/** @getter _json.Encoder.key_separator
 * key_separator */
export function encoder_key_separator(self: Word): Word { return own(changetype<Encoder>(address(self)).keySeparator); }
/** @getter _json.Encoder.item_separator
 * item_separator */
export function encoder_item_separator(self: Word): Word { return own(changetype<Encoder>(address(self)).itemSeparator); }
/** @getter _json.Encoder.sort_keys
 * sort_keys */
export function encoder_sort_keys(self: Word): Word { return ofBool(changetype<Encoder>(address(self)).sortKeys != 0); }
/** @getter _json.Encoder.skipkeys
 * skipkeys */
export function encoder_skipkeys(self: Word): Word { return ofBool(changetype<Encoder>(address(self)).skipKeys != 0); }

/** @slot _json.Encoder.call */
export function encoder_call(self: Word, args: usize, nargs: i32, kwnames: Word): Word {
  const out = allocBlock(KIND_RAW, 2 * 8);
  if (!out) return memoryError();
  const bound = parseArgs(args, nargs, kwnames, '_iterencode(obj, _current_indent_level)', out);
  const object = load<u64>(out), level = bound ? asI32(load<u64>(out, 8)) : 0;
  freeBlock(out);
  if (!bound || (level == -1 && errorSet())) return NULL;
  const b = builderNew();
  if (!b) return NULL;
  if (!writeValue(changetype<Encoder>(address(self)), b, object, level)) return builderDrop(b);
  const text = builderFinish(b);
  return text == NULL ? NULL : fromAddress(tuple1(text));
}

/** Appends a str (taken over); false for NULL. */
function appendTaken(b: usize, text: Word): bool {
  if (text == NULL) return false;
  builderWord(b, text);
  release(text);
  return true;
}

function writeStr(e: Encoder, b: usize, text: Word): bool {
  if (e.quoting != QUOTE_CALL) {
    appendQuoted(b, text, e.quoting == QUOTE_ASCII);
    return true;
  }
  const said = call1(e.encoder, text);
  if (said != NULL && !isStr(said)) {
    raisef(T_TYPE_ERROR, 'encoder() must return a string, not %T', said);
    release(said);
    return false;
  }
  return appendTaken(b, said);
}

function writeFloat(e: Encoder, b: usize, w: Word): bool {
  const x = isFloat(w) ? toFloat(w) : asF64(w);
  if (x - x == 0) return appendTaken(b, floatToText(x));
  if (!e.allowNan) {
    raisef(T_VALUE_ERROR, 'Out of range float values are not JSON compliant: %R', w);
    return false;
  }
  builderLiteral(b, x != x ? 'NaN' : x > 0 ? 'Infinity' : '-Infinity');
  return true;
}

/** None, True, False, ints and floats; 1 done, 0 something else, -1 an error is set. */
function writeScalar(e: Encoder, b: usize, w: Word): i32 {
  if (isInt(w)) {
    builderInt(b, toInt(w));
    return 1;
  }
  if (w == NONE || w == TRUE || w == FALSE) {
    builderLiteral(b, w == NONE ? 'null' : w == TRUE ? 'true' : 'false');
    return 1;
  }
  if (isIntLike(w)) return appendTaken(b, intToText(w)) ? 1 : -1;
  if (isFloat(w) || isInstance(w, T_FLOAT)) return writeFloat(e, b, w) ? 1 : -1;
  return 0;
}

function writeValue(e: Encoder, b: usize, w: Word, level: i32): bool {
  if (isStr(w)) return writeStr(e, b, w);
  const scalar = writeScalar(e, b, w);
  if (scalar) return scalar > 0;
  if (!enterRecursionFor(' while encoding a JSON object')) return false;
  const flags = isPointer(w) ? changetype<Type>(typeOf(w)).flags : 0;
  const ok = flags & (TF_LIST | TF_TUPLE) ? writeList(e, b, w, level) : isDict(w) ? writeDict(e, b, w, level) : writeOther(e, b, w, level);
  leaveRecursion();
  return ok;
}

/** Marks a container as being written: its mark (owned) to be given to `unmark`; NULL with an error set. */
function mark(e: Encoder, w: Word): Word {
  if (e.markers == NONE) return NONE;
  const key = intFromI64(<i64>address(w));
  if (key == NULL) return NULL;
  const seen = dictContains(address(e.markers), key);
  if (seen == 0 && dictSet(address(e.markers), key, w) == 0) return key;
  if (seen > 0) raise(T_VALUE_ERROR, 'Circular reference detected');
  release(key);
  return NULL;
}
/** Takes the mark away again, if all went well so far. */
function unmark(e: Encoder, key: Word, ok: bool): bool {
  if (key == NONE) return ok;
  const status = ok ? dictDelete(address(e.markers), key) : 0;
  release(key);
  return ok && status == 0;
}

function writeOther(e: Encoder, b: usize, w: Word, level: i32): bool {
  const key = mark(e, w);
  if (key == NULL) return false;
  const other = call1(e.default, w);
  const ok = other != NULL && writeValue(e, b, other, level);
  release(other);
  return unmark(e, key, ok);
}

/** A new line with the indentation of a level, if there is any indentation. */
function writeBreak(e: Encoder, b: usize, level: i32): bool {
  if (e.indent == NONE) return true;
  if (!isStr(e.indent)) {
    raisef(T_TYPE_ERROR, "can't multiply sequence by non-int of type '%T'", e.indent);
    return false;
  }
  builderChar(b, 10);
  for (let i = 0; i < level; i++) builderWord(b, e.indent);
  return true;
}

function writeList(e: Encoder, b: usize, w: Word, level: i32): bool {
  const p = address(w);
  const tuple = isTuple(w);
  if ((tuple ? tupleSize(p) : listSize(p)) == 0) {
    builderLiteral(b, '[]');
    return true;
  }
  const key = mark(e, w);
  if (key == NULL) return false;
  builderChar(b, 0x5b);
  let ok = writeBreak(e, b, level + 1);
  for (let i: u32 = 0; ok; i++) {
    if (i >= (tuple ? tupleSize(p) : listSize(p))) break;
    const item = tuple ? own(tupleGet(p, i)) : listGet(p, i);
    if (item == NULL) break;
    if (i) {
      builderWord(b, e.itemSeparator);
      ok = writeBreak(e, b, level + 1);
    }
    ok = ok && writeValue(e, b, item, level + 1);
    release(item);
  }
  ok = ok && writeBreak(e, b, level);
  builderChar(b, 0x5d);
  return unmark(e, key, ok);
}

/** The members of a dict as a tuple or list of pairs; NULL with an error set. */
function membersOf(e: Encoder, w: Word): Word {
  let items: Word;
  if (typeOf(w) == T_DICT) items = dictTuple(address(w), 2);
  else items = callMethod0(w, N_items);
  if (items == NULL) return NULL;
  const list = listFrom(items);
  release(items);
  if (list == NULL) return NULL;
  if (e.sortKeys && listSort(address(list), NONE, false) < 0) {
    release(list);
    return NULL;
  }
  return list;
}

function writeDict(e: Encoder, b: usize, w: Word, level: i32): bool {
  if (dictSize(address(w)) == 0) {
    builderLiteral(b, '{}');
    return true;
  }
  const key = mark(e, w);
  if (key == NULL) return false;
  const members = membersOf(e, w);
  if (members == NULL) return unmark(e, key, false);
  builderChar(b, 0x7b);
  let ok = writeBreak(e, b, level + 1);
  let first = true;
  const p = address(members);
  for (let i: u32 = 0, n = listSize(p); i < n && ok; i++) {
    const pair = listGet(p, i);
    if (!isTuple(pair) || tupleSize(address(pair)) != 2) {
      raise(T_VALUE_ERROR, 'items must return 2-tuples');
      ok = false;
    } else if (!skipped(e, tupleGet(address(pair), 0))) {
      if (!first) {
        builderWord(b, e.itemSeparator);
        ok = writeBreak(e, b, level + 1);
      }
      first = false;
      ok = ok && writeKey(e, b, tupleGet(address(pair), 0));
      if (ok) {
        builderWord(b, e.keySeparator);
        ok = writeValue(e, b, tupleGet(address(pair), 1), level + 1);
      }
    }
    release(pair);
  }
  release(members);
  ok = ok && writeBreak(e, b, level);
  builderChar(b, 0x7d);
  return unmark(e, key, ok);
}

function skipped(e: Encoder, key: Word): bool {
  return e.skipKeys != 0 && !isStr(key) && key != NONE && !isIntLike(key) && !isFloat(key) && !isInstance(key, T_FLOAT);
}

function writeKey(e: Encoder, b: usize, key: Word): bool {
  if (isStr(key)) return writeStr(e, b, key);
  if (isInt(key) && e.quoting != QUOTE_CALL) {
    builderChar(b, 0x22);
    builderInt(b, toInt(key));
    builderChar(b, 0x22);
    return true;
  }
  const said = builderNew();
  if (!said) return false;
  const scalar = writeScalar(e, said, key);
  if (scalar <= 0) {
    builderDrop(said);
    if (scalar == 0) raisef(T_TYPE_ERROR, 'keys must be str, int, float, bool or None, not %T', key);
    return false;
  }
  const text = builderFinish(said);
  if (text == NULL) return false;
  const ok = writeStr(e, b, text);
  release(text);
  return ok;
}
