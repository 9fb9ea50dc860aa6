import type { Outcome, ProcessRecord } from '../results/records.js';
import type { RunningProcess } from './executor.js';
import { parseLine, type RunnerMessage, type SampleMessage } from './protocol.js';

/** How a runner process went, apart from its samples. */
export type ProcessResult = Pick<
  ProcessRecord,
  'outcome' | 'exitCode' | 'signal' | 'errorType' | 'errorMessage' | 'errorTraceback' | 'wallMs' | 'peakRssKb' | 'facts'
>;

/** Thrown into a waiting task when its process has ended before the sample came. */
export class NoMoreSamples extends Error {}

/** What samples come from: a runner process, or several that are one. */
export interface SampleSource {
  /** Where iterations are let begin: reads until the benchmark is prepared, or until the process ends without that. */
  ready(): Promise<void>;
  /** Its time limit stands still while it waits for `go`. */
  rest(): void;
  /** Lets the next iteration begin, where it waits for that. */
  go(): void;
  /** The sample that is under way; throws `NoMoreSamples` when the process ends without one. */
  sample(): Promise<SampleMessage>;
  /** Reads what is left and tells how the process went. */
  finish(): Promise<ProcessResult>;
}

/** Reads a runner's messages until it ends; an abort kills it. `waits`: it was told to wait before each iteration. */
export class Conversation implements SampleSource {
  calibrated: number | null = null;
  innerLoops = 1;
  private readonly running: RunningProcess;
  private readonly waits: boolean;
  private readonly messages: AsyncIterator<RunnerMessage>;
  private readonly onAbort: () => void;
  private readonly signal?: AbortSignal;
  private facts: Record<string, unknown> = {};
  private error: { type: string; message: string; traceback: string } | null = null;
  private done = false;
  private silent = false;
  private peakRssKb: number | null = null;

  constructor(running: RunningProcess, waits: boolean, signal?: AbortSignal) {
    this.running = running;
    this.waits = waits;
    this.messages = parsed(running.lines);
    this.onAbort = () => running.kill();
    this.signal = signal;
    if (signal?.aborted) running.kill();
    signal?.addEventListener('abort', this.onAbort, { once: true });
  }

  async ready(): Promise<void> {
    if (this.waits) await this.advance((candidate) => candidate.event === 'ready');
  }

  rest(): void {
    if (this.waits && !this.silent) this.running.rest();
  }

  go(): void {
    if (this.waits && !this.silent) this.running.write('go');
  }

  async sample(): Promise<SampleMessage> {
    const message = await this.advance((candidate) => candidate.event === 'sample');
    if (message?.event !== 'sample') throw new NoMoreSamples();
    return message;
  }

  kill(): void {
    this.running.kill();
  }

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
      case 'registered':
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
