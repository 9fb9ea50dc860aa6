// The census: how many objects of each type lie on the heap, and how many bytes they take.

import { fromAddress, NULL, ofInt, Word } from '../layout/word';
import { own } from '../counting/counts';
import { memoryError } from '../eval/errors';
import { allocBlock, freeBlock, KIND_RAW } from '../memory/blocks';
import { PAGE_HEADER } from '../memory/classes';
import { Page } from '../memory/heaps';
import { isFreeObject } from '../memory/objects';
import { listAppendOwned, newList } from '../objects/list/core';
import { tuple3 } from '../objects/tuple';
import { startWorld, stopWorld } from '../sync/world';
import { nextObjectPage } from './walk';

// A row: 0 u32 type (0: empty), 4 u32 objects, 8 u64 bytes; by open addressing.
// @ts-ignore: decorator
@inline const ROWS: u32 = 8192;
// @ts-ignore: decorator
@inline const ROW: usize = 16;

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
