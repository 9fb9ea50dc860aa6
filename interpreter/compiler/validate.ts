/**
 * Checks a tree that a program has made: what no source could give is refused before the compiler, which relies on it,
 * sees the tree. The messages are CPython's.
 */

import { PySyntaxError, type SyntaxErrorType } from './syntax-error.js';
import {
  type Arguments,
  type Expr,
  type ExprContext,
  type FieldSpec,
  isLeafType,
  isLocated,
  NODES,
  type Node,
  type NodeOf,
  type Pattern,
  type Position,
} from './tree.js';
/** The error for a tree that can't be compiled. */
export function invalidTree(message: string, type: SyntaxErrorType = 'ValueError'): PySyntaxError {
  return new PySyntaxError(type, message, null, null, null, null, null);
}

/** The error for a None among nodes of `type`. */
export function refusedNone(type: string): PySyntaxError {
  return invalidTree(`None disallowed in ${LISTS[type] ?? type} list`);
}

function refuse(message: string, type?: SyntaxErrorType): never {
  throw invalidTree(message, type);
}

/** Lists that must not be empty. */
const NOT_EMPTY: Readonly<Record<string, string>> = {
  FunctionDef: 'body',
  AsyncFunctionDef: 'body',
  ClassDef: 'body',
  Delete: 'targets',
  Assign: 'targets',
  For: 'body',
  AsyncFor: 'body',
  While: 'body',
  If: 'body',
  With: 'items body',
  AsyncWith: 'items body',
  Match: 'cases',
  match_case: 'body',
  Try: 'body',
  TryStar: 'body',
  ExceptHandler: 'body',
  Import: 'names',
  ImportFrom: 'names',
  Global: 'names',
  Nonlocal: 'names',
};

/** Fields whose expressions are bound or deleted; all others are loaded. */
const CONTEXTS: Readonly<Record<string, ExprContext>> = {
  'Delete.targets': 'Del',
  'Assign.targets': 'Store',
  'AugAssign.target': 'Store',
  'AnnAssign.target': 'Store',
  'TypeAlias.name': 'Store',
  'For.target': 'Store',
  'AsyncFor.target': 'Store',
  'withitem.optional_vars': 'Store',
  'comprehension.target': 'Store',
};

const LISTS: Readonly<Record<string, string>> = { expr: 'expression', stmt: 'statement' };

/** Throws PySyntaxError: a ValueError, TypeError or SystemError. */
export function validate(tree: Node): void {
  node(tree, 'Load');
}

/** `context`: what the place of an expression asks of it; null: nothing. */
function node(it: Node, context: ExprContext | null): void {
  if (isLocated(it.kind)) position(it as Node & Position);
  if (context !== null && NODES[it.kind].sum === 'expr') contextOf(it as Expr, context);
  const record = it as unknown as Record<string, Node | (Node | null)[] | null>;
  for (const name of NOT_EMPTY[it.kind]?.split(' ') ?? []) {
    if ((record[name] as unknown[]).length === 0) refuse(`empty ${name} on ${it.kind}`);
  }
  special(it);
  for (const [name, type] of NODES[it.kind].fields as readonly FieldSpec[]) {
    if (isLeafType(type)) continue;
    const value = record[name];
    const wanted = contextIn(it, name, context);
    if (!Array.isArray(value)) {
      if (value !== null) child(value, wanted);
      continue;
    }
    for (const each of value) if (each !== null) child(each, wanted);
  }
}

/** What is checked of a pattern is checked by `pattern`, from the case or the pattern around it. */
function child(it: Node, context: ExprContext | null): void {
  if (NODES[it.kind].sum !== 'pattern') node(it, context);
}

function contextIn(it: Node, field: string, context: ExprContext | null): ExprContext | null {
  if (it.kind === 'List' || it.kind === 'Tuple' || it.kind === 'Starred') return context;
  // the compiler binds it whatever its context says
  if (it.kind === 'NamedExpr' && field === 'target') return null;
  return CONTEXTS[`${it.kind}.${field}`] ?? 'Load';
}

function contextOf(it: Expr, context: ExprContext): void {
  if ('ctx' in it) {
    if (it.ctx !== context) refuse(`expression must have ${context} context but has ${it.ctx} instead`);
  } else if (context !== 'Load') refuse(`expression which can't be assigned to in ${context} context`);
}

function position({ lineno, col_offset, end_lineno, end_col_offset }: Position): void {
  if (lineno > end_lineno) refuse(`AST node line range (${lineno}, ${end_lineno}) is not valid`);
  if ((lineno < 0 && end_lineno !== lineno) || (col_offset < 0 && col_offset !== end_col_offset)) {
    refuse(
      `AST node column range (${col_offset}, ${end_col_offset}) for line range (${lineno}, ${end_lineno}) is not valid`,
    );
  }
  if (lineno === end_lineno && col_offset > end_col_offset) {
    refuse(`line ${lineno}, column ${col_offset}-${end_col_offset} is not a valid range`);
  }
}

/** What only one kind of node asks for. */
function special(it: Node): void {
  switch (it.kind) {
    case 'BoolOp':
      if (it.values.length < 2) refuse('BoolOp with less than 2 values');
      return;
    case 'Compare':
      if (it.comparators.length === 0) refuse('Compare with no comparators');
      if (it.comparators.length !== it.ops.length) refuse('Compare has a different number of comparators and operands');
      return;
    case 'Dict':
      if (it.keys.length !== it.values.length) refuse("Dict doesn't have the same number of keys as values");
      return;
    case 'ListComp':
    case 'SetComp':
    case 'DictComp':
    case 'GeneratorExp':
      if (it.generators.length === 0) refuse('comprehension with no generators');
      return;
    case 'FormattedValue':
      if (![-1, 97, 114, 115].includes(it.conversion)) {
        refuse(`Unrecognized conversion character ${it.conversion}`, 'SystemError');
      }
      return;
    case 'NamedExpr':
      if (it.target.kind !== 'Name') refuse('NamedExpr target must be a Name', 'TypeError');
      return;
    case 'Name':
      identifier(it.id);
      return;
    case 'AugAssign':
      if (!['Name', 'Attribute', 'Subscript'].includes(it.target.kind)) {
        contextOf(it.target, 'Store');
        refuse(`invalid node type (${it.target.kind}) for augmented assignment`, 'SystemError');
      }
      return;
    case 'AnnAssign':
      if (it.simple && it.target.kind !== 'Name') refuse('AnnAssign with simple non-Name target', 'TypeError');
      return;
    case 'TypeAlias':
      if (it.name.kind !== 'Name') refuse('TypeAlias with non-Name name', 'TypeError');
      return;
    case 'TypeVar':
    case 'ParamSpec':
    case 'TypeVarTuple':
      identifier(it.name);
      return;
    case 'Raise':
      if (it.exc === null && it.cause !== null) refuse('Raise with cause but no exception');
      return;
    case 'Try':
    case 'TryStar':
      if (it.handlers.length > 0) return;
      if (it.finalbody.length === 0) refuse(`${it.kind} has neither except handlers nor finalbody`);
      if (it.orelse.length > 0) refuse(`${it.kind} has orelse but no except handlers`);
      return;
    case 'ImportFrom':
      if (it.level !== null && it.level < 0) refuse('Negative ImportFrom level');
      return;
    case 'arguments':
      parameters(it);
      return;
    case 'match_case':
      pattern(it.pattern, false);
      return;
  }
}

function parameters(it: Arguments): void {
  if (it.defaults.length > it.posonlyargs.length + it.args.length) {
    refuse('more positional defaults than args on arguments');
  }
  if (it.kwonlyargs.length !== it.kw_defaults.length) {
    refuse('length of kwonlyargs is not the same as kw_defaults on arguments');
  }
}

function identifier(name: string): void {
  if (name === 'None' || name === 'True' || name === 'False') {
    refuse(`identifier field can't represent '${name}' constant`);
  }
}

function capture(name: string): void {
  if (name === '_') refuse("can't capture name '_' in patterns");
  identifier(name);
}

function patterns(all: readonly Pattern[], starred = false): void {
  for (const each of all) pattern(each, starred);
}

function pattern(it: Pattern, starred: boolean): void {
  position(it);
  switch (it.kind) {
    case 'MatchValue':
      literal(it.value);
      return;
    case 'MatchSingleton':
      if (!['none', 'true', 'false'].includes(it.value.t)) {
        refuse('MatchSingleton can only contain True, False and None');
      }
      return;
    case 'MatchSequence':
      patterns(it.patterns, true);
      return;
    case 'MatchMapping':
      if (it.keys.length !== it.patterns.length) {
        refuse("MatchMapping doesn't have the same number of keys as patterns");
      }
      if (it.rest !== null) capture(it.rest);
      for (const key of it.keys) {
        const singleton = key.kind === 'Constant' && ['none', 'true', 'false'].includes(key.value.t);
        if (!singleton) literal(key);
      }
      patterns(it.patterns);
      return;
    case 'MatchClass':
      classPattern(it);
      return;
    case 'MatchStar':
      if (!starred) refuse("can't use MatchStar here");
      if (it.name !== null) capture(it.name);
      return;
    case 'MatchAs':
      if (it.name !== null) capture(it.name);
      if (it.pattern === null) return;
      if (it.name === null) refuse('MatchAs must specify a target name if a pattern is given');
      pattern(it.pattern, false);
      return;
    case 'MatchOr':
      if (it.patterns.length < 2) refuse('MatchOr requires at least 2 patterns');
      patterns(it.patterns);
      return;
  }
}

function classPattern(it: NodeOf<'MatchClass'>): void {
  if (it.kwd_attrs.length !== it.kwd_patterns.length) {
    refuse("MatchClass doesn't have the same number of keyword attributes as patterns");
  }
  node(it.cls, 'Load');
  let cls: Expr = it.cls;
  while (cls.kind === 'Attribute') cls = cls.value;
  if (cls.kind !== 'Name') refuse('MatchClass cls field can only contain Name or Attribute nodes.');
  for (const name of it.kwd_attrs) identifier(name);
  patterns(it.patterns);
  patterns(it.kwd_patterns);
}

const NUMBERS = ['int', 'float', 'complex'];

function isNumber(it: Expr, types: readonly string[]): boolean {
  return it.kind === 'Constant' && types.includes(it.value.t);
}

/** A number, or one behind a minus. */
function isSigned(it: Expr, types: readonly string[]): boolean {
  return isNumber(it, types) || (it.kind === 'UnaryOp' && it.op === 'USub' && isNumber(it.operand, types));
}

/** What the value of a pattern may be. */
function literal(it: Expr): void {
  node(it, 'Load');
  switch (it.kind) {
    case 'Constant':
      if (![...NUMBERS, 'str', 'bytes'].includes(it.value.t)) {
        refuse('unexpected constant inside of a literal pattern');
      }
      return;
    case 'Attribute':
    case 'JoinedStr':
      return;
    case 'UnaryOp':
      if (isSigned(it, NUMBERS)) return;
      break;
    case 'BinOp': {
      const sum = it.op === 'Add' || it.op === 'Sub';
      if (sum && isSigned(it.left, ['int', 'float']) && isNumber(it.right, ['complex'])) return;
      break;
    }
  }
  refuse('patterns may only match literals and attribute lookups');
}
