// The configuration that the host hands to runMain (format: interpreter/host/main_config.ts).

import { NULL, Word, fromAddress } from '../layout/word';
import { release } from '../counting/counts';
import { listAppend, newList } from '../objects/list/core';
import { strFromUtf8 } from '../objects/str/new';

/** Of the main thread's instance; it lives as long as the process. */
let base: usize = 0;

export function setConfig(p: usize): void {
  base = p;
}

/** Where the value of the n-th pair with a key lies (its length in front), or 0. */
function find(key: string, nth: u32): usize {
  if (base == 0) return 0;
  let p = base + 4;
  for (let i = load<u32>(base); i > 0; i--) {
    const length = load<u32>(p);
    const text = p + 4;
    p = text + length;
    let same = length == <u32>key.length;
    for (let j: u32 = 0; same && j < length; j++) {
      same = <u32>load<u8>(text + j) == <u32>load<u16>(changetype<usize>(key) + (j << 1));
    }
    if (same && nth-- == 0) return p;
    p += 4 + load<u32>(p);
  }
  return 0;
}

/** The first value of a key as str; NULL without an error: not given. */
export function configText(key: string): Word {
  const p = find(key, 0);
  return p == 0 ? NULL : strFromUtf8(p + 4, load<u32>(p));
}

/** The first value of a key as a number. */
export function configNumber(key: string, fallback: i32): i32 {
  const p = find(key, 0);
  if (p == 0) return fallback;
  let at = p + 4;
  const end = at + load<u32>(p);
  let negative = false;
  if (at < end && load<u8>(at) == 0x2d) {
    negative = true;
    at++;
  }
  let n: i32 = 0;
  for (; at < end; at++) n = n * 10 + (<i32>load<u8>(at) - 0x30);
  return negative ? -n : n;
}

/** First letter of the first value of a key, or 0. */
export function configLetter(key: string): u32 {
  const p = find(key, 0);
  return p == 0 || load<u32>(p) == 0 ? 0 : <u32>load<u8>(p + 4);
}

/** All values of a key as a list of str. NULL with an error. */
export function configList(key: string): Word {
  const list = newList(0);
  if (list == 0) return NULL;
  let i: u32 = 0;
  for (let p = find(key, 0); p != 0; p = find(key, ++i)) {
    const text = strFromUtf8(p + 4, load<u32>(p));
    if (text == NULL || listAppend(list, text) != 0) {
      release(text);
      release(fromAddress(list));
      return NULL;
    }
    release(text);
  }
  return fromAddress(list);
}
