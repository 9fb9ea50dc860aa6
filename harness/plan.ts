import type { Build } from '../results/records.js';
import { type Random, shuffled } from './statistics/random.js';
import type { SuiteBenchmark } from './suites.js';

/** One combination to measure: a benchmark on a build with a number of workers. */
export interface PlannedVariant {
  readonly benchmark: SuiteBenchmark;
  readonly build: Build;
  readonly workers: number;
}

/**
 * With a GIL, more workers than this tell nothing new and take ever longer, so they are left out unless asked for.
 */
export const mostWorkersUnderGil = 8;

/** 1, 2, 4, ... up to the cores, and the cores themselves. */
export function workerCounts(cores: number): number[] {
  const counts: number[] = [];
  for (let workers = 1; workers < cores; workers *= 2) counts.push(workers);
  return [...counts, cores];
}

/**
 * Every benchmark on every build; threaded ones at every worker count that is of use on the build, those of independent
 * work alone where the workers are processes.
 */
export function planVariants(
  benchmarks: readonly SuiteBenchmark[],
  builds: readonly Build[],
  workers: readonly number[],
  mostUnderGil = mostWorkersUnderGil,
): PlannedVariant[] {
  return benchmarks.flatMap((benchmark) =>
    (benchmark.kind === 'threads' ? workers : [1]).flatMap((count) =>
      builds
        .filter((build) => benchmark.builds?.includes(build.name) ?? true)
        .filter((build) =>
          build.parallelism === 'processes'
            ? benchmark.scaling === 'independent'
            : build.gil !== 'on' || count <= mostUnderGil,
        )
        .map((build) => ({ benchmark, build, workers: count })),
    ),
  );
}

/**
 * The order of one block: benchmarks in random order, and each benchmark's variants as a group, in random order too, so
 * that the two sides of a ratio are measured close in time and neither always comes first.
 */
export function blockOrder<V extends { readonly benchmark: SuiteBenchmark }>(
  variants: readonly V[],
  random: Random,
): V[][] {
  const groups = new Map<SuiteBenchmark, V[]>();
  for (const variant of variants) {
    const group = groups.get(variant.benchmark);
    if (group) group.push(variant);
    else groups.set(variant.benchmark, [variant]);
  }
  return shuffled([...groups.values()], random).map((group) => shuffled(group, random));
}
