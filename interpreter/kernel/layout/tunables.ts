// The tunables of threads and memory: numbers that may change without anything else changing.

import { HOSTILE } from '../generated/build';

/** A mutex is handed over to a waiter that has waited so long, in ns (sync/mutex.ts). */
// @ts-ignore: decorator
@inline export const FAIR_AFTER: i64 = 1_000_000;
/** Looks at a lock before parking, and the longest pause between two, 2 ** SPIN_LONGEST loads (sync/spin.ts). */
// @ts-ignore: decorator
@inline export const SPIN_LOOKS: i32 = 10;
// @ts-ignore: decorator
@inline export const SPIN_LONGEST: i32 = 11;
/** A GIL's holder is asked to drop it after so many µs, unless sys.setswitchinterval says otherwise (sync/gil.ts). */
// @ts-ignore: decorator
@inline export const SWITCH_INTERVAL: u32 = 5000;
/** Safe points between two changes of the GIL with a seed, at most (sync/schedule.ts). */
// @ts-ignore: decorator
@inline export const SCHEDULE_TURN: u32 = 40;
/** How long the seeded scheduler waits for the thread that it has chosen, in ns. */
// @ts-ignore: decorator
@inline export const SCHEDULE_PATIENCE: i64 = 5_000_000_000;
/** Nested deallocations before the next ones are chained (counting/dispose.ts). */
// @ts-ignore: decorator
@inline export const DISPOSE_DEPTH: u32 = 40;
/** Nested finalizers before those of generators are chained, too. */
// @ts-ignore: decorator
@inline export const FINALIZER_DEPTH: u32 = 20;
/** Entries of a thread's first merge queue (counting/merge.ts). */
// @ts-ignore: decorator
@inline export const QUEUE_CAPACITY: u32 = 60;
/** Retired blocks of one grace period, and the bytes in them, at most (memory/grace.ts). */
// @ts-ignore: decorator
@inline export const RETIRED_BLOCKS: u32 = HOSTILE ? 4 : 250;
// @ts-ignore: decorator
@inline export const RETIRED_BYTES: u32 = 1 << 18;
/** Blocks, and bytes of them, that a heap's cached list takes back between two refills (memory/heaps.ts). */
// @ts-ignore: decorator
@inline export const ROOM_BLOCKS: u32 = 256;
// @ts-ignore: decorator
@inline export const ROOM_BYTES: u32 = 32768;
/** Objects that are allocated before the first collection. */
// @ts-ignore: decorator
@inline export const FIRST_COLLECTION: u32 = 7000;
