// MemoryError must not need memory: the blocks of some instances are kept for it, and go back when the instances die.
//
// A kept block reads as a free object, so that lock-free readers refuse it; +0 links to the next. Where all of them are
// in use at once, one instance serves everybody: it gets no traceback (objects/frame.ts), or it would keep the frames
// of all its raisers alive for ever.

import { Word, fromAddress } from '../../layout/word';
import { CONTROL } from '../../layout/memory_map';
import { Control, control } from '../../layout/control';
import { Exception } from '../../layout/exception';
import { FREE_HEADER, KIND_OBJECT } from '../../memory/classes';
import { allocBlock } from '../../memory/blocks';
import { requestCollection } from '../../memory/heaps';
import { pagesInUse, pagesLimit } from '../../memory/pages';
import { rawLock, rawUnlock } from '../../sync/raw_lock';
import { own } from '../../counting/counts';
import { clearInstance, instanceSize } from '../type/alloc';
import { newTuple } from '../tuple';
import { newException } from './new';
import { T_MEMORY_ERROR } from '../../generated/types';

// @ts-ignore: decorator
@inline const KEPT: u32 = 64;
// @ts-ignore: decorator
@inline const LOCK: usize = CONTROL + offsetof<Control>('memoryErrorsLock');

/** An instance, owned; for `memoryError` (eval/errors.ts). */
export function newMemoryError(): Word {
  // cycles may hold the memory that was missed
  if (pagesInUse() > pagesLimit() >> 1) requestCollection();
  let p = allocBlock(KIND_OBJECT, instanceSize(T_MEMORY_ERROR, 0));
  if (!p) p = takeBlock();
  if (!p) return own(control().lastMemoryError);
  clearInstance(p, T_MEMORY_ERROR);
  changetype<Exception>(p).args = own(control().emptyTuple);
  return fromAddress(p);
}

function takeBlock(): usize {
  const c = control();
  rawLock(LOCK);
  const p = <usize>c.memoryErrors;
  if (p) {
    c.memoryErrors = load<u32>(p);
    c.memoryErrorCount--;
  }
  rawUnlock(LOCK);
  return p;
}

/** Takes the block of a dead instance, all of whose fields are released; false: there are enough. */
export function keepMemoryError(p: usize): bool {
  const c = control();
  rawLock(LOCK);
  const wanted = c.memoryErrorCount < KEPT;
  if (wanted) {
    atomic.store<u64>(p, FREE_HEADER, 8);
    store<u64>(p, <u64>c.memoryErrors);
    c.memoryErrors = <u32>p;
    c.memoryErrorCount++;
  }
  rawUnlock(LOCK);
  return wanted;
}

export function bootMemoryErrors(): void {
  control().lastMemoryError = newException(T_MEMORY_ERROR, fromAddress(newTuple(0)));
  for (let i: u32 = 0; i < KEPT; i++) keepMemoryError(allocBlock(KIND_OBJECT, instanceSize(T_MEMORY_ERROR, 0)));
}
