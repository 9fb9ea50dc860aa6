// compile() to and from syntax trees: the host parses and compiles, lib/_ast.py turns bytes into nodes and back.

import { NULL, Word, address, isPointer } from '../layout/word';
import { own, release } from '../counting/counts';
import { attach, detach } from '../sync/world';
import { call1 } from '../eval/call';
import { errorSet, memoryError } from '../eval/errors';
import { importModule } from '../eval/imports';
import { getAttr, lookupAttr } from '../objects/protocol';
import { objectIsInstance } from '../objects/type/instances';
import { codeOrError, treeOrError } from '../process/compile';
import { loadedModule } from '../process/import';
import { kernelFree } from '../process/result';
import { N_AST, N__ast, N__decode, N__encode } from '../generated/names';

// @ts-ignore: decorator
@external('host', 'parseTree')
declare function hostParseTree(source: usize, isText: u32, filename: usize, mode: u32, flags: u32): usize;
// @ts-ignore: decorator
@external('host', 'compileTree')
declare function hostCompileTree(bytes: usize, filename: usize, mode: u32, flags: u32, optimize: i32): usize;

// A function of _ast called with one word.
function inAst(name: Word, w: Word): Word {
  const module = importModule(N__ast);
  if (module == NULL) return NULL;
  const f = getAttr(module, name);
  release(module);
  if (f == NULL) return NULL;
  const r = call1(f, w);
  release(f);
  return r;
}

/** 1 if `w` is an AST node, else 0; -1 with an error. Without the module _ast there are no nodes. */
export function isTree(w: Word): i32 {
  if (!isPointer(w)) return 0;
  const module = loadedModule(N__ast);
  if (module == NULL) return errorSet() ? -1 : 0;
  // while _ast is being imported there are none yet
  const base = lookupAttr(module, N_AST);
  release(module);
  if (base == NULL) return errorSet() ? -1 : 0;
  const r = objectIsInstance(w, base);
  release(base);
  return r;
}

/** The code object of a tree. */
export function compileTree(tree: Word, filename: Word, mode: u32, flags: u32, optimize: i32): Word {
  const bytes = inAst(N__encode, tree);
  if (bytes == NULL) return NULL;
  own(filename);
  detach();
  const block = hostCompileTree(address(bytes), address(filename), mode, flags, optimize);
  attach();
  const r = block == 0 ? memoryError() : codeOrError(block, filename, false);
  if (block != 0) kernelFree(block);
  release(filename);
  release(bytes);
  return r;
}

/** The tree of a source. */
export function parseToTree(source: Word, isText: bool, filename: Word, mode: u32, flags: u32, optimize: i32): Word {
  own(source);
  own(filename);
  detach();
  const block = hostParseTree(address(source), isText ? 1 : 0, address(filename), mode, flags);
  attach();
  const bytes = block == 0 ? memoryError() : treeOrError(block, filename);
  if (block != 0) kernelFree(block);
  release(source);
  release(filename);
  if (bytes == NULL) return NULL;
  const tree = inAst(N__decode, bytes);
  release(bytes);
  return tree;
}
