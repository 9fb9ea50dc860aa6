// A comparison for people: as text for the terminal and as Markdown for a pull request.

import { counted, formatInterval, formatNs, formatRatio } from '../../results/format.js';
import { median } from '../statistics/summary.js';
import { textTable } from '../text-table.js';
import { type ComparedBuilds, type ComparedRow, failures, timeGrowth } from './comparison.js';
import { percent, type Verdict } from './verdict.js';

export interface TextOptions {
  /** Share by which a time may grow before it counts as a failure; null for none. */
  readonly failAbove: number | null;
  /** Whether to give the reasons for each verdict. */
  readonly why: boolean;
}

interface Line {
  readonly name: string;
  readonly workers: number;
  readonly baseNs: number | null;
  /** In the order of the comparison's other sides; undefined where one was not compared. */
  readonly rows: readonly (ComparedRow | undefined)[];
}

export function toText(compared: ComparedBuilds, options: TextOptions): string {
  const { base, others } = compared;
  const many = others.length > 1;
  const columns = [
    { title: 'benchmark' },
    { title: 'workers', align: 'right' as const },
    { title: base.label, align: 'right' as const },
    ...others.flatMap(({ label }) => [
      { title: many ? label : `${label} (95% interval)`, align: 'right' as const },
      { title: 'verdict' },
    ]),
  ];
  const rows = lines(compared).map(({ name, workers, baseNs, rows }) => [
    name,
    String(workers),
    baseNs === null ? '' : formatNs(baseNs),
    ...rows.flatMap((row) => (row ? [formatInterval(row), row.verdict] : ['–', ''])),
  ]);
  return [
    heading(compared),
    textTable(columns, rows),
    ...meanLines(compared),
    ...(options.why ? reasons(compared) : []),
    ...notes(compared),
    ...skippedLines(compared),
    ...failureLines(compared, options.failAbove),
    '',
  ].join('\n');
}

export function toMarkdown(compared: ComparedBuilds, options: TextOptions): string {
  const { base, others, ratios } = compared;
  const all = lines(compared);
  const changed = all.filter((line) => line.rows.some((row) => row?.verdict === 'faster' || row?.verdict === 'slower'));
  const rest = all.filter((line) => !changed.includes(line));
  const columns = ['benchmark', 'workers', base.label, ...others.map(({ label }) => label)];
  const align = ['---', '--:', '--:', ...others.map(() => '---')];
  const table = (part: readonly Line[]) => [
    row(columns),
    row(align),
    ...part.map(({ name, workers, baseNs, rows }) =>
      row([
        name,
        String(workers),
        baseNs === null ? '' : formatNs(baseNs),
        ...rows.map((cell) => (cell ? `${mark(cell.verdict)} ${formatInterval(cell)}` : '–')),
      ]),
    ),
  ];
  const names = others.map(({ label }) => `\`${label}\``).join(', ');
  const summary = others.map(({ label }) => {
    const own = ratios.filter(({ other }) => other === label);
    const count = (verdict: Verdict) => own.filter((item) => item.verdict === verdict).length;
    const unknown = count('unknown') ? `, ${count('unknown')} unknown` : '';
    return `\`${escaped(label)}\`: **${count('slower')} slower**, **${count('faster')} faster**, ${count('no difference')} without a difference${unknown}.`;
  });
  const problems = failureLines(compared, options.failAbove).filter((line) => line !== '');
  return [
    `### ${escaped(names)} against \`${escaped(base.label)}\``,
    '',
    ...summary.flatMap((line) => [line, '']),
    ...(problems.length ? [...problems.map((line) => `> ${escaped(line)}`), ''] : []),
    ...(changed.length ? [...table(changed), ''] : []),
    ...(rest.length
      ? ['<details><summary>', '', `${counted(rest.length, 'row')} without a change`, '', '</summary>', '']
      : []),
    ...(rest.length ? [...table(rest), '', '</details>', ''] : []),
    ...[...meanLines(compared), ...(options.why ? reasons(compared) : [])].map((line) => `- ${escaped(line.trim())}`),
    '',
    ...notes(compared).map(escaped),
    ...skippedLines(compared).map(escaped),
    '',
  ].join('\n');
}

function heading({ base, others }: ComparedBuilds): string {
  const run = others.every(({ paired }) => paired) ? `run ${base.run}` : 'between runs, by block means';
  return `${run}: throughput of ${others.map(({ label }) => label).join(', ')} relative to ${base.label}`;
}

function lines({ others, ratios }: ComparedBuilds): Line[] {
  const found = new Map<string, ComparedRow[]>();
  for (const item of ratios) {
    const key = `${item.kind}/${item.benchmark} ${item.workers}`;
    found.set(key, [...(found.get(key) ?? []), item]);
  }
  return [...found.values()].map((rows) => ({
    name: `${rows[0].kind}/${rows[0].benchmark}`,
    workers: rows[0].workers,
    baseNs: rows[0].baseNs,
    rows: others.map(({ label }) => rows.find(({ other }) => other === label)),
  }));
}

function meanLines({ overall, others }: ComparedBuilds): string[] {
  return overall.map(({ other, family, workers, benchmarks, verdict, value, low, high }) => {
    const whose = others.length > 1 ? `${other}, ` : '';
    return `geometric mean, ${whose}${family}, workers ${workers}: ${formatInterval({ value, low, high })} over ${counted(benchmarks, 'benchmark')}, ${verdict}`;
  });
}

function reasons({ ratios }: ComparedBuilds): string[] {
  return ratios.flatMap((item) => [
    `${item.kind}/${item.benchmark}, workers ${item.workers}, ${item.other}: ${item.verdict}`,
    ...item.reasons.map(({ holds, text }) => `  ${holds ? '+' : '-'} ${text}`),
    ...(item.detectable === null
      ? []
      : [`    a change of ${percent(item.detectable - 1)} would be found in 80% of cases`]),
  ]);
}

/** How many comparisons were made, by what they were judged, and what they could have missed. */
function notes({ ratios, rate }: ComparedBuilds): string[] {
  const own = ratios.filter(({ floor }) => floor.source === 'history').length;
  const defaults = [
    ...new Set(ratios.filter(({ floor }) => floor.source === 'default').map(({ floor }) => floor.ratio)),
  ];
  const stated = defaults.map((ratio) => percent(ratio - 1)).join(' or ');
  const floors = [
    own ? `${own} from A/A history` : '',
    defaults.length ? `${ratios.length - own} by default (${stated}: too few A/A pairs)` : '',
  ].filter(Boolean);
  const detectable = ratios.flatMap((item) => item.detectable ?? []);
  const least = detectable.length
    ? [
        `The least change that would be found in 80% of cases: ${percent(median(detectable) - 1)} (median over the table).`,
      ]
    : [];
  return [
    `${counted(ratios.length, 'comparison')}, false-discovery rate ${percent(rate)}; noise floors: ${floors.join(', ')}.`,
    ...least,
  ];
}

function skippedLines({ skipped }: ComparedBuilds): string[] {
  const reasons = new Map<string, Set<string>>();
  for (const { kind, benchmark, reason } of skipped) {
    reasons.set(reason, (reasons.get(reason) ?? new Set()).add(`${kind}/${benchmark}`));
  }
  return [...reasons].map(([reason, names]) => {
    const shown = [...names].slice(0, 5).join(', ');
    const more = names.size > 5 ? ` and ${names.size - 5} more` : '';
    return `Not compared: ${shown}${more}: ${reason}.`;
  });
}

function failureLines({ ratios }: ComparedBuilds, failAbove: number | null): string[] {
  if (failAbove === null) return [];
  const failed = failures(ratios, failAbove);
  const limit = percent(failAbove);
  if (!failed.length) return [`Nothing is slower by more than ${limit}.`];
  return failed.map(
    (item) =>
      `${item.other} takes ${percent(timeGrowth(item))} longer on ${item.kind}/${item.benchmark}, workers ${item.workers} (${formatRatio(item.value)}): above ${limit}.`,
  );
}

function mark(verdict: Verdict): string {
  return { slower: '🔴', faster: '🟢', 'no difference': '', unknown: '❔' }[verdict];
}

function row(cells: readonly string[]): string {
  return `| ${cells.map(escaped).join(' | ')} |`;
}

/** Names come from users: none may end a cell, a line or a code span, or begin a tag. */
function escaped(text: string): string {
  return text.replace(/[\r\n]+/g, ' ').replace(/[|<>]/g, (sign) => ({ '|': '\\|', '<': '&lt;', '>': '&gt;' })[sign]!);
}
