// gc.callbacks: called with 'start' and 'stop' around every collection.

import { control } from '../layout/control';
import { address, fromAddress, NULL, ofI32, Word } from '../layout/word';
import { release } from '../counting/counts';
import { call2 } from '../eval/call';
import { writeUnraisable } from '../eval/unraisable';
import { clearError } from '../eval/errors';
import { N_collected, N_generation, N_start, N_stop, N_uncollectable } from '../generated/names';
import { dictSet, newDict } from '../objects/dict/core';
import { listSnapshot } from '../objects/list/core';
import { tupleGet, tupleSize } from '../objects/tuple';
import { List } from '../layout/containers';

function newInfo(collected: i32): Word {
  const dict = newDict();
  if (!dict) return NULL;
  if (
    dictSet(dict, N_generation, ofI32(2)) != 0 || dictSet(dict, N_collected, ofI32(collected)) != 0 ||
    dictSet(dict, N_uncollectable, ofI32(0)) != 0
  ) {
    release(fromAddress(dict));
    return NULL;
  }
  return fromAddress(dict);
}

/** Calls the callbacks; their errors are reported. `collected`: objects found, of 'stop'. */
export function runGcCallbacks(start: bool, collected: i32): void {
  const list = control().gcCallbacks;
  if (list == NULL || changetype<List>(address(list)).size == 0) return;
  const all = listSnapshot(list);
  const info = all == NULL ? NULL : newInfo(collected);
  if (info == NULL) {
    clearError();
    release(all);
    return;
  }
  const n = tupleSize(address(all));
  for (let i: u32 = 0; i < n; i++) {
    const callback = tupleGet(address(all), i);
    const result = call2(callback, start ? N_start : N_stop, info);
    if (result == NULL) writeUnraisable(callback);
    else release(result);
  }
  release(info);
  release(all);
}
