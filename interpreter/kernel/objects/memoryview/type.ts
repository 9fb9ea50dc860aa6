// memoryview: a window on the memory of another object.
//
// Views of one buffer share a ManagedBuffer, which gives the buffer back when the last view lets go of it. What can be
// released under other threads' hands is used inside the view's critical section.

import { TUPLE_ITEMS } from '../../layout/containers';
import { EQ, NE, TF_LIST, TF_TUPLE, Type } from '../../layout/type';
import { address, ELLIPSIS, fromAddress, isInt, isPointer, NONE, NOT_IMPLEMENTED, NULL, ofBool, ofI32, ofInt, same, Word } from '../../layout/word';
import {
  T_BUFFER_ERROR, T_INDEX_ERROR, T_MANAGEDBUFFER, T_MEMORY_ITERATOR, T_MEMORYVIEW, T_NOT_IMPLEMENTED_ERROR, T_SLICE, T_TYPE_ERROR, T_VALUE_ERROR,
} from '../../generated/types';
import { allocBlock, freeBlock, KIND_RAW } from '../../memory/blocks';
import { freeObject, newObject } from '../../memory/objects';
import { own, release } from '../../counting/counts';
import { visit } from '../../collector/visit';
import { clearError, errorSet, memoryError, raise, raisef } from '../../eval/errors';
import { arg } from '../../eval/call';
import { enter, leave } from '../../sync/critical';
import { asI32, indexI64, isIntLike, typeOf } from '../protocol';
import { newTuple } from '../tuple';
import { listAppend, listSnapshot, newList } from '../list/core';
import { BUF_FULL_RO, BUF_STRIDES, BUF_WRITABLE, Buffer, bufferRelease, getBufferFlags, supportsBuffer } from '../buffer';
import { resolveSlice, sliceCount, sliceStart, sliceStep } from '../bounds';
import { newBytes } from '../bytes/new';
import { hexText } from '../bytes/convert';
import { BYTES_DATA } from '../../layout/text';
import { bytesEqual, charAt, isStr, strLength } from '../str/access';
import { hashBytes } from '../str/hash';
import { builderChar, builderFinish, builderHex, builderLiteral, builderNew } from '../str/builder';
import { internText, strEqual, strEqualsText } from '../str/new';
import { parseOne, givenOne } from '../text_arguments';
import { itemSizeOf, packItem, PACK_ERROR, PACK_OK, PACK_TYPE, unpackItem } from './items';

/** Internal: keeps a buffer for the views on it. */
// @ts-ignore: decorator
@unmanaged
export class ManagedBuffer {
  type: u32; local: u32; shared: i32; owner: u16; mutex: u8; gc: u8;
  /** Buffer (objects/buffer.ts). */
  buffer: u32; // 16
  pad0: u32;
}

// @ts-ignore: decorator
@unmanaged
export class MemoryView {
  type: u32; local: u32; shared: i32; owner: u16; mutex: u8; gc: u8;
  /** ManagedBuffer; NULL once released. */
  managed: Word; // 16
  data: u32; // 24
  /** Bytes of all items. */
  size: u32; // 28
  itemSize: u32; // 32
  dimensions: i32; // 36
  /** Raw block: i32 shape[dimensions], then i32 strides[dimensions]. */
  dims: u32; // 40
  readOnly: u32; // 44
  /** Buffers that the view itself lends. */
  exports: u32; // 48
  /** Format letter if it is a native one, else 0. */
  code: u32; // 52
  /** Format, a str (owned). */
  format: Word; // 56
  hash: i64; // 64
}

/** @type managedbuffer base=object size=offsetof<ManagedBuffer>() flags=GC */
/** @type memoryview base=object size=offsetof<MemoryView>() flags=GC,SEQUENCE,WEAKREF
 * Create a new memoryview object which references the given object. */

// @ts-ignore: decorator
@inline function view(w: Word): MemoryView { return changetype<MemoryView>(address(w)); }
// @ts-ignore: decorator
@inline export function shapeOf(v: MemoryView, i: i32): i32 { return load<i32>(v.dims + (i << 2)); }
// @ts-ignore: decorator
@inline export function strideOf(v: MemoryView, i: i32): i32 { return load<i32>(v.dims + ((v.dimensions + i) << 2)); }

/** @slot managedbuffer.dealloc */
export function managedbuffer_dealloc(p: usize): void {
  bufferRelease(changetype<ManagedBuffer>(p).buffer);
  freeObject(p);
}
/** @slot managedbuffer.traverse */
export function managedbuffer_traverse(p: usize): void { visit(changetype<Buffer>(changetype<ManagedBuffer>(p).buffer).object); }

function released(self: Word): bool {
  if (view(self).managed != NULL) return false;
  raise(T_VALUE_ERROR, 'operation forbidden on released memoryview object');
  return true;
}

/** The letter of a format that is one native letter, with or without '@'; 0 else. */
function nativeCode(format: Word): u32 {
  const p = address(format), n = strLength(p);
  const at: u32 = n == 2 && charAt(p, 0) == 0x40 ? 1 : 0;
  if (n - at != 1) return 0;
  const c = charAt(p, at);
  return itemSizeOf(c) ? c : 0;
}

/** A view without content; its fields are to be filled, its dims block has room for `dimensions`. */
function blank(dimensions: i32): usize {
  const p = newObject(T_MEMORYVIEW, offsetof<MemoryView>());
  if (!p) return 0;
  const dims = allocBlock(KIND_RAW, dimensions * 8 + 8);
  if (!dims) { freeObject(p); memoryError(); return 0; }
  const v = changetype<MemoryView>(p);
  v.managed = NULL;
  v.dims = <u32>dims;
  v.dimensions = dimensions;
  v.exports = 0;
  v.format = NULL;
  v.hash = -1;
  return p;
}

/** A view with the fields of another one. */
function copyOf(v: MemoryView): usize {
  const p = blank(v.dimensions);
  if (!p) return 0;
  const w = changetype<MemoryView>(p);
  w.managed = own(v.managed);
  w.data = v.data;
  w.size = v.size;
  w.itemSize = v.itemSize;
  w.readOnly = v.readOnly;
  w.code = v.code;
  w.format = own(v.format);
  memory.copy(w.dims, v.dims, v.dimensions * 8);
  return p;
}

/** memoryview(object) for a request of `flags`. */
export function newMemoryView(object: Word, flags: i32): Word {
  if (isPointer(object) && typeOf(object) == T_MEMORYVIEW) {
    if (flags & BUF_WRITABLE && view(object).readOnly) return raise(T_BUFFER_ERROR, 'memoryview: underlying buffer is not writable');
    enter(address(object));
    const p = released(object) ? <usize>0 : copyOf(view(object));
    leave(address(object));
    return fromAddress(p);
  }
  if (!supportsBuffer(object)) return raisef(T_TYPE_ERROR, "memoryview: a bytes-like object is required, not '%T'", object);
  const b = getBufferFlags(object, flags);
  if (!b) return NULL;
  const buffer = changetype<Buffer>(b);
  const m = newObject(T_MANAGEDBUFFER, offsetof<ManagedBuffer>());
  if (!m) { bufferRelease(b); return NULL; }
  changetype<ManagedBuffer>(m).buffer = <u32>b;
  const p = blank(buffer.dimensions);
  if (!p) { release(fromAddress(m)); return NULL; }
  const v = changetype<MemoryView>(p);
  v.managed = fromAddress(m);
  v.data = buffer.data;
  v.size = buffer.size;
  v.itemSize = buffer.itemSize;
  v.readOnly = buffer.readOnly;
  v.format = buffer.format == NULL ? internText('B') : own(buffer.format);
  v.code = nativeCode(v.format);
  const n = buffer.dimensions;
  if (n == 1 && !buffer.shape) store<i32>(v.dims, buffer.size / (buffer.itemSize ? buffer.itemSize : 1));
  else if (n) memory.copy(v.dims, buffer.shape, n * 4);
  if (buffer.strides) memory.copy(v.dims + n * 4, buffer.strides, n * 4);
  else contiguousStrides(v);
  return fromAddress(p);
}

/** Strides of items without gaps, the last dimension fastest. */
function contiguousStrides(v: MemoryView): void {
  let step = <i32>v.itemSize;
  for (let i = v.dimensions - 1; i >= 0; i--) {
    store<i32>(v.dims + ((v.dimensions + i) << 2), step);
    step *= shapeOf(v, i);
  }
}

function isContiguous(v: MemoryView, fortran: bool): bool {
  let step = <i32>v.itemSize;
  if (v.size == 0) return true;
  for (let j = 0; j < v.dimensions; j++) {
    const i = fortran ? j : v.dimensions - 1 - j;
    if (shapeOf(v, i) > 1 && strideOf(v, i) != step) return false;
    step *= shapeOf(v, i);
  }
  return true;
}

/** @new memoryview */
export function memoryview_new(type: Word, args: usize, nargs: i32, kwnames: Word): Word {
  if (!parseOne(args, nargs, kwnames, 'memoryview', 'object')) return NULL;
  return newMemoryView(givenOne, BUF_FULL_RO);
}

/** @classmethod memoryview._from_flags(type, /, object, flags)
 * Create a new memoryview object which references the given object. */
export function memoryview_from_flags(type: Word, object: Word, flags: Word): Word {
  const f = asI32(flags);
  if (f == -1 && errorSet()) return NULL;
  return newMemoryView(object, f);
}

/** @slot memoryview.dealloc */
export function memoryview_dealloc(p: usize): void {
  const v = changetype<MemoryView>(p);
  release(v.managed);
  release(v.format);
  freeBlock(v.dims);
  freeObject(p);
}
/** @slot memoryview.traverse */
export function memoryview_traverse(p: usize): void { visit(changetype<MemoryView>(p).managed); }
/** @slot memoryview.clear */
export function memoryview_clear(p: usize): void {
  const v = changetype<MemoryView>(p);
  const m = v.managed;
  v.managed = NULL;
  release(m);
}

/** @method memoryview.release(self, /)
 * Release the underlying buffer exposed by the memoryview object. */
export function memoryview_release(self: Word): Word {
  const p = address(self), v = view(self);
  enter(p);
  const exports = v.exports;
  let m: Word = NULL;
  if (!exports) { m = v.managed; v.managed = NULL; }
  leave(p);
  if (exports) {
    return raisef(T_BUFFER_ERROR, exports == 1 ? 'memoryview has %d exported buffer' : 'memoryview has %d exported buffers', ofI32(exports));
  }
  release(m);
  return NONE;
}
/** @method memoryview.__enter__(self, /) */
export function memoryview_enter(self: Word): Word { return released(self) ? NULL : own(self); }
/** @method memoryview.__exit__(self, /, *args) */
export function memoryview_exit(args: usize, nargs: i32, kwnames: Word): Word { return memoryview_release(arg(args, 0)); }

/** @slot memoryview.getbuffer */
export function memoryview_getbuffer(self: Word, b: usize, flags: i32): i32 {
  const p = address(self), v = view(self);
  enter(p);
  let status = -1;
  if (released(self)) {
    // error set
  } else if (flags & BUF_WRITABLE && v.readOnly) raise(T_BUFFER_ERROR, 'memoryview: underlying buffer is not writable');
  else if ((flags & BUF_STRIDES) != BUF_STRIDES && !isContiguous(v, false)) raise(T_BUFFER_ERROR, 'memoryview: underlying buffer is not C-contiguous');
  else {
    const buffer = changetype<Buffer>(b);
    buffer.object = own(self);
    buffer.data = v.data;
    buffer.size = v.size;
    buffer.itemSize = v.itemSize;
    buffer.readOnly = v.readOnly;
    buffer.dimensions = v.dimensions;
    buffer.shape = v.dims;
    buffer.strides = v.dims + v.dimensions * 4;
    buffer.internal = 0;
    buffer.format = v.format;
    v.exports++;
    status = 0;
  }
  leave(p);
  return status;
}
/** @slot memoryview.releasebuffer */
export function memoryview_releasebuffer(self: Word, b: usize): void {
  const p = address(self);
  enter(p);
  view(self).exports--;
  leave(p);
}

// ---- items ----------------------------------------------------------------------------------------------------------------

/** @slot memoryview.sq_length */
export function memoryview_length(self: Word): i64 {
  if (released(self)) return -1;
  if (view(self).dimensions == 0) { raise(T_TYPE_ERROR, '0-dim memory has no length'); return -1; }
  return shapeOf(view(self), 0);
}
/** @slot memoryview.mp_length */
export function memoryview_mp_length(self: Word): i64 { return memoryview_length(self); }

/** Address of item `i` along dimension `d` behind `at`; 0 with IndexError set. */
function along(v: MemoryView, at: usize, i: i64, d: i32): usize {
  const n = shapeOf(v, d);
  if (i < 0) i += n;
  if (<u64>i >= <u64>n) {
    raisef(T_INDEX_ERROR, 'index out of bounds on dimension %d', ofI32(d + 1));
    return 0;
  }
  return at + <i32>i * strideOf(v, d);
}

function unsupported(v: MemoryView): void { raisef(T_NOT_IMPLEMENTED_ERROR, 'memoryview: format %U not supported', v.format); }

/** Address of the single item that a key names; 0 with an error set. */
function locate(self: Word, key: Word): usize {
  const v = view(self);
  if (isInt(key) || changetype<Type>(typeOf(key)).nb_index) {
    const i = indexI64(key, T_INDEX_ERROR);
    if (i == -1 && errorSet()) return 0;
    if (released(self)) return 0;
    if (v.dimensions == 0) { raise(T_TYPE_ERROR, 'invalid indexing of 0-dim memory'); return 0; }
    if (v.dimensions > 1) { raise(T_NOT_IMPLEMENTED_ERROR, 'multi-dimensional sub-views are not implemented'); return 0; }
    return along(v, v.data, i, 0);
  }
  // a tuple of indexes
  const t = address(key), n = <i32>load<u32>(t, 16);
  if (n < v.dimensions) { raise(T_NOT_IMPLEMENTED_ERROR, 'sub-views are not implemented'); return 0; }
  if (n > v.dimensions) {
    raisef(T_TYPE_ERROR, 'cannot index %d-dimension view with %d-element tuple', ofI32(v.dimensions), ofI32(n));
    return 0;
  }
  let at: usize = v.data;
  for (let d = 0; at && d < n; d++) {
    const i = indexI64(load<u64>(t + TUPLE_ITEMS + (d << 3)), T_INDEX_ERROR);
    if (i == -1 && errorSet()) return 0;
    if (released(self)) return 0;
    at = along(v, at, i, d);
  }
  return at;
}

/** 0 one item, 1 a slice, 2 several slices, -1 none of these. */
function keyKind(key: Word): i32 {
  if (isInt(key) || changetype<Type>(typeOf(key)).nb_index) return 0;
  if (!isPointer(key)) return -1;
  if (typeOf(key) == T_SLICE) return 1;
  if (!(changetype<Type>(typeOf(key)).flags & TF_TUPLE)) return -1;
  let slices = 0, indexes = 0;
  const t = address(key), n = <i32>load<u32>(t, 16);
  for (let i = 0; i < n; i++) {
    const w = load<u64>(t + TUPLE_ITEMS + (i << 3));
    if (isPointer(w) && typeOf(w) == T_SLICE) slices++;
    else if (isInt(w) || changetype<Type>(typeOf(w)).nb_index) indexes++;
    else return -1;
  }
  return slices == 0 ? 0 : slices == n ? 2 : -1;
}

/** @slot memoryview.mp_subscript */
export function memoryview_subscript(self: Word, key: Word): Word {
  if (released(self)) return NULL;
  const v = view(self), p = address(self);
  if (v.dimensions == 0) {
    if (isPointer(key) && changetype<Type>(typeOf(key)).flags & TF_TUPLE && load<u32>(address(key), 16) == 0) return v.code ? unpackItem(v.data, v.code) : NULL;
    if (key == ELLIPSIS) return own(self);
    return raise(T_TYPE_ERROR, 'invalid indexing of 0-dim memory');
  }
  const kind = keyKind(key);
  if (kind == 0) {
    const at = locate(self, key);
    if (!at) return NULL;
    if (!v.code) { unsupported(v); return NULL; }
    enter(p);
    const w = released(self) ? NULL : unpackItem(at, v.code);
    leave(p);
    return w;
  }
  if (kind == 1) {
    if (!resolveSlice(key, shapeOf(v, 0))) return NULL;
    if (released(self)) return NULL;
    return sliced(self);
  }
  if (kind == 2) return raise(T_NOT_IMPLEMENTED_ERROR, 'multi-dimensional slicing is not implemented');
  return raise(T_TYPE_ERROR, 'memoryview: invalid slice key');
}

/** The view of the slice just resolved. */
function sliced(self: Word): Word {
  const v = view(self);
  const p = copyOf(v);
  if (!p) return NULL;
  const w = changetype<MemoryView>(p);
  w.data = v.data + <i32>sliceStart * strideOf(v, 0);
  store<i32>(w.dims, <i32>sliceCount);
  store<i32>(w.dims + (w.dimensions << 2), strideOf(v, 0) * <i32>sliceStep);
  let items = 1;
  for (let i = 0; i < w.dimensions; i++) items *= shapeOf(w, i);
  w.size = items * w.itemSize;
  return fromAddress(p);
}

/** @slot memoryview.mp_ass_subscript */
export function memoryview_ass_subscript(self: Word, key: Word, value: Word): i32 {
  if (released(self)) return -1;
  const v = view(self), p = address(self);
  if (v.readOnly) { raise(T_TYPE_ERROR, 'cannot modify read-only memory'); return -1; }
  if (value == NULL) { raise(T_TYPE_ERROR, 'cannot delete memory'); return -1; }
  if (v.dimensions == 0) {
    const empty = isPointer(key) && (changetype<Type>(typeOf(key)).flags & TF_TUPLE) != 0 && load<u32>(address(key), 16) == 0;
    if (key == ELLIPSIS || empty) return put(self, v.data, value);
    raise(T_TYPE_ERROR, 'invalid indexing of 0-dim memory');
    return -1;
  }
  const kind = keyKind(key);
  if (kind == 0) {
    const at = locate(self, key);
    return at ? put(self, at, value) : -1;
  }
  if (kind == 1 && v.dimensions == 1) {
    const b = getBufferFlags(value, BUF_FULL_RO);
    if (!b) return -1;
    const source = changetype<Buffer>(b);
    let status = -1;
    if (resolveSlice(key, shapeOf(v, 0)) && !released(self)) {
      const sourceStride = source.strides ? load<i32>(source.strides) : <i32>source.itemSize;
      const count = source.dimensions == 1 ? (source.shape ? load<i32>(source.shape) : <i32>(source.size / source.itemSize)) : -1;
      if (source.itemSize != v.itemSize || count != <i32>sliceCount || !sameFormat(v, source)) {
        raise(T_VALUE_ERROR, 'memoryview assignment: lvalue and rvalue have different structures');
      } else {
        enter(p);
        if (!released(self)) {
          copyItems(v.data + <i32>sliceStart * strideOf(v, 0), strideOf(v, 0) * <i32>sliceStep, source.data, sourceStride, count, v.itemSize);
          status = 0;
        }
        leave(p);
      }
    }
    bufferRelease(b);
    return status;
  }
  if (kind == 1 || kind == 2) {
    raise(T_NOT_IMPLEMENTED_ERROR, 'memoryview slice assignments are currently restricted to ndim = 1');
    return -1;
  }
  raise(T_TYPE_ERROR, 'memoryview: invalid slice key');
  return -1;
}

function sameFormat(v: MemoryView, source: Buffer): bool {
  const code = source.format == NULL ? <u32>0x42 : nativeCode(source.format);
  if (v.code || code) return v.code == code;
  return strEqual(v.format, source.format);
}

/** Copies items that may overlap. */
function copyItems(to: usize, toStride: i32, from: usize, fromStride: i32, count: i32, size: u32): void {
  if (toStride == <i32>size && fromStride == <i32>size) { memory.copy(to, from, count * size); return; }
  const spare = allocBlock(KIND_RAW, count * size + 1);
  if (!spare) return;
  for (let i = 0; i < count; i++) memory.copy(spare + i * size, from + i * fromStride, size);
  for (let i = 0; i < count; i++) memory.copy(to + i * toStride, spare + i * size, size);
  freeBlock(spare);
}

function put(self: Word, at: usize, value: Word): i32 {
  const v = view(self), p = address(self);
  if (!v.code) { unsupported(v); return -1; }
  // into a place of our own first: reading the value can run code that releases the view
  const spare = allocBlock(KIND_RAW, 16);
  if (!spare) { memoryError(); return -1; }
  const status = packItem(spare, v.code, value);
  if (status == PACK_OK) {
    enter(p);
    if (!released(self)) memory.copy(at, spare, v.itemSize);
    leave(p);
  }
  freeBlock(spare);
  if (status == PACK_OK) return errorSet() ? -1 : 0;
  if (status != PACK_ERROR) {
    if (status == PACK_TYPE) raisef(T_TYPE_ERROR, "memoryview: invalid type for format '%U'", v.format);
    else raisef(T_VALUE_ERROR, "memoryview: invalid value for format '%U'", v.format);
  }
  return -1;
}

/** @slot memoryview.sq_item */
export function memoryview_item(self: Word, i: i64): Word { return memoryview_subscript(self, ofInt(i)); }

// ---- whole content ------------------------------------------------------------------------------------------------------------

/** Copies all items, the last dimension (or with `fortran` the first) fastest, to `to`; the end. */
function gather(v: MemoryView, at: usize, d: i32, to: usize): usize {
  if (d == v.dimensions) { memory.copy(to, at, v.itemSize); return to + v.itemSize; }
  for (let i = 0, n = shapeOf(v, d); i < n; i++) to = gather(v, at + i * strideOf(v, d), d + 1, to);
  return to;
}
function gatherFortran(v: MemoryView, at: usize, d: i32, to: usize): usize {
  if (d < 0) { memory.copy(to, at, v.itemSize); return to + v.itemSize; }
  for (let i = 0, n = shapeOf(v, d); i < n; i++) to = gatherFortran(v, at + i * strideOf(v, d), d - 1, to);
  return to;
}

/** bytes of the content. */
export function memoryBytes(self: Word, fortran: bool): Word {
  const p = address(self), v = view(self);
  enter(p);
  let q: usize = 0;
  if (!released(self)) {
    q = newBytes(v.size);
    if (q) {
      if (isContiguous(v, false) && !fortran) memory.copy(q + BYTES_DATA, v.data, v.size);
      else if (fortran) gatherFortran(v, v.data, v.dimensions - 1, q + BYTES_DATA);
      else gather(v, v.data, 0, q + BYTES_DATA);
    }
  }
  leave(p);
  return fromAddress(q);
}

/** @method memoryview.tobytes(self, /, order='C')
 * Return the data in the buffer as a byte string.
 *
 * Order can be {'C', 'F', 'A'}. When order is 'C' or 'F', the data of the
 * original array is converted to C or Fortran order. For contiguous views,
 * 'A' returns an exact copy of the physical memory. In particular, in-memory
 * Fortran order is preserved. For non-contiguous views, the data is converted
 * to C first. order=None is the same as order='C'. */
export function memoryview_tobytes(self: Word, order: Word): Word {
  if (released(self)) return NULL;
  let fortran = false;
  if (order != NULL && order != NONE) {
    if (!isStr(order)) return raisef(T_TYPE_ERROR, "tobytes() argument 'order' must be str or None, not %T", order);
    if (strEqualsText(order, 'F')) fortran = true;
    else if (strEqualsText(order, 'A')) fortran = isContiguous(view(self), true) && !isContiguous(view(self), false);
    else if (!strEqualsText(order, 'C')) return raise(T_VALUE_ERROR, "order must be 'C', 'F' or 'A'");
  }
  return memoryBytes(self, fortran);
}

function listOf(v: MemoryView, at: usize, d: i32): Word {
  const n = shapeOf(v, d);
  const list = newList(n);
  if (!list) return NULL;
  for (let i = 0; i < n; i++) {
    const item = at + i * strideOf(v, d);
    const w = d + 1 == v.dimensions ? unpackItem(item, v.code) : listOf(v, item, d + 1);
    if (w == NULL || listAppend(list, w) < 0) { release(w); release(fromAddress(list)); return NULL; }
    release(w);
  }
  return fromAddress(list);
}

/** @method memoryview.tolist(self, /)
 * Return the data in the buffer as a list of elements. */
export function memoryview_tolist(self: Word): Word {
  if (released(self)) return NULL;
  const v = view(self);
  if (!v.code) { unsupported(v); return NULL; }
  return v.dimensions == 0 ? unpackItem(v.data, v.code) : listOf(v, v.data, 0);
}

/** @method memoryview.hex(self, /, sep=NULL, bytes_per_sep=1)
 * @signature ($self, /, sep=<unrepresentable>, bytes_per_sep=1)
 * Return the data in the buffer as a str of hexadecimal numbers.
 *
 *   sep
 *     An optional single character or byte to separate hex bytes.
 *   bytes_per_sep
 *     How many bytes between separators.  Positive values count from the
 *     right, negative values count from the left. */
export function memoryview_hex(self: Word, sep: Word, perSep: Word): Word {
  const bytes = memoryBytes(self, false);
  if (bytes == NULL) return NULL;
  const text = hexText(address(bytes) + BYTES_DATA, load<u32>(address(bytes), 16), sep, perSep);
  release(bytes);
  return text;
}

/** @method memoryview.toreadonly(self, /)
 * Return a readonly version of the memoryview. */
export function memoryview_toreadonly(self: Word): Word {
  if (released(self)) return NULL;
  const p = copyOf(view(self));
  if (p) changetype<MemoryView>(p).readOnly = 1;
  return fromAddress(p);
}

/** @method memoryview.cast(self, /, format, shape=NULL)
 * @signature ($self, /, format, shape=<unrepresentable>)
 * Cast a memoryview to a new format or shape. */
export function memoryview_cast(self: Word, format: Word, shape: Word): Word {
  if (released(self)) return NULL;
  const v = view(self);
  if (!isStr(format)) return raisef(T_TYPE_ERROR, "cast() argument 'format' must be str, not %T", format);
  if (!isContiguous(v, false)) return raise(T_TYPE_ERROR, 'memoryview: casts are restricted to C-contiguous views');
  let given: Word = NULL;
  let n = 1;
  if (shape != NULL) {
    const flags = isPointer(shape) ? changetype<Type>(typeOf(shape)).flags : 0;
    if (!(flags & (TF_LIST | TF_TUPLE))) return raise(T_TYPE_ERROR, 'shape must be a list or a tuple');
    given = flags & TF_LIST ? listSnapshot(shape) : own(shape);
    if (given == NULL) return NULL;
    n = <i32>load<u32>(address(given), 16);
    if (n > 64) { release(given); return raise(T_VALUE_ERROR, 'memoryview: number of dimensions must not exceed 64'); }
    if (v.dimensions != 1 && n != 1) { release(given); return raise(T_TYPE_ERROR, 'memoryview: cast must be 1D -> ND or ND -> 1D'); }
    if (v.dimensions > 1) for (let i = 0; i < v.dimensions; i++) {
      if (shapeOf(v, i) == 0) { release(given); return raise(T_TYPE_ERROR, 'memoryview: cannot cast view with zeros in shape or strides'); }
    }
  } else for (let i = 0; i < v.dimensions; i++) {
    if (shapeOf(v, i) == 0 && v.dimensions > 1) return raise(T_TYPE_ERROR, 'memoryview: cannot cast view with zeros in shape or strides');
  }
  const code = nativeCode(format);
  if (!code) {
    release(given);
    return raise(T_VALUE_ERROR, "memoryview: destination format must be a native single character format prefixed with an optional '@'");
  }
  if (!isByteCode(v.code) && !isByteCode(code)) {
    release(given);
    return raise(T_TYPE_ERROR, 'memoryview: cannot cast between two non-byte formats');
  }
  const size = itemSizeOf(code);
  if (v.size % size) { release(given); return raise(T_TYPE_ERROR, 'memoryview: length is not a multiple of itemsize'); }
  const p = blank(n);
  if (!p) { release(given); return NULL; }
  const w = changetype<MemoryView>(p);
  w.managed = own(v.managed);
  w.data = v.data;
  w.size = v.size;
  w.itemSize = size;
  w.readOnly = v.readOnly;
  w.code = code;
  w.format = own(format);
  if (given == NULL) store<i32>(w.dims, v.size / size);
  else {
    let product: i64 = 1;
    for (let i = 0; i < n; i++) {
      const item = load<u64>(address(given) + TUPLE_ITEMS + (i << 3));
      if (!isIntLike(item)) {
        raise(T_TYPE_ERROR, 'memoryview.cast(): elements of shape must be integers');
        release(given);
        release(fromAddress(p));
        return NULL;
      }
      const extent = indexI64(item, 0);
      if (extent <= 0) {
        raise(T_VALUE_ERROR, 'memoryview.cast(): elements of shape must be integers > 0');
        release(given);
        release(fromAddress(p));
        return NULL;
      }
      product = product > 0x7fff_ffff || extent > 0x7fff_ffff ? <i64>1 << 40 : product * extent;
      store<i32>(w.dims + (i << 2), <i32>extent);
    }
    release(given);
    if (product * size != v.size) {
      release(fromAddress(p));
      return raise(T_TYPE_ERROR, 'memoryview: product(shape) * itemsize != buffer size');
    }
  }
  contiguousStrides(w);
  return fromAddress(p);
}
// @ts-ignore: decorator
@inline function isByteCode(code: u32): bool { return code == 0x42 || code == 0x62 || code == 0x63; }

// ---- comparison, hash, repr ------------------------------------------------------------------------------------------------------

/** 1, 0, -1 with an error set: items of two views of the same shape. */
function itemsEqual(v: MemoryView, at: usize, w: MemoryView, other: usize, d: i32): i32 {
  if (d == v.dimensions) {
    if (v.code == w.code && v.code != 0x64 && v.code != 0x66 && v.code != 0x65 && v.code != 0x3f) return bytesEqual(at, other, v.itemSize) ? 1 : 0;
    const a = unpackItem(at, v.code), b = unpackItem(other, w.code);
    let r = -1;
    if (a != NULL && b != NULL) {
      const c = compareItems(a, b);
      r = c;
    }
    release(a);
    release(b);
    return r;
  }
  for (let i = 0, n = shapeOf(v, d); i < n; i++) {
    const r = itemsEqual(v, at + i * strideOf(v, d), w, other + i * strideOf(w, d), d + 1);
    if (r != 1) return r;
  }
  return 1;
}
import { compare, truth } from '../protocol';
/** a == b without the shortcut by identity (NaN). */
function compareItems(a: Word, b: Word): i32 {
  const r = compare(a, b, EQ);
  if (r == NULL) return -1;
  const t = truth(r);
  release(r);
  return t;
}

/** @slot memoryview.richcompare */
export function memoryview_richcompare(self: Word, other: Word, op: i32): Word {
  if (op != EQ && op != NE) return NOT_IMPLEMENTED;
  const v = view(self);
  if (v.managed == NULL) return ofBool(same(self, other) == (op == EQ));
  if (isPointer(other) && typeOf(other) == T_MEMORYVIEW && view(other).managed == NULL) return ofBool(same(self, other) == (op == EQ));
  if (!supportsBuffer(other)) return NOT_IMPLEMENTED;
  const wrapped = newMemoryView(other, BUF_FULL_RO);
  if (wrapped == NULL) { clearError(); return NOT_IMPLEMENTED; }
  const w = view(wrapped);
  let r = 1;
  if (v.dimensions != w.dimensions) r = 0;
  else for (let i = 0; r && i < v.dimensions; i++) if (shapeOf(v, i) != shapeOf(w, i)) r = 0;
  if (r == 1) r = v.code && w.code ? itemsEqual(v, v.data, w, w.data, 0) : 0;
  release(wrapped);
  return r < 0 ? NULL : ofBool((r == 1) == (op == EQ));
}

/** @slot memoryview.hash */
export function memoryview_hash(self: Word): i64 {
  const v = view(self);
  if (v.hash != -1) return v.hash;
  if (released(self)) return -1;
  if (!v.readOnly) { raise(T_VALUE_ERROR, 'cannot hash writable memoryview object'); return -1; }
  if (!isByteCode(v.code)) { raise(T_VALUE_ERROR, "memoryview: hashing is restricted to formats 'B', 'b' or 'c'"); return -1; }
  const object = changetype<Buffer>(changetype<ManagedBuffer>(address(v.managed)).buffer).object;
  if (hash(object) == -1) return -1;
  const bytes = memoryBytes(self, false);
  if (bytes == NULL) return -1;
  v.hash = hashBytes(address(bytes) + BYTES_DATA, load<u32>(address(bytes), 16));
  release(bytes);
  return v.hash;
}
import { hash } from '../protocol';

/** @slot memoryview.repr */
export function memoryview_repr(self: Word): Word {
  const b = builderNew();
  if (!b) return NULL;
  builderLiteral(b, view(self).managed == NULL ? '<released memory at 0x' : '<memory at 0x');
  builderHex(b, <u32>address(self), 1);
  builderChar(b, 0x3e);
  return builderFinish(b);
}

// ---- attributes --------------------------------------------------------------------------------------------------------------------

function numbers(v: MemoryView, strides: bool): Word {
  const t = newTuple(v.dimensions);
  if (!t) return NULL;
  for (let i = 0; i < v.dimensions; i++) store<u64>(t + TUPLE_ITEMS + (i << 3), ofI32(strides ? strideOf(v, i) : shapeOf(v, i)));
  return fromAddress(t);
}
/** @getter memoryview.obj
 * The underlying object of the memoryview. */
export function memoryview_obj(self: Word): Word {
  return released(self) ? NULL : own(changetype<Buffer>(changetype<ManagedBuffer>(address(view(self).managed)).buffer).object);
}
/** @getter memoryview.nbytes
 * The amount of space in bytes that the array would use in a contiguous representation. */
export function memoryview_nbytes(self: Word): Word { return released(self) ? NULL : ofInt(view(self).size); }
/** @getter memoryview.readonly
 * A bool indicating whether the memory is read only. */
export function memoryview_readonly(self: Word): Word { return released(self) ? NULL : ofBool(view(self).readOnly != 0); }
/** @getter memoryview.itemsize
 * The size in bytes of each element of the memoryview. */
export function memoryview_itemsize(self: Word): Word { return released(self) ? NULL : ofI32(view(self).itemSize); }
/** @getter memoryview.format
 * A string containing the format (in struct module style)
 *  for each element in the view. */
export function memoryview_format(self: Word): Word { return released(self) ? NULL : own(view(self).format); }
/** @getter memoryview.ndim
 * An integer indicating how many dimensions of a multi-dimensional
 *  array the memory represents. */
export function memoryview_ndim(self: Word): Word { return released(self) ? NULL : ofI32(view(self).dimensions); }
/** @getter memoryview.shape
 * A tuple of ndim integers giving the shape of the memory
 *  as an N-dimensional array. */
export function memoryview_shape(self: Word): Word { return released(self) ? NULL : numbers(view(self), false); }
/** @getter memoryview.strides
 * A tuple of ndim integers giving the size in bytes to access
 *  each element for each dimension of the array. */
export function memoryview_strides(self: Word): Word { return released(self) ? NULL : numbers(view(self), true); }
/** @getter memoryview.suboffsets
 * A tuple of integers used internally for PIL-style arrays. */
export function memoryview_suboffsets(self: Word): Word { return released(self) ? NULL : fromAddress(newTuple(0)); }
/** @getter memoryview.c_contiguous
 * A bool indicating whether the memory is C contiguous. */
export function memoryview_c_contiguous(self: Word): Word { return released(self) ? NULL : ofBool(isContiguous(view(self), false)); }
/** @getter memoryview.f_contiguous
 * A bool indicating whether the memory is Fortran contiguous. */
export function memoryview_f_contiguous(self: Word): Word { return released(self) ? NULL : ofBool(isContiguous(view(self), true)); }
/** @getter memoryview.contiguous
 * A bool indicating whether the memory is contiguous. */
export function memoryview_contiguous(self: Word): Word {
  return released(self) ? NULL : ofBool(isContiguous(view(self), false) || isContiguous(view(self), true));
}

// ---- iterator ------------------------------------------------------------------------------------------------------------------------

// @ts-ignore: decorator
@unmanaged
export class MemoryIterator {
  type: u32; local: u32; shared: i32; owner: u16; mutex: u8; gc: u8;
  /** atomic */
  position: u32; // 16
  length: u32; // 20
  view: Word; // 24
}
/** @type memory_iterator base=object size=offsetof<MemoryIterator>() flags=GC */

/** @slot memoryview.iter */
export function memoryview_iter(self: Word): Word {
  if (released(self)) return NULL;
  const v = view(self);
  if (v.dimensions == 0) return raise(T_TYPE_ERROR, 'invalid indexing of 0-dim memory');
  if (v.dimensions > 1) return raise(T_NOT_IMPLEMENTED_ERROR, 'multi-dimensional sub-views are not implemented');
  if (!v.code) { unsupported(v); return NULL; }
  const p = newObject(T_MEMORY_ITERATOR, offsetof<MemoryIterator>());
  if (!p) return NULL;
  store<u32>(p, 0, 16);
  store<u32>(p, shapeOf(v, 0), 20);
  store<u64>(p, own(self), 24);
  return fromAddress(p);
}
/** @slot memory_iterator.iternext */
export function memory_iterator_next(self: Word): Word {
  const it = address(self);
  const i = atomic.load<u32>(it, 16);
  if (i >= load<u32>(it, 20)) return NULL;
  atomic.store<u32>(it, i + 1, 16);
  return memoryview_subscript(load<u64>(it, 24), ofI32(i));
}
/** @slot memory_iterator.iter */
export function memory_iterator_iter(self: Word): Word { return own(self); }
/** @slot memory_iterator.dealloc */
export function memory_iterator_dealloc(p: usize): void {
  release(load<u64>(p, 24));
  freeObject(p);
}
/** @slot memory_iterator.traverse */
export function memory_iterator_traverse(p: usize): void { visit(load<u64>(p, 24)); }
