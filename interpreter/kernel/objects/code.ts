// code: what compiled code shows of itself. Loading: eval/code_blob.ts.

import { NONE, NOT_IMPLEMENTED, NULL, Word, address, fromAddress, isPointer, ofBool, ofInt } from '../layout/word';
import {
  CO_ANY_GENERATOR, CO_VARARGS, CO_VARKEYWORDS, Code, ExceptionEntry, PositionEntry,
} from '../layout/code';
import { BYTES_DATA } from '../layout/text';
import { EQ, NE } from '../layout/type';
import { own, release } from '../counting/counts';
import { allocBlock, freeBlock, KIND_RAW } from '../memory/blocks';
import { freeObject, newObject } from '../memory/objects';
import { visit } from '../collector/visit';
import { arg } from '../eval/call';
import { errorSet, formatText, memoryError, raise, raisef } from '../eval/errors';
import { INSTRUCTION_WORDS } from '../generated/opcodes';
import { asI32, equal, hash, isStr, iter, typeOf } from './protocol';
import { bytesSize, newBytes, newBytesFrom } from './bytes/new';
import { hexAddress } from './object';
import { intern } from './str/intern';
import { newText, strEqualsText } from './str/new';
import { listAppendOwned, newList } from './list/core';
import { newTuple, tuple3, tupleGet, tupleInit, tupleSize } from './tuple';
import { positionAt } from './frame';
import { locationTable, stepTable } from './code_lines';
import { warn } from '../eval/warnings';
import {
  T_BYTES, T_CODE, T_DEPRECATION_WARNING, T_FROZENSET, T_NOT_IMPLEMENTED_ERROR, T_TUPLE, T_TYPE_ERROR, T_VALUE_ERROR,
} from '../generated/types';

/** @type code size=offsetof<Code>() flags=GC,WEAKREF
 * Create a code object.  Not for mere mortals. */

// @ts-ignore: decorator
@inline function code(self: Word): Code { return changetype<Code>(address(self)); }

/** @new code */
export function code_new(type: Word, args: usize, n: i32, kwnames: Word): Word {
  return raise(T_NOT_IMPLEMENTED_ERROR, 'code objects are made by compile() and code.replace(), not from their parts');
}

/** @slot code.dealloc */
export function code_dealloc(p: usize): void {
  const c = changetype<Code>(p);
  for (let at = p + offsetof<Code>('name'), end = p + offsetof<Code>('firstFree'); at < end; at += 8) {
    const w = load<u64>(at);
    store<u64>(at, NULL);
    release(w);
  }
  if (c.instructions != 0) freeBlock(c.instructions);
  if (c.constants != 0) freeBlock(c.constants);
  if (c.names != 0) freeBlock(c.names);
  if (c.exceptions != 0) freeBlock(c.exceptions);
  if (c.positions != 0) freeBlock(c.positions);
  freeObject(p);
}
/** @slot code.traverse */
export function code_traverse(p: usize): void {
  for (let at = p + offsetof<Code>('name'), end = p + offsetof<Code>('firstFree'); at < end; at += 8) visit(load<u64>(at));
}

/** @slot code.repr */
export function code_repr(self: Word): Word {
  const c = code(self);
  const at = hexAddress(self);
  const r = formatText('<code object %U at %U, file "%U", line %d>', c.name, at, c.filename, ofInt(c.firstLine));
  release(at);
  return r;
}

/** The instructions with their inline caches empty, as bytes. */
function instructionBytes(c: Code): Word {
  const size = c.instructionCount << 3;
  const p = newBytes(size);
  if (p == 0) return NULL;
  copyInstructions(c, p + BYTES_DATA);
  return fromAddress(p);
}

// Copies the instructions with empty caches: only LOAD_*, STORE_* and CALL_* carry such words; the words behind
// MAKE_FUNCTION and its like are operands and never change.
export function copyInstructions(c: Code, to: usize): void {
  const from: usize = c.instructions;
  const count = c.instructionCount;
  let i: u32 = 0;
  while (i < count) {
    const ins = load<u64>(from + (<usize>i << 3));
    store<u64>(to + (<usize>i << 3), ins);
    const op = <u32>ins & 0xff;
    i++;
    const digit = <u32>load<u16>(changetype<usize>(INSTRUCTION_WORDS) + (<usize>op << 1));
    const words = digit < 0x3a ? digit - 0x30 : digit - 0x57;
    for (let k: u32 = 0; k < words && i < count; k++, i++) {
      store<u64>(to + (<usize>i << 3), hasOperandWords(op) ? load<u64>(from + (<usize>i << 3)) : 0);
    }
  }
}
import * as op from '../generated/opcodes';
function hasOperandWords(o: u32): bool {
  return o == op.OP_MAKE_FUNCTION || o == op.OP_CALL_KW || o == op.OP_SEND;
}

/** @slot code.hash */
export function code_hash(self: Word): i64 {
  const c = code(self);
  let h: i64 = hash(c.name) ^ (<i64>c.firstLine << 20) ^ <i64>c.argCount ^ (<i64>c.instructionCount << 32) ^ <i64>c.flags;
  h = h * 1000003 ^ hash(c.namesTuple);
  h = h * 1000003 ^ hash(c.registerNames);
  return h == -1 ? -2 : h;
}

// Whether constants are equal and of the same types throughout.
function sameConstant(a: Word, b: Word): i32 {
  if (a == b) return 1;
  if (!isPointer(a) || !isPointer(b)) return 0;
  const t = typeOf(a);
  if (t != typeOf(b)) return 0;
  if (t == T_TUPLE) {
    const n = tupleSize(address(a));
    if (n != tupleSize(address(b))) return 0;
    for (let i: u32 = 0; i < n; i++) {
      const r = sameConstant(tupleGet(address(a), i), tupleGet(address(b), i));
      if (r != 1) return r;
    }
    return 1;
  }
  if (t == T_FROZENSET) {
    const e = equal(a, b);
    if (e != 1) return e;
    return 1;
  }
  return equal(a, b);
}

/** @slot code.richcompare */
export function code_richcompare(a: Word, b: Word, compareOp: i32): Word {
  if ((compareOp != EQ && compareOp != NE) || typeOf(b) != T_CODE) return NOT_IMPLEMENTED;
  const e = sameCode(code(a), code(b));
  if (e < 0) return NULL;
  return ofBool((e == 1) == (compareOp == EQ));
}

function sameCode(x: Code, y: Code): i32 {
  if (x == y) return 1;
  if (x.argCount != y.argCount || x.posOnlyCount != y.posOnlyCount || x.kwOnlyCount != y.kwOnlyCount || x.flags != y.flags ||
    x.firstLine != y.firstLine || x.instructionCount != y.instructionCount || x.exceptionCount != y.exceptionCount ||
    x.positionCount != y.positionCount) return 0;
  let e = equal(x.name, y.name);
  if (e == 1) e = equal(x.qualname, y.qualname);
  if (e == 1) e = equal(x.registerNames, y.registerNames);
  if (e == 1) e = equal(x.registerKinds, y.registerKinds);
  if (e == 1) e = equal(x.namesTuple, y.namesTuple);
  if (e == 1) e = sameConstant(x.consts, y.consts);
  if (e != 1) return e;
  if (memory.compare(x.exceptions, y.exceptions, <usize>x.exceptionCount * offsetof<ExceptionEntry>()) != 0) return 0;
  if (memory.compare(x.positions, y.positions, <usize>x.positionCount * offsetof<PositionEntry>()) != 0) return 0;
  const a = instructionBytes(x);
  const b = instructionBytes(y);
  if (a != NULL && b != NULL) e = equal(a, b);
  else e = -1;
  release(a);
  release(b);
  return e;
}

// ---- attributes --------------------------------------------------------------------------------------------------------

/** @member code.co_argcount */
export function code_argcount(self: Word): Word {
  return ofInt(code(self).argCount);
}
/** @member code.co_posonlyargcount */
export function code_posonlyargcount(self: Word): Word {
  return ofInt(code(self).posOnlyCount);
}
/** @member code.co_kwonlyargcount */
export function code_kwonlyargcount(self: Word): Word {
  return ofInt(code(self).kwOnlyCount);
}
/** @member code.co_stacksize */
export function code_stacksize(self: Word): Word {
  const c = code(self);
  const variables = tupleSize(address(c.registerNames));
  return ofInt(<i64>max(<i32>(c.frameBytes >> 3) - <i32>variables, 0));
}
/** @member code.co_flags */
export function code_flags(self: Word): Word {
  return ofInt(code(self).flags);
}
/** @member code.co_nlocals */
export function code_nlocals(self: Word): Word {
  return ofInt(countKind(code(self), 1));
}
/** @member code.co_consts */
export function code_consts(self: Word): Word {
  return own(code(self).consts);
}
/** @member code.co_names */
export function code_names(self: Word): Word {
  return own(code(self).namesTuple);
}
/** @member code.co_filename */
export function code_filename(self: Word): Word {
  return own(code(self).filename);
}
/** @member code.co_name */
export function code_name(self: Word): Word {
  return own(code(self).name);
}
/** @member code.co_qualname */
export function code_qualname(self: Word): Word {
  return own(code(self).qualname);
}
/** @member code.co_firstlineno */
export function code_firstlineno(self: Word): Word {
  return ofInt(code(self).firstLine);
}
/** @getter code.co_code
 * @getter code._co_code_adaptive */
export function code_code(self: Word): Word {
  return instructionBytes(code(self));
}
/** @member code.co_linetable */
export function code_linetable(self: Word): Word {
  return locationTable(code(self));
}
/** @getter code.co_lnotab */
export function code_lnotab(self: Word): Word {
  if (warn(T_DEPRECATION_WARNING, newText('co_lnotab is deprecated, use co_lines instead.'), 1) < 0) return NULL;
  return stepTable(code(self));
}
/** @member code.co_exceptiontable */
export function code_exceptiontable(self: Word): Word {
  const c = code(self);
  return newBytesFrom(c.exceptions, <u32>(<usize>c.exceptionCount * offsetof<ExceptionEntry>()));
}

function countKind(c: Code, kind: u32): u32 {
  const kinds = address(c.registerKinds);
  let count: u32 = 0;
  for (let i: u32 = 0, n = bytesSize(kinds); i < n; i++) if ((load<u8>(kinds + BYTES_DATA + i) & kind) != 0) count++;
  return count;
}

// The names of registers of a kind, kept in the field at `at`.
function namesOfKind(c: Code, kind: u32, at: usize): Word {
  const there = atomic.load<u64>(at);
  if (there != NULL) return own(there);
  const kinds = address(c.registerKinds);
  const t = newTuple(countKind(c, kind));
  if (t == 0) return NULL;
  let k: u32 = 0;
  for (let i: u32 = 0, n = bytesSize(kinds); i < n; i++) {
    if ((load<u8>(kinds + BYTES_DATA + i) & kind) != 0) tupleInit(t, k++, own(tupleGet(address(c.registerNames), i)));
  }
  if (atomic.cmpxchg<u64>(at, NULL, fromAddress(t)) == NULL) return own(fromAddress(t));
  return fromAddress(t);
}
/** @getter code.co_varnames */
export function code_varnames(self: Word): Word {
  return namesOfKind(code(self), 1, address(self) + offsetof<Code>('varnames'));
}
/** @getter code.co_cellvars */
export function code_cellvars(self: Word): Word {
  return namesOfKind(code(self), 2, address(self) + offsetof<Code>('cellvars'));
}
/** @getter code.co_freevars */
export function code_freevars(self: Word): Word {
  return namesOfKind(code(self), 4, address(self) + offsetof<Code>('freevars'));
}

/** @method code._varname_from_oparg(self, oparg, /)
 * (internal-only) Return the local variable name for the given oparg. */
export function code_varname_from_oparg(self: Word, oparg: Word): Word {
  const i = asI32(oparg);
  if (i == -1 && errorSet()) return NULL;
  const names = address(code(self).registerNames);
  if (i < 0 || <u32>i >= tupleSize(names)) return raise(T_VALUE_ERROR, 'index out of range');
  return own(tupleGet(names, i));
}

function iteratorOf(list: usize): Word {
  const r = iter(fromAddress(list));
  release(fromAddress(list));
  return r;
}
// @ts-ignore: decorator
@inline function orNone(n: i32): Word { return n < 0 ? NONE : ofInt(n); }

// Offsets count two bytes an instruction word, as the library reckons (traceback takes lasti // 2 for an index).
/** @method code.co_lines(self, /) */
export function code_lines(self: Word): Word {
  const c = code(self);
  const list = newList(0);
  if (list == 0) return NULL;
  const base: usize = c.positions;
  let start: u32 = 0;
  let line: i32 = <i32>c.firstLine;
  for (let i: u32 = 0; i < c.positionCount; i++) {
    const e = changetype<PositionEntry>(base + <usize>i * offsetof<PositionEntry>());
    if (e.line == line) continue;
    // statements without instructions have empty ranges
    if (e.start > start || i > 0) listAppendOwned(list, fromAddress(tuple3(ofInt(<i64>start << 1), ofInt(<i64>e.start << 1), orNone(line))));
    start = e.start;
    line = e.line;
  }
  if (c.instructionCount > start) listAppendOwned(list, fromAddress(tuple3(ofInt(<i64>start << 1), ofInt(<i64>c.instructionCount << 1), orNone(line))));
  return iteratorOf(list);
}

/** @method code.co_positions(self, /) */
export function code_positions(self: Word): Word {
  const c = code(self);
  const list = newList(c.instructionCount);
  if (list == 0) return NULL;
  for (let i: u32 = 0; i < c.instructionCount; i++) {
    const at = positionAt(c, i);
    const t = newTuple(4);
    if (t == 0) {
      release(fromAddress(list));
      return NULL;
    }
    if (at == 0) for (let k: u32 = 0; k < 4; k++) tupleInit(t, k, NONE);
    else {
      const e = changetype<PositionEntry>(at);
      tupleInit(t, 0, orNone(e.line));
      tupleInit(t, 1, orNone(e.endLine));
      tupleInit(t, 2, orNone(e.column));
      tupleInit(t, 3, orNone(e.endColumn));
    }
    listAppendOwned(list, fromAddress(t));
  }
  return iteratorOf(list);
}

// ---- replace -----------------------------------------------------------------------------------------------------------

function copyBlock(block: u32, size: usize): u32 {
  if (block == 0) return 0;
  const p = allocBlock(KIND_RAW, size);
  if (p != 0) memory.copy(p, block, size);
  return <u32>p;
}

function copyCode(from: Code): usize {
  const p = newObject(T_CODE, offsetof<Code>());
  if (p == 0) return 0;
  memory.copy(p + 16, changetype<usize>(from) + 16, offsetof<Code>() - 16);
  const c = changetype<Code>(p);
  for (let at = p + offsetof<Code>('name'), end = p + offsetof<Code>('firstFree'); at < end; at += 8) own(load<u64>(at));
  c.heat = 0;
  c.entry = 0;
  c.instructions = 0;
  c.constants = copyBlock(from.constants, <usize>tupleSize(address(from.consts)) << 3);
  c.names = copyBlock(from.names, <usize>tupleSize(address(from.namesTuple)) << 3);
  c.exceptions = copyBlock(from.exceptions, <usize>from.exceptionCount * offsetof<ExceptionEntry>());
  c.positions = copyBlock(from.positions, <usize>from.positionCount * offsetof<PositionEntry>());
  const instructions = allocBlock(KIND_RAW, <usize>from.instructionCount << 3);
  if (instructions == 0) {
    release(fromAddress(p));
    memoryError();
    return 0;
  }
  copyInstructions(from, instructions);
  c.instructions = <u32>instructions;
  return p;
}

function setWord(at: usize, w: Word): void {
  const old = load<u64>(at);
  store<u64>(at, own(w));
  release(old);
}

function replaceText(p: usize, field: usize, name: string, value: Word): bool {
  if (!isStr(value)) {
    raisef(T_TYPE_ERROR, "replace() argument '%S' must be str, not %T", literal(name), value);
    return false;
  }
  setWord(p + field, value);
  return true;
}
import { internText } from './str/new';
function literal(text: string): Word { return internText(text); }

function replaceCount(at: usize, value: Word): bool {
  const n = asI32(value);
  if (n == -1 && errorSet()) return false;
  if (n < 0) {
    raise(T_VALUE_ERROR, 'code: argument is negative');
    return false;
  }
  store<u32>(at, <u32>n);
  return true;
}

// Names of the registers of a kind := names; their number cannot change.
function replaceNames(p: usize, kind: u32, names: Word, what: string): bool {
  const c = changetype<Code>(p);
  if (typeOf(names) != T_TUPLE) {
    raisef(T_TYPE_ERROR, "replace() argument '%S' must be tuple, not %T", literal(what), names);
    return false;
  }
  for (let i: u32 = 0, n = tupleSize(address(names)); i < n; i++) {
    if (!isStr(tupleGet(address(names), i))) {
      raisef(T_TYPE_ERROR, 'name tuples must contain only strings, not %R', fromAddress(typeOf(tupleGet(address(names), i))));
      return false;
    }
  }
  if (tupleSize(address(names)) != countKind(c, kind)) {
    if (kind == 1) raisef(T_VALUE_ERROR, 'code: co_nlocals != len(co_varnames)');
    else raise(T_NOT_IMPLEMENTED_ERROR, 'code.replace() cannot change the number of cells or free variables');
    return false;
  }
  const old = address(c.registerNames);
  const n = tupleSize(old);
  const fresh = newTuple(n);
  if (fresh == 0) return false;
  let k: u32 = 0;
  for (let i: u32 = 0; i < n; i++) {
    const mine = (load<u8>(address(c.registerKinds) + BYTES_DATA + i) & kind) != 0;
    tupleInit(fresh, i, mine ? intern(own(tupleGet(address(names), k++))) : own(tupleGet(old, i)));
  }
  setWord(p + offsetof<Code>('registerNames'), fromAddress(fresh));
  release(fromAddress(fresh));
  for (let at = p + offsetof<Code>('varnames'), end = p + offsetof<Code>('freevars') + 8; at < end; at += 8) {
    release(load<u64>(at));
    store<u64>(at, NULL);
  }
  return true;
}

// A tuple and the block of its words.
function replaceTuple(p: usize, field: usize, block: usize, value: Word, what: string, strings: bool): bool {
  if (typeOf(value) != T_TUPLE) {
    raisef(T_TYPE_ERROR, "replace() argument '%S' must be tuple, not %T", literal(what), value);
    return false;
  }
  const n = tupleSize(address(value));
  const had = tupleSize(address(load<u64>(p + field)));
  if (n < had) {
    raisef(T_VALUE_ERROR, 'code: %S is too small', literal(what));
    return false;
  }
  const fresh = n == 0 ? 0 : allocBlock(KIND_RAW, <usize>n << 3);
  if (n != 0 && fresh == 0) {
    memoryError();
    return false;
  }
  const tuple = newTuple(n);
  if (tuple == 0) return false;
  for (let i: u32 = 0; i < n; i++) {
    const w = tupleGet(address(value), i);
    if (strings && !isStr(w)) {
      raisef(T_TYPE_ERROR, 'name tuples must contain only strings, not %R', fromAddress(typeOf(w)));
      release(fromAddress(tuple));
      freeBlock(fresh);
      return false;
    }
    const kept = strings ? intern(own(w)) : own(w);
    tupleInit(tuple, i, kept);
    store<u64>(fresh + (<usize>i << 3), kept);
  }
  setWord(p + field, fromAddress(tuple));
  release(fromAddress(tuple));
  const old = load<u32>(p + block);
  store<u32>(p + block, <u32>fresh);
  if (old != 0) freeBlock(old);
  return true;
}

function replaceOne(p: usize, key: Word, value: Word): bool {
  const c = changetype<Code>(p);
  if (strEqualsText(key, 'co_name')) return replaceText(p, offsetof<Code>('name'), 'co_name', value);
  if (strEqualsText(key, 'co_qualname')) return replaceText(p, offsetof<Code>('qualname'), 'co_qualname', value);
  if (strEqualsText(key, 'co_filename')) return replaceText(p, offsetof<Code>('filename'), 'co_filename', value);
  if (strEqualsText(key, 'co_firstlineno')) return replaceCount(p + offsetof<Code>('firstLine'), value);
  if (strEqualsText(key, 'co_flags')) return replaceCount(p + offsetof<Code>('flags'), value);
  if (strEqualsText(key, 'co_argcount')) return replaceCount(p + offsetof<Code>('argCount'), value);
  if (strEqualsText(key, 'co_posonlyargcount')) return replaceCount(p + offsetof<Code>('posOnlyCount'), value);
  if (strEqualsText(key, 'co_kwonlyargcount')) return replaceCount(p + offsetof<Code>('kwOnlyCount'), value);
  if (strEqualsText(key, 'co_nlocals')) {
    const n = asI32(value);
    if (n == -1 && errorSet()) return false;
    if (<u32>n == countKind(c, 1)) return true;
    raise(T_VALUE_ERROR, 'code: co_nlocals != len(co_varnames)');
    return false;
  }
  if (strEqualsText(key, 'co_varnames')) return replaceNames(p, 1, value, 'co_varnames');
  if (strEqualsText(key, 'co_cellvars')) return replaceNames(p, 2, value, 'co_cellvars');
  if (strEqualsText(key, 'co_freevars')) return replaceNames(p, 4, value, 'co_freevars');
  if (strEqualsText(key, 'co_consts')) return replaceTuple(p, offsetof<Code>('consts'), offsetof<Code>('constants'), value, 'co_consts', false);
  if (strEqualsText(key, 'co_names')) return replaceTuple(p, offsetof<Code>('namesTuple'), offsetof<Code>('names'), value, 'co_names', true);
  if (strEqualsText(key, 'co_stacksize')) {
    const n = asI32(value);
    if (n == -1 && errorSet()) return false;
    const names = tupleSize(address(c.registerNames));
    if (n < 0) {
      raise(T_VALUE_ERROR, 'code: co_stacksize is negative');
      return false;
    }
    c.frameBytes = max(c.frameBytes, <u32>((names + n) << 3));
    return true;
  }
  if (strEqualsText(key, 'co_code')) {
    const mine = instructionBytes(c);
    const same = mine != NULL && typeOf(value) == T_BYTES && equal(mine, value) == 1;
    release(mine);
    if (same) return true;
    raise(T_NOT_IMPLEMENTED_ERROR, 'code.replace() cannot change co_code');
    return false;
  }
  if (strEqualsText(key, 'co_linetable') || strEqualsText(key, 'co_exceptiontable')) {
    if (typeOf(value) == T_BYTES) return true;
    raisef(T_TYPE_ERROR, "replace() argument '%S' must be bytes, not %T", key, value);
    return false;
  }
  raisef(T_TYPE_ERROR, "replace() got an unexpected keyword argument '%S'", key);
  return false;
}

/** @method code.replace(self, /, **changes)
 * @method code.__replace__(self, /, **changes)
 * Return a copy of the code object with new values for the specified fields. */
export function code_replace(args: usize, n: i32, kwnames: Word): Word {
  const self = arg(args, 0);
  const p = copyCode(code(self));
  if (p == 0) return NULL;
  const count: u32 = kwnames == NULL ? 0 : tupleSize(address(kwnames));
  for (let i: u32 = 0; i < count; i++) {
    if (!replaceOne(p, tupleGet(address(kwnames), i), arg(args, n + <i32>i))) {
      release(fromAddress(p));
      return NULL;
    }
  }
  const c = changetype<Code>(p);
  const plain = c.kwOnlyCount == 0 && (c.flags & (CO_VARARGS | CO_VARKEYWORDS | CO_ANY_GENERATOR)) == 0;
  c.plainArgs = plain ? <i32>c.argCount : -1;
  return fromAddress(p);
}
