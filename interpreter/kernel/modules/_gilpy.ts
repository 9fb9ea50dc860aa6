// _gilpy: what our own Python files need of the host.

import { symbolsOf, tokensOf } from '../process/compile';
import { FALSE, NONE, NULL, TRUE, Word, address, fromAddress, ofI32, toInt } from '../layout/word';
import { own, release } from '../counting/counts';
import { allocBlock, freeBlock } from '../memory/blocks';
import { KIND_RAW } from '../memory/classes';
import { monotonicNs } from '../sync/clock';
import { attach, detach, takeSafePoint } from '../sync/world';
import { N_items } from '../generated/names';
import { T_TUPLE } from '../generated/types';
import { arg, call1, callMethod0 } from '../eval/call';
import { errorSet, memoryError } from '../eval/errors';
import { listAppend, newList } from '../objects/list/core';
import { asF64 } from '../objects/protocol';
import { newTuple, tuple2, tupleGet, tupleInit, tupleSize } from '../objects/tuple';
import { request } from '../process/request';
import { stdlibCode } from '../process/importlib';
import { kernelFree, resultBytesObject, resultStatus, resultText } from '../process/result';

// @ts-ignore: decorator
@external('host', 'stdlibKind')
declare function hostStdlibKind(member: usize): i32;
// @ts-ignore: decorator
@external('host', 'stdlibData')
declare function hostStdlibData(member: usize): usize;
// @ts-ignore: decorator
@external('host', 'stdlibPath')
declare function hostStdlibPath(): usize;

/** @module _gilpy
 * The interpreter's own services. */

/** @function _gilpy.stdlib_path()
 * Path of the standard library's zip file. */
export function gilpyStdlibPath(): Word {
  return resultText(hostStdlibPath());
}

/** @function _gilpy.stdlib_kind(member, /)
 * True for a package, False for a module, None for neither. */
export function gilpyStdlibKind(member: Word): Word {
  const kind = hostStdlibKind(address(member));
  return kind < 0 ? NONE : kind ? TRUE : FALSE;
}

/** @function _gilpy.stdlib_code(member, filename, /) */
export function gilpyStdlibCode(member: Word, filename: Word): Word {
  return stdlibCode(member, filename);
}

/** @function _gilpy.tokens(source, extra_tokens, /)
 * The tokens of a str as a literal: [lines, [[type, text, row, column, end row, end column, line number], ...]]. */
export function gilpyTokens(source: Word, extraTokens: Word): Word {
  return tokensOf(source, extraTokens == TRUE);
}

/** @function _gilpy.symbols(source, filename, mode, /)
 * The symbol table of a str as a literal; mode is 0 for exec, 1 for eval, 2 for single. */
export function gilpySymbols(source: Word, filename: Word, mode: Word): Word {
  return symbolsOf(source, filename, <u32>toInt(mode));
}

/** @function _gilpy.stdlib_data(member, /)
 * Content of a member as bytes, or None. */
export function gilpyStdlibData(member: Word): Word {
  const block = hostStdlibData(address(member));
  if (block == 0) return memoryError();
  if (resultStatus(block) != 0) {
    kernelFree(block);
    return NONE;
  }
  return resultBytesObject(block);
}

/** @function _gilpy.request(operation, /, *args)
 * Asks the host's main thread for an operation: (status, content), the status below zero a negated errno. Arguments are
 * None, int, float, str, bytes, and tuples of them. */
export function gilpyRequest(args: usize, nargs: i32, kwnames: Word): Word {
  const operation = arg(args, 0);
  const tuple = newTuple(<u32>nargs - 1);
  if (tuple == 0) return NULL;
  for (let i = 1; i < nargs; i++) tupleInit(tuple, <u32>i - 1, own(arg(args, i)));
  const result = request(operation, fromAddress(tuple), 0);
  release(fromAddress(tuple));
  return result;
}

// @ts-ignore: decorator
@external('host', 'poll')
declare function hostPoll(records: usize, count: i32, timeout: f64): i32;

/** @function _gilpy.poll(wanted, timeout, /)
 * Waits until a descriptor of a dict {descriptor: poll bits} has something, or so many milliseconds (below 0: for ever):
 * a list of (descriptor, bits found). */
export function gilpyPoll(wanted: Word, timeout: Word): Word {
  const limit = asF64(timeout);
  if (limit == -1.0 && errorSet()) return NULL;
  const items = callMethod0(wanted, N_items);
  const list = items == NULL ? NULL : call1(<Word>T_TUPLE, items);
  release(items);
  if (list == NULL) return NULL;
  const count = tupleSize(address(list));
  const records = allocBlock(KIND_RAW, count * 8 + 8);
  if (records == 0) {
    release(list);
    return memoryError();
  }
  for (let i: u32 = 0; i < count; i++) {
    const pair = address(tupleGet(address(list), i));
    store<u32>(records + i * 8, <u32>toInt(tupleGet(pair, 0)));
    store<u16>(records + i * 8, <u16>toInt(tupleGet(pair, 1)), 4);
  }
  release(list);
  const deadline = monotonicNs() + <i64>(limit * 1e6);
  let result: Word = NULL;
  while (true) {
    detach();
    const left = limit < 0 ? -1 : Math.max(0, <f64>(deadline - monotonicNs()) * 1e-6);
    const found = hostPoll(records, <i32>count, left);
    attach();
    if (found != -4) {
      result = foundRecords(records, count);
      break;
    }
    if (!takeSafePoint()) break;
  }
  freeBlock(records);
  return result;
}

function foundRecords(records: usize, count: u32): Word {
  const list = newList(0);
  for (let i: u32 = 0; list != 0 && i < count; i++) {
    const bits = load<u16>(records + i * 8, 6);
    if (bits == 0) continue;
    const pair = tuple2(ofI32(load<i32>(records + i * 8)), ofI32(<i32>bits));
    const status = pair == 0 ? -1 : listAppend(list, fromAddress(pair));
    release(fromAddress(pair));
    if (status != 0) {
      release(fromAddress(list));
      return NULL;
    }
  }
  return list == 0 ? NULL : fromAddress(list);
}

// @ts-ignore: decorator
@external('host', 'readLine')
declare function hostReadLine(prompt: usize): usize;
// @ts-ignore: decorator
@external('host', 'receive')
declare function hostReceive(): usize;
// @ts-ignore: decorator
@external('host', 'send')
declare function hostSend(line: usize): i32;

/** A line from a result block, or None at the end; a pending signal is handled first. */
function line(block: usize): Word {
  if (block == 0) return memoryError();
  if (!takeSafePoint()) {
    kernelFree(block);
    return NULL;
  }
  if (resultStatus(block) != 0) {
    kernelFree(block);
    return NONE;
  }
  return resultText(block);
}

/** @function _gilpy.read_line(prompt, /)
 * A line from the line editor, without its end, or None at the end of input. */
export function gilpyReadLine(prompt: Word): Word {
  own(prompt);
  detach();
  const block = hostReadLine(address(prompt));
  attach();
  release(prompt);
  return line(block);
}

/** @function _gilpy.receive()
 * A line from the embedding program, or None when it is gone. */
export function gilpyReceive(): Word {
  detach();
  const block = hostReceive();
  attach();
  return line(block);
}

/** @function _gilpy.send(line, /)
 * A line to the embedding program. */
export function gilpySend(text: Word): Word {
  own(text);
  detach();
  hostSend(address(text));
  attach();
  release(text);
  return NONE;
}
