// The memo of a pickler: from objects to the numbers they were remembered under. An open hash table in a raw block,
//     { Word object (owned), u32 number, u32 0 } [mask + 1]
// keyed by identity.

import { NULL, Word } from '../../layout/word';
import { own, release } from '../../counting/counts';
import { KIND_RAW, allocBlock, freeBlock } from '../../memory/blocks';
import { visit } from '../../collector/visit';
import { memoryError } from '../../eval/errors';
import { Op } from './opcodes';
import { put1, put2, put5, putDecimal } from './output';
import { Pickler } from './pickler';

// @ts-ignore: decorator
@inline const FIRST_SLOTS: u32 = 32;

// @ts-ignore: decorator
@inline function slotOf(table: usize, mask: u32, w: Word): usize {
  // immediates differ in their upper half, objects in bits 4 and up
  let i = ((<u32>(w >> 4) ^ <u32>(w >> 36)) * 0x9e37_79b1) >> 7;
  while (true) {
    const at = table + (<usize>(i & mask) << 4);
    const there = load<u64>(at);
    if (there == w || there == NULL) return at;
    i++;
  }
}

/** The number of an object; -1: it has none. */
export function memoNumber(p: usize, w: Word): i32 {
  const s = changetype<Pickler>(p);
  if (s.memo == 0) return -1;
  const at = slotOf(s.memo, s.memoMask, w);
  return load<u64>(at) == NULL ? -1 : <i32>load<u32>(at, 8);
}

function resize(s: Pickler, slots: u32): bool {
  const size = <usize>slots << 4;
  const table = allocBlock(KIND_RAW, size);
  if (table == 0) {
    memoryError();
    return false;
  }
  memory.fill(table, 0, size);
  if (s.memo != 0) {
    for (let at = <usize>s.memo, end = at + (<usize>(s.memoMask + 1) << 4); at < end; at += 16) {
      const w = load<u64>(at);
      if (w == NULL) continue;
      const to = slotOf(table, slots - 1, w);
      store<u64>(to, w);
      store<u64>(to, load<u64>(at, 8), 8);
    }
    freeBlock(s.memo);
  }
  s.memo = <u32>table;
  s.memoMask = slots - 1;
  return true;
}

/** Gives an object a number. False: MemoryError. */
export function memoSet(p: usize, w: Word, n: u32): bool {
  const s = changetype<Pickler>(p);
  if (s.memo == 0 ? !resize(s, FIRST_SLOTS) : s.memoUsed * 3 >= s.memoMask << 1 && !resize(s, (s.memoMask + 1) << 1)) return false;
  const at = slotOf(s.memo, s.memoMask, w);
  if (load<u64>(at) == NULL) {
    store<u64>(at, own(w));
    s.memoUsed++;
  }
  store<u64>(at, n, 8);
  return true;
}

/** Forgets everything. */
export function memoClear(p: usize): void {
  const s = changetype<Pickler>(p);
  const table = <usize>s.memo;
  if (table == 0) return;
  const end = table + (<usize>(s.memoMask + 1) << 4);
  s.memo = 0;
  s.memoUsed = 0;
  s.memoMask = 0;
  for (let at = table; at < end; at += 16) release(load<u64>(at));
  freeBlock(table);
}

export function memoTraverse(p: usize): void {
  const s = changetype<Pickler>(p);
  if (s.memo == 0) return;
  for (let at = <usize>s.memo, end = at + (<usize>(s.memoMask + 1) << 4); at < end; at += 16) visit(load<u64>(at));
}

/** Remembers an object that was just written, in the pickle too. */
export function remember(p: usize, w: Word): bool {
  const s = changetype<Pickler>(p);
  if (s.fast != 0) return true;
  const n = s.memoUsed;
  if (!memoSet(p, w, n)) return false;
  if (s.protocol >= 4) return put1(p, Op.MEMOIZE);
  if (s.bin == 0) return putDecimal(p, Op.PUT, n);
  return n < 256 ? put2(p, Op.BINPUT, n) : put5(p, Op.LONG_BINPUT, n);
}

/** Writes a reference to what is remembered under a number. */
export function recall(p: usize, n: u32): bool {
  if (changetype<Pickler>(p).bin == 0) return putDecimal(p, Op.GET, n);
  return n < 256 ? put2(p, Op.BINGET, n) : put5(p, Op.LONG_BINGET, n);
}
