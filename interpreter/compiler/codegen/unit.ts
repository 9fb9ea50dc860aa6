/**
 * One code object in the making: its instructions, registers, constants and names.
 *
 * Operands are virtual register numbers (see the assembler). `KILL` in an operand says that its reader takes the
 * temporary. Temporaries are a stack: `top` is the next free one; whatever an expression leaves behind lies right below.
 */

import {
  assemble,
  type Handler,
  type Item,
  instructionNamed,
  KILL,
  type Label,
  LimitError,
  REGISTER_CLASS,
} from '../../bytecode/assembler.js';
import { KILL_A, KILL_B, KILL_C, MAX_REGISTER } from '../../bytecode/instructions.js';
import { tidy } from '../../bytecode/tidy.js';
import type { CodeObject, Constant } from '../blob.js';
import { DEF_FREE_CLASS, type Scope } from '../scopes/symbols.js';
import type { ConstantValue, Position, Stmt } from '../tree.js';
import { joinKeys } from './fold.js';

const { LOCAL, CELL, FREE, CONST, TEMP } = REGISTER_CLASS;

/** Which locals are surely bound at a point: bits by local number. */
type Bound = number[];

/** A jump target that knows what is bound at all jumps to it. */
export interface Target extends Label {
  bound: Bound | null;
}

/** A block that `return`, `break` and `continue` have to leave properly. */
export type Block =
  | { kind: 'loop'; breakTo: Target; continueTo: Target; iterator: number }
  | { kind: 'try' }
  | { kind: 'star' }
  | { kind: 'finally'; body: readonly Stmt[] }
  | { kind: 'handled'; exception: number; previous: number }
  | { kind: 'name'; name: string; at: Position }
  | { kind: 'with'; exit: number; isAsync: boolean; at: Position }
  | { kind: 'value'; register: number };

export interface OpenBlock {
  block: Block;
  /** The handler that was in force outside. */
  outer: Handler | null;
}

/** Where a comprehension that is inlined keeps its names. */
export interface InlinedNames {
  scope: Scope;
  registers: Map<string, number>;
}

export const CO_OPTIMIZED = 1;
export const CO_NEWLOCALS = 2;
export const CO_VARARGS = 4;
export const CO_VARKEYWORDS = 8;
export const CO_NESTED = 16;
export const CO_GENERATOR = 32;
export const CO_COROUTINE = 128;
export const CO_ASYNC_GENERATOR = 512;
export const CO_HAS_DOCSTRING = 0x4000000;

/** Constants that may be hoisted out of loops by one code object. */
const MAX_HOISTED = 256;

export class Unit {
  private items: Item[] = [];
  private marks: Position[] = [];
  reachable = true;
  /** Next free temporary (index, not register). */
  private next = 0;
  handler: Handler | null = null;
  readonly blocks: OpenBlock[] = [];
  readonly inlined: InlinedNames[] = [];
  loopDepth = 0;
  bound: Bound = [];

  readonly locals: string[] = [];
  private readonly localNumbers = new Map<string, number>();
  private readonly cells: string[] = [];
  private readonly cellNumbers = new Map<string, number>();
  private readonly frees: string[] = [];
  private readonly freeNumbers = new Map<string, number>();
  private readonly pinned = new Set<number>();
  /** Pinned temporaries that are surely bound: inside a comprehension control only goes forward. */
  private readonly pinnedBound = new Set<number>();
  private readonly hoisted: number[] = [];
  private readonly hoistedNumbers = new Map<number, number>();
  private readonly unbindable = new Set<number>();
  private readonly consts: Constant[] = [];
  private readonly constNumbers = new Map<string, number>();
  private readonly names: string[] = [];
  private readonly nameNumbers = new Map<string, number>();
  private readonly deletedLocals: Set<string>;
  private readonly paramCells: string[] = [];

  at: Position;
  flags = 0;
  argCount = 0;
  posOnlyCount = 0;
  kwOnlyCount = 0;
  /** Instance attributes that methods of this class assign (`__static_attributes__`). */
  readonly staticAttributes = new Set<string>();
  /** All locals may be looked at by name (`locals()` and the like): those without a value must say so. */
  namesAreWatched = false;

  constructor(
    readonly scope: Scope,
    readonly name: string,
    readonly qualname: string,
    readonly parent: Unit | null,
    readonly firstLine: number,
    readonly privateName: string | null,
    readonly optimized: boolean,
  ) {
    this.at = { lineno: firstLine, end_lineno: firstLine, col_offset: 0, end_col_offset: 0 };
    this.deletedLocals = scope.deleted;
    for (const param of scope.params) {
      this.addLocal(param);
      this.setBound(this.localNumbers.get(param)!);
      if (scope.places.get(param) === 'cell') this.paramCells.push(param);
    }
    const cells = [...scope.places]
      .filter(([name, place]) => place === 'cell' && !scope.params.includes(name))
      .map(([name]) => name)
      .sort();
    if (scope.needsClassClosure) cells.unshift('__class__');
    if (scope.needsClassDict) cells.push('__classdict__');
    for (const cell of cells) {
      this.cellNumbers.set(cell, this.cells.length);
      this.cells.push(cell);
    }
    const frees = [...scope.symbols]
      .filter(([name, flags]) => scope.places.get(name) === 'free' || flags & DEF_FREE_CLASS)
      .map(([name]) => name)
      .sort();
    for (const free of frees) {
      this.freeNumbers.set(free, this.frees.length);
      this.frees.push(free);
    }
  }

  // ---- registers ----------------------------------------------------------------------------------------------------

  private addLocal(name: string): number {
    const number = this.locals.length;
    this.locals.push(name);
    this.localNumbers.set(name, number);
    return number;
  }

  /** Register of a plain local (or of a parameter's cell). */
  localRegister(name: string): number {
    return LOCAL + (this.localNumbers.get(name) ?? this.addLocal(name));
  }

  cellRegister(name: string): number {
    const number = this.cellNumbers.get(name);
    if (number !== undefined) return CELL + number;
    if (this.paramCells.includes(name)) return this.localRegister(name);
    throw new Error(`no cell ${name} in ${this.qualname}`);
  }

  freeRegister(name: string): number {
    const number = this.freeNumbers.get(name);
    if (number === undefined) throw new Error(`no free variable ${name} in ${this.qualname}`);
    return FREE + number;
  }

  get freeNames(): readonly string[] {
    return this.frees;
  }

  /** Reserves the next `count` temporaries; the first one's register. */
  alloc(count = 1): number {
    const register = TEMP + this.next;
    this.next += count;
    // The assembler would find it too, though only after long work with all of them.
    if (this.next > MAX_REGISTER) throw new LimitError('too many registers');
    return register;
  }

  /** The next free temporary's register; assign it to give back all from there on. */
  get top(): number {
    return TEMP + this.next;
  }

  set top(register: number) {
    this.next = register - TEMP;
  }

  isTemp(register: number): boolean {
    return register >= TEMP && !this.pinned.has(register);
  }

  /** Whether `register` is the temporary that was reserved last, and so still empty: it may serve as scratch space. */
  isFresh(register: number): boolean {
    return register === this.top - 1 && this.isTemp(register);
  }

  /** Makes a temporary live like a local: it is overwritten, never killed. */
  pin(register: number): void {
    this.pinned.add(register);
  }

  unpin(register: number): void {
    this.pinned.delete(register);
    this.pinnedBound.delete(register);
  }

  // ---- what is bound ------------------------------------------------------------------------------------------------

  private setBound(number: number): void {
    const word = number >> 5;
    while (this.bound.length <= word) this.bound.push(0);
    this.bound[word] |= 1 << (number & 31);
  }

  private clearBound(number: number): void {
    const word = number >> 5;
    if (word < this.bound.length) this.bound[word] &= ~(1 << (number & 31));
  }

  isBound(register: number): boolean {
    if (register >= TEMP) return this.pinnedBound.has(register);
    return ((this.bound[register >> 5] ?? 0) & (1 << (register & 31))) !== 0;
  }

  /** Registers of locals are their numbers. */
  markBound(register: number): void {
    if (register < CELL) this.setBound(register);
    else if (this.pinned.has(register)) this.pinnedBound.add(register);
  }

  markUnbound(register: number): void {
    if (register < CELL) this.clearBound(register);
  }

  /** The local is read where it may be unbound: its register must say so from the start. */
  mayBeUnbound(register: number): void {
    if (register < CELL) this.unbindable.add(register);
  }

  /** What is surely bound however often control comes back here. */
  forgetDeleted(): void {
    for (const name of this.deletedLocals) {
      const number = this.localNumbers.get(name);
      if (number !== undefined) this.clearBound(number);
    }
  }

  // ---- labels and instructions ----------------------------------------------------------------------------------------

  label(): Target {
    return { at: -1, uses: 0, bound: null };
  }

  private arrive(label: Target): void {
    label.uses++;
    if (label.bound === null) label.bound = [...this.bound];
    else {
      const n = Math.min(label.bound.length, this.bound.length);
      label.bound.length = n;
      for (let i = 0; i < n; i++) label.bound[i] &= this.bound[i];
    }
  }

  /**
   * A statement without instructions begins here: the position table has it in front of the next instruction, for trace
   * functions.
   */
  mark(at: Position): void {
    if (this.reachable) this.marks.push(at);
  }

  /** Before a label: what is marked must not be reached by its jumps. */
  private settleMarks(): void {
    if (this.marks.length === 0) return;
    const at = this.at;
    this.at = this.marks.pop()!;
    this.emit('NOP');
    this.at = at;
  }

  /** Places a label that is jumped to from above. */
  place(label: Target): void {
    if (label.uses > 0) this.settleMarks();
    label.at = this.items.length;
    if (label.uses === 0) return;
    if (this.reachable) this.arrive(label);
    this.bound = [...label.bound!];
    this.reachable = true;
  }

  /** Places a label that is jumped to from below: the head of a loop. */
  placeHead(label: Target): void {
    this.settleMarks();
    label.at = this.items.length;
    this.forgetDeleted();
  }

  /** Places the label of a handler. `entry`: what was bound where its protection began. */
  placeHandler(handler: Handler, entry: Bound): void {
    handler.label.at = this.items.length;
    this.reachable = handler.label.uses > 0;
    this.bound = [...entry];
    this.forgetDeleted();
  }

  private push(
    name: string,
    a: number,
    b: number,
    c: number,
    flags: number,
    extra: number,
    target: Target | null,
  ): void {
    if (!this.reachable) return;
    const row = instructionNamed(name);
    if (this.handler !== null) this.handler.label.uses++;
    if (target !== null && target.at < 0) this.arrive(target);
    if (row.a === 'src' && a & KILL) {
      flags |= KILL_A;
      a &= ~KILL;
    }
    if (row.b === 'src' && b & KILL) {
      flags |= KILL_B;
      b &= ~KILL;
    }
    if (row.c === 'src' && c & KILL) {
      flags |= KILL_C;
      c &= ~KILL;
    }
    const item: Item = { row, flags, a, b, c, extra, target, handler: this.handler, at: this.at };
    if (this.marks.length > 0) {
      item.marks = this.marks;
      this.marks = [];
    }
    this.items.push(item);
  }

  /** Appends an instruction; wide ones take d as `b`. */
  emit(name: string, a = 0, b = 0, c = 0, flags = 0, extra = 0): void {
    this.push(name, a, b, c, flags, extra, null);
  }

  /** A jump with `target` in the operand of kind 'jump'. */
  jump(name: string, target: Target, a = 0, b = 0, flags = 0): void {
    this.push(name, a, b, 0, flags, 0, target);
    if (name === 'JUMP' || name === 'JUMP_BACK') this.reachable = false;
  }

  /** SEND with the place to go on when the delegate has returned. */
  send(result: number, delegate: number, value: number, done: Target): void {
    this.push('SEND', result, delegate, value, 0, -1, done);
  }

  end(): void {
    this.reachable = false;
  }

  clear(register: number, count = 1): void {
    if (count > 0) this.emit('CLEAR', register, count);
  }

  // ---- constants and names --------------------------------------------------------------------------------------------

  constant(value: Constant): number {
    const key = value.t === 'code' ? null : constantKey(value);
    if (key !== null) {
      const known = this.constNumbers.get(key);
      if (known !== undefined) return known;
    }
    const number = this.consts.length;
    this.consts.push(value);
    if (key !== null) this.constNumbers.set(key, number);
    return number;
  }

  nameNumber(name: string): number {
    let number = this.nameNumbers.get(name);
    if (number === undefined) {
      number = this.names.length;
      this.names.push(name);
      this.nameNumbers.set(name, number);
    }
    return number;
  }

  loadConst(register: number, value: ConstantValue): void {
    this.emit('LOAD_CONST', register, this.constant(value));
  }

  /** Register that holds a constant all through the code, if it is worth one here. */
  hoistedConstant(value: ConstantValue): number | null {
    if (this.loopDepth === 0) return null;
    const constant = this.constant(value);
    let number = this.hoistedNumbers.get(constant);
    if (number === undefined) {
      if (this.hoisted.length >= MAX_HOISTED) return null;
      number = this.hoisted.length;
      this.hoisted.push(constant);
      this.hoistedNumbers.set(constant, number);
    }
    return CONST + number;
  }

  // ---- the end --------------------------------------------------------------------------------------------------------

  /** Instructions before the body: cells, unbound marks, hoisted constants, making of the generator. */
  private prologue(): Item[] {
    const body = this.items;
    const start: Item[] = [];
    this.items = start;
    this.reachable = true;
    this.handler = null;
    this.at = { lineno: this.firstLine, end_lineno: this.firstLine, col_offset: 0, end_col_offset: 0 };
    if (this.frees.length > 0) this.emit('COPY_FREE', FREE, this.frees.length);
    for (const name of this.paramCells) this.emit('MAKE_CELL', this.localRegister(name), 1);
    for (let i = 0; i < this.cells.length; i++) this.emit('MAKE_CELL', CELL + i, 0);
    // everything that only the body needs comes behind it: the call of a generator function then runs no code
    if (this.flags & (CO_GENERATOR | CO_COROUTINE | CO_ASYNC_GENERATOR)) this.emit('RETURN_GENERATOR');
    const unbound = this.namesAreWatched
      ? this.locals.map((_, i) => i).slice(this.scope.params.length)
      : [...this.unbindable].filter((i) => i >= this.scope.params.length).sort((a, b) => a - b);
    for (let i = 0; i < unbound.length; ) {
      let j = i + 1;
      while (j < unbound.length && unbound[j] === unbound[j - 1] + 1) j++;
      this.emit('UNBIND', LOCAL + unbound[i], j - i);
      i = j;
    }
    // no line of the function begins with them
    this.at = { lineno: -1, end_lineno: -1, col_offset: -1, end_col_offset: -1 };
    this.hoisted.forEach((constant, i) => {
      this.emit('LOAD_CONST', CONST + i, constant);
    });
    this.items = body;
    return start;
  }

  finish(filename: string): CodeObject {
    const start = this.prologue();
    const labels = new Set<Label>();
    for (const item of this.items) {
      if (item.target !== null) labels.add(item.target);
      if (item.handler !== null) labels.add(item.handler.label);
    }
    for (const label of labels) label.at += start.length;
    const locals = this.optimized ? this.locals : ['.names'];
    const assembled = assemble(tidy([...start, ...this.items]), {
      locals: locals.length,
      cells: this.cells.length,
      frees: this.frees.length,
      constants: this.hoisted.length,
    });
    const kinds: number[] = locals.map((name) => (this.optimized ? (this.paramCells.includes(name) ? 3 : 1) : 0));
    for (let i = 0; i < this.cells.length; i++) kinds.push(2);
    for (let i = 0; i < this.frees.length; i++) kinds.push(4);
    return {
      t: 'code',
      argCount: this.argCount,
      posOnlyCount: this.posOnlyCount,
      kwOnlyCount: this.kwOnlyCount,
      flags: this.flags,
      firstLine: this.firstLine,
      localCount: this.optimized ? locals.length : 0,
      cellCount: this.cells.length,
      freeCount: this.frees.length,
      firstFree: locals.length + this.cells.length,
      registers: assembled.registers,
      name: this.name,
      qualname: this.qualname,
      filename,
      registerNames: [...locals, ...this.cells, ...this.frees],
      registerKinds: kinds,
      consts: this.consts,
      names: this.names,
      words: assembled.words,
      exceptions: assembled.exceptions,
      positions: assembled.positions,
    };
  }
}

/** Equal keys: one constant. The sign of zero and the type tell constants apart. */
function constantKey(value: ConstantValue): string {
  switch (value.t) {
    case 'int':
      return `i${value.v}`;
    case 'float':
      return Object.is(value.v, -0) ? 'f-0' : `f${value.v}`;
    case 'complex':
      return `c${constantKey({ t: 'float', v: value.real ?? 0 })},${constantKey({ t: 'float', v: value.imag })}`;
    case 'str':
      return `s${value.v}`;
    case 'bytes':
      return `b${value.v.join(',')}`;
    case 'tuple':
    case 'frozenset':
      return `${value.t}(${joinKeys(value.v.map(constantKey))})`;
    default:
      return value.t;
  }
}
