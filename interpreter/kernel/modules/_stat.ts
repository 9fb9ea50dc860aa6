// _stat: what a file's mode says, and the numbers of the bits in it, as Linux sets them.

import { NULL, Word, ofBool, ofI32 } from '../layout/word';
import { T_INT, T_OVERFLOW_ERROR, T_TYPE_ERROR } from '../generated/types';
import { errorSet, raise } from '../eval/errors';
import { moduleDict } from '../objects/module';
import { asI64, isInstance } from '../objects/protocol';
import { builderChar, builderFinish, builderNew } from '../objects/str/builder';
import { setConstants } from './posix';

/** @module _stat
 * Constants and functions for the mode, the flags and the result of os.stat(), os.fstat() and os.lstat(). */

const TYPES: string = 'S_IFDIR 16384;S_IFCHR 8192;S_IFBLK 24576;S_IFREG 32768;S_IFIFO 4096;S_IFLNK 40960;S_IFSOCK 49152;S_IFDOOR 0;S_IFPORT 0;S_IFWHT 0;';
const PERMISSIONS: string = 'S_ISUID 2048;S_ISGID 1024;S_ISVTX 512;S_ENFMT 1024;S_IREAD 256;S_IWRITE 128;S_IEXEC 64;S_IRWXU 448;S_IRUSR 256;S_IWUSR 128;S_IXUSR 64;S_IRWXG 56;S_IRGRP 32;S_IWGRP 16;S_IXGRP 8;S_IRWXO 7;S_IROTH 4;S_IWOTH 2;S_IXOTH 1;';
/** Flags of files on BSD and macOS. */
const FLAGS: string = 'UF_SETTABLE 65535;UF_NODUMP 1;UF_IMMUTABLE 2;UF_APPEND 4;UF_OPAQUE 8;UF_NOUNLINK 16;UF_COMPRESSED 32;UF_TRACKED 64;UF_DATAVAULT 128;UF_HIDDEN 32768;SF_SETTABLE 4294901760;SF_ARCHIVED 65536;SF_IMMUTABLE 131072;SF_APPEND 262144;SF_NOUNLINK 1048576;SF_SNAPSHOT 2097152;SF_FIRMLINK 8388608;SF_DATALESS 1073741824;';
/** Places in the tuple that os.stat() returns. */
const FIELDS: string = 'ST_MODE 0;ST_INO 1;ST_DEV 2;ST_NLINK 3;ST_UID 4;ST_GID 5;ST_SIZE 6;ST_ATIME 7;ST_MTIME 8;ST_CTIME 9;';

/** Bits of the mode that tell the type of the file. */
// @ts-ignore: decorator
@inline const TYPE_BITS: i64 = 0xf000;
// @ts-ignore: decorator
@inline const PERMISSION_BITS: i64 = 0xfff;

/** The mode in an int, 0 to 2^32 - 1; -1 with an error set. */
function modeOf(o: Word): i64 {
  if (!isInstance(o, T_INT)) {
    raise(T_TYPE_ERROR, 'an integer is required');
    return -1;
  }
  const mode = asI64(o);
  if (errorSet()) return -1;
  if (mode >= 0 && mode <= 0xffff_ffff) return mode;
  raise(T_OVERFLOW_ERROR, mode < 0 ? "can't convert negative value to unsigned int" : 'mode out of range');
  return -1;
}

/** Whether the type in `o`'s mode is `type`; NULL with an error set. */
function isType(o: Word, type: i64): Word {
  const mode = modeOf(o);
  return mode < 0 ? NULL : ofBool((mode & TYPE_BITS) == type);
}

/** Whether a system without such files has one: never, but the mode must be one. */
function isAbsentType(o: Word): Word {
  return modeOf(o) < 0 ? NULL : ofBool(false);
}

/** @function _stat.S_ISDIR(mode, /)
 * Return True if mode is from a directory. */
export function statIsDirectory(mode: Word): Word {
  return isType(mode, 0x4000);
}

/** @function _stat.S_ISCHR(mode, /)
 * Return True if mode is from a character special device file. */
export function statIsCharacterDevice(mode: Word): Word {
  return isType(mode, 0x2000);
}

/** @function _stat.S_ISBLK(mode, /)
 * Return True if mode is from a block special device file. */
export function statIsBlockDevice(mode: Word): Word {
  return isType(mode, 0x6000);
}

/** @function _stat.S_ISREG(mode, /)
 * Return True if mode is from a regular file. */
export function statIsRegular(mode: Word): Word {
  return isType(mode, 0x8000);
}

/** @function _stat.S_ISFIFO(mode, /)
 * Return True if mode is from a FIFO (named pipe). */
export function statIsFifo(mode: Word): Word {
  return isType(mode, 0x1000);
}

/** @function _stat.S_ISLNK(mode, /)
 * Return True if mode is from a symbolic link. */
export function statIsLink(mode: Word): Word {
  return isType(mode, 0xa000);
}

/** @function _stat.S_ISSOCK(mode, /)
 * Return True if mode is from a socket. */
export function statIsSocket(mode: Word): Word {
  return isType(mode, 0xc000);
}

/** @function _stat.S_ISDOOR(mode, /)
 * Return True if mode is from a door: a kind of file that Linux does not have. */
export function statIsDoor(mode: Word): Word {
  return isAbsentType(mode);
}

/** @function _stat.S_ISPORT(mode, /)
 * Return True if mode is from an event port: a kind of file that Linux does not have. */
export function statIsPort(mode: Word): Word {
  return isAbsentType(mode);
}

/** @function _stat.S_ISWHT(mode, /)
 * Return True if mode is from a whiteout: a kind of file that Linux does not have. */
export function statIsWhiteout(mode: Word): Word {
  return isAbsentType(mode);
}

/** @function _stat.S_IMODE(mode, /)
 * Return the portion of the file's mode that os.chmod() can set. */
export function statPermissions(mode: Word): Word {
  const bits = modeOf(mode);
  return bits < 0 ? NULL : ofI32(<i32>(bits & PERMISSION_BITS));
}

/** @function _stat.S_IFMT(mode, /)
 * Return the portion of the file's mode that tells the type of the file. */
export function statType(mode: Word): Word {
  const bits = modeOf(mode);
  return bits < 0 ? NULL : ofI32(<i32>(bits & TYPE_BITS));
}

/** The letter of `ls -l` for the type of a file. */
function typeLetter(mode: i64): u32 {
  const type = <i32>((mode & TYPE_BITS) >> 12);
  switch (type) {
    case 1: return 0x70; // p
    case 2: return 0x63; // c
    case 4: return 0x64; // d
    case 6: return 0x62; // b
    case 8: return 0x2d; // -
    case 10: return 0x6c; // l
    case 12: return 0x73; // s
  }
  return 0x3f; // ?
}

/** Three letters for the permissions of one class of users; `special` is the letter of its set bit, small, or 0. */
function threeLetters(out: usize, bits: i64, special: u32): void {
  builderChar(out, bits & 4 ? 0x72 : 0x2d);
  builderChar(out, bits & 2 ? 0x77 : 0x2d);
  const runs = (bits & 1) != 0;
  if (special != 0) builderChar(out, runs ? special : special - 0x20);
  else builderChar(out, runs ? 0x78 : 0x2d);
}

/** @function _stat.filemode(mode, /)
 * Convert a file's mode to a string of the form '-rwxrwxrwx'. */
export function statFilemode(mode: Word): Word {
  const bits = modeOf(mode);
  if (bits < 0) return NULL;
  const out = builderNew();
  builderChar(out, typeLetter(bits));
  threeLetters(out, bits >> 6, bits & 0x800 ? 0x73 : 0);
  threeLetters(out, bits >> 3, bits & 0x400 ? 0x73 : 0);
  threeLetters(out, bits, bits & 0x200 ? 0x74 : 0);
  return builderFinish(out);
}

/** @exec _stat */
export function statExec(module: Word): i32 {
  const dict = moduleDict(module);
  return setConstants(dict, TYPES) && setConstants(dict, PERMISSIONS) && setConstants(dict, FLAGS) && setConstants(dict, FIELDS) ? 0 : -1;
}
