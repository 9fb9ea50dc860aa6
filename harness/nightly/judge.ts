// What a night found: against the night before, against the base, and of a build against itself.

import type { Connection } from '../../results/database.js';
import { listRuns, type RunData, readRun } from '../../results/queries.js';
import type { Build, WithId } from '../../results/records.js';
import { type ComparedRow, compareSides, failures } from '../verdict/comparison.js';
import { storedFloors } from '../verdict/history.js';
import { ComparisonError, type Side } from '../verdict/sides.js';
import { defaultRate } from '../verdict/verdict.js';

/** What the plan of a run keeps of the night that it is. */
export interface NightMark {
  /** The day, in UTC, on which it began: 2026-11-24. */
  readonly night: string;
  /** Hash of all that decides what is measured: builds, benchmarks, machine and effort. */
  readonly signature: string;
  readonly base: string;
  /** Name under which the base was measured once more. */
  readonly twin: string;
}

export interface Regression extends ComparedRow {
  readonly build: string;
  /** What it is slower than. */
  readonly than: 'the base' | 'the night before';
}

export interface NightFindings {
  /** Run of the night before; null where there was none on this machine. */
  readonly previous: number | null;
  readonly regressions: readonly Regression[];
  /** Of the base against itself: whatever it reports is false. */
  readonly aa: { readonly compared: number; readonly falseAlarms: readonly ComparedRow[] };
  /** Comparisons that could not be made, each with its reason. */
  readonly notes: readonly string[];
}

/** The mark of a run that is a night; null for others. */
export function markOf(connection: Connection, run: number): NightMark | null {
  const mark = connection.prepare("SELECT json_extract(plan, '$.nightly') FROM run WHERE id = ?").pluck().get(run);
  return mark ? (JSON.parse(mark as string) as NightMark) : null;
}

/** The newest finished night before a run, on the same machine. */
export function nightBefore(connection: Connection, data: RunData): RunData | null {
  for (const heading of listRuns(connection)) {
    if (heading.id >= data.run.id || heading.state !== 'finished') continue;
    if (!markOf(connection, heading.id)) continue;
    const earlier = readRun(connection, heading.id)!;
    if (earlier.machine.fingerprint === data.machine.fingerprint) return earlier;
  }
  return null;
}

/**
 * Judges a night. A build is held against the base only where it is of the same implementation with the same GIL state:
 * others stand there to be looked at. A build that is what it was the night before cannot have become slower: what
 * differs then is the machine.
 */
export function judgeNight(connection: Connection, data: RunData, threshold: number): NightFindings {
  const mark = markOf(connection, data.run.id)!;
  const builds = [...data.builds.values()];
  const base = builds.find(({ name }) => name === mark.base);
  const twin = builds.find(({ name }) => name === mark.twin);
  const measured = builds.filter((build) => build !== twin);
  const before = nightBefore(connection, data);
  const notes: string[] = [];
  const machine = data.machine.fingerprint;
  const except = before ? [data.run.id, before.run.id] : [data.run.id];
  const floors = storedFloors(connection, machine, except);
  const compare = (against: Side, others: readonly Side[]): readonly ComparedRow[] => {
    if (!others.length) return [];
    try {
      return compareSides(against, others, floors, defaultRate).ratios;
    } catch (error) {
      if (!(error instanceof ComparisonError)) throw error;
      notes.push(error.message);
      return [];
    }
  };
  const side = (build: WithId<Build>, of = data): Side => ({ data: of, build, label: build.name });
  const regressions: Regression[] = [];
  const add = (rows: readonly ComparedRow[], than: Regression['than']) => {
    for (const row of failures(rows, threshold)) regressions.push({ ...row, build: row.other, than });
  };
  if (base) {
    const alike = measured.filter((build) => build !== base && sameKind(build, base));
    add(
      compare(
        side(base),
        alike.map((build) => side(build)),
      ),
      'the base',
    );
  }
  for (const build of before ? measured : []) {
    const then = [...before!.builds.values()].find(({ name }) => name === build.name);
    if (!then) notes.push(`${build.name} was not measured the night before`);
    else if (then.fingerprint !== build.fingerprint) {
      const label = `${build.name} of the night before`;
      add(compare({ ...side(then, before!), label }, [side(build)]), 'the night before');
    }
  }
  const same = base && twin ? compare(side(base), [side(twin)]) : [];
  const falseAlarms = same.filter(({ verdict }) => verdict === 'slower' || verdict === 'faster');
  return { previous: before?.run.id ?? null, regressions, aa: { compared: same.length, falseAlarms }, notes };
}

function sameKind(a: Build, b: Build): boolean {
  return a.implementation === b.implementation && a.gil === b.gil && a.parallelism === b.parallelism;
}
