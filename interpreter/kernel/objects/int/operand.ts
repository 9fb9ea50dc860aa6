// Reading ints: sign and limbs of any int word, immediate or not, bool and instances of subclasses included.

import { allocPages, PAGE_RESERVED } from '../../memory/pages';
import { BigInt, LIMBS } from '../../layout/text';
import { address, isInt, isPointer, toInt, TRUE, Word } from '../../layout/word';
import { allocBlock, KIND_RAW } from '../../memory/blocks';
import { fail } from '../../sync/fail';

/** The magnitude of an int: `size` limbs of 32 bits at `limbs`, least significant first, no leading zero limb. */
// @ts-ignore: decorator
@unmanaged
export class Operand {
  limbs: u32;
  size: u32;
  /** 1: below zero. */
  negative: u32;
  pad0: u32;
  /** The limbs of an immediate. */
  small: u64;
}

// Room of this thread for OPERANDS operands; never freed.
let room: usize = 0;
// @ts-ignore: decorator
@inline const OPERANDS: u32 = 4;

/** Reads the int `w` into operand number `slot` (0 to 3) of this thread; valid until the next call with this number. */
export function operand(slot: u32, w: Word): Operand {
  if (!room) {
    room = allocBlock(KIND_RAW, OPERANDS * offsetof<Operand>());
    if (!room) room = allocPages(1, PAGE_RESERVED); // from what is kept
    if (!room) fail('no memory for the operands of a thread');
  }
  const o = changetype<Operand>(room + slot * offsetof<Operand>());
  if (isPointer(w)) {
    const n = changetype<BigInt>(address(w));
    o.limbs = <u32>(address(w) + LIMBS);
    o.size = n.size;
    o.negative = n.negative;
  } else setSmall(o, smallValue(w));
  return o;
}

/** Fills an operand with a number. */
export function setSmall(o: Operand, n: i64): void {
  const magnitude = n < 0 ? <u64>-n : <u64>n;
  o.small = magnitude;
  o.limbs = <u32>(changetype<usize>(o) + offsetof<Operand>('small'));
  o.size = magnitude >> 32 ? 2 : magnitude ? 1 : 0;
  o.negative = n < 0 ? 1 : 0;
}

/** Value of an immediate int or a bool. */
// @ts-ignore: decorator
@inline export function smallValue(w: Word): i64 { return isInt(w) ? toInt(w) : w == TRUE ? 1 : 0; }

/** Whether the int is below zero. */
export function isNegative(w: Word): bool {
  return isPointer(w) ? changetype<BigInt>(address(w)).negative != 0 : isInt(w) && toInt(w) < 0;
}

/** Whether the int is zero. */
export function isZero(w: Word): bool {
  return isPointer(w) ? changetype<BigInt>(address(w)).size == 0 : smallValue(w) == 0;
}
