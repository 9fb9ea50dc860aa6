// Finding text in text, over raw memory: generic over the width of a code point, so that bytes use it with u8.
//
// The usual search looks at the last code point of the window and skips by a 64-bit set of the needle's code points
// (after Sunday and Horspool). That is quadratic on periodic text: once it has compared more than it has advanced by a
// margin, the two-way algorithm (Crochemore and Perrin 1991: linear time, constant space) finishes the search.

// @ts-ignore: decorator
@inline function at<T>(p: usize, i: i32): u32 { return <u32>load<T>(p + (<usize>i << alignof<T>())); }

/** Index of code point `c` from `from` on, or -1. */
export function findChar<T>(h: usize, n: i32, c: u32, from: i32): i32 {
  let i = from;
  if (sizeof<T>() == 1) {
    const pattern: u64 = <u64>c * 0x0101_0101_0101_0101;
    for (; i + 8 <= n; i += 8) {
      const x = load<u64>(h + i) ^ pattern;
      const hit = (x - 0x0101_0101_0101_0101) & ~x & 0x8080_8080_8080_8080;
      if (hit) return i + <i32>(ctz<u64>(hit) >> 3);
    }
  }
  for (; i < n; i++) if (at<T>(h, i) == c) return i;
  return -1;
}

/** Last index below `n` and not below `from` of code point `c`, or -1. */
export function rfindChar<T>(h: usize, n: i32, c: u32, from: i32): i32 {
  for (let i = n - 1; i >= from; i--) if (at<T>(h, i) == c) return i;
  return -1;
}

/** Index of the first occurrence of the needle (`m` code points at `x`) in `n` code points at `h` that begins at `from` or later, or -1. */
export function find<T>(h: usize, n: i32, x: usize, m: i32, from: i32): i32 {
  if (m > n - from) return -1;
  if (m == 0) return from;
  if (m == 1) return findChar<T>(h, n, at<T>(x, 0), from);
  if (sizeof<T>() == 1 && m == 2) {
    const both = load<u16>(x);
    for (let i = from, end = n - 2; i <= end; i++) if (load<u16>(h + i) == both) return i;
    return -1;
  }
  const lastIndex = m - 1;
  const last = at<T>(x, lastIndex);
  let set: u64 = 0;
  let skip = lastIndex;
  for (let j = 0; j < lastIndex; j++) {
    const c = at<T>(x, j);
    set |= <u64>1 << (c & 63);
    if (c == last) skip = lastIndex - j - 1;
  }
  set |= <u64>1 << (last & 63);
  const end = n - m;
  let compared = 0;
  let i = from;
  while (i <= end) {
    if (at<T>(h, i + lastIndex) == last) {
      let j = 0;
      while (j < lastIndex && at<T>(h, i + j) == at<T>(x, j)) j++;
      if (j == lastIndex) return i;
      compared += j;
      if (compared > ((i - from) << 2) + 2000) return twoWay<T>(h, n, x, m, i + 1);
      if (i < end && !(set >> (at<T>(h, i + m) & 63) & 1)) i += m + 1;
      else i += skip + 1;
    } else if (i < end && !(set >> (at<T>(h, i + m) & 63) & 1)) i += m + 1;
    else i++;
  }
  return -1;
}

/** Second result of `maximalSuffix`. */
let suffixPeriod: i32 = 0;

/** Start of the maximal suffix of the needle minus one, for the order of code points or (reversed) its opposite. */
function maximalSuffix<T>(x: usize, m: i32, reversed: bool): i32 {
  let start = -1, j = 0, k = 1, period = 1;
  while (j + k < m) {
    const a = at<T>(x, j + k), b = at<T>(x, start + k);
    if (reversed ? a > b : a < b) { j += k; k = 1; period = j - start; }
    else if (a == b) {
      if (k == period) { j += period; k = 1; }
      else k++;
    } else { start = j; j = start + 1; k = period = 1; }
  }
  suffixPeriod = period;
  return start;
}

function twoWay<T>(h: usize, n: i32, x: usize, m: i32, from: i32): i32 {
  const i0 = maximalSuffix<T>(x, m, false), p0 = suffixPeriod;
  const i1 = maximalSuffix<T>(x, m, true), p1 = suffixPeriod;
  const critical = i0 > i1 ? i0 : i1;
  let period = i0 > i1 ? p0 : p1;
  let periodic = critical + 1 + period <= m;
  for (let j = 0; periodic && j <= critical; j++) if (at<T>(x, j) != at<T>(x, j + period)) periodic = false;
  if (!periodic) {
    const right = m - critical - 1;
    period = (critical + 1 > right ? critical + 1 : right) + 1;
  }
  let memory = -1;
  let i = from;
  while (i <= n - m) {
    let j = (critical > memory ? critical : memory) + 1;
    while (j < m && at<T>(x, j) == at<T>(h, i + j)) j++;
    if (j < m) {
      i += j - critical;
      memory = -1;
      continue;
    }
    j = critical;
    while (j > memory && at<T>(x, j) == at<T>(h, i + j)) j--;
    if (j <= memory) return i;
    i += period;
    memory = periodic ? m - period - 1 : -1;
  }
  return -1;
}

/** Index of the last occurrence that begins at `from` or later, or -1. */
export function rfind<T>(h: usize, n: i32, x: usize, m: i32, from: i32): i32 {
  if (m > n - from) return -1;
  if (m == 0) return n;
  const first = at<T>(x, 0);
  if (m == 1) return rfindChar<T>(h, n, first, from);
  let set: u64 = 0;
  let skip = m - 1;
  for (let j = m - 1; j > 0; j--) {
    const c = at<T>(x, j);
    set |= <u64>1 << (c & 63);
    if (c == first) skip = j - 1;
  }
  set |= <u64>1 << (first & 63);
  let i = n - m;
  while (i >= from) {
    if (at<T>(h, i) == first) {
      let j = 1;
      while (j < m && at<T>(h, i + j) == at<T>(x, j)) j++;
      if (j == m) return i;
      if (i > from && !(set >> (at<T>(h, i - 1) & 63) & 1)) i -= m + 1;
      else i -= skip + 1;
    } else if (i > from && !(set >> (at<T>(h, i - 1) & 63) & 1)) i -= m + 1;
    else i--;
  }
  return -1;
}

/** Number of occurrences that do not overlap, at most `limit`. */
export function count<T>(h: usize, n: i32, x: usize, m: i32, limit: i32): i32 {
  if (m == 0) return n + 1 < limit ? n + 1 : limit;
  let found = 0;
  for (let i = 0; found < limit; found++) {
    i = find<T>(h, n, x, m, i);
    if (i < 0) break;
    i += m;
  }
  return found;
}

/** -1, 0 or 1: order of two texts of any kinds by code points. */
export function compareChars<A, B>(p: usize, n: i32, q: usize, m: i32): i32 {
  const shorter = n < m ? n : m;
  for (let i = 0; i < shorter; i++) {
    const a = at<A>(p, i), b = at<B>(q, i);
    if (a != b) return a < b ? -1 : 1;
  }
  return n < m ? -1 : n > m ? 1 : 0;
}
