// Signals: posted by the host or by threads, handled by the main thread at its safe points.

import { Control, control } from '../layout/control';
import { CONTROL } from '../layout/memory_map';
import { SP_SIGNAL } from '../layout/thread';
import { NONE, NULL, Word, address, ofI32 } from '../layout/word';
import { release } from '../counting/counts';
import { interruptThread } from '../sync/threads';
import { T_KEYBOARD_INTERRUPT } from '../generated/types';
import { call2 } from '../eval/call';
import { clearError, raiseObject } from '../eval/errors';
import { listGet } from '../objects/list/core';
import { isCallable } from '../objects/protocol';
import { frameAt } from './frames';

// @ts-ignore: decorator
@inline const SIGNALS: usize = CONTROL + offsetof<Control>('signalsLow');
// @ts-ignore: decorator
@inline const HELD: usize = CONTROL + offsetof<Control>('heldLow');
// @ts-ignore: decorator
@inline const BLOCKED: usize = CONTROL + offsetof<Control>('blockedLow');

// @ts-ignore: decorator
@external('host', 'signalPosted')
declare function hostSignalPosted(number: u32): void;

/** Makes a signal pending and wakes the main thread, also out of what it waits for at the host. */
export function postSignal(number: u32): void {
  atomic.or<u32>(SIGNALS + (number >>> 5 << 2), 1 << (number & 31));
  interruptThread(<usize>control().mainThread, SP_SIGNAL);
  hostSignalPosted(number);
}

/** Runs the Python handlers of the pending signals; only on the main thread. False: an error is set. */
export function handleSignals(): bool {
  for (let word: u32 = 0; word < 2; word++) {
    let bits = atomic.xchg<u32>(SIGNALS + (word << 2), 0);
    const blocked = bits & atomic.load<u32>(BLOCKED + (word << 2));
    if (blocked != 0) {
      atomic.or<u32>(HELD + (word << 2), blocked);
      bits &= ~blocked;
    }
    while (bits != 0) {
      const number = word * 32 + <u32>ctz(bits);
      bits &= bits - 1;
      if (!handleSignal(number)) {
        if (bits != 0) {
          atomic.or<u32>(SIGNALS + (word << 2), bits);
          interruptThread(<usize>control().mainThread, SP_SIGNAL);
        }
        return false;
      }
    }
  }
  return true;
}

function handleSignal(number: u32): bool {
  const handlers = control().signalHandlers;
  const handler = handlers == NULL ? NULL : listGet(address(handlers), number);
  if (handler == NULL) {
    if (number != 2) return true;
    raiseObject(<Word>T_KEYBOARD_INTERRUPT, NULL);
    return false;
  }
  if (!isCallable(handler)) {
    release(handler);
    return true;
  }
  let frame = frameAt(0);
  if (frame == NULL) {
    clearError();
    frame = NONE;
  }
  const result = call2(handler, ofI32(<i32>number), frame);
  release(frame);
  release(handler);
  release(result);
  return result != NULL;
}
