// The census: how many objects of each type lie on the heap, and how many bytes they take.

import { TUPLE_ITEMS } from '../layout/containers';
import { fromAddress, NULL, ofInt, Word } from '../layout/word';
import { own, release } from '../counting/counts';
import { memoryError } from '../eval/errors';
import { allocBlock, freeBlock, KIND_RAW } from '../memory/blocks';
import { classSize, PAGE_HEADER } from '../memory/classes';
import { Page } from '../memory/heaps';
import { endPage, firstPage, PAGE_SHIFT, PAGE_START, spanPages, spanState } from '../memory/pages';
import { isFreeObject } from '../memory/objects';
import { listAppendOwned, newList } from '../objects/list/core';
import { newTuple, tuple3 } from '../objects/tuple';
import { startWorld, stopWorld } from '../sync/world';
import { nextObjectPage } from './walk';

// A row: 0 u32 type (0: empty), 4 u32 objects, 8 u64 bytes; by open addressing.
// @ts-ignore: decorator
@inline const ROWS: u32 = 8192;
// @ts-ignore: decorator
@inline const ROW: usize = 16;
/** Kinds and classes of pages. */
// @ts-ignore: decorator
@inline const SLOTS: u32 = 256;

function rowOf(table: usize, type: u32): usize {
  let i = (type * 0x9e37_79b1) >> 19;
  for (let n: u32 = 0; n < ROWS; n++) {
    const row = table + <usize>(i & (ROWS - 1)) * ROW;
    const there = load<u32>(row);
    if (there == type) return row;
    if (there == 0) {
      store<u32>(row, type);
      return row;
    }
    i++;
  }
  return 0; // more types than rows: the rest is left out
}

function countPage(table: usize, base: usize): void {
  const page = changetype<Page>(base);
  let p = base + PAGE_HEADER;
  for (let i: u32 = 0; i < page.carved; i++, p += page.blockSize) {
    const type = load<u32>(p);
    if (isFreeObject(p) || type == 0) continue;
    const row = rowOf(table, type);
    if (!row) continue;
    store<u32>(row, load<u32>(row, 4) + 1, 4);
    store<u64>(row, load<u64>(row, 8) + page.blockSize, 8);
  }
}

/** List of (type, objects, bytes) with the world stopped. NULL: MemoryError. */
export function census(): Word {
  const table = allocBlock(KIND_RAW, <usize>ROWS * ROW);
  if (!table) return memoryError();
  memory.fill(table, 0, <usize>ROWS * ROW);
  const list = newList(0);
  if (!list) {
    freeBlock(table);
    return NULL;
  }
  stopWorld();
  for (let page = nextObjectPage(0); page; page = nextObjectPage(page)) countPage(table, page);
  for (let row = table, end = table + <usize>ROWS * ROW; row < end; row += ROW) {
    const type = load<u32>(row);
    if (type == 0) continue;
    if (listAppendOwned(list, fromAddress(tuple3(own(fromAddress(type)), ofInt(load<u32>(row, 4)), ofInt(load<u64>(row, 8))))) < 0) break;
  }
  startWorld();
  freeBlock(table);
  return fromAddress(list);
}

/** List of (kind, bytes of a block, pages, blocks in use) for all pages of blocks, with the world stopped; big blocks come
 * one by one. NULL: MemoryError. */
export function pageCensus(): Word {
  const table = allocBlock(KIND_RAW, <usize>SLOTS << 3);
  if (!table) return memoryError();
  memory.fill(table, 0, <usize>SLOTS << 3);
  const list = newList(0);
  if (!list) {
    freeBlock(table);
    return NULL;
  }
  stopWorld();
  let done = true;
  const end = endPage();
  for (let n = firstPage(); n < end && done; n += max(spanPages(n), 1)) {
    if (spanState(n) != PAGE_START) continue;
    const page = changetype<Page>(<usize>n << PAGE_SHIFT);
    if (page.cls == 0) done = listRow(list, page.kind, page.blockSize, spanPages(n), page.used);
    else {
      const row = table + (<usize>page.kind << 9 | <usize>page.cls << 3);
      store<u32>(row, load<u32>(row) + 1);
      store<u32>(row, load<u32>(row, 4) + page.used, 4);
    }
  }
  for (let slot: u32 = 0; slot < SLOTS && done; slot++) {
    const pages = load<u32>(table + (<usize>slot << 3));
    if (pages) done = listRow(list, slot >> 6, <u32>classSize(slot & 63), pages, load<u32>(table + (<usize>slot << 3), 4));
  }
  startWorld();
  freeBlock(table);
  if (done) return fromAddress(list);
  release(fromAddress(list));
  return NULL;
}

function listRow(list: usize, kind: u32, size: u32, pages: u32, used: u32): bool {
  const row = newTuple(4);
  if (!row) return false;
  store<u64>(row + TUPLE_ITEMS, ofInt(kind));
  store<u64>(row + TUPLE_ITEMS, ofInt(size), 8);
  store<u64>(row + TUPLE_ITEMS, ofInt(pages), 16);
  store<u64>(row + TUPLE_ITEMS, ofInt(used), 24);
  return listAppendOwned(list, fromAddress(row)) >= 0;
}
