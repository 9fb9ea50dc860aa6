// Side tables: a u32 for every carved block of every object page, while the world is stopped. The collector and the heap
// check keep their counts in them; one of them at a time.

import { PAGE_HEADER } from '../memory/classes';
import { Page } from '../memory/heaps';
import { allocPages, PAGE_MASK, PAGE_RESERVED } from '../memory/pages';
import { nextObjectPage } from './walk';

/** Blocks in all, for which there are entries. */
export function countBlocks(): u32 {
  let blocks: u32 = 0;
  for (let page = nextObjectPage(0); page; page = nextObjectPage(page)) blocks += changetype<Page>(page).carved;
  return blocks;
}

/** Gives every page its part of a new area for `blocks` entries, to be freed with `freePages`; 0: no memory. */
export function makeSides(blocks: u32): usize {
  const pages = <u32>((<u64>blocks * 4 + 65535) >> 16);
  const sides = allocPages(pages ? pages : 1, PAGE_RESERVED);
  if (!sides) return 0;
  let at = sides;
  for (let page = nextObjectPage(0); page; page = nextObjectPage(page)) {
    changetype<Page>(page).side = <u32>at;
    at += <usize>changetype<Page>(page).carved << 2;
  }
  return sides;
}

/** The entry of the object at `p`. */
// @ts-ignore: decorator
@inline export function entryOf(p: usize): usize {
  const base = p & ~PAGE_MASK;
  const page = changetype<Page>(base);
  return <usize>page.side + (<usize>(<u32>(p - base - PAGE_HEADER) / page.blockSize) << 2);
}
