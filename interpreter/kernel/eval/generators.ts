// Generators, coroutines and async generators: the frame is copied off the stack when it suspends and back when it
// resumes. States (Generator.state, taken by compare-exchange so that two threads can't resume one):
//
//   CREATED   -> RUNNING (first send(None), throw, close) -> SUSPENDED | DONE
//   SUSPENDED -> RUNNING -> SUSPENDED | DONE
//   RUNNING: a second resumption is ValueError. DONE is final.
//
// Transitions, as tests/model makes them (a resumption that finds no room puts back the state it found):
//   CREATED -> DONE   generator_clear
//   CREATED -> RUNNING   claimShared
//   RUNNING -> DONE   finished
//   RUNNING -> SUSPENDED   yieldValue
//   SUSPENDED -> DONE   generator_clear
//   SUSPENDED -> RUNNING   claimShared

import { Word, NULL, NONE, UNBOUND, BORROWED, isPointer, isOwned, address, fromAddress, plain } from '../layout/word';
import {
  Code, Function, Generator, FrameObject, FRAME_FUNCTION, FRAME_RETURN_PC, FRAME_CALLER, FRAME_CODE, FRAME_FLAGS, FRAME_LINK, FRAME_FRAME_OBJECT,
  FRAME_HEADER, FRAME_NONE, FRAME_ENTRY, FRAME_GENERATOR, FRAME_FOR_ITER, FRAME_SEND, FRAME_OBJECT, FRAME_SAVED, GEN_CREATED, GENF_HANDLES,
  GENF_PASSES, GEN_SUSPENDED, GEN_RUNNING, GEN_DONE, CO_COROUTINE, CO_ASYNC_GENERATOR, CO_VARARGS, CO_VARKEYWORDS,
} from '../layout/code';
import { Type } from '../layout/type';
import { Exception } from '../layout/exception';
import { GC_FINALIZED, UNCOUNTED } from '../layout/object';
import { Thread } from '../layout/thread';
import { thread, solo } from '../sync/current';
import { atomicLoad32, atomicStore32 } from '../sync/access';
import { own, release } from '../counting/counts';
import { newObject } from '../memory/objects';
import { raise, errorSet, errorMatches, clearError, takeError, restoreError, setError } from './errors';
import { recursionError } from './bind';
import { execute } from './execute';
import { unwind, releaseRegisters } from './unwind';
import { stackTop } from './stack';
import { typeOf, lookupAttr, enterRecursion, leaveRecursion } from '../objects/protocol';
import { call0, call1, callMethod1 } from './call';
import { isSubtype } from '../objects/type/lookup';
import { asyncGeneratorWrap } from '../objects/async';
import { coroutineOrigin } from '../objects/generator';
import {
  T_GENERATOR, T_COROUTINE, T_ASYNC_GENERATOR, T_VALUE_ERROR, T_TYPE_ERROR, T_RUNTIME_ERROR, T_STOP_ITERATION, T_GENERATOR_EXIT,
} from '../generated/types';
import { N_send, N_throw, N_close } from '../generated/names';
import { stopIterationValue, raiseStopIteration } from '../objects/exceptions/new';
import * as op from '../generated/opcodes';

/** A generator of `code`, suspended before its first instruction; its registers are left to the caller. 0: no memory. */
function newGenerator(code: Code, callee: Word): usize {
  const type: u32 = (code.flags & CO_COROUTINE) != 0 ? T_COROUTINE : (code.flags & CO_ASYNC_GENERATOR) != 0 ? T_ASYNC_GENERATOR : T_GENERATOR;
  const p = newObject(type, offsetof<Generator>() + code.frameBytes); // the registers stand behind it
  if (p == 0) return 0;
  for (let q = p + 16, end = p + offsetof<Generator>(); q < end; q += 8) store<u64>(q, 0);
  const g = changetype<Generator>(p);
  const f = changetype<Function>(address(callee));
  g.state = GEN_CREATED;
  g.code = <u32>changetype<usize>(code);
  own(fromAddress(g.code));
  g.registers = <u32>(p + offsetof<Generator>());
  g.name = own(f.name);
  g.qualname = own(f.qualname);
  return p;
}

/** RETURN_GENERATOR: the frame becomes a generator, suspended before its first instruction. */
export function returnGenerator(fp: usize, resume: usize): Word {
  const t = thread();
  const code = changetype<Code>(load<u32>(fp - FRAME_CODE));
  const fw = load<u64>(fp - FRAME_FUNCTION);
  const p = newGenerator(code, fw);
  if (p == 0) return NULL;
  const g = changetype<Generator>(p);
  g.pc = <u32>resume;
  g.function = isOwned(fw) ? fw : own(plain(fw));
  store<u64>(fp - FRAME_FUNCTION, NULL);
  // parameters lent by the caller are counted now
  const end = fp + code.variableBytes;
  for (let q = fp; q < end; q += 8) {
    const w = load<u64>(q);
    if (isPointer(w) && !isOwned(w)) {
      const w2 = plain(w);
      if (load<u32>(address(w2), 4) < UNCOUNTED) store<u64>(q, own(w2));
    }
  }
  saveRegisters(fp, g, code);
  const depth = t.coroutineOriginDepth;
  if ((load<u32>(fp - FRAME_FLAGS) & FRAME_OBJECT) != 0) suspendFrameObject(fp, g, -1);
  store<u64>(fp - FRAME_LINK, 0);
  t.pc = load<u32>(fp - FRAME_RETURN_PC);
  t.fp = load<u32>(fp - FRAME_CALLER);
  t.depth--;
  if (depth != 0 && (code.flags & CO_COROUTINE) != 0) g.origin = coroutineOrigin(depth);
  return fromAddress(p);
}

/**
 * The call of generator function `callee` with `n` register words at `args`, where its frame would do nothing but turn
 * into the generator: owned arguments move into it. UNBOUND: not such a call, NULL: no memory; then nothing was moved.
 */
export function callGenerator(callee: Word, args: usize, n: i32): Word {
  const code = changetype<Code>(atomic.load<u32>(address(callee), offsetof<Function>('code')));
  const t = thread();
  if (n != <i32>code.argCount || code.kwOnlyCount != 0 || (code.flags & (CO_VARARGS | CO_VARKEYWORDS)) != 0
    || (load<u32>(code.instructions) & 0xff) != op.OP_RETURN_GENERATOR || t.traceFlags != 0 || t.coroutineOriginDepth != 0) return UNBOUND;
  const p = newGenerator(code, callee);
  if (p == 0) return NULL;
  const g = changetype<Generator>(p);
  g.pc = code.instructions + 8;
  g.function = own(plain(callee));
  const registers = <usize>g.registers;
  const given = <usize>n << 3;
  for (let i: usize = 0; i < given; i += 8) {
    const w = load<u64>(args + i);
    if (isOwned(w)) {
      store<u64>(args + i, NULL);
      store<u64>(registers + i, w);
    } else store<u64>(registers + i, isPointer(w) && load<u32>(address(w), 4) >= UNCOUNTED ? w : own(plain(w)));
  }
  for (let i = given; i < <usize>code.variableBytes; i += 8) store<u64>(registers + i, NULL);
  g.savedBytes = code.variableBytes;
  return fromAddress(p);
}

// The registers of frame `fp` move to their block, so that the stack above owns nothing; empty ones behind the variables,
// at the end, are left out.
// @ts-ignore: decorator
@inline function saveRegisters(fp: usize, g: Generator, code: Code): void {
  let bytes: usize = code.frameBytes;
  const least: usize = code.variableBytes;
  while (bytes > least && load<u64>(fp + bytes - 8) == NULL) bytes -= 8;
  const to: usize = g.registers;
  for (let i: usize = 0; i < bytes; i += 8) {
    const w = load<u64>(fp + i);
    store<u64>(to + i, w);
    if (isOwned(w)) store<u64>(fp + i, NULL);
  }
  g.savedBytes = <u32>bytes;
}

function suspendFrameObject(fp: usize, g: Generator, lasti: i32): void {
  const frame = changetype<FrameObject>(load<u32>(fp - FRAME_FRAME_OBJECT));
  frame.fp = 0;
  frame.lasti = lasti;
  if (frame.generator == NULL) frame.generator = fromAddress(changetype<usize>(g)); // lent: cleared when the generator ends
  g.frameObject = <u32>changetype<usize>(frame);
}

/** Takes the generator for running; false with the error set. `what` names it in messages. */
// @ts-ignore: decorator
@inline function claim(p: usize): bool {
  const at = p + offsetof<Generator>('state');
  const state = load<u32>(at);
  if (solo && state < GEN_RUNNING) {
    wasCreated = state == GEN_CREATED;
    store<u32>(at, GEN_RUNNING);
    return true;
  }
  return claimShared(p, at);
}
function claimShared(p: usize, at: usize): bool {
  while (true) {
    const state = atomic.load<u32>(at);
    if (state == GEN_RUNNING) {
      const type = load<u32>(p);
      raise(T_VALUE_ERROR, type == T_GENERATOR ? 'generator already executing' : type == T_COROUTINE ? 'coroutine already executing' : 'async generator already executing');
      return false;
    }
    if (state == GEN_DONE) return false;
    if (atomic.cmpxchg<u32>(at, state, GEN_RUNNING) == state) {
      wasCreated = state == GEN_CREATED;
      return true;
    }
  }
}
let wasCreated: bool = false;

// Puts the claimed generator's frame at `fp`; the thread's fp and pc are then its own.
// @ts-ignore: decorator
@inline function place(p: usize, fp: usize, flags: u32): void {
  restoreRegisters(changetype<Generator>(p), fp);
  placeHeader(thread(), p, fp, flags);
}

// @ts-ignore: decorator
@inline function restoreRegisters(g: Generator, fp: usize): void {
  const from: usize = g.registers;
  for (let i: usize = 0, bytes: usize = g.savedBytes; i < bytes; i += 8) store<u64>(fp + i, load<u64>(from + i));
  g.savedBytes = 0;
}

// @ts-ignore: decorator
@inline function putHeader(g: Generator, fp: usize, flags: u32, pc: u32, caller: u32, frame: u32): void {
  store<u64>(fp - FRAME_FUNCTION, g.function | BORROWED);
  store<u64>(fp - FRAME_RETURN_PC, <u64>pc | <u64>caller << 32);
  store<u64>(fp - FRAME_CODE, <u64>g.code | <u64>(flags | FRAME_GENERATOR | FRAME_NONE | (frame != 0 ? FRAME_OBJECT : 0)) << 32);
  store<u64>(fp - FRAME_LINK, <u64>changetype<usize>(g) | <u64>frame << 32);
}

// @ts-ignore: decorator
@inline function placeHeader(t: Thread, p: usize, fp: usize, flags: u32): void {
  const g = changetype<Generator>(p);
  const frame = g.frameObject;
  putHeader(g, fp, flags, t.pc, t.fp, frame);
  if (frame != 0) {
    changetype<FrameObject>(frame).fp = <u32>fp;
    changetype<FrameObject>(frame).thread = <u32>changetype<usize>(t);
  }
  if ((t.handled | g.handled) != NULL) shadowHandled(t, g);
  t.fp = <u32>fp;
  t.pc = g.pc;
  t.depth++;
}

// What is handled outside waits in `outerHandled` while the generator runs.
function shadowHandled(t: Thread, g: Generator): void {
  const outer = t.handled;
  g.outerHandled = outer;
  if (g.handled != NULL) {
    t.handled = g.handled;
    g.handled = NULL;
  } else t.handled = own(outer);
}

// @ts-ignore: decorator
@inline function restoreHandled(g: Generator, keep: bool): void {
  if ((thread().handled | g.outerHandled) != NULL) restoreOuterHandled(g, keep);
}
function restoreOuterHandled(g: Generator, keep: bool): void {
  const t = thread();
  const mine = t.handled;
  const outer = g.outerHandled;
  g.outerHandled = NULL;
  t.handled = outer;
  if (keep && (g.flags & GENF_HANDLES) != 0) g.handled = mine;
  else release(mine);
}

/** The generator that this thread has suspended last; `generatorSend` tells a yield from a return by it. */
let yielded: usize = 0;

/** YIELD: suspends the generator of frame `fp`; the value, owned. */
export function yieldValue(fp: usize, pc: usize, ins: u64): Word {
  const t = thread();
  const g = changetype<Generator>(load<u32>(fp - FRAME_LINK));
  const rb = fp + <usize>(<u32>(ins >> 32) & 0xffff);
  let value = load<u64>(rb);
  if ((<u32>ins & op.KILL_B) != 0 && isOwned(value)) store<u64>(rb, NULL);
  else value = own(plain(value));
  if (<u32>(ins >> 48) == 1) {
    const wrapped = asyncGeneratorWrap(value);
    release(value);
    if (wrapped == NULL) return NULL;
    value = wrapped;
  }
  suspend(fp, g, pc, <u32>(ins >> 48) == 2);
  // the generators that got it by SEND only to yield it in turn
  if ((load<u32>(fp - FRAME_FLAGS) & FRAME_SEND) != 0 && t.traceFlags == 0 && t.handled == NULL) fp = leaveSaved(t, fp);
  while ((load<u32>(fp - FRAME_FLAGS) & FRAME_SEND) != 0) {
    const caller: usize = t.fp;
    const g = changetype<Generator>(load<u32>(caller - FRAME_LINK));
    if (t.traceFlags != 0) {
      unsaveCaller(caller);
      break;
    }
    if ((load<u32>(caller - FRAME_FLAGS) & FRAME_SAVED) != 0) leave(caller, g);
    else if (passesOn(t)) suspend(caller, g, <usize>t.pc + 16, true);
    else break;
    fp = caller;
  }
  suspendedFlags = load<u32>(fp - FRAME_FLAGS);
  return value;
}

/** Flags of the outermost frame that `yieldValue` has suspended. */
export let suspendedFlags: u32 = 0;

// Generator `g` of the current frame `fp` stops at the YIELD at `pc`; the caller's frame becomes the current one.
// @ts-ignore: decorator
@inline function suspend(fp: usize, g: Generator, pc: usize, delegates: bool): void {
  const code = changetype<Code>(g.code);
  saveRegisters(fp, g, code);
  g.pc = <u32>pc;
  g.delegateRegister = 0;
  let flags = g.flags & ~GENF_PASSES;
  if (delegates) {
    const send = load<u64>(pc - 16);
    if ((<u32>send & 0xff) == op.OP_SEND) {
      g.delegateRegister = ((<u32>(send >> 32) & 0xffff) >> 3) + 1;
      const ins = load<u64>(pc);
      const register = <u32>ins >> 16;
      if ((<u32>ins & op.KILL_B) != 0 && (<u32>(ins >> 32) & 0xffff) == register && <u32>(send >> 48) == register && <u32>send >> 16 == register) flags |= GENF_PASSES;
    }
  }
  g.flags = flags;
  if ((load<u32>(fp - FRAME_FLAGS) & FRAME_OBJECT) != 0) suspendFrameObject(fp, g, <i32>((pc - code.instructions) >> 3));
  leave(fp, g);
}

// The end of a suspension: the registers of `g` are saved.
// @ts-ignore: decorator
@inline function leave(fp: usize, g: Generator): void {
  const t = thread();
  restoreHandled(g, true);
  store<u64>(fp - FRAME_LINK, 0);
  t.pc = load<u32>(fp - FRAME_RETURN_PC);
  t.fp = load<u32>(fp - FRAME_CALLER);
  t.depth--;
  yielded = changetype<usize>(g);
  // from here on another thread may resume it: nothing of the generator is looked at after this store
  atomicStore32(changetype<usize>(g) + offsetof<Generator>('state'), GEN_SUSPENDED);
}

// Suspends the FRAME_SAVED frames that the frame `fp`, which has been left, has come through; the outermost one's address.
function leaveSaved(t: Thread, fp: usize): usize {
  let count = 0;
  let p: usize = 0;
  while ((load<u32>(fp - FRAME_FLAGS) & FRAME_SEND) != 0) {
    const caller: usize = load<u32>(fp - FRAME_CALLER);
    if ((load<u32>(caller - FRAME_FLAGS) & FRAME_SAVED) == 0) break;
    const q: usize = load<u32>(caller - FRAME_LINK);
    if (changetype<Generator>(q).outerHandled != NULL) break;
    p = q;
    fp = caller;
    store<u64>(fp - FRAME_LINK, 0);
    count++;
    atomicStore32(p + offsetof<Generator>('state'), GEN_SUSPENDED);
  }
  if (count != 0) {
    t.pc = load<u32>(fp - FRAME_RETURN_PC);
    t.fp = load<u32>(fp - FRAME_CALLER);
    t.depth -= count;
    yielded = p;
  }
  return fp;
}

// Whether the SEND at the thread's pc does nothing with what it gets but yield it.
// @ts-ignore: decorator
@inline function passesOn(t: Thread): bool {
  const send = load<u64>(<usize>t.pc);
  const next = load<u64>(<usize>t.pc, 16);
  return (<u32>next & 0xff) == op.OP_YIELD && (<u32>next & op.KILL_B) != 0 && (<u32>(next >> 32) & 0xffff) == (<u32>send >> 16)
    && <u32>(next >> 48) == 2 && !isOwned(load<u64>(<usize>t.fp + <usize>(<u32>send >> 16)));
}

/** The frame of the generator has returned. */
export function generatorReturned(p: usize): void { finished(p); }
/** It was left by an exception, which is on its way. */
export function generatorFailed(p: usize): void { finished(p); }

function finished(p: usize): void {
  const g = changetype<Generator>(p);
  restoreHandled(g, false);
  g.registers = 0;
  const f = g.function;
  g.function = NULL;
  const frame = g.frameObject;
  g.frameObject = 0;
  if (frame != 0) changetype<FrameObject>(frame).generator = NULL;
  // nothing is left to finalize
  const gc = p + offsetof<Generator>('gc');
  if (solo) store<u8>(gc, load<u8>(gc) | GC_FINALIZED);
  else atomic.or<u8>(gc, GC_FINALIZED);
  atomicStore32(p + offsetof<Generator>('state'), GEN_DONE);
  release(f);
}

/** FOR_ITER over generator `p`, without leaving the loop. False: error. When it is exhausted already, pc is behind the loop. */
export function resumeInLoop(fp: usize, p: usize): bool {
  const t = thread();
  if (!claim(p)) {
    if (errorSet()) return false;
    const ins = load<u64>(t.pc);
    t.pc = t.pc + 16 + <u32>((<i64>ins >> 48) << 3);
    return true;
  }
  const created = wasCreated;
  const g = changetype<Generator>(p);
  const caller = changetype<Code>(load<u32>(fp - FRAME_CODE));
  const at = fp + caller.frameBytes + FRAME_HEADER;
  const code = changetype<Code>(g.code);
  if (at + code.frameBytes + 8192 > t.stackEnd || t.depth >= t.recursionLimit) {
    atomic.store<u32>(p + offsetof<Generator>('state'), created ? GEN_CREATED : GEN_SUSPENDED);
    return recursionError();
  }
  enter(p, at, FRAME_FOR_ITER, created, NONE);
  return true;
}

// The claimed generator goes on in a frame at `fp` with `value` (taken over). While it only waits for another generator
// that can go on at once, that one is entered in its place: its own registers stay where they are, FRAME_SAVED, as most
// values only pass through it.
function enter(p: usize, fp: usize, flags: u32, created: bool, value: Word): void {
  const t = thread();
  if (!created && value == NONE && t.traceFlags == 0) {
    // chains are long: what each frame changes in the thread is stored once, at the end
    let caller = t.fp, pc = t.pc, depth = t.depth;
    const limit = t.recursionLimit, end = t.stackEnd;
    while (true) {
      const g = changetype<Generator>(p);
      if ((g.flags & GENF_PASSES) == 0 || g.frameObject != 0) break;
      const delegate = load<u64>(<usize>g.registers + (<usize>(g.delegateRegister - 1) << 3));
      if (!isPointer(delegate)) break;
      const q = address(delegate);
      const type = load<u32>(q);
      if (type != T_GENERATOR && type != T_COROUTINE || atomicLoad32(q + offsetof<Generator>('state')) != GEN_SUSPENDED) break;
      const next = fp + changetype<Code>(g.code).frameBytes + FRAME_HEADER;
      if (next + changetype<Code>(changetype<Generator>(q).code).frameBytes + 8192 > end || depth + 1 >= limit) break;
      if (!claimSuspended(q)) break;
      putHeader(g, fp, flags | FRAME_SAVED, pc, caller, 0);
      if ((t.handled | g.handled) != NULL) shadowHandled(t, g);
      caller = <u32>fp;
      pc = g.pc - 16; // from the YIELD to its SEND
      depth++;
      p = q;
      fp = next;
      flags = FRAME_SEND;
    }
    t.fp = caller;
    t.pc = pc;
    t.depth = depth;
  }
  place(p, fp, flags);
  if (!created) receive(fp, value);
}

/** The registers of a FRAME_SAVED frame go where it can use them. */
export function unsave(fp: usize): void {
  const g = changetype<Generator>(load<u32>(fp - FRAME_LINK));
  restoreRegisters(g, fp);
  store<u64>(fp + <usize>(<u32>load<u64>(<usize>g.pc) >> 16), NONE); // what the YIELD has received
  store<u32>(fp - FRAME_FLAGS, load<u32>(fp - FRAME_FLAGS) & ~FRAME_SAVED);
}

/** The frame that a delegate has returned, yielded or raised to becomes the one that runs. */
// @ts-ignore: decorator
@inline export function unsaveCaller(fp: usize): void {
  if ((load<u32>(fp - FRAME_FLAGS) & FRAME_SAVED) != 0) unsave(fp);
}

// @ts-ignore: decorator
@inline function claimSuspended(p: usize): bool {
  const at = p + offsetof<Generator>('state');
  if (!solo) return atomic.cmpxchg<u32>(at, GEN_SUSPENDED, GEN_RUNNING) == GEN_SUSPENDED;
  store<u32>(at, GEN_RUNNING);
  return true;
}

/**
 * CALL of next(p) or p.send(value) without leaving the loop: `value` is the word in register `valueAt`, which dies there,
 * or None if that is 0. False: not possible here.
 */
export function resumeByCall(p: usize, valueAt: usize): bool {
  const t = thread();
  const state = atomicLoad32(p + offsetof<Generator>('state'));
  if (t.traceFlags != 0 || state != GEN_SUSPENDED && (state != GEN_CREATED || valueAt != 0 && load<u64>(valueAt) != NONE)) return false;
  const at = <usize>t.fp + changetype<Code>(load<u32>(<usize>t.fp - FRAME_CODE)).frameBytes + FRAME_HEADER;
  const stateAt = p + offsetof<Generator>('state');
  if (at + changetype<Code>(changetype<Generator>(p).code).frameBytes + 8192 > t.stackEnd || t.depth >= t.recursionLimit) return false;
  if (solo) store<u32>(stateAt, GEN_RUNNING);
  else if (atomic.cmpxchg<u32>(stateAt, state, GEN_RUNNING) != state) return false;
  let value: Word = NONE;
  if (valueAt != 0) {
    value = load<u64>(valueAt);
    store<u64>(valueAt, NULL);
    if (!isOwned(value)) value = own(plain(value));
  }
  enter(p, at, 0, state == GEN_CREATED, value);
  return true;
}

/**
 * SEND to generator or coroutine `p` without leaving the loop; the value is in register `at` and dies there if `kill`.
 * 1: its frame is the thread's now (it returns to the SEND), 0: not possible here, -1: error.
 */
export function sendInLoop(fp: usize, p: usize, valueAt: usize, kill: bool): i32 {
  const t = thread();
  const g = changetype<Generator>(p);
  const state = atomic.load<u32>(p + offsetof<Generator>('state'));
  if (state != GEN_SUSPENDED && (state != GEN_CREATED || load<u64>(valueAt) != NONE)) return 0;
  const at = fp + changetype<Code>(load<u32>(fp - FRAME_CODE)).frameBytes + FRAME_HEADER;
  if (at + changetype<Code>(g.code).frameBytes + 8192 > t.stackEnd || t.depth >= t.recursionLimit) return 0;
  if (!claim(p)) return errorSet() ? -1 : 0;
  const created = wasCreated;
  let value = load<u64>(valueAt);
  if (created && value != NONE) { // another thread was faster
    atomic.store<u32>(p + offsetof<Generator>('state'), GEN_CREATED);
    return 0;
  }
  if (kill) {
    store<u64>(valueAt, NULL);
    if (isPointer(value) && !isOwned(value)) value = own(plain(value));
  } else value = own(plain(value));
  enter(p, at, FRAME_SEND, created, value);
  return 1;
}

// The value that the YIELD at which the generator stopped evaluates to; taken over. pc moves behind it.
// @ts-ignore: decorator
@inline function receive(fp: usize, value: Word): void {
  const t = thread();
  const ins = load<u64>(t.pc);
  const ra = fp + <usize>(<u32>(ins >> 16) & 0xffff);
  const old = load<u64>(ra);
  store<u64>(ra, value);
  if (isOwned(old)) release(old);
  t.pc += 8;
}

/** Result of a resumption. */
// @ts-ignore: decorator
@inline export const SEND_ERROR: i32 = -1;
// @ts-ignore: decorator
@inline export const SEND_YIELD: i32 = 0;
// @ts-ignore: decorator
@inline export const SEND_RETURN: i32 = 1;
/** Where `generatorSend` leaves the value. */
export let sendResult: Word = NULL;

/** Resumes with `value` (lent), or with the thread's error if `throwing`. The value is left in `sendResult` (owned). */
export function generatorSend(p: usize, value: Word, throwing: bool): i32 {
  const t = thread();
  let pending: Word = NULL;
  if (throwing) pending = takeError();
  if (!claim(p)) {
    if (errorSet()) { release(pending); return SEND_ERROR; }
    // finished already
    if (load<u32>(p) == T_COROUTINE) {
      release(pending);
      raise(T_RUNTIME_ERROR, 'cannot reuse already awaited coroutine');
      return SEND_ERROR;
    }
    if (throwing) { restoreError(pending); return SEND_ERROR; }
    sendResult = NONE;
    return SEND_RETURN;
  }
  const created = wasCreated;
  const stateAt = p + offsetof<Generator>('state');
  if (created && !throwing && value != NONE) {
    atomic.store<u32>(stateAt, GEN_CREATED);
    const type = load<u32>(p);
    raise(T_TYPE_ERROR, type == T_GENERATOR ? "can't send non-None value to a just-started generator" : type == T_COROUTINE ? "can't send non-None value to a just-started coroutine" : "can't send non-None value to a just-started async generator");
    return SEND_ERROR;
  }
  const g = changetype<Generator>(p);
  const code = changetype<Code>(g.code);
  const at = stackTop() + FRAME_HEADER + 8;
  if (!enterRecursion()) {
    release(pending);
    atomic.store<u32>(stateAt, created ? GEN_CREATED : GEN_SUSPENDED);
    return SEND_ERROR;
  }
  if (at + code.frameBytes + 8192 > t.stackEnd || t.depth >= t.recursionLimit) {
    leaveRecursion();
    release(pending);
    atomic.store<u32>(stateAt, created ? GEN_CREATED : GEN_SUSPENDED);
    recursionError();
    return SEND_ERROR;
  }
  const hold = own(fromAddress(p));
  yielded = 0;
  if (throwing) {
    place(p, at, FRAME_ENTRY);
    // a generator that has not begun is at RETURN_GENERATOR still, which no handler covers
    if (created) t.pc -= 8;
    return runThrown(p, pending, hold);
  }
  enter(p, at, FRAME_ENTRY, created, own(value));
  return resumptionEnded(p, execute(), hold);
}

function setThrown(e: Word): void {
  // a context of its own was set when it was raised; here it meets the exception handled inside the generator
  setError(e);
}

/** The delegate (yield from, await) of a suspended generator: owned, or NULL. */
export function delegateOf(p: usize): Word {
  const g = changetype<Generator>(p);
  if (atomic.load<u32>(p + offsetof<Generator>('state')) != GEN_SUSPENDED || g.delegateRegister == 0) return NULL;
  return own(plain(load<u64>(<usize>g.registers + (<usize>(g.delegateRegister - 1) << 3))));
}

/** throw(): the thread's error is thrown in. As generatorSend. */
export function generatorThrow(p: usize): i32 {
  const delegate = delegateOf(p);
  if (delegate == NULL) return generatorSend(p, NONE, true);
  const stateAt = p + offsetof<Generator>('state');
  const e = takeError();
  if (isSubtype(typeOf(e), T_GENERATOR_EXIT) && load<u32>(p) != T_ASYNC_GENERATOR) {
    // the generator counts as running while its delegate is closed
    if (atomic.cmpxchg<u32>(stateAt, GEN_SUSPENDED, GEN_RUNNING) != GEN_SUSPENDED) {
      release(delegate);
      release(e);
      raise(T_VALUE_ERROR, 'generator already executing');
      return SEND_ERROR;
    }
    const failed = closeIterator(delegate) < 0;
    atomic.store<u32>(stateAt, GEN_SUSPENDED);
    release(delegate);
    if (failed) release(e);
    else restoreError(e);
    return generatorSend(p, NONE, true);
  }
  const type = typeOf(delegate);
  if (type == T_GENERATOR || type == T_COROUTINE) {
    const status = throwThrough(p, delegate, e);
    release(delegate);
    return status;
  }
  const method = lookupAttr(delegate, N_throw);
  release(delegate);
  if (method == NULL) {
    if (errorSet()) { release(e); return SEND_ERROR; }
    restoreError(e);
    return generatorSend(p, NONE, true);
  }
  if (atomic.cmpxchg<u32>(stateAt, GEN_SUSPENDED, GEN_RUNNING) != GEN_SUSPENDED) {
    release(method);
    release(e);
    raise(T_VALUE_ERROR, 'generator already executing');
    return SEND_ERROR;
  }
  const r = call1(method, e);
  atomic.store<u32>(stateAt, GEN_SUSPENDED);
  release(method);
  release(e);
  if (r == NULL) return generatorSend(p, NONE, true);
  sendResult = r;
  return SEND_YIELD;
}

// generatorThrow where the delegate, a generator or coroutine, takes the error e (taken over). The frame of p stands on
// the stack meanwhile, so that who looks at the delegate's callers sees it.
function throwThrough(p: usize, delegate: Word, e: Word): i32 {
  const t = thread();
  if (!claim(p)) {
    if (errorSet()) { release(e); return SEND_ERROR; }
    restoreError(e);
    return generatorSend(p, NONE, true);
  }
  const g = changetype<Generator>(p);
  const code = changetype<Code>(g.code);
  const at = stackTop() + FRAME_HEADER + 8;
  let room = enterRecursion();
  if (room && (at + code.frameBytes + 8192 > t.stackEnd || t.depth >= t.recursionLimit)) {
    leaveRecursion();
    room = recursionError();
  }
  if (!room) {
    release(e);
    atomic.store<u32>(p + offsetof<Generator>('state'), GEN_SUSPENDED);
    return SEND_ERROR;
  }
  const hold = own(fromAddress(p));
  place(p, at, FRAME_ENTRY);
  // the delegate does not see what this generator is handling
  const mine = t.handled;
  t.handled = own(g.outerHandled);
  restoreError(e);
  const status = generatorThrow(address(delegate));
  const result: Word = status == SEND_ERROR ? NULL : sendResult;
  const used = t.handled;
  t.handled = mine;
  release(used);
  if (status == SEND_YIELD) {
    suspend(at, g, <usize>t.pc, true);
    leaveRecursion();
    release(hold);
    sendResult = result;
    return SEND_YIELD;
  }
  if (status == SEND_RETURN) {
    raiseStopIteration(result);
    release(result);
  }
  yielded = 0;
  return runThrown(p, takeError(), hold);
}

// The placed frame of generator p goes on with an error (taken over), and so does `hold`. As generatorSend.
function runThrown(p: usize, error: Word, hold: Word): i32 {
  const t = thread();
  let r: Word = NULL;
  setThrown(error);
  const pushed = t.nativeTop;
  t.nativeTop = 0;
  const pc = unwind();
  t.nativeTop = pushed;
  if (pc != 0) {
    t.pc = <u32>pc;
    r = execute();
  }
  return resumptionEnded(p, r, hold);
}

// The loop has left the frame of generator p with r.
function resumptionEnded(p: usize, r: Word, hold: Word): i32 {
  leaveRecursion();
  const suspended = yielded == p;
  release(hold);
  if (r == NULL) return SEND_ERROR;
  sendResult = r;
  return suspended ? SEND_YIELD : SEND_RETURN;
}

function closeIterator(it: Word): i32 {
  const t = typeOf(it);
  if (t == T_GENERATOR || t == T_COROUTINE) return generatorClose(address(it)) == NULL ? -1 : 0;
  const method = lookupAttr(it, N_close);
  if (method == NULL) return errorSet() ? -1 : 0;
  const r = call0(method);
  release(method);
  if (r == NULL) return -1;
  release(r);
  return 0;
}

/** close(): the value returned, or None. */
export function generatorClose(p: usize): Word {
  const stateAt = p + offsetof<Generator>('state');
  const state = atomic.load<u32>(stateAt);
  if (state == GEN_DONE) return NONE;
  if (state == GEN_CREATED && atomic.cmpxchg<u32>(stateAt, GEN_CREATED, GEN_DONE) == GEN_CREATED) {
    discard(p);
    return NONE;
  }
  raise(T_GENERATOR_EXIT, '');
  clearArguments();
  const status = generatorThrow(p);
  if (status == SEND_YIELD) {
    release(sendResult);
    return raise(T_RUNTIME_ERROR, load<u32>(p) == T_COROUTINE ? 'coroutine ignored GeneratorExit' : load<u32>(p) == T_GENERATOR ? 'generator ignored GeneratorExit' : 'async generator ignored GeneratorExit');
  }
  if (status == SEND_RETURN) return sendResult;
  if (errorMatches(T_GENERATOR_EXIT) || errorMatches(T_STOP_ITERATION)) {
    clearError();
    return NONE;
  }
  return NULL;
}

import { control } from '../layout/control';
function clearArguments(): void {
  const e = changetype<Exception>(address(thread().error));
  const old = e.args;
  e.args = own(control().emptyTuple);
  release(old);
}

/** Releases what a generator that will never run again holds. Its state is DONE. */
export function discard(p: usize): void {
  const g = changetype<Generator>(p);
  const registers = g.registers;
  const f = g.function;
  g.registers = 0;
  g.function = NULL;
  if (registers != 0) {
    releaseRegisters(registers, registers + g.savedBytes);
  }
  const frame = g.frameObject;
  g.frameObject = 0;
  if (frame != 0) {
    changetype<FrameObject>(frame).generator = NULL;
    release(fromAddress(frame));
  }
  const handled = g.handled;
  g.handled = NULL;
  release(handled);
  release(f);
}

/** SEND: 0 yielded, 1 returned, -1 error; register `ra` := the value. */
export function send(fp: usize, it: Word, value: Word, ra: usize): i32 {
  const t = typeOf(it);
  let status: i32;
  let r: Word = NULL;
  if (t == T_GENERATOR || t == T_COROUTINE) {
    status = generatorSend(address(it), value, false);
    if (status == SEND_ERROR) return -1;
    r = sendResult;
  } else {
    const slot = changetype<Type>(t).iternext;
    if (value == NONE && slot != 0) r = call_indirect<Word>(slot, it);
    else r = callMethod1(it, N_send, value);
    status = SEND_YIELD;
    if (r == NULL) {
      if (errorSet()) {
        if (!errorMatches(T_STOP_ITERATION)) return -1;
        r = stopIterationValue();
      } else r = NONE;
      status = SEND_RETURN;
    }
  }
  const old = load<u64>(ra);
  store<u64>(ra, r);
  if (isOwned(old)) release(old);
  return status;
}

export function cleanupThrow(rb: usize): Word {
  const e = plain(load<u64>(rb));
  if (isSubtype(typeOf(e), T_STOP_ITERATION)) {
    const v = changetype<Exception>(address(e)).f0;
    return own(v == NULL ? NONE : v);
  }
  restoreError(own(e));
  return NULL;
}
