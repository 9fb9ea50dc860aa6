// _warnings: issuing warnings from code that can't wait for the module warnings. The module's own Python code does the
// work: it finds that this one has no filters and takes its own.

import { NULL, Word } from '../layout/word';
import { release } from '../counting/counts';
import { N_warn, N_warn_explicit, N_warnings } from '../generated/names';
import { callArray } from '../eval/call';
import { getAttr } from '../objects/protocol';
import { importModule } from '../process/import';

/** @module _warnings
 * _warnings provides basic warning filtering support. */

function forward(name: Word, args: usize, nargs: i32, kwnames: Word): Word {
  const module = importModule(N_warnings);
  if (module == NULL) return NULL;
  const func = getAttr(module, name);
  release(module);
  if (func == NULL) return NULL;
  const result = callArray(func, args, nargs, kwnames);
  release(func);
  return result;
}

/** @function _warnings.warn(*args, **kwargs)
 * Issue a warning, or maybe ignore it or raise an exception. */
export function warningsWarn(args: usize, nargs: i32, kwnames: Word): Word {
  return forward(N_warn, args, nargs, kwnames);
}

/** @function _warnings.warn_explicit(*args, **kwargs)
 * Issue a warning, or maybe ignore it or raise an exception. */
export function warningsWarnExplicit(args: usize, nargs: i32, kwnames: Word): Word {
  return forward(N_warn_explicit, args, nargs, kwnames);
}
