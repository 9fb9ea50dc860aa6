// __format__ of int, float and complex.

import { address, NULL, Word } from '../../layout/word';
import { T_OVERFLOW_ERROR, T_TYPE_ERROR, T_VALUE_ERROR } from '../../generated/types';
import { release } from '../../counting/counts';
import { errorSet, memoryError, raise, raisef } from '../../eval/errors';
import { allocBlock, freeBlock, KIND_RAW } from '../../memory/blocks';
import { str } from '../protocol';
import { isStr, strLength } from '../str/access';
import { builderAscii, builderChar, builderDrop, builderFill, builderFinish, builderLiteral, builderNew, builderWord } from '../str/builder';
import { fitsI64, toI64 } from '../int/new';
import { isNegative } from '../int/operand';
import { intToFloat } from '../int/real';
import { digitCount, intDigits } from '../int/text';
import { floatOf } from '../float/new';
import { ALTERNATE, CODE_E, CODE_F, CODE_G, CODE_R, formatFinite, integerLength, POINT_ZERO, signBit, textLength, UPPER, writeWord } from '../float/text';
import { imagOf, realOf } from '../complex/new';
import {
  layoutNumber, leftPadding, parseSpec, specAlign, specAlternate, specFill, specGrouping, specNoNegativeZero, specPrecision, specSign, specType,
  specWidth, unknownFormatCode,
} from './spec';

// @ts-ignore: decorator
@inline function isFloatCode(t: u32): bool {
  return (t | 32) == CODE_E || (t | 32) == CODE_F || (t | 32) == CODE_G || t == 0x25;
}

function checkSpec(spec: Word): bool {
  if (isStr(spec)) return true;
  raisef(T_TYPE_ERROR, '__format__() argument must be str, not %T', spec);
  return false;
}

/** @method int.__format__(self, format_spec, /)
 * Convert to a string according to format_spec. */
export function int_format(self: Word, spec: Word): Word {
  if (!checkSpec(spec)) return NULL;
  if (!strLength(address(spec))) return str(self);
  if (!parseSpec(spec, self, 0x64, 0x3e)) return NULL;
  const t = specType;
  if (isFloatCode(t)) {
    const x = intToFloat(self);
    if (x == -1 && errorSet()) return NULL;
    return formatDouble(x);
  }
  if (t != 0x62 && t != 0x63 && t != 0x64 && t != 0x6e && t != 0x6f && t != 0x78 && t != 0x58) return unknownFormatCode(t, self);
  if (specPrecision != -1) return raise(T_VALUE_ERROR, 'Precision not allowed in integer format specifier');
  if (specNoNegativeZero) return raise(T_VALUE_ERROR, 'Negative zero coercion (z) not allowed in integer format specifier');
  return t == 0x63 ? formatChar(self) : formatInt(self);
}

/** Text of an int by the specification just set, whose type is one of b d n o x X. */
export function formatInt(self: Word): Word {
  const t = specType;
  const base: u32 = t == 0x62 ? 2 : t == 0x6f ? 8 : t == 0x78 || t == 0x58 ? 16 : 10;
  const digits = intDigits(self, base, t == 0x58);
  if (!digits) return NULL;
  const prefixed = specAlternate && base != 10;
  if (prefixed) {
    store<u8>(digits + digitCount, 0x30);
    store<u8>(digits + digitCount, <u8>t, 1);
  }
  const sign: u32 = isNegative(self) ? 0x2d : specSign == 0x2b || specSign == 0x20 ? specSign : 0;
  const r = layoutNumber(sign, digits + digitCount, prefixed ? 2 : 0, digits, digitCount, base == 10 ? 3 : 4, digits, 0);
  freeBlock(digits);
  return r;
}

function formatChar(self: Word): Word {
  if (specSign) return raise(T_VALUE_ERROR, "Sign not allowed with integer format specifier 'c'");
  if (specAlternate) return raise(T_VALUE_ERROR, "Alternate form (#) not allowed with integer format specifier 'c'");
  const c = fitsI64(self) ? toI64(self) : -1;
  if (<u64>c > 0x10ffff) return raise(T_OVERFLOW_ERROR, '%c arg not in range(0x110000)');
  const b = builderNew();
  if (!b) return NULL;
  const missing = specWidth > 1 ? <u32>specWidth - 1 : 0;
  const left = specAlign == 0x3d ? missing : leftPadding(1);
  builderFill(b, specFill, left);
  builderChar(b, <u32>c);
  builderFill(b, specFill, missing - left);
  return builderFinish(b);
}

/** @method float.__format__(self, format_spec, /)
 * Formats the float according to format_spec. */
export function float_format(self: Word, spec: Word): Word {
  if (!checkSpec(spec)) return NULL;
  if (!strLength(address(spec))) return str(self);
  if (!parseSpec(spec, self, 0, 0x3e)) return NULL;
  if (specType && specType != 0x6e && !isFloatCode(specType)) return unknownFormatCode(specType, self);
  return formatDouble(floatOf(self));
}

// What writeDouble leaves besides the text's own lengths.
let negative: bool = false;

/** Text of |x| by the specification just parsed, as `formatFinite` gives it; `pointZero`: ".0" for whole numbers of no type. */
function writeDouble(x: f64, pointZero: bool): usize {
  let code = specType;
  let flags: u32 = specAlternate ? ALTERNATE : 0;
  let precision = specPrecision;
  if (code - 0x41 < 26) {
    flags |= UPPER;
    code |= 32;
  }
  if (code == 0) {
    if (pointZero) flags |= POINT_ZERO;
    code = precision < 0 ? CODE_R : CODE_G;
  } else {
    if (code == 0x6e) code = CODE_G;
    else if (code == 0x25) code = CODE_F;
    if (precision < 0) precision = 6;
  }
  negative = signBit(x);
  const text = formatFinite(abs<f64>(x), code, precision, flags);
  if (text && negative && specNoNegativeZero && isZeroText(text)) negative = false;
  return text;
}

function isZeroText(text: usize): bool {
  for (let i: u32 = 0; i < textLength; i++) {
    const c = <u32>load<u8>(text + i);
    if ((c | 32) == 0x65) return true;
    if (c - 0x31 < 9) return false;
  }
  return true;
}

/** The word for a number that is not finite, lower or upper case. */
function wordOf(x: f64): string {
  const upper = specType - 0x41 < 26;
  return x != x ? (upper ? 'NAN' : 'nan') : upper ? 'INF' : 'inf';
}

/** Text of a float by the specification just set. */
export function formatDouble(x: f64): Word {
  const percent = specType == 0x25;
  if (percent) x *= 100;
  if (x - x != 0) return formatWord(x, percent);
  const text = writeDouble(x, true);
  if (!text) return NULL;
  const sign: u32 = negative ? 0x2d : specSign == 0x2b || specSign == 0x20 ? specSign : 0;
  let length = textLength;
  if (percent) store<u8>(text + length++, 0x25);
  const r = layoutNumber(sign, text, 0, text, integerLength, 3, text + integerLength, length - integerLength);
  freeBlock(text);
  return r;
}

function formatWord(x: f64, percent: bool): Word {
  const room = allocBlock(KIND_RAW, 16);
  if (!room) return memoryError();
  let n = writeWord(room, wordOf(x));
  if (percent) store<u8>(room + n++, 0x25);
  const sign: u32 = x == -Infinity ? 0x2d : specSign == 0x2b || specSign == 0x20 ? specSign : 0;
  const r = layoutNumber(sign, room, 0, room, 0, 3, room, n);
  freeBlock(room);
  return r;
}

/** @method complex.__format__(self, format_spec, /)
 * Convert to a string according to format_spec. */
export function complex_format(self: Word, spec: Word): Word {
  if (!checkSpec(spec)) return NULL;
  if (!strLength(address(spec))) return str(self);
  if (!parseSpec(spec, self, 0, 0x3e)) return NULL;
  const t = specType;
  if (t && t != 0x6e && (!isFloatCode(t) || t == 0x25)) return unknownFormatCode(t, self);
  if (specFill == 0x30) return raise(T_VALUE_ERROR, 'Zero padding is not allowed in complex format specifier');
  if (specAlign == 0x3d) return raise(T_VALUE_ERROR, "'=' alignment flag is not allowed in complex format specifier");
  const x = realOf(self), y = imagOf(self);
  const b = builderNew();
  if (!b) return NULL;
  const bare = t == 0 && x == 0 && !signBit(x);
  const brackets = t == 0 && !bare;
  if (brackets) builderChar(b, 0x28);
  if (!bare && !addPart(b, x, specSign)) return builderDrop(b);
  if (!addPart(b, y, bare ? specSign : 0x2b)) return builderDrop(b);
  builderChar(b, 0x6a);
  if (brackets) builderChar(b, 0x29);
  const text = builderFinish(b);
  if (text == NULL || <i32>strLength(address(text)) >= specWidth) return text;
  const out = builderNew();
  if (!out) { release(text); return NULL; }
  const total = strLength(address(text));
  const left = leftPadding(total);
  builderFill(out, specFill, left);
  builderWord(out, text);
  builderFill(out, specFill, <u32>specWidth - total - left);
  release(text);
  return builderFinish(out);
}

/** Appends one part of a complex number with its sign. */
function addPart(b: usize, x: f64, sign: u32): bool {
  if (x - x != 0) {
    if (x == -Infinity) builderChar(b, 0x2d);
    else if (sign == 0x2b || sign == 0x20) builderChar(b, sign);
    builderLiteral(b, wordOf(x));
    return true;
  }
  const text = writeDouble(x, false);
  if (!text) return false;
  if (negative) builderChar(b, 0x2d);
  else if (sign == 0x2b || sign == 0x20) builderChar(b, sign);
  for (let i: u32 = 0; i < integerLength; i++) {
    if (specGrouping && i && (integerLength - i) % 3 == 0) builderChar(b, specGrouping);
    builderChar(b, load<u8>(text + i));
  }
  builderAscii(b, text + integerLength, textLength - integerLength);
  freeBlock(text);
  return true;
}
