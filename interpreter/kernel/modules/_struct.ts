// Module _struct: packed binary data.

import { TUPLE_ITEMS } from '../layout/containers';
import { BYTES_DATA } from '../layout/text';
import { Type } from '../layout/type';
import { address, fromAddress, NONE, NULL, ofI32, ofInt, ofBool, ofForeignFloat, Word, canonicalNan } from '../layout/word';
import {
  T_EXCEPTION, T_OVERFLOW_ERROR, T_STRUCT, T_TYPE_ERROR, T_UNPACK_ITERATOR,
} from '../generated/types';
import { N__struct, N_error } from '../generated/names';
import { allocBlock, freeBlock, KIND_RAW } from '../memory/blocks';
import { freeObject, newObject } from '../memory/objects';
import { own, release } from '../counting/counts';
import { visit } from '../collector/visit';
import { clearError, errorMatches, errorSet, memoryError, raise, raisef, formatText } from '../eval/errors';
import { arg } from '../eval/call';
import { asF64, index, indexI64, truth, typeOf } from '../objects/protocol';
import { newTuple } from '../objects/tuple';
import { intFromI64, intFromU64 } from '../objects/int/new';
import { BUF_WRITABLE, Buffer, bufferRelease, getBuffer, getBufferFlags, supportsBuffer } from '../objects/buffer';
import { isByteArray } from '../objects/bytearray/new';
import { isBytes, newBytes, newBytesFrom } from '../objects/bytes/new';
import { encodeLimited } from '../objects/codecs/single';
import { floatToHalf, halfToFloat, integerBits, integerValue } from '../objects/memoryview/items';
import { isStr } from '../objects/str/access';
import { builderChar, builderFinish, builderInt, builderLiteral, builderNew } from '../objects/str/builder';
import { strFromLatin1, newText } from '../objects/str/new';
import { parseOne, givenOne } from '../objects/text_arguments';
import { addErrorClass, raiseModuleError } from './errors';

/** @module _struct
 * Functions to convert between Python values and C structs.
 * Python bytes objects are used to hold the data representing the C struct
 * and also as format strings (explained below) to describe the layout of data
 * in the C struct.
 *
 * The optional first format char indicates byte order, size and alignment:
 *   @: native order, size & alignment (default)
 *   =: native order, std. size & alignment
 *   <: little-endian, std. size & alignment
 *   >: big-endian, std. size & alignment
 *   !: same as > */

/** A parsed format. In front of its codes in a raw block: { u32 size; u32 items; u32 codes; u32 big }. */
// @ts-ignore: decorator
@unmanaged
class Format { size: u32; items: u32; codes: u32; big: u32; }
/** Code: 16 bytes each behind the Format: letter, size of one, offset, how many. */
// @ts-ignore: decorator
@unmanaged
class Code { letter: u32; size: u32; offset: u32; count: u32; }

/** Raises struct.error(text), text taken over; NULL. */
function fail(text: Word): Word { return raiseModuleError(N__struct, N_error, text); }
// @ts-ignore: decorator
@inline function failText(text: string): Word { return fail(newText(text)); }

/** @exec _struct */
export function struct_exec(module: Word): i32 { return addErrorClass(module, N_error, 'struct', T_EXCEPTION); }

/** Standard size of a letter; 0: unknown. */
function standardSize(c: u32): u32 {
  switch (c) {
    case 0x78: case 0x63: case 0x62: case 0x42: case 0x3f: case 0x73: case 0x70: return 1; // x c b B ? s p
    case 0x68: case 0x48: case 0x65: return 2;
    case 0x69: case 0x49: case 0x6c: case 0x4c: case 0x66: return 4;
    case 0x71: case 0x51: case 0x64: return 8;
    default: return 0;
  }
}
function nativeSize(c: u32): u32 {
  return c == 0x6c || c == 0x4c || c == 0x6e || c == 0x4e || c == 0x50 ? 8 : standardSize(c);
}

/** The bytes of a format given as str or bytes: a bytes object, owned. */
function formatBytes(format: Word): Word {
  if (isStr(format)) return encodeLimited(format, NULL, 128);
  if (isBytes(format)) return own(format);
  return raisef(T_TYPE_ERROR, 'Struct() argument 1 must be a str or bytes object, not %T', format);
}

/** Parses a format (bytes object): a raw block, 0 with an error set. */
function parse(bytes: Word): usize {
  const p = address(bytes) + BYTES_DATA, n = load<u32>(address(bytes), 16);
  const block = allocBlock(KIND_RAW, offsetof<Format>() + n * offsetof<Code>() + 16);
  if (!block) { memoryError(); return 0; }
  let i: u32 = 0;
  let native = true, big = false;
  if (n) {
    const c = load<u8>(p);
    if (c == 0x3c || c == 0x3d || c == 0x3e || c == 0x21 || c == 0x40) {
      i = 1;
      native = c == 0x40;
      big = c == 0x3e || c == 0x21;
    }
  }
  let size: u64 = 0, items: u64 = 0;
  let codes: u32 = 0;
  while (i < n) {
    let c = <u32>load<u8>(p + i++);
    if (c == 32 || c - 9 < 5) continue;
    let count: u64 = 1;
    if (c - 48 < 10) {
      count = c - 48;
      while (true) {
        if (i == n) { freeBlock(block); failText('repeat count given without format specifier'); return 0; }
        c = load<u8>(p + i++);
        if (c - 48 >= 10) break;
        if (count > 0xffff_ffff_ffff) { freeBlock(block); failText('total struct size too long'); return 0; }
        count = count * 10 + (c - 48);
      }
    }
    const one = native ? nativeSize(c) : standardSize(c);
    if (!one) {
      freeBlock(block);
      failText(c == 0 ? 'embedded null character' : 'bad char in struct format');
      return 0;
    }
    if (native && c != 0x73 && c != 0x70 && c != 0x78) size = (size + one - 1) & ~(<u64>one - 1);
    if (c == 0x73 || c == 0x70) items++;
    else if (c != 0x78) items += count;
    if (size + count * one > 0x7fff_ffff) { freeBlock(block); failText('total struct size too long'); return 0; }
    if (c != 0x78 && (count || c == 0x73 || c == 0x70)) {
      const code = changetype<Code>(block + offsetof<Format>() + codes * offsetof<Code>());
      code.letter = c;
      code.size = one;
      code.offset = <u32>size;
      code.count = <u32>count;
      codes++;
    }
    size += count * one;
  }
  const f = changetype<Format>(block);
  f.size = <u32>size;
  f.items = <u32>items;
  f.codes = codes;
  f.big = big ? 1 : 0;
  return block;
}

/** Parses a format argument. */
function parseArgument(format: Word): usize {
  const bytes = formatBytes(format);
  if (bytes == NULL) return 0;
  const f = parse(bytes);
  release(bytes);
  return f;
}

// @ts-ignore: decorator
@inline function codeAt(f: usize, i: u32): Code { return changetype<Code>(f + offsetof<Format>() + i * offsetof<Code>()); }

// ---- unpacking -------------------------------------------------------------------------------------------------------------

function unpackOne(p: usize, letter: u32, size: u32, big: bool): Word {
  if (letter == 0x63) return newBytesFrom(p, 1);
  if (letter == 0x3f) {
    return ofBool(load<u8>(p) != 0);
  }
  let v: u64;
  if (size == 1) v = load<u8>(p);
  else if (size == 2) v = big ? bswap<u16>(load<u16>(p)) : load<u16>(p);
  else if (size == 4) v = big ? bswap<u32>(load<u32>(p)) : load<u32>(p);
  else v = big ? bswap<u64>(load<u64>(p)) : load<u64>(p);
  switch (letter) {
    case 0x65: return ofForeignFloat(halfToFloat(<u32>v));
    case 0x66: return ofForeignFloat(<f64>reinterpret<f32>(<u32>v));
    case 0x64: return ofForeignFloat(reinterpret<f64>(v));
    case 0x42: case 0x48: case 0x49: case 0x4c: case 0x51: case 0x4e: case 0x50: return intFromU64(v);
    default: {
      const shift = 64 - (size << 3);
      return intFromI64(<i64>(v << shift) >> shift);
    }
  }
}

/** The tuple of the items at `data`. */
function unpackAt(f: usize, data: usize): Word {
  const format = changetype<Format>(f);
  const t = newTuple(format.items);
  if (!t) return NULL;
  let at = t + TUPLE_ITEMS;
  for (let i: u32 = 0; i < format.codes; i++) {
    const code = codeAt(f, i);
    const p = data + code.offset;
    if (code.letter == 0x73) {
      const w = newBytesFrom(p, code.count);
      if (w == NULL) { release(fromAddress(t)); return NULL; }
      store<u64>(at, w);
      at += 8;
    } else if (code.letter == 0x70) {
      let n = code.count ? <u32>load<u8>(p) : 0;
      if (n >= code.count) n = code.count ? code.count - 1 : 0;
      const w = newBytesFrom(p + 1, n);
      if (w == NULL) { release(fromAddress(t)); return NULL; }
      store<u64>(at, w);
      at += 8;
    } else for (let j: u32 = 0; j < code.count; j++, at += 8) {
      const w = unpackOne(p + j * code.size, code.letter, code.size, format.big != 0);
      if (w == NULL) { release(fromAddress(t)); return NULL; }
      store<u64>(at, w);
    }
  }
  return fromAddress(t);
}

function unpackWhole(f: usize, data: Word): Word {
  const b = getBuffer(data);
  if (!b) return NULL;
  const size = changetype<Format>(f).size;
  let r: Word;
  if (changetype<Buffer>(b).size != size) r = fail(formatText('unpack requires a buffer of %d bytes', ofInt(size)));
  else r = unpackAt(f, changetype<Buffer>(b).data);
  bufferRelease(b);
  return r;
}

function unpackFrom(f: usize, data: Word, offset: Word): Word {
  let at: i64 = 0;
  if (offset != NULL) {
    at = indexI64(offset, T_OVERFLOW_ERROR);
    if (at == -1 && errorSet()) return NULL;
  }
  const b = getBuffer(data);
  if (!b) return NULL;
  const size = <i64>changetype<Format>(f).size, room = <i64>changetype<Buffer>(b).size;
  let r: Word = NULL;
  let start = at;
  if (start < 0) {
    if (start + size > 0) fail(formatText('not enough data to unpack %d bytes at offset %d', ofInt(size), ofInt(at)));
    else if (start + room < 0) fail(formatText('offset %d out of range for %d-byte buffer', ofInt(at), ofInt(room)));
    start += room;
  }
  if (!errorSet()) {
    if (room - start < size) {
      const m = builderNew();
      if (m) {
        builderLiteral(m, 'unpack_from requires a buffer of at least ');
        builderInt(m, size + start);
        builderLiteral(m, ' bytes for unpacking ');
        builderInt(m, size);
        builderLiteral(m, ' bytes at offset ');
        builderInt(m, start);
        builderLiteral(m, ' (actual buffer size is ');
        builderInt(m, room);
        builderChar(m, 0x29);
        fail(builderFinish(m));
      }
    } else r = unpackAt(f, changetype<Buffer>(b).data + <usize>start);
  }
  bufferRelease(b);
  return r;
}

// ---- packing -----------------------------------------------------------------------------------------------------------------

/** Raises "'B' format requires 0 <= number <= 255". */
function outOfRange(letter: u32, size: u32, signed: bool): bool {
  const m = builderNew();
  if (!m) return false;
  builderChar(m, 0x27);
  builderChar(m, letter);
  builderLiteral(m, "' format requires ");
  if (signed) {
    builderInt(m, <i64>-1 << ((size << 3) - 1));
    builderLiteral(m, ' <= number <= ');
    builderInt(m, ~(<i64>-1 << ((size << 3) - 1)));
  } else {
    builderLiteral(m, '0 <= number <= ');
    if (size == 8) builderLiteral(m, '18446744073709551615');
    else builderInt(m, (<i64>1 << (size << 3)) - 1);
  }
  fail(builderFinish(m));
  return false;
}

function storeUnit(p: usize, v: u64, size: u32, big: bool): void {
  if (size == 1) store<u8>(p, <u8>v);
  else if (size == 2) store<u16>(p, big ? bswap<u16>(<u16>v) : <u16>v);
  else if (size == 4) store<u32>(p, big ? bswap<u32>(<u32>v) : <u32>v);
  else store<u64>(p, big ? bswap<u64>(v) : v);
}

function packOne(p: usize, letter: u32, size: u32, big: bool, native: bool, w: Word): bool {
  if (letter == 0x63) {
    if (!isBytes(w) || load<u32>(address(w), 16) != 1) { failText('char format requires a bytes object of length 1'); return false; }
    store<u8>(p, load<u8>(address(w), BYTES_DATA));
    return true;
  }
  if (letter == 0x3f) {
    const t = truth(w);
    if (t < 0) return false;
    store<u8>(p, <u8>t);
    return true;
  }
  if (letter == 0x65 || letter == 0x66 || letter == 0x64) {
    const x = asF64(w);
    if (errorSet()) {
      clearError();
      failText('required argument is not a float');
      return false;
    }
    if (letter == 0x64) storeUnit(p, reinterpret<u64>(canonicalNan(x)), 8, big);
    else if (letter == 0x66) {
      const y = <f32>x;
      if (!native && !isFinite<f32>(y) && isFinite<f64>(x)) { raise(T_OVERFLOW_ERROR, 'float too large to pack with f format'); return false; }
      storeUnit(p, reinterpret<u32>(y), 4, big);
    } else {
      const h = floatToHalf(x);
      if (h < 0) { raise(T_OVERFLOW_ERROR, 'float too large to pack with e format'); return false; }
      storeUnit(p, <u64>h, 2, big);
    }
    return true;
  }
  const n = index(w);
  if (n == NULL) {
    if (!errorMatches(T_TYPE_ERROR) || changetype<Type>(typeOf(w)).nb_index) return false;
    clearError();
    failText('required argument is not an integer');
    return false;
  }
  const kind = integerBits(n);
  const v = integerValue;
  release(n);
  const signed = (letter & 0x20) != 0; // lower-case letters
  if (letter == 0x50) {
    if (kind == 3) { failText('int too large to convert'); return false; }
  } else if (signed) {
    const shift = 64 - (size << 3);
    if (kind >= 2 || (<i64>(v << shift) >> shift) != <i64>v) return outOfRange(letter, size, true);
  } else if (kind == 1 || kind == 3 || (size < 8 && v >> (size << 3))) return outOfRange(letter, size, false);
  storeUnit(p, v, size, big);
  return true;
}

/** Packs `nargs` values at `args` to `to`, which has been cleared. */
function packTo(f: usize, to: usize, args: usize): bool {
  const format = changetype<Format>(f);
  let next = 0;
  for (let i: u32 = 0; i < format.codes; i++) {
    const code = codeAt(f, i);
    const p = to + code.offset;
    if (code.letter == 0x73 || code.letter == 0x70) {
      const w = arg(args, next++);
      if (!isBytes(w) && !isByteArray(w)) {
        failText(code.letter == 0x73 ? "argument for 's' must be a bytes object" : "argument for 'p' must be a bytes object");
        return false;
      }
      const b = getBuffer(w);
      if (!b) return false;
      let n = changetype<Buffer>(b).size;
      const data: usize = changetype<Buffer>(b).data;
      if (code.letter == 0x73) memory.copy(p, data, n < code.count ? n : code.count);
      else if (code.count) {
        if (n > code.count - 1) n = code.count - 1;
        memory.copy(p + 1, data, n);
        store<u8>(p, n > 255 ? 255 : <u8>n);
      }
      bufferRelease(b);
    } else for (let j: u32 = 0; j < code.count; j++) {
      if (!packOne(p + j * code.size, code.letter, code.size, format.big != 0, code.size == nativeSize(code.letter) && format.big == 0, arg(args, next++))) return false;
    }
  }
  return true;
}

function packArgs(f: usize, args: usize, nargs: i32): Word {
  const format = changetype<Format>(f);
  if (<u32>nargs != format.items) {
    return fail(formatText('pack expected %d items for packing (got %d)', ofInt(format.items), ofI32(nargs)));
  }
  const p = newBytes(format.size);
  if (!p) return NULL;
  memory.fill(p + BYTES_DATA, 0, format.size);
  if (!packTo(f, p + BYTES_DATA, args)) { release(fromAddress(p)); return NULL; }
  return fromAddress(p);
}

/** buffer, offset, values at `args`. */
function packInto(f: usize, args: usize, nargs: i32): Word {
  const format = changetype<Format>(f);
  if (nargs == 0) return failText('pack_into expected buffer argument');
  if (nargs == 1) return failText('pack_into expected offset argument');
  if (<u32>(nargs - 2) != format.items) {
    return fail(formatText('pack_into expected %d items for packing (got %d)', ofInt(format.items), ofI32(nargs - 2)));
  }
  const target = arg(args, 0);
  const b = supportsBuffer(target) ? getBufferFlags(target, BUF_WRITABLE) : 0;
  if (!b) {
    clearError();
    return raisef(T_TYPE_ERROR, 'argument must be read-write bytes-like object, not %T', target);
  }
  const size = <i64>format.size, room = <i64>changetype<Buffer>(b).size;
  const at = indexI64(arg(args, 1), T_OVERFLOW_ERROR);
  let ok = !(at == -1 && errorSet());
  let start = at;
  if (ok && start < 0) {
    if (start + size > 0) { fail(formatText('no space to pack %d bytes at offset %d', ofInt(size), ofInt(at))); ok = false; }
    else if (start + room < 0) { fail(formatText('offset %d out of range for %d-byte buffer', ofInt(at), ofInt(room))); ok = false; }
    start += room;
  }
  if (ok && room - start < size) {
    const m = builderNew();
    if (m) {
      builderLiteral(m, 'pack_into requires a buffer of at least ');
      builderInt(m, size + start);
      builderLiteral(m, ' bytes for packing ');
      builderInt(m, size);
      builderLiteral(m, ' bytes at offset ');
      builderInt(m, start);
      builderLiteral(m, ' (actual buffer size is ');
      builderInt(m, room);
      builderChar(m, 0x29);
      fail(builderFinish(m));
    }
    ok = false;
  }
  if (ok) {
    const to: usize = changetype<Buffer>(b).data + <usize>start;
    memory.fill(to, 0, <usize>size);
    ok = packTo(f, to, args + 16);
  }
  bufferRelease(b);
  return ok ? NONE : NULL;
}

// ---- functions -----------------------------------------------------------------------------------------------------------------

/** @function _struct.calcsize(format, /)
 * Return size in bytes of the struct described by the format string. */
export function struct_calcsize(format: Word): Word {
  const f = parseArgument(format);
  if (!f) return NULL;
  const size = changetype<Format>(f).size;
  freeBlock(f);
  return ofInt(size);
}
/** @function _struct.unpack(format, buffer, /)
 * Return a tuple containing values unpacked according to the format string.
 *
 * The buffer's size in bytes must be calcsize(format).
 *
 * See help(struct) for more on format strings. */
export function struct_unpack(format: Word, buffer: Word): Word {
  const f = parseArgument(format);
  if (!f) return NULL;
  const r = unpackWhole(f, buffer);
  freeBlock(f);
  return r;
}
/** @function _struct.unpack_from(format, /, buffer, offset=0)
 * Return a tuple containing values unpacked according to the format string.
 *
 * The buffer's size, minus offset, must be at least calcsize(format).
 *
 * See help(struct) for more on format strings. */
export function struct_unpack_from(format: Word, buffer: Word, offset: Word): Word {
  const f = parseArgument(format);
  if (!f) return NULL;
  const r = unpackFrom(f, buffer, offset);
  freeBlock(f);
  return r;
}
/** @function _struct.iter_unpack(format, buffer, /)
 * Return an iterator yielding tuples unpacked from the given bytes.
 *
 * The bytes are unpacked according to the format string, like
 * a repeated invocation of unpack_from().
 *
 * Requires that the bytes length be a multiple of the struct size. */
export function struct_iter_unpack(format: Word, buffer: Word): Word {
  const s = newStruct(T_STRUCT, format);
  if (s == NULL) return NULL;
  const it = makeIterator(s, buffer);
  release(s);
  return it;
}
/** @function _struct.pack(*args)
 * pack(format, v1, v2, ...) -> bytes
 *
 * Return a bytes object containing the values v1, v2, ... packed according
 * to the format string.  See help(struct) for more on format strings. */
export function struct_pack(args: usize, nargs: i32, kwnames: Word): Word {
  if (nargs == 0) return raise(T_TYPE_ERROR, 'missing format argument');
  const f = parseArgument(arg(args, 0));
  if (!f) return NULL;
  const r = packArgs(f, args + 8, nargs - 1);
  freeBlock(f);
  return r;
}
/** @function _struct.pack_into(*args)
 * pack_into(format, buffer, offset, v1, v2, ...)
 *
 * Pack the values v1, v2, ... according to the format string and write
 * the packed bytes into the writable buffer buf starting at offset.  Note
 * that the offset is a required argument.  See help(struct) for more
 * on format strings. */
export function struct_pack_into(args: usize, nargs: i32, kwnames: Word): Word {
  if (nargs == 0) return raise(T_TYPE_ERROR, 'missing format argument');
  const f = parseArgument(arg(args, 0));
  if (!f) return NULL;
  const r = packInto(f, args + 8, nargs - 1);
  freeBlock(f);
  return r;
}
/** @function _struct._clearcache()
 * Clear the internal cache. */
export function struct_clearcache(): Word { return NONE; }

// ---- Struct ----------------------------------------------------------------------------------------------------------------------

// @ts-ignore: decorator
@unmanaged
export class StructObject {
  type: u32; local: u32; shared: i32; owner: u16; mutex: u8; gc: u8;
  /** Raw block with the parsed format; 0 before __init__. */
  parsed: u32; // 16
  pad0: u32;
  /** bytes; NULL before __init__. */
  format: Word; // 24
}

/** @type Struct module=_struct in=_struct base=object size=offsetof<StructObject>() flags=BASE,WEAKREF
 * Struct(fmt) --> compiled struct object */

function newStruct(type: u32, format: Word): Word {
  const p = allocVar(type, 0);
  if (!p) return NULL;
  if (!fillStruct(p, format)) { release(fromAddress(p)); return NULL; }
  return fromAddress(p);
}
import { allocVar } from '../objects/type/alloc';

function fillStruct(p: usize, format: Word): bool {
  const bytes = formatBytes(format);
  if (bytes == NULL) return false;
  const f = parse(bytes);
  if (!f) { release(bytes); return false; }
  const s = changetype<StructObject>(p);
  const oldFormat = s.format, oldParsed = s.parsed;
  s.parsed = <u32>f;
  s.format = bytes;
  release(oldFormat);
  if (oldParsed) retireBlock(oldParsed);
  return true;
}
import { retireBlock } from '../memory/blocks';

/** @new Struct */
export function struct_new(type: Word, args: usize, nargs: i32, kwnames: Word): Word { return fromAddress(allocVar(<u32>type, 0)); }
/** @init Struct */
export function struct_init(self: Word, args: usize, nargs: i32, kwnames: Word): i32 {
  if (!parseOne(args, nargs, kwnames, 'Struct', 'format')) return -1;
  return fillStruct(address(self), givenOne) ? 0 : -1;
}
/** @slot Struct.dealloc */
export function struct_dealloc(p: usize): void {
  const s = changetype<StructObject>(p);
  release(s.format);
  freeBlock(s.parsed);
  freeObject(p);
}
/** Parsed format; 0 with RuntimeError set. */
function parsedOf(self: Word): usize {
  const f = changetype<StructObject>(address(self)).parsed;
  if (!f) raise(T_RUNTIME_ERROR, 'Struct object is not initialized');
  return f;
}
import { T_RUNTIME_ERROR } from '../generated/types';

/** @method Struct.unpack(self, buffer, /)
 * Return a tuple containing unpacked values.
 *
 * Unpack according to the struct format string Struct.format. The buffer's size
 * in bytes must be Struct.size.
 *
 * See help(struct) for more on format strings. */
export function struct_method_unpack(self: Word, buffer: Word): Word { const f = parsedOf(self); return f ? unpackWhole(f, buffer) : NULL; }
/** @method Struct.unpack_from(self, /, buffer, offset=0)
 * Return a tuple containing unpacked values.
 *
 * Values are unpacked according to the struct format string Struct.format.
 *
 * The buffer's size in bytes, starting at position offset, must be
 * at least Struct.size.
 *
 * See help(struct) for more on format strings. */
export function struct_method_unpack_from(self: Word, buffer: Word, offset: Word): Word {
  const f = parsedOf(self);
  return f ? unpackFrom(f, buffer, offset) : NULL;
}
/** @method Struct.iter_unpack(self, buffer, /)
 * Return an iterator yielding tuples.
 *
 * Tuples are unpacked from the given bytes source, like a repeated
 * invocation of unpack_from().
 *
 * Requires that the bytes length be a multiple of the struct size. */
export function struct_method_iter_unpack(self: Word, buffer: Word): Word { return parsedOf(self) ? makeIterator(self, buffer) : NULL; }
/** @method Struct.pack(self, /, *args)
 * S.pack(v1, v2, ...) -> bytes
 *
 * Return a bytes object containing values v1, v2, ... packed according
 * to the format string S.format.  See help(struct) for more on format
 * strings. */
export function struct_method_pack(args: usize, nargs: i32, kwnames: Word): Word {
  const f = parsedOf(arg(args, 0));
  return f ? packArgs(f, args + 8, nargs - 1) : NULL;
}
/** @method Struct.pack_into(self, /, *args)
 * S.pack_into(buffer, offset, v1, v2, ...)
 *
 * Pack the values v1, v2, ... according to the format string S.format
 * and write the packed bytes into the writable buffer buf starting at
 * offset.  Note that the offset is a required argument.  See
 * help(struct) for more on format strings. */
export function struct_method_pack_into(args: usize, nargs: i32, kwnames: Word): Word {
  const f = parsedOf(arg(args, 0));
  return f ? packInto(f, args + 8, nargs - 1) : NULL;
}
/** @getter Struct.format
 * struct format string */
export function struct_format(self: Word): Word {
  if (!parsedOf(self)) return NULL;
  const bytes = address(changetype<StructObject>(address(self)).format);
  return strFromLatin1(bytes + BYTES_DATA, load<u32>(bytes, 16));
}
/** @getter Struct.size
 * struct size in bytes */
export function struct_size(self: Word): Word { const f = parsedOf(self); return f ? ofInt(changetype<Format>(f).size) : NULL; }
/** @method Struct.__sizeof__(self, /)
 * S.__sizeof__() -> size of S in memory, in bytes */
export function struct_sizeof(self: Word): Word {
  const f = changetype<StructObject>(address(self)).parsed;
  return ofInt(<i64>offsetof<StructObject>() + (f ? offsetof<Format>() + (changetype<Format>(f).codes + 1) * offsetof<Code>() : 0));
}
/** @slot Struct.repr */
export function struct_repr(self: Word): Word {
  const format = struct_format(self);
  if (format == NULL) return NULL;
  const text = formatText('%T(%R)', self, format);
  release(format);
  return text;
}

// ---- iterator ---------------------------------------------------------------------------------------------------------------------

// @ts-ignore: decorator
@unmanaged
export class UnpackIterator {
  type: u32; local: u32; shared: i32; owner: u16; mutex: u8; gc: u8;
  /** atomic: offset of the next record. */
  offset: u32; // 16
  buffer: u32; // 20
  struct: Word; // 24
}
/** @type unpack_iterator module=_struct base=object size=offsetof<UnpackIterator>() flags=GC,DISALLOW_NEW */

function makeIterator(s: Word, data: Word): Word {
  const size = changetype<Format>(changetype<StructObject>(address(s)).parsed).size;
  if (!size) return failText('cannot iteratively unpack with a struct of length 0');
  const b = getBuffer(data);
  if (!b) return NULL;
  if (changetype<Buffer>(b).size % size) {
    bufferRelease(b);
    return fail(formatText('iterative unpacking requires a buffer of a multiple of %d bytes', ofInt(size)));
  }
  const p = newObject(T_UNPACK_ITERATOR, offsetof<UnpackIterator>());
  if (!p) { bufferRelease(b); return NULL; }
  store<u32>(p, 0, 16);
  store<u32>(p, <u32>b, 20);
  store<u64>(p, own(s), 24);
  return fromAddress(p);
}
/** @slot unpack_iterator.iternext */
export function unpack_iterator_next(self: Word): Word {
  const it = address(self);
  const b: usize = load<u32>(it, 20);
  const f: usize = changetype<StructObject>(address(load<u64>(it, 24))).parsed;
  const size = changetype<Format>(f).size;
  const at = atomic.add<u32>(it, size, 16);
  if (at >= changetype<Buffer>(b).size) {
    atomic.sub<u32>(it, size, 16);
    return NULL;
  }
  return unpackAt(f, changetype<Buffer>(b).data + at);
}
/** @slot unpack_iterator.iter */
export function unpack_iterator_iter(self: Word): Word { return own(self); }
/** @method unpack_iterator.__length_hint__(self, /) */
export function unpack_iterator_length_hint(self: Word): Word {
  const it = address(self);
  const b: usize = load<u32>(it, 20);
  const size = changetype<Format>(changetype<StructObject>(address(load<u64>(it, 24))).parsed).size;
  return ofInt((<i64>changetype<Buffer>(b).size - atomic.load<u32>(it, 16)) / size);
}
/** @slot unpack_iterator.dealloc */
export function unpack_iterator_dealloc(p: usize): void {
  bufferRelease(load<u32>(p, 20));
  release(load<u64>(p, 24));
  freeObject(p);
}
/** @slot unpack_iterator.traverse */
export function unpack_iterator_traverse(p: usize): void {
  visit(changetype<Buffer>(load<u32>(p, 20)).object);
  visit(load<u64>(p, 24));
}
