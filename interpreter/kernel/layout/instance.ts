// Attributes of instances. At offset `type.attrs` of an instance lie
//
//    +0  u32 shape    atomic; hidden class: which names have which slots. The terminal shape of the type: see `dict`
//    +4  u32 dict     atomic; the dict, once the instance has turned to one (for good), else 0
//    +8  Word slots[slotCapacity]
//
// For plain instances (`type.kind` INSTANCE_PLAIN, attrs 16): shape at 16, dict at 20, slots from 24.
// A slot keeps its name for life. Adding an attribute: lock, store the slot, then publish the shape (atomic store).
// Turning to a dict: lock, move the slots to the dict, publish dict, publish the terminal shape, clear the slots.
// A reader without the lock loads the shape, then the slot (atomic), try-increments, and re-checks slot and shape.
//
// A shape is an object of its own (deferred; freed by the collector with its type):
//
//   16  u32 version   unique number from the counter that numbers types too; renewed when the type is mutated
//   20  u32 owner     the type
//   24  u32 parent    shape without the last attribute; 0 for the root
//   28  u32 count     number of slots in use
//   32  Word name     name of the last attribute (interned str)
//   40  Word children dict name -> shape, or NULL
//   48  Word index    dict name -> slot number for shapes looked up often, or NULL
//   56  u32 terminal  1: instances of this shape keep a dict
//   60  u32 next      chain of all shapes of the type, from its root shape on (atomic)

import { Word } from './word';

// @ts-ignore: decorator
@unmanaged
export class Shape {
  type: u32; local: u32; shared: i32; owner: u16; mutex: u8; gc: u8;
  version: u32;
  ownerType: u32;
  parent: u32;
  count: u32;
  name: Word;
  children: Word;
  index: Word;
  terminal: u32;
  next: u32;
}

/** Offsets for plain instances. */
// @ts-ignore: decorator
@inline export const PLAIN_SHAPE: usize = 16;
// @ts-ignore: decorator
@inline export const PLAIN_DICT: usize = 20;
// @ts-ignore: decorator
@inline export const PLAIN_SLOTS: usize = 24;
/** `attrs` of a type whose instances keep attributes behind their items. */
// @ts-ignore: decorator
@inline export const ATTRS_AFTER_ITEMS: u16 = 0xffff;
/** An instance that would need more slots than this turns to a dict. */
// @ts-ignore: decorator
@inline export const MAX_SLOTS: u32 = 32;
