// The trace switches: what the kernel tells the developer on standard error (-X trace=...). One line per event: what
// happens, a number that goes with it, and the thread that it happens to.

import { control } from '../layout/control';
import { currentId } from './current';

// @ts-ignore: decorator
@external('host', 'trace')
declare function hostTrace(literal: usize, a: i64, b: i64): void;

// The bits, as host/trace.ts names them.
/** Threads begin and end. */
// @ts-ignore: decorator
@inline export const TRACE_THREADS: u32 = 1;
/** The world is stopped and started. */
// @ts-ignore: decorator
@inline export const TRACE_WORLD: u32 = 2;
/** Collections. */
// @ts-ignore: decorator
@inline export const TRACE_COLLECT: u32 = 4;
/** Waits for mutexes of objects. */
// @ts-ignore: decorator
@inline export const TRACE_LOCKS: u32 = 8;
/** Decisions of the seeded scheduler. */
// @ts-ignore: decorator
@inline export const TRACE_SCHEDULE: u32 = 16;

/** Tells of an event if its bit is on. */
// @ts-ignore: decorator
@inline export function trace(bit: u32, event: string, number: u32): void {
  if (control().trace & bit) hostTrace(changetype<usize>(event), <i64>number, <i64>currentId);
}

/** Which events are told from now on. */
export function setTraceSwitches(bits: u32): void {
  control().trace = bits;
}
