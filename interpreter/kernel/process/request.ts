// Requests to Node's main thread with arguments of any plain kind, and what comes back. The encoding: a tag byte for
// each value, then what it holds (decoded by interpreter/host/arguments.ts).
//
//   0 None   1 int: i64   2 str: u32 size, UTF-8   3 bytes: u32 size, content   4 tuple: u32 size, items   5 float: f64

import { BYTES_DATA, Bytes } from '../layout/text';
import { NONE, NULL, Word, address, fromAddress, isFloat, ofI32, toFloat } from '../layout/word';
import { own, release } from '../counting/counts';
import { allocBlock, freeBlock } from '../memory/blocks';
import { KIND_RAW } from '../memory/classes';
import { attach, detach, takeSafePoint } from '../sync/world';
import { T_BYTES, T_INT, T_STR, T_TUPLE, T_TYPE_ERROR } from '../generated/types';
import { errorSet, memoryError, raisef } from '../eval/errors';
import { encodePath } from '../modules/paths';
import { newBytesFrom } from '../objects/bytes/new';
import { asI64, isInstance } from '../objects/protocol';
import { tuple2, tupleGet, tupleSize } from '../objects/tuple';
import { kernelFree, resultBytes, resultLength } from './result';

// @ts-ignore: decorator
@external('host', 'request')
declare function hostRequest(operation: usize, args: usize, length: u32): usize;

/** The arguments so far: a block of `capacity` bytes, `size` of them used. Of this instance. */
let block: usize = 0;
let size: u32 = 0;
let capacity: u32 = 0;

/** Room for `more` bytes at the end; returns where they begin, 0 with MemoryError. */
function grow(more: u32): usize {
  if (size + more > capacity) {
    const wanted = (size + more) * 2;
    const bigger = allocBlock(KIND_RAW, wanted);
    if (bigger == 0) {
      memoryError();
      return 0;
    }
    memory.copy(bigger, block, size);
    if (block != 0) freeBlock(block);
    block = bigger;
    capacity = wanted;
  }
  size += more;
  return block + size - more;
}

function putContent(tag: u8, bytes: usize): bool {
  const length = changetype<Bytes>(bytes).size;
  const at = grow(5 + length);
  if (at == 0) return false;
  store<u8>(at, tag);
  store<u32>(at, length, 1);
  memory.copy(at + 5, bytes + BYTES_DATA, length);
  return true;
}

/** Adds a value (lent); runs no Python code. False: an error is set. */
function put(value: Word): bool {
  if (value == NONE) {
    const at = grow(1);
    if (at != 0) store<u8>(at, 0);
    return at != 0;
  }
  if (isFloat(value)) {
    const at = grow(9);
    if (at == 0) return false;
    store<u8>(at, 5);
    store<f64>(at, toFloat(value), 1);
    return true;
  }
  if (isInstance(value, T_INT)) {
    const n = asI64(value);
    if (n == -1 && errorSet()) return false;
    const at = grow(9);
    if (at == 0) return false;
    store<u8>(at, 1);
    store<i64>(at, n, 1);
    return true;
  }
  if (isInstance(value, T_STR)) {
    const encoded = encodePath(value);
    if (encoded == NULL) return false;
    const done = putContent(2, address(encoded));
    release(encoded);
    return done;
  }
  if (isInstance(value, T_BYTES)) return putContent(3, address(value));
  if (isInstance(value, T_TUPLE)) {
    const count = tupleSize(address(value));
    const at = grow(5);
    if (at == 0) return false;
    store<u8>(at, 4);
    store<u32>(at, count, 1);
    for (let i: u32 = 0; i < count; i++) if (!put(tupleGet(address(value), i))) return false;
    return true;
  }
  raisef(T_TYPE_ERROR, 'a request can not carry %T', value);
  return false;
}

/**
 * Asks for an operation (str, lent) with a tuple of arguments from item `first` on: (status, content) as an owned tuple.
 * Waits detached; a status of -EINTR runs the signal handlers, and the operation is asked for again.
 */
export function request(operation: Word, args: Word, first: u32): Word {
  size = 0;
  const count = tupleSize(address(args));
  for (let i = first; i < count; i++) if (!put(tupleGet(address(args), i))) return NULL;
  // another request of a signal handler must not find these
  const mine = block;
  const length = size;
  block = 0;
  capacity = 0;
  own(operation);
  let result: Word = NULL;
  while (true) {
    detach();
    const answer = hostRequest(address(operation), mine, length);
    attach();
    if (answer == 0) {
      memoryError();
      break;
    }
    const status = load<i32>(resultBytes(answer));
    if (status == -4) {
      kernelFree(answer);
      if (!takeSafePoint()) break;
      continue;
    }
    const content = newBytesFrom(resultBytes(answer) + 4, resultLength(answer) - 4);
    kernelFree(answer);
    if (content != NULL) result = fromAddress(tuple2(ofI32(status), content));
    break;
  }
  if (mine != 0) freeBlock(mine);
  release(operation);
  return result;
}
