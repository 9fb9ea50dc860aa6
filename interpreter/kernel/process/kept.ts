// Words that the host's modules keep for the whole life of the process: immortal objects in a raw block (pool2 of the
// control block), by number.

import { Control, control } from '../layout/control';
import { CONTROL } from '../layout/memory_map';
import { NULL, Word, address, isPointer } from '../layout/word';
import { markImmortal } from '../counting/counts';
import { allocBlock } from '../memory/blocks';
import { KIND_RAW } from '../memory/classes';

// @ts-ignore: decorator
@inline const SLOTS: u32 = 64;

// @ts-ignore: decorator
@inline export const KEPT_FLAGS: u32 = 0;
// @ts-ignore: decorator
@inline export const KEPT_STAT: u32 = 1;
// @ts-ignore: decorator
@inline export const KEPT_STRUCT_TIME: u32 = 2;
// @ts-ignore: decorator
@inline export const KEPT_TERMINAL_SIZE: u32 = 3;
// @ts-ignore: decorator
@inline export const KEPT_TIMES: u32 = 4;
// @ts-ignore: decorator
@inline export const KEPT_UNAME: u32 = 5;
// @ts-ignore: decorator
@inline export const KEPT_PASSWD: u32 = 6;
// @ts-ignore: decorator
@inline export const KEPT_GROUP: u32 = 7;
// @ts-ignore: decorator
@inline export const KEPT_EXCEPT_HOOK_ARGS: u32 = 8;
// @ts-ignore: decorator
@inline export const KEPT_UNRAISABLE_ARGS: u32 = 9;
// @ts-ignore: decorator
@inline export const KEPT_STATVFS: u32 = 10;
// @ts-ignore: decorator
@inline export const KEPT_ASYNCGEN_HOOKS: u32 = 11;
// @ts-ignore: decorator
@inline export const KEPT_RUSAGE: u32 = 12;
// @ts-ignore: decorator
@inline export const KEPT_ENVIRON: u32 = 13;
// @ts-ignore: decorator
@inline export const KEPT_UNSUPPORTED: u32 = 14;
// @ts-ignore: decorator
@inline export const KEPT_REDUCERS: u32 = 15;
// @ts-ignore: decorator
@inline export const KEPT_EXTENSIONS: u32 = 16;
// @ts-ignore: decorator
@inline export const KEPT_INVERTED_EXTENSIONS: u32 = 17;
// @ts-ignore: decorator
@inline export const KEPT_EXTENSION_CACHE: u32 = 18;
// @ts-ignore: decorator
@inline export const KEPT_NAMES_2TO3: u32 = 19;
// @ts-ignore: decorator
@inline export const KEPT_IMPORTS_2TO3: u32 = 20;
// @ts-ignore: decorator
@inline export const KEPT_NAMES_3TO2: u32 = 21;
// @ts-ignore: decorator
@inline export const KEPT_IMPORTS_3TO2: u32 = 22;
// @ts-ignore: decorator
@inline export const KEPT_CODECS_ENCODE: u32 = 23;
// @ts-ignore: decorator
@inline export const KEPT_PARTIAL: u32 = 24;
// @ts-ignore: decorator
@inline export const KEPT_GETATTR: u32 = 25;

/** The word kept under a number (not owned), or NULL. */
export function kept(number: u32): Word {
  const block = <usize>control().pool2;
  return block == 0 ? NULL : load<u64>(block + (<usize>number << 3));
}

/** Keeps a word for ever. False: no memory. */
export function keep(number: u32, w: Word): bool {
  let block = <usize>control().pool2;
  if (block == 0) {
    block = allocBlock(KIND_RAW, <usize>SLOTS << 3);
    if (block == 0) return false;
    memory.fill(block, 0, <usize>SLOTS << 3);
    const other = atomic.cmpxchg<u32>(CONTROL + offsetof<Control>('pool2'), 0, <u32>block);
    if (other != 0) block = <usize>other;
  }
  if (isPointer(w)) markImmortal(address(w));
  atomic.store<u64>(block + (<usize>number << 3), w);
  return true;
}
