// str: the type, its constructor, equality, order, hash, + and *.

import { Str, STR_DATA } from '../../layout/text';
import { EQ, GT, LE, LT, NE } from '../../layout/type';
import { address, fromAddress, NOT_IMPLEMENTED, NULL, ofBool, Word } from '../../layout/word';
import { T_STR, T_TYPE_ERROR } from '../../generated/types';
import { freeObject } from '../../memory/objects';
import { own, release } from '../../counting/counts';
import { raisef } from '../../eval/errors';
import { str } from '../protocol';
import { allocVar } from '../type/alloc';
import { tuple1 } from '../tuple';
import { decodeObject } from '../codecs/decode';
import { given0, given1, given2, parseThree } from '../text_arguments';
import { copyChars, isExactStr, isStr, strBytes, strIsAscii, strIsInterned, strKind, strLength } from './access';
import { strConcat, strRepeat } from './concat';
import { strHash } from './hash';
import { forgetInterned } from './intern';
import { emptyStr, newStr, strEqual, strFromChars } from './new';
import { compareChars } from './search';

/** @type str base=object size=offsetof<Str>() itemsize=1 flags=BASE,STR,MATCH_SELF
 * str(object='') -> str
 * str(bytes_or_buffer[, encoding[, errors]]) -> str
 *
 * Create a new string object from the given object. If encoding or
 * errors is specified, then the object must expose a data buffer
 * that will be decoded using the given encoding and error handler.
 * Otherwise, returns the result of object.__str__() (if defined)
 * or repr(object).
 * encoding defaults to 'utf-8'.
 * errors defaults to 'strict'. */

/** @new str */
export function str_new(type: Word, args: usize, nargs: i32, kwnames: Word): Word {
  if (!parseThree(args, nargs, kwnames, 'str', 'object')) return NULL;
  const object = given0, encoding = given1, errors = given2;
  if (encoding != NULL && !isStr(encoding)) return raisef(T_TYPE_ERROR, "str() argument 'encoding' must be str, not %T", encoding);
  if (errors != NULL && !isStr(errors)) return raisef(T_TYPE_ERROR, "str() argument 'errors' must be str, not %T", errors);
  let text: Word;
  if (object == NULL) text = emptyStr();
  else if (encoding == NULL && errors == NULL) text = str(object);
  else text = decodeObject(object, encoding, errors);
  if (text == NULL || address(type) == <usize>T_STR) return text;
  return asSubclass(address(type), text);
}

/** An instance of a subclass with the text of `text`, which is taken over. */
function asSubclass(type: usize, text: Word): Word {
  const p = address(text);
  const q = allocVar(<u32>type, strBytes(p));
  if (q) {
    store<u32>(q, strLength(p), 16);
    store<u8>(q, load<u8>(p, 20), 20);
    store<u8>(q, load<u8>(p, 21), 21);
    store<i64>(q, -1, 24);
    copyChars(q + STR_DATA, strKind(p), p + STR_DATA, strKind(p), strLength(p));
  }
  release(text);
  return fromAddress(q);
}

/** The exact str of the text of any str (a new reference). */
export function exactStr(w: Word): Word {
  const p = address(w);
  return isExactStr(w) ? own(w) : strFromChars(p + STR_DATA, strKind(p), strLength(p));
}

/** @slot str.dealloc */
export function str_dealloc(p: usize): void {
  if (strIsInterned(p)) forgetInterned(p);
  freeObject(p);
}

/** @slot str.str */
export function str_str(self: Word): Word { return exactStr(self); }

/** @slot str.hash */
export function str_hash(self: Word): i64 { return strHash(address(self)); }

/** -1, 0 or 1: order by code points. */
export function strCompare(p: usize, q: usize): i32 {
  const n = <i32>strLength(p), m = <i32>strLength(q), a = p + STR_DATA, b = q + STR_DATA;
  const j = strKind(p), k = strKind(q);
  if (j == 1) return k == 1 ? compareChars<u8, u8>(a, n, b, m) : k == 2 ? compareChars<u8, u16>(a, n, b, m) : compareChars<u8, u32>(a, n, b, m);
  if (j == 2) return k == 1 ? compareChars<u16, u8>(a, n, b, m) : k == 2 ? compareChars<u16, u16>(a, n, b, m) : compareChars<u16, u32>(a, n, b, m);
  return k == 1 ? compareChars<u32, u8>(a, n, b, m) : k == 2 ? compareChars<u32, u16>(a, n, b, m) : compareChars<u32, u32>(a, n, b, m);
}

/** @slot str.richcompare */
export function str_richcompare(self: Word, other: Word, op: i32): Word {
  if (!isStr(self) || !isStr(other)) return NOT_IMPLEMENTED;
  if (op == EQ) return ofBool(strEqual(self, other));
  if (op == NE) return ofBool(!strEqual(self, other));
  const order = self == other ? 0 : strCompare(address(self), address(other));
  return ofBool(op == LT ? order < 0 : op == LE ? order <= 0 : op == GT ? order > 0 : order >= 0);
}

/** @slot str.sq_concat */
export function str_concat(self: Word, other: Word): Word {
  if (!isStr(other)) return raisef(T_TYPE_ERROR, 'can only concatenate str (not "%T") to str', other);
  return strConcat(self, other);
}

/** @slot str.sq_repeat */
export function str_repeat(self: Word, times: i64): Word { return strRepeat(self, times); }

/** @method str.__getnewargs__(self, /) */
export function str_getnewargs(self: Word): Word {
  // a str of its own: copies of what is pickled share nothing with it
  const p = address(self), bytes = strBytes(p);
  const copy = newStr(strKind(p), strLength(p));
  if (!copy) return NULL;
  memory.copy(copy + STR_DATA, p + STR_DATA, bytes);
  store<u8>(copy, <u8>strIsAscii(p), 21);
  return fromAddress(tuple1(fromAddress(copy)));
}

/** @method str.__sizeof__(self, /)
 * Return the size of the string in memory, in bytes. */
export function str_sizeof(self: Word): Word { return ofI32(<i32>(STR_DATA + strBytes(address(self)))); }
import { ofI32 } from '../../layout/word';
