// Local variables and cells off the fast path, and the errors of unbound names.

import { Word, NULL, UNBOUND, BORROWED, isPointer, isOwned, address, fromAddress, plain } from '../layout/word';
import { Code, Function, FRAME_FUNCTION, FRAME_CODE } from '../layout/code';
import { Cell, TUPLE_ITEMS } from '../layout/containers';
import { solo } from '../sync/current';
import { enter, leave } from '../sync/critical';
import { exchange64 } from '../sync/access';
import { own, release, tryIncref } from '../counting/counts';
import { newObject } from '../memory/objects';
import { raisef, errorSet } from './errors';
import { mappingGet } from './caches';
import { builtinsOfCaller } from './frames';
import { Exception } from '../layout/exception';
import { thread } from '../sync/current';
import { T_CELL, T_NAME_ERROR, T_UNBOUND_LOCAL_ERROR, T_ASSERTION_ERROR, T_NOT_IMPLEMENTED_ERROR } from '../generated/types';
import { N___build_class__ } from '../generated/names';

// @ts-ignore: decorator
@inline function nameAt(fp: usize, index: u32): Word {
  return load<u64>(<usize>load<u32>(load<u32>(fp - FRAME_CODE), offsetof<Code>('names')) + (<usize>index << 3));
}

/** NameError: name 'x' is not defined; its `name` attribute is set. */
export function raiseNameError(name: Word): Word {
  raisef(T_NAME_ERROR, "name '%U' is not defined", name);
  const e = thread().error;
  if (e != NULL) changetype<Exception>(address(e)).f0 = own(name);
  return NULL;
}

export function unboundLocal(fp: usize, index: u32): void {
  raisef(T_UNBOUND_LOCAL_ERROR, "cannot access local variable '%U' where it is not associated with a value", nameAt(fp, index));
}

export function deleteLocal(fp: usize, at: usize, index: u32): bool {
  const w = load<u64>(at);
  if (w == UNBOUND || w == NULL) {
    unboundLocal(fp, index);
    return false;
  }
  store<u64>(at, UNBOUND);
  if (isOwned(w)) release(w);
  return true;
}

/** Register `at` := cell with what it holds, or an empty one. */
export function makeCell(at: usize, filled: bool): bool {
  const cell = newCell(UNBOUND);
  if (cell == 0) return false;
  const w = load<u64>(at);
  if (filled) changetype<Cell>(cell).value = isOwned(w) ? w : own(plain(w));
  store<u64>(at, fromAddress(cell));
  if (!filled && isOwned(w)) release(w);
  return true;
}

/** New cell; takes the value over. */
export function newCell(value: Word): usize {
  const p = newObject(T_CELL, offsetof<Cell>());
  if (p == 0) return 0;
  store<u64>(p, value, offsetof<Cell>('value'));
  return p;
}

export function copyFree(fp: usize, at: usize, count: u32): void {
  const closure = address(changetype<Function>(address(load<u64>(fp - FRAME_FUNCTION))).closure);
  for (let i: u32 = 0; i < count; i++) {
    const q = at + (<usize>i << 3);
    const old = load<u64>(q);
    store<u64>(q, load<u64>(closure + TUPLE_ITEMS + (<usize>i << 3)) | BORROWED);
    if (isOwned(old)) release(old);
  }
}

/** Contents of a cell, owned; UNBOUND if empty. Lock-free, then under the lock. */
export function cellContents(cell: usize): Word {
  const at = cell + offsetof<Cell>('value');
  const w = atomic.load<u64>(at);
  if (!isPointer(w)) return w;
  if (solo) return own(w);
  if (tryIncref(address(w))) {
    if (atomic.load<u64>(at) == w) return w;
    release(w);
  }
  enter(cell);
  const r = own(atomic.load<u64>(at));
  leave(cell);
  return r;
}

/** Contents := w (taken over). */
export function storeCell(cell: usize, w: Word): void {
  const at = cell + offsetof<Cell>('value');
  let old: Word;
  if (solo) {
    old = load<u64>(at);
    store<u64>(at, w);
  } else {
    enter(cell);
    old = atomic.xchg<u64>(at, w);
    leave(cell);
  }
  if (isOwned(old)) release(old);
}

function emptyCell(fp: usize, index: u32, register: u32): void {
  const code = changetype<Code>(load<u32>(fp - FRAME_CODE));
  if (register >= code.firstFree && code.freeCount != 0)
    raisef(T_NAME_ERROR, "cannot access free variable '%U' where it is not associated with a value in enclosing scope", nameAt(fp, index));
  else unboundLocal(fp, index);
}

export function loadCellSlow(fp: usize, cell: usize, index: u32, register: u32): Word {
  const w = cellContents(cell);
  if (w != UNBOUND) return w;
  emptyCell(fp, index, register);
  return NULL;
}

export function deleteCell(fp: usize, cell: usize, index: u32, register: u32): bool {
  const old = exchange64(cell + offsetof<Cell>('value'), UNBOUND);
  if (old == UNBOUND) {
    emptyCell(fp, index, register);
    return false;
  }
  release(old);
  return true;
}

export function loadCellOrLocals(fp: usize, cell: usize, index: u32, register: u32): Word {
  return loadDictOrCell(fp, plain(load<u64>(fp)), cell, index, register);
}

export function loadDictOrCell(fp: usize, mapping: Word, cell: usize, index: u32, register: u32): Word {
  const w = mappingGet(mapping, nameAt(fp, index));
  if (w != NULL || errorSet()) return w;
  return loadCellSlow(fp, cell, index, register);
}

export function loadDictOrGlobal(fp: usize, mapping: Word, index: u32): Word {
  const name = nameAt(fp, index);
  const w = mappingGet(mapping, name);
  if (w != NULL || errorSet()) return w;
  const f = changetype<Function>(address(load<u64>(fp - FRAME_FUNCTION)));
  const g = mappingGet(fromAddress(f.globals), name);
  if (g != NULL || errorSet()) return g;
  const b = mappingGet(fromAddress(f.builtins), name);
  if (b != NULL || errorSet()) return b;
  return raiseNameError(name);
}

export function loadCommon(which: u32): Word {
  if (which == 0) {
    const f = mappingGet(fromAddress(builtinsOfCaller()), N___build_class__);
    if (f == NULL) return errorSet() ? NULL : raisef(T_NAME_ERROR, '__build_class__ not found');
    return f;
  }
  return fromAddress(which == 1 ? T_ASSERTION_ERROR : T_NOT_IMPLEMENTED_ERROR);
}
