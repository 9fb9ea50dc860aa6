// Lasting changes of level, as the home page, the history and the benchmarks' pages list them.

import { formatNs } from '../../results/format.js';
import { signed } from '../charts/history.js';
import { type Cell, tableHtml } from '../figure.js';
import type { HistoryStep } from '../history.js';
import { type Content, type Html, html, name } from '../html.js';
import { commitLink, mutedMark, type SiteSettings } from '../settings.js';
import { suiteTitle } from '../words.js';
import { benchmarkLink, key, type PageContext } from './parts.js';

/** The steps of one benchmark on one build in one run, over its worker counts. */
export type StepGroup = readonly [HistoryStep, ...HistoryStep[]];

/** Steps of one cause are one line: workers of a benchmark mostly change together. In the order of their first ones. */
export function grouped(steps: readonly HistoryStep[]): StepGroup[] {
  const groups = new Map<string, [HistoryStep, ...HistoryStep[]]>();
  for (const step of steps) {
    const key = JSON.stringify([step.benchmarkId, step.first.build, step.first.runId]);
    const group = groups.get(key);
    if (group) group.push(step);
    else groups.set(key, [step]);
  }
  return [...groups.values()];
}

/** New level over old, less 1. */
export function changeOf({ before, after }: HistoryStep): number {
  return after / before - 1;
}

export function stepTable(context: PageContext, steps: readonly HistoryStep[], { named }: { named: boolean }): Html {
  const groups = grouped(steps);
  const known = groups.map((group) => muted(context.settings, group[0]));
  const rows = groups.map((group, i): Cell[] => {
    const [{ last, first, kind }] = group;
    const sorted = [...group].sort((a, b) => a.first.workers - b.first.workers);
    const { colour } = context.report.builds.find(({ label }) => label === first.build) ?? { colour: 'var(--muted)' };
    return [
      ...(named ? [benchmarkOf(context, group[0])] : []),
      html`${key(colour)}${name(first.build)}`,
      kind === 'single' ? null : sorted.map((step) => step.first.workers).join(', '),
      html`<span class="figures">${first.startedAt.slice(0, 10)}</span>`,
      changes(sorted),
      commits(context.settings, last, first),
      ...(known.some(Boolean) ? [known[i]] : []),
    ];
  });
  const columns = [
    ...(named ? ['benchmark'] : []),
    'build',
    'workers',
    'since',
    'time of one loop',
    'commits',
    ...(known.some(Boolean) ? ['known'] : []),
  ];
  return tableHtml({ columns, rows }, { label: 'steps', wide: true });
}

function benchmarkOf(context: PageContext, { benchmarkId, kind, name: own }: HistoryStep): Html {
  const current = context.report.data.benchmarks.get(benchmarkId);
  return current ? benchmarkLink(context, current, 'history') : html`${suiteTitle(kind)}: ${name(own)}`;
}

/** "+4.0%, from 10 ms to 10.4 ms"; over several worker counts "+3.9% to +4.2%". */
function changes(group: readonly HistoryStep[]): Html {
  const all = group.map(changeOf).sort((a, b) => a - b);
  const [least, most] = [all[0], all[all.length - 1]];
  const sign = least > 0 ? 'slower' : most < 0 ? 'faster' : 'no-difference';
  const range = signed(least) === signed(most) ? signed(least) : `${signed(least)} to ${signed(most)}`;
  const levels = group.length === 1 && `, ${formatNs(group[0].before * 1e6)} to ${formatNs(group[0].after * 1e6)}`;
  return html`<span class="verdict ${sign}">${range}</span>${levels}`;
}

function commits(settings: SiteSettings, last: HistoryStep['last'], first: HistoryStep['first']): Content {
  if (!first.revision) return null;
  if (last.revision === first.revision) {
    return html`${commitLink(settings, first)} on both sides: look at the machine`;
  }
  return html`${last.revision && html`${commitLink(settings, last)} to `}${commitLink(settings, first)}`;
}

function muted(settings: SiteSettings, { kind, name: benchmark, first }: HistoryStep): Content {
  return mutedMark(settings, { kind, benchmark, buildName: first.buildName, day: first.startedAt.slice(0, 10) });
}
