import { Bench } from 'tinybench';
import type { Build, Sample } from '../results/records.js';
import { Conversation, type ProcessResult, type SampleSource } from './conversation.js';
import type { Executor, RunningProcess } from './executor.js';
import type { SampleMessage } from './protocol.js';
import { runnerPath } from './repository.js';
import type { RunnerProgram } from './suites.js';
import { Team } from './team.js';
import type { Turn } from './turns.js';

export interface Measurement {
  readonly benchFile: string;
  /** Runs it in the place of runner.py. */
  readonly runner?: RunnerProgram;
  readonly build: Pick<Build, 'command' | 'environment' | 'parallelism'>;
  readonly workers: number;
  readonly loops: number;
  readonly warmups: number;
  readonly values: number;
  readonly scale: number;
  readonly timeoutMs: number;
  /** PYTHONHASHSEED of the process: the same for all variants of a block, another one in the next. */
  readonly hashSeed: number;
}

export interface Calibration {
  readonly benchFile: string;
  readonly runner?: RunnerProgram;
  readonly build: Pick<Build, 'command' | 'environment'>;
  readonly minTimeMs: number;
  readonly scale: number;
  readonly timeoutMs: number;
}

export interface Measured {
  readonly process: ProcessResult;
  readonly samples: readonly Sample[];
  /** Median of the measured samples in milliseconds, by tinybench; null when the process failed. */
  readonly medianMs: number | null;
}

export interface Calibrated {
  readonly process: ProcessResult;
  /** Null when the process failed. */
  readonly loops: number | null;
  readonly innerLoops: number;
}

/**
 * Measures one variant in one fresh process, or in one for each worker where those are its workers. tinybench runs the
 * process as a task: each of its iterations waits for one sample and takes the time that Python measured
 * (`overriddenDuration`), so warm-ups, counts and statistics are its own. Where the variant has a turn to take, the
 * process starts in the one it has, and takes each sample in another; between them it is idle.
 */
export async function measure(
  request: Measurement,
  executor: Executor,
  signal?: AbortSignal,
  turn?: Turn,
): Promise<Measured> {
  const samples: Sample[] = [];
  const source = startSource(request, executor, signal, turn);
  await source.ready();
  const bench = new Bench({
    time: 0,
    iterations: request.values,
    warmup: request.warmups > 0,
    warmupTime: 0,
    warmupIterations: request.warmups,
  });
  const iteration = async () => {
    if (turn) {
      source.rest();
      await turn.take();
    }
    source.go();
    const message = await source.sample();
    samples.push(toSample(message));
    return { overriddenDuration: message.elapsed_ns / 1e6 };
  };
  bench.add('samples', iteration, { async: true });
  const [task] = await bench.run();
  const process = await source.finish();
  const complete = process.outcome === 'ok' && task.result.state === 'completed';
  return { process, samples, medianMs: complete && 'latency' in task.result ? task.result.latency.p50 : null };
}

function startSource(request: Measurement, executor: Executor, signal?: AbortSignal, turn?: Turn): SampleSource {
  const start = (workers: number, waits: boolean) => {
    const args = [
      ...['--bench', request.benchFile, '--workers', String(workers), '--loops', String(request.loops)],
      ...['--warmups', String(request.warmups), '--values', String(request.values), '--scale', String(request.scale)],
      ...(waits ? ['--turns', '1'] : []),
    ];
    return new Conversation(startRunner(request, executor, request.hashSeed, args, waits), waits, signal);
  };
  if (request.build.parallelism === 'threads') return start(request.workers, turn !== undefined);
  // Turns are how the processes of a team begin at the same time, too.
  return new Team(Array.from({ length: request.workers }, () => start(1, true)));
}

/** Finds the loops that take at least the wanted time, in a process of its own. */
export async function calibrate(request: Calibration, executor: Executor, signal?: AbortSignal): Promise<Calibrated> {
  const running = startRunner(request, executor, 0, [
    ...['--bench', request.benchFile, '--loops', 'auto', '--min-time', String(request.minTimeMs)],
    ...['--warmups', '0', '--values', '0', '--scale', String(request.scale)],
  ]);
  const conversation = new Conversation(running, false, signal);
  const process = await conversation.finish();
  const { calibrated, innerLoops } = conversation;
  return { process, loops: process.outcome === 'ok' ? calibrated : null, innerLoops };
}

function startRunner(
  { build, timeoutMs, runner }: Pick<Calibration, 'build' | 'timeoutMs' | 'runner'>,
  executor: Executor,
  hashSeed: number,
  args: readonly string[],
  input = false,
): RunningProcess {
  const command = [...build.command, runner?.file ?? runnerPath, ...(runner?.options ?? []), ...args];
  const environment = { PYTHONHASHSEED: String(hashSeed), ...build.environment };
  return executor.start({ command, environment, timeoutMs, input });
}

function toSample(message: SampleMessage): Sample {
  return {
    number: message.index,
    warmup: message.warmup,
    loops: message.loops,
    elapsedNs: message.elapsed_ns,
    cpuNs: message.cpu_ns ?? null,
    workerNs: message.worker_ns,
  };
}
