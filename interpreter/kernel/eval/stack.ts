// The register stack of the current thread: where native code builds arguments and where new frames begin.

import { Word, isPointer, BORROWED } from '../layout/word';
import { Code, FRAME_CODE } from '../layout/code';
import { thread } from '../sync/current';

/** First free address above everything in use. */
export function stackTop(): usize {
  const t = thread();
  const fp = t.fp;
  if (t.nativeTop > fp) return t.nativeTop;
  if (fp == t.stackBase) return fp + 64;
  return fp + changetype<Code>(load<u32>(fp - FRAME_CODE)).frameBytes;
}

/** A register word that lends what the caller keeps alive. */
// @ts-ignore: decorator
@inline export function lend(w: Word): Word { return isPointer(w) ? w | BORROWED : w; }
