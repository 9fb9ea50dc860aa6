/**
 * try, with. An exception lands with the registers from `depth` released and itself in `register`; a second handler
 * around the handler's code gives back the exception that was handled before when another one leaves it.
 */

import { type Handler, KILL } from '../../bytecode/assembler.js';
import { KILL_C, NEGATE } from '../../bytecode/instructions.js';
import type { ExceptHandler, NodeOf, Position, Stmt } from '../tree.js';
import { assign } from './assignment.js';
import type { Compiler } from './compiler.js';
import { NONE, operand } from './expressions.js';
import { awaitOperand, checkAsync } from './generators.js';
import { deleteName, storeName } from './names.js';
import { block, closeBlock, openBlock } from './statements.js';
import type { Block, Target } from './unit.js';

type Try = NodeOf<'Try'> | NodeOf<'TryStar'>;
type With = NodeOf<'With'> | NodeOf<'AsyncWith'>;

/** A handler for what is compiled next, with the current temporaries kept. */
function newHandler(c: Compiler): Handler {
  const top = c.unit.top;
  return { label: c.unit.label(), depth: top, register: top };
}

/** What has to be done when control leaves a block by a jump; its handler is closed already. */
export function leaveBlock(c: Compiler, entry: Block): void {
  const unit = c.unit;
  switch (entry.kind) {
    case 'try':
    case 'star':
      return;
    case 'loop':
      if (entry.iterator >= 0) unit.clear(entry.iterator);
      return;
    case 'value':
      return unit.clear(entry.register);
    case 'finally': {
      const mark = unit.top;
      block(c, entry.body);
      unit.top = mark;
      return;
    }
    case 'handled':
      unit.emit('POP_HANDLED', entry.previous);
      return unit.clear(entry.exception);
    case 'name':
      return unbindName(c, entry.name, entry.at);
    case 'with':
      return exitNormally(c, entry.exit, entry.isAsync, entry.at);
  }
}

function unbindName(c: Compiler, name: string, at: Position): void {
  const unit = c.unit;
  const mark = unit.top;
  const none = unit.alloc();
  unit.at = at;
  unit.loadConst(none, NONE);
  storeName(c, name, none | KILL, at);
  deleteName(c, name, at);
  unit.top = mark;
}

/**
 * Compiles a handler's code: `body` runs with the exception handled, which stands in the register that it is given.
 * `leave` ends that and goes on at `to`, having released `count` registers from `from` on; `again` ends it and raises the
 * exception again at a place of its own.
 */
function handlerCode(
  c: Compiler,
  handler: Handler,
  entry: number[],
  at: Position,
  body: (
    exception: number,
    leave: (from: number, count: number, to: Target) => void,
    again: (at: Position) => void,
  ) => void,
): void {
  const unit = c.unit;
  const outer = unit.handler;
  unit.placeHandler(handler, entry);
  unit.top = handler.register;
  const exception = unit.alloc();
  const previous = unit.alloc();
  const cleanup = newHandler(c);
  const bound = [...unit.bound];
  unit.at = at;
  unit.emit('PUSH_HANDLED', previous, exception);
  openBlock(c, { kind: 'handled', exception, previous }, cleanup, at);
  body(
    exception,
    (from, count, to) => {
      unit.handler = outer;
      unit.emit('POP_HANDLED', previous);
      unit.clear(from, count);
      unit.jump('JUMP', to);
      unit.handler = cleanup;
    },
    (from) => {
      unit.handler = outer;
      unit.at = from;
      unit.emit('POP_HANDLED', previous);
      unit.emit('RERAISE', exception | KILL);
      unit.end();
      unit.handler = cleanup;
    },
  );
  closeBlock(c);
  unit.placeHandler(cleanup, bound);
  const again = cleanup.register;
  unit.top = again + 1;
  unit.at = at;
  unit.emit('POP_HANDLED', previous);
  unit.emit('RERAISE', again | KILL, 0, 0, KILL_C);
  unit.end();
  unit.handler = outer;
  unit.top = handler.register;
}

export function tryStatement(c: Compiler, s: Try): void {
  if (s.finalbody.length === 0) return tryExcept(c, s);
  const unit = c.unit;
  const handler = newHandler(c);
  const entry = [...unit.bound];
  const end = unit.label();
  openBlock(c, { kind: 'finally', body: s.finalbody }, handler, s);
  if (s.handlers.length > 0) tryExcept(c, s);
  else block(c, s.body);
  closeBlock(c);
  if (unit.reachable) {
    block(c, s.finalbody);
    unit.jump('JUMP', end);
  }
  handlerCode(c, handler, entry, s, (_exception, _leave, again) => {
    block(c, s.finalbody);
    again(s.finalbody[s.finalbody.length - 1]);
  });
  unit.place(end);
}

function tryExcept(c: Compiler, s: Try): void {
  const unit = c.unit;
  const handler = newHandler(c);
  const entry = [...unit.bound];
  const end = unit.label();
  openBlock(c, { kind: 'try' }, handler, s);
  block(c, s.body);
  closeBlock(c);
  block(c, s.orelse);
  unit.jump('JUMP', end);
  s.handlers.forEach((h, i) => {
    if (h.type === null && i < s.handlers.length - 1) throw c.error("default 'except:' must be last", h);
  });
  if (s.kind === 'TryStar') starHandlers(c, s, handler, entry, end);
  else
    handlerCode(c, handler, entry, s, (exception, leave, again) => {
      for (const h of s.handlers) {
        const next = unit.label();
        const mark = unit.top;
        if (h.type !== null) {
          const matches = unit.alloc();
          const type = operand(c, h.type, matches);
          unit.at = h.type;
          unit.emit('MATCH_EXCEPTION', matches, exception, type);
          unit.jump('JUMP_IF', next, matches | KILL, 0, NEGATE);
        }
        unit.top = mark;
        unit.at = h;
        handlerBody(c, h, exception);
        unit.at = h;
        leave(exception, 1, end);
        unit.place(next);
      }
      const last = s.handlers[s.handlers.length - 1];
      again(last.type ?? last);
    });
  unit.place(end);
}

/** Body of an except clause, its name bound meanwhile. */
function handlerBody(c: Compiler, h: ExceptHandler, exception: number): void {
  const unit = c.unit;
  if (h.name === null) return block(c, h.body);
  storeName(c, h.name, exception, h);
  const cleanup = newHandler(c);
  const bound = [...unit.bound];
  openBlock(c, { kind: 'name', name: h.name, at: h }, cleanup, h);
  block(c, h.body);
  closeBlock(c);
  const end = unit.label();
  unbindName(c, h.name, h);
  unit.jump('JUMP', end);
  unit.placeHandler(cleanup, bound);
  const again = unit.alloc();
  unbindName(c, h.name, h);
  unit.at = h;
  unit.emit('RERAISE', again | KILL, 0, 0, KILL_C);
  unit.end();
  unit.top = again;
  unit.place(end);
}

/** except*: every clause takes its part of the group; what is raised or left over is raised together at the end. */
function starHandlers(c: Compiler, s: Try, handler: Handler, entry: number[], end: Target): void {
  const unit = c.unit;
  handlerCode(c, handler, entry, s, (original, leave) => {
    const list = unit.alloc();
    const rest = unit.alloc();
    const match = unit.alloc();
    unit.at = s;
    unit.emit('BUILD_LIST', list, match, 0);
    unit.emit('MOVE', rest, original);
    for (const h of s.handlers) {
      const next = unit.label();
      const type = operand(c, h.type!);
      unit.at = h.type!;
      const split = unit.alloc(2);
      unit.emit('MATCH_GROUP', split, rest, type);
      unit.emit('MOVE', rest, split | KILL);
      unit.emit('MOVE', match, (split + 1) | KILL);
      unit.top = match + 1;
      unit.jump('JUMP_IF_NONE', next, match);
      // Inside the clause its part of the group is the handled exception.
      const before = unit.alloc();
      unit.at = h;
      unit.emit('PUSH_HANDLED', before, match);
      unit.clear(before);
      starBody(c, h, match, list);
      unit.place(next);
      unit.clear(match);
      unit.top = match + 1;
    }
    unit.at = s;
    unit.emit('LIST_APPEND', list, rest | KILL);
    const raised = unit.alloc();
    unit.emit('RERAISE_STAR', raised, original, list | KILL);
    const nothing = unit.label();
    unit.jump('JUMP_IF_NONE', nothing, raised);
    unit.emit('RERAISE', raised | KILL);
    unit.end();
    unit.place(nothing);
    unit.clear(raised);
    leave(original, 1, end);
  });
}

/** Body of an except* clause: an exception that it raises is collected in `list`. */
function starBody(c: Compiler, h: ExceptHandler, match: number, list: number): void {
  const unit = c.unit;
  const mark = unit.top;
  const end = unit.label();
  const collect = newHandler(c);
  if (h.name !== null) storeName(c, h.name, match, h);
  const bound = [...unit.bound];
  const entry: Block = h.name === null ? { kind: 'try' } : { kind: 'name', name: h.name, at: h };
  openBlock(c, { kind: 'star' }, null, h);
  openBlock(c, entry, collect, h);
  block(c, h.body);
  closeBlock(c);
  closeBlock(c);
  if (h.name !== null) unbindName(c, h.name, h);
  unit.jump('JUMP', end);
  unit.placeHandler(collect, bound);
  unit.at = h;
  const raised = unit.alloc();
  if (h.name !== null) unbindName(c, h.name, h);
  unit.emit('LIST_APPEND', list, raised | KILL);
  unit.top = mark;
  unit.place(end);
}

export function withStatement(c: Compiler, s: With): void {
  const isAsync = s.kind === 'AsyncWith';
  if (isAsync) checkAsync(c, "'async with' outside async function", s);
  withItem(c, s, 0, isAsync, s.body);
}

function withItem(c: Compiler, s: With, index: number, isAsync: boolean, body: readonly Stmt[]): void {
  const unit = c.unit;
  const item = s.items[index];
  const at = item.context_expr;
  const exit = unit.alloc();
  const value = unit.alloc();
  const context = operand(c, item.context_expr);
  unit.at = at;
  unit.emit('WITH_ENTER', exit, context, isAsync ? 1 : 0);
  unit.top = value + 1;
  if (isAsync) {
    const result = unit.alloc();
    awaitOperand(c, value | KILL, result, 1, at);
    unit.emit('MOVE', value, result | KILL);
  }
  unit.top = exit + 1;
  const handler = newHandler(c);
  const entry = [...unit.bound];
  const end = unit.label();
  openBlock(c, { kind: 'with', exit, isAsync, at }, handler, s);
  unit.top = value + 1;
  if (item.optional_vars === null) unit.clear(value);
  else assign(c, item.optional_vars, value | KILL);
  unit.top = exit + 1;
  if (index + 1 < s.items.length) withItem(c, s, index + 1, isAsync, body);
  else block(c, body);
  unit.top = exit + 1;
  closeBlock(c);
  exitNormally(c, exit, isAsync, at);
  unit.jump('JUMP', end);
  handlerCode(c, handler, entry, at, (exception, leave) => {
    const result = unit.alloc();
    unit.at = at;
    unit.emit('WITH_EXIT', result, exit, exception);
    awaitExit(c, result, isAsync, at);
    const suppress = unit.label();
    unit.jump('JUMP_IF', suppress, result | KILL);
    unit.emit('RERAISE', exception | KILL, 0, 0, KILL_C);
    unit.end();
    unit.place(suppress);
    leave(exit, 2, end);
  });
  unit.top = exit;
  unit.place(end);
}

function awaitExit(c: Compiler, result: number, isAsync: boolean, at: Position): void {
  if (!isAsync) return;
  const unit = c.unit;
  const mark = unit.top;
  const value = unit.alloc();
  awaitOperand(c, result | KILL, value, 2, at);
  unit.emit('MOVE', result, value | KILL);
  unit.top = mark;
}

/** Calls __exit__(None, None, None). */
function exitNormally(c: Compiler, exit: number, isAsync: boolean, at: Position): void {
  const unit = c.unit;
  const mark = unit.top;
  const result = unit.alloc();
  unit.at = at;
  unit.loadConst(result, NONE);
  unit.emit('WITH_EXIT', result, exit | KILL, result | KILL);
  awaitExit(c, result, isAsync, at);
  unit.clear(result);
  unit.top = mark;
}
