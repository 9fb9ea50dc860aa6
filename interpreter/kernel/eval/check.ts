// Assertions on frames, in builds with ASSERTIONS.

import { Word, address, isOwned, ofInt } from '../layout/word';
import { Code, FRAME_CODE } from '../layout/code';
import { STR_DATA } from '../layout/text';
import { repr } from '../objects/protocol';
import { release } from '../counting/counts';
import { report } from '../sync/imports';
import { fail } from '../sync/fail';
import { isFreeObject } from '../memory/objects';
import { thread } from '../sync/current';

function say(w: Word): void {
  const text = repr(w);
  report(address(text) + STR_DATA, <i32>load<u32>(address(text), 16));
  release(text);
}

/**
 * "A frame that returns owns nothing": temporaries are released where they die, variables by RETURN. A word left behind
 * would pass for the property of the next frame there.
 */
export function checkFrameLeft(fp: usize, pc: usize): void {
  const code = changetype<Code>(load<u32>(fp - FRAME_CODE));
  for (let q = fp, end = fp + code.frameBytes; q < end; q += 8) {
    if (!isOwned(load<u64>(q))) continue;
    say(code.name);
    say(code.filename);
    say(ofInt(<i64>(q - fp) >> 3));
    say(ofInt(<i64>(pc - code.instructions) >> 3));
    fail('a register owns an object at return');
  }
}

/** The same on entry: behind the `n` arguments nothing may be owned. `caller` is the frame that calls. */
export function checkFrameEntered(fp: usize, n: i32, code: Code, caller: usize, pc: usize): void {
  for (let q = fp + (<usize>n << 3), end = fp + code.frameBytes; q < end; q += 8) {
    if (!isOwned(load<u64>(q))) continue;
    const from = changetype<Code>(load<u32>(caller - FRAME_CODE));
    say(from.name);
    say(from.filename);
    say(ofInt(<i64>(q - caller) >> 3));
    say(ofInt(<i64>(pc - from.instructions) >> 3));
    say(code.name);
    say(ofInt(<i64>(q - fp) >> 3));
    say(load<u64>(q));
    fail('a frame is entered over an owned register');
  }
}

/** A word that variable `index` of frame `fp` names is a living object. */
export function checkAlive(fp: usize, w: Word, index: u32): void {
  if ((address(w) & 15) == 0 && !isFreeObject(address(w))) return;
  const code = changetype<Code>(load<u32>(fp - FRAME_CODE));
  say(code.name);
  say(code.filename);
  say(ofInt(<i64>index));
  say(ofInt(<i64>(thread().pc - code.instructions) >> 3));
  say(ofInt(<i64>w));
  fail('a variable names a dead object');
}
