// Module unicodedata.

import { address, fromAddress, NULL, ofBool, ofFloat, ofI32, Word } from '../layout/word';
import { T_KEY_ERROR, T_TYPE_ERROR, T_UCD, T_VALUE_ERROR } from '../generated/types';
import { newObject, freeObject } from '../memory/objects';
import { own, release } from '../counting/counts';
import { raise, raisef } from '../eval/errors';
import { UC_NUMERIC } from '../generated/unicode';
import { Obj } from '../layout/object';
import { charAt, isStr, strIsAscii, strLength } from '../objects/str/access';
import { newText, strEqual, strEqualsText, strFromChar, strFromChars } from '../objects/str/new';
import { STR_DATA } from '../layout/text';
import { ctype, decimalValue, digitValue, numericValue } from '../objects/unicode/ctype';
import { characterName, codePointNamed, seriesNamed } from '../objects/unicode/names';
import { bidirectionalOf, categoryOf, combiningOf, decompositionText, isMirrored, normalize, wasAssignedIn32, widthOf } from '../objects/unicode/properties';

/** @module unicodedata
 * This module provides access to the Unicode Character Database which
 * defines character properties for all Unicode characters. The data in
 * this database is based on the UnicodeData.txt file version
 * 15.1.0 which is publicly available from the Unicode Consortium
 * at ftp://ftp.unicode.org/. */

/** @type UCD module=unicodedata in=unicodedata base=object size=offsetof<Obj>() flags=DISALLOW_NEW */

/** @slot UCD.dealloc */
export function ucd_dealloc(p: usize): void { freeObject(p); }

/** @constant unicodedata.unidata_version */
export function unidata_version(): Word { return newText('15.1.0'); }
/** @constant unicodedata.ucd_3_2_0 */
export function ucd_3_2_0(): Word { return fromAddress(newObject(T_UCD, offsetof<Obj>())); }
/** @getter UCD.unidata_version */
export function ucd_unidata_version(self: Word): Word { return newText('3.2.0'); }

/** The code point of a one-letter str; 0xffffffff with TypeError set. */
function letter(w: Word, method: string, first: bool): u32 {
  if (isStr(w) && strLength(address(w)) == 1) return charAt(address(w), 0);
  raisef(T_TYPE_ERROR, first ? '%U() argument 1 must be a unicode character, not %T' : '%U() argument must be a unicode character, not %T', newText(method), w);
  return u32.MAX_VALUE;
}
// @ts-ignore: decorator
@inline const BAD: u32 = 0xffff_ffff;
/** For the 3.2 database: code points assigned later are as unassigned ones. */
// @ts-ignore: decorator
@inline function hidden(c: u32, old: bool): bool { return old && !wasAssignedIn32(c); }

function category(w: Word, old: bool): Word {
  const c = letter(w, 'category', false);
  if (c == BAD) return NULL;
  return hidden(c, old) ? newText('Cn') : categoryOf(c);
}
/** @function unicodedata.category(chr, /)
 * Returns the general category assigned to the character chr as string. */
export function ud_category(w: Word): Word { return category(w, false); }
/** @method UCD.category(self, chr, /)
 * Returns the general category assigned to the character chr as string. */
export function ucd_category(self: Word, w: Word): Word { return category(w, true); }

function bidirectional(w: Word, old: bool): Word {
  const c = letter(w, 'bidirectional', false);
  if (c == BAD) return NULL;
  return hidden(c, old) ? newText('') : bidirectionalOf(c);
}
/** @function unicodedata.bidirectional(chr, /)
 * Returns the bidirectional class assigned to the character chr as string.
 *
 * If no such value is defined, an empty string is returned. */
export function ud_bidirectional(w: Word): Word { return bidirectional(w, false); }
/** @method UCD.bidirectional(self, chr, /)
 * Returns the bidirectional class assigned to the character chr as string.
 *
 * If no such value is defined, an empty string is returned. */
export function ucd_bidirectional(self: Word, w: Word): Word { return bidirectional(w, true); }

function combining(w: Word, old: bool): Word {
  const c = letter(w, 'combining', false);
  if (c == BAD) return NULL;
  return ofI32(hidden(c, old) ? 0 : combiningOf(c));
}
/** @function unicodedata.combining(chr, /)
 * Returns the canonical combining class assigned to the character chr as integer.
 *
 * Returns 0 if no combining class is defined. */
export function ud_combining(w: Word): Word { return combining(w, false); }
/** @method UCD.combining(self, chr, /)
 * Returns the canonical combining class assigned to the character chr as integer.
 *
 * Returns 0 if no combining class is defined. */
export function ucd_combining(self: Word, w: Word): Word { return combining(w, true); }

function mirrored(w: Word, old: bool): Word {
  const c = letter(w, 'mirrored', false);
  if (c == BAD) return NULL;
  return ofI32(!hidden(c, old) && isMirrored(c) ? 1 : 0);
}
/** @function unicodedata.mirrored(chr, /)
 * Returns the mirrored property assigned to the character chr as integer.
 *
 * Returns 1 if the character has been identified as a "mirrored"
 * character in bidirectional text, 0 otherwise. */
export function ud_mirrored(w: Word): Word { return mirrored(w, false); }
/** @method UCD.mirrored(self, chr, /)
 * Returns the mirrored property assigned to the character chr as integer.
 *
 * Returns 1 if the character has been identified as a "mirrored"
 * character in bidirectional text, 0 otherwise. */
export function ucd_mirrored(self: Word, w: Word): Word { return mirrored(w, true); }

function width(w: Word, old: bool): Word {
  const c = letter(w, 'east_asian_width', false);
  if (c == BAD) return NULL;
  return hidden(c, old) ? newText('N') : widthOf(c);
}
/** @function unicodedata.east_asian_width(chr, /)
 * Returns the east asian width assigned to the character chr as string. */
export function ud_east_asian_width(w: Word): Word { return width(w, false); }
/** @method UCD.east_asian_width(self, chr, /)
 * Returns the east asian width assigned to the character chr as string. */
export function ucd_east_asian_width(self: Word, w: Word): Word { return width(w, true); }

function decomposition(w: Word, old: bool): Word {
  const c = letter(w, 'decomposition', false);
  if (c == BAD) return NULL;
  return hidden(c, old) ? newText('') : decompositionText(c);
}
/** @function unicodedata.decomposition(chr, /)
 * Returns the character decomposition mapping assigned to the character chr as string.
 *
 * An empty string is returned in case no such mapping is defined. */
export function ud_decomposition(w: Word): Word { return decomposition(w, false); }
/** @method UCD.decomposition(self, chr, /)
 * Returns the character decomposition mapping assigned to the character chr as string.
 *
 * An empty string is returned in case no such mapping is defined. */
export function ucd_decomposition(self: Word, w: Word): Word { return decomposition(w, true); }

function decimal(w: Word, missing: Word, old: bool): Word {
  const c = letter(w, 'decimal', true);
  if (c == BAD) return NULL;
  const v = hidden(c, old) ? -1 : decimalValue(c);
  if (v >= 0) return ofI32(v);
  return missing != NULL ? own(missing) : raise(T_VALUE_ERROR, 'not a decimal');
}
/** @function unicodedata.decimal(chr, default=NULL, /)
 * @signature ($module, chr, default=<unrepresentable>, /)
 * Converts a Unicode character into its equivalent decimal value.
 *
 * Returns the decimal value assigned to the character chr as integer.
 * If no such value is defined, default is returned, or, if not given,
 * ValueError is raised. */
export function ud_decimal(w: Word, missing: Word): Word { return decimal(w, missing, false); }
/** @method UCD.decimal(self, chr, default=NULL, /)
 * Converts a Unicode character into its equivalent decimal value. */
export function ucd_decimal(self: Word, w: Word, missing: Word): Word { return decimal(w, missing, true); }

function digit(w: Word, missing: Word): Word {
  const c = letter(w, 'digit', true);
  if (c == BAD) return NULL;
  const v = digitValue(c);
  if (v >= 0) return ofI32(v);
  return missing != NULL ? own(missing) : raise(T_VALUE_ERROR, 'not a digit');
}
/** @function unicodedata.digit(chr, default=NULL, /)
 * @signature ($module, chr, default=<unrepresentable>, /)
 * Converts a Unicode character into its equivalent digit value.
 *
 * Returns the digit value assigned to the character chr as integer.
 * If no such value is defined, default is returned, or, if not given,
 * ValueError is raised. */
export function ud_digit(w: Word, missing: Word): Word { return digit(w, missing); }
/** @method UCD.digit(self, chr, default=NULL, /)
 * Converts a Unicode character into its equivalent digit value. */
export function ucd_digit(self: Word, w: Word, missing: Word): Word { return digit(w, missing); }

function numeric(w: Word, missing: Word, old: bool): Word {
  const c = letter(w, 'numeric', true);
  if (c == BAD) return NULL;
  if (!hidden(c, old) && ctype(c) & UC_NUMERIC) return ofFloat(numericValue(c));
  return missing != NULL ? own(missing) : raise(T_VALUE_ERROR, 'not a numeric character');
}
/** @function unicodedata.numeric(chr, default=NULL, /)
 * @signature ($module, chr, default=<unrepresentable>, /)
 * Converts a Unicode character into its equivalent numeric value.
 *
 * Returns the numeric value assigned to the character chr as float.
 * If no such value is defined, default is returned, or, if not given,
 * ValueError is raised. */
export function ud_numeric(w: Word, missing: Word): Word { return numeric(w, missing, false); }
/** @method UCD.numeric(self, chr, default=NULL, /)
 * Converts a Unicode character into its equivalent numeric value. */
export function ucd_numeric(self: Word, w: Word, missing: Word): Word { return numeric(w, missing, true); }

function name(w: Word, missing: Word, old: bool): Word {
  const c = letter(w, 'name', true);
  if (c == BAD) return NULL;
  if (!hidden(c, old)) {
    const text = characterName(c);
    if (text != NULL) return text;
  }
  return missing != NULL ? own(missing) : raise(T_VALUE_ERROR, 'no such name');
}
/** @function unicodedata.name(chr, default=NULL, /)
 * @signature ($module, chr, default=<unrepresentable>, /)
 * Returns the name assigned to the character chr as a string.
 *
 * If no name is defined, default is returned, or, if not given,
 * ValueError is raised. */
export function ud_name(w: Word, missing: Word): Word { return name(w, missing, false); }
/** @method UCD.name(self, chr, default=NULL, /)
 * Returns the name assigned to the character chr as a string. */
export function ucd_name(self: Word, w: Word, missing: Word): Word { return name(w, missing, true); }

function lookup(w: Word): Word {
  if (!isStr(w)) return raisef(T_TYPE_ERROR, 'lookup() argument must be str, not %T', w);
  const p = address(w);
  if (strIsAscii(p) && strLength(p) <= 256) {
    const c = codePointNamed(p + STR_DATA, strLength(p));
    if (c >= 0) return strFromChar(c);
    const series = seriesNamed(p + STR_DATA, strLength(p));
    if (series) return strFromChars(series + 4, 4, load<u32>(series));
  }
  return raisef(T_KEY_ERROR, "undefined character name '%U'", w);
}
/** @function unicodedata.lookup(name, /)
 * Look up character by name.
 *
 * If a character with the given name is found, return the
 * corresponding character.  If not found, KeyError is raised. */
export function ud_lookup(w: Word): Word { return lookup(w); }
/** @method UCD.lookup(self, name, /)
 * Look up character by name. */
export function ucd_lookup(self: Word, w: Word): Word { return lookup(w); }

function normalized(form: Word, text: Word, method: string): Word {
  if (!isStr(form)) return raisef(T_TYPE_ERROR, '%U() argument 1 must be str, not %T', newText(method), form);
  if (!isStr(text)) return raisef(T_TYPE_ERROR, '%U() argument 2 must be str, not %T', newText(method), text);
  if (strEqualsText(form, 'NFC')) return normalize(text, false, true);
  if (strEqualsText(form, 'NFD')) return normalize(text, false, false);
  if (strEqualsText(form, 'NFKC')) return normalize(text, true, true);
  if (strEqualsText(form, 'NFKD')) return normalize(text, true, false);
  return raise(T_VALUE_ERROR, 'invalid normalization form');
}
/** @function unicodedata.normalize(form, unistr, /)
 * Return the normal form 'form' for the Unicode string unistr.
 *
 * Valid values for form are 'NFC', 'NFKC', 'NFD', and 'NFKD'. */
export function ud_normalize(form: Word, text: Word): Word { return normalized(form, text, 'normalize'); }
/** @method UCD.normalize(self, form, unistr, /)
 * Return the normal form 'form' for the Unicode string unistr. */
export function ucd_normalize(self: Word, form: Word, text: Word): Word { return normalized(form, text, 'normalize'); }
function isNormalized(form: Word, text: Word): Word {
  const r = normalized(form, text, 'is_normalized');
  if (r == NULL) return NULL;
  const same = strEqual(r, text);
  release(r);
  return ofBool(same);
}
/** @function unicodedata.is_normalized(form, unistr, /)
 * Return whether the Unicode string unistr is in the normal form 'form'.
 *
 * Valid values for form are 'NFC', 'NFKC', 'NFD', and 'NFKD'. */
export function ud_is_normalized(form: Word, text: Word): Word { return isNormalized(form, text); }
/** @method UCD.is_normalized(self, form, unistr, /)
 * Return whether the Unicode string unistr is in the normal form 'form'. */
export function ucd_is_normalized(self: Word, form: Word, text: Word): Word { return isNormalized(form, text); }
