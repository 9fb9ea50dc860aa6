/**
 * Syntax trees as bytes, for the bridge between the host, which parses and compiles, and the kernel, whose `_ast` module
 * holds trees as Python objects. Everything follows from the table in `tree.ts`.
 *
 * Format. Numbers are unsigned LEB128 ("uint"); "sint" is a zigzag-coded uint; there is no alignment.
 *
 *   tree     = uint count, count strings, then the root node
 *   string   = uint length in bytes, then UTF-8 in which lone surrogates are coded like other characters
 *   node     = uint 0 for an absent node, else 1 + the class's index in NODES
 *              if the class is in a LOCATED sum: sint lineno, col_offset, end_lineno, end_col_offset
 *              then its fields in the order of the table
 *   field    = quantity `many` or `manyOptional`: uint count, then the elements; otherwise one element
 *   element  = of a sum:            node
 *              identifier, string:  uint 0 for None, else 1 + the index of the string
 *              int:                 uint 0 for None, else 1 + the zigzag-coded number
 *              an enumeration:      1 + the index in ENUMS
 *              constant:            a byte and what follows it
 *   constant = 0 None | 1 False | 2 True | 3 Ellipsis
 *            | 4 int:     uint, twice the length in bytes plus 1 if negative, then the magnitude, little-endian
 *            | 5 float:   8 bytes, IEEE little-endian
 *            | 6 complex: 16 bytes, the real and the imaginary part
 *            | 7 str:     uint, index of the string
 *            | 8 bytes:   uint length, then the bytes
 *            | 9 tuple | 10 frozenset: uint count, then the constants
 *
 * Neither direction recurses into nodes, so the depth of a tree does not matter.
 */
import {
  type ConstantValue,
  ENUMS,
  type FieldSpec,
  isLeafType,
  isLocated,
  type Kind,
  NODES,
  type Node,
  type Quantity,
} from './tree.js';
import { invalidTree, refusedNone } from './validate.js';

const KINDS = Object.keys(NODES) as Kind[];
const POSITION = ['lineno', 'col_offset', 'end_lineno', 'end_col_offset'] as const;
const CONSTANTS = [
  'none',
  'false',
  'true',
  'ellipsis',
  'int',
  'float',
  'complex',
  'str',
  'bytes',
  'tuple',
  'frozenset',
];

interface NodeClass {
  kind: Kind;
  tag: number;
  located: boolean;
  fields: readonly FieldSpec[];
}

const classes: NodeClass[] = KINDS.map((kind, index) => ({
  kind,
  tag: index + 1,
  located: isLocated(kind),
  fields: NODES[kind].fields,
}));
const classOf = new Map(classes.map((entry) => [entry.kind, entry]));

/** Bytes that do not follow the format above. */
export class TreeFormatError extends Error {}

type Fields = Record<string, unknown>;

function isMany(quantity: Quantity): boolean {
  return quantity === 'many' || quantity === 'manyOptional';
}

// -------------------------------------------------------------------------- encode

class Writer {
  private bytes = new Uint8Array(4096);
  private view = new DataView(this.bytes.buffer);
  length = 0;

  private reserve(count: number): void {
    if (this.length + count <= this.bytes.length) return;
    const larger = new Uint8Array(Math.max(this.bytes.length * 2, this.length + count));
    larger.set(this.bytes.subarray(0, this.length));
    this.bytes = larger;
    this.view = new DataView(larger.buffer);
  }

  uint(value: number): void {
    this.reserve(8);
    while (value >= 0x80) {
      this.bytes[this.length++] = (value % 0x80) | 0x80;
      value = Math.floor(value / 0x80);
    }
    this.bytes[this.length++] = value;
  }

  sint(value: number): void {
    this.uint(zigzag(value));
  }

  float(value: number): void {
    this.reserve(8);
    this.view.setFloat64(this.length, value, true);
    this.length += 8;
  }

  block(block: Uint8Array): void {
    this.reserve(block.length);
    this.bytes.set(block, this.length);
    this.length += block.length;
  }

  finish(): Uint8Array {
    return this.bytes.slice(0, this.length);
  }
}

function zigzag(value: number): number {
  return value < 0 ? -2 * value - 1 : 2 * value;
}

/** UTF-8 that keeps lone surrogates. */
function encodeText(text: string): Uint8Array {
  if (!/\p{Surrogate}/u.test(text)) return new TextEncoder().encode(text);
  const bytes: number[] = [];
  for (const char of text) {
    const code = char.codePointAt(0)!;
    if (code < 0x80) bytes.push(code);
    else if (code < 0x800) bytes.push(0xc0 | (code >> 6), 0x80 | (code & 63));
    else if (code < 0x10000) bytes.push(0xe0 | (code >> 12), 0x80 | ((code >> 6) & 63), 0x80 | (code & 63));
    else bytes.push(0xf0 | (code >> 18), 0x80 | ((code >> 12) & 63), 0x80 | ((code >> 6) & 63), 0x80 | (code & 63));
  }
  return Uint8Array.from(bytes);
}

class Encoder {
  private readonly body = new Writer();
  private readonly strings: string[] = [];
  private readonly indexes = new Map<string, number>();

  encode(root: Node): Uint8Array {
    // What is still to be written, the next at the end; a value and the type of its element.
    const values: unknown[] = [root];
    const types: string[] = ['node'];
    while (values.length > 0) {
      const value = values.pop();
      const type = types.pop()!;
      if (type === 'count') this.body.uint(value as number);
      else if (isLeafType(type)) this.leaf(value, type);
      else if (value === null) this.body.uint(0);
      else this.node(value as Node, values, types);
    }
    const head = new Writer();
    head.uint(this.strings.length);
    for (const text of this.strings) {
      const bytes = encodeText(text);
      head.uint(bytes.length);
      head.block(bytes);
    }
    head.block(this.body.finish());
    return head.finish();
  }

  /** Writes a node's head and leaves its fields to be written. A list's count comes before its elements. */
  private node(node: Node, values: unknown[], types: string[]): void {
    const { tag, located, fields } = classOf.get(node.kind)!;
    const record = node as unknown as Fields;
    this.body.uint(tag);
    if (located) for (const name of POSITION) this.body.sint(record[name] as number);
    for (let i = fields.length - 1; i >= 0; i--) {
      const [name, type, quantity] = fields[i]!;
      const value = record[name];
      if (isMany(quantity)) {
        const list = value as unknown[];
        for (let k = list.length - 1; k >= 0; k--) {
          values.push(list[k]);
          types.push(type);
        }
        values.push(list.length);
        types.push('count');
      } else {
        values.push(value);
        types.push(type);
      }
    }
  }

  private leaf(value: unknown, type: string): void {
    switch (type) {
      case 'identifier':
      case 'string':
        this.body.uint(value === null ? 0 : this.stringIndex(value as string) + 1);
        return;
      case 'int':
        this.body.uint(value === null ? 0 : zigzag(value as number) + 1);
        return;
      case 'constant':
        this.constant(value as ConstantValue);
        return;
      default:
        this.body.uint((ENUMS[type as keyof typeof ENUMS] as readonly string[]).indexOf(value as string) + 1);
    }
  }

  private stringIndex(text: string): number {
    let index = this.indexes.get(text);
    if (index === undefined) {
      index = this.strings.length;
      this.strings.push(text);
      this.indexes.set(text, index);
    }
    return index;
  }

  private constant(value: ConstantValue): void {
    const { body } = this;
    body.uint(CONSTANTS.indexOf(value.t));
    switch (value.t) {
      case 'int': {
        const negative = value.v < 0n;
        const digits = (negative ? -value.v : value.v).toString(16);
        const padded = digits === '0' ? '' : digits.padStart(digits.length + (digits.length & 1), '0');
        const magnitude = Uint8Array.from(padded.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16)).reverse();
        body.uint(magnitude.length * 2 + (negative ? 1 : 0));
        body.block(magnitude);
        return;
      }
      case 'float':
        body.float(value.v);
        return;
      case 'complex':
        body.float(value.real ?? 0);
        body.float(value.imag);
        return;
      case 'str':
        body.uint(this.stringIndex(value.v));
        return;
      case 'bytes':
        body.uint(value.v.length);
        body.block(value.v);
        return;
      case 'tuple':
      case 'frozenset':
        body.uint(value.v.length);
        for (const element of value.v) this.constant(element);
    }
  }
}

/** A tree as bytes. */
export function encodeTree(root: Node): Uint8Array {
  return new Encoder().encode(root);
}

// -------------------------------------------------------------------------- decode

/** What is still to be read: `target[key]`, of this type. */
interface Slot {
  target: Fields | unknown[];
  key: string | number;
  type: string;
  quantity: Quantity;
}

class Decoder {
  private at = 0;
  private readonly view: DataView;
  private readonly strings: string[] = [];

  constructor(private readonly bytes: Uint8Array) {
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  decode(): Node {
    const count = this.uint();
    for (let i = 0; i < count; i++) this.strings.push(decodeText(this.block(this.uint())));
    const result: unknown[] = [];
    const slots: Slot[] = [{ target: result, key: 0, type: 'node', quantity: 'one' }];
    while (slots.length > 0) this.fill(slots.pop()!, slots);
    if (this.at !== this.bytes.length) throw new TreeFormatError('bytes after the tree');
    return result[0] as Node;
  }

  private fill({ target, key, type, quantity }: Slot, slots: Slot[]): void {
    const place = target as Fields;
    if (isMany(quantity)) {
      const list: unknown[] = [];
      place[key] = list;
      const count = this.uint();
      if (count > this.bytes.length - this.at) throw new TreeFormatError('list is too long');
      for (let i = count - 1; i >= 0; i--) {
        list.push(null);
        slots.push({ target: list, key: i, type, quantity: quantity === 'many' ? 'one' : 'optional' });
      }
      return;
    }
    const value = isLeafType(type) ? this.leaf(type) : this.node(type, slots);
    if (value === null && quantity === 'one') {
      if (Array.isArray(target)) throw refusedNone(type);
      throw invalidTree(`field '${key}' is required for ${place.kind}`);
    }
    place[key] = value;
  }

  private node(type: string, slots: Slot[]): Fields | null {
    const tag = this.uint();
    if (tag === 0) return null;
    const entry = classes[tag - 1];
    if (entry === undefined || (type !== 'node' && NODES[entry.kind].sum !== type))
      throw new TreeFormatError(`${entry?.kind ?? tag} is no ${type}`);
    const node: Fields = { kind: entry.kind };
    if (entry.located) for (const name of POSITION) node[name] = this.sint();
    for (let i = entry.fields.length - 1; i >= 0; i--) {
      const [name, fieldType, quantity] = entry.fields[i]!;
      slots.push({ target: node, key: name, type: fieldType, quantity });
    }
    return node;
  }

  private leaf(type: string): unknown {
    switch (type) {
      case 'identifier':
      case 'string': {
        const index = this.uint();
        return index === 0 ? null : this.string(index - 1);
      }
      case 'int': {
        const value = this.uint();
        return value === 0 ? null : unzigzag(value - 1);
      }
      case 'constant':
        return this.constant();
      default: {
        const name = (ENUMS[type as keyof typeof ENUMS] as readonly string[])[this.uint() - 1];
        if (name === undefined) throw new TreeFormatError(`unknown ${type}`);
        return name;
      }
    }
  }

  private constant(): ConstantValue {
    const t = CONSTANTS[this.uint()];
    switch (t) {
      case 'none':
      case 'false':
      case 'true':
      case 'ellipsis':
        return { t };
      case 'int': {
        const head = this.uint();
        const magnitude = this.block(head >> 1);
        const digits = Array.from(magnitude, (byte) => byte.toString(16).padStart(2, '0')).reverse();
        const value = BigInt(`0x${digits.join('') || '0'}`);
        return { t, v: head & 1 ? -value : value };
      }
      case 'float':
        return { t, v: this.float() };
      case 'complex': {
        const real = this.float();
        return { t, imag: this.float(), real };
      }
      case 'str':
        return { t, v: this.string(this.uint()) };
      case 'bytes':
        return { t, v: this.block(this.uint()).slice() };
      case 'tuple':
      case 'frozenset': {
        const count = this.uint();
        const v: ConstantValue[] = [];
        for (let i = 0; i < count; i++) v.push(this.constant());
        return { t, v };
      }
      default:
        throw new TreeFormatError('unknown constant');
    }
  }

  private string(index: number): string {
    const text = this.strings[index];
    if (text === undefined) throw new TreeFormatError('unknown string');
    return text;
  }

  private uint(): number {
    let value = 0;
    let unit = 1;
    for (;;) {
      const byte = this.bytes[this.at++];
      if (byte === undefined) throw new TreeFormatError('bytes end early');
      value += (byte & 0x7f) * unit;
      if (byte < 0x80) return value;
      unit *= 0x80;
    }
  }

  private sint(): number {
    return unzigzag(this.uint());
  }

  private float(): number {
    if (this.at + 8 > this.bytes.length) throw new TreeFormatError('bytes end early');
    this.at += 8;
    return this.view.getFloat64(this.at - 8, true);
  }

  private block(length: number): Uint8Array {
    if (this.at + length > this.bytes.length) throw new TreeFormatError('bytes end early');
    this.at += length;
    return this.bytes.subarray(this.at - length, this.at);
  }
}

function unzigzag(value: number): number {
  return value % 2 === 1 ? -(value + 1) / 2 : value / 2;
}

function decodeText(bytes: Uint8Array): string {
  // A surrogate is coded as 0xed and a byte from 0xa0; nothing else is.
  const coded = bytes.some((byte, index) => byte === 0xed && bytes[index + 1]! >= 0xa0);
  if (!coded) return new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
  let text = '';
  for (let i = 0; i < bytes.length; ) {
    const lead = bytes[i]!;
    const length = lead < 0x80 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
    let code = length === 1 ? lead : lead & (0x7f >> length);
    for (let k = 1; k < length; k++) code = (code << 6) | (bytes[i + k]! & 63);
    text += String.fromCodePoint(code);
    i += length;
  }
  return text;
}

/** The tree that `encodeTree` or the kernel wrote. Throws TreeFormatError. */
export function decodeTree(bytes: Uint8Array): Node {
  return new Decoder(bytes).decode();
}
