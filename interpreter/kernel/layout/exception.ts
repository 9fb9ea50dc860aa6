// Exceptions and tracebacks.

import { Word } from './word';

/** Every exception begins like this; its attributes (`__dict__`, notes included) lie at `type.attrs`. */
// @ts-ignore: decorator
@unmanaged
export class Exception {
  type: u32; local: u32; shared: i32; owner: u16; mutex: u8; gc: u8;
  args: Word; // 16: tuple
  traceback: Word; // 24: NULL or traceback
  context: Word; // 32
  cause: Word; // 40
  suppressContext: u32; // 48
  pad0: u32;
  /** Fields of the builtin subclasses; NULL: unset. StopIteration: value. SystemExit: code. ImportError: msg, name, path,
   * name_from. OSError: errno, strerror, filename, filename2. SyntaxError: msg, filename, lineno, offset, text,
   * end_lineno, end_offset, print_file_and_line. NameError: name. AttributeError: name, obj. UnicodeError: encoding,
   * object, start, end, reason. Groups: message, exceptions. */
  f0: Word; f1: Word; f2: Word; f3: Word; f4: Word; f5: Word; f6: Word; f7: Word; // 56..120
}

// @ts-ignore: decorator
@unmanaged
export class Traceback {
  type: u32; local: u32; shared: i32; owner: u16; mutex: u8; gc: u8;
  next: Word; // 16
  frame: Word; // 24
  lasti: i32; // 32: instruction index times two, as CPython counts code units
  line: i32; // 36: -1: derive from lasti
}
