/**
 * Expressions. `operand` gives the register that holds a value (a local's own, or a temporary with KILL); `into` computes
 * a value into a given register. Into the register of a local only the last instruction writes, so that the old value
 * stays readable meanwhile and survives an exception; a fresh temporary also serves as scratch space.
 */

import { KILL } from '../../bytecode/assembler.js';
import { NEGATE } from '../../bytecode/instructions.js';
import type { CompareOperator, ConstantValue, Expr, NodeOf, Operator } from '../tree.js';
import { assign } from './assignment.js';
import { compileCall, methodSuperGroup, superCall, superFlags } from './calls.js';
import { Compiler } from './compiler.js';
import { comprehension, generatorExpression } from './comprehensions.js';
import { equalKey } from './fold.js';
import { lambda } from './functions.js';
import { awaitValue, yieldFrom, yieldValue } from './generators.js';
import { checkAssignable, loadName, nameOperand, storeName, targetRegister } from './names.js';
import type { Target } from './unit.js';
import { checkCompare, checkSubscript } from './warnings.js';

export const NONE: ConstantValue = { t: 'none' };

export const BINARY: Readonly<Record<Operator, string>> = {
  Add: 'ADD',
  Sub: 'SUB',
  Mult: 'MUL',
  MatMult: 'MAT_MUL',
  Div: 'TRUE_DIV',
  Mod: 'MOD',
  Pow: 'POW',
  LShift: 'LSHIFT',
  RShift: 'RSHIFT',
  BitOr: 'OR',
  BitXor: 'XOR',
  BitAnd: 'AND',
  FloorDiv: 'FLOOR_DIV',
};
const IMMEDIATE = new Set(['ADD', 'SUB', 'MUL', 'FLOOR_DIV', 'MOD', 'LSHIFT', 'RSHIFT', 'AND']);
const COMPARE: Readonly<Record<CompareOperator, readonly [name: string, flags: number]>> = {
  Eq: ['EQ', 0],
  NotEq: ['NE', 0],
  Lt: ['LT', 0],
  LtE: ['LE', 0],
  Gt: ['GT', 0],
  GtE: ['GE', 0],
  Is: ['IS', 0],
  IsNot: ['IS', NEGATE],
  In: ['IN', 0],
  NotIn: ['IN', NEGATE],
};

/** Elements that are built in registers at once; what is more is appended one by one. */
const MAX_GROUP = 256;

/** Small int constant that fits an immediate operand, else null. */
export function immediate(e: Expr): number | null {
  if (e.kind !== 'Constant' || e.value.t !== 'int') return null;
  const v = e.value.v;
  return v >= -32768n && v <= 32767n ? Number(v) : null;
}

/** Truth of a constant expression, or null if only running it tells. */
export function constantTruth(e: Expr): boolean | null {
  if (e.kind !== 'Constant') return null;
  const value = e.value;
  switch (value.t) {
    case 'none':
    case 'false':
      return false;
    case 'true':
    case 'ellipsis':
      return true;
    case 'int':
      return value.v !== 0n;
    case 'float':
      return value.v !== 0;
    case 'complex':
      return value.imag !== 0 || (value.real ?? 0) !== 0;
    default:
      return value.v.length > 0;
  }
}

/** Register of the value of `e`. A temporary is `scratch`, if that is still fresh, else a new one on top. */
export function operand(c: Compiler, e: Expr, scratch = -1): number {
  const unit = c.unit;
  if (e.kind === 'Name') return nameOperand(c, e.id, e, scratch);
  if (e.kind === 'Constant') {
    const register = unit.hoistedConstant(e.value);
    if (register !== null) return register;
  }
  if (e.kind === 'NamedExpr') {
    const register = namedRegister(c, e);
    if (register !== null) return register;
  }
  const register = scratch >= 0 && unit.isFresh(scratch) ? scratch : unit.alloc();
  into(c, e, register);
  return register | KILL;
}

/** `operand`, but a local that `later` may rebind is copied. */
export function stableOperand(c: Compiler, e: Expr, later: readonly (Expr | null)[], scratch = -1): number {
  const value = operand(c, e, scratch);
  if (value & KILL || !c.rebinds(later) || e.kind === 'Constant') return value;
  const copy = scratch >= 0 && c.unit.isFresh(scratch) ? scratch : c.unit.alloc();
  c.unit.emit('MOVE', copy, value);
  return copy | KILL;
}

/** Computes an element of a group (argument, item): a local is lent, unless `later` may rebind it. */
export function element(c: Compiler, e: Expr, register: number, later: readonly (Expr | null)[]): void {
  const unit = c.unit;
  if (e.kind === 'Name') {
    const value = nameOperand(c, e.id, e, register);
    if (!(value & KILL)) unit.emit(c.rebinds(later) ? 'MOVE' : 'BORROW', register, value);
  } else into(c, e, register);
}

/** Runs `build` with a fresh temporary for the value and brings the result to `dst`. */
export function viaTemp(c: Compiler, dst: number, build: (register: number) => void): void {
  const unit = c.unit;
  if (unit.isFresh(dst)) return build(dst);
  const mark = unit.top;
  const register = unit.alloc();
  build(register);
  unit.emit('MOVE', dst, register | KILL);
  unit.top = mark;
}

/** Assigns to a target that is a plain local; its register, or null if it is none and nothing was done. */
function namedRegister(c: Compiler, e: NodeOf<'NamedExpr'>): number | null {
  if (e.target.kind === 'Name') checkAssignable(c, e.target.id, e.target);
  const register = targetRegister(c, e.target);
  if (register === null) return null;
  into(c, e.value, register);
  c.unit.markBound(register);
  return register;
}

/** Evaluates `e` and drops the value. */
export function effect(c: Compiler, e: Expr): void {
  const unit = c.unit;
  if (e.kind === 'Constant') return;
  const mark = unit.top;
  const value = operand(c, e);
  if (value & KILL) unit.clear(value & ~KILL);
  unit.top = mark;
}

/** Computes `e` into register `dst`. */
export function into(c: Compiler, e: Expr, dst: number): void {
  const unit = c.unit;
  const mark = unit.top;
  switch (e.kind) {
    case 'Constant':
      unit.at = e;
      unit.loadConst(dst, e.value);
      break;
    case 'Name':
      loadName(c, e.id, dst, e);
      break;
    case 'BinOp': {
      const left = stableOperand(c, e.left, [e.right], dst);
      binary(c, e, BINARY[e.op], dst, left, e.right, 0);
      break;
    }
    case 'UnaryOp': {
      const value = operand(c, e.operand, dst);
      unit.at = e;
      unit.emit({ Invert: 'INVERT', Not: 'NOT', UAdd: 'POS', USub: 'NEG' }[e.op], dst, value);
      break;
    }
    case 'Compare':
      compare(c, e, dst);
      break;
    case 'BoolOp':
      viaTemp(c, dst, (register) => {
        const end = unit.label();
        // The register holds an operand already while the next one is computed: keep it from being scratch.
        e.values.forEach((value, i) => {
          into(c, value, register);
          if (i === 0) unit.alloc();
          if (i === e.values.length - 1) return;
          unit.at = value;
          unit.jump('JUMP_IF', end, register, 0, e.op === 'And' ? NEGATE : 0);
        });
        unit.place(end);
      });
      break;
    case 'IfExp': {
      const otherwise = unit.label();
      const end = unit.label();
      jumpIf(c, e.test, otherwise, false);
      into(c, e.body, dst);
      unit.jump('JUMP', end);
      unit.place(otherwise);
      into(c, e.orelse, dst);
      unit.place(end);
      break;
    }
    case 'NamedExpr': {
      const register = namedRegister(c, e);
      if (register === null)
        viaTemp(c, dst, (value) => {
          into(c, e.value, value);
          if (e.target.kind === 'Name') storeName(c, e.target.id, value, e.target);
        });
      else if (register !== dst) unit.emit('MOVE', dst, register);
      break;
    }
    case 'Call':
      compileCall(c, e, dst);
      break;
    case 'Attribute': {
      const group = superCall(c, e.value);
      if (group) {
        const base = unit.alloc(3);
        methodSuperGroup(c, group, base);
        unit.at = e;
        unit.emit('LOAD_SUPER_ATTR', dst, base, unit.nameNumber(c.mangle(e.attr)), superFlags(group));
        break;
      }
      const object = operand(c, e.value, dst);
      unit.at = Compiler.attributePosition(e, e);
      unit.emit('LOAD_ATTR', dst, object, unit.nameNumber(c.mangle(e.attr)));
      break;
    }
    case 'Subscript':
      subscript(c, e, dst);
      break;
    case 'Slice':
      buildSlice(c, e, dst);
      break;
    case 'Tuple':
      if (e.elts.some((item) => item.kind === 'Starred'))
        viaTemp(c, dst, (register) => {
          const list = unit.alloc();
          listWithStars(c, e.elts, list);
          unit.at = e;
          unit.emit('LIST_TO_TUPLE', register, list | KILL);
        });
      else if (e.elts.length > MAX_GROUP)
        viaTemp(c, dst, (register) => {
          const list = unit.alloc();
          longList(c, e.elts, list);
          unit.at = e;
          unit.emit('LIST_TO_TUPLE', register, list | KILL);
        });
      else group(c, e, 'BUILD_TUPLE', e.elts, dst);
      break;
    case 'List':
      if (e.elts.length > 2 && e.elts.every((item) => item.kind === 'Constant'))
        constantItems(c, e, e.elts, dst, 'BUILD_LIST', 'tuple', 'LIST_EXTEND');
      else if (e.elts.some((item) => item.kind === 'Starred'))
        viaTemp(c, dst, (register) => listWithStars(c, e.elts, register));
      else if (e.elts.length > MAX_GROUP) viaTemp(c, dst, (register) => longList(c, e.elts, register));
      else group(c, e, 'BUILD_LIST', e.elts, dst);
      break;
    case 'Set':
      if (e.elts.length > 2 && e.elts.every((item) => item.kind === 'Constant'))
        constantItems(c, e, e.elts, dst, 'BUILD_SET', 'frozenset', 'SET_UPDATE');
      else if (e.elts.length > MAX_GROUP || e.elts.some((item) => item.kind === 'Starred'))
        viaTemp(c, dst, (register) => setWithStars(c, e, register));
      else group(c, e, 'BUILD_SET', e.elts, dst);
      break;
    case 'Dict':
      dict(c, e, dst);
      break;
    case 'JoinedStr':
      joined(c, e, dst);
      break;
    case 'FormattedValue':
      formatted(c, e, dst);
      break;
    case 'Lambda':
      lambda(c, e, dst);
      break;
    case 'ListComp':
    case 'SetComp':
    case 'DictComp':
      comprehension(c, e, dst);
      break;
    case 'GeneratorExp':
      generatorExpression(c, e, dst);
      break;
    case 'Await':
      awaitValue(c, e, dst);
      break;
    case 'Yield':
      yieldValue(c, e, dst);
      break;
    case 'YieldFrom':
      yieldFrom(c, e, dst);
      break;
    case 'Starred':
      throw c.error(
        e.ctx === 'Store'
          ? 'starred assignment target must be in a list or tuple'
          : "can't use starred expression here",
        e,
      );
  }
  unit.top = mark;
}

/** dst := left OP right, with an immediate where it fits. */
export function binary(
  c: Compiler,
  at: NodeOf<'BinOp'> | NodeOf<'AugAssign'>,
  name: string,
  dst: number,
  left: number,
  right: Expr,
  flags: number,
): void {
  const unit = c.unit;
  const number = IMMEDIATE.has(name) ? immediate(right) : null;
  if (number !== null) {
    unit.at = at;
    unit.emit(`${name}_I`, dst, left, number, flags);
    return;
  }
  const value = operand(c, right);
  unit.at = at;
  unit.emit(name, dst, left, value, flags);
}

/** Computes the items side by side and builds from them. */
function group(c: Compiler, e: Expr, name: string, items: readonly Expr[], dst: number): void {
  const unit = c.unit;
  const base = unit.isFresh(dst) ? dst : unit.top;
  items.forEach((item, i) => {
    unit.top = base + i + 1;
    element(c, item, base + i, items.slice(i + 1));
  });
  unit.at = e;
  unit.emit(name, dst, base, items.length);
}

function constantItems(
  c: Compiler,
  e: Expr,
  items: readonly Expr[],
  dst: number,
  build: string,
  kind: 'tuple' | 'frozenset',
  extend: string,
): void {
  const unit = c.unit;
  let values = items.map((item) => (item as NodeOf<'Constant'>).value);
  if (kind === 'frozenset') {
    const seen = new Set<string>();
    values = values.filter((value) => {
      const key = equalKey(value);
      return !seen.has(key) && seen.add(key);
    });
  }
  viaTemp(c, dst, (register) => {
    const source = unit.alloc();
    unit.at = e;
    unit.emit(build, register, source, 0);
    unit.loadConst(source, { t: kind, v: values });
    unit.emit(extend, register, source | KILL);
  });
}

function longList(c: Compiler, items: readonly Expr[], list: number): void {
  const unit = c.unit;
  unit.emit('BUILD_LIST', list, unit.top, 0);
  for (const item of items) appendTo(c, list, item);
}

function appendTo(c: Compiler, list: number, item: Expr): void {
  const unit = c.unit;
  const mark = unit.top;
  const value = operand(c, item);
  unit.at = item;
  unit.emit('LIST_APPEND', list, value);
  unit.top = mark;
}

/** list := [items] with `*item` among them; `list` is the topmost temporary. */
export function listWithStars(c: Compiler, items: readonly Expr[], list: number): void {
  const unit = c.unit;
  let first = items.findIndex((item) => item.kind === 'Starred');
  if (first > MAX_GROUP) first = MAX_GROUP;
  const start = unit.alloc(first);
  for (let i = 0; i < first; i++) {
    unit.top = start + i + 1;
    element(c, items[i], start + i, items.slice(i + 1));
  }
  unit.emit('BUILD_LIST', list, start, first);
  unit.top = start;
  for (const item of items.slice(first)) {
    if (item.kind === 'Starred') {
      const value = operand(c, item.value);
      unit.at = item;
      unit.emit('LIST_EXTEND', list, value);
      unit.top = start;
    } else appendTo(c, list, item);
  }
}

function setWithStars(c: Compiler, e: NodeOf<'Set'>, set: number): void {
  const unit = c.unit;
  unit.at = e;
  unit.emit('BUILD_SET', set, unit.top, 0);
  for (const item of e.elts) {
    const mark = unit.top;
    const value = operand(c, item.kind === 'Starred' ? item.value : item);
    unit.at = item;
    unit.emit(item.kind === 'Starred' ? 'SET_UPDATE' : 'SET_ADD', set, value);
    unit.top = mark;
  }
}

function dict(c: Compiler, e: NodeOf<'Dict'>, dst: number): void {
  const unit = c.unit;
  const n = e.keys.length;
  if (n <= MAX_GROUP / 2 && e.keys.every((key) => key !== null)) {
    const flat = e.keys.flatMap((key, i) => [key!, e.values[i]]);
    const base = unit.isFresh(dst) ? dst : unit.top;
    flat.forEach((item, i) => {
      unit.top = base + i + 1;
      element(c, item, base + i, flat.slice(i + 1));
    });
    unit.at = e;
    unit.emit('BUILD_MAP', dst, base, n);
    return;
  }
  viaTemp(c, dst, (register) => {
    unit.at = e;
    unit.emit('BUILD_MAP', register, unit.top, 0);
    e.keys.forEach((key, i) => {
      const mark = unit.top;
      if (key === null) {
        const value = operand(c, e.values[i]);
        unit.at = e.values[i];
        unit.emit('DICT_UPDATE', register, value);
      } else {
        const k = stableOperand(c, key, [e.values[i]]);
        const value = operand(c, e.values[i]);
        unit.at = e;
        unit.emit('MAP_ADD', register, k, value);
      }
      unit.top = mark;
    });
  });
}

function formatted(c: Compiler, e: NodeOf<'FormattedValue'>, dst: number): void {
  const unit = c.unit;
  let value = stableOperand(c, e.value, [e.format_spec], dst);
  const conversion = { 115: 1, 114: 2, 97: 3 }[e.conversion];
  if (conversion !== undefined) {
    const target = value & KILL ? value & ~KILL : unit.isFresh(dst) ? dst : unit.alloc();
    unit.at = e;
    unit.emit('CONVERT', target, value, conversion);
    value = target | KILL;
  }
  if (e.format_spec === null) {
    unit.at = e;
    unit.emit('FORMAT_SIMPLE', dst, value);
  } else {
    const spec = operand(c, e.format_spec);
    unit.at = e;
    unit.emit('FORMAT', dst, value, spec);
  }
}

function joined(c: Compiler, e: NodeOf<'JoinedStr'>, dst: number): void {
  const unit = c.unit;
  if (e.values.length === 0) {
    unit.at = e;
    return unit.loadConst(dst, { t: 'str', v: '' });
  }
  if (e.values.length === 1) return into(c, e.values[0], dst);
  if (e.values.length <= MAX_GROUP) return group(c, e, 'BUILD_STRING', e.values, dst);
  const base = unit.top;
  for (let i = 0; i < e.values.length; i += MAX_GROUP) {
    const part = unit.alloc();
    group(c, e, 'BUILD_STRING', e.values.slice(i, i + MAX_GROUP), part);
    unit.top = part + 1;
  }
  unit.emit('BUILD_STRING', dst, base, unit.top - base);
}

// ---- subscripts -------------------------------------------------------------------------------------------------------

type Slice = NodeOf<'Slice'>;

/** A slice without a step. */
export function isPlainSlice(e: Expr): e is Slice {
  return e.kind === 'Slice' && e.step === null;
}

/** Computes lower and upper bound into two new registers; the first one. */
export function sliceBounds(c: Compiler, e: Slice, later: readonly Expr[]): number {
  const unit = c.unit;
  const base = unit.alloc();
  bound(c, e.lower, e, base, [e.upper, ...later]);
  bound(c, e.upper, e, unit.alloc(), later);
  return base;
}

function bound(c: Compiler, e: Expr | null, at: Expr, register: number, later: readonly (Expr | null)[]): void {
  const unit = c.unit;
  if (e !== null) {
    element(c, e, register, later);
    unit.top = register + 1;
  } else {
    unit.at = at;
    unit.loadConst(register, NONE);
  }
}

function buildSlice(c: Compiler, e: Slice, dst: number): void {
  const unit = c.unit;
  const base = unit.isFresh(dst) ? dst : unit.top;
  const parts = e.step === null ? [e.lower, e.upper] : [e.lower, e.upper, e.step];
  parts.forEach((part, i) => {
    unit.top = base + i + 1;
    bound(c, part, e, base + i, parts.slice(i + 1));
  });
  unit.at = e;
  unit.emit('BUILD_SLICE', dst, base, parts.length);
}

function subscript(c: Compiler, e: NodeOf<'Subscript'>, dst: number): void {
  const unit = c.unit;
  checkSubscript(c, e);
  const object = stableOperand(c, e.value, [e.slice], dst);
  if (isPlainSlice(e.slice)) {
    const bounds = sliceBounds(c, e.slice, []);
    unit.at = e;
    unit.emit('GET_SLICE', dst, object, bounds);
    return;
  }
  const number = immediate(e.slice);
  if (number !== null) {
    unit.at = e;
    unit.emit('GET_ITEM_I', dst, object, number);
    return;
  }
  const index = operand(c, e.slice);
  unit.at = e;
  unit.emit('GET_ITEM', dst, object, index);
}

// ---- comparisons and conditions -----------------------------------------------------------------------------------------

/** A chain with more operands than this computes them in two temporaries by turns. */
const LONG_CHAIN = 16;

/**
 * Computes the operands of a chain, each after the one before it was compared. No more than two live at a time; a short
 * chain reads locals where they are all the same and gives each other operand a temporary of its own.
 */
function chainOperands(c: Compiler, e: NodeOf<'Compare'>): (index: number) => number {
  const operands = [e.left, ...e.comparators];
  if (operands.length <= LONG_CHAIN) return (i) => stableOperand(c, operands[i], operands.slice(i + 1));
  const pair = c.unit.alloc(2);
  return (i) => {
    const register = pair + (i & 1);
    into(c, operands[i], register);
    return register | KILL;
  };
}

function compare(c: Compiler, e: NodeOf<'Compare'>, dst: number): void {
  const unit = c.unit;
  checkCompare(c, e);
  if (e.ops.length === 1) {
    const left = stableOperand(c, e.left, e.comparators, dst);
    const right = operand(c, e.comparators[0]);
    const [name, flags] = COMPARE[e.ops[0]];
    unit.at = e;
    unit.emit(name, dst, left, right, flags);
    return;
  }
  viaTemp(c, dst, (result) => {
    const failed = unit.label();
    const done = unit.label();
    const start = unit.top;
    const operandOf = chainOperands(c, e);
    let left = operandOf(0);
    const last = e.ops.length - 1;
    e.ops.forEach((op, i) => {
      const right = operandOf(i + 1);
      const [name, flags] = COMPARE[op];
      unit.at = e;
      unit.emit(name, result, left, i < last ? right & ~KILL : right, flags);
      if (i < last) unit.jump('JUMP_IF', failed, result, 0, NEGATE);
      left = right;
    });
    unit.jump('JUMP', done);
    unit.place(failed);
    unit.clear(start, unit.top - start);
    unit.place(done);
  });
}

/** Jumps to `target` if the truth of `e` is `when`, else goes on. */
export function jumpIf(c: Compiler, e: Expr, target: Target, when: boolean): void {
  const unit = c.unit;
  const mark = unit.top;
  const flags = when ? 0 : NEGATE;
  switch (e.kind) {
    case 'Constant':
      if (constantTruth(e) === when) {
        unit.at = e;
        unit.jump('JUMP', target);
      }
      return;
    case 'UnaryOp':
      if (e.op === 'Not') return jumpIf(c, e.operand, target, !when);
      break;
    case 'BoolOp': {
      // `and` is decided early by a false operand, `or` by a true one.
      const early = e.op === 'Or';
      const skip = when === early ? target : unit.label();
      e.values.slice(0, -1).forEach((value) => {
        jumpIf(c, value, skip, early);
      });
      jumpIf(c, e.values[e.values.length - 1], target, when);
      if (skip !== target) unit.place(skip);
      return;
    }
    case 'IfExp': {
      const otherwise = unit.label();
      const end = unit.label();
      jumpIf(c, e.test, otherwise, false);
      jumpIf(c, e.body, target, when);
      unit.jump('JUMP', end);
      unit.place(otherwise);
      jumpIf(c, e.orelse, target, when);
      unit.place(end);
      return;
    }
    case 'Compare':
      if (e.ops.length === 1) {
        checkCompare(c, e);
        jumpCompare(c, e, target, when);
      } else jumpChain(c, e, target, when);
      unit.top = mark;
      return;
  }
  const value = operand(c, e);
  unit.at = e;
  unit.jump('JUMP_IF', target, value, 0, flags);
  unit.top = mark;
}

function isNone(e: Expr): boolean {
  return e.kind === 'Constant' && e.value.t === 'none';
}

function jumpCompare(c: Compiler, e: NodeOf<'Compare'>, target: Target, when: boolean): void {
  const unit = c.unit;
  const right = e.comparators[0];
  const [name, negated] = COMPARE[e.ops[0]];
  const flags = negated ^ (when ? 0 : NEGATE);
  const left = stableOperand(c, e.left, [right]);
  if (name === 'IS' && isNone(right)) {
    unit.at = e;
    return unit.jump('JUMP_IF_NONE', target, left, 0, flags);
  }
  const number = name === 'IS' || name === 'IN' ? null : immediate(right);
  if (number !== null) {
    unit.at = e;
    return unit.jump(`JUMP_${name}_I`, target, left, number, flags);
  }
  const value = operand(c, right);
  unit.at = e;
  unit.jump(`JUMP_${name}`, target, left, value, flags);
}

function jumpChain(c: Compiler, e: NodeOf<'Compare'>, target: Target, when: boolean): void {
  const unit = c.unit;
  checkCompare(c, e);
  const start = unit.top;
  const failed = unit.label();
  const done = unit.label();
  const operandOf = chainOperands(c, e);
  let left = operandOf(0);
  const last = e.ops.length - 1;
  e.ops.forEach((op, i) => {
    const right = operandOf(i + 1);
    const [name, negated] = COMPARE[op];
    unit.at = e;
    if (i < last) unit.jump(`JUMP_${name}`, failed, left, right & ~KILL, negated ^ NEGATE);
    else unit.jump(`JUMP_${name}`, target, left, right, negated ^ (when ? 0 : NEGATE));
    left = right;
  });
  const live = unit.top - start;
  if (live === 0 && !when) {
    // Nothing is left behind: a failure is simply the jump.
    unit.jump('JUMP', done);
    unit.place(failed);
    unit.jump('JUMP', target);
    unit.place(done);
    return;
  }
  unit.jump('JUMP', done);
  unit.place(failed);
  unit.clear(start, live);
  if (!when) unit.jump('JUMP', target);
  unit.place(done);
}

/** Assigns the value of an expression to a target, directly where the target is a register. */
export function assignExpression(c: Compiler, target: Expr, value: Expr): void {
  const unit = c.unit;
  const register = targetRegister(c, target);
  if (register !== null) {
    into(c, value, register);
    unit.markBound(register);
    return;
  }
  const mark = unit.top;
  assign(c, target, operand(c, value));
  unit.top = mark;
}
