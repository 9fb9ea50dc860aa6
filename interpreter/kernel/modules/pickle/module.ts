// Module _pickle: its exceptions, and what it takes from other modules when it is imported.

import { NULL, Word } from '../../layout/word';
import { Exception } from '../../layout/exception';
import { release } from '../../counting/counts';
import { T_RUNTIME_ERROR } from '../../generated/types';
import {
  N_IMPORT_MAPPING, N_NAME_MAPPING, N_REVERSE_IMPORT_MAPPING, N_REVERSE_NAME_MAPPING, N__compat_pickle, N__extension_cache,
  N__extension_registry, N__inverted_registry, N_builtins, N_codecs, N_copyreg, N_dispatch_table, N_encode, N_functools, N_getattr,
  N_partial,
} from '../../generated/names';
import { memoryError, raisef } from '../../eval/errors';
import { isDict } from '../../objects/dict/core';
import { getAttr, isCallable } from '../../objects/protocol';
import { newText } from '../../objects/str/new';
import { importModule } from '../../process/import';
import {
  KEPT_CODECS_ENCODE, KEPT_EXTENSION_CACHE, KEPT_EXTENSIONS, KEPT_GETATTR, KEPT_IMPORTS_2TO3, KEPT_IMPORTS_3TO2,
  KEPT_INVERTED_EXTENSIONS, KEPT_NAMES_2TO3, KEPT_NAMES_3TO2, KEPT_PARTIAL, KEPT_REDUCERS, keep,
} from '../../process/kept';

/** @module _pickle
 * The native part of the module pickle. */

/** @type PickleError base=Exception module=_pickle in=_pickle size=offsetof<Exception>() flags=BASE,EXCEPTION */
/** @type PicklingError base=PickleError module=_pickle in=_pickle size=offsetof<Exception>() flags=BASE,EXCEPTION */
/** @type UnpicklingError base=PickleError module=_pickle in=_pickle size=offsetof<Exception>() flags=BASE,EXCEPTION */

function keepAttribute(module: Word, name: Word, number: u32, dict: bool, shown: string): bool {
  const w = getAttr(module, name);
  if (w == NULL) return false;
  if (dict ? isDict(w) : isCallable(w)) {
    if (keep(number, w)) return true;
    memoryError();
  } else {
    const text = newText(shown);
    raisef(T_RUNTIME_ERROR, dict ? '%U should be a dict, not %T' : '%U should be a callable, not %T', text, w);
    release(text);
  }
  release(w);
  return false;
}

/** @exec _pickle */
export function pickleExec(module: Word): i32 {
  const copyreg = importModule(N_copyreg);
  if (copyreg == NULL) return -1;
  let ok = keepAttribute(copyreg, N_dispatch_table, KEPT_REDUCERS, true, 'copyreg.dispatch_table')
    && keepAttribute(copyreg, N__extension_registry, KEPT_EXTENSIONS, true, 'copyreg._extension_registry')
    && keepAttribute(copyreg, N__inverted_registry, KEPT_INVERTED_EXTENSIONS, true, 'copyreg._inverted_registry')
    && keepAttribute(copyreg, N__extension_cache, KEPT_EXTENSION_CACHE, true, 'copyreg._extension_cache');
  release(copyreg);
  if (!ok) return -1;
  const compat = importModule(N__compat_pickle);
  if (compat == NULL) return -1;
  ok = keepAttribute(compat, N_NAME_MAPPING, KEPT_NAMES_2TO3, true, '_compat_pickle.NAME_MAPPING')
    && keepAttribute(compat, N_IMPORT_MAPPING, KEPT_IMPORTS_2TO3, true, '_compat_pickle.IMPORT_MAPPING')
    && keepAttribute(compat, N_REVERSE_NAME_MAPPING, KEPT_NAMES_3TO2, true, '_compat_pickle.REVERSE_NAME_MAPPING')
    && keepAttribute(compat, N_REVERSE_IMPORT_MAPPING, KEPT_IMPORTS_3TO2, true, '_compat_pickle.REVERSE_IMPORT_MAPPING');
  release(compat);
  return ok && keepFrom(N_codecs, N_encode, KEPT_CODECS_ENCODE, 'codecs.encode')
    && keepFrom(N_functools, N_partial, KEPT_PARTIAL, 'functools.partial') && keepFrom(N_builtins, N_getattr, KEPT_GETATTR, 'getattr') ? 0 : -1;
}

function keepFrom(moduleName: Word, name: Word, number: u32, shown: string): bool {
  const module = importModule(moduleName);
  if (module == NULL) return false;
  const ok = keepAttribute(module, name, number, false, shown);
  release(module);
  return ok;
}
