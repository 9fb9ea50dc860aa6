// posix: the process and its surroundings, constants. Files: posix_files.ts, descriptors: posix_descriptors.ts.

import { BYTES_DATA, Bytes } from '../layout/text';
import { NONE, NULL, Word, address, fromAddress, ofBool, ofFloat, ofI32, ofInt, toInt } from '../layout/word';
import { release } from '../counting/counts';
import { allocBlock, freeBlock } from '../memory/blocks';
import { KIND_RAW } from '../memory/classes';
import { newObject } from '../memory/objects';
import { yieldThread } from '../sync/world';
import { N_split, N_splitlines } from '../generated/names';
import { T_BYTES, T_OS_ERROR, T_VALUE_ERROR } from '../generated/types';
import { callMethod0 } from '../eval/call';
import { errorSet, memoryError, raise } from '../eval/errors';
import { newBytesFrom } from '../objects/bytes/new';
import { dictClear, dictGetStr, dictSet, dictSetStr, newDict } from '../objects/dict/core';
import { intFromI64 } from '../objects/int/new';
import { listGet } from '../objects/list/core';
import { moduleDict } from '../objects/module';
import { asI32 } from '../objects/protocol';
import { intern } from '../objects/str/intern';
import { internText, newText, strFromUtf16 } from '../objects/str/new';
import { newStruct, newStructType, structInit } from '../objects/structseq';
import { tuple3 } from '../objects/tuple';
import { KEPT_STAT, KEPT_STATVFS, KEPT_TERMINAL_SIZE, KEPT_TIMES, KEPT_UNAME, keep, kept } from '../process/kept';
import { kernelFree, resultBytes, resultLength, resultStatus, resultText } from '../process/result';
import { sendToSelf } from './_signal';
import { errorText } from './errno';
import { noneOr, raiseErrno, raiseErrnoFor } from './os_error';
import { fspath, pathArgument, pathResult } from './paths';
import { makeStatType } from './posix_files';

/** @module posix
 * This module provides access to operating system functionality that is
 * standardized by the C Standard and the POSIX standard (a thinly
 * disguised Unix interface).  Refer to the library manual and
 * corresponding Unix manual entries for more information on calls. */

// @ts-ignore: decorator
@external('host', 'getpid')
declare function hostGetpid(): i32;
// @ts-ignore: decorator
@external('host', 'getppid')
declare function hostGetppid(): i32;
// @ts-ignore: decorator
@external('host', 'userId')
declare function hostUserId(which: u32): i32;
// @ts-ignore: decorator
@external('host', 'cpuCount')
declare function hostCpuCount(): i32;
// @ts-ignore: decorator
@external('host', 'environment')
declare function hostEnvironment(): usize;
// @ts-ignore: decorator
@external('host', 'uname')
declare function hostUname(): usize;
// @ts-ignore: decorator
@external('host', 'getcwd')
declare function hostGetcwd(): usize;
// @ts-ignore: decorator
@external('host', 'chdir')
declare function hostChdir(path: usize): i32;
// @ts-ignore: decorator
@external('host', 'umask')
declare function hostUmask(mode: i32): i32;
// @ts-ignore: decorator
@external('host', 'setEnvironment')
declare function hostSetEnvironment(name: usize, value: usize): i32;
// @ts-ignore: decorator
@external('host', 'terminalSize')
declare function hostTerminalSize(fd: i32): i32;
// @ts-ignore: decorator
@external('host', 'kill')
declare function hostKill(pid: i32, signal: i32): i32;
// @ts-ignore: decorator
@external('host', 'loadAverage')
declare function hostLoadAverage(target: usize): void;
// @ts-ignore: decorator
@external('host', 'random')
declare function hostRandom(target: usize, length: u32): void;
// @ts-ignore: decorator
@external('host', 'processNs')
declare function hostProcessNs(): i64;
// @ts-ignore: decorator
@external('host', 'monotonicNs')
declare function hostMonotonicNs(): i64;
// @ts-ignore: decorator
@external('host', 'exit')
declare function hostExit(status: i32): void;

/** @function posix.getpid()
 * Return the current process id. */
export function posixGetpid(): Word { return ofI32(hostGetpid()); }
/** @function posix.getppid()
 * Return the parent's process id. */
export function posixGetppid(): Word { return ofI32(hostGetppid()); }
/** @function posix.getuid()
 * Return the current process's user id. */
export function posixGetuid(): Word { return ofI32(hostUserId(0)); }
/** @function posix.geteuid()
 * Return the current process's effective user id. */
export function posixGeteuid(): Word { return ofI32(hostUserId(1)); }
/** @function posix.getgid()
 * Return the current process's group id. */
export function posixGetgid(): Word { return ofI32(hostUserId(2)); }
/** @function posix.getegid()
 * Return the current process's effective group id. */
export function posixGetegid(): Word { return ofI32(hostUserId(3)); }

/** @function posix.cpu_count()
 * Return the number of logical CPUs in the system. */
export function posixCpuCount(): Word { return ofI32(hostCpuCount()); }

/** @function posix.getcwd()
 * Return a unicode string representing the current working directory. */
export function posixGetcwd(): Word {
  const block = hostGetcwd();
  if (block == 0) return memoryError();
  const status = -<i32>resultStatus(block);
  if (status < 0) {
    kernelFree(block);
    return raiseErrno(status);
  }
  return resultText(block);
}
/** @function posix.getcwdb()
 * Return a bytes string representing the current working directory. */
export function posixGetcwdb(): Word { return pathResult(posixGetcwd(), true); }

/** @function posix.chdir(path)
 * Change the current working directory to the specified path. */
export function posixChdir(path: Word): Word {
  const name = pathArgument(path, 'chdir: path should be string, bytes, os.PathLike or integer');
  if (name == NULL) return NULL;
  const status = hostChdir(address(name));
  release(name);
  return status < 0 ? raiseErrnoFor(status, path) : NONE;
}

/** @function posix.umask(mask, /)
 * Set the current numeric umask and return the previous umask. */
export function posixUmask(mask: Word): Word {
  const bits = asI32(mask);
  return bits == -1 && errorSet() ? NULL : ofI32(hostUmask(bits));
}

/** @function posix.putenv(name, value, /)
 * Change or add an environment variable. */
export function posixPutenv(name: Word, value: Word): Word {
  const key = pathArgument(name, 'putenv: path should be string, bytes or os.PathLike');
  if (key == NULL) return NULL;
  const text = pathArgument(value, 'putenv: path should be string, bytes or os.PathLike');
  if (text == NULL) {
    release(key);
    return NULL;
  }
  const status = hostSetEnvironment(address(key), address(text));
  release(key);
  release(text);
  return noneOr(status);
}
/** @function posix.unsetenv(name, /)
 * Delete an environment variable. */
export function posixUnsetenv(name: Word): Word {
  const key = pathArgument(name, 'unsetenv: path should be string, bytes or os.PathLike');
  if (key == NULL) return NULL;
  const status = hostSetEnvironment(address(key), 0);
  release(key);
  return noneOr(status);
}

/** @function posix.strerror(code, /)
 * Translate an error code to a message string. */
export function posixStrerror(code: Word): Word {
  const n = asI32(code);
  return n == -1 && errorSet() ? NULL : errorText(n);
}

/** @function posix.fspath(path)
 * Return the file system path representation of the object. */
export function posixFspath(path: Word): Word { return fspath(path); }

/** @function posix.urandom(size, /)
 * Return a bytes object containing random bytes suitable for cryptographic use. */
export function posixUrandom(size: Word): Word {
  const n = asI32(size);
  if (n == -1 && errorSet()) return NULL;
  if (n < 0) return raise(T_VALUE_ERROR, 'negative argument not allowed');
  const p = newObject(T_BYTES, BYTES_DATA + <usize>n);
  if (p == 0) return NULL;
  changetype<Bytes>(p).size = <u32>n;
  changetype<Bytes>(p).hash = -1;
  if (n != 0) hostRandom(p + BYTES_DATA, <u32>n);
  return fromAddress(p);
}
/** @function posix.getrandom(size, flags=0)
 * Obtain a series of random bytes. */
export function posixGetrandom(size: Word, flags: Word): Word { return posixUrandom(size); }

/** @function posix.kill(pid, signal, /)
 * Kill a process with a signal. */
export function posixKill(pid: Word, signal: Word): Word {
  const process = asI32(pid);
  const number = asI32(signal);
  if (errorSet()) return NULL;
  if (process == hostGetpid() && number > 0 && number < 32) return sendToSelf(number);
  return noneOr(hostKill(process, number));
}

/** @function posix._exit(status)
 * Exit to the system with specified status, without normal exit processing. */
export function posixExit(status: Word): Word {
  const n = asI32(status);
  if (n == -1 && errorSet()) return NULL;
  hostExit(n);
  return NONE;
}

/** @function posix.abort()
 * Abort the interpreter immediately. */
export function posixAbort(): Word {
  hostKill(hostGetpid(), 6);
  return NONE;
}

/** @function posix.get_terminal_size(fd=1, /)
 * Return the size of the terminal window as (columns, lines). */
export function posixTerminalSize(fd: Word): Word {
  const n = fd == NULL ? 1 : asI32(fd);
  if (n == -1 && errorSet()) return NULL;
  const size = hostTerminalSize(n);
  if (size < 0) return raiseErrno(size);
  const p = newStruct(kept(KEPT_TERMINAL_SIZE));
  if (p == 0) return NULL;
  structInit(p, 0, ofI32(size >>> 16));
  structInit(p, 1, ofI32(size & 0xffff));
  return fromAddress(p);
}

/** @function posix.times()
 * Return a collection containing process timing information. */
export function posixTimes(): Word {
  const p = newStruct(kept(KEPT_TIMES));
  if (p == 0) return NULL;
  structInit(p, 0, ofFloat(<f64>hostProcessNs() * 1e-9));
  for (let i: u32 = 1; i < 4; i++) structInit(p, i, ofFloat(0));
  structInit(p, 4, ofFloat(<f64>hostMonotonicNs() * 1e-9));
  return fromAddress(p);
}

/** @function posix.getloadavg()
 * Return average recent system load information. */
export function posixLoadAverage(): Word {
  const target = allocBlock(KIND_RAW, 24);
  if (target == 0) return memoryError();
  hostLoadAverage(target);
  const result = tuple3(ofFloat(load<f64>(target)), ofFloat(load<f64>(target, 8)), ofFloat(load<f64>(target, 16)));
  freeBlock(target);
  return fromAddress(result);
}

/** @function posix.uname()
 * Return an object identifying the current operating system. */
export function posixUname(): Word {
  const text = resultText(hostUname());
  if (text == NULL) return NULL;
  const lines = callMethod0(text, N_splitlines);
  release(text);
  if (lines == NULL) return NULL;
  const p = newStruct(kept(KEPT_UNAME));
  if (p == 0) return NULL;
  for (let i: u32 = 0; i < 5; i++) structInit(p, i, listGet(address(lines), i));
  release(lines);
  return fromAddress(p);
}

/** @function posix.sched_yield()
 * Voluntarily relinquish the CPU. */
export function posixSchedYield(): Word {
  yieldThread();
  return NONE;
}

/** @function posix.waitstatus_to_exitcode(status)
 * Convert a wait status to an exit code. */
export function posixWaitStatus(status: Word): Word {
  const n = asI32(status);
  if (n == -1 && errorSet()) return NULL;
  return (n & 0x7f) == 0 ? ofI32((n >> 8) & 0xff) : ofI32(-(n & 0x7f));
}
/** @function posix.WIFSIGNALED(status) */
export function posixWifsignaled(status: Word): Word { return ofBool((toInt(status) & 0x7f) != 0 && (toInt(status) & 0x7f) != 0x7f); }
/** @function posix.WIFEXITED(status) */
export function posixWifexited(status: Word): Word { return ofBool((toInt(status) & 0x7f) == 0); }
/** @function posix.WEXITSTATUS(status) */
export function posixWexitstatus(status: Word): Word { return ofInt((toInt(status) >> 8) & 0xff); }
/** @function posix.WTERMSIG(status) */
export function posixWtermsig(status: Word): Word { return ofInt(toInt(status) & 0x7f); }
/** @function posix.WIFSTOPPED(status) */
export function posixWifstopped(status: Word): Word { return ofBool((toInt(status) & 0xff) == 0x7f); }
/** @function posix.WSTOPSIG(status) */
export function posixWstopsig(status: Word): Word { return ofInt((toInt(status) >> 8) & 0xff); }

/** posix.environ: bytes to bytes. */
function environ(): Word {
  const dict = newDict();
  if (dict == 0 || fillEnviron(dict)) return fromAddress(dict);
  release(fromAddress(dict));
  return NULL;
}

/** Sets a made posix.environ, which os.environ shares, to the environment of this process. False: an error is set. */
export function refreshEnviron(module: Word): bool {
  const dict = dictGetStr(moduleDict(module), internText('environ'));
  if (dict == NULL) return !errorSet();
  dictClear(address(dict));
  const ok = fillEnviron(address(dict));
  release(dict);
  return ok;
}

function fillEnviron(dict: usize): bool {
  const block = hostEnvironment();
  if (block == 0) {
    memoryError();
    return false;
  }
  let start = resultBytes(block);
  const end = start + resultLength(block);
  for (let p = start; p < end; p++) {
    if (load<u8>(p) != 0) continue;
    let equals = start;
    while (equals < p && load<u8>(equals) != 0x3d) equals++;
    const name = newBytesFrom(start, <u32>(equals - start));
    const value = equals < p ? newBytesFrom(equals + 1, <u32>(p - equals - 1)) : newBytesFrom(p, 0);
    if (name == NULL || value == NULL || dictSet(dict, name, value) != 0) {
      kernelFree(block);
      return false;
    }
    release(name);
    release(value);
    start = p + 1;
  }
  kernelFree(block);
  return true;
}

/** Constants: name and number, Linux's. */
const CONSTANTS: string = 'POSIX_SPAWN_OPEN 0;POSIX_SPAWN_CLOSE 1;POSIX_SPAWN_DUP2 2;CLD_EXITED 1;CLD_KILLED 2;CLD_DUMPED 3;CLD_TRAPPED 4;CLD_STOPPED 5;CLD_CONTINUED 6;WSTOPPED 2;PRIO_PGRP 1;PRIO_USER 2;O_PATH 2097152;O_LARGEFILE 0;O_TMPFILE 4259840;O_ASYNC 8192;F_OK 0;R_OK 4;W_OK 2;X_OK 1;O_RDONLY 0;O_WRONLY 1;O_RDWR 2;O_CREAT 64;O_EXCL 128;O_NOCTTY 256;O_TRUNC 512;O_APPEND 1024;O_NONBLOCK 2048;O_NDELAY 2048;O_DSYNC 4096;O_SYNC 1052672;O_RSYNC 1052672;O_DIRECTORY 65536;O_NOFOLLOW 131072;O_CLOEXEC 524288;O_ACCMODE 3;EX_OK 0;EX_USAGE 64;EX_DATAERR 65;EX_NOINPUT 66;EX_NOUSER 67;EX_NOHOST 68;EX_UNAVAILABLE 69;EX_SOFTWARE 70;EX_OSERR 71;EX_OSFILE 72;EX_CANTCREAT 73;EX_IOERR 74;EX_TEMPFAIL 75;EX_PROTOCOL 76;EX_NOPERM 77;EX_CONFIG 78;WNOHANG 1;WUNTRACED 2;WCONTINUED 8;P_PID 1;P_PGID 2;P_ALL 0;WEXITED 4;WNOWAIT 16777216;TMP_MAX 238328;NGROUPS_MAX 65536;SEEK_DATA 3;SEEK_HOLE 4;GRND_RANDOM 2;GRND_NONBLOCK 1;PRIO_PROCESS 0;RTLD_LAZY 1;RTLD_NOW 2;RTLD_GLOBAL 256;RTLD_LOCAL 0;';

/** Names of os._have_functions. */
const HAVE: string = 'HAVE_FCHMOD HAVE_FTRUNCATE HAVE_LSTAT HAVE_FSTATVFS';

function numberFrom(text: string, i: u32, end: u32): i64 {
  let n: i64 = 0;
  for (; i < end; i++) n = n * 10 + <i64>(<u32>load<u16>(changetype<usize>(text) + (i << 1)) - 0x30);
  return n;
}

function setType(dict: usize, number: u32, name: string, fields: string, doc: string): bool {
  const type = newStructType('posix', name, fields, doc);
  return type != NULL && keep(number, type) && dictSetStr(dict, internText(name), type) == 0;
}

/** @exec posix */
export function posixExec(module: Word): i32 {
  const dict = moduleDict(module);
  if (!setConstants(dict, CONSTANTS)) return -1;
  const env = environ();
  if (env == NULL || dictSetStr(dict, internText('environ'), env) != 0) return -1;
  release(env);
  const have = newText(HAVE);
  const list = have == NULL ? NULL : callMethod0(have, N_split);
  release(have);
  if (list == NULL || dictSetStr(dict, internText('_have_functions'), list) != 0) return -1;
  release(list);
  if (dictSetStr(dict, internText('error'), <Word>T_OS_ERROR) != 0) return -1;
  if (!makeStatType() || dictSetStr(dict, internText('stat_result'), kept(KEPT_STAT)) != 0) return -1;
  return setType(dict, KEPT_TERMINAL_SIZE, 'terminal_size', 'columns,lines', 'A tuple of (columns, lines) for holding terminal window size') &&
    setType(dict, KEPT_TIMES, 'times_result', 'user,system,children_user,children_system,elapsed', 'times_result: Result from os.times().') &&
    setType(dict, KEPT_UNAME, 'uname_result', 'sysname,nodename,release,version,machine', 'uname_result: Result from os.uname().') &&
    setType(dict, KEPT_STATVFS, 'statvfs_result', 'f_bsize,f_frsize,f_blocks,f_bfree,f_bavail,f_files,f_ffree,f_favail,f_flag,f_namemax;f_fsid', 'statvfs_result: Result from statvfs or fstatvfs.')
    ? 0 : -1;
}

/** Sets int constants from `NAME number;` records in a module's dict. */
export function setConstants(dict: usize, text: string): bool {
  const base = changetype<usize>(text);
  const end = <u32>text.length;
  let start: u32 = 0;
  let space: u32 = 0;
  for (let i: u32 = 0; i < end; i++) {
    const c = <u32>load<u16>(base + (i << 1));
    if (c == 0x20) space = i;
    if (c != 0x3b) continue;
    const name = intern(strFromUtf16(base + (start << 1), space - start));
    if (name == NULL) return false;
    const negative = load<u16>(base + ((space + 1) << 1)) == 0x2d;
    const n = numberFrom(text, space + (negative ? 2 : 1), i);
    if (dictSet(dict, name, intFromI64(negative ? -n : n)) != 0) return false;
    release(name);
    start = i + 1;
  }
  return true;
}
