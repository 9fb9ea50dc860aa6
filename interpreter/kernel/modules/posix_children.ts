// posix: child processes. They are started by lib/_posixsubprocess.py.

import { NULL, Word, fromAddress, ofI32 } from '../layout/word';
import { release } from '../counting/counts';
import { allocBlock, freeBlock } from '../memory/blocks';
import { KIND_RAW } from '../memory/classes';
import { attach, detach, takeSafePoint } from '../sync/world';
import { callMethod1 } from '../eval/call';
import { errorSet, memoryError } from '../eval/errors';
import { asI32 } from '../objects/protocol';
import { internText } from '../objects/str/new';
import { tuple2 } from '../objects/tuple';
import { importModule } from '../process/import';
import { raiseErrno } from './os_error';

// @ts-ignore: decorator
@external('host', 'waitChild')
declare function hostWaitChild(pid: i32, options: i32, target: usize): i32;

/** (pid, status) of a child that has ended; (0, 0) if none has and the options ask not to wait. */
function wait(pid: i32, options: i32): Word {
  const target = allocBlock(KIND_RAW, 16);
  if (target == 0) return memoryError();
  store<i32>(target, 0);
  let found: i32;
  while (true) {
    detach();
    found = hostWaitChild(pid, options, target);
    attach();
    if (found != -4) break;
    if (!takeSafePoint()) {
      freeBlock(target);
      return NULL;
    }
  }
  const result = found < 0 ? raiseErrno(found) : fromAddress(tuple2(ofI32(found), ofI32(load<i32>(target))));
  freeBlock(target);
  return result;
}

/** @function posix.waitpid(pid, options, /)
 * Wait for completion of a given child process.
 *
 * Returns a tuple of information regarding the child process:
 *     (pid, status) */
export function posixWaitpid(pid: Word, options: Word): Word {
  const process = asI32(pid);
  const bits = asI32(options);
  return errorSet() ? NULL : wait(process, bits);
}

/** @function posix.wait()
 * Wait for completion of a child process. */
export function posixWait(): Word { return wait(-1, 0); }

/** @function posix.system(command)
 * Execute the command in a subshell. */
export function posixSystem(command: Word): Word {
  const module = importModule(internText('_posixsubprocess'));
  if (module == NULL) return NULL;
  const status = callMethod1(module, internText('_system'), command);
  release(module);
  return status;
}
