/** Assignment and deletion targets. */

import { KILL } from '../../bytecode/assembler.js';
import { INPLACE } from '../../bytecode/instructions.js';
import type { Expr, NodeOf } from '../tree.js';
import type { Compiler } from './compiler.js';
import { BINARY, binary, element, into, isPlainSlice, operand, sliceBounds, stableOperand } from './expressions.js';
import { checkAssignable, deleteName, nameOperand, registerOf, storeName } from './names.js';

/** Notes `self.name = ...` in a method for the class's `__static_attributes__`. */
function noteStaticAttribute(c: Compiler, e: NodeOf<'Attribute'>): void {
  if (e.value.kind !== 'Name' || e.value.id !== 'self') return;
  for (let unit = c.unit.parent; unit !== null; unit = unit.parent)
    if (unit.scope.kind === 'class') {
      unit.staticAttributes.add(e.attr);
      return;
    }
}

/** Stores an operand into a target. A dying temporary is used up. */
export function assign(c: Compiler, target: Expr, value: number): void {
  const unit = c.unit;
  const mark = unit.top;
  switch (target.kind) {
    case 'Name':
      storeName(c, target.id, value, target);
      break;
    case 'Attribute': {
      checkAssignable(c, target.attr, target);
      noteStaticAttribute(c, target);
      const object = operand(c, target.value);
      unit.at = target;
      unit.emit('STORE_ATTR', object, value, unit.nameNumber(c.mangle(target.attr)));
      break;
    }
    case 'Subscript': {
      const object = stableOperand(c, target.value, [target.slice]);
      if (isPlainSlice(target.slice)) {
        const bounds = sliceBounds(c, target.slice, []);
        unit.at = target;
        unit.emit('SET_SLICE', object, bounds, value);
      } else {
        const index = operand(c, target.slice);
        unit.at = target;
        unit.emit('SET_ITEM', object, index, value);
      }
      break;
    }
    case 'Tuple':
    case 'List':
      unpack(c, target, value);
      break;
    case 'Starred':
      throw c.error('starred assignment target must be in a list or tuple', target);
    default:
      throw c.error('cannot assign to expression', target);
  }
  unit.top = mark;
}

function unpack(c: Compiler, target: NodeOf<'Tuple'> | NodeOf<'List'>, value: number): void {
  const unit = c.unit;
  const items = target.elts;
  const star = items.findIndex((item) => item.kind === 'Starred');
  if (star >= 0) {
    if (items.some((item, i) => i > star && item.kind === 'Starred'))
      throw c.error('multiple starred expressions in assignment', target);
    if (star > 255 || items.length - star - 1 > 255)
      throw c.error('too many expressions in star-unpacking assignment', target);
    const base = unit.alloc(items.length);
    unit.at = target;
    unit.emit('UNPACK_EX', base, value, star | ((items.length - star - 1) << 8));
    items.forEach((item, i) => {
      assign(c, item.kind === 'Starred' ? item.value : item, (base + i) | KILL);
    });
    return;
  }
  const direct = consecutiveLocals(c, items);
  if (direct !== null) {
    unit.at = target;
    unit.emit('UNPACK', direct, value, items.length);
    for (let i = 0; i < items.length; i++) unit.markBound(direct + i);
    return;
  }
  const base = unit.alloc(items.length);
  unit.at = target;
  unit.emit('UNPACK', base, value, items.length);
  items.forEach((item, i) => {
    assign(c, item, (base + i) | KILL);
  });
}

/** First register if the targets are locals in neighbouring registers, in order; else null. */
function consecutiveLocals(c: Compiler, items: readonly Expr[]): number | null {
  let first: number | null = null;
  for (let i = 0; i < items.length; i++) {
    const item = items[i];
    if (item.kind !== 'Name' || item.id === '__debug__') return null;
    const register = registerOf(c, item.id);
    if (register === null) return null;
    if (first === null) first = register;
    else if (register !== first + i) return null;
  }
  return first;
}

/** `a, b = x, y`: no tuple is made. False if the statement is not of that form. */
export function assignSideBySide(c: Compiler, target: Expr, value: Expr): boolean {
  if (target.kind !== 'Tuple' && target.kind !== 'List') return false;
  if (value.kind !== 'Tuple' && value.kind !== 'List') return false;
  const n = target.elts.length;
  if (n === 0 || n !== value.elts.length || n > 8) return false;
  if ([...target.elts, ...value.elts].some((item) => item.kind === 'Starred')) return false;
  const unit = c.unit;
  if (swap(c, target.elts, value.elts)) return true;
  const base = unit.top;
  value.elts.forEach((item, i) => {
    unit.top = base + i + 1;
    // Copied, not lent: an earlier target may rebind it.
    if (item.kind === 'Name') {
      const register = nameOperand(c, item.id, item, base + i);
      if (!(register & KILL)) unit.emit('MOVE', base + i, register);
    } else into(c, item, base + i);
  });
  unit.top = base + n;
  target.elts.forEach((item, i) => {
    assign(c, item, (base + i) | KILL);
  });
  unit.top = base;
  return true;
}

/** `a, b = b, a` of two locals. */
function swap(c: Compiler, targets: readonly Expr[], values: readonly Expr[]): boolean {
  if (targets.length !== 2) return false;
  const [a, b] = targets;
  const [x, y] = values;
  if (a.kind !== 'Name' || b.kind !== 'Name' || x.kind !== 'Name' || y.kind !== 'Name') return false;
  if (a.id !== y.id || b.id !== x.id || a.id === b.id) return false;
  if (registerOf(c, a.id) === null || registerOf(c, b.id) === null) return false;
  const first = nameOperand(c, x.id, x, -1);
  const second = nameOperand(c, y.id, y, -1);
  c.unit.emit('SWAP', first, second);
  return true;
}

export function augmentedAssign(c: Compiler, s: NodeOf<'AugAssign'>): void {
  const unit = c.unit;
  const mark = unit.top;
  const name = BINARY[s.op];
  const target = s.target;
  switch (target.kind) {
    case 'Name': {
      checkAssignable(c, target.id, target);
      const old = stableOperand(c, { ...target, ctx: 'Load' }, [s.value]);
      const register = registerOf(c, target.id);
      const result = register ?? old & ~KILL;
      binary(c, s, name, result, old, s.value, INPLACE);
      if (register === null) storeName(c, target.id, result | KILL, target);
      else unit.markBound(register);
      break;
    }
    case 'Attribute': {
      const number = unit.nameNumber(c.mangle(target.attr));
      const object = stableOperand(c, target.value, [s.value]);
      const value = unit.alloc();
      unit.at = target;
      unit.emit('LOAD_ATTR', value, object & ~KILL, number);
      binary(c, s, name, value, value | KILL, s.value, INPLACE);
      unit.at = target;
      unit.emit('STORE_ATTR', object, value | KILL, number);
      break;
    }
    case 'Subscript': {
      const object = stableOperand(c, target.value, [target.slice, s.value]);
      const index = stableOperand(c, target.slice, [s.value]);
      const value = unit.alloc();
      unit.at = target;
      unit.emit('GET_ITEM', value, object & ~KILL, index & ~KILL);
      binary(c, s, name, value, value | KILL, s.value, INPLACE);
      unit.at = target;
      unit.emit('SET_ITEM', object, index, value | KILL);
      break;
    }
    default:
      throw c.error('illegal expression for augmented assignment', target);
  }
  unit.top = mark;
}

export function deleteTarget(c: Compiler, target: Expr): void {
  const unit = c.unit;
  const mark = unit.top;
  switch (target.kind) {
    case 'Name':
      deleteName(c, target.id, target);
      break;
    case 'Attribute': {
      const object = operand(c, target.value);
      unit.at = target;
      unit.emit('DELETE_ATTR', object, 0, unit.nameNumber(c.mangle(target.attr)));
      break;
    }
    case 'Subscript': {
      const object = stableOperand(c, target.value, [target.slice]);
      const index = operand(c, target.slice);
      unit.at = target;
      unit.emit('DELETE_ITEM', object, index);
      break;
    }
    case 'Tuple':
    case 'List':
      for (const item of target.elts) deleteTarget(c, item);
      break;
    default:
      throw c.error('cannot delete expression', target);
  }
  unit.top = mark;
}

/** Evaluates the target of a bare annotation as far as Python does: `x[f()]: int` runs f. */
export function evaluateTarget(c: Compiler, target: Expr): void {
  const unit = c.unit;
  const mark = unit.top;
  const drop = (e: Expr): void => {
    const register = unit.alloc();
    element(c, e, register, []);
    unit.clear(register);
    unit.top = mark;
  };
  if (target.kind === 'Attribute') {
    checkAssignable(c, target.attr, target);
    drop(target.value);
  } else if (target.kind === 'Subscript') {
    drop(target.value);
    drop(target.slice);
  }
}
