// _gilpy: what our own Python files need of the host.

import { tokensOf } from '../process/compile';
import { FALSE, NONE, NULL, TRUE, Word, address } from '../layout/word';
import { own, release } from '../counting/counts';
import { attach, detach, takeSafePoint } from '../sync/world';
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

/** @function _gilpy.tokens(source, extra_tokens, /)
 * The tokens of a str as a literal: [[type, text, row, column, end row, end column, line], ...]. */
export function gilpyTokens(source: Word, extraTokens: Word): Word {
  return tokensOf(source, extraTokens == TRUE);
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

// @ts-ignore: decorator
@external('host', 'readLine')
declare function hostReadLine(prompt: usize): usize;
// @ts-ignore: decorator
@external('host', 'receive')
declare function hostReceive(): usize;
// @ts-ignore: decorator
@external('host', 'send')
declare function hostSend(line: usize): i32;

/** A line from a result block, or None at the end; a pending signal is handled first. */
function line(block: usize): Word {
  if (block == 0) return memoryError();
  if (!takeSafePoint()) {
    kernelFree(block);
    return NULL;
  }
  if (resultStatus(block) != 0) {
    kernelFree(block);
    return NONE;
  }
  return resultText(block);
}

/** @function _gilpy.read_line(prompt, /)
 * A line from the line editor, without its end, or None at the end of input. */
export function gilpyReadLine(prompt: Word): Word {
  own(prompt);
  detach();
  const block = hostReadLine(address(prompt));
  attach();
  release(prompt);
  return line(block);
}

/** @function _gilpy.receive()
 * A line from the embedding program, or None when it is gone. */
export function gilpyReceive(): Word {
  detach();
  const block = hostReceive();
  attach();
  return line(block);
}

/** @function _gilpy.send(line, /)
 * A line to the embedding program. */
export function gilpySend(text: Word): Word {
  own(text);
  detach();
  hostSend(address(text));
  attach();
  release(text);
  return NONE;
}
