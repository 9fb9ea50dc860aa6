/** The scopes of a source as the module `symtable` wants them. */

import { DEF_PARAM, type Place, type Scope, type ScopeKind } from './symbols.js';

/** CPython's numbers of the kinds of blocks. */
const BLOCK_TYPES: Readonly<Record<ScopeKind, number>> = {
  function: 0,
  class: 1,
  module: 2,
  annotation: 3,
  'type alias': 4,
  'type parameters': 5,
  'type variable': 6,
};

/** CPython's numbers of the places, which stand above the DEF_ bits. */
const PLACES: Readonly<Record<Place, number>> = {
  local: 1,
  'global explicit': 2,
  'global implicit': 3,
  free: 4,
  cell: 5,
};
const PLACE_SHIFT = 12;
/** A variable of an inlined comprehension that functions in it capture. */
const DEF_COMP_CELL = 2048;

/** A comprehension that has no block of its own: its names belong to the block around it. */
function isInlined(scope: Scope): boolean {
  return scope.comprehension !== null && scope.comprehension !== 'generator' && scope.parent?.seesClass === false;
}

interface Block {
  symbols: Map<string, number>;
  children: Scope[];
}

/** Names and blocks of a scope, those of its inlined comprehensions among them. */
function blockOf(scope: Scope): Block {
  const symbols = new Map<string, number>();
  for (const [name, flags] of scope.symbols)
    symbols.set(name, flags | (PLACES[scope.places.get(name) ?? 'global implicit'] << PLACE_SHIFT));
  const children: Scope[] = [];
  for (const child of scope.children) {
    if (!isInlined(child)) {
      children.push(child);
      continue;
    }
    const inner = blockOf(child);
    children.push(...inner.children);
    for (const [name, flags] of inner.symbols) {
      if (flags & DEF_PARAM) continue;
      const captured = flags >> PLACE_SHIFT === PLACES.cell ? DEF_COMP_CELL : 0;
      symbols.set(name, (symbols.get(name) ?? flags) | captured);
    }
  }
  return { symbols, children };
}

/**
 * A scope and those inside it as a Python literal:
 * [type, name, line, nested, {name: flags}, [parameter, ...], [block, ...]]
 */
export function symbolTableLiteral(scope: Scope): string {
  const { symbols, children } = blockOf(scope);
  const line = scope.kind === 'module' ? 0 : scope.at.lineno;
  const names = [...symbols].map(([name, flags]) => `${JSON.stringify(name)}:${flags}`);
  return `[${BLOCK_TYPES[scope.kind]},${JSON.stringify(scope.name)},${line},${scope.nested ? 1 : 0},{${names.join(',')}},${JSON.stringify(scope.params)},[${children.map(symbolTableLiteral).join(',')}]]`;
}
