import type { Chart, DataTable, NamedChart } from './charts/chart.js';
import type { Drawing } from './drawing.js';
import { type Content, type Html, html, scriptText } from './html.js';
import { packedJson } from './packed.js';

/** A file to download, seen from the page that offers it. */
export interface Download {
  readonly label: string;
  readonly address: string;
}

/** Where a page puts the files that it offers for download. */
export interface DataFiles {
  /** Stores a table as CSV and as JSON (a list of objects, one for each row). `name` is unique in the page. */
  add(name: string, table: DataTable): readonly Download[];
}

/** What figures of a page are made with. */
export interface FigureContext {
  readonly files: DataFiles;
  readonly drawing: Drawing;
}

export interface FigureRequest {
  /** Unique in the page; names the data files too. */
  readonly id: string;
  readonly caption: Content;
  readonly chart: Chart;
  readonly table: DataTable;
}

export interface FigureGridRequest {
  readonly id: string;
  readonly caption: Content;
  readonly charts: readonly NamedChart[];
  readonly table: DataTable;
  /** How wide a cell is at least. */
  readonly cells?: 'small' | 'medium' | 'wide';
}

/** A table in a page shows so many rows; the files to download have all. */
const shownRows = 300;

/** A chart with its caption, its numbers as a table, and the same to download. */
export async function figure({ id, caption, chart, table }: FigureRequest, context: FigureContext): Promise<Html> {
  return html`<figure id="${id}" aria-labelledby="${id}-caption">
<figcaption id="${id}-caption">${caption}</figcaption>
${await canvas(chart, context)}
${data(id, table, context.files)}
</figure>`;
}

/** Several charts of one kind, with one table under them. */
export async function figureGrid(request: FigureGridRequest, context: FigureContext): Promise<Html> {
  const { id, caption, charts, table, cells = 'small' } = request;
  const cell = async ({ heading, chart }: NamedChart) =>
    html`<div class="cell"><p class="heading">${heading}</p>${await canvas(chart, context)}</div>`;
  const drawn = await Promise.all(charts.map(cell));
  return html`<figure id="${id}" aria-labelledby="${id}-caption">
<figcaption id="${id}-caption">${caption}</figcaption>
<div class="grid ${cells}">${drawn}</div>
${data(id, table, context.files)}
</figure>`;
}

/** The drawing, and its specification from which site.js makes it interactive. */
async function canvas(chart: Chart, { drawing }: FigureContext): Promise<Html> {
  return html`<div class="chart" role="img" aria-label="${chart.description}">${await drawing.svg(chart)}</div>
<script type="application/json" class="chart-spec">${scriptText(packedJson(chart.spec))}</script>`;
}

function data(id: string, table: DataTable, files: DataFiles): Html {
  return html`<div class="data"><details><summary>Table</summary>
${tableHtml(table, { label: 'the numbers of the figure' })}
</details>
${downloads(files.add(id, table))}</div>`;
}

/** Links to the files with a table's numbers. */
export function downloads(files: readonly Download[], what = 'Download'): Html {
  const links = files.map(({ label, address }, i) => html`${i ? ' · ' : ''}<a href="${address}" download>${label}</a>`);
  return html`<p class="download">${what}: ${links}</p>`;
}

export interface TableOptions {
  /** What a screen reader calls the region that the table scrolls in. */
  readonly label: string;
  readonly caption?: Content;
  /** Columns of prose wrap and need the room. */
  readonly wide?: boolean;
}

/** A cell of a table in a page: numbers stand right, texts are escaped. */
export type Cell = Content;

export function tableHtml(
  { columns, rows }: { readonly columns: readonly string[]; readonly rows: readonly (readonly Cell[])[] },
  { label, caption, wide }: TableOptions,
): Html {
  // A column is set right when it holds numbers and nothing else.
  const numeric = columns.map(
    (_, i) => rows.some((row) => typeof row[i] === 'number') && rows.every((row) => isNumberOrNothing(row[i])),
  );
  const cell = (value: Cell, i: number) => {
    const content = typeof value === 'number' ? tidy(value) : value;
    if (i === 0) return html`<th scope="row">${content}</th>`;
    return numeric[i] ? html`<td class="number">${content}</td>` : html`<td>${content}</td>`;
  };
  const shown = rows.slice(0, shownRows);
  return html`<div class="scroll" tabindex="0" role="region" aria-label="Table: ${label}"><table${wide && html` class="wide"`}>${
    caption && html`<caption>${caption}</caption>`
  }<thead><tr>${columns.map(
    (column, i) => html`<th scope="col"${numeric[i] && html` class="number"`}>${column}</th>`,
  )}</tr></thead><tbody>${shown.map((row) => html`<tr>${row.map(cell)}</tr>\n`)}</tbody></table></div>${
    rows.length > shown.length &&
    html`<p class="more">The first ${shown.length} of ${rows.length} rows; the files to download have all.</p>`
  }`;
}

function isNumberOrNothing(value: Cell): boolean {
  return typeof value === 'number' || value === null || value === undefined || value === '';
}

function tidy(value: number): string {
  return Number.isInteger(value) ? String(value) : String(Number(value.toPrecision(4)));
}

/** CSV after RFC 4180, with a line feed at each end of line. */
export function toCsv({ columns, rows }: DataTable): string {
  const field = (value: string | number | null) => {
    const text = value === null ? '' : String(value);
    return /[",\r\n]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text;
  };
  return `${[columns, ...rows].map((row) => row.map(field).join(',')).join('\n')}\n`;
}

/** The same as a list of objects, one for each row, one row a line. */
export function toJsonRows({ columns, rows }: DataTable): string {
  const lines = rows.map((row) => JSON.stringify(Object.fromEntries(columns.map((column, i) => [column, row[i]]))));
  return lines.length ? `[\n${lines.join(',\n')}\n]\n` : '[]\n';
}
