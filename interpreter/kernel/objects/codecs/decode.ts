// bytes -> str by the name of an encoding.

import { TUPLE_ITEMS } from '../../layout/containers';
import { TF_TUPLE, Type } from '../../layout/type';
import { address, isPointer, NULL, Word } from '../../layout/word';
import { T_LOOKUP_ERROR, T_TYPE_ERROR } from '../../generated/types';
import { N__is_text_encoding } from '../../generated/names';
import { own, release } from '../../counting/counts';
import { errorSet, raise, raisef } from '../../eval/errors';
import { call1, call2 } from '../../eval/call';
import { lookupAttr, truth } from '../protocol';
import { Buffer, bufferRelease, getBuffer, supportsBuffer } from '../buffer';
import { isStr } from '../str/access';
import { builtinCodec, C_ASCII, C_LATIN1, C_OTHER, C_UTF16, C_UTF8 } from './builtin';
import { lookupCodec } from './registry';
import { decodeAscii } from './single';
import { decodeUtf16, decodeUtf32 } from './utf16';
import { decodeUtf8 } from './utf8';
import { strFromLatin1 } from '../str/new';

/** str(object, encoding, errors); NULL: the defaults. */
export function decodeObject(object: Word, encoding: Word, errors: Word): Word {
  if (!supportsBuffer(object)) {
    if (isStr(object)) return raise(T_TYPE_ERROR, 'decoding str is not supported');
    return raisef(T_TYPE_ERROR, 'decoding to str: need a bytes-like object, %T found', object);
  }
  const codec = builtinCodec(encoding);
  if (codec != C_OTHER) {
    const b = getBuffer(object);
    if (!b) return NULL;
    const buffer = changetype<Buffer>(b);
    const data: usize = buffer.data, n = <i32>buffer.size;
    let text: Word;
    if (codec == C_UTF8) text = decodeUtf8(data, n, errors, true, object);
    else if (codec == C_LATIN1) text = strFromLatin1(data, n);
    else if (codec == C_ASCII) text = decodeAscii(data, n, errors, object);
    else if (codec == C_UTF16) text = decodeUtf16(data, n, errors, 0, true, object);
    else text = decodeUtf32(data, n, errors, 0, true, object);
    bufferRelease(b);
    return text;
  }
  const text = callCodec(object, encoding, errors, 1, true);
  if (text != NULL && !isStr(text)) {
    raisef(T_TYPE_ERROR, "'%U' decoder returned '%T' instead of 'str'; use codecs.decode() to decode to arbitrary types", encoding, text);
    release(text);
    return NULL;
  }
  return text;
}

/** Calls function `which` (0 encode, 1 decode) of a codec: its first result. `textOnly` refuses codecs that are no text encodings. */
export function callCodec(object: Word, encoding: Word, errors: Word, which: i32, textOnly: bool): Word {
  const codec = lookupCodec(encoding);
  if (codec == NULL) return NULL;
  if (textOnly) {
    const mark = lookupAttr(codec, N__is_text_encoding);
    if (mark == NULL && errorSet()) { release(codec); return NULL; }
    const isText = mark == NULL ? 1 : truth(mark);
    release(mark);
    if (isText <= 0) {
      release(codec);
      if (isText < 0) return NULL;
      return which ? raisef(T_LOOKUP_ERROR, "'%U' is not a text encoding; use codecs.decode() to handle arbitrary codecs", encoding)
        : raisef(T_LOOKUP_ERROR, "'%U' is not a text encoding; use codecs.encode() to handle arbitrary codecs", encoding);
    }
  }
  const f = load<u64>(address(codec) + (which << 3), TUPLE_ITEMS);
  const r = errors == NULL ? call1(f, object) : call2(f, object, errors);
  release(codec);
  if (r == NULL) return NULL;
  if (!isPointer(r) || !(changetype<Type>(load<u32>(address(r))).flags & TF_TUPLE) || load<u32>(address(r), 16) != 2) {
    release(r);
    return raise(T_TYPE_ERROR, which ? 'decoder must return a tuple (object,integer)' : 'encoder must return a tuple (object, integer)');
  }
  const result = own(load<u64>(address(r), TUPLE_ITEMS));
  release(r);
  return result;
}
