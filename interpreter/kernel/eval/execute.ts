// The trampoline around the loop. V8 does not replace a running function by its optimised code: the loop leaves when
// it is asked to through the safe-point word, and is entered again here; all its state is in the frame and the thread.

import { Word } from '../layout/word';
import { thread } from '../sync/current';
import { loop } from './loop';
import { markFrames } from './trace';

/** What `run` returns to be entered again: no Python value. */
// @ts-ignore: decorator
@inline export const REENTER: Word = 56;

/** Runs the thread's current frame until it returns to native code: its value, or NULL with an error set. */
export function execute(): Word {
  const t = thread();
  // what native code has pushed lies below the frame: natives that this frame calls push behind its registers
  const pushed = t.nativeTop;
  t.nativeTop = 0;
  let r: Word;
  let untraced = false;
  do {
    if (t.traceFlags == 0) {
      r = loop<i32>();
      untraced = true;
    } else {
      if (untraced) markFrames();
      r = loop<i64>();
      untraced = false;
    }
  } while (r == REENTER);
  t.nativeTop = pushed;
  return r;
}
