// _signal: blocked signals, and waiting for signals. Signals are Python's main thread's business: its mask is the
// process's. A blocked signal that comes is held until it is unblocked or waited for.

import { Control, control } from '../layout/control';
import { CONTROL } from '../layout/memory_map';
import { SP_SIGNAL } from '../layout/thread';
import { NONE, NULL, Word, address, fromAddress, ofI32 } from '../layout/word';
import { release } from '../counting/counts';
import { monotonicNs } from '../sync/clock';
import { currentId } from '../sync/current';
import { INTERRUPTED, prepareSleep, sleepUntil } from '../sync/park';
import { interruptThread } from '../sync/threads';
import { takeSafePoint } from '../sync/world';
import { T_SET, T_TUPLE, T_VALUE_ERROR } from '../generated/types';
import { call1 } from '../eval/call';
import { errorSet, raisef } from '../eval/errors';
import { listAppend, newList } from '../objects/list/core';
import { asI32 } from '../objects/protocol';
import { tupleGet, tupleSize } from '../objects/tuple';
import { listenTo, watchAs } from './_signal';
import { raiseErrno } from './os_error';

// @ts-ignore: decorator
@inline const PENDING: usize = CONTROL + offsetof<Control>('signalsLow');
// @ts-ignore: decorator
@inline const HELD: usize = CONTROL + offsetof<Control>('heldLow');
// @ts-ignore: decorator
@inline const BLOCKED: usize = CONTROL + offsetof<Control>('blockedLow');
// @ts-ignore: decorator
@inline const SIG_BLOCK: i32 = 0;
// @ts-ignore: decorator
@inline const SIG_UNBLOCK: i32 = 1;
// @ts-ignore: decorator
@inline const SIG_SETMASK: i32 = 2;
/** A thread other than the main one is not woken by signals: it looks so often (ns). */
// @ts-ignore: decorator
@inline const LOOK_EVERY: i64 = 20_000_000;
/** SIGKILL and SIGSTOP can't be blocked. */
// @ts-ignore: decorator
@inline const UNBLOCKABLE: u64 = (1 << 9) | (1 << 19);

/** Bit n for signal n: word 0 holds 0..31, word 1 holds 32..63; 64 is left out. */
function both(p: usize): u64 { return <u64>atomic.load<u32>(p) | (<u64>atomic.load<u32>(p, 4) << 32); }
function setBits(p: usize, bits: u64): void {
  atomic.or<u32>(p, <u32>bits);
  atomic.or<u32>(p, <u32>(bits >> 32), 4);
}
function clearBits(p: usize, bits: u64): void {
  atomic.and<u32>(p, ~<u32>bits);
  atomic.and<u32>(p, ~<u32>(bits >> 32), 4);
}

let failed: bool = false;

/** The bits of an iterable of signal numbers; `failed` is set with an error. */
function signalBits(signals: Word): u64 {
  failed = true;
  const numbers = call1(<Word>T_TUPLE, signals);
  if (numbers == NULL) return 0;
  let bits: u64 = 0;
  for (let i: u32 = 0; i < tupleSize(address(numbers)); i++) {
    const n = asI32(tupleGet(address(numbers), i));
    if (errorSet() || n < 1 || n > 64) {
      if (!errorSet()) raisef(T_VALUE_ERROR, 'signal number %d out of range [1; 64]', ofI32(n));
      release(numbers);
      return 0;
    }
    if (n < 64) bits |= (<u64>1) << n;
  }
  release(numbers);
  failed = false;
  return bits;
}

function setOf(bits: u64): Word {
  const list = newList(0);
  if (list == 0) return NULL;
  for (let n = 1; n < 64; n++) if (bits >> n & 1) listAppend(list, ofI32(n));
  const set = call1(<Word>T_SET, fromAddress(list));
  release(fromAddress(list));
  return set;
}

/** The host must hear of these signals, or their default actions would be taken. */
function hear(bits: u64): void {
  for (let n = 1; n < 64; n++) if (bits >> n & 1) listenTo(n);
}

/** Signals of a mask are blocked no more: those that were held come now. */
function unblock(bits: u64): void {
  clearBits(BLOCKED, bits);
  const held = both(HELD) & bits;
  for (let n = 1; n < 64; n++) if (bits >> n & 1 && !(held >> n & 1)) watchAs(n);
  if (held == 0) return;
  clearBits(HELD, held);
  setBits(PENDING, held);
  interruptThread(<usize>control().mainThread, SP_SIGNAL);
}

/** @function _signal.pthread_sigmask(how, mask, /)
 * Fetch and/or change the signal mask of the calling thread. */
export function signalSigmask(how: Word, mask: Word): Word {
  const action = asI32(how);
  if (action == -1 && errorSet()) return NULL;
  const bits = signalBits(mask) & ~UNBLOCKABLE;
  if (failed) return NULL;
  const old = both(BLOCKED);
  if (action == SIG_BLOCK || action == SIG_SETMASK) {
    hear(bits & ~old);
    setBits(BLOCKED, bits);
  }
  if (action == SIG_UNBLOCK) unblock(bits & old);
  else if (action == SIG_SETMASK) unblock(old & ~bits);
  else if (action != SIG_BLOCK) return raiseErrno(-22);
  return takeSafePoint() ? setOf(old) : NULL;
}

/** @function _signal.sigpending()
 * Examine pending signals. */
export function signalSigpending(): Word {
  return setOf(both(HELD) | (both(PENDING) & both(BLOCKED)));
}

/** @function _signal.sigwait(sigset, /)
 * Wait for a signal. */
export function signalSigwait(sigset: Word): Word {
  const wanted = signalBits(sigset);
  if (failed) return NULL;
  const before = both(BLOCKED);
  hear(wanted & ~before);
  setBits(BLOCKED, wanted);
  let number: i32 = 0;
  while (true) {
    prepareSleep();
    const found = (both(HELD) | both(PENDING)) & wanted;
    if (found != 0) {
      number = <i32>ctz(found);
      clearBits(HELD, (<u64>1) << number);
      clearBits(PENDING, (<u64>1) << number);
      break;
    }
    const slept = sleepUntil(currentId == 1 ? i64.MAX_VALUE : monotonicNs() + LOOK_EVERY);
    if (slept == INTERRUPTED && !takeSafePoint()) break;
  }
  unblock(wanted & ~before);
  return number == 0 ? NULL : ofI32(number);
}

/** @function _signal.pause()
 * Wait until a signal arrives. */
export function signalPause(): Word {
  prepareSleep();
  sleepUntil(i64.MAX_VALUE);
  return takeSafePoint() ? NONE : NULL;
}
