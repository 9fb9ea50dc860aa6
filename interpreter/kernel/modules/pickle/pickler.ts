// _pickle.Pickler: its state, life and attributes; dump() and dumps().
//
// A pickler belongs to one thread at a time: dump() and whatever touches the memo hold its lock, which is reentrant. Code
// that a dump() calls may use the same pickler again, so nothing keeps an address of its blocks over a call.

import { NONE, NULL, Word, address, fromAddress, isPointer, ofI32 } from '../../layout/word';
import { NativeFunction, NativeSpec } from '../../layout/code';
import { own, release } from '../../counting/counts';
import { KIND_RAW, allocBlock, freeBlock } from '../../memory/blocks';
import { freeObject } from '../../memory/objects';
import { visit } from '../../collector/visit';
import { T_ATTRIBUTE_ERROR, T_BUILTIN_FUNCTION_OR_METHOD, T_PICKLER, T_PICKLING_ERROR, T_TYPE_ERROR, T_VALUE_ERROR } from '../../generated/types';
import { N_dispatch_table, N_persistent_id, N_reducer_override, N_write } from '../../generated/names';
import { parseArgs } from '../../eval/arguments';
import { errorSet, memoryError, raise, raisef } from '../../eval/errors';
import { asI32, indexI64, lookupAttr, truth, typeOf } from '../../objects/protocol';
import { allocVar } from '../../objects/type/alloc';
import { ownField, setField } from '../io/base';
import { dropLock, lockIsMine, takeLock } from '../io/stream_lock';
import { memoClear, memoTraverse } from './memo';
import { DEFAULT_PROTOCOL, HIGHEST_PROTOCOL, Op } from './opcodes';
import { clearOutput, flush, put1, put2, takeOutput } from './output';
import { save } from './save';

/** @type Pickler module=_pickle in=_pickle size=offsetof<Pickler>() flags=BASE,GC
 * Writes objects to a binary file as pickles of one protocol (0 to 5, 4 by
 * default; negative: the highest). Below protocol 3, fix_imports maps the names
 * of modules to those of Python 2. buffer_callback is called with each
 * PickleBuffer; if it returns a false value, the buffer stays out of the pickle. */

// @ts-ignore: decorator
@unmanaged
export class Pickler {
  type: u32; local: u32; shared: i32; owner: u16; mutex: u8; gc: u8;
  /** 16: raw block of what is written and not yet handed on. */
  out: u32;
  outSize: u32;
  outRoom: u32;
  /** Where the frame in progress begins; -1: there is none. */
  frameStart: i32;
  /** 32: table of memo.ts; 0: empty. */
  memo: u32;
  memoUsed: u32;
  memoMask: u32;
  protocol: i32;
  /** 48: attributes that Python code may set. */
  bin: i32;
  fast: i32;
  /** Lists and dicts around the present object while `fast` is set. */
  fastDepth: i32;
  framing: u32;
  /** 64: the lock of io/stream_lock.ts. */
  lock: u32;
  holder: u32;
  fixImports: u32;
  pad0: u32;
  /** 80: the file's write(); NULL: it goes nowhere. */
  write: Word;
  dispatchTable: Word;
  bufferCallback: Word;
  /** 104: for the time of a dump(); NULL: none. */
  persistentId: Word;
  reducerOverride: Word;
  /** Lists and dicts that a fast pickler is inside of: dict by identity, or NULL. */
  fastMemo: Word;
}
// @ts-ignore: decorator
@inline const LOCK: usize = 64;
// @ts-ignore: decorator
@inline const FIRST_WORD: usize = 80;
// @ts-ignore: decorator
@inline const BEHIND: usize = 128;
// @ts-ignore: decorator
@inline const DISPATCH_TABLE: usize = 88;
// @ts-ignore: decorator
@inline const PERSISTENT_ID: usize = 104;
// @ts-ignore: decorator
@inline const REDUCER_OVERRIDE: usize = 112;

// @ts-ignore: decorator
@inline function pickler(w: Word): Pickler { return changetype<Pickler>(address(w)); }

/** @slot Pickler.dealloc */
export function picklerDealloc(p: usize): void {
  const s = changetype<Pickler>(p);
  for (let at = FIRST_WORD; at < BEHIND; at += 8) release(load<u64>(p + at));
  memoClear(p);
  freeBlock(s.out);
  freeObject(p);
}
/** @slot Pickler.traverse */
export function picklerTraverse(p: usize): void {
  for (let at = FIRST_WORD; at < BEHIND; at += 8) visit(load<u64>(p + at));
  memoTraverse(p);
}
/** @slot Pickler.clear */
export function picklerClear(p: usize): void {
  for (let at = FIRST_WORD; at < BEHIND; at += 8) setField(p, at, NULL);
  memoClear(p);
}

/** @new Pickler
 * @signature (file, protocol=None, fix_imports=True, buffer_callback=None) */
export function picklerNew(type: Word, args: usize, nargs: i32, kwnames: Word): Word {
  const p = allocVar(<u32>address(type), 0);
  if (p == 0) return NULL;
  changetype<Pickler>(p).frameStart = -1;
  return fromAddress(p);
}

/** Takes the lock unless this thread has it. 1: to be dropped again, 0: not, -1: an error is set. */
export function lockPickler(p: usize): i32 {
  if (lockIsMine(p + LOCK)) return 0;
  return takeLock(p + LOCK) ? 1 : -1;
}
export function unlockPickler(p: usize, locked: i32): void { if (locked > 0) dropLock(p + LOCK); }

/** Protocol, imports and callback of a new pickler. False with an error set. */
function configure(p: usize, protocol: Word, fixImports: Word, callback: Word): bool {
  const s = changetype<Pickler>(p);
  let number = DEFAULT_PROTOCOL;
  if (protocol != NULL && protocol != NONE) {
    const n = indexI64(protocol, 0);
    if (n == -1 && errorSet()) return false;
    if (n > HIGHEST_PROTOCOL) {
      raisef(T_VALUE_ERROR, 'pickle protocol must be <= %d', ofI32(HIGHEST_PROTOCOL));
      return false;
    }
    number = n < 0 ? HIGHEST_PROTOCOL : <i32>n;
  }
  const fix = fixImports == NULL ? 1 : truth(fixImports);
  if (fix < 0) return false;
  if (callback == NONE) callback = NULL;
  if (callback != NULL && number < 5) {
    raise(T_VALUE_ERROR, 'buffer_callback needs protocol >= 5');
    return false;
  }
  s.protocol = number;
  s.bin = number > 0 ? 1 : 0;
  s.fast = 0;
  s.fastDepth = 0;
  s.fixImports = fix != 0 && number < 3 ? 1 : 0;
  setField(p, offsetof<Pickler>('bufferCallback'), own(callback));
  return true;
}

/** Where the pickles go. False with an error set. */
function setFile(p: usize, file: Word): bool {
  const write = lookupAttr(file, N_write);
  if (write == NULL) {
    if (!errorSet()) raise(T_TYPE_ERROR, "file must have a 'write' attribute");
    return false;
  }
  setField(p, offsetof<Pickler>('write'), write);
  return true;
}

/** @init Pickler */
export function picklerInit(self: Word, args: usize, nargs: i32, kwnames: Word): i32 {
  const out = allocBlock(KIND_RAW, 4 * 8);
  if (out == 0) {
    memoryError();
    return -1;
  }
  const bound = parseArgs(args, nargs, kwnames, 'Pickler(file, protocol=None, fix_imports=True, buffer_callback=None)', out);
  const file = load<u64>(out), protocol = load<u64>(out, 8), fixImports = load<u64>(out, 16), callback = load<u64>(out, 24);
  freeBlock(out);
  if (!bound) return -1;
  const p = address(self);
  const locked = lockPickler(p);
  if (locked < 0) return -1;
  const ok = configure(p, protocol, fixImports, callback) && setFile(p, file) && begin(self);
  unlockPickler(p, locked);
  return ok ? 0 : -1;
}
function begin(self: Word): bool {
  const p = address(self);
  memoClear(p);
  clearOutput(p);
  setField(p, offsetof<Pickler>('fastMemo'), NULL);
  const table = lookupAttr(self, N_dispatch_table);
  if (table == NULL && errorSet()) return false;
  setField(p, DISPATCH_TABLE, table);
  return true;
}

/** Whether a word is the method `func` of this module, bound. */
export function isNative(w: Word, func: u32): bool {
  return isPointer(w) && typeOf(w) == T_BUILTIN_FUNCTION_OR_METHOD && changetype<NativeSpec>(changetype<NativeFunction>(address(w)).spec).func == func;
}

/** Writes the whole pickle of an object. False with an error set. */
function dump(self: Word, w: Word): bool {
  const p = address(self), s = pickler(self);
  if (typeOf(self) != T_PICKLER) {
    let method = lookupAttr(self, N_persistent_id);
    if (method == NULL && errorSet()) return false;
    if (isNative(method, picklerPersistentId.index)) {
      release(method);
      method = NULL;
    }
    setField(p, PERSISTENT_ID, method);
    const overrider = lookupAttr(self, N_reducer_override);
    if (overrider == NULL && errorSet()) {
      setField(p, PERSISTENT_ID, NULL);
      return false;
    }
    setField(p, REDUCER_OVERRIDE, overrider);
  }
  let ok = s.protocol < 2 || put2(p, Op.PROTO, s.protocol);
  if (ok && s.protocol >= 4) s.framing = 1;
  ok = ok && save(p, w, false) && put1(p, Op.STOP);
  s.framing = 0;
  setField(p, PERSISTENT_ID, NULL);
  setField(p, REDUCER_OVERRIDE, NULL);
  return ok;
}

/** @method Pickler.dump(self, obj, /)
 * Write the pickle of an object to the file. */
export function picklerDump(self: Word, object: Word): Word {
  const p = address(self);
  const locked = lockPickler(p);
  if (locked < 0) return NULL;
  let ok = false;
  if (pickler(self).write == NULL) raisef(T_PICKLING_ERROR, 'Pickler.__init__() was not called by %N.__init__()', fromAddress(typeOf(self)));
  else {
    clearOutput(p);
    ok = dump(self, object) && flush(p);
  }
  unlockPickler(p, locked);
  return ok ? NONE : NULL;
}

/** @method Pickler.clear_memo(self, /)
 * Forget what the pickler has seen, so that it is written anew. */
export function picklerClearMemo(self: Word): Word {
  const p = address(self);
  const locked = lockPickler(p);
  if (locked < 0) return NULL;
  memoClear(p);
  unlockPickler(p, locked);
  return NONE;
}

/** @method Pickler.persistent_id(self, obj, /)
 * @signature ($self, obj, /) */
export function picklerPersistentId(self: Word, object: Word): Word { return NONE; }

/** @method Pickler.__sizeof__(self, /)
 * Bytes that it takes in memory. */
export function picklerSizeof(self: Word): Word {
  const s = pickler(self);
  return ofI32(<i32>(offsetof<Pickler>() + s.outRoom + (s.memo == 0 ? 0 : (s.memoMask + 1) << 4)));
}

/** @member Pickler.bin */
export function picklerBin(self: Word): Word { return ofI32(pickler(self).bin); }
/** @setter Pickler.bin */
export function picklerSetBin(self: Word, value: Word): i32 {
  const n = number(value);
  if (n == -1 && errorSet()) return -1;
  pickler(self).bin = n;
  return 0;
}
/** @member Pickler.fast */
export function picklerFast(self: Word): Word { return ofI32(pickler(self).fast); }
/** @setter Pickler.fast */
export function picklerSetFast(self: Word, value: Word): i32 {
  const n = number(value);
  if (n == -1 && errorSet()) return -1;
  pickler(self).fast = n;
  return 0;
}
function number(value: Word): i32 {
  if (value != NULL) return asI32(value);
  raise(T_TYPE_ERROR, "can't delete numeric/char attribute");
  return -1;
}
/** @member Pickler.dispatch_table */
export function picklerDispatchTable(self: Word): Word {
  const table = ownField(address(self), DISPATCH_TABLE);
  return table != NULL ? table : raisef(T_ATTRIBUTE_ERROR, "'%T' object has no attribute '%U'", self, N_dispatch_table);
}
/** @setter Pickler.dispatch_table */
export function picklerSetDispatchTable(self: Word, value: Word): i32 {
  if (value == NULL && pickler(self).dispatchTable == NULL) {
    raisef(T_ATTRIBUTE_ERROR, '%U', N_dispatch_table);
    return -1;
  }
  setField(address(self), DISPATCH_TABLE, own(value));
  return 0;
}

/** A pickler that no Python code sees; NULL with an error set. */
function makePickler(protocol: Word, fixImports: Word, callback: Word): Word {
  const self = picklerNew(fromAddress(T_PICKLER), 0, 0, NULL);
  if (self == NULL || configure(address(self), protocol, fixImports, callback)) return self;
  release(self);
  return NULL;
}

/** @function _pickle.dumps(obj, protocol=None, *, fix_imports=True, buffer_callback=None)
 * Return the pickle of an object as bytes. */
export function pickleDumps(object: Word, protocol: Word, fixImports: Word, callback: Word): Word {
  const self = makePickler(protocol, fixImports, callback);
  if (self == NULL) return NULL;
  const bytes: Word = dump(self, object) ? takeOutput(address(self)) : NULL;
  release(self);
  return bytes;
}

/** @function _pickle.dump(obj, file, protocol=None, *, fix_imports=True, buffer_callback=None)
 * Write the pickle of an object to a binary file. */
export function pickleDump(object: Word, file: Word, protocol: Word, fixImports: Word, callback: Word): Word {
  const self = makePickler(protocol, fixImports, callback);
  if (self == NULL) return NULL;
  const ok = setFile(address(self), file) && dump(self, object) && flush(address(self));
  release(self);
  return ok ? NONE : NULL;
}
