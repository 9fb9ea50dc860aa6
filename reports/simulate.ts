// node dist/reports/simulate.js FILE [--nights N] [--threads N] [--single N] [--workers 1,2,4,8] [--cores N] [--seed N]
//
// A store of nightly runs that never were: what reports are tried on at a size and with worker counts that few machines
// have. Every sample is drawn from a seeded generator, everything else is computed from the samples as for a real run.

import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { analyse } from '../harness/analysis.js';
import { normal, type Random, seededRandom } from '../harness/statistics/random.js';
import { usl } from '../harness/statistics/scaling.js';
import { readRun } from '../results/queries.js';
import type { Sample } from '../results/records.js';
import { Store } from '../results/store.js';

/** A change of level that was planted. */
export interface PlantedStep {
  readonly benchmarkId: number;
  readonly buildName: string;
  readonly workers: number;
  /** The first run at the new level. */
  readonly runId: number;
  /** Milliseconds for one loop. */
  readonly before: number;
  readonly after: number;
}

export interface Simulation {
  readonly seed: number;
  readonly nights: number;
  /** Numbers of threaded and of single-threaded benchmarks. */
  readonly threads: number;
  readonly single: number;
  readonly workers: readonly number[];
  readonly cores: number;
  readonly blocks: number;
}

export const yearOfNights: Simulation = {
  seed: 1,
  nights: 365,
  threads: 60,
  single: 12,
  workers: [1, 2, 4, 8],
  cores: 8,
  blocks: 3,
};

/** A program that never was: what a unit of its work costs, and how it scales without the GIL. */
interface Program {
  readonly benchmarkId: number;
  readonly threaded: boolean;
  /** Nanoseconds of one loop with the GIL. */
  readonly cost: number;
  /** How much longer it takes without the GIL. */
  readonly tax: number;
  readonly sigma: number;
  readonly kappa: number;
  /** From this night on a loop takes `change` times as long; never for most. */
  readonly stepAt: number;
  readonly change: number;
}

const families = ['independent', 'shared-read', 'shared-write', 'contended', 'pipeline'] as const;
/** Contention of the families, in the parameters of the universal scalability law. */
const contention = { independent: 0.01, 'shared-read': 0.02, 'shared-write': 0.12, contended: 0.5, pipeline: 0.25 };
const warmups = 1;
const values = 3;
const loops = 8;

/** Fills the store, one transaction a night, and returns the steps that were planted. */
export function simulate(store: Store, simulation: Simulation): PlantedStep[] {
  const random = seededRandom(simulation.seed);
  const machineId = store.machine({
    fingerprint: `simulated-${simulation.cores}-cores`,
    hostname: 'simulated',
    platform: 'none',
    architecture: 'x64',
    cpuModel: 'A machine that never was',
    cores: simulation.cores,
    memoryBytes: 64 * 2 ** 30,
    cpuQuota: null,
  });
  const programs = writePrograms(store, simulation, random);
  const steps: PlantedStep[] = [];
  let revision = '';
  for (let night = 0; night < simulation.nights; night++) {
    // Now and then nothing was committed.
    if (night === 0 || random() > 0.15) revision = hexadecimal(random, 40);
    store.connection
      .transaction(() => {
        const runId = writeNight(store, { simulation, programs, machineId, night, revision }, random);
        for (const program of programs.filter((other) => other.stepAt === night)) {
          for (const buildName of ['gilpy', 'gilpy-gil']) {
            for (const workers of program.threaded ? simulation.workers : [1]) {
              const before = costOf(program, buildName === 'gilpy', workers) / 1e6;
              const { benchmarkId, change } = program;
              steps.push({ benchmarkId, buildName, workers, runId, before, after: before * change });
            }
          }
        }
      })
      .immediate();
  }
  return steps;
}

function writePrograms(store: Store, { threads, single, nights }: Simulation, random: Random): Program[] {
  return Array.from({ length: threads + single }, (_, i): Program => {
    const threaded = i < threads;
    const family = threaded ? families[Math.min(i % 9, 4)] : 'none';
    const number = String(threaded ? i + 1 : i + 1 - threads).padStart(2, '0');
    const benchmarkId = store.benchmark({
      kind: threaded ? 'threads' : 'single',
      name: `${threaded ? 'workload' : 'program'}_${number}`,
      contentHash: hexadecimal(random, 64),
      title: `${threaded ? 'Workload' : 'Program'} ${number}`,
      description: 'A benchmark that never was: its samples are drawn at random.',
      tags: ['simulated'],
      scaling: family,
    });
    const steps = random() < 0.3;
    return {
      benchmarkId,
      threaded,
      cost: 2e6 * 10 ** random(),
      tax: 0.02 + 0.15 * random(),
      sigma: family === 'none' ? 0 : contention[family] * (0.6 + 0.8 * random()),
      kappa: family === 'none' ? 0 : 0.002 * contention[family] * random(),
      stepAt: steps && nights > 4 ? Math.floor(nights * (0.15 + 0.8 * random())) : Number.POSITIVE_INFINITY,
      change: random() < 0.6 ? 1.03 + 0.1 * random() : 0.9 + 0.07 * random(),
    };
  });
}

/** Nanoseconds that a loop takes on each of so many workers. */
function costOf(program: Program, free: boolean, workers: number): number {
  const { cost, tax, sigma, kappa } = program;
  const speedup = free ? usl(1, sigma, kappa, workers) : workers ** -0.06;
  return (cost * (free ? 1 + tax : 1) * workers) / speedup;
}

interface Night {
  readonly simulation: Simulation;
  readonly programs: readonly Program[];
  readonly machineId: number;
  readonly night: number;
  readonly revision: string;
}

function writeNight(store: Store, { simulation, programs, machineId, night, revision }: Night, random: Random): number {
  const { blocks, workers: counts } = simulation;
  let clock = Date.UTC(2026, 0, 1, 2) + night * 86_400_000;
  const now = () => new Date(clock).toISOString();
  const runId = store.startRun(
    {
      key: hexadecimal(random, 32),
      startedAt: now(),
      seed: night,
      blocks,
      values,
      warmups,
      scale: 1,
      turns: false,
      labVersion: '0.1.0',
      labRevision: revision,
      arguments: ['--suite', 'all'],
      environment: { simulated: true },
    },
    machineId,
  );
  const builds = [true, false].map((free) => ({
    free,
    id: store.build({
      fingerprint: `${free ? 'off' : 'on'} ${revision}`,
      name: free ? 'gilpy' : 'gilpy-gil',
      command: ['gilpy', '-X', `gil=${free ? 0 : 1}`],
      environment: {},
      implementation: 'gilpy',
      version: '3.13.2',
      gil: free ? 'off' : 'on',
      parallelism: 'threads',
      revision,
      details: { simulated: true },
    }),
  }));
  const variants = programs.flatMap((program) =>
    builds.flatMap(({ free, id: buildId }) =>
      (program.threaded ? counts : [1]).map((workers) => ({
        program,
        free,
        workers,
        id: store.variant({ runId, benchmarkId: program.benchmarkId, buildId, workers }),
      })),
    ),
  );
  for (const { benchmarkId } of programs) store.freezeLoops(runId, benchmarkId, loops, 1);
  let position = 0;
  const nightly = 1 + 0.004 * normal(random);
  for (let block = 0; block < blocks; block++) {
    for (const { program, free, workers, id } of variants) {
      const level = night >= program.stepAt ? program.change : 1;
      const machine = 1 + 0.01 * normal(random);
      const cost = costOf(program, free, workers) * level * nightly * machine;
      const samples = Array.from({ length: warmups + values }, (_, number): Sample => {
        const late = random() < 0.01 ? 1.2 : 1;
        const warm = number < warmups ? 1.15 : 1;
        const elapsedNs = Math.round(cost * loops * warm * late * (1 + 0.006 * normal(random)));
        return {
          number,
          warmup: number < warmups,
          loops,
          elapsedNs,
          cpuNs: free ? elapsedNs * workers : elapsedNs,
          workerNs: !program.threaded ? null : Array.from({ length: workers }, (_, i) => elapsedNs - 1000 * i),
        };
      });
      const wallMs = samples.reduce((sum, sample) => sum + sample.elapsedNs, 0) / 1e6 + 80;
      store.recordProcess(
        {
          variantId: id,
          purpose: 'measure',
          block,
          position: position++,
          startedAt: now(),
          wallMs,
          outcome: 'ok',
          exitCode: 0,
          signal: null,
          errorType: null,
          errorMessage: null,
          errorTraceback: null,
          canaryNs: Math.round(1e7 * machine),
          loadAverage: Math.max(0, 0.4 + 0.2 * normal(random)),
          stealPercent: Math.max(0, 0.1 * normal(random)),
          peakRssKb: 40_000 + 2000 * workers,
          facts: {},
        },
        samples,
      );
      clock += wallMs;
    }
  }
  store.replaceAnalysis(runId, analyse(readRun(store.connection, runId)!));
  store.finishRun(runId, 'finished', now());
  return runId;
}

function hexadecimal(random: Random, digits: number): string {
  return Array.from({ length: digits }, () => Math.floor(random() * 16).toString(16)).join('');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const option = { type: 'string' } as const;
  const { values: given, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      nights: option,
      threads: option,
      single: option,
      workers: option,
      cores: option,
      blocks: option,
      seed: option,
    },
  });
  const [file] = positionals;
  if (!file) throw new Error('name the file that the store goes to');
  const number = (text: string | undefined, otherwise: number) => (text === undefined ? otherwise : Number(text));
  const store = Store.open(file);
  simulate(store, {
    seed: number(given.seed, yearOfNights.seed),
    nights: number(given.nights, yearOfNights.nights),
    threads: number(given.threads, yearOfNights.threads),
    single: number(given.single, yearOfNights.single),
    workers: given.workers?.split(',').map(Number) ?? yearOfNights.workers,
    cores: number(given.cores, yearOfNights.cores),
    blocks: number(given.blocks, yearOfNights.blocks),
  });
  store.close();
}
