import { type Conversation, NoMoreSamples, type ProcessResult, type SampleSource } from './conversation.js';
import type { SampleMessage } from './protocol.js';

/**
 * Processes of one worker each, in the place of one process of several workers: they begin each iteration together, and
 * the time is that from the first start to the last end, on the clock that the system's processes share. Nothing that
 * an interpreter's threads would share slows them, so they show what the machine allows.
 */
export class Team implements SampleSource {
  private readonly members: readonly Conversation[];
  /** The first that ended before its time; the others wait for nothing then. */
  private lost: Conversation | null = null;

  constructor(members: readonly Conversation[]) {
    this.members = members;
  }

  async ready(): Promise<void> {
    await Promise.all(this.members.map((member) => member.ready()));
  }

  rest(): void {
    for (const member of this.members) member.rest();
  }

  go(): void {
    for (const member of this.members) member.go();
  }

  async sample(): Promise<SampleMessage> {
    return joined(await Promise.all(this.members.map((member) => this.sampleOf(member))));
  }

  async finish(): Promise<ProcessResult> {
    const all = await Promise.all(this.members.map((member) => member.finish()));
    const told = this.lost
      ? all[this.members.indexOf(this.lost)]
      : (all.find(({ outcome }) => outcome !== 'ok') ?? all[0]);
    const peaks = all.flatMap(({ peakRssKb }) => peakRssKb ?? []);
    return {
      ...told,
      wallMs: Math.max(...all.map(({ wallMs }) => wallMs)),
      peakRssKb: peaks.length === all.length ? sum(peaks) : null,
    };
  }

  private async sampleOf(member: Conversation): Promise<SampleMessage> {
    try {
      return await member.sample();
    } catch (error) {
      if (error instanceof NoMoreSamples) this.lose(member);
      throw error;
    }
  }

  private lose(member: Conversation): void {
    if (this.lost) return;
    this.lost = member;
    for (const other of this.members) if (other !== member) other.kill();
  }
}

function joined(samples: readonly SampleMessage[]): SampleMessage {
  const start = Math.min(...samples.map(({ start_ns }) => start_ns));
  const end = Math.max(...samples.map(({ start_ns, elapsed_ns }) => start_ns + elapsed_ns));
  const cpu = samples.flatMap(({ cpu_ns }) => cpu_ns ?? []);
  return {
    ...samples[0],
    start_ns: start,
    elapsed_ns: end - start,
    worker_ns: samples.map(({ elapsed_ns }) => elapsed_ns),
    cpu_ns: cpu.length === samples.length ? sum(cpu) : null,
  };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
