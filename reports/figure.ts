import type { Chart, DataTable, NamedChart } from './charts/chart.js';
import { type Content, type Html, html, jsonScript } from './html.js';
import { renderSvg } from './render.js';

/** Where a page puts the files that its figures offer for download. */
export interface DataFiles {
  /** Stores a CSV file and returns its address relative to the page. */
  add(name: string, csv: string): string;
}

export interface FigureRequest {
  /** Unique in the page; names the data file too. */
  readonly id: string;
  readonly caption: Content;
  readonly chart: Chart;
  readonly table: DataTable;
}

/** A chart with its caption, its numbers as a table, and the same to download. */
export async function figure({ id, caption, chart, table }: FigureRequest, files: DataFiles): Promise<Html> {
  return html`<figure id="${id}">
<figcaption>${caption}</figcaption>
${await canvas(chart)}
${data(id, table, files)}
</figure>`;
}

/** Several small charts of one kind, with one table under them. */
export async function figureGrid(
  id: string,
  caption: Content,
  charts: readonly NamedChart[],
  table: DataTable,
  files: DataFiles,
): Promise<Html> {
  const cells: Html[] = [];
  for (const { heading, chart } of charts) {
    cells.push(html`<div class="cell"><h4>${heading}</h4>${await canvas(chart)}</div>`);
  }
  return html`<figure id="${id}">
<figcaption>${caption}</figcaption>
<div class="grid">${cells}</div>
${data(id, table, files)}
</figure>`;
}

/** The drawing, and its specification from which site.js makes it interactive. */
async function canvas(chart: Chart): Promise<Html> {
  return html`<div class="chart" role="img" aria-label="${chart.description}">${await renderSvg(chart)}</div>
<script type="application/json" class="chart-spec">${jsonScript(chart.spec)}</script>`;
}

function data(id: string, table: DataTable, files: DataFiles): Html {
  const address = files.add(id, toCsv(table));
  return html`<details class="data"><summary>Table</summary>
${tableHtml(table)}
</details>
<p class="download"><a href="${address}" download>Download CSV</a></p>`;
}

export function tableHtml({ columns, rows }: DataTable): Html {
  return html`<div class="scroll" tabindex="0"><table><thead><tr>${columns.map(
    (column) => html`<th scope="col">${column}</th>`,
  )}</tr></thead><tbody>${rows.map((row) => html`<tr>${row.map(cell)}</tr>\n`)}</tbody></table></div>`;
}

function cell(value: string | number | null, index: number): Html {
  if (index === 0) return html`<th scope="row">${value}</th>`;
  return typeof value === 'number' ? html`<td class="number">${tidy(value)}</td>` : html`<td>${value}</td>`;
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
