// The matching engine: a backtracking machine over the code of re._compiler, with its stack in a block of its own, so
// that no pattern and no subject can overflow the native stack. Everything is per instance (module globals are
// thread-locals). Going back many times polls the safe point; what runs there may match on its own: see `pause`.
//
// The stack holds records of 32 bytes {kind, pc, position, repeat, arena top, x, y, z}: choices to come back to, and
// marks to restore on the way back. Repeats are immutable nodes {header, count, outer, last position} in an arena; a
// choice remembers the node and the arena's top, so going back is one assignment.

import { current } from '../../sync/current';
import { takeSafePoint } from '../../sync/world';
import { memoryError } from '../../eval/errors';
import { allocBlock, freeBlock, KIND_RAW, reallocBlock } from '../../memory/blocks';
import {
  ANY, ANY_ALL, ASSERT, ASSERT_NOT, AT, ATOMIC_GROUP, BRANCH, CATEGORY, CHARSET, FAILURE, GROUPREF, GROUPREF_EXISTS, GROUPREF_IGNORE, GROUPREF_LOC_IGNORE,
  GROUPREF_UNI_IGNORE, IN, INFO, IN_IGNORE, IN_LOC_IGNORE, IN_UNI_IGNORE, JUMP, LITERAL, LITERAL_IGNORE, LITERAL_LOC_IGNORE, LITERAL_UNI_IGNORE,
  MARK, MAXREPEAT, MAX_UNTIL, MIN_REPEAT_ONE, MIN_UNTIL, NOT_LITERAL, NOT_LITERAL_IGNORE, NOT_LITERAL_LOC_IGNORE, NOT_LITERAL_UNI_IGNORE,
  POSSESSIVE_REPEAT, POSSESSIVE_REPEAT_ONE, REPEAT, REPEAT_ONE, SUCCESS,
} from './codes';
import { asciiLower, inCategory, inSet, isWord, unicodeLower } from './characters';

// ---- the subject and the result ------------------------------------------------------------------------------------

/** First character of the string; positions count characters from it. */
let base: usize = 0;
/** Where `^` and look-behind see the beginning, and where the subject ends. */
let first: i32 = 0;
let last: i32 = 0;
/** A match must end at `last`. */
let whole: bool = false;
/** A match must not be empty at this position (-1: it may). */
let notEmptyAt: i32 = -1;
/** Begin and end of group i (from 0) at 2i and 2i+1, -1: not set. A block of 4-byte words. */
export let marks: usize = 0;
let markRoom: u32 = 0;
/** Number of the group closed last, -1: none. */
export let lastIndex: i32 = -1;
/** An error is set: MemoryError, or one of a signal handler. */
export let failed: bool = false;

let stack: usize = 0;
let stackRoom: u32 = 0;
let top: u32 = 0;
let arena: usize = 0;
let arenaRoom: u32 = 0;
let arenaTop: u32 = 0;
/** Times that a choice was taken back. */
let steps: u32 = 0;
// @ts-ignore: decorator
@inline const STEPS_BETWEEN_POLLS: u32 = 16384;

/** A safe point in the middle of a match: its state is put aside for as long. False: an error is set. */
function pause(): bool {
  const base0 = base, first0 = first, last0 = last, whole0 = whole, notEmptyAt0 = notEmptyAt, lastIndex0 = lastIndex;
  const marks0 = marks, markRoom0 = markRoom, stack0 = stack, stackRoom0 = stackRoom, top0 = top;
  const arena0 = arena, arenaRoom0 = arenaRoom, arenaTop0 = arenaTop;
  marks = 0;
  markRoom = 0;
  stack = 0;
  stackRoom = 0;
  top = 0;
  arena = 0;
  arenaRoom = 0;
  arenaTop = 0;
  const ok = takeSafePoint();
  freeBlock(marks);
  freeBlock(stack);
  freeBlock(arena);
  base = base0;
  first = first0;
  last = last0;
  whole = whole0;
  notEmptyAt = notEmptyAt0;
  lastIndex = lastIndex0;
  marks = marks0;
  markRoom = markRoom0;
  stack = stack0;
  stackRoom = stackRoom0;
  top = top0;
  arena = arena0;
  arenaRoom = arenaRoom0;
  arenaTop = arenaTop0;
  failed = !ok;
  return ok;
}

// kinds of records
// @ts-ignore: decorator
@inline const UNDO: u32 = 0; // mark x was y, lastIndex was z
// @ts-ignore: decorator
@inline const ALTERNATIVE: u32 = 1; // the alternative at pc
// @ts-ignore: decorator
@inline const TAIL: u32 = 2; // go on at pc
// @ts-ignore: decorator
@inline const BODY: u32 = 3; // one more lazy repetition of node `repeat`; pc is the UNTIL
// @ts-ignore: decorator
@inline const FEWER: u32 = 4; // greedy single: position x + y, not below z
// @ts-ignore: decorator
@inline const MORE: u32 = 5; // lazy single: item at x, y left

function push(kind: u32, pc: usize, at: i32, repeat: u32, x: u32, y: u32, z: u32): bool {
  if (top + 32 > stackRoom) {
    const room = stackRoom == 0 ? 4096 : stackRoom * 2;
    const block = stack == 0 ? allocBlock(KIND_RAW, room) : reallocBlock(KIND_RAW, stack, room);
    if (block == 0) { failed = true; memoryError(); return false; }
    stack = block;
    stackRoom = room;
  }
  const r = stack + top;
  store<u32>(r, kind);
  store<u32>(r, <u32>pc, 4);
  store<i32>(r, at, 8);
  store<u32>(r, repeat, 12);
  store<u32>(r, arenaTop, 16);
  store<u32>(r, x, 20);
  store<u32>(r, y, 24);
  store<u32>(r, z, 28);
  top += 32;
  return true;
}

function newNode(header: usize, count: i32, outer: u32, lastAt: i32): u32 {
  if (arenaTop + 16 > arenaRoom) {
    const room = arenaRoom == 0 ? 4096 : arenaRoom * 2;
    const block = arena == 0 ? allocBlock(KIND_RAW, room) : reallocBlock(KIND_RAW, arena, room);
    if (block == 0) { failed = true; memoryError(); return 0; }
    arena = block;
    arenaRoom = room;
  }
  const n = arenaTop;
  store<u32>(arena + n, <u32>header);
  store<i32>(arena + n, count, 4);
  store<u32>(arena + n, outer, 8);
  store<i32>(arena + n, lastAt, 12);
  arenaTop += 16;
  return n;
}

// @ts-ignore: decorator
@inline function char<T>(i: i32): u32 { return <u32>load<T>(base + <usize>i * sizeof<T>()); }

function boundary<T>(at: i32, unicode: bool): bool {
  if (first == last) return false;
  const before = at > first && (unicode ? isWord(char<T>(at - 1)) : inCategory(4, char<T>(at - 1)));
  const after = at < last && (unicode ? isWord(char<T>(at)) : inCategory(4, char<T>(at)));
  return before != after;
}

function atPosition<T>(what: u32, at: i32): bool {
  switch (what) {
    case 0:
    case 2: return at == first;
    case 1: return at == first || char<T>(at - 1) == 10;
    case 3:
    case 8: return boundary<T>(at, false);
    case 4:
    case 9: return first != last && !boundary<T>(at, false);
    case 5: return at == last || (at + 1 == last && char<T>(at) == 10);
    case 6: return at == last || char<T>(at) == 10;
    case 7: return at == last;
    case 10: return boundary<T>(at, true);
    default: return first != last && !boundary<T>(at, true);
  }
}

/** Whether the single-character item at pc matches character c. */
function matchesItem(pc: usize, c: u32): bool {
  const x = load<u32>(pc, 4);
  switch (load<u32>(pc)) {
    case ANY: return c != 10;
    case ANY_ALL: return true;
    case LITERAL: return c == x;
    case NOT_LITERAL: return c != x;
    case IN: return inSet(pc + 8, c);
    case CATEGORY: return inCategory(x, c);
    case LITERAL_IGNORE: return asciiLower(c) == x;
    case NOT_LITERAL_IGNORE: return asciiLower(c) != x;
    case LITERAL_UNI_IGNORE: return unicodeLower(c) == x;
    case NOT_LITERAL_UNI_IGNORE: return unicodeLower(c) != x;
    case LITERAL_LOC_IGNORE: return asciiLower(c) == asciiLower(x);
    case NOT_LITERAL_LOC_IGNORE: return asciiLower(c) != asciiLower(x);
    case IN_IGNORE: return inSet(pc + 8, asciiLower(c));
    case IN_UNI_IGNORE: return inSet(pc + 8, unicodeLower(c));
    case IN_LOC_IGNORE: return inSet(pc + 8, c) || inSet(pc + 8, asciiLower(c));
    default: return false;
  }
}

// Sets that are one bitmap or one category: the usual cases.
// @ts-ignore: decorator
@inline function isBitmap(set: usize): bool { return load<u32>(set) == CHARSET && load<u32>(set, 36) == FAILURE; }
// @ts-ignore: decorator
@inline function isCategory(set: usize): bool { return load<u32>(set) == CATEGORY && load<u32>(set, 8) == FAILURE; }
// @ts-ignore: decorator
@inline function inBitmap(set: usize, c: u32): bool { return c < 256 && (load<u32>(set + 4 + ((c >> 5) << 2)) >> (c & 31) & 1) != 0; }

/** The first position from `i` on whose character is in the set, `end` if none below it is. */
function firstInSet<T>(set: usize, i: i32, end: i32): i32 {
  if (isBitmap(set)) while (i < end && !inBitmap(set, char<T>(i))) i++;
  else if (isCategory(set)) {
    const category = load<u32>(set, 4);
    while (i < end && !inCategory(category, char<T>(i))) i++;
  } else while (i < end && !inSet(set, char<T>(i))) i++;
  return i;
}

/** The set that the first character of a match of `pc` must be in, as far as the code tells; 0: it does not. */
function leadingSet(pc: usize): usize {
  while (load<u32>(pc) == AT || load<u32>(pc) == MARK) pc += 8;
  const op = load<u32>(pc);
  if (op == IN) return pc + 8;
  if (op != REPEAT_ONE && op != MIN_REPEAT_ONE && op != POSSESSIVE_REPEAT_ONE) return 0;
  return load<u32>(pc, 8) != 0 && load<u32>(pc, 16) == IN ? pc + 24 : 0;
}

/** How often the item at pc matches from `at` on, `most` times at most. */
function countItems<T>(pc: usize, at: i32, most: u32): i32 {
  const room = last - at;
  const end = most == MAXREPEAT || <i64>most > <i64>room ? last : at + <i32>most;
  let i = at;
  const x = load<u32>(pc, 4);
  switch (load<u32>(pc)) {
    case ANY_ALL: return end - at;
    case ANY: { while (i < end && char<T>(i) != 10) i++; break; }
    case LITERAL: { while (i < end && char<T>(i) == x) i++; break; }
    case NOT_LITERAL: { while (i < end && char<T>(i) != x) i++; break; }
    case IN: {
      const set = pc + 8;
      if (isBitmap(set)) while (i < end && inBitmap(set, char<T>(i))) i++;
      else if (isCategory(set)) {
        const category = load<u32>(set, 4);
        while (i < end && inCategory(category, char<T>(i))) i++;
      } else while (i < end && inSet(set, char<T>(i))) i++;
      break;
    }
    case CATEGORY: { while (i < end && inCategory(x, char<T>(i))) i++; break; }
    default: { while (i < end && matchesItem(pc, char<T>(i))) i++; break; }
  }
  return i - at;
}

// Of the numbers of items from `count` down to `least` the first one behind which `pc` may match: a literal tells at once.
// Below `least`: none.
// @ts-ignore: decorator
@inline function longest<T>(pc: usize, start: i32, count: i32, least: i32): i32 {
  while (load<u32>(pc) == MARK) pc += 8;
  if (load<u32>(pc) != LITERAL) return count;
  const c = load<u32>(pc, 4);
  while (count >= least && (start + count >= last || char<T>(start + count) != c)) count--;
  return count;
}

function sameText<T>(from: i32, to: i32, at: i32, how: u32): bool {
  if (at + (to - from) > last) return false;
  for (let i = from; i < to; i++, at++) {
    const a = char<T>(i), b = char<T>(at);
    if (a == b) continue;
    if (how == GROUPREF) return false;
    if (how == GROUPREF_UNI_IGNORE ? unicodeLower(a) != unicodeLower(b) : asciiLower(a) != asciiLower(b)) return false;
  }
  return true;
}

// A nested match succeeded: its choices are dropped, what restores marks stays.
function keepUndo(from: u32): void {
  let to = from;
  for (let i = from; i < top; i += 32) {
    if (load<u32>(stack + i) != UNDO) continue;
    if (to != i) memory.copy(stack + to, stack + i, 32);
    to += 32;
  }
  top = to;
}

// Takes back everything above `from`.
function rollBack(from: u32): void {
  while (top > from) {
    top -= 32;
    const r = stack + top;
    if (load<u32>(r) == UNDO) {
      store<i32>(marks + (<usize>load<u32>(r, 20) << 2), load<i32>(r, 24));
      lastIndex = load<i32>(r, 28);
    }
  }
}

/** Matches the code at pc from position `at`: the end of the match, -1: none. `nested`: an assertion's or group's code. */
function run<T>(pc: usize, at: i32, repeat0: u32, nested: bool): i32 {
  const bottom = top;
  let repeat = repeat0;
  while (true) {
    let ok = true;
    const op = load<u32>(pc);
    switch (op) {
      case SUCCESS: {
        if (!nested && ((whole && at != last) || at == notEmptyAt)) { ok = false; break; }
        return at;
      }
      case FAILURE: { ok = false; break; }
      case MARK: {
        const i = load<u32>(pc, 4);
        const mark = marks + (<usize>i << 2);
        if (!push(UNDO, 0, 0, 0, i, load<u32>(mark), <u32>lastIndex)) return -1;
        if ((i & 1) != 0) lastIndex = <i32>(i >> 1) + 1;
        store<i32>(mark, at);
        pc += 8;
        break;
      }
      case LITERAL: {
        if (at >= last || char<T>(at) != load<u32>(pc, 4)) ok = false;
        else { at++; pc += 8; }
        break;
      }
      case ANY: {
        if (at >= last || char<T>(at) == 10) ok = false;
        else { at++; pc += 4; }
        break;
      }
      case ANY_ALL: {
        if (at >= last) ok = false;
        else { at++; pc += 4; }
        break;
      }
      case IN:
      case IN_IGNORE:
      case IN_UNI_IGNORE:
      case IN_LOC_IGNORE: {
        if (at >= last || !matchesItem(pc, char<T>(at))) ok = false;
        else { at++; pc += 4 + (<usize>load<u32>(pc, 4) << 2); }
        break;
      }
      case NOT_LITERAL:
      case CATEGORY:
      case LITERAL_IGNORE:
      case NOT_LITERAL_IGNORE:
      case LITERAL_UNI_IGNORE:
      case NOT_LITERAL_UNI_IGNORE:
      case LITERAL_LOC_IGNORE:
      case NOT_LITERAL_LOC_IGNORE: {
        if (at >= last || !matchesItem(pc, char<T>(at))) ok = false;
        else { at++; pc += 8; }
        break;
      }
      case AT: {
        if (!atPosition<T>(load<u32>(pc, 4), at)) ok = false;
        else pc += 8;
        break;
      }
      case JUMP:
      case INFO: {
        pc += 4 + (<usize>load<u32>(pc, 4) << 2);
        break;
      }
      case BRANCH: {
        pc += 4;
        const next = alternative<T>(pc, at, repeat);
        if (next == 0) ok = false;
        else pc = next;
        break;
      }
      case REPEAT: {
        const header = pc + 4;
        repeat = newNode(header, -1, repeat, -1);
        pc = header + (<usize>load<u32>(header) << 2);
        break;
      }
      case MAX_UNTIL: {
        const node = arena + repeat;
        const header: usize = load<u32>(node);
        const count = load<i32>(node, 4) + 1;
        const outer = load<u32>(node, 8);
        if (count < load<i32>(header, 4)) {
          repeat = newNode(header, count, outer, at);
          pc = header + 12;
        } else if ((<u32>count < load<u32>(header, 8) || load<u32>(header, 8) == MAXREPEAT) && at != load<i32>(node, 12)) {
          if (!push(TAIL, pc + 4, at, outer, 0, 0, 0)) return -1;
          repeat = newNode(header, count, outer, at);
          pc = header + 12;
        } else {
          repeat = outer;
          pc += 4;
        }
        break;
      }
      case MIN_UNTIL: {
        const node = arena + repeat;
        const header: usize = load<u32>(node);
        const count = load<i32>(node, 4) + 1;
        if (count < load<i32>(header, 4)) {
          repeat = newNode(header, count, load<u32>(node, 8), at);
          pc = header + 12;
        } else {
          if (!push(BODY, pc, at, repeat, 0, 0, 0)) return -1;
          repeat = load<u32>(node, 8);
          pc += 4;
        }
        break;
      }
      case REPEAT_ONE: {
        const header = pc + 4;
        const least = load<i32>(header, 4);
        if (last - at < least) { ok = false; break; }
        const count = countItems<T>(header + 12, at, load<u32>(header, 8));
        if (count < least) { ok = false; break; }
        pc = header + (<usize>load<u32>(header) << 2);
        const end = longest<T>(pc, at, count, least);
        if (end < least) { ok = false; break; }
        if (end > least && !push(FEWER, pc, 0, repeat, <u32>at, <u32>end - 1, <u32>least)) return -1;
        at += end;
        break;
      }
      case POSSESSIVE_REPEAT_ONE: {
        const header = pc + 4;
        const count = countItems<T>(header + 12, at, load<u32>(header, 8));
        if (count < load<i32>(header, 4)) { ok = false; break; }
        at += count;
        pc = header + (<usize>load<u32>(header) << 2);
        break;
      }
      case MIN_REPEAT_ONE: {
        const header = pc + 4;
        const least = load<u32>(header, 4);
        const count = countItems<T>(header + 12, at, least);
        if (<u32>count < least) { ok = false; break; }
        const most = load<u32>(header, 8);
        at += count;
        pc = header + (<usize>load<u32>(header) << 2);
        if (most > least && !push(MORE, pc, at, repeat, <u32>(header + 12), most == MAXREPEAT ? MAXREPEAT : most - least, 0)) return -1;
        break;
      }
      case POSSESSIVE_REPEAT: {
        const header = pc + 4;
        const least = load<i32>(header, 4);
        const most = load<u32>(header, 8);
        let count: u32 = 0;
        while (count < <u32>least || (count < most || most == MAXREPEAT)) {
          const mark = top;
          const end = run<T>(header + 12, at, 0, true);
          if (failed) return -1;
          if (end < 0) {
            if (count < <u32>least) ok = false;
            break;
          }
          keepUndo(mark);
          count++;
          if (end == at && count >= <u32>least) break;
          at = end;
        }
        pc = header + (<usize>load<u32>(header) << 2) + 4;
        break;
      }
      case ATOMIC_GROUP: {
        const mark = top;
        const end = run<T>(pc + 8, at, 0, true);
        if (failed) return -1;
        if (end < 0) { ok = false; break; }
        keepUndo(mark);
        at = end;
        pc += 4 + (<usize>load<u32>(pc, 4) << 2);
        break;
      }
      case ASSERT: {
        const back = load<i32>(pc, 8);
        if (at - first < back) { ok = false; break; }
        const mark = top;
        const end = run<T>(pc + 12, at - back, 0, true);
        if (failed) return -1;
        if (end < 0) { ok = false; break; }
        keepUndo(mark);
        pc += 4 + (<usize>load<u32>(pc, 4) << 2);
        break;
      }
      case ASSERT_NOT: {
        const back = load<i32>(pc, 8);
        if (at - first >= back) {
          const mark = top;
          const end = run<T>(pc + 12, at - back, 0, true);
          if (failed) return -1;
          if (end >= 0) {
            rollBack(mark);
            ok = false;
            break;
          }
        }
        pc += 4 + (<usize>load<u32>(pc, 4) << 2);
        break;
      }
      case GROUPREF:
      case GROUPREF_IGNORE:
      case GROUPREF_UNI_IGNORE:
      case GROUPREF_LOC_IGNORE: {
        const g = marks + (<usize>load<u32>(pc, 4) << 3);
        const from = load<i32>(g), to = load<i32>(g, 4);
        if (from < 0 || to < from || !sameText<T>(from, to, at, op)) { ok = false; break; }
        at += to - from;
        pc += 8;
        break;
      }
      case GROUPREF_EXISTS: {
        const g = marks + (<usize>load<u32>(pc, 4) << 3);
        const from = load<i32>(g), to = load<i32>(g, 4);
        if (from < 0 || to < from) pc += 8 + (<usize>load<u32>(pc, 8) << 2) - 4 + 0;
        else pc += 12;
        break;
      }
      default: { ok = false; break; }
    }
    if (failed) return -1;
    if (ok) continue;
    // back to the last choice
    if (++steps % STEPS_BETWEEN_POLLS == 0 && atomic.load<u32>(current) != 0 && !pause()) return -1;
    while (true) {
      if (top == bottom) return -1;
      top -= 32;
      const r = stack + top;
      const kind = load<u32>(r);
      if (kind == UNDO) {
        store<i32>(marks + (<usize>load<u32>(r, 20) << 2), load<i32>(r, 24));
        lastIndex = load<i32>(r, 28);
        continue;
      }
      pc = load<u32>(r, 4);
      at = load<i32>(r, 8);
      repeat = load<u32>(r, 12);
      arenaTop = load<u32>(r, 16);
      if (kind == TAIL) break;
      if (kind == ALTERNATIVE) {
        const next = alternative<T>(pc, at, repeat);
        if (next == 0) { if (failed) return -1; continue; }
        pc = next;
        break;
      }
      if (kind == BODY) {
        const node = arena + repeat;
        const header: usize = load<u32>(node);
        const count = load<i32>(node, 4) + 1;
        if ((<u32>count >= load<u32>(header, 8) && load<u32>(header, 8) != MAXREPEAT) || at == load<i32>(node, 12)) continue;
        repeat = newNode(header, count, load<u32>(node, 8), at);
        pc = header + 12;
        break;
      }
      if (kind == FEWER) {
        const start = load<i32>(r, 20);
        const least = load<i32>(r, 28);
        const count = longest<T>(pc, start, load<i32>(r, 24), least);
        if (count < least) continue;
        at = start + count;
        if (count > least) {
          store<i32>(r, count - 1, 24);
          top += 32;
        }
        break;
      }
      // MORE: one more of a lazy single
      const item: usize = load<u32>(r, 20);
      const left = load<u32>(r, 24);
      if (left == 0 || at >= last || !matchesItem(item, char<T>(at))) continue;
      at++;
      store<i32>(r, at, 8);
      store<u32>(r, left == MAXREPEAT ? left : left - 1, 24);
      top += 32;
      break;
    }
  }
}

// The first alternative from the skip word at `pc` on that may match: its code; the rest becomes a choice. 0: none.
function alternative<T>(pc: usize, at: i32, repeat: u32): usize {
  while (true) {
    const skip = load<u32>(pc);
    if (skip == 0) return 0;
    const body = pc + 4;
    const next = pc + (<usize>skip << 2);
    const op = load<u32>(body);
    if (op == LITERAL && (at >= last || char<T>(at) != load<u32>(body, 4))) { pc = next; continue; }
    if (op == IN && (at >= last || !inSet(body + 8, char<T>(at)))) { pc = next; continue; }
    if (load<u32>(next) != 0 && !push(ALTERNATIVE, next, at, repeat, 0, 0, 0)) return 0;
    return body;
  }
}

// ---- entry ----------------------------------------------------------------------------------------------------------

/** Gets ready: marks for `groups` groups, all unset. False: MemoryError. */
export function prepare(groups: u32): bool {
  failed = false;
  if (groups * 2 > markRoom || marks == 0) {
    if (marks != 0) freeBlock(marks);
    markRoom = groups * 2 < 16 ? 16 : groups * 2;
    marks = allocBlock(KIND_RAW, markRoom << 2);
    if (marks == 0) { markRoom = 0; memoryError(); return false; }
  }
  return true;
}

function reset(groups: u32): void {
  top = 0;
  arenaTop = 16;
  lastIndex = -1;
  for (let i: u32 = 0; i < groups * 2; i++) store<i32>(marks + (<usize>i << 2), -1);
}

/** Begin of the match found by `find`. */
export let matchStart: i32 = 0;

/**
 * Looks for a match of `code` in the characters at `data` (`kind` bytes each) from position `from` to `to`.
 * `anchored`: at `from` only. `full`: it must end at `to`. `notEmpty`: an empty match at `from` does not count.
 * The end of the match, -1: none, or `failed`.
 */
export function find(code: usize, groups: u32, data: usize, kind: u32, from: i32, to: i32, anchored: bool, full: bool, notEmpty: bool): i32 {
  base = data;
  first = 0;
  last = to;
  whole = full;
  notEmptyAt = notEmpty ? from : -1;
  if (!prepare(groups)) { failed = true; return -1; }
  if (arena == 0 && newNode(0, 0, 0, 0) == 0 && failed) return -1;
  return kind == 1 ? findIn<u8>(code, groups, from, to, anchored) : kind == 2 ? findIn<u16>(code, groups, from, to, anchored) : findIn<u32>(code, groups, from, to, anchored);
}

function findIn<T>(code: usize, groups: u32, from: i32, to: i32, anchored: bool): i32 {
  let pc = code;
  let least = 0;
  let literal: i64 = -1;
  let set: usize = 0;
  if (load<u32>(pc) == INFO) {
    const flags = load<u32>(pc, 8);
    least = load<i32>(pc, 12);
    if ((flags & 1) != 0) literal = load<u32>(pc, 28);
    else if ((flags & 4) != 0) set = pc + 20;
    pc += 4 + (<usize>load<u32>(pc, 4) << 2);
  }
  // what begins at the beginning of the text can match nowhere else
  if (load<u32>(pc) == AT && (load<u32>(pc, 4) | 2) == 2) anchored = true;
  if (anchored) {
    if (to - from < least) return -1;
    reset(groups);
    matchStart = from;
    return run<T>(pc, from, 0, false);
  }
  if (set == 0) set = leadingSet(pc);
  const position: i64 = load<u32>(pc) == AT ? <i64>load<u32>(pc, 4) : -1;
  for (let i = from; i <= to - least; i++) {
    if (literal >= 0) {
      while (i < to && char<T>(i) != <u32>literal) i++;
      if (i >= to) return -1;
    } else if (set != 0) {
      i = firstInSet<T>(set, i, to);
      if (i >= to) return -1;
    }
    if (position >= 0 && !atPosition<T>(<u32>position, i)) continue;
    reset(groups);
    const end = run<T>(pc, i, 0, false);
    if (failed) return -1;
    if (end >= 0) {
      matchStart = i;
      return end;
    }
  }
  return -1;
}
