// What memory/, counting/, sync/ and collector/ import from the host (module name "host"):
//
//   monotonicNs(): i64                  sync/clock.ts        nanoseconds of a clock that never goes back, the same in all workers
//   report(ptr: usize, len: i32): void  collector/check.ts   a line of Latin-1 text for the developer

export { monotonicNs } from './clock';

// @ts-ignore: decorator
@external('host', 'report')
export declare function report(ptr: usize, len: i32): void;
