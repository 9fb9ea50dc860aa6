// The import instructions.

import { Word, NULL, NONE, address, fromAddress, plain, toInt } from '../layout/word';
import { Code, Function, NativeFunction, FRAME_FUNCTION, FRAME_CODE } from '../layout/code';
import { Module } from '../layout/module';
import { TUPLE_ITEMS } from '../layout/containers';
import { control } from '../layout/control';
import { own, release } from '../counting/counts';
import { raise, raisef, errorSet, clearError, formatText } from './errors';
import { callMethod1 } from './call';
import { releaseRegisters } from './unwind';
import { typeOf, isStr, getAttr, lookupAttr, setItem, getItem, iter, next, truth, str } from '../objects/protocol';
import { isSubtype } from '../objects/type/lookup';
import { dictGet, dictSet, dictKeysTuple } from '../objects/dict/core';
import { importName as importDefault, importModule as importAbsolute } from '../process/import';
import { newTuple } from '../objects/tuple';
import { callTuple } from './call';
import { charAt, strLength, newText } from '../objects/str/new';
import { Exception } from '../layout/exception';
import { thread } from '../sync/current';
import { builtinImportIndex } from '../modules/builtins';
import { NativeSpec } from '../layout/code';
import { T_DICT, T_IMPORT_ERROR, T_BUILTIN_FUNCTION_OR_METHOD } from '../generated/types';
import {
  N___import__, N___name__, N___all__, N___dict__, N___spec__, N___file__, N__module_repr, N__initializing,
} from '../generated/names';

import { mappingGet } from './caches';
/** The module of an absolute name. */
export function importModule(name: Word): Word { return importAbsolute(name); }

/** IMPORT_NAME: group level, fromlist at `at`. */
export function importName(fp: usize, at: usize, index: u32): Word {
  const name = load<u64>(<usize>load<u32>(load<u32>(fp - FRAME_CODE), offsetof<Code>('names')) + (<usize>index << 3));
  const f = changetype<Function>(address(load<u64>(fp - FRAME_FUNCTION)));
  const level = plain(load<u64>(at));
  const fromlist = plain(load<u64>(at, 8));
  const importer = mappingGet(fromAddress(f.builtins), N___import__);
  if (importer == NULL) return errorSet() ? NULL : raise(T_IMPORT_ERROR, '__import__ not found');
  let r: Word;
  if (typeOf(importer) == T_BUILTIN_FUNCTION_OR_METHOD && changetype<NativeSpec>(changetype<NativeFunction>(address(importer)).spec).func == builtinImportIndex())
    r = importDefault(name, fromAddress(f.globals), fromlist, <i32>toInt(level));
  else {
    const locals: Word = (changetype<Code>(load<u32>(fp - FRAME_CODE)).flags & 1) != 0 ? NONE : plain(load<u64>(fp));
    const t = newTuple(5);
    if (t == 0) { release(importer); return NULL; }
    store<u64>(t + TUPLE_ITEMS, own(name));
    store<u64>(t + TUPLE_ITEMS, own(fromAddress(f.globals)), 8);
    store<u64>(t + TUPLE_ITEMS, own(locals), 16);
    store<u64>(t + TUPLE_ITEMS, own(fromlist), 24);
    store<u64>(t + TUPLE_ITEMS, own(level), 32);
    r = callTuple(importer, fromAddress(t), NULL);
    release(fromAddress(t));
  }
  release(importer);
  if (r != NULL) releaseRegisters(at, at + 16);
  return r;
}

/** IMPORT_FROM: attribute of the module, or its submodule in sys.modules. */
export function importFrom(module: Word, name: Word): Word {
  const v = lookupAttr(module, name);
  if (v != NULL || errorSet()) return v;
  const moduleName = lookupAttr(module, N___name__);
  if (moduleName == NULL && errorSet()) return NULL;
  if (moduleName != NULL && isStr(moduleName)) {
    const full = formatText('%U.%U', moduleName, name);
    if (full == NULL) return NULL;
    const sub = typeOf(control().sysModules) == T_DICT ? dictGet(address(control().sysModules), full) : getItem(control().sysModules, full);
    release(full);
    if (sub != NULL) { release(moduleName); return sub; }
    clearError();
  }
  const shown = moduleName != NULL && isStr(moduleName) ? own(moduleName) : newText('<unknown module name>');
  release(moduleName);
  let file = lookupAttr(module, N___file__);
  if (file == NULL) clearError();
  if (file == NULL || !isStr(file)) { release(file); file = NULL; }
  let partial = false;
  const spec = lookupAttr(module, N___spec__);
  if (spec == NULL) clearError();
  else {
    const busy = lookupAttr(spec, N__initializing);
    if (busy == NULL) clearError();
    else { partial = truth(busy) > 0; release(busy); }
    release(spec);
  }
  if (partial) raisef(T_IMPORT_ERROR, file == NULL ? "cannot import name %R from partially initialized module %R (most likely due to a circular import) (unknown location)" : "cannot import name %R from partially initialized module %R (most likely due to a circular import) (%S)", name, shown, file);
  else raisef(T_IMPORT_ERROR, file == NULL ? 'cannot import name %R from %R (unknown location)' : 'cannot import name %R from %R (%S)', name, shown, file);
  const e = changetype<Exception>(address(thread().error));
  setField(address(thread().error) + offsetof<Exception>('f1'), shown);
  setField(address(thread().error) + offsetof<Exception>('f2'), file);
  setField(address(thread().error) + offsetof<Exception>('f3'), name);
  release(shown);
  release(file);
  return NULL;
}
function setField(at: usize, w: Word): void {
  const old = load<u64>(at);
  store<u64>(at, own(w));
  release(old);
}

/** IMPORT_STAR: the public names of the module into R[0]. */
export function importStar(fp: usize, module: Word): bool {
  const locals = plain(load<u64>(fp));
  let all = lookupAttr(module, N___all__);
  let skipPrivate = false;
  if (all == NULL) {
    if (errorSet()) return false;
    const dict = lookupAttr(module, N___dict__);
    if (dict == NULL) {
      if (!errorSet()) raise(T_IMPORT_ERROR, 'from-import-* object has no __dict__ and no __all__');
      return false;
    }
    all = isSubtype(typeOf(dict), T_DICT) ? dictKeysTuple(address(dict)) : NULL;
    release(dict);
    if (all == NULL) {
      if (!errorSet()) raise(T_IMPORT_ERROR, 'from-import-* object has no __dict__ and no __all__');
      return false;
    }
    skipPrivate = true;
  }
  const it = iter(all);
  release(all);
  if (it == NULL) return false;
  let ok = true;
  while (ok) {
    const name = next(it);
    if (name == NULL) break;
    if (!isStr(name)) {
      raisef(T_TYPE_ERROR, skipPrivate ? 'Key in %R.__dict__ must be str, not %T' : 'Item in %R.__all__ must be str, not %T', module, name);
      ok = false;
    } else if (!(skipPrivate && strLength(address(name)) != 0 && charAt(address(name), 0) == 0x5f)) {
      const v = getAttr(module, name);
      if (v == NULL) ok = false;
      else {
        const r = typeOf(locals) == T_DICT ? dictSet(address(locals), name, v) : setItem(locals, name, v);
        release(v);
        if (r < 0) ok = false;
      }
    }
    release(name);
  }
  release(it);
  return ok && !errorSet();
}
import { T_TYPE_ERROR } from '../generated/types';

/** repr of a module: through importlib once it runs. */
export function moduleRepr(module: Word): Word {
  if (control().importlib != NULL) return callMethod1(control().importlib, N__module_repr, module);
  return formatText('<module %R>', changetype<Module>(address(module)).name);
}
