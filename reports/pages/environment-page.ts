import path from 'node:path';
import type { DataTable, NamedChart } from '../charts/chart.js';
import { type MachineReading, machineStateChart } from '../charts/machine-state.js';
import { figureGrid, tableHtml } from '../figure.js';
import { type Content, type Html, html, name } from '../html.js';
import type { Report, ReportBuild } from '../model.js';
import { commitLink, shortCommit } from '../settings.js';
import { key, type PageContext, type PageParts, term, warningOverview } from './parts.js';

/** The machine, the builds, the run's options, and how the machine fared while it ran. */
export async function environmentPage(context: PageContext): Promise<PageParts> {
  const body = html`<h1>Environment</h1>
<p class="lead">What was measured, on what, and how quiet it was.</p>
${machine(context.report)}
${builds(context)}
${run(context.report)}
${await machineState(context)}
${warnings(context)}`;
  return { title: 'Environment · gil-lab', body };
}

function facts(entries: readonly (readonly [string, Content])[]): Html {
  return html`<dl>${entries.map(([term, value]) => html`<dt>${term}</dt><dd>${value}</dd>\n`)}</dl>`;
}

function machine(report: Report): Html {
  const { machine: m } = report.data;
  return html`<section aria-labelledby="machine"><h2 id="machine">Machine</h2>
${facts([
  ['Name', name(m.hostname)],
  ['CPU', name(m.cpuModel)],
  ['Cores', m.cores],
  ['Memory', `${(m.memoryBytes / 2 ** 30).toFixed(1)} GiB`],
  ['CPU limit', m.cpuQuota === null ? 'none' : `${m.cpuQuota} CPUs`],
  ['System', `${m.platform}, ${m.architecture}`],
  ['Fingerprint', html`<code>${m.fingerprint}</code>`],
])}
<p>History joins runs of the same fingerprint only.</p></section>`;
}

function builds({ report, settings }: PageContext): Html {
  const rows = report.builds.map(({ build, label, colour }) => [
    html`${key(colour)}${name(label)}`,
    `${build.implementation} ${build.version}`,
    build.gil,
    build.parallelism,
    html`<code>${command([...Object.entries(build.environment).map(([k, v]) => `${k}=${v}`), ...build.command])}</code>`,
    commitLink(settings, { ...build, buildName: build.name }) ?? 'unknown',
    html`<code>${build.fingerprint.slice(0, 16)}</code>`,
  ]);
  const columns = ['build', 'Python', 'GIL', 'workers are', 'command', 'commit', 'fingerprint'];
  return html`<section aria-labelledby="builds"><h2 id="builds">Builds</h2>
${tableHtml({ columns, rows }, { label: 'builds', wide: true })}
${report.builds.map(details)}</section>`;
}

/** What a build says about itself. */
function details({ build, label }: ReportBuild): Content {
  const entries = Object.entries(build.details);
  if (!entries.length) return null;
  const text = (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value));
  return html`<details><summary>What ${name(label)} says about itself</summary>
${facts([['fingerprint', html`<code>${build.fingerprint}</code>`], ...entries.map(([k, v]) => [k, command([text(v)])] as const)])}</details>`;
}

/** A command without the folders of the machine that it ran on. */
function command(words: readonly string[]): string {
  return words.map((word) => (path.isAbsolute(word) ? path.basename(word) : word)).join(' ');
}

function run(report: Report): Html {
  const { run: r } = report.data;
  const count = (number: number, noun: string) => `${number} ${noun}${number === 1 ? '' : 's'}`;
  return html`<section aria-labelledby="run"><h2 id="run">Run</h2>
${facts([
  ['Number', `${r.id}, ${r.state}`],
  ['Key', html`<code>${r.key}</code>`],
  ['Began', r.startedAt],
  ['Ended', r.finishedAt ?? 'not yet'],
  ['Blocks', r.blocks],
  [
    'Each process',
    `${count(r.warmups, 'warm-up iteration')} and ${count(r.values, 'measured iteration')}${r.turns ? ', taken in turns' : ''}`,
  ],
  ['Scale', r.scale],
  ['Seed', r.seed],
  ...(r.arguments.length ? [['Arguments', html`<code>${command(r.arguments)}</code>`] as const] : []),
  ['gil-lab', html`${r.labVersion}${r.labRevision && html`, <code>${shortCommit(r.labRevision)}</code>`}`],
  ...Object.entries(r.environment).map(([k, v]) => [k, String(v)] as const),
])}</section>`;
}

/** Canary, load and stolen time before each process. */
async function machineState(context: PageContext): Promise<Content> {
  const { report } = context;
  const processes = report.data.variants
    .flatMap((variant) => variant.processes)
    .sort((a, b) => a.position - b.position);
  if (!processes.length) return null;
  const began = Math.min(...processes.slice(0, 50).map((process) => Date.parse(process.startedAt)));
  const rows = processes.map((process) => ({
    minute: (Date.parse(process.startedAt) - began) / 60_000,
    canary: process.canaryNs === null ? null : process.canaryNs / 1e6,
    load: process.loadAverage,
    steal: process.stealPercent,
  }));
  const readings = (field: 'canary' | 'load' | 'steal') =>
    rows.flatMap((row): MachineReading[] => (row[field] === null ? [] : [{ minute: row.minute, value: row[field] }]));
  const canaries = readings('canary');
  const usual = canaries.map((reading) => reading.value).sort((a, b) => a - b)[Math.floor(canaries.length / 2)];
  const { cores } = report.data.machine;
  const charts: NamedChart[] = [];
  const add = (heading: Content, values: readonly MachineReading[], title: string, rules: Rules = []) => {
    if (values.length) charts.push({ heading, chart: machineStateChart(values, { title, rules }) });
  };
  add(term(context, 'canary', 'Canary'), canaries, 'milliseconds', [
    { level: usual * 1.1, name: '10% over the median' },
  ]);
  add(term(context, 'load', 'Load average of one minute'), readings('load'), 'processes', [
    { level: cores, name: `${cores} cores` },
  ]);
  add(term(context, 'steal', 'Stolen CPU time'), readings('steal'), '% of the machine');
  if (!charts.length) return null;
  const caption = html`<strong>The machine over the run</strong>, read before each of the ${processes.length} processes; the stolen time is that of the process. A level canary is a machine of constant speed.`;
  const table: DataTable = {
    columns: ['minute', 'canary ms', 'load average', 'steal %'],
    rows: rows.map((row) => [Number(row.minute.toFixed(4)), row.canary, row.load, row.steal]),
  };
  return html`<section aria-labelledby="state"><h2 id="state">Quiet</h2>
${await figureGrid({ id: 'machine-state', caption, charts, table, cells: 'medium' }, context)}</section>`;
}

type Rules = readonly { readonly level: number; readonly name: string }[];

function warnings(context: PageContext): Html {
  return html`<section aria-labelledby="warnings"><h2 id="warnings">Warnings</h2>
${warningOverview(context) ?? html`<p>None.</p>`}</section>`;
}
