// Python threads: started on a worker of the host, ended here.
//
// The words that a new thread is to call lie in its struct until it runs: s2/s3 the function, s4/s5 the arguments' tuple,
// s6/s7 the dict of keywords or NULL; all owned.

import { thread } from '../sync/current';
import { Control, control } from '../layout/control';
import { CONTROL } from '../layout/memory_map';
import { Thread } from '../layout/thread';
import { NULL, Word } from '../layout/word';
import { own, release } from '../counting/counts';
import { current, setSolo } from '../sync/current';
import { scheduled } from '../sync/schedule';
import { attach, detach } from '../sync/world';
import { discardThread, endCounting, enterThread, exitThread, newThread } from '../sync/threads';
import { T_PYTHON_FINALIZATION_ERROR, T_RUNTIME_ERROR, T_SYSTEM_EXIT } from '../generated/types';
import { callTuple } from '../eval/call';
import { clearError, errorMatches, formatText, raise, takeError } from '../eval/errors';
import { setTrace } from '../eval/trace';
import { endThreadLocals } from './thread_locals';
import { announceEnd } from '../modules/_thread';
import { newText } from '../objects/str/new';
import { callUnraisableText } from './unraisable';

// @ts-ignore: decorator
@external('host', 'startThread')
declare function hostStartThread(thread: usize): i32;
// @ts-ignore: decorator
@external('host', 'startWorker')
declare function hostStartWorker(thread: usize): i32;

// @ts-ignore: decorator
@inline const THREADS_STARTED: usize = CONTROL + offsetof<Control>('threadsStarted');
// @ts-ignore: decorator
@inline const START_FUNCTION: usize = offsetof<Thread>('s2');
// @ts-ignore: decorator
@inline const START_ARGS: usize = offsetof<Thread>('s4');
// @ts-ignore: decorator
@inline const START_KWARGS: usize = offsetof<Thread>('s6');

/**
 * Starts a thread that calls func(*args, **kwargs) (kwargs NULL: none); all lent. `handle`: a thread handle that learns
 * of its end, or NULL. Returns its struct; 0 with an error set.
 */
export function startThread(func: Word, args: Word, kwargs: Word): usize {
  if (control().exiting != 0) {
    raise(T_PYTHON_FINALIZATION_ERROR, "can't create new thread at interpreter shutdown");
    return 0;
  }
  const t = newThread();
  if (t == 0) {
    raise(T_RUNTIME_ERROR, "can't start new thread");
    return 0;
  }
  store<u64>(t + START_FUNCTION, own(func));
  store<u64>(t + START_ARGS, own(args));
  store<u64>(t + START_KWARGS, kwargs == NULL ? NULL : own(kwargs));
  changetype<Thread>(t).recursionLimit = thread().recursionLimit;
  changetype<Thread>(t).nativeId = changetype<Thread>(<usize>control().mainThread).nativeId + atomic.add<u32>(THREADS_STARTED, 1) + 1;
  setSolo(control().gil != 0);
  if (hostStartThread(t) != 0 && !awaitWorker(t)) {
    release(func);
    release(args);
    release(kwargs);
    discardThread(t);
    raise(T_RUNTIME_ERROR, "can't start new thread");
    return 0;
  }
  return t;
}

/** A worker has to be started for thread `t`, which may fail; with a seed the GIL stays here meanwhile, as it does else. */
function awaitWorker(t: usize): bool {
  if (scheduled()) return hostStartWorker(t) == 0;
  detach();
  const started = hostStartWorker(t) == 0;
  attach();
  return started;
}

/** Runs a started thread on this instance until it ends. Called by the host on a worker of the pool. */
export function runThread(t: usize): void {
  enterThread(t);

  const func = load<u64>(t + START_FUNCTION);
  const args = load<u64>(t + START_ARGS);
  const kwargs = load<u64>(t + START_KWARGS);
  const result = callTuple(func, args, kwargs);
  if (result == NULL) reportThreadEnd(func);
  release(result);
  release(func);
  release(args);
  release(kwargs);
  clearThread();
  endCounting();
  announceEnd();
  exitThread();
}

/** The thread's function raised: SystemExit ends it silently, anything else is unraisable. */
export function reportThreadEnd(func: Word): void {
  if (errorMatches(T_SYSTEM_EXIT)) {
    clearError();
    return;
  }
  const error = takeError();
  let message = formatText('Exception ignored in thread started by %R', func);
  if (message == NULL) {
    clearError();
    message = newText('Exception ignored in thread started by <object repr() failed>');
  }
  callUnraisableText(error, message, NULL);
  release(error);
}

/** Drops what the ending thread still holds. */
function clearThread(): void {
  const t = thread();
  endThreadLocals();
  setTrace(NULL, false);
  setTrace(NULL, true);
  drop(offsetof<Thread>('handled'));
  drop(offsetof<Thread>('context'));
  drop(offsetof<Thread>('asyncFirstIter'));
  drop(offsetof<Thread>('asyncFinalizer'));
  drop(offsetof<Thread>('locals'));
  drop(offsetof<Thread>('reprs'));
  drop(offsetof<Thread>('asyncError'));
  clearError();
  t.depth = 0;
}

function drop(offset: usize): void {
  const word = load<u64>(current + offset);
  store<u64>(current + offset, NULL);
  release(word);
}
