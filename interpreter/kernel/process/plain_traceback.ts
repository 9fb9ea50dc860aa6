// A traceback and an exception as they are told where nobody catches it: without marks below the lines, without what
// it was raised from, and without its notes. traceback.py, which tells all of that, is for sys.excepthook.

import { NONE, NULL, Word, address } from '../layout/word';
import { Traceback } from '../layout/exception';
import { release } from '../counting/counts';
import {
  N___main__, N___module__, N___qualname__, N_co_filename, N_co_name, N_f_code, N_getline, N_linecache, N_tb_lineno,
} from '../generated/names';
import { callMethod2 } from '../eval/call';
import { clearError } from '../eval/errors';
import { getAttr, str, typeName } from '../objects/protocol';
import { toI64 } from '../objects/int/new';
import { isStr, strLength } from '../objects/str/access';
import { builderInt, builderLiteral, builderWord } from '../objects/str/builder';
import { strEqual, strEqualsText } from '../objects/str/new';
import { str_strip } from '../objects/str/strip';

import { importModule } from './import';

/** Entries of one and the same line in a row that are told; the others are counted. */
const TOLD: i32 = 3;

/** Adds the traceback (lent; NULL, None: nothing) to a builder. Leaves no error. */
export function addTraceback(out: usize, traceback: Word): void {
  if (traceback == NULL || traceback == NONE) return;
  builderLiteral(out, 'Traceback (most recent call last):\n');
  let file: Word = NULL;
  let name: Word = NULL;
  let line: i64 = -1;
  let times = 0;
  for (let link = traceback; link != NULL; link = changetype<Traceback>(address(link)).next) {
    const code = getAttr(changetype<Traceback>(address(link)).frame, N_f_code);
    const hereFile = code == NULL ? NULL : getAttr(code, N_co_filename);
    const hereName = hereFile == NULL ? NULL : getAttr(code, N_co_name);
    const hereLine = hereName == NULL ? NULL : getAttr(link, N_tb_lineno);
    release(code);
    if (hereLine == NULL) {
      clearError();
      release(hereFile);
      release(hereName);
      break;
    }
    const number = hereLine == NONE ? 0 : toI64(hereLine);
    const again = file != NULL && number == line && strEqual(file, hereFile) && strEqual(name, hereName);
    if (!again) {
      addRepeated(out, times);
      times = 0;
    }
    release(file);
    release(name);
    file = hereFile;
    name = hereName;
    line = number;
    if (++times <= TOLD) addEntry(out, file, line, name, hereLine);
    release(hereLine);
  }
  addRepeated(out, times);
  release(file);
  release(name);
}

function addEntry(out: usize, file: Word, line: i64, name: Word, lineWord: Word): void {
  builderLiteral(out, '  File "');
  builderWord(out, file);
  builderLiteral(out, '", line ');
  builderInt(out, line);
  builderLiteral(out, ', in ');
  builderWord(out, name);
  builderLiteral(out, '\n');
  const source = sourceLine(file, lineWord);
  if (source != NULL && strLength(address(source)) != 0) {
    builderLiteral(out, '    ');
    builderWord(out, source);
    builderLiteral(out, '\n');
  }
  release(source);
}

/** The source of a line without the blanks around it; NULL, without an error: there is none to be had. */
function sourceLine(file: Word, line: Word): Word {
  const linecache = importModule(N_linecache);
  const source = linecache == NULL ? NULL : callMethod2(linecache, N_getline, file, line);
  release(linecache);
  const stripped = source == NULL || !isStr(source) ? NULL : str_strip(source, NONE);
  release(source);
  clearError();
  return stripped;
}

function addRepeated(out: usize, times: i32): void {
  if (times <= TOLD) return;
  builderLiteral(out, '  [Previous line repeated ');
  builderInt(out, times - TOLD);
  builderLiteral(out, times - TOLD > 1 ? ' more times]\n' : ' more time]\n');
}

/** Adds the type's name, with its module, and the text of the exception (lent; None: no text). Leaves no error. */
export function addException(out: usize, type: Word, error: Word): void {
  const module = getAttr(type, N___module__);
  if (module == NULL || !isStr(module)) builderLiteral(out, '<unknown>.');
  else if (!strEqualsText(module, 'builtins') && !strEqual(module, N___main__)) {
    builderWord(out, module);
    builderLiteral(out, '.');
  }
  release(module);
  clearError();
  let name = getAttr(type, N___qualname__);
  if (name == NULL || !isStr(name)) {
    clearError();
    release(name);
    name = typeName(type);
  }
  builderWord(out, name);
  release(name);
  if (error != NONE) {
    builderLiteral(out, ': ');
    const text = str(error);
    if (text == NULL) {
      clearError();
      builderLiteral(out, '<exception str() failed>');
    } else builderWord(out, text);
    release(text);
  }
  builderLiteral(out, '\n');
}
