import { Bench } from 'tinybench';
import type { Build, Outcome, ProcessRecord, Sample } from '../results/records.js';
import type { Executor, RunningProcess } from './executor.js';
import { parseLine, type RunnerMessage, type SampleMessage } from './protocol.js';
import { runnerPath } from './repository.js';
import type { Turn } from './turns.js';

export interface Measurement {
  readonly benchFile: string;
  readonly build: Pick<Build, 'command' | 'environment'>;
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
  readonly build: Pick<Build, 'command' | 'environment'>;
  readonly minTimeMs: number;
  readonly scale: number;
  readonly timeoutMs: number;
}

/** How a runner process went, apart from its samples. */
export type ProcessResult = Pick<
  ProcessRecord,
  'outcome' | 'exitCode' | 'signal' | 'errorType' | 'errorMessage' | 'errorTraceback' | 'wallMs' | 'peakRssKb' | 'facts'
>;

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

/** Thrown into a waiting task when its process has ended before the sample came. */
class NoMoreSamples extends Error {}

/**
 * Measures one variant in one fresh process. tinybench runs the process as a task: each of its iterations waits for
 * one sample and takes the time that Python measured (`overriddenDuration`), so warm-ups, counts and statistics are
 * its own. Where the variant has a turn to take, the process starts in the one it has, and takes each sample in
 * another; between them it is idle.
 */
export async function measure(
  request: Measurement,
  executor: Executor,
  signal?: AbortSignal,
  turn?: Turn,
): Promise<Measured> {
  const args = [
    ...['--bench', request.benchFile, '--workers', String(request.workers), '--loops', String(request.loops)],
    ...['--warmups', String(request.warmups), '--values', String(request.values), '--scale', String(request.scale)],
    ...(turn ? ['--turns', '1'] : []),
  ];
  const running = startRunner(request, executor, request.hashSeed, args, turn !== undefined);
  const samples: Sample[] = [];
  const conversation = new Conversation(running, signal);
  if (turn) await conversation.ready();
  const bench = new Bench({
    time: 0,
    iterations: request.values,
    warmup: request.warmups > 0,
    warmupTime: 0,
    warmupIterations: request.warmups,
  });
  const iteration = async () => {
    const message = await conversation.nextSample(turn);
    samples.push(toSample(message));
    return { overriddenDuration: message.elapsed_ns / 1e6 };
  };
  bench.add('samples', iteration, { async: true });
  const [task] = await bench.run();
  const process = await conversation.finish();
  const complete = process.outcome === 'ok' && task.result.state === 'completed';
  return { process, samples, medianMs: complete && 'latency' in task.result ? task.result.latency.p50 : null };
}

/** Finds the loops that take at least the wanted time, in a process of its own. */
export async function calibrate(request: Calibration, executor: Executor, signal?: AbortSignal): Promise<Calibrated> {
  const running = startRunner(request, executor, 0, [
    ...['--bench', request.benchFile, '--loops', 'auto', '--min-time', String(request.minTimeMs)],
    ...['--warmups', '0', '--values', '0', '--scale', String(request.scale)],
  ]);
  const conversation = new Conversation(running, signal);
  const process = await conversation.finish();
  const { calibrated, innerLoops } = conversation;
  return { process, loops: process.outcome === 'ok' ? calibrated : null, innerLoops };
}

function startRunner(
  { build, timeoutMs }: Pick<Measurement, 'build' | 'timeoutMs'>,
  executor: Executor,
  hashSeed: number,
  args: readonly string[],
  input = false,
): RunningProcess {
  const command = [...build.command, runnerPath, ...args];
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

/** Reads a runner's messages until it ends; an abort kills it. */
class Conversation {
  calibrated: number | null = null;
  innerLoops = 1;
  private readonly running: RunningProcess;
  private readonly messages: AsyncIterator<RunnerMessage>;
  private readonly onAbort: () => void;
  private readonly signal?: AbortSignal;
  private facts: Record<string, unknown> = {};
  private error: { type: string; message: string; traceback: string } | null = null;
  private done = false;
  private silent = false;
  private peakRssKb: number | null = null;

  constructor(running: RunningProcess, signal?: AbortSignal) {
    this.running = running;
    this.messages = parsed(running.lines);
    this.onAbort = () => running.kill();
    this.signal = signal;
    if (signal?.aborted) running.kill();
    signal?.addEventListener('abort', this.onAbort, { once: true });
  }

  /** Reads until the benchmark is prepared, or until the process ends without that. */
  async ready(): Promise<void> {
    await this.advance((candidate) => candidate.event === 'ready');
  }

  /** The next sample, in the next turn where there are turns; throws when the process ends without one. */
  async nextSample(turn?: Turn): Promise<SampleMessage> {
    if (turn && !this.silent) {
      this.running.rest();
      await turn.take();
      this.running.write('go');
    }
    const message = await this.advance((candidate) => candidate.event === 'sample');
    if (message?.event !== 'sample') throw new NoMoreSamples();
    return message;
  }

  /** Reads what is left and tells how the process went. */
  async finish(): Promise<ProcessResult> {
    await this.advance(() => false);
    const ending = await this.running.ended;
    this.signal?.removeEventListener('abort', this.onAbort);
    const outcome: Outcome = ending.timedOut
      ? 'timeout'
      : this.error
        ? 'error'
        : this.done && ending.exitCode === 0
          ? 'ok'
          : 'crash';
    return {
      outcome,
      exitCode: ending.exitCode,
      signal: ending.signal,
      errorType: this.error?.type ?? null,
      errorMessage:
        outcome === 'ok' ? null : (this.error?.message ?? explanation(outcome, ending.signal, ending.stderr)),
      errorTraceback: this.error?.traceback ?? null,
      wallMs: ending.wallMs,
      peakRssKb: this.peakRssKb,
      facts: this.facts,
    };
  }

  /** Takes messages in until one is wanted; null when the process has no more. */
  private async advance(wanted: (message: RunnerMessage) => boolean): Promise<RunnerMessage | null> {
    for (;;) {
      const { value, done } = await this.messages.next();
      if (done) {
        this.silent = true;
        return null;
      }
      this.take(value);
      if (wanted(value)) return value;
    }
  }

  private take(message: RunnerMessage): void {
    switch (message.event) {
      case 'start': {
        const { event: _, inner_loops, ...facts } = message;
        this.facts = facts;
        this.innerLoops = inner_loops ?? 1;
        break;
      }
      case 'calibrated':
        this.calibrated = message.loops;
        break;
      case 'done':
        this.done = true;
        this.peakRssKb = message.peak_rss_kb ?? null;
        break;
      case 'error':
        this.error = message;
        break;
      case 'ready':
      case 'sample':
        break;
    }
  }
}

async function* parsed(lines: AsyncIterable<string>): AsyncGenerator<RunnerMessage> {
  for await (const line of lines) {
    const message = parseLine(line);
    if (message) yield message;
  }
}

function explanation(outcome: Outcome, signal: string | null, stderr: string): string {
  const tail = stderr.trim().split('\n').slice(-12).join('\n');
  if (outcome === 'timeout') return `it ran past its time limit and was ended${tail ? `; it wrote:\n${tail}` : ''}`;
  return tail || (signal ? `ended by ${signal}` : 'it ended before it had sent all its samples');
}
