// Specifications as pages carry them: a data set of many rows goes by columns, and texts that repeat are told once. A
// year of nights is a third of the size; site.js unpacks it.

import type { TopLevelSpec } from 'vega-lite';

type Row = Readonly<Record<string, unknown>>;

/** A column's values, or the different ones with the place of each row's among them. */
type Column = readonly unknown[] | { readonly of: readonly string[]; readonly at: readonly number[] };

/** Fewer rows are smaller as they are. */
const leastRows = 12;

/** A specification as JSON, its data sets packed. */
export function packedJson(spec: TopLevelSpec): string {
  return JSON.stringify(spec, (key, value) =>
    key === 'data' && Array.isArray(value?.values) && value.values.length >= leastRows
      ? { packed: columns(value.values) }
      : value,
  );
}

function columns(rows: readonly Row[]): Readonly<Record<string, Column>> {
  const names = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  return Object.fromEntries(names.map((name) => [name, column(rows.map((row) => row[name]))]));
}

function column(values: readonly unknown[]): Column {
  if (!values.every((value) => typeof value === 'string')) return values;
  const places = new Map<string, number>();
  const at = values.map((value) => {
    const place = places.get(value) ?? places.size;
    places.set(value, place);
    return place;
  });
  return places.size * 2 > values.length ? values : { of: [...places.keys()], at };
}
