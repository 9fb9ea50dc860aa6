/** yield, yield from, await. */

import { KILL } from '../../bytecode/assembler.js';
import type { NodeOf, Position } from '../tree.js';
import type { Compiler } from './compiler.js';
import { NONE, operand, viaTemp } from './expressions.js';
import { CO_ASYNC_GENERATOR, CO_COROUTINE, CO_GENERATOR } from './unit.js';

export function yieldValue(c: Compiler, e: NodeOf<'Yield'>, dst: number): void {
  const unit = c.unit;
  if (!unit.optimized) throw c.error("'yield' outside function", e);
  let value: number;
  if (e.value === null) {
    value = unit.isFresh(dst) ? dst : unit.alloc();
    unit.at = e;
    unit.loadConst(value, NONE);
    value |= KILL;
  } else value = operand(c, e.value, dst);
  unit.at = e;
  unit.emit('YIELD', dst, value, unit.flags & CO_ASYNC_GENERATOR ? 1 : 0);
}

export function yieldFrom(c: Compiler, e: NodeOf<'YieldFrom'>, dst: number): void {
  const unit = c.unit;
  if (!unit.optimized) throw c.error("'yield from' outside function", e);
  if (unit.scope.isAsyncFunction) throw c.error("'yield from' inside async function", e);
  viaTemp(c, dst, (result) => {
    const iterator = unit.alloc();
    const value = operand(c, e.value, iterator);
    unit.at = e;
    unit.emit('GET_YIELD_FROM_ITER', iterator, value);
    delegate(c, iterator, result, e);
  });
}

/** Whether the code is that of an `async def`, or of a module that may wait. */
export function mayAwait(c: Compiler): boolean {
  return c.unit.scope.isAsyncFunction || (c.options.topLevelAwait && c.unit.parent === null);
}

/** SyntaxError unless the code may wait. */
export function checkAsync(c: Compiler, message: string, at: Position): void {
  if (!mayAwait(c)) throw c.error(message, at);
}

export function awaitValue(c: Compiler, e: NodeOf<'Await'>, dst: number): void {
  const unit = c.unit;
  if (!unit.optimized && !mayAwait(c)) throw c.error("'await' outside function", e);
  // A generator expression that awaits is asynchronous itself.
  if (unit.scope.comprehension === null) checkAsync(c, "'await' outside async function", e);
  viaTemp(c, dst, (result) => {
    const value = operand(c, e.value);
    awaitOperand(c, value, result, 0, e);
  });
}

/** result := await value. `kind` as GET_AWAITABLE has it. `result` is an empty temporary. */
export function awaitOperand(c: Compiler, value: number, result: number, kind: number, at: Position): void {
  const unit = c.unit;
  const mark = unit.top;
  const iterator = unit.alloc();
  unit.at = at;
  unit.emit('GET_AWAITABLE', iterator, value, kind);
  delegate(c, iterator, result, at);
  unit.top = mark;
}

/** Runs the delegate to its end, passing on what it yields; result := what it returns. */
export function delegate(c: Compiler, iterator: number, result: number, at: Position): void {
  const unit = c.unit;
  if (!(unit.flags & (CO_GENERATOR | CO_COROUTINE | CO_ASYNC_GENERATOR)))
    throw new Error('delegation outside a generator');
  const mark = unit.top;
  const sent = unit.alloc();
  const again = unit.label();
  const done = unit.label();
  const outer = unit.handler;
  const thrown = { label: unit.label(), depth: sent, register: sent };
  unit.at = at;
  unit.loadConst(sent, NONE);
  unit.placeHead(again);
  unit.send(sent, iterator, sent, done);
  unit.handler = thrown;
  const entry = [...unit.bound];
  unit.emit('YIELD', sent, sent | KILL, 2);
  unit.handler = outer;
  unit.jump('JUMP_BACK', again);
  unit.placeHandler(thrown, entry);
  unit.emit('CLEANUP_THROW', sent, sent | KILL);
  unit.place(done);
  unit.emit('MOVE', result, sent | KILL);
  unit.clear(iterator);
  unit.top = mark;
}
