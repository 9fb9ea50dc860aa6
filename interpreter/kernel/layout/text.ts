// Strings, bytes and big integers.


/**
 * str: compact, immutable. `length` code points of `kind` bytes each follow the header at STR_DATA.
 * The narrowest kind that fits is always used, so equal strings have equal kind and bytes.
 */
// @ts-ignore: decorator
@unmanaged
export class Str {
  type: u32; local: u32; shared: i32; owner: u16; mutex: u8; gc: u8;
  length: u32; // 16: code points
  kind: u8; // 20: 1, 2 or 4 bytes per code point
  ascii: u8; // 21: 1 if all < 128
  interned: u8; // 22: 1 if it is the one in the intern table
  pad0: u8;
  hash: i64; // 24: atomic; -1 until computed
  // 32: data, no terminator
}
// @ts-ignore: decorator
@inline export const STR_DATA: usize = 32;

/** bytes: immutable; `size` bytes follow at BYTES_DATA. */
// @ts-ignore: decorator
@unmanaged
export class Bytes {
  type: u32; local: u32; shared: i32; owner: u16; mutex: u8; gc: u8;
  size: u32; // 16
  pad0: u32;
  hash: i64; // 24: atomic; -1 until computed
  // 32: data
}
// @ts-ignore: decorator
@inline export const BYTES_DATA: usize = 32;

/**
 * bytearray: under its lock. `data` is a raw block (memory kind RAW), retired when replaced.
 * The live bytes are data + start .. data + start + size.
 */
// @ts-ignore: decorator
@unmanaged
export class ByteArray {
  type: u32; local: u32; shared: i32; owner: u16; mutex: u8; gc: u8;
  size: u32; // 16
  data: u32; // 20
  capacity: u32; // 24
  start: u32; // 28
  exports: u32; // 32: live buffers; resizing is refused while > 0
  pad0: u32;
}

/**
 * int outside the immediate range: sign and magnitude, 32-bit limbs, least significant first, no leading zero limb.
 * Never holds a value that has an immediate form - except in instances of int subclasses, which always use this layout.
 */
// @ts-ignore: decorator
@unmanaged
export class BigInt {
  type: u32; local: u32; shared: i32; owner: u16; mutex: u8; gc: u8;
  size: u32; // 16: limbs
  negative: u32; // 20: 1 if < 0
  // 24: u32 limbs[size]
}
// @ts-ignore: decorator
@inline export const LIMBS: usize = 24;

/** Instances of float subclasses (exact floats are always immediate). */
// @ts-ignore: decorator
@unmanaged
export class FloatObject {
  type: u32; local: u32; shared: i32; owner: u16; mutex: u8; gc: u8;
  value: f64;
}

// @ts-ignore: decorator
@unmanaged
export class Complex {
  type: u32; local: u32; shared: i32; owner: u16; mutex: u8; gc: u8;
  real: f64;
  imag: f64;
}
