// Access to modules from native code.

import { Word, address } from '../layout/word';
import { Module } from '../layout/module';

/** The dict of a module word (lent). */
export function moduleDict(module: Word): usize { return address(changetype<Module>(address(module)).dict); }
