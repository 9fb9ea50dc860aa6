// From a call to a frame: binding of arguments to the parameters of a Python function.

import { Word, NULL, isOwned, address, fromAddress, plain, ofInt } from '../layout/word';
import {
  Function, Code, FRAME_FUNCTION, FRAME_RETURN_PC, FRAME_CALLER, FRAME_CODE, FRAME_FLAGS, FRAME_LINK, CO_VARARGS, CO_VARKEYWORDS, FRAME_NONE, FRAME_ENTRY,
} from '../layout/code';
import { Tuple, TUPLE_ITEMS } from '../layout/containers';
import { thread } from '../sync/current';
import { own, release } from '../counting/counts';
import { raise, raisef, raiseWord } from './errors';
import { newTuple } from '../objects/tuple';
import { newDict, dictSet, dictGetStr } from '../objects/dict/core';
import { strEqual, builderNew, builderText, builderWord, builderFinish } from '../objects/str/new';
import { T_TYPE_ERROR, T_RECURSION_ERROR } from '../generated/types';
import { ASSERTIONS } from '../generated/build';
import { closestName } from '../objects/suggest';
import { checkFrameEntered } from './check';
import { repr } from '../objects/protocol';

/**
 * Makes the frame of a call of `func` (a register word) whose `n` positional words lie at `fp`, keyword values behind
 * them. On success the thread's fp and pc are those of the new frame. On failure false, with the error set and the
 * arguments left to the caller.
 */
export function enterFunction(func: Word, fp: usize, n: i32, kwnames: Word, flags: u32, returnPc: usize): bool {
  const t = thread();
  const f = changetype<Function>(address(func));
  const code = changetype<Code>(atomic.load<u32>(address(func), offsetof<Function>('code')));
  if (fp + code.frameBytes + 8192 > t.stackEnd || t.depth >= t.recursionLimit) {
    return recursionError();
  }
  if (n != code.plainArgs || kwnames != NULL) {
    if (kwnames != NULL || !bindDefaults(f, code, fp, n)) {
      if (!bindArguments(f, code, fp, n, kwnames)) return false;
    }
  }
  if (ASSERTIONS) checkFrameEntered(fp, max(n, max(code.plainArgs, <i32>(code.variableBytes >> 3))), code, t.fp, t.pc);
  t.depth++;
  store<u64>(fp - FRAME_FUNCTION, func);
  store<u32>(fp - FRAME_RETURN_PC, (flags & FRAME_ENTRY) != 0 ? t.pc : <u32>returnPc);
  store<u32>(fp - FRAME_CALLER, t.fp);
  store<u32>(fp - FRAME_CODE, <u32>changetype<usize>(code));
  store<u32>(fp - FRAME_FLAGS, flags | FRAME_NONE);
  store<u64>(fp - FRAME_LINK, 0);
  const bound = code.argCount + code.kwOnlyCount + ((code.flags & CO_VARARGS) != 0 ? 1 : 0) + ((code.flags & CO_VARKEYWORDS) != 0 ? 1 : 0);
  for (let q = fp + (<usize>bound << 3), end = fp + code.variableBytes; q < end; q += 8) store<u64>(q, NULL);
  // the caller's position, for tracebacks, is in its callee's header; native callers keep it in the thread
  t.fp = <u32>fp;
  t.pc = code.instructions;
  return true;
}

export function recursionError(): bool {
  raise(T_RECURSION_ERROR, 'maximum recursion depth exceeded');
  return false;
}

// Moves a register word to a heap slot's word: owned words move, lent ones are counted.
// @ts-ignore: decorator
@inline function take(at: usize): Word {
  const w = load<u64>(at);
  store<u64>(at, NULL);
  return isOwned(w) ? w : own(plain(w));
}

function drop(at: usize): void {
  const w = load<u64>(at);
  store<u64>(at, NULL);
  if (isOwned(w)) release(w);
}

// Positional arguments and defaults only, the common case. False: the general one (nothing was done).
function bindDefaults(f: Function, code: Code, fp: usize, n: i32): bool {
  const count = <i32>code.argCount;
  if (n > count || code.kwOnlyCount != 0 || (code.flags & (CO_VARARGS | CO_VARKEYWORDS)) != 0) return false;
  if (n == count) return true;
  const defaults = f.defaults;
  if (defaults == NULL) return false;
  const first = count - <i32>changetype<Tuple>(address(defaults)).size;
  if (n < first) return false;
  const from = address(defaults) + TUPLE_ITEMS;
  for (let i = n; i < count; i++) store<u64>(fp + (<usize>i << 3), own(load<u64>(from + (<usize>(i - first) << 3))));
  return true;
}

/** The general case: defaults, keywords, *args, **kwargs. Registers fp.. hold the bound parameters afterwards. */
function bindArguments(f: Function, code: Code, fp: usize, n: i32, kwnames: Word): bool {
  const argCount = <i32>code.argCount;
  const kwOnly = <i32>code.kwOnlyCount;
  const total = argCount + kwOnly;
  const kw: i32 = kwnames == NULL ? 0 : <i32>changetype<Tuple>(address(kwnames)).size;
  const hasRest = (code.flags & CO_VARARGS) != 0;
  const hasKeywords = (code.flags & CO_VARKEYWORDS) != 0;
  const end = total + (hasRest ? 1 : 0) + (hasKeywords ? 1 : 0);
  // Keyword values move out of the way first: above the frame's registers and everything given.
  const given = max(n + kw, end);
  const aside = fp + max(<usize>code.frameBytes, <usize>given << 3);
  if (aside + (<usize>kw << 3) + 4096 > thread().stackEnd) return recursionError();
  for (let k = 0; k < kw; k++) {
    const from = fp + (<usize>(n + k) << 3);
    store<u64>(aside + (<usize>k << 3), load<u64>(from));
    store<u64>(from, NULL);
  }
  let ok = true;
  let rest: Word = NULL;
  // surplus positional arguments
  if (n > argCount) {
    if (hasRest) {
      const tuple = newTuple(n - argCount);
      if (tuple == 0) ok = false;
      else {
        for (let i = argCount; i < n; i++) store<u64>(tuple + TUPLE_ITEMS + (<usize>(i - argCount) << 3), take(fp + (<usize>i << 3)));
        rest = fromAddress(tuple);
      }
    }
    if (rest == NULL) {
      if (ok) tooManyPositional(f, code, fp, n, kw, kwnames);
      for (let i = 0; i < n; i++) drop(fp + (<usize>i << 3));
      for (let k = 0; k < kw; k++) drop(aside + (<usize>k << 3));
      return false;
    }
    n = argCount;
  } else if (hasRest) rest = own(fromAddress(newTuple(0)));
  const names = address(code.registerNames) + TUPLE_ITEMS;
  for (let i = n; i < end; i++) store<u64>(fp + (<usize>i << 3), NULL);
  let keywords: Word = NULL;
  if (hasKeywords) {
    keywords = fromAddress(newDict());
    if (keywords == NULL) ok = false;
  }
  // keywords to their parameters
  for (let k = 0; k < kw && ok; k++) {
    const name = load<u64>(address(kwnames) + TUPLE_ITEMS + (<usize>k << 3));
    let found = -1;
    for (let i = <i32>code.posOnlyCount; i < total; i++) if (load<u64>(names + (<usize>i << 3)) == name) { found = i; break; }
    if (found < 0) for (let i = <i32>code.posOnlyCount; i < total; i++) if (strEqual(load<u64>(names + (<usize>i << 3)), name)) { found = i; break; }
    const from = aside + (<usize>k << 3);
    if (found >= 0) {
      const to = fp + (<usize>found << 3);
      if (load<u64>(to) != NULL) {
        raisef(T_TYPE_ERROR, "%U() got multiple values for argument '%U'", f.qualname, name);
        ok = false;
      } else {
        store<u64>(to, load<u64>(from));
        store<u64>(from, NULL);
      }
    } else if (keywords != NULL) {
      const value = plain(load<u64>(from));
      if (dictSet(address(keywords), name, value) < 0) ok = false;
      drop(from);
    } else {
      if (!positionalOnlyAsKeyword(f, code, kwnames)) unexpectedKeyword(f, name, names + (<usize>code.posOnlyCount << 3), total - <i32>code.posOnlyCount);
      ok = false;
    }
  }
  // defaults
  if (ok && n < argCount) {
    const defaults = f.defaults;
    const count = defaults == NULL ? 0 : <i32>changetype<Tuple>(address(defaults)).size;
    const first = argCount - count;
    let missing = 0;
    for (let i = n; i < argCount; i++) {
      const at = fp + (<usize>i << 3);
      if (load<u64>(at) != NULL) continue;
      if (i >= first) store<u64>(at, own(load<u64>(address(defaults) + TUPLE_ITEMS + (<usize>(i - first) << 3))));
      else missing++;
    }
    if (missing != 0) {
      missingArguments(f, code, fp, 0, argCount, missing, false);
      ok = false;
    }
  }
  if (ok && kwOnly != 0) {
    let missing = 0;
    const defaults = f.kwdefaults;
    for (let i = argCount; i < total; i++) {
      const at = fp + (<usize>i << 3);
      if (load<u64>(at) != NULL) continue;
      const value: Word = defaults == NULL ? NULL : dictGetStr(address(defaults), load<u64>(names + (<usize>i << 3)));
      if (value != NULL) store<u64>(at, value);
      else missing++;
    }
    if (missing != 0) {
      missingArguments(f, code, fp, argCount, total, missing, true);
      ok = false;
    }
  }
  let next = total;
  if (hasRest) store<u64>(fp + (<usize>(next++) << 3), rest);
  if (hasKeywords) store<u64>(fp + (<usize>next << 3), keywords);
  if (!ok) {
    for (let i = 0; i < end; i++) drop(fp + (<usize>i << 3));
    for (let k = 0; k < kw; k++) drop(aside + (<usize>k << 3));
  }
  return ok;
}

function unexpectedKeyword(f: Function, name: Word, names: usize, count: i32): void {
  const near = closestName(name, names, count);
  if (near == NULL) raisef(T_TYPE_ERROR, "%U() got an unexpected keyword argument '%U'", f.qualname, name);
  else raisef(T_TYPE_ERROR, "%U() got an unexpected keyword argument '%U'. Did you mean '%U'?", f.qualname, name, near);
}

function positionalOnlyAsKeyword(f: Function, code: Code, kwnames: Word): bool {
  const names = address(code.registerNames) + TUPLE_ITEMS;
  const count = changetype<Tuple>(address(kwnames)).size;
  const out = builderNew();
  let found = 0;
  for (let i: u32 = 0; i < code.posOnlyCount; i++) {
    const name = load<u64>(names + (<usize>i << 3));
    for (let k: u32 = 0; k < count; k++) {
      if (strEqual(name, load<u64>(address(kwnames) + TUPLE_ITEMS + (<usize>k << 3)))) {
        if (found++ != 0) builderLiteral(out, ', ');
        builderWord(out, name);
      }
    }
  }
  const text = builderFinish(out);
  if (found == 0) { release(text); return false; }
  raisef(T_TYPE_ERROR, "%U() got some positional-only arguments passed as keyword arguments: '%U'", f.qualname, text);
  release(text);
  return true;
}

// @ts-ignore: decorator
@inline function builderLiteral(out: usize, text: string): void { builderText(out, changetype<usize>(text), <u32>text.length); }

function tooManyPositional(f: Function, code: Code, fp: usize, n: i32, kw: i32, kwnames: Word): void {
  const argCount = <i32>code.argCount;
  const defaults: i32 = f.defaults == NULL ? 0 : <i32>changetype<Tuple>(address(f.defaults)).size;
  // keyword-only arguments that were given count in the message
  let kwGiven = 0;
  const names = address(code.registerNames) + TUPLE_ITEMS;
  for (let k = 0; k < kw; k++) {
    const name = load<u64>(address(kwnames) + TUPLE_ITEMS + (<usize>k << 3));
    for (let i = argCount; i < argCount + <i32>code.kwOnlyCount; i++) if (strEqual(name, load<u64>(names + (<usize>i << 3)))) kwGiven++;
  }
  const out = builderNew();
  builderWord(out, f.qualname);
  builderLiteral(out, '() takes ');
  if (defaults != 0) {
    builderLiteral(out, 'from ');
    builderNumber(out, argCount - defaults);
    builderLiteral(out, ' to ');
  }
  builderNumber(out, argCount);
  builderLiteral(out, argCount == 1 && defaults == 0 ? ' positional argument but ' : ' positional arguments but ');
  builderNumber(out, n);
  if (kwGiven != 0) {
    builderLiteral(out, n == 1 ? ' positional argument (and ' : ' positional arguments (and ');
    builderNumber(out, kwGiven);
    builderLiteral(out, kwGiven == 1 ? ' keyword-only argument) were given' : ' keyword-only arguments) were given');
  } else builderLiteral(out, n == 1 ? ' was given' : ' were given');
  raiseWord(T_TYPE_ERROR, builderFinish(out));
}

function builderNumber(out: usize, n: i32): void {
  const text = repr(ofInt(n));
  if (text == NULL) return;
  builderWord(out, text);
  release(text);
}

function missingArguments(f: Function, code: Code, fp: usize, from: i32, to: i32, missing: i32, kwOnly: bool): void {
  const names = address(code.registerNames) + TUPLE_ITEMS;
  const defaults: i32 = kwOnly || f.defaults == NULL ? 0 : <i32>changetype<Tuple>(address(f.defaults)).size;
  const end = kwOnly ? to : to - defaults;
  const out = builderNew();
  builderWord(out, f.qualname);
  builderLiteral(out, '() missing ');
  builderNumber(out, missing);
  builderLiteral(out, kwOnly ? ' required keyword-only argument' : ' required positional argument');
  if (missing != 1) builderLiteral(out, 's');
  builderLiteral(out, ': ');
  let seen = 0;
  for (let i = from; i < end; i++) {
    if (load<u64>(fp + (<usize>i << 3)) != NULL) continue;
    seen++;
    if (seen > 1) builderLiteral(out, seen < missing ? ', ' : missing == 2 ? ' and ' : ', and ');
    builderLiteral(out, "'");
    builderWord(out, load<u64>(names + (<usize>i << 3)));
    builderLiteral(out, "'");
  }
  raiseWord(T_TYPE_ERROR, builderFinish(out));
}
