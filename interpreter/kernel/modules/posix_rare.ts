// posix: calls that lib/_gilpy_posix.py makes.

import { NONE, NULL, Word, fromAddress, isInt, ofBool, ofI32, toInt } from '../layout/word';
import { own, release } from '../counting/counts';
import { T_TYPE_ERROR } from '../generated/types';
import { callTuple } from '../eval/call';
import { raise } from '../eval/errors';
import { getAttr } from '../objects/protocol';
import { internText, newText } from '../objects/str/new';
import { newTuple, tuple1, tuple2, tuple3, tupleInit } from '../objects/tuple';
import { importModule } from '../process/import';

/** Calls a function of _gilpy_posix with a tuple of arguments, which is taken over. */
function call(name: string, args: usize): Word {
  const module = importModule(internText('_gilpy_posix'));
  const method = module == NULL ? NULL : getAttr(module, internText(name));
  release(module);
  const result = method == NULL || args == 0 ? NULL : callTuple(method, fromAddress(args), NULL);
  release(method);
  if (args != 0) release(fromAddress(args));
  return result;
}
function with0(name: string): Word { return call(name, newTuple(0)); }
function with1(name: string, a: Word): Word { return call(name, tuple1(own(a))); }
function with2(name: string, a: Word, b: Word): Word { return call(name, tuple2(own(a), own(b))); }
function with3(name: string, a: Word, b: Word, c: Word): Word { return call(name, tuple3(own(a), own(b), own(c))); }

/** @function posix.getpgid(pid)
 * Call the system call getpgid(), and return the result. */
export function posixGetpgid(pid: Word): Word { return with1('getpgid', pid); }
/** @function posix.getpgrp()
 * Return the current process group id. */
export function posixGetpgrp(): Word { return with1('getpgid', ofI32(0)); }
/** @function posix.getsid(pid, /)
 * Call the system call getsid(pid) and return the result. */
export function posixGetsid(pid: Word): Word { return with1('getsid', pid); }
/** @function posix.killpg(pgid, signal, /)
 * Kill a process group with a signal. */
export function posixKillpg(pgid: Word, signal: Word): Word { return with2('killpg', pgid, signal); }
/** @function posix.getgroups()
 * Return list of supplemental group IDs for the process. */
export function posixGetgroups(): Word { return with0('getgroups'); }
/** @function posix.getlogin()
 * Return the actual login name. */
export function posixGetlogin(): Word { return with0('getlogin'); }
/** @function posix.getresuid()
 * Return a tuple of the current process's real, effective, and saved user ids. */
export function posixGetresuid(): Word { return with0('getresuid'); }
/** @function posix.getresgid()
 * Return a tuple of the current process's real, effective, and saved group ids. */
export function posixGetresgid(): Word { return with0('getresgid'); }
/** @function posix.sched_getaffinity(pid, /)
 * Return the affinity of the process identified by pid (or the current process if zero). */
export function posixGetaffinity(pid: Word): Word { return with1('sched_getaffinity', pid); }
/** @function posix.getpriority(which, who)
 * Return program scheduling priority. */
export function posixGetpriority(which: Word, who: Word): Word { return with2('getpriority', which, who); }
/** @function posix.statvfs(path)
 * Perform a statvfs system call on the given path. */
export function posixStatvfs(path: Word): Word { return with1('statvfs', path); }
/** @function posix.fstatvfs(fd, /)
 * Perform an fstatvfs system call on the given fd. */
export function posixFstatvfs(fd: Word): Word { return with1('fstatvfs', fd); }
/** @function posix.ttyname(fd, /)
 * Return the name of the terminal device connected to 'fd'. */
export function posixTtyname(fd: Word): Word { return with1('ttyname', fd); }
/** @function posix.ctermid()
 * Return the name of the controlling terminal for this process. */
export function posixCtermid(): Word { return newText('/dev/tty'); }
/** @function posix.readv(fd, buffers, /)
 * Read from a file descriptor fd into an iterable of buffers. */
export function posixReadv(fd: Word, buffers: Word): Word { return with2('readv', fd, buffers); }
/** @function posix.writev(fd, buffers, /)
 * Iterate over buffers, and write the contents of each to a file descriptor. */
export function posixWritev(fd: Word, buffers: Word): Word { return with2('writev', fd, buffers); }
/** @function posix.wait3(options)
 * Wait for completion of a child process. */
export function posixWait3(options: Word): Word { return with2('wait4', ofI32(-1), options); }
/** @function posix.wait4(pid, options)
 * Wait for completion of a specific child process. */
export function posixWait4(pid: Word, options: Word): Word { return with2('wait4', pid, options); }
/** @function posix.waitid(idtype, id, options, /)
 * Returns the result of waiting for a process or processes. */
export function posixWaitid(idtype: Word, id: Word, options: Word): Word { return with3('waitid', idtype, id, options); }

function spawn(path: Word, argv: Word, env: Word, actions: Word, session: Word, search: bool): Word {
  const args = newTuple(6);
  if (args == 0) return NULL;
  tupleInit(args, 0, own(path));
  tupleInit(args, 1, own(argv));
  tupleInit(args, 2, own(env));
  tupleInit(args, 3, actions == NULL ? NONE : own(actions));
  tupleInit(args, 4, session == NULL ? ofBool(false) : own(session));
  tupleInit(args, 5, ofBool(search));
  return call('posix_spawn', args);
}
/** @function posix.posix_spawn(path, argv, env, /, *, file_actions=(), setsid=False, resetids=False, setsigmask=(), setsigdef=())
 * Execute the program specified by path in a new process. */
export function posixSpawn(path: Word, argv: Word, env: Word, actions: Word, session: Word, reset: Word, mask: Word, defaults: Word): Word {
  return spawn(path, argv, env, actions, session, false);
}
/** @function posix.posix_spawnp(path, argv, env, /, *, file_actions=(), setsid=False, resetids=False, setsigmask=(), setsigdef=())
 * Execute the program specified by path in a new process, found along PATH. */
export function posixSpawnp(path: Word, argv: Word, env: Word, actions: Word, session: Word, reset: Word, mask: Word, defaults: Word): Word {
  return spawn(path, argv, env, actions, session, true);
}

/** @function posix.WCOREDUMP(status, /)
 * Return True if the process returning status was dumped to a core file. */
export function posixWcoredump(status: Word): Word {
  return isInt(status) ? ofBool((toInt(status) & 0x80) != 0) : raise(T_TYPE_ERROR, 'an integer is required');
}
/** @function posix.WIFCONTINUED(status)
 * Return True if a particular process was continued from a job control stop. */
export function posixWifcontinued(status: Word): Word {
  return isInt(status) ? ofBool(toInt(status) == 0xffff) : raise(T_TYPE_ERROR, 'an integer is required');
}

/** @function posix.major(device, /)
 * Extracts a device major number from a raw device number. */
export function posixMajor(device: Word): Word {
  return isInt(device) ? ofI32(<i32>((toInt(device) >> 8 & 0xfff) | (toInt(device) >> 32 & ~0xfff))) : raise(T_TYPE_ERROR, 'an integer is required');
}
/** @function posix.minor(device, /)
 * Extracts a device minor number from a raw device number. */
export function posixMinor(device: Word): Word {
  return isInt(device) ? ofI32(<i32>((toInt(device) & 0xff) | (toInt(device) >> 12 & ~0xff))) : raise(T_TYPE_ERROR, 'an integer is required');
}
