import { percent } from '../../harness/verdict/verdict.js';
import { counted, formatInterval, formatNs, missing } from '../../results/format.js';
import type { StoredVariant } from '../../results/queries.js';
import type { Fit } from '../../results/records.js';
import { describeWarning } from '../../results/warnings.js';
import type { DataTable, NamedChart } from '../charts/chart.js';
import { costChart } from '../charts/cost.js';
import { lawChart } from '../charts/laws.js';
import { runSequenceChart } from '../charts/run-sequence.js';
import { serialShareChart } from '../charts/serial-share.js';
import { speedupChart } from '../charts/speedup.js';
import { type Cell, downloads, figure, figureGrid, tableHtml } from '../figure.js';
import { type Content, type Html, html, name } from '../html.js';
import { type StoredBenchmark, sequence, suitePageName } from '../model.js';
import { familyTitle, ratioVerdicts, suiteTitle } from '../words.js';
import { benchmarkHistory } from './history-page.js';
import { joinTables, key, legend, type PageContext, type PageParts, speedupTable, term, verdictMark } from './parts.js';

/** The page of one benchmark: its curve or times, its history, every sample in order, every warning. */
export async function benchmarkPage(context: PageContext, benchmark: StoredBenchmark): Promise<PageParts> {
  const { report } = context;
  const variants = report.variants(benchmark);
  const scales = report.speedups(benchmark, 'speedup-own').length > 0;
  const body = html`<h1>${name(benchmark.title)}</h1>
<p class="lead">${name(benchmark.description)}</p>
<p class="tags">${[familyTag(benchmark), ...benchmark.tags].map((tag) => html`<span>${name(tag)}</span> `)}</p>
${scales ? await scaling(context, benchmark) : await times(context, benchmark)}
${against(context, benchmark)}
${summaries(context, variants)}
${warnings(context, variants)}
${await benchmarkHistory(context, benchmark.kind, benchmark.name)}
${await runSequence(context, variants)}
${rawData(context, variants)}`;
  const suite = { title: suiteTitle(benchmark.kind), address: suitePageName(benchmark.kind) };
  return { title: `${benchmark.title} · gil-lab`, body, breadcrumbs: [suite], here: benchmark.title };
}

function familyTag({ kind, scaling: family }: StoredBenchmark): string {
  return kind === 'single' ? suiteTitle(kind) : familyTitle(family);
}

async function scaling(context: PageContext, benchmark: StoredBenchmark): Promise<Content> {
  const { report } = context;
  const rows = report.speedups(benchmark, 'speedup-own');
  const gil = report.speedups(benchmark, 'speedup-gil');
  const { cores } = report.data.machine;
  const options = { series: report.builds, cores, width: 430, height: 300 };
  const charts: NamedChart[] = [
    { heading: 'Against the same build with one worker', chart: speedupChart(rows, options) },
  ];
  if (gil.length) {
    charts.push({
      heading: 'Against the GIL build with one worker',
      chart: speedupChart(gil, { ...options, axisTitle: 'relative throughput' }),
    });
  }
  const table = joinTables([
    ['speed-up', speedupTable(rows)],
    ['rate of work', speedupTable(report.speedups(benchmark, 'rate-own'))],
    ['against the GIL build', speedupTable(gil)],
  ]);
  const caption = html`<strong>${term(context, 'speed-up', 'Throughput')} over workers</strong>, with 95% intervals${rows.some((row) => row.workers > cores) && `; beyond ${cores} cores the ground is shaded`}. ${legend(report.builds, { ideal: true })}`;
  return html`<section aria-labelledby="scaling"><h2 id="scaling">Scaling</h2>
${await figureGrid({ id: 'speedup', caption, charts, table, cells: 'wide' }, context)}
${await laws(context, benchmark)}</section>`;
}

/** The laws that were fitted, and the serial share over workers; with two worker counts there is neither curve. */
async function laws(context: PageContext, benchmark: StoredBenchmark): Promise<Content> {
  const { report } = context;
  const curves = report.lawCurves(benchmark);
  const shares = report.serialShares(benchmark);
  const charts: NamedChart[] = [];
  if (curves.length) {
    const within = report
      .speedups(benchmark, 'speedup-own')
      .filter((row) => row.workers <= report.data.machine.cores && curves.some((curve) => curve.build === row.build));
    charts.push({ heading: 'Fitted laws', chart: lawChart(within, curves, { series: report.builds }) });
  }
  if (new Set(shares.map((row) => row.workers)).size > 1) {
    charts.push({ heading: 'Serial share', chart: serialShareChart(shares, { series: report.builds }) });
  }
  const table = fits(context, benchmark);
  if (!charts.length) return table;
  const lines = curves.length
    ? html` Whole lines are the ${term(context, 'usl', 'universal scalability law')}, dashed ones ${term(context, 'amdahl', 'Amdahl’s law')}; points are measured.`
    : null;
  const caption = html`<strong>What holds it back.</strong>${lines} The ${term(context, 'karp-flatt', 'serial share')} is level where a fixed part is serial, and rises where each worker adds overhead. ${legend(report.builds)}`;
  const data: DataTable = {
    columns: ['of', 'build', 'workers', 'value'],
    rows: [
      ...shares.map((row) => ['serial share', row.build, row.workers, row.share]),
      ...curves.flatMap(({ law, build, points }) => points.map((p) => [law, build, p.workers, p.speedup])),
    ],
  };
  return html`${await figureGrid({ id: 'laws', caption, charts, table: data, cells: 'wide' }, context)}
${table}`;
}

function fits(context: PageContext, benchmark: StoredBenchmark): Content {
  const { report } = context;
  const own = report.data.fits.filter((fit) => fit.benchmarkId === benchmark.id);
  if (!own.length) return null;
  const rows = own.map((fit): Cell[] => [
    name(report.build(fit.buildId).label),
    fitNames[fit.model],
    html`<span class="detail">${Object.keys(fit.parameters)
      .map((parameter) => parameterText(fit, parameter))
      .join('\n')}</span>`,
    fit.points,
    fit.model === 'karp-flatt' ? null : fit.residual,
  ]);
  return html`<h3>Scaling laws</h3>${tableHtml(
    { columns: ['build', 'law', 'parameters (95% interval)', 'points', 'relative error'], rows },
    { label: 'scaling laws' },
  )}`;
}

/** "sigma 0.012 (0.01 to 0.014)"; without an interval where the blocks tell of none. */
function parameterText({ parameters, intervals }: Fit, parameter: string): string {
  const short = (value: number) => String(Number(value.toPrecision(3)));
  const bounds = intervals?.[parameter];
  const value = `${parameter} ${short(parameters[parameter])}`;
  return bounds ? `${value} (${short(bounds.low)} to ${short(bounds.high)})` : value;
}

const fitNames: Record<Fit['model'], string> = {
  'karp-flatt': 'Karp–Flatt serial share',
  amdahl: "Amdahl's law",
  usl: 'Universal scalability law',
};

async function times(context: PageContext, benchmark: StoredBenchmark): Promise<Content> {
  const { report } = context;
  const rows = report.costs(benchmark);
  if (!rows.length) return html`<p class="notice">Nothing was measured.</p>`;
  const table: DataTable = {
    columns: ['build', 'ms', 'low', 'high'],
    rows: rows.map((row) => [row.build, row.ms, row.low, row.high]),
  };
  const chart = costChart(rows, { series: report.builds });
  const caption = html`<strong>${term(context, 'one-loop', 'Time of one loop')}</strong> in milliseconds, with 95% intervals.`;
  return html`<section aria-labelledby="time"><h2 id="time">Time</h2>
${await figure({ id: 'time-of-one-loop', caption, chart, table }, context)}</section>`;
}

/** The ratios to the base build, with verdicts and their reasons. */
function against(context: PageContext, benchmark: StoredBenchmark): Content {
  const { report } = context;
  const rows = report.variants(benchmark).flatMap((variant): Cell[][] => {
    const judged = report.ratioVerdict(variant);
    if (!judged) return [];
    const { label, colour } = report.build(variant.buildId);
    const why = judged.reasons.map(({ holds, text }) => `${holds ? '+' : '−'} ${text}`).join('\n');
    return [
      [
        html`${key(colour)}${name(label)}`,
        ...(benchmark.kind === 'single' ? [] : [variant.workers]),
        html`<span class="figures">${formatInterval(judged)}</span>`,
        html`${verdictMark(judged.verdict, ratioVerdicts)}<details><summary>Why</summary><span class="detail">${why}</span></details>`,
        judged.detectable === null ? '–' : percent(judged.detectable - 1),
        judged.blocks,
      ],
    ];
  });
  if (!rows.length) return null;
  const workers = benchmark.kind === 'single' ? [] : ['workers'];
  const columns = ['build', ...workers, 'throughput (95% interval)', 'verdict', 'would be found', 'blocks'];
  return html`<section aria-labelledby="against"><h2 id="against">Against ${name(report.base.label)}</h2>
<p>${term(context, 'ratio', 'Ratios of throughput')}${benchmark.kind !== 'single' && ', each against as many workers'}: above 1 is faster. The ${term(context, 'verdict', 'verdicts')} are over all benchmarks of the run together; a change of the size ${term(context, 'detectable', 'that would be found')} is found in 80% of cases.</p>
${tableHtml({ columns, rows }, { label: 'ratios', wide: true })}</section>`;
}

function summaries(context: PageContext, variants: readonly StoredVariant[]): Html {
  const { report } = context;
  const rows = variants.map((variant): Cell[] => {
    const s = variant.summary;
    const { label, colour } = report.build(variant.buildId);
    const figures = (text: string | null) => text && html`<span class="figures">${text}</span>`;
    const loop = (ns: number) => formatNs(ns * variant.innerLoops);
    return [
      html`${key(colour)}${name(label)}${variant.workers > 1 && `, ${variant.workers} workers`}`,
      figures(s ? loop(s.value) : missing(variant)),
      figures(s && loop(s.madNs)),
      figures(s && `${loop(s.minNs)} to ${loop(s.maxNs)}`),
      s ? s.samples : 0,
      variant.loops,
      s?.cpuPerWall ?? null,
      figures(s?.peakRssKb ? `${(s.peakRssKb / 1024).toFixed(0)} MiB` : null),
      steady(variant),
    ];
  });
  const columns = ['variant', 'one loop', 'MAD', 'range', 'samples', 'loops', 'cores busy', 'peak memory', 'warm-up'];
  return html`<section aria-labelledby="numbers"><h2 id="numbers">Numbers</h2>
${tableHtml({ columns, rows }, { label: 'the numbers of each variant' })}</section>`;
}

/** How the variant's processes settled: "flat 2, warm-up 1". */
function steady(variant: StoredVariant): string {
  const counts = new Map<string, number>();
  for (const { steadyState } of variant.processes) {
    if (steadyState) counts.set(steadyState, (counts.get(steadyState) ?? 0) + 1);
  }
  return [...counts].map(([state, count]) => `${state} ${count}`).join(', ') || 'too short to tell';
}

function warnings(context: PageContext, variants: readonly StoredVariant[]): Content {
  const { report } = context;
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
    return [term(context, `warning-${code}`, title), name(where), detail(details), remedy];
  });
  return html`<section aria-labelledby="warnings"><h2 id="warnings">Warnings</h2>
${tableHtml({ columns: ['warning', 'where', 'detail', 'remedy'], rows }, { label: 'warnings with their remedies', wide: true })}</section>`;
}

/** The first lines; where many processes befell the same, the others fold away. */
function detail(lines: readonly string[]): Html {
  const shown = lines.length > 3 ? 2 : 3;
  const rest = lines.slice(shown);
  const more = html`<details><summary>${rest.length} more</summary><span class="detail">${rest.join('\n')}</span></details>`;
  return html`<span class="detail">${lines.slice(0, shown).join('\n')}</span>${rest.length > 0 && more}`;
}

async function runSequence(context: PageContext, variants: readonly StoredVariant[]): Promise<Content> {
  const { report } = context;
  const shown = variants.map((variant) => ({ variant, rows: sequence(variant) })).filter(({ rows }) => rows.length);
  if (!shown.length) return null;
  const charts = shown.map(({ variant, rows }) => {
    const { label, colour } = report.build(variant.buildId);
    return {
      heading: html`${key(colour)}${name(label)}, ${counted(variant.workers, 'worker')}`,
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
${await figureGrid({ id: 'run-sequence', caption, charts, table, cells: 'medium' }, context)}</section>`;
}

/** The raw samples to download, as they are stored. */
function rawData({ report, files }: PageContext, variants: readonly StoredVariant[]): Html {
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
  return downloads(files.add('raw', { columns, rows }), 'Download all raw samples');
}
