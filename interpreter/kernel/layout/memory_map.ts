// Where things lie in the one shared memory. Everything below HEAP is written by the host or by boot and never moves.
//
//   0x00000   never mapped to anything: address 0 is NULL
//   0x01000   control block: mutable state of the process (layout/control.ts)
//   0x02000   tables of the kernel: parking lot, merge queues, thread table (memory/, sync/, counting/)
//   0x10000   static type objects, one every TYPE_SIZE bytes (addresses are compile-time constants: generated/types.ts)
//   0x50000   static names: interned strings known to the kernel (generated/names.ts)
//   0x80000   static data of the AssemblyScript program (--memoryBase), written once by the host
//   HEAP      first 64 KiB page after the static data

// @ts-ignore: decorator
@inline export const CONTROL: usize = 0x1000;
// @ts-ignore: decorator
@inline export const TABLES: usize = 0x2000;
// @ts-ignore: decorator
@inline export const STATIC_TYPES: usize = 0x10000;
// @ts-ignore: decorator
@inline export const TYPE_SIZE: usize = 640;
// @ts-ignore: decorator
@inline export const STATIC_NAMES: usize = 0x50000;
// @ts-ignore: decorator
@inline export const STATIC_DATA: usize = 0x80000;
