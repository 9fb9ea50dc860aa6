// The format specification mini-language: [[fill]align][sign][z][#][0][width][grouping][.precision][type].
// `parseSpec` leaves the parts in the variables below, until its next call; they must be used before any Python code runs.

import { STR_DATA } from '../../layout/text';
import { address, NULL, Word } from '../../layout/word';
import { T_VALUE_ERROR } from '../../generated/types';
import { formatText, memoryError, raise, raisef, raiseWord } from '../../eval/errors';
import { release } from '../../counting/counts';
import { charAt, copyChars, kindFor, strLength, writeChar } from '../str/access';
import { builderChar, builderFinish, builderHex, builderLiteral, builderNew, builderWord } from '../str/builder';
import { finishStr, newStr } from '../str/new';
import { decimalValue } from '../unicode/ctype';

/** Fill character; a space unless given. */
export let specFill: u32 = 32;
/** '<', '>', '=' or '^'. */
export let specAlign: u32 = 0x3c;
/** Whether the alignment was written. */
export let specAligned: bool = false;
/** '+', '-', ' ' or 0. */
export let specSign: u32 = 0;
/** z: negative zero becomes zero. */
export let specNoNegativeZero: bool = false;
/** # */
export let specAlternate: bool = false;
/** -1: not given. */
export let specWidth: i32 = -1;
/** -1: not given. */
export let specPrecision: i32 = -1;
/** ',' or '_' or 0. */
export let specGrouping: u32 = 0;
/** Presentation type; the default type if none was written. */
export let specType: u32 = 0;

// @ts-ignore: decorator
@inline function isAlign(c: u32): bool { return c == 0x3c || c == 0x3e || c == 0x3d || c == 0x5e; }

/** Position behind a number; the number itself in `number` (-1: none, -2: no 64 bits hold it, -3: no 32 bits do). */
let number: i64 = -1;
function digits(p: usize, i: u32, n: u32): u32 {
  number = -1;
  let value: i64 = 0;
  let tooLarge = false;
  const start = i;
  for (; i < n; i++) {
    const d = decimalValue(charAt(p, i));
    if (d < 0) break;
    if (value > (i64.MAX_VALUE - d) / 10) tooLarge = true;
    else value = value * 10 + d;
  }
  if (i > start) number = tooLarge ? -2 : value > i32.MAX_VALUE ? -3 : value;
  return i;
}

/** Sets the parts as `parseSpec` does. `sign`: '+', ' ' or 0. */
export function setSpec(type: u32, fill: u32, align: u32, sign: u32, alternate: bool, width: i32, precision: i32): void {
  specFill = fill;
  specAlign = align;
  specAligned = true;
  specSign = sign;
  specNoNegativeZero = false;
  specAlternate = alternate;
  specWidth = width;
  specPrecision = precision;
  specGrouping = 0;
  specType = type;
}

/**
 * Parses the str `spec` for formatting `object`. `defaultType` is a letter or 0; `defaultAlign` '>' for numbers, '<' else.
 * False with ValueError set.
 */
export function parseSpec(spec: Word, object: Word, defaultType: u32, defaultAlign: u32): bool {
  const p = address(spec), n = strLength(p);
  specFill = 32;
  specAlign = defaultAlign;
  specAligned = false;
  specSign = 0;
  specNoNegativeZero = false;
  specAlternate = false;
  specWidth = -1;
  specPrecision = -1;
  specGrouping = 0;
  specType = defaultType;
  let filled = false;
  let i: u32 = 0;
  if (n >= 2 && isAlign(charAt(p, 1))) {
    specFill = charAt(p, 0);
    specAlign = charAt(p, 1);
    filled = true;
    specAligned = true;
    i = 2;
  } else if (n >= 1 && isAlign(charAt(p, 0))) {
    specAlign = charAt(p, 0);
    specAligned = true;
    i = 1;
  }
  if (i < n) {
    const c = charAt(p, i);
    if (c == 0x20 || c == 0x2b || c == 0x2d) { specSign = c; i++; }
  }
  if (i < n && charAt(p, i) == 0x7a) { specNoNegativeZero = true; i++; }
  if (i < n && charAt(p, i) == 0x23) { specAlternate = true; i++; }
  if (!filled && i < n && charAt(p, i) == 0x30) {
    specFill = 0x30;
    if (!specAligned && defaultAlign == 0x3e) specAlign = 0x3d;
    i++;
  }
  i = digits(p, i, n);
  if (number == -2) return tooMany();
  if (number == -3) { memoryError(); return false; }
  specWidth = <i32>number;
  if (i < n && charAt(p, i) == 0x2c) { specGrouping = 0x2c; i++; }
  if (i < n && charAt(p, i) == 0x5f) {
    if (specGrouping) return bothGroupings();
    specGrouping = 0x5f;
    i++;
  }
  if (i < n && charAt(p, i) == 0x2c && specGrouping == 0x5f) return bothGroupings();
  if (i < n && charAt(p, i) == 0x2e) {
    i = digits(p, i + 1, n);
    if (number == -1) { raise(T_VALUE_ERROR, 'Format specifier missing precision'); return false; }
    if (number == -2) return tooMany();
    if (number == -3) { raise(T_VALUE_ERROR, 'precision too big'); return false; }
    specPrecision = <i32>number;
  }
  if (n - i > 1) {
    raisef(T_VALUE_ERROR, "Invalid format specifier '%U' for object of type '%T'", spec, object);
    return false;
  }
  if (n - i == 1) specType = charAt(p, i);
  if (specGrouping) {
    const t = specType;
    const decimal = t == 0x64 || t == 0x65 || t == 0x66 || t == 0x67 || t == 0x45 || t == 0x46 || t == 0x47 || t == 0x25 || t == 0;
    const other = t == 0x62 || t == 0x6f || t == 0x78 || t == 0x58;
    if (!decimal && !(other && specGrouping == 0x5f)) {
      const b = builderNew();
      if (!b) return false;
      builderLiteral(b, "Cannot specify '");
      builderChar(b, specGrouping);
      builderLiteral(b, "' with '");
      builderPrintable(b, t);
      builderLiteral(b, "'.");
      raiseWord(T_VALUE_ERROR, builderFinish(b));
      return false;
    }
  }
  return true;
}

function tooMany(): bool { raise(T_VALUE_ERROR, 'Too many decimal digits in format string'); return false; }
function bothGroupings(): bool { raise(T_VALUE_ERROR, "Cannot specify both ',' and '_'."); return false; }

function builderPrintable(b: usize, c: u32): void {
  if (c > 32 && c < 128) { builderChar(b, c); return; }
  builderLiteral(b, '\\x');
  builderHex(b, c, 1);
}

/** Raises "Unknown format code 'x' for object of type 'T'"; returns NULL. */
export function unknownFormatCode(code: u32, object: Word): Word {
  const b = builderNew();
  if (!b) return NULL;
  builderLiteral(b, "Unknown format code '");
  builderPrintable(b, code);
  const rest = formatText("' for object of type '%T'", object);
  if (rest == NULL) { release(builderFinish(b)); return NULL; }
  builderWord(b, rest);
  release(rest);
  return raiseWord(T_VALUE_ERROR, builderFinish(b));
}

/** Fill characters to the left of `total` characters of text, by width and alignment ('=' counts as '>'). */
export function leftPadding(total: u32): u32 {
  const missing = specWidth - <i32>total;
  if (missing <= 0 || specAlign == 0x3c) return 0;
  return specAlign == 0x5e ? <u32>missing >> 1 : missing;
}

/**
 * The text of a number by the specification just parsed: sign, prefix (0x ...), integer digits grouped by `group` digits
 * with `specGrouping` (no grouping if that is 0), the rest (point, fraction, exponent, '%'), and padding. All parts are ASCII bytes.
 * `sign`: '-', '+', ' ' or 0.
 */
export function layoutNumber(sign: u32, prefix: usize, prefixLength: u32, integer: usize, integerLength: u32, group: u32, rest: usize, restLength: u32): Word {
  const fixed = (sign ? 1 : 0) + prefixLength + restLength;
  const grouping = specGrouping != 0 && integerLength != 0;
  let count = integerLength; // digits with leading zeros
  if (specFill == 0x30 && specAlign == 0x3d && specWidth > <i32>fixed && integerLength) {
    const least = <u32>specWidth - fixed;
    if (!grouping) { if (count < least) count = least; }
    else while (count + (count - 1) / group < least) {
      const short = least - (count + (count - 1) / group);
      count += short > group * 2 ? short - short / group - 2 : 1;
    }
  }
  const body = count + (grouping ? (count - 1) / group : 0);
  const total = fixed + body;
  const width = specWidth > <i32>total ? <u32>specWidth : total;
  const missing = width - total;
  const left: u32 = specAlign == 0x3d ? 0 : leftPadding(total);
  const inner: u32 = specAlign == 0x3d ? missing : 0;
  const kind = missing ? kindFor(specFill) : 1;
  const p = newStr(kind, width);
  if (!p) return NULL;
  const to = p + STR_DATA;
  let at: u32 = 0;
  for (let i: u32 = 0; i < left; i++) writeChar(to, kind, at++, specFill);
  if (sign) writeChar(to, kind, at++, sign);
  copyChars(to + at * kind, kind, prefix, 1, prefixLength);
  at += prefixLength;
  for (let i: u32 = 0; i < inner; i++) writeChar(to, kind, at++, specFill);
  const zeros = count - integerLength;
  if (!grouping && !zeros) {
    copyChars(to + at * kind, kind, integer, 1, integerLength);
    at += integerLength;
  } else {
    for (let i: u32 = 0; i < count; i++) {
      if (grouping && i && (count - i) % group == 0) writeChar(to, kind, at++, specGrouping);
      writeChar(to, kind, at++, i < zeros ? 0x30 : <u32>load<u8>(integer + i - zeros));
    }
  }
  copyChars(to + at * kind, kind, rest, 1, restLength);
  at += restLength;
  while (at < width) writeChar(to, kind, at++, specFill);
  return finishStr(p);
}
