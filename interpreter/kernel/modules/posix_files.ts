// posix: files by name, directories, stat.

import { FALSE, NONE, NULL, TRUE, Word, address, fromAddress, ofBool, ofFloat, ofInt, toInt } from '../layout/word';
import { own, release } from '../counting/counts';
import { allocBlock, freeBlock } from '../memory/blocks';
import { KIND_RAW } from '../memory/classes';
import { freeObject, newObject } from '../memory/objects';
import { enter, leave } from '../sync/critical';
import { visit } from '../collector/visit';
import {
  T_DIR_ENTRY, T_FILE_NOT_FOUND_ERROR, T_INT, T_NOT_IMPLEMENTED_ERROR, T_SCANDIR_ITERATOR, T_TUPLE, T_TYPE_ERROR,
  T_VALUE_ERROR,
} from '../generated/types';
import { arg } from '../eval/call';
import { clearError, errorMatches, errorSet, formatText, memoryError, raise } from '../eval/errors';
import { newBytesFrom } from '../objects/bytes/new';
import { intFromI64, intFromU64 } from '../objects/int/new';
import { listAppend, newList } from '../objects/list/core';
import { asF64, asI32, asI64, isInstance, iter, next, truth } from '../objects/protocol';
import { charAt, strLength } from '../objects/str/access';
import { newText, strFromUtf8 } from '../objects/str/new';
import { newStruct, newStructType, structInit } from '../objects/structseq';
import { tupleGet, tupleSize } from '../objects/tuple';
import { KEPT_STAT, keep, kept } from '../process/kept';
import { kernelFree, resultBytes, resultLength, resultStatus, resultText } from '../process/result';
import { noneOr, raiseErrno, raiseErrnoFor, raiseErrnoForTwo } from './os_error';
import { pathArgument, pathResult, pathWasBytes } from './paths';

// @ts-ignore: decorator
@external('host', 'stat')
declare function hostStat(path: usize, follow: u32, target: usize): i32;
// @ts-ignore: decorator
@external('host', 'fstat')
declare function hostFstat(fd: i32, target: usize): i32;
// @ts-ignore: decorator
@external('host', 'access')
declare function hostAccess(path: usize, mode: i32): i32;
// @ts-ignore: decorator
@external('host', 'mkdir')
declare function hostMkdir(path: usize, mode: i32): i32;
// @ts-ignore: decorator
@external('host', 'rmdir')
declare function hostRmdir(path: usize): i32;
// @ts-ignore: decorator
@external('host', 'unlink')
declare function hostUnlink(path: usize): i32;
// @ts-ignore: decorator
@external('host', 'rename')
declare function hostRename(from: usize, to: usize): i32;
// @ts-ignore: decorator
@external('host', 'link')
declare function hostLink(from: usize, to: usize): i32;
// @ts-ignore: decorator
@external('host', 'symlink')
declare function hostSymlink(target: usize, path: usize): i32;
// @ts-ignore: decorator
@external('host', 'chmod')
declare function hostChmod(path: usize, mode: i32): i32;
// @ts-ignore: decorator
@external('host', 'fchmod')
declare function hostFchmod(fd: i32, mode: i32): i32;
// @ts-ignore: decorator
@external('host', 'chown')
declare function hostChown(path: usize, uid: i32, gid: i32): i32;
// @ts-ignore: decorator
@external('host', 'utime')
declare function hostUtime(path: usize, access: f64, modified: f64): i32;
// @ts-ignore: decorator
@external('host', 'truncate')
declare function hostTruncate(path: usize, length: i64): i32;
// @ts-ignore: decorator
@external('host', 'readlink')
declare function hostReadlink(path: usize): usize;
// @ts-ignore: decorator
@external('host', 'readdir')
declare function hostReaddir(path: usize): usize;

// ---- stat ---------------------------------------------------------------------------------------------------------------

/** Fields that the host writes: i64 each. */
// @ts-ignore: decorator
@inline const STAT_BYTES: usize = 13 * 8;

/** Makes os.stat_result; called when the module is made. */
export function makeStatType(): bool {
  const type = newStructType('os', 'stat_result',
    'st_mode,st_ino,st_dev,st_nlink,st_uid,st_gid,st_size,-,-,-;st_atime,st_mtime,st_ctime,st_atime_ns,st_mtime_ns,st_ctime_ns,st_blksize,st_blocks,st_rdev',
    'stat_result: Result from stat, fstat, or lstat.');
  return type != NULL && keep(KEPT_STAT, type);
}

function statResult(fields: usize): Word {
  const p = newStruct(kept(KEPT_STAT));
  if (p == 0) return NULL;
  for (let i: u32 = 0; i < 7; i++) structInit(p, i, intFromU64(load<u64>(fields + (<usize>i << 3))));
  for (let i: u32 = 0; i < 3; i++) {
    const ns = load<i64>(fields + (<usize>(7 + i) << 3));
    structInit(p, 7 + i, ofInt(ns / 1_000_000_000));
    structInit(p, 10 + i, ofFloat(<f64>(ns / 1_000_000_000) + <f64>(ns % 1_000_000_000) * 1e-9));
    structInit(p, 13 + i, intFromI64(ns));
  }
  for (let i: u32 = 0; i < 3; i++) structInit(p, 16 + i, intFromI64(load<i64>(fields + (<usize>(10 + i) << 3))));
  return fromAddress(p);
}

function statPath(path: Word, follow: u32, what: string): Word {
  const fields = allocBlock(KIND_RAW, STAT_BYTES);
  if (fields == 0) return memoryError();
  let result: Word = NULL;
  if (isInstance(path, T_INT)) {
    const fd = asI32(path);
    if (fd != -1 || !errorSet()) {
      const status = hostFstat(fd, fields);
      result = status < 0 ? raiseErrnoFor(status, path) : statResult(fields);
    }
  } else {
    const name = pathArgument(path, what);
    if (name != NULL) {
      const status = hostStat(address(name), follow, fields);
      result = status < 0 ? raiseErrnoFor(status, path) : statResult(fields);
      release(name);
    }
  }
  freeBlock(fields);
  return result;
}

/** False with NotImplementedError if a directory descriptor is given. */
function noDirFd(dirFd: Word): bool {
  if (dirFd == NULL || dirFd == NONE) return true;
  raise(T_NOT_IMPLEMENTED_ERROR, 'dir_fd unavailable on this platform');
  return false;
}

/** @function posix.stat(path, *, dir_fd=None, follow_symlinks=True)
 * Perform a stat system call on the given path. */
export function posixStat(path: Word, dirFd: Word, follow: Word): Word {
  if (!noDirFd(dirFd)) return NULL;
  const yes = follow == NULL ? 1 : truth(follow);
  return yes < 0 ? NULL : statPath(path, <u32>yes, 'stat: path should be string, bytes, os.PathLike or integer');
}

/** @function posix.lstat(path, *, dir_fd=None)
 * Perform a stat system call on the given path, without following symbolic links. */
export function posixLstat(path: Word, dirFd: Word): Word {
  return noDirFd(dirFd) ? statPath(path, 0, 'lstat: path should be string, bytes or os.PathLike') : NULL;
}

/** @function posix.fstat(fd)
 * Perform a stat system call on the given file descriptor. */
export function posixFstat(fd: Word): Word {
  const n = asI32(fd);
  if (n == -1 && errorSet()) return NULL;
  const fields = allocBlock(KIND_RAW, STAT_BYTES);
  if (fields == 0) return memoryError();
  const status = hostFstat(n, fields);
  const result = status < 0 ? raiseErrno(status) : statResult(fields);
  freeBlock(fields);
  return result;
}

// ---- one path -------------------------------------------------------------------------------------------------------------

/** @function posix.access(path, mode, *, dir_fd=None, effective_ids=False, follow_symlinks=True)
 * Use the real uid/gid to test for access to a path. */
export function posixAccess(path: Word, mode: Word, dirFd: Word, effective: Word, follow: Word): Word {
  if (!noDirFd(dirFd)) return NULL;
  const bits = asI32(mode);
  if (bits == -1 && errorSet()) return NULL;
  const name = pathArgument(path, 'access: path should be string, bytes or os.PathLike');
  if (name == NULL) return NULL;
  const status = hostAccess(address(name), bits);
  release(name);
  return ofBool(status == 0);
}

function modeOr(mode: Word, fallback: i32): i32 {
  return mode == NULL ? fallback : asI32(mode);
}

/** None, or OSError for the path as it was given. */
function donePath(status: i32, name: Word, path: Word): Word {
  release(name);
  return status < 0 ? raiseErrnoFor(status, path) : NONE;
}

/** @function posix.mkdir(path, mode=511, *, dir_fd=None)
 * Create a directory. */
export function posixMkdir(path: Word, mode: Word, dirFd: Word): Word {
  if (!noDirFd(dirFd)) return NULL;
  const bits = modeOr(mode, 511);
  if (bits == -1 && errorSet()) return NULL;
  const name = pathArgument(path, 'mkdir: path should be string, bytes or os.PathLike');
  return name == NULL ? NULL : donePath(hostMkdir(address(name), bits), name, path);
}

/** @function posix.rmdir(path, *, dir_fd=None)
 * Remove a directory. */
export function posixRmdir(path: Word, dirFd: Word): Word {
  if (!noDirFd(dirFd)) return NULL;
  const name = pathArgument(path, 'rmdir: path should be string, bytes or os.PathLike');
  return name == NULL ? NULL : donePath(hostRmdir(address(name)), name, path);
}

/** @function posix.unlink(path, *, dir_fd=None)
 * Remove a file (same as remove()). */
export function posixUnlink(path: Word, dirFd: Word): Word {
  if (!noDirFd(dirFd)) return NULL;
  const name = pathArgument(path, 'unlink: path should be string, bytes or os.PathLike');
  return name == NULL ? NULL : donePath(hostUnlink(address(name)), name, path);
}

/** @function posix.remove(path, *, dir_fd=None)
 * Remove a file (same as unlink()). */
export function posixRemove(path: Word, dirFd: Word): Word {
  if (!noDirFd(dirFd)) return NULL;
  const name = pathArgument(path, 'remove: path should be string, bytes or os.PathLike');
  return name == NULL ? NULL : donePath(hostUnlink(address(name)), name, path);
}

/** @function posix.chmod(path, mode, *, dir_fd=None, follow_symlinks=True)
 * Change the access permissions of a file. */
export function posixChmod(path: Word, mode: Word, dirFd: Word, follow: Word): Word {
  if (!noDirFd(dirFd)) return NULL;
  const bits = asI32(mode);
  if (bits == -1 && errorSet()) return NULL;
  if (isInstance(path, T_INT)) {
    const fd = asI32(path);
    return fd == -1 && errorSet() ? NULL : noneOr(hostFchmod(fd, bits));
  }
  const name = pathArgument(path, 'chmod: path should be string, bytes, os.PathLike or integer');
  return name == NULL ? NULL : donePath(hostChmod(address(name), bits), name, path);
}

/** @function posix.fchmod(fd, mode)
 * Change the access permissions of the file given by file descriptor fd. */
export function posixFchmod(fd: Word, mode: Word): Word {
  const n = asI32(fd);
  const bits = asI32(mode);
  if ((n == -1 || bits == -1) && errorSet()) return NULL;
  return noneOr(hostFchmod(n, bits));
}

/** @function posix.chown(path, uid, gid, *, dir_fd=None, follow_symlinks=True)
 * Change the owner and group id of path to the numeric uid and gid. */
export function posixChown(path: Word, uid: Word, gid: Word, dirFd: Word, follow: Word): Word {
  if (!noDirFd(dirFd)) return NULL;
  const user = asI32(uid);
  const group = asI32(gid);
  if (errorSet()) return NULL;
  const name = pathArgument(path, 'chown: path should be string, bytes, os.PathLike or integer');
  return name == NULL ? NULL : donePath(hostChown(address(name), user, group), name, path);
}

/** @function posix.truncate(path, length)
 * Truncate a file, specified by path, to a specific length. */
export function posixTruncate(path: Word, length: Word): Word {
  const n = asI64(length);
  if (n == -1 && errorSet()) return NULL;
  const name = pathArgument(path, 'truncate: path should be string, bytes, os.PathLike or integer');
  return name == NULL ? NULL : donePath(hostTruncate(address(name), n), name, path);
}

// @ts-ignore: decorator
@external('host', 'realtimeNs')
declare function realtimeNs(): i64;

/** @function posix.utime(path, times=None, *, ns=None, dir_fd=None, follow_symlinks=True)
 * Set the access and modified time of path. */
export function posixUtime(path: Word, times: Word, ns: Word, dirFd: Word, follow: Word): Word {
  if (!noDirFd(dirFd)) return NULL;
  let access: f64;
  let modified: f64;
  const both = ns != NULL && ns != NONE ? ns : times;
  if (both == NULL || both == NONE) access = modified = <f64>realtimeNs() * 1e-9;
  else {
    if (ns != NULL && ns != NONE && times != NULL && times != NONE) return raise(T_VALUE_ERROR, "utime: you may specify either 'times' or 'ns' but not both");
    if (!isInstance(both, T_TUPLE) || tupleSize(address(both)) != 2) {
      return raise(T_TYPE_ERROR, both == ns ? "utime: 'ns' must be a tuple of two ints" : "utime: 'times' must be either a tuple of two ints or None");
    }
    access = asF64(tupleGet(address(both), 0));
    modified = asF64(tupleGet(address(both), 1));
    if (errorSet()) return NULL;
    if (both == ns) {
      access *= 1e-9;
      modified *= 1e-9;
    }
  }
  const name = pathArgument(path, 'utime: path should be string, bytes, os.PathLike or integer');
  return name == NULL ? NULL : donePath(hostUtime(address(name), access, modified), name, path);
}

/** @function posix.readlink(path, *, dir_fd=None)
 * Return a string representing the path to which the symbolic link points. */
export function posixReadlink(path: Word, dirFd: Word): Word {
  if (!noDirFd(dirFd)) return NULL;
  const name = pathArgument(path, 'readlink: path should be string, bytes or os.PathLike');
  if (name == NULL) return NULL;
  const asBytes = pathWasBytes;
  const block = hostReadlink(address(name));
  release(name);
  if (block == 0) return memoryError();
  const status = -<i32>resultStatus(block);
  if (status < 0) {
    kernelFree(block);
    return raiseErrnoFor(status, path);
  }
  return pathResult(resultText(block), asBytes);
}

// ---- two paths --------------------------------------------------------------------------------------------------------------

function twoPaths(source: Word, target: Word, operation: u32, what: string): Word {
  const from = pathArgument(source, what);
  if (from == NULL) return NULL;
  const to = pathArgument(target, what);
  if (to == NULL) {
    release(from);
    return NULL;
  }
  const status = operation == 0 ? hostRename(address(from), address(to)) : operation == 1 ? hostLink(address(from), address(to)) : hostSymlink(address(from), address(to));
  release(from);
  release(to);
  return status < 0 ? raiseErrnoForTwo(status, source, target) : NONE;
}

/** @function posix.rename(src, dst, *, src_dir_fd=None, dst_dir_fd=None)
 * Rename a file or directory. */
export function posixRename(src: Word, dst: Word, srcDir: Word, dstDir: Word): Word {
  return noDirFd(srcDir) && noDirFd(dstDir) ? twoPaths(src, dst, 0, 'rename: path should be string, bytes or os.PathLike') : NULL;
}
/** @function posix.replace(src, dst, *, src_dir_fd=None, dst_dir_fd=None)
 * Rename a file or directory, overwriting the destination. */
export function posixReplace(src: Word, dst: Word, srcDir: Word, dstDir: Word): Word {
  return noDirFd(srcDir) && noDirFd(dstDir) ? twoPaths(src, dst, 0, 'replace: path should be string, bytes or os.PathLike') : NULL;
}
/** @function posix.link(src, dst, *, src_dir_fd=None, dst_dir_fd=None, follow_symlinks=True)
 * Create a hard link to a file. */
export function posixLink(src: Word, dst: Word, srcDir: Word, dstDir: Word, follow: Word): Word {
  return noDirFd(srcDir) && noDirFd(dstDir) ? twoPaths(src, dst, 1, 'link: path should be string, bytes or os.PathLike') : NULL;
}
/** @function posix.symlink(src, dst, target_is_directory=False, *, dir_fd=None)
 * Create a symbolic link pointing to src named dst. */
export function posixSymlink(src: Word, dst: Word, directory: Word, dirFd: Word): Word {
  return noDirFd(dirFd) ? twoPaths(src, dst, 2, 'symlink: path should be string, bytes or os.PathLike') : NULL;
}

// ---- directories ----------------------------------------------------------------------------------------------------------------

/** The result block of a directory's entries; 0 with an error set. Sets pathWasBytes. */
function readDirectory(path: Word, what: string): usize {
  const given = path == NULL || path == NONE ? newText('.') : own(path);
  if (given == NULL) return 0;
  const name = pathArgument(given, what);
  if (name == NULL) {
    release(given);
    return 0;
  }
  const block = hostReaddir(address(name));
  release(name);
  if (block == 0) memoryError();
  else if (resultStatus(block) != 0) {
    const status = -<i32>resultStatus(block);
    kernelFree(block);
    raiseErrnoFor(status, given);
    release(given);
    return 0;
  }
  release(given);
  return block;
}

/** @function posix.listdir(path=None)
 * Return a list containing the names of the files in the directory. */
export function posixListdir(path: Word): Word {
  const block = readDirectory(path, 'listdir: path should be string, bytes, os.PathLike, integer or None');
  if (block == 0) return NULL;
  const asBytes = pathWasBytes;
  const list = newList(0);
  const end = resultBytes(block) + resultLength(block);
  for (let p = resultBytes(block); list != 0 && p < end; ) {
    const start = ++p;
    while (load<u8>(p) != 0) p++;
    const name = asBytes ? newBytesFrom(start, <u32>(p - start)) : strFromUtf8(start, <u32>(p - start));
    p++;
    if (name == NULL || listAppend(list, name) != 0) {
      release(name);
      kernelFree(block);
      return NULL;
    }
    release(name);
  }
  kernelFree(block);
  return list == 0 ? NULL : fromAddress(list);
}

/** An entry of scandir(). */
// @ts-ignore: decorator
@unmanaged
export class DirEntry {
  type: u32; local: u32; shared: i32; owner: u16; mutex: u8; gc: u8;
  name: Word;
  path: Word;
  /** Results of stat() with and without following links, NULL until asked for. */
  stat: Word;
  lstat: Word;
  /** 1 directory, 2 file, 3 link, 0 other. */
  kind: u32;
  pad0: u32;
}

/** @type DirEntry module=posix in=posix size=offsetof<DirEntry>() flags=GC,DISALLOW_NEW */

/** @slot DirEntry.dealloc */
export function entryDealloc(p: usize): void {
  const entry = changetype<DirEntry>(p);
  release(entry.name);
  release(entry.path);
  release(entry.stat);
  release(entry.lstat);
  freeObject(p);
}
/** @slot DirEntry.traverse */
export function entryTraverse(p: usize): void {
  const entry = changetype<DirEntry>(p);
  visit(entry.name);
  visit(entry.path);
  visit(entry.stat);
  visit(entry.lstat);
}

/** @getter DirEntry.name */
export function entryName(self: Word): Word {
  return own(changetype<DirEntry>(address(self)).name);
}
/** @getter DirEntry.path */
export function entryPath(self: Word): Word {
  return own(changetype<DirEntry>(address(self)).path);
}
/** @method DirEntry.__fspath__(self, /)
 * Returns the path for the entry. */
export function entryFspath(self: Word): Word {
  return own(changetype<DirEntry>(address(self)).path);
}
/** @slot DirEntry.repr */
export function entryRepr(self: Word): Word {
  return formatText('<DirEntry %R>', changetype<DirEntry>(address(self)).name);
}

/** @method DirEntry.stat(self, /, *, follow_symlinks=True)
 * Return stat_result object for the entry; cached per entry. */
export function entryStat(self: Word, follow: Word): Word {
  const yes = follow == NULL ? 1 : truth(follow);
  if (yes < 0) return NULL;
  const entry = changetype<DirEntry>(address(self));
  const at = address(self) + (yes ? offsetof<DirEntry>('stat') : offsetof<DirEntry>('lstat'));
  enter(address(self));
  let result = own(load<u64>(at));
  leave(address(self));
  if (result != NULL) return result;
  result = statPath(entry.path, <u32>yes, 'stat: path should be string, bytes, os.PathLike or integer');
  if (result == NULL) return NULL;
  enter(address(self));
  const other = load<u64>(at);
  if (other == NULL) store<u64>(at, own(result));
  leave(address(self));
  return result;
}

/** 1, 0, or -1 with an error: whether an entry is of a kind, links followed or not. */
function entryIs(self: Word, follow: Word, kind: u32, format: i64): i32 {
  const yes = follow == NULL ? 1 : truth(follow);
  if (yes < 0) return -1;
  const known = changetype<DirEntry>(address(self)).kind;
  if (known != 3 || !yes) {
    if (known != 0) return known == kind ? 1 : 0;
  }
  const stat = entryStat(self, yes ? TRUE : FALSE);
  if (stat == NULL) {
    if (!errorMatches(T_FILE_NOT_FOUND_ERROR)) return -1;
    clearError();
    return 0;
  }
  const mode = toInt(tupleGet(address(stat), 0));
  release(stat);
  return (mode & 0o170000) == format ? 1 : 0;
}

/** @method DirEntry.is_dir(self, /, *, follow_symlinks=True)
 * Return True if the entry is a directory; cached per entry. */
export function entryIsDir(self: Word, follow: Word): Word {
  const answer = entryIs(self, follow, 1, 0o040000);
  return answer < 0 ? NULL : ofBool(answer != 0);
}
/** @method DirEntry.is_file(self, /, *, follow_symlinks=True)
 * Return True if the entry is a file; cached per entry. */
export function entryIsFile(self: Word, follow: Word): Word {
  const answer = entryIs(self, follow, 2, 0o100000);
  return answer < 0 ? NULL : ofBool(answer != 0);
}
/** @method DirEntry.is_symlink(self, /)
 * Return True if the entry is a symbolic link; cached per entry. */
export function entryIsSymlink(self: Word): Word {
  return ofBool(changetype<DirEntry>(address(self)).kind == 3);
}
/** @method DirEntry.is_junction(self, /)
 * Return True if the entry is a junction; cached per entry. */
export function entryIsJunction(self: Word): Word {
  return FALSE;
}
/** @method DirEntry.inode(self, /)
 * Return inode of the entry; cached per entry. */
export function entryInode(self: Word): Word {
  const stat = entryStat(self, FALSE);
  if (stat == NULL) return NULL;
  const inode = own(tupleGet(address(stat), 1));
  release(stat);
  return inode;
}

/** Iterator of scandir(): an iterator over a list that was read at once, and a context manager. */
// @ts-ignore: decorator
@unmanaged
export class ScandirIterator {
  type: u32; local: u32; shared: i32; owner: u16; mutex: u8; gc: u8;
  iterator: Word;
}

/** @type ScandirIterator module=posix size=offsetof<ScandirIterator>() flags=GC,DISALLOW_NEW */

/** @slot ScandirIterator.dealloc */
export function scandirDealloc(p: usize): void {
  release(changetype<ScandirIterator>(p).iterator);
  freeObject(p);
}
/** @slot ScandirIterator.traverse */
export function scandirTraverse(p: usize): void {
  visit(changetype<ScandirIterator>(p).iterator);
}
/** @slot ScandirIterator.iter */
export function scandirIter(self: Word): Word {
  return own(self);
}
/** @slot ScandirIterator.iternext */
export function scandirNext(self: Word): Word {
  return next(changetype<ScandirIterator>(address(self)).iterator);
}
/** @method ScandirIterator.close(self, /) */
export function scandirClose(self: Word): Word {
  while (true) {
    const entry = scandirNext(self);
    if (entry == NULL) return errorSet() ? NULL : NONE;
    release(entry);
  }
}
/** @method ScandirIterator.__enter__(self, /) */
export function scandirEnter(self: Word): Word {
  return own(self);
}
/** @method ScandirIterator.__exit__(self, /, *exc_info) */
export function scandirExit(args: usize, nargs: i32, kwnames: Word): Word {
  return scandirClose(arg(args, 0));
}

/** @function posix.scandir(path=None)
 * Return an iterator of DirEntry objects for given path. */
export function posixScandir(path: Word): Word {
  const block = readDirectory(path, 'scandir: path should be string, bytes, os.PathLike, integer or None');
  if (block == 0) return NULL;
  const asBytes = pathWasBytes;
  const folder = path == NULL || path == NONE ? newText('.') : pathArgument(path, 'scandir: path should be string, bytes, os.PathLike, integer or None');
  const list = newList(0);
  const end = resultBytes(block) + resultLength(block);
  const size = strLength(address(folder));
  const slash = size > 0 && charAt(address(folder), size - 1) == 0x2f;
  for (let p = resultBytes(block); p < end; ) {
    const kind = <u32>load<u8>(p);
    const start = ++p;
    while (load<u8>(p) != 0) p++;
    const name = strFromUtf8(start, <u32>(p - start));
    p++;
    const full = name == NULL ? NULL : formatText(slash ? '%U%U' : '%U/%U', folder, name);
    const e = full == NULL ? 0 : newObject(T_DIR_ENTRY, offsetof<DirEntry>());
    if (e == 0) {
      kernelFree(block);
      return NULL;
    }
    const entry = changetype<DirEntry>(e);
    entry.name = pathResult(name, asBytes);
    entry.path = pathResult(full, asBytes);
    entry.stat = NULL;
    entry.lstat = NULL;
    entry.kind = kind;
    listAppend(list, fromAddress(e));
    release(fromAddress(e));
  }
  kernelFree(block);
  release(folder);
  const iterator = iter(fromAddress(list));
  release(fromAddress(list));
  if (iterator == NULL) return NULL;
  const p = newObject(T_SCANDIR_ITERATOR, offsetof<ScandirIterator>());
  if (p == 0) {
    release(iterator);
    return NULL;
  }
  changetype<ScandirIterator>(p).iterator = iterator;
  return fromAddress(p);
}
