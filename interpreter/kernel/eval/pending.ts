// What a safe point hands to the evaluator: signals, asynchronous exceptions, the end of the process.

import { NULL } from '../layout/word';
import { SP_SIGNAL, SP_ASYNC, SP_PENDING } from '../layout/thread';
import { thread } from '../sync/current';
import { raiseObject } from './errors';
import { handleSignals } from '../process/signals';

/** Takes what the bits ask for (they are cleared here). False: an error is set. */
export function runPending(bits: u32): bool {
  const t = thread();
  const at = changetype<usize>(t);
  if ((bits & SP_ASYNC) != 0) {
    atomic.and<u32>(at, ~SP_ASYNC);
    const type = atomic.xchg<u64>(at + offsetof<ThreadView>('asyncError'), NULL);
    if (type != NULL) {
      raiseObject(type, NULL);
      release(type);
      return false;
    }
  }
  if ((bits & SP_SIGNAL) != 0) {
    atomic.and<u32>(at, ~SP_SIGNAL);
    if (!handleSignals()) return false;
  }
  if ((bits & SP_PENDING) != 0) atomic.and<u32>(at, ~SP_PENDING);
  return true;
}
import { Thread as ThreadView } from '../layout/thread';
import { release } from '../counting/counts';
