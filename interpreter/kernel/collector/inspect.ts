// What the gc module asks about single objects and all of them.

import { control } from '../layout/control';
import { UNCOUNTED } from '../layout/object';
import { TF_GC, Type } from '../layout/type';
import { address, fromAddress, isPointer, Word } from '../layout/word';
import { incref, refcount, release } from '../counting/counts';
import { memoryError } from '../eval/errors';
import { T_DICT, T_TUPLE } from '../generated/types';
import { PAGE_HEADER } from '../memory/classes';
import { Page } from '../memory/heaps';
import { isFreeObject } from '../memory/objects';
import { listAppend, newList } from '../objects/list/core';
import { startWorld, stopWorld } from '../sync/world';
import { GC_FROZEN } from './reach';
import { freeVector, newVector, vectorAt, vectorFull, vectorPush, vectorSize } from './vector';
import { setVisitor } from './visit';
import { nextObjectPage } from './walk';

// @ts-ignore: decorator
@inline const GC: usize = 15;

let sought: usize = 0; // vector of addresses
let hit: bool = false;
let output: usize = 0;

// @ts-ignore: decorator
@inline function isLive(p: usize): bool {
  return !isFreeObject(p) && (load<u32>(p, 4) >= UNCOUNTED || refcount(p) > 0);
}

function noteContainer(p: usize): void {
  if (changetype<Type>(load<u32>(p)).flags & TF_GC) hit = true;
}

/** Whether the collector tracks the object: a container, and for exact tuples and dicts one with a container in it. */
export function isTracked(p: usize): bool {
  const type = load<u32>(p);
  const t = changetype<Type>(type);
  if (!(t.flags & TF_GC) || !t.traverse) return false;
  if (type != T_TUPLE && type != T_DICT) return true;
  hit = false;
  const before = setVisitor(noteContainer.index);
  call_indirect<void>(t.traverse, p);
  setVisitor(before);
  return hit;
}

function noteSought(p: usize): void {
  for (let i: u32 = 0; i < vectorSize(sought); i++) if (vectorAt(sought, i) == p) hit = true;
}

function selects(p: usize, mode: i32): bool {
  const t = changetype<Type>(load<u32>(p));
  if (!(t.flags & TF_GC) || !t.traverse) return false;
  if (mode == 0) return isTracked(p) && !(load<u8>(p, GC) & GC_FROZEN);
  hit = false;
  call_indirect<void>(t.traverse, p);
  return hit;
}

/** World stopped: the live containers that mode 0 (tracked) or 1 (refer to one in `sought`) selects, owned. */
function select(mode: i32): usize {
  const v = newVector(control().liveObjects + 64);
  if (!v) return 0;
  const before = setVisitor(noteSought.index);
  for (let page = nextObjectPage(0); page; page = nextObjectPage(page)) {
    let p = page + PAGE_HEADER;
    for (let i: u32 = 0; i < changetype<Page>(page).carved; i++) {
      if (isLive(p) && !vectorFull(v) && selects(p, mode)) {
        incref(p);
        vectorPush(v, p);
      }
      p += changetype<Page>(page).blockSize;
    }
  }
  setVisitor(before);
  return v;
}

/** List of the objects of the vector, whose references it takes over. */
function listOf(v: usize): Word {
  if (!v) return memoryError();
  const n = vectorSize(v);
  const list = newList(n);
  for (let i: u32 = 0; i < n; i++) {
    const p = vectorAt(v, i);
    if (list) listAppend(list, fromAddress(p));
    release(fromAddress(p));
  }
  freeVector(v);
  return fromAddress(list);
}

/** gc.get_objects(). */
export function trackedObjects(): Word {
  stopWorld();
  const v = select(0);
  startWorld();
  return listOf(v);
}

/** gc.get_referrers(): containers that refer to one of `n` words at `words` (plain). */
export function referrers(words: usize, n: u32): Word {
  const wanted = newVector(n);
  if (!wanted) return memoryError();
  for (let i: u32 = 0; i < n; i++) {
    const w = load<u64>(words + (<usize>i << 3));
    if (isPointer(w)) vectorPush(wanted, address(w));
  }
  stopWorld();
  sought = wanted;
  const v = select(1);
  startWorld();
  freeVector(wanted);
  return listOf(v);
}

let found: u32 = 0;
function countOne(_p: usize): void { found++; }
function gather(p: usize): void {
  if (vectorFull(output)) return;
  incref(p);
  vectorPush(output, p);
}

/** gc.get_referents(). */
export function referents(words: usize, n: u32): Word {
  stopWorld();
  found = 0;
  const before = setVisitor(countOne.index);
  visitAll(words, n);
  output = newVector(found);
  if (output) {
    setVisitor(gather.index);
    visitAll(words, n);
  }
  setVisitor(before);
  startWorld();
  return listOf(output);
}

function visitAll(words: usize, n: u32): void {
  for (let i: u32 = 0; i < n; i++) {
    const w = load<u64>(words + (<usize>i << 3));
    if (!isPointer(w)) continue;
    const t = changetype<Type>(load<u32>(address(w)));
    if (t.flags & TF_GC && t.traverse) call_indirect<void>(t.traverse, address(w));
  }
}

/** gc.freeze() and gc.unfreeze(): sets or clears the mark of every container; how many are marked afterwards. */
export function markFrozen(frozen: bool): u32 {
  let n: u32 = 0;
  stopWorld();
  for (let page = nextObjectPage(0); page; page = nextObjectPage(page)) {
    let p = page + PAGE_HEADER;
    for (let i: u32 = 0; i < changetype<Page>(page).carved; i++) {
      if (isLive(p) && changetype<Type>(load<u32>(p)).flags & TF_GC) {
        const gc = load<u8>(p, GC);
        store<u8>(p, frozen ? gc | GC_FROZEN : gc & ~GC_FROZEN, GC);
        if (frozen) n++;
      }
      p += changetype<Page>(page).blockSize;
    }
  }
  startWorld();
  return n;
}
