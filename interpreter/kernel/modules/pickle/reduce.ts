// Pickling through __reduce_ex__, reducers and names.

import { ELLIPSIS, NONE, NOT_IMPLEMENTED, NULL, Word, address, fromAddress, ofI32, ofInt } from '../../layout/word';
import { BYTES_DATA, STR_DATA } from '../../layout/text';
import { own, release } from '../../counting/counts';
import {
  T_ATTRIBUTE_ERROR, T_ELLIPSIS, T_FUNCTION, T_KEY_ERROR, T_NONE_TYPE, T_NOT_IMPLEMENTED_TYPE, T_PICKLING_ERROR,
  T_RUNTIME_ERROR, T_TYPE, T_UNICODE_ENCODE_ERROR,
} from '../../generated/types';
import {
  N___class__, N___main__, N___module__, N___name__, N___new__, N___newobj__, N___newobj_ex__, N___qualname__, N___reduce__, N___reduce_ex__,
} from '../../generated/names';
import { call0, call1, callTuple } from '../../eval/call';
import { clearError, errorMatches, errorSet, raise, raisef } from '../../eval/errors';
import { control } from '../../layout/control';
import { bytesSize } from '../../objects/bytes/new';
import { encodeLimited } from '../../objects/codecs/single';
import { encodeUtf8 } from '../../objects/codecs/utf8';
import { dictCopy, dictGet, dictNext, isDict, nextKey, nextValue } from '../../objects/dict/core';
import { asI64, getAttr, getItem, isCallable, isIterator, isStr, isType, lookupAttr } from '../../objects/protocol';
import { readChar } from '../../objects/str/access';
import { strEqual, strEqualsText, strKind, strLength } from '../../objects/str/new';
import { sliceStr } from '../../objects/str/slice';
import { isTuple, newTuple, tuple1, tuple2, tupleGet, tupleInit, tupleRange, tupleSize } from '../../objects/tuple';
import { isSubtype } from '../../objects/type/lookup';
import { importModule } from '../../process/import';
import { KEPT_EXTENSIONS, KEPT_GETATTR, KEPT_IMPORTS_3TO2, KEPT_NAMES_3TO2, KEPT_PARTIAL, KEPT_REDUCERS, kept } from '../../process/kept';
import { memoNumber, recall, remember } from './memo';
import { Op } from './opcodes';
import { put1, put2, put5, putBytes, room } from './output';
import { Pickler } from './pickler';
import { appendFrom, save, setFrom } from './save';
import { otherModule, otherName, otherNames } from './compat_names';

/** Writes an object that has no opcode of its own. */
export function saveOther(p: usize, w: Word, type: u32): bool {
  const s = changetype<Pickler>(p);
  let value: Word = NULL;
  if (s.reducerOverride != NULL) {
    const overrider = own(s.reducerOverride);
    value = call1(overrider, w);
    release(overrider);
    if (value == NULL) return false;
    if (value == NOT_IMPLEMENTED) value = NULL;
  }
  if (value == NULL) {
    if (type == T_TYPE) return saveType(p, w);
    if (type == T_FUNCTION) return saveGlobal(p, w, NULL);
    const reducer = reducerOf(s, <Word>type);
    if (reducer != NULL) value = call1(reducer, w);
    else if (errorSet()) return false;
    else if (isSubtype(type, T_TYPE)) return saveGlobal(p, w, NULL);
    else value = reduced(w, s.protocol);
    release(reducer);
    if (value == NULL) return false;
  }
  let ok = false;
  if (isStr(value)) ok = saveGlobal(p, w, value);
  else if (!isTuple(value)) raise(T_PICKLING_ERROR, '__reduce__ must return a string or tuple');
  else ok = saveReduce(p, value, w);
  release(value);
  return ok;
}

/** What the dispatch table has for a class, owned; NULL maybe with an error. */
function reducerOf(s: Pickler, type: Word): Word {
  if (s.dispatchTable == NULL) return dictGet(address(kept(KEPT_REDUCERS)), type);
  const table = own(s.dispatchTable);
  const reducer = getItem(table, type);
  release(table);
  if (reducer == NULL && errorMatches(T_KEY_ERROR)) clearError();
  return reducer;
}

function reduced(w: Word, protocol: i32): Word {
  const reduceEx = lookupAttr(w, N___reduce_ex__);
  if (reduceEx != NULL) {
    const value = call1(reduceEx, ofI32(protocol));
    release(reduceEx);
    return value;
  }
  if (errorSet()) return NULL;
  const reduce = lookupAttr(w, N___reduce__);
  if (reduce != NULL) {
    const value = call0(reduce);
    release(reduce);
    return value;
  }
  return errorSet() ? NULL : raisef(T_PICKLING_ERROR, "can't pickle '%T' object: %R", w, w);
}

/** A class; those of the singletons have no name in builtins. */
function saveType(p: usize, w: Word): bool {
  const type = <u32>address(w);
  const single: Word = type == T_NONE_TYPE ? NONE : type == T_ELLIPSIS ? ELLIPSIS : type == T_NOT_IMPLEMENTED_TYPE ? NOT_IMPLEMENTED : NULL;
  if (single == NULL) return saveGlobal(p, w, NULL);
  const args = fromAddress(tuple1(single));
  const value: Word = args == NULL ? NULL : fromAddress(tuple2(<Word>T_TYPE, args));
  const ok = value != NULL && saveReduce(p, value, w);
  release(value);
  return ok;
}

function refuse(message: string): bool {
  raise(T_PICKLING_ERROR, message);
  return false;
}
function refuseFor(message: string, w: Word): bool {
  raisef(T_PICKLING_ERROR, message, w);
  return false;
}
// @ts-ignore: decorator
@inline function part(value: Word, i: u32): Word {
  const w: Word = i < tupleSize(address(value)) ? tupleGet(address(value), i) : NONE;
  return w == NONE ? NULL : w;
}

/** Writes what a reducer gave, a tuple, for the object `w` (NULL: for none, which is not remembered). */
export function saveReduce(p: usize, value: Word, w: Word): bool {
  const n = tupleSize(address(value));
  if (n < 2 || n > 6) return refuse('tuple returned by __reduce__ must contain 2 through 6 elements');
  const callable = tupleGet(address(value), 0), args = tupleGet(address(value), 1);
  const state = part(value, 2), items = part(value, 3), pairs = part(value, 4), setter = part(value, 5);
  if (!isCallable(callable)) return refuse('first item of the tuple returned by __reduce__ must be callable');
  if (!isTuple(args)) return refuse('second item of the tuple returned by __reduce__ must be a tuple');
  if (items != NULL && !isIterator(items)) return refuseFor('fourth element of the tuple returned by __reduce__ must be an iterator, not %T', items);
  if (pairs != NULL && !isIterator(pairs)) return refuseFor('fifth element of the tuple returned by __reduce__ must be an iterator, not %T', pairs);
  if (setter != NULL && !isCallable(setter)) return refuseFor('sixth element of the tuple returned by __reduce__ must be a function, not %T', setter);
  if (!saveCall(p, callable, args, w)) return false;
  if (w != NULL) {
    // an object that its own arguments hold has been written with them
    const known = memoNumber(p, w);
    if (known >= 0) return put1(p, Op.POP) && recall(p, <u32>known);
    if (!remember(p, w)) return false;
  }
  if (items != NULL && !appendFrom(p, own(items))) return false;
  if (pairs != NULL && !setFrom(p, own(pairs))) return false;
  if (state == NULL) return true;
  if (setter == NULL) return save(p, state, false) && put1(p, Op.BUILD);
  return save(p, setter, false) && save(p, w, false) && save(p, state, false) && put1(p, Op.TUPLE2) && put1(p, Op.REDUCE) && put1(p, Op.POP);
}

/** The opcodes that make an object: NEWOBJ for copyreg.__newobj__ and its relative, REDUCE for all else. */
function saveCall(p: usize, callable: Word, args: Word, w: Word): bool {
  const s = changetype<Pickler>(p);
  let plain = false, extended = false;
  if (s.protocol >= 2) {
    const name = lookupAttr(callable, N___name__);
    if (name == NULL && errorSet()) return false;
    if (name != NULL && isStr(name)) {
      extended = strEqual(name, N___newobj_ex__);
      plain = strEqual(name, N___newobj__);
    }
    release(name);
  }
  if (extended) return saveExtended(p, args);
  if (!plain) return save(p, callable, false) && save(p, args, false) && put1(p, Op.REDUCE);
  const n = tupleSize(address(args));
  if (n < 1) return refuse('__newobj__ arglist is empty');
  const cls = tupleGet(address(args), 0);
  if (!isType(cls)) return refuse('args[0] from __newobj__ args is not a type');
  if (w != NULL) {
    const mine = getAttr(w, N___class__);
    if (mine == NULL) return false;
    release(mine);
    if (mine != cls) return refuse('args[0] from __newobj__ args has the wrong class');
  }
  const rest = fromAddress(tupleRange(address(args), 1, n));
  const ok = rest != NULL && save(p, cls, false) && save(p, rest, false) && put1(p, Op.NEWOBJ);
  release(rest);
  return ok;
}

function saveExtended(p: usize, args: Word): bool {
  const n = tupleSize(address(args));
  if (n != 3) return refuseFor('length of the NEWOBJ_EX argument tuple must be exactly 3, not %d', ofI32(<i32>n));
  const cls = tupleGet(address(args), 0), positional = tupleGet(address(args), 1), keywords = tupleGet(address(args), 2);
  if (!isType(cls)) return refuseFor('first item from NEWOBJ_EX argument tuple must be a class, not %T', cls);
  if (!isTuple(positional)) return refuseFor('second item from NEWOBJ_EX argument tuple must be a tuple, not %T', positional);
  if (!isDict(keywords)) return refuseFor('third item from NEWOBJ_EX argument tuple must be a dict, not %T', keywords);
  if (changetype<Pickler>(p).protocol >= 4) return save(p, cls, false) && save(p, positional, false) && save(p, keywords, false) && put1(p, Op.NEWOBJ_EX);
  // older protocols call functools.partial(cls.__new__, cls, *args, **kwargs)
  const count = tupleSize(address(positional));
  const q = newTuple(count + 2);
  if (q == 0) return false;
  for (let i: u32 = 0; i < count; i++) tupleInit(q, i + 2, own(tupleGet(address(positional), i)));
  tupleInit(q, 1, own(cls));
  tupleInit(q, 0, NONE);
  const make = getAttr(cls, N___new__);
  let made: Word = NULL;
  if (make != NULL) {
    tupleInit(q, 0, make);
    made = callTuple(kept(KEPT_PARTIAL), fromAddress(q), keywords);
  }
  release(fromAddress(q));
  const none = fromAddress(newTuple(0));
  const ok = made != NULL && none != NULL && save(p, made, false) && save(p, none, false) && put1(p, Op.REDUCE);
  release(none);
  release(made);
  return ok;
}

// ---- names ------------------------------------------------------------------------------------------------------------

/** Where the last part of the name begins that `isReachable` looked at. */
let lastPart: u32 = 0;

/** Position of the next dot of a str from `i` on, or its length. */
function nextDot(name: Word, i: u32): u32 {
  const q = address(name), n = strLength(q), kind = strKind(q);
  while (i < n && readChar(q + STR_DATA, kind, i) != 0x2e) i++;
  return i;
}

/** Whether no part of a dotted name is `<locals>`; else AttributeError. */
function isReachable(name: Word): bool {
  const n = strLength(address(name));
  for (let from: u32 = 0; from <= n; ) {
    const to = nextDot(name, from);
    const piece = sliceStr(address(name), from, to);
    if (piece == NULL) return false;
    const local = strEqualsText(piece, '<locals>');
    release(piece);
    if (local) {
      raisef(T_ATTRIBUTE_ERROR, "Can't get local object %R", name);
      return false;
    }
    lastPart = from;
    from = to + 1;
  }
  return true;
}

/** The object that a dotted name leads to from `module`, owned. NULL with or without an error. */
export function deepAttribute(module: Word, name: Word): Word {
  const n = strLength(address(name));
  let w = own(module);
  for (let from: u32 = 0; from <= n && w != NULL; ) {
    const to = nextDot(name, from);
    const piece = sliceStr(address(name), from, to);
    const found: Word = piece == NULL ? NULL : lookupAttr(w, piece);
    release(piece);
    release(w);
    w = found;
    from = to + 1;
  }
  return w;
}

/** The name of the module that has `w` under a dotted name: owned. */
function moduleOf(w: Word, name: Word): Word {
  const told = lookupAttr(w, N___module__);
  if (told != NULL ? told != NONE : errorSet()) return told;
  const modules = control().sysModules;
  if (modules == NULL) return raise(T_RUNTIME_ERROR, 'unable to get sys.modules');
  // code that the search runs may import
  const all: usize = isDict(modules) ? dictCopy(address(modules)) : 0;
  if (all == 0) return errorSet() ? NULL : own(N___main__);
  let position: u32 = 0;
  let found: Word = NULL;
  while (found == NULL && (position = dictNext(all, position)) != 0) {
    const moduleName = nextKey, module = nextValue;
    if (module != NONE && isStr(moduleName) && !strEqual(moduleName, N___main__)) {
      const there = deepAttribute(module, name);
      if (there == NULL) clearError();
      else if (there == w) found = own(moduleName);
      release(there);
    }
    release(moduleName);
    release(module);
  }
  release(fromAddress(all));
  return found != NULL ? found : own(N___main__);
}

/** Writes an object by its name: `name`, or NULL for its own. */
export function saveGlobal(p: usize, w: Word, name: Word): bool {
  let full = own(name);
  if (full == NULL) {
    full = lookupAttr(w, N___qualname__);
    if (full == NULL && !errorSet()) full = getAttr(w, N___name__);
    if (full == NULL) return false;
  }
  let ok = false;
  let moduleName: Word = NULL;
  let module: Word = NULL;
  if (!isStr(full)) raisef(T_PICKLING_ERROR, "Can't pickle %R: its name is not a str", w);
  else if (isReachable(full)) {
    const last = lastPart;
    moduleName = moduleOf(w, full);
    if (moduleName != NULL) {
      module = isStr(moduleName) ? importModule(moduleName) : NULL;
      if (module == NULL) {
        clearError();
        raisef(T_PICKLING_ERROR, "Can't pickle %R: import of module %R failed", w, moduleName);
      } else ok = saveNamed(p, w, full, moduleName, module, last);
    }
  }
  release(module);
  release(moduleName);
  release(full);
  return ok;
}

function saveNamed(p: usize, w: Word, full: Word, moduleName: Word, module: Word, last: u32): bool {
  const s = changetype<Pickler>(p);
  const found = deepAttribute(module, full);
  if (found == NULL) {
    clearError();
    raisef(T_PICKLING_ERROR, "Can't pickle %R: attribute lookup %S on %S failed", w, full, moduleName);
    return false;
  }
  release(found);
  if (found != w) {
    raisef(T_PICKLING_ERROR, "Can't pickle %R: it's not the same object as %S.%S", w, moduleName, full);
    return false;
  }
  if (s.protocol >= 2) {
    const done = saveExtension(p, full, moduleName);
    if (done != 0) return done > 0;
  }
  if (s.protocol >= 4) return save(p, moduleName, false) && save(p, full, false) && put1(p, Op.STACK_GLOBAL) && remember(p, w);
  return (last == 0 ? putGlobal(p, full, moduleName) : putPath(p, full, moduleName)) && remember(p, w);
}

/** A dotted name for the protocols that know only global names: getattr(getattr(first, second), third). */
function putPath(p: usize, full: Word, moduleName: Word): bool {
  const old = changetype<Pickler>(p).protocol < 2;
  const n = strLength(address(full));
  const end = nextDot(full, 0);
  for (let to = end; to < n; to = nextDot(full, to + 1)) {
    if (!save(p, kept(KEPT_GETATTR), false) || old && !put1(p, Op.MARK)) return false;
  }
  const first = sliceStr(address(full), 0, end);
  let ok = first != NULL && putGlobal(p, first, moduleName);
  release(first);
  for (let from = end + 1; ok && from <= n; ) {
    const to = nextDot(full, from);
    const piece = sliceStr(address(full), from, to);
    ok = piece != NULL && save(p, piece, false) && put1(p, old ? Op.TUPLE : Op.TUPLE2) && put1(p, Op.REDUCE);
    release(piece);
    from = to + 1;
  }
  return ok;
}

/** 1: written by its number in the extension registry, 0: it has none, -1: an error is set. */
function saveExtension(p: usize, full: Word, moduleName: Word): i32 {
  const key = fromAddress(tuple2(own(moduleName), own(full)));
  if (key == NULL) return -1;
  const code = dictGet(address(kept(KEPT_EXTENSIONS)), key);
  release(key);
  if (code == NULL) return errorSet() ? -1 : 0;
  const n = asI64(code);
  release(code);
  if (n == -1 && errorSet()) return -1;
  if (n <= 0 || n > 0x7fff_ffff) {
    raisef(T_RUNTIME_ERROR, 'extension code %d is out of range', ofInt(n));
    return -1;
  }
  if (n < 0x100) return put2(p, Op.EXT1, <u32>n) ? 1 : -1;
  if (n >= 0x1_0000) return put5(p, Op.EXT4, <u32>n) ? 1 : -1;
  const at = room(p, 3);
  if (at == 0) return -1;
  store<u8>(at, <u8>Op.EXT2);
  store<u16>(at, <u16>n, 1);
  return 1;
}

/** The GLOBAL opcode, with the names of Python 2 if that is asked for. */
function putGlobal(p: usize, full0: Word, moduleName0: Word): bool {
  const s = changetype<Pickler>(p);
  if (!otherNames(moduleName0, full0, s.fixImports != 0, KEPT_NAMES_3TO2, KEPT_IMPORTS_3TO2, '_compat_pickle.REVERSE_')) return false;
  const full = otherName, moduleName = otherModule;
  const ok = put1(p, Op.GLOBAL) && putLine(p, moduleName, "can't pickle module identifier '%S' using pickle protocol %d")
    && putLine(p, full, "can't pickle global identifier '%S' using pickle protocol %d");
  release(full);
  release(moduleName);
  return ok;
}

function putLine(p: usize, text: Word, message: string): bool {
  const protocol = changetype<Pickler>(p).protocol;
  const bytes = protocol >= 3 ? encodeUtf8(text, NULL) : encodeLimited(text, NULL, 128);
  if (bytes == NULL) {
    if (errorMatches(T_UNICODE_ENCODE_ERROR)) {
      clearError();
      raisef(T_PICKLING_ERROR, message, text, ofI32(protocol));
    }
    return false;
  }
  const ok = putBytes(p, address(bytes) + BYTES_DATA, bytesSize(address(bytes))) && put1(p, 0x0a);
  release(bytes);
  return ok;
}
