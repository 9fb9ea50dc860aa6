// What the pages have in common.

import type { Verdict } from '../../harness/verdict/verdict.js';
import { describeWarning } from '../../results/warnings.js';
import type { DataTable, Series } from '../charts/chart.js';
import type { SpeedupRow } from '../charts/speedup.js';
import { type FigureContext, tableHtml } from '../figure.js';
import type { History } from '../history.js';
import { type Content, type Html, html, name } from '../html.js';
import { type Report, type StoredBenchmark, suitePageName } from '../model.js';
import type { SiteSettings } from '../settings.js';
import { suiteTitle } from '../words.js';
import { type Page, rootOf, type SiteLink } from './layout.js';

/** All that a page is made of. */
export interface PageContext extends FigureContext {
  readonly report: Report;
  /** The other runs of the store; null where the report is of a run alone. */
  readonly history: History | null;
  readonly settings: SiteSettings;
  /** The page's address, seen from the site's root. */
  readonly address: string;
}

/** A page's own part of its document; the site adds what all pages have. */
export type PageParts = Pick<Page, 'title' | 'body' | 'breadcrumbs' | 'here'>;

export const addresses = {
  home: 'index.html',
  history: 'history.html',
  environment: 'environment.html',
  method: 'method.html',
} as const;

/** The pages that every page leads to. */
export function navigation(report: Report, history: History | null): SiteLink[] {
  return [
    { title: 'Report', address: addresses.home },
    ...report.suites().map((kind) => ({ title: suiteTitle(kind), address: suitePageName(kind) })),
    ...(history ? [{ title: 'History', address: addresses.history }] : []),
    { title: 'Environment', address: addresses.environment },
    { title: 'Method', address: addresses.method },
  ];
}

export function benchmarkLink({ report, address }: PageContext, benchmark: StoredBenchmark, part?: string): Html {
  return html`<a href="${rootOf(address)}${report.page(benchmark)}${part && `#${part}`}">${name(benchmark.title)}</a>`;
}

/** A term that the method page explains. */
export function term({ address }: PageContext, id: string, text: string): Html {
  return html`<a href="${rootOf(address)}${addresses.method}#${id}">${text}</a>`;
}

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
    rows: tables.flatMap(([title, table]) => table.rows.map((row) => [title, ...row])),
  };
}

/** The series with their colours, and the ideal line where there is one: once for a whole figure, in text that wraps. */
export function legend(series: readonly Series[], { ideal = false } = {}): Html {
  const keys = series.map(({ label, colour }) => html`<span>${key(colour)}${name(label)}</span> `);
  const dashes = ideal ? html`<span><i class="dashes"></i>ideal</span>` : null;
  return html`<span class="legend">${keys}${dashes}</span>`;
}

/** A patch of a series' colour. */
export function key(colour: string): Html {
  return html`<i class="key" style="background:${colour}"></i>`;
}

/** A verdict in a table: its word, and its direction by a sign and a colour. */
export function verdictMark(verdict: Verdict, words: Readonly<Record<Verdict, string>>): Html {
  return html`<span class="verdict ${verdict.replace(' ', '-')}">${words[verdict]}</span>`;
}

/** What the run was warned of, how often, and on which benchmarks; null where there was nothing. */
export function warningOverview(context: PageContext): Content {
  const { report } = context;
  const counts = new Map<string, number>();
  const befallen = new Map<string, Set<StoredBenchmark>>();
  const variants = new Map(report.data.variants.map((variant) => [variant.id, variant]));
  for (const { code, variantId } of report.data.warnings) {
    counts.set(code, (counts.get(code) ?? 0) + 1);
    const variant = variantId === null ? undefined : variants.get(variantId);
    if (variant) befallen.set(code, (befallen.get(code) ?? new Set()).add(report.benchmarkOf(variant)));
  }
  if (!counts.size) return null;
  const rows = [...counts]
    .sort((a, b) => b[1] - a[1])
    .map(([code, count]) => {
      const { title, remedy } = describeWarning(code);
      const benchmarks = [...(befallen.get(code) ?? [])];
      const links = benchmarks.map((benchmark, i) => html`${i ? ', ' : ''}${benchmarkLink(context, benchmark)}`);
      // A warning of nearly all benchmarks is one of the machine: a list of names would hide that.
      const where =
        benchmarks.length > 8
          ? html`<details><summary>${benchmarks.length} of ${report.data.benchmarks.size} benchmarks</summary>${links}</details>`
          : links;
      return [term(context, `warning-${code}`, title), count, remedy, where];
    });
  return tableHtml(
    { columns: ['warning', 'times', 'remedy', 'where'], rows },
    { label: 'warnings with their remedies', wide: true },
  );
}
