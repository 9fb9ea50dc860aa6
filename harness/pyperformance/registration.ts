import type { Benchmark, Build } from '../../results/records.js';
import type { Executor } from '../executor.js';
import { type Failure, type LeftOut, leftOutNote } from '../lab.js';
import type { Progress } from '../progress.js';
import { missingModule, parseLine } from '../protocol.js';
import { inRepository } from '../repository.js';
import { type ScriptSource, type SuiteBenchmark, SuiteError } from '../suites.js';
import { type CheckoutBenchmark, readScript } from './checkout.js';

/** What runs a script in the place of runner.py. */
export const launcher = inRepository('harness', 'pyperformance', 'launch.py');

export interface Registered {
  readonly benchmarks: readonly SuiteBenchmark[];
  readonly leftOut: readonly LeftOut[];
  /** Scripts that failed on every build before they had registered what they measure. */
  readonly failures: readonly Failure[];
}

/** Whom to ask, and how. */
export interface Ask {
  readonly builds: readonly Pick<Build, 'name' | 'command' | 'environment'>[];
  readonly executor: Executor;
  readonly timeoutMs: number;
  readonly progress: Progress;
  readonly signal: AbortSignal;
}

/** What a script says of a benchmark. */
interface Registration {
  readonly name: string;
  readonly description: string | null;
}

interface Answer {
  readonly build: string;
  readonly registrations: readonly Registration[];
  /** Null when the script ran to its end. */
  readonly error: { readonly type: string; readonly message: string } | null;
}

/** A benchmark of a script, and the builds on which it is to be measured. */
interface Found extends Registration {
  readonly benchmark: CheckoutBenchmark;
  readonly builds: readonly string[];
}

/**
 * Runs each script once on every build, without measuring, to learn which benchmarks it registers: each of them is one
 * of its own, on the builds where it is registered, since a script may choose by what its Python has. A script that needs
 * distributions, or a module that a build has not, is left out there; one that fails otherwise is to fail in the run, on
 * record, and is a failure here where no build tells its benchmarks. Throws SuiteError when nothing is left to measure.
 */
export async function registeredBenchmarks(checkout: readonly CheckoutBenchmark[], ask: Ask): Promise<Registered> {
  const { progress, signal } = ask;
  const found: Found[] = [];
  const leftOut: LeftOut[] = [];
  const failures: Failure[] = [];
  for (const [index, benchmark] of checkout.entries()) {
    if (signal.aborted) break;
    progress.step(index, checkout.length, `asking ${benchmark.name} what it measures`, null);
    const answers = await askBuilds(benchmark, ask);
    found.push(...merged(benchmark, answers));
    leftOut.push(...missing(benchmark, answers));
    if (!answers.some(({ error }) => error === null)) failures.push(...failed(benchmark, answers));
  }
  progress.end();
  for (const one of leftOut) progress.note(leftOutNote(one));
  for (const { benchmark, build, reason } of failures) progress.note(`failed: ${benchmark} on ${build}: ${reason}`);
  if (!found.length && !signal.aborted) throw new SuiteError('none of the benchmarks runs on these builds (see above)');
  return { benchmarks: suiteBenchmarks(found), leftOut, failures };
}

async function askBuilds(benchmark: CheckoutBenchmark, ask: Ask): Promise<Answer[]> {
  const answers: Answer[] = [];
  if (benchmark.requirements.length) return answers;
  for (const build of ask.builds) {
    const answer = await askBuild(benchmark, build, ask);
    if (ask.signal.aborted) return [];
    answers.push(answer);
  }
  return answers;
}

/** The benchmarks of all builds' answers. A build on which the script failed is to be tried with each of them. */
function merged(benchmark: CheckoutBenchmark, answers: readonly Answer[]): Found[] {
  const registrations = new Map<string, Registration>();
  for (const answer of answers.filter(({ error }) => error === null)) {
    for (const one of answer.registrations) if (!registrations.has(one.name)) registrations.set(one.name, one);
  }
  return [...registrations.values()].map((registration) => {
    const builds = answers.filter(({ registrations: own, error }) =>
      error ? missingModule(error) === null : own.some(({ name }) => name === registration.name),
    );
    return { benchmark, ...registration, builds: builds.map(({ build }) => build) };
  });
}

/** What keeps the script from running; told once where it is the same on all builds. */
function missing({ name, requirements }: CheckoutBenchmark, answers: readonly Answer[]): LeftOut[] {
  if (requirements.length) return [{ benchmark: name, build: null, missing: requirements }];
  const each = answers.flatMap(({ build, error }) => {
    const module = error && missingModule(error);
    return module ? [{ benchmark: name, build, missing: [module] }] : [];
  });
  const modules = new Set(each.flatMap((one) => one.missing));
  const everywhere = each.length > 0 && each.length === answers.length && modules.size === 1;
  return everywhere ? [{ benchmark: name, build: null, missing: [...modules] }] : each;
}

function failed({ name }: CheckoutBenchmark, answers: readonly Answer[]): Failure[] {
  return answers.flatMap(({ build, error }) =>
    error && missingModule(error) === null
      ? [{ benchmark: name, build, workers: 1, reason: `${error.type}: ${error.message}` }]
      : [],
  );
}

async function askBuild(
  { script, extraOptions }: CheckoutBenchmark,
  build: Ask['builds'][number],
  { executor, timeoutMs, signal }: Ask,
): Promise<Answer> {
  const command = [...build.command, launcher, '--list', ...scriptOptions(extraOptions), '--bench', script];
  const running = executor.start({ command, environment: { PYTHONHASHSEED: '0', ...build.environment }, timeoutMs });
  const onAbort = () => running.kill();
  if (signal.aborted) running.kill();
  signal.addEventListener('abort', onAbort, { once: true });
  const registrations: Registration[] = [];
  let error: Answer['error'] = null;
  for await (const line of running.lines) {
    const message = parseLine(line);
    if (message?.event === 'registered') {
      registrations.push({ name: message.name, description: message.description ?? null });
    }
    if (message?.event === 'error') error = message;
  }
  const ending = await running.ended;
  signal.removeEventListener('abort', onAbort);
  const answer = { build: build.name, registrations };
  if (error) return { ...answer, error };
  const say = (type: string, message: string): Answer => ({ ...answer, error: { type, message } });
  if (ending.timedOut) return say('timeout', `it did not end within ${timeoutMs / 1000} s`);
  if (ending.exitCode !== 0) return say('crash', ending.stderr.trim() || `exit code ${ending.exitCode}`);
  if (!registrations.length) return say('LookupError', 'the script registers no benchmark');
  return { ...answer, error };
}

function scriptOptions(extraOptions: readonly string[]): string[] {
  return ['--arguments', JSON.stringify(extraOptions)];
}

/** Where two scripts register the same name, each name says its script's too: the store tells benchmarks by name. */
function suiteBenchmarks(found: readonly Found[]): SuiteBenchmark[] {
  return found.map(({ benchmark, name: task, description, builds }) => {
    const clashes = found.some((other) => other.name === task && other.benchmark !== benchmark);
    const facts: Benchmark = {
      kind: 'single',
      name: clashes ? `${benchmark.name}-${task}` : task,
      title: task === benchmark.name ? task : `${task} (${benchmark.name})`,
      description: description ?? `${benchmark.name} of pyperformance`,
      tags: ['pyperformance', ...benchmark.tags.filter((tag) => tag !== 'pyperformance')],
      scaling: 'none',
      contentHash: benchmark.contentHash,
    };
    return { ...suiteBenchmark(facts, benchmark, task), builds };
  });
}

/** A benchmark that a script registered before, as the script is now: its content may be another. */
export function scriptAgain(benchmark: Benchmark, { checkout, script, task }: ScriptSource): SuiteBenchmark {
  const now = readScript(checkout, script);
  return suiteBenchmark({ ...benchmark, contentHash: now.contentHash }, now, task);
}

function suiteBenchmark(facts: Benchmark, from: CheckoutBenchmark, task: string): SuiteBenchmark {
  return {
    ...facts,
    file: from.script,
    quick: false,
    runner: { file: launcher, options: ['--task', task, ...scriptOptions(from.extraOptions)] },
    source: { checkout: from.checkout, script: from.name, task },
  };
}
