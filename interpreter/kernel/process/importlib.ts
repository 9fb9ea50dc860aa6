// Starts importlib: CPython's own _bootstrap.py and _bootstrap_external.py, frozen.

import { control } from '../layout/control';
import { NONE, NULL, Word, address } from '../layout/word';
import { own, release } from '../counting/counts';
import { attach, detach } from '../sync/world';
import { N___builtins__, N___origname__, N__imp, N__install, N__install_external_importers, N_install, N_sys } from '../generated/names';
import { callMethod0, callMethod2 } from '../eval/call';
import { errorSet, memoryError } from '../eval/errors';
import { runCode } from '../eval/run';
import { dictSetStr } from '../objects/dict/core';
import { moduleDict } from '../objects/module';
import { setItem } from '../objects/protocol';
import { internText } from '../objects/str/new';
import { newModule } from '../objects/type/static';
import { codeOrError } from './compile';
import { importNative, loadedModule } from './import';
import { kernelFree } from './result';

// @ts-ignore: decorator
@external('host', 'stdlibCode')
declare function hostStdlibCode(member: usize, filename: usize): usize;

/** The code of a member of the standard library's zip file; both strs, lent. NULL with an error. */
export function stdlibCode(member: Word, filename: Word): Word {
  own(member);
  own(filename);
  detach();
  const block = hostStdlibCode(address(member), address(filename));
  attach();
  const code = block == 0 ? memoryError() : codeOrError(block, filename, true);
  if (block != 0) kernelFree(block);
  release(member);
  release(filename);
  return code;
}

/** Runs a member of the standard library as a frozen module that is in sys.modules already. */
export function runFrozen(module: Word, member: Word, filename: Word): bool {
  const code = stdlibCode(member, filename);
  if (code == NULL) return false;
  const dict = moduleDict(module);
  if (dictSetStr(dict, N___builtins__, control().builtinsModule) != 0) {
    release(code);
    return false;
  }
  const result = runCode(code, <Word>dict, <Word>dict);
  release(code);
  release(result);
  return result != NULL;
}

/** sys.modules[name], or the native module made now; owned. NULL with an error. */
function nativeModule(name: Word): Word {
  const module = loadedModule(name);
  if (module != NULL || errorSet()) return module;
  return importNative(name);
}

/** Brings importlib up; sets control().importlib. False: an error is set. */
export function bootImportlib(): bool {
  const name = internText('_frozen_importlib');
  const module = newModule(name, NONE);
  if (module == NULL) return false;
  if (setItem(control().sysModules, name, module) != 0) return false;
  // FrozenImporter takes it from there when it completes the module
  if (dictSetStr(moduleDict(module), N___origname__, internText('importlib._bootstrap')) != 0) return false;
  if (!runFrozen(module, internText('importlib/_bootstrap.py'), internText('<frozen importlib._bootstrap>'))) return false;
  const sys = nativeModule(N_sys);
  if (sys == NULL) return false;
  const imp = nativeModule(N__imp);
  if (imp == NULL) return false;
  control().importlib = module;
  const installed = callMethod2(module, N__install, sys, imp);
  release(sys);
  release(imp);
  if (installed == NULL) return fail();
  release(installed);
  const external = callMethod0(module, N__install_external_importers);
  if (external == NULL) return fail();
  release(external);
  return installLibrary();
}

function fail(): bool {
  control().importlib = NULL;
  return false;
}

/** Puts the finder of the standard library's zip file among the path hooks (lib/_gilpy_importer.py). */
function installLibrary(): bool {
  const name = internText('_gilpy_importer');
  const module = newModule(name, NONE);
  if (module == NULL) return fail();
  if (setItem(control().sysModules, name, module) != 0) return fail();
  if (!runFrozen(module, internText('gilpy:_gilpy_importer.py'), internText('<frozen _gilpy_importer>'))) return fail();
  const done = callMethod0(module, N_install);
  release(module);
  if (done == NULL) return fail();
  release(done);
  return true;
}
