// str -> bytes by the name of an encoding.

import { NULL, Word } from '../../layout/word';
import { T_TYPE_ERROR } from '../../generated/types';
import { release } from '../../counting/counts';
import { raisef } from '../../eval/errors';
import { isBytes } from '../bytes/new';
import { isByteArray } from '../bytearray/new';
import { bytesFromObject } from '../bytes/type';
import { isStr } from '../str/access';
import { builtinCodec, C_ASCII, C_LATIN1, C_UTF16, C_UTF32, C_UTF8 } from './builtin';
import { callCodec } from './decode';
import { encodeLimited } from './single';
import { encodeUtf16 } from './utf16';
import { encodeUtf8 } from './utf8';

/** text.encode(encoding, errors) of a str; NULL: the defaults. */
export function encodeObject(text: Word, encoding: Word, errors: Word): Word {
  const codec = builtinCodec(encoding);
  if (codec == C_UTF8) return encodeUtf8(text, errors);
  if (codec == C_LATIN1) return encodeLimited(text, errors, 256);
  if (codec == C_ASCII) return encodeLimited(text, errors, 128);
  if (codec == C_UTF16) return encodeUtf16(text, errors, 0, false);
  if (codec == C_UTF32) return encodeUtf16(text, errors, 0, true);
  const bytes = callCodec(text, encoding, errors, 0, true);
  if (bytes == NULL || isBytes(bytes)) return bytes;
  if (isByteArray(bytes)) {
    const copy = bytesFromObject(bytes);
    release(bytes);
    return copy;
  }
  raisef(T_TYPE_ERROR, "'%U' encoder returned '%T' instead of 'bytes'; use codecs.encode() to encode to arbitrary types", encoding, bytes);
  release(bytes);
  return NULL;
}

/** @method str.encode(self, /, encoding='utf-8', errors='strict')
 * Encode the string using the codec registered for encoding.
 *
 *   encoding
 *     The encoding in which to encode the string.
 *   errors
 *     The error handling scheme to use for encoding errors.
 *     The default is 'strict' meaning that encoding errors raise a
 *     UnicodeEncodeError.  Other possible values are 'ignore', 'replace' and
 *     'xmlcharrefreplace' as well as any other name registered with
 *     codecs.register_error that can handle UnicodeEncodeErrors. */
export function str_encode(self: Word, encoding: Word, errors: Word): Word {
  if (encoding != NULL && !isStr(encoding)) return raisef(T_TYPE_ERROR, "encode() argument 'encoding' must be str, not %T", encoding);
  if (errors != NULL && !isStr(errors)) return raisef(T_TYPE_ERROR, "encode() argument 'errors' must be str, not %T", errors);
  return encodeObject(self, encoding, errors);
}
