// The word: a Python value as it stands in a register, a list slot or a dict entry. 64 bits, NaN-boxed.
//
//   63            48 47                                   33 32 31                    0
//   0000000000000000 000000000000000                       0  0 .... address ......0000   pointer (address >= 64)
//   0000000000000000 000000000000000                       0  1 .... address ......0000   pointer, borrowed (registers only)
//   0000000000000000 0 ...                                      singletons: 8, 16, 24 ... < 64; NULL is 0
//   1111111111111110 48-bit two's complement payload            int
//   everything from 0x0002_0000_0000_0000 up to the ints:       float, IEEE bits + 2^49
//
// Nobody outside this file shifts words by hand.
//
// "Plain" word: without the borrowed bit. Natives see plain words only; the eval loop and the frame hold either.

/** A Python value. 0 (NULL) means "no value": an error is set in the thread, or a slot is empty. */
export type Word = u64;

// @ts-ignore: decorator
@inline export const NULL: Word = 0;
// @ts-ignore: decorator
@inline export const NONE: Word = 8;
// @ts-ignore: decorator
@inline export const FALSE: Word = 16;
// @ts-ignore: decorator
@inline export const TRUE: Word = 24;
// @ts-ignore: decorator
@inline export const NOT_IMPLEMENTED: Word = 32;
// @ts-ignore: decorator
@inline export const ELLIPSIS: Word = 40;
/** The mark of a local variable, cell or slot that has no value. Never seen by Python code. */
// @ts-ignore: decorator
@inline export const UNBOUND: Word = 48;

/** Bit 32 of a pointer in a register: the register owns no reference. */
// @ts-ignore: decorator
@inline export const BORROWED: Word = 0x1_0000_0000;

// @ts-ignore: decorator
@inline const FLOAT_BIAS: u64 = 0x0002_0000_0000_0000;
// @ts-ignore: decorator
@inline const INT_TAG: u64 = 0xfffe_0000_0000_0000;
/** Smallest and largest int that is immediate. */
// @ts-ignore: decorator
@inline export const INT_MIN: i64 = -0x8000_0000_0000;
// @ts-ignore: decorator
@inline export const INT_MAX: i64 = 0x7fff_ffff_ffff;

// ---- tests ---------------------------------------------------------------------------------------------------------

// @ts-ignore: decorator
@inline export function isInt(w: Word): bool { return w >= INT_TAG; }
// @ts-ignore: decorator
@inline export function bothInt(a: Word, b: Word): bool { return (a & b) >= INT_TAG; }
// @ts-ignore: decorator
@inline export function isFloat(w: Word): bool { return w - FLOAT_BIAS < INT_TAG - FLOAT_BIAS; }
/** Int or float, immediate. */
// @ts-ignore: decorator
@inline export function isNumber(w: Word): bool { return w >= FLOAT_BIAS; }
/** A heap object, borrowed or not. */
// @ts-ignore: decorator
@inline export function isPointer(w: Word): bool { return w - 64 < 0x2_0000_0000 - 64; }
/** A heap object without the borrowed bit: in a register, one whose reference the register owns. */
// @ts-ignore: decorator
@inline export function isOwned(w: Word): bool { return w - 64 < 0x1_0000_0000 - 64; }
// @ts-ignore: decorator
@inline export function isBool(w: Word): bool { return (w | 8) == TRUE; }

// ---- conversions -----------------------------------------------------------------------------------------------------

/** Address of the object that a pointer word names, borrowed or not. */
// @ts-ignore: decorator
@inline export function address(w: Word): usize { return <u32>w; }
// @ts-ignore: decorator
@inline export function fromAddress(p: usize): Word { return <u64><u32>p; }
/** The word without its borrowed bit. */
// @ts-ignore: decorator
@inline export function plain(w: Word): Word { return select<u64>(w & 0xffff_ffff, w, w < 0x2_0000_0000); }

/** Payload of an immediate int. */
// @ts-ignore: decorator
@inline export function toInt(w: Word): i64 { return <i64>(w << 16) >> 16; }
/** Whether a 64-bit integer has an immediate form. */
// @ts-ignore: decorator
@inline export function fitsInt(n: i64): bool { return ((n << 16) >> 16) == n; }
/** Immediate int; `fitsInt(n)` must hold (for any n, see objects/int `intFromI64`). */
// @ts-ignore: decorator
@inline export function ofInt(n: i64): Word { return <u64>n & 0xffff_ffff_ffff | INT_TAG; }
// @ts-ignore: decorator
@inline export function ofI32(n: i32): Word { return ofInt(<i64>n); }

// @ts-ignore: decorator
@inline export function toFloat(w: Word): f64 { return reinterpret<f64>(w - FLOAT_BIAS); }
/** Float word. The bits must not be a foreign NaN: see `ofForeignFloat`. */
// @ts-ignore: decorator
@inline export function ofFloat(x: f64): Word { return reinterpret<u64>(x) + FLOAT_BIAS; }
/** Float word from bits that come from outside (struct, array, host): NaNs are made canonical, their sign kept. */
export function ofForeignFloat(x: f64): Word {
  const bits = reinterpret<u64>(x);
  if ((bits & 0x7fff_ffff_ffff_ffff) > 0x7ff0_0000_0000_0000) return (bits & 0x8000_0000_0000_0000 | 0x7ff8_0000_0000_0000) + FLOAT_BIAS;
  return bits + FLOAT_BIAS;
}

/** What leaves as bytes: NaNs in their canonical form, their sign kept (their payload only tells one from another). */
export function canonicalNan(x: f64): f64 { return x == x ? x : toFloat(ofForeignFloat(x)); }

// @ts-ignore: decorator
@inline export function ofBool(b: bool): Word { return FALSE + (<u64>b << 3); }

/** `a is b`: the borrowed bit does not count. */
// @ts-ignore: decorator
@inline export function same(a: Word, b: Word): bool { return a == b || ((a ^ b) == BORROWED && (a | b) < 0x2_0000_0000); }
