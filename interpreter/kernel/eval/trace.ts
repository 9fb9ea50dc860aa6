// sys.settrace and sys.setprofile.
//
// The loop exists twice: without tracing, and with a call of `traceInstruction` in front of every instruction. While a
// thread has a trace or profile function its `traceFlags` are set and SP_TRACE stands in its safe-point word; the loop
// without tracing leaves when it sees the bit, and execute.ts goes on in the other one. While a trace function runs,
// both are cleared.
//
// A frame that the traced loop has seen carries FRAME_TRACED. A frame without it is new there: that is the call event.

import { Word, NULL, NONE, address, fromAddress, isPointer, plain } from '../layout/word';
import {
  Code, FrameObject, CO_ANY_GENERATOR, FRAME_CALLER, FRAME_CODE, FRAME_ENTRY, FRAME_FLAGS, FRAME_FRAME_OBJECT, FRAME_GENERATOR, FRAME_OBJECT,
  FRAME_TRACED, PositionEntry, FRAMEO_CALLED, FRAMEO_LINE, FRAMEO_NO_LINES, FRAMEO_OPCODES,
} from '../layout/code';
import { control } from '../layout/control';
import { Exception } from '../layout/exception';
import { SP_TRACE, TS_FREE, Thread } from '../layout/thread';
import { Type } from '../layout/type';
import { own, release } from '../counting/counts';
import { thread } from '../sync/current';
import { startWorld, stopWorld } from '../sync/world';
import { frameObjectOf, lineAt, positionAt } from '../objects/frame';
import { internText } from '../objects/str/new';
import { typeOf } from '../objects/protocol';
import { T_BUILTIN_FUNCTION_OR_METHOD, T_METHOD_DESCRIPTOR } from '../generated/types';
import * as op from '../generated/opcodes';
import { call3 } from './call';
import { clearError, restoreError, takeError } from './errors';

/** Bits of `Thread.traceFlags`. */
// @ts-ignore: decorator
@inline const TRACE: u32 = 1;
// @ts-ignore: decorator
@inline const PROFILE: u32 = 2;

/** What `traceInstruction` tells the loop. */
// @ts-ignore: decorator
@inline export const STEP_GO: i32 = 0;
// @ts-ignore: decorator
@inline export const STEP_ERROR: i32 = 1;
/** Nobody traces any more: go on in the other loop. */
// @ts-ignore: decorator
@inline export const STEP_LEAVE: i32 = 2;

function setFlags(t: usize, flags: u32): void {
  changetype<Thread>(t).traceFlags = flags;
  if (flags != 0) atomic.or<u32>(t, SP_TRACE, offsetof<Thread>('safePoint'));
  else atomic.and<u32>(t, ~SP_TRACE, offsetof<Thread>('safePoint'));
}

function refresh(t: usize): void {
  const s = changetype<Thread>(t);
  setFlags(t, (s.traceFunc != NULL ? TRACE : 0) | (s.profileFunc != NULL ? PROFILE : 0));
}

/** Whether the current thread runs a trace function: `refresh` waits for its end. */
let busy: bool = false;

/** sys.settrace or sys.setprofile for thread `t`: `func` (lent) or NULL. */
function install(t: usize, profile: bool, func: Word): Word {
  const s = changetype<Thread>(t);
  const old = profile ? s.profileFunc : s.traceFunc;
  const stored = func == NULL ? NULL : own(func);
  if (profile) s.profileFunc = stored;
  else s.traceFunc = stored;
  return old;
}

export function setTrace(func: Word, profile: bool): void {
  const t = changetype<usize>(thread());
  const old = install(t, profile, func);
  if (!busy) refresh(t);
  release(old);
}

/** The same for every thread. */
export function setTraceInAllThreads(func: Word, profile: bool): void {
  setTrace(func, profile);
  stopWorld();
  const me = changetype<usize>(thread());
  for (let t = <usize>control().threads; t != 0; t = changetype<Thread>(t).next) {
    if (t == me || changetype<Thread>(t).m2 == 0 || changetype<Thread>(t).state == TS_FREE) continue;
    const old = install(t, profile, func);
    refresh(t);
    release(old);
  }
  startWorld();
}

/** sys.call_tracing: tracing is on although a trace function runs. Returns what `leaveTracing` wants. */
export function enterTracing(): bool {
  const before = busy;
  busy = false;
  refresh(changetype<usize>(thread()));
  return before;
}
export function leaveTracing(before: bool): void {
  busy = before;
  if (before) setFlags(changetype<usize>(thread()), 0);
}

/** The frames of this activation of the loop were entered without tracing: they are not new. */
export function markFrames(): void {
  const t = thread();
  let fp: usize = t.fp;
  while (fp != t.stackBase) {
    const flags = load<u32>(fp - FRAME_FLAGS);
    store<u32>(fp - FRAME_FLAGS, flags | FRAME_TRACED);
    if ((flags & FRAME_ENTRY) != 0) return;
    fp = load<u32>(fp - FRAME_CALLER);
  }
}

/** func(frame, event, argument) with tracing off: its result, or NULL; then the function is no trace function any more. */
function invoke(profile: bool, func: Word, frame: Word, event: string, argument: Word): Word {
  const t = changetype<usize>(thread());
  const before = busy;
  busy = true;
  setFlags(t, 0);
  own(func);
  const name = internText(event);
  const r = call3(func, frame, name, argument);
  release(func);
  busy = before;
  if (r == NULL) release(install(t, profile, NULL));
  refresh(t);
  return r;
}

/** An event for the trace function of the frame. False: an error is set. */
function local(frame: Word, event: string, argument: Word): bool {
  const f = changetype<FrameObject>(address(frame));
  const r = invoke(false, f.trace, frame, event, argument);
  if (r == NULL) {
    const trace = f.trace;
    f.trace = NULL;
    release(trace);
    return false;
  }
  if (r == NONE) return true;
  const old = f.trace;
  f.trace = r;
  release(old);
  return true;
}

function callEvent(fp: usize, index: i32): bool {
  const t = thread();
  const frame = frameObjectOf(fp);
  if (frame == NULL) return false;
  const f = changetype<FrameObject>(address(frame));
  const code = changetype<Code>(f.code);
  // at its beginning, or resumed
  const begins = index == 0 || (<u32>load<u64>(<usize>code.instructions + (<usize>(index - 1) << 3)) & 0xff) == op.OP_RETURN_GENERATOR;
  f.lastLine = begins ? -1 : lineAt(code, index);
  f.lastIndex = index - 1;
  let ok = true;
  if (begins) f.flags |= FRAMEO_CALLED;
  if ((t.traceFlags & TRACE) != 0) {
    const r = invoke(false, t.traceFunc, frame, 'call', NONE);
    if (r == NULL) ok = false;
    else {
      const old = f.trace;
      f.trace = r == NONE ? NULL : r;
      release(old);
    }
  }
  if (ok && (t.traceFlags & PROFILE) != 0) {
    const r = invoke(true, t.profileFunc, frame, 'call', NONE);
    if (r == NULL) ok = false;
    release(r);
  }
  f.flags &= ~FRAMEO_CALLED;
  release(frame);
  return ok;
}

/** Frame `fp` gives `value` (lent) to its caller. */
function returnEvent(fp: usize, value: Word): bool {
  const t = thread();
  const frame = frameObjectOf(fp);
  if (frame == NULL) return false;
  let ok = true;
  if ((t.traceFlags & TRACE) != 0 && changetype<FrameObject>(address(frame)).trace != NULL) ok = local(frame, 'return', value);
  if (ok && (t.traceFlags & PROFILE) != 0) {
    const r = invoke(true, t.profileFunc, frame, 'return', value);
    if (r == NULL) ok = false;
    release(r);
  }
  release(frame);
  return ok;
}

/** The native callable that a call instruction at `ins` is about to call: owned; NULL: it is none. */
function nativeCallee(fp: usize, ins: u64): Word {
  const base = fp + <usize>(<u32>(ins >> 32) & 0xffff);
  const opcode = <u32>ins & 0xff;
  let f = load<u64>(base, 8);
  let self: Word = NULL;
  if (opcode != op.OP_CALL_EX && (<u32>ins & op.KILL_A) != 0 && load<u64>(base) != NULL) {
    f = load<u64>(base);
    self = plain(load<u64>(base, 32));
  }
  if (!isPointer(f)) return NULL;
  f = plain(f);
  const type = typeOf(f);
  if (type == T_BUILTIN_FUNCTION_OR_METHOD) return own(f);
  if (type != T_METHOD_DESCRIPTOR || self == NULL) return NULL;
  const bound = call_indirect<Word>(changetype<Type>(type).descr_get, f, self, fromAddress(typeOf(self)));
  if (bound == NULL) clearError();
  return bound;
}

/** c_return or c_exception of the native function that frame `f` has called. */
function endNativeCall(frame: Word, event: string): bool {
  const f = changetype<FrameObject>(address(frame));
  const callee = f.nativeCall;
  f.nativeCall = NULL;
  const t = thread();
  let ok = true;
  if ((t.traceFlags & PROFILE) != 0) {
    const r = invoke(true, t.profileFunc, frame, event, callee);
    if (r == NULL) ok = false;
    release(r);
  }
  release(callee);
  return ok;
}

/** In front of the instruction at the thread's pc, of frame `fp`. */
export function traceInstruction(fp: usize): i32 {
  const t = thread();
  if (t.traceFlags == 0) return STEP_LEAVE;
  const flags = load<u32>(fp - FRAME_FLAGS);
  const code = changetype<Code>(load<u32>(fp - FRAME_CODE));
  const ins = load<u64>(<usize>t.pc);
  const opcode = <u32>ins & 0xff;
  const index = <i32>((t.pc - code.instructions) >> 3);
  if ((flags & FRAME_TRACED) == 0) {
    // a generator's frame begins when it is resumed, not when it is made
    if ((code.flags & CO_ANY_GENERATOR) != 0 && (flags & FRAME_GENERATOR) == 0) return STEP_GO;
    store<u32>(fp - FRAME_FLAGS, flags | FRAME_TRACED);
    if (!callEvent(fp, index)) return STEP_ERROR;
  }
  if ((load<u32>(fp - FRAME_FLAGS) & FRAME_OBJECT) != 0) {
    const frame = fromAddress(load<u32>(fp - FRAME_FRAME_OBJECT));
    const f = changetype<FrameObject>(address(frame));
    if (f.nativeCall != NULL && !endNativeCall(frame, 'c_return')) return STEP_ERROR;
    if (f.trace != NULL && (t.traceFlags & TRACE) != 0 && !lineEvents(frame, f, code, index, opcode)) return STEP_ERROR;
    f.lastIndex = index;
  }
  if (t.traceFlags == 0) return STEP_GO;
  if (opcode == op.OP_RETURN || opcode == op.OP_YIELD) {
    const value = plain(load<u64>(fp + <usize>(<u32>(opcode == op.OP_RETURN ? ins >> 16 : ins >> 32) & 0xffff)));
    if (!returnEvent(fp, value)) return STEP_ERROR;
  } else if ((t.traceFlags & PROFILE) != 0 && (opcode == op.OP_CALL || opcode == op.OP_CALL_KW || opcode == op.OP_CALL_EX)) {
    const callee = nativeCallee(fp, ins);
    if (callee != NULL) {
      const frame = frameObjectOf(fp);
      const r = frame == NULL ? NULL : invoke(true, t.profileFunc, frame, 'c_call', callee);
      if (r != NULL && (t.traceFlags & PROFILE) != 0) changetype<FrameObject>(address(frame)).nativeCall = callee;
      else release(callee);
      release(frame);
      if (r == NULL) return STEP_ERROR;
      release(r);
    }
  }
  return STEP_GO;
}

// Instructions that belong to no line: what a frame begins with, and the frame of a handler.
function hasNoLine(opcode: u32): bool {
  return opcode == op.OP_MAKE_CELL || opcode == op.OP_COPY_FREE || opcode == op.OP_UNBIND || opcode == op.OP_RETURN_GENERATOR
    || opcode == op.OP_PUSH_HANDLED || opcode == op.OP_POP_HANDLED || opcode == op.OP_RERAISE || opcode == op.OP_CLEAR;
}

/** Line events where lines begin or a jump goes back; an opcode event where they are wanted. */
function lineEvents(frame: Word, f: FrameObject, code: Code, index: i32, opcode: u32): bool {
  let entry = positionAt(code, index);
  if (entry != 0) {
    // statements without instructions of their own have entries in front of that of the instruction
    const start = changetype<PositionEntry>(entry).start;
    let last = entry;
    if (start == <u32>index) {
      while (entry > <usize>code.positions && changetype<PositionEntry>(entry - offsetof<PositionEntry>()).start == start) entry -= offsetof<PositionEntry>();
    }
    // some instructions count for no line themselves
    if (hasNoLine(opcode)) last -= offsetof<PositionEntry>();
    else if (f.lastLine == 0) {
      // f_trace was set while the frame ran: the line in progress has begun before
      f.lastLine = changetype<PositionEntry>(last).line;
      f.lastIndex = index - 1;
    }
    const jumps = opcode == op.OP_JUMP || opcode == op.OP_JUMP_BACK && !goesDown(code, index, changetype<PositionEntry>(last).line);
    for (; entry <= last; entry += offsetof<PositionEntry>()) {
      // the jump at the end of a loop stands at the loop's line, which its target mostly shows
      if (jumps && changetype<PositionEntry>(entry).line <= f.lastLine) continue;
      if (!lineEvent(frame, f, changetype<PositionEntry>(entry).line, index)) return false;
    }
  }
  if ((f.flags & FRAMEO_OPCODES) == 0 || f.trace == NULL || (thread().traceFlags & TRACE) == 0) return true;
  return local(frame, 'opcode', NONE);
}

// Whether the jump at `index`, of that line, goes to a line below, which a loop that tests nothing does.
function goesDown(code: Code, index: i32, line: i32): bool {
  const distance = <i32>(load<i64>(<usize>code.instructions + (<usize>index << 3)) >> 32);
  const entry = positionAt(code, index + 1 + distance);
  return entry != 0 && changetype<PositionEntry>(entry).line > line;
}

function lineEvent(frame: Word, f: FrameObject, line: i32, index: i32): bool {
  if (line <= 0 || (line == f.lastLine && index > f.lastIndex)) return true;
  f.lastLine = line;
  f.lastIndex = index - 1;
  if ((f.flags & FRAMEO_NO_LINES) != 0 || f.trace == NULL || (thread().traceFlags & TRACE) == 0) return true;
  f.flags |= FRAMEO_LINE;
  const ok = local(frame, 'line', NONE);
  f.flags &= ~FRAMEO_LINE;
  return ok;
}

/** The thread's error has reached frame `fp`. */
export function traceException(fp: usize): void {
  if ((load<u32>(fp - FRAME_FLAGS) & (FRAME_OBJECT | FRAME_TRACED)) != (FRAME_OBJECT | FRAME_TRACED)) return;
  const frame = own(fromAddress(load<u32>(fp - FRAME_FRAME_OBJECT)));
  const f = changetype<FrameObject>(address(frame));
  const error = takeError();
  let ok = f.nativeCall == NULL || endNativeCall(frame, 'c_exception');
  f.lastIndex = -1;
  if (ok && f.trace != NULL && (thread().traceFlags & TRACE) != 0) {
    const traceback = changetype<Exception>(address(error)).traceback;
    const argument = tuple3(fromAddress(typeOf(error)), own(error), traceback == NULL ? NONE : own(traceback));
    if (argument != 0) {
      ok = local(frame, 'exception', fromAddress(argument));
      release(fromAddress(argument));
    }
  }
  release(frame);
  // an error of the trace function takes the place of the one that it was told of
  if (ok) restoreError(error);
  else release(error);
}
import { tuple3 } from '../objects/tuple';

/** The thread's error leaves frame `fp`. */
export function traceUnwound(fp: usize): void {
  if ((load<u32>(fp - FRAME_FLAGS) & FRAME_TRACED) == 0) return;
  const error = takeError();
  if (returnEvent(fp, NONE)) restoreError(error);
  else release(error);
}
