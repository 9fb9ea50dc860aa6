// From an empty memory to an interpreter with its builtins.

import { control } from '../layout/control';
import { NULL, Word, fromAddress } from '../layout/word';
import { thread } from '../sync/current';
import { bootMemory, enterThread, newThread } from '../sync/threads';
import { bootWeakTable } from '../collector/weak';
import { N_builtins, createStaticNames } from '../generated/names';
import { createNativeModule, registerStatics } from '../generated/registry';
import { bootBytes } from '../objects/bytes/new';
import { dictSet, newDict } from '../objects/dict/core';
import { bootExceptions } from '../objects/exceptions/new';
import { moduleDict } from '../objects/module';
import { bootStrings } from '../objects/str/new';
import { bootSlots } from '../objects/type/slots';

/**
 * Makes the heap behind `dataEnd`, the static types, builtins and the main thread, which this instance runs from now on,
 * attached. 0, or the number of the step that failed.
 */
export function boot(dataEnd: u32, gil: u32): i32 {
  if (!bootMemory((dataEnd + 0xffff) & ~0xffff, 0, gil)) return 1;
  const main = newThread();
  if (main == 0) return 2;
  enterThread(main);
  thread().fp = thread().stackBase;
  createStaticNames();
  if (!bootStrings()) return 3;
  if (!bootBytes()) return 4;
  if (!bootWeakTable()) return 5;
  bootSlots();
  registerStatics();
  bootExceptions();
  const modules = newDict();
  if (modules == 0) return 6;
  control().sysModules = fromAddress(modules);
  const builtins = createNativeModule(N_builtins);
  if (builtins == NULL) return 7;
  control().builtinsModule = builtins;
  control().builtins = <Word>moduleDict(builtins);
  return dictSet(modules, N_builtins, builtins) == 0 ? 0 : 8;
}
