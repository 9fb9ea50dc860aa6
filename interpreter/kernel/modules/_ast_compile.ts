// compile() to and from syntax trees.

import { NULL, Word } from '../layout/word';
import { raise } from '../eval/errors';
import { T_NOT_IMPLEMENTED_ERROR } from '../generated/types';

/** 1 if `w` is an AST node, else 0; -1 with an error. */
export function isTree(w: Word): i32 {
  return 0;
}
/** The code object of a tree. */
export function compileTree(tree: Word, filename: Word, mode: u32, flags: u32, optimize: i32): Word {
  return raise(T_NOT_IMPLEMENTED_ERROR, 'compiling syntax trees');
}
/** The tree of a source. */
export function parseToTree(source: Word, isText: bool, filename: Word, mode: u32, flags: u32, optimize: i32): Word {
  return raise(T_NOT_IMPLEMENTED_ERROR, 'syntax trees');
}
