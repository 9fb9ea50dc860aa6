// Frames of threads: the current one's by their depth, everybody's as they are now.

import { FRAME_CALLER, FRAME_RETURN_PC, FrameObject } from '../layout/code';
import { control } from '../layout/control';
import { Thread } from '../layout/thread';
import { NONE, NULL, Word, fromAddress, ofI32 } from '../layout/word';
import { own, release } from '../counting/counts';
import { errorSet } from '../eval/errors';
import { dictSet, newDict } from '../objects/dict/core';
import { copyFrame, frameObjectOf } from '../objects/frame';
import { thread } from '../sync/current';
import { startWorld, stopWorld } from '../sync/world';

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

/** What `everyThread` tells of a stopped thread, owned; NULL: nothing, or an error is set. */
type Told = (s: Thread) => Word;

/** The innermost frame: the current thread's own, a copy of another's. */
function innermostFrame(s: Thread): Word {
  if (s == thread()) return frameAt(0);
  let first: usize = 0;
  let last: usize = 0;
  let fp: usize = s.fp;
  let pc = s.pc;
  while (fp != s.stackBase && fp != 0) {
    const p = copyFrame(fp, pc);
    if (p == 0) {
      if (first != 0) release(fromAddress(first));
      return NULL;
    }
    if (last == 0) first = p;
    else changetype<FrameObject>(last).back = fromAddress(p);
    last = p;
    pc = load<u32>(fp - FRAME_RETURN_PC);
    fp = <usize>load<u32>(fp - FRAME_CALLER);
  }
  return first == 0 ? NULL : fromAddress(first);
}

function handledByThread(s: Thread): Word { return s.handled == NULL ? NONE : own(s.handled); }

/** A dict from the ids of all threads to what `tell` says of each, with the world stopped. NULL: an error is set. */
function everyThread(tell: Told): Word {
  const dict = newDict();
  if (dict == 0) return NULL;
  stopWorld();
  let failed = false;
  for (let t = control().threads; t != 0 && !failed; t = changetype<Thread>(t).next) {
    const told = tell(changetype<Thread>(t));
    if (told == NULL) failed = errorSet();
    else {
      failed = dictSet(dict, ofI32(<i32>changetype<Thread>(t).id), told) < 0;
      release(told);
    }
  }
  startWorld();
  if (!failed) return fromAddress(dict);
  release(fromAddress(dict));
  return NULL;
}

/** The innermost frames of all threads by their ids. NULL: an error is set. */
export function currentFrames(): Word { return everyThread(innermostFrame); }

/** The exceptions that all threads handle, or None, by their ids. NULL: an error is set. */
export function currentExceptions(): Word { return everyThread(handledByThread); }
