// Compiling through the host: source text to code objects, and its errors to exceptions.

import { NONE, NULL, Word, address, fromAddress, ofI32 } from '../layout/word';
import { own, release } from '../counting/counts';
import { attach, detach } from '../sync/world';
import {
  N_IndentationError, N_MemoryError, N_OverflowError, N_RecursionError, N_SystemError, N_TabError, N_TypeError, N_ValueError, N__IncompleteInputError,
} from '../generated/names';
import {
  T_INDENTATION_ERROR, T_OVERFLOW_ERROR, T_RECURSION_ERROR, T_SYNTAX_ERROR, T_SYNTAX_WARNING, T_SYSTEM_ERROR, T_TAB_ERROR,
  T_TYPE_ERROR, T_VALUE_ERROR, T__INCOMPLETE_INPUT_ERROR,
} from '../generated/types';
import { call2 } from '../eval/call';
import { loadCodeBlob } from '../eval/code_blob';
import { clearError, errorMatches, memoryError, raiseWord, setError } from '../eval/errors';
import { newBytesFrom } from '../objects/bytes/new';
import { strEqual } from '../objects/str/new';
import { newTuple, tupleInit } from '../objects/tuple';
import { kernelFree, openRecord, recordI32, recordPlace, recordSkip, recordText, resultBytes, resultStatus, resultText } from './result';
import { warnCompiler } from './warnings';

/** Source is bytes (with a possible encoding declaration), or a str. */
// @ts-ignore: decorator
@external('host', 'compile')
declare function hostCompile(source: usize, isText: u32, filename: usize, mode: u32, flags: u32, optimize: i32): usize;

// @ts-ignore: decorator
@inline export const MODE_EXEC: u32 = 0;
// @ts-ignore: decorator
@inline export const MODE_EVAL: u32 = 1;
// @ts-ignore: decorator
@inline export const MODE_SINGLE: u32 = 2;
// @ts-ignore: decorator
@inline export const MODE_FUNC_TYPE: u32 = 3;

/**
 * The code object of a source (exact str or bytes, lent) as compile() makes it. `flags`: CO_FUTURE_ and PyCF_ bits;
 * `optimize`: -1 for the interpreter's level. `permanent`: see loadCodeBlob. NULL with an error.
 */
export function compileSource(source: Word, isText: bool, filename: Word, mode: u32, flags: u32, optimize: i32, permanent: bool): Word {
  own(source);
  own(filename);
  detach();
  const block = hostCompile(address(source), isText ? 1 : 0, address(filename), mode, flags, optimize);
  attach();
  const result = block == 0 ? memoryError() : codeOrError(block, filename, permanent);
  if (block != 0) kernelFree(block);
  release(source);
  release(filename);
  return result;
}

/** Issues the warnings of a compilation, which follow in the record. False: one became an error. */
function issueWarnings(count: i32, filename: Word): bool {
  for (let i = 0; i < count; i++) {
    const category = recordText();
    const message = recordText();
    const line = recordI32();
    const offset = recordI32();
    const endLine = recordI32();
    const endOffset = recordI32();
    const text = recordText();
    let ok = category != NULL && message != NULL && text != NULL;
    // what issues the warning may compile and read records itself
    const place = recordPlace();
    if (ok && !warnCompiler(category, message, filename, line)) {
      ok = false;
      // as an error it is one of syntax, with its place
      if (errorMatches(T_SYNTAX_WARNING)) {
        clearError();
        raiseAt(T_SYNTAX_ERROR, message, filename, text, line, offset, endLine, endOffset);
      }
    }
    release(category);
    release(message);
    release(text);
    openRecord(place);
    if (!ok) return false;
  }
  return true;
}

/** The code object of a result block of the compiler; the block stays the caller's. */
export function codeOrError(block: usize, filename: Word, permanent: bool): Word {
  if (!openResult(block)) return NULL;
  const n = warnings; // what is made now may compile something itself
  return withWarnings(loadCodeBlob(blob, blobSize, permanent), n, filename);
}

/** Of the result that `openResult` opened: where its blob lies, the blob's bytes, how many warnings follow. */
let blob: usize = 0;
let blobSize: u32 = 0;
let warnings: i32 = 0;

/** Reads the record of a result block up to its warnings; false: it is an error, which is raised. */
function openResult(block: usize): bool {
  openRecord(resultBytes(block));
  if (resultStatus(block) != 0) {
    raiseRecord();
    return false;
  }
  blobSize = <u32>recordI32();
  blob = recordSkip(blobSize);
  warnings = recordI32();
  return true;
}

/** Issues the `n` warnings of a result; what was made of it (owned or NULL), or NULL if one became an error. */
function withWarnings(made: Word, n: i32, filename: Word): Word {
  if (made == NULL || issueWarnings(n, filename)) return made;
  release(made);
  return NULL;
}

// @ts-ignore: decorator
@external('host', 'tokens')
declare function hostTokens(source: usize, extraTokens: u32): usize;

/** The tokens of a source (str, lent) as a literal that `eval` reads: a list of lists. NULL with SyntaxError. */
export function tokensOf(source: Word, extraTokens: bool): Word {
  own(source);
  detach();
  const block = hostTokens(address(source), extraTokens ? 1 : 0);
  attach();
  release(source);
  return literalOf(block);
}

// @ts-ignore: decorator
@external('host', 'symbols')
declare function hostSymbols(source: usize, filename: usize, mode: u32): usize;

/** The symbol table of a source (strs, lent; a MODE_) as a literal. NULL with SyntaxError. */
export function symbolsOf(source: Word, filename: Word, mode: u32): Word {
  own(source);
  own(filename);
  detach();
  const block = hostSymbols(address(source), address(filename), mode);
  attach();
  release(source);
  release(filename);
  return literalOf(block);
}

// What the front end answered: its text (owned), or NULL with the error.
function literalOf(block: usize): Word {
  if (block == 0) return memoryError();
  if (resultStatus(block) == 0) return resultText(block);
  openRecord(resultBytes(block));
  raiseRecord();
  kernelFree(block);
  return NULL;
}

/** The bytes of a tree in a result block (bytes, owned); the block stays the caller's. */
export function treeOrError(block: usize, filename: Word): Word {
  if (!openResult(block)) return NULL;
  const n = warnings;
  return withWarnings(newBytesFrom(blob, blobSize), n, filename);
}

function typeNamed(name: Word): u32 {
  const p = address(name);
  if (strEqual(p, address(N_IndentationError))) return T_INDENTATION_ERROR;
  if (strEqual(p, address(N_TabError))) return T_TAB_ERROR;
  if (strEqual(p, address(N__IncompleteInputError))) return T__INCOMPLETE_INPUT_ERROR;
  if (strEqual(p, address(N_ValueError))) return T_VALUE_ERROR;
  if (strEqual(p, address(N_OverflowError))) return T_OVERFLOW_ERROR;
  if (strEqual(p, address(N_RecursionError))) return T_RECURSION_ERROR;
  if (strEqual(p, address(N_TypeError))) return T_TYPE_ERROR;
  if (strEqual(p, address(N_SystemError))) return T_SYSTEM_ERROR;
  return T_SYNTAX_ERROR;
}

// @ts-ignore: decorator
@inline function numberOrNone(n: i32): Word { return n < 0 ? NONE : ofI32(n); }

/** Raises what the error record at the cursor says (host/imports/compiler.ts errorRecord). */
function raiseRecord(): void {
  const name = recordText();
  const message = recordText();
  const filename = recordText();
  const text = recordText();
  if (name == NULL || message == NULL || filename == NULL || text == NULL) {
    release(name);
    release(message);
    release(filename);
    release(text);
    return;
  }
  const line = recordI32();
  const offset = recordI32();
  const endLine = recordI32();
  const endOffset = recordI32();
  if (strEqual(address(name), address(N_MemoryError))) {
    memoryError();
  } else {
    const type = typeNamed(name);
    if (type == T_VALUE_ERROR || type == T_OVERFLOW_ERROR || type == T_RECURSION_ERROR || type == T_TYPE_ERROR || type == T_SYSTEM_ERROR) {
      raiseWord(type, own(message));
    } else {
      raiseAt(type, message, filename, text, line, offset, endLine, endOffset);
    }
  }
  release(name);
  release(message);
  release(filename);
  release(text);
}

// SyntaxError or a subclass with its place; all lent.
function raiseAt(type: u32, message: Word, filename: Word, text: Word, line: i32, offset: i32, endLine: i32, endOffset: i32): void {
  const details = newTuple(6);
  if (details == 0) return;
  tupleInit(details, 0, own(filename));
  tupleInit(details, 1, numberOrNone(line));
  tupleInit(details, 2, numberOrNone(offset));
  tupleInit(details, 3, own(text));
  tupleInit(details, 4, numberOrNone(endLine));
  tupleInit(details, 5, numberOrNone(endOffset));
  const error = call2(<Word>type, message, fromAddress(details));
  release(fromAddress(details));
  if (error != NULL) setError(error);
}
