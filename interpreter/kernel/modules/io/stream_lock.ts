// The lock of a stream, which stays held while its holder waits for the file or runs Python code: one call at a time.
// With the GIL on too. It lies in the stream: { u32 word, u32 holder }.

import { currentId } from '../../sync/current';
import { acquireLock, releaseLock } from '../../sync/lock';
import { takeSafePoint } from '../../sync/world';

/** Whether the calling thread holds it. */
// @ts-ignore: decorator
@inline export function lockIsMine(lock: usize): bool { return atomic.load<u32>(lock, 4) == currentId; }

/** Whether anyone holds it. */
// @ts-ignore: decorator
@inline export function lockIsHeld(lock: usize): bool { return atomic.load<u32>(lock) != 0; }

/** Takes it. False: a signal handler raised. */
export function takeLock(lock: usize): bool {
  while (true) {
    if (acquireLock(lock, -1) == 1) break;
    if (!takeSafePoint()) return false;
  }
  atomic.store<u32>(lock, currentId, 4);
  return true;
}

export function dropLock(lock: usize): void {
  atomic.store<u32>(lock, 0, 4);
  releaseLock(lock);
}
