/** Functions, lambdas, their defaults, annotations and closures. */

import { KILL } from '../../bytecode/assembler.js';
import { CALL_ARGS, CALL_CALLABLE, INTRINSICS, KILL_C } from '../../bytecode/instructions.js';
import type { CodeObject } from '../blob.js';
import { DEF_FREE_CLASS, type Scope } from '../scopes/symbols.js';
import type { Arguments, ConstantValue, Expr, NodeOf, Position, Stmt } from '../tree.js';
import { openCall } from './calls.js';
import { CO_FUTURE_ANNOTATIONS, type Compiler } from './compiler.js';
import { element, into, NONE, operand } from './expressions.js';
import { checkAssignable, locate, storeName, targetRegister } from './names.js';
import { block } from './statements.js';
import { genericFunction } from './type-params.js';
import {
  CO_ASYNC_GENERATOR,
  CO_COROUTINE,
  CO_GENERATOR,
  CO_HAS_DOCSTRING,
  CO_NESTED,
  CO_NEWLOCALS,
  CO_OPTIMIZED,
  CO_VARARGS,
  CO_VARKEYWORDS,
  Unit,
} from './unit.js';
import { unparse } from './unparse.js';

export type FunctionNode = NodeOf<'FunctionDef'> | NodeOf<'AsyncFunctionDef'>;

/** Bits of MAKE_FUNCTION. */
export const WITH_DEFAULTS = 1;
export const WITH_KWDEFAULTS = 2;
export const WITH_ANNOTATIONS = 4;
export const WITH_CLOSURE = 8;
export const MAY_BE_DEFERRED = 16;

export function intrinsic(name: (typeof INTRINSICS)[number]['name']): number {
  return INTRINSICS.findIndex((row) => row.name === name);
}

export function qualifiedName(c: Compiler, name: string): string {
  let parent: Unit | null = c.unit;
  if (parent.scope.kind === 'type parameters') parent = parent.parent;
  if (parent === null || parent.parent === null) return name;
  const scope = parent.scope;
  const mangled = c.mangle(name);
  if (scope.places.get(mangled) === 'global explicit') return name;
  return scope.kind === 'class' ? `${parent.qualname}.${name}` : `${parent.qualname}.<locals>.${name}`;
}

/** Compiles a function's code: `body` writes its instructions into the new unit and returns at its end. */
export function compileFunction(
  c: Compiler,
  at: Position,
  name: string,
  scope: Scope,
  body: (unit: Unit) => void,
  firstLine = at.lineno,
): CodeObject {
  const outerUnit = c.unit;
  const outerScope = c.scope;
  const unit = new Unit(scope, name, qualifiedName(c, name), outerUnit, firstLine, scope.privateName, true);
  unit.flags = CO_OPTIMIZED | CO_NEWLOCALS | c.options.futureFlags;
  if (scope.nested) unit.flags |= CO_NESTED;
  if (scope.isGenerator && scope.isCoroutine) unit.flags |= CO_ASYNC_GENERATOR;
  else if (scope.isGenerator) unit.flags |= CO_GENERATOR;
  else if (scope.isCoroutine) unit.flags |= CO_COROUTINE;
  if (scope.hasVarargs) unit.flags |= CO_VARARGS;
  if (scope.hasVarKeywords) unit.flags |= CO_VARKEYWORDS;
  c.unit = unit;
  c.scope = scope;
  const guard = guardStopIteration(unit);
  body(unit);
  guard();
  c.unit = outerUnit;
  c.scope = outerScope;
  return unit.finish(c.options.filename);
}

/** A StopIteration that leaves a generator's body becomes a RuntimeError. The result ends the body's protection. */
export function guardStopIteration(unit: Unit): () => void {
  if (!(unit.flags & (CO_GENERATOR | CO_COROUTINE | CO_ASYNC_GENERATOR))) return () => {};
  const register = unit.top;
  const handler = { label: unit.label(), depth: register, register };
  unit.handler = handler;
  return () => {
    unit.handler = null;
    unit.placeHandler(handler, []);
    unit.alloc();
    unit.emit('INTRINSIC', register, register, intrinsic('STOP_ITERATION_ERROR'));
    unit.emit('RERAISE', register | KILL, 0, 0, KILL_C);
    unit.end();
    unit.top = register;
  };
}

const BRANCHING: ReadonlySet<Stmt['kind']> = new Set(['If', 'While', 'Try', 'TryStar', 'Match']);
const NO_PLACE: Position = { lineno: -1, col_offset: -1, end_lineno: -1, end_col_offset: -1 };

/** Where control runs off the end of a body: at no line behind what has branches, whose first line is not run again. */
function endOf(body: readonly Stmt[]): Position | undefined {
  const last = body.at(-1);
  if (last === undefined) return undefined;
  const branches = last.kind === 'For' || last.kind === 'AsyncFor' ? last.orelse.length > 0 : BRANCHING.has(last.kind);
  return branches ? NO_PLACE : last;
}

/** `return None` where control may run off the end. */
export function returnNone(unit: Unit): void {
  if (!unit.reachable) return;
  const none = unit.alloc();
  unit.loadConst(none, NONE);
  unit.emit('RETURN', none | KILL);
  unit.end();
  unit.top = none;
}

/** Whether functions made here live about as long as their module. */
function mayBeDeferred(c: Compiler): boolean {
  if (c.unit.loopDepth > 0) return false;
  for (let unit: Unit | null = c.unit; unit !== null; unit = unit.parent)
    if (unit.scope.kind !== 'class' && unit.scope.kind !== 'module') return false;
  return true;
}

/** dst := function of `code`; the group at `base` holds what `flags` says, up to the closure, which is added here. */
export function makeFunction(c: Compiler, dst: number, code: CodeObject, flags: number, base: number): void {
  const unit = c.unit;
  const free = code.registerNames.slice(code.firstFree);
  if (free.length > 0) {
    let tuple = base;
    for (const bit of [WITH_DEFAULTS, WITH_KWDEFAULTS, WITH_ANNOTATIONS]) if (flags & bit) tuple++;
    unit.top = tuple + free.length;
    free.forEach((name, i) => {
      unit.emit('BORROW', tuple + i, cellOf(c, name));
    });
    unit.emit('MAKE_CLOSURE_TUPLE', tuple, tuple, free.length);
    unit.top = tuple + 1;
    flags |= WITH_CLOSURE;
  }
  if (mayBeDeferred(c)) flags |= MAY_BE_DEFERRED;
  unit.emit('MAKE_FUNCTION', dst, base, flags, 0, unit.constant(code));
}

/** Register of the cell of a (mangled) name. */
export function cellOf(c: Compiler, name: string): number {
  const unit = c.unit;
  if (c.scope.kind === 'class') {
    if (name === '__class__' || name === '__classdict__') return unit.cellRegister(name);
    return unit.freeRegister(name);
  }
  // A name that is looked up in the class first may still pass through to the scopes inside.
  if ((c.scope.symbols.get(name) ?? 0) & DEF_FREE_CLASS) return unit.freeRegister(name);
  const location = locate(c, name);
  if ('register' in location && location.kind !== 'register') return location.register;
  throw new Error(`${name} has no cell in ${unit.qualname}`);
}

/** Evaluates defaults; the bits of MAKE_FUNCTION. The words stand from the current top on. */
export function defaults(c: Compiler, args: Arguments, at: Position): number {
  const unit = c.unit;
  let flags = 0;
  if (args.defaults.length > 0) {
    flags |= WITH_DEFAULTS;
    const register = unit.alloc();
    if (args.defaults.every((e) => e.kind === 'Constant')) {
      unit.at = at;
      unit.loadConst(register, {
        t: 'tuple',
        v: args.defaults.map((e) => (e as NodeOf<'Constant'>).value),
      });
    } else {
      args.defaults.forEach((e, i) => {
        unit.top = register + i + 1;
        element(c, e, register + i, args.defaults.slice(i + 1));
      });
      unit.at = at;
      unit.emit('BUILD_TUPLE', register, register, args.defaults.length);
    }
    unit.top = register + 1;
  }
  const given = args.kwonlyargs.flatMap((arg, i) => {
    const value = args.kw_defaults[i];
    return value === null ? [] : [{ name: arg.arg, value }];
  });
  if (given.length > 0) {
    flags |= WITH_KWDEFAULTS;
    const base = unit.alloc();
    given.forEach(({ name, value }, i) => {
      unit.top = base + 2 * i + 1;
      unit.at = at;
      unit.loadConst(base + 2 * i, { t: 'str', v: c.mangle(name) });
      unit.top = base + 2 * i + 2;
      into(c, value, base + 2 * i + 1);
    });
    unit.at = at;
    unit.emit('BUILD_MAP', base, base, given.length);
    unit.top = base + 1;
  }
  return flags;
}

/** An annotation's value: evaluated, or its source text under `from __future__ import annotations`. */
export function annotationValue(c: Compiler, e: Expr, register: number): void {
  const unit = c.unit;
  if (c.options.futureFlags & CO_FUTURE_ANNOTATIONS) {
    unit.at = e;
    unit.loadConst(register, { t: 'str', v: unparse(e) });
  } else into(c, e, register);
}

/** Evaluates annotations to a tuple (name, value, ...) on top; the bit of MAKE_FUNCTION. */
export function annotations(c: Compiler, args: Arguments, returns: Expr | null, at: Position): number {
  const unit = c.unit;
  const all: { name: string; value: Expr; star: boolean }[] = [];
  const add = (arg: { arg: string; annotation: Expr | null } | null): void => {
    if (arg?.annotation) all.push({ name: arg.arg, value: arg.annotation, star: false });
  };
  args.posonlyargs.forEach(add);
  args.args.forEach(add);
  if (args.vararg?.annotation) {
    const value = args.vararg.annotation;
    all.push({ name: args.vararg.arg, value, star: value.kind === 'Starred' });
  }
  args.kwonlyargs.forEach(add);
  add(args.kwarg);
  if (returns !== null) all.push({ name: 'return', value: returns, star: false });
  if (all.length === 0) return 0;
  const base = unit.alloc();
  all.forEach(({ name, value, star }, i) => {
    unit.top = base + 2 * i + 1;
    unit.at = at;
    unit.loadConst(base + 2 * i, { t: 'str', v: c.mangle(name) });
    unit.top = base + 2 * i + 2;
    const register = base + 2 * i + 1;
    if (star && value.kind === 'Starred' && !(c.options.futureFlags & CO_FUTURE_ANNOTATIONS)) {
      // *args: *Ts is the one item of the unpacked value.
      const iterable = operand(c, value.value);
      unit.at = value;
      unit.emit('UNPACK', register, iterable, 1);
    } else annotationValue(c, value, register);
  });
  unit.at = at;
  unit.emit('BUILD_TUPLE', base, base, 2 * all.length);
  unit.top = base + 1;
  return WITH_ANNOTATIONS;
}

/** The docstring of a body, or null. */
export function docstring(body: readonly Stmt[]): NodeOf<'Constant'> | null {
  const first = body[0];
  if (first?.kind !== 'Expr' || first.value.kind !== 'Constant' || first.value.value.t !== 'str') return null;
  return first.value;
}

/** A docstring as the compiler stores it: tabs expanded, the common indentation of the lines after the first removed. */
export function cleanDocstring(text: string): string {
  const lines = text.split('\n').map(expandTabs);
  const indents = lines
    .slice(1)
    .filter((line) => /[^ ]/.test(line))
    .map((line) => line.search(/[^ ]/));
  const margin = indents.length === 0 ? 0 : Math.min(...indents);
  const indent = new RegExp(`^ {0,${margin}}`);
  return lines.map((line, i) => line.replace(i === 0 ? /^ +/ : indent, '')).join('\n');
}

function expandTabs(line: string): string {
  if (!line.includes('\t')) return line;
  let column = 0;
  let out = '';
  for (const character of line) {
    if (character === '\t') {
      const width = 8 - (column % 8);
      out += ' '.repeat(width);
      column += width;
    } else {
      out += character;
      column++;
    }
  }
  return out;
}

function setParameters(c: Compiler, unit: Unit, args: Arguments): void {
  unit.argCount = args.posonlyargs.length + args.args.length;
  unit.posOnlyCount = args.posonlyargs.length;
  unit.kwOnlyCount = args.kwonlyargs.length;
  for (const arg of [...args.posonlyargs, ...args.args, ...args.kwonlyargs]) checkAssignable(c, arg.arg, arg);
  for (const arg of [args.vararg, args.kwarg]) if (arg !== null) checkAssignable(c, arg.arg, arg);
}

/** Code of a function definition. */
export function functionCode(c: Compiler, s: FunctionNode): CodeObject {
  const firstLine = s.decorator_list.length > 0 ? s.decorator_list[0].lineno : s.lineno;
  return compileFunction(
    c,
    s,
    s.name,
    c.scopeOf(s),
    (unit) => {
      setParameters(c, unit, s.args);
      const doc = docstring(s.body);
      let body: readonly Stmt[] = s.body;
      if (doc !== null) {
        body = s.body.slice(1);
        if (c.options.optimize < 2) {
          unit.flags |= CO_HAS_DOCSTRING;
          unit.constant({ t: 'str', v: cleanDocstring((doc.value as ConstantValue & { t: 'str' }).v) });
        }
      }
      block(c, body);
      unit.at = endOf(s.body) ?? s;
      returnNone(unit);
    },
    firstLine,
  );
}

/** Applies decorators around what `make` puts into the innermost register. */
export function decorated(
  c: Compiler,
  decorators: readonly Expr[],
  dst: number,
  make: (register: number) => void,
): void {
  const unit = c.unit;
  // Call groups within each other: the argument of each is the result of the next.
  const groups: { readonly mark: number; readonly base: number; readonly result: number }[] = [];
  let result = dst;
  for (const decorator of decorators) {
    const mark = unit.top;
    const base = openCall(c, result);
    unit.top = base + CALL_CALLABLE + 1;
    into(c, decorator, base + CALL_CALLABLE);
    unit.top = base + CALL_ARGS + 1;
    groups.push({ mark, base, result });
    result = base + CALL_ARGS;
  }
  make(result);
  for (let i = groups.length - 1; i >= 0; i--) {
    const { mark, base, result: target } = groups[i];
    unit.top = base + CALL_ARGS + 1;
    unit.at = decorators[i];
    unit.emit('CALL', target, base, 1);
    unit.top = mark;
  }
}

/** Computes what a definition binds and stores it; straight into the register of a local. */
export function define(c: Compiler, name: string, at: Position, build: (register: number) => void): void {
  const unit = c.unit;
  const mark = unit.top;
  const register = targetRegister(c, { kind: 'Name', id: name, ctx: 'Store', ...at } as NodeOf<'Name'>);
  if (register !== null) {
    build(register);
    unit.markBound(register);
  } else {
    const value = unit.alloc();
    build(value);
    storeName(c, name, value | KILL, at);
  }
  unit.top = mark;
}

export function functionDefinition(c: Compiler, s: FunctionNode): void {
  const unit = c.unit;
  checkAssignable(c, s.name, s);
  define(c, s.name, s, (dst) =>
    decorated(c, s.decorator_list, dst, (register) => {
      if (s.type_params.length > 0) return genericFunction(c, s, register);
      const base = unit.isFresh(register) ? register : unit.top;
      unit.top = base;
      let flags = defaults(c, s.args, s);
      flags |= annotations(c, s.args, s.returns, s);
      const code = functionCode(c, s);
      unit.at = s;
      makeFunction(c, register, code, flags, base);
    }),
  );
}

export function lambda(c: Compiler, e: NodeOf<'Lambda'>, dst: number): void {
  const unit = c.unit;
  const base = unit.isFresh(dst) ? dst : unit.top;
  unit.top = base;
  const flags = defaults(c, e.args, e);
  const code = compileFunction(c, e, '<lambda>', c.scopeOf(e), (inner) => {
    setParameters(c, inner, e.args);
    const value = operand(c, e.body);
    inner.at = e.body;
    inner.emit('RETURN', value);
    inner.end();
  });
  unit.at = e;
  makeFunction(c, dst, code, flags, base);
}
