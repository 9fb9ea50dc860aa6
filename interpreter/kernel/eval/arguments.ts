// Arguments of RAW natives by a Python signature given as a literal.

import { Word, NULL, address, ofInt, plain } from '../layout/word';
import { Tuple, TUPLE_ITEMS } from '../layout/containers';
import { release } from '../counting/counts';
import { raisef } from './errors';
import { strFromUtf16, strLength, charAt } from '../objects/str/new';
import { T_TYPE_ERROR } from '../generated/types';

// The signature being read: character i of the literal, position of the parameter in hand.
let text: usize = 0;
let length: i32 = 0;

// @ts-ignore: decorator
@inline function char(i: i32): u32 { return load<u16>(text + (<usize>i << 1)); }

// Results of `nextParameter`.
let nameAt: i32 = 0;
let nameLength: i32 = 0;
let hasDefault: bool = false;

/** The parameter at character i: fills nameAt ..; returns where the next begins, -1 at the end. '*' and '/' come as names of length 1. */
function nextParameter(i: i32): i32 {
  while (i < length && (char(i) == 0x20 || char(i) == 0x2c)) i++;
  if (i >= length || char(i) == 0x29) return -1;
  nameAt = i;
  while (i < length && char(i) != 0x2c && char(i) != 0x3d && char(i) != 0x29) i++;
  nameLength = i - nameAt;
  hasDefault = i < length && char(i) == 0x3d;
  if (hasDefault) {
    let depth = 0;
    while (i < length) {
      const c = char(i);
      if (c == 0x28 || c == 0x5b) depth++;
      else if (c == 0x5d) depth--;
      else if (c == 0x29) { if (depth == 0) break; depth--; }
      else if (c == 0x2c && depth == 0) break;
      i++;
    }
  }
  return i;
}

function sameName(name: Word, from: i32, n: i32): bool {
  const p = address(name);
  if (strLength(p) != <u32>n) return false;
  for (let i = 0; i < n; i++) if (charAt(p, i) != char(from + i)) return false;
  return true;
}

/**
 * Binds `n` positional words at `args` and the keyword values behind them to the parameters of `signature`, a literal
 * such as 'list(iterable=(), /)'. The words (plain, lent, NULL if not given) land at `out`, one for each parameter.
 * False with CPython's TypeError.
 */
export function parseArgs(args: usize, n: i32, kwnames: Word, signature: string, out: usize): bool {
  text = changetype<usize>(signature);
  length = signature.length;
  let open = 0;
  while (char(open) != 0x28) open++;
  // first pass: count
  let count = 0;
  let positional = -1;
  let posOnly = 0;
  let least = 0;
  let optional = false;
  for (let i = nextParameter(open + 1); i >= 0; i = nextParameter(i)) {
    const c = char(nameAt);
    if (nameLength == 1 && c == 0x2a) { positional = count; continue; }
    if (nameLength == 1 && c == 0x2f) { posOnly = count; continue; }
    store<u64>(out + (<usize>count << 3), NULL);
    if (!hasDefault && positional < 0) least = count + 1;
    if (hasDefault) optional = true;
    count++;
  }
  if (positional < 0) positional = count;
  const kw: i32 = kwnames == NULL ? 0 : <i32>changetype<Tuple>(address(kwnames)).size;
  const name = strFromUtf16(text, open);
  if (name == NULL) return false;
  let ok = true;
  if (n > positional) {
    const given = ofInt(n);
    const most = ofInt(positional);
    if (positional == 0) raisef(T_TYPE_ERROR, '%U() takes no arguments (%d given)', name, given);
    else if (posOnly == count && !optional) raisef(T_TYPE_ERROR, positional == 1 ? '%U expected %d argument, got %d' : '%U expected %d arguments, got %d', name, most, given);
    else if (posOnly == count) raisef(T_TYPE_ERROR, positional == 1 ? '%U expected at most %d argument, got %d' : '%U expected at most %d arguments, got %d', name, most, given);
    else if (positional < count) raisef(T_TYPE_ERROR, optional || least < positional ? (positional == 1 ? '%U() takes at most %d positional argument (%d given)' : '%U() takes at most %d positional arguments (%d given)') : (positional == 1 ? '%U() takes exactly %d positional argument (%d given)' : '%U() takes exactly %d positional arguments (%d given)'), name, most, given);
    else raisef(T_TYPE_ERROR, optional ? (positional == 1 ? '%U() takes at most %d argument (%d given)' : '%U() takes at most %d arguments (%d given)') : (positional == 1 ? '%U() takes exactly %d argument (%d given)' : '%U() takes exactly %d arguments (%d given)'), name, most, ofInt(n + kw));
    ok = false;
  }
  if (ok && kw != 0 && posOnly == count) {
    raisef(T_TYPE_ERROR, '%U() takes no keyword arguments', name);
    ok = false;
  }
  if (ok) for (let i = 0; i < n; i++) store<u64>(out + (<usize>i << 3), plain(load<u64>(args + (<usize>i << 3))));
  for (let k = 0; k < kw && ok; k++) {
    const key = load<u64>(address(kwnames) + TUPLE_ITEMS + (<usize>k << 3));
    let found = -1;
    let index = 0;
    for (let i = nextParameter(open + 1); i >= 0; i = nextParameter(i)) {
      const c = char(nameAt);
      if (nameLength == 1 && (c == 0x2a || c == 0x2f)) continue;
      if (index >= posOnly && sameName(key, nameAt, nameLength)) { found = index; break; }
      index++;
    }
    if (found < 0) {
      raisef(T_TYPE_ERROR, "%U() got an unexpected keyword argument '%U'", name, key);
      ok = false;
    } else if (load<u64>(out + (<usize>found << 3)) != NULL) {
      raisef(T_TYPE_ERROR, "argument for %U() given by name ('%U') and position (%d)", name, key, ofInt(found + 1));
      ok = false;
    } else store<u64>(out + (<usize>found << 3), plain(load<u64>(args + (<usize>(n + k) << 3))));
  }
  if (ok) {
    let index = 0;
    for (let i = nextParameter(open + 1); i >= 0; i = nextParameter(i)) {
      const c = char(nameAt);
      if (nameLength == 1 && (c == 0x2a || c == 0x2f)) continue;
      if (!hasDefault && load<u64>(out + (<usize>index << 3)) == NULL) {
        if (posOnly == count) raisef(T_TYPE_ERROR, optional ? (least == 1 ? '%U expected at least %d argument, got %d' : '%U expected at least %d arguments, got %d') : (least == 1 ? '%U expected %d argument, got %d' : '%U expected %d arguments, got %d'), name, ofInt(least), ofInt(n));
        else {
          const p = strFromUtf16(text + (<usize>nameAt << 1), nameLength);
          raisef(T_TYPE_ERROR, "%U() missing required argument '%U' (pos %d)", name, p, ofInt(index + 1));
          release(p);
        }
        ok = false;
        break;
      }
      index++;
    }
  }
  release(name);
  return ok;
}
