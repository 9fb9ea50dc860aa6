// Looking at a lock for a moment before parking: most are held for some ten instructions, and parking costs a thousand
// times as much. A thread that looks too long would rather have parked: the whole takes about as long as one wake-up.

import { SPIN_LONGEST, SPIN_LOOKS } from '../layout/tunables';
import { current, solo } from './current';

// Loads between two looks: 1 << 3, then twice as many each time up to 1 << SPIN_LONGEST. Long pauses are what lets the
// holder come again many times while the lock's line is in its cache, instead of a line that changes cores at every use.

/** Passes time without touching a line that others want: WebAssembly has no instruction for a pause. */
function pause(look: i32): void {
  for (let i = 1 << min(look + 3, SPIN_LONGEST); i > 0; i--) atomic.load<u32>(current);
}

/** Takes the mutex byte at `address` if it gets free soon, leaving its mark of waiters as it is. */
export function spinByte(address: usize): bool {
  for (let look = 0; look < SPIN_LOOKS; look++) {
    const value = atomic.load<u8>(address);
    if (!(value & 1) && atomic.cmpxchg<u8>(address, value, value | 1) == value) return true;
    pause(look);
  }
  return false;
}

/** Takes the lock word at `address` (0 -> 1) if it gets free soon. While solo its holder can't run beside us. */
export function spinWord(address: usize): bool {
  if (solo) return false;
  for (let look = 0; look < SPIN_LOOKS; look++) {
    if (atomic.load<u32>(address) == 0 && atomic.cmpxchg<u32>(address, 0, 1) == 0) return true;
    pause(look);
  }
  return false;
}
