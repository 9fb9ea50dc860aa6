// Joining two strs and repeating one.

import { GIL_ONLY } from '../../generated/build';
import { atomicStore64 } from '../../sync/access';
import { currentId } from '../../sync/current';
import { STR_DATA } from '../../layout/text';
import { address, fromAddress, NULL, Word } from '../../layout/word';
import { T_OVERFLOW_ERROR, T_STR } from '../../generated/types';
import { objectRoom } from '../../memory/objects';
import { own, release } from '../../counting/counts';
import { memoryError, raise } from '../../eval/errors';
import { copyChars, strIsAscii, strKind, strLength } from './access';
import { emptyStr, newStr, strFromChars } from './new';

/** a + b of two strs (instances of subclasses too). */
export function strConcat(a: Word, b: Word): Word {
  const p = address(a), q = address(b);
  const n = strLength(p), m = strLength(q);
  if (!m && load<u32>(p) == T_STR) return own(a);
  if (!n && load<u32>(q) == T_STR) return own(b);
  if (!(n + m)) return emptyStr();
  const j = strKind(p), k = strKind(q);
  const kind = j > k ? j : k;
  if (<u64>n + m > 0x7fff_0000) return memoryError();
  const r = newStr(kind, n + m);
  if (!r) return NULL;
  copyChars(r + STR_DATA, kind, p + STR_DATA, j, n);
  copyChars(r + STR_DATA + n * kind, kind, q + STR_DATA, k, m);
  store<u8>(r, load<u8>(p, 21) & load<u8>(q, 21), 21);
  return n + m == 1 ? canonical(r) : fromAddress(r);
}

import { finishStr } from './new';
function canonical(p: usize): Word { return finishStr(p); }

/**
 * left + right, taking over the reference to `left`: where nobody else can see `left` and its block has room, the text
 * is appended in place. `left` must be an exact str; `right` a str.
 */
export function strAppendInPlace(left: Word, right: Word): Word {
  const p = address(left), q = address(right);
  if (load<u32>(p, 4) == 1 && atomic.load<i32>(p, 8) == 0 && (GIL_ONLY || load<u16>(p, 12) == <u16>currentId) && !load<u8>(p, 22) && p != q) {
    const n = strLength(p), m = strLength(q), j = strKind(p), k = strKind(q);
    if (k <= j && n > 1) {
      const end = STR_DATA + (n + m) * j;
      if (n + m < 0x1000_0000 && end <= objectRoom(p)) {
        copyChars(p + STR_DATA + n * j, j, q + STR_DATA, k, m);
        if (!strIsAscii(q)) store<u8>(p, 0, 21);
        store<u32>(p, n + m, 16);
        atomicStore64(p + 24, <u64>-1);
        return left;
      }
      // Out of room: the next block gets half as much again, so that a loop of appends stays linear.
      const room = n + m < 256 ? n + m + 32 : (n + m) + ((n + m) >> 1);
      const r = newStr(j, room);
      if (!r) { release(left); return NULL; }
      copyChars(r + STR_DATA, j, p + STR_DATA, j, n);
      copyChars(r + STR_DATA + n * j, j, q + STR_DATA, k, m);
      store<u8>(r, load<u8>(p, 21) & load<u8>(q, 21), 21);
      store<u32>(r, n + m, 16);
      release(left);
      return fromAddress(r);
    }
  }
  const sum = strConcat(left, right);
  release(left);
  return sum;
}

/** text * times; times below 1 gives ''. */
export function strRepeat(w: Word, times: i64): Word {
  const p = address(w);
  const n = strLength(p), kind = strKind(p);
  if (times <= 0 || !n) return emptyStr();
  if (times == 1 && load<u32>(p) == T_STR) return own(w);
  if (times > i64.MAX_VALUE / n) return raise(T_OVERFLOW_ERROR, 'repeated string is too long');
  if (<u64>n * times > 0x7fff_0000) return memoryError();
  const total = n * <u32>times;
  if (total == 1) return strFromChars(p + STR_DATA, kind, 1);
  const r = newStr(kind, total);
  if (!r) return NULL;
  const to = r + STR_DATA, bytes = total * kind;
  repeatBytes(to, p + STR_DATA, n * kind, bytes);
  store<u8>(r, load<u8>(p, 21), 21);
  return fromAddress(r);
}

/** Fills `total` bytes at `to` with copies of the `n` bytes at `from`. */
export function repeatBytes(to: usize, from: usize, n: usize, total: usize): void {
  if (n == 1) { memory.fill(to, load<u8>(from), total); return; }
  memory.copy(to, from, n);
  let done = n;
  while (done < total) {
    const step = done < total - done ? done : total - done;
    memory.copy(to + done, to, step);
    done += step;
  }
}
