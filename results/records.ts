// What the store holds, as the rest of the program sees it. One interface for each table of the schema (README.md
// draws it); durations are in the unit that their name ends in.

import type { WarningCode } from './warnings.js';

/** How a benchmark is driven: `run` in one thread, or `worker` in several at once. */
export type BenchmarkKind = 'single' | 'threads';

/** Whether a build runs Python under a global interpreter lock; `unknown` where the interpreter cannot say. */
export type GilState = 'on' | 'off' | 'unknown';

/** What the workers of a threaded benchmark are. In processes they share nothing: what the machine allows. */
export type Parallelism = 'threads' | 'processes';

export interface Machine {
  readonly fingerprint: string;
  readonly hostname: string;
  /** Operating system with its release. */
  readonly platform: string;
  readonly architecture: string;
  readonly cpuModel: string;
  /** Cores that this process may use. */
  readonly cores: number;
  readonly memoryBytes: number;
  /** CPUs that the control group grants, or null without a limit. */
  readonly cpuQuota: number | null;
}

export interface Build {
  readonly fingerprint: string;
  /** The name that the user or the lab gave it; charts and tables show this one. */
  readonly name: string;
  readonly command: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  readonly implementation: string;
  readonly version: string;
  readonly gil: GilState;
  readonly parallelism: Parallelism;
  /** Git revision of the build's source, where there is one. */
  readonly revision: string | null;
  readonly details: Readonly<Record<string, unknown>>;
}

export interface Benchmark {
  readonly kind: BenchmarkKind;
  readonly name: string;
  /** SHA-256 over the benchmark's folder: samples never join across different contents. */
  readonly contentHash: string;
  readonly title: string;
  readonly description: string;
  readonly tags: readonly string[];
  /** What its workers share: `none` for single-threaded ones, else `independent`, `shared`, `contended`, ... */
  readonly scaling: string;
}

export type RunState = 'running' | 'finished' | 'interrupted' | 'failed';

export type RunSource = 'measured' | 'pyperf';

export interface RunOptions {
  readonly seed: number;
  readonly blocks: number;
  /** Measured samples for each process, after its warm-ups. */
  readonly values: number;
  readonly warmups: number;
  readonly scale: number;
  /** Whether the variants of a benchmark ran side by side in each block and took their samples in turns. */
  readonly turns: boolean;
}

export interface Run extends RunOptions {
  /** Unique across machines, so that stores can be merged. */
  readonly key: string;
  /** ISO 8601, UTC. */
  readonly startedAt: string;
  readonly labVersion: string;
  readonly labRevision: string | null;
  readonly arguments: readonly string[];
  readonly environment: Readonly<Record<string, unknown>>;
  /** What the harness wants to know again in order to continue the run; without it, it cannot be continued. */
  readonly plan?: Readonly<Record<string, unknown>> | null;
  /** Where its samples come from: the lab itself, if nothing else is said, or a file of pyperf. */
  readonly source?: RunSource;
}

/** The process that writes a run, as others can tell whether it still runs. */
export interface Writer {
  readonly hostname: string;
  readonly pid: number;
  /** When it started, in whatever form the system tells it: another process with the same pid started at another time. */
  readonly start: string | null;
}

export interface Variant {
  readonly runId: number;
  readonly benchmarkId: number;
  readonly buildId: number;
  readonly workers: number;
  /** Git revision of the build in this run; a run that is read whole has it with the build. */
  readonly revision?: string | null;
}

export type Outcome = 'ok' | 'error' | 'timeout' | 'crash';

export type Purpose = 'calibrate' | 'measure';

/** What calibration came to on one build. */
export interface CalibratedLoops {
  readonly loops: number;
  readonly innerLoops: number;
}

export interface ProcessRecord {
  readonly variantId: number;
  readonly purpose: Purpose;
  /** Number of the block, from 0; null for calibration. */
  readonly block: number | null;
  /** Place in the order in which the run started its processes. */
  readonly position: number;
  readonly startedAt: string;
  readonly wallMs: number;
  readonly outcome: Outcome;
  readonly exitCode: number | null;
  readonly signal: string | null;
  readonly errorType: string | null;
  readonly errorMessage: string | null;
  readonly errorTraceback: string | null;
  /** Time that the fixed piece of work took just before this process. */
  readonly canaryNs: number | null;
  /** One-minute load average before the process. */
  readonly loadAverage: number | null;
  /** Share of the machine's time that the hypervisor took meanwhile, 0..100. */
  readonly stealPercent: number | null;
  readonly peakRssKb: number | null;
  /** What the interpreter said about itself at its start. */
  readonly facts: Readonly<Record<string, unknown>>;
  /** What a calibrating process found; null where it failed, and for those that measured. */
  readonly calibrated?: CalibratedLoops | null;
}

export interface Sample {
  /** Number of the iteration within its process, from 0, warm-ups included. */
  readonly number: number;
  readonly warmup: boolean;
  readonly loops: number;
  readonly elapsedNs: number;
  readonly cpuNs: number | null;
  /** Each worker's own time, for threaded benchmarks. */
  readonly workerNs: readonly number[] | null;
}

/** How one process settled; `null` in the store where it ran too few iterations to tell. */
export type SteadyState = 'flat' | 'warm-up' | 'slow-down' | 'no steady state';

/** An estimate with its 95% interval; the ends are null where one block alone tells nothing of the spread. */
export interface Interval {
  readonly value: number;
  readonly low: number | null;
  readonly high: number | null;
}

/** Cost of one unit of work (nanoseconds per loop and worker, inner loops divided out) over a variant's samples. */
export interface Summary extends Interval {
  readonly variantId: number;
  readonly processes: number;
  readonly samples: number;
  readonly madNs: number;
  readonly meanNs: number;
  readonly sdNs: number;
  readonly minNs: number;
  readonly maxNs: number;
  readonly peakRssKb: number | null;
  /** CPU time over wall time: the number of cores kept busy. */
  readonly cpuPerWall: number | null;
}

/**
 * What `Comparison.value` means; all are ratios of throughput, so above 1 is better. In a speed-up, the work of all
 * workers took as long as from the first start to the last end; in a rate, each worker's took as long as itself, which
 * leaves out the wait for the slowest.
 */
export type Relation = 'speedup-own' | 'rate-own' | 'speedup-gil' | 'ratio';

/** One variant against a base, paired by block. */
export interface Comparison extends Interval {
  readonly variantId: number;
  readonly baseVariantId: number;
  readonly relation: Relation;
  readonly blocks: number;
}

export type FitModel = 'karp-flatt' | 'amdahl' | 'usl';

/** A scaling law fitted to one benchmark on one build. */
export interface Fit {
  readonly runId: number;
  readonly benchmarkId: number;
  readonly buildId: number;
  readonly model: FitModel;
  readonly parameters: Readonly<Record<string, number>>;
  readonly points: number;
  /** Root mean square of the relative residuals; 0 where the model has nothing left to miss. */
  readonly residual: number;
  /** 95% intervals of the parameters that the blocks tell one of; what the law itself misses is not in them. */
  readonly intervals?: Readonly<Record<string, { readonly low: number; readonly high: number }>>;
}

/**
 * Geometric mean of one relation over a family of benchmarks, of one build to another. A family is `single`, or the
 * `scaling` that threaded benchmarks have in common. The base of a speed-up ran with one worker.
 */
export interface OverallRatio extends Interval {
  readonly runId: number;
  readonly family: string;
  readonly relation: Relation;
  readonly workers: number;
  readonly buildId: number;
  readonly baseBuildId: number;
  readonly benchmarks: number;
}

export interface StoredWarning {
  readonly runId: number;
  readonly variantId: number | null;
  readonly processId: number | null;
  readonly code: WarningCode;
  readonly detail: string;
}

/** Everything that is computed from the raw samples of one run; replaced as a whole. */
export interface Analysis {
  readonly summaries: readonly Summary[];
  readonly comparisons: readonly Comparison[];
  readonly fits: readonly Fit[];
  readonly overall: readonly OverallRatio[];
  readonly warnings: readonly StoredWarning[];
  readonly steadyStates: ReadonlyMap<number, SteadyState>;
}

export type WithId<T> = T & { readonly id: number };
