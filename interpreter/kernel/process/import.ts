// The import statement: sys.modules first, then native modules, then importlib.

import { control } from '../layout/control';
import { NONE, NULL, Word, address, ofI32 } from '../layout/word';
import { own, release } from '../counting/counts';
import {
  N___import__, N___path__, N___spec__, N__calc___package__, N__find_and_load, N__handle_fromlist, N__initializing,
  N__lock_unlock_module, N__resolve_name,
} from '../generated/names';
import { NATIVE_MODULES, createNativeModule } from '../generated/registry';
import { T_IMPORT_ERROR, T_KEY_ERROR, T_STR, T_TYPE_ERROR, T_VALUE_ERROR } from '../generated/types';
import { callMethod1, callMethod2, callMethod3 } from '../eval/call';
import { errorSet, raise, raisef } from '../eval/errors';
import { dictGet, dictGetStr, isDict } from '../objects/dict/core';
import { getItem, isInstance, lookupAttr, setItem, truth } from '../objects/protocol';
import { charAt, strLength } from '../objects/str/access';
import { sliceStr } from '../objects/str/slice';
import { bootImportlib } from './importlib';

/** sys.modules[name], owned; NULL without an error: not there. */
export function loadedModule(name: Word): Word {
  const modules = control().sysModules;
  if (modules == NULL) return NULL;
  if (isDict(modules)) return dictGet(address(modules), name);
  return getItem(modules, name);
}

/** A native module put into sys.modules before importlib can; NULL without an error if there is none of that name. */
export function importNative(name: Word): Word {
  const module = createNativeModule(name);
  if (module == NULL) return NULL;
  if (setItem(control().sysModules, name, module) != 0) {
    release(module);
    return NULL;
  }
  return module;
}

/** Waits for a module that another thread is initialising. 0: an error is set; 1: no wait was needed; 2: it waited. */
function awaitInitialised(module: Word, name: Word): i32 {
  const spec = lookupAttr(module, N___spec__);
  if (spec == NULL) return errorSet() ? 0 : 1;
  let busy: i32 = 0;
  if (spec != NONE) {
    const flag = lookupAttr(spec, N__initializing);
    if (flag == NULL) {
      release(spec);
      return errorSet() ? 0 : 1;
    }
    busy = truth(flag);
    release(flag);
  }
  release(spec);
  if (busy == 0) return 1;
  if (busy < 0) return 0;
  const result = callMethod1(control().importlib, N__lock_unlock_module, name);
  if (result == NULL) return 0;
  release(result);
  return 2;
}

/** The module of an absolute name (str, lent), imported if need be: what importlib.import_module(name) gives. */
export function importModule(name: Word): Word {
  const module = loadedModule(name);
  if (module != NULL && module != NONE) {
    const ready = control().importlib != NULL ? awaitInitialised(module, name) : 1;
    if (ready == 1) return module;
    release(module);
    if (ready == 0) return NULL;
    // it may have put another module into its place (decimal does), or have failed
    const now = loadedModule(name);
    if (now != NULL || errorSet()) return now;
    return importModule(name);
  }
  if (module == NULL && errorSet()) return NULL;
  if (module == NULL && control().importlib == NULL) {
    const native = importNative(name);
    if (native != NULL || errorSet()) return native;
    if (!bootImportlib()) return NULL;
  }
  const importer = dictGetStr(address(control().builtins), N___import__);
  if (importer == NULL) return errorSet() ? NULL : raise(T_IMPORT_ERROR, '__import__ not found');
  const found = callMethod2(control().importlib, N__find_and_load, name, importer);
  release(importer);
  return found;
}

function resolve(name: Word, globals: Word, level: i32): Word {
  if (level == 0) return own(name);
  if (globals == NULL || !isDict(globals)) return raise(T_KEY_ERROR, "'__name__' not in globals");
  if (control().importlib == NULL && !bootImportlib()) return NULL;
  const parent = callMethod1(control().importlib, N__calc___package__, globals);
  if (parent == NULL) return NULL;
  if (!isInstance(parent, T_STR)) {
    release(parent);
    return raise(T_TYPE_ERROR, 'package must be a string');
  }
  if (strLength(address(parent)) == 0) {
    release(parent);
    return raise(T_IMPORT_ERROR, 'attempted relative import with no known parent package');
  }
  const absolute = callMethod3(control().importlib, N__resolve_name, name, parent, ofI32(level));
  release(parent);
  return absolute;
}

/** Position of the first dot, or -1. */
function firstDot(name: usize): i32 {
  const n = strLength(name);
  for (let i: u32 = 0; i < n; i++) if (charAt(name, i) == 0x2e) return <i32>i;
  return -1;
}

/**
 * builtins.__import__. `globals` may be NULL or anything; `fromlist` NULL, None or a sequence. All lent; NULL with an
 * error.
 */
export function importName(name: Word, globals: Word, fromlist: Word, level: i32): Word {
  if (!isInstance(name, T_STR)) return raise(T_TYPE_ERROR, 'module name must be a string');
  if (level < 0) return raise(T_VALUE_ERROR, 'level must be >= 0');
  const length = strLength(address(name));
  if (level == 0 && length == 0) return raise(T_VALUE_ERROR, 'Empty module name');
  const absolute = resolve(name, globals, level);
  if (absolute == NULL) return NULL;
  const module = importModule(absolute);
  let result: Word = NULL;
  if (module != NULL) {
    const some = fromlist == NULL || fromlist == NONE ? 0 : truth(fromlist);
    if (some > 0) result = handleFromList(module, fromlist);
    else if (some == 0) result = firstPart(module, name, absolute, level);
    release(module);
  }
  release(absolute);
  return result;
}

function handleFromList(module: Word, fromlist: Word): Word {
  const path = lookupAttr(module, N___path__);
  if (path == NULL) return errorSet() ? NULL : own(module);
  release(path);
  if (control().importlib == NULL && !bootImportlib()) return NULL;
  const importer = dictGetStr(address(control().builtins), N___import__);
  if (importer == NULL) return errorSet() ? NULL : raise(T_IMPORT_ERROR, '__import__ not found');
  const result = callMethod3(control().importlib, N__handle_fromlist, module, fromlist, importer);
  release(importer);
  return result;
}

/** `import a.b.c` gives a; with `level`, the module that the first part of the name stands for. */
function firstPart(module: Word, name: Word, absolute: Word, level: i32): Word {
  const length = strLength(address(name));
  if (level != 0 && length == 0) return own(module);
  const dot = firstDot(address(name));
  if (dot < 0) return own(module);
  if (level == 0) {
    const front = sliceStr(address(name), 0, <u32>dot);
    if (front == NULL) return NULL;
    const first = importModule(front);
    release(front);
    return first;
  }
  const front = sliceStr(address(absolute), 0, strLength(address(absolute)) - (length - <u32>dot));
  if (front == NULL) return NULL;
  const first = loadedModule(front);
  if (first == NULL && !errorSet()) raisef(T_KEY_ERROR, '%R not in sys.modules as expected', front);
  release(front);
  return first;
}

/** Whether a native module has this name. */
export function isNativeName(name: Word): bool {
  const p = address(name);
  const n = strLength(p);
  const list = changetype<usize>(NATIVE_MODULES);
  const end = <u32>NATIVE_MODULES.length;
  for (let start: u32 = 0; start < end; ) {
    let i: u32 = 0;
    while (start + i < end && load<u16>(list + ((start + i) << 1)) != 0x20) i++;
    if (i == n) {
      let j: u32 = 0;
      while (j < n && charAt(p, j) == <u32>load<u16>(list + ((start + j) << 1))) j++;
      if (j == n) return true;
    }
    start += i + 1;
  }
  return false;
}
