// What the streams in memory have in common.

import { NONE, NULL, Word } from '../../layout/word';
import { release } from '../../counting/counts';
import { N___index__ } from '../../generated/names';
import { T_TYPE_ERROR, T_VALUE_ERROR } from '../../generated/types';
import { errorSet, raise, raiseObject, raisef } from '../../eval/errors';
import { getAttr, indexI64, isIntLike, lookupAttr } from '../../objects/protocol';
import { internText, newText } from '../../objects/str/new';
import { importModule } from '../../process/import';

export function raiseClosed(): Word {
  return raise(T_VALUE_ERROR, 'I/O operation on closed file.');
}

/** io.UnsupportedOperation, which is made in Python. */
export function raiseUnsupported(name: string): Word {
  const module = importModule(internText('_io'));
  if (module == NULL) return NULL;
  const type = getAttr(module, internText('UnsupportedOperation'));
  release(module);
  if (type == NULL) return NULL;
  const message = newText(name);
  raiseObject(type, message);
  release(message);
  release(type);
  return NULL;
}

/** A size argument: -1 for None or none, clamped to 64 bits; i64.MIN_VALUE with an error set. */
export function sizeArgument(size: Word): i64 {
  if (size == NULL || size == NONE) return -1;
  if (!isIntLike(size)) {
    const method = lookupAttr(size, N___index__);
    if (method == NULL) {
      if (!errorSet()) raisef(T_TYPE_ERROR, "argument should be integer or None, not '%T'", size);
      return i64.MIN_VALUE;
    }
    release(method);
  }
  const n = indexI64(size, 0);
  if (n == -1 && errorSet()) return i64.MIN_VALUE;
  return n < 0 ? -1 : n;
}
