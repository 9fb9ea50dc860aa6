// Frame objects and tracebacks, made when somebody looks.

import { Word, NULL, NONE, TRUE, FALSE, UNBOUND, ofBool, isPointer, isOwned, address, fromAddress, plain, ofInt } from '../layout/word';
import {
  Code, Function, FrameObject, Generator, PositionEntry, FRAME_FUNCTION, FRAME_RETURN_PC, FRAME_CALLER, FRAME_CODE, FRAME_FLAGS, FRAME_LINK,
  FRAME_FRAME_OBJECT, FRAME_OBJECT, FRAME_GENERATOR, FRAME_SAVED, CO_OPTIMIZED, GEN_CREATED, FRAMEO_CALLED, FRAMEO_LINE, FRAMEO_NO_LINES,
  FRAMEO_OPCODES,
} from '../layout/code';
import { Traceback, Exception } from '../layout/exception';
import { Tuple, TUPLE_ITEMS } from '../layout/containers';
import { BYTES_DATA } from '../layout/text';
import { thread } from '../sync/current';
import { own, release } from '../counting/counts';
import { newObject, freeObject } from '../memory/objects';
import { unsave } from '../eval/generators';
import { allocBlock, freeBlock, KIND_RAW } from '../memory/blocks';
import { raise, raisef, formatText, restoreError, takeError, clearError, errorSet, memoryError } from '../eval/errors';
import { asI32, typeOf } from './protocol';
import { parseArgs } from '../eval/arguments';
import { newList, listAppend } from './list/core';
import { N_tb_frame, N_tb_next, N_tb_lasti, N_tb_lineno } from '../generated/names';
import { newDict, dictSet } from './dict/core';
import { visit, visitAddress } from '../collector/visit';
import { cellContents } from '../eval/names';
import { hexAddress } from './object';
import { control } from '../layout/control';
import { ASSERTIONS } from '../generated/build';
import { checkAlive } from '../eval/check';
import { T_FRAME, T_TRACEBACK, T_CELL, T_TYPE_ERROR, T_RUNTIME_ERROR } from '../generated/types';

/** @type frame size=offsetof<FrameObject>() flags=DISALLOW_NEW,GC */
/** @type traceback size=offsetof<Traceback>() flags=GC
 * Create a new traceback object. */

/** The position entry of an instruction index; 0: none. */
export function positionAt(code: Code, index: u32): usize {
  let low: u32 = 0;
  let high = code.positionCount;
  const base: usize = code.positions;
  while (low < high) {
    const mid = (low + high) >> 1;
    if (changetype<PositionEntry>(base + mid * offsetof<PositionEntry>()).start <= index) low = mid + 1;
    else high = mid;
  }
  return low == 0 ? 0 : base + (low - 1) * offsetof<PositionEntry>();
}

export function lineAt(code: Code, index: i32): i32 {
  if (index < 0) return code.firstLine;
  const e = positionAt(code, index);
  return e == 0 ? code.firstLine : changetype<PositionEntry>(e).line;
}

/** A frame object of `code`, with room for the variables behind it; 0: MemoryError. */
export function newFrameObject(code: u32): usize {
  const p = newObject(T_FRAME, offsetof<FrameObject>() + changetype<Code>(code).variableBytes);
  if (p == 0) return 0;
  for (let q = p + 16, end = p + offsetof<FrameObject>(); q < end; q += 8) store<u64>(q, 0);
  changetype<FrameObject>(p).code = code;
  own(fromAddress(code));
  return p;
}

/** Frame object of the running frame `fp`: owned; NULL with MemoryError. */
export function frameObjectOf(fp: usize): Word {
  const flags = load<u32>(fp - FRAME_FLAGS);
  if ((flags & FRAME_OBJECT) != 0) return own(fromAddress(load<u32>(fp - FRAME_FRAME_OBJECT)));
  const p = newFrameObject(load<u32>(fp - FRAME_CODE));
  if (p == 0) return NULL;
  if ((flags & FRAME_SAVED) != 0) unsave(fp);
  const f = changetype<FrameObject>(p);
  f.fp = <u32>fp;
  f.function = own(plain(load<u64>(fp - FRAME_FUNCTION)));
  f.thread = <u32>changetype<usize>(thread());
  f.lasti = -1;
  // the header owns one reference, the caller gets another
  store<u32>(fp - FRAME_FRAME_OBJECT, <u32>p);
  store<u32>(fp - FRAME_FLAGS, (flags | FRAME_OBJECT) & ~FRAME_SAVED);
  if ((flags & FRAME_GENERATOR) != 0) {
    const g = load<u32>(fp - FRAME_LINK);
    f.generator = fromAddress(g);
    changetype<Generator>(g).frameObject = <u32>p;
  }
  return own(fromAddress(p));
}

/** Frame `fp` ends: its frame object takes the variables along and loses its place on the stack. */
export function detachFrame(fp: usize): void {
  const p = load<u32>(fp - FRAME_FRAME_OBJECT);
  store<u32>(fp - FRAME_FRAME_OBJECT, 0);
  const flags = load<u32>(fp - FRAME_FLAGS) & ~FRAME_OBJECT;
  store<u32>(fp - FRAME_FLAGS, flags);
  const f = changetype<FrameObject>(p);
  const code = changetype<Code>(f.code);
  const t = thread();
  // the only reference is the header's: nobody can look any more
  if (f.local == 1 && f.shared == 0) {
    f.fp = 0;
    release(fromAddress(p));
    return;
  }
  if (f.back == NULL) {
    const caller: usize = load<u32>(fp - FRAME_CALLER);
    if (caller != t.stackBase && caller != 0) {
      const back = frameObjectOf(caller);
      if (back == NULL) clearError();
      f.back = back;
    }
  }
  const bytes: usize = code.variableBytes;
  if (bytes != 0) {
    const saved = p + offsetof<FrameObject>();
    for (let i: usize = 0; i < bytes; i += 8) {
      const w = load<u64>(fp + i);
      if (ASSERTIONS && isPointer(w)) checkAlive(fp, w, <u32>(i >> 3));
      if (isOwned(w)) {
        store<u64>(fp + i, NULL);
        store<u64>(saved + i, w);
      } else store<u64>(saved + i, own(plain(w)));
    }
    f.saved = <u32>saved;
  }
  f.lasti = <i32>((t.pc - code.instructions) >> 3);
  f.fp = 0;
  f.generator = NULL;
  release(fromAddress(p));
}

/** A frame object that shows frame `fp` as it is now, at instruction `pc`, with copies of its variables; 0: MemoryError. */
export function copyFrame(fp: usize, pc: u32): usize {
  const p = newFrameObject(load<u32>(fp - FRAME_CODE));
  if (p == 0) return 0;
  const f = changetype<FrameObject>(p);
  const code = changetype<Code>(f.code);
  const saved = p + offsetof<FrameObject>();
  for (let i: usize = 0; i < code.variableBytes; i += 8) store<u64>(saved + i, own(plain(load<u64>(fp + i))));
  if (code.variableBytes != 0) f.saved = <u32>saved;
  f.function = own(plain(load<u64>(fp - FRAME_FUNCTION)));
  f.lasti = <i32>((pc - code.instructions) >> 3);
  return p;
}

/** The thread's error passes through frame `fp` at instruction `pc`: a traceback entry in front. */
export function addTraceback(fp: usize, pc: usize): void {
  const t = thread();
  if (t.error == control().lastMemoryError) return;
  const error = takeError();
  const e = changetype<Exception>(address(error));
  const frame = frameObjectOf(fp);
  if (frame != NULL) {
    const p = newObject(T_TRACEBACK, offsetof<Traceback>());
    if (p != 0) {
      const tb = changetype<Traceback>(p);
      const code = changetype<Code>(load<u32>(fp - FRAME_CODE));
      tb.frame = frame;
      tb.lasti = <i32>((pc - code.instructions) >> 3) * 2;
      tb.line = -1;
      // the exception may be raised in several threads at once: each entry takes the reference to the one before it over
      const at = changetype<usize>(e) + offsetof<Exception>('traceback');
      let before = atomic.load<u64>(at);
      while (true) {
        tb.next = before;
        const seen = atomic.cmpxchg<u64>(at, before, fromAddress(p));
        if (seen == before) break;
        before = seen;
      }
    } else release(frame);
  }
  restoreError(error);
}

/** @slot frame.dealloc */
export function frame_dealloc(p: usize): void {
  const f = changetype<FrameObject>(p);
  const saved = f.saved;
  if (saved != 0) {
    const bytes: usize = changetype<Code>(f.code).variableBytes;
    for (let i: usize = 0; i < bytes; i += 8) {
      const w = load<u64>(saved + i);
      if (isOwned(w)) release(w);
    }
  }
  release(f.function);
  release(f.back);
  release(f.extraLocals);
  release(f.trace);
  release(f.nativeCall);
  release(f.replaced);
  const code = f.code;
  freeObject(p);
  release(fromAddress(code));
}
/** @slot frame.traverse */
export function frame_traverse(p: usize): void {
  const f = changetype<FrameObject>(p);
  if (f.saved != 0) {
    const bytes: usize = changetype<Code>(f.code).variableBytes;
    for (let i: usize = 0; i < bytes; i += 8) {
      const w = load<u64>(f.saved + i);
      if (isOwned(w)) visit(w);
    }
  }
  visit(f.function);
  visit(f.back);
  visit(f.extraLocals);
  visit(f.trace);
  visit(f.nativeCall);
  visit(f.replaced);
  visitAddress(f.code);
}
/** @slot frame.clear */
export function frame_clear_slot(p: usize): void {
  const f = changetype<FrameObject>(p);
  const saved = f.saved;
  if (saved == 0) return;
  const bytes: usize = changetype<Code>(f.code).variableBytes;
  for (let i: usize = 0; i < bytes; i += 8) {
    const w = load<u64>(saved + i);
    store<u64>(saved + i, UNBOUND);
    if (isOwned(w)) release(w);
  }
}

/** Index of the instruction that the frame is at. */
export function frameIndex(f: FrameObject): i32 {
  if (f.fp == 0) return f.lasti;
  const t = changetype<ThreadView>(f.thread);
  const code = changetype<Code>(f.code);
  // the innermost frame's pc is the thread's; any other's is in the header of the frame that it called
  let fp: usize = t.fp;
  let pc = t.pc;
  while (fp != t.stackBase && fp != f.fp) {
    pc = load<u32>(fp - FRAME_RETURN_PC);
    fp = load<u32>(fp - FRAME_CALLER);
  }
  if (fp != f.fp) return f.lasti;
  return <i32>((pc - code.instructions) >> 3);
}
import { Thread as ThreadView } from '../layout/thread';

/** @slot frame.repr */
export function frame_repr(self: Word): Word {
  const f = changetype<FrameObject>(address(self));
  const code = changetype<Code>(f.code);
  const at = hexAddress(self);
  const line = ofInt(lineAt(code, frameIndex(f)));
  const text = formatText('<frame at %U, file %R, line %d, code ', at, code.filename, line);
  release(at);
  const r = formatText('%U%U>', text, code.name);
  release(text);
  return r;
}
/** @getter frame.f_back */
export function frame_back(self: Word): Word {
  const f = changetype<FrameObject>(address(self));
  if (f.back != NULL) return own(f.back);
  if (f.fp == 0) return NONE;
  const caller: usize = load<u32>(f.fp - FRAME_CALLER);
  if (caller == changetype<ThreadView>(f.thread).stackBase) return NONE;
  return frameObjectOf(caller);
}
/** @getter frame.f_code */
export function frame_code(self: Word): Word { return own(fromAddress(changetype<FrameObject>(address(self)).code)); }
/** @getter frame.f_globals */
export function frame_globals(self: Word): Word { return own(fromAddress(changetype<Function>(address(changetype<FrameObject>(address(self)).function)).globals)); }
/** @getter frame.f_builtins */
export function frame_builtins(self: Word): Word { return own(fromAddress(changetype<Function>(address(changetype<FrameObject>(address(self)).function)).builtins)); }
/** @getter frame.f_lasti */
export function frame_lasti(self: Word): Word {
  const i = frameIndex(changetype<FrameObject>(address(self)));
  return ofInt(i < 0 ? i : i * 2);
}
/** @getter frame.f_lineno */
export function frame_lineno(self: Word): Word {
  const f = changetype<FrameObject>(address(self));
  if ((f.flags & FRAMEO_CALLED) != 0) return ofInt(changetype<Code>(f.code).firstLine);
  if ((f.flags & FRAMEO_LINE) != 0) return ofInt(f.lastLine);
  let line = lineAt(changetype<Code>(f.code), frameIndex(f));
  // a return at no line ends the line before
  if (line < 0 && f.trace != NULL && f.lastLine > 0) line = f.lastLine;
  return line < 0 ? NONE : ofInt(line);
}
/** @setter frame.f_lineno */
export function frame_set_lineno(self: Word, value: Word): i32 {
  if (value == NULL) { raise(T_ATTRIBUTE_ERROR, 'cannot delete attribute'); return -1; }
  if (typeOf(value) != T_INT) { raise(T_VALUE_ERROR, 'lineno must be an integer'); return -1; }
  if (changetype<FrameObject>(address(self)).trace == NULL) {
    raise(T_VALUE_ERROR, 'f_lineno can only be set by a trace function');
    return -1;
  }
  raise(T_NOT_IMPLEMENTED_ERROR, 'gilpy can not jump to another line');
  return -1;
}
/** @getter frame.f_trace_lines */
export function frame_trace_lines(self: Word): Word { return ofBool((changetype<FrameObject>(address(self)).flags & FRAMEO_NO_LINES) == 0); }
/** @setter frame.f_trace_lines */
export function frame_set_trace_lines(self: Word, value: Word): i32 { return setFrameFlag(self, value, FRAMEO_NO_LINES, false); }
/** @getter frame.f_trace_opcodes */
export function frame_trace_opcodes(self: Word): Word { return ofBool((changetype<FrameObject>(address(self)).flags & FRAMEO_OPCODES) != 0); }
/** @setter frame.f_trace_opcodes */
export function frame_set_trace_opcodes(self: Word, value: Word): i32 { return setFrameFlag(self, value, FRAMEO_OPCODES, true); }
function setFrameFlag(self: Word, value: Word, flag: u32, when: bool): i32 {
  if (value != TRUE && value != FALSE) { raise(T_TYPE_ERROR, 'attribute value type must be bool'); return -1; }
  const f = changetype<FrameObject>(address(self));
  if ((value == TRUE) == when) f.flags |= flag;
  else f.flags &= ~flag;
  return 0;
}
/** @getter frame.f_trace */
export function frame_trace(self: Word): Word { const t = changetype<FrameObject>(address(self)).trace; return t == NULL ? NONE : own(t); }
/** @setter frame.f_trace */
export function frame_set_trace(self: Word, value: Word): i32 {
  const f = changetype<FrameObject>(address(self));
  const old = f.trace;
  f.trace = value == NULL || value == NONE ? NULL : own(value);
  release(old);
  return 0;
}

/** Where the variables of a frame object lie: on the stack, in its generator, or saved. 0: gone. */
export function frameRegisters(f: FrameObject): usize {
  if (f.fp != 0) return f.fp;
  if (f.generator != NULL) return changetype<Generator>(address(f.generator)).registers;
  return f.saved;
}

/** Snapshot dict of the variables, or the mapping itself for module, class and exec code: owned. */
export function frameLocals(f: FrameObject): Word {
  const code = changetype<Code>(f.code);
  const registers = frameRegisters(f);
  if ((code.flags & CO_OPTIMIZED) == 0 && registers != 0) return own(plain(load<u64>(registers)));
  const d = newDict();
  if (d == 0) return NULL;
  if (registers == 0) return fromAddress(d);
  const names = address(code.registerNames);
  const n = changetype<Tuple>(names).size;
  for (let i: u32 = 0; i < n; i++) {
    let w = load<u64>(registers + (<usize>i << 3));
    const kind = load<u8>(address(code.registerKinds) + BYTES_DATA + i);
    if (w == NULL || w == UNBOUND) continue;
    if ((kind & 6) != 0 && isPointer(w) && load<u32>(address(w)) == T_CELL) {
      w = cellContents(address(w));
      if (w == UNBOUND) continue;
    } else w = own(plain(w));
    dictSet(d, load<u64>(names + TUPLE_ITEMS + (<usize>i << 3)), w);
    release(w);
  }
  if (f.extraLocals != NULL && dictUpdate(d, f.extraLocals) < 0) {
    release(fromAddress(d));
    return NULL;
  }
  return fromAddress(d);
}
import { dictUpdate } from './dict/update';
/** @getter frame.f_locals */
export function frame_locals(self: Word): Word {
  const f = changetype<FrameObject>(address(self));
  return (changetype<Code>(f.code).flags & CO_OPTIMIZED) != 0 ? newFrameLocalsProxy(self) : frameLocals(f);
}
import { newFrameLocalsProxy } from './frame_locals';

import { generator_finalize } from './generator';

/** @method frame.clear(self, /)
 * Clear all references held by the frame. */
export function frame_clear(self: Word): Word {
  const f = changetype<FrameObject>(address(self));
  if (f.fp != 0) return raise(T_RUNTIME_ERROR, 'cannot clear an executing frame');
  if (f.generator != NULL) {
    if (changetype<Generator>(address(f.generator)).state != GEN_CREATED) return raise(T_RUNTIME_ERROR, 'cannot clear a suspended frame');
    const g = own(f.generator);
    generator_finalize(g);
    release(g);
    return NONE;
  }
  frame_clear_slot(address(self));
  return NONE;
}

// ---- traceback ------------------------------------------------------------------------------------------------------------------

/** @new traceback */
export function traceback_new(type: Word, args: usize, n: i32, kwnames: Word): Word {
  const words = allocBlock(KIND_RAW, 32);
  if (words == 0) return memoryError();
  let r: Word = NULL;
  if (parseArgs(args, n, kwnames, 'traceback(tb_next, tb_frame, tb_lasti, tb_lineno)', words)) r = makeTraceback(load<u64>(words), load<u64>(words, 8), load<u64>(words, 16), load<u64>(words, 24));
  freeBlock(words);
  return r;
}
function makeTraceback(next: Word, frame: Word, lasti: Word, line: Word): Word {
  if (next != NONE && typeOf(next) != T_TRACEBACK) return raisef(T_TYPE_ERROR, "expected traceback object or None, got '%T'", next);
  if (typeOf(frame) != T_FRAME) return raisef(T_TYPE_ERROR, "TracebackType() argument 'tb_frame' must be frame, not %T", frame);
  const at = asI32(lasti);
  if (at == -1 && errorSet()) return NULL;
  const number = asI32(line);
  if (number == -1 && errorSet()) return NULL;
  const p = newObject(T_TRACEBACK, offsetof<Traceback>());
  if (p == 0) return NULL;
  const tb = changetype<Traceback>(p);
  tb.next = next == NONE ? NULL : own(next);
  tb.frame = own(frame);
  tb.lasti = at;
  tb.line = number;
  return fromAddress(p);
}
/** @method traceback.__dir__(self, /) */
export function traceback_dir(self: Word): Word {
  const list = newList(4);
  if (list == 0) return NULL;
  listAppend(list, N_tb_frame);
  listAppend(list, N_tb_next);
  listAppend(list, N_tb_lasti);
  listAppend(list, N_tb_lineno);
  return fromAddress(list);
}

/** @slot traceback.dealloc */
export function traceback_dealloc(p: usize): void {
  const tb = changetype<Traceback>(p);
  release(tb.next);
  release(tb.frame);
  freeObject(p);
}
/** @slot traceback.traverse */
export function traceback_traverse(p: usize): void { visit(changetype<Traceback>(p).next); visit(changetype<Traceback>(p).frame); }
/** @getter traceback.tb_next */
export function traceback_next(self: Word): Word { const n = changetype<Traceback>(address(self)).next; return n == NULL ? NONE : own(n); }
/** @setter traceback.tb_next */
export function traceback_set_next(self: Word, value: Word): i32 {
  if (value == NULL) { raise(T_TYPE_ERROR, "can't delete tb_next attribute"); return -1; }
  if (value != NONE && typeOf(value) != T_TRACEBACK) { raisef(T_TYPE_ERROR, "expected traceback object or None, got '%T'", value); return -1; }
  for (let w = value; w != NONE && w != NULL; w = changetype<Traceback>(address(w)).next) {
    if (w == self) { raise(T_VALUE_ERROR, 'traceback loop detected'); return -1; }
  }
  const tb = changetype<Traceback>(address(self));
  const old = tb.next;
  tb.next = value == NONE ? NULL : own(value);
  release(old);
  return 0;
}
import { T_VALUE_ERROR, T_ATTRIBUTE_ERROR, T_INT, T_NOT_IMPLEMENTED_ERROR } from '../generated/types';
/** @member traceback.tb_frame */
export function traceback_frame(self: Word): Word { return own(changetype<Traceback>(address(self)).frame); }
/** @member traceback.tb_lasti */
export function traceback_lasti(self: Word): Word { return ofInt(changetype<Traceback>(address(self)).lasti); }
/** @getter traceback.tb_lineno */
export function traceback_lineno(self: Word): Word {
  const tb = changetype<Traceback>(address(self));
  if (tb.line != -1) return ofInt(tb.line);
  const line = lineAt(changetype<Code>(changetype<FrameObject>(address(tb.frame)).code), tb.lasti >> 1);
  return line < 0 ? NONE : ofInt(line);
}
