// SyntaxError, OSError and the Unicode errors: exceptions with fields of their own.

import { address, fromAddress, isInt, isPointer, NONE, NULL, ofInt, toInt, Word } from '../../layout/word';
import { Exception } from '../../layout/exception';
import { Tuple, TUPLE_ITEMS } from '../../layout/containers';
import { Type } from '../../layout/type';
import { own, release } from '../../counting/counts';
import { errorSet, formatText, raise, raisef } from '../../eval/errors';
import { arg, call1 } from '../../eval/call';
import { index, isIntLike, isStr, str, typeOf } from '../protocol';
import { control } from '../../layout/control';
import { isSubtype } from '../type/lookup';
import { iterableToTuple } from '../list/core';
import { newTuple, tuple2, tuple3 } from '../tuple';
import { exceptionState, exception_init, exception_new, exception_str, setArgs, setField } from './new';
import { sliceStr } from '../str/slice';
import { strLength, charAt } from '../str/new';
import {
  T_BLOCKING_IO_ERROR, T_BROKEN_PIPE_ERROR, T_CHILD_PROCESS_ERROR, T_CONNECTION_ABORTED_ERROR, T_CONNECTION_REFUSED_ERROR, T_CONNECTION_RESET_ERROR,
  T_FILE_EXISTS_ERROR, T_FILE_NOT_FOUND_ERROR, T_INTERRUPTED_ERROR, T_IS_A_DIRECTORY_ERROR, T_NOT_A_DIRECTORY_ERROR, T_OS_ERROR, T_PERMISSION_ERROR,
  T_PROCESS_LOOKUP_ERROR, T_TIMEOUT_ERROR, T_TYPE_ERROR, T_BYTES,
} from '../../generated/types';

// @ts-ignore: decorator
@inline function at(self: Word, field: u32): usize { return address(self) + offsetof<Exception>('f0') + (<usize>field << 3); }
// @ts-ignore: decorator
@inline function field(self: Word, i: u32): Word { return load<u64>(at(self, i)); }
function orNone(w: Word): Word { return w == NULL ? NONE : own(w); }
// @ts-ignore: decorator
@inline function item(t: Word, i: u32): Word { return load<u64>(address(t) + TUPLE_ITEMS + (<usize>i << 3)); }

// ---- SyntaxError: msg, filename, lineno, offset, text, end_lineno, end_offset, print_file_and_line ---------------------------

/** @init SyntaxError */
export function syntax_error_init(self: Word, args: usize, n: i32, kwnames: Word): i32 {
  if (exception_init(self, args, n, kwnames) < 0) return -1;
  if (n >= 1) setField(at(self, 0), arg(args, 0));
  if (n == 2) {
    const info = iterableToTuple(arg(args, 1));
    if (info == NULL) return -1;
    const count = changetype<Tuple>(address(info)).size;
    if (count < 4 || count > 6 || count == 5) {
      if (count < 4) raisef(T_TYPE_ERROR, 'function takes at least 4 arguments (%d given)', ofInt(count));
      else if (count == 5) raise(T_TYPE_ERROR, 'end_offset must be provided when end_lineno is provided');
      else raisef(T_TYPE_ERROR, 'function takes at most 6 arguments (%d given)', ofInt(count));
      release(info);
      return -1;
    }
    for (let i: u32 = 0; i < min<u32>(count, 6); i++) setField(at(self, i + 1), item(info, i));
    release(info);
  }
  return 0;
}
/** @slot SyntaxError.str */
export function syntax_error_str(self: Word): Word {
  const msg = field(self, 0);
  const filename = field(self, 1);
  const line = field(self, 2);
  const hasFile = filename != NULL && isStr(filename);
  const hasLine = line != NULL && isInt(line);
  const shown = msg == NULL ? NONE : msg;
  if (!hasFile && !hasLine) return str(shown);
  if (!hasFile) return formatText('%S (line %d)', shown, line);
  const name = baseName(filename);
  const r = hasLine ? formatText('%S (%U, line %d)', shown, name, line) : formatText('%S (%U)', shown, name);
  release(name);
  return r;
}
// Behind the last slash.
function baseName(path: Word): Word {
  const p = address(path);
  const n = strLength(p);
  let from = n;
  while (from > 0 && charAt(p, from - 1) != 0x2f) from--;
  return sliceStr(p, from, n);
}
/** @member SyntaxError.msg */
export function syntax_msg(self: Word): Word { return orNone(field(self, 0)); }
/** @setter SyntaxError.msg */
export function syntax_set_msg(self: Word, w: Word): i32 { setField(at(self, 0), w); return 0; }
/** @member SyntaxError.filename */
export function syntax_filename(self: Word): Word { return orNone(field(self, 1)); }
/** @setter SyntaxError.filename */
export function syntax_set_filename(self: Word, w: Word): i32 { setField(at(self, 1), w); return 0; }
/** @member SyntaxError.lineno */
export function syntax_lineno(self: Word): Word { return orNone(field(self, 2)); }
/** @setter SyntaxError.lineno */
export function syntax_set_lineno(self: Word, w: Word): i32 { setField(at(self, 2), w); return 0; }
/** @member SyntaxError.offset */
export function syntax_offset(self: Word): Word { return orNone(field(self, 3)); }
/** @setter SyntaxError.offset */
export function syntax_set_offset(self: Word, w: Word): i32 { setField(at(self, 3), w); return 0; }
/** @member SyntaxError.text */
export function syntax_text(self: Word): Word { return orNone(field(self, 4)); }
/** @setter SyntaxError.text */
export function syntax_set_text(self: Word, w: Word): i32 { setField(at(self, 4), w); return 0; }
/** @member SyntaxError.end_lineno */
export function syntax_end_lineno(self: Word): Word { return orNone(field(self, 5)); }
/** @setter SyntaxError.end_lineno */
export function syntax_set_end_lineno(self: Word, w: Word): i32 { setField(at(self, 5), w); return 0; }
/** @member SyntaxError.end_offset */
export function syntax_end_offset(self: Word): Word { return orNone(field(self, 6)); }
/** @setter SyntaxError.end_offset */
export function syntax_set_end_offset(self: Word, w: Word): i32 { setField(at(self, 6), w); return 0; }
/** @member SyntaxError.print_file_and_line */
export function syntax_print(self: Word): Word { return orNone(field(self, 7)); }
/** @setter SyntaxError.print_file_and_line */
export function syntax_set_print(self: Word, w: Word): i32 { setField(at(self, 7), w); return 0; }

// ---- OSError: errno, strerror, filename, filename2, characters_written -------------------------------------------------------

// The subclass for an errno (PEP 3151; Linux's numbers).
function classFor(errno: i64): u32 {
  switch (<i32>errno) {
    case 11:
    case 114:
    case 115: return T_BLOCKING_IO_ERROR;
    case 10: return T_CHILD_PROCESS_ERROR;
    case 32:
    case 108: return T_BROKEN_PIPE_ERROR;
    case 103: return T_CONNECTION_ABORTED_ERROR;
    case 111: return T_CONNECTION_REFUSED_ERROR;
    case 104: return T_CONNECTION_RESET_ERROR;
    case 17: return T_FILE_EXISTS_ERROR;
    case 2: return T_FILE_NOT_FOUND_ERROR;
    case 4: return T_INTERRUPTED_ERROR;
    case 21: return T_IS_A_DIRECTORY_ERROR;
    case 20: return T_NOT_A_DIRECTORY_ERROR;
    case 1:
    case 13: return T_PERMISSION_ERROR;
    case 3: return T_PROCESS_LOOKUP_ERROR;
    case 110: return T_TIMEOUT_ERROR;
    default: return T_OS_ERROR;
  }
}

/** @new OSError */
export function os_error_new(type: Word, args: usize, n: i32, kwnames: Word): Word {
  let cls = type;
  if (<u32>address(type) == T_OS_ERROR && n >= 2 && n <= 5 && isInt(arg(args, 0))) cls = fromAddress(classFor(toInt(arg(args, 0))));
  const e = exception_new(cls, args, n, kwnames);
  if (e == NULL) return NULL;
  // filled here too: pickle and copy call __new__ only, and the class made may not be the one called
  if (fillOsError(e, args, n) < 0) { release(e); return NULL; }
  return e;
}
function fillOsError(self: Word, args: usize, n: i32): i32 {
  if (n < 2 || n > 5) return setArgs(self, args, n);
  setField(at(self, 0), arg(args, 0));
  setField(at(self, 1), arg(args, 1));
  if (n >= 3 && arg(args, 2) != NONE) {
    if (typeOf(self) == T_BLOCKING_IO_ERROR && isIntLike(arg(args, 2))) {
      setField(at(self, 4), arg(args, 2));
      return setArgs(self, args, n);
    }
    setField(at(self, 2), arg(args, 2));
  }
  if (n == 5 && arg(args, 4) != NONE) setField(at(self, 3), arg(args, 4));
  return setArgs(self, args, 2);
}
/** @init OSError */
export function os_error_init(self: Word, args: usize, n: i32, kwnames: Word): i32 {
  if (kwnames != NULL && changetype<Tuple>(address(kwnames)).size != 0) {
    raisef(T_TYPE_ERROR, '%T() takes no keyword arguments', self);
    return -1;
  }
  return fillOsError(self, args, n);
}
/** @method OSError.__reduce__(self, /) */
export function os_error_reduce(self: Word): Word {
  // the file names are arguments again, or the copy would have none
  const e = changetype<Exception>(address(self));
  let args = own(e.args);
  if (field(self, 2) != NULL && changetype<Tuple>(address(args)).size == 2) {
    const second = field(self, 3);
    const t = newTuple(second == NULL ? 3 : 5);
    if (t == 0) { release(args); return NULL; }
    store<u64>(t + TUPLE_ITEMS, own(item(args, 0)));
    store<u64>(t + TUPLE_ITEMS, own(item(args, 1)), 8);
    store<u64>(t + TUPLE_ITEMS, own(field(self, 2)), 16);
    if (second != NULL) {
      store<u64>(t + TUPLE_ITEMS, NONE, 24);
      store<u64>(t + TUPLE_ITEMS, own(second), 32);
    }
    release(args);
    args = fromAddress(t);
  }
  const state = exceptionState(self);
  if (state == NULL && errorSet()) { release(args); return NULL; }
  const cls = own(fromAddress(typeOf(self)));
  return fromAddress(state == NULL ? tuple2(cls, args) : tuple3(cls, args, state));
}

/** @slot OSError.str */
export function os_error_str(self: Word): Word {
  const errno = field(self, 0), text = field(self, 1), a = field(self, 2), b = field(self, 3);
  if (a != NULL) {
    if (b != NULL) return formatText('[Errno %S] %S: %R -> %R', errno == NULL ? NONE : errno, text == NULL ? NONE : text, a, b);
    return formatText('[Errno %S] %S: %R', errno == NULL ? NONE : errno, text == NULL ? NONE : text, a);
  }
  if (errno != NULL && text != NULL) return formatText('[Errno %S] %S', errno, text);
  return exception_str(self);
}
/** @member OSError.errno */
export function os_errno(self: Word): Word { return orNone(field(self, 0)); }
/** @setter OSError.errno */
export function os_set_errno(self: Word, w: Word): i32 { setField(at(self, 0), w); return 0; }
/** @member OSError.strerror */
export function os_strerror(self: Word): Word { return orNone(field(self, 1)); }
/** @setter OSError.strerror */
export function os_set_strerror(self: Word, w: Word): i32 { setField(at(self, 1), w); return 0; }
/** @member OSError.filename */
export function os_filename(self: Word): Word { return orNone(field(self, 2)); }
/** @setter OSError.filename */
export function os_set_filename(self: Word, w: Word): i32 { setField(at(self, 2), w); return 0; }
/** @member OSError.filename2 */
export function os_filename2(self: Word): Word { return orNone(field(self, 3)); }
/** @setter OSError.filename2 */
export function os_set_filename2(self: Word, w: Word): i32 { setField(at(self, 3), w); return 0; }
/** @getter OSError.characters_written */
export function os_written(self: Word): Word {
  const w = field(self, 4);
  return w == NULL ? raise(T_ATTRIBUTE_ERROR, 'characters_written') : own(w);
}
/** @setter OSError.characters_written */
export function os_set_written(self: Word, w: Word): i32 { setField(at(self, 4), w); return 0; }
import { T_ATTRIBUTE_ERROR } from '../../generated/types';

// ---- Unicode errors: encoding, object, start, end, reason --------------------------------------------------------------------

function initUnicode(self: Word, args: usize, n: i32, from: u32, count: i32, decoding: bool): i32 {
  if (n != count) {
    raisef(T_TYPE_ERROR, 'function takes exactly %d arguments (%d given)', ofInt(count), ofInt(n));
    return -1;
  }
  if (setArgs(self, args, n) < 0) return -1;
  for (let i = 0; i < count; i++) {
    const w = arg(args, i);
    const place = from + <u32>i;
    // encoding, object, start, end, reason
    if (place == 1) {
      if (decoding) {
        if (isSubtype(typeOf(w), T_BYTES)) { setField(at(self, place), w); continue; }
        if (changetype<Type>(typeOf(w)).getbuffer == 0) { raisef(T_TYPE_ERROR, "a bytes-like object is required, not '%T'", w); return -1; }
        const bytes = call1(fromAddress(T_BYTES), w);
        if (bytes == NULL) return -1;
        setField(at(self, place), bytes);
        release(bytes);
        continue;
      }
      if (!isStr(w)) { raisef(T_TYPE_ERROR, 'argument %d must be str, not %T', ofInt(i + 1), w); return -1; }
    } else if (place == 2 || place == 3) {
      const k = index(w);
      if (k == NULL) return -1;
      setField(at(self, place), k);
      release(k);
      continue;
    } else if (!isStr(w)) { raisef(T_TYPE_ERROR, 'argument %d must be str, not %T', ofInt(i + 1), w); return -1; }
    setField(at(self, place), w);
  }
  return 0;
}
/** @init UnicodeDecodeError */
export function unicode_decode_init(self: Word, args: usize, n: i32, kwnames: Word): i32 { return initUnicode(self, args, n, 0, 5, true); }
/** @init UnicodeEncodeError */
export function unicode_encode_init(self: Word, args: usize, n: i32, kwnames: Word): i32 { return initUnicode(self, args, n, 0, 5, false); }
/** @init UnicodeTranslateError */
export function unicode_translate_init(self: Word, args: usize, n: i32, kwnames: Word): i32 { return initUnicode(self, args, n, 1, 4, false); }

/** @getter UnicodeError.encoding */
export function unicode_encoding(self: Word): Word { return orNone(field(self, 0)); }
/** @setter UnicodeError.encoding */
export function unicode_set_encoding(self: Word, w: Word): i32 { setField(at(self, 0), w); return 0; }
/** @getter UnicodeError.object */
export function unicode_object(self: Word): Word { return orNone(field(self, 1)); }
/** @setter UnicodeError.object */
export function unicode_set_object(self: Word, w: Word): i32 { setField(at(self, 1), w); return 0; }
/** @getter UnicodeError.start */
export function unicode_start(self: Word): Word { return orNone(field(self, 2)); }
/** @setter UnicodeError.start */
export function unicode_set_start(self: Word, w: Word): i32 { setField(at(self, 2), w); return 0; }
/** @getter UnicodeError.end */
export function unicode_end(self: Word): Word { return orNone(field(self, 3)); }
/** @setter UnicodeError.end */
export function unicode_set_end(self: Word, w: Word): i32 { setField(at(self, 3), w); return 0; }
/** @getter UnicodeError.reason */
export function unicode_reason(self: Word): Word { return orNone(field(self, 4)); }
/** @setter UnicodeError.reason */
export function unicode_set_reason(self: Word, w: Word): i32 { setField(at(self, 4), w); return 0; }

function hex(n: u32, width: i32): Word {
  const b = builderNew();
  builderHex(b, n, width);
  return builderFinish(b);
}
import { builderFinish, builderHex, builderNew } from '../str/builder';
import { bytesData } from '../bytes/new';

/** @slot UnicodeDecodeError.str */
export function unicode_decode_str(self: Word): Word {
  const encoding = field(self, 0), object = field(self, 1), start = field(self, 2), end = field(self, 3), reason = field(self, 4);
  if (encoding == NULL) return exception_str(self);
  if (isInt(start) && isInt(end) && toInt(end) == toInt(start) + 1 && isPointer(object) && typeOf(object) == T_BYTES && toInt(start) >= 0 && toInt(start) < <i64>load<u32>(address(object), 16)) {
    const byte = hex(load<u8>(bytesData(address(object)) + <usize>toInt(start)), 2);
    const head = formatText("'%S' codec can't decode byte 0x%U in position %d: ", encoding, byte, start);
    release(byte);
    const r = formatText('%U%S', head, reason);
    release(head);
    return r;
  }
  return range(self, "'%S' codec can't decode bytes in position %d-%d: ");
}
function range(self: Word, format: string): Word {
  const end = field(self, 3);
  const head = formatText(format, field(self, 0), field(self, 2), isInt(end) ? ofInt(toInt(end) - 1) : end);
  const r = formatText('%U%S', head, field(self, 4));
  release(head);
  return r;
}
/** @slot UnicodeEncodeError.str */
export function unicode_encode_str(self: Word): Word {
  const encoding = field(self, 0), object = field(self, 1), start = field(self, 2), end = field(self, 3);
  if (encoding == NULL) return exception_str(self);
  if (isInt(start) && isInt(end) && toInt(end) == toInt(start) + 1 && isStr(object) && toInt(start) >= 0 && toInt(start) < <i64>strLength(address(object))) {
    const c = charAt(address(object), <u32>toInt(start));
    const code = hex(c, c < 0x100 ? 2 : c < 0x10000 ? 4 : 8);
    const head = formatText(c < 0x100 ? "'%S' codec can't encode character '\\x%U' in position %d: " : c < 0x10000 ? "'%S' codec can't encode character '\\u%U' in position %d: " : "'%S' codec can't encode character '\\U%U' in position %d: ", encoding, code, start);
    release(code);
    const r = formatText('%U%S', head, field(self, 4));
    release(head);
    return r;
  }
  return range(self, "'%S' codec can't encode characters in position %d-%d: ");
}
/** @slot UnicodeTranslateError.str */
export function unicode_translate_str(self: Word): Word {
  const object = field(self, 1), start = field(self, 2), end = field(self, 3);
  if (object == NULL) return own(control().emptyString);
  if (isInt(start) && isInt(end) && toInt(end) == toInt(start) + 1 && isStr(object) && toInt(start) >= 0 && toInt(start) < <i64>strLength(address(object))) {
    const c = charAt(address(object), <u32>toInt(start));
    const code = hex(c, c < 0x100 ? 2 : c < 0x10000 ? 4 : 8);
    const head = formatText(c < 0x100 ? "can't translate character '\\x%U' in position %d: " : c < 0x10000 ? "can't translate character '\\u%U' in position %d: " : "can't translate character '\\U%U' in position %d: ", code, start);
    release(code);
    const r = formatText('%U%S', head, field(self, 4));
    release(head);
    return r;
  }
  const head = formatText("can't translate characters in position %d-%d: ", start, isInt(end) ? ofInt(toInt(end) - 1) : end);
  const r = formatText('%U%S', head, field(self, 4));
  release(head);
  return r;
}
