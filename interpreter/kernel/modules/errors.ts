// Exception classes that native modules make when they are imported (struct.error, binascii.Error).

import { fromAddress, NULL, Word } from '../layout/word';
import { T_TYPE } from '../generated/types';
import { N___module__ } from '../generated/names';
import { release } from '../counting/counts';
import { raiseObject } from '../eval/errors';
import { callTuple } from '../eval/call';
import { getAttr, setAttr } from '../objects/protocol';
import { dictSet, newDict } from '../objects/dict/core';
import { tuple1, tuple3 } from '../objects/tuple';
import { newText } from '../objects/str/new';
import { loadedModule } from '../process/import';

/** Makes a subclass of the static type `base`, shown as `shownIn`.`name`, an attribute of `module`. 0, or -1 with an error set. */
export function addErrorClass(module: Word, name: Word, shownIn: string, base: u32): i32 {
  const dict = newDict();
  const shown = newText(shownIn);
  if (!dict || shown == NULL || dictSet(dict, N___module__, shown) < 0) return -1;
  release(shown);
  const args = tuple3(name, fromAddress(tuple1(fromAddress(base))), fromAddress(dict));
  if (!args) return -1;
  const type = callTuple(fromAddress(T_TYPE), fromAddress(args), NULL);
  release(fromAddress(args));
  if (type == NULL) return -1;
  const status = setAttr(module, name, type);
  release(type);
  return status;
}

/** Raises the exception class `name` of a loaded native module with `text` (taken over). Returns NULL. */
export function raiseModuleError(moduleName: Word, name: Word, text: Word): Word {
  if (text == NULL) return NULL;
  const module = loadedModule(moduleName);
  if (module != NULL) {
    const error = getAttr(module, name);
    release(module);
    if (error != NULL) {
      raiseObject(error, text);
      release(error);
    }
  }
  release(text);
  return NULL;
}
