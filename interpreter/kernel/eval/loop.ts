// The loop. Its whole state is the thread, the frame pointer and the address of the current instruction: every
// instruction leaves the frame whole at safe points and at anything that can raise.
// Fast paths stand here; everything else is an out-of-line function. A case either moves on by itself (`continue`) or
// leaves its result in `r` and breaks: the tail kills dying operands, stores r into register a and goes on, and takes a
// NULL as a raised exception.
// Conditions of fast paths are nested ifs, not `&&`: the engine makes a value of `a && b`, stores it and tests it again.
// What other threads write is read here by single plain loads of whole words (atomic ones cost a bounds check each): each
// is looked at once, and whatever a reference is taken from is validated by atomic loads afterwards (ownSlot and the like).

import { scheduled } from '../sync/schedule';
import {
  Word, NULL, NONE, TRUE, UNBOUND, BORROWED, isInt, bothInt, isFloat, isNumber, isPointer, isOwned, isBool, address, plain, toInt, ofInt, fitsInt,
  toFloat, ofFloat, ofBool, same,
} from '../layout/word';
import { Thread, SP_REENTER, SP_TRACE } from '../layout/thread';
import {
  Code, Function, MethodDescriptor, NativeFunction, NativeSpec, FRAME_FUNCTION, FRAME_RETURN_PC, FRAME_CALLER, FRAME_CODE, FRAME_FLAGS, FRAME_LINK, FRAME_NONE, FRAME_ENTRY, FRAME_OBJECT,
} from '../layout/code';
import { detachFrame } from '../objects/frame';
import { Type, INSTANCE_PLAIN, LT, LE, EQ, NE, GT, GE } from '../layout/type';
import { Shape, PLAIN_SHAPE, PLAIN_SLOTS } from '../layout/instance';
import { UNCOUNTED } from '../layout/object';
import { Dict, KEYS_VERSION, Cell, Tuple, TUPLE_ITEMS, List, ARRAY_ITEMS, RangeIterator, ListIterator, ITERATOR_DONE } from '../layout/containers';
import { current, solo } from '../sync/current';
import { takeSafePoint } from '../sync/world';
import { incref, increfSeen, ownSeen, decref, decrefLiving, own, release } from '../counting/counts';
import { REENTER } from './execute';
import { STEP_ERROR, STEP_LEAVE, traceInstruction } from './trace';
import { unwind } from './unwind';
import { lend } from './stack';
import { callSlow, callKeywords, callExpanded, returnSlow, ENTERED } from './invoke';
import { binary, binaryImmediate, unaryMinus, unaryPlus, unaryInvert } from './arithmetic';
import {
  loadAttrSlow, storeAttrSlow, loadMethodSlow, loadGlobalSlow, loadNameSlow, storeGlobal, deleteGlobal, storeName, deleteName, ownSlot, ownWordAt,
  addSlotShared, storeSlotShared, storeMemberShared, readDescriptor, SLOT_VALUE, TYPE_VALUE, TYPE_METHOD, ADD_SLOT, DESCRIPTOR,
} from './caches';
import { loadCellSlow, deleteCell, makeCell, copyFree, loadCellOrLocals, loadDictOrCell, loadDictOrGlobal, deleteLocal, unboundLocal, loadCommon, storeCell } from './names';
import { getItem, setItem, compare, truth, contains, iter, setAttr, format } from '../objects/protocol';
import { listGetFast, listItemSeen, listSetFast, listAppend } from '../objects/list/core';
import { dictGet, dictSet } from '../objects/dict/core';
import { errorSet, raiseValue } from './errors';
import { strEqual } from '../objects/str/new';
import { forIter, nextPair, getYieldFromIter, unpack, unpackEx } from './iteration';
import { buildTuple, buildList, buildSet, buildMap, buildString, listExtend, setUpdate, dictUpdateFrom, dictMerge, listToTuple, argumentsTuple, setAdd, convert, formatValue, buildSlice, getSlice, setSlice, mapAdd } from './building';
import { makeFunction } from './functions';
import { returnGenerator, yieldValue, suspendedFlags, resumeInLoop, sendInLoop, send, cleanupThrow } from './generators';
import { endAsyncFor, getAiter, getAnext, getAwaitable } from './awaiting';
import { doRaise, reraise, pushHandled, popHandled, matchException, matchGroup, reraiseStar, withEnter, withExit } from './exceptions';
import { matchSequence, matchMapping, matchKeys, matchClass, getLength } from './match';
import { importName, importFrom, importStar } from './imports';
import { intrinsic, setupAnnotations, printExpression, loadSuper, loadLocals } from './intrinsics';
import {
  T_FUNCTION, T_METHOD_DESCRIPTOR, T_BUILTIN_FUNCTION_OR_METHOD, T_LIST, T_TUPLE, T_DICT, T_RANGE_ITERATOR, T_LIST_ITERATOR, T_TUPLE_ITERATOR, T_GENERATOR, T_COROUTINE, T_STR, T_KEY_ERROR,
} from '../generated/types';
import * as op from '../generated/opcodes';
import { ASSERTIONS } from '../generated/build';
import { checkFrameEntered, checkFrameLeft } from './check';

// @ts-ignore: decorator
@inline function A(ins: u64): usize { return <usize>(<u32>ins >> 16); }
// @ts-ignore: decorator
@inline function B(ins: u64): usize { return <usize>(<u32>(ins >> 32) & 0xffff); }
// @ts-ignore: decorator
@inline function C(ins: u64): usize { return <usize>(ins >> 48); }
// @ts-ignore: decorator
@inline function D(ins: u64): i32 { return <i32>(ins >> 32); }
/** Signed b and c. */
// @ts-ignore: decorator
@inline function SB(ins: u64): i64 { return <i64>(ins << 16) >> 48; }
// @ts-ignore: decorator
@inline function SC(ins: u64): i64 { return <i64>ins >> 48; }
// @ts-ignore: decorator
@inline function has(ins: u64, flag: u32): bool { return (<u32>ins & flag) != 0; }

// @ts-ignore: decorator
@inline const T_PC: usize = offsetof<Thread>('pc');
// @ts-ignore: decorator
@inline const T_FP: usize = offsetof<Thread>('fp');

/** CLEAR of one register, but for its operand a. */
// @ts-ignore: decorator
@inline const CLEAR_ONE: u64 = <u64>op.OP_CLEAR | 1 << 32;

/** Where a conditional jump at `pc` with its distance in c goes when the condition is `t`. */
// @ts-ignore: decorator
@inline function jumpOn(t: bool, pc: usize, ins: u64): usize {
  if (((<u32>t ^ <u32>ins >> 12) & 1) != 0) pc += <usize>(SC(ins) << 3); // bit 12: NEGATE
  return pc + 8;
}

/** What an inline cache is keyed by: the version of a plain instance's shape, or of the type. */
// @ts-ignore: decorator
@inline function keyOf(p: usize, t: usize): u32 {
  return load<u8>(t, offsetof<Type>('kind')) == INSTANCE_PLAIN
    ? load<u32>(<usize>load<u32>(p, PLAIN_SHAPE), offsetof<Shape>('version'))
    : load<u32>(t, offsetof<Type>('version'));
}

function dropWord(w: Word): void { decref(address(w)); }

/** Whether a pointer word is an exact tuple of two. */
// @ts-ignore: decorator
@inline function isPair(w: Word): bool {
  // the word behind the header of anything else may be read, too
  return (<u32>(load<u32>(address(w)) == T_TUPLE) & <u32>(load<u32>(address(w), offsetof<Tuple>('size')) == 2)) != 0;
}

/** Two registers := the items of the pair at p; both are taken before anything that the registers held can die. */
// @ts-ignore: decorator
@inline function putPair(at: usize, p: usize): void {
  const x = load<u64>(p, TUPLE_ITEMS);
  const y = load<u64>(p, TUPLE_ITEMS + 8);
  if (isPointer(x)) incref(address(x));
  if (isPointer(y)) incref(address(y));
  put(at, x);
  put(at + 8, y);
}

/** Register := word (its reference taken over); what it held is released. */
// @ts-ignore: decorator
@inline function put(at: usize, w: Word): void {
  const old = load<u64>(at);
  store<u64>(at, w);
  if (isOwned(old)) dropWord(old);
}

/** `put` where what the register held mostly lives on. */
// @ts-ignore: decorator
@inline function putLiving(at: usize, w: Word): void {
  const old = load<u64>(at);
  store<u64>(at, w);
  if (isOwned(old)) decrefLiving(address(old));
}

// Empties a register whose operand dies here and mostly lives on elsewhere.
// @ts-ignore: decorator
@inline function killLiving(at: usize): void {
  const w = load<u64>(at);
  store<u64>(at, NULL);
  if (isOwned(w)) decrefLiving(address(w));
}

// Empties registers whose operands die here.
function killOperands(fp: usize, ins: u64): void {
  if (has(ins, op.KILL_B)) killRegister(fp + B(ins));
  if (has(ins, op.KILL_C)) killRegister(fp + C(ins));
}
function killRegister(at: usize): void {
  const w = load<u64>(at);
  store<u64>(at, NULL);
  if (isOwned(w)) decref(address(w));
}

/** The spec of a native function that the loop calls itself: of the class of its first argument, or of a module. 0: other callables. */
// @ts-ignore: decorator
@inline function directSpec(f: Word, to: usize, n: i32): usize {
  if (isOwned(f)) return 0;
  if (!isPointer(f)) return 0;
  const p = address(f);
  const t = load<u32>(p);
  let spec: usize;
  if (t == T_METHOD_DESCRIPTOR) {
    const self = load<u64>(to);
    if (n == 0) return 0;
    if (!isPointer(self)) return 0;
    if (load<u32>(address(self)) != load<u32>(p, offsetof<MethodDescriptor>('owner_type'))) return 0;
    spec = load<u32>(p, offsetof<MethodDescriptor>('spec'));
  } else {
    if (t != T_BUILTIN_FUNCTION_OR_METHOD) return 0;
    if (load<u32>(p, offsetof<NativeFunction>('bound')) != 0) return 0;
    spec = load<u32>(p, offsetof<NativeFunction>('spec'));
  }
  if (n < <i32>load<u16>(spec, offsetof<NativeSpec>('leastDirect'))) return 0;
  return n > <i32>load<u8>(spec, offsetof<NativeSpec>('maxArgs')) ? 0 : spec;
}

function clearRegisters(from: usize, end: usize): void {
  for (let q = from; q < end; q += 8) killRegister(q);
}

function compareTruth(a: Word, b: Word, operator: i32): i32 {
  if ((operator == EQ || operator == NE) && isPointer(a) && isPointer(b) && load<u32>(address(a)) == T_STR && load<u32>(address(b)) == T_STR) {
    return strEqual(a, b) == (operator == EQ) ? 1 : 0;
  }
  const r = compare(plain(a), plain(b), operator);
  if (r == NULL) return -1;
  if (isBool(r)) return r == TRUE ? 1 : 0;
  const t = truth(r);
  release(r);
  return t;
}

/**
 * Runs from the thread's fp and pc until a frame returns to native code. It exists twice: loop<i32> as it is, loop<i64>
 * with tracing (eval/trace.ts).
 */
export function loop<M>(): Word {
  const T = current;
  let fp: usize = load<u32>(T, T_FP);
  let pc: usize = load<u32>(T, T_PC);
  while (true) {
    if (sizeof<M>() == 8) {
      store<u32>(T, <u32>pc, T_PC);
      const step = traceInstruction(fp);
      if (step == STEP_LEAVE) return REENTER;
      if (step == STEP_ERROR) {
        pc = unwind();
        if (pc == 0) return NULL;
        fp = load<u32>(T, T_FP);
        continue;
      }
    }
    let ins = load<u64>(pc);
    const ra = fp + A(ins);
    let r: Word = NULL;
    switch (<u32>ins & 0xff) {
      case op.OP_NOP: { pc += 8; continue; }
      // ---- moves
      case op.OP_MOVE: {
        const rb = fp + B(ins);
        let w = load<u64>(rb);
        if (has(ins, op.KILL_B)) store<u64>(rb, NULL);
        else if (isPointer(w)) {
          // a lent uncounted object stays lent
          const p = address(w);
          if (load<u32>(p, 4) < UNCOUNTED) { incref(p); w = <u64><u32>p; }
          else w = <u64><u32>p | BORROWED;
        }
        putLiving(ra, w);
        pc += 8;
        continue;
      }
      case op.OP_BORROW: { put(ra, lend(load<u64>(fp + B(ins)))); pc += 8; continue; }
      case op.OP_CLEAR: {
        killLiving(ra);
        if (B(ins) > 1) clearRegisters(ra + 8, ra + (B(ins) << 3));
        pc += 8;
        continue;
      }
      case op.OP_UNBIND: {
        for (let q = ra, end = ra + (B(ins) << 3); q < end; q += 8) store<u64>(q, UNBOUND);
        pc += 8;
        continue;
      }
      case op.OP_CHECK_BOUND: {
        const w = load<u64>(ra);
        if (w != UNBOUND && w != NULL) { pc += 8; continue; }
        store<u32>(T, <u32>pc, T_PC);
        unboundLocal(fp, <u32>B(ins));
        break;
      }
      case op.OP_DELETE_LOCAL: {
        store<u32>(T, <u32>pc, T_PC);
        if (!deleteLocal(fp, ra, <u32>B(ins))) break;
        pc += 8;
        continue;
      }
      case op.OP_SWAP: {
        const rb = fp + B(ins);
        const w = load<u64>(ra);
        store<u64>(ra, load<u64>(rb));
        store<u64>(rb, w);
        pc += 8;
        continue;
      }
      // ---- cells
      case op.OP_MAKE_CELL: {
        store<u32>(T, <u32>pc, T_PC);
        if (!makeCell(ra, B(ins) != 0)) break;
        pc += 8;
        continue;
      }
      case op.OP_COPY_FREE: { copyFree(fp, ra, <u32>B(ins)); pc += 8; continue; }
      case op.OP_LOAD_CELL: {
        const cell = address(load<u64>(fp + B(ins)));
        const w = load<u64>(cell, offsetof<Cell>('value'));
        if (!isPointer(w)) {
          if (w != UNBOUND) { put(ra, w); pc += 8; continue; }
        } else if (load<u32>(address(w), 4) >= UNCOUNTED) {
          if (solo || atomic.load<u64>(cell, offsetof<Cell>('value')) == w) { put(ra, w | BORROWED); pc += 8; continue; }
        } else if (increfSeen(address(w), cell + offsetof<Cell>('value'))) { put(ra, w); pc += 8; continue; }
        store<u32>(T, <u32>pc, T_PC);
        r = loadCellSlow(fp, cell, <u32>C(ins), <u32>(B(ins) >> 3));
        if (r == NULL) break;
        put(ra, r);
        pc += 8;
        continue;
      }
      case op.OP_STORE_CELL: {
        const rb = fp + B(ins);
        let w = load<u64>(rb);
        if (has(ins, op.KILL_B) && isOwned(w)) store<u64>(rb, NULL);
        else w = own(plain(w));
        storeCell(address(load<u64>(ra)), w);
        pc += 8;
        continue;
      }
      case op.OP_DELETE_CELL: {
        store<u32>(T, <u32>pc, T_PC);
        if (!deleteCell(fp, address(load<u64>(ra)), <u32>B(ins), <u32>(A(ins) >> 3))) break;
        pc += 8;
        continue;
      }
      case op.OP_LOAD_CELL_OR_LOCALS: { store<u32>(T, <u32>pc, T_PC); r = loadCellOrLocals(fp, address(load<u64>(fp + B(ins))), <u32>C(ins), <u32>(B(ins) >> 3)); break; }
      case op.OP_LOAD_DICT_OR_CELL: { store<u32>(T, <u32>pc, T_PC); r = loadDictOrCell(fp, plain(load<u64>(ra)), address(load<u64>(fp + B(ins))), <u32>C(ins), <u32>(B(ins) >> 3)); break; }
      case op.OP_LOAD_DICT_OR_GLOBAL: { store<u32>(T, <u32>pc, T_PC); r = loadDictOrGlobal(fp, plain(load<u64>(fp + B(ins))), <u32>C(ins)); break; }
      // ---- names
      case op.OP_LOAD_GLOBAL: {
        const f = address(load<u64>(fp - FRAME_FUNCTION));
        const cw = load<u64>(pc, 8);
        let keys: usize = load<u32>(<usize>load<u32>(f, offsetof<Function>('globals')), offsetof<Dict>('keys'));
        if (<u32>cw != 0) if (load<u32>(keys, KEYS_VERSION) == <u32>cw) {
          let offset = <u32>(cw >> 32);
          if (offset == 0xffffffff) {
            const cb = load<u64>(pc, 16);
            keys = load<u32>(<usize>load<u32>(f, offsetof<Function>('builtins')), offsetof<Dict>('keys'));
            offset = load<u32>(keys, KEYS_VERSION) == <u32>cb ? <u32>(cb >> 32) : 0;
          }
          if (offset != 0) {
            const w = load<u64>(keys + offset);
            if (!isPointer(w)) {
              if (w != NULL) { put(ra, w); pc += 24; continue; }
            } else if (load<u32>(address(w), 4) >= UNCOUNTED) {
              if (solo || atomic.load<u64>(keys + offset) == w) { put(ra, w | BORROWED); pc += 24; continue; }
            } else if (increfSeen(address(w), keys + offset)) { put(ra, w); pc += 24; continue; }
          }
        }
        store<u32>(T, <u32>pc, T_PC);
        r = loadGlobalSlow(fp, pc, <u32>C(ins));
        if (r == NULL) break;
        put(ra, r);
        pc += 24;
        continue;
      }
      case op.OP_STORE_GLOBAL: {
        store<u32>(T, <u32>pc, T_PC);
        if (!storeGlobal(fp, ra, <u32>C(ins), has(ins, op.KILL_A))) break;
        pc += 16;
        continue;
      }
      case op.OP_DELETE_GLOBAL: { store<u32>(T, <u32>pc, T_PC); if (!deleteGlobal(fp, <u32>C(ins))) break; pc += 8; continue; }
      case op.OP_LOAD_NAME: {
        store<u32>(T, <u32>pc, T_PC);
        r = loadNameSlow(fp, pc, <u32>C(ins));
        if (r == NULL) break;
        put(ra, r);
        pc += 24;
        continue;
      }
      case op.OP_STORE_NAME: { store<u32>(T, <u32>pc, T_PC); if (!storeName(fp, ra, <u32>C(ins), has(ins, op.KILL_A))) break; pc += 16; continue; }
      case op.OP_DELETE_NAME: { store<u32>(T, <u32>pc, T_PC); if (!deleteName(fp, <u32>C(ins))) break; pc += 8; continue; }
      case op.OP_LOAD_LOCALS: { store<u32>(T, <u32>pc, T_PC); r = loadLocals(fp); break; }
      case op.OP_LOAD_COMMON: { r = loadCommon(<u32>B(ins)); break; }
      // ---- attributes
      case op.OP_LOAD_ATTR: {
        const rb = fp + B(ins);
        const o = load<u64>(rb);
        let descriptor: u32 = 0;
        if (isPointer(o)) {
          const p = address(o);
          const t: usize = load<u32>(p);
          const cw = load<u64>(pc, 8);
          const key = keyOf(p, t);
          if (<u32>cw == key) {
            const payload = <u32>(cw >> 32);
            const kind = payload & 7;
            if ((kind & 3) == SLOT_VALUE) { // or MEMBER_SLOT
              let w = load<u64>(p + (payload >> 3));
              if (isPointer(w)) {
                const seen = ownSeen(w, p + (payload >> 3));
                if (seen == NULL) w = kind == SLOT_VALUE ? ownSlot(p, p + (payload >> 3), w, key) : ownWordAt(p + (payload >> 3));
              }
              if (w != NULL) {
                if (has(ins, op.KILL_B)) killLiving(rb);
                putLiving(ra, w);
                pc += 16;
                continue;
              }
            } else if (kind == TYPE_VALUE) {
              if (has(ins, op.KILL_B)) killRegister(rb);
              put(ra, <u64>(payload & ~7) | BORROWED);
              pc += 16;
              continue;
            } else if (kind == DESCRIPTOR) descriptor = payload & ~7;
          }
        }
        store<u32>(T, <u32>pc, T_PC);
        r = descriptor != 0 ? readDescriptor(fp, pc, rb, has(ins, op.KILL_B), descriptor, plain(o)) : loadAttrSlow(fp, pc, rb, has(ins, op.KILL_B), <u32>C(ins));
        if (r == NULL) break;
        if (r == ENTERED) { fp = load<u32>(T, T_FP); pc = load<u32>(T, T_PC); continue; } // a property's function
        if (has(ins, op.KILL_B)) killRegister(rb);
        put(ra, r);
        pc += 16;
        continue;
      }
      case op.OP_STORE_ATTR: {
        const o = load<u64>(ra);
        const rb = fp + B(ins);
        let w = load<u64>(rb);
        if (isPointer(o)) {
          const p = address(o);
          const t: usize = load<u32>(p);
          const cw = load<u64>(pc, 8);
          if (<u32>cw == keyOf(p, t)) {
            const payload = <u32>(cw >> 32);
            const kind = payload & 7;
            if (kind != 0) {
              if (isPointer(w)) {
                if (has(ins, op.KILL_B) && isOwned(w)) store<u64>(rb, NULL);
                else w = own(plain(w));
              }
              let stored = true;
              if (kind == ADD_SLOT) {
                const to: usize = payload & ~7;
                if (solo) {
                  store<u64>(p + PLAIN_SLOTS + (<usize>(load<u32>(to, offsetof<Shape>('count')) - 1) << 3), w);
                  store<u32>(p, <u32>to, PLAIN_SHAPE);
                } else stored = addSlotShared(p, w, <u32>cw, to);
              } else { // SLOT_VALUE or MEMBER_SLOT
                const at = p + (payload >> 3);
                if (solo) {
                  const old = load<u64>(at);
                  store<u64>(at, w);
                  if (isOwned(old)) dropWord(old);
                } else if (kind == SLOT_VALUE) stored = storeSlotShared(p, at, w, <u32>cw);
                else stored = storeMemberShared(p, at, w);
              }
              if (stored) {
                if (has(ins, op.KILL_A)) killRegister(ra);
                pc += 16;
                continue;
              }
              // the slow path stores it once more; the register keeps it alive meanwhile
              put(rb, w);
            }
          }
        }
        store<u32>(T, <u32>pc, T_PC);
        if (!storeAttrSlow(fp, pc, plain(o), <u32>C(ins), plain(w))) break;
        if (has(ins, op.KILL_A)) killRegister(ra);
        if (has(ins, op.KILL_B)) killRegister(rb);
        pc += 16;
        continue;
      }
      case op.OP_DELETE_ATTR: {
        store<u32>(T, <u32>pc, T_PC);
        if (setAttr(plain(load<u64>(ra)), nameAt(fp, <u32>C(ins)), NULL) < 0) break;
        if (has(ins, op.KILL_A)) killRegister(ra);
        pc += 8;
        continue;
      }
      case op.OP_LOAD_METHOD: {
        const rb = fp + B(ins);
        const o = load<u64>(rb);
        if (isPointer(o)) {
          const p = address(o);
          const t: usize = load<u32>(p);
          const cw = load<u64>(pc, 8);
          if (<u32>cw == keyOf(p, t)) if ((<u32>(cw >> 32) & 7) == TYPE_METHOD) {
            put(ra, <u64>(<u32>(cw >> 32) & ~7) | BORROWED);
            if (has(ins, op.KILL_B)) { store<u64>(rb, NULL); put(ra + 32, o); }
            else put(ra + 32, o | BORROWED);
            pc += 16;
            continue;
          }
        }
        store<u32>(T, <u32>pc, T_PC);
        if (!loadMethodSlow(fp, pc, ra, rb, has(ins, op.KILL_B), <u32>C(ins))) break;
        pc += 16;
        continue;
      }
      case op.OP_LOAD_SUPER_ATTR: { store<u32>(T, <u32>pc, T_PC); r = loadSuper(fp, fp + B(ins), <u32>C(ins), 0, has(ins, op.KILL_C)); if (r == NULL) break; put(ra, r); pc += 8; continue; }
      case op.OP_LOAD_SUPER_METHOD: {
        store<u32>(T, <u32>pc, T_PC);
        r = loadSuper(fp, fp + B(ins), <u32>C(ins), ra, has(ins, op.KILL_C));
        if (r == NULL) break;
        pc += 8;
        continue;
      }
      // ---- items
      case op.OP_GET_ITEM: {
        const b = load<u64>(fp + B(ins));
        const c = load<u64>(fp + C(ins));
        if (isInt(c)) if (isPointer(b)) {
          const p = address(b);
          const t = load<u32>(p);
          if (t == T_LIST) {
            const i = toInt(c);
            let w = listItemSeen(p, i);
            if (w == NULL) w = listGetFast(p, i);
            if (w != NULL) {
              if (has(ins, op.KILL_B)) killLiving(fp + B(ins));
              putLiving(ra, w);
              pc += 8;
              continue;
            }
          } else if (t == T_TUPLE) {
            let i = toInt(c);
            const n = <i64>load<u32>(p, offsetof<Tuple>('size'));
            if (i < 0) i += n;
            if (<u64>i < <u64>n) {
              const w = load<u64>(p + TUPLE_ITEMS + (<usize>i << 3));
              if (isPointer(w)) incref(address(w));
              if (has(ins, op.KILL_B)) killRegister(fp + B(ins));
              put(ra, w);
              pc += 8;
              continue;
            }
          }
        }
        store<u32>(T, <u32>pc, T_PC);
        if (isPointer(b)) if (load<u32>(address(b)) == T_DICT) {
          r = dictGet(address(b), plain(c));
          if (r == NULL && !errorSet()) raiseValue(T_KEY_ERROR, plain(c));
          break;
        }
        r = getItem(plain(b), plain(c));
        break;
      }
      case op.OP_GET_ITEM_I: {
        const b = load<u64>(fp + B(ins));
        if (isPointer(b)) {
          const p = address(b);
          const t = load<u32>(p);
          let i = SC(ins);
          if (t == T_LIST) {
            let w = listItemSeen(p, i);
            if (w == NULL) w = listGetFast(p, i);
            if (w != NULL) {
              if (has(ins, op.KILL_B)) killLiving(fp + B(ins));
              putLiving(ra, w);
              pc += 8;
              continue;
            }
          } else if (t == T_TUPLE) {
            const n = <i64>load<u32>(p, offsetof<Tuple>('size'));
            if (i < 0) i += n;
            if (<u64>i < <u64>n) {
              const w = load<u64>(p + TUPLE_ITEMS + (<usize>i << 3));
              if (isPointer(w)) incref(address(w));
              if (has(ins, op.KILL_B)) killRegister(fp + B(ins));
              put(ra, w);
              pc += 8;
              continue;
            }
          }
        }
        store<u32>(T, <u32>pc, T_PC);
        r = getItem(plain(b), ofInt(SC(ins)));
        if (r == NULL) break;
        if (has(ins, op.KILL_B)) killRegister(fp + B(ins));
        put(ra, r);
        pc += 8;
        continue;
      }
      case op.OP_SET_ITEM: {
        const o = load<u64>(ra);
        const k = load<u64>(fp + B(ins));
        const v = load<u64>(fp + C(ins));
        store<u32>(T, <u32>pc, T_PC);
        if (isInt(k)) if (isPointer(o)) if (load<u32>(address(o)) == T_LIST) if (solo) if (<u64>toInt(k) < <u64>load<u32>(address(o), offsetof<List>('size'))) {
          let w = v;
          if (isPointer(v)) {
            if (!has(ins, op.KILL_C) || !isOwned(v)) w = own(plain(v));
            if (has(ins, op.KILL_C)) store<u64>(fp + C(ins), NULL);
          }
          const slot = <usize>load<u32>(address(o), offsetof<List>('array')) + ARRAY_ITEMS + (<usize>toInt(k) << 3);
          const old = load<u64>(slot);
          store<u64>(slot, w);
          if (isOwned(old)) dropWord(old);
          if (has(ins, op.KILL_A)) killRegister(ra);
          pc += 8;
          continue;
        }
        if (isPointer(o) && isInt(k) && load<u32>(address(o)) == T_LIST && listSetFast(address(o), toInt(k), plain(v))) {
          if (has(ins, op.KILL_A | op.KILL_C)) { if (has(ins, op.KILL_A)) killRegister(ra); killOperands(fp, ins); }
          pc += 8;
          continue;
        }
        let isDict = false;
        if (isPointer(o)) isDict = load<u32>(address(o)) == T_DICT;
        if (isDict) {
          if (dictSet(address(o), plain(k), plain(v)) < 0) break;
        } else if (setItem(plain(o), plain(k), plain(v)) < 0) break;
        if (has(ins, op.KILL_A)) killRegister(ra);
        if (has(ins, op.KILL_B | op.KILL_C)) killOperands(fp, ins);
        pc += 8;
        continue;
      }
      case op.OP_DELETE_ITEM: {
        store<u32>(T, <u32>pc, T_PC);
        if (setItem(plain(load<u64>(ra)), plain(load<u64>(fp + B(ins))), NULL) < 0) break;
        if (has(ins, op.KILL_A)) killRegister(ra);
        if (has(ins, op.KILL_B)) killRegister(fp + B(ins));
        pc += 8;
        continue;
      }
      case op.OP_BUILD_SLICE: { store<u32>(T, <u32>pc, T_PC); r = buildSlice(fp + B(ins), <u32>C(ins)); if (r == NULL) break; put(ra, r); pc += 8; continue; }
      case op.OP_GET_SLICE: {
        store<u32>(T, <u32>pc, T_PC);
        r = getSlice(plain(load<u64>(fp + B(ins))), fp + C(ins));
        if (r == NULL) break;
        if (has(ins, op.KILL_B)) killRegister(fp + B(ins));
        put(ra, r);
        pc += 8;
        continue;
      }
      case op.OP_SET_SLICE: {
        store<u32>(T, <u32>pc, T_PC);
        if (!setSlice(plain(load<u64>(ra)), fp + B(ins), plain(load<u64>(fp + C(ins))))) break;
        if (has(ins, op.KILL_A)) killRegister(ra);
        if (has(ins, op.KILL_C)) killRegister(fp + C(ins));
        pc += 8;
        continue;
      }
      // ---- arithmetic
      case op.OP_ADD: {
        const b = load<u64>(fp + B(ins)), c = load<u64>(fp + C(ins));
        if (bothInt(b, c)) {
          const n = toInt(b) + toInt(c);
          if (fitsInt(n)) { put(ra, ofInt(n)); pc += 8; continue; }
        } else if (isFloat(b)) { if (isFloat(c)) { put(ra, ofFloat(toFloat(b) + toFloat(c))); pc += 8; continue; } }
        store<u32>(T, <u32>pc, T_PC);
        r = binary(fp, ins, b, c);
        break;
      }
      case op.OP_SUB: {
        const b = load<u64>(fp + B(ins)), c = load<u64>(fp + C(ins));
        if (bothInt(b, c)) {
          const n = toInt(b) - toInt(c);
          if (fitsInt(n)) { put(ra, ofInt(n)); pc += 8; continue; }
        } else if (isFloat(b)) { if (isFloat(c)) { put(ra, ofFloat(toFloat(b) - toFloat(c))); pc += 8; continue; } }
        store<u32>(T, <u32>pc, T_PC);
        r = binary(fp, ins, b, c);
        break;
      }
      case op.OP_MUL: {
        const b = load<u64>(fp + B(ins)), c = load<u64>(fp + C(ins));
        if (bothInt(b, c)) {
          const x = toInt(b), y = toInt(c);
          if (x == <i64><i32>x) if (y == <i64><i32>y) {
            const n = x * y;
            if (fitsInt(n)) { put(ra, ofInt(n)); pc += 8; continue; }
          }
        } else if (isFloat(b)) { if (isFloat(c)) { put(ra, ofFloat(toFloat(b) * toFloat(c))); pc += 8; continue; } }
        store<u32>(T, <u32>pc, T_PC);
        r = binary(fp, ins, b, c);
        break;
      }
      case op.OP_TRUE_DIV: {
        const b = load<u64>(fp + B(ins)), c = load<u64>(fp + C(ins));
        if (isNumber(b)) if (isNumber(c)) { // immediate ints are exact as floats
          const y = isInt(c) ? <f64>toInt(c) : toFloat(c);
          if (y != 0.0) { put(ra, ofFloat((isInt(b) ? <f64>toInt(b) : toFloat(b)) / y)); pc += 8; continue; }
        }
        store<u32>(T, <u32>pc, T_PC);
        r = binary(fp, ins, b, c);
        break;
      }
      case op.OP_FLOOR_DIV: {
        const b = load<u64>(fp + B(ins)), c = load<u64>(fp + C(ins));
        if (bothInt(b, c)) {
          const y = toInt(c);
          if (y > 0) {
            const x = toInt(b);
            let q = x / y;
            if (x < 0 && q * y != x) q--;
            put(ra, ofInt(q));
            pc += 8;
            continue;
          }
        }
        store<u32>(T, <u32>pc, T_PC);
        r = binary(fp, ins, b, c);
        break;
      }
      case op.OP_MOD: {
        const b = load<u64>(fp + B(ins)), c = load<u64>(fp + C(ins));
        if (bothInt(b, c)) {
          const y = toInt(c);
          if (y > 0) {
            let m = toInt(b) % y;
            if (m < 0) m += y;
            put(ra, ofInt(m));
            pc += 8;
            continue;
          }
        }
        store<u32>(T, <u32>pc, T_PC);
        r = binary(fp, ins, b, c);
        break;
      }
      case op.OP_POW:
      case op.OP_MAT_MUL: {
        store<u32>(T, <u32>pc, T_PC);
        r = binary(fp, ins, load<u64>(fp + B(ins)), load<u64>(fp + C(ins)));
        break;
      }
      case op.OP_LSHIFT: {
        const b = load<u64>(fp + B(ins)), c = load<u64>(fp + C(ins));
        if (bothInt(b, c)) {
          const s = toInt(c), x = toInt(b);
          if (<u64>s < 16 && x == <i64><i32>x) { put(ra, ofInt(x << s)); pc += 8; continue; }
        }
        store<u32>(T, <u32>pc, T_PC);
        r = binary(fp, ins, b, c);
        break;
      }
      case op.OP_RSHIFT: {
        const b = load<u64>(fp + B(ins)), c = load<u64>(fp + C(ins));
        if (bothInt(b, c)) {
          const s = toInt(c);
          if (s >= 0) { put(ra, ofInt(toInt(b) >> (s > 63 ? 63 : s))); pc += 8; continue; }
        }
        store<u32>(T, <u32>pc, T_PC);
        r = binary(fp, ins, b, c);
        break;
      }
      case op.OP_AND: {
        const b = load<u64>(fp + B(ins)), c = load<u64>(fp + C(ins));
        if (bothInt(b, c)) { put(ra, b & c); pc += 8; continue; }
        store<u32>(T, <u32>pc, T_PC);
        r = binary(fp, ins, b, c);
        break;
      }
      case op.OP_OR: {
        const b = load<u64>(fp + B(ins)), c = load<u64>(fp + C(ins));
        if (bothInt(b, c)) { put(ra, b | c); pc += 8; continue; }
        store<u32>(T, <u32>pc, T_PC);
        r = binary(fp, ins, b, c);
        break;
      }
      case op.OP_XOR: {
        const b = load<u64>(fp + B(ins)), c = load<u64>(fp + C(ins));
        if (bothInt(b, c)) { put(ra, ofInt(toInt(b) ^ toInt(c))); pc += 8; continue; }
        store<u32>(T, <u32>pc, T_PC);
        r = binary(fp, ins, b, c);
        break;
      }
      case op.OP_ADD_I: {
        const b = load<u64>(fp + B(ins));
        if (isInt(b)) {
          const n = toInt(b) + SC(ins);
          if (fitsInt(n)) { put(ra, ofInt(n)); pc += 8; continue; }
        }
        store<u32>(T, <u32>pc, T_PC);
        r = binaryImmediate(fp, ins, b);
        if (r == NULL) break;
        if (has(ins, op.KILL_B)) killRegister(fp + B(ins));
        put(ra, r);
        pc += 8;
        continue;
      }
      case op.OP_SUB_I: {
        const b = load<u64>(fp + B(ins));
        if (isInt(b)) {
          const n = toInt(b) - SC(ins);
          if (fitsInt(n)) { put(ra, ofInt(n)); pc += 8; continue; }
        }
        store<u32>(T, <u32>pc, T_PC);
        r = binaryImmediate(fp, ins, b);
        if (r == NULL) break;
        if (has(ins, op.KILL_B)) killRegister(fp + B(ins));
        put(ra, r);
        pc += 8;
        continue;
      }
      case op.OP_MUL_I: {
        const b = load<u64>(fp + B(ins));
        if (isInt(b)) {
          const n = toInt(b) * SC(ins); // 48 + 16 bits: no overflow of 64
          if (fitsInt(n)) { put(ra, ofInt(n)); pc += 8; continue; }
        }
        store<u32>(T, <u32>pc, T_PC);
        r = binaryImmediate(fp, ins, b);
        if (r == NULL) break;
        if (has(ins, op.KILL_B)) killRegister(fp + B(ins));
        put(ra, r);
        pc += 8;
        continue;
      }
      case op.OP_FLOOR_DIV_I: {
        const b = load<u64>(fp + B(ins));
        const y = SC(ins);
        if (isInt(b)) if (y > 0) {
          const x = toInt(b);
          let q = x / y;
          if (x < 0 && q * y != x) q--;
          put(ra, ofInt(q));
          pc += 8;
          continue;
        }
        store<u32>(T, <u32>pc, T_PC);
        r = binaryImmediate(fp, ins, b);
        if (r == NULL) break;
        if (has(ins, op.KILL_B)) killRegister(fp + B(ins));
        put(ra, r);
        pc += 8;
        continue;
      }
      case op.OP_MOD_I: {
        const b = load<u64>(fp + B(ins));
        const y = SC(ins);
        if (isInt(b)) if (y > 0) {
          let m = toInt(b) % y;
          if (m < 0) m += y;
          put(ra, ofInt(m));
          pc += 8;
          continue;
        }
        store<u32>(T, <u32>pc, T_PC);
        r = binaryImmediate(fp, ins, b);
        if (r == NULL) break;
        if (has(ins, op.KILL_B)) killRegister(fp + B(ins));
        put(ra, r);
        pc += 8;
        continue;
      }
      case op.OP_LSHIFT_I: {
        const b = load<u64>(fp + B(ins));
        const s = SC(ins);
        if (isInt(b) && <u64>s < 16) {
          const x = toInt(b);
          if (x == <i64><i32>x) { put(ra, ofInt(x << s)); pc += 8; continue; }
        }
        store<u32>(T, <u32>pc, T_PC);
        r = binaryImmediate(fp, ins, b);
        if (r == NULL) break;
        if (has(ins, op.KILL_B)) killRegister(fp + B(ins));
        put(ra, r);
        pc += 8;
        continue;
      }
      case op.OP_RSHIFT_I: {
        const b = load<u64>(fp + B(ins));
        const s = SC(ins);
        if (isInt(b)) if (s >= 0) { put(ra, ofInt(toInt(b) >> (s > 63 ? 63 : s))); pc += 8; continue; }
        store<u32>(T, <u32>pc, T_PC);
        r = binaryImmediate(fp, ins, b);
        if (r == NULL) break;
        if (has(ins, op.KILL_B)) killRegister(fp + B(ins));
        put(ra, r);
        pc += 8;
        continue;
      }
      case op.OP_AND_I: {
        const b = load<u64>(fp + B(ins));
        if (isInt(b)) { put(ra, ofInt(toInt(b) & SC(ins))); pc += 8; continue; }
        store<u32>(T, <u32>pc, T_PC);
        r = binaryImmediate(fp, ins, b);
        if (r == NULL) break;
        if (has(ins, op.KILL_B)) killRegister(fp + B(ins));
        put(ra, r);
        pc += 8;
        continue;
      }
      case op.OP_NEG: {
        const b = load<u64>(fp + B(ins));
        if (isInt(b)) {
          const n = -toInt(b);
          if (fitsInt(n)) { put(ra, ofInt(n)); pc += 8; continue; }
        } else if (isFloat(b)) { put(ra, ofFloat(-toFloat(b))); pc += 8; continue; }
        store<u32>(T, <u32>pc, T_PC);
        r = unaryMinus(plain(b));
        break;
      }
      case op.OP_POS: { store<u32>(T, <u32>pc, T_PC); r = unaryPlus(plain(load<u64>(fp + B(ins)))); break; }
      case op.OP_INVERT: {
        const b = load<u64>(fp + B(ins));
        if (isInt(b)) { put(ra, ofInt(~toInt(b))); pc += 8; continue; }
        store<u32>(T, <u32>pc, T_PC);
        r = unaryInvert(plain(b));
        break;
      }
      case op.OP_NOT:
      case op.OP_TO_BOOL: {
        const b = load<u64>(fp + B(ins));
        let t: i32;
        if (isBool(b)) t = b == TRUE ? 1 : 0;
        else {
          store<u32>(T, <u32>pc, T_PC);
          t = truth(plain(b));
          if (t < 0) break;
        }
        r = ofBool((t != 0) != ((<u32>ins & 0xff) == op.OP_NOT));
        break;
      }
      // ---- comparison
      case op.OP_LT: {
        const b = load<u64>(fp + B(ins)), c = load<u64>(fp + C(ins));
        if (bothInt(b, c)) { put(ra, ofBool(toInt(b) < toInt(c))); pc += 8; continue; }
        if (isFloat(b)) { if (isFloat(c)) { put(ra, ofBool(toFloat(b) < toFloat(c))); pc += 8; continue; } }
        store<u32>(T, <u32>pc, T_PC);
        r = compare(plain(b), plain(c), LT);
        break;
      }
      case op.OP_LE: {
        const b = load<u64>(fp + B(ins)), c = load<u64>(fp + C(ins));
        if (bothInt(b, c)) { put(ra, ofBool(toInt(b) <= toInt(c))); pc += 8; continue; }
        if (isFloat(b)) { if (isFloat(c)) { put(ra, ofBool(toFloat(b) <= toFloat(c))); pc += 8; continue; } }
        store<u32>(T, <u32>pc, T_PC);
        r = compare(plain(b), plain(c), LE);
        break;
      }
      case op.OP_EQ: {
        const b = load<u64>(fp + B(ins)), c = load<u64>(fp + C(ins));
        if (bothInt(b, c)) { put(ra, ofBool(b == c)); pc += 8; continue; }
        if (isFloat(b)) { if (isFloat(c)) { put(ra, ofBool(toFloat(b) == toFloat(c))); pc += 8; continue; } }
        else if (isPointer(b)) if (isPointer(c)) if (load<u32>(address(b)) == T_STR) if (load<u32>(address(c)) == T_STR) {
          r = ofBool(strEqual(b, c));
          break;
        }
        store<u32>(T, <u32>pc, T_PC);
        r = compare(plain(b), plain(c), EQ);
        break;
      }
      case op.OP_NE: {
        const b = load<u64>(fp + B(ins)), c = load<u64>(fp + C(ins));
        if (bothInt(b, c)) { put(ra, ofBool(b != c)); pc += 8; continue; }
        if (isFloat(b)) { if (isFloat(c)) { put(ra, ofBool(toFloat(b) != toFloat(c))); pc += 8; continue; } }
        else if (isPointer(b)) if (isPointer(c)) if (load<u32>(address(b)) == T_STR) if (load<u32>(address(c)) == T_STR) {
          r = ofBool(strEqual(b, c) == false);
          break;
        }
        store<u32>(T, <u32>pc, T_PC);
        r = compare(plain(b), plain(c), NE);
        break;
      }
      case op.OP_GT: {
        const b = load<u64>(fp + B(ins)), c = load<u64>(fp + C(ins));
        if (bothInt(b, c)) { put(ra, ofBool(toInt(b) > toInt(c))); pc += 8; continue; }
        if (isFloat(b)) { if (isFloat(c)) { put(ra, ofBool(toFloat(b) > toFloat(c))); pc += 8; continue; } }
        store<u32>(T, <u32>pc, T_PC);
        r = compare(plain(b), plain(c), GT);
        break;
      }
      case op.OP_GE: {
        const b = load<u64>(fp + B(ins)), c = load<u64>(fp + C(ins));
        if (bothInt(b, c)) { put(ra, ofBool(toInt(b) >= toInt(c))); pc += 8; continue; }
        if (isFloat(b)) { if (isFloat(c)) { put(ra, ofBool(toFloat(b) >= toFloat(c))); pc += 8; continue; } }
        store<u32>(T, <u32>pc, T_PC);
        r = compare(plain(b), plain(c), GE);
        break;
      }
      case op.OP_IS: { r = ofBool(same(load<u64>(fp + B(ins)), load<u64>(fp + C(ins))) != has(ins, op.NEGATE)); break; }
      case op.OP_IN: {
        store<u32>(T, <u32>pc, T_PC);
        const t = contains(plain(load<u64>(fp + C(ins))), plain(load<u64>(fp + B(ins))));
        if (t < 0) break;
        r = ofBool((t != 0) != has(ins, op.NEGATE));
        break;
      }
      // ---- jumps
      case op.OP_JUMP: { pc += 8 + (<usize>D(ins) << 3); continue; }
      case op.OP_JUMP_IF: {
        const w = load<u64>(ra);
        let t: i32;
        if (isBool(w)) t = w == TRUE ? 1 : 0;
        else if (isInt(w)) {
          t = w != ofInt(0) ? 1 : 0;
          if (has(ins, op.KILL_A)) store<u64>(ra, NULL);
        } else if (w == NONE) t = 0;
        else {
          store<u32>(T, <u32>pc, T_PC);
          t = truth(plain(w));
          if (t < 0) break;
          if (has(ins, op.KILL_A)) killRegister(ra);
        }
        if ((t != 0) != has(ins, op.NEGATE)) pc += <usize>D(ins) << 3;
        pc += 8;
        continue;
      }
      case op.OP_JUMP_IF_NONE: {
        const none = load<u64>(ra) == NONE;
        if (has(ins, op.KILL_A)) killRegister(ra);
        if (none != has(ins, op.NEGATE)) pc += <usize>D(ins) << 3;
        pc += 8;
        continue;
      }
      case op.OP_JUMP_LT: {
        const a = load<u64>(ra), b = load<u64>(fp + B(ins));
        if (bothInt(a, b)) { pc = jumpOn(toInt(a) < toInt(b), pc, ins); continue; }
        if (isFloat(a)) { if (isFloat(b)) { pc = jumpOn(toFloat(a) < toFloat(b), pc, ins); continue; } }
        store<u32>(T, <u32>pc, T_PC);
        const t = compareJump(fp, ins, a, b, LT);
        if (t < 0) break;
        pc = jumpOn(t != 0, pc, ins);
        continue;
      }
      case op.OP_JUMP_LE: {
        const a = load<u64>(ra), b = load<u64>(fp + B(ins));
        if (bothInt(a, b)) { pc = jumpOn(toInt(a) <= toInt(b), pc, ins); continue; }
        if (isFloat(a)) { if (isFloat(b)) { pc = jumpOn(toFloat(a) <= toFloat(b), pc, ins); continue; } }
        store<u32>(T, <u32>pc, T_PC);
        const t = compareJump(fp, ins, a, b, LE);
        if (t < 0) break;
        pc = jumpOn(t != 0, pc, ins);
        continue;
      }
      case op.OP_JUMP_EQ: {
        const a = load<u64>(ra), b = load<u64>(fp + B(ins));
        if (bothInt(a, b)) { pc = jumpOn(a == b, pc, ins); continue; }
        if (isFloat(a)) { if (isFloat(b)) { pc = jumpOn(toFloat(a) == toFloat(b), pc, ins); continue; } }
        else if (isPointer(a)) if (isPointer(b)) if (load<u32>(address(a)) == T_STR) if (load<u32>(address(b)) == T_STR) {
          const same = strEqual(a, b);
          if (has(ins, op.KILL_A)) killLiving(ra);
          if (has(ins, op.KILL_B)) killLiving(fp + B(ins));
          pc = jumpOn(same, pc, ins);
          continue;
        }
        store<u32>(T, <u32>pc, T_PC);
        const t = compareJump(fp, ins, a, b, EQ);
        if (t < 0) break;
        pc = jumpOn(t != 0, pc, ins);
        continue;
      }
      case op.OP_JUMP_NE: {
        const a = load<u64>(ra), b = load<u64>(fp + B(ins));
        if (bothInt(a, b)) { pc = jumpOn(a != b, pc, ins); continue; }
        if (isFloat(a)) { if (isFloat(b)) { pc = jumpOn(toFloat(a) != toFloat(b), pc, ins); continue; } }
        else if (isPointer(a)) if (isPointer(b)) if (load<u32>(address(a)) == T_STR) if (load<u32>(address(b)) == T_STR) {
          const same = strEqual(a, b);
          if (has(ins, op.KILL_A)) killLiving(ra);
          if (has(ins, op.KILL_B)) killLiving(fp + B(ins));
          pc = jumpOn(same == false, pc, ins);
          continue;
        }
        store<u32>(T, <u32>pc, T_PC);
        const t = compareJump(fp, ins, a, b, NE);
        if (t < 0) break;
        pc = jumpOn(t != 0, pc, ins);
        continue;
      }
      case op.OP_JUMP_GT: {
        const a = load<u64>(ra), b = load<u64>(fp + B(ins));
        if (bothInt(a, b)) { pc = jumpOn(toInt(a) > toInt(b), pc, ins); continue; }
        if (isFloat(a)) { if (isFloat(b)) { pc = jumpOn(toFloat(a) > toFloat(b), pc, ins); continue; } }
        store<u32>(T, <u32>pc, T_PC);
        const t = compareJump(fp, ins, a, b, GT);
        if (t < 0) break;
        pc = jumpOn(t != 0, pc, ins);
        continue;
      }
      case op.OP_JUMP_GE: {
        const a = load<u64>(ra), b = load<u64>(fp + B(ins));
        if (bothInt(a, b)) { pc = jumpOn(toInt(a) >= toInt(b), pc, ins); continue; }
        if (isFloat(a)) { if (isFloat(b)) { pc = jumpOn(toFloat(a) >= toFloat(b), pc, ins); continue; } }
        store<u32>(T, <u32>pc, T_PC);
        const t = compareJump(fp, ins, a, b, GE);
        if (t < 0) break;
        pc = jumpOn(t != 0, pc, ins);
        continue;
      }
      case op.OP_JUMP_LT_I: {
        const a = load<u64>(ra);
        if (isInt(a)) { pc = jumpOn(toInt(a) < SB(ins), pc, ins); continue; }
        store<u32>(T, <u32>pc, T_PC);
        const t = compareJumpImmediate(ra, ins, a, LT);
        if (t < 0) break;
        pc = jumpOn(t != 0, pc, ins);
        continue;
      }
      case op.OP_JUMP_LE_I: {
        const a = load<u64>(ra);
        if (isInt(a)) { pc = jumpOn(toInt(a) <= SB(ins), pc, ins); continue; }
        store<u32>(T, <u32>pc, T_PC);
        const t = compareJumpImmediate(ra, ins, a, LE);
        if (t < 0) break;
        pc = jumpOn(t != 0, pc, ins);
        continue;
      }
      case op.OP_JUMP_EQ_I: {
        const a = load<u64>(ra);
        if (isInt(a)) { pc = jumpOn(toInt(a) == SB(ins), pc, ins); continue; }
        store<u32>(T, <u32>pc, T_PC);
        const t = compareJumpImmediate(ra, ins, a, EQ);
        if (t < 0) break;
        pc = jumpOn(t != 0, pc, ins);
        continue;
      }
      case op.OP_JUMP_NE_I: {
        const a = load<u64>(ra);
        if (isInt(a)) { pc = jumpOn(toInt(a) != SB(ins), pc, ins); continue; }
        store<u32>(T, <u32>pc, T_PC);
        const t = compareJumpImmediate(ra, ins, a, NE);
        if (t < 0) break;
        pc = jumpOn(t != 0, pc, ins);
        continue;
      }
      case op.OP_JUMP_GT_I: {
        const a = load<u64>(ra);
        if (isInt(a)) { pc = jumpOn(toInt(a) > SB(ins), pc, ins); continue; }
        store<u32>(T, <u32>pc, T_PC);
        const t = compareJumpImmediate(ra, ins, a, GT);
        if (t < 0) break;
        pc = jumpOn(t != 0, pc, ins);
        continue;
      }
      case op.OP_JUMP_GE_I: {
        const a = load<u64>(ra);
        if (isInt(a)) { pc = jumpOn(toInt(a) >= SB(ins), pc, ins); continue; }
        store<u32>(T, <u32>pc, T_PC);
        const t = compareJumpImmediate(ra, ins, a, GE);
        if (t < 0) break;
        pc = jumpOn(t != 0, pc, ins);
        continue;
      }
      case op.OP_JUMP_IS: {
        const t = same(load<u64>(ra), load<u64>(fp + B(ins)));
        if (has(ins, op.KILL_A)) killRegister(ra);
        if (has(ins, op.KILL_B)) killRegister(fp + B(ins));
        pc = jumpOn(t, pc, ins);
        continue;
      }
      case op.OP_JUMP_IN: {
        store<u32>(T, <u32>pc, T_PC);
        const t = contains(plain(load<u64>(fp + B(ins))), plain(load<u64>(ra)));
        if (t < 0) break;
        if (has(ins, op.KILL_A)) killRegister(ra);
        if (has(ins, op.KILL_B)) killRegister(fp + B(ins));
        pc = jumpOn(t != 0, pc, ins);
        continue;
      }
      // ---- iteration
      case op.OP_GET_ITER: { store<u32>(T, <u32>pc, T_PC); r = iter(plain(load<u64>(fp + B(ins)))); break; }
      case op.OP_JUMP_BACK: {
        if (load<u32>(T) != 0) {
          store<u32>(T, <u32>pc, T_PC);
          if (!takeSafePoint()) break;
          if (leaveForTierUp(T) || sizeof<M>() == 4 && traced(T)) {
            store<u32>(T, <u32>(pc + 8 + (<usize>D(ins) << 3)), T_PC);
            return REENTER;
          }
        }
        pc += 8 + (<usize>D(ins) << 3);
        if (sizeof<M>() == 8) continue;
        ins = load<u64>(pc);
        if ((<u32>ins & 0xff) != op.OP_FOR_ITER) continue;
        // most loops begin so: on to FOR_ITER
      }
      case op.OP_FOR_ITER: {
        const to = fp + A(ins);
        const it = load<u64>(fp + B(ins));
        const p = address(it);
        const t = load<u32>(p);
        if (t == T_RANGE_ITERATOR) {
          const left = load<i64>(p, offsetof<RangeIterator>('remaining'));
          if (left <= 0) { pc += 16 + <usize>(SC(ins) << 3); continue; }
          const n = load<i64>(p, offsetof<RangeIterator>('current'));
          store<i64>(p, left - 1, offsetof<RangeIterator>('remaining'));
          store<i64>(p, n + load<i64>(p, offsetof<RangeIterator>('step')), offsetof<RangeIterator>('current'));
          put(to, ofInt(n));
          pc += 16;
          continue;
        }
        if (t == T_LIST_ITERATOR) {
          const i = load<u32>(p, offsetof<ListIterator>('index'));
          const w = listItemSeen(<usize>load<u32>(p, offsetof<ListIterator>('list')), i);
          if (w != NULL) { // neither done nor something that others have stored meanwhile
            store<u32>(p, i + 1, offsetof<ListIterator>('index'));
            if (sizeof<M>() == 4) if (has(ins, op.PAIR)) if (isPointer(w)) if (isPair(w)) {
              putPair(fp + A(load<u64>(pc, 16)), address(w));
              decrefLiving(address(w));
              pc += 24;
              continue;
            }
            putLiving(to, w);
            pc += 16;
            continue;
          }
          if (solo) { // the list is at its end
            store<u32>(p, ITERATOR_DONE, offsetof<ListIterator>('index'));
            pc += 16 + <usize>(SC(ins) << 3);
            continue;
          }
        } else if (t == T_TUPLE_ITERATOR) {
          const i = load<u32>(p, offsetof<ListIterator>('index'));
          const sequence: usize = load<u32>(p, offsetof<ListIterator>('list'));
          if (i >= load<u32>(sequence, offsetof<Tuple>('size'))) {
            store<u32>(p, ITERATOR_DONE, offsetof<ListIterator>('index'));
            pc += 16 + <usize>(SC(ins) << 3);
            continue;
          }
          const w = load<u64>(sequence + TUPLE_ITEMS + (<usize>i << 3));
          if (isPointer(w)) incref(address(w));
          store<u32>(p, i + 1, offsetof<ListIterator>('index'));
          if (sizeof<M>() == 4) if (has(ins, op.PAIR)) if (isPointer(w)) if (isPair(w)) {
            putPair(fp + A(load<u64>(pc, 16)), address(w));
            decrefLiving(address(w));
            pc += 24;
            continue;
          }
          putLiving(to, w);
          pc += 16;
          continue;
        }
        store<u32>(T, <u32>pc, T_PC);
        if (t == T_GENERATOR) {
          if (resumeInLoop(fp, p)) {
            fp = load<u32>(T, T_FP);
            pc = load<u32>(T, T_PC);
            continue;
          }
          break;
        }
        if (sizeof<M>() == 4 && has(ins, op.PAIR)) {
          const group = fp + A(load<u64>(pc, 16));
          const got = nextPair(t, p, group);
          if (got > 0) { pc += 24; continue; }
          if (got < 0) r = errorSet() ? NULL : UNBOUND;
          else r = forIter(it);
        } else r = forIter(it);
        if (r == NULL) break;
        if (r == UNBOUND) { pc += 16 + <usize>(SC(ins) << 3); continue; }
        put(to, r);
        pc += 16;
        continue;
      }
      case op.OP_GET_YIELD_FROM_ITER: { store<u32>(T, <u32>pc, T_PC); r = getYieldFromIter(fp, plain(load<u64>(fp + B(ins)))); break; }
      case op.OP_UNPACK: {
        const rb = fp + B(ins);
        const o = load<u64>(rb);
        if (<u32>C(ins) == 2) if (isPointer(o)) if (isPair(o)) {
          if (has(ins, op.KILL_B)) { // the operand may lie in a register of the group
            store<u64>(rb, NULL);
            putPair(ra, address(o));
            if (isOwned(o)) dropWord(o);
          } else putPair(ra, address(o));
          pc += 8;
          continue;
        }
        store<u32>(T, <u32>pc, T_PC);
        if (!unpack(ra, plain(load<u64>(fp + B(ins))), <u32>C(ins), has(ins, op.KILL_B) ? fp + B(ins) : 0)) break;
        pc += 8;
        continue;
      }
      case op.OP_UNPACK_EX: {
        store<u32>(T, <u32>pc, T_PC);
        if (!unpackEx(ra, plain(load<u64>(fp + B(ins))), <u32>C(ins), has(ins, op.KILL_B) ? fp + B(ins) : 0)) break;
        pc += 8;
        continue;
      }
      // ---- building
      case op.OP_BUILD_TUPLE: { r = buildTuple(fp + B(ins), <u32>C(ins)); if (r == NULL) break; put(ra, r); pc += 8; continue; }
      case op.OP_BUILD_LIST: { r = buildList(fp + B(ins), <u32>C(ins)); if (r == NULL) break; put(ra, r); pc += 8; continue; }
      case op.OP_BUILD_SET: { store<u32>(T, <u32>pc, T_PC); r = buildSet(fp + B(ins), <u32>C(ins)); if (r == NULL) break; put(ra, r); pc += 8; continue; }
      case op.OP_BUILD_MAP: { store<u32>(T, <u32>pc, T_PC); r = buildMap(fp + B(ins), <u32>C(ins)); if (r == NULL) break; put(ra, r); pc += 8; continue; }
      case op.OP_LIST_APPEND: {
        if (solo) {
          const list = address(load<u64>(ra));
          const n = load<u32>(list, offsetof<List>('size'));
          const array: usize = load<u32>(list, offsetof<List>('array'));
          if (n < load<u32>(array)) { // at address 0, no array, stands 0
            const rb = fp + B(ins);
            let w = load<u64>(rb);
            if (isPointer(w)) {
              if (has(ins, op.KILL_B) && isOwned(w)) store<u64>(rb, NULL);
              else w = own(plain(w));
            }
            store<u64>(array + ARRAY_ITEMS + (<usize>n << 3), w);
            store<u32>(list, n + 1, offsetof<List>('size'));
            pc += 8;
            continue;
          }
        }
        if (listAppend(address(load<u64>(ra)), plain(load<u64>(fp + B(ins)))) < 0) break;
        if (has(ins, op.KILL_B)) killRegister(fp + B(ins));
        pc += 8;
        continue;
      }
      case op.OP_SET_ADD: { store<u32>(T, <u32>pc, T_PC); if (!setAdd(plain(load<u64>(ra)), plain(load<u64>(fp + B(ins))))) break; if (has(ins, op.KILL_B)) killRegister(fp + B(ins)); pc += 8; continue; }
      case op.OP_MAP_ADD: {
        store<u32>(T, <u32>pc, T_PC);
        if (!mapAdd(plain(load<u64>(ra)), plain(load<u64>(fp + B(ins))), plain(load<u64>(fp + C(ins))))) break;
        killOperands(fp, ins);
        pc += 8;
        continue;
      }
      case op.OP_LIST_EXTEND: { store<u32>(T, <u32>pc, T_PC); if (!listExtend(plain(load<u64>(ra)), plain(load<u64>(fp + B(ins))))) break; if (has(ins, op.KILL_B)) killRegister(fp + B(ins)); pc += 8; continue; }
      case op.OP_SET_UPDATE: { store<u32>(T, <u32>pc, T_PC); if (!setUpdate(plain(load<u64>(ra)), plain(load<u64>(fp + B(ins))))) break; if (has(ins, op.KILL_B)) killRegister(fp + B(ins)); pc += 8; continue; }
      case op.OP_DICT_UPDATE: { store<u32>(T, <u32>pc, T_PC); if (!dictUpdateFrom(plain(load<u64>(ra)), plain(load<u64>(fp + B(ins))))) break; if (has(ins, op.KILL_B)) killRegister(fp + B(ins)); pc += 8; continue; }
      case op.OP_DICT_MERGE: { store<u32>(T, <u32>pc, T_PC); if (!dictMerge(plain(load<u64>(ra)), plain(load<u64>(fp + B(ins))), plain(load<u64>(fp + C(ins))))) break; if (has(ins, op.KILL_B)) killRegister(fp + B(ins)); pc += 8; continue; }
      case op.OP_LIST_TO_TUPLE: { r = listToTuple(plain(load<u64>(fp + B(ins)))); break; }
      case op.OP_ARGS_TUPLE: { store<u32>(T, <u32>pc, T_PC); r = argumentsTuple(plain(load<u64>(fp + B(ins))), plain(load<u64>(fp + C(ins)))); break; }
      case op.OP_FORMAT: { store<u32>(T, <u32>pc, T_PC); r = formatValue(plain(load<u64>(fp + B(ins))), plain(load<u64>(fp + C(ins)))); break; }
      case op.OP_FORMAT_SIMPLE: { store<u32>(T, <u32>pc, T_PC); r = format(plain(load<u64>(fp + B(ins))), NULL); break; }
      case op.OP_CONVERT: {
        store<u32>(T, <u32>pc, T_PC);
        r = convert(plain(load<u64>(fp + B(ins))), <u32>C(ins));
        if (r == NULL) break;
        if (has(ins, op.KILL_B)) killRegister(fp + B(ins));
        put(ra, r);
        pc += 8;
        continue;
      }
      case op.OP_BUILD_STRING: { r = buildString(fp + B(ins), <u32>C(ins)); if (r == NULL) break; put(ra, r); pc += 8; continue; }
      // ---- calls
      case op.OP_CALL: {
        const base = fp + B(ins);
        let n = <i32>C(ins);
        let f = load<u64>(base, 8);
        let to = base + 40;
        if (has(ins, op.KILL_A)) {
          const m = load<u64>(base);
          if (m != NULL) { f = m; to = base + 32; n++; }
        }
        if (isPointer(f)) if (load<u32>(address(f)) == T_FUNCTION) {
          const code: usize = load<u32>(address(f), offsetof<Function>('code'));
          if (load<i32>(code, offsetof<Code>('plainArgs')) == n)
            if (to + load<u32>(code, offsetof<Code>('frameBytes')) + 8192 <= <usize>load<u32>(T, offsetof<Thread>('stackEnd'))) {
            const depth = load<i32>(T, offsetof<Thread>('depth'));
            if (depth < load<i32>(T, offsetof<Thread>('recursionLimit'))) {
              if (load<u32>(T) != 0) {
                store<u32>(T, <u32>pc, T_PC);
                if (!takeSafePoint()) break;
                if (sizeof<M>() == 4 && traced(T)) return REENTER;
              }
              if (ASSERTIONS) checkFrameEntered(to, n, changetype<Code>(code), fp, pc);
              store<i32>(T, depth + 1, offsetof<Thread>('depth'));
              store<u64>(to - FRAME_RETURN_PC, <u64>pc | <u64>fp << 32);
              store<u64>(to - FRAME_CODE, <u64>code | <u64>FRAME_NONE << 32);
              store<u64>(to - FRAME_LINK, 0);
              // variables begin empty: a frame object may look at them before they are written
              for (let q = to + (<usize>n << 3), end = to + load<u32>(code, offsetof<Code>('variableBytes')); q < end; q += 8) store<u64>(q, NULL);
              fp = to;
              store<u32>(T, <u32>fp, T_FP);
              pc = load<u32>(code, offsetof<Code>('instructions'));
              continue;
            }
          }
        }
        store<u32>(T, <u32>pc, T_PC);
        if (load<u32>(T) != 0) {
          if (!takeSafePoint()) break;
          if (sizeof<M>() == 4 && traced(T)) return REENTER;
        }
        const spec = directSpec(f, to, n);
        if (spec != 0) {
          const func = load<u32>(spec, offsetof<NativeSpec>('func'));
          const arity = <u32>load<u8>(spec, offsetof<NativeSpec>('arity'));
          const first = n > 0 ? plain(load<u64>(to)) : NULL;
          if (arity == 1) r = call_indirect<Word>(func, first);
          else if (arity == 2) r = call_indirect<Word>(func, first, n > 1 ? plain(load<u64>(to, 8)) : NULL);
          else if (arity == 3) r = call_indirect<Word>(func, first, n > 1 ? plain(load<u64>(to, 8)) : NULL, n > 2 ? plain(load<u64>(to, 16)) : NULL);
          else r = call_indirect<Word>(func);
          if (r == NULL) break;
          for (let q = to, end = to + (<usize>n << 3); q < end; q += 8) killLiving(q);
        } else {
          r = callSlow(base, to, f, n);
          if (r == NULL) break;
          if (r == ENTERED) { fp = load<u32>(T, T_FP); pc = load<u32>(T, T_PC); continue; }
        }
        if (sizeof<M>() == 4) if (load<u64>(pc, 16) == (ins & 0xffff_0000 | CLEAR_ONE)) { // nobody wants the result
          put(ra, NULL);
          if (isOwned(r)) dropWord(r);
          pc += 24;
          if (traced(T)) { store<u32>(T, <u32>pc, T_PC); return REENTER; }
          continue;
        }
        put(ra, r);
        pc += 16;
        // the native function may have been sys.settrace
        if (sizeof<M>() == 4 && traced(T)) { store<u32>(T, <u32>pc, T_PC); return REENTER; }
        continue;
      }
      case op.OP_CALL_KW: {
        store<u32>(T, <u32>pc, T_PC);
        if (atomic.load<u32>(T) != 0) {
          if (!takeSafePoint()) break;
          if (sizeof<M>() == 4 && traced(T)) return REENTER;
        }
        r = callKeywords(fp, pc, fp + B(ins), <i32>C(ins), has(ins, op.KILL_A));
        if (r == NULL) break;
        if (r == ENTERED) { fp = load<u32>(T, T_FP); pc = load<u32>(T, T_PC); continue; }
        put(ra, r);
        pc += 16;
        // the native function may have been sys.settrace
        if (sizeof<M>() == 4 && traced(T)) { store<u32>(T, <u32>pc, T_PC); return REENTER; }
        continue;
      }
      case op.OP_CALL_EX: {
        store<u32>(T, <u32>pc, T_PC);
        if (atomic.load<u32>(T) != 0) {
          if (!takeSafePoint()) break;
          if (sizeof<M>() == 4 && traced(T)) return REENTER;
        }
        r = callExpanded(fp + B(ins), C(ins) != 0);
        if (r == NULL) break;
        if (r == ENTERED) { fp = load<u32>(T, T_FP); pc = load<u32>(T, T_PC); continue; }
        put(ra, r);
        pc += 16;
        // the native function may have been sys.settrace
        if (sizeof<M>() == 4 && traced(T)) { store<u32>(T, <u32>pc, T_PC); return REENTER; }
        continue;
      }
      case op.OP_MAKE_FUNCTION: {
        store<u32>(T, <u32>pc, T_PC);
        r = makeFunction(fp, pc, fp + B(ins), <u32>C(ins));
        if (r == NULL) break;
        put(ra, r);
        pc += 16;
        continue;
      }
      case op.OP_MAKE_CLOSURE_TUPLE: { r = buildTuple(fp + B(ins), <u32>C(ins)); if (r == NULL) break; put(ra, r); pc += 8; continue; }
      case op.OP_LOAD_CONST: {
        const w = load<u64>(load<u32>(load<u32>(fp - FRAME_CODE), offsetof<Code>('constants')) + (<usize>D(ins) << 3));
        put(ra, lend(w));
        pc += 8;
        if (sizeof<M>() == 8) continue;
        const next = load<u64>(pc);
        if (<u32>next != (<u32>ins & 0xffff_0000 | op.OP_RETURN | op.KILL_A)) continue;
        ins = next; // many functions end so: on to RETURN
      }
      case op.OP_RETURN: {
        let w = load<u64>(ra);
        if (isOwned(w)) store<u64>(ra, NULL);
        else if (isPointer(w)) w = own(plain(w));
        const code: usize = load<u32>(fp - FRAME_CODE);
        if (load<u32>(fp - FRAME_FLAGS) & FRAME_OBJECT) {
          store<u32>(T, <u32>pc, T_PC);
          detachFrame(fp); // takes the variables along before they are released
        }
        for (let q = fp, end = fp + load<u32>(code, offsetof<Code>('variableBytes')); q < end; q += 8) {
          const x = load<u64>(q);
          if (isOwned(x)) { store<u64>(q, NULL); decrefLiving(address(x)); }
        }
        if (ASSERTIONS) checkFrameLeft(fp, pc);
        const f = load<u64>(fp - FRAME_FUNCTION);
        if (load<u32>(fp - FRAME_FLAGS) == FRAME_NONE) {
          if (isOwned(f)) { store<u64>(fp - FRAME_FUNCTION, NULL); dropWord(f); }
          pc = load<u32>(fp - FRAME_RETURN_PC);
          fp = load<u32>(fp - FRAME_CALLER);
          store<u32>(T, <u32>fp, T_FP);
          store<i32>(T, load<i32>(T, offsetof<Thread>('depth')) - 1, offsetof<Thread>('depth'));
          const call = load<u64>(pc);
          if (sizeof<M>() == 4) if (load<u64>(pc, 16) == (call & 0xffff_0000 | CLEAR_ONE)) { // nobody wants the result
            put(fp + A(call), NULL);
            if (isOwned(w)) dropWord(w);
            pc += 24;
            continue;
          }
          put(fp + A(call), w);
          pc += 16;
          continue;
        }
        store<u32>(T, <u32>pc, T_PC);
        const flags = load<u32>(fp - FRAME_FLAGS);
        w = returnSlow(fp, w);
        if ((flags & FRAME_ENTRY) != 0) return w;
        fp = load<u32>(T, T_FP);
        pc = load<u32>(T, T_PC);
        if (w == NULL) break; // a constructor's __init__ returned something
        if (w == UNBOUND) continue; // a generator ended in FOR_ITER: pc is where the loop goes on
        put(fp + A(load<u64>(pc)), w);
        pc += 16;
        continue;
      }
      case op.OP_RETURN_GENERATOR: {
        store<u32>(T, <u32>pc, T_PC);
        const flags = load<u32>(fp - FRAME_FLAGS);
        r = returnGenerator(fp, pc + 8);
        if (r == NULL) break;
        if ((flags & FRAME_ENTRY) != 0) return r;
        fp = load<u32>(T, T_FP);
        pc = load<u32>(T, T_PC);
        put(fp + A(load<u64>(pc)), r);
        pc += 16;
        continue;
      }
      case op.OP_YIELD: {
        store<u32>(T, <u32>pc, T_PC);
        r = yieldValue(fp, pc, ins);
        if (r == NULL) break;
        if ((suspendedFlags & FRAME_ENTRY) != 0) return r;
        fp = load<u32>(T, T_FP);
        pc = load<u32>(T, T_PC);
        put(fp + A(load<u64>(pc)), r);
        pc += 16;
        continue;
      }
      case op.OP_SEND: {
        store<u32>(T, <u32>pc, T_PC);
        const delegate = load<u64>(fp + B(ins));
        if (isPointer(delegate) && (load<u32>(address(delegate)) == T_GENERATOR || load<u32>(address(delegate)) == T_COROUTINE)) {
          const entered = sendInLoop(fp, address(delegate), fp + C(ins), has(ins, op.KILL_C));
          if (entered < 0) break;
          if (entered > 0) {
            fp = load<u32>(T, T_FP);
            pc = load<u32>(T, T_PC);
            continue;
          }
        }
        const ended = send(fp, plain(load<u64>(fp + B(ins))), plain(load<u64>(fp + C(ins))), ra);
        if (ended < 0) break;
        if (has(ins, op.KILL_C)) killRegister(fp + C(ins));
        pc += ended == 0 ? 16 : 16 + (<usize>load<i32>(pc, 8) << 3);
        continue;
      }
      case op.OP_GET_AWAITABLE: {
        store<u32>(T, <u32>pc, T_PC);
        r = getAwaitable(plain(load<u64>(fp + B(ins))), <u32>C(ins));
        if (r == NULL) break;
        if (has(ins, op.KILL_B)) killRegister(fp + B(ins));
        put(ra, r);
        pc += 8;
        continue;
      }
      case op.OP_GET_AITER: { store<u32>(T, <u32>pc, T_PC); r = getAiter(plain(load<u64>(fp + B(ins)))); break; }
      case op.OP_GET_ANEXT: { store<u32>(T, <u32>pc, T_PC); r = getAnext(plain(load<u64>(fp + B(ins)))); break; }
      case op.OP_END_ASYNC_FOR: {
        store<u32>(T, <u32>pc, T_PC);
        if (!endAsyncFor(ra)) break;
        pc += 8;
        continue;
      }
      case op.OP_CLEANUP_THROW: { store<u32>(T, <u32>pc, T_PC); r = cleanupThrow(fp + B(ins)); break; }
      // ---- exceptions
      case op.OP_RAISE: { store<u32>(T, <u32>pc, T_PC); doRaise(plain(load<u64>(ra)), plain(load<u64>(fp + B(ins))), <u32>C(ins)); break; }
      case op.OP_RERAISE: { store<u32>(T, <u32>pc, T_PC); reraise(plain(load<u64>(ra))); break; }
      case op.OP_PUSH_HANDLED: { pushHandled(ra, fp + B(ins)); pc += 8; continue; }
      case op.OP_POP_HANDLED: { popHandled(ra); pc += 8; continue; }
      case op.OP_MATCH_EXCEPTION: { store<u32>(T, <u32>pc, T_PC); r = matchException(plain(load<u64>(fp + B(ins))), plain(load<u64>(fp + C(ins)))); break; }
      case op.OP_MATCH_GROUP: { store<u32>(T, <u32>pc, T_PC); if (!matchGroup(ra, fp + B(ins), plain(load<u64>(fp + C(ins))))) break; killOperands(fp, ins); pc += 8; continue; }
      case op.OP_RERAISE_STAR: { store<u32>(T, <u32>pc, T_PC); r = reraiseStar(plain(load<u64>(fp + B(ins))), plain(load<u64>(fp + C(ins)))); break; }
      case op.OP_WITH_ENTER: {
        store<u32>(T, <u32>pc, T_PC);
        if (!withEnter(ra, plain(load<u64>(fp + B(ins))), C(ins) != 0)) break;
        if (has(ins, op.KILL_B)) killRegister(fp + B(ins));
        pc += 8;
        continue;
      }
      case op.OP_WITH_EXIT: { store<u32>(T, <u32>pc, T_PC); r = withExit(plain(load<u64>(fp + B(ins))), plain(load<u64>(fp + C(ins)))); break; }
      // ---- match
      case op.OP_MATCH_SEQUENCE: { r = matchSequence(plain(load<u64>(fp + B(ins)))); break; }
      case op.OP_MATCH_MAPPING: { r = matchMapping(plain(load<u64>(fp + B(ins)))); break; }
      case op.OP_GET_LEN: { store<u32>(T, <u32>pc, T_PC); r = getLength(plain(load<u64>(fp + B(ins)))); break; }
      case op.OP_MATCH_KEYS: { store<u32>(T, <u32>pc, T_PC); r = matchKeys(plain(load<u64>(fp + B(ins))), plain(load<u64>(fp + C(ins)))); break; }
      case op.OP_MATCH_CLASS: {
        store<u32>(T, <u32>pc, T_PC);
        r = matchClass(fp + B(ins), <i32>C(ins));
        if (r == NULL) break;
        put(ra, r);
        pc += 8;
        continue;
      }
      // ---- imports, the rest
      case op.OP_IMPORT_NAME: { store<u32>(T, <u32>pc, T_PC); r = importName(fp, fp + B(ins), <u32>C(ins)); if (r == NULL) break; put(ra, r); pc += 8; continue; }
      case op.OP_IMPORT_FROM: { store<u32>(T, <u32>pc, T_PC); r = importFrom(plain(load<u64>(fp + B(ins))), nameAt(fp, <u32>C(ins))); if (r == NULL) break; put(ra, r); pc += 8; continue; }
      case op.OP_IMPORT_STAR: { store<u32>(T, <u32>pc, T_PC); if (!importStar(fp, plain(load<u64>(ra)))) break; if (has(ins, op.KILL_A)) killRegister(ra); pc += 8; continue; }
      case op.OP_SETUP_ANNOTATIONS: { store<u32>(T, <u32>pc, T_PC); if (!setupAnnotations(fp)) break; pc += 8; continue; }
      case op.OP_INTRINSIC: { store<u32>(T, <u32>pc, T_PC); r = intrinsic(fp + B(ins), <u32>C(ins)); if (r == NULL) break; put(ra, r); pc += 8; continue; }
      case op.OP_PRINT_EXPR: { store<u32>(T, <u32>pc, T_PC); if (!printExpression(plain(load<u64>(ra)))) break; if (has(ins, op.KILL_A)) killRegister(ra); pc += 8; continue; }
      default: unreachable();
    }
    if (r != NULL) {
      if (has(ins, op.KILL_B | op.KILL_C)) killOperands(fp, ins);
      put(ra, r);
      pc += 8;
      continue;
    }
    pc = unwind();
    if (pc == 0) return NULL;
    fp = load<u32>(T, T_FP);
  }
}

// @ts-ignore: decorator
@inline function nameAt(fp: usize, index: u32): Word {
  return load<u64>(<usize>load<u32>(load<u32>(fp - FRAME_CODE), offsetof<Code>('names')) + (<usize>index << 3));
}

function compareJump(fp: usize, ins: u64, a: Word, b: Word, operator: i32): i32 {
  const t = compareTruth(a, b, operator);
  if (t >= 0 && has(ins, op.KILL_A | op.KILL_B)) {
    if (has(ins, op.KILL_A)) killRegister(fp + A(ins));
    if (has(ins, op.KILL_B)) killRegister(fp + B(ins));
  }
  return t;
}

function compareJumpImmediate(ra: usize, ins: u64, a: Word, operator: i32): i32 {
  const t = compareTruth(a, ofInt(SB(ins)), operator);
  if (t >= 0 && has(ins, op.KILL_A)) killRegister(ra);
  return t;
}

// @ts-ignore: decorator
@inline function traced(T: usize): bool { return (load<u32>(T) & SP_TRACE) != 0; }

/** Takes the request to leave and enter again; time makes it, so not with a seeded scheduler: it repeats a safe point. */
function leaveForTierUp(T: usize): bool {
  if ((atomic.load<u32>(T) & SP_REENTER) == 0) return false;
  atomic.and<u32>(T, ~SP_REENTER);
  return !scheduled();
}
