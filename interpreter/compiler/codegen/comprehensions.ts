/**
 * Comprehensions. Those of lists, sets and dicts run inside the code around them, with registers of their own for their
 * variables; generator expressions are functions, and so are comprehensions in annotation scopes of classes.
 */

import { KILL } from '../../bytecode/assembler.js';
import { CALL_ARGS, CALL_CALLABLE } from '../../bytecode/instructions.js';
import { WATCHERS } from '../scopes/symbols.js';
import type { Expr, NodeOf } from '../tree.js';
import { assign } from './assignment.js';
import { openCall } from './calls.js';
import type { Compiler } from './compiler.js';
import { jumpIf, NONE, operand, stableOperand, viaTemp } from './expressions.js';
import { compileFunction, makeFunction } from './functions.js';
import { awaitOperand, delegate, mayAwait } from './generators.js';
import { targetRegister } from './names.js';
import { CO_ASYNC_GENERATOR } from './unit.js';

type Inlined = NodeOf<'ListComp'> | NodeOf<'SetComp'> | NodeOf<'DictComp'>;
type AnyComprehension = Inlined | NodeOf<'GeneratorExp'>;

const NAMES = { ListComp: '<listcomp>', SetComp: '<setcomp>', DictComp: '<dictcomp>', GeneratorExp: '<genexpr>' };

/** How the innermost loop hands over an element. */
type Consumer = (e: AnyComprehension) => void;

export function comprehension(c: Compiler, e: Inlined, dst: number): void {
  const unit = c.unit;
  const scope = c.scopeOf(e);
  if (!scope.inlined) {
    checkOutermost(c, e);
    return callComprehension(c, e, dst);
  }
  viaTemp(c, dst, (collection) => {
    const iterator = unit.alloc();
    outermostIterator(c, e, iterator);
    checkOutermost(c, e);
    unit.at = e;
    unit.emit(build(e), collection, unit.top, 0);

    const registers = new Map<string, number>();
    const first = unit.top;
    const seen = unit.optimized && [...scope.symbols.keys()].some((name) => WATCHERS.has(name));
    const locals: number[] = [];
    for (const [name, place] of scope.places) {
      if ((place !== 'local' && place !== 'cell') || name === '.0') continue;
      // what `locals()` in it has to show is a local of the function while the comprehension runs, if the name is free
      if (seen && place === 'local' && !isTaken(c, name)) {
        const local = unit.localRegister(name);
        registers.set(name, local);
        locals.push(local);
        continue;
      }
      const register = unit.alloc();
      registers.set(name, register);
      if (place === 'cell') unit.emit('MAKE_CELL', register, 0);
      else unit.pin(register);
    }
    const count = unit.top - first;
    const plain = [...registers.values()].filter((register) => !unit.isTemp(register) && !locals.includes(register));
    if (!isStraight(e)) for (const register of plain) unit.emit('UNBIND', register, 1);

    const outer = c.scope;
    c.scope = scope;
    unit.inlined.push({ scope, registers });
    loops(c, e, 0, iterator, (node) => consume(c, node, collection));
    unit.inlined.pop();
    c.scope = outer;
    for (const register of plain) unit.unpin(register);
    unit.at = e;
    unit.clear(first, count);
    for (const register of locals) {
      unit.emit('CLEAR', register, 1);
      unit.emit('UNBIND', register, 1);
      unit.markUnbound(register);
    }
  });
}

/** Whether the function, or a comprehension around, has a local of that name. */
function isTaken(c: Compiler, name: string): boolean {
  return c.unit.scope.places.get(name) === 'local' || c.unit.inlined.some(({ registers }) => registers.has(name));
}

/** Every variable is bound before anything can read it. */
function isStraight(e: AnyComprehension): boolean {
  const simple = (target: Expr): boolean =>
    target.kind === 'Name' || (target.kind === 'Tuple' && target.elts.every((item) => simple(item)));
  return e.generators.length === 1 && simple(e.generators[0].target);
}

function build(e: Inlined): string {
  return e.kind === 'ListComp' ? 'BUILD_LIST' : e.kind === 'SetComp' ? 'BUILD_SET' : 'BUILD_MAP';
}

function consume(c: Compiler, e: AnyComprehension, collection: number): void {
  const unit = c.unit;
  const mark = unit.top;
  if (e.kind === 'DictComp') {
    const key = stableOperand(c, e.key, [e.value]);
    const value = operand(c, e.value);
    unit.at = e;
    unit.emit('MAP_ADD', collection, key, value);
  } else {
    const value = operand(c, e.elt);
    unit.at = e.elt;
    unit.emit(e.kind === 'ListComp' ? 'LIST_APPEND' : 'SET_ADD', collection, value);
  }
  unit.top = mark;
}

/** Whether the comprehension, once it runs, waits. */
function checkOutermost(c: Compiler, e: AnyComprehension): void {
  const scope = c.scopeOf(e);
  if (e.kind === 'GeneratorExp' || !scope.isCoroutine) return;
  // Inside another comprehension that runs on its own, waiting makes that one asynchronous.
  if (mayAwait(c) || c.unit.scope.comprehension !== null) return;
  throw c.error('asynchronous comprehension outside of an asynchronous function', e);
}

function outermostIterator(c: Compiler, e: AnyComprehension, iterator: number): void {
  const generator = e.generators[0];
  const value = operand(c, generator.iter, iterator);
  c.unit.at = generator.iter;
  c.unit.emit(generator.is_async ? 'GET_AITER' : 'GET_ITER', iterator, value);
}

function loops(c: Compiler, e: AnyComprehension, index: number, iterator: number, consumer: Consumer): void {
  const unit = c.unit;
  const generator = e.generators[index];
  const head = unit.label();
  const next = unit.label();
  const done = unit.label();
  unit.loopDepth++;
  unit.placeHead(head);
  const outer = unit.handler;
  const entry = [...unit.bound];
  const ended = { label: unit.label(), depth: unit.top, register: unit.top };
  const register = targetRegister(c, generator.target);
  const item = register ?? unit.alloc();
  unit.at = generator.iter;
  if (generator.is_async) {
    const mark = unit.top;
    const value = register === null ? item : unit.alloc();
    unit.handler = ended;
    const awaitable = unit.alloc();
    unit.emit('GET_ANEXT', awaitable, iterator);
    delegate(c, awaitable, value, generator.target);
    unit.handler = outer;
    if (value !== item) unit.emit('MOVE', item, value | KILL);
    unit.top = mark;
  } else unit.jump('FOR_ITER', done, item, iterator);
  if (register === null) {
    assign(c, generator.target, item | KILL);
    unit.top = item;
  } else unit.markBound(register);
  for (const condition of generator.ifs) jumpIf(c, condition, next, false);
  if (index + 1 < e.generators.length) {
    const inner = e.generators[index + 1];
    const mark = unit.top;
    const innerIterator = unit.alloc();
    const value = operand(c, inner.iter, innerIterator);
    unit.at = inner.iter;
    unit.emit(inner.is_async ? 'GET_AITER' : 'GET_ITER', innerIterator, value);
    loops(c, e, index + 1, innerIterator, consumer);
    unit.top = mark;
  } else consumer(e);
  unit.place(next);
  unit.at = generator.target;
  unit.jump('JUMP_BACK', head);
  unit.loopDepth--;
  if (generator.is_async) {
    unit.placeHandler(ended, entry);
    unit.emit('END_ASYNC_FOR', ended.register | KILL);
  } else unit.place(done);
  if (iterator >= 0 && unit.isTemp(iterator)) unit.clear(iterator);
}

/** Calls a comprehension that is a function of its own with the outermost iterator. */
function callComprehension(c: Compiler, e: AnyComprehension, dst: number): void {
  const unit = c.unit;
  const scope = c.scopeOf(e);
  const base = openCall(c, dst);
  const code = compileFunction(c, e, NAMES[e.kind], scope, (inner) => {
    inner.argCount = 1;
    inner.loopDepth = 0;
    const iterator = inner.localRegister('.0');
    if (e.kind === 'GeneratorExp') {
      loops(c, e, 0, iterator, (node) => {
        const mark = inner.top;
        const value = operand(c, (node as NodeOf<'GeneratorExp'>).elt);
        const sent = inner.alloc();
        inner.at = (node as NodeOf<'GeneratorExp'>).elt;
        inner.emit('YIELD', sent, value, inner.flags & CO_ASYNC_GENERATOR ? 1 : 0);
        inner.clear(sent);
        inner.top = mark;
      });
      const none = inner.alloc();
      inner.at = e;
      inner.loadConst(none, NONE);
      inner.emit('RETURN', none | KILL);
    } else {
      const collection = inner.alloc();
      inner.at = e;
      inner.emit(build(e), collection, inner.top, 0);
      loops(c, e, 0, iterator, (node) => consume(c, node, collection));
      inner.at = e;
      inner.emit('RETURN', collection | KILL);
    }
    inner.end();
  });
  unit.top = base + CALL_CALLABLE + 1;
  unit.at = e;
  makeFunction(c, base + CALL_CALLABLE, code, 0, unit.top);
  unit.top = base + CALL_ARGS + 1;
  outermostIterator(c, e, base + CALL_ARGS);
  unit.at = e;
  if (e.kind !== 'GeneratorExp' && scope.isCoroutine) {
    viaTemp(c, dst, (result) => {
      const coroutine = unit.alloc();
      unit.emit('CALL', coroutine, base, 1);
      awaitOperand(c, coroutine | KILL, result, 0, e);
    });
  } else unit.emit('CALL', dst, base, 1);
}

export function generatorExpression(c: Compiler, e: NodeOf<'GeneratorExp'>, dst: number): void {
  callComprehension(c, e, dst);
}
