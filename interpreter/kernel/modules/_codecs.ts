// Module _codecs: the registry and the native codecs.

import { address, fromAddress, NONE, NULL, ofI32, TRUE, Word } from '../layout/word';
import { T_TYPE_ERROR, T_UNICODE_DECODE_ERROR, T_UNICODE_ENCODE_ERROR, T_UNICODE_TRANSLATE_ERROR, T_EXCEPTION } from '../generated/types';
import { N_end, N_object, N_start, N_encoding } from '../generated/names';
import { own, release } from '../counting/counts';
import { errorSet, raise, raisef, setError } from '../eval/errors';
import { asI64, getAttr, isCallable, isInstance, truth } from '../objects/protocol';
import { tuple2 } from '../objects/tuple';
import { listAppend } from '../objects/list/core';
import { dictClear } from '../objects/dict/core';
import { removeSearch } from '../objects/codecs/registry';
import { Buffer, bufferRelease, getBuffer, supportsBuffer } from '../objects/buffer';
import { newBytesFrom, isBytes } from '../objects/bytes/new';
import { BYTES_DATA } from '../layout/text';
import { isStr, strLength } from '../objects/str/access';
import { emptyStr, internText, newText, strEqualsText, strFromLatin1 } from '../objects/str/new';
import { builderFill, builderFinish, builderNew } from '../objects/str/builder';
import { callCodec } from '../objects/codecs/decode';
import {
  BACKSLASH, ESCAPE, IGNORE, NAME, NO_UTF, PASS, REPLACE, replacement, standardDecode, standardEncode, UTF_16_BE, UTF_16_LE, UTF_32_BE, UTF_32_LE,
  UTF_8, XML,
} from '../objects/codecs/errors';
import { codecState, foundCodecs, lookupCodec, lookupErrorHandler, registerErrorHandler, searchPath } from '../objects/codecs/registry';
import { consumed, decodeUtf8, encodeUtf8 } from '../objects/codecs/utf8';
import { decodeUtf16, decodeUtf32, encodeUtf16, foundOrder } from '../objects/codecs/utf16';
import { decodeUtf7, encodeUtf7 } from '../objects/codecs/utf7';
import { buildCharmap, decodeAscii, decodeCharmap, encodeCharmap, encodeLimited } from '../objects/codecs/single';
import {
  decodeBytesEscape, decodeRawUnicodeEscape, decodeUnicodeEscape, encodeBytesEscape, encodeRawUnicodeEscape, encodeUnicodeEscape,
} from '../objects/codecs/escape';

/** @module _codecs */

// ---- registry -------------------------------------------------------------------------------------------------------------

/** @function _codecs.register(search_function, /)
 * Register a codec search function.
 *
 * Search functions are expected to take one argument, the encoding name in
 * all lower case letters, and either return None, or a tuple of functions
 * (encoder, decoder, stream_reader, stream_writer) (or a CodecInfo object). */
export function codecs_register(search: Word): Word {
  if (!isCallable(search)) return raise(T_TYPE_ERROR, 'argument must be callable');
  const state = codecState();
  return state && listAppend(searchPath(state), search) == 0 ? NONE : NULL;
}

/** @function _codecs.unregister(search_function, /)
 * Unregister a codec search function and clear the registry's cache.
 *
 * If the search function is not registered, do nothing. */
export function codecs_unregister(search: Word): Word {
  const state = codecState();
  if (!state) return NULL;
  if (removeSearch(state, search)) dictClear(foundCodecs(state));
  return NONE;
}

/** @function _codecs.lookup(encoding, /)
 * Looks up a codec tuple in the Python codec registry and returns a CodecInfo object. */
export function codecs_lookup(encoding: Word): Word {
  if (!isStr(encoding)) return raisef(T_TYPE_ERROR, 'lookup() argument must be str, not %T', encoding);
  return lookupCodec(encoding);
}

function anyCodec(object: Word, encoding: Word, errors: Word, which: i32): Word {
  if (encoding != NULL && !isStr(encoding)) {
    return which ? raisef(T_TYPE_ERROR, "decode() argument 'encoding' must be str, not %T", encoding)
      : raisef(T_TYPE_ERROR, "encode() argument 'encoding' must be str, not %T", encoding);
  }
  if (errors != NULL && !isStr(errors)) {
    return which ? raisef(T_TYPE_ERROR, "decode() argument 'errors' must be str, not %T", errors)
      : raisef(T_TYPE_ERROR, "encode() argument 'errors' must be str, not %T", errors);
  }
  const name = encoding == NULL ? internText('utf-8') : own(encoding);
  const r = callCodec(object, name, errors, which, false);
  release(name);
  return r;
}

/** @function _codecs.encode(obj, encoding='utf-8', errors='strict')
 * Encodes obj using the codec registered for encoding.
 *
 * The default encoding is 'utf-8'.  errors may be given to set a
 * different error handling scheme.  Default is 'strict' meaning that encoding
 * errors raise a ValueError.  Other possible values are 'ignore', 'replace'
 * and 'backslashreplace' as well as any other name registered with
 * codecs.register_error that can handle ValueErrors. */
export function codecs_encode(object: Word, encoding: Word, errors: Word): Word { return anyCodec(object, encoding, errors, 0); }

/** @function _codecs.decode(obj, encoding='utf-8', errors='strict')
 * Decodes obj using the codec registered for encoding.
 *
 * Default encoding is 'utf-8'.  errors may be given to set a
 * different error handling scheme.  Default is 'strict' meaning that encoding
 * errors raise a ValueError.  Other possible values are 'ignore', 'replace'
 * and 'backslashreplace' as well as any other name registered with
 * codecs.register_error that can handle ValueErrors. */
export function codecs_decode(object: Word, encoding: Word, errors: Word): Word { return anyCodec(object, encoding, errors, 1); }

/** @function _codecs.register_error(errors, handler, /)
 * Register the specified error handler under the name errors.
 *
 * handler must be a callable object, that
 * will be called with an exception instance containing
 * information about the location of the encoding/decoding
 * error and must return a (replacement, new position) tuple. */
export function codecs_register_error(errors: Word, handler: Word): Word {
  if (!isStr(errors)) return raisef(T_TYPE_ERROR, 'register_error() argument 1 must be str, not %T', errors);
  return registerErrorHandler(errors, handler) ? NONE : NULL;
}

/** @function _codecs.lookup_error(name, /)
 * lookup_error(errors) -> handler
 *
 * Return the error handler for the specified error handling name or raise a
 * LookupError, if no handler exists under this name. */
export function codecs_lookup_error(name: Word): Word {
  if (!isStr(name)) return raisef(T_TYPE_ERROR, 'lookup_error() argument must be str, not %T', name);
  return lookupErrorHandler(name);
}

// ---- the standard error handlers as functions -------------------------------------------------------------------------------

function utfOf(encoding: Word): i32 {
  if (!isStr(encoding)) return NO_UTF;
  const b = normalizeEncoding(encoding);
  if (b == NULL) return NO_UTF;
  let utf = NO_UTF;
  if (strEqualsText(b, 'utf_8') || strEqualsText(b, 'utf8') || strEqualsText(b, 'cp_utf8')) utf = UTF_8;
  else if (strEqualsText(b, 'utf_16_le') || strEqualsText(b, 'utf_16le') || strEqualsText(b, 'utf_16') || strEqualsText(b, 'utf16')) utf = UTF_16_LE;
  else if (strEqualsText(b, 'utf_16_be') || strEqualsText(b, 'utf_16be')) utf = UTF_16_BE;
  else if (strEqualsText(b, 'utf_32_le') || strEqualsText(b, 'utf_32le') || strEqualsText(b, 'utf_32') || strEqualsText(b, 'utf32')) utf = UTF_32_LE;
  else if (strEqualsText(b, 'utf_32_be') || strEqualsText(b, 'utf_32be')) utf = UTF_32_BE;
  release(b);
  return utf;
}
import { normalizeEncoding } from '../objects/codecs/registry';

/** start or end of an exception, clamped to 0..n; -1 with an error set. */
function place(e: Word, name: Word, least: i64, most: i64): i64 {
  const w = getAttr(e, name);
  if (w == NULL) return -1;
  const i = asI64(w);
  release(w);
  if (i == -1 && errorSet()) return -1;
  return i < least ? least : i > most ? most : i;
}

function handle(e: Word, handler: i32): Word {
  const encoding = isInstance(e, T_UNICODE_ENCODE_ERROR), decoding = !encoding && isInstance(e, T_UNICODE_DECODE_ERROR);
  const translating = !encoding && !decoding && isInstance(e, T_UNICODE_TRANSLATE_ERROR);
  const textOnly = handler == XML || handler == NAME;
  if (!encoding && !(decoding && !textOnly) && !(translating && (handler == IGNORE || handler == REPLACE || handler == BACKSLASH))) {
    return raisef(T_TYPE_ERROR, "don't know how to handle %T in error callback", e);
  }
  const object = getAttr(e, N_object);
  if (object == NULL) return NULL;
  if (decoding ? !isBytes(object) : !isStr(object)) {
    release(object);
    return raise(T_TYPE_ERROR, decoding ? 'object attribute must be bytes' : 'object attribute must be unicode');
  }
  const p = address(object);
  const n = <i32>load<u32>(p, 16);
  const start = <i32>place(e, N_start, 0, n ? n - 1 : 0);
  const end = start < 0 && errorSet() ? -1 : <i32>place(e, N_end, n ? 1 : 0, n);
  if (errorSet()) { release(object); return NULL; }
  let utf = NO_UTF;
  if (handler == PASS) {
    const name = getAttr(e, N_encoding);
    if (name == NULL) { release(object); return NULL; }
    utf = utfOf(name);
    release(name);
  }
  let at: i32;
  if (end <= start) { release(object); return fromAddress(tuple2(emptyStr(), ofI32(end))); }
  if (decoding) at = standardDecode(handler, utf, p + BYTES_DATA, n, start, end);
  else if (translating && handler == REPLACE) at = fillReplacement(start, end);
  else at = standardEncode(handler, utf, p, start, end);
  const text = replacement;
  release(object);
  if (at == -2) { setError(own(e)); return NULL; }
  if (at < 0) return NULL;
  if (fill != NULL) {
    const w = fill;
    fill = NULL;
    return fromAddress(tuple2(w, ofI32(at)));
  }
  return fromAddress(tuple2(text, ofI32(at)));
}

let fill: Word = NULL;
function fillReplacement(start: i32, end: i32): i32 {
  const b = builderNew();
  if (!b) return -1;
  builderFill(b, 0xfffd, end - start);
  fill = builderFinish(b);
  return fill == NULL ? -1 : end;
}

/** @function _codecs.strict_errors(exception, /)
 * Implements the 'strict' error handling, which raises a UnicodeError on coding errors. */
export function codecs_strict_errors(e: Word): Word {
  if (!isInstance(e, T_EXCEPTION)) return raise(T_TYPE_ERROR, 'codec must pass exception instance');
  setError(own(e));
  return NULL;
}
/** @function _codecs.ignore_errors(exception, /)
 * Implements the 'ignore' error handling, which ignores malformed data and continues. */
export function codecs_ignore_errors(e: Word): Word { return handle(e, IGNORE); }
/** @function _codecs.replace_errors(exception, /)
 * Implements the 'replace' error handling, which replaces malformed data with a replacement marker. */
export function codecs_replace_errors(e: Word): Word { return handle(e, REPLACE); }
/** @function _codecs.xmlcharrefreplace_errors(exception, /)
 * Implements the 'xmlcharrefreplace' error handling, which replaces an unencodable character with the appropriate XML character reference. */
export function codecs_xmlcharrefreplace_errors(e: Word): Word { return handle(e, XML); }
/** @function _codecs.backslashreplace_errors(exception, /)
 * Implements the 'backslashreplace' error handling, which replaces malformed data with a backslashed escape sequence. */
export function codecs_backslashreplace_errors(e: Word): Word { return handle(e, BACKSLASH); }
/** @function _codecs.namereplace_errors(exception, /)
 * Implements the 'namereplace' error handling, which replaces an unencodable character with a \N{...} escape sequence. */
export function codecs_namereplace_errors(e: Word): Word { return handle(e, NAME); }
/** @function _codecs.surrogateescape_errors(exception, /) */
export function codecs_surrogateescape_errors(e: Word): Word { return handle(e, ESCAPE); }
/** @function _codecs.surrogatepass_errors(exception, /) */
export function codecs_surrogatepass_errors(e: Word): Word { return handle(e, PASS); }

function registerHandler(module: Word, name: string, attribute: string): bool {
  const key = internText(name), attributeName = internText(attribute);
  if (key == NULL || attributeName == NULL) return false;
  const handler = getAttr(module, attributeName);
  const ok = handler != NULL && registerErrorHandler(key, handler);
  release(handler);
  release(attributeName);
  release(key);
  return ok;
}

/** @exec _codecs */
export function codecs_exec(module: Word): i32 {
  return registerHandler(module, 'strict', 'strict_errors') && registerHandler(module, 'ignore', 'ignore_errors')
    && registerHandler(module, 'replace', 'replace_errors') && registerHandler(module, 'xmlcharrefreplace', 'xmlcharrefreplace_errors')
    && registerHandler(module, 'backslashreplace', 'backslashreplace_errors') && registerHandler(module, 'namereplace', 'namereplace_errors')
    && registerHandler(module, 'surrogateescape', 'surrogateescape_errors') && registerHandler(module, 'surrogatepass', 'surrogatepass_errors') ? 0 : -1;
}

// ---- codecs ---------------------------------------------------------------------------------------------------------------------

function pair(w: Word, used: i32): Word { return w == NULL ? NULL : fromAddress(tuple2(w, ofI32(used))); }
function checkErrors(errors: Word, method: string): bool {
  if (errors == NULL || errors == NONE || isStr(errors)) return true;
  raisef(T_TYPE_ERROR, '%U() argument 2 must be str or None, not %T', newText(method), errors);
  return false;
}
// @ts-ignore: decorator
@inline function given(errors: Word): Word { return errors == NONE ? NULL : errors; }
/** A str argument; false with TypeError set. */
function checkText(text: Word, method: string): bool {
  if (isStr(text)) return true;
  raisef(T_TYPE_ERROR, '%U() argument 1 must be str, not %T', newText(method), text);
  return false;
}

/** @function _codecs.utf_8_encode(str, errors=None, /) */
export function utf_8_encode(text: Word, errors: Word): Word {
  if (!checkText(text, 'utf_8_encode') || !checkErrors(errors, 'utf_8_encode')) return NULL;
  return pair(encodeUtf8(text, given(errors)), strLength(address(text)));
}
/** @function _codecs.latin_1_encode(str, errors=None, /) */
export function latin_1_encode(text: Word, errors: Word): Word {
  if (!checkText(text, 'latin_1_encode') || !checkErrors(errors, 'latin_1_encode')) return NULL;
  return pair(encodeLimited(text, given(errors), 256), strLength(address(text)));
}
/** @function _codecs.ascii_encode(str, errors=None, /) */
export function ascii_encode(text: Word, errors: Word): Word {
  if (!checkText(text, 'ascii_encode') || !checkErrors(errors, 'ascii_encode')) return NULL;
  return pair(encodeLimited(text, given(errors), 128), strLength(address(text)));
}
/** @function _codecs.utf_7_encode(str, errors=None, /) */
export function utf_7_encode(text: Word, errors: Word): Word {
  if (!checkText(text, 'utf_7_encode') || !checkErrors(errors, 'utf_7_encode')) return NULL;
  return pair(encodeUtf7(text), strLength(address(text)));
}
function encodeUnits(text: Word, errors: Word, order: i32, wide: bool, method: string): Word {
  if (!checkText(text, method) || !checkErrors(errors, method)) return NULL;
  return pair(encodeUtf16(text, given(errors), order, wide), strLength(address(text)));
}
function orderOf(w: Word): i32 {
  if (w == NULL) return 0;
  const n = asI64(w);
  return n < 0 ? -1 : n > 0 ? 1 : 0;
}
/** @function _codecs.utf_16_encode(str, errors=None, byteorder=0, /) */
export function utf_16_encode(text: Word, errors: Word, order: Word): Word {
  const o = orderOf(order);
  return errorSet() ? NULL : encodeUnits(text, errors, o, false, 'utf_16_encode');
}
/** @function _codecs.utf_16_le_encode(str, errors=None, /) */
export function utf_16_le_encode(text: Word, errors: Word): Word { return encodeUnits(text, errors, -1, false, 'utf_16_le_encode'); }
/** @function _codecs.utf_16_be_encode(str, errors=None, /) */
export function utf_16_be_encode(text: Word, errors: Word): Word { return encodeUnits(text, errors, 1, false, 'utf_16_be_encode'); }
/** @function _codecs.utf_32_encode(str, errors=None, byteorder=0, /) */
export function utf_32_encode(text: Word, errors: Word, order: Word): Word {
  const o = orderOf(order);
  return errorSet() ? NULL : encodeUnits(text, errors, o, true, 'utf_32_encode');
}
/** @function _codecs.utf_32_le_encode(str, errors=None, /) */
export function utf_32_le_encode(text: Word, errors: Word): Word { return encodeUnits(text, errors, -1, true, 'utf_32_le_encode'); }
/** @function _codecs.utf_32_be_encode(str, errors=None, /) */
export function utf_32_be_encode(text: Word, errors: Word): Word { return encodeUnits(text, errors, 1, true, 'utf_32_be_encode'); }
/** @function _codecs.unicode_escape_encode(str, errors=None, /) */
export function unicode_escape_encode(text: Word, errors: Word): Word {
  if (!checkText(text, 'unicode_escape_encode') || !checkErrors(errors, 'unicode_escape_encode')) return NULL;
  return pair(encodeUnicodeEscape(text), strLength(address(text)));
}
/** @function _codecs.raw_unicode_escape_encode(str, errors=None, /) */
export function raw_unicode_escape_encode(text: Word, errors: Word): Word {
  if (!checkText(text, 'raw_unicode_escape_encode') || !checkErrors(errors, 'raw_unicode_escape_encode')) return NULL;
  return pair(encodeRawUnicodeEscape(text), strLength(address(text)));
}
/** @function _codecs.charmap_encode(str, errors=None, mapping=None, /) */
export function charmap_encode(text: Word, errors: Word, mapping: Word): Word {
  if (!checkText(text, 'charmap_encode') || !checkErrors(errors, 'charmap_encode')) return NULL;
  return pair(encodeCharmap(text, given(errors), mapping), strLength(address(text)));
}
/** @function _codecs.charmap_build(map, /) */
export function charmap_build(table: Word): Word {
  if (!isStr(table)) return raisef(T_TYPE_ERROR, 'charmap_build() argument must be str, not %T', table);
  return buildCharmap(table);
}
/** @function _codecs.readbuffer_encode(data, errors=None, /) */
export function readbuffer_encode(data: Word, errors: Word): Word {
  const source = isStr(data) ? encodeUtf8(data, NULL) : own(data);
  if (source == NULL) return NULL;
  const b = getBuffer(source);
  release(source);
  if (!b) return NULL;
  const w = newBytesFrom(changetype<Buffer>(b).data, changetype<Buffer>(b).size), n = <i32>changetype<Buffer>(b).size;
  bufferRelease(b);
  return pair(w, n);
}
/** @function _codecs.escape_encode(data, errors=None, /) */
export function escape_encode(data: Word, errors: Word): Word {
  if (!isBytes(data)) return raisef(T_TYPE_ERROR, 'escape_encode() argument 1 must be bytes, not %T', data);
  const p = address(data), n = <i32>load<u32>(p, 16);
  return pair(encodeBytesEscape(p + BYTES_DATA, n), n);
}

// Decoders by number, for the one function that takes their arguments.
// @ts-ignore: decorator
@inline const D_UTF8: i32 = 0;
// @ts-ignore: decorator
@inline const D_LATIN1: i32 = 1;
// @ts-ignore: decorator
@inline const D_ASCII: i32 = 2;
// @ts-ignore: decorator
@inline const D_UTF16: i32 = 3;
// @ts-ignore: decorator
@inline const D_UTF32: i32 = 4;
// @ts-ignore: decorator
@inline const D_ESCAPE: i32 = 5;
// @ts-ignore: decorator
@inline const D_RAW: i32 = 6;
// @ts-ignore: decorator
@inline const D_CHARMAP: i32 = 7;
// @ts-ignore: decorator
@inline const D_BYTES: i32 = 8;
// @ts-ignore: decorator
@inline const D_UTF7: i32 = 9;

function decode(which: i32, data: Word, errors: Word, final: Word, missingFinal: bool, order: i32, mapping: Word, method: string): Word {
  if (!checkErrors(errors, method)) return NULL;
  const finish = final == NULL ? <i32>missingFinal : truth(final);
  if (finish < 0) return NULL;
  let source: Word;
  if (isStr(data) && (which == D_ESCAPE || which == D_RAW || which == D_BYTES)) {
    source = encodeUtf8(data, NULL);
    if (source == NULL) return NULL;
  } else source = own(data);
  const b = getBuffer(source);
  if (!b) { release(source); return NULL; }
  const at: usize = changetype<Buffer>(b).data, n = <i32>changetype<Buffer>(b).size;
  const e = given(errors);
  let w: Word;
  let used = n;
  if (which == D_UTF8) w = decodeUtf8(at, n, e, finish != 0, source);
  else if (which == D_LATIN1) w = strFromLatin1(at, n);
  else if (which == D_ASCII) w = decodeAscii(at, n, e, source);
  else if (which == D_UTF16) w = decodeUtf16(at, n, e, order, finish != 0, source);
  else if (which == D_UTF32) w = decodeUtf32(at, n, e, order, finish != 0, source);
  else if (which == D_ESCAPE) w = decodeUnicodeEscape(at, n, e, finish != 0, source);
  else if (which == D_RAW) w = decodeRawUnicodeEscape(at, n, e, finish != 0, source);
  else if (which == D_CHARMAP) w = decodeCharmap(at, n, e, mapping, source);
  else if (which == D_UTF7) w = decodeUtf7(at, n, e, finish != 0, source);
  else w = decodeBytesEscape(at, n, e != NULL && strEqualsText(e, 'ignore'), e != NULL && strEqualsText(e, 'replace'));
  if (which == D_UTF8 || which == D_UTF16 || which == D_UTF32 || which == D_ESCAPE || which == D_RAW || which == D_UTF7) used = consumed;
  bufferRelease(b);
  release(source);
  return pair(w, used);
}

/** @function _codecs.utf_8_decode(data, errors=None, final=False, /) */
export function utf_8_decode(data: Word, errors: Word, final: Word): Word { return decode(D_UTF8, data, errors, final, false, 0, NULL, 'utf_8_decode'); }
/** @function _codecs.utf_7_decode(data, errors=None, final=False, /) */
export function utf_7_decode(data: Word, errors: Word, final: Word): Word { return decode(D_UTF7, data, errors, final, false, 0, NULL, 'utf_7_decode'); }
/** @function _codecs.utf_16_decode(data, errors=None, final=False, /) */
export function utf_16_decode(data: Word, errors: Word, final: Word): Word { return decode(D_UTF16, data, errors, final, false, 0, NULL, 'utf_16_decode'); }
/** @function _codecs.utf_16_le_decode(data, errors=None, final=False, /) */
export function utf_16_le_decode(data: Word, errors: Word, final: Word): Word { return decode(D_UTF16, data, errors, final, false, -1, NULL, 'utf_16_le_decode'); }
/** @function _codecs.utf_16_be_decode(data, errors=None, final=False, /) */
export function utf_16_be_decode(data: Word, errors: Word, final: Word): Word { return decode(D_UTF16, data, errors, final, false, 1, NULL, 'utf_16_be_decode'); }
/** @function _codecs.utf_32_decode(data, errors=None, final=False, /) */
export function utf_32_decode(data: Word, errors: Word, final: Word): Word { return decode(D_UTF32, data, errors, final, false, 0, NULL, 'utf_32_decode'); }
/** @function _codecs.utf_32_le_decode(data, errors=None, final=False, /) */
export function utf_32_le_decode(data: Word, errors: Word, final: Word): Word { return decode(D_UTF32, data, errors, final, false, -1, NULL, 'utf_32_le_decode'); }
/** @function _codecs.utf_32_be_decode(data, errors=None, final=False, /) */
export function utf_32_be_decode(data: Word, errors: Word, final: Word): Word { return decode(D_UTF32, data, errors, final, false, 1, NULL, 'utf_32_be_decode'); }

function withOrder(w: Word): Word {
  if (w == NULL) return NULL;
  const order = foundOrder;
  const t = address(w);
  const r = tuple3(own(tupleGet(t, 0)), own(tupleGet(t, 1)), ofI32(order));
  release(w);
  return fromAddress(r);
}
import { tuple3, tupleGet } from '../objects/tuple';
/** @function _codecs.utf_16_ex_decode(data, errors=None, byteorder=0, final=False, /) */
export function utf_16_ex_decode(data: Word, errors: Word, order: Word, final: Word): Word {
  const o = orderOf(order);
  return errorSet() ? NULL : withOrder(decode(D_UTF16, data, errors, final, false, o, NULL, 'utf_16_ex_decode'));
}
/** @function _codecs.utf_32_ex_decode(data, errors=None, byteorder=0, final=False, /) */
export function utf_32_ex_decode(data: Word, errors: Word, order: Word, final: Word): Word {
  const o = orderOf(order);
  return errorSet() ? NULL : withOrder(decode(D_UTF32, data, errors, final, false, o, NULL, 'utf_32_ex_decode'));
}
/** @function _codecs.unicode_escape_decode(data, errors=None, final=True, /) */
export function unicode_escape_decode(data: Word, errors: Word, final: Word): Word { return decode(D_ESCAPE, data, errors, final, true, 0, NULL, 'unicode_escape_decode'); }
/** @function _codecs.raw_unicode_escape_decode(data, errors=None, final=True, /) */
export function raw_unicode_escape_decode(data: Word, errors: Word, final: Word): Word { return decode(D_RAW, data, errors, final, true, 0, NULL, 'raw_unicode_escape_decode'); }
/** @function _codecs.latin_1_decode(data, errors=None, /) */
export function latin_1_decode(data: Word, errors: Word): Word { return decode(D_LATIN1, data, errors, TRUE, true, 0, NULL, 'latin_1_decode'); }
/** @function _codecs.ascii_decode(data, errors=None, /) */
export function ascii_decode(data: Word, errors: Word): Word { return decode(D_ASCII, data, errors, TRUE, true, 0, NULL, 'ascii_decode'); }
/** @function _codecs.charmap_decode(data, errors=None, mapping=None, /) */
export function charmap_decode(data: Word, errors: Word, mapping: Word): Word { return decode(D_CHARMAP, data, errors, TRUE, true, 0, mapping, 'charmap_decode'); }
/** @function _codecs.escape_decode(data, errors=None, /) */
export function escape_decode(data: Word, errors: Word): Word {
  if (!isStr(data) && !supportsBuffer(data)) return raisef(T_TYPE_ERROR, "a bytes-like object is required, not '%T'", data);
  return decode(D_BYTES, data, errors, TRUE, true, 0, NULL, 'escape_decode');
}
