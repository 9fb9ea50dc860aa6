import { counted, formatNs, missing } from '../../results/format.js';
import type { StoredVariant } from '../../results/queries.js';
import type { Fit } from '../../results/records.js';
import { describeWarning } from '../../results/warnings.js';
import type { DataTable } from '../charts/chart.js';
import { costChart } from '../charts/cost.js';
import { runSequenceChart } from '../charts/run-sequence.js';
import { speedupChart } from '../charts/speedup.js';
import { type DataFiles, figure, figureGrid, tableHtml, toCsv } from '../figure.js';
import { type Content, type Html, html } from '../html.js';
import { type Report, type StoredBenchmark, sequence } from '../model.js';
import { layout } from './layout.js';
import { familyTitle, joinTables, legend, speedupTable } from './parts.js';

/** The page of one benchmark: its curve or times, every sample in order, every warning. */
export async function benchmarkPage(
  report: Report,
  benchmark: StoredBenchmark,
  files: DataFiles,
  footer: Content,
): Promise<string> {
  const variants = report.variants(benchmark);
  const body = html`<nav aria-label="Breadcrumb"><a href="../index.html">Report</a> / ${benchmark.kind === 'single' ? 'one thread' : familyTitle(benchmark.scaling)}</nav>
<h1>${benchmark.title}</h1>
<p class="lead">${benchmark.description}</p>
<p class="tags">${benchmark.tags.map((tag) => html`<span>${tag}</span> `)}</p>
${benchmark.kind === 'threads' ? await scaling(report, benchmark, files) : await times(report, benchmark, files)}
${summaries(report, variants)}
${warnings(report, variants)}
${await runSequence(report, variants, files)}
${rawData(report, variants, files)}`;
  return layout({ title: `${benchmark.title} · gil-lab`, body, root: '../', footer });
}

async function scaling(report: Report, benchmark: StoredBenchmark, files: DataFiles): Promise<Content> {
  const rows = report.speedups(benchmark, 'speedup-own');
  const gil = report.speedups(benchmark, 'speedup-gil');
  if (!rows.length) return html`<p class="notice">Nothing was measured.</p>`;
  const options = { series: report.builds, cores: report.data.machine.cores, width: 430, height: 300 };
  const charts = [
    { heading: 'Against the same build with one worker', chart: speedupChart(rows, options) },
    ...(gil.length
      ? [
          {
            heading: 'Against the GIL build with one worker',
            chart: speedupChart(gil, { ...options, axisTitle: 'relative throughput' }),
          },
        ]
      : []),
  ];
  const table = joinTables([
    ['speed-up', speedupTable(rows)],
    ['rate of work', speedupTable(report.speedups(benchmark, 'rate-own'))],
  ]);
  const caption = html`<strong>Throughput over workers</strong>, with 95% intervals. ${legend(report.builds, { ideal: true })}`;
  return html`<section aria-labelledby="scaling"><h2 id="scaling">Scaling</h2>
${await figureGrid('speedup', caption, charts, table, files)}
${fits(report, benchmark)}</section>`;
}

function fits(report: Report, benchmark: StoredBenchmark): Content {
  const own = report.data.fits.filter((fit) => fit.benchmarkId === benchmark.id);
  if (!own.length) return null;
  const rows = own.map((fit): (string | number | null)[] => [
    report.build(fit.buildId).label,
    fitNames[fit.model],
    Object.entries(fit.parameters)
      .map(([name, value]) => `${name} ${Number(value.toPrecision(3))}`)
      .join(', '),
    fit.points,
    fit.model === 'karp-flatt' ? null : fit.residual,
  ]);
  return html`<h3>Scaling laws</h3>${tableHtml({ columns: ['build', 'law', 'parameters', 'points', 'relative error'], rows })}`;
}

const fitNames: Record<Fit['model'], string> = {
  'karp-flatt': 'Karp–Flatt serial share',
  amdahl: "Amdahl's law",
  usl: 'Universal scalability law',
};

async function times(report: Report, benchmark: StoredBenchmark, files: DataFiles): Promise<Content> {
  const rows = report.costs(benchmark);
  if (!rows.length) return html`<p class="notice">Nothing was measured.</p>`;
  const table: DataTable = {
    columns: ['build', 'ms', 'low', 'high'],
    rows: rows.map((row) => [row.build, row.ms, row.low, row.high]),
  };
  const chart = costChart(rows, { series: report.builds });
  const caption = html`<strong>Time of one loop</strong>, with 95% intervals.`;
  return html`<section aria-labelledby="time"><h2 id="time">Time</h2>
${await figure({ id: 'time-of-one-loop', caption, chart, table }, files)}</section>`;
}

function summaries(report: Report, variants: readonly StoredVariant[]): Html {
  const rows = variants.map((variant) => {
    const s = variant.summary;
    const name = `${report.build(variant.buildId).label}${variant.workers > 1 ? `, ${variant.workers} workers` : ''}`;
    const loop = (ns: number) => formatNs(ns * variant.innerLoops);
    return [
      name,
      s ? loop(s.value) : missing(variant),
      s ? loop(s.madNs) : null,
      s ? `${loop(s.minNs)} to ${loop(s.maxNs)}` : null,
      s ? s.samples : 0,
      variant.loops,
      s?.cpuPerWall ?? null,
      s?.peakRssKb ? `${(s.peakRssKb / 1024).toFixed(0)} MiB` : null,
      steady(variant),
    ];
  });
  const columns = ['variant', 'one loop', 'MAD', 'range', 'samples', 'loops', 'cores busy', 'peak memory', 'warm-up'];
  return html`<section aria-labelledby="numbers"><h2 id="numbers">Numbers</h2>${tableHtml({ columns, rows })}</section>`;
}

/** How the variant's processes settled: "flat 2, warm-up 1". */
function steady(variant: StoredVariant): string {
  const counts = new Map<string, number>();
  for (const { steadyState } of variant.processes) {
    if (steadyState) counts.set(steadyState, (counts.get(steadyState) ?? 0) + 1);
  }
  return [...counts].map(([state, count]) => `${state} ${count}`).join(', ') || 'too short to tell';
}

function warnings(report: Report, variants: readonly StoredVariant[]): Content {
  const own = new Map(variants.map((variant) => [variant.id, variant]));
  const blocks = new Map(variants.flatMap((v) => v.processes.map((process) => [process.id, process.block])));
  const list = report.data.warnings.filter((warning) => warning.variantId !== null && own.has(warning.variantId));
  if (!list.length) return null;
  // One row for what a variant was warned of, however many of its processes it befell.
  const groups = new Map<string, { variant: StoredVariant; code: string; blocks: number[]; details: string[] }>();
  for (const { code, detail, variantId, processId } of list) {
    const variant = own.get(variantId!)!;
    const key = `${code} ${variant.id}`;
    const group = groups.get(key) ?? { variant, code, blocks: [], details: [] };
    groups.set(key, group);
    const block = processId === null ? null : blocks.get(processId);
    if (block !== null && block !== undefined) group.blocks.push(block + 1);
    if (!group.details.includes(detail)) group.details.push(detail);
  }
  const rows = [...groups.values()].map(({ variant, code, blocks: inBlocks, details }) => {
    const place = `${report.build(variant.buildId).label}, ${counted(variant.workers, 'worker')}`;
    const where = inBlocks.length ? `${place}, block ${inBlocks.join(', ')}` : place;
    const { title, remedy } = describeWarning(code);
    return html`<tr><th scope="row">${title}</th><td>${where}</td><td class="detail">${details.join('\n')}</td><td>${remedy}</td></tr>\n`;
  });
  return html`<section aria-labelledby="warnings"><h2 id="warnings">Warnings</h2>
<div class="scroll" tabindex="0"><table class="wide"><thead><tr><th scope="col">warning</th><th scope="col">where</th><th scope="col">detail</th><th scope="col">remedy</th></tr></thead><tbody>${rows}</tbody></table></div></section>`;
}

async function runSequence(report: Report, variants: readonly StoredVariant[], files: DataFiles): Promise<Content> {
  const shown = variants.map((variant) => ({ variant, rows: sequence(variant) })).filter(({ rows }) => rows.length);
  if (!shown.length) return null;
  const charts = shown.map(({ variant, rows }) => {
    const { label, colour } = report.build(variant.buildId);
    return {
      heading: html`<i class="key" style="background:${colour}"></i>${label}, ${variant.workers} ${variant.workers === 1 ? 'worker' : 'workers'}`,
      chart: runSequenceChart(rows, { colour }),
    };
  });
  const caption = html`<strong>Run sequence.</strong> Every iteration in the order of running; hollow points are warm-up, vertical lines part the blocks.`;
  const table: DataTable = {
    columns: ['variant', 'order', 'block', 'warm-up', 'ms'],
    rows: shown.flatMap(({ variant, rows }) =>
      rows.map((row) => [
        `${report.build(variant.buildId).label} x ${variant.workers}`,
        row.order,
        row.block + 1,
        row.warmup ? 'yes' : 'no',
        row.ms,
      ]),
    ),
  };
  return html`<section aria-labelledby="sequence"><h2 id="sequence">Every sample</h2>
${await figureGrid('run-sequence', caption, charts, table, files)}</section>`;
}

/** The raw samples to download, as they are stored. */
function rawData(report: Report, variants: readonly StoredVariant[], files: DataFiles): Html {
  const columns = [
    'build',
    'workers',
    'block',
    'outcome',
    'number',
    'warmup',
    'loops',
    'elapsed_ns',
    'cpu_ns',
    'worker_ns',
  ];
  const rows = variants.flatMap((variant) =>
    variant.processes.flatMap((process) =>
      process.samples.map((sample) => [
        report.build(variant.buildId).build.name,
        variant.workers,
        process.block,
        process.outcome,
        sample.number,
        sample.warmup ? 1 : 0,
        sample.loops,
        sample.elapsedNs,
        sample.cpuNs,
        sample.workerNs?.join(' ') ?? null,
      ]),
    ),
  );
  const address = files.add('raw', toCsv({ columns, rows }));
  return html`<p class="download"><a href="${address}" download>Download all raw samples (CSV)</a></p>`;
}
