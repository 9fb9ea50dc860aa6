// The current thread. Module globals are per instance, so they are thread-locals.

import { Thread } from '../layout/thread';

/** Address of the current thread's struct; 0 before boot. */
export let current: usize = 0;
/** Its id, compared with an object's `owner`. */
export let currentId: u32 = 0;
/** 1 while the GIL is on: object locks are skipped. Fixed at start-up. */
export let gilOn: bool = false;

export function setCurrent(thread: usize, gil: bool): void {
  current = thread;
  currentId = changetype<Thread>(thread).id;
  gilOn = gil;
}

// @ts-ignore: decorator
@inline export function thread(): Thread { return changetype<Thread>(current); }
