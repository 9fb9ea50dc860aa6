// posix: descriptors.

import { control } from '../layout/control';
import { BYTES_DATA, Bytes } from '../layout/text';
import { NONE, NULL, Word, address, fromAddress, ofBool, ofI32 } from '../layout/word';
import { own, release } from '../counting/counts';
import { allocBlock, freeBlock } from '../memory/blocks';
import { KIND_RAW } from '../memory/classes';
import { attach, detach, takeSafePoint } from '../sync/world';
import { T_BYTES, T_NOT_IMPLEMENTED_ERROR, T_TYPE_ERROR } from '../generated/types';
import { call1 } from '../eval/call';
import { errorSet, memoryError, raise, raisef } from '../eval/errors';
import { supportsBuffer } from '../objects/buffer';
import { newBytesFrom } from '../objects/bytes/new';
import { intFromI64 } from '../objects/int/new';
import { asI32, asI64, isInstance, truth } from '../objects/protocol';
import { newText } from '../objects/str/new';
import { tuple2 } from '../objects/tuple';
import { noneOr, raiseErrno, raiseErrnoFor } from './os_error';
import { pathArgument } from './paths';

// @ts-ignore: decorator
@external('host', 'open')
declare function hostOpen(path: usize, flags: i32, mode: i32): i32;
// @ts-ignore: decorator
@external('host', 'close')
declare function hostClose(fd: i32): i32;
// @ts-ignore: decorator
@external('host', 'read')
declare function hostRead(fd: i32, target: usize, length: u32): i32;
// @ts-ignore: decorator
@external('host', 'pread')
declare function hostPread(fd: i32, target: usize, length: u32, position: i64): i32;
// @ts-ignore: decorator
@external('host', 'write')
declare function hostWrite(fd: i32, source: usize, length: u32): i32;
// @ts-ignore: decorator
@external('host', 'pwrite')
declare function hostPwrite(fd: i32, source: usize, length: u32, position: i64): i32;
// @ts-ignore: decorator
@external('host', 'lseek')
declare function hostLseek(fd: i32, offset: i64, whence: i32): i64;
// @ts-ignore: decorator
@external('host', 'ftruncate')
declare function hostFtruncate(fd: i32, length: i64): i32;
// @ts-ignore: decorator
@external('host', 'fsync')
declare function hostFsync(fd: i32): i32;
// @ts-ignore: decorator
@external('host', 'isatty')
declare function hostIsatty(fd: i32): i32;
// @ts-ignore: decorator
@external('host', 'dup')
declare function hostDup(fd: i32, from: i32, inheritable: i32): i32;
// @ts-ignore: decorator
@external('host', 'dup2')
declare function hostDup2(fd: i32, target: i32, inheritable: i32): i32;
// @ts-ignore: decorator
@external('host', 'pipe')
declare function hostPipe(target: usize, flags: i32): i32;
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
@inline const O_NONBLOCK: i32 = 0x800;

// ---- for the io module ---------------------------------------------------------------------------------------------------
// These detach while they wait and handle signals; a status below zero is a negated errno, or ERROR_SET.

/** A Python error is set: a signal handler raised. */
// @ts-ignore: decorator
@inline export const ERROR_SET: i32 = -0x7fff_ffff;

/** Opens a path (str, lent); the descriptor is not inheritable. */
export function openFile(path: Word, flags: i32, mode: i32): i32 {
  own(path);
  while (true) {
    detach();
    const fd = hostOpen(address(path), flags, mode);
    attach();
    if (fd != -4) {
      release(path);
      return fd;
    }
    if (!takeSafePoint()) {
      release(path);
      return ERROR_SET;
    }
  }
}

/** Reads up to `length` bytes to `target`, which must stay in place while others run; 0: the end. */
export function readFile(fd: i32, target: usize, length: u32): i32 {
  while (true) {
    detach();
    const n = hostRead(fd, target, length);
    attach();
    if (n != -4) return n;
    if (!takeSafePoint()) return ERROR_SET;
  }
}

/** Writes up to `length` bytes from `source`, which must stay in place while others run. */
export function writeFile(fd: i32, source: usize, length: u32): i32 {
  while (true) {
    detach();
    const n = hostWrite(fd, source, length);
    attach();
    if (n != -4) return n;
    if (!takeSafePoint()) return ERROR_SET;
  }
}

export function seekFile(fd: i32, offset: i64, whence: i32): i64 { return hostLseek(fd, offset, whence); }
export function closeFile(fd: i32): i32 { return hostClose(fd); }
export function truncateFile(fd: i32, length: i64): i32 { return hostFtruncate(fd, length); }
/** 1, 0 or a negated errno. */
export function isTerminal(fd: i32): i32 { return hostIsatty(fd); }
export function setInheritable(fd: i32, value: bool): i32 { return hostSetInheritable(fd, value ? 1 : 0); }

/** Raises what a status below zero says; returns NULL. */
export function raiseStatus(status: i32, filename: Word): Word {
  return status == ERROR_SET ? NULL : raiseErrnoFor(status, filename);
}

// ---- posix ---------------------------------------------------------------------------------------------------------------

/** @function posix.open(path, flags, mode=511, *, dir_fd=None)
 * Open a file for low level IO.  Returns a file descriptor (integer). */
export function posixOpen(path: Word, flags: Word, mode: Word, dirFd: Word): Word {
  if (dirFd != NULL && dirFd != NONE) return raise(T_NOT_IMPLEMENTED_ERROR, 'dir_fd unavailable on this platform');
  control().finalizers = 1;
  const bits = asI32(flags);
  if (bits == -1 && errorSet()) return NULL;
  const rights = mode == NULL ? 511 : asI32(mode);
  if (rights == -1 && errorSet()) return NULL;
  const name = pathArgument(path, 'open: path should be string, bytes or os.PathLike');
  if (name == NULL) return NULL;
  const fd = openFile(name, bits, rights);
  release(name);
  return fd < 0 ? raiseStatus(fd, path) : ofI32(fd);
}

/** @function posix.close(fd)
 * Close a file descriptor. */
export function posixClose(fd: Word): Word {
  const n = asI32(fd);
  if (n == -1 && errorSet()) return NULL;
  return noneOr(hostClose(n));
}

/** @function posix.closerange(fd_low, fd_high, /)
 * Closes all file descriptors in [fd_low, fd_high), ignoring errors. */
export function posixCloserange(low: Word, high: Word): Word {
  const from = asI32(low);
  const to = asI32(high);
  if (errorSet()) return NULL;
  for (let fd = from < 0 ? 0 : from; fd < (to > 1024 ? 1024 : to); fd++) hostClose(fd);
  return NONE;
}

function readBytes(fd: Word, length: Word, position: i64, positioned: bool): Word {
  const n = asI32(fd);
  const size = asI64(length);
  if (errorSet()) return NULL;
  if (size < 0) return raiseErrno(-22);
  const most = size > 0x7fff_0000 ? <u32>0x7fff_0000 : <u32>size;
  // regular files are no longer than they are: a huge length must not cost a huge block
  const room = most > 0x100_0000 ? <u32>0x100_0000 : most;
  const block = allocBlock(KIND_RAW, room == 0 ? 1 : room);
  if (block == 0) return memoryError();
  let got: i32;
  if (positioned) got = hostPread(n, block, room, position);
  else got = readFile(n, block, room);
  const result = got < 0 ? raiseStatus(got, NULL) : newBytesFrom(block, <u32>got);
  freeBlock(block);
  return result;
}

/** @function posix.read(fd, length, /)
 * Read from a file descriptor.  Returns a bytes object. */
export function posixRead(fd: Word, length: Word): Word {
  return readBytes(fd, length, 0, false);
}

/** @function posix.pread(fd, length, offset, /)
 * Read a number of bytes from a file descriptor starting at a particular offset. */
export function posixPread(fd: Word, length: Word, offset: Word): Word {
  const at = asI64(offset);
  return at == -1 && errorSet() ? NULL : readBytes(fd, length, at, true);
}

/** A copy of a bytes-like object's content as bytes, owned. NULL with TypeError. */
function content(data: Word): Word {
  if (isInstance(data, T_BYTES)) return own(data);
  if (!supportsBuffer(data)) return raisef(T_TYPE_ERROR, "a bytes-like object is required, not '%T'", data);
  return call1(<Word>T_BYTES, data);
}

/** @function posix.write(fd, data, /)
 * Write a bytes object to a file descriptor. */
export function posixWrite(fd: Word, data: Word): Word {
  const n = asI32(fd);
  if (n == -1 && errorSet()) return NULL;
  const bytes = content(data);
  if (bytes == NULL) return NULL;
  const p = address(bytes);
  const written = writeFile(n, p + BYTES_DATA, changetype<Bytes>(p).size);
  release(bytes);
  return written < 0 ? raiseStatus(written, NULL) : ofI32(written);
}

/** @function posix.pwrite(fd, buffer, offset, /)
 * Write bytes to a file descriptor starting at a particular offset. */
export function posixPwrite(fd: Word, buffer: Word, offset: Word): Word {
  const n = asI32(fd);
  const at = asI64(offset);
  if (errorSet()) return NULL;
  const bytes = content(buffer);
  if (bytes == NULL) return NULL;
  const p = address(bytes);
  const written = hostPwrite(n, p + BYTES_DATA, changetype<Bytes>(p).size, at);
  release(bytes);
  return written < 0 ? raiseStatus(written, NULL) : ofI32(written);
}

/** @function posix.lseek(fd, position, whence, /)
 * Set the position of a file descriptor.  Return the new position. */
export function posixLseek(fd: Word, position: Word, whence: Word): Word {
  const n = asI32(fd);
  const offset = asI64(position);
  const how = asI32(whence);
  if (errorSet()) return NULL;
  const at = hostLseek(n, offset, how);
  return at < 0 ? raiseErrno(<i32>at) : intFromI64(at);
}

/** @function posix.ftruncate(fd, length, /)
 * Truncate a file, specified by file descriptor, to a specific length. */
export function posixFtruncate(fd: Word, length: Word): Word {
  const n = asI32(fd);
  const size = asI64(length);
  return errorSet() ? NULL : noneOr(hostFtruncate(n, size));
}

/** @function posix.fsync(fd)
 * Force write of fd to disk. */
export function posixFsync(fd: Word): Word {
  const n = asI32(fd);
  return n == -1 && errorSet() ? NULL : noneOr(hostFsync(n));
}
/** @function posix.fdatasync(fd)
 * Force write of fd to disk without forcing update of metadata. */
export function posixFdatasync(fd: Word): Word {
  return posixFsync(fd);
}

/** @function posix.isatty(fd, /)
 * Return True if the fd is connected to a terminal. */
export function posixIsatty(fd: Word): Word {
  const n = asI32(fd);
  return n == -1 && errorSet() ? NULL : ofBool(hostIsatty(n) > 0);
}

/** @function posix.dup(fd, /)
 * Return a duplicate of a file descriptor. */
export function posixDup(fd: Word): Word {
  const n = asI32(fd);
  if (n == -1 && errorSet()) return NULL;
  const other = hostDup(n, 0, 0);
  return other < 0 ? raiseErrno(other) : ofI32(other);
}

/** @function posix.dup2(fd, fd2, inheritable=True)
 * Duplicate file descriptor. */
export function posixDup2(fd: Word, fd2: Word, inheritable: Word): Word {
  const n = asI32(fd);
  const target = asI32(fd2);
  const inherit = inheritable == NULL ? 1 : truth(inheritable);
  if (errorSet()) return NULL;
  const result = hostDup2(n, target, inherit);
  return result < 0 ? raiseErrno(result) : ofI32(result);
}

function pipePair(flags: i32): Word {
  const pair = allocBlock(KIND_RAW, 8);
  if (pair == 0) return memoryError();
  const status = hostPipe(pair, flags);
  const result = status < 0 ? raiseErrno(status) : fromAddress(tuple2(ofI32(load<i32>(pair)), ofI32(load<i32>(pair, 4))));
  freeBlock(pair);
  return result;
}

/** @function posix.pipe()
 * Create a pipe. */
export function posixPipe(): Word {
  return pipePair(0);
}
/** @function posix.pipe2(flags, /)
 * Create a pipe with flags set atomically. */
export function posixPipe2(flags: Word): Word {
  const bits = asI32(flags);
  return bits == -1 && errorSet() ? NULL : pipePair(bits);
}

/** @function posix.get_inheritable(fd, /)
 * Get the close-on-exe flag of the specified file descriptor. */
export function posixGetInheritable(fd: Word): Word {
  const n = asI32(fd);
  if (n == -1 && errorSet()) return NULL;
  const value = hostGetInheritable(n);
  return value < 0 ? raiseErrno(value) : ofBool(value != 0);
}
/** @function posix.set_inheritable(fd, inheritable, /)
 * Set the inheritable flag of the specified file descriptor. */
export function posixSetInheritable(fd: Word, inheritable: Word): Word {
  const n = asI32(fd);
  const value = truth(inheritable);
  return errorSet() ? NULL : noneOr(hostSetInheritable(n, value));
}
/** @function posix.get_blocking(fd, /)
 * Get the blocking mode of the file descriptor. */
export function posixGetBlocking(fd: Word): Word {
  const n = asI32(fd);
  if (n == -1 && errorSet()) return NULL;
  const flags = hostGetStatusFlags(n);
  return flags < 0 ? raiseErrno(flags) : ofBool((flags & O_NONBLOCK) == 0);
}
/** @function posix.set_blocking(fd, blocking, /)
 * Set the blocking mode of the specified file descriptor. */
export function posixSetBlocking(fd: Word, blocking: Word): Word {
  const n = asI32(fd);
  const value = truth(blocking);
  if (errorSet()) return NULL;
  const flags = hostGetStatusFlags(n);
  if (flags < 0) return raiseErrno(flags);
  return noneOr(hostSetStatusFlags(n, value ? flags & ~O_NONBLOCK : flags | O_NONBLOCK));
}

/** @function posix.device_encoding(fd)
 * Return a string describing the encoding of a terminal's file descriptor. */
export function posixDeviceEncoding(fd: Word): Word {
  const n = asI32(fd);
  if (n == -1 && errorSet()) return NULL;
  return hostIsatty(n) > 0 ? newText('utf-8') : NONE;
}
