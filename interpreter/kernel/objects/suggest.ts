// "Did you mean": the name among several that is nearest to one that was not found.

import { Word, NULL, address } from '../layout/word';
import { allocBlock, freeBlock } from '../memory/blocks';
import { KIND_RAW } from '../memory/classes';
import { charAt, strLength } from './str/access';
import { strEqual } from './str/new';

// Costs: a letter that changes its case only, any other change, an insertion or a removal.
// @ts-ignore: decorator
@inline const CASE_COST: u32 = 1;
// @ts-ignore: decorator
@inline const MOVE_COST: u32 = 2;
// Longer names are not compared, nor are so many.
// @ts-ignore: decorator
@inline const LONGEST: u32 = 40;
// @ts-ignore: decorator
@inline const MOST_NAMES: i32 = 750;

// @ts-ignore: decorator
@inline function lowered(c: u32): u32 { return c - 0x41 < 26 ? c + 32 : c; }

function substitution(a: u32, b: u32): u32 {
  return a == b ? 0 : lowered(a) == lowered(b) ? CASE_COST : MOVE_COST;
}

/** Edit distance of two names, or any number above `limit`; `row` is room for LONGEST numbers. */
function distance(p: usize, q: usize, limit: u32, row: usize): u32 {
  let n = strLength(p);
  let m = strLength(q);
  let from: u32 = 0;
  while (from < n && from < m && charAt(p, from) == charAt(q, from)) from++;
  while (n > from && m > from && charAt(p, n - 1) == charAt(q, m - 1)) { n--; m--; }
  n -= from;
  m -= from;
  if (n == 0 || m == 0) return (n + m) * MOVE_COST;
  if (n > LONGEST || m > LONGEST) return limit + 1;
  if (m < n) {
    const p0 = p, n0 = n;
    p = q; n = m;
    q = p0; m = n0;
  }
  if ((m - n) * MOVE_COST > limit) return limit + 1;
  // row[i]: distance of the first i + 1 characters of p to those of q that were looked at
  for (let i: u32 = 0; i < n; i++) store<u32>(row + (<usize>i << 2), (i + 1) * MOVE_COST);
  let last: u32 = 0;
  for (let j: u32 = 0; j < m; j++) {
    const c = charAt(q, from + j);
    let diagonal = j * MOVE_COST;
    last = (j + 1) * MOVE_COST;
    let least = last;
    for (let i: u32 = 0; i < n; i++) {
      const at = row + (<usize>i << 2);
      const above = load<u32>(at);
      last = min(diagonal + substitution(c, charAt(p, from + i)), min(last, above) + MOVE_COST);
      diagonal = above;
      store<u32>(at, last);
      least = min(least, last);
    }
    if (least > limit) return limit + 1;
  }
  return last;
}

/** The one of the `count` strs at `names` that `wanted` most likely means (lent); NULL: none is near. */
export function closestName(wanted: Word, names: usize, count: i32): Word {
  if (count >= MOST_NAMES) return NULL;
  const row = allocBlock(KIND_RAW, LONGEST << 2);
  if (row == 0) return NULL;
  let found: Word = NULL;
  let best: u32 = u32.MAX_VALUE;
  const length = strLength(address(wanted));
  for (let i = 0; i < count; i++) {
    const name = load<u64>(names + (<usize>i << 3));
    if (strEqual(name, wanted)) continue;
    // a third of the letters of both may differ
    const limit = min((length + strLength(address(name)) + 3) * MOVE_COST / 6, best - 1);
    const d = distance(address(wanted), address(name), limit, row);
    if (d > limit) continue;
    found = name;
    best = d;
    if (best == 0) break;
  }
  freeBlock(row);
  return found;
}
