/**
 * The syntax tree of Python 3.13, declared once.
 *
 * `NODES` follows the abstract grammar that Python's `ast` module documents: class names and field names are the same,
 * in the same order. The TypeScript types below, the walker, the dump, the binary codec and the `_ast` module's classes
 * are all derived from this table.
 *
 * - Every node has the discriminator `kind`, its class name. `Constant.kind` (the `u` prefix) is therefore `ukind`.
 * - Lists are arrays, an absent optional is `null`, identifiers are strings (already NFKC-normalised).
 * - Nodes of the sums in `LOCATED` carry `lineno` (from 1), `col_offset` (from 0, in UTF-8 bytes), `end_lineno` and
 *   `end_col_offset`.
 */

/** How often a field occurs; the elements of a `manyOptional` list may be `null` (`Dict.keys`, `arguments.kw_defaults`). */
export type Quantity = 'one' | 'optional' | 'many' | 'manyOptional';

/** One field: its name, its type (a sum, or a leaf type of `Leaves`) and how often it occurs. */
export type FieldSpec = readonly [name: string, type: string, quantity: Quantity];

/** The enumerations: types whose values are bare class names without fields. */
export const ENUMS = {
  expr_context: ['Load', 'Store', 'Del'],
  boolop: ['And', 'Or'],
  operator: [
    'Add',
    'Sub',
    'Mult',
    'MatMult',
    'Div',
    'Mod',
    'Pow',
    'LShift',
    'RShift',
    'BitOr',
    'BitXor',
    'BitAnd',
    'FloorDiv',
  ],
  unaryop: ['Invert', 'Not', 'UAdd', 'USub'],
  cmpop: ['Eq', 'NotEq', 'Lt', 'LtE', 'Gt', 'GtE', 'Is', 'IsNot', 'In', 'NotIn'],
} as const;

export type ExprContext = (typeof ENUMS.expr_context)[number];
export type BoolOperator = (typeof ENUMS.boolop)[number];
export type Operator = (typeof ENUMS.operator)[number];
export type UnaryOperator = (typeof ENUMS.unaryop)[number];
export type CompareOperator = (typeof ENUMS.cmpop)[number];

/**
 * The value of a literal. Strings are UTF-16 and may hold lone surrogates. `tuple` and `frozenset` never come from the
 * parser: a program may put them into a tree that it compiles.
 */
export type ConstantValue =
  | { t: 'none' }
  | { t: 'true' }
  | { t: 'false' }
  | { t: 'ellipsis' }
  | { t: 'int'; v: bigint }
  | { t: 'float'; v: number }
  | { t: 'complex'; imag: number; real?: number }
  | { t: 'str'; v: string }
  | { t: 'bytes'; v: Uint8Array }
  | { t: 'tuple'; v: ConstantValue[] }
  | { t: 'frozenset'; v: ConstantValue[] };

/** The types of fields that are not nodes. */
interface Leaves {
  identifier: string;
  string: string;
  int: number;
  constant: ConstantValue;
  expr_context: ExprContext;
  boolop: BoolOperator;
  operator: Operator;
  unaryop: UnaryOperator;
  cmpop: CompareOperator;
}

/** Every node class: the sum it belongs to (a product type is its own sum) and its fields. */
export const NODES = {
  Module: {
    sum: 'mod',
    fields: [
      ['body', 'stmt', 'many'],
      ['type_ignores', 'type_ignore', 'many'],
    ],
  },
  Interactive: { sum: 'mod', fields: [['body', 'stmt', 'many']] },
  Expression: { sum: 'mod', fields: [['body', 'expr', 'one']] },
  FunctionType: {
    sum: 'mod',
    fields: [
      ['argtypes', 'expr', 'many'],
      ['returns', 'expr', 'one'],
    ],
  },
  FunctionDef: {
    sum: 'stmt',
    fields: [
      ['name', 'identifier', 'one'],
      ['args', 'arguments', 'one'],
      ['body', 'stmt', 'many'],
      ['decorator_list', 'expr', 'many'],
      ['returns', 'expr', 'optional'],
      ['type_comment', 'string', 'optional'],
      ['type_params', 'type_param', 'many'],
    ],
  },
  AsyncFunctionDef: {
    sum: 'stmt',
    fields: [
      ['name', 'identifier', 'one'],
      ['args', 'arguments', 'one'],
      ['body', 'stmt', 'many'],
      ['decorator_list', 'expr', 'many'],
      ['returns', 'expr', 'optional'],
      ['type_comment', 'string', 'optional'],
      ['type_params', 'type_param', 'many'],
    ],
  },
  ClassDef: {
    sum: 'stmt',
    fields: [
      ['name', 'identifier', 'one'],
      ['bases', 'expr', 'many'],
      ['keywords', 'keyword', 'many'],
      ['body', 'stmt', 'many'],
      ['decorator_list', 'expr', 'many'],
      ['type_params', 'type_param', 'many'],
    ],
  },
  Return: { sum: 'stmt', fields: [['value', 'expr', 'optional']] },
  Delete: { sum: 'stmt', fields: [['targets', 'expr', 'many']] },
  Assign: {
    sum: 'stmt',
    fields: [
      ['targets', 'expr', 'many'],
      ['value', 'expr', 'one'],
      ['type_comment', 'string', 'optional'],
    ],
  },
  TypeAlias: {
    sum: 'stmt',
    fields: [
      ['name', 'expr', 'one'],
      ['type_params', 'type_param', 'many'],
      ['value', 'expr', 'one'],
    ],
  },
  AugAssign: {
    sum: 'stmt',
    fields: [
      ['target', 'expr', 'one'],
      ['op', 'operator', 'one'],
      ['value', 'expr', 'one'],
    ],
  },
  AnnAssign: {
    sum: 'stmt',
    fields: [
      ['target', 'expr', 'one'],
      ['annotation', 'expr', 'one'],
      ['value', 'expr', 'optional'],
      ['simple', 'int', 'one'],
    ],
  },
  For: {
    sum: 'stmt',
    fields: [
      ['target', 'expr', 'one'],
      ['iter', 'expr', 'one'],
      ['body', 'stmt', 'many'],
      ['orelse', 'stmt', 'many'],
      ['type_comment', 'string', 'optional'],
    ],
  },
  AsyncFor: {
    sum: 'stmt',
    fields: [
      ['target', 'expr', 'one'],
      ['iter', 'expr', 'one'],
      ['body', 'stmt', 'many'],
      ['orelse', 'stmt', 'many'],
      ['type_comment', 'string', 'optional'],
    ],
  },
  While: {
    sum: 'stmt',
    fields: [
      ['test', 'expr', 'one'],
      ['body', 'stmt', 'many'],
      ['orelse', 'stmt', 'many'],
    ],
  },
  If: {
    sum: 'stmt',
    fields: [
      ['test', 'expr', 'one'],
      ['body', 'stmt', 'many'],
      ['orelse', 'stmt', 'many'],
    ],
  },
  With: {
    sum: 'stmt',
    fields: [
      ['items', 'withitem', 'many'],
      ['body', 'stmt', 'many'],
      ['type_comment', 'string', 'optional'],
    ],
  },
  AsyncWith: {
    sum: 'stmt',
    fields: [
      ['items', 'withitem', 'many'],
      ['body', 'stmt', 'many'],
      ['type_comment', 'string', 'optional'],
    ],
  },
  Match: {
    sum: 'stmt',
    fields: [
      ['subject', 'expr', 'one'],
      ['cases', 'match_case', 'many'],
    ],
  },
  Raise: {
    sum: 'stmt',
    fields: [
      ['exc', 'expr', 'optional'],
      ['cause', 'expr', 'optional'],
    ],
  },
  Try: {
    sum: 'stmt',
    fields: [
      ['body', 'stmt', 'many'],
      ['handlers', 'excepthandler', 'many'],
      ['orelse', 'stmt', 'many'],
      ['finalbody', 'stmt', 'many'],
    ],
  },
  TryStar: {
    sum: 'stmt',
    fields: [
      ['body', 'stmt', 'many'],
      ['handlers', 'excepthandler', 'many'],
      ['orelse', 'stmt', 'many'],
      ['finalbody', 'stmt', 'many'],
    ],
  },
  Assert: {
    sum: 'stmt',
    fields: [
      ['test', 'expr', 'one'],
      ['msg', 'expr', 'optional'],
    ],
  },
  Import: { sum: 'stmt', fields: [['names', 'alias', 'many']] },
  ImportFrom: {
    sum: 'stmt',
    fields: [
      ['module', 'identifier', 'optional'],
      ['names', 'alias', 'many'],
      ['level', 'int', 'optional'],
    ],
  },
  Global: { sum: 'stmt', fields: [['names', 'identifier', 'many']] },
  Nonlocal: { sum: 'stmt', fields: [['names', 'identifier', 'many']] },
  Expr: { sum: 'stmt', fields: [['value', 'expr', 'one']] },
  Pass: { sum: 'stmt', fields: [] },
  Break: { sum: 'stmt', fields: [] },
  Continue: { sum: 'stmt', fields: [] },
  BoolOp: {
    sum: 'expr',
    fields: [
      ['op', 'boolop', 'one'],
      ['values', 'expr', 'many'],
    ],
  },
  NamedExpr: {
    sum: 'expr',
    fields: [
      ['target', 'expr', 'one'],
      ['value', 'expr', 'one'],
    ],
  },
  BinOp: {
    sum: 'expr',
    fields: [
      ['left', 'expr', 'one'],
      ['op', 'operator', 'one'],
      ['right', 'expr', 'one'],
    ],
  },
  UnaryOp: {
    sum: 'expr',
    fields: [
      ['op', 'unaryop', 'one'],
      ['operand', 'expr', 'one'],
    ],
  },
  Lambda: {
    sum: 'expr',
    fields: [
      ['args', 'arguments', 'one'],
      ['body', 'expr', 'one'],
    ],
  },
  IfExp: {
    sum: 'expr',
    fields: [
      ['test', 'expr', 'one'],
      ['body', 'expr', 'one'],
      ['orelse', 'expr', 'one'],
    ],
  },
  Dict: {
    sum: 'expr',
    fields: [
      ['keys', 'expr', 'manyOptional'],
      ['values', 'expr', 'many'],
    ],
  },
  Set: { sum: 'expr', fields: [['elts', 'expr', 'many']] },
  ListComp: {
    sum: 'expr',
    fields: [
      ['elt', 'expr', 'one'],
      ['generators', 'comprehension', 'many'],
    ],
  },
  SetComp: {
    sum: 'expr',
    fields: [
      ['elt', 'expr', 'one'],
      ['generators', 'comprehension', 'many'],
    ],
  },
  DictComp: {
    sum: 'expr',
    fields: [
      ['key', 'expr', 'one'],
      ['value', 'expr', 'one'],
      ['generators', 'comprehension', 'many'],
    ],
  },
  GeneratorExp: {
    sum: 'expr',
    fields: [
      ['elt', 'expr', 'one'],
      ['generators', 'comprehension', 'many'],
    ],
  },
  Await: { sum: 'expr', fields: [['value', 'expr', 'one']] },
  Yield: { sum: 'expr', fields: [['value', 'expr', 'optional']] },
  YieldFrom: { sum: 'expr', fields: [['value', 'expr', 'one']] },
  Compare: {
    sum: 'expr',
    fields: [
      ['left', 'expr', 'one'],
      ['ops', 'cmpop', 'many'],
      ['comparators', 'expr', 'many'],
    ],
  },
  Call: {
    sum: 'expr',
    fields: [
      ['func', 'expr', 'one'],
      ['args', 'expr', 'many'],
      ['keywords', 'keyword', 'many'],
    ],
  },
  FormattedValue: {
    sum: 'expr',
    fields: [
      ['value', 'expr', 'one'],
      ['conversion', 'int', 'one'],
      ['format_spec', 'expr', 'optional'],
    ],
  },
  JoinedStr: { sum: 'expr', fields: [['values', 'expr', 'many']] },
  Constant: {
    sum: 'expr',
    fields: [
      ['value', 'constant', 'one'],
      ['ukind', 'string', 'optional'],
    ],
  },
  Attribute: {
    sum: 'expr',
    fields: [
      ['value', 'expr', 'one'],
      ['attr', 'identifier', 'one'],
      ['ctx', 'expr_context', 'one'],
    ],
  },
  Subscript: {
    sum: 'expr',
    fields: [
      ['value', 'expr', 'one'],
      ['slice', 'expr', 'one'],
      ['ctx', 'expr_context', 'one'],
    ],
  },
  Starred: {
    sum: 'expr',
    fields: [
      ['value', 'expr', 'one'],
      ['ctx', 'expr_context', 'one'],
    ],
  },
  Name: {
    sum: 'expr',
    fields: [
      ['id', 'identifier', 'one'],
      ['ctx', 'expr_context', 'one'],
    ],
  },
  List: {
    sum: 'expr',
    fields: [
      ['elts', 'expr', 'many'],
      ['ctx', 'expr_context', 'one'],
    ],
  },
  Tuple: {
    sum: 'expr',
    fields: [
      ['elts', 'expr', 'many'],
      ['ctx', 'expr_context', 'one'],
    ],
  },
  Slice: {
    sum: 'expr',
    fields: [
      ['lower', 'expr', 'optional'],
      ['upper', 'expr', 'optional'],
      ['step', 'expr', 'optional'],
    ],
  },
  ExceptHandler: {
    sum: 'excepthandler',
    fields: [
      ['type', 'expr', 'optional'],
      ['name', 'identifier', 'optional'],
      ['body', 'stmt', 'many'],
    ],
  },
  MatchValue: { sum: 'pattern', fields: [['value', 'expr', 'one']] },
  MatchSingleton: { sum: 'pattern', fields: [['value', 'constant', 'one']] },
  MatchSequence: { sum: 'pattern', fields: [['patterns', 'pattern', 'many']] },
  MatchMapping: {
    sum: 'pattern',
    fields: [
      ['keys', 'expr', 'many'],
      ['patterns', 'pattern', 'many'],
      ['rest', 'identifier', 'optional'],
    ],
  },
  MatchClass: {
    sum: 'pattern',
    fields: [
      ['cls', 'expr', 'one'],
      ['patterns', 'pattern', 'many'],
      ['kwd_attrs', 'identifier', 'many'],
      ['kwd_patterns', 'pattern', 'many'],
    ],
  },
  MatchStar: { sum: 'pattern', fields: [['name', 'identifier', 'optional']] },
  MatchAs: {
    sum: 'pattern',
    fields: [
      ['pattern', 'pattern', 'optional'],
      ['name', 'identifier', 'optional'],
    ],
  },
  MatchOr: { sum: 'pattern', fields: [['patterns', 'pattern', 'many']] },
  TypeIgnore: {
    sum: 'type_ignore',
    fields: [
      ['lineno', 'int', 'one'],
      ['tag', 'string', 'one'],
    ],
  },
  TypeVar: {
    sum: 'type_param',
    fields: [
      ['name', 'identifier', 'one'],
      ['bound', 'expr', 'optional'],
      ['default_value', 'expr', 'optional'],
    ],
  },
  ParamSpec: {
    sum: 'type_param',
    fields: [
      ['name', 'identifier', 'one'],
      ['default_value', 'expr', 'optional'],
    ],
  },
  TypeVarTuple: {
    sum: 'type_param',
    fields: [
      ['name', 'identifier', 'one'],
      ['default_value', 'expr', 'optional'],
    ],
  },
  comprehension: {
    sum: 'comprehension',
    fields: [
      ['target', 'expr', 'one'],
      ['iter', 'expr', 'one'],
      ['ifs', 'expr', 'many'],
      ['is_async', 'int', 'one'],
    ],
  },
  arguments: {
    sum: 'arguments',
    fields: [
      ['posonlyargs', 'arg', 'many'],
      ['args', 'arg', 'many'],
      ['vararg', 'arg', 'optional'],
      ['kwonlyargs', 'arg', 'many'],
      ['kw_defaults', 'expr', 'manyOptional'],
      ['kwarg', 'arg', 'optional'],
      ['defaults', 'expr', 'many'],
    ],
  },
  arg: {
    sum: 'arg',
    fields: [
      ['arg', 'identifier', 'one'],
      ['annotation', 'expr', 'optional'],
      ['type_comment', 'string', 'optional'],
    ],
  },
  keyword: {
    sum: 'keyword',
    fields: [
      ['arg', 'identifier', 'optional'],
      ['value', 'expr', 'one'],
    ],
  },
  alias: {
    sum: 'alias',
    fields: [
      ['name', 'identifier', 'one'],
      ['asname', 'identifier', 'optional'],
    ],
  },
  withitem: {
    sum: 'withitem',
    fields: [
      ['context_expr', 'expr', 'one'],
      ['optional_vars', 'expr', 'optional'],
    ],
  },
  match_case: {
    sum: 'match_case',
    fields: [
      ['pattern', 'pattern', 'one'],
      ['guard', 'expr', 'optional'],
      ['body', 'stmt', 'many'],
    ],
  },
} as const satisfies Record<string, { sum: string; fields: readonly FieldSpec[] }>;

/** The sums whose nodes carry a position. */
export const LOCATED = ['stmt', 'expr', 'excepthandler', 'pattern', 'type_param', 'arg', 'keyword', 'alias'] as const;

/** Lines count from 1, columns from 0 in UTF-8 bytes; the end is exclusive. */
export interface Position {
  lineno: number;
  col_offset: number;
  end_lineno: number;
  end_col_offset: number;
}

type Table = typeof NODES;
/** A node class's name. */
export type Kind = keyof Table;
type KindOf<S> = { [K in Kind]: Table[K]['sum'] extends S ? K : never }[Kind];
type Value<T> = T extends keyof Leaves ? Leaves[T] : NodeMap[KindOf<T>];
type Counted<T, Q> = Q extends 'one'
  ? Value<T>
  : Q extends 'optional'
    ? Value<T> | null
    : Q extends 'many'
      ? Value<T>[]
      : (Value<T> | null)[];
type Fields<K extends Kind> = { [F in Table[K]['fields'][number] as F[0]]: Counted<F[1], F[2]> };
type Located<K extends Kind> = Table[K]['sum'] extends (typeof LOCATED)[number] ? Position : unknown;
type NodeMap = { [K in Kind]: { kind: K } & Fields<K> & Located<K> };

/** The node class `K`, for example `NodeOf<'BinOp'>`. */
export type NodeOf<K extends Kind> = NodeMap[K];
/** Any node. */
export type Node = NodeMap[Kind];

export type Mod = NodeMap[KindOf<'mod'>];
export type Stmt = NodeMap[KindOf<'stmt'>];
export type Expr = NodeMap[KindOf<'expr'>];
export type ExceptHandler = NodeMap[KindOf<'excepthandler'>];
export type Pattern = NodeMap[KindOf<'pattern'>];
export type TypeParam = NodeMap[KindOf<'type_param'>];
export type TypeIgnore = NodeMap['TypeIgnore'];
export type Comprehension = NodeMap['comprehension'];
export type Arguments = NodeMap['arguments'];
export type Arg = NodeMap['arg'];
export type Keyword = NodeMap['keyword'];
export type Alias = NodeMap['alias'];
export type WithItem = NodeMap['withitem'];
export type MatchCase = NodeMap['match_case'];

/** Any field type of the table that is a leaf: not a node and not a list of nodes. */
export function isLeafType(type: string): boolean {
  return type === 'identifier' || type === 'string' || type === 'int' || type === 'constant' || type in ENUMS;
}

const childFields = new Map<string, readonly string[]>(
  Object.entries(NODES).map(([kind, { fields }]) => [
    kind,
    (fields as readonly FieldSpec[]).filter(([, type]) => !isLeafType(type)).map(([name]) => name),
  ]),
);

/** Calls `visit` on every direct child node of `node`, in field order. */
export function forEachChild(node: Node, visit: (child: Node) => void): void {
  const record = node as unknown as Record<string, Node | (Node | null)[] | null>;
  for (const name of childFields.get(node.kind)!) {
    const value = record[name];
    if (value === null) continue;
    if (Array.isArray(value)) {
      for (const child of value) if (child !== null) visit(child);
    } else visit(value);
  }
}

/** Whether nodes of this class carry a position. */
export function isLocated(kind: Kind): boolean {
  return (LOCATED as readonly string[]).includes(NODES[kind].sum);
}
