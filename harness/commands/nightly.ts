import { randomInt, randomUUID } from 'node:crypto';
import { existsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Command } from 'commander';
import { drawingThreads } from '../../reports/drawing.js';
import { counted } from '../../results/format.js';
import { readRun } from '../../results/queries.js';
import { Store } from '../../results/store.js';
import { analyse } from '../analysis.js';
import { findBuild, namedBuilds, workshop } from '../builds/catalogue.js';
import { makeBuild } from '../builds/make.js';
import { Interrupted } from '../builds/step.js';
import { BuildError, type BuildRequest } from '../builds.js';
import { configurationOf } from '../config/command-line.js';
import type { Configuration } from '../config/configuration.js';
import { labKeys, nightlyKeys } from '../config/keys.js';
import { valueHash } from '../content-hash.js';
import { describeEnvironment, describeMachine } from '../environment.js';
import { type LabRequest, type LabResult, runLab } from '../lab.js';
import { type Decision, decide } from '../nightly/decide.js';
import { judgeNight, type NightFindings, type NightMark, type Regression } from '../nightly/judge.js';
import { alone } from '../nightly/lock.js';
import { type Sorted, sortOut } from '../nightly/muted.js';
import { addressOf, publish } from '../nightly/publish.js';
import { planVariants, workerCounts } from '../plan.js';
import { type Progress, terminalProgress } from '../progress.js';
import { gitRevision, inRepository, labVersion } from '../repository.js';
import { resumePlan, resumeRequest } from '../resume.js';
import { discover, type Selection, SuiteError, selections } from '../suites.js';
import { timeGrowth } from '../verdict/comparison.js';
import { percent } from '../verdict/verdict.js';
import { defaultDatabase } from './options.js';
import { siteSettings } from './report.js';
import { describe, describeBuilds, instruments, interruptible, usableCores } from './run.js';

interface NightlyOptions {
  readonly db: string;
  readonly force?: boolean;
  readonly json?: boolean;
}

export function addNightlyCommand(program: Command): void {
  program
    .command('nightly')
    .description('build, measure, judge and publish what [nightly] of gil-lab.toml says, for a timer to start')
    .option('--force', 'measure even if nothing has changed since a night of today')
    .option('--db <file>', 'result store', defaultDatabase)
    .option('--json', 'print the summary as JSON')
    .action(async (options: NightlyOptions, command: Command) => {
      const progress = terminalProgress(process.stderr);
      const signal = interruptible(progress);
      const work = () => nightly(options, configurationOf(command), progress, signal);
      try {
        process.exitCode = await alone(`${path.resolve(options.db)}.nightly-lock`, work);
      } catch (error) {
        if (!(error instanceof Interrupted)) throw error;
        process.exitCode = 130;
      }
    });
}

/** Exit codes: 0 all well, 1 a regression or a failure, 130 interrupted. */
async function nightly(
  options: NightlyOptions,
  configuration: Configuration,
  progress: Progress,
  signal: AbortSignal,
): Promise<number> {
  const { nightly: wanted } = configuration;
  const base = wanted.base ?? nightlyKeys.base.default!.toString();
  const { requests, broken } = await makeAll(base, configuration, progress, signal);
  const { request, mark } = await nightRequest(base, requests, configuration);
  const store = Store.open(options.db);
  try {
    const decision = decide(store.connection, mark, new Date(), options.force ?? false);
    const folder = wanted.publish ?? inRepository('reports', 'nights');
    if (decision.action === 'skip' && existsSync(path.join(folder, addressOf(mark.night, decision.run)))) {
      const text = `nothing has changed since run ${decision.run} of today: --force measures all the same`;
      process.stdout.write(options.json ? `${JSON.stringify({ skipped: true, run: decision.run })}\n` : `${text}\n`);
      return broken.length ? 1 : 0;
    }
    const { runId, state, failures } = await measured(decision, request, store, progress, signal);
    if (state !== 'finished') {
      progress.note('the night is not finished: `gil-lab nightly` goes on with it');
      return signal.aborted ? 130 : 1;
    }
    const data = readRun(store.connection, runId)!;
    const threshold = (wanted.threshold ?? Number(nightlyKeys.threshold.default)) / 100;
    const found = judgeNight(store.connection, data, threshold);
    const [{ writeSite }, { History }] = await Promise.all([
      import('../../reports/site.js'),
      import('../../reports/history.js'),
    ]);
    const { alarming: regressions, ...quiet } = sortOut(found.regressions, wanted.muted ?? [], mark.night);
    const facts = { night: mark.night, run: runId, base, threshold, broken, failures };
    const summary = { ...facts, ...found, ...quiet, regressions };
    const site = await publish(folder, addressOf(mark.night, runId), wanted.keep ?? null, async (out) => {
      const history = new History(store.connection, runId);
      const settings = siteSettings(configuration);
      const drawing = { threads: drawingThreads(), cache: inRepository('.cache', 'charts') };
      await writeSite({ data, history, out, assets: inRepository('reports', 'assets'), settings, drawing });
      writeFileSync(path.join(out, 'night.json'), `${JSON.stringify(summary)}\n`);
      writeFileSync(path.join(out, 'night.txt'), inWords(summary));
    });
    process.stdout.write(
      options.json ? `${JSON.stringify({ ...summary, site })}\n` : `${inWords(summary)}site: ${site}\n`,
    );
    return regressions.length || broken.length || failures.length ? 1 : 0;
  } finally {
    store.close();
  }
}

/** Measures what is to be measured; a night of today that died before its site was published has its samples already. */
async function measured(
  decision: Decision,
  request: LabRequest,
  store: Store,
  progress: Progress,
  signal: AbortSignal,
): Promise<Pick<LabResult, 'runId' | 'state' | 'failures'>> {
  if (decision.action === 'skip') {
    progress.note(`run ${decision.run} of today is measured and was not published`);
    analyseRun(store, decision.run);
    return { runId: decision.run, state: 'finished', failures: [] };
  }
  if (decision.action === 'resume') progress.note(`run ${decision.run} goes on`);
  const tools = { machine: request.machine, describe };
  const lab = decision.action === 'resume' ? await resumeRequest(store, String(decision.run), tools) : request;
  const result = await runLab(lab, store, instruments(progress, signal));
  analyseRun(store, result.runId);
  return result;
}

function analyseRun(store: Store, run: number): void {
  store.replaceAnalysis(run, analyse(readRun(store.connection, run)!));
}

/** A build that cannot be made is told, and the others are measured; without the base there is no night. */
async function makeAll(base: string, configuration: Configuration, progress: Progress, signal: AbortSignal) {
  const named = namedBuilds(configuration);
  const place = workshop(configuration, progress.note, signal);
  const requests: BuildRequest[] = [];
  const broken: string[] = [];
  for (const name of new Set([base, ...(configuration.nightly.builds ?? [])])) {
    const specification = findBuild(name, named);
    try {
      requests.push((await makeBuild(specification, place)).request);
    } catch (error) {
      if (!(error instanceof BuildError) || name === base) throw error;
      broken.push(error.message);
      progress.note(error.message);
    }
  }
  return { requests, broken };
}

/** The run that a night is, with all that decides what is measured in its mark. */
async function nightRequest(base: string, requests: readonly BuildRequest[], configuration: Configuration) {
  const { lab, nightly: wanted } = configuration;
  const setting = (name: 'blocks' | 'values' | 'warmups' | 'min-time' | 'scale' | 'timeout') =>
    lab[name] ?? Number(labKeys[name].default);
  const twin = `${base}-again`;
  if (requests.some(({ name }) => name === twin)) {
    throw new BuildError(`${twin} is the name under which ${base} is measured once more: call that build otherwise`);
  }
  const all = [...requests, { ...requests.find(({ name }) => name === base)!, name: twin }];
  const builds = await describeBuilds(all, false);
  const machine = describeMachine();
  const suite: Selection = wanted.suite ?? 'quick';
  const benchmarks = discover(lab.suites).filter(selections[suite]);
  if (!benchmarks.length) throw new SuiteError(`there are no benchmarks of the suite "${suite}" to measure`);
  const workers = lab.workers ?? workerCounts(usableCores(machine.cores, machine.cpuQuota));
  const plan = {
    variants: planVariants(benchmarks, builds, workers, lab.workers ? Infinity : undefined),
    minTimeMs: setting('min-time'),
    timeoutMs: setting('timeout') * 1000,
    withinMs: wanted.budget === undefined ? null : wanted.budget * 60_000,
  };
  const effort = {
    blocks: setting('blocks'),
    values: setting('values'),
    warmups: setting('warmups'),
    scale: setting('scale'),
    turns: lab.turns ?? false,
  };
  const contents = benchmarks.map(({ kind, name, contentHash }) => [kind, name, contentHash]);
  const fingerprints = builds.map(({ fingerprint }) => fingerprint);
  const signature = valueHash([machine.fingerprint, fingerprints, contents, workers, effort, plan.minTimeMs]);
  const mark: NightMark = { night: new Date().toISOString().slice(0, 10), signature, base, twin };
  const request: LabRequest = {
    ...plan,
    options: { ...effort, seed: randomInt(2 ** 31) },
    machine,
    run: {
      key: randomUUID(),
      labVersion: labVersion(),
      labRevision: gitRevision(),
      arguments: process.argv.slice(2),
      environment: describeEnvironment(),
      plan: { ...resumePlan(plan, all), nightly: mark },
    },
  };
  return { request, mark };
}

interface Summary extends NightFindings, Omit<Sorted, 'alarming'> {
  readonly night: string;
  readonly run: number;
  readonly base: string;
  readonly threshold: number;
  readonly broken: readonly string[];
  readonly failures: readonly { readonly benchmark: string; readonly build: string; readonly reason: string }[];
}

function inWords({
  silent,
  expired,
  night,
  run,
  base,
  threshold,
  broken,
  failures,
  previous,
  regressions,
  aa,
  notes,
}: Summary): string {
  const workers = (count: number) => (count > 1 ? ` with ${count} workers` : '');
  const told = (row: Regression) =>
    `  ${row.build}: ${row.kind}/${row.benchmark}${workers(row.workers)} takes ${percent(timeGrowth(row))} longer than ${row.than === 'the base' ? base : row.than}`;
  const lines = [
    `night ${night}, run ${run}: ${counted(regressions.length, 'regression')} beyond ${percent(threshold)}`,
    ...regressions.map(told),
    ...silent.map(({ regression, because }) => `${told(regression)} (muted: ${because.reason})`),
    ...expired.map(({ benchmark, build, until }) => `  no longer muted since ${until}: ${benchmark} on ${build}`),
    ...broken.map((problem) => `  not built: ${problem}`),
    ...failures.map(({ build, benchmark, reason }) => `  failed: ${benchmark} on ${build}: ${reason}`),
    previous === null ? 'there is no night before on this machine' : `the night before was run ${previous}`,
    `A/A: ${counted(aa.falseAlarms.length, 'false alarm')} in ${counted(aa.compared, 'comparison')} of ${base} with itself`,
    ...aa.falseAlarms.map((row) => `  false: ${row.kind}/${row.benchmark}${workers(row.workers)} ${row.verdict}`),
    ...notes.map((note) => `note: ${note}`),
  ];
  return `${lines.join('\n')}\n`;
}
