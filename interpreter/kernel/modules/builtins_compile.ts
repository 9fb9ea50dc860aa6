// builtins: compile, eval, exec.

import { NONE, NULL, Word, address, fromAddress, isPointer, ofInt } from '../layout/word';
import { Code } from '../layout/code';
import { Type } from '../layout/type';
import { own, release } from '../counting/counts';
import { T_CELL, T_CODE, T_DICT, T_SYNTAX_ERROR, T_SYSTEM_ERROR, T_TUPLE, T_TYPE_ERROR, T_VALUE_ERROR } from '../generated/types';
import { arg } from '../eval/call';
import { errorSet, raise, raisef } from '../eval/errors';
import { codeOfCaller, currentFrame, globalsOfCaller } from '../eval/frames';
import { loadLocals } from '../eval/intrinsics';
import { runClosure } from '../eval/run';
import { compileSource, MODE_EVAL, MODE_EXEC, MODE_FUNC_TYPE, MODE_SINGLE } from '../process/compile';
import { asI32, isInstance, isStr, truth, typeOf } from '../objects/protocol';
import { Buffer, bufferRelease, getBuffer, supportsBuffer } from '../objects/buffer';
import { newBytesFrom } from '../objects/bytes/new';
import { bytesData, bytesSize } from '../objects/bytes/new';
import { decodeUtf8, encodeUtf8 } from '../objects/codecs/utf8';
import { charAt, strLength } from '../objects/str/access';
import { strEqualsText } from '../objects/str/new';
import { sliceStr } from '../objects/str/slice';
import { tupleGet, tupleSize } from '../objects/tuple';
import { compileTree, isTree, parseToTree } from './_ast_compile';
import { fspath } from './paths';

/** Bits of compile()'s flags. */
// @ts-ignore: decorator
@inline const FUTURES: u32 = 0x1fe0000;
// @ts-ignore: decorator
@inline export const ONLY_AST: u32 = 0x400;
// @ts-ignore: decorator
@inline const KNOWN: u32 = 0x1fe0000 | 0x400 | 0x2000 | 0x1000 | 0x200 | 0x4000 | 0x8000 | 0x10;

let words: usize = 0;

/** Source as compile() takes it: owned exact str or bytes without null bytes; NULL with an error. `who` and `what` for the message. */
function sourceOf(source: Word, message: string): Word {
  let r: Word;
  if (isStr(source)) {
    // characters that UTF-8 cannot have are refused here
    const bytes = encodeUtf8(source, NULL);
    if (bytes == NULL) return NULL;
    release(bytes);
    r = own(source);
    for (let i: u32 = 0, p = address(source), n = strLength(p); i < n; i++) {
      if (charAt(p, i) == 0) return nullBytes(r);
    }
    return r;
  }
  if (!supportsBuffer(source)) return raise(T_TYPE_ERROR, message);
  const b = getBuffer(source);
  if (b == 0) return NULL;
  r = newBytesFrom(changetype<Buffer>(b).data, changetype<Buffer>(b).size);
  bufferRelease(b);
  if (r == NULL) return NULL;
  for (let p = bytesData(address(r)), end = p + bytesSize(address(r)); p < end; p++) if (load<u8>(p) == 0) return nullBytes(r);
  return r;
}

function nullBytes(source: Word): Word {
  release(source);
  return raise(T_SYNTAX_ERROR, 'source code string cannot contain null bytes');
}

// __future__ features of the calling code.
function inherited(): u32 {
  const code = codeOfCaller();
  return code == 0 ? 0 : changetype<Code>(code).flags & FUTURES;
}

/** File name argument as an owned str. */
function filenameOf(w: Word): Word {
  if (isStr(w)) return own(w);
  let path: Word;
  if (supportsBuffer(w) && typeOf(w) != T_CODE) {
    const b = getBuffer(w);
    if (b == 0) return NULL;
    path = newBytesFrom(changetype<Buffer>(b).data, changetype<Buffer>(b).size);
    bufferRelease(b);
  } else path = fspath(w);
  if (path == NULL || isStr(path)) return path;
  const text = decodeFilename(path);
  release(path);
  return text;
}
import { internText } from '../objects/str/new';
function decodeFilename(bytes: Word): Word {
  return decodeUtf8(bytesData(address(bytes)), <i32>bytesSize(address(bytes)), internText('surrogateescape'), true, bytes);
}

/** Whether a file name names a file: code of a module, which stays; '<string>' and the like do not. */
function namesFile(filename: Word): bool {
  return strLength(address(filename)) != 0 && charAt(address(filename), 0) != 0x3c;
}

/** @function builtins.compile(source, filename, mode, flags=0, dont_inherit=False, optimize=-1, *, _feature_version=-1)
 * Compile source into a code object that can be executed by exec() or eval().
 *
 * The source code may represent a Python module, statement or expression.
 * The filename will be used for run-time error messages.
 * The mode must be 'exec' to compile a module, 'single' to compile a
 * single (interactive) statement, or 'eval' to compile an expression.
 * The flags argument, if present, controls which future statements influence
 * the compilation of the code.
 * The dont_inherit argument, if true, stops the compilation inheriting
 * the effects of any future statements in effect in the code calling
 * compile; if absent or false these statements do influence the compilation,
 * in addition to any features explicitly specified. */
export function builtinCompile(source: Word, filename: Word, mode: Word, flagsWord: Word, dontInherit: Word, optimizeWord: Word, featureVersion: Word): Word {
  const name = filenameOf(filename);
  if (name == NULL) return NULL;
  const r = compileNamed(source, name, mode, flagsWord, dontInherit, optimizeWord, featureVersion);
  release(name);
  return r;
}

function compileNamed(source: Word, filename: Word, mode: Word, flagsWord: Word, dontInherit: Word, optimizeWord: Word, featureVersion: Word): Word {
  if (!isStr(mode)) return raisef(T_TYPE_ERROR, "compile() argument 'mode' must be str, not %T", mode);
  let flags: u32 = 0;
  if (flagsWord != NULL) {
    const n = asI32(flagsWord);
    if (n == -1 && errorSet()) return NULL;
    flags = <u32>n;
  }
  const keep = dontInherit == NULL ? 0 : truth(dontInherit);
  if (keep < 0) return NULL;
  let optimize = -1;
  if (optimizeWord != NULL) {
    optimize = asI32(optimizeWord);
    if (optimize == -1 && errorSet()) return NULL;
  }
  if ((flags & ~KNOWN) != 0) return raise(T_VALUE_ERROR, 'compile(): unrecognised flags');
  if (optimize < -1 || optimize > 2) return raise(T_VALUE_ERROR, 'compile(): invalid optimize value');
  if (keep == 0) flags |= inherited();
  const onlyTree = (flags & ONLY_AST) != 0;
  let which: u32;
  if (strEqualsText(mode, 'exec')) which = MODE_EXEC;
  else if (strEqualsText(mode, 'eval')) which = MODE_EVAL;
  else if (strEqualsText(mode, 'single')) which = MODE_SINGLE;
  else if (strEqualsText(mode, 'func_type')) {
    if (!onlyTree) return raise(T_VALUE_ERROR, "compile() mode 'func_type' requires flag PyCF_ONLY_AST");
    which = MODE_FUNC_TYPE;
  } else return raise(T_VALUE_ERROR, onlyTree ? "compile() mode must be 'exec', 'eval', 'single' or 'func_type'" : "compile() mode must be 'exec', 'eval' or 'single'");
  const tree = isTree(source);
  if (tree < 0) return NULL;
  if (tree > 0) return compileTree(source, filename, which, flags, optimize);
  const text = sourceOf(source, 'compile() arg 1 must be a string, bytes or AST object');
  if (text == NULL) return NULL;
  const r = onlyTree ? parseToTree(text, isStr(text), filename, which, flags, optimize) : compileSource(text, isStr(text), filename, which, flags, optimize, which == MODE_EXEC && namesFile(filename));
  release(text);
  return r;
}

function isMapping(w: Word): bool {
  return changetype<Type>(typeOf(w)).mp_subscript != 0;
}

// Code of the text given to eval or exec; eval's leading blanks are skipped.
function codeOf(source: Word, isEval: bool): Word {
  let text = sourceOf(source, isEval ? 'eval() arg 1 must be a string, bytes or code object' : 'exec() arg 1 must be a string, bytes or code object');
  if (text == NULL) return NULL;
  if (isEval) {
    const isText = isStr(text);
    const n = isText ? strLength(address(text)) : bytesSize(address(text));
    let blank: u32 = 0;
    while (blank < n) {
      const c: u32 = isText ? charAt(address(text), blank) : load<u8>(bytesData(address(text)) + blank);
      if (c != 0x20 && c != 0x09) break;
      blank++;
    }
    if (blank != 0) {
      const rest = isText ? sliceStr(address(text), blank, n) : newBytesFrom(bytesData(address(text)) + blank, n - blank);
      release(text);
      text = rest;
    }
  }
  if (text == NULL) return NULL;
  const filename = internText('<string>');
  const code = compileSource(text, isStr(text), filename, isEval ? MODE_EVAL : MODE_EXEC, inherited(), -1, false);
  release(filename);
  release(text);
  return code;
}

function run(source: Word, globals: Word, locals: Word, closure: Word, isEval: bool): Word {
  let g: Word;
  let l: Word;
  if (globals == NULL || globals == NONE) {
    const fp = currentFrame();
    if (fp == 0) return raise(T_SYSTEM_ERROR, 'globals and locals cannot be NULL');
    g = own(fromAddress(globalsOfCaller()));
    l = locals == NULL || locals == NONE ? loadLocals(fp) : own(locals);
  } else {
    g = own(globals);
    l = own(locals == NULL || locals == NONE ? globals : locals);
  }
  let r: Word = NULL;
  if (l != NULL) r = runIn(source, g, l, closure, isEval);
  release(g);
  release(l);
  return r;
}

function runIn(source: Word, g: Word, l: Word, closure: Word, isEval: bool): Word {
  if (typeOf(source) == T_CODE) {
    const free = changetype<Code>(address(source)).freeCount;
    if (isEval) {
      if (free != 0) return raise(T_TYPE_ERROR, 'code object passed to eval() may not contain free variables');
      return runClosure(source, g, l, NULL);
    }
    if (free == 0) {
      if (closure != NULL && closure != NONE) return raise(T_TYPE_ERROR, 'cannot use a closure with this code object');
      return runClosure(source, g, l, NULL);
    }
    let ok = closure != NULL && typeOf(closure) == T_TUPLE && tupleSize(address(closure)) == free;
    for (let i: u32 = 0; ok && i < free; i++) ok = typeOf(tupleGet(address(closure), i)) == T_CELL;
    if (!ok) return raisef(T_TYPE_ERROR, 'code object requires a closure of exactly length %d', ofInt(free));
    return runClosure(source, g, l, closure);
  }
  if (closure != NULL && closure != NONE) return raise(T_TYPE_ERROR, 'closure can only be used when source is a code object');
  const code = codeOf(source, isEval);
  if (code == NULL) return NULL;
  const r = runClosure(code, g, l, NULL);
  release(code);
  return r;
}

/** @function builtins.eval(source, /, globals=None, locals=None)
 * Evaluate the given source in the context of globals and locals.
 *
 * The source may be a string representing a Python expression
 * or a code object as returned by compile().
 * The globals must be a dictionary and locals can be any mapping,
 * defaulting to the current globals and locals.
 * If only globals is given, locals defaults to it. */
export function builtinEval(source: Word, globals: Word, locals: Word): Word {
  if (locals != NULL && locals != NONE && !isMapping(locals)) return raise(T_TYPE_ERROR, 'locals must be a mapping');
  if (globals != NULL && globals != NONE && !(isPointer(globals) && isInstance(globals, T_DICT)))
    return raise(T_TYPE_ERROR, isMapping(globals) ? 'globals must be a real dict; try eval(code, {}, mapping)' : 'globals must be a dict');
  return run(source, globals, locals, NULL, true);
}

/** @function builtins.exec(source, /, globals=None, locals=None, *, closure=None)
 * Execute the given source in the context of globals and locals.
 *
 * The source may be a string representing one or more Python statements
 * or a code object as returned by compile().
 * The globals must be a dictionary and locals can be any mapping,
 * defaulting to the current globals and locals.
 * If only globals is given, locals defaults to it.
 * The closure must be a tuple of cellvars, and can only be used
 * when source is a code object requiring exactly that many cellvars. */
export function builtinExec(source: Word, globals: Word, locals: Word, closure: Word): Word {
  if (globals != NULL && globals != NONE && !(isPointer(globals) && isInstance(globals, T_DICT)))
    return raisef(T_TYPE_ERROR, 'exec() globals must be a dict, not %T', globals);
  if (locals != NULL && locals != NONE && !isMapping(locals)) return raisef(T_TYPE_ERROR, 'locals must be a mapping or None, not %T', locals);
  const r = run(source, globals, locals, closure, false);
  if (r == NULL) return NULL;
  release(r);
  return NONE;
}
