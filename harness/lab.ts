import type { RunData, StoredProcess } from '../results/queries.js';
import type {
  Benchmark,
  Build,
  CalibratedLoops,
  Machine,
  ProcessRecord,
  Run,
  RunOptions,
  RunState,
} from '../results/records.js';
import type { Store } from '../results/store.js';
import type { ProcessResult } from './conversation.js';
import type { Executor } from './executor.js';
import { type Calibrated, calibrate, type Measured, measure } from './measure.js';
import { blockOrder, type PlannedVariant } from './plan.js';
import { type Progress, RemainingTime } from './progress.js';
import { missingModule } from './protocol.js';
import { seededRandom } from './statistics/random.js';
import type { SuiteBenchmark } from './suites.js';
import { type Turn, takeTurns } from './turns.js';
import { thisWriter } from './writer.js';

/** The world outside, as far as a run touches it; tests put scripted parts in. */
export interface Instruments {
  readonly executor: Executor;
  readonly progress: Progress;
  readonly now: () => Date;
  readonly canary: () => number;
  readonly loadAverage: () => number | null;
  /** Share of CPU time stolen since the last call. */
  readonly steal: () => number | null;
  readonly signal: AbortSignal;
}

export interface LabRequest {
  readonly variants: readonly PlannedVariant[];
  readonly options: RunOptions;
  /** Least time that the loops of one sample take on the quickest build. */
  readonly minTimeMs: number;
  readonly timeoutMs: number;
  /** No block begins that would end later than this after the start; two are measured in any case. */
  readonly withinMs: number | null;
  readonly machine: Machine;
  readonly run: Omit<Run, keyof RunOptions | 'startedAt'>;
  /**
   * A run that this process has taken from the store in order to continue it: what it holds is not measured again. The
   * variants are its own, in the order in which it has them.
   */
  readonly resumed?: RunData;
}

export interface Failure {
  readonly benchmark: string;
  readonly build: string;
  readonly workers: number;
  readonly reason: string;
}

export interface LabResult {
  readonly runId: number;
  readonly state: Exclude<RunState, 'running'>;
  readonly failures: readonly Failure[];
  readonly leftOut: readonly LeftOut[];
}

/** A benchmark of others that is not measured, since it needs what a build has not. That is no failure. */
export interface LeftOut {
  readonly benchmark: string;
  /** Null: none has it. */
  readonly build: string | null;
  /** Modules or distributions. */
  readonly missing: readonly string[];
}

export function leftOutNote({ benchmark, build, missing }: LeftOut): string {
  return `left out: ${benchmark}${build === null ? '' : ` on ${build}`}: it needs ${missing.join(', ')}`;
}

/** A failed variant gets one more chance, in the next block; one that hung gets none. */
const failuresAllowed = 2;

/** With fewer blocks there is no interval. */
const leastBlocks = 2;

interface Variant extends PlannedVariant {
  readonly id: number;
  readonly benchmarkId: number;
  loops: number;
  failures: number;
}

/** Runs all variants in blocks and stores every process as it ends. */
export async function runLab(request: LabRequest, store: Store, instruments: Instruments): Promise<LabResult> {
  return new Laboratory(request, store, instruments).run();
}

class Laboratory {
  private readonly request: LabRequest;
  private readonly store: Store;
  private readonly tools: Instruments;
  private readonly runId: number;
  private readonly variants: Variant[];
  private readonly failures: Failure[] = [];
  private readonly leftOut: LeftOut[] = [];
  private readonly remaining = new RemainingTime();
  private position = 0;
  private lastMs: number | null = null;
  private readonly startedAt: Date;
  /** Milliseconds that the run took before it was continued. */
  private spentMs = 0;
  /** What is stored already: calibrations by variant, and `done` of each measurement. */
  private readonly calibrations = new Map<Variant, CalibratedLoops | null>();
  private readonly measured = new Set<string>();
  private readonly begunBlocks = new Set<number>();

  constructor(request: LabRequest, store: Store, tools: Instruments) {
    this.request = request;
    this.store = store;
    this.tools = tools;
    this.startedAt = tools.now();
    // A run that is in the store at all has all its variants there.
    const { runId, variants } = store.atomically(() => this.enter());
    this.runId = runId;
    this.variants = variants;
    if (request.resumed) this.restore(request.resumed);
  }

  private enter(): { runId: number; variants: Variant[] } {
    const { request, store } = this;
    const run: Run = { ...request.run, ...request.options, startedAt: this.startedAt.toISOString() };
    const runId = request.resumed?.run.id ?? store.startRun(run, store.machine(request.machine), thisWriter());
    const benchmarkIds = memo((benchmark: Benchmark) => store.benchmark(benchmark));
    const buildIds = memo((build: Build) => store.build(build));
    const variants = request.variants.map((variant) => {
      const benchmarkId = benchmarkIds(variant.benchmark);
      const buildId = buildIds(variant.build);
      const { workers, build } = variant;
      const id = store.variant({ runId, benchmarkId, buildId, workers, revision: build.revision });
      return { ...variant, id, benchmarkId, loops: 0, failures: 0 };
    });
    return { runId, variants };
  }

  /** Goes on from what is stored, as if this process had measured it. */
  private restore({ run, variants }: RunData): void {
    const processes = variants
      .flatMap((variant) => variant.processes)
      .sort((a: StoredProcess, b: StoredProcess) => a.position - b.position);
    const byId = new Map(this.variants.map((variant) => [variant.id, variant]));
    /** Where variants take turns, those of a benchmark in a block take their time together. */
    const together = new Map<string, number>();
    for (const process of processes) {
      const variant = byId.get(process.variantId)!;
      const { block, wallMs } = process;
      if (process.outcome !== 'ok' && !this.lacking(variant, process)) this.count(variant, process);
      if (block === null) {
        this.calibrations.set(variant, process.calibrated ?? null);
        this.remaining.learn('calibrate', wallMs);
        if (!process.calibrated) this.leaveOut(variant);
      } else {
        this.measured.add(done(variant, block));
        this.begunBlocks.add(block);
        this.remaining.learn(String(variant.id), wallMs);
      }
      const key = run.turns && block !== null ? `${block} ${variant.benchmarkId}` : String(process.id);
      together.set(key, Math.max(together.get(key) ?? 0, wallMs));
    }
    this.position = processes.length ? processes.at(-1)!.position + 1 : 0;
    this.spentMs = [...together.values()].reduce((sum, ms) => sum + ms, 0);
  }

  async run(): Promise<LabResult> {
    await this.calibrateAll();
    await this.measureBlocks();
    this.tools.progress.end();
    const state = this.tools.signal.aborted ? 'interrupted' : 'finished';
    this.store.finishRun(this.runId, state, this.tools.now().toISOString());
    return { runId: this.runId, state, failures: this.failures, leftOut: this.leftOut };
  }

  /**
   * Freezes the loops of each benchmark for the whole run: as many as its quickest build needs for the least time, so
   * that all variants do the same work. A build on which a benchmark fails is left out of it.
   */
  private async calibrateAll(): Promise<void> {
    const byBenchmark = new Map<SuiteBenchmark, Variant[]>();
    for (const variant of this.variants) {
      byBenchmark.set(variant.benchmark, [...(byBenchmark.get(variant.benchmark) ?? []), variant]);
    }
    const perBuild = [...byBenchmark.values()].map((group) => firstOfEachBuild(group));
    const total = perBuild.flat().filter((variant) => !this.calibrations.has(variant)).length;
    let begun = 0;
    for (const firsts of perBuild) {
      const found = firsts.flatMap((variant) => this.calibrations.get(variant) ?? []);
      for (const variant of firsts.filter((variant) => !this.calibrations.has(variant))) {
        if (this.tools.signal.aborted) return;
        const left = this.remaining.estimate(new Array(total - begun).fill('calibrate'));
        this.tools.progress.step(begun++, total, `calibrating ${label(variant)}`, left);
        const { benchFile, runner, build } = target(variant);
        const { minTimeMs, timeoutMs, options } = this.request;
        const [result] = await this.processes([variant], 'calibrate', null, () =>
          calibrate(
            { benchFile, runner, build, minTimeMs, timeoutMs, scale: options.scale },
            this.tools.executor,
            this.tools.signal,
          ),
        );
        if (!result) return;
        this.remaining.learn('calibrate', result.process.wallMs);
        const calibrated = calibratedLoops(result);
        if (calibrated) found.push(calibrated);
        else this.leaveOut(variant);
      }
      if (!found.length) continue;
      const loops = Math.max(...found.map((calibrated) => calibrated.loops));
      this.store.freezeLoops(this.runId, firsts[0].benchmarkId, loops, found[0].innerLoops);
      for (const variant of byBenchmark.get(firsts[0].benchmark)!) variant.loops = loops;
    }
  }

  private async measureBlocks(): Promise<void> {
    const { blocks, seed, turns } = this.request.options;
    const random = seededRandom(seed);
    // All orders are drawn at once: what fails or is interrupted must not change the order of what follows.
    const orders = Array.from({ length: blocks }, () => blockOrder(this.variants, random));
    const steps = orders.flatMap((order, block) => {
      const groups = turns ? order : order.flat().map((variant) => [variant]);
      const left = groups
        .map((group) => group.filter((variant) => !this.measured.has(done(variant, block))))
        .filter((group) => group.length);
      return left.map((group, place) => ({ block, group, opensBlock: place === 0 && !this.begunBlocks.has(block) }));
    });
    for (const [index, { block, group, opensBlock }] of steps.entries()) {
      if (this.tools.signal.aborted) return;
      if (opensBlock && this.outOfTime(block, orders[block].flat())) return;
      const variants = group.filter((variant) => variant.failures < failuresAllowed && variant.loops > 0);
      if (!variants.length) continue;
      const left = this.estimate(steps.slice(index).flatMap((step) => step.group));
      const last = this.lastMs === null ? '' : ` (last: ${this.lastMs.toPrecision(3)} ms)`;
      const what = variants.length > 1 ? turnsLabel(variants) : label(variants[0]);
      this.tools.progress.step(index, steps.length, `block ${block + 1}/${blocks} · ${what}${last}`, left);
      const began = this.tools.now().getTime();
      const results = await this.processes(variants, 'measure', block, (variant, turn) =>
        this.measure(variant, block, turns ? turn : undefined),
      );
      if (results.includes(null)) return;
      // Side by side they take their time together, so each counts for its share of it.
      const share = (this.tools.now().getTime() - began) / variants.length;
      for (const variant of variants) this.remaining.learn(String(variant.id), share);
      this.lastMs = results.at(-1)!.medianMs;
    }
  }

  /** Whether there is no time left for a whole block; then the run is one of fewer blocks. */
  private outOfTime(block: number, order: readonly Variant[]): boolean {
    const { withinMs } = this.request;
    if (withinMs === null || block < leastBlocks) return false;
    const spent = this.spentMs + this.tools.now().getTime() - this.startedAt.getTime();
    if (spent + (this.estimate(order) ?? 0) <= withinMs) return false;
    this.store.shortenRun(this.runId, block);
    this.tools.progress.note(`${block} blocks instead of ${this.request.options.blocks}: one more would take too long`);
    return true;
  }

  /** Milliseconds that measuring these variants will take, as far as they have not failed too often. */
  private estimate(variants: readonly Variant[]): number | null {
    const ahead = variants.filter((variant) => variant.failures < failuresAllowed);
    return this.remaining.estimate(ahead.map((variant) => String(variant.id)));
  }

  private measure(variant: Variant, block: number, turn: Turn | undefined): Promise<Measured> {
    const { options, timeoutMs } = this.request;
    const { warmups, values, scale } = options;
    const { loops, workers } = variant;
    return measure(
      { ...target(variant), workers, loops, warmups, values, scale, timeoutMs, hashSeed: block },
      this.tools.executor,
      this.tools.signal,
      turn,
    );
  }

  /**
   * Runs a process for each of these variants, between readings of the machine, and stores them; null for one that was
   * interrupted. Each starts in a turn of its own, which it keeps to its end unless it takes others.
   */
  private async processes<R extends Calibrated | Measured>(
    variants: readonly Variant[],
    purpose: 'calibrate' | 'measure',
    block: number | null,
    start: (variant: Variant, turn: Turn) => Promise<R>,
  ): Promise<(R | null)[]> {
    const { now, canary, loadAverage, steal, signal } = this.tools;
    const before = { canaryNs: canary(), loadAverage: loadAverage() };
    steal();
    const turns = takeTurns(variants.length);
    const ran = await Promise.all(
      variants.map(async (variant, member) => {
        const turn = turns[member];
        await turn.take();
        try {
          if (signal.aborted) return null;
          const startedAt = now().toISOString();
          const result = await start(variant, turn);
          const interrupted = signal.aborted && result.process.outcome !== 'ok';
          return interrupted ? null : { variant, startedAt, result };
        } finally {
          turn.leave();
        }
      }),
    );
    const stealPercent = steal();
    const ended = ran.filter((one) => one !== null);
    // Samples that were taken in turns count together: the whole group is stored, or it is measured again.
    if (ended.length < ran.length) return ran.map(() => null);
    this.store.recordProcesses(
      ended.map(({ variant, startedAt, result }) => {
        const place = { variantId: variant.id, purpose, block, position: this.position++, startedAt };
        const calibrated = 'loops' in result ? calibratedLoops(result) : null;
        const process: ProcessRecord = { ...place, ...before, stealPercent, calibrated, ...result.process };
        return { process, samples: 'samples' in result ? result.samples : [] };
      }),
    );
    for (const { variant, result } of ended) {
      if (result.process.outcome !== 'ok') this.note(variant, result.process);
    }
    return ended.map((one) => one.result);
  }

  private note(variant: Variant, process: ProcessResult): void {
    const lacking = this.lacking(variant, process);
    this.tools.progress.note(
      lacking ? leftOutNote(lacking) : `failed: ${label(variant)}: ${this.count(variant, process)}`,
    );
  }

  /** Whether a benchmark of others lacks a module on this build. What our own need every Python has. */
  private lacking(variant: Variant, process: ProcessResult): LeftOut | null {
    const module = missingModule({ type: process.errorType, message: process.errorMessage });
    if (!variant.benchmark.runner || module === null) return null;
    variant.failures = failuresAllowed;
    const lacking = { benchmark: variant.benchmark.name, build: variant.build.name, missing: [module] };
    this.leftOut.push(lacking);
    return lacking;
  }

  /** Counts a failure; returns the reason. */
  private count(variant: Variant, process: ProcessResult): string {
    variant.failures += process.outcome === 'timeout' ? failuresAllowed : 1;
    const reason = [process.errorType ?? process.outcome, process.errorMessage].filter(Boolean).join(': ');
    this.failures.push({
      benchmark: variant.benchmark.name,
      build: variant.build.name,
      workers: variant.workers,
      reason,
    });
    return reason;
  }

  /** A benchmark that cannot be calibrated on a build is not measured on it. */
  private leaveOut(failed: Variant): void {
    for (const variant of this.variants) {
      if (variant.benchmark === failed.benchmark && variant.build === failed.build) variant.failures = failuresAllowed;
    }
  }
}

/** Names a measurement. */
function done(variant: Variant, block: number): string {
  return `${variant.id} ${block}`;
}

function calibratedLoops({ loops, innerLoops }: Calibrated): CalibratedLoops | null {
  return loops === null ? null : { loops, innerLoops };
}

function firstOfEachBuild(variants: readonly Variant[]): Variant[] {
  return variants.filter((variant, index) => variants.findIndex((other) => other.build === variant.build) === index);
}

function target(variant: Variant) {
  return { benchFile: variant.benchmark.file, runner: variant.benchmark.runner, build: variant.build };
}

function label({ benchmark, build, workers }: PlannedVariant): string {
  return `${benchmark.name} on ${build.name}${benchmark.kind === 'threads' ? `, ${workers} workers` : ''}`;
}

function turnsLabel(variants: readonly PlannedVariant[]): string {
  return `${variants[0].benchmark.name}, ${variants.length} variants in turns`;
}

function memo<K, V>(make: (key: K) => V): (key: K) => V {
  const made = new Map<K, V>();
  return (key) => {
    if (!made.has(key)) made.set(key, make(key));
    return made.get(key)!;
  };
}
