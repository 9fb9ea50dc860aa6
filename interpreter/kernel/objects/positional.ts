// Checks of the arguments of constructors that take a few positional words.

import { Word, NULL, address, ofInt } from '../layout/word';
import { Type } from '../layout/type';
import { T_TYPE_ERROR } from '../generated/types';
import { raisef } from '../eval/errors';
import { release } from '../counting/counts';
import { newText, strEqual, strFromUtf16 } from './str/new';
import { arg } from '../eval/call';
import { tupleGet, tupleSize } from './tuple';

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

/**
 * The constructor's share of that check: a subclass with an __init__ of its own may take keywords, for which the
 * constructor of its base `base` has no use.
 */
export function checkKeywords(name: string, type: Word, base: u32, kwnames: Word): bool {
  if (keywordCount(kwnames) == 0) return true;
  if (changetype<Type>(address(type)).init != changetype<Type>(base).init) return true;
  return checkNoKeywords(name, kwnames);
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

// ---- parameters that may be named ---------------------------------------------------------------------------------------

let w0: Word = NULL;
let w1: Word = NULL;
let w2: Word = NULL;
let w3: Word = NULL;

/** Argument i of the last `bindNamed` (lent), NULL if it was not given. Read it before anything else is called. */
export function bound(i: i32): Word {
  return i == 0 ? w0 : i == 1 ? w1 : i == 2 ? w2 : w3;
}

function setBound(i: i32, w: Word): void {
  if (i == 0) w0 = w;
  else if (i == 1) w1 = w;
  else if (i == 2) w2 = w;
  else w3 = w;
}

/** The i-th of the names in a literal that are separated by spaces, as a str; NULL beyond the last. */
function nameAt(names: string, i: i32): Word {
  const p = changetype<usize>(names);
  const n = names.length;
  let from = 0;
  for (; i > 0; i--) {
    while (from < n && load<u16>(p + (<usize>from << 1)) != 0x20) from++;
    from++;
  }
  if (from >= n) return NULL;
  let to = from;
  while (to < n && load<u16>(p + (<usize>to << 1)) != 0x20) to++;
  return strFromUtf16(p + (<usize>from << 1), to - from);
}

/**
 * Binds the arguments of NAME to up to four parameters whose names stand in `names`, the first `required` of which must
 * be given and the first `positional` of which may be given by position. Read them with `bound`. false: TypeError set.
 */
export function bindNamed(name: string, names: string, required: i32, positional: i32, count: i32, args: usize, nargs: i32, kwnames: Word): bool {
  const text = newText(name);
  if (text == NULL) return false;
  const ok = bindTo(text, names, required, positional, count, args, nargs, kwnames);
  release(text);
  return ok;
}

function bindTo(text: Word, names: string, required: i32, positional: i32, count: i32, args: usize, nargs: i32, kwnames: Word): bool {
  const kw = keywordCount(kwnames);
  if (nargs + kw > count) {
    if (required == count) raisef(T_TYPE_ERROR, count == 1 ? '%U() takes exactly %d argument (%d given)' : '%U() takes exactly %d arguments (%d given)', text, ofInt(count), ofInt(nargs + kw));
    else raisef(T_TYPE_ERROR, count == 1 ? '%U() takes at most %d argument (%d given)' : '%U() takes at most %d arguments (%d given)', text, ofInt(count), ofInt(nargs + kw));
    return false;
  }
  if (nargs > positional) {
    if (positional == 0) raisef(T_TYPE_ERROR, '%U() takes no positional arguments', text);
    else raisef(T_TYPE_ERROR, positional == 1 ? '%U() takes at most %d positional argument (%d given)' : '%U() takes at most %d positional arguments (%d given)', text, ofInt(positional), ofInt(nargs));
    return false;
  }
  for (let i = 0; i < 4; i++) setBound(i, i < nargs ? arg(args, i) : NULL);
  for (let k = 0; k < kw; k++) {
    const given = tupleGet(address(kwnames), k);
    let i = 0;
    while (i < count) {
      const known = nameAt(names, i);
      const same = strEqual(known, given);
      release(known);
      if (same) break;
      i++;
    }
    if (i == count) {
      raisef(T_TYPE_ERROR, "%U() got an unexpected keyword argument '%S'", text, given);
      return false;
    }
    if (bound(i) != NULL) {
      raisef(T_TYPE_ERROR, "argument for %U() given by name ('%S') and position (%d)", text, given, ofInt(i + 1));
      return false;
    }
    setBound(i, arg(args, nargs + k));
  }
  for (let i = 0; i < required; i++) {
    if (bound(i) != NULL) continue;
    const known = nameAt(names, i);
    raisef(T_TYPE_ERROR, "%U() missing required argument '%U' (pos %d)", text, known, ofInt(i + 1));
    release(known);
    return false;
  }
  return true;
}
