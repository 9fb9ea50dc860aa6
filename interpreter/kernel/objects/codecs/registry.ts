// Codecs by name, and error handlers by name: what codecs.register and codecs.register_error keep.
//
// State of the process at control().codecState, made on first use: tuple (list of search functions, dict of found codecs,
// dict of error handlers).

import { Control } from '../../layout/control';
import { CONTROL } from '../../layout/memory_map';
import { TUPLE_ITEMS } from '../../layout/containers';
import { TF_TUPLE, Type } from '../../layout/type';
import { address, fromAddress, isPointer, NONE, NULL, Word } from '../../layout/word';
import { T_LOOKUP_ERROR, T_TYPE_ERROR, T_VALUE_ERROR } from '../../generated/types';
import { N__codecs, N_encodings } from '../../generated/names';
import { own, release } from '../../counting/counts';
import { errorSet, raise, raisef } from '../../eval/errors';
import { call1 } from '../../eval/call';
import { isCallable } from '../protocol';
import { dictGet, dictSet, newDict } from '../dict/core';
import { listGet, listPop, listSize, newList } from '../list/core';
import { tuple3 } from '../tuple';
import { importModule } from '../../process/import';
import { charAt, strIsAscii, strLength } from '../str/access';
import { builderChar, builderFinish, builderNew } from '../str/builder';
import { internText } from '../str/new';
import { encodeUtf8 } from './utf8';

/** The state; 0 with an error set. */
export function codecState(): usize {
  const where = CONTROL + offsetof<Control>('codecState');
  const w = atomic.load<u64>(where);
  if (w != NULL) return address(w);
  const path = newList(0), found = newDict(), handlers = newDict();
  if (!path || !found || !handlers) return 0;
  const made = tuple3(fromAddress(path), fromAddress(found), fromAddress(handlers));
  if (!made) return 0;
  const old = atomic.cmpxchg<u64>(where, NULL, fromAddress(made));
  if (old == NULL) return made;
  release(fromAddress(made));
  return address(old);
}
// @ts-ignore: decorator
@inline export function searchPath(state: usize): usize { return address(load<u64>(state, TUPLE_ITEMS)); }
// @ts-ignore: decorator
@inline export function foundCodecs(state: usize): usize { return address(load<u64>(state, TUPLE_ITEMS + 8)); }
// @ts-ignore: decorator
@inline export function errorHandlers(state: usize): usize { return address(load<u64>(state, TUPLE_ITEMS + 16)); }

/** The key of an encoding's name: lower case, runs of other characters than letters, digits and '.' become one '_'. */
export function normalizeEncoding(name: Word): Word {
  const p = address(name), n = strLength(p);
  const b = builderNew();
  if (!b) return NULL;
  let gap = false, any = false;
  for (let i: u32 = 0; i < n; i++) {
    const c = charAt(p, i);
    if (c - 48 < 10 || (c | 32) - 97 < 26 || c == 0x2e) {
      if (gap && any) builderChar(b, 0x5f);
      gap = false;
      any = true;
      builderChar(b, c - 65 < 26 ? c + 32 : c);
    } else gap = true;
  }
  return builderFinish(b);
}

/** Whether a name can be looked up: it can be encoded and has no null in it; else ValueError (or UnicodeEncodeError). */
export function isLookupName(name: Word): bool {
  const p = address(name);
  if (!strIsAscii(p)) {
    const bytes = encodeUtf8(name, NULL);
    if (bytes == NULL) return false;
    release(bytes);
  }
  for (let i: u32 = 0, n = strLength(p); i < n; i++) {
    if (charAt(p, i) == 0) {
      raise(T_VALUE_ERROR, 'embedded null character');
      return false;
    }
  }
  return true;
}

/** The codec tuple (CodecInfo) of an encoding, owned; LookupError. */
export function lookupCodec(encoding: Word): Word {
  const state = codecState();
  if (!state || !isLookupName(encoding)) return NULL;
  const key = normalizeEncoding(encoding);
  if (key == NULL) return NULL;
  let codec = dictGet(foundCodecs(state), key);
  if (codec != NULL || errorSet()) { release(key); return codec; }
  if (!listSize(searchPath(state))) {
    const module = importModule(N_encodings);
    if (module == NULL) { release(key); return NULL; }
    release(module);
  }
  let i: u32 = 0;
  while (true) {
    const search = listGet(searchPath(state), i++);
    if (search == NULL) break;
    codec = call1(search, key);
    release(search);
    if (codec == NULL) { release(key); return NULL; }
    if (codec == NONE) continue;
    if (!isPointer(codec) || !(changetype<Type>(load<u32>(address(codec))).flags & TF_TUPLE) || load<u32>(address(codec), 16) != 4) {
      release(codec);
      release(key);
      return raise(T_TYPE_ERROR, 'codec search functions must return 4-tuples');
    }
    const status = dictSet(foundCodecs(state), key, codec);
    release(key);
    if (status < 0) { release(codec); return NULL; }
    return codec;
  }
  release(key);
  return raisef(T_LOOKUP_ERROR, 'unknown encoding: %U', encoding);
}

/** The registered error handler, owned; NULL name: strict. LookupError. */
export function lookupErrorHandler(name: Word): Word {
  const state = codecState();
  if (!state) return NULL;
  // the standard handlers are functions of module _codecs, which registers them when it is made
  const module = importModule(N__codecs);
  if (module == NULL) return NULL;
  release(module);
  const key = name == NULL ? internText('strict') : own(name);
  const handler = dictGet(errorHandlers(state), key);
  if (handler == NULL && !errorSet()) raisef(T_LOOKUP_ERROR, "unknown error handler name '%U'", key);
  release(key);
  return handler;
}

export function registerErrorHandler(name: Word, handler: Word): bool {
  if (!isCallable(handler)) { raise(T_TYPE_ERROR, 'handler must be callable'); return false; }
  const state = codecState();
  return state != 0 && dictSet(errorHandlers(state), name, handler) == 0;
}

/** Takes a search function out of the path, if it is there. */
export function removeSearch(state: usize, search: Word): bool {
  const path = searchPath(state);
  for (let i: u32 = 0, n = listSize(path); i < n; i++) {
    const w = listGet(path, i);
    const hit = w == search;
    release(w);
    if (hit) {
      release(listPop(path, i));
      return true;
    }
  }
  return false;
}
