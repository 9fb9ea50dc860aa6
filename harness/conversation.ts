import type { Outcome, ProcessRecord } from '../results/records.js';
import type { RunningProcess } from './executor.js';
import { parseLine, type RunnerMessage, type SampleMessage } from './protocol.js';
import type { Turn } from './turns.js';

/** How a runner process went, apart from its samples. */
export type ProcessResult = Pick<
  ProcessRecord,
  'outcome' | 'exitCode' | 'signal' | 'errorType' | 'errorMessage' | 'errorTraceback' | 'wallMs' | 'peakRssKb' | 'facts'
>;

/** Thrown into a waiting task when its process has ended before the sample came. */
export class NoMoreSamples extends Error {}

/** What samples come from: a runner process, or several that are one. */
export interface SampleSource {
  /** Reads until the benchmark is prepared, or until the process ends without that. */
  ready(): Promise<void>;
  /** The next sample, in the next turn where there are turns; throws when the process ends without one. */
  nextSample(turn?: Turn): Promise<SampleMessage>;
  /** Reads what is left and tells how the process went. */
  finish(): Promise<ProcessResult>;
}

/** Reads a runner's messages until it ends; an abort kills it. */
export class Conversation implements SampleSource {
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

  async nextSample(turn?: Turn): Promise<SampleMessage> {
    if (turn && !this.silent) {
      this.rest();
      await turn.take();
      this.go();
    }
    return this.sample();
  }

  /** Its time limit stands still while it waits. */
  rest(): void {
    this.running.rest();
  }

  /** Lets a process that takes turns begin its next iteration. */
  go(): void {
    this.running.write('go');
  }

  kill(): void {
    this.running.kill();
  }

  /** The sample that is under way; throws when the process ends without one. */
  async sample(): Promise<SampleMessage> {
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
