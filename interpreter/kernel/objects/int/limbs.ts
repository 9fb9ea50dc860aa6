// Natural numbers as arrays of 32-bit limbs, least significant first: sums, differences, shifts, products and quotients
// by one limb. `p` is the address, `n` the number of limbs.

// @ts-ignore: decorator
@inline export function limb(p: usize, i: u32): u32 { return load<u32>(p + (<usize>i << 2)); }
// @ts-ignore: decorator
@inline export function setLimb(p: usize, i: u32, x: u32): void { store<u32>(p + (<usize>i << 2), x); }
// @ts-ignore: decorator
@inline export function limbAt(p: usize, i: u32): usize { return p + (<usize>i << 2); }

/** Limbs without the leading zero ones. */
export function significant(p: usize, n: u32): u32 {
  while (n && !limb(p, n - 1)) n--;
  return n;
}

/** Bit length of a number without leading zero limbs. */
export function bitLength(p: usize, n: u32): u32 {
  return n ? (n << 5) - <u32>clz<u32>(limb(p, n - 1)) : 0;
}

/** -1, 0, 1; both without leading zero limbs. */
export function compareLimbs(a: usize, n: u32, b: usize, m: u32): i32 {
  if (n != m) return n < m ? -1 : 1;
  while (n--) {
    const x = limb(a, n), y = limb(b, n);
    if (x != y) return x < y ? -1 : 1;
  }
  return 0;
}

/** r = a + b; n >= m; r has n limbs and may be a or b. The carry. */
export function addLimbs(r: usize, a: usize, n: u32, b: usize, m: u32): u32 {
  let carry: u64 = 0;
  let i: u32 = 0;
  for (; i + 2 <= m; i += 2) {
    const x = load<u64>(limbAt(a, i));
    const s = x + load<u64>(limbAt(b, i));
    const t = s + carry;
    store<u64>(limbAt(r, i), t);
    carry = <u64>(s < x) | <u64>(t < s);
  }
  for (; i < m; i++) {
    carry += <u64>limb(a, i) + limb(b, i);
    setLimb(r, i, <u32>carry);
    carry >>= 32;
  }
  for (; i < n && carry; i++) {
    carry += limb(a, i);
    setLimb(r, i, <u32>carry);
    carry >>= 32;
  }
  if (r != a && i < n) memory.copy(limbAt(r, i), limbAt(a, i), <usize>(n - i) << 2);
  return <u32>carry;
}

/** r = a - b modulo 2**(32 n); n >= m; r has n limbs and may be a or b. The borrow, 0 or 1. */
export function subtractLimbs(r: usize, a: usize, n: u32, b: usize, m: u32): u32 {
  let borrow: u64 = 0;
  let i: u32 = 0;
  for (; i + 2 <= m; i += 2) {
    const x = load<u64>(limbAt(a, i)), y = load<u64>(limbAt(b, i));
    const d = x - y;
    store<u64>(limbAt(r, i), d - borrow);
    borrow = <u64>(x < y) | <u64>(d < borrow);
  }
  for (; i < m; i++) {
    const d = <u64>limb(a, i) - limb(b, i) - borrow;
    setLimb(r, i, <u32>d);
    borrow = d >> 63;
  }
  for (; i < n && borrow; i++) {
    const x = limb(a, i);
    setLimb(r, i, x - 1);
    borrow = x ? 0 : 1;
  }
  if (r != a && i < n) memory.copy(limbAt(r, i), limbAt(a, i), <usize>(n - i) << 2);
  return <u32>borrow;
}

/** a += x; the carry. */
export function addSmall(a: usize, n: u32, x: u32): u32 {
  for (let i: u32 = 0; i < n && x; i++) {
    const s = limb(a, i) + x;
    setLimb(a, i, s);
    x = s < x ? 1 : 0;
  }
  return x;
}

/** a -= x; the borrow. */
export function subtractSmall(a: usize, n: u32, x: u32): u32 {
  for (let i: u32 = 0; i < n && x; i++) {
    const d = limb(a, i);
    setLimb(a, i, d - x);
    x = d < x ? 1 : 0;
  }
  return x;
}

/** r = a * x + add; r may be a. The limb carried out. */
export function multiplySmall(r: usize, a: usize, n: u32, x: u32, add: u32): u32 {
  const factor = <u64>x;
  let carry: u64 = add;
  for (const end = a + (<usize>(n & ~3) << 2); a < end; a += 16, r += 16) {
    carry += <u64>load<u32>(a) * factor;
    store<u32>(r, <u32>carry);
    carry = (carry >> 32) + <u64>load<u32>(a, 4) * factor;
    store<u32>(r, <u32>carry, 4);
    carry = (carry >> 32) + <u64>load<u32>(a, 8) * factor;
    store<u32>(r, <u32>carry, 8);
    carry = (carry >> 32) + <u64>load<u32>(a, 12) * factor;
    store<u32>(r, <u32>carry, 12);
    carry >>= 32;
  }
  n &= 3;
  for (let i: u32 = 0; i < n; i++) {
    carry += <u64>limb(a, i) * factor;
    setLimb(r, i, <u32>carry);
    carry >>= 32;
  }
  return <u32>carry;
}

/** r += a * x over n limbs; the limb carried out. */
export function addProduct(r: usize, a: usize, n: u32, x: u32): u32 {
  let carry: u64 = 0;
  const end = a + (<usize>(n & ~1) << 2);
  for (; a < end; a += 8, r += 8) {
    carry += <u64>load<u32>(a) * x + load<u32>(r);
    store<u32>(r, <u32>carry);
    carry = (carry >> 32) + <u64>load<u32>(a, 4) * x + load<u32>(r, 4);
    store<u32>(r, <u32>carry, 4);
    carry >>= 32;
  }
  if (n & 1) {
    carry += <u64>load<u32>(a) * x + load<u32>(r);
    store<u32>(r, <u32>carry);
    carry >>= 32;
  }
  return <u32>carry;
}

/** r -= a * x over n limbs; the limb borrowed. */
export function subtractProduct(r: usize, a: usize, n: u32, x: u32): u32 {
  let carry: u64 = 0;
  for (let i: u32 = 0; i < n; i++) {
    carry += <u64>limb(a, i) * x;
    const low = <u32>carry;
    const d = limb(r, i);
    setLimb(r, i, d - low);
    carry = (carry >> 32) + (d < low ? 1 : 0);
  }
  return <u32>carry;
}

/** q = a / d, the remainder; q may be a. */
export function divideSmall(q: usize, a: usize, n: u32, d: u32): u32 {
  let rest: u64 = 0;
  while (n--) {
    const x = rest << 32 | limb(a, n);
    const y = x / d;
    setLimb(q, n, <u32>y);
    rest = x - y * d;
  }
  return <u32>rest;
}

/** r = a << shift: n + shift / 32 + 1 limbs. r may be a only if shift < 32. */
export function shiftLeftInto(r: usize, a: usize, n: u32, shift: u32): void {
  const words = shift >> 5, bits = shift & 31;
  const to = limbAt(r, words);
  if (!bits) {
    setLimb(to, n, 0);
    memory.copy(to, a, <usize>n << 2);
  } else {
    // from the top, so that r may be a: two limbs at once, with the one below them
    setLimb(to, n, n ? limb(a, n - 1) >> (32 - bits) : 0);
    let i = n;
    for (; i > 2; i -= 2) store<u64>(limbAt(to, i - 2), load<u64>(limbAt(a, i - 2)) << bits | <u64>(limb(a, i - 3) >> (32 - bits)));
    for (; i > 1; i--) setLimb(to, i - 1, limb(a, i - 1) << bits | limb(a, i - 2) >> (32 - bits));
    if (i) setLimb(to, 0, limb(a, 0) << bits);
  }
  if (words) memory.fill(r, 0, <usize>words << 2);
}

/** r = a >> shift, where shift / 32 < n: n - shift / 32 limbs; r may be a. */
export function shiftRightInto(r: usize, a: usize, n: u32, shift: u32): void {
  const bits = shift & 31;
  const from = limbAt(a, shift >> 5);
  const count = n - (shift >> 5);
  if (!bits) {
    memory.copy(r, from, <usize>count << 2);
    return;
  }
  let i: u32 = 0;
  for (; i + 2 < count; i += 2) store<u64>(limbAt(r, i), load<u64>(limbAt(from, i)) >> bits | <u64>limb(from, i + 2) << (64 - bits));
  for (; i + 1 < count; i++) setLimb(r, i, limb(from, i) >> bits | limb(from, i + 1) << (32 - bits));
  setLimb(r, count - 1, limb(from, count - 1) >> bits);
}

/** Whether any of the low `bits` bits is set; bits <= 32 n. */
export function anyBitBelow(a: usize, bits: u32): bool {
  const words = bits >> 5;
  for (let i: u32 = 0; i < words; i++) if (limb(a, i)) return true;
  return (bits & 31) != 0 && (limb(a, words) & ((1 << (bits & 31)) - 1)) != 0;
}
