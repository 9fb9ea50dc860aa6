// Deflate: RFC 1951 in the frames of RFC 1950 (zlib) and 1952 (gzip). Input is gathered in the state; a block of it is searched
// for matches by hash chains, and written in the shortest of the three kinds of block.
//
// The state keeps what the next block may refer to (the window) and what waits, one behind the other.

import { allocBlock, freeBlock, KIND_RAW } from '../../memory/blocks';
import { adler32, crc32 } from './checksum';
import { codeLengths, codesOf } from './huffman';
import { FORMAT_GZIP, FORMAT_ZLIB } from './inflate';
import { outBlock, outSize, reserveOutput, setOutSize } from './output';

// @ts-ignore: decorator
@unmanaged
export class Deflate {
  /** Bits that are not written yet, lowest first. */
  bits: u64; // 0
  bitCount: u32; // 8
  /** 0 to 9. */
  level: u32; // 12
  /** STRATEGY_ */
  strategy: u32; // 16
  format: u32; // 20
  wbits: u32; // 24
  /** 1: the header is written; 2: the end too. */
  stage: u32; // 28
  check: u32; // 32
  total: u32; // 36
  /** Bytes of the window, and bytes behind it that wait. */
  window: u32; // 40
  waiting: u32; // 44
  /** Adler-32 of the dictionary; 0 with none. */
  dictionary: u32; // 48
  pad0: u32;
}
// @ts-ignore: decorator
@inline const DATA: usize = 56;
// @ts-ignore: decorator
@inline const WINDOW: u32 = 32768;
/** Input of a block. */
// @ts-ignore: decorator
@inline export const BLOCK: u32 = 65536;
// @ts-ignore: decorator
@inline export const DEFLATE_BYTES: usize = DATA + WINDOW + BLOCK + 8;

// @ts-ignore: decorator
@inline export const STRATEGY_HUFFMAN: u32 = 2;
// @ts-ignore: decorator
@inline const STRATEGY_RLE: u32 = 3;
// @ts-ignore: decorator
@inline const STRATEGY_FIXED: u32 = 4;

// @ts-ignore: decorator
@inline export const FLUSH_NONE: u32 = 0;
// @ts-ignore: decorator
@inline export const FLUSH_PARTIAL: u32 = 1;
// @ts-ignore: decorator
@inline export const FLUSH_SYNC: u32 = 2;
// @ts-ignore: decorator
@inline export const FLUSH_FULL: u32 = 3;
// @ts-ignore: decorator
@inline export const FLUSH_FINISH: u32 = 4;
// @ts-ignore: decorator
@inline export const FLUSH_BLOCK: u32 = 5;

/** A fresh state in a block of DEFLATE_BYTES. */
export function deflateInit(p: usize, level: u32, strategy: u32, format: u32, wbits: u32): void {
  memory.fill(p, 0, DATA);
  const s = changetype<Deflate>(p);
  s.level = level;
  s.strategy = strategy;
  s.format = format;
  s.wbits = wbits;
  s.check = format == FORMAT_ZLIB ? 1 : 0;
}

/** What the first block may refer to. */
export function setDeflateDictionary(p: usize, data: usize, n: usize): void {
  const s = changetype<Deflate>(p);
  const size = min<usize>(n, WINDOW);
  memory.copy(p + DATA, data + n - size, size);
  s.window = <u32>size;
  s.dictionary = adler32(data, n, 1);
}

/** Bytes of a state that a copy has to have. */
export function deflateUsed(p: usize): usize {
  return DATA + changetype<Deflate>(p).window + changetype<Deflate>(p).waiting;
}

// ---- bits -------------------------------------------------------------------------------------------------------------

/** Appends `n` (up to 32) bits. There must be room for 8 bytes. */
// @ts-ignore: decorator
@inline function putBits(s: Deflate, value: u32, n: u32): void {
  const bits = s.bits | <u64>value << s.bitCount;
  const count = s.bitCount + n;
  const bytes = count >> 3;
  store<u64>(outBlock + outSize, bits);
  setOutSize(outSize + bytes);
  s.bits = bytes == 0 ? bits : bits >> (bytes << 3);
  s.bitCount = count & 7;
}

function alignBits(s: Deflate): void {
  if (s.bitCount) putBits(s, 0, 8 - s.bitCount);
}

function putHeader(s: Deflate): void {
  s.stage = 1;
  if (s.format == FORMAT_GZIP) {
    putBits(s, 0x0008_8b1f, 32);
    putBits(s, 0, 32);
    putBits(s, s.level == 9 ? 2 : s.strategy >= STRATEGY_HUFFMAN || s.level < 2 ? 4 : 0, 8);
    putBits(s, 3, 8);
  } else if (s.format == FORMAT_ZLIB) {
    const speed: u32 = s.strategy >= STRATEGY_HUFFMAN || s.level < 2 ? 0 : s.level < 6 ? 1 : s.level == 6 ? 2 : 3;
    let head: u32 = (8 | (s.wbits - 8) << 4) << 8 | speed << 6 | (s.dictionary != 0 ? 0x20 : 0);
    head += 31 - head % 31;
    putBits(s, head >> 8, 8);
    putBits(s, head & 255, 8);
    if (s.dictionary != 0) putBits(s, bswap<u32>(s.dictionary), 32);
  }
}

// ---- input ------------------------------------------------------------------------------------------------------------

/** Takes up to a block of input in, [from, from + n), and writes blocks that are full: how much it took; -1: no memory. */
export function deflateTake(p: usize, from: usize, n: usize): i32 {
  const s = changetype<Deflate>(p);
  if (!reserveOutput(32)) return -1;
  if (s.stage == 0) putHeader(s);
  if (s.waiting == BLOCK && !putBlock(p, s, false)) return -1;
  const part = <u32>min<usize>(n, BLOCK - s.waiting);
  if (s.format == FORMAT_GZIP) s.check = crc32(from, part, s.check);
  else if (s.format == FORMAT_ZLIB) s.check = adler32(from, part, s.check);
  s.total += part;
  memory.copy(p + DATA + s.window + s.waiting, from, part);
  s.waiting += part;
  return <i32>part;
}

/** Writes what waits, as the FLUSH_ asks. False: no memory. */
export function deflateFlush(p: usize, flush: u32): bool {
  const s = changetype<Deflate>(p);
  if (!reserveOutput(64)) return false;
  if (s.stage == 0) putHeader(s);
  const last = flush == FLUSH_FINISH;
  if ((s.waiting > 0 || last) && !putBlock(p, s, last)) return false;
  if (!reserveOutput(64)) return false;
  if (flush == FLUSH_PARTIAL) putBits(s, 2, 10);
  else if (flush == FLUSH_SYNC || flush == FLUSH_FULL) {
    putBits(s, 0, 3);
    alignBits(s);
    putBits(s, 0xffff_0000, 32);
    if (flush == FLUSH_FULL) s.window = 0;
  }
  if (!last) return true;
  alignBits(s);
  if (s.format == FORMAT_GZIP) {
    putBits(s, s.check, 32);
    putBits(s, s.total, 32);
  } else if (s.format == FORMAT_ZLIB) putBits(s, bswap<u32>(s.check), 32);
  s.stage = 2;
  return true;
}

// ---- blocks -----------------------------------------------------------------------------------------------------------

// Scratch of one block: frequencies, code lengths, codes; then the tokens and hash chains.
// @ts-ignore: decorator
@inline const LITERAL_COUNTS: usize = 0;
// @ts-ignore: decorator
@inline const DISTANCE_COUNTS: usize = 1152;
// @ts-ignore: decorator
@inline const LENGTH_COUNTS: usize = 1280;
// @ts-ignore: decorator
@inline const LENGTHS: usize = 1360;
// @ts-ignore: decorator
@inline const LENGTH_LENGTHS: usize = 1680;
// @ts-ignore: decorator
@inline const LITERAL_CODES: usize = 1712;
// @ts-ignore: decorator
@inline const DISTANCE_CODES: usize = 2288;
// @ts-ignore: decorator
@inline const LENGTH_CODES: usize = 2352;
// @ts-ignore: decorator
@inline const RUNS: usize = 2400;
// @ts-ignore: decorator
@inline const TOKENS: usize = 3072;

/** Symbol of a match length from 257 on, and of a distance. */
function lengthSymbol(length: u32): u32 {
  if (length == 258) return 285;
  const n = length - 3;
  if (n < 8) return 257 + n;
  const extra = 29 - clz(n);
  return 257 + (extra << 2) + (n >> extra);
}
function distanceSymbol(distance: u32): u32 {
  const n = distance - 1;
  if (n < 4) return n;
  const extra = 30 - clz(n);
  return (extra << 1) + (n >> extra);
}
// @ts-ignore: decorator
@inline function lengthExtra(symbol: u32): u32 { return symbol < 265 || symbol == 285 ? 0 : (symbol - 261) >> 2; }
// @ts-ignore: decorator
@inline function distanceExtra(symbol: u32): u32 { return symbol < 4 ? 0 : (symbol >> 1) - 1; }

/** Compresses what waits into one block, and makes it the window. */
function putBlock(p: usize, s: Deflate, last: bool): bool {
  const n = s.waiting;
  const all = s.window + n;
  const bits: u32 = n < 512 ? 9 : n < 4096 ? 12 : 15;
  const size = TOKENS + <usize>(n + 1) * 4 + (<usize>4 << bits) + <usize>all * 4 + 16;
  const scratch = allocBlock(KIND_RAW, size);
  if (scratch == 0) return false;
  memory.fill(scratch, 0, TOKENS);
  let tokens: u32 = 0;
  if (s.level != 0) tokens = findMatches(p, s, scratch, bits);
  const ok = writeBlock(p, s, scratch, tokens, last);
  freeBlock(scratch);
  if (!ok) return false;
  const keep = min(all, WINDOW);
  memory.copy(p + DATA, p + DATA + all - keep, keep);
  s.window = keep;
  s.waiting = 0;
  return true;
}

// How hard matches are looked for, by level: a match this long is taken at once; one this long is not asked to be beaten by
// the next place; places that are looked at.
function niceLength(level: u32): u32 {
  return level < 2 ? 8 : level == 2 ? 16 : level < 5 ? (level == 4 ? 16 : 32) : level == 5 ? 32 : level < 8 ? 128 : 258;
}
function lazyLength(level: u32): u32 { return level < 4 ? 0 : level == 4 ? 4 : level < 7 ? 16 : level == 7 ? 32 : level == 8 ? 128 : 258; }
function chainLength(level: u32): u32 {
  return level == 1 ? 4 : level == 2 ? 8 : level == 3 ? 32 : level == 4 ? 16 : level == 5 ? 32 : level == 6 ? 128 : level == 7 ? 256
    : level == 8 ? 1024 : 4096;
}

// @ts-ignore: decorator
@inline function hashAt(p: usize, bits: u32): usize {
  return <usize>(((<u32>load<u16>(p) | <u32>load<u8>(p, 2) << 16) * 0x9e37_79b1) >> (32 - bits)) << 2;
}

/** How many bytes at `a` and `b` are equal, at most `most`. */
function matchLength(a: usize, b: usize, most: u32): u32 {
  let n: u32 = 0;
  while (n + 8 <= most) {
    const x = load<u64>(a + n) ^ load<u64>(b + n);
    if (x != 0) return n + (<u32>ctz(x) >> 3);
    n += 8;
  }
  while (n < most && load<u8>(a + n) == load<u8>(b + n)) n++;
  return n;
}

// What `longest` found.
let foundDistance: u32 = 0;

/** Length of the longest match for place `i` that is longer than `least`, 0: none. */
function longest(data: usize, i: u32, end: u32, candidate: u32, chains: usize, reach: u32, least: u32, nice: u32, chain: u32): u32 {
  const most = min<u32>(258, end - i);
  let best = least;
  let found: u32 = 0;
  // places count from 1, 0 ends a chain
  while (candidate != 0 && chain-- > 0) {
    const at = candidate - 1;
    if (i - at > reach) break;
    if (best < most && load<u8>(data + at + best) == load<u8>(data + i + best)) {
      const n = matchLength(data + at, data + i, most);
      if (n > best) {
        best = n;
        found = n;
        foundDistance = i - at;
        if (n >= nice || n == most) break;
      }
    }
    candidate = load<u32>(chains + (<usize>at << 2));
  }
  return found;
}

/** Turns what waits into tokens (a literal, or distance << 16 | length), and counts their symbols. */
function findMatches(p: usize, s: Deflate, scratch: usize, bits: u32): u32 {
  const data = p + DATA;
  const begin = s.window;
  const end = begin + s.waiting;
  const tokens = scratch + TOKENS;
  const heads = tokens + <usize>(s.waiting + 1) * 4;
  const chains = heads + (<usize>4 << bits);
  const plain = s.strategy == STRATEGY_HUFFMAN;
  const runs = s.strategy == STRATEGY_RLE;
  memory.fill(heads, 0, <usize>4 << bits);
  const reach: u32 = runs ? 1 : (1 << s.wbits) - 262;
  const nice = niceLength(s.level), lazy = lazyLength(s.level), chain = chainLength(s.level);
  const first: u32 = plain ? begin : begin > reach ? begin - reach : 0;
  for (let i = first; i < begin && i + 3 <= end; i++) insert(data, i, heads, chains, bits);
  let count: u32 = 0;
  let i = begin;
  // a match of the place before that may be beaten
  let held: u32 = 0;
  let heldDistance: u32 = 0;
  while (i < end) {
    let n: u32 = 0;
    if (!plain && i + 3 <= end) {
      const candidate = insert(data, i, heads, chains, bits);
      if (held < nice) {
        n = longest(data, i, end, candidate, chains, reach, max<u32>(held, 2), nice, held >= 8 ? max<u32>(chain >> 2, 1) : chain);
        // three bytes from far away cost more than they save
        if (n == 3 && foundDistance > 4096) n = 0;
      }
    }
    if (held != 0) {
      if (n > held) {
        // better than the one held, of which the first byte becomes a literal
        count = putLiteral(scratch, tokens, count, load<u8>(data + i - 1));
        held = n;
        heldDistance = foundDistance;
        i++;
        continue;
      }
      count = putMatch(scratch, tokens, count, held, heldDistance);
      const stop = i - 1 + held;
      for (i++; i < stop; i++) if (i + 3 <= end) insert(data, i, heads, chains, bits);
      held = 0;
      continue;
    }
    if (n == 0) {
      count = putLiteral(scratch, tokens, count, load<u8>(data + i));
      i++;
    } else if (n <= lazy && i + 1 < end) {
      held = n;
      heldDistance = foundDistance;
      i++;
    } else {
      count = putMatch(scratch, tokens, count, n, foundDistance);
      const stop = i + n;
      for (i++; i < stop; i++) if (i + 3 <= end) insert(data, i, heads, chains, bits);
    }
  }
  if (held != 0) count = putMatch(scratch, tokens, count, held, heldDistance);
  return count;
}

/** Enters place `i` into its chain; the place (from 1 on) that was its head. */
function insert(data: usize, i: u32, heads: usize, chains: usize, bits: u32): u32 {
  const at = heads + hashAt(data + i, bits);
  const old = load<u32>(at);
  store<u32>(chains + (<usize>i << 2), old);
  store<u32>(at, i + 1);
  return old;
}

function countSymbol(at: usize): void { store<u32>(at, load<u32>(at) + 1); }

function putLiteral(scratch: usize, tokens: usize, count: u32, c: u32): u32 {
  store<u32>(tokens + (<usize>count << 2), c);
  countSymbol(scratch + LITERAL_COUNTS + (c << 2));
  return count + 1;
}
function putMatch(scratch: usize, tokens: usize, count: u32, length: u32, distance: u32): u32 {
  store<u32>(tokens + (<usize>count << 2), distance << 16 | length);
  countSymbol(scratch + LITERAL_COUNTS + (lengthSymbol(length) << 2));
  countSymbol(scratch + DISTANCE_COUNTS + (distanceSymbol(distance) << 2));
  return count + 1;
}

/** Bits that the tokens take with given code lengths. */
function costOf(scratch: usize, literals: usize, distances: usize): u64 {
  let cost: u64 = 0;
  for (let i: u32 = 0; i < 286; i++) {
    const n = <u64>load<u32>(scratch + LITERAL_COUNTS + (i << 2));
    if (n != 0) cost += n * (<u64>load<u8>(literals + i) + (i > 256 ? lengthExtra(i) : 0));
  }
  for (let i: u32 = 0; i < 30; i++) {
    const n = <u64>load<u32>(scratch + DISTANCE_COUNTS + (i << 2));
    if (n != 0) cost += n * (<u64>load<u8>(distances + i) + distanceExtra(i));
  }
  return cost;
}

/** Where a code length of the code lengths' own code stands in a block. */
// @ts-ignore: decorator
@inline function orderOf(i: u32): u32 {
  return i < 3 ? 16 + i : i == 3 ? 0 : i & 1 ? 7 - ((i - 5) >> 1) : 8 + ((i - 4) >> 1);
}

/** Turns `n` code lengths into runs (u16: symbol | extra << 8) and counts their symbols: how many runs. */
function runsOf(scratch: usize, lengths: usize, n: u32): u32 {
  let count: u32 = 0;
  for (let i: u32 = 0; i < n; ) {
    const length = <u32>load<u8>(lengths + i);
    let run: u32 = 1;
    while (i + run < n && load<u8>(lengths + i + run) == length) run++;
    i += run;
    if (length != 0) {
      count = putRun(scratch, count, length, 0);
      run--;
    }
    while (run >= 3) {
      if (length != 0) {
        const part = min<u32>(run, 6);
        count = putRun(scratch, count, 16, part - 3);
        run -= part;
      } else {
        const part = min<u32>(run, 138);
        count = part < 11 ? putRun(scratch, count, 17, part - 3) : putRun(scratch, count, 18, part - 11);
        run -= part;
      }
    }
    for (; run > 0; run--) count = putRun(scratch, count, length, 0);
  }
  return count;
}
function putRun(scratch: usize, count: u32, symbol: u32, extra: u32): u32 {
  store<u16>(scratch + RUNS + (count << 1), <u16>(symbol | extra << 8));
  countSymbol(scratch + LENGTH_COUNTS + (symbol << 2));
  return count + 1;
}
// @ts-ignore: decorator
@inline function runExtra(symbol: u32): u32 { return symbol < 16 ? 0 : symbol == 16 ? 2 : symbol == 17 ? 3 : 7; }

function fixedLengths(lengths: usize): void {
  memory.fill(lengths, 8, 144);
  memory.fill(lengths + 144, 9, 112);
  memory.fill(lengths + 256, 7, 24);
  memory.fill(lengths + 280, 8, 8);
  memory.fill(lengths + 288, 5, 30);
}

function writeBlock(p: usize, s: Deflate, scratch: usize, tokens: u32, last: bool): bool {
  const n = s.waiting;
  // 3 bits, up to the next byte, and sizes for each 65535 bytes
  const storedCost = <u64>n * 8 + <u64>(n / 65535 + 1) * 42;
  if (s.level == 0) return writeStored(p, s, last);
  countSymbol(scratch + LITERAL_COUNTS + (256 << 2));
  const lengths = scratch + LENGTHS;
  fixedLengths(lengths);
  const fixedCost = costOf(scratch, lengths, lengths + 288) + 3;
  let literals: u32 = 288;
  let distances: u32 = 30;
  let runs: u32 = 0;
  let codes: u32 = 0;
  if (s.strategy != STRATEGY_FIXED) {
    if (!codeLengths(scratch + LITERAL_COUNTS, 286, 15, lengths)) return false;
    memory.fill(lengths + 286, 0, 2);
    // the distances' lengths stand behind those
    if (!codeLengths(scratch + DISTANCE_COUNTS, 30, 15, lengths + 288)) return false;
    const dynamicCost = costOf(scratch, lengths, lengths + 288);
    literals = 286;
    while (literals > 257 && load<u8>(lengths + literals - 1) == 0) literals--;
    while (distances > 1 && load<u8>(lengths + 288 + distances - 1) == 0) distances--;
    const flat = scratch + LITERAL_CODES; // free as yet
    memory.copy(flat, lengths, literals);
    memory.copy(flat + literals, lengths + 288, distances);
    runs = runsOf(scratch, flat, literals + distances);
    if (!codeLengths(scratch + LENGTH_COUNTS, 19, 7, scratch + LENGTH_LENGTHS)) return false;
    codes = 19;
    while (codes > 4 && load<u8>(scratch + LENGTH_LENGTHS + orderOf(codes - 1)) == 0) codes--;
    let cost = dynamicCost + 17 + codes * 3;
    for (let i: u32 = 0; i < 19; i++) {
      cost += <u64>load<u32>(scratch + LENGTH_COUNTS + (i << 2)) * (<u64>load<u8>(scratch + LENGTH_LENGTHS + i) + runExtra(i));
    }
    if (min(cost, fixedCost) > storedCost) return writeStored(p, s, last);
    if (fixedCost <= cost) {
      fixedLengths(lengths);
      runs = 0;
    }
  }
  // the longest token has 48 bits, and every store may write eight bytes
  if (!reserveOutput(<usize>tokens * 6 + 1024)) return false;
  putBits(s, last ? 1 : 0, 1);
  putBits(s, runs == 0 ? 1 : 2, 2);
  if (runs != 0) {
    putBits(s, literals - 257, 5);
    putBits(s, distances - 1, 5);
    putBits(s, codes - 4, 4);
    for (let i: u32 = 0; i < codes; i++) putBits(s, load<u8>(scratch + LENGTH_LENGTHS + orderOf(i)), 3);
    codesOf(scratch + LENGTH_LENGTHS, 19, scratch + LENGTH_CODES);
    for (let i: u32 = 0; i < runs; i++) {
      const run = <u32>load<u16>(scratch + RUNS + (i << 1));
      const symbol = run & 255;
      putBits(s, load<u16>(scratch + LENGTH_CODES + (symbol << 1)), load<u8>(scratch + LENGTH_LENGTHS + symbol));
      if (symbol >= 16) putBits(s, run >> 8, runExtra(symbol));
    }
  }
  codesOf(lengths, 288, scratch + LITERAL_CODES);
  codesOf(lengths + 288, 30, scratch + DISTANCE_CODES);
  for (let i: u32 = 0; i < tokens; i++) {
    const token = load<u32>(scratch + TOKENS + (<usize>i << 2));
    const distance = token >> 16;
    if (distance == 0) {
      putBits(s, load<u16>(scratch + LITERAL_CODES + (token << 1)), load<u8>(lengths + token));
      continue;
    }
    const length = token & 0xffff;
    const symbol = lengthSymbol(length);
    putBits(s, load<u16>(scratch + LITERAL_CODES + (symbol << 1)), load<u8>(lengths + symbol));
    const le = lengthExtra(symbol);
    if (le) putBits(s, (length - 3) & ((1 << le) - 1), le);
    const second = distanceSymbol(distance);
    putBits(s, load<u16>(scratch + DISTANCE_CODES + (second << 1)), load<u8>(lengths + 288 + second));
    const de = distanceExtra(second);
    if (de) putBits(s, (distance - 1) & ((1 << de) - 1), de);
  }
  putBits(s, load<u16>(scratch + LITERAL_CODES + (256 << 1)), load<u8>(lengths + 256));
  return true;
}

function writeStored(p: usize, s: Deflate, last: bool): bool {
  let left = s.waiting;
  let from = p + DATA + s.window;
  if (!reserveOutput(<usize>left + 64)) return false;
  while (true) {
    const part = min<u32>(left, 65535);
    left -= part;
    putBits(s, last && left == 0 ? 1 : 0, 3);
    alignBits(s);
    putBits(s, part | (~part << 16), 32);
    memory.copy(outBlock + outSize, from, part);
    setOutSize(outSize + part);
    from += part;
    if (left == 0) return true;
  }
}
