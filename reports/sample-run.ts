// For tests: a run as the lab stores it, with names that try to break out of the page.

import * as fixture from '../results/fixture.js';
import { type RunData, readRun } from '../results/queries.js';
import type { Analysis, Comparison, OverallRatio, StoredWarning, Summary } from '../results/records.js';
import { Store } from '../results/store.js';

export const hostileName = `<script>alert("x")</script> & 'co'`;

/** A name for a folder: it would leave the site, break an attribute, and fill every line. */
export const hostileFolder = `../"><img src=x onerror=alert(1)>${'long'.repeat(80)}`;

/** Hebrew, which runs from right to left, and an override that would turn what follows. */
export const turnedName = '\u05de\u05d1\u05d7\u05df \u202e(1)';

/** Two builds, one single-threaded and two threaded benchmarks, workers 1, 2, 4 and 8 on 4 cores. */
export function sampleRun(workerCounts: readonly number[] = [1, 2, 4, 8]): RunData {
  const store = Store.open(':memory:');
  const runId = store.startRun(
    {
      ...fixture.run,
      labRevision: hostileName,
      arguments: [hostileFolder],
      environment: { [hostileName]: turnedName },
    },
    store.machine({ ...fixture.machine, hostname: hostileName, cpuModel: turnedName }),
  );
  const free = store.build({
    ...fixture.build('gilpy', 'off'),
    implementation: 'gilpy',
    revision: hostileName,
    command: ['python3', hostileFolder],
    details: { [hostileName]: turnedName },
  });
  const locked = store.build({ ...fixture.build('gilpy-gil', 'on'), implementation: 'gilpy' });
  const single = store.benchmark({ ...fixture.benchmark('single', 'nbody'), title: hostileName });
  const primes = store.benchmark(fixture.benchmark('threads', 'primes'));
  const counter = store.benchmark({ ...fixture.benchmark('threads', 'counter'), scaling: 'contended' });
  const folder = store.benchmark({
    ...fixture.benchmark('single', hostileFolder),
    title: turnedName,
    description: hostileFolder,
    tags: [hostileName],
  });
  const summaries: Summary[] = [];
  const comparisons: Comparison[] = [];
  const overall: OverallRatio[] = [];
  const warnings: StoredWarning[] = [];
  let position = 0;

  const measure = (benchmarkId: number, buildId: number, workers: number): number => {
    const variantId = store.variant({ runId, benchmarkId, buildId, workers });
    for (const block of [0, 1]) {
      const times = [30, 12, 10, 11, 10].map((ms) => ms * 1e6 + block * 1e5);
      store.recordProcess(fixture.process(variantId, block, position++), fixture.samples(times, 1, 8, workers));
    }
    const times = {
      value: 1.3e6,
      low: 1.2e6,
      high: 1.4e6,
      madNs: 1e4,
      meanNs: 1.3e6,
      sdNs: 1e4,
      minNs: 1e6,
      maxNs: 2e6,
    };
    summaries.push({ variantId, processes: 2, samples: 8, ...times, peakRssKb: 12_000, cpuPerWall: workers });
    return variantId;
  };

  const singles = [free, locked].map((build) => measure(single, build, 1));
  measure(folder, free, 1);
  const ratio = { relation: 'ratio', value: 1.2, low: 1.1, high: 1.3 } as const;
  comparisons.push({ variantId: singles[0], baseVariantId: singles[1], blocks: 2, ...ratio });
  overall.push({ runId, family: 'single', workers: 1, buildId: free, baseBuildId: locked, benchmarks: 1, ...ratio });
  for (const benchmarkId of [primes, counter]) {
    for (const buildId of [free, locked]) {
      const ids = workerCounts.map((workers) => measure(benchmarkId, buildId, workers));
      for (const [i, workers] of workerCounts.entries()) {
        const value = buildId === free ? Math.min(workers, 4) * 0.95 : 1 / workers ** 0.1;
        const interval = { value, low: value * 0.9, high: value * 1.1 };
        for (const relation of ['speedup-own', 'rate-own', 'speedup-gil'] as const) {
          comparisons.push({ variantId: ids[i], baseVariantId: ids[0], relation, blocks: 2, ...interval });
          const family = benchmarkId === primes ? 'independent' : 'contended';
          overall.push({ runId, family, relation, workers, buildId, baseBuildId: locked, benchmarks: 1, ...interval });
        }
      }
    }
  }
  warnings.push({ runId, variantId: singles[0], processId: null, code: 'unstable', detail: hostileName });
  const fits = [
    {
      runId,
      benchmarkId: primes,
      buildId: free,
      model: 'karp-flatt',
      parameters: { serial: 0.02 },
      points: 1,
      residual: 0,
    },
  ] as const;
  const analysis: Analysis = { summaries, comparisons, overall, warnings, fits, steadyStates: new Map([[1, 'flat']]) };
  store.replaceAnalysis(runId, analysis);
  store.finishRun(runId, 'finished', '2026-01-02T03:05:00.000Z');
  const data = readRun(store.connection, runId)!;
  store.close();
  return data;
}
