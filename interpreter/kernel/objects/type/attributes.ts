// Attributes of instances: reading, writing, turning to a dict (layout/instance.ts).

import { Word, NULL, isPointer, address, fromAddress } from '../../layout/word';
import { TF_HEAP, Type } from '../../layout/type';
import { Shape } from '../../layout/instance';
import { solo } from '../../sync/current';
import { enter, leave } from '../../sync/critical';
import { own, release, tryIncref } from '../../counting/counts';
import { alone } from '../../memory/grace';
import { startWorld, stopWorld } from '../../sync/world';
import { attributesAt } from './alloc';
import { shapeSlot, shapeWith, shapeName, terminalShape } from './shapes';
import { newDictSized, dictCopy, dictGetStr, dictPeekStr, peeked, dictSet, dictDelete } from '../dict/core';
import { raiseAttributeError } from '../object';
import { errorMatches, clearError } from '../../eval/errors';
import { T_KEY_ERROR } from '../../generated/types';

/** Value of the instance attribute `name` (interned): owned; NULL: none (maybe with an error when a dict key compares by code). */
export function readAttribute(p: usize, type: u32, name: Word): Word {
  const at = attributesAt(p, type);
  while (true) {
    const shape: usize = atomic.load<u32>(at);
    if (load<u32>(shape, offsetof<Shape>('terminal')) != 0) {
      const dict: usize = atomic.load<u32>(at, 4);
      if (solo) return dictGetStr(dict, name);
      const peek = dictPeekStr(dict, name);
      if (peeked && atomic.load<u32>(at, 4) == <u32>dict) return peek;
      release(peek);
      // the dict may be replaced and die while its lock is waited for: it is held then
      enter(p);
      const held = own(fromAddress(atomic.load<u32>(at, 4)));
      leave(p);
      const w = dictGetStr(address(held), name);
      release(held);
      return w;
    }
    const slot = shapeSlot(shape, name);
    if (slot < 0) return NULL;
    const slotAt = at + 8 + (<usize>slot << 3);
    const w = atomic.load<u64>(slotAt);
    if (w == NULL) {
      if (atomic.load<u32>(at) == shape) return NULL;
      continue;
    }
    if (!isPointer(w)) {
      if (atomic.load<u32>(at) == shape) return w;
      continue;
    }
    if (solo) return own(w);
    if (tryIncref(address(w))) {
      if (atomic.load<u64>(slotAt) == w && atomic.load<u32>(at) == shape) return w;
      release(w);
      continue;
    }
    // refused: under the lock the value is alive
    enter(p);
    let r: Word = NULL;
    if (atomic.load<u32>(at) == shape) r = own(atomic.load<u64>(slotAt));
    leave(p);
    if (r != NULL) return r;
  }
}

/** Sets or (value NULL) deletes; -1 with AttributeError when there is nothing to delete. */
export function setInstanceAttribute(o: Word, type: u32, name: Word, value: Word): i32 {
  const p = address(o);
  const at = attributesAt(p, type);
  enter(p);
  const shape: usize = atomic.load<u32>(at);
  if (load<u32>(shape, offsetof<Shape>('terminal')) != 0) {
    const dict = own(fromAddress(atomic.load<u32>(at, 4)));
    leave(p);
    const r = setInDict(o, address(dict), name, value);
    release(dict);
    return r;
  }
  if (value == NULL) {
    const has = shapeSlot(shape, name) >= 0;
    leave(p);
    if (!has) { raiseAttributeError(o, name); return -1; }
    const dict = instanceDict(o, type);
    if (dict == NULL) return -1;
    const r = setInDict(o, address(dict), name, NULL);
    release(dict);
    return r;
  }
  const slot = shapeSlot(shape, name);
  if (slot >= 0) {
    const slotAt = at + 8 + (<usize>slot << 3);
    const old = solo ? load<u64>(slotAt) : atomic.xchg<u64>(slotAt, own(value));
    if (solo) store<u64>(slotAt, own(value));
    leave(p);
    release(old);
    return 0;
  }
  const count = load<u32>(shape, offsetof<Shape>('count'));
  if (count < changetype<Type>(type).slotCapacity) {
    const next = shapeWith(shape, name);
    if (next == 0) { leave(p); return -1; }
    const slotAt = at + 8 + (<usize>count << 3);
    atomic.store<u64>(slotAt, own(value));
    atomic.store<u32>(at, <u32>next);
    leave(p);
    return 0;
  }
  leave(p);
  const dict = instanceDict(o, type);
  if (dict == NULL) return -1;
  const r = dictSet(address(dict), name, value);
  release(dict);
  return r;
}

function setInDict(o: Word, dict: usize, name: Word, value: Word): i32 {
  if (value != NULL) return dictSet(dict, name, value);
  const r = dictDelete(dict, name);
  if (r < 0 && errorMatches(T_KEY_ERROR)) {
    clearError();
    raiseAttributeError(o, name);
  }
  return r;
}

/** The instance's dict, owned: it turns to one if it has none yet. NULL: MemoryError. */
export function instanceDict(o: Word, type: u32): Word {
  const p = address(o);
  const at = attributesAt(p, type);
  enter(p);
  let shape: usize = atomic.load<u32>(at);
  if (load<u32>(shape, offsetof<Shape>('terminal')) != 0) {
    const dict = own(fromAddress(atomic.load<u32>(at, 4)));
    leave(p);
    return dict;
  }
  const d = newDictSized(load<u32>(shape, offsetof<Shape>('count')));
  if (d == 0) { leave(p); return NULL; }
  turnToDict(at, shape, type, d, d);
  const dict = own(fromAddress(d));
  leave(p);
  return dict;
}

/** A new exact dict with the attributes that the instance has at one moment; it stays as it is. 0: MemoryError. */
export function instanceAttributes(o: Word, type: u32): usize {
  const p = address(o);
  const at = attributesAt(p, type);
  enter(p);
  const shape: usize = atomic.load<u32>(at);
  if (load<u32>(shape, offsetof<Shape>('terminal')) != 0) {
    const dict = own(fromAddress(atomic.load<u32>(at, 4)));
    leave(p);
    const copy = dictCopy(address(dict));
    release(dict);
    return copy;
  }
  const count = load<u32>(shape, offsetof<Shape>('count'));
  const d = newDictSized(count);
  let ok = d != 0;
  for (let i: u32 = 0; i < count && ok; i++) ok = dictSet(d, shapeName(shape, i), atomic.load<u64>(at + 8 + (<usize>i << 3))) >= 0;
  leave(p);
  if (ok) return d;
  if (d != 0) release(fromAddress(d));
  return 0;
}

/**
 * Inside the lock: the instance keeps its attributes in `dict` (taken over) from now on. `values`: a new dict, with room,
 * that gets what is in the slots; the same one or another. A reader may still look at a slot: it re-checks the shape,
 * which is terminal for good; writers hold the lock.
 */
function turnToDict(at: usize, shape: usize, type: u32, dict: usize, values: usize): void {
  const count = load<u32>(shape, offsetof<Shape>('count'));
  const slots = at + 8;
  for (let i: u32 = 0; i < count; i++) dictSet(values, shapeName(shape, i), atomic.load<u64>(slots + (<usize>i << 3)));
  atomic.store<u32>(at + 4, <u32>dict);
  atomic.store<u32>(at, <u32>terminalShape(type));
  for (let i: u32 = 0; i < count; i++) release(atomic.xchg<u64>(slots + (<usize>i << 3), NULL)); // the dict has it too
}

/** Replaces the dict (`o.__dict__ = d`); d is lent. */
export function setInstanceDict(o: Word, type: u32, d: Word): i32 {
  const p = address(o);
  const at = attributesAt(p, type);
  enter(p);
  const shape: usize = atomic.load<u32>(at);
  if (load<u32>(shape, offsetof<Shape>('terminal')) == 0) {
    const values = newDictSized(load<u32>(shape, offsetof<Shape>('count'))); // what it had dies outside the lock
    if (values == 0) { leave(p); return -1; }
    turnToDict(at, shape, type, address(own(d)), values);
    leave(p);
    release(fromAddress(values));
    return 0;
  }
  own(d);
  const old = atomic.xchg<u32>(at + 4, <u32>address(d));
  leave(p);
  if (!alone()) { // readers look at the dict without holding it; none of them passes a safe point meanwhile
    stopWorld();
    startWorld();
  }
  release(fromAddress(old));
  return 0;
}

/** Visits (collector) and releases (dealloc) of an attribute area. */
export function traverseAttributes(p: usize, type: u32): void {
  const at = attributesAt(p, type);
  const shape: usize = load<u32>(at);
  if (shape == 0) return;
  visitAddress(shape);
  visitAddress(load<u32>(at, 4));
  const count: u32 = load<u32>(shape, offsetof<Shape>('terminal')) != 0 ? 0 : load<u32>(shape, offsetof<Shape>('count'));
  for (let i: u32 = 0; i < count; i++) visit(load<u64>(at + 8 + (<usize>i << 3)));
}
import { visit, visitAddress } from '../../collector/visit';

export function releaseAttributes(p: usize, type: u32): void {
  const at = attributesAt(p, type);
  const shape: usize = load<u32>(at);
  if (shape == 0) return;
  const count: u32 = load<u32>(shape, offsetof<Shape>('terminal')) != 0 ? 0 : load<u32>(shape, offsetof<Shape>('count'));
  const dict = load<u32>(at, 4);
  store<u32>(at, 0, 4);
  for (let i: u32 = 0; i < count; i++) {
    const slotAt = at + 8 + (<usize>i << 3);
    const w = load<u64>(slotAt);
    store<u64>(slotAt, NULL);
    release(w);
  }
  if (dict != 0) release(fromAddress(dict));
}

/** The instance, which is garbage, has no attributes any more; it stays whole for finalizers that may meet it. */
export function clearAttributes(p: usize, type: u32): void {
  const at = attributesAt(p, type);
  const shape: usize = load<u32>(at);
  if (shape == 0) return;
  const dict = load<u32>(at, 4);
  const count: u32 = load<u32>(shape, offsetof<Shape>('terminal')) != 0 ? 0 : load<u32>(shape, offsetof<Shape>('count'));
  atomic.store<u32>(at, changetype<Type>(type).rootShape);
  atomic.store<u32>(at + 4, 0);
  for (let i: u32 = 0; i < count; i++) release(atomic.xchg<u64>(at + 8 + (<usize>i << 3), NULL));
  if (dict != 0) release(fromAddress(dict));
}

/** The same for an instance of exactly a native type: its traverse and dealloc call these. Instances of Python classes
 * visit and release theirs themselves (instances.ts), and then call the slots of the native base. */
export function traverseOwnAttributes(p: usize): void {
  const type = load<u32>(p);
  if (changetype<Type>(type).attrs != 0 && !(changetype<Type>(type).flags & TF_HEAP)) traverseAttributes(p, type);
}

export function releaseOwnAttributes(p: usize): void {
  const type = load<u32>(p);
  if (changetype<Type>(type).attrs != 0 && !(changetype<Type>(type).flags & TF_HEAP)) releaseAttributes(p, type);
}
