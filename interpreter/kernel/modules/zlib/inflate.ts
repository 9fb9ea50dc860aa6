// Inflate: RFC 1951 in the frames of RFC 1950 (zlib) and 1952 (gzip), a call at a time: it stops where the input or the room
// for output ends, and goes on there with the next call.
//
// The output block begins with the window (what came before, up to 32 KiB), so that a distance is only a subtraction.

import { adler32, crc32 } from './checksum';
import { outBlock, outRoom, outSize, reserveOutput, setOutSize } from './output';

// @ts-ignore: decorator
@inline export const WINDOW: usize = 32768;

// @ts-ignore: decorator
@unmanaged
export class Inflate {
  /** Bits that were read and not yet used, lowest first. */
  bits: u64; // 0
  bitCount: u32; // 8
  /** MODE_ */
  mode: u32; // 12
  /** FORMAT_ */
  format: u32; // 16
  /** Largest window that the header may ask for, 0: any. */
  wbits: u32; // 20
  /** The last block has begun. */
  last: u32; // 24
  /** Checksum of the output. */
  check: u32; // 28
  /** Bytes of output in all, modulo 2^32. */
  total: u32; // 32
  /** gzip header: flags, and how many bytes of the part in hand are left. */
  flags: u32; // 36
  left: u32; // 40
  /** Rest of a match that had no room. */
  matchLength: u32; // 44
  matchDistance: u32; // 48
  /** Numbers of code lengths that a dynamic block has: literals, distances, code lengths; the one in hand. */
  literals: u32; // 52
  distances: u32; // 56
  codes: u32; // 60
  index: u32; // 64
  /** Bytes of the window. */
  windowSize: u32; // 68
  /** Checksum of the dictionary that is asked for. */
  dictionary: u32; // 72
  /** CRC of the gzip header. */
  headerCheck: u32; // 76
}
// @ts-ignore: decorator
@inline const CODE_BYTES: usize = 2656;
// Behind it: code lengths u8[320], then two codes, then the window.
// @ts-ignore: decorator
@inline const LENGTHS: usize = 80;
// @ts-ignore: decorator
@inline const LITERAL_CODE: usize = 400;
// @ts-ignore: decorator
@inline const DISTANCE_CODE: usize = LITERAL_CODE + CODE_BYTES;
// @ts-ignore: decorator
@inline export const WINDOW_AT: usize = DISTANCE_CODE + CODE_BYTES;
// @ts-ignore: decorator
@inline export const INFLATE_BYTES: usize = WINDOW_AT + WINDOW;

// A code: u16 table[1 << FAST] (length | symbol << 4; 0: a longer code), u16 counts[16], u16 symbols[288] in code order.
// @ts-ignore: decorator
@inline const FAST: u32 = 10;
// @ts-ignore: decorator
@inline const COUNTS: usize = 2048;
// @ts-ignore: decorator
@inline const SYMBOLS: usize = 2080;

// @ts-ignore: decorator
@inline export const FORMAT_RAW: u32 = 0;
// @ts-ignore: decorator
@inline export const FORMAT_ZLIB: u32 = 1;
// @ts-ignore: decorator
@inline export const FORMAT_GZIP: u32 = 2;
// @ts-ignore: decorator
@inline export const FORMAT_ANY: u32 = 3;

// @ts-ignore: decorator
@inline const MODE_HEAD: u32 = 0;
// @ts-ignore: decorator
@inline const MODE_GZIP_TIME: u32 = 1;
// @ts-ignore: decorator
@inline const MODE_GZIP_EXTRA_SIZE: u32 = 2;
// @ts-ignore: decorator
@inline const MODE_GZIP_EXTRA: u32 = 3;
// @ts-ignore: decorator
@inline const MODE_GZIP_NAME: u32 = 4;
// @ts-ignore: decorator
@inline const MODE_GZIP_COMMENT: u32 = 5;
// @ts-ignore: decorator
@inline const MODE_GZIP_CHECK: u32 = 6;
// @ts-ignore: decorator
@inline const MODE_DICTIONARY: u32 = 7;
// @ts-ignore: decorator
@inline const MODE_NEED_DICTIONARY: u32 = 8;
// @ts-ignore: decorator
@inline const MODE_TYPE: u32 = 9;
// @ts-ignore: decorator
@inline const MODE_STORED_SIZE: u32 = 10;
// @ts-ignore: decorator
@inline const MODE_STORED: u32 = 11;
// @ts-ignore: decorator
@inline const MODE_TABLE: u32 = 12;
// @ts-ignore: decorator
@inline const MODE_CODE_LENGTHS: u32 = 13;
// @ts-ignore: decorator
@inline const MODE_LENGTHS: u32 = 14;
// @ts-ignore: decorator
@inline const MODE_BODY: u32 = 15;
// @ts-ignore: decorator
@inline const MODE_CHECK: u32 = 16;
// @ts-ignore: decorator
@inline const MODE_SIZE: u32 = 17;
// @ts-ignore: decorator
@inline export const MODE_DONE: u32 = 18;
// @ts-ignore: decorator
@inline const MODE_BAD: u32 = 19;

/** What `inflate` gives. */
// @ts-ignore: decorator
@inline export const NEEDS_INPUT: i32 = 0;
// @ts-ignore: decorator
@inline export const NEEDS_ROOM: i32 = 1;
// @ts-ignore: decorator
@inline export const DONE: i32 = 2;
// @ts-ignore: decorator
@inline export const NEEDS_DICTIONARY: i32 = 3;
/** `fault` says why. */
// @ts-ignore: decorator
@inline export const BAD: i32 = 4;
// @ts-ignore: decorator
@inline export const NO_MEMORY: i32 = 5;

export let fault: string = '';
/** Where the input goes on after `inflate`. */
export let inPos: usize = 0;
let inEnd: usize = 0;

function bad(s: Inflate, why: string): i32 {
  s.mode = MODE_BAD;
  fault = why;
  return BAD;
}

/** A fresh state in a block of INFLATE_BYTES. */
export function inflateInit(p: usize, format: u32, wbits: u32): void {
  memory.fill(p, 0, LENGTHS);
  const s = changetype<Inflate>(p);
  s.format = format;
  s.wbits = wbits;
  s.mode = format == FORMAT_RAW ? MODE_TYPE : MODE_HEAD;
}

/** Whether `n` bits are there, having read what that takes. */
function need(s: Inflate, n: u32): bool {
  while (s.bitCount < n) {
    if (inPos == inEnd) return false;
    s.bits |= <u64>load<u8>(inPos++) << s.bitCount;
    s.bitCount += 8;
  }
  return true;
}
// @ts-ignore: decorator
@inline function peekBits(s: Inflate, n: u32): u32 { return <u32>(s.bits & ((<u64>1 << n) - 1)); }
// @ts-ignore: decorator
@inline function skipBits(s: Inflate, n: u32): void {
  s.bits >>= n;
  s.bitCount -= n;
}
function takeBits(s: Inflate, n: u32): u32 {
  const v = peekBits(s, n);
  skipBits(s, n);
  return v;
}

/**
 * Makes the code at `c` of `n` lengths (u8) at `lengths`. 0: complete; above: codes are missing; below: there are too many.
 */
function makeCode(c: usize, lengths: usize, n: u32): i32 {
  memory.fill(c, 0, SYMBOLS);
  for (let i: u32 = 0; i < n; i++) {
    const at = c + COUNTS + (<usize>load<u8>(lengths + i) << 1);
    store<u16>(at, load<u16>(at) + 1);
  }
  store<u16>(c, 0, COUNTS);
  let left: i32 = 1;
  for (let i: usize = 1; i < 16; i++) {
    left = (left << 1) - <i32>load<u16>(c + (i << 1), COUNTS);
    if (left < 0) return left;
  }
  // where the symbols of each length begin, for now at the begin of the table
  let place: u32 = 0;
  for (let i: usize = 1; i < 16; i++) {
    store<u16>(c + (i << 1), <u16>place);
    place += <u32>load<u16>(c + (i << 1), COUNTS);
  }
  for (let i: u32 = 0; i < n; i++) {
    const length = <usize>load<u8>(lengths + i);
    if (length == 0) continue;
    const at = c + (length << 1);
    const to = <usize>load<u16>(at);
    store<u16>(at, <u16>(to + 1));
    store<u16>(c + (to << 1), <u16>i, SYMBOLS);
  }
  memory.fill(c, 0, COUNTS);
  let code: u32 = 0;
  place = 0;
  for (let length: u32 = 1; length <= FAST; length++) {
    const count = <u32>load<u16>(c + (length << 1), COUNTS);
    for (let k: u32 = 0; k < count; k++, code++, place++) {
      const symbol = <u32>load<u16>(c + (place << 1), SYMBOLS);
      // codes come with their highest bit first
      let reversed: u32 = 0;
      for (let b: u32 = 0; b < length; b++) reversed |= (code >> b & 1) << (length - 1 - b);
      for (; reversed < 1 << FAST; reversed += 1 << length) store<u16>(c + (reversed << 1), <u16>(length | symbol << 4));
    }
    code <<= 1;
  }
  return left;
}

/** A code longer than FAST: length | symbol << 4; 0: bits are missing; 0xffffffff: there is no such code. */
function longCode(c: usize, bits: u64, count: u32): u32 {
  let code: i32 = 0;
  let first: i32 = 0;
  let place: i32 = 0;
  for (let length: u32 = 1; length < 16; length++) {
    if (length > count) return 0;
    code |= <i32>(bits >> (length - 1) & 1);
    const n = <i32>load<u16>(c + (length << 1), COUNTS);
    if (code - n < first) return length | <u32>load<u16>(c + (<usize>(place + code - first) << 1), SYMBOLS) << 4;
    place += n;
    first = (first + n) << 1;
    code <<= 1;
  }
  return 0xffff_ffff;
}

/** The symbol of a code that the bits begin with, as `longCode`. */
// @ts-ignore: decorator
@inline function symbolOf(c: usize, bits: u64, count: u32): u32 {
  const entry = <u32>load<u16>(c + (<usize>(bits & ((1 << FAST) - 1)) << 1));
  if (entry == 0) return longCode(c, bits, count);
  return (entry & 15) <= count ? entry : 0;
}

function fixedCodes(p: usize): void {
  const lengths = p + LENGTHS;
  memory.fill(lengths, 8, 144);
  memory.fill(lengths + 144, 9, 112);
  memory.fill(lengths + 256, 7, 24);
  memory.fill(lengths + 280, 8, 8);
  makeCode(p + LITERAL_CODE, lengths, 288);
  memory.fill(lengths, 5, 30);
  makeCode(p + DISTANCE_CODE, lengths, 30);
}

/** Extra bits of length symbol 257 + i, and its base. */
// @ts-ignore: decorator
@inline function lengthExtra(i: u32): u32 { return i < 8 || i == 28 ? 0 : (i >> 2) - 1; }
// @ts-ignore: decorator
@inline function lengthBase(i: u32): u32 { return i < 8 ? i + 3 : i == 28 ? 258 : ((4 + (i & 3)) << ((i >> 2) - 1)) + 3; }
/** The same of distance symbol i. */
// @ts-ignore: decorator
@inline function distanceExtra(i: u32): u32 { return i < 4 ? 0 : (i >> 1) - 1; }
// @ts-ignore: decorator
@inline function distanceBase(i: u32): u32 { return i < 4 ? i + 1 : ((2 + (i & 1)) << ((i >> 1) - 1)) + 1; }

/** How much of the output block the checksum has seen. */
let counted: usize = 0;

/**
 * Inflates input [from, end) behind the output, until that has `limit` bytes. The output block begins with `windowSize`
 * bytes of window. Afterwards `inPos` says where the input goes on.
 */
export function inflate(p: usize, from: usize, end: usize, limit: usize): i32 {
  const s = changetype<Inflate>(p);
  inPos = from;
  inEnd = end;
  counted = outSize;
  const status = run(p, s, limit);
  account(s);
  if (status == NEEDS_ROOM || status == DONE || status == BAD) {
    // whole bytes that no bit was used of are input again
    while (s.bitCount >= 8 && inPos > from) {
      s.bitCount -= 8;
      inPos--;
    }
    s.bits &= (<u64>1 << s.bitCount) - 1;
  }
  return status;
}

/** Takes the output that it has not seen into the checksum. */
function account(s: Inflate): void {
  const n = outSize - counted;
  if (s.format == FORMAT_GZIP) s.check = crc32(outBlock + counted, n, s.check);
  else if (s.format == FORMAT_ZLIB) s.check = adler32(outBlock + counted, n, s.check);
  s.total += <u32>n;
  counted = outSize;
}

/** -1 stands for "go on". */
function run(p: usize, s: Inflate, limit: usize): i32 {
  while (true) {
    let status: i32 = -1;
    const mode = s.mode;
    if (mode == MODE_BODY) status = body(p, s, limit);
    else if (mode == MODE_STORED) status = stored(s, limit);
    else if (mode == MODE_TYPE) status = blockHead(p, s);
    else if (mode == MODE_STORED_SIZE) {
      if (!need(s, 32)) return NEEDS_INPUT;
      const size = takeBits(s, 32);
      if ((size & 0xffff) != (~size >> 16)) return bad(s, 'invalid stored block lengths');
      s.left = size & 0xffff;
      s.mode = MODE_STORED;
    } else if (mode == MODE_TABLE || mode == MODE_CODE_LENGTHS || mode == MODE_LENGTHS) status = readCodes(p, s);
    else if (mode == MODE_HEAD) status = head(s);
    else if (mode < MODE_DICTIONARY) status = gzipHead(s);
    else if (mode == MODE_DICTIONARY) {
      if (!need(s, 32)) return NEEDS_INPUT;
      s.dictionary = bswap<u32>(takeBits(s, 32));
      s.mode = MODE_NEED_DICTIONARY;
    } else if (mode == MODE_NEED_DICTIONARY) return NEEDS_DICTIONARY;
    else if (mode == MODE_CHECK) {
      if (!need(s, 32)) return NEEDS_INPUT;
      account(s);
      const given = takeBits(s, 32);
      if ((s.format == FORMAT_GZIP ? given : bswap<u32>(given)) != s.check) return bad(s, 'incorrect data check');
      s.mode = s.format == FORMAT_GZIP ? MODE_SIZE : MODE_DONE;
    } else if (mode == MODE_SIZE) {
      if (!need(s, 32)) return NEEDS_INPUT;
      if (takeBits(s, 32) != s.total) return bad(s, 'incorrect length check');
      s.mode = MODE_DONE;
    } else return mode == MODE_DONE ? DONE : BAD;
    if (status >= 0) return status;
  }
}

// ---- headers ----------------------------------------------------------------------------------------------------------

function head(s: Inflate): i32 {
  if (!need(s, 16)) return NEEDS_INPUT;
  const word = peekBits(s, 16);
  if (s.format >= FORMAT_GZIP && word == 0x8b1f) {
    if (!need(s, 32)) return NEEDS_INPUT;
    const whole = takeBits(s, 32);
    s.format = FORMAT_GZIP;
    s.check = 0;
    if ((whole >> 16 & 255) != 8) return bad(s, 'unknown compression method');
    s.flags = whole >> 24;
    if (s.flags & 0xe0) return bad(s, 'unknown header flags set');
    s.headerCheck = headerBytes(s, 0, whole, 4);
    s.mode = MODE_GZIP_TIME;
    return -1;
  }
  if (s.format == FORMAT_GZIP || ((word & 255) << 8 | word >> 8) % 31 != 0) return bad(s, 'incorrect header check');
  if ((word & 15) != 8) return bad(s, 'unknown compression method');
  const size = (word >> 4 & 15) + 8;
  if (size > 15 || (s.wbits != 0 && size > s.wbits)) return bad(s, 'invalid window size');
  skipBits(s, 16);
  s.format = FORMAT_ZLIB;
  s.check = 1;
  s.mode = word & 0x2000 ? MODE_DICTIONARY : MODE_TYPE;
  return -1;
}

/** The header's CRC with `n` bytes of `word` more. */
function headerBytes(s: Inflate, crc: u32, word: u32, n: u32): u32 {
  store<u32>(changetype<usize>(s) + LENGTHS, word);
  return crc32(changetype<usize>(s) + LENGTHS, n, crc);
}

function gzipHead(s: Inflate): i32 {
  if (s.mode == MODE_GZIP_TIME) {
    if (!need(s, 48)) return NEEDS_INPUT;
    s.headerCheck = headerBytes(s, s.headerCheck, takeBits(s, 32), 4);
    s.headerCheck = headerBytes(s, s.headerCheck, takeBits(s, 16), 2);
    s.mode = MODE_GZIP_EXTRA_SIZE;
  }
  if (s.mode == MODE_GZIP_EXTRA_SIZE) {
    s.left = 0;
    if (s.flags & 4) {
      if (!need(s, 16)) return NEEDS_INPUT;
      s.left = takeBits(s, 16);
      s.headerCheck = headerBytes(s, s.headerCheck, s.left, 2);
    }
    s.mode = MODE_GZIP_EXTRA;
  }
  if (s.mode == MODE_GZIP_EXTRA) {
    for (; s.left > 0; s.left--) {
      if (!need(s, 8)) return NEEDS_INPUT;
      s.headerCheck = headerBytes(s, s.headerCheck, takeBits(s, 8), 1);
    }
    s.mode = MODE_GZIP_NAME;
  }
  while (s.mode == MODE_GZIP_NAME || s.mode == MODE_GZIP_COMMENT) {
    if (s.flags & (s.mode == MODE_GZIP_NAME ? 8 : 16)) {
      if (!need(s, 8)) return NEEDS_INPUT;
      const c = takeBits(s, 8);
      s.headerCheck = headerBytes(s, s.headerCheck, c, 1);
      if (c != 0) continue;
    }
    s.mode++;
  }
  if (s.flags & 2) {
    if (!need(s, 16)) return NEEDS_INPUT;
    if (takeBits(s, 16) != (s.headerCheck & 0xffff)) return bad(s, 'header crc mismatch');
  }
  s.mode = MODE_TYPE;
  return -1;
}

function blockHead(p: usize, s: Inflate): i32 {
  if (s.last) {
    skipBits(s, s.bitCount & 7);
    s.mode = s.format == FORMAT_RAW ? MODE_DONE : MODE_CHECK;
    return -1;
  }
  if (!need(s, 3)) return NEEDS_INPUT;
  s.last = takeBits(s, 1);
  const kind = takeBits(s, 2);
  if (kind == 3) return bad(s, 'invalid block type');
  if (kind == 0) {
    skipBits(s, s.bitCount & 7);
    s.mode = MODE_STORED_SIZE;
  } else if (kind == 1) {
    fixedCodes(p);
    s.mode = MODE_BODY;
  } else s.mode = MODE_TABLE;
  return -1;
}

// ---- blocks -----------------------------------------------------------------------------------------------------------

function stored(s: Inflate, limit: usize): i32 {
  while (s.left > 0) {
    if (outSize >= limit) return NEEDS_ROOM;
    // bytes that wait as bits come first
    if (s.bitCount > 0 || inPos == inEnd) {
      if (!need(s, 8)) return NEEDS_INPUT;
      if (!reserveOutput(1)) return NO_MEMORY;
      store<u8>(outBlock + outSize, <u8>takeBits(s, 8));
      setOutSize(outSize + 1);
      s.left--;
      continue;
    }
    const n = min(min<usize>(s.left, inEnd - inPos), limit - outSize);
    if (!reserveOutput(n)) return NO_MEMORY;
    memory.copy(outBlock + outSize, inPos, n);
    setOutSize(outSize + n);
    inPos += n;
    s.left -= <u32>n;
  }
  s.mode = MODE_TYPE;
  return -1;
}

/** Where the n-th code length of the code lengths' own code stands. */
// @ts-ignore: decorator
@inline function orderOf(i: u32): u32 {
  return i < 3 ? 16 + i : i == 3 ? 0 : i & 1 ? 7 - ((i - 5) >> 1) : 8 + ((i - 4) >> 1);
}

function readCodes(p: usize, s: Inflate): i32 {
  const lengths = p + LENGTHS;
  if (s.mode == MODE_TABLE) {
    if (!need(s, 14)) return NEEDS_INPUT;
    s.literals = takeBits(s, 5) + 257;
    s.distances = takeBits(s, 5) + 1;
    s.codes = takeBits(s, 4) + 4;
    if (s.literals > 286 || s.distances > 30) return bad(s, 'too many length or distance symbols');
    s.index = 0;
    memory.fill(lengths, 0, 19);
    s.mode = MODE_CODE_LENGTHS;
  }
  if (s.mode == MODE_CODE_LENGTHS) {
    for (; s.index < s.codes; s.index++) {
      if (!need(s, 3)) return NEEDS_INPUT;
      store<u8>(lengths + orderOf(s.index), <u8>takeBits(s, 3));
    }
    if (makeCode(p + LITERAL_CODE, lengths, 19) != 0) return bad(s, 'invalid code lengths set');
    s.index = 0;
    s.mode = MODE_LENGTHS;
  }
  const all = s.literals + s.distances;
  while (s.index < all) {
    let entry: u32 = 0;
    while (true) {
      entry = symbolOf(p + LITERAL_CODE, s.bits, s.bitCount);
      if (entry != 0) break;
      if (!need(s, s.bitCount + 1)) return NEEDS_INPUT;
    }
    const used = entry & 15;
    const symbol = entry >> 4;
    if (symbol < 16) {
      skipBits(s, used);
      store<u8>(lengths + s.index++, <u8>symbol);
      continue;
    }
    const extra: u32 = symbol == 16 ? 2 : symbol == 17 ? 3 : 7;
    if (!need(s, used + extra)) return NEEDS_INPUT;
    skipBits(s, used);
    const count = takeBits(s, extra) + (symbol == 18 ? 11 : 3);
    if (symbol == 16 && s.index == 0) return bad(s, 'invalid bit length repeat');
    if (s.index + count > all) return bad(s, 'invalid bit length repeat');
    memory.fill(lengths + s.index, symbol == 16 ? load<u8>(lengths + s.index - 1) : 0, count);
    s.index += count;
  }
  if (load<u8>(lengths + 256) == 0) return bad(s, 'invalid code -- missing end-of-block');
  const left = makeCode(p + LITERAL_CODE, lengths, s.literals);
  // only a single code may leave others out
  if (left < 0 || (left > 0 && !isSingle(p + LITERAL_CODE))) return bad(s, 'invalid literal/lengths set');
  const rest = makeCode(p + DISTANCE_CODE, lengths + s.literals, s.distances);
  if (rest < 0 || (rest > 0 && !isSingle(p + DISTANCE_CODE))) return bad(s, 'invalid distances set');
  s.mode = MODE_BODY;
  return -1;
}

/** Whether a code has at most one symbol, of one bit. */
function isSingle(c: usize): bool {
  for (let i: usize = 2; i < 16; i++) if (load<u16>(c + (i << 1), COUNTS) != 0) return false;
  return load<u16>(c + 2, COUNTS) <= 1;
}

/** Copies a match that begins `distance` back. */
// @ts-ignore: decorator
@inline function copyMatch(to: usize, distance: usize, length: usize): void {
  const from = to - distance;
  if (distance >= length) memory.copy(to, from, length);
  else for (let i: usize = 0; i < length; i++) store<u8>(to + i, load<u8>(from + i));
}

function body(p: usize, s: Inflate, limit: usize): i32 {
  const literalCode = p + LITERAL_CODE, distanceCode = p + DISTANCE_CODE;
  while (true) {
    if (s.matchLength > 0) {
      const n = min<usize>(s.matchLength, limit - outSize);
      if (n == 0) return NEEDS_ROOM;
      if (!reserveOutput(n)) return NO_MEMORY;
      copyMatch(outBlock + outSize, s.matchDistance, n);
      setOutSize(outSize + n);
      s.matchLength -= <u32>n;
      continue;
    }
    if (outSize >= limit) {
      // the end of the block needs no room
      if (!atBlockEnd(s, literalCode)) return NEEDS_ROOM;
    }
    // more than a match needs, so that each round gets on
    if (!reserveOutput(1024)) return NO_MEMORY;
    let bits = s.bits;
    let count = s.bitCount;
    let at = inPos;
    const end = inEnd;
    let to = outBlock + outSize;
    const stop = outBlock + min(limit, outRoom - 258);
    let status: i32 = -2;
    while (true) {
      for (; count <= 56 && at < end; count += 8) bits |= <u64>load<u8>(at++) << count;
      const entry = symbolOf(literalCode, bits, count);
      if (entry == 0) {
        status = NEEDS_INPUT;
        break;
      }
      if (entry == 0xffff_ffff) {
        status = BAD;
        fault = 'invalid literal/length code';
        break;
      }
      const symbol = entry >> 4;
      if (symbol < 256) {
        if (to >= stop) break;
        store<u8>(to++, <u8>symbol);
        bits >>= entry & 15;
        count -= entry & 15;
        continue;
      }
      let b = bits >> (entry & 15);
      let left: i32 = <i32>count - <i32>(entry & 15);
      if (symbol == 256) {
        bits = b;
        count = <u32>left;
        s.mode = MODE_TYPE;
        status = -1;
        break;
      }
      if (to >= stop) break;
      if (symbol > 285) {
        status = BAD;
        fault = 'invalid literal/length code';
        break;
      }
      const le = lengthExtra(symbol - 257);
      if (left < <i32>le) {
        status = NEEDS_INPUT;
        break;
      }
      const length = lengthBase(symbol - 257) + (<u32>b & ((1 << le) - 1));
      b >>= le;
      left -= <i32>le;
      const second = symbolOf(distanceCode, b, <u32>left);
      if (second == 0) {
        status = NEEDS_INPUT;
        break;
      }
      if (second == 0xffff_ffff || second >> 4 > 29) {
        status = BAD;
        fault = 'invalid distance code';
        break;
      }
      b >>= second & 15;
      left -= <i32>(second & 15);
      const de = distanceExtra(second >> 4);
      if (left < <i32>de) {
        status = NEEDS_INPUT;
        break;
      }
      const distance = distanceBase(second >> 4) + (<u32>b & ((1 << de) - 1));
      bits = b >> de;
      count = <u32>(left - <i32>de);
      if (<usize>distance > to - outBlock) {
        status = BAD;
        fault = 'invalid distance too far back';
        break;
      }
      const n = min<usize>(length, outBlock + limit - to);
      copyMatch(to, distance, n);
      to += n;
      if (n < length) {
        s.matchLength = length - <u32>n;
        s.matchDistance = distance;
        break;
      }
    }
    s.bits = bits;
    s.bitCount = count;
    inPos = at;
    setOutSize(to - outBlock);
    if (status == BAD) s.mode = MODE_BAD;
    if (status != -2) return status;
  }
}

/** Whether the next symbol is known and ends the block. */
function atBlockEnd(s: Inflate, code: usize): bool {
  while (true) {
    const entry = symbolOf(code, s.bits, s.bitCount);
    if (entry != 0) return entry != 0xffff_ffff && entry >> 4 == 256;
    if (!need(s, s.bitCount + 1)) return false;
  }
}

/** Sets the dictionary that was asked for. False: it is another one. */
export function setInflateDictionary(p: usize, data: usize, n: usize): bool {
  const s = changetype<Inflate>(p);
  if (s.mode == MODE_NEED_DICTIONARY && adler32(data, n, 1) != s.dictionary) return false;
  const size = min(n, WINDOW);
  memory.copy(p + WINDOW_AT, data + n - size, size);
  s.windowSize = <u32>size;
  if (s.mode == MODE_NEED_DICTIONARY) {
    s.mode = MODE_TYPE;
    s.check = 1;
  }
  return true;
}
