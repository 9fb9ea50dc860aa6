import { type BuildShapeName, buildKeys, buildShapes, type Key, labKeys, nightlyKeys, reportKeys } from './keys.js';

/** The tables of docs/configuration.md, by the name of the place that they fill. */
export const documentTables = {
  lab: () =>
    table(
      ['key', 'value', 'default', 'meaning'],
      Object.entries<Key<unknown>>(labKeys).map(([name, { type, default: value, description }]) => {
        return [`\`${name}\``, type.wanted, value === undefined ? '' : String(value), description];
      }),
    ),
  builds: () =>
    table(
      ['key', 'value', 'default', 'meaning'],
      Object.entries<Key<unknown>>(buildKeys).map(([name, { type, default: value, description }]) => {
        return [`\`${name}\``, type.wanted, value === undefined ? '' : String(value), description];
      }),
    ),
  nightly: () =>
    table(
      ['key', 'value', 'default', 'meaning'],
      Object.entries<Key<unknown>>(nightlyKeys).map(([name, { type, default: value, description }]) => {
        return [`\`${name}\``, type.wanted, value === undefined ? '' : String(value), description];
      }),
    ),
  report: () =>
    table(
      ['key', 'value', 'default', 'meaning'],
      Object.entries<Key<unknown>>(reportKeys).map(([name, { type, default: value, description }]) => {
        return [`\`${name}\``, type.wanted, value === undefined ? '' : String(value), description];
      }),
    ),
  shapes: () =>
    table(
      ['a build with', 'is', 'needs', 'takes'],
      (Object.keys(buildShapes) as BuildShapeName[]).map((name) => {
        const { title, required, optional } = buildShapes[name];
        return [`\`${name}\``, title, codes(required), codes(optional)];
      }),
    ),
} as const;

/** A document with the text between each pair of marks, `<!-- NAME -->` and `<!-- /NAME -->`, made anew. */
export function fillDocument(document: string): string {
  return Object.entries(documentTables).reduce((text, [name, make]) => {
    const [open, close] = [`<!-- ${name} -->`, `<!-- /${name} -->`];
    const [start, end] = [text.indexOf(open), text.indexOf(close)];
    if (start < 0 || end < start) throw new Error(`the document has no place for the table: ${open} ${close}`);
    return `${text.slice(0, start + open.length)}\n${make()}\n${text.slice(end)}`;
  }, document);
}

function codes(names: readonly string[]): string {
  return names.map((name) => `\`${name}\``).join(', ');
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(head), `|${'---|'.repeat(head.length)}`, ...rows.map(line)].join('\n');
}
