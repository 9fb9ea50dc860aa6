// marshal: CPython's format (version 4) for plain values; code objects in a form of our own (marshal_code.ts).

import { BYTES_DATA, BigInt, Bytes, LIMBS } from '../layout/text';
import {
  ELLIPSIS, FALSE, NONE, NULL, TRUE, Word, address, fromAddress, isFloat, isInt, ofForeignFloat, ofI32, toFloat, toInt, canonicalNan,
} from '../layout/word';
import { own, release } from '../counting/counts';
import { allocBlock, freeBlock } from '../memory/blocks';
import { KIND_RAW } from '../memory/classes';
import { N_encode, N_read, N_write } from '../generated/names';
import {
  T_BYTES, T_CODE, T_COMPLEX, T_DICT, T_EOF_ERROR, T_FROZENSET, T_INT, T_LIST, T_SET, T_STOP_ITERATION, T_STR, T_TUPLE, T_TYPE_ERROR,
  T_VALUE_ERROR,
} from '../generated/types';
import { add, multiply } from '../eval/arithmetic';
import { call1, call2, callMethod0, callMethod1 } from '../eval/call';
import { errorSet, memoryError, raise } from '../eval/errors';
import { newBytesFrom } from '../objects/bytes/new';
import { imagOf, newComplex, realOf } from '../objects/complex/new';
import { dictNext, dictSet, newDict, nextKey, nextValue } from '../objects/dict/core';
import { listAppend, listGet, listSetFast, listSize, newList } from '../objects/list/core';
import { getAttr, isInstance, typeOf } from '../objects/protocol';
import { newText, strFromUtf8 } from '../objects/str/new';
import { codeBytes, codeFrom, codeWords } from './marshal_code';
import { newTuple, tupleGet, tupleInit, tupleSize } from '../objects/tuple';

/** @module marshal
 * This module contains functions that can read and write Python values in
 * a binary format. The format is specific to Python, but independent of
 * machine architecture issues. */

// ---- writing: a raw block that grows -----------------------------------------------------------------------------------

let out: usize = 0;
let capacity: u32 = 0;
let size: u32 = 0;

function room(more: u32): bool {
  if (size + more <= capacity) return true;
  let wanted = capacity * 2 + more;
  const grown = allocBlock(KIND_RAW, wanted);
  if (grown == 0) {
    memoryError();
    return false;
  }
  memory.copy(grown, out, size);
  freeBlock(out);
  out = grown;
  capacity = wanted;
  return true;
}

function byte(value: u32): bool {
  if (!room(1)) return false;
  store<u8>(out + size++, <u8>value);
  return true;
}

function long(value: u32): bool {
  if (!room(4)) return false;
  store<u32>(out + size, value);
  size += 4;
  return true;
}

function double(value: f64): bool {
  if (!room(8)) return false;
  store<f64>(out + size, canonicalNan(value));
  size += 8;
  return true;
}

function bytes(p: usize, n: u32): bool {
  if (!long(n) || !room(n)) return false;
  memory.copy(out + size, p, n);
  size += n;
  return true;
}

/** A wide int: number of 15-bit digits with the sign, then the digits. */
function digits(w: Word): bool {
  const n = changetype<BigInt>(address(w));
  let bits = n.size * 32;
  while (bits > 0 && (load<u32>(address(w) + LIMBS + (((bits - 1) >>> 5) << 2)) >>> ((bits - 1) & 31) & 1) == 0) bits--;
  const count = (bits + 14) / 15;
  if (!byte(0x6c) || !long(n.negative ? <u32>-<i32>count : count)) return false;
  for (let i: u32 = 0; i < count; i++) {
    const bit = i * 15;
    const limb = bit >>> 5;
    let value = <u64>load<u32>(address(w) + LIMBS + (limb << 2));
    if (limb + 1 < n.size) value |= <u64>load<u32>(address(w) + LIMBS + ((limb + 1) << 2)) << 32;
    if (!room(2)) return false;
    store<u16>(out + size, <u16>(value >> (bit & 31) & 0x7fff));
    size += 2;
  }
  return true;
}

function write(w: Word, depth: u32): bool {
  if (depth > 1000) {
    raise(T_VALUE_ERROR, 'object too deeply nested to marshal');
    return false;
  }
  if (w == NONE) return byte(0x4e);
  if (w == TRUE) return byte(0x54);
  if (w == FALSE) return byte(0x46);
  if (w == ELLIPSIS) return byte(0x2e);
  if (w == <Word>T_STOP_ITERATION) return byte(0x53);
  if (isInt(w)) {
    const n = toInt(w);
    if (n == <i64><i32>n) return byte(0x69) && long(<u32>n);
    const negative = n < 0;
    let rest = <u64>(negative ? -n : n);
    let count: u32 = 0;
    for (let r = rest; r != 0; r >>= 15) count++;
    if (!byte(0x6c) || !long(negative ? <u32>-<i32>count : count)) return false;
    for (; rest != 0; rest >>= 15) {
      if (!room(2)) return false;
      store<u16>(out + size, <u16>(rest & 0x7fff));
      size += 2;
    }
    return true;
  }
  if (isFloat(w)) return byte(0x67) && double(toFloat(w));
  const type = typeOf(w);
  const p = address(w);
  if (type == T_INT) return digits(w);
  if (type == T_COMPLEX) return byte(0x79) && double(realOf(w)) && double(imagOf(w));
  if (type == T_BYTES) return byte(0x73) && bytes(p + BYTES_DATA, changetype<Bytes>(p).size);
  if (type == T_STR) {
    const encode = getAttr(w, N_encode);
    if (encode == NULL) return false;
    const utf8 = newText('utf-8');
    const handler = newText('surrogatepass');
    const encoded = call2(encode, utf8, handler);
    release(encode);
    release(utf8);
    release(handler);
    if (encoded == NULL) return false;
    const done = byte(0x75) && bytes(address(encoded) + BYTES_DATA, changetype<Bytes>(address(encoded)).size);
    release(encoded);
    return done;
  }
  if (type == T_TUPLE || type == T_LIST || type == T_SET || type == T_FROZENSET) {
    const items = type == T_TUPLE ? own(w) : call1(<Word>T_TUPLE, w);
    if (items == NULL) return false;
    const n = tupleSize(address(items));
    let done = byte(type == T_TUPLE ? 0x28 : type == T_LIST ? 0x5b : type == T_SET ? 0x3c : 0x3e) && long(n);
    for (let i: u32 = 0; done && i < n; i++) done = write(tupleGet(address(items), i), depth + 1);
    release(items);
    return done;
  }
  if (type == T_DICT) {
    if (!byte(0x7b)) return false;
    for (let position = dictNext(p, 0); position != 0; position = dictNext(p, position)) {
      const key = nextKey;
      const value = nextValue;
      const done = write(key, depth + 1) && write(value, depth + 1);
      release(key);
      release(value);
      if (!done) return false;
    }
    return byte(0x30);
  }
  if (type == T_CODE) {
    const content = codeBytes(p);
    const words = content == NULL ? NULL : codeWords(p);
    const done = words != NULL && byte(0x63) && write(content, depth + 1) && write(words, depth + 1);
    release(content);
    release(words);
    return done;
  }
  raise(T_VALUE_ERROR, 'unmarshallable object');
  return false;
}

/** @function marshal.dumps(value, version=4, /, *, allow_code=True)
 * Return the bytes object that would be written to a file by dump(value, file). */
export function marshalDumps(value: Word, version: Word, allow: Word): Word {
  capacity = 256;
  size = 0;
  out = allocBlock(KIND_RAW, capacity);
  if (out == 0) return memoryError();
  const result = write(value, 0) ? newBytesFrom(out, size) : NULL;
  freeBlock(out);
  return result;
}

// ---- reading ---------------------------------------------------------------------------------------------------------------

let at: usize = 0;
let end: usize = 0;
/** List of the values that others refer to. */
let references: Word = NULL;

function truncated(): Word {
  return raise(T_EOF_ERROR, 'marshal data too short');
}

function reserve(): i32 {
  listAppend(address(references), NONE);
  return <i32>listSize(address(references)) - 1;
}

/** Remembers a value (lent) under a reserved number; -1: none. */
function remember(slot: i32, w: Word): Word {
  if (slot >= 0 && w != NULL) listSetFast(address(references), slot, w);
  return w;
}

/** n items read into a tuple, owned. */
function items(n: u32, depth: u32): Word {
  if (n > <u32>(end - at)) return raise(T_VALUE_ERROR, 'bad marshal data (tuple size out of range)');
  const tuple = newTuple(n);
  if (tuple == 0) return NULL;
  for (let i: u32 = 0; i < n; i++) {
    const item = read(depth + 1);
    if (item == NULL) {
      if (!errorSet()) raise(T_TYPE_ERROR, 'NULL object in marshal data for tuple');
      release(fromAddress(tuple));
      return NULL;
    }
    tupleInit(tuple, i, item);
  }
  return fromAddress(tuple);
}

/** The next value, owned; NULL with an error, or without one for the end mark of a dict. */
function read(depth: u32): Word {
  if (depth > 1000) return raise(T_VALUE_ERROR, 'recursion limit exceeded');
  if (at >= end) return truncated();
  const code = <u32>load<u8>(at++);
  const flagged = (code & 0x80) != 0;
  const kind = code & 0x7f;
  let need: u32 = 0;
  if (kind == 0x69 || kind == 0x6c || kind == 0x73 || kind == 0x75 || kind == 0x74 || kind == 0x28 || kind == 0x5b || kind == 0x3c || kind == 0x3e || kind == 0x72 || kind == 0x61 || kind == 0x41) need = 4;
  else if (kind == 0x67) need = 8;
  else if (kind == 0x79) need = 16;
  else if (kind == 0x29 || kind == 0x7a || kind == 0x5a) need = 1;
  if (<u32>(end - at) < need) return truncated();
  switch (kind) {
    case 0x30: return NULL; // end of a dict
    case 0x4e: return NONE;
    case 0x54: return TRUE;
    case 0x46: return FALSE;
    case 0x2e: return ELLIPSIS;
    case 0x53: return own(<Word>T_STOP_ITERATION);
    default: break;
  }
  const slot = flagged ? reserve() : -1;
  const n = need == 4 ? load<i32>(at) : need == 1 ? <i32>load<u8>(at) : 0;
  const start = at;
  at += need;
  switch (kind) {
    case 0x69: return remember(slot, ofI32(n));
    case 0x67: return remember(slot, ofForeignFloat(load<f64>(start)));
    case 0x79: return remember(slot, newComplex(load<f64>(start), load<f64>(start, 8)));
    case 0x6c: {
      const count = <u32>(n < 0 ? -n : n);
      if (<u32>(end - at) < count * 2) return truncated();
      let value: Word = ofI32(0);
      for (let i = count; i > 0; i--) {
        const shifted = multiply(value, ofI32(32768));
        const next = shifted == NULL ? NULL : add(shifted, ofI32(<i32>load<u16>(at + ((i - 1) << 1))));
        release(shifted);
        release(value);
        if (next == NULL) return NULL;
        value = next;
      }
      at += count * 2;
      if (n >= 0) return remember(slot, value);
      const negative = multiply(value, ofI32(-1));
      release(value);
      return remember(slot, negative);
    }
    case 0x73: {
      if (n < 0 || <u32>(end - at) < <u32>n) return truncated();
      at += n;
      return remember(slot, newBytesFrom(start + 4, <u32>n));
    }
    case 0x75: case 0x74: case 0x61: case 0x41: case 0x7a: case 0x5a: {
      if (n < 0 || <u32>(end - at) < <u32>n) return truncated();
      at += n;
      return remember(slot, strFromUtf8(start + need, <u32>n));
    }
    case 0x28: case 0x29: return remember(slot, items(<u32>n, depth));
    case 0x5b: case 0x3c: case 0x3e: {
      const all = items(<u32>n, depth);
      if (all == NULL) return NULL;
      const made = call1(<Word>(kind == 0x5b ? T_LIST : kind == 0x3c ? T_SET : T_FROZENSET), all);
      release(all);
      return remember(slot, made);
    }
    case 0x7b: {
      const dict = newDict();
      if (dict == 0) return NULL;
      remember(slot, fromAddress(dict));
      while (true) {
        const key = read(depth + 1);
        if (key == NULL) break;
        const value = read(depth + 1);
        const failed = value == NULL || dictSet(dict, key, value) != 0;
        release(key);
        release(value);
        if (failed) break;
      }
      if (!errorSet()) return fromAddress(dict);
      release(fromAddress(dict));
      return NULL;
    }
    case 0x63: {
      const content = read(depth + 1);
      const words = content == NULL ? NULL : read(depth + 1);
      const made = words == NULL ? NULL : codeFrom(content, words);
      release(content);
      release(words);
      return made == NULL ? NULL : remember(slot, made);
    }
    case 0x72: {
      const known = listGet(address(references), <u32>n);
      return known != NULL ? known : raise(T_VALUE_ERROR, 'bad marshal data (invalid reference)');
    }
    default: return raise(T_VALUE_ERROR, 'bad marshal data (unknown type code)');
  }
}

/** @function marshal.loads(bytes, /, *, allow_code=True)
 * Convert the bytes-like object to a value. */
export function marshalLoads(data: Word, allow: Word): Word {
  const bytes = isInstance(data, T_BYTES) ? own(data) : call1(<Word>T_BYTES, data);
  if (bytes == NULL) return NULL;
  const list = newList(0);
  if (list == 0) return NULL;
  references = fromAddress(list);
  at = address(bytes) + BYTES_DATA;
  end = at + changetype<Bytes>(address(bytes)).size;
  const value = read(0);
  if (value == NULL && !errorSet()) raise(T_TYPE_ERROR, 'NULL object in marshal data for object');
  release(references);
  release(bytes);
  return value;
}

/** @function marshal.dump(value, file, version=4, /, *, allow_code=True)
 * Write the value on the open file. */
export function marshalDump(value: Word, file: Word, version: Word, allow: Word): Word {
  const bytes = marshalDumps(value, version, allow);
  if (bytes == NULL) return NULL;
  const result = callMethod1(file, N_write, bytes);
  release(bytes);
  return result;
}

/** @function marshal.load(file, /, *, allow_code=True)
 * Read one value from the open file and return it. */
export function marshalLoad(file: Word, allow: Word): Word {
  const bytes = callMethod0(file, N_read);
  if (bytes == NULL) return NULL;
  const value = marshalLoads(bytes, allow);
  release(bytes);
  return value;
}

/** @constant marshal.version */
export function marshalVersion(): Word {
  return ofI32(4);
}
