// Names of modules and of what they hold, as Python 2 has them and as Python 3 has them (the tables of _compat_pickle).

import { NULL, Word, address, fromAddress } from '../../layout/word';
import { own, release } from '../../counting/counts';
import { T_RUNTIME_ERROR } from '../../generated/types';
import { errorSet, raisef } from '../../eval/errors';
import { dictGet } from '../../objects/dict/core';
import { isStr } from '../../objects/str/access';
import { newText } from '../../objects/str/new';
import { isTuple, tuple2, tupleGet, tupleSize } from '../../objects/tuple';
import { kept } from '../../process/kept';

/** What `otherNames` found: owned by who called it. */
export let otherModule: Word = NULL;
export let otherName: Word = NULL;

/**
 * The names that stand for `name` of `moduleName` on the other side, or the same ones: in `otherModule` and `otherName`.
 * `names`, `imports`: the KEPT_ numbers of the tables; `prefix`: of their names in messages; `mapped` false: the names
 * stay. False: an error is set, and there is nothing to release.
 */
export function otherNames(moduleName: Word, name: Word, mapped: bool, names: u32, imports: u32, prefix: string): bool {
  if (!mapped) {
    otherModule = own(moduleName);
    otherName = own(name);
    return true;
  }
  const key = fromAddress(tuple2(own(moduleName), own(name)));
  if (key == NULL) return false;
  const pair = dictGet(address(kept(names)), key);
  release(key);
  if (pair != NULL) {
    const whole = isNamePair(pair, prefix);
    if (whole) {
      otherModule = own(tupleGet(address(pair), 0));
      otherName = own(tupleGet(address(pair), 1));
    }
    release(pair);
    return whole;
  }
  if (errorSet()) return false;
  const other = dictGet(address(kept(imports)), moduleName);
  if (errorSet()) return false;
  if (other != NULL && !isStr(other)) {
    const shown = newText(prefix);
    raisef(T_RUNTIME_ERROR, '%UIMPORT_MAPPING values should be strings, not %T', shown, other);
    release(shown);
    release(other);
    return false;
  }
  otherModule = other != NULL ? other : own(moduleName);
  otherName = own(name);
  return true;
}

/** Whether an entry of a name mapping is a pair of strs; else RuntimeError. */
function isNamePair(pair: Word, prefix: string): bool {
  const shown = newText(prefix);
  let ok = false;
  if (!isTuple(pair) || tupleSize(address(pair)) != 2) raisef(T_RUNTIME_ERROR, '%UNAME_MAPPING values should be 2-tuples, not %T', shown, pair);
  else if (!isStr(tupleGet(address(pair), 0)) || !isStr(tupleGet(address(pair), 1))) {
    raisef(T_RUNTIME_ERROR, '%UNAME_MAPPING values should be pairs of str, not (%T, %T)', shown, tupleGet(address(pair), 0), tupleGet(address(pair), 1));
  } else ok = true;
  release(shown);
  return ok;
}
