/**
 * Checks compiled code for the promises that the kernel relies on, by following all paths: operands are there when they
 * are read, the words of a call's header are free, nothing lives above a call group, no temporary is left behind when
 * the code returns, jumps stay inside. Used by tests.
 */

import {
  INSTRUCTIONS,
  INTRINSICS,
  type Instruction,
  KILL_A,
  KILL_B,
  KILL_C,
  REGISTER_SCALE,
} from '../bytecode/instructions.js';
import type { CodeObject } from './blob.js';

/** What a register may hold, as bits: nothing, a word that it owns, a word that it was lent. */
const EMPTY = 1;
const OWNED = 2;
const LENT = 4;

interface Decoded {
  row: Instruction;
  at: number;
  next: number;
  flags: number;
  a: number;
  b: number;
  c: number;
  d: number;
  extra: number;
}

function decode(words: Uint32Array, at: number): Decoded {
  const low = words[2 * at];
  const high = words[2 * at + 1];
  const row = INSTRUCTIONS[low & 0xff];
  return {
    row,
    at,
    next: at + 1 + row.words,
    flags: low & 0xff00,
    a: low >>> 16,
    b: high & 0xffff,
    c: high >>> 16,
    d: high | 0,
    extra: row.words > 0 ? words[2 * (at + 1)] | 0 : 0,
  };
}

const ENDS = new Set(['JUMP', 'JUMP_BACK', 'RETURN', 'RAISE', 'RERAISE']);

/** Problems found, empty if there are none. */
export function verify(code: CodeObject): string[] {
  const problems: string[] = [];
  const n = code.words.length / 2;
  const variables = code.registerNames.length;
  const states: (Uint8Array | null)[] = new Array(n + 1).fill(null);
  const work: number[] = [];
  const reach = (at: number, state: Uint8Array): void => {
    if (at < 0 || at >= n) {
      problems.push(`control leaves the code at ${at}`);
      return;
    }
    const known = states[at];
    if (known === null) {
      states[at] = state.slice();
      work.push(at);
      return;
    }
    let changed = false;
    for (let i = 0; i < state.length; i++)
      if ((known[i] | state[i]) !== known[i]) {
        known[i] |= state[i];
        changed = true;
      }
    if (changed) work.push(at);
  };
  const start = new Uint8Array(code.registers).fill(EMPTY);
  start.fill(OWNED, 0, variables);
  reach(0, start);
  const complaints = new Set<string>();
  while (work.length > 0) {
    const at = work.pop()!;
    const ins = decode(code.words, at);
    const state = states[at]!.slice();
    const complain = (text: string): void => {
      const line = `${at} ${ins.row.name}: ${text}`;
      if (!complaints.has(line)) problems.push(line);
      complaints.add(line);
    };
    for (let i = 0; i < code.exceptions.length; i += 5) {
      const [from, to, target, depth, register] = code.exceptions.slice(i, i + 5);
      if (at < from || at >= to) continue;
      const landed = state.slice();
      landed.fill(EMPTY, depth);
      landed[register] = OWNED;
      reach(target, landed);
      break;
    }
    step(code, ins, state, variables, complain, reach);
  }
  return problems;
}

function step(
  code: CodeObject,
  ins: Decoded,
  state: Uint8Array,
  variables: number,
  complain: (text: string) => void,
  reach: (at: number, state: Uint8Array) => void,
): void {
  const { row } = ins;
  const register = (field: number): number => {
    if (field % REGISTER_SCALE !== 0 || field / REGISTER_SCALE >= code.registers) complain(`no register ${field}`);
    return field / REGISTER_SCALE;
  };
  const read = (r: number): void => {
    if (state[r] & EMPTY) complain(`r${r} may be empty`);
  };
  const consume = (r: number, count: number): void => {
    for (let i = r; i < r + count; i++) {
      read(i);
      state[i] = EMPTY;
    }
  };
  const sources: [kind: string, field: number, bit: number][] = [
    [row.a, ins.a, KILL_A],
    [row.b, ins.b, KILL_B],
    [row.c, ins.c, KILL_C],
  ];
  const unused = row.name === 'RAISE' ? (ins.c === 0 ? 2 : ins.c === 1 ? 1 : 0) : 0;
  sources.forEach(([kind, field], i) => {
    if (kind !== 'src') return;
    if (unused === 2) return;
    if (unused === 1 && i === 1) return;
    read(register(field));
  });
  const a = row.a === 'dst' || row.a === 'src' || row.a === 'reg' ? register(ins.a) : 0;
  const b = row.b === 'reg' || row.b === 'src' ? register(ins.b) : 0;
  const before = state.slice();
  for (const [kind, field, bit] of sources)
    if (kind === 'src' && ins.flags & bit) {
      if (register(field) < variables) complain('a variable is killed');
      state[register(field)] = EMPTY;
    }
  switch (row.name) {
    case 'CLEAR':
      state.fill(EMPTY, a, a + ins.b);
      break;
    case 'UNBIND':
      state.fill(LENT, a, a + ins.b);
      break;
    case 'MAKE_CELL':
      state[a] = OWNED;
      break;
    case 'COPY_FREE':
      state.fill(LENT, a, a + ins.b);
      break;
    case 'UNPACK':
    case 'UNPACK_EX': {
      const count = row.name === 'UNPACK' ? ins.c : (ins.c & 0xff) + (ins.c >> 8) + 1;
      state.fill(OWNED, a, a + count);
      break;
    }
    case 'LOAD_METHOD':
    case 'LOAD_SUPER_METHOD':
      if (row.name === 'LOAD_SUPER_METHOD') consume(b, 3);
      for (let i = a; i < a + 5; i++) if (state[i] & OWNED && i !== b) complain(`r${i} of the header is in use`);
      state.fill(OWNED, a, a + 5);
      break;
    case 'LOAD_SUPER_ATTR':
      consume(b, 3);
      break;
    case 'WITH_ENTER':
    case 'MATCH_GROUP':
      state.fill(OWNED, a, a + 2);
      break;
    case 'BUILD_SLICE':
    case 'BUILD_TUPLE':
    case 'BUILD_LIST':
    case 'BUILD_SET':
    case 'BUILD_STRING':
    case 'MAKE_CLOSURE_TUPLE':
      consume(b, ins.c);
      break;
    case 'BUILD_MAP':
      consume(b, 2 * ins.c);
      break;
    case 'GET_SLICE':
      consume(register(ins.c), 2);
      break;
    case 'SET_SLICE':
      consume(b, 2);
      break;
    case 'MATCH_CLASS':
      consume(b, 3);
      break;
    case 'IMPORT_NAME':
      consume(b, 2);
      break;
    case 'INTRINSIC':
      consume(b, INTRINSICS[ins.c].operands);
      break;
    case 'MAKE_FUNCTION': {
      let count = 0;
      for (let bit = 0; bit < 4; bit++) if (ins.c & (1 << bit)) count++;
      consume(b, count);
      break;
    }
    case 'CALL':
    case 'CALL_KW':
    case 'CALL_EX': {
      const count = row.name === 'CALL_EX' ? 1 + ins.c : ins.c;
      if (!(ins.flags & KILL_A)) {
        read(b + 1);
        for (const i of [b, b + 2, b + 3, b + 4]) if (state[i] & OWNED) complain(`r${i} of the header is in use`);
      } else read(b);
      consume(b + 5, count);
      state.fill(EMPTY, b, b + 5);
      for (let i = b + 5 + count; i < code.registers; i++)
        if (state[i] & OWNED) complain(`r${i} above the call is alive`);
      break;
    }
    case 'POP_HANDLED':
      state[a] = EMPTY;
      break;
    case 'RETURN':
      for (let i = variables; i < code.registers; i++)
        if (state[i] & OWNED && i !== a) complain(`r${i} is left behind`);
      if (before[a] & OWNED && a >= variables && !(ins.flags & KILL_A)) complain('the value is not killed');
      return;
  }
  if (row.a === 'dst') {
    const lent = row.name === 'LOAD_CONST' || row.name === 'BORROW';
    const moved = row.name === 'MOVE' && ins.flags & KILL_B ? before[b] : lent ? LENT : OWNED;
    if (row.name === 'FOR_ITER') {
      const ended = state.slice();
      state[a] = OWNED;
      reach(ins.next + ((ins.c << 16) >> 16), ended);
      return reach(ins.next, state);
    }
    state[a] = moved;
  }
  if (row.name === 'SEND') reach(ins.next + ins.extra, state);
  else if (row.d === 'jump') reach(ins.next + ins.d, state);
  else if (row.c === 'jump') reach(ins.next + ((ins.c << 16) >> 16), state);
  if (!ENDS.has(row.name)) reach(ins.next, state);
}

/** Problems of a code object and all inside it. */
export function verifyAll(code: CodeObject): string[] {
  const problems = verify(code).map((problem) => `${code.qualname}: ${problem}`);
  for (const value of code.consts) if (value.t === 'code') problems.push(...verifyAll(value));
  return problems;
}
