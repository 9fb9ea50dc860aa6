// What native code asks of the Python frame that it was called from.

import { address } from '../layout/word';
import { Function, FRAME_FUNCTION, FRAME_CODE } from '../layout/code';
import { thread } from '../sync/current';

/** The innermost Python frame; 0: none. */
export function currentFrame(): usize {
  const t = thread();
  return t.fp == t.stackBase ? 0 : t.fp;
}

/** Globals dict of the innermost Python frame (lent); 0: none. */
export function globalsOfCaller(): usize {
  const fp = currentFrame();
  if (fp == 0) return 0;
  return changetype<Function>(address(load<u64>(fp - FRAME_FUNCTION))).globals;
}

/** Its builtins dict (lent); 0: none. */
export function builtinsOfCaller(): usize {
  const fp = currentFrame();
  if (fp == 0) return 0;
  return changetype<Function>(address(load<u64>(fp - FRAME_FUNCTION))).builtins;
}

/** Its code (lent); 0: none. */
export function codeOfCaller(): usize {
  const fp = currentFrame();
  return fp == 0 ? 0 : load<u32>(fp - FRAME_CODE);
}
