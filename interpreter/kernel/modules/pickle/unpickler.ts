// _pickle.Unpickler: its state, life and attributes; load() and loads().
//
// As with picklers, a lock that is reentrant makes an unpickler serve one thread at a time, and no address of its blocks
// is kept over a call.

import { NONE, NULL, Word, address, fromAddress, ofI32 } from '../../layout/word';
import { own, release } from '../../counting/counts';
import { KIND_RAW, allocBlock, freeBlock, reallocBlock } from '../../memory/blocks';
import { freeObject } from '../../memory/objects';
import { visit } from '../../collector/visit';
import { T_TYPE_ERROR, T_UNPICKLER, T_UNPICKLING_ERROR } from '../../generated/types';
import {
  N_ASCII, N_peek, N_persistent_load, N_read, N_readline, N_strict,
} from '../../generated/names';
import { parseArgs } from '../../eval/arguments';
import { errorSet, memoryError, raise, raisef } from '../../eval/errors';
import { Buffer, getBuffer } from '../../objects/buffer';
import { isStr, iter, lookupAttr, truth, typeOf } from '../../objects/protocol';
import { newText } from '../../objects/str/new';
import { allocVar } from '../../objects/type/alloc';
import { setField } from '../io/base';
import { dropLock, lockIsMine, takeLock } from '../io/stream_lock';
import { forgetInput, skipConsumed } from './input';
import { findClass, run } from './load';
import { isNative } from './pickler';

/** @type Unpickler module=_pickle in=_pickle size=offsetof<Unpickler>() flags=BASE,GC
 * Reads objects from a binary file of pickles. fix_imports maps the names of
 * Python 2's modules; encoding and errors say how its 8-bit strings are decoded
 * ('bytes': not at all). buffers are those that were kept out of the pickle. */

// @ts-ignore: decorator
@unmanaged
export class Unpickler {
  type: u32; local: u32; shared: i32; owner: u16; mutex: u8; gc: u8;
  /** 16: raw block of owned words. */
  stack: u32;
  depth: u32;
  stackRoom: u32;
  /** What lies below belongs to open marks. */
  fence: u32;
  /** 32: raw block of the depths of open marks. */
  marks: u32;
  markCount: u32;
  markRoom: u32;
  protocol: i32;
  /** 48: raw block of owned words, NULL where there is none. */
  memo: u32;
  memoRoom: u32;
  /** Entries that are set. */
  memoCount: u32;
  fixImports: u32;
  /** 64: the lock of io/stream_lock.ts. */
  lock: u32;
  holder: u32;
  /** 72: a Buffer whose bytes are read, 0: none. */
  buffer: u32;
  inputAt: u32;
  inputEnd: u32;
  /** Bytes of the buffer that the file is behind. */
  prefetchedAt: u32;
  /** 88: the file's methods; `read` NULL: there is no file, `peek` NULL: it has none. */
  read: Word;
  readline: Word;
  peek: Word;
  /** Iterator of buffers, or NULL. */
  buffers: Word;
  encoding: Word;
  errors: Word;
  /** 136: for the time of a load(); NULL: none. */
  persistentLoad: Word;
}
// @ts-ignore: decorator
@inline const LOCK: usize = 64;
// @ts-ignore: decorator
@inline const FIRST_WORD: usize = 88;
// @ts-ignore: decorator
@inline const BEHIND: usize = 144;
// @ts-ignore: decorator
@inline const PERSISTENT_LOAD: usize = 136;
/** Numbers of the memo above this would need more memory than there is. */
// @ts-ignore: decorator
@inline const MOST_NUMBERS: u64 = 0x0800_0000;

// @ts-ignore: decorator
@inline function unpickler(w: Word): Unpickler { return changetype<Unpickler>(address(w)); }

/** @slot Unpickler.dealloc */
export function unpicklerDealloc(p: usize): void {
  const s = changetype<Unpickler>(p);
  for (let at = FIRST_WORD; at < BEHIND; at += 8) release(load<u64>(p + at));
  forgetInput(p);
  dropFrom(p, 0);
  clearUnpicklerMemo(p);
  freeBlock(s.stack);
  freeBlock(s.marks);
  freeObject(p);
}
/** @slot Unpickler.traverse */
export function unpicklerTraverse(p: usize): void {
  const s = changetype<Unpickler>(p);
  for (let at = FIRST_WORD; at < BEHIND; at += 8) visit(load<u64>(p + at));
  for (let i: u32 = 0; i < s.depth; i++) visit(load<u64>(<usize>s.stack + (<usize>i << 3)));
  for (let i: u32 = 0; i < s.memoRoom; i++) visit(load<u64>(<usize>s.memo + (<usize>i << 3)));
  if (s.buffer != 0) visit(changetype<Buffer>(s.buffer).object);
}
/** @slot Unpickler.clear */
export function unpicklerClear(p: usize): void {
  for (let at = FIRST_WORD; at < BEHIND; at += 8) setField(p, at, NULL);
  dropFrom(p, 0);
  clearUnpicklerMemo(p);
}

/** @new Unpickler
 * @signature (file, *, fix_imports=True, encoding='ASCII', errors='strict', buffers=()) */
export function unpicklerNew(type: Word, args: usize, nargs: i32, kwnames: Word): Word { return fromAddress(allocVar(<u32>address(type), 0)); }

/** Takes the lock unless this thread has it. 1: to be dropped again, 0: not, -1: an error is set. */
export function lockUnpickler(p: usize): i32 {
  if (lockIsMine(p + LOCK)) return 0;
  return takeLock(p + LOCK) ? 1 : -1;
}
export function unlockUnpickler(p: usize, locked: i32): void { if (locked > 0) dropLock(p + LOCK); }

// ---- stack --------------------------------------------------------------------------------------------------------------

/** Pushes a word, taken over; NULL: an error is set. */
export function push(p: usize, w: Word): bool {
  if (w == NULL) return false;
  const s = changetype<Unpickler>(p);
  if (s.depth == s.stackRoom) {
    const room = max<u32>(32, s.stackRoom << 1);
    const block = s.stack == 0 ? allocBlock(KIND_RAW, <usize>room << 3) : reallocBlock(KIND_RAW, s.stack, <usize>room << 3);
    if (block == 0) {
      release(w);
      memoryError();
      return false;
    }
    s.stack = <u32>block;
    s.stackRoom = room;
  }
  store<u64>(<usize>s.stack + (<usize>(s.depth++) << 3), w);
  return true;
}

export function underflow(p: usize): bool {
  raise(T_UNPICKLING_ERROR, changetype<Unpickler>(p).markCount != 0 ? 'unexpected MARK found' : 'unpickling stack underflow');
  return false;
}

/** The topmost word, which is the caller's then; NULL with UnpicklingError. */
export function pop(p: usize): Word {
  const s = changetype<Unpickler>(p);
  if (s.depth <= s.fence) {
    underflow(p);
    return NULL;
  }
  return load<u64>(<usize>s.stack + (<usize>(--s.depth) << 3));
}

/** The topmost word, lent; NULL with UnpicklingError. */
export function top(p: usize): Word {
  const s = changetype<Unpickler>(p);
  if (s.depth > s.fence) return load<u64>(<usize>s.stack + (<usize>(s.depth - 1) << 3));
  underflow(p);
  return NULL;
}

/** The word at a depth, lent. */
// @ts-ignore: decorator
@inline export function stackAt(p: usize, i: u32): Word { return load<u64>(<usize>changetype<Unpickler>(p).stack + (<usize>i << 3)); }

/** Drops everything from depth `from` on. */
export function dropFrom(p: usize, from: u32): void {
  const s = changetype<Unpickler>(p);
  while (s.depth > from) release(load<u64>(<usize>s.stack + (<usize>(--s.depth) << 3)));
}

export function pushMark(p: usize): bool {
  const s = changetype<Unpickler>(p);
  if (s.markCount == s.markRoom) {
    const room = max<u32>(16, s.markRoom << 1);
    const block = s.marks == 0 ? allocBlock(KIND_RAW, <usize>room << 2) : reallocBlock(KIND_RAW, s.marks, <usize>room << 2);
    if (block == 0) {
      memoryError();
      return false;
    }
    s.marks = <u32>block;
    s.markRoom = room;
  }
  store<u32>(<usize>s.marks + (<usize>(s.markCount++) << 2), s.depth);
  s.fence = s.depth;
  return true;
}

/** Closes the last mark: its depth; -1 with UnpicklingError. */
export function popMark(p: usize): i32 {
  const s = changetype<Unpickler>(p);
  if (s.markCount == 0) {
    raise(T_UNPICKLING_ERROR, 'could not find MARK');
    return -1;
  }
  const depth = load<i32>(<usize>s.marks + (<usize>(--s.markCount) << 2));
  s.fence = s.markCount == 0 ? 0 : load<u32>(<usize>s.marks + (<usize>(s.markCount - 1) << 2));
  return depth;
}

// ---- memo ---------------------------------------------------------------------------------------------------------------

/** Remembers a word (lent) under a number. False with an error set. */
export function unpicklerMemoSet(p: usize, n: u64, w: Word): bool {
  const s = changetype<Unpickler>(p);
  if (n >= s.memoRoom) {
    if (n >= MOST_NUMBERS) {
      memoryError();
      return false;
    }
    const room = max<u32>(32, <u32>n << 1);
    const block = s.memo == 0 ? allocBlock(KIND_RAW, <usize>room << 3) : reallocBlock(KIND_RAW, s.memo, <usize>room << 3);
    if (block == 0) {
      memoryError();
      return false;
    }
    memory.fill(block + (<usize>s.memoRoom << 3), 0, <usize>(room - s.memoRoom) << 3);
    s.memo = <u32>block;
    s.memoRoom = room;
  }
  const at = <usize>s.memo + (<usize>n << 3);
  const old = load<u64>(at);
  store<u64>(at, own(w));
  if (old == NULL) s.memoCount++;
  release(old);
  return true;
}

/** What is remembered under a number, lent; NULL: nothing. */
export function unpicklerMemoGet(p: usize, n: u64): Word {
  const s = changetype<Unpickler>(p);
  return n < s.memoRoom ? load<u64>(<usize>s.memo + (<usize>n << 3)) : NULL;
}

export function clearUnpicklerMemo(p: usize): void {
  const s = changetype<Unpickler>(p);
  const memo = <usize>s.memo, room = s.memoRoom;
  s.memo = 0;
  s.memoRoom = 0;
  s.memoCount = 0;
  for (let i: u32 = 0; i < room; i++) release(load<u64>(memo + (<usize>i << 3)));
  freeBlock(memo);
}

// ---- Python's side --------------------------------------------------------------------------------------------------------

function textArgument(w: Word, absent: Word, which: string, called: string): Word {
  if (w == NULL) return absent;
  if (isStr(w)) return w;
  const name = newText(which), by = newText(called);
  raisef(T_TYPE_ERROR, "%U() argument '%U' must be str, not %T", by, name, w);
  release(name);
  release(by);
  return NULL;
}

/** Options of a new unpickler. False with an error set. */
function configure(p: usize, fixImports: Word, encoding: Word, errors: Word, buffers: Word, called: string): bool {
  const fix = fixImports == NULL ? 1 : truth(fixImports);
  if (fix < 0) return false;
  const encodingName = textArgument(encoding, N_ASCII, 'encoding', called);
  if (encodingName == NULL) return false;
  const errorsName = textArgument(errors, N_strict, 'errors', called);
  if (errorsName == NULL) return false;
  const iterator = buffers == NULL || buffers == NONE ? NULL : iter(buffers);
  if (iterator == NULL && errorSet()) return false;
  const s = changetype<Unpickler>(p);
  s.fixImports = fix;
  s.protocol = 0;
  setField(p, offsetof<Unpickler>('encoding'), own(encodingName));
  setField(p, offsetof<Unpickler>('errors'), own(errorsName));
  setField(p, offsetof<Unpickler>('buffers'), iterator);
  return true;
}

function optional(p: usize, offset: usize, file: Word, name: Word): bool {
  const method = lookupAttr(file, name);
  setField(p, offset, method);
  return method != NULL || !errorSet();
}

function setFile(p: usize, file: Word): bool {
  if (!optional(p, offsetof<Unpickler>('peek'), file, N_peek)
    || !optional(p, offsetof<Unpickler>('read'), file, N_read) || !optional(p, offsetof<Unpickler>('readline'), file, N_readline)) return false;
  const s = changetype<Unpickler>(p);
  if (s.read != NULL && s.readline != NULL) return true;
  setField(p, offsetof<Unpickler>('read'), NULL);
  raise(T_TYPE_ERROR, "file must have 'read' and 'readline' attributes");
  return false;
}

/** @init Unpickler */
export function unpicklerInit(self: Word, args: usize, nargs: i32, kwnames: Word): i32 {
  const out = allocBlock(KIND_RAW, 5 * 8);
  if (out == 0) {
    memoryError();
    return -1;
  }
  const bound = parseArgs(args, nargs, kwnames, "Unpickler(file, *, fix_imports=True, encoding='ASCII', errors='strict', buffers=())", out);
  const file = load<u64>(out), fixImports = load<u64>(out, 8), encoding = load<u64>(out, 16), errors = load<u64>(out, 24), buffers = load<u64>(out, 32);
  freeBlock(out);
  if (!bound) return -1;
  const p = address(self);
  const locked = lockUnpickler(p);
  if (locked < 0) return -1;
  forgetInput(p);
  clearUnpicklerMemo(p);
  const ok = setFile(p, file) && configure(p, fixImports, encoding, errors, buffers, 'Unpickler');
  unlockUnpickler(p, locked);
  return ok ? 0 : -1;
}

/** Reads one pickle: its object, NULL with an error set. */
function readOne(self: Word): Word {
  const p = address(self), s = unpickler(self);
  s.markCount = 0;
  s.fence = 0;
  s.protocol = 0;
  dropFrom(p, 0);
  if (typeOf(self) != T_UNPICKLER) {
    let method = lookupAttr(self, N_persistent_load);
    if (method == NULL && errorSet()) return NULL;
    if (isNative(method, unpicklerPersistentLoad.index)) {
      release(method);
      method = NULL;
    }
    setField(p, PERSISTENT_LOAD, method);
  }
  const ok = run(self) && skipConsumed(p);
  setField(p, PERSISTENT_LOAD, NULL);
  return ok ? pop(p) : NULL;
}

/** @method Unpickler.load(self, /)
 * Read one pickle from the file and return its object. */
export function unpicklerLoad(self: Word): Word {
  const p = address(self);
  if (unpickler(self).read == NULL) return raisef(T_UNPICKLING_ERROR, 'Unpickler.__init__() was not called by %N.__init__()', fromAddress(typeOf(self)));
  const locked = lockUnpickler(p);
  if (locked < 0) return NULL;
  const w = readOne(self);
  unlockUnpickler(p, locked);
  return w;
}

/** @method Unpickler.find_class(self, module_name, global_name, /)
 * Return what a module, imported if need be, has under a name. Called for every
 * class and function of a pickle; subclasses may restrict them. */
export function unpicklerFindClass(self: Word, moduleName: Word, name: Word): Word { return findClass(address(self), moduleName, name); }

/** @method Unpickler.persistent_load(self, pid, /)
 * @signature ($self, pid, /) */
export function unpicklerPersistentLoad(self: Word, id: Word): Word { return raiseNoPersistentLoad(); }

export function raiseNoPersistentLoad(): Word {
  return raise(T_UNPICKLING_ERROR, 'A load persistent id instruction was encountered, but no persistent_load function was specified.');
}

/** @method Unpickler.__sizeof__(self, /)
 * Bytes that it takes in memory. */
export function unpicklerSizeof(self: Word): Word {
  const s = unpickler(self);
  return ofI32(<i32>(offsetof<Unpickler>() + (s.stackRoom << 3) + (s.markRoom << 2) + (s.memoRoom << 3)));
}

/** @function _pickle.loads(data, /, *, fix_imports=True, encoding='ASCII', errors='strict', buffers=())
 * Return the object of a pickle in a bytes-like object. */
export function pickleLoads(data: Word, fixImports: Word, encoding: Word, errors: Word, buffers: Word): Word {
  const self = unpicklerNew(fromAddress(T_UNPICKLER), 0, 0, NULL);
  if (self == NULL) return NULL;
  const s = unpickler(self);
  let w: Word = NULL;
  if (configure(address(self), fixImports, encoding, errors, buffers, 'loads')) {
    const b = getBuffer(data);
    if (b != 0) {
      s.buffer = <u32>b;
      s.inputAt = changetype<Buffer>(b).data;
      s.inputEnd = s.inputAt + changetype<Buffer>(b).size;
      w = readOne(self);
    }
  }
  release(self);
  return w;
}

/** @function _pickle.load(file, *, fix_imports=True, encoding='ASCII', errors='strict', buffers=())
 * Return the object of the pickle at the position of a binary file. */
export function pickleLoad(file: Word, fixImports: Word, encoding: Word, errors: Word, buffers: Word): Word {
  const self = unpicklerNew(fromAddress(T_UNPICKLER), 0, 0, NULL);
  if (self == NULL) return NULL;
  const w: Word = setFile(address(self), file) && configure(address(self), fixImports, encoding, errors, buffers, 'load') ? readOne(self) : NULL;
  release(self);
  return w;
}
