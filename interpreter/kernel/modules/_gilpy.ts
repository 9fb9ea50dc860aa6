// _gilpy: what our own Python files need of the host.

import { FALSE, NONE, TRUE, Word, address } from '../layout/word';
import { memoryError } from '../eval/errors';
import { stdlibCode } from '../process/importlib';
import { kernelFree, resultBytesObject, resultStatus, resultText } from '../process/result';

// @ts-ignore: decorator
@external('host', 'stdlibKind')
declare function hostStdlibKind(member: usize): i32;
// @ts-ignore: decorator
@external('host', 'stdlibData')
declare function hostStdlibData(member: usize): usize;
// @ts-ignore: decorator
@external('host', 'stdlibPath')
declare function hostStdlibPath(): usize;

/** @module _gilpy
 * The interpreter's own services. */

/** @function _gilpy.stdlib_path()
 * Path of the standard library's zip file. */
export function gilpyStdlibPath(): Word {
  return resultText(hostStdlibPath());
}

/** @function _gilpy.stdlib_kind(member, /)
 * True for a package, False for a module, None for neither. */
export function gilpyStdlibKind(member: Word): Word {
  const kind = hostStdlibKind(address(member));
  return kind < 0 ? NONE : kind ? TRUE : FALSE;
}

/** @function _gilpy.stdlib_code(member, filename, /) */
export function gilpyStdlibCode(member: Word, filename: Word): Word {
  return stdlibCode(member, filename);
}

/** @function _gilpy.stdlib_data(member, /)
 * Content of a member as bytes, or None. */
export function gilpyStdlibData(member: Word): Word {
  const block = hostStdlibData(address(member));
  if (block == 0) return memoryError();
  if (resultStatus(block) != 0) {
    kernelFree(block);
    return NONE;
  }
  return resultBytesObject(block);
}
