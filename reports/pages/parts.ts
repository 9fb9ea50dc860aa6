// What the pages have in common.

import type { DataTable, Series } from '../charts/chart.js';
import type { SpeedupRow } from '../charts/speedup.js';
import { type Html, html } from '../html.js';

/** The numbers of a speed-up chart. */
export function speedupTable(rows: readonly SpeedupRow[]): DataTable {
  return {
    columns: ['build', 'workers', 'speed-up', 'low', 'high', 'efficiency'],
    rows: rows.map((row) => [row.build, row.workers, row.speedup, row.low, row.high, row.speedup / row.workers]),
  };
}

/** Tables of the same columns under each other, a first column telling them apart. */
export function joinTables(tables: readonly (readonly [string, DataTable])[]): DataTable {
  return {
    columns: ['of', ...(tables[0]?.[1].columns ?? [])],
    rows: tables.flatMap(([name, table]) => table.rows.map((row) => [name, ...row])),
  };
}

/** What the scaling families are called, and what their workers share. */
export const familyWords: Readonly<Record<string, { readonly title: string; readonly meaning: string }>> = {
  independent: { title: 'Independent work', meaning: 'workers share nothing but code' },
  'shared-read': { title: 'Shared data, read only', meaning: 'workers read the same objects' },
  'shared-write': { title: 'Shared containers', meaning: 'workers write to one dict or list' },
  contended: { title: 'Contended locks', meaning: 'workers take turns at one lock' },
  pipeline: { title: 'Pipelines', meaning: 'workers hand items to each other' },
};

export function familyTitle(family: string): string {
  return familyWords[family]?.title ?? family;
}

/** The series with their colours, and the ideal line where there is one: once for a whole figure, in text that wraps. */
export function legend(series: readonly Series[], { ideal = false } = {}): Html {
  const keys = series.map(({ label, colour }) => html`<span><i style="background:${colour}"></i>${label}</span> `);
  const dashes = ideal ? html`<span><i class="dashes"></i>ideal</span>` : null;
  return html`<span class="legend">${keys}${dashes}</span>`;
}
