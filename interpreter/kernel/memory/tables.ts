// What lies in the kernel's tables (layout/memory_map.ts TABLES), all zero before boot:
//
//   0x2000  page supply: lock, top, limit, counters, bins (memory/pages.ts)
//   0x2400  abandoned pages, one list head for each kind and class (memory/heaps.ts)
//   0x2800  grace periods: orphaned retire chunks (memory/grace.ts)
//   0x2840  threads: lock, list of free structs (sync/threads.ts)
//   0x2880  stop-the-world: lock, sequence (sync/world.ts)
//   0x28c0  GIL: last holder, number of switches (sync/gil.ts)
//   0x28d0  seeded scheduler (sync/schedule.ts)
//   0x2900  collector (collector/)
//   0x3000  parking lot: 251 buckets of 8 bytes (sync/park.ts)
//   0x4000  weak references: buckets of 16 bytes (collector/weak.ts)

import { TABLES } from '../layout/memory_map';

// @ts-ignore: decorator
@inline export const SUPPLY: usize = TABLES;
// @ts-ignore: decorator
@inline export const ABANDONED: usize = TABLES + 0x400;
// @ts-ignore: decorator
@inline export const GRACE: usize = TABLES + 0x800;
// @ts-ignore: decorator
@inline export const THREADS: usize = TABLES + 0x840;
// @ts-ignore: decorator
@inline export const WORLD: usize = TABLES + 0x880;
// @ts-ignore: decorator
@inline export const GIL: usize = TABLES + 0x8c0;
// @ts-ignore: decorator
@inline export const SCHEDULE: usize = TABLES + 0x8d0;
// @ts-ignore: decorator
@inline export const COLLECTOR: usize = TABLES + 0x900;
// @ts-ignore: decorator
@inline export const PARKING_LOT: usize = TABLES + 0x1000;
// @ts-ignore: decorator
@inline export const WEAK_TABLE: usize = TABLES + 0x2000;
