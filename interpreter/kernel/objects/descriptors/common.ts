// What the kinds of descriptors share.

import { FALSE, NONE, NULL, Word, ofBool } from '../../layout/word';
import { markDeferred, release } from '../../counting/counts';
import { errorSet } from '../../eval/errors';
import { lookupAttr, truth } from '../protocol';
import { newText } from '../str/new';
import { N___isabstractmethod__ } from '../../generated/names';
import { T_CLASSMETHOD, T_PROPERTY, T_STATICMETHOD } from '../../generated/types';

/** The text of a literal, None for 0. Owned. */
export function literal(p: u32): Word { return p == 0 ? NONE : newText(changetype<string>(<usize>p)); }

/** Descriptors of classes are deferred, like the functions in them: inline caches hold their addresses. */
export function deferExact(p: usize, type: u32): void {
  if (type == T_PROPERTY || type == T_CLASSMETHOD || type == T_STATICMETHOD) markDeferred(p);
}

/** Whether `f` is marked abstract. */
export function isAbstract(f: Word): Word {
  const v = lookupAttr(f, N___isabstractmethod__);
  if (v == NULL) return errorSet() ? NULL : FALSE;
  const t = truth(v);
  release(v);
  return t < 0 ? NULL : ofBool(t != 0);
}
