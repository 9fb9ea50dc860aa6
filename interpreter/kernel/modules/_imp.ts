// _imp: what importlib needs of the interpreter.

import { FALSE, NONE, NULL, TRUE, Word, address, fromAddress, ofBool, ofI32 } from '../layout/word';
import { own, release } from '../counting/counts';
import { N_name } from '../generated/names';
import { createNativeModule } from '../generated/registry';
import { T_IMPORT_ERROR, T_NOT_IMPLEMENTED_ERROR, T_RUNTIME_ERROR } from '../generated/types';
import { errorSet, raise, raisef } from '../eval/errors';
import { newList } from '../objects/list/core';
import { getAttr } from '../objects/protocol';
import { charAt, strLength } from '../objects/str/access';
import { newText } from '../objects/str/new';
import { tuple3 } from '../objects/tuple';
import { isNativeName, loadedModule } from '../process/import';
import { enterImport, importHeld, leaveImport } from '../process/import_lock';
import { stdlibCode } from '../process/importlib';

/** @module _imp
 * (Extremely) low-level import machinery bits as used by importlib. */

/** @function _imp.is_builtin(name, /) */
export function impIsBuiltin(name: Word): Word {
  return isNativeName(name) ? ofI32(1) : ofI32(0);
}

/** @function _imp.create_builtin(spec, /)
 * Create an extension module. */
export function impCreateBuiltin(spec: Word): Word {
  const name = getAttr(spec, N_name);
  if (name == NULL) return NULL;
  let module = loadedModule(name);
  if (module == NULL && !errorSet()) module = createNativeModule(name);
  if (module == NULL && !errorSet()) module = NONE;
  release(name);
  return module;
}

/** @function _imp.exec_builtin(mod, /) */
export function impExecBuiltin(mod: Word): Word {
  return ofI32(0);
}

/** @function _imp.create_dynamic(spec, file=None, /) */
export function impCreateDynamic(spec: Word, file: Word): Word {
  return raise(T_IMPORT_ERROR, 'extension modules in machine code can not be loaded');
}

/** @function _imp.exec_dynamic(mod, /) */
export function impExecDynamic(mod: Word): Word {
  return ofI32(0);
}

/** The members of the standard library that CPython freezes and importlib can't do without. */
function frozenMember(name: Word): Word {
  if (sameText(name, '_frozen_importlib_external')) return newText('importlib/_bootstrap_external.py');
  if (sameText(name, '_frozen_importlib')) return newText('importlib/_bootstrap.py');
  if (sameText(name, 'zipimport')) return newText('zipimport.py');
  return NULL;
}

function frozenFilename(name: Word): Word {
  if (sameText(name, '_frozen_importlib_external')) return newText('<frozen importlib._bootstrap_external>');
  if (sameText(name, '_frozen_importlib')) return newText('<frozen importlib._bootstrap>');
  return newText('<frozen zipimport>');
}

function sameText(w: Word, literal: string): bool {
  const p = address(w);
  const n = strLength(p);
  if (n != <u32>literal.length) return false;
  for (let i: u32 = 0; i < n; i++) if (charAt(p, i) != <u32>load<u16>(changetype<usize>(literal) + (i << 1))) return false;
  return true;
}

/** @function _imp.is_frozen(name, /)
 * Returns True if the module name corresponds to a frozen module. */
export function impIsFrozen(name: Word): Word {
  const member = frozenMember(name);
  if (member == NULL) return errorSet() ? NULL : FALSE;
  release(member);
  return TRUE;
}

/** @function _imp.is_frozen_package(name, /)
 * Returns True if the module name is of a frozen package. */
export function impIsFrozenPackage(name: Word): Word {
  return FALSE;
}

/** @function _imp.find_frozen(name, /, *, withdata=False)
 * Return info about the corresponding frozen module (if there is one) or None. */
export function impFindFrozen(name: Word, withdata: Word): Word {
  const member = frozenMember(name);
  if (member == NULL) return errorSet() ? NULL : NONE;
  release(member);
  return fromAddress(tuple3(NONE, FALSE, own(name)));
}

/** @function _imp.get_frozen_object(name, data=None, /)
 * Create a code object for a frozen module. */
export function impGetFrozenObject(name: Word, data: Word): Word {
  const member = frozenMember(name);
  if (member == NULL) return errorSet() ? NULL : raisef(T_IMPORT_ERROR, 'No such frozen object named %R', name);
  const filename = frozenFilename(name);
  const code = filename == NULL ? NULL : stdlibCode(member, filename);
  release(member);
  release(filename);
  return code;
}

/** @function _imp.init_frozen(name, /) */
export function impInitFrozen(name: Word): Word {
  return NONE;
}

/** @function _imp.lock_held() */
export function impLockHeld(): Word {
  return ofBool(importHeld());
}

/** @function _imp.acquire_lock() */
export function impAcquireLock(): Word {
  enterImport();
  return NONE;
}

/** @function _imp.release_lock() */
export function impReleaseLock(): Word {
  return leaveImport() ? NONE : raise(T_RUNTIME_ERROR, 'not holding the import lock');
}

/** @function _imp.extension_suffixes()
 * Returns the list of file suffixes used to identify extension modules. */
export function impExtensionSuffixes(): Word {
  return fromAddress(newList(0));
}

/** @function _imp._fix_co_filename(code, path, /)
 * Changes code.co_filename to specify the passed-in path. Ours are compiled for the path that they lie at. */
export function impFixCoFilename(code: Word, path: Word): Word {
  return NONE;
}

/** @function _imp._override_frozen_modules_for_tests(override, /) */
export function impOverrideFrozen(value: Word): Word {
  return NONE;
}

/** @function _imp._override_multi_interp_extensions_check(override, /) */
export function impOverrideMulti(value: Word): Word {
  return raise(T_NOT_IMPLEMENTED_ERROR, 'there are no subinterpreters');
}

/** @constant _imp.check_hash_based_pycs */
export function impCheckHashBasedPycs(): Word {
  return newText('default');
}

/** @constant _imp.pyc_magic_number_token */
export function impMagicToken(): Word {
  return ofI32(0x0a0d0df3);
}
