import { counted, formatInterval, formatNs, missing } from '../../results/format.js';
import type { RunData } from '../../results/queries.js';
import { textTable } from '../text-table.js';

/** What a run found, as text for the terminal: single-threaded cost, then threaded speed-ups. */
export function summarise(data: RunData): string {
  const parts = [singleTable(data), threadsTable(data), warningLine(data)].filter((part) => part !== '');
  return `${parts.join('\n\n')}\n`;
}

function singleTable(data: RunData): string {
  const builds = [...data.builds.values()];
  const rows = [...data.benchmarks.values()]
    .filter((benchmark) => benchmark.kind === 'single')
    .map((benchmark) => [
      benchmark.name,
      ...builds.map((build) => {
        const variant = data.variants.find((v) => v.benchmarkId === benchmark.id && v.buildId === build.id);
        return variant?.summary ? formatNs(variant.summary.value) : missing(variant);
      }),
    ]);
  if (!rows.length) return '';
  const columns = builds.map((build) => ({ title: build.name, align: 'right' as const }));
  return `Time of one loop\n${textTable([{ title: 'benchmark' }, ...columns], rows)}`;
}

function threadsTable(data: RunData): string {
  const builds = [...data.builds.values()];
  const threads = [...data.benchmarks.values()].filter((benchmark) => benchmark.kind === 'threads');
  const counts = [...new Set(data.variants.map((variant) => variant.workers))].filter((count) => count > 1);
  const rows = threads.flatMap((benchmark) =>
    counts.map((workers) => [
      benchmark.name,
      String(workers),
      ...builds.map((build) => {
        const variant = data.variants.find(
          (v) => v.benchmarkId === benchmark.id && v.buildId === build.id && v.workers === workers,
        );
        const own = data.comparisons.find((c) => c.variantId === variant?.id && c.relation === 'speedup-own');
        return own ? formatInterval(own) : missing(variant);
      }),
    ]),
  );
  if (!rows.length) return '';
  const columns = builds.map((build) => ({ title: build.name, align: 'right' as const }));
  const title = 'Speed-up over one worker of the same build';
  return `${title}\n${textTable([{ title: 'benchmark' }, { title: 'workers', align: 'right' }, ...columns], rows)}`;
}

function warningLine(data: RunData): string {
  if (!data.warnings.length) return '';
  return `${counted(data.warnings.length, 'warning')}; the report shows each with its remedy.`;
}
