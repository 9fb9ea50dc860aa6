// Running a code object: modules, exec, eval.

import { Word, NULL, isPointer, address, fromAddress, BORROWED } from '../layout/word';
import { Code, FRAME_ENTRY, FRAME_HEADER, CO_OPTIMIZED, Function } from '../layout/code';
import { own, release } from '../counting/counts';
import { newFunction } from './functions';
import { enterFunction } from './bind';
import { execute } from './execute';
import { stackTop } from './stack';
import { enterRecursion, leaveRecursion } from '../objects/protocol';
import { builtinsFor } from '../objects/function';
import { dictGetStr, dictSet } from '../objects/dict/core';
import { control } from '../layout/control';
import { raisef } from './errors';
import { T_TYPE_ERROR } from '../generated/types';
import { N___builtins__ } from '../generated/names';

/** Runs `code` in `globals` (a dict) and `locals` (a mapping; used by code that keeps its names in one). Owned result. */
export function runCode(code: Word, globals: Word, locals: Word): Word { return runClosure(code, globals, locals, NULL); }

/** The same with a tuple of cells for the free variables. */
export function runClosure(code: Word, globals: Word, locals: Word, closure: Word): Word {
  const there = dictGetStr(address(globals), N___builtins__);
  if (there == NULL) {
    if (dictSet(address(globals), N___builtins__, control().builtinsModule) < 0) return NULL;
  } else {
    release(there);
    if (!isPointer(there)) return raisef(T_TYPE_ERROR, "'%T' object is not subscriptable", there);
  }
  const f = newFunction(address(code), address(globals), builtinsFor(address(globals)));
  if (f == 0) return NULL;
  if (closure != NULL) changetype<Function>(f).closure = own(closure);
  const c = changetype<Code>(address(code));
  const at = stackTop() + FRAME_HEADER + 8;
  if (!enterRecursion()) { release(fromAddress(f)); return NULL; }
  let r: Word = NULL;
  if (enterFunction(fromAddress(f) | BORROWED, at, 0, NULL, FRAME_ENTRY, 0)) {
    if ((c.flags & CO_OPTIMIZED) == 0) store<u64>(at, own(locals));
    r = execute();
  }
  leaveRecursion();
  release(fromAddress(f));
  return r;
}

/** Calls the function of a class body (no parameters) with `locals` as its mapping of names: what it returns. */
export function runClosureOf(f: Word, locals: Word): Word {
  const at = stackTop() + FRAME_HEADER + 8;
  if (!enterRecursion()) return NULL;
  let r: Word = NULL;
  if (enterFunction(f | BORROWED, at, 0, NULL, FRAME_ENTRY, 0)) {
    store<u64>(at, own(locals));
    r = execute();
  }
  leaveRecursion();
  return r;
}
