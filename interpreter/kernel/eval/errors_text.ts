// Texts that name callables in errors.

import { Word, NULL } from '../layout/word';
import { formatText } from './errors';
import { lookupAttr, str, isStr } from '../objects/protocol';
import { release } from '../counting/counts';
import { errorSet } from './errors';
import { N___qualname__, N___module__, N_builtins } from '../generated/names';

/** "module.qualname()" as CPython names a callable in call errors: owned. */
export function callableName(f: Word): Word {
  const qualname = lookupAttr(f, N___qualname__);
  if (qualname == NULL) {
    if (errorSet()) return NULL;
    return str(f);
  }
  const module = lookupAttr(f, N___module__);
  let r: Word = NULL;
  if (module != NULL && isStr(module) && module != N_builtins && isStr(qualname)) r = formatText('%U.%U()', module, qualname);
  else if (!errorSet()) r = formatText('%S()', qualname);
  release(module);
  release(qualname);
  return r;
}
