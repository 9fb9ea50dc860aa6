// sys.stdin, sys.stdout and sys.stderr.
//
// Until the io module can be imported, plain console objects that write text through the host stand in for them.

import { control } from '../layout/control';
import { FALSE, NONE, NULL, Word, address, fromAddress, ofBool, ofI32, ofInt } from '../layout/word';
import { own, release } from '../counting/counts';
import { newObject } from '../memory/objects';
import { N_closed, N_flush, N_stderr, N_stdout } from '../generated/names';
import { T_CONSOLE, T_STR, T_TYPE_ERROR } from '../generated/types';
import { callMethod0, callMethod1 } from '../eval/call';
import { clearError, errorSet, raisef, takeError } from '../eval/errors';
import { dictGetStr, dictSetStr } from '../objects/dict/core';
import { isInstance, lookupAttr, truth } from '../objects/protocol';
import { strLength } from '../objects/str/access';
import { internText, newText } from '../objects/str/new';
import { importModule } from './import';
import { printException, writeText } from './report';

/** One of the process's standard streams without the io module. */
// @ts-ignore: decorator
@unmanaged
export class Console {
  type: u32; local: u32; shared: i32; owner: u16; mutex: u8; gc: u8;
  fd: u32;
  pad0: u32;
}

/** @type console module=_gilpy size=offsetof<Console>() flags=DISALLOW_NEW
 * A standard stream before the io module is there. */

/** @method console.write(self, text, /) */
export function consoleWrite(self: Word, text: Word): Word {
  if (!isInstance(text, T_STR)) return raisef(T_TYPE_ERROR, 'write() argument must be str, not %T', text);
  writeText(changetype<Console>(address(self)).fd, own(text));
  return ofInt(<i64>strLength(address(text)));
}

/** @method console.flush(self, /) */
export function consoleFlush(self: Word): Word {
  return NONE;
}

/** @method console.fileno(self, /) */
export function consoleFileno(self: Word): Word {
  return ofI32(<i32>changetype<Console>(address(self)).fd);
}

/** @method console.isatty(self, /) */
export function consoleIsatty(self: Word): Word {
  return FALSE;
}

/** @getter console.encoding */
export function consoleEncoding(self: Word): Word {
  return newText('utf-8');
}

/** @getter console.errors */
export function consoleErrors(self: Word): Word {
  return newText('surrogateescape');
}

function newConsole(fd: u32): Word {
  const p = newObject(T_CONSOLE, offsetof<Console>());
  if (p == 0) return NULL;
  changetype<Console>(p).fd = fd;
  return fromAddress(p);
}

function setStream(dict: usize, name: string, hidden: string, stream: Word): bool {
  if (stream == NULL) return false;
  const ok = dictSetStr(dict, internText(name), stream) == 0 && dictSetStr(dict, internText(hidden), stream) == 0;
  release(stream);
  return ok;
}

/** Sets plain consoles in the dict of sys, so that there is something to write to from the first moment. */
export function startConsoles(dict: usize): bool {
  return setStream(dict, 'stdout', '__stdout__', newConsole(1)) && setStream(dict, 'stderr', '__stderr__', newConsole(2));
}

/** Imports what the streams are made of. False: an error is set. */
export function prepareStreams(): bool {
  const module = importModule(internText('_gilpy_streams'));
  release(module);
  return module != NULL;
}

/** Makes the three streams of the io module (lib/_gilpy_streams.py). False: an error is set, the consoles stay. */
export function startStreams(unbuffered: bool): bool {
  const module = importModule(internText('_gilpy_streams'));
  if (module == NULL) return false;
  const result = callMethod1(module, internText('start'), ofBool(unbuffered));
  release(module);
  release(result);
  return result != NULL;
}

/** Whether the program has closed a stream; one that does not tell is open. */
function isClosed(stream: Word): bool {
  const closed = lookupAttr(stream, N_closed);
  const yes = closed == NULL ? 0 : truth(closed);
  release(closed);
  if (errorSet()) clearError();
  return yes > 0;
}

/** Flushes what programs have written; false if that failed. */
export function endStreams(): bool {
  const dict = address(control().sysDict);
  let ok = true;
  const stdout = dictGetStr(dict, N_stdout);
  if (stdout != NULL && stdout != NONE && !isClosed(stdout)) {
    const result = callMethod0(stdout, N_flush);
    if (result == NULL) {
      const error = takeError();
      printException(error);
      release(error);
      ok = false;
    }
    release(result);
  }
  release(stdout);
  const stderr = dictGetStr(dict, N_stderr);
  if (stderr != NULL && stderr != NONE && !isClosed(stderr)) {
    const result = callMethod0(stderr, N_flush);
    if (result == NULL) clearError();
    release(result);
  }
  release(stderr);
  return ok;
}
