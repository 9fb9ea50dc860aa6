// The root stack of the current thread: uncounted objects that only native code holds while Python code runs. A
// collection of another thread, or one at a safe point of that code, would free them otherwise.

import { Word } from '../layout/word';
import { thread } from '../sync/current';
import { fail } from '../sync/fail';

/** The object lives until `popRoot` at least. */
export function pushRoot(w: Word): void {
  const t = thread();
  if (t.rootTop == t.rootEnd) fail('root stack overflow');
  store<u64>(t.rootTop, w);
  t.rootTop += 8;
}

/** Lets go of what was pushed last. */
export function popRoot(): void {
  thread().rootTop -= 8;
}

/** For who pushes on several ways: what to give `popRootsTo`. */
export function rootMark(): u32 {
  return thread().rootTop;
}

/** Lets go of all that was pushed since the mark. */
export function popRootsTo(mark: u32): void {
  thread().rootTop = mark;
}
