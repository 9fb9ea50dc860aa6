// sys: the module's functions. Its attributes: sys_attributes.ts.

import { Control, control } from '../layout/control';
import { CONTROL } from '../layout/memory_map';
import { Thread } from '../layout/thread';
import { FALSE, NONE, NULL, Word, address, fromAddress, isPointer, ofBool, ofFloat, ofI32, ofInt } from '../layout/word';
import { own, refcount, release } from '../counting/counts';
import { thread } from '../sync/current';
import { N__, N___name__, N___sizeof__, N_f_globals, N_stdout, N_write } from '../generated/names';
import {
  T_RECURSION_ERROR, T_RUNTIME_ERROR, T_STR, T_SYSTEM_EXIT, T_TUPLE, T_TYPE_ERROR, T_VALUE_ERROR,
} from '../generated/types';
import { enterTracing, leaveTracing, setTrace, setTraceInAllThreads } from '../eval/trace';
import { call0, callArray, callMethod0, callMethod1, callTuple } from '../eval/call';
import { clearError, errorSet, handledException, raise, raiseObject, raisef } from '../eval/errors';
import { dictGetStr, dictSetStr } from '../objects/dict/core';
import { asF64, asI32, asI64, getAttr, isCallable, isInstance, lookupSpecial, repr, typeOf, isStr } from '../objects/protocol';
import { intern } from '../objects/str/intern';
import { internText, newText } from '../objects/str/new';
import { newStruct, structInit } from '../objects/structseq';
import { tuple3 } from '../objects/tuple';
import { clearMethodCache } from '../objects/type/lookup';
import { currentExceptions, currentFrames, frameAt } from '../process/frames';
import { importModule } from '../process/import';
import { KEPT_ASYNCGEN_HOOKS, kept } from '../process/kept';
import { printException } from '../process/report';
import { showUnraisable } from '../process/unraisable';

/** @module sys
 * This module provides access to some objects used or maintained by the
 * interpreter and to functions that interact strongly with the interpreter. */

/** @function sys.exit(status=None, /)
 * Exit the interpreter by raising SystemExit(status).
 *
 * If the status is omitted or None, it defaults to zero (i.e., success).
 * If the status is an integer, it will be used as the system exit status.
 * If it is another kind of object, it will be printed and the system
 * exit status will be one (i.e., failure). */
export function sysExit(status: Word): Word {
  return raiseObject(<Word>T_SYSTEM_EXIT, status == NULL ? NONE : status);
}

/** @function sys.getrecursionlimit()
 * Return the current value of the recursion limit.
 *
 * The recursion limit is the maximum depth of the Python interpreter
 * stack.  This limit prevents infinite recursion from causing an overflow
 * of the C stack and crashing Python. */
export function sysGetRecursionLimit(): Word {
  return ofI32(thread().recursionLimit);
}

/** @function sys.setrecursionlimit(limit, /)
 * Set the maximum depth of the Python interpreter stack to n. */
export function sysSetRecursionLimit(limit: Word): Word {
  const n = asI32(limit);
  if (n == -1 && errorSet()) return NULL;
  if (n < 1) return raise(T_VALUE_ERROR, 'recursion limit must be greater or equal than 1');
  const t = thread();
  if (t.depth >= n) return raisef(T_RECURSION_ERROR, 'cannot set the recursion limit to %d at the recursion depth %d: the limit is too low', ofI32(n), ofI32(t.depth));
  for (let p = <usize>control().threads; p != 0; p = <usize>changetype<Thread>(p).next) changetype<Thread>(p).recursionLimit = n;
  return NONE;
}

/** @function sys.intern(string, /)
 * ``Intern'' the given string.
 *
 * This enters the string in the (global) table of interned strings whose
 * purpose is to speed up dictionary lookups. Return the string itself or
 * the previously interned string object with the same value. */
export function sysIntern(string: Word): Word {
  if (!isStr(string)) return raisef(T_TYPE_ERROR, 'intern() argument must be str, not %T', string);
  if (typeOf(string) != T_STR) return raisef(T_TYPE_ERROR, "can't intern %T", string);
  return intern(own(string));
}

/** @function sys._is_interned(string, /)
 * Return True if the given string is "interned". */
export function sysIsInterned(string: Word): Word {
  if (!isInstance(string, T_STR)) return raisef(T_TYPE_ERROR, '_is_interned() argument must be str, not %T', string);
  return ofBool(load<u8>(address(string), 22) != 0);
}

/** @function sys.getrefcount(object, /)
 * Return the reference count of object.
 *
 * The count returned is generally one higher than you might expect,
 * because it includes the (temporary) reference as an argument to
 * getrefcount(). */
export function sysGetRefcount(object: Word): Word {
  if (!isPointer(object)) return ofInt(0xffffffff);
  return ofInt(refcount(address(object)) + 1);
}

/** @function sys.getsizeof(object, default=None)
 * getsizeof(object [, default]) -> int
 *
 * Return the size of object in bytes. */
export function sysGetSizeof(object: Word, fallback: Word): Word {
  const method = lookupSpecial(object, N___sizeof__);
  if (method == NULL && !errorSet()) raisef(T_TYPE_ERROR, "Type %T doesn't define __sizeof__", object);
  const size: Word = method == NULL ? NULL : call0(method);
  release(method);
  if (size == NULL) {
    if (fallback == NULL) return NULL;
    clearError();
    return own(fallback);
  }
  const n = asI64(size);
  release(size);
  if (n == -1 && errorSet()) return NULL;
  if (n < 0) return raise(T_VALUE_ERROR, '__sizeof__() should return >= 0');
  return ofInt(n);
}

/** @function sys.exc_info()
 * Return current exception information: (type, value, traceback).
 *
 * Return information about the most recent exception caught by an except
 * clause in the current stack frame or in an older stack frame. */
export function sysExcInfo(): Word {
  const error = handledException();
  if (error == NULL) return fromAddress(tuple3(NONE, NONE, NONE));
  const traceback = load<u64>(address(error), 24);
  return fromAddress(tuple3(own(<Word>typeOf(error)), own(error), traceback == NULL ? NONE : own(traceback)));
}

/** @function sys.exception()
 * Return the current exception.
 *
 * Return the most recent exception caught by an except clause
 * in the current stack frame or in an older stack frame, or None
 * if no such clause exists. */
export function sysException(): Word {
  const error = handledException();
  return error == NULL ? NONE : own(error);
}

/** @function sys._getframe(depth=0, /)
 * Return a frame object from the call stack.
 *
 * If optional integer depth is given, return the frame object that many
 * calls below the top of the stack.  If that is deeper than the call
 * stack, ValueError is raised.  The default for depth is zero, returning
 * the frame at the top of the call stack. */
export function sysGetFrame(depth: Word): Word {
  let n = depth == NULL ? 0 : asI32(depth);
  if (n == -1 && errorSet()) return NULL;
  if (n < 0) n = 0;
  const frame = frameAt(n);
  if (frame == NULL && !errorSet()) return raise(T_VALUE_ERROR, 'call stack is not deep enough');
  return frame;
}

/** @function sys._current_frames()
 * Return a dict that maps the id of each thread to its innermost frame,
 * as it was during the call. */
export function sysCurrentFrames(): Word { return currentFrames(); }

/** @function sys._current_exceptions()
 * Return a dict that maps the id of each thread to the exception that it
 * handles, or to None. */
export function sysCurrentExceptions(): Word { return currentExceptions(); }

/** @function sys._getframemodulename(depth=0)
 * Return the name of the module for a calling frame. */
export function sysGetFrameModuleName(depth: Word): Word {
  const n = depth == NULL ? 0 : asI32(depth);
  if (n == -1 && errorSet()) return NULL;
  const frame = frameAt(n);
  if (frame == NULL) return errorSet() ? NULL : NONE;
  const globals = getAttr(frame, N_f_globals);
  release(frame);
  if (globals == NULL) return NULL;
  const name = dictGetStr(address(globals), N___name__);
  release(globals);
  return name == NULL && !errorSet() ? NONE : name;
}

/** @function sys.getdefaultencoding()
 * Return the current default encoding used by the Unicode implementation. */
export function sysGetDefaultEncoding(): Word {
  return newText('utf-8');
}
/** @function sys.getfilesystemencoding()
 * Return the encoding used to convert Unicode filenames to OS filenames. */
export function sysGetFilesystemEncoding(): Word {
  return newText('utf-8');
}
/** @function sys.getfilesystemencodeerrors()
 * Return the error mode used for Unicode to OS filename conversion. */
export function sysGetFilesystemEncodeErrors(): Word {
  return newText('surrogateescape');
}

/** @function sys.displayhook(object, /)
 * Print an object to sys.stdout and also save it in builtins._ */
export function sysDisplayHook(object: Word): Word {
  if (object == NONE) return NONE;
  const builtins = address(control().builtins);
  if (dictSetStr(builtins, N__, NONE) != 0) return NULL;
  const stdout = dictGetStr(address(control().sysDict), N_stdout);
  if (stdout == NULL || stdout == NONE) return errorSet() ? NULL : raise(T_RUNTIME_ERROR, 'lost sys.stdout');
  const text = repr(object);
  if (text == NULL) {
    release(stdout);
    return NULL;
  }
  let written = callMethod1(stdout, N_write, text);
  release(text);
  if (written != NULL) {
    release(written);
    const line = newText('\n');
    written = callMethod1(stdout, N_write, line);
    release(line);
  }
  release(stdout);
  if (written == NULL) return NULL;
  release(written);
  return dictSetStr(builtins, N__, object) == 0 ? NONE : NULL;
}

/** @function sys.excepthook(exctype, value, traceback, /)
 * Handle an exception by displaying it with a traceback on sys.stderr. */
export function sysExceptHook(type: Word, value: Word, traceback: Word): Word {
  printException(value);
  return NONE;
}

/** @function sys.unraisablehook(unraisable, /)
 * Handle an unraisable exception. */
export function sysUnraisableHook(unraisable: Word): Word {
  showUnraisable(unraisable);
  return NONE;
}

/** @function sys.audit(event, /, *args)
 * Passes the event to any hooks that are attached. */
export function sysAudit(args: usize, nargs: i32, kwnames: Word): Word {
  return NONE;
}

/** @function sys.settrace(function, /)
 * Set the global debug tracing function.
 *
 * It will be called on each function call.  See the debugger chapter
 * in the library manual. */
export function sysSetTrace(func: Word): Word {
  setTrace(func == NONE ? NULL : func, false);
  return NONE;
}
/** @function sys.setprofile(function, /)
 * Set the profiling function.
 *
 * It will be called on each function call and return.  See the profiler
 * chapter in the library manual. */
export function sysSetProfile(func: Word): Word {
  setTrace(func == NONE ? NULL : func, true);
  return NONE;
}
/** @function sys._settraceallthreads(function, /)
 * Set the global debug tracing function in all running threads belonging to the current interpreter.
 *
 * It will be called on each function call. See the debugger chapter
 * in the library manual. */
export function sysSetTraceAllThreads(func: Word): Word {
  setTraceInAllThreads(func == NONE ? NULL : func, false);
  return NONE;
}
/** @function sys._setprofileallthreads(function, /)
 * Set the profiling function in all running threads belonging to the current interpreter.
 *
 * It will be called on each function call and return.  See the profiler
 * chapter in the library manual. */
export function sysSetProfileAllThreads(func: Word): Word {
  setTraceInAllThreads(func == NONE ? NULL : func, true);
  return NONE;
}
/** @function sys.gettrace()
 * Return the global debug tracing function set with sys.settrace.
 *
 * See the debugger chapter in the library manual. */
export function sysGetTrace(): Word {
  const func = thread().traceFunc;
  return func == NULL ? NONE : own(func);
}
/** @function sys.getprofile()
 * Return the profiling function set with sys.setprofile.
 *
 * See the profiler chapter in the library manual. */
export function sysGetProfile(): Word {
  const func = thread().profileFunc;
  return func == NULL ? NONE : own(func);
}
/** @function sys.call_tracing(func, args, /)
 * Call func(*args), while tracing is enabled.
 *
 * The tracing state is saved, and restored afterwards.  This is intended
 * to be called from a debugger from a checkpoint, to recursively debug
 * some other code. */
export function sysCallTracing(func: Word, args: Word): Word {
  if (!isInstance(args, T_TUPLE)) return raisef(T_TYPE_ERROR, 'call_tracing() argument 2 must be tuple, not %T', args);
  const before = enterTracing();
  const r = callTuple(func, args, NULL);
  leaveTracing(before);
  return r;
}

/** @function sys.getswitchinterval()
 * Return the current thread switch interval; see sys.setswitchinterval(). */
export function sysGetSwitchInterval(): Word {
  return ofFloat(<f64>control().switchIntervalUs / 1e6);
}

/** @function sys.setswitchinterval(interval, /)
 * Set the ideal thread switching delay inside the Python interpreter.
 *
 * The actual frequency of switching threads can be lower if the
 * interpreter executes long sequences of uninterruptible code
 * (this is implementation-specific and workload-dependent).
 *
 * The parameter must represent the desired switching delay in seconds
 * A typical value is 0.005 (5 milliseconds). */
export function sysSetSwitchInterval(interval: Word): Word {
  const seconds = asF64(interval);
  if (seconds == -1.0 && errorSet()) return NULL;
  if (!(seconds > 0)) return raise(T_VALUE_ERROR, 'switch interval must be strictly positive');
  const us = seconds * 1e6;
  control().switchIntervalUs = us < 1 ? 1 : us > 4e9 ? 4000000000 : <u32>us;
  return NONE;
}

/** @function sys._get_cpu_count_config()
 * Private function for getting PyConfig.cpu_count */
export function sysCpuCountConfig(): Word { return ofI32(-1); }

/** @function sys._is_gil_enabled()
 * Return True if the GIL is currently enabled. */
export function sysIsGilEnabled(): Word {
  return ofBool(control().gil != 0);
}

/** @function sys.is_finalizing()
 * Return True if Python is exiting. */
export function sysIsFinalizing(): Word {
  return ofBool(control().exiting != 0);
}

/** @function sys.getallocatedblocks()
 * Return the number of memory blocks currently allocated. */
export function sysGetAllocatedBlocks(): Word {
  return ofInt(<i64>atomic.load<u32>(CONTROL + offsetof<Control>('liveObjects')));
}

/** @function sys.getunicodeinternedsize(*, _only_immortal=False)
 * Return the number of elements of the unicode interned dictionary */
export function sysInternedSize(only: Word): Word {
  return ofI32(0);
}

/** @function sys._clear_type_cache()
 * Clear the internal type lookup cache. */
export function sysClearTypeCache(): Word {
  clearMethodCache();
  return NONE;
}
/** @function sys._clear_internal_caches()
 * Clear all internal performance-related caches. */
export function sysClearInternalCaches(): Word {
  clearMethodCache();
  return NONE;
}

/** @function sys.get_int_max_str_digits()
 * Return the maximum string digits limit for non-binary int<->str conversions. */
export function sysGetIntMaxStrDigits(): Word {
  return ofI32(<i32>control().pool3);
}

/** @function sys.set_int_max_str_digits(maxdigits)
 * Set the maximum string digits limit for non-binary int<->str conversions. */
export function sysSetIntMaxStrDigits(maxdigits: Word): Word {
  const n = asI32(maxdigits);
  if (n == -1 && errorSet()) return NULL;
  if (n != 0 && n < 640) return raise(T_VALUE_ERROR, 'maxdigits must be 0 or larger than 640');
  control().pool3 = <u32>n;
  return NONE;
}

/** @function sys.get_coroutine_origin_tracking_depth()
 * Check status of origin tracking for coroutine objects in this thread. */
export function sysGetOriginDepth(): Word {
  return ofI32(<i32>thread().coroutineOriginDepth);
}

/** @function sys.set_coroutine_origin_tracking_depth(depth)
 * Enable or disable origin tracking for coroutine objects in this thread. */
export function sysSetOriginDepth(depth: Word): Word {
  const n = asI32(depth);
  if (n == -1 && errorSet()) return NULL;
  if (n < 0) return raise(T_VALUE_ERROR, 'depth must be >= 0');
  thread().coroutineOriginDepth = <u32>n;
  return NONE;
}

/** @function sys.get_asyncgen_hooks()
 * Return the installed asynchronous generators hooks. */
export function sysGetAsyncgenHooks(): Word {
  const p = newStruct(kept(KEPT_ASYNCGEN_HOOKS));
  if (p == 0) return NULL;
  const t = thread();
  structInit(p, 0, t.asyncFirstIter == NULL ? NONE : own(t.asyncFirstIter));
  structInit(p, 1, t.asyncFinalizer == NULL ? NONE : own(t.asyncFinalizer));
  return fromAddress(p);
}

/** @function sys.set_asyncgen_hooks(firstiter=None, finalizer=None)
 * set_asyncgen_hooks([firstiter] [, finalizer])
 *
 * Set a finalizer for async generators objects. */
export function sysSetAsyncgenHooks(firstiter: Word, finalizer: Word): Word {
  if (firstiter != NULL && firstiter != NONE && !isCallable(firstiter)) return raisef(T_TYPE_ERROR, 'callable firstiter expected, got %T', firstiter);
  if (finalizer != NULL && finalizer != NONE && !isCallable(finalizer)) return raisef(T_TYPE_ERROR, 'callable finalizer expected, got %T', finalizer);
  const t = thread();
  if (finalizer != NULL) {
    const old = t.asyncFinalizer;
    t.asyncFinalizer = finalizer == NONE ? NULL : own(finalizer);
    release(old);
  }
  if (firstiter != NULL) {
    const old = t.asyncFirstIter;
    t.asyncFirstIter = firstiter == NONE ? NULL : own(firstiter);
    release(old);
  }
  return NONE;
}

/** @function sys.is_stack_trampoline_active()
 * Return *True* if a stack profiler trampoline is active. */
export function sysTrampolineActive(): Word {
  return FALSE;
}

/** @function sys._debugmallocstats()
 * Print debug info to stderr about the state of the allocator. */
export function sysDebugMallocStats(): Word {
  return NONE;
}

/** @function sys.breakpointhook(*args, **kws)
 * This hook function is called by built-in breakpoint(). */
export function sysBreakpointHook(args: usize, nargs: i32, kwnames: Word): Word {
  const module = importModule(internText('_gilpy_breakpoint'));
  if (module == NULL) return NULL;
  const set = callMethod0(module, internText('target'));
  release(module);
  if (set == NULL || set == NONE) return set;
  const result = callArray(set, args, nargs, kwnames);
  release(set);
  return result;
}
