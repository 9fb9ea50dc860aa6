/** Statements other than definitions, exception handling, imports and match. */

import { KILL } from '../../bytecode/assembler.js';
import { CALL_ARGS, CALL_CALLABLE } from '../../bytecode/instructions.js';
import type { Expr, NodeOf, Position, Stmt } from '../tree.js';
import { assign, assignSideBySide, augmentedAssign, deleteTarget, evaluateTarget } from './assignment.js';
import { classDefinition } from './classes.js';
import type { Compiler } from './compiler.js';
import { leaveBlock, tryStatement, withStatement } from './exceptions.js';
import { assignExpression, effect, into, jumpIf, operand } from './expressions.js';
import { annotationValue, functionDefinition } from './functions.js';
import { checkAsync, delegate } from './generators.js';
import { importFrom, importStatement } from './imports.js';
import { checkAssignable, targetRegister } from './names.js';
import { matchStatement } from './patterns.js';
import { typeAlias } from './type-params.js';
import { type Block, CO_ASYNC_GENERATOR, type OpenBlock, type Unit } from './unit.js';
import { checkAssert } from './warnings.js';

/** Blocks that may be nested in each other in one code object. */
const MAX_BLOCKS = 21;

export function block(c: Compiler, body: readonly Stmt[]): void {
  for (const s of body) statement(c, s);
}

/** Opens a block that jumps out of it have to leave; `handler` guards it from here on, unless null. */
export function openBlock(c: Compiler, entry: Block, handler: OpenBlock['outer'], at: Position): void {
  const unit = c.unit;
  if (unit.blocks.length >= MAX_BLOCKS) throw c.error('too many statically nested blocks', at);
  unit.blocks.push({ block: entry, outer: unit.handler });
  if (handler !== null) unit.handler = handler;
}

export function closeBlock(c: Compiler): void {
  c.unit.handler = c.unit.blocks.pop()!.outer;
}

export function statement(c: Compiler, s: Stmt): void {
  const unit = c.unit;
  const mark = unit.top;
  switch (s.kind) {
    case 'Expr':
      expressionStatement(c, s);
      break;
    case 'Assign':
      assignment(c, s);
      break;
    case 'AugAssign':
      augmentedAssign(c, s);
      break;
    case 'AnnAssign':
      annotated(c, s);
      break;
    case 'Return':
      returnStatement(c, s);
      break;
    case 'If':
      ifStatement(c, s);
      break;
    case 'While':
      whileStatement(c, s);
      break;
    case 'For':
      forStatement(c, s);
      break;
    case 'AsyncFor':
      asyncFor(c, s);
      break;
    case 'Break':
    case 'Continue':
      jumpOut(c, s);
      break;
    case 'FunctionDef':
    case 'AsyncFunctionDef':
      functionDefinition(c, s);
      break;
    case 'ClassDef':
      classDefinition(c, s);
      break;
    case 'TypeAlias':
      typeAlias(c, s);
      break;
    case 'Delete':
      for (const target of s.targets) deleteTarget(c, target);
      break;
    case 'Raise':
      raise(c, s);
      break;
    case 'Try':
    case 'TryStar':
      unit.mark(s);
      tryStatement(c, s);
      break;
    case 'With':
    case 'AsyncWith':
      withStatement(c, s);
      break;
    case 'Match':
      matchStatement(c, s);
      break;
    case 'Assert':
      assertStatement(c, s);
      break;
    case 'Import':
      importStatement(c, s);
      break;
    case 'ImportFrom':
      importFrom(c, s);
      break;
    case 'Global':
    case 'Nonlocal':
      break;
    case 'Pass':
      unit.mark(s);
      break;
  }
  unit.top = mark;
}

function expressionStatement(c: Compiler, s: NodeOf<'Expr'>): void {
  const unit = c.unit;
  if (c.options.interactive && unit.parent === null) {
    const value = operand(c, s.value);
    unit.at = s;
    unit.emit('PRINT_EXPR', value);
  } else effect(c, s.value);
}

function assignment(c: Compiler, s: NodeOf<'Assign'>): void {
  if (s.targets.length === 1) {
    const [target] = s.targets;
    if (assignSideBySide(c, target, s.value)) return;
    return assignExpression(c, target, s.value);
  }
  const unit = c.unit;
  let value: number;
  if (s.value.kind === 'Constant') value = operand(c, s.value);
  else {
    // A register of its own: the first targets may rebind a local that the value is read from.
    const register = unit.alloc();
    into(c, s.value, register);
    value = register | KILL;
  }
  s.targets.forEach((target, i) => {
    assign(c, target, i < s.targets.length - 1 ? value & ~KILL : value);
  });
}

function annotated(c: Compiler, s: NodeOf<'AnnAssign'>): void {
  const unit = c.unit;
  if (s.target.kind === 'Name') checkAssignable(c, s.target.id, s);
  if (s.target.kind === 'Attribute') checkAssignable(c, s.target.attr, s);
  if (s.value !== null) assignExpression(c, s.target, s.value);
  else if (s.target.kind !== 'Name') evaluateTarget(c, s.target);
  const evaluated = unit.scope.kind === 'module' || unit.scope.kind === 'class';
  if (!evaluated) return;
  const mark = unit.top;
  const value = unit.alloc();
  annotationValue(c, s.annotation, value);
  unit.at = s;
  if (s.simple && s.target.kind === 'Name') {
    const table = unit.alloc();
    unit.emit('LOAD_NAME', table, 0, unit.nameNumber('__annotations__'));
    const key = unit.alloc();
    unit.loadConst(key, { t: 'str', v: c.mangle(s.target.id) });
    unit.emit('SET_ITEM', table | KILL, key | KILL, value | KILL);
  } else unit.clear(value);
  unit.top = mark;
}

/** Nothing is tested, and yet trace functions see the line. */
function showLine(unit: Unit, test: Expr): void {
  unit.at = test;
  unit.emit('NOP');
}

function ifStatement(c: Compiler, s: NodeOf<'If'>): void {
  const unit = c.unit;
  const otherwise = unit.label();
  if (s.test.kind === 'Constant') showLine(unit, s.test);
  jumpIf(c, s.test, otherwise, false);
  block(c, s.body);
  if (s.orelse.length === 0) return unit.place(otherwise);
  const end = unit.label();
  unit.jump('JUMP', end);
  unit.place(otherwise);
  block(c, s.orelse);
  unit.place(end);
}

function whileStatement(c: Compiler, s: NodeOf<'While'>): void {
  const unit = c.unit;
  const head = unit.label();
  const done = unit.label();
  const end = unit.label();
  if (s.test.kind === 'Constant') showLine(unit, s.test);
  unit.placeHead(head);
  openBlock(c, { kind: 'loop', breakTo: end, continueTo: head, iterator: -1 }, null, s);
  unit.loopDepth++;
  jumpIf(c, s.test, done, false);
  block(c, s.body);
  unit.at = s.test;
  unit.jump('JUMP_BACK', head);
  unit.loopDepth--;
  closeBlock(c);
  unit.place(done);
  block(c, s.orelse);
  unit.place(end);
}

function forStatement(c: Compiler, s: NodeOf<'For'>): void {
  const unit = c.unit;
  const head = unit.label();
  const done = unit.label();
  const end = unit.label();
  const iterator = unit.alloc();
  const value = operand(c, s.iter, iterator);
  unit.at = s.iter;
  unit.emit('GET_ITER', iterator, value);
  unit.top = iterator + 1;
  unit.placeHead(head);
  openBlock(c, { kind: 'loop', breakTo: end, continueTo: head, iterator }, null, s);
  unit.loopDepth++;
  const register = targetRegister(c, s.target);
  const item = register ?? unit.alloc();
  unit.at = s.iter;
  unit.jump('FOR_ITER', done, item, iterator);
  if (register === null) assign(c, s.target, item | KILL);
  else unit.markBound(register);
  unit.top = iterator + 1;
  block(c, s.body);
  unit.at = s.iter;
  unit.jump('JUMP_BACK', head);
  unit.loopDepth--;
  closeBlock(c);
  unit.place(done);
  unit.clear(iterator);
  unit.top = iterator;
  block(c, s.orelse);
  unit.place(end);
}

function asyncFor(c: Compiler, s: NodeOf<'AsyncFor'>): void {
  const unit = c.unit;
  checkAsync(c, "'async for' outside async function", s);
  const head = unit.label();
  const end = unit.label();
  const iterator = unit.alloc();
  const value = operand(c, s.iter, iterator);
  unit.at = s.iter;
  unit.emit('GET_AITER', iterator, value);
  unit.top = iterator + 1;
  unit.placeHead(head);
  openBlock(c, { kind: 'loop', breakTo: end, continueTo: head, iterator }, null, s);
  unit.loopDepth++;
  const outer = unit.handler;
  const entry = [...unit.bound];
  const ended = { label: unit.label(), depth: unit.top, register: unit.top };
  unit.handler = ended;
  const item = unit.alloc();
  const awaitable = unit.alloc();
  unit.at = s.iter;
  unit.emit('GET_ANEXT', awaitable, iterator);
  delegate(c, awaitable, item, s.iter);
  unit.handler = outer;
  unit.top = item + 1;
  assign(c, s.target, item | KILL);
  unit.top = iterator + 1;
  block(c, s.body);
  unit.at = s.iter;
  unit.jump('JUMP_BACK', head);
  unit.loopDepth--;
  closeBlock(c);
  unit.placeHandler(ended, entry);
  unit.at = s.iter;
  unit.emit('END_ASYNC_FOR', ended.register | KILL);
  unit.clear(iterator);
  unit.top = iterator;
  block(c, s.orelse);
  unit.place(end);
}

/**
 * Leaves blocks from the innermost out, up to a loop or all of them. `waiting`: the temporary with a value to return,
 * which a jump out of a `finally` body drops. `restore` undoes what this did to the unit's blocks.
 */
function leaveBlocks(
  c: Compiler,
  untilLoop: boolean,
  waiting: number | null,
  at: Position,
): { loop: (Block & { kind: 'loop' }) | null; restore: () => void } {
  const unit = c.unit;
  const saved = [...unit.blocks];
  const handler = unit.handler;
  const restore = (): void => {
    unit.blocks.length = 0;
    unit.blocks.push(...saved);
    unit.handler = handler;
  };
  for (;;) {
    const open = unit.blocks[unit.blocks.length - 1];
    if (open === undefined) return { loop: null, restore };
    if (open.block.kind === 'star')
      throw c.error("'break', 'continue' and 'return' cannot appear in an except* block", at);
    if (untilLoop && open.block.kind === 'loop') return { loop: open.block, restore };
    closeBlock(c);
    if (waiting !== null) unit.blocks.push({ block: { kind: 'value', register: waiting }, outer: unit.handler });
    leaveBlock(c, open.block);
    if (waiting !== null) unit.blocks.pop();
  }
}

function returnStatement(c: Compiler, s: NodeOf<'Return'>): void {
  const unit = c.unit;
  if (unit.scope.kind !== 'function') throw c.error("'return' outside function", s);
  if (s.value !== null && unit.flags & CO_ASYNC_GENERATOR) throw c.error("'return' with value in async generator", s);
  // Leaving these runs code, or unbinds a name: a local that is returned may change.
  const runsCode = unit.blocks.some(({ block: b }) => b.kind === 'finally' || b.kind === 'with' || b.kind === 'name');
  let value = -1;
  if (s.value !== null && s.value.kind !== 'Constant') {
    value = operand(c, s.value);
    if (!(value & KILL) && runsCode) {
      const copy = unit.alloc();
      unit.emit('MOVE', copy, value);
      value = copy | KILL;
    }
  }
  unit.at = s;
  const { restore } = leaveBlocks(
    c,
    false,
    value >= 0 && value & KILL ? value & ~KILL : null,
    s.value?.kind === 'Constant' ? s.value : s,
  );
  unit.at = s;
  if (value < 0) {
    const register = unit.alloc();
    unit.loadConst(register, s.value?.kind === 'Constant' ? s.value.value : { t: 'none' });
    value = register | KILL;
  }
  unit.emit('RETURN', value);
  unit.end();
  restore();
}

function jumpOut(c: Compiler, s: NodeOf<'Break'> | NodeOf<'Continue'>): void {
  const unit = c.unit;
  unit.at = s;
  const isBreak = s.kind === 'Break';
  const { loop, restore } = leaveBlocks(c, true, null, s);
  if (loop === null) throw c.error(isBreak ? "'break' outside loop" : "'continue' not properly in loop", s);
  unit.at = s;
  if (isBreak) {
    if (loop.iterator >= 0) unit.clear(loop.iterator);
    unit.jump('JUMP', loop.breakTo);
  } else unit.jump('JUMP_BACK', loop.continueTo);
  restore();
}

function raise(c: Compiler, s: NodeOf<'Raise'>): void {
  const unit = c.unit;
  if (s.exc === null) {
    unit.at = s;
    unit.emit('RAISE', 0, 0, 0);
  } else {
    const exception = operand(c, s.exc);
    if (s.cause === null) {
      unit.at = s;
      unit.emit('RAISE', exception, 0, 1);
    } else {
      const cause = operand(c, s.cause);
      unit.at = s;
      unit.emit('RAISE', exception, cause, 2);
    }
  }
  unit.end();
}

function assertStatement(c: Compiler, s: NodeOf<'Assert'>): void {
  const unit = c.unit;
  checkAssert(c, s);
  if (c.options.optimize > 0) return;
  const holds = unit.label();
  jumpIf(c, s.test, holds, true);
  const mark = unit.top;
  const error = unit.alloc();
  unit.at = s;
  if (s.msg === null) unit.emit('LOAD_COMMON', error, 1);
  else {
    unit.top = error + CALL_ARGS + 1;
    unit.emit('LOAD_COMMON', error + CALL_CALLABLE, 1);
    into(c, s.msg, error + CALL_ARGS);
    unit.at = s;
    unit.emit('CALL', error, error, 1);
  }
  unit.at = s.test;
  unit.emit('RAISE', error | KILL, 0, 1);
  unit.end();
  unit.top = mark;
  unit.place(holds);
}
