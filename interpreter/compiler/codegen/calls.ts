/**
 * Calls. A call is built at its group's base: callable in base+1 (or what LOAD_METHOD leaves), arguments from base+5.
 * The result may go to the base register itself.
 */

import { KILL } from '../../bytecode/assembler.js';
import { CALL_ARGS, CALL_CALLABLE, KILL_A, KILL_C } from '../../bytecode/instructions.js';
import type { Expr, Keyword, NodeOf, Position } from '../tree.js';
import { Compiler } from './compiler.js';
import { element, listWithStars, operand, stableOperand } from './expressions.js';
import { checkAssignable, loadName, locate } from './names.js';
import { checkCall } from './warnings.js';

/** Arguments that are passed in registers; what has more goes through a tuple. */
const MAX_ARGUMENTS = 255;

/** Reserves a call group; its base. `dst` is used if it is still fresh. */
export function openCall(c: Compiler, dst: number): number {
  const unit = c.unit;
  const base = unit.isFresh(dst) ? dst : unit.top;
  unit.top = base + CALL_ARGS;
  return base;
}

/** Whether the arguments need CALL_EX. */
function needsTuple(args: readonly Expr[], keywords: readonly Keyword[], given: number): boolean {
  return (
    given + args.length + keywords.length > MAX_ARGUMENTS ||
    args.some((arg) => arg.kind === 'Starred') ||
    keywords.some((keyword) => keyword.arg === null)
  );
}

function checkKeywords(c: Compiler, keywords: readonly Keyword[]): void {
  const seen = new Set<string>();
  for (const keyword of keywords) {
    if (keyword.arg === null) continue;
    checkAssignable(c, keyword.arg, keyword);
    if (seen.has(keyword.arg)) throw c.error(`keyword argument repeated: ${keyword.arg}`, keyword);
    seen.add(keyword.arg);
  }
}

/**
 * Evaluates the arguments and calls. The callable stands in its place at `base` already, as do `given` arguments.
 * `flags`: KILL_A for a group that LOAD_METHOD made.
 */
export function finishCall(
  c: Compiler,
  dst: number,
  base: number,
  given: number,
  args: readonly Expr[],
  keywords: readonly Keyword[],
  flags: number,
  at: Position,
): void {
  const unit = c.unit;
  checkKeywords(c, keywords);
  if (needsTuple(args, keywords, given)) return callWithTuple(c, dst, base, given, args, keywords, at);
  const values: readonly Expr[] = keywords.length === 0 ? args : [...args, ...keywords.map((k) => k.value)];
  const first = base + CALL_ARGS + given;
  values.forEach((value, i) => {
    unit.top = first + i + 1;
    element(c, value, first + i, values.slice(i + 1));
  });
  unit.top = first + values.length;
  unit.at = at;
  if (keywords.length === 0) unit.emit('CALL', dst, base, given + args.length, flags);
  else {
    const names = unit.constant({ t: 'tuple', v: keywords.map((k) => ({ t: 'str', v: c.mangle(k.arg!) })) });
    unit.emit('CALL_KW', dst, base, given + values.length, flags, names);
  }
}

function callWithTuple(
  c: Compiler,
  dst: number,
  base: number,
  given: number,
  args: readonly Expr[],
  keywords: readonly Keyword[],
  at: Position,
): void {
  const unit = c.unit;
  const tuple = base + CALL_ARGS;
  const callable = base + CALL_CALLABLE;
  unit.top = tuple + Math.max(given, 1);
  if (given === 0 && args.length === 1 && args[0].kind === 'Starred') {
    const value = operand(c, args[0].value);
    unit.at = at;
    unit.emit('ARGS_TUPLE', tuple, value, callable);
  } else if (args.some((arg) => arg.kind === 'Starred') || args.length > MAX_ARGUMENTS) {
    const list = unit.alloc();
    if (given > 0) {
      unit.emit('BUILD_LIST', list, tuple, given);
      const rest = unit.alloc();
      listWithStars(c, args, rest);
      unit.at = at;
      unit.emit('LIST_EXTEND', list, rest | KILL);
    } else if (args[0].kind === 'Starred' || args.length <= MAX_ARGUMENTS) listWithStars(c, args, list);
    else {
      unit.emit('BUILD_LIST', list, unit.top, 0);
      for (const arg of args) {
        const mark = unit.top;
        unit.emit('LIST_APPEND', list, operand(c, arg));
        unit.top = mark;
      }
    }
    unit.at = at;
    unit.emit('LIST_TO_TUPLE', tuple, list | KILL);
  } else {
    const first = tuple + given;
    args.forEach((arg, i) => {
      unit.top = first + i + 1;
      element(c, arg, first + i, args.slice(i + 1));
    });
    unit.at = at;
    unit.emit('BUILD_TUPLE', tuple, tuple, given + args.length);
  }
  unit.top = tuple + 1;
  if (keywords.length > 0) keywordDict(c, keywords, unit.alloc(), callable, at);
  unit.at = at;
  unit.emit('CALL_EX', dst, base, keywords.length > 0 ? 1 : 0);
}

function keywordDict(c: Compiler, keywords: readonly Keyword[], dict: number, callable: number, at: Position): void {
  const unit = c.unit;
  unit.at = at;
  // Runs of names are merged as one dict each, so that a repeated name is noticed.
  let first = true;
  for (let i = 0; i < keywords.length; ) {
    const mark = unit.top;
    if (keywords[i].arg === null) {
      if (first) unit.emit('BUILD_MAP', dict, unit.top, 0);
      const value = operand(c, keywords[i].value);
      unit.at = at;
      unit.emit('DICT_MERGE', dict, value, callable);
      i++;
    } else {
      let end = i;
      while (end < keywords.length && keywords[end].arg !== null && end - i < MAX_ARGUMENTS) end++;
      const map = first ? dict : unit.alloc();
      const base = unit.alloc(2 * (end - i));
      for (let j = i; j < end; j++) {
        const key = base + 2 * (j - i);
        unit.top = key + 2;
        unit.loadConst(key, { t: 'str', v: c.mangle(keywords[j].arg!) });
        element(
          c,
          keywords[j].value,
          key + 1,
          keywords.slice(j + 1).map((k) => k.value),
        );
      }
      unit.at = at;
      unit.emit('BUILD_MAP', map, base, end - i);
      if (!first) unit.emit('DICT_MERGE', dict, map | KILL, callable);
      i = end;
    }
    first = false;
    unit.top = mark;
  }
}

/** A call of `super` that is known to be about the running method. */
export interface SuperCall {
  call: NodeOf<'Call'>;
  /** Name of the first parameter, for the form without arguments. */
  self: string | null;
}

/** `super()` or `super(a, b)` that LOAD_SUPER_ATTR can take over, else null. */
export function superCall(c: Compiler, e: Expr): SuperCall | null {
  if (e.kind !== 'Call' || e.func.kind !== 'Name' || e.func.id !== 'super' || e.keywords.length > 0) return null;
  if (locate(c, 'super').kind !== 'global' || c.unit.scope.kind !== 'function') return null;
  if (c.scope.places.get('super') === 'global explicit') return null;
  if (e.args.length === 2 && e.args.every((arg) => arg.kind !== 'Starred')) return { call: e, self: null };
  if (e.args.length !== 0 || c.scope !== c.unit.scope) return null;
  if (c.scope.places.get('__class__') !== 'free' || c.unit.argCount === 0) return null;
  return { call: e, self: c.unit.scope.params[0] };
}

/** Flags of LOAD_SUPER_ATTR and LOAD_SUPER_METHOD. */
export const superFlags = (group: SuperCall): number => (group.self === null ? 0 : KILL_C);

/** Puts the global `super`, class and object into three registers from `base`. */
export function methodSuperGroup(c: Compiler, { call, self }: SuperCall, base: number): void {
  const unit = c.unit;
  unit.top = base + 1;
  loadName(c, 'super', base, call.func);
  unit.top = base + 2;
  if (self === null) {
    element(c, call.args[0], base + 1, [call.args[1]]);
    unit.top = base + 3;
    element(c, call.args[1], base + 2, []);
  } else {
    loadName(c, '__class__', base + 1, call);
    unit.top = base + 3;
    loadName(c, self, base + 2, call);
  }
}

/** Module functions like `math.sqrt(x)` come as methods too: LOAD_METHOD finds out. */
function isMethodCall(e: NodeOf<'Call'>): e is NodeOf<'Call'> & { func: NodeOf<'Attribute'> } {
  return e.func.kind === 'Attribute' && !needsTuple(e.args, e.keywords, 1);
}

export function compileCall(c: Compiler, e: NodeOf<'Call'>, dst: number): void {
  const unit = c.unit;
  const base = openCall(c, dst);
  const later = [...e.args, ...e.keywords.map((k) => k.value)];
  if (isMethodCall(e)) {
    const name = unit.nameNumber(c.mangle(e.func.attr));
    const group = superCall(c, e.func.value);
    if (group !== null) {
      const at = base + CALL_ARGS;
      methodSuperGroup(c, group, at);
      unit.at = e.func;
      unit.emit('LOAD_SUPER_METHOD', base, at, name, superFlags(group));
    } else {
      // base+2 is a register of the header that LOAD_METHOD does not write.
      unit.top = base + 3;
      const object = stableOperand(c, e.func.value, later, base + 2);
      unit.at = Compiler.attributePosition(e.func, e.func);
      unit.emit('LOAD_METHOD', base, object, name);
    }
    unit.top = base + CALL_ARGS;
    return finishCall(c, dst, base, 0, e.args, e.keywords, KILL_A, Compiler.attributePosition(e.func, e));
  }
  checkCall(c, e);
  unit.top = base + CALL_CALLABLE + 1;
  element(c, e.func, base + CALL_CALLABLE, later);
  unit.top = base + CALL_ARGS;
  finishCall(c, dst, base, 0, e.args, e.keywords, 0, e);
}
