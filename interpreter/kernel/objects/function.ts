// function, cell, module.

import { Word, NULL, NONE, UNBOUND, NOT_IMPLEMENTED, isPointer, address, fromAddress, ofInt } from '../layout/word';
import { Function, Code } from '../layout/code';
import { Cell, Tuple, TUPLE_ITEMS } from '../layout/containers';
import { Module } from '../layout/module';
import { own, release, markDeferred } from '../counting/counts';
import { freeObject } from '../memory/objects';
import { raise, raisef, formatText, errorSet } from '../eval/errors';
import { arg, call1 } from '../eval/call';
import { parseArgs } from '../eval/arguments';
import { newFunction } from '../eval/functions';
import { cellContents, storeCell, newCell } from '../eval/names';
import { typeOf, isStr, compare, getAttr } from './protocol';
import { isSubtype } from './type/lookup';
import { allocVar } from './type/alloc';
import { newMethod } from './method';
import { ownDict, hexAddress, genericLookup, internName, noteAttribute } from './object';
import { newDict, dictGetStr, dictSet, dictKeysTuple } from './dict/core';
import { visit, visitAddress } from '../collector/visit';
import { allocBlock, KIND_RAW } from '../memory/blocks';
import { control } from '../layout/control';
import { T_CODE, T_TUPLE, T_DICT, T_CELL, T_MODULE, T_TYPE_ERROR, T_ATTRIBUTE_ERROR, T_VALUE_ERROR } from '../generated/types';
import {
  N___name__, N___dict__, N___getattr__, N___doc__, N___builtins__, N___annotations__, N___spec__, N___package__, N___loader__,
} from '../generated/names';

/** @type function size=offsetof<Function>() flags=GC,METHOD_DESCRIPTOR,WEAKREF
 * Create a function object.
 *
 *   code
 *     a code object
 *   globals
 *     the globals dictionary
 *   name
 *     a string that overrides the name from the code object
 *   argdefs
 *     a tuple that specifies the default argument values
 *   closure
 *     a tuple that supplies the bindings for free variables
 *   kwdefaults
 *     a dictionary that specifies the default keyword argument values */

let words6: usize = 0;

/** @new function */
export function function_new(type: Word, args: usize, n: i32, kwnames: Word): Word {
  if (words6 == 0) words6 = allocBlock(KIND_RAW, 48);
  if (!parseArgs(args, n, kwnames, 'function(code, globals, name=None, argdefs=None, closure=None, kwdefaults=None)', words6)) return NULL;
  const code = load<u64>(words6);
  const globals = load<u64>(words6, 8);
  const name = load<u64>(words6, 16);
  const defaults = load<u64>(words6, 24);
  const closure = load<u64>(words6, 32);
  const kwdefaults = load<u64>(words6, 40);
  if (typeOf(code) != T_CODE) return raisef(T_TYPE_ERROR, "function() argument 'code' must be code, not %T", code);
  if (!isSubtype(typeOf(globals), T_DICT)) return raisef(T_TYPE_ERROR, "function() argument 'globals' must be dict, not %T", globals);
  if (name != NULL && name != NONE && !isStr(name)) return raise(T_TYPE_ERROR, 'arg 3 (name) must be None or string');
  if (defaults != NULL && defaults != NONE && typeOf(defaults) != T_TUPLE) return raise(T_TYPE_ERROR, 'arg 4 (defaults) must be None or tuple');
  const free = changetype<Code>(address(code)).freeCount;
  if (closure != NULL && closure != NONE) {
    if (typeOf(closure) != T_TUPLE) return raise(T_TYPE_ERROR, free == 0 ? 'arg 5 (closure) must be None or tuple' : 'arg 5 (closure) must be tuple');
    const m = changetype<Tuple>(address(closure)).size;
    if (m != free) return raisef(T_VALUE_ERROR, '%U requires closure of length %d, not %d', changetype<Code>(address(code)).name, ofInt(free), ofInt(m));
    for (let i: u32 = 0; i < m; i++) {
      const c = load<u64>(address(closure) + TUPLE_ITEMS + (<usize>i << 3));
      if (typeOf(c) != T_CELL) return raisef(T_TYPE_ERROR, 'arg 5 (closure) expected cell, found %T', c);
    }
  } else if (free != 0) return raise(T_TYPE_ERROR, 'arg 5 (closure) must be tuple');
  const p = newFunction(address(code), address(globals), builtinsFor(address(globals)));
  if (p == 0) return NULL;
  const f = changetype<Function>(p);
  if (name != NULL && name != NONE) setWord(p + offsetof<Function>('name'), name);
  if (defaults != NULL && defaults != NONE) f.defaults = own(defaults);
  if (closure != NULL && closure != NONE) f.closure = own(closure);
  if (kwdefaults != NULL && kwdefaults != NONE) f.kwdefaults = own(kwdefaults);
  return fromAddress(p);
}

/** The builtins (a dict, or any mapping) that code with these globals sees (lent). */
export function builtinsFor(globals: usize): usize {
  const b = dictGetStr(globals, N___builtins__);
  if (b != NULL) {
    const p = isPointer(b) ? address(b) : 0;
    const builtins: usize = p != 0 && isSubtype(typeOf(b), T_MODULE) ? address(changetype<Module>(p).dict) : p;
    release(b);
    if (builtins != 0) return builtins;
  }
  return address(control().builtins);
}

function setWord(at: usize, w: Word): void {
  const old = atomic.xchg<u64>(at, own(w));
  release(old);
}

/** @slot function.descr_get */
export function function_get(self: Word, o: Word, type: Word): Word {
  if (o == NULL) return own(self);
  return newMethod(self, o);
}
/** @slot function.call */
export function function_call(self: Word, args: usize, n: i32, kwnames: Word): Word { return callWith(self, NULL, args, n, kwnames); }
import { callWith } from '../eval/call';
/** @slot function.repr */
export function function_repr(self: Word): Word {
  const at = hexAddress(self);
  const r = formatText('<function %U at %U>', changetype<Function>(address(self)).qualname, at);
  release(at);
  return r;
}
/** @slot function.dealloc */
export function function_dealloc(p: usize): void {
  const f = changetype<Function>(p);
  const code = f.code;
  const globals = f.globals;
  const builtins = f.builtins;
  for (let at = p + offsetof<Function>('closure'), end = p + offsetof<Function>(); at < end; at += 8) {
    const w = load<u64>(at);
    store<u64>(at, NULL);
    release(w);
  }
  freeObject(p);
  release(fromAddress(code));
  release(fromAddress(globals));
  release(fromAddress(builtins));
}
/** @slot function.traverse */
export function function_traverse(p: usize): void {
  const f = changetype<Function>(p);
  visitAddress(f.code);
  visitAddress(f.globals);
  visitAddress(f.builtins);
  for (let at = p + offsetof<Function>('closure'), end = p + offsetof<Function>(); at < end; at += 8) visit(load<u64>(at));
}
/** @slot function.clear */
export function function_clear(p: usize): void {
  for (let at = p + offsetof<Function>('closure'), end = p + offsetof<Function>('name'); at < end; at += 8) {
    const w = load<u64>(at);
    store<u64>(at, NULL);
    release(w);
  }
  const dict = changetype<Function>(p).dict;
  changetype<Function>(p).dict = NULL;
  release(dict);
}

function orNone(w: Word): Word { return w == NULL ? NONE : own(w); }
// @ts-ignore: decorator
@inline function fn(self: Word): Function { return changetype<Function>(address(self)); }

/** @getter function.__code__ */
export function function_code(self: Word): Word { return own(fromAddress(fn(self).code)); }
/** @setter function.__code__ */
export function function_set_code(self: Word, value: Word): i32 {
  if (value == NULL || typeOf(value) != T_CODE) { raise(T_TYPE_ERROR, '__code__ must be set to a code object'); return -1; }
  const f = fn(self);
  const have: u32 = f.closure == NULL ? 0 : changetype<Tuple>(address(f.closure)).size;
  const want = changetype<Code>(address(value)).freeCount;
  if (have != want) {
    raisef(T_VALUE_ERROR, '%U() requires a code object with %d free vars, not %d', f.name, ofInt(have), ofInt(want));
    return -1;
  }
  own(value);
  const old = atomic.xchg<u32>(address(self) + offsetof<Function>('code'), <u32>address(value));
  release(fromAddress(old));
  return 0;
}
/** @member function.__globals__ */
export function function_globals(self: Word): Word { return own(fromAddress(fn(self).globals)); }
/** @member function.__builtins__ */
export function function_builtins(self: Word): Word { return own(fromAddress(fn(self).builtins)); }
/** @member function.__closure__ */
export function function_closure(self: Word): Word { return orNone(fn(self).closure); }
/** @getter function.__defaults__ */
export function function_defaults(self: Word): Word { return orNone(fn(self).defaults); }
/** @setter function.__defaults__ */
export function function_set_defaults(self: Word, value: Word): i32 {
  if (value == NONE) value = NULL;
  if (value != NULL && !(isPointer(value) && isSubtype(typeOf(value), T_TUPLE))) { raise(T_TYPE_ERROR, '__defaults__ must be set to a tuple object'); return -1; }
  setWord(address(self) + offsetof<Function>('defaults'), value);
  return 0;
}
/** @getter function.__kwdefaults__ */
export function function_kwdefaults(self: Word): Word { return orNone(fn(self).kwdefaults); }
/** @setter function.__kwdefaults__ */
export function function_set_kwdefaults(self: Word, value: Word): i32 {
  if (value == NONE) value = NULL;
  if (value != NULL && !(isPointer(value) && isSubtype(typeOf(value), T_DICT))) { raise(T_TYPE_ERROR, '__kwdefaults__ must be set to a dict object'); return -1; }
  setWord(address(self) + offsetof<Function>('kwdefaults'), value);
  return 0;
}
/** @getter function.__name__ */
export function function_name(self: Word): Word { return own(fn(self).name); }
/** @setter function.__name__ */
export function function_set_name(self: Word, value: Word): i32 {
  if (value == NULL || !isStr(value)) { raise(T_TYPE_ERROR, '__name__ must be set to a string object'); return -1; }
  setWord(address(self) + offsetof<Function>('name'), value);
  return 0;
}
/** @getter function.__qualname__ */
export function function_qualname(self: Word): Word { return own(fn(self).qualname); }
/** @setter function.__qualname__ */
export function function_set_qualname(self: Word, value: Word): i32 {
  if (value == NULL || !isStr(value)) { raise(T_TYPE_ERROR, '__qualname__ must be set to a string object'); return -1; }
  setWord(address(self) + offsetof<Function>('qualname'), value);
  return 0;
}
/** @member function.__doc__ */
export function function_doc(self: Word): Word { return orNone(fn(self).doc); }
/** @setter function.__doc__ */
export function function_set_doc(self: Word, value: Word): i32 { setWord(address(self) + offsetof<Function>('doc'), value == NULL ? NONE : value); return 0; }
/** @member function.__module__ */
export function function_module(self: Word): Word { return orNone(fn(self).module); }
/** @setter function.__module__ */
export function function_set_module(self: Word, value: Word): i32 { setWord(address(self) + offsetof<Function>('module'), value); return 0; }
/** @getter function.__annotations__ */
export function function_annotations(self: Word): Word {
  return ownDict(self, offsetof<Function>('annotations'));
}
/** @setter function.__annotations__ */
export function function_set_annotations(self: Word, value: Word): i32 {
  if (value == NONE) value = NULL;
  if (value != NULL && !(isPointer(value) && isSubtype(typeOf(value), T_DICT))) { raise(T_TYPE_ERROR, '__annotations__ must be set to a dict object'); return -1; }
  setWord(address(self) + offsetof<Function>('annotations'), value);
  return 0;
}
/** @getter function.__type_params__ */
export function function_type_params(self: Word): Word {
  const w = fn(self).typeParams;
  return own(w == NULL ? control().emptyTuple : w);
}
/** @setter function.__type_params__ */
export function function_set_type_params(self: Word, value: Word): i32 {
  if (value == NULL || !isSubtype(typeOf(value), T_TUPLE)) { raise(T_TYPE_ERROR, '__type_params__ must be set to a tuple'); return -1; }
  setWord(address(self) + offsetof<Function>('typeParams'), value);
  return 0;
}
/** @getter function.__dict__ */
export function function_dict(self: Word): Word { return ownDict(self, offsetof<Function>('dict')); }
/** @setter function.__dict__ */
export function function_set_dict(self: Word, value: Word): i32 {
  if (value == NULL) { raise(T_TYPE_ERROR, 'cannot delete __dict__'); return -1; }
  if (!isPointer(value) || !isSubtype(typeOf(value), T_DICT)) { raisef(T_TYPE_ERROR, "__dict__ must be set to a dictionary, not a '%T'", value); return -1; }
  setWord(address(self) + offsetof<Function>('dict'), value);
  return 0;
}

// ---- cell -----------------------------------------------------------------------------------------------------------------------

/** @type cell module=builtins size=offsetof<Cell>() flags=GC
 * Create a new cell object.
 *
 *   contents
 *     the contents of the cell. If not specified, the cell will be empty,
 *     and further attempts to access its cell_contents attribute will
 *     raise a ValueError. */

/** @new cell */
export function cell_new(type: Word, args: usize, n: i32, kwnames: Word): Word {
  if (n > 1) return raisef(T_TYPE_ERROR, 'cell expected at most 1 argument, got %d', ofInt(n));
  const p = newCell(n == 1 ? own(arg(args, 0)) : UNBOUND);
  return p == 0 ? NULL : fromAddress(p);
}
/** @slot cell.dealloc */
export function cell_dealloc(p: usize): void {
  const w = changetype<Cell>(p).value;
  if (w != UNBOUND) release(w);
  freeObject(p);
}
/** @slot cell.traverse */
export function cell_traverse(p: usize): void { const w = changetype<Cell>(p).value; if (w != UNBOUND) visit(w); }
/** @slot cell.clear */
export function cell_clear(p: usize): void {
  const w = atomic.xchg<u64>(p + offsetof<Cell>('value'), UNBOUND);
  if (w != UNBOUND) release(w);
}
/** @slot cell.repr */
export function cell_repr(self: Word): Word {
  const w = cellContents(address(self));
  const at = hexAddress(self);
  let r: Word;
  if (w == UNBOUND) r = formatText('<cell at %U: empty>', at);
  else {
    const o = hexAddress(w);
    r = formatText('<cell at %U: %T object at %U>', at, w, o);
    release(o);
    release(w);
  }
  release(at);
  return r;
}
/** @slot cell.richcompare */
export function cell_compare(a: Word, b: Word, op: i32): Word {
  if (typeOf(b) != T_CELL) return NOT_IMPLEMENTED;
  const x = cellContents(address(a));
  const y = cellContents(address(b));
  let r: Word;
  if (x != UNBOUND && y != UNBOUND) r = compare(x, y, op);
  else {
    const m: i32 = x == UNBOUND ? 0 : 1;
    const k: i32 = y == UNBOUND ? 0 : 1;
    r = compare(ofInt(m), ofInt(k), op);
  }
  if (x != UNBOUND) release(x);
  if (y != UNBOUND) release(y);
  return r;
}
/** @getter cell.cell_contents */
export function cell_contents(self: Word): Word {
  const w = cellContents(address(self));
  return w == UNBOUND ? raise(T_VALUE_ERROR, 'Cell is empty') : w;
}
/** @setter cell.cell_contents */
export function cell_set_contents(self: Word, value: Word): i32 {
  storeCell(address(self), value == NULL ? UNBOUND : own(value));
  return 0;
}

// ---- module ------------------------------------------------------------------------------------------------------------------------

/** @type module size=offsetof<Module>() flags=BASE,GC,WEAKREF
 * Create a module object.
 *
 * The name must be a string; the optional docstring can have any type. */

/** @new module */
export function module_new(type: Word, args: usize, n: i32, kwnames: Word): Word {
  const p = allocVar(<u32>address(type), 0);
  if (p == 0) return NULL;
  const d = newDict();
  if (d == 0) { release(fromAddress(p)); return NULL; }
  changetype<Module>(p).dict = fromAddress(d);
  markDeferred(d);
  return fromAddress(p);
}
/** @init module */
export function module_init(self: Word, args: usize, n: i32, kwnames: Word): i32 {
  if (words6 == 0) words6 = allocBlock(KIND_RAW, 48);
  if (!parseArgs(args, n, kwnames, 'module(name, doc=None)', words6)) return -1;
  const name = load<u64>(words6);
  const doc = load<u64>(words6, 8);
  if (!isStr(name)) { raisef(T_TYPE_ERROR, "module() argument 'name' must be str, not %T", name); return -1; }
  const d = address(changetype<Module>(address(self)).dict);
  dictSet(d, N___name__, name);
  dictSet(d, N___doc__, doc == NULL ? NONE : doc);
  dictSet(d, N___package__, NONE);
  dictSet(d, N___loader__, NONE);
  dictSet(d, N___spec__, NONE);
  return 0;
}
/** @slot module.dealloc */
export function module_dealloc(p: usize): void {
  release(changetype<Module>(p).dict);
  release(changetype<Module>(p).name);
  freeObject(p);
}
/** @slot module.traverse */
export function module_traverse(p: usize): void { visit(changetype<Module>(p).dict); visit(changetype<Module>(p).name); }
/** @slot module.getattro */
export function module_getattro(self: Word, name0: Word): Word {
  if (!isStr(name0)) return raisef(T_TYPE_ERROR, "attribute name must be string, not '%T'", name0);
  const name = internName(name0);
  const r = genericLookup(self, name);
  if (r != NULL || errorSet()) return r;
  const d = address(changetype<Module>(address(self)).dict);
  const hook = dictGetStr(d, N___getattr__);
  if (hook != NULL) {
    const v = call1(hook, name);
    release(hook);
    return v;
  }
  const m = dictGetStr(d, N___name__);
  if (m != NULL && isStr(m)) raisef(T_ATTRIBUTE_ERROR, "module '%U' has no attribute '%U'", m, name);
  else raisef(T_ATTRIBUTE_ERROR, "module has no attribute '%U'", name);
  release(m);
  return noteAttribute(self, name);
}
/** @slot module.repr */
export function module_repr(self: Word): Word {
  return moduleRepr(self);
}
import { moduleRepr } from '../eval/imports';
/** @member module.__dict__ */
export function module_dict(self: Word): Word { return own(changetype<Module>(address(self)).dict); }
/** @getter module.__annotations__ */
export function module_annotations(self: Word): Word {
  const d = address(changetype<Module>(address(self)).dict);
  const r = dictGetStr(d, N___annotations__);
  if (r != NULL) return r;
  const n = newDict();
  if (n == 0) return NULL;
  dictSet(d, N___annotations__, fromAddress(n));
  return fromAddress(n);
}
/** @setter module.__annotations__ */
export function module_set_annotations(self: Word, value: Word): i32 {
  const d = address(changetype<Module>(address(self)).dict);
  if (value == NULL) return dictDelete(d, N___annotations__);
  return dictSet(d, N___annotations__, value);
}
import { dictDelete } from './dict/core';
/** @method module.__dir__(self, /)
 * __dir__() -> list
 * specialized dir() implementation */
export function module_dir(self: Word): Word {
  const d = getAttr(self, N___dict__);
  if (d == NULL) return NULL;
  if (!isPointer(d) || !isSubtype(typeOf(d), T_DICT)) {
    release(d);
    return raisef(T_TYPE_ERROR, '%T.__dict__ is not a dictionary', self);
  }
  const hook = dictGetStr(address(d), N___dir__);
  if (hook != NULL) {
    release(d);
    const r = callWith(hook, NULL, 0, 0, NULL);
    release(hook);
    return r;
  }
  const keys = dictKeysTuple(address(d));
  release(d);
  if (keys == NULL) return NULL;
  const r = listFrom(keys);
  release(keys);
  return r;
}
import { listFrom } from './list/methods';
import { N___dir__ } from '../generated/names';
