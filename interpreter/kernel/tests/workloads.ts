// What the stress tests run on each thread: the real memory/, counting/, sync/ and collector/ under load, with
// stand-ins (standins/) for the rest of the interpreter. Compiled by build.ts of this folder.

import { control } from '../layout/control';
import { STATIC_TYPES } from '../layout/memory_map';
import { IMMORTAL } from '../layout/object';
import { TF_GC, TF_WEAKREF, Type } from '../layout/type';
import { address, fromAddress, NULL, Word } from '../layout/word';
import { visit } from '../collector/visit';
import { deallocWeak, newWeak, weakGet } from '../collector/weak';
import { nextObjectPage } from '../collector/walk';
import { increfShared, markDeferred, own, release, tryIncref } from '../counting/counts';
import { allocBlock, KIND_ARRAY, retireBlock } from '../memory/blocks';
import { PAGE_HEADER } from '../memory/classes';
import { pollRetired } from '../memory/grace';
import { heap, heapWords, Page } from '../memory/heaps';
import { freeObject, isFreeObject, newObject } from '../memory/objects';
import { enter, enter2, leave, leave2 } from '../sync/critical';
import { current } from '../sync/current';
import { lockByte, unlockByte } from '../sync/mutex';
import { startWorld, stopWorld, takeSafePoint, yieldThread } from '../sync/world';

export { collect } from '../collector/collect';
export { refcount } from '../counting/counts';
export { allocBlock, freeBlock, blockSize, reallocBlock } from '../memory/blocks';
export { pagesInUse } from '../memory/pages';
export { acquireLock, releaseLock } from '../sync/lock';
export { parkUntil, unpark } from '../sync/park';
export { bootMemory, discardThread, endCounting, enterThread, exitThread, interruptThread, newThread } from '../sync/threads';
export { attach, detach, startWorld, stopWorld, takeSafePoint } from '../sync/world';
export { own, release } from '../counting/counts';

/** A node: two words (atomic), and a number that tells whether the memory is what it should be. */
// @ts-ignore: decorator
@unmanaged
class Node {
  type: u32; local: u32; shared: i32; owner: u16; mutex: u8; gc: u8;
  left: Word;
  right: Word;
  magic: u64;
}
// @ts-ignore: decorator
@inline const MAGIC: u64 = 0x6e6f_6465_6e6f_6465;
// @ts-ignore: decorator
@inline const NODE: u32 = <u32>STATIC_TYPES;
// @ts-ignore: decorator
@inline const WEAK: u32 = <u32>STATIC_TYPES + 640;
// @ts-ignore: decorator
@inline const FINAL: u32 = <u32>STATIC_TYPES + 1280;

function nodeDealloc(p: usize): void {
  const node = changetype<Node>(p);
  if (node.magic != MAGIC) unreachable();
  node.magic = 0;
  const left = node.left;
  const right = node.right;
  release(left);
  release(right);
  freeObject(p);
}
function nodeTraverse(p: usize): void {
  visit(changetype<Node>(p).left);
  visit(changetype<Node>(p).right);
}
function nodeClear(p: usize): void {
  const left = changetype<Node>(p).left;
  const right = changetype<Node>(p).right;
  changetype<Node>(p).left = NULL;
  changetype<Node>(p).right = NULL;
  release(left);
  release(right);
}
function noTraverse(_p: usize): void {}
/** Counts itself; comes back to life through the word at `revival`, if that is wanted. */
function nodeFinalize(w: Word): void {
  finalized++;
  if (revival) {
    store<u64>(revival, own(w));
    revival = 0;
  }
}
let finalized: u32 = 0;
let revival: usize = 0;
export function finalizedCount(): u32 { return finalized; }
export function setRevival(p: usize): void { revival = p; }

/** Fills the three static types. Once. */
export function setup(): void {
  for (let t = <usize>NODE; t <= <usize>FINAL; t += 640) {
    const type = changetype<Type>(t);
    type.type = NODE;
    type.local = IMMORTAL;
    type.shared = 3;
    type.flags = TF_GC | TF_WEAKREF;
    type.size = t == <usize>WEAK ? 48 : 40;
    type.dealloc = t == <usize>WEAK ? deallocWeak.index : nodeDealloc.index;
    type.traverse = t == <usize>WEAK ? noTraverse.index : nodeTraverse.index;
    type.clear = t == <usize>WEAK ? 0 : nodeClear.index;
  }
  changetype<Type>(FINAL).finalize = nodeFinalize.index;
}

function make(type: u32, left: Word, right: Word): Word {
  const p = newObject(type, 40);
  if (!p) unreachable();
  const node = changetype<Node>(p);
  node.left = left;
  node.right = right;
  node.magic = MAGIC;
  return fromAddress(p);
}
export function makeNode(left: Word, right: Word): Word { return make(NODE, left, right); }
export function makeFinal(left: Word, right: Word): Word { return make(FINAL, left, right); }
export function setRight(node: Word, right: Word): void { changetype<Node>(address(node)).right = right; }
export function makeWeak(node: Word): Word { return newWeak(WEAK, address(node), NULL, 0, false); }
export function weakTarget(weak: Word): Word { return weakGet(address(weak)); }
export function deferNode(node: Word): void { markDeferred(address(node)); }

/** Objects in use in the whole heap; the world is stopped for it. */
export function liveCount(): u32 {
  let n: u32 = 0;
  stopWorld();
  for (let page = nextObjectPage(0); page; page = nextObjectPage(page)) {
    for (let i: u32 = 0; i < changetype<Page>(page).carved; i++) {
      if (!isFreeObject(page + PAGE_HEADER + <usize>i * changetype<Page>(page).blockSize)) n++;
    }
  }
  startWorld();
  return n;
}

// @ts-ignore: decorator
@inline function poll(): void { if (atomic.load<u32>(current)) takeSafePoint(); }

let seed: u32 = 1;
function random(n: u32): u32 {
  seed ^= seed << 13;
  seed ^= seed >> 17;
  seed ^= seed << 5;
  return seed % n;
}

/** Builds trees of `depth` and drops them, `n` times. */
export function churn(n: i32, depth: i32): void {
  for (let i = 0; i < n; i++) {
    release(tree(depth));
    poll();
  }
}
function tree(depth: i32): Word { return depth ? make(NODE, tree(depth - 1), tree(depth - 1)) : make(NODE, NULL, NULL); }

/** A chain of `n` nodes: its end must not recurse `n` deep. */
export function chain(n: i32): Word {
  let w: Word = NULL;
  for (let i = 0; i < n; i++) w = make(NODE, w, NULL);
  return w;
}

/**
 * `n` rounds on an array of `slots` shared words at `words`, each guarded for writing by a mutex byte at `locks`: replace
 * the node in a slot, or read it without the lock (try-increment and re-check), or under it, and look into it.
 */
export function exchange(words: usize, locks: usize, slots: u32, n: i32, start: u32): u32 {
  seed = start;
  let reads: u32 = 0;
  for (let i = 0; i < n; i++) {
    const k = random(slots);
    const slot = words + (<usize>k << 3);
    const action = random(4);
    if (action == 0) {
      const fresh = make(NODE, make(NODE, NULL, NULL), NULL);
      lockByte(locks + k);
      const old = atomic.load<u64>(slot);
      atomic.store<u64>(slot, fresh);
      unlockByte(locks + k);
      release(old);
    } else {
      const w = atomic.load<u64>(slot);
      if (w != NULL) {
        let held = w;
        if (!tryIncref(address(w))) {
          lockByte(locks + k);
          held = atomic.load<u64>(slot);
          if (held != NULL) increfShared(address(held));
          unlockByte(locks + k);
        } else if (atomic.load<u64>(slot) != w) {
          release(w);
          held = NULL;
        }
        if (held != NULL) {
          if (changetype<Node>(address(held)).magic != MAGIC) unreachable();
          if (action == 1) { // pass it on
            const other = random(slots);
            lockByte(locks + other);
            const old = atomic.load<u64>(words + (<usize>other << 3));
            atomic.store<u64>(words + (<usize>other << 3), held);
            unlockByte(locks + other);
            release(old);
          } else release(held);
          reads++;
        }
      }
    }
    poll();
  }
  return reads;
}

/** Drops what stands in the slots. */
export function clearSlots(words: usize, slots: u32): void {
  for (let i: u32 = 0; i < slots; i++) {
    const old = atomic.xchg<u64>(words + (<usize>i << 3), 0);
    release(old);
  }
}

/** `n` increments of a plain counter under the mutex byte at `lock`. */
export function countUnderMutex(lock: usize, counter: usize, n: i32): void {
  for (let i = 0; i < n; i++) {
    lockByte(lock);
    store<u32>(counter, load<u32>(counter) + 1);
    unlockByte(lock);
    poll();
  }
}

/**
 * Critical sections over `k` nodes (words at `nodes`), one or two at a time, nested at times, with a safe point inside:
 * the innermost one protects the `magic` of its nodes, which is taken apart and put together again.
 */
export function critical(nodes: usize, k: u32, n: i32, start: u32): void {
  seed = start;
  for (let i = 0; i < n; i++) {
    const a = address(load<u64>(nodes + (<usize>random(k) << 3)));
    const b = address(load<u64>(nodes + (<usize>random(k) << 3)));
    switch (random(3)) {
      case 0: {
        enter(a);
        touch(a);
        leave(a);
        break;
      }
      case 1: {
        enter2(a, b);
        touch(a);
        touch(b);
        leave2(a, b);
        break;
      }
      default: {
        enter(a);
        enter(b);
        touch(b);
        leave(b);
        touch(a); // taken again, if it was let go inside
        poll();
        leave(a);
      }
    }
    poll();
  }
}
function touch(p: usize): void {
  const node = changetype<Node>(p);
  const count = atomic.load<u64>(p + offsetof<Node>('magic'));
  if (atomic.load<u64>(p + offsetof<Node>('left')) != count * 16 + 0xfffe_0000_0000_0000) unreachable();
  atomic.store<u64>(p + offsetof<Node>('magic'), count + 1);
  atomic.store<u64>(p + offsetof<Node>('left'), (count + 1) * 16 + 0xfffe_0000_0000_0000);
}
/** A node for `critical`; `criticalCount` is how often it was touched. */
export function makeGuarded(): Word {
  const w = make(NODE, 0xfffe_0000_0000_0000, NULL);
  changetype<Node>(address(w)).magic = 0;
  return w;
}
export function criticalCount(w: Word): i32 {
  const count = <i32>changetype<Node>(address(w)).magic;
  changetype<Node>(address(w)).magic = MAGIC;
  changetype<Node>(address(w)).left = NULL;
  return count;
}

/** Counts in the word at `counter` until the word at `stop` is set. */
export function spin(counter: usize, stop: usize): void {
  while (atomic.load<u32>(stop) == 0) {
    store<u32>(counter, load<u32>(counter) + 1);
    poll();
  }
}

/** Stops the world `n` times and looks whether any of the `k` counters moves meanwhile; how many did. */
export function stopAndLook(counters: usize, k: u32, n: i32): i32 {
  let moved = 0;
  for (let i = 0; i < n; i++) {
    stopWorld();
    for (let c: u32 = 0; c < k; c++) {
      const before = atomic.load<u32>(counters + (<usize>c << 2));
      for (let spin = 0; spin < 2000; spin++) if (atomic.load<u32>(counters + (<usize>c << 2)) != before) moved++;
    }
    startWorld();
    poll();
  }
  return moved;
}

/** Replaces the array published at `cell` `n` times, retiring the old one. The words of an array are all equal. */
export function publish(cell: usize, n: i32): void {
  for (let i = 0; i < n; i++) {
    const array = allocBlock(KIND_ARRAY, 8 * 32);
    if (!array) unreachable();
    for (let k: usize = 0; k < 32; k++) store<u64>(array + k * 8, <u64>i);
    const old = <usize>atomic.xchg<u32>(cell, <u32>array);
    if (old) {
      retireBlock(old);
      // Reused at once if it were freed at once:
      const other = allocBlock(KIND_ARRAY, 8 * 32);
      memory.fill(other, 0x55, 8 * 32);
      retireBlock(other);
    }
    poll();
  }
}

/** Waits until the chunks of retired blocks of this thread are freed; chunks left. */
export function settle(): u32 {
  while (heapWords(heap).chunkFirst) {
    pollRetired();
    yieldThread();
    poll();
  }
  return heapWords(heap).chunkFirst;
}

/** Reads the array published at `cell` until the word at `stop` is set; number of torn arrays seen. */
export function watch(cell: usize, stop: usize): i32 {
  let torn = 0;
  while (atomic.load<u32>(stop) == 0) {
    const array = <usize>atomic.load<u32>(cell);
    if (array) {
      const first = atomic.load<u64>(array);
      if (first == 0x5555_5555_5555_5555) torn++;
      for (let k: usize = 1; k < 32; k++) if (atomic.load<u64>(array + k * 8) != first) torn++;
    }
    poll();
  }
  return torn;
}

/** Makes `n` rings of three nodes and drops them: only the collector frees them. */
export function rings(n: i32): void {
  for (let i = 0; i < n; i++) {
    const a = make(NODE, NULL, NULL);
    const b = make(NODE, a, NULL);
    const c = make(NODE, b, NULL);
    changetype<Node>(address(a)).left = own(c);
    release(c);
    poll();
  }
}

/** Follows the weak reference at the word `cell` until the word at `stop` is set, while others replace and drop it. */
export function followWeak(cell: usize, lock: usize, stop: usize): u32 {
  let alive: u32 = 0;
  while (atomic.load<u32>(stop) == 0) {
    lockByte(lock);
    const weak = load<u64>(cell);
    if (weak != NULL) own(weak);
    unlockByte(lock);
    if (weak != NULL) {
      const target = weakGet(address(weak));
      if (target != NULL) {
        if (changetype<Node>(address(target)).magic != MAGIC) unreachable();
        alive++;
        release(target);
      }
      release(weak);
    }
    poll();
  }
  return alive;
}

/** Publishes `n` weak references, each to a node that dies soon after. */
export function publishWeak(cell: usize, lock: usize, n: i32): void {
  for (let i = 0; i < n; i++) {
    const node = make(NODE, NULL, NULL);
    const weak = newWeak(WEAK, address(node), NULL, 0, false);
    lockByte(lock);
    const old = load<u64>(cell);
    store<u64>(cell, weak);
    unlockByte(lock);
    release(old);
    poll();
    release(node);
  }
}

export function growth(): u32 { return control().liveObjects; }
