// Guard of reprs that can contain themselves.

import { Word, NULL, address, fromAddress } from '../layout/word';
import { thread } from '../sync/current';
import { newList, listAppend, listGet, listPop, listSize } from './list/core';
import { release } from '../counting/counts';

/** Begins the repr of w in this thread: 1 if it is in progress already, 0 (end it with `leaveRepr`), -1 with an error set. */
export function enterRepr(w: Word): i32 {
  const t = thread();
  if (t.reprs == NULL) {
    const fresh = newList(0);
    if (fresh == 0) return -1;
    t.reprs = fromAddress(fresh);
  }
  const p = address(t.reprs);
  for (let i = listSize(p); i != 0; ) {
    i--;
    const seen = listGet(p, i);
    release(seen);
    if (seen == w) return 1;
  }
  return listAppend(p, w);
}

/** Ends the repr of w. */
export function leaveRepr(w: Word): void {
  const p = address(thread().reprs);
  for (let i = listSize(p); i != 0; ) {
    i--;
    const seen = listGet(p, i);
    release(seen);
    if (seen == w) {
      release(listPop(p, i));
      return;
    }
  }
}
