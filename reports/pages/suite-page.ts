import { formatInterval, formatNs, missing } from '../../results/format.js';
import type { BenchmarkKind } from '../../results/records.js';
import type { DataTable } from '../charts/chart.js';
import { efficiencyChart } from '../charts/efficiency.js';
import { ratioChart } from '../charts/ratios.js';
import { speedupChart } from '../charts/speedup.js';
import { familyShapes, taxGainChart } from '../charts/tax-gain.js';
import { figure, figureGrid, tableHtml } from '../figure.js';
import { type Content, type Html, html, name } from '../html.js';
import type { StoredBenchmark } from '../model.js';
import { familyMeaning, familyTitle, ratioVerdicts, suiteMeaning, suiteTitle } from '../words.js';
import {
  benchmarkLink,
  joinTables,
  key,
  legend,
  type PageContext,
  type PageParts,
  speedupTable,
  term,
  verdictMark,
} from './parts.js';

/** All benchmarks of one suite beside each other. What the run has no numbers for has no section. */
export async function suitePage(context: PageContext, kind: BenchmarkKind): Promise<PageParts> {
  const title = suiteTitle(kind);
  const body = html`<h1>${title}</h1>
<p class="lead">${capital(suiteMeaning(kind))}.</p>
${await families(context, kind)}
${await efficiency(context, kind)}
${kind === 'threads' && (await taxGain(context))}
${await ratios(context, kind)}
${table(context, kind)}`;
  return { title: `${title} · gil-lab`, body };
}

/** Small multiples, one figure for each family. */
async function families(context: PageContext, kind: BenchmarkKind): Promise<Content> {
  const { report } = context;
  const parts: Html[] = [];
  for (const { family, benchmarks } of report.families()) {
    const shown = benchmarks
      .filter((benchmark) => benchmark.kind === kind)
      .map((benchmark) => ({ benchmark, rows: report.speedups(benchmark, 'speedup-own') }))
      .filter(({ rows }) => rows.length);
    if (!shown.length) continue;
    const { cores } = report.data.machine;
    const charts = shown.map(({ benchmark, rows }) => ({
      heading: benchmarkLink(context, benchmark),
      chart: speedupChart(rows, { series: report.builds, cores, width: 200, height: 140 }),
    }));
    const caption = html`<strong>${familyTitle(family)}</strong>: ${familyMeaning(family)}. ${legend(report.builds, { ideal: true })}`;
    const joined = joinTables(shown.map(({ benchmark, rows }) => [benchmark.title, speedupTable(rows)]));
    parts.push(await figureGrid({ id: `family-${family}`, caption, charts, table: joined }, context));
  }
  if (!parts.length) return null;
  return html`<section aria-labelledby="each"><h2 id="each">Each benchmark</h2>
<p>${term(context, 'speed-up', 'Speed-up')}: throughput against the same build with one worker. Bars are 95% intervals. Each name leads to the benchmark's page.</p>
${parts}</section>`;
}

async function efficiency(context: PageContext, kind: BenchmarkKind): Promise<Content> {
  const { report } = context;
  const benchmarks = report
    .families()
    .flatMap((family) => family.benchmarks)
    .filter((benchmark) => benchmark.kind === kind);
  const maps = report.builds
    .map((build) => ({ build, rows: report.efficiencies(benchmarks, build) }))
    .filter(({ rows }) => rows.some((row) => row.workers > 1));
  if (!maps.length) return null;
  const measured = new Set(maps.flatMap(({ rows }) => rows.map((row) => row.benchmark)));
  const order = benchmarks.map((benchmark) => benchmark.title).filter((title) => measured.has(title));
  const { cores } = report.data.machine;
  const charts = maps.map(({ build, rows }) => ({
    heading: html`${key(build.colour)}${name(build.label)}`,
    chart: efficiencyChart(rows, { build: build.label, order, cores }),
  }));
  const beyond = maps.some(({ rows }) => rows.some((row) => row.workers > cores));
  const caption = html`<strong>Efficiency in %</strong> of benchmarks by workers: ${term(context, 'efficiency', 'speed-up divided by workers')}. 100 is perfect and full in colour${beyond && `; grey numbers have more workers than the ${cores} cores`}.`;
  const table: DataTable = {
    columns: ['build', 'benchmark', 'workers', 'efficiency'],
    rows: maps.flatMap(({ build, rows }) =>
      rows.map((row) => [build.label, row.benchmark, row.workers, row.efficiency]),
    ),
  };
  return html`<section aria-labelledby="efficiencies"><h2 id="efficiencies">Efficiency</h2>
${await figureGrid({ id: 'efficiency', caption, charts, table, cells: 'medium' }, context)}</section>`;
}

async function taxGain(context: PageContext): Promise<Content> {
  const { report } = context;
  const rows = report.taxGains();
  if (!rows.length) return null;
  const builds = report.builds.filter(({ label }) => rows.some((row) => row.build === label));
  const shapes = [...new Set(rows.map((row) => row.family))].map((family, i) => {
    const sign = shapeSigns[familyShapes[i % familyShapes.length]];
    return html`<span><span aria-hidden="true">${sign}</span> ${family}</span> `;
  });
  const caption = html`<strong>What switching the GIL off costs and gains.</strong> To the right, one worker is slower without the GIL; upwards, all workers together do more than one with it. On the dashed line nothing but the ${term(context, 'cost-and-gain', 'cost')} is lost; below the rule at 1 the GIL had been better. Bars are 95% intervals. ${legend(builds, { ideal: true })}<span class="legend">${shapes}</span>`;
  const table: DataTable = {
    columns: [
      'benchmark',
      'family',
      'build',
      'workers',
      'cost',
      'cost low',
      'cost high',
      'gain',
      'gain low',
      'gain high',
    ],
    rows: rows.map((r) => [
      r.benchmark,
      r.family,
      r.build,
      r.workers,
      r.cost,
      r.costLow,
      r.costHigh,
      r.gain,
      r.gainLow,
      r.gainHigh,
    ]),
  };
  return html`<section aria-labelledby="tax"><h2 id="tax">Cost and gain</h2>
${await figure({ id: 'cost-and-gain', caption, chart: taxGainChart(rows, { series: builds }), table }, context)}</section>`;
}

const shapeSigns: Readonly<Record<(typeof familyShapes)[number], string>> = {
  circle: '●',
  square: '■',
  diamond: '◆',
  'triangle-up': '▲',
  cross: '✚',
  'triangle-down': '▼',
};

/** Forest plots of this suite: of one worker, and of the most that have a core each. */
async function ratios(context: PageContext, kind: BenchmarkKind): Promise<Content> {
  const { report } = context;
  const base = report.base.label;
  const others = report.builds.filter((build) => build !== report.base);
  const variants = report.benchmarks(kind).flatMap((benchmark) => report.variants(benchmark));
  const parts: Html[] = [];
  for (const workers of new Set([1, report.widest(variants)])) {
    const rows = report.ratios(kind, workers);
    if (!rows.length) continue;
    const shown = others.filter(({ label }) => rows.some((row) => row.build === label));
    const chart = ratioChart(rows, { series: shown, base, width: 640 });
    const of = kind === 'single' ? 'One thread' : workers === 1 ? 'One worker' : `${workers} workers`;
    const caption = html`<strong>${of}, relative to ${name(base)}${workers > 1 && ' with as many'}.</strong> A ${term(context, 'ratio', 'ratio')} above 1 is faster. Points are geometric means over blocks, bars their 95% intervals (cut off where they are wide), hollow without a ${term(context, 'verdict', 'difference')}, diamonds the geometric means over benchmarks. ${legend(shown)}`;
    const table: DataTable = {
      columns: ['benchmark', 'build', 'ratio', 'low', 'high', 'verdict'],
      rows: rows.map((row) => [row.benchmark, row.build, row.ratio, row.low, row.high, row.verdict]),
    };
    parts.push(await figure({ id: `ratios-${workers}`, caption, chart, table }, context));
  }
  if (!parts.length) return null;
  return html`<section aria-labelledby="ratios"><h2 id="ratios">Ratios</h2>
${parts}</section>`;
}

/** All benchmarks with the times of one worker and their ratios, each leading to its page. */
function table(context: PageContext, kind: BenchmarkKind): Content {
  const { report } = context;
  const benchmarks = report.benchmarks(kind);
  const others = report.builds.filter((build) => build !== report.base && build.build.parallelism === 'threads');
  const alone = (benchmark: StoredBenchmark, buildId: number) =>
    report.variants(benchmark).find((variant) => variant.buildId === buildId && variant.workers === 1);
  const time = (benchmark: StoredBenchmark, buildId: number) => {
    const variant = alone(benchmark, buildId);
    const text = variant?.summary ? formatNs(variant.summary.value * variant.innerLoops) : missing(variant);
    return html`<span class="figures">${text}</span>`;
  };
  const rows = benchmarks.map((benchmark) => [
    benchmarkLink(context, benchmark),
    time(benchmark, report.base.build.id),
    ...others.flatMap(({ build }) => {
      const variant = alone(benchmark, build.id);
      const judged = variant && report.ratioVerdict(variant);
      return [
        time(benchmark, build.id),
        html`<span class="figures">${judged && formatInterval(judged)}</span>`,
        judged && verdictMark(judged.verdict, ratioVerdicts),
      ];
    }),
  ]);
  const columns = ['benchmark', report.base.label, ...others.flatMap(({ label }) => [label, 'ratio', 'verdict'])];
  return html`<section aria-labelledby="times"><h2 id="times">Times</h2>
${tableHtml(
  { columns, rows },
  {
    label: 'times of one loop',
    caption: html`Time of one loop${kind !== 'single' && ' with one worker'}, and throughput relative to ${name(report.base.label)} with its 95% interval and its ${term(context, 'verdict', 'verdict')}`,
    wide: others.length > 1,
  },
)}</section>`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
