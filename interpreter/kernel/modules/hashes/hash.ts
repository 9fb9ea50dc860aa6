// Hash objects: states that take data in blocks. The functions themselves: compress.ts; the types: types.ts.

import { address, fromAddress, NULL, Word } from '../../layout/word';
import { T_TYPE_ERROR } from '../../generated/types';
import { allocBlock, freeBlock, KIND_RAW } from '../../memory/blocks';
import { newObject } from '../../memory/objects';
import { enter, leave } from '../../sync/critical';
import { memoryError, raise } from '../../eval/errors';
import { Buffer, bufferRelease, getBuffer, supportsBuffer } from '../../objects/buffer';
import { isStr } from '../../objects/str/access';
import { blake2bBlock, blake2sBlock, keccak, md5Block, SCRATCH, sha1Block, sha256Block, sha512Block } from './compress';
import { SHA224_START, SHA256_START, SHA384_START, SHA512_START } from './constants';

/** Under its lock. */
// @ts-ignore: decorator
@unmanaged
export class Hash {
  type: u32; local: u32; shared: i32; owner: u16; mutex: u8; gc: u8;
  /** HASH_... */
  kind: u32;
  /** Bytes that wait for their block to be full. */
  filled: u32;
  /** Bytes taken so far. */
  total: u64;
  digestSize: u32;
  blockSize: u32;
  /** Raw block: state words, WAITING, SCRATCH. */
  state: u32;
  /** BLAKE2: the last node of its level. */
  lastNode: u32;
}
// @ts-ignore: decorator
@inline const WAITING: usize = 256;
// @ts-ignore: decorator
@inline const STATE_BYTES: usize = SCRATCH + 640;

// @ts-ignore: decorator
@inline export const HASH_MD5: u32 = 0;
// @ts-ignore: decorator
@inline export const HASH_SHA1: u32 = 1;
// @ts-ignore: decorator
@inline export const HASH_SHA224: u32 = 2;
// @ts-ignore: decorator
@inline export const HASH_SHA256: u32 = 3;
// @ts-ignore: decorator
@inline export const HASH_SHA384: u32 = 4;
// @ts-ignore: decorator
@inline export const HASH_SHA512: u32 = 5;
/** SHA-3 of 224, 256, 384, 512 bits, SHAKE of 128 and 256 follow one another. */
// @ts-ignore: decorator
@inline export const HASH_SHA3: u32 = 6;
// @ts-ignore: decorator
@inline export const HASH_SHAKE: u32 = 10;
// @ts-ignore: decorator
@inline export const HASH_BLAKE2B: u32 = 12;
// @ts-ignore: decorator
@inline export const HASH_BLAKE2S: u32 = 13;

function digestSizeOf(kind: u32): u32 {
  switch (kind) {
    case 0: return 16;
    case 1: return 20;
    case 2: case 6: return 28;
    case 3: case 7: case 13: return 32;
    case 4: case 8: return 48;
    case 5: case 9: case 12: return 64;
    default: return 0;
  }
}
function blockSizeOf(kind: u32): u32 {
  if (kind < HASH_SHA384 || kind == HASH_BLAKE2S) return 64;
  if (kind < HASH_SHA3 || kind == HASH_BLAKE2B) return 128;
  if (kind >= HASH_SHAKE) return kind == HASH_SHAKE ? 168 : 136;
  return 200 - 2 * digestSizeOf(kind);
}

// @ts-ignore: decorator
@inline export function hash(w: Word): Hash { return changetype<Hash>(address(w)); }

/** A fresh object of a static type; NULL: MemoryError. BLAKE2's parameters are still to be mixed in. */
export function newHash(type: u32, kind: u32): Word {
  const state = allocBlock(KIND_RAW, STATE_BYTES);
  if (!state) return memoryError();
  const p = newObject(type, offsetof<Hash>());
  if (!p) { freeBlock(state); return NULL; }
  memory.fill(state, 0, STATE_BYTES);
  const h = changetype<Hash>(p);
  h.kind = kind;
  h.filled = 0;
  h.total = 0;
  h.digestSize = digestSizeOf(kind);
  h.blockSize = blockSizeOf(kind);
  h.state = <u32>state;
  h.lastNode = 0;
  if (kind < HASH_SHA224) {
    store<u64>(state, 0xefcdab89_67452301);
    store<u64>(state, 0x10325476_98badcfe, 8);
    store<u32>(state, 0xc3d2e1f0, 16);
  } else if (kind == HASH_SHA224) memory.copy(state, SHA224_START, 32);
  else if (kind == HASH_SHA256 || kind == HASH_BLAKE2S) memory.copy(state, SHA256_START, 32);
  else if (kind == HASH_SHA384) memory.copy(state, SHA384_START, 64);
  else if (kind == HASH_SHA512 || kind == HASH_BLAKE2B) memory.copy(state, SHA512_START, 64);
  return fromAddress(p);
}

/** A copy of the object. */
export function copyHash(self: Word): Word {
  const state = allocBlock(KIND_RAW, STATE_BYTES);
  if (!state) return memoryError();
  const p = newObject(load<u32>(address(self)), offsetof<Hash>());
  if (!p) { freeBlock(state); return NULL; }
  enter(address(self));
  memory.copy(p + 16, address(self) + 16, offsetof<Hash>() - 16);
  memory.copy(state, hash(self).state, STATE_BYTES);
  leave(address(self));
  changetype<Hash>(p).state = <u32>state;
  return fromAddress(p);
}

/** Takes one whole block in; `total` counts it already. */
function takeBlock(h: Hash, block: usize, last: bool): void {
  const state: usize = h.state;
  switch (h.kind) {
    case HASH_MD5: md5Block(state, block); break;
    case HASH_SHA1: sha1Block(state, block); break;
    case HASH_SHA224: case HASH_SHA256: sha256Block(state, block); break;
    case HASH_SHA384: case HASH_SHA512: sha512Block(state, block); break;
    case HASH_BLAKE2B: blake2bBlock(state, block, h.total, last, last && h.lastNode != 0); break;
    case HASH_BLAKE2S: blake2sBlock(state, block, h.total, last, last && h.lastNode != 0); break;
    default:
      for (let i: u32 = 0; i < h.blockSize; i += 8) store<u64>(state + i, load<u64>(state + i) ^ load<u64>(block + i));
      keccak(state);
  }
}

/** Under the lock, or before anybody else knows the object: n more bytes. */
export function absorb(h: Hash, data: usize, n: u32): void {
  const size = h.blockSize, waiting = h.state + WAITING;
  // BLAKE2 must know its last block: a full one waits until more comes
  const keep = h.kind >= HASH_BLAKE2B;
  while (n) {
    if (h.filled == size) {
      takeBlock(h, waiting, false);
      h.filled = 0;
    }
    const part = min<u32>(size - h.filled, n);
    memory.copy(waiting + h.filled, data, part);
    h.filled += part;
    h.total += part;
    data += part;
    n -= part;
    if (h.filled == size && !keep) {
      takeBlock(h, waiting, false);
      h.filled = 0;
    }
  }
}

/** Takes the bytes of a buffer; false with TypeError set. */
export function update(self: Word, data: Word): bool {
  if (isStr(data)) {
    raise(T_TYPE_ERROR, 'Strings must be encoded before hashing');
    return false;
  }
  if (!supportsBuffer(data)) {
    raise(T_TYPE_ERROR, 'object supporting the buffer API required');
    return false;
  }
  const b = getBuffer(data);
  if (!b) return false;
  enter(address(self));
  absorb(hash(self), changetype<Buffer>(b).data, changetype<Buffer>(b).size);
  leave(address(self));
  bufferRelease(b);
  return true;
}

/** Writes n bytes of the digest at `to`; the object (nobody else's) is used up. */
export function finish(h: Hash, to: usize, n: u32): void {
  const state: usize = h.state, waiting = state + WAITING, size = h.blockSize;
  if (h.kind >= HASH_BLAKE2B) {
    memory.fill(waiting + h.filled, 0, size - h.filled);
    takeBlock(h, waiting, true);
    memory.copy(to, state, n);
    return;
  }
  if (h.kind >= HASH_SHA3) {
    memory.fill(waiting + h.filled, 0, size - h.filled);
    store<u8>(waiting + h.filled, h.kind < HASH_SHAKE ? 0x06 : 0x1f);
    store<u8>(waiting + size - 1, load<u8>(waiting + size - 1) | 0x80);
    takeBlock(h, waiting, true);
    while (n > size) {
      memory.copy(to, state, size);
      keccak(state);
      to += size;
      n -= size;
    }
    memory.copy(to, state, n);
    return;
  }
  const field: u32 = size == 128 ? 16 : 8;
  store<u8>(waiting + h.filled++, 0x80);
  if (h.filled > size - field) {
    memory.fill(waiting + h.filled, 0, size - h.filled);
    takeBlock(h, waiting, false);
    h.filled = 0;
  }
  memory.fill(waiting + h.filled, 0, size - h.filled);
  const bits = h.total << 3;
  store<u64>(waiting + size - 8, h.kind == HASH_MD5 ? bits : bswap<u64>(bits));
  if (field == 16) store<u64>(waiting + size - 16, bswap<u64>(h.total >> 61));
  takeBlock(h, waiting, true);
  // MD5's digest is little-endian as the state is
  if (field == 16) for (let i: u32 = 0; i < 64; i += 8) store<u64>(state + i, bswap<u64>(load<u64>(state + i)));
  else if (h.kind != HASH_MD5) for (let i: u32 = 0; i < 32; i += 4) store<u32>(state + i, bswap<u32>(load<u32>(state + i)));
  memory.copy(to, state, n);
}
