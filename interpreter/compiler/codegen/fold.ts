/**
 * Constant folding on the tree, with CPython's limits on the size of what it makes, so that no short program gets a huge
 * code object. The tree is changed in place.
 */

import {
  type ConstantValue,
  type Expr,
  type FieldSpec,
  isLeafType,
  type Mod,
  NODES,
  type Node,
  type NodeOf,
  type Operator,
  type Position,
} from '../tree.js';

export interface FoldOptions {
  optimize: number;
  /** Annotations stay as they are written. */
  keepAnnotations: boolean;
}

const MAX_INT_BITS = 128;
const MAX_COLLECTION = 256;
const MAX_TEXT = 4096;

/** Fields of a node class that hold nodes. */
const CHILDREN: Readonly<Record<string, readonly string[]>> = Object.fromEntries(
  Object.entries(NODES).map(([kind, { fields }]) => [
    kind,
    (fields as readonly FieldSpec[]).filter(([, type]) => !isLeafType(type)).map(([name]) => name),
  ]),
);

export function foldConstants(tree: Mod, options: FoldOptions): void {
  foldChildren(tree, options);
}

function foldChildren(node: Node, options: FoldOptions): void {
  const record = node as unknown as Record<string, Node | (Node | null)[] | null>;
  for (const name of CHILDREN[node.kind]) {
    const value = record[name];
    if (value === null) continue;
    if (options.keepAnnotations && (name === 'annotation' || name === 'returns')) continue;
    if (Array.isArray(value)) {
      for (let i = 0; i < value.length; i++) {
        const child = value[i];
        if (child !== null) value[i] = fold(child, options);
      }
    } else record[name] = fold(value, options);
  }
}

/** The node with its children folded, or the constant that it is. */
function fold(node: Node, options: FoldOptions): Node {
  switch (node.kind) {
    case 'Constant':
      return node;
    case 'Name':
      if (node.id === '__debug__' && node.ctx === 'Load')
        return constantAt(node, { t: options.optimize > 0 ? 'false' : 'true' });
      return node;
  }
  foldChildren(node, options);
  switch (node.kind) {
    case 'BinOp':
      return foldBinary(node) ?? node;
    case 'UnaryOp':
      return foldUnary(node) ?? node;
    case 'Tuple':
      if (node.ctx === 'Load' && node.elts.every((item) => item.kind === 'Constant'))
        return constantAt(node, { t: 'tuple', v: constants(node.elts) });
      return node;
    case 'Subscript':
      return foldSubscript(node) ?? node;
    case 'Compare':
      foldContainer(node);
      return node;
    case 'comprehension':
      if (node.is_async) return node;
      node.iter = iterated(node.iter);
      return node;
    case 'For':
      node.iter = iterated(node.iter);
      return node;
    default:
      return node;
  }
}

function constantAt(at: Position, value: ConstantValue): NodeOf<'Constant'> {
  return {
    kind: 'Constant',
    value,
    ukind: null,
    lineno: at.lineno,
    col_offset: at.col_offset,
    end_lineno: at.end_lineno,
    end_col_offset: at.end_col_offset,
  };
}

function constants(items: readonly Expr[]): ConstantValue[] {
  return items.map((item) => (item as NodeOf<'Constant'>).value);
}

/** A display that is only looked through need not be made anew every time. */
function iterated(e: Expr): Expr {
  if (e.kind === 'List' && e.elts.every((item) => item.kind !== 'Starred')) {
    if (e.elts.every((item) => item.kind === 'Constant')) return constantAt(e, { t: 'tuple', v: constants(e.elts) });
    return { ...e, kind: 'Tuple' };
  }
  if (e.kind === 'Set' && e.elts.every((item) => item.kind === 'Constant')) return frozen(e);
  return e;
}

function frozen(e: NodeOf<'Set'>): Expr {
  const seen = new Set<string>();
  const v: ConstantValue[] = [];
  for (const value of constants(e.elts)) {
    const key = equalKey(value);
    if (!seen.has(key)) v.push(value);
    seen.add(key);
  }
  return constantAt(e, { t: 'frozenset', v });
}

/** One key of several, each after its length: quoting would double with every level of nested tuples. */
export function joinKeys(keys: readonly string[]): string {
  return keys.map((key) => `${key.length}:${key}`).join('');
}

/** The same for constants that are equal in Python. */
export function equalKey(value: ConstantValue): string {
  switch (value.t) {
    case 'true':
      return 'n1';
    case 'false':
      return 'n0';
    case 'int':
      return `n${value.v}`;
    case 'complex':
      if (value.imag === 0) return equalKey({ t: 'float', v: value.real ?? 0 });
      return `c${value.real ?? 0},${value.imag}`;
    case 'float':
      return Number.isInteger(value.v) ? `n${BigInt(value.v)}` : `n${value.v}`;
    case 'bytes':
      return `b${value.v.join(',')}`;
    case 'tuple':
    case 'frozenset':
      return `${value.t}(${joinKeys(value.v.map(equalKey))})`;
    default:
      return JSON.stringify(value);
  }
}

function foldContainer(e: NodeOf<'Compare'>): void {
  const last = e.ops.length - 1;
  if (e.ops[last] === 'In' || e.ops[last] === 'NotIn') e.comparators[last] = iterated(e.comparators[last]);
}

function foldUnary(e: NodeOf<'UnaryOp'>): Expr | null {
  const operand = e.operand;
  if (e.op === 'Not' && operand.kind === 'Compare' && operand.ops.length === 1) {
    const opposite = { Is: 'IsNot', IsNot: 'Is', In: 'NotIn', NotIn: 'In' } as const;
    const op = operand.ops[0];
    if (op in opposite) return { ...operand, ops: [opposite[op as keyof typeof opposite]], ...location(e) };
    return null;
  }
  if (operand.kind !== 'Constant') return null;
  const value = operand.value;
  if (e.op === 'Not') {
    const known = truthOf(value);
    return known === null ? null : constantAt(e, { t: known ? 'false' : 'true' });
  }
  const n = integer(value);
  if (n !== null) {
    if (e.op === 'Invert') return value.t === 'int' ? constantAt(e, { t: 'int', v: ~n }) : null;
    return constantAt(e, { t: 'int', v: e.op === 'USub' ? -n : n });
  }
  if (e.op === 'Invert') return null;
  if (value.t === 'float') return constantAt(e, { t: 'float', v: e.op === 'USub' ? -value.v : value.v });
  if (value.t === 'complex' && e.op === 'USub')
    return constantAt(e, { t: 'complex', real: -(value.real ?? 0), imag: -value.imag });
  return null;
}

function location(e: Position): Position {
  return {
    lineno: e.lineno,
    col_offset: e.col_offset,
    end_lineno: e.end_lineno,
    end_col_offset: e.end_col_offset,
  };
}

function truthOf(value: ConstantValue): boolean | null {
  switch (value.t) {
    case 'none':
    case 'false':
      return false;
    case 'true':
    case 'ellipsis':
      return true;
    case 'int':
      return value.v !== 0n;
    case 'float':
      return value.v !== 0;
    case 'complex':
      return value.imag !== 0 || (value.real ?? 0) !== 0;
    default:
      return value.v.length > 0;
  }
}

function integer(value: ConstantValue): bigint | null {
  if (value.t === 'int') return value.v;
  if (value.t === 'true') return 1n;
  if (value.t === 'false') return 0n;
  return null;
}

function bits(n: bigint): number {
  return (n < 0n ? -n : n).toString(2).length - (n === 0n ? 1 : 0);
}

function foldBinary(e: NodeOf<'BinOp'>): Expr | null {
  if (e.left.kind !== 'Constant' || e.right.kind !== 'Constant') return null;
  const value = calculate(e.op, e.left.value, e.right.value);
  return value === null ? null : constantAt(e, value);
}

function calculate(op: Operator, a: ConstantValue, b: ConstantValue): ConstantValue | null {
  const x = integer(a);
  const y = integer(b);
  if (x !== null && y !== null) return integers(op, x, y, a, b);
  if (a.t === 'complex' || b.t === 'complex') return complexes(op, a, b);
  const f = real(a);
  const g = real(b);
  if (f !== null && g !== null) return floats(op, f, g);
  if (op === 'Add') {
    if (a.t === 'str' && b.t === 'str') return { t: 'str', v: a.v + b.v };
    if (a.t === 'bytes' && b.t === 'bytes') return { t: 'bytes', v: Uint8Array.from([...a.v, ...b.v]) };
    if (a.t === 'tuple' && b.t === 'tuple') return { t: 'tuple', v: [...a.v, ...b.v] };
  }
  if (op === 'Mult') {
    if (y !== null) return repeated(a, y);
    if (x !== null) return repeated(b, x);
  }
  return null;
}

function repeated(value: ConstantValue, times: bigint): ConstantValue | null {
  if (value.t !== 'str' && value.t !== 'bytes' && value.t !== 'tuple') return null;
  const n = times < 0n ? 0 : Number(times);
  const limit = value.t === 'tuple' ? MAX_COLLECTION : MAX_TEXT;
  if (n > limit || n * value.v.length > limit) return null;
  if (value.t === 'str') return { t: 'str', v: value.v.repeat(n) };
  if (value.t === 'tuple') return { t: 'tuple', v: Array.from({ length: n }, () => value.v).flat() };
  const v = new Uint8Array(n * value.v.length);
  for (let i = 0; i < n; i++) v.set(value.v, i * value.v.length);
  return { t: 'bytes', v };
}

function integers(op: Operator, x: bigint, y: bigint, a: ConstantValue, b: ConstantValue): ConstantValue | null {
  const int = (v: bigint): ConstantValue => ({ t: 'int', v });
  const logical = (v: bigint): ConstantValue =>
    a.t !== 'int' && b.t !== 'int' ? { t: v !== 0n ? 'true' : 'false' } : int(v);
  switch (op) {
    case 'Add':
      return int(x + y);
    case 'Sub':
      return int(x - y);
    case 'Mult':
      return x !== 0n && y !== 0n && bits(x) + bits(y) > MAX_INT_BITS ? null : int(x * y);
    case 'BitAnd':
      return logical(x & y);
    case 'BitOr':
      return logical(x | y);
    case 'BitXor':
      return logical(x ^ y);
    case 'LShift':
      if (y < 0n || (x !== 0n && (y > BigInt(MAX_INT_BITS) || bits(x) > MAX_INT_BITS - Number(y)))) return null;
      return int(x === 0n ? 0n : x << y);
    case 'RShift':
      return y < 0n ? null : int(y > 100000n ? (x < 0n ? -1n : 0n) : x >> y);
    case 'FloorDiv':
    case 'Mod': {
      if (y === 0n) return null;
      let q = x / y;
      let r = x % y;
      if (r !== 0n && r < 0n !== y < 0n) {
        q -= 1n;
        r += y;
      }
      return int(op === 'FloorDiv' ? q : r);
    }
    case 'Pow':
      if (y < 0n || (x !== 0n && y > 0n && (y > BigInt(MAX_INT_BITS) || bits(x) * Number(y) > MAX_INT_BITS)))
        return null;
      return int(x ** y);
    case 'Div': {
      const exact = 1n << 53n;
      if (y === 0n || x > exact || x < -exact || y > exact || y < -exact) return null;
      return { t: 'float', v: Number(x) / Number(y) };
    }
    default:
      return null;
  }
}

/** Value as a float, if that is exact. */
function real(value: ConstantValue): number | null {
  if (value.t === 'float') return value.v;
  const n = integer(value);
  if (n === null || bits(n) > 53) return null;
  return Number(n);
}

function floats(op: Operator, x: number, y: number): ConstantValue | null {
  switch (op) {
    case 'Add':
      return { t: 'float', v: x + y };
    case 'Sub':
      return { t: 'float', v: x - y };
    case 'Mult':
      return { t: 'float', v: x * y };
    case 'Div':
      return y === 0 ? null : { t: 'float', v: x / y };
    default:
      return null;
  }
}

function complexes(op: Operator, a: ConstantValue, b: ConstantValue): ConstantValue | null {
  if (op !== 'Add' && op !== 'Sub') return null;
  const parts = (value: ConstantValue): [number, number] | null => {
    if (value.t === 'complex') return [value.real ?? 0, value.imag];
    const r = real(value);
    return r === null ? null : [r, 0];
  };
  const x = parts(a);
  const y = parts(b);
  if (x === null || y === null) return null;
  if (op === 'Add') return { t: 'complex', real: x[0] + y[0], imag: x[1] + y[1] };
  return { t: 'complex', real: x[0] - y[0], imag: x[1] - y[1] };
}

function foldSubscript(e: NodeOf<'Subscript'>): Expr | null {
  if (e.ctx !== 'Load' || e.value.kind !== 'Constant' || e.slice.kind !== 'Constant') return null;
  const index = integer(e.slice.value);
  const value = e.value.value;
  if (index === null || (value.t !== 'str' && value.t !== 'tuple' && value.t !== 'bytes')) return null;
  const items: readonly (string | number | ConstantValue)[] = value.t === 'str' ? [...value.v] : [...value.v];
  const i = Number(index < 0n ? index + BigInt(items.length) : index);
  if (i < 0 || i >= items.length) return null;
  const item = items[i];
  if (typeof item === 'string') return constantAt(e, { t: 'str', v: item });
  if (typeof item === 'number') return constantAt(e, { t: 'int', v: BigInt(item) });
  return constantAt(e, item);
}
