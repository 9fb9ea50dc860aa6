// builtins: the functions that classes, imports and attribute access stand on. The rest: builtins_*.ts.

import { Word, NULL, NONE, UNBOUND, isPointer, address, fromAddress, ofBool, ofInt } from '../layout/word';
import { Tuple, TUPLE_ITEMS } from '../layout/containers';
import { own, release } from '../counting/counts';
import { raise, raisef, errorSet } from '../eval/errors';
import { arg, call1, callTuple } from '../eval/call';
import { runClosureOf } from '../eval/run';
import { cellContents } from '../eval/names';
import { importName as importDefault } from '../process/import';
import {
  typeOf, isType, isStr, getAttr, lookupAttr, setAttr, length, hash, repr, ascii, isCallable, asI32, hasAttr,
} from '../objects/protocol';
import { isSubtype } from '../objects/type/lookup';
import { metaclassOf } from '../objects/type/metaclass';
import { objectIsInstance, objectIsSubclass } from '../objects/type/instances';
import { identity } from '../objects/object';
import { intFromI64, intFromU64 } from '../objects/int/new';
import { newTuple } from '../objects/tuple';
import { newDict, dictSet } from '../objects/dict/core';
import { newList, listAppend, listSnapshot } from '../objects/list/core';
import { T_FUNCTION, T_LIST, T_STR, T_TYPE, T_TYPE_ERROR, T_TUPLE, T_CELL, T_RUNTIME_ERROR } from '../generated/types';
import { N_metaclass, N___prepare__, N___mro_entries__, N___orig_bases__ } from '../generated/names';

/** @module builtins
 * Built-in functions, types, exceptions, and other objects.
 *
 * This module provides direct access to all 'built-in'
 * identifiers of Python; for example, builtins.len is
 * the full name for the built-in function len().
 *
 * This module is not normally accessed explicitly by most
 * applications, but can be useful in modules that provide
 * objects with the same name as a builtin and need the builtin. */

/** @function builtins.__import__(name, globals=None, locals=None, fromlist=(), level=0)
 * Import a module.
 *
 * Because this function is meant for use by the Python
 * interpreter and not for general use, it is better to use
 * importlib.import_module() to programmatically import a module. */
export function builtinImport(name: Word, globals: Word, locals: Word, fromlist: Word, level: Word): Word {
  let n = 0;
  if (level != NULL) {
    n = asI32(level);
    if (n == -1 && errorSet()) return NULL;
  }
  return importDefault(name, globals == NULL ? NONE : globals, fromlist, n);
}
export function builtinImportIndex(): u32 { return builtinImport.index; }

/** @function builtins.__build_class__(*args, **kwargs)
 * __build_class__(func, name, /, *bases, [metaclass], **kwds) -> class
 *
 * Internal helper function used by the class statement. */
export function buildClass(args: usize, n: i32, kwnames: Word): Word {
  if (n < 2) return raise(T_TYPE_ERROR, '__build_class__: not enough arguments');
  const func = arg(args, 0);
  const name = arg(args, 1);
  if (typeOf(func) != T_FUNCTION) return raise(T_TYPE_ERROR, '__build_class__: func must be a function');
  if (!isStr(name)) return raise(T_TYPE_ERROR, '__build_class__: name is not a string');
  const t = newTuple(n - 2);
  if (t == 0) return NULL;
  for (let i = 2; i < n; i++) store<u64>(t + TUPLE_ITEMS + (<usize>(i - 2) << 3), own(arg(args, i)));
  const original = fromAddress(t);
  const bases = resolveBases(original);
  if (bases == NULL) { release(original); return NULL; }
  // keywords of the class statement, metaclass taken out
  const keywords = newDict();
  let meta: Word = NULL;
  let isClass = true;
  if (kwnames != NULL) {
    const kw = changetype<Tuple>(address(kwnames)).size;
    for (let i: u32 = 0; i < kw; i++) {
      const key = load<u64>(address(kwnames) + TUPLE_ITEMS + (<usize>i << 3));
      const value = arg(args, n + <i32>i);
      if (key == N_metaclass) { meta = own(value); isClass = isType(value); }
      else dictSet(keywords, key, value);
    }
  }
  if (meta == NULL) {
    if (changetype<Tuple>(address(bases)).size == 0) meta = fromAddress(T_TYPE);
    else meta = own(fromAddress(typeOf(load<u64>(address(bases) + TUPLE_ITEMS))));
    isClass = true;
  }
  let cls: Word = NULL;
  if (isClass) {
    const winner = metaclassOf(meta, bases);
    if (winner != NULL) own(winner);
    release(meta);
    meta = winner;
  }
  if (meta != NULL) cls = callMetaclass(meta, func, name, bases, original, fromAddress(keywords));
  release(meta);
  release(fromAddress(keywords));
  release(bases);
  release(original);
  return cls;
}

function callMetaclass(meta: Word, func: Word, name: Word, bases: Word, original: Word, keywords: Word): Word {
  let namespace: Word;
  const prepare = lookupAttr(meta, N___prepare__);
  if (prepare == NULL) {
    if (errorSet()) return NULL;
    namespace = fromAddress(newDict());
  } else {
    const pair = pairOf(name, bases);
    namespace = callTuple(prepare, pair, keywords);
    release(pair);
    release(prepare);
  }
  if (namespace == NULL) return NULL;
  const nt = changetype<TypeView>(typeOf(namespace));
  if (nt.mp_subscript == 0) {
    raisef(T_TYPE_ERROR, isType(meta) ? '%N.__prepare__() must return a mapping, not %T' : '<metaclass>.__prepare__() must return a mapping, not %T', isType(meta) ? meta : namespace, namespace);
    release(namespace);
    return NULL;
  }
  const cell = runClosureOf(func, namespace);
  let cls: Word = NULL;
  if (cell != NULL) {
    let ok = true;
    if (bases != original) ok = setItemOf(namespace, N___orig_bases__, original);
    if (ok) {
      const triple = newTuple(3);
      store<u64>(triple + TUPLE_ITEMS, own(name));
      store<u64>(triple + TUPLE_ITEMS, own(bases), 8);
      store<u64>(triple + TUPLE_ITEMS, own(namespace), 16);
      cls = callTuple(meta, fromAddress(triple), keywords);
      release(fromAddress(triple));
    }
    if (cls != NULL && isPointer(cell) && typeOf(cell) == T_CELL && isType(cls)) {
      const contents = cellContents(address(cell));
      if (contents == UNBOUND) {
        raisef(T_RUNTIME_ERROR, '__class__ not set defining %R as %R. Was __classcell__ propagated to type.__new__?', name, cls);
        release(cls);
        cls = NULL;
      } else {
        if (contents != cls) {
          raisef(T_TYPE_ERROR, '__class__ set to %R defining %R as %R', contents, name, cls);
          release(cls);
          cls = NULL;
        }
        release(contents);
      }
    }
  }
  release(cell);
  release(namespace);
  return cls;
}
import { Type as TypeView } from '../layout/type';
import { setItem } from '../objects/protocol';
function setItemOf(o: Word, k: Word, v: Word): bool { return setItem(o, k, v) >= 0; }
function pairOf(a: Word, b: Word): Word {
  const t = newTuple(2);
  store<u64>(t + TUPLE_ITEMS, own(a));
  store<u64>(t + TUPLE_ITEMS, own(b), 8);
  return fromAddress(t);
}

// __mro_entries__ of bases that are no classes: owned; the same tuple if there are none.
function resolveBases(bases: Word): Word {
  const n = changetype<Tuple>(address(bases)).size;
  let list: usize = 0;
  for (let i: u32 = 0; i < n; i++) {
    const b = load<u64>(address(bases) + TUPLE_ITEMS + (<usize>i << 3));
    if (isType(b)) { if (list != 0) listAppend(list, b); continue; }
    const method = lookupAttr(b, N___mro_entries__);
    if (method == NULL) {
      if (errorSet()) { if (list != 0) release(fromAddress(list)); return NULL; }
      if (list != 0) listAppend(list, b);
      continue;
    }
    const entries = call1(method, bases);
    release(method);
    if (entries == NULL) { if (list != 0) release(fromAddress(list)); return NULL; }
    if (!isSubtype(typeOf(entries), T_TUPLE)) {
      release(entries);
      if (list != 0) release(fromAddress(list));
      return raise(T_TYPE_ERROR, '__mro_entries__ must return a tuple');
    }
    if (list == 0) {
      list = newList(n);
      for (let k: u32 = 0; k < i; k++) listAppend(list, load<u64>(address(bases) + TUPLE_ITEMS + (<usize>k << 3)));
    }
    const m = changetype<Tuple>(address(entries)).size;
    for (let k: u32 = 0; k < m; k++) listAppend(list, load<u64>(address(entries) + TUPLE_ITEMS + (<usize>k << 3)));
    release(entries);
  }
  if (list == 0) return own(bases);
  const r = listSnapshot(fromAddress(list));
  release(fromAddress(list));
  return r;
}

/** @function builtins.isinstance(obj, class_or_tuple, /)
 * Return whether an object is an instance of a class or of a subclass thereof.
 *
 * A tuple, as in ``isinstance(x, (A, B, ...))``, may be given as the target to
 * check against. This is equivalent to ``isinstance(x, A) or isinstance(x, B)
 * or ...`` etc. */
export function builtinIsinstance(o: Word, cls: Word): Word {
  const r = objectIsInstance(o, cls);
  return r < 0 ? NULL : ofBool(r != 0);
}
/** @function builtins.issubclass(cls, class_or_tuple, /)
 * Return whether 'cls' is derived from another class or is the same class.
 *
 * A tuple, as in ``issubclass(x, (A, B, ...))``, may be given as the target to
 * check against. This is equivalent to ``issubclass(x, A) or issubclass(x, B)
 * or ...``. */
export function builtinIssubclass(cls: Word, other: Word): Word {
  const r = objectIsSubclass(cls, other);
  return r < 0 ? NULL : ofBool(r != 0);
}
/** @function builtins.len(obj, /)
 * Return the number of items in a container. */
export function builtinLen(o: Word): Word {
  if (isPointer(o)) {
    const type = load<u32>(address(o)); // their sizes lie in the same place
    if (type == T_STR || type == T_TUPLE || type == T_LIST) return ofInt(load<u32>(address(o), offsetof<Tuple>('size')));
  }
  const n = length(o);
  return n < 0 ? NULL : intFromI64(n);
}
/** @function builtins.repr(obj, /)
 * Return the canonical string representation of the object.
 *
 * For many object types, including most builtins, eval() will return
 * true when passed to that string, otherwise the representation will
 * be a string enclosed in angle brackets that contains the name of the
 * type of the object together with additional information often
 * including the name and address of the object. */
export function builtinRepr(o: Word): Word { return repr(o); }
/** @function builtins.ascii(obj, /)
 * Return an ASCII-only representation of an object. */
export function builtinAscii(o: Word): Word { return ascii(o); }
/** @function builtins.hash(obj, /)
 * Return the hash value for the given object.
 *
 * Two objects that compare equal must also have the same hash value, but the
 * reverse is not necessarily true. */
export function builtinHash(o: Word): Word {
  const h = hash(o);
  return h == -1 && errorSet() ? NULL : intFromI64(h);
}
/** @function builtins.id(obj, /)
 * Return the identity of an object.
 *
 * This is guaranteed to be unique among simultaneously existing objects. */
export function builtinId(o: Word): Word { return intFromU64(identity(o)); }
/** @function builtins.callable(obj, /)
 * Return whether the object is callable (i.e., some kind of function).
 *
 * Note that classes are callable, as are instances of classes with a
 * __call__() method. */
export function builtinCallable(o: Word): Word { return ofBool(isCallable(o)); }
/** @function builtins.getattr(object, name, default=None, /)
 * getattr(object, name[, default]) -> value
 *
 * Get a named attribute from an object; getattr(x, 'y') is equivalent to x.y.
 * When a default argument is given, it is returned when the attribute doesn't
 * exist; without it, an exception is raised in that case. */
export function builtinGetattr(o: Word, name: Word, fallback: Word): Word {
  if (!isStr(name)) return raisef(T_TYPE_ERROR, "attribute name must be string, not '%T'", name);
  if (fallback == NULL) return getAttr(o, name);
  const r = lookupAttr(o, name);
  if (r != NULL || errorSet()) return r;
  return own(fallback);
}
/** @function builtins.setattr(obj, name, value, /)
 * Sets the named attribute on the given object to the specified value.
 *
 * setattr(x, 'y', v) is equivalent to ``x.y = v`` */
export function builtinSetattr(o: Word, name: Word, value: Word): Word { return setAttr(o, name, value) < 0 ? NULL : NONE; }
/** @function builtins.delattr(obj, name, /)
 * Deletes the named attribute from the given object.
 *
 * delattr(x, 'y') is equivalent to ``del x.y`` */
export function builtinDelattr(o: Word, name: Word): Word { return setAttr(o, name, NULL) < 0 ? NULL : NONE; }
/** @function builtins.hasattr(obj, name, /)
 * Return whether the object has an attribute with the given name.
 *
 * This is done by calling getattr(obj, name) and catching AttributeError. */
export function builtinHasattr(o: Word, name: Word): Word {
  if (!isStr(name)) return raisef(T_TYPE_ERROR, "attribute name must be string, not '%T'", name);
  const r = hasAttr(o, name);
  return r < 0 ? NULL : ofBool(r != 0);
}
