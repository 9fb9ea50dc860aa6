// Stores of simulated runs, for tests of verdicts and history.

import * as fixture from '../../results/fixture.js';
import { readRun } from '../../results/queries.js';
import type { Benchmark, Build, Machine } from '../../results/records.js';
import type { Store } from '../../results/store.js';
import { analyse } from '../analysis.js';

export interface SimulatedVariant {
  readonly build: Partial<Build> & Pick<Build, 'name'>;
  readonly benchmark?: Partial<Benchmark>;
  readonly workers?: number;
  /** Nanoseconds of a unit of work in each block; null where the block failed. */
  readonly costs: readonly (number | null)[];
}

export interface SimulatedRun {
  readonly startedAt?: string;
  readonly scale?: number;
  readonly machine?: Partial<Machine>;
  readonly variants: readonly SimulatedVariant[];
}

/** Stores and analyses a run with one process of one sample for each block of each variant. Returns its id. */
export function storeRun(store: Store, { startedAt, scale, machine, variants }: SimulatedRun): number {
  const number = store.connection.prepare('SELECT count(*) FROM run').pluck().get() as number;
  const blocks = Math.max(...variants.map(({ costs }) => costs.length));
  const run = { ...fixture.run, key: `run ${number}`, blocks, scale: scale ?? 1 };
  const day = new Date(Date.UTC(2026, 0, 1 + number)).toISOString();
  const runId = store.startRun(
    { ...run, startedAt: startedAt ?? day },
    store.machine({ ...fixture.machine, ...machine }),
  );
  let position = 0;
  for (const { build, benchmark, workers = 1, costs } of variants) {
    const kind = benchmark?.kind ?? 'single';
    const benchmarkId = store.benchmark({ ...fixture.benchmark(kind, benchmark?.name ?? 'primes'), ...benchmark });
    const buildId = store.build({ ...fixture.build(build.name, build.gil ?? 'on'), ...build });
    const variantId = store.variant({ runId, benchmarkId, buildId, workers, revision: build.revision });
    store.freezeLoops(runId, benchmarkId, 1, 1);
    for (const [block, cost] of costs.entries()) {
      const process = fixture.process(variantId, block, position++);
      if (cost === null) store.recordProcess({ ...process, outcome: 'crash', exitCode: 1 }, []);
      else store.recordProcess(process, fixture.samples([Math.round(cost)], 0, 1, workers));
    }
  }
  store.finishRun(runId, 'finished', day);
  store.replaceAnalysis(runId, analyse(readRun(store.connection, runId)!));
  return runId;
}
