// Code objects in marshal's format: our own layout behind CPython's type letter. The numbers and blocks of a code object
// are one bytes object, its words a tuple; marshal writes both as it writes any value.

import { Code, ExceptionEntry, PositionEntry } from '../layout/code';
import { BYTES_DATA, Bytes } from '../layout/text';
import { NULL, Word, address, fromAddress } from '../layout/word';
import { markDeferred, own, release } from '../counting/counts';
import { allocBlock, freeBlock } from '../memory/blocks';
import { KIND_RAW } from '../memory/classes';
import { newObject } from '../memory/objects';
import { T_BYTES, T_CODE, T_STR, T_TUPLE, T_VALUE_ERROR } from '../generated/types';
import { memoryError, raise } from '../eval/errors';
import { copyInstructions } from '../objects/code';
import { newBytesFrom } from '../objects/bytes/new';
import { typeOf } from '../objects/protocol';
import { intern } from '../objects/str/intern';
import { newTuple, tupleGet, tupleInit, tupleSize } from '../objects/tuple';

/** Numbers in front of the blocks. */
// @ts-ignore: decorator
@inline const NUMBERS: u32 = 15;
/** Words of the tuple. */
// @ts-ignore: decorator
@inline const WORDS: u32 = 7;

/** Numbers and blocks of a code object: bytes, owned. */
export function codeBytes(p: usize): Word {
  const c = changetype<Code>(p);
  const instructions = c.instructionCount << 3;
  const exceptions = c.exceptionCount * <u32>offsetof<ExceptionEntry>();
  const positions = c.positionCount * <u32>offsetof<PositionEntry>();
  const size = NUMBERS * 4 + instructions + exceptions + positions;
  const block = allocBlock(KIND_RAW, size);
  if (block == 0) return memoryError();
  store<u32>(block, <u32>c.plainArgs, 0);
  store<u32>(block, c.frameBytes, 4);
  store<u32>(block, c.instructionCount, 8);
  store<u32>(block, c.argCount, 12);
  store<u32>(block, c.posOnlyCount, 16);
  store<u32>(block, c.kwOnlyCount, 20);
  store<u32>(block, c.flags, 24);
  store<u32>(block, c.localCount, 28);
  store<u32>(block, c.cellCount, 32);
  store<u32>(block, c.freeCount, 36);
  store<u32>(block, c.firstLine, 40);
  store<u32>(block, c.exceptionCount, 44);
  store<u32>(block, c.positionCount, 48);
  store<u32>(block, c.firstFree, 52);
  store<u32>(block, c.variableBytes, 56);
  let at = block + NUMBERS * 4;
  copyInstructions(c, at);
  at += instructions;
  memory.copy(at, c.exceptions, exceptions);
  memory.copy(at + exceptions, c.positions, positions);
  const bytes = newBytesFrom(block, size);
  freeBlock(block);
  return bytes;
}

/** Names and constants of a code object: tuple, owned. */
export function codeWords(p: usize): Word {
  const c = changetype<Code>(p);
  const t = newTuple(WORDS);
  if (t == 0) return NULL;
  tupleInit(t, 0, own(c.name));
  tupleInit(t, 1, own(c.qualname));
  tupleInit(t, 2, own(c.filename));
  tupleInit(t, 3, own(c.consts));
  tupleInit(t, 4, own(c.namesTuple));
  tupleInit(t, 5, own(c.registerNames));
  tupleInit(t, 6, own(c.registerKinds));
  return fromAddress(t);
}

/** The tuple with every str in it interned, in tuples within, too: owned. */
function interned(tuple: Word): Word {
  const n = tupleSize(address(tuple));
  const t = newTuple(n);
  if (t == 0) return NULL;
  for (let i: u32 = 0; i < n; i++) {
    const w = tupleGet(address(tuple), i);
    let item: Word;
    if (typeOf(w) == T_STR) item = intern(own(w));
    else if (typeOf(w) == T_TUPLE) item = interned(w);
    else item = own(w);
    if (item == NULL) {
      release(fromAddress(t));
      return NULL;
    }
    tupleInit(t, i, item);
  }
  return fromAddress(t);
}

function block(from: usize, size: usize): u32 {
  if (size == 0) return 0;
  const p = allocBlock(KIND_RAW, size);
  if (p != 0) memory.copy(p, from, size);
  return <u32>p;
}

function wordsOf(tuple: Word): u32 {
  const n = tupleSize(address(tuple));
  if (n == 0) return 0;
  const p = allocBlock(KIND_RAW, <usize>n << 3);
  if (p != 0) for (let i: u32 = 0; i < n; i++) store<u64>(p + (<usize>i << 3), tupleGet(address(tuple), i));
  return <u32>p;
}

/** The code object that `codeBytes` and `codeWords` (lent) describe: owned; NULL with ValueError. */
export function codeFrom(bytes: Word, words: Word): Word {
  if (typeOf(bytes) != T_BYTES || typeOf(words) != T_TUPLE || tupleSize(address(words)) != WORDS) return bad();
  const size = changetype<Bytes>(address(bytes)).size;
  const from = address(bytes) + BYTES_DATA;
  if (size < NUMBERS * 4) return bad();
  const instructions = load<u32>(from, 8) << 3;
  const exceptions = load<u32>(from, 44) * <u32>offsetof<ExceptionEntry>();
  const positions = load<u32>(from, 48) * <u32>offsetof<PositionEntry>();
  if (size != NUMBERS * 4 + instructions + exceptions + positions) return bad();
  for (let i: u32 = 3; i < 6; i++) if (typeOf(tupleGet(address(words), i)) != T_TUPLE) return bad();
  if (typeOf(tupleGet(address(words), 6)) != T_BYTES) return bad();
  const p = newObject(T_CODE, offsetof<Code>());
  if (p == 0) return NULL;
  memory.fill(p + 16, 0, offsetof<Code>() - 16);
  const c = changetype<Code>(p);
  c.plainArgs = load<i32>(from);
  c.frameBytes = load<u32>(from, 4);
  c.instructionCount = load<u32>(from, 8);
  c.argCount = load<u32>(from, 12);
  c.posOnlyCount = load<u32>(from, 16);
  c.kwOnlyCount = load<u32>(from, 20);
  c.flags = load<u32>(from, 24);
  c.localCount = load<u32>(from, 28);
  c.cellCount = load<u32>(from, 32);
  c.freeCount = load<u32>(from, 36);
  c.firstLine = load<u32>(from, 40);
  c.exceptionCount = load<u32>(from, 44);
  c.positionCount = load<u32>(from, 48);
  c.firstFree = load<u32>(from, 52);
  c.variableBytes = load<u32>(from, 56);
  const all = interned(words);
  if (all == NULL) {
    release(fromAddress(p));
    return NULL;
  }
  const t = address(all);
  c.name = own(tupleGet(t, 0));
  c.qualname = own(tupleGet(t, 1));
  c.filename = own(tupleGet(t, 2));
  c.consts = own(tupleGet(t, 3));
  c.namesTuple = own(tupleGet(t, 4));
  c.registerNames = own(tupleGet(t, 5));
  c.registerKinds = own(tupleGet(t, 6));
  release(all);
  c.constants = wordsOf(c.consts);
  c.names = wordsOf(c.namesTuple);
  let at = from + NUMBERS * 4;
  c.instructions = block(at, instructions);
  at += instructions;
  c.exceptions = block(at, exceptions);
  c.positions = block(at + exceptions, positions);
  if (c.instructions == 0) {
    release(fromAddress(p));
    return memoryError();
  }
  markDeferred(p);
  return fromAddress(p);
}

function bad(): Word { return raise(T_VALUE_ERROR, 'bad marshal data (code object)'); }
