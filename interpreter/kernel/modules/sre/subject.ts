// Subjects: strs, and anything with a buffer.

import { address, NULL, Word } from '../../layout/word';
import { Buffer, bufferRelease, getBuffer, supportsBuffer } from '../../objects/buffer';
import { newBytesFrom } from '../../objects/bytes/new';
import { isStr } from '../../objects/protocol';
import { sliceStr } from '../../objects/str/slice';
import { strData, strKind, strLength } from '../../objects/str/new';
import { own } from '../../counting/counts';
import { raisef } from '../../eval/errors';
import { T_TYPE_ERROR } from '../../generated/types';
import { control } from '../../layout/control';

/** The subject in hand: first character, bytes per character, number of characters; its open buffer or 0. */
export let data: usize = 0;
export let kind: u32 = 1;
export let length: i32 = 0;

/**
 * Opens `subject` (data, kind, length); the result is for `closeSubject`. -1: TypeError. `bytesPattern`: 1 the pattern is
 * bytes, 0 it is a str, -1 either.
 */
export function openSubject(subject: Word, bytesPattern: i32): i64 {
  if (isStr(subject)) {
    if (bytesPattern == 1) { raisef(T_TYPE_ERROR, 'cannot use a bytes pattern on a string-like object'); return -1; }
    const p = address(subject);
    data = strData(p);
    kind = strKind(p);
    length = <i32>strLength(p);
    return 0;
  }
  if (!supportsBuffer(subject)) { raisef(T_TYPE_ERROR, "expected string or bytes-like object, got '%T'", subject); return -1; }
  const b = getBuffer(subject);
  if (b == 0) return -1;
  if (bytesPattern == 0) {
    bufferRelease(b);
    raisef(T_TYPE_ERROR, 'cannot use a string pattern on a bytes-like object');
    return -1;
  }
  data = changetype<Buffer>(b).data;
  kind = 1;
  length = <i32>changetype<Buffer>(b).size;
  return <i64>b;
}

export function closeSubject(opened: i64): void {
  if (opened > 0) bufferRelease(<usize>opened);
}

/** Characters from..to of a subject: a str, or bytes. Owned. */
export function sliceSubject(subject: Word, from: i32, to: i32): Word {
  if (isStr(subject)) {
    if (from >= to) return own(control().emptyString);
    return sliceStr(address(subject), from, to);
  }
  const opened = openSubject(subject, -1);
  if (opened < 0) return NULL;
  // the subject may have shrunk since
  if (to > length) to = length;
  const r = newBytesFrom(data + from, from >= to ? 0 : to - from);
  closeSubject(opened);
  return r;
}
