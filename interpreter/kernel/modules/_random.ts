// _random: the Mersenne Twister MT19937 of Matsumoto and Nishimura.

import { Tuple } from '../layout/containers';
import { LIMBS } from '../layout/text';
import { address, fromAddress, NONE, NULL, ofFloat, ofInt, Word } from '../layout/word';
import { T_RANDOM, T_OVERFLOW_ERROR, T_TYPE_ERROR, T_VALUE_ERROR } from '../generated/types';
import { release } from '../counting/counts';
import { errorSet, memoryError, raise } from '../eval/errors';
import { arg } from '../eval/call';
import { allocBlock, freeBlock, KIND_RAW } from '../memory/blocks';
import { freeObject } from '../memory/objects';
import { enter, leave } from '../sync/critical';
import { asI64, hash, isIntLike } from '../objects/protocol';
import { isTuple, newTuple, tupleGet, tupleInit, tupleSize } from '../objects/tuple';
import { allocVar } from '../objects/type/alloc';
import { finishInt, fitsI64, intFromU64, lowBits, newInt } from '../objects/int/new';
import { intAbsolute } from '../objects/int/arithmetic';
import { isNegative, Operand, operand } from '../objects/int/operand';

/** @module _random
 * Module implements the Mersenne Twister random number generator. */

/** Under its lock. */
// @ts-ignore: decorator
@unmanaged
export class Random {
  type: u32; local: u32; shared: i32; owner: u16; mutex: u8; gc: u8;
  /** Next word of the state to hand out. */
  index: u32;
  pad0: u32;
  // 24: u32 state[624]
}
// @ts-ignore: decorator
@inline const STATE: usize = 24;
// @ts-ignore: decorator
@inline const N: u32 = 624;
// @ts-ignore: decorator
@inline const M: u32 = 397;

/** @type _random.Random base=object size=2520 flags=BASE in=_random
 * Random() -> create a random number generator with its own internal state. */

/** @slot _random.Random.dealloc */
export function random_dealloc(p: usize): void { freeObject(p); }

/** @new _random.Random */
export function random_new(type: Word, args: usize, nargs: i32, kwnames: Word): Word {
  const exact = <u32>address(type) == T_RANDOM;
  if (exact && kwnames != NULL && changetype<Tuple>(address(kwnames)).size) return raise(T_TYPE_ERROR, 'Random() takes no keyword arguments');
  if (nargs > 1) return raise(T_TYPE_ERROR, 'Random() requires 0 or 1 argument');
  const p = allocVar(<u32>address(type), 0);
  if (!p) return NULL;
  if (!seedWith(p, nargs ? arg(args, 0) : NONE)) {
    release(fromAddress(p));
    return NULL;
  }
  return fromAddress(p);
}

// @ts-ignore: decorator
@inline function word(p: usize, i: u32): u32 { return load<u32>(p + (<usize>i << 2), STATE); }
// @ts-ignore: decorator
@inline function setWord(p: usize, i: u32, x: u32): void { store<u32>(p + (<usize>i << 2), x, STATE); }

function twist(p: usize): void {
  for (let i: u32 = 0; i < N; i++) {
    const next = i + 1 == N ? 0 : i + 1;
    const y = word(p, i) & 0x8000_0000 | word(p, next) & 0x7fff_ffff;
    const far = i + M < N ? i + M : i + M - N;
    setWord(p, i, word(p, far) ^ y >> 1 ^ (y & 1 ? 0x9908_b0df : 0));
  }
  changetype<Random>(p).index = 0;
}

/** The next 32 random bits. */
function draw(p: usize): u32 {
  const r = changetype<Random>(p);
  if (r.index >= N) twist(p);
  let y = word(p, r.index++);
  y ^= y >> 11;
  y ^= y << 7 & 0x9d2c_5680;
  y ^= y << 15 & 0xefc6_0000;
  return y ^ y >> 18;
}

function seedNumber(p: usize, seed: u32): void {
  setWord(p, 0, seed);
  for (let i: u32 = 1; i < N; i++) {
    const last = word(p, i - 1);
    setWord(p, i, 1812433253 * (last ^ last >> 30) + i);
  }
  changetype<Random>(p).index = N;
}

function seedArray(p: usize, key: usize, n: u32): void {
  seedNumber(p, 19650218);
  let i: u32 = 1, j: u32 = 0;
  for (let k = n > N ? n : N; k; k--) {
    const last = word(p, i - 1);
    setWord(p, i, (word(p, i) ^ (last ^ last >> 30) * 1664525) + load<u32>(key + (<usize>j << 2)) + j);
    i++;
    j++;
    if (i >= N) {
      setWord(p, 0, word(p, N - 1));
      i = 1;
    }
    if (j >= n) j = 0;
  }
  for (let k = N - 1; k; k--) {
    const last = word(p, i - 1);
    setWord(p, i, (word(p, i) ^ (last ^ last >> 30) * 1566083941) - i);
    i++;
    if (i >= N) {
      setWord(p, 0, word(p, N - 1));
      i = 1;
    }
  }
  setWord(p, 0, 0x8000_0000);
}

@external('host', 'random')
declare function hostRandom(address: usize, length: u32): void;

/** Seeds from the system (None), the absolute value of an int, or the hash of anything else. False with an error set. */
function seedWith(p: usize, seed: Word): bool {
  if (seed == NONE) {
    const room = allocBlock(KIND_RAW, N << 2);
    if (!room) { memoryError(); return false; }
    hostRandom(room, N << 2);
    enter(p);
    seedArray(p, room, N);
    leave(p);
    freeBlock(room);
    return true;
  }
  let n: Word;
  if (isIntLike(seed)) n = intAbsolute(seed);
  else {
    const h = hash(seed);
    if (h == -1 && errorSet()) return false;
    n = intFromU64(<u64>h);
  }
  if (n == NULL) return false;
  enter(p);
  const o = operand(0, n);
  const zero = o.size == 0;
  if (zero) store<u32>(changetype<usize>(o), 0, offsetof<Operand>('small'));
  seedArray(p, o.limbs, zero ? 1 : o.size);
  leave(p);
  release(n);
  return true;
}

/** @method _random.Random.random(self, /)
 * random() -> x in the interval [0, 1). */
export function random_random(self: Word): Word {
  const p = address(self);
  enter(p);
  const a = draw(p) >> 5, b = draw(p) >> 6;
  leave(p);
  return ofFloat((<f64>a * 67108864.0 + <f64>b) * (1.0 / 9007199254740992.0));
}

/** @method _random.Random.seed(self, n=None, /)
 * seed([n]) -> None.
 *
 * Defaults to use urandom and falls back to a combination
 * of the current time and the process identifier. */
export function random_seed(self: Word, n: Word): Word { return seedWith(address(self), n == NULL ? NONE : n) ? NONE : NULL; }

/** @method _random.Random.getrandbits(self, k, /)
 * getrandbits(k) -> x.  Generates an int with k random bits. */
export function random_getrandbits(self: Word, k: Word): Word {
  const n = asI64(k);
  if (n == -1 && errorSet()) return NULL;
  if (n < 0) return raise(T_VALUE_ERROR, 'number of bits must be non-negative');
  if (n > i32.MAX_VALUE) return raise(T_OVERFLOW_ERROR, 'signed integer is greater than maximum');
  if (n == 0) return ofInt(0);
  const p = address(self);
  if (n <= 32) {
    enter(p);
    const x = draw(p) >> (32 - <u32>n);
    leave(p);
    return ofInt(<i64>x);
  }
  const words = <u32>((n - 1) / 32 + 1);
  const r = newInt(words, 0);
  if (!r) return NULL;
  let left = <u32>n;
  enter(p);
  for (let i: u32 = 0; i < words; i++, left -= 32) {
    let x = draw(p);
    if (left < 32) x >>= 32 - left;
    store<u32>(r + (<usize>i << 2), x, LIMBS);
  }
  leave(p);
  return finishInt(r);
}

/** @method _random.Random.getstate(self, /)
 * getstate() -> tuple containing the current state. */
export function random_getstate(self: Word): Word {
  const t = newTuple(N + 1);
  if (!t) return NULL;
  const p = address(self);
  enter(p);
  for (let i: u32 = 0; i < N; i++) tupleInit(t, i, ofInt(<i64>word(p, i)));
  tupleInit(t, N, ofInt(<i64>changetype<Random>(p).index));
  leave(p);
  return fromAddress(t);
}

/** @method _random.Random.setstate(self, state, /)
 * setstate(state) -> None.  Restores generator state. */
export function random_setstate(self: Word, state: Word): Word {
  if (!isTuple(state)) return raise(T_TYPE_ERROR, 'state vector must be a tuple');
  const t = address(state);
  if (tupleSize(t) != N + 1) return raise(T_VALUE_ERROR, 'state vector is the wrong size');
  const room = allocBlock(KIND_RAW, (N + 1) << 2);
  if (!room) return memoryError();
  for (let i: u32 = 0; i <= N; i++) {
    const w = tupleGet(t, i);
    let problem = false;
    if (!isIntLike(w)) {
      raise(T_TYPE_ERROR, 'an integer is required');
      problem = true;
    } else if (isNegative(w)) {
      raise(T_OVERFLOW_ERROR, "can't convert negative value to unsigned int");
      problem = true;
    } else if (!fitsI64(w)) {
      raise(T_OVERFLOW_ERROR, 'Python int too large to convert to C unsigned long');
      problem = true;
    }
    if (problem) {
      freeBlock(room);
      return NULL;
    }
    store<u32>(room + (<usize>i << 2), <u32>lowBits(w));
  }
  const index = <i32>load<u32>(room + (<usize>N << 2));
  if (index < 0 || index > <i32>N) {
    freeBlock(room);
    return raise(T_VALUE_ERROR, 'invalid state');
  }
  const p = address(self);
  enter(p);
  memory.copy(p + STATE, room, <usize>N << 2);
  changetype<Random>(p).index = index;
  leave(p);
  freeBlock(room);
  return NONE;
}
