import { counted, formatNs } from '../../results/format.js';
import type { BenchmarkKind } from '../../results/records.js';
import type { DataTable, NamedChart, Series } from '../charts/chart.js';
import { type TrendRow, trendChart } from '../charts/history.js';
import { sparkline } from '../charts/sparkline.js';
import { figureGrid, tableHtml } from '../figure.js';
import type { History, HistoryMean, HistoryPoint } from '../history.js';
import { type Content, type Html, html, name } from '../html.js';
import type { Report } from '../model.js';
import { seriesColour } from '../theme.js';
import { familyTitle, suiteTitle } from '../words.js';
import { benchmarkLink, key, legend, type PageContext, type PageParts, term } from './parts.js';
import { changeOf, stepTable } from './steps.js';

/** The runs of the store on this machine: the geometric means, each benchmark in a line, the list of runs. */
export async function historyPage(context: PageContext, history: History): Promise<PageParts> {
  const runs = history.runs();
  const lead =
    runs.length > 1
      ? `${counted(runs.length, 'run')} on this machine, from ${runs.at(-1)!.startedAt.slice(0, 10)} to ${runs[0].startedAt.slice(0, 10)}.`
      : 'One run so far: history begins with the second.';
  const body = html`<h1>History</h1>
<p class="lead">${lead}</p>
${runs.length > 1 && (await means(context, history))}
${runs.length > 1 && (await benchmarks(context, history))}
${steps(context, history)}
${runTable(runs)}`;
  return { title: 'History · gil-lab', body };
}

/** The geometric means over the runs: speed-up of each family, and ratios of one thread. */
async function means(context: PageContext, history: History): Promise<Content> {
  const { report } = context;
  const all = history.means();
  const charts: NamedChart[] = [];
  const shown: HistoryMean[] = [];
  const add = (heading: string, title: string, rows: readonly HistoryMean[]) => {
    if (new Set(rows.map((row) => row.startedAt)).size < 2) return;
    shown.push(...rows);
    const series = seriesOf(report, rows);
    charts.push({
      heading: html`${heading}${rows.some((row) => !report.builds.some(({ label }) => label === row.build)) && legend(series)}`,
      chart: trendChart(rows.map(meanRow), { series, title, suffix: '×', width: 430, height: 200 }),
    });
  };
  for (const family of new Set(all.map((row) => row.family))) {
    const speedups = all.filter((row) => row.family === family && row.relation === 'speedup-own');
    const widest = report.widest(speedups);
    if (widest > 1) {
      add(
        `${familyTitle(family)}, ${widest} workers`,
        'speed-up',
        speedups.filter((row) => row.workers === widest),
      );
    }
  }
  const { label } = report.base;
  const ratios = all.filter((row) => row.family === 'single' && row.relation === 'ratio' && row.base === label);
  add(`One thread, relative to ${label}`, 'throughput', ratios);
  if (!charts.length) return null;
  const caption = html`<strong>Geometric means over the runs</strong>, with 95% intervals as bands. A line ends where the set of programs changed: means over different programs are not joined. ${legend(report.builds)}`;
  const table: DataTable = {
    columns: ['run of', 'family', 'relation', 'workers', 'build', 'base', 'value', 'low', 'high'],
    rows: shown.map((r) => [r.startedAt, r.family, r.relation, r.workers, r.build, r.base, r.value, r.low, r.high]),
  };
  return html`<section aria-labelledby="means"><h2 id="means">All benchmarks together</h2>
${await figureGrid({ id: 'means', caption, charts, table, cells: 'wide' }, context)}</section>`;
}

function meanRow(row: HistoryMean): TrendRow {
  const { startedAt, build, value, low, high } = row;
  return { at: startedAt, build, value, low, high, commit: '', segment: `${build} ${row.programs}` };
}

/** The report's builds with their colours, and after them those that only older runs have. */
export function seriesOf(report: Report, rows: readonly { readonly build: string }[]): Series[] {
  const labels = new Set(rows.map((row) => row.build));
  const known = report.builds.filter(({ label }) => labels.has(label));
  const older = [...labels].filter((label) => !report.builds.some((build) => build.label === label));
  return [...known, ...older.map((label, i) => ({ label, colour: seriesColour(report.builds.length + i) }))];
}

/** Each benchmark with the course of its value on the first build, at the most workers that have a core each. */
async function benchmarks(context: PageContext, history: History): Promise<Content> {
  const { report } = context;
  const current = new Map([...report.data.benchmarks.values()].map((b) => [`${b.kind} ${b.name}`, b]));
  const sections: Html[] = [];
  const list = history.benchmarks();
  for (const kind of new Set(list.map((benchmark) => benchmark.kind))) {
    const rows: Content[][] = [];
    for (const benchmark of list.filter((other) => other.kind === kind)) {
      const [content] = history.contents(benchmark.kind, benchmark.name);
      const points = content ? representative(report, content.points) : [];
      if (!points.length) continue;
      const own = current.get(`${benchmark.kind} ${benchmark.name}`);
      const last = points.at(-1)!;
      const steps = content.steps
        .filter(({ first }) => first.build === last.build && first.workers === last.workers)
        .map(({ first }) => points.findIndex((point) => point.runId === first.runId));
      rows.push([
        own ? html`${benchmarkLink(context, own)}` : html`${name(benchmark.title)}, no longer measured`,
        ...(kind === 'single' ? [] : [last.workers]),
        points.length,
        html`<span class="figures">${formatNs(points[0].ms * 1e6)}</span>`,
        await course(context, points, steps),
        html`<span class="figures">${formatNs(last.ms * 1e6)}</span>`,
        steps.length,
      ]);
    }
    if (!rows.length) continue;
    const columns = [
      'benchmark',
      ...(kind === 'single' ? [] : ['workers']),
      'runs',
      'first',
      'course',
      'last',
      'steps',
    ];
    sections.push(html`<h3>${suiteTitle(kind)}</h3>
${tableHtml({ columns, rows }, { label: `history of ${suiteTitle(kind)}` })}`);
  }
  const first = report.builds[0];
  return html`<section aria-labelledby="benchmarks"><h2 id="benchmarks">Each benchmark</h2>
<p>${term(context, 'one-loop', 'Time of one loop')} on ${key(first.colour)}${name(first.label)}, of the newest content of each program. Each scale is its own. All builds, worker counts and values are on the benchmark's page.</p>
${sections}</section>`;
}

/** One line of values: of the report's first build that has any, at the most workers that have a core each. */
function representative(report: Report, points: readonly HistoryPoint[]): HistoryPoint[] {
  const build = report.builds.find(({ label }) => points.some((point) => point.build === label))?.label;
  const own = points.filter((point) => point.build === (build ?? points[0].build));
  const widest = report.widest(own);
  return own.filter((point) => point.workers === widest);
}

/** Every lasting change of level, the newest first. */
function steps(context: PageContext, history: History): Content {
  const all = history.steps();
  if (!all.length) return null;
  return html`<section aria-labelledby="steps"><h2 id="steps">Steps</h2>
<p>${term(context, 'step', 'Lasting changes of level')} on all builds and worker counts, the newest first; workers that changed in the same run share a line.</p>
${stepTable(context, all, { named: true })}</section>`;
}

async function course(context: PageContext, points: readonly HistoryPoint[], steps: readonly number[]): Promise<Html> {
  const { report, drawing } = context;
  const colour = report.builds.find(({ label }) => label === points[0].build)?.colour ?? 'var(--muted)';
  const values = points.map((point) => point.ms);
  const chart = sparkline(values, { colour, steps });
  return html`<div class="spark" role="img" aria-label="${chart.description}">${await drawing.svg(chart)}</div>`;
}

function runTable(runs: ReturnType<History['runs']>): Html {
  const rows = runs.map((run) => [
    run.startedAt.replace('T', ' ').slice(0, 16),
    run.id,
    run.state,
    run.blocks,
    run.benchmarks,
    run.warnings,
    name(run.builds),
  ]);
  return html`<section aria-labelledby="runs"><h2 id="runs">Runs</h2>
${tableHtml({ columns: ['began (UTC)', 'number', 'state', 'blocks', 'benchmarks', 'warnings', 'builds and commits'], rows }, { label: 'runs', wide: true })}</section>`;
}

/** The history of one benchmark on its own page: a chart for each number of workers, a figure for each content. */
export async function benchmarkHistory(context: PageContext, kind: BenchmarkKind, benchmark: string): Promise<Content> {
  const { report, history } = context;
  if (!history) return null;
  const contents = history.contents(kind, benchmark);
  const figures: Html[] = [];
  for (const [number, { contentHash, points, steps }] of contents.entries()) {
    if (new Set(points.map((point) => point.runId)).size < 2) continue;
    const series = seriesOf(report, points);
    const counts = [...new Set(points.map((point) => point.workers))].sort((a, b) => a - b);
    const charts = counts.map((workers): NamedChart => {
      const own = points.filter((point) => point.workers === workers);
      const marks = steps
        .filter(({ first }) => first.workers === workers)
        .map((step) => ({ at: step.first.startedAt, build: step.first.build, change: changeOf(step) }));
      return {
        heading: kind === 'single' ? '' : counted(workers, 'worker'),
        chart: trendChart(own.map(pointRow), {
          series,
          steps: marks,
          title: 'ms for one loop',
          width: 430,
          height: 190,
        }),
      };
    });
    const of = number === 0 ? 'Time of one loop over the runs' : `An earlier program of this name`;
    const caption = html`<strong>${of}</strong>, with 95% intervals as bands${steps.length > 0 && ', and lasting changes of level as dashed rules'}. Content <code>${contentHash.slice(0, 12)}</code>; values of other contents are never joined to it. ${legend(series)}`;
    const table: DataTable = {
      columns: ['run of', 'run', 'build', 'commit', 'workers', 'ms', 'low', 'high'],
      rows: points.map((p) => [p.startedAt, p.runId, p.build, p.revision, p.workers, p.ms, p.low, p.high]).reverse(),
    };
    const id = number === 0 ? 'over-the-runs' : `over-the-runs-${contentHash.slice(0, 12)}`;
    figures.push(await figureGrid({ id, caption, charts, table, cells: 'wide' }, context));
    if (steps.length) figures.push(stepTable(context, [...steps].reverse(), { named: false }));
  }
  if (!figures.length) return null;
  return html`<section aria-labelledby="history"><h2 id="history">History</h2>
${figures}</section>`;
}

function pointRow(point: HistoryPoint): TrendRow {
  const { startedAt, build, ms, low, high, revision } = point;
  return { at: startedAt, build, value: ms, low, high, commit: revision?.slice(0, 12) ?? '', segment: build };
}
