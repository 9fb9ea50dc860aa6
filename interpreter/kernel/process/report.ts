// Showing exceptions to the user.

import { NULL, Word, address } from '../layout/word';
import { release } from '../counting/counts';
import { N__print_exception_bltin, N_tb_lineno, N_traceback } from '../generated/names';
import { call1 } from '../eval/call';
import { clearError } from '../eval/errors';
import { getAttr, str, typeName, typeOf } from '../objects/protocol';
import { strLength } from '../objects/str/access';
import { builderFinish, builderLiteral, builderNew, builderWord } from '../objects/str/builder';
import { importModule } from './import';

/** Shows an exception (lent) with its traceback on sys.stderr, by traceback.py; plainly if that fails. Leaves no error. */
export function printException(error: Word): void {
  const traceback = importModule(N_traceback);
  if (traceback != NULL) {
    const print = getAttr(traceback, N__print_exception_bltin);
    release(traceback);
    if (print != NULL) {
      const done = call1(print, error);
      release(print);
      if (done != NULL) {
        release(done);
        return;
      }
    }
  }
  clearError();
  printPlainly(error);
}

/** Type and message straight to descriptor 2, for when traceback.py can't be imported. */
export function printPlainly(error: Word): void {
  const out = builderNew();
  for (let link = load<u64>(address(error), 24); link != NULL; link = load<u64>(address(link), 16)) {
    const line = getAttr(link, N_tb_lineno);
    const text = line == NULL ? NULL : str(line);
    if (text == NULL) {
      clearError();
      break;
    }
    builderLiteral(out, '  line ');
    builderWord(out, text);
    builderLiteral(out, '\n');
    release(line);
    release(text);
  }
  const name = typeName(<Word>typeOf(error));
  builderWord(out, name);
  release(name);
  const message = str(error);
  if (message == NULL) clearError();
  else if (strLength(address(message)) != 0) {
    builderLiteral(out, ': ');
    builderWord(out, message);
  }
  release(message);
  builderLiteral(out, '\n');
  writeText(2, builderFinish(out));
}

// @ts-ignore: decorator
@external('host', 'writeConsole')
declare function hostWriteConsole(fd: u32, text: usize): void;

/** Writes a str (taken over; NULL: nothing) to descriptor 1 or 2 of the process as UTF-8. */
export function writeText(fd: u32, text: Word): void {
  if (text == NULL) {
    clearError();
    return;
  }
  hostWriteConsole(fd, address(text));
  release(text);
}
