// A class's list of its direct subclasses: weak references, the dead ones of which go when they are many.

import { List } from '../../layout/containers';
import { Type } from '../../layout/type';
import { address, fromAddress, NULL } from '../../layout/word';
import { isDeadWeak, newWeak, WEAK_REFERENCE } from '../../collector/weak';
import { markDeferred, release } from '../../counting/counts';
import { clearError } from '../../eval/errors';
import { T_REFERENCE_TYPE } from '../../generated/types';
import { allocBlock, freeBlock, KIND_RAW } from '../../memory/blocks';
import { enter, leave } from '../../sync/critical';
import { listAppend, listGet, listItems, listPop, listSize, newList } from '../list/core';
import { weakTarget } from './lookup';

/** Registers `type` with its direct base. */
export function addSubclass(base: u32, type: u32): void {
  const b = changetype<Type>(base);
  enter(base);
  if (b.subclasses == NULL) {
    const list = newList(0);
    markDeferred(list);
    atomic.store<u64>(base + offsetof<Type>('subclasses'), fromAddress(list));
  }
  leave(base);
  if (listSize(address(b.subclasses)) >= <u32>16 << b.subclassesBound) dropDeadSubclasses(b);
  const w = newWeak(T_REFERENCE_TYPE, type, NULL, WEAK_REFERENCE, true);
  if (w == NULL) { clearError(); return; }
  listAppend(address(b.subclasses), w);
  release(w);
}

/** Takes the references to classes that are gone out of the list; it may double before that is done again. */
export function dropDeadSubclasses(b: Type): void {
  if (b.subclasses == NULL) return;
  const list = address(b.subclasses);
  enter(list);
  const n = listSize(list);
  const dead = allocBlock(KIND_RAW, <usize>n << 3);
  let live: u32 = 0;
  if (dead != 0) {
    const items = listItems(list);
    for (let i: u32 = 0; i < n; i++) {
      const w = load<u64>(items + (<usize>i << 3));
      if (isDeadWeak(address(w))) store<u64>(dead + (<usize>(i - live) << 3), w);
      else {
        atomic.store<u64>(items + (<usize>live << 3), w);
        live++;
      }
    }
    for (let i = live; i < n; i++) atomic.store<u64>(items + (<usize>i << 3), NULL);
    atomic.store<u32>(list + offsetof<List>('size'), live);
  } else live = n;
  while (b.subclassesBound < 24 && live >= <u32>8 << b.subclassesBound) b.subclassesBound++;
  leave(list);
  for (let i: u32 = 0; i < n - live; i++) release(load<u64>(dead + (<usize>i << 3)));
  freeBlock(dead);
}

/** Takes `type` out of a base's list (`__bases__` assigned). */
export function removeSubclass(base: u32, type: u32): void {
  const list = changetype<Type>(base).subclasses;
  if (list == NULL) return;
  const n = listSize(address(list));
  for (let i: u32 = 0; i < n; i++) {
    const w = listGet(address(list), i);
    if (w == NULL) return;
    const target = weakTarget(w);
    release(w);
    const hit = target == fromAddress(type);
    release(target);
    if (hit) {
      release(listPop(address(list), i));
      return;
    }
  }
}
