// The object header, 16 bytes in front of every heap object (16-byte aligned).
//
//    0  u32 type     address of the type object
//    4  u32 local    the owner's count; UNCOUNTED values mark deferred and immortal
//    8  i32 shared   atomic: signed count << 2 | state
//   12  u16 owner    thread id of the owner, 0 once merged
//   14  u8  mutex    0 free, bit 0 locked, bit 1 has waiters (sync/mutex.ts)
//   15  u8  gc       collector bits (collector/)
//
// state of `shared`, only ever upward:
//   0 default   no other thread has touched it: the owner may free without an atomic operation
//   1 weakly    other threads or weak references may try to increment it
//   2 queued    waits in its owner's merge queue; the queue holds one reference
//   3 merged    `local` is folded in; the sum in `shared` is the whole count
// A freed block reads as: local 0, shared 0 << 2 | 3, owner 0, mutex 0, gc 255, so that a try-increment refuses it.

// @ts-ignore: decorator
@unmanaged
export class Obj {
  type: u32;
  local: u32;
  shared: i32;
  owner: u16;
  mutex: u8;
  gc: u8;
}

// @ts-ignore: decorator
@inline export const HEADER: usize = 16;

/** `local` at or above this value: the object is not counted. */
// @ts-ignore: decorator
@inline export const UNCOUNTED: u32 = 0xffff_fff0;
/** Only the collector frees it (code, functions and classes at module level, modules, types). */
// @ts-ignore: decorator
@inline export const DEFERRED: u32 = 0xffff_fff0;
/** Never freed (static types, interned static names). */
// @ts-ignore: decorator
@inline export const IMMORTAL: u32 = 0xffff_ffff;

// @ts-ignore: decorator
@inline export const STATE_MASK: i32 = 3;
// @ts-ignore: decorator
@inline export const STATE_DEFAULT: i32 = 0;
// @ts-ignore: decorator
@inline export const STATE_WEAK: i32 = 1;
// @ts-ignore: decorator
@inline export const STATE_QUEUED: i32 = 2;
// @ts-ignore: decorator
@inline export const STATE_MERGED: i32 = 3;

/** Bits of `gc`. The collector owns the rest. */
// @ts-ignore: decorator
@inline export const GC_FINALIZED: u8 = 1;
/** Weak references exist (or existed) to this object: look it up in the weak reference table when it dies. */
// @ts-ignore: decorator
@inline export const GC_HAS_WEAKREFS: u8 = 2;
