/** Removes detours from a list of instructions (jumps to jumps, jumps over jumps, what cannot be reached) and marks pairs. */

import { type Item, instructionNamed, type Label } from './assembler.js';
import { KILL_B, NEGATE, PAIR } from './instructions.js';

const JUMP = instructionNamed('JUMP');
const NOP = instructionNamed('NOP');
const FOR_ITER = instructionNamed('FOR_ITER');
const UNPACK = instructionNamed('UNPACK');
const JUMP_BACK = instructionNamed('JUMP_BACK');
const ENDS = new Set(['JUMP', 'JUMP_BACK', 'RETURN', 'RAISE', 'RERAISE'].map(instructionNamed));

/** A conditional jump without an operand that it writes: it may be inverted. */
function isConditional(item: Item): boolean {
  return item.target !== null && item.row.name.startsWith('JUMP_') && item.row !== JUMP_BACK;
}

/** The instructions that are left, their labels moved along. The items are changed in place. */
export function tidy(items: Item[]): Item[] {
  const labelled = new Uint8Array(items.length + 1);
  for (const item of items) {
    if (item.target !== null) labelled[item.target.at] = 1;
    if (item.handler !== null) labelled[item.handler.label.at] = 1;
  }
  for (let i = 0; i + 1 < items.length; i++) {
    const item = items[i];
    const next = items[i + 1];
    if (!isConditional(item) || next.row !== JUMP || labelled[i + 1] || item.target!.at !== i + 2) continue;
    item.flags ^= NEGATE;
    item.target = next.target;
    // The jump after it becomes one to where it stands: dropped below.
    next.target = { at: i + 2, uses: 1 };
  }
  for (const item of items) thread(items, item);
  const keep = reachable(items);
  for (let i = items.length - 1; i >= 0; i--) {
    if (!keep[i] || items[i].row !== JUMP) continue;
    let next = i + 1;
    while (next < items[i].target!.at && !keep[next]) next++;
    if (next !== items[i].target!.at) continue;
    const { marks } = items[i];
    if (marks === undefined) keep[i] = 0;
    else {
      // statements without instructions stand here, for trace functions
      items[i].row = NOP;
      items[i].target = null;
      items[i].at = marks[marks.length - 1];
    }
  }
  const left = compact(items, keep);
  markPairs(left);
  return left;
}

/** Loops over pairs: FOR_ITER fills both registers itself. */
function markPairs(items: readonly Item[]): void {
  for (let i = 0; i + 1 < items.length; i++) {
    const { row, a } = items[i];
    const next = items[i + 1];
    if (row === FOR_ITER && next.row === UNPACK && next.flags & KILL_B && next.b === a && next.c === 2)
      items[i].flags |= PAIR;
  }
}

/** Lets a jump go where the jump that it goes to goes. A JUMP goes forward: only JUMP_BACK, a safe point, goes back. */
function thread(items: readonly Item[], item: Item): void {
  for (let hops = 0; item.target !== null && hops < 8; hops++) {
    const target = items[item.target.at];
    if (target === undefined || target === item || target.target === item.target) return;
    if (target.row === JUMP) item.target = target.target;
    else if (item.row === JUMP && target.row === JUMP_BACK) {
      item.row = JUMP_BACK;
      item.target = target.target;
      return;
    } else return;
  }
}

function reachable(items: readonly Item[]): Uint8Array {
  const seen = new Uint8Array(items.length);
  const work = [0];
  while (work.length > 0) {
    const i = work.pop()!;
    if (i >= items.length || seen[i]) continue;
    seen[i] = 1;
    const item = items[i];
    if (item.target !== null) work.push(item.target.at);
    if (item.handler !== null) work.push(item.handler.label.at);
    if (!ENDS.has(item.row)) work.push(i + 1);
  }
  return seen;
}

function compact(items: readonly Item[], keep: Uint8Array): Item[] {
  const out: Item[] = [];
  const moved = new Int32Array(items.length + 1);
  for (let i = 0; i < items.length; i++) {
    moved[i] = out.length;
    if (keep[i]) out.push(items[i]);
  }
  moved[items.length] = out.length;
  const labels = new Set<Label>();
  for (const item of out) {
    if (item.target !== null) labels.add(item.target);
    if (item.handler !== null) labels.add(item.handler.label);
  }
  for (const label of labels) label.at = moved[label.at];
  return out;
}
