// Size classes: 1..32 are steps of 16 bytes up to 512; 33..48 four to a doubling up to 8192; 49..54 divide a page into
// 7, 6, 5, 4, 3 and 2 blocks. Bigger blocks get pages of their own.

/** Kinds of pages; a page holds blocks of one kind. */
// @ts-ignore: decorator
@inline export const KIND_OBJECT: u32 = 0;
// @ts-ignore: decorator
@inline export const KIND_KEYS: u32 = 1;
// @ts-ignore: decorator
@inline export const KIND_ARRAY: u32 = 2;
// @ts-ignore: decorator
@inline export const KIND_RAW: u32 = 3;

// @ts-ignore: decorator
@inline export const SMALL_MAX: usize = 32736;
/** Bytes of the header of a page. */
// @ts-ignore: decorator
@inline export const PAGE_HEADER: usize = 64;

/** Class of a block of `size` bytes, 1 <= size <= SMALL_MAX. */
// @ts-ignore: decorator
@inline export function classOf(size: usize): u32 {
  return size <= 512 ? <u32>((size + 15) >> 4) : bigClassOf(size);
}

function bigClassOf(size: usize): u32 {
  if (size <= 8192) {
    const top = 31 - clz<u32>(<u32>size - 1); // 9..12: size - 1 has its highest bit here
    return 33 + ((top - 9) << 2) + (((<u32>size - 1) >> (top - 2)) & 3);
  }
  if (size <= 9344) return 49;
  if (size <= 10912) return 50;
  if (size <= 13088) return 51;
  if (size <= 16368) return 52;
  if (size <= 21824) return 53;
  return 54;
}

/** Bytes of a block of class `cls`. */
export function classSize(cls: u32): usize {
  if (cls <= 32) return <usize>cls << 4;
  if (cls <= 48) {
    const step = cls - 33;
    return <usize>(5 + (step & 3)) << (7 + (step >> 2));
  }
  switch (cls) {
    case 49: return 9344;
    case 50: return 10912;
    case 51: return 13088;
    case 52: return 16368;
    case 53: return 21824;
    default: return 32736;
  }
}

/** Bytes 8-15 of a free OBJECT block: shared 0 | merged, owner 0, mutex 0, all bits of gc (no live object has them). */
// @ts-ignore: decorator
@inline export const FREE_HEADER: u64 = 0xff00_0000_0000_0003;
