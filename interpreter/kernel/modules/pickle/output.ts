// What a pickler writes: a raw block that grows, cut into frames from protocol 4 on.

import { NULL, Word } from '../../layout/word';
import { own, release } from '../../counting/counts';
import { KIND_RAW, allocBlock, reallocBlock } from '../../memory/blocks';
import { call1 } from '../../eval/call';
import { memoryError } from '../../eval/errors';
import { newBytesFrom } from '../../objects/bytes/new';
import { FRAME_HEADER, FRAME_LEAST, FRAME_TARGET, Op } from './opcodes';
import { Pickler } from './pickler';

/** Bytes that one pickle may have before it goes to a file. */
// @ts-ignore: decorator
@inline const MOST: u64 = 0x7000_0000;

function grow(s: Pickler, n: u32): bool {
  const wanted = <u64>s.outSize + n;
  if (wanted > MOST) {
    memoryError();
    return false;
  }
  const room = <u32>min<u64>(max<u64>(wanted, <u64>s.outRoom << 1), MOST);
  const block = s.out == 0 ? allocBlock(KIND_RAW, max<u32>(room, 512)) : reallocBlock(KIND_RAW, s.out, room);
  if (block == 0) {
    memoryError();
    return false;
  }
  s.outRoom = s.out == 0 ? max<u32>(room, 512) : room;
  s.out = <u32>block;
  return true;
}

/** Where the next `n` bytes go, which count as written; 0 with MemoryError. */
export function room(p: usize, n: u32): usize {
  const s = changetype<Pickler>(p);
  const header: u32 = s.framing != 0 && s.frameStart < 0 ? FRAME_HEADER : 0;
  if (s.outSize + n + header > s.outRoom || n > 0x6000_0000) if (!grow(s, n + header)) return 0;
  if (header) {
    s.frameStart = <i32>s.outSize;
    s.outSize += header;
  }
  const at = <usize>s.out + s.outSize;
  s.outSize += n;
  return at;
}

export function put1(p: usize, op: i32): bool {
  const at = room(p, 1);
  if (at == 0) return false;
  store<u8>(at, <u8>op);
  return true;
}

/** An opcode with one byte. */
export function put2(p: usize, op: i32, n: u32): bool {
  const at = room(p, 2);
  if (at == 0) return false;
  store<u8>(at, <u8>op);
  store<u8>(at, <u8>n, 1);
  return true;
}

/** An opcode with four bytes. */
export function put5(p: usize, op: i32, n: u32): bool {
  const at = room(p, 5);
  if (at == 0) return false;
  store<u8>(at, <u8>op);
  store<u32>(at, n, 1);
  return true;
}

/** An opcode with eight bytes. */
export function put9(p: usize, op: i32, n: u64): bool {
  const at = room(p, 9);
  if (at == 0) return false;
  store<u8>(at, <u8>op);
  store<u64>(at, n, 1);
  return true;
}

export function putBytes(p: usize, from: usize, n: u32): bool {
  const at = room(p, n);
  if (at == 0) return false;
  memory.copy(at, from, n);
  return true;
}

/** A literal of ASCII. */
export function putText(p: usize, text: string): bool {
  const n = <u32>text.length;
  const at = room(p, n);
  if (at == 0) return false;
  for (let i: u32 = 0; i < n; i++) store<u8>(at + i, <u8>load<u16>(changetype<usize>(text) + (i << 1)));
  return true;
}

/** An opcode, a decimal number and a newline. */
export function putDecimal(p: usize, op: i32, value: i64): bool {
  let n: u64 = value < 0 ? <u64>-value : <u64>value;
  let digits: u32 = 1;
  for (let rest = n / 10; rest != 0; rest /= 10) digits++;
  const sign: u32 = value < 0 ? 1 : 0;
  const at = room(p, digits + sign + 2);
  if (at == 0) return false;
  store<u8>(at, <u8>op);
  if (sign) store<u8>(at, 0x2d, 1);
  for (let to = at + sign + digits; to > at + sign; to--) {
    store<u8>(to, <u8>(0x30 + n % 10));
    n /= 10;
  }
  store<u8>(at + sign + digits + 1, 0x0a);
  return true;
}

/** Ends the frame in progress: fills in its header, or takes the room of it back if the frame is short. */
export function closeFrame(p: usize): void {
  const s = changetype<Pickler>(p);
  if (s.frameStart < 0) return;
  const at = <usize>s.out + s.frameStart;
  const n = s.outSize - <u32>s.frameStart - FRAME_HEADER;
  if (n >= FRAME_LEAST) {
    store<u8>(at, <u8>Op.FRAME);
    store<u64>(at, n, 1);
  } else {
    memory.copy(at, at + FRAME_HEADER, n);
    s.outSize -= FRAME_HEADER;
  }
  s.frameStart = -1;
}

/** Between two objects: a frame that is long enough ends, and goes to the file if there is one. */
export function boundary(p: usize): bool {
  const s = changetype<Pickler>(p);
  if (s.frameStart < 0 || s.outSize - <u32>s.frameStart - FRAME_HEADER < FRAME_TARGET) return true;
  closeFrame(p);
  return s.write == NULL || flush(p);
}

/** Hands a word to the file's write(). */
export function writeWord(p: usize, w: Word): bool {
  const write = own(changetype<Pickler>(p).write);
  const result = call1(write, w);
  release(write);
  release(result);
  return result != NULL;
}

export function clearOutput(p: usize): void {
  const s = changetype<Pickler>(p);
  s.outSize = 0;
  s.frameStart = -1;
}

/** What was written as bytes; the frame in progress ends. NULL: MemoryError. */
export function takeOutput(p: usize): Word {
  closeFrame(p);
  const s = changetype<Pickler>(p);
  const bytes = newBytesFrom(s.out, s.outSize);
  clearOutput(p);
  return bytes;
}

/** Hands what was written to the file. */
export function flush(p: usize): bool {
  const bytes = takeOutput(p);
  if (bytes == NULL) return false;
  const ok = writeWord(p, bytes);
  release(bytes);
  return ok;
}

/**
 * A header that `room` was not asked for yet, and `n` bytes behind it from `payload` (a bytes object, or NULL: from `from`).
 * Large payloads stand outside of frames and go straight to the file.
 */
export function putPayload(p: usize, op: i32, width: u32, from: usize, n: u32): bool {
  const s = changetype<Pickler>(p);
  const apart = n >= FRAME_TARGET;
  const framing = s.framing;
  if (apart) {
    closeFrame(p);
    s.framing = 0;
  }
  let ok = width == 1 ? put2(p, op, n) : width == 4 ? put5(p, op, n) : put9(p, op, n);
  if (ok) {
    if (apart && s.write != NULL) {
      ok = flush(p);
      const payload: Word = ok ? newBytesFrom(from, n) : NULL;
      ok = payload != NULL && writeWord(p, payload);
      release(payload);
    } else ok = putBytes(p, from, n);
  }
  s.framing = framing;
  return ok;
}
