// Unwinding: from a raised exception to its handler, frame by frame.

import { Word, NULL, isOwned, address, fromAddress } from '../layout/word';
import { Thread } from '../layout/thread';
import {
  Code, ExceptionEntry, FRAME_FUNCTION, FRAME_RETURN_PC, FRAME_CALLER, FRAME_CODE, FRAME_FLAGS, FRAME_LINK, FRAME_FRAME_OBJECT, FRAME_CONSTRUCTOR,
  FRAME_GENERATOR, FRAME_OBJECT, FRAME_ENTRY, FRAME_SEND,
} from '../layout/code';
import { Exception, Traceback } from '../layout/exception';
import { OP_CLEANUP_THROW, OP_END_ASYNC_FOR, OP_RAISE, OP_RERAISE, KILL_C } from '../generated/opcodes';
import { thread } from '../sync/current';
import { release } from '../counting/counts';
import { addTraceback, detachFrame } from '../objects/frame';
import { generatorFailed, unsaveCaller } from './generators';
import { traceException, traceUnwound } from './trace';

/** Releases the owned words of registers [from, to). */
export function releaseRegisters(from: usize, to: usize): void {
  for (let q = from; q < to; q += 8) {
    const w = load<u64>(q);
    if (isOwned(w)) {
      store<u64>(q, NULL);
      release(w);
    }
  }
}

/**
 * The thread's error travels up from its current frame. Address of the handler's first instruction, the thread's fp
 * being that of its frame; or 0: it has left a frame that returns to native code, which is gone.
 */
export function unwind(): usize {
  const t = thread();
  while (true) {
    const fp: usize = t.fp;
    const code = changetype<Code>(load<u32>(fp - FRAME_CODE));
    if (!raisedAgain(t)) {
      addTraceback(fp, t.pc);
      if (t.traceFlags != 0) traceException(fp);
    }
    const at = handlerOf(code, (t.pc - code.instructions) >> 3);
    if (at != 0) {
      const entry = changetype<ExceptionEntry>(at);
      const error = t.error;
      t.error = NULL;
      releaseRegisters(fp + (<usize>entry.depth << 3), fp + code.frameBytes);
      const register = fp + (<usize>entry.register << 3);
      const old = load<u64>(register);
      store<u64>(register, error);
      if (isOwned(old)) release(old);
      return code.instructions + (<usize>entry.target << 3);
    }
    if (t.traceFlags != 0) traceUnwound(fp);
    const flags = load<u32>(fp - FRAME_FLAGS);
    leaveFrame(fp, flags);
    if ((flags & FRAME_ENTRY) != 0) return 0;
  }
}

/** Whether the current instruction let an exception go on that has its traceback entry for this frame already. */
function raisedAgain(t: Thread): bool {
  const instruction = load<u64>(<usize>t.pc);
  const opcode = <u32>instruction & 0xff;
  if (opcode != OP_RERAISE && opcode != OP_END_ASYNC_FOR && opcode != OP_CLEANUP_THROW && !(opcode == OP_RAISE && instruction >> 48 == 0)) return false;
  return changetype<Exception>(address(t.error)).traceback != NULL;
}

// Where the frame of `frameObject` was when `error` was raised, if `pc` only raises it again after cleaning up; else `pc`.
function raisedAt(pc: u32, code: Code, frameObject: u32, error: Word): u32 {
  const instruction = load<u64>(<usize>pc);
  if ((<u32>instruction & 0xff) != OP_RERAISE || (instruction & KILL_C) == 0 || error == NULL) return pc;
  const entry = changetype<Exception>(address(error)).traceback;
  if (entry == NULL || changetype<Traceback>(address(entry)).frame != fromAddress(frameObject)) return pc;
  return <u32>(code.instructions + (<usize>changetype<Traceback>(address(entry)).lasti << 2));
}

// The innermost range stands first in the table.
function handlerOf(code: Code, index: u32): usize {
  let at: usize = code.exceptions;
  for (let i: u32 = 0; i < code.exceptionCount; i++, at += offsetof<ExceptionEntry>()) {
    const e = changetype<ExceptionEntry>(at);
    if (e.start <= index && index < e.end) return at;
  }
  return 0;
}

/** Ends frame `fp` without a value: everything it owns is released, the caller's frame becomes the current one. */
function leaveFrame(fp: usize, flags: u32): void {
  const t = thread();
  const code = changetype<Code>(load<u32>(fp - FRAME_CODE));
  const error = t.error;
  t.error = NULL;
  if ((flags & FRAME_OBJECT) != 0) {
    t.pc = raisedAt(t.pc, code, load<u32>(fp - FRAME_FRAME_OBJECT), error);
    detachFrame(fp);
  }
  releaseRegisters(fp, fp + code.frameBytes);
  if ((flags & FRAME_CONSTRUCTOR) != 0) {
    const instance = load<u32>(fp - FRAME_LINK);
    store<u32>(fp - FRAME_LINK, 0);
    release(fromAddress(instance));
  }
  if ((flags & FRAME_GENERATOR) != 0) generatorFailed(load<u32>(fp - FRAME_LINK));
  const f = load<u64>(fp - FRAME_FUNCTION);
  if (isOwned(f)) {
    store<u64>(fp - FRAME_FUNCTION, NULL);
    release(f);
  }
  store<u64>(fp - FRAME_LINK, 0);
  // what ran while things were released may have raised: the travelling error wins
  const stray = t.error;
  t.error = error;
  release(stray);
  t.pc = load<u32>(fp - FRAME_RETURN_PC);
  t.fp = load<u32>(fp - FRAME_CALLER);
  t.depth--;
  if ((flags & FRAME_SEND) != 0) unsaveCaller(t.fp);
}
