// Walking over all object pages, with the world stopped.

import { PAGE_HEADER, KIND_OBJECT } from '../memory/classes';
import { Page } from '../memory/heaps';
import { isFreeObject } from '../memory/objects';
import { endPage, firstPage, PAGE_MASK, PAGE_START, pageState, spanPages, spanState } from '../memory/pages';

/** Address of the first object page at or behind `page` (a page address, 0: from the start); 0: none. */
export function nextObjectPage(page: usize): usize {
  let n = page ? <u32>(page >> 16) + spanPages(<u32>(page >> 16)) : firstPage();
  const end = endPage();
  while (n < end) {
    if (spanState(n) == PAGE_START) {
      const p = <usize>n << 16;
      if (changetype<Page>(p).kind == <u8>KIND_OBJECT) return p;
    }
    const length = spanPages(n);
    n += length ? length : 1;
  }
  return 0;
}

/** Whether the 32 bits at hand are the address of an object block that is in use. */
export function isObjectAddress(p: usize): bool {
  if (p & 15 || pageState(p) != PAGE_START) return false;
  const base = p & ~PAGE_MASK;
  const page = changetype<Page>(base);
  if (page.kind != <u8>KIND_OBJECT || p < base + PAGE_HEADER) return false;
  const offset = <u32>(p - base - PAGE_HEADER);
  if (offset % page.blockSize != 0 || offset / page.blockSize >= page.carved) return false;
  return !isFreeObject(p);
}
