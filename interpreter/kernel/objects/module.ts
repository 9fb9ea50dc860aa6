<<<<<<< HEAD
// Access to modules from native code.

import { Word, address } from '../layout/word';
import { Module } from '../layout/module';

/** The dict of a module word (lent). */
export function moduleDict(module: Word): usize { return address(changetype<Module>(address(module)).dict); }
=======
// Modules: their dict. The type and its attributes: type/static.ts, function.ts.

import { Module } from '../layout/module';
import { Word, address } from '../layout/word';

/** The dict of a module. */
// @ts-ignore: decorator
@inline export function moduleDict(module: Word): usize {
  return address(changetype<Module>(address(module)).dict);
}
>>>>>>> 8573606 (Boot, running code objects)
