// Child processes: waiting is not connected to the host yet.

import { ofInt, Word } from '../layout/word';
import { raise } from '../eval/errors';
import { T_NOT_IMPLEMENTED_ERROR } from '../generated/types';

/** @function posix.waitpid(pid, options, /)
 * Wait for completion of a given child process. */
export function posixWaitpid(pid: Word, options: Word): Word { return raise(T_NOT_IMPLEMENTED_ERROR, 'gilpy can not start or wait for child processes yet'); }

/** @constant posix.WNOHANG */
export function posixWnohang(): Word { return ofInt(1); }
/** @constant posix.WUNTRACED */
export function posixWuntraced(): Word { return ofInt(2); }
