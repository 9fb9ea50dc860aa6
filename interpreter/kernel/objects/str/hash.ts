// The hash of text and bytes: 64 bits, keyed by two secrets of the process. Equal text has equal kind and bytes, so the
// bytes are hashed as they lie. The hash of nothing is 0; no hash is -1.

import { control } from '../../layout/control';
import { STR_DATA } from '../../layout/text';
import { strBytes } from './access';

// @ts-ignore: decorator
@inline const K0: u64 = 0x9e37_79b9_7f4a_7c15;
// @ts-ignore: decorator
@inline const K1: u64 = 0xbf58_476d_1ce4_e5b9;
// @ts-ignore: decorator
@inline const K2: u64 = 0x94d0_49bb_1331_11eb;

// @ts-ignore: decorator
@inline function mix(h: u64, w: u64): u64 { return rotl<u64>((h ^ w) * K1, 29) * K0; }

/** Keyed hash of `n` bytes. */
export function hashBytes(p: usize, n: u32): i64 {
  if (!n) return 0;
  let h = control().hashSecret0 ^ (<u64>n * K0);
  let i: u32 = 0;
  for (; i + 8 <= n; i += 8) h = mix(h, load<u64>(p + i));
  const left = n - i;
  if (left) {
    let w: u64 = 0;
    if (left & 4) { w = load<u32>(p + i); i += 4; }
    if (left & 2) { w = w << 16 | load<u16>(p + i); i += 2; }
    if (left & 1) w = w << 8 | load<u8>(p + i);
    h = mix(h, w);
  }
  h ^= control().hashSecret1;
  h = (h ^ (h >> 32)) * K2;
  h = (h ^ (h >> 29)) * K1;
  h ^= h >> 32;
  return h == <u64>-1 ? -2 : <i64>h;
}

/** Hash of a str, computed once. */
export function strHash(p: usize): i64 {
  let h = load<i64>(p, 24); // every thread computes the same: plain whole words do
  if (h == -1) {
    h = hashBytes(p + STR_DATA, strBytes(p));
    store<i64>(p, h, 24);
  }
  return h;
}
