// Measuring two builds against each other, block by block, for as long as it takes to tell. Each pair is one run of a
// store of its own, which grows: what an earlier bisection measured is not measured again.

import { findRun, readRun } from '../../results/queries.js';
import type { Build, Machine } from '../../results/records.js';
import type { Store } from '../../results/store.js';
import { costsOfRun, pairedRatios } from '../block-costs.js';
import { valueHash } from '../content-hash.js';
import { describeEnvironment } from '../environment.js';
import { type Instruments, type LabRequest, runLab } from '../lab.js';
import { gitRevision, labVersion } from '../repository.js';
import type { SuiteBenchmark } from '../suites.js';
import { thisWriter } from '../writer.js';

/** How each pair is measured. */
export interface Effort {
  readonly values: number;
  readonly warmups: number;
  readonly scale: number;
  readonly minTimeMs: number;
  readonly timeoutMs: number;
}

export interface TrialSettings {
  readonly benchmark: SuiteBenchmark;
  readonly workers: number;
  readonly effort: Effort;
  readonly machine: Machine;
}

/** The blocks of a pair so far. */
export interface Trial {
  readonly run: number;
  /** Time of the build over the time of its base, for each block that has both. */
  readonly ratios: readonly number[];
  /** Why there will be no more; null while there may be. */
  readonly failure: string | null;
}

/** Seeds of the block orders: any will do, the same ones let a stored run go on. */
const seed = 1;

export class Trials {
  private readonly store: Store;
  private readonly settings: TrialSettings;
  private readonly tools: Instruments;

  constructor(store: Store, settings: TrialSettings, tools: Instruments) {
    this.store = store;
    this.settings = settings;
    this.tools = tools;
  }

  /** Has so many blocks of a build and its base, measuring what is missing. */
  async blocks(build: Build, base: Build, count: number): Promise<Trial> {
    const key = this.keyOf(build, base);
    const stored = this.read(key, build, base);
    if (stored && (stored.failure !== null || stored.ratios.length >= count)) return stored;
    const { benchmark, workers, effort, machine } = this.settings;
    const { minTimeMs, timeoutMs, ...options } = effort;
    const request: LabRequest = {
      // Both in each round of turns: what slows the machine down for a moment falls on both.
      options: { ...options, seed, blocks: count, turns: true },
      variants: [base, build].map((one) => ({ benchmark, build: one, workers })),
      minTimeMs,
      timeoutMs,
      withinMs: null,
      machine,
      run: {
        key,
        labVersion: labVersion(),
        labRevision: gitRevision(),
        arguments: process.argv.slice(2),
        environment: describeEnvironment(),
        plan: { bisect: { build: build.name, base: base.name } },
      },
    };
    if (stored) this.store.extendRun(stored.run, count, thisWriter());
    const resumed = stored ? readRun(this.store.connection, stored.run)! : undefined;
    await runLab({ ...request, ...(resumed ? { resumed } : {}) }, this.store, this.tools);
    return this.read(key, build, base)!;
  }

  private read(key: string, build: Build, base: Build): Trial | null {
    const run = findRun(this.store.connection, key);
    if (run === null) return null;
    const data = readRun(this.store.connection, run)!;
    const variantOf = ({ fingerprint }: Build) =>
      data.variants.find(({ buildId }) => data.builds.get(buildId)!.fingerprint === fingerprint)!;
    const [own, other] = [variantOf(build), variantOf(base)];
    const failed = [own, other]
      .flatMap(({ processes }) => processes)
      .find(({ outcome, purpose }) => outcome !== 'ok' && (purpose === 'calibrate' || outcome === 'timeout'));
    const often = [own, other].find(({ processes }) => processes.filter(({ outcome }) => outcome !== 'ok').length > 1);
    const last = failed ?? often?.processes.findLast(({ outcome }) => outcome !== 'ok');
    const failure = last ? [last.errorType ?? last.outcome, last.errorMessage].filter(Boolean).join(': ') : null;
    const ratios = pairedRatios(own, other, 'ratio', costsOfRun(data)).map((ratio) => 1 / ratio);
    return { run, ratios, failure };
  }

  /** What decides the samples of a pair, apart from chance. */
  private keyOf(build: Build, base: Build): string {
    const { benchmark, workers, effort, machine } = this.settings;
    const programs = [build.fingerprint, base.fingerprint];
    return `bisect ${valueHash([programs, benchmark.kind, benchmark.contentHash, workers, effort, machine.fingerprint])}`;
  }
}
