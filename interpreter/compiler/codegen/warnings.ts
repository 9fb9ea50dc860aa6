/** SyntaxWarnings for code that is legal and surely wrong. */

import type { ConstantValue, Expr, NodeOf } from '../tree.js';
import type { Compiler } from './compiler.js';

const CONSTANT_TYPES: Readonly<Record<ConstantValue['t'], string>> = {
  none: 'NoneType',
  true: 'bool',
  false: 'bool',
  ellipsis: 'ellipsis',
  int: 'int',
  float: 'float',
  complex: 'complex',
  str: 'str',
  bytes: 'bytes',
  tuple: 'tuple',
  frozenset: 'frozenset',
};

/** Type that the value of an expression surely has, or null. */
function inferredType(e: Expr): string | null {
  switch (e.kind) {
    case 'Tuple':
      return 'tuple';
    case 'List':
    case 'ListComp':
      return 'list';
    case 'Dict':
    case 'DictComp':
      return 'dict';
    case 'Set':
    case 'SetComp':
      return 'set';
    case 'GeneratorExp':
      return 'generator';
    case 'Lambda':
      return 'function';
    case 'JoinedStr':
    case 'FormattedValue':
      return 'str';
    case 'Constant':
      return CONSTANT_TYPES[e.value.t];
    default:
      return null;
  }
}

const NOT_CALLABLE = new Set([
  'Constant',
  'Tuple',
  'List',
  'ListComp',
  'Dict',
  'DictComp',
  'Set',
  'SetComp',
  'GeneratorExp',
  'JoinedStr',
  'FormattedValue',
]);

export function checkCall(c: Compiler, e: NodeOf<'Call'>): void {
  if (!NOT_CALLABLE.has(e.func.kind)) return;
  c.diagnostics.warn(`'${inferredType(e.func)}' object is not callable; perhaps you missed a comma?`, e.func);
}

export function checkSubscript(c: Compiler, e: NodeOf<'Subscript'>): void {
  const value = e.value;
  const constant = value.kind === 'Constant' ? value.value.t : null;
  if (
    (constant !== null &&
      ['none', 'true', 'false', 'ellipsis', 'int', 'float', 'complex', 'frozenset'].includes(constant)) ||
    ['Set', 'SetComp', 'GeneratorExp', 'Lambda'].includes(value.kind)
  ) {
    c.diagnostics.warn(`'${inferredType(value)}' object is not subscriptable; perhaps you missed a comma?`, value);
    return;
  }
  const indexable =
    (constant !== null && ['str', 'bytes', 'tuple'].includes(constant)) ||
    ['Tuple', 'List', 'ListComp', 'JoinedStr', 'FormattedValue'].includes(value.kind);
  if (!indexable) return;
  const type = inferredType(e.slice);
  if (type === null || type === 'int' || type === 'bool') return;
  c.diagnostics.warn(
    `${inferredType(value)} indices must be integers or slices, not ${type}; perhaps you missed a comma?`,
    value,
  );
}

/** A literal that `is` should not be asked about. */
function literalType(e: Expr): string | null {
  if (e.kind !== 'Constant') return null;
  const t = e.value.t;
  return t === 'none' || t === 'true' || t === 'false' || t === 'ellipsis' ? null : CONSTANT_TYPES[t];
}

export function checkCompare(c: Compiler, e: NodeOf<'Compare'>): void {
  let left = literalType(e.left);
  for (let i = 0; i < e.ops.length; i++) {
    const right = literalType(e.comparators[i]);
    const op = e.ops[i];
    if ((op === 'Is' || op === 'IsNot') && (left !== null || right !== null)) {
      c.diagnostics.warn(
        op === 'Is'
          ? `"is" with '${left ?? right}' literal. Did you mean "=="?`
          : `"is not" with '${left ?? right}' literal. Did you mean "!="?`,
        e,
      );
      return;
    }
    left = right;
  }
}

export function checkAssert(c: Compiler, s: NodeOf<'Assert'>): void {
  const test = s.test;
  if (
    (test.kind === 'Tuple' && test.elts.length > 0) ||
    (test.kind === 'Constant' && test.value.t === 'tuple' && test.value.v.length > 0)
  )
    c.diagnostics.warn('assertion is always true, perhaps remove parentheses?', s);
}
