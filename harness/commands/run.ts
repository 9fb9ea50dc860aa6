import { randomInt, randomUUID } from 'node:crypto';
import { type Command, Option } from 'commander';
import { counted } from '../../results/format.js';
import { readRun } from '../../results/queries.js';
import type { Build } from '../../results/records.js';
import { Store } from '../../results/store.js';
import { analyse } from '../analysis.js';
import { findBuild, namedBuilds, workshop } from '../builds/catalogue.js';
import { makeBuild } from '../builds/make.js';
import { Interrupted } from '../builds/step.js';
import {
  BuildError,
  type BuildRequest,
  describeBuild,
  inProcesses,
  ownBuilds,
  parsePython,
  processBuilds,
} from '../builds.js';
import { canary } from '../canary.js';
import { configurationOf } from '../config/command-line.js';
import type { Configuration } from '../config/configuration.js';
import { describeEnvironment, describeMachine, loadAverage, stealMeter } from '../environment.js';
import { systemExecutor } from '../executor.js';
import { type Instruments, type LabRequest, type LabResult, runLab } from '../lab.js';
import { planVariants, workerCounts } from '../plan.js';
import { formatDuration, type Progress, terminalProgress } from '../progress.js';
import { type CheckoutBenchmark, readCheckout } from '../pyperformance/checkout.js';
import { type Registered, registeredBenchmarks } from '../pyperformance/registration.js';
import { gitRevision, labVersion } from '../repository.js';
import { resumePlan, resumeRequest } from '../resume.js';
import { discover, type Selection, type SuiteBenchmark, SuiteError, selections } from '../suites.js';
import { collect, defaultDatabase, pattern, positiveNumber, wholeNumber, workerList } from './options.js';
import { summarise } from './summary.js';

interface RunCommandOptions {
  readonly suite: Selection;
  readonly suites?: string;
  readonly pyperformance?: string;
  readonly group?: string;
  readonly python: readonly BuildRequest[];
  readonly own: boolean;
  readonly build: readonly string[];
  readonly workers?: readonly number[];
  readonly filter: readonly RegExp[];
  readonly blocks: number;
  readonly values: number;
  readonly warmups: number;
  readonly turns: boolean;
  readonly processes: boolean;
  readonly minTime: number;
  readonly scale: number;
  readonly timeout: number;
  readonly within?: number;
  readonly seed?: number;
  readonly resume?: string | true;
  readonly db: string;
  readonly json?: boolean;
}

export function addRunCommand(program: Command): void {
  program
    .command('run')
    .description('measure a suite and store every sample')
    .addOption(
      new Option('--suite <name>', 'which benchmarks')
        .choices(Object.keys(selections))
        .default('quick' satisfies Selection),
    )
    .option('--suites <folder>', 'a folder of suites of your own in the place of the built-in ones')
    .addOption(
      new Option('--pyperformance <folder>', 'a checkout of python/pyperformance in their place').conflicts([
        'suite',
        'suites',
        'scale',
      ]),
    )
    .option('--group <name>', 'with --pyperformance: the group of its manifest to measure (default: "default")')
    .option('--python <name=command>', 'another Python to measure (repeatable)', collect(parsePython), [])
    .option('--no-own', "leave out this repository's interpreter")
    .option(
      '--build <build>',
      "a build in the place of this repository's interpreter, made first where it is missing: a name from gil-lab.toml, NAME=ref:REF or NAME=python:COMMAND (repeatable)",
      collect(String),
      [],
    )
    .option('--workers <counts>', 'worker counts, such as 1,2,4 (default: powers of two up to the cores)', workerList)
    .option('--filter <regexp>', 'only benchmarks whose kind/name matches (repeatable)', collect(pattern), [])
    .option('--blocks <n>', 'rounds in which every variant is measured once', wholeNumber(1), 4)
    .option('--values <n>', 'samples in each process', wholeNumber(1), 3)
    .option('--warmups <n>', 'iterations before them that do not count', wholeNumber(0), 2)
    .option(
      '--turns',
      'run the variants of a benchmark side by side, taking their samples in turns, so that drift of the machine falls on all alike',
      false,
    )
    .option(
      '--processes',
      'run independent work in processes of one worker each too, which shows what the machine allows',
      false,
    )
    .option('--min-time <ms>', 'least time of one sample on the quickest build', positiveNumber, 50)
    .option('--scale <factor>', 'size of the problems', positiveNumber, 1)
    .option('--timeout <s>', 'time limit of one process', positiveNumber, 120)
    .option('--within <minutes>', 'measure fewer blocks, though at least 2, if all would take longer', positiveNumber)
    .option('--seed <n>', 'seed of the random order (default: a new one)', wholeNumber(0))
    .option('--resume [run]', 'continue an unfinished run (default: the newest) with all that it was told')
    .option('--db <file>', 'result store', defaultDatabase)
    .option('--json', 'print the results as JSON')
    .action(async (options: RunCommandOptions, command: Command) => {
      if (options.resume !== undefined) refuseOthers(command);
      process.exitCode = await run(options, configurationOf(command));
    });
}

/** What a continued run does was said when it began. */
function refuseOthers(command: Command): void {
  const others = command.options.filter((option) => {
    const name = option.attributeName();
    return !['resume', 'db', 'json'].includes(name) && command.getOptionValueSource(name) === 'cli';
  });
  if (others.length) {
    const names = others.map((option) => option.long).join(', ');
    command.error(`error: --resume takes everything else from the run that it continues: leave out ${names}`);
  }
}

/** Exit codes: 0 all well, 1 something failed, 130 interrupted. */
async function run(options: RunCommandOptions, configuration: Configuration): Promise<number> {
  const progress = terminalProgress(process.stderr);
  const choice = options.resume === undefined ? chosen(options) : null;
  const store = Store.open(options.db);
  const interrupt = interruptible(progress);
  try {
    const requests = async () => buildRequests(options, configuration, progress, interrupt);
    const begun = choice && (await begin(options, choice, await requests(), progress, interrupt));
    // Not all scripts have told what they measure: that would be another run.
    if (choice?.scripts && interrupt.aborted) return 130;
    const request =
      begun?.request ?? (await resumed(store, options.resume === true ? null : options.resume!, progress));
    const started = performance.now();
    const count = (field: 'benchmark' | 'build') => new Set(request.variants.map((variant) => variant[field])).size;
    progress.note(
      [
        counted(count('benchmark'), 'benchmark'),
        counted(count('build'), 'build'),
        counted(request.variants.length, 'variant'),
        counted(request.options.blocks, 'block'),
      ].join(', '),
    );
    const result = await runLab(request, store, instruments(progress, interrupt));
    store.replaceAnalysis(result.runId, analyse(readRun(store.connection, result.runId)!));
    const data = readRun(store.connection, result.runId)!;
    const failures = [...(begun?.failures ?? []), ...result.failures];
    const leftOut = [...(begun?.leftOut ?? []), ...result.leftOut];
    const output = () => JSON.stringify(toOutput(options.db, { ...result, failures, leftOut }, data));
    process.stdout.write(options.json ? `${output()}\n` : summarise(data));
    const took = formatDuration(performance.now() - started);
    progress.note(`run ${result.runId} ${result.state} after ${took}; samples are in ${options.db}`);
    if (failures.length) progress.note(`${failures.length} of its processes failed (see above)`);
    if (result.state === 'interrupted') {
      const where = options.db === defaultDatabase ? '' : ` --db ${quoted(options.db)}`;
      progress.note(`continue it with: gil-lab run --resume ${result.runId}${where}`);
    }
    return interrupt.aborted ? 130 : failures.length ? 1 : 0;
  } catch (error) {
    if (error instanceof Interrupted) process.exit(130);
    throw error;
  } finally {
    store.close();
  }
}

/** What to measure: benchmarks of suites, or scripts that are to be asked which benchmarks they have. */
interface Choice {
  readonly benchmarks: readonly SuiteBenchmark[];
  readonly scripts: readonly CheckoutBenchmark[] | null;
}

function chosen(options: RunCommandOptions): Choice {
  if (options.pyperformance === undefined) {
    if (options.group !== undefined) throw new SuiteError('--group names a group of a checkout: add --pyperformance');
    return { benchmarks: chosenBenchmarks(options), scripts: null };
  }
  return { benchmarks: [], scripts: chosenScripts(options.pyperformance, options) };
}

/** A new run, and what the scripts that were asked for it lack or fail with. */
async function begin(
  options: RunCommandOptions,
  { benchmarks, scripts }: Choice,
  requests: readonly BuildRequest[],
  progress: Progress,
  signal: AbortSignal,
): Promise<Registered & { readonly request: LabRequest }> {
  const builds = await describeBuilds(requests, options.processes);
  const registered = scripts
    ? await registeredBenchmarks(scripts, {
        // Workers in processes are for threaded benchmarks; these have one thread.
        builds: builds.filter(({ parallelism }) => parallelism === 'threads'),
        executor: systemExecutor,
        timeoutMs: options.timeout * 1000,
        progress,
        signal,
      })
    : { benchmarks, leftOut: [], failures: [] };
  return { ...registered, request: newRequest(options, requests, builds, registered.benchmarks) };
}

function newRequest(
  options: RunCommandOptions,
  requests: readonly BuildRequest[],
  builds: readonly Build[],
  benchmarks: readonly SuiteBenchmark[],
): LabRequest {
  const machine = describeMachine();
  const workers = options.workers ?? workerCounts(usableCores(machine.cores, machine.cpuQuota));
  const request = {
    variants: planVariants(benchmarks, builds, workers, options.workers ? Infinity : undefined),
    minTimeMs: options.minTime,
    timeoutMs: options.timeout * 1000,
    withinMs: options.within === undefined ? null : options.within * 60_000,
  };
  return {
    ...request,
    options: { ...options, seed: options.seed ?? randomInt(2 ** 31) },
    machine,
    run: {
      key: randomUUID(),
      labVersion: labVersion(),
      labRevision: gitRevision(),
      arguments: process.argv.slice(2),
      environment: describeEnvironment(),
      plan: resumePlan(request, requests),
    },
  };
}

async function resumed(store: Store, name: string | null, progress: Progress): Promise<LabRequest> {
  const request = await resumeRequest(store, name, { machine: describeMachine(), describe });
  const { run, variants } = request.resumed!;
  const stored = variants.flatMap((variant) => variant.processes).length;
  progress.note(`run ${run.id} goes on: ${counted(stored, 'process', 'processes')} stored before`);
  const revision = gitRevision();
  if (revision !== run.labRevision) {
    progress.note(`gil-lab itself has changed since it began (${run.labRevision} is now ${revision})`);
  }
  return request;
}

/** A word as a shell takes it. */
function quoted(word: string): string {
  return /^[\w./+:-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}

function chosenBenchmarks({ suite, suites, filter }: RunCommandOptions) {
  const all = discover(suites);
  const matches = (text: string) => filter.length === 0 || filter.some((wanted) => wanted.test(text));
  const chosen = all.filter((b) => selections[suite](b) && matches(`${b.kind}/${b.name}`));
  if (!chosen.length) {
    throw new SuiteError(
      all.length
        ? `no benchmark of the suite "${suite}" matches the filter; \`gil-lab list\` shows them`
        : `there are no benchmarks${suites ? ` in ${suites}` : ''}`,
    );
  }
  return chosen;
}

/** The scripts of a checkout of pyperformance that the filters let through, by their names in its manifest. */
function chosenScripts(folder: string, { group, filter }: RunCommandOptions): CheckoutBenchmark[] {
  const all = readCheckout(folder, group);
  const chosen = all.filter(
    ({ name }) => !filter.length || filter.some((wanted) => wanted.test(`pyperformance/${name}`)),
  );
  if (chosen.length) return chosen;
  throw new SuiteError(
    `none of its ${counted(all.length, 'benchmark')} matches the filter; \`gil-lab list\` shows them`,
  );
}

/** The Pythons to measure; builds that were asked for by name are made where they are missing. */
async function buildRequests(
  options: RunCommandOptions,
  configuration: Configuration,
  progress: Progress,
  signal: AbortSignal,
): Promise<BuildRequest[]> {
  const named = namedBuilds(configuration);
  const asked = options.build.map((text) => findBuild(text, named));
  const own = options.own && !asked.length ? ownBuilds() : [];
  const given = [...own, ...asked, ...options.python].map(({ name }) => name);
  if (!given.length) {
    throw new BuildError(
      options.own
        ? 'gilpy is not built yet and no other Python was named: run `npm run build`, or name one with --build or --python'
        : 'there is nothing to measure: name a Python with --build or --python',
    );
  }
  const names = options.processes ? [...given, ...given.map(inProcesses)] : given;
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice) throw new BuildError(`two builds are called ${twice}: give each its own name`);
  const place = workshop(configuration, progress.note, signal);
  const made: BuildRequest[] = [];
  for (const specification of asked) made.push((await makeBuild(specification, place)).request);
  return [...own, ...made, ...options.python];
}

export const describe = (request: BuildRequest) => describeBuild(request, systemExecutor, 60_000);

export async function describeBuilds(requests: readonly BuildRequest[], processes: boolean): Promise<Build[]> {
  const builds: Build[] = [];
  for (const request of requests) builds.push(await describe(request));
  return processes ? [...builds, ...processBuilds(builds)] : builds;
}

export function usableCores(cores: number, quota: number | null): number {
  return quota === null ? cores : Math.max(1, Math.min(cores, Math.floor(quota)));
}

/** The first Ctrl-C ends the process in flight and finishes cleanly; the second one ends the lab. */
export function interruptible(progress: Progress): AbortSignal {
  const controller = new AbortController();
  const stop = () => {
    if (controller.signal.aborted) process.exit(130);
    progress.note('interrupted: what is measured is kept (once more to leave at once)');
    controller.abort();
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  return controller.signal;
}

export function instruments(progress: Progress, signal: AbortSignal): Instruments {
  return {
    executor: systemExecutor,
    progress,
    now: () => new Date(),
    canary,
    loadAverage,
    steal: stealMeter(),
    signal,
  };
}

function toOutput(
  db: string,
  { runId, state, failures, leftOut }: LabResult,
  data: NonNullable<ReturnType<typeof readRun>>,
) {
  const { overall, comparisons, fits, warnings } = data;
  const builds = [...data.builds.values()].map(({ id, name, implementation, version, gil }) => {
    return { id, name, implementation, version, gil };
  });
  const variants = data.variants.map(({ id, benchmarkId, buildId, workers, loops, summary }) => {
    const { kind, name } = data.benchmarks.get(benchmarkId)!;
    return { id, kind, benchmark: name, buildId, workers, loops, summary };
  });
  return { db, runId, state, failures, leftOut, builds, variants, comparisons, fits, overall, warnings };
}
