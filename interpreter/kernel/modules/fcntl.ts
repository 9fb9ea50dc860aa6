// fcntl: flags of descriptors. Locks on files succeed: no other process shares our descriptors.

import { NONE, NULL, Word, ofI32 } from '../layout/word';
import { own, release } from '../counting/counts';
import { N_fileno } from '../generated/names';
import { T_INT, T_TYPE_ERROR, T_VALUE_ERROR } from '../generated/types';
import { call0 } from '../eval/call';
import { errorSet, raise, raisef } from '../eval/errors';
import { moduleDict } from '../objects/module';
import { asI32, isInstance, lookupAttr } from '../objects/protocol';
import { raiseErrno } from './os_error';
import { setConstants } from './posix';

/** @module fcntl
 * This module performs file control and I/O control on file descriptors. */

// @ts-ignore: decorator
@external('host', 'dup')
declare function hostDup(fd: i32, from: i32, inheritable: i32): i32;
// @ts-ignore: decorator
@external('host', 'getInheritable')
declare function hostGetInheritable(fd: i32): i32;
// @ts-ignore: decorator
@external('host', 'setInheritable')
declare function hostSetInheritable(fd: i32, value: i32): i32;
// @ts-ignore: decorator
@external('host', 'getStatusFlags')
declare function hostGetStatusFlags(fd: i32): i32;
// @ts-ignore: decorator
@external('host', 'setStatusFlags')
declare function hostSetStatusFlags(fd: i32, flags: i32): i32;

// @ts-ignore: decorator
@inline const F_GETPIPE_SZ: i32 = 1032;
/** Bytes that a pipe holds (interpreter/host/system/pipes.ts). */
// @ts-ignore: decorator
@inline const PIPE_SIZE: i32 = 65536;

/** A descriptor from an int or an object with fileno(); -1 with an error set. */
export function descriptorOf(w: Word): i32 {
  let number = own(w);
  if (!isInstance(w, T_INT)) {
    release(number);
    const method = lookupAttr(w, N_fileno);
    if (method == NULL) {
      if (!errorSet()) raise(T_TYPE_ERROR, 'argument must be an int, or have a fileno() method.');
      return -1;
    }
    number = call0(method);
    release(method);
    if (number == NULL) return -1;
    if (!isInstance(number, T_INT)) {
      release(number);
      raise(T_TYPE_ERROR, 'fileno() returned a non-integer');
      return -1;
    }
  }
  const fd = asI32(number);
  release(number);
  if (fd == -1 && errorSet()) return -1;
  if (fd < 0) {
    raisef(T_VALUE_ERROR, 'file descriptor cannot be a negative integer (%d)', ofI32(fd));
    return -1;
  }
  return fd;
}

/** @function fcntl.fcntl(fd, cmd, arg=0, /)
 * Perform the operation `cmd` on file descriptor fd. */
export function fcntlFcntl(fd: Word, cmd: Word, argument: Word): Word {
  const n = descriptorOf(fd);
  if (n < 0) return NULL;
  const command = asI32(cmd);
  const value = argument == NULL ? 0 : asI32(argument);
  if (errorSet()) return NULL;
  let status: i32;
  if (command == 0) status = hostDup(n, value, 1);
  else if (command == 1030) status = hostDup(n, value, 0);
  else if (command == 1) {
    status = hostGetInheritable(n);
    if (status >= 0) status = status ? 0 : 1;
  } else if (command == 2) status = hostSetInheritable(n, (value & 1) ^ 1);
  else if (command == 3) status = hostGetStatusFlags(n);
  else if (command == 4) status = hostSetStatusFlags(n, value);
  else if (command == F_GETPIPE_SZ) status = hostGetStatusFlags(n) < 0 ? -9 : PIPE_SIZE;
  else status = -22;
  return status < 0 ? raiseErrno(status) : ofI32(status);
}

/** @function fcntl.ioctl(fd, request, arg=0, mutate_flag=True, /)
 * Perform the operation request on file descriptor fd. */
export function fcntlIoctl(fd: Word, request: Word, argument: Word, mutate: Word): Word {
  return descriptorOf(fd) < 0 ? NULL : raiseErrno(-25);
}

/** @function fcntl.flock(fd, operation, /)
 * Perform the lock operation `operation` on file descriptor `fd`. */
export function fcntlFlock(fd: Word, operation: Word): Word {
  return descriptorOf(fd) < 0 ? NULL : NONE;
}

/** @function fcntl.lockf(fd, cmd, len=0, start=0, whence=0, /)
 * A wrapper around the fcntl() locking calls. */
export function fcntlLockf(fd: Word, cmd: Word, length: Word, start: Word, whence: Word): Word {
  return descriptorOf(fd) < 0 ? NULL : NONE;
}

/** @exec fcntl */
export function fcntlExec(module: Word): i32 {
  const constants = 'LOCK_SH 1;LOCK_EX 2;LOCK_NB 4;LOCK_UN 8;F_DUPFD 0;F_DUPFD_CLOEXEC 1030;F_GETFD 1;F_SETFD 2;F_GETFL 3;F_SETFL 4;F_GETLK 5;F_SETLK 6;F_SETLKW 7;F_RDLCK 0;F_WRLCK 1;F_UNLCK 2;FD_CLOEXEC 1;F_SETPIPE_SZ 1031;F_GETPIPE_SZ 1032;';
  return setConstants(moduleDict(module), constants) ? 0 : -1;
}
