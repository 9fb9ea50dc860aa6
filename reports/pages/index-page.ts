import { counted, formatInterval, formatNs, formatRatio, missing } from '../../results/format.js';
import { describeWarning } from '../../results/warnings.js';
import type { DataTable, NamedChart } from '../charts/chart.js';
import { ratioChart } from '../charts/ratios.js';
import { type SpeedupRow, speedupChart } from '../charts/speedup.js';
import { type DataFiles, figure, figureGrid } from '../figure.js';
import { type Content, type Html, html } from '../html.js';
import type { Report, StoredBenchmark } from '../model.js';
import { layout } from './layout.js';
import { familyTitle, familyWords, joinTables, legend, speedupTable } from './parts.js';

/** The first page: the headline, the families, the ratios, and how it was all measured. */
export async function indexPage(report: Report, files: DataFiles, footer: Content): Promise<string> {
  const body = html`<h1>Scaling report</h1>
<p class="lead">${lead(report)}</p>
${interrupted(report)}
${await headline(report, files)}
${await smallMultiples(report, files)}
${await ratios(report, files)}
${benchmarkTable(report)}
${warnings(report)}
${environment(report)}
${method(report)}`;
  return layout({ title: 'gil-lab: scaling report', body, root: '', footer });
}

/** The first answer, in one or two sentences. */
function lead(report: Report): Content {
  const parts: string[] = [];
  const family = report.families()[0];
  const rows = family ? report.overallSpeedups(family.family, 'speedup-own') : [];
  const within = rows.filter((row) => row.workers <= report.data.machine.cores).map((row) => row.workers);
  const widest = Math.max(1, ...within);
  for (const { label } of report.builds) {
    const row = rows.find((candidate) => candidate.build === label && candidate.workers === widest);
    if (row && widest > 1) parts.push(`${formatRatio(row.speedup)} on ${label}`);
  }
  const what = family ? familyTitle(family.family).toLowerCase() : '';
  const scaling = parts.length ? `${widest} workers against one, ${what}: ${parts.join('; ')}. ` : '';
  const threads = counted(report.benchmarks('threads').length, 'threaded benchmark');
  const single = counted(report.benchmarks('single').length, 'single-threaded benchmark');
  const effort = [threads, single, counted(report.builds.length, 'build'), counted(report.data.run.blocks, 'block')];
  return `${scaling}${effort.join(', ')}.`;
}

function interrupted(report: Report): Content {
  if (report.data.run.state !== 'interrupted') return null;
  return html`<p class="notice">This run was interrupted: what it had measured until then is shown.</p>`;
}

async function headline(report: Report, files: DataFiles): Promise<Content> {
  const family = report.families()[0];
  if (!family) return null;
  const { cores } = report.data.machine;
  const own = report.overallSpeedups(family.family, 'speedup-own');
  if (!own.length) return html`<p class="notice">No threaded benchmark was measured.</p>`;
  const gil = report.overallSpeedups(family.family, 'speedup-gil');
  const count = family.benchmarks.length;
  const chart = (rows: readonly SpeedupRow[], axisTitle: string) =>
    speedupChart(rows, { series: report.builds, cores, width: 430, height: 300, axisTitle });
  const charts: NamedChart[] = [
    { heading: 'Against the same build with one worker', chart: chart(own, 'speed-up') },
    ...(gil.length
      ? [{ heading: 'Against the GIL build with one worker', chart: chart(gil, 'relative throughput') }]
      : []),
  ];
  const caption = html`<strong>Throughput over workers.</strong> Geometric mean of ${counted(count, 'benchmark')} of ${familyTitle(family.family).toLowerCase()}: ${familyWords[family.family]?.meaning ?? 'one family'}. The dashed line is ideal scaling, pale bars are 95% intervals${beyondCores(own, cores)}. Slow single-threaded code scales easily; the second chart has the same base for both modes and shows what is gained in the end. ${legend(report.builds, { ideal: true })}`;
  const table = joinTables([
    ['own', speedupTable(own)],
    ['own, rate of work', speedupTable(report.overallSpeedups(family.family, 'rate-own'))],
    ['GIL', speedupTable(gil)],
  ]);
  return html`<section aria-labelledby="scaling"><h2 id="scaling">Scaling</h2>
${await figureGrid('headline', caption, charts, table, files)}</section>`;
}

function beyondCores(rows: readonly SpeedupRow[], cores: number): string {
  return rows.some((row) => row.workers > cores) ? `, and beyond ${cores} cores the ground is shaded` : '';
}

async function smallMultiples(report: Report, files: DataFiles): Promise<Content> {
  const families = report.families();
  if (!families.length) return null;
  const parts: Html[] = [];
  for (const { family, benchmarks } of families) {
    const rows = benchmarks.map((benchmark) => ({ benchmark, rows: report.speedups(benchmark, 'speedup-own') }));
    const shown = rows.filter((entry) => entry.rows.length);
    if (!shown.length) continue;
    const charts = shown.map(({ benchmark, rows: points }) => ({
      heading: link(report, benchmark),
      chart: speedupChart(points, {
        series: report.builds,
        cores: report.data.machine.cores,
        width: 200,
        height: 140,
      }),
    }));
    const caption = html`<strong>${familyTitle(family)}</strong>: ${familyWords[family]?.meaning ?? family}. ${legend(report.builds, { ideal: true })}`;
    const table = joinTables(shown.map(({ benchmark, rows: points }) => [benchmark.title, speedupTable(points)]));
    parts.push(await figureGrid(`family-${family}`, caption, charts, table, files));
  }
  return html`<section aria-labelledby="each"><h2 id="each">Each threaded benchmark</h2>
<p>Throughput against the same build with one worker. Each name leads to the benchmark's page.</p>
${parts}</section>`;
}

async function ratios(report: Report, files: DataFiles): Promise<Content> {
  const rows = report.ratios();
  if (!rows.length) return null;
  const base = report.base.label;
  const others = report.builds.filter((build) => build !== report.base);
  const chart = ratioChart(rows, { series: others, base, width: 640 });
  const caption = html`<strong>Single-threaded speed relative to ${base}.</strong> Above 1 is faster. Points are geometric means over blocks, bars their 95% intervals (cut off where they are wide), the diamond the geometric mean of all. ${legend(others)}`;
  const table: DataTable = {
    columns: ['benchmark', 'build', 'ratio', 'low', 'high'],
    rows: rows.map((row) => [row.benchmark, row.build, row.ratio, row.low, row.high]),
  };
  return html`<section aria-labelledby="single"><h2 id="single">One thread</h2>
${await figure({ id: 'ratios', caption, chart, table }, files)}
</section>`;
}

/** All single-threaded benchmarks with times and ratios, each leading to its page. */
function benchmarkTable(report: Report): Content {
  const singles = report.benchmarks('single');
  if (!singles.length) return null;
  const others = report.builds.filter((build) => build !== report.base);
  const ratioOf = new Map(
    report
      .comparisons('ratio')
      .filter(({ base }) => base.buildId === report.base.build.id)
      .map((comparison) => [`${comparison.variant.benchmarkId} ${comparison.variant.buildId}`, comparison]),
  );
  const time = (benchmark: StoredBenchmark, buildId: number) => {
    const variant = report.variants(benchmark).find((candidate) => candidate.buildId === buildId);
    return variant?.summary ? formatNs(variant.summary.value * variant.innerLoops) : missing(variant);
  };
  const rows = singles.map(
    (benchmark) =>
      html`<tr><th scope="row">${link(report, benchmark)}</th><td class="number">${time(benchmark, report.base.build.id)}</td>${others.map(
        ({ build }) => {
          const ratio = ratioOf.get(`${benchmark.id} ${build.id}`);
          return html`<td class="number">${time(benchmark, build.id)}</td><td class="number">${ratio ? formatInterval(ratio) : ''}</td>`;
        },
      )}</tr>\n`,
  );
  const means = others.map(({ build }) => {
    const mean = report.overallRatio('single', build.id, report.base.build.id);
    return html`<td></td><td class="number">${mean ? formatInterval(mean) : ''}</td>`;
  });
  return html`<div class="scroll" tabindex="0"><table class="wide">
<caption>Time of one loop, and throughput relative to ${report.base.label} with its 95% interval</caption>
<thead><tr><th scope="col">benchmark</th><th scope="col" class="number">${report.base.label}</th>${others.map(
    ({ label }) => html`<th scope="col" class="number">${label}</th><th scope="col" class="number">ratio</th>`,
  )}</tr></thead>
<tbody>${rows}</tbody>
${others.length ? html`<tfoot><tr><th scope="row">geometric mean</th><td></td>${means}</tr></tfoot>` : null}
</table></div>`;
}

function link(report: Report, benchmark: StoredBenchmark): Html {
  return html`<a href="${report.page(benchmark)}">${benchmark.title}</a>`;
}

function warnings(report: Report): Content {
  const byCode = new Map<string, Map<number, StoredBenchmark>>();
  const counts = new Map<string, number>();
  const variants = new Map(report.data.variants.map((variant) => [variant.id, variant]));
  for (const { code, variantId } of report.data.warnings) {
    counts.set(code, (counts.get(code) ?? 0) + 1);
    const variant = variantId === null ? undefined : variants.get(variantId);
    if (!variant) continue;
    const benchmark = report.benchmarkOf(variant);
    byCode.set(code, (byCode.get(code) ?? new Map()).set(benchmark.id, benchmark));
  }
  const rows = [...counts].map(([code, count]) => {
    const { title, remedy } = describeWarning(code);
    const benchmarks = [...(byCode.get(code)?.values() ?? [])];
    return html`<tr><th scope="row">${title}</th><td class="number">${count}</td><td>${remedy}</td><td>${benchmarks.map(
      (benchmark, i) => html`${i ? ', ' : ''}${link(report, benchmark)}`,
    )}</td></tr>\n`;
  });
  const content = rows.length
    ? html`<p>Nothing is dropped for a warning: it tells how far to trust what it names.</p>
<div class="scroll" tabindex="0"><table class="wide"><thead><tr><th scope="col">warning</th><th scope="col" class="number">times</th><th scope="col">remedy</th><th scope="col">where</th></tr></thead><tbody>${rows}</tbody></table></div>`
    : html`<p>None.</p>`;
  return html`<section aria-labelledby="warnings"><h2 id="warnings">Warnings</h2>${content}</section>`;
}

function environment(report: Report): Html {
  const { machine, run } = report.data;
  const facts: [string, Content][] = [
    ['Machine', `${machine.cpuModel}, ${machine.cores} cores, ${(machine.memoryBytes / 2 ** 30).toFixed(1)} GiB`],
    ['System', `${machine.platform}, ${machine.architecture}`],
    ['CPU limit', machine.cpuQuota === null ? 'none' : `${machine.cpuQuota} CPUs`],
    ['Run', `${run.id} (${run.key}), ${run.startedAt}${run.finishedAt ? ` to ${run.finishedAt}` : ''}`],
    [
      'Effort',
      `${run.blocks} blocks, ${run.warmups} warm-ups and ${run.values} samples in each process${run.turns ? ' in turns' : ''}, seed ${run.seed}`,
    ],
    ['gil-lab', `${run.labVersion}${run.labRevision ? `, ${run.labRevision.slice(0, 12)}` : ''}`],
    ...Object.entries(run.environment).map(([name, value]): [string, Content] => [name, String(value)]),
  ];
  const builds = report.builds.map(
    ({ build, label, colour }) =>
      html`<tr><th scope="row"><i class="key" style="background:${colour}"></i>${label}</th><td>${build.implementation} ${build.version}</td><td><code>${build.command.map((part) => part.split('/').pop()).join(' ')}</code></td><td>${build.revision?.slice(0, 12)}</td></tr>\n`,
  );
  return html`<section aria-labelledby="environment"><h2 id="environment">Environment</h2>
<dl>${facts.map(([name, value]) => html`<dt>${name}</dt><dd>${value}</dd>\n`)}</dl>
<div class="scroll" tabindex="0"><table><thead><tr><th scope="col">build</th><th scope="col">Python</th><th scope="col">command</th><th scope="col">revision</th></tr></thead><tbody>${builds}</tbody></table></div>
</section>`;
}

function method(report: Report): Html {
  const { blocks, warmups, values, turns } = report.data.run;
  return html`<section aria-labelledby="method"><h2 id="method">Method</h2>
<p>Each benchmark is a Python program whose result is checked before its time counts. Every build runs it through the same small Python program, in a fresh process for each measurement. The number of loops is found once, on the quickest build, and then held for all of them.</p>
<p>A <em>block</em> measures every combination of benchmark, build and number of workers once, in random order. This run made ${counted(blocks, 'block')}. In each process ${warmups} iterations warm up and ${values} are measured; all of them are stored. A process counts as its median (as its mean where workers contend, because slow samples are part of the answer there).</p>
${turns && html`<p>This run was taken <em>in turns</em>: in each block, the processes of a benchmark ran side by side and took their samples one at a time, round after round in the order of the block, the others idle meanwhile. So what slows the machine for a while falls on all of them alike. Where workers do not contend, the ratio of two in a block is the median of the ratios of their samples of the same round.</p>\n`}
<p><em>Speed-up</em> is throughput, the work of all workers over the time from the first start to the last end, relative to a base in the same block. The <em>rate of work</em> in the tables adds up what each worker does in its own time, which leaves out the wait for the slowest. <em>Efficiency</em> is speed-up divided by workers. Ratios are geometric means over blocks. Intervals hold the true value with 95% probability: from 8 blocks on they come from a bootstrap of blocks, with fewer from Student's t on logarithms.</p>
<p><em>Karp–Flatt</em> is the serial share that the widest point within the cores implies. Amdahl's law is fitted from 4 worker counts on, the universal scalability law from 6, and never beyond the cores.</p>
</section>`;
}
