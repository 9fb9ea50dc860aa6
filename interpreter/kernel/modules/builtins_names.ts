// builtins: namespaces, constants, and what goes through sys or the io module.

import { ELLIPSIS, FALSE, NONE, NOT_IMPLEMENTED, NULL, TRUE, Word, address, fromAddress, ofBool } from '../layout/word';
import { control } from '../layout/control';
import { own, release } from '../counting/counts';
import { N___dict__, N___dir__, N_breakpointhook, N_keys } from '../generated/names';
import { T_OS_ERROR, T_RUNTIME_ERROR, T_SYSTEM_ERROR, T_TYPE_ERROR } from '../generated/types';
import { call0, callMethod0, callWith } from '../eval/call';
import { errorSet, raise } from '../eval/errors';
import { currentFrame, globalsOfCaller } from '../eval/frames';
import { loadLocals } from '../eval/intrinsics';
import { dictGetStr, dictSet } from '../objects/dict/core';
import { listFrom, list_sort } from '../objects/list/methods';
import { moduleDict } from '../objects/module';
import { lookupAttr, lookupSpecial } from '../objects/protocol';
import { internText } from '../objects/str/new';

/** @exec builtins */
export function builtinsConstants(module: Word): i32 {
  const d = moduleDict(module);
  put(d, 'None', NONE);
  put(d, 'Ellipsis', ELLIPSIS);
  put(d, 'NotImplemented', NOT_IMPLEMENTED);
  put(d, 'True', TRUE);
  put(d, 'False', FALSE);
  put(d, '__debug__', ofBool(control().optimize == 0));
  put(d, 'EnvironmentError', fromAddress(T_OS_ERROR));
  put(d, 'IOError', fromAddress(T_OS_ERROR));
  return 0;
}
function put(dict: usize, name: string, value: Word): void {
  const key = internText(name);
  dictSet(dict, key, value);
  release(key);
}

function noFrame(): Word {
  return raise(T_SYSTEM_ERROR, 'frame does not exist');
}

/** @function builtins.globals()
 * Return the dictionary containing the current scope's global variables.
 *
 * NOTE: Updates to this dictionary *will* affect name lookups in the current
 * global scope and vice-versa. */
export function builtinGlobals(): Word {
  const d = globalsOfCaller();
  return d == 0 ? noFrame() : own(fromAddress(d));
}

/** @function builtins.locals()
 * Return a dictionary containing the current scope's local variables.
 *
 * NOTE: Whether or not updates to this dictionary will affect name lookups in
 * the local scope and vice-versa is *implementation dependent* and not
 * covered by any backwards compatibility guarantees. */
export function builtinLocals(): Word {
  const fp = currentFrame();
  return fp == 0 ? noFrame() : loadLocals(fp);
}

/** @function builtins.vars(object=None, /)
 * vars([object]) -> dictionary
 *
 * Without arguments, equivalent to locals().
 * With an argument, equivalent to object.__dict__. */
export function builtinVars(o: Word): Word {
  if (o == NULL) return builtinLocals();
  const d = lookupAttr(o, N___dict__);
  if (d == NULL && !errorSet()) return raise(T_TYPE_ERROR, 'vars() argument must have __dict__ attribute');
  return d;
}

/** @function builtins.dir(object=None, /)
 * dir([object]) -> list of strings
 *
 * If called without an argument, return the names in the current scope.
 * Else, return an alphabetized list of names comprising (some of) the attributes
 * of the given object, and of attributes reachable from it.
 * If the object supplies a method named __dir__, it will be used; otherwise
 * the default dir() logic is used and returns:
 *   for a module object: the module's attributes.
 *   for a class object:  its attributes, and recursively the attributes
 *     of its bases.
 *   for any other object: its attributes, its class's attributes, and
 *     recursively the attributes of its class's base classes. */
export function builtinDir(o: Word): Word {
  let names: Word;
  if (o == NULL) {
    const locals = builtinLocals();
    if (locals == NULL) return NULL;
    const keys = callMethod0(locals, N_keys);
    release(locals);
    if (keys == NULL) return NULL;
    names = keys;
  } else {
    const f = lookupSpecial(o, N___dir__);
    if (f == NULL) return errorSet() ? NULL : raise(T_TYPE_ERROR, 'object does not provide __dir__');
    names = call0(f);
    release(f);
    if (names == NULL) return NULL;
  }
  const list = listFrom(names);
  release(names);
  if (list == NULL) return NULL;
  const r = list_sort(list, NULL, NULL);
  if (r == NULL) {
    release(list);
    return NULL;
  }
  return list;
}

/** @function builtins.breakpoint(*args, **kws)
 * Call sys.breakpointhook(*args, **kws).
 *
 * sys.breakpointhook() must accept whatever arguments are passed.
 *
 * By default, this drops you into the pdb debugger. */
export function builtinBreakpoint(args: usize, n: i32, kwnames: Word): Word {
  const hook = dictGetStr(address(control().sysDict), N_breakpointhook);
  if (hook == NULL) return errorSet() ? NULL : raise(T_RUNTIME_ERROR, 'lost sys.breakpointhook');
  const r = callWith(hook, NULL, args, n, kwnames);
  release(hook);
  return r;
}
