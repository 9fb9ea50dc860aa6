// Error handlers of encoders and decoders: the standard ones, by name, without Python code; registered ones called.

import { TUPLE_ITEMS } from '../../layout/containers';
import { BYTES_DATA } from '../../layout/text';
import { TF_TUPLE, Type } from '../../layout/type';
import { address, fromAddress, isPointer, NULL, ofI32, ofInt, Word } from '../../layout/word';
import { T_INDEX_ERROR, T_TYPE_ERROR, T_UNICODE_DECODE_ERROR, T_UNICODE_ENCODE_ERROR } from '../../generated/types';
import { own, release } from '../../counting/counts';
import { errorSet, raise, raisef, setError } from '../../eval/errors';
import { call1, callTuple } from '../../eval/call';
import { asI64, isIntLike } from '../protocol';
import { newTuple } from '../tuple';
import { isBytes, newBytes, newBytesFrom } from '../bytes/new';
import { charAt, isStr, strLength } from '../str/access';
import { builderChar, builderDrop, builderFill, builderFinish, builderHex, builderInt, builderLiteral, builderNew, builderWord } from '../str/builder';
import { builderEscape } from '../str/repr';
import { emptyStr, newText, strEqualsText } from '../str/new';
import { characterName } from '../unicode/names';
import { lookupErrorHandler } from './registry';

// Standard handlers.
// @ts-ignore: decorator
@inline export const STRICT: i32 = 0;
// @ts-ignore: decorator
@inline export const IGNORE: i32 = 1;
// @ts-ignore: decorator
@inline export const REPLACE: i32 = 2;
// @ts-ignore: decorator
@inline export const XML: i32 = 3;
// @ts-ignore: decorator
@inline export const BACKSLASH: i32 = 4;
// @ts-ignore: decorator
@inline export const NAME: i32 = 5;
// @ts-ignore: decorator
@inline export const ESCAPE: i32 = 6; // surrogateescape
// @ts-ignore: decorator
@inline export const PASS: i32 = 7; // surrogatepass
/** A handler that is called through the registry. */
// @ts-ignore: decorator
@inline export const OTHER: i32 = 8;

// Byte layout of a codec, for surrogatepass.
// @ts-ignore: decorator
@inline export const UTF_8: i32 = 0;
// @ts-ignore: decorator
@inline export const UTF_16_LE: i32 = 1;
// @ts-ignore: decorator
@inline export const UTF_16_BE: i32 = 2;
// @ts-ignore: decorator
@inline export const UTF_32_LE: i32 = 3;
// @ts-ignore: decorator
@inline export const UTF_32_BE: i32 = 4;
/** surrogatepass does not apply. */
// @ts-ignore: decorator
@inline export const NO_UTF: i32 = 5;

/** Number of a handler's name; NULL is strict. */
export function handlerOf(errors: Word): i32 {
  if (errors == NULL) return STRICT;
  if (strEqualsText(errors, 'strict')) return STRICT;
  if (strEqualsText(errors, 'surrogateescape')) return ESCAPE;
  if (strEqualsText(errors, 'replace')) return REPLACE;
  if (strEqualsText(errors, 'ignore')) return IGNORE;
  if (strEqualsText(errors, 'backslashreplace')) return BACKSLASH;
  if (strEqualsText(errors, 'surrogatepass')) return PASS;
  if (strEqualsText(errors, 'xmlcharrefreplace')) return XML;
  if (strEqualsText(errors, 'namereplace')) return NAME;
  return OTHER;
}

/** What stands for the bad part (str or bytes, owned), after a call that returned a position; read it at once. */
export let replacement: Word = NULL;

function exceptionOf(type: u32, encoding: string, object: Word, start: i32, end: i32, reason: string): Word {
  const args = newTuple(5);
  if (!args) return NULL;
  const items = args + TUPLE_ITEMS;
  const name = newText(encoding);
  store<u64>(items, name);
  store<u64>(items, own(object), 8);
  store<u64>(items, ofI32(start), 16);
  store<u64>(items, ofI32(end), 24);
  store<u64>(items, newText(reason), 32);
  const e = callTuple(fromAddress(type), fromAddress(args), NULL);
  release(fromAddress(args));
  return e;
}

function raiseDecode(encoding: string, object: Word, start: i32, end: i32, reason: string): i32 {
  const e = exceptionOf(T_UNICODE_DECODE_ERROR, encoding, object, start, end, reason);
  if (e != NULL) setError(e);
  return -1;
}

/** Raises UnicodeEncodeError; -1. */
export function raiseEncode(encoding: string, object: Word, start: i32, end: i32, reason: string): i32 {
  const e = exceptionOf(T_UNICODE_ENCODE_ERROR, encoding, object, start, end, reason);
  if (e != NULL) setError(e);
  return -1;
}

/** Calls a registered handler with exception `e` (taken over). Position or -1. `size`: length of the input. */
function callHandler(errors: Word, e: Word, size: i32, decoding: bool): i32 {
  if (e == NULL) return -1;
  const handler = lookupErrorHandler(errors);
  if (handler == NULL) { release(e); return -1; }
  const r = call1(handler, e);
  release(handler);
  release(e);
  if (r == NULL) return -1;
  let text: Word = NULL;
  let at: i64 = 0;
  const good = isPointer(r) && (changetype<Type>(load<u32>(address(r))).flags & TF_TUPLE) != 0 && load<u32>(address(r), 16) == 2;
  if (good) {
    text = load<u64>(address(r), TUPLE_ITEMS);
    const position = load<u64>(address(r), TUPLE_ITEMS + 8);
    if (!(isStr(text) || (!decoding && isBytes(text))) || !isIntLike(position)) text = NULL;
    else {
      at = asI64(position);
      if (at == -1 && errorSet()) { release(r); return -1; }
    }
  }
  if (text == NULL) {
    release(r);
    raise(T_TYPE_ERROR, decoding ? 'decoding error handler must return (str, int) tuple' : 'encoding error handler must return (str/bytes, int) tuple');
    return -1;
  }
  if (at < 0) at += size;
  if (at < 0 || at > size) {
    release(r);
    raisef(T_INDEX_ERROR, 'position %d from error handler out of bounds', ofInt(at < 0 ? at - size : at));
    return -1;
  }
  replacement = own(text);
  release(r);
  return <i32>at;
}

// ---- decoding -----------------------------------------------------------------------------------------------------------

/** The surrogate that the bytes at `p` encode by codec `utf`; 0 if they encode none. */
function surrogateAt(p: usize, n: i32, utf: i32): u32 {
  let c: u32 = 0;
  if (utf == UTF_8) {
    if (n >= 3 && load<u8>(p) == 0xed && (load<u8>(p, 1) & 0xe0) == 0xa0 && (load<u8>(p, 2) & 0xc0) == 0x80) {
      c = 0xd000 | (<u32>load<u8>(p, 1) & 0x3f) << 6 | load<u8>(p, 2) & 0x3f;
    }
  } else if (utf == UTF_16_LE && n >= 2) c = load<u16>(p);
  else if (utf == UTF_16_BE && n >= 2) c = <u32>bswap<u16>(load<u16>(p));
  else if (utf == UTF_32_LE && n >= 4) c = load<u32>(p);
  else if (utf == UTF_32_BE && n >= 4) c = bswap<u32>(load<u32>(p));
  return (c & 0xfffff800) == 0xd800 ? c : 0;
}
// @ts-ignore: decorator
@inline function unitSize(utf: i32): i32 { return utf == UTF_8 ? 3 : utf <= UTF_16_BE ? 2 : 4; }

/** What handler 1 to 7 puts for bytes [start, end) of `n` at `data`: the position to go on at with `replacement` set; -2: it refuses. */
export function standardDecode(handler: i32, utf: i32, data: usize, n: i32, start: i32, end: i32): i32 {
  if (handler == IGNORE) { replacement = emptyStr(); return end; }
  if (handler == REPLACE) { replacement = strFromChar(0xfffd); return end; }
  const b = builderNew();
  if (!b) return -1;
  let at = end;
  if (handler == BACKSLASH) {
    for (let i = start; i < end; i++) { builderLiteral(b, '\\x'); builderHex(b, load<u8>(data + i), 2); }
  } else if (handler == ESCAPE) {
    at = start;
    // up to four bytes at once, none of them ASCII
    while (at < end && at < start + 4 && load<u8>(data + at) >= 128) builderChar(b, 0xdc00 + <u32>load<u8>(data + at++));
    if (at == start) { builderDrop(b); return -2; }
  } else if (handler == PASS && utf != NO_UTF) {
    const c = surrogateAt(data + start, n - start, utf);
    if (!c) { builderDrop(b); return -2; }
    builderChar(b, c);
    at = start + unitSize(utf);
  } else { builderDrop(b); return -2; }
  const w = builderFinish(b);
  if (w == NULL) return -1;
  replacement = w;
  return at;
}
import { strFromChar } from '../str/new';

/**
 * Bytes [start, end) of `n` bytes at `data` cannot be decoded. Returns the position to go on at, with `replacement` (a str)
 * set; -1 with an error set. `source` is the bytes object the data belong to or NULL.
 */
export function decodeError(errors: Word, utf: i32, encoding: string, source: Word, data: usize, n: i32, start: i32, end: i32, reason: string): i32 {
  const handler = handlerOf(errors);
  if (handler > STRICT && handler < OTHER && handler != XML && handler != NAME) {
    const at = standardDecode(handler, utf, data, n, start, end);
    if (at != -2) return at;
  }
  const object = source != NULL && isBytes(source) && address(source) + BYTES_DATA == data && load<u32>(address(source), 16) == <u32>n
    ? own(source) : newBytesFrom(data, n);
  if (object == NULL) return -1;
  let at: i32;
  if (handler == STRICT || (handler < OTHER && handler != XML && handler != NAME)) at = raiseDecode(encoding, object, start, end, reason);
  else at = callHandler(errors, exceptionOf(T_UNICODE_DECODE_ERROR, encoding, object, start, end, reason), n, true);
  release(object);
  return at;
}

// ---- encoding ------------------------------------------------------------------------------------------------------------

/** What handler 1 to 7 puts for the code points [start, end) of a str: as `standardDecode`. */
export function standardEncode(handler: i32, utf: i32, p: usize, start: i32, end: i32): i32 {
  if (handler == IGNORE) { replacement = emptyStr(); return end; }
  if (handler == ESCAPE || handler == PASS) {
    const unit = handler == ESCAPE ? 1 : unitSize(utf);
    if (handler == PASS && utf == NO_UTF) return -2;
    for (let i = start; i < end; i++) {
      const c = charAt(p, i);
      if (handler == ESCAPE ? c - 0xdc80 >= 128 : (c & 0xfffff800) != 0xd800) return -2;
    }
    const q = newBytes((end - start) * unit);
    if (!q) return -1;
    for (let i = start; i < end; i++) {
      const c = charAt(p, i), to = q + BYTES_DATA + (i - start) * unit;
      if (handler == ESCAPE) store<u8>(to, <u8>c);
      else if (utf == UTF_8) {
        store<u8>(to, <u8>(0xe0 | c >> 12));
        store<u8>(to, <u8>(0x80 | c >> 6 & 0x3f), 1);
        store<u8>(to, <u8>(0x80 | c & 0x3f), 2);
      } else if (utf == UTF_16_LE) store<u16>(to, <u16>c);
      else if (utf == UTF_16_BE) store<u16>(to, bswap<u16>(<u16>c));
      else if (utf == UTF_32_LE) store<u32>(to, c);
      else store<u32>(to, bswap<u32>(c));
    }
    replacement = fromAddress(q);
    return end;
  }
  const b = builderNew();
  if (!b) return -1;
  if (handler == REPLACE) builderFill(b, 0x3f, end - start);
  else for (let i = start; i < end; i++) {
    const c = charAt(p, i);
    if (handler == XML) { builderLiteral(b, '&#'); builderInt(b, c); builderChar(b, 0x3b); }
    else if (handler == BACKSLASH) builderEscape(b, c);
    else {
      const name = characterName(c);
      if (name != NULL) {
        builderLiteral(b, '\\N{');
        builderWord(b, name);
        builderChar(b, 0x7d);
        release(name);
      } else builderEscape(b, c);
    }
  }
  const w = builderFinish(b);
  if (w == NULL) return -1;
  replacement = w;
  return end;
}

/**
 * Code points [start, end) of str `text` cannot be encoded. Returns the position to go on at, with `replacement` (str or
 * bytes) set; -1 with an error set.
 */
export function encodeError(errors: Word, utf: i32, encoding: string, text: Word, start: i32, end: i32, reason: string): i32 {
  const handler = handlerOf(errors);
  if (handler > STRICT && handler < OTHER) {
    const at = standardEncode(handler, utf, address(text), start, end);
    if (at != -2) return at;
  }
  if (handler < OTHER) return raiseEncode(encoding, text, start, end, reason);
  return callHandler(errors, exceptionOf(T_UNICODE_ENCODE_ERROR, encoding, text, start, end, reason), <i32>strLength(address(text)), false);
}
