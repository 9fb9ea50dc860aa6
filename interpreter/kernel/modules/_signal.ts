// _signal: handlers that run on the main thread at its safe points. The handlers lie in a list in the control block,
// one item per signal number: a callable, or the numbers of SIG_DFL and SIG_IGN.

import { Control, control } from '../layout/control';
import { CONTROL } from '../layout/memory_map';
import { NONE, NULL, Word, address, fromAddress, isInt, ofFloat, ofI32, toFloat, toInt } from '../layout/word';
import { own, release } from '../counting/counts';
import { allocBlock, freeBlock } from '../memory/blocks';
import { KIND_RAW } from '../memory/classes';
import { currentId } from '../sync/current';
import { takeSafePoint } from '../sync/world';
import { N_default_int_handler } from '../generated/names';
import { T_INT, T_KEYBOARD_INTERRUPT, T_OS_ERROR, T_SET, T_TYPE_ERROR, T_VALUE_ERROR } from '../generated/types';
import { call1 } from '../eval/call';
import { errorSet, memoryError, raise, raiseObject, raisef } from '../eval/errors';
import { dictGetStr, dictSetStr } from '../objects/dict/core';
import { listAppend, listGet, listSetFast, newList } from '../objects/list/core';
import { moduleDict } from '../objects/module';
import { asF64, asI32, asI64, isCallable, isInstance } from '../objects/protocol';
import { internText, strFromUtf16 } from '../objects/str/new';
import { tuple2, tupleGet } from '../objects/tuple';
import { postSignal } from '../process/signals';
import { raiseErrno } from './os_error';
import { setConstants } from './posix';

/** @module _signal
 * This module provides mechanisms to use signal handlers in Python. */

/** Tells the host which signals Python wants to hear of: 0 default, 1 ignored, 2 handled. */
// @ts-ignore: decorator
@external('host', 'watchSignal')
declare function hostWatchSignal(number: i32, how: i32): i32;
// @ts-ignore: decorator
@external('host', 'getpid')
declare function hostGetpid(): i32;
// @ts-ignore: decorator
@external('host', 'kill')
declare function hostKill(pid: i32, signal: i32): i32;
// @ts-ignore: decorator
@external('host', 'setAlarm')
declare function hostSetAlarm(seconds: f64, interval: f64, target: usize): void;

// @ts-ignore: decorator
@external('host', 'setWakeup')
declare function hostSetWakeup(fd: i32): i32;
/** What setWakeup gives for a descriptor that is not open, or that blocks. */
// @ts-ignore: decorator
@inline const NO_DESCRIPTOR: i32 = -1000;
// @ts-ignore: decorator
@inline const BLOCKS: i32 = -1001;

// @ts-ignore: decorator
@inline const BLOCKED: usize = CONTROL + offsetof<Control>('blockedLow');
// @ts-ignore: decorator
@inline const SIGNALS: i32 = 65;
// @ts-ignore: decorator
@inline const DEFAULT: i32 = 0;
// @ts-ignore: decorator
@inline const IGNORE: i32 = 1;

/** The number of a signal, or -1 with an error set. */
function signalNumber(w: Word): i32 {
  const n = asI32(w);
  if (n == -1 && errorSet()) return -1;
  if (n < 1 || n >= SIGNALS) {
    raise(T_VALUE_ERROR, 'signal number out of range');
    return -1;
  }
  return n;
}

/** @function _signal.signal(signalnum, handler, /)
 * Set the action for the given signal. */
export function signalSignal(signalnum: Word, handler: Word): Word {
  if (currentId != 1) return raise(T_VALUE_ERROR, 'signal only works in main thread of the main interpreter');
  const n = signalNumber(signalnum);
  if (n < 0) return NULL;
  let how: i32 = 2;
  if (isInt(handler) && (toInt(handler) == DEFAULT || toInt(handler) == IGNORE)) how = <i32>toInt(handler);
  else if (isInstance(handler, T_INT)) {
    const value = asI64(handler);
    if (value != DEFAULT && value != IGNORE) return raise(T_TYPE_ERROR, 'signal handler must be signal.SIG_IGN, signal.SIG_DFL, or a callable object');
    how = <i32>value;
  } else if (!isCallable(handler)) {
    return raise(T_TYPE_ERROR, 'signal handler must be signal.SIG_IGN, signal.SIG_DFL, or a callable object');
  }
  const status = hostWatchSignal(n, how);
  if (status < 0) return raiseErrno(status);
  const list = address(control().signalHandlers);
  const old = listGet(list, <u32>n);
  const stored = how == 2 ? own(handler) : ofI32(how);
  if (listSetFast(list, n, stored) == 0) {
    release(old);
    return NULL;
  }
  release(stored);
  return old == NULL ? NONE : old;
}

/** @function _signal.getsignal(signalnum, /)
 * Return the current action for the given signal. */
export function signalGetsignal(signalnum: Word): Word {
  const n = signalNumber(signalnum);
  if (n < 0) return NULL;
  const handler = listGet(address(control().signalHandlers), <u32>n);
  return handler == NULL ? NONE : handler;
}

/** What becomes of a signal: 0 its default, 1 it is ignored, 2 a handler runs. */
function actionOf(number: i32): i32 {
  const handler = listGet(address(control().signalHandlers), <u32>number);
  if (handler == NULL) return DEFAULT;
  if (isInt(handler)) return <i32>toInt(handler);
  release(handler);
  return 2;
}

/** The host hands a signal to Python, whatever its action is. */
export function listenTo(number: i32): void { hostWatchSignal(number, 2); }

/** The host does with a signal what its action says. */
export function watchAs(number: i32): void { hostWatchSignal(number, actionOf(number)); }

/** Sends a signal to this process: to its handler, or for what the system does by default. */
export function sendToSelf(number: i32): Word {
  const blocked = number < 64 && (atomic.load<u32>(BLOCKED + (number >>> 5 << 2)) >> (number & 31) & 1) != 0;
  const action = number < 64 ? actionOf(number) : DEFAULT;
  if (blocked || action == 2) postSignal(<u32>number);
  else if (action == DEFAULT) {
    const status = hostKill(hostGetpid(), number);
    if (status < 0) return raiseErrno(status);
  }
  return takeSafePoint() ? NONE : NULL;
}

/** @function _signal.raise_signal(signalnum, /)
 * Send a signal to the executing process. */
export function signalRaise(signalnum: Word): Word {
  const n = signalNumber(signalnum);
  return n < 0 ? NULL : sendToSelf(n);
}

/** @function _signal.default_int_handler(signalnum, frame, /)
 * The default handler for SIGINT installed by Python.
 *
 * It raises KeyboardInterrupt. */
export function signalDefaultInt(signalnum: Word, frame: Word): Word {
  return raiseObject(<Word>T_KEYBOARD_INTERRUPT, NULL);
}

/** @function _signal.set_wakeup_fd(fd, /, *, warn_on_full_buffer=True)
 * Sets the fd to be written to (with the signal number) when a signal comes in. */
export function signalSetWakeupFd(fd: Word, warn: Word): Word {
  if (currentId != 1) return raise(T_VALUE_ERROR, 'set_wakeup_fd only works in main thread of the main interpreter');
  const n = asI32(fd);
  if (n == -1 && errorSet()) return NULL;
  const old = hostSetWakeup(n);
  if (old == NO_DESCRIPTOR) return raiseErrno(-9);
  if (old == BLOCKS) return raisef(T_VALUE_ERROR, 'the fd %d must be in non-blocking mode', ofI32(n));
  return ofI32(old);
}

/** @function _signal.siginterrupt(signalnum, flag, /)
 * Change system call restart behaviour. */
export function signalInterrupt(signalnum: Word, flag: Word): Word {
  return signalNumber(signalnum) < 0 ? NULL : NONE;
}

const NAMES: string = '1 Hangup;2 Interrupt;3 Quit;4 Illegal instruction;5 Trace/breakpoint trap;6 Aborted;7 Bus error;8 Floating point exception;9 Killed;10 User defined signal 1;11 Segmentation fault;12 User defined signal 2;13 Broken pipe;14 Alarm clock;15 Terminated;17 Child exited;18 Continued;19 Stopped (signal);20 Stopped;21 Stopped (tty input);22 Stopped (tty output);';

/** @function _signal.strsignal(signalnum, /)
 * Return the system description of the given signal. */
export function signalStrsignal(signalnum: Word): Word {
  const n = signalNumber(signalnum);
  if (n < 0) return NULL;
  const base = changetype<usize>(NAMES);
  const end = <u32>NAMES.length;
  let start: u32 = 0;
  for (let i: u32 = 0; i < end; i++) {
    if (load<u16>(base + (i << 1)) != 0x3b) continue;
    let number: i32 = 0;
    let at = start;
    for (; load<u16>(base + (at << 1)) != 0x20; at++) number = number * 10 + <i32>(load<u16>(base + (at << 1)) - 0x30);
    if (number == n) return strFromUtf16(base + ((at + 1) << 1), i - at - 1);
    start = i + 1;
  }
  return NONE;
}

/** @function _signal.valid_signals()
 * Return a set of valid signal numbers on this platform. */
export function signalValid(): Word {
  const list = newList(0);
  for (let n = 1; list != 0 && n < SIGNALS; n++) if (n != 32 && n != 33) listAppend(list, ofI32(n));
  if (list == 0) return NULL;
  const set = call1(<Word>T_SET, fromAddress(list));
  release(fromAddress(list));
  return set;
}

/** Sets the real-time timer; what was left of the old one as (delay, interval), owned. */
function timer(seconds: f64, interval: f64): Word {
  const pair = allocBlock(KIND_RAW, 16);
  if (pair == 0) return memoryError();
  hostSetAlarm(seconds, interval, pair);
  const old = tuple2(ofFloat(load<f64>(pair)), ofFloat(load<f64>(pair, 8)));
  freeBlock(pair);
  return fromAddress(old);
}

/** @function _signal.alarm(seconds, /)
 * Arrange for SIGALRM to arrive after the given number of seconds. */
export function signalAlarm(seconds: Word): Word {
  const n = asI32(seconds);
  if (n == -1 && errorSet()) return NULL;
  const old = timer(<f64>n, 0);
  if (old == NULL) return NULL;
  const left = Math.ceil(toFloat(tupleGet(address(old), 0)));
  release(old);
  return ofI32(<i32>left);
}

/** @function _signal.setitimer(which, seconds, interval=0.0, /)
 * Sets given itimer (one of ITIMER_REAL, ITIMER_VIRTUAL or ITIMER_PROF). */
export function signalSetitimer(which: Word, seconds: Word, interval: Word): Word {
  const n = asI32(which);
  const delay = asF64(seconds);
  const every = interval == NULL ? 0.0 : asF64(interval);
  if (errorSet()) return NULL;
  if (n != 0 || delay < 0 || every < 0) return raiseErrno(-22);
  return timer(delay, every);
}

/** @function _signal.getitimer(which, /)
 * Returns current value of given itimer. */
export function signalGetitimer(which: Word): Word {
  const n = asI32(which);
  if (n == -1 && errorSet()) return NULL;
  return n == 0 ? timer(-1, 0) : raiseErrno(-22);
}

/** @function _signal.pthread_kill(thread_id, signalnum, /)
 * Send a signal to a thread. */
export function signalPthreadKill(thread: Word, signalnum: Word): Word {
  return signalRaise(signalnum);
}

const CONSTANTS: string = 'SIG_DFL 0;SIG_IGN 1;NSIG 65;SIGHUP 1;SIGINT 2;SIGQUIT 3;SIGILL 4;SIGTRAP 5;SIGABRT 6;SIGIOT 6;SIGBUS 7;SIGFPE 8;SIGKILL 9;SIGUSR1 10;SIGSEGV 11;SIGUSR2 12;SIGPIPE 13;SIGALRM 14;SIGTERM 15;SIGSTKFLT 16;SIGCHLD 17;SIGCLD 17;SIGCONT 18;SIGSTOP 19;SIGTSTP 20;SIGTTIN 21;SIGTTOU 22;SIGURG 23;SIGXCPU 24;SIGXFSZ 25;SIGVTALRM 26;SIGPROF 27;SIGWINCH 28;SIGIO 29;SIGPOLL 29;SIGPWR 30;SIGSYS 31;SIGRTMIN 34;SIGRTMAX 64;SIG_BLOCK 0;SIG_UNBLOCK 1;SIG_SETMASK 2;ITIMER_REAL 0;ITIMER_VIRTUAL 1;ITIMER_PROF 2;';

/** @exec _signal */
export function signalExec(module: Word): i32 {
  const dict = moduleDict(module);
  if (!setConstants(dict, CONSTANTS)) return -1;
  const handler = dictGetStr(dict, N_default_int_handler);
  if (handler == NULL) return -1;
  const list = newList(<u32>SIGNALS);
  if (list == 0) return -1;
  for (let n = 0; n < SIGNALS; n++) {
    // a process under Node ignores SIGPIPE, as CPython does
    if (listAppend(list, n == 2 ? handler : n == 13 || n == 25 ? ofI32(IGNORE) : ofI32(DEFAULT)) != 0) return -1;
  }
  release(handler);
  control().signalHandlers = fromAddress(list);
  if (dictSetStr(dict, internText('ItimerError'), <Word>T_OS_ERROR) != 0) return -1;
  return 0;
}
