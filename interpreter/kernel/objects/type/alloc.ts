// Instances of any type: fixed part, items, attribute area.

import { Type } from '../../layout/type';
import { ATTRS_AFTER_ITEMS } from '../../layout/instance';
import { HEADER } from '../../layout/object';
import { newObject, startObject } from '../../memory/objects';

/** Bytes of an instance of `type` with `count` items, attributes included. */
export function instanceSize(type: u32, count: u32): usize {
  const t = changetype<Type>(type);
  let size: usize = t.size + <usize>count * t.itemSize;
  if (t.tailSlots != 0) size = ((size + 7) & ~7) + <usize>t.tailSlots * 8;
  if (t.attrs != 0) size = ((size + 7) & ~7) + 8 + <usize>t.slotCapacity * 8;
  return size;
}

/** Where the slots behind the items of an instance begin; `type.tailSlots` must not be 0. */
export function tailSlotsAt(p: usize, type: u32): usize {
  const t = changetype<Type>(type);
  return behindItems(p, t, itemCount(p, t));
}

/** Where the attribute area of an instance begins (layout/instance.ts); `type.attrs` must not be 0. */
export function attributesAt(p: usize, type: u32): usize {
  const t = changetype<Type>(type);
  if (t.attrs != ATTRS_AFTER_ITEMS) return p + t.attrs;
  return behindItems(p, t, itemCount(p, t)) + <usize>t.tailSlots * 8;
}

// @ts-ignore: decorator
@inline function behindItems(p: usize, t: Type, count: u32): usize { return p + ((t.size + <usize>count * t.itemSize + 7) & ~7); }

// Variable-sized types keep their item count in the u32 at 16, as all of layout/ does.
// @ts-ignore: decorator
@inline function itemCount(p: usize, t: Type): u32 {
  // str counts code points of `kind` bytes
  return load<u32>(p, 16) * (t.itemSize == 1 && (t.flags & (1 << 28)) != 0 ? <u32>load<u8>(p, 20) : 1);
}

/**
 * New instance with `count` items: header filled, everything behind it cleared, attribute area empty. 0 with
 * MemoryError set. For str, `count` is in bytes and the caller sets length and kind before the attributes are touched.
 */
export function allocVar(type: u32, count: u32): usize {
  const size = instanceSize(type, count);
  const p = newObject(type, size);
  if (p == 0) return 0;
  clearBody(p, type, count, size);
  return p;
}

/** A block of `instanceSize(type, 0)` bytes becomes an instance, as if `allocVar` had made it. */
export function clearInstance(p: usize, type: u32): void {
  startObject(p, type);
  clearBody(p, type, 0, instanceSize(type, 0));
}

// @ts-ignore: decorator
@inline function clearBody(p: usize, type: u32, count: u32, size: usize): void {
  const t = changetype<Type>(type);
  let q = p + HEADER;
  const end = p + ((size + 7) & ~7);
  if (size > 512) memory.fill(q, 0, end - q);
  else for (; q < end; q += 8) store<u64>(q, 0);
  if (t.attrs != 0) {
    const at: usize = t.attrs != ATTRS_AFTER_ITEMS ? p + t.attrs : behindItems(p, t, count) + <usize>t.tailSlots * 8;
    store<u32>(at, t.rootShape);
  }
}
