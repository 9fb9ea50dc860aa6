/** Loading, storing and deleting names, wherever they live. */

import { KILL } from '../../bytecode/assembler.js';
import { WATCHERS } from '../scopes/symbols.js';
import type { Expr, Position } from '../tree.js';
import type { Compiler } from './compiler.js';

type Location =
  | { kind: 'register' | 'cell' | 'class cell'; register: number }
  | { kind: 'name' | 'global' | 'dict or global' }
  | { kind: 'dict or cell'; register: number };

/** Where the (mangled) name lives as seen from the current scope. */
export function locate(c: Compiler, name: string): Location {
  const unit = c.unit;
  let scope = c.scope;
  let depth = unit.inlined.length;
  while (scope.inlined) {
    const place = scope.places.get(name) ?? 'global implicit';
    if (place === 'local' || place === 'cell') {
      const register = unit.inlined[depth - 1].registers.get(name)!;
      return { kind: place === 'local' ? 'register' : 'cell', register };
    }
    if (place === 'global explicit') return { kind: 'global' };
    if (place === 'global implicit') return { kind: unit.scope.kind === 'module' ? 'name' : 'global' };
    scope = scope.parent!;
    depth--;
    if (scope.kind === 'class') return { kind: 'cell', register: unit.freeRegister(name) };
  }
  const functionLike = scope.isFunctionLike;
  switch (scope.places.get(name) ?? 'global implicit') {
    case 'local':
      return functionLike ? { kind: 'register', register: unit.localRegister(name) } : { kind: 'name' };
    case 'cell':
      return { kind: 'cell', register: unit.cellRegister(name) };
    case 'free': {
      const register = unit.freeRegister(name);
      if (functionLike) return { kind: scope.seesClass ? 'dict or cell' : 'cell', register };
      return { kind: 'class cell', register };
    }
    case 'global explicit':
      return { kind: 'global' };
    default:
      if (!functionLike) return { kind: 'name' };
      return { kind: scope.seesClass ? 'dict or global' : 'global' };
  }
}

/** Makes sure that the local is bound when it is read now. */
function check(c: Compiler, register: number, name: string): void {
  const unit = c.unit;
  if (!unit.reachable || unit.isBound(register)) return;
  unit.emit('CHECK_BOUND', register, unit.nameNumber(name));
  unit.mayBeUnbound(register);
  unit.markBound(register);
}

/** The register of a name that is a plain local, else null. Does not check that it is bound. */
export function registerOf(c: Compiler, id: string): number | null {
  const location = locate(c, c.mangle(id));
  return location.kind === 'register' ? location.register : null;
}

/** Operand for the value of a name: its own register, or a temporary (`scratch` if that is given). */
export function nameOperand(c: Compiler, id: string, at: Position, scratch: number): number {
  const unit = c.unit;
  const name = c.mangle(id);
  const location = locate(c, name);
  if (location.kind === 'register') {
    unit.at = at;
    check(c, location.register, name);
    return location.register;
  }
  const register = scratch >= 0 && unit.isFresh(scratch) ? scratch : unit.alloc();
  loadFrom(c, location, name, register, at);
  return register | KILL;
}

export function loadName(c: Compiler, id: string, dst: number, at: Position): void {
  const name = c.mangle(id);
  const location = locate(c, name);
  if (location.kind === 'register') {
    c.unit.at = at;
    check(c, location.register, name);
    if (location.register !== dst) c.unit.emit('MOVE', dst, location.register);
  } else loadFrom(c, location, name, dst, at);
}

function loadFrom(c: Compiler, location: Location, name: string, dst: number, at: Position): void {
  const unit = c.unit;
  const number = unit.nameNumber(name);
  unit.at = at;
  switch (location.kind) {
    case 'register':
      throw new Error('a local is read from its register');
    case 'cell':
      return unit.emit('LOAD_CELL', dst, location.register, number);
    case 'class cell':
      return unit.emit('LOAD_CELL_OR_LOCALS', dst, location.register, number);
    case 'dict or cell':
      unit.emit('LOAD_CELL', dst, unit.freeRegister('__classdict__'), unit.nameNumber('__classdict__'));
      return unit.emit('LOAD_DICT_OR_CELL', dst, location.register, number);
    case 'dict or global':
      unit.emit('LOAD_CELL', dst, unit.freeRegister('__classdict__'), unit.nameNumber('__classdict__'));
      return unit.emit('LOAD_DICT_OR_GLOBAL', dst, dst | KILL, number);
    case 'name':
      return unit.emit('LOAD_NAME', dst, 0, number);
    case 'global':
      if (WATCHERS.has(name)) unit.namesAreWatched = true;
      return unit.emit('LOAD_GLOBAL', dst, 0, number);
  }
}

function refuseDebug(c: Compiler, id: string, verb: string, at: Position): void {
  if (id === '__debug__') throw c.error(`cannot ${verb} __debug__`, at);
}

/** SyntaxError if `id` may not be assigned. */
export function checkAssignable(c: Compiler, id: string, at: Position): void {
  refuseDebug(c, id, 'assign to', at);
}

function checkDeletable(c: Compiler, id: string, at: Position): void {
  refuseDebug(c, id, 'delete', at);
}

/** Stores an operand into a name; a dying temporary is moved. */
export function storeName(c: Compiler, id: string, value: number, at: Position): void {
  checkAssignable(c, id, at);
  const unit = c.unit;
  const name = c.mangle(id);
  const location = locate(c, name);
  unit.at = at;
  switch (location.kind) {
    case 'register':
      if (location.register !== value) unit.emit('MOVE', location.register, value);
      return unit.markBound(location.register);
    case 'cell':
    case 'class cell':
    case 'dict or cell':
      return unit.emit('STORE_CELL', location.register, value);
    case 'name':
      return unit.emit('STORE_NAME', value, 0, unit.nameNumber(name));
    default:
      return unit.emit('STORE_GLOBAL', value, 0, unit.nameNumber(name));
  }
}

export function deleteName(c: Compiler, id: string, at: Position): void {
  checkDeletable(c, id, at);
  const unit = c.unit;
  const name = c.mangle(id);
  const number = unit.nameNumber(name);
  const location = locate(c, name);
  unit.at = at;
  switch (location.kind) {
    case 'register':
      if (!unit.isBound(location.register)) unit.mayBeUnbound(location.register);
      unit.emit('DELETE_LOCAL', location.register, number);
      return unit.markUnbound(location.register);
    case 'cell':
    case 'class cell':
    case 'dict or cell':
      return unit.emit('DELETE_CELL', location.register, number);
    case 'name':
      return unit.emit('DELETE_NAME', 0, 0, number);
    default:
      return unit.emit('DELETE_GLOBAL', 0, 0, number);
  }
}

/** The register that a value for `target` can be computed into directly, or null. */
export function targetRegister(c: Compiler, target: Expr): number | null {
  if (target.kind !== 'Name' || target.id === '__debug__') return null;
  return registerOf(c, target.id);
}
