// The current thread. Module globals are per instance, so they are thread-locals.

import { GIL_ONLY } from '../generated/build';
import { Thread } from '../layout/thread';

/** Address of the current thread's struct; 0 before boot. */
export let current: usize = 0;
/** Its id, compared with an object's `owner`. */
export let currentId: u32 = 0;
/** 1 while the GIL is on. Fixed at start-up. Never written in the variant gil-only, so that its tests fold away. */
export let gilOn: bool = GIL_ONLY;
/**
 * No other thread can run Python code in parallel with this one: the GIL is on, or no second thread was ever started.
 * Object locks and atomic publication are skipped. The main thread clears it before it starts the first other thread;
 * the instances of other threads begin with it cleared (unless the GIL is on).
 */
export let solo: bool = true;

export function setCurrent(thread: usize, gil: bool): void {
  current = thread;
  currentId = changetype<Thread>(thread).id;
  if (!GIL_ONLY) gilOn = gil;
}

export function setSolo(value: bool): void {
  if (!GIL_ONLY) solo = value;
}

// @ts-ignore: decorator
@inline export function thread(): Thread { return changetype<Thread>(current); }
