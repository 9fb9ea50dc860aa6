// Checks of the arguments of constructors that take a few positional words.

import { Word, NULL, address, ofInt } from '../layout/word';
import { T_TYPE_ERROR } from '../generated/types';
import { raisef } from '../eval/errors';
import { release } from '../counting/counts';
import { newText } from './str/new';
import { tupleSize } from './tuple';

/** Keyword arguments of a call. */
// @ts-ignore: decorator
@inline export function keywordCount(kwnames: Word): i32 { return kwnames == NULL ? 0 : <i32>tupleSize(address(kwnames)); }

/** least <= nargs <= most, else TypeError "NAME expected at most 1 argument, got 2". */
export function checkPositional(name: string, nargs: i32, least: i32, most: i32): bool {
  if (nargs >= least && nargs <= most) return true;
  const text = newText(name);
  if (text == NULL) return false;
  const bound = nargs < least ? least : most;
  if (least == most) raisef(T_TYPE_ERROR, bound == 1 ? '%U expected %d argument, got %d' : '%U expected %d arguments, got %d', text, ofInt(bound), ofInt(nargs));
  else if (nargs < least) raisef(T_TYPE_ERROR, bound == 1 ? '%U expected at least %d argument, got %d' : '%U expected at least %d arguments, got %d', text, ofInt(bound), ofInt(nargs));
  else raisef(T_TYPE_ERROR, bound == 1 ? '%U expected at most %d argument, got %d' : '%U expected at most %d arguments, got %d', text, ofInt(bound), ofInt(nargs));
  release(text);
  return false;
}

/** TypeError "NAME() takes no keyword arguments" if there are any. */
export function checkNoKeywords(name: string, kwnames: Word): bool {
  if (keywordCount(kwnames) == 0) return true;
  const text = newText(name);
  if (text == NULL) return false;
  raisef(T_TYPE_ERROR, '%U() takes no keyword arguments', text);
  release(text);
  return false;
}
