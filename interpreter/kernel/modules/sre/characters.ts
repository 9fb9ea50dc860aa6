// Characters for the engine: categories, sets, case.

import { decimalValue, isAlnum, isLineBreak, isSpace, toLower, toUpper } from '../../objects/unicode/ctype';
import { BIGCHARSET, CATEGORY, CHARSET, FAILURE, LITERAL, NEGATE, RANGE, RANGE_UNI_IGNORE } from './codes';

export function asciiLower(c: u32): u32 { return c - 65 < 26 ? c + 32 : c; }
export function asciiUpper(c: u32): u32 { return c - 97 < 26 ? c - 32 : c; }
function asciiAlnum(c: u32): bool { return c - 48 < 10 || (c | 32) - 97 < 26; }
function asciiSpace(c: u32): bool { return c == 32 || c - 9 < 5; }

/** Whether c is of category `category` (re._constants.CHCODES). The locale is C's: its categories are ASCII's. */
export function inCategory(category: u32, c: u32): bool {
  switch (category) {
    case 0: return c - 48 < 10;
    case 1: return c - 48 >= 10;
    case 2: return asciiSpace(c);
    case 3: return !asciiSpace(c);
    case 4:
    case 8: return asciiAlnum(c) || c == 95;
    case 5:
    case 9: return !(asciiAlnum(c) || c == 95);
    case 6: return c == 10;
    case 7: return c != 10;
    case 10: return c < 128 ? c - 48 < 10 : decimalValue(c) >= 0;
    case 11: return !(c < 128 ? c - 48 < 10 : decimalValue(c) >= 0);
    case 12: return isSpace(c);
    case 13: return !isSpace(c);
    case 14: return isWord(c);
    case 15: return !isWord(c);
    case 16: return isLineBreak(c);
    default: return !isLineBreak(c);
  }
}

export function isWord(c: u32): bool { return c < 128 ? asciiAlnum(c) || c == 95 : isAlnum(c); }

/** Whether c is in the set at `set` (ended by FAILURE). */
export function inSet(set: usize, c: u32): bool {
  let ok = true;
  while (true) {
    const op = load<u32>(set);
    set += 4;
    switch (op) {
      case FAILURE: return !ok;
      case LITERAL: {
        if (c == load<u32>(set)) return ok;
        set += 4;
        break;
      }
      case CATEGORY: {
        if (inCategory(load<u32>(set), c)) return ok;
        set += 4;
        break;
      }
      case CHARSET: {
        if (c < 256 && (load<u32>(set + ((c >> 5) << 2)) >> (c & 31) & 1) != 0) return ok;
        set += 32;
        break;
      }
      case RANGE: {
        if (load<u32>(set) <= c && c <= load<u32>(set, 4)) return ok;
        set += 8;
        break;
      }
      case RANGE_UNI_IGNORE: {
        if (load<u32>(set) <= c && c <= load<u32>(set, 4)) return ok;
        const u = toUpper(c);
        if (load<u32>(set) <= u && u <= load<u32>(set, 4)) return ok;
        set += 8;
        break;
      }
      case NEGATE: {
        ok = !ok;
        break;
      }
      case BIGCHARSET: {
        const count = load<u32>(set);
        set += 4;
        const block: i32 = c < 65536 ? <i32>load<u8>(set + (c >> 8)) : -1;
        set += 256;
        if (block >= 0 && (load<u32>(set + (((<u32>block * 256 + (c & 255)) >> 5) << 2)) >> (c & 31) & 1) != 0) return ok;
        set += <usize>count * 32;
        break;
      }
      default: return false;
    }
  }
}

/** Lower case as the engine compares under IGNORECASE with Unicode. */
export function unicodeLower(c: u32): u32 { return c < 128 ? asciiLower(c) : toLower(c); }
