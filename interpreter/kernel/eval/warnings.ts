// Warnings issued by native code.

import { Word, NULL, fromAddress, ofInt } from '../layout/word';
import { release } from '../counting/counts';
import { call3 } from './call';
import { importModule } from './imports';
import { getAttr } from '../objects/protocol';
import { newText } from '../objects/str/new';
import { N_warnings, N_warn } from '../generated/names';

/** Issues a warning of a static category; `message` (a str) is taken over. 0, or -1: it was turned into an error. */
export function warn(category: u32, message: Word, stackLevel: i32): i32 {
  if (message == NULL) return -1;
  const module = importModule(N_warnings);
  if (module == NULL) { release(message); return -1; }
  const f = getAttr(module, N_warn);
  release(module);
  if (f == NULL) { release(message); return -1; }
  const r = call3(f, message, fromAddress(category), ofInt(stackLevel));
  release(f);
  release(message);
  if (r == NULL) return -1;
  release(r);
  return 0;
}

/** The same for a literal. */
export function warnText(category: u32, message: string, stackLevel: i32): i32 { return warn(category, newText(message), stackLevel); }
