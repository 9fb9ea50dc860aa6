// FileIO: a descriptor of the host's table as a raw stream.

import { BYTES_DATA } from '../../layout/text';
import { FALSE, NONE, NULL, TRUE, Word, address, fromAddress, ofBool, ofI32, ofInt, isFloat } from '../../layout/word';
import { control } from '../../layout/control';
import { release } from '../../counting/counts';
import { allocBlock, freeBlock, reallocBlock, KIND_RAW } from '../../memory/blocks';
import { freeObject } from '../../memory/objects';
import { traverseOwnAttributes, releaseOwnAttributes } from '../../objects/type/attributes';
import { N_name } from '../../generated/names';
import {
  T_BOOL, T_RESOURCE_WARNING, T_RUNTIME_ERROR, T_RUNTIME_WARNING, T_TYPE_ERROR, T_VALUE_ERROR, T_WARNING,
} from '../../generated/types';
import { call2 } from '../../eval/call';
import { parseArgs } from '../../eval/arguments';
import { clearError, errorMatches, errorSet, formatText, memoryError, raise, raisef, takeError } from '../../eval/errors';
import { writeUnraisable } from '../../eval/unraisable';
import { warn, warnText } from '../../eval/warnings';
import { Buffer, bufferRelease, getBuffer } from '../../objects/buffer';
import { newBytes, newBytesFrom, emptyBytes } from '../../objects/bytes/new';
import { intFromI64 } from '../../objects/int/new';
import { asI32, asI64, isInstance, isIntLike, isStr, lookupAttr, setAttr, shortTypeName, truth } from '../../objects/protocol';
import { enterRepr, leaveRepr } from '../../objects/recursion';
import { charAt, strLength } from '../../objects/str/access';
import { newText } from '../../objects/str/new';
import { allocVar } from '../../objects/type/alloc';
import { raiseErrno, raiseErrnoFor } from '../os_error';
import { pathArgument } from '../paths';
import {
  closeFile, isTerminal, openFile, raiseStatus, readFile, seekFile, setInheritable, truncateFile, writeFile,
} from '../posix_descriptors';
import { BAD_SIZE, chainError, raiseUnsupported, sizeArgument } from './base';
import { ioBaseClose, clearOwnAttributes, writableBuffer } from './io_base';

// @ts-ignore: decorator
@external('host', 'fstat')
declare function hostFstat(fd: i32, target: usize): i32;

/** @type _io.FileIO base=_RawIOBase in=_io size=offsetof<FileIO>() attrs=dict flags=BASE,GC weakref
 * Open a file.
 *
 * The mode can be 'r' (default), 'w', 'x' or 'a' for reading,
 * writing, exclusive creation or appending.  The file will be created if it
 * doesn't exist when opened for writing or appending; it will be truncated
 * when opened for writing.  Add a '+' to the mode to allow simultaneous
 * reading and writing. */

// @ts-ignore: decorator
@unmanaged
export class FileIO {
  type: u32; local: u32; shared: i32; owner: u16; mutex: u8; gc: u8;
  /** 16: -1 when closed. */
  fd: i32;
  /** 20: what the system reads at once. */
  blockSize: u32;
  created: u8; readable: u8; writable: u8; appending: u8; // 24
  /** 28: 0 no, 1 yes, 2 not known yet. */
  seekable: u8;
  closeFd: u8; finalizing: u8;
  /** 31: 1 for a regular file. */
  regular: u8;
}

// @ts-ignore: decorator
@inline const DEFAULT_BLOCK: u32 = 8192;
// @ts-ignore: decorator
@inline const EAGAIN: i32 = -11;
// @ts-ignore: decorator
@inline const EBADF: i32 = -9;
// @ts-ignore: decorator
@inline const EISDIR: i32 = -21;
// @ts-ignore: decorator
@inline const ESPIPE: i64 = -29;
// @ts-ignore: decorator
@inline const O_WRONLY: i32 = 1;
// @ts-ignore: decorator
@inline const O_RDWR: i32 = 2;
// @ts-ignore: decorator
@inline const O_CREAT: i32 = 0x40;
// @ts-ignore: decorator
@inline const O_EXCL: i32 = 0x80;
// @ts-ignore: decorator
@inline const O_TRUNC: i32 = 0x200;
// @ts-ignore: decorator
@inline const O_APPEND: i32 = 0x400;
// @ts-ignore: decorator
@inline const O_CLOEXEC: i32 = 0x80000;

// @ts-ignore: decorator
@inline function file(w: Word): FileIO { return changetype<FileIO>(address(w)); }

export function fileIsClosed(p: usize): bool { return atomic.load<i32>(p, 16) < 0; }

/** @new FileIO */
export function fileIoNew(type: Word, args: usize, nargs: i32, kwnames: Word): Word {
  const p = allocVar(<u32>type, 0);
  if (p == 0) return NULL;
  changetype<FileIO>(p).fd = -1;
  changetype<FileIO>(p).seekable = 2;
  changetype<FileIO>(p).blockSize = DEFAULT_BLOCK;
  return fromAddress(p);
}

/** @slot FileIO.dealloc */
export function fileIoDealloc(p: usize): void {
  releaseOwnAttributes(p);
  freeObject(p);
}
/** @slot FileIO.traverse */
export function fileIoTraverse(p: usize): void { traverseOwnAttributes(p); }
/** @slot FileIO.clear */
export function fileIoClear(p: usize): void { clearOwnAttributes(p); }

/** Sets what a mode says and gives the flags of open; -1 with an error set. */
function parseMode(s: FileIO, mode: Word): i32 {
  const p = address(mode);
  let kind: u32 = 0;
  let plus = false;
  let flags: i32 = 0;
  s.created = 0;
  s.readable = 0;
  s.writable = 0;
  s.appending = 0;
  for (let i: u32 = 0, n = strLength(p); i < n; i++) {
    const c = charAt(p, i);
    if (c == 0x62) continue; // b
    if (c == 0x2b) { // +
      if (plus) return badMode();
      plus = true;
      continue;
    }
    if (c != 0x78 && c != 0x72 && c != 0x77 && c != 0x61) {
      raisef(T_VALUE_ERROR, 'invalid mode: %U', mode);
      return -1;
    }
    if (kind != 0) return badMode();
    kind = c;
  }
  if (kind == 0) return badMode();
  if (kind == 0x72) s.readable = 1;
  else s.writable = 1;
  if (kind == 0x78) {
    s.created = 1;
    flags = O_EXCL | O_CREAT;
  } else if (kind == 0x77) flags = O_CREAT | O_TRUNC;
  else if (kind == 0x61) {
    s.appending = 1;
    flags = O_APPEND | O_CREAT;
  }
  if (plus) s.readable = s.writable = 1;
  return flags | (plus ? O_RDWR : kind == 0x72 ? 0 : O_WRONLY) | O_CLOEXEC;
}

function badMode(): i32 {
  raise(T_VALUE_ERROR, 'Must have exactly one of create/read/write/append mode and at most one plus');
  return -1;
}

/** The descriptor that the argument is; -1: it is none, or an error is set. */
function descriptorOf(name: Word): i32 {
  if (!isIntLike(name)) return -1;
  if (isInstance(name, T_BOOL) && warnText(T_RUNTIME_WARNING, 'bool is used as a file descriptor', 1) < 0) return -1;
  const fd = asI32(name);
  if (fd < 0 && !errorSet()) raise(T_VALUE_ERROR, 'negative file descriptor');
  return fd;
}

/** @init FileIO
 * @signature (file, mode='r', closefd=True, opener=None) */
export function fileIoInit(self: Word, args: usize, nargs: i32, kwnames: Word): i32 {
  const out = allocBlock(KIND_RAW, 32);
  if (out == 0) {
    memoryError();
    return -1;
  }
  const ok = parseArgs(args, nargs, kwnames, "FileIO(file, mode='r', closefd=True, opener=None)", out);
  const name = load<u64>(out), modeArg = load<u64>(out, 8), closeArg = load<u64>(out, 16), opener = load<u64>(out, 24);
  freeBlock(out);
  if (!ok) return -1;
  if (modeArg != NULL && !isStr(modeArg)) {
    raisef(T_TYPE_ERROR, "FileIO() argument 'mode' must be str, not %T", modeArg);
    return -1;
  }
  const closing = closeArg == NULL ? 1 : truth(closeArg);
  if (closing < 0) return -1;
  const mode = modeArg == NULL ? newText('r') : modeArg;
  const status = openInto(self, name, mode, closing != 0, opener == NONE ? NULL : opener);
  if (modeArg == NULL) release(mode);
  return status;
}

/** What init does. The mode is a str; all words are lent. 0, or -1 with an error set. */
export function openInto(self: Word, name: Word, mode: Word, closing: bool, opener: Word): i32 {
  const s = file(self);
  if (s.fd >= 0) {
    if (s.closeFd) {
      const status = closeOwn(s);
      if (status < 0) {
        raiseErrno(status);
        return -1;
      }
    } else s.fd = -1;
  }
  let fd = descriptorOf(name);
  if (fd < 0 && errorSet()) return -1;
  const flags = parseMode(s, mode);
  if (flags < 0) return -1;
  s.seekable = 2;
  s.closeFd = closing ? 1 : 0;
  s.finalizing = 0;
  s.regular = 0;
  s.blockSize = DEFAULT_BLOCK;
  let mine = false;
  if (fd < 0) {
    if (!closing) {
      raise(T_VALUE_ERROR, 'Cannot use closefd=False with file name');
      return -1;
    }
    mine = true;
    if (opener == NULL) {
      const path = pathArgument(name, 'expected str, bytes or os.PathLike object');
      if (path == NULL) return -1;
      fd = openFile(path, flags, 0o666);
      release(path);
      if (fd < 0) {
        raiseStatus(fd, name);
        return -1;
      }
    } else {
      const opened = call2(opener, name, ofI32(flags));
      if (opened == NULL) return -1;
      if (!isIntLike(opened)) {
        release(opened);
        raise(T_TYPE_ERROR, 'expected integer from opener');
        return -1;
      }
      fd = asI32(opened);
      release(opened);
      if (fd < 0) {
        if (!errorSet()) raisef(T_VALUE_ERROR, 'opener returned %d', ofI32(fd));
        return -1;
      }
      const status = setInheritable(fd, false);
      if (status < 0) {
        raiseErrno(status);
        return -1;
      }
    }
  }
  s.fd = fd;
  if (!adopt(self, fd, name)) {
    const error = takeError();
    if (mine) closeOwn(s);
    else s.fd = -1;
    chainError(error);
    return -1;
  }
  // at exit, what the program left open is closed
  if (closing) control().finalizers = 1;
  return 0;
}

/** Looks at what stands behind a descriptor, and keeps its name. */
function adopt(self: Word, fd: i32, name: Word): bool {
  const s = file(self);
  const fields = allocBlock(KIND_RAW, 13 * 8);
  if (fields == 0) {
    memoryError();
    return false;
  }
  const status = hostFstat(fd, fields);
  const format = <i32>load<i64>(fields) & 0o170000;
  const block = load<i64>(fields, 80);
  freeBlock(fields);
  if (status == EBADF) {
    raiseErrno(EBADF);
    return false;
  }
  if (status >= 0) {
    if (format == 0o040000) {
      raiseErrnoFor(EISDIR, name);
      return false;
    }
    s.regular = format == 0o100000 ? 1 : 0;
    if (block > 1 && block < 0x1000_0000) s.blockSize = <u32>block;
  }
  if (setAttr(self, N_name, name) != 0) return false;
  if (s.appending) {
    const at = seekFile(fd, 0, 2);
    if (at < 0 && at != ESPIPE) {
      raiseErrno(<i32>at);
      return false;
    }
  }
  return true;
}

/** Closes the descriptor; 0 or a negated errno. */
function closeOwn(s: FileIO): i32 {
  const fd = atomic.xchg<i32>(changetype<usize>(s), -1, 16);
  return fd < 0 ? 0 : closeFile(fd);
}

/** @method FileIO._dealloc_warn(self, object, /) */
export function fileIoDeallocWarn(self: Word, source: Word): Word {
  if (file(self).fd < 0 || !file(self).closeFd) return NONE;
  const saved = takeError();
  const message = formatText('unclosed file %R', source);
  if (message == NULL || warn(T_RESOURCE_WARNING, message, 1) < 0) {
    // the program wants warnings as errors, but nobody could catch this one
    if (errorMatches(T_WARNING)) writeUnraisable(source);
    else clearError();
  }
  chainError(saved);
  return NONE;
}

/** @method FileIO.close(self, /)
 * Close the file.
 *
 * A closed file cannot be used for further I/O operations.  close() may be
 * called more than once without error. */
export function fileIoClose(self: Word): Word {
  const s = file(self);
  const flushed = ioBaseClose(self);
  if (!s.closeFd) {
    s.fd = -1;
    return flushed;
  }
  const error = flushed == NULL ? takeError() : NULL;
  if (s.finalizing) fileIoDeallocWarn(self, self);
  const status = closeOwn(s);
  if (status < 0) raiseErrno(status);
  chainError(error);
  return errorSet() ? NULL : NONE;
}

function raiseFileClosed(): Word { return raise(T_VALUE_ERROR, 'I/O operation on closed file'); }

// ---- reading and writing for the native buffers -----------------------------------------------------------------------
// A status below zero is a negated errno, ERROR_SET, or BLOCKED.

/** Nothing can be read or written now without waiting. */
// @ts-ignore: decorator
@inline export const BLOCKED: i64 = -0x7fff_fff0;
// @ts-ignore: decorator
@inline export const FAILED: i64 = -1;

function outcome(n: i32): i64 {
  if (n >= 0) return n;
  if (n == EAGAIN) return BLOCKED;
  raiseStatus(n, NULL);
  return FAILED;
}

/** Reads up to `n` bytes to `target`; FAILED with an error set. */
export function fileReadTo(p: usize, target: usize, n: u32): i64 {
  const s = changetype<FileIO>(p);
  if (s.fd < 0) {
    raiseFileClosed();
    return FAILED;
  }
  if (!s.readable) {
    raiseUnsupported('File not open for reading');
    return FAILED;
  }
  return outcome(readFile(s.fd, target, n));
}

/** Writes up to `n` bytes at `source`; FAILED with an error set. */
export function fileWriteFrom(p: usize, source: usize, n: u32): i64 {
  const s = changetype<FileIO>(p);
  if (s.fd < 0) {
    raiseFileClosed();
    return FAILED;
  }
  if (!s.writable) {
    raiseUnsupported('File not open for writing');
    return FAILED;
  }
  return outcome(writeFile(s.fd, source, n));
}

/** Moves the position; FAILED with an error set. */
export function fileSeekTo(p: usize, offset: i64, whence: i32): i64 {
  const s = changetype<FileIO>(p);
  if (s.fd < 0) {
    raiseFileClosed();
    return FAILED;
  }
  const at = seekFile(s.fd, offset, whence);
  if (s.seekable == 2) s.seekable = at >= 0 ? 1 : 0;
  if (at >= 0) return at;
  raiseErrno(<i32>at);
  return FAILED;
}

// ---- methods ----------------------------------------------------------------------------------------------------------

/** @method FileIO.read(self, size=-1, /)
 * Read at most size bytes, returned as bytes.
 *
 * Only makes one system call, so less data may be returned than requested.
 * In non-blocking mode, returns None if no data is available.
 * Return an empty bytes object at EOF. */
export function fileIoRead(self: Word, size: Word): Word {
  const n = sizeArgument(size);
  if (n == BAD_SIZE) return NULL;
  const s = file(self);
  if (s.fd < 0) return raiseFileClosed();
  if (!s.readable) return raiseUnsupported('File not open for reading');
  if (n < 0) return fileIoReadAll(self);
  const room = <u32>min<i64>(n, 0x7fff_0000);
  const p = newBytes(room);
  if (p == 0) return NULL;
  const got = fileReadTo(address(self), p + BYTES_DATA, room);
  if (got == <i64>room) return fromAddress(p);
  const result = got < 0 ? (got == BLOCKED ? NONE : NULL) : newBytesFrom(p + BYTES_DATA, <u32>got);
  release(fromAddress(p));
  return result;
}

/** @method FileIO.readall(self, /)
 * Read all data from the file, returned as bytes.
 *
 * In non-blocking mode, returns as much as is immediately available,
 * or None if no data is available.  Return an empty bytes object at EOF. */
export function fileIoReadAll(self: Word): Word {
  const s = file(self);
  if (s.fd < 0) return raiseFileClosed();
  if (!s.readable) return raiseUnsupported('File not open for reading');
  let room: usize = DEFAULT_BLOCK;
  if (s.regular) {
    const fields = allocBlock(KIND_RAW, 13 * 8);
    if (fields == 0) return memoryError();
    const at = seekFile(s.fd, 0, 1);
    if (hostFstat(s.fd, fields) == 0 && at >= 0) {
      const left = load<i64>(fields, 48) - at;
      if (left > 0) room = <usize>min<i64>(left + 1, 0x7fff_0000);
    }
    freeBlock(fields);
  }
  let block = allocBlock(KIND_RAW, room);
  if (block == 0) return memoryError();
  let total: usize = 0;
  let blocked = false;
  while (true) {
    if (total == room) {
      room += room < 0x1_0000 ? 0x1_0000 : room >> 1;
      const bigger = room > 0x7fff_0000 ? 0 : reallocBlock(KIND_RAW, block, room);
      if (bigger == 0) {
        freeBlock(block);
        return memoryError();
      }
      block = bigger;
    }
    const got = fileReadTo(address(self), block + total, <u32>(room - total));
    if (got == BLOCKED) {
      blocked = true;
      break;
    }
    if (got < 0) {
      freeBlock(block);
      return NULL;
    }
    if (got == 0) break;
    total += <usize>got;
  }
  const result = total == 0 ? (blocked ? NONE : emptyBytes()) : newBytesFrom(block, <u32>total);
  freeBlock(block);
  return result;
}

/** @method FileIO.readinto(self, buffer, /)
 * Same as RawIOBase.readinto(). */
export function fileIoReadInto(self: Word, target: Word): Word {
  const b = writableBuffer(target, 'readinto');
  if (b == 0) return NULL;
  const got = fileReadTo(address(self), changetype<Buffer>(b).data, changetype<Buffer>(b).size);
  bufferRelease(b);
  return got >= 0 ? ofInt(got) : got == BLOCKED ? NONE : NULL;
}

/** @method FileIO.write(self, b, /)
 * Write buffer b to file, return number of bytes written.
 *
 * Only makes one system call, so not all of the data may be written.
 * The number of bytes actually written is returned.  In non-blocking mode,
 * returns None if the write would block. */
export function fileIoWrite(self: Word, data: Word): Word {
  const s = file(self);
  if (s.fd < 0) return raiseFileClosed();
  if (!s.writable) return raiseUnsupported('File not open for writing');
  const b = getBuffer(data);
  if (b == 0) return NULL;
  const n = fileWriteFrom(address(self), changetype<Buffer>(b).data, changetype<Buffer>(b).size);
  bufferRelease(b);
  return n >= 0 ? ofInt(n) : n == BLOCKED ? NONE : NULL;
}

/** @method FileIO.seek(self, pos, whence=0, /)
 * Move to new file position and return the file position.
 *
 * Argument offset is a byte count.  Optional argument whence defaults to
 * SEEK_SET or 0 (offset from start of file, offset should be >= 0); other values
 * are SEEK_CUR or 1 (move relative to current position, positive or negative),
 * and SEEK_END or 2 (move relative to end of file, usually negative, although
 * many platforms allow seeking beyond the end of a file).
 *
 * Note that not all file objects are seekable. */
export function fileIoSeek(self: Word, pos: Word, whence: Word): Word {
  if (file(self).fd < 0) return raiseFileClosed();
  const how = whence == NULL ? 0 : asI32(whence);
  if (how == -1 && errorSet()) return NULL;
  if (isFloat(pos)) return raise(T_TYPE_ERROR, 'an integer is required');
  const offset = asI64(pos);
  if (offset == -1 && errorSet()) return NULL;
  const at = fileSeekTo(address(self), offset, how);
  return at < 0 ? NULL : intFromI64(at);
}

/** @method FileIO.tell(self, /)
 * Current file position.
 *
 * Can raise OSError for non seekable files. */
export function fileIoTell(self: Word): Word {
  const at = fileSeekTo(address(self), 0, 1);
  return at < 0 ? NULL : intFromI64(at);
}

/** @method FileIO.truncate(self, size=None, /)
 * Truncate the file to at most size bytes and return the truncated size.
 *
 * Size defaults to the current file position, as returned by tell().
 * The current file position is changed to the value of size. */
export function fileIoTruncate(self: Word, size: Word): Word {
  const s = file(self);
  if (s.fd < 0) return raiseFileClosed();
  if (!s.writable) return raiseUnsupported('File not open for writing');
  const limit = size == NULL || size == NONE ? fileSeekTo(address(self), 0, 1) : asI64(size);
  if (limit == -1 && errorSet()) return NULL;
  const status = limit < 0 ? -22 : truncateFile(s.fd, limit);
  return status < 0 ? raiseErrno(status) : intFromI64(limit);
}

/** @method FileIO.readable(self, /)
 * True if file was opened in a read mode. */
export function fileIoReadable(self: Word): Word {
  return file(self).fd < 0 ? raiseFileClosed() : ofBool(file(self).readable != 0);
}
/** @method FileIO.writable(self, /)
 * True if file was opened in a write mode. */
export function fileIoWritable(self: Word): Word {
  return file(self).fd < 0 ? raiseFileClosed() : ofBool(file(self).writable != 0);
}
/** @method FileIO.seekable(self, /)
 * True if file supports random-access. */
export function fileIoSeekable(self: Word): Word {
  const s = file(self);
  if (s.fd < 0) return raiseFileClosed();
  if (s.seekable == 2) s.seekable = seekFile(s.fd, 0, 1) >= 0 ? 1 : 0;
  return ofBool(s.seekable != 0);
}
/** @method FileIO.fileno(self, /)
 * Return the underlying file descriptor (an integer). */
export function fileIoFileno(self: Word): Word {
  return file(self).fd < 0 ? raiseFileClosed() : ofI32(file(self).fd);
}
/** @method FileIO.isatty(self, /)
 * True if the file is connected to a TTY device. */
export function fileIoIsatty(self: Word): Word {
  const s = file(self);
  if (s.fd < 0) return raiseFileClosed();
  return ofBool(!s.regular && isTerminal(s.fd) > 0);
}

/** @getter FileIO.closed
 * True if the file is closed */
export function fileIoClosed(self: Word): Word { return ofBool(file(self).fd < 0); }
/** @getter FileIO.closefd
 * True if the file descriptor will be closed by close(). */
export function fileIoCloseFd(self: Word): Word { return ofBool(file(self).closeFd != 0); }
/** @getter FileIO.mode
 * String giving the file mode */
export function fileIoMode(self: Word): Word {
  const s = file(self);
  if (s.created) return newText(s.readable ? 'xb+' : 'xb');
  if (s.appending) return newText(s.readable ? 'ab+' : 'ab');
  if (s.readable) return newText(s.writable ? 'rb+' : 'rb');
  return newText('wb');
}
/** @member FileIO._blksize
 * Stat st_blksize if available */
export function fileIoBlockSize(self: Word): Word { return ofInt(file(self).blockSize); }
/** @setter FileIO._blksize */
export function fileIoSetBlockSize(self: Word, value: Word): i32 {
  const n = value == NULL ? -1 : asI32(value);
  if (n < 0) {
    if (!errorSet()) raise(T_VALUE_ERROR, 'a size is not negative');
    return -1;
  }
  file(self).blockSize = <u32>n;
  return 0;
}
/** @member FileIO._finalizing */
export function fileIoFinalizing(self: Word): Word { return ofBool(file(self).finalizing != 0); }
/** @setter FileIO._finalizing */
export function fileIoSetFinalizing(self: Word, value: Word): i32 {
  const on = value == NULL ? -1 : truth(value);
  if (on < 0) return -1;
  file(self).finalizing = <u8>on;
  return 0;
}

/** @slot FileIO.repr */
export function fileIoRepr(self: Word): Word {
  const s = file(self);
  if (s.fd < 0) return formatText('<%T [closed]>', self);
  const name = lookupAttr(self, N_name);
  if (name == NULL && errorSet()) return NULL;
  const mode = fileIoMode(self);
  const closing = s.closeFd ? TRUE : FALSE;
  let text: Word = NULL;
  if (name == NULL) text = formatText("<%T fd=%d mode='%U' closefd=%R>", self, ofI32(s.fd), mode, closing);
  else {
    const seen = enterRepr(self);
    if (seen == 0) {
      text = formatText("<%T name=%R mode='%U' closefd=%R>", self, name, mode, closing);
      leaveRepr(self);
    } else if (seen > 0) raisef(T_RUNTIME_ERROR, 'reentrant call inside %T.__repr__', self);
    release(name);
  }
  release(mode);
  return text;
}

/** A stream can not be copied or pickled: TypeError. */
export function refusePickle(self: Word): Word {
  const name = shortTypeName(self);
  raisef(T_TYPE_ERROR, "cannot pickle '%U' instances", name);
  release(name);
  return NULL;
}
/** @method FileIO.__reduce__(self, /) */
export function fileIoReduce(self: Word): Word { return refusePickle(self); }
/** @method FileIO.__reduce_ex__(self, object, /) */
export function fileIoReduceEx(self: Word, protocol: Word): Word { return refusePickle(self); }
