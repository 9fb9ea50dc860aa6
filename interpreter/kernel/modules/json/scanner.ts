// _json.make_scanner: reads a JSON document.

import { STR_DATA } from '../../layout/text';
import { address, FALSE, fromAddress, NONE, NULL, ofFloat, ofInt, TRUE, Word } from '../../layout/word';
import { T_FLOAT, T_INT, T_OVERFLOW_ERROR, T_STOP_ITERATION, T_TYPE_ERROR, T_VALUE_ERROR } from '../../generated/types';
import { N_object_hook, N_object_pairs_hook, N_parse_constant, N_parse_float, N_parse_int, N_strict } from '../../generated/names';
import { allocBlock, freeBlock, KIND_RAW } from '../../memory/blocks';
import { freeObject } from '../../memory/objects';
import { own, release } from '../../counting/counts';
import { visit } from '../../collector/visit';
import { errorSet, memoryError, raise, raisef, raiseValue } from '../../eval/errors';
import { call1 } from '../../eval/call';
import { parseArgs } from '../../eval/arguments';
import { enterRecursionFor, getAttr, hash, indexI64, isStr, leaveRecursion, truth } from '../../objects/protocol';
import { dictSetDefault, dictSetHash, newDict } from '../../objects/dict/core';
import { parseDouble } from '../../objects/float/parse';
import { intFromText } from '../../objects/int/text';
import { listAppendOwned, newList } from '../../objects/list/core';
import { readChar, strKind, strLength } from '../../objects/str/access';
import { newText, strFromLatin1 } from '../../objects/str/new';
import { tuple2 } from '../../objects/tuple';
import { allocVar } from '../../objects/type/alloc';
import { decodeError, scanString, stringEnd } from './text';

/** @module _json
 * json speedups */

/** Immutable once made. */
// @ts-ignore: decorator
@unmanaged
export class Scanner {
  type: u32; local: u32; shared: i32; owner: u16; mutex: u8; gc: u8;
  strict: Word; // 16
  objectHook: Word;
  objectPairsHook: Word;
  parseFloat: Word;
  parseInt: Word;
  parseConstant: Word; // 56
}
// @ts-ignore: decorator
@inline const FIRST: usize = offsetof<Scanner>('strict');
// @ts-ignore: decorator
@inline const BEHIND: usize = offsetof<Scanner>();

/** @type _json.Scanner base=object size=offsetof<Scanner>() flags=BASE,GC
 * JSON scanner object */

/** @constant _json.make_scanner */
export function makeScanner(): Word { return fromAddress(T_SCANNER); }
import { T_SCANNER } from '../../generated/types';

/** @new _json.Scanner */
export function scanner_new(type: Word, args: usize, nargs: i32, kwnames: Word): Word {
  const out = allocBlock(KIND_RAW, 8);
  if (!out) return memoryError();
  const bound = parseArgs(args, nargs, kwnames, 'make_scanner(context)', out);
  const context = load<u64>(out);
  freeBlock(out);
  if (!bound) return NULL;
  const p = allocVar(<u32>type, 0);
  if (!p) return NULL;
  for (let at = FIRST; at < BEHIND; at += 8) store<u64>(p + at, NONE);
  for (let at = FIRST; at < BEHIND; at += 8) {
    const value = getAttr(context, at == FIRST ? N_strict : attributeName(at));
    if (value == NULL) {
      release(fromAddress(p));
      return NULL;
    }
    store<u64>(p + at, value);
  }
  if (truth(changetype<Scanner>(p).strict) < 0) {
    release(fromAddress(p));
    return NULL;
  }
  return fromAddress(p);
}
function attributeName(at: usize): Word {
  switch (<i32>((at - FIRST) >> 3)) {
    case 1: return N_object_hook;
    case 2: return N_object_pairs_hook;
    case 3: return N_parse_float;
    case 4: return N_parse_int;
    default: return N_parse_constant;
  }
}

/** @slot _json.Scanner.dealloc */
export function scanner_dealloc(p: usize): void {
  for (let at = FIRST; at < BEHIND; at += 8) release(load<u64>(p + at));
  freeObject(p);
}
/** @slot _json.Scanner.traverse */
export function scanner_traverse(p: usize): void { for (let at = FIRST; at < BEHIND; at += 8) visit(load<u64>(p + at)); }

/** @getter _json.Scanner.strict
 * strict */
export function scanner_strict(self: Word): Word {
  const t = truth(changetype<Scanner>(address(self)).strict);
  return t < 0 ? NULL : t ? TRUE : FALSE;
}
/** @getter _json.Scanner.object_hook
 * object_hook */
export function scanner_object_hook(self: Word): Word { return own(changetype<Scanner>(address(self)).objectHook); }
/** @getter _json.Scanner.object_pairs_hook */
export function scanner_object_pairs_hook(self: Word): Word { return own(changetype<Scanner>(address(self)).objectPairsHook); }
/** @getter _json.Scanner.parse_float
 * parse_float */
export function scanner_parse_float(self: Word): Word { return own(changetype<Scanner>(address(self)).parseFloat); }
/** @getter _json.Scanner.parse_int
 * parse_int */
export function scanner_parse_int(self: Word): Word { return own(changetype<Scanner>(address(self)).parseInt); }
/** @getter _json.Scanner.parse_constant
 * parse_constant */
export function scanner_parse_constant(self: Word): Word { return own(changetype<Scanner>(address(self)).parseConstant); }

/** One reading of a document: raw block of the calling thread. */
// @ts-ignore: decorator
@unmanaged
class Reading {
  scanner: u32;
  strict: u32;
  /** The document. */
  text: Word;
  data: u32;
  kind: u32;
  length: u32;
  /** Behind what was read last. */
  position: u32;
  /** dict of the keys seen so far: equal keys become one str. */
  keys: u32;
  pad0: u32;
}
// @ts-ignore: decorator
@inline function charOf(r: Reading, i: u32): u32 { return readChar(r.data, r.kind, i); }
// @ts-ignore: decorator
@inline function skipBlanks(r: Reading, i: u32): u32 {
  for (; i < r.length; i++) {
    const c = charOf(r, i);
    if (c != 0x20 && c != 10 && c != 13 && c != 9) break;
  }
  return i;
}
function stopAt(i: u32): Word { return raiseValue(T_STOP_ITERATION, ofInt(i)); }

/** @slot _json.Scanner.call */
export function scanner_call(self: Word, args: usize, nargs: i32, kwnames: Word): Word {
  const block = allocBlock(KIND_RAW, offsetof<Reading>() < 16 ? 16 : offsetof<Reading>());
  if (!block) return memoryError();
  let result: Word = NULL;
  if (parseArgs(args, nargs, kwnames, 'scan_once(string, idx)', block)) {
    const text = load<u64>(block), index = load<u64>(block, 8);
    const at = indexI64(index, T_OVERFLOW_ERROR);
    if (at == -1 && errorSet()) result = NULL;
    else if (!isStr(text)) raisef(T_TYPE_ERROR, 'first argument must be a string, not %T', text);
    else if (at < 0) raise(T_VALUE_ERROR, 'idx cannot be negative');
    else if (at >= <i64>strLength(address(text))) raiseValue(T_STOP_ITERATION, index);
    else {
      const r = changetype<Reading>(block);
      const strict = truth(changetype<Scanner>(address(self)).strict);
      r.scanner = <u32>address(self);
      r.strict = strict > 0 ? 1 : 0;
      r.text = text;
      r.data = <u32>(address(text) + STR_DATA);
      r.kind = strKind(address(text));
      r.length = strLength(address(text));
      const keys = newDict();
      r.keys = <u32>keys;
      if (keys && strict >= 0) {
        const value = readValue(r, <u32>at);
        if (value != NULL) result = fromAddress(tuple2(value, ofInt(r.position)));
      }
      release(fromAddress(keys));
    }
  }
  freeBlock(block);
  return result;
}

/** Whether the ASCII literal stands at i. */
function spells(r: Reading, i: u32, literal: string): bool {
  const n = <u32>literal.length;
  if (r.length - i < n) return false;
  for (let k: u32 = 0; k < n; k++) if (charOf(r, i + k) != load<u16>(changetype<usize>(literal) + (k << 1))) return false;
  return true;
}

function constant(r: Reading, i: u32, literal: string): Word {
  r.position = i + literal.length;
  const name = newText(literal);
  if (name == NULL) return NULL;
  const value = call1(changetype<Scanner>(r.scanner).parseConstant, name);
  release(name);
  return value;
}

function readValue(r: Reading, i: u32): Word {
  if (i >= r.length) return stopAt(i);
  const c = charOf(r, i);
  if (c == 0x22) {
    const text = scanString(r.text, i + 1, r.strict != 0);
    r.position = stringEnd;
    return text;
  }
  if (c == 0x7b || c == 0x5b) {
    if (!enterRecursionFor(c == 0x7b ? ' while decoding a JSON object from a unicode string' : ' while decoding a JSON array from a unicode string')) return NULL;
    const value = c == 0x7b ? readObject(r, i + 1) : readArray(r, i + 1);
    leaveRecursion();
    return value;
  }
  if (c - 0x30 < 10) return readNumber(r, i);
  if (c == 0x2d) return spells(r, i, '-Infinity') ? constant(r, i, '-Infinity') : readNumber(r, i);
  if (c == 0x6e && spells(r, i, 'null')) {
    r.position = i + 4;
    return NONE;
  }
  if (c == 0x74 && spells(r, i, 'true')) {
    r.position = i + 4;
    return TRUE;
  }
  if (c == 0x66 && spells(r, i, 'false')) {
    r.position = i + 5;
    return FALSE;
  }
  if (c == 0x4e && spells(r, i, 'NaN')) return constant(r, i, 'NaN');
  if (c == 0x49 && spells(r, i, 'Infinity')) return constant(r, i, 'Infinity');
  return stopAt(i);
}

// @ts-ignore: decorator
@inline function digitAt(r: Reading, i: u32): bool { return i < r.length && charOf(r, i) - 0x30 < 10; }

function readNumber(r: Reading, start: u32): Word {
  let i = start;
  if (charOf(r, i) == 0x2d) i++;
  if (!digitAt(r, i)) return stopAt(start);
  if (charOf(r, i) == 0x30) i++;
  else while (digitAt(r, i)) i++;
  const wholeEnd = i;
  if (i < r.length && charOf(r, i) == 0x2e && digitAt(r, i + 1)) {
    i += 2;
    while (digitAt(r, i)) i++;
  }
  if (i < r.length && (charOf(r, i) | 32) == 0x65) {
    let k = i + 1;
    if (k < r.length && (charOf(r, k) == 0x2b || charOf(r, k) == 0x2d)) k++;
    if (digitAt(r, k)) {
      i = k + 1;
      while (digitAt(r, i)) i++;
    }
  }
  r.position = i;
  const n = i - start;
  const whole = i == wholeEnd;
  const scanner = changetype<Scanner>(r.scanner);
  const hook = whole ? scanner.parseInt : scanner.parseFloat;
  if (hook == fromAddress(whole ? T_INT : T_FLOAT)) {
    if (whole && n < 15) {
      let value: i64 = 0;
      const negative = charOf(r, start) == 0x2d;
      for (let k = negative ? start + 1 : start; k < i; k++) value = value * 10 + (charOf(r, k) - 0x30);
      return ofInt(negative ? -value : value);
    }
    if (r.kind == 1) return numberFrom(r.data + start, n, whole);
  }
  const room = allocBlock(KIND_RAW, n);
  if (!room) return memoryError();
  for (let k: u32 = 0; k < n; k++) store<u8>(room + k, <u8>charOf(r, start + k));
  let value: Word;
  if (hook == fromAddress(whole ? T_INT : T_FLOAT)) value = numberFrom(room, n, whole);
  else {
    const text = strFromLatin1(room, n);
    value = text == NULL ? NULL : call1(hook, text);
    release(text);
  }
  freeBlock(room);
  return value;
}
// @ts-ignore: decorator
@inline function numberFrom(data: usize, n: u32, whole: bool): Word {
  return whole ? intFromText(data, n, 10) : ofFloat(parseDouble(data, data + n));
}

function readArray(r: Reading, i: u32): Word {
  const list = newList(0);
  if (!list) return NULL;
  i = skipBlanks(r, i);
  if (i < r.length && charOf(r, i) == 0x5d) {
    r.position = i + 1;
    return fromAddress(list);
  }
  while (true) {
    const value = readValue(r, i);
    if (value == NULL || listAppendOwned(list, value) < 0) break;
    i = skipBlanks(r, r.position);
    const c = i < r.length ? charOf(r, i) : 0;
    if (c == 0x5d) {
      r.position = i + 1;
      return fromAddress(list);
    }
    if (c != 0x2c) {
      decodeError("Expecting ',' delimiter", r.text, i);
      break;
    }
    const comma = i;
    i = skipBlanks(r, i + 1);
    if (i < r.length && charOf(r, i) == 0x5d) {
      decodeError('Illegal trailing comma before end of array', r.text, comma);
      break;
    }
  }
  release(fromAddress(list));
  return NULL;
}

/** Stores a member (taken over) in the dict or the list of pairs. */
function addMember(container: usize, pairs: bool, key: Word, value: Word): bool {
  if (pairs) {
    const pair = tuple2(key, value);
    return pair != 0 && listAppendOwned(container, fromAddress(pair)) == 0;
  }
  const status = dictSetHash(container, key, value, hash(key));
  release(key);
  release(value);
  return status == 0;
}

function readObject(r: Reading, i: u32): Word {
  const scanner = changetype<Scanner>(r.scanner);
  const pairs = scanner.objectPairsHook != NONE;
  const container = pairs ? newList(0) : newDict();
  if (!container) return NULL;
  let result = fromAddress(container);
  if (!readMembers(r, skipBlanks(r, i), container, pairs)) {
    release(result);
    return NULL;
  }
  const hook = pairs ? scanner.objectPairsHook : scanner.objectHook;
  if (hook != NONE) {
    const end = r.position;
    const made = call1(hook, result);
    release(result);
    result = made;
    r.position = end;
  }
  return result;
}

/** The members of an object up to its closing brace. */
function readMembers(r: Reading, i: u32, container: usize, pairs: bool): bool {
  if (i < r.length && charOf(r, i) == 0x7d) {
    r.position = i + 1;
    return true;
  }
  while (true) {
    if (i >= r.length || charOf(r, i) != 0x22) {
      decodeError('Expecting property name enclosed in double quotes', r.text, i);
      return false;
    }
    const fresh = scanString(r.text, i + 1, r.strict != 0);
    if (fresh == NULL) return false;
    i = skipBlanks(r, stringEnd);
    const key = dictSetDefault(r.keys, fresh, fresh, hash(fresh));
    release(fresh);
    if (key == NULL) return false;
    if (i >= r.length || charOf(r, i) != 0x3a) {
      release(key);
      decodeError("Expecting ':' delimiter", r.text, i);
      return false;
    }
    const value = readValue(r, skipBlanks(r, i + 1));
    if (value == NULL) {
      release(key);
      return false;
    }
    if (!addMember(container, pairs, key, value)) return false;
    i = skipBlanks(r, r.position);
    const c = i < r.length ? charOf(r, i) : 0;
    if (c == 0x7d) {
      r.position = i + 1;
      return true;
    }
    if (c != 0x2c) {
      decodeError("Expecting ',' delimiter", r.text, i);
      return false;
    }
    const comma = i;
    i = skipBlanks(r, i + 1);
    if (i < r.length && charOf(r, i) == 0x7d) {
      decodeError('Illegal trailing comma before end of object', r.text, comma);
      return false;
    }
  }
}
