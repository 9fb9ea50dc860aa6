// What traverse functions call. One visitor at a time, chosen by `setVisitor`: the collector runs with the world
// stopped, and the helpers of the gc module go through it too.

import { address, isPointer, Word } from '../layout/word';
import { Type } from '../layout/type';

/** Function (p: usize) => void that is called for each heap object that a traversed object refers to. */
let visitor: u32 = 0;

/** Chooses the visitor (a table index), returns the one before. */
export function setVisitor(index: u32): u32 {
  const old = visitor;
  visitor = index;
  return old;
}

/** Visits a word that the object owns; NULL and immediates are ignored. */
// @ts-ignore: decorator
@inline export function visit(w: Word): void {
  if (isPointer(w)) call_indirect<void>(visitor, address(w));
}

/** Visits an object by its address; 0 is ignored. */
// @ts-ignore: decorator
@inline export function visitAddress(p: usize): void {
  if (p) call_indirect<void>(visitor, p);
}

/** Visits what `p` refers to: its type, and what the type's traverse finds. */
export function traverse(p: usize): void {
  const type = load<u32>(p);
  call_indirect<void>(visitor, <usize>type);
  const slot = changetype<Type>(type).traverse;
  if (slot) call_indirect<void>(slot, p);
}
