// The supply of 64 KiB pages: spans of whole pages from one memory of up to 4 GiB.
//
// The first pages after the static data hold the page map, one u32 for each page of the address space:
//
//   bits 0-3   PAGE_ state           bits 4-   pages of the span (first and last page of a free span, first of a used one)
//
// Free spans stand in bins by length (1..32 pages exactly, then by powers of two), linked through their first page:
// +0 next, +4 previous. Neighbouring free spans are joined. Pages above `top` are not in use, and no span stands for them.
// Addresses go up to 0xffff0000: compare them unsigned; the last page is never used, so no end wraps to 0.

import { Control, control } from '../layout/control';
import { CONTROL } from '../layout/memory_map';
import { rawLock, rawUnlock } from '../sync/raw_lock';
import { SUPPLY } from './tables';

// @ts-ignore: decorator
@inline export const PAGE_SHIFT: usize = 16;
// @ts-ignore: decorator
@inline export const PAGE_BYTES: usize = 65536;
// @ts-ignore: decorator
@inline export const PAGE_MASK: usize = 65535;

/** Not part of any span. */
// @ts-ignore: decorator
@inline export const PAGE_UNUSED: u32 = 0;
/** First page of a span in use. */
// @ts-ignore: decorator
@inline export const PAGE_START: u32 = 1;
/** Another page of a span in use. */
// @ts-ignore: decorator
@inline export const PAGE_INTERIOR: u32 = 2;
// @ts-ignore: decorator
@inline export const PAGE_FREE: u32 = 3;
/** First page of a span without a block header: stacks, tables. */
// @ts-ignore: decorator
@inline export const PAGE_RESERVED: u32 = 4;

// @ts-ignore: decorator
@inline const BINS: u32 = 64;

// @ts-ignore: decorator
@unmanaged
class Supply {
  lock: u32;
  /** Address of the page map. */
  map: u32;
  /** Page numbers: behind the last one in use; end of the memory. */
  top: u32;
  limit: u32;
  /** Pages in use (atomic). */
  used: u32;
  /** When `used` passes this, a collection is requested. */
  trigger: u32;
  bottom: u32;
  /** The highest that `top` ever was: what lies above reads as zero. */
  highest: u32;
  // 32: u32 bins[64]
}
// @ts-ignore: decorator
@inline const BIN_HEADS: usize = 32;

// @ts-ignore: decorator
@inline function supply(): Supply { return changetype<Supply>(SUPPLY); }
// @ts-ignore: decorator
@inline function entryOf(page: u32): usize { return <usize>supply().map + (<usize>page << 2); }

/** State of the page that holds `p`. */
export function pageState(p: usize): u32 {
  const page = <u32>(p >> PAGE_SHIFT);
  if (page < supply().bottom || page >= atomic.load<u32>(SUPPLY, offsetof<Supply>('top'))) return PAGE_UNUSED;
  return atomic.load<u32>(entryOf(page)) & 15;
}

/** Number of the first page of the heap, and of the one behind the last: for walks with the world stopped. */
export function firstPage(): u32 { return supply().bottom; }
export function endPage(): u32 { return atomic.load<u32>(SUPPLY, offsetof<Supply>('top')); }
/** State and length in pages of the span that begins at page number `page`. */
export function spanState(page: u32): u32 { return load<u32>(entryOf(page)) & 15; }
export function spanPages(page: u32): u32 { return load<u32>(entryOf(page)) >> 4; }

/** Pages in use now. */
export function pagesInUse(): u32 { return atomic.load<u32>(SUPPLY, offsetof<Supply>('used')); }
export function pagesLimit(): u32 { return supply().limit - supply().bottom; }
/** Pages that can still be had. */
export function pagesLeft(): u32 {
  const s = supply();
  const taken = pagesInUse() + kept(s);
  const all = s.limit - s.bottom;
  return taken < all ? all - taken : 0;
}
export function setPageTrigger(pages: u32): void { atomic.store<u32>(SUPPLY, pages, offsetof<Supply>('trigger')); }
// @ts-ignore: decorator
@inline export function pageTrigger(): u32 { return atomic.load<u32>(SUPPLY, offsetof<Supply>('trigger')); }

/** Called once: the heap lies from `base` to the end of the memory (at most `maxPages` pages, 0: all). */
export function bootPages(base: usize, maxPages: u32): void {
  const s = supply();
  const first = <u32>((base + PAGE_MASK) >> PAGE_SHIFT);
  let limit = <u32>memory.size();
  if (limit > 65535) limit = 65535;
  if (maxPages != 0 && first + maxPages < limit) limit = first + maxPages;
  s.map = first << <u32>PAGE_SHIFT;
  s.bottom = first + 4;
  s.top = first + 4;
  s.limit = limit;
  s.trigger = 4096;
  control().heapBase = first << <u32>PAGE_SHIFT;
  control().memoryEnd = limit << <u32>PAGE_SHIFT;
}

// @ts-ignore: decorator
@inline function binOf(pages: u32): u32 {
  return pages <= 32 ? pages : 27 + (32 - clz<u32>(pages)); // 33..63 -> 33, 64..127 -> 34 ...
}

function link(page: u32, pages: u32): void {
  const entry = pages << 4 | PAGE_FREE;
  atomic.store<u32>(entryOf(page), entry);
  atomic.store<u32>(entryOf(page + pages - 1), entry);
  const head = SUPPLY + BIN_HEADS + (<usize>binOf(pages) << 2);
  const p = <usize>page << PAGE_SHIFT;
  const next = load<u32>(head);
  store<u32>(p, next);
  store<u32>(p, 0, 4);
  if (next) store<u32>(next, <u32>p, 4);
  store<u32>(head, <u32>p);
}

function unlink(page: u32, pages: u32): void {
  const p = <usize>page << PAGE_SHIFT;
  const next = load<u32>(p);
  const prev = load<u32>(p, 4);
  if (next) store<u32>(next, prev, 4);
  if (prev) store<u32>(prev, next);
  else store<u32>(SUPPLY + BIN_HEADS + (<usize>binOf(pages) << 2), next);
}

/**
 * Pages at the end of the memory that are kept for the collector, or nothing could be freed once memory is short: three
 * tables of 4 bytes for every block of objects (collector/reach.ts, and `freed` in collector/collect.ts); a twelfth at
 * least, before there are the objects.
 */
function kept(s: Supply): u32 {
  return max(8 + (atomic.load<u32>(CONTROL, offsetof<Control>('liveObjects')) / 5461), (s.limit - s.bottom) / 12);
}

function take(pages: u32, kept: u32): u32 {
  const s = supply();
  for (let bin = binOf(pages); bin < BINS; bin++) {
    let p = <usize>load<u32>(SUPPLY + BIN_HEADS + (<usize>bin << 2));
    while (p) {
      const page = <u32>(p >> PAGE_SHIFT);
      const length = load<u32>(entryOf(page)) >> 4;
      if (length >= pages) {
        unlink(page, length);
        if (length > pages) link(page + pages, length - pages);
        return page;
      }
      p = load<u32>(p);
    }
  }
  if (s.limit - s.top < pages + kept) return 0;
  const page = s.top;
  atomic.store<u32>(SUPPLY, page + pages, offsetof<Supply>('top'));
  if (page + pages > s.highest) s.highest = page + pages;
  return page;
}

/** What `highest` was before this thread's last allocation. */
let touched: u32 = 0;

/** `allocPages` for memory that must read as zero; what was never in use is not touched. */
export function allocZeroPages(pages: u32, state: u32): usize {
  const p = allocPages(pages, state);
  const end = <usize>touched << PAGE_SHIFT;
  if (p && p < end) memory.fill(p, 0, min(<usize>pages << PAGE_SHIFT, end - p));
  return p;
}

/** Address of `pages` whole pages, contents undefined; 0 if there is no room. `state`: PAGE_START or PAGE_RESERVED. */
export function allocPages(pages: u32, state: u32): usize {
  const s = supply();
  if (pages > s.limit) return 0;
  const left = state == PAGE_RESERVED ? 0 : kept(s);
  rawLock(SUPPLY);
  touched = s.highest;
  const page = s.limit - s.bottom - s.used < pages + left ? 0 : take(pages, left);
  if (page) {
    for (let i: u32 = 1; i < pages; i++) atomic.store<u32>(entryOf(page + i), PAGE_INTERIOR);
    atomic.store<u32>(entryOf(page), pages << 4 | state);
    const used = s.used + pages;
    atomic.store<u32>(SUPPLY, used, offsetof<Supply>('used'));
  }
  rawUnlock(SUPPLY);
  return <usize>page << PAGE_SHIFT;
}

/** Gives a span back, all of it. */
export function freePages(p: usize): void {
  const s = supply();
  rawLock(SUPPLY);
  let page = <u32>(p >> PAGE_SHIFT);
  let pages = load<u32>(entryOf(page)) >> 4;
  atomic.store<u32>(SUPPLY, s.used - pages, offsetof<Supply>('used'));
  for (let i: u32 = 0; i < pages; i++) atomic.store<u32>(entryOf(page + i), PAGE_FREE);
  const after = page + pages;
  if (after < s.top) {
    const entry = load<u32>(entryOf(after));
    if ((entry & 15) == PAGE_FREE) {
      unlink(after, entry >> 4);
      pages += entry >> 4;
    }
  }
  if (page > s.bottom) {
    const entry = load<u32>(entryOf(page - 1));
    if ((entry & 15) == PAGE_FREE) {
      const length = entry >> 4;
      unlink(page - length, length);
      page -= length;
      pages += length;
    }
  }
  // the end of the memory stays in one piece
  if (page + pages == s.top) atomic.store<u32>(SUPPLY, page, offsetof<Supply>('top'));
  else link(page, pages);
  rawUnlock(SUPPLY);
}
