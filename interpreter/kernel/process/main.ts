// The main thread's work: sys and the streams, then the command, module, script, or standard input.

import { gilOn } from '../sync/current';
import { setSchedule } from '../sync/schedule';
import { setTraceSwitches } from '../sync/trace';
import { control } from '../layout/control';
import { BYTES_DATA, Bytes } from '../layout/text';
import { FALSE, NONE, NULL, TRUE, Word, address } from '../layout/word';
import { release } from '../counting/counts';
import { N___builtins__, N___file__, N___main__, N_code, N_excepthook, N_stderr, N_sys, N_write } from '../generated/names';
import { T_INT, T_KEYBOARD_INTERRUPT, T_SYSTEM_ERROR, T_SYSTEM_EXIT } from '../generated/types';
import { call2, call3, callMethod0, callMethod1 } from '../eval/call';
import { clearError, errorSet, memoryError, raise, takeError } from '../eval/errors';
import { runCode } from '../eval/run';
import { thread } from '../sync/current';
import { collect } from '../collector/collect';
import { newBytesFrom } from '../objects/bytes/new';
import { dictDelete, dictGetStr, dictKeysTuple, dictSetStr } from '../objects/dict/core';
import { refreshEnviron } from '../modules/posix';
import { configureSys } from '../modules/sys_attributes';
import { moduleDict } from '../objects/module';
import { asI64, contains, getAttr, isInstance, isStr, setItem, str, typeOf } from '../objects/protocol';
import { internText, newText } from '../objects/str/new';
import { tupleGet, tupleSize } from '../objects/tuple';
import { newModule } from '../objects/type/static';
import { MODE_EXEC, compileSource } from './compile';
import { configLetter, configNumber, configText, setConfig } from './config';
import { importModule, loadedModule } from './import';
import { printException, writeText } from './report';
import { resultBytesObject } from './result';
import { endThreadLocals } from './thread_locals';
import { endStreams, prepareStreams, startConsoles, startStreams } from './streams';
import { callUnraisable } from './unraisable';

/**
 * Brings up all that every process with the same flags has: sys, importlib, and what the streams need. `p` is a
 * configuration whose arguments and paths no program sees. 0, or the exit status after an error was shown. When it has
 * returned, the host may write the memory out (process/image.ts).
 */
export function prepareMain(p: usize, length: u32): i32 {
  setConfig(p);
  const sys = importModule(N_sys);
  if (sys == NULL || !startConsoles(address(control().sysDict))) return failed();
  release(sys);
  return configNumber('consoles', 0) != 0 || prepareStreams() ? 0 : failed();
}

/**
 * Runs what the configuration at `p` says and returns the exit status. The main thread is attached; after it the
 * process ends.
 */
export function runMain(p: usize, length: u32): i32 {
  setConfig(p);
  setTraceSwitches(<u32>configNumber('trace', 0));
  const seed = configNumber('schedule', -1);
  if (seed >= 0 && gilOn) setSchedule(<u32>seed);
  if (!configureSys(address(control().sysDict)) || !startEnvironment()) return failed();
  if (configNumber('consoles', 0) == 0 && !startStreams(configNumber('unbuffered', 0) != 0)) return failed();
  const main = newModule(N___main__, NONE);
  if (main == NULL || setItem(control().sysModules, N___main__, main) != 0) return failed();
  const dict = moduleDict(main);
  if (dictSetStr(dict, N___builtins__, control().builtinsModule) != 0) return failed();
  const mode = configLetter('mode');
  control().finalizers = 0;
  thread().nativeId = <u32>hostGetpid();
  let result: Word = NULL;
  if (mode == 0x63) result = runCommand(dict); // command
  else if (mode == 0x66) result = runFile(dict); // file
  else if (mode == 0x6d) result = runModule(); // module
  else if (mode == 0x72) result = runRepl(dict); // repl
  else raise(T_SYSTEM_ERROR, 'unknown mode');
  let status = result == NULL ? exitStatus() : 0;
  release(result);
  if (configNumber('flag.inspect', 0) != 0 && mode != 0x72) {
    const session = runRepl(dict);
    status = session == NULL ? exitStatus() : 0;
    release(session);
  }
  if (configNumber('heap', 0) != 0) showHeap();
  finalize();
  if (!endStreams() && status == 0) status = 120;
  return status;
}

/** The environment of this process: that of the image was another's. */
function startEnvironment(): bool {
  const posix = loadedModule(internText('posix'));
  if (posix == NULL) return !errorSet();
  const ok = refreshEnviron(posix);
  release(posix);
  return ok;
}

function failed(): i32 {
  const status = exitStatus();
  return status == 0 ? 1 : status;
}

function runCommand(dict: usize): Word {
  const source = configText('source');
  if (source == NULL) return NULL;
  const filename = configText('filename');
  return runSource(source, true, filename == NULL ? internText('<string>') : filename, dict);
}

/** The interactive interpreter (lib/_gilpy_repl.py) in the namespace of __main__. */
function runRepl(dict: usize): Word {
  const repl = importModule(internText('_gilpy_repl'));
  if (repl == NULL) return NULL;
  const result = callMethod1(repl, internText('run'), <Word>dict);
  release(repl);
  return result;
}

// @ts-ignore: decorator
@external('host', 'getpid')
declare function hostGetpid(): i32;

/** The end of the program: waits for threads that are no daemons, then runs what atexit has. */
function finalize(): void {
  const threading = loadedModule(internText('threading'));
  if (threading != NULL) {
    const done = callMethod0(threading, internText('_shutdown'));
    if (done == NULL) unraisableHere('Exception ignored on threading shutdown');
    release(done);
    release(threading);
  }
  clearError();
  const atexit = loadedModule(internText('atexit'));
  if (atexit != NULL) {
    const done = callMethod0(atexit, internText('_run_exitfuncs'));
    if (done == NULL) unraisableHere('Exception ignored in atexit callback');
    release(done);
    release(atexit);
  }
  clearError();
  control().exiting = 1;
  if (control().finalizers != 0) finalizeObjects();
}

/**
 * Drops the program's own modules and collects: what they held is finalised, cycles and all. Not while daemon threads
 * run, which would find their globals gone.
 */
function finalizeObjects(): void {
  if (control().threadCount != 1) return;
  const standard = dictGetStr(address(control().sysDict), internText('stdlib_module_names'));
  const modules = address(control().sysModules);
  const names = standard == NULL ? NULL : dictKeysTuple(modules);
  const n: u32 = names == NULL ? 0 : tupleSize(address(names));
  const dot = newText('.');
  for (let i: u32 = 0; i < n; i++) {
    const name = tupleGet(address(names), i);
    if (!isStr(name)) continue;
    const parts = callMethod1(name, internText('partition'), dot);
    if (parts != NULL && contains(standard, tupleGet(address(parts), 0)) == 0) dictDelete(modules, name);
    release(parts);
    clearError();
  }
  release(dot);
  release(names);
  release(standard);
  collect(false);
  endThreadLocals();
}

function unraisableHere(message: string): void {
  const error = takeError();
  callUnraisable(error, message, NULL);
  release(error);
}

function runSource(source: Word, isText: bool, filename: Word, dict: usize): Word {
  const code = compileSource(source, isText, filename, MODE_EXEC, 0, -1, true);
  release(source);
  if (code == NULL) return NULL;
  const result = runCode(code, <Word>dict, <Word>dict);
  release(code);
  return result;
}

// @ts-ignore: decorator
@external('host', 'readWhole')
declare function hostReadWhole(path: usize): usize;

/** Bytes (taken over) from the end of their first line on, so that line numbers stay. */
function withoutFirstLine(source: Word): Word {
  const p = address(source);
  const size = changetype<Bytes>(p).size;
  let at: u32 = 0;
  while (at < size && load<u8>(p + BYTES_DATA + at) != 0x0a) at++;
  const rest = newBytesFrom(p + BYTES_DATA + at, size - at);
  release(source);
  return rest;
}

function runFile(dict: usize): Word {
  const filename = configText('source');
  if (filename == NULL || dictSetStr(dict, N___file__, filename) != 0) return NULL;
  const block = hostReadWhole(address(filename));
  if (block == 0) return memoryError();
  let source = resultBytesObject(block);
  if (source != NULL && configNumber('skip_first_line', 0) != 0) source = withoutFirstLine(source);
  return source == NULL ? NULL : runSource(source, false, filename, dict);
}

/** python -m, or a folder with a program: by runpy, as CPython does it. */
function runModule(): Word {
  const name = configText('source');
  const runpy = name == NULL ? NULL : importModule(internText('runpy'));
  if (runpy == NULL) return NULL;
  const run = getAttr(runpy, internText('_run_module_as_main'));
  release(runpy);
  if (run == NULL) return NULL;
  const result = call2(run, name, configNumber('keep_argv', 0) != 0 ? FALSE : TRUE);
  release(run);
  return result;
}

/** Status for the error that is set; shows it unless it is SystemExit. */
export function exitStatus(): i32 {
  if (!errorSet()) return 1;
  const error = takeError();
  if (isInstance(error, T_SYSTEM_EXIT)) {
    const status = systemExitStatus(error);
    release(error);
    return status;
  }
  const interrupted = isInstance(error, T_KEYBOARD_INTERRUPT);
  callExceptHook(error);
  release(error);
  return interrupted ? 130 : 1;
}

function systemExitStatus(error: Word): i32 {
  const code = getAttr(error, N_code);
  if (code == NULL) {
    clearError();
    return 1;
  }
  if (code == NONE) return 0;
  if (isInstance(code, T_INT)) {
    const n = asI64(code);
    if (n == -1 && errorSet()) clearError();
    release(code);
    return <i32>(n & 0xff);
  }
  const text = str(code);
  release(code);
  if (text == NULL) {
    clearError();
    return 1;
  }
  const stderr = dictGetStr(address(control().sysDict), N_stderr);
  if (stderr != NULL && stderr != NONE) {
    release(callMethod1(stderr, N_write, text));
    const line = newText('\n');
    release(callMethod1(stderr, N_write, line));
    release(line);
    release(stderr);
  }
  clearError();
  release(text);
  return 1;
}

/** sys.excepthook(type, error, traceback), or the plain report if that fails. */
export function callExceptHook(error: Word): void {
  const hook = dictGetStr(address(control().sysDict), N_excepthook);
  if (hook == NULL) {
    clearError();
    printException(error);
    return;
  }
  const traceback = load<u64>(address(error), 24);
  const result = call3(hook, <Word>typeOf(error), error, traceback == NULL ? NONE : traceback);
  release(hook);
  if (result != NULL) {
    release(result);
    return;
  }
  const second = takeError();
  writeText(2, newText('Error in sys.excepthook:\n'));
  printException(second);
  writeText(2, newText('\nOriginal exception was:\n'));
  printException(error);
  release(second);
}

/** -X heap. What goes wrong is shown, and nothing else comes of it. */
function showHeap(): void {
  const module = importModule(internText('_gilpy_heap'));
  if (module != NULL) {
    const shown = callMethod0(module, internText('show'));
    release(module);
    release(shown);
    if (shown != NULL) return;
  }
  exitStatus();
}
