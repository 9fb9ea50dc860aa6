// Shapes: hidden classes of plain instances (layout/instance.ts).

import { Word, NULL, address, fromAddress } from '../../layout/word';
import { Type } from '../../layout/type';
import { Shape } from '../../layout/instance';
import { newObject } from '../../memory/objects';
import { markDeferred, own, release } from '../../counting/counts';
import { dictGetStr, dictSet, newDict } from '../dict/core';
import { newVersion } from './lookup';
import { enter, leave } from '../../sync/critical';
import { T_SHAPE } from '../../generated/types';

/** @type shape base=object size=offsetof<Shape>() flags=GC,IMMUTABLE,DISALLOW_NEW module=gil_lab
 * Layout of the attributes of instances. */

/** @slot shape.traverse */
export function shape_traverse(p: usize): void {
  const s = changetype<Shape>(p);
  visit(s.name);
  visit(s.children);
  visit(s.index);
  visitAddress(s.parent);
  visitAddress(s.next);
  visitAddress(s.ownerType);
}
import { visit, visitAddress } from '../../collector/visit';

/** @slot shape.dealloc */
export function shape_dealloc(p: usize): void {
  const s = changetype<Shape>(p);
  release(s.name);
  release(s.children);
  freeObject(p);
}
import { freeObject } from '../../memory/objects';

function newShape(type: u32, parent: u32, name: Word, terminal: bool): usize {
  const p = newObject(T_SHAPE, offsetof<Shape>());
  if (p == 0) return 0;
  const s = changetype<Shape>(p);
  s.version = newVersion();
  s.ownerType = type;
  s.parent = parent;
  s.count = parent == 0 ? 0 : changetype<Shape>(parent).count + (terminal ? 0 : 1);
  s.name = name == NULL ? NULL : own(name);
  s.children = NULL;
  s.index = NULL;
  s.terminal = terminal ? 1 : 0;
  s.next = 0;
  markDeferred(p);
  return p;
}

/** Gives a type whose instances keep attributes its root shape. False: MemoryError. */
export function initShapes(type: u32): bool {
  const root = newShape(type, 0, NULL, false);
  if (root == 0) return false;
  const terminal = newShape(type, <u32>root, NULL, true);
  if (terminal == 0) return false;
  changetype<Shape>(root).next = <u32>terminal;
  atomic.store<u32>(type + offsetof<Type>('rootShape'), <u32>root);
  return true;
}

/** The shape of the type's instances that keep a dict: the root's successor in the chain. */
export function terminalShape(type: u32): usize {
  return changetype<Shape>(changetype<Type>(type).rootShape).next;
}

/** Slot number of `name` (interned) in a shape; -1: none. */
export function shapeSlot(shape: usize, name: Word): i32 {
  let s = shape;
  while (true) {
    const p = changetype<Shape>(s);
    if (p.name == name) return <i32>p.count - 1;
    if (p.parent == 0) return -1;
    s = p.parent;
  }
}

/** Name of slot `index` (lent). */
export function shapeName(shape: usize, index: u32): Word {
  let s = changetype<Shape>(shape);
  while (s.count != index + 1) s = changetype<Shape>(s.parent);
  return s.name;
}

/** The shape with `name` added; 0 with MemoryError. Called under the instance's lock. */
export function shapeWith(shape: usize, name: Word): usize {
  const s = changetype<Shape>(shape);
  const children = atomic.load<u64>(shape + offsetof<Shape>('children'));
  if (children != NULL) {
    const child = dictGetStr(address(children), name);
    if (child != NULL) return address(child);
  }
  enter(shape);
  let dict = atomic.load<u64>(shape + offsetof<Shape>('children'));
  let child: usize = 0;
  if (dict == NULL) {
    const d = newDict();
    if (d == 0) { leave(shape); return 0; }
    dict = fromAddress(d);
    atomic.store<u64>(shape + offsetof<Shape>('children'), dict);
  } else {
    const found = dictGetStr(address(dict), name);
    if (found != NULL) child = address(found);
  }
  if (child == 0) {
    child = newShape(s.ownerType, <u32>shape, name, false);
    if (child != 0) {
      // into the chain behind the root's terminal shape
      const terminal = terminalShape(s.ownerType);
      const at = terminal + offsetof<Shape>('next');
      let head = atomic.load<u32>(at);
      while (true) {
        changetype<Shape>(child).next = head;
        const seen = atomic.cmpxchg<u32>(at, head, <u32>child);
        if (seen == head) break;
        head = seen;
      }
      if (dictSet(address(dict), name, fromAddress(child)) < 0) child = 0;
    }
  }
  leave(shape);
  return child;
}
