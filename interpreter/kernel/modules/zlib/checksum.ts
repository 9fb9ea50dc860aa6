// CRC-32 and Adler-32.

import { allocBlock, KIND_RAW } from '../../memory/blocks';

/** Of this instance: eight tables of 256 words, table k for a byte that k more follow; 0: not made yet. */
let tables: usize = 0;

function makeTables(): bool {
  const p = allocBlock(KIND_RAW, 8 * 1024);
  if (p == 0) return false;
  for (let i: u32 = 0; i < 256; i++) {
    let c = i;
    for (let k = 0; k < 8; k++) c = c >> 1 ^ (0xedb8_8320 & (0 - (c & 1)));
    store<u32>(p + (i << 2), c);
  }
  for (let i: u32 = 256; i < 2048; i++) {
    const c = load<u32>(p + ((i - 256) << 2));
    store<u32>(p + (i << 2), c >> 8 ^ load<u32>(p + ((c & 255) << 2)));
  }
  tables = p;
  return true;
}

export function crc32(p: usize, n: usize, crc: u32): u32 {
  crc = ~crc;
  if (tables == 0 && (n < 64 || !makeTables())) {
    for (let i: usize = 0; i < n; i++) {
      crc ^= load<u8>(p + i);
      for (let k = 0; k < 8; k++) crc = crc >> 1 ^ (0xedb8_8320 & (0 - (crc & 1)));
    }
    return ~crc;
  }
  const t = tables;
  while (n >= 8) {
    const a = crc ^ load<u32>(p);
    const b = load<u32>(p, 4);
    crc = load<u32>(t + ((a & 255) << 2), 7168) ^ load<u32>(t + ((a >> 8 & 255) << 2), 6144)
      ^ load<u32>(t + ((a >> 16 & 255) << 2), 5120) ^ load<u32>(t + (a >> 24 << 2), 4096)
      ^ load<u32>(t + ((b & 255) << 2), 3072) ^ load<u32>(t + ((b >> 8 & 255) << 2), 2048)
      ^ load<u32>(t + ((b >> 16 & 255) << 2), 1024) ^ load<u32>(t + (b >> 24 << 2));
    p += 8;
    n -= 8;
  }
  for (; n > 0; n--) crc = crc >> 8 ^ load<u32>(t + ((crc & 255 ^ load<u8>(p++)) << 2));
  return ~crc;
}

export function adler32(p: usize, n: usize, adler: u32): u32 {
  let a = adler & 0xffff;
  let b = adler >> 16;
  while (n > 0) {
    // as many as can be added before 32 bits run over
    const part = min<usize>(n, 5552);
    const end = p + part;
    for (; p < end; p++) {
      a += load<u8>(p);
      b += a;
    }
    a %= 65521;
    b %= 65521;
    n -= part;
  }
  return b << 16 | a;
}
