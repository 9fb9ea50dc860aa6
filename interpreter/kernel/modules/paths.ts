// Path arguments: str, bytes or anything with __fspath__, as a str with surrogate escapes for the host.

import { BYTES_DATA, Bytes } from '../layout/text';
import { NULL, Word, address, fromAddress } from '../layout/word';
import { own, release } from '../counting/counts';
import { newObject } from '../memory/objects';
import { N___fspath__ } from '../generated/names';
import { T_BYTES, T_STR, T_TYPE_ERROR, T_VALUE_ERROR } from '../generated/types';
import { call0 } from '../eval/call';
import { errorSet, raise, raisef } from '../eval/errors';
import { isInstance, lookupSpecial } from '../objects/protocol';
import { charAt, strLength } from '../objects/str/access';
import { newText, strFromUtf8 } from '../objects/str/new';

/** Whether the last path argument was given as bytes: results come back as bytes then. */
export let pathWasBytes: bool = false;

/** os.fspath(): a str or bytes, owned. NULL with TypeError. */
export function fspath(path: Word): Word {
  if (isInstance(path, T_STR) || isInstance(path, T_BYTES)) return own(path);
  const method = lookupSpecial(path, N___fspath__);
  if (method == NULL) return errorSet() ? NULL : raisef(T_TYPE_ERROR, 'expected str, bytes or os.PathLike object, not %T', path);
  const result = call0(method);
  release(method);
  if (result == NULL || isInstance(result, T_STR) || isInstance(result, T_BYTES)) return result;
  raisef(T_TYPE_ERROR, 'expected %T.__fspath__() to return str or bytes, not %T', path, result);
  release(result);
  return NULL;
}

/**
 * A path argument as an owned str. `what`: function and parameter for messages, e.g. 'stat: path should be string,
 * bytes, os.PathLike or integer'. NULL with TypeError or ValueError.
 */
export function pathArgument(path: Word, what: string): Word {
  pathWasBytes = false;
  let given = path;
  if (!isInstance(path, T_STR) && !isInstance(path, T_BYTES)) {
    const method = lookupSpecial(path, N___fspath__);
    if (method == NULL) {
      if (errorSet()) return NULL;
      const text = newText(what);
      raisef(T_TYPE_ERROR, '%U, not %T', text, path);
      release(text);
      return NULL;
    }
    given = call0(method);
    release(method);
    if (given == NULL) return NULL;
    if (!isInstance(given, T_STR) && !isInstance(given, T_BYTES)) {
      raisef(T_TYPE_ERROR, 'expected %T.__fspath__() to return str or bytes, not %T', path, given);
      release(given);
      return NULL;
    }
  } else own(given);
  let text = given;
  if (isInstance(given, T_BYTES)) {
    pathWasBytes = true;
    const p = address(given);
    text = strFromUtf8(p + BYTES_DATA, changetype<Bytes>(p).size);
    release(given);
    if (text == NULL) return NULL;
  }
  const p = address(text);
  const n = strLength(p);
  for (let i: u32 = 0; i < n; i++) {
    if (charAt(p, i) == 0) {
      release(text);
      return raise(T_VALUE_ERROR, 'embedded null character');
    }
  }
  return text;
}

/** A path result in the form of the argument: the str itself (taken over), or its bytes. */
export function pathResult(text: Word, asBytes: bool): Word {
  if (!asBytes || text == NULL) return text;
  const bytes = encodePath(text);
  release(text);
  return bytes;
}

/** os.fsencode of a str (lent): UTF-8 with surrogate escapes as the bytes that they stand for. */
export function encodePath(text: Word): Word {
  const p = address(text);
  const n = strLength(p);
  let size: u32 = 0;
  for (let i: u32 = 0; i < n; i++) {
    const c = charAt(p, i);
    size += c < 0x80 || (c >= 0xdc80 && c <= 0xdcff) ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
  }
  const b = newObject(T_BYTES, BYTES_DATA + size);
  if (b == 0) return NULL;
  changetype<Bytes>(b).size = size;
  changetype<Bytes>(b).hash = -1;
  let to = b + BYTES_DATA;
  for (let i: u32 = 0; i < n; i++) {
    const c = charAt(p, i);
    if (c < 0x80) store<u8>(to++, <u8>c);
    else if (c >= 0xdc80 && c <= 0xdcff) store<u8>(to++, <u8>(c - 0xdc00));
    else if (c < 0x800) {
      store<u8>(to, <u8>(0xc0 | (c >> 6)));
      store<u8>(to, <u8>(0x80 | (c & 63)), 1);
      to += 2;
    } else if (c < 0x10000) {
      store<u8>(to, <u8>(0xe0 | (c >> 12)));
      store<u8>(to, <u8>(0x80 | ((c >> 6) & 63)), 1);
      store<u8>(to, <u8>(0x80 | (c & 63)), 2);
      to += 3;
    } else {
      store<u8>(to, <u8>(0xf0 | (c >> 18)));
      store<u8>(to, <u8>(0x80 | ((c >> 12) & 63)), 1);
      store<u8>(to, <u8>(0x80 | ((c >> 6) & 63)), 2);
      store<u8>(to, <u8>(0x80 | (c & 63)), 3);
      to += 4;
    }
  }
  return fromAddress(b);
}
