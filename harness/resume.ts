// Continuing a run that was killed or interrupted. What it was told stands in the store; what it measures must be what
// it measured before.

import path from 'node:path';
import { StoreError } from '../results/database.js';
import { findRun, type RunData, readRun, type UnfinishedRun, unfinishedRuns } from '../results/queries.js';
import type { Benchmark, BenchmarkKind, Build, Machine, RunOptions, WithId } from '../results/records.js';
import type { Store } from '../results/store.js';
import { type BuildRequest, processBuilds } from './builds.js';
import type { LabRequest } from './lab.js';
import type { PlannedVariant } from './plan.js';
import { scriptAgain } from './pyperformance/registration.js';
import { readBenchmark, type ScriptSource, type SuiteBenchmark } from './suites.js';
import { isRunning, thisWriter } from './writer.js';

/** What is stored with a run so that it can be continued. Its variants and options are in the store anyhow. */
export interface ResumePlan extends Pick<LabRequest, 'minTimeMs' | 'timeoutMs' | 'withinMs'> {
  readonly builds: readonly BuildRequest[];
  readonly benchmarks: readonly PlannedBenchmark[];
}

interface PlannedBenchmark {
  readonly kind: BenchmarkKind;
  readonly name: string;
  readonly folder: string;
  readonly source?: ScriptSource;
}

export function resumePlan(
  request: Pick<LabRequest, 'variants' | 'minTimeMs' | 'timeoutMs' | 'withinMs'>,
  builds: readonly BuildRequest[],
): ResumePlan & Record<string, unknown> {
  const { minTimeMs, timeoutMs, withinMs, variants } = request;
  const benchmarks = [...new Set(variants.map((variant) => variant.benchmark))].map(({ kind, name, file, source }) => {
    return { kind, name, folder: path.resolve(path.dirname(file)), source };
  });
  return { minTimeMs, timeoutMs, withinMs, builds, benchmarks };
}

/** What resuming needs of the world; tests put scripted parts in. */
export interface ResumeTools {
  readonly machine: Machine;
  readonly describe: (request: BuildRequest) => Promise<Build>;
  readonly readBenchmark?: (folder: string, kind: BenchmarkKind) => SuiteBenchmark;
  readonly isRunning?: typeof isRunning;
}

/**
 * Takes an unfinished run from the store: the named one (number or key), else the newest that no other process writes.
 * @throws StoreError when there is none, when another process writes it, or when the machine, a build or a benchmark is
 *   no longer what it was; the store is then unchanged.
 */
export async function resumeRequest(store: Store, name: string | null, tools: ResumeTools): Promise<LabRequest> {
  const running = tools.isRunning ?? isRunning;
  const id = choose(store, name, tools.machine, running);
  const data = readRun(store.connection, id)!;
  const plan = planOf(data);
  refuse(data, differences(data.machine, tools.machine, "the machine's"));
  const variants = variantsOf(data, plan, await describeAgain(plan, tools), tools);
  const { seed, blocks, values, warmups, scale, turns } = data.run;
  const options: RunOptions = { seed, blocks, values, warmups, scale, turns };
  if (!store.takeRun(id, thisWriter(), running))
    throw new StoreError(`Run ${id} was taken by another process just now.`);
  // Between reading and taking it, whoever had it may have stored more.
  const resumed = readRun(store.connection, id)!;
  const { minTimeMs, timeoutMs, withinMs } = plan;
  return { variants, options, minTimeMs, timeoutMs, withinMs, machine: data.machine, run: data.run, resumed };
}

function choose(store: Store, name: string | null, machine: Machine, running: typeof isRunning): number {
  const unfinished = unfinishedRuns(store.connection);
  const busy = ({ id, writer }: UnfinishedRun) =>
    `Run ${id} is being measured by process ${writer!.pid} on ${writer!.hostname}: it ends by itself, or with Ctrl-C there.`;
  const isBusy = ({ writer }: UnfinishedRun) => writer !== null && running(writer);
  if (name !== null) {
    const id = findRun(store.connection, name);
    if (id === null) throw new StoreError(`There is no run ${name}: \`gil-lab list --runs\` shows what there is.`);
    const run = unfinished.find((candidate) => candidate.id === id);
    if (!run) throw new StoreError(`Run ${name} is finished: there is nothing to continue.`);
    if (isBusy(run)) throw new StoreError(busy(run));
    return id;
  }
  // A merged store may hold the unfinished runs of other machines; they go on there.
  const own = unfinished.filter((run) => run.hostname === machine.hostname);
  const candidates = own.length ? own : unfinished;
  const free = candidates.find((run) => !isBusy(run));
  if (free) return free.id;
  throw new StoreError(
    candidates.length ? busy(candidates[0]) : 'There is no unfinished run: all that is stored is complete.',
  );
}

function planOf({ run }: RunData): ResumePlan {
  const plan = run.plan as Partial<ResumePlan> | null | undefined;
  const whole =
    plan && Array.isArray(plan.builds) && Array.isArray(plan.benchmarks) && plan.minTimeMs && plan.timeoutMs;
  if (whole) return plan as ResumePlan;
  throw new StoreError(
    `Run ${run.id} cannot be continued: what it was told is not stored with it. Begin a new one with \`gil-lab run\`.`,
  );
}

async function describeAgain(plan: ResumePlan, { describe }: ResumeTools): Promise<Build[]> {
  const builds: Build[] = [];
  for (const request of plan.builds) builds.push(await describe(request));
  return [...builds, ...processBuilds(builds)];
}

/** The variants of the run in its order, each with the build and the benchmark as they are now. */
function variantsOf(data: RunData, plan: ResumePlan, builds: readonly Build[], tools: ResumeTools): PlannedVariant[] {
  const changes: string[] = [];
  const buildsNow = new Map<number, Build>();
  for (const build of data.builds.values()) {
    const now = builds.find((other) => other.fingerprint === build.fingerprint);
    if (now) buildsNow.set(build.id, now);
    else changes.push(...buildChanges(build, builds));
  }
  const benchmarksNow = new Map<number, SuiteBenchmark>();
  for (const benchmark of data.benchmarks.values()) {
    const now = benchmarkNow(benchmark, plan, tools);
    if (typeof now === 'string') changes.push(now);
    else benchmarksNow.set(benchmark.id, now);
  }
  refuse(data, changes);
  return data.variants.map(({ benchmarkId, buildId, workers }) => {
    return { benchmark: benchmarksNow.get(benchmarkId)!, build: buildsNow.get(buildId)!, workers };
  });
}

/** @throws StoreError when anything has changed. */
function refuse({ run }: RunData, changes: readonly string[]): void {
  if (!changes.length) return;
  const lines = changes.map((change) => `  ${change}`);
  throw new StoreError(
    [
      `Run ${run.id} cannot be continued, since its samples would not belong together:`,
      ...lines,
      'Put it back as it was, or begin a new run with `gil-lab run`.',
    ].join('\n'),
  );
}

function benchmarkNow(benchmark: Benchmark, plan: ResumePlan, tools: ResumeTools): SuiteBenchmark | string {
  const { kind, name, contentHash } = benchmark;
  const place = plan.benchmarks.find((planned) => planned.kind === kind && planned.name === name);
  if (!place) return `benchmark ${kind}/${name}: where it lay is not stored`;
  let now: SuiteBenchmark;
  try {
    now = place.source
      ? scriptAgain(benchmark, place.source)
      : (tools.readBenchmark ?? readBenchmark)(place.folder, kind);
  } catch (error) {
    return `benchmark ${kind}/${name}: ${(error as Error).message}`;
  }
  const short = (hash: string) => hash.slice(0, 12);
  return now.contentHash === contentHash
    ? now
    : `benchmark ${kind}/${name}: its content has changed in ${place.folder} (${short(contentHash)} is now ${short(now.contentHash)})`;
}

function buildChanges(build: WithId<Build>, builds: readonly Build[]): string[] {
  const now = builds.find((other) => other.name === build.name && other.parallelism === build.parallelism);
  if (!now) return [`build ${build.name}: it is not there any more`];
  const facts = ({ implementation, version, gil, details }: Build) => ({ implementation, version, gil, ...details });
  const changes = differences(facts(build), facts(now), `build ${build.name}: its`);
  return changes.length ? changes : [`build ${build.name}: its command or environment has changed`];
}

/** A line for each field that differs. */
function differences(before: object, now: object, whose: string): string[] {
  const [then, later] = [before, now] as Record<string, unknown>[];
  return [...new Set([...Object.keys(then), ...Object.keys(later)])]
    .filter((field) => field !== 'fingerprint' && JSON.stringify(then[field]) !== JSON.stringify(later[field]))
    .map((field) => `${whose} ${words(field)} was ${told(then[field])} and is ${told(later[field])}`);
}

/** cpuModel -> "cpu model" */
function words(field: string): string {
  return field.replace(/_/g, ' ').replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}

function told(value: unknown): string {
  return value === undefined || value === null ? 'none' : String(value);
}
