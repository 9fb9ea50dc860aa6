import type { AST } from 'toml-eslint-parser';
import type { PlainValue } from './value-types.js';

/** A place in the file; lines and columns count from 1. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

/** A table whose entries know where their keys stand. */
export interface LocatedTable {
  readonly place: Place;
  readonly entries: Map<string, LocatedEntry>;
}

export interface LocatedEntry {
  /** Where the key stands. */
  readonly place: Place;
  /** Where the value stands. */
  readonly valuePlace: Place;
  /** A table, or any other value; a list of tables, `[[name]]`, is a list of plain values. */
  readonly value: LocatedTable | PlainValue;
}

export class TomlSyntaxError extends Error {
  readonly place: Place;

  constructor(message: string, place: Place) {
    super(message);
    this.place = place;
  }
}

export function isTable(value: LocatedTable | PlainValue): value is LocatedTable {
  return typeof value === 'object' && 'entries' in value && value.entries instanceof Map;
}

/**
 * Reads TOML 1.0.
 * @throws TomlSyntaxError at the first mistake of syntax.
 */
export async function parseToml(text: string): Promise<LocatedTable> {
  // A file is rare enough that the other commands need not load its parser.
  const { parseTOML, getStaticTOMLValue } = await import('toml-eslint-parser');
  let program: AST.TOMLProgram;
  try {
    program = parseTOML(text, { tomlVersion: '1.0' });
  } catch (error) {
    const { message, lineNumber, column } = error as SyntaxError & { lineNumber?: number; column?: number };
    if (lineNumber === undefined) throw error;
    throw new TomlSyntaxError(message, { line: lineNumber, column: (column ?? 0) + 1 });
  }
  const root: LocatedTable = { place: { line: 1, column: 1 }, entries: new Map() };
  const convert = (node: AST.TOMLContentNode): LocatedTable | PlainValue => {
    if (node.type !== 'TOMLInlineTable') return getStaticTOMLValue(node) as PlainValue;
    const table: LocatedTable = { place: placeOf(node), entries: new Map() };
    for (const pair of node.body) enter(table, pair);
    return table;
  };
  const enter = (table: LocatedTable, pair: AST.TOMLKeyValue) => {
    const { holder, name, place } = descend(table, pair.key);
    holder.entries.set(name, { place, valuePlace: placeOf(pair.value), value: convert(pair.value) });
  };
  for (const node of program.body[0].body) {
    if (node.type === 'TOMLKeyValue') enter(root, node);
    else if (node.kind === 'standard') {
      const { holder, name, place } = descend(root, node.key);
      const table = childTable(holder, name, place);
      for (const pair of node.body) enter(table, pair);
    } else {
      const { holder, name, place } = descend(root, node.key);
      const before = holder.entries.get(name)?.value;
      const list = Array.isArray(before) ? before : [];
      const item: LocatedTable = { place, entries: new Map() };
      for (const pair of node.body) enter(item, pair);
      holder.entries.set(name, { place, valuePlace: place, value: [...list, plain(item)] });
    }
  }
  return root;
}

/** The table that holds the last part of a dotted key; tables on the way are made. */
function descend(table: LocatedTable, key: AST.TOMLKey) {
  let holder = table;
  for (const part of key.keys.slice(0, -1)) holder = childTable(holder, nameOf(part), placeOf(part));
  const last = key.keys[key.keys.length - 1];
  return { holder, name: nameOf(last), place: placeOf(last) };
}

function childTable(holder: LocatedTable, name: string, place: Place): LocatedTable {
  const found = holder.entries.get(name)?.value;
  if (found !== undefined && isTable(found)) return found;
  const table: LocatedTable = { place, entries: new Map() };
  holder.entries.set(name, { place, valuePlace: place, value: table });
  return table;
}

function nameOf(part: AST.TOMLBare | AST.TOMLQuoted): string {
  return part.type === 'TOMLBare' ? part.name : part.value;
}

function placeOf(node: AST.TOMLNode): Place {
  return { line: node.loc.start.line, column: node.loc.start.column + 1 };
}

/** A value without its places. */
export function plain(value: LocatedTable | PlainValue): PlainValue {
  if (!isTable(value)) return value;
  return Object.fromEntries([...value.entries].map(([name, entry]) => [name, plain(entry.value)]));
}
