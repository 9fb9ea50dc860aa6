// Boot: from an empty heap to a thread that can run Python code. Once per process (or per start-up image).

import { NULL, address, fromAddress } from '../layout/word';
import { control } from '../layout/control';
import { Module } from '../layout/module';
import { bootMemory, newThread, enterThread } from '../sync/threads';
import { setSolo } from '../sync/current';
import { createStaticNames } from '../generated/names';
import { registerStatics, createNativeModule } from '../generated/registry';
import { bootStrings } from '../objects/str/new';
import { bootBytes } from '../objects/bytes/new';
import { bootSlots } from '../objects/type/slots';
import { bootMemoryErrors } from '../objects/exceptions/memory_error';
import { bootGroups } from '../objects/exceptions/groups';
import { newTuple } from '../objects/tuple';
import { newDict, dictSet } from '../objects/dict/core';
import { markImmortal, markDeferred } from '../counting/counts';
import { N_builtins } from '../generated/names';

/**
 * Makes the heap, the static types, builtins and the main thread; this instance becomes the main thread's. `dataEnd`:
 * first byte behind the static data. `pages`: size of the memory in 64 KiB. 0, or -1: not enough memory.
 */
export function boot(dataEnd: u32, pages: u32, gil: u32): i32 {
  if (!bootMemory((<usize>dataEnd + 0xffff) & ~0xffff, pages, gil)) return -1;
  const t = newThread();
  if (t == 0) return -1;
  enterThread(t);
  setSolo(true);
  createStaticNames();
  if (!bootStrings()) return -1;
  const empty = newTuple(0);
  markImmortal(empty);
  control().emptyTuple = fromAddress(empty);
  if (!bootBytes()) return -1;
  bootSlots();
  registerStatics();
  bootMemoryErrors();
  bootGroups();
  const modules = newDict();
  markDeferred(modules);
  control().sysModules = fromAddress(modules);
  const builtins = createNativeModule(N_builtins);
  if (builtins == NULL) return -1;
  control().builtinsModule = builtins;
  control().builtins = changetype<Module>(address(builtins)).dict;
  if (dictSet(modules, N_builtins, builtins) < 0) return -1;
  control().bootStage = 1;
  return 0;
}
