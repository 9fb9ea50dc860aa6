// For tests: a run as the lab stores it, with names that try to break out of the page.

import { analyse } from '../harness/analysis.js';
import * as fixture from '../results/fixture.js';
import { type RunData, readRun } from '../results/queries.js';
import { Store } from '../results/store.js';
import type { SiteSettings } from './settings.js';

export const hostileName = `<script>alert("x")</script> & 'co'`;

/** A name for a folder: it would leave the site, break an attribute, and fill every line. */
export const hostileFolder = `../"><img src=x onerror=alert(1)>${'long'.repeat(80)}`;

/** Hebrew, which runs from right to left, and an override that would turn what follows. */
export const turnedName = '\u05de\u05d1\u05d7\u05df \u202e(1)';

/** Settings with names that try the same. */
export const hostileSettings: SiteSettings = {
  commitUrl: 'https://example.org/?a="><script>alert(1)</script>&c={commit}',
  muted: [{ benchmark: 'single/nbody', build: 'gilpy', reason: hostileName }],
};

/** Spread of the blocks; each variant begins at another place of it. */
const noise = [1, 1.004, 0.997, 1.002, 0.999];

/** A run of two builds, three single-threaded and two threaded benchmarks, workers 1, 2, 4 and 8 on 4 cores. */
export function sampleRun(): RunData {
  const store = Store.open(':memory:');
  const data = readRun(store.connection, storeSampleRun(store))!;
  store.close();
  return data;
}

/** Nights of which the last four take 20% longer, as a store has them; returns the id of the newest. */
export function storeSampleNights(store: Store, nights: number): number {
  return Array.from({ length: nights }, (_, night) => storeSampleRun(store, night, night < nights - 4 ? 1 : 1.2)).at(
    -1,
  )!;
}

/** Puts the run into a store, everything in it taking so many times as long, and returns its id. */
function storeSampleRun(store: Store, night = 0, level = 1): number {
  const workerCounts = [1, 2, 4, 8];
  const runId = store.startRun(
    {
      ...fixture.run,
      key: `night ${night}`,
      startedAt: new Date(Date.UTC(2026, 0, 2 + night, 3, 4, 5)).toISOString(),
      blocks: 4,
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
  const alike = store.benchmark(fixture.benchmark('single', 'alike'));
  const primes = store.benchmark(fixture.benchmark('threads', 'primes'));
  const counter = store.benchmark({ ...fixture.benchmark('threads', 'counter'), scaling: 'contended' });
  const folder = store.benchmark({
    ...fixture.benchmark('single', hostileFolder),
    title: turnedName,
    description: hostileFolder,
    tags: [hostileName],
  });
  let position = 0;

  /** Measures a variant whose work takes so many times that of one worker with the GIL, for each worker. */
  const measure = (benchmarkId: number, buildId: number, workers: number, factor: number): number => {
    const variantId = store.variant({ runId, benchmarkId, buildId, workers });
    store.freezeLoops(runId, benchmarkId, 8, 1);
    for (let block = 0; block < 4; block++) {
      const spread = noise[(block + variantId) % noise.length] * level;
      const times = [30, 12, 10, 11, 10].map((ms) => Math.round(ms * 1e6 * factor * spread));
      const threaded = benchmarkId === primes || benchmarkId === counter;
      const samples = fixture.samples(times, 1, 8, workers).map((sample) => ({
        ...sample,
        workerNs: threaded ? Array.from({ length: workers }, () => sample.elapsedNs) : null,
      }));
      store.recordProcess(fixture.process(variantId, block, position++), samples);
    }
    return variantId;
  };

  const singles = [measure(single, free, 1, 1 / 1.2), measure(single, locked, 1, 1)];
  for (const build of [free, locked]) measure(alike, build, 1, 1);
  measure(folder, free, 1, 1);
  for (const benchmarkId of [primes, counter]) {
    for (const workers of workerCounts) {
      measure(benchmarkId, free, workers, workers === 1 ? 1.05 : (1.05 * workers) / (Math.min(workers, 4) * 0.95));
      measure(benchmarkId, locked, workers, workers ** 1.1);
    }
  }
  const analysis = analyse(readRun(store.connection, runId)!);
  store.replaceAnalysis(runId, {
    ...analysis,
    warnings: [
      ...analysis.warnings,
      { runId, variantId: singles[0], processId: null, code: 'unstable', detail: hostileName },
    ],
  });
  store.finishRun(runId, 'finished', '2026-01-02T03:05:00.000Z');
  return runId;
}
