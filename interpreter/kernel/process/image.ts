// The start-up image: the host writes out the memory of a process that has booted and has run nothing of its program
// yet (prepareMain has returned), and later processes begin with it. Here is the kernel's part: to become the main thread
// again, and to give the process its own keys of the hash of text, which means to hash everything anew.
//
// What a process is told (arguments, environment, flags) is no part of the image: runMain sets it, image or not.

import { Control, control } from '../layout/control';
import { Thread } from '../layout/thread';
import { TF_BYTES, TF_DICT, TF_HEAP, TF_STR, TF_TUPLE, Type } from '../layout/type';
import { NULL, Word, address, isPointer } from '../layout/word';
import { Weak } from '../collector/weak';
import { freeVector, newVector, vectorAt, vectorPush, vectorSize } from '../collector/vector';
import { nextObjectPage } from '../collector/walk';
import { PAGE_HEADER } from '../memory/classes';
import { Page, openHeap } from '../memory/heaps';
import { isFreeObject } from '../memory/objects';
import { endPage } from '../memory/pages';
import { STATIC_NAMES_END, STATIC_NAMES_FIRST, nextStaticName } from '../generated/names';
import { T_BYTES, T_FLOAT, T_FROZENSET, T_INT, T_OBJECT, T_REFERENCE_TYPE, T_SET, T_STR } from '../generated/types';
import { memoryError } from '../eval/errors';
import { dictEntries, dictKeyAt, rekeyDict } from '../objects/dict/keys';
import { SET_HASH, rekeySet, setKeyAt, setSlots } from '../objects/set/core';
import { rekeyInterned } from '../objects/str/intern';
import { tupleGet, tupleSize } from '../objects/tuple';
import { isSubtype } from '../objects/type/lookup';
import { setCurrent, setSolo } from '../sync/current';
import { setHashSecrets } from './host_layout';

/** Hash of a frozenset whose table still holds hashes by the old keys. One that is -3 by chance is only hashed twice. */
// @ts-ignore: decorator
@inline const STALE: i64 = -3;
/** Where str and bytes keep their hash. */
// @ts-ignore: decorator
@inline const HASH: usize = 24;

/**
 * Where the memory in use ends, if the process may be written out now: its main thread is the only one, and runs nothing.
 * Else 0.
 */
export function imageEnd(): u32 {
  const t = changetype<Thread>(control().mainThread);
  const alone = atomic.load<u32>(changetype<usize>(control()), offsetof<Control>('threadCount')) == 1;
  return alone && t.error == NULL && t.depth == 0 && t.nativeDepth == 0 ? endPage() << 16 : 0;
}

/**
 * This instance becomes the main thread's of a memory that was read from an image; text is hashed by these keys from here
 * on. 0, or -1: not enough memory.
 */
export function resumeMain(first: i64, second: i64): i32 {
  const t = <usize>control().mainThread;
  setCurrent(t, control().gil != 0);
  setSolo(true);
  openHeap(t);
  if (control().hashSecret0 == <u64>first && control().hashSecret1 == <u64>second) return 0;
  setHashSecrets(first, second);
  return rekey() ? 0 : -1;
}

// @ts-ignore: decorator
@inline function isSetType(type: u32): bool {
  if (type == T_SET || type == T_FROZENSET) return true;
  return (changetype<Type>(type).flags & TF_HEAP) != 0 && (isSubtype(type, T_SET) || isSubtype(type, T_FROZENSET));
}

// @ts-ignore: decorator
@inline function isReferenceType(type: u32): bool {
  return type == T_REFERENCE_TYPE || ((changetype<Type>(type).flags & TF_HEAP) != 0 && isSubtype(type, T_REFERENCE_TYPE));
}

/** Forgets the hash that an object keeps, if it may come from text. */
function forget(p: usize): void {
  const type = load<u32>(p);
  if (type == T_STR) {
    store<i64>(p, -1, HASH);
    return;
  }
  const flags = changetype<Type>(type).flags;
  if (flags & (TF_STR | TF_BYTES)) store<i64>(p, -1, HASH);
  else if (isSetType(type)) {
    if (isSubtype(type, T_FROZENSET)) store<i64>(p, STALE, SET_HASH);
  } else if (isReferenceType(type) && changetype<Weak>(p).referent != 0) changetype<Weak>(p).hash = -1;
}

/** Whether the hash of a key comes without running Python code and without a table that may be stale. */
function isPlain(key: Word): bool {
  if (!isPointer(key)) return true;
  const type = <usize>load<u32>(address(key));
  if (type == T_STR) return true;
  const slot = changetype<Type>(type).hash;
  if (slot == changetype<Type>(T_OBJECT).hash || slot == changetype<Type>(T_STR).hash) return true;
  if (slot == changetype<Type>(T_BYTES).hash || slot == changetype<Type>(T_INT).hash) return true;
  if (slot == changetype<Type>(T_FLOAT).hash) return true;
  if (type == T_FROZENSET) return load<i64>(address(key), SET_HASH) != STALE;
  if ((changetype<Type>(type).flags & TF_TUPLE) == 0) return false;
  for (let i: u32 = 0, n = tupleSize(address(key)); i < n; i++) if (!isPlain(tupleGet(address(key), i))) return false;
  return true;
}

function hasPlainKeys(p: usize): bool {
  if (changetype<Type>(<usize>load<u32>(p)).flags & TF_DICT) {
    for (let i: u32 = 0, n = dictEntries(p); i < n; i++) {
      const key = dictKeyAt(p, i);
      if (key != NULL && !isPlain(key)) return false;
    }
    return true;
  }
  for (let i: u32 = 0, n = setSlots(p); i < n; i++) {
    const key = setKeyAt(p, i);
    if (key != NULL && !isPlain(key)) return false;
  }
  return true;
}

/** Makes the frozensets within a key right, so that it can be hashed. */
function settle(key: Word): bool {
  if (!isPointer(key)) return true;
  const p = address(key);
  const type = load<u32>(p);
  if (type == T_FROZENSET && load<i64>(p, SET_HASH) == STALE) return rekeyContainer(p);
  if ((changetype<Type>(type).flags & TF_TUPLE) == 0) return true;
  for (let i: u32 = 0, n = tupleSize(p); i < n; i++) if (!settle(tupleGet(p, i))) return false;
  return true;
}

function rekeyContainer(p: usize): bool {
  const type = load<u32>(p);
  if (changetype<Type>(type).flags & TF_DICT) {
    for (let i: u32 = 0, n = dictEntries(p); i < n; i++) if (!settle(dictKeyAt(p, i))) return false;
    return rekeyDict(p);
  }
  for (let i: u32 = 0, n = setSlots(p); i < n; i++) if (!settle(setKeyAt(p, i))) return false;
  if (!rekeySet(p)) return false;
  if (isSubtype(type, T_FROZENSET)) store<i64>(p, -1, SET_HASH);
  return true;
}

/**
 * Hashes everything anew: first what comes from text alone, then, when all of that can be looked up again, what needs
 * Python code or other tables. False: an error is set.
 */
function rekey(): bool {
  let objects: u32 = 0;
  for (let p = STATIC_NAMES_FIRST; p < STATIC_NAMES_END; p = nextStaticName(p)) store<i64>(p, -1, HASH);
  for (let page = nextObjectPage(0); page != 0; page = nextObjectPage(page)) {
    const size = <usize>changetype<Page>(page).blockSize;
    const carved = changetype<Page>(page).carved;
    objects += carved;
    let p = page + PAGE_HEADER;
    for (let i: u32 = 0; i < carved; i++, p += size) if (!isFreeObject(p)) forget(p);
  }
  const later = newVector(objects);
  if (later == 0 || !rekeyInterned()) {
    memoryError();
    return false;
  }
  for (let page = nextObjectPage(0); page != 0; page = nextObjectPage(page)) {
    const size = <usize>changetype<Page>(page).blockSize;
    const carved = changetype<Page>(page).carved;
    let p = page + PAGE_HEADER;
    for (let i: u32 = 0; i < carved; i++, p += size) {
      if (isFreeObject(p)) continue;
      const type = load<u32>(p);
      if ((changetype<Type>(type).flags & TF_DICT) == 0 && !isSetType(type)) continue;
      if (!hasPlainKeys(p)) vectorPush(later, p);
      else if (!rekeyContainer(p)) return false;
    }
  }
  for (let i: u32 = 0; i < vectorSize(later); i++) if (!rekeyContainer(vectorAt(later, i))) return false;
  freeVector(later);
  return true;
}
