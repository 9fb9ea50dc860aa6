// Which build of which run is meant: `gilpy`, or `12:gilpy` for the one of run 12.

import type { Connection } from '../../results/database.js';
import { type RunData, readRun } from '../../results/queries.js';
import type { Build, WithId } from '../../results/records.js';

/** What was asked to be compared cannot be; the message says why and what to do. */
export class ComparisonError extends Error {
  override readonly name = 'ComparisonError';
}

/** A build as one run measured it. */
export interface Side {
  readonly data: RunData;
  readonly build: WithId<Build>;
  /** Its name, with its run where the sides are of several. */
  readonly label: string;
}

interface Named {
  readonly text: string;
  readonly run: number | null;
  readonly name: string;
}

/**
 * Finds the sides of a comparison. Builds without a run are taken from `run`, else from the newest run that has all of
 * them, else each from the newest that has it.
 * @throws ComparisonError for a run or build that is not stored, and for one named twice.
 */
export function findSides(connection: Connection, texts: readonly string[], run: number | null): Side[] {
  const named = texts.map(parse);
  const runs = buildsOfRuns(connection);
  if (!runs.length) throw new ComparisonError('the store holds no runs yet: `gil-lab run` makes one');
  const plain = named.filter((item) => item.run === null).map(({ name }) => name);
  const shared = run ?? runs.find(({ names }) => plain.every((name) => names.has(name)))?.run;
  const chosen = named.map((item) => ({ ...item, run: item.run ?? shared ?? newestWith(runs, item.name) }));
  const read = new Map<number, RunData>();
  const several = new Set(chosen.map((item) => item.run)).size > 1;
  const sides = chosen.map(({ run: id, name, text }): Side => {
    const of = runs.find((candidate) => candidate.run === id);
    if (!of)
      throw new ComparisonError(`there is no run ${id}; stored are ${list(runs.map((each) => String(each.run)))}`);
    if (!of.names.has(name)) {
      throw new ComparisonError(`run ${id} has no build "${name}"; it has ${list([...of.names])}`);
    }
    const data = read.get(id) ?? readRun(connection, id)!;
    read.set(id, data);
    const build = [...data.builds.values()].find((candidate) => candidate.name === name)!;
    return { data, build, label: several ? `${id}:${name}` : text.replace(/^\d+:/, '') };
  });
  const twice = sides.find((side, index) => sides.findIndex(({ label }) => label === side.label) < index);
  if (twice) throw new ComparisonError(`${twice.label} is named twice; a build of another run is RUN:BUILD`);
  return sides;
}

function parse(text: string): Named {
  const match = /^(\d+):(.+)$/s.exec(text);
  return match ? { text, run: Number(match[1]), name: match[2] } : { text, run: null, name: text };
}

interface BuildsOfRun {
  readonly run: number;
  readonly names: ReadonlySet<string>;
}

/** The names of each run's builds, newest run first. */
function buildsOfRuns(connection: Connection): BuildsOfRun[] {
  const rows = connection
    .prepare(
      `SELECT DISTINCT variant.run_id AS run, build.name FROM variant JOIN build ON build.id = build_id
       ORDER BY run DESC, build.id`,
    )
    .all() as { run: number; name: string }[];
  const runs = new Map<number, Set<string>>();
  for (const { run, name } of rows) runs.set(run, (runs.get(run) ?? new Set()).add(name));
  return [...runs].map(([run, names]) => ({ run, names }));
}

function newestWith(runs: readonly BuildsOfRun[], name: string): number {
  const found = runs.find(({ names }) => names.has(name));
  if (found) return found.run;
  const stored = new Set(runs.flatMap(({ names }) => [...names]));
  throw new ComparisonError(`no run has a build "${name}"; stored are ${list([...stored])}`);
}

/** "a, b, c", cut short where there are many. */
function list(items: readonly string[]): string {
  const most = 12;
  return items.length > most ? `${items.slice(0, most).join(', ')} and ${items.length - most} more` : items.join(', ');
}
