/** Type parameters and type aliases (PEP 695, 696): annotation scopes that are functions called at once or on demand. */

import { KILL } from '../../bytecode/assembler.js';
import { CALL_ARGS, CALL_CALLABLE } from '../../bytecode/instructions.js';
import type { CodeObject } from '../blob.js';
import type { Expr, NodeOf, Position, TypeParam } from '../tree.js';
import { openCall } from './calls.js';
import { buildClass } from './classes.js';
import type { Compiler } from './compiler.js';
import { into, operand } from './expressions.js';
import {
  annotations,
  compileFunction,
  defaults,
  define,
  type FunctionNode,
  functionCode,
  intrinsic,
  makeFunction,
  WITH_DEFAULTS,
  WITH_KWDEFAULTS,
} from './functions.js';
import { nameOperand, storeName } from './names.js';

/** dst := function that evaluates `e` in an annotation scope of its own. */
function evaluator(c: Compiler, e: Expr, name: string, dst: number): void {
  const unit = c.unit;
  const code = compileFunction(c, e, name, c.evaluatorOf(e), (inner) => {
    const value = inner.alloc();
    if (e.kind === 'Starred') {
      // The default of a TypeVarTuple: `*Ts = *x` stands for the one item of the unpacked value.
      const iterable = operand(c, e.value);
      inner.at = e;
      inner.emit('UNPACK', value, iterable, 1);
    } else into(c, e, value);
    inner.at = e;
    inner.emit('RETURN', value | KILL);
    inner.end();
  });
  unit.at = e;
  makeFunction(c, dst, code, 0, dst);
}

/** Makes the type parameters, binds their names, and leaves their tuple in `dst`, the topmost temporary. */
function typeParams(c: Compiler, params: readonly TypeParam[], dst: number): void {
  const unit = c.unit;
  let seenDefault = false;
  params.forEach((param, i) => {
    const register = dst + i;
    unit.top = register + 1;
    unit.at = param;
    unit.loadConst(register, { t: 'str', v: param.name });
    if (param.kind === 'TypeVar' && param.bound !== null) {
      unit.top = register + 2;
      evaluator(c, param.bound, param.name, register + 1);
      unit.at = param;
      const kind = param.bound.kind === 'Tuple' ? 'TYPEVAR_WITH_CONSTRAINTS' : 'TYPEVAR_WITH_BOUND';
      unit.emit('INTRINSIC', register, register, intrinsic(kind));
    } else {
      const kind = param.kind === 'TypeVar' ? 'TYPEVAR' : param.kind === 'ParamSpec' ? 'PARAMSPEC' : 'TYPEVARTUPLE';
      unit.emit('INTRINSIC', register, register, intrinsic(kind));
    }
    if (param.default_value !== null) {
      seenDefault = true;
      unit.top = register + 2;
      evaluator(c, param.default_value, param.name, register + 1);
      unit.at = param;
      unit.emit('INTRINSIC', register, register, intrinsic('SET_TYPEPARAM_DEFAULT'));
    } else if (seenDefault)
      throw c.error(`non-default type parameter '${param.name}' follows default type parameter`, param);
    unit.top = register + 1;
    storeName(c, param.name, register, param);
  });
  unit.at = params[0];
  unit.emit('BUILD_TUPLE', dst, dst, params.length);
  unit.top = dst + 1;
}

/** dst := call of a function of `code` with arguments that stand from base+5 on already. */
function callScope(c: Compiler, code: CodeObject, dst: number, base: number, given: number, at: Position): void {
  const unit = c.unit;
  // The function is made above the arguments and moved to its place.
  unit.top = base + CALL_ARGS + given;
  const made = unit.alloc();
  unit.at = at;
  makeFunction(c, made, code, 0, made);
  unit.emit('MOVE', base + CALL_CALLABLE, made | KILL);
  unit.emit('CALL', dst, base, given);
}

/** dst := generic function. */
export function genericFunction(c: Compiler, s: FunctionNode, dst: number): void {
  const unit = c.unit;
  const base = openCall(c, dst);
  unit.top = base + CALL_ARGS;
  const given = defaults(c, s.args, s);
  const count = unit.top - (base + CALL_ARGS);
  const scope = c.scopeOf(s.type_params);
  const code = compileFunction(c, s, `<generic parameters of ${s.name}>`, scope, (inner) => {
    inner.argCount = count;
    const params = inner.alloc();
    typeParams(c, s.type_params, params);
    const group = inner.alloc();
    inner.top = group;
    if (given & WITH_DEFAULTS) inner.emit('MOVE', inner.alloc(), nameOperand(c, '.defaults', s, -1));
    if (given & WITH_KWDEFAULTS) inner.emit('MOVE', inner.alloc(), nameOperand(c, '.kwdefaults', s, -1));
    const flags = given | annotations(c, s.args, s.returns, s);
    const body = functionCode(c, s);
    inner.at = s;
    const value = group;
    makeFunction(c, value, body, flags, group);
    // The intrinsic takes the function first, then its type parameters.
    inner.top = group + 1;
    inner.emit('SWAP', params, group);
    inner.emit('INTRINSIC', params, params, intrinsic('SET_FUNCTION_TYPE_PARAMS'));
    inner.emit('RETURN', params | KILL);
    inner.end();
  });
  callScope(c, code, dst, base, count, s);
}

/** dst := generic class. */
export function genericClass(c: Compiler, s: NodeOf<'ClassDef'>, dst: number): void {
  const base = openCall(c, dst);
  const scope = c.scopeOf(s.type_params);
  const code = compileFunction(c, s, `<generic parameters of ${s.name}>`, scope, (inner) => {
    const params = inner.alloc();
    typeParams(c, s.type_params, params);
    storeName(c, '.type_params', params, s);
    inner.at = s;
    inner.emit('INTRINSIC', params, params, intrinsic('SUBSCRIPT_GENERIC'));
    storeName(c, '.generic_base', params | KILL, s);
    inner.top = params;
    const value = inner.alloc();
    const generic: Expr = { ...position(s), kind: 'Name', id: '.generic_base', ctx: 'Load' };
    const bases = [...s.bases, generic];
    buildClass(c, s, value, bases, s.keywords);
    inner.at = s;
    inner.emit('RETURN', value | KILL);
    inner.end();
  });
  callScope(c, code, dst, base, 0, s);
}

function position(s: Position): Position {
  return {
    lineno: s.lineno,
    col_offset: s.col_offset,
    end_lineno: s.end_lineno,
    end_col_offset: s.end_col_offset,
  };
}

/** dst := TypeAliasType from the name and parameters (or None) that stand at `base`. */
function makeAlias(c: Compiler, s: NodeOf<'TypeAlias'>, name: string, dst: number, base: number): void {
  const unit = c.unit;
  unit.top = base + 3;
  evaluator(c, s.value, name, base + 2);
  unit.at = s;
  unit.emit('INTRINSIC', dst, base, intrinsic('TYPEALIAS'));
}

export function typeAlias(c: Compiler, s: NodeOf<'TypeAlias'>): void {
  if (s.name.kind !== 'Name') throw c.error('cannot assign to expression', s.name);
  const name = s.name.id;
  define(c, name, s.name, (dst) => {
    const unit = c.unit;
    if (s.type_params.length === 0) {
      const base = unit.alloc(2);
      unit.at = s;
      unit.loadConst(base, { t: 'str', v: name });
      unit.loadConst(base + 1, { t: 'none' });
      return makeAlias(c, s, name, dst, base);
    }
    const base = openCall(c, dst);
    const scope = c.scopeOf(s.type_params);
    const code = compileFunction(c, s, `<generic parameters of ${name}>`, scope, (inner) => {
      const group = inner.alloc();
      inner.at = s;
      inner.loadConst(group, { t: 'str', v: name });
      typeParams(c, s.type_params, inner.alloc());
      makeAlias(c, s, name, group, group);
      inner.emit('RETURN', group | KILL);
      inner.end();
    });
    callScope(c, code, dst, base, 0, s);
  });
}
