// Unpickling: the machine that runs a pickle's opcodes.

import { FALSE, NONE, NULL, TRUE, Word, address, fromAddress, isInt, ofForeignFloat, ofI32, ofInt, toInt } from '../../layout/word';
import { own, release } from '../../counting/counts';
import {
  T_ATTRIBUTE_ERROR, T_EOF_ERROR, T_FROZENSET, T_OVERFLOW_ERROR, T_STR, T_TYPE_ERROR, T_UNICODE_DECODE_ERROR, T_UNPICKLER, T_UNPICKLING_ERROR,
  T_VALUE_ERROR,
} from '../../generated/types';
import { N_find_class, N_strict, N_surrogatepass } from '../../generated/names';
import { call1, callMethod2 } from '../../eval/call';
import { clearError, errorMatches, errorSet, raise, raisef } from '../../eval/errors';
import { newByteArrayFrom } from '../../objects/bytearray/new';
import { decodeObject } from '../../objects/codecs/decode';
import { decodeBytesEscape, decodeRawUnicodeEscape } from '../../objects/codecs/escape';
import { decodeAscii } from '../../objects/codecs/single';
import { decodeUtf8 } from '../../objects/codecs/utf8';
import { dictGet, dictSet, newDict } from '../../objects/dict/core';
import { newSet } from '../../objects/set/core';
import { parseDouble, parsedEnd } from '../../objects/float/parse';
import { intFromTwosComplement } from '../../objects/int/methods';
import { intFromU64 } from '../../objects/int/new';
import { intFromText } from '../../objects/int/text';
import { listAppend, newList } from '../../objects/list/core';
import { BUF_FULL_RO } from '../../objects/buffer';
import { MemoryView, memoryview_toreadonly, newMemoryView } from '../../objects/memoryview/type';
import { isExact, isStr, lookupAttr, next, typeOf } from '../../objects/protocol';
import { builderChar, builderFinish, builderHex, builderLiteral, builderNew, newText, strEqualsText, strLength } from '../../objects/str/new';
import { isTuple, newTuple, tupleGet, tupleSize, tupleTake } from '../../objects/tuple';
import { importModule } from '../../process/import';
import { KEPT_EXTENSION_CACHE, KEPT_IMPORTS_2TO3, KEPT_INVERTED_EXTENSIONS, KEPT_NAMES_2TO3, kept } from '../../process/kept';
import { appendFrom, addItems, buildObject, instantiate, newObject, reduceObject, setItems } from './build';
import { lineAt, need, readLine, readPayload, truncated } from './input';
import { HIGHEST_PROTOCOL, Op } from './opcodes';
import { deepAttribute } from './reduce';
import {
  Unpickler, dropFrom, pop, popMark, push, pushMark, raiseNoPersistentLoad, stackAt, top, underflow, unpicklerMemoGet, unpicklerMemoSet,
} from './unpickler';
import { otherModule, otherName, otherNames } from './compat_names';

/** Runs opcodes up to STOP. False with an error set. */
export function run(self: Word): bool {
  const p = address(self), s = changetype<Unpickler>(p);
  while (true) {
    if (s.inputAt == s.inputEnd && !need(p, 1)) {
      if (errorMatches(T_UNPICKLING_ERROR)) {
        clearError();
        raise(T_EOF_ERROR, 'Ran out of input');
      }
      return false;
    }
    const op = <i32>load<u8>(s.inputAt++);
    if (op == Op.STOP) return true;
    if (!step(self, p, op)) return false;
  }
}

function step(self: Word, p: usize, op: i32): bool {
  switch (op) {
    case Op.NONE: return push(p, NONE);
    case Op.BININT: return need(p, 4) && push(p, ofI32(<i32>little(p, 4)));
    case Op.BININT1: return need(p, 1) && push(p, ofI32(<i32>little(p, 1)));
    case Op.BININT2: return need(p, 2) && push(p, ofI32(<i32>little(p, 2)));
    case Op.INT: return loadInt(p);
    case Op.LONG: return loadLong(p);
    case Op.LONG1: return need(p, 1) && loadCounted(p, <i32>little(p, 1));
    case Op.LONG4: return need(p, 4) && loadCounted(p, <i32>little(p, 4));
    case Op.FLOAT: return loadFloat(p);
    case Op.BINFLOAT: return need(p, 8) && push(p, ofForeignFloat(reinterpret<f64>(bswap<u64>(little(p, 8)))));
    case Op.NEWTRUE: return push(p, TRUE);
    case Op.NEWFALSE: return push(p, FALSE);
    case Op.SHORT_BINBYTES: return loadBytes(p, 1);
    case Op.BINBYTES: return loadBytes(p, 4);
    case Op.BINBYTES8: return loadBytes(p, 8);
    case Op.BYTEARRAY8: return loadByteArray(p);
    case Op.NEXT_BUFFER: return nextBuffer(p);
    case Op.READONLY_BUFFER: return readOnlyBuffer(p);
    case Op.STRING: return loadString(p);
    case Op.SHORT_BINSTRING: return loadBinString(p, 1);
    case Op.BINSTRING: return loadBinString(p, 4);
    case Op.UNICODE: {
      const n = readLine(p);
      return n > 0 && push(p, decodeRawUnicodeEscape(lineAt, n - 1, NULL, true, NULL));
    }
    case Op.SHORT_BINUNICODE: return loadText(p, 1);
    case Op.BINUNICODE: return loadText(p, 4);
    case Op.BINUNICODE8: return loadText(p, 8);
    case Op.EMPTY_TUPLE: return push(p, fromAddress(newTuple(0)));
    case Op.TUPLE1: return loadTuple(p, 1);
    case Op.TUPLE2: return loadTuple(p, 2);
    case Op.TUPLE3: return loadTuple(p, 3);
    case Op.TUPLE: {
      const from = popMark(p);
      return from >= 0 && push(p, takeTuple(p, from));
    }
    case Op.EMPTY_LIST: return push(p, fromAddress(newList(0)));
    case Op.EMPTY_DICT: return push(p, fromAddress(newDict()));
    case Op.EMPTY_SET: return push(p, fromAddress(newSet()));
    case Op.LIST: return loadList(p);
    case Op.DICT: return loadDict(p);
    case Op.FROZENSET: {
      const from = popMark(p);
      const items: Word = from < 0 ? NULL : takeTuple(p, from);
      const made: Word = items == NULL ? NULL : call1(<Word>T_FROZENSET, items);
      release(items);
      return push(p, made);
    }
    case Op.OBJ: return loadObject(p);
    case Op.INST: return loadInstance(self, p);
    case Op.NEWOBJ: return newObject(p, false);
    case Op.NEWOBJ_EX: return newObject(p, true);
    case Op.GLOBAL: return loadGlobal(self, p);
    case Op.STACK_GLOBAL: return stackGlobal(self, p);
    case Op.APPEND: return appendFrom(p, <i32>changetype<Unpickler>(p).depth - 1);
    case Op.APPENDS: {
      const from = popMark(p);
      return from >= 0 && appendFrom(p, from);
    }
    case Op.SETITEM: return setItems(p, <i32>changetype<Unpickler>(p).depth - 2);
    case Op.SETITEMS: {
      const from = popMark(p);
      return from >= 0 && setItems(p, from);
    }
    case Op.ADDITEMS: {
      const from = popMark(p);
      return from >= 0 && addItems(p, from);
    }
    case Op.BUILD: return buildObject(p);
    case Op.MARK: return pushMark(p);
    case Op.POP: return dropTop(p);
    case Op.POP_MARK: {
      const from = popMark(p);
      if (from >= 0) dropFrom(p, from);
      return from >= 0;
    }
    case Op.DUP: {
      const w = top(p);
      return w != NULL && push(p, own(w));
    }
    case Op.GET: {
      const line = readLine(p);
      const n = line < 0 ? -1 : indexOf(line);
      return n != -1 || !errorSet() ? pushKnown(p, n) : false;
    }
    case Op.BINGET: return need(p, 1) && pushKnown(p, <i64>little(p, 1));
    case Op.LONG_BINGET: return need(p, 4) && pushKnown(p, <i64>little(p, 4));
    case Op.PUT: {
      const line = readLine(p);
      if (line < 0 || line >= 2 && top(p) == NULL) return false;
      const n = indexOf(line);
      if (n < 0) {
        if (!errorSet()) raise(T_VALUE_ERROR, 'negative PUT argument');
        return false;
      }
      return rememberTop(p, <u64>n);
    }
    case Op.BINPUT: return need(p, 1) && rememberTop(p, little(p, 1));
    case Op.LONG_BINPUT: return need(p, 4) && rememberTop(p, little(p, 4));
    case Op.MEMOIZE: return rememberTop(p, changetype<Unpickler>(p).memoCount);
    case Op.EXT1: return need(p, 1) && loadExtension(self, p, <i64>little(p, 1));
    case Op.EXT2: return need(p, 2) && loadExtension(self, p, <i64>little(p, 2));
    case Op.EXT4: return need(p, 4) && loadExtension(self, p, <i64><i32>little(p, 4));
    case Op.REDUCE: return reduceObject(p);
    case Op.PERSID: return loadPersistentLine(p);
    case Op.BINPERSID: return loadPersistent(p, NULL);
    case Op.PROTO: {
      if (!need(p, 1)) return false;
      const n = <i32>little(p, 1);
      if (n > HIGHEST_PROTOCOL) {
        raisef(T_VALUE_ERROR, 'unsupported pickle protocol: %d', ofI32(n));
        return false;
      }
      changetype<Unpickler>(p).protocol = n;
      return true;
    }
    case Op.FRAME: return loadFrame(p);
    default: return badOpcode(op);
  }
}

function badOpcode(op: i32): bool {
  const b = builderNew();
  if (b == 0) return false;
  const plain = op >= 0x20 && op <= 0x7e && op != 0x27 && op != 0x5c;
  if (plain) builderChar(b, op);
  else {
    builderLiteral(b, '\\x');
    builderHex(b, op, 2);
  }
  const shown = builderFinish(b);
  if (shown != NULL) raisef(T_UNPICKLING_ERROR, "invalid load key, '%U'.", shown);
  release(shown);
  return false;
}

/** The number of the next `width` bytes, which are there. */
// @ts-ignore: decorator
@inline function little(p: usize, width: u32): u64 {
  const s = changetype<Unpickler>(p);
  const at = <usize>s.inputAt;
  s.inputAt += width;
  return width == 1 ? <u64>load<u8>(at) : width == 2 ? <u64>load<u16>(at) : width == 4 ? <u64>load<u32>(at) : load<u64>(at);
}

/** The items from depth `from` on as a tuple; NULL with an error set. */
export function takeTuple(p: usize, from: u32): Word {
  const s = changetype<Unpickler>(p);
  if (from < s.fence || from > s.depth) {
    underflow(p);
    return NULL;
  }
  const n = s.depth - from;
  const tuple = n == 0 ? newTuple(0) : tupleTake(<usize>s.stack + (<usize>from << 3), n);
  if (tuple != 0) s.depth = from;
  return fromAddress(tuple);
}

function loadTuple(p: usize, n: u32): bool {
  const s = changetype<Unpickler>(p);
  return s.depth < n ? underflow(p) : push(p, takeTuple(p, s.depth - n));
}

// ---- numbers --------------------------------------------------------------------------------------------------------------

/** The int that `n` characters say; NULL with ValueError. */
function lineInt(at: usize, n: i32, base: u32): Word {
  const w = intFromText(at, n, base);
  if (w == NULL && !errorSet()) {
    const text = decodeUtf8(at, n, NULL, true, NULL);
    if (text != NULL) raisef(T_VALUE_ERROR, 'invalid literal for int() with base 10: %R', text);
    release(text);
  }
  return w;
}

/** The base of an int as C reads it: a leading zero makes it octal. */
function baseOf(at: usize, n: i32): u32 {
  while (n > 0 && (load<u8>(at) == 0x20 || load<u8>(at) == 0x2d || load<u8>(at) == 0x2b)) {
    at++;
    n--;
  }
  return n > 1 && load<u8>(at) == 0x30 && <u32>load<u8>(at, 1) - 0x30 < 8 ? 8 : 0;
}

function loadInt(p: usize): bool {
  const n = readLine(p);
  if (n < 0) return false;
  if (n < 2) return truncated();
  const w = intFromText(lineAt, n - 1, baseOf(lineAt, n - 1));
  if (w == NULL) {
    if (!errorSet()) raise(T_VALUE_ERROR, 'could not convert string to int');
    return false;
  }
  // '00' and '01' are the bools of old
  if (n == 3 && isInt(w) && <u64>toInt(w) < 2) return push(p, toInt(w) == 1 ? TRUE : FALSE);
  return push(p, w);
}

function loadLong(p: usize): bool {
  const n = readLine(p);
  if (n < 0) return false;
  if (n < 2) return truncated();
  return push(p, lineInt(lineAt, load<u8>(lineAt + n - 2) == 0x4c ? n - 2 : n, 0));
}

function loadCounted(p: usize, n: i32): bool {
  if (n < 0) {
    raise(T_UNPICKLING_ERROR, 'LONG pickle has negative byte count');
    return false;
  }
  if (!need(p, n)) return false;
  const s = changetype<Unpickler>(p);
  const w = n == 0 ? ofI32(0) : intFromTwosComplement(s.inputAt, n, true, true);
  s.inputAt += n;
  return push(p, w);
}

function loadFloat(p: usize): bool {
  const n = readLine(p);
  if (n < 0) return false;
  if (n < 2) return truncated();
  const end = lineAt + n - 1;
  const x = parseDouble(lineAt, end);
  if (parsedEnd != end) {
    const text = decodeUtf8(lineAt, n, NULL, true, NULL);
    if (text != NULL) raisef(T_VALUE_ERROR, "could not convert string to float: '%U'", text);
    release(text);
    return false;
  }
  return push(p, ofForeignFloat(x));
}

/** The number of the line of `n` characters just read, as an index; -1 maybe with an error set. */
function indexOf(n: i32): i64 {
  if (n < 2) {
    truncated();
    return -1;
  }
  const w = lineInt(lineAt, n, 10);
  if (w == NULL) return -1;
  if (isInt(w)) return toInt(w);
  release(w);
  return i64.MAX_VALUE;
}

// ---- text and bytes ---------------------------------------------------------------------------------------------------------

/** The size in the next `width` bytes; -1 with an error set. */
function loadSize(p: usize, width: u32, what: string): i64 {
  if (!need(p, width)) return -1;
  const n: u64 = width == 1 ? little(p, 1) : width == 4 ? little(p, 4) : little(p, 8);
  if (n <= <u64>i64.MAX_VALUE) {
    if (n <= 0x7fff_ff00) return <i64>n;
    truncated();
    return -1;
  }
  const shown = newText(what), most = intFromU64(<u64>i64.MAX_VALUE);
  raisef(T_OVERFLOW_ERROR, "%U exceeds system's maximum size of %S bytes", shown, most);
  release(shown);
  release(most);
  return -1;
}

function loadBytes(p: usize, width: u32): bool {
  const n = loadSize(p, width, 'BINBYTES');
  return n >= 0 && push(p, readPayload(p, <u32>n));
}

function loadByteArray(p: usize): bool {
  const n = loadSize(p, 8, 'BYTEARRAY8');
  if (n < 0 || !need(p, <u32>n)) return false;
  const s = changetype<Unpickler>(p);
  const w = newByteArrayFrom(s.inputAt, <u32>n);
  s.inputAt += <u32>n;
  return push(p, w);
}

function loadText(p: usize, width: u32): bool {
  const n = loadSize(p, width, 'BINUNICODE');
  if (n < 0 || !need(p, <u32>n)) return false;
  const s = changetype<Unpickler>(p);
  const at = <usize>s.inputAt;
  s.inputAt += <u32>n;
  return push(p, decodeUtf8(at, <i32>n, N_surrogatepass, true, NULL));
}

/** An 8-bit string of Python 2 (bytes, taken over; NULL: an error is set) as the unpickler's encoding has it. */
function pushDecoded(p: usize, bytes: Word): bool {
  if (bytes == NULL) return false;
  const s = changetype<Unpickler>(p);
  if (strEqualsText(s.encoding, 'bytes')) return push(p, bytes);
  const text = decodeObject(bytes, s.encoding, s.errors);
  release(bytes);
  return push(p, text);
}

function loadString(p: usize): bool {
  let n = readLine(p);
  if (n < 0) return false;
  const at = lineAt;
  n--;
  const quote = <u32>load<u8>(at);
  if (n < 2 || quote != load<u8>(at + n - 1) || (quote != 0x22 && quote != 0x27)) {
    raise(T_UNPICKLING_ERROR, 'the STRING opcode argument must be quoted');
    return false;
  }
  return pushDecoded(p, decodeBytesEscape(at + 1, n - 2, false, false));
}

function loadBinString(p: usize, width: u32): bool {
  const n = loadSize(p, width, 'BINSTRING');
  return n >= 0 && pushDecoded(p, readPayload(p, <u32>n));
}

function nextBuffer(p: usize): bool {
  const buffers = own(changetype<Unpickler>(p).buffers);
  if (buffers == NULL) {
    raise(T_UNPICKLING_ERROR, 'pickle stream refers to out-of-band data but no *buffers* argument was given');
    return false;
  }
  const w = next(buffers);
  release(buffers);
  if (w == NULL && !errorSet()) raise(T_UNPICKLING_ERROR, 'not enough out-of-band buffers');
  return push(p, w);
}

function readOnlyBuffer(p: usize): bool {
  if (top(p) == NULL) return false;
  const w = pop(p);
  const view = newMemoryView(w, BUF_FULL_RO);
  if (view == NULL || changetype<MemoryView>(address(view)).readOnly != 0) {
    const done = view != NULL;
    release(view);
    return push(p, w) && done;
  }
  release(w);
  const readOnly = memoryview_toreadonly(view);
  release(view);
  return push(p, readOnly);
}

// ---- containers -----------------------------------------------------------------------------------------------------------

function loadList(p: usize): bool {
  const from = popMark(p);
  if (from < 0) return false;
  const list = fromAddress(newList(0));
  if (list == NULL) return false;
  // the list goes below its items, which are then appended as any others
  const items = takeTuple(p, from);
  if (items == NULL || !push(p, list)) return false;
  const count = tupleSize(address(items));
  let ok = true;
  for (let i: u32 = 0; ok && i < count; i++) ok = listAppend(address(list), tupleGet(address(items), i)) == 0;
  release(items);
  return ok;
}

function loadDict(p: usize): bool {
  const from = popMark(p);
  if (from < 0) return false;
  const s = changetype<Unpickler>(p);
  if ((s.depth - from) % 2 != 0) {
    raise(T_UNPICKLING_ERROR, 'odd number of items for DICT');
    return false;
  }
  const dict = newDict();
  let ok = dict != 0;
  for (let i: u32 = from; ok && i + 1 < s.depth; i += 2) ok = dictSet(dict, stackAt(p, i), stackAt(p, i + 1)) == 0;
  if (!ok) {
    release(fromAddress(dict));
    return false;
  }
  dropFrom(p, from);
  return push(p, fromAddress(dict));
}

function dropTop(p: usize): bool {
  const s = changetype<Unpickler>(p);
  if (s.markCount != 0 && load<u32>(<usize>s.marks + (<usize>(s.markCount - 1) << 2)) == s.depth) return popMark(p) >= 0;
  if (s.depth <= s.fence) return underflow(p);
  dropFrom(p, s.depth - 1);
  return true;
}

// ---- memo -------------------------------------------------------------------------------------------------------------------

function pushKnown(p: usize, n: i64): bool {
  const w = n < 0 ? NULL : unpicklerMemoGet(p, <u64>n);
  if (w != NULL) return push(p, own(w));
  raisef(T_UNPICKLING_ERROR, 'Memo value not found at index %d', ofInt(n));
  return false;
}

function rememberTop(p: usize, n: u64): bool {
  const w = top(p);
  return w != NULL && unpicklerMemoSet(p, n, w);
}

// ---- names ------------------------------------------------------------------------------------------------------------------

/** What a module has under a name: owned. */
export function findClass(p: usize, moduleName0: Word, name0: Word): Word {
  const s = changetype<Unpickler>(p);
  const old = s.protocol < 3 && s.fixImports != 0;
  if (!otherNames(moduleName0, name0, old, KEPT_NAMES_2TO3, KEPT_IMPORTS_2TO3, '_compat_pickle.')) return NULL;
  const moduleName = otherModule, name = otherName;
  let ok = true;
  if (!isStr(moduleName)) {
    raise(T_TYPE_ERROR, 'module name must be a string');
    ok = false;
  } else if (strLength(address(moduleName)) == 0) {
    raise(T_VALUE_ERROR, 'Empty module name');
    ok = false;
  }
  const module: Word = ok ? importModule(moduleName) : NULL;
  let found: Word = NULL;
  if (module != NULL) {
    if (s.protocol >= 4) {
      found = deepAttribute(module, name);
      if (found == NULL && !errorSet()) raisef(T_ATTRIBUTE_ERROR, "Can't get attribute %R on %R", name, module);
    } else {
      found = lookupAttr(module, name);
      if (found == NULL && !errorSet()) raisef(T_ATTRIBUTE_ERROR, "Can't get attribute %R on %R", name, module);
    }
  }
  release(module);
  release(moduleName);
  release(name);
  return found;
}

/** find_class() of the unpickler; the names are taken over, NULL: an error is set. */
function find(self: Word, moduleName: Word, name: Word): Word {
  let found: Word = NULL;
  if (moduleName != NULL && name != NULL) {
    found = typeOf(self) == T_UNPICKLER ? findClass(address(self), moduleName, name) : callMethod2(self, N_find_class, moduleName, name);
  }
  release(moduleName);
  release(name);
  return found;
}

function loadGlobal(self: Word, p: usize): bool {
  let n = readLine(p);
  if (n < 0) return false;
  if (n < 2) return truncated();
  const moduleName = decodeUtf8(lineAt, n - 1, N_strict, true, NULL);
  if (moduleName == NULL) return false;
  n = readLine(p);
  if (n < 2) {
    release(moduleName);
    return n < 0 ? false : truncated();
  }
  return push(p, find(self, moduleName, decodeUtf8(lineAt, n - 1, N_strict, true, NULL)));
}

function stackGlobal(self: Word, p: usize): bool {
  const name = pop(p);
  const moduleName: Word = name == NULL ? NULL : pop(p);
  if (moduleName == NULL || !isExact(moduleName, T_STR) || !isExact(name, T_STR)) {
    if (moduleName != NULL) raise(T_UNPICKLING_ERROR, 'STACK_GLOBAL requires str');
    release(name);
    release(moduleName);
    return false;
  }
  return push(p, find(self, moduleName, name));
}

function loadInstance(self: Word, p: usize): bool {
  const from = popMark(p);
  if (from < 0) return false;
  let n = readLine(p);
  if (n < 0) return false;
  if (n < 2) return truncated();
  const moduleName = decodeAscii(lineAt, n - 1, N_strict, NULL);
  if (moduleName == NULL) return false;
  n = readLine(p);
  if (n < 2) {
    release(moduleName);
    return n < 0 ? false : truncated();
  }
  const cls = find(self, moduleName, decodeAscii(lineAt, n - 1, N_strict, NULL));
  return cls != NULL && pushInstance(p, cls, takeTuple(p, from));
}

function loadObject(p: usize): bool {
  const from = popMark(p);
  if (from < 0) return false;
  if (<i32>changetype<Unpickler>(p).depth - from < 1) return underflow(p);
  const args = takeTuple(p, from + 1);
  if (args == NULL) return false;
  const cls = pop(p);
  if (cls != NULL) return pushInstance(p, cls, args);
  release(args);
  return false;
}

/** Makes and pushes an instance; class and arguments (NULL: an error is set) are taken over. */
function pushInstance(p: usize, cls: Word, args: Word): bool {
  const made: Word = args == NULL ? NULL : instantiate(cls, args);
  release(cls);
  release(args);
  return push(p, made);
}

function loadExtension(self: Word, p: usize, code: i64): bool {
  if (code <= 0) {
    raise(T_UNPICKLING_ERROR, 'EXT specifies code <= 0');
    return false;
  }
  const known = dictGet(address(kept(KEPT_EXTENSION_CACHE)), ofInt(code));
  if (known != NULL) return push(p, known);
  if (errorSet()) return false;
  const pair = dictGet(address(kept(KEPT_INVERTED_EXTENSIONS)), ofInt(code));
  if (pair == NULL) {
    if (!errorSet()) raisef(T_VALUE_ERROR, 'unregistered extension code %d', ofInt(code));
    return false;
  }
  let found: Word = NULL;
  if (!isTuple(pair) || tupleSize(address(pair)) != 2 || !isStr(tupleGet(address(pair), 0)) || !isStr(tupleGet(address(pair), 1))) {
    raisef(T_VALUE_ERROR, "_inverted_registry[%d] isn't a 2-tuple of strings", ofInt(code));
  } else found = find(self, own(tupleGet(address(pair), 0)), own(tupleGet(address(pair), 1)));
  release(pair);
  if (found != NULL && dictSet(address(kept(KEPT_EXTENSION_CACHE)), ofInt(code), found) < 0) {
    release(found);
    return false;
  }
  return push(p, found);
}

/** What persistent_load() gives for an id (taken over; NULL: the topmost word). */
function loadPersistent(p: usize, id: Word): bool {
  if (id == NULL) id = pop(p);
  if (id == NULL) return false;
  const method = own(changetype<Unpickler>(p).persistentLoad);
  const w = method == NULL ? raiseNoPersistentLoad() : call1(method, id);
  release(id);
  release(method);
  return push(p, w);
}

function loadPersistentLine(p: usize): bool {
  const n = readLine(p);
  if (n < 0) return false;
  const id = decodeAscii(lineAt, n - 1, N_strict, NULL);
  if (id != NULL) return loadPersistent(p, id);
  if (errorMatches(T_UNICODE_DECODE_ERROR)) {
    clearError();
    raise(T_UNPICKLING_ERROR, 'persistent IDs in protocol 0 must be ASCII strings');
  }
  return false;
}

/** A frame is only read ahead: nothing depends on where it ends. */
function loadFrame(p: usize): bool {
  if (!need(p, 8)) return false;
  const n = little(p, 8);
  if (n > <u64>i64.MAX_VALUE) {
    const most = intFromU64(<u64>i64.MAX_VALUE);
    raisef(T_OVERFLOW_ERROR, "FRAME length exceeds system's maximum of %S bytes", most);
    release(most);
    return false;
  }
  if (n > 0x7fff_ffff) return truncated();
  return need(p, <u32>n);
}
