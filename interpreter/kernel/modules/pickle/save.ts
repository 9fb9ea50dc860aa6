// Pickling: the types that have opcodes of their own. All else goes through reduce.ts.

import { BYTES_DATA, STR_DATA } from '../../layout/text';
import { NONE, NULL, TRUE, Word, address, fromAddress, isBool, isFloat, isInt, isPointer, toFloat, toInt, canonicalNan } from '../../layout/word';
import { own, release } from '../../counting/counts';
import { KIND_RAW, allocBlock, freeBlock } from '../../memory/blocks';
import {
  T_BYTEARRAY, T_BYTES, T_DICT, T_FROZENSET, T_INT, T_LIST, T_PICKLE_BUFFER, T_PICKLING_ERROR, T_RUNTIME_ERROR, T_SET, T_STR, T_TUPLE,
  T_TYPE_ERROR, T_VALUE_ERROR, T_OVERFLOW_ERROR,
} from '../../generated/types';
import { N_items, N_latin1 } from '../../generated/names';
import { call1, callMethod0 } from '../../eval/call';
import { errorSet, memoryError, raise, raisef } from '../../eval/errors';
import { Buffer, bufferRelease, getBuffer } from '../../objects/buffer';
import { bytesSize, newBytesFrom } from '../../objects/bytes/new';
import { putUtf8, utf8Length } from '../../objects/codecs/utf8';
import { dictContains, dictDelete, dictNext, dictSet, dictSize, newDict, nextKey, nextValue } from '../../objects/dict/core';
import { bitLength } from '../../objects/int/limbs';
import { writeTwosComplement } from '../../objects/int/methods';
import { intFromU64 } from '../../objects/int/new';
import { operand } from '../../objects/int/operand';
import { listGet, listSize } from '../../objects/list/core';
import { listFrom } from '../../objects/list/methods';
import { identity } from '../../objects/object';
import { enterRecursionFor, format, iter, leaveRecursion, next, repr, str, truth, typeOf } from '../../objects/protocol';
import { nextItem, setNext, setSize } from '../../objects/set/core';
import { readChar, strIsAscii } from '../../objects/str/access';
import { newText, strFromLatin1, strKind, strLength } from '../../objects/str/new';
import { isTuple, newTuple, tuple1, tuple2, tupleGet, tupleSize } from '../../objects/tuple';
import { KEPT_CODECS_ENCODE, kept } from '../../process/kept';
import { isContiguousBuffer, lendBuffer } from './buffer';
import { memoNumber, recall, remember } from './memo';
import { BATCH, Op } from './opcodes';
import { boundary, put1, put2, put5, put9, putBytes, putDecimal, putPayload, putText, room } from './output';
import { Pickler } from './pickler';
import { saveOther, saveReduce } from './reduce';

/** Lists and dicts inside each other from which on a fast pickler looks for cycles. */
// @ts-ignore: decorator
@inline const FAST_DEPTH: i32 = 50;

/** Writes one object. `asIs`: without asking persistent_id. False with an error set. */
export function save(p: usize, w: Word, asIs: bool): bool {
  const s = changetype<Pickler>(p);
  if (!boundary(p)) return false;
  if (!asIs && s.persistentId != NULL) {
    const done = savePersistent(p, w);
    if (done != 0) return done > 0;
  }
  if (isInt(w)) return saveInt(p, toInt(w), w);
  if (!isPointer(w)) {
    if (w == NONE) return put1(p, Op.NONE);
    if (isFloat(w)) return saveFloat(p, w);
    if (isBool(w)) {
      if (s.protocol >= 2) return put1(p, w == TRUE ? Op.NEWTRUE : Op.NEWFALSE);
      return putText(p, w == TRUE ? 'I01\n' : 'I00\n');
    }
  }
  const type = typeOf(w);
  if (type == T_INT) return saveLong(p, w);
  const known = memoNumber(p, w);
  if (known >= 0) return recall(p, <u32>known);
  if (type == T_STR) return saveStr(p, w);
  if (type == T_BYTES) return saveBytes(p, w);
  if (!enterRecursionFor(' while pickling an object')) return false;
  let ok: bool;
  if (type == T_DICT) ok = saveDict(p, w);
  else if (type == T_LIST) ok = saveList(p, w);
  else if (type == T_TUPLE) ok = saveTuple(p, w);
  else if (type == T_SET) ok = saveSet(p, w);
  else if (type == T_FROZENSET) ok = saveFrozenset(p, w);
  else if (type == T_BYTEARRAY) ok = saveByteArray(p, w);
  else if (type == T_PICKLE_BUFFER) ok = savePickleBuffer(p, w);
  else ok = saveOther(p, w, type);
  leaveRecursion();
  return ok;
}

/** 1: written as a persistent id, 0: it has none, -1: an error is set. */
function savePersistent(p: usize, w: Word): i32 {
  const s = changetype<Pickler>(p);
  const method = own(s.persistentId);
  const id = call1(method, w);
  release(method);
  if (id == NULL) return -1;
  if (id == NONE) return 0;
  let ok: bool;
  if (s.bin != 0) ok = save(p, id, true) && put1(p, Op.BINPERSID);
  else {
    const text = str(id);
    ok = text != NULL;
    if (ok && !strIsAscii(address(text))) {
      raise(T_PICKLING_ERROR, 'persistent IDs in protocol 0 must be ASCII strings');
      ok = false;
    }
    ok = ok && put1(p, Op.PERSID) && putBytes(p, address(text) + STR_DATA, strLength(address(text))) && put1(p, 0x0a);
    release(text);
  }
  release(id);
  return ok ? 1 : -1;
}

// ---- numbers ----------------------------------------------------------------------------------------------------------

function saveInt(p: usize, n: i64, w: Word): bool {
  if (n != <i64><i32>n) return saveLong(p, w);
  if (changetype<Pickler>(p).bin == 0) return putDecimal(p, Op.INT, n);
  if (<u64>n < 0x100) return put2(p, Op.BININT1, <u32>n);
  if (<u64>n < 0x1_0000) {
    const at = room(p, 3);
    if (at == 0) return false;
    store<u8>(at, <u8>Op.BININT2);
    store<u16>(at, <u16>n, 1);
    return true;
  }
  return put5(p, Op.BININT, <u32>n);
}

/** An int outside of 32 bits. */
function saveLong(p: usize, w: Word): bool {
  if (changetype<Pickler>(p).protocol < 2) {
    const text = repr(w);
    if (text == NULL) return false;
    const ok = put1(p, Op.LONG) && putBytes(p, address(text) + STR_DATA, strLength(address(text))) && putText(p, 'L\n');
    release(text);
    return ok;
  }
  const o = operand(0, w);
  const bits = <u64>bitLength(o.limbs, o.size);
  let n = <u32>(bits >> 3) + 1;
  // one byte less if the number is the lowest of that many bytes
  if (o.negative != 0 && (bits & 7) == 0 && lowest(o.limbs, o.size, bits)) n--;
  if (n > 0x7000_0000) {
    raise(T_OVERFLOW_ERROR, 'int too large to pickle');
    return false;
  }
  if (!(n < 256 ? put2(p, Op.LONG1, n) : put5(p, Op.LONG4, n))) return false;
  const at = room(p, n);
  return at != 0 && writeTwosComplement(w, at, n, true, true);
}

/** Whether limbs hold 2 ** (bits - 1). */
function lowest(limbs: usize, size: u32, bits: u64): bool {
  for (let i: u32 = 0; i + 1 < size; i++) if (load<u32>(limbs + (<usize>i << 2)) != 0) return false;
  return load<u32>(limbs + (<usize>(size - 1) << 2)) == <u32>1 << (<u32>(bits - 1) & 31);
}

function saveFloat(p: usize, w: Word): bool {
  if (changetype<Pickler>(p).bin != 0) return put9(p, Op.BINFLOAT, bswap<u64>(reinterpret<u64>(canonicalNan(toFloat(w)))));
  const text = repr(w);
  if (text == NULL) return false;
  const ok = put1(p, Op.FLOAT) && putBytes(p, address(text) + STR_DATA, strLength(address(text))) && put1(p, 0x0a);
  release(text);
  return ok;
}

// ---- text and bytes ---------------------------------------------------------------------------------------------------

function saveStr(p: usize, w: Word): bool {
  const s = changetype<Pickler>(p);
  const q = address(w);
  if (s.bin == 0) return saveText(p, w) && remember(p, w);
  const n = utf8Length(q);
  const op = n < 256 && s.protocol >= 4 ? Op.SHORT_BINUNICODE : Op.BINUNICODE;
  const width: u32 = op == Op.SHORT_BINUNICODE ? 1 : 4;
  if (strIsAscii(q)) return putPayload(p, op, width, q + STR_DATA, n) && remember(p, w);
  const block = allocBlock(KIND_RAW, n);
  if (block == 0) {
    memoryError();
    return false;
  }
  let to = block;
  for (let i: u32 = 0, kind = strKind(q), count = strLength(q); i < count; i++) to += putUtf8(to, readChar(q + STR_DATA, kind, i));
  const ok = putPayload(p, op, width, block, n);
  freeBlock(block);
  return ok && remember(p, w);
}

/** The line of a str in protocol 0: escapes for what is not Latin-1 and what a reader of lines would trip over. */
function saveText(p: usize, w: Word): bool {
  const q = address(w), kind = strKind(q), n = strLength(q);
  if (!put1(p, Op.UNICODE)) return false;
  for (let i: u32 = 0; i < n; i++) {
    const c = readChar(q + STR_DATA, kind, i);
    if (c < 256 && c != 0x5c && c != 0 && c != 10 && c != 13 && c != 0x1a) {
      if (!put1(p, <i32>c)) return false;
      continue;
    }
    const digits: u32 = c < 0x10000 ? 4 : 8;
    const at = room(p, digits + 2);
    if (at == 0) return false;
    store<u8>(at, 0x5c);
    store<u8>(at, digits == 4 ? 0x75 : 0x55, 1);
    for (let d: u32 = 0; d < digits; d++) {
      const x = c >> ((digits - 1 - d) << 2) & 15;
      store<u8>(at + d, <u8>(x < 10 ? 0x30 + x : 0x57 + x), 2);
    }
  }
  return put1(p, 0x0a);
}

/** The opcodes of bytes, without the memo. */
function putBinary(p: usize, from: usize, n: u32): bool {
  return n < 256 ? putPayload(p, Op.SHORT_BINBYTES, 1, from, n) : putPayload(p, Op.BINBYTES, 4, from, n);
}

function saveBytes(p: usize, w: Word): bool {
  const q = address(w), n = bytesSize(q);
  if (changetype<Pickler>(p).protocol >= 3) return putBinary(p, q + BYTES_DATA, n) && remember(p, w);
  if (n == 0) return saveMade(p, <Word>T_BYTES, fromAddress(newTuple(0)), w);
  const text = strFromLatin1(q + BYTES_DATA, n);
  const args: Word = text == NULL ? NULL : fromAddress(tuple2(text, own(N_latin1)));
  return saveMade(p, kept(KEPT_CODECS_ENCODE), args, w);
}

/** Writes `w` as callable(*args); args are taken over, NULL: an error is set. */
function saveMade(p: usize, callable: Word, args: Word, w: Word): bool {
  if (args == NULL) return false;
  const value = fromAddress(tuple2(own(callable), args));
  const ok = value != NULL && saveReduce(p, value, w);
  release(value);
  return ok;
}

function saveByteArray(p: usize, w: Word): bool {
  const b = getBuffer(w);
  if (b == 0) return false;
  const data = <usize>changetype<Buffer>(b).data, n = changetype<Buffer>(b).size;
  let ok: bool;
  if (changetype<Pickler>(p).protocol >= 5) {
    ok = putPayload(p, Op.BYTEARRAY8, 8, data, n) && remember(p, w);
    bufferRelease(b);
    return ok;
  }
  const bytes = n == 0 ? NULL : newBytesFrom(data, n);
  bufferRelease(b);
  if (n != 0 && bytes == NULL) return false;
  return saveMade(p, <Word>T_BYTEARRAY, fromAddress(n == 0 ? newTuple(0) : tuple1(bytes)), w);
}

function savePickleBuffer(p: usize, w: Word): bool {
  const s = changetype<Pickler>(p);
  if (s.protocol < 5) {
    raise(T_PICKLING_ERROR, 'PickleBuffer can only be pickled with protocol >= 5');
    return false;
  }
  const b = lendBuffer(w);
  if (b == 0) return false;
  const ok = saveLent(p, w, b);
  bufferRelease(b);
  return ok;
}

function saveLent(p: usize, w: Word, b: usize): bool {
  const s = changetype<Pickler>(p);
  if (!isContiguousBuffer(b)) {
    raise(T_PICKLING_ERROR, 'PickleBuffer can not be pickled when pointing to a non-contiguous buffer');
    return false;
  }
  const readOnly = changetype<Buffer>(b).readOnly != 0;
  if (s.bufferCallback != NULL) {
    const callback = own(s.bufferCallback);
    const result = call1(callback, w);
    release(callback);
    if (result == NULL) return false;
    const inside = truth(result);
    release(result);
    if (inside < 0) return false;
    if (inside == 0) return put1(p, Op.NEXT_BUFFER) && (!readOnly || put1(p, Op.READONLY_BUFFER));
  }
  const data = <usize>changetype<Buffer>(b).data, n = changetype<Buffer>(b).size;
  return (readOnly ? putBinary(p, data, n) : putPayload(p, Op.BYTEARRAY8, 8, data, n)) && remember(p, w);
}

// ---- containers -------------------------------------------------------------------------------------------------------

/** Before a list or dict is written: without a memo only this finds cycles. False with ValueError. */
function enterFast(p: usize, w: Word): bool {
  const s = changetype<Pickler>(p);
  if (s.fast == 0 || ++s.fastDepth < FAST_DEPTH) return true;
  if (s.fastMemo == NULL) {
    s.fastMemo = fromAddress(newDict());
    if (s.fastMemo == NULL) return false;
  }
  const id = intFromU64(identity(w));
  const inside = dictContains(address(s.fastMemo), id);
  if (inside > 0) {
    const form = newText('#x'), place = format(id, form);
    raisef(T_VALUE_ERROR, "fast mode: can't pickle cyclic objects including object type %T at %U", w, place);
    release(place);
    release(form);
    s.fastDepth = -1;
  }
  const ok = inside == 0 && dictSet(address(s.fastMemo), id, NONE) == 0;
  release(id);
  return ok;
}
function leaveFast(p: usize, w: Word): bool {
  const s = changetype<Pickler>(p);
  if (s.fast == 0 || s.fastDepth-- < FAST_DEPTH || s.fastMemo == NULL) return true;
  const id = intFromU64(identity(w));
  const ok = dictDelete(address(s.fastMemo), id) == 0;
  release(id);
  return ok;
}

/** Items of a tuple, one behind the other. */
function putItems(p: usize, tuple: Word): bool {
  const q = address(tuple);
  for (let i: u32 = 0, n = tupleSize(q); i < n; i++) if (!save(p, tupleGet(q, i), false)) return false;
  return true;
}

function saveTuple(p: usize, w: Word): bool {
  const s = changetype<Pickler>(p);
  const n = tupleSize(address(w));
  if (n == 0) return s.bin != 0 ? put1(p, Op.EMPTY_TUPLE) : put1(p, Op.MARK) && put1(p, Op.TUPLE);
  const short = n <= 3 && s.protocol >= 2;
  if (!short && !put1(p, Op.MARK) || !putItems(p, w)) return false;
  // a tuple that is inside itself has been written while its items were
  const known = memoNumber(p, w);
  if (known >= 0) {
    if (!short && s.bin != 0) return put1(p, Op.POP_MARK) && recall(p, <u32>known);
    for (let i: u32 = short ? 0 : <u32>-1; i != n; i++) if (!put1(p, Op.POP)) return false;
    return recall(p, <u32>known);
  }
  return put1(p, short ? <i32>(<u32>Op.TUPLE1 + n - 1) : Op.TUPLE) && remember(p, w);
}

/** An empty list or dict, remembered. */
function putEmpty(p: usize, w: Word, op: i32, op0: i32): bool {
  return (changetype<Pickler>(p).bin != 0 ? put1(p, op) : put1(p, Op.MARK) && put1(p, op0)) && remember(p, w);
}

function saveList(p: usize, w: Word): bool {
  if (!enterFast(p, w) || !putEmpty(p, w, Op.EMPTY_LIST, Op.LIST)) return false;
  if (listSize(address(w)) != 0) {
    if (changetype<Pickler>(p).protocol > 0) {
      if (!saveListItems(p, address(w))) return false;
    } else if (!appendFrom(p, iter(w))) return false;
  }
  return leaveFast(p, w);
}

/** The items of an exact list, which other code may change meanwhile: each is taken when its turn comes. */
function saveListItems(p: usize, q: usize): bool {
  if (listSize(q) == 1) {
    const only = listGet(q, 0);
    if (only == NULL) return true;
    const ok = save(p, only, false);
    release(only);
    return ok && put1(p, Op.APPEND);
  }
  let i: u32 = 0;
  do {
    if (!put1(p, Op.MARK)) return false;
    for (let n: u32 = 0; n < BATCH && i < listSize(q); n++) {
      const item = listGet(q, i);
      if (item == NULL) break;
      i++;
      const ok = save(p, item, false);
      release(item);
      if (!ok) return false;
    }
    if (!put1(p, Op.APPENDS)) return false;
  } while (i < listSize(q));
  return true;
}

/** Appends what an iterator (taken over; NULL: an error is set) gives. */
export function appendFrom(p: usize, iterator: Word): bool {
  if (iterator == NULL) return false;
  const ok = changetype<Pickler>(p).protocol == 0 ? oneByOne(p, iterator, false) : inBatches(p, iterator, false);
  release(iterator);
  return ok;
}
/** Sets the pairs that an iterator (taken over; NULL: an error is set) gives. */
export function setFrom(p: usize, iterator: Word): bool {
  if (iterator == NULL) return false;
  const ok = changetype<Pickler>(p).protocol == 0 ? oneByOne(p, iterator, true) : inBatches(p, iterator, true);
  release(iterator);
  return ok;
}

/** Writes an item or a pair, which is released. */
function saveNext(p: usize, w: Word, pairs: bool): bool {
  let ok: bool;
  if (!pairs) ok = save(p, w, false);
  else if (!isTuple(w) || tupleSize(address(w)) != 2) {
    raise(T_TYPE_ERROR, 'dict items iterator must return 2-tuples');
    ok = false;
  } else ok = save(p, tupleGet(address(w), 0), false) && save(p, tupleGet(address(w), 1), false);
  release(w);
  return ok;
}

function oneByOne(p: usize, iterator: Word, pairs: bool): bool {
  while (true) {
    const w = next(iterator);
    if (w == NULL) return !errorSet();
    if (!saveNext(p, w, pairs) || !put1(p, pairs ? Op.SETITEM : Op.APPEND)) return false;
  }
}

function inBatches(p: usize, iterator: Word, pairs: bool): bool {
  while (true) {
    const first = next(iterator);
    if (first == NULL) return !errorSet();
    let w = next(iterator);
    if (w == NULL) {
      if (!errorSet()) return saveNext(p, first, pairs) && put1(p, pairs ? Op.SETITEM : Op.APPEND);
      release(first);
      return false;
    }
    if (!put1(p, Op.MARK) || !saveNext(p, first, pairs)) {
      release(w);
      return false;
    }
    let n: u32 = 1;
    while (w != NULL) {
      if (!saveNext(p, w, pairs)) return false;
      if (++n == BATCH) break;
      w = next(iterator);
    }
    if (errorSet() || !put1(p, pairs ? Op.SETITEMS : Op.APPENDS)) return false;
    if (n != BATCH) break;
  }
  return true;
}

function saveDict(p: usize, w: Word): bool {
  if (!enterFast(p, w) || !putEmpty(p, w, Op.EMPTY_DICT, Op.DICT)) return false;
  if (dictSize(address(w)) != 0) {
    if (changetype<Pickler>(p).protocol > 0) {
      if (!saveDictItems(p, address(w))) return false;
    } else {
      const items = callMethod0(w, N_items);
      if (items == NULL) return false;
      const iterator = iter(items);
      release(items);
      if (!setFrom(p, iterator)) return false;
    }
  }
  return leaveFast(p, w);
}

/** Writes the entry that `dictNext` found. */
function saveEntry(p: usize): bool {
  const key = nextKey, value = nextValue;
  const ok = save(p, key, false) && save(p, value, false);
  release(key);
  release(value);
  return ok;
}

/** The items of an exact dict; RuntimeError if it grows or shrinks meanwhile. */
function saveDictItems(p: usize, q: usize): bool {
  const size = dictSize(q);
  if (size == 1) return dictNext(q, 0) == 0 || saveEntry(p) && put1(p, Op.SETITEM);
  let position: u32 = 0;
  let n: u32 = 0;
  do {
    if (!put1(p, Op.MARK)) return false;
    n = 0;
    while (n < BATCH) {
      const behind = dictNext(q, position);
      if (behind == 0) break;
      position = behind;
      if (!saveEntry(p)) return false;
      n++;
    }
    if (!put1(p, Op.SETITEMS)) return false;
    if (dictSize(q) != size) {
      raise(T_RUNTIME_ERROR, 'dictionary changed size during iteration');
      return false;
    }
  } while (n == BATCH);
  return true;
}

/** Elements as a tuple of one list, for the protocols without opcodes for sets. */
function elements(w: Word): Word {
  const list = listFrom(w);
  return list == NULL ? NULL : fromAddress(tuple1(list));
}

function saveSet(p: usize, w: Word): bool {
  if (changetype<Pickler>(p).protocol < 4) return saveMade(p, <Word>T_SET, elements(w), w);
  if (!put1(p, Op.EMPTY_SET) || !remember(p, w)) return false;
  const q = address(w);
  const size = setSize(q);
  if (size == 0) return true;
  let position: u32 = 0;
  let n: u32 = 0;
  do {
    if (!put1(p, Op.MARK)) return false;
    n = 0;
    while (n < BATCH) {
      position = setNext(q, position);
      if (position == 0) break;
      const item = nextItem;
      const ok = save(p, item, false);
      release(item);
      if (!ok) return false;
      n++;
    }
    if (!put1(p, Op.ADDITEMS)) return false;
    if (setSize(q) != size) {
      raise(T_RUNTIME_ERROR, 'set changed size during iteration');
      return false;
    }
  } while (n == BATCH);
  return true;
}

function saveFrozenset(p: usize, w: Word): bool {
  const s = changetype<Pickler>(p);
  if (s.protocol < 4) return saveMade(p, <Word>T_FROZENSET, elements(w), w);
  if (!put1(p, Op.MARK)) return false;
  let position: u32 = 0;
  while ((position = setNext(address(w), position)) != 0) {
    const item = nextItem;
    const ok = save(p, item, false);
    release(item);
    if (!ok) return false;
  }
  const known = memoNumber(p, w);
  if (known >= 0) return put1(p, Op.POP_MARK) && recall(p, <u32>known);
  return put1(p, Op.FROZENSET) && remember(p, w);
}
