// array.array: methods.

import { address, fromAddress, isPointer, NONE, NULL, ofInt, Word } from '../../layout/word';
import { EQ, TF_LIST, Type } from '../../layout/type';
import { control } from '../../layout/control';
import { T_EOF_ERROR, T_INDEX_ERROR, T_OVERFLOW_ERROR, T_TYPE_ERROR, T_VALUE_ERROR } from '../../generated/types';
import { N___dict__, N__array_reconstructor, N_array, N_iter, N_read, N_write } from '../../generated/names';
import { own, release } from '../../counting/counts';
import { enter, leave } from '../../sync/critical';
import { errorSet, raise, raisef } from '../../eval/errors';
import { callMethod1 } from '../../eval/call';
import { asI64, getAttr, indexI64, lookupAttr, typeOf } from '../../objects/protocol';
import { supportsBuffer } from '../../objects/buffer';
import { isBytes, newBytesFrom } from '../../objects/bytes/new';
import { dictGetStr } from '../../objects/dict/core';
import { newGenericAlias } from '../../objects/generic';
import { intFromI64 } from '../../objects/int/new';
import { listAppendOwned, listGet, listSize, newList } from '../../objects/list/core';
import { searchBound } from '../../objects/list/methods';
import { isStr } from '../../objects/str/access';
import { latin1Str, strFromChars } from '../../objects/str/new';
import { tuple1, tuple2, tuple3, newTuple, tupleInit } from '../../objects/tuple';
import { loadedModule } from '../../process/import';
import { convert, isTextCode, writeItem } from './items';
import { machineFormat } from './reconstruct';
import {
  appendArray, appendBytes, appendItem, appendItems, appendText, array_item, array_length, arrayGet, ArrayIterator, ArrayObject, body, copyArray, EXHAUSTED,
  isArray, resizeArray, sameItem, splice,
} from './type';

/** @getter array.array.typecode
 * the typecode character used to create the array */
export function array_typecode(self: Word): Word { return latin1Str(body(self).code); }
/** @getter array.array.itemsize
 * the size, in bytes, of one array item */
export function array_itemsize(self: Word): Word { return ofInt(body(self).itemSize); }

/** @method array.array.append(self, v, /)
 * Append new value v to the end of the array. */
export function array_append(self: Word, v: Word): Word { return appendItem(self, v) ? NONE : NULL; }

/** @method array.array.buffer_info(self, /)
 * Return a tuple (address, length) giving the current memory address and the length in items of the buffer used to hold array's contents.
 *
 * The length should be multiplied by the itemsize attribute to calculate
 * the buffer length in bytes. */
export function array_buffer_info(self: Word): Word { return fromAddress(tuple2(ofInt(body(self).data), ofInt(array_length(self)))); }

/** @method array.array.byteswap(self, /)
 * Byteswap all items of the array.
 *
 * If the items in the array are not 1, 2, 4, or 8 bytes in size, RuntimeError is
 * raised. */
export function array_byteswap(self: Word): Word {
  const a = body(self);
  enter(address(self));
  let p: usize = a.data;
  for (const end = p + a.size * a.itemSize; p < end; p += a.itemSize) {
    if (a.itemSize == 2) store<u16>(p, bswap<u16>(load<u16>(p)));
    else if (a.itemSize == 4) store<u32>(p, bswap<u32>(load<u32>(p)));
    else if (a.itemSize == 8) store<u64>(p, bswap<u64>(load<u64>(p)));
  }
  leave(address(self));
  return NONE;
}

/** @method array.array.clear(self, /)
 * Remove all items from the array. */
export function array_clear(self: Word): Word {
  enter(address(self));
  const ok = resizeArray(body(self), 0);
  leave(address(self));
  return ok ? NONE : NULL;
}

/** @method array.array.__copy__(self, /)
 * Return a copy of the array. */
export function array_copy(self: Word): Word { return copyArray(self); }
/** @method array.array.__deepcopy__(self, unused, /)
 * Return a copy of the array. */
export function array_deepcopy(self: Word, unused: Word): Word { return copyArray(self); }

/** @method array.array.count(self, v, /)
 * Return number of occurrences of v in the array. */
export function array_count(self: Word, v: Word): Word {
  let n: i64 = 0;
  let i: i64 = -1;
  while (true) {
    i++;
    const w = arrayGet(self, i);
    if (w == NULL) return errorSet() ? NULL : ofInt(n);
    const same = sameItem(w, v, EQ);
    release(w);
    if (same < 0) return NULL;
    n += same;
  }
}

/** @method array.array.extend(self, bb, /)
 * Append items to the end of the array. */
export function array_extend(self: Word, items: Word): Word {
  if (!isArray(items)) return appendItems(self, items) ? NONE : NULL;
  if (body(items).code != body(self).code) return raise(T_TYPE_ERROR, 'can only extend with array of same kind');
  return appendArray(self, items) ? NONE : NULL;
}

/** @method array.array.fromfile(self, f, n, /)
 * Read n objects from the file object f and append them to the end of the array. */
export function array_fromfile(self: Word, f: Word, n: Word): Word {
  const count = indexI64(n, T_OVERFLOW_ERROR);
  if (count == -1 && errorSet()) return NULL;
  if (count < 0) return raise(T_VALUE_ERROR, 'negative count');
  const size = <i64>body(self).itemSize;
  if (count > i64.MAX_VALUE / size) return memoryError();
  const wanted = intFromI64(count * size);
  const bytes = callMethod1(f, N_read, wanted);
  release(wanted);
  if (bytes == NULL) return NULL;
  if (!isBytes(bytes)) {
    release(bytes);
    return raise(T_TYPE_ERROR, "read() didn't return bytes");
  }
  const short = <i64>load<u32>(address(bytes), 16) != count * size;
  const ok = appendBytes(self, bytes);
  release(bytes);
  if (!ok) return NULL;
  return short ? raise(T_EOF_ERROR, "read() didn't return enough bytes") : NONE;
}
import { memoryError } from '../../eval/errors';

/** @method array.array.tofile(self, f, /)
 * Write all items (as machine values) to the file object f. */
export function array_tofile(self: Word, f: Word): Word {
  const bytes = array_tobytes(self);
  if (bytes == NULL) return NULL;
  const r = array_length(self) == 0 ? NONE : callMethod1(f, N_write, bytes);
  release(bytes);
  release(r);
  return r == NULL ? NULL : NONE;
}

/** @method array.array.fromlist(self, list, /)
 * Append items to array from list. */
export function array_fromlist(self: Word, list: Word): Word {
  if (!isPointer(list) || !(changetype<Type>(typeOf(list)).flags & TF_LIST)) return raise(T_TYPE_ERROR, 'arg must be list');
  const before = <u32>array_length(self), n = listSize(address(list));
  for (let i: u32 = 0; i < n; i++) {
    const w = listGet(address(list), i);
    const ok = w != NULL && appendItem(self, w);
    release(w);
    if (!ok) {
      if (w == NULL) raise(T_RUNTIME_ERROR, 'list changed size during iteration');
      enter(address(self));
      if (body(self).size > before && !body(self).exports) resizeArray(body(self), before);
      leave(address(self));
      return NULL;
    }
  }
  return NONE;
}
import { T_RUNTIME_ERROR } from '../../generated/types';

/** @method array.array.frombytes(self, buffer, /)
 * Appends items from the string, interpreting it as an array of machine values, as if it had been read from a file using the fromfile() method. */
export function array_frombytes(self: Word, buffer: Word): Word {
  if (!supportsBuffer(buffer)) return raisef(T_TYPE_ERROR, "a bytes-like object is required, not '%T'", buffer);
  return appendBytes(self, buffer) ? NONE : NULL;
}

/** @method array.array.tobytes(self, /)
 * Convert the array to an array of machine values and return the bytes representation. */
export function array_tobytes(self: Word): Word {
  const a = body(self);
  enter(address(self));
  const r = newBytesFrom(a.data, a.size * a.itemSize);
  leave(address(self));
  return r;
}

/** @method array.array.fromunicode(self, ustr, /)
 * Extends this array with data from the unicode string ustr.
 *
 * The array must be a unicode type array; otherwise a ValueError is raised.
 * Use array.frombytes(ustr.encode(...)) to append Unicode data to an array of
 * some other type. */
export function array_fromunicode(self: Word, text: Word): Word {
  if (!isStr(text)) return raisef(T_TYPE_ERROR, 'fromunicode() argument must be str, not %T', text);
  if (!isTextCode(body(self).code)) return raise(T_VALUE_ERROR, "fromunicode() may only be called on unicode type arrays ('u' or 'w')");
  return appendText(self, text) ? NONE : NULL;
}

/** @method array.array.tounicode(self, /)
 * Convert the array to a unicode string.
 *
 * The array must be a unicode type array; otherwise a ValueError is raised.
 * Use array.tobytes().decode() to obtain a unicode string from an array of
 * some other type. */
export function array_tounicode(self: Word): Word {
  if (!isTextCode(body(self).code)) return raise(T_VALUE_ERROR, "tounicode() may only be called on unicode type arrays ('u' or 'w')");
  return arrayText(self);
}
/** The str of an array of characters. */
export function arrayText(self: Word): Word {
  const a = body(self);
  enter(address(self));
  let bad = false;
  for (let i: u32 = 0; i < a.size; i++) if (load<u32>(a.data + (i << 2)) > 0x10ffff) bad = true;
  const r = bad ? NULL : strFromChars(a.data, 4, a.size);
  leave(address(self));
  return bad ? raise(T_VALUE_ERROR, 'character is not in range [U+0000; U+10ffff]') : r;
}

/** @method array.array.tolist(self, /)
 * Convert array to an ordinary list with the same items. */
export function arrayList(self: Word): Word {
  const list = newList(<u32>array_length(self));
  if (!list) return NULL;
  let i: i64 = -1;
  while (true) {
    i++;
    const w = arrayGet(self, i);
    if (w == NULL) break;
    if (listAppendOwned(list, w) < 0) break;
  }
  if (!errorSet()) return fromAddress(list);
  release(fromAddress(list));
  return NULL;
}

/** @method array.array.index(self, v, start=0, stop=9223372036854775807, /)
 * @signature ($self, v, start=0, stop=sys.maxsize, /)
 * Return index of first occurrence of v in the array.
 *
 * Raise ValueError if the value is not present. */
export function array_index(self: Word, v: Word, start: Word, stop: Word): Word {
  const size = array_length(self);
  let i = searchBound(start, 0, size);
  if (errorSet()) return NULL;
  const end = searchBound(stop, size, size);
  if (errorSet()) return NULL;
  for (; i < end; i++) {
    const w = arrayGet(self, i);
    if (w == NULL) break;
    const same = sameItem(w, v, EQ);
    release(w);
    if (same < 0) return NULL;
    if (same) return ofInt(i);
  }
  return errorSet() ? NULL : raise(T_VALUE_ERROR, 'array.index(x): x not in array');
}

/** @method array.array.insert(self, i, v, /)
 * Insert a new item v into the array before position i. */
export function array_insert(self: Word, i: Word, v: Word): Word {
  let at = indexI64(i, T_OVERFLOW_ERROR);
  if (at == -1 && errorSet()) return NULL;
  const a = body(self);
  if (!convert(v, a.code)) return NULL;
  enter(address(self));
  const size = <i64>a.size;
  if (at < 0) at = max<i64>(at + size, 0);
  const ok = splice(a, <u32>min<i64>(at, size), 0, 0, 1);
  if (ok) writeItem(a.data + <u32>min<i64>(at, size) * a.itemSize, a.itemSize);
  leave(address(self));
  return ok ? NONE : NULL;
}

/** @method array.array.pop(self, i=-1, /)
 * Return the i-th element and delete it from the array.
 *
 * i defaults to -1. */
export function array_pop(self: Word, i: Word): Word {
  let at = i == NULL ? -1 : indexI64(i, T_OVERFLOW_ERROR);
  if (at == -1 && errorSet()) return NULL;
  const size = array_length(self);
  if (size == 0) return raise(T_INDEX_ERROR, 'pop from empty array');
  if (at < 0) at += size;
  if (at < 0 || at >= size) return raise(T_INDEX_ERROR, 'pop index out of range');
  const w = array_item(self, at);
  if (w == NULL || removeAt(self, at)) return w;
  release(w);
  return NULL;
}
function removeAt(self: Word, i: i64): bool {
  const a = body(self);
  enter(address(self));
  const ok = i >= <i64>a.size || splice(a, <u32>i, 1, 0, 0);
  leave(address(self));
  return ok;
}

/** @method array.array.remove(self, v, /)
 * Remove the first occurrence of v in the array. */
export function array_remove(self: Word, v: Word): Word {
  let i: i64 = -1;
  while (true) {
    i++;
    const w = arrayGet(self, i);
    if (w == NULL) break;
    const same = sameItem(w, v, EQ);
    release(w);
    if (same < 0) return NULL;
    if (same) return removeAt(self, i) ? NONE : NULL;
  }
  return errorSet() ? NULL : raise(T_VALUE_ERROR, 'array.remove(x): x not in array');
}

/** @method array.array.reverse(self, /)
 * Reverse the order of the items in the array. */
export function array_reverse(self: Word): Word {
  const a = body(self);
  enter(address(self));
  const size = a.itemSize;
  if (a.size > 1) {
    let low: usize = a.data, high = low + (a.size - 1) * size;
    for (; low < high; low += size, high -= size) {
      for (let k: u32 = 0; k < size; k++) {
        const byte = load<u8>(low + k);
        store<u8>(low + k, load<u8>(high + k));
        store<u8>(high + k, byte);
      }
    }
  }
  leave(address(self));
  return NONE;
}

/** @method array.array.__sizeof__(self, /)
 * Size of the array in memory, in bytes. */
export function array_sizeof(self: Word): Word { return ofInt(<i64>offsetof<ArrayObject>() + body(self).capacity * body(self).itemSize); }

/** @classmethod array.array.__class_getitem__(type, object, /)
 * See PEP 585 */
export function array_class_getitem(type: Word, item: Word): Word { return newGenericAlias(type, item); }

/** @method array.array.__reduce_ex__(self, value, /)
 * Return state information for pickling. */
export function array_reduce_ex(self: Word, value: Word): Word {
  const protocol = asI64(value);
  if (protocol == -1 && errorSet()) return NULL;
  let state = lookupAttr(self, N___dict__);
  if (state == NULL) {
    if (errorSet()) return NULL;
    state = NONE;
  }
  const type = own(fromAddress(typeOf(self)));
  if (protocol < 3) {
    const items = arrayList(self);
    const args = items == NULL ? 0 : tuple2(latin1Str(body(self).code), items);
    return args ? fromAddress(tuple3(type, fromAddress(args), state)) : NULL;
  }
  const module = loadedModule(N_array);
  if (module == NULL) return NULL;
  const f = getAttr(module, N__array_reconstructor);
  release(module);
  const bytes = array_tobytes(self);
  const args = newTuple(4);
  if (f == NULL || bytes == NULL || !args) return NULL;
  tupleInit(args, 0, type);
  tupleInit(args, 1, latin1Str(body(self).code));
  tupleInit(args, 2, ofInt(machineFormat(body(self).code)));
  tupleInit(args, 3, bytes);
  return fromAddress(tuple3(f, fromAddress(args), state));
}

// ---- the iterator's ------------------------------------------------------------------------------------------------------------------

/** @method array.arrayiterator.__reduce__(self, /)
 * Return state information for pickling. */
export function arrayiterator_reduce(self: Word): Word {
  const it = changetype<ArrayIterator>(address(self));
  const i = atomic.load<u32>(address(self), 16);
  const f = dictGetStr(address(control().builtins), N_iter);
  const args = f == NULL ? 0 : tuple1(i == EXHAUSTED ? own(control().emptyTuple) : own(it.array));
  if (!args) return NULL;
  return fromAddress(i == EXHAUSTED ? tuple2(f, fromAddress(args)) : tuple3(f, fromAddress(args), ofInt(i)));
}
/** @method array.arrayiterator.__setstate__(self, state, /)
 * Set state information for unpickling. */
export function arrayiterator_setstate(self: Word, state: Word): Word {
  const i = indexI64(state, T_OVERFLOW_ERROR);
  if (i == -1 && errorSet()) return NULL;
  const size = array_length(changetype<ArrayIterator>(address(self)).array);
  if (atomic.load<u32>(address(self), 16) != EXHAUSTED) atomic.store<u32>(address(self), <u32>max<i64>(0, min<i64>(i, size)), 16);
  return NONE;
}
