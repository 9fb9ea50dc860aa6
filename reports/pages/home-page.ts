import type { ComparedBuilds } from '../../harness/verdict/comparison.js';
import { type Judgement, percent, type Verdict } from '../../harness/verdict/verdict.js';
import { counted, formatInterval, formatRatio } from '../../results/format.js';
import type { Interval } from '../../results/records.js';
import type { NamedChart } from '../charts/chart.js';
import { type SpeedupRow, speedupChart } from '../charts/speedup.js';
import { type Cell, figureGrid, tableHtml } from '../figure.js';
import { type Content, type Html, html, name } from '../html.js';
import { type Report, type ReportBuild, suitePageName } from '../model.js';
import { familyMeaning, familyTitle, ratioVerdicts, scalingVerdicts, suiteMeaning, suiteTitle } from '../words.js';
import {
  addresses,
  joinTables,
  key,
  legend,
  type PageContext,
  type PageParts,
  speedupTable,
  term,
  verdictMark,
  warningOverview,
} from './parts.js';
import { stepTable } from './steps.js';

/** The first page: the headline, the verdicts, and what to distrust. */
export async function homePage(context: PageContext): Promise<PageParts> {
  const { report } = context;
  const body = html`<h1>Scaling report</h1>
<p class="lead">${lead(report)}</p>
${report.data.run.state === 'interrupted' && html`<p class="notice">This run was interrupted: what it had measured until then is shown.</p>`}
${await headline(context)}
${verdicts(context)}
${changes(context)}
${suites(report)}
${distrust(context)}`;
  return { title: 'gil-lab: scaling report', body };
}

/** The first answer, in one or two sentences. */
function lead(report: Report): Content {
  const parts: Content[] = [];
  const family = report.families()[0];
  const rows = family ? report.overallSpeedups(family.family, 'speedup-own') : [];
  const widest = report.widest(rows);
  for (const { label } of report.builds) {
    const row = rows.find((candidate) => candidate.build === label && candidate.workers === widest);
    if (!row || widest === 1) continue;
    parts.push(html`${parts.length ? '; ' : ''}<strong>${formatRatio(row.speedup)}</strong> on ${name(label)}`);
  }
  const what = family ? familyTitle(family.family).toLowerCase() : '';
  const counts = report.suites().map((kind) => {
    const threaded = kind === 'threads' ? 'threaded' : kind === 'single' ? 'single-threaded' : kind;
    return counted(report.benchmarks(kind).length, `${threaded} benchmark`);
  });
  const effort = [...counts, counted(report.builds.length, 'build'), counted(report.data.run.blocks, 'block')];
  const scaling = parts.length ? html`${widest} workers against one, ${what}: ${parts}. ` : '';
  return html`${scaling}${effort.join(', ')}, on ${counted(report.data.machine.cores, 'core')}, ${report.data.run.startedAt.slice(0, 10)}.`;
}

async function headline(context: PageContext): Promise<Content> {
  const { report } = context;
  const family = report.families()[0];
  if (!family) return null;
  const { cores } = report.data.machine;
  const own = report.overallSpeedups(family.family, 'speedup-own');
  if (!own.length) return html`<p class="notice">No threaded benchmark was measured.</p>`;
  const gil = report.overallSpeedups(family.family, 'speedup-gil');
  const chart = (rows: readonly SpeedupRow[], axisTitle: string) =>
    speedupChart(rows, { series: report.builds, cores, width: 430, height: 300, axisTitle });
  const charts: NamedChart[] = [
    { heading: 'Against the same build with one worker', chart: chart(own, 'speed-up') },
    ...(gil.length
      ? [{ heading: 'Against the GIL build with one worker', chart: chart(gil, 'relative throughput') }]
      : []),
  ];
  const beyond = own.some((row) => row.workers > cores) ? `; beyond ${cores} cores the ground is shaded` : '';
  const caption = html`<strong>Throughput over workers.</strong> ${term(context, 'geometric-mean', 'Geometric mean')} of ${counted(family.benchmarks.length, 'benchmark')} of ${familyTitle(family.family).toLowerCase()}: ${familyMeaning(family.family)}. The dashed line is ideal scaling, pale bars are ${term(context, 'interval', '95% intervals')}${beyond}. Slow single-threaded code scales easily; the second chart has the same base for both modes and shows what is gained in the end. ${legend(report.builds, { ideal: true })}`;
  const table = joinTables([
    ['own', speedupTable(own)],
    ['own, rate of work', speedupTable(report.overallSpeedups(family.family, 'rate-own'))],
    ['GIL', speedupTable(gil)],
  ]);
  return html`<section aria-labelledby="scaling"><h2 id="scaling">Scaling</h2>
${await figureGrid({ id: 'headline', caption, charts, table, cells: 'wide' }, context)}</section>`;
}

/** The geometric means in words, with the number of benchmarks on each side. */
function verdicts(context: PageContext): Content {
  const { report } = context;
  const rows = [...scalingRows(report), ...ratioRows(report)];
  if (!rows.length) return null;
  const { rate, compared } = report.verdicts;
  return html`<section aria-labelledby="verdicts"><h2 id="verdicts">Verdicts</h2>
<p>Each line is a ${term(context, 'geometric-mean', 'geometric mean')} over benchmarks, as a ${term(context, 'ratio', 'ratio of throughput')}: above 1 is more work in the same time. A ${term(context, 'verdict', 'verdict')} needs an interval that leaves out 1, a ratio beyond the ${term(context, 'noise-floor', 'noise floor')}, and a p-value that survives ${term(context, 'false-discovery', `a false-discovery rate of ${percent(rate)}`)}. The last column counts the verdicts over the benchmarks one by one.</p>
${tableHtml(
  { columns: ['what', 'build', 'against', 'throughput (95% interval)', 'verdict', 'more / less / neither'], rows },
  { label: 'verdicts', wide: true },
)}
${compared && judgedBy(compared, report.data.run.id)}</section>`;
}

/** How the ratios were judged, and the command that says the same. */
function judgedBy({ base, others, ratios }: ComparedBuilds, run: number): Html {
  const own = ratios.filter(({ floor }) => floor.source === 'history').length;
  const floors = own === ratios.length ? 'all' : own === 0 ? 'none yet' : String(own);
  const command = ['gil-lab compare', ...[base, ...others].map(({ label }) => label), `--run ${run} --why`].join(' ');
  return html`<p class="more">${counted(ratios.length, 'ratio')} of benchmarks judged together; noise floors from A/A history: ${floors}, the others by default. The same with all reasons: <code>${command}</code></p>`;
}

function scalingRows(report: Report): Cell[][] {
  return report.families().flatMap(({ family }) => {
    const widest = report.widest(report.overallSpeedups(family, 'speedup-own'));
    return report.builds.flatMap((build) => {
      const mean = report.meanSpeedup(family, build, widest);
      if (!mean) return [];
      const each = report.members(family, build, widest).flatMap((variant) => report.speedupVerdict(variant) ?? []);
      return [
        line(`${familyTitle(family)}, ${widest} workers`, build, 'itself, 1 worker', mean, each, scalingVerdicts),
      ];
    });
  });
}

function ratioRows(report: Report): Cell[][] {
  return ['single', ...report.families().map(({ family }) => family)].flatMap((family) =>
    report.builds.flatMap((build) => {
      const mean = report.meanRatio(family, build, 1);
      if (!mean) return [];
      const what = family === 'single' ? suiteTitle('single') : `${familyTitle(family)}, 1 worker`;
      const each = report.members(family, build, 1).flatMap((variant) => report.ratioVerdict(variant) ?? []);
      return [line(what, build, report.base.label, mean, each, ratioVerdicts)];
    }),
  );
}

function line(
  what: string,
  build: ReportBuild,
  against: string,
  mean: Interval & Judgement,
  each: readonly Judgement[],
  words: Readonly<Record<Verdict, string>>,
): Cell[] {
  const count = (...wanted: Verdict[]) => each.filter(({ verdict }) => wanted.includes(verdict)).length;
  return [
    what,
    html`${key(build.colour)}${name(build.label)}`,
    name(against),
    html`<span class="figures">${formatInterval(mean)}</span>`,
    verdictMark(mean.verdict, words),
    html`<span class="figures">${count('faster')} / ${count('slower')} / ${count('no difference', 'unknown')}</span>`,
  ];
}

/** The steps whose first run is among the newest. */
function changes(context: PageContext): Content {
  const { history } = context;
  const runs = history?.runs().slice(0, recentRuns) ?? [];
  const newest = new Set(runs.map((run) => run.id));
  const recent = history?.steps().filter(({ first }) => newest.has(first.runId)) ?? [];
  if (runs.length < 2) return null;
  return html`<section aria-labelledby="changes"><h2 id="changes">What changed</h2>
<p>${term(context, 'step', 'Steps')} in the last ${runs.length} runs: lasting changes of level. Older ones stand in the <a href="${addresses.history}">history</a>.</p>
${recent.length ? stepTable(context, recent, { named: true }) : html`<p>None.</p>`}</section>`;
}

const recentRuns = 30;

function suites(report: Report): Html {
  const items = report.suites().map((kind) => {
    const count = counted(report.benchmarks(kind).length, 'benchmark');
    return html`<li><a href="${suitePageName(kind)}">${suiteTitle(kind)}</a>: ${suiteMeaning(kind)} (${count})</li>\n`;
  });
  return html`<section aria-labelledby="suites"><h2 id="suites">Suites</h2><ul class="plain">${items}</ul></section>`;
}

function distrust(context: PageContext): Html {
  const overview = warningOverview(context);
  return html`<section aria-labelledby="distrust"><h2 id="distrust">What to distrust</h2>
${
  overview
    ? html`<p>Nothing is dropped for a warning: it tells how far to trust what it names. The state of the machine over the run stands on the <a href="${addresses.environment}">environment</a> page.</p>${overview}`
    : html`<p>Nothing: this run was warned of nothing.</p>`
}</section>`;
}
