// The import lock: one for the process, re-entrant. importlib holds it only while it looks its module locks up.
//
// pool5 of the control block: id of the holding thread, 0: free (futex). pool6: depth.

import { Control } from '../layout/control';
import { CONTROL } from '../layout/memory_map';
import { currentId } from '../sync/current';
import { futexWait } from '../sync/futex';
import { attach, detach } from '../sync/world';

// @ts-ignore: decorator
@inline const HOLDER: usize = CONTROL + offsetof<Control>('pool5');
// @ts-ignore: decorator
@inline const DEPTH: usize = CONTROL + offsetof<Control>('pool6');

export function importHeld(): bool {
  return atomic.load<u32>(HOLDER) != 0;
}

export function enterImport(): void {
  if (atomic.load<u32>(HOLDER) != currentId) {
    let holder = atomic.cmpxchg<u32>(HOLDER, 0, currentId);
    if (holder != 0) {
      detach();
      do {
        futexWait(HOLDER, <i32>holder, -1);
        holder = atomic.cmpxchg<u32>(HOLDER, 0, currentId);
      } while (holder != 0);
      attach();
    }
  }
  store<u32>(DEPTH, load<u32>(DEPTH) + 1);
}

/** False: this thread does not hold it. */
export function leaveImport(): bool {
  if (atomic.load<u32>(HOLDER) != currentId) return false;
  const depth = load<u32>(DEPTH) - 1;
  store<u32>(DEPTH, depth);
  if (depth == 0) {
    atomic.store<u32>(HOLDER, 0);
    atomic.notify(HOLDER, 1);
  }
  return true;
}
