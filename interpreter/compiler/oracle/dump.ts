import { type ConstantValue, ENUMS, type FieldSpec, isLocated, NODES, type Node } from '../tree.js';

function quote(text: string): string {
  return JSON.stringify(text).replace(
    /[\u007f-\uffff]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

function float(value: number): string {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, value);
  return view.getBigUint64(0).toString(16).padStart(16, '0');
}

function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

function constant(value: ConstantValue): string {
  switch (value.t) {
    case 'int':
      return `int:${value.v.toString(16)}`;
    case 'float':
      return `float:${float(value.v)}`;
    case 'complex':
      return `complex:${float(value.imag)}`;
    case 'str':
      return `str:${quote(value.v)}`;
    case 'bytes':
      return `bytes:${hex(value.v)}`;
    case 'tuple':
    case 'frozenset':
      return `${value.t}:[${value.v.map(constant).join(' ')}]`;
    default:
      return value.t;
  }
}

/** The tree in one line of text, positions included; `dump.py` writes the same for a tree of CPython's. */
export function dump(node: Node): string {
  const { fields } = NODES[node.kind];
  const record = node as unknown as Record<string, unknown>;
  const parts: string[] = [node.kind];
  if (isLocated(node.kind))
    parts.push(`${record.lineno}:${record.col_offset}-${record.end_lineno}:${record.end_col_offset}`);
  for (const [name, type] of fields as readonly FieldSpec[]) parts.push(field(record[name], type));
  return `(${parts.join(' ')})`;
}

function field(value: unknown, type: string): string {
  if (value === null) return '-';
  if (Array.isArray(value)) return `[${value.map((element) => field(element, type)).join(' ')}]`;
  if (type === 'identifier' || type === 'string') return quote(value as string);
  if (type === 'int' || type in ENUMS) return String(value);
  if (type === 'constant') return constant(value as ConstantValue);
  return dump(value as Node);
}
