// Accessors of words that other threads read or write: whole words, atomic unless this thread runs solo.

import { isPointer, Word } from '../layout/word';
import { solo } from './current';

// @ts-ignore: decorator
@inline export function atomicLoad32(p: usize): u32 { return atomic.load<u32>(p); }
// @ts-ignore: decorator
@inline export function atomicLoad64(p: usize): u64 { return atomic.load<u64>(p); }
/** Publication. A plain store while solo: nobody else looks. */
// @ts-ignore: decorator
@inline export function atomicStore32(p: usize, value: u32): void { if (solo) store<u32>(p, value); else atomic.store<u32>(p, value); }
// @ts-ignore: decorator
@inline export function atomicStore64(p: usize, value: u64): void { if (solo) store<u64>(p, value); else atomic.store<u64>(p, value); }
/**
 * Publication of a word alone. An int or a float leads nowhere and nothing else has to be seen with it, so it needs no order
 * and is stored plainly; readers see the old word or the new one.
 */
// @ts-ignore: decorator
@inline export function publishWord(p: usize, w: Word): void { if (solo || !isPointer(w)) store<u64>(p, w); else atomic.store<u64>(p, w); }
/** Exchange. Plain while solo. */
// @ts-ignore: decorator
@inline export function exchange64(p: usize, value: u64): u64 {
  if (solo) { const old = load<u64>(p); store<u64>(p, value); return old; }
  return atomic.xchg<u64>(p, value);
}
