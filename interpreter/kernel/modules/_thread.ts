// _thread: starting threads, locks, thread-local data.

import { Control, control } from '../layout/control';
import { CONTROL } from '../layout/memory_map';
import { Thread } from '../layout/thread';
import { NONE, NULL, TRUE, Word, address, fromAddress, ofBool, ofFloat, ofI32, toInt } from '../layout/word';
import { own, release } from '../counting/counts';
import { drainDeallocs } from '../counting/dispose';
import { mergeCounts } from '../counting/merge';
import { newObject } from '../memory/objects';
import { monotonicNs } from '../sync/clock';
import { currentId, thread } from '../sync/current';
import { acquireUntil, isLocked, releaseLock } from '../sync/lock';
import { INTERRUPTED, TIMED_OUT, parkUntil, unpark } from '../sync/park';
import { takeSafePoint } from '../sync/world';
import {
  N___module__, N___name__, N__run_joinable, N__thread, N_exc_type, N_exc_value, N_name, N__stderr, N_stderr, N_thread, N_write,
} from '../generated/names';
import {
  T_DICT, T_LOCK, T_OVERFLOW_ERROR, T_RUNTIME_ERROR, T_SYSTEM_EXIT, T_TUPLE, T_TYPE_ERROR, T_VALUE_ERROR, T__THREAD_HANDLE,
} from '../generated/types';
import { arg, call0, callMethod1 } from '../eval/call';
import { clearError, errorSet, raise, raiseObject, raisef } from '../eval/errors';
import { dictGetStr, dictSetStr } from '../objects/dict/core';
import { moduleDict } from '../objects/module';
import { asF64, asI32, asI64, getAttr, isCallable, isInstance, lookupAttr, str, truth, typeOf } from '../objects/protocol';
import { builderChar, builderFinish, builderHex, builderInt, builderLiteral, builderNew, builderWord } from '../objects/str/builder';
import { internText } from '../objects/str/new';
import { newStructType } from '../objects/structseq';
import { tuple2, tupleGet } from '../objects/tuple';
import { allocVar } from '../objects/type/alloc';
import { importModule } from '../process/import';
import { KEPT_EXCEPT_HOOK_ARGS, keep } from '../process/kept';
import { printException } from '../process/report';
import { postSignal } from '../process/signals';
import { reportThreadEnd, startThread } from '../process/thread';

/** @module _thread
 * This module provides primitive operations to write multi-threaded programs.
 * The 'threading' module provides a more convenient interface. */

// ---- lock -------------------------------------------------------------------------------------------------------------

// @ts-ignore: decorator
@unmanaged
export class LockObject {
  type: u32; local: u32; shared: i32; owner: u16; mutex: u8; gc: u8;
  /** 16: the word of sync/lock.ts. */
  word: u32;
  /** 20: RLock: id of the holder, 0. Atomic. */
  holder: u32;
  /** 24: RLock: how often the holder has taken it. */
  count: u32;
  pad0: u32;
}
// @ts-ignore: decorator
@inline const LOCK_WORD: usize = 16;
// @ts-ignore: decorator
@inline const LOCK_HOLDER: usize = 20;

/** @type lock module=_thread in=_thread size=offsetof<LockObject>() flags=IMMUTABLE weakref
 * A lock object is a synchronization primitive.  To create a lock,
 * call threading.Lock().  Methods are:
 *
 * acquire() -- lock the lock, possibly blocking until it can be obtained
 * release() -- unlock of the lock
 * locked() -- test whether the lock is currently locked
 *
 * A lock is not owned by the thread that locked it; another thread may
 * unlock it.  A thread attempting to lock a lock that it has already locked
 * will block until another thread unlocks it.  Deadlocks may ensue. */

/** @new lock */
export function lockNew(type: Word, args: usize, nargs: i32, kwnames: Word): Word {
  if (nargs != 0 || kwnames != NULL) return raise(T_TYPE_ERROR, 'lock() takes no arguments');
  return newLock();
}

/** A new lock, free. */
export function newLock(): Word {
  const p = newObject(T_LOCK, offsetof<LockObject>());
  if (p == 0) return NULL;
  store<u64>(p, 0, LOCK_WORD);
  store<u64>(p, 0, LOCK_WORD + 8);
  return fromAddress(p);
}

/** ns to wait from the arguments of acquire(); -2 with an error set. */
function acquireTimeout(blocking: Word, timeout: Word): i64 {
  const wait = blocking == NULL ? 1 : truth(blocking);
  if (wait < 0) return -2;
  if (timeout == NULL) return wait ? -1 : 0;
  const seconds = asF64(timeout);
  if (seconds == -1.0 && errorSet()) return -2;
  if (seconds != seconds) {
    raise(T_VALUE_ERROR, 'Invalid value NaN (not a number)');
    return -2;
  }
  if (!wait && seconds != -1.0) {
    raise(T_VALUE_ERROR, "can't specify a timeout for a non-blocking call");
    return -2;
  }
  if (seconds < 0 && seconds != -1.0) {
    raise(T_VALUE_ERROR, 'timeout value must be a non-negative number');
    return -2;
  }
  if (!wait) return 0;
  if (seconds == -1.0) return -1;
  if (seconds * 1e9 >= 9.223372036854775e18) {
    raise(T_OVERFLOW_ERROR, 'timestamp too large to convert to C PyTime_t');
    return -2;
  }
  if (seconds > MAX_TIMEOUT) {
    raise(T_OVERFLOW_ERROR, 'timeout value is too large');
    return -2;
  }
  return <i64>Math.ceil(seconds * 1e9);
}

// @ts-ignore: decorator
@inline const MAX_TIMEOUT: f64 = 9223372036.0;

/** Takes the lock of an object that is kept alive: 1, 0 timed out, -1 with an error of a signal handler. */
function acquireWord(p: usize, timeout: i64): i32 {
  if (atomic.cmpxchg<u32>(p, 0, 1, LOCK_WORD) == 0) return 1;
  if (timeout == 0) return 0;
  const deadline = timeout < 0 ? -1 : monotonicNs() + timeout;
  while (true) {
    const got = acquireUntil(p + LOCK_WORD, deadline);
    if (got != 2) return got;
    if (!takeSafePoint()) return -1;
  }
}

/** @method lock.acquire(self, /, blocking=True, timeout=-1)
 * Lock the lock.  Without argument, this blocks if the lock is already
 * locked (even by the same thread), waiting for another thread to release
 * the lock, and return True once the lock is acquired.
 * With an argument, this will only block if the argument is true,
 * and the return value reflects whether the lock is acquired.
 * The blocking operation is interruptible. */
export function lockAcquire(self: Word, blocking: Word, timeout: Word): Word {
  const wait = acquireTimeout(blocking, timeout);
  if (wait == -2) return NULL;
  own(self);
  const got = acquireWord(address(self), wait);
  release(self);
  return got < 0 ? NULL : ofBool(got != 0);
}
/** @method lock.acquire_lock(self, /, blocking=True, timeout=-1)
 * An obsolete synonym of acquire(). */
export function lockAcquireLock(self: Word, blocking: Word, timeout: Word): Word {
  return lockAcquire(self, blocking, timeout);
}

/** @method lock.release(self, /)
 * Release the lock, allowing another thread that is blocked waiting for
 * the lock to acquire the lock.  The lock must be in the locked state,
 * but it needn't be locked by the same thread that unlocks it. */
export function lockRelease(self: Word): Word {
  if (!releaseLock(address(self) + LOCK_WORD)) return raise(T_RUNTIME_ERROR, 'release unlocked lock');
  return NONE;
}
/** @method lock.release_lock(self, /)
 * An obsolete synonym of release(). */
export function lockReleaseLock(self: Word): Word {
  return lockRelease(self);
}

/** @method lock.locked(self, /)
 * Return whether the lock is in the locked state. */
export function lockLocked(self: Word): Word {
  return ofBool(isLocked(address(self) + LOCK_WORD));
}
/** @method lock.locked_lock(self, /)
 * An obsolete synonym of locked(). */
export function lockLockedLock(self: Word): Word {
  return lockLocked(self);
}

/** @method lock.__enter__(self, /)
 * Lock the lock. */
export function lockEnter(self: Word): Word {
  return lockAcquire(self, NULL, NULL);
}

/** @method lock.__exit__(self, /, *exc_info)
 * Release the lock. */
export function lockExit(args: usize, nargs: i32, kwnames: Word): Word {
  return lockRelease(arg(args, 0));
}

/** @method lock._at_fork_reinit(self, /) */
export function lockReinit(self: Word): Word {
  atomic.store<u32>(address(self), 0, LOCK_WORD);
  return NONE;
}

function lockState(self: Word, locked: bool, more: string): Word {
  const out = builderNew();
  builderLiteral(out, locked ? '<locked ' : '<unlocked ');
  const name = getAttr(<Word>typeOf(self), N___name__);
  const module = getAttr(<Word>typeOf(self), N___module__);
  builderWord(out, module);
  builderChar(out, 0x2e);
  builderWord(out, name);
  release(name);
  release(module);
  builderLiteral(out, ' object ');
  if (more.length) {
    const lock = changetype<LockObject>(address(self));
    builderLiteral(out, 'owner=');
    builderInt(out, <i64>lock.holder);
    builderLiteral(out, ' count=');
    builderInt(out, <i64>lock.count);
    builderChar(out, 0x20);
  }
  builderLiteral(out, 'at 0x');
  builderHex(out, <u32>address(self), 12);
  builderChar(out, 0x3e);
  return builderFinish(out);
}

/** @slot lock.repr */
export function lockRepr(self: Word): Word {
  return lockState(self, isLocked(address(self) + LOCK_WORD), '');
}

// ---- RLock ------------------------------------------------------------------------------------------------------------

/** @type RLock module=_thread in=_thread size=offsetof<LockObject>() flags=BASE weakref */

/** @new RLock */
export function rlockNew(type: Word, args: usize, nargs: i32, kwnames: Word): Word {
  const p = allocVar(<u32>address(type), 0);
  return p == 0 ? NULL : fromAddress(p);
}

/** @method RLock.acquire(self, /, blocking=True, timeout=-1)
 * Lock the lock. */
export function rlockAcquire(self: Word, blocking: Word, timeout: Word): Word {
  const p = address(self);
  const wait = acquireTimeout(blocking, timeout);
  if (wait == -2) return NULL;
  if (atomic.load<u32>(p, LOCK_HOLDER) == currentId) {
    changetype<LockObject>(p).count++;
    return TRUE;
  }
  own(self);
  const got = acquireWord(p, wait);
  if (got > 0) {
    atomic.store<u32>(p, currentId, LOCK_HOLDER);
    changetype<LockObject>(p).count = 1;
  }
  release(self);
  return got < 0 ? NULL : ofBool(got != 0);
}

/** @method RLock.release(self, /)
 * Release the lock. */
export function rlockRelease(self: Word): Word {
  const p = address(self);
  if (atomic.load<u32>(p, LOCK_HOLDER) != currentId) return raise(T_RUNTIME_ERROR, 'cannot release un-acquired lock');
  if (--changetype<LockObject>(p).count == 0) {
    atomic.store<u32>(p, 0, LOCK_HOLDER);
    releaseLock(p + LOCK_WORD);
  }
  return NONE;
}

/** @method RLock.__enter__(self, /)
 * Lock the lock. */
export function rlockEnter(self: Word): Word {
  return rlockAcquire(self, NULL, NULL);
}
/** @method RLock.__exit__(self, /, *exc_info)
 * Release the lock. */
export function rlockExit(args: usize, nargs: i32, kwnames: Word): Word {
  return rlockRelease(arg(args, 0));
}

/** @method RLock._is_owned(self, /)
 * For internal use by `threading.Condition`. */
export function rlockIsOwned(self: Word): Word {
  return ofBool(atomic.load<u32>(address(self), LOCK_HOLDER) == currentId);
}

/** @method RLock._recursion_count(self, /)
 * For internal use by reentrancy checks. */
export function rlockRecursionCount(self: Word): Word {
  const p = address(self);
  return ofI32(atomic.load<u32>(p, LOCK_HOLDER) == currentId ? <i32>changetype<LockObject>(p).count : 0);
}

/** @method RLock._release_save(self, /)
 * For internal use by `threading.Condition`. */
export function rlockReleaseSave(self: Word): Word {
  const p = address(self);
  if (atomic.load<u32>(p, LOCK_HOLDER) != currentId) return raise(T_RUNTIME_ERROR, 'cannot release un-acquired lock');
  const count = changetype<LockObject>(p).count;
  changetype<LockObject>(p).count = 0;
  atomic.store<u32>(p, 0, LOCK_HOLDER);
  releaseLock(p + LOCK_WORD);
  return fromAddress(tuple2(ofI32(<i32>count), ofI32(<i32>currentId)));
}

/** @method RLock._acquire_restore(self, state, /)
 * For internal use by `threading.Condition`. */
export function rlockAcquireRestore(self: Word, state: Word): Word {
  const p = address(self);
  const count = <u32>toInt(tupleGet(address(state), 0));
  own(self);
  while (acquireUntil(p + LOCK_WORD, -1) != 1) {
    // a signal's handler runs later: the lock must be held again first
  }
  atomic.store<u32>(p, currentId, LOCK_HOLDER);
  changetype<LockObject>(p).count = count;
  release(self);
  return NONE;
}

/** @method RLock._at_fork_reinit(self, /) */
export function rlockReinit(self: Word): Word {
  store<u64>(address(self), 0, LOCK_WORD);
  store<u64>(address(self), 0, LOCK_WORD + 8);
  return NONE;
}

/** @slot RLock.repr */
export function rlockRepr(self: Word): Word {
  return lockState(self, isLocked(address(self) + LOCK_WORD), 'owner');
}

// ---- thread handles -----------------------------------------------------------------------------------------------------

/** What threading.Thread joins: set when the thread has ended. */
// @ts-ignore: decorator
@unmanaged
export class ThreadHandle {
  type: u32; local: u32; shared: i32; owner: u16; mutex: u8; gc: u8;
  /** 16: atomic, futex: 0 not started, 1 starting, 2 running, 3 done. */
  state: u32;
  ident: u32;
  /** 24: 1: the end of the program waits for it. */
  joined: u32;
  pad0: u32;
}
// @ts-ignore: decorator
@inline const HANDLE_OWNER: usize = offsetof<ThreadHandle>('owner');
// @ts-ignore: decorator
@inline const HANDLE_STATE: usize = 16;
// @ts-ignore: decorator
@inline const NOT_STARTED: u32 = 0;
// @ts-ignore: decorator
@inline const STARTING: u32 = 1;
// @ts-ignore: decorator
@inline const RUNNING: u32 = 2;
// @ts-ignore: decorator
@inline const DONE: u32 = 3;

/** @type _ThreadHandle module=_thread in=_thread size=offsetof<ThreadHandle>() flags=IMMUTABLE */

/** @new _ThreadHandle */
export function handleNew(type: Word, args: usize, nargs: i32, kwnames: Word): Word {
  return newHandle();
}

function newHandle(): Word {
  const p = newObject(T__THREAD_HANDLE, offsetof<ThreadHandle>());
  if (p == 0) return NULL;
  store<u64>(p, 0, HANDLE_STATE);
  store<u64>(p, 0, HANDLE_STATE + 8);
  return fromAddress(p);
}

/** @getter _ThreadHandle.ident */
export function handleIdent(self: Word): Word {
  return ofI32(<i32>changetype<ThreadHandle>(address(self)).ident);
}

/** @method _ThreadHandle.join(self, timeout=None, /) */
export function handleJoin(self: Word, timeout: Word): Word {
  const p = address(self);
  let deadline: i64 = -1;
  if (timeout != NULL && timeout != NONE) {
    const seconds = asF64(timeout);
    if (seconds == -1.0 && errorSet()) return NULL;
    if (seconds >= 0) deadline = monotonicNs() + (seconds > MAX_TIMEOUT ? <i64>9223372036000000000 : <i64>Math.ceil(seconds * 1e9));
  }
  if (atomic.load<u32>(p, HANDLE_STATE) == NOT_STARTED) return raise(T_RUNTIME_ERROR, 'thread not started');
  if (changetype<ThreadHandle>(p).ident == currentId && atomic.load<u32>(p, HANDLE_STATE) != DONE) {
    return raise(T_RUNTIME_ERROR, 'Cannot join current thread');
  }
  own(self);
  let failed = false;
  while (true) {
    const state = atomic.load<u32>(p, HANDLE_STATE);
    if (state == DONE) break;
    const result = parkUntil(p + HANDLE_STATE, <i32>state, deadline);
    if (result == TIMED_OUT) break;
    if (result == INTERRUPTED && !takeSafePoint()) {
      failed = true;
      break;
    }
  }
  release(self);
  return failed ? NULL : NONE;
}

/** @method _ThreadHandle.is_done(self, /) */
export function handleIsDone(self: Word): Word {
  return ofBool(atomic.load<u32>(address(self), HANDLE_STATE) == DONE);
}

/** @method _ThreadHandle._set_done(self, /) */
export function handleSetDone(self: Word): Word {
  if (atomic.load<u32>(address(self), HANDLE_STATE) == NOT_STARTED) return raise(T_RUNTIME_ERROR, 'thread not started');
  setHandle(self, DONE);
  return NONE;
}

function setHandle(handle: Word, state: u32): void {
  const p = address(handle);
  atomic.store<u32>(p, state, HANDLE_STATE);
  unpark(p + HANDLE_STATE, 0x7fff_ffff);
}

/** @slot _ThreadHandle.repr */
export function handleRepr(self: Word): Word {
  const out = builderNew();
  builderLiteral(out, '<_thread._ThreadHandle object: ident=');
  builderInt(out, <i64>changetype<ThreadHandle>(address(self)).ident);
  builderChar(out, 0x3e);
  return builderFinish(out);
}

/** What a joinable thread calls: (function, handle). */
/** @function _thread._run_joinable(function, handle, /) */
export function threadRunJoinable(func: Word, handle: Word): Word {
  const p = address(handle);
  changetype<ThreadHandle>(p).ident = currentId;
  waitedFor = changetype<ThreadHandle>(p).joined != 0;
  ending = own(handle);
  // it is given up when the thread counts no more
  if (<u32>atomic.load<u16>(p, HANDLE_OWNER) == currentId) mergeCounts(p, 0);
  const result = call0(func);
  if (result == NULL) reportThreadEnd(func);
  release(result);
  return NONE;
}

/** The handle of the current thread, owned; NULL: it has none. */
let ending: Word = NULL;
/** Whether the current thread is among `threadsToJoin`. */
let waitedFor: bool = false;

/**
 * The current thread counts no more: wakes those who wait for its end. Who has joined a thread finds that all has been
 * finalized that died with it.
 */
export function announceEnd(): void {
  if (ending == NULL) return;
  const handle = ending;
  ending = NULL;
  setHandle(handle, DONE);
  release(handle);
  drainDeallocs();
  if (waitedFor) leaveJoined();
}

// @ts-ignore: decorator
@inline const TO_JOIN: usize = CONTROL + offsetof<Control>('threadsToJoin');

function leaveJoined(): void {
  waitedFor = false;
  atomic.sub<u32>(TO_JOIN, 1);
  unpark(TO_JOIN, 0x7fff_ffff);
}

/** @function _thread.start_joinable_thread(function, handle=None, daemon=True)
 * *For internal use only*: start a new thread. */
export function threadStartJoinable(func: Word, handle: Word, daemon: Word): Word {
  if (!isCallable(func)) return raise(T_TYPE_ERROR, 'thread function must be callable');
  const daemonic = daemon == NULL ? 1 : truth(daemon);
  if (daemonic < 0) return NULL;
  const joined = daemonic == 0;
  let target = handle;
  if (handle == NULL || handle == NONE) {
    target = newHandle();
    if (target == NULL) return NULL;
  } else {
    if (!isInstance(handle, T__THREAD_HANDLE)) return raise(T_TYPE_ERROR, "'handle' must be a _ThreadHandle");
    own(target);
  }
  const p = address(target);
  if (atomic.cmpxchg<u32>(p, NOT_STARTED, STARTING, HANDLE_STATE) != NOT_STARTED) {
    release(target);
    return raise(T_RUNTIME_ERROR, 'thread already started');
  }
  const runner = threadFunction(N__run_joinable);
  const args = runner == NULL ? 0 : tuple2(own(func), own(target));
  let t: usize = 0;
  if (args != 0) {
    if (joined) atomic.add<u32>(TO_JOIN, 1);
    changetype<ThreadHandle>(p).joined = joined ? 1 : 0;
    t = startThread(runner, fromAddress(args), NULL);
    release(fromAddress(args));
    if (t == 0 && joined) leaveJoined();
  }
  release(runner);
  if (t == 0) {
    atomic.store<u32>(p, NOT_STARTED, HANDLE_STATE);
    release(target);
    return NULL;
  }
  changetype<ThreadHandle>(p).ident = changetype<Thread>(t).id;
  atomic.cmpxchg<u32>(p, STARTING, RUNNING, HANDLE_STATE);
  return target;
}

/** A function of this module, owned. */
function threadFunction(name: Word): Word {
  const module = importModule(N__thread);
  if (module == NULL) return NULL;
  const func = getAttr(module, name);
  release(module);
  return func;
}

/** @function _thread.start_new_thread(function, args, kwargs={}, /)
 * Start a new thread and return its identifier.
 *
 * The thread will call the function with positional arguments from the
 * tuple args and keyword arguments taken from the optional dictionary
 * kwargs.  The thread exits when the function returns; the return value
 * is ignored.  The thread will also exit when the function raises an
 * unhandled exception; a stack trace will be printed unless the exception
 * is SystemExit. */
export function threadStartNew(func: Word, args: Word, kwargs: Word): Word {
  if (!isCallable(func)) return raise(T_TYPE_ERROR, 'first arg must be callable');
  if (!isInstance(args, T_TUPLE)) return raise(T_TYPE_ERROR, '2nd arg must be a tuple');
  if (kwargs != NULL && !isInstance(kwargs, T_DICT)) return raise(T_TYPE_ERROR, 'optional 3rd arg must be a dictionary');
  const t = startThread(func, args, kwargs);
  return t == 0 ? NULL : ofI32(<i32>changetype<Thread>(t).id);
}
/** @function _thread.start_new(function, args, kwargs={}, /)
 * An obsolete synonym of start_new_thread(). */
export function threadStartOld(func: Word, args: Word, kwargs: Word): Word {
  return threadStartNew(func, args, kwargs);
}

/** @function _thread.daemon_threads_allowed()
 * Return True if daemon threads are allowed in the current interpreter,
 * and False otherwise. */
export function threadDaemonAllowed(): Word {
  return TRUE;
}

/** @function _thread.allocate_lock()
 * Create a new lock object. */
export function threadAllocateLock(): Word {
  return newLock();
}
/** @function _thread.allocate()
 * An obsolete synonym of allocate_lock(). */
export function threadAllocate(): Word {
  return newLock();
}

/** @function _thread.exit()
 * This is synonymous to ``raise SystemExit''.  It will cause the current
 * thread to exit silently unless the exception is caught. */
export function threadExit(): Word {
  return raiseObject(<Word>T_SYSTEM_EXIT, NONE);
}
/** @function _thread.exit_thread()
 * An obsolete synonym of exit(). */
export function threadExitThread(): Word {
  return threadExit();
}

/** @function _thread.interrupt_main(signum=2, /)
 * Simulate the arrival of the given signal in the main thread. */
export function threadInterruptMain(signum: Word): Word {
  const n = signum == NULL ? 2 : asI32(signum);
  if (n == -1 && errorSet()) return NULL;
  if (n < 1 || n > 64) return raise(T_VALUE_ERROR, 'signal number out of range');
  postSignal(<u32>n);
  // in the main thread the handler runs at once
  return takeSafePoint() ? NONE : NULL;
}

/** @function _thread.get_ident()
 * Return a non-zero integer that uniquely identifies the current thread
 * amongst other threads that exist simultaneously. */
export function threadGetIdent(): Word {
  return ofI32(<i32>currentId);
}
/** @function _thread.get_native_id()
 * Return a non-negative integer identifying the thread as reported
 * by the OS (kernel). */
export function threadGetNativeId(): Word {
  return ofI32(<i32>thread().nativeId);
}
/** @function _thread._get_main_thread_ident()
 * Internal only. Return a non-zero integer that uniquely identifies the main thread
 * of the main interpreter. */
export function threadMainIdent(): Word {
  return ofI32(1);
}
/** @function _thread._count()
 * Return the number of currently running Python threads, excluding
 * the main thread. */
export function threadCount(): Word {
  return ofI32(<i32>atomic.load<u32>(CONTROL + offsetof<Control>('threadCount')) - 1);
}

/** @function _thread._is_main_interpreter()
 * Return True if the current interpreter is the main Python interpreter. */
export function threadIsMainInterpreter(): Word {
  return TRUE;
}

/** @function _thread._make_thread_handle(ident, /)
 * Internal only. Make a thread handle for threads not spawned by the _thread or threading module. */
export function threadMakeHandle(ident: Word): Word {
  const n = asI32(ident);
  if (n == -1 && errorSet()) return NULL;
  const handle = newHandle();
  if (handle == NULL) return NULL;
  changetype<ThreadHandle>(address(handle)).ident = <u32>n;
  atomic.store<u32>(address(handle), RUNNING, HANDLE_STATE);
  return handle;
}

/** @function _thread._shutdown()
 * Wait for all non-daemon threads (other than the calling thread) to stop. */
export function threadShutdown(): Word {
  const mine: u32 = waitedFor ? 1 : 0;
  while (true) {
    const n = atomic.load<u32>(TO_JOIN);
    if (n <= mine) return NONE;
    if (parkUntil(TO_JOIN, <i32>n, -1) == INTERRUPTED && !takeSafePoint()) return NULL;
  }
}

/** @function _thread.stack_size(size=0, /)
 * Return the thread stack size used when creating new threads.  The
 * optional size argument specifies the stack size (in bytes) to be used
 * for subsequently created threads; 0 means the default. Python frames
 * do not lie on that stack here: the size is kept, and changes nothing. */
export function threadStackSize(size: Word): Word {
  const before = control().threadStackSize;
  if (size == NULL) return ofI32(<i32>before);
  const n = asI64(size);
  if (n == -1 && errorSet()) return NULL;
  if (n < 0) return raise(T_VALUE_ERROR, 'size must be 0 or a positive value');
  if (n != 0 && (n < 32768 || n > 0x7fff_ffff)) return raisef(T_VALUE_ERROR, 'size not valid: %d bytes', size);
  control().threadStackSize = <u32>n;
  return ofI32(<i32>before);
}

/** @function _thread.set_name(name)
 * Set the name of the current thread. */
export function threadSetName(name: Word): Word {
  return NONE;
}

/** @constant _thread.TIMEOUT_MAX */
export function threadTimeoutMax(): Word {
  return ofFloat(MAX_TIMEOUT);
}

/** @constant _thread.error */
export function threadError(): Word {
  return own(<Word>T_RUNTIME_ERROR);
}

/** @exec _thread */
export function threadExec(module: Word): i32 {
  const dict = moduleDict(module);
  const args = newStructType('_thread', '_ExceptHookArgs', 'exc_type,exc_value,exc_traceback,thread', 'ExceptHookArgs\n\nType used to pass arguments to threading.excepthook.');
  if (args == NULL || !keep(KEPT_EXCEPT_HOOK_ARGS, args)) return -1;
  if (dictSetStr(dict, internText('_ExceptHookArgs'), args) != 0) return -1;
  return dictSetStr(dict, internText('LockType'), <Word>T_LOCK);
}

/** @function _thread._excepthook(exc_info, /)
 * Handle uncaught Thread.run() exception. */
export function threadExceptHook(info: Word): Word {
  const type = getAttr(info, N_exc_type);
  if (type == NULL) return NULL;
  const silent = type == <Word>T_SYSTEM_EXIT;
  release(type);
  if (silent) return NONE;
  const value = getAttr(info, N_exc_value);
  const thread = getAttr(info, N_thread);
  if (value == NULL || thread == NULL) return NULL;
  let stderr = dictGetStr(address(control().sysDict), N_stderr);
  if ((stderr == NULL || stderr == NONE) && thread != NONE) stderr = lookupAttr(thread, N__stderr);
  if (stderr != NULL && stderr != NONE) {
    const out = builderNew();
    builderLiteral(out, 'Exception in thread ');
    const name = thread == NONE ? NULL : lookupAttr(thread, N_name);
    if (name != NULL) {
      const text = str(name);
      if (text != NULL) builderWord(out, text);
      release(text);
      release(name);
    } else {
      clearError();
      builderInt(out, <i64>currentId);
    }
    builderLiteral(out, ':\n');
    const text = builderFinish(out);
    if (text != NULL) release(callMethod1(stderr, N_write, text));
    release(text);
    clearError();
    printException(value);
  }
  release(stderr);
  release(value);
  release(thread);
  return NONE;
}
