import type { Piece } from './recognizer.js';

const DESCRIPTIONS: Readonly<Record<string, string>> = {
  Attribute: 'attribute',
  Subscript: 'subscript',
  Starred: 'starred',
  Name: 'name',
  List: 'list',
  Tuple: 'tuple',
  Lambda: 'lambda',
  Call: 'function call',
  BoolOp: 'expression',
  BinOp: 'expression',
  UnaryOp: 'expression',
  GeneratorExp: 'generator expression',
  Yield: 'yield expression',
  YieldFrom: 'yield expression',
  Await: 'await expression',
  ListComp: 'list comprehension',
  SetComp: 'set comprehension',
  DictComp: 'dict comprehension',
  Dict: 'dict literal',
  Set: 'set display',
  JoinedStr: 'f-string expression',
  Compare: 'comparison',
  IfExp: 'conditional expression',
  NamedExpr: 'named expression',
};

/** What an error message calls an expression. */
export function describe(piece: Piece): string {
  if (piece.kind === 'Constant')
    return /^(?:True|False|None|ellipsis)$/.test(piece.constant!) ? piece.constant! : 'literal';
  const description = DESCRIPTIONS[piece.kind];
  if (description === undefined) throw new Error(`no description of ${piece.kind}`);
  return description;
}

/** The part of an expression that cannot be a target, `null` when all can. */
export function invalidTarget(piece: Piece, use: 'star' | 'del' | 'for'): Piece | null {
  switch (piece.kind) {
    case 'List':
    case 'Tuple':
      for (const element of piece.elts!) {
        const invalid = invalidTarget(element, use);
        if (invalid !== null) return invalid;
      }
      return null;
    case 'Starred':
      return use === 'del' ? piece : invalidTarget(piece.value!, use);
    case 'Compare':
      if (use === 'for') return piece.isIn ? invalidTarget(piece.value!, use) : null;
      return piece;
    case 'Name':
    case 'Subscript':
    case 'Attribute':
      return null;
    default:
      return piece;
  }
}

/** Whether this is `print` or `exec`, once statements. */
export function isLegacyStatement(piece: Piece): boolean {
  return piece.kind === 'Name' && (piece.text === 'print' || piece.text === 'exec');
}

export function kindIsTuple(piece: Piece): boolean {
  return piece.kind === 'Tuple';
}

/** The last condition of a comprehension's clauses, or what the last one iterates over. */
export function comprehensionEnd(clauses: Piece[]): Piece {
  return clauses[clauses.length - 1]!.value!;
}
