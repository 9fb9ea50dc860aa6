// One block of each hash function into its state.

import {
  BLAKE2_ORDER, KECCAK_LANES, KECCAK_ROUNDS, KECCAK_TURNS, MD5_SINES, SHA256_ROUNDS, SHA256_START, SHA512_ROUNDS, SHA512_START,
} from './constants';

/** Scratch words lie behind the state and what waits: 640 bytes at this offset. */
// @ts-ignore: decorator
@inline export const SCRATCH: usize = 512;
/** Those of the state in hand. */
let words: usize = 0;

// @ts-ignore: decorator
@inline function word32(p: usize, i: u32): u32 { return load<u32>(p + (<usize>i << 2)); }
// @ts-ignore: decorator
@inline function word64(p: usize, i: u32): u64 { return load<u64>(p + (<usize>i << 3)); }
// @ts-ignore: decorator
@inline function add32(p: usize, i: u32, x: u32): void { store<u32>(p + (<usize>i << 2), word32(p, i) + x); }
// @ts-ignore: decorator
@inline function add64(p: usize, i: u32, x: u64): void { store<u64>(p + (<usize>i << 3), word64(p, i) + x); }

/** Left turns of MD5: four for each round of 16 steps. */
const MD5_TURNS = memory.data<u8>([7, 12, 17, 22, 5, 9, 14, 20, 4, 11, 16, 23, 6, 10, 15, 21]);

export function md5Block(state: usize, block: usize): void {
  let a = word32(state, 0), b = word32(state, 1), c = word32(state, 2), d = word32(state, 3);
  for (let i: u32 = 0; i < 64; i++) {
    const round = i >> 4;
    let f: u32, g: u32;
    if (round == 0) { f = b & c | ~b & d; g = i; }
    else if (round == 1) { f = d & b | ~d & c; g = 5 * i + 1; }
    else if (round == 2) { f = b ^ c ^ d; g = 3 * i + 5; }
    else { f = c ^ (b | ~d); g = 7 * i; }
    f += a + word32(MD5_SINES, i) + word32(block, g & 15);
    a = d;
    d = c;
    c = b;
    b += rotl<u32>(f, load<u8>(MD5_TURNS + (round << 2) + (i & 3)));
  }
  add32(state, 0, a);
  add32(state, 1, b);
  add32(state, 2, c);
  add32(state, 3, d);
}

export function sha1Block(state: usize, block: usize): void {
  const w = state + SCRATCH;
  for (let i: u32 = 0; i < 16; i++) store<u32>(w + (<usize>i << 2), bswap<u32>(word32(block, i)));
  for (let i: u32 = 16; i < 80; i++) {
    store<u32>(w + (<usize>i << 2), rotl<u32>(word32(w, i - 3) ^ word32(w, i - 8) ^ word32(w, i - 14) ^ word32(w, i - 16), 1));
  }
  let a = word32(state, 0), b = word32(state, 1), c = word32(state, 2), d = word32(state, 3), e = word32(state, 4);
  for (let i: u32 = 0; i < 80; i++) {
    let f: u32, k: u32;
    if (i < 20) { f = b & c | ~b & d; k = 0x5a827999; }
    else if (i < 40) { f = b ^ c ^ d; k = 0x6ed9eba1; }
    else if (i < 60) { f = b & c | b & d | c & d; k = 0x8f1bbcdc; }
    else { f = b ^ c ^ d; k = 0xca62c1d6; }
    const t = rotl<u32>(a, 5) + f + e + k + word32(w, i);
    e = d;
    d = c;
    c = rotl<u32>(b, 30);
    b = a;
    a = t;
  }
  add32(state, 0, a);
  add32(state, 1, b);
  add32(state, 2, c);
  add32(state, 3, d);
  add32(state, 4, e);
}

export function sha256Block(state: usize, block: usize): void {
  const w = state + SCRATCH;
  for (let i: u32 = 0; i < 16; i++) store<u32>(w + (<usize>i << 2), bswap<u32>(word32(block, i)));
  for (let i: u32 = 16; i < 64; i++) {
    const x = word32(w, i - 15), y = word32(w, i - 2);
    store<u32>(
      w + (<usize>i << 2),
      word32(w, i - 16) + (rotr<u32>(x, 7) ^ rotr<u32>(x, 18) ^ x >> 3) + word32(w, i - 7) + (rotr<u32>(y, 17) ^ rotr<u32>(y, 19) ^ y >> 10),
    );
  }
  let a = word32(state, 0), b = word32(state, 1), c = word32(state, 2), d = word32(state, 3);
  let e = word32(state, 4), f = word32(state, 5), g = word32(state, 6), h = word32(state, 7);
  for (let i: u32 = 0; i < 64; i++) {
    const t = h + (rotr<u32>(e, 6) ^ rotr<u32>(e, 11) ^ rotr<u32>(e, 25)) + (e & f ^ ~e & g) + word32(SHA256_ROUNDS, i) + word32(w, i);
    const u = (rotr<u32>(a, 2) ^ rotr<u32>(a, 13) ^ rotr<u32>(a, 22)) + (a & b ^ a & c ^ b & c);
    h = g;
    g = f;
    f = e;
    e = d + t;
    d = c;
    c = b;
    b = a;
    a = t + u;
  }
  add32(state, 0, a);
  add32(state, 1, b);
  add32(state, 2, c);
  add32(state, 3, d);
  add32(state, 4, e);
  add32(state, 5, f);
  add32(state, 6, g);
  add32(state, 7, h);
}

export function sha512Block(state: usize, block: usize): void {
  const w = state + SCRATCH;
  for (let i: u32 = 0; i < 16; i++) store<u64>(w + (<usize>i << 3), bswap<u64>(word64(block, i)));
  for (let i: u32 = 16; i < 80; i++) {
    const x = word64(w, i - 15), y = word64(w, i - 2);
    store<u64>(
      w + (<usize>i << 3),
      word64(w, i - 16) + (rotr<u64>(x, 1) ^ rotr<u64>(x, 8) ^ x >> 7) + word64(w, i - 7) + (rotr<u64>(y, 19) ^ rotr<u64>(y, 61) ^ y >> 6),
    );
  }
  let a = word64(state, 0), b = word64(state, 1), c = word64(state, 2), d = word64(state, 3);
  let e = word64(state, 4), f = word64(state, 5), g = word64(state, 6), h = word64(state, 7);
  for (let i: u32 = 0; i < 80; i++) {
    const t = h + (rotr<u64>(e, 14) ^ rotr<u64>(e, 18) ^ rotr<u64>(e, 41)) + (e & f ^ ~e & g) + word64(SHA512_ROUNDS, i) + word64(w, i);
    const u = (rotr<u64>(a, 28) ^ rotr<u64>(a, 34) ^ rotr<u64>(a, 39)) + (a & b ^ a & c ^ b & c);
    h = g;
    g = f;
    f = e;
    e = d + t;
    d = c;
    c = b;
    b = a;
    a = t + u;
  }
  add64(state, 0, a);
  add64(state, 1, b);
  add64(state, 2, c);
  add64(state, 3, d);
  add64(state, 4, e);
  add64(state, 5, f);
  add64(state, 6, g);
  add64(state, 7, h);
}

/** Keccak-f[1600] on 25 lanes. */
export function keccak(state: usize): void {
  const c = state + SCRATCH;
  for (let round: u32 = 0; round < 24; round++) {
    for (let x: u32 = 0; x < 5; x++) {
      store<u64>(c + (<usize>x << 3), word64(state, x) ^ word64(state, x + 5) ^ word64(state, x + 10) ^ word64(state, x + 15) ^ word64(state, x + 20));
    }
    for (let x: u32 = 0; x < 5; x++) {
      const d = word64(c, (x + 4) % 5) ^ rotl<u64>(word64(c, (x + 1) % 5), 1);
      for (let y: u32 = x; y < 25; y += 5) store<u64>(state + (<usize>y << 3), word64(state, y) ^ d);
    }
    let moved = word64(state, 1);
    for (let i: u32 = 0; i < 24; i++) {
      const lane = load<u8>(KECCAK_LANES + i);
      const next = word64(state, lane);
      store<u64>(state + (<usize>lane << 3), rotl<u64>(moved, load<u8>(KECCAK_TURNS + i)));
      moved = next;
    }
    for (let y: u32 = 0; y < 25; y += 5) {
      const a = word64(state, y), b = word64(state, y + 1), e = word64(state, y + 2), f = word64(state, y + 3), g = word64(state, y + 4);
      store<u64>(state + (<usize>y << 3), a ^ ~b & e);
      store<u64>(state + (<usize>y << 3), b ^ ~e & f, 8);
      store<u64>(state + (<usize>y << 3), e ^ ~f & g, 16);
      store<u64>(state + (<usize>y << 3), f ^ ~g & a, 24);
      store<u64>(state + (<usize>y << 3), g ^ ~a & b, 32);
    }
    store<u64>(state, word64(state, 0) ^ word64(KECCAK_ROUNDS, round));
  }
}

function mix64(a: u32, b: u32, c: u32, d: u32, x: u64, y: u64): void {
  const v = words;
  let va = word64(v, a) + word64(v, b) + x;
  let vd = rotr<u64>(word64(v, d) ^ va, 32);
  let vc = word64(v, c) + vd;
  let vb = rotr<u64>(word64(v, b) ^ vc, 24);
  va += vb + y;
  vd = rotr<u64>(vd ^ va, 16);
  vc += vd;
  vb = rotr<u64>(vb ^ vc, 63);
  store<u64>(v + (<usize>a << 3), va);
  store<u64>(v + (<usize>b << 3), vb);
  store<u64>(v + (<usize>c << 3), vc);
  store<u64>(v + (<usize>d << 3), vd);
}

/** `total`: bytes with this block; `last`, `lastNode`: it is the last one, of the last node of a level. */
export function blake2bBlock(state: usize, m: usize, total: u64, last: bool, lastNode: bool): void {
  words = state + SCRATCH;
  const v = words;
  memory.copy(v, state, 64);
  memory.copy(v + 64, SHA512_START, 64);
  store<u64>(v, word64(v, 12) ^ total, 96);
  if (last) store<u64>(v, ~word64(v, 14), 112);
  if (lastNode) store<u64>(v, ~word64(v, 15), 120);
  for (let round: u32 = 0; round < 12; round++) {
    const o = BLAKE2_ORDER + (round % 10 << 4);
    mix64(0, 4, 8, 12, word64(m, load<u8>(o)), word64(m, load<u8>(o, 1)));
    mix64(1, 5, 9, 13, word64(m, load<u8>(o, 2)), word64(m, load<u8>(o, 3)));
    mix64(2, 6, 10, 14, word64(m, load<u8>(o, 4)), word64(m, load<u8>(o, 5)));
    mix64(3, 7, 11, 15, word64(m, load<u8>(o, 6)), word64(m, load<u8>(o, 7)));
    mix64(0, 5, 10, 15, word64(m, load<u8>(o, 8)), word64(m, load<u8>(o, 9)));
    mix64(1, 6, 11, 12, word64(m, load<u8>(o, 10)), word64(m, load<u8>(o, 11)));
    mix64(2, 7, 8, 13, word64(m, load<u8>(o, 12)), word64(m, load<u8>(o, 13)));
    mix64(3, 4, 9, 14, word64(m, load<u8>(o, 14)), word64(m, load<u8>(o, 15)));
  }
  for (let i: u32 = 0; i < 8; i++) store<u64>(state + (<usize>i << 3), word64(state, i) ^ word64(v, i) ^ word64(v, i + 8));
}

function mix32(a: u32, b: u32, c: u32, d: u32, x: u32, y: u32): void {
  const v = words;
  let va = word32(v, a) + word32(v, b) + x;
  let vd = rotr<u32>(word32(v, d) ^ va, 16);
  let vc = word32(v, c) + vd;
  let vb = rotr<u32>(word32(v, b) ^ vc, 12);
  va += vb + y;
  vd = rotr<u32>(vd ^ va, 8);
  vc += vd;
  vb = rotr<u32>(vb ^ vc, 7);
  store<u32>(v + (<usize>a << 2), va);
  store<u32>(v + (<usize>b << 2), vb);
  store<u32>(v + (<usize>c << 2), vc);
  store<u32>(v + (<usize>d << 2), vd);
}

export function blake2sBlock(state: usize, m: usize, total: u64, last: bool, lastNode: bool): void {
  words = state + SCRATCH;
  const v = words;
  memory.copy(v, state, 32);
  memory.copy(v + 32, SHA256_START, 32);
  store<u64>(v, load<u64>(v, 48) ^ total, 48);
  if (last) store<u32>(v, ~word32(v, 14), 56);
  if (lastNode) store<u32>(v, ~word32(v, 15), 60);
  for (let round: u32 = 0; round < 10; round++) {
    const o = BLAKE2_ORDER + (round << 4);
    mix32(0, 4, 8, 12, word32(m, load<u8>(o)), word32(m, load<u8>(o, 1)));
    mix32(1, 5, 9, 13, word32(m, load<u8>(o, 2)), word32(m, load<u8>(o, 3)));
    mix32(2, 6, 10, 14, word32(m, load<u8>(o, 4)), word32(m, load<u8>(o, 5)));
    mix32(3, 7, 11, 15, word32(m, load<u8>(o, 6)), word32(m, load<u8>(o, 7)));
    mix32(0, 5, 10, 15, word32(m, load<u8>(o, 8)), word32(m, load<u8>(o, 9)));
    mix32(1, 6, 11, 12, word32(m, load<u8>(o, 10)), word32(m, load<u8>(o, 11)));
    mix32(2, 7, 8, 13, word32(m, load<u8>(o, 12)), word32(m, load<u8>(o, 13)));
    mix32(3, 4, 9, 14, word32(m, load<u8>(o, 14)), word32(m, load<u8>(o, 15)));
  }
  for (let i: u32 = 0; i < 8; i++) store<u32>(state + (<usize>i << 2), word32(state, i) ^ word32(v, i) ^ word32(v, i + 8));
}
