// str.format and str.format_map: replacement fields.

import { TUPLE_ITEMS } from '../../layout/containers';
import { address, NULL, ofInt, Word } from '../../layout/word';
import { T_INDEX_ERROR, T_KEY_ERROR, T_VALUE_ERROR } from '../../generated/types';
import { allocBlock, freeBlock, KIND_RAW } from '../../memory/blocks';
import { own, release } from '../../counting/counts';
import { memoryError, raise, raisef, raiseValue, raiseWord } from '../../eval/errors';
import { arg } from '../../eval/call';
import { ascii, format, getAttr, getItem, repr, str } from '../protocol';
import { charAt, strLength } from '../str/access';
import { builderChar, builderDrop, builderFinish, builderHex, builderLiteral, builderNew, builderRange, builderWord } from '../str/builder';
import { emptyStr, intern, strEqual } from '../str/new';
import { sliceStr } from '../str/slice';

/** One call of format: where its arguments are and how fields are numbered so far. In a raw block. */
// @ts-ignore: decorator
@unmanaged
class Formatting {
  /** Register words: positional arguments (behind self), keyword values behind them. 0: format_map. */
  args: u32;
  count: i32;
  kwnames: Word;
  /** format_map's mapping. */
  mapping: Word;
  /** Next automatic number. */
  next: i32;
  /** 0 not known yet, 1 automatic, 2 manual. */
  numbering: u32;
}

/** @method str.format(self, /, *args, **kwargs)
 * Return a formatted version of the string, using substitutions from args and kwargs.
 *
 * The substitutions are identified by braces ('{' and '}'). */
export function str_format(args: usize, nargs: i32, kwnames: Word): Word {
  return start(arg(args, 0), args + 8, nargs - 1, kwnames, NULL);
}

/** @method str.format_map(self, mapping, /)
 * Return a formatted version of the string, using substitutions from mapping.
 *
 * The substitutions are identified by braces ('{' and '}'). */
export function str_format_map(self: Word, mapping: Word): Word { return start(self, 0, 0, NULL, mapping); }

function start(template: Word, args: usize, count: i32, kwnames: Word, mapping: Word): Word {
  const f = allocBlock(KIND_RAW, offsetof<Formatting>());
  if (!f) return memoryError();
  const formatting = changetype<Formatting>(f);
  formatting.args = <u32>args;
  formatting.count = count;
  formatting.kwnames = kwnames;
  formatting.mapping = mapping;
  formatting.next = 0;
  formatting.numbering = 0;
  const text = expand(f, template, 0, strLength(address(template)), 2);
  freeBlock(f);
  return text;
}

/** The text of template[from:to] with its fields replaced. */
function expand(f: usize, template: Word, from: u32, to: u32, depth: i32): Word {
  if (depth <= 0) return raise(T_VALUE_ERROR, 'Max string recursion exceeded');
  const p = address(template);
  const b = builderNew();
  if (!b) return NULL;
  let i = from;
  while (i < to) {
    // literal text
    const literal = i;
    let c: u32 = 0;
    let brace = false;
    while (i < to) {
      c = charAt(p, i++);
      if (c == 0x7b || c == 0x7d) { brace = true; break; }
    }
    if (!brace) { builderRange(b, p, literal, i); break; }
    const end = i == to;
    if (c == 0x7d && (end || charAt(p, i) != 0x7d)) {
      builderDrop(b);
      return raise(T_VALUE_ERROR, "Single '}' encountered in format string");
    }
    if (end) {
      builderDrop(b);
      return raise(T_VALUE_ERROR, "Single '{' encountered in format string");
    }
    if (charAt(p, i) == c) { // doubled
      builderRange(b, p, literal, i);
      i++;
      continue;
    }
    builderRange(b, p, literal, i - 1);
    // field name
    const name = i;
    c = 0;
    while (i < to) {
      c = charAt(p, i++);
      if (c == 0x7b) { builderDrop(b); return raise(T_VALUE_ERROR, "unexpected '{' in field name"); }
      if (c == 0x7d || c == 0x3a || c == 0x21) break;
      if (c == 0x5b) while (i < to && charAt(p, i) != 0x5d) i++;
    }
    if (c != 0x7d && c != 0x3a && c != 0x21) {
      builderDrop(b);
      return raise(T_VALUE_ERROR, "expected '}' before end of string");
    }
    const nameEnd = i - 1;
    let conversion: u32 = 0;
    let specStart = i, specEnd = i;
    let nested = false;
    if (c != 0x7d) {
      let open = true;
      if (c == 0x21) {
        if (i == to) { builderDrop(b); return raise(T_VALUE_ERROR, 'end of string while looking for conversion specifier'); }
        conversion = charAt(p, i++);
        if (i < to) {
          c = charAt(p, i++);
          if (c == 0x7d) open = false;
          else if (c != 0x3a) { builderDrop(b); return raise(T_VALUE_ERROR, "expected ':' after conversion specifier"); }
        }
      }
      if (open) {
        specStart = i;
        let level = 1;
        while (i < to) {
          c = charAt(p, i++);
          if (c == 0x7b) { nested = true; level++; }
          else if (c == 0x7d && --level == 0) break;
        }
        if (level) { builderDrop(b); return raise(T_VALUE_ERROR, "unmatched '{' in format spec"); }
        specEnd = i - 1;
      } else specStart = specEnd = i;
    }
    if (!field(f, b, template, name, nameEnd, conversion, specStart, specEnd, nested, depth)) { builderDrop(b); return NULL; }
  }
  return builderFinish(b);
}

/** Appends the text of one field. False with an error set. */
function field(f: usize, b: usize, template: Word, name: u32, nameEnd: u32, conversion: u32, specStart: u32, specEnd: u32, nested: bool, depth: i32): bool {
  let value = lookup(f, template, name, nameEnd);
  if (value == NULL) return false;
  if (conversion) {
    let text: Word;
    if (conversion == 0x72) text = repr(value);
    else if (conversion == 0x73) text = str(value);
    else if (conversion == 0x61) text = ascii(value);
    else {
      release(value);
      const m = builderNew();
      if (!m) return false;
      builderLiteral(m, 'Unknown conversion specifier ');
      if (conversion > 32 && conversion < 127) builderChar(m, conversion);
      else { builderLiteral(m, '\\x'); builderHex(m, conversion, 1); }
      raiseWord(T_VALUE_ERROR, builderFinish(m));
      return false;
    }
    release(value);
    if (text == NULL) return false;
    value = text;
  }
  const spec = specStart == specEnd ? emptyStr() : nested ? expand(f, template, specStart, specEnd, depth - 1) : sliceStr(address(template), specStart, specEnd);
  if (spec == NULL) { release(value); return false; }
  const text = format(value, spec);
  release(spec);
  release(value);
  if (text == NULL) return false;
  builderWord(b, text);
  release(text);
  return true;
}

/** The number that template[from:to] spells, -1 if it is none, -2 with ValueError set. */
export function fieldNumber(p: usize, from: u32, to: u32): i64 {
  if (from == to) return -1;
  let value: i64 = 0;
  for (let i = from; i < to; i++) {
    const d = decimalValue(charAt(p, i));
    if (d < 0) return -1;
    if (value > (i64.MAX_VALUE - d) / 10) { raise(T_VALUE_ERROR, 'Too many decimal digits in format string'); return -2; }
    value = value * 10 + d;
  }
  return value;
}
import { decimalValue } from '../unicode/ctype';

/** The object that a field name denotes: owned. */
function lookup(f: usize, template: Word, name: u32, end: u32): Word {
  const p = address(template);
  const formatting = changetype<Formatting>(f);
  let i = name;
  while (i < end) {
    const c = charAt(p, i);
    if (c == 0x2e || c == 0x5b) break;
    i++;
  }
  let number = fieldNumber(p, name, i);
  if (number == -2) return NULL;
  const empty = i == name;
  if (empty || number >= 0) {
    if (formatting.numbering == 0) formatting.numbering = empty ? 1 : 2;
    if (formatting.args || formatting.mapping == NULL) {
      if (formatting.numbering == 2 && empty) {
        return raise(T_VALUE_ERROR, 'cannot switch from manual field specification to automatic field numbering');
      }
      if (formatting.numbering == 1 && !empty) {
        return raise(T_VALUE_ERROR, 'cannot switch from automatic field numbering to manual field specification');
      }
    }
    if (empty) number = formatting.next++;
  }
  let value: Word;
  if (number < 0) {
    const key = sliceStr(p, name, i);
    if (key == NULL) return NULL;
    value = formatting.mapping != NULL ? getItem(formatting.mapping, key) : keyword(f, key);
    release(key);
  } else {
    if (formatting.mapping != NULL) return raise(T_VALUE_ERROR, 'Format string contains positional fields');
    if (number >= formatting.count) return raisef(T_INDEX_ERROR, 'Replacement index %d out of range for positional args tuple', ofInt(number));
    value = own(arg(formatting.args, <i32>number));
  }
  while (value != NULL && i < end) {
    const c = charAt(p, i++);
    let next: Word;
    if (c == 0x2e) {
      const from = i;
      while (i < end && charAt(p, i) != 0x2e && charAt(p, i) != 0x5b) i++;
      if (i == from) { release(value); return raise(T_VALUE_ERROR, 'Empty attribute in format string'); }
      let key = sliceStr(p, from, i);
      if (key == NULL) { release(value); return NULL; }
      key = intern(key);
      next = getAttr(value, key);
      release(key);
    } else if (c == 0x5b) {
      const from = i;
      while (i < end && charAt(p, i) != 0x5d) i++;
      if (i == end) { release(value); return raise(T_VALUE_ERROR, "Missing ']' in format string"); }
      if (i == from) { release(value); return raise(T_VALUE_ERROR, 'Empty attribute in format string'); }
      const index = fieldNumber(p, from, i);
      if (index == -2) { release(value); return NULL; }
      const key = index >= 0 ? intFromI64(index) : sliceStr(p, from, i);
      i++;
      if (key == NULL) { release(value); return NULL; }
      next = getItem(value, key);
      release(key);
    } else {
      release(value);
      return raise(T_VALUE_ERROR, "Only '.' or '[' may follow ']' in format field specifier");
    }
    release(value);
    value = next;
  }
  return value;
}
import { intFromI64 } from '../int/new';

/** Keyword argument `key`, owned; KeyError. */
function keyword(f: usize, key: Word): Word {
  const formatting = changetype<Formatting>(f);
  if (formatting.kwnames != NULL) {
    const names = address(formatting.kwnames);
    for (let i = 0, n = <i32>load<u32>(names, 16); i < n; i++) {
      if (strEqual(load<u64>(names + TUPLE_ITEMS + (i << 3)), key)) return own(arg(formatting.args, formatting.count + i));
    }
  }
  return raiseValue(T_KEY_ERROR, key);
}
