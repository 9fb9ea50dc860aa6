// Loads code blobs (format: interpreter/compiler/blob.ts) into heap objects.

import { CO_ANY_GENERATOR, CO_OPTIMIZED, CO_OPTIMIZED, CO_VARARGS, CO_VARKEYWORDS, Code, ExceptionEntry, PositionEntry } from '../layout/code';
import { control } from '../layout/control';
import { BYTES_DATA, BigInt, Bytes, LIMBS } from '../layout/text';
import { ELLIPSIS, FALSE, NONE, NULL, TRUE, Word, address, fromAddress, isPointer, ofForeignFloat, ofInt } from '../layout/word';
import { markDeferred, markImmortal, own, release } from '../counting/counts';
import { currentId } from '../sync/current';
import { Obj } from '../layout/object';
import { allocBlock } from '../memory/blocks';
import { KIND_RAW } from '../memory/classes';
import { newObject } from '../memory/objects';
import { T_BYTES, T_CODE, T_COMPLEX, T_FROZENSET, T_INT, T_VALUE_ERROR } from '../generated/types';
import { call1, call2 } from './call';
import { memoryError, raise } from './errors';
import { intern } from '../objects/str/intern';
import { strFromChars } from '../objects/str/new';
import { newTuple, tupleGet, tupleInit } from '../objects/tuple';

/** Where the reader stands; end of the blob; whether what it makes is deferred. One load at a time per instance. */
let at: usize = 0;
let end: usize = 0;
let deferred: bool = false;

const MAGIC: u32 = 0x42595047; // 'GPYB'
const VERSION: u32 = 1;

/**
 * The code object of a blob. `permanent`: the code, its constants and the code inside it are deferred (modules,
 * scripts); otherwise they are counted (eval, exec). NULL with an error.
 */
export function loadCodeBlob(blob: usize, length: u32, permanent: bool): Word {
  at = blob;
  end = blob + length;
  deferred = permanent;
  if (length < 9 || readU32() != MAGIC || readU32() != VERSION || load<u8>(at) != 0x43) return badBlob();
  return readValue();
}

function badBlob(): Word {
  return raise(T_VALUE_ERROR, 'bad code blob');
}

// @ts-ignore: decorator
@inline function readU8(): u32 {
  const value = load<u8>(at);
  at += 1;
  return value;
}

// @ts-ignore: decorator
@inline function readU32(): u32 {
  const value = load<u32>(at);
  at += 4;
  return value;
}

// @ts-ignore: decorator
@inline function readF64(): f64 {
  const value = load<f64>(at);
  at += 8;
  return value;
}

// @ts-ignore: decorator
@inline function kept(w: Word): Word {
  if (deferred && isPointer(w)) markDeferred(address(w));
  return w;
}

// Names in code live for ever, as CPython's do: the caches of attribute lookups know them by their addresses. One that
// another thread made stays counted (only its owner may touch `local`), and so uncached.
function immortalName(p: usize): void {
  if (<u32>load<u16>(p, offsetof<Obj>('owner')) == currentId) markImmortal(p);
}

/** A value of the blob, owned; NULL with an error. */
function readValue(): Word {
  if (at >= end) return badBlob();
  switch (readU8()) {
    case 0x4e: return NONE; // N
    case 0x54: return TRUE; // T
    case 0x46: return FALSE; // F
    case 0x45: return ELLIPSIS; // E
    case 0x69: { // i
      const value = load<i64>(at);
      at += 8;
      return ofInt(value);
    }
    case 0x6c: return readBigInt(); // l
    case 0x66: return ofForeignFloat(readF64()); // f
    case 0x63: { // c
      const real = readF64();
      return kept(call2(<Word>T_COMPLEX, ofForeignFloat(real), ofForeignFloat(readF64())));
    }
    case 0x73: return kept(readStr()); // s
    case 0x53: { // S
      const text = readStr();
      if (text == NULL) return NULL;
      const name = intern(text);
      immortalName(address(name));
      return name;
    }
    case 0x62: return readBytes(); // b
    case 0x28: return readTuple(); // (
    case 0x3c: { // <
      const items = readTuple();
      if (items == NULL) return NULL;
      const set = call1(<Word>T_FROZENSET, items);
      release(items);
      return kept(set);
    }
    case 0x43: return readCode(); // C
    default: return badBlob();
  }
}

function readStr(): Word {
  const kind = readU8();
  const length = readU32();
  const text = strFromChars(at, kind, length);
  at += <usize>kind * length;
  return text;
}

function readBigInt(): Word {
  const negative = readU8();
  const limbs = readU32();
  const p = newObject(T_INT, LIMBS + (<usize>limbs << 2));
  if (p == 0) return NULL;
  const n = changetype<BigInt>(p);
  n.size = limbs;
  n.negative = negative;
  memory.copy(p + LIMBS, at, <usize>limbs << 2);
  at += <usize>limbs << 2;
  return kept(fromAddress(p));
}

function readBytes(): Word {
  const length = readU32();
  if (length == 0 && control().emptyBytes != NULL) return own(control().emptyBytes);
  const p = newObject(T_BYTES, BYTES_DATA + length);
  if (p == 0) return NULL;
  const b = changetype<Bytes>(p);
  b.size = length;
  b.hash = -1;
  memory.copy(p + BYTES_DATA, at, length);
  at += length;
  return kept(fromAddress(p));
}

function readTuple(): Word {
  const n = readU32();
  const tuple = newTuple(n);
  if (tuple == 0) return NULL;
  for (let i: u32 = 0; i < n; i++) {
    const item = readValue();
    if (item == NULL) {
      release(fromAddress(tuple));
      return NULL;
    }
    tupleInit(tuple, i, item);
  }
  return kept(fromAddress(tuple));
}

/** A raw block with `size` bytes of the blob; 0 for none at all, or with MemoryError set. */
function readBlock(size: usize): usize {
  if (size == 0) return 0;
  const block = allocBlock(KIND_RAW, size);
  if (block == 0) memoryError();
  else memory.copy(block, at, size);
  at += size;
  return block;
}

/** A raw block with the words of a tuple, lent. */
function wordsOf(tuple: Word, n: u32): usize {
  if (n == 0) return 0;
  const block = allocBlock(KIND_RAW, <usize>n << 3);
  if (block == 0) memoryError();
  else for (let i: u32 = 0; i < n; i++) store<u64>(block + (<usize>i << 3), tupleGet(address(tuple), i));
  return block;
}

function readCode(): Word {
  const p = newObject(T_CODE, offsetof<Code>());
  if (p == 0) return NULL;
  memory.fill(p + 16, 0, offsetof<Code>() - 16);
  const result = fromAddress(p);
  const code = changetype<Code>(p);
  code.argCount = readU32();
  code.posOnlyCount = readU32();
  code.kwOnlyCount = readU32();
  code.flags = readU32();
  code.firstLine = readU32();
  code.localCount = readU32();
  code.cellCount = readU32();
  code.freeCount = readU32();
  code.firstFree = readU32();
  // register 0 of code that keeps its names in a mapping is that mapping
  code.variableBytes = (code.localCount + code.cellCount + code.freeCount + ((code.flags & CO_OPTIMIZED) == 0 ? 1 : 0)) << 3;
  code.heat = 0;
  code.entry = 0;
  code.frameBytes = readU32() << 3;
  const plain = code.kwOnlyCount == 0 && (code.flags & (CO_VARARGS | CO_VARKEYWORDS | CO_ANY_GENERATOR)) == 0;
  code.plainArgs = plain ? <i32>code.argCount : -1;
  if ((code.name = readValue()) == NULL) return dropped(result);
  if ((code.qualname = readValue()) == NULL) return dropped(result);
  if ((code.filename = readValue()) == NULL) return dropped(result);
  if ((code.registerNames = readValue()) == NULL) return dropped(result);
  if ((code.registerKinds = readValue()) == NULL) return dropped(result);
  if ((code.consts = readValue()) == NULL) return dropped(result);
  if ((code.namesTuple = readValue()) == NULL) return dropped(result);
  const constantCount = load<u32>(address(code.consts), 16);
  const nameCount = load<u32>(address(code.namesTuple), 16);
  code.constants = <u32>wordsOf(code.consts, constantCount);
  code.names = <u32>wordsOf(code.namesTuple, nameCount);
  code.instructionCount = readU32();
  code.instructions = <u32>readBlock(<usize>code.instructionCount << 3);
  code.exceptionCount = readU32();
  code.exceptions = <u32>readBlock(<usize>code.exceptionCount * offsetof<ExceptionEntry>());
  code.positionCount = readU32();
  code.positions = <u32>readBlock(<usize>code.positionCount * offsetof<PositionEntry>());
  const missing = (constantCount != 0 && code.constants == 0) || (nameCount != 0 && code.names == 0) ||
    code.instructions == 0 || (code.exceptionCount != 0 && code.exceptions == 0) ||
    (code.positionCount != 0 && code.positions == 0);
  return missing ? dropped(result) : kept(result);
}

function dropped(code: Word): Word {
  release(code);
  return NULL;
}
