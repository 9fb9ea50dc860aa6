// Frames of the current thread by their depth.

import { FRAME_CALLER } from '../layout/code';
import { NULL, Word } from '../layout/word';
import { thread } from '../sync/current';
import { frameObjectOf } from '../objects/frame';

/** Frame object of the Python frame `depth` calls above the innermost one, owned; NULL: there is none, or an error is set. */
export function frameAt(depth: i32): Word {
  const t = thread();
  let fp: usize = t.fp;
  while (fp != t.stackBase && fp != 0) {
    if (depth-- == 0) return frameObjectOf(fp);
    fp = <usize>load<u32>(fp - FRAME_CALLER);
  }
  return NULL;
}
