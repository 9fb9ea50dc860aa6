// Warnings that the compiler gives, issued through the warnings module.

import { control } from '../layout/control';
import { NULL, Word, address, fromAddress, ofI32 } from '../layout/word';
import { own, release } from '../counting/counts';
import { N_warn_explicit, N_warnings } from '../generated/names';
import { callTuple } from '../eval/call';
import { clearError } from '../eval/errors';
import { dictGetStr } from '../objects/dict/core';
import { getAttr } from '../objects/protocol';
import { newTuple, tupleInit } from '../objects/tuple';
import { importModule } from './import';

/**
 * Issues a warning of the category called `category` at a line of `filename`; all lent. False: it became an error.
 * Before the warnings module can be imported, nothing is issued.
 */
export function warnCompiler(category: Word, message: Word, filename: Word, line: i32): bool {
  const type = dictGetStr(address(control().builtins), category);
  if (type == NULL) {
    clearError();
    return true;
  }
  const module = importModule(N_warnings);
  if (module == NULL) {
    clearError();
    release(type);
    return true;
  }
  const args = newTuple(4);
  let result: Word = NULL;
  if (args != 0) {
    tupleInit(args, 0, own(message));
    tupleInit(args, 1, type);
    tupleInit(args, 2, own(filename));
    tupleInit(args, 3, ofI32(line));
    const warn = getAttr(module, N_warn_explicit);
    if (warn != NULL) {
      result = callTuple(warn, fromAddress(args), NULL);
      release(warn);
    }
    release(fromAddress(args));
  } else release(type);
  release(module);
  release(result);
  return result != NULL;
}
