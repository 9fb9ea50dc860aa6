import { describe, expect, it } from 'vitest';
import * as fixture from '../results/fixture.js';
import { readRun } from '../results/queries.js';
import { Store } from '../results/store.js';
import type { ProcessRequest } from './executor.js';
import { type Instruments, type LabRequest, runLab } from './lab.js';
import { measure } from './measure.js';
import { blockOrder, planVariants, workerCounts } from './plan.js';
import type { Progress } from './progress.js';
import {
  message,
  option,
  readLine,
  runnerScript,
  type Script,
  type ScriptedExecutor,
  scriptedExecutor,
  startMessage,
} from './scripted-executor.js';
import { seededRandom } from './statistics/random.js';
import type { SuiteBenchmark } from './suites.js';

const bench = (kind: 'single' | 'threads', name: string): SuiteBenchmark => ({
  ...fixture.benchmark(kind, name),
  file: `/suites/${kind}/${name}/bench.py`,
  quick: true,
});
const fast = { ...fixture.build('fast', 'off'), command: ['fast-python'] };
const slow = { ...fixture.build('slow', 'on'), command: ['slow-python'] };
const benchmarks = [bench('single', 'nbody'), bench('threads', 'primes')];

const quiet: Progress = { step: () => {}, note: () => {}, end: () => {} };

function lab(
  answer: (request: ProcessRequest) => Script,
  overrides: Partial<Instruments> = {},
  withinMs: number | null = null,
  turns = false,
  measured: readonly SuiteBenchmark[] = benchmarks,
) {
  const store = Store.open(':memory:');
  const executor = scriptedExecutor(answer);
  const instruments: Instruments = {
    executor,
    progress: quiet,
    // each process takes a second
    now: () => new Date(1000 * executor.requests.length),
    canary: () => 1_000_000,
    loadAverage: () => 0.1,
    steal: () => 0,
    signal: new AbortController().signal,
    ...overrides,
  };
  const request: LabRequest = {
    variants: planVariants(measured, [fast, slow], [1, 2]),
    options: { seed: 1, blocks: 3, values: 2, warmups: 1, scale: 1, turns },
    minTimeMs: 1,
    timeoutMs: 1000,
    withinMs,
    machine: fixture.machine,
    run: { key: 'k', labVersion: '0', labRevision: null, arguments: [], environment: {} },
  };
  const run = async () => {
    const result = await runLab(request, store, instruments);
    return { ...result, data: readRun(store.connection, result.runId)! };
  };
  return { run, executor };
}

const speed = (request: ProcessRequest) => (request.command[0] === 'fast-python' ? 1000 : 3000);
const healthy = (request: ProcessRequest) => runnerScript(request, speed(request));

describe('plan', () => {
  it('sweeps workers in powers of two up to the cores', () => {
    expect(workerCounts(1)).toEqual([1]);
    expect(workerCounts(2)).toEqual([1, 2]);
    expect(workerCounts(6)).toEqual([1, 2, 4, 6]);
    expect(workerCounts(8)).toEqual([1, 2, 4, 8]);
  });

  it('leaves out many workers under a GIL', () => {
    const counts = (build: typeof fast) =>
      planVariants([benchmarks[1]], [build], [1, 4, 16]).map((variant) => variant.workers);
    expect(counts(fast)).toEqual([1, 4, 16]);
    expect(counts(slow)).toEqual([1, 4]);
  });

  it('runs in processes only what is independent work, on as many as are asked for, whatever the GIL', () => {
    const apart = { ...slow, parallelism: 'processes' as const };
    const contended = { ...bench('threads', 'queue'), scaling: 'contended' };
    const planned = planVariants([...benchmarks, contended], [apart], [1, 16]);
    expect(planned.map(({ benchmark, workers }) => [benchmark.name, workers])).toEqual([
      ['primes', 1],
      ['primes', 16],
    ]);
  });

  it('keeps a benchmark to the builds that it names', () => {
    const variants = planVariants([{ ...benchmarks[0], builds: ['slow'] }], [fast, slow], [1]);
    expect(variants.map(({ build }) => build.name)).toEqual(['slow']);
  });

  it('runs every variant once a block, a benchmark together, in an order that the seed decides', () => {
    const variants = planVariants(benchmarks, [fast, slow], [1, 2]);
    expect(variants).toHaveLength(2 + 4);
    const order = blockOrder(variants, seededRandom(5));
    expect(new Set(order.flat())).toEqual(new Set(variants));
    expect(order).toHaveLength(2);
    for (const group of order) expect(new Set(group.map((variant) => variant.benchmark)).size).toBe(1);
    expect(blockOrder(variants, seededRandom(5))).toEqual(order);
    const orders = new Set(
      Array.from({ length: 50 }, (_, seed) =>
        blockOrder(variants, seededRandom(seed))
          .flat()
          .map((v) => variants.indexOf(v))
          .join(),
      ),
    );
    expect(orders.size).toBeGreaterThan(25);
  });
});

describe('a run', () => {
  it('measures every variant once in each block and stores all samples', async () => {
    const { data, failures, state } = await lab(healthy).run();
    expect(failures).toEqual([]);
    expect(state).toBe('finished');
    expect(data.variants).toHaveLength(6);
    for (const variant of data.variants) {
      const measured = variant.processes.filter((process) => process.purpose === 'measure');
      expect(measured.map((process) => process.block)).toEqual([0, 1, 2]);
      for (const process of measured) expect(process.samples.map((s) => s.warmup)).toEqual([true, false, false]);
    }
  });

  it('freezes the loops of a benchmark to what its quickest build needs', async () => {
    const { run, executor } = lab(healthy);
    const { data } = await run();
    // 1 ms at 1000 ns a loop wants 1024 loops; the slow build alone would have 512.
    expect(new Set(data.variants.map((variant) => variant.loops))).toEqual(new Set([1024]));
    const asked = executor.requests.map((request) => option(request, '--loops'));
    expect(new Set(asked)).toEqual(new Set(['auto', '1024']));
    expect(asked.filter((loops) => loops === 'auto')).toHaveLength(4);
  });

  it('measures fewer blocks, though at least two, when there is no time for all', async () => {
    // 4 calibrations and 6 measurements a block take 22 s for three blocks.
    const blocks = async (withinMs: number) => (await lab(healthy, {}, withinMs).run()).data.run.blocks;
    expect(await blocks(22_000)).toBe(3);
    expect(await blocks(21_999)).toBe(2);
    expect(await blocks(1)).toBe(2);
    const { data } = await lab(healthy, {}, 1).run();
    for (const { processes } of data.variants) expect(processes.filter((p) => p.block !== null)).toHaveLength(2);
  });

  it('gives all variants of a block one hash seed', async () => {
    const { run, executor } = lab(healthy);
    await run();
    const seeds = executor.requests.slice(4).map((request) => request.environment.PYTHONHASHSEED);
    expect(seeds).toEqual([...'000000111111222222']);
  });

  it('records a failure, tries it once more and goes on with the rest', async () => {
    const { failures, data } = await lab((request) =>
      request.command[0] === 'slow-python' &&
      option(request, '--bench').includes('nbody') &&
      option(request, '--loops') !== 'auto'
        ? {
            lines: [
              startMessage,
              message('error', { type: 'AssertionError', message: 'wrong energy', traceback: 'T' }),
            ],
            ending: { exitCode: 1 },
          }
        : healthy(request),
    ).run();
    expect(failures).toHaveLength(2);
    expect(failures[0]).toEqual({
      benchmark: 'nbody',
      build: 'slow',
      workers: 1,
      reason: 'AssertionError: wrong energy',
    });
    const outcomes = data.variants.flatMap((variant) => variant.processes.map((process) => process.outcome));
    expect(outcomes.filter((outcome) => outcome === 'error')).toHaveLength(2);
    expect(outcomes.filter((outcome) => outcome === 'ok')).toHaveLength(4 + 5 * 3);
  });

  it('never repeats a variant that hung', async () => {
    const { failures } = await lab((request) =>
      option(request, '--loops') !== 'auto' &&
      option(request, '--workers') === '2' &&
      request.command[0] === 'slow-python'
        ? { lines: [startMessage], ending: { exitCode: null, signal: 'SIGKILL', timedOut: true } }
        : healthy(request),
    ).run();
    expect(failures).toHaveLength(1);
    expect(failures[0].reason).toMatch(/timeout/);
  });

  it('leaves a benchmark out of a build on which it cannot be calibrated', async () => {
    const { data, failures } = await lab((request) =>
      request.command[0] === 'slow-python' && option(request, '--bench').includes('primes')
        ? { lines: [startMessage], ending: { exitCode: null, signal: 'SIGSEGV', stderr: 'Segmentation fault' } }
        : healthy(request),
    ).run();
    expect(failures).toEqual([{ benchmark: 'primes', build: 'slow', workers: 1, reason: 'crash: Segmentation fault' }]);
    const counts = data.variants.map((v) => v.processes.filter((p) => p.purpose === 'measure').length);
    expect(counts.sort()).toEqual([0, 0, 3, 3, 3, 3]);
  });

  it('leaves a benchmark of others out of a build that lacks a module, which is no failure', async () => {
    const foreign = { ...benchmarks[0], runner: { file: '/launch.py', options: ['--task', 'nbody'] } };
    const { run, executor } = lab(
      (request) =>
        request.command[0] === 'slow-python' && request.command.includes('/launch.py')
          ? {
              lines: [
                message('error', { type: 'ModuleNotFoundError', message: "No module named 'ssl'", traceback: 'T' }),
              ],
              ending: { exitCode: 1 },
            }
          : healthy(request),
      {},
      null,
      false,
      [foreign, benchmarks[1]],
    );
    const { failures, leftOut, data } = await run();
    expect(failures).toEqual([]);
    expect(leftOut).toEqual([{ benchmark: 'nbody', build: 'slow', missing: ['ssl'] }]);
    const runs = (build: string) =>
      data.variants
        .filter(({ benchmarkId, buildId }) => {
          return data.benchmarks.get(benchmarkId)!.name === 'nbody' && data.builds.get(buildId)!.name === build;
        })
        .flatMap(({ processes }) => processes.map(({ outcome }) => outcome));
    expect(runs('slow')).toEqual(['error']);
    expect(runs('fast')).toEqual(['ok', 'ok', 'ok', 'ok']);
    // The program comes before its own options, and the runner's follow.
    const command = executor.requests.find((request) => request.command.includes('/launch.py'))!.command;
    expect(command.slice(1, 5)).toEqual(['/launch.py', '--task', 'nbody', '--bench']);
  });

  it('stops when interrupted, drops the process in flight and keeps the rest', async () => {
    const controller = new AbortController();
    let started = 0;
    const { run } = lab(
      (request) => {
        if (++started === 9) {
          controller.abort();
          return { lines: [startMessage], ending: { exitCode: null, signal: 'SIGKILL' } };
        }
        return healthy(request);
      },
      { signal: controller.signal },
    );
    const { data, state, failures } = await run();
    expect(state).toBe('interrupted');
    expect(data.run.state).toBe('interrupted');
    expect(failures).toEqual([]);
    expect(data.variants.flatMap((variant) => variant.processes)).toHaveLength(8);
  });
});

/** What the wanted processes did, in order. */
function inOrder({ log, requests }: ScriptedExecutor, isWanted: (request: ProcessRequest) => boolean) {
  return log.filter((event) => isWanted(requests[event.process]));
}

describe('a run in turns', () => {
  const turned = (answer: (request: ProcessRequest) => Script, overrides: Partial<Instruments> = {}) =>
    lab(answer, overrides, null, true);
  const measuring = (request: ProcessRequest) => option(request, '--loops') !== 'auto';
  const isPrimes = (request: ProcessRequest) => option(request, '--bench').includes('primes');
  const ofBlock = (block: number) => (request: ProcessRequest) =>
    measuring(request) && isPrimes(request) && request.environment.PYTHONHASHSEED === String(block);

  it('takes the samples of a group round by round, one at a time, the others idle', async () => {
    const { run, executor } = turned(healthy);
    const { failures, data } = await run();
    expect(failures).toEqual([]);
    const first = new Set<string>();
    for (const block of [0, 1, 2]) {
      const events = inOrder(executor, ofBlock(block));
      const order = events.filter(({ what }) => what === 'start').map(({ process }) => process);
      expect(order).toHaveLength(4);
      const { command } = executor.requests[order[0]];
      first.add(`${command[0]} ${option(executor.requests[order[0]], '--workers')}`);
      // All start and get ready, one after the other; then a warm-up and two samples of each.
      expect(events.filter(({ what }) => what === 'write').map(({ process }) => process)).toEqual(
        [order, order, order].flat(),
      );
      let busy: number | null = null;
      for (const { process, what } of events) {
        if (what === 'start' || what === 'write') {
          expect(busy).toBeNull();
          busy = process;
        } else if (what === 'rest' || what === 'end') {
          expect(busy).toBe(process);
          busy = null;
        } else if (what === 'print') {
          expect(busy).toBe(process);
        }
      }
      expect(events.filter(({ what }) => what === 'end').map(({ process }) => process)).toEqual(order);
    }
    expect(data.run.turns).toBe(true);
    for (const { processes } of data.variants) {
      const measured = processes.filter((process) => process.purpose === 'measure');
      expect(measured.map((process) => process.block)).toEqual([0, 1, 2]);
      for (const { samples } of measured) expect(samples.map((s) => s.warmup)).toEqual([true, false, false]);
    }
    // The order is the block's: it is not always the same variant that comes first.
    expect(first.size).toBeGreaterThan(1);
  });

  it('reads the machine before a group starts and not while it runs', async () => {
    const { run, executor } = turned(healthy, {
      canary: () => executor.requests.length,
      steal: () => executor.requests.length,
    });
    const { data } = await run();
    const measured = data.variants
      .filter((variant) => data.benchmarks.get(variant.benchmarkId)!.name === 'primes')
      .flatMap((variant) => variant.processes.filter((process) => process.block === 0));
    expect(measured).toHaveLength(4);
    expect(new Set(measured.map((process) => process.canaryNs)).size).toBe(1);
    expect(measured.map((process) => process.stealPercent)).toEqual(new Array(4).fill(measured[0].canaryNs! + 4));
    expect(measured.map((process) => process.position).sort((a, b) => a - b)).toEqual(
      [0, 1, 2, 3].map((place) => measured[0].canaryNs! + place),
    );
  });

  it.each([
    ['before it is ready', [startMessage]],
    ['while it waits', [startMessage, message('ready')]],
    ['in its turn', [startMessage, message('ready'), readLine]],
  ])('goes on without a member that dies %s', async (_, lines) => {
    const { run } = turned((request) =>
      measuring(request) &&
      isPrimes(request) &&
      request.command[0] === 'slow-python' &&
      option(request, '--workers') === '2'
        ? { lines, ending: { exitCode: null, signal: 'SIGSEGV', stderr: 'Segmentation fault' } }
        : healthy(request),
    );
    const { failures, data } = await run();
    expect(failures).toHaveLength(2);
    expect(failures[0]).toMatchObject({ benchmark: 'primes', build: 'slow', workers: 2 });
    const counts = data.variants.map((v) => v.processes.filter((p) => p.block !== null && p.outcome === 'ok').length);
    expect(counts.sort()).toEqual([0, 3, 3, 3, 3, 3]);
    for (const process of data.variants.flatMap((variant) => variant.processes)) {
      if (process.block !== null && process.outcome === 'ok') expect(process.samples).toHaveLength(3);
    }
  });

  it('never repeats a variant that hung, and measures the others of its group', async () => {
    const { failures, data } = await turned((request) =>
      measuring(request) && option(request, '--workers') === '2' && request.command[0] === 'slow-python'
        ? {
            lines: [startMessage, message('ready'), readLine],
            ending: { exitCode: null, signal: 'SIGKILL', timedOut: true },
          }
        : healthy(request),
    ).run();
    expect(failures).toHaveLength(1);
    expect(failures[0].reason).toMatch(/timeout/);
    expect(
      data.variants.flatMap((v) => v.processes.filter((p) => p.block !== null && p.outcome === 'ok')),
    ).toHaveLength(5 * 3);
  });

  it('stops when interrupted: the group in flight goes, nothing more starts', async () => {
    const controller = new AbortController();
    let wanted = 0;
    const { run, executor } = turned(
      (request) => {
        // in the second block, when two of the four have started
        if (ofBlock(1)(request) && ++wanted === 2) controller.abort();
        const script = healthy(request);
        return controller.signal.aborted ? { ...script, ending: { exitCode: null, signal: 'SIGKILL' } } : script;
      },
      { signal: controller.signal },
    );
    const { data, state, failures } = await run();
    expect(state).toBe('interrupted');
    expect(failures).toEqual([]);
    expect(executor.requests.filter(ofBlock(1))).toHaveLength(2);
    expect(executor.requests.filter(ofBlock(2))).toHaveLength(0);
    const started = executor.log.filter(({ what }) => what === 'start').length;
    expect(executor.log.filter(({ what }) => what === 'end')).toHaveLength(started);
    const primes = data.variants.filter((v) => data.benchmarks.get(v.benchmarkId)!.name === 'primes');
    for (const { processes } of primes) expect(processes.filter((process) => process.block === 0)).toHaveLength(1);
    // Neither of the two that had started came to its end.
    expect(primes.flatMap(({ processes }) => processes.filter((process) => process.block === 1))).toEqual([]);
  });
});

describe('one process', () => {
  const request = {
    benchFile: 'bench.py',
    build: fast,
    workers: 1,
    loops: 4,
    warmups: 2,
    values: 3,
    scale: 1,
    timeoutMs: 1000,
    hashSeed: 0,
  };

  it('takes its statistics from the time that Python measured', async () => {
    const times = [9, 8, 1, 3, 2];
    const executor = scriptedExecutor(() => ({
      lines: [
        startMessage,
        'garbage',
        '@gil-lab not json',
        ...times.map((ms, index) =>
          message('sample', {
            index,
            warmup: index < 2,
            loops: 4,
            start_ns: 0,
            elapsed_ns: ms * 1e6,
            worker_ns: null,
            cpu_ns: 5,
          }),
        ),
        message('done', { peak_rss_kb: 77 }),
      ],
    }));
    const { samples, medianMs, process } = await measure(request, executor);
    expect(samples.map((sample) => sample.elapsedNs)).toEqual(times.map((ms) => ms * 1e6));
    expect(samples.map((sample) => sample.warmup)).toEqual([true, true, false, false, false]);
    expect(medianMs).toBeCloseTo(2, 9);
    expect(process).toMatchObject({ outcome: 'ok', peakRssKb: 77, facts: { implementation: 'cpython' } });
  });

  it('calls a process that ends early a crash, even with exit code 0', async () => {
    const executor = scriptedExecutor(() => ({ lines: [startMessage] }));
    const { process, medianMs } = await measure(request, executor);
    expect(process.outcome).toBe('crash');
    expect(process.errorMessage).toMatch(/before it had sent all its samples/);
    expect(medianMs).toBeNull();
  });
});

describe('processes in the place of threads', () => {
  const request = {
    benchFile: 'bench.py',
    build: { ...fast, parallelism: 'processes' as const },
    workers: 2,
    loops: 4,
    warmups: 0,
    values: 1,
    scale: 1,
    timeoutMs: 1000,
    hashSeed: 0,
  };
  const sample = (fields: Readonly<Record<string, unknown>>) =>
    message('sample', { index: 0, warmup: false, loops: 4, worker_ns: null, ...fields });
  /** The first process prints the first lines, and so on. */
  const each = (...lines: (string | typeof readLine)[][]) => {
    let next = 0;
    return scriptedExecutor(() => ({ lines: lines[next++] }));
  };

  it('take the time from the first start to the last end', async () => {
    const executor = each(
      [
        ...[startMessage, message('ready'), readLine],
        sample({ start_ns: 100, elapsed_ns: 50, cpu_ns: 40 }),
        message('done', { peak_rss_kb: 30 }),
      ],
      [
        ...[startMessage, message('ready'), readLine],
        sample({ start_ns: 110, elapsed_ns: 70, cpu_ns: 60 }),
        message('done', { peak_rss_kb: 12 }),
      ],
    );
    const { samples, process } = await measure(request, executor);
    expect(executor.requests.map((asked) => option(asked, '--workers'))).toEqual(['1', '1']);
    expect(samples).toEqual([{ number: 0, warmup: false, loops: 4, elapsedNs: 80, cpuNs: 100, workerNs: [50, 70] }]);
    expect(process).toMatchObject({ outcome: 'ok', peakRssKb: 42 });
  });

  it('all begin before any is waited for', async () => {
    const one = [startMessage, message('ready'), readLine, sample({ start_ns: 0, elapsed_ns: 9 }), message('done')];
    const executor = each(one, one);
    await measure(request, executor);
    const order = executor.log.filter(({ what }) => what === 'write' || what === 'end');
    expect(order.map(({ what }) => what)).toEqual(['write', 'write', 'end', 'end']);
  });

  it('fail as a whole when one fails', async () => {
    const good = [startMessage, message('ready'), readLine, sample({ start_ns: 0, elapsed_ns: 9 }), message('done')];
    const bad = [startMessage, message('ready'), readLine, message('error', { type: 'KeyError', message: 'lost' })];
    const { samples, process, medianMs } = await measure(request, each(good, bad));
    expect(samples).toEqual([]);
    expect(medianMs).toBeNull();
    expect(process).toMatchObject({ outcome: 'error', errorType: 'KeyError' });
  });
});
