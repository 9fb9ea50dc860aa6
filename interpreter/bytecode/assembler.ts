/**
 * The assembler: a list of instructions with labels and virtual registers becomes machine words, the exception table and
 * the position table. Conditional jumps whose distance does not fit get a far jump beside them.
 */

import { INSTRUCTIONS, type Instruction, MAX_REGISTER, OPCODES, REGISTER_SCALE } from './instructions.js';

/** In an operand: the register is a temporary that dies with this read. */
export const KILL = 1 << 30;

/** Virtual register numbers: the class in the high bits, the index below. The assembler maps them to frame registers. */
export const REGISTER_CLASS = { LOCAL: 0, CELL: 1 << 20, FREE: 2 << 20, CONST: 3 << 20, TEMP: 4 << 20 } as const;
const CLASS_SHIFT = 20;
const CLASS_MASK = (1 << CLASS_SHIFT) - 1;

/** Source range of an instruction: lines from 1, columns from 0 in UTF-8 bytes, -1 for unknown. */
export interface SourceRange {
  lineno: number;
  end_lineno: number;
  col_offset: number;
  end_col_offset: number;
}

/** A place that jumps go to. */
export interface Label {
  /** Index of the instruction that it stands before; -1 while it is not placed. */
  at: number;
  /** Jumps and handlers that go there so far. */
  uses: number;
}

/** Where an exception goes: registers from `depth` are released, `register` receives it. Both are virtual. */
export interface Handler {
  label: Label;
  depth: number;
  register: number;
}

export interface Item {
  row: Instruction;
  flags: number;
  a: number;
  b: number;
  c: number;
  /** The word behind the instruction; -1 if it is the distance to `target` (SEND). */
  extra: number;
  target: Label | null;
  handler: Handler | null;
  at: SourceRange;
  /** Statements without instructions that begin here. */
  marks?: readonly SourceRange[];
}

export interface RegisterLayout {
  locals: number;
  cells: number;
  frees: number;
  constants: number;
}

export interface Assembled {
  /** Pairs of 32-bit halves, low first. */
  words: Uint32Array;
  /** n x {start, end, target, depth, register}. */
  exceptions: number[];
  /** n x {start, line, endLine, column, endColumn}. */
  positions: number[];
  registers: number;
}

/** Instructions cannot name so many registers, constants or names. */
export class LimitError extends Error {}

const byName = new Map(INSTRUCTIONS.map((row) => [row.name, row]));

export function instructionNamed(name: string): Instruction {
  const row = byName.get(name);
  if (row === undefined) throw new Error(`no such instruction: ${name}`);
  return row;
}

const OP_JUMP = OPCODES.JUMP;
const OP_JUMP_BACK = OPCODES.JUMP_BACK;

function isRegister(kind: string): boolean {
  return kind === 'dst' || kind === 'src' || kind === 'reg';
}

export function assemble(items: readonly Item[], layout: RegisterLayout): Assembled {
  const bases = [0, layout.locals, layout.locals + layout.cells, layout.locals + layout.cells + layout.frees];
  bases.push(bases[3] + layout.constants);
  let top = bases[4];
  const register = (virtual: number, span: number): number => {
    const number = bases[virtual >> CLASS_SHIFT] + (virtual & CLASS_MASK);
    if (number + span > top) top = number + span;
    if (top > MAX_REGISTER) throw new LimitError('too many registers');
    return number;
  };

  // Sizes, grown until every short jump fits or has its far jump.
  const n = items.length;
  const far = new Uint8Array(n);
  const position = new Int32Array(n + 1);
  for (let changed = true; changed; ) {
    changed = false;
    let at = 0;
    for (let i = 0; i < n; i++) {
      position[i] = at;
      at += 1 + items[i].row.words + (far[i] ? 2 : 0);
    }
    position[n] = at;
    for (let i = 0; i < n; i++) {
      const item = items[i];
      if (item.target === null || far[i] || item.row.c !== 'jump') continue;
      const distance = position[item.target.at] - (position[i] + 1 + item.row.words);
      if (distance < -32768 || distance > 32767) {
        far[i] = 1;
        changed = true;
      }
    }
  }

  const words = new Uint32Array(2 * position[n]);
  const exceptions: number[] = [];
  const positions: number[] = [];
  let handler: Handler | null = null;
  let range: SourceRange | null = null;
  const field = (kind: string, value: number, span: number): number => {
    if (isRegister(kind)) return register(value, span) * REGISTER_SCALE;
    if (kind === 'imm') return value & 0xffff;
    if (value < 0 || value > 0xffff) throw new LimitError('operand out of range');
    return value;
  };
  for (let i = 0; i < n; i++) {
    const item = items[i];
    const row = item.row;
    const start = position[i];
    if (item.handler !== handler) {
      if (handler !== null) exceptions[exceptions.length - 4] = start;
      handler = item.handler;
      if (handler !== null)
        exceptions.push(
          start,
          start,
          position[handler.label.at],
          register(handler.depth, 0),
          register(handler.register, 1),
        );
    }
    const where = item.at;
    if (item.marks !== undefined) {
      for (const mark of item.marks) {
        if (mark.lineno === where.lineno) continue;
        positions.push(start, mark.lineno, mark.end_lineno, mark.col_offset, mark.end_col_offset);
        range = null;
      }
    }
    if (
      range === null ||
      (where !== range &&
        (where.lineno !== range.lineno ||
          where.col_offset !== range.col_offset ||
          where.end_lineno !== range.end_lineno ||
          where.end_col_offset !== range.end_col_offset))
    ) {
      range = where;
      positions.push(start, where.lineno, where.end_lineno, where.col_offset, where.end_col_offset);
    }
    const next = start + 1 + row.words;
    const distance = item.target === null ? 0 : far[i] ? 1 : position[item.target.at] - next;
    let high: number;
    if (row.d !== undefined) high = row.d === 'jump' ? distance : item.b;
    else {
      const b = row.b === 'jump' ? 0 : field(row.b, item.b, groupSize(item, 'b'));
      const c = row.c === 'jump' ? distance & 0xffff : field(row.c, item.c, row.name === 'GET_SLICE' ? 2 : 1);
      high = b | (c << 16);
    }
    words[2 * start] = (OPCODES[row.name] | item.flags | (field(row.a, item.a, groupSize(item, 'a')) << 16)) >>> 0;
    words[2 * start + 1] = high >>> 0;
    if (row.words > 0 && item.extra !== 0) {
      if (item.extra === -1) {
        const jump = position[item.target!.at] - next;
        words[2 * (start + 1)] = jump >>> 0;
        words[2 * (start + 1) + 1] = jump < 0 ? 0xffffffff : 0;
      } else words[2 * (start + 1)] = item.extra;
    }
    if (far[i]) {
      // The short jump goes over a jump past the far jump.
      const jump = position[item.target!.at] - (next + 2);
      words[2 * next] = OP_JUMP;
      words[2 * next + 1] = 1;
      words[2 * (next + 1)] = jump < 0 ? OP_JUMP_BACK : OP_JUMP;
      words[2 * (next + 1) + 1] = jump >>> 0;
    }
  }
  if (handler !== null) exceptions[exceptions.length - 4] = position[n];
  return { words, exceptions, positions, registers: top };
}

/** Registers that an operand spans. */
function groupSize(item: Item, operand: 'a' | 'b'): number {
  const name = item.row.name;
  if (operand === 'a') {
    if (name === 'UNPACK') return Math.max(item.c, 1);
    if (name === 'UNPACK_EX') return (item.c & 0xff) + (item.c >> 8) + 1;
    if (name === 'LOAD_METHOD' || name === 'LOAD_SUPER_METHOD') return 5;
    if (name === 'WITH_ENTER' || name === 'MATCH_GROUP') return 2;
    return 1;
  }
  if (name === 'CALL' || name === 'CALL_KW') return 5 + item.c;
  if (name === 'CALL_EX') return 7;
  return 1;
}
